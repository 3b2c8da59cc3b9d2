//! What one feed of a site contains, or one feed for each value of a property: which articles, how many, in which files.

use std::sync::Arc;

use chrono::TimeDelta;
use globset::GlobMatcher;

use crate::publish::article::Article;
use crate::publish::feed_format::FeedFormat;
use crate::publish::podcast::show::Show;
use crate::publish::site::Site;
use crate::publish::stylesheet::Stylesheet;

/// A feed of a site. With `each`, one feed for each tag, section, author or language.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FeedPlan {
    /// Its name, which is unique. The only feed of a site needs none.
    pub name: Option<String>,
    /// The title, which may contain `{site}`, `{name}` and `{value}`. By default, it is the title of the site, followed by the value or the
    /// name.
    pub title: Option<String>,
    /// The description, with the same placeholders. By default, it is that of the site.
    pub description: Option<String>,
    /// Its files, relative to the folder of feeds, with `/` between folders. With `each`, their names contain `{slug}`.
    pub files: Vec<(FeedFormat, String)>,
    /// The maximum number of entries. `None` means all.
    pub limit: Option<usize>,
    /// The maximum age of entries.
    pub max_age: Option<TimeDelta>,
    /// The maximum size of a file in bytes. The oldest entries are left out.
    pub max_bytes: Option<usize>,
    /// How older entries are divided into archives. `None` if the feed has none. Needs a limit.
    pub archive: Option<Archive>,
    /// Whether the feed says that it contains all entries there are. Ignored if it has a limit.
    pub complete: bool,
    /// How much of an article its entry contains.
    pub content: ContentMode,
    /// The order of the entries.
    pub sort: Sort,
    /// A stylesheet for people who open the feed in a browser.
    pub stylesheet: Option<Stylesheet>,
    /// The podcast that the feed is, if it is one. It then only contains articles with a recording.
    pub(crate) podcast: Option<Arc<Show>>,
    /// The URLs of the hubs that are told about changes of the feed (WebSub).
    pub hubs: Vec<String>,
    /// Which articles are in the feed.
    pub(crate) include: Filter,
    /// Which of these are not.
    pub(crate) exclude: Filter,
    /// The property for whose values there are feeds.
    pub(crate) each: Option<Property>,
    /// With `each`: how many articles a value must have.
    pub(crate) min_entries: usize,
}

impl FeedPlan {
    /// A feed of all articles in one file per format, with the newest 20 entries.
    pub fn new() -> FeedPlan {
        FeedPlan {
            name: None,
            title: None,
            description: None,
            files: FeedFormat::ALL.iter().map(|it| (*it, it.file_name().to_owned())).collect(),
            limit: Some(LIMIT),
            max_age: None,
            max_bytes: None,
            archive: None,
            complete: false,
            content: ContentMode::default(),
            sort: Sort::default(),
            stylesheet: None,
            podcast: None,
            hubs: Vec::new(),
            include: Filter::default(),
            exclude: Filter::default(),
            each: None,
            min_entries: 1,
        }
    }

    /// The only language that is included, in lower case, if it is not that of the site.
    pub(super) fn language(&self, site: &Site) -> Option<&str> {
        let languages = self.include.values.iter().find(|it| it.0 == Property::Language)?;
        let [one] = languages.1.as_slice() else { return None };
        let is_that_of_the_site =
            site.language.as_ref().is_some_and(|it| Property::Language.matches(one, it));
        (!is_that_of_the_site).then_some(one)
    }

    /// The archives of the feed, if it has any, and how many of the newest entries are in none of them.
    pub(super) fn archives(&self) -> Option<(Archive, usize)> {
        self.archive.zip(self.limit)
    }

    /// Whether an article may be in the feed.
    pub(super) fn selects(&self, article: &Article, site: &Site) -> bool {
        self.chooses(article, site) && (self.podcast.is_none() || article.has_recording())
    }

    /// Whether the conditions of the configuration select an article.
    pub(super) fn chooses(&self, article: &Article, site: &Site) -> bool {
        self.include.matches(article, site)
            && (self.exclude.is_empty() || !self.exclude.matches(article, site))
    }
}

impl Default for FeedPlan {
    fn default() -> FeedPlan {
        FeedPlan::new()
    }
}

/// The default number of entries.
const LIMIT: usize = 20;

/// How much of an article its entry contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ContentMode {
    /// The content, and the summary if the author wrote one.
    #[default]
    Full,
    /// Only the summary.
    Summary,
    /// The content and a summary, which is derived from the content if the author wrote none.
    Both,
}

/// How the older entries of a feed are divided into archives (RFC 5005).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Archive {
    /// Into archives of this many entries.
    Entries(usize),
    /// By the month of publication.
    Month,
    /// By the year of publication.
    Year,
}

/// The order of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sort {
    /// By publication date, newest first.
    #[default]
    Published,
    /// By the date of the last change, newest first.
    Updated,
}

/// A property of articles by which feeds select them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Property {
    Tag,
    Section,
    Author,
    Language,
}

impl Property {
    /// Its name in the configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Property::Tag => "tag",
            Property::Section => "section",
            Property::Author => "author",
            Property::Language => "language",
        }
    }

    /// The values of an article. An article without authors or a language has those of the site.
    pub(super) fn values<'a>(self, article: &'a Article, site: &'a Site) -> Vec<&'a str> {
        match self {
            Property::Tag => article.tags.iter().map(String::as_str).collect(),
            Property::Section => article.section.as_deref().into_iter().collect(),
            Property::Author => {
                let own = Some(&article.authors).filter(|it| !it.is_empty());
                own.unwrap_or(&site.authors).iter().map(|it| it.name.as_str()).collect()
            }
            Property::Language => {
                article.language.as_deref().or(site.language.as_deref()).into_iter().collect()
            }
        }
    }

    /// Whether a value of an article is the one that is asked for. `en` includes `en-GB`.
    fn matches(self, wanted: &str, value: &str) -> bool {
        let value = folded(value);
        if self == Property::Language && wanted.len() < value.len() {
            return value.starts_with(wanted) && value.as_bytes()[wanted.len()] == b'-';
        }
        wanted == value
    }
}

/// A value for comparison: its case and the white space around it do not matter.
pub(crate) fn folded(value: &str) -> String {
    value.trim().to_lowercase()
}

/// Conditions for articles, all of which must be met. No conditions are met by every article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// The properties, each with the values of which one is needed, for comparison.
    pub(crate) values: Vec<(Property, Vec<String>)>,
    /// The globs for paths of which one must match.
    pub(crate) paths: Option<Vec<GlobMatcher>>,
}

impl Filter {
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.paths.is_none()
    }

    fn matches(&self, article: &Article, site: &Site) -> bool {
        self.paths.as_ref().is_none_or(|it| it.iter().any(|it| it.is_match(&article.path)))
            && self.values.iter().all(|(property, wanted)| {
                let values = property.values(article, site);
                wanted.iter().any(|it| values.iter().any(|value| property.matches(it, value)))
            })
    }
}
