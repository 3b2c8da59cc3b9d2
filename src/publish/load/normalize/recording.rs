//! Recordings in front matter: a URL, a map, or `URL LENGTH TYPE` in one string, as in `WordPress` and Jekyll's podcast plugins.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::load::aliases;
use crate::publish::load::aliases::Field;
use crate::publish::load::author_value;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::values::seconds;
use crate::publish::load::normalize::values::shown;
use crate::publish::rules::INVALID_ARTICLE_URL;
use crate::publish::rules::WRONG_FRONT_MATTER_TYPE;
use crate::value::media_type;

impl Reader<'_, '_> {
    pub(super) fn enclosure(&mut self, found: &Found) {
        if self.out.article.enclosure.as_ref().is_some_and(|it| !it.url.is_empty()) {
            return;
        }
        // The parts of a map were collected as `enclosure.url` and so on. In a list, the first item is used.
        let first = match &found.node.value {
            Value::List(items) => items.first(),
            _ => Some(found.node),
        };
        let Some(node) = first else { return };
        if let (Value::Map(entries), Value::List(_)) = (&node.value, &found.node.value) {
            let fields = entries.iter().filter_map(|it| {
                let (field, _) =
                    aliases::field(&format!("enclosure.{}", aliases::folded(&it.key)))?;
                Some((field, &it.node))
            });
            for (field, node) in fields {
                match field {
                    Field::Enclosure => self.file(found, node),
                    _ => self.part(found, field, node),
                }
            }
            return;
        }
        self.file(found, node);
    }

    pub(super) fn enclosure_part(&mut self, found: &Found) {
        self.part(found, found.field, found.node);
    }

    /// Reads the URL of the file, and its length and type if they follow.
    fn file(&mut self, found: &Found, node: &Node) {
        let Some(text) = node.text() else { return };
        let words = words_of(text);
        let is_type = |it: &&&str| it.contains('/') && media_type::problem(it).is_none();
        let is_length = |it: &&&str| bytes(it).is_some();
        // A file name with spaces ends before the size or the type.
        let end = (1..words.len())
            .find(|at| is_type(&&words[*at]) || is_length(&&words[*at]) && sizes(&words[*at..]))
            .or_else(|| words.get(1).filter(|it| is_length(it)).map(|_| 1));
        let (url, rest) = match end {
            Some(end) => (words[..end].join(" "), &words[end..]),
            None => (text.to_owned(), &[][..]),
        };
        let url = url.as_str();
        let guarded = GENERAL.iter().any(|it| found.path.starts_with(it));
        if guarded && !is_recording(url) {
            return;
        }
        // `episode: 12` and `podcast: true` are not URLs.
        if !url.contains(['.', '/']) || url.parse::<f64>().is_ok() {
            return;
        }
        if let Some(why) = author_value::url_problem(url) {
            let message = format!("`{}` is not the URL of a file: `{}`", found.key, shown(url));
            let diagnostic = self.report(Diagnostic::new(&INVALID_ARTICLE_URL, node.span, message));
            diagnostic.severity = Severity::Warning;
            diagnostic.note(why).note("feedwright ignores this value");
            diagnostic
                .help("write an `https://` URL, or the path of a file in the folder of articles");
            return;
        }
        let enclosure = self.out.article.enclosure.get_or_insert_default();
        url.clone_into(&mut enclosure.url);
        if let Some(it) = rest.iter().find(is_type) {
            enclosure.r#type.get_or_insert_with(|| (*it).to_owned());
        }
        // `12 345 678` was split into three words.
        let digits =
            |it: &&&str| it.starts_with(|it: char| it.is_ascii_digit()) && !it.contains(':');
        let size: Vec<&str> = rest.iter().take_while(digits).copied().collect();
        if let Some(it) = bytes(&size.join(" ")).or_else(|| rest.iter().find_map(|it| bytes(it))) {
            enclosure.length.get_or_insert(it);
        }
        self.origin("enclosure", found);
    }

