//! What an Atom text construct or Atom content contains, by its `type`. RFC 4287 §3.1.1 and §4.1.3.1,
//! <https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1>

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Tag;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::value;
use crate::validate::rules::value::words;
use crate::value::media_type;

/// What a construct contains, by its `type` and its `src`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate::rules) enum Contents {
    /// Text that is shown literally.
    Text,
    /// HTML as text, or text of another kind.
    Html,
    /// HTML as text, with a media type for whole documents.
    HtmlDocument,
    /// XHTML elements in one `div`.
    Xhtml,
    /// XHTML elements, without a `div`.
    Markup,
    /// XML elements.
    Xml,
    /// A whole XHTML document.
    XhtmlDocument,
    /// Bytes, as base64.
    Bytes,
    /// Nothing: the content is elsewhere.
    Nothing,
}

/// Returns what a construct contains, and checks its `type`.
pub(in crate::validate::rules) fn contents(
    tag: &Tag<'_, '_>,
    is_content: bool,
    out: &mut Diagnostics,
) -> Contents {
    let kind = tag.attribute("type");
    let is_elsewhere = is_content && tag.attribute("src").is_some();
    let Some(kind) = kind.map(Decoded::trim).filter(|it| !it.text.is_empty()) else {
        if is_elsewhere && kind.is_none() {
            out.report(
                &rules::CONTENT_WITHOUT_TYPE,
                tag.name_span,
                "this `content` has a `src`, but no `type`",
            )
            .note("readers have to fetch the content to find out whether they can show it")
            .help("add `type=\"…\"` with the media type of the file");
        }
        return if is_elsewhere { Contents::Nothing } else { Contents::Text };
    };
    value::has_no_surrounding_space("type", tag.attribute("type"), out);
    let of_atom = match kind.text {
        "text" => Some(Contents::Text),
        "html" => Some(Contents::Html),
        "xhtml" => Some(Contents::Xhtml),
        _ => None,
    };
    if is_elsewhere {
        if of_atom.is_some() {
            not_a_media_type(tag, kind, out);
        } else {
            words::a_media_type("type", kind, out);
        }
        return Contents::Nothing;
    }
    if let Some(of_atom) = of_atom {
        return of_atom;
    }
    if is_content {
        match media_type::essence(kind.text).split_once('/') {
            Some((whole, _))
                if ["multipart", "message"].iter().any(|it| it.eq_ignore_ascii_case(whole)) =>
            {
                composite(kind, out);
            }
            _ => words::a_media_type("type", kind, out),
        }
    } else {
        not_a_text_type(tag, kind, out);
    }
    by_media_type(kind.text)
}

/// What content of this media type contains (§4.1.3.3).
fn by_media_type(text: &str) -> Contents {
    let essence = media_type::essence(text).to_ascii_lowercase();
    if !essence.contains('/') {
        return match essence.as_str() {
            "xhtml" => Contents::Xhtml,
            "text" => Contents::Text,
            _ => Contents::Html,
        };
    }
    if essence == "application/xhtml+xml" {
        Contents::XhtmlDocument
    } else if essence.ends_with("+xml") || essence.ends_with("/xml") {
        Contents::Xml
    } else if essence == "text/html" {
        Contents::HtmlDocument
    } else if essence == "text/plain" {
        Contents::Text
    } else if essence.starts_with("text/") {
        Contents::Html
    } else {
        Contents::Bytes
    }
}

/// Whether an entry with content of this type must have a summary: "the content is encoded in Base64" (§4.1.1.1).
pub(in crate::validate) fn is_in_base64(kind: &str) -> bool {
    by_media_type(kind) == Contents::Bytes
}

/// "the value of the "type" attribute MUST be a MIME media type … rather than "text", "html" or "xhtml"" (§4.1.3.2).
fn not_a_media_type(tag: &Tag<'_, '_>, kind: Decoded<'_>, out: &mut Diagnostics) {
    out.report(
        &rules::INVALID_MEDIA_TYPE,
        kind.span(),
        format_args!(
            "the `type` of {} with a `src` is not a media type: {}",
            Quoted(tag.row.name),
            Quoted(kind.text)
        ),
    )
    .note("`text`, `html` and `xhtml` are only for content inside the feed")
    .help(match kind.text {
        "text" => "write `type=\"text/plain\"`",
        "html" => "write `type=\"text/html\"`",
        _ => "write `type=\"application/xhtml+xml\"`",
    });
}

/// "it MUST NOT be a composite type" (§4.1.3.1).
fn composite(kind: Decoded<'_>, out: &mut Diagnostics) {
    out.report(
        &rules::INVALID_MEDIA_TYPE,
        kind.span(),
        format_args!("content cannot have a composite media type: {}", Quoted(kind.text)),
    )
    .note("readers do not split a message into its parts")
    .help("include only one of the parts, with its own media type");
}

/// "When present, the value MUST be one of "text", "html", or "xhtml"" (§3.1.1).
fn not_a_text_type(tag: &Tag<'_, '_>, kind: Decoded<'_>, out: &mut Diagnostics) {
    let lower = media_type::essence(kind.text).to_ascii_lowercase();
    let right = match lower.as_str() {
        "text" | "text/plain" | "plain" => Some("text"),
        "html" | "text/html" => Some("html"),
        "xhtml" | "application/xhtml+xml" => Some("xhtml"),
        _ => None,
    };
    let report = out
        .report(
            &rules::INVALID_TEXT_TYPE,
            kind.span(),
            format_args!("{} has an invalid `type`: {}", Quoted(tag.row.name), Quoted(kind.text)),
        )
        .note("readers support `text`, `html` and `xhtml`, and some reject a feed with any other type");
    match right {
        Some(right) => report.help(format_args!("write `type=\"{right}\"`")).unsafe_fix(
            format_args!("change it to `{right}`"),
            kind.span(),
            right,
        ),
        None => report.help("write `type=\"text\"`, `type=\"html\"` or `type=\"xhtml\"`"),
    };
}
