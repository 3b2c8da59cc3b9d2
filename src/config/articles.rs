//! The table `[articles]`: where articles are, which files are articles, and the URLs of their pages.

use std::path::Path;
use std::path::PathBuf;

use globset::Glob;
use globset::GlobBuilder;

use crate::config::Overrides;
use crate::config::table::Item;
use crate::config::table::Table;
use crate::publish::Undated;
use crate::publish::dialect;
use crate::publish::dialect::Dialect;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::Zone;
use crate::publish::load::detect;
use crate::publish::load::detect::Detected;
use crate::publish::load::selection::Selection;
use crate::publish::permalink::Pattern;
use crate::publish::plan::Addresses;
use crate::text::nearest::nearest;
use crate::value::timezone::Timezone;

/// The settings in `[articles]`.
pub(super) struct Articles {
    /// The folder that contains all articles.
    pub(super) dir: PathBuf,
    pub(super) selection: Selection,
    pub(super) dialect: Detected,
    pub(super) addresses: Addresses,
    pub(super) shows_future: bool,
    pub(super) undated: Undated,
}

pub(super) static SLUG_FROM: &[(&str, SlugFrom)] =
    &[("filename", SlugFrom::FileName), ("title", SlugFrom::Title)];

pub(super) static UNDATED: &[(&str, Undated)] =
    &[("first-seen", Undated::FirstSeen), ("leave-out", Undated::LeaveOut), ("git", Undated::Git)];

/// Reads the table. `folder` is the folder of the configuration.
pub(super) fn read(
    table: &Table<'_>,
    folder: &Path,
    overrides: &Overrides,
    timezone: Timezone,
) -> Articles {
    let (dir, within) = folders(table, folder, overrides);
    let names: Vec<(&str, &'static Dialect)> =
        dialect::ALL.into_iter().map(|it| (it.name, it)).collect();
    let dialect = match table.choice("dialect", &names) {
        Some(dialect) => Detected::stated(dialect),
        None => detect::dialect(folder, &dir),
    };
    let selection = Selection {
        within,
        include: globs(table.items("include"), "include"),
        exclude: globs(table.items("exclude"), "exclude"),
        ..Selection::of(dialect.dialect)
    };
    let mut addresses = Addresses::of(dialect.addresses(), timezone);
    // Dates are in the time zone of the configuration, unless the configuration names the generator. Then its rules
    // are used.
    if dialect.why.is_some() && addresses.zone == Zone::Utc {
        addresses.zone = Zone::Author;
    }
    if let Some(slug_from) = table.choice("slug_from", SLUG_FROM) {
        addresses.slug_from = slug_from;
    }
    if let Some(pattern) = pattern(table, "permalink", dialect.dialect) {
        addresses.pattern = pattern;
    }
    let permalinks = table.table("permalinks");
    for name in permalinks.names() {
        let glob = glob(&name);
        match (glob, pattern(&permalinks, &name, dialect.dialect)) {
            (Ok(glob), Some(pattern)) => {
                addresses.by_path.push((glob.compile_matcher(), pattern));
            }
            (Err(why), _) => permalinks.fault(&name, why, GLOB_HELP),
            (Ok(_), None) => {}
        }
    }
    // The longest glob is the most specific one.
    addresses.by_path.sort_by_key(|it| std::cmp::Reverse(it.0.glob().glob().len()));
    // If the configuration does not name the generator, the default of feedwright is used.
    let shows_future = dialect.why.is_none() && dialect.dialect.shows_future;
    let undated = table.choice("undated", UNDATED).unwrap_or_default();
    Articles { dir, selection, dialect, addresses, shows_future, undated }
}

const GLOB_HELP: &str = "use a glob such as `\"posts/**\"` or `\"**/*.md\"`";

/// Parses a glob in which `*` does not match `/`, as in `.gitignore` and ruff.
fn glob(text: &str) -> Result<Glob, String> {
    let built = GlobBuilder::new(text).literal_separator(true).build();
    built.map_err(|error| format!("`{text}` is not a valid glob: {}", error.kind()))
}

/// Parses a list of globs. A name without a slash matches in every folder.
pub(super) fn globs(items: Vec<Item<'_>>, key: &str) -> Vec<globset::GlobMatcher> {
    let mut globs = Vec::new();
    for item in items {
        let Some(text) = item.as_text() else {
            item.fault(format!("`{key}` must be a list of globs"), GLOB_HELP);
            continue;
        };
        match matchers(text) {
            Ok(matchers) => globs.extend(matchers),
            Err(why) => item.fault(why, GLOB_HELP),
        }
    }
    globs
}

/// What a glob matches: files, and the files in folders. A name without a slash matches in every folder.
pub(super) fn matchers(text: &str) -> Result<Vec<globset::GlobMatcher>, String> {
    let bare = text.trim_start_matches("./").trim_start_matches('/');
    let folder = bare.trim_end_matches('/');
    let mut forms = vec![folder.to_owned()];
    if !bare.contains('*') || bare.ends_with('/') {
        forms.push(format!("{folder}/**"));
    }
    let form = |it: String| if folder.contains('/') { it } else { format!("**/{it}") };
    forms.into_iter().map(|it| Ok(glob(&form(it))?.compile_matcher())).collect()
}

/// Returns the folder that contains all articles, and the folders below it that are read if there are several.
fn folders(table: &Table<'_>, folder: &Path, overrides: &Overrides) -> (PathBuf, Vec<String>) {
    if let Some(dir) = &overrides.articles {
        return (dir.clone(), Vec::new());
    }
    if !table.has("dirs") {
        let dir = table.text("dir").unwrap_or_else(|| "articles".to_owned());
        return (folder.join(dir), Vec::new());
    }
    if table.has("dir") {
        table.fault("dirs", "both `dir` and `dirs` are set", "remove one of them");
    }
    let mut dirs: Vec<String> = Vec::new();
    let items = table.items("dirs");
    // `items` has reported a value that is not a list.
    let is_empty = items.is_empty() && table.is_list("dirs");
    for item in items {
        let text = item.as_text().map(|it| it.trim_start_matches("./").trim_end_matches('/'));
        match text {
            Some(text) if text.starts_with('/') || text.split('/').any(|it| it == "..") => item
                .fault(
                    format!("`{text}` is outside the folder of feedwright.toml"),
                    "use paths inside it, for example `\"content/posts\"`, or use `dir` for a single folder elsewhere",
                ),
            Some(text) if !folder.join(text).is_dir() => item.fault(
                format!("the folder `{text}` does not exist"),
                "paths are relative to the folder of feedwright.toml",
            ),
            Some(text) => dirs.push(text.to_owned()),
            None => item.fault("`dirs` must be a list of folders", "for example, `dirs = [\"posts\", \"notes\"]`"),
        }
    }
    if is_empty {
        table.fault("dirs", "`dirs` is empty", "for example, `dirs = [\"posts\", \"notes\"]`");
    }
    let common = common_folder(&dirs);
    let below = |it: &String| it[common.len()..].trim_start_matches('/').to_owned();
    let within = dirs.iter().map(below).collect();
    let dir = folder.join(common);
    // The current folder has an empty path here, which cannot be read.
    let dir = if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir };
    (dir, within)
}

