//! Attributes: their syntax and values, namespace declarations, and duplicates.

use std::borrow::Cow;
use std::collections::HashSet;

use memchr::memchr;

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Attribute;
use crate::validate::markup::name::{NameId, Ns};
use crate::validate::markup::xml::characters::{NAME, SPACE, SPECIAL, is, name_end, space_end};
use crate::validate::markup::xml::quote::{self, QuotedValue};
use crate::validate::markup::xml::scope::{UNBOUND, split};
use crate::validate::markup::xml::{Declaration, TagFault, Xml, clip};
use crate::validate::rules::{
    XML_ATTRIBUTE_NOT_CLOSED, XML_ATTRIBUTE_WITHOUT_SPACE, XML_ATTRIBUTE_WITHOUT_VALUE,
    XML_BAD_ATTRIBUTE, XML_BAD_NAMESPACE_DECLARATION, XML_DUPLICATE_ATTRIBUTE,
    XML_LESS_THAN_IN_ATTRIBUTE, XML_TOO_MANY_ATTRIBUTES, XML_TOO_MANY_NAMESPACES,
    XML_UNQUOTED_ATTRIBUTE,
};

const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";

impl<'s> Xml<'s> {
    /// Reads the attribute at `start`, which is number `count` in its tag. Returns where to continue, always after `start`.
    pub(super) fn attribute(
        &mut self,
        out: &mut Diagnostics,
        start: usize,
        touching: bool,
        count: usize,
    ) -> usize {
        let bytes = self.text.as_bytes();
        let end = name_end(bytes, start);
        let glued = touching && matches!(bytes[start - 1], b'"' | b'\'');
        let equals = space_end(bytes, end);
        if glued || end == start || bytes.get(equals) != Some(&b'=') {
            if let Some(end) = self.quotes_in_value(out, count) {
                return end;
            }
        }
        if end == start {
            return self.junk(out, start);
        }
        if glued {
            self.without_space(out, start);
        }
        if bytes.get(equals) != Some(&b'=') {
            if equals < bytes.len() {
                self.without_value(out, Span::new(start, end));
            }
            return end;
        }
        let open = space_end(bytes, equals + 1);
        let (value_start, close) = match bytes.get(open) {
            Some(&quote @ (b'"' | b'\'')) => match self.closing_quote(quote, open + 1) {
                Some(close) => (open + 1, close),
                None => {
                    return self.quote_not_closed(out, Span::new(start, end), open, None, count);
                }
            },
            Some(b'>' | b'<') => {
                self.without_value(out, Span::new(start, end));
                return open;
            }
            Some(_) => {
                return match self.quotes_in_value(out, count) {
                    Some(end) => end,
                    None => self.unquoted(out, Span::new(start, end), open, count),
                };
            }
            None => return bytes.len(),
        };
        let mut special = false;
        for &byte in &bytes[value_start..close] {
            special |= is(byte, SPECIAL);
        }
        if special && let Some(less) = memchr(b'<', &bytes[value_start..close]) {
            if memchr(b'>', &bytes[value_start..value_start + less]).is_some() {
                let less = Some(value_start + less);
                return self.quote_not_closed(out, Span::new(start, end), open, less, count);
            }
            self.less_than(out, value_start, close);
        }
        let value = Span::new(value_start, close);
        let name = Span::new(start, end);
        self.quoted = Some(QuotedValue { name, start: value_start, close, problems: out.len() });
        self.push_attribute(out, name, value, special, count);
        close + 1
    }

    /// The offset of the quote that closes a value beginning at `from`. The text is searched only once, no matter how many
    /// values begin before the quote.
    fn closing_quote(&mut self, quote: u8, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let next =
            if quote == b'"' { &mut self.ahead.double_quote } else { &mut self.ahead.single_quote };
        if *next < from {
            *next = memchr(quote, &bytes[from..]).map_or(bytes.len(), |it| from + it);
        }
        (*next < bytes.len()).then_some(*next)
    }

    pub(super) fn push_attribute(
        &mut self,
        out: &mut Diagnostics,
        name_span: Span,
        value_span: Span,
        special: bool,
        count: usize,
    ) {
        let raw = &self.text[value_span.range()];
        let mut value = Cow::Borrowed(raw);
        if special {
            self.value_references(out, value_span);
            let mut decoded = String::with_capacity(raw.len());
            self.decode_value(raw, &mut decoded);
            value = Cow::Owned(decoded);
        }
        let name = &self.text[name_span.range()];
        if let Some(rest) = name.strip_prefix("xmlns") {
            if rest.is_empty() {
                return self.declare(out, "", value, name_span, value_span);
            }
            if let Some(prefix) =
                rest.strip_prefix(':').filter(|it| !it.is_empty() && !it.contains(':'))
            {
                return self.declare(out, prefix, value, name_span, value_span);
            }
        }
        if count > self.limits.attributes {
            self.too_many(out, name_span, count);
            return;
        }
        self.attributes.push(Attribute { name: NameId(0), name_span, value, value_span });
    }

