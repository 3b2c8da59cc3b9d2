//! Assembles a feed from articles: which articles are in it, in which order, and what each entry contains.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::SubsecRound;
use chrono::Utc;

use crate::publish::archives;
use crate::publish::archives::Divided;
use crate::publish::archives::Item;
use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::build::FeedFormat;
use crate::publish::divide::Share;
use crate::publish::divide::divide;
use crate::publish::divide::without_recording;
use crate::publish::divide::without_shares;
use crate::publish::entry::changed;
use crate::publish::entry::entry;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::feed_head::feed;
use crate::publish::feed_plan::ContentMode;
use crate::publish::feed_plan::Property;
use crate::publish::feed_plan::Sort;
use crate::publish::ids::ids;
use crate::publish::links::Links;
use crate::publish::load::Loaded;
use crate::publish::plan::Plan;
use crate::publish::podcast::episode::EpisodeKind;
use crate::publish::rendering::Rendering;
use crate::publish::rendering::Whole;
use crate::publish::state::Archived;
use crate::publish::stylesheet::Stylesheet;

/// The feeds, and the articles that are not in any.
#[derive(Clone, Debug, Default)]
pub struct Assembled {
    /// The feeds.
    pub feeds: Vec<Planned>,
    /// The path and id of each article that is or will be in a feed. These ids are kept.
    pub ids: Vec<(String, String)>,
    /// The paths of articles with a future date, and when they are due.
    pub held: Vec<(String, DateTime<FixedOffset>)>,
    /// The paths of drafts.
    pub drafts: Vec<String>,
    /// The paths of expired articles.
    pub expired: Vec<String>,
    /// The paths of articles that must not be listed.
    pub unlisted: Vec<String>,
    /// Why a plan with `each` has no feeds, one line each.
    pub without_feeds: Vec<String>,
    /// The paths of articles that are in no feed, because a podcast only contains articles with a recording.
    pub without_recording: Vec<String>,
    /// The paths of episodes of a serial podcast that have no number.
    pub without_number: Vec<String>,
    /// How the feeds are divided into archives, by their keys.
    pub(crate) archived: BTreeMap<String, Archived>,
    /// Links whose target, a file or an article, does not exist: the path of the article, and the reference.
    pub dead_links: Vec<(String, String)>,
    /// The articles of which only the head was read before, sorted by path. Those with an error are in no feed.
    pub(super) read: Vec<Loaded>,
}

/// A feed that is to be written.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The feed. Its `address` is still empty, and its `id` is that of a feed without a name.
    pub feed: Feed,
    /// What distinguishes it from the other feeds of the site: the last part of its id.
    pub key: Option<String>,
    /// Its files, relative to the folder of feeds. Those of an archive are named after them.
    pub files: Vec<(FeedFormat, String)>,
    /// The maximum size of a file in bytes.
    pub max_bytes: Option<usize>,
    /// Its stylesheet.
    pub stylesheet: Option<Stylesheet>,
    /// Whether its description is not that of the site.
    pub has_own_description: bool,
    /// The property of whose values this is one, if there is a feed for each of them.
    pub(crate) each: Option<Property>,
    /// Whether it may become empty, because its entries have a maximum age.
    pub may_be_empty: bool,
    /// The name of the archive. `None` for the feed itself.
    pub(super) archive: Option<String>,
    /// The name of the archive with the next older entries.
    pub(super) previous: Option<String>,
    /// The name of the archive with the next newer entries.
    pub(super) next: Option<String>,
}

/// Selects the articles of a feed, and builds its entries.
#[cfg(any(test, feature = "internals"))]
pub fn assemble(articles: &[Dated], plan: &Plan, now: DateTime<Utc>) -> Assembled {
    assemble_with(articles, plan, now, &BTreeMap::new(), false, &|_| Loaded::default())
}

