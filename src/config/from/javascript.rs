//! Reads the literals of a JavaScript or TypeScript file: its constants, and every top-level object. Examples are the
//! configuration that the file exports, the object that a function returns, and the options of a call.

use super::literal::Reader;
use super::literal::Token;
use super::literal::What;
use super::tree::Entry;
use super::tree::Node;
use super::tree::Value;

/// The maximum distance between the `=` of a declaration and its name. In TypeScript, the type is between them.
const MAX_TYPE_LENGTH: usize = 12;

/// Returns the objects of the file in order, followed by the map of its constants.
pub(super) fn read(text: &str) -> Vec<Node> {
    let tokens = tokens(text);
    let mut reader = Reader::new(&tokens);
    let (mut maps, mut constants) = (Vec::new(), Vec::new());
    while let Some(token) = reader.token() {
        if let Some((key, length)) = declared(&reader) {
            reader.next += length;
            let node = reader.primary();
            if matches!(node.value, Value::Map(_)) {
                maps.push(node.clone());
            }
            let is_whole = reader.is_at_end() || matches!(reader.peek(0), Some(What::Word(_)));
            let value = if is_whole { node.value } else { Value::Code };
            constants.push(Entry { key, at: token.at, node: Node { at: node.at, value } });
        } else if token.what == What::Open('{') && is_value(&tokens[..reader.next]) {
            let node = reader.primary();
            maps.push(node);
        } else {
            reader.next += 1;
        }
    }
    maps.push(Node { at: 0, value: Value::Map(constants) });
    maps
}

/// Returns the name in `const NAME =` and the number of its tokens.
fn declared(reader: &Reader<'_>) -> Option<(String, usize)> {
    let (Some(What::Word(word)), Some(What::Word(name))) = (reader.peek(0), reader.peek(1)) else {
        return None;
    };
    if !matches!(word.as_str(), "const" | "let" | "var") {
        return None;
    }
    let assign = |it: &usize| reader.peek(*it) == Some(&What::Assign);
    match reader.peek(2)? {
        What::Assign => Some((name.clone(), 3)),
        What::Colon => (3..MAX_TYPE_LENGTH).find(assign).map(|it| (name.clone(), it + 1)),
        _ => None,
    }
}

/// Whether a `{` after these tokens starts an object and not a block.
fn is_value(before: &[Token]) -> bool {
    match before.last().map(|it| &it.what) {
        Some(What::Word(word)) => matches!(word.as_str(), "return" | "default"),
        Some(What::Open('(' | '[') | What::Assign | What::Comma | What::Colon | What::Other) => {
            true
        }
        _ => false,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut first) = (0, true);
    while at < bytes.len() {
        let start = at;
        let what = match bytes[at] {
            b'\n' => {
                at += 1;
                first = true;
                continue;
            }
            b'/' if bytes[at..].starts_with(b"//") => {
                at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                continue;
            }
            b'/' if bytes[at..].starts_with(b"/*") => {
                let end = memchr::memmem::find(&bytes[at + 2..], b"*/");
                at = end.map_or(bytes.len(), |it| at + 2 + it + 2);
                continue;
            }
            b'/' if begins_regex(&tokens) => {
                at = regex_end(bytes, at);
                What::Other
            }
            it if it.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'"' | b'\'' => {
                let (value, end) = string(text, at);
                at = end;
                What::Text(value)
            }
            b'`' => {
                let (value, end) = template(text, at);
                at = end;
                value.map_or(What::Other, What::Text)
            }
            it if it.is_ascii_alphanumeric() || b"_$@".contains(&it) || it >= 0x80 => {
                let word =
                    |it: &u8| it.is_ascii_alphanumeric() || b"_$@".contains(it) || *it >= 0x80;
                at += bytes[at..].iter().take_while(|it| word(it)).count();
                What::Word(text[start..at].to_owned())
            }
            it => {
                at += 1;
                match it {
                    b'(' | b'[' | b'{' => What::Open(char::from(it)),
                    b')' | b']' | b'}' => What::Close,
                    b',' => What::Comma,
                    b':' => What::Colon,
                    b';' => What::End,
                    b'.' => What::Dot,
                    b'=' if bytes.get(at) == Some(&b'>') => {
                        at += 1;
                        What::Arrow
                    }
                    b'=' if bytes.get(at) != Some(&b'=')
                        && !b"=!<>".contains(&before(bytes, start)) =>
                    {
                        What::Assign
                    }
                    _ => What::Other,
                }
            }
        };
        tokens.push(Token { at: start, first, what });
        first = false;
    }
    tokens
}

fn before(bytes: &[u8], at: usize) -> u8 {
    if at == 0 { b' ' } else { bytes[at - 1] }
}

/// Whether a `/` after these tokens starts a regular expression. It is a division only after a value.
fn begins_regex(tokens: &[Token]) -> bool {
    match tokens.last().map(|it| &it.what) {
        Some(What::Word(word)) => word == "return",
        Some(What::Text(_) | What::Close) => false,
        _ => true,
    }
}

/// Returns the end of a regular expression. If it does not end on the same line, it is a single character.
fn regex_end(bytes: &[u8], start: usize) -> usize {
    let mut in_class = false;
    let mut at = start + 1;
    while let Some(it) = bytes.get(at) {
        match it {
            b'\n' => break,
            b'\\' => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    start + 1
}

/// Returns the string that starts at `at`, and its end.
fn string(text: &str, at: usize) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut value = String::new();
    let mut from = at + 1;
    let mut next = from;
    while let Some(it) = bytes.get(next) {
        match it {
            b'\\' => {
                value.push_str(&text[from..next]);
                let (escaped, length) = super::unescaped(&text[next + 1..]);
                value.extend(escaped);
                next += 1 + length;
                from = next;
            }
            b'\n' => break,
            it if *it == bytes[at] => {
                value.push_str(&text[from..next]);
                return (value, next + 1);
            }
            _ => next += 1,
        }
    }
    value.push_str(&text[from..next]);
    (value, next)
}

/// Returns the template literal that starts at `at`, and its end. The literal is `None` if it is computed. Templates
/// can contain code with templates in it.
fn template(text: &str, at: usize) -> (Option<String>, usize) {
    let bytes = text.as_bytes();
    // Whether each open level is a template or the code in a template.
    let mut levels = vec![true];
    let (mut value, mut is_plain) = (String::new(), true);
    let mut from = at + 1;
    let mut next = from;
    while let Some(it) = bytes.get(next) {
        let in_template = levels.last() == Some(&true);
        match it {
            b'\\' if in_template => {
                value.push_str(&text[from..next]);
                let (escaped, length) = super::unescaped(&text[next + 1..]);
                value.extend(escaped);
                next += 1 + length;
                from = next;
                continue;
            }
            b'`' if in_template => {
                levels.pop();
                if levels.is_empty() {
                    value.push_str(&text[from..next]);
                    return (is_plain.then_some(value), next + 1);
                }
            }
            b'$' if in_template && bytes.get(next + 1) == Some(&b'{') => {
                is_plain = false;
                levels.push(false);
                next += 1;
            }
            b'`' => levels.push(true),
            b'{' if !in_template => levels.push(false),
            b'}' if !in_template => {
                levels.pop();
            }
            b'"' | b'\'' if !in_template => {
                next = string(text, next).1;
                continue;
            }
            _ => {}
        }
        next += 1;
    }
    (None, next)
}
