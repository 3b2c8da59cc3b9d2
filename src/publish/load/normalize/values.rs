//! The values of front matter: booleans, authors, pictures and durations, and the diagnostics of dates.

use crate::diagnostic::Diagnostic;
use crate::publish::article::{Image, Person};
use crate::publish::load::aliases;
use crate::publish::load::date::DateProblem;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::load::people;
use crate::publish::rules::{AMBIGUOUS_DATE, IMPOSSIBLE_DATE, UNREADABLE_DATE};
use crate::text::shorten::clipped;
use crate::text::span::Span;
use crate::value::duration;
use std::borrow::Cow;

/// The diagnostic for an invalid date. `what` is the key or the kind of line that contains the date.
pub(crate) fn date_fault(problem: &DateProblem, what: &str, text: &str, span: Span) -> Diagnostic {
    let text = shown(text);
    match problem {
        DateProblem::Ambiguous(one, other) => {
            let message = format!("`{what}` is ambiguous: `{text}`");
            let mut fault = Diagnostic::new(&AMBIGUOUS_DATE, span, message);
            fault.note("the order of day and month differs between countries");
            fault.help(format!("write `{one}` or `{other}`"));
            fault
        }
        DateProblem::Impossible(why) => {
            let message = format!("`{what}` is not a real date: `{text}`");
            let mut fault = Diagnostic::new(&IMPOSSIBLE_DATE, span, message);
            fault.note(why.clone());
            fault.help(
                "write it as `YYYY-MM-DD`, for example `2024-04-03` or `2024-04-03T10:00:00+02:00`",
            );
            fault
        }
        DateProblem::NotADate => {
            let message = format!("`{what}` is not a date: `{text}`");
            let mut fault = Diagnostic::new(&UNREADABLE_DATE, span, message);
            fault.note("without a date, the article has no position in the feed");
            fault.help(
                "write it as `YYYY-MM-DD`, for example `2024-04-03` or `2024-04-03T10:00:00+02:00`",
            );
            fault
        }
    }
}

/// The words for true and false in YAML 1.1 and in common use.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// The authors in a map (`name`, `email`, `url`), in a map of such maps by key, or in a string.
pub(crate) fn person(node: &Node) -> Vec<Person> {
    let Value::Map(entries) = &node.value else {
        return node.text().map(list_item).unwrap_or_default();
    };
    // The order of `names` decides, not the order in the map: in Docusaurus, `title` is the role.
    let of = |names: &[&str]| {
        let known = |name: &&str| entries.iter().find(|it| aliases::folded(&it.key) == **name);
        names.iter().filter_map(known).find_map(|it| it.node.text()).map(one_line)
    };
    let parts = || match (
        of(&["given", "givenname", "firstname", "first"]),
        of(&["family", "familyname", "lastname", "last"]),
    ) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => given.or(family),
    };
    let name = of(&["name", "fullname", "displayname", "literal"]).or_else(parts);
    let inner = entries.iter().find(|it| aliases::folded(&it.key) == "name");
    if let Some(Entry { node: Node { value: Value::Map(_), .. }, .. }) = inner {
        // Quarto: `name: {given: Ann, family: Lee}`.
        return inner.map(|it| person(&it.node)).unwrap_or_default();
    }
    if let Some(name) = name.or_else(|| of(&["title", "label", "author"])) {
        vec![Person {
            name,
            email: of(&["email", "mail"]),
            url: of(&[
                "url", "uri", "link", "website", "web", "homepage", "home", "site", "href", "page",
            ]),
        }]
    } else {
        let maps = entries.iter().filter(|it| matches!(it.node.value, Value::Map(_)));
        maps.flat_map(|it| name_of(&it.node)).collect()
    }
}

/// The author in a map inside a map of authors. It contains no further maps of authors.
fn name_of(node: &Node) -> Vec<Person> {
    match &node.value {
        Value::Map(entries) if entries.iter().any(|it| aliases::folded(&it.key) == "name") => {
            person(node)
        }
        _ => Vec::new(),
    }
}

/// An item in a list of authors is one person, even "Doe, Jane", unless it contains more than a name.
pub(crate) fn list_item(text: &str) -> Vec<Person> {
    if text.contains(['<', '(', '@']) {
        return people::read(text);
    }
    vec![Person { name: one_line(text), ..Person::default() }]
}

/// The file extensions of pictures.
static PICTURES: &[&str] =
    &["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tiff", "heic", "jxl"];

/// Whether a string is the URL of a picture. Some themes have a color, a gradient or a sentence in its place.
fn is_picture(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if PICTURES.contains(&extension.as_str()) && path.contains('.') {
        return true;
    }
    !text.contains(char::is_whitespace) && !text.contains(['(', '{']) && path.contains(['.', '/'])
}

/// A picture, given as a URL or as a map.
pub(crate) fn image(node: &Node) -> Option<Image> {
    let Value::Map(entries) = &node.value else {
        let url = node.text().filter(|it| is_picture(it))?.to_owned();
        return Some(Image { url, ..Image::default() });
    };
    let of = |names: &[&str]| {
        let known = |it: &&Entry| names.contains(&aliases::folded(&it.key).as_str());
        entries.iter().find(known).and_then(|it| it.node.text()).map(str::to_owned)
    };
    Some(Image {
        url: of(&["url", "src", "path", "image", "file", "href", "filename", "publicurl"])?,
        alt: of(&["alt", "alttext"]),
        credit: of(&["credit", "credits"]),
        caption: of(&["caption", "title"]),
    })
}

/// A duration in seconds: `1834`, `30:34`, `1:02:03`, `PT20M31S`, `1h 17m`, `77 min`.
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    match duration::itunes(text) {
        Ok(seconds) => Some(seconds),
        Err(problem) => problem.proposal().and_then(|it| it.parse().ok()).or_else(|| {
            let parts: Vec<u64> =
                text.split(':').map(|it| it.trim().parse().ok()).collect::<Option<_>>()?;
            (parts.len() <= 3).then_some(())?;
            parts.into_iter().try_fold(0_u64, |sum, it| sum.checked_mul(60)?.checked_add(it))
        }),
    }
}

/// Replaces each run of white space with one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The start of a long value, for a message.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    clipped(text, 80)
}
