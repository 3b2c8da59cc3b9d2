//! Values of a document inside a message.

use std::fmt;

/// How many characters of a value a message shows.
const LONGEST: usize = 80;

/// A value between backticks, on one line and cut to a length that a person reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'t>(pub &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("`")?;
        let mut space = false;
        for (count, it) in self.0.chars().enumerate() {
            if count == LONGEST {
                out.write_str("…")?;
                break;
            }
            if it.is_whitespace() {
                space = true;
                continue;
            }
            if std::mem::take(&mut space) {
                out.write_str(" ")?;
            }
            fmt::Write::write_char(out, it)?;
        }
        if space && self.0.len() < LONGEST {
            out.write_str(" ")?;
        }
        out.write_str("`")
    }
}

#[cfg(test)]
mod tests {
    use super::Quoted;

    #[test]
    fn keeps_a_message_on_one_readable_line() {
        assert_eq!(Quoted("a\n  b").to_string(), "`a b`");
        assert_eq!(Quoted("").to_string(), "``");
        assert_eq!(Quoted("en ").to_string(), "`en `");
        assert_eq!(Quoted(&"x".repeat(500)).to_string().chars().count(), 83);
    }
}