/// Like [`assemble`]. `archived` is how the last build divided feeds into archives. `whole` reads an article of which only the head was
/// read. It is called only for articles in a feed, or with `check_all` for all. If such an article has an error, the next one takes its
/// place.
pub(super) fn assemble_with(
    articles: &[Dated],
    plan: &Plan,
    now: DateTime<Utc>,
    archived: &BTreeMap<String, Archived>,
    check_all: bool,
    whole: &Whole<'_>,
) -> Assembled {
    let mut assembled = Assembled::default();
    let due = due(articles, plan, now, &mut assembled);
    let candidates: Vec<&Article> = due.iter().map(|it| &it.0.article).collect();
    let links = Links::new(articles, plan);
    let build = |dated: &Dated, id: &str, content: ContentMode| {
        let mut dead = Vec::new();
        let entry = entry(dated, id, content, plan, &links, &mut dead, now);
        (entry, dead)
    };
    let mut rendering = Rendering::new(&due, whole, &build);
    let shares = divide(&candidates, &plan.feeds, &plan.site);
    assembled.without_feeds = without_shares(&plan.feeds, &shares);
    let path = |at: usize| due[at].0.article.path.clone();
    let silent = without_recording(&candidates, &plan.feeds, &plan.site, &shares);
    assembled.without_recording = silent.into_iter().map(path).collect();
    let orders: Vec<Vec<usize>> = shares.iter().map(|it| in_order(it, &due, now)).collect();
    let limit = |share: &Share<'_>| match share.plan.archives() {
        Some(_) => usize::MAX,
        None => share.plan.limit.unwrap_or(usize::MAX),
    };
    rendering.prepare(shares.iter().zip(&orders).flat_map(|(share, order)| {
        order.iter().take(limit(share)).map(|at| (*at, share.plan.content))
    }));
    if check_all {
        rendering.prepare((0..due.len()).map(|at| (at, ContentMode::Full)));
    }
    for (share, order) in shares.into_iter().zip(orders) {
        if share.plan.podcast.as_ref().is_some_and(|it| it.is_serial) {
            let shown = order.iter().take(limit(&share));
            let unnumbered = shown.filter(|at| needs_number(&due[**at].0.article));
            assembled.without_number.extend(unnumbered.map(|at| path(*at)));
        }
        let entries = order
            .into_iter()
            .filter_map(|at| Some((at, rendering.entry(at, share.plan.content)?)))
            .take(limit(&share))
            .collect();
        let key = share.key.clone().unwrap_or_default();
        let divided = divided(entries, &share, &due, now, archived.get(&key), plan);
        if !divided.archived.is_empty() {
            assembled.archived.insert(key, divided.archived.clone());
        }
        assembled.feeds.extend(planned(divided, &share, plan));
    }
    assembled.without_number.sort();
    assembled.without_number.dedup();
    (assembled.dead_links, assembled.read) = rendering.finish();
    assembled
}

/// The articles that may be in a feed now, with their ids. The others are added to `assembled`.
pub(super) fn due<'a>(
    articles: &'a [Dated],
    plan: &Plan,
    now: DateTime<Utc>,
    assembled: &mut Assembled,
) -> Vec<(&'a Dated, String)> {
    let mut wanted = Vec::new();
    for dated in articles {
        let article = &dated.article;
        let path = article.path.clone();
        if article.draft {
            assembled.drafts.push(path);
        } else if article.unlisted {
            assembled.unlisted.push(path);
        } else if article.expires.is_some_and(|it| it <= now) {
            assembled.expired.push(path);
        } else {
            wanted.push(dated);
        }
    }
    let mut due = Vec::new();
    let ids = ids(&wanted, plan);
    for (dated, id) in wanted.into_iter().zip(ids) {
        let path = dated.article.path.clone();
        assembled.ids.push((path.clone(), id.clone()));
        if dated.published > now && !dated.first_seen && !plan.shows_future {
            assembled.held.push((path, dated.published));
        } else {
            due.push((dated, id));
        }
    }
    due
}

/// Whether an episode of a serial podcast has no number. Trailers and bonus episodes need none.
fn needs_number(article: &Article) -> bool {
    article
        .episode
        .as_ref()
        .is_none_or(|it| it.number.is_none() && it.kind.is_none_or(|it| it == EpisodeKind::Full))
}

