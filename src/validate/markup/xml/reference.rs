//! References to characters and entities: checks them and replaces them with their text.

use memchr::{memchr, memchr2, memchr3};

use crate::diagnostic::Severity;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::characters::{bad_name_character, is_char, name_end};
use crate::validate::markup::xml::doctype::{Doctype, Parameters};
use crate::validate::markup::xml::entity::Trouble;
use crate::validate::markup::xml::{Xml, clip, html_entity};
use crate::validate::markup::{Form, Piece};
use crate::validate::rules::leftover::{is_leftover, suspicious};
use crate::validate::rules::{
    XML_BAD_CHARACTER_REFERENCE, XML_BAD_ENTITY, XML_BARE_AMPERSAND, XML_CUSTOM_ENTITY,
    XML_ENTITY_EXPANSION, XML_EXTERNAL_ENTITY, XML_RECURSIVE_ENTITY, XML_UNDEFINED_ENTITY,
};

/// A fix replaces a reference with the text of its entity only if the text is not longer than this.
const MAX_FIX_LENGTH: usize = 1000;

/// The start of the segment that was located last, in the document and in the decoded text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Located {
    piece: Span,
    value: bool,
    seen: usize,
    at: usize,
}

/// The construct that an `&` begins.
enum Reference<'a> {
    /// A character, and the length of the reference.
    Char(char, usize),
    /// A reference to an entity that XML does not predefine.
    Entity(&'a str),
    /// A malformed reference or a reference to a character that XML does not allow, with its length.
    Bad(usize),
    /// Only an `&`.
    Bare,
}

/// Reads the reference at the start of `text`, which is an `&`.
#[inline]
fn parse(text: &str) -> Reference<'_> {
    let bytes = text.as_bytes();
    match bytes.get(1..).unwrap_or_default() {
        [b'l', b't', b';', ..] => Reference::Char('<', 4),
        [b'g', b't', b';', ..] => Reference::Char('>', 4),
        [b'a', b'm', b'p', b';', ..] => Reference::Char('&', 5),
        [b'q', b'u', b'o', b't', b';', ..] => Reference::Char('"', 6),
        [b'a', b'p', b'o', b's', b';', ..] => Reference::Char('\'', 6),
        [b'#', ..] => numeric(text),
        _ => {
            let end = name_end(bytes, 1);
            if end > 1
                && bytes.get(end) == Some(&b';')
                && bad_name_character(&text[1..end]).is_none()
            {
                return Reference::Entity(&text[1..end]);
            }
            Reference::Bare
        }
    }
}

/// Whether a reference such as `&#0;` or `&#x1B;` refers to a control character.
fn is_control(reference: &str) -> bool {
    let number = reference.trim_start_matches("&#").trim_end_matches(';');
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.is_ok_and(|it| it < 0x20)
}

fn numeric(text: &str) -> Reference<'_> {
    let bytes = text.as_bytes();
    let (from, radix) = if bytes.get(2) == Some(&b'x') { (3, 16) } else { (2, 10) };
    let mut code = 0u32;
    let mut at = from;
    while let Some(digit) = bytes.get(at).and_then(|it| char::from(*it).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if bytes.get(at) != Some(&b';') {
        let end = name_end(bytes, 2);
        return Reference::Bad(end + usize::from(bytes.get(end) == Some(&b';')));
    }
    match char::from_u32(code).filter(|it| is_char(*it)) {
        Some(it) if at > from => Reference::Char(it, at + 1),
        _ => Reference::Bad(at + 1),
    }
}

/// A part of an entity's text.
pub(super) enum Part {
    /// Text whose character references have been replaced.
    Text(String),
    /// A reference to another entity.
    Entity(String),
    /// A reference to another entity in an attribute value, which adds no text.
    Elsewhere(String),
}

/// Splits an entity's text into its parts.
pub(super) fn parts(raw: &str, into: &mut Vec<Part>) {
    let mut text = String::new();
    let mut from = 0;
    while let Some(found) = memchr(b'&', &raw.as_bytes()[from..]) {
        let at = from + found;
        text.push_str(&raw[from..at]);
        from = match parse(&raw[at..]) {
            Reference::Char(it, length) => {
                text.push(it);
                at + length
            }
            Reference::Entity(name) => {
                into.push(Part::Text(std::mem::take(&mut text)));
                into.push(Part::Entity(name.to_owned()));
                at + name.len() + 2
            }
            Reference::Bad(length) => at + length,
            Reference::Bare => at + 1,
        };
    }
    text.push_str(&raw[from..]);
    into.push(Part::Text(text));
}

