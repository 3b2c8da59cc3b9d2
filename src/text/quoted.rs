//! Quotes values from a document in messages.

use std::fmt;

use crate::text::shorten::clipped;

/// The maximum number of characters of a value in a message.
const MAX_LENGTH: usize = 80;

/// A value in backticks, on one line and with a limited length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'t>(pub &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("`")?;
        let mut space = false;
        for it in clipped(self.0, MAX_LENGTH).chars() {
            if it.is_whitespace() {
                space = true;
                continue;
            }
            if std::mem::take(&mut space) {
                out.write_str(" ")?;
            }
            fmt::Write::write_char(out, it)?;
        }
        if space && self.0.len() < MAX_LENGTH {
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
