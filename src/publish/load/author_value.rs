//! Checks slugs, URLs and languages that an author specifies. The checks are light: they reject values that lead elsewhere. The
//! validator later checks the values in the feed.

use crate::value::language;
use crate::value::language::LanguageFault;

/// The longest slug, in characters. Most file systems and servers allow at most 255 bytes.
const MAX_SLUG_LENGTH: usize = 200;

/// Why `slug` is not a single plain segment of a URL path.
pub(crate) fn slug_problem(slug: &str) -> Option<String> {
    if slug.is_empty() || slug.chars().all(|it| it == '.') {
        return Some("it does not name a page".to_owned());
    }
    if slug.chars().count() > MAX_SLUG_LENGTH {
        return Some(format!("it is longer than {MAX_SLUG_LENGTH} characters"));
    }
    // Other symbols become hyphens or are removed, depending on the generator.
    let special = |it: &char| matches!(it, '/' | '\\' | '%' | '<' | '>');
    if let Some(character) = slug.chars().find(special) {
        return Some(format!("`{character}` has a special meaning in a URL"));
    }
    unseen(slug)
}

/// Why `url` is not the URL of a page, absolute or relative to the site.
pub(crate) fn url_problem(url: &str) -> Option<String> {
    if let Some(problem) = unseen(url) {
        return Some(problem);
    }
    if url.contains('\\') {
        return Some("browsers treat a backslash as a slash, but other readers do not".to_owned());
    }
    if let Some(scheme) = scheme(url) {
        if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
            return Some(format!("a `{scheme}:` URL does not lead to a web page"));
        }
        return None;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let dots = |it: &str| it.replace("%2e", ".").replace("%2E", ".") == "..";
    path.split('/').any(dots).then(|| "`..` leads out of its folder".to_owned())
}

/// Whether `url` is a pattern with placeholders: ours, Jekyll's, or a template.
pub(crate) fn is_pattern(url: &str) -> bool {
    let path = if scheme(url).is_some() { "" } else { url };
    path.contains('{') || path.split('/').any(|it| it.starts_with(':'))
}

/// The scheme of an absolute URL.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let first = scheme.chars().next()?;
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.');
    (first.is_ascii_alphabetic() && scheme.chars().all(plain)).then_some(scheme)
}

/// The language tag (BCP 47, <https://www.rfc-editor.org/info/bcp47>) that `text` contains. It may also be a locale:
/// `en_US.UTF-8`.
pub(crate) fn language(text: &str) -> Option<String> {
    let tag = text.split('.').next()?.replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next()?;
    let letters = first.chars().all(|it| it.is_ascii_alphabetic());
    let plain =
        |it: &str| (1..=8).contains(&it.len()) && it.chars().all(|it| it.is_ascii_alphanumeric());
    if !(letters && (2..=3).contains(&first.len()) && parts.all(plain)) {
        return None;
    }
    // A tag that is not in the registry would make the feeds invalid. A deprecated tag is replaced by the preferred one.
    match language::problem(&tag) {
        None => Some(tag),
        Some(it) if matches!(it.class, LanguageFault::Form | LanguageFault::Unknown) => None,
        Some(it) => it.proposal().map(str::to_owned),
    }
}

/// Whether `text` is an ISO 639-1 language, with or without a region. Only such languages are recognized in file names.
pub(crate) fn is_common_language(text: &str) -> bool {
    let (language, region) = text.split_once(['-', '_']).unwrap_or((text, "US"));
    let region_is_one = region.len() == 2 && region.chars().all(|it| it.is_ascii_alphabetic());
    language.len() == 2 && region_is_one && ISO_639_1.split(' ').any(|it| it == language)
}

/// <https://www.loc.gov/standards/iso639-2/php/code_list.php>
static ISO_639_1: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv \
kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa \
sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// An invisible character that can disguise a URL: a control character, or one that changes the direction of text.
fn unseen(text: &str) -> Option<String> {
    let hidden = |it: &char| {
        it.is_control()
            || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
    };
    let character = text.chars().find(hidden)?;
    Some(format!("it contains the invisible character U+{:04X}", u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::{is_common_language, is_pattern, language, slug_problem, url_problem};

    #[test]
    fn rejects_slugs_that_lead_elsewhere() {
        let long = "x".repeat(5000);
        #[rustfmt::skip]
        let bad = ["", ".", "..", "../x", "/etc/passwd", "a\\b", "%2e%2e", "a\0b", "a\nb", "a\u{202e}b", "https://example.org", "//x", "<b>", &long];
        for slug in bad {
            assert!(slug_problem(slug).is_some(), "{slug:?}");
        }
        for slug in ["a", "my-first-article", "Über uns", "v1.2", "記事", "CON"] {
            assert_eq!(slug_problem(slug), None, "{slug:?}");
        }
    }

    #[test]
    fn rejects_urls_that_are_not_pages() {
        for url in
            ["javascript:alert(1)", "file:///etc/passwd", "../x", "/a/%2e%2E/b", "a\\b", "a\u{1b}b"]
        {
            assert!(url_problem(url).is_some(), "{url:?}");
        }
        for url in ["https://example.org/../x", "/2024/x/", "x.html", "a..b/c", "x?a=:b"] {
            assert_eq!(url_problem(url), None, "{url:?}");
        }
    }

    #[test]
    fn recognizes_patterns_and_languages() {
        assert!(is_pattern("/:year/:title/") && is_pattern("/{{ slug }}/"));
        assert!(!is_pattern("https://example.org/a:b") && !is_pattern("/a:b/"));
        assert_eq!(language("en_US.UTF-8").as_deref(), Some("en-US"));
        assert_eq!(language("de-AT").as_deref(), Some("de-AT"));
        assert_eq!(language("English"), None);
        assert!(
            is_common_language("fr") && is_common_language("pt-br") && !is_common_language("xx")
        );
    }
}
