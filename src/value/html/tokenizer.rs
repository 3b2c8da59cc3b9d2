//! The tokenizer of the HTML standard for text in memory (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>).
//!
//! A run of text is one token, and [`crate::value::html::reference`] resolves its references. Line ends are not normalized. The
//! tokenizer uses the previous tags to recognize raw text and places where CDATA sections are allowed.
//!
//! The crate html5gum does the same, but takes four to five times as long (`docs/dependencies.md` has the figures).

use std::collections::HashSet;
use std::ops::Range;

use memchr::memchr;
use memchr::memchr2;
use memchr::memmem;

use crate::value::html::element;
use crate::value::html::element::Content;
use crate::value::html::element::Element;
use crate::value::html::foreign::Open;

/// How many parse errors of one token are kept.
const MAX_ERRORS: usize = 16;
/// If a tag has at least this many attributes, their names are looked up in a set.
const MANY_ATTRIBUTES: usize = 16;

/// A piece of HTML. All ranges are byte ranges in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A run of text.
    Text(Text),
    /// A start tag or an end tag. The tokenizer has its attributes.
    Tag(Tag),
    /// A comment, or markup that is treated as one, such as `<?php ?>`.
    Comment(Comment),
    /// A document type.
    Doctype(Range<usize>),
    /// A tag that is cut off by the end of the text. Programs drop the whole tag.
    CutTag(Range<usize>),
    /// The end of the text. All further tokens are the same.
    End,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its range, which may be empty only for a CDATA section.
    pub range: Range<usize>,
    /// Whether an `&` in it begins a reference.
    pub has_references: bool,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The whole tag, from `<` to `>`.
    pub range: Range<usize>,
    /// Its name, in any case.
    pub name: Range<usize>,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// The HTML element. `None` if the element is unknown or belongs to SVG or `MathML`.
    pub element: Option<&'static Element>,
    /// Whether it is an element of SVG or `MathML`.
    pub is_foreign: bool,
}

/// An attribute of the last tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, in any case.
    pub name: Range<usize>,
    /// Its value as written, without the quotes. It is empty if there is none.
    pub value: Range<usize>,
    /// How the value is quoted.
    pub quotes: Quotes,
    /// Whether the tag has an earlier attribute with the same name. Programs drop this one.
    pub is_duplicate: bool,
}

/// How the value of an attribute is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are self-explanatory")]
pub enum Quotes {
    Double,
    Single,
    Unquoted,
    /// There is no value.
    None,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment.
    pub range: Range<usize>,
    /// Its text.
    pub text: Range<usize>,
    /// Whether it is a real comment, written `<!-- -->`, and not other markup that is treated as one.
    pub is_proper: bool,
}

/// A parse error of the standard (<https://html.spec.whatwg.org/multipage/parsing.html#parse-errors>), named as there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names come from the standard")]
pub enum Error {
    AbruptClosingOfEmptyComment,
    CdataInHtmlContent,
    DuplicateAttribute,
    EndTagWithAttributes,
    EndTagWithTrailingSolidus,
    EofBeforeTagName,
    EofInCdata,
    EofInComment,
    EofInDoctype,
    EofInScriptHtmlCommentLikeText,
    EofInTag,
    IncorrectlyClosedComment,
    IncorrectlyOpenedComment,
    InvalidFirstCharacterOfTagName,
    MissingAttributeValue,
    MissingEndTagName,
    MissingWhitespaceBetweenAttributes,
    NestedComment,
    UnexpectedCharacterInAttributeName,
    UnexpectedCharacterInUnquotedAttributeValue,
    UnexpectedEqualsSignBeforeAttributeName,
    UnexpectedQuestionMarkInsteadOfTagName,
    UnexpectedSolidusInTag,
}

/// Reads text token by token.
#[derive(Debug)]
pub struct Tokenizer<'t> {
    text: &'t str,
    at: usize,
    raw: Option<Raw<'t>>,
    open: Open<'t>,
    attributes: Vec<Attribute>,
    names: HashSet<Vec<u8>>,
    errors: Vec<(Error, usize)>,
}

/// The element that contains the current raw text.
#[derive(Clone, Copy, Debug)]
struct Raw<'t> {
    name: &'t str,
    content: Content,
}

