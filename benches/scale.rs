//! Speed and memory of a whole build and a whole check, on generated sites of any size.
//!
//! ```text
//! cargo bench --bench scale                              the same as `run 1000`
//! cargo bench --bench scale -- run 1000 10000            generate, measure, print a table
//! cargo bench --bench scale -- generate 10000 /tmp/site  only write a site
//! cargo bench --bench scale -- floor /tmp/site /tmp/out  only do what every builder must do
//! cargo bench --bench scale -- floor /tmp/site /tmp/out /tmp/site/public  the same, and write all files of a built site
//! ```
//!
//! `run` measures child processes: wall time by the clock, CPU time and peak memory by `/usr/bin/time` where there is one. Two floors are
//! given beside the build. The *floor* reads every note, makes HTML of its Markdown and writes one page of about 5.5 KB a note, as the
//! leanest of our peers do, on two threads, and nothing else. The *tree's floor* does the same and writes the very files that the build
//! wrote, with their paths and sizes, so that what is above it is our own work and not the disk's. Machines are shared and noisy, and the
//! kernel takes most of a floor's time, so the ratios say more than the seconds. `TMPDIR` says where the sites of `run` are made: on a
//! memory file system files cost little and the ratios are highest.
#![expect(clippy::disallowed_methods, reason = "a program of its own, which reads and writes sites")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its product is a table on the terminal")]

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "use: scale [run N [N…] | generate N DIR | floor SITE OUT [TREE]]";

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if obey(&words).is_none() {
        eprintln!("{USAGE}\nN is at least {}", generate::LEAST);
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

/// Does what the words say, if they say something.
fn obey(words: &[&str]) -> Option<()> {
    match words {
        [] => run::run(&[1000]),
        ["run", sizes @ ..] if !sizes.is_empty() => {
            run::run(&sizes.iter().map(|n| size(n)).collect::<Option<Vec<_>>>()?);
        }
        ["generate", n, dir] => generate::site(size(n)?, Path::new(dir)),
        ["floor", site, out] => floor::run(Path::new(site), Path::new(out), None),
        ["floor", site, out, tree] => floor::run(Path::new(site), Path::new(out), Some(Path::new(tree))),
        _ => return None,
    }
    Some(())
}

/// A number of notes; `10_000` will do too.
fn size(word: &str) -> Option<usize> {
    word.replace('_', "").parse().ok().filter(|n| *n >= generate::LEAST)
}

/// Changes files and folders, or ends the program with a message.
mod disk {
    use std::path::Path;

    pub(super) fn write(path: &Path, text: &str) {
        std::fs::write(path, text).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
    }

    pub(super) fn make(folder: &Path) {
        std::fs::create_dir_all(folder)
            .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    }

    /// Removes a folder, if it is there.
    pub(super) fn remove(folder: &Path) {
        match std::fs::remove_dir_all(folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                panic!("cannot remove {}: {error}", folder.display())
            }
            _ => {}
        }
    }
}

/// Writes a site of invented notes, the same at every call.
mod generate {
    use std::fmt::Write;
    use std::path::Path;

    use rayon::prelude::*;

    use super::corpus::{Corpus, Kind, Note};
    use super::rng::Rng;
    use super::{disk, fields, prose};

    /// The fewest notes that give every type a few.
    pub(super) const LEAST: usize = 50;

    /// Writes a site of `n` notes to `dir`, which is made if need be.
    pub(super) fn site(n: usize, dir: &Path) {
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
    pub(super) fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
        text.write_fmt(line).expect("a String takes everything");
        text.push('\n');
    }
}

/// Which notes there are, and what they are called.
mod corpus {
    use super::rng::Rng;

    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(super) enum Kind {
        Actor,
        Source,
        Event,
        Briefing,
        Place,
        Topic,
    }

    impl Kind {
        pub(super) const ALL: [Kind; 6] =
            [Kind::Actor, Kind::Source, Kind::Event, Kind::Briefing, Kind::Place, Kind::Topic];

        pub(super) fn folder(self) -> &'static str {
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
    pub(super) struct Note {
        pub(super) kind: Kind,
        pub(super) index: usize,
    }

    impl Note {
        /// A number that no other note has.
        pub(super) fn number(self) -> u64 {
            (self.index as u64) << 3 | self.kind as u64
        }

        pub(super) fn title(self) -> String {
            let (nouns, i) = (self.kind.nouns(), self.index);
            format!("{} {} {i}", NAMES[i % NAMES.len()], nouns[i / NAMES.len() % nouns.len()])
        }

        pub(super) fn id(self) -> String {
            self.title().replace(' ', "-").to_ascii_lowercase()
        }
    }

