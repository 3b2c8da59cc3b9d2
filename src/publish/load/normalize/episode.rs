//! Episodes of podcasts in front matter: numbers, types, people, and the files that belong to them. An invalid value is reported if the
//! article has a recording, and ignored.

use crate::diagnostic::Diagnostic;
use crate::publish::load::aliases::folded;
use crate::publish::load::author_value;
use crate::publish::load::episode_keys::EpisodeKey;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::people;
use crate::publish::load::normalize::values::one_line;
use crate::publish::load::normalize::values::seconds;
use crate::publish::load::normalize::values::shown;
use crate::publish::load::normalize::values::truth;
use crate::publish::podcast::Credit;
use crate::publish::podcast::Venue;
use crate::publish::podcast::episode::Chapter;
use crate::publish::podcast::episode::Chapters;
use crate::publish::podcast::episode::Episode;
use crate::publish::podcast::episode::EpisodeKind;
use crate::publish::podcast::episode::Soundbite;
use crate::publish::podcast::episode::Transcript;
use crate::publish::rules::INVALID_EPISODE_VALUE;
use crate::text::nearest::nearest;
use crate::value::country;
use crate::value::duration;
use crate::value::media_type;
use crate::value::number;
use crate::value::podcast;
use crate::value::podcast::media;
use crate::value::podcast::terms;

/// A value that cannot be used: what is wrong with it, and what to write instead.
struct Unusable {
    what: String,
    help: String,
}

fn unusable<T>(what: impl Into<String>, help: impl Into<String>) -> Result<T, Unusable> {
    Err(Unusable { what: what.into(), help: help.into() })
}

impl Reader<'_, '_> {
    /// Reads a value of an episode.
    pub(super) fn episode(&mut self, found: &Found, key: EpisodeKey) {
        if matches!(found.node.value, Value::Empty) {
            return;
        }
        let mut episode = self.out.article.episode.take().map(|it| *it).unwrap_or_default();
        match self.read_episode(found, key, &mut episode) {
            Ok(true) => self.origin(origin_of(key), found),
            Ok(false) => {}
            Err(Unusable { what, help }) => {
                let message = match found.node.text() {
                    Some(text) => format!("`{}` {what}: `{}`", found.key, shown(text)),
                    None => format!("`{}` {what}", found.key),
                };
                let mut fault = Diagnostic::new(&INVALID_EPISODE_VALUE, found.node.span, message);
                fault.note("feedwright ignores this value");
                fault.help(help);
                self.episode_faults.push(fault);
            }
        }
        if episode != Episode::default() {
            self.out.article.episode = Some(Box::new(episode));
        }
    }

    /// Returns whether a value was set.
    fn read_episode(
        &self,
        found: &Found,
        key: EpisodeKey,
        episode: &mut Episode,
    ) -> Result<bool, Unusable> {
        let node = first(found.node);
        let text = node.text();
        match key {
            EpisodeKey::Number => {
                let (number, season) = episode_number(text)?;
                episode.season = episode.season.or(season);
                Ok(set(&mut episode.number, number))
            }
            EpisodeKey::Season => {
                let entries = map(node).unwrap_or_default();
                let number = text.or_else(|| of(entries, &["number", "no", "season"]));
                if let Some(name) = of(entries, &["name", "title"]) {
                    set(&mut episode.season_name, one_line(name));
                }
                Ok(set(&mut episode.season, whole_number(number)?))
            }
            EpisodeKey::SeasonName => Ok(set(&mut episode.season_name, named(text)?)),
            EpisodeKey::Kind => Ok(set(&mut episode.kind, kind(text)?)),
            EpisodeKey::Explicit => Ok(set(&mut episode.explicit, explicit(text)?)),
            EpisodeKey::Title => Ok(set(&mut episode.title, named(text)?)),
            EpisodeKey::Subtitle => Ok(set(&mut episode.subtitle, named(text)?)),
            EpisodeKey::Image => Ok(set(&mut episode.image, image(node)?)),
            EpisodeKey::Block => {
                episode.block = yes(text)?;
                Ok(episode.block)
            }
            EpisodeKey::Transcript if episode.transcripts.is_empty() => {
                // `transcript: true` is a switch of a theme.
                if text.and_then(truth).is_some() {
                    return Ok(false);
                }
                episode.transcripts = all(found.node, transcript)?;
                Ok(true)
            }
            EpisodeKey::Chapters if text.and_then(truth).is_some() => Ok(false),
            EpisodeKey::Chapters => Ok(set(&mut episode.chapters, chapters(found.node)?)),
            EpisodeKey::Soundbite if episode.soundbites.is_empty() => {
                episode.soundbites = all(found.node, soundbite)?;
                Ok(true)
            }
            EpisodeKey::Location => Ok(set(&mut episode.location, venue(node)?)),
            EpisodeKey::Host => self.credits(found, Some("host"), episode),
            EpisodeKey::CoHost => self.credits(found, Some("co-host"), episode),
            EpisodeKey::Guest => self.credits(found, Some("guest"), episode),
            EpisodeKey::Person => self.credits(found, None, episode),
            EpisodeKey::Transcript | EpisodeKey::Soundbite => Ok(false),
        }
    }

