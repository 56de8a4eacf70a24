//! Safe answers to mistakes in one file.

use super::citation;
use crate::model::Ref;
use crate::text::Span;
use crate::value::{Date, is_bidi_control};
use crate::yaml::Problem;

/// The YAML of a date that was only written in another way; `text` is that of the file.
pub(super) fn date(problem: &Problem, text: &str) -> Option<String> {
    if problem.rule != "bad-date" {
        return None;
    }
    let written = text.get(problem.span.range())?;
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = quote.map_or(Some(written), |quote| written.strip_prefix(quote)?.strip_suffix(quote))?;
    if inner.contains(['\n', '\\', '"', '\'']) {
        return None;
    }
    let edtf = Date::rewritten(inner)?;
    // The reader of the field knows what it wants: an instant is no date.
    if problem.help.as_deref() != Some(&format!("write `{edtf}`")) {
        return None;
    }
    let quote = quote.map(String::from).unwrap_or_else(|| if is_plain(&edtf) { "" } else { "\"" }.to_owned());
    Some(format!("{quote}{edtf}{quote}"))
}

/// True if YAML takes a date for one text without quotes, in a list too.
fn is_plain(edtf: &str) -> bool {
    edtf.starts_with(|c: char| c.is_ascii_alphanumeric()) && !edtf.contains([',', '[', ']', '{', '}', '#'])
}

/// The places of a name's characters that hide or turn text; none if they are not written as themselves, or nothing else is left of the name.
pub(super) fn name(name: &Ref, text: &str) -> Vec<(Span, String)> {
    let Some(written) = text.get(name.span.range()) else { return Vec::new() };
    let found: Vec<(usize, char)> = written.char_indices().filter(|(_, c)| is_bidi_control(*c)).collect();
    let count = name.value.chars().filter(|c| is_bidi_control(*c)).count();
    let empty = name.value.chars().all(|c| is_bidi_control(c) || c.is_whitespace());
    if found.len() != count || empty {
        return Vec::new();
    }
    let place = |(at, c): (usize, char)| Span::new(at, at + c.len_utf8()).shifted(name.span.range().start);
    found.into_iter().map(|found| (place(found), String::new())).collect()
}

/// Two citations without a space between them, `[@a][@b]`, as one group.
pub(super) fn twins(text: &str) -> Option<String> {
    let (first, second) = text.strip_prefix('[')?.strip_suffix(']')?.split_once("][")?;
    let both = [first, second].iter().all(|part| citation::group(part, 0).is_some());
    both.then(|| format!("[{first}; {second}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(written: &str) -> Option<String> {
        let text = format!("date: {written}\n");
        let help = Date::parse(written.trim_matches(['"', '\''])).unwrap_err().help;
        let span = Span::new(6, 6 + written.len());
        let problem = Problem { rule: "bad-date", span, message: String::new(), help: Some(help) };
        date(&problem, &text)
    }

    #[test]
    fn dates_keep_their_quotes_and_get_those_they_need() {
        assert_eq!(dated("2024-3-4").as_deref(), Some("2024-03-04"));
        assert_eq!(dated("'2024-3-4'").as_deref(), Some("'2024-03-04'"));
        assert_eq!(dated("\"24 March 2024\"").as_deref(), Some("\"2024-03-24\""));
        assert_eq!(dated("3/4/2024"), None);
        assert!(is_plain("2014/2017") && is_plain("2024-03-24T21:30") && !is_plain("[2024,2025]"));
        let help = Some("write it like 2026-03-01T09:00:00+01:00 (RFC 3339)".to_owned());
        let problem = Problem { rule: "bad-date", span: Span::new(0, 8), message: String::new(), help };
        assert_eq!(date(&problem, "2026-3-1"), None);
    }

    #[test]
    fn names_lose_only_what_stands_in_them() {
        let edits = |text: &str, value: &str| {
            let name = Ref { value: value.into(), span: Span::new(7, text.len()) };
            super::name(&name, text).into_iter().map(|(span, _)| span.start).collect::<Vec<_>>()
        };
        assert_eq!(edits("title: a\u{200b}b\u{202e}", "a\u{200b}b\u{202e}"), [8, 12]);
        assert_eq!(edits("title: \"a\\u200bb\"", "a\u{200b}b"), [0u32; 0]);
        assert_eq!(edits("title: \u{200b}", "\u{200b}"), [0u32; 0]);
    }

    #[test]
    fn only_citations_are_joined() {
        assert_eq!(twins("[@a][@b]").as_deref(), Some("[@a; @b]"));
        assert_eq!(twins("[see @a, p. 3][-@b]").as_deref(), Some("[see @a, p. 3; -@b]"));
        assert_eq!(twins("[@a][p. 3]"), None);
        assert_eq!(twins("[@a]"), None);
    }
}