/// The buffers of a tokenizer, which can be reused for the next text.
#[derive(Debug, Default)]
pub struct Buffers {
    attributes: Vec<Attribute>,
    errors: Vec<(Error, usize)>,
}

impl<'t> Tokenizer<'t> {
    /// Creates a tokenizer that reads `text` as the content of an element such as `div`.
    pub fn new(text: &'t str) -> Tokenizer<'t> {
        Tokenizer::with_buffers(text, Buffers::default())
    }

    /// Does the same with the buffers of another tokenizer.
    pub fn with_buffers(text: &'t str, buffers: Buffers) -> Tokenizer<'t> {
        Tokenizer {
            text,
            at: 0,
            raw: None,
            open: Open::default(),
            attributes: buffers.attributes,
            names: HashSet::new(),
            errors: buffers.errors,
        }
    }

    /// Returns the buffers for the next text.
    pub fn into_buffers(self) -> Buffers {
        Buffers { attributes: self.attributes, errors: self.errors }
    }

    /// The attributes of the last tag.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The errors of the last token and their byte offsets. If there are many, only the first few.
    pub fn errors(&self) -> &[(Error, usize)] {
        &self.errors
    }

    /// Skips text, and tags of paragraphs, list items and line breaks without attributes, because callers rarely need them. Stops
    /// before anything else: another tag, a comment, or an unusual reference. Does not skip anything in raw text, SVG or `MathML`.
    #[inline]
    pub fn skip_usual(&mut self) {
        if self.raw.is_none() && self.open.is_empty() {
            self.at = usual_end(self.bytes(), self.at);
        }
    }

    /// Reads the next token.
    #[inline]
    pub fn read(&mut self) -> Token {
        self.errors.clear();
        let start = self.at;
        if let Some(raw) = self.raw {
            if let Some(token) = self.raw_text(raw) {
                return token;
            }
        } else {
            let end = self.text_end();
            if end > start {
                self.at = end;
                return Token::Text(Text { range: start..end, has_references: true });
            }
        }
        self.markup()
    }

    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    fn error(&mut self, error: Error, at: usize) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push((error, at));
        }
    }

