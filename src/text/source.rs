//! A document: its name, its text, and the problems with its encoding.

use crate::text::encoding::{Encoding, Label, Reach, better_name, declared, misnamed};
use crate::text::shorten::clipped;
use crate::text::span::Span;
use std::borrow::Cow;

/// The maximum number of runs of undecodable bytes that are reported separately. The last one includes the number of
/// all further runs.
const MAX_FAULTS: usize = 100;

/// The maximum number of runs of undecodable bytes that are stored for a fix.
const MAX_LOST: usize = 200_000;

/// A decoded document. All positions are bytes of `text`.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Source {
    /// The name in reports: a path as the user wrote it, a URL, or `-`.
    pub name: String,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// The canonical name of the encoding that the text was decoded from, such as `UTF-8`.
    pub encoding: &'static str,
    /// The encoding that HTTP declares.
    pub(crate) http_charset: Option<String>,
    /// The encoding that the XML declaration names, as written, and its place.
    pub(crate) declared: Option<(String, Span)>,
    /// Whether the bytes start with a byte order mark.
    pub(crate) marked: bool,
    /// The problems with the encoding. The text contains U+FFFD in place of undecodable bytes.
    pub(crate) faults: Vec<Fault>,
    /// The runs of bytes that are not valid UTF-8, each with its place in the text and its meaning in windows-1252. Empty if there
    /// are too many.
    pub(crate) lost: Vec<(Span, String)>,
}

/// A problem with the encoding of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The kind of problem.
    pub(crate) kind: FaultKind,
    /// The place in the decoded text.
    pub(crate) span: Span,
    /// The message, with the values that were found.
    pub(crate) message: String,
}

/// The kinds of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// Bytes that are not valid in the document's encoding.
    Undecodable,
    /// The name of an encoding that is unknown or must not be used.
    UnknownEncoding,
    /// The declaration contradicts the byte order mark or the bytes.
    Mismatch,
    /// HTTP contradicts the bytes or the declaration.
    HttpMismatch,
    /// JSON that is not in UTF-8, or that starts with a byte order mark.
    Json,
    /// No encoding is declared.
    Undeclared,
    /// An encoding, or the name of an encoding, that few parsers support.
    Obscure,
    /// An encoding that most parsers support although the specification does not require it.
    Legacy,
}

impl Source {
    /// The usual name of the document's encoding, if its declaration uses another name that few parsers know.
    pub(crate) fn better_encoding_name(&self) -> Option<&'static str> {
        let (label, _) = self.declared.as_ref()?;
        better_name(self.encoding, label)
    }

    /// Whether the declared name of the encoding is unknown, but similar to that of the encoding with which the document was decoded.
    pub(crate) fn is_misnamed(&self) -> bool {
        let label = self.declared.as_ref().map(|it| it.0.as_str());
        label.and_then(misnamed).is_some_and(|it| it.name() == self.encoding)
    }

    /// The maximum size of a document in bytes, which is limited by the type of positions.
    pub const MAX_SIZE: usize = u32::MAX as usize;

    /// Creates a document from text.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source { name: name.into(), text: text.into(), encoding: "UTF-8", ..Source::default() }
    }

    /// Decodes a document. The encoding is taken from the byte order mark, the `charset` of HTTP, the first bytes
    /// together with the XML declaration, or UTF-8, in this order (RFC 7303 §3).
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8], http_charset: Option<&str>) -> Source {
        decode(name.into(), Cow::Borrowed(bytes), http_charset)
    }

    /// Like [`Source::from_bytes`], but does not copy bytes that are already UTF-8.
    pub fn from_vec(name: impl Into<String>, bytes: Vec<u8>, http_charset: Option<&str>) -> Source {
        decode(name.into(), Cow::Owned(bytes), http_charset)
    }

    /// Whether some bytes are not valid in the document's encoding. The text has U+FFFD in their place.
    pub fn is_lossy(&self) -> bool {
        self.faults.iter().any(|it| it.kind == FaultKind::Undecodable)
    }

    /// Returns the text in the document's encoding, with its byte order mark. If the document was decoded without
    /// problems, these are its original bytes, except in encodings that can encode the same text in several ways.
    /// Returns `None` if the encoding does not have all the characters.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let Label::Known(encoding) = Label::of(self.encoding) else { return None };
        let bytes = encoding.encode(&self.text)?;
        Some(if self.marked { [encoding.mark(), &bytes].concat() } else { bytes })
    }

    /// Returns the same document with a different text, in UTF-8 without a byte order mark.
    pub(crate) fn with_text_in_utf8(&self, text: String) -> Source {
        decode(self.name.clone(), Cow::Owned(text.into_bytes()), self.http_charset.as_deref())
    }

    /// Whether the declaration can name another encoding without contradicting HTTP.
    pub(crate) fn may_become_utf8(&self) -> bool {
        self.http_charset.as_deref().is_none_or(|it| Label::of(it) == Label::Known(Encoding::Utf8))
    }

    /// Returns the same document with a different text, and reads its declaration again. Returns `None` if the text
    /// cannot be written in the document's encoding.
    pub(crate) fn with_text(&self, text: String) -> Option<Source> {
        let name = self.name.clone();
        if self.encoding == "UTF-8" && !self.marked {
            let bytes = Cow::Owned(text.into_bytes());
            return Some(decode(name, bytes, self.http_charset.as_deref()));
        }
        let changed = Source { text, ..self.clone() };
        let bytes = Cow::Owned(changed.to_bytes()?);
        let again = decode(name, bytes, self.http_charset.as_deref());
        // A declaration that was edited may name another encoding, which would only be correct if the bytes were
        // different.
        (again.text == changed.text).then_some(again)
    }
}

