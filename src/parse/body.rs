//! The text of a note: its headings, and every reference with the block that it stands in.

use std::any::Any;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::allow::Allowances;
use super::callout::{self, Callout, CalloutKind};
use super::dialect::{self, Piece};
use super::hidden::{self, Cut};
use super::memo::Memo;
use super::mend;
use super::steps::Steps;
use crate::diag::Diagnostic;
use crate::text::{FileId, Span, nearest};
use crate::value::{Address, Id};

/// A note's text with everything that no reader may see cut out.
#[derive(Debug, Clone, Default)]
pub struct Body {
    pub text: String,
    pub headings: Vec<Heading>,
    /// In the order of the text.
    pub refs: Vec<BodyRef>,
    /// Paragraphs and items of lists that hold words, in the order of the text; not those of footnotes.
    pub paragraphs: Vec<Span>,
    /// What was read, for those who make something of it; it holds no names of targets, only their places in the text.
    steps: Steps,
    cut: Cut,
    offset: u32,
    memo: Memo,
}

/// A heading with its anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub anchor: String,
    pub text: String,
    /// Start of the heading in the body, by which a renderer knows it.
    pub at: u32,
}

/// A link or citation in a text; places are bytes of the body.
#[derive(Debug, Clone)]
pub struct BodyRef {
    /// Where the target's name stands; distinct for each reference.
    pub at: Span,
    /// The whole link or citation.
    pub whole: Span,
    /// The paragraph, heading or table row around it.
    pub block: Span,
    pub kind: RefKind,
}

/// What a reference is, with its target as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RefKind {
    Wiki {
        target: String,
        heading: Option<String>,
        embed: bool,
        labelled: bool,
    },
    Cite {
        key: String,
    },
    /// Leads to what this audience may not see; nothing of the target is kept.
    Withheld,
    /// A Markdown link or image with an address inside the site.
    Path {
        path: String,
        fragment: Option<String>,
        image: bool,
    },
}

impl Body {
    /// Where the text begins in its file.
    pub fn start(&self) -> usize {
        self.offset as usize
    }

    /// Where a span of the body stands in its file.
    pub fn in_file(&self, span: Span) -> Span {
        let start = self.cut.original(span.start, self.offset);
        let end = if span.is_empty() { start } else { self.cut.original(span.end - 1, self.offset) + 1 };
        Span { start, end: end.max(start) }
    }

    /// Takes a name out of the heading that begins at a place, and out of its anchor.
    pub fn forget_in_heading(&mut self, at: u32, name: &str) {
        if let Some(i) = self.headings.iter().position(|heading| heading.at == at) {
            let heading = &mut self.headings[i];
            if heading.text.contains(name) {
                heading.text = heading.text.replace(name, "").trim().to_owned();
                heading.anchor = format!("sec-heading-at-{at}");
            }
        }
    }

    /// Overwrites a part of the text with letters that mean nothing, so that no place moves.
    pub fn blank(&mut self, span: Span) {
        if span.range().end <= self.text.len() {
            self.text.replace_range(span.range(), &"x".repeat(span.range().len()));
            self.memo.clear();
        }
    }

    /// What somebody makes of the text alone, by its type: made once, and kept as long as the text is.
    pub fn once<T: Any + Send + Sync>(&self, make: impl FnOnce(&str) -> T) -> Arc<T> {
        self.memo.get(|| make(&self.text))
    }

    /// Goes through the pieces of the text with their bytes.
    pub fn walk<'a>(&'a self, take: &mut dyn FnMut(Piece<'a>, std::ops::Range<usize>)) {
        self.steps.walk(&self.text, take);
    }
}