    #[cold]
    fn too_many(&mut self, out: &mut Diagnostics, span: Span, count: usize) {
        let limit = self.limits.attributes;
        if count == limit + 1 {
            let message = format_args!("this element has more than {limit} attributes");
            if let Some(it) = out.add(&XML_TOO_MANY_ATTRIBUTES, span, message) {
                it.note("many attributes slow parsers down").help(
                    "use fewer attributes (feedwright only checks the XML syntax of the others)",
                );
            }
        }
    }

    fn declare(
        &mut self,
        out: &mut Diagnostics,
        prefix: &'s str,
        uri: Cow<'s, str>,
        name_span: Span,
        value_span: Span,
    ) {
        if let Some(problem) = declaration_problem(prefix, &uri) {
            let message = format_args!("{problem}: `{}`", clip(&self.text[name_span.range()]));
            if let Some(it) = out.add(&XML_BAD_NAMESPACE_DECLARATION, name_span, message) {
                it.note("some readers reject the whole feed or find no items in it").help(
                    "remove the declaration, or use another prefix and the URI of its namespace",
                );
            }
            if matches!(prefix, "xml" | "xmlns") || !uri.is_empty() {
                return;
            }
        }
        if self.declarations.iter().take(self.limits.declarations).any(|it| it.prefix == prefix) {
            self.duplicate(out, name_span, None);
            return;
        }
        if !prefix.is_empty() && self.scope.namespace(prefix).is_none() {
            self.check_name(out, name_span.part(name_span.len() - prefix.len(), name_span.len()));
        }
        let uri = if self.has_tokens(prefix) {
            Cow::Owned(uri.trim_matches(' ').to_owned())
        } else {
            uri
        };
        let ns =
            if uri.is_empty() && prefix.is_empty() { Ns::NONE } else { self.scope.number(uri) };
        self.scope.bind(self.frames.len(), prefix.into(), Some(ns));
        let count = self.declarations.len();
        if count == self.limits.declarations {
            let message = format_args!("this element has more than {count} namespace declarations");
            if let Some(it) = out.add(&XML_TOO_MANY_NAMESPACES, name_span, message) {
                it.note(
                    "parsers limit the number of namespace declarations to save memory and time",
                )
                .help("only declare the namespaces that the feed uses");
            }
        }
        if count <= self.limits.declarations {
            self.declarations.push(Declaration { prefix, ns, name_span, value_span });
        }
    }

    /// Whether the document type declaration declares this namespace declaration with a token type. Spaces around such a
    /// value are removed.
    fn has_tokens(&self, prefix: &str) -> bool {
        let Some(doctype) = self.doctype.as_ref().filter(|it| !it.tokens.is_empty()) else {
            return false;
        };
        doctype.tokens.contains(&(self.text[self.tag.range()].to_owned(), prefix.to_owned()))
    }

    /// Binds the namespaces that the document type declaration declares by default for elements of this name. The tag's own
    /// declarations take precedence.
    pub(super) fn default_declarations(&mut self, element: &str) {
        let depth = self.frames.len();
        let Some(defaults) = self.doctype.as_ref().and_then(|it| it.defaults.get(element)) else {
            return;
        };
        for (prefix, uri) in defaults.clone() {
            if self.declarations.iter().any(|it| it.prefix == prefix) {
                continue;
            }
            let ns = if uri.is_empty() { Ns::NONE } else { self.scope.number(Cow::Owned(uri)) };
            self.scope.bind(depth, prefix.into(), Some(ns));
        }
    }

    /// Resolves the names of the attributes and finds duplicates. This requires the tag's own namespace declarations.
    pub(super) fn name_attributes(&mut self, out: &mut Diagnostics) {
        let text = self.text;
        for index in 0..self.attributes.len() {
            let span = self.attributes[index].name_span;
            let raw = &text[span.range()];
            let id = match self.scope.cached_attribute(raw) {
                Some(id) => id,
                None => self.prefixed_attribute(out, raw, span),
            };
            self.attributes[index].name = id;
        }
        if self.attributes.len() > 1 {
            self.find_duplicates(out);
        }
    }

    fn prefixed_attribute(&mut self, out: &mut Diagnostics, raw: &'s str, span: Span) -> NameId {
        if split(raw).0.is_empty() {
            return self.new_name(out, span, true);
        }
        self.prefixed += 1;
        self.scope.cached(raw).unwrap_or_else(|| self.new_name(out, span, true))
    }

