//! Takes a response of HTTP/1.x apart, as a crawler saved it: the head, the chunks and the content coding.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use flate2::read::ZlibDecoder;

use crate::batch::status::BatchStatus;
use crate::validate::response::Head;

/// The maximum number of headers of a response.
const MAX_HEADERS: usize = 1000;

/// Why there is no document.
pub(in crate::batch) type Fault = (BatchStatus, String);

/// Splits a message into its head and its body as received.
pub(in crate::batch) fn split(message: &[u8]) -> Result<(Head, &[u8]), Fault> {
    let wrong = || (BatchStatus::Unreadable, "the record is not a response of HTTP".to_owned());
    let mut headers = vec![httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let parsed = httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, message)
        .map_err(|_| wrong())?;
    let httparse::Status::Complete(length) = parsed else { return Err(wrong()) };
    let mut head = Head::default();
    head.version = format!("HTTP/1.{}", response.version.unwrap_or(1));
    head.status = response.code.unwrap_or_default();
    response.reason.unwrap_or_default().clone_into(&mut head.reason);
    for it in response.headers.iter() {
        head.headers.push(it.name, String::from_utf8_lossy(it.value));
    }
    Ok((head, &message[length..]))
}

/// Unpacks a body. Crawlers often save it unpacked already, with the headers as received. So a body that does not look packed is
/// returned unchanged.
pub(in crate::batch) fn unpacked(head: &Head, body: &[u8], most: u64) -> Result<Vec<u8>, Fault> {
    let is_chunked = head.headers.all("transfer-encoding").any(|it| it.contains("chunked"));
    let joined = if is_chunked { joined(body) } else { None };
    let body = match joined {
        Some((bytes, true)) => bytes,
        Some((_, false)) => {
            return Err((BatchStatus::Truncated, "the last chunk of the response is missing".to_owned()));
        }
        None => body.to_vec(),
    };
    let coding = head.headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let mut unpacked = Vec::new();
    let result = match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            MultiGzDecoder::new(&body[..]).take(most + 1).read_to_end(&mut unpacked)
        }
        "deflate" if body.first().is_some_and(|it| it & 15 == 8) => {
            ZlibDecoder::new(&body[..]).take(most + 1).read_to_end(&mut unpacked)
        }
        _ => {
            unpacked = body;
            Ok(0)
        }
    };
    if let Err(error) = result {
        return Err((BatchStatus::HttpError, format!("the body is not valid {coding}: {error}")));
    }
    if unpacked.len() as u64 > most {
        return Err((BatchStatus::TooLarge, format!("the document is larger than {most} bytes")));
    }
    Ok(unpacked)
}

/// Joins the chunks of a body, and returns whether the last one is there. `None` if the body has no chunks.
fn joined(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let parsed = httparse::parse_chunk_size(rest);
        let Ok(httparse::Status::Complete((start, size))) = parsed else {
            return (rest.len() < body.len()).then_some((bytes, false));
        };
        if size == 0 {
            return Some((bytes, true));
        }
        let end = usize::try_from(size).ok().and_then(|it| start.checked_add(it))?;
        let Some(chunk) = rest.get(start..end) else {
            return Some((bytes, false));
        };
        bytes.extend_from_slice(chunk);
        rest = rest[end..].strip_prefix(b"\r\n").unwrap_or(&rest[end..]);
    }
}
