//! Docusaurus with its blog. <https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::DOCUSAURUS as DIALECT;

use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Found;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::quoted;

/// The paths of the options of the blog.
const BLOG: &[&str] = &["presets.[classic].blog.", "plugins.[plugin-content-blog]."];

#[rustfmt::skip]
pub(super) static DOCUSAURUS: Generator = Generator {
    dialect: &DIALECT,
    name: "Docusaurus",
    files: &[
        ("docusaurus.config.js", ""), ("docusaurus.config.ts", ""), ("docusaurus.config.mjs", ""),
        ("docusaurus.config.cjs", ""), ("docusaurus.config.mts", ""),
    ],
    is_here: |folder| DOCUSAURUS.files.iter().any(|it| folder.text(it.0).is_some()),
    url: &["url"],
    base: &["baseUrl"],
    domain: "static/CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["presets.[classic].blog.feedOptions.title", "title"]),
        key(Part::Site, "description", ValueKind::Text,     &["presets.[classic].blog.feedOptions.description", "tagline"]),
        key(Part::Site, "language",    ValueKind::Language, &["presets.[classic].blog.feedOptions.language", "i18n.defaultLocale"]),
        key(Part::Site, "copyright",   ValueKind::Text,     &["presets.[classic].blog.feedOptions.copyright"]),
    ],
    is_data: |_| false,
    rest,
};

fn option<'s>(sources: &'s Sources, key: &str) -> Option<Found<'s>> {
    BLOG.iter().find_map(|it| sources.find(&format!("{it}{key}")))
}

fn rest(_: &Generator, sources: &Sources, folder: &SiteFiles, draft: &mut Draft) {
    let default = || "the default of Docusaurus".to_owned();
    let path = option(sources, "path");
    let dir = path.and_then(|it| it.text()).unwrap_or("blog");
    let dir = dir.strip_prefix("./").unwrap_or(dir).trim_matches('/').to_owned();
    if path.is_none() && !folder.has("blog") {
        draft
            .unread
            .push("the folder `blog` does not exist; set `dir` in feedwright.toml".to_owned());
    }
    draft.folders(&[dir], path.map_or_else(default, |it| it.place()));
    let route = option(sources, "routeBasePath");
    let base = route.and_then(|it| it.text()).unwrap_or("blog").trim_matches('/');
    for found in [path, route, sources.find("trailingSlash")].into_iter().flatten() {
        if found.is_computed() {
            let place = found.place();
            draft.unread.push(format!(
                "{place}: the value is computed by code; check `dir` and `permalink` in feedwright.toml"
            ));
        }
    }
    let slash = if sources.text("trailingSlash") == Some("true") { "/" } else { "" };
    let start = if base.is_empty() { String::new() } else { format!("/{base}") };
    let permalink = quoted(&format!("{start}/{{year}}/{{month}}/{{day}}/{{path}}{slash}"));
    let places: Vec<String> =
        [route, sources.find("trailingSlash")].into_iter().flatten().map(|it| it.place()).collect();
    let from = if places.is_empty() { default() } else { places.join(", and ") };
    draft.line(Part::Articles, "permalink", &permalink, from);
    let kinds: Vec<Found<'_>> =
        BLOG.iter().flat_map(|it| sources.items(&format!("{it}feedOptions.type"))).collect();
    let names: Vec<&str> = kinds.iter().filter_map(super::tree::Found::text).collect();
    let from = kinds.first().map_or_else(default, super::tree::Found::place);
    let served: Vec<Served> = [
        ("rss", FeedFormat::Rss, "rss.xml"),
        ("atom", FeedFormat::Atom, "atom.xml"),
        ("json", FeedFormat::Json, "feed.json"),
    ]
    .into_iter()
    .filter(|it| {
        if names.is_empty() {
            it.0 != "json"
        } else {
            names.contains(&it.0) || names.contains(&"all")
        }
    })
    .map(|(_, format, name)| {
        let path = if base.is_empty() { name.to_owned() } else { format!("{base}/{name}") };
        Served { format, path, from: from.clone() }
    })
    .collect();
    draft.feeds(&served);
    match option(sources, "feedOptions.limit") {
        Some(found) => {
            if let Some(limit) =
                found.text().and_then(|it| it.parse::<u32>().ok()).filter(|it| *it > 0)
            {
                draft.line(Part::Feed, "limit", &limit.to_string(), found.place());
            }
        }
        None => draft.line(Part::Feed, "limit", "20", default()),
    }
}
