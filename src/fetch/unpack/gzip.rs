//! Unpacks gzip data (RFC 1952), which has one or more members.

use std::io;
use std::io::BufRead;
use std::io::Read;

use flate2::bufread::GzDecoder;

/// A reader of the unpacked bytes.
pub(in crate::fetch) struct Gzip<R> {
    state: State<R>,
}

enum State<R> {
    Member(Box<GzDecoder<R>>),
    /// After the last member, or after a fault.
    End,
}

impl<R: BufRead> Gzip<R> {
    pub(in crate::fetch) fn new(packed: R) -> Gzip<R> {
        Gzip { state: State::Member(Box::new(GzDecoder::new(packed))) }
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let State::Member(decoder) = &mut self.state else { return Ok(0) };
            let read = decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            // This member is complete, and its checksum is right.
            let State::Member(decoder) = std::mem::replace(&mut self.state, State::End) else {
                return Ok(0);
            };
            let mut rest = decoder.into_inner();
            match rest.fill_buf()? {
                [] => return Ok(0),
                [0x1f, ..] => {
                    self.state = State::Member(Box::new(GzDecoder::new(rest)));
                }
                // The gzip reader of Go, in which Miniflux is written, rejects this.
                _ => {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        "other bytes follow the end of the data",
                    ));
                }
            }
        }
    }
}
