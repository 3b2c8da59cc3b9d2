//! The head of a feed: its title, description, language and everything else besides its entries.

use std::sync::Arc;

use crate::publish::absolute_url::on_the_web;
use crate::publish::divide::Share;
use crate::publish::entry::people;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::feed::History;
use crate::publish::feed_plan::Property;
use crate::publish::plan::Plan;
use crate::text::scrub::one_line;
use crate::value::language;

/// The feed of a share with these entries.
pub(super) fn feed(plan: &Plan, share: &Share<'_>, entries: Vec<Arc<Entry>>) -> Feed {
    let site = &plan.site;
    let title = title(plan, share);
    let stated = share.plan.description.as_deref().map(|it| filled(it, plan, share));
    let show = share.plan.podcast.as_deref();
    let of_show = show.map(|it| &it.description).filter(|it| !it.is_empty());
    let by_default = of_show.unwrap_or(&site.description);
    let description = one_line(&stated.unwrap_or_else(|| by_default.clone()));
    let image = site.image.as_deref().and_then(|it| on_the_web(&site.url, it));
    let image = image.or_else(|| show.and_then(|it| it.image.clone()));
    let copyright = show.and_then(|it| it.copyright.as_ref()).or(site.copyright.as_ref());
    let language = match share.plan.each {
        Some(Property::Language) => share.value.clone(),
        _ => share.plan.language(site).map(|it| {
            let languages = entries.iter().filter_map(|it| it.language.clone());
            languages.into_iter().find(|own| own.eq_ignore_ascii_case(it)).unwrap_or(it.to_owned())
        }),
    };
    let language = language.filter(|it| language::problem(it).is_none());
    Feed {
        description: if description.is_empty() { title.clone() } else { description },
        home: site.url.to_string(),
        address: String::new(),
        id: site.url.to_string(),
        language: language.or_else(|| site.language.clone()),
        authors: people(&site.authors, &site.url),
        copyright: copyright.map(|it| one_line(it)).filter(|it| !it.is_empty()),
        image,
        podcast: share.plan.podcast.clone(),
        podcast_guid: None,
        hubs: share.plan.hubs.clone(),
        history: History {
            is_complete: share.plan.complete && share.plan.limit.is_none(),
            ..History::default()
        },
        updated: entries.iter().map(|it| it.updated.to_utc()).max().unwrap_or_default(),
        entries,
        title,
    }
}

/// The title of a feed.
pub(super) fn title(plan: &Plan, share: &Share<'_>) -> String {
    let by_default = match (&share.value, &share.plan.name) {
        (Some(_), _) => "{site}: {value}",
        (None, Some(_)) if share.plan.podcast.is_none() => "{site}: {name}",
        (None, _) => "{site}",
    };
    let title = one_line(&filled(share.plan.title.as_deref().unwrap_or(by_default), plan, share));
    if title.is_empty() { one_line(&plan.site.title) } else { title }
}

/// A text with its placeholders filled in. In the feed of a podcast, the site is the podcast.
fn filled(text: &str, plan: &Plan, share: &Share<'_>) -> String {
    let name = share.plan.name.as_deref().unwrap_or_default();
    let values = [
        ("{site}", share.plan.podcast.as_ref().map_or(plan.site.title.as_str(), |it| &it.title)),
        ("{name}", name),
        ("{value}", share.value.as_deref().unwrap_or_default()),
    ];
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let (length, value) = values
            .iter()
            .find(|it| rest.starts_with(it.0))
            .map_or((1, "{"), |(placeholder, value)| (placeholder.len(), *value));
        filled.push_str(value);
        rest = &rest[length..];
    }
    filled + rest
}