/// The feed itself, and then its archives, oldest first.
fn planned(divided: Divided<Arc<Entry>>, share: &Share<'_>, plan: &Plan) -> Vec<Planned> {
    let names: Vec<String> = divided.archives.iter().map(|it| it.0.clone()).collect();
    let archives = divided.archives.into_iter().map(|it| (Some(it.0), it.1));
    let documents = [(None, divided.newest)].into_iter().chain(archives).enumerate();
    let planned = documents.map(|(at, (archive, entries))| {
        let older = if at == 0 { names.len() } else { at - 1 };
        Planned {
            feed: feed(plan, share, entries),
            max_bytes: share.plan.max_bytes,
            stylesheet: share.plan.stylesheet.clone(),
            has_own_description: share.plan.description.is_some(),
            each: share.plan.each,
            may_be_empty: share.plan.max_age.is_some(),
            key: share.key.clone(),
            files: share.files.clone(),
            previous: older.checked_sub(1).map(|it| names[it].clone()),
            next: names.get(at).filter(|_| at > 0).cloned(),
            archive,
        }
    });
    planned.collect()
}

/// The entries of a feed and of its archives. `entries` are all of them, in the order of the feed, each with the index of its article.
fn divided(
    entries: Vec<(usize, Arc<Entry>)>,
    share: &Share<'_>,
    due: &[(&Dated, String)],
    now: DateTime<Utc>,
    archived: Option<&Archived>,
    plan: &Plan,
) -> Divided<Arc<Entry>> {
    let Some((archive, limit)) = share.plan.archives() else {
        let newest = entries.into_iter().map(|it| it.1).collect();
        return Divided { newest, archives: Vec::new(), archived: Archived::default() };
    };
    let item = |(at, entry): (usize, Arc<Entry>)| {
        let published = due[at].0.published.to_utc().trunc_subsecs(0);
        Item { value: entry, published, id: &due[at].1 }
    };
    let items = entries.into_iter().map(item).collect();
    archives::divide(items, archive, limit, archived, now, plan.addresses.timezone)
}

