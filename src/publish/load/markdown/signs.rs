//! Which signs a text has, asked often and mostly in vain: which bytes it has is found out once.

use memchr::memmem;

/// The bytes of a text.
pub(super) struct Signs<'t> {
    text: &'t [u8],
    present: [bool; 256],
}

impl<'t> Signs<'t> {
    pub(super) fn of(text: &'t str) -> Signs<'t> {
        let text = text.as_bytes();
        let mut present = [false; 256];
        for byte in text {
            present[usize::from(*byte)] = true;
        }
        Signs { text, present }
    }

    /// Whether the text has `sign`.
    pub(super) fn has(&self, sign: &str) -> bool {
        sign.bytes().all(|it| self.present[usize::from(it)])
            && memmem::find(self.text, sign.as_bytes()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn finds_what_is_there() {
        let signs = Signs::of("a {: b");
        for (sign, is_there) in
            [("{:", true), (":{", false), ("x", false), ("a ", true), ("", true)]
        {
            assert_eq!(signs.has(sign), is_there, "{sign}");
        }
    }
}
