//! Slugs: names and titles as one segment of a URL path, built like each generator builds them.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::publish::dialect::Ascii;
use crate::publish::dialect::Case;
use crate::publish::dialect::Hyphens;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugRules;

/// `name` as one percent-encoded path segment. It is never `.` or `..`, contains no slash, and is the same on every machine. It
/// is empty if no character of the name is allowed in a slug.
pub(super) fn slug(name: &str, rules: &SlugRules) -> String {
    encoded(&plain(name, rules))
}

/// `name` as one path segment, with letters of every script unchanged.
pub(super) fn plain(name: &str, rules: &SlugRules) -> String {
    let mut slug = Slug { text: String::with_capacity(name.len()), gap: false, rules };
    // A name that starts with a dot would be a hidden file.
    let name = name.trim_start_matches(|it: char| it == '.' || it.is_whitespace()).trim_end();
    for it in name.nfc() {
        if rules.ascii == Ascii::No || it.is_ascii() {
            slug.push(it);
        } else if rules.ascii == Ascii::LettersAndPictures || !is_picture(it) {
            // The transliteration of a word in another script ends with a space.
            deunicode_char(it).unwrap_or_default().chars().for_each(|it| slug.push(it));
        }
    }
    let mut text = slug.text;
    if rules.hyphens == Hyphens::Trimmed {
        let end = text.trim_end_matches(['-', '.']).len();
        text.truncate(end);
        text = text.trim_start_matches('-').to_owned();
    }
    if text.chars().all(|it| it == '.') {
        text.clear();
    }
    text
}

/// Whether a character is an emoji or another symbol that has a name but is not a letter.
fn is_picture(it: char) -> bool {
    matches!(it, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// A segment that is being built.
struct Slug<'a> {
    text: String,
    /// Whether there was white space that becomes a hyphen before the next character.
    gap: bool,
    rules: &'a SlugRules,
}

impl Slug<'_> {
    fn push(&mut self, it: char) {
        let rules = self.rules;
        match it {
            it if it.is_alphanumeric() || is_combining_mark(it) => {
                self.close_gap();
                match rules.case {
                    Case::Kept => self.text.push(it),
                    Case::Lower => self.text.extend(it.to_lowercase()),
                    Case::LowerSingle => self.text.extend(it.to_lowercase().next()),
                }
            }
            '-' => self.hyphen(),
            '.' if self.text.is_empty() => {}
            it if rules.other == Other::Kept && !it.is_control() => self.text.push(it),
            it if it.is_whitespace() || rules.spaces.contains(it) => self.space(),
            it if rules.keeps.contains(it) => {
                self.close_gap();
                self.text.push(it);
            }
            _ if rules.other == Other::Hyphen => self.hyphen(),
            _ => {}
        }
    }

    fn hyphen(&mut self) {
        self.gap = false;
        let fits = match self.rules.hyphens {
            Hyphens::Each | Hyphens::AsWritten => true,
            Hyphens::Trimmed => !self.text.is_empty() && !self.text.ends_with('-'),
            Hyphens::Joined => !self.text.ends_with('-'),
        };
        if fits {
            self.text.push('-');
        }
    }

    fn space(&mut self) {
        match self.rules.hyphens {
            Hyphens::Each | Hyphens::Trimmed => self.hyphen(),
            Hyphens::Joined | Hyphens::AsWritten => {
                self.gap = !self.text.is_empty() && !self.text.ends_with('-');
            }
        }
    }

    fn close_gap(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.text.push('-');
        }
    }
}

