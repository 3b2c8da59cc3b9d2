//! Eleventy with its RSS plugin. <https://www.11ty.dev/docs/config/>, <https://www.11ty.dev/docs/plugins/rss/>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::ELEVENTY as DIALECT;

use super::DATA;
use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::list;

/// The names of folders with posts, below the input folder.
const FOLDERS: &[&str] =
    &["posts", "blog", "post", "articles", "content/posts", "content/blog", "notes"];

/// The names of templates for feeds, below the input folder.
const TEMPLATES: &[(&str, &str)] = &[
    ("feed.njk", "feed.xml"),
    ("feed.xml.njk", "feed.xml"),
    ("feed.liquid", "feed.xml"),
    ("atom.njk", "atom.xml"),
    ("rss.njk", "rss.xml"),
    ("feed/feed.njk", "feed/feed.xml"),
    ("content/feed/feed.njk", "feed/feed.xml"),
];

#[rustfmt::skip]
pub(super) static ELEVENTY: Generator = Generator {
    dialect: &DIALECT,
    name: "Eleventy",
    files: &[
        (".eleventy.js", ""), ("eleventy.config.js", ""), ("eleventy.config.mjs", ""), ("eleventy.config.cjs", ""), ("eleventy.config.ts", ""),
        // Eleventy has no setting for the title. The templates store it in the data of the site.
        ("_data/metadata.json", ""), ("_data/metadata.js", ""), ("_data/site.json", ""), ("_data/site.js", ""), ("_data/meta.js", ""), ("_data/meta.json", ""),
        ("src/_data/metadata.json", ""), ("src/_data/metadata.js", ""), ("src/_data/site.json", ""), ("src/_data/site.js", ""), ("src/_data/meta.js", ""), ("src/_data/meta.json", ""),
    ],
    is_here: |folder| ELEVENTY.files[..5].iter().any(|it| folder.text(it.0).is_some()),
    url: &["metadata.base", "url", "siteUrl", "baseUrl", "site.url", "domain"],
    base: &["pathPrefix"],
    domain: "CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["metadata.title", "title", "name", "site.title", "siteName"]),
        key(Part::Site, "description", ValueKind::Text,     &["metadata.subtitle", "description", "subtitle", "site.description", "siteDescription"]),
        key(Part::Site, "language",    ValueKind::Language, &["metadata.language", "language", "lang", "site.lang"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["metadata.author", "author", "authors", "site.author"]),
        key(Part::Site, "timezone",    ValueKind::Timezone, &["timezone", "timeZone"]),
    ],
    is_data,
    rest,
};

/// Whether a path is the data file of a folder with posts: `posts/posts.json`, `blog/blog.11tydata.js`.
pub(super) fn is_data(path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let folder = folder.rsplit('/').next().unwrap_or_default();
    let rest = name.strip_prefix(folder).unwrap_or_default();
    let is_posts = FOLDERS.iter().any(|it| it.rsplit('/').next() == Some(folder));
    is_posts
        && matches!(
            rest,
            ".json" | ".11tydata.json" | ".11tydata.js" | ".11tydata.cjs" | ".11tydata.mjs"
        )
}

fn rest(generator: &Generator, sources: &Sources, folder: &SiteFiles, draft: &mut Draft) {
    let input = sources.find("dir.input");
    let home = input.and_then(|it| it.text()).unwrap_or(".");
    let home = home.strip_prefix("./").unwrap_or(home).trim_matches('/');
    let home = if home.is_empty() { "." } else { home };
    let below = |it: &str| if home == "." { it.to_owned() } else { format!("{home}/{it}") };
    let from = input.map_or_else(|| "the default of Eleventy".to_owned(), |it| it.place());
    draft.folders(&[home.to_owned()], from);
    let posts = FOLDERS.iter().find(|it| folder.has(&below(it)));
    if let Some(posts) = posts {
        let globs = [format!("{posts}/**")];
        draft.line(Part::Articles, "include", &list(&globs), "the folder of posts");
    } else {
        draft.without(Part::Articles, "include = [\"posts/**\"]", "no folder with posts was found");
        draft.unread.push("there is no folder with posts, such as `posts` or `blog`; set `include` in feedwright.toml".to_owned());
    }
    let data = posts.map(|it| below(it)).and_then(|posts| {
        let name = posts.rsplit('/').next()?.to_owned();
        sources
            .files
            .iter()
            .map(|it| it.name.as_str())
            .find(|it| it.starts_with(&format!("{posts}/{name}.")))
    });
    let path = format!("{DATA}.permalink");
    let permalink = data.and_then(|it| sources.in_file(it, &path)).filter(|it| !it.is_off());
    draft.permalink(generator, permalink);
    let plugin =
        sources.find("outputPath").filter(|it| it.text().is_some_and(|it| it.contains('.')));
    let template = TEMPLATES.iter().find(|it| folder.has(&below(it.0)));
    let (path, from) = match (plugin, template) {
        (Some(found), _) => {
            (found.text().unwrap_or_default().trim_matches('/').to_owned(), found.place())
        }
        (None, Some((name, path))) => ((*path).to_owned(), below(name)),
        (None, None) => ("feed.xml".to_owned(), "the usual name".to_owned()),
    };
    let is_rss = plugin.is_some() && sources.text("type") == Some("rss") || path.contains("rss");
    let is_json = plugin.is_some() && sources.text("type") == Some("json");
    let format = if is_json {
        FeedFormat::Json
    } else if is_rss {
        FeedFormat::Rss
    } else {
        FeedFormat::Atom
    };
    draft.feeds(&[Served { format, path, from }]);
    if plugin.is_some() {
        draft.keys(&[key(Part::Feed, "limit", ValueKind::Count, &["collection.limit"])], sources);
    }
}
