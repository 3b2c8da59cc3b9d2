//! The values of an episode that have several parts: transcripts, chapters, soundbites, places.

use crate::publish::load::author_value;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::episode_value::Unusable;
use crate::publish::load::normalize::episode_value::file;
use crate::publish::load::normalize::episode_value::first;
use crate::publish::load::normalize::episode_value::map;
use crate::publish::load::normalize::episode_value::named;
use crate::publish::load::normalize::episode_value::of;
use crate::publish::load::normalize::episode_value::term;
use crate::publish::load::normalize::episode_value::unusable;
use crate::publish::load::normalize::values::one_line;
use crate::publish::load::normalize::values::seconds;
use crate::publish::load::normalize::values::shown;
use crate::publish::podcast::Venue;
use crate::publish::podcast::episode::Chapter;
use crate::publish::podcast::episode::Chapters;
use crate::publish::podcast::episode::Soundbite;
use crate::publish::podcast::episode::Transcript;
use crate::value::country;
use crate::value::duration;
use crate::value::media_type;
use crate::value::number;
use crate::value::podcast;
use crate::value::podcast::media;

pub(super) fn image(node: &Node) -> Result<String, Unusable> {
    let text = match map(node) {
        Some(entries) => of(entries, &["url", "src", "path", "file", "href", "image"]),
        None => node.text(),
    };
    let Some(text) = text else { return unusable("is not the URL of an image", "write a URL") };
    let kind = media_type::by_extension(text);
    if let Some(kind) = kind.filter(|it| !matches!(*it, "image/jpeg" | "image/png")) {
        let what = format!("has the type `{kind}`, which Apple Podcasts does not show");
        return unusable(what, "use a JPEG or PNG image");
    }
    if author_value::url_problem(text).is_some() || !text.contains(['.', '/']) {
        return unusable("is not the URL of an image", "write a URL, or a path on the site");
    }
    Ok(text.to_owned())
}

