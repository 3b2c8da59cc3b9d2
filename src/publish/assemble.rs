//! Assembles a feed from articles: which articles are in it, in which order, and what each entry contains.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::SubsecRound;
use chrono::Utc;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::publish::absolute_url::on_the_web;
use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::article::Person;
use crate::publish::content::publishable_with;
use crate::publish::content::text_of;
use crate::publish::feed::Attachment;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::feed::Image;
use crate::publish::identity::slug_of;
use crate::publish::ids::ids;
use crate::publish::links;
use crate::publish::links::Links;
use crate::publish::links::Target;
use crate::publish::page::page_of;
use crate::publish::plan::ContentMode;
use crate::publish::plan::Plan;
use crate::publish::plan::Sort;
use crate::text::scrub::one_line;
use crate::text::shorten::at_word;
use crate::value::media_type;

/// A feed, and the articles that are not in it.
#[derive(Clone, Debug, Default)]
pub struct Assembled {
    /// The feed. Its `address` is still empty.
    pub feed: Feed,
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
    /// Links whose target, a file or an article, does not exist: the path of the article, and the reference.
    pub dead_links: Vec<(String, String)>,
}

/// The maximum length of a summary that is derived from the content, in characters.
const SUMMARY: usize = 300;

/// Selects the articles of a feed, and builds its entries.
#[cfg(any(test, feature = "internals"))]
pub fn assemble(articles: &[Dated], plan: &Plan, now: DateTime<Utc>) -> Assembled {
    assemble_with(articles, plan, now, &mut |_| None)
}

/// Like [`assemble`]. `whole` reads an article of which only the head was read; it is called only for articles in the feed.
pub(super) fn assemble_with(
    articles: &[Dated],
    plan: &Plan,
    now: DateTime<Utc>,
    whole: &mut dyn FnMut(&str) -> Option<Article>,
) -> Assembled {
    let mut assembled = Assembled::default();
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
    due.sort_by_cached_key(|(dated, id)| {
        let newest = match plan.sort {
            Sort::Published => dated.published.to_utc(),
            Sort::Updated => changed(dated, now).to_utc(),
        };
        (Reverse(newest), id.clone())
    });
    due.truncate(plan.limit);
    let links = Links::new(articles, plan);
    let mut entries = Vec::with_capacity(due.len());
    for (dated, id) in &due {
        let path = &dated.article.path;
        let read = if dated.article.is_head { whole(path) } else { None };
        let read = read.map(|article| Dated { article, ..(*dated).clone() });
        let dated = read.as_ref().unwrap_or(dated);
        let mut dead = Vec::new();
        entries.push(entry(dated, id, plan, &links, &mut dead, now));
        assembled.dead_links.extend(dead.into_iter().map(|it| (path.clone(), it)));
    }
    assembled.feed = feed(plan, entries);
    assembled
}

fn feed(plan: &Plan, entries: Vec<Entry>) -> Feed {
    let site = &plan.site;
    let title = one_line(&site.title);
    let description = one_line(&site.description);
    let image = site.image.as_deref().and_then(|it| on_the_web(&site.url, it));
    Feed {
        description: if description.is_empty() { title.clone() } else { description },
        home: site.url.to_string(),
        address: String::new(),
        id: site.url.to_string(),
        language: site.language.clone(),
        authors: people(&site.authors, &site.url),
        copyright: site.copyright.as_deref().map(one_line).filter(|it| !it.is_empty()),
        image,
        updated: entries.iter().map(|it| it.updated.to_utc()).max().unwrap_or_default(),
        entries,
        title,
    }
}

/// When an article was last changed. A change in the future is ignored.
fn changed(dated: &Dated, now: DateTime<Utc>) -> DateTime<FixedOffset> {
    let updated = dated.article.updated.filter(|it| *it > dated.published && *it <= now);
    updated.unwrap_or(dated.published)
}

/// A date as feeds can express it: whole seconds, and a UTC offset of whole minutes. Offsets before 1900 may include seconds.
fn written(date: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let date = date.trunc_subsecs(0);
    if date.offset().local_minus_utc() % 60 == 0 { date } else { date.to_utc().fixed_offset() }
}

/// Builds the entry of an article. References without a target are added to `dead`.
fn entry(
    dated: &Dated,
    id: &str,
    plan: &Plan,
    links: &Links<'_>,
    dead: &mut Vec<String>,
    now: DateTime<Utc>,
) -> Entry {
    let article = &dated.article;
    let page = page_of(dated, plan);
    let mut lead = |reference: &str| {
        let target = links.target(&article.path, reference);
        if matches!(target, Target::Nowhere(_)) {
            let named = reference.strip_prefix(links::SCHEME).unwrap_or(reference);
            dead.push(percent_decode_str(named).decode_utf8_lossy().into_owned());
        }
        target
    };
    let prefix = format!("{}-", slug_of(article));
    let html = publishable_with(&article.html, &page, &prefix, &mut lead);
    let stated = article.summary.as_deref().map(one_line).filter(|it| !it.is_empty());
    let made = || Some(at_word(&text_of(&html), SUMMARY)).filter(|it| !it.is_empty());
    let summary = match plan.content {
        ContentMode::Full if !html.is_empty() => stated,
        _ => stated.or_else(made),
    };
    let title = article.title.as_deref().map(one_line).filter(|it| !it.is_empty());
    let language = article.language.clone().filter(|it| Some(it) != plan.site.language.as_ref());
    Entry {
        id: id.to_owned(),
        url: page.to_string(),
        title: title
            .or_else(|| made().map(|it| at_word(&it, 80)))
            .unwrap_or_else(|| slug_of(article)),
        authors: people(&article.authors, &plan.site.url),
        published: written(dated.published),
        updated: written(changed(dated, now)),
        html: Some(html).filter(|it| plan.content != ContentMode::Summary && !it.is_empty()),
        summary,
        categories: categories(article),
        language,
        image: image(article, &page),
        enclosure: enclosure(article, &plan.site.url),
        rights: article.rights.as_deref().map(one_line).filter(|it| !it.is_empty()),
        source: article.source.as_deref().and_then(|it| on_the_web(&page, it)),
        external_url: article.external_url.as_deref().and_then(|it| on_the_web(&page, it)),
    }
}

