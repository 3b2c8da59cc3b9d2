//! User names and passwords in URLs: how they are sent, and how they are kept out of everything that is shown.

use percent_encoding::percent_decode_str;

/// The value of `Authorization` for a user name and a password, which are percent-encoded (RFC 7617, section 2).
pub(in crate::fetch) fn basic(name: &str, password: &str) -> String {
    let mut bytes: Vec<u8> = percent_decode_str(name).collect();
    bytes.push(b':');
    bytes.extend(percent_decode_str(password));
    format!("Basic {}", base64(&bytes))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0, |bits, it| bits << 8 | u32::from(*it)) << (24 - 8 * group.len());
        for digit in 0..4 {
            let index = bits >> (18 - 6 * digit) & 63;
            text.push(if digit > group.len() { '=' } else { char::from(DIGITS[index as usize]) });
        }
    }
    text
}

/// A text that may be a URL, without the user name and the password.
pub(crate) fn without_credentials(text: &str) -> String {
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
    use super::base64;
    use super::without_credentials;

    #[test]
    fn pads_base64() {
        let encoded = ["", "f", "fo", "foo", "foob"].map(|it| base64(it.as_bytes()));
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn hides_credentials_in_text_that_is_no_url() {
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
