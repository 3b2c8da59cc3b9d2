//! How a file is served: its media type, and whether web pages may read it.

use crate::diagnostic::Severity;
use crate::fetch::Fetched;
use crate::fetch::probe::ask::Answers;
use crate::fetch::probe::ask::ORIGIN;
use crate::fetch::probe::ask::is_image;
use crate::fetch::probe::ask::is_media;
use crate::fetch::probe::ask::is_read_by_web_players;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::rules;
use crate::value::image_size;
use crate::value::media_type::by_extension;
use crate::value::media_type::essence;
use crate::value::podcast::media::transcript_of_other_name;

/// Types that browsers accept for an XSLT stylesheet.
const XSLT: &[&str] = &["text/xsl", "text/xml", "application/xml", "application/xslt+xml"];

/// Types that servers use for any file.
const GENERAL: &[&str] = &[
    "application/octet-stream",
    "binary/octet-stream",
    "application/force-download",
    "text/plain",
];

/// Different names for the same media type.
#[rustfmt::skip]
const SAME: &[(&str, &str)] = &[
    ("audio/mp3",                 "audio/mpeg"), ("audio/x-mp3",     "audio/mpeg"), ("audio/mpeg3",      "audio/mpeg"),
    ("audio/x-mpeg-3",            "audio/mpeg"), ("audio/x-mpeg",    "audio/mpeg"), ("audio/mpg",        "audio/mpeg"),
    ("audio/x-m4a",               "audio/mp4"),  ("audio/m4a",       "audio/mp4"),  ("audio/x-mp4",      "audio/mp4"),
    ("audio/x-aac",               "audio/aac"),  ("audio/aacp",      "audio/aac"),  ("audio/x-hx-aac-adts", "audio/aac"),
    ("video/x-m4v",               "video/mp4"),  ("video/m4v",       "video/mp4"),  ("application/ogg",  "audio/ogg"),
    ("audio/opus",                "audio/ogg"),  ("audio/x-wav",     "audio/wav"),  ("audio/wave",       "audio/wav"),
    ("audio/vnd.wave",            "audio/wav"),  ("audio/x-flac",    "audio/flac"), ("image/jpg",        "image/jpeg"),
    ("image/pjpeg",               "image/jpeg"), ("image/x-png",     "image/png"),  ("image/x-icon",     "image/vnd.microsoft.icon"),
    ("application/json+chapters", "application/json"), ("text/json", "application/json"),
    ("application/vnd.apple.mpegurl", "application/x-mpegurl"), ("audio/mpegurl", "application/x-mpegurl"),
    ("audio/x-mpegurl",           "application/x-mpegurl"),
];

/// The name with which a media type is compared.
fn canonical(media_type: &str) -> String {
    let lower = essence(media_type.trim()).to_ascii_lowercase();
    let same = SAME.iter().find(|it| it.0 == lower).map(|it| it.1);
    same.or_else(|| transcript_of_other_name(&lower)).map_or(lower, str::to_owned)
}

/// Reports a file with another media type than the document specifies, or than its purpose requires.
pub(super) fn media_type(
    resource: &Resource,
    fetched: &Fetched,
    answers: &Answers,
    out: &mut Diagnostics,
) {
    let headers = &fetched.response.head.headers;
    let served = headers.get("Content-Type").map(|it| essence(it).to_ascii_lowercase());
    let Some(served) = served.filter(|it| !it.is_empty()) else {
        return untyped(resource, out);
    };
    if resource.kind == ResourceKind::Stylesheet {
        return stylesheet(resource, &served, out);
    }
    let name = resource.kind.name();
    let declared = resource.media_type.as_ref().map(|it| essence(&it.text).to_ascii_lowercase());
    let declared = declared.filter(|it| !it.is_empty());
    // What the bytes of an image show is certain.
    if let Some(part) = answers.part().filter(|_| is_image(resource.kind))
        && let Some(head) = image_size::read(&part.body)
    {
        if canonical(&served) != head.media_type && !GENERAL.contains(&served.as_str()) {
            let message = format!(
                "the {name} is served as {}, but is in the format `{}`",
                Quoted(&served),
                head.media_type
            );
            mismatch(resource.span, message, Severity::Info, head.media_type, out);
        }
        return;
    }
    let expected = match &declared {
        Some(declared) => declared.as_str(),
        None if is_image(resource.kind) => "image/",
        None => return web_page(resource, &served, out),
    };
    let same = canonical(&served) == canonical(expected)
        || (expected.ends_with('/') && served.starts_with(expected));
    if same {
        return;
    }
    let is_general = GENERAL.contains(&served.as_str());
    let severity = if is_general { Severity::Info } else { Severity::Warning };
    let right = if expected.ends_with('/') {
        by_extension(&resource.url).unwrap_or("image/jpeg")
    } else {
        expected
    };
    let message = if declared.is_some() {
        format!("the {name} is declared as {}, but served as {}", Quoted(expected), Quoted(&served))
    } else {
        format!("the {name} is served as {}, which is not an image", Quoted(&served))
    };
    let place = resource.media_type.as_ref().filter(|_| declared.is_some());
    let place = place.map_or(resource.span, |it| it.span);
    if served == "text/html" {
        leads_to_page(place, message, out);
    } else {
        mismatch(place, message, severity, right, out);
    }
}

