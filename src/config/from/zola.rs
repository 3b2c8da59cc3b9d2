//! Zola. <https://www.getzola.org/documentation/getting-started/configuration/>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::ZOLA as DIALECT;

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
pub(super) static ZOLA: Generator = Generator {
    dialect: &DIALECT,
    name: "Zola",
    files: &[("zola.toml", ""), ("config.toml", "")],
    is_here: |folder| {
        let is_base = |it: &str| it.trim_start().strip_prefix("base_url").is_some_and(|it| it.trim_start().starts_with('='));
        folder.text("zola.toml").is_some() || folder.text("config.toml").is_some_and(|it| it.lines().any(is_base))
    },
    url: &["base_url"],
    base: &[],
    domain: "static/CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["title", "extra.title"]),
        key(Part::Site, "description", ValueKind::Text,     &["description"]),
        key(Part::Site, "language",    ValueKind::Language, &["default_language"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["author", "extra.author", "extra.authors"]),
    ],
    is_data: |_| false,
    rest,
};

fn rest(generator: &Generator, sources: &Sources, _: &SiteFiles, draft: &mut Draft) {
    draft.folders(&["content".to_owned()], "the default of Zola");
    draft.permalink(generator, None);
    draft.line(
        Part::Articles,
        "undated",
        &quoted("leave-out"),
        "Zola's feeds contain only pages with a date",
    );
    let mut served = Vec::new();
    let names = ["feed_filenames", "feed_filename"].into_iter().flat_map(|it| sources.items(it));
    for found in names {
        let Some(path) = found.text() else { continue };
        let format = if path.to_ascii_lowercase().contains("rss") {
            FeedFormat::Rss
        } else {
            FeedFormat::Atom
        };
        served.push(Served { format, path: path.to_owned(), from: found.place() });
    }
    if served.is_empty() {
        let from = "the default of Zola".to_owned();
        served.push(Served { format: FeedFormat::Atom, path: "atom.xml".to_owned(), from });
    }
    draft.feeds(&served);
    draft.keys(&[key(Part::Feed, "limit", ValueKind::Count, &["feed_limit"])], sources);
}
