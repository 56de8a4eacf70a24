//! The text of a note as HTML.
//!
//! All HTML is written here; what an author writes is text and nothing else. A text that stands alone as `![[claim:…]]` or
//! `![[figure:…]]` becomes a block of its own, which a template draws.

use std::fmt::Write;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::cites::{Cited, escape, push_escaped};
use super::claims::ClaimView;
use super::view::{FigureView, Viewer};
use crate::parse::RefKind;
use crate::parse::callout::{Callout, CalloutKind, Fold};
use crate::parse::dialect::{self, Cite, Piece, Wiki};
use crate::resolve::{AssetId, Note, NoteId, Target};
use crate::text::percent_encode;
use crate::value::Address;

/// A part of a note's text.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Html(String),
    Claim(Box<ClaimView>),
    Figure(Box<FigureView>),
}

/// Makes the text of a note, and counts its citations with the page's.
pub fn body(viewer: &mut Viewer<'_>, id: NoteId) -> Vec<Block> {
    let note = viewer.site().note(id);
    if note.body.text.trim().is_empty() {
        return Vec::new();
    }
    let mut writer = Writer {
        text: &note.body.text,
        note,
        callouts: Vec::new(),
        levels: Vec::new(),
        anchors: note.body.refs.iter().map(|r| r.block.start).collect(),
        viewer,
        out: String::with_capacity(note.body.text.len() * 2),
        blocks: Vec::new(),
        depth: 0,
        table: Table::default(),
        footnotes: Footnotes::default(),
        muted: 0,
        open: Vec::new(),
        after: String::new(),
        image: None,
        later: None,
        embedded: false,
        paragraph: (0, 0),
        caption: String::new(),
        captioned: false,
    };
    note.body.walk(&mut |piece, range| writer.piece(piece, range));
    writer.finish()
}

/// A line of inline Markdown as HTML; links and citations are left as words.
pub fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    if !text.contains(['*', '_', '`', '~', '[', '\\', '&', '<', '@']) {
        push_escaped(text, &mut out);
        return out;
    }
    let mut muted = 0;
    dialect::walk(text, &mut |piece, _| match piece {
        Piece::Event(Event::Text(t) | Event::InlineHtml(t) | Event::Html(t)) if muted == 0 => {
            push_escaped(&t, &mut out);
        }
        Piece::Event(Event::Code(t)) if muted == 0 => {
            out.push_str("<code>");
            push_escaped(&t, &mut out);
            out.push_str("</code>");
        }
        Piece::Event(Event::Start(Tag::Emphasis)) => out.push_str("<em>"),
        Piece::Event(Event::End(TagEnd::Emphasis)) => out.push_str("</em>"),
        Piece::Event(Event::Start(Tag::Strong)) => out.push_str("<strong>"),
        Piece::Event(Event::End(TagEnd::Strong)) => out.push_str("</strong>"),
        Piece::Event(Event::Start(Tag::Strikethrough)) => out.push_str("<del>"),
        Piece::Event(Event::End(TagEnd::Strikethrough)) => out.push_str("</del>"),
        Piece::Event(Event::SoftBreak | Event::HardBreak) => out.push(' '),
        Piece::WikiStart(wiki) if !wiki.labelled => {
            push_escaped(wiki.target, &mut out);
            muted += 1;
        }
        Piece::WikiStart(_) => {}
        Piece::WikiEnd => muted = 0,
        _ => {}
    });
    out
}

/// The colour of a kind of callout, and the name of its word.
fn kind_of(kind: CalloutKind) -> (&'static str, &'static str) {
    match kind {
        CalloutKind::Note | CalloutKind::Other => ("note", "alert-note"),
        CalloutKind::Abstract => ("note", "alert-abstract"),
        CalloutKind::Info => ("note", "alert-info"),
        CalloutKind::Todo => ("note", "alert-todo"),
        CalloutKind::Question => ("note", "alert-question"),
        CalloutKind::Example => ("note", "alert-example"),
        CalloutKind::Quote => ("note", "alert-quote"),
        CalloutKind::Tip => ("tip", "alert-tip"),
        CalloutKind::Success => ("tip", "alert-success"),
        CalloutKind::Important => ("important", "alert-important"),
        CalloutKind::Warning => ("warning", "alert-warning"),
        CalloutKind::Caution => ("caution", "alert-caution"),
        CalloutKind::Failure => ("caution", "alert-failure"),
        CalloutKind::Danger => ("caution", "alert-danger"),
        CalloutKind::Bug => ("caution", "alert-bug"),
    }
}

