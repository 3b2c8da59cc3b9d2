//! Which findings count: rules chosen and left out by name, as ruff's users know it.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::text::nearest::nearest;
use crate::validate::rules::RULES;

/// A choice of rules. By default every rule counts.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    select: Option<Vec<String>>,
    ignore: Vec<String>,
}

/// A name that is neither a rule nor the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule that was probably meant.
    pub nearest: Option<&'static str>,
}

impl Selection {
    /// The rules of `select` (all, when it is empty) and of `extend`, without those of `ignore`. A name stands for the rule of
    /// that name, or for all rules whose names begin with it and a hyphen (`xml`, `invalid`); `ALL` stands for every rule.
    pub fn new(
        select: &[String],
        extend: &[String],
        ignore: &[String],
    ) -> Result<Selection, UnknownRule> {
        for name in select.iter().chain(extend).chain(ignore) {
            if !RULES.iter().any(|rule| names(name, rule)) {
                let nearest = nearest(name, RULES.iter().map(|it| it.name));
                return Err(UnknownRule { name: name.clone(), nearest });
            }
        }
        let select = (!select.is_empty()).then(|| select.iter().chain(extend).cloned().collect());
        Ok(Selection { select, ignore: ignore.to_vec() })
    }

    /// Whether findings of a rule count.
    pub fn includes(&self, rule: &Rule) -> bool {
        let selected =
            self.select.as_ref().is_none_or(|it| it.iter().any(|name| names(name, rule)));
        selected && !self.ignore.iter().any(|name| names(name, rule))
    }

    /// Takes out the findings that do not count, and says how many they were.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let before = diagnostics.len();
        diagnostics.retain(|it| self.includes(it.rule));
        before - diagnostics.len()
    }
}

/// Whether `name` stands for `rule`.
fn names(name: &str, rule: &Rule) -> bool {
    let name = name.trim_end_matches('-');
    name == "ALL"
        || rule.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
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
    }

    #[test]
    fn says_which_rule_was_meant() {
        let unknown = Selection::new(&["mising-guid".to_owned()], &[], &[])
            .expect_err("there is no such rule");
        assert_eq!(unknown.nearest, Some("missing-guid"));
    }
}