    fn part(&mut self, found: &Found, field: Field, node: &Node) {
        let Some(text) = node.text() else { return };
        if field == Field::EnclosureLength {
            if let Some(length) = bytes(text) {
                self.out.article.enclosure.get_or_insert_default().length.get_or_insert(length);
                return;
            }
            let message = format!("`{}` is not a number of bytes: `{}`", found.key, shown(text));
            let diagnostic =
                self.report(Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, node.span, message));
            diagnostic.severity = Severity::Warning;
            diagnostic.note("feedwright ignores this value");
            diagnostic.help("write the size in bytes, in digits only, or remove this key");
            return;
        }
        let enclosure = self.out.article.enclosure.get_or_insert_default();
        match field {
            Field::EnclosureType => _ = enclosure.r#type.get_or_insert_with(|| text.to_owned()),
            _ => enclosure.duration = enclosure.duration.or_else(|| seconds(text)),
        }
    }
}

/// The words of `URL LENGTH TYPE`, which may be separated by commas or bars.
fn words_of(text: &str) -> Vec<&str> {
    let words = text.split(|it: char| it.is_whitespace() || it == '|');
    words.map(|it| it.trim_end_matches([',', ';'])).filter(|it| !it.is_empty()).collect()
}

/// Whether words are a size in one or more groups of digits, optionally followed by a type.
fn sizes(words: &[&str]) -> bool {
    let after = words.iter().find(|it| bytes(it).is_none());
    after.is_none_or(|it| it.contains('/') && !it.contains('.'))
}

/// Keys for files of any kind. They are only read if the file is a recording.
static GENERAL: &[&str] = &["file", "media", "asset", "attachment", "video"];

fn is_recording(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let kind = media_type::by_extension(path);
    kind.is_some_and(|it| it.starts_with("audio/") || it.starts_with("video/"))
}

/// A number of bytes, which may have separators between groups of three digits: `12345678`, `12,345,678`, `12 345 678`,
/// `12.345.678 bytes`. `12.3 MB` is rejected, because it is not exact.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text
        .find(|it: char| it.is_alphabetic())
        .filter(|at| {
            matches!(text[*at..].to_lowercase().as_str(), "b" | "byte" | "bytes" | "octets")
        })
        .map_or(text, |at| text[..at].trim_end());
    if digits.is_empty() || digits.len() > 40 {
        return None;
    }
    let mark = digits.chars().find(|it| !it.is_ascii_digit());
    let Some(mark) = mark else { return digits.parse().ok() };
    let between = matches!(mark, ',' | '.' | '\'' | '’' | '_') || mark.is_whitespace();
    let mut groups = digits.split(mark);
    let lead = groups.next().is_some_and(|it| (1..=3).contains(&it.len()));
    let even = digits.split(mark).skip(1).all(|it| it.len() == 3);
    let plain = digits.split(mark).all(|it| it.bytes().all(|it| it.is_ascii_digit()));
    if !(between && lead && even && plain) {
        return None;
    }
    digits.replace(mark, "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::bytes;
    use super::words_of;

    #[test]
    fn splits_a_url_from_the_size_and_type_after_it() {
        let wanted = ["https://x.example/a.mp3", "6000", "audio/mpeg"];
        for text in [
            "https://x.example/a.mp3 6000 audio/mpeg",
            "https://x.example/a.mp3|6000|audio/mpeg",
            "https://x.example/a.mp3, 6000, audio/mpeg",
        ] {
            assert_eq!(words_of(text), wanted, "{text}");
        }
    }

    #[test]
    fn reads_sizes_with_thousands_separators() {
        #[rustfmt::skip]
        let cases = [
            ("12345678", Some(12_345_678)), ("12,345,678", Some(12_345_678)), ("12.345.678", Some(12_345_678)),
            ("12 345 678", Some(12_345_678)), ("12\u{a0}345\u{202f}678", None), ("12'345'678", Some(12_345_678)),
            ("12_345_678", Some(12_345_678)), ("1,234 bytes", Some(1234)), ("0", Some(0)), ("12.3 MB", None), ("12,34", None),
            ("1,23,456", None), ("-5", None), ("", None), (",123", None), ("unknown", None), ("99999999999999999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
