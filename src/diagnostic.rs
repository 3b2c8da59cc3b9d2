//! Rules, and the problems that are reported for a document: the broken rule, the place, and what to do.

use std::fmt;
use std::fmt::Display;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeSeq;
use serde::ser::SerializeStruct;

use crate::text::span::Span;

/// The severity of a problem. Higher severities compare as greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// There is a better practice.
    Info,
    /// Some readers show something else than intended.
    Warning,
    /// The specification does not allow it, or a reader rejects it.
    Error,
}

impl Severity {
    /// Its name in reports: `info`, `warning` or `error`.
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

/// Serializes the name of the severity.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A rule. Every rule is a static in one of the two tables, `validate::rules` and `publish::rules`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its name in kebab-case, which describes the problem, such as `missing-guid`.
    pub name: &'static str,
    /// The default severity of its problems.
    pub severity: Severity,
    /// The messages of the W3C feed validator that correspond to the rule.
    pub w3c: &'static [&'static str],
    /// Its group, which is the topic of several rules, such as `podcasts`.
    pub group: &'static str,
    /// The text of its page, `rules/<name>/README.md`.
    pub page: &'static str,
}

impl Rule {
    /// The first line of text on its page, which describes the problem.
    pub fn summary(&self) -> &'static str {
        self.page.lines().find(|it| !it.is_empty() && !it.starts_with('#')).unwrap_or(self.name)
    }

    /// The first sentence of the section "Why it matters" of its page, in the form of a note: in lowercase and without a full stop.
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

/// Displays the name of the rule.
impl Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name)
    }
}

/// Serializes the rule with its summary and its page, as in `feedwright explain --format json`.
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
    /// What is wrong, including the wrong value.
    pub message: String,
    /// The line of the server's response that is wrong, such as `Content-Type: text/html`. `None` if the problem is in the document.
    /// If there is one, the span is empty and at the start of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// Other places that are involved, each with a short explanation.
    #[serde(serialize_with = "labels")]
    pub labels: Vec<(Span, String)>,
    /// Why it matters: which programs fail, and how.
    pub notes: Vec<String>,
    /// What the author can do.
    pub help: Option<String>,
    /// The edits that fix the problem, if this can be done automatically.
    pub fix: Option<Fix>,
    /// The path of the element, such as `/rss/channel/item[2]/pubDate`. Empty if there is none.
    pub path: String,
    /// How often the problem appears. A problem that appears in most entries for the same reason is one diagnostic.
    pub count: usize,
    /// All places of a problem that appears more than once, including the first one. Empty if it appears once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Occurrence>,
}

/// The end of the message of a problem that stands for others.
const MORE: &str = " more like this";

/// A place where a problem appears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Occurrence {
    /// The place, in bytes of the decoded text.
    #[serde(flatten)]
    pub span: Span,
    /// The path of the element. Empty if it is not known.
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

/// Displays the severity, the rule and the message on one line: `error[missing-element]: …`. For the line and the column, see
/// [`Lines`](crate::Lines). The reports also contain the notes and the help.
impl Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}[{}]: {}", self.severity, self.rule, self.message)
    }
}

impl Diagnostic {
    /// A problem at `span` that breaks `rule`, with the default severity.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            severity: rule.severity,
            span,
            message: message.into(),
            response: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            path: String::new(),
            count: 1,
            places: Vec::new(),
        }
    }

    /// A problem of the server's response, with the line of its head that is wrong.
    pub fn of_response(
        rule: &'static Rule,
        line: impl Into<String>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let response = Some(line.into());
        Diagnostic { response, ..Diagnostic::new(rule, Span::at(0), message) }
    }

    /// Whether the problem is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The message of the problem that stands for `count` problems beyond the limit of a rule.
    pub(crate) fn rest_message(count: usize) -> String {
        format!("and {count}{MORE}")
    }

    /// Whether it stands for the problems beyond the limit of a rule.
    pub(crate) fn is_rest(&self) -> bool {
        self.message.ends_with(MORE)
    }

    /// Removes the places that `keep` rejects, with their parts of the fix. Returns whether a place is left.
    pub(crate) fn retain_places(&mut self, keep: &dyn Fn(Span) -> bool) -> bool {
        if self.places.is_empty() {
            return keep(self.span);
        }
        let before = self.places.len();
        self.places.retain(|it| keep(it.span));
        let removed = before - self.places.len();
        // There may be more places than are listed. They are in the same document, so the last one that is listed decides.
        let Some(first) = self.places.first() else { return false };
        if removed > 0 {
            self.count = self.count.saturating_sub(removed).max(1);
            if !keep(self.span) {
                (self.span, self.path) = (first.span, first.path.clone());
            }
            if let Some(fix) = &mut self.fix {
                fix.edits.retain(|it| keep(it.span));
            }
            self.fix.take_if(|it| it.edits.is_empty());
            if self.is_rest() {
                self.message = Diagnostic::rest_message(self.count);
            }
        }
        true
    }

    /// Adds a note, which explains why the problem matters.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Sets the help text, which explains what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds a label for another place.
    pub fn label(&mut self, span: Span, words: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((span, words.into()));
        self
    }

    /// Sets a safe fix with one edit, which does not change what readers show.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Diagnostic {
        let edits = vec![Edit { span, text: text.into() }];
        self.fix = Some(Fix::new(title, Safety::Safe, edits));
        self
    }

    /// Sets an unsafe fix with one edit, which may change what readers show.
    pub fn unsafe_fix(
        &mut self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Diagnostic {
        let edits = vec![Edit { span, text: text.into() }];
        self.fix = Some(Fix::new(title, Safety::Unsafe, edits));
        self
    }
}

/// Whether a fix may change what readers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Readers show the same as before.
    Safe,
    /// Readers may show something else. Such fixes are only applied on request.
    Unsafe,
}

/// The edits that fix a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fix {
    /// What the fix does, as an imperative: "remove the element".
    pub title: String,
    /// Whether it may change what readers show.
    pub safety: Safety,
    /// The edits, in the order of their spans. They do not overlap.
    pub edits: Vec<Edit>,
    /// The encoding in which the document must be written after the edits. `None` if it stays the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
}

impl Fix {
    /// A fix that keeps the encoding of the document.
    pub fn new(title: impl Into<String>, safety: Safety, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), safety, edits, encoding: None }
    }
}

/// A replacement of a part of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The replaced part. Empty if the edit only inserts text.
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
        /// All rules in this table, in groups.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$($(&$rule),*),*];
    };
}
pub(crate) use rules;
