//! JSON strings and numbers (RFC 8259, §6 and §7, <https://www.rfc-editor.org/rfc/rfc8259#section-7>).

/// Appends a raw string with its escapes resolved. A lone surrogate becomes U+FFFD.
pub fn decode(raw: &str, into: &mut String) {
    for (text, _) in steps(raw) {
        match text {
            Step::Plain(text) => into.push_str(text),
            Step::Char(it) => into.push(it),
        }
    }
}

/// Maps byte `offset` of the decoded text to a byte of `raw`. Also returns a position (a byte of `raw` and its decoded offset)
/// from which a later call can continue. `from` is such a position, or the start.
pub fn raw_offset(raw: &str, from: (usize, usize), offset: usize) -> (usize, (usize, usize)) {
    let (start, mut decoded) = from;
    for (step, at) in steps(&raw[start..]) {
        let at = start + at;
        let length = match step {
            Step::Plain(text) => text.len(),
            Step::Char(it) => it.len_utf8(),
        };
        if offset < decoded + length {
            let found = match step {
                Step::Plain(_) => at + offset - decoded,
                Step::Char(_) => at,
            };
            return (found, (at, decoded));
        }
        decoded += length;
    }
    (raw.len(), from)
}

enum Step<'r> {
    Plain(&'r str),
    Char(char),
}

/// The runs and escapes of a raw string, with the offset of each.
fn steps(raw: &str) -> impl Iterator<Item = (Step<'_>, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = &raw[start..];
        if rest.is_empty() {
            return None;
        }
        let run = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        if run > 0 {
            at += run;
            return Some((Step::Plain(&rest[..run]), start));
        }
        let length = escape_length(rest);
        if length == 0 {
            // An invalid escape, which has been reported, is treated as text.
            at += 1;
            return Some((Step::Plain(&rest[..1]), start));
        }
        at += length;
        Some((Step::Char(escaped(&rest[..length])), start))
    })
}

/// The length of the escape at the start of `text` in bytes, or 0 if there is none. A surrogate pair is one escape.
pub fn escape_length(text: &str) -> usize {
    match text.as_bytes().get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
        Some(b'u') => match unit(text) {
            Some(high) if (0xD800..0xDC00).contains(&high) => {
                let low = text.get(6..).filter(|it| it.starts_with("\\u")).and_then(unit);
                if low.is_some_and(|low| (0xDC00..0xE000).contains(&low)) { 12 } else { 6 }
            }
            Some(_) => 6,
            None => 0,
        },
        _ => 0,
    }
}

/// Whether the escape at the start of `text` is only half of a surrogate pair and therefore not a character.
pub fn is_lone_surrogate(text: &str) -> bool {
    escape_length(text) == 6 && unit(text).is_some_and(|it| (0xD800..0xE000).contains(&it))
}

/// The code unit of a `\uXXXX` at the start of `text`.
fn unit(text: &str) -> Option<u32> {
    let digits = text.get(2..6)?;
    if digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        u32::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

fn escaped(escape: &str) -> char {
    match escape.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let high = unit(escape).unwrap_or(0xFFFD);
            let code = match escape.get(6..).and_then(unit) {
                Some(low) => 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00),
                None => high,
            };
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        Some(other) => char::from(*other),
        None => '\\',
    }
}

/// Whether `text` is a JSON number, such as `-0.5e+10`. `01`, `+1`, `.5` and `NaN` are not JSON numbers.
pub fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}

#[cfg(test)]
mod tests {
    use super::decode;
    use super::is_number;
    use super::raw_offset;

    #[test]
    fn resolves_escapes_and_maps_offsets_back() {
        let raw = r"a\n\u00e9\ud83d\ude00z\ud800!";
        let mut text = String::new();
        decode(raw, &mut text);
        assert_eq!(text, "a\n\u{e9}\u{1f600}z\u{fffd}!");
        let at = |offset| raw_offset(raw, (0, 0), offset).0;
        assert_eq!(at(0), 0);
        assert_eq!(at(1), 1);
        assert_eq!(at(2), 3);
        assert_eq!(at(4), 9);
        assert_eq!(at(8), 21);
        assert_eq!(at(text.len()), raw.len());
    }

    #[test]
    fn distinguishes_numbers_from_similar_text() {
        for good in ["0", "-0", "10", "1.5", "1e9", "-1.25E-3"] {
            assert!(is_number(good), "{good}");
        }
        for bad in ["", "-", "01", "+1", ".5", "1.", "1e", "NaN", "0x10", "1_000"] {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
