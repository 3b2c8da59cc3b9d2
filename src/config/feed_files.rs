//! The formats and file names of a feed: the keys `formats`, `file` and `files`.

use crate::config::Overrides;
use crate::config::table::Table;
use crate::publish::build::FeedFormat;
use crate::publish::feed_plan::FeedPlan;

pub(super) static FORMATS: &[(&str, FeedFormat)] =
    &[("rss", FeedFormat::Rss), ("atom", FeedFormat::Atom), ("json", FeedFormat::Json)];

/// The formats in their usual order, each with its file name.
pub(super) fn read(
    feed: &Table<'_>,
    plan: &FeedPlan,
    overrides: &Overrides,
) -> Vec<(FeedFormat, String)> {
    let formats = formats(feed, overrides);
    let names = feed.table("files");
    let pattern = pattern(feed, plan);
    let has_both = formats.contains(&FeedFormat::Rss) && formats.contains(&FeedFormat::Atom);
    if let Some(pattern) = &pattern
        && formats.len() > 1
        && !pattern.contains("{ext}")
    {
        feed.fault(
            "file",
            "the formats have the same file name",
            "add `{ext}`, for example `file = \"news.{ext}\"`",
        );
    }
    let named = |format: FeedFormat| {
        let extension = match format {
            FeedFormat::Json => "json",
            FeedFormat::Rss if has_both => "rss.xml",
            FeedFormat::Atom if has_both => "atom.xml",
            FeedFormat::Rss | FeedFormat::Atom => "xml",
        };
        let by_pattern = pattern.as_ref().map(|it| it.replace("{ext}", extension));
        let by_default = by_pattern.unwrap_or_else(|| format.file_name().to_owned());
        let name = names.text(format.name()).unwrap_or(by_default);
        name.replace("{name}", plan.name.as_deref().unwrap_or_default())
    };
    let files: Vec<(FeedFormat, String)> = formats.into_iter().map(|it| (it, named(it))).collect();
    for (at, (format, name)) in files.iter().enumerate() {
        let (table, key) =
            if names.has(format.name()) { (&names, format.name()) } else { (feed, "file") };
        if let Some((why, help)) = name_fault(name, plan) {
            table.fault(key, why, help);
        }
        if let Some((other, _)) = files[..at].iter().find(|it| it.1.eq_ignore_ascii_case(name)) {
            let why = format!("the {} feed has the same file name, `{name}`", other.name());
            let key = if names.has(format.name()) { *format } else { *other };
            names.fault(key.name(), why, "give each feed its own file name");
        }
    }
    files
}

fn formats(feed: &Table<'_>, overrides: &Overrides) -> Vec<FeedFormat> {
    let mut formats = Vec::new();
    for item in feed.items("formats") {
        if let Some(format) = item.as_choice("formats", FORMATS) {
            formats.push(format);
        }
    }
    if feed.is_list("formats") && feed.items("formats").is_empty() {
        let why = "`formats` is empty".to_owned();
        feed.fault("formats", why, "use one or more of `\"rss\"`, `\"atom\"` and `\"json\"`");
    }
    if !overrides.formats.is_empty() {
        formats.clone_from(&overrides.formats);
    }
    let wanted = |it: &FeedFormat| formats.is_empty() || formats.contains(it);
    FeedFormat::ALL.into_iter().filter(wanted).collect()
}

/// The pattern of the file names. `None` for the usual names of the only feed.
fn pattern(feed: &Table<'_>, plan: &FeedPlan) -> Option<String> {
    let stated = feed.text("file");
    if let Some(text) = &stated
        && let Some(unknown) = placeholders(text).find(|it| !matches!(*it, "name" | "slug" | "ext"))
    {
        let why = format!("`{{{unknown}}}` is not a placeholder of `file`");
        feed.fault("file", why, "the placeholders are `{name}`, `{slug}` and `{ext}`");
    }
    stated.or_else(|| match (&plan.name, plan.each) {
        (Some(_), Some(_)) => Some("{name}/{slug}.{ext}".to_owned()),
        (Some(_), None) => Some("{name}.{ext}".to_owned()),
        (None, Some(property)) => Some(format!("{}/{{slug}}.{{ext}}", property.name())),
        (None, None) => None,
    })
}

/// Why a name cannot be that of a file below the folder of feeds, and what to do.
fn name_fault(name: &str, plan: &FeedPlan) -> Option<(String, &'static str)> {
    let is_plain = |it: &str| !it.is_empty() && !it.starts_with('.');
    if !name.split('/').all(is_plain) || name.contains('\\') || name.chars().any(char::is_control) {
        let why = format!("`{name}` is not a valid file name");
        return Some((
            why,
            "use a name in the folder of feeds, such as `\"news.xml\"` or `\"tags/{slug}.{ext}\"`",
        ));
    }
    match (plan.each, name.contains("{slug}")) {
        (Some(_), false) => Some((
            format!("all feeds of `each` have the file name `{name}`"),
            "add `{slug}`, for example `file = \"tags/{slug}.{ext}\"`",
        )),
        (None, true) => {
            Some(("`{slug}` needs `each`".to_owned(), "use `{name}`, or write the name itself"))
        }
        _ => None,
    }
}

/// The names in braces in a text.
pub(super) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let opened = text.split('{').skip(1);
    opened.filter_map(|it| it.split_once('}')).map(|it| it.0)
}
