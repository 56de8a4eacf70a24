//! The pieces of a text, kept in little memory, so that Markdown is read once: `parse` reads it, `render` goes through what was found.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::callout::Callout;
use super::dialect::{Cite, Piece, Wiki};
use crate::text::Span;

/// All pieces of a text in their order. What they say is kept as places of the text wherever it stands there as it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    all: Vec<(Step, Span)>,
    events: Vec<Event<'static>>,
    wikis: Vec<KeptWiki>,
    cites: Vec<Cite>,
    callouts: Vec<Callout>,
}

/// One piece; a number is a place in one of the other lists.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Words that are the very bytes of the text.
    Words,
    SoftBreak,
    /// The begin of what has no more to say than its end.
    Start(TagEnd),
    End(TagEnd),
    Event(u32),
    WikiStart(u32),
    WikiEnd,
    CalloutStart(u32),
    CalloutTitleEnd,
    CalloutEnd(u32),
    Cite(u32),
    MissingFootnote,
    TwinCites,
    SpacedAddress,
}

#[derive(Debug, Clone)]
struct KeptWiki {
    target: Span,
    heading: Option<Span>,
    embed: bool,
    labelled: bool,
}

impl Steps {
    /// Adds a piece of a text.
    pub(super) fn push(&mut self, text: &str, piece: &Piece<'_>, range: &Range<usize>) {
        let step = match piece {
            Piece::Event(event) => self.event(text, event, range),
            Piece::WikiStart(wiki) => {
                let heading = wiki.heading.map(|heading| place_in(text, heading));
                let target = wiki.range.clone().into();
                let kept = KeptWiki { target, heading, embed: wiki.embed, labelled: wiki.labelled };
                Step::WikiStart(push(&mut self.wikis, kept))
            }
            Piece::WikiEnd => Step::WikiEnd,
            Piece::CalloutStart(callout) => Step::CalloutStart(push(&mut self.callouts, *callout)),
            Piece::CalloutTitleEnd => Step::CalloutTitleEnd,
            Piece::CalloutEnd(callout) => {
                let begun = self.callouts.iter().rposition(|begun| begun == callout);
                Step::CalloutEnd(begun.unwrap_or_default() as u32)
            }
            Piece::Cite(cite) => Step::Cite(push(&mut self.cites, cite.clone().into_owned())),
            Piece::MissingFootnote => Step::MissingFootnote,
            Piece::TwinCites => Step::TwinCites,
            Piece::SpacedAddress => Step::SpacedAddress,
        };
        self.all.push((step, range.clone().into()));
    }

    fn event(&mut self, text: &str, event: &Event<'_>, range: &Range<usize>) -> Step {
        match event {
            Event::Text(words) if text.get(range.clone()) == Some(words) => Step::Words,
            Event::SoftBreak => Step::SoftBreak,
            Event::Start(tag) if plain_tag(tag.to_end()).is_some() => Step::Start(tag.to_end()),
            Event::End(tag) => Step::End(*tag),
            event => Step::Event(push(&mut self.events, event.clone().into_static())),
        }
    }

    /// Gives back what was taken on store.
    pub(super) fn shrink(&mut self) {
        self.all.shrink_to_fit();
        self.events.shrink_to_fit();
        self.wikis.shrink_to_fit();
        self.cites.shrink_to_fit();
        self.callouts.shrink_to_fit();
    }

    /// Goes through the pieces of the text that they were found in.
    pub(super) fn walk<'a>(&'a self, text: &'a str, take: &mut dyn FnMut(Piece<'a>, Range<usize>)) {
        for (step, span) in &self.all {
            let range = span.range();
            let piece = match *step {
                Step::Words => Piece::Event(Event::Text(CowStr::Borrowed(&text[range.clone()]))),
                Step::SoftBreak => Piece::Event(Event::SoftBreak),
                Step::Start(tag) => match plain_tag(tag) {
                    Some(tag) => Piece::Event(Event::Start(tag)),
                    None => continue,
                },
                Step::End(tag) => Piece::Event(Event::End(tag)),
                Step::Event(i) => Piece::Event(lent(&self.events[i as usize])),
                Step::WikiStart(i) => Piece::WikiStart(self.wikis[i as usize].of(text)),
                Step::WikiEnd => Piece::WikiEnd,
                Step::CalloutStart(i) => Piece::CalloutStart(self.callouts[i as usize]),
                Step::CalloutTitleEnd => Piece::CalloutTitleEnd,
                Step::CalloutEnd(i) => Piece::CalloutEnd(self.callouts[i as usize]),
                Step::Cite(i) => Piece::Cite(Cow::Borrowed(&self.cites[i as usize])),
                Step::MissingFootnote => Piece::MissingFootnote,
                Step::TwinCites => Piece::TwinCites,
                Step::SpacedAddress => Piece::SpacedAddress,
            };
            take(piece, range);
        }
    }
}

