//! The responses in WARC files of crawlers, versions 1.0 and 1.1, plain or compressed with gzip or zstd.
//!
//! The crate `warc` 0.4 reads such files too, but does not fit: it reads a record's head and body to the next line feed without a limit, stops
//! at the first damaged record, does not know offsets, zstd or revisit records, and reads gzip with a slower decoder.
//!
//! Only responses and resources are documents. Requests, metadata and other records are skipped. A damaged record is a document that cannot
//! be read, and the next record is searched for after it.

use std::collections::HashMap;
use std::fs::File;
use std::hash::BuildHasher;
use std::hash::RandomState;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::batch::input::Body;
use crate::batch::input::Content;
use crate::batch::input::Data;
use crate::batch::input::Id;
use crate::batch::input::Input;
use crate::batch::input::InputError;
use crate::batch::input::Label;
use crate::batch::input::Message;
use crate::batch::status::BatchStatus;
use crate::batch::warc::decoded::Decoded;
use crate::batch::warc::header::Header;
use crate::batch::warc::raw::Origin;
use crate::batch::warc::raw::Raw;
use crate::batch::warc::record::Damage;
use crate::batch::warc::record::Next;
use crate::batch::warc::record::Record;
use crate::batch::warc::record::next;

mod decoded;
mod header;
pub(in crate::batch) mod raw;
mod record;
mod start;
#[cfg(test)]
mod tests;

/// How many documents are remembered for records that refer to them. Each takes about 40 bytes.
const MAX_KNOWN: usize = 500_000;
/// How far into a member a document may be to be read again.
const MAX_WITHIN: u64 = 1 << 20;

/// A WARC file that is being read.
pub(in crate::batch) struct Warc {
    /// Its name in messages.
    file: String,
    /// Its path, if it can be read again.
    path: Option<PathBuf>,
    bytes: Decoded,
    /// The maximum size of a record.
    most: u64,
    /// The places of documents, by their digests and by their ids.
    known: HashMap<u64, (u64, u64)>,
    hasher: RandomState,
    ended: bool,
}

impl Warc {
    /// A file whose records have at most `max_size` bytes, and the headers of HTTP.
    pub(in crate::batch) fn new(
        file: String,
        path: Option<PathBuf>,
        origin: Origin,
        max_size: u64,
        count: Arc<AtomicU64>,
    ) -> Warc {
        let bytes = Decoded::new(Raw::new(origin, count));
        let most = max_size.saturating_add(1 << 16);
        let (known, hasher) = (HashMap::new(), RandomState::new());
        Warc { file, path, bytes, most, known, hasher, ended: false }
    }

    /// The document of a record. `None` if it has none.
    fn document(&mut self, record: Record) -> Option<Input> {
        let Record { header, place, content } = record;
        let target = header.target.clone();
        let is_web = target.as_deref().is_some_and(is_web_url);
        let is_response = header.is_http() || header.content_type.is_empty() && is_web;
        match header.kind.as_str() {
            "response" | "revisit" if is_response || header.kind == "revisit" && is_web => {}
            "resource" => {}
            _ => return None,
        }
        if header.kind == "response" {
            self.remember(&header, place);
        }
        let Some(bytes) = content else {
            let reason = format!("the record has {} bytes, more than {}", header.length, self.most);
            let fault = Content::Fault(BatchStatus::TooLarge, reason);
            return Some(self.input(&header, place, fault));
        };
        let truncated = header.truncated.as_deref().map(why_truncated);
        let truncated = truncated
            .or(header.is_segment.then_some("the document continues in other records of the crawl"))
            .map(str::to_owned);
        let content = match header.kind.as_str() {
            "revisit" => match self.original(&header) {
                Ok(original) => {
                    Content::Message(Message { bytes, original: Some(original), truncated })
                }
                Err(why) => Content::Fault(
                    BatchStatus::Unreadable,
                    format!("the record refers to an earlier response, which {why}"),
                ),
            },
            "response" => Content::Message(Message { bytes, original: None, truncated }),
            _ => match truncated {
                Some(reason) => Content::Fault(BatchStatus::Truncated, reason),
                None => Content::Body(Body {
                    data: Data::Bytes(bytes),
                    head: None,
                    media_type: Some(header.content_type.clone()),
                }),
            },
        };
        Some(self.input(&header, place, content))
    }

