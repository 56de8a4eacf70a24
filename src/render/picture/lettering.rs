//! Text as outlines: which font has a letter, which way it runs, and how letters join.

use std::ops::Range;
use std::sync::LazyLock;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use zeno::Command;

/// Fonts that stand in for one another: the first that has a letter draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    Title,
    Text,
}

macro_rules! font {
    ($name:literal) => {
        Face::from_slice(include_bytes!(concat!("fonts/", $name, ".ttf")), 0)
    };
}

static TITLE: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    [font!("serif-bold"), font!("naskh-bold"), font!("cyrillic-greek-bold"), font!("hebrew-bold")]
        .into_iter()
        .flatten()
        .collect()
});
static TEXT: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    [font!("sans"), font!("naskh"), font!("cyrillic-greek-bold"), font!("hebrew-bold")]
        .into_iter()
        .flatten()
        .collect()
});

impl Hand {
    fn fonts(self) -> &'static [Face<'static>] {
        match self {
            Hand::Title => &TITLE,
            Hand::Text => &TEXT,
        }
    }

    fn font_of(self, letter: char) -> Option<usize> {
        self.fonts().iter().position(|font| font.glyph_index(letter).is_some())
    }

    /// True if every letter of a text can be drawn.
    pub(super) fn has(self, text: &str) -> bool {
        text.chars().all(|c| c.is_whitespace() || is_joiner(c) || self.font_of(c).is_some())
    }
}

/// What has no shape of its own and belongs to the letters around it: joiners, marks of direction, selectors.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
}

/// How wide a line is at a size.
pub(super) fn width(hand: Hand, size: f32, text: &str, right_to_left: bool) -> f32 {
    set(hand, size, text, right_to_left, &mut |_, _, _, _| {})
}

/// Hands out the outlines of a line that begins, at its left, at a point of the base line, glyph by glyph: a rasteriser takes one more quickly
/// than many at once.
pub(super) fn draw(
    hand: Hand,
    size: f32,
    text: &str,
    right_to_left: bool,
    at: (f32, f32),
    take: &mut dyn FnMut(&[Command]),
) {
    let mut path = Vec::new();
    set(hand, size, text, right_to_left, &mut |font, glyph, x, y| {
        path.clear();
        let scale = size / font.units_per_em() as f32;
        font.outline_glyph(glyph, &mut Pen { path: &mut path, x: at.0 + x, y: at.1 - y, scale });
        if !path.is_empty() {
            take(&path);
        }
    });
}

/// Hands out the glyphs of a line from left to right with their places, and gives its width.
fn set(
    hand: Hand,
    size: f32,
    text: &str,
    right_to_left: bool,
    take: &mut dyn FnMut(&Face<'static>, GlyphId, f32, f32),
) -> f32 {
    let level = if right_to_left { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    let mut x = 0.0;
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let rtl = levels[run.start].is_rtl();
            let mut pieces = pieces(hand, text, run);
            if rtl {
                pieces.reverse();
            }
            for (font, piece) in pieces {
                let font = &hand.fonts()[font];
                let scale = size / font.units_per_em() as f32;
                let mut buffer = UnicodeBuffer::new();
                buffer.push_str(&text[piece]);
                buffer.guess_segment_properties();
                buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
                let glyphs = rustybuzz::shape(font, &[], buffer);
                for (glyph, place) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
                    let (dx, dy) = (place.x_offset as f32 * scale, place.y_offset as f32 * scale);
                    take(font, GlyphId(glyph.glyph_id as u16), x + dx, dy);
                    x += place.x_advance as f32 * scale;
                }
            }
        }
    }
    x
}

/// A run in pieces of one font each; spaces, marks and joiners stay with what is before them.
fn pieces(hand: Hand, text: &str, run: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut all: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, c) in text[run.clone()].char_indices() {
        let (start, end) = (run.start + i, run.start + i + c.len_utf8());
        let font = hand.font_of(c).unwrap_or(0);
        let stays = |known: usize| {
            is_joiner(c)
                || c.is_whitespace()
                || c.is_ascii_punctuation() && hand.fonts()[known].glyph_index(c).is_some()
        };
        match all.last_mut() {
            Some((known, piece)) if *known == font || stays(*known) => piece.end = end,
            _ => all.push((font, start..end)),
        }
    }
    all
}

/// Writes outlines in the picture's points, in which y grows downwards.
struct Pen<'p> {
    path: &'p mut Vec<Command>,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> zeno::Point {
        zeno::Point::new(self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::MoveTo(self.point(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::LineTo(self.point(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.push(Command::QuadTo(self.point(x1, y1), self.point(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.path.push(Command::CurveTo(self.point(x1, y1), self.point(x2, y2), self.point(x, y)));
    }

    fn close(&mut self) {
        self.path.push(Command::Close);
    }
}