fn mismatch(place: Span, message: String, severity: Severity, right: &str, out: &mut Diagnostics) {
    out.report(&rules::RESOURCE_TYPE_MISMATCH, place, message)
        .severity(severity)
        .note("some apps choose a player by the declared type, and others by the type from the server")
        .help(format_args!("set the media type on the server (for example `Content-Type: {right}`), or correct the feed"));
}

/// Reports a web page instead of a feed or a file, if the document does not specify a type.
fn web_page(resource: &Resource, served: &str, out: &mut Diagnostics) {
    if served == "text/html" && (is_media(resource.kind) || resource.kind == ResourceKind::Feed) {
        let message = format!("the {} is served as `text/html`", resource.kind.name());
        leads_to_page(resource.span, message, out);
    }
}

fn leads_to_page(place: Span, message: String, out: &mut Diagnostics) {
    out.report(&rules::RESOURCE_TYPE_MISMATCH, place, message)
        .note("the URL leads to a web page, so apps cannot use the file")
        .help("use the URL of the file itself");
}

fn untyped(resource: &Resource, out: &mut Diagnostics) {
    let name = resource.kind.name();
    let right = resource.media_type.as_ref().map(|it| it.text.clone());
    let right = right.or_else(|| by_extension(&resource.url).map(str::to_owned));
    let help = match right {
        Some(right) => format!("set the media type on the server: `Content-Type: {right}`"),
        None => "set the media type on the server, in the header `Content-Type`".to_owned(),
    };
    out.report(
        &rules::RESOURCE_TYPE_MISMATCH,
        resource.span,
        format_args!("the {name} is served without a media type"),
    )
    .severity(Severity::Info)
    .note("apps have to guess what the file is")
    .help(help);
}

fn stylesheet(resource: &Resource, served: &str, out: &mut Diagnostics) {
    let declared = resource.media_type.as_ref().map(|it| essence(&it.text).to_ascii_lowercase());
    let is_css = match declared.as_deref() {
        Some(declared) => declared == "text/css",
        None => served == "text/css",
    };
    let accepted: &[&str] = if is_css { &["text/css"] } else { XSLT };
    if accepted.contains(&served) {
        return;
    }
    let right = if is_css { "text/css" } else { "text/xsl" };
    out.report(
        &rules::UNUSABLE_STYLESHEET_TYPE,
        resource.span,
        format_args!("the stylesheet is served as {}", Quoted(served)),
    )
    .note(
        "browsers ignore a stylesheet with a wrong media type, and show the bare feed or an error",
    )
    .help(format_args!("set the media type on the server: `Content-Type: {right}`"));
}

/// Reports a transcript or chapters that web pages may not read.
pub(super) fn cors(resource: &Resource, fetched: &Fetched, out: &mut Diagnostics) {
    if !is_read_by_web_players(resource.kind) {
        return;
    }
    let allowed = fetched.response.head.headers.get("Access-Control-Allow-Origin");
    if matches!(allowed, Some("*" | ORIGIN)) {
        return;
    }
    let name = resource.kind.name();
    let message = match allowed {
        Some(origin) => {
            format!("only web pages of {} may read the {name}", Quoted(origin))
        }
        None => format!("web pages of other sites may not read the {name}"),
    };
    out.report(&rules::RESOURCE_WITHOUT_CORS, resource.span, message)
        .note("podcast apps and players in browsers cannot load the file")
        .help("send the header `Access-Control-Allow-Origin: *` with the file");
}
