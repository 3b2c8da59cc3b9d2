//! Which generator a site is made with, by the files that only one of them has, else by what its articles look like.

use std::fs;
use std::io::Read;
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
    /// Whether files of the generator were found, and not only articles that look like its own. Only then its URLs are used.
    pub is_sure: bool,
}

impl Detected {
    /// A dialect that the configuration names.
    pub fn stated(dialect: &'static Dialect) -> Detected {
        Detected { dialect, why: None, is_sure: true }
    }

    /// The dialect of URLs: articles that only look like those of a generator do not show what the URLs of the site are.
    pub fn addresses(&self) -> &'static Dialect {
        if self.is_sure { self.dialect } else { &dialect::PLAIN }
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
        Some(Detected { dialect: &dialect::ZOLA, why: why("base_url"), is_sure: true })
    } else if key("baseURL") || key("baseurl") || key("languageCode") {
        Some(Detected { dialect: &dialect::HUGO, why: why("baseURL"), is_sure: true })
    } else {
        None
    }
}

/// How many articles are looked into, and how many have to be there.
const SAMPLE: usize = 20;
const FEWEST: usize = 3;

/// How much of an article is looked into, in bytes.
const HEAD: u64 = 4096;

/// Whether the beginning of an article (its name, its text) shows a generator.
type Sign = fn(&str, &str) -> bool;

/// What only articles of one generator have.
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

/// The generator that four of five articles of a folder look like.
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

/// Names and beginnings of Markdown files in a folder and those right below it, in the order of their names.
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
        let Ok(file) = fs::File::open(&path) else { continue };
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

/// Whether a line of the head has the key.
fn has_key(text: &str, key: &str) -> bool {
    let head = text.lines().skip(1).take_while(|it| !it.is_empty() && *it != "---");
    head.take(50).any(|it| is_key(it, key))
}

fn is_key(line: &str, key: &str) -> bool {
    let found = line.split_once(':').map(|it| it.0);
    found.is_some_and(|it| it.eq_ignore_ascii_case(key))
}
