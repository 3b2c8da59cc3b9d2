//! Selects and ignores rules by name, like ruff does.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::text::nearest::nearest;
use crate::validate::rules::RULES;

/// A selection of rules. By default, all rules are selected.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The names of selected rules.
    select: Vec<String>,
    ignore: Vec<String>,
    /// Whether all rules that are not ignored are selected.
    all: bool,
}

/// A name that is not a rule or the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule that was probably meant.
    pub nearest: Option<&'static str>,
}

impl UnknownRule {
    pub(crate) fn new(name: &str, rules: impl Iterator<Item = &'static str>) -> UnknownRule {
        UnknownRule { name: name.to_owned(), nearest: nearest(name, rules) }
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "there is no rule `{}`", self.name)?;
        self.nearest.map_or(Ok(()), |near| write!(out, "; did you mean `{near}`?"))
    }
}

impl std::error::Error for UnknownRule {}

impl Selection {
    /// Selects the rules in `select` (all rules if it is empty) and in `extend`, except for the rules in `ignore`. A name refers
    /// to the rule with that name, or to all rules that begin with the name and a hyphen (`xml`, `invalid`). `ALL` refers to
    /// every rule. If several names refer to a rule, the longest one takes precedence: `--select xml-version --ignore xml` keeps
    /// `xml-version`.
    pub fn new(
        select: &[String],
        extend: &[String],
        ignore: &[String],
    ) -> Result<Selection, UnknownRule> {
        for name in select.iter().chain(extend).chain(ignore) {
            if !RULES.iter().any(|rule| closeness(name, rule).is_some()) {
                return Err(UnknownRule::new(name, RULES.iter().map(|it| it.name)));
            }
        }
        let all = select.is_empty();
        let select = select.iter().chain(extend).cloned().collect();
        Ok(Selection { select, ignore: ignore.to_vec(), all })
    }

    /// Whether a rule is selected.
    pub fn includes(&self, rule: &Rule) -> bool {
        let closest = |names: &[String]| names.iter().filter_map(|it| closeness(it, rule)).max();
        closest(&self.select).or(self.all.then_some(0)) > closest(&self.ignore)
    }

    /// Removes the problems of rules that are not selected, and returns their number.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let before = diagnostics.len();
        diagnostics.retain(|it| self.includes(it.rule));
        before - diagnostics.len()
    }
}

/// How closely `name` matches `rule`, in letters. `None` if it does not.
fn closeness(name: &str, rule: &Rule) -> Option<usize> {
    if name == "ALL" {
        return Some(0);
    }
    let name = name.trim_end_matches('-');
    let rest = rule.name.strip_prefix(name).filter(|_| !name.is_empty())?;
    (rest.is_empty() || rest.starts_with('-')).then_some(name.len())
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::validate::rules;

    fn selection(select: &[&str], ignore: &[&str]) -> Selection {
        let owned = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
        Selection::new(&owned(select), &[], &owned(ignore)).expect("the names are rules")
    }

    #[test]
    fn selects_by_name_and_by_prefix() {
        assert!(selection(&[], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&[], &["missing-guid"]).includes(&rules::MISSING_GUID));
        assert!(selection(&["missing"], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["invalid"], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["ALL"], &["missing-"]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["missing"], &["missing"]).includes(&rules::MISSING_GUID));
        assert!(selection(&["missing-guid"], &["ALL"]).includes(&rules::MISSING_GUID));
    }

    #[test]
    fn extends_a_selection() {
        let owned = |it: &str| vec![it.to_owned()];
        let new = Selection::new(&owned("invalid"), &owned("missing-guid"), &[]);
        assert!(new.expect("the names are rules").includes(&rules::MISSING_GUID));
        let new = Selection::new(&[], &owned("missing-guid"), &owned("missing"));
        let new = new.expect("the names are rules");
        assert!(new.includes(&rules::MISSING_GUID) && !new.includes(&rules::MISSING_ELEMENT));
        assert!(new.includes(&rules::INVALID_URL));
        assert!(Selection::new(&owned(""), &[], &[]).is_err());
    }

    #[test]
    fn suggests_the_nearest_rule() {
        let unknown = Selection::new(&["mising-guid".to_owned()], &[], &[])
            .expect_err("there is no such rule");
        assert_eq!(unknown.nearest, Some("missing-guid"));
    }
}
