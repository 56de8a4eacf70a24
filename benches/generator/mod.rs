//! Sites of invented notes, the same at every call, of any size.

/// Changes files and folders, or ends the program with a message.
pub(crate) mod disk {
    use std::path::Path;

    pub(crate) fn write(path: &Path, text: &str) {
        std::fs::write(path, text).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
    }

    pub(crate) fn make(folder: &Path) {
        std::fs::create_dir_all(folder)
            .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    }
}

/// Writes a site of invented notes, the same at every call.
pub(crate) mod generate {
    use std::fmt::Write;
    use std::path::Path;

    use rayon::prelude::*;

    use super::corpus::{Corpus, Kind, Note};
    use super::rng::Rng;
    use super::{disk, fields, prose};

    /// The fewest notes that give every type a few.
    pub(crate) const LEAST: usize = 50;

    /// Writes a site of `n` notes to `dir`, which is made if need be.
    pub(crate) fn site(n: usize, dir: &Path) {
        let corpus = Corpus::new(n);
        for kind in Kind::ALL {
            disk::make(&dir.join("content").join(kind.folder()));
        }
        disk::write(
            &dir.join("site.yaml"),
            &format!("title: A generated site of {n} notes\nbase_url: https://example.org/\n"),
        );
        corpus.notes().into_par_iter().for_each(|note| {
            let file = dir.join("content").join(note.kind.folder()).join(format!("{}.md", note.id()));
            disk::write(&file, &text(&corpus, note));
        });
    }

    /// The whole text of a note; its random numbers depend on the note alone.
    fn text(corpus: &Corpus, note: Note) -> String {
        let mut rng = Rng::new(note.number());
        let mut text = String::with_capacity(4096);
        text.push_str("---\n");
        fields::write(&mut text, corpus, note, &mut rng);
        text.push_str("---\n\n");
        prose::write(&mut text, corpus, note, &mut rng);
        text
    }

    /// Appends a formatted line; writing to a `String` cannot fail.
    pub(crate) fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
        text.write_fmt(line).expect("a String takes everything");
        text.push('\n');
    }
}

/// Which notes there are, and what they are called.
pub(crate) mod corpus {
    use super::rng::Rng;

    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Kind {
        Actor,
        Source,
        Event,
        Briefing,
        Place,
        Topic,
    }

    impl Kind {
        pub(crate) const ALL: [Kind; 6] =
            [Kind::Actor, Kind::Source, Kind::Event, Kind::Briefing, Kind::Place, Kind::Topic];

        pub(crate) fn folder(self) -> &'static str {
            match self {
                Kind::Actor => "actors",
                Kind::Source => "sources",
                Kind::Event => "events",
                Kind::Briefing => "briefings",
                Kind::Place => "places",
                Kind::Topic => "topics",
            }
        }

