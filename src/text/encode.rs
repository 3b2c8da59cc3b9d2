//! Encodes text, to write a document back in its own encoding.

use crate::text::encoding::EBCDIC;
use crate::text::encoding::Encoding;

impl Encoding {
    /// Returns the bytes of a text without a byte order mark, or `None` if the encoding does not have all of its
    /// characters.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        let units = || text.encode_utf16();
        let letters = || text.chars().map(u32::from);
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Utf16Le => Some(units().flat_map(u16::to_le_bytes).collect()),
            Encoding::Utf16Be => Some(units().flat_map(u16::to_be_bytes).collect()),
            Encoding::Utf32Le => Some(letters().flat_map(u32::to_le_bytes).collect()),
            Encoding::Utf32Be => Some(letters().flat_map(u32::to_be_bytes).collect()),
            Encoding::Latin1 => letters().map(|it| u8::try_from(it).ok()).collect(),
            Encoding::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Encoding::Ebcdic => {
                let table: Vec<char> = EBCDIC.concat().chars().collect();
                let byte = |it| table.iter().position(|known| *known == it);
                text.chars().map(|it| u8::try_from(byte(it)?).ok()).collect()
            }
            Encoding::Whatwg(it) => {
                let (bytes, _, lossy) = it.encode(text);
                (!lossy).then(|| bytes.into_owned())
            }
        }
    }

    /// Returns the byte order mark of an encoding. It is empty if the encoding has none.
    pub(super) fn mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8 => b"\xef\xbb\xbf",
            Encoding::Utf16Le => b"\xff\xfe",
            Encoding::Utf16Be => b"\xfe\xff",
            Encoding::Utf32Le => b"\xff\xfe\0\0",
            Encoding::Utf32Be => b"\0\0\xfe\xff",
            _ => b"",
        }
    }
}