fn decode(name: String, bytes: Cow<'_, [u8]>, http_charset: Option<&str>) -> Source {
    let (encoding, skip, mut faults) = choose(&bytes, http_charset);
    let marked = skip > 0;
    let text = if encoding == Encoding::Utf8 && skip == 0 {
        match bytes {
            Cow::Owned(bytes) => {
                String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)
            }
            Cow::Borrowed(bytes) => {
                std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| bytes.to_vec())
            }
        }
    } else {
        Err(bytes[skip..].to_vec())
    };
    let mut lost = Vec::new();
    let text =
        text.unwrap_or_else(|bytes| decode_lossily(encoding, &bytes, &mut faults, &mut lost));
    let declared = declared(text.as_bytes())
        .map(|it| (text[it.clone()].to_owned(), Span::new(it.start, it.end)));
    if text.trim_start().starts_with(['{', '[']) {
        faults.extend(json_encoding(encoding, marked));
    } else if let Some((label, span)) = &declared {
        faults.extend(contradiction(label, *span, encoding, marked));
    } else if encoding.width() > 1 && !marked || encoding.has_to_be_declared() {
        let mark = if marked { "" } else { "has no byte order mark and " };
        let message = format!(
            "the document is {}, but {mark}does not declare this encoding",
            encoding.name()
        );
        faults.push(Fault { kind: FaultKind::Mismatch, span: Span::at(0), message });
    }
    faults.extend(http_contradiction(http_charset, declared.as_ref(), encoding, marked));
    if faults.is_empty() {
        faults.extend(unwise(&text, declared.as_ref(), http_charset, encoding, marked));
    }
    faults.sort_by_key(|it| it.span);
    let http_charset = http_charset.map(str::to_owned);
    Source { name, text, encoding: encoding.name(), http_charset, declared, marked, faults, lost }
}

/// "JSON text exchanged between systems that are not part of a closed ecosystem MUST be encoded using UTF-8", without a byte order mark
/// (RFC 8259, §8.1, <https://www.rfc-editor.org/rfc/rfc8259#section-8.1>).
fn json_encoding(encoding: Encoding, marked: bool) -> Option<Fault> {
    let message = match encoding {
        Encoding::Utf8 | Encoding::Ascii if marked => {
            "the JSON document starts with a byte order mark".to_owned()
        }
        Encoding::Utf8 | Encoding::Ascii => return None,
        it => format!("the JSON document is in {}, but must be in UTF-8", it.name()),
    };
    Some(Fault { kind: FaultKind::Json, span: Span::at(0), message })
}

