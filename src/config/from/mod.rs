//! The configuration of a site generator, made into a `feedwright.toml`: a [`SiteFiles`] says which files matter and is given their
//! texts, [`Generator::detect`] tells the generator, and [`Generator::translate`] writes the file. Each generator is a table of its keys, and a function
//! for what a table cannot say.

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

/// The key that the data of folders are below.
const DATA: &str = "data of a folder";

/// How many files are read at most.
const MOST_FILES: usize = 64;

/// A site generator whose configuration can be translated: what it says about a site, and where.
pub struct Generator {
    dialect: &'static Dialect,
    /// Its name for people.
    name: &'static str,
    /// Its files, below the folder of the site; the first one that has a key decides. Where a file is a part of the whole
    /// configuration, the key that its values are below.
    files: &'static [(&'static str, &'static str)],
    /// Whether these files are those of a site of it.
    is_here: fn(&SiteFiles) -> bool,
    /// The keys of the site's address, and of the folder that it is in.
    url: &'static [&'static str],
    base: &'static [&'static str],
    /// Where the file with the domain is, as GitHub Pages has it.
    domain: &'static str,
    keys: &'static [Key],
    /// Whether a file has data about a folder of posts.
    is_data: fn(&str) -> bool,
    /// Adds folders, permalinks and feeds.
    rest: fn(&Generator, &Sources, &SiteFiles, &mut Draft),
}

/// In the order in which they are looked for: Hexo and Zola have names of files that others also have.
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

/// A folder with a site: the paths in it, relative and with `/`, and the texts of the files that matter.
#[derive(Debug, Default)]
pub struct SiteFiles {
    paths: BTreeSet<String>,
    texts: BTreeMap<String, String>,
}

/// What became of a generator's configuration.
#[derive(Debug)]
#[non_exhaustive]
pub struct Translation {
    /// The generator's name for people.
    pub generator: &'static str,
    /// The text of the `feedwright.toml`.
    pub text: String,
    /// What could not be read, one line each.
    pub unread: Vec<String>,
}

impl SiteFiles {
    /// The largest file that is read, in bytes.
    pub const LARGEST: usize = 1024 * 1024;

    /// A folder with these files and folders.
    pub fn new(paths: impl IntoIterator<Item = String>) -> SiteFiles {
        SiteFiles { paths: paths.into_iter().collect(), texts: BTreeMap::new() }
    }

    /// The files whose texts are asked for.
    pub fn wanted(&self) -> Vec<String> {
        let named = ALL.iter().flat_map(|it| it.files.iter().map(|it| it.0).chain([it.domain]));
        let fixed = named.chain(jekyll::TEMPLATES.iter().copied()).filter(|it| self.has(it));
        let mut wanted: Vec<String> = fixed.map(ToOwned::to_owned).collect();
        let is_data = |it: &&String| ALL.iter().any(|generator| (generator.is_data)(it));
        wanted.extend(self.paths.iter().filter(is_data).cloned());
        wanted.sort();
        wanted.dedup();
        wanted.truncate(MOST_FILES);
        wanted
    }

    /// Gives the text of a file; one that is too large does not count.
    pub fn insert(&mut self, path: String, text: String) {
        if text.len() <= SiteFiles::LARGEST {
            self.texts.insert(path, text);
        }
    }

    fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The first of these paths that there is.
    fn first(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find(|it| self.has(it)).map(|it| (*it).to_owned())
    }

    /// Whether there is something in this folder, at any depth, for which this is true.
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
    /// The generator of a dialect, such as `jekyll`; `None` for `plain`, and for names that are not dialects.
    pub fn named(dialect: &str) -> Option<&'static Generator> {
        ALL.into_iter().find(|it| it.dialect.name == dialect)
    }

    /// The generator whose files these are.
    pub fn detect(site: &SiteFiles) -> Option<&'static Generator> {
        ALL.into_iter().find(|it| (it.is_here)(site))
    }

    /// Its name for people, such as `Jekyll`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The usual names of its configuration.
    pub fn usual_files(&self) -> Vec<&'static str> {
        self.files.iter().take(3).map(|it| it.0).collect()
    }

    /// The `feedwright.toml` of a site of this generator; `None` if the site has no configuration of it.
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
        // Below a key of its own: it says nothing about the site.
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

/// What an escape in a string of Python or JavaScript stands for, and how many bytes it has after its backslash.
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
