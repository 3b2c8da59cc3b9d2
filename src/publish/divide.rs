//! Divides the articles among the feeds of a site.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::publish::article::Article;
use crate::publish::dialect::SlugRules;
use crate::publish::feed_format::FeedFormat;
use crate::publish::feed_plan::FeedPlan;
use crate::publish::feed_plan::Property;
use crate::publish::feed_plan::folded;
use crate::publish::site::Site;
use crate::publish::slug;
use crate::text::fingerprint::fnv1a;

/// A feed that is to be built.
pub(super) struct Share<'p> {
    pub(super) plan: &'p FeedPlan,
    /// The value of the property in `each`, with the spelling that most articles use.
    pub(super) value: Option<String>,
    /// What distinguishes it from the other feeds of the site, without a format: the last part of its id. `None` for a feed without a name.
    pub(super) key: Option<String>,
    /// Its files.
    pub(super) files: Vec<(FeedFormat, String)>,
    /// The indexes of its articles, in order.
    pub(super) articles: Vec<usize>,
}

/// The feeds of a site, in the order of the configuration, and then of the values.
pub(super) fn divide<'p>(
    articles: &[&Article],
    plans: &'p [FeedPlan],
    site: &Site,
) -> Vec<Share<'p>> {
    let mut used: HashSet<String> = HashSet::new();
    let single = plans.iter().filter(|it| it.each.is_none());
    used.extend(single.flat_map(|it| &it.files).map(|it| it.1.to_lowercase()));
    let mut shares = Vec::new();
    for plan in plans {
        let members = |(_, article): &(usize, &&Article)| plan.selects(article, site);
        let members: Vec<usize> =
            articles.iter().enumerate().filter(members).map(|it| it.0).collect();
        let Some(property) = plan.each else {
            let (key, files) = (plan.name.clone(), plan.files.clone());
            shares.push(Share { plan, value: None, key, files, articles: members });
            continue;
        };
        let groups = by_value(articles, &members, property, site);
        let groups = groups.into_iter().filter(|it| it.1.len() >= plan.min_entries);
        let groups: Vec<(String, Vec<usize>)> = groups.collect();
        let slugs = slugs(&groups);
        for ((value, articles), slug) in groups.into_iter().zip(slugs) {
            let (slug, files) = own_files(slug, &value, plan, &mut used);
            let key = format!("{}/{slug}", plan.name.as_deref().unwrap_or(property.name()));
            let (value, key) = (Some(value), Some(key));
            shares.push(Share { plan, value, key, files, articles });
        }
    }
    shares
}

