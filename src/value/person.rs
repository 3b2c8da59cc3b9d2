//! People in RSS, as an e-mail address and a name: `ann@example.org (Ann Lee)`. For Atom, only addresses.
//!
//! The form is defined in the RSS profile (<https://www.rssboard.org/rss-profile#data-types-email>). Addresses are defined in
//! RFC 5322, section 3.4.1 (<https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1>), and RFC 6531 allows any script in them.

use std::ops::Range;

use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;

/// The kind of problem with a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonFault {
    /// There is no valid e-mail address.
    Invalid,
    /// There are an e-mail address and a name, but not in the form that RSS requires.
    Format,
    /// There is an e-mail address, but no name.
    NoName,
}

/// A person in RSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact<'a> {
    /// The e-mail address, which is empty if there is none.
    pub address: &'a str,
    /// The name, which is empty if there is none.
    pub name: &'a str,
}

/// Writes a person in the form of RSS: `ann@example.org (Ann Lee)`.
pub fn rss(address: &str, name: &str) -> String {
    if name.is_empty() { address.to_owned() } else { format!("{address} ({name})") }
}

/// Reads and checks a person in RSS.
pub fn contact(text: &str) -> (Contact<'_>, Option<Problem<PersonFault>>) {
    let whole = 0..text.len();
    let trimmed = text.trim();
    if let Some((before, inside)) = enclosed(trimmed, '(', ')') {
        let found = Contact { address: before, name: inside };
        if address_problem(before).is_none() {
            let problem = inside.is_empty().then(|| no_name(text, before));
            return (found, problem);
        }
        let inside_address = inside.strip_prefix("mailto:").unwrap_or(inside);
        if address_problem(inside_address).is_none() {
            let what = "the e-mail address must come first, followed by the name in parentheses";
            let problem = Problem::new(PersonFault::Invalid, whole, what)
                .instead(rss(inside_address, before));
            return (Contact { address: inside_address, name: before }, Some(problem));
        }
    }
    if let Some((before, inside)) = enclosed(trimmed, '<', '>') {
        let inside = inside.strip_prefix("mailto:").unwrap_or(inside);
        if address_problem(inside).is_none() {
            let name = before.trim_matches('"');
            let what = "this is the form for e-mail; in RSS, the address comes first, followed by the name in parentheses";
            let problem = Problem::new(PersonFault::Format, whole, what).instead(rss(inside, name));
            return (Contact { address: inside, name }, Some(problem));
        }
    }
    if let Some(rest) = trimmed.strip_prefix("mailto:") {
        let address = rest.split('?').next().unwrap_or_default();
        let problem =
            Problem::new(PersonFault::Format, whole, "this is a link, not an e-mail address");
        return if address_problem(address).is_none() {
            (Contact { address, name: "" }, Some(problem.instead(address)))
        } else {
            let plain = percent_decoded(address);
            let is_nested = plain.trim_start().starts_with("mailto:");
            let meant = if is_nested { None } else { Some(contact(&plain).0) };
            let meant = meant.filter(|it| !it.address.is_empty());
            let problem = match meant {
                Some(it) => problem.instead(rss(it.address, it.name)),
                None => problem,
            };
            (Contact { address: "", name: "" }, Some(problem))
        };
    }
    // `Jane Doe jane@example.org`, or in the reverse order.
    for (address, name) in [
        trimmed.split_once(char::is_whitespace),
        trimmed.rsplit_once(char::is_whitespace).map(|(name, address)| (address, name)),
    ]
    .into_iter()
    .flatten()
    {
        if address_problem(address).is_none() && !name.contains(['(', ')', '@']) {
            let what = "the name must be in parentheses after the e-mail address";
            let problem =
                Problem::new(PersonFault::Format, whole, what).instead(rss(address, name.trim()));
            return (Contact { address, name: name.trim() }, Some(problem));
        }
    }
    match address_problem(trimmed) {
        None => (Contact { address: trimmed, name: "" }, Some(no_name(text, trimmed))),
        Some(fault) => {
            let start = text.len() - text.trim_start().len();
            let mut problem = fault;
            problem.at = problem.at.start + start..problem.at.end + start;
            (Contact { address: "", name: trimmed }, Some(problem))
        }
    }
}

