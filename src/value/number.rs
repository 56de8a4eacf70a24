//! Numbers in running text: `165`, `1,920,456`, `1.9 million`.

use super::date::Language;

/// A number as words give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    pub value: f64,
    /// How far the true value may lie off; 0 where the number is written out.
    slack: f64,
}

impl Number {
    /// True if a value is what the number says, as rounded as it is written.
    pub fn is(&self, value: f64) -> bool {
        (self.value - value).abs() <= self.slack + 1e-9 * self.value.abs().max(1.0)
    }
}

/// Writes a number with groups of three digits, and decimals only where there are some.
pub fn grouped(value: f64, group: &str, decimal: &str) -> String {
    let text = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("−", digits));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.extend([decimal, decimals]);
    }
    out
}

/// Words for powers of ten behind a number.
const SCALES: [(&str, f64); 14] = [
    ("k", 1e3),
    ("thousand", 1e3),
    ("m", 1e6),
    ("mn", 1e6),
    ("million", 1e6),
    ("bn", 1e9),
    ("billion", 1e9),
    ("ألف", 1e3),
    ("آلاف", 1e3),
    ("مليون", 1e6),
    ("ملايين", 1e6),
    ("مليار", 1e9),
    ("مليارات", 1e9),
    ("مليوني", 1e6),
];

/// Words before a bare year.
const BEFORE_YEARS: [&str; 8] = ["in", "since", "until", "during", "year", "عام", "سنة", "منذ"];

/// Finds the numbers of a text; days before or after a month's name, years, ordinals and parts of names such as `F-16` are none.
pub fn numbers(text: &str) -> Vec<Number> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if digit(chars[at]).is_none() {
            at += 1;
            continue;
        }
        let start = at;
        let (written, decimals) = read(&chars, &mut at);
        let named = start > 0
            && (chars[start - 1].is_alphabetic()
                || chars[start - 1] == '-' && start > 1 && chars[start - 2].is_alphabetic());
        let glued = chars.get(at).is_some_and(|c| c.is_alphabetic());
        let after = word(chars[at..].iter().copied().skip_while(|c| c.is_whitespace()));
        let scale = SCALES.iter().find(|(word, _)| *word == after).map(|(_, scale)| *scale);
        let before: String = chars[..start].iter().rev().skip_while(|c| c.is_whitespace()).collect();
        let before: String = word(before.chars()).chars().rev().collect();
        let Ok(value) = written.parse::<f64>() else { continue };
        let year = at - start == 4 && (1000.0..2200.0).contains(&value) && scale.is_none();
        let year = year && BEFORE_YEARS.contains(&before.as_str());
        let dated = is_month(&after) || is_month(&before) || year;
        if named || dated || (glued && scale.is_none()) {
            continue;
        }
        let (factor, slack) = match scale {
            Some(scale) => (scale, scale / 10_f64.powi(decimals) / 2.0),
            None => (1.0, 0.0),
        };
        found.push(Number { value: value * factor, slack });
    }
    found
}

/// Reads digits, groups of three and decimals from a place on, and moves it behind them.
fn read(chars: &[char], at: &mut usize) -> (String, i32) {
    let mut written = String::new();
    let mut decimals = 0;
    let run =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| digit(**c).is_some()).count();
    let mut point = false;
    loop {
        let length = run(*at);
        for c in &chars[*at..*at + length] {
            written.extend(digit(*c).and_then(|d| char::from_digit(d, 10)));
        }
        if point {
            decimals = i32::try_from(length).unwrap_or(i32::MAX);
        }
        *at += length;
        let next = run(*at + 1);
        match chars.get(*at) {
            Some(',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '٬') if next == 3 && !point => {
                *at += 1;
            }
            Some('.' | '٫') if next > 0 && !point => {
                written.push('.');
                point = true;
                *at += 1;
            }
            _ => return (written, decimals),
        }
    }
}

/// The value of a Western, Arabic or Persian digit.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}

fn word(chars: impl Iterator<Item = char>) -> String {
    chars.take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn is_month(word: &str) -> bool {
    let is = |language: Language| language.months().iter().any(|month| month.to_lowercase() == word);
    is(Language::English) || is(Language::Arabic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [0.0, 165.0, 2500.0, 1_920_456.0, 0.3, -1234.5].into_iter();
        let shown: Vec<String> = numbers.map(|number| grouped(number, ",", ".")).collect();
        assert_eq!(shown, ["0", "165", "2,500", "1,920,456", "0.3", "−1,234.5"]);
    }

    #[test]
    fn numbers_of_every_form() {
        for (text, wanted) in [
            ("165 attacks", vec![165.0]),
            ("1,920,456 people", vec![1_920_456.0]),
            ("1\u{202f}920\u{a0}456", vec![1_920_456.0]),
            ("20,000–30,000 members", vec![20_000.0, 30_000.0]),
            ("2.5 and 0.3.", vec![2.5, 0.3]),
            ("1.9 million", vec![1_900_000.0]),
            ("more than 7m", vec![7_000_000.0]),
            ("١٬٦٥٠ هجوما", vec![1650.0]),
            ("۱۶۵", vec![165.0]),
            ("3, 4 and 5", vec![3.0, 4.0, 5.0]),
            ("165 by 29 January 2024", vec![165.0]),
            ("165 on January 29", vec![165.0]),
            ("165 in 2024", vec![165.0]),
            ("2000 troops", vec![2000.0]),
            ("the 165th attack, by an F-16 and a Mi8", vec![]),
            ("none", vec![]),
        ] {
            let found: Vec<f64> = numbers(text).into_iter().map(|n| n.value).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn rounded_numbers_are_compared_as_rounded() {
        let one = |text: &str| numbers(text)[0];
        assert!(one("1.9 million").is(1_920_456.0));
        assert!(!one("1.9 million").is(1_802_832.0));
        assert!(!one("1,900,000").is(1_920_456.0));
        assert!(one("1,920,456").is(1_920_456.0));
    }
}