/// The elements of a callout and of its title.
fn elements(fold: Fold) -> (&'static str, &'static str) {
    match fold {
        Fold::Never => ("aside", "p"),
        Fold::Open | Fold::Closed => ("details", "summary"),
    }
}

/// The words of a picture without the size that Obsidian reads behind a bar: `a map|300`, `300x200`.
fn without_size(alt: &str) -> &str {
    let (words, last) = alt.rsplit_once('|').unwrap_or(("", alt));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_size =
        last.split_once('x').map_or(is_number(last), |(width, height)| is_number(width) && is_number(height));
    if is_size { words } else { alt }
}

/// A word with a capital letter at its begin.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

struct Writer<'w, 's> {
    text: &'s str,
    note: &'s Note,
    viewer: &'w mut Viewer<'s>,
    /// Elements of the callouts' titles that are open.
    callouts: Vec<&'static str>,
    /// Levels of the headings around this place, as written; their number gives the level in the page, so that none is left out.
    levels: Vec<u8>,
    /// Starts of blocks that other pages lead to.
    anchors: FxHashSet<u32>,
    out: String,
    blocks: Vec<Block>,
    /// Depth in blocks; an embed is drawn as a block at depth 0 only.
    depth: usize,
    table: Table,
    footnotes: Footnotes,
    /// Depth inside a wikilink without label, whose own words are replaced.
    muted: usize,
    /// What closes each open link, wikilink or image.
    open: Vec<&'static str>,
    /// What follows the open wikilink: the grade of what it names.
    after: String,
    /// The words of an image, which become its text alternative.
    image: Option<String>,
    /// What to say behind the open link: a later count has replaced the value that its words give.
    later: Option<String>,
    /// The paragraph is an embed and nothing else.
    embedded: bool,
    /// Where the open paragraph begins in what is written, and where it ends in the text.
    paragraph: (usize, usize),
    /// What stands below the open picture, in safe HTML.
    caption: String,
    /// The paragraph is a picture with its caption and nothing else.
    captioned: bool,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

#[derive(Default)]
struct Footnotes {
    numbers: FxHashMap<String, usize>,
    /// Number, how often it is referred to, and the text.
    order: Vec<(String, usize, String)>,
    /// The text that is set aside while a note is written.
    outer: Vec<(String, String)>,
}

impl<'s> Writer<'_, 's> {
    fn piece(&mut self, piece: Piece<'_>, range: std::ops::Range<usize>) {
        match piece {
            Piece::Event(event) => self.event(event, range),
            Piece::WikiStart(wiki) => self.wiki(&wiki),
            Piece::WikiEnd => {
                self.close();
                self.out.push_str(&std::mem::take(&mut self.after));
            }
            Piece::CalloutStart(callout) => self.callout(&callout),
            Piece::CalloutTitleEnd => {
                let title = self.callouts.pop().unwrap_or("p");
                let _ = writeln!(self.out, "</{title}>");
            }
            Piece::CalloutEnd(callout) => self.close_block(elements(callout.fold).0),
            Piece::Cite(cite) => self.cite(&cite),
            Piece::MissingFootnote | Piece::TwinCites | Piece::SpacedAddress => {
                push_escaped(&self.text[range], &mut self.out);
            }
        }
    }

    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                self.mark("<code>");
                self.words(&code);
                self.mark("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.words(&html),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => self.mark("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(name) => self.footnote(&name),
            Event::TaskListMarker(done) => {
                let (mark, name) = if done { ("☑", "task-done") } else { ("☐", "task-open") };
                let words = escape(self.viewer.words().get(name));
                let _ = write!(
                    self.out,
                    "<span class=\"task\" role=\"img\" aria-label=\"{words}\">{mark}</span> "
                );
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => self.words(&math),
        }
    }

    fn words(&mut self, text: &str) {
        if self.muted > 0 || self.embedded {
            return;
        }
        match &mut self.image {
            Some(alt) => alt.push_str(text),
            None => push_escaped(text, &mut self.out),
        }
    }

