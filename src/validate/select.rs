//! Selects and ignores rules by name, like ruff does, and changes their severities.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::validate::groups::groups;
use crate::validate::rules::RULES;

/// A selection of rules, and the severities that users chose for them. By default, all rules are selected.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The choices of each place where users choose, such as a configuration and the command line. Later ones take precedence.
    layers: Vec<Layer>,
}

/// The choices of one place.
#[derive(Clone, Debug, Default)]
struct Layer {
    /// The names of the selected rules. If it is empty, the rules of the layers before remain selected.
    select: Vec<String>,
    /// The names of the rules that are selected in addition.
    extend: Vec<String>,
    ignore: Vec<String>,
    severities: Vec<(String, Severity)>,
}

/// A name that is not a rule, a group of rules, or the beginning of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule or the group that was probably meant.
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
    /// to the rule with that name, to all rules that begin with the name and a hyphen (`missing`, `invalid`), or to the rules of a
    /// [group](crate::groups) (`xml`, `podcast`). `all` refers to every rule. If several names refer to a rule, the most specific one
    /// takes precedence: `--select xml-bare-ampersand --ignore xml` keeps `xml-bare-ampersand`.
    ///
    /// # Errors
    ///
    /// If there is no such rule. The error has the most similar name.
    pub fn new(
        select: &[String],
        extend: &[String],
        ignore: &[String],
    ) -> Result<Selection, UnknownRule> {
        select.iter().chain(extend).chain(ignore).try_for_each(|it| known(it))?;
        let (select, extend, ignore) = (select.to_vec(), extend.to_vec(), ignore.to_vec());
        let layer = Layer { select, extend, ignore, severities: Vec::new() };
        Ok(Selection { layers: vec![layer] })
    }

    /// Adds the choices of `later`, which take precedence. If it selects rules with `select`, only these are selected, whatever was
    /// selected before.
    ///
    /// ```
    /// use feedwright::{Selection, rule};
    ///
    /// let file = Selection::new(&["xml".to_owned()], &[], &["missing-guid".to_owned()])?;
    /// let more = Selection::new(&[], &["missing-guid".to_owned()], &[])?;
    /// assert!(file.followed_by(more).includes(rule("missing-guid")?));
    /// # Ok::<(), feedwright::UnknownRule>(())
    /// ```
    pub fn followed_by(mut self, later: Selection) -> Selection {
        self.layers.extend(later.layers);
        self
    }

    /// Changes the severity of all problems of the rules that `name` refers to. `None` ignores them.
    ///
    /// # Errors
    ///
    /// If there is no such rule. The error has the most similar name.
    pub fn set_severity(
        &mut self,
        name: &str,
        severity: Option<Severity>,
    ) -> Result<(), UnknownRule> {
        known(name)?;
        if self.layers.is_empty() {
            self.layers.push(Layer::default());
        }
        let layer = self.layers.last_mut().expect("there is a layer now");
        match severity {
            Some(severity) => layer.severities.push((name.to_owned(), severity)),
            None => layer.ignore.push(name.to_owned()),
        }
        Ok(())
    }

    /// Whether a rule is selected.
    pub fn includes(&self, rule: &Rule) -> bool {
        self.layers.iter().fold(true, |is_selected, it| it.includes(rule, is_selected))
    }

    /// The severity that was chosen for a rule. `None` if its problems have their usual severity.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.layers.iter().rev().find_map(|it| {
            let chosen = it.severities.iter().filter_map(|(name, severity)| {
                specificity(name, rule).map(|specificity| (specificity, *severity))
            });
            chosen.max_by_key(|it| it.0).map(|it| it.1)
        })
    }

    /// Removes the problems of rules that are not selected, sets the chosen severities, and returns the number of removed problems.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        if self.layers.is_empty() {
            return 0;
        }
        let before = diagnostics.len();
        diagnostics.retain_mut(|it| {
            it.severity = self.severity(it.rule).unwrap_or(it.severity);
            self.includes(it.rule)
        });
        before - diagnostics.len()
    }
}

