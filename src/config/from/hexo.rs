//! Hexo with hexo-generator-feed. <https://hexo.io/docs/configuration>, <https://github.com/hexojs/hexo-generator-feed>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::HEXO as DIALECT;

use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::quoted;

#[rustfmt::skip]
pub(super) static HEXO: Generator = Generator {
    dialect: &DIALECT,
    name: "Hexo",
    files: &[("_config.yml", ""), ("_config.yaml", ""), ("_config.json", "")],
    is_here: |folder| {
        let config = ["_config.yml", "_config.yaml", "_config.json"];
        let text = config.iter().find_map(|it| folder.text(it));
        text.is_some_and(|it| {
            let says = |key: &str| it.lines().any(|it| it.starts_with(key));
            folder.has("source/_posts") || says("source_dir:") || says("public_dir:") && says("skip_render:")
        })
    },
    url: &["url"],
    base: &["root"],
    domain: "source/CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["title"]),
        key(Part::Site, "description", ValueKind::Text,     &["description", "subtitle"]),
        key(Part::Site, "language",    ValueKind::Language, &["language"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["author"]),
        key(Part::Site, "timezone",    ValueKind::Timezone, &["timezone"]),
    ],
    is_data: |_| false,
    rest,
};

/// Whether the file name of a post starts with its date.
fn is_dated(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.splitn(4, '-');
    let mut digits = |most: usize| {
        parts.next().is_some_and(|it| {
            (1..=most).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit())
        })
    };
    digits(4) && digits(2) && digits(2)
}

/// Adds the permalink of posts. A date in a file name is part of the URL, unless `new_post_name` contains a date.
fn permalink(generator: &Generator, sources: &Sources, keeps_dates: bool, draft: &mut Draft) {
    let found = sources.find("permalink");
    let text = found.map_or(Some(":year/:month/:day/:title/"), |it| it.text());
    let Some(text) = text.filter(|_| keeps_dates) else {
        return draft.permalink(generator, found);
    };
    let from = found.map_or_else(|| "the default of Hexo".to_owned(), |it| it.place());
    let from = format!("{from}; dates in file names are kept because `new_post_name` has no date");
    let pattern = text.replace(":title", "{stem}");
    draft.line(Part::Articles, "permalink", &quoted(&pattern), from);
}

fn rest(generator: &Generator, sources: &Sources, folder: &SiteFiles, draft: &mut Draft) {
    let source = sources.find("source_dir");
    let text = source.and_then(|it| it.text()).unwrap_or("source").trim_matches('/').to_owned();
    let from = source.map_or_else(|| "the default of Hexo".to_owned(), |it| it.place());
    let posts = format!("{text}/_posts");
    let cuts_dates = sources.text("new_post_name").is_some_and(|it| it.contains(":year"));
    let keeps_dates = !cuts_dates && folder.any_in(&posts, is_dated);
    draft.folders(&[posts], from);
    permalink(generator, sources, keeps_dates, draft);
    let kinds = sources.items("feed.type");
    let paths = sources.items("feed.path");
    let mut served = Vec::new();
    for (index, kind) in kinds.iter().enumerate() {
        let (format, default) = match kind.text() {
            Some("atom") => (FeedFormat::Atom, "atom.xml"),
            Some("rss2") => (FeedFormat::Rss, "rss2.xml"),
            _ => continue,
        };
        let path =
            paths.get(index).and_then(super::tree::Found::text).unwrap_or(default).to_owned();
        served.push(Served { format, path, from: kind.place() });
    }
    if served.is_empty() {
        let found = paths.first().and_then(|it| Some((it.text()?.to_owned(), it.place())));
        let from = "the default of hexo-generator-feed".to_owned();
        let (path, from) = found.unwrap_or(("atom.xml".to_owned(), from));
        served.push(Served { format: FeedFormat::Atom, path, from });
    }
    draft.feeds(&served);
    if let Some(found) = sources.find("feed.content").filter(super::tree::Found::is_off) {
        draft.line(Part::Feed, "content", &quoted("summary"), found.place());
    }
    draft.keys(&[key(Part::Feed, "limit", ValueKind::Count, &["feed.limit"])], sources);
}
