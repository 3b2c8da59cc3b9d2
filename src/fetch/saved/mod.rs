//! Reads responses from files: those that `curl -i` saves, and messages as they were sent, which WARC files contain.

mod head;

pub use head::SavedError;

use url::Url;

use crate::fetch::client::credentials::without_credentials;
use crate::fetch::saved::head::HeadLines;
use crate::fetch::settings::FetchSettings;
use crate::fetch::unpack::coding;
use crate::fetch::unpack::coding::ChunkFault;
use crate::fetch::unpack::{Packed, unpacked};
use crate::fetch::{FetchErrorKind, Fetched};
use crate::validate::response::{Head, Headers, Redirect, Response};

/// Reads a response as `curl -i` or `curl -iL` saves it: the heads of all responses, then the body of the last one. `as_url` is the URL
/// that was requested first.
///
/// # Errors
///
/// If the file does not begin with the head of a response, or if its body is packed and cannot be unpacked within the limits.
///
/// ```
/// use feedwright::{FetchSettings, saved_response};
///
/// let file = b"HTTP/2 200\r\ncontent-type: application/rss+xml\r\n\r\n<rss version=\"2.0\"/>";
/// let fetched = saved_response(file, Some("https://harbor.example/feed"), &FetchSettings::default())?;
/// assert_eq!(fetched.response.head.status, 200);
/// assert_eq!(fetched.response.head.headers.get("Content-Type"), Some("application/rss+xml"));
/// assert_eq!(fetched.body, b"<rss version=\"2.0\"/>");
/// # Ok::<(), feedwright::SavedError>(())
/// ```
pub fn saved_response(
    bytes: &[u8],
    as_url: Option<&str>,
    settings: &FetchSettings,
) -> Result<Fetched, SavedError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = HeadLines::new(bytes);
    let mut response = Response { url: as_url.map(without_credentials), ..Response::default() };
    loop {
        let head = lines.head(settings)?;
        // After the head of a redirect, an interim response (1xx), a proxy or a request for a password, curl writes the next head.
        let is_last = !lines.rest.starts_with(b"HTTP/");
        if is_last {
            response.head = head;
            break;
        }
        redirect(&head, &mut response);
    }
    let body = lines.rest;
    let body = if is_chunked(&response.head.headers) {
        match coding::join_chunks(body) {
            // curl writes the chunks joined, so it is the text of the body that looks like chunks.
            Some(Ok(joined)) => joined,
            _ => body.to_vec(),
        }
    } else {
        body.to_vec()
    };
    finish(response, body, settings)
}

/// Reads a response as it was sent: one head, and the body with its chunks and content codings. Archives in which the body was already
/// joined or unpacked are read too.
///
/// # Errors
///
/// If this is not a response, if it ends early, or if its body cannot be unpacked within the limits.
pub fn raw_response(
    bytes: &[u8],
    url: Option<&str>,
    settings: &FetchSettings,
) -> Result<Fetched, SavedError> {
    let (response, body) = raw_head(bytes, url, settings)?;
    raw_body(response, body, settings)
}

/// Reads the head of a response as it was sent. Returns it with its body as sent.
pub(crate) fn raw_head<'b>(
    bytes: &'b [u8],
    url: Option<&str>,
    settings: &FetchSettings,
) -> Result<(Response, &'b [u8]), SavedError> {
    let mut lines = HeadLines::new(bytes);
    let mut response = Response { url: url.map(without_credentials), ..Response::default() };
    response.head = lines.head(settings)?;
    while matches!(response.head.status, 100..=199) && lines.rest.starts_with(b"HTTP/") {
        response.head = lines.head(settings)?;
    }
    Ok((response, lines.rest))
}

/// Joins and unpacks the body of a response as it was sent.
pub(crate) fn raw_body(
    response: Response,
    body: &[u8],
    settings: &FetchSettings,
) -> Result<Fetched, SavedError> {
    let headers = &response.head.headers;
    let joined = if is_chunked(headers) { coding::join_chunks(body) } else { None };
    let body = if let Some(joined) = joined {
        joined.map_err(broken)?
    } else {
        is_whole(&response.head, body)?;
        body.to_vec()
    };
    finish(response, body, settings)
}

