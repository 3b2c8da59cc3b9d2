//! Compressed copies of files, which web servers send instead of compressing a file for each reader. The same file gives the same bytes.

use std::io;
use std::io::Read;
use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::GzBuilder;
use flate2::bufread::GzDecoder;

/// A coding in which files are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Coding {
    /// gzip, which all readers support.
    Gzip,
    /// Brotli, which is smaller and which browsers support.
    Brotli,
}

/// The level of gzip, its highest.
const GZIP_LEVEL: u32 = 9;

/// The quality of Brotli. The two higher ones need ten times as long for a few percent.
const BROTLI_QUALITY: i32 = 9;

/// The size of the window of Brotli: 2^22 bytes, the default of encoders and the largest that costs readers little memory.
const BROTLI_WINDOW: i32 = 22;

/// The first bytes of the copies: gzip without a time and without a name, compressed as well as possible, by an unknown system.
/// <https://www.rfc-editor.org/rfc/rfc1952#section-2.3>
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];

impl Coding {
    /// All codings.
    pub const ALL: [Coding; 2] = [Coding::Gzip, Coding::Brotli];

    /// What is appended to the name of a file.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Coding::Gzip => ".gz",
            Coding::Brotli => ".br",
        }
    }

    /// The compressed bytes.
    pub(crate) fn compress(self, bytes: &[u8]) -> Vec<u8> {
        let packed = match self {
            Coding::Gzip => gzip(bytes),
            Coding::Brotli => brotli(bytes),
        };
        packed.expect("writing to memory does not fail")
    }

    /// Whether `packed` is a compressed copy of `bytes`. It may be one that an earlier version of an encoder wrote.
    pub(crate) fn is_copy(self, packed: &[u8], bytes: &[u8]) -> bool {
        match self {
            Coding::Gzip => {
                let mut decoder = GzDecoder::new(packed);
                packed.starts_with(&GZIP_HEADER)
                    && unpacks_to(&mut decoder, bytes)
                    && decoder.into_inner().is_empty()
            }
            Coding::Brotli => unpacks_to(&mut brotli::Decompressor::new(packed, BUFFER), bytes),
        }
    }

    /// The maximum size of a compressed copy of a file with this size. Text that cannot be compressed grows a little.
    pub(crate) fn most(self, size: usize) -> usize {
        size + size / 100 + 1024
    }
}

const BUFFER: usize = 16 << 10;

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let header = GzBuilder::new().mtime(0).operating_system(255);
    let mut encoder = header.write(Vec::new(), Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)?;
    Ok(packed)
}

/// Whether a reader gives exactly these bytes. Only as many are unpacked.
fn unpacks_to(packed: &mut dyn Read, bytes: &[u8]) -> bool {
    let mut buffer = [0; BUFFER];
    let mut rest = bytes;
    loop {
        match packed.read(&mut buffer) {
            Ok(0) => return rest.is_empty(),
            Ok(count) => match rest.strip_prefix(&buffer[..count]) {
                Some(more) => rest = more,
                None => return false,
            },
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Coding;
    use super::GZIP_HEADER;

    #[test]
    fn a_copy_unpacks_to_exactly_its_file() {
        let text = "The ferry runs again. ".repeat(5000).into_bytes();
        for coding in Coding::ALL {
            for bytes in [&text[..], b"", b"short"] {
                let packed = coding.compress(bytes);
                assert_eq!(packed, coding.compress(bytes));
                assert!(packed.len() <= coding.most(bytes.len()));
                assert!(coding.is_copy(&packed, bytes), "{coding:?}");
                let longer = [bytes, b"!"].concat();
                assert!(!coding.is_copy(&packed, &longer), "{coding:?}");
                assert!(!coding.is_copy(&coding.compress(&longer), bytes), "{coding:?}");
                assert!(!coding.is_copy(&packed[..packed.len() - 1], bytes), "{coding:?}");
            }
        }
        assert!(Coding::Gzip.compress(&text).starts_with(&GZIP_HEADER));
    }
}
