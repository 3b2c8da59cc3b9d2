//! Which generator a site is made with, by the files that only one of them has.

use std::fs;
use std::path::Path;

use crate::publish::dialect;
use crate::publish::dialect::Dialect;

/// The generator of a site.
#[derive(Clone, Debug)]
pub struct Detected {
    /// Its dialect.
    pub dialect: &'static Dialect,
    /// What it was recognized by; `None` if the configuration named it.
    pub why: Option<String>,
}

impl Detected {
    /// A dialect that the configuration names.
    pub fn stated(dialect: &'static Dialect) -> Detected {
        Detected { dialect, why: None }
    }
}

/// The files that a generator alone has, in the folder of a site. The first that is there counts.
#[rustfmt::skip]
static SIGNS: &[(&str, &Dialect)] = &[
    ("docusaurus.config.js", &dialect::DOCUSAURUS), ("docusaurus.config.ts", &dialect::DOCUSAURUS), ("docusaurus.config.mjs", &dialect::DOCUSAURUS),
    ("astro.config.mjs", &dialect::ASTRO), ("astro.config.ts", &dialect::ASTRO), ("astro.config.js", &dialect::ASTRO),
    ("hugo.toml", &dialect::HUGO), ("hugo.yaml", &dialect::HUGO), ("hugo.yml", &dialect::HUGO), ("hugo.json", &dialect::HUGO), ("archetypes", &dialect::HUGO),
    ("config/_default", &dialect::HUGO),
    ("zola.toml", &dialect::ZOLA),
    ("pelicanconf.py", &dialect::PELICAN),
    (".eleventy.js", &dialect::ELEVENTY), ("eleventy.config.js", &dialect::ELEVENTY), ("eleventy.config.mjs", &dialect::ELEVENTY), ("eleventy.config.cjs", &dialect::ELEVENTY),
    ("source/_posts", &dialect::HEXO), ("_config.landscape.yml", &dialect::HEXO),
    ("_config.yml", &dialect::JEKYLL), ("_config.yaml", &dialect::JEKYLL), ("_config.toml", &dialect::JEKYLL), ("_posts", &dialect::JEKYLL),
];

/// How many folders above the articles are looked at.
const HIGHEST: usize = 4;

/// The largest `config.toml` that is looked into, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The generator of the site with its configuration in `folder` and its articles in `articles`: what their own folders show, and those
/// between the two.
pub fn dialect(folder: &Path, articles: &Path) -> Detected {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let between = articles.ancestors().take_while(|it| *it != folder).take(HIGHEST);
    let between: Vec<&Path> =
        between.filter(|it| it.starts_with(folder) || *it == articles).collect();
    for place in between.into_iter().chain([folder]) {
        if let Some(found) = in_folder(place) {
            return found;
        }
    }
    Detected { dialect: &dialect::PLAIN, why: Some("no file of a generator is there".to_owned()) }
}

fn in_folder(folder: &Path) -> Option<Detected> {
    let sign = SIGNS.iter().find(|it| folder.join(it.0).symlink_metadata().is_ok());
    if let Some((name, dialect)) = sign {
        return Some(Detected { dialect, why: Some(format!("`{name}`")) });
    }
    // Hugo and Zola share a name; only Zola has `base_url`.
    let path = folder.join("config.toml");
    let metadata = path.metadata().ok().filter(|it| it.is_file() && it.len() <= LARGEST)?;
    let text = fs::read_to_string(path).ok().filter(|_| metadata.len() > 0)?;
    let key = |name: &str| {
        text.lines().any(|it| {
            let rest = it.trim_start().strip_prefix(name);
            rest.is_some_and(|it| it.trim_start().starts_with('='))
        })
    };
    let why = |key: &str| Some(format!("`{key}` in `config.toml`"));
    if key("base_url") {
        Some(Detected { dialect: &dialect::ZOLA, why: why("base_url") })
    } else if key("baseURL") || key("baseurl") || key("languageCode") {
        Some(Detected { dialect: &dialect::HUGO, why: why("baseURL") })
    } else {
        None
    }
}
