//! The options and limits of a validation.

use chrono::DateTime;
use chrono::Utc;

use crate::validate::profile::Profile;
use crate::validate::response::Response;

/// Options for checking a document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The current time, for checks of dates in the future. `None` disables these checks.
    pub now: Option<DateTime<Utc>>,
    /// The URL at which the document is served. The `self` link is compared with it.
    pub base_url: Option<String>,
    /// The limits for the document.
    pub limits: Limits,
    /// How many problems of one rule are kept. One more problem contains the number of the others.
    pub problems_per_rule: usize,
    /// The directories, standards and policies whose requirements are also checked.
    pub profiles: Vec<&'static Profile>,
    /// What the server said when it sent the document.
    pub response: Option<Response>,
    /// Whether problems are also reported if the document allows them, see `docs/configuration.md`. The authors of documents decide what
    /// they allow, so programs that check documents of other people may want to know all problems.
    pub ignore_suppressions: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            now: None,
            base_url: None,
            limits: Limits::default(),
            problems_per_rule: 100,
            profiles: Vec::new(),
            response: None,
            ignore_suppressions: false,
        }
    }
}

/// The limits for a document. If a document exceeds one, the reader reports that once.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// How deeply elements, and arrays and objects in JSON, may be nested. Deeper ones are checked, but cause no events.
    /// libxml2 rejects documents with more than 256 levels.
    pub depth: usize,
    /// Attributes of one element. Further ones are checked, but not returned.
    pub attributes: usize,
    /// Characters of one name.
    pub name: usize,
    /// Namespace declarations of one element.
    pub declarations: usize,
    /// How many bytes all entity references in a document may expand to in total.
    pub expansion: usize,
}

impl Default for Limits {
    #[rustfmt::skip]
    fn default() -> Limits {
        Limits { depth: 256, attributes: 1000, name: 1000, declarations: 256, expansion: 8 << 20 }
    }
}