    /// The end of the run of text that begins here.
    #[inline]
    fn text_end(&mut self) -> usize {
        let bytes = self.bytes();
        let mut at = self.at;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            at += found;
            match bytes.get(at + 1) {
                Some(next) if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?') => {
                    return at;
                }
                Some(b'/') if at + 2 < bytes.len() => return at,
                Some(b'/') | None => self.error(Error::EofBeforeTagName, at),
                Some(_) => self.error(Error::InvalidFirstCharacterOfTagName, at),
            }
            at += 1;
        }
        bytes.len()
    }

    /// Reads the markup that begins with `<` here.
    fn markup(&mut self) -> Token {
        let start = self.at;
        match self.byte(start + 1) {
            None => Token::End,
            Some(b'!') => self.declaration(),
            Some(b'?') => {
                self.error(Error::UnexpectedQuestionMarkInsteadOfTagName, start + 1);
                self.bogus_comment(start + 1)
            }
            Some(b'/') => match self.byte(start + 2) {
                Some(b'>') => {
                    self.error(Error::MissingEndTagName, start + 2);
                    self.at = start + 3;
                    // It is dropped, like an empty comment.
                    self.comment(start..start + 3, start + 2..start + 2, false)
                }
                Some(next) if next.is_ascii_alphabetic() => self.tag(start + 2, true),
                _ => {
                    self.error(Error::InvalidFirstCharacterOfTagName, start + 2);
                    self.bogus_comment(start + 2)
                }
            },
            Some(_) => self.tag(start + 1, false),
        }
    }

    fn comment(&mut self, range: Range<usize>, text: Range<usize>, is_proper: bool) -> Token {
        Token::Comment(Comment { range, text, is_proper })
    }

    /// Reads markup that is treated as a comment, up to the next `>`. Its text begins at `from`.
    fn bogus_comment(&mut self, from: usize) -> Token {
        let start = self.at;
        let end = memchr(b'>', &self.bytes()[from..]).map(|it| from + it);
        self.at = end.map_or(self.text.len(), |it| it + 1);
        self.comment(start..self.at, from..end.unwrap_or(self.text.len()), false)
    }

    /// Reads the markup that begins with `<!`.
    fn declaration(&mut self) -> Token {
        let start = self.at;
        let from = start + 2;
        let rest = &self.bytes()[from..];
        if rest.starts_with(b"--") {
            return self.proper_comment(from + 2);
        }
        if rest.get(..7).is_some_and(|it| it.eq_ignore_ascii_case(b"doctype")) {
            let end = memchr(b'>', rest).map(|it| from + it + 1);
            if end.is_none() {
                self.error(Error::EofInDoctype, self.text.len());
            }
            self.at = end.unwrap_or(self.text.len());
            return Token::Doctype(start..self.at);
        }
        if rest.starts_with(b"[CDATA[") {
            if self.open.is_foreign() {
                return self.cdata(from + 7);
            }
            self.error(Error::CdataInHtmlContent, start);
            return self.bogus_comment(from);
        }
        self.error(Error::IncorrectlyOpenedComment, start);
        self.bogus_comment(from)
    }

    /// Reads a comment whose text begins at `from`.
    fn proper_comment(&mut self, from: usize) -> Token {
        let (bytes, start) = (self.bytes(), self.at);
        let abrupt = match &bytes[from..] {
            [b'>', ..] => Some(from + 1),
            [b'-', b'>', ..] => Some(from + 2),
            _ => None,
        };
        if let Some(end) = abrupt {
            self.error(Error::AbruptClosingOfEmptyComment, end - 1);
            self.at = end;
            return self.comment(start..end, from..from, true);
        }
        let mut at = from;
        while let Some(found) = memchr(b'>', &bytes[at..]) {
            at += found;
            let before = &bytes[from..at];
            let dashes = match before {
                [.., b'-', b'-'] => 2,
                [.., b'-', b'-', b'!'] => 3,
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.at = at + 1;
            self.nested_comments(from..at - dashes);
            if dashes == 3 {
                self.error(Error::IncorrectlyClosedComment, at - 3);
            }
            return self.comment(start..at + 1, from..at - dashes, true);
        }
        self.at = bytes.len();
        self.error(Error::EofInComment, bytes.len());
        let rest = &bytes[from..];
        let dashes = match rest {
            [.., b'-', b'-', b'!'] => 3,
            [.., b'-', b'-'] => 2,
            [.., b'-'] => 1,
            _ => 0,
        };
        self.comment(start..bytes.len(), from..bytes.len() - dashes, true)
    }

    fn nested_comments(&mut self, text: Range<usize>) {
        let inner = &self.bytes()[text.clone()];
        for found in memmem::find_iter(inner, b"<!--").take(MAX_ERRORS) {
            // `<!-->` ends the comment instead of beginning another one.
            if text.start + found + 4 < text.end {
                self.error(Error::NestedComment, text.start + found);
            }
        }
    }

    fn cdata(&mut self, from: usize) -> Token {
        let end = memmem::find(&self.bytes()[from..], b"]]>").map(|it| from + it);
        self.at = end.map_or(self.text.len(), |it| it + 3);
        if end.is_none() {
            self.error(Error::EofInCdata, self.text.len());
        }
        let range = from..end.unwrap_or(self.text.len());
        Token::Text(Text { range, has_references: false })
    }

    /// Reads a tag whose name begins at `from`.
    fn tag(&mut self, from: usize, is_end: bool) -> Token {
        let start = self.at;
        let bytes = self.bytes();
        self.attributes.clear();
        let mut end = from + 1;
        while bytes.get(end).is_some_and(|it| !ends_name(*it)) {
            end += 1;
        }
        let name = from..end;
        let self_closing = match bytes.get(end) {
            // Most tags have no attributes.
            Some(b'>') => {
                self.at = end + 1;
                Some(false)
            }
            _ => self.attributes_from(end),
        };
        let Some(self_closing) = self_closing else {
            self.at = bytes.len();
            self.error(Error::EofInTag, bytes.len());
            return Token::CutTag(start..bytes.len());
        };
        if is_end {
            self.end_tag_errors(self_closing);
        }
        let text = self.text;
        let written = &text[name.clone()];
        let known = element::element(written);
        let is_foreign = if is_end {
            self.open.end(written)
        } else {
            let begins = self.open.start(written, self_closing, || {
                self.attributes.iter().any(|it| is_font_attribute(&text[it.name.clone()]))
            });
            if let (false, Some(known)) = (begins, known)
                && !matches!(known.content, Content::Normal | Content::Void)
            {
                self.raw = Some(Raw { name: written, content: known.content });
            }
            begins
        };
        let element = if is_foreign { None } else { known };
        Token::Tag(Tag { range: start..self.at, name, is_end, self_closing, element, is_foreign })
    }

    fn end_tag_errors(&mut self, self_closing: bool) {
        if let Some(first) = self.attributes.first() {
            let at = first.name.start;
            self.error(Error::EndTagWithAttributes, at);
        }
        if self_closing {
            self.error(Error::EndTagWithTrailingSolidus, self.at - 2);
        }
    }

    /// Reads the attributes from `at`, and moves to the end of the tag. Returns whether the tag ends with `/>`, or `None` if it does
    /// not end.
    fn attributes_from(&mut self, mut at: usize) -> Option<bool> {
        let bytes = self.bytes();
        loop {
            match *bytes.get(at)? {
                b'>' => {
                    self.at = at + 1;
                    return Some(false);
                }
                b'/' if *bytes.get(at + 1)? == b'>' => {
                    self.at = at + 2;
                    return Some(true);
                }
                b'/' => {
                    self.error(Error::UnexpectedSolidusInTag, at);
                    at += 1;
                }
                byte if is_space(byte) => at += 1,
                _ => at = self.attribute(at)?,
            }
        }
    }

    /// Reads the attribute whose name begins at `from`. Returns its end, or `None` if the text ends before it.
    fn attribute(&mut self, from: usize) -> Option<usize> {
        let bytes = self.bytes();
        let mut at = from;
        if bytes[at] == b'=' {
            self.error(Error::UnexpectedEqualsSignBeforeAttributeName, at);
            at += 1;
        }
        while let Some(&byte) = bytes.get(at) {
            if ends_name(byte) || byte == b'=' {
                break;
            }
            if matches!(byte, b'"' | b'\'' | b'<') {
                self.error(Error::UnexpectedCharacterInAttributeName, at);
            }
            at += 1;
        }
        let name = from..at;
        // After the name.
        let mut value_at = at;
        while is_space(*bytes.get(value_at)?) {
            value_at += 1;
        }
        if bytes[value_at] != b'=' {
            self.add(name, at..at, Quotes::None);
            return Some(at);
        }
        value_at += 1;
        while is_space(*bytes.get(value_at)?) {
            value_at += 1;
        }
        let quotes = match bytes[value_at] {
            b'"' => Quotes::Double,
            b'\'' => Quotes::Single,
            b'>' => {
                self.error(Error::MissingAttributeValue, value_at);
                self.add(name, value_at..value_at, Quotes::None);
                return Some(value_at);
            }
            _ => return self.unquoted(name, value_at),
        };
        let from = value_at + 1;
        let end = from + memchr(bytes[value_at], &bytes[from..])?;
        self.add(name, from..end, quotes);
        let next = *bytes.get(end + 1)?;
        if !ends_name(next) {
            self.error(Error::MissingWhitespaceBetweenAttributes, end + 1);
        }
        Some(end + 1)
    }

    fn unquoted(&mut self, name: Range<usize>, from: usize) -> Option<usize> {
        let bytes = self.bytes();
        let mut at = from;
        loop {
            let byte = *bytes.get(at)?;
            if is_space(byte) || byte == b'>' {
                break;
            }
            if matches!(byte, b'"' | b'\'' | b'<' | b'=' | b'`') {
                self.error(Error::UnexpectedCharacterInUnquotedAttributeValue, at);
            }
            at += 1;
        }
        self.add(name, from..at, Quotes::Unquoted);
        Some(at)
    }

    fn add(&mut self, name: Range<usize>, value: Range<usize>, quotes: Quotes) {
        let bytes = self.bytes();
        let written = &bytes[name.clone()];
        let is_duplicate = if self.attributes.len() < MANY_ATTRIBUTES {
            self.attributes.iter().any(|it| bytes[it.name.clone()].eq_ignore_ascii_case(written))
        } else {
            if self.attributes.len() == MANY_ATTRIBUTES {
                self.names.clear();
                let names = self.attributes.iter().map(|it| &bytes[it.name.clone()]);
                self.names.extend(names.map(<[u8]>::to_ascii_lowercase));
            }
            !self.names.insert(written.to_ascii_lowercase())
        };
        if is_duplicate {
            self.error(Error::DuplicateAttribute, name.start);
        }
        self.attributes.push(Attribute { name, value, quotes, is_duplicate });
    }

    /// Reads the raw text of an element up to its end tag. `None` if the end tag is next.
    fn raw_text(&mut self, raw: Raw<'t>) -> Option<Token> {
        let start = self.at;
        let end = match raw.content {
            Content::PlainText => self.text.len(),
            Content::Script => self.script_end(raw.name),
            _ => end_tag(self.bytes(), start, raw.name).unwrap_or(self.text.len()),
        };
        self.at = end;
        if end < self.text.len() {
            self.raw = None;
        }
        let has_references = raw.content == Content::EscapableRawText;
        (end > start).then_some(Token::Text(Text { range: start..end, has_references }))
    }

    /// The end of the script that begins here. Inside text that looks like a comment, `<script>` and its end tag come in pairs.
    fn script_end(&mut self, name: &str) -> usize {
        let bytes = self.bytes();
        let mut at = self.at;
        let (mut escaped, mut double) = (false, false);
        while let Some(found) = memchr2(b'<', b'-', &bytes[at..]) {
            at += found;
            let rest = &bytes[at..];
            if rest.starts_with(b"-->") {
                (escaped, double) = (false, false);
                at += 3;
            } else if !escaped && rest.starts_with(b"<!--") {
                escaped = true;
                at += 2;
            } else if is_tag(rest, 2, name) && rest[1] == b'/' {
                if !double {
                    return at;
                }
                double = false;
                at += 2 + name.len();
            } else if escaped && !double && is_tag(rest, 1, name) {
                double = true;
                at += 1 + name.len();
            } else {
                at += 1;
            }
        }
        if escaped {
            self.error(Error::EofInScriptHtmlCommentLikeText, bytes.len());
        }
        bytes.len()
    }
}

