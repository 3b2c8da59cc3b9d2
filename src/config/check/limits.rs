//! The limits for documents, with the same names as the options of the program.

use crate::config::check::DocumentChecks;
use crate::text::source::Source;

/// A limit for documents. A document that exceeds it has a problem.
#[derive(Debug)]
#[non_exhaustive]
pub struct CheckLimit {
    /// Its key in `[check]`, which is also its option on the command line: `max-size` and `--max-size`.
    pub name: &'static str,
    /// What it limits.
    pub about: &'static str,
    /// Whether it is a number of bytes.
    pub is_bytes: bool,
    /// The default.
    pub default: u64,
    /// The highest possible value. The lowest one is 1.
    pub most: u64,
    set: fn(&mut DocumentChecks, u64),
}

const MANY: u64 = u32::MAX as u64;

/// All limits.
#[rustfmt::skip]
static LIMITS: &[CheckLimit] = &[
    CheckLimit { name: "max-size",       default: 64 << 20, most: Source::MAX_SIZE as u64, set: |it, most| it.max_size = most,
                 about: "The maximum size of a document in bytes", is_bytes: true },
    CheckLimit { name: "max-depth",      default: 256,      most: MANY, set: |it, most| it.options.limits.depth = wide(most),
                 about: "The maximum nesting depth of elements, JSON arrays and JSON objects", is_bytes: false },
    CheckLimit { name: "max-attributes", default: 1000,     most: MANY, set: |it, most| it.options.limits.attributes = wide(most),
                 about: "The maximum number of attributes per element", is_bytes: false },
    CheckLimit { name: "max-namespaces", default: 256,      most: MANY, set: |it, most| it.options.limits.declarations = wide(most),
                 about: "The maximum number of namespace declarations per element", is_bytes: false },
    CheckLimit { name: "max-name",       default: 1000,     most: MANY, set: |it, most| it.options.limits.name = wide(most),
                 about: "The maximum length of a name in characters", is_bytes: false },
    CheckLimit { name: "max-expansion",  default: 8 << 20,  most: MANY, set: |it, most| it.options.limits.expansion = wide(most),
                 about: "The maximum size in bytes of the expanded entities of a document", is_bytes: true },
    CheckLimit { name: "max-findings",   default: 100,      most: MANY, set: |it, most| it.options.problems_per_rule = wide(most),
                 about: "The maximum number of problems to list per rule. Further problems are only counted", is_bytes: false },
];

/// The limits for documents.
///
/// ```
/// assert!(feedwright::check_limits().any(|it| it.name == "max-size"));
/// ```
pub fn check_limits() -> impl Iterator<Item = &'static CheckLimit> {
    LIMITS.iter()
}

impl CheckLimit {
    /// Sets the limit for a document.
    pub(super) fn set(&self, checks: &mut DocumentChecks, most: u64) {
        (self.set)(checks, most.clamp(1, self.most));
    }
}

fn wide(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::check_limits;
    use crate::config::check::CheckSettings;
    use crate::validate::Options;

    #[test]
    fn the_defaults_are_those_of_the_validator() {
        let usual = CheckSettings::default().for_document(None);
        let mut set = usual.clone();
        for limit in check_limits() {
            limit.set(&mut set, limit.default);
        }
        assert_eq!(format!("{set:?}"), format!("{usual:?}"));
        assert_eq!(format!("{:?}", usual.options), format!("{:?}", Options::default()));
    }
}
