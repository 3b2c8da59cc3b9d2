//! Tells hubs that a feed has changed (WebSub, <https://www.w3.org/TR/websub/>). How hubs are told is left to them. The form of
//! PubSubHubbub is the one that they understand: <https://pubsubhubbub.github.io/PubSubHubbub/pubsubhubbub-core-0.4.html#rfc.section.6>.

use std::fmt;

use crate::fetch::FetchError;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::fetch::client::fault;

/// Tells a hub that the feed with the URL `feed` has changed. The hub then fetches it, and sends it to its subscribers.
///
/// # Errors
///
/// If the hub cannot be reached, or does not accept the request.
pub fn ping(network: &dyn Network, hub: &str, feed: &str) -> Result<(), PingError> {
    let request = Request::post_form(hub, &[("hub.mode", "publish"), ("hub.url", feed)]);
    let head = network.send(&request).map_err(PingError::Unreachable)?.response.head;
    if (200..300).contains(&head.status) {
        return Ok(());
    }
    Err(PingError::Rejected { status: head.status, reason: head.reason })
}

/// Why a hub was not told that a feed has changed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PingError {
    /// The response is not complete.
    Unreachable(FetchError),
    /// The status of the response is not one of success.
    Rejected {
        /// The status.
        status: u16,
        /// The words after the status, which may be missing.
        reason: String,
    },
}

impl PingError {
    /// Whether the hub would probably not accept another feed now.
    pub fn is_about_the_hub(&self) -> bool {
        match self {
            PingError::Unreachable(_) => true,
            PingError::Rejected { status, .. } => *status >= 500 || *status == 429,
        }
    }
}

impl fmt::Display for PingError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PingError::Unreachable(error) => out.write_str(&error.diagnostic.message),
            PingError::Rejected { status, reason } => {
                let status = format!("{status} {reason}");
                write!(out, "the hub responds with {}", fault::value(status.trim()))
            }
        }
    }
}

impl std::error::Error for PingError {}
