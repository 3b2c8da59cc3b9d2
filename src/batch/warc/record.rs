//! Reads one record after another, and finds the next one after a damaged one.

use std::io;

use crate::batch::warc::decoded::Decoded;
use crate::batch::warc::decoded::Trouble;
use crate::batch::warc::header::Header;
use crate::batch::warc::start::START;
use crate::batch::warc::start::START_LINE;
use crate::batch::warc::start::is_start;

/// The maximum size of the head of a record.
const MAX_HEAD: usize = 1 << 16;

/// A record.
pub(super) struct Record {
    pub(super) header: Header,
    /// Its place, as in [`Decoded::place`].
    pub(super) place: (u64, u64),
    /// Its content. `None` if it is too large.
    pub(super) content: Option<Vec<u8>>,
}

/// A record that cannot be read.
pub(super) struct Damage {
    pub(super) place: (u64, u64),
    /// Its head, if that can be read.
    pub(super) header: Option<Box<Header>>,
    pub(super) reason: String,
}

/// What comes next in a file.
pub(super) enum Next {
    Record(Record),
    Damaged(Damage),
    End,
}

/// Why a record cannot be read.
enum Fault {
    /// Its compression is damaged.
    Trouble(Trouble),
    /// It is not as the format says. If its length may be wrong, this is where its content begins.
    Format(Option<u64>, String),
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Fault {
        Fault::Trouble(trouble)
    }
}

/// Reads the next record, whose content has at most `most` bytes. Goes to the start of the record after it if it is damaged.
pub(super) fn next(bytes: &mut Decoded, most: u64) -> io::Result<Next> {
    match start(bytes) {
        Ok(true) => {}
        Ok(false) => return Ok(Next::End),
        Err(trouble) => {
            let place = bytes.place();
            return recovered(bytes, place, None, trouble);
        }
    }
    let place = bytes.place();
    let mut header = None;
    let fault = match record(bytes, most, &mut header) {
        Ok(content) => {
            let header = header.unwrap_or_default();
            return Ok(Next::Record(Record { header, place, content }));
        }
        Err(fault) => fault,
    };
    let header = header.map(Box::new);
    let reason = match fault {
        Fault::Trouble(trouble) => return recovered(bytes, place, header, trouble),
        Fault::Format(content, reason) => {
            if let Some(content) = content {
                bytes.go_back(content);
            }
            reason
        }
    };
    match skip_to_start(bytes) {
        Ok(()) => Ok(Next::Damaged(Damage { place, header, reason })),
        Err(trouble) => recovered(bytes, place, header, trouble).map(|it| match it {
            Next::Damaged(damage) => Next::Damaged(Damage { reason, ..damage }),
            other => other,
        }),
    }
}

/// Reports damage in a compressed member, and goes to the next one.
fn recovered(
    bytes: &mut Decoded,
    place: (u64, u64),
    header: Option<Box<Header>>,
    trouble: Trouble,
) -> io::Result<Next> {
    match trouble {
        Trouble::Failure(error) => Err(error),
        Trouble::Damage(reason) => match bytes.recover(place.0) {
            Err(Trouble::Failure(error)) => Err(error),
            _ => Ok(Next::Damaged(Damage { place, header, reason })),
        },
    }
}

/// Goes to the first byte of the next record. Returns `false` at the end of the file.
fn start(bytes: &mut Decoded) -> Result<bool, Trouble> {
    loop {
        if !bytes.has(1)? {
            if !bytes.begin()? {
                return Ok(false);
            }
            continue;
        }
        let ready = bytes.ready();
        let blank = ready.iter().take_while(|it| it.is_ascii_whitespace()).count();
        let is_all = blank == ready.len();
        bytes.consume(blank);
        if !is_all {
            return Ok(true);
        }
    }
}

