//! What a preview adds to a page, and how it tells whether a page has changed.

use super::preview::Found;
use crate::render::cites::escape;

/// The script that keeps a page up to date, and what it shows mistakes with.
pub(super) const SCRIPT: &str = include_str!("client/serve.js");
pub(super) const STYLE: &str = include_str!("client/serve.css");

/// What a page is known by: all of it but the address of the style sheet, which can change under a page that stays.
pub(super) fn digest(found: &Found) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut rest = found.bytes.as_slice();
    let style = found.style.as_bytes();
    while let Some(at) = position(rest, style) {
        hasher.update(&rest[..at]);
        rest = &rest[at + style.len()..];
    }
    hasher.update(rest);
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The same for what is no page.
pub(super) fn digest_of_words(words: &str) -> String {
    blake3::hash(words.as_bytes()).to_hex()[..16].to_owned()
}

/// The page with the script that keeps it up to date.
pub(super) fn dressed(found: Found) -> Vec<u8> {
    let digest = digest(&found);
    let Some(at) = position(&found.bytes, b"</head>") else { return found.bytes };
    let script = format!("<script src=\"/_sourcebook/serve.js\" data-page=\"{digest}\" defer></script>\n");
    [&found.bytes[..at], script.as_bytes(), &found.bytes[at..]].concat()
}

/// A page that stands in for one that cannot be shown.
pub(super) fn stand_in(title: &str, words: &str) -> Vec<u8> {
    let (title, words) = (escape(title), escape(words));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<pre>{words}</pre>\n</body>\n</html>\n"
    )
    .into_bytes()
}

fn position(text: &[u8], of: &[u8]) -> Option<usize> {
    text.windows(of.len().max(1)).position(|part| part == of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, style: &str) -> Found {
        Found { path: "a.html".into(), bytes: text.replace("STYLE", style).into_bytes(), style: style.into() }
    }

    #[test]
    fn a_page_stays_itself_in_another_style() {
        let text = "<head><link href=\"../STYLE\"></head><p>a</p>";
        let [one, other] =
            ["assets/style-1.css", "assets/style-22.css"].map(|style| digest(&found(text, style)));
        assert_eq!(one, other);
        assert_ne!(one, digest(&found(&text.replace("<p>a", "<p>b"), "assets/style-1.css")));
    }

    #[test]
    fn the_script_stands_in_the_head() {
        let page = String::from_utf8(dressed(found("<head></head><body></head>", "s"))).unwrap();
        assert!(page.starts_with("<head><script src=\"/_sourcebook/serve.js\" data-page=\""), "{page}");
        assert!(page.ends_with("defer></script>\n</head><body></head>"), "{page}");
        assert_eq!(dressed(found("no head", "s")), b"no head");
    }

    #[test]
    fn words_of_a_stand_in_are_no_markup() {
        let page = String::from_utf8(stand_in("<script>", "a & <b>")).unwrap();
        assert!(page.contains("<h1>&lt;script&gt;</h1>") && page.contains("a &amp; &lt;b&gt;"));
    }
}
