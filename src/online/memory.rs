//! What was answered, for as long as it counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Archive, Copy, Question, Verdict};

/// The shape of what is remembered; what has another one is forgotten.
const FORMAT: u32 = 1;

const DAY: i64 = 24 * 60 * 60;

/// Answers with the time of each, in seconds since 1970: good ones count for a week, others for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    format: u32,
    verdicts: BTreeMap<String, Kept<Verdict>>,
    /// By the address at which an archive was asked.
    copies: BTreeMap<String, Kept<Option<Copy>>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept<T> {
    asked: i64,
    answer: T,
}

impl Default for Memory {
    fn default() -> Self {
        Memory { format: FORMAT, verdicts: BTreeMap::new(), copies: BTreeMap::new() }
    }
}

impl Memory {
    /// Takes from a text what still counts; a text that is none of ours holds nothing.
    pub fn read(text: &str, now: i64) -> Memory {
        let mut memory: Memory = serde_json::from_str(text).unwrap_or_default();
        if memory.format != FORMAT {
            return Memory::default();
        }
        let counts = |asked: i64, days: i64| (0..days * DAY).contains(&(now - asked));
        memory.verdicts.retain(|_, kept| counts(kept.asked, kept.answer.days()));
        memory.copies.retain(|_, kept| counts(kept.asked, if kept.answer.is_some() { 7 } else { 1 }));
        memory
    }

    /// The text that [`Memory::read`] takes.
    pub fn text(&self) -> String {
        // Nothing in it can fail to be written as JSON.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Forgets all that belongs to a question.
    pub(super) fn forget(&mut self, question: &Question, archive: Option<&Archive>) {
        for url in [Some(&question.url), question.archived.as_ref()].into_iter().flatten() {
            self.verdicts.remove(url.without_fragment());
        }
        if let Some(archive) = archive {
            self.copies.remove(archive.question(&question.url, question.day).as_str());
        }
    }

    pub(super) fn verdict(&self, url: &str) -> Option<&Verdict> {
        self.verdicts.get(url).map(|kept| &kept.answer)
    }

    pub(super) fn keep_verdict(&mut self, url: &str, answer: &Verdict, now: i64) {
        self.verdicts.insert(url.to_owned(), Kept { asked: now, answer: answer.clone() });
    }

    pub(super) fn copy(&self, question: &str) -> Option<&Option<Copy>> {
        self.copies.get(question).map(|kept| &kept.answer)
    }

    pub(super) fn keep_copy(&mut self, question: &str, answer: Option<Copy>, now: i64) {
        self.copies.insert(question.to_owned(), Kept { asked: now, answer });
    }
}

impl Verdict {
    /// How many days it counts.
    fn days(&self) -> i64 {
        match self {
            Verdict::Fine | Verdict::Moved(_) => 7,
            Verdict::Dead(_) | Verdict::Unclear(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::online::Fault;

    const NOW: i64 = 1_700_000_000;

    #[test]
    fn good_answers_count_for_a_week_and_bad_ones_for_a_day() {
        let mut memory = Memory::default();
        let dead = Verdict::Dead(Fault::FrontPage("a.example".into()));
        let all = [
            ("a", Verdict::Fine),
            ("b", Verdict::Moved("x".into())),
            ("c", dead),
            ("d", Verdict::Unclear(403)),
        ];
        all.iter().for_each(|(url, verdict)| memory.keep_verdict(url, verdict, NOW));
        let copy = Copy { url: "https://a.example".into(), date: "2024-01-01".into() };
        memory.keep_copy("yes", Some(copy), NOW);
        memory.keep_copy("no", None, NOW);
        let after = |seconds: i64| Memory::read(&memory.text(), NOW + seconds);
        assert_eq!(after(DAY - 1), memory);
        let (later, old) = (after(DAY), after(7 * DAY));
        let left = |memory: &Memory| all.iter().filter(|(url, _)| memory.verdict(url).is_some()).count();
        assert_eq!((left(&later), later.copy("yes").is_some(), later.copy("no").is_some()), (2, true, false));
        assert_eq!(old, Memory::default());
        assert_eq!(after(-1), Memory::default(), "a clock that was wrong");
    }

    #[test]
    fn what_is_none_of_ours_is_forgotten() {
        let mut memory = Memory::default();
        memory.keep_verdict("a", &Verdict::Fine, NOW);
        assert_ne!(Memory::read(&memory.text(), NOW), Memory::default());
        for text in [
            "",
            "{",
            "[]",
            &memory.text().replace("\"format\": 1", "\"format\": 2"),
            &memory.text().replace("fine", "finer"),
        ] {
            assert_eq!(Memory::read(text, NOW), Memory::default());
        }
    }
}
