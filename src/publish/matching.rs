//! Matches entries of old feeds to articles: by link, by id, by title and day, or only by title.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDate;
use chrono::Utc;
use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::publish::article::Dated;
use crate::publish::ids::ids;
use crate::publish::ids::own_uri;
use crate::publish::load::Loaded;
use crate::publish::old_feed::OldEntry;
use crate::publish::old_feed::OldFeed;
use crate::publish::page::page_of;
use crate::publish::settings::Settings;
use crate::publish::state::State;

/// How an entry was matched to an article, the most reliable way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchedBy {
    /// The entry's link is the URL of the article's page, or one of its aliases.
    Link,
    /// The entry's id is the article's.
    Id,
    /// The entry's link has the same path as the article's page, but on another host.
    Path,
    /// The entry's title and day are the article's.
    TitleAndDay,
    /// The entry's title is the article's, and no other article or entry has it.
    Title,
}

impl std::fmt::Display for MatchedBy {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(self.words())
    }
}

impl MatchedBy {
    /// The words after "matched by" in messages.
    pub fn words(self) -> &'static str {
        match self {
            MatchedBy::Link => "link",
            MatchedBy::Id => "id",
            MatchedBy::Path => "path",
            MatchedBy::TitleAndDay => "title and day",
            MatchedBy::Title => "title",
        }
    }
}

/// An index of articles by everything that identifies them.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// For each way, the article with that key. `None` if several articles have it.
    links: HashMap<String, Option<usize>>,
    paths: HashMap<String, Option<usize>>,
    ids: HashMap<String, Option<usize>>,
    days: HashMap<(String, NaiveDate), Option<usize>>,
    titles: HashMap<String, Option<usize>>,
}

impl Index {
    /// Indexes the articles that have no error. [`Index::matches`] returns indices into `articles`.
    pub(super) fn new(
        articles: &[Loaded],
        state: &State,
        settings: &Settings,
        now: DateTime<Utc>,
    ) -> Index {
        let mut index = Index::default();
        let mut dated = Vec::new();
        for (at, loaded) in articles.iter().enumerate().filter(|it| !it.1.has_error()) {
            let article = loaded.reading.article.clone();
            let known = state.articles.get(&article.path);
            let published = article.published.unwrap_or_else(|| {
                settings
                    .timezone
                    .shown(known.map_or(now, |it| it.published.unwrap_or(it.first_seen)))
            });
            let first_seen = article.published.is_none();
            let id = known.map(|it| it.id.clone()).filter(|it| !it.is_empty());
            dated.push((at, Dated { article, published, first_seen, id }));
        }
        let made = ids(&dated.iter().map(|it| &it.1).collect::<Vec<_>>(), &settings.plan);
        let mut aliases = Vec::new();
        for ((at, dated), id) in dated.iter().zip(made) {
            let (at, article) = (*at, &dated.article);
            let page = page_of(dated, &settings.plan);
            for alias in &article.aliases {
                aliases.extend(settings.plan.site.url.join(alias).ok().map(|it| (at, it)));
            }
            insert(&mut index.links, address_key(&page), at);
            insert(&mut index.paths, path_key(&page), at);
            let own = own_uri(article).or_else(|| article.id.clone());
            for id in own.into_iter().chain([id]) {
                insert(&mut index.ids, Some(id), at);
            }
            let Some(title) = article.title.as_deref().and_then(title_key) else { continue };
            insert(&mut index.titles, Some(title.clone()), at);
            let day = article.published.map(|it| it.date_naive());
            // Time zones differ: the same moment can be on the day before or after.
            for day in day.into_iter().flat_map(|it| [it.pred_opt(), Some(it), it.succ_opt()]) {
                let key = day.map(|it| (title.clone(), it));
                insert(&mut index.days, key, at);
            }
        }
        for (at, alias) in aliases {
            // The page of an article takes precedence over an alias of another article.
            for (keys, key) in
                [(&mut index.links, address_key(&alias)), (&mut index.paths, path_key(&alias))]
            {
                if let Some(key) = key {
                    keys.entry(key).or_insert(Some(at));
                }
            }
        }
        index
    }

