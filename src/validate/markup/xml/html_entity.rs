//! The named characters of HTML, which authors write into XML as well, though XML does not know them
//! (<https://html.spec.whatwg.org/multipage/named-characters.html>).

use html5ever::data::NAMED_ENTITIES;

/// The character of this name; `None` for the names of XML itself, and for the few names that stand for two characters.
pub(super) fn character(name: &str) -> Option<char> {
    if matches!(name, "lt" | "gt" | "amp" | "quot" | "apos") {
        return None;
    }
    match NAMED_ENTITIES.get(&format!("{name};"))? {
        (0, _) => None,
        (code, 0) => char::from_u32(*code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn finds_the_names_of_html() {
        assert_eq!(character("nbsp"), Some('\u{a0}'));
        assert_eq!(character("Eacute"), Some('\u{c9}'));
        assert_eq!(character("hellip"), Some('\u{2026}'));
        for name in ["lt", "wibble", "nbs", "", "NotEqualTilde", "copy;"] {
            assert_eq!(character(name), None, "{name}");
        }
    }
}