    /// How many notes there are of each type.
    pub(super) struct Corpus {
        counts: [usize; Kind::ALL.len()],
    }

    impl Corpus {
        /// Shares `n` notes out: a few places and topics, and of the rest 30 % actors, 30 % sources, 35 % events and 5 % briefings.
        pub(super) fn new(n: usize) -> Self {
            let (places, topics) = ((n / 100).max(3), (n / 250).max(2));
            let rest = n - places - topics;
            let (third, briefings) = (rest * 30 / 100, rest * 5 / 100);
            Corpus { counts: [third, third, rest - 2 * third - briefings, briefings, places, topics] }
        }

        pub(super) fn notes(&self) -> Vec<Note> {
            let of = |kind: Kind| (0..self.count(kind)).map(move |index| Note { kind, index });
            Kind::ALL.into_iter().flat_map(of).collect()
        }

        fn count(&self, kind: Kind) -> usize {
            self.counts[kind as usize]
        }

        /// Any note of a type but `not`; the first ones are by far the likeliest.
        pub(super) fn any(&self, kind: Kind, not: Note, rng: &mut Rng) -> Note {
            let count = self.count(kind);
            let index = rng.long_tailed(count);
            let note = Note { kind, index };
            if note == not { Note { kind, index: (index + 1) % count } } else { note }
        }

        /// Up to `most` different notes of a type, at least one.
        pub(super) fn some(&self, kind: Kind, most: usize, not: Note, rng: &mut Rng) -> Vec<Note> {
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
    pub(super) fn ids(notes: &[Note]) -> String {
        notes.iter().map(|note| note.id()).collect::<Vec<_>>().join(", ")
    }
}

/// Writes the front matter of invented notes.
mod fields {
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
    pub(super) fn write(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
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
mod prose {
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
    pub(super) fn write(text: &mut String, corpus: &Corpus, note: Note, rng: &mut Rng) {
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
    pub(super) fn statement(rng: &mut Rng) -> String {
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
mod rng {
    const SEED: u64 = 0x5eed_b00c;
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    /// The generator `SplitMix64`.
    pub(super) struct Rng(u64);

    impl Rng {
        /// Starts the series of a number.
        pub(super) fn new(number: u64) -> Self {
            Rng(Rng(SEED ^ number.wrapping_mul(STEP)).next())
        }

        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(STEP);
            let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        /// A number below `end`.
        pub(super) fn below(&mut self, end: usize) -> usize {
            (self.next() % end as u64) as usize
        }

        pub(super) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
            list[self.below(list.len())]
        }

        /// A number below `end` by Zipf's law: as often 0 as one from 1 to 2, from 3 to 6, from 7 to 14 and so on.
        pub(super) fn long_tailed(&mut self, end: usize) -> usize {
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

/// The least that any builder must do for a site.
mod floor {
    use std::path::{Path, PathBuf};
    use std::time::Instant;

    use pulldown_cmark::{Options, Parser, html};
    use rayon::prelude::*;
    use walkdir::{DirEntry, WalkDir};

    use super::disk;

    /// Text of a page around the note, in bytes.
    const PAGE: usize = 3000;
    const THREADS: usize = 2;

    /// A file to write: its path below the output, and its size if that is given.
    type File = (PathBuf, Option<usize>);

    /// Makes the pages of `site` in `out`, or else all files of `tree`, and prints what that took.
    pub(super) fn run(site: &Path, out: &Path, tree: Option<&Path>) {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(THREADS).build().expect("two threads can be started");
        // To look at the tree is no work that a builder has.
        let files = tree.map(files_of);
        let (start, before) = (Instant::now(), cpu_seconds());
        let (files, bytes) = pool.install(|| pages(&site.join("content"), out, files));
        let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - before);
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{files} files, {megabytes:.0} MB, wall {wall:.3} s, CPU {cpu:.2} s, peak {:.1} MB",
            peak_mb()
        );
    }

    /// The files of a folder with their sizes.
    fn files_of(tree: &Path) -> Vec<File> {
        let files = walk(tree).into_iter().filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let size =
                    entry.metadata().unwrap_or_else(|error| panic!("cannot look at a file: {error}")).len();
                let path = entry.path().strip_prefix(tree).expect("the file was found there");
                (path.to_owned(), Some(size as usize))
            })
            .collect()
    }

    fn walk(folder: &Path) -> Vec<DirEntry> {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        entries.map(|entry| entry.unwrap_or_else(|error| panic!("cannot list a folder: {error}"))).collect()
    }

    /// Makes HTML of all notes and writes all files; gives the number and the bytes of the files.
    fn pages(content: &Path, out: &Path, files: Option<Vec<File>>) -> (usize, usize) {
        let is_note = |entry: &DirEntry| {
            entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "md")
        };
        let notes: Vec<PathBuf> =
            walk(content).into_iter().filter(is_note).map(DirEntry::into_path).collect();
        let own = |note: &PathBuf| {
            let path = note.strip_prefix(content).expect("the note was found there");
            (path.with_extension("html"), None)
        };
        let files = files.unwrap_or_else(|| notes.iter().map(own).collect());
        let folders: std::collections::BTreeSet<&Path> =
            files.iter().filter_map(|(path, _)| path.parent()).collect();
        folders.into_iter().for_each(|folder| disk::make(&out.join(folder)));
        let frame = "<p>page</p>\n".repeat(PAGE / 12);
        let jobs = (0..notes.len().max(files.len())).into_par_iter();
        let bytes = jobs.map(|i| {
            let page = page(notes.get(i), &frame);
            files.get(i).map_or(0, |file| write(file, page, &frame, out))
        });
        (files.len(), bytes.sum())
    }

    /// Reads a note and makes a page of it.
    fn page(note: Option<&PathBuf>, frame: &str) -> String {
        let read = |note: &PathBuf| {
            std::fs::read_to_string(note).unwrap_or_else(|e| panic!("cannot read {}: {e}", note.display()))
        };
        let text = note.map(read).unwrap_or_default();
        let mut page = String::with_capacity(frame.len() + 2 * text.len());
        page.push_str(frame);
        html::push_html(&mut page, Parser::new_ext(body(&text), dialect()));
        page
    }

    /// Writes a page at the size that its file is to have; gives the size.
    fn write((path, size): &File, mut page: String, frame: &str, out: &Path) -> usize {
        if let Some(size) = *size {
            while page.len() < size {
                page.push_str(frame);
            }
            page.truncate(page.floor_char_boundary(size));
            page.extend(std::iter::repeat_n(' ', size - page.len()));
        }
        disk::write(&out.join(path), &page);
        page.len()
    }

    /// The extensions of our dialect that `pulldown-cmark` has.
    fn dialect() -> Options {
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS
    }

    /// The text after the front matter.
    fn body(text: &str) -> &str {
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body)
    }

    /// CPU seconds of this process; the kernel counts a hundredth of a second at a time.
    fn cpu_seconds() -> f64 {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name of the program, in brackets, may hold spaces; user and system time are fields 14 and 15.
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks =
            after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>();
        ticks / 100.0
    }

    fn peak_mb() -> f64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let kilobytes =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        kilobytes.and_then(|number| number.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }
}

/// Measures builds of sites of several sizes.
mod run {
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::time::Instant;

