//! The names that notes can be reached by.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::text::{fold, folded};

/// An index from names to the notes that bear them. Ids win over titles and aliases.
#[derive(Debug, Default)]
pub struct Names {
    ids: FxHashMap<String, Vec<u32>>,
    others: FxHashMap<String, Vec<u32>>,
    /// The id of each note, by its number.
    by_number: Vec<String>,
}

impl Names {
    /// Adds a note: its id, and its stem, title and aliases.
    pub fn add<'a>(&mut self, note: u32, id: &str, others: impl IntoIterator<Item = &'a str>) {
        push(self.ids.entry(fold(id)).or_default(), note);
        let number = note as usize;
        if self.by_number.len() <= number {
            self.by_number.resize(number + 1, String::new());
        }
        id.clone_into(&mut self.by_number[number]);
        let own = folded(id);
        // What is the same as the id, as most titles are, finds the note by that.
        for name in others.into_iter().map(folded).filter(|name| *name != own) {
            push(self.others.entry(name.into_owned()).or_default(), note);
        }
    }

    /// Takes a note out again; it has to be given as it was added.
    pub fn remove<'a>(&mut self, note: u32, id: &str, others: impl IntoIterator<Item = &'a str>) {
        take(&mut self.ids, fold(id), note);
        for name in others {
            take(&mut self.others, fold(name), note);
        }
        if let Some(id) = self.by_number.get_mut(note as usize) {
            id.clear();
        }
    }

    /// Finds the notes that a name may mean: those with that id, else those with that title or alias.
    pub fn find(&self, name: &str) -> &[u32] {
        let name = folded(name);
        self.ids.get(&*name).or_else(|| self.others.get(&*name)).map_or(&[], Vec::as_slice)
    }

    /// The id of a note that has been added.
    pub fn id_of(&self, note: u32) -> &str {
        self.by_number.get(note as usize).map_or("", String::as_str)
    }

    /// Finds the id nearest to a name that nobody bears.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let mut ids: Vec<&str> = self.ids.keys().map(String::as_str).collect();
        ids.sort_unstable();
        crate::text::nearest(name, ids)
    }
}

fn push(list: &mut Vec<u32>, note: u32) {
    // Mostly they come in order.
    let place = list.partition_point(|other| *other < note);
    if list.get(place) != Some(&note) {
        list.insert(place, note);
    }
}

fn take(names: &mut FxHashMap<String, Vec<u32>>, name: String, note: u32) {
    if let Entry::Occupied(mut entry) = names.entry(name) {
        entry.get_mut().retain(|other| *other != note);
        if entry.get().is_empty() {
            entry.remove();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_win_and_shared_aliases_are_all_found() {
        let mut names = Names::default();
        names.add(0, "hezbollah", ["Hezbollah", "حزب الله"]);
        names.add(1, "kataib-hezbollah", ["Kataib Hezbollah", "Hezbollah"]);
        assert_eq!(names.find("Hezbollah"), [0]);
        assert_eq!(names.find("kataib hezbollah"), [1]);
        assert_eq!(names.find("حزب الله"), [0]);
        names.add(2, "x", ["حزب الله"]);
        assert_eq!(names.find("حزب الله"), [0, 2]);
        assert_eq!(names.find("nobody"), [] as [u32; 0]);
        assert_eq!(names.nearest("hezbolah"), Some("hezbollah"));
        names.remove(0, "hezbollah", ["Hezbollah", "حزب الله"]);
        assert_eq!(names.find("Hezbollah"), [1]);
        assert_eq!(names.find("حزب الله"), [2]);
        names.add(0, "hezbollah", ["حزب الله"]);
        assert_eq!(names.find("حزب الله"), [0, 2]);
    }
}
