//! The plain words of a text: what is left when headings, code, links, citations and the words of others are set aside.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::callout::CalloutKind;
use super::dialect::{self, Piece};

/// The plain words of one block, on one line.
#[derive(Debug, Default)]
pub struct Prose {
    pub text: String,
    /// The block is a cell of a table, where a bar ends the cell.
    pub in_cell: bool,
    /// Starts of pieces in `text`, with their places in the body.
    places: Vec<(usize, usize)>,
    /// Parts of `text` between quotation marks, sorted.
    quoted: Vec<Range<usize>>,
}

/// Stands where a link, a citation or code was set aside, so that no name reaches over it.
pub const ASIDE: char = '\u{fffc}';

impl Prose {
    /// Where a part of the words stands in the body.
    pub fn in_body(&self, part: &Range<usize>) -> Range<usize> {
        self.place(part.start)..self.place(part.end.saturating_sub(1)) + 1
    }

    /// True if a place lies between quotation marks.
    pub fn is_quoted(&self, at: usize) -> bool {
        let i = self.quoted.partition_point(|range| range.start <= at);
        i.checked_sub(1).and_then(|i| self.quoted.get(i)).is_some_and(|range| at < range.end)
    }

    fn place(&self, at: usize) -> usize {
        let i = self.places.partition_point(|(start, _)| *start <= at);
        i.checked_sub(1).and_then(|i| self.places.get(i)).map_or(at, |(start, body)| body + at - start)
    }
}

/// Takes the plain words out of a text, a block at a time.
pub fn prose(text: &str) -> Vec<Prose> {
    let mut reader = Reader::default();
    dialect::walk(text, &mut |piece, range| reader.piece(text, piece, range));
    reader.end_block();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Prose>,
    current: Prose,
    /// Depth inside what is set aside.
    aside: usize,
}

impl Reader {
    fn piece(&mut self, text: &str, piece: Piece<'_>, range: Range<usize>) {
        match piece {
            Piece::Event(Event::Start(tag)) => self.start(&tag),
            Piece::Event(Event::End(tag)) => self.end(tag),
            Piece::Event(Event::Text(words)) if self.aside == 0 => {
                if text.get(range.clone()) == Some(&*words) {
                    self.current.places.push((self.current.text.len(), range.start));
                    self.current.text.push_str(&words);
                } else {
                    self.set_aside();
                }
            }
            Piece::Event(Event::SoftBreak) if self.aside == 0 => {
                self.current.places.push((self.current.text.len(), range.start));
                self.current.text.push(' ');
            }
            Piece::WikiStart(_) => {
                self.set_aside();
                self.aside += 1;
            }
            Piece::WikiEnd => self.aside = self.aside.saturating_sub(1),
            Piece::CalloutStart(callout) => {
                self.end_block();
                self.aside += usize::from(callout.kind == CalloutKind::Quote);
            }
            Piece::CalloutTitleEnd => self.end_block(),
            Piece::CalloutEnd(callout) => {
                self.end_block();
                self.aside = self.aside.saturating_sub(usize::from(callout.kind == CalloutKind::Quote));
            }
            _ => self.set_aside(),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if is_inline(&tag.to_end()) {
            if is_aside(tag) {
                self.set_aside();
            }
        } else {
            self.end_block();
            self.current.in_cell = matches!(tag, Tag::TableCell);
        }
        self.aside += usize::from(is_aside(tag));
    }

    fn end(&mut self, tag: TagEnd) {
        if !is_inline(&tag) {
            self.end_block();
        }
        let aside = matches!(
            tag,
            TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::BlockQuote(_)
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        );
        self.aside = self.aside.saturating_sub(usize::from(aside));
    }

    fn set_aside(&mut self) {
        if self.aside == 0 {
            self.current.text.push(ASIDE);
        }
    }

    fn end_block(&mut self) {
        let mut block = std::mem::take(&mut self.current);
        if !block.text.is_empty() {
            block.quoted = quoted(&block.text);
            self.blocks.push(block);
        }
    }
}

/// True for what stands inside a line of text.
fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// True for what holds no plain words of the author; a callout that is no quotation does.
fn is_aside(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::BlockQuote(_)
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// The parts of a block between quotation marks; one that is opened and not closed goes on to the end.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        open = match (open, c) {
            (None, '“' | '”') => Some((at, '”')),
            (None, '„') => Some((at, '“')),
            (None, '«') => Some((at, '»')),
            (None, '»') => Some((at, '«')),
            (None, '"') => Some((at, '"')),
            (Some((start, close)), c) if c == close || (close == '“' && c == '”') => {
                all.push(start..at);
                None
            }
            (open, _) => open,
        };
    }
    all.extend(open.filter(|(_, close)| *close != '"').map(|(start, _)| start..text.len()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        prose(text).into_iter().map(|block| block.text.replace(ASIDE, "~")).collect()
    }

    #[test]
    fn only_the_authors_plain_words_are_left() {
        assert_eq!(
            words("# Head\n\nOne [two](x.md) *three* [[four|five]]\nsix [@x, p. 3]."),
            ["One ~ three ~ six ~."]
        );
        assert_eq!(words("```\ncode\n```\n\n> quote\n\na `b` ~~c~~\n"), ["a ~ ~"]);
        assert_eq!(words("> [!NOTE]\n> kept\n"), ["kept"]);
        assert_eq!(words("> [!info] title\n> kept\n\nand"), ["title", "kept", "and"]);
        assert_eq!(words("> [!quote] title\n> words\n\nand"), ["and"]);
        assert_eq!(words("| a | b |\n| - | - |\n| c | d |\n"), ["a", "b", "c", "d"]);
        assert_eq!(words("- one\n- two\n\n  three\n"), ["one", "two", "three"]);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "> [!NOTE]\n> one *Red\n> Front* two";
        let block = &prose(text)[0];
        let at = block.text.find("Red Front").unwrap();
        assert_eq!(&text[block.in_body(&(at..at + 9))], "Red\n> Front");
    }

    #[test]
    fn quotations_are_known() {
        let quotes = |text: &str| -> Vec<String> {
            quoted(text).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(quotes("a “b” c «d» \"e\" f"), ["“b", "«d", "\"e"]);
        assert_eq!(quotes("a „b“ c “d"), ["„b", "“d"]);
        assert_eq!(quotes("a 12\" pipe"), Vec::<String>::new());
    }
}
