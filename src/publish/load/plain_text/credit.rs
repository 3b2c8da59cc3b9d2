//! Photo credits: `Photo: Ann Lee`, `(AP Photo/Ann Lee)`, `© Ann Lee`, `Ann Lee/Agency; Bob Ray/Agency/Agency`.

use crate::publish::article::Confidence;
use crate::publish::load::people;
use crate::publish::load::people::name::{is_name, words_in};
use crate::publish::load::people::words::{AGENCIES, after_word, has};
use crate::publish::load::plain_text::words::{CREDITS, PICTURE_AGENCIES};

/// A photo credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    /// The names as displayed, without the word `Photo` and surrounding brackets.
    pub(super) text: String,
    /// Whether a word or symbol marks it as a credit.
    pub(super) marked: bool,
    /// Whether it is almost certainly a credit, wherever it is.
    pub(super) certain: bool,
}

/// Reads a line that consists only of a photo credit.
pub(super) fn of(line: &str) -> Option<Credit> {
    let line = unbracketed(line.trim().trim_matches(['*', '_']));
    if line.len() > 300 || words_in(line) > 24 || line.is_empty() {
        return None;
    }
    let credit = |text: &str, marked, certain| {
        Some(Credit { text: text.trim().to_owned(), marked, certain })
    };
    if line.starts_with('©') || after_word(line, "(c)").is_some() {
        return credit(line, true, true);
    }
    if opens_with_agency(line) {
        return credit(line, true, true);
    }
    for phrase in CREDITS {
        let Some(rest) = after_word(line, phrase) else { continue };
        let bare =
            rest.trim_start_matches(|it: char| it.is_whitespace() || ":：/|-–—".contains(it));
        if bare.is_empty() {
            return None;
        }
        let named = is_named(bare);
        let short = words_in(bare) <= 15 && !is_sentence(bare);
        if rest.trim_start().starts_with([':', '：', '/', '|']) && (named || short) {
            return credit(unbracketed(bare), true, named);
        }
        // A name may follow `photo by` and `foto von` without a colon. It only follows a bare `photo` in captions.
        let leads = phrase.contains(' ');
        if named {
            return credit(bare, true, leads);
        }
    }
    if has(PICTURE_AGENCIES, line) {
        return credit(line, false, true);
    }
    let slashed = line.contains('/') && !line.contains("//") && is_named(line);
    let via =
        line.split_once(" via ").is_some_and(|(who, source)| is_named(who) && is_named(source));
    let agency = || line.split(['/', ';', ',']).any(|it| is_source(it.trim()));
    if slashed || via { credit(line, false, agency()) } else { None }
}

/// Splits a caption from the credit after it: `The ferry at dawn. (AP Photo/Ann Lee)`, `The ferry at dawn. Photo: Ann Lee`.
pub(super) fn after_caption(line: &str) -> Option<(&str, Credit)> {
    if line.len() > 700 {
        return None;
    }
    let bracket = line.ends_with([')', ']']).then(|| line.rfind(['(', '['])).flatten();
    let stop = || {
        line.rmatch_indices(['.', '|', '/', '–', '—', '!', '?', '©'])
            .map(|(at, it)| if it == "©" { at } else { at + it.len() })
            .take(4)
    };
    for at in bracket.into_iter().chain(stop()) {
        let (caption, rest) =
            (line[..at].trim_end_matches(['|', '/', '–', '—', ' ']), line[at..].trim());
        let words = words_in(caption);
        if words < 2 || rest.is_empty() {
            continue;
        }
        // `The ferry at dawn. Ann Lee/Reuters`: an unmarked credit must follow a sentence and contain an agency.
        let sentence = || caption.ends_with(['.', '!', '?', '”', '"', '»']);
        if let Some(credit) = of(rest).filter(|it| it.marked || it.certain && sentence()) {
            return Some((caption, credit));
        }
    }
    None
}

/// Reads the line directly below a byline, where newsrooms put a credit even without a marker: `Bob Ray, Getty Images`.
pub(super) fn under_byline(line: &str) -> Option<(String, Confidence)> {
    let line = unbracketed(line.trim());
    let mut parts = line.split([',', ';', '(', '/']).map(str::trim);
    let person = parts.next().is_some_and(|it| words_in(it) > 1 && is_name(it) && !is_source(it));
    if !person || !is_named(line) || words_in(line) > 24 {
        return None;
    }
    let sourced = parts.any(|it| is_source(it.trim_end_matches(')')));
    Some((line.to_owned(), if sourced { Confidence::Likely } else { Confidence::Unsure }))
}

/// `AP Photo/Ann Lee`, `REUTERS/Bob Ray`, `dpa / Max Muster`, `AP Photo`.
fn opens_with_agency(line: &str) -> bool {
    let (first, rest) = line.split_once('/').unwrap_or((line, ""));
    let first = first.trim().to_lowercase();
    let named = first.strip_suffix("photo").or_else(|| first.strip_suffix("foto")).map(str::trim);
    match named {
        Some(agency) => AGENCIES.contains(&agency) && (rest.is_empty() || is_named(rest)),
        None => !rest.is_empty() && AGENCIES.contains(&first.as_str()) && is_named(rest),
    }
}

