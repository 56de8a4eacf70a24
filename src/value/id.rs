//! The stable name of a note, claim or figure.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::text::fold;

/// A name in kebab case: letters of any script, digits and single hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

/// Why a text is no id, with an id that would do where one can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError {
    pub message: String,
    pub suggestion: Option<String>,
}

impl Id {
    /// Takes an id as it is written.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let fail = |message: &str| Err(IdError { message: message.to_owned(), suggestion: suggest(text) });
        if text.is_empty() {
            return fail("the id is empty");
        }
        if text.len() > 200 {
            return fail("the id is longer than 200 bytes");
        }
        let good = |c: char| c == '-' || c.is_alphanumeric() || is_mark(c);
        if let Some(bad) = text.chars().find(|c| !good(*c)) {
            // A quotation mark needs no mark of its own here; what cannot be seen does.
            let shown = if bad.is_ascii_graphic() { bad.to_string() } else { bad.escape_debug().to_string() };
            return fail(&format!("an id cannot contain `{shown}`"));
        }
        if text.chars().any(char::is_uppercase) || !text.nfc().eq(text.chars()) {
            return fail("an id is in lower case, its letters composed (NFC)");
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return fail("hyphens in an id stand singly and between letters");
        }
        Ok(Id(text.to_owned()))
    }

    /// Makes the id of a file from its stem: spaces and underscores become hyphens, letters lower case.
    pub fn from_stem(stem: &str) -> Result<Self, IdError> {
        let folded = fold(stem);
        let mut id = String::with_capacity(folded.len());
        for part in folded.split('-').filter(|part| !part.is_empty()) {
            if !id.is_empty() {
                id.push('-');
            }
            id.push_str(part);
        }
        Id::new(&id)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Combining marks, which many scripts write their vowels with.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Makes an id out of any text, for a suggestion or a name of our own.
pub fn suggest(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_mark(c) {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.len() > 120 {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}

/// The most characters that an id made from a title has.
const LONGEST_OF_TITLE: usize = 60;

/// Makes an id from a title, in Latin letters where they are known, cut between words; none for a title without letters.
pub fn of_title(title: &str) -> Option<String> {
    let spoken: String = title.chars().filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | 'ʿ' | 'ʾ')).collect();
    let mut id = String::new();
    for part in suggest(&super::latin(&spoken))?.split('-') {
        if !id.is_empty() && id.chars().count() + part.chars().count() >= LONGEST_OF_TITLE {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(part);
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_kebab_case_of_any_script() {
        for good in ["tower-22", "الدولة-الإسلامية", "c27", "ärzte", "हिन्दी"] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn refuses_the_rest_and_says_what_would_do() {
        for (bad, suggestion) in [
            ("Tower 22", Some("tower-22")),
            ("a--b", Some("a-b")),
            ("-a", Some("a")),
            ("a/b", Some("a-b")),
            ("..", None),
            ("", None),
            ("a\u{202e}b", Some("a-b")),
            ("a%b", Some("a-b")),
        ] {
            assert_eq!(Id::new(bad).unwrap_err().suggestion.as_deref(), suggestion, "{bad}");
        }
    }

    #[test]
    fn titles_become_short_ids_in_latin_letters() {
        for (title, id) in [
            ("Three days at the bridge", "three-days-at-the-bridge"),
            ("Iraq’s “new” army", "iraqs-new-army"),
            ("حزب الله", "hzb-allah"),
            ("Служба безопасности", "sluzhba-bezopasnosti"),
            ("北京", "北京"),
        ] {
            assert_eq!(of_title(title).as_deref(), Some(id));
            assert!(Id::new(id).is_ok());
        }
        assert_eq!(of_title("…!"), None);
        let long = of_title(&"word ".repeat(40)).unwrap();
        assert!(long.len() <= LONGEST_OF_TITLE && !long.ends_with('-'), "{long}");
    }

    #[test]
    fn file_stems_of_other_habits_become_ids() {
        assert_eq!(
            Id::from_stem("Islamic State_(IS)").unwrap_err().suggestion.as_deref(),
            Some("islamic-state-is")
        );
        assert_eq!(Id::from_stem("Islamic State").unwrap().as_str(), "islamic-state");
    }
}
