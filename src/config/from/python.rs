//! Reads the simple assignments of a Python file such as `pelicanconf.py`: `NAME = literal` at the start of a line.

use super::literal::Reader;
use super::literal::Token;
use super::literal::What;
use super::tree::Entry;
use super::tree::Node;
use super::tree::Value;

/// Returns a map of all names that are assigned.
pub(super) fn read(text: &str) -> Node {
    let tokens = tokens(text);
    let mut reader = Reader::new(&tokens);
    let mut entries = Vec::new();
    while let Some(token) = reader.token() {
        // Indented code belongs to a condition or a function.
        let is_outermost = token.at == 0 || text.as_bytes()[token.at - 1] == b'\n';
        if is_outermost
            && let What::Word(key) = &token.what
            && reader.peek(1) == Some(&What::Assign)
        {
            reader.next += 2;
            let node = reader.value();
            entries.push(Entry { key: key.clone(), at: token.at, node });
        } else {
            reader.next += 1;
        }
    }
    Node { at: 0, value: Value::Map(entries) }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut open, mut first) = (0, 0_usize, true);
    while at < bytes.len() {
        let start = at;
        let what = match bytes[at] {
            b'\n' => {
                at += 1;
                first = true;
                if open > 0 || tokens.last().is_none_or(|it| it.what == What::End) {
                    continue;
                }
                What::End
            }
            b'#' => {
                at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                continue;
            }
            b'\\' if bytes.get(at + 1) == Some(&b'\n') => {
                at += 2;
                continue;
            }
            it if it.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'"' | b'\'' => {
                let (value, end) = string(text, at, "");
                at = end;
                value
            }
            it if it.is_ascii_alphanumeric() || it == b'_' || it >= 0x80 => {
                let word = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_' || *it >= 0x80;
                at += bytes[at..].iter().take_while(|it| word(it)).count();
                let name = &text[start..at];
                let is_prefix = name.len() <= 2
                    && name.bytes().all(|it| b"rRuUbBfF".contains(&it))
                    && matches!(bytes.get(at), Some(b'"' | b'\''));
                if is_prefix {
                    let (value, end) = string(text, at, name);
                    at = end;
                    value
                } else {
                    What::Word(name.to_owned())
                }
            }
            it => {
                at += 1;
                match it {
                    b'(' | b'[' | b'{' => {
                        open += 1;
                        What::Open(char::from(it))
                    }
                    b')' | b']' | b'}' => {
                        open = open.saturating_sub(1);
                        What::Close
                    }
                    b',' => What::Comma,
                    b':' => What::Colon,
                    b';' => What::End,
                    b'.' => What::Dot,
                    b'=' if bytes.get(at) != Some(&b'=') && !is_operator(bytes, start) => {
                        What::Assign
                    }
                    _ => What::Other,
                }
            }
        };
        tokens.push(Token { at: start, first, what });
        first = bytes[start] == b'\n';
    }
    tokens
}

/// Whether the `=` at `at` is part of `+=`, `==`, `!=` or a similar operator.
fn is_operator(bytes: &[u8], at: usize) -> bool {
    at > 0 && b"=!<>+-*/%|&^".contains(&bytes[at - 1])
}

/// Returns the string whose quotation mark is at `at`, and its end.
fn string(text: &str, at: usize, prefix: &str) -> (What, usize) {
    let bytes = text.as_bytes();
    let mark = bytes[at];
    let is_long = bytes[at..].starts_with(&[mark; 3]);
    let width = if is_long { 3 } else { 1 };
    let is_raw = prefix.contains(['r', 'R']);
    let mut value = String::new();
    let mut from = at + width;
    let mut next = from;
    let end = loop {
        let is_over = bytes.get(next).is_none_or(|it| *it == b'\n' && !is_long);
        if is_over {
            value.push_str(&text[from..next]);
            break next;
        }
        match bytes[next] {
            b'\\' => {
                if is_raw {
                    next += 1 + text[next + 1..].chars().next().map_or(0, char::len_utf8);
                    continue;
                }
                value.push_str(&text[from..next]);
                let (escaped, length) = super::unescaped(&text[next + 1..]);
                value.extend(escaped);
                next += 1 + length;
                from = next;
            }
            it if it == mark && bytes[next..].starts_with(&[mark; 3][..width]) => {
                value.push_str(&text[from..next]);
                break next + width;
            }
            _ => next += 1,
        }
    };
    let is_computed = prefix.contains(['f', 'F']) && value.contains('{');
    (if is_computed { What::Other } else { What::Text(value) }, end)
}
