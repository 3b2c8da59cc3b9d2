//! Reads the heads of saved responses, line by line.

use std::fmt;
use std::fmt::Display;

use crate::fetch::FetchErrorKind;
use crate::fetch::settings::FetchSettings;
use crate::text::quoted::Quoted;
use crate::text::shorten::clipped;
use crate::validate::response::Head;
use crate::validate::response::Headers;
use crate::value::media_type::is_token;

/// Why a file is not a saved response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedError {
    /// The kind of fault.
    pub kind: FetchErrorKind,
    /// The line, starting at 1. `None` if the body is wrong.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// Displays the line and the message: `line 3: this is not a header: …`.
impl Display for SavedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(out, "line {line}: ")?;
        }
        out.write_str(&self.message)
    }
}

impl std::error::Error for SavedError {}

/// The lines of heads, and what follows them.
pub(super) struct HeadLines<'b> {
    pub(super) rest: &'b [u8],
    /// The number of lines before `rest`.
    number: usize,
}

impl HeadLines<'_> {
    pub(super) fn new(bytes: &[u8]) -> HeadLines<'_> {
        HeadLines { rest: bytes, number: 0 }
    }

    /// Reads a head, with the empty line at its end.
    pub(super) fn head(&mut self, settings: &FetchSettings) -> Result<Head, SavedError> {
        let before = self.rest.len();
        let first = self.line().unwrap_or_default();
        let mut head = status_line(&first).ok_or_else(|| self.not_a_response(&first))?;
        // Lines that begin with white space continue the one before (RFC 9112 §5.2).
        let mut lines: Vec<(String, String)> = Vec::new();
        loop {
            if before - self.rest.len() > settings.head {
                let message = format!(
                    "the headers are larger than the limit of {} bytes (use --max-headers to change it)",
                    settings.head
                );
                return Err(self.fault(FetchErrorKind::TooLarge, message));
            }
            let Some(line) = self.line() else { break };
            if line.is_empty() {
                break;
            }
            match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
                (Some(more), Some((_, value))) => {
                    value.push(' ');
                    value.push_str(more.trim());
                }
                _ => match line.split_once(':') {
                    Some((name, value)) if is_name(name.trim_end()) => {
                        lines.push((name.trim_end().to_owned(), value.trim().to_owned()));
                    }
                    _ => {
                        let shown = clipped(&line, 60);
                        let message = format!(
                            "this is not a header: {} (an empty line must separate the headers from the body)",
                            Quoted(&shown)
                        );
                        return Err(self.fault(FetchErrorKind::Http, message));
                    }
                },
            }
        }
        for (name, value) in lines {
            head.headers.push(name, value);
        }
        Ok(head)
    }

    /// The next line, without its end.
    fn line(&mut self) -> Option<String> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|it| *it == b'\n');
        let (line, rest) = match end {
            Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
            None => (self.rest, &[][..]),
        };
        self.rest = rest;
        self.number += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Some(String::from_utf8_lossy(line).into_owned())
    }

    fn fault(&self, kind: FetchErrorKind, message: impl Into<String>) -> SavedError {
        SavedError { kind, line: Some(self.number.max(1)), message: message.into() }
    }

    fn not_a_response(&self, line: &str) -> SavedError {
        let message = if line.starts_with("\u{fffd}\u{fffd}H\0") {
            // PowerShell writes the output of programs so.
            "this is not a saved response: the file is in UTF-16 (save it with `curl -i -o FILE URL`)".to_owned()
        } else if line.trim().is_empty() {
            "this is not a saved response: the first line is empty".to_owned()
        } else {
            let line = clipped(line, 60);
            format!(
                "this is not a saved response: {} is not a status line such as `HTTP/1.1 200 OK` (save it with `curl -i`)",
                Quoted(&line)
            )
        };
        self.fault(FetchErrorKind::Http, message)
    }
}

/// Parses a status line. curl writes those of HTTP/2 and HTTP/3 as `HTTP/2 200`.
fn status_line(line: &str) -> Option<Head> {
    let (version, rest) = line.split_once(' ')?;
    let number = version.strip_prefix("HTTP/")?;
    let is_version =
        !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let rest = rest.trim_start();
    let (status, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_status = status.len() == 3 && status.bytes().all(|it| it.is_ascii_digit());
    if !is_version || !is_status {
        return None;
    }
    Some(Head {
        version: version.to_owned(),
        status: status.parse().ok().filter(|it| (100..=999).contains(it))?,
        reason: reason.trim().to_owned(),
        headers: Headers::default(),
    })
}

/// Whether a text may be the name of a header.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_token)
}
