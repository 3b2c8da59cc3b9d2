//! The simple values of an episode: numbers, types, URLs of files.

use crate::publish::load::aliases::folded;
use crate::publish::load::author_value;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::values::one_line;
use crate::publish::load::normalize::values::shown;
use crate::publish::load::normalize::values::truth;
use crate::publish::podcast::episode::EpisodeKind;
use crate::text::nearest::nearest;

/// A value that cannot be used: what is wrong with it, and what to write instead.
pub(super) struct Unusable {
    pub(super) what: String,
    pub(super) help: String,
}

pub(super) fn unusable<T>(what: impl Into<String>, help: impl Into<String>) -> Result<T, Unusable> {
    Err(Unusable { what: what.into(), help: help.into() })
}

/// The first item of a list, or the value itself.
pub(super) fn first(node: &Node) -> &Node {
    items(node).first().unwrap_or(node)
}

/// The items of a list, or the value itself.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// Reads all items of a list.
pub(super) fn all<T>(
    node: &Node,
    read: fn(&Node) -> Result<T, Unusable>,
) -> Result<Vec<T>, Unusable> {
    items(node).iter().map(read).collect()
}

pub(super) fn map(node: &Node) -> Option<&[Entry]> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The string of the first of these keys.
pub(super) fn of<'n>(entries: &'n [Entry], names: &[&str]) -> Option<&'n str> {
    let named = |name: &&str| entries.iter().find(|it| folded(&it.key) == **name);
    names.iter().filter_map(named).find_map(|it| it.node.text())
}

/// `12`, `12.5`, `#12`, `Episode 12`, `S02E05`. Returns the number and the season.
pub(super) fn episode_number(text: Option<&str>) -> Result<(String, Option<u64>), Unusable> {
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

pub(super) fn whole_number(text: Option<&str>) -> Result<u64, Unusable> {
    let number = text.and_then(|it| it.trim_start_matches(['S', 's', '#']).parse::<u64>().ok());
    match number.filter(|it| (1..1_000_000_000).contains(it)) {
        Some(number) => Ok(number),
        None => unusable("is not a whole number of 1 or more", "write a number, for example `2`"),
    }
}

pub(super) fn named(text: Option<&str>) -> Result<String, Unusable> {
    text.map_or_else(|| unusable("is not a string", "write a string"), |it| Ok(one_line(it)))
}

pub(super) fn kind(text: Option<&str>) -> Result<EpisodeKind, Unusable> {
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

pub(super) fn explicit(text: Option<&str>) -> Result<bool, Unusable> {
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

pub(super) fn yes(text: Option<&str>) -> Result<bool, Unusable> {
    let truth = text.and_then(truth);
    truth.map_or_else(|| unusable("is neither `true` nor `false`", "write `true` or `false`"), Ok)
}

/// The URL of a file, absolute or relative to the site.
pub(super) fn file(text: Option<&str>, what: &str) -> Result<String, Unusable> {
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

pub(super) fn is_secure(url: &str) -> Result<(), Unusable> {
    if url.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("http://")) {
        return unusable(
            "does not start with `https:`",
            "the podcast namespace requires `https://`",
        );
    }
    Ok(())
}

/// Whether a term is in a list of the podcast namespace.
pub(super) fn term(
    text: Option<&str>,
    terms: impl Iterator<Item = &'static str> + Clone,
    what: &str,
) -> Result<(), Unusable> {
    let Some(text) = text.filter(|it| !terms.clone().any(|term| term == *it)) else {
        return Ok(());
    };
    let help = nearest(text, terms.clone()).map_or_else(
        || {
            let examples: Vec<&str> = terms.take(3).collect();
            format!("use one of the known terms, for example `{}`", examples.join("`, `"))
        },
        |near| format!("did you mean `{near}`?"),
    );
    unusable(format!("has an unknown `{what}`: `{}`", shown(text)), help)
}

/// Whether a word is the key of a person in another file, as in Castanet, and not a name.
pub(super) fn is_key(name: &str) -> bool {
    name.bytes()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_'))
}
