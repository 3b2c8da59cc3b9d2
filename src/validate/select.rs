//! Selects and ignores rules by name, like ruff does, and changes their severities.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::validate::groups::Group;
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
    select: Vec<Named>,
    /// The names of the rules that are selected in addition.
    extend: Vec<Named>,
    ignore: Vec<Named>,
    /// `None` turns rules off.
    severities: Vec<(Named, Option<Severity>)>,
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
    /// If the name is unknown. The error contains the most similar name.
    pub fn new(
        select: &[String],
        extend: &[String],
        ignore: &[String],
    ) -> Result<Selection, UnknownRule> {
        let all = |names: &[String]| -> Result<Vec<Named>, UnknownRule> {
            names.iter().map(|it| Named::of(it)).collect()
        };
        let (select, extend, ignore) = (all(select)?, all(extend)?, all(ignore)?);
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

    /// Changes the severity of all problems of the rules that `name` refers to. `None` turns the rules off, until something later selects
    /// them or changes their severity.
    ///
    /// # Errors
    ///
    /// If the name is unknown. The error contains the most similar name.
    pub fn set_severity(
        &mut self,
        name: &str,
        severity: Option<Severity>,
    ) -> Result<(), UnknownRule> {
        let name = Named::of(name)?;
        if self.layers.is_empty() {
            self.layers.push(Layer::default());
        }
        let layer = self.layers.last_mut().expect("there is a layer now");
        layer.severities.push((name, severity));
        Ok(())
    }

    /// Whether a rule is selected.
    pub fn includes(&self, rule: &Rule) -> bool {
        self.chosen(rule).is_included()
    }

    /// The severity that was chosen for a rule. `None` if its problems have their usual severity.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.chosen(rule).severity
    }

    fn chosen(&self, rule: &Rule) -> Chosen {
        let usual = Chosen { is_selected: true, is_off: false, severity: None };
        self.layers.iter().fold(usual, |chosen, it| it.change(rule, chosen))
    }

    /// Removes the problems of rules that are not selected, sets the chosen severities, and returns the number of removed problems.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        if self.layers.is_empty() {
            return 0;
        }
        let before = diagnostics.len();
        diagnostics.retain_mut(|it| {
            let chosen = self.chosen(it.rule);
            it.severity = chosen.severity.unwrap_or(it.severity);
            chosen.is_included()
        });
        before - diagnostics.len()
    }
}

/// What was chosen for a rule.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    is_selected: bool,
    /// Whether its severity is `off`.
    is_off: bool,
    severity: Option<Severity>,
}

impl Chosen {
    fn is_included(self) -> bool {
        self.is_selected && !self.is_off
    }
}

impl Layer {
    /// Changes what the layers before have chosen for a rule.
    fn change(&self, rule: &Rule, mut chosen: Chosen) -> Chosen {
        let closest = |names: &[Named]| names.iter().filter_map(|it| it.specificity(rule)).max();
        let selected = closest(&self.select).max(closest(&self.extend));
        match (selected, closest(&self.ignore)) {
            (None, None) => chosen.is_selected &= self.select.is_empty(),
            (selected, ignored) => chosen.is_selected = selected > ignored,
        }
        chosen.is_off &= selected.is_none();
        let severities = self.severities.iter();
        let named = severities.filter_map(|it| Some((it.0.specificity(rule)?, it.1)));
        if let Some((_, severity)) = named.max_by_key(|it| it.0) {
            chosen.is_off = severity.is_none();
            chosen.severity = severity;
        }
        chosen
    }
}

/// The rules that a name refers to.
#[derive(Clone, Debug)]
pub(in crate::validate) enum Named {
    All,
    Group(&'static Group),
    /// The rule with this name, or the rules that begin with it.
    Beginning(String),
}

impl Named {
    /// Returns an error if a name refers to no rule.
    fn of(name: &str) -> Result<Named, UnknownRule> {
        Named::known(name).ok_or_else(|| UnknownRule::new(name, names()))
    }

    /// The rules that a name refers to. `None` if there are none. Other validators and linters write `all` in capitals.
    pub(in crate::validate) fn known(name: &str) -> Option<Named> {
        if name.eq_ignore_ascii_case("all") {
            return Some(Named::All);
        }
        let name = name.trim_end_matches('-');
        if let Some(group) = groups().find(|it| it.name == name) {
            return Some(Named::Group(group));
        }
        let named = Named::Beginning(name.to_owned());
        RULES.iter().any(|rule| named.includes(rule)).then_some(named)
    }

    /// Whether it refers to a rule.
    pub(in crate::validate) fn includes(&self, rule: &Rule) -> bool {
        self.specificity(rule).is_some()
    }

    /// How specific the name is: `all`, then a group, then the beginning of a name, where longer ones are more specific, and then the
    /// whole name. `None` if it does not refer to the rule.
    fn specificity(&self, rule: &Rule) -> Option<usize> {
        match self {
            Named::All => Some(0),
            Named::Group(group) => group.contains(rule).then_some(1),
            Named::Beginning(name) => {
                let rest = rule.name.strip_prefix(name.as_str()).filter(|_| !name.is_empty())?;
                (rest.is_empty() || rest.starts_with('-')).then_some(1 + name.len())
            }
        }
    }
}

/// The names of all rules, and of all groups.
pub(in crate::validate) fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|it| it.name).chain(groups().map(|it| it.name))
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
