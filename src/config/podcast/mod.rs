//! The table `[podcast]` of `feedwright.toml`: the values of a show for Apple and for the podcast namespace.

use crate::config::podcast::category::categories;
use crate::config::podcast::part::all;
use crate::config::podcast::part::credit;
use crate::config::podcast::part::frequency;
use crate::config::podcast::part::funding;
use crate::config::podcast::part::license;
use crate::config::podcast::part::trailer;
use crate::config::podcast::part::txt;
use crate::config::podcast::part::venue;
use crate::config::podcast::url::image;
use crate::config::podcast::url::url;
use crate::config::table::Table;
use crate::publish::podcast::show::Owner;
use crate::publish::podcast::show::Show;
use crate::publish::site::Site;
use crate::text::nearest::nearest;
use crate::text::scrub::one_line;
use crate::value::person;
use crate::value::podcast::guid;
use crate::value::podcast::terms;
use crate::value::problem::Problem;
use crate::value::timezone::Timezone;
use std::path::PathBuf;

mod category;
pub(super) mod part;
mod url;

/// The types of shows, and whether each is serial.
pub(super) static TYPES: &[(&str, bool)] = &[("episodic", false), ("serial", true)];

/// The longest texts that Apple accepts, in characters, and the longest description, in bytes.
const LONGEST: usize = 255;

const LONGEST_DESCRIPTION: usize = 4000;

/// What the values of a show depend on.
pub(super) struct Around<'a> {
    pub(super) site: &'a Site,
    /// Whether the site has a language in the configuration.
    pub(super) site_table: &'a Table<'a>,
    pub(super) timezone: Timezone,
    /// The folders in which the artwork may be.
    pub(super) folders: Vec<PathBuf>,
}

/// Reads the show. `None` without a table.
pub(super) fn read(root: &Table<'_>, around: &Around<'_>) -> Option<Show> {
    if !root.has("podcast") {
        return None;
    }
    let table = root.table("podcast");
    let site = around.site;
    let title = short(&table, "title").unwrap_or_else(|| one_line(&site.title));
    let block = table.flag("block").unwrap_or_default();
    let kind = table.choice("type", TYPES);
    let complete = table.flag("complete").unwrap_or_default();
    let owner = owner(&table);
    let locked = table.flag("locked").unwrap_or_default();
    let show = Show {
        description: description(&table),
        author: short(&table, "author").unwrap_or_else(|| author(site, &title)),
        is_serial: kind.unwrap_or_default(),
        has_type: kind.is_some(),
        explicit: explicit(&table),
        categories: categories(&table),
        image: image(&table, around),
        copyright: table.text("copyright").map(|it| one_line(&it)).filter(|it| !it.is_empty()),
        new_feed_url: url(&table, "new_feed_url", site),
        funding: funding(&table, site),
        guid: guid(&table),
        medium: medium(&table),
        license: license(&table, site),
        persons: all(&table, "person", |it| credit(it, site)),
        trailers: all(&table, "trailer", |it| trailer(it, around)),
        location: all(&table, "location", venue).into_iter().next(),
        update_frequency: all(&table, "update_frequency", frequency).into_iter().next(),
        txt: all(&table, "txt", txt),
        owner,
        title,
        block,
        complete,
        locked,
    };
    // Directories do not list a podcast with `block`, so they need nothing.
    if !block {
        needs(&table, around);
    }
    Some(show)
}

/// Reports what directories need and is not there.
fn needs(table: &Table<'_>, around: &Around<'_>) {
    if !table.has("image") {
        let help = "add the artwork, for example `image = \"cover.jpg\"`: a square JPEG or PNG file of 1400 to 3000 pixels";
        table.missing("image", help);
    }
    if !table.has("categories") {
        let help =
            "add a category of Apple Podcasts, for example `categories = [\"Arts > Design\"]`";
        table.missing("categories", help);
    }
    if around.site.language.is_none() && !around.site_table.has("language") {
        let help = "a podcast needs its language, for example `language = \"en\"`";
        around.site_table.missing("language", help);
    }
}

