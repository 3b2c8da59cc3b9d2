//! Which files of a folder are articles.

use globset::Glob;
use globset::GlobMatcher;

use crate::publish::dialect::Dialect;

/// Which files of a folder are articles. Paths are relative to the folder, with `/`.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The folders that are read; all, if there is none here.
    pub within: Vec<String>,
    /// Only files that one of these matches are articles, if there is one.
    pub include: Vec<GlobMatcher>,
    /// Files and folders that one of these matches are not.
    pub exclude: Vec<GlobMatcher>,
    /// Files that the generator of the site does not treat as posts.
    pub pages: Vec<GlobMatcher>,
}

/// Files that are in folders of articles, and are not articles unless they have a date: by their names without extension, in small
/// letters.
static NOT_ARTICLES: &[&str] = &[
    "404",
    "500",
    "changelog",
    "changes",
    "code_of_conduct",
    "code-of-conduct",
    "contributing",
    "copying",
    "humans",
    "license",
    "licence",
    "readme",
    "robots",
    "search",
    "security",
    "sitemap",
    "support",
    "ads",
    "llms",
    "llms-full",
    "cname",
];

/// Folders that generators and package managers work with.
static FOLDERS: &[&str] = &[
    "_includes",
    "_layouts",
    "_data",
    "_sass",
    "_site",
    "_plugins",
    "node_modules",
    "public",
    "bower_components",
    "vendor",
    "__pycache__",
];

impl Selection {
    /// All articles that a generator has.
    pub fn of(dialect: &Dialect) -> Selection {
        let glob = |it: &&str| Glob::new(it).ok().map(|it| it.compile_matcher());
        Selection {
            pages: dialect.exclude.iter().filter_map(glob).collect(),
            ..Selection::default()
        }
    }

    /// Whether the folder at `path` may hold articles.
    pub(crate) fn enters(&self, path: &str) -> bool {
        let is_above = |it: &String| it.starts_with(&format!("{path}/"));
        self.within.is_empty() || self.holds(path) || self.within.iter().any(is_above)
    }

    /// Whether the file or folder at `path` is in one of the folders that are read.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let is_below =
            |it: &String| it.is_empty() || path == it || path.starts_with(&format!("{it}/"));
        self.within.is_empty() || self.within.iter().any(is_below)
    }

    /// Whether the configuration says that the file at `path` is not an article.
    pub(crate) fn excludes(&self, path: &str) -> bool {
        let matches = |globs: &[GlobMatcher]| globs.iter().any(|it| it.is_match(path));
        matches(&self.exclude) || !self.include.is_empty() && !matches(&self.include)
    }

    /// Whether the generator of the site does not treat the file at `path` as a post.
    pub(crate) fn is_page(&self, path: &str) -> bool {
        !self.includes(path) && self.pages.iter().any(|it| it.is_match(path))
    }

    /// Whether the configuration names the very file at `path` as an article: `README.md`, and not only its folder, `posts/**`.
    pub(crate) fn includes(&self, path: &str) -> bool {
        let names_a_file = |glob: &str| {
            let last = glob.rsplit('/').next().unwrap_or_default();
            !last.contains(['*', '?', '[', '{'])
        };
        self.include.iter().any(|it| names_a_file(it.glob().glob()) && it.is_match(path))
    }

    /// Whether the configuration says that nothing in the folder at `path` is an article.
    pub(crate) fn excludes_folder(&self, path: &str) -> bool {
        self.exclude.iter().any(|it| it.is_match(path))
    }
}

/// Whether a folder with this name is left to generators and package managers.
pub(crate) fn is_left_to_generators(name: &str) -> bool {
    FOLDERS.contains(&name)
}

/// Whether a file with this name is an article only if it has a date: `README.md`, `404.html`.
pub(crate) fn needs_a_date(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    NOT_ARTICLES.contains(&stem.as_str())
}

/// The formats of text that generators publish and that are not read here, by extension.
static UNREAD: &[&str] = &[
    "adoc",
    "asciidoc",
    "asc",
    "org",
    "rst",
    "rest",
    "textile",
    "ipynb",
    "rmd",
    "qmd",
    "creole",
    "mediawiki",
    "wiki",
    "pod",
    "rdoc",
    "tex",
    "typ",
    "pug",
    "haml",
    "slim",
    "njk",
    "liquid",
    "hbs",
    "ejs",
    "jade",
    "docx",
    "odt",
    "doc",
    "rtf",
    "pdc",
];

/// Whether a file with this extension is probably an article in a format that is not read.
pub(crate) fn is_unread(extension: &str) -> bool {
    UNREAD.contains(&extension.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use globset::Glob;

    use super::Selection;

    #[test]
    fn takes_a_page_for_an_article_only_if_its_name_is_given() {
        let glob = |it: &&str| Glob::new(it).expect("it is a glob").compile_matcher();
        let selection = Selection {
            include: ["posts/**", "**/*.md", "**/README.md"].iter().map(glob).collect(),
            ..Selection::default()
        };
        assert!(selection.includes("posts/README.md"));
        assert!(!selection.includes("posts/walk/part.md"));
        assert!(!selection.excludes("posts/walk/part.md"));
    }
}
