//! Checks what a server says about a document: the status, the headers and the redirects of its response. What is not known, such as
//! the URL of a response from an archive, causes no problem.

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

mod cache_control;
mod caching;
mod challenge;
mod coding;
mod link_header;
mod media_type;
mod redirects;
mod status;
mod validators;
mod vary;
mod websub;

/// A document, and the response that it was sent with.
pub(in crate::validate) struct Served<'d> {
    pub(in crate::validate) response: &'d Response,
    pub(in crate::validate) source: &'d Source,
    pub(in crate::validate) format: Format,
    /// The URL of the feed according to the document.
    pub(in crate::validate) self_url: Option<&'d str>,
    pub(in crate::validate) now: Option<DateTime<Utc>>,
}

/// Reports a response that is not the document itself, such as an error or the check of a bot protection, and returns whether it is one.
/// Its body is not validated.
pub(in crate::validate) fn is_no_document(
    response: &Response,
    text: &str,
    out: &mut Diagnostics,
) -> bool {
    challenge::report(response, text, out) || status::report(response, out)
}

/// Checks the response of a document.
pub(in crate::validate) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    redirects::check(served.response, out);
    if served.format == Format::Unknown {
        return; // The document is not a feed, whatever its headers are.
    }
    media_type::check(served, out);
    coding::check(served, out);
    validators::check(served, out);
    caching::check(served, out);
    vary::check(served, out);
    websub::check(served, out);
}

/// Reports a problem with a line of the response.
fn report<'o>(
    rule: &'static Rule,
    line: impl Display,
    message: impl Display,
    out: &'o mut Diagnostics,
) -> NewDiagnostic<'o> {
    out.report(rule, Span::at(0), message).response(line)
}
