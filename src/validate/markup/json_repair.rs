//! Recovers from common mistakes in JSON: quotes inside strings, and what JavaScript and Python allow but JSON does not, such as
//! single quotes, keys without quotes, and `None`.

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::rules;

/// How far after its beginning the end of a string is searched for.
const LONGEST: usize = 1 << 14;

/// Mistakes that usually occur in the whole document. Each kind is reported once, at the first place, and fixed everywhere.
#[derive(Default)]
pub(super) struct Habits {
    single_quotes: Vec<Edit>,
    bare_keys: Vec<Edit>,
    first_quote: Span,
    first_key: Span,
}

impl Habits {
    /// Records a string in single quotes, which begins and ends at these offsets.
    pub(super) fn single_quoted(&mut self, text: &str, start: usize, end: usize) {
        if self.single_quotes.is_empty() {
            self.first_quote = Span::new(start, end);
        }
        let mut change = |from: usize, to: usize, new: &str| {
            self.single_quotes.push(Edit { span: Span::new(from, to), text: new.to_owned() });
        };
        change(start, start + 1, "\"");
        let mut at = start + 1;
        let bytes = text.as_bytes();
        while at + 1 < end {
            match bytes[at] {
                b'"' => change(at, at, "\\"),
                b'\\' if bytes[at + 1] == b'\'' => {
                    change(at, at + 1, "");
                    at += 1;
                }
                b'\\' => at += 1,
                _ => {}
            }
            at += 1;
        }
        change(end - 1, end, "\"");
    }

    /// Records a key without quotes.
    pub(super) fn bare_key(&mut self, key: Span) {
        if self.bare_keys.is_empty() {
            self.first_key = key;
        }
        for span in [key.before(), key.after()] {
            self.bare_keys.push(Edit { span, text: "\"".to_owned() });
        }
    }

    /// Reports the mistakes at the end of the document.
    pub(super) fn report(&mut self, out: &mut Diagnostics) {
        for (edits, span, message, title) in [
            (
                &mut self.single_quotes,
                self.first_quote,
                "strings must be in double quotes",
                "use double quotes everywhere",
            ),
            (
                &mut self.bare_keys,
                self.first_key,
                "keys must be in double quotes",
                "put all keys in double quotes",
            ),
        ] {
            if !edits.is_empty() {
                let edits = std::mem::take(edits);
                fault(out, span, message).help(title).fix_all(Safety::Safe, title, edits);
            }
        }
    }
}

