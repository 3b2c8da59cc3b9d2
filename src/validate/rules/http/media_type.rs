//! Checks the `Content-Type` against the format of the document.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::format::Format;
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::{
    HTTP_ATTACHMENT, HTTP_INVALID_MEDIA_TYPE, HTTP_MISSING_CHARSET, HTTP_MISSING_CORS,
    HTTP_MISSING_MEDIA_TYPE, HTTP_WRONG_MEDIA_TYPE,
};
use crate::value::media_type;

/// The families of formats with their own media types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Rss,
    Rdf,
    Atom,
    Json,
}

impl Family {
    fn of(format: Format) -> Option<Family> {
        Some(match format {
            Format::Rss10 | Format::Rss11 | Format::Rss090 => Family::Rdf,
            it if it.is_rss() => Family::Rss,
            Format::Atom03 | Format::Atom10 | Format::AtomEntry => Family::Atom,
            Format::JsonFeed10 | Format::JsonFeed11 => Family::Json,
            _ => return None,
        })
    }

    /// The media type to use.
    fn media_type(self) -> &'static str {
        match self {
            Family::Rss => "application/rss+xml",
            Family::Rdf => "application/rdf+xml",
            Family::Atom => "application/atom+xml",
            Family::Json => "application/feed+json",
        }
    }
}

/// How well a media type fits a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Good,
    /// Readers look at the document and show the feed.
    OtherFeed,
    /// Readers look for a feed in the page; browsers show the source as a page.
    Page,
    /// Readers with `SimplePie` reject it.
    Rejected,
    /// Most readers recognize JSON by its first character.
    NotJson,
}

/// Media types of XML, and the family that each of them names. `FreshRSS` and other readers with `SimplePie` accept these.
#[rustfmt::skip]
static XML_TYPES: &[(&str, Option<Family>)] = &[
    ("application/rss+xml",   Some(Family::Rss)),
    ("application/x-rss+xml", Some(Family::Rss)),
    ("application/atom+xml",  Some(Family::Atom)),
    ("application/rdf+xml",   Some(Family::Rdf)),
    ("text/rdf",              Some(Family::Rdf)),
    ("application/xml",       None),
    ("text/xml",              None),
];

fn fit(family: Family, essence: &str) -> Fit {
    if family == Family::Json {
        return match essence {
            "application/feed+json" | "application/json" => Fit::Good,
            _ => Fit::NotJson,
        };
    }
    if essence == "text/html" {
        return Fit::Page;
    }
    match XML_TYPES.iter().find(|it| it.0 == essence) {
        // RSS 1.0 is also RSS.
        Some((_, Some(Family::Rss))) if family == Family::Rdf => Fit::Good,
        Some((_, Some(named))) if *named != family => Fit::OtherFeed,
        Some(_) => Fit::Good,
        None => Fit::Rejected,
    }
}

/// Checks the media type, the charset, and other headers that say what the document is.
pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let Some(family) = Family::of(served.format) else { return };
    let headers = &served.response.head.headers;
    let right = family.media_type();
    // Without any header, as in a list of documents, nothing is known.
    if headers.iter().next().is_none() {
        return;
    }
    attachment(served, out);
    if family == Family::Json && headers.get("Access-Control-Allow-Origin").is_none() {
        problem(
            &HTTP_MISSING_CORS,
            &served.response.head,
            "web pages on other sites cannot read this JSON feed",
            out,
        )
        .note("readers that run in a browser can only request it with the header `Access-Control-Allow-Origin`")
        .help("send `Access-Control-Allow-Origin: *`");
    }
    let Some(value) = headers.get("Content-Type").filter(|it| !it.is_empty()) else {
        problem(
            &HTTP_MISSING_MEDIA_TYPE,
            &served.response.head,
            "the response has no `Content-Type`",
            out,
        )
        .note("FreshRSS and other readers with SimplePie reject the feed, and browsers guess what it is")
        .help(format_args!("send `Content-Type: {right}`"));
        return;
    };
    let line = headers.line("Content-Type").unwrap_or_default();
    if let Some(fault) = media_type::problem(value)
        && fault.class == media_type::MediaTypeFault::Invalid
    {
        problem(
            &HTTP_INVALID_MEDIA_TYPE,
            line,
            format_args!("the `Content-Type` is not a media type: {}", Quoted(value)),
            out,
        )
        .note("FreshRSS and other readers with SimplePie reject the feed, and browsers guess what it is")
        .help(format_args!("send `Content-Type: {right}`"));
        return;
    }
    let essence = media_type::essence(value).to_ascii_lowercase();
    if essence == "text/xml" {
        charset(served, value, &line, out);
    }
    let (severity, note) = match fit(family, &essence) {
        Fit::Good => return,
        Fit::OtherFeed => (
            Severity::Warning,
            "most readers look at the document and show the feed, but programs that choose a parser by the type fail",
        ),
        Fit::Page => (
            Severity::Warning,
            "browsers show the feed as a web page, and programs that expect XML reject it",
        ),
        Fit::Rejected => (
            Severity::Error,
            "FreshRSS and other readers with SimplePie reject the feed because of its type, and browsers do not show it as XML",
        ),
        Fit::NotJson => (
            Severity::Warning,
            "readers that choose the parser by the type do not recognize a JSON feed",
        ),
    };
    let sniff = headers.get("X-Content-Type-Options");
    let is_final = sniff.is_some_and(|it| it.eq_ignore_ascii_case("nosniff"));
    let shown = Quoted(&essence);
    let what = what(family);
    let new = problem(
        &HTTP_WRONG_MEDIA_TYPE,
        line,
        format_args!("this {what} is served as {shown}"),
        out,
    )
    .severity(severity)
    .note(note);
    let new = if is_final && severity == Severity::Warning && essence.starts_with("text/") {
        new.note(
            "`X-Content-Type-Options: nosniff` tells programs not to look at the document instead",
        )
    } else {
        new
    };
    let charset = media_type::parameter(value, "charset").filter(|_| family != Family::Json);
    let charset = charset.map_or_else(String::new, |it| format!("; charset={it}"));
    new.help(format_args!("send `Content-Type: {right}{charset}`"));
}

fn what(family: Family) -> &'static str {
    match family {
        Family::Rss => "RSS feed",
        Family::Rdf => "RSS 1.0 feed",
        Family::Atom => "Atom feed",
        Family::Json => "JSON feed",
    }
}

/// RFC 7303 §3 uses the XML declaration then, but earlier specifications required US-ASCII.
fn charset(served: &Served<'_>, value: &str, line: &str, out: &mut Diagnostics) {
    let source = served.source;
    if media_type::parameter(value, "charset").is_some() || source.marked || source.text.is_ascii()
    {
        return;
    }
    let encoding = source.encoding.to_ascii_lowercase();
    problem(
        &HTTP_MISSING_CHARSET,
        line,
        "`text/xml` without `charset` was US-ASCII until 2014, but the document has other characters",
        out,
    )
    .note("feedparser 6.0 and other programs that follow RFC 3023 report a wrong encoding")
    .help(format_args!("send `Content-Type: text/xml; charset={encoding}`, or use `application/xml`"));
}

fn attachment(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let Some(value) = headers.get("Content-Disposition") else { return };
    let kind = value.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("attachment") {
        let line = headers.line("Content-Disposition").unwrap_or_default();
        problem(&HTTP_ATTACHMENT, line, "browsers download the feed instead of showing it", out)
            .note("people who follow a link to the feed get a file, and do not see its stylesheet or its URL")
            .help("remove `Content-Disposition`");
    }
}
