//! The size of a media file, and whether players can load parts of it.

use crate::diagnostic::Severity;
use crate::fetch::Fetched;
use crate::fetch::probe::ask::Answers;
use crate::fetch::probe::ask::is_media;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::Resource;
use crate::validate::rules;

/// Reports a file whose size is not the one in the document.
pub(super) fn length(resource: &Resource, answers: &Answers, out: &mut Diagnostics) {
    let Some(declared) = &resource.length else { return };
    let Ok(number) = declared.text.parse::<u64>() else { return };
    let Some(size) = size(answers).filter(|it| *it != number && *it > 0) else { return };
    let name = resource.kind.name();
    let written = if resource.name == "media:content" { "fileSize" } else { "length" };
    let message = if number == 0 {
        format!("the size of the {name} is given as 0, but the file has {size} bytes")
    } else {
        format!(
            "the size of the {name} is given as {}, but the file has {size} bytes",
            Quoted(&declared.text)
        )
    };
    // The `length` of an Atom link is a hint (RFC 4287, section 4.2.7.6), and files with inserted advertisements differ in size.
    let is_near = number.abs_diff(size) <= size / 5;
    let is_hint = resource.name == "link" || resource.name == "atom:link";
    let severity =
        if number == 0 || is_near || is_hint { Severity::Info } else { Severity::Warning };
    let help = if resource.name == "attachments" {
        format!("change it to `\"size_in_bytes\": {size}`")
    } else {
        format!("change it to `{written}=\"{size}\"`")
    };
    out.report(&rules::RESOURCE_LENGTH_MISMATCH, declared.span, message)
        .severity(severity)
        .note("apps show the size before a download, and some compare it with the downloaded file")
        .help(help);
}

/// The size of the whole file in bytes.
fn size(answers: &Answers) -> Option<u64> {
    answers.part().and_then(total).or_else(|| answers.best().and_then(total))
}

fn total(fetched: &Fetched) -> Option<u64> {
    let head = &fetched.response.head;
    let is_plain =
        head.headers.get("Content-Encoding").is_none_or(|it| it.eq_ignore_ascii_case("identity"));
    if !is_plain {
        return None;
    }
    match head.status {
        206 => head.headers.get("Content-Range")?.rsplit('/').next()?.trim().parse().ok(),
        200 => head.headers.get("Content-Length")?.parse().ok(),
        _ => None,
    }
}

/// Reports a media file of which players cannot load parts.
pub(super) fn ranges(resource: &Resource, answers: &Answers, out: &mut Diagnostics) {
    let Some(part) = answers.part().filter(|_| is_media(resource.kind)) else { return };
    let head = &part.response.head;
    let reason = match (head.status, head.headers.get("Content-Range")) {
        (206, Some(range)) if range.trim_start().starts_with("bytes 0-") => return,
        (206, Some(range)) => format!("the part has the wrong range: {}", Quoted(range)),
        (206, None) => "the part has no `Content-Range`".to_owned(),
        _ => "the server sends the whole file instead".to_owned(),
    };
    // A playlist is loaded as a whole.
    let kind = resource.media_type.as_ref().map(|it| it.text.to_ascii_lowercase());
    if kind.is_some_and(|it| {
        it.contains("mpegurl") || it.starts_with("text/") || it.starts_with("image/")
    }) {
        return;
    }
    out.report(
        &rules::RESOURCE_WITHOUT_RANGES,
        resource.span,
        format_args!("parts of the {} cannot be requested: {reason}", resource.kind.name()),
    )
    .note("Apple Podcasts rejects such files, and players cannot jump to a position before they have loaded everything until there")
    .help("allow range requests (RFC 9110, section 14): the answer to `Range: bytes=0-1` has the status 206 and two bytes");
}