/// Returns the encoding to decode with, the length of the byte order mark, and the problems.
fn choose(bytes: &[u8], http_charset: Option<&str>) -> (Encoding, usize, Vec<Fault>) {
    if let Some((encoding, length)) = Encoding::of_mark(bytes) {
        return (encoding, length, Vec::new());
    }
    let shape = Encoding::of_shape(bytes);
    let mut faults = Vec::new();
    if let Some(charset) = http_charset {
        match Label::of(charset) {
            // If the first bytes contradict HTTP, the bytes are right.
            Label::Known(it)
                if shape.is_none_or(|shape| shape == it)
                    && (it.width() == 1 || shape == Some(it)) =>
            {
                return (it, 0, faults);
            }
            Label::Unknown => faults.push(unknown(charset, Span::at(0), "the HTTP header")),
            Label::Utf7 => faults.push(never(charset, Span::at(0))),
            _ => {}
        }
    }
    if let Some(shape) = shape {
        return (shape, 0, faults);
    }
    let label = declared(bytes).map(|it| Label::of(&String::from_utf8_lossy(&bytes[it])));
    match label {
        Some(Label::Known(it)) if it.width() == 1 && it != Encoding::Ebcdic => (it, 0, faults),
        // If the encoding is unknown, this is the only problem: its bytes are not reported too.
        Some(Label::Unknown) if std::str::from_utf8(bytes).is_err() => {
            let name = declared(bytes).map(|it| String::from_utf8_lossy(&bytes[it]).into_owned());
            let meant = name.and_then(|it| misnamed(&it)).filter(|it| *it != Encoding::Utf8);
            (meant.unwrap_or(Encoding::Whatwg(encoding_rs::WINDOWS_1252)), 0, faults)
        }
        _ => (Encoding::Utf8, 0, faults),
    }
}

/// Returns advice on an encoding that is correct but not ideal: it is not declared, or parsers are not required to
/// support it.
fn unwise(
    text: &str,
    declared: Option<&(String, Span)>,
    http_charset: Option<&str>,
    encoding: Encoding,
    marked: bool,
) -> Option<Fault> {
    let Some((label, span)) = declared else {
        if http_charset.is_some() || marked || !text.starts_with('<') {
            return None;
        }
        // A declaration that is not at the start is a different problem.
        let head = &text.as_bytes()[..text.len().min(4096)];
        let is_declaration =
            |it: usize| it > 0 && head.get(it + 5).is_some_and(u8::is_ascii_whitespace);
        if memchr::memmem::find_iter(head, b"<?xml").any(is_declaration) {
            return None;
        }
        let message = "no encoding is declared".to_owned();
        return Some(Fault { kind: FaultKind::Undeclared, span: Span::at(0), message });
    };
    let kind = match encoding.reach(label) {
        Reach::All => return None,
        Reach::Most => FaultKind::Legacy,
        Reach::Few => FaultKind::Obscure,
    };
    let what = if encoding == Encoding::Utf8 {
        format!("`{}` is not a common name of UTF-8", clip(label))
    } else {
        format!("the document is in `{}`", clip(label))
    };
    Some(Fault { kind, span: *span, message: what })
}

fn unknown(name: &str, span: Span, who: &str) -> Fault {
    let message = format!("{who} specifies an unknown encoding: `{}`", clip(name));
    Fault { kind: FaultKind::UnknownEncoding, span, message }
}

fn never(name: &str, span: Span) -> Fault {
    let message = format!(
        "`{}` is never decoded, because it can hide markup from programs that do not expect it",
        clip(name)
    );
    Fault { kind: FaultKind::UnknownEncoding, span, message }
}

/// Returns the problem if the declaration is wrong.
fn contradiction(label: &str, span: Span, encoding: Encoding, marked: bool) -> Option<Fault> {
    let actual = encoding.name();
    match Label::of(label) {
        Label::Unknown => Some(unknown(label, span, "the XML declaration")),
        Label::Utf7 => Some(never(label, span)),
        it if it.fits(encoding) => None,
        // Code pages of one family share the characters of the declaration, so the declaration decides between them.
        _ if encoding == Encoding::Ebcdic => None,
        // HTTP may override the declaration. The contradiction is reported for HTTP.
        Label::Known(it) if !marked && it.width() == encoding.width() => None,
        _ => {
            let why = if marked { "its byte order mark shows" } else { "its bytes show" };
            let message = format!(
                "the XML declaration specifies `{}`, but the document is {actual}, as {why}",
                clip(label)
            );
            Some(Fault { kind: FaultKind::Mismatch, span, message })
        }
    }
}

