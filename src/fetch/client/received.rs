//! A response as a document: decoded, with the options for its validation.

use url::Url;

use crate::fetch::Fetched;
use crate::text::source::Source;
use crate::validate::inventory::Inventory;
use crate::validate::options::Options;
use crate::value::media_type::http_charset;

/// A document that was received, and what it contains.
pub(in crate::fetch) struct Received {
    pub(in crate::fetch) source: Source,
    pub(in crate::fetch) options: Options,
    pub(in crate::fetch) inventory: Inventory,
    /// The URLs that lead to the document: the one that was requested, and those of its redirects.
    pub(in crate::fetch) urls: Vec<String>,
}

impl Received {
    /// Decodes a response. `options` are those of the document that led to it.
    pub(in crate::fetch) fn new(fetched: Fetched, options: &Options) -> Received {
        let Fetched { response, body } = fetched;
        let charset = response.head.headers.get("Content-Type");
        let charset = charset.and_then(|it| http_charset(it).ok().flatten());
        let name = response.url.clone().unwrap_or_default();
        let source = Source::from_vec(name, body, charset.as_deref());
        let mut urls: Vec<String> = response.url.iter().map(|it| normal(it)).collect();
        urls.extend(response.redirects.iter().map(|it| normal(&it.target)));
        let options = Options {
            base_url: response.final_url().map(str::to_owned),
            response: Some(response),
            ..options.clone()
        };
        let inventory = Inventory::of(&source, &options);
        Received { source, options, inventory, urls }
    }

    /// A document that the caller has.
    pub(in crate::fetch) fn of(source: &Source, options: &Options) -> Received {
        let mut urls: Vec<String> = options.base_url.iter().map(|it| normal(it)).collect();
        if let Some(response) = &options.response {
            urls.extend(response.url.iter().map(|it| normal(it)));
            urls.extend(response.redirects.iter().map(|it| normal(&it.target)));
        }
        let inventory = Inventory::of(source, options);
        Received { source: source.clone(), options: options.clone(), inventory, urls }
    }
}

/// A URL in the form in which it is compared: as parsed, without a fragment.
pub(in crate::fetch) fn normal(url: &str) -> String {
    match Url::parse(url) {
        Ok(mut parsed) => {
            parsed.set_fragment(None);
            parsed.into()
        }
        Err(_) => url.to_owned(),
    }
}

/// Whether a URL can be requested.
pub(in crate::fetch) fn is_web(url: &str) -> bool {
    Url::parse(url).is_ok_and(|it| matches!(it.scheme(), "http" | "https") && it.has_host())
}
