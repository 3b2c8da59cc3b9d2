//! Merges two descriptions of one article: the second only fills gaps in the first.

use crate::publish::article::{Article, Confidence};
use crate::publish::podcast::episode::ORIGINS as EPISODE_ORIGINS;

/// Fills the missing fields of `upper` from `lower`. A stated value in `lower` also replaces a guessed value in `upper`.
pub(crate) fn fill(upper: &mut Article, mut lower: Article) {
    let low = &mut lower;
    field(upper, low, "title", |it| &mut it.title);
    field(upper, low, "authors", |it| &mut it.authors);
    field(upper, low, "section", |it| &mut it.section);
    field(upper, low, "published", |it| &mut it.published);
    field(upper, low, "updated", |it| &mut it.updated);
    field(upper, low, "expires", |it| &mut it.expires);
    field(upper, low, "summary", |it| &mut it.summary);
    field(upper, low, "html", |it| &mut it.html);
    field(upper, low, "image", |it| &mut it.image);
    field(upper, low, "credit", |it| &mut it.credit);
    field(upper, low, "enclosure", |it| &mut it.enclosure);
    episode(upper, low);
    field(upper, low, "language", |it| &mut it.language);
    field(upper, low, "url", |it| &mut it.url);
    field(upper, low, "id", |it| &mut it.id);
    field(upper, low, "slug", |it| &mut it.slug);
    field(upper, low, "permalink", |it| &mut it.permalink);
    field(upper, low, "aliases", |it| &mut it.aliases);
    field(upper, low, "categories", |it| &mut it.categories);
    field(upper, low, "external_url", |it| &mut it.external_url);
    field(upper, low, "rights", |it| &mut it.rights);
    field(upper, low, "source", |it| &mut it.source);
    let known: std::collections::HashSet<String> = upper.tags.iter().cloned().collect();
    let more: Vec<String> =
        std::mem::take(&mut lower.tags).into_iter().filter(|it| !known.contains(it)).collect();
    if upper.tags.is_empty() && !more.is_empty() {
        take_origin(upper, &mut lower, "tags");
    }
    upper.tags.extend(more);
    if !upper.origin.contains_key("draft") {
        upper.draft = lower.draft;
        take_origin(upper, &mut lower, "draft");
    }
    if !upper.origin.contains_key("unlisted") {
        upper.unlisted |= lower.unlisted;
        take_origin(upper, &mut lower, "unlisted");
    }
}

/// Merges what both say about the episode of a podcast.
fn episode(upper: &mut Article, lower: &mut Article) {
    let Some(other) = lower.episode.take() else { return };
    upper.episode.get_or_insert_default().fill(*other);
    for (name, origin) in std::mem::take(&mut lower.origin) {
        let is_new = EPISODE_ORIGINS.contains(&name) && !upper.origin.contains_key(name);
        let origins = if is_new { &mut upper.origin } else { &mut lower.origin };
        origins.insert(name, origin);
    }
}

fn field<T: Default + PartialEq>(
    upper: &mut Article,
    lower: &mut Article,
    name: &'static str,
    slot: fn(&mut Article) -> &mut T,
) {
    let nothing = T::default();
    if *slot(lower) != nothing && (*slot(upper) == nothing || yields(upper, lower, name)) {
        *slot(upper) = std::mem::take(slot(lower));
        take_origin(upper, lower, name);
    }
}

/// Whether the field is a guess in `upper`, but not in `lower`.
fn yields(upper: &Article, lower: &Article, name: &str) -> bool {
    let stated =
        |it: &Article| it.origin.get(name).is_some_and(|it| it.confidence == Confidence::Stated);
    let guessed = upper.origin.get(name).is_some_and(|it| it.confidence != Confidence::Stated);
    guessed && stated(lower)
}

fn take_origin(upper: &mut Article, lower: &mut Article, name: &'static str) {
    if let Some(origin) = lower.origin.remove(name) {
        upper.origin.insert(name, origin);
    }
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::publish::article::{Article, Confidence, Origin};

    #[test]
    fn stated_values_replace_guesses() {
        let mut upper =
            Article { title: Some("A".into()), summary: Some("B".into()), ..Article::default() };
        upper.origin.insert("title", Origin::stated("first heading", 1));
        upper.origin.insert("summary", Origin::guessed("first paragraph", 3, Confidence::Likely));
        let mut lower = Article {
            title: Some("C".into()),
            summary: Some("D".into()),
            section: Some("E".into()),
            draft: true,
            ..Article::default()
        };
        for name in ["title", "summary", "section", "draft"] {
            lower.origin.insert(name, Origin::outside("sidecar"));
        }
        fill(&mut upper, lower);
        assert_eq!(upper.title.as_deref(), Some("A"));
        assert_eq!(upper.summary.as_deref(), Some("D"));
        assert_eq!(upper.section.as_deref(), Some("E"));
        assert!(upper.draft);
        assert_eq!(upper.origin["summary"].what, "sidecar");
    }
}