/// Decodes the percent-encoded characters in a link (RFC 6068, §2).
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let digits = rest.get(at + 1..at + 3).and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(digits.unwrap_or(b'%'));
        rest = &rest[if digits.is_some() { at + 3 } else { at + 1 }..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The problem with an e-mail address without a name.
pub fn address_problem(text: &str) -> Option<Problem<PersonFault>> {
    let fault = |at: Range<usize>, what: String| Some(Problem::new(PersonFault::Invalid, at, what));
    let Some(at) = text.rfind('@') else {
        return fault(0..text.len(), "an `@` is missing".to_owned());
    };
    let (local, domain) = (&text[..at], &text[at + 1..]);
    if let Some(fault) = local_problem(text, local) {
        return Some(fault);
    }
    let start = at + 1;
    if let Some(literal) = domain.strip_prefix('[') {
        let bad = |it: char| it.is_whitespace() || it.is_control() || "[]\\".contains(it);
        return match literal.strip_suffix(']') {
            Some(it) if !it.is_empty() && !it.contains(bad) => None,
            _ => fault(start..text.len(), format!("{} is not a valid host", quoted(domain))),
        };
    }
    if domain.is_empty() {
        return fault(start..start, "the host after the `@` is missing".to_owned());
    }
    // It "is interpreted as an Internet domain name" (RFC 5322, section 3.4.1), which allows fewer characters than an atom.
    if let Some((at, character)) = domain.char_indices().find(|(_, it)| *it != '.' && !is_host(*it))
    {
        let at = character_at(text, start + at);
        return fault(
            at,
            format!(
                "the host of an e-mail address cannot contain {}",
                quoted(&character.to_string())
            ),
        );
    }
    if domain.split('.').any(str::is_empty) {
        return fault(
            start..text.len(),
            format!("{} has two dots in a row, or a dot at its start or end", quoted(domain)),
        );
    }
    // RFC 5321, section 4.5.3.1.
    if local.len() > 64 || text.len() > 320 {
        return fault(
            0..text.len(),
            "the address is too long (the maximum is 64 bytes before the `@` and 255 bytes after it)".to_owned(),
        );
    }
    None
}

/// The problem with the part before the `@`.
fn local_problem(text: &str, local: &str) -> Option<Problem<PersonFault>> {
    let fault = |at: Range<usize>, what: String| Some(Problem::new(PersonFault::Invalid, at, what));
    if local.is_empty() {
        return fault(0..0, "the name before the `@` is missing".to_owned());
    }
    if let Some(inside) = local.strip_prefix('"') {
        return match quoted_length(inside) {
            Some(length) if length + 2 == local.len() => None,
            _ => fault(
                0..local.len(),
                format!("the quotation marks in {} are malformed", quoted(local)),
            ),
        };
    }
    if let Some((at, character)) = local.char_indices().find(|(_, it)| *it != '.' && !is_atom(*it))
    {
        let what = match character {
            ' ' => "the address contains a space".to_owned(),
            '@' => "there is more than one `@`".to_owned(),
            _ => format!(
                "an e-mail address cannot contain {} without quotation marks",
                quoted(&character.to_string())
            ),
        };
        return fault(character_at(text, at), what);
    }
    if local.split('.').any(str::is_empty) {
        return fault(
            0..local.len(),
            format!("{} has two dots in a row, or a dot at its start or end", quoted(local)),
        );
    }
    None
}

/// The number of bytes before the closing quotation mark. `None` if there is none, or if there is an invalid character before it.
fn quoted_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if character.is_control() && character != '\t' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

// RFC 5322, section 3.2.3, and all non-ASCII characters according to RFC 6531, section 3.3, except for invisible ones.
fn is_atom(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "!#$%&'*+-/=?^_`{|}~".contains(character)
        || !character.is_ascii() && !character.is_control() && !character.is_whitespace()
}

fn is_host(character: char) -> bool {
    is_atom(character) && (!character.is_ascii_punctuation() || matches!(character, '-' | '_'))
}

/// The text before a pair of brackets at the end of a value, and the text inside, both trimmed.
fn enclosed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix(close)?.split_once(open)?;
    Some((before.trim(), inside.trim()))
}

