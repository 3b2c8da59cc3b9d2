//! User names and passwords in URLs: how they are sent, and how they are kept out of everything that is shown.

use percent_encoding::percent_decode_str;

use crate::value::base64;

/// The value of `Authorization` for a user name and a password, which are percent-encoded (RFC 7617, section 2).
pub(in crate::fetch) fn basic(name: &str, password: &str) -> String {
    let mut bytes: Vec<u8> = percent_decode_str(name).collect();
    bytes.push(b':');
    bytes.extend(percent_decode_str(password));
    format!("Basic {}", base64::encode(&bytes))
}

/// A URL without its user name and password, as it may be shown. Text that is not a valid URL loses them too, because a URL with a typo
/// has them as well.
///
/// ```
/// use feedwright::without_credentials;
///
/// assert_eq!(without_credentials("https://me:secret@harbor.example/feed"), "https://harbor.example/feed");
/// ```
pub fn without_credentials(text: &str) -> String {
    let start = text.find(':').map_or(0, |it| it + 1);
    let start = start + text[start..].bytes().take_while(|it| matches!(it, b'/' | b'\\')).count();
    let end = text[start..].find(['/', '\\', '?', '#']).map_or(text.len(), |it| start + it);
    match text[start..end].rfind('@') {
        Some(at) => format!("{}{}", &text[..start], &text[start + at + 1..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

    #[test]
    fn hides_credentials_in_text_that_is_not_a_url() {
        for (text, shown) in [
            ("http://u:p@a.example:x/", "http://a.example:x/"),
            ("http:u:p@a b/@c", "http:a b/@c"),
            ("https:\\\\u:p@@[::/", "https:\\\\[::/"),
            ("http://a.example/@b", "http://a.example/@b"),
            ("a@b", "b"),
        ] {
            assert_eq!(without_credentials(text), shown);
        }
    }
}