/// What parsing a text gave.
#[derive(Debug)]
pub(super) struct ParsedBody {
    pub body: Body,
    /// The text without internal blocks, if it has any.
    pub public_body: Option<Body>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses the text of a note; `offset` is where it begins in its file.
pub(super) fn parse(text: &str, offset: usize, file: FileId, allowances: &mut Allowances) -> ParsedBody {
    let hidden = hidden::find(text);
    allowances.add_text(file, text, &hidden.comments, offset);
    let mut diagnostics: Vec<Diagnostic> = hidden
        .unbalanced
        .iter()
        .map(|u| Diagnostic::error("unclosed-hidden", file, u.span.shifted(offset), u.message).help(u.help))
        .collect();
    let always = [hidden.comments, hidden.fences].concat();
    let public_body = (!hidden.internal.is_empty()).then(|| {
        // The same mistakes are reported from the whole text.
        scan(text, [always.clone(), hidden.internal].concat(), offset, file, &mut Vec::new())
    });
    let body = scan(text, always, offset, file, &mut diagnostics);
    ParsedBody { body, public_body, diagnostics }
}

fn scan(
    text: &str,
    cuts: Vec<std::ops::Range<usize>>,
    offset: usize,
    file: FileId,
    found: &mut Vec<Diagnostic>,
) -> Body {
    let (text, cut) = hidden::cut(text, cuts);
    let mut scanner = Scanner {
        body: Body { text: text.into_owned(), cut, offset: offset as u32, ..Body::default() },
        file,
        found,
        blocks: Vec::new(),
        notes: 0,
        heading: None,
        anchors: rustc_hash::FxHashSet::default(),
        repeats: rustc_hash::FxHashMap::default(),
    };
    let text = std::mem::take(&mut scanner.body.text);
    dialect::walk(&text, &mut |piece, range| {
        scanner.body.steps.push(&text, &piece, &range);
        scanner.piece(&text, piece, range.into());
    });
    scanner.body.text = text;
    scanner.body.steps.shrink();
    scanner.body.refs.shrink_to_fit();
    scanner.body
}

struct Scanner<'f> {
    body: Body,
    file: FileId,
    found: &'f mut Vec<Diagnostic>,
    /// Open blocks, and whether each is prose.
    blocks: Vec<(Span, bool)>,
    /// How many footnotes are open.
    notes: u32,
    heading: Option<Heading>,
    anchors: rustc_hash::FxHashSet<String>,
    /// How often each wanted anchor has been numbered.
    repeats: rustc_hash::FxHashMap<String, u32>,
}

