//! The order of names as readers of a language know it from their dictionaries and directories.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;

use crate::value::Lang;

/// How a language sorts names (Unicode's collation with CLDR's rules for the language).
#[derive(Debug)]
pub struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    pub fn new(lang: &Lang) -> Order {
        let locale = Locale::try_from_str(lang.as_str()).unwrap_or(Locale::UNKNOWN);
        let mut wishes = CollatorPreferences::from(&locale);
        wishes.numeric_ordering = Some(CollationNumericOrdering::True);
        Order(Collator::try_new(wishes, CollatorOptions::default()).ok())
    }

    /// A text that is less than another's where the name comes before the other. Marks at the beginning of names are passed over.
    pub fn key(&self, name: &str) -> String {
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(collator) = &self.0 else { return name.to_lowercase() };
        let mut key = Vec::new();
        let Ok(()) = collator.write_sort_key_to(name, &mut key);
        // Letters of one byte's worth sort as the bytes do.
        key.into_iter().map(char::from).collect()
    }
}

/// The letter that a name stands under: without accents and in capitals, as names with and without them stand together.
pub fn letter(name: &str) -> String {
    match name.chars().find(|c| c.is_alphanumeric()) {
        None => "#".to_owned(),
        Some(c) if c.is_numeric() => "0–9".to_owned(),
        Some(c) => c.nfd().take(1).flat_map(char::to_uppercase).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(lang: &str, names: &[&'static str]) -> Vec<&'static str> {
        let order = Order::new(&Lang::new(lang).unwrap());
        let mut names = names.to_vec();
        names.sort_by_key(|name| order.key(name));
        names
    }

    #[test]
    fn accents_and_capitals_are_no_letters_of_their_own() {
        let names = ["Zawbaa", "Émile", "emir", "“Emma”", "Abu Hafs", "abu Bakr"];
        assert_eq!(sorted("en", &names), ["abu Bakr", "Abu Hafs", "Émile", "emir", "“Emma”", "Zawbaa"]);
    }

    #[test]
    fn numbers_come_by_their_size() {
        assert_eq!(sorted("en", &["Round 104", "Round 96"]), ["Round 96", "Round 104"]);
    }

    #[test]
    fn each_language_has_its_own_order() {
        assert_eq!(sorted("en", &["Öl", "Zug", "Ofen"]), ["Ofen", "Öl", "Zug"]);
        assert_eq!(sorted("sv", &["Öl", "Zug", "Ofen"]), ["Ofen", "Zug", "Öl"]);
        let names = ["بغداد", "Iraq", "أربيل", "إيران", "اسطنبول"];
        assert_eq!(sorted("ar", &names), ["أربيل", "اسطنبول", "إيران", "بغداد", "Iraq"]);
        assert_eq!(sorted("en", &names)[0], "Iraq", "what one's readers can read comes first");
    }

    #[test]
    fn names_stand_under_plain_letters() {
        assert_eq!(["«Émile»", "2018 report", "أربيل", "???"].map(letter), ["E", "0–9", "ا", "#"]);
    }
}
