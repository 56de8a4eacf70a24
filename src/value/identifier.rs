//! Numbers by which the world knows a work or a thing, read as people paste them and kept in their plain form.

use serde::de::{Deserialize, Deserializer, Error};

use crate::yaml::{Fault, number_like, text_like};

/// Item of Wikidata: `Q` and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WikidataItem(String);

/// Digital object identifier without a resolver (ISO 26324): `10.1000/182`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doi(String);

/// International Standard Book Number of 10 or 13 digits whose last one fits (ISO 2108), with its hyphens as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isbn(String);

/// Pages in a publication, without the word for them: `33-48`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages(String);

/// What is wrong with an identifier, and what to write.
type Refusal = (String, &'static str);

impl WikidataItem {
    /// Reads an item or its address.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let is_address = text.contains("wikidata.org/");
        let last = text.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let item = if is_address { last } else { text };
        match item.strip_prefix(['Q', 'q']) {
            Some(digits) if is_number(digits) => Ok(WikidataItem(format!("Q{digits}"))),
            _ => Err((format!("`{text}` is no item of Wikidata"), "write its number, such as `Q2429253`")),
        }
    }
}

impl Doi {
    /// Reads a DOI, with or without `doi:` or the address of a resolver.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let mut doi = text.trim();
        for start in ["https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "doi:"] {
            // A DOI is ASCII where these stand, whatever its letters' case.
            if doi.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)) {
                doi = doi[start.len()..].trim_start();
            }
        }
        let parts = doi.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
        match parts {
            Some((registrant, suffix))
                if registrant.split('.').all(is_number)
                    && !suffix.is_empty()
                    && !suffix.contains(char::is_whitespace) =>
            {
                Ok(Doi(doi.to_owned()))
            }
            _ => Err((
                format!("`{text}` is no DOI"),
                "write it as `10.1000/182`, with or without https://doi.org/",
            )),
        }
    }
}

impl Isbn {
    /// Reads an ISBN, with or without hyphens.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let help = "write all its 10 or 13 digits, with or without hyphens";
        let trimmed = text.trim();
        let has_word = trimmed.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("isbn"));
        let isbn = if has_word { trimmed[4..].trim_start_matches([':', ' ']) } else { trimmed };
        let digits: Vec<u32> = isbn
            .chars()
            .filter(|c| !matches!(c, '-' | ' ' | '‐' | '–'))
            .map(|c| c.to_digit(10).or((c.eq_ignore_ascii_case(&'x')).then_some(10)).unwrap_or(u32::MAX))
            .collect();
        let ten = |i: usize| digits.len() == 10 && i == 9;
        if !matches!(digits.len(), 10 | 13)
            || digits.iter().enumerate().any(|(i, d)| *d > 9 && !(*d == 10 && ten(i)))
        {
            return Err((format!("`{text}` is no ISBN"), help));
        }
        let sum: u32 = if digits.len() == 10 {
            digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
        } else {
            digits.iter().zip([1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10
        };
        if sum != 0 {
            return Err((
                format!("`{text}` is no ISBN: its last digit does not fit the others"),
                "compare it with the book",
            ));
        }
        Ok(Isbn(isbn.to_owned()))
    }
}

impl Pages {
    /// Takes the word before the pages away, which every style puts there in its own form.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let words = ["pages", "page", "pp.", "pp", "p.", "p", "ص.", "ص"];
        let rest = words.iter().find_map(|word| {
            let head = text.get(..word.len())?;
            let rest = text[word.len()..].trim_start();
            (head.eq_ignore_ascii_case(word) && rest.starts_with(|c: char| c.is_numeric())).then_some(rest)
        });
        Ok(Pages(rest.unwrap_or(text).to_owned()))
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

macro_rules! identifier {
    ($name:ident, $schema:expr) => {
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $name::parse(&text).map_err(|(message, help)| {
                    D::Error::custom(Fault { rule: "wrong-value", message, help: help.to_owned() })
                })
            }
        }

        crate::yaml::schema!($name, $schema);
    };
}

identifier!(
    WikidataItem,
    text_like(
        "^(https?://(www\\.|m\\.)?wikidata\\.org/.*)?[Qq][0-9]+([?#].*)?$",
        "Item of Wikidata, such as Q2429253."
    )
);
identifier!(Doi, text_like("^.*10\\.[0-9.]+/\\S+$", "Digital object identifier, such as 10.1000/182."));
identifier!(
    Isbn,
    number_like(
        "^([Ii][Ss][Bb][Nn])?:? *([0-9][-‐– ]*){9,12}[0-9Xx]$",
        "ISBN of 10 or 13 digits, with or without hyphens."
    )
);
identifier!(Pages, number_like("\\S", "Pages, such as 33-48."));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_from_their_addresses() {
        for text in [
            "Q42",
            "q42",
            "https://www.wikidata.org/wiki/Q42",
            "http://www.wikidata.org/entity/Q42#sitelinks",
        ] {
            assert_eq!(WikidataItem::parse(text).unwrap().as_str(), "Q42", "{text}");
        }
        for text in ["", "42", "Q", "Q4x", "https://en.wikipedia.org/wiki/Q42", "P31"] {
            WikidataItem::parse(text).unwrap_err();
        }
    }

    #[test]
    fn dois_are_read_from_their_addresses() {
        for text in [
            "10.1000/182",
            "doi:10.1000/182",
            "DOI: 10.1000/182",
            "https://doi.org/10.1000/182",
            "http://dx.doi.org/10.1000/182",
        ] {
            assert_eq!(Doi::parse(text).unwrap().as_str(), "10.1000/182", "{text}");
        }
        assert_eq!(Doi::parse("10.1000.10/A(b)<c>;1").unwrap().as_str(), "10.1000.10/A(b)<c>;1");
        for text in
            ["", "10.1000", "10.1000/", "11.1000/1", "10.x/1", "10.1/a b", "https://example.org/10.1000/182"]
        {
            Doi::parse(text).unwrap_err();
        }
    }

    #[test]
    fn the_last_digit_of_an_isbn_fits() {
        for (text, isbn) in [
            ("978-0-306-40615-7", "978-0-306-40615-7"),
            ("9780306406157", "9780306406157"),
            ("ISBN 0-306-40615-2", "0-306-40615-2"),
            ("isbn: 080442957X", "080442957X"),
        ] {
            assert_eq!(Isbn::parse(text).unwrap().as_str(), isbn);
        }
        for text in
            ["", "123", "978-0-306-40615-8", "0306406153", "X306406152", "97803064061570", "978030640615X"]
        {
            Isbn::parse(text).unwrap_err();
        }
    }

    #[test]
    fn pages_have_no_word() {
        for (text, pages) in [
            ("33-48", "33-48"),
            ("pp. 33-48", "33-48"),
            ("p.3", "3"),
            ("Pages 3, 5", "3, 5"),
            ("A1", "A1"),
            ("page A1", "page A1"),
            ("ص. 3", "3"),
        ] {
            assert_eq!(Pages::parse(text).unwrap().as_str(), pages);
        }
    }
}