/// Returns the problem if HTTP is wrong, or if the declaration contradicts HTTP.
fn http_contradiction(
    http_charset: Option<&str>,
    declared: Option<&(String, Span)>,
    encoding: Encoding,
    marked: bool,
) -> Option<Fault> {
    let charset = http_charset?;
    let label = Label::of(charset);
    if matches!(label, Label::Unknown | Label::Utf7) {
        return None;
    }
    let kind = FaultKind::HttpMismatch;
    if !label.fits(encoding) {
        let why = if marked { "its byte order mark shows" } else { "its bytes show" };
        let message = format!(
            "the HTTP header specifies `{}`, but the document is {}, as {why}",
            clip(charset),
            encoding.name()
        );
        return Some(Fault { kind, span: Span::at(0), message });
    }
    let (name, span) = declared?;
    let known = !matches!(Label::of(name), Label::Unknown | Label::Utf7);
    let message = format!(
        "the XML declaration specifies `{}`, but the HTTP header specifies `{}`",
        clip(name),
        clip(charset)
    );
    (known && !marked && !Label::of(name).fits(encoding)).then_some(Fault {
        kind,
        span: *span,
        message,
    })
}

/// Decodes a document with invalid bytes. There is one problem per run of undecodable bytes.
fn decode_lossily(
    encoding: Encoding,
    bytes: &[u8],
    faults: &mut Vec<Fault>,
    lost: &mut Vec<(Span, String)>,
) -> String {
    let mut runs: Vec<(Span, Vec<u8>)> = Vec::new();
    let mut more = 0usize;
    let text = encoding.decode(bytes, &mut |span, bytes| {
        if encoding == Encoding::Utf8 && lost.len() <= MAX_LOST {
            let meant = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
            match lost.last_mut().filter(|it| it.0.end == span.start) {
                Some((last, text)) => {
                    last.end = span.end;
                    text.push_str(&meant);
                }
                None => lost.push((span, meant.into_owned())),
            }
        }
        if let Some((last, found)) = runs.last_mut().filter(|it| it.0.end == span.start) {
            last.end = span.end;
            found.extend(bytes.iter().take(4usize.saturating_sub(found.len())));
        } else if runs.len() < MAX_FAULTS {
            runs.push((span, bytes.iter().copied().take(4).collect()));
        } else {
            more += 1;
        }
    });
    if lost.len() > MAX_LOST {
        lost.clear();
    }
    let last = runs.len().saturating_sub(1);
    for (index, (span, bytes)) in runs.into_iter().enumerate() {
        let shown: Vec<String> = bytes.iter().map(|it| format!("{it:02X}")).collect();
        let more = if index == last && more > 0 {
            format!("; there are {more} more places like this")
        } else {
            String::new()
        };
        let message =
            format!("the bytes `{}` are not valid {}{more}", shown.join(" "), encoding.name());
        faults.push(Fault { kind: FaultKind::Undecodable, span, message });
    }
    text
}

