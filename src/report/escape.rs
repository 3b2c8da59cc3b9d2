//! Text of a document, made safe for where it is printed. What reaches a terminal or a log goes through here.
//!
//! A document may hold escape sequences of terminals, line ends that forge a line of output, and marks that turn the direction
//! of what follows; none of them is printed as it is.

use std::fmt;
use std::fmt::Write;

/// The longest name or path that is printed, in characters.
const LONGEST: usize = 400;

/// Text for one line of a terminal or a log.
#[derive(Clone, Copy, Debug)]
pub struct Terminal<'t>(pub &'t str);

impl fmt::Display for Terminal<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, it) in self.0.chars().enumerate() {
            if count == LONGEST {
                return out.write_str("…");
            }
            if is_hidden(it) {
                write!(out, "{}", it.escape_unicode())?;
            } else {
                out.write_char(it)?;
            }
        }
        Ok(())
    }
}

/// Whether a character moves the cursor, cannot be seen, or changes how others are shown.
pub fn is_hidden(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(it, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// JSON in which nothing is hidden either: what [`is_hidden`] is written as `\uXXXX`.
pub fn visible_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for it in json.chars() {
        if is_hidden(it) && it != '\n' {
            let mut units = [0; 2];
            for unit in it.encode_utf16(&mut units) {
                write!(text, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        } else {
            text.push(it);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Terminal;
    use super::visible_json;

    #[test]
    fn prints_nothing_that_a_terminal_obeys() {
        let shown = Terminal("a\u{1b}[31m\u{9b}2J\nb\u{202e}c\u{2028}d").to_string();
        assert_eq!(shown, r"a\u{1b}[31m\u{9b}2J\u{a}b\u{202e}c\u{2028}d");
        assert_eq!(Terminal(&"x".repeat(1000)).to_string().chars().count(), 401);
    }

    #[test]
    fn writes_json_that_can_be_looked_at() {
        assert_eq!(visible_json("\"a\u{9b}\u{202e}\u{e0001}\""), r#""a\u009b\u202e\udb40\udc01""#);
    }
}