/// Returns the innermost folder that contains all of `dirs`.
fn common_folder(dirs: &[String]) -> String {
    let Some((first, rest)) = dirs.split_first() else { return String::new() };
    if rest.is_empty() {
        return first.clone();
    }
    let mut common: Vec<&str> = first.split('/').collect();
    for dir in rest {
        let same = common.iter().zip(dir.split('/')).take_while(|(a, b)| **a == *b).count();
        common.truncate(same);
    }
    common.join("/")
}

/// Parses the permalink pattern at `key`.
fn pattern(table: &Table<'_>, key: &str, dialect: &Dialect) -> Option<Pattern> {
    let text = table.text(key)?;
    match Pattern::parse(&text, dialect) {
        Err(unknown) => {
            let why = format!("the permalink has an unknown placeholder: `{}`", unknown.part);
            let near = unknown.near.or_else(|| {
                let names = crate::publish::permalink::names();
                nearest(unknown.part.trim_matches(['{', '}', ':']), names)
                    .map(|it| format!("{{{it}}}"))
            });
            let known = crate::publish::permalink::names().map(|it| format!("{{{it}}}"));
            table.fault(
                key,
                why,
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        format!("the placeholders are {}", known.collect::<Vec<String>>().join(" "))
                    }
                },
            );
            None
        }
        Ok(pattern) if !pattern.distinguishes_articles() => {
            let why = "all articles would have the same permalink".to_owned();
            table.fault(key, why, "add `{slug}` or `{path}`");
            None
        }
        Ok(pattern) => Some(pattern),
    }
}
