//! The order of names as readers of a language know it from their dictionaries and directories.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::resolve::NoteId;
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

/// The places of the titles of all notes among each other.
#[derive(Debug)]
pub struct Names(Vec<u32>);

impl Names {
    /// Sorts the titles of notes, which come in the order of their numbers.
    pub fn new(order: &Order, titles: &[&str]) -> Names {
        let keys = titles.par_iter().enumerate().map(|(i, title)| (order.key(title), i));
        let mut keys: Vec<(String, usize)> = keys.collect();
        keys.par_sort_unstable();
        let mut ranks = vec![0; keys.len()];
        let mut rank = 0;
        for (place, (key, i)) in keys.iter().enumerate() {
            // Titles that sort alike share their place.
            if place > 0 && keys[place - 1].0 != *key {
                rank += 1;
            }
            ranks[*i] = rank;
        }
        Names(ranks)
    }

    /// A number that is less than another's where the note's title comes before the other.
    pub fn rank(&self, note: NoteId) -> u32 {
        self.0[note.0 as usize]
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
    fn titles_that_sort_alike_share_their_place() {
        let titles = ["Zawbaa", "emir", "Abu Bakr", "“emir"];
        let names = Names::new(&Order::new(&Lang::english()), &titles);
        assert_eq!([0, 1, 2, 3].map(|i| names.rank(NoteId(i))), [2, 1, 0, 1]);
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