    /// The article that each entry matches. No two entries of a feed match the same article.
    pub(super) fn matches(&self, feed: &OldFeed, site: &Url) -> Vec<Option<(usize, MatchedBy)>> {
        let mut found: Vec<Option<(usize, MatchedBy)>> = vec![None; feed.entries.len()];
        let mut taken = HashSet::new();
        let mut titles: HashMap<String, usize> = HashMap::new();
        let keys: Vec<Option<String>> =
            feed.entries.iter().map(|it| it.plain_title().as_deref().and_then(title_key)).collect();
        for key in keys.iter().flatten() {
            *titles.entry(key.clone()).or_default() += 1;
        }
        for how in [
            MatchedBy::Link,
            MatchedBy::Id,
            MatchedBy::Path,
            MatchedBy::TitleAndDay,
            MatchedBy::Title,
        ] {
            for ((entry, title), found) in feed.entries.iter().zip(&keys).zip(&mut found) {
                if found.is_some() {
                    continue;
                }
                let article = match how {
                    MatchedBy::Link => by_link(&self.links, entry, site, address_key),
                    MatchedBy::Path => by_link(&self.paths, entry, site, path_key),
                    MatchedBy::Id => entry.id.as_ref().and_then(|it| one(&self.ids, it)),
                    MatchedBy::TitleAndDay => {
                        title.clone().zip(day(entry.date())).and_then(|it| one(&self.days, &it))
                    }
                    MatchedBy::Title => title
                        .as_ref()
                        .filter(|it| titles.get(*it) == Some(&1))
                        .and_then(|it| one(&self.titles, it)),
                };
                if let Some(article) = article.filter(|it| taken.insert(*it)) {
                    *found = Some((article, how));
                }
            }
        }
        found
    }
}

fn day(date: Option<DateTime<FixedOffset>>) -> Option<NaiveDate> {
    date.map(|it| it.date_naive())
}

fn insert<K: std::hash::Hash + Eq>(
    keys: &mut HashMap<K, Option<usize>>,
    key: Option<K>,
    article: usize,
) {
    let Some(key) = key else { return };
    let held = keys.entry(key).or_insert(Some(article));
    if *held != Some(article) {
        *held = None;
    }
}

fn one<K: std::hash::Hash + Eq>(keys: &HashMap<K, Option<usize>>, key: &K) -> Option<usize> {
    keys.get(key).copied().flatten()
}

/// Matches by the link, or by the id if it is the URL of a page, as in many feeds.
fn by_link(
    keys: &HashMap<String, Option<usize>>,
    entry: &OldEntry,
    site: &Url,
    key: fn(&Url) -> Option<String>,
) -> Option<usize> {
    let id = entry.id.as_deref().filter(|it| entry.is_permalink || it.starts_with("http"));
    let mut links = entry.link.as_deref().into_iter().chain(id);
    links.find_map(|it| one(keys, &key(&site.join(it).ok()?)?))
}

/// The form of a page's URL that is compared. `http` or `https`, `www.`, a slash at the end, `index.html` and campaign parameters
/// make no difference.
pub(super) fn address_key(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    Some(format!("{host}{}", path_and_query(url)))
}

/// Like [`address_key`], without the host. `None` for the home page, which is not an article.
fn path_key(url: &Url) -> Option<String> {
    let is_web = matches!(url.scheme(), "http" | "https");
    is_web.then(|| path_and_query(url)).filter(|it| !it.is_empty())
}

fn path_and_query(url: &Url) -> String {
    let path = decoded(url.path());
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.html").or(path.strip_suffix("/index.htm")).unwrap_or(path);
    let path = path.strip_suffix(".html").or(path.strip_suffix(".htm")).unwrap_or(path);
    let mut key = path.to_owned();
    let query = url.query().unwrap_or_default();
    for (at, part) in
        query.split('&').filter(|it| !it.is_empty() && !it.starts_with("utm_")).enumerate()
    {
        key.push(if at == 0 { '?' } else { '&' });
        key.push_str(part);
    }
    key
}

