//! The table `[podcast]` of `feedwright.toml`: the values of a show for Apple and for the podcast namespace.

use std::path::PathBuf;

use url::Url;

use crate::config::table::Item;
use crate::config::table::Table;
use crate::publish::load::date;
use crate::publish::podcast::Credit;
use crate::publish::podcast::Venue;
use crate::publish::podcast::artwork;
use crate::publish::podcast::show::Category;
use crate::publish::podcast::show::Link;
use crate::publish::podcast::show::Owner;
use crate::publish::podcast::show::Schedule;
use crate::publish::podcast::show::Show;
use crate::publish::podcast::show::Trailer;
use crate::publish::podcast::show::Txt;
use crate::publish::site::Site;
use crate::text::nearest::nearest;
use crate::text::scrub::one_line;
use crate::value::country;
use crate::value::media_type;
use crate::value::person;
use crate::value::podcast;
use crate::value::podcast::guid;
use crate::value::podcast::schedule;
use crate::value::podcast::terms;
use crate::value::podcast_category;
use crate::value::podcast_category::Meant;
use crate::value::podcast_category::Status;
use crate::value::problem::Problem;
use crate::value::timezone::Timezone;

/// The keys of the table.
#[rustfmt::skip]
pub(super) static KEYS: &[&str] = &[
    "title", "description", "author", "owner", "type", "explicit", "categories", "image", "copyright", "block", "complete", "new_feed_url",
    "funding", "locked", "guid", "medium", "license", "person", "trailer", "location", "update_frequency", "txt",
];

/// The keys of the tables in it.
#[rustfmt::skip]
pub(super) static PARTS: [(&str, &[&str]); 8] = [
    ("podcast.owner",            &["name", "email"]),
    ("podcast.funding",          &["url", "text"]),
    ("podcast.license",          &["name", "url"]),
    ("podcast.person",           &["name", "role", "group", "img", "href"]),
    ("podcast.trailer",          &["title", "url", "pubdate", "length", "type", "season"]),
    ("podcast.location",         &["name", "geo", "osm", "country", "rel"]),
    ("podcast.update_frequency", &["text", "rrule", "dtstart"]),
    ("podcast.txt",              &["text", "purpose"]),
];

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