/// The authors of the site, or the title.
fn author(site: &Site, title: &str) -> String {
    let names: Vec<String> = site.authors.iter().map(|it| one_line(&it.name)).collect();
    if names.is_empty() { title.to_owned() } else { names.join(", ") }
}

/// A text without line breaks that is not empty and that Apple accepts.
fn short(table: &Table<'_>, key: &str) -> Option<String> {
    let text = one_line(&table.text(key)?);
    if text.is_empty() {
        table.fault(key, format!("`{key}` is empty"), "write a value, or remove the key");
    }
    let length = text.chars().count();
    if length > LONGEST {
        let why = format!("`{key}` is too long: {length} characters, but the limit is {LONGEST}");
        table.fault(key, why, "shorten it, because Apple Podcasts rejects longer values");
    }
    Some(text).filter(|it| !it.is_empty())
}

fn description(table: &Table<'_>) -> String {
    let text = table.text("description").map(|it| one_line(&it)).unwrap_or_default();
    if text.len() > LONGEST_DESCRIPTION {
        let length = text.len();
        let why = format!(
            "`description` is too long: {length} bytes, but the limit is {LONGEST_DESCRIPTION}"
        );
        table.fault("description", why, "shorten it, because Apple Podcasts rejects longer texts");
    }
    text
}

fn owner(table: &Table<'_>) -> Option<Owner> {
    let item = table.one("owner")?;
    let help = "write `owner = { name = \"Jane Roe\", email = \"jane@example.org\" }`";
    let (name, email) = if let Some(text) = item.as_text() {
        match text.split_once('<') {
            Some((name, rest)) => {
                (name.to_owned(), rest.trim_end().trim_end_matches('>').to_owned())
            }
            None => (String::new(), text.trim().to_owned()),
        }
    } else if let Some(owner) = item.as_table("podcast.owner") {
        let Some(email) = owner.text("email") else {
            if !owner.has("email") {
                owner.missing("email", help);
            }
            return None;
        };
        (owner.text("name").unwrap_or_default(), email)
    } else {
        item.fault("`owner` must be a table or a string", help);
        return None;
    };
    if person::address_problem(&email).is_some() {
        item.fault(format!("`{email}` is not a valid e-mail address"), help);
    }
    Some(Owner { name: Some(one_line(&name)).filter(|it| !it.is_empty()), email })
}

fn explicit(table: &Table<'_>) -> bool {
    match table.text_or_none("explicit").map(str::to_lowercase).as_deref() {
        Some("yes" | "explicit" | "true") => {
            table.fault("explicit", "`explicit` must be true or false", "write `explicit = true`");
            true
        }
        Some("no" | "clean" | "false") => {
            table.fault("explicit", "`explicit` must be true or false", "write `explicit = false`");
            false
        }
        _ => table.flag("explicit").unwrap_or_default(),
    }
}

fn guid(table: &Table<'_>) -> Option<String> {
    let text = table.text("guid")?.trim().to_owned();
    if let Some(problem) = guid::problem(&text) {
        let help = match &problem.instead {
            Some(it) => format!("write `{}`", it.text),
            None => "use the `podcast:guid` that the podcast has already, or remove it: feedwright computes it".to_owned(),
        };
        let why = format!("`{text}` cannot be the id of a podcast: {}", reason(&text, &problem));
        table.fault("guid", why, help);
        return None;
    }
    Some(text.to_lowercase())
}

/// What is wrong with a value, without the value itself.
fn reason<T>(text: &str, problem: &Problem<T>) -> String {
    problem.what.replace(&format!("`{text}`"), "it")
}

/// The media of shows. Those of lists are not for episodes.
pub(super) fn media() -> Vec<&'static str> {
    terms::MEDIA.iter().copied().filter(|it| !terms::is_list(it)).collect()
}

fn medium(table: &Table<'_>) -> Option<&'static str> {
    let text = table.text("medium")?;
    let media = media();
    let found = media.iter().copied().find(|it| *it == text);
    if found.is_none() {
        let help = match nearest(&text, media.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the valid values are `{}`", media.join("`, `")),
        };
        table.fault("medium", format!("`{text}` is not a valid value for `medium`"), help);
    }
    found
}