/// The first malformed reference in a literal, with its offset. Adds the entities that the literal refers to to `entities`.
pub(super) fn literal_problem(
    raw: &str,
    entities: &mut Vec<String>,
) -> Option<(usize, &'static str)> {
    let mut from = 0;
    while let Some(found) = memchr(b'&', &raw.as_bytes()[from..]) {
        let at = from + found;
        from = match parse(&raw[at..]) {
            Reference::Char(_, length) => at + length,
            Reference::Entity(name) => {
                entities.push(name.to_owned());
                at + name.len() + 2
            }
            Reference::Bad(_) => {
                return Some((at, "this reference does not refer to a character that XML allows"));
            }
            Reference::Bare => return Some((at, "this `&` does not begin a reference")),
        };
    }
    None
}

/// The text of an entity: its literal with the numeric character references replaced.
pub(super) fn replace_numbers(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&raw.as_bytes()[from..], b"&#") {
        let at = from + found;
        text.push_str(&raw[from..at]);
        let Reference::Char(it, length) = parse(&raw[at..]) else {
            text.push('&');
            from = at + 1;
            continue;
        };
        text.push(it);
        from = at + length;
    }
    text.push_str(&raw[from..]);
    text
}

impl<'s> Xml<'s> {
    /// Checks the reference at `at` and returns where to continue. `content` is true in text and false in an attribute value.
    #[inline]
    pub(super) fn reference(&mut self, out: &mut Diagnostics, at: usize, content: bool) -> usize {
        match parse(&self.text[at..]) {
            Reference::Char(it, length) if !self.frames.is_empty() && !is_leftover(it) => {
                at + length
            }
            other => self.odd_reference(out, at, content, &other),
        }
    }

    #[cold]
    fn odd_reference(
        &mut self,
        out: &mut Diagnostics,
        at: usize,
        content: bool,
        reference: &Reference<'s>,
    ) -> usize {
        if content && self.frames.is_empty() && !self.fragment {
            // Text outside the root is reported separately.
            return at + 1;
        }
        match *reference {
            Reference::Char(it, length) => {
                if is_leftover(it) {
                    out.take(suspicious(Span::new(at, at + length), it, true));
                }
                at + length
            }
            Reference::Entity(name) => {
                let end = at + name.len() + 2;
                self.entity_reference(out, name, Span::new(at, end), content);
                end
            }
            Reference::Bad(length) => {
                let span = Span::new(at, at + length);
                self.bad_character_reference(out, span);
                span.end as usize
            }
            Reference::Bare => {
                self.bare_ampersand(out, at);
                at + 1
            }
        }
    }

    /// Checks the references of an attribute value.
    pub(super) fn value_references(&mut self, out: &mut Diagnostics, span: Span) {
        let (mut at, end) = (span.start as usize, span.end as usize);
        while let Some(found) = memchr(b'&', &self.text.as_bytes()[at..end]) {
            at += found;
            at = match parse(&self.text[at..end]) {
                Reference::Char(it, length) if !is_leftover(it) => at + length,
                other => self.odd_reference(out, at, false, &other),
            };
        }
    }

    fn bare_ampersand(&mut self, out: &mut Diagnostics, at: usize) {
        let span = Span::new(at, at + 1);
        let message = format_args!("this `&` does not begin a reference");
        if let Some(it) = out.add(&XML_BARE_AMPERSAND, span, message) {
            it.note("many readers reject the whole feed because of a single bare `&`").fix(
                "change it to `&amp;`",
                span,
                "&amp;",
            );
        }
    }

    fn bad_character_reference(&mut self, out: &mut Diagnostics, span: Span) {
        let reference = clip(&self.text[span.range()]);
        let message = format_args!("`{reference}` does not refer to a character that XML allows");
        if let Some(it) = out.add(&XML_BAD_CHARACTER_REFERENCE, span, message) {
            it.note("most readers reject the whole feed because of such a reference").help(
                "write the intended character, or its number, for example `&#8230;` or `&#x2026;`",
            );
            if is_control(&self.text[span.range()]) {
                // No reader shows a control character, so removing it is safe.
                it.fix("remove the reference", span, "");
            }
        }
    }

