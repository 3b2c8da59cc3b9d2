//! Language tags: BCP 47, RFC 5646 (<https://www.rfc-editor.org/rfc/rfc5646#section-2>), checked against the IANA registry.

use std::ops::Range;

use crate::value::compare_in_lower_case;
use crate::value::problem::Problem;
use crate::value::problem::quoted;

mod registry;

/// The kind of problem with a language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageFault {
    /// The value does not have the form of a language tag.
    Form,
    /// A part of the tag is not registered.
    Unknown,
    /// The tag uses the three-letter code of a language that has a two-letter code in the registry.
    TooLong,
    /// The tag is valid, but the registry prefers another one: `iw` was replaced by `he`.
    Deprecated,
}

/// The problem with a language tag such as `en`, `de-AT` or `zh-Hant-TW`.
pub fn problem(text: &str) -> Option<Problem<LanguageFault>> {
    let problem = fault(text)?;
    let meant = match problem.class {
        LanguageFault::Deprecated => Some((canonical(text), true)),
        _ => meant(text),
    };
    Some(match meant {
        Some((tag, true)) => problem.instead(tag),
        Some((tag, false)) => problem.perhaps(tag),
        None => problem,
    })
}

/// The canonical form of a valid tag, in its usual case and with preferred subtags: `EN-us` becomes `en-US`, and `iw` becomes `he`.
pub fn canonical(text: &str) -> String {
    if let Some((_, preferred)) = find(registry::GRANDFATHERED, text) {
        return if preferred.is_empty() {
            text.to_ascii_lowercase()
        } else {
            (*preferred).to_owned()
        };
    }
    let mut written = String::with_capacity(text.len());
    let mut single = false;
    for (index, subtag) in text.split('-').enumerate() {
        if index > 0 {
            written.push('-');
        }
        let lower = subtag.to_ascii_lowercase();
        match (index, subtag.len()) {
            (0, _) => written
                .push_str(find(registry::DEPRECATED_LANGUAGES, subtag).map_or(&lower, |it| it.1)),
            // After a single letter, everything is in lowercase (RFC 5646, section 2.1.1).
            (_, 2) if !single => {
                let upper = lower.to_ascii_uppercase();
                written
                    .push_str(find(registry::DEPRECATED_REGIONS, subtag).map_or(&upper, |it| it.1));
            }
            (_, 4) if !single && lower.as_bytes()[0].is_ascii_alphabetic() => {
                written.push_str(&lower[..1].to_ascii_uppercase());
                written.push_str(&lower[1..]);
            }
            _ => written.push_str(&lower),
        }
        single |= subtag.len() == 1;
    }
    written
}

/// An iterator over the subtags of a tag and their byte ranges.
struct Subtags<'a> {
    text: &'a str,
    /// The start of the next subtag, which is after the end of the text if there are no more.
    at: usize,
}

impl<'a> Subtags<'a> {
    fn peek(&self) -> Option<(&'a str, Range<usize>)> {
        let rest = self.text.get(self.at..)?;
        let length = rest.find('-').unwrap_or(rest.len());
        Some((&rest[..length], self.at..self.at + length))
    }

    fn next(&mut self) -> Option<(&'a str, Range<usize>)> {
        let next = self.peek()?;
        self.at = next.1.end + 1;
        Some(next)
    }

    /// The next subtag, if `wanted` accepts it.
    fn next_if(&mut self, wanted: impl Fn(&str) -> bool) -> Option<(&'a str, Range<usize>)> {
        self.peek().filter(|(subtag, _)| wanted(subtag))?;
        self.next()
    }
}

