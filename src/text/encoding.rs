//! Detects the encoding of a document and decodes it (RFC 7303 §3,
//! <https://www.rfc-editor.org/rfc/rfc7303#section-3>, and XML 1.0, appendix F).

use std::ops::Range;

use encoding_rs::{DecoderResult, REPLACEMENT};
use memchr::{memchr, memmem};

use crate::text::span::Span;

/// An encoding that can be decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
    /// Code page 37, which represents its family: the characters of XML declarations are the same in all of these
    /// code pages.
    Ebcdic,
    /// The encoding as ISO defines it, in which 0x80 to 0x9F are control characters. The WHATWG uses Windows-1252
    /// instead.
    Latin1,
    Ascii,
    /// One of the WHATWG encodings (<https://encoding.spec.whatwg.org/>).
    Whatwg(&'static encoding_rs::Encoding),
}

/// How many XML parsers support an encoding, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All parsers must support it (XML 1.0 §4.3.3).
    All,
    /// Most parsers support it.
    Most,
    /// Few parsers support it.
    Few,
}

/// The WHATWG encodings that XML parsers commonly support.
#[rustfmt::skip]
static COMMON: &[&str] = &[
    "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-10",
    "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", "KOI8-R", "KOI8-U", "windows-874", "windows-1250",
    "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
    "windows-1258", "GBK", "gb18030", "Big5", "EUC-JP", "Shift_JIS", "EUC-KR",
];

/// The meaning of an encoding name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    Known(Encoding),
    /// UTF-16 or UTF-32, in the byte order of the document.
    Wide(usize),
    /// UTF-7, which hides markup from programs that do not expect it.
    Utf7,
    Unknown,
}

impl Label {
    pub(super) fn of(name: &str) -> Label {
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "utf-8" | "utf8" => Label::Known(Encoding::Utf8),
            "utf-16" | "utf16" | "iso-10646-ucs-2" | "ucs-2" | "unicode" => Label::Wide(2),
            "utf-32" | "utf32" | "iso-10646-ucs-4" | "ucs-4" => Label::Wide(4),
            "utf-16le" => Label::Known(Encoding::Utf16Le),
            "utf-16be" => Label::Known(Encoding::Utf16Be),
            "utf-32le" => Label::Known(Encoding::Utf32Le),
            "utf-32be" => Label::Known(Encoding::Utf32Be),
            "us-ascii" | "ascii" | "iso646-us" | "ansi_x3.4-1968" => Label::Known(Encoding::Ascii),
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" => {
                Label::Known(Encoding::Latin1)
            }
            "utf-7" | "utf7" | "unicode-1-1-utf-7" | "x-unicode-2-0-utf-7" => Label::Utf7,
            "ebcdic-cp-us" | "cp037" | "ibm037" | "ibm-37" | "ebcdic" => {
                Label::Known(Encoding::Ebcdic)
            }
            name => match whatwg_label(name) {
                Some(it) => Label::Known(Encoding::Whatwg(it)),
                None => Label::Unknown,
            },
        }
    }

    /// Whether the name is correct for this encoding. The byte order may be missing.
    pub(super) fn fits(self, encoding: Encoding) -> bool {
        match self {
            Label::Known(it) => it == encoding,
            Label::Wide(width) => encoding.width() == width,
            Label::Utf7 | Label::Unknown => false,
        }
    }
}

/// Returns the encoding for a name that the Encoding Standard lists or that programs use.
fn whatwg_label(name: &str) -> Option<&'static encoding_rs::Encoding> {
    let other = OTHER_NAMES.iter().find(|it| it.0 == name).map(|it| it.1);
    encoding_rs::Encoding::for_label(other.unwrap_or(name).as_bytes())
        .filter(|it| *it != REPLACEMENT)
}

