//! Which values are in force for a document, and where each of them comes from.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::config::check::CheckSettings;
use crate::config::check::Layer;
use crate::config::check::Origin;
use crate::config::check::limits::check_limits;
use crate::diagnostic::Severity;

/// A value that is in force, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckValue {
    /// Its key in `[check]`, such as `ignore`. The severity of a rule has a key such as `severity.missing-guid`.
    pub key: String,
    /// The value.
    pub value: SettingValue,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: CheckOrigin,
}

/// A value of `[check]`. Displayed as in TOML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SettingValue {
    /// A string.
    Text(String),
    /// A whole number.
    Number(u64),
    /// A list of strings.
    List(Vec<String>),
}

impl fmt::Display for SettingValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingValue::Text(text) => write!(out, "{text:?}"),
            SettingValue::Number(number) => write!(out, "{number}"),
            SettingValue::List(list) => {
                let quoted: Vec<String> = list.iter().map(|it| format!("{it:?}")).collect();
                write!(out, "[{}]", quoted.join(", "))
            }
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "origin", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CheckOrigin {
    /// Nobody set it.
    Default,
    /// From the configuration.
    File {
        /// The line, from 1.
        line: u32,
        /// The glob in `[check.per-file]`.
        #[serde(skip_serializing_if = "Option::is_none")]
        glob: Option<String>,
    },
    /// From the command line.
    CommandLine,
}

/// Displays it as in `feedwright config`.
impl fmt::Display for CheckOrigin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckOrigin::Default => write!(out, "default"),
            CheckOrigin::File { line, glob: None } => write!(out, "line {line}"),
            CheckOrigin::File { line, glob: Some(glob) } => write!(out, "line {line}, {glob}"),
            CheckOrigin::CommandLine => write!(out, "command line"),
        }
    }
}

impl CheckSettings {
    /// The values that are in force for a document, or, without a path, those for all documents.
    ///
    /// ```
    /// use feedwright::{CheckOrigin, CheckSettings, Source};
    ///
    /// let config = Source::from_text("/srv/harbor/feedwright.toml", "[check]\nignore = [\"podcast\"]\n");
    /// let settings = CheckSettings::from_toml(&config).expect("it is valid");
    /// let values = settings.in_force(None);
    /// let ignore = values.iter().find(|it| it.key == "ignore").expect("it is set");
    /// assert_eq!(ignore.origin, CheckOrigin::File { line: 2, glob: None });
    /// ```
    pub fn in_force(&self, document: Option<&Path>) -> Vec<CheckValue> {
        let path = document.and_then(|it| self.below(it));
        let default = |key: &str, value| CheckValue {
            key: key.to_owned(),
            value,
            origin: CheckOrigin::Default,
        };
        let mut values = vec![
            default("select", SettingValue::List(vec!["all".to_owned()])),
            default("profile", SettingValue::List(Vec::new())),
        ];
        values.extend(check_limits().map(|it| default(it.name, SettingValue::Number(it.default))));
        for layer in self.layers.iter().filter(|it| it.is_for(path.as_deref())) {
            layer.add_rules(&mut values);
            layer.add_others(&mut values);
        }
        values.sort_by_key(|it| {
            let limit = check_limits().position(|limit| limit.name == it.key);
            (ORDER.iter().position(|key| it.key.starts_with(key)), limit)
        });
        values
    }

    /// The globs in `[check.per-file]`, with their lines.
    pub fn globs(&self) -> impl Iterator<Item = (&str, u32)> {
        self.layers.iter().filter_map(|it| it.files.as_ref()).map(|it| (it.glob.as_str(), it.line))
    }
}

/// The order in which values are shown.
const ORDER: &[&str] =
    &["select", "extend-select", "ignore", "severity", "profile", "base-url", "max-"];

impl Layer {
    /// Adds the selected rules and their severities. If the layer selects rules, those of the layers before are not in force.
    fn add_rules(&self, values: &mut Vec<CheckValue>) {
        let given = &self.values;
        if !given.select.is_empty() {
            let is_reset = |it: &CheckValue| {
                matches!(it.key.as_str(), "select" | "extend-select" | "ignore")
                    || it.value == SettingValue::Text("off".to_owned())
            };
            values.retain(|it| !is_reset(it));
            values.push(self.value("select", SettingValue::List(given.select.clone())));
        }
        let is_off = |it: &CheckValue| {
            it.value == SettingValue::Text("off".to_owned())
                && given.extend_select.iter().any(|name| it.key == format!("severity.{name}"))
        };
        values.retain(|it| !is_off(it));
        for (key, names) in [("extend-select", &given.extend_select), ("ignore", &given.ignore)] {
            if !names.is_empty() {
                values.push(self.value(key, SettingValue::List(names.clone())));
            }
        }
        for (name, severity) in &given.severities {
            let key = format!("severity.{name}");
            values.retain(|it| it.key != key);
            let value = SettingValue::Text(severity.map_or("off", Severity::name).to_owned());
            values.push(CheckValue { key, ..self.value(name, value) });
        }
    }

    /// Adds the other values, which replace those of the layers before.
    fn add_others(&self, values: &mut Vec<CheckValue>) {
        let given = &self.values;
        let mut others = Vec::new();
        if let Some(profiles) = &given.profiles {
            let names = profiles.iter().map(|it| it.name.to_owned()).collect();
            others.push(self.value("profile", SettingValue::List(names)));
        }
        if let Some(url) = &given.base_url {
            others.push(self.value("base-url", SettingValue::Text(url.to_string())));
        }
        others.extend(
            given.limits.iter().map(|it| self.value(it.0.name, SettingValue::Number(it.1))),
        );
        values.retain(|it| !others.iter().any(|other| other.key == it.key));
        values.extend(others);
    }

    fn value(&self, key: &str, value: SettingValue) -> CheckValue {
        let origin = match &self.origin {
            Origin::CommandLine => CheckOrigin::CommandLine,
            Origin::File(lines) => CheckOrigin::File {
                line: lines.iter().find(|it| it.0 == key).map_or(1, |it| it.1),
                glob: self.files.as_ref().map(|it| it.glob.clone()),
            },
        };
        CheckValue { key: key.to_owned(), value, origin }
    }
}
