//! Recognizes the problems of a document in a later version of it, whose lines have moved and which has other entries.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::text::fingerprint::fnv1a;
use crate::text::source::Source;
use crate::validate::inventory::Inventory;
use crate::validate::inventory::InventoryEntry;
use crate::validate::options::Options;
use crate::validate::repeats::entry_of;
use crate::validate::repeats::shape;
use crate::validate::repeats::without_numbers;

/// What identifies the entries of a document, by their paths.
pub(crate) struct Fingerprints {
    entries: HashMap<String, String>,
}

/// A place of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// A hash of the rule, the entry, the path in the entry, and the message without its values. Two places may have the same one.
    pub(crate) hash: u64,
    /// What identifies the entry. Empty if the place is in none.
    pub(crate) entry: String,
    /// The path without positions.
    pub(crate) path: String,
}

impl Fingerprints {
    pub(crate) fn new(source: &Source) -> Fingerprints {
        let inventory = Inventory::of(source, &Options::default());
        let entries = inventory.entries.into_iter();
        Fingerprints { entries: entries.map(|it| (it.path.clone(), identity(it))).collect() }
    }

    /// The fingerprints of all places of a problem.
    pub(crate) fn of(&self, it: &Diagnostic) -> Vec<Fingerprint> {
        let is_date = it.rule.name.split('-').any(|it| it == "date");
        let shape = shape(&it.message, is_date);
        if it.places.is_empty() {
            return vec![self.place(it.rule.name, &it.path, &shape)];
        }
        it.places.iter().map(|place| self.place(it.rule.name, &place.path, &shape)).collect()
    }

    fn place(&self, rule: &str, path: &str, shape: &str) -> Fingerprint {
        let entry = entry_of(path).and_then(|it| self.entries.get(it.0)).cloned();
        let entry = entry.unwrap_or_default();
        let path = without_numbers(path);
        let parts = [rule, &entry, &path, shape];
        let hash = fnv1a(parts.iter().flat_map(|it| it.bytes().chain([0])));
        Fingerprint { hash, entry, path }
    }
}

/// What identifies an entry: its id, its link or its title. Without any of them, it is its position.
fn identity(entry: InventoryEntry) -> String {
    let values = [entry.id, entry.link, entry.title].into_iter().flatten();
    values.map(|it| it.text).find(|it| !it.is_empty()).unwrap_or(entry.path)
}
