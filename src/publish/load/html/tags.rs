//! Splits the text of a page into tags and the text between them, without interpreting either.

use memchr::memmem;

/// A tag, or the text up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The name of a start tag, as written. Empty for anything else.
    pub(super) name: &'t str,
    /// The number of attributes of a start or end tag.
    pub(super) attributes: usize,
}

/// How the tokenizer reads the following text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside<'n> {
    /// As markup.
    Markup,
    /// As markup of SVG or `MathML`, which may contain CDATA sections.
    Foreign,
    /// As the text of an element such as `script`, up to its end tag.
    Raw(&'n str),
}

/// The piece that starts at `start`. `None` at the end.
pub(super) fn next<'t>(text: &'t str, start: usize, inside: Inside<'_>) -> Option<Piece<'t>> {
    let rest = text.get(start..).filter(|it| !it.is_empty())?;
    let bytes = rest.as_bytes();
    let plain = |length: usize| {
        Some(Piece { start, end: start + length.min(rest.len()), name: "", attributes: 0 })
    };
    if let Inside::Raw(name) = inside {
        let Some(length) = end_tag(rest, name) else { return plain(rest.len()) };
        if length > 0 {
            return plain(length);
        }
    }
    if bytes[0] != b'<' {
        return plain(memchr::memchr(b'<', bytes).unwrap_or(rest.len()));
    }
    if rest.starts_with("<!--") {
        return plain(comment(rest));
    }
    if rest.starts_with("<![CDATA[") && inside == Inside::Foreign {
        return plain(memmem::find(bytes, b"]]>").map_or(rest.len(), |it| it + 3));
    }
    let closing = bytes.get(1) == Some(&b'/');
    let name = &rest[1 + usize::from(closing)..];
    if !name.starts_with(|it: char| it.is_ascii_alphabetic()) {
        let bogus = closing && name.len() > 1 || matches!(bytes.get(1), Some(b'!' | b'?'));
        let end = if bogus { memchr::memchr(b'>', bytes) } else { Some(0) };
        return plain(end.map_or(rest.len(), |it| it + 1));
    }
    let length = name
        .find(|it: char| it.is_ascii_whitespace() || it == '/' || it == '>')
        .unwrap_or(name.len());
    let (end, attributes) = attributes(&name[length..]);
    let end = rest.len() - name.len() + length + end;
    let name = if closing { "" } else { &name[..length] };
    Some(Piece { start, end: start + end, name, attributes })
}

/// The position of the end tag of `name`.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), b"</").find(|start| {
        let rest = &text.as_bytes()[start + 2..];
        rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
            && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// The length of the comment at the start of `text` (<https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state>).
fn comment(text: &str) -> usize {
    for short in ["<!-->", "<!--->"] {
        if text.starts_with(short) {
            return short.len();
        }
    }
    let body = &text.as_bytes()[4..];
    let end = memmem::find_iter(body, b"--").find_map(|it| match body.get(it + 2..)? {
        [b'>', ..] => Some(it + 3),
        // In `--->`, the last two hyphens end the comment.
        [b'!' | b'-', b'>', ..] => Some(it + 4),
        [b'-', b'!', b'>', ..] => Some(it + 5),
        _ => None,
    });
    end.map_or(text.len(), |it| 4 + it)
}

/// The end of a tag and the number of its attributes. `text` is the text after the tag's name
/// (<https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state>).
fn attributes(text: &str) -> (usize, usize) {
    #[derive(Clone, Copy)]
    enum State {
        Gap,
        Name,
        AfterName,
        BeforeValue,
        Unquoted,
        Quoted(u8),
    }
    let mut state = State::Gap;
    let mut count = 0;
    for (index, byte) in text.bytes().enumerate() {
        let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
        state = match (state, byte) {
            (State::Quoted(quote), _) if byte == quote => State::Gap,
            (State::Quoted(_), _) => state,
            (_, b'>') => return (index + 1, count),
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) if space => state,
            (State::BeforeValue, _) => State::Unquoted,
            (State::Unquoted, _) if space => State::Gap,
            (State::Unquoted, _) => state,
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (_, b'/') => State::Gap,
            (State::Name, _) if space => State::AfterName,
            (State::Gap | State::AfterName, _) if space => state,
            (State::Gap | State::AfterName, _) => {
                count += 1;
                State::Name
            }
            (State::Name, _) => state,
        };
    }
    (text.len(), count)
}

#[cfg(test)]
mod tests {
    use super::{Inside, next};

    #[test]
    fn splits_at_the_tags_that_the_parser_sees() {
        let cases: &[(&str, Inside<'_>, &str)] = &[
            ("<p class='a>b' x>text", Inside::Markup, "<p class='a>b' x>"),
            ("text <p>", Inside::Markup, "text "),
            ("<!-- <p> --> <p>", Inside::Markup, "<!-- <p> -->"),
            ("<!--> <p>", Inside::Markup, "<!-->"),
            ("<!-- a --!> <p>", Inside::Markup, "<!-- a --!>"),
            ("<!-- a ---> <p>", Inside::Markup, "<!-- a --->"),
            ("<!doctype html><p>", Inside::Markup, "<!doctype html>"),
            ("< 5 <p>", Inside::Markup, "<"),
            ("</p ><p>", Inside::Markup, "</p >"),
            ("a < b </SCRIPT >", Inside::Raw("script"), "a < b "),
            ("</SCRIPT > x", Inside::Raw("script"), "</SCRIPT >"),
            ("</scripted> x", Inside::Raw("script"), "</scripted> x"),
            ("<![CDATA[ <p> ]]>x", Inside::Foreign, "<![CDATA[ <p> ]]>"),
            ("<p", Inside::Markup, "<p"),
        ];
        for (text, inside, first) in cases {
            let piece = next(text, 0, *inside).expect("there is text");
            assert_eq!(&text[piece.start..piece.end], *first);
        }
        assert_eq!(next("", 0, Inside::Markup), None);
    }

    #[test]
    fn counts_attributes() {
        let cases = [
            ("<p>", 0),
            ("<p a b = c/d e='f g'h>", 4),
            ("<a \"x y z>", 3),
            ("<a =b=c>", 1),
            ("</p a>", 1),
        ];
        for (text, count) in cases {
            let piece = next(text, 0, Inside::Markup).expect("there is text");
            assert_eq!(piece.attributes, count, "{text}");
        }
    }
}
