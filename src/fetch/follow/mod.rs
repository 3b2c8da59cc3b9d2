//! Follows the links from a feed to its other pages and archives (RFC 5005, <https://www.rfc-editor.org/rfc/rfc5005>, and `next_url` of JSON
//! Feed), validates each, and checks them as one feed.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::fetch::client::received::Received;
use crate::fetch::client::received::is_web;
use crate::fetch::client::received::normal;
use crate::fetch::follow::chain::Document;
use crate::text::quoted::Quoted;
use crate::text::source::Source;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::options::Options;
use crate::validate::{Report, finish, rules, validate};
use crate::value::uri;

mod chain;
mod whole;

/// How the pages of a feed are followed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FollowSettings {
    /// The maximum number of pages that are fetched (`--max-pages`).
    pub pages: usize,
}

impl Default for FollowSettings {
    fn default() -> FollowSettings {
        FollowSettings { pages: 100 }
    }
}

/// The other pages of a feed, and what is wrong with the feed as a whole.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Followed {
    /// The problems of the document with which it began, for [`Report::add`].
    pub diagnostics: Vec<Diagnostic>,
    /// The pages, in the order in which they were fetched.
    pub pages: Vec<Page>,
}

/// A page or an archive of a feed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page {
    /// The document. Its name is its URL.
    pub source: Source,
    /// Its problems, with those of the feed as a whole.
    pub report: Report,
}

/// Fetches and validates the other pages of a feed, and checks all pages together: ids that are repeated, the order, links that disagree,
/// and circles.
///
/// ```
/// use feedwright::{FetchSettings, FollowSettings, Options, Replay, Source, follow};
///
/// let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "next_url": "https://harbor.example/2.json",
///     "items": [{"id": "2", "content_text": "Second"}]}"#;
/// let conversation = br#">>> GET https://harbor.example/2.json
/// HTTP/1.1 200 OK
///
/// {"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": [{"id": "1", "content_text": "First"}]}
/// "#;
/// let network = Replay::read(conversation, &FetchSettings::default())?;
///
/// let source = Source::from_text("https://harbor.example/1.json", feed);
/// let followed = follow(&source, &Options::default(), &network, &FollowSettings::default());
/// assert_eq!(followed.pages.len(), 1);
/// assert_eq!(followed.pages[0].source.name, "https://harbor.example/2.json");
/// # Ok::<(), feedwright::SavedError>(())
/// ```
pub fn follow(
    source: &Source,
    options: &Options,
    network: &dyn Network,
    settings: &FollowSettings,
) -> Followed {
    let first = Document::new(Received::of(source, options), options);
    let mut feed =
        Feed { documents: vec![first], failed: HashSet::new(), network, most: settings.pages };
    for kind in [ResourceKind::Next, ResourceKind::PreviousArchive] {
        feed.follow(kind);
    }
    feed.current();
    let mut documents = feed.documents.into_iter().map(|it| {
        let entries = it.received.inventory.entries.len();
        (finish(it.out, &it.received.options, entries), it.received)
    });
    let diagnostics = documents.next().map(|it| it.0).unwrap_or_default();
    let pages = documents.map(|(problems, received)| {
        let mut report = validate(&received.source, &received.options);
        report.add(&received.source, &received.options, problems);
        Page { source: received.source, report }
    });
    Followed { diagnostics, pages: pages.collect() }
}

struct Feed<'n> {
    /// The documents. The first one is the one of the caller.
    documents: Vec<Document>,
    /// The URLs that lead to no feed. Archives often have the same link to the current feed.
    failed: HashSet<String>,
    network: &'n dyn Network,
    most: usize,
}

