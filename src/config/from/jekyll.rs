//! Jekyll with jekyll-feed. <https://jekyllrb.com/docs/configuration/>, <https://github.com/jekyll/jekyll-feed>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::JEKYLL as DIALECT;

use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::quoted;

/// The paths of feeds that an author wrote instead of using jekyll-feed.
pub(super) const TEMPLATES: &[&str] =
    &["feed.xml", "atom.xml", "rss.xml", "feed.atom", "feed.rss", "index.xml", "feed/index.xml"];

#[rustfmt::skip]
pub(super) static JEKYLL: Generator = Generator {
    dialect: &DIALECT,
    name: "Jekyll",
    files: &[("_config.yml", ""), ("_config.yaml", ""), ("_config.toml", "")],
    is_here: |folder| folder.text("_config.yml").or(folder.text("_config.yaml")).or(folder.text("_config.toml")).is_some(),
    url: &["url"],
    base: &["baseurl"],
    domain: "CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["title", "name"]),
        key(Part::Site, "description", ValueKind::Text,     &["description", "tagline", "subtitle"]),
        key(Part::Site, "language",    ValueKind::Language, &["lang", "language", "locale"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["author", "authors"]),
        key(Part::Site, "timezone",    ValueKind::Timezone, &["timezone"]),
    ],
    is_data: |_| false,
    rest,
};

fn rest(generator: &Generator, sources: &Sources, folder: &SiteFiles, draft: &mut Draft) {
    let source = sources.text("source").unwrap_or_default().trim_matches(['.', '/']);
    let home =
        |name: &str| if source.is_empty() { name.to_owned() } else { format!("{source}/{name}") };
    let mut folders: Vec<String> = folder
        .paths
        .iter()
        .filter(|it| *it == "_posts" || it.ends_with("/_posts"))
        .filter(|it| !it.split('/').any(|it| matches!(it, "_site" | "vendor" | "node_modules")))
        .cloned()
        .collect();
    let mut from = "the folder of posts".to_owned();
    if folders.is_empty() {
        folders.push(home("_posts"));
        "the default of Jekyll".clone_into(&mut from);
    }
    let collections_dir = sources.text("collections_dir").unwrap_or_default().trim_matches('/');
    for (name, collection) in sources.entries("collections") {
        let path = [collections_dir, &format!("_{name}")].join("/");
        let path = home(path.trim_start_matches('/'));
        let is_shown =
            sources.inside(collection, "output").is_some_and(|it| it.text() == Some("true"));
        if name != "posts" && is_shown && folder.any_in(&path, is_dated) {
            from.push_str(&format!(", and {}", collection.place()));
            if let Some(found) = sources.inside(collection, "permalink") {
                draft.permalink_of(&format!("{path}/**"), found);
            }
            folders.push(path);
        }
    }
    draft.folders(&folders, from);
    let mut permalink = sources.find("permalink");
    for scope in sources.items("defaults") {
        let kind = sources.inside(scope, "scope.type");
        let Some(found) = sources.inside(scope, "values.permalink") else { continue };
        if kind.is_some_and(|it| !matches!(it.text(), Some("posts"))) {
            continue;
        }
        match sources.inside(scope, "scope.path").and_then(|it| it.text().map(str::to_owned)) {
            Some(path) => draft.permalink_of(&format!("{}/**", path.trim_matches('/')), found),
            None if kind.is_some() => permalink = Some(found),
            None => {}
        }
    }
    draft.permalink(generator, permalink);
    if has_plugin(sources) {
        // <https://github.com/jekyll/jekyll-feed/blob/v0.17.0/lib/jekyll-feed/feed.xml>
        draft.id = Some(("{page_id}", "jekyll-feed"));
    }
    draft.feeds(&[feed(sources, folder, source)]);
    if let Some(found) = sources.find("feed.excerpt_only").filter(|it| !it.is_off()) {
        draft.line(Part::Feed, "content", &quoted("summary"), found.place());
    }
    match sources.find("feed.posts_limit") {
        Some(_) => {
            draft.keys(
                &[key(Part::Feed, "limit", ValueKind::Count, &["feed.posts_limit"])],
                sources,
            );
        }
        None => draft.line(Part::Feed, "limit", "10", "the default of jekyll-feed"),
    }
}

/// Whether a file name starts with a date.
fn is_dated(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default().as_bytes();
    let shape = b"0000-00-00-";
    name.len() > shape.len()
        && name
            .iter()
            .zip(shape)
            .all(|(it, shape)| if *shape == b'0' { it.is_ascii_digit() } else { it == shape })
}

/// Whether the site uses jekyll-feed.
fn has_plugin(sources: &Sources) -> bool {
    let mut plugins = ["plugins", "gems"].iter().flat_map(|it| sources.items(it));
    plugins.any(|it| it.text() == Some("jekyll-feed"))
}

/// Returns the feed of the plugin, or the feed that the author wrote.
fn feed(sources: &Sources, folder: &SiteFiles, source: &str) -> Served {
    let plugin = has_plugin(sources);
    if let Some(found) = sources.find("feed.path")
        && let Some(path) = found.text()
    {
        return Served { format: FeedFormat::Atom, path: path.to_owned(), from: found.place() };
    }
    let written = TEMPLATES.iter().find(|it| source.is_empty() && folder.text(it).is_some());
    if let (false, Some(path)) = (plugin, written) {
        let text = folder.text(path).unwrap_or_default();
        let format = if text.contains("<rss") { FeedFormat::Rss } else { FeedFormat::Atom };
        return Served { format, path: (*path).to_owned(), from: format!("{path}, a template") };
    }
    let from = "the default of jekyll-feed".to_owned();
    Served { format: FeedFormat::Atom, path: "feed.xml".to_owned(), from }
}