/// The articles of a feed that are not too old, in its order, as indexes.
fn in_order(share: &Share<'_>, due: &[(&Dated, String)], now: DateTime<Utc>) -> Vec<usize> {
    let plan = share.plan;
    let date = |at: usize| match plan.sort {
        Sort::Published => due[at].0.published.to_utc(),
        Sort::Updated => changed(due[at].0, now).to_utc(),
    };
    let mut chosen = share.articles.clone();
    if let Some(oldest) = plan.max_age.and_then(|it| now.checked_sub_signed(it)) {
        chosen.retain(|at| date(*at) >= oldest);
    }
    chosen.sort_by_cached_key(|at| (Reverse(date(*at)), due[*at].1.as_str()));
    chosen
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use chrono::DateTime;
    use chrono::Utc;
    use url::Url;

    use super::assemble;
    use crate::diagnostic::Diagnostic;
    use crate::publish::article::Article;
    use crate::publish::article::Dated;
    use crate::publish::assemble::assemble_with;
    use crate::publish::dialect::PLAIN;
    use crate::publish::entry_id::EntryId;
    use crate::publish::feed::Feed;
    use crate::publish::feed_plan::FeedPlan;
    use crate::publish::load::Loaded;
    use crate::publish::permalink::Pattern;
    use crate::publish::plan::Addresses;
    use crate::publish::plan::Plan;
    use crate::publish::rules::UNREADABLE_ARTICLE;
    use crate::publish::site::Site;
    use crate::text::span::Span;
    use crate::value::timezone::Timezone;

    pub(in crate::publish) fn plan() -> Plan {
        Plan {
            site: Site {
                title: "Harbor".to_owned(),
                url: Url::parse("https://harbor.example/").expect("it is a URL"),
                description: String::new(),
                language: Some("en".to_owned()),
                authors: Vec::new(),
                copyright: None,
                image: None,
            },
            feeds: vec![FeedPlan { limit: Some(2), ..FeedPlan::new() }],
            addresses: Addresses {
                pattern: Pattern::parse("/{year}/{slug}/", &PLAIN).expect("it is a pattern"),
                ..Addresses::of(&PLAIN, Timezone::UTC)
            },
            shows_future: false,
            id: EntryId::Tag,
        }
    }

    fn dated(path: &str, date: &str) -> Dated {
        let article =
            Article { path: path.to_owned(), html: "<p>Text</p>".to_owned(), ..Article::default() };
        let published = DateTime::parse_from_rfc3339(date).expect("it is a date");
        Dated {
            article: Article { published: Some(published), ..article },
            published,
            first_seen: false,
            id: None,
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2024-06-01T00:00:00Z").expect("it is a date").to_utc()
    }

    /// The first feed.
    fn first(articles: &[Dated], plan: &Plan) -> Feed {
        assemble(articles, plan, now()).feeds.remove(0).feed
    }

    #[test]
    fn sorts_by_date_and_then_by_id() {
        let articles = [
            dated("c.md", "2024-05-01T10:00:00Z"),
            dated("old.md", "2023-05-01T10:00:00Z"),
            dated("b.md", "2024-05-01T12:00:00+02:00"),
        ];
        let feed = first(&articles, &plan());
        let urls: Vec<&str> = feed.entries.iter().map(|it| it.url.as_str()).collect();
        assert_eq!(urls, ["https://harbor.example/2024/b/", "https://harbor.example/2024/c/"]);
        assert_eq!(feed.entries[0].id, "tag:harbor.example,2024-05-01:b");
        assert_eq!(feed.description, "Harbor");
    }

    #[test]
    fn the_next_article_takes_the_place_of_one_with_an_error() {
        let mut articles = [
            dated("c.md", "2024-05-03T10:00:00Z"),
            dated("b.md", "2024-05-02T10:00:00Z"),
            dated("a.md", "2024-05-01T10:00:00Z"),
        ];
        for it in &mut articles {
            it.article.is_head = true;
        }
        let whole = |path: &str| {
            let mut read = Loaded::default();
            read.reading.article = dated(path, "2024-05-01T10:00:00Z").article;
            if path == "c.md" {
                let fault = Diagnostic::new(&UNREADABLE_ARTICLE, Span::default(), "it is gone");
                read.reading.diagnostics.push(fault);
            }
            read
        };
        let known = BTreeMap::new();
        let assembled = assemble_with(&articles, &plan(), now(), &known, false, &whole);
        let urls = assembled.feeds[0].feed.entries.iter().map(|it| it.url.as_str());
        assert_eq!(
            urls.collect::<Vec<_>>(),
            ["https://harbor.example/2024/b/", "https://harbor.example/2024/a/"]
        );
        let paths = assembled.read.iter().map(|it| it.reading.article.path.as_str());
        assert_eq!(paths.collect::<Vec<_>>(), ["a.md", "b.md", "c.md"]);
    }

    #[test]
    fn holds_back_future_articles_and_leaves_out_unlisted_ones() {
        let mut draft = dated("draft.md", "2024-05-01T10:00:00Z");
        draft.article.draft = true;
        let mut over = dated("over.md", "2024-05-01T10:00:00Z");
        over.article.expires = Some(now().fixed_offset());
        let assembled =
            assemble(&[draft, over, dated("next.md", "2024-07-01T10:00:00Z")], &plan(), now());
        assert_eq!(assembled.drafts, ["draft.md"]);
        assert_eq!(assembled.expired, ["over.md"]);
        assert_eq!(assembled.held[0].0, "next.md");
        assert!(assembled.feeds[0].feed.entries.is_empty());
    }

    #[test]
    fn shows_future_articles_if_the_generator_does() {
        let plan = Plan { shows_future: true, ..plan() };
        let assembled = assemble(&[dated("next.md", "2024-07-01T10:00:00Z")], &plan, now());
        assert!(assembled.held.is_empty());
        assert_eq!(assembled.feeds[0].feed.entries.len(), 1);
    }

    #[test]
    fn ignores_changes_in_the_future() {
        let mut article = dated("a.md", "2024-05-01T10:00:00Z");
        article.article.updated =
            Some(DateTime::parse_from_rfc3339("2024-07-01T10:00:00Z").expect("it is a date"));
        let feed = first(&[article], &plan());
        assert_eq!(feed.entries[0].updated, feed.entries[0].published);
    }
}