    /// Adds people with a role, unless they are there already.
    fn credits(
        &self,
        found: &Found,
        role: Option<&str>,
        episode: &mut Episode,
    ) -> Result<bool, Unusable> {
        let known = &self.context.options.authors;
        let mut credits: Vec<Credit> = Vec::new();
        for node in items(found.node) {
            let entries = map(node);
            let people = match &found.node.value {
                Value::Scalar { text, .. } => people::of_text(text, known),
                _ => people::of_node(node, known),
            };
            for person in people {
                if entries.is_none() && is_key(&person.name) {
                    let what =
                        format!("contains the key of a person, not a name: `{}`", person.name);
                    return unusable(what, "write the names, for example `[Jane Roe, John Doe]`");
                }
                let mut credit = Credit { name: one_line(&person.name), ..Credit::default() };
                credit.role = role.map(str::to_owned);
                credit.url = person.url;
                if let Some(entries) = entries {
                    credit.role = of(entries, &["role"]).map(str::to_lowercase).or(credit.role);
                    credit.group = of(entries, &["group"]).map(str::to_lowercase);
                    credit.image =
                        of(entries, &["img", "image", "avatar", "photo"]).map(str::to_owned);
                }
                term(credit.role.as_deref(), terms::roles(), "role")?;
                term(credit.group.as_deref(), terms::groups(), "group")?;
                credits.push(credit);
            }
        }
        let is_new = |it: &Credit| {
            !episode.persons.iter().any(|other| other.name == it.name && other.role == it.role)
        };
        credits.retain(is_new);
        let has_any = !credits.is_empty();
        episode.persons.extend(credits);
        Ok(has_any)
    }
}

/// The field that a key sets, for the origins.
fn origin_of(key: EpisodeKey) -> &'static str {
    match key {
        EpisodeKey::Number => "episode",
        EpisodeKey::Season => "season",
        EpisodeKey::SeasonName => "season_name",
        EpisodeKey::Kind => "episode_type",
        EpisodeKey::Explicit => "explicit",
        EpisodeKey::Title => "itunes_title",
        EpisodeKey::Subtitle => "itunes_subtitle",
        EpisodeKey::Image => "episode_image",
        EpisodeKey::Transcript => "transcript",
        EpisodeKey::Chapters => "chapters",
        EpisodeKey::Person | EpisodeKey::Host | EpisodeKey::CoHost | EpisodeKey::Guest => "persons",
        EpisodeKey::Soundbite => "soundbite",
        EpisodeKey::Location => "location",
        EpisodeKey::Block => "block",
    }
}

/// Sets a field that has no value yet.
fn set<T>(slot: &mut Option<T>, value: T) -> bool {
    let is_new = slot.is_none();
    slot.get_or_insert(value);
    is_new
}

