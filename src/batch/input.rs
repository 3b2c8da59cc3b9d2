//! The documents of a batch, before they are validated.

use std::fmt;
use std::hash::BuildHasher;
use std::hash::RandomState;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

use crate::batch::status::BatchStatus;
use crate::fetch::client::credentials::without_credentials;
use crate::validate::response::Head;

/// The id of a document: that of the caller, with its type, or else its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "an id is not a string or a number")]
pub(in crate::batch) enum Id {
    Text(String),
    Number(serde_json::Number),
}

impl Id {
    /// A short form, which is the same for the same id. The id 1 and the id "1" are not the same.
    pub(in crate::batch) fn hash(&self, state: &RandomState) -> u64 {
        match self {
            Id::Text(text) => state.hash_one((0, text)),
            Id::Number(number) => state.hash_one((1, number.to_string())),
        }
    }
}

/// What identifies a document in the output. No URL in it has a user name and a password, because they are secret.
#[derive(Debug)]
pub(in crate::batch) struct Label {
    pub(in crate::batch) id: Id,
    /// The path as in the list, or the URL.
    pub(in crate::batch) source: String,
    /// Where the document is from, if it is from the web.
    pub(in crate::batch) url: Option<String>,
}

/// A document of a batch.
#[derive(Debug)]
pub(in crate::batch) struct Input {
    pub(in crate::batch) label: Arc<Label>,
    pub(in crate::batch) content: Content,
}

/// Where the bytes of a document are.
#[derive(Debug)]
pub(in crate::batch) enum Content {
    /// In a file.
    File(PathBuf),
    /// On a server. The URL may have a user name and a password.
    Url(String),
    /// Here.
    Body(Body),
    /// In a response of HTTP that a crawler saved.
    Message(Message),
    /// Nowhere: why there is no document.
    Fault(BatchStatus, String),
}

/// A document and what is known about its response.
#[derive(Debug)]
pub(in crate::batch) struct Body {
    pub(in crate::batch) data: Data,
    /// The head of the response.
    pub(in crate::batch) head: Option<Head>,
    /// The media type, if there is no head.
    pub(in crate::batch) media_type: Option<String>,
}

/// The document itself.
#[derive(Debug)]
pub(in crate::batch) enum Data {
    Bytes(Vec<u8>),
    /// Already decoded, so the encoding that the document declares does not matter.
    Text(String),
}

/// A response as received.
#[derive(Debug)]
pub(in crate::batch) struct Message {
    pub(in crate::batch) bytes: Vec<u8>,
    /// The response that has the same body, if this one only refers to it.
    pub(in crate::batch) original: Option<Vec<u8>>,
    /// Why the end of the response is missing.
    pub(in crate::batch) truncated: Option<String>,
}

impl Label {
    /// Without an id, the source is the id.
    pub(in crate::batch) fn new(id: Option<Id>, source: &str, url: Option<&str>) -> Arc<Label> {
        let source = shown(source);
        let id = id.unwrap_or_else(|| Id::Text(source.clone()));
        Arc::new(Label { id, source, url: url.map(shown) })
    }
}

/// A path or URL without a user name and a password.
fn shown(source: &str) -> String {
    if source.contains("://") { without_credentials(source) } else { source.to_owned() }
}

impl Input {
    /// A document on a server.
    pub(in crate::batch) fn of_url(url: String) -> Input {
        Input { label: Label::new(None, &url, Some(&url)), content: Content::Url(url) }
    }

    /// The number of bytes that it keeps in memory.
    pub(in crate::batch) fn size(&self) -> usize {
        match &self.content {
            Content::File(_) | Content::Url(_) | Content::Fault(..) => 0,
            Content::Body(body) => body.data.len(),
            Content::Message(it) => it.bytes.len() + it.original.as_ref().map_or(0, Vec::len),
        }
    }
}

impl Data {
    /// The size in bytes.
    pub(in crate::batch) fn len(&self) -> usize {
        match self {
            Data::Bytes(bytes) => bytes.len(),
            Data::Text(text) => text.len(),
        }
    }
}

/// Why an input cannot be read.
#[derive(Debug)]
pub(in crate::batch) struct InputError {
    /// The file as the user named it.
    pub(in crate::batch) file: String,
    pub(in crate::batch) cause: std::io::Error,
}

impl fmt::Display for InputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot read {}", self.file)
    }
}

/// The documents of one input.
pub(in crate::batch) type Inputs = Box<dyn Iterator<Item = Result<Input, InputError>> + Send>;
