//! `tag:` URIs: RFC 4151, section 2.1: <https://www.rfc-editor.org/rfc/rfc4151#section-2.1>.

use std::ops::Range;

use crate::value::date::w3cdtf;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;
use crate::value::uri::UriFault;

/// The problem with a value that starts with `tag:`.
pub(super) fn problem(text: &str) -> Option<Problem<UriFault>> {
    let fault = |at: Range<usize>, what: String| Some(Problem::new(UriFault::Tag, at, what));
    let end = 4 + text[4..].find(':').unwrap_or(text.len() - 4);
    let entity = &text[4..end];
    let Some(comma) = entity.find(',').map(|it| it + 4) else {
        return fault(
            end..end,
            "a comma and a date are missing after the host or e-mail address".to_owned(),
        );
    };
    let authority = &text[4..comma];
    let (user, host) = authority.split_once('@').unwrap_or(("a", authority));
    if user.is_empty() || !user.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._".contains(&it))
    {
        return fault(4..comma, format!("{} is not an e-mail address", quoted(authority)));
    }
    if !host.split('.').all(is_label) {
        return fault(4..comma, format!("{} is not a host name", quoted(authority)));
    }
    let date = &text[comma + 1..end];
    // A tag contains a date without a time, in a W3CDTF form.
    if date.contains('T') || w3cdtf::read(date).problem.is_some() {
        let what =
            format!("{} is not a date in the form YYYY, YYYY-MM or YYYY-MM-DD", quoted(date));
        return fault(comma + 1..end, what);
    }
    if end == text.len() {
        return fault(end..end, "a colon is missing after the date".to_owned());
    }
    let bytes = text.as_bytes();
    let mut fragment = false;
    for at in end + 1..bytes.len() {
        let fine = match bytes[at] {
            b'%' => {
                bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut fragment, true),
            // Atom allows IRIs, so a tag may contain non-ASCII letters. The caller checks them.
            byte => {
                !byte.is_ascii()
                    || byte.is_ascii_alphanumeric()
                    || b"-._~:/?@!$&'()*+,;=".contains(&byte)
            }
        };
        if !fine {
            let at = character_at(text, at);
            let what = format!("a tag cannot contain {} here", quoted(&text[at.clone()]));
            return fault(at, what);
        }
    }
    None
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
