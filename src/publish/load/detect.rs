//! Detects the generator of a site: by files that only this generator has, else by the form of the articles.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::publish::dialect;
use crate::publish::dialect::Dialect;
use crate::publish::load::open::regular_or_link;

/// The generator of a site.
#[derive(Clone, Debug)]
pub struct Detected {
    /// Its dialect.
    pub dialect: &'static Dialect,
    /// How it was detected. `None` if the configuration specifies it.
    pub why: Option<String>,
    /// Whether files of the generator were found, not only articles in its form. Only then are its URLs used.
    pub is_sure: bool,
}

impl Detected {
    /// A dialect that the configuration specifies.
    pub fn stated(dialect: &'static Dialect) -> Detected {
        Detected { dialect, why: None, is_sure: true }
    }

    /// The dialect to use for URLs. Articles in the form of a generator do not prove how the URLs of the site are built.
    pub fn addresses(&self) -> &'static Dialect {
        if self.is_sure { self.dialect } else { &dialect::PLAIN }
    }
}

/// Files in the folder of a site that only one generator has. The first existing file decides.
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

/// The number of folders above the articles that are searched.
const HIGHEST: usize = 4;

/// The largest `config.toml` that is read, in bytes.
const MAX_SIZE: u64 = 256 * 1024;

/// Detects the generator of the site whose configuration is in `folder` and whose articles are in `articles`. These two folders
/// and the folders between them are searched.
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
    by_front_matter(articles).unwrap_or_else(|| Detected {
        dialect: &dialect::PLAIN,
        why: Some("no generator was recognized".to_owned()),
        is_sure: true,
    })
}

fn in_folder(folder: &Path) -> Option<Detected> {
    let sign = SIGNS.iter().find(|it| folder.join(it.0).symlink_metadata().is_ok());
    if let Some((name, dialect)) = sign {
        return Some(Detected { dialect, why: Some(format!("`{name}`")), is_sure: true });
    }
    // Hugo and Zola both use this file name, but only Zola has `base_url`.
    let path = folder.join("config.toml");
    let metadata = path.metadata().ok().filter(|it| it.is_file() && it.len() <= MAX_SIZE)?;
    let text = fs::read_to_string(path).ok().filter(|_| metadata.len() > 0)?;
    let key = |name: &str| {
        text.lines().any(|it| {
            let rest = it.trim_start().strip_prefix(name);
            rest.is_some_and(|it| it.trim_start().starts_with('='))
        })
    };
    let why = |key: &str| Some(format!("`{key}` in `config.toml`"));
    if key("base_url") {
        Some(Detected { dialect: &dialect::ZOLA, why: why("base_url"), is_sure: true })
    } else if key("baseURL") || key("baseurl") || key("languageCode") {
        Some(Detected { dialect: &dialect::HUGO, why: why("baseURL"), is_sure: true })
    } else {
        None
    }
}

/// The maximum and the minimum number of articles that are examined.
const SAMPLE: usize = 20;
const FEWEST: usize = 3;

/// The number of bytes that are read from an article.
const HEAD: u64 = 4096;

/// Whether an article's name and the start of its text are typical of a generator.
type Sign = fn(&str, &str) -> bool;

/// Features that only the articles of one generator have.
#[rustfmt::skip]
static FORMS: &[(&Dialect, Sign)] = &[
    (&dialect::ZOLA,       |_, text| text.starts_with("+++") && (text.contains("\n[taxonomies]") || text.contains("\n[extra]"))),
    (&dialect::HUGO,       |_, text| text.contains("{{<") || text.contains("{{%")),
    (&dialect::DOCUSAURUS, |_, text| text.contains("<!--truncate-->") || text.contains("<!-- truncate -->") || text.contains("{/* truncate */}")),
    (&dialect::PELICAN,    |_, text| begins_with_key(text, "title") && (has_key(text, "category") || has_key(text, "slug") || has_key(text, "date"))),
    (&dialect::ASTRO,      |_, text| text.starts_with("---") && has_key(text, "pubdate")),
    (&dialect::ELEVENTY,   |_, text| text.starts_with("---") && text.lines().any(|it| it.starts_with("layout:") && it.trim_end().strip_suffix(".njk").is_some())),
    (&dialect::JEKYLL,     |name, text| is_dated(name) && text.starts_with("---") && has_key(text, "layout")),
];

/// The generator whose form at least four of five articles in a folder have.
fn by_front_matter(articles: &Path) -> Option<Detected> {
    let texts = sample(articles);
    if texts.len() < FEWEST {
        return None;
    }
    let shown = |sign: &Sign| texts.iter().filter(|(name, text)| sign(name, text)).count();
    let counts = FORMS.iter().map(|(dialect, sign)| (*dialect, shown(sign)));
    let (dialect, count) = counts.max_by_key(|it| it.1)?;
    let why = format!("{count} of {} articles look like articles of this generator", texts.len());
    (5 * count >= 4 * texts.len()).then_some(Detected { dialect, why: Some(why), is_sure: false })
}

/// The names and the start of Markdown files in a folder and its direct subfolders, sorted by name.
fn sample(folder: &Path) -> Vec<(String, String)> {
    let names = |folder: &Path| -> Vec<std::path::PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|it| it.path()).collect();
        paths.sort();
        paths
    };
    let mut texts = Vec::new();
    let first = names(folder);
    let below = first.iter().filter(|it| it.is_dir()).take(SAMPLE).flat_map(|it| names(it));
    let files = first.iter().filter(|it| it.is_file()).cloned();
    for path in files.chain(below).take(10 * SAMPLE) {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let is_markdown = [".md", ".mdx", ".markdown"].iter().any(|it| name.ends_with(it));
        if !is_markdown || !path.is_file() || name.starts_with(['_', 'R']) {
            continue;
        }
        let Ok(file) = regular_or_link(&path) else { continue };
        let mut bytes = Vec::new();
        if file.take(HEAD).read_to_end(&mut bytes).is_ok() {
            texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
        if texts.len() == SAMPLE {
            break;
        }
    }
    texts
}

fn is_dated(name: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        name.get(range).is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
    };
    digits(0..4) && digits(5..7) && digits(8..10) && name.as_bytes().get(10) == Some(&b'-')
}

fn begins_with_key(text: &str, key: &str) -> bool {
    text.lines().next().is_some_and(|it| is_key(it, key))
}

/// Whether the front matter contains the key.
fn has_key(text: &str, key: &str) -> bool {
    let head = text.lines().skip(1).take_while(|it| !it.is_empty() && *it != "---");
    head.take(50).any(|it| is_key(it, key))
}

fn is_key(line: &str, key: &str) -> bool {
    let found = line.split_once(':').map(|it| it.0);
    found.is_some_and(|it| it.eq_ignore_ascii_case(key))
}
