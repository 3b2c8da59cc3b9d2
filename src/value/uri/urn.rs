//! URNs: RFC 8141 (<https://www.rfc-editor.org/rfc/rfc8141#section-2>), and the UUIDs in them: RFC 9562
//! (<https://www.rfc-editor.org/rfc/rfc9562#section-4>).

use std::ops::Range;

use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;
use crate::value::uri::UriFault;

/// The problem with a value that starts with `urn:`.
pub(super) fn problem(text: &str) -> Option<Problem<UriFault>> {
    let fault = |at: Range<usize>, what: String| Some(Problem::new(UriFault::Urn, at, what));
    let namespace = 4..4 + text[4..].find(':').unwrap_or(text.len() - 4);
    let name = &text[namespace.clone()];
    if !is_namespace(name) {
        let what = format!(
            "{} is not a URN namespace: it must have 2 to 32 letters, digits and hyphens, and no hyphen at its start or end",
            quoted(name)
        );
        return fault(namespace, what);
    }
    if namespace.end == text.len() {
        return fault(
            namespace.end..namespace.end,
            "the name after the namespace is missing".to_owned(),
        );
    }
    let start = namespace.end + 1;
    let end = start + text[start..].find(['?', '#']).unwrap_or(text.len() - start);
    if start == end || text[start..].starts_with('/') {
        return fault(start..start, "the name after the namespace is missing".to_owned());
    }
    if let Some(at) = bad_character(text, start) {
        let what = format!("a URN cannot contain {} here", quoted(&text[at.clone()]));
        return fault(at, what);
    }
    if let Some(question) = text.find('?').filter(|it| *it == end) {
        let component = &text[question + 1..];
        let components = component.split('#').next().unwrap_or_default();
        if !components.starts_with(['+', '=']) || components.len() < 2 {
            let what = "a `?` in a URN must be followed by `+` or `=` and a component";
            return fault(question..question + 1, what.to_owned());
        }
    }
    if name.eq_ignore_ascii_case("uuid") { uuid_problem(text, start..end) } else { None }
}

fn is_namespace(name: &str) -> bool {
    (2..=32).contains(&name.len())
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// The first character at or after `start` that a URN cannot contain. A `%` must be followed by two digits.
fn bad_character(text: &str, start: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut fragment = false;
    for at in start..bytes.len() {
        let fine = match bytes[at] {
            b'%' => {
                bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut fragment, true),
            byte => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if !fine {
            return Some(character_at(text, at));
        }
    }
    None
}

fn uuid_problem(text: &str, at: Range<usize>) -> Option<Problem<UriFault>> {
    let uuid = &text[at.clone()];
    if is_uuid(uuid) {
        return None;
    }
    let what =
        format!("{} is not a UUID: it must have 8-4-4-4-12 hexadecimal digits", quoted(uuid));
    let problem = Problem::new(UriFault::Uuid, at.clone(), what);
    let digits: String = uuid.chars().filter(char::is_ascii_hexdigit).take(33).collect();
    if digits.len() != 32 || !uuid.bytes().all(|it| it.is_ascii_hexdigit() || b"-{}".contains(&it))
    {
        return Some(problem);
    }
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    Some(problem.instead(format!("{}{}{}", &text[..at.start], groups.join("-"), &text[at.end..])))
}

/// Whether a value is a UUID in the form of RFC 9562, in any case.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
