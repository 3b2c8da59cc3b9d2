//! The content of an Atom entry in base64. RFC 4287 §4.1.3.3, <https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3>

use std::cell::Cell;

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::facts::Facts;
use crate::validate::markup::Form;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::decoded::Locate;
use crate::validate::rules;
use crate::value::base64;
use crate::value::media_type;

/// "If the value of "type" is any other media type, the content MUST be a valid Base64 encoding" (§4.1.3.3).
pub(super) fn is_base64(name: &str, text: Decoded<'_>, out: &mut Diagnostics) -> bool {
    let Some(problem) = base64::problem(text.text) else { return true };
    out.report(
        &rules::NOT_BASE64,
        text.span_of(problem.at.start, problem.at.end),
        format_args!(
            "{} has a media type that requires base64, but is not valid base64",
            Quoted(name)
        ),
    )
    .note(&problem.what)
    .help("encode the content in base64, or write `type=\"text\"` or `type=\"html\"`");
    false
}

/// HTML inside base64 is just as unsafe.
pub(super) fn html(name: &str, text: Decoded<'_>, facts: &mut Facts<'_>, out: &mut Diagnostics) {
    let Ok(html) = String::from_utf8(base64::decode(text.text)) else { return };
    let piece = Piece { raw: "", span: text.span(), form: Form::Escaped };
    let base64 = Base64 { text, last: Cell::new((0, 0)) };
    let before = out.len();
    rules::html::check(name, Decoded::one(&html, piece, &base64), facts, out);
    for diagnostic in out.since(before) {
        diagnostic.fix = None; // The edit would be for the decoded text, not for the base64 in the feed.
    }
}

/// Base64 text. A byte of the decoded content is located at the base64 digit in which it begins.
struct Base64<'a> {
    text: Decoded<'a>,
    /// The byte that was located last, and the position of its digit. The next search starts there.
    last: Cell<(usize, usize)>,
}

impl Locate for Base64<'_> {
    fn locate(&self, _: &Piece<'_>, offset: usize) -> usize {
        // Four digits encode three bytes, so each group of four starts with a new byte.
        let (byte, start) = self.last.get();
        let (byte, start) = if byte <= offset { (byte, start) } else { (0, 0) };
        let group = (offset - byte) / 3 * 3;
        let group_start = start + base64::position(&self.text.text[start..], group);
        self.last.set((byte + group, group_start));
        let rest = &self.text.text[group_start..];
        let at = group_start + base64::position(rest, offset - byte - group);
        self.text.span_of(at, at).start as usize
    }
}

/// Whether bytes of this media type are HTML, such as `application/html`, which is not a text type.
pub(super) fn is_html(kind: &str) -> bool {
    let essence = media_type::essence(kind.trim());
    essence.rsplit_once('/').is_some_and(|(_, it)| it.eq_ignore_ascii_case("html"))
}
