//! `feedwright.toml`: the site, its articles and its feeds. Problems are shown with their place in the file.

use std::path::Path;
use std::path::PathBuf;

use crate::value::timezone::Timezone;
use url::Url;

use crate::config::keys::TABLES;
use crate::config::table::Document;
use crate::config::table::Table;
use crate::diagnostic::Diagnostic;
use crate::publish::Progress;
use crate::publish::Settings;
use crate::publish::Undated;
use crate::publish::article::Person;
use crate::publish::build::FeedFormat;
use crate::publish::entry_id::EntryId;
use crate::publish::feed_plan::FeedPlan;
use crate::publish::load::detect;
use crate::publish::load::selection::Selection;
use crate::publish::lock::IfLocked;
use crate::publish::plan::Addresses;
use crate::publish::plan::Plan;
use crate::publish::settings::site_files;
use crate::publish::site::Site;
use crate::text::lines::Lines;
use crate::text::nearest::nearest;
use crate::text::source::Source;
use crate::value::InvalidValue;
use crate::value::language;
use crate::value::person;

mod articles;
pub(crate) mod check;
mod feed_archive;
mod feed_files;
mod feeds;
pub(crate) mod files;
pub(crate) mod from;
mod hub;
pub(crate) mod keys;
mod output;
mod podcast;
pub(crate) mod schema;
mod table;

/// The name of the file, which is in the folder of the site.
pub const CONFIG_FILE: &str = "feedwright.toml";

/// The default name of the folder of the state.
pub const STATE_FOLDER: &str = ".feedwright";

/// Command-line options that override values of the configuration.
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
    /// The maximum number of entries per feed.
    pub limit: Option<usize>,
}

impl Settings {
    /// Reads the text of a `feedwright.toml`. Paths in it are relative to `folder`, the folder of the file.
    ///
    /// # Errors
    ///
    /// All problems of the configuration, if there are any.
    ///
    /// ```
    /// use feedwright::{Overrides, Settings, Source};
    ///
    /// let text = "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n";
    /// let source = Source::from_text("feedwright.toml", text);
    /// let settings = Settings::from_toml(&source, "/srv/harbor".as_ref(), &Overrides::default());
    /// assert_eq!(settings.expect("it is valid").plan.site.title, "Harbor");
    ///
    /// let source = Source::from_text("feedwright.toml", "[site]\ntitel = \"Harbor\"\n");
    /// let problems = Settings::from_toml(&source, "/srv/harbor".as_ref(), &Overrides::default());
    /// assert_eq!(problems.unwrap_err()[0].rule.name, "invalid-configuration");
    /// ```
    pub fn from_toml(
        source: &Source,
        folder: &Path,
        overrides: &Overrides,
    ) -> Result<Settings, Vec<Diagnostic>> {
        read(source, folder, overrides)
    }

    /// The settings of a site without a `feedwright.toml`: the folders of its articles, its feeds and its state, and the URL below which
    /// both the pages and the feeds are served. The title is the host of the URL, and a feed has up to 20 entries.
    pub fn new(articles: &Path, out: &Path, state: &Path, base_url: &Url) -> Settings {
        without(state, articles, out, base_url)
    }
}

fn read(
    source: &Source,
    folder: &Path,
    overrides: &Overrides,
) -> Result<Settings, Vec<Diagnostic>> {
    let document = Document::parse(&source.text, TABLES)?;
    let root = document.root();
    let given = root.table("site");
    let site = site(&given, overrides);
    let timezone = timezone(&given);
    let mut articles = articles::read(&root.table("articles"), folder, overrides, timezone);
    check::read::layers(&root.table("check"), &Lines::new(&source.text));
    let output = root.table("output");
    let mut feeds = feeds::read(&root, overrides);
    let around = podcast::Around {
        site: &site,
        site_table: &given,
        timezone,
        folders: site_files(folder).into_iter().chain([articles.dir.clone()]).collect(),
    };
    feeds.publish(podcast::read(&root, &around), &root, overrides);
    let out = feeds.out(&output).unwrap_or_else(|| "feeds".to_owned());
    let out = overrides.out.clone().unwrap_or_else(|| folder.join(out));
    let address = feeds.address(&output, &site.url);
    let others = output::read(&output);
    feeds.check_reserved(&others);
    feeds.check_stylesheets(&output, &out);
    for it in &others.index {
        articles.selection.leave_out(&articles.dir, &out.join(it.file_name()));
    }
    let settings = Settings {
        folder: folder.to_owned(),
        articles: articles.dir,
        selection: articles.selection,
        out,
        memory: state_folder(&output, folder, overrides),
        address,
        compress: others.compress,
        index: others.index,
        timezone,
        dialect: articles.dialect.clone(),
        plan: Plan {
            site,
            id: feeds.entry_id(&articles.dialect),
            feeds: feeds.plans,
            addresses: articles.addresses,
            shows_future: articles.shows_future,
        },
        undated: articles.undated,
        if_locked: IfLocked::default(),
        dry_run: false,
        force: false,
        allow_empty: false,
        prune: false,
        check_all: false,
        progress: Progress::default(),
    };
    document.finish()?;
    Ok(settings)
}