/// The problem without a correction.
fn fault(text: &str) -> Option<Problem<LanguageFault>> {
    if text.is_empty() {
        return Some(Problem::new(LanguageFault::Form, 0..0, "the language is missing"));
    }
    if let Some((_, preferred)) = find(registry::GRANDFATHERED, text) {
        return (!preferred.is_empty()).then(|| {
            let what = format!("{} was replaced by `{preferred}`", quoted(text));
            Problem::new(LanguageFault::Deprecated, 0..text.len(), what)
        });
    }
    if let Some(fault) = form_fault(text) {
        return Some(fault);
    }
    let mut subtags = Subtags { text, at: 0 };
    let (primary, at) = subtags.next()?;
    if is_single(primary, b'x') {
        return None;
    }
    if let Some((_, short)) = find(registry::THREE_LETTERS, primary) {
        // RFC 5646, §2.2.1: tags use the two-letter code if the language has one.
        let what = format!("{} must be written `{short}` in a language tag", quoted(primary));
        let after = after_the_language(&mut subtags, short);
        return after.or_else(|| Some(Problem::new(LanguageFault::TooLong, at, what)));
    }
    if !is_language(primary) {
        let what = format!("{} is not a registered language", quoted(primary));
        return Some(Problem::new(LanguageFault::Unknown, at, what));
    }
    after_the_language(&mut subtags, primary).or_else(|| deprecated(text))
}

/// The problem with the characters or the lengths of the subtags.
fn form_fault(text: &str) -> Option<Problem<LanguageFault>> {
    let form = |at: Range<usize>, what: String| Some(Problem::new(LanguageFault::Form, at, what));
    if let Some((at, character)) =
        text.char_indices().find(|(_, it)| !it.is_ascii_alphanumeric() && *it != '-')
    {
        let what = match character {
            '_' => "the parts of a language tag are separated by `-`, not by `_`".to_owned(),
            _ => format!(
                "a language tag cannot contain {}",
                quoted(character.encode_utf8(&mut [0; 4]))
            ),
        };
        return form(at..at + character.len_utf8(), what);
    }
    let mut subtags = Subtags { text, at: 0 };
    while let Some((subtag, at)) = subtags.next() {
        if subtag.is_empty() {
            return form(at, "a part of the language tag is empty".to_owned());
        }
        if subtag.len() > 8 {
            return form(
                at,
                format!(
                    "{} is longer than 8 characters, the maximum for a part of a language tag",
                    quoted(subtag)
                ),
            );
        }
    }
    None
}

/// The problem after the first subtag: extended languages, script, region, variants, extensions, private use.
fn after_the_language(subtags: &mut Subtags, primary: &str) -> Option<Problem<LanguageFault>> {
    let unknown =
        |at: Range<usize>, what: String| Some(Problem::new(LanguageFault::Unknown, at, what));
    if let Some((extended, at)) = subtags.next_if(|it| it.len() == 3 && is_alphabetic(it)) {
        let fits = find(registry::EXTLANGS, extended)
            .is_some_and(|(_, prefix)| prefix.eq_ignore_ascii_case(primary));
        if !fits {
            return unknown(
                at,
                format!(
                    "{} is not an extension of the language {}",
                    quoted(extended),
                    quoted(primary)
                ),
            );
        }
    }
    if let Some((script, at)) = subtags.next_if(|it| it.len() == 4 && is_alphabetic(it))
        && !is_script(script)
    {
        return unknown(at, format!("{} is not a registered script", quoted(script)));
    }
    if let Some((region, at)) = subtags.next_if(is_shaped_as_region)
        && !is_region(region)
    {
        return unknown(at, format!("{} is not a registered region", quoted(region)));
    }
    let variants = subtags.at;
    while let Some((variant, at)) = subtags.next_if(is_shaped_as_variant) {
        if registry::VARIANTS.binary_search_by(|it| compare_in_lower_case(it, variant)).is_err() {
            return unknown(at, format!("{} is not a registered variant", quoted(variant)));
        }
        // A tag with many registered variants contains one of them twice, so this search is short.
        let earlier = &subtags.text[variants..at.start];
        if earlier.split('-').any(|it| it.eq_ignore_ascii_case(variant)) {
            return Some(Problem::new(
                LanguageFault::Form,
                at,
                format!("the variant {} appears twice", quoted(variant)),
            ));
        }
    }
    extensions(subtags)
}