/// The first item of a list, or the value itself.
fn first(node: &Node) -> &Node {
    items(node).first().unwrap_or(node)
}

/// The items of a list, or the value itself.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// Reads all items of a list.
fn all<T>(node: &Node, read: fn(&Node) -> Result<T, Unusable>) -> Result<Vec<T>, Unusable> {
    items(node).iter().map(read).collect()
}

fn map(node: &Node) -> Option<&[Entry]> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The string of the first of these keys.
fn of<'n>(entries: &'n [Entry], names: &[&str]) -> Option<&'n str> {
    let named = |name: &&str| entries.iter().find(|it| folded(&it.key) == **name);
    names.iter().filter_map(named).find_map(|it| it.node.text())
}

/// `12`, `12.5`, `#12`, `Episode 12`, `S02E05`. Returns the number and the season.
fn episode_number(text: Option<&str>) -> Result<(String, Option<u64>), Unusable> {
    let wanted = "write a number, for example `12`";
    let Some(text) = text else { return unusable("is not a number", wanted) };
    let lower = text.to_ascii_lowercase();
    if let Some((season, number)) = lower.strip_prefix('s').and_then(|it| it.split_once('e'))
        && let (Ok(season), Ok(number)) = (season.trim().parse(), number.trim().parse::<u64>())
    {
        return Ok((number.to_string(), Some(season)));
    }
    let word = ["episode", "ep.", "ep", "no.", "nr.", "#"];
    let bare = word.iter().find_map(|it| lower.strip_prefix(it)).unwrap_or(&lower).trim();
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
    let digits = |it: &str| it.len() <= 9 && it.bytes().all(|it| it.is_ascii_digit());
    let decimals = decimals.trim_end_matches('0');
    match whole.parse::<u64>() {
        Ok(number) if digits(whole) && digits(decimals) && decimals.is_empty() && number > 0 => {
            Ok((number.to_string(), None))
        }
        Ok(number) if digits(whole) && digits(decimals) && !decimals.is_empty() => {
            Ok((format!("{number}.{decimals}"), None))
        }
        Ok(0) => {
            unusable("is not a number of 1 or more", "number the episodes from 1, or remove it")
        }
        _ => unusable("is not a number", wanted),
    }
}

fn whole_number(text: Option<&str>) -> Result<u64, Unusable> {
    let number = text.and_then(|it| it.trim_start_matches(['S', 's', '#']).parse::<u64>().ok());
    match number.filter(|it| (1..1_000_000_000).contains(it)) {
        Some(number) => Ok(number),
        None => unusable("is not a whole number of 1 or more", "write a number, for example `2`"),
    }
}

fn named(text: Option<&str>) -> Result<String, Unusable> {
    text.map_or_else(|| unusable("is not a string", "write a string"), |it| Ok(one_line(it)))
}

fn kind(text: Option<&str>) -> Result<EpisodeKind, Unusable> {
    const KINDS: [EpisodeKind; 3] = [EpisodeKind::Full, EpisodeKind::Trailer, EpisodeKind::Bonus];
    let text = text.unwrap_or_default();
    if let Some(kind) = KINDS.into_iter().find(|it| it.name().eq_ignore_ascii_case(text)) {
        return Ok(kind);
    }
    let help = match nearest(text, KINDS.iter().map(|it| it.name())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `full`, `trailer` or `bonus`".to_owned(),
    };
    unusable("is not a type of episode", help)
}

fn explicit(text: Option<&str>) -> Result<bool, Unusable> {
    let text = text.unwrap_or_default();
    match text.to_lowercase().as_str() {
        "explicit" => Ok(true),
        "clean" => Ok(false),
        _ => truth(text).map_or_else(
            || unusable("is neither `true` nor `false`", "write `true` if the episode is not suitable for children, and `false` if it is"),
            Ok,
        ),
    }
}

fn yes(text: Option<&str>) -> Result<bool, Unusable> {
    let truth = text.and_then(truth);
    truth.map_or_else(|| unusable("is neither `true` nor `false`", "write `true` or `false`"), Ok)
}

