//! Which findings count: rules chosen and left out by name, as ruff's users know it.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::text::nearest::nearest;
use crate::validate::rules::RULES;

/// A choice of rules. By default every rule counts.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Names that choose.
    select: Vec<String>,
    ignore: Vec<String>,
    /// Whether every rule counts that is not left out.
    all: bool,
}

/// A name that is neither a rule nor the beginning of one.
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
    /// The rules of `select` (all, when it is empty) and of `extend`, without those of `ignore`. A name stands for the rule of
    /// that name, or for all rules whose names begin with it and a hyphen (`xml`, `invalid`); `ALL` stands for every rule.
    /// Of several that stand for a rule the longest counts: `--select xml-version --ignore xml` keeps `xml-version`.
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

    /// Whether findings of a rule count.
    pub fn includes(&self, rule: &Rule) -> bool {
        let closest = |names: &[String]| names.iter().filter_map(|it| closeness(it, rule)).max();
        closest(&self.select).or(self.all.then_some(0)) > closest(&self.ignore)
    }

    /// Takes out the findings that do not count, and says how many they were.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let before = diagnostics.len();
        diagnostics.retain(|it| self.includes(it.rule));
        before - diagnostics.len()
    }
}

/// How closely `name` stands for `rule`, in letters; `None` when it does not.
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
    fn chooses_by_name_and_by_beginning() {
        assert!(selection(&[], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&[], &["missing-guid"]).includes(&rules::MISSING_GUID));
        assert!(selection(&["missing"], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["invalid"], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["ALL"], &["missing-"]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["missing"], &["missing"]).includes(&rules::MISSING_GUID));
        assert!(selection(&["missing-guid"], &["ALL"]).includes(&rules::MISSING_GUID));
    }

    #[test]
    fn adds_to_a_choice() {
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
    fn says_which_rule_was_meant() {
        let unknown = Selection::new(&["mising-guid".to_owned()], &[], &[])
            .expect_err("there is no such rule");
        assert_eq!(unknown.nearest, Some("missing-guid"));
    }
}
