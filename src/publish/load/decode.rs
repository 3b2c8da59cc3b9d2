//! Decodes the bytes of an article: by its byte order mark, else as UTF-8, else with the charset that an HTML page declares.
//! Otherwise the encoding is guessed, because newsrooms still save text in windows-1252.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::diagnostic::Diagnostic;
use crate::publish::load::Form;
use crate::publish::rules::UNREADABLE_ARTICLE;
use crate::text::source::Source;
use crate::text::span::Span;

/// The number of bytes of an HTML page that are searched for its charset:
/// <https://html.spec.whatwg.org/#determining-the-character-encoding>.
const CHARSET_WITHIN: usize = 1024;

/// Decodes the bytes of the article `name`. If they are not text in any encoding, also returns a diagnostic with the text that
/// could be decoded.
pub(crate) fn text(name: &str, bytes: Vec<u8>, form: Form) -> (Source, Option<Diagnostic>) {
    let source = |text: String, encoding: &'static Encoding| Source {
        encoding: encoding.name(),
        ..Source::from_text(name, with_line_feeds(text))
    };
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[length..]);
        let fault = broken.then(|| broken_at(&text, encoding));
        return (source(text.into_owned(), encoding), fault);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let fault = is_binary(text.as_bytes()).then(not_a_text);
            return (source(text, UTF_8), fault);
        }
        Err(error) => error.into_bytes(),
    };
    if is_binary(&bytes) {
        return (source(String::new(), UTF_8), Some(not_a_text()));
    }
    let encoding = match form {
        // Every tool requires UTF-8 for front matter and Markdown. A guess could put wrong characters into titles.
        Form::Markdown => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let mut fault = broken_at(&text, UTF_8);
            let guess = WINDOWS_1252.name();
            fault.help(format!("save the file as UTF-8; its current encoding may be {guess}"));
            return (source(text, UTF_8), Some(fault));
        }
        Form::Html => charset(&bytes).unwrap_or_else(|| guess(&bytes)),
        Form::Text => guess(&bytes),
    };
    let (text, broken) = encoding.decode_without_bom_handling(&bytes);
    let fault = broken.then(|| broken_at(&text, encoding));
    (source(text.into_owned(), encoding), fault)
}

/// Replaces each carriage return that is not followed by a line feed. Old Macs ended lines like this.
fn with_line_feeds(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut bytes = text.into_bytes();
    for at in 0..bytes.len() {
        if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            bytes[at] = b'\n';
        }
    }
    String::from_utf8(bytes).expect("only ASCII bytes were replaced")
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The charset in the first kilobyte of a page: `<meta charset=…>` or `content="text/html; charset=…"`.
fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(CHARSET_WITHIN)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset")? + b"charset".len();
    let rest = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest =
        rest.trim_ascii_start().strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|it| !it.is_ascii_alphanumeric() && !b"-_:.".contains(it));
    Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
}

/// Whether the bytes are those of an image, an archive or a program. Text has no NUL bytes near its start.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let nuls = memchr::memchr_iter(0, head).count();
    nuls > 8
        || bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"%PDF-")
}

fn not_a_text() -> Diagnostic {
    let mut fault =
        Diagnostic::new(&UNREADABLE_ARTICLE, Span::default(), "the file is not a text file");
    fault.note("its bytes are those of an image, an archive or another binary file");
    fault.help("move it out of the folder of articles, or give it the correct extension");
    fault
}

fn broken_at(text: &str, encoding: &'static Encoding) -> Diagnostic {
    let at = text.find('\u{fffd}').unwrap_or(0);
    let line = text[..at].matches('\n').count() + 1;
    let message = format!("line {line} is not valid {}", encoding.name());
    let span = Span::new(at, (at + '\u{fffd}'.len_utf8()).min(text.len()));
    let mut fault = Diagnostic::new(&UNREADABLE_ARTICLE, span, message);
    fault.note("guessing another encoding could put wrong characters into the feed");
    fault.help("save the file as UTF-8");
    fault
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::publish::load::Form;

    #[test]
    fn decodes_files_that_authors_save() {
        #[rustfmt::skip]
        let cases: [(&[u8], Form, &str, &str); 8] = [
            (b"a\rb\r\nc\n\rd",                                  Form::Markdown, "a\nb\r\nc\n\nd", "UTF-8"),
            (b"caf\xc3\xa9",                                   Form::Markdown, "caf\u{e9}", "UTF-8"),
            (b"\xef\xbb\xbfcaf\xc3\xa9",                       Form::Markdown, "caf\u{e9}", "UTF-8"),
            (b"\xff\xfec\0a\0f\0\xe9\0",                       Form::Markdown, "caf\u{e9}", "UTF-16LE"),
            (b"Le caf\xe9 \x93ouvert\x94 \xe0 midi",           Form::Text,     "Le caf\u{e9} \u{201c}ouvert\u{201d} \u{e0} midi", "windows-1252"),
            (b"<meta charset='iso-8859-2'>\xb1",               Form::Html,     "<meta charset='iso-8859-2'>\u{105}", "ISO-8859-2"),
            (b"<meta content=\"text/html; charset=utf-8\">\xc3\xa9", Form::Html, "<meta content=\"text/html; charset=utf-8\">\u{e9}", "UTF-8"),
            (b"",                                              Form::Text,     "", "UTF-8"),
        ];
        for (bytes, form, expected, encoding) in cases {
            let (source, fault) = text("a", bytes.to_vec(), form);
            assert_eq!((source.text.as_str(), source.encoding, fault), (expected, encoding, None));
        }
    }

    #[test]
    fn reports_the_position_of_invalid_bytes() {
        let (source, fault) = text("a", b"---\ntitle: caf\xe9\n---\n".to_vec(), Form::Markdown);
        let fault = fault.expect("windows-1252 is not UTF-8");
        assert_eq!(fault.message, "line 2 is not valid UTF-8");
        assert_eq!(&source.text[fault.span.range()], "\u{fffd}");
        let (_, fault) = text("a", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Form::Text);
        assert_eq!(fault.map(|it| it.message).as_deref(), Some("the file is not a text file"));
    }
}