pub(super) fn transcript(node: &Node) -> Result<Transcript, Unusable> {
    let entries = map(node).unwrap_or_default();
    let text = node.text().or_else(|| of(entries, &["url", "file", "src", "href", "path"]));
    let url = file(text, "a transcript")?;
    let stated = of(entries, &["type", "mimetype", "mime"]);
    let kind = match stated.map(media_type::essence) {
        Some(stated) => media::TRANSCRIPTS
            .iter()
            .find(|it| it.eq_ignore_ascii_case(stated))
            .copied()
            .or_else(|| media::transcript_of_other_name(stated)),
        None => media_type::by_extension(&url).filter(|it| media::TRANSCRIPTS.contains(it)),
    };
    let Some(kind) = kind else {
        let types = media::TRANSCRIPTS.join("`, `");
        let what = match stated {
            Some(stated) => format!("has a type that apps do not recognize: `{}`", shown(stated)),
            None => "has no type".to_owned(),
        };
        return unusable(what, format!("add `type` with one of `{types}`"));
    };
    let stated = of(entries, &["language", "lang", "hreflang"]);
    let language = stated.and_then(author_value::language);
    if let (Some(text), None) = (stated, &language) {
        let what = format!("has an invalid language: `{}`", shown(text));
        return unusable(what, "write a language tag, for example `en` or `de-AT`");
    }
    let rel = of(entries, &["rel"]);
    if let Some(rel) = rel.filter(|it| !it.eq_ignore_ascii_case("captions")) {
        let what = format!("has an unknown `rel`: `{}`", shown(rel));
        return unusable(what, "the only value is `captions`");
    }
    Ok(Transcript { url, r#type: kind.to_owned(), language, captions: rel.is_some() })
}

/// A file, or a list of `00:00:30.000 Title` or of maps.
pub(super) fn chapters(node: &Node) -> Result<Chapters, Unusable> {
    let items = match &node.value {
        Value::List(items) if items.iter().all(|it| map(it).is_some() || is_chapter(it)) => items,
        _ => {
            let entries = map(node).unwrap_or_default();
            let text = first(node).text().or_else(|| of(entries, &["url", "file", "src", "href"]));
            let url = file(text, "a file with chapters")?;
            if media_type::by_extension(&url).is_some_and(|it| !it.contains("json")) {
                let help = "write the URL of a `.json` file, or the chapters as a list of `00:12:05 Title`";
                return unusable("is not a file with chapters in JSON", help);
            }
            return Ok(Chapters::File(url));
        }
    };
    let chapters: Vec<Chapter> = items.iter().map(chapter).collect::<Result<_, _>>()?;
    if chapters.is_empty() {
        return unusable("is empty", "list the chapters, or remove it");
    }
    Ok(Chapters::List(chapters))
}

pub(super) fn is_chapter(node: &Node) -> bool {
    node.text().is_some_and(|it| it.contains(char::is_whitespace))
}

pub(super) fn chapter(node: &Node) -> Result<Chapter, Unusable> {
    let entries = map(node).unwrap_or_default();
    let (start, title) = match node.text() {
        Some(text) => text.split_once(char::is_whitespace).unwrap_or((text, "")),
        None => (
            of(entries, &["start", "starttime", "time"]).unwrap_or_default(),
            of(entries, &["title", "name"]).unwrap_or_default(),
        ),
    };
    let valid = match duration::normal_play_time(start) {
        Ok(_) => Some(start.to_owned()),
        Err(problem) => problem.instead.map(|it| it.text),
    };
    let Some(start) = valid else {
        let what = format!("contains a start that is not a time: `{}`", shown(start));
        return unusable(what, "write hours, minutes and seconds, for example `00:12:05`");
    };
    if title.trim().is_empty() {
        return unusable("contains a chapter without a title", "write `00:12:05 Title`");
    }
    let url = |names: &[&str]| of(entries, names).map(str::to_owned);
    Ok(Chapter {
        start,
        title: one_line(title),
        url: url(&["url", "href", "link"]),
        image: url(&["image", "img"]),
    })
}

/// `73.0 60.0 Title`, or a map with `start`, `duration` and `title`.
pub(super) fn soundbite(node: &Node) -> Result<Soundbite, Unusable> {
    let help = "write `{start: 73, duration: 60, title: …}`, in seconds or as `1:13`";
    let entries = map(node).unwrap_or_default();
    let mut words = node.text().unwrap_or_default().splitn(3, char::is_whitespace);
    let start = words.next().filter(|it| !it.is_empty());
    let start = start.or_else(|| of(entries, &["start", "starttime", "startat"]));
    let length = words.next().or_else(|| of(entries, &["duration", "length"]));
    let title = words.next().or_else(|| of(entries, &["title", "name", "text"]));
    let (Some(start), Some(length)) = (start.and_then(time), length.and_then(time)) else {
        return unusable("has no start and duration in seconds", help);
    };
    Ok(Soundbite { start, duration: length, title: title.map(one_line) })
}

/// Seconds, which may have decimals, or a time with colons.
pub(super) fn time(text: &str) -> Option<String> {
    let is_plain = text.starts_with(|it: char| it.is_ascii_digit());
    if is_plain && number::decimal(text).is_ok() {
        return Some(text.to_owned());
    }
    seconds(text).map(|it| it.to_string())
}

pub(super) fn venue(node: &Node) -> Result<Venue, Unusable> {
    let Some(entries) = map(node) else {
        let name = named(node.text())?;
        return Ok(Venue { name, ..Venue::default() });
    };
    let text = |names: &[&str]| of(entries, names).map(one_line);
    let Some(name) = text(&["name", "title", "place"]) else {
        return unusable("has no name", "add `name: …`");
    };
    let mut venue = Venue { name, ..Venue::default() };
    if let Some(geo) = text(&["geo", "coordinates"]) {
        venue.geo = Some(match podcast::geo(&geo) {
            None => geo,
            Some(problem) => match problem.instead {
                Some(it) => it.text,
                None => {
                    return unusable(
                        format!("has an invalid `geo`: {}", problem.what),
                        "write, for example, `geo:53.5438,9.9668`",
                    );
                }
            },
        });
    }
    venue.osm = text(&["osm"]);
    if let Some(osm) = venue.osm.as_deref().filter(|it| !podcast::is_osm(it)) {
        return unusable(
            format!("has an invalid `osm`: `{}`", shown(osm)),
            "write, for example, `R113314`",
        );
    }
    venue.country = text(&["country"]);
    if let Some(problem) = venue.country.as_deref().and_then(country::problem) {
        return unusable(
            format!("has an invalid `country`: {}", problem.what),
            "write an ISO 3166-1 code, for example `DE`",
        );
    }
    venue.rel = text(&["rel"]).map(|it| it.to_lowercase());
    term(venue.rel.as_deref(), ["subject", "creator"].into_iter(), "rel")?;
    Ok(venue)
}
