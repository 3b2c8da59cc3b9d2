//! The type of a schema table: the elements of one namespace, and what is true of all of them.

use crate::validate::markup::name::Ns;
use crate::validate::row::Check;
use crate::validate::row::Place;
use crate::validate::row::Row;

/// The definition of one namespace.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact about one namespace")]
pub struct Vocabulary {
    /// The namespace of every row.
    pub ns: Ns,
    /// Its name in messages. If it is empty, messages show the prefix and the URI.
    pub name: &'static str,
    /// The elements of the namespace.
    pub rows: &'static [Row],
    /// Whether elements are still being added to the namespace. An unknown element is then reported only if it looks like a
    /// typo.
    pub grows: bool,
    /// Whether feed readers do not need it, because other programs define and use it. Problems with its elements are at most
    /// warnings, and what its documentation does not have is only a note.
    pub lenient: bool,
    /// Whether its attributes are allowed on every element.
    pub open_attributes: bool,
    /// Whether a name may have a qualifier after a dot, as in `dc:date.modified`.
    pub has_qualifiers: bool,
    /// Whether its elements may contain items of RSS, which are in no namespace.
    pub contains_items: bool,
    /// The checks of feeds and entries. They run at the end of each feed or entry, even if it does not use the namespace.
    pub checks: &'static [(Place, Check)],
}

/// A vocabulary with the elements in `rows`. The methods of [`Vocabulary`] set the other properties.
pub(crate) const fn vocabulary(ns: Ns, rows: &'static [Row]) -> Vocabulary {
    Vocabulary {
        ns,
        name: "",
        rows,
        grows: false,
        lenient: false,
        open_attributes: false,
        has_qualifiers: false,
        contains_items: false,
        checks: &[],
    }
}

impl Vocabulary {
    /// Sets its name in messages.
    pub const fn called(mut self, name: &'static str) -> Vocabulary {
        self.name = name;
        self
    }

    /// Elements are still being added to the namespace.
    pub const fn grows(mut self) -> Vocabulary {
        self.grows = true;
        self
    }

    /// Feed readers do not need it, and its documentation is not a complete specification.
    pub const fn lenient(mut self) -> Vocabulary {
        self.lenient = true;
        self.grows = true;
        self
    }

    /// Allows its attributes on every element.
    pub const fn open_attributes(mut self) -> Vocabulary {
        self.open_attributes = true;
        self
    }

    /// Allows a qualifier after each name.
    pub const fn has_qualifiers(mut self) -> Vocabulary {
        self.has_qualifiers = true;
        self
    }

    /// Allows items of RSS in its elements.
    pub const fn contains_items(mut self) -> Vocabulary {
        self.contains_items = true;
        self
    }

    /// Sets the checks of feeds and entries.
    pub const fn checks(mut self, checks: &'static [(Place, Check)]) -> Vocabulary {
        self.checks = checks;
        self
    }
}