/// A name that is short enough for a message.
fn clip(name: &str) -> Cow<'_, str> {
    clipped(name, 60)
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Source};

    fn read(bytes: &[u8], http: Option<&str>) -> (String, &'static str, Vec<FaultKind>) {
        let it = Source::from_bytes("-", bytes, http);
        let wrong = it.faults.iter().map(|it| it.kind).filter(|it| !UNWISE.contains(it));
        (it.text, it.encoding, wrong.collect())
    }

    /// Problems that are only advice.
    const UNWISE: [FaultKind; 3] = [FaultKind::Undeclared, FaultKind::Legacy, FaultKind::Obscure];

    #[test]
    fn advises_utf8() {
        use FaultKind::{Legacy, Obscure, Undeclared, UnknownEncoding};
        let declared = |name: &str| format!("<?xml version='1.0' encoding='{name}'?><a/>");
        #[rustfmt::skip]
        let cases: Vec<(String, Option<&str>, &[FaultKind])> = vec![
            (declared("UTF-8"),                     None,          &[]),
            (declared("utf-8"),                     None,          &[]),
            (declared("utf8"),                      None,          &[Obscure]),
            (declared("US-ASCII"),                  None,          &[Legacy]),
            (declared("iso-8859-1"),                None,          &[Legacy]),
            (declared("Windows-1252"),              None,          &[Legacy]),
            (declared("Big5"),                      None,          &[Legacy]),
            (declared("mac-cyrillic"),              None,          &[Obscure]),
            (declared("cp936"),                     None,          &[Obscure]),
            (declared("ibm866"),                    None,          &[Obscure]),
            (declared("x-nobody"),                  None,          &[UnknownEncoding]),
            ("<a/>".into(),                         None,          &[Undeclared]),
            ("<?xml version='1.0'?><a/>".into(),    None,          &[Undeclared]),
            ("<a/>".into(),                         Some("utf-8"), &[]),
            ("\u{feff}<a/>".into(),                 None,          &[]),
            ("{}".into(),                           None,          &[]),
            ("<!-- --><?xml version='1.0'?>".into(), None,         &[]),
        ];
        for (text, http, expected) in cases {
            let it = Source::from_bytes("-", text.as_bytes(), http);
            let found: Vec<_> = it.faults.iter().map(|it| it.kind).collect();
            assert_eq!(found, expected, "{text} {http:?}");
        }
        let unknown = b"<?xml version='1.0' encoding='x-nobody'?><a>caf\xe9</a>";
        assert_eq!(read(unknown, None).2, [UnknownEncoding]);
    }

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn reads_every_encoding_that_xml_can_be_in() {
        let declared = |name: &str| format!("<?xml version='1.0' encoding='{name}'?><a>");
        let with = |name: &str, tail: &[u8]| [declared(name).as_bytes(), tail].concat();
        #[rustfmt::skip]
        let cases: Vec<(Vec<u8>, &str, &str)> = vec![
            ("<a>\u{e9}".into(),                                "\u{e9}", "UTF-8"),
            ("\u{feff}<a>\u{e9}".into(),                        "\u{e9}", "UTF-8"),
            (with("utf-8", "\u{e9}".as_bytes()),                "\u{e9}", "UTF-8"),
            (with("ISO-8859-1", b"\xe9"),                       "\u{e9}", "ISO-8859-1"),
            (with("windows-1252", b"\x80"),                     "\u{20ac}", "windows-1252"),
            (with("Shift_JIS", b"\x82\xa0"),                    "\u{3042}", "Shift_JIS"),
            (with("EUC-JP", b"\xa4\xa2"),                       "\u{3042}", "EUC-JP"),
            (with("ISO-2022-JP", b"\x1b$B$\"\x1b(B"),           "\u{3042}", "ISO-2022-JP"),
            (with("GB18030", b"\xb0\xa1"),                      "\u{554a}", "gb18030"),
            (with("Big5", b"\xa4\xa4"),                         "\u{4e2d}", "Big5"),
            (with("KOI8-R", b"\xc1"),                           "\u{430}", "KOI8-R"),
            (with("mac-cyrillic", b"\x80"),                     "\u{410}", "x-mac-cyrillic"),
            (wide("\u{feff}<a>\u{e9}", u16::to_le_bytes),       "\u{e9}", "UTF-16LE"),
            (wide("\u{feff}<a>\u{e9}", u16::to_be_bytes),       "\u{e9}", "UTF-16BE"),
            (wide(&(declared("UTF-16") + "\u{e9}"), u16::to_le_bytes), "\u{e9}", "UTF-16LE"),
        ];
        for (bytes, end, encoding) in cases {
            let (text, found, faults) = read(&bytes, None);
            assert_eq!((found, &faults[..]), (encoding, &[][..]), "{text}");
            assert!(text.starts_with('<') && text.ends_with(end), "{encoding}: {text}");
        }
    }

    #[test]
    fn uses_sources_of_the_encoding_in_order() {
        use FaultKind::{HttpMismatch, Mismatch, Undecodable, UnknownEncoding};
        let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xc3\xa9";
        assert_eq!(read(latin, Some("utf-8")).2, [HttpMismatch]);
        assert_eq!(read(latin, Some("utf-8")).1, "UTF-8");
        assert_eq!(read(latin, Some("x-nobody")).2, [UnknownEncoding]);
        assert_eq!(read(latin, Some("x-nobody")).1, "ISO-8859-1");
        let marked = [b"\xef\xbb\xbf", &latin[..]].concat();
        assert_eq!(read(&marked, None).2, [Mismatch]);
        assert_eq!(read(&marked, Some("iso-8859-1")).1, "UTF-8");
        assert_eq!(read(b"<?xml version='1.0' encoding='utf-16'?><a>", None).2, [Mismatch]);
        assert_eq!(
            read(b"<?xml version='1.0' encoding='utf-7'?>+ADw-a", None).2,
            [UnknownEncoding]
        );
        assert_eq!(read(&wide("<a/>", u16::to_be_bytes), None).2, [Mismatch]);
        assert_eq!(read(b"<?xml version='1.0' encoding='ascii'?><a>\xe9", None).2, [Undecodable]);
    }

    #[test]
    fn names_each_run_of_undecodable_bytes() {
        let it = Source::from_vec("-", b"<a>\xff\xfe b\xe9</a>".to_vec(), None);
        assert_eq!(it.text, "<a>\u{fffd}\u{fffd} b\u{fffd}</a>");
        let spans: Vec<_> = it.faults.iter().map(|it| it.span.range()).collect();
        assert_eq!(spans, [3..9, 11..14]);
        assert_eq!(it.faults[0].message, "the bytes `FF FE` are not valid UTF-8");
        let binary: Vec<u8> = [0xff, b' '].repeat(10_000);
        assert_eq!(Source::from_vec("-", binary, None).faults.len(), 100);
        for cut in ["\u{e9}", "\u{20ac}", "\u{1f600}"] {
            let bytes = cut.as_bytes();
            assert_eq!(read(&bytes[..bytes.len() - 1], None).2, [FaultKind::Undecodable]);
        }
    }

    #[test]
    fn returns_its_original_bytes() {
        let declared = |name: &str, tail: &[u8]| {
            [format!("<?xml version='1.0' encoding='{name}'?><a>").as_bytes(), tail].concat()
        };
        let wide = |text: &str, unit: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().flat_map(|it| unit(u32::from(it))).collect()
        };
        let cases = [
            "<a>\u{e9}".into(),
            "\u{feff}<a>\u{e9}\r\n".into(),
            declared("ISO-8859-1", b"\xe9\x92"),
            declared("windows-1252", b"\x80"),
            declared("Shift_JIS", b"\x82\xa0"),
            declared("us-ascii", b"a"),
            super::tests::wide("\u{feff}<a>\u{1f600}", u16::to_le_bytes),
            super::tests::wide("\u{feff}<a>\u{1f600}", u16::to_be_bytes),
            wide("\u{feff}<a>\u{1f600}", u32::to_le_bytes),
            wide("\u{feff}<a>\u{1f600}", u32::to_be_bytes),
            b"\x4c\x6f\xa7\x94\x93\x40\xa5\x6e".to_vec(),
        ];
        for bytes in cases {
            let source = Source::from_bytes("-", &bytes, None);
            assert_eq!(source.to_bytes().as_deref(), Some(&bytes[..]), "{}", source.text);
        }
    }

    #[test]
    fn replaces_the_text_in_the_same_encoding() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>";
        let source = Source::from_bytes("-", latin, None);
        let changed = |from: &str, to: &str| source.with_text(source.text.replace(from, to));
        let better = changed("\u{e9}", "\u{e8}").and_then(|it| it.to_bytes());
        assert!(better.is_some_and(|it| it.ends_with(b"<a>\xe8</a>")));
        assert!(changed("\u{e9}", "\u{2019}").is_none(), "there is no such character in it");
        assert!(changed("ISO-8859-1", "UTF-8").is_none(), "the bytes would be others");
    }

    #[test]
    fn keeps_the_declared_name() {
        let it = Source::from_bytes("-", b"<?xml version=\"1.0\" encoding=\"Utf-8\"?><a/>", None);
        let (name, span) = it.declared.expect("the declaration names one");
        assert_eq!((name.as_str(), &it.text[span.range()]), ("Utf-8", "Utf-8"));
        let ebcdic = b"\x4c\x6f\xa7\x94\x93\x40\xa5\x6e";
        assert!(Source::from_bytes("-", ebcdic, None).text.starts_with("<?xml v>"));
    }
}
