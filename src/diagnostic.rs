//! A diagnostic describes a problem in a document: the rule, the place, and what to do.

use std::fmt;
use std::fmt::Display;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeSeq;
use serde::ser::SerializeStruct;

use crate::text::span::Span;

/// The severity of a problem. It depends on who is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// There is a better practice.
    Info,
    /// Feed readers treat it differently, or show less than intended.
    Warning,
    /// A feed reader or the specification rejects it.
    Error,
}

impl Severity {
    /// The name in reports: `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A severity is serialized as its name.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A rule. Every rule is a static item in one of the two tables (`validate::rules`, `publish::rules`).
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name in kebab case, which describes the defect.
    pub name: &'static str,
    /// The default severity.
    pub severity: Severity,
    /// The W3C feed validator's messages for the same problem.
    pub w3c: &'static [&'static str],
    /// The group of related rules, such as `podcasts`.
    pub group: &'static str,
    /// The page of the rule, `rules/<name>/README.md`.
    pub page: &'static str,
}

impl Rule {
    /// Returns the first paragraph of the page: what is wrong, in one line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().find(|it| !it.is_empty() && !it.starts_with('#')).unwrap_or(self.name)
    }

    /// Returns the first sentence of the section "Why it matters", in the form of a note: starting with a lower case
    /// letter and without a full stop.
    pub fn why(&self) -> String {
        let (_, why) = self.page.split_once("\n## Why it matters\n").unwrap_or_default();
        let paragraph =
            why.trim_start().split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let sentence = paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let mut letters = sentence.chars();
        letters.next().map_or(String::new(), |it| it.to_lowercase().chain(letters).collect())
    }
}

/// Two rules are equal if they have the same name.
impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

/// A rule is displayed as its name.
impl Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name)
    }
}

/// A rule is serialized with its summary and its page, as `feedwright explain --format json` prints it.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rule = serializer.serialize_struct("Rule", 6)?;
        rule.serialize_field("name", self.name)?;
        rule.serialize_field("group", self.group)?;
        rule.serialize_field("severity", &self.severity)?;
        rule.serialize_field("summary", self.summary())?;
        rule.serialize_field("w3c", self.w3c)?;
        rule.serialize_field("page", self.page)?;
        rule.end()
    }
}

/// A problem in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that reports the problem.
    #[serde(serialize_with = "name_of")]
    pub rule: &'static Rule,
    /// The severity of this problem.
    pub severity: Severity,
    /// The place, in bytes of the decoded text.
    #[serde(flatten)]
    pub span: Span,
    /// What is wrong, with the value that was found.
    pub message: String,
    /// Other places that are relevant, each with an explanation.
    #[serde(serialize_with = "labels")]
    pub labels: Vec<(Span, String)>,
    /// Why it matters and who is affected.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// The edits that fix the problem.
    pub fix: Option<Fix>,
    /// The path of the element, such as `/rss/channel/item[2]/pubDate`. It is empty if there is no element.
    pub path: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn name_of<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.name)
}

fn labels<S: Serializer>(labels: &[(Span, String)], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Label<'l> {
        #[serde(flatten)]
        span: Span,
        message: &'l str,
    }
    let mut list = serializer.serialize_seq(Some(labels.len()))?;
    for (span, message) in labels {
        list.serialize_element(&Label { span: *span, message })?;
    }
    list.end()
}

/// Formats the severity, the rule and the message on one line, as in `error[missing-element]: …`.
/// [`Lines`](crate::Lines) returns the line and column. Reporters also print the notes and the help.
impl Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}[{}]: {}", self.severity, self.rule, self.message)
    }
}

impl Diagnostic {
    /// Creates a diagnostic of `rule` at `span`.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            severity: rule.severity,
            span,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            path: String::new(),
        }
    }

    /// Whether the problem is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Adds a note on why it matters.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Sets the help, which says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place, with an explanation.
    pub fn label(&mut self, span: Span, words: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((span, words.into()));
        self
    }

    /// Sets a fix with one edit that does not change the meaning.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Diagnostic {
        let edits = vec![Edit { span, text: text.into() }];
        self.fix = Some(Fix { title: title.into(), safety: Safety::Safe, edits });
        self
    }

    /// Sets a fix with one edit that may change what readers show.
    pub fn unsafe_fix(
        &mut self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Diagnostic {
        let edits = vec![Edit { span, text: text.into() }];
        self.fix = Some(Fix { title: title.into(), safety: Safety::Unsafe, edits });
        self
    }
}

/// Whether a fix changes what readers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The fix does not change what readers show.
    Safe,
    /// The fix may change what readers show. It is only applied on request.
    Unsafe,
}

/// The edits that fix a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// A short description of what the fix does.
    pub title: String,
    /// Whether the fix changes what readers show.
    pub safety: Safety,
    /// The edits, in order and without overlap.
    pub edits: Vec<Edit>,
}

/// A replacement for some bytes of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The bytes to replace. An empty span inserts text.
    #[serde(flatten)]
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// Declares rules and lists them in a table, one line per rule, below the name of their group:
/// `"group": NAME = "kebab-name", Severity, "W3cMessage", …;`.
/// A rule without the page `rules/<name>/README.md` does not compile.
macro_rules! rules {
    ($($group:literal: $($rule:ident = $name:literal, $severity:ident $(, $w3c:literal)*;)*)*) => {
        $($(
            #[doc = concat!("See `rules/", $name, "/README.md`.")]
            pub static $rule: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
                name: $name,
                severity: $crate::diagnostic::Severity::$severity,
                w3c: &[$($w3c),*],
                group: $group,
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name, "/README.md")),
            };
        )*)*
        /// All rules of this table, group by group.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$($(&$rule),*),*];
    };
}
pub(crate) use rules;
