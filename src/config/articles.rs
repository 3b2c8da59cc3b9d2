//! `[articles]`: where they are, which files are some, and the addresses of their pages.

use std::path::Path;
use std::path::PathBuf;

use globset::Glob;
use globset::GlobBuilder;

use crate::config::Overrides;
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

/// What `[articles]` says.
pub(super) struct Articles {
    /// The folder that holds all articles.
    pub(super) dir: PathBuf,
    pub(super) selection: Selection,
    pub(super) dialect: Detected,
    pub(super) addresses: Addresses,
    pub(super) shows_future: bool,
    pub(super) undated: Undated,
}

static SLUG_FROM: &[(&str, SlugFrom)] =
    &[("filename", SlugFrom::FileName), ("title", SlugFrom::Title)];

static UNDATED: &[(&str, Undated)] =
    &[("first-seen", Undated::FirstSeen), ("leave-out", Undated::LeaveOut), ("git", Undated::Git)];

/// Reads the table; `folder` is that of the configuration.
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
        include: globs(table, "include"),
        exclude: globs(table, "exclude"),
        ..Selection::of(dialect.dialect)
    };
    let mut addresses = Addresses::of(dialect.addresses(), timezone);
    // Dates are in the zone of the configuration, unless it names the generator, whose rules count then.
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
    // The longest glob says most.
    addresses.by_path.sort_by_key(|it| std::cmp::Reverse(it.0.glob().glob().len()));
    // Who does not name the generator expects what feedwright does by default.
    let shows_future = dialect.why.is_none() && dialect.dialect.shows_future;
    let undated = table.choice("undated", UNDATED).unwrap_or_default();
    Articles { dir, selection, dialect, addresses, shows_future, undated }
}

const GLOB_HELP: &str = "write a glob such as \"posts/**\" or \"**/*.md\"";

/// A glob in which `*` stays within a folder, as in `.gitignore` and ruff.
fn glob(text: &str) -> Result<Glob, String> {
    let built = GlobBuilder::new(text).literal_separator(true).build();
    built.map_err(|error| format!("`{text}` is not a glob: {}", error.kind()))
}

/// The globs of a list; a name without a slash matches in every folder.
fn globs(table: &Table<'_>, key: &str) -> Vec<globset::GlobMatcher> {
    let mut globs = Vec::new();
    for item in table.items(key) {
        let Some(text) = item.as_text() else {
            item.fault(format!("`{key}` has to be a list of globs"), GLOB_HELP);
            continue;
        };
        let bare = text.trim_start_matches("./").trim_start_matches('/');
        let folder = bare.trim_end_matches('/');
        let mut forms = vec![folder.to_owned()];
        if !bare.contains('*') || bare.ends_with('/') {
            forms.push(format!("{folder}/**"));
        }
        for form in forms {
            let form = if folder.contains('/') { form } else { format!("**/{form}") };
            match glob(&form) {
                Ok(glob) => globs.push(glob.compile_matcher()),
                Err(why) => {
                    item.fault(why, GLOB_HELP);
                    break;
                }
            }
        }
    }
    globs
}

/// The folder that holds all articles, and those below it that are read, if these are several.
fn folders(table: &Table<'_>, folder: &Path, overrides: &Overrides) -> (PathBuf, Vec<String>) {
    if let Some(dir) = &overrides.articles {
        return (dir.clone(), Vec::new());
    }
    if !table.has("dirs") {
        let dir = table.text("dir").unwrap_or_else(|| "articles".to_owned());
        return (folder.join(dir), Vec::new());
    }
    if table.has("dir") {
        table.fault("dirs", "both `dir` and `dirs` are set", "write only one of them");
    }
    let mut dirs: Vec<String> = Vec::new();
    let items = table.items("dirs");
    // What is not a list was reported.
    let is_empty = items.is_empty() && table.is_list("dirs");
    for item in items {
        let text = item.as_text().map(|it| it.trim_start_matches("./").trim_end_matches('/'));
        match text {
            Some(text) if text.starts_with('/') || text.split('/').any(|it| it == "..") => item
                .fault(
                    format!("`{text}` is not below the folder of the configuration"),
                    "write paths below it, such as \"content/posts\", or use `dir` for one folder elsewhere",
                ),
            Some(text) if !folder.join(text).is_dir() => item.fault(
                format!("there is no folder `{text}`"),
                "write a folder that exists, relative to the folder of feedwright.toml",
            ),
            Some(text) => dirs.push(text.to_owned()),
            None => item.fault("`dirs` has to be a list of folders", "write dirs = [\"posts\", \"notes\"]"),
        }
    }
    if is_empty {
        table.fault("dirs", "`dirs` names no folder", "write dirs = [\"posts\", \"notes\"]");
    }
    let common = common_folder(&dirs);
    let below = |it: &String| it[common.len()..].trim_start_matches('/').to_owned();
    let within = dirs.iter().map(below).collect();
    let dir = folder.join(common);
    // The folder that the program runs in has an empty path here, which cannot be read.
    let dir = if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir };
    (dir, within)
}

/// The innermost folder that holds all of `dirs`.
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

/// The pattern of addresses at `key`.
fn pattern(table: &Table<'_>, key: &str, dialect: &Dialect) -> Option<Pattern> {
    let text = table.text(key)?;
    match Pattern::parse(&text, dialect) {
        Err(unknown) => {
            let why = format!("the permalink has an unknown part: `{}`", unknown.part);
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
                    None => format!("it may have {}", known.collect::<Vec<String>>().join(" ")),
                },
            );
            None
        }
        Ok(pattern) if !pattern.tells_articles_apart() => {
            let why = "all articles would have the same permalink".to_owned();
            table.fault(key, why, "put `{slug}` or `{path}` into it");
            None
        }
        Ok(pattern) => Some(pattern),
    }
}