        /// Nouns of the type's names; no two types share one, so that no two notes share a name.
        fn nouns(self) -> &'static [&'static str] {
            match self {
                Kind::Actor => {
                    &["Front", "Brigade", "Ministry", "Council", "Movement", "Command", "Party", "Network"]
                }
                Kind::Source => {
                    &["Report", "Dispatch", "Bulletin", "Transcript", "Survey", "Notice", "Review"]
                }
                Kind::Event => {
                    &["Strike", "Summit", "Clash", "Agreement", "Raid", "Vote", "Arrest", "Statement"]
                }
                Kind::Briefing => &["Assessment", "Outlook", "Briefing"],
                Kind::Place => &["District", "Valley", "Harbour", "Crossing", "Town"],
                Kind::Topic => &["Affairs", "Question", "Issue"],
            }
        }
    }

    /// First words of names.
    const NAMES: &[&str] = &[
        "Northern", "Amber", "Karvan", "Upper", "Silent", "Meridian", "Tolosh", "Eastern", "Vardan", "Free",
        "Granite", "Lower", "Osmet", "Red", "Coastal", "United", "Belmar", "Second", "Harran", "Joint",
        "Western", "Ilvane", "New",
    ];

    /// A note by its type and its place among those of its type.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) struct Note {
        pub(crate) kind: Kind,
        pub(crate) index: usize,
    }

    impl Note {
        /// A number that no other note has.
        pub(crate) fn number(self) -> u64 {
            (self.index as u64) << 3 | self.kind as u64
        }

        pub(crate) fn title(self) -> String {
            let (nouns, i) = (self.kind.nouns(), self.index);
            format!("{} {} {i}", NAMES[i % NAMES.len()], nouns[i / NAMES.len() % nouns.len()])
        }

        pub(crate) fn id(self) -> String {
            self.title().replace(' ', "-").to_ascii_lowercase()
        }
    }

    /// How many notes there are of each type.
    pub(crate) struct Corpus {
        counts: [usize; Kind::ALL.len()],
    }

    impl Corpus {
        /// Shares `n` notes out: a few places and topics, and of the rest 30 % actors, 30 % sources, 35 % events and 5 % briefings.
        pub(crate) fn new(n: usize) -> Self {
            let (places, topics) = ((n / 100).max(3), (n / 250).max(2));
            let rest = n - places - topics;
            let (third, briefings) = (rest * 30 / 100, rest * 5 / 100);
            Corpus { counts: [third, third, rest - 2 * third - briefings, briefings, places, topics] }
        }

        pub(crate) fn notes(&self) -> Vec<Note> {
            let of = |kind: Kind| (0..self.count(kind)).map(move |index| Note { kind, index });
            Kind::ALL.into_iter().flat_map(of).collect()
        }

        fn count(&self, kind: Kind) -> usize {
            self.counts[kind as usize]
        }

        /// Any note of a type but `not`; the first ones are by far the likeliest.
        pub(crate) fn any(&self, kind: Kind, not: Note, rng: &mut Rng) -> Note {
            let count = self.count(kind);
            let index = rng.long_tailed(count);
            let note = Note { kind, index };
            if note == not { Note { kind, index: (index + 1) % count } } else { note }
        }

        /// Up to `most` different notes of a type, at least one.
        pub(crate) fn some(&self, kind: Kind, most: usize, not: Note, rng: &mut Rng) -> Vec<Note> {
            let mut notes: Vec<Note> = Vec::new();
            for _ in 0..=rng.below(most) {
                let note = self.any(kind, not, rng);
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            notes
        }
    }

    /// Ids with commas between them.
    pub(crate) fn ids(notes: &[Note]) -> String {
        notes.iter().map(|note| note.id()).collect::<Vec<_>>().join(", ")
    }
}

/// Writes the front matter of invented notes.
pub(crate) mod fields {
    use super::corpus::{Corpus, Kind, Note, ids};
    use super::generate::line;
    use super::prose;
    use super::rng::Rng;

    const ACTOR_KINDS: &[&str] = &[
        "person",
        "state",
        "government-body",
        "armed-group",
        "military-force",
        "coalition",
        "political-party",
        "organization",
        "media",
    ];
    const RELATIONS: &[&str] = &["member-of", "part-of", "leads", "supports", "opposes", "allied-with"];
    const SOURCE_KINDS: &[&str] = &["news", "official", "report", "paper", "dataset", "transcript", "social"];
    const PUBLISHERS: &[&str] =
        &["Harbour Press", "Meridian News Agency", "Institute for Open Records", "Daily Ledger"];
    const AUTHORS: &[&str] = &["Ana Velt", "Tomas Orrin", "Leila Marsh", "Jon Adeyar", "Mira Castell"];
    const GRADES: &[&str] = &["A", "B", "B", "C", "C", "C", "D", "E", "F"];
    const EVENT_KINDS: &[&str] =
        &["attack", "strike", "battle", "statement", "agreement", "vote", "arrest", "meeting"];
    const ROLES: &[&str] =
        &["perpetrator", "claimed-by", "blamed", "target", "participant", "speaker", "mediator"];
    const CONCLUSIONS: &[&str] = &[
        "likelihood: likely",
        "likelihood: very-likely",
        "likelihood: unlikely",
        "confidence: low",
        "confidence: high",
    ];

