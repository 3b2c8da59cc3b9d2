//! A response as it arrived, before its body is unpacked.

use crate::fetch::FetchError;
use crate::fetch::Fetched;
use crate::fetch::cache::Place;
use crate::fetch::cache::Stored;
use crate::fetch::unpack::Packed;
use crate::fetch::unpack::unpacked;
use crate::validate::response::Response;

/// A response as it arrived. Its body is still packed, so that the work of unpacking it is done by the thread that needs it.
#[derive(Debug)]
pub struct Arrival {
    /// The last URL.
    pub(in crate::fetch) url: String,
    pub(in crate::fetch) response: Response,
    pub(in crate::fetch) bytes: Vec<u8>,
    /// The maximum number of unpacked bytes.
    pub(in crate::fetch) unpacked: u64,
    /// Whether the body may end anywhere.
    pub(in crate::fetch) is_part: bool,
    /// The place in the cache where it is stored, and the last URL as it was sent.
    pub(in crate::fetch) store: Option<(Place, String)>,
}

impl Arrival {
    /// The size of the body as received, in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Unpacks the body.
    ///
    /// # Errors
    ///
    /// If the coding of the body is not supported, its data is broken, or it is too large.
    pub fn unpack(self) -> Result<Fetched, FetchError> {
        let Arrival { url, response, bytes, unpacked: limit, is_part, store } = self;
        let headers = &response.head.headers;
        let stored = store.map(|(place, url)| {
            (place, Stored { url, head: response.head.clone(), bytes: bytes.clone() })
        });
        match unpacked(Packed { url: &url, headers, bytes, limit, is_part }) {
            Ok(body) => {
                if let Some((place, stored)) = stored {
                    place.write(&stored);
                }
                Ok(Fetched { response, body })
            }
            Err(error) => Err(FetchError { redirects: response.redirects, ..error }),
        }
    }
}