/// The quotes inside a string whose first one is at `close`, and the quote that really ends the string. `None` if the string
/// ends at `close`.
pub(super) fn inner_quotes(text: &str, close: usize, is_key: bool) -> Option<(Vec<usize>, usize)> {
    let bytes = text.as_bytes();
    if ends(bytes, close + 1, is_key) {
        return None;
    }
    let quote = bytes[close];
    let mut quotes = vec![close];
    let mut at = close + 1;
    let stop = bytes.len().min(close + LONGEST);
    while at < stop {
        match bytes[at] {
            b'\n' | b'\r' => return None,
            b'\\' => at += 1,
            it if it == quote => {
                let next = space_end(bytes, at + 1);
                if !is_key && bytes.get(next) == Some(&b':') {
                    return None; // It is a key, so a comma is missing before it.
                }
                if ends(bytes, at + 1, is_key) {
                    // In `"a" "b"`, a comma is missing.
                    let is_gap = quotes.len() == 1
                        && at > close + 1
                        && text[close + 1..at].bytes().all(|it| it == b' ');
                    let is_two = quotes.len() == 2
                        && text[close + 1..quotes[1]].trim().is_empty()
                        && quotes[1] > close + 1;
                    return (!is_gap && !is_two).then_some((quotes, at));
                }
                quotes.push(at);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The quote of the other kind that ends the string at `start`, if what follows it shows this. `at`: how far the string was read.
pub(super) fn mixed_end(text: &str, start: usize, at: usize, is_key: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let other = if bytes[start] == b'"' { b'\'' } else { b'"' };
    memchr::memchr_iter(other, &bytes[start + 1..at])
        .map(|it| start + 1 + it)
        .find(|it| ends(bytes, it + 1, is_key) && (is_key || is_before_key(bytes, it + 1)))
}

/// Whether a comma and a quoted key follow, or the end of an object or array.
fn is_before_key(bytes: &[u8], at: usize) -> bool {
    let next = space_end(bytes, at);
    if bytes.get(next) != Some(&b',') {
        return true;
    }
    let open = space_end(bytes, next + 1);
    let Some(quote) = bytes.get(open).filter(|it| matches!(it, b'"' | b'\'')) else { return false };
    let close = memchr::memchr(*quote, &bytes[open + 1..]).map(|it| open + 1 + it);
    close.is_some_and(|it| bytes.get(space_end(bytes, it + 1)) == Some(&b':'))
}

/// Whether a string can end before `at`.
pub(super) fn ends(bytes: &[u8], at: usize, is_key: bool) -> bool {
    let next = space_end(bytes, at);
    match bytes.get(next) {
        None | Some(b'}' | b']' | b'/') => !is_key,
        Some(b':') => is_key,
        Some(b',') if !is_key => {
            let value = space_end(bytes, next + 1);
            bytes.get(value).is_none_or(|it| {
                bytes[next..value].contains(&b'\n')
                    || matches!(it, b'"' | b'\'' | b'{' | b'[' | b'}' | b']' | b'/' | b'-')
                    || it.is_ascii_digit()
                    || ["true", "false", "null"]
                        .iter()
                        .any(|it| bytes[value..].starts_with(it.as_bytes()))
                    || key_end(bytes, value).is_some()
            })
        }
        _ => false,
    }
}

/// The end of the key without quotes at `at`, if there is one with its colon.
pub(super) fn key_end(bytes: &[u8], at: usize) -> Option<usize> {
    let is_name = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'$' | b'-');
    let length = bytes[at..].iter().take_while(|it| is_name(it)).count();
    let end = at + length;
    (length > 0 && bytes.get(space_end(bytes, end)) == Some(&b':')).then_some(end)
}

fn space_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|it| it.is_ascii_whitespace()).count()
}

/// The JSON value that a word of another language means.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    match word {
        "True" | "TRUE" => Some("true"),
        "False" | "FALSE" => Some("false"),
        "None" | "Null" | "NULL" | "nil" | "undefined" | "NaN" => Some("null"),
        _ => None,
    }
}

/// Reports a syntax error.
pub(super) fn fault(
    out: &mut Diagnostics,
    span: Span,
    message: impl std::fmt::Display,
) -> NewDiagnostic<'_> {
    out.report(&rules::JSON_SYNTAX, span, message)
        .note("readers reject the whole feed if it is not valid JSON")
        .help(
            "correct the syntax (see https://www.rfc-editor.org/rfc/rfc8259), or generate the JSON with a program",
        )
}

/// Reports quotes that would end a string too early.
pub(super) fn quotes_in_string(out: &mut Diagnostics, quotes: &[usize], quote: u8) {
    let (Some(first), Some(last)) = (quotes.first(), quotes.last()) else { return };
    let one = first == last;
    let quote = char::from(quote);
    let which = if one { "this" } else { "the first" };
    let here = if one { "" } else { " here" };
    let all = if one { "it" } else { "each of them" };
    let help = format!("change {all} to `\\{quote}`");
    let places = if one { &quotes[..1] } else { quotes };
    let edits = places.iter().map(|at| Edit { span: Span::at(*at), text: "\\".to_owned() });
    fault(
        out,
        Span::new(*first, *last + 1),
        format_args!("{which} `{quote}`{here} ends the string too early"),
    )
    .help(&help)
    .fix_all(Safety::Safe, &help, edits.collect());
}