    use tempfile::TempDir;

    use super::{disk, generate};

    const ROUNDS: usize = 3;
    const TIME: &str = "/usr/bin/time";
    const SOURCEBOOK: &str = env!("CARGO_BIN_EXE_sourcebook");

    /// What a child process took; without `/usr/bin/time` only the wall is known.
    struct Taken {
        wall: f64,
        cpu: f64,
        peak_mb: f64,
    }

    /// Measures a site of each size and prints a table.
    pub(super) fn run(sizes: &[usize]) {
        if !Path::new(TIME).exists() {
            println!("there is no {TIME}: CPU time and memory are not measured");
        }
        println!("medians of {ROUNDS}; seconds and MB; build/floor and build/tree are ratios of CPU time");
        println!(
            "|     notes | floor wall | floor CPU | tree's floor wall | its CPU | build wall | build CPU |  peak | written | build/floor | build/tree | unchanged | one note | check wall | check CPU |"
        );
        println!(
            "| --------: | ---------: | --------: | ----------------: | ------: | ---------: | --------: | ----: | ------: | ----------: | ---------: | --------: | -------: | ---------: | --------: |"
        );
        for notes in sizes {
            row(*notes);
        }
    }

    fn row(notes: usize) {
        let folder = TempDir::with_prefix("sourcebook-scale-").expect("a temporary folder can be made");
        let bench = Bench {
            site: folder.path().join("site"),
            out: folder.path().join("floor"),
            folder: folder.path(),
        };
        generate::site(notes, &bench.site);
        let floor = median(|| bench.fresh_floor(None));
        let build = median(|| bench.fresh_build());
        let public = bench.site.join("public");
        let tree = median(|| bench.fresh_floor(Some(&public)));
        let written = size(&public) as f64 / 1e6;
        let unchanged = bench.build();
        bench.change_one_note();
        let one = bench.build();
        let check = median(|| bench.check());
        println!(
            "| {notes:>9} | {:>10.3} | {:>9.2} | {:>17.3} | {:>7.2} | {:>10.3} | {:>9.2} | {:>5.0} | {written:>7.0} | {:>11.1} | {:>10.1} | {:>9.3} | {:>8.3} | {:>10.3} | {:>9.2} |",
            floor.wall,
            floor.cpu,
            tree.wall,
            tree.cpu,
            build.wall,
            build.cpu,
            build.peak_mb,
            build.cpu / floor.cpu,
            build.cpu / tree.cpu,
            unchanged.wall,
            one.wall,
            check.wall,
            check.cpu,
        );
    }