    /// Writes all fields of a note.
    pub(crate) fn write(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
        line(text, format_args!("title: {}", note.title()));
        line(text, format_args!("summary: {}", prose::statement(rng)));
        if note.kind != Kind::Topic {
            line(text, format_args!("topics: [{}]", ids(&corpus.some(Kind::Topic, 2, note, rng))));
        }
        line(text, format_args!("updated: {}", day(rng, 2024, 2)));
        match note.kind {
            Kind::Actor => actor(text, corpus, note, rng),
            Kind::Source => source(text, note, rng),
            Kind::Event => event(text, corpus, note, rng),
            Kind::Briefing => briefing(text, corpus, note, rng),
            Kind::Place => place(text, rng),
            Kind::Topic => {}
        }
        if note.index % 10 == 3 {
            claim(text, corpus, note, rng);
        }
    }

    fn actor(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
        let kind = rng.pick(ACTOR_KINDS);
        line(text, format_args!("kind: {kind}"));
        line(
            text,
            format_args!("{}: {}", if kind == "person" { "born" } else { "founded" }, 1950 + rng.below(40)),
        );
        line(text, format_args!("country: {}", corpus.any(Kind::Place, note, rng).id()));
        let others = corpus.some(Kind::Actor, 3, note, rng);
        line(text, format_args!("relations:"));
        for other in others {
            line(text, format_args!("  - type: {}", rng.pick(RELATIONS)));
            line(text, format_args!("    to: {}", other.id()));
            line(text, format_args!("    when: {}/{}", 1995 + rng.below(10), 2010 + rng.below(10)));
            line(text, format_args!("    sources: [{}]", ids(&corpus.some(Kind::Source, 2, note, rng))));
        }
    }

    fn source(text: &mut String, note: Note, rng: &mut Rng) {
        line(text, format_args!("kind: {}", rng.pick(SOURCE_KINDS)));
        line(text, format_args!("authors: [{}]", rng.pick(AUTHORS)));
        line(text, format_args!("publisher: {}", rng.pick(PUBLISHERS)));
        line(text, format_args!("published: {}", day(rng, 2000, 22)));
        line(text, format_args!("url: https://example.org/{}", note.id()));
        line(text, format_args!("accessed: {}", day(rng, 2023, 2)));
        line(text, format_args!("reliability: {}", rng.pick(GRADES)));
    }

    fn event(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
        line(text, format_args!("date: {}", date(rng)));
        line(text, format_args!("kind: {}", rng.pick(EVENT_KINDS)));
        line(text, format_args!("places: [{}]", corpus.any(Kind::Place, note, rng).id()));
        line(text, format_args!("actors:"));
        for actor in corpus.some(Kind::Actor, 4, note, rng) {
            let (role, source) = (rng.pick(ROLES), corpus.any(Kind::Source, note, rng).id());
            line(text, format_args!("  - {{actor: {}, role: {role}, sources: [{source}]}}", actor.id()));
        }
        line(text, format_args!("sources: [{}]", ids(&corpus.some(Kind::Source, 3, note, rng))));
        line(text, format_args!("credibility: {}", 1 + rng.below(6)));
    }

    fn briefing(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
        line(text, format_args!("date: {}", day(rng, 2020, 5)));
        line(text, format_args!("authors: [{}]", rng.pick(AUTHORS)));
        line(text, format_args!("judgements:"));
        for _ in 0..3 {
            line(text, format_args!("  - statement: {}", prose::statement(rng)));
            line(text, format_args!("    {}", rng.pick(CONCLUSIONS)));
            line(text, format_args!("    sources: [{}]", ids(&corpus.some(Kind::Source, 3, note, rng))));
        }
        line(text, format_args!("actors: [{}]", ids(&corpus.some(Kind::Actor, 6, note, rng))));
        line(text, format_args!("events: [{}]", ids(&corpus.some(Kind::Event, 6, note, rng))));
    }

