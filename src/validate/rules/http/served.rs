//! A document and its response, and how a problem of the response is reported.

use std::fmt::Display;

use chrono::DateTime;
use chrono::Utc;

use crate::diagnostic::Rule;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::format::Format;
use crate::validate::response::Response;

/// A document, and the response that it was sent with.
pub(in crate::validate) struct Served<'d> {
    pub(in crate::validate) response: &'d Response,
    pub(in crate::validate) source: &'d Source,
    pub(in crate::validate) format: Format,
    /// The URL of the feed according to the document.
    pub(in crate::validate) self_url: Option<&'d str>,
    /// The URLs of its hubs according to the document.
    pub(in crate::validate) hubs: &'d [String],
    pub(in crate::validate) now: Option<DateTime<Utc>>,
}

impl Served<'_> {
    /// Whether the document is a feed: RSS, Atom or JSON Feed.
    pub(super) fn is_feed(&self) -> bool {
        self.format.is_rss()
            || matches!(
                self.format,
                Format::Atom03
                    | Format::Atom10
                    | Format::AtomEntry
                    | Format::JsonFeed10
                    | Format::JsonFeed11
            )
    }
}

/// Reports a problem with a line of the response.
pub(super) fn report<'o>(
    rule: &'static Rule,
    line: impl Display,
    message: impl Display,
    out: &'o mut Diagnostics,
) -> NewDiagnostic<'o> {
    out.report(rule, Span::at(0), message).response(line)
}