    fn entity_reference(
        &mut self,
        out: &mut Diagnostics,
        name: &'s str,
        span: Span,
        content: bool,
    ) {
        if self.fragment {
            if !content {
                self.entities.reached.push(name.to_owned());
            }
            return;
        }
        let Some(trouble) = self.entity_trouble(name, content) else {
            return self.custom_entity(out, name, span);
        };
        let (rule, why, help) = match &trouble {
            Trouble::Undefined => return self.undefined_entity(out, name, span),
            Trouble::Silent => return,
            Trouble::External => (
                &XML_EXTERNAL_ENTITY,
                "is stored outside the document".to_owned(),
                "write the text in the document itself",
            ),
            Trouble::Recursive => (
                &XML_RECURSIVE_ENTITY,
                "refers to itself".to_owned(),
                "write the text in the document itself",
            ),
            Trouble::Expansion => (
                &XML_ENTITY_EXPANSION,
                format!("expands the document to more than {} bytes", self.limits.expansion),
                "write the text in the document itself (feedwright does not expand further entities)",
            ),
            Trouble::Malformed(why) => {
                (&XML_BAD_ENTITY, why.clone(), "write the text in the document itself")
            }
        };
        let message = format_args!("the entity `&{};` {why}", clip(name));
        if let Some(it) = out.add(rule, span, message) {
            it.note("some readers reject the whole feed, and the others do not show the text of the entity").help(help);
        }
    }

    /// Reports a valid reference, because many readers do not expand it.
    fn custom_entity(&self, out: &mut Diagnostics, name: &str, span: Span) {
        let has_markup = self.entities.has_markup(name);
        let what = if has_markup {
            "contains elements, which feedwright does not check"
        } else {
            "is defined by the document itself"
        };
        let message = format_args!("the entity `&{};` {what}", clip(name));
        let Some(it) = out.add(&XML_CUSTOM_ENTITY, span, message) else { return };
        it.note("many readers do not expand such an entity, and show its name or nothing");
        match self
            .entities
            .expansion(name, false)
            .filter(|it| !has_markup && it.len() <= MAX_FIX_LENGTH)
        {
            Some(text) => {
                let text = crate::text::escape::attribute(text).into_owned();
                it.fix("replace the reference with the text of the entity", span, text);
            }
            None => {
                it.help("replace the reference with the text of the entity");
            }
        }
    }

    /// Whether an undeclared entity may be declared in a part of the DTD that was not read. In this case, the document is
    /// well-formed (XML 1.0, §4.1, Entity Declared).
    fn is_elsewhere(&self) -> bool {
        let alone =
            self.prolog.as_ref().and_then(|it| it.standalone).is_some_and(|it| it.0 == "yes");
        !alone && self.doctype.as_ref().is_some_and(|it| it.parameters != Parameters::None)
    }

    fn undefined_entity(&mut self, out: &mut Diagnostics, name: &str, span: Span) {
        let known = html_entity::character(name);
        if known.is_some() && self.doctype.as_ref().is_some_and(Doctype::defines_latin1) {
            return;
        }
        let message = format_args!("the entity `&{};` is not defined", clip(name));
        let elsewhere = self.is_elsewhere();
        let Some(it) = out.add(&XML_UNDEFINED_ENTITY, span, message) else { return };
        if elsewhere {
            // Parsers skip the reference and continue.
            it.severity = Severity::Warning;
        }
        it.note("XML only defines `&lt;`, `&gt;`, `&amp;`, `&quot;` and `&apos;`, so some readers reject the whole feed");
        match known {
            Some(known) => {
                let number = format!("&#{};", u32::from(known));
                it.fix(format!("change it to `{number}`"), span, number);
            }
            None => {
                it.help(format!(
                    "write the character itself, or `&amp;{};` to show the text as it is",
                    clip(name)
                ));
            }
        }
    }

    /// Whether the raw text of a piece is already its decoded text.
    pub fn is_verbatim(&self, piece: &Piece<'s>) -> bool {
        match piece.form {
            Form::Plain | Form::Json => true,
            Form::CData => !self.survey.carriage_return,
            Form::Escaped => false,
        }
    }

    /// Appends the decoded text of a piece.
    pub fn decode(&self, piece: &Piece<'s>, into: &mut String) {
        if self.is_verbatim(piece) {
            into.push_str(piece.raw);
            return;
        }
        self.segments(piece.raw, piece.form == Form::Escaped, false, |_, text| {
            into.push_str(text);
            true
        });
    }