/// Whether every part of a string, split at slashes, semicolons, commas and "and", is a name.
pub(super) fn is_named(text: &str) -> bool {
    let parts = text
        .split(['/', ';', ',', '|', '&', '(', ')'])
        .flat_map(|it| it.split(" and "))
        .flat_map(|it| it.split(" und "));
    let parts = parts
        .flat_map(|it| it.split(" et "))
        .flat_map(|it| it.split(" via "))
        .map(str::trim)
        .filter(|it| !it.is_empty());
    let mut count = 0;
    for part in parts {
        let part = part.trim_start_matches(['©', ' ']).trim_end_matches('.');
        let part = after_word(part, "courtesy of")
            .or_else(|| after_word(part, "for"))
            .map_or(part, str::trim);
        if !is_name(part) && !is_source(part) && !part.chars().all(|it| it.is_ascii_digit()) {
            return false;
        }
        count += 1;
    }
    count > 0
}

/// Whether a string is the name of an agency or publisher, not of a person.
fn is_source(text: &str) -> bool {
    people::words::is_agency(text)
        || has(PICTURE_AGENCIES, text)
        || (words_in(text) <= 6
            && text.starts_with(char::is_uppercase)
            && people::is_affiliation(text))
        || has(
            &[
                "file",
                "files",
                "archive",
                "archiv",
                "handout",
                "pool",
                "staff",
                "dr",
                "privat",
                "contributed",
            ],
            text,
        )
}

/// Whether a string ends or continues like a sentence.
fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '?', '!']) && words_in(text) > 6
}

/// Removes the brackets around a string.
fn unbracketed(text: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) =
            text.strip_prefix(open).and_then(|it| it.trim_end_matches('.').strip_suffix(close))
            && !inner.contains([open, close])
        {
            return inner.trim();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{after_caption, of};

    #[test]
    fn reads_credits() {
        for (line, text) in [
            ("Photo: Ann Lee", "Ann Lee"),
            ("PHOTO BY ANN LEE", "ANN LEE"),
            ("(AP Photo/Ann Lee)", "AP Photo/Ann Lee"),
            ("REUTERS/Ann Lee", "REUTERS/Ann Lee"),
            ("© Ann Lee", "© Ann Lee"),
            (
                "Ann Lee/Getty Images; Bob Ray/Bloomberg/Getty Images",
                "Ann Lee/Getty Images; Bob Ray/Bloomberg/Getty Images",
            ),
            (
                "Ann Lee/Harbor Wire; Bob Ray/Harbor Wire/North Light",
                "Ann Lee/Harbor Wire; Bob Ray/Harbor Wire/North Light",
            ),
            ("Foto: Max Muster/dpa", "Max Muster/dpa"),
            ("Fotos: Max Muster (2), Eva Beispiel", "Max Muster (2), Eva Beispiel"),
            ("Crédit photo : Zoé Petit", "Zoé Petit"),
            ("Ann Lee via AP", "Ann Lee via AP"),
            ("Handout via Reuters", "Handout via Reuters"),
            ("Getty Images", "Getty Images"),
            ("Courtesy of Ann Lee", "Ann Lee"),
            ("Image: Harbor Museum", "Harbor Museum"),
            ("Illustration by Ann Lee", "Ann Lee"),
        ] {
            assert_eq!(of(line).map(|it| it.text).as_deref(), Some(text), "{line}");
        }
        for line in [
            "The ferry and/or the bridge will open.",
            "Photos show the storm over the harbor at night.",
            "Reuters",
            "Ann Lee",
            "Either/or: a choice",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }

    #[test]
    fn splits_a_credit_from_its_caption() {
        for (line, caption, text) in [
            ("The ferry at dawn. (AP Photo/Ann Lee)", "The ferry at dawn.", "AP Photo/Ann Lee"),
            ("The ferry at dawn. Photo: Ann Lee", "The ferry at dawn.", "Ann Lee"),
            ("Die Fähre am Morgen. Foto: Max Muster/dpa", "Die Fähre am Morgen.", "Max Muster/dpa"),
            ("Le bac à l'aube. © Zoé Petit", "Le bac à l'aube.", "© Zoé Petit"),
            ("The ferry at dawn. Ann Lee/Reuters", "The ferry at dawn.", "Ann Lee/Reuters"),
        ] {
            let found =
                after_caption(line).map(|(caption, credit)| (caption.to_owned(), credit.text));
            assert_eq!(found, Some((caption.to_owned(), text.to_owned())), "{line}");
        }
        assert_eq!(after_caption("The mayor spoke (for an hour)."), None);
    }
}
