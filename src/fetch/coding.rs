//! Unpacks bodies: the content codings gzip, deflate, br and zstd (RFC 9110 §8.4, <https://www.rfc-editor.org/rfc/rfc9110#section-8.4>),
//! and the chunks of HTTP/1.1 (RFC 9112 §7.1, <https://www.rfc-editor.org/rfc/rfc9112#section-7.1>).

use std::fmt;
use std::fmt::Display;
use std::io;
use std::io::Read;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

/// Why a body could not be unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CodingFault {
    /// The coding is unknown.
    Unknown(String),
    /// There are too many codings.
    TooMany,
    /// The unpacked body is larger than the limit.
    TooLarge,
    /// The packed body ends early.
    Truncated(&'static str),
    /// The packed body is not valid.
    Broken(&'static str),
}

impl Display for CodingFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodingFault::Unknown(name) => write!(out, "the content coding `{name}` is unknown"),
            CodingFault::TooMany => out.write_str("the body has too many content codings"),
            CodingFault::TooLarge => out.write_str("the unpacked body is larger than the limit"),
            CodingFault::Truncated(name) => write!(out, "the {name} data ends early"),
            CodingFault::Broken(name) => write!(out, "the {name} data is not valid"),
        }
    }
}

/// How many codings a body may have. No server uses more than one or two.
const MAX_CODINGS: usize = 4;

/// The largest window of zstd in bytes that a content coding may use (RFC 9659, <https://www.rfc-editor.org/rfc/rfc9659>).
const ZSTD_WINDOW: u64 = 8 << 20;

/// The codings in the values of `Content-Encoding`, in the order in which they were applied, without `identity`.
pub(crate) fn codings<'v>(values: impl Iterator<Item = &'v str>) -> Vec<&'v str> {
    let names = values.flat_map(|it| it.split(','));
    names
        .map(str::trim)
        .filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("identity"))
        .collect()
}

/// Undoes the codings of a body, which are in the order in which they were applied. The result has at most `limit` bytes.
pub(crate) fn unpack(bytes: &[u8], codings: &[&str], limit: u64) -> Result<Vec<u8>, CodingFault> {
    if codings.len() > MAX_CODINGS {
        return Err(CodingFault::TooMany);
    }
    let mut unpacked: Option<Vec<u8>> = None;
    for coding in codings.iter().rev() {
        let packed = unpacked.as_deref().unwrap_or(bytes);
        unpacked = Some(unpack_one(packed, coding, limit)?);
    }
    match unpacked {
        Some(unpacked) => Ok(unpacked),
        None if bytes.len() as u64 > limit => Err(CodingFault::TooLarge),
        None => Ok(bytes.to_vec()),
    }
}

fn unpack_one(bytes: &[u8], coding: &str, limit: u64) -> Result<Vec<u8>, CodingFault> {
    let mut out = Vec::new();
    // Some servers declare a coding although there is no body.
    if bytes.is_empty() {
        return Ok(out);
    }
    match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => {
            let mut rest = bytes;
            loop {
                let mut member = GzDecoder::new(rest);
                drain(&mut member, &mut out, limit, "gzip")?;
                rest = member.into_inner();
                // Other bytes after the last member are ignored, as browsers do.
                if !rest.starts_with(&[0x1f, 0x8b]) {
                    break;
                }
            }
        }
        // The coding is a zlib stream, but some servers send the bare deflate data (RFC 9110 §8.4.1.2).
        "deflate" if is_zlib(bytes) => {
            drain(&mut ZlibDecoder::new(bytes), &mut out, limit, "deflate")?;
        }
        "deflate" => drain(&mut DeflateDecoder::new(bytes), &mut out, limit, "deflate")?,
        "br" => {
            let mut reader = brotli_decompressor::Decompressor::new(bytes, 4096);
            drain(&mut reader, &mut out, limit, "brotli")?;
        }
        "zstd" => unpack_zstd(bytes, &mut out, limit)?,
        _ => return Err(CodingFault::Unknown(coding.to_owned())),
    }
    Ok(out)
}

/// Whether bytes start with the header of a zlib stream (RFC 1950 §2.2).
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0)
}

fn unpack_zstd(bytes: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<(), CodingFault> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match StreamingDecoder::new_with_max_window_size(&mut rest, ZSTD_WINDOW) {
            Ok(mut frame) => drain(&mut frame, out, limit, "zstd")?,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                rest = rest.get(length..).ok_or(CodingFault::Truncated("zstd"))?;
            }
            Err(_) => return Err(CodingFault::Broken("zstd")),
        }
    }
    Ok(())
}