/// Checks that the body has the length that its head declares. A body that was unpacked before it was stored has another length.
fn is_whole(head: &Head, body: &[u8]) -> Result<(), SavedError> {
    let headers = &head.headers;
    let codings = coding::codings(headers.all("Content-Encoding"));
    let is_unpacked = !codings.is_empty() && !coding::is_packed(body, &codings);
    let has_length = !matches!(head.status, 204 | 304) && !is_unpacked && !is_chunked(headers);
    let length = headers.get("Content-Length").and_then(|it| it.parse::<u64>().ok());
    match length.filter(|it| has_length && *it > body.len() as u64) {
        None => Ok(()),
        Some(length) => {
            let message =
                format!("the response ends after {} of {length} bytes of its body", body.len());
            Err(SavedError { kind: FetchErrorKind::Truncated, line: None, message })
        }
    }
}

/// Unpacks the body.
fn finish(
    mut response: Response,
    body: Vec<u8>,
    settings: &FetchSettings,
) -> Result<Fetched, SavedError> {
    let codings = coding::codings(response.head.headers.all("Content-Encoding"));
    let is_packed = coding::is_packed(&body, &codings);
    if is_packed || codings.is_empty() {
        response.received = Some(body.len() as u64);
    }
    // The body may have been unpacked before it was stored.
    let unchanged = Headers::default();
    let url = response.final_url().unwrap_or("the response").to_owned();
    let headers = if is_packed { &response.head.headers } else { &unchanged };
    let packed =
        Packed { url: &url, headers, bytes: body, limit: settings.unpacked, is_part: false };
    match unpacked(packed) {
        Ok(body) => Ok(Fetched { response, body }),
        Err(error) => Err(SavedError {
            kind: error.kind,
            line: None,
            message: error.diagnostic.message.clone(),
        }),
    }
}

fn broken(fault: ChunkFault) -> SavedError {
    let (kind, message) = match fault {
        ChunkFault::Truncated => (FetchErrorKind::Truncated, "the body ends before its last chunk"),
        ChunkFault::Broken => (FetchErrorKind::Http, "the size of a chunk is not a number"),
    };
    SavedError { kind, line: None, message: message.to_owned() }
}

fn is_chunked(headers: &Headers) -> bool {
    let mut codings = headers.all("Transfer-Encoding").flat_map(|it| it.split(','));
    codings.any(|it| it.trim().eq_ignore_ascii_case("chunked"))
}

