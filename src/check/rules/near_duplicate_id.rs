//! Two ids that a reader cannot tell apart.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::resolve::Note;

declare_rule! {
    /// Reports two ids that a reader cannot tell apart: they differ only in letters of other scripts that look alike, or in forms of the same
    /// letters.
    ///
    /// ## Why
    /// One of the two is nearly always a slip of a keyboard layout. Links and citations then go to the note that nobody meant, and the address
    /// of one page can be passed off as the other's (Unicode Technical Standard 39 calls such letters confusable).
    ///
    /// ## Example
    /// ```text
    /// //- actors/iran.md
    /// ---
    /// title: Iran
    /// ---
    /// //- actors/іran.md
    /// ---
    /// ^^^ error near-duplicate-id: looks like `iran`
    /// title: Islamic Republic of Iran
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/iran.md
    /// ---
    /// title: Iran
    /// aliases: [Islamic Republic of Iran]
    /// ---
    /// ```
    "near-duplicate-id", Error, Work::Standing(check)
}

/// Reports ids that are the same but for letters that look alike.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<String, &Note> = FxHashMap::default();
    let mut notes: Vec<&Note> = context.site.notes.iter().collect();
    notes.sort_by_key(|note| note.file);
    for note in notes {
        if let Some(other) = seen.insert(skeleton(note.id.as_str()), note) {
            let message = format!("the id `{}` looks like `{}`", note.id, other.id);
            found.push(
                RULE.at(note.file, note.top, message)
                    .related(other.file, other.top, "the other one")
                    .help("rename one of the two files"),
            );
        }
    }
}

/// A form in which ids that look alike are equal: compatibility forms folded, and letters of other scripts as the Latin ones they resemble
/// (a part of Unicode's confusables, UTS 39).
fn skeleton(id: &str) -> String {
    if id.is_ascii() {
        return id.to_owned();
    }
    id.nfkc()
        .map(|c| match c {
            'а' | 'α' => 'a',
            'в' | 'β' => 'b',
            'с' | 'ϲ' => 'c',
            'ԁ' => 'd',
            'е' | 'ε' => 'e',
            'һ' => 'h',
            'і' | 'ι' | 'ı' | 'ӏ' => 'i',
            'ј' => 'j',
            'к' | 'κ' => 'k',
            'м' => 'm',
            'ո' => 'n',
            'о' | 'ο' | 'օ' => 'o',
            'р' | 'ρ' => 'p',
            'ѕ' => 's',
            'т' | 'τ' => 't',
            'υ' | 'ս' => 'u',
            'ν' | 'ѵ' => 'v',
            'ԝ' | 'ω' => 'w',
            'х' | 'χ' => 'x',
            'у' | 'γ' => 'y',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalikes_are_equal_and_others_are_not() {
        assert_eq!(skeleton("іrаn"), "iran");
        assert_eq!(skeleton("ｉｒａｎ"), "iran");
        assert_ne!(skeleton("iraq"), skeleton("iran"));
        assert_ne!(skeleton("العراق"), skeleton("إيران"));
    }
}