/// Reads a record. Its head is stored in `header` as soon as it is known.
fn record(
    bytes: &mut Decoded,
    most: u64,
    header: &mut Option<Header>,
) -> Result<Option<Vec<u8>>, Fault> {
    let head = head(bytes)?;
    let parsed = header.insert(Header::parse(&head).map_err(|it| Fault::Format(None, it))?);
    let length = parsed.length;
    let wants = matches!(parsed.kind.as_str(), "response" | "resource" | "revisit");
    let begin = bytes.place();
    // The length may be wrong, so not all of it is reserved at once.
    let room = usize::try_from(length.min(1 << 20)).unwrap_or(0);
    let mut content = (wants && length <= most).then(|| Vec::with_capacity(room));
    let mut left = length;
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(usize::MAX);
        let count = match &mut content {
            Some(content) => bytes.take(most, content)?,
            None if bytes.has(1)? => {
                let count = most.min(bytes.ready().len());
                bytes.consume(count);
                count
            }
            None => 0,
        };
        if count == 0 {
            follow(bytes, Some(begin.0))?;
        }
        left -= count as u64;
    }
    let wrong = || {
        Fault::Format(
            Some(begin.0),
            format!("it does not end after its Content-Length of {length} bytes"),
        )
    };
    // Two line ends are after each record (§4). Some writers leave them out.
    if bytes.has(4)? && bytes.ready().starts_with(b"\r\n\r\n") {
        bytes.consume(4);
        // At the end of a member is its checksum.
        bytes.has(1)?;
        return Ok(content);
    }
    while bytes.has(1)? && matches!(bytes.ready()[0], b'\r' | b'\n') {
        bytes.consume(1);
    }
    if bytes.has(1)? && !(bytes.has(START.len())? && bytes.ready().starts_with(START)) {
        return Err(wrong());
    }
    Ok(content)
}

/// Begins the next member, in which a record continues whose content begins at `content`.
fn follow(bytes: &mut Decoded, content: Option<u64>) -> Result<(), Fault> {
    let ends = |what: &str| Fault::Format(content, format!("{what} ends before the record"));
    if !bytes.begin()? {
        return Err(ends("the file"));
    }
    if bytes.has(START.len())? && bytes.ready().starts_with(START) {
        return Err(ends("its member"));
    }
    Ok(())
}

/// Reads the version and the lines until the blank line, and returns the lines.
fn head(bytes: &mut Decoded) -> Result<Vec<u8>, Fault> {
    if !bytes.has(START.len())? || !bytes.ready().starts_with(START) {
        return Err(Fault::Format(None, "it does not begin with `WARC/`".to_owned()));
    }
    let mut head = Vec::new();
    let mut is_version = true;
    loop {
        let Some(line) = line(bytes, MAX_HEAD - head.len())? else {
            return Err(Fault::Format(None, "its head does not end".to_owned()));
        };
        match line.trim_ascii_end() {
            b"" => return Ok(head),
            _ if is_version => is_version = false,
            _ => head.extend_from_slice(&line),
        }
    }
}

/// Reads a line of at most `most` bytes, with its end. `None` if it does not end.
fn line(bytes: &mut Decoded, most: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut line = Vec::new();
    while line.len() <= most {
        if !bytes.has(1)? {
            follow(bytes, None)?;
            continue;
        }
        let ready = bytes.ready();
        let end = memchr::memchr(b'\n', ready).map(|it| it + 1);
        let count = end.unwrap_or(ready.len());
        line.extend_from_slice(&ready[..count]);
        bytes.consume(count);
        if end.is_some() {
            return Ok(Some(line).filter(|it| it.len() <= most));
        }
    }
    Ok(None)
}

/// Skips bytes until a record begins, or until the end of the member.
fn skip_to_start(bytes: &mut Decoded) -> Result<(), Trouble> {
    loop {
        let is_last = !bytes.has(START.len() + START_LINE)?;
        let ready = bytes.ready();
        let found = memchr::memmem::find_iter(ready, START).find(|at| is_start(&ready[*at..]));
        // A start may be at the end of what is ready.
        let used = match found {
            Some(at) => at,
            None if is_last => ready.len(),
            None => ready.len() - START.len() - START_LINE + 1,
        };
        bytes.consume(used);
        if found.is_some() || is_last {
            return Ok(());
        }
    }
}
