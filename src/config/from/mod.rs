//! Converts the configuration of a site generator to a `feedwright.toml`. A [`SiteFiles`] lists the files that matter
//! and receives their text. [`Generator::detect`] identifies the generator, and [`Generator::translate`] writes the file. Each generator
//! has a table of its keys, and a function for settings that do not fit into the table.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;

use crate::config::from::draft::Draft;
use crate::config::from::draft::Key;
use crate::config::from::tree::Sources;
use crate::publish::dialect::Dialect;

mod astro;
mod docusaurus;
mod draft;
mod eleventy;
mod hexo;
mod hugo;
mod javascript;
mod jekyll;
mod literal;
mod pelican;
mod python;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod zola;

/// The key under which the data of folders is stored.
const DATA: &str = "data of a folder";

/// The maximum number of files that are read.
const MAX_FILES: usize = 64;

/// The files and keys of a site generator.
pub struct Generator {
    dialect: &'static Dialect,
    /// Its name in messages.
    name: &'static str,
    /// Its files, below the folder of the site. If several files contain a key, the first one is used. If a file is a
    /// part of the configuration, the second value is the key of that part.
    files: &'static [(&'static str, &'static str)],
    /// Whether these files belong to a site of this generator.
    is_here: fn(&SiteFiles) -> bool,
    /// The keys of the site's URL, and of its folder below the domain.
    url: &'static [&'static str],
    base: &'static [&'static str],
    /// The file with the domain of the site, as on GitHub Pages.
    domain: &'static str,
    keys: &'static [Key],
    /// Whether a file contains data about a folder of posts.
    is_data: fn(&str) -> bool,
    /// Adds folders, permalinks and feeds.
    rest: fn(&Generator, &Sources, &SiteFiles, &mut Draft),
}

/// The generators, in the order of detection. Hexo and Zola use file names that other generators also use.
static ALL: [&Generator; 8] = [
    &hexo::HEXO,
    &jekyll::JEKYLL,
    &zola::ZOLA,
    &hugo::HUGO,
    &pelican::PELICAN,
    &docusaurus::DOCUSAURUS,
    &astro::ASTRO,
    &eleventy::ELEVENTY,
];

/// The folder of a site: its paths, relative and with `/`, and the text of the files that matter.
#[derive(Debug, Default)]
pub struct SiteFiles {
    paths: BTreeSet<String>,
    texts: BTreeMap<String, String>,
}

/// The result of converting a generator's configuration.
#[derive(Debug)]
#[non_exhaustive]
pub struct Translation {
    /// The name of the generator.
    pub generator: &'static str,
    /// The text of the `feedwright.toml`.
    pub text: String,
    /// The settings that could not be read, one line each.
    pub unread: Vec<String>,
}

impl SiteFiles {
    /// The maximum size of a file in bytes.
    pub const LARGEST: usize = 1024 * 1024;

    /// Creates a folder with these files and folders.
    pub fn new(paths: impl IntoIterator<Item = String>) -> SiteFiles {
        SiteFiles { paths: paths.into_iter().collect(), texts: BTreeMap::new() }
    }

    /// Returns the files whose text is needed.
    pub fn wanted(&self) -> Vec<String> {
        let named = ALL.iter().flat_map(|it| it.files.iter().map(|it| it.0).chain([it.domain]));
        let fixed = named.chain(jekyll::TEMPLATES.iter().copied()).filter(|it| self.has(it));
        let mut wanted: Vec<String> = fixed.map(ToOwned::to_owned).collect();
        let is_data = |it: &&String| ALL.iter().any(|generator| (generator.is_data)(it));
        wanted.extend(self.paths.iter().filter(is_data).cloned());
        wanted.sort();
        wanted.dedup();
        wanted.truncate(MAX_FILES);
        wanted
    }

    /// Sets the text of a file. A file that is too large is ignored.
    pub fn insert(&mut self, path: String, text: String) {
        if text.len() <= SiteFiles::LARGEST {
            self.texts.insert(path, text);
        }
    }

    fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Returns the first of these paths that exists.
    fn first(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find(|it| self.has(it)).map(|it| (*it).to_owned())
    }

    /// Whether the condition is true for any path in this folder, at any depth.
    fn any_in(&self, folder: &str, is_it: impl Fn(&str) -> bool) -> bool {
        let start = format!("{folder}/");
        let inside = self.paths.range(start.clone()..).take_while(|it| it.starts_with(&start));
        inside.into_iter().any(|it| is_it(&it[start.len()..]))
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    fn has_any(&self, generator: &Generator) -> bool {
        generator.files.iter().any(|it| self.texts.contains_key(it.0))
    }
}

impl fmt::Debug for Generator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Generator").field(&self.name).finish()
    }
}

impl Generator {
    /// Returns the generator of a dialect such as `jekyll`, or `None` for `plain` and for unknown names.
    pub fn named(dialect: &str) -> Option<&'static Generator> {
        ALL.into_iter().find(|it| it.dialect.name == dialect)
    }

    /// Detects the generator from the files of a site.
    pub fn detect(site: &SiteFiles) -> Option<&'static Generator> {
        ALL.into_iter().find(|it| (it.is_here)(site))
    }

    /// Its name in messages, such as `Jekyll`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The usual names of its configuration file.
    pub fn usual_files(&self) -> Vec<&'static str> {
        self.files.iter().take(3).map(|it| it.0).collect()
    }

    /// Returns the `feedwright.toml` for a site of this generator, or `None` if the site has none of its files.
    pub fn translate(&self, site: &SiteFiles) -> Option<Translation> {
        site.has_any(self).then(|| translation(self, site))
    }
}

fn translation(generator: &Generator, folder: &SiteFiles) -> Translation {
    let mut sources = Sources::default();
    for (name, below) in generator.files {
        if let Some(text) = folder.text(name) {
            sources.add(name, text.strip_prefix('\u{feff}').unwrap_or(text), below);
        }
    }
    for (name, text) in &folder.texts {
        // This data has its own key, because it is not about the site.
        if (generator.is_data)(name) {
            sources.add(name, text, DATA);
        }
    }
    let mut draft = Draft::default();
    draft.unread.append(&mut sources.unread);
    let domain = folder.text(generator.domain).map(str::trim);
    let domain = domain.filter(|it| !it.is_empty() && !it.contains(char::is_whitespace));
    draft.keys(generator.keys, &sources);
    draft.needs_title(generator);
    draft.address(generator, &sources, domain.map(|it| (generator.domain, it)));
    (generator.rest)(generator, &sources, folder, &mut draft);
    let (text, unread) = draft.text(generator);
    Translation { generator: generator.name, text, unread }
}

/// Returns the character for an escape sequence in a Python or JavaScript string, and its length in bytes after the
/// backslash.
fn unescaped(rest: &str) -> (Option<char>, usize) {
    let Some(first) = rest.chars().next() else { return (None, 0) };
    let digits = |from: usize, count: usize| {
        let digits = rest.get(from..from + count)?;
        char::from_u32(u32::from_str_radix(digits, 16).ok()?)
    };
    match first {
        'n' => (Some('\n'), 1),
        't' => (Some('\t'), 1),
        'r' => (Some('\r'), 1),
        '\n' => (None, 1),
        'x' => (digits(1, 2), if digits(1, 2).is_some() { 3 } else { 1 }),
        'u' => (digits(1, 4), if digits(1, 4).is_some() { 5 } else { 1 }),
        it => (Some(it), it.len_utf8()),
    }
}
