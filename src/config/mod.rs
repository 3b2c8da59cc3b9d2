//! `feedwright.toml`: the site, its articles and its feeds. What is wrong in it is shown where it stands.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use crate::value::timezone::Timezone;
use url::Url;

use crate::config::table::ANY;
use crate::config::table::Document;
use crate::config::table::Table;
use crate::diagnostic::Diagnostic;
use crate::publish::Settings;
use crate::publish::Undated;
use crate::publish::article::Person;
use crate::publish::build::FeedFormat;
use crate::publish::entry_id::EntryId;
use crate::publish::load::detect;
use crate::publish::load::detect::Detected;
use crate::publish::load::selection::Selection;
use crate::publish::lock::IfLocked;
use crate::publish::plan::Addresses;
use crate::publish::plan::ContentMode;
use crate::publish::plan::Plan;
use crate::publish::plan::Site;
use crate::publish::plan::Sort;
use crate::text::nearest::nearest;
use crate::text::source::Source;
use crate::value::InvalidValue;
use crate::value::language;
use crate::value::person;

mod articles;
pub(crate) mod from;
mod table;

/// The name of the file, in the folder of the site.
pub const CONFIG_FILE: &str = "feedwright.toml";

/// The default name of the folder of the state.
pub const STATE_FOLDER: &str = ".feedwright";

/// The keys of each table of the configuration.
#[rustfmt::skip]
static KEYS: &[(&str, &[&str])] = &[
    ("",           &["site", "articles", "feed", "output"]),
    ("site",       &["title", "url", "description", "language", "authors", "copyright", "timezone", "image"]),
    ("articles",   &["dir", "dirs", "include", "exclude", "dialect", "slug_from", "permalink", "permalinks", "undated"]),
    ("articles.permalinks", ANY),
    ("feed",       &["out", "url", "formats", "files", "limit", "content", "sort", "stylesheet", "id"]),
    ("output",     &["state"]),
    ("feed.files", &["rss", "atom", "json"]),
    ("authors",    &["name", "email", "url"]),
];

/// Options of the command line that replace values of the configuration.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Overrides {
    /// The folder of articles.
    pub articles: Option<PathBuf>,
    /// The folder of feeds.
    pub out: Option<PathBuf>,
    /// The folder of the state.
    pub state: Option<PathBuf>,
    /// The site's URL.
    pub base_url: Option<Url>,
    /// The site's title.
    pub title: Option<String>,
    /// The formats.
    pub formats: Vec<FeedFormat>,
    /// The maximum number of entries.
    pub limit: Option<usize>,
}

impl Settings {
    /// Reads the text of a `feedwright.toml`. Paths in it are relative to `folder`, which it is in.
    ///
    /// # Errors
    ///
    /// All problems of the configuration, if it has one.
    pub fn from_toml(
        source: &Source,
        folder: &Path,
        overrides: &Overrides,
    ) -> Result<Settings, Vec<Diagnostic>> {
        read(source, folder, overrides)
    }

    /// The settings of a site without a `feedwright.toml`: articles, feeds and state are in these folders, and both the pages of the
    /// articles and the feeds are served below `base_url`. The title is the host of the URL, and the feeds have 20 entries.
    pub fn new(articles: &Path, out: &Path, state: &Path, base_url: &Url) -> Settings {
        without(state, articles, out, base_url)
    }
}

fn read(
    source: &Source,
    folder: &Path,
    overrides: &Overrides,
) -> Result<Settings, Vec<Diagnostic>> {
    let document = Document::parse(&source.text, KEYS)?;
    let root = document.root();
    let given = root.table("site");
    let site = site(&given, overrides);
    let timezone = timezone(&given);
    let articles = articles::read(&root.table("articles"), folder, overrides, timezone);
    let feed = root.table("feed");
    let out = feed.text("out").unwrap_or_else(|| "feeds".to_owned());
    let address = feed_address(&feed, &site.url);
    let settings = Settings {
        folder: folder.to_owned(),
        articles: articles.dir,
        selection: articles.selection,
        out: overrides.out.clone().unwrap_or_else(|| folder.join(out)),
        memory: state_folder(&root.table("output"), folder, overrides),
        address,
        files: files(&feed, overrides),
        timezone,
        dialect: articles.dialect.clone(),
        plan: Plan {
            site,
            limit: overrides.limit.unwrap_or_else(|| limit(&feed)),
            content: feed.choice("content", CONTENT).unwrap_or_default(),
            sort: feed.choice("sort", SORT).unwrap_or_default(),
            addresses: articles.addresses,
            shows_future: articles.shows_future,
            id: entry_id(&feed, &articles.dialect),
            stylesheet: feed.text("stylesheet"),
        },
        undated: articles.undated,
        if_locked: IfLocked::default(),
        dry_run: false,
        force: false,
        allow_empty: false,
    };
    document.finish()?;
    Ok(settings)
}

