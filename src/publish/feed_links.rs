//! The links by which the pages of a site name its feeds, so that browsers and feed readers find them.
//! <https://html.spec.whatwg.org/multipage/links.html#rel-alternate>

use std::fmt;
use std::path::Path;

use chrono::DateTime;
use chrono::Utc;

use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::assemble;
use crate::publish::assemble::Assembled;
use crate::publish::divide::Share;
use crate::publish::divide::divide;
use crate::publish::feed_format::FeedFormat;
use crate::publish::feed_head;
use crate::publish::feed_plan::folded;
use crate::publish::settings::Settings;
use crate::publish::site::Site;
use crate::text::escape;

/// A link to a feed in one format. It is displayed as an HTML element.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedLink {
    /// The title of the feed. If the feed has several formats, the title names the format.
    pub title: String,
    /// The URL of the feed.
    pub url: String,
    /// The format.
    pub format: FeedFormat,
    /// Whether the feed is for the article that the links are for. `None` if they are for the whole site.
    pub has_article: Option<bool>,
}

impl fmt::Display for FeedLink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{}\">",
            self.format.media_type(),
            escape::attribute(&self.title),
            escape::attribute(&self.url)
        )
    }
}

/// The links to a feed, one for each format.
pub(super) fn of_feed(title: &str, urls: &[(FeedFormat, String)]) -> Vec<FeedLink> {
    let link = |(format, url): &(FeedFormat, String)| FeedLink {
        title: match urls.len() {
            1 => title.to_owned(),
            _ => format!("{title} ({})", format.title()),
        },
        url: url.clone(),
        format: *format,
        has_article: None,
    };
    urls.iter().map(link).collect()
}

/// The links to all feeds of a site whose articles are `dated`. If they are for one article, its feeds come first, and feeds for other
/// values are left out.
pub(super) fn links(
    settings: &Settings,
    dated: &[Dated],
    article: Option<&str>,
    now: DateTime<Utc>,
) -> Vec<FeedLink> {
    let plan = &settings.plan;
    let due = assemble::due(dated, plan, now, &mut Assembled::default());
    let published: Vec<&Article> = due.iter().map(|it| &it.0.article).collect();
    let chosen = article.map(|path| dated.iter().find(|it| it.article.path == path));
    let mut links = Vec::new();
    for share in divide(&published, &plan.feeds, &plan.site) {
        let has_article =
            chosen.map(|it| it.is_some_and(|it| is_for(&share, &it.article, &plan.site)));
        if has_article == Some(false) && share.value.is_some() {
            continue;
        }
        let urls = share.files.iter().map(|it| (it.0, settings.address_of(&it.1)));
        let of_feed = of_feed(&feed_head::title(plan, &share), &urls.collect::<Vec<_>>());
        links.extend(of_feed.into_iter().map(|it| FeedLink { has_article, ..it }));
    }
    links.sort_by_key(|it| it.has_article == Some(false));
    links
}

/// Whether a feed is for an article, even if it is too old to be in it.
fn is_for(share: &Share<'_>, article: &Article, site: &Site) -> bool {
    let has_value = |value: &String| {
        let values = share.plan.each.map(|it| it.values(article, site)).unwrap_or_default();
        values.iter().any(|it| folded(it) == folded(value))
    };
    share.plan.selects(article, site) && share.value.as_ref().is_none_or(has_value)
}

/// The path of the article in the file `path`, relative to the folder of articles, with `/`. The file may be named from the current folder or
/// from the folder of articles. `None` if the folder of articles has no such file.
pub fn article_path(settings: &Settings, path: &Path) -> Option<String> {
    let root = settings.articles.canonicalize().ok()?;
    let places = [path.to_owned(), settings.articles.join(path), settings.folder.join(path)];
    let found = places.iter().filter(|it| it.is_file()).find_map(|it| {
        let real = it.canonicalize().ok()?;
        Some(real.strip_prefix(&root).ok()?.to_owned())
    })?;
    let parts: Vec<&str> = found.iter().map(|it| it.to_str()).collect::<Option<_>>()?;
    Some(parts.join("/"))
}
