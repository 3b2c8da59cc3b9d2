//! The values of a podcast that are tables, or lists of tables: people, trailers, places.

use crate::config::podcast::Around;
use crate::config::podcast::url::secure_url;
use crate::config::table::Item;
use crate::config::table::Table;
use crate::publish::load::date;
use crate::publish::podcast::Credit;
use crate::publish::podcast::Venue;
use crate::publish::podcast::show::Link;
use crate::publish::podcast::show::Schedule;
use crate::publish::podcast::show::Trailer;
use crate::publish::podcast::show::Txt;
use crate::publish::site::Site;
use crate::text::nearest::nearest;
use crate::text::scrub::one_line;
use crate::value::country;
use crate::value::media_type;
use crate::value::podcast;
use crate::value::podcast::schedule;
use crate::value::podcast::terms;

/// What a place is to a show.
pub(in crate::config) static RELATIONS: &[(&str, &str)] =
    &[("subject", "subject"), ("creator", "creator")];

/// The values of a key that is a string, a table or a list of these.
pub(super) fn all<'d, T>(
    table: &Table<'d>,
    key: &str,
    read: impl Fn(&Item<'d>) -> Option<T>,
) -> Vec<T> {
    table.one_or_more(key).iter().filter_map(read).collect()
}

/// The table of an item, or a fault with an example.
pub(super) fn part<'d>(item: &Item<'d>, key: &str, example: &str) -> Option<Table<'d>> {
    let table = item.as_table(&format!("podcast.{key}"));
    if table.is_none() {
        item.fault(format!("`{key}` must be a table"), format!("write `{key} = {example}`"));
    }
    table
}

/// A text of a table in [podcast] that must be there.
pub(super) fn required(table: &Table<'_>, key: &str, example: &str) -> Option<String> {
    let text = table.text(key).map(|it| one_line(&it));
    if !table.has(key) {
        table.missing(key, format!("write `{example}`"));
    } else if text.as_deref() == Some("") {
        table.fault(key, format!("`{key}` is empty"), format!("write `{example}`"));
    }
    text.filter(|it| !it.is_empty())
}

pub(super) fn funding(table: &Table<'_>, site: &Site) -> Vec<Link> {
    let example = "{ url = \"https://example.org/donate\", text = \"Support the show\" }";
    all(table, "funding", |item| {
        let table = part(item, "funding", example)?;
        let text = required(&table, "text", example);
        required(&table, "url", example)?;
        let url = secure_url(&table, "url", site)?;
        Some(Link { text: text?, url: Some(url) })
    })
}

pub(super) fn license(table: &Table<'_>, site: &Site) -> Option<Link> {
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

pub(super) fn credit(item: &Item<'_>, site: &Site) -> Option<Credit> {
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
pub(super) fn term(
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

pub(super) fn trailer(item: &Item<'_>, around: &Around<'_>) -> Option<Trailer> {
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
    let published = date.and_then(|text| {
        let read = date::read(&text, around.timezone).ok();
        if read.is_none() {
            let help = "write it as `2024-05-01` or `2024-05-01T10:00:00+02:00`";
            table.fault("pubdate", format!("`{text}` is not a date"), help);
        }
        read.map(|it| it.when)
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
pub(super) fn whole(table: &Table<'_>, key: &str) -> Option<u64> {
    let number = table.number(key)?;
    let valid = u64::try_from(number).ok().filter(|it| *it > 0);
    if valid.is_none() {
        let why = format!("`{key}` must be at least 1, not {number}");
        table.fault(key, why, format!("for example, write `{key} = 2`"));
    }
    valid
}

pub(super) fn venue(item: &Item<'_>) -> Option<Venue> {
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
    let rel = table.choice("rel", RELATIONS);
    Some(Venue { name, geo, osm, country, rel: rel.map(str::to_owned) })
}

pub(super) fn frequency(item: &Item<'_>) -> Option<Schedule> {
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

pub(super) fn txt(item: &Item<'_>) -> Option<Txt> {
    if let Some(text) = item.as_text() {
        return Some(Txt { text: one_line(text), purpose: None });
    }
    let example = "{ text = \"S6lpp-7ZCn8-dZfGc\", purpose = \"verify\" }";
    let table = part(item, "txt", example)?;
    Some(Txt { text: required(&table, "text", example)?, purpose: table.text("purpose") })
}
