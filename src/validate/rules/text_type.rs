//! What a text construct or content of Atom holds, by its `type`. RFC 4287 §3.1.1 and §4.1.3.1,
//! <https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1>

use crate::text::quoted::Quoted;
use crate::validate::findings::Findings;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::structure::Tag;
use crate::validate::rules::value;
use crate::validate::rules::value::words;
use crate::value::media_type;

/// What a construct holds, by its `type` and its `src`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate::rules) enum Holds {
    /// Text that is shown as it is.
    Text,
    /// HTML as text, or text of another kind.
    Html,
    /// HTML as text, of a media type that is for whole documents.
    HtmlDocument,
    /// Elements of XHTML in one `div`.
    Xhtml,
    /// Elements of XHTML, as they are.
    Markup,
    /// Elements of XML.
    Xml,
    /// A whole document of XHTML.
    XhtmlDocument,
    /// Bytes, as base64.
    Bytes,
    /// Nothing: the content is elsewhere.
    Nothing,
}

/// What a construct holds; judges its `type` on the way.
pub(in crate::validate::rules) fn holds(
    tag: &Tag<'_, '_>,
    is_content: bool,
    out: &mut Findings,
) -> Holds {
    let kind = tag.attribute("type");
    let is_elsewhere = is_content && tag.attribute("src").is_some();
    let Some(kind) = kind.map(Decoded::trim).filter(|it| !it.text.is_empty()) else {
        if is_elsewhere && kind.is_none() {
            out.report(
                &rules::CONTENT_WITHOUT_TYPE,
                tag.name_span,
                "this content is elsewhere, and its media type is not said",
            )
            .note("readers have to fetch it to see whether they can show it")
            .help("add type=\"…\" with its media type");
        }
        return if is_elsewhere { Holds::Nothing } else { Holds::Text };
    };
    value::stands_alone("type", tag.attribute("type"), out);
    let of_atom = match kind.text {
        "text" => Some(Holds::Text),
        "html" => Some(Holds::Html),
        "xhtml" => Some(Holds::Xhtml),
        _ => None,
    };
    if is_elsewhere {
        if of_atom.is_some() {
            not_a_media_type(tag, kind, out);
        } else {
            words::a_media_type("type", kind, out);
        }
        return Holds::Nothing;
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

/// What content of a media type is (§4.1.3.3).
fn by_media_type(text: &str) -> Holds {
    let essence = media_type::essence(text).to_ascii_lowercase();
    if !essence.contains('/') {
        return match essence.as_str() {
            "xhtml" => Holds::Xhtml,
            "text" => Holds::Text,
            _ => Holds::Html,
        };
    }
    if essence == "application/xhtml+xml" {
        Holds::XhtmlDocument
    } else if essence.ends_with("+xml") || essence.ends_with("/xml") {
        Holds::Xml
    } else if essence == "text/html" {
        Holds::HtmlDocument
    } else if essence == "text/plain" {
        Holds::Text
    } else if essence.starts_with("text/") {
        Holds::Html
    } else {
        Holds::Bytes
    }
}

/// Whether an entry with content of this type has to have a summary: "the content is encoded in Base64" (§4.1.1.1).
pub(in crate::validate) fn is_in_base64(kind: &str) -> bool {
    by_media_type(kind) == Holds::Bytes
}

/// "the value of the "type" attribute MUST be a MIME media type … rather than "text", "html" or "xhtml"" (§4.1.3.2).
fn not_a_media_type(tag: &Tag<'_, '_>, kind: Decoded<'_>, out: &mut Findings) {
    out.report(
        &rules::INVALID_MEDIA_TYPE,
        kind.span(),
        format_args!(
            "{} is elsewhere, and its type is no media type: {}",
            Quoted(tag.row.name),
            Quoted(kind.text)
        ),
    )
    .note("`text`, `html` and `xhtml` are for content that stands in the feed")
    .help(match kind.text {
        "text" => "write type=\"text/plain\"",
        "html" => "write type=\"text/html\"",
        _ => "write type=\"application/xhtml+xml\"",
    });
}

/// "it MUST NOT be a composite type" (§4.1.3.1).
fn composite(kind: Decoded<'_>, out: &mut Findings) {
    out.report(
        &rules::INVALID_MEDIA_TYPE,
        kind.span(),
        format_args!("content may not be of a composite media type: {}", Quoted(kind.text)),
    )
    .note("readers do not take messages and their parts to pieces")
    .help("give one of the parts, with its own media type");
}

/// "When present, the value MUST be one of "text", "html", or "xhtml"" (§3.1.1).
fn not_a_text_type(tag: &Tag<'_, '_>, kind: Decoded<'_>, out: &mut Findings) {
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
            format_args!("{} cannot be of the type {}", Quoted(tag.row.name), Quoted(kind.text)),
        )
        .note("readers know `text`, `html` and `xhtml`, and some refuse a feed that has anything else");
    match right {
        Some(right) => report.help(format_args!("write type=\"{right}\"")).unsafe_fix(
            format_args!("write `{right}`"),
            kind.span(),
            right,
        ),
        None => report.help("write type=\"text\", \"html\" or \"xhtml\""),
    };
}