/// The URL of a file, absolute or relative to the site.
fn file(text: Option<&str>, what: &str) -> Result<String, Unusable> {
    let Some(text) = text else {
        return unusable(format!("has no URL of {what}"), "add `url: …`");
    };
    let is_url = text.contains(['.', '/']) && !text.contains(char::is_whitespace);
    if !is_url || author_value::url_problem(text).is_some() {
        let help = "write an `https://` URL, or a path on the site, for example `/files/walk.vtt`";
        return unusable(format!("is not the URL of {what}"), help);
    }
    is_secure(text)?;
    Ok(text.to_owned())
}

fn is_secure(url: &str) -> Result<(), Unusable> {
    if url.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("http://")) {
        return unusable(
            "does not start with `https:`",
            "the podcast namespace requires `https://`",
        );
    }
    Ok(())
}

fn image(node: &Node) -> Result<String, Unusable> {
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

fn transcript(node: &Node) -> Result<Transcript, Unusable> {
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
    let language = match of(entries, &["language", "lang", "hreflang"]) {
        Some(text) => match author_value::language(text) {
            Some(tag) => Some(tag),
            None => {
                let what = format!("has an invalid language: `{}`", shown(text));
                return unusable(what, "write a language tag, for example `en` or `de-AT`");
            }
        },
        None => None,
    };
    let rel = of(entries, &["rel"]);
    if let Some(rel) = rel.filter(|it| !it.eq_ignore_ascii_case("captions")) {
        let what = format!("has an unknown `rel`: `{}`", shown(rel));
        return unusable(what, "the only value is `captions`");
    }
    Ok(Transcript { url, r#type: kind.to_owned(), language, captions: rel.is_some() })
}

/// A file, or a list of `00:00:30.000 Title` or of maps.
fn chapters(node: &Node) -> Result<Chapters, Unusable> {
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

fn is_chapter(node: &Node) -> bool {
    node.text().is_some_and(|it| it.contains(char::is_whitespace))
}

fn chapter(node: &Node) -> Result<Chapter, Unusable> {
    let entries = map(node).unwrap_or_default();
    let (start, title) = match node.text() {
        Some(text) => text.split_once(char::is_whitespace).unwrap_or((text, "")),
        None => (
            of(entries, &["start", "starttime", "time"]).unwrap_or_default(),
            of(entries, &["title", "name"]).unwrap_or_default(),
        ),
    };
    let start = match duration::normal_play_time(start) {
        Ok(_) => start.to_owned(),
        Err(problem) => match problem.instead {
            Some(it) => it.text,
            None => {
                let what = format!("contains a start that is not a time: `{}`", shown(start));
                return unusable(what, "write hours, minutes and seconds, for example `00:12:05`");
            }
        },
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
fn soundbite(node: &Node) -> Result<Soundbite, Unusable> {
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
fn time(text: &str) -> Option<String> {
    let is_plain = text.starts_with(|it: char| it.is_ascii_digit());
    if is_plain && number::decimal(text).is_ok() {
        return Some(text.to_owned());
    }
    seconds(text).map(|it| it.to_string())
}

fn venue(node: &Node) -> Result<Venue, Unusable> {
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

/// Whether a term is in a list of the podcast namespace.
fn term(
    text: Option<&str>,
    terms: impl Iterator<Item = &'static str> + Clone,
    what: &str,
) -> Result<(), Unusable> {
    let Some(text) = text.filter(|it| !terms.clone().any(|term| term == *it)) else {
        return Ok(());
    };
    let help = match nearest(text, terms.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let examples: Vec<&str> = terms.take(3).collect();
            format!("use a term of the Podcast Taxonomy, for example `{}`", examples.join("`, `"))
        }
    };
    unusable(format!("has an unknown `{what}`: `{}`", shown(text)), help)
}

/// Whether a word is the key of a person in another file, as in Castanet, and not a name.
fn is_key(name: &str) -> bool {
    name.bytes()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_'))
}