    fn place(text: &mut String, rng: &mut Rng) {
        line(text, format_args!("lat: {}.{:02}", 20 + rng.below(40), rng.below(100)));
        line(text, format_args!("lon: {}.{:02}", 10 + rng.below(60), rng.below(100)));
        line(text, format_args!("precision: area"));
    }

    fn claim(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
        line(text, format_args!("claims:"));
        line(text, format_args!("  - id: {}-claim", note.id()));
        line(text, format_args!("    statement: {}", prose::statement(rng)));
        line(text, format_args!("    by: {}", corpus.any(Kind::Actor, note, rng).id()));
        line(text, format_args!("    said: {}", day(rng, 2018, 6)));
        line(text, format_args!("    concerns: [{}]", corpus.any(Kind::Actor, note, rng).id()));
        line(
            text,
            format_args!(
                "    sources: [\"{}, p. {}\"]",
                corpus.any(Kind::Source, note, rng).id(),
                1 + rng.below(90)
            ),
        );
        line(text, format_args!("    status: reported"));
        line(text, format_args!("    credibility: {}", 1 + rng.below(6)));
    }

    /// A date of an event: mostly a day, at times a month, a year or an approximate month.
    fn date(rng: &mut Rng) -> String {
        let (year, month) = (2000 + rng.below(25), 1 + rng.below(12));
        match rng.below(10) {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("\"{year}-{month:02}~\""),
            _ => day(rng, year, 1),
        }
    }

    /// A day in one of some years.
    fn day(rng: &mut Rng, from: usize, years: usize) -> String {
        format!("{}-{:02}-{:02}", from + rng.below(years), 1 + rng.below(12), 1 + rng.below(28))
    }
}

/// Writes the text of invented notes.
pub(crate) mod prose {
    use std::sync::LazyLock;

    use super::corpus::{Corpus, Kind, Note};
    use super::rng::Rng;

    /// Links and citations in a note; a bracket with two sources counts once.
    const REFERENCES: usize = 8;

    const HEADINGS: [&str; 2] = ["Background", "What followed"];