/// Decodes the percent-encoding of a path, and normalizes it to NFC.
fn decoded(path: &str) -> String {
    let digit = |it: Option<&u8>| it.and_then(|it| char::from(*it).to_digit(16));
    let bytes = path.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = digit(bytes.get(at + 1)).zip(digit(bytes.get(at + 2)));
        if let Some((high, low)) = digits.filter(|_| byte == b'%') {
            plain.extend(u8::try_from(high * 16 + low));
            at += 3;
        } else {
            plain.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&plain).nfc().collect()
}

/// The letters and digits of a title, for comparison. `None` if it has none.
pub(super) fn title_key(title: &str) -> Option<String> {
    let key: String =
        title.nfkc().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(key).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use url::Url;

    use super::Index;
    use super::Loaded;
    use super::MatchedBy;
    use super::OldEntry;
    use super::OldFeed;
    use super::State;
    use super::address_key;
    use super::title_key;
    use crate::publish::article::Article;
    use crate::publish::load::Reading;
    use crate::publish::settings::Settings;
    use crate::text::source::Source;

    #[test]
    fn ignores_differences_between_urls_that_do_not_matter() {
        for (address, key) in [
            ("https://A.example/b/", "a.example/b"),
            ("http://www.a.example/b", "a.example/b"),
            ("https://a.example:443/b/index.html#c", "a.example/b"),
            ("https://a.example/b.html", "a.example/b"),
            ("https://a.example/b/?p=1&utm_source=rss&q", "a.example/b?p=1&q"),
            ("https://a.example/%c3%bc%", "a.example/ü%"),
            ("https://a.example/", "a.example"),
        ] {
            let url = Url::parse(address).expect("it is a URL");
            assert_eq!(address_key(&url).as_deref(), Some(key), "{address}");
        }
        assert_eq!(address_key(&Url::parse("urn:a:b").expect("it is a URL")), None);
    }

    #[test]
    fn prefers_the_page_of_an_article_to_aliases_of_others() {
        let loaded = |path: &str, aliases: &[&str]| Loaded {
            source: Source::from_text(path, ""),
            reading: Reading {
                article: Article {
                    path: path.to_owned(),
                    aliases: aliases.iter().map(ToString::to_string).collect(),
                    ..Article::default()
                },
                ..Reading::default()
            },
            ..Loaded::default()
        };
        let articles =
            [loaded("a.md", &["/old/", "b.html", "https://old.example/x"]), loaded("b.md", &[])];
        let site = Url::parse("https://a.example/").expect("it is a URL");
        let settings = Settings::new(Path::new(""), Path::new(""), Path::new(""), &site);
        let now = "2024-05-01T10:00:00Z".parse().expect("it is a date");
        let index = Index::new(&articles, &State::default(), &settings, now);
        for (link, wanted) in [
            ("http://a.example/old", Some((0, MatchedBy::Link))),
            ("https://a.example/b/", Some((1, MatchedBy::Link))),
            ("https://old.example/x/", Some((0, MatchedBy::Link))),
            ("https://other.example/old/", Some((0, MatchedBy::Path))),
            ("https://a.example/", None),
        ] {
            let entry = OldEntry { link: Some(link.to_owned()), ..OldEntry::default() };
            let feed = OldFeed { entries: vec![entry], ..OldFeed::default() };
            assert_eq!(index.matches(&feed, &site), [wanted], "{link}");
        }
    }

    #[test]
    fn compares_titles_by_their_letters() {
        assert_eq!(
            title_key("The “Ferry”: a \u{fb01}rst look"),
            title_key("the 'ferry' — A first look")
        );
        assert_eq!(title_key("…"), None);
    }
}