impl Feed<'_> {
    /// Follows the links of one kind from the first document, and checks the documents as one feed.
    fn follow(&mut self, kind: ResourceKind) {
        let mut chain = vec![0];
        let mut at = 0;
        let mut is_whole = false;
        loop {
            let Some(link) = self.documents[at].link(kind) else {
                is_whole = chain.len() > 1;
                break;
            };
            // A document may be both a page and an archive of the feed.
            let next = match self.known(&link) {
                Some(known) if chain.contains(&known) => {
                    chain::is_circle(&mut self.documents, at, known, &link);
                    break;
                }
                Some(known) => known,
                None => match self.fetch(at, &link) {
                    Some(fetched) => fetched,
                    None => break,
                },
            };
            if chain::is_the_same_again(&mut self.documents, at, next, &link) {
                break;
            }
            chain.push(next);
            chain::links_agree(&mut self.documents, at, next, kind);
            at = next;
        }
        if kind == ResourceKind::Next {
            whole::entries_are_on_one_page(&mut self.documents, &chain);
            if is_whole {
                whole::last_is_the_end(&mut self.documents, at);
            }
        } else {
            whole::archives_are_marked(&mut self.documents, &chain);
        }
        whole::pages_are_in_order(&mut self.documents, &chain, kind);
    }

    /// Checks the feed that an archive belongs to.
    fn current(&mut self) {
        for at in 0..self.documents.len() {
            let Some(link) = self.documents[at].link(ResourceKind::Current) else { continue };
            let found = match self.known(&link) {
                Some(known) => Some(known),
                None => self.fetch(at, &link),
            };
            if let Some(found) = found {
                whole::current_is_no_archive(&mut self.documents, at, found, &link);
            }
        }
    }

    /// The document that a link leads to, if it was fetched before.
    fn known(&self, link: &Resource) -> Option<usize> {
        let url = normal(&link.url);
        self.documents.iter().position(|it| it.received.urls.contains(&url))
    }

    /// Fetches a document that the document `from` links to, and returns its index. Reports why there is none.
    fn fetch(&mut self, from: usize, link: &Resource) -> Option<usize> {
        let url = normal(&link.url);
        if self.failed.contains(&url) {
            return None; // It has been reported.
        }
        let found = self.fetch_new(from, link);
        if found.is_none() {
            self.failed.insert(url);
        }
        found
    }

    fn fetch_new(&mut self, from: usize, link: &Resource) -> Option<usize> {
        if !is_web(&link.url) {
            self.not_requested(from, link);
            return None;
        }
        if self.documents.len() > self.most {
            self.limit(from, link);
            return None;
        }
        let fetched = self.network.send(&Request::get(link.url.as_str()));
        let reason = match fetched {
            Ok(fetched) if matches!(fetched.response.head.status, 200..=299) => {
                let received = Received::new(fetched, &self.documents[0].received.options);
                if received.inventory.is_feed() {
                    let document = Document::new(received, &self.documents[0].received.options);
                    self.documents.push(document);
                    return Some(self.documents.len() - 1);
                }
                "the document is not a feed".to_owned()
            }
            Ok(fetched) => {
                let head = &fetched.response.head;
                let status = format!("{} {}", head.status, head.reason);
                format!("the server responds with {}", Quoted(status.trim()))
            }
            Err(error) => error.diagnostic.message,
        };
        let name = link.kind.name();
        self.documents[from]
            .report(
                &rules::UNREACHABLE_PAGE,
                link,
                format!("the {name} of the feed cannot be fetched: {reason}"),
            )
            .note("readers that collect all entries of the feed stop here")
            .help("correct the URL, or remove the link if the page does not exist");
        None
    }

    /// Reports a link that cannot be requested, such as a relative one in a file.
    fn not_requested(&mut self, from: usize, link: &Resource) {
        let name = link.kind.name();
        let new = self.documents[from]
            .report(
                &rules::UNFOLLOWED_PAGE,
                link,
                format!(
                    "the {name} of the feed was not fetched: {} is not an http or https URL",
                    Quoted(&link.url)
                ),
            )
            .note("problems on this page and on those after it are not reported");
        if !uri::split(&link.url).is_absolute() {
            new.help("to resolve relative URLs, use `--base-url` with the URL of the feed");
        }
    }

    fn limit(&mut self, from: usize, link: &Resource) {
        let most = self.most;
        self.documents[from]
            .report(
                &rules::UNFOLLOWED_PAGE,
                link,
                format!("the feed has more than {most} other pages, and the rest was not fetched"),
            )
            .note("problems on these pages are not reported")
            .help("to fetch more pages, use `--max-pages N`");
    }
}
