//! What became of a document.

use std::fmt;
use std::fmt::Display;

use serde::Deserialize;
use serde::Serialize;

use crate::fetch::FetchErrorKind;

/// What became of a document of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BatchStatus {
    /// It was validated, and may be valid or not.
    Ok,
    /// It was validated, and is not a feed.
    NotAFeed,
    /// It exceeds a limit for sizes and was not validated.
    TooLarge,
    /// Its end is missing because the server or the crawler stopped. It was not validated.
    Truncated,
    /// A deadline has passed.
    Timeout,
    /// Its validation would need more memory than allowed.
    Memory,
    /// The validator failed, which is a bug in feedwright.
    Crash,
    /// The host has no address.
    Dns,
    /// The address must not be contacted, a redirect must not be followed, or the server does not accept connections.
    Refused,
    /// The certificate is not valid, or there is no common version of TLS.
    Tls,
    /// The status of the response is not 2xx, or the response is not valid HTTP.
    HttpError,
    /// The input does not contain the document: a file that cannot be read, a line that is not JSON, a damaged record.
    Unreadable,
}

impl BatchStatus {
    /// All statuses.
    pub const ALL: [BatchStatus; 12] = [
        BatchStatus::Ok,
        BatchStatus::NotAFeed,
        BatchStatus::TooLarge,
        BatchStatus::Truncated,
        BatchStatus::Timeout,
        BatchStatus::Memory,
        BatchStatus::Crash,
        BatchStatus::Dns,
        BatchStatus::Refused,
        BatchStatus::Tls,
        BatchStatus::HttpError,
        BatchStatus::Unreadable,
    ];

    /// Its name in the output.
    pub fn name(self) -> &'static str {
        match self {
            BatchStatus::Ok => "ok",
            BatchStatus::NotAFeed => "not_a_feed",
            BatchStatus::TooLarge => "too_large",
            BatchStatus::Truncated => "truncated",
            BatchStatus::Timeout => "timeout",
            BatchStatus::Memory => "memory",
            BatchStatus::Crash => "crash",
            BatchStatus::Dns => "dns",
            BatchStatus::Refused => "refused",
            BatchStatus::Tls => "tls",
            BatchStatus::HttpError => "http_error",
            BatchStatus::Unreadable => "unreadable",
        }
    }
}

impl Display for BatchStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl From<FetchErrorKind> for BatchStatus {
    fn from(kind: FetchErrorKind) -> BatchStatus {
        match kind {
            FetchErrorKind::Url => BatchStatus::Unreadable,
            FetchErrorKind::Dns => BatchStatus::Dns,
            FetchErrorKind::Refused => BatchStatus::Refused,
            FetchErrorKind::Tls => BatchStatus::Tls,
            FetchErrorKind::Timeout => BatchStatus::Timeout,
            FetchErrorKind::TooLarge => BatchStatus::TooLarge,
            FetchErrorKind::Truncated => BatchStatus::Truncated,
            FetchErrorKind::Http => BatchStatus::HttpError,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BatchStatus;

    #[test]
    fn is_written_and_read_by_its_name() {
        for status in BatchStatus::ALL {
            let json = serde_json::to_string(&status).expect("it can be written");
            assert_eq!(json, format!("\"{status}\""));
            assert_eq!(serde_json::from_str::<BatchStatus>(&json).ok(), Some(status));
        }
    }
}