/// Names that are not labels in the Encoding Standard but that iconv and programming languages support, with their
/// encodings: <https://www.gnu.org/software/libiconv/>,
/// <https://docs.python.org/3/library/codecs.html#standard-encodings>.
#[rustfmt::skip]
static OTHER_NAMES: &[(&str, &str)] = &[
    ("mac-cyrillic", "x-mac-cyrillic"), ("maccyrillic", "x-mac-cyrillic"), ("mac-roman", "macintosh"), ("macroman", "macintosh"),
    ("latin2", "iso-8859-2"),           ("latin3", "iso-8859-3"),          ("latin4", "iso-8859-4"),  ("latin5", "windows-1254"),
    ("latin9", "iso-8859-15"),          ("latin-9", "iso-8859-15"),        ("latin10", "iso-8859-16"), ("cyrillic", "iso-8859-5"),
    ("cp874", "windows-874"),           ("cp932", "shift_jis"),            ("ms932", "shift_jis"),    ("cp936", "gbk"),
    ("ms936", "gbk"),                   ("euc-cn", "gbk"),                 ("euccn", "gbk"),          ("cp949", "euc-kr"),
    ("ms949", "euc-kr"),                ("uhc", "euc-kr"),                 ("cp950", "big5"),         ("euccr", "euc-kr"),
    ("eucjp", "euc-jp"),                ("iso2022jp", "iso-2022-jp"),      ("koi8r", "koi8-r"),       ("koi8u", "koi8-u"),
    ("win-1251", "windows-1251"),       ("win-1252", "windows-1252"),      ("ibm-866", "ibm866"),
];

/// The encoding that an unknown name probably means: a known name with other punctuation, such as `cp-1251` or `windows1252`.
pub(super) fn misnamed(label: &str) -> Option<Encoding> {
    let plain: String = label
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect();
    let rest = ["microsoftcp", "windowscp", "windows", "win", "cp", "ansi"]
        .iter()
        .find_map(|it| plain.strip_prefix(it));
    if plain.starts_with("utf8") {
        return Some(Encoding::Utf8);
    }
    let name = match (plain.as_str(), rest) {
        ("ansi" | "windows" | "western" | "westerneuropean", _) => "windows-1252".to_owned(),
        ("iso88591" | "isolatin1" | "88591" | "iso8859", _) => return Some(Encoding::Latin1),
        (_, Some(number)) if number.len() == 4 && number.starts_with("125") => {
            format!("windows-{number}")
        }
        _ => match plain.strip_prefix("iso8859").or_else(|| plain.strip_prefix("8859")) {
            Some(part) => format!("iso-8859-{part}"),
            None => plain,
        },
    };
    whatwg_label(&name).map(Encoding::Whatwg)
}

/// The name to declare for an encoding instead of `label`, which few parsers know. `None` if few of them know the encoding.
pub(super) fn better_name(encoding: &str, label: &str) -> Option<&'static str> {
    let Label::Known(known) = Label::of(encoding) else { return None };
    let is_common = known.reach(known.name()) != Reach::Few;
    (is_common && !known.name().eq_ignore_ascii_case(label.trim())).then(|| known.name())
}

impl Encoding {
    /// How many parsers can read a document in this encoding if its declaration uses the name `label`.
    pub(super) fn reach(self, label: &str) -> Reach {
        let label = label.trim().to_ascii_lowercase();
        let canonical = match self {
            Encoding::Utf8 => label == "utf-8",
            Encoding::Utf16Le | Encoding::Utf16Be => label.starts_with("utf-16"),
            Encoding::Latin1 => !matches!(label.as_str(), "iso8859-1" | "latin-1"),
            Encoding::Ascii => true,
            Encoding::Whatwg(it) => {
                COMMON.contains(&it.name())
                    && encoding_rs::Encoding::for_label(label.as_bytes()).is_some()
            }
            Encoding::Utf32Le | Encoding::Utf32Be | Encoding::Ebcdic => false,
        };
        match self {
            _ if !canonical => Reach::Few,
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => Reach::All,
            _ => Reach::Most,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Utf32Le => "UTF-32LE",
            Encoding::Utf32Be => "UTF-32BE",
            Encoding::Ebcdic => "EBCDIC",
            Encoding::Latin1 => "ISO-8859-1",
            Encoding::Ascii => "US-ASCII",
            Encoding::Whatwg(it) => it.name(),
        }
    }