/// The settings of a site without a configuration: `memory` is the folder of its state.
fn without(memory: &Path, articles: &Path, out: &Path, base_url: &Url) -> Settings {
    let url = as_folder(base_url.clone());
    let detected = detect::dialect(articles, articles);
    Settings {
        folder: articles.to_owned(),
        articles: articles.to_owned(),
        selection: Selection::of(detected.dialect),
        out: out.to_owned(),
        memory: memory.to_owned(),
        address: url.clone(),
        files: FeedFormat::ALL.iter().map(|it| (*it, it.file_name().to_owned())).collect(),
        timezone: Timezone::UTC,
        dialect: detected.clone(),
        plan: Plan {
            site: Site {
                title: url.host_str().unwrap_or_default().to_owned(),
                url,
                description: String::new(),
                language: None,
                authors: Vec::new(),
                copyright: None,
                image: None,
            },
            limit: LIMIT,
            content: ContentMode::default(),
            sort: Sort::default(),
            addresses: Addresses::of(detected.addresses(), Timezone::UTC),
            shows_future: false,
            id: EntryId::Tag,
            stylesheet: None,
        },
        undated: Undated::default(),
        if_locked: IfLocked::default(),
        dry_run: false,
        force: false,
        allow_empty: false,
    }
}

/// A base URL: absolute, with `http:` or `https:`, without a query or a fragment. A slash is added to its end if there is none.
///
/// # Errors
///
/// If the text is not such a URL.
///
/// ```
/// assert_eq!(feedwright::base_url("https://example.org/feeds")?.as_str(), "https://example.org/feeds/");
/// assert!(feedwright::base_url("example.org").is_err());
/// # Ok::<(), feedwright::InvalidValue>(())
/// ```
pub fn base_url(text: &str) -> Result<Url, InvalidValue> {
    parsed_base_url(text).map_err(InvalidValue)
}

fn parsed_base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text.trim()).map_err(|_| format!("`{text}` is not an absolute URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{text}` is not a web address (http: or https:)"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(format!("`{text}` has a query or a fragment, to which nothing can be added"));
    }
    Ok(as_folder(url))
}

const LIMIT: usize = 20;
const URL_HELP: &str = "write the whole address, such as \"https://example.org/\"";
static CONTENT: &[(&str, ContentMode)] =
    &[("full", ContentMode::Full), ("summary", ContentMode::Summary), ("both", ContentMode::Both)];
static SORT: &[(&str, Sort)] = &[("published", Sort::Published), ("updated", Sort::Updated)];
static FORMATS: &[(&str, FeedFormat)] =
    &[("rss", FeedFormat::Rss), ("atom", FeedFormat::Atom), ("json", FeedFormat::Json)];

fn as_folder(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    url
}

fn site(given: &Table<'_>, overrides: &Overrides) -> Site {
    let stated = given.text("url").and_then(|text| match parsed_base_url(&text) {
        Ok(url) => Some(url),
        Err(why) => {
            given.fault("url", why, URL_HELP);
            None
        }
    });
    let url = overrides.base_url.clone().map(as_folder).or(stated).unwrap_or_else(|| {
        if !given.has("url") {
            given.missing("url", URL_HELP);
        }
        Url::parse("https://example.org/").expect("this is a URL")
    });
    let title = given.text("title");
    let title = overrides.title.clone().or(title).unwrap_or_else(|| {
        if !given.has("title") {
            given.missing(
                "title",
                "write how readers list the site, such as title = \"The Harbor\"",
            );
        }
        String::new()
    });
    if title.trim().is_empty() && given.has("title") && overrides.title.is_none() {
        given.fault("title", "the title is empty".to_owned(), "readers list the site by it");
    }
    let language = given.text("language");
    if let Some(problem) = language.as_deref().and_then(language::problem) {
        let text = language.as_deref().unwrap_or_default();
        let why = format!("`{text}` is not a language: {}", problem.what);
        let instead = problem.proposal().map(|it| format!("write \"{it}\""));
        let help = instead.unwrap_or_else(|| "write its code, such as \"en\" or \"de-AT\"".into());
        given.fault("language", why, help);
    }
    let image = given.text("image");
    if image.as_deref().is_some_and(|it| url.join(it).is_err()) {
        let why = "the image is not a URL".to_owned();
        given.fault("image", why, "write its address, whole or relative to the site");
    }
    Site {
        title,
        url,
        description: given.text("description").unwrap_or_default(),
        language,
        authors: authors(given),
        copyright: given.text("copyright"),
        image,
    }
}