impl Scanner<'_> {
    fn piece(&mut self, text: &str, piece: Piece<'_>, span: Span) {
        match piece {
            Piece::Event(event) => self.event(event, span),
            Piece::WikiStart(wiki) => {
                let kind = RefKind::Wiki {
                    target: wiki.target.to_owned(),
                    heading: wiki.heading.map(str::to_owned),
                    embed: wiki.embed,
                    labelled: wiki.labelled,
                };
                self.reference(wiki.range.into(), span, kind);
            }
            Piece::WikiEnd | Piece::CalloutEnd(_) => {}
            Piece::CalloutStart(callout) => self.callout(text, &callout),
            Piece::CalloutTitleEnd => {
                self.blocks.pop();
            }
            Piece::Cite(cite) => {
                for item in &cite.items {
                    let kind = RefKind::Cite { key: text[item.key.clone()].to_owned() };
                    self.reference(item.key.clone().into(), span, kind);
                }
            }
            Piece::TwinCites => {
                let message = "two citations without a space are read as one link";
                let help = "write them as one group: [@a; @b]";
                let found = Diagnostic::error("twin-citations", self.file, span, message).help(help);
                let in_file = self.body.in_file(span);
                // A hidden comment between the two would go with what replaces them.
                let whole = in_file.range().len() == span.range().len();
                self.report(match mend::twins(&text[span.range()]).filter(|_| whole) {
                    Some(group) => found.fix("make one group of them", [(in_file, group)]),
                    None => found,
                });
            }
            Piece::SpacedAddress => {
                let address = &text[span.range()];
                let message = "an address with a space is no link: it is shown as these words";
                let help = format!("write `<{address}>` between the brackets");
                let found = Diagnostic::error("spaced-address", self.file, span, message).help(help);
                let in_file = self.body.in_file(span);
                let whole = in_file.range().len() == span.range().len();
                self.report(if whole {
                    found.fix("put it into angle brackets", [(in_file, format!("<{address}>"))])
                } else {
                    found
                });
            }
            Piece::MissingFootnote => {
                let name = &text[span.range()];
                let message = format!("there is no footnote `{name}`");
                let help = format!("add a line `{name}: …`, or take the mark out");
                self.report(Diagnostic::error("missing-footnote", self.file, span, message).help(help));
            }
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(TagEnd::Heading(_)) => {
                self.blocks.pop();
                if let Some(heading) = self.heading.take() {
                    self.finish(heading);
                }
            }
            Event::End(end) if is_block_end(end) => {
                self.blocks.pop();
                self.notes -= u32::from(end == TagEnd::FootnoteDefinition);
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&text);
                } else {
                    self.words();
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, span),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.blocks.push((span, false));
                let anchor = id.map(|id| id.to_string()).unwrap_or_default();
                self.heading =
                    Some(Heading { level: level as u8, anchor, text: String::new(), at: span.start });
            }
            Tag::Link { dest_url, .. } => self.address(&dest_url, span, false),
            Tag::Image { dest_url, .. } => self.address(&dest_url, span, true),
            tag if is_block(&tag) => {
                self.notes += u32::from(matches!(tag, Tag::FootnoteDefinition(_)));
                let prose = self.notes == 0 && matches!(tag, Tag::Paragraph | Tag::Item);
                self.blocks.push((span, prose));
            }
            _ => {}
        }
    }

    fn callout(&mut self, text: &str, callout: &Callout) {
        self.blocks.push((callout.title, false));
        if callout.kind != CalloutKind::Other {
            return;
        }
        let word = &text[callout.word.range()];
        let message = format!("`{word}` is no type of callout");
        let help = match nearest(&word.to_lowercase(), callout::words()) {
            Some(near) => format!("write `{near}`; as it is, the callout is shown as a note"),
            None => "it is shown as a note; types are note, info, tip, important, warning, caution, quote and more".to_owned(),
        };
        self.report(Diagnostic::warning("unknown-callout", self.file, callout.word, message).help(help));
    }

    /// Notes that the innermost block holds words.
    fn words(&mut self) {
        if let Some((span, true)) = self.blocks.last()
            && self.body.paragraphs.last() != Some(span)
        {
            self.body.paragraphs.push(*span);
        }
    }

    fn finish(&mut self, mut heading: Heading) {
        let wanted = if heading.anchor.is_empty() { heading.text.as_str() } else { heading.anchor.as_str() };
        let slug = crate::value::suggest_id(wanted).unwrap_or_else(|| "part".to_owned());
        // The prefix keeps names such as `location` away from those that scripts see as global.
        let slug = format!("sec-{slug}");
        let mut anchor = slug.clone();
        while !self.anchors.insert(anchor.clone()) {
            let count = self.repeats.entry(slug.clone()).or_insert(1);
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        heading.anchor = anchor;
        self.body.headings.push(heading);
    }

    fn address(&mut self, address: &str, span: Span, image: bool) {
        match Address::parse(address) {
            Address::Outside(_) if !image => {}
            Address::Outside(_) => {
                let message = "an image from elsewhere";
                let help = "put the file beside the note: pages load nothing from other sites";
                self.report(Diagnostic::error("unsafe-address", self.file, span, message).help(help));
            }
            Address::Inside { path, fragment } => {
                let kind = RefKind::Path { path, fragment, image };
                self.reference(span, span, kind);
            }
            Address::Unsafe(why) => {
                let message = format!("no page may link to this address: {why}");
                let help = "use http, https, mailto, or a path inside the site";
                self.report(Diagnostic::error("unsafe-address", self.file, span, message).help(help));
            }
        }
    }

    fn raw_html(&mut self, html: &str, span: Span) {
        let first = html.trim_start();
        if first.starts_with('<') && first[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let span =
                Span { end: span.start + first.lines().next().unwrap_or_default().len() as u32, ..span };
            let found = Diagnostic::warning("raw-html", self.file, span, "HTML is shown as text");
            self.report(found.help("write Markdown, or put the example into backticks"));
        }
    }

    fn reference(&mut self, at: Span, whole: Span, kind: RefKind) {
        let block = self.blocks.last().map_or(whole, |(span, _)| *span);
        self.body.refs.push(BodyRef { at, whole, block, kind });
    }

    /// Reports with places of the body, moved to those of the file.
    fn report(&mut self, mut found: Diagnostic) {
        found.span = self.body.in_file(found.span);
        self.found.push(found);
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::FootnoteDefinition(_)
    )
}

fn is_block_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
    )
}

/// True if `wanted`, a heading or its anchor as an author writes it, means this heading.
pub fn anchor_matches(heading: &Heading, wanted: &str) -> bool {
    let slug =
        Id::new(wanted).map(|id| id.as_str().to_owned()).ok().or_else(|| crate::value::suggest_id(wanted));
    heading.text.eq_ignore_ascii_case(wanted.trim())
        || slug.is_some_and(|slug| heading.anchor == format!("sec-{slug}") || heading.anchor == slug)
}
