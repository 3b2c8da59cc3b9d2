//! Which row of the schema an element has, by its name and its parent. Each name of a document is looked up once.

use crate::validate::markup::name::Name;
use crate::validate::markup::name::NameId;
use crate::validate::markup::name::Ns;
use crate::validate::schema;
use crate::validate::schema::Count;
use crate::validate::schema::Place;
use crate::validate::schema::Row;
use crate::validate::schema::Vocabulary;

/// The rows of a document's format, by the names of the document.
#[derive(Default)]
pub(super) struct Rows {
    /// The vocabularies of the format, the core first.
    pub(super) vocabularies: &'static [&'static Vocabulary],
    /// A wrong namespace, and the right one that it stands for.
    stands_for: Option<(Ns, Ns)>,
    /// What each name may be, where it was asked for.
    candidates: Vec<Option<Box<[Candidate]>>>,
}

/// What a name may be.
pub(super) struct Candidate {
    pub(super) row: &'static Row,
    vocabulary: &'static Vocabulary,
    /// The children that the row asks for, found when it is met first.
    needs: Option<Box<[&'static Row]>>,
}

impl Rows {
    pub(super) fn new(
        vocabularies: &'static [&'static Vocabulary],
        stands_for: Option<(Ns, Ns)>,
    ) -> Rows {
        Rows { vocabularies, stands_for, candidates: Vec::new() }
    }

    /// A name, in the namespace that is meant.
    pub(super) fn meant<'s>(&self, name: Name<'s>) -> Name<'s> {
        match self.stands_for {
            Some((wrong, right)) if name.ns == wrong => Name { ns: right, ..name },
            _ => name,
        }
    }

    /// The row of an element by its parent's, and which of the candidates of its name that is; the root has no parent.
    pub(super) fn find(
        &mut self,
        id: NameId,
        name: Name<'_>,
        parent: Option<&'static Row>,
    ) -> Option<(usize, &'static Row)> {
        let index = id.0 as usize;
        if index >= self.candidates.len() {
            self.candidates.resize_with(index + 1, || None);
        }
        if self.candidates[index].is_none() {
            self.candidates[index] = Some(self.look_up(self.meant(name)));
        }
        let stands_in = |place: &Place| match parent {
            None => *place == Place::Root,
            Some(parent) => place.holds(parent),
        };
        let candidates = self.candidates[index].as_deref_mut()?;
        let found = candidates.iter().position(|it| it.row.places.iter().any(stands_in))?;
        let candidate = &mut candidates[found];
        candidate.needs.get_or_insert_with(|| needs_of(candidate.row, candidate.vocabulary));
        Some((found, candidate.row))
    }

    fn look_up(&self, name: Name<'_>) -> Box<[Candidate]> {
        let known = self.vocabularies.iter().chain(schema::EXTENSIONS);
        // Dublin Core is qualified with a dot, as in `dc:date.modified`.
        let local = match name.local.split_once('.') {
            Some((element, _)) if name.ns == Ns::DC => element,
            _ => name.local,
        };
        let mut candidates = Vec::new();
        for vocabulary in known.filter(|it| it.ns == name.ns) {
            let named = vocabulary.rows.iter().filter(|it| it.is_named(local));
            candidates.extend(named.map(|row| Candidate { row, vocabulary, needs: None }));
        }
        candidates.into_boxed_slice()
    }

    /// The rows that a name may have, once it was looked for.
    pub(super) fn candidates(&self, name: NameId) -> &[Candidate] {
        self.candidates.get(name.0 as usize).and_then(|it| it.as_deref()).unwrap_or_default()
    }

    /// The children that a candidate asks for, once it was found.
    pub(super) fn needs(&self, name: NameId, candidate: usize) -> &[&'static Row] {
        let candidate = self.candidates(name).get(candidate);
        candidate.and_then(|it| it.needs.as_deref()).unwrap_or_default()
    }
}

/// The children that a row asks for. What an extension asks of a feed or an entry, it asks only where it is used: its own checks
/// see to that.
fn needs_of(row: &'static Row, vocabulary: &'static Vocabulary) -> Box<[&'static Row]> {
    let asked =
        |it: &&'static Row| matches!(it.count, Count::One | Count::OneOrMore | Count::Recommended);
    let stands_here = |it: &&'static Row| it.places.iter().any(|place| place.holds(row));
    vocabulary.rows.iter().filter(asked).filter(stands_here).collect()
}