/// The settings of a site without a configuration. `memory` is the folder of the state.
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
        compress: Vec::new(),
        index: Vec::new(),
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
            feeds: vec![FeedPlan::new()],
            addresses: Addresses::of(detected.addresses(), Timezone::UTC),
            shows_future: false,
            id: EntryId::Tag,
        },
        undated: Undated::default(),
        if_locked: IfLocked::default(),
        dry_run: false,
        force: false,
        allow_empty: false,
        prune: false,
        check_all: false,
        progress: Progress::default(),
    }
}

/// Parses a base URL: absolute, with `http:` or `https:`, and without a query or a fragment. A slash is added to its end if it has none.
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
        return Err(format!("`{text}` is not an http or https URL"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(format!(
            "`{text}` has a query or a fragment, so no path can be appended to it"
        ));
    }
    Ok(as_folder(url))
}

const URL_HELP: &str = "use an absolute URL, for example `\"https://example.org/\"`";

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
    let stated = given.text("title");
    if stated.as_deref().is_some_and(|it| it.trim().is_empty()) && overrides.title.is_none() {
        given.fault(
            "title",
            "the title is empty",
            "write the name of the site, which feed readers show in their list of feeds",
        );
    }
    let title = overrides.title.clone().or(stated).unwrap_or_else(|| {
        if !given.has("title") {
            given
                .missing("title", "add the name of the site, for example `title = \"The Harbor\"`");
        }
        String::new()
    });
    let language = given.text("language");
    if let Some(problem) = language.as_deref().and_then(language::problem) {
        let text = language.as_deref().unwrap_or_default();
        let why = format!("`{text}` is not a valid language tag: {}", problem.what);
        let instead = problem.proposal().map(|it| format!("write `\"{it}\"`"));
        let help = instead.unwrap_or_else(|| "use a tag such as `\"en\"` or `\"de-AT\"`".into());
        given.fault("language", why, help);
    }
    let image = given.text("image");
    if image.as_deref().is_some_and(|it| url.join(it).is_err()) {
        let why = "the image is not a valid URL".to_owned();
        given.fault("image", why, "use an absolute URL, or one relative to the URL of the site");
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

/// Reads authors, which are names, strings such as `Name <address>`, or tables.
fn authors(given: &Table<'_>) -> Vec<Person> {
    let mut authors = Vec::new();
    for item in given.items("authors") {
        if let Some(text) = item.as_text() {
            let (name, email) = match text.split_once('<') {
                Some((name, rest)) => (name.trim(), Some(rest.trim_end().trim_end_matches('>'))),
                None => (text.trim(), None),
            };
            if name.is_empty() {
                item.fault(
                    "an author has no name".to_owned(),
                    "write `\"Name <name@example.org>\"`",
                );
            }
            if let Some(email) = email
                && person::address_problem(email).is_some()
            {
                let why = format!("`{email}` is not a valid e-mail address");
                item.fault(why, "write `\"Name <name@example.org>\"`");
            }
            let email = email.map(ToOwned::to_owned);
            authors.push(Person { name: name.to_owned(), email, url: None });
        } else if let Some(table) = item.as_table("authors") {
            let name = table.text("name").unwrap_or_else(|| {
                if !table.has("name") {
                    table.missing("name", "write `{ name = \"…\", email = \"…\", url = \"…\" }`");
                }
                String::new()
            });
            let (email, url) = (table.text("email"), table.text("url"));
            if let Some(email) = email.as_deref().filter(|it| person::address_problem(it).is_some())
            {
                let why = format!("`{email}` is not a valid e-mail address");
                table.fault(
                    "email",
                    why,
                    "write the address alone, for example `\"name@example.org\"`",
                );
            }
            authors.push(Person { name, email, url });
        } else {
            item.fault(
                "an author must be a string or a table".to_owned(),
                "write `\"Name <name@example.org>\"` or `{ name = \"…\", email = \"…\" }`",
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
            Some(near) => format!("did you mean `{near}`?"),
            None => "use an IANA name, for example `\"Europe/Berlin\"` or `\"UTC\"`".to_owned(),
        };
        site.fault("timezone", format!("`{name}` is not a time zone"), help);
        Timezone::UTC
    })
}

/// Returns the folder of the state: from the command line, from the configuration, or the default.
fn state_folder(output: &Table<'_>, folder: &Path, overrides: &Overrides) -> PathBuf {
    let stated = output.text("state");
    if stated.as_deref().is_some_and(|it| it.trim().is_empty()) {
        let why = "`state` is empty".to_owned();
        output.fault(
            "state",
            why,
            "write the path of a folder, for example `state = \".feedwright\"`",
        );
    }
    let stated = folder.join(stated.unwrap_or_else(|| STATE_FOLDER.to_owned()));
    overrides.state.clone().unwrap_or(stated)
}
