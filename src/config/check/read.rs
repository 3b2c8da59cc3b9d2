//! Reads the table `[check]` of a `feedwright.toml`.

use url::Url;

use crate::config::articles;
use crate::config::check::CheckValues;
use crate::config::check::Files;
use crate::config::check::Layer;
use crate::config::check::Origin;
use crate::config::check::limits::check_limits;
use crate::config::parsed_base_url;
use crate::config::table::Item;
use crate::config::table::Table;
use crate::diagnostic::Severity;
use crate::publish::rules::RULES;
use crate::text::lines::Lines;
use crate::validate::Selection;
use crate::validate::UnknownRule;
use crate::validate::profile::Profile;
use crate::validate::profiles::profile;

/// The values of `[check.severity]`.
#[rustfmt::skip]
pub(in crate::config) static SEVERITIES: &[(&str, Option<Severity>)] = &[
    ("error", Some(Severity::Error)), ("warning", Some(Severity::Warning)), ("info", Some(Severity::Info)), ("off", None),
];

const RULE_HELP: &str = "`feedwright explain` lists the rules and their groups";

/// Reads the table and its `per-file`, and reports their problems.
pub(in crate::config) fn layers(check: &Table<'_>, lines: &Lines<'_>) -> Vec<Layer> {
    let mut layers = vec![layer(check, None, lines)];
    let per_file = check.table("per-file");
    for ((glob, item), (_, line)) in per_file.entries().into_iter().zip(per_file.lines(lines)) {
        let matchers = articles::matchers(&glob);
        if let Err(why) = &matchers {
            item.fault(why.clone(), "use a glob such as `\"podcasts/*.xml\"`");
        }
        let Some(table) = item.as_table("check.per-file.*") else {
            item.fault(
                format!("`{glob}` must be a table"),
                format!("write [check.per-file.\"{glob}\"], with its keys on the lines below"),
            );
            continue;
        };
        let matchers = matchers.unwrap_or_default();
        layers.push(layer(&table, Some(Files { glob, line, matchers }), lines));
    }
    layers
}

fn layer(table: &Table<'_>, files: Option<Files>, lines: &Lines<'_>) -> Layer {
    let severity = table.table("severity");
    let values = CheckValues {
        select: select(table),
        extend_select: names(table, "extend-select"),
        ignore: names(table, "ignore"),
        severities: severities(&severity),
        profiles: profiles(table),
        base_url: url(table),
        limits: check_limits()
            .filter_map(|limit| Some((limit, table.positive(limit.name, limit.most)?)))
            .collect(),
    };
    let origin = Origin::File([table.lines(lines), severity.lines(lines)].concat());
    let selection = values.selection().unwrap_or_default();
    Layer { values, selection, files, origin }
}

fn select(table: &Table<'_>) -> Vec<String> {
    let names = names(table, "select");
    if table.is_list("select") && table.items("select").is_empty() {
        let why = "`select` is empty, so no rule would be checked";
        table.fault("select", why, "remove `select`, or write `select = [\"all\"]`");
    }
    names
}

/// The rules in the list at `key`.
fn names(table: &Table<'_>, key: &str) -> Vec<String> {
    let mut names = Vec::new();
    for item in table.items(key) {
        match item.as_text() {
            Some(name) => match Selection::new(&[name.to_owned()], &[], &[]) {
                Ok(_) => names.push(name.to_owned()),
                Err(unknown) => {
                    let (why, help) = unknown_rule(&unknown);
                    item.fault(why, help);
                }
            },
            None => item.fault(
                format!("each value in `{key}` must be a string"),
                format!("write the names of rules or groups, for example `{key} = [\"podcast\"]`"),
            ),
        }
    }
    names
}

/// The severities of rules.
fn severities(table: &Table<'_>) -> Vec<(String, Option<Severity>)> {
    let mut severities = Vec::new();
    for (name, item) in table.entries() {
        let severity = item.as_choice(&name, SEVERITIES);
        if let Err(unknown) = Selection::new(&[name.clone()], &[], &[]) {
            let (why, help) = unknown_rule(&unknown);
            table.fault_at_key(&name, why, help);
        } else if let Some(severity) = severity {
            severities.push((name, severity));
        }
    }
    severities
}

/// What is wrong with the name of a rule, and what to do.
fn unknown_rule(unknown: &UnknownRule) -> (String, String) {
    let name = &unknown.name;
    if RULES.iter().any(|it| it.name == *name) {
        let why = format!("`{name}` is a rule for articles and configurations, not for feeds");
        return (why, "remove it".to_owned());
    }
    let help =
        unknown.nearest.map_or_else(|| RULE_HELP.to_owned(), |it| format!("did you mean `{it}`?"));
    (format!("there is no rule or group `{name}`"), help)
}

/// The profiles. `None` if the table does not name any.
fn profiles(table: &Table<'_>) -> Option<Vec<&'static Profile>> {
    if !table.has("profile") {
        return None;
    }
    Some(table.items("profile").iter().filter_map(named_profile).collect())
}

fn named_profile(item: &Item<'_>) -> Option<&'static Profile> {
    match item.as_text().map(profile) {
        Some(Ok(profile)) => return Some(profile),
        Some(Err(unknown)) => item
            .fault(unknown.to_string(), "`feedwright explain --profile NAME` describes a profile"),
        None => item.fault(
            "each value in `profile` must be a string",
            "write, for example, `profile = [\"apple\"]`",
        ),
    }
    None
}

fn url(table: &Table<'_>) -> Option<Url> {
    let text = table.text("base-url")?;
    match parsed_base_url(&text) {
        // It may be the URL of a document.
        Ok(_) => Url::parse(text.trim()).ok(),
        Err(why) => {
            table.fault("base-url", why, "use, for example, `\"https://example.org/feeds/\"`");
            None
        }
    }
}