/// Percent-encodes a path segment as in RFC 3986 (<https://www.rfc-editor.org/rfc/rfc3986#section-3.3>).
pub(super) fn encoded(segment: &str) -> String {
    let mut text = String::with_capacity(segment.len());
    for it in segment.bytes() {
        if it.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&it) {
            text.push(char::from(it));
        } else {
            text.push_str(&format!("%{it:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::slug;
    use crate::publish::dialect;

    #[test]
    fn builds_slugs_like_each_generator() {
        #[rustfmt::skip]
        let cases = [
            ("plain",      "A Title, with: signs!",     "a-title-with-signs"),
            ("plain",      "../../etc/passwd",          "etc-passwd"),
            ("plain",      "..",                        ""),
            ("plain",      "straße",                    "stra%C3%9Fe"),
            ("plain",      "v1.2",                      "v1.2"),
            ("plain",      "हिन्दी",                       "%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80"),
            ("plain",      "cafe\u{301}",               "caf%C3%A9"),
            ("jekyll",     "Rust-1.67.0",               "Rust-1.67.0"),
            ("jekyll",     "C++ & you (again)",         "C++-&-you-(again)"),
            ("jekyll",     "Über uns",                  "%C3%9Cber-uns"),
            ("hugo",       "What's New in 1.0?",        "whats-new-in-1.0"),
            ("hugo",       "a  -  b",                   "a-b"),
            ("hugo",       "C# and F#",                 "c%23-and-f%23"),
            ("hugo",       "--lead - trail--",          "--lead-trail--"),
            ("hugo",       "To be continued...",        "to-be-continued..."),
            ("hugo",       "x/y, C++ & a+b",            "x-y-c-a-b"),
            ("hugo",       "İstanbul ĞÜŞ",              "istanbul-%C4%9F%C3%BC%C5%9F"),
            ("zola",       "Ça va? Très bien",          "ca-va-tres-bien"),
            ("zola",       "1.0-Timeline",              "1-0-timeline"),
            ("pelican",    "This Week in Rust 241",     "this-week-in-rust-241"),
            ("pelican",    "Don't panic: a_b!",         "dont-panic-a_b"),
            ("pelican",    "Größe",                     "grosse"),
            ("pelican",    "--lead - trail--",          "-lead-trail-"),
            ("pelican",    "Ship it 🚀 now ✨",          "ship-it-now"),
            ("zola",       "Ship it 🚀",                 "ship-it-rocket"),
            ("astro",      "Hello, World & you",        "hello-world--you"),
            ("docusaurus", "0.73-debugging",            "0.73-debugging"),
            ("hexo",       "Hello World!",              "Hello-World!"),
        ];
        for (name, text, wanted) in cases {
            let dialect = dialect::named(name).expect("it is a dialect");
            assert_eq!(slug(text, &dialect.title_slug), wanted, "{name}: {text}");
        }
    }

    #[test]
    fn keeps_names_unchanged_if_the_generator_does() {
        // The expected values were produced by the generators themselves.
        #[rustfmt::skip]
        let cases = [
            ("docusaurus", "My post? 100%",  "My%20post%3F%20100%25"),
            ("docusaurus", "../x",           "%2Fx"),
            ("eleventy",   "C# and F#",      "C%23%20and%20F%23"),
            ("hexo",       "it—dash",        "it%E2%80%94dash"),
            ("hugo",       "a  -  B & c.",   "a-----b--c."),
            ("jekyll",     "a  -  B & c",    "a-B-&-c"),
        ];
        for (name, text, wanted) in cases {
            let dialect = dialect::named(name).expect("it is a dialect");
            assert_eq!(slug(text, &dialect.slug), wanted, "{name}: {text}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_one_segment_and_does_not_change_again(text in "\\PC{0,40}") {
            for (dialect, rules) in dialect::ALL.iter().flat_map(|it| [(it, &it.slug), (it, &it.title_slug)]) {
                let made = super::plain(&text, rules);
                prop_assert!(made != "." && made != "..");
                prop_assert_eq!(super::plain(&made, rules), made.clone(), "{}", dialect.name);
                let encoded = super::encoded(&made);
                let unreserved = |it: char| it.is_ascii_graphic() && !"\"<>\\^`{|}/?#[]".contains(it);
                prop_assert!(encoded.chars().all(unreserved));
            }
        }
    }
}