    /// Whether a document must declare this encoding even if its bytes already show it: "stored in an encoding other
    /// than UTF-8 or UTF-16" (XML 1.0 §4.3.3). These are the other encodings that are detected by their bytes.
    pub(super) fn has_to_be_declared(self) -> bool {
        matches!(self, Encoding::Utf32Le | Encoding::Utf32Be | Encoding::Ebcdic)
    }

    /// The size of the smallest unit in bytes.
    pub(super) fn width(self) -> usize {
        match self {
            Encoding::Utf16Le | Encoding::Utf16Be => 2,
            Encoding::Utf32Le | Encoding::Utf32Be => 4,
            _ => 1,
        }
    }

    /// Returns the encoding of a byte order mark, and the length of the mark.
    pub(super) fn of_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
        match bytes {
            [0xff, 0xfe, 0, 0, ..] => Some((Encoding::Utf32Le, 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Encoding::Utf32Be, 4)),
            [0xff, 0xfe, ..] => Some((Encoding::Utf16Le, 2)),
            [0xfe, 0xff, ..] => Some((Encoding::Utf16Be, 2)),
            [0xef, 0xbb, 0xbf, ..] => Some((Encoding::Utf8, 3)),
            _ => None,
        }
    }

    /// Detects the encoding from the first characters of an XML or JSON document, unless they are ASCII.
    pub(super) fn of_shape(bytes: &[u8]) -> Option<Encoding> {
        match bytes {
            [b'<' | b'{' | b'[', 0, 0, 0, ..] => Some(Encoding::Utf32Le),
            [0, 0, 0, b'<' | b'{' | b'[', ..] => Some(Encoding::Utf32Be),
            [b'<' | b'{' | b'[', 0, second, 0, ..] if *second != 0 => Some(Encoding::Utf16Le),
            [0, b'<' | b'{' | b'[', 0, second, ..] if *second != 0 => Some(Encoding::Utf16Be),
            [0x4c, 0x6f, 0xa7, 0x94, ..] => Some(Encoding::Ebcdic),
            _ => None,
        }
    }

    /// Decodes bytes without a byte order mark. Invalid bytes become U+FFFD, and `fault` is called with their place
    /// in the text and the bytes.
    pub(super) fn decode(self, bytes: &[u8], fault: &mut dyn FnMut(Span, &[u8])) -> String {
        match self {
            Encoding::Utf8 => utf8(bytes, fault),
            Encoding::Utf16Le => whatwg(encoding_rs::UTF_16LE, bytes, fault),
            Encoding::Utf16Be => whatwg(encoding_rs::UTF_16BE, bytes, fault),
            Encoding::Whatwg(it) => whatwg(it, bytes, fault),
            Encoding::Latin1 => encoding_rs::mem::decode_latin1(bytes).into_owned(),
            Encoding::Ascii => one_by_one(
                bytes.chunks(1),
                |it| it[0].is_ascii().then_some(char::from(it[0])),
                fault,
            ),
            Encoding::Ebcdic => {
                let table: Vec<char> = EBCDIC.concat().chars().collect();
                bytes.iter().map(|it| table[*it as usize]).collect()
            }
            Encoding::Utf32Le => {
                one_by_one(bytes.chunks(4), |it| wide(it, u32::from_le_bytes), fault)
            }
            Encoding::Utf32Be => {
                one_by_one(bytes.chunks(4), |it| wide(it, u32::from_be_bytes), fault)
            }
        }
    }
}

fn wide(unit: &[u8], number: fn([u8; 4]) -> u32) -> Option<char> {
    char::from_u32(number(unit.try_into().ok()?))
}

fn utf8(bytes: &[u8], fault: &mut dyn FnMut(Span, &[u8])) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            lost(&mut text, chunk.invalid(), fault);
        }
    }
    text
}

