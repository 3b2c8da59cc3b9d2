//! Earlier responses, so that servers are asked only for what has changed since (`--cache`). A response is never used without asking the server.
//!
//! There is one file for each URL and for each set of headers that are sent, so that `Vary` does not matter, and nobody gets what was meant for
//! another user. Files are written whole. A file that is damaged is treated as missing.

use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use uuid::Uuid;

use crate::text::fingerprint::fnv1a;
use crate::validate::response::Head;
use crate::validate::response::Headers;

/// The first line of each file.
const FORMAT: &str = "feedwright response 1";

/// Headers of a connection and of a coding, which stay as they were stored (RFC 9111, sections 3.1 and 3.2).
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "connection", "content-encoding", "content-length", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade",
];

/// The place for one response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    path: PathBuf,
}

/// A response in the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// The URL after redirects, without credentials and fragment.
    pub(super) url: String,
    pub(super) head: Head,
    /// The body as received.
    pub(super) bytes: Vec<u8>,
}

impl Place {
    /// The place for the response to a request. `key` is everything that it depends on.
    pub(super) fn new(folder: &Path, key: &str) -> Place {
        let name = Uuid::new_v5(&Uuid::NAMESPACE_URL, key.as_bytes());
        Place { path: folder.join(format!("{name}.response")) }
    }

    /// The response, if there is one and it is not damaged.
    pub(super) fn read(&self) -> Option<Stored> {
        // Special files such as devices may never end.
        if !fs::symlink_metadata(&self.path).ok()?.is_file() {
            return None;
        }
        parsed(&fs::read(&self.path).ok()?)
    }