    fn input(&self, header: &Header, place: (u64, u64), content: Content) -> Input {
        let at = self.at(place);
        let target = header.target.as_deref();
        let id = Id::Text(header.id.as_ref().unwrap_or(&at).clone());
        Input { label: Label::new(Some(id), target.unwrap_or(&at), target), content }
    }

    /// Describes a place in this file.
    fn at(&self, (member, within): (u64, u64)) -> String {
        match within {
            0 => format!("{}:{member}", self.file),
            _ => format!("{}:{member}+{within}", self.file),
        }
    }

    fn damaged(&self, damage: &Damage) -> Input {
        let (member, within) = damage.place;
        let more = match within {
            0 => String::new(),
            _ => format!(", {within} bytes into the unpacked member,"),
        };
        let (file, why) = (&self.file, &damage.reason);
        let reason = format!("the record at byte {member} of {file}{more} is damaged: {why}");
        let fault = Content::Fault(BatchStatus::Unreadable, reason);
        self.input(damage.header.as_deref().unwrap_or(&Header::default()), damage.place, fault)
    }

    fn remember(&mut self, header: &Header, place: (u64, u64)) {
        if place.1 > MAX_WITHIN || self.known.len() >= MAX_KNOWN {
            return;
        }
        for name in [&header.digest, &header.id].into_iter().flatten() {
            self.known.entry(self.hasher.hash_one(name)).or_insert(place);
        }
    }

    /// The content of the response that a record refers to, or else why it is missing.
    fn original(&self, header: &Header) -> Result<Vec<u8>, &'static str> {
        let mut names = [&header.refers_to, &header.digest].into_iter().flatten();
        let place = names.find_map(|it| self.known.get(&self.hasher.hash_one(it)));
        let place = place.ok_or("was not found in this file")?;
        let path = self.path.as_ref().ok_or("cannot be read again from a pipe")?;
        self.read_again(path, *place).ok_or("cannot be read again")
    }

    fn read_again(&self, path: &Path, (member, within): (u64, u64)) -> Option<Vec<u8>> {
        let raw = Raw::new(Origin::File(File::open(path).ok()?), Arc::default());
        let mut bytes = Decoded::with_dictionary(raw, self.bytes.dictionary());
        if !bytes.go_to(member) || !bytes.begin().ok()? {
            return None;
        }
        let mut left = usize::try_from(within).ok()?;
        while left > 0 && bytes.has(1).ok()? {
            let count = bytes.ready().len().min(left);
            bytes.consume(count);
            left -= count;
        }
        match next(&mut bytes, self.most) {
            Ok(Next::Record(record)) => record.content,
            _ => None,
        }
    }
}

/// Crawlers also keep records for the names and files that they looked up, such as `dns:harbor.example`.
fn is_web_url(target: &str) -> bool {
    let begins =
        |scheme: &str| target.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

/// Describes a value of `WARC-Truncated` (§5.13).
fn why_truncated(reason: &str) -> &'static str {
    match reason {
        "length" => "the response was longer than the limit of the crawler",
        "time" => "the response took longer than the limit of the crawler",
        "disconnect" => "the connection to the crawler ended before the response",
        _ => "the crawler did not save the whole response",
    }
}

impl Iterator for Warc {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match next(&mut self.bytes, self.most) {
                Ok(Next::Record(record)) => {
                    if let Some(document) = self.document(record) {
                        return Some(Ok(document));
                    }
                }
                Ok(Next::Damaged(damage)) => return Some(Ok(self.damaged(&damage))),
                Ok(Next::End) => self.ended = true,
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(InputError { file: self.file.clone(), cause }));
                }
            }
        }
        None
    }
}
