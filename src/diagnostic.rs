//! What is said of a document: a rule that it breaks, where, and what to do about it.

use std::fmt;
use std::fmt::Display;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeSeq;
use serde::ser::SerializeStruct;

use crate::text::span::Span;

/// How bad a finding is, by who breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Better practice.
    Info,
    /// Readers differ or degrade.
    Warning,
    /// A reader or the specification rejects it.
    Error,
}

impl Severity {
    /// The word for it in reports: `info`, `warning` or `error`.
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

/// A rule, always a static of one of the two tables (`validate::rules`, `publish::rules`).
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its name in kebab-case, which says the defect.
    pub name: &'static str,
    /// How bad it is, unless the user says otherwise.
    pub severity: Severity,
    /// The W3C feed validator's messages for the same problem.
    pub w3c: &'static [&'static str],
    /// What it is about, with others, such as `podcasts`.
    pub group: &'static str,
    /// Its page, `rules/<name>/README.md`.
    pub page: &'static str,
}

impl Rule {
    /// The first sentence or paragraph of its page: what is wrong, in one line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().find(|it| !it.is_empty() && !it.starts_with('#')).unwrap_or(self.name)
    }

    /// The first sentence of its page on why it matters, as a note of a finding: without a capital and a full stop.
    pub fn why(&self) -> String {
        let (_, why) = self.page.split_once("\n## Why it matters\n").unwrap_or_default();
        let paragraph =
            why.trim_start().split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let sentence = paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let mut letters = sentence.chars();
        letters.next().map_or(String::new(), |it| it.to_lowercase().chain(letters).collect())
    }
}

/// Two rules are the same when they have the same name.
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

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that is broken.
    #[serde(serialize_with = "name_of")]
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Where, in bytes of the decoded text.
    #[serde(flatten)]
    pub span: Span,
    /// What is wrong, with the value found.
    pub message: String,
    /// Further places that matter, each with a word on why.
    #[serde(serialize_with = "labels")]
    pub labels: Vec<(Span, String)>,
    /// Why it matters: who breaks.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// What to do, as edits.
    pub fix: Option<Fix>,
    /// The element's place, as `/rss/channel/item[2]/pubDate`; empty where there is none.
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

/// The severity, the rule and the message on one line, as in `error[missing-element]: …`. For the place, see
/// [`Lines`](crate::Lines); a reporter also prints the notes and the help.
impl Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}[{}]: {}", self.severity, self.rule, self.message)
    }
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
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

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Says why it matters.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Points at a further place.
    pub fn label(&mut self, span: Span, words: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((span, words.into()));
        self
    }

    /// Offers a fix of one edit that keeps the meaning.
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

    /// Offers a fix of one edit that may change what readers see.
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

/// Whether a fix keeps what readers see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It does.
    Safe,
    /// It may not; applied only when asked for.
    Unsafe,
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// Whether it keeps what readers see.
    pub safety: Safety,
    /// The edits, in order, without overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of some bytes of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What is replaced; empty to insert.
    #[serde(flatten)]
    pub span: Span,
    /// By what.
    pub text: String,
}

/// Declares rules and registers them in a table, one line a rule, below the name of its group:
/// `"group": NAME = "kebab-name", Severity, "W3cMessage", …;`. A rule without its page `rules/<name>/README.md` does not compile.
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
        /// Every rule of this table, group by group.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$($(&$rule),*),*];
    };
}
pub(crate) use rules;