    /// Adds a mark of inline markup; inside an image only words count.
    fn mark(&mut self, html: &str) {
        if self.image.is_none() {
            self.out.push_str(html);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: std::ops::Range<usize>) {
        let at = range.start as u32;
        match tag {
            Tag::Paragraph if self.is_embed(&range) => self.embedded = true,
            Tag::Paragraph => {
                self.paragraph = (self.out.len(), range.end);
                self.block("p", at);
            }
            Tag::Heading { level, .. } => self.heading(level as u8, at),
            Tag::BlockQuote(_) => {
                self.depth += 1;
                self.out.push_str("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::HtmlBlock => self.block("p", at),
            Tag::List(Some(1)) => self.block("ol", at),
            Tag::List(Some(start)) => {
                self.depth += 1;
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
            }
            Tag::List(None) => self.block("ul", at),
            Tag::Item => self.block("li", at),
            Tag::FootnoteDefinition(name) => self.footnote_text(&name),
            Tag::DefinitionList => self.block("dl", at),
            Tag::DefinitionListTitle => self.block("dt", at),
            Tag::DefinitionListDefinition => self.block("dd", at),
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                self.depth += 1;
                self.out.push_str("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"");
                push_escaped(self.viewer.words().get("table"), &mut self.out);
                self.out.push_str("\">\n<table>\n");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.out.push_str("<thead>\n");
                self.block("tr", at);
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.block("tr", at);
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Superscript => self.mark("<sup>"),
            Tag::Subscript => self.mark("<sub>"),
            Tag::Link { dest_url, .. } => self.link(&dest_url, at),
            Tag::Image { title, .. } => self.picture(&title, &range),
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.embedded => self.embedded = false,
            TagEnd::Paragraph if self.captioned => {
                self.captioned = false;
                self.close_block("figure");
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.close_block("p"),
            TagEnd::Heading(_) => self.close_block(["h2", "h3", "h4", "h5", "h6"][self.level() - 2]),
            TagEnd::BlockQuote(_) => self.close_block("blockquote"),
            TagEnd::CodeBlock => {
                self.out.push_str("</code>");
                self.close_block("pre");
            }
            TagEnd::List(ordered) => self.close_block(if ordered { "ol" } else { "ul" }),
            TagEnd::Item => self.close_block("li"),
            TagEnd::FootnoteDefinition => self.end_footnote_text(),
            TagEnd::DefinitionList => self.close_block("dl"),
            TagEnd::DefinitionListTitle => self.close_block("dt"),
            TagEnd::DefinitionListDefinition => self.close_block("dd"),
            TagEnd::Table => {
                self.out.push_str("</tbody>\n</table>\n");
                self.close_block("div");
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.close_block("tr");
                self.out.push_str("</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.close_block("tr"),
            TagEnd::TableCell => self.out.push_str(if self.table.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.mark("</em>"),
            TagEnd::Strong => self.mark("</strong>"),
            TagEnd::Strikethrough => self.mark("</del>"),
            TagEnd::Superscript => self.mark("</sup>"),
            TagEnd::Subscript => self.mark("</sub>"),
            TagEnd::Link | TagEnd::Image => self.close(),
            TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Opens a block element, with an anchor where other pages lead to it.
    fn block(&mut self, tag: &str, at: u32) {
        self.depth += 1;
        if self.anchors.contains(&at) && !matches!(tag, "ul" | "ol" | "dl") && self.anchors.remove(&at) {
            let _ = write!(self.out, "<{tag} id=\"at-{at}\">");
        } else {
            let _ = write!(self.out, "<{tag}>");
        }
    }

    fn close_block(&mut self, tag: &str) {
        self.depth = self.depth.saturating_sub(1);
        let _ = writeln!(self.out, "</{tag}>");
    }

    /// The level of the open heading in the page: the page's title is `h1`.
    fn level(&self) -> usize {
        (self.levels.len() + 1).min(6)
    }

    fn heading(&mut self, level: u8, at: u32) {
        self.depth += 1;
        let anchor = self.note.body.headings.iter().find(|heading| heading.at == at);
        let anchor = anchor.map(|heading| heading.anchor.as_str()).unwrap_or_default();
        while self.levels.last().is_some_and(|last| *last >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        let _ = write!(self.out, "<h{} id=\"", self.level());
        push_escaped(anchor, &mut self.out);
        self.out.push_str("\">");
    }

    /// Opens a callout and its title, which is the word of its type if the author gives none.
    fn callout(&mut self, callout: &Callout) {
        self.depth += 1;
        let (class, name) = kind_of(callout.kind);
        let words = match callout.kind {
            CalloutKind::Other => escape(&capitalized(&self.text[callout.word.range()])),
            _ => escape(self.viewer.words().get(name)),
        };
        let (tag, title) = elements(callout.fold);
        let open = if callout.fold == Fold::Open { " open" } else { "" };
        let _ = writeln!(self.out, "<{tag} class=\"alert alert-{class}\" aria-label=\"{words}\"{open}>");
        let anchor = callout.title.start;
        let id = if self.anchors.remove(&anchor) { format!(" id=\"at-{anchor}\"") } else { String::new() };
        let _ = write!(self.out, "<{title} class=\"alert-title\"{id}>");
        if callout.title.is_empty() {
            self.out.push_str(&words);
        }
        self.callouts.push(title);
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        self.depth += 1;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let language: String =
            language.chars().filter(|c| c.is_alphanumeric() || "-_+#".contains(*c)).collect();
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            let _ = write!(self.out, " class=\"language-{language}\"");
        }
        self.out.push('>');
    }

    fn cell(&mut self) {
        let alignment = self.table.alignments.get(self.table.column).copied().unwrap_or(Alignment::None);
        self.table.column += 1;
        let class = match alignment {
            Alignment::None | Alignment::Left => "",
            Alignment::Center => " class=\"center\"",
            Alignment::Right => " class=\"number\"",
        };
        let tag = if self.table.in_head { "th scope=\"col\"" } else { "td" };
        let _ = write!(self.out, "<{tag}{class}>");
    }

    fn cite(&mut self, cite: &Cite) {
        if self.embedded || self.image.is_some() {
            return;
        }
        let words = self.viewer.words();
        let items: Vec<Cited> = cite
            .items
            .iter()
            .map(|item| Cited {
                source: match self.note.text_target(item.key.start as u32) {
                    Some(Target::Note(source, _)) => Some(source),
                    _ => None,
                },
                prefix: inline(&self.text[item.prefix.clone()]),
                locator: item.locator.as_ref().map(|locator| words.locator(locator)).unwrap_or_default(),
                suffix: inline(&self.text[item.suffix.clone()]),
                suppress_author: item.suppress_author,
            })
            .collect();
        self.viewer.cites.push_group(&items, cite.in_text, &mut self.out);
    }

    fn wiki(&mut self, wiki: &Wiki<'_>) {
        if self.image.is_some() {
            self.open.push("");
            return;
        }
        let target = self.note.text_target(wiki.range.start as u32);
        if self.embedded {
            self.embed(target);
            self.open.push("");
            return;
        }
        if let (Some(Target::Asset(asset)), true) = (target, wiki.embed) {
            self.image_start(asset, !wiki.labelled);
            return;
        }
        let Some((href, words)) = target.and_then(|target| self.place(target)) else {
            self.unbound(wiki);
            return;
        };
        self.anchor(&href, self.title_of(target));
        self.later = self.viewer.later_at(self.note, wiki.range.start as u32);
        self.after =
            target.and_then(|target| self.viewer.grade_of(target)).map(|g| g.mark_html()).unwrap_or_default();
        if !wiki.labelled {
            // An id shows as the title; a title or alias shows as it was written.
            let name = self.name_of(wiki);
            let is_id = matches!(target, Some(Target::Note(id, _)) if self.viewer.site().note(id).id.as_str() == name);
            let words = if is_id || name.contains(':') || name.is_empty() { words } else { name.to_owned() };
            push_escaped(&words, &mut self.out);
            self.muted += 1;
        }
    }

    /// The name in a link. Where it must not be read, it has been overwritten in the text, and the reference knows another.
    fn name_of<'t>(&'t self, wiki: &Wiki<'t>) -> &'t str {
        if !wiki.target.bytes().all(|byte| byte == b'x') {
            return wiki.target;
        }
        let reference = self.note.body.refs.iter().find(|r| r.at.start as usize == wiki.range.start);
        match reference.map(|reference| &reference.kind) {
            Some(RefKind::Wiki { target, .. }) => target,
            _ => wiki.target,
        }
    }

    /// What leads nowhere for this audience: its words only.
    fn unbound(&mut self, wiki: &Wiki<'_>) {
        if !wiki.labelled {
            // Overwritten names are not even words.
            self.muted += 1;
            self.open.push("\u{0}");
        } else {
            self.open.push("");
        }
    }

    fn title_of(&self, target: Option<Target>) -> Option<&'static str> {
        match target? {
            Target::Note(id, _) => Some(self.viewer.site().note(id).note_type().word()),
            Target::Claim(_) => Some("claim"),
            Target::Figure(_) => Some("figure"),
            Target::Asset(_) => None,
        }
    }

    /// The address and the words of a target.
    fn place(&self, target: Target) -> Option<(String, String)> {
        let site = self.viewer.site();
        Some(match target {
            Target::Note(id, heading) => {
                let note = site.note(id);
                let fragment = heading
                    .and_then(|i| note.body.headings.get(i as usize))
                    .map(|h| format!("#{}", percent_encode(&h.anchor)));
                let href = format!("{}{}{}", self.viewer.root, note.href, fragment.unwrap_or_default());
                (href, note.title().to_owned())
            }
            Target::Claim(id) => {
                let (_, claim) = site.claim(id);
                (self.viewer.claim_href(id), super::view::plain_statement(&claim.statement.value))
            }
            Target::Figure(id) => {
                let (_, figure) = site.figure(id);
                let newest = self.viewer.newest(id).map(|newest| newest.words);
                (self.viewer.figure_href(id), newest.unwrap_or_else(|| figure.title.value.clone()))
            }
            Target::Asset(id) => {
                let path = &site.assets[id.0 as usize].0;
                (format!("{}{}", self.viewer.shared(), percent_encode(path.as_str())), path.name().to_owned())
            }
        })
    }

    fn anchor(&mut self, href: &str, kind: Option<&str>) {
        self.out.push_str("<a href=\"");
        push_escaped(href, &mut self.out);
        match kind {
            Some(kind) => {
                let _ = write!(self.out, "\" class=\"to-{kind}\">");
            }
            None => self.out.push_str("\">"),
        }
        self.open.push("</a>");
    }

    fn link(&mut self, address: &str, at: u32) {
        if self.image.is_some() {
            self.open.push("");
            return;
        }
        match Address::parse(address) {
            Address::Outside(href) => {
                self.out.push_str("<a class=\"outside\" href=\"");
                push_escaped(&href, &mut self.out);
                self.out.push_str("\">");
                self.open.push("</a>");
            }
            Address::Inside { .. } | Address::Unsafe(_) => {
                match self.note.text_target(at).and_then(|target| self.place(target)) {
                    Some((href, _)) => self.anchor(&href, None),
                    None => self.open.push(""),
                }
            }
        }
    }

    fn picture(&mut self, title: &str, range: &std::ops::Range<usize>) {
        if self.image.is_some() {
            self.open.push("");
            return;
        }
        match self.note.text_target(range.start as u32) {
            Some(Target::Asset(asset)) => {
                let is_alone = self.is_alone(range);
                if is_alone && !title.is_empty() {
                    let tag = self.paragraph.0 + 1;
                    self.out.replace_range(tag..tag + 1, "figure class=\"photo\"");
                    self.captioned = true;
                }
                self.image_start(asset, false);
                if self.captioned {
                    self.caption = escape(title);
                }
            }
            _ => self.open.push(""),
        }
    }

    /// True for a picture that has a paragraph to itself.
    fn is_alone(&self, range: &std::ops::Range<usize>) -> bool {
        let (tag, end) = self.paragraph;
        let before = self.out.get(tag..).unwrap_or_default();
        let after = self.text.get(range.end..end).unwrap_or("more");
        before.starts_with("<p") && before.matches('<').count() == 1 && after.trim().is_empty()
    }

    /// Begins an image; its words are collected as the text alternative until it is closed.
    /// Of what is no picture, only a link is shown.
    fn image_start(&mut self, asset: AssetId, without_words: bool) {
        let site = self.viewer.site();
        let (path, _) = &site.assets[asset.0 as usize];
        let attachments = self.viewer.stage.attachments;
        if !attachments.is_shown(path.as_str()) {
            let href = format!("{}{}", self.viewer.shared(), percent_encode(path.as_str()));
            self.anchor(&href, None);
            return;
        }
        self.out.push_str("<img loading=\"lazy\" ");
        self.out.push_str(&attachments.attributes(&self.viewer.shared(), path.as_str()));
        self.out.push_str(" alt=\"");
        self.image = Some(String::new());
        if without_words {
            self.muted += 1;
        }
        self.open.push("\">");
    }

    fn close(&mut self) {
        let closing = self.open.pop().unwrap_or_default();
        self.muted = self.muted.saturating_sub(1);
        if closing == "\">"
            && let Some(alt) = self.image.take()
        {
            push_escaped(without_size(&alt), &mut self.out);
        }
        if closing != "\u{0}" {
            self.out.push_str(closing);
        }
        if self.image.is_none() && !self.caption.is_empty() {
            let _ = write!(self.out, "<figcaption>{}</figcaption>", std::mem::take(&mut self.caption));
        }
        if let Some(later) = self.later.take_if(|_| closing == "</a>") {
            self.out.push_str(&super::figure::notice(&later));
        }
    }

    /// True for a paragraph that is one embedded claim or figure, at a depth where a block can stand.
    fn is_embed(&self, range: &std::ops::Range<usize>) -> bool {
        let text = self.text[range.clone()].trim();
        let inner = text.strip_prefix("![[").and_then(|rest| rest.strip_suffix("]]"));
        self.depth == 0
            && self.footnotes.outer.is_empty()
            && inner.is_some_and(|inner| {
                !inner.contains("]]") && (inner.starts_with("claim:") || inner.starts_with("figure:"))
            })
    }

    fn embed(&mut self, target: Option<Target>) {
        let block = match target {
            Some(Target::Claim(id)) => Block::Claim(Box::new(self.viewer.claim(id))),
            Some(Target::Figure(id)) => Block::Figure(Box::new(self.viewer.figure(id))),
            Some(Target::Note(..) | Target::Asset(_)) | None => return,
        };
        let html = std::mem::take(&mut self.out);
        if !html.is_empty() {
            self.blocks.push(Block::Html(html));
        }
        self.blocks.push(block);
    }

    fn footnote(&mut self, name: &str) {
        let next = self.footnotes.order.len();
        let i = *self.footnotes.numbers.entry(name.to_owned()).or_insert(next);
        if i == next {
            self.footnotes.order.push((name.to_owned(), 0, String::new()));
        }
        self.footnotes.order[i].1 += 1;
        let (number, use_) = (i + 1, self.footnotes.order[i].1);
        let words = self.viewer.words().say_html("footnote", &[("number", number.into())]);
        let _ = write!(
            self.out,
            "<sup class=\"footnote\"><a id=\"note-{number}-{use_}\" href=\"#note-{number}\" aria-label=\"{words}\">{number}</a></sup>"
        );
    }

    fn footnote_text(&mut self, name: &str) {
        let outer = std::mem::take(&mut self.out);
        self.footnotes.outer.push((name.to_owned(), outer));
    }

    fn end_footnote_text(&mut self) {
        let Some((name, outer)) = self.footnotes.outer.pop() else { return };
        let text = std::mem::replace(&mut self.out, outer);
        let next = self.footnotes.order.len();
        let i = *self.footnotes.numbers.entry(name.clone()).or_insert(next);
        if i == next {
            self.footnotes.order.push((name, 0, String::new()));
        }
        self.footnotes.order[i].2 = text;
    }

    fn finish(mut self) -> Vec<Block> {
        let used = |(_, uses, _): &(String, usize, String)| *uses > 0;
        if self.footnotes.order.iter().any(used) {
            let (title, back) =
                (self.viewer.words().get("footnotes"), self.viewer.words().get("back-to-text"));
            let (title, back) = (escape(title), escape(back));
            let _ = write!(self.out, "<section class=\"footnotes\" aria-label=\"{title}\">\n<ol>\n");
            for (i, (_, uses, text)) in self.footnotes.order.iter().enumerate() {
                let number = i + 1;
                let _ = write!(self.out, "<li id=\"note-{number}\">{}", text.trim_end());
                for use_ in 1..=*uses {
                    let _ = write!(
                        self.out,
                        " <a class=\"back\" href=\"#note-{number}-{use_}\" aria-label=\"{back}\">↩</a>"
                    );
                }
                self.out.push_str("</li>\n");
            }
            self.out.push_str("</ol>\n</section>\n");
        }
        if !self.out.is_empty() {
            self.blocks.push(Block::Html(self.out));
        }
        self.blocks
    }
}
