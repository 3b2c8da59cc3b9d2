//! Finds the schema row of an element by its name and its parent. Each name of a document is looked up once.

use std::ops::Range;

use crate::validate::markup::name::Name;
use crate::validate::markup::name::NameId;
use crate::validate::markup::name::Ns;
use crate::validate::row::Check;
use crate::validate::row::Count;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::schema;
use crate::validate::vocabulary::Vocabulary;

/// The schema rows of a document's format, indexed by the names in the document.
#[derive(Default)]
pub(super) struct Rows {
    /// The vocabularies of the format. The core vocabulary is the first one.
    pub(super) vocabularies: &'static [&'static Vocabulary],
    /// The checks of all vocabularies for feeds and entries, which run even if the document does not use the vocabulary.
    pub(super) checks: Vec<(Place, Check)>,
    /// A wrong namespace, and the right one that is meant.
    corrected_namespace: Option<(Ns, Ns)>,
    /// The range in `candidates` of each name that was looked up.
    known: Vec<Option<Range<usize>>>,
    candidates: Vec<Candidate>,
    /// The children that candidates require.
    needs: Vec<&'static Row>,
}

/// A row that a name may have.
pub(super) struct Candidate {
    pub(super) row: &'static Row,
    vocabulary: &'static Vocabulary,
    /// The range in [`Rows::needs`] of the row's required children. It is computed at the first use of the row.
    needs: Option<Range<usize>>,
}

impl Rows {
    pub(super) fn new(
        vocabularies: &'static [&'static Vocabulary],
        corrected_namespace: Option<(Ns, Ns)>,
    ) -> Rows {
        let all = vocabularies.iter().chain(schema::EXTENSIONS);
        let checks = all.flat_map(|it| it.checks).copied().collect();
        Rows { vocabularies, checks, corrected_namespace, ..Rows::default() }
    }

    /// A name, in the namespace that is meant.
    pub(super) fn meant<'s>(&self, name: Name<'s>) -> Name<'s> {
        match self.corrected_namespace {
            Some((wrong, right)) if name.ns == wrong => Name { ns: right, ..name },
            _ => name,
        }
    }

    /// Finds the row of an element by the row of its parent, and the index of the candidate. The root has no parent.
    pub(super) fn find(
        &mut self,
        id: NameId,
        name: Name<'_>,
        parent: Option<&'static Row>,
    ) -> Option<(usize, &'static Row)> {
        let index = id.0 as usize;
        if index >= self.known.len() {
            self.known.resize(index + 1, None);
        }
        let range = match self.known[index].clone() {
            Some(range) => range,
            None => self.look_up(index, self.meant(name)),
        };
        let is_here = |place: &Place| match parent {
            None => *place == Place::Root,
            Some(parent) => place.is_inside(parent),
        };
        let candidates = &mut self.candidates[range.clone()];
        let found = candidates.iter().position(|it| it.row.places.iter().any(is_here))?;
        let candidate = &mut candidates[found];
        if candidate.needs.is_none() {
            let start = self.needs.len();
            self.needs.extend(needs_of(candidate.row, candidate.vocabulary));
            candidate.needs = Some(start..self.needs.len());
        }
        Some((range.start + found, candidate.row))
    }

    fn look_up(&mut self, index: usize, name: Name<'_>) -> Range<usize> {
        let known = self.vocabularies.iter().chain(schema::EXTENSIONS);
        let start = self.candidates.len();
        for vocabulary in known.filter(|it| it.ns == name.ns) {
            let local = match name.local.split_once('.') {
                Some((element, _)) if vocabulary.has_qualifiers => element,
                _ => name.local,
            };
            let named = vocabulary.rows.iter().filter(|it| it.is_named(local));
            let found = named.map(|row| Candidate { row, vocabulary, needs: None });
            self.candidates.extend(found);
        }
        let range = start..self.candidates.len();
        self.known[index] = Some(range.clone());
        range
    }

    /// The rows that a name may have, after it was looked up.
    pub(super) fn candidates(&self, name: NameId) -> &[Candidate] {
        let range = self.known.get(name.0 as usize).cloned().flatten();
        range.map_or(&[], |it| &self.candidates[it])
    }

    /// Whether the vocabulary of a candidate is lenient.
    pub(super) fn is_lenient(&self, candidate: usize) -> bool {
        self.candidates.get(candidate).is_some_and(|it| it.vocabulary.lenient)
    }

    /// The children that a candidate requires, after it was found.
    pub(super) fn needs(&self, candidate: usize) -> &[&'static Row] {
        let range = self.candidates.get(candidate).and_then(|it| it.needs.clone());
        range.map_or(&[], |it| &self.needs[it])
    }
}

/// The children that a row requires. An extension has requirements for a feed or an entry only if it is used there, so its own
/// checks handle them.
fn needs_of(
    row: &'static Row,
    vocabulary: &'static Vocabulary,
) -> impl Iterator<Item = &'static Row> {
    let is_required =
        |it: &&'static Row| matches!(it.count, Count::One | Count::OneOrMore | Count::Recommended);
    let is_in_row = move |it: &&'static Row| it.places.iter().any(|place| place.is_inside(row));
    vocabulary.rows.iter().filter(is_required).filter(is_in_row)
}