    fn find_duplicates(&mut self, out: &mut Diagnostics) {
        let count = self.attributes.len();
        if count <= 12 && self.prefixed < 2 {
            let ids: [NameId; 12] =
                std::array::from_fn(|it| self.attributes.get(it).map_or(NameId(0), |it| it.name));
            let twice = |it: usize| ids[..it].contains(&ids[it]);
            if !(1..count).any(twice) {
                return;
            }
        }
        let mut seen = HashSet::with_capacity(count);
        let mut index = 0;
        while index < self.attributes.len() {
            let Attribute { name: id, name_span, .. } = self.attributes[index];
            let name = self.scope.name(id);
            // The namespace of an undeclared prefix is unknown, so such names are compared as written.
            let local = if name.ns == UNBOUND { self.scope.raw(id) } else { name.local };
            if seen.insert((name.ns, local)) {
                index += 1;
                continue;
            }
            let again = self.attributes.remove(index);
            let same = self.attributes[..index].iter().any(|it| {
                let other = self.scope.name(it.name);
                it.value == again.value && (other.ns, other.local) == (name.ns, name.local)
            });
            self.duplicate(out, name_span, same.then_some(again.value_span));
        }
    }

    /// Reports a second attribute of the same name. If the values are also equal, `same` is the span of the second one.
    fn duplicate(&mut self, out: &mut Diagnostics, span: Span, same: Option<Span>) {
        let name = &self.text[span.range()];
        let message = format_args!("the attribute `{}` appears twice", clip(name));
        if let Some(it) = out.add(&XML_DUPLICATE_ATTRIBUTE, span, message) {
            it.note("some readers reject the whole feed, and the others use different values")
                .help("keep the attribute with the right value, and remove the other one");
            if let Some(value) = same {
                let start = self.text[..span.range().start].trim_end().len();
                let whole = Span::new(start, value.end as usize + 1);
                it.help("remove the second attribute, which has the same value").fix(
                    "remove the second attribute",
                    whole,
                    "",
                );
            }
        }
    }

    /// Reports characters in a tag that do not begin an attribute. Returns where to continue.
    fn junk(&mut self, out: &mut Diagnostics, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        while end < bytes.len()
            && !is(bytes[end], NAME | SPACE)
            && !matches!(bytes[end], b'<' | b'>' | b'/')
        {
            end += 1;
        }
        if bytes[start] == b'=' {
            end = self.value_end(start + 1).unwrap_or(end);
        }
        if std::mem::replace(&mut self.recovery.tag, TagFault::Junk) == TagFault::Junk {
            return end;
        }
        let message = format_args!("`{}` is not an attribute", clip(&self.text[start..end]));
        if let Some(it) = out.add(&XML_BAD_ATTRIBUTE, Span::new(start, end), message) {
            it.note("many readers reject the whole feed because only attributes are allowed after the name in a tag")
                .help("remove it, or write an attribute such as `name=\"value\"`");
        }
        end
    }

    /// The end of the quoted value at `start`, if there is one within this tag.
    fn value_end(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let open = space_end(bytes, start);
        let quote = *bytes.get(open).filter(|it| matches!(it, b'"' | b'\''))?;
        let close = self.closing_quote(quote, open + 1)?;
        let plain = memchr::memchr2(b'<', b'>', &bytes[open..close]).is_none();
        plain.then_some(close + 1)
    }

    /// Records that the current tag is malformed. Returns whether to report it.
    fn is_first_fault(&mut self) -> bool {
        let before = self.recovery.tag;
        self.recovery.tag = before.max(TagFault::Sloppy);
        before != TagFault::Junk
    }

    fn without_space(&mut self, out: &mut Diagnostics, start: usize) {
        if !self.is_first_fault() {
            return;
        }
        let place = Span::at(start);
        let message = format_args!("there is no white space before this attribute");
        if let Some(it) = out.add(&XML_ATTRIBUTE_WITHOUT_SPACE, place, message) {
            it.note("some readers reject the whole feed because XML requires white space between attributes").fix("insert a space", place, " ");
        }
    }

    fn without_value(&mut self, out: &mut Diagnostics, name: Span) {
        if !self.is_first_fault() {
            return;
        }
        let message =
            format_args!("the attribute `{}` has no value", clip(&self.text[name.range()]));
        let help =
            format!("write `{}=\"…\"`, or remove the attribute", clip(&self.text[name.range()]));
        if let Some(it) = out.add(&XML_ATTRIBUTE_WITHOUT_VALUE, name, message) {
            it.note("many readers reject the whole feed because such attributes are allowed in HTML but not in XML").help(help);
        }
    }

