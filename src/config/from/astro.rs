//! Astro with `@astrojs/rss`. <https://docs.astro.build/en/reference/configuration-reference/>, <https://docs.astro.build/en/recipes/rss/>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::ASTRO as DIALECT;

use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::quoted;

/// Where posts are in the most common templates.
const FOLDERS: &[&str] = &[
    "src/content/blog",
    "src/content/posts",
    "src/content/post",
    "src/content/articles",
    "src/content/writing",
    "src/data/blog",
    "src/data/posts",
    "src/blog",
    "src/posts",
    "src/pages/blog",
    "src/pages/posts",
];

#[rustfmt::skip]
pub(super) static ASTRO: Generator = Generator {
    dialect: &DIALECT,
    name: "Astro",
    files: &[
        ("astro.config.mjs", ""), ("astro.config.ts", ""), ("astro.config.js", ""), ("astro.config.mts", ""), ("astro.config.cjs", ""),
        // Astro has no setting for the title. The templates store it here.
        ("src/consts.ts", ""), ("src/consts.js", ""), ("src/config.ts", ""), ("src/config.js", ""),
        ("src/site.config.ts", ""), ("src/site.config.js", ""), ("src/constants.ts", ""),
    ],
    is_here: |folder| ASTRO.files[..5].iter().any(|it| folder.text(it.0).is_some()),
    url: &["site", "website", "SITE.website", "SITE.url", "SITE_URL"],
    base: &["base"],
    domain: "public/CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["SITE_TITLE", "SITE.title", "SITE.name", "siteConfig.title", "title"]),
        key(Part::Site, "description", ValueKind::Text,     &["SITE_DESCRIPTION", "SITE.description", "SITE.desc", "siteConfig.description", "description"]),
        key(Part::Site, "language",    ValueKind::Language, &["i18n.defaultLocale", "SITE.lang", "SITE.locale", "siteConfig.lang", "lang"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["SITE.author", "siteConfig.author", "SITE_AUTHOR", "author"]),
        key(Part::Site, "timezone",    ValueKind::Timezone, &["SITE.timezone"]),
    ],
    is_data: |_| false,
    rest,
};

fn rest(generator: &Generator, sources: &Sources, folder: &SiteFiles, draft: &mut Draft) {
    let dir = folder.first(FOLDERS).or_else(|| only_collection(folder));
    let name = dir.as_deref().and_then(|it| it.rsplit('/').next()).unwrap_or("blog").to_owned();
    if let Some(dir) = &dir {
        draft.folders(std::slice::from_ref(dir), "the folder of posts");
    } else {
        draft.without(
            Part::Articles,
            "dir = \"src/content/blog\"",
            "no folder with posts was found",
        );
        draft
            .unread
            .push("src/content has no folder with posts; set `dir` in feedwright.toml".to_owned());
    }
    // The path of the page that shows a post is the permalink: src/pages/blog/[...slug].astro.
    let page = folder.paths.iter().find(|it| {
        it.starts_with("src/pages/")
            && it.ends_with("].astro")
            && (it.contains("/[...") || it.contains(&format!("/{name}/[")))
    });
    let mut route = page
        .and_then(|it| it.strip_prefix("src/pages/")?.rsplit_once('['))
        .map(|it| it.0.trim_matches('/').to_owned());
    if let Some(dir) = &dir
        && let Some(below) = dir.strip_prefix("src/pages/")
    {
        route = Some(below.to_owned());
    }
    let slash = if sources.text("trailingSlash") == Some("never") { "" } else { "/" };
    if let Some(route) = route.filter(|it| !it.contains('[')) {
        let start = if route.is_empty() { String::new() } else { format!("/{route}") };
        let from = page.map_or_else(|| "the folder of pages".to_owned(), Clone::clone);
        draft.line(Part::Articles, "permalink", &quoted(&format!("{start}/{{path}}{slash}")), from);
    } else {
        draft.without(
            Part::Articles,
            &format!("permalink = \"/{name}/{{path}}{slash}\""),
            "no page that shows posts was found",
        );
        draft.unread.push(format!("src/pages has no page that shows posts; set `permalink` in feedwright.toml if it is not {}", generator.dialect.permalink));
    }
    let endpoint = folder.paths.iter().find_map(|it| {
        let (path, extension) = it.strip_prefix("src/pages/")?.rsplit_once('.')?;
        let is_feed = path.rsplit_once('.').is_some_and(|it| it.1 == "xml")
            && !path.contains("sitemap")
            && matches!(extension, "js" | "ts" | "mjs");
        is_feed.then(|| (path.to_owned(), it.clone()))
    });
    let (path, from) = endpoint.unwrap_or(("rss.xml".to_owned(), "the usual name".to_owned()));
    let format = if path.contains("atom") { FeedFormat::Atom } else { FeedFormat::Rss };
    draft.feeds(&[Served { format, path, from }]);
}

/// Returns the only folder in `src/content`, if there is exactly one.
fn only_collection(folder: &SiteFiles) -> Option<String> {
    let inside = folder.paths.iter().filter_map(|it| it.strip_prefix("src/content/"));
    let mut folders: Vec<&str> =
        inside.filter_map(|it| it.split_once('/').map(|it| it.0)).collect();
    folders.dedup();
    match folders.as_slice() {
        [one] => Some(format!("src/content/{one}")),
        _ => None,
    }
}
