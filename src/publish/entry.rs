//! Builds the entry of an article: everything that feeds say about it.

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
use crate::publish::feed::Image;
use crate::publish::feed_plan::ContentMode;
use crate::publish::identity::slug_of;
use crate::publish::links;
use crate::publish::links::Links;
use crate::publish::links::Target;
use crate::publish::page::page_of;
use crate::publish::plan::Plan;
use crate::text::scrub::one_line;
use crate::text::shorten::at_word;
use crate::value::media_type;

/// The maximum length of a summary that is derived from the content, in characters.
const SUMMARY: usize = 300;

/// Builds the entry of an article. References without a target are added to `dead`.
pub(super) fn entry(
    dated: &Dated,
    id: &str,
    content: ContentMode,
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
    let summary = match content {
        ContentMode::Full if !html.is_empty() => stated,
        _ => stated.or_else(made),
    };
    let title = article.title.as_deref().map(one_line).filter(|it| !it.is_empty());
    let language = article.language.as_ref().or(plan.site.language.as_ref()).cloned();
    Entry {
        id: id.to_owned(),
        url: page.to_string(),
        title: title
            .or_else(|| made().map(|it| at_word(&it, 80)))
            .unwrap_or_else(|| slug_of(article)),
        authors: people(&article.authors, &plan.site.url),
        published: written(dated.published),
        updated: written(changed(dated, now)),
        html: Some(html).filter(|it| content != ContentMode::Summary && !it.is_empty()),
        summary,
        categories: categories(article),
        language,
        image: image(article, &page),
        enclosure: enclosure(article, &plan.site.url),
        episode: article.episode.as_ref().map(|it| Box::new(it.resolved(&plan.site.url))),
        rights: article.rights.as_deref().map(one_line).filter(|it| !it.is_empty()),
        source: article.source.as_deref().and_then(|it| on_the_web(&page, it)),
        external_url: article.external_url.as_deref().and_then(|it| on_the_web(&page, it)),
    }
}

/// When an article was last changed. A change in the future is ignored.
pub(super) fn changed(dated: &Dated, now: DateTime<Utc>) -> DateTime<FixedOffset> {
    let updated = dated.article.updated.filter(|it| *it > dated.published && *it <= now);
    updated.unwrap_or(dated.published)
}

/// A date as feeds can express it: whole seconds, and a UTC offset of whole minutes. Offsets before 1900 may include seconds.
fn written(date: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let date = date.trunc_subsecs(0);
    if date.offset().local_minus_utc() % 60 == 0 { date } else { date.to_utc().fixed_offset() }
}

/// People with a name, each of them once, and with valid contact data.
pub(super) fn people(people: &[Person], site: &Url) -> Vec<Person> {
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
    let known = stated.or_else(|| media_type::by_extension(&url));
    Some(Attachment {
        media_type: known.unwrap_or("application/octet-stream").to_owned(),
        length: it.length.unwrap_or(0),
        duration: it.duration,
        url,
    })
}
