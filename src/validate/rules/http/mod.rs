//! Checks what a server says about a document: the status, the headers and the redirects of its response. What is not known, such as
//! the URL of a response from an archive, causes no problem.

use crate::validate::diagnostics::Diagnostics;
use crate::validate::response::Response;
use crate::validate::rules::http::served::Served;

mod cache_control;
mod caching;
mod challenge;
mod coding;
pub(crate) mod link_header;
mod media_type;
mod redirects;
pub(in crate::validate) mod served;
mod status;
mod validators;
mod vary;
mod websub;

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
    // Readers do not poll outlines and descriptions of search engines.
    if !served.is_feed() {
        return;
    }
    media_type::check(served, out);
    coding::check(served, out);
    validators::check(served, out);
    caching::check(served, out);
    vary::check(served, out);
    websub::check(served, out);
}
