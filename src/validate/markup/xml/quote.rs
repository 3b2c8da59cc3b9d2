//! Quotes inside attribute values, such as `title="The "old" pier"`. The first of them ends the value, so what follows does not
//! look like an attribute. The value that the author meant ends where the tag or another attribute continues.

use memchr::{memchr, memchr2};

use crate::diagnostic::{Edit, Fix, Safety};
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::Xml;
use crate::validate::markup::xml::characters::{
    NAME_START, SPACE, SPECIAL, is, name_end, space_end,
};
use crate::validate::rules::{XML_ATTRIBUTE_NOT_CLOSED, XML_QUOTE_IN_ATTRIBUTE};

/// How far after its beginning the end of a value is searched for.
const LONGEST: usize = 1 << 13;

/// A quoted value of the current tag.
#[derive(Clone, Copy)]
pub(super) struct QuotedValue {
    pub(super) name: Span,
    pub(super) start: usize,
    /// Its closing quote.
    pub(super) close: usize,
    /// How many problems were reported before it.
    pub(super) problems: usize,
}

impl Xml<'_> {
    /// If the last value of the tag has quotes in it, reports them and corrects the value. Returns where to continue. What follows
    /// the value is not an attribute.
    #[cold]
    pub(super) fn quotes_in_value(&mut self, out: &mut Diagnostics, count: usize) -> Option<usize> {
        let value = self.quoted?;
        if let Some(end) = missing_quote(self.text, value) {
            return self.quote_missing(out, value, end, count);
        }
        let (quotes, end) = inner_quotes(self.text.as_bytes(), value)?;
        if self.attributes.last().is_none_or(|it| it.value_span.start as usize != value.start) {
            return None;
        }
        self.attributes.pop();
        out.retract(value.problems);
        let is_double = self.text.as_bytes()[value.close] == b'"';
        let reference = if is_double { "&quot;" } else { "&apos;" };
        let quote = if is_double { "`\"`" } else { "`'`" };
        let span = Span::new(value.close, quotes.last().map_or(value.close, |it| *it) + 1);
        let message = if quotes.len() == 1 {
            format!("this {quote} ends the attribute value too early")
        } else {
            format!("the first {quote} here ends the attribute value too early")
        };
        if let Some(it) = out.add(&XML_QUOTE_IN_ATTRIBUTE, span, message) {
            let all = if quotes.len() == 1 { "it" } else { "each of them" };
            let edits = quotes
                .iter()
                .map(|at| Edit { span: Span::new(*at, at + 1), text: reference.to_owned() });
            let title = format!("change {all} to `{reference}`");
            it.label(value.name, "the attribute")
                .note("most readers reject the whole feed, because the rest of the value is not an attribute");
            it.fix = Some(Fix::new(title, Safety::Safe, edits.collect()));
        }
        let whole = Span::new(value.start, end);
        let special = self.text[whole.range()].bytes().any(|it| is(it, SPECIAL));
        self.push_attribute(out, value.name, whole, special, count - 1);
        Some(end + 1)
    }
}

impl Xml<'_> {
    /// Reports a value without its closing quote, which should be at `end`. Returns where to continue.
    fn quote_missing(
        &mut self,
        out: &mut Diagnostics,
        value: QuotedValue,
        end: usize,
        count: usize,
    ) -> Option<usize> {
        if self.attributes.last().is_none_or(|it| it.value_span.start as usize != value.start) {
            return None;
        }
        self.attributes.pop();
        out.retract(value.problems);
        let quote = &self.text[value.close..=value.close];
        let message = format_args!("this quote is never closed");
        let opening = Span::new(value.start - 1, value.start);
        let is_other = self.text[..end].ends_with(['"', '\'']);
        let wrong = Span::new(end - usize::from(is_other), end);
        if let Some(it) = out.add(&XML_ATTRIBUTE_NOT_CLOSED, opening, message) {
            let title =
                if is_other { "close it with the same quote" } else { "add the closing quote" };
            it.note("most readers reject the whole feed because everything up to the next quote becomes part of the value")
                .unsafe_fix(title, wrong, quote);
        }
        let whole = Span::new(value.start, wrong.start as usize);
        let special = self.text[whole.range()].bytes().any(|it| is(it, SPECIAL));
        self.push_attribute(out, value.name, whole, special, count - 1);
        self.quoted = None;
        Some(end)
    }
}

