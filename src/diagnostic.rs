//! A problem in a document: the rule that it breaks, its place, and how to fix it.

use std::fmt;
use std::fmt::Display;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeSeq;
use serde::ser::SerializeStruct;

use crate::text::span::Span;

/// How severe a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It works, but there is a better way.
    Info,
    /// Feed readers handle it in different ways, or show less.
    Warning,
    /// The specification forbids it, or a feed reader rejects it.
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

/// A rule. Every rule is a static in one of the two tables, `validate::rules` and `publish::rules`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name in kebab case, which describes the defect.
    pub name: &'static str,
    /// The default severity.
    pub severity: Severity,
    /// The messages of the W3C feed validator that correspond to the rule.
    pub w3c: &'static [&'static str],
    /// The group of rules about the same subject, such as `podcasts`.
    pub group: &'static str,
    /// The page of the rule: the text of `rules/<name>/README.md`.
    pub page: &'static str,
}

impl Rule {
    /// The first line of text on the page: a summary of what is wrong.
    pub fn summary(&self) -> &'static str {
        self.page.lines().find(|it| !it.is_empty() && !it.starts_with('#')).unwrap_or(self.name)
    }

    /// The first sentence of "Why it matters" on the page, in the form of a note: lowercase and without a period.
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
    /// The place of the problem, in bytes of the decoded text.
    #[serde(flatten)]
    pub span: Span,
    /// What is wrong, with the value that was found.
    pub message: String,
    /// Related places, each with a short explanation.
    #[serde(serialize_with = "labels")]
    pub labels: Vec<(Span, String)>,
    /// Why the problem matters: which readers are affected, and how.
    pub notes: Vec<String>,
    /// How to fix the problem.
    pub help: Option<String>,
    /// Edits that fix the problem.
    pub fix: Option<Fix>,
    /// The path of the element, for example `/rss/channel/item[2]/pubDate`. Empty if the problem is not in an element.
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
    /// Creates a diagnostic of `rule` at `span`, without notes, help or a fix.
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

    /// Adds a note on why the problem matters.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Sets the help, which says how to fix the problem.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds a label to a related place.
    pub fn label(&mut self, span: Span, words: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((span, words.into()));
        self
    }

    /// Sets a fix that consists of one edit and does not change what readers show.
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

    /// Sets a fix that consists of one edit and may change what readers show.
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

/// Whether a fix may change what readers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The fix does not change what readers show.
    Safe,
    /// The fix may change what readers show. It is only applied on request.
    Unsafe,
}

/// Edits that fix a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What the fix does, in a few words, for example `remove the element`.
    pub title: String,
    /// Whether the fix may change what readers show.
    pub safety: Safety,
    /// The edits, in order of their spans, which do not overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of some bytes of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The bytes to replace. The span is empty if the edit inserts text.
    #[serde(flatten)]
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// Declares rules and adds them to a table. There is one line per rule, below the name of its group:
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
        /// All rules of this table, in groups.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$($(&$rule),*),*];
    };
}
pub(crate) use rules;