/// Records where a redirect leads to, if that is known.
fn redirect(head: &Head, response: &mut Response) {
    let Some(location) = head.headers.get("Location").filter(|_| head.is_redirect()) else {
        return;
    };
    let base = response.final_url().and_then(|it| Url::parse(it).ok());
    if let Ok(target) = Url::options().base_url(base.as_ref()).parse(location) {
        response.redirects.push(Redirect::new(head.status, without_credentials(target.as_str())));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{raw_response, saved_response};
    use crate::fetch::settings::FetchSettings;
    use crate::fetch::{FetchErrorKind, Fetched};

    const URL: &str = "https://user:secret@harbor.example/feed";

    fn saved(bytes: &[u8]) -> Fetched {
        let read = saved_response(bytes, Some(URL), &FetchSettings::default());
        read.unwrap_or_else(|error| panic!("{error}"))
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text.as_bytes()).and_then(|()| out.finish()).expect("vectors take anything")
    }

    #[test]
    fn reads_what_curl_saves() {
        #[rustfmt::skip]
        let cases: [&[u8]; 7] = [
            b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n<rss/>",
            b"HTTP/2 200 \r\nA: b\r\n\r\n<rss/>",
            b"HTTP/3 200\nA: b\n\n<rss/>",
            b"\xef\xbb\xbfHTTP/1.1 200 OK\r\nA : b\n\r\n<rss/>",
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA:b\r\n\r\n<rss/>",
            b"HTTP/1.0 200 Connection established\r\nVia: p\r\n\r\nHTTP/1.1 200 OK\r\na:  b \r\n\r\n<rss/>",
            b"HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n\r\n",
        ];
        for case in cases {
            let it = saved(case);
            assert_eq!((it.response.head.status, &it.body[..]), (200, &b"<rss/>"[..]));
            assert_eq!(it.response.head.headers.get("a"), Some("b"));
            assert_eq!(it.response.final_url(), Some("https://harbor.example/feed"));
            assert_eq!(it.response.received, Some(6));
        }
        let folded = saved(b"HTTP/1.1 200 OK\r\nLink: <a>;\r\n\trel=hub\r\n\r\n");
        assert_eq!(folded.response.head.headers.get("link"), Some("<a>; rel=hub"));
    }

    #[test]
    fn follows_the_redirects_of_curl() {
        let it = saved(
            b"HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\nHTTP/2 302\r\nlocation: http://b.example/\r\n\r\n\
              HTTP/2 404\r\n\r\n",
        );
        let hops: Vec<_> =
            it.response.redirects.iter().map(|it| (it.status, it.target.as_str())).collect();
        assert_eq!(hops, [(301, "https://harbor.example/a"), (302, "http://b.example/")]);
        assert_eq!(it.response.head.status, 404);
        let unknown = b"HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<rss/>";
        let it = saved_response(unknown, None, &FetchSettings::default()).expect("it is one");
        assert_eq!(it.response.final_url(), None);
    }

    #[test]
    fn unpacks_bodies_that_are_really_packed() {
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
        let packed = saved(&[&head[..], &gzip("<rss/>")].concat());
        assert_eq!(packed.body, b"<rss/>");
        assert!(packed.response.received.is_some_and(|it| it > 6));
        let unpacked = saved(&[&head[..], b"<rss/>"].concat());
        assert_eq!((&unpacked.body[..], unpacked.response.received), (&b"<rss/>"[..], None));
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        #[rustfmt::skip]
        let cases: [(&[u8], &str); 6] = [
            (b"",                                         "line 1: this is not a saved response: the first line is empty"),
            (b"<rss/>",                                   "line 1: this is not a saved response: `<rss/>` is not a status line"),
            (b"HTTP/1.1 20 OK\r\n\r\n",                    "line 1: this is not a saved response: `HTTP/1.1 20 OK` is not"),
            (b"HTTP/1.1 200 OK\r\nA: b\r\n<rss/>",         "line 3: this is not a header: `<rss/>`"),
            (b"\xff\xfeH\0T\0T\0P\0",                       "line 1: this is not a saved response: the file is in UTF-16"),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8bxx", ""),
        ];
        for (bytes, wanted) in cases {
            let error = saved_response(bytes, None, &FetchSettings::default()).expect_err("broken");
            assert!(error.to_string().starts_with(wanted), "{error}");
        }
        let long = format!("HTTP/1.1 200 OK\r\nA: {}\r\n\r\n", "x".repeat(1 << 17));
        let error = saved_response(long.as_bytes(), None, &FetchSettings::default());
        assert!(error.is_err_and(|it| it.kind == FetchErrorKind::TooLarge));
    }

    #[test]
    fn reads_messages_as_they_were_sent() {
        let raw = |bytes: &[u8]| raw_response(bytes, Some(URL), &FetchSettings::default());
        let head =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n";
        let packed = gzip("<rss/>");
        let chunk = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n"].concat();
        let whole = [head.as_bytes(), &chunk, b"0\r\n\r\n"].concat();
        let it = raw(&whole).expect("it is whole");
        assert_eq!(
            (&it.body[..], it.response.received),
            (&b"<rss/>"[..], Some(packed.len() as u64))
        );
        let joined = [head.as_bytes(), b"<rss/>"].concat();
        assert_eq!(raw(&joined).expect("it is whole").body, b"<rss/>");
        let cut = raw(&whole[..whole.len() - 8]).expect_err("it is cut");
        assert_eq!(cut.kind, FetchErrorKind::Truncated);
        let short =
            raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss/>").expect_err("it is cut");
        assert_eq!(short.to_string(), "the response ends after 6 of 9 bytes of its body");
        assert!(raw(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n").is_ok());
    }
}
