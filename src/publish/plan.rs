//! The contents of a site's feeds, and how the URLs of its articles are built: its settings, except for files and folders.

use globset::GlobMatcher;

use crate::publish::article::Article;
use crate::publish::dialect::Dialect;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::Zone;
use crate::publish::entry_id::EntryId;
use crate::publish::feed_plan::FeedPlan;
use crate::publish::permalink::Pattern;
use crate::publish::site::Site;
use crate::value::timezone::Timezone;

/// The contents of a site's feeds: its settings, except for folders.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plan {
    /// The site.
    pub site: Site,
    /// The feeds.
    pub feeds: Vec<FeedPlan>,
    /// How the URLs of articles are built.
    pub(crate) addresses: Addresses,
    /// Whether articles with a future date are published before that date.
    pub(crate) shows_future: bool,
    /// The format of new ids.
    pub(crate) id: EntryId,
}

/// How the URLs of articles are built.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The generator of the site.
    pub dialect: &'static Dialect,
    /// What a slug is derived from if the front matter has none.
    pub slug_from: SlugFrom,
    /// The pattern of articles whose path no glob in `by_path` matches.
    pub pattern: Pattern,
    /// Patterns by the path of the article. The first matching glob wins.
    pub by_path: Vec<(GlobMatcher, Pattern)>,
    /// The time zone of dates in URLs.
    pub zone: Zone,
    /// The time zone of the site.
    pub timezone: Timezone,
}

impl Addresses {
    /// The default URLs of a generator.
    pub fn of(dialect: &'static Dialect, timezone: Timezone) -> Addresses {
        Addresses {
            dialect,
            slug_from: dialect.slug_from,
            pattern: Pattern::parse(dialect.permalink, dialect)
                .expect("the patterns of dialects are known"),
            by_path: Vec::new(),
            zone: dialect.permalink_zone,
            timezone,
        }
    }

    pub(super) fn pattern_of(&self, article: &Article) -> Pattern {
        // An unreadable pattern was reported when the article was loaded.
        let own = article.permalink.as_deref();
        if let Some(own) = own.and_then(|it| Pattern::parse(it, self.dialect).ok()) {
            return own;
        }
        let by_path = self.by_path.iter().find(|it| it.0.is_match(&article.path));
        by_path.map_or(&self.pattern, |it| &it.1).clone()
    }
}