fn lost(text: &mut String, bytes: &[u8], fault: &mut dyn FnMut(Span, &[u8])) {
    let start = text.len();
    text.push(char::REPLACEMENT_CHARACTER);
    fault(Span::new(start, text.len()), bytes);
}

fn one_by_one<'b>(
    units: impl Iterator<Item = &'b [u8]>,
    read: impl Fn(&[u8]) -> Option<char>,
    fault: &mut dyn FnMut(Span, &[u8]),
) -> String {
    let mut text = String::new();
    for unit in units {
        match read(unit) {
            Some(it) => text.push(it),
            None => lost(&mut text, unit, fault),
        }
    }
    text
}

fn whatwg(
    encoding: &'static encoding_rs::Encoding,
    bytes: &[u8],
    fault: &mut dyn FnMut(Span, &[u8]),
) -> String {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut at = 0;
    loop {
        let (result, read) =
            decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return text,
            DecoderResult::OutputFull => text.reserve(bytes.len() - at + 64),
            DecoderResult::Malformed(length, after) => {
                let end = at.saturating_sub(after as usize);
                lost(&mut text, &bytes[end.saturating_sub(length as usize)..end], fault);
            }
        }
    }
}

/// Returns the place of the encoding name in the XML declaration at the start of `bytes`, if there is one.
pub(super) fn declared(bytes: &[u8]) -> Option<Range<usize>> {
    let start = bytes.iter().position(|it| !it.is_ascii_whitespace())?;
    if !bytes[start..].starts_with(b"<?xml") {
        return None;
    }
    let end = start + memchr(b'>', &bytes[start..])?;
    let key = start + memmem::find(&bytes[start..end], b"encoding")?;
    let blank = |from: usize| {
        from + bytes[from..end]
            .iter()
            .position(|it| !it.is_ascii_whitespace())
            .unwrap_or(end - from)
    };
    let equals = blank(key + "encoding".len());
    if bytes[equals] != b'=' {
        return None;
    }
    let quote = blank(equals + 1);
    if !matches!(bytes[quote], b'"' | b'\'') {
        return None;
    }
    let length = memchr(bytes[quote], &bytes[quote + 1..end])?;
    Some(quote + 1..quote + 1 + length)
}

/// The characters of code page 37, 32 bytes per row.
#[rustfmt::skip]
pub(super) static EBCDIC: [&str; 8] = [
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}",
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a}",
    " \u{a0}\u{e2}\u{e4}\u{e0}\u{e1}\u{e3}\u{e5}\u{e7}\u{f1}\u{a2}.<(+|&\u{e9}\u{ea}\u{eb}\u{e8}\u{ed}\u{ee}\u{ef}\u{ec}\u{df}!$*);\u{ac}",
    "-/\u{c2}\u{c4}\u{c0}\u{c1}\u{c3}\u{c5}\u{c7}\u{d1}\u{a6},%_>?\u{f8}\u{c9}\u{ca}\u{cb}\u{c8}\u{cd}\u{ce}\u{cf}\u{cc}`:#@'=\u{22}",
    "\u{d8}abcdefghi\u{ab}\u{bb}\u{f0}\u{fd}\u{fe}\u{b1}\u{b0}jklmnopqr\u{aa}\u{ba}\u{e6}\u{b8}\u{c6}\u{a4}",
    "\u{b5}~stuvwxyz\u{a1}\u{bf}\u{d0}\u{dd}\u{de}\u{ae}^\u{a3}\u{a5}\u{b7}\u{a9}\u{a7}\u{b6}\u{bc}\u{bd}\u{be}[]\u{af}\u{a8}\u{b4}\u{d7}",
    "{ABCDEFGHI\u{ad}\u{f4}\u{f6}\u{f2}\u{f3}\u{f5}}JKLMNOPQR\u{b9}\u{fb}\u{fc}\u{f9}\u{fa}\u{ff}",
    "\u{5c}\u{f7}STUVWXYZ\u{b2}\u{d4}\u{d6}\u{d2}\u{d3}\u{d5}0123456789\u{b3}\u{db}\u{dc}\u{d9}\u{da}\u{9f}",
];