/// The problem with the last parts: extensions such as `u-ca-buddhist`, and private use after an `x`.
fn extensions(subtags: &mut Subtags) -> Option<Problem<LanguageFault>> {
    let mut seen = [false; 128];
    while let Some((subtag, at)) = subtags.next() {
        let form = |what: String| Some(Problem::new(LanguageFault::Form, at.clone(), what));
        let [single] = subtag.as_bytes() else {
            return form(format!(
                "{} does not belong here: the order is language, script, region, variants",
                quoted(subtag)
            ));
        };
        let single = single.to_ascii_lowercase();
        if std::mem::replace(&mut seen[usize::from(single)], true) {
            return form(format!("the extension `{}` appears twice", char::from(single)));
        }
        let least = if single == b'x' { 1 } else { 2 };
        if subtags.next_if(|it| it.len() >= least).is_none() {
            return form(format!("there is nothing after {}", quoted(subtag)));
        }
        if single == b'x' {
            return None;
        }
        while subtags.next_if(|it| it.len() >= 2).is_some() {}
    }
    None
}

/// Whether the registry prefers another language or region.
fn deprecated(text: &str) -> Option<Problem<LanguageFault>> {
    let mut subtags = Subtags { text, at: 0 };
    while let Some((subtag, at)) = subtags.next_if(|it| it.len() > 1) {
        let table = if at.start == 0 {
            registry::DEPRECATED_LANGUAGES
        } else {
            registry::DEPRECATED_REGIONS
        };
        if let Some((_, preferred)) = find(table, subtag) {
            let what = format!("{} was replaced by `{preferred}`", quoted(subtag));
            return Some(Problem::new(LanguageFault::Deprecated, at, what));
        }
    }
    None
}

/// The intended tag of an invalid value, and whether it is certain.
fn meant(text: &str) -> Option<(String, bool)> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > 40 {
        return None;
    }
    // `en_US.UTF-8` is the name of a locale.
    let locale = trimmed.split(['.', '@']).next().unwrap_or_default();
    let joined = locale.replace(['_', ' '], "-");
    let joined = joined.trim_matches('-');
    if fault(joined).is_none_or(|it| it.class == LanguageFault::Deprecated) {
        return Some((canonical(joined), true));
    }
    let (first, rest) = joined.split_once('-').unwrap_or((joined, ""));
    // The ISO 3166 code of the United Kingdom is `GB`. `UK` is only reserved.
    if rest.eq_ignore_ascii_case("UK") && is_language(first) {
        return Some((canonical(&format!("{first}-GB")), true));
    }
    if let Some((_, short)) = find(registry::THREE_LETTERS, first) {
        let tag = if rest.is_empty() { (*short).to_owned() } else { format!("{short}-{rest}") };
        return fault(&tag).is_none().then(|| (canonical(&tag), true));
    }
    let lower = trimmed.to_lowercase();
    let name = registry::NAMES.iter().find(|(name, _)| *name == lower);
    if let Some((_, tag)) = name {
        return Some(((*tag).to_owned(), true));
    }
    // For `English (US)` or `german-swiss`, at least the language can be determined.
    let word = lower.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    if let Some((_, tag)) = registry::NAMES.iter().find(|(name, _)| *name == word) {
        return Some(((*tag).to_owned(), false));
    }
    if is_language(first) && first.len() == 2 && first.len() < joined.len() {
        return Some((first.to_ascii_lowercase(), false));
    }
    None
}

/// Whether a subtag is a registered language or reserved for private use.
fn is_language(subtag: &str) -> bool {
    match subtag.len() {
        2 => is_among(registry::LANGUAGES_2, subtag),
        3 => is_among(registry::LANGUAGES_3, subtag) || is_within(subtag, "qaa", "qtz"),
        _ => false,
    }
}

fn is_script(subtag: &str) -> bool {
    is_among(registry::SCRIPTS, subtag) || is_within(subtag, "qaaa", "qabx")
}

