//! Where a place in the decoded text is in the file, in bytes.

use crate::text::encoding::{Encoding, Label};
use crate::text::source::Source;

/// The places in the file of some offsets in the decoded text.
#[derive(Debug)]
pub(crate) struct FileOffsets {
    /// Each offset in the text with the offset in the file, in ascending order.
    known: Vec<(u32, usize)>,
}

impl FileOffsets {
    /// Finds the places of `offsets` in the file of `source`. Returns `None` if they are the same as in the text, or if they
    /// are not known: the file has bytes that cannot be decoded, or its encoding has states (ISO-2022-JP).
    pub(crate) fn of(source: &Source, offsets: impl Iterator<Item = u32>) -> Option<FileOffsets> {
        if (source.encoding == "UTF-8" && !source.marked) || source.is_lossy() {
            return None;
        }
        let Label::Known(encoding) = Label::of(source.encoding) else { return None };
        if encoding.name().eq_ignore_ascii_case("ISO-2022-JP") {
            return None;
        }
        let mut offsets: Vec<u32> = offsets.collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mark = if source.marked { encoding.mark().len() } else { 0 };
        let mut known = vec![(0, mark)];
        let (mut at, mut bytes) = (0, mark);
        for offset in offsets {
            let piece = source.text.get(at..offset as usize)?;
            bytes += length(encoding, piece)?;
            at = offset as usize;
            known.push((offset, bytes));
        }
        Some(FileOffsets { known })
    }

    /// The place in the file of one of the offsets.
    pub(crate) fn at(&self, offset: u32) -> Option<usize> {
        let index = self.known.binary_search_by_key(&offset, |it| it.0).ok()?;
        Some(self.known[index].1)
    }
}

fn length(encoding: Encoding, text: &str) -> Option<usize> {
    match encoding {
        Encoding::Utf8 => Some(text.len()),
        _ => encoding.encode(text).map(|it| it.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::FileOffsets;
    use crate::text::source::Source;

    fn places(bytes: &[u8], needle: &str) -> Option<usize> {
        let source = Source::from_bytes("a.xml", bytes, None);
        let at =
            u32::try_from(source.text.find(needle).expect("it is there")).expect("it is short");
        FileOffsets::of(&source, [at, 0].into_iter())?.at(at)
    }

    #[test]
    fn finds_places_in_the_file() {
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain("<a>é€x</a>".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(places(&utf16, "x"), Some(12));
        let latin = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\xE9\x80x</a>";
        assert_eq!(places(latin, "x<"), Some(50));
        assert_eq!(places("\u{feff}<a>éx</a>".as_bytes(), "x"), Some(8));
        assert_eq!(places("<a>éx</a>".as_bytes(), "x"), None);
        assert_eq!(places(b"\xEF\xBB\xBF<a>\xE9x</a>", "x"), None);
    }
}
