//! Unpacks bodies according to `Content-Encoding` (RFC 9110, section 8.4), with a limit on the unpacked bytes. Nothing is unpacked beyond the limit, so
//! a small body that unpacks to gigabytes costs neither time nor memory.

pub(crate) mod coding;
pub(in crate::fetch) mod gzip;
pub(in crate::fetch) mod zstd;

use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;

use crate::fetch::FetchError;
use crate::fetch::client::fault;
use crate::fetch::unpack::gzip::Gzip;
use crate::fetch::unpack::zstd::Zstd;
use crate::validate::response::Headers;

/// The value of `Accept-Encoding`.
pub(in crate::fetch) const ACCEPTED: &str = "gzip, deflate, br, zstd";

/// How often a body may be packed.
const MAX_CODINGS: usize = 3;

/// A coding that can be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// What to unpack, and how much of it.
pub(in crate::fetch) struct Packed<'p> {
    /// The URL in problems.
    pub(in crate::fetch) url: &'p str,
    pub(in crate::fetch) headers: &'p Headers,
    pub(in crate::fetch) bytes: Vec<u8>,
    /// The maximum number of unpacked bytes.
    pub(in crate::fetch) limit: u64,
    /// Whether the body may end anywhere, and what can be unpacked of it is enough.
    pub(in crate::fetch) is_part: bool,
}

/// Unpacks a body.
pub(in crate::fetch) fn unpacked(packed: Packed<'_>) -> Result<Vec<u8>, FetchError> {
    let names: Vec<String> = coding::codings(packed.headers.all("content-encoding"))
        .iter()
        .map(|it| it.to_ascii_lowercase())
        .collect();
    if names.is_empty() || packed.bytes.is_empty() {
        return limited(packed);
    }
    let is_part = packed.is_part;
    if names.len() > MAX_CODINGS {
        let what =
            format!("it is packed {} times, and at most {MAX_CODINGS} are unpacked", names.len());
        return Err(fault::undecodable(packed.url, &what, "pack the body once"));
    }
    let mut codings = Vec::new();
    for name in &names {
        match coding(name) {
            Some(coding) => codings.push(coding),
            None if is_part => return limited(packed),
            None => {
                let what = format!("the coding {} is not supported", fault::value(name));
                let help = format!("use one of the codings that the request accepts: `{ACCEPTED}`");
                return Err(fault::undecodable(packed.url, &what, &help));
            }
        }
    }
    let names = names.join(", ");
    // The body itself has the last coding. The others are inside it.
    let outer = codings[codings.len() - 1];
    let mut reader: Box<dyn BufRead + '_> = Box::new(&packed.bytes[..]);
    for coding in codings.iter().rev() {
        reader = match decoder(*coding, reader) {
            Ok(decoder) => Box::new(BufReader::new(decoder)),
            Err(error) => return Err(broken(&packed, &names, outer, &error)),
        };
    }
    let mut body = Vec::new();
    let read = reader.take(packed.limit.saturating_add(1)).read_to_end(&mut body);
    if body.len() as u64 > packed.limit {
        if is_part {
            body.truncate(usize::try_from(packed.limit).unwrap_or(usize::MAX));
            return Ok(body);
        }
        return Err(fault::too_much_unpacked(packed.url, &names, packed.limit));
    }
    match read {
        Err(error) if !is_part => Err(broken(&packed, &names, outer, &error)),
        _ => Ok(body),
    }
}

/// A body that is not packed.
fn limited(packed: Packed<'_>) -> Result<Vec<u8>, FetchError> {
    if packed.bytes.len() as u64 > packed.limit {
        let mut bytes = packed.bytes;
        if !packed.is_part {
            return Err(fault::too_large(packed.url, packed.limit));
        }
        bytes.truncate(usize::try_from(packed.limit).unwrap_or(usize::MAX));
        return Ok(bytes);
    }
    Ok(packed.bytes)
}

/// The coding with this name (RFC 9110, section 8.4.1).
fn coding(name: &str) -> Option<Coding> {
    match name {
        "gzip" | "x-gzip" => Some(Coding::Gzip),
        "deflate" => Some(Coding::Deflate),
        "br" => Some(Coding::Brotli),
        "zstd" => Some(Coding::Zstd),
        _ => None,
    }
}

/// A reader of the unpacked bytes.
fn decoder<'p>(
    coding: Coding,
    mut packed: Box<dyn BufRead + 'p>,
) -> io::Result<Box<dyn Read + 'p>> {
    Ok(match coding {
        Coding::Gzip => Box::new(Gzip::new(packed)),
        Coding::Deflate => {
            // The coding is zlib (RFC 1950), but some servers leave out its two bytes of header, and all browsers accept that.
            let start = packed.fill_buf()?;
            let is_zlib = matches!(start, [first, second, ..]
                if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
            if is_zlib {
                Box::new(flate2::bufread::ZlibDecoder::new(packed))
            } else {
                Box::new(flate2::bufread::DeflateDecoder::new(packed))
            }
        }
        Coding::Brotli => Box::new(brotli_decompressor::Decompressor::new(packed, 4096)),
        Coding::Zstd => Box::new(Zstd::new(packed)),
    })
}

/// What is wrong with a packed body.
fn broken(packed: &Packed<'_>, names: &str, outer: Coding, error: &io::Error) -> FetchError {
    let start = &packed.bytes[..packed.bytes.len().min(40)];
    let is_text =
        start.trim_ascii_start().starts_with(b"<") || start.trim_ascii_start().starts_with(b"{");
    let is_declared = match outer {
        Coding::Gzip => start.starts_with(&[0x1f, 0x8b]),
        Coding::Zstd => {
            start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
                || start.get(1..4) == Some(&[0x2a, 0x4d, 0x18])
        }
        Coding::Deflate | Coding::Brotli => !is_text,
    };
    let (what, help) = if !is_declared {
        let is = if is_text { "text" } else { "something else" };
        (
            format!("`Content-Encoding` is `{names}`, but the body is {is}"),
            "remove `Content-Encoding`, or pack the body",
        )
    } else if error.kind() == io::ErrorKind::UnexpectedEof {
        (
            format!("the `{names}` data ends early"),
            "look for the cause in the program that packs the body",
        )
    } else {
        (
            format!("the `{names}` data is broken: {}", fault::value(error)),
            "look for the cause in the program that packs the body",
        )
    };
    fault::undecodable(packed.url, &what, help)
}
