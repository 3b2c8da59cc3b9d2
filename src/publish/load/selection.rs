//! Selects the files of a folder that are articles.

use std::path::Component;
use std::path::Path;

use globset::Glob;
use globset::GlobMatcher;

use crate::publish::dialect::Dialect;

/// Selects the files of a folder that are articles. Paths are relative to the folder, with `/`.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The folders that are read. If empty, all are read.
    pub within: Vec<String>,
    /// Globs for articles. If empty, every file may be an article.
    pub include: Vec<GlobMatcher>,
    /// Globs for files and folders that are not articles.
    pub exclude: Vec<GlobMatcher>,
    /// Globs for files that the site's generator does not treat as posts.
    pub pages: Vec<GlobMatcher>,
}

/// Files in folders of articles that are articles only if they have a date: the names without extension, in lower case.
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

/// Folders of generators and package managers.
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
    /// The selection of all posts of a generator.
    pub fn of(dialect: &Dialect) -> Selection {
        let glob = |it: &&str| Glob::new(it).ok().map(|it| it.compile_matcher());
        Selection {
            pages: dialect.exclude.iter().filter_map(glob).collect(),
            ..Selection::default()
        }
    }

    /// Leaves out a file that is written here, if it is in the folder of articles `dir`.
    pub(crate) fn leave_out(&mut self, dir: &Path, file: &Path) {
        let is_named = |it: &Component<'_>| *it != Component::CurDir;
        let mut rest = file.components().filter(is_named);
        if dir.components().filter(is_named).all(|it| rest.next() == Some(it)) {
            let path: Vec<String> =
                rest.map(|it| it.as_os_str().to_string_lossy().into_owned()).collect();
            let glob = Glob::new(&globset::escape(&path.join("/")));
            self.exclude.extend(glob.ok().map(|it| it.compile_matcher()));
        }
    }

    /// Whether the folder at `path` may contain articles.
    pub(crate) fn enters(&self, path: &str) -> bool {
        let is_above = |it: &String| it.starts_with(&format!("{path}/"));
        self.within.is_empty() || self.holds(path) || self.within.iter().any(is_above)
    }

    /// Whether a walk enters the folder with this name at `path`.
    pub(crate) fn descends(&self, path: &str, name: &str) -> bool {
        !is_left_to_generators(name) && !self.excludes_folder(path) && self.enters(path)
    }

    /// Whether the file or folder at `path` is in one of the folders that are read.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let is_below =
            |it: &String| it.is_empty() || path == it || path.starts_with(&format!("{it}/"));
        self.within.is_empty() || self.within.iter().any(is_below)
    }

    /// Whether the configuration excludes the file at `path`.
    pub(crate) fn excludes(&self, path: &str) -> bool {
        let matches = |globs: &[GlobMatcher]| globs.iter().any(|it| it.is_match(path));
        matches(&self.exclude) || !self.include.is_empty() && !matches(&self.include)
    }

    /// Whether the site's generator does not treat the file at `path` as a post.
    pub(crate) fn is_page(&self, path: &str) -> bool {
        !self.includes(path) && self.pages.iter().any(|it| it.is_match(path))
    }

    /// Whether the configuration includes this file by name (`README.md`), and not only by folder (`posts/**`).
    pub(crate) fn includes(&self, path: &str) -> bool {
        let names_a_file = |glob: &str| {
            let last = glob.rsplit('/').next().unwrap_or_default();
            !last.contains(['*', '?', '[', '{'])
        };
        self.include.iter().any(|it| names_a_file(it.glob().glob()) && it.is_match(path))
    }

    /// Whether the configuration excludes the folder at `path`.
    pub(crate) fn excludes_folder(&self, path: &str) -> bool {
        self.exclude.iter().any(|it| it.is_match(path))
    }
}

/// Whether a folder with this name belongs to generators and package managers.
pub(crate) fn is_left_to_generators(name: &str) -> bool {
    FOLDERS.contains(&name)
}

/// Whether a file with this name is an article only if it has a date: `README.md`, `404.html`.
pub(crate) fn needs_a_date(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    NOT_ARTICLES.contains(&stem.as_str())
}

/// Extensions of text formats that generators publish but that are not supported here.
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

/// Whether a file with this extension is probably an article in an unsupported format.
pub(crate) fn is_unread(extension: &str) -> bool {
    UNREAD.contains(&extension.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use globset::Glob;

    use super::Selection;

    #[test]
    fn reads_a_page_as_an_article_only_if_the_configuration_includes_it_by_name() {
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
