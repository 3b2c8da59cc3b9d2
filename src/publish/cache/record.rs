//! The head of an article as the cache stores it.

use std::path::Path;

use chrono::DateTime;
use chrono::Datelike;
use chrono::FixedOffset;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

use crate::publish::article::Article;
use crate::publish::article::Location;
use crate::publish::article::Origin;
use crate::publish::article::Person;
use crate::publish::load::Loaded;
use crate::publish::load::Reading;
use crate::text::source::Source;

/// Everything that the selection of articles needs. The rest of an article is read again when its entry is rendered.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    fingerprint: u64,
    location: Place,
    title: Option<String>,
    authors: Vec<Person>,
    section: Option<String>,
    tags: Vec<String>,
    published: Option<Moment>,
    updated: Option<Moment>,
    expires: Option<Moment>,
    language: Option<String>,
    url: Option<String>,
    id: Option<String>,
    slug: Option<String>,
    permalink: Option<String>,
    aliases: Vec<String>,
    categories: Vec<String>,
    draft: bool,
    unlisted: bool,
    /// The origins of the fields in [`ORIGINS`].
    origins: Vec<Option<Origin>>,
}

/// The fields whose origin matters after an article was read: what was made from the file name is not the author's, and a problem of an id
/// is reported where it is written.
const ORIGINS: [&str; 2] = ["slug", "id"];

/// A date and time: seconds since 1970, nanoseconds, and the offset from UTC in seconds.
type Moment = (i64, u32, i32);

/// [`Location`].
#[derive(Serialize, Deserialize)]
struct Place {
    folders: Vec<String>,
    above_posts: Vec<String>,
    name: String,
    undated_name: String,
    /// The number of days since the year 1.
    day: Option<i32>,
    language: Option<String>,
}

impl Head {
    /// The head of an article. `None` if more than the head matters, or more than its file: problems, template tags that were removed, a file
    /// next to it, a recording, or the comparison with other pages.
    pub(super) fn of(loaded: &Loaded) -> Option<Head> {
        let Loaded { reading, sidecar, fingerprint, .. } = loaded;
        let Reading { article, diagnostics, removed, no_article, undecided } = reading;
        let has_more = sidecar.is_some() || no_article.is_some() || undecided.is_some();
        if has_more || !diagnostics.is_empty() || !removed.is_empty() {
            return None;
        }
        // A new field must be considered here.
        let Article {
            path: _,
            location,
            title,
            authors,
            section,
            tags,
            published,
            updated,
            expires,
            summary: _,
            is_head: _,
            html: _,
            image: _,
            credit: _,
            enclosure,
            episode,
            language,
            url,
            id,
            slug,
            permalink,
            aliases,
            categories,
            external_url: _,
            rights: _,
            source: _,
            draft,
            unlisted,
            origin,
        } = article;
        if enclosure.is_some() || episode.is_some() {
            return None;
        }
        Some(Head {
            fingerprint: *fingerprint,
            location: Place {
                folders: location.folders.clone(),
                above_posts: location.above_posts.clone(),
                name: location.name.clone(),
                undated_name: location.undated_name.clone(),
                day: location.day.map(|it| it.num_days_from_ce()),
                language: location.language.clone(),
            },
            title: title.clone(),
            authors: authors.clone(),
            section: section.clone(),
            tags: tags.clone(),
            published: published.map(moment),
            updated: updated.map(moment),
            expires: expires.map(moment),
            language: language.clone(),
            url: url.clone(),
            id: id.clone(),
            slug: slug.clone(),
            permalink: permalink.clone(),
            aliases: aliases.clone(),
            categories: categories.clone(),
            draft: *draft,
            unlisted: *unlisted,
            origins: ORIGINS.iter().map(|it| origin.get(it).cloned()).collect(),
        })
    }

    /// The article at `path`, relative to the folder of articles `dir`.
    pub(super) fn loaded(self, dir: &Path, path: &str) -> Loaded {
        let Place { folders, above_posts, name, undated_name, day, language } = self.location;
        let day = day.and_then(NaiveDate::from_num_days_from_ce_opt);
        let article = Article {
            path: path.to_owned(),
            location: Location { folders, above_posts, name, undated_name, day, language },
            title: self.title,
            authors: self.authors,
            section: self.section,
            tags: self.tags,
            published: self.published.and_then(date),
            updated: self.updated.and_then(date),
            expires: self.expires.and_then(date),
            language: self.language,
            url: self.url,
            id: self.id,
            slug: self.slug,
            permalink: self.permalink,
            aliases: self.aliases,
            categories: self.categories,
            draft: self.draft,
            unlisted: self.unlisted,
            origin: ORIGINS
                .into_iter()
                .zip(self.origins)
                .filter_map(|(field, origin)| Some((field, origin?)))
                .collect(),
            is_head: true,
            ..Article::default()
        };
        Loaded {
            source: Source::from_text(dir.join(path).to_string_lossy(), ""),
            reading: Reading { article, ..Reading::default() },
            fingerprint: self.fingerprint,
            is_dropped: true,
            ..Loaded::default()
        }
    }
}

fn moment(date: DateTime<FixedOffset>) -> Moment {
    (date.timestamp(), date.timestamp_subsec_nanos(), date.offset().local_minus_utc())
}

fn date((seconds, nanoseconds, offset): Moment) -> Option<DateTime<FixedOffset>> {
    let utc = DateTime::from_timestamp(seconds, nanoseconds)?;
    Some(utc.with_timezone(&FixedOffset::east_opt(offset)?))
}
