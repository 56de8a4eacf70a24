//! How much room words take, and how they are broken and shortened. No font is read: letters have the widths of a wide sans-serif.

/// Width of a text in thousandths of its font size.
fn thousandths(text: &str) -> i32 {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | ':' | ';' | '|' | '!' => 290,
        'f' | 'r' | 't' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' | '"' | '“' | '”' => 380,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | '&' => 900,
        'a'..='z' | '0'..='9' | '–' => 580,
        'A'..='Z' => 690,
        // Marks above and below letters, and signs that only set a direction.
        '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => 540,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' => 1020,
        '\u{1f000}'.. => 1200,
        _ => 640,
    }
}

/// Width of a text in pixels at a font size in tenths of a pixel, rounded up.
pub fn width(text: &str, size: i32) -> i32 {
    (thousandths(text) * size).div_euclid(10_000) + 1
}

/// Words in lines that fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    pub lines: Vec<String>,
    /// True if not all of the text is there.
    pub shortened: bool,
}

/// Breaks a text into at most `most` lines of a width in pixels; what is too long ends in an ellipsis.
pub fn wrap(text: &str, size: i32, room: i32, most: usize) -> Lines {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text.split_whitespace().peekable();
    let mut shortened = false;
    while let Some(word) = rest.peek() {
        let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
        if width(&longer, size) <= room {
            line = longer;
            rest.next();
        } else if !line.is_empty() && lines.len() + 1 < most {
            lines.push(std::mem::take(&mut line));
        } else {
            line = cut(&longer, size, room);
            shortened = true;
            break;
        }
    }
    lines.push(line);
    Lines { lines, shortened }
}

/// The beginning of a text that fits with an ellipsis behind it.
fn cut(text: &str, size: i32, room: i32) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size) + width("…", size) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// A text that keeps its own direction among words of the other; as it is where the two are the same.
pub fn isolated(text: &str, rtl: bool) -> String {
    if text.chars().any(|c| if rtl { is_ltr(c) } else { is_rtl(c) }) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, room: i32, most: usize) -> Vec<String> {
        let found = wrap(text, 130, room, most);
        assert!(found.lines.iter().all(|line| width(line, 130) <= room), "{found:?}");
        assert!(found.lines.len() <= most);
        found.lines
    }

    #[test]
    fn names_are_broken_between_words() {
        assert_eq!(lines("Islamic Resistance in Iraq", 300, 2), ["Islamic Resistance in Iraq"]);
        assert_eq!(lines("Islamic Resistance in Iraq", 110, 2), ["Islamic", "Resistance in I…"]);
        assert_eq!(lines("Islamic Resistance in Iraq", 110, 3), ["Islamic", "Resistance in", "Iraq"]);
    }

    #[test]
    fn what_is_too_long_is_shortened() {
        let found = wrap("Al-Qaeda in the Land of the Two Rivers and of all that lies between", 130, 120, 2);
        assert!(found.shortened);
        assert!(found.lines[1].ends_with('…'));
        assert_eq!(lines("Donaudampfschifffahrtsgesellschaft", 100, 2).len(), 1);
        assert_eq!(wrap("", 130, 100, 2), Lines { lines: vec![String::new()], shortened: false });
    }

    #[test]
    fn letters_of_other_scripts_take_room_and_marks_take_none() {
        assert_eq!(width("محمد", 100), width("مُحَمَّد", 100));
        assert!(width("日本", 100) > width("ab", 100));
    }

    #[test]
    fn names_of_the_other_direction_stand_alone() {
        assert_eq!(isolated("Iran", false), "Iran");
        assert_eq!(isolated("داعش (IS)", false), "\u{2068}داعش (IS)\u{2069}");
        assert_eq!(isolated("Iran (state)", true), "\u{2068}Iran (state)\u{2069}");
        assert_eq!(isolated("إيران", true), "إيران");
    }
}