/// Reads the show. `None` if there is no table.
pub(super) fn read(root: &Table<'_>, around: &Around<'_>) -> Option<Show> {
    if !root.has("podcast") {
        return None;
    }
    let table = root.table("podcast");
    let site = around.site;
    let title = short(&table, "title").unwrap_or_else(|| one_line(&site.title));
    let block = table.flag("block").unwrap_or_default();
    let kind = table.choice("type", &[("episodic", false), ("serial", true)]);
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
        table.fault(key, format!("`{key}` is empty"), "write a text, or remove it");
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

const CATEGORIES: &str = "https://podcasters.apple.com/support/1691-apple-podcasts-categories";

fn categories(table: &Table<'_>) -> Vec<Category> {
    let items = table.one_or_more("categories");
    if table.is_list("categories") && items.is_empty() {
        let help = "name at least one, for example `categories = [\"Arts > Design\"]`";
        table.fault("categories", "`categories` is empty", help);
    }
    let mut categories: Vec<Category> = Vec::new();
    for item in items {
        let Some(text) = item.as_text() else {
            let help = "write, for example, `categories = [\"Arts > Design\", \"History\"]`";
            item.fault("each category must be a string", help);
            continue;
        };
        match category(text) {
            Ok(category) if !categories.contains(&category) => categories.push(category),
            Ok(_) => {
                item.fault(format!("the category `{text}` appears twice"), "remove one of them")
            }
            Err((why, help)) => item.fault(why, help),
        }
    }
    categories
}

/// A category such as `History` or `Arts > Design`.
fn category(text: &str) -> Result<Category, (String, String)> {
    let (main, sub) = match text.split_once('>') {
        Some((main, sub)) => (main.trim(), Some(sub.trim())),
        None => (text.trim(), None),
    };
    let known = |name: &str, within: Option<&str>| {
        podcast_category::choices(within).into_iter().find(|it| *it == name)
    };
    let found = known(main, None);
    match (found, sub) {
        (Some(main), None) => return Ok(Category { main, sub: None }),
        (Some(main), Some(sub)) => {
            if let Some(sub) = known(sub, Some(main)) {
                return Ok(Category { main, sub: Some(sub) });
            }
        }
        _ => {}
    }
    let why = match (found, sub) {
        (Some(main), Some(sub)) => format!("Apple Podcasts has no category `{sub}` in `{main}`"),
        _ if podcast_category::status(main, None) == Status::Retired => {
            format!("Apple Podcasts removed the category `{main}` in 2019")
        }
        _ => format!("Apple Podcasts has no category `{main}`"),
    };
    Err((why, instead_of_category(text, found, sub)))
}

/// What to write instead of a category that does not exist.
fn instead_of_category(text: &str, main: Option<&'static str>, sub: Option<&str>) -> String {
    match podcast_category::meant(text) {
        Some(Meant::Name(name)) => return format!("did you mean `{name}`?"),
        Some(Meant::Sub(main, sub)) => return format!("did you mean `{main} > {sub}`?"),
        Some(Meant::Moved(_, name)) => return format!("did you mean `{name}`?"),
        Some(Meant::Several(names)) => {
            return format!(
                "write each in its own quotation marks: `\"{}\"`",
                names.join("\", \"")
            );
        }
        None => {}
    }
    if let (Some(main), Some(sub)) = (main, sub) {
        let choices = podcast_category::choices(Some(main));
        return match nearest(sub, choices.iter().copied()) {
            Some(near) => format!("did you mean `{main} > {near}`?"),
            None if choices.is_empty() => format!("`{main}` has no subcategories"),
            None => format!("the categories in `{main}` are `{}`", choices.join("`, `")),
        };
    }
    let name = text.split('>').next().unwrap_or_default().trim();
    match nearest(name, podcast_category::choices(None).into_iter()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose one from {CATEGORIES}"),
    }
}

/// The URL of the artwork. A file of the site is checked.
fn image(table: &Table<'_>, around: &Around<'_>) -> Option<String> {
    let text = table.text("image")?;
    let home = around.site.url.as_str();
    let is_remote = text.contains("://") && !text.starts_with(home);
    let path = text.strip_prefix(home).unwrap_or(&text);
    let file = artwork::found(path, &around.folders).filter(|_| !is_remote);
    let kind = media_type::by_extension(&text).filter(|it| !is_artwork(it));
    // A file at an absolute URL may only be on the server.
    let is_missing = file.is_none() && !is_remote && path == text;
    if let Some(Err(unusable)) = file.as_deref().map(artwork::check) {
        table.fault("image", unusable.why, unusable.help);
    } else if is_missing {
        let why = format!("there is no file `{text}` in the folder of the site");
        let help =
            "the path is relative to the URL of the site; if the file is elsewhere, write its URL";
        table.fault("image", why, help);
    } else if let Some(kind) = kind {
        let why = format!("the artwork has the type `{kind}`, which Apple Podcasts does not show");
        table.fault("image", why, "use a JPEG or PNG file with its usual extension");
    }
    absolute(table, "image", &text, around.site)
}

fn is_artwork(kind: &str) -> bool {
    matches!(kind, "image/jpeg" | "image/png")
}

/// A URL that may be relative to the site.
fn absolute(table: &Table<'_>, key: &str, text: &str, site: &Site) -> Option<String> {
    match web_url(text, site) {
        Ok(url) => Some(url),
        Err(why) => {
            table.fault(key, why, "write a URL that starts with `https://`");
            None
        }
    }
}

fn url(table: &Table<'_>, key: &str, site: &Site) -> Option<String> {
    let text = table.text(key)?;
    absolute(table, key, &text, site)
}

/// A URL for an attribute in the podcast namespace, which requires `https:`.
fn secure_url(table: &Table<'_>, key: &str, site: &Site) -> Option<String> {
    let url = url(table, key, site)?;
    if url.starts_with("http://") && table.text(key).is_some_and(|it| it.starts_with("http:")) {
        let why = format!("`{key}` does not start with `https:`");
        table.fault(key, why, "the podcast namespace requires `https://`");
    }
    Some(url).filter(|it| it.starts_with("https://"))
}

fn web_url(text: &str, site: &Site) -> Result<String, String> {
    let url: Url =
        site.url.join(text.trim()).map_err(|_| format!("`{text}` is not a valid URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{text}` is not an http or https URL"));
    }
    crate::value::uri::check(url.as_str()).map_err(|_| format!("`{text}` is not a valid URL"))?;
    Ok(url.into())
}