fn people(people: &[Person], site: &Url) -> Vec<Person> {
    let text = |it: &Option<String>| it.as_deref().map(one_line).filter(|it| !it.is_empty());
    let mut named: Vec<Person> = Vec::new();
    for it in people {
        let person = Person {
            name: one_line(&it.name),
            email: text(&it.email).filter(|it| crate::value::person::address_problem(it).is_none()),
            url: text(&it.url).and_then(|it| on_the_web(site, &it)),
        };
        if !person.name.is_empty() && !named.iter().any(|it| it.name == person.name) {
            named.push(person);
        }
    }
    named
}

fn categories(article: &Article) -> Vec<String> {
    let mut seen = HashSet::new();
    let all = article.section.iter().chain(&article.tags);
    all.map(|it| one_line(it))
        .filter(|it| !it.is_empty() && seen.insert(it.to_lowercase()))
        .collect()
}

fn image(article: &Article, page: &Url) -> Option<Image> {
    let image = article.image.as_ref()?;
    let url = on_the_web(page, &image.url)?;
    let text = |it: &Option<String>| it.as_deref().map(one_line).filter(|it| !it.is_empty());
    let credit = text(&image.credit).or_else(|| text(&article.credit));
    Some(Image { url, alt: text(&image.alt), credit })
}

fn enclosure(article: &Article, site: &Url) -> Option<Attachment> {
    let it = article.enclosure.as_ref()?;
    let url = on_the_web(site, &it.url)?;
    let stated = it.r#type.as_deref().map(str::trim).filter(|it| media_type::problem(it).is_none());
    let known = stated
        .or_else(|| media_type::by_extension(url.split(['?', '#']).next().unwrap_or_default()));
    Some(Attachment {
        media_type: known.unwrap_or("application/octet-stream").to_owned(),
        length: it.length.unwrap_or(0),
        duration: it.duration,
        url,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::DateTime;
    use chrono::Utc;
    use url::Url;

    use super::assemble;
    use crate::publish::article::Article;
    use crate::publish::article::Dated;
    use crate::publish::dialect::PLAIN;
    use crate::publish::entry_id::EntryId;
    use crate::publish::permalink::Pattern;
    use crate::publish::plan::Addresses;
    use crate::publish::plan::ContentMode;
    use crate::publish::plan::Plan;
    use crate::publish::plan::Site;
    use crate::publish::plan::Sort;
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
            limit: 2,
            content: ContentMode::Full,
            sort: Sort::Published,
            addresses: Addresses {
                pattern: Pattern::parse("/{year}/{slug}/", &PLAIN).expect("it is a pattern"),
                ..Addresses::of(&PLAIN, Timezone::UTC)
            },
            shows_future: false,
            id: EntryId::Tag,
            stylesheet: None,
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

    #[test]
    fn sorts_by_date_and_then_by_id() {
        let articles = [
            dated("c.md", "2024-05-01T10:00:00Z"),
            dated("old.md", "2023-05-01T10:00:00Z"),
            dated("b.md", "2024-05-01T12:00:00+02:00"),
        ];
        let feed = assemble(&articles, &plan(), now()).feed;
        let urls: Vec<&str> = feed.entries.iter().map(|it| it.url.as_str()).collect();
        assert_eq!(urls, ["https://harbor.example/2024/b/", "https://harbor.example/2024/c/"]);
        assert_eq!(feed.entries[0].id, "tag:harbor.example,2024-05-01:b");
        assert_eq!(feed.description, "Harbor");
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
        assert!(assembled.feed.entries.is_empty());
    }

    #[test]
    fn shows_future_articles_if_the_generator_does() {
        let plan = Plan { shows_future: true, ..plan() };
        let assembled = assemble(&[dated("next.md", "2024-07-01T10:00:00Z")], &plan, now());
        assert!(assembled.held.is_empty());
        assert_eq!(assembled.feed.entries.len(), 1);
    }

    #[test]
    fn ignores_changes_in_the_future() {
        let mut article = dated("a.md", "2024-05-01T10:00:00Z");
        article.article.updated =
            Some(DateTime::parse_from_rfc3339("2024-07-01T10:00:00Z").expect("it is a date"));
        let feed = assemble(&[article], &plan(), now()).feed;
        assert_eq!(feed.entries[0].updated, feed.entries[0].published);
    }
}
