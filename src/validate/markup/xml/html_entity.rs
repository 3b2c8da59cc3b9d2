//! The named characters of HTML, which authors also use in XML although XML does not define them
//! (<https://html.spec.whatwg.org/multipage/named-characters.html>).

use html5ever::data::NAMED_ENTITIES;

/// The character with this name. `None` for the names that XML defines and for the few names that represent two characters.
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
    fn finds_html_character_names() {
        assert_eq!(character("nbsp"), Some('\u{a0}'));
        assert_eq!(character("Eacute"), Some('\u{c9}'));
        assert_eq!(character("hellip"), Some('\u{2026}'));
        for name in ["lt", "wibble", "nbs", "", "NotEqualTilde", "copy;"] {
            assert_eq!(character(name), None, "{name}");
        }
    }
}
