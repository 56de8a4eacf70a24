//! Language tags.

use serde::de::{Deserialize, Deserializer, Error};

use crate::yaml::Fault;

/// A BCP 47 language tag, checked for its form only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

const RIGHT_TO_LEFT: [&str; 11] = ["ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "syr"];

impl Lang {
    /// Takes tags such as `en`, `ar`, `zh-Hant` or `pt-BR`.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let letters = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
        let good = (2..=3).contains(&primary.len()) && letters(primary);
        let rest = parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        (good && rest).then(|| Lang(tag.to_owned()))
    }

    pub fn english() -> Lang {
        Lang("en".to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    pub fn is_english(&self) -> bool {
        self.primary().eq_ignore_ascii_case("en")
    }

    /// The direction of the language's script, `rtl` or `ltr`, as HTML writes it.
    pub fn dir(&self) -> &'static str {
        let primary = self.primary().to_ascii_lowercase();
        if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Lang::new(&tag).ok_or_else(|| {
            let message = format!("`{tag}` is no language tag");
            D::Error::custom(Fault {
                rule: "wrong-value",
                message,
                help: "write a BCP 47 tag such as en, ar or pt-BR".into(),
            })
        })
    }
}

crate::yaml::schema!(
    Lang,
    crate::yaml::text_like(
        "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$",
        "A language as a BCP 47 tag, such as en, ar or pt-BR."
    )
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_form_and_knows_direction() {
        assert_eq!(Lang::new("ar").unwrap().dir(), "rtl");
        assert_eq!(Lang::new("zh-Hant").unwrap().dir(), "ltr");
        for bad in ["", "english", "e", "en_US", "en-", "en-toolongpart"] {
            assert_eq!(Lang::new(bad), None, "{bad}");
        }
    }
}