/// Where the closing quote of a value is missing, if the quote that closes it begins the value of the next attribute, as in
/// `rel="self href="…"`.
fn missing_quote(text: &str, value: QuotedValue) -> Option<usize> {
    let bytes = text.as_bytes();
    let written = text[value.start..value.close].strip_suffix('=')?;
    let end = written.trim_end_matches(|it: char| !it.is_whitespace()).trim_end().len();
    let name = written[end..].trim_start();
    let is_name = name_end(name.as_bytes(), 0) == name.len() && !name.is_empty() && end > 0;
    let stop = bytes.len().min(value.close + LONGEST);
    let next = memchr2(bytes[value.close], b'<', &bytes[value.close + 1..stop])?;
    let next = value.close + 1 + next;
    (is_name && bytes[next] != b'<' && ends_value(bytes, next + 1)).then_some(value.start + end)
}

/// The quotes inside a value, and the quote that really ends it.
fn inner_quotes(bytes: &[u8], value: QuotedValue) -> Option<(Vec<usize>, usize)> {
    let quote = bytes[value.close];
    let mut quotes = vec![value.close];
    let stop = bytes.len().min(value.close + LONGEST);
    let mut at = value.close + 1;
    if begins_attribute(bytes, at) {
        return None;
    }
    loop {
        let found = at + memchr2(quote, b'<', &bytes[at..stop])?;
        if bytes[found] == b'<' || begins_value(bytes, found) {
            return None;
        }
        if ends_value(bytes, found + 1) {
            break (!is_stray(bytes, value, found)).then_some((quotes, found));
        }
        quotes.push(found);
        at = found + 1;
    }
}

/// Whether the quote at `at` begins the value of another attribute.
fn begins_value(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].iter().rposition(|it| !is(*it, SPACE));
    before.is_some_and(|it| bytes[it] == b'=')
}

/// Whether an attribute begins at `at`, possibly with an opening quote that is missing.
fn begins_attribute(bytes: &[u8], at: usize) -> bool {
    let start = space_end(bytes, at);
    let end = name_end(bytes, start);
    start > at && end > start && bytes.get(end) == Some(&b'=')
}

/// Whether the tag ends at `at`, or another attribute follows.
fn ends_value(bytes: &[u8], at: usize) -> bool {
    let next = space_end(bytes, at);
    match bytes.get(next) {
        Some(b'>') => true,
        Some(b'/') => bytes.get(next + 1) == Some(&b'>'),
        Some(it) if next > at && is(*it, NAME_START) => {
            let equals = space_end(bytes, name_end(bytes, next));
            let open = space_end(bytes, equals + 1);
            bytes.get(equals) == Some(&b'=') && matches!(bytes.get(open), Some(b'"' | b'\''))
        }
        _ => false,
    }
}

/// Whether the quote at `end` is superfluous, instead of the value's end.
fn is_stray(bytes: &[u8], value: QuotedValue, end: usize) -> bool {
    let rest = &bytes[value.close + 1..end];
    let written = &bytes[value.start..value.close];
    let is_url = written.starts_with(b"http") && memchr(b' ', written).is_none();
    rest.iter().all(|it| is(*it, SPACE)) && (!rest.is_empty() || written.is_empty() || is_url)
}

/// Where the value after an opening quote probably ends, before `end`: at a quote of the other kind (`true`), or before the next
/// attribute.
pub(super) fn likely_close(bytes: &[u8], quote: usize, end: usize) -> Option<(usize, bool)> {
    let other = if bytes[quote] == b'"' { b'\'' } else { b'"' };
    (quote + 1..end).find_map(|at| match bytes[at] {
        it if it == other => ends_value(bytes, at + 1).then_some((at, true)),
        it if is(it, SPACE) => {
            let name = space_end(bytes, at);
            let equals = name_end(bytes, name);
            let is_attribute = equals > name
                && bytes.get(equals) == Some(&b'=')
                && matches!(bytes.get(equals + 1), Some(b'"' | b'\''));
            is_attribute.then_some((at, false))
        }
        _ => None,
    })
}
