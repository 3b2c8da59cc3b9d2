//! Reads `Cache-Control` (RFC 9111 §5.2).

use crate::validate::response::Headers;

/// A directive: its name in lowercase, and its value without quotes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) name: String,
    pub(super) value: Option<String>,
}

/// The directives of all `Cache-Control` headers.
pub(super) fn directives(headers: &Headers) -> Vec<Directive> {
    let mut list = Vec::new();
    for value in headers.all("Cache-Control") {
        let mut in_quotes = false;
        let parts = value.split(|it: char| {
            in_quotes ^= it == '"';
            it == ',' && !in_quotes
        });
        for part in parts.map(str::trim).filter(|it| !it.is_empty()) {
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name, Some(value.trim().trim_matches('"').to_owned())),
                None => (part, None),
            };
            list.push(Directive { name: name.trim().to_ascii_lowercase(), value });
        }
    }
    list
}

/// The value of a directive in seconds. `None` if it is missing or not a number.
pub(super) fn seconds(list: &[Directive], name: &str) -> Option<u64> {
    let value = list.iter().find(|it| it.name == name)?.value.as_deref()?;
    let is_number = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
    // "a value greater than … an overflow … MUST consider … 2147483648" (RFC 9111 §1.2.2).
    is_number.then(|| value.parse().unwrap_or(1 << 31))
}

#[cfg(test)]
mod tests {
    use super::{directives, seconds};
    use crate::validate::response::Headers;

    #[test]
    fn reads_directives() {
        let mut headers = Headers::default();
        headers.push("cache-control", "Public, MAX-AGE=\"60\", private=\"a, b\"");
        headers.push("Cache-Control", "s-maxage=99999999999999999999,max-age=x");
        let list = directives(&headers);
        let names: Vec<&str> = list.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["public", "max-age", "private", "s-maxage", "max-age"]);
        assert_eq!(seconds(&list, "max-age"), Some(60));
        assert_eq!(seconds(&list, "s-maxage"), Some(1 << 31));
        assert_eq!(seconds(&list, "public"), None);
    }
}