    /// Replaces the response. A cache that cannot be written costs time and nothing else, so there is no error.
    pub(super) fn write(&self, stored: &Stored) {
        let _ = self.replace(&written(stored));
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let draft = self.path.with_extension(format!("{}-{number}.draft", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // Feeds may be private.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let result = options
            .open(&draft)
            .and_then(|mut it| it.write_all(bytes))
            .and_then(|()| fs::rename(&draft, &self.path));
        if result.is_err() {
            let _ = fs::remove_file(&draft);
        }
        result
    }
}

impl Stored {
    /// Whether a response with this head can be stored and used again.
    pub(super) fn is_possible(head: &Head) -> bool {
        let has = |name: &str| head.headers.get(name).is_some_and(|it| !it.is_empty());
        let is_forbidden = head.headers.all("cache-control").flat_map(|it| it.split(','));
        head.status == 200
            && (has("etag") || has("last-modified"))
            && !is_forbidden.map(str::trim).any(|it| it.eq_ignore_ascii_case("no-store"))
            && head.headers.get("vary").is_none_or(|it| it != "*")
    }

    /// The headers that ask whether it has changed.
    pub(super) fn conditions(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let pairs = [("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")];
        pairs.into_iter().filter_map(|(condition, validator)| {
            let value = self.head.headers.get(validator).filter(|it| !it.is_empty())?;
            Some((condition, value))
        })
    }

    /// Whether a response with status 304 is about this one: it must not have another strong validator (RFC 9111, section 4.3.4).
    pub(super) fn is_meant(&self, head: &Head) -> bool {
        match (self.head.headers.get("etag"), head.headers.get("etag")) {
            (Some(old), Some(new)) => opaque(old) == opaque(new),
            _ => true,
        }
    }

    /// Takes over the headers of a response with status 304 (RFC 9111, section 3.2). Returns whether that changes something that lasts.
    pub(super) fn refresh(&mut self, head: &Head) -> bool {
        let is_kept = |name: &str| KEPT.iter().any(|it| name.eq_ignore_ascii_case(it));
        let is_new = |name: &str| !is_kept(name) && head.headers.get(name).is_some();
        let mut headers = Headers::default();
        for (name, value) in self.head.headers.iter().filter(|it| !is_new(it.0)) {
            headers.push(name, value);
        }
        for (name, value) in head.headers.iter().filter(|it| !is_kept(it.0)) {
            headers.push(name, value);
        }
        let is_other = |(name, value): (&str, &str)| {
            let is_time = name.eq_ignore_ascii_case("date") || name.eq_ignore_ascii_case("age");
            !is_time && !self.head.headers.all(name).any(|it| it == value)
        };
        let has_changed = headers.iter().any(is_other);
        self.head.headers = headers;
        has_changed
    }
}

/// The part of an `ETag` that is compared. Modules that compress make it weak, so that is not compared.
fn opaque(etag: &str) -> &str {
    etag.strip_prefix("W/").unwrap_or(etag)
}

/// The format, a checksum of the rest, the URL, the status line, the headers, an empty line, and the body.
fn written(stored: &Stored) -> Vec<u8> {
    let head = &stored.head;
    let mut text = format!("{}\n{} {} {}\n", stored.url, head.version, head.status, head.reason);
    for (name, value) in head.headers.iter() {
        text.push_str(&format!("{name}: {value}\n"));
    }
    text.push('\n');
    let rest = [text.as_bytes(), &stored.bytes].concat();
    [format!("{FORMAT}\n{:016x}\n", fnv1a(rest.iter().copied())).as_bytes(), &rest].concat()
}

fn parsed(bytes: &[u8]) -> Option<Stored> {
    let (checksum, rest) = line(bytes.strip_prefix(FORMAT.as_bytes())?.strip_prefix(b"\n")?)?;
    if checksum != format!("{:016x}", fnv1a(rest.iter().copied())) {
        return None;
    }
    let (url, rest) = line(rest)?;
    let (status, mut rest) = line(rest)?;
    let mut parts = status.splitn(3, ' ');
    let mut head = Head {
        version: parts.next()?.to_owned(),
        status: parts.next()?.parse().ok()?,
        reason: parts.next()?.to_owned(),
        headers: Headers::default(),
    };
    loop {
        let (header, next) = line(rest)?;
        rest = next;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(": ")?;
        head.headers.push(name, value);
    }
    Some(Stored { url: url.to_owned(), head, bytes: rest.to_vec() })
}

/// The first line, and what follows it.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|it| *it == b'\n')?;
    Some((str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::Place;
    use super::Stored;
    use crate::validate::response::Head;

    fn head(status: u16, headers: &[(&str, &str)]) -> Head {
        let mut head = Head { version: "HTTP/1.1".to_owned(), status, ..Head::default() };
        for it in headers {
            head.headers.push(it.0, it.1);
        }
        head
    }

    fn stored() -> Stored {
        let headers = [
            ("ETag", "\"a\""),
            ("Content-Length", "4"),
            ("X-Empty", ""),
            ("Cache-Control", "max-age=1"),
        ];
        Stored {
            url: "http://a.example/".to_owned(),
            head: head(200, &headers),
            bytes: b"f\n\nd".to_vec(),
        }
    }

    #[test]
    fn damaged_files_are_missing() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let place = Place::new(&folder.path().join("new"), "http://a.example/");
        assert_eq!(place.read(), None);
        place.write(&stored());
        assert_eq!(place.read(), Some(stored()));
        let bytes = std::fs::read(&place.path).expect("it is written");
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            std::fs::write(&place.path, &damaged).expect("it can be written");
            assert_eq!(place.read(), None, "byte {at}");
            std::fs::write(&place.path, &bytes[..at]).expect("it can be written");
            assert_eq!(place.read(), None, "cut at {at}");
        }
        place.write(&stored());
        assert_eq!(place.read(), Some(stored()));
        let files = std::fs::read_dir(folder.path().join("new")).expect("it can be read").count();
        assert_eq!(files, 1, "no drafts are left");
    }

    #[test]
    fn takes_over_new_headers() {
        let mut response = stored();
        let changed = [
            ("etag", "W/\"a\""),
            ("Content-Length", "0"),
            ("Content-Encoding", "gzip"),
            ("Date", "now"),
        ];
        assert!(response.is_meant(&head(304, &changed)));
        assert!(!response.is_meant(&head(304, &[("ETag", "\"b\"")])));
        assert!(response.refresh(&head(304, &changed)));
        let headers: Vec<_> = response.head.headers.iter().collect();
        let expected = [
            ("Content-Length", "4"),
            ("X-Empty", ""),
            ("Cache-Control", "max-age=1"),
            ("etag", "W/\"a\""),
            ("Date", "now"),
        ];
        assert_eq!(headers, expected);
        assert_eq!(response.head.status, 200);
        assert!(
            !response.refresh(&head(304, &[("Date", "later")])),
            "the date alone is not worth a write"
        );
    }

    #[test]
    fn stores_what_can_be_asked_for_again() {
        let is_possible =
            |status, headers: &[(&str, &str)]| Stored::is_possible(&head(status, headers));
        assert!(is_possible(200, &[("ETag", "\"a\"")]));
        assert!(is_possible(
            200,
            &[("Last-Modified", "x"), ("Cache-Control", "max-age=0, no-cache"), ("Vary", "Accept")]
        ));
        assert!(!is_possible(200, &[]));
        assert!(!is_possible(404, &[("ETag", "\"a\"")]));
        assert!(!is_possible(200, &[("ETag", "\"a\""), ("Cache-Control", "private, No-Store")]));
        assert!(!is_possible(200, &[("ETag", "\"a\""), ("Vary", "*")]));
    }
}
