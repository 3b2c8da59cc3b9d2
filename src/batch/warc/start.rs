//! Where records and compressed members begin. After damage, the next start is searched for.

use std::io::BufRead;
use std::io::Read;
use std::panic::catch_unwind;

use flate2::bufread::GzDecoder;
use memchr::memchr2_iter;
use memchr::memmem;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::FrameDecoderError;

use crate::batch::warc::raw::CAPACITY;
use crate::batch::warc::raw::Raw;

/// The start of each record.
pub(super) const START: &[u8] = b"WARC/";

/// The maximum length of what comes after it on its line.
pub(super) const START_LINE: usize = 16;

/// The start of a gzip member with the only method that exists, deflate (RFC 1952 §2.3.1).
pub(super) const GZIP: &[u8] = b"\x1f\x8b\x08";
/// The start of a zstd frame (RFC 8878 §3.1.1).
pub(super) const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Whether a record begins here: with `WARC/`, a version and a line end.
pub(super) fn is_start(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(START) else { return false };
    let line = &rest[..rest.len().min(START_LINE)];
    let Some(end) = memchr::memchr(b'\n', line) else { return false };
    line[..end].trim_ascii_end().iter().all(|it| it.is_ascii_digit() || *it == b'.')
}

/// Goes to the next start of a record, or of a compressed member that has one. Returns whether there is one. Compressed members may contain
/// what looks like a record, so `is_packed` says which of the two to look for, if that is known.
pub(super) fn next_start(raw: &mut Raw, is_packed: Option<bool>) -> bool {
    loop {
        let ahead = raw.ahead(CAPACITY);
        let packed = || {
            memchr2_iter(GZIP[0], ZSTD[0], ahead).find(|at| {
                let rest = &ahead[*at..];
                rest.starts_with(GZIP) && is_gzip_record(rest)
                    || rest.starts_with(ZSTD) && is_zstd_record(rest)
            })
        };
        let plain = || memmem::find_iter(ahead, START).find(|at| is_start(&ahead[*at..]));
        let found = match is_packed {
            Some(true) => packed(),
            Some(false) => plain(),
            None => packed().or_else(plain),
        };
        // A start may be at the end of what was looked at.
        let is_last = ahead.len() < CAPACITY;
        let used = found.unwrap_or(if is_last { ahead.len() } else { CAPACITY / 8 });
        raw.consume(used);
        if found.is_some() || is_last {
            return found.is_some();
        }
    }
}

/// Whether a gzip member begins with a record.
fn is_gzip_record(member: &[u8]) -> bool {
    let mut start = [0; START.len()];
    GzDecoder::new(member).read_exact(&mut start).is_ok() && start == START
}

/// Whether a zstd frame begins with a record, as far as that can be known without the dictionary.
fn is_zstd_record(frame: &[u8]) -> bool {
    let begins = || {
        let mut start = [0; START.len()];
        match StreamingDecoder::new(frame) {
            Ok(mut decoder) => decoder.read_exact(&mut start).is_ok() && start == START,
            Err(error) => matches!(error, FrameDecoderError::DictNotProvided { .. }),
        }
    };
    catch_unwind(begins).unwrap_or(false)
}