fn is_region(subtag: &str) -> bool {
    match subtag.len() {
        2 => {
            is_among(registry::REGIONS_2, subtag)
                || is_within(subtag, "qm", "qz")
                || is_within(subtag, "xa", "xz")
        }
        _ => is_among(registry::REGIONS_3, subtag),
    }
}

fn is_shaped_as_region(subtag: &str) -> bool {
    subtag.len() == 2 && is_alphabetic(subtag)
        || subtag.len() == 3 && subtag.bytes().all(|it| it.is_ascii_digit())
}

fn is_shaped_as_variant(subtag: &str) -> bool {
    subtag.len() >= 5 || subtag.len() == 4 && subtag.as_bytes()[0].is_ascii_digit()
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|it| it.is_ascii_alphabetic())
}

fn is_single(subtag: &str, letter: u8) -> bool {
    subtag.as_bytes().eq_ignore_ascii_case(&[letter])
}

/// Whether a string of letters is between two others of the same length, in any case.
fn is_within(text: &str, first: &str, last: &str) -> bool {
    is_alphabetic(text)
        && compare_in_lower_case(first, text).is_le()
        && compare_in_lower_case(last, text).is_ge()
}

/// Whether a subtag is in a sorted list whose members all have the same length as the subtag and are followed by a space.
fn is_among(list: &str, subtag: &str) -> bool {
    let width = subtag.len() + 1;
    let (mut low, mut high) = (0, list.len() / width);
    while low < high {
        let middle = usize::midpoint(low, high);
        let member = &list[middle * width..(middle + 1) * width - 1];
        match compare_in_lower_case(member, subtag) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

fn find(
    table: &'static [(&'static str, &'static str)],
    name: &str,
) -> Option<&'static (&'static str, &'static str)> {
    table.binary_search_by(|(it, _)| compare_in_lower_case(it, name)).ok().map(|at| &table[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> String {
        let Some(problem) = problem(text) else { return String::new() };
        assert!(text.get(problem.at.clone()).is_some(), "{text}: {:?}", problem.at);
        let instead = problem.instead.map_or(String::new(), |it| {
            assert_eq!(super::problem(&it.text), None, "{text}: {}", it.text);
            format!(" => {}{}", it.text, if it.sure { "" } else { "?" })
        });
        format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what)
    }

    #[test]
    fn accepts_good_tags() {
        for text in [
            "en",
            "EN",
            "en-us",
            "en-US",
            "de",
            "de-CH-1996",
            "zh-Hant-TW",
            "cmn",
            "yue",
            "zh-yue-HK",
            "es-419",
            "und",
            "sl-rozaj-biske-1994",
            "tlh",
            "x-whatever",
            "en-x-us",
            "de-DE-u-co-phonebk",
            "qaa",
            "qaa-Qaaa-QM-x-a",
            "en-a-bbb-x-a-ccc",
            "sr-Latn-RS",
            "nb-NO",
            "mul",
            "ja-Latn-hepburn",
            "i-default",
            "en-GB-oxendict",
        ] {
            assert_eq!(described(text), "", "{text}");
        }
    }

    #[rustfmt::skip]
    static BAD: &[(&str, &str)] = &[
        ("", "Form at 0..0: the language is missing"),
        ("en_US", "Form at 2..3: the parts of a language tag are separated by `-`, not by `_` => en-US"),
        ("en_us.UTF-8", "Form at 2..3: the parts of a language tag are separated by `-`, not by `_` => en-US"),
        ("English", "Unknown at 0..7: `English` is not a registered language => en"),
        ("English (US)", "Form at 7..8: a language tag cannot contain a space => en?"),
        ("deutsch", "Unknown at 0..7: `deutsch` is not a registered language => de"),
        ("Espa\u{f1}ol", "Form at 4..6: a language tag cannot contain `\u{f1}` => es"),
        ("klingon", "Unknown at 0..7: `klingon` is not a registered language"),
        ("insert language here", "Form at 6..7: a language tag cannot contain a space"),
        ("en-", "Form at 3..3: a part of the language tag is empty => en"),
        ("-en", "Form at 0..0: a part of the language tag is empty => en"),
        ("en--us", "Form at 3..3: a part of the language tag is empty => en?"),
        ("english-language", "Unknown at 0..7: `english` is not a registered language => en?"),
        ("en-UK", "Unknown at 3..5: `UK` is not a registered region => en-GB"),
        ("en-ABCD", "Unknown at 3..7: `ABCD` is not a registered script => en?"),
        ("en-abcde", "Unknown at 3..8: `abcde` is not a registered variant => en?"),
        ("en-yue", "Unknown at 3..6: `yue` is not an extension of the language `en` => en?"),
        ("en-US-US", "Form at 6..8: `US` does not belong here: the order is language, script, region, variants => en?"),
        ("de-1996-1996", "Form at 8..12: the variant `1996` appears twice => de?"),
        ("en-a-bb-a-cc", "Form at 8..9: the extension `a` appears twice => en?"),
        ("en-a", "Form at 3..4: there is nothing after `a` => en?"),
        ("en-x", "Form at 3..4: there is nothing after `x` => en?"),
        ("en-XX-bogus-!!", "Form at 12..13: a language tag cannot contain `!` => en?"),
        ("zz", "Unknown at 0..2: `zz` is not a registered language"),
        ("eng-us", "TooLong at 0..3: `eng` must be written `en` in a language tag => en-US"),
        ("epo-XYZW", "Unknown at 4..8: `XYZW` is not a registered script"),
        ("iw", "Deprecated at 0..2: `iw` was replaced by `he` => he"),
        ("in-ID", "Deprecated at 0..2: `in` was replaced by `id` => id-ID"),
        ("my-BU", "Deprecated at 3..5: `BU` was replaced by `MM` => my-MM"),
        ("i-klingon", "Deprecated at 0..9: `i-klingon` was replaced by `tlh` => tlh"),
    ];

    #[test]
    fn describes_problems() {
        for (text, wanted) in BAD {
            assert_eq!(described(text), *wanted, "{text}");
        }
    }

    #[test]
    fn writes_tags_in_their_usual_case() {
        for (text, wanted) in [
            ("EN-us", "en-US"),
            ("zh-hANT-tw", "zh-Hant-TW"),
            ("DE-ch-1996-U-CO-Phonebk", "de-CH-1996-u-co-phonebk"),
            ("I-KLINGON", "tlh"),
            ("en-X-US", "en-x-us"),
        ] {
            assert_eq!(canonical(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_registry_can_be_searched() {
        for (list, width) in [
            (registry::LANGUAGES_2, 2),
            (registry::LANGUAGES_3, 3),
            (registry::SCRIPTS, 4),
            (registry::REGIONS_2, 2),
            (registry::REGIONS_3, 3),
        ] {
            let members: Vec<&str> = list.split(' ').filter(|it| !it.is_empty()).collect();
            assert!(members.is_sorted() && members.iter().all(|it| it.len() == width));
            assert_eq!(list.len(), members.len() * (width + 1));
            assert!(members.iter().all(|it| is_among(list, it)));
        }
        assert!(registry::VARIANTS.is_sorted());
        for table in [
            registry::EXTLANGS,
            registry::GRANDFATHERED,
            registry::DEPRECATED_LANGUAGES,
            registry::DEPRECATED_REGIONS,
            registry::THREE_LETTERS,
            registry::NAMES,
        ] {
            assert!(table.is_sorted());
        }
    }

    #[test]
    fn reads_hostile_tags_in_linear_time() {
        for part in ["en-", "1996-", "a-bb-", "x-", "-", "_", "a", "u-co-"] {
            let _ =
                (problem(&part.repeat(100_000)), problem(&format!("de-{}", part.repeat(100_000))));
        }
    }
}