/// The values of a key that is a string, a table or a list of these.
fn all<'d, T>(table: &Table<'d>, key: &str, read: impl Fn(&Item<'d>) -> Option<T>) -> Vec<T> {
    table.one_or_more(key).iter().filter_map(read).collect()
}

/// The table of an item, or a fault with an example.
fn part<'d>(item: &Item<'d>, key: &str, example: &str) -> Option<Table<'d>> {
    let table = item.as_table(&format!("podcast.{key}"));
    if table.is_none() {
        item.fault(format!("`{key}` must be a table"), format!("write `{key} = {example}`"));
    }
    table
}

/// A text of a table in [podcast] that must be there.
fn required(table: &Table<'_>, key: &str, example: &str) -> Option<String> {
    let text = table.text(key).map(|it| one_line(&it));
    if !table.has(key) {
        table.missing(key, format!("write `{example}`"));
    } else if text.as_deref() == Some("") {
        table.fault(key, format!("`{key}` is empty"), format!("write `{example}`"));
    }
    text.filter(|it| !it.is_empty())
}

fn funding(table: &Table<'_>, site: &Site) -> Vec<Link> {
    let example = "{ url = \"https://example.org/donate\", text = \"Support the show\" }";
    all(table, "funding", |item| {
        let table = part(item, "funding", example)?;
        let text = required(&table, "text", example);
        required(&table, "url", example)?;
        let url = secure_url(&table, "url", site)?;
        Some(Link { text: text?, url: Some(url) })
    })
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

fn medium(table: &Table<'_>) -> Option<&'static str> {
    let text = table.text("medium")?;
    let media = || terms::MEDIA.iter().copied().filter(|it| !terms::is_list(it));
    let found = media().find(|it| *it == text);
    if found.is_none() {
        let help = match nearest(&text, media()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the valid values are `{}`", media().collect::<Vec<_>>().join("`, `")),
        };
        table.fault("medium", format!("`{text}` is not a valid value for `medium`"), help);
    }
    found
}

fn license(table: &Table<'_>, site: &Site) -> Option<Link> {
    let item = table.one("license")?;
    let example = "{ name = \"Harbor license\", url = \"https://example.org/license\" }";
    if let Some(text) = item.as_text() {
        if !terms::is_license(text) {
            let help =
                format!("write an SPDX identifier such as `cc-by-4.0`, or `license = {example}`");
            item.fault(format!("`{text}` is not a known license"), help);
        }
        return Some(Link { text: one_line(text), url: None });
    }
    let table = part(&item, "license", example)?;
    let text = required(&table, "name", example)?;
    let url = secure_url(&table, "url", site);
    if url.is_none() && !table.has("url") && !terms::is_license(&text) {
        table.missing("url", format!("write `license = {example}`"));
    }
    Some(Link { text, url })
}

fn credit(item: &Item<'_>, site: &Site) -> Option<Credit> {
    if let Some(text) = item.as_text() {
        return Some(Credit { name: one_line(text), ..Credit::default() });
    }
    let example = "{ name = \"Jane Roe\", role = \"host\" }";
    let table = part(item, "person", example)?;
    let name = required(&table, "name", example)?;
    Some(Credit {
        name,
        role: term(&table, "role", terms::roles()),
        group: term(&table, "group", terms::groups()),
        image: secure_url(&table, "img", site),
        url: secure_url(&table, "href", site),
    })
}

/// A term of the Podcast Taxonomy.
fn term(
    table: &Table<'_>,
    key: &str,
    terms: impl Iterator<Item = &'static str> + Clone,
) -> Option<String> {
    let text = table.text(key)?.to_lowercase();
    if !terms.clone().any(|it| it == text) {
        let help = match nearest(&text, terms.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "use a term of the Podcast Taxonomy, for example `{}`",
                terms.take(3).collect::<Vec<_>>().join("`, `")
            ),
        };
        table.fault(key, format!("`{text}` is not a valid value for `{key}`"), help);
    }
    Some(text)
}

fn trailer(item: &Item<'_>, around: &Around<'_>) -> Option<Trailer> {
    let example =
        "{ title = \"Season 2\", url = \"https://example.org/trailer.mp3\", pubdate = 2024-05-01 }";
    let table = part(item, "trailer", example)?;
    let title = required(&table, "title", example);
    if !table.has("url") {
        table.missing("url", format!("write `{example}`"));
    }
    let url = secure_url(&table, "url", around.site);
    let date = table.date("pubdate");
    if date.is_none() && !table.has("pubdate") {
        table.missing("pubdate", format!("write `{example}`"));
    }
    let published = date.and_then(|text| match date::read(&text, around.timezone) {
        Ok(date) => Some(date.when),
        Err(_) => {
            let help = "write it as `2024-05-01` or `2024-05-01T10:00:00+02:00`";
            table.fault("pubdate", format!("`{text}` is not a date"), help);
            None
        }
    });
    let media_type = table.text("type");
    if let Some(kind) = media_type.as_deref().filter(|it| media_type::problem(it).is_some()) {
        let why = format!("`{kind}` is not a media type");
        table.fault("type", why, "write, for example, `type = \"audio/mpeg\"`");
    }
    let url = url?;
    Some(Trailer {
        title: title?,
        media_type: media_type.or_else(|| media_type::by_extension(&url).map(str::to_owned)),
        url,
        published: published?,
        length: whole(&table, "length"),
        season: whole(&table, "season"),
    })
}

/// A whole number of 1 or more.
fn whole(table: &Table<'_>, key: &str) -> Option<u64> {
    let number = table.number(key)?;
    let valid = u64::try_from(number).ok().filter(|it| *it > 0);
    if valid.is_none() {
        let why = format!("`{key}` must be at least 1, not {number}");
        table.fault(key, why, format!("for example, write `{key} = 2`"));
    }
    valid
}

fn venue(item: &Item<'_>) -> Option<Venue> {
    if let Some(text) = item.as_text() {
        return Some(Venue { name: one_line(text), ..Venue::default() });
    }
    let example = "{ name = \"Hamburg\", geo = \"geo:53.5438,9.9668\" }";
    let table = part(item, "location", example)?;
    let name = required(&table, "name", example)?;
    let text = |key: &str| table.text(key).map(|it| it.trim().to_owned());
    let (geo, osm, country) = (text("geo"), text("osm"), text("country"));
    if let Some(problem) = geo.as_deref().and_then(podcast::geo) {
        let help = match &problem.instead {
            Some(it) => format!("write `{}`", it.text),
            None => "write the latitude, then the longitude: `geo:53.5438,9.9668`".to_owned(),
        };
        table.fault("geo", problem.what.into_owned(), help);
    }
    if let Some(osm) = osm.as_deref().filter(|it| !podcast::is_osm(it)) {
        let help = "write the kind and the number from the URL of the place at OpenStreetMap, for example `R113314`";
        table.fault("osm", format!("`{osm}` is not an OpenStreetMap id"), help);
    }
    if let Some(problem) = country.as_deref().and_then(country::problem) {
        let help = "write an ISO 3166-1 code, for example `DE`";
        table.fault("country", problem.what.into_owned(), help);
    }
    let rel = table.choice("rel", &[("subject", "subject"), ("creator", "creator")]);
    Some(Venue { name, geo, osm, country, rel: rel.map(str::to_owned) })
}

fn frequency(item: &Item<'_>) -> Option<Schedule> {
    if let Some(text) = item.as_text() {
        return Some(Schedule { text: one_line(text), ..Schedule::default() });
    }
    let example = "{ text = \"Weekly\", rrule = \"FREQ=WEEKLY\" }";
    let table = part(item, "update_frequency", example)?;
    let text = required(&table, "text", example)?;
    let rrule = table.text("rrule");
    let start = table.date("dtstart");
    if let Some(problem) = rrule.as_deref().and_then(schedule::problem) {
        let help = match &problem.instead {
            Some(it) => format!("write `{}`", it.text),
            None => "write a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`".to_owned(),
        };
        table.fault("rrule", problem.what.into_owned(), help);
    }
    if rrule.as_deref().is_some_and(schedule::has_count) && !table.has("dtstart") {
        table.missing("dtstart", "a rule with `COUNT` needs the date of the first episode");
    }
    Some(Schedule { text, rrule, start })
}

fn txt(item: &Item<'_>) -> Option<Txt> {
    if let Some(text) = item.as_text() {
        return Some(Txt { text: one_line(text), purpose: None });
    }
    let example = "{ text = \"S6lpp-7ZCn8-dZfGc\", purpose = \"verify\" }";
    let table = part(item, "txt", example)?;
    Some(Txt { text: required(&table, "text", example)?, purpose: table.text("purpose") })
}
