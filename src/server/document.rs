//! The documents that are open in the editor: their texts with unsaved changes, and what kind of document each is.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types as lsp;
use url::Url;

use crate::config::CONFIG_FILE;
use crate::server::position::Encoding;
use crate::server::position::Positions;

/// A document, as the editor shows it. Copies share the text.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) uri: lsp::Uri,
    pub(super) version: i32,
    /// Tells documents apart that were opened with the same URI, one after the other.
    pub(super) serial: u64,
    /// Its file, which may not exist yet. `None` if the editor has it from elsewhere.
    pub(super) path: Option<PathBuf>,
    pub(super) kind: Kind,
    pub(super) text: Arc<String>,
}

/// What a document may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A feed, or another document that the validator knows.
    Feed {
        /// Whether its name or its language in the editor is also used for files other than feeds.
        is_shared: bool,
    },
    /// A `feedwright.toml`.
    Configuration,
    /// A text that is an article if it belongs to a site.
    Text,
    /// Anything else.
    Other,
}

/// The languages of editors for feeds.
const FEED_LANGUAGES: &[&str] = &["rss", "atom", "jsonfeed", "opml"];

/// The languages of editors for formats that feeds share with other files.
const SHARED_LANGUAGES: &[&str] = &["xml", "json", "jsonc"];

/// The extensions of feeds, and whether other files also have them.
#[rustfmt::skip]
const EXTENSIONS: &[(&str, bool)] = &[
    ("rss", false), ("atom", false), ("opml", false), ("xml", true), ("rdf", true), ("json", true), ("jsonfeed", false),
];

/// The extensions of articles.
const TEXTS: &[&str] = &["md", "mdx", "markdown", "mdown", "html", "htm", "xhtml", "txt", "text"];

impl Kind {
    fn of(path: &str, language: &str) -> Kind {
        let name = path.rsplit('/').next().unwrap_or_default();
        if name == CONFIG_FILE {
            return Kind::Configuration;
        }
        let extension = name.rsplit_once('.').map_or("", |it| it.1).to_ascii_lowercase();
        if let Some((_, is_shared)) = EXTENSIONS.iter().find(|it| it.0 == extension) {
            return Kind::Feed { is_shared: *is_shared };
        }
        if TEXTS.contains(&extension.as_str()) {
            return Kind::Text;
        }
        if FEED_LANGUAGES.contains(&language) {
            return Kind::Feed { is_shared: false };
        }
        if SHARED_LANGUAGES.contains(&language) {
            return Kind::Feed { is_shared: true };
        }
        Kind::Other
    }
}

impl Document {
    /// The document that an editor opened. `serial` is a number that no other document has.
    pub(super) fn open(item: lsp::TextDocumentItem, serial: u64) -> Document {
        let url = Url::parse(&item.uri.0).ok();
        let path = url.as_ref().filter(|it| it.scheme() == "file");
        let path = path.and_then(|it| it.to_file_path().ok());
        let named = url.as_ref().map_or(item.uri.0.as_str(), Url::path);
        let kind = Kind::of(named, &language(item.language_id));
        Document {
            uri: item.uri,
            version: item.version,
            serial,
            path,
            kind,
            text: Arc::new(item.text),
        }
    }

    /// The name in reports.
    pub(super) fn name(&self) -> String {
        self.path.as_deref().map_or_else(|| self.uri.0.clone(), shown)
    }

    /// Makes the changes of an editor, one after the other.
    pub(super) fn change(
        &mut self,
        version: i32,
        changes: Vec<lsp::TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        self.version = version;
        for change in changes {
            match change {
                lsp::TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(it) => {
                    self.text = Arc::new(it.text);
                }
                lsp::TextDocumentContentChangeEvent::TextDocumentContentChangePartial(it) => {
                    let span = Positions::new(&self.text, encoding).span(it.range);
                    // A check that runs at the moment keeps the old text.
                    Arc::make_mut(&mut self.text).replace_range(span.range(), &it.text);
                }
            }
        }
    }

    /// The text without the byte order mark at its start, and the length of that mark in bytes.
    pub(super) fn body(&self) -> (&str, usize) {
        let body = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        (body, self.text.len() - body.len())
    }
}

fn language(kind: lsp::LanguageKind) -> String {
    String::from(kind)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
