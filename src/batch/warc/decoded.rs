//! The bytes of a WARC file without its compression: plain, or with gzip members or zstd frames, usually one for each record.
//! <https://iipc.github.io/warc-specifications/specifications/warc-zstd/>

use std::io;
use std::io::BufRead;
use std::io::Read;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;

use flate2::bufread::GzDecoder;
use ruzstd::decoding::BlockDecodingStrategy;
use ruzstd::decoding::Dictionary;
use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::StreamingDecoder;

use crate::batch::warc::raw::Raw;
use crate::batch::warc::start::GZIP;
use crate::batch::warc::start::START;
use crate::batch::warc::start::ZSTD;
use crate::batch::warc::start::next_start;

/// The end of the magic number of a skippable frame. Its first byte is 50 to 5F.
const SKIPPABLE: &[u8] = b"\x2a\x4d\x18";
/// The first byte of the skippable frame that has the dictionary.
const HAS_DICTIONARY: u8 = 0x5d;
/// The maximum size of a dictionary.
const MAX_DICTIONARY: u64 = 16 << 20;
/// The maximum size of the window of a frame.
const MAX_WINDOW: u64 = 64 << 20;
/// How much is unpacked at once.
const STEP: usize = 1 << 16;
/// How much is unpacked at once to look at. Most heads are shorter. What follows a head is copied once more if it is in the same step.
const LOOK: usize = 1 << 12;
/// How far back the reader may go in total, beyond a multiple of what it has read.
const MAX_BACK: u64 = 64 << 20;

/// Why there are no more bytes.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The bytes are damaged.
    Damage(String),
    /// They cannot be read.
    Failure(io::Error),
}

/// The bytes of a file, unpacked.
pub(super) struct Decoded {
    raw: Raw,
    layer: Layer,
    /// Has the file only while it unpacks.
    gzip: GzDecoder<Raw>,
    zstd: FrameDecoder,
    dictionary: Option<Arc<Vec<u8>>>,
    buffer: Vec<u8>,
    start: usize,
    /// The offset of the member that the buffer is from. The buffer is never from two members.
    member: u64,
    /// The number of bytes of the member before `buffer[start]`.
    within: u64,
    /// Whether the last member is not compressed.
    is_plain: bool,
    /// Whether the file has compressed members, as soon as that is known.
    is_packed: Option<bool>,
    /// How many bytes were read again.
    back: u64,
}

/// What is around the next bytes.
#[derive(Clone, Copy)]
enum Layer {
    /// Nothing yet: the next member begins here.
    Between,
    Plain,
    Gzip,
    Zstd,
}

impl Decoded {
    pub(super) fn new(raw: Raw) -> Decoded {
        Decoded::with_dictionary(raw, None)
    }

    /// The bytes of a file whose dictionary is known already.
    pub(super) fn with_dictionary(raw: Raw, dictionary: Option<Arc<Vec<u8>>>) -> Decoded {
        let mut decoded = Decoded {
            raw,
            layer: Layer::Between,
            gzip: GzDecoder::new(Raw::empty()),
            zstd: FrameDecoder::new(),
            dictionary,
            buffer: Vec::new(),
            start: 0,
            member: 0,
            within: 0,
            is_plain: false,
            is_packed: None,
            back: 0,
        };
        decoded.renew();
        decoded
    }

    /// The dictionary of the frames.
    pub(super) fn dictionary(&self) -> Option<Arc<Vec<u8>>> {
        self.dictionary.clone()
    }

    /// A new decoder of zstd. The old one may be in any state after an error.
    fn renew(&mut self) {
        self.zstd = FrameDecoder::new();
        self.zstd.set_max_window_size(MAX_WINDOW);
        if let Some(dictionary) = &self.dictionary
            && let Ok(dictionary) = Dictionary::decode_dict(dictionary)
        {
            let _ = self.zstd.add_dict(dictionary);
        }
    }

    /// The place of the next byte: the offset of its member in the file, and its offset in the member. In a plain file, only the first
    /// one counts.
    pub(super) fn place(&self) -> (u64, u64) {
        if self.is_plain { (self.member + self.within, 0) } else { (self.member, self.within) }
    }

