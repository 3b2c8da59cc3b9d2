//! Parses JavaScript expressions far enough to find their end, and to recognize those that are strings.

use crate::publish::template::target::floor;

/// The maximum length of an expression in bytes. A longer one is text that contains a brace.
const MAX_LENGTH: usize = 64 * 1024;

/// The maximum nesting depth of brackets.
const MAX_DEPTH: usize = 60;

/// The length of the bracketed text at the start of `text`, including both brackets.
pub(super) fn balanced(text: &str) -> Option<usize> {
    let mut brackets = Brackets::default();
    let bytes = &text.as_bytes()[..text.len().min(MAX_LENGTH)];
    let mut at = 0;
    while at < bytes.len() {
        at = brackets.step(bytes, at)?;
        if brackets.open.is_empty() {
            return Some(at);
        }
    }
    None
}

/// The length of the `import` and `export` statements at the start of `text`, including the end of their last line.
pub(super) fn module(text: &str) -> Option<usize> {
    let first = text.lines().next().unwrap_or_default();
    if !is_import(first, text) && !is_export(first) {
        return None;
    }
    let bytes = text.as_bytes();
    let limit = bytes.len().min(MAX_LENGTH);
    let mut brackets = Brackets::default();
    let mut at = 0;
    // The end of the last line that is not blank, and the position up to which it was searched.
    let (mut written, mut seen) = (0, 0);
    while at < limit {
        if bytes[at] == b'\n' && brackets.open.is_empty() && !brackets.is_in_text() {
            let line = text[seen..at].trim_end();
            written = if line.is_empty() { written } else { seen + line.len() };
            seen = at;
            let line = &text[..written];
            // `export const x =` continues on the next line.
            let goes_on = line.ends_with(['=', ',', '+', '(', '?', ':', '|', '&'])
                || line.ends_with("=>")
                || line.ends_with("from");
            let next = text[at + 1..].trim_start_matches([' ', '\t']);
            let is_part = next.starts_with(['.', '?', '+', '|', '&', ')', ']', '}'])
                && !next.starts_with("...");
            if !goes_on && !is_part {
                return Some(at + 1);
            }
        }
        match brackets.step(bytes, at) {
            Some(next) => at = next,
            None => break,
        }
    }
    if at >= bytes.len() && brackets.open.is_empty() {
        return Some(bytes.len());
    }
    // The bracket is not closed, so the statement ends with its paragraph.
    Some(text.find("\n\n").map_or(text.len(), |it| it + 1).min(bytes.len()))
}

fn is_import(line: &str, text: &str) -> bool {
    let Some(rest) = line.strip_prefix("import") else { return false };
    if !rest.starts_with(['"', '\'', '{', '*', ' ', '\t']) {
        return false;
    }
    if rest.trim_start().starts_with(['"', '\'']) {
        return true;
    }
    // A sentence may start with `import` too.
    let limit = floor(text, text.len().min(4000));
    let statement = text[..limit].split(';').next().unwrap_or_default();
    let statement = statement.split("\n\n").next().unwrap_or_default();
    statement
        .match_indices("from")
        .any(|(at, it)| statement[at + it.len()..].trim_start().starts_with(['"', '\'']))
}

fn is_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export") else { return false };
    if !rest.starts_with([' ', '{', '*']) {
        return false;
    }
    let rest = rest.trim_start();
    let word = rest.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    rest.starts_with(['{', '*'])
        || ["default", "function", "class", "async", "type", "interface"].contains(&word)
        || ["const", "let", "var"].contains(&word) && rest.contains(['=', '{', '['])
}

/// The value of an expression that is a string, a template without placeholders, or a number.
pub(super) fn literal(expression: &str) -> Option<String> {
    let quote = expression.chars().next()?;
    if matches!(quote, '"' | '\'' | '`') && expression.len() > 1 {
        let inside = expression[1..].strip_suffix(quote)?;
        if quote == '`' && inside.contains("${") {
            return None;
        }
        let mut text = String::with_capacity(inside.len());
        let mut characters = inside.chars();
        while let Some(it) = characters.next() {
            match it {
                '\\' => match characters.next()? {
                    'n' => text.push('\n'),
                    't' => text.push(' '),
                    other => text.push(other),
                },
                _ if it == quote => return None,
                _ => text.push(it),
            }
        }
        return Some(text);
    }
    let is_number =
        expression.len() < 30 && expression.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    is_number.then(|| expression.to_owned())
}

/// The open brackets, and the string that contains a position.
#[derive(Default)]
struct Brackets {
    /// The expected closing brackets `}`, `)`, `]`, or the quote or backtick that ends a string.
    open: Vec<u8>,
}

impl Brackets {
    fn is_in_text(&self) -> bool {
        self.open.last().is_some_and(|it| matches!(it, b'"' | b'\'' | b'`'))
    }

    /// Reads the byte at `at`, and returns the position of the next one. `None` if this is not JavaScript.
    fn step(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let it = bytes[at];
        if let Some(quote) =
            self.open.last().copied().filter(|it| matches!(it, b'"' | b'\'' | b'`'))
        {
            match it {
                b'\\' => return Some(at + 2),
                b'$' if quote == b'`' && bytes.get(at + 1) == Some(&b'{') => {
                    self.open.push(b'}');
                    return Some(at + 2);
                }
                _ if it == quote => {
                    self.open.pop();
                }
                // A quote that is not closed on its line is an apostrophe in the text of an element.
                b'\n' if quote != b'`' => {
                    self.open.pop();
                }
                _ => {}
            }
            return Some(at + 1);
        }
        match it {
            b'{' => self.open.push(b'}'),
            b'(' => self.open.push(b')'),
            b'[' => self.open.push(b']'),
            b'"' | b'\'' | b'`' => {
                // `don't` is the text of an element.
                let in_word = it == b'\'' && at > 0 && bytes[at - 1].is_ascii_alphanumeric();
                if !in_word {
                    self.open.push(it);
                }
            }
            b'}' | b')' | b']' if self.open.last() == Some(&it) => {
                self.open.pop();
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = memchr::memmem::find(&bytes[at + 2..bytes.len().min(at + 8192)], b"*/")?;
                return Some(at + 2 + end + 2);
            }
            b'/' if bytes.get(at + 1) == Some(&b'/')
                && (at == 0 || bytes[at - 1].is_ascii_whitespace()) =>
            {
                let end = memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                return Some(at + end);
            }
            _ => {}
        }
        (self.open.len() < MAX_DEPTH).then_some(at + 1)
    }
}