    /// Appends a decoded attribute value. Each white space character becomes a space (XML 1.0, §3.3.3).
    pub(super) fn decode_value(&self, raw: &str, into: &mut String) {
        self.segments(raw, true, true, |_, text| {
            into.push_str(text);
            true
        });
    }

    /// Maps an offset in a piece's decoded text to the offset in the document. The text of a reference maps to its `&`. An
    /// offset after the text maps to the end of the piece.
    pub fn locate(&self, piece: &Piece<'s>, offset: usize) -> u32 {
        let escaped = piece.form == Form::Escaped;
        if self.is_verbatim(piece) {
            return Span::new(0, piece.span.start as usize + offset.min(piece.raw.len())).end;
        }
        self.origin(piece.raw, piece.span, offset, escaped, false)
    }

    /// Maps an offset in an attribute's value to the offset in the document, like [`Xml::locate`].
    #[cfg(any(test, feature = "internals"))]
    pub fn locate_in_value(
        &self,
        attribute: &crate::validate::markup::Attribute<'s>,
        offset: usize,
    ) -> u32 {
        let raw = &self.text[attribute.value_span.range()];
        self.origin(raw, attribute.value_span, offset, true, true)
    }

    fn origin(&self, raw: &str, span: Span, offset: usize, escaped: bool, value: bool) -> u32 {
        // If the last offset was in the same piece and not after this one, the search continues from there.
        let known = Some(self.located.get())
            .filter(|it| it.piece == span && it.value == value && it.seen <= offset);
        let (mut seen, start) = known.map_or((0, 0), |it| (it.seen, it.at));
        let mut found = raw.len();
        self.segments_from(raw, start, escaped, value, |at, text| {
            if offset < seen + text.len() {
                self.located.set(Located { piece: span, value, seen, at });
                // Literal text maps byte by byte, and everything else maps to its start.
                let itself =
                    raw.as_bytes()[at..].starts_with(text.as_bytes()) && raw.as_bytes()[at] != b'&';
                found = if itself { at + offset - seen } else { at };
                return false;
            }
            seen += text.len();
            true
        });
        span.part(found, found).start
    }

    /// Decodes raw text in segments. `visit` receives the offset in `raw` and the decoded text, and returns whether to
    /// continue.
    #[inline]
    fn segments(
        &self,
        raw: &str,
        escaped: bool,
        value: bool,
        visit: impl FnMut(usize, &str) -> bool,
    ) {
        self.segments_from(raw, 0, escaped, value, visit);
    }

    /// Does the same from byte `from` of `raw`, which must be the start of a segment.
    #[inline]
    fn segments_from(
        &self,
        raw: &str,
        mut from: usize,
        escaped: bool,
        value: bool,
        mut visit: impl FnMut(usize, &str) -> bool,
    ) {
        let bytes = raw.as_bytes();
        while from < bytes.len() {
            let rest = &bytes[from..];
            let found = match (escaped, value) {
                (true, false) if self.survey.carriage_return => memchr2(b'&', b'\r', rest),
                (true, false) => memchr(b'&', rest),
                (true, true) => {
                    let end = memchr(b'&', rest).unwrap_or(rest.len());
                    memchr3(b'\t', b'\n', b'\r', &rest[..end]).or((end < rest.len()).then_some(end))
                }
                (false, _) => memchr(b'\r', rest),
            };
            let at = found.map_or(bytes.len(), |it| from + it);
            if at > from && !visit(from, &raw[from..at]) {
                return;
            }
            let Some(&byte) = bytes.get(at) else { return };
            let mut buffer = [0; 4];
            let (text, length): (&str, usize) = match byte {
                b'\r' => {
                    let length = 1 + usize::from(bytes.get(at + 1) == Some(&b'\n'));
                    (if value { " " } else { "\n" }, length)
                }
                b'&' => match parse(&raw[at..]) {
                    Reference::Char(it, length) => (it.encode_utf8(&mut buffer), length),
                    Reference::Entity(name) => match self.entities.expansion(name, value) {
                        Some(text) => (text, name.len() + 2),
                        None => match html_entity::character(name) {
                            Some(it) => (it.encode_utf8(&mut buffer), name.len() + 2),
                            None => (&raw[at..at + name.len() + 2], name.len() + 2),
                        },
                    },
                    Reference::Bad(length) => ("\u{fffd}", length),
                    Reference::Bare => ("&", 1),
                },
                _ => (" ", 1),
            };
            if !text.is_empty() && !visit(at, text) {
                return;
            }
            from = at + length;
        }
    }
}
