//! Dates as marks on an axis that a whole list shares: one small SVG beside each row.
//!
//! Pure and the same everywhere: places across are in percent of the column, so that one drawing fits a phone, a page and paper. A drawing claims
//! no more than its date does: a dot is a known day, a wide pale band some day of a month or year, a bar a whole period; ends that are
//! approximate fade, what is uncertain has a dashed outline, and what goes on has an arrow.

mod axis;
mod marks;

use std::fmt::Write;

pub use axis::Axis;
pub use marks::draw;

/// What a mark says; the key of a drawing explains those that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Day,
    Coarse,
    Band,
    Period,
    About,
    Unsure,
    On,
    Unknown,
    OneOf,
    Gap,
}

impl Sign {
    /// All signs in the order of the key.
    pub const ALL: [Sign; 10] = [
        Sign::Day,
        Sign::Coarse,
        Sign::Band,
        Sign::Period,
        Sign::About,
        Sign::Unsure,
        Sign::On,
        Sign::Unknown,
        Sign::OneOf,
        Sign::Gap,
    ];

    /// The word that templates know it by.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Day => "day",
            Sign::Coarse => "coarse",
            Sign::Band => "band",
            Sign::Period => "period",
            Sign::About => "about",
            Sign::Unsure => "unsure",
            Sign::On => "on",
            Sign::Unknown => "unknown",
            Sign::OneOf => "one-of",
            Sign::Gap => "gap",
        }
    }
}

/// The signs that a drawing has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    pub fn add(&mut self, sign: Sign) {
        self.0 |= 1 << sign as u16;
    }

    pub fn has(self, sign: Sign) -> bool {
        self.0 & (1 << sign as u16) != 0
    }

    /// True where every mark is a known day, which needs no key.
    pub fn are_plain(self) -> bool {
        self.0 & !(1 << Sign::Day as u16) == 0
    }
}

/// A shape that many marks use, by its anchor, which no heading can have. Those that point have a mirrored twin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    FadeBefore,
    FadeAfter,
    ArrowBefore,
    ArrowAfter,
    UnknownBefore,
    UnknownAfter,
    OpensBracket,
    ClosesBracket,
    Tick,
}

impl Shape {
    fn anchor(self) -> &'static str {
        match self {
            Shape::FadeBefore => "_a",
            Shape::FadeAfter => "_b",
            Shape::ArrowBefore => "_l",
            Shape::ArrowAfter => "_r",
            Shape::UnknownBefore => "_u",
            Shape::UnknownAfter => "_v",
            Shape::OpensBracket => "_c",
            Shape::ClosesBracket => "_d",
            Shape::Tick => "_k",
        }
    }

    fn mirrored(self) -> Shape {
        match self {
            Shape::FadeBefore => Shape::FadeAfter,
            Shape::FadeAfter => Shape::FadeBefore,
            Shape::ArrowBefore => Shape::ArrowAfter,
            Shape::ArrowAfter => Shape::ArrowBefore,
            Shape::UnknownBefore => Shape::UnknownAfter,
            Shape::UnknownAfter => Shape::UnknownBefore,
            Shape::OpensBracket => Shape::ClosesBracket,
            Shape::ClosesBracket => Shape::OpensBracket,
            Shape::Tick => Shape::Tick,
        }
    }
}

/// What fades, from nothing to the colour of the text.
const FADES: &str = "<linearGradient id=\"_p\"><stop stop-color=\"currentColor\" stop-opacity=\"0\"/><stop offset=\"1\" stop-color=\"currentColor\" stop-opacity=\".75\"/></linearGradient><linearGradient id=\"_q\"><stop stop-color=\"currentColor\" stop-opacity=\".75\"/><stop offset=\"1\" stop-color=\"currentColor\" stop-opacity=\"0\"/></linearGradient>";
const ABOUT: &str = "<rect id=\"_a\" x=\"-14\" y=\"-4\" width=\"14\" height=\"8\" fill=\"url(#_p)\"/><rect id=\"_b\" y=\"-4\" width=\"14\" height=\"8\" fill=\"url(#_q)\"/>";
const ARROWS: &str = "<path id=\"_l\" d=\"M0-6L-9 0L0 6z\" fill=\"currentColor\"/><path id=\"_r\" d=\"M0-6L9 0L0 6z\" fill=\"currentColor\"/>";
const UNKNOWN: &str = "<g id=\"_u\"><rect x=\"-20\" y=\"-4\" width=\"20\" height=\"8\" fill=\"url(#_p)\"/><text class=\"l\" x=\"-21\" y=\"4\" text-anchor=\"end\">?</text></g><g id=\"_v\"><rect y=\"-4\" width=\"20\" height=\"8\" fill=\"url(#_q)\"/><text class=\"l\" x=\"21\" y=\"4\">?</text></g>";
const ONE_OF: &str = "<path id=\"_c\" class=\"s\" d=\"M3-5H0V5H3\"/><path id=\"_d\" class=\"s\" d=\"M-3-5H0V5H-3\"/><path id=\"_k\" class=\"s\" d=\"M0-5V5\"/>";

/// The shapes that the marks of a page use, for its key and its rows; `lines` are those of the axis behind each row.
pub fn shapes(signs: Signs, lines: &str) -> String {
    let mut out = String::with_capacity(1024);
    out.push_str("<svg class=\"shapes\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>");
    let _ = write!(out, "<g id=\"_g\" class=\"g\">{lines}</g>");
    let fades = signs.has(Sign::About) || signs.has(Sign::Unknown);
    for (used, shapes) in [
        (fades, FADES),
        (signs.has(Sign::About), ABOUT),
        (signs.has(Sign::On), ARROWS),
        (signs.has(Sign::Unknown), UNKNOWN),
        (signs.has(Sign::OneOf), ONE_OF),
    ] {
        if used {
            out.push_str(shapes);
        }
    }
    out.push_str("</defs></svg>");
    out
}

/// A number with two decimals at most.
pub fn print(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes a place in percent, with one decimal at most.
fn percent(out: &mut String, x: f64) {
    let tenths = (x * 10.0).round() as i64;
    let _ = if tenths % 10 == 0 {
        write!(out, "{}%", tenths / 10)
    } else {
        write!(out, "{}.{}%", tenths / 10, tenths % 10)
    };
}

#[cfg(test)]
mod tests;