/// Reads everything. `out` has at most `limit` bytes afterwards.
fn drain(
    reader: &mut dyn Read,
    out: &mut Vec<u8>,
    limit: u64,
    name: &'static str,
) -> Result<(), CodingFault> {
    let room = limit.saturating_sub(out.len() as u64);
    match reader.take(room + 1).read_to_end(out) {
        _ if out.len() as u64 > limit => Err(CodingFault::TooLarge),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(CodingFault::Truncated(name))
        }
        Err(_) => Err(CodingFault::Broken(name)),
    }
}

/// Whether a body is really packed with the last of its codings. Programs such as `curl --compressed` store bodies unpacked, with the
/// headers unchanged.
pub(crate) fn is_packed(body: &[u8], codings: &[&str]) -> bool {
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
pub(crate) fn join_chunks(body: &[u8]) -> Option<Result<Vec<u8>, CodingFault>> {
    chunk_size(body)?;
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let Some((size, start)) = chunk_size(rest) else {
            let ends = rest.iter().all(|it| it.is_ascii_hexdigit() || *it == b'\r');
            let fault = if ends {
                CodingFault::Truncated("chunked")
            } else {
                CodingFault::Broken("chunked")
            };
            return Some(Err(fault));
        };
        if size == 0 {
            return Some(Ok(joined));
        }
        let Some(end) = start.checked_add(size) else {
            return Some(Err(CodingFault::Broken("chunked")));
        };
        let Some(chunk) = rest.get(start..end) else {
            return Some(Err(CodingFault::Truncated("chunked")));
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

    use super::CodingFault::{Broken, TooLarge, TooMany, Truncated, Unknown};
    use super::{codings, is_packed, join_chunks, unpack};

    const TEXT: &[u8] = b"<rss version=\"2.0\"/>";
    /// [`TEXT`] as written by the programs `brotli` and `zstd`: one block without compression.
    const BR: &[u8] = b"\x0b\x09\x80<rss version=\"2.0\"/>\x03";
    const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd\x20\x14\xa1\x00\x00<rss version=\"2.0\"/>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(bytes).and_then(|()| out.finish()).expect("vectors take anything")
    }

    #[test]
    fn unpacks_each_coding() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        let zlib =
            zlib.write_all(TEXT).and_then(|()| zlib.finish()).expect("vectors take anything");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        let bare =
            bare.write_all(TEXT).and_then(|()| bare.finish()).expect("vectors take anything");
        let members = [gzip(&TEXT[..7]), gzip(&TEXT[7..]), b"\0\0".to_vec()].concat();
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
            assert_eq!(unpack(packed, names, 19), Err(TooLarge), "{names:?}");
            assert_eq!(is_packed(packed, names), !names.is_empty(), "{names:?}");
            assert!(!is_packed(TEXT, names));
        }
    }

    #[test]
    fn describes_what_is_wrong() {
        let packed = gzip(TEXT);
        assert_eq!(unpack(TEXT, &["lzma"], 100), Err(Unknown("lzma".to_owned())));
        assert_eq!(unpack(TEXT, &["gzip"; 5], 100), Err(TooMany));
        assert_eq!(unpack(&packed[..packed.len() - 12], &["gzip"], 100), Err(Truncated("gzip")));
        assert_eq!(unpack(TEXT, &["gzip"], 100), Err(Broken("gzip")));
        assert!(matches!(unpack(&BR[..9], &["br"], 100), Err(Truncated(_) | Broken(_))));
        assert!(matches!(unpack(&ZSTD[..12], &["zstd"], 100), Err(Truncated(_) | Broken(_))));
        assert_eq!(unpack(b"", &["gzip"], 100), Ok(Vec::new()));
        let bomb = gzip(&vec![0; 1 << 20]);
        assert_eq!(unpack(&bomb, &["gzip"], 1 << 10), Err(TooLarge));
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
        assert_eq!(join_chunks(b"5\r\n<r"), Some(Err(Truncated("chunked"))));
        assert_eq!(join_chunks(b"2\r\nab\r\n"), Some(Err(Truncated("chunked"))));
        assert_eq!(join_chunks(b"2\r\nabcd\r\n0\r\n"), Some(Err(Broken("chunked"))));
        assert_eq!(join_chunks(b"ffffffffffffffff\r\nab"), Some(Err(Broken("chunked"))));
    }
}