    /// The bytes of all files in a folder.
    fn size(folder: &Path) -> u64 {
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        files
            .filter_map(|file| file.metadata().ok())
            .filter(|meta| meta.is_file())
            .map(|meta| meta.len())
            .sum()
    }

    struct Bench<'a> {
        folder: &'a Path,
        site: PathBuf,
        /// Output of the floor; the build's is `public/` in the site.
        out: PathBuf,
    }

    impl Bench<'_> {
        /// What the floor itself says that it took: to list a tree is not counted.
        fn fresh_floor(&self, tree: Option<&Path>) -> Taken {
            disk::remove(&self.out);
            let this = std::env::current_exe().expect("this program has a path");
            let output = Command::new(this).arg("floor").arg(&self.site).arg(&self.out).args(tree).output();
            let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
            let said = said.unwrap_or_else(|error| panic!("cannot run the floor: {error}"));
            let number = |name: &str| {
                let behind = said.split(name).nth(1).and_then(|rest| rest.split_whitespace().next());
                behind.and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
            };
            Taken { wall: number(" wall "), cpu: number(" CPU "), peak_mb: number(" peak ") }
        }

        fn fresh_build(&self) -> Taken {
            disk::remove(&self.site.join("public"));
            disk::remove(&self.site.join(".public.sourcebook"));
            let taken = self.build();
            let home = self.site.join("public/index.html");
            assert!(home.is_file(), "{SOURCEBOOK} made no {}", home.display());
            taken
        }

        fn build(&self) -> Taken {
            self.measure(Command::new(SOURCEBOOK).arg("build").arg("--root").arg(&self.site))
        }

        /// Runs all rules; a generated site has findings, but no errors.
        fn check(&self) -> Taken {
            self.measure(Command::new(SOURCEBOOK).arg("check").arg("--root").arg(&self.site))
        }

        /// Adds a sentence to the first event.
        fn change_one_note(&self) {
            let folder = self.site.join("content/events");
            let entries = std::fs::read_dir(&folder).expect("the folder of events can be listed");
            let note = entries.map(|entry| entry.expect("it can be listed to its end").path()).min();
            let note = note.expect("there is an event");
            let mut file =
                std::fs::OpenOptions::new().append(true).open(&note).expect("the event can be opened");
            file.write_all(b"One more sentence.\n").expect("the event can be written");
        }

        /// Runs a program to its end, which must be a good one.
        fn measure(&self, command: &Command) -> Taken {
            let report = self.folder.join("time");
            let mut command = timed(command, &report);
            let start = Instant::now();
            let output = command.output().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
            let wall = start.elapsed().as_secs_f64();
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                let from = said.floor_char_boundary(said.len().saturating_sub(4000));
                panic!("{command:?} failed with {}:\n{}", output.status, &said[from..]);
            }
            let report = std::fs::read_to_string(report).unwrap_or_default();
            let numbers: Vec<f64> = report.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let [user, system, kilobytes] = numbers[..] else {
                return Taken { wall, cpu: f64::NAN, peak_mb: f64::NAN };
            };
            Taken { wall, cpu: user + system, peak_mb: kilobytes / 1024.0 }
        }
    }

    /// The same command under `/usr/bin/time`, if there is one.
    fn timed(command: &Command, report: &Path) -> Command {
        let mut timed = if Path::new(TIME).exists() {
            let mut timed = Command::new(TIME);
            timed.args(["-f", "%U %S %M", "-o"]).arg(report).arg(command.get_program());
            timed
        } else {
            Command::new(command.get_program())
        };
        timed.args(command.get_args());
        timed
    }

    /// Measures some rounds and takes the median of each number.
    fn median(mut round: impl FnMut() -> Taken) -> Taken {
        let rounds: Vec<Taken> = (0..ROUNDS).map(|_| round()).collect();
        let of = |number: fn(&Taken) -> f64| {
            let mut numbers: Vec<f64> = rounds.iter().map(number).collect();
            numbers.sort_by(f64::total_cmp);
            numbers[ROUNDS / 2]
        };
        Taken { wall: of(|taken| taken.wall), cpu: of(|taken| taken.cpu), peak_mb: of(|taken| taken.peak_mb) }
    }
}