fn no_name(text: &str, address: &str) -> Problem<PersonFault> {
    let what = "the name is missing after the e-mail address";
    let name = address.split('@').next().unwrap_or_default();
    Problem::new(PersonFault::NoName, 0..text.len(), what).perhaps(rss(address, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_good_contacts() {
        for (text, address, name) in [
            ("ann@example.org (Ann Lee)", "ann@example.org", "Ann Lee"),
            (
                "P.O'Neill+x@example.ie (P. (Pat) O'Neill)",
                "P.O'Neill+x@example.ie",
                "P. (Pat) O'Neill",
            ),
            ("\"ann lee\"@example.org (Ann)", "\"ann lee\"@example.org", "Ann"),
            ("ann@[192.0.2.1] (Ann)", "ann@[192.0.2.1]", "Ann"),
            (
                "j\u{f6}rg@b\u{fc}cher.example (J\u{f6}rg)",
                "j\u{f6}rg@b\u{fc}cher.example",
                "J\u{f6}rg",
            ),
            ("ann@localhost (Ann)", "ann@localhost", "Ann"),
        ] {
            assert_eq!(contact(text), (Contact { address, name }, None), "{text}");
        }
    }

    #[rustfmt::skip]
    static BAD: &[(&str, &str)] = &[
        ("", "Invalid at 0..0: an `@` is missing"),
        ("Ann Lee", "Invalid at 0..7: an `@` is missing"),
        ("ann at example.org", "Invalid at 0..18: an `@` is missing"),
        ("ann@example.org", "NoName at 0..15: the name is missing after the e-mail address => ann@example.org (ann)"),
        ("ann@example.org ()", "NoName at 0..18: the name is missing after the e-mail address => ann@example.org (ann)"),
        ("Ann Lee <ann@example.org>", "Format at 0..25: this is the form for e-mail; in RSS, the address comes first, followed by the name in parentheses => ann@example.org (Ann Lee)"),
        ("\"Lee, Ann\" <ann@example.org>", "Format at 0..28: this is the form for e-mail; in RSS, the address comes first, followed by the name in parentheses => ann@example.org (Lee, Ann)"),
        ("mailto:ann@example.org?subject=x", "Format at 0..32: this is a link, not an e-mail address => ann@example.org"),
        ("mailto:Ann%20Lee%20%3Cann%40example%2Eorg%3E", "Format at 0..44: this is a link, not an e-mail address => ann@example.org (Ann Lee)"),
        ("mailto:ann%40example.org%20%28Ann%29?subject=x", "Format at 0..46: this is a link, not an e-mail address => ann@example.org (Ann)"),
        ("mailto:100%", "Format at 0..11: this is a link, not an e-mail address"),
        ("Ann Lee (ann@example.org)", "Invalid at 0..25: the e-mail address must come first, followed by the name in parentheses => ann@example.org (Ann Lee)"),
        ("Ann Lee (mailto:ann@example.org)", "Invalid at 0..32: the e-mail address must come first, followed by the name in parentheses => ann@example.org (Ann Lee)"),
        ("ann lee@example.org", "Format at 0..19: the name must be in parentheses after the e-mail address => lee@example.org (ann)"),
        ("lee@example.org Ann Lee", "Format at 0..23: the name must be in parentheses after the e-mail address => lee@example.org (Ann Lee)"),
        ("ann@example.org (Ann), extra", "Invalid at 15..16: the host of an e-mail address cannot contain a space"),
        ("@example.org", "Invalid at 0..0: the name before the `@` is missing"),
        ("ann@", "Invalid at 4..4: the host after the `@` is missing"),
        ("ann@lee@example.org", "Invalid at 3..4: there is more than one `@`"),
        ("a..b@example.org", "Invalid at 0..4: `a..b` has two dots in a row, or a dot at its start or end"),
        ("ann@example..org", "Invalid at 4..16: `example..org` has two dots in a row, or a dot at its start or end"),
        ("ann@exa(mple.org", "Invalid at 7..8: the host of an e-mail address cannot contain `(`"),
        ("ann@example.org?subject=x (Ann)", "Invalid at 15..16: the host of an e-mail address cannot contain `?`"),
        ("\"ann@example.org", "Invalid at 0..4: the quotation marks in `\"ann` are malformed"),
        ("ann@[192.0.2.1", "Invalid at 4..14: `[192.0.2.1` is not a valid host"),
    ];

    #[test]
    fn describes_problems() {
        for (text, wanted) in BAD {
            let problem = contact(text).1.unwrap_or_else(|| panic!("{text}"));
            assert!(text.get(problem.at.clone()).is_some(), "{text}: {:?}", problem.at);
            let instead = problem.proposal().map_or(String::new(), |it| format!(" => {it}"));
            assert_eq!(
                format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what),
                *wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn atom_allows_only_addresses() {
        for text in ["ann@example.org", "\"a\\\"b\"@example.org", "~@example.ie"] {
            assert_eq!(address_problem(text), None, "{text}");
        }
        for text in
            ["Ann <ann@example.org>", "ann@example.org (Ann)", "mailto:ann lee@example.org", "ann"]
        {
            assert!(address_problem(text).is_some(), "{text}");
        }
        assert!(address_problem(&format!("{}@example.org", "a".repeat(65))).is_some());
    }

    #[test]
    fn reads_hostile_contacts_in_linear_time() {
        for part in ["@", "(", ")", "<", "a.", "\"", "\\", "a@b (", "mailto:", "mailto:%20"] {
            let _ =
                (contact(&part.repeat(100_000)), contact(&format!("a@{}", part.repeat(100_000))));
        }
    }
}