    fn unquoted(&mut self, out: &mut Diagnostics, name: Span, start: usize, count: usize) -> usize {
        let bytes = self.text.as_bytes();
        let stop = |it: &u8| is(*it, SPACE) || matches!(it, b'<' | b'>' | b'"' | b'\'');
        let mut end = bytes[start..].iter().position(stop).map_or(bytes.len(), |it| start + it);
        if end < bytes.len() && bytes[end] == b'>' && end > start + 1 && bytes[end - 1] == b'/' {
            end -= 1;
        }
        if end == bytes.len() {
            return end;
        }
        let value = Span::new(start, end);
        let text = &self.text[value.range()];
        let quote = bytes.get(end).copied().filter(|it| matches!(it, b'"' | b'\''));
        let first = self.is_first_fault();
        let message = format_args!("the value `{}` is not in quotes", clip(text));
        if first && let Some(it) = out.add(&XML_UNQUOTED_ATTRIBUTE, value, message) {
            it.note("many readers reject the whole feed because such values are allowed in HTML but not in XML");
            match quote {
                Some(quote) => it.fix("add the opening quote", value.before(), char::from(quote)),
                None => it.fix("put the value in quotes", value, format!("\"{text}\"")),
            };
        }
        self.push_attribute(out, name, value, text.bytes().any(|it| is(it, SPECIAL)), count);
        end.max(start + 1) + usize::from(quote.is_some() && end > start)
    }

    /// Reports a value without a closing quote. `less` is the offset of the first `<` in the value. Returns where to continue.
    fn quote_not_closed(
        &mut self,
        out: &mut Diagnostics,
        name: Span,
        quote: usize,
        less: Option<usize>,
        count: usize,
    ) -> usize {
        let start = name.start as usize;
        let bytes = self.text.as_bytes();
        let less = less.or_else(|| memchr(b'<', &bytes[quote..]).map(|it| quote + it));
        let stop = less.unwrap_or(bytes.len());
        let end = memchr(b'>', &bytes[quote..stop]).map(|it| quote + it);
        if end.or(less).is_none() {
            self.truncated(out, start, quote + 1 - start, "an attribute value");
            return bytes.len();
        }
        let mut end = end.unwrap_or(stop);
        if end > quote + 1 && bytes[end] == b'>' && bytes[end - 1] == b'/' {
            end -= 1;
        }
        if let Some((close, is_other)) = quote::likely_close(bytes, quote, end) {
            let message = format_args!("this quote is never closed");
            let opening = Span::new(quote, quote + 1);
            if let Some(it) = out.add(&XML_ATTRIBUTE_NOT_CLOSED, opening, message) {
                it.note("most readers reject the whole feed because everything up to the next quote becomes part of the value");
                if is_other {
                    let title = "use the same quote on both sides";
                    it.unsafe_fix(title, opening, &self.text[close..=close]);
                } else {
                    let title = "add the closing quote";
                    it.unsafe_fix(title, Span::at(close), &self.text[quote..=quote]);
                }
            }
            let special = bytes[quote + 1..close].iter().any(|it| is(*it, SPECIAL));
            self.push_attribute(out, name, Span::new(quote + 1, close), special, count);
            return close + usize::from(is_other);
        }
        let message = format_args!("this quote is never closed");
        if let Some(it) = out.add(&XML_ATTRIBUTE_NOT_CLOSED, Span::new(quote, quote + 1), message) {
            it.note("most readers reject the whole feed because everything up to the next quote becomes part of the value").unsafe_fix(
                "add the closing quote at the end of the tag",
                Span::at(end),
                &self.text[quote..=quote],
            );
        }
        end
    }

    fn less_than(&mut self, out: &mut Diagnostics, start: usize, end: usize) {
        let bytes = self.text.as_bytes();
        for at in memchr::memchr_iter(b'<', &bytes[start..end]) {
            let span = Span::new(start + at, start + at + 1);
            let message = format_args!("`<` is not allowed in an attribute value");
            if let Some(it) = out.add(&XML_LESS_THAN_IN_ATTRIBUTE, span, message) {
                it.note("some readers reject the whole feed if an attribute value contains `<`")
                    .fix("change it to `&lt;`", span, "&lt;");
            }
        }
    }
}

/// The problem with binding `prefix` to `uri` (Namespaces in XML, §2.2 and §3).
fn declaration_problem(prefix: &str, uri: &str) -> Option<&'static str> {
    match (prefix, uri) {
        ("xml", XML_URI) => None,
        ("xml", _) => Some("the prefix `xml` cannot be bound to another namespace"),
        ("xmlns", _) => Some("the prefix `xmlns` cannot be declared"),
        (_, XML_URI) => Some("the namespace of `xml` cannot be bound to another prefix"),
        (_, XMLNS_URI) => Some("the namespace of `xmlns` cannot be bound to a prefix"),
        ("", "") => None,
        (_, "") => Some("a prefix cannot be bound to an empty namespace"),
        _ => None,
    }
}
