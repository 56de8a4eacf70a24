//! The Markdown dialect: what pulldown-cmark reads, and on top of it wikilinks and Pandoc citations.
//!
//! [`walk`] goes through a text once and hands out [`Piece`]s. `parse` collects references from them and keeps them for `render`, which
//! makes HTML of them: both see the same pieces at the same places, which is how a resolved reference finds its place in the page.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::callout::{self, Callout};
use super::citation::{self, Item};

/// One step through a text.
#[derive(Debug)]
pub enum Piece<'a> {
    /// An event of plain Markdown.
    Event(Event<'a>),
    /// `[[target|` or `![[target|`; the label follows as pieces if there is one, then [`Piece::WikiEnd`].
    WikiStart(Wiki<'a>),
    WikiEnd,
    /// The begin of a callout; the pieces of its title follow, then [`Piece::CalloutTitleEnd`] and its blocks.
    CalloutStart(Callout),
    CalloutTitleEnd,
    CalloutEnd(Callout),
    /// A group in brackets, or an author-in-text citation.
    Cite(Cow<'a, Cite>),
    /// `[^name]` without a note of that name.
    MissingFootnote,
    /// `[@a][@b]`, which Markdown takes for one link; both would be lost.
    TwinCites,
    /// The address in `[words](an address.pdf)`, which Markdown takes for plain words.
    SpacedAddress,
}

/// A wikilink as written.
#[derive(Debug, Clone)]
pub struct Wiki<'a> {
    pub target: &'a str,
    /// Bytes of `target`.
    pub range: Range<usize>,
    pub heading: Option<&'a str>,
    /// Shows the target in place.
    pub embed: bool,
    pub labelled: bool,
}

/// A citation as written.
#[derive(Debug, Clone)]
pub struct Cite {
    pub items: Vec<Item>,
    /// `@key says`: the first item stands in the sentence itself.
    pub in_text: bool,
}

/// The Markdown extensions of the dialect.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// What a bracket that is no link turned out to be.
#[derive(Debug, Clone)]
enum Bracket {
    Group(Vec<Item>),
    /// `[p. 33; @b]` after an in-text citation.
    Tail,
    /// Two groups without a space between them.
    Twins,
}

/// A mark in place of an address that no text can contain, so that our brackets can be told from links.
const OURS: &str = "\u{1}";

/// Goes through a text and hands out its pieces with their bytes.
pub fn walk<'a>(text: &'a str, take: &mut dyn FnMut(Piece<'a>, Range<usize>)) {
    let brackets: RefCell<Vec<(Range<usize>, Bracket)>> = RefCell::default();
    let callback = |link: BrokenLink<'_>| {
        let bracket = bracket(text, &link)?;
        brackets.borrow_mut().push((link.span.clone(), bracket));
        Some((CowStr::Borrowed(OURS), CowStr::Borrowed("")))
    };
    let events = Parser::new_with_broken_link_callback(text, options(), Some(callback)).into_offset_iter();
    let mut walker = Walker {
        text,
        brackets: &brackets,
        take,
        run: None,
        last_in_text: None,
        muted: 0,
        linked: 0,
        wiki: Vec::new(),
        quotes: Vec::new(),
        title: None,
        head_end: 0,
    };
    for (event, range) in events {
        walker.event(event, range);
    }
    walker.flush();
    walker.emit_in_text();
}

fn bracket(text: &str, link: &BrokenLink<'_>) -> Option<Bracket> {
    let span = link.span.clone();
    if text.as_bytes().get(span.start) != Some(&b'[') {
        return None;
    }
    let inner = text[span.clone()].strip_prefix('[')?;
    let inner = &inner[..inner.rfind(']')?];
    if matches!(link.link_type, LinkType::Reference) {
        let first = inner.split("][").next().unwrap_or(inner);
        return citation::group(first, span.start + 1).map(|_| Bracket::Twins);
    }
    if follows_in_text(&text[..span.start]) {
        return Some(Bracket::Tail);
    }
    citation::group(inner, span.start + 1).map(Bracket::Group)
}

