//! Removes characters that XML forbids and invisible leftovers from text of unknown origin.

use std::borrow::Cow;

/// Whether a character is allowed in XML (XML 1.0 §2.2, <https://www.w3.org/TR/xml/#charsets>) and is not a sign of a
/// wrong encoding. C1 controls, DEL and U+FFFD are allowed, but they are never intended.
fn is_fit(it: char) -> bool {
    match it {
        '\t' | '\n' | '\r' => true,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffd}'..='\u{ffff}' => false,
        _ => true,
    }
}

/// Returns the text without characters that XML forbids, C1 controls and U+FFFD. NEL becomes a line break.
pub(crate) fn scrub(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_fit) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|it| if it == '\u{85}' { '\n' } else { it })
            .filter(|it| is_fit(*it))
            .collect(),
    )
}

/// Returns the text on one line: scrubbed and trimmed, with each run of white space replaced by one space.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in scrub(text).split(|it: char| it.is_whitespace() && it != '\u{a0}') {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::one_line;
    use super::scrub;

    #[test]
    fn removes_only_what_xml_forbids() {
        assert_eq!(
            scrub("a\u{0}b\u{8}\u{fffe}\u{fffd}c\u{9b}\u{1f600}\u{202e}"),
            "abc\u{1f600}\u{202e}"
        );
        assert!(matches!(scrub("plain\ttext"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn puts_text_on_one_line() {
        assert_eq!(one_line("  a\r\n\tb \u{85} c\u{a0}d "), "a b c\u{a0}d");
    }
}