    /// The parts of a text, with a heading between each two.
    const PARTS: usize = HEADINGS.len() + 1;

    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        "after against agreed along already among and announced another appeared area armed arrived \
        at attack authorities because before began border both by called capital carried ceasefire \
        changed city civilians claimed coast commander convoy could council country court damaged \
        day denied described despite during early eastern election fighters figures first followed \
        for forces former four from government group had held hospital however in independent \
        killed known large later leader local made many members military minister month more near \
        neighbouring new night no northern not of officials on operation other outside over people \
        port position published recent region remained reported residents responsibility returned \
        river road said same second security several since soldiers source southern spokesman \
        statement still supplies support talks than that the the the their these three to to \
        toward town troops two under until vehicles village was was week were western where which \
        while who with withdrew witnesses wounded year"
            .split(' ')
            .collect()
    });

    /// Writes about 300 words, 1,500 in a briefing, with headings, emphasis and references.
    pub(crate) fn write(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
        let length = if note.kind == Kind::Briefing { 1500 } else { 300 };
        let mut writer = Writer { text, corpus, note, rng, length, words: 0, references: 0 };
        for part in 1..=PARTS {
            while writer.words < length * part / PARTS {
                writer.paragraph();
            }
            if let Some(heading) = HEADINGS.get(part - 1) {
                writer.text.extend(["## ", heading, "\n\n"]);
            }
        }
    }

    /// A sentence without marks, for a field.
    pub(crate) fn statement(rng: &mut Rng) -> String {
        let mut text = capital(rng.pick(&WORDS));
        for _ in 0..8 + rng.below(10) {
            text.extend([" ", rng.pick(&WORDS)]);
        }
        text.push('.');
        text
    }

    fn capital(word: &str) -> String {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    }

    /// A text as it grows.
    struct Writer<'a> {
        text: &'a mut String,
        corpus: &'a Corpus,
        note: Note,
        rng: &'a mut Rng,
        /// How many words there are to be.
        length: usize,
        /// How many words and references there are.
        words: usize,
        references: usize,
    }

    impl Writer<'_> {
        fn paragraph(&mut self) {
            let sentences = 3 + self.rng.below(3);
            for i in 0..sentences {
                if i > 0 {
                    self.text.push(' ');
                }
                self.sentence();
            }
            self.text.push_str("\n\n");
        }

        /// Writes a sentence, with a reference if it is time for one: links and citations by turns.
        fn sentence(&mut self) {
            let due =
                self.references < REFERENCES && self.words * REFERENCES >= self.references * self.length;
            let link = due && self.references.is_multiple_of(2);
            let length = 8 + self.rng.below(14);
            self.text.push_str(&capital(self.rng.pick(&WORDS)));
            self.plain(length / 2);
            if link {
                self.wiki_link();
            }
            self.plain(length - length / 2 - 1);
            if due && !link {
                self.cite();
            }
            self.text.push('.');
            self.words += length;
            self.references += usize::from(due);
        }

        /// Writes words, each after a space; one in forty is emphasised.
        fn plain(&mut self, count: usize) {
            for _ in 0..count {
                let mark = match self.rng.below(80) {
                    0 => "*",
                    1 => "**",
                    _ => "",
                };
                self.text.extend([" ", mark, self.rng.pick(&WORDS), mark]);
            }
        }

        /// Writes `[[id]]` or `[[id|words]]`.
        fn wiki_link(&mut self) {
            let kind = match self.rng.below(20) {
                0..11 => Kind::Actor,
                11..16 => Kind::Event,
                16..18 => Kind::Place,
                _ => Kind::Briefing,
            };
            let id = self.corpus.any(kind, self.note, self.rng).id();
            self.text.extend([" [[", &id]);
            if self.rng.below(2) == 0 {
                self.text.extend(["|the ", self.rng.pick(&WORDS), " ", self.rng.pick(&WORDS)]);
            }
            self.text.push_str("]]");
        }

        /// Writes `[@a]` or `[@a, p. 3; @b]`.
        fn cite(&mut self) {
            let mut source = || self.corpus.any(Kind::Source, self.note, self.rng).id();
            let (first, second) = (source(), source());
            self.text.extend([" [@", &first]);
            if first != second && self.rng.below(3) == 0 {
                let page = 1 + self.rng.below(90);
                self.text.extend([", p. ", &page.to_string(), "; @", &second]);
            }
            self.text.push(']');
        }
    }
}

/// Random numbers that are the same on every machine.
pub(crate) mod rng {
    const SEED: u64 = 0x5eed_b00c;
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    /// The generator `SplitMix64`.
    pub(crate) struct Rng(u64);

    impl Rng {
        /// Starts the series of a number.
        pub(crate) fn new(number: u64) -> Self {
            Rng(Rng(SEED ^ number.wrapping_mul(STEP)).next())
        }

        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(STEP);
            let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        /// A number below `end`.
        pub(crate) fn below(&mut self, end: usize) -> usize {
            (self.next() % end as u64) as usize
        }

        pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
            list[self.below(list.len())]
        }

        /// A number below `end` by Zipf's law: as often 0 as one from 1 to 2, from 3 to 6, from 7 to 14 and so on.
        pub(crate) fn long_tailed(&mut self, end: usize) -> usize {
            let octaves = end.ilog2() as usize + 1;
            loop {
                let octave = 1 << self.below(octaves);
                let rank = octave + self.below(octave);
                if rank <= end {
                    return rank - 1;
                }
            }
        }
    }
}