/// Finds `[^name]` in literal text; one that has its note never gets there.
fn footnote_mark(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut from = range.start;
    // The second letter of the mark is by far the rarer one.
    while let Some(i) = text[from..range.end].find('^') {
        let at = from + i;
        from = at + 1;
        let Some(start) = at.checked_sub(1).filter(|i| *i >= range.start && text.as_bytes()[*i] == b'[')
        else {
            continue;
        };
        let name = &text[start + 2..range.end];
        let end = name.find(|c: char| c == ']' || c == '[' || c.is_whitespace())?;
        let escaped = text[..start].ends_with('\\');
        if end > 0 && name[end..].starts_with(']') && !escaped {
            return Some(start..start + 2 + end + 1);
        }
    }
    None
}

/// Finds the address of what was meant as a link, and is text because it has a space; a link never gets into literal text.
fn spaced_address(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut from = range.start;
    while let Some(i) = text[from..range.end].find('(') {
        let start = from + i + 1;
        from = start;
        let before = &text[..start - 1];
        let line = before.rfind('\n').map_or(0, |i| i + 1);
        let opens = before.ends_with(']') && !before.ends_with("\\]") && before[line..].contains('[');
        if let Some(end) = opens.then(|| closing(&text[start..range.end])).flatten() {
            let written = &text[start..start + end];
            // A title in quotes may follow.
            let address = written
                .strip_suffix('"')
                .and_then(|rest| rest.rsplit_once(" \""))
                .map_or(written, |(a, _)| a);
            let address = address.trim_end();
            if is_spaced(address) {
                return Some(start..start + address.len());
            }
        }
    }
    None
}

/// Where the bracket closes that is open at the begin of a text; on the same line.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth = match c {
            '(' => depth + 1,
            ')' => depth - 1,
            '\n' => return None,
            _ => depth,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// True for what has a space and can only be meant as an address: it has a scheme, or ends like a file.
fn is_spaced(address: &str) -> bool {
    let path = address.split('#').next().unwrap_or_default();
    let is_ending = |ending: &str| {
        (2..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let is_address = address.starts_with("https://")
        || address.starts_with("http://")
        || path.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && is_ending(ending));
    is_address
        && address.contains([' ', '\t'])
        && !address.contains(['<', '>', '"'])
        && !address.starts_with(' ')
}

/// True if a text ends with `@key` and perhaps one space.
fn follows_in_text(before: &str) -> bool {
    let trimmed = before.strip_suffix([' ', '\n']).unwrap_or(before);
    let Some(at) = trimmed.rfind('@') else { return false };
    matches!(citation::find_key(trimmed, at), Some((found, key)) if found == at && citation::key_end(trimmed, &key) == trimmed.len())
}

struct Walker<'a, 'b> {
    text: &'a str,
    brackets: &'b RefCell<Vec<(Range<usize>, Bracket)>>,
    take: &'b mut dyn FnMut(Piece<'a>, Range<usize>),
    /// Literal text not yet handed out.
    run: Option<Range<usize>>,
    /// An in-text citation that a bracket may still follow, and the space after it.
    last_in_text: Option<(Cite, Range<usize>, Range<usize>)>,
    /// Depth inside our own brackets, whose inner events are dropped.
    muted: usize,
    /// Depth inside links, images and code, where `@` is no citation.
    linked: usize,
    wiki: Vec<bool>,
    /// Open quotes, with the head of each that is a callout.
    quotes: Vec<Option<Callout>>,
    title: Option<Title>,
    /// Where the marks of the last callout's head end, which are no words.
    head_end: usize,
}

/// Where we are in the first paragraph of a callout, whose first line is the title.
#[derive(Debug, Clone, Copy)]
enum Title {
    /// The quote has begun.
    Before,
    /// In the title, inside so many links and emphases; the paragraph ends at `end`.
    In { depth: usize, end: usize },
    /// The title has ended, and the paragraph goes on.
    After { end: usize },
}