impl Layer {
    /// Whether a rule is selected. `before` is whether the layers before select it.
    fn includes(&self, rule: &Rule, before: bool) -> bool {
        let closest = |names: &[String]| names.iter().filter_map(|it| specificity(it, rule)).max();
        let selected = closest(&self.select).max(closest(&self.extend));
        match (selected, closest(&self.ignore)) {
            (None, None) => before && self.select.is_empty(),
            (selected, ignored) => selected > ignored,
        }
    }
}

/// The name of all rules together. Other validators and linters write it in capitals.
fn is_all(name: &str) -> bool {
    name.eq_ignore_ascii_case("all")
}

/// Returns an error if a name refers to no rule.
fn known(name: &str) -> Result<(), UnknownRule> {
    if is_all(name) || RULES.iter().any(|rule| specificity(name, rule).is_some()) {
        return Ok(());
    }
    Err(UnknownRule::new(name, names()))
}

/// The names of all rules, and of all groups.
fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|it| it.name).chain(groups().map(|it| it.name))
}

/// How specific a name is: `all`, then a group, then the beginning of a name, where longer ones are more specific, and then the whole
/// name. `None` if it does not refer to the rule.
fn specificity(name: &str, rule: &Rule) -> Option<usize> {
    if is_all(name) {
        return Some(0);
    }
    let name = name.trim_end_matches('-');
    if let Some(group) = groups().find(|it| it.name == name) {
        return group.contains(rule).then_some(1);
    }
    let rest = rule.name.strip_prefix(name).filter(|_| !name.is_empty())?;
    (rest.is_empty() || rest.starts_with('-')).then_some(1 + name.len())
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::diagnostic::Severity;
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

    #[test]
    fn groups_are_less_specific_than_prefixes() {
        assert!(selection(&["podcast"], &[]).includes(&rules::INVALID_EXPLICIT));
        assert!(!selection(&["podcast"], &[]).includes(&rules::MISSING_GUID));
        assert!(!selection(&["podcast"], &["invalid"]).includes(&rules::INVALID_EXPLICIT));
        assert!(selection(&["invalid"], &["podcast"]).includes(&rules::INVALID_EXPLICIT));
        assert!(selection(&["xml"], &["all"]).includes(&rules::XML_BARE_AMPERSAND));
    }

    #[test]
    fn later_choices_take_precedence() {
        let file = selection(&["xml", "missing"], &["missing-guid"]);
        let includes = |later: Selection, rule| file.clone().followed_by(later).includes(rule);
        assert!(!includes(selection(&[], &[]), &rules::MISSING_GUID));
        assert!(includes(selection(&["missing-guid"], &[]), &rules::MISSING_GUID));
        assert!(!includes(selection(&["missing-guid"], &[]), &rules::XML_BARE_AMPERSAND));
        assert!(!includes(selection(&[], &["xml"]), &rules::XML_BARE_AMPERSAND));
        assert!(includes(selection(&[], &["xml"]), &rules::MISSING_ELEMENT));
    }

    #[test]
    fn the_most_specific_severity_counts() {
        let mut choices = Selection::default();
        for (name, severity) in
            [("missing-guid", Some(Severity::Info)), ("id", Some(Severity::Error)), ("xml", None)]
        {
            choices.set_severity(name, severity).expect("it is a rule");
        }
        assert_eq!(choices.severity(&rules::MISSING_GUID), Some(Severity::Info));
        assert_eq!(choices.severity(&rules::DUPLICATE_GUID), Some(Severity::Error));
        assert_eq!(choices.severity(&rules::MISSING_ELEMENT), None);
        assert!(!choices.includes(&rules::XML_BARE_AMPERSAND));
        let later = selection(&["xml"], &[]);
        assert!(choices.followed_by(later).includes(&rules::XML_BARE_AMPERSAND));
    }
}