impl KeptWiki {
    fn of<'a>(&self, text: &'a str) -> Wiki<'a> {
        Wiki {
            target: &text[self.target.range()],
            range: self.target.range(),
            heading: self.heading.map(|heading| &text[heading.range()]),
            embed: self.embed,
            labelled: self.labelled,
        }
    }
}

fn push<T>(list: &mut Vec<T>, entry: T) -> u32 {
    list.push(entry);
    list.len() as u32 - 1
}

/// Where a part of a text stands in it.
fn place_in(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span::new(start, start + part.len())
}

/// The tag that ends like this, if it holds nothing but its kind.
fn plain_tag(end: TagEnd) -> Option<Tag<'static>> {
    Some(match end {
        TagEnd::Paragraph => Tag::Paragraph,
        TagEnd::BlockQuote(kind) => Tag::BlockQuote(kind),
        TagEnd::HtmlBlock => Tag::HtmlBlock,
        TagEnd::Item => Tag::Item,
        TagEnd::DefinitionList => Tag::DefinitionList,
        TagEnd::DefinitionListTitle => Tag::DefinitionListTitle,
        TagEnd::DefinitionListDefinition => Tag::DefinitionListDefinition,
        TagEnd::TableHead => Tag::TableHead,
        TagEnd::TableRow => Tag::TableRow,
        TagEnd::TableCell => Tag::TableCell,
        TagEnd::Emphasis => Tag::Emphasis,
        TagEnd::Strong => Tag::Strong,
        TagEnd::Strikethrough => Tag::Strikethrough,
        TagEnd::Superscript => Tag::Superscript,
        TagEnd::Subscript => Tag::Subscript,
        TagEnd::Heading(_)
        | TagEnd::CodeBlock
        | TagEnd::List(_)
        | TagEnd::FootnoteDefinition
        | TagEnd::Table
        | TagEnd::Link
        | TagEnd::Image
        | TagEnd::MetadataBlock(_) => return None,
    })
}

/// The same event without a copy of its words.
fn lent<'a>(event: &'a Event<'static>) -> Event<'a> {
    let words = |words: &'a CowStr<'static>| CowStr::Borrowed(words);
    match event {
        Event::Text(text) => Event::Text(words(text)),
        Event::Code(text) => Event::Code(words(text)),
        Event::Html(text) => Event::Html(words(text)),
        Event::InlineHtml(text) => Event::InlineHtml(words(text)),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dialect;
    use super::*;

    /// Goes through a text, and through what is kept of it.
    fn compare(text: &str) {
        let (mut read, mut kept, mut steps) = (Vec::new(), Vec::new(), Steps::default());
        dialect::walk(text, &mut |piece, range| {
            steps.push(text, &piece, &range);
            read.push((piece, range));
        });
        steps.walk(text, &mut |piece, range| kept.push((piece, range)));
        assert_eq!(read.len(), kept.len());
        for (a, b) in read.into_iter().zip(kept) {
            match (&a, &b) {
                ((Piece::Event(a), here), (Piece::Event(b), there)) => {
                    assert_eq!((a, here), (b, there), "{text}");
                }
                _ => assert_eq!(format!("{a:?}"), format!("{b:?}"), "{text}"),
            }
        }
    }

    #[test]
    fn what_is_kept_is_what_was_read() {
        for text in [
            "# Head {#x}\n\nA *b* **c** ~~d~~ `e` &amp; \\* <b>f</b>\nsoft  \nhard",
            "- one\n- [x] two\n\n3. three\n\n> quote\n\n> [!NOTE]\n> callout\n\n***\n\n<div>\nx\n</div>\n",
            "| a | b |\n|--|:-:|\n| [[x\\|y]] | [@k, p. 3; @l] |\n",
            "[[a#b|c]] ![[claim:x]] [[@key]] @key [p. 3] [-@k] [see @k, pp. 3-5, and more] [@a][@b] [c](d e.pdf)",
            "x[^1] y[^2]\n\n[^1]: note [link](x.md \"t\") ![i](y.png)\n\nTerm\n: what it is\n\n```rust\ncode\n```\n\n    more\n",
            "> [!quote]- A *title* [[x]]\n> one\n>\n> > [!tip]\n> > two\n\nthree",
            "قال [@المصدر، ص. 3] https://x.example",
        ] {
            compare(text);
        }
    }

    #[test]
    fn a_step_is_small() {
        assert!(size_of::<(Step, Span)>() <= 16);
    }
}
