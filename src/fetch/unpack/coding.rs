//! Whether and how a stored body is packed: its content codings, which archives and programs may have undone already, and the chunks of
//! HTTP/1.1 (RFC 9112 §7.1, <https://www.rfc-editor.org/rfc/rfc9112#section-7.1>).

/// Why chunks could not be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fetch) enum ChunkFault {
    /// The body ends before its last chunk.
    Truncated,
    /// There is no size where the next chunk should begin.
    Broken,
}

/// The codings in the values of `Content-Encoding`, in the order in which they were applied, without `identity`.
pub(in crate::fetch) fn codings<'v>(values: impl Iterator<Item = &'v str>) -> Vec<&'v str> {
    let names = values.flat_map(|it| it.split(','));
    names
        .map(str::trim)
        .filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("identity"))
        .collect()
}

/// Whether a body is really packed with the last of its codings. Programs such as `curl --compressed` store bodies unpacked, with the
/// headers unchanged.
pub(in crate::fetch) fn is_packed(body: &[u8], codings: &[&str]) -> bool {
    let Some(coding) = codings.last() else { return false };
    match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => body.starts_with(&[0x1f, 0x8b]),
        "zstd" => {
            // A frame, or a frame to skip (RFC 8878 §3.1).
            matches!(body, [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
        }
        _ => !is_text(body),
    }
}

/// Whether the first bytes are text.
fn is_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(512)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The last character may be cut.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return head.starts_with(b"<?xml"),
    };
    !valid.chars().any(|it| it.is_control() && !matches!(it, '\t' | '\n' | '\r'))
}

/// Joins the chunks of a body. `None` if the body does not begin with the size of a chunk, so it is not in chunks.
pub(in crate::fetch) fn join_chunks(body: &[u8]) -> Option<Result<Vec<u8>, ChunkFault>> {
    chunk_size(body)?;
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let Some((size, start)) = chunk_size(rest) else {
            let ends = rest.iter().all(|it| it.is_ascii_hexdigit() || *it == b'\r');
            let fault = if ends { ChunkFault::Truncated } else { ChunkFault::Broken };
            return Some(Err(fault));
        };
        if size == 0 {
            return Some(Ok(joined));
        }
        let Some(end) = start.checked_add(size) else {
            return Some(Err(ChunkFault::Broken));
        };
        let Some(chunk) = rest.get(start..end) else {
            return Some(Err(ChunkFault::Truncated));
        };
        joined.extend_from_slice(chunk);
        rest = &rest[end..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// The size of the chunk at the start, and where its data begins.
fn chunk_size(bytes: &[u8]) -> Option<(usize, usize)> {
    // A longer line is not a size, even with extensions.
    let end = bytes.iter().take(4096).position(|it| *it == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim_end();
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_hexdigit());
    let size = usize::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    Some((size, end + 1))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::ChunkFault::{Broken, Truncated};
    use super::{codings, is_packed, join_chunks};
    use crate::fetch::FetchErrorKind;
    use crate::fetch::unpack::{Packed, unpacked};
    use crate::validate::response::Headers;

    const TEXT: &[u8] = b"<rss version=\"2.0\"/>";
    /// [`TEXT`] in one block without compression.
    const BR: &[u8] = b"\x8b\x09\x80<rss version=\"2.0\"/>\x03";
    const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd\x20\x14\xa1\x00\x00<rss version=\"2.0\"/>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(bytes).and_then(|()| out.finish()).expect("vectors take anything")
    }

    fn unpack(bytes: &[u8], names: &[&str], limit: u64) -> Result<Vec<u8>, FetchErrorKind> {
        let mut headers = Headers::default();
        headers.push("Content-Encoding", names.join(", "));
        let bytes = bytes.to_vec();
        let packed = Packed { url: "", headers: &headers, bytes, limit, is_part: false };
        unpacked(packed).map_err(|it| it.kind)
    }

    #[test]
    fn unpacks_each_coding() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        let zlib =
            zlib.write_all(TEXT).and_then(|()| zlib.finish()).expect("vectors take anything");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        let bare =
            bare.write_all(TEXT).and_then(|()| bare.finish()).expect("vectors take anything");
        let members = [gzip(&TEXT[..7]), gzip(&TEXT[7..])].concat();
        let skipped = [b"\x50\x2a\x4d\x18\x02\0\0\0ab", ZSTD].concat();
        #[rustfmt::skip]
        let cases: [(&[u8], &[&str]); 9] = [
            (TEXT,                 &[]),
            (&gzip(TEXT),          &["GZip"]),
            (&members,             &["x-gzip"]),
            (&zlib,                &["deflate"]),
            (&bare,                &["deflate"]),
            (BR,                   &["br"]),
            (ZSTD,                 &["zstd"]),
            (&skipped,             &["zstd"]),
            (&gzip(&gzip(TEXT)),   &["gzip", "gzip"]),
        ];
        for (packed, names) in cases {
            assert_eq!(unpack(packed, names, 100).as_deref(), Ok(TEXT), "{names:?}");
            let small = unpack(packed, names, 19);
            assert_eq!(small, Err(FetchErrorKind::TooLarge), "{names:?}");
            assert_eq!(is_packed(packed, names), !names.is_empty(), "{names:?}");
            assert!(!is_packed(TEXT, names));
        }
    }

    #[test]
    fn reads_the_names_of_codings() {
        assert_eq!(codings(["gzip, identity", " br "].into_iter()), ["gzip", "br"]);
    }

    #[test]
    fn joins_chunks() {
        let whole = b"5\r\n<rss \r\n3;name=\"x\"\r\n/>\n\r\n0\r\nTrailer: 1\r\n\r\n";
        assert_eq!(join_chunks(whole), Some(Ok(b"<rss />\n".to_vec())));
        assert_eq!(join_chunks(b"2\nab\n0\n\n"), Some(Ok(b"ab".to_vec())));
        assert_eq!(join_chunks(TEXT), None);
        assert_eq!(join_chunks(b"5\r\n<r"), Some(Err(Truncated)));
        assert_eq!(join_chunks(b"2\r\nab\r\n"), Some(Err(Truncated)));
        assert_eq!(join_chunks(b"2\r\nabxy\r\n0\r\n"), Some(Err(Broken)));
        assert_eq!(join_chunks(b"ffffffffffffffff\r\nab"), Some(Err(Broken)));
    }
}