impl<'a> Walker<'a, '_> {
    fn event(&mut self, event: Event<'a>, mut range: Range<usize>) {
        if self.title.is_some() && self.title(&event, &range) {
            return;
        }
        if range.start < self.head_end
            && let Event::Text(_) = event
        {
            range.start = self.head_end.min(range.end);
            if !range.is_empty() {
                self.literal(range);
            }
            return;
        }
        if self.muted > 0 {
            match event {
                Event::Start(Tag::Link { .. }) => self.muted += 1,
                Event::End(TagEnd::Link) => self.muted -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) if self.linked == 0 && self.text.get(range.clone()) == Some(&*text) => {
                self.literal(range);
            }
            Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == OURS => {
                self.flush();
                self.muted = 1;
                self.ours(range);
            }
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, title, id }) => {
                // `<a@b.org>` is the one link whose address does not stand there as such.
                let dest_url = CowStr::from(format!("mailto:{dest_url}"));
                self.plain(
                    Some(Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, title, id })),
                    range,
                );
                self.linked += 1;
                self.wiki.push(false);
            }
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. }) => {
                self.wiki(range, false, has_pothole);
            }
            Event::Start(Tag::Image { link_type: LinkType::WikiLink { has_pothole }, .. }) => {
                self.wiki(range, true, has_pothole);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.plain(None, range.clone());
                self.linked = self.linked.saturating_sub(1);
                let piece = match self.wiki.pop() {
                    Some(true) => Piece::WikiEnd,
                    _ => Piece::Event(event),
                };
                (self.take)(piece, range);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.plain(Some(event), range);
                self.linked += 1;
                self.wiki.push(false);
            }
            Event::Start(Tag::BlockQuote(_)) => self.quote(event, range),
            Event::End(TagEnd::BlockQuote(_)) => {
                self.plain(None, range.clone());
                let piece = self.quotes.pop().flatten().map_or(Piece::Event(event), Piece::CalloutEnd);
                (self.take)(piece, range);
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.plain(Some(event), range);
                self.linked += 1;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.linked = self.linked.saturating_sub(1);
                self.plain(Some(event), range);
            }
            event => self.plain(Some(event), range),
        }
    }

    fn quote(&mut self, event: Event<'a>, range: Range<usize>) {
        self.plain(None, range.clone());
        let head = callout::head(self.text, &range);
        self.quotes.push(head.map(|(callout, _)| callout));
        let Some((callout, end)) = head else {
            (self.take)(Piece::Event(Event::Start(Tag::BlockQuote(None))), range);
            return;
        };
        self.head_end = end;
        (self.take)(Piece::CalloutStart(callout), range);
        if let Event::Start(Tag::BlockQuote(Some(_))) = event {
            // The parser has taken the head away.
            (self.take)(Piece::CalloutTitleEnd, end..end);
        } else {
            self.title = Some(Title::Before);
        }
    }

    /// Follows the first paragraph of a callout; true if an event has done its work.
    fn title(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        let Some(title) = &mut self.title else { return false };
        match (title, event) {
            (Title::Before, Event::Start(Tag::Paragraph)) => {
                self.title = Some(Title::In { depth: 0, end: range.end });
                true
            }
            (Title::Before, _) => {
                // The line became something else, such as the head of a table.
                self.title_end(None, range.start);
                false
            }
            (Title::In { depth: 0, end }, Event::SoftBreak | Event::HardBreak) => {
                let after = Title::After { end: *end };
                self.title_end(Some(after), range.start);
                true
            }
            (Title::In { depth: 0, .. }, Event::End(TagEnd::Paragraph)) => {
                self.title_end(None, range.end);
                true
            }
            (Title::In { depth, .. }, Event::Start(_)) => {
                *depth += 1;
                false
            }
            (Title::In { depth, .. }, Event::End(_)) => {
                *depth -= 1;
                false
            }
            (Title::In { .. }, _) => false,
            (Title::After { end }, _) => {
                let paragraph = range.start..*end;
                self.title = None;
                (self.take)(Piece::Event(Event::Start(Tag::Paragraph)), paragraph);
                false
            }
        }
    }

    fn title_end(&mut self, then: Option<Title>, at: usize) {
        self.title = then;
        self.plain(None, at..at);
        (self.take)(Piece::CalloutTitleEnd, at..at);
    }

    /// Hands out an event after everything that waits.
    fn plain(&mut self, event: Option<Event<'a>>, range: Range<usize>) {
        self.flush();
        self.emit_in_text();
        if let Some(event) = event {
            (self.take)(Piece::Event(event), range);
        }
    }

    fn literal(&mut self, range: Range<usize>) {
        match &mut self.run {
            Some(run) if run.end == range.start => run.end = range.end,
            _ => {
                self.flush();
                self.run = Some(range);
            }
        }
    }

    /// Hands out literal text, its in-text citations taken apart.
    fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let mut at = run.start;
        while let Some((found, key)) = self.next_key(at, run.end) {
            self.words(at..found);
            self.emit_in_text();
            let end = citation::key_end(self.text, &key);
            let item =
                Item { key, prefix: found..found, locator: None, suffix: end..end, suppress_author: false };
            self.last_in_text = Some((Cite { items: vec![item], in_text: true }, found..end, end..end));
            at = end;
        }
        match &mut self.last_in_text {
            Some((.., space)) if &self.text[at..run.end] == " " => *space = at..run.end,
            _ => self.words(at..run.end),
        }
    }

    /// The next `@key` that begins and ends inside a run, seen with what stands before it.
    fn next_key(&self, from: usize, end: usize) -> Option<(usize, Range<usize>)> {
        let (found, key) = citation::find_key(&self.text[..end], from)?;
        // `-@key` outside brackets is no citation form; Pandoc reads the key all the same.
        (citation::key_end(self.text, &key) <= end).then_some((found, key))
    }

    fn words(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.emit_in_text();
        let mut at = range.start;
        while let Some(mark) = footnote_mark(self.text, at..range.end) {
            self.linkless(at..mark.start);
            (self.take)(Piece::MissingFootnote, mark.clone());
            at = mark.end;
        }
        self.linkless(at..range.end);
    }

    /// Hands out words that may have what was meant as a link.
    fn linkless(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(address) = spaced_address(self.text, at..range.end) {
            self.text_piece(at..address.start);
            (self.take)(Piece::SpacedAddress, address.clone());
            at = address.end;
        }
        self.text_piece(at..range.end);
    }

    fn text_piece(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            let text = CowStr::Borrowed(&self.text[range.clone()]);
            (self.take)(Piece::Event(Event::Text(text)), range);
        }
    }

    /// Hands out an in-text citation for which no bracket came, and the space after it.
    fn emit_in_text(&mut self) {
        let Some((cite, range, space)) = self.last_in_text.take() else { return };
        (self.take)(Piece::Cite(Cow::Owned(cite)), range);
        self.text_piece(space);
    }

    fn ours(&mut self, range: Range<usize>) {
        let bracket =
            self.brackets.borrow().iter().rev().find(|(span, _)| *span == range).map(|(_, b)| b.clone());
        match bracket {
            Some(Bracket::Group(items)) => {
                self.emit_in_text();
                (self.take)(Piece::Cite(Cow::Owned(Cite { items, in_text: false })), range);
            }
            Some(Bracket::Tail) => self.tail(range),
            Some(Bracket::Twins) => {
                self.emit_in_text();
                (self.take)(Piece::TwinCites, range);
            }
            None => self.emit_in_text(),
        }
    }

    /// `@key [p. 33, suffix; @other]`: the bracket belongs to the citation before it.
    fn tail(&mut self, range: Range<usize>) {
        let inner = range.start + 1..range.end - 1;
        let text = &self.text[inner.clone()];
        let Some((mut cite, start, _)) = self.last_in_text.take() else {
            (self.take)(Piece::Event(Event::Text(CowStr::Borrowed(&self.text[range.clone()]))), range);
            return;
        };
        let (first, rest) = text.split_once(';').map_or((text, None), |(a, b)| (a, Some(b)));
        let first_cites = citation::find_key(first, 0).is_some();
        let others = if first_cites { Some(text) } else { rest };
        if !first_cites && let Some(item) = cite.items.first_mut() {
            let (locator, suffix) = citation::tail(first);
            item.locator = locator;
            item.suffix = inner.start + suffix.start..inner.start + suffix.end;
        }
        if let Some(others) = others {
            cite.items.extend(citation::group(others, inner.end - others.len()).unwrap_or_default());
        }
        (self.take)(Piece::Cite(Cow::Owned(cite)), start.start..range.end);
    }

    fn wiki(&mut self, range: Range<usize>, embed: bool, labelled: bool) {
        self.plain(None, range.clone());
        self.linked += 1;
        self.wiki.push(true);
        let start = range.start + if embed { 3 } else { 2 };
        let inner = self.text.get(start..range.end.saturating_sub(2)).unwrap_or_default();
        let target = inner.split('|').next().unwrap_or_default();
        let target = target.strip_suffix('\\').unwrap_or(target);
        if !embed && let Some(key) = target.strip_prefix('@') {
            // `[[@key]]`, as some Obsidian plug-ins write it.
            let from = start + 1;
            let item = Item {
                key: from..from + key.len(),
                prefix: from..from,
                locator: None,
                suffix: from..from,
                suppress_author: false,
            };
            (self.take)(Piece::Cite(Cow::Owned(Cite { items: vec![item], in_text: labelled })), range);
            self.wiki.pop();
            self.linked -= 1;
            self.muted = 1;
            return;
        }
        let (name, heading) = match target.split_once('#') {
            Some((name, heading)) => (name, Some(heading)),
            None => (target, None),
        };
        let trimmed = name.trim();
        let from = start + (name.len() - name.trim_start().len());
        let wiki = Wiki { target: trimmed, range: from..from + trimmed.len(), heading, embed, labelled };
        (self.take)(Piece::WikiStart(wiki), range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text as short words: `text`, `<cite a;b>`, `<wiki t>`.
    fn show(text: &str) -> String {
        let mut out = String::new();
        walk(text, &mut |piece, _| match piece {
            Piece::Event(Event::Text(t) | Event::Code(t)) => out.push_str(&t),
            Piece::Event(Event::SoftBreak) => out.push('\n'),
            Piece::Event(_) => {}
            Piece::WikiStart(w) => {
                let heading = w.heading.map(|h| format!("#{h}")).unwrap_or_default();
                assert_eq!(&text[w.range.clone()], w.target);
                out.push_str(&format!("<{}wiki {}{heading}>", if w.embed { "!" } else { "" }, w.target));
            }
            Piece::WikiEnd => out.push_str("</wiki>"),
            Piece::Cite(cite) => {
                let items: Vec<String> = cite
                    .items
                    .iter()
                    .map(|i| {
                        let locator = i
                            .locator
                            .as_ref()
                            .map(|l| format!(" {} {}", l.label, l.value))
                            .unwrap_or_default();
                        format!("{}{locator}", &text[i.key.clone()])
                    })
                    .collect();
                out.push_str(&format!(
                    "<{} {}>",
                    if cite.in_text { "says" } else { "cite" },
                    items.join(";")
                ));
            }
            Piece::CalloutStart(callout) => out.push_str(&format!("<{:?}>", callout.kind)),
            Piece::CalloutTitleEnd => out.push_str("</title>"),
            Piece::CalloutEnd(callout) => out.push_str(&format!("</{:?}>", callout.kind)),
            Piece::MissingFootnote => out.push_str("<?note>"),
            Piece::TwinCites => out.push_str("<twins>"),
            Piece::SpacedAddress => out.push_str("<spaced>"),
        });
        out
    }

    #[test]
    fn citations_of_every_form() {
        for (text, shown) in [
            ("Said [@key, p. 3; @other].", "Said <cite key page 3;other>."),
            ("@doe99 says so.", "<says doe99> says so."),
            ("As @doe99 [p. 33] says.", "As <says doe99 page 33> says."),
            ("@doe99 [p. 30, with suffix; see @b].", "<says doe99 page 30;b>."),
            ("@a [-@b p. 30; see also @c] ends.", "<says a;b page 30;c> ends."),
            ("Mail a@b.org, \\@notcite, `@code`.", "Mail a@b.org, @notcite, @code."),
            ("[text @in](https://x.example) [@link](https://x.example)", "text @in @link"),
            ("and @{https://ex.org/a_b} too", "and <says https://ex.org/a_b> too"),
            ("[@a_b_c] *x* [@d]", "<cite a_b_c> x <cite d>"),
            ("- item [@in_list\n  p. 4]", "item <cite in_list page 4>"),
            ("[not a cite] and [foo @nested]", "[not a cite] and <cite nested>"),
            ("```\n[@x]\n```", "[@x]\n"),
            ("قال [@المصدر، ص. 3] ثم", "قال <cite المصدر page 3> ثم"),
            ("x[^1] y[^2]\n\n[^1]: note [@infoot]\n", "x y<?note>note <cite infoot>"),
            ("| a | b |\n|--|--|\n| [@t1] | @t2 |\n", "ab<cite t1><says t2>"),
            ("(@a) and @b, @c.", "(<says a>) and <says b>, <says c>."),
            ("[[@key]] there", "<cite key> there"),
            ("one [@a][@b] two", "one <twins> two"),
            ("one [a][b] two", "one [a][b] two"),
            ("@a @b", "<says a> <says b>"),
            ("@a\nnext", "<says a>\nnext"),
            ("ends with @a", "ends with <says a>"),
            ("*@a* b", "<says a> b"),
        ] {
            assert_eq!(show(text), shown, "{text}");
        }
    }

    #[test]
    fn callouts_of_every_form() {
        for (text, shown) in [
            ("> [!NOTE]\n> one\n> two", "<Note></title>one\ntwo</Note>"),
            (
                "> [!warning] The *title* [@k]\n> one\n> two",
                "<Warning>The title <cite k></title>one\ntwo</Warning>",
            ),
            ("> [!faq]- Is it @k?\n>\n> yes", "<Question>Is it <says k>?</title>yes</Question>"),
            ("> [!tip]\n>\n> yes", "<Tip></title>yes</Tip>"),
            ("> [!info]+ [[a|*b*]]  \n> - c", "<Info><wiki a>b</wiki></title>c</Info>"),
            ("> [!quote]\n> said [@k, p. 4]", "<Quote></title>said <cite k page 4></Quote>"),
            ("> [!quote] said *by\n> him*\n> x", "<Quote>said by\nhim</title>x</Quote>"),
            ("> [!x] a\n> > [!tip] b\n> > c\n\nd", "<Other>a</title><Tip>b</title>c</Tip></Other>d"),
            ("> [!x] a | b\n> --|--\n> c | d", "<Other></title>abcd</Other>"),
            ("> a\n> [!note] b", "a\n[!note] b"),
            ("- > [!note] b\n  > c\n- d", "<Note>b</title>c</Note>d"),
        ] {
            assert_eq!(show(text), shown, "{text}");
        }
    }

    #[test]
    fn addresses_with_spaces_are_no_links() {
        for (text, shown) in [
            ("![a map](my map.png) and", "![a map](<spaced>) and"),
            (
                "[doc](a (1) b_c_.pdf \"The title\") [x](y z.md#a b)",
                "[doc](<spaced> \"The title\") [x](<spaced>)",
            ),
            ("[site](https://x.org/a b)", "[site](<spaced>)"),
            (
                "[sic](he said so), [a] (b c.pdf), \\[x\\](y z.pdf)",
                "[sic](he said so), [a] (b c.pdf), [x](y z.pdf)",
            ),
            ("[x](<a b.pdf>) [y](a%20b.pdf) `[z](a b.pdf)`", "x y [z](a b.pdf)"),
            (
                "[x](of the U.S. in 2017) [x](the 4.5 percent of 3.2)",
                "[x](of the U.S. in 2017) [x](the 4.5 percent of 3.2)",
            ),
        ] {
            assert_eq!(show(text), shown, "{text}");
        }
    }

    #[test]
    fn wikilinks_of_every_form() {
        for (text, shown) in [
            ("[[id]]", "<wiki id>id</wiki>"),
            ("[[id|the words]]", "<wiki id>the words</wiki>"),
            ("[[Any Alias#Part two]]", "<wiki Any Alias#Part two>Any Alias#Part two</wiki>"),
            ("![[claim:x]]", "<!wiki claim:x>claim:x</wiki>"),
            ("a [[b]] @c [[d]]", "a <wiki b>b</wiki> <says c> <wiki d>d</wiki>"),
            ("`[[code]]`", "[[code]]"),
        ] {
            assert_eq!(show(text), shown, "{text}");
        }
    }
}