/// The articles that are in no feed because a podcast only contains articles with a recording, as indexes.
pub(super) fn without_recording(
    articles: &[&Article],
    plans: &[FeedPlan],
    site: &Site,
    shares: &[Share<'_>],
) -> Vec<usize> {
    let podcasts: Vec<&FeedPlan> = plans.iter().filter(|it| it.podcast.is_some()).collect();
    if podcasts.is_empty() {
        return Vec::new();
    }
    let published: HashSet<usize> =
        shares.iter().flat_map(|it| it.articles.iter().copied()).collect();
    let is_left_out = |(at, article): &(usize, &&Article)| {
        !published.contains(at)
            && !article.has_recording()
            && podcasts.iter().any(|it| it.chooses(article, site))
    };
    articles.iter().enumerate().filter(is_left_out).map(|it| it.0).collect()
}

/// Why the plans with `each` that have no feed have none, one line each.
pub(super) fn without_shares(plans: &[FeedPlan], shares: &[Share<'_>]) -> Vec<String> {
    let has_none = |plan: &&FeedPlan| !shares.iter().any(|it| std::ptr::eq(it.plan, *plan));
    let line = |plan: &FeedPlan| {
        let property = plan.each?.name();
        let feed = plan.name.as_ref().map(|it| format!("feed `{it}`: ")).unwrap_or_default();
        let article = if plan.each == Some(Property::Author) { "an" } else { "a" };
        let why = match plan.min_entries {
            1 => format!("no selected article has {article} {property}"),
            least => format!("no {property} has {least} selected articles"),
        };
        Some(format!("{feed}`each = \"{property}\"` writes no feed: {why}"))
    };
    plans.iter().filter(has_none).filter_map(line).collect()
}

/// The values of a property, each with its articles. Values that differ only in case are one, with the spelling that most articles use.
fn by_value(
    articles: &[&Article],
    members: &[usize],
    property: Property,
    site: &Site,
) -> Vec<(String, Vec<usize>)> {
    let mut groups: BTreeMap<String, (BTreeMap<&str, usize>, Vec<usize>)> = BTreeMap::new();
    for at in members {
        for value in property.values(articles[*at], site) {
            let key = folded(value);
            if key.is_empty() {
                continue;
            }
            let (spellings, members) = groups.entry(key).or_default();
            *spellings.entry(value.trim()).or_default() += 1;
            if members.last() != Some(at) {
                members.push(*at);
            }
        }
    }
    let most = |spellings: &BTreeMap<&str, usize>| {
        // The first one in alphabetical order wins a tie.
        let best = spellings.iter().min_by_key(|it| (Reverse(*it.1), *it.0));
        best.map_or(String::new(), |it| (*it.0).to_owned())
    };
    groups.into_values().map(|(spellings, members)| (most(&spellings), members)).collect()
}

/// The slugs of values. If several values have the same one, such as `C` and `C.`, the value that equals the slug keeps it, and the others
/// get a suffix that depends only on the value, so that the URLs of feeds stay the same if there are more values.
fn slugs(groups: &[(String, Vec<usize>)]) -> Vec<String> {
    let plain: Vec<String> = groups.iter().map(|it| plain_slug(&it.0)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for it in &plain {
        *counts.entry(it).or_default() += 1;
    }
    let unique = groups.iter().zip(&plain).map(|((value, _), plain)| {
        let is_own = counts.get(plain.as_str()) == Some(&1) || folded(value) == *plain;
        if is_own && !plain.is_empty() { plain.clone() } else { with_suffix(plain, value) }
    });
    unique.collect()
}

/// The value as a file name in ASCII letters. The symbols in the names of programming languages are spelled out.
fn plain_slug(value: &str) -> String {
    let mut spelled = String::with_capacity(value.len());
    for it in value.chars() {
        match it {
            '+' => spelled.push_str(" plus "),
            '#' => spelled.push_str(" sharp "),
            '&' => spelled.push_str(" and "),
            '/' | '\\' => spelled.push(' '),
            it => spelled.push(it),
        }
    }
    let plain = slug::plain(spelled.trim(), &SlugRules::ASCII);
    plain.get(..MAX_SLUG).unwrap_or(&plain).trim_end_matches('-').to_owned()
}

/// The maximum length of a slug in bytes. File systems allow 255 bytes for a name with its extension.
const MAX_SLUG: usize = 100;

fn with_suffix(plain: &str, value: &str) -> String {
    let suffix = fnv1a(folded(value).bytes()) >> 32;
    if plain.is_empty() { format!("{suffix:08x}") } else { format!("{plain}-{suffix:08x}") }
}

/// The files of a value. If another feed has one of them already, the slug gets a suffix.
fn own_files(
    slug: String,
    value: &str,
    plan: &FeedPlan,
    used: &mut HashSet<String>,
) -> (String, Vec<(FeedFormat, String)>) {
    let named = |slug: &str| -> Vec<(FeedFormat, String)> {
        plan.files.iter().map(|it| (it.0, it.1.replace("{slug}", slug))).collect()
    };
    let mut files = named(&slug);
    let mut slug = slug;
    if files.iter().any(|it| used.contains(&it.1.to_lowercase())) {
        slug = with_suffix(&slug, value);
        files = named(&slug);
    }
    used.extend(files.iter().map(|it| it.1.to_lowercase()));
    (slug, files)
}