    /// The bytes that are unpacked already.
    pub(super) fn ready(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Removes the next bytes.
    pub(super) fn consume(&mut self, count: usize) {
        self.start += count;
        self.within += count as u64;
    }

    /// Whether there are at least `count` more bytes in this member, which are then ready.
    pub(super) fn has(&mut self, count: usize) -> Result<bool, Trouble> {
        while self.ready().len() < count {
            if !self.more()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Moves between one and `most` of the next bytes to the end of `into`. Returns how many these are: none at the end of this member.
    pub(super) fn take(&mut self, most: usize, into: &mut Vec<u8>) -> Result<usize, Trouble> {
        if self.ready().is_empty() {
            // The bytes are unpacked to where they belong, without a copy in the buffer.
            let count = self.unpack(most.min(STEP), into)?;
            self.within += count as u64;
            return Ok(count);
        }
        let count = most.min(self.ready().len());
        into.extend_from_slice(&self.ready()[..count]);
        self.consume(count);
        Ok(count)
    }

    /// Begins the next member, when there are no more bytes in this one. Returns `false` at the end of the file.
    pub(super) fn begin(&mut self) -> Result<bool, Trouble> {
        while matches!(self.layer, Layer::Between) {
            let raw = &mut self.raw;
            while matches!(raw.ahead(1), b"\r" | b"\n") {
                raw.consume(1);
            }
            let ahead = raw.ahead(8);
            if ahead.is_empty() {
                return raw.take_failure().map_or(Ok(false), |it| Err(Trouble::Failure(it)));
            }
            let kind = (ahead.first().copied(), ahead.get(1..4));
            let (is_gzip, is_zstd) = (ahead.starts_with(GZIP), ahead.starts_with(ZSTD));
            let is_skippable = matches!(kind, (Some(0x50..=0x5f), Some(SKIPPABLE)));
            let is_plain = ahead.starts_with(START);
            self.member = raw.offset();
            self.within = 0;
            self.is_plain = is_plain;
            if is_skippable {
                self.skip_frame()?;
                continue;
            }
            if !(is_gzip || is_zstd || is_plain) {
                return Err(Trouble::Damage("there is no record here".to_owned()));
            }
            self.is_packed.get_or_insert(!is_plain);
            self.layer = if is_gzip {
                self.gzip.reset(Raw::empty());
                Layer::Gzip
            } else if is_zstd {
                self.begin_frame()?;
                Layer::Zstd
            } else {
                Layer::Plain
            };
        }
        Ok(true)
    }

    /// Begins a zstd frame.
    fn begin_frame(&mut self) -> Result<(), Trouble> {
        let (zstd, raw) = (&mut self.zstd, &mut self.raw);
        let begun = catch_unwind(AssertUnwindSafe(|| zstd.reset(raw)));
        if matches!(begun, Ok(Ok(()))) {
            return Ok(());
        }
        self.renew();
        Err(self
            .raw
            .take_failure()
            .map_or_else(|| damage("zstd", begun.ok().and_then(Result::err)), Trouble::Failure))
    }

    /// Skips a skippable frame. The first one of a file may have the dictionary, which may be compressed itself.
    fn skip_frame(&mut self) -> Result<(), Trouble> {
        let raw = &mut self.raw;
        let Ok(head) = <[u8; 8]>::try_from(raw.ahead(8)) else {
            return Err(Trouble::Damage("the file ends here".to_owned()));
        };
        raw.consume(head.len());
        let size = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        if head[0] == HAS_DICTIONARY && self.dictionary.is_none() && size <= MAX_DICTIONARY {
            let mut bytes = Vec::new();
            let read = raw.take(size).read_to_end(&mut bytes);
            if read.is_ok() && bytes.starts_with(ZSTD) {
                bytes = unpacked_dictionary(&bytes).unwrap_or_default();
            }
            self.dictionary = Some(Arc::new(bytes));
            self.renew();
            return Ok(());
        }
        let skipped = io::copy(&mut raw.take(size), &mut io::sink());
        match (raw.take_failure(), skipped) {
            (Some(failure), _) | (_, Err(failure)) => Err(Trouble::Failure(failure)),
            _ => Ok(()),
        }
    }

    /// Unpacks more bytes of this member. Returns `false` at its end.
    fn more(&mut self) -> Result<bool, Trouble> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.drain(..self.start);
        self.start = 0;
        let count = self.unpack(LOOK, &mut buffer);
        self.buffer = buffer;
        Ok(count? > 0)
    }

    /// Unpacks between one and `most` more bytes of this member to the end of `into`. Returns how many these are: none at its end.
    fn unpack(&mut self, most: usize, into: &mut Vec<u8>) -> Result<usize, Trouble> {
        let length = into.len();
        let (read, kind) = match self.layer {
            Layer::Between => return Ok(0),
            Layer::Plain => (step(&mut self.raw, most, into), "plain"),
            Layer::Gzip => {
                std::mem::swap(&mut self.raw, self.gzip.get_mut());
                let read = step(&mut self.gzip, most, into);
                std::mem::swap(&mut self.raw, self.gzip.get_mut());
                (read, "gzip")
            }
            Layer::Zstd => (zstd_step(&mut self.zstd, &mut self.raw, most, into), "zstd"),
        };
        if let Ok(count @ 1..) = read {
            return Ok(count);
        }
        into.truncate(length);
        self.layer = Layer::Between;
        match (self.raw.take_failure(), read) {
            (Some(failure), _) => Err(Trouble::Failure(failure)),
            (None, Err(error)) => {
                self.renew();
                Err(damage(kind, Some(error)))
            }
            (None, Ok(_)) => Ok(0),
        }
    }

    /// Goes to the start of the next member or record after damage in the member that began at the offset `damaged`. Returns whether
    /// there is one.
    pub(super) fn recover(&mut self, damaged: u64) -> Result<bool, Trouble> {
        self.buffer.clear();
        self.start = 0;
        self.layer = Layer::Between;
        let raw = &mut self.raw;
        // What was read until the damage was found may contain the next member. Hostile files could be read again and again.
        let distance = raw.offset().saturating_sub(damaged + 1);
        let may_go_back = self.back + distance <= MAX_BACK + raw.offset();
        if distance > 0 && may_go_back && raw.go_to(damaged + 1) {
            self.back += distance;
        }
        let found = next_start(raw, self.is_packed);
        raw.take_failure().map_or(Ok(found), |it| Err(Trouble::Failure(it)))
    }

    /// Continues at an earlier place of a plain file. Returns whether that was possible.
    pub(super) fn go_back(&mut self, offset: u64) -> bool {
        let raw = &mut self.raw;
        let distance = raw.offset().saturating_sub(offset);
        let is_far = self.back + distance > MAX_BACK + raw.offset();
        if !self.is_plain || is_far || !raw.go_to(offset) {
            return false;
        }
        self.back += distance;
        self.layer = Layer::Plain;
        self.buffer.clear();
        self.start = 0;
        (self.member, self.within) = (offset, 0);
        true
    }

    /// Goes to a member of the file, before anything was read.
    pub(super) fn go_to(&mut self, member: u64) -> bool {
        self.raw.go_to(member)
    }
}

/// Reads at most `most` bytes from a reader. The error is that of the format, because [`Raw`] keeps its own errors.
fn step(reader: &mut impl Read, most: usize, into: &mut Vec<u8>) -> Result<usize, io::Error> {
    let length = into.len();
    into.resize(length + most, 0);
    let read = reader.read(&mut into[length..]);
    into.truncate(length + read.as_ref().map_or(0, |it| *it));
    read
}

/// Decodes blocks of a frame until there are bytes, or until its end.
fn zstd_step(
    zstd: &mut FrameDecoder,
    raw: &mut Raw,
    most: usize,
    into: &mut Vec<u8>,
) -> Result<usize, io::Error> {
    // The decoder is tested with random input, but a bug in it must not end the batch.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        while zstd.can_collect() == 0 && !zstd.is_finished() {
            zstd.decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(io::Error::other)?;
        }
        let is_checked = zstd.is_finished() && zstd.can_collect() == 0;
        if is_checked && let Some(sum) = zstd.get_checksum_from_data() {
            return match zstd.get_calculated_checksum() {
                Some(it) if it == sum => Ok(0),
                _ => Err(io::Error::other("the checksum is wrong")),
            };
        }
        step(&mut *zstd, most, into)
    }));
    decoded.unwrap_or_else(|_| Err(io::Error::other("the decoder failed")))
}

fn unpacked_dictionary(bytes: &[u8]) -> Option<Vec<u8>> {
    let unpack = || {
        let mut unpacked = Vec::new();
        let decoder = StreamingDecoder::new(bytes).ok()?;
        decoder.take(MAX_DICTIONARY).read_to_end(&mut unpacked).ok()?;
        Some(unpacked)
    };
    catch_unwind(unpack).ok().flatten()
}

fn damage(kind: &str, error: Option<impl std::fmt::Display>) -> Trouble {
    let cause = error.map_or(String::new(), |it| format!(": {it}"));
    Trouble::Damage(format!("its {kind} compression is damaged{cause}"))
}
