//! What a user may choose of a validation.

use chrono::DateTime;
use chrono::Utc;

/// What a document is judged by.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The time that "in the future" is measured against; `None` leaves such checks out.
    pub now: Option<DateTime<Utc>>,
    /// Where the document is served: what a self link is compared with.
    pub base_url: Option<String>,
    /// How much of everything a document may have.
    pub limits: Limits,
    /// How many findings of one rule are kept; the rest is counted in one more.
    pub findings_per_rule: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { now: None, base_url: None, limits: Limits::default(), findings_per_rule: 100 }
    }
}

/// How much of everything a document may have. What goes beyond is one finding, and is not silently dropped.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Elements in elements, and arrays and objects of JSON; deeper ones are checked, but not handed on. libxml2 refuses more.
    pub depth: usize,
    /// Attributes of one element; further ones are checked, but not handed on.
    pub attributes: usize,
    /// Characters of one name.
    pub name: usize,
    /// Namespace declarations of one element.
    pub declarations: usize,
    /// Bytes that the entities of a document may expand to, all references together.
    pub expansion: usize,
}

impl Default for Limits {
    #[rustfmt::skip]
    fn default() -> Limits {
        Limits { depth: 256, attributes: 1000, name: 1000, declarations: 256, expansion: 8 << 20 }
    }
}
