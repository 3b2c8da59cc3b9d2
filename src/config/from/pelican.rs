//! Pelican. <https://docs.getpelican.com/en/latest/settings.html>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::PELICAN as DIALECT;

use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::list;
use super::value::quoted;

#[rustfmt::skip]
pub(super) static PELICAN: Generator = Generator {
    dialect: &DIALECT,
    name: "Pelican",
    // The publishing settings override the others, so they are first.
    files: &[("publishconf.py", ""), ("pelicanconf.py", "")],
    is_here: |folder| folder.text("pelicanconf.py").is_some() || folder.text("publishconf.py").is_some(),
    url: &["SITEURL", "FEED_DOMAIN"],
    base: &[],
    domain: "content/extra/CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["SITENAME"]),
        key(Part::Site, "description", ValueKind::Text,     &["SITEDESCRIPTION", "DESCRIPTION", "SITESUBTITLE", "TAGLINE"]),
        key(Part::Site, "language",    ValueKind::Language, &["DEFAULT_LANG"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["AUTHOR"]),
        key(Part::Site, "timezone",    ValueKind::Timezone, &["TIMEZONE"]),
    ],
    is_data: |_| false,
    rest,
};

/// The settings for feeds of all articles. The first one that has a value is used.
const FEEDS: &[(&str, FeedFormat)] = &[
    ("FEED_ALL_ATOM", FeedFormat::Atom),
    ("FEED_ATOM", FeedFormat::Atom),
    ("FEED_ALL_RSS", FeedFormat::Rss),
    ("FEED_RSS", FeedFormat::Rss),
];

fn rest(generator: &Generator, sources: &Sources, _: &SiteFiles, draft: &mut Draft) {
    let path = sources.find("PATH");
    let home = path.and_then(|it| it.text()).unwrap_or(".").trim_end_matches('/');
    let home = home.strip_prefix("./").unwrap_or(home);
    let from = path.map_or_else(|| "the default of Pelican".to_owned(), |it| it.place());
    if home.starts_with('/') {
        draft.unread.push(format!(
            "{from}: `{home}` is not a relative path; check `dir` in feedwright.toml"
        ));
    }
    let inside: Vec<String> = ["ARTICLE_PATHS", "ARTICLE_DIR"]
        .into_iter()
        .flat_map(|it| sources.items(it))
        .filter_map(|it| it.text().map(|it| it.trim_matches('/').to_owned()))
        .collect();
    if path.is_some_and(|it| it.text().is_none()) {
        let found = path.expect("it was looked at");
        draft.unread(Part::Articles, "dir = \"content\"", found, "the folder is computed by code");
    } else if inside.is_empty() {
        draft.folders(&[home.to_owned()], from);
        draft.line(
            Part::Articles,
            "exclude",
            &list(&["pages/**".to_owned()]),
            "the default of PAGE_PATHS",
        );
    } else {
        let below = |it: &String| if home == "." { it.clone() } else { format!("{home}/{it}") };
        let place = sources.first(&["ARTICLE_PATHS", "ARTICLE_DIR"]).map(|it| it.place());
        draft.folders(&inside.iter().map(below).collect::<Vec<_>>(), place.unwrap_or(from));
    }
    if let Some(found) = sources.find("SLUGIFY_SOURCE").filter(|it| it.text() == Some("basename")) {
        draft.line(Part::Articles, "slug_from", &quoted("filename"), found.place());
    }
    draft.permalink(generator, sources.first(&["ARTICLE_URL", "ARTICLE_SAVE_AS"]));
    let mut served: Vec<Served> = Vec::new();
    for (setting, format) in FEEDS {
        if let Some(found) = sources.find(setting)
            && let Some(path) = found.text()
            && !served.iter().any(|it| it.format == *format)
        {
            served.push(Served { format: *format, path: path.to_owned(), from: found.place() });
        }
    }
    if served.is_empty() {
        let from = "the default of Pelican".to_owned();
        served.push(Served {
            format: FeedFormat::Atom,
            path: "feeds/all.atom.xml".to_owned(),
            from,
        });
    }
    draft.feeds(&served);
    draft.keys(&[key(Part::Feed, "limit", ValueKind::Count, &["FEED_MAX_ITEMS"])], sources);
}