/// Authors are names, `Name <address>`, or tables.
fn authors(given: &Table<'_>) -> Vec<Person> {
    let mut authors = Vec::new();
    for item in given.items("authors") {
        if let Some(text) = item.as_text() {
            let (name, email) = match text.split_once('<') {
                Some((name, rest)) => (name.trim(), Some(rest.trim_end().trim_end_matches('>'))),
                None => (text.trim(), None),
            };
            if name.is_empty() {
                item.fault("an author has no name".to_owned(), "write \"Name <address>\"");
            }
            if let Some(email) = email
                && person::address_problem(email).is_some()
            {
                let why = format!("`{email}` is not an e-mail address");
                item.fault(why, "write \"Name <name@example.org>\"");
            }
            let email = email.map(ToOwned::to_owned);
            authors.push(Person { name: name.to_owned(), email, url: None });
        } else if let Some(table) = item.as_table("authors") {
            let name = table.text("name").unwrap_or_else(|| {
                if !table.has("name") {
                    table.missing("name", "write { name = \"…\", email = \"…\", url = \"…\" }");
                }
                String::new()
            });
            let (email, url) = (table.text("email"), table.text("url"));
            if let Some(email) = email.as_deref().filter(|it| person::address_problem(it).is_some())
            {
                let why = format!("`{email}` is not an e-mail address");
                table.fault("email", why, "write \"name@example.org\"");
            }
            authors.push(Person { name, email, url });
        } else {
            item.fault(
                "an author is a string or a table".to_owned(),
                "write \"Name <address>\", or { name = \"…\", email = \"…\" }",
            );
        }
    }
    authors
}

fn timezone(site: &Table<'_>) -> Timezone {
    let Some(name) = site.text("timezone") else { return Timezone::UTC };
    Timezone::named(&name).unwrap_or_else(|| {
        let near = nearest(&name, Timezone::names());
        let help = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "write its IANA name, such as \"Europe/Berlin\" or \"UTC\"".to_owned(),
        };
        site.fault("timezone", format!("there is no time zone `{name}`"), help);
        Timezone::UTC
    })
}

/// What `feed.id` says; else the form of the generator, but only if the configuration names that: what is detected may change,
/// and ids must not.
fn entry_id(feed: &Table<'_>, dialect: &Detected) -> EntryId {
    let Some(text) = feed.text("id") else {
        let named = dialect.why.is_none().then_some(dialect.dialect.id);
        return named.map(EntryId::from).unwrap_or_default();
    };
    EntryId::read(&text).unwrap_or_else(|(why, help)| {
        feed.fault("id", why, help);
        EntryId::Tag
    })
}

/// Where the feeds are served: `feed.url`, whole or relative to the site.
fn feed_address(feed: &Table<'_>, site: &Url) -> Url {
    let text = feed.text("url").unwrap_or_else(|| "feeds/".to_owned());
    let joined = site.join(&text).map_err(|_| format!("`{text}` is not a URL"));
    match joined.and_then(|it| parsed_base_url(it.as_str())) {
        Ok(url) => url,
        Err(why) => {
            feed.fault(
                "url",
                why,
                "write where the folder of feeds is served, such as \"https://example.org/feeds/\"",
            );
            site.clone()
        }
    }
}

/// Where the state is: what the command line says, or the configuration, or beside that.
fn state_folder(output: &Table<'_>, folder: &Path, overrides: &Overrides) -> PathBuf {
    let stated = output.text("state");
    if stated.as_deref().is_some_and(|it| it.trim().is_empty()) {
        let why = "the folder of the state has no name".to_owned();
        output.fault("state", why, "write a folder, for example state = \".feedwright\"");
    }
    let stated = folder.join(stated.unwrap_or_else(|| STATE_FOLDER.to_owned()));
    overrides.state.clone().unwrap_or(stated)
}

fn limit(feed: &Table<'_>) -> usize {
    let Some(limit) = feed.number("limit") else { return LIMIT };
    match usize::try_from(limit) {
        Ok(limit) if limit > 0 => limit,
        _ => {
            let why = format!("the limit is the number of entries, and cannot be {limit}");
            feed.fault("limit", why, "write 1 or more, such as limit = 20");
            LIMIT
        }
    }
}

/// The formats in their usual order, each with the name of its file.
fn files(feed: &Table<'_>, overrides: &Overrides) -> Vec<(FeedFormat, String)> {
    let mut formats = Vec::new();
    for item in feed.items("formats") {
        if let Some(format) = item.as_choice("formats", FORMATS) {
            formats.push(format);
        }
    }
    if feed.has("formats") && feed.items("formats").is_empty() {
        let why = "there is no format".to_owned();
        feed.fault(
            "formats",
            why,
            "write formats = [\"rss\", \"atom\", \"json\"], or some of them",
        );
    }
    if !overrides.formats.is_empty() {
        formats.clone_from(&overrides.formats);
    }
    let names = feed.table("files");
    let mut used = BTreeMap::new();
    let mut files = Vec::new();
    for format in FeedFormat::ALL {
        if !formats.is_empty() && !formats.contains(&format) {
            continue;
        }
        let name = names.text(format.name()).unwrap_or_else(|| format.file_name().to_owned());
        let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
        if !plain || name.chars().any(char::is_control) {
            let why = format!("`{name}` is not the plain name of a file");
            names.fault(format.name(), why, "the folder is named by `out`");
        }
        if let Some(other) = used.insert(name.to_lowercase(), format) {
            let why = format!("the file `{name}` is that of the {} feed as well", other.name());
            let key = if names.has(format.name()) { format } else { other };
            names.fault(key.name(), why, "give each feed a file of its own");
        }
        files.push((format, name));
    }
    files
}