/// The first `<` or `&` at or after `at` that may not be usual markup.
fn usual_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr2(b'<', b'&', &bytes[at..]) {
        at += found;
        let usual = match &bytes[at..] {
            [b'<', b'p', b'>', ..] => 3,
            [b'<', b'/', b'p', b'>', ..]
            | [b'<', b'l', b'i', b'>', ..]
            | [b'<', b'b', b'r', b'>', ..]
            | [b'&', b'l' | b'g', b't', b';', ..] => 4,
            [b'<', b'/', b'l', b'i', b'>', ..]
            | [b'<', b'b', b'r', b'/', b'>', ..]
            | [b'&', b'a', b'm', b'p', b';', ..] => 5,
            [b'<', b'b', b'r', b' ', b'/', b'>', ..]
            | [b'&', b'n', b'b', b's', b'p', b';', ..]
            | [b'&', b'q', b'u', b'o', b't', b';', ..] => 6,
            _ => return at,
        };
        at += usual;
    }
    bytes.len()
}

/// The start of the first end tag of `name` at or after `from`.
fn end_tag(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'<', &bytes[at..])?;
        if is_tag(&bytes[at..], 2, name) && bytes[at + 1] == b'/' {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether `name` is the whole name of a tag at byte `at`.
fn is_tag(bytes: &[u8], at: usize, name: &str) -> bool {
    let end = at + name.len();
    bytes.get(end).is_some_and(|it| ends_name(*it))
        && bytes[at..end].eq_ignore_ascii_case(name.as_bytes())
}

/// Whether an attribute makes `font` an HTML element even inside SVG.
fn is_font_attribute(name: &str) -> bool {
    ["color", "face", "size"].iter().any(|it| it.eq_ignore_ascii_case(name))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// Whether the name of a tag or an attribute ends at this byte.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}
