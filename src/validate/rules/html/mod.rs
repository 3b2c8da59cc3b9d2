//! HTML inside content, judged in place: what runs code, what readers take out, and what they show otherwise than meant.

mod address;
mod nesting;
mod risk;
mod syntax;
pub(in crate::validate) mod xhtml;

use std::ops::Range;

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::html::nesting::Nesting;
use crate::validate::rules::plain;
use crate::validate::schema::Value;
use crate::value::html::element::Risk;
use crate::value::html::element::is_custom;
use crate::value::html::element::similar;
use crate::value::html::foreign;
use crate::value::html::reference::Place;
use crate::value::html::reference::references;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Tag;
use crate::value::html::tokenizer::Token;
use crate::value::html::tokenizer::Tokenizer;
use crate::value::media_type;

/// How many findings of one text are told apart; past them, nothing more is said of it.
const MOST_KINDS: usize = 64;

/// What judging needs room for, kept from one text to the next.
#[derive(Debug, Default)]
pub(in crate::validate) struct Room {
    tokenizer: crate::value::html::tokenizer::Room,
    nesting: Nesting,
}

/// Judges the text of an element whose row says that it is HTML, or whose `type` does.
pub(in crate::validate) fn element(it: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let declared = || it.attribute("type").map_or("", |it| it.trim().text);
    let is_html = match it.row.value {
        Value::Html => true,
        Value::AtomText => matches!(declared(), "html" | "text/html"),
        Value::AtomContent => {
            let kind = declared();
            it.attribute("src").is_none()
                && (kind == "html" || media_type::essence(kind).eq_ignore_ascii_case("text/html"))
        }
        _ => false,
    };
    if is_html && context.facts.format == Format::Rss091 {
        plain::only_text(it.row.name, it.text, context.out);
    } else if is_html {
        judge(it.row.name, it.text, context.facts, context.out);
    }
}

/// Judges a text that is HTML, of the element `name`.
pub(in crate::validate) fn judge(
    name: &str,
    text: Decoded<'_>,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) {
    if memchr::memchr2(b'<', b'&', text.text.as_bytes()).is_none() {
        return;
    }
    let base = address::base(facts);
    let room = std::mem::take(&mut facts.html);
    let mut html = Html { text, out, base, said: Vec::new() };
    let mut nesting = room.nesting;
    let mut tokenizer = Tokenizer::with_room(text.text, room.tokenizer);
    loop {
        tokenizer.skip_usual();
        match tokenizer.read() {
            Token::Tag(tag) if html.is_swallowed(name, &tag) => break,
            Token::Tag(tag) => {
                html.tag(&tag, tokenizer.attributes());
                nesting.tag(&tag, &mut html);
            }
            Token::Text(it) if it.has_references => html.references(it.range),
            Token::Text(_) | Token::Doctype(_) => {}
            Token::Comment(it) => html.comment(&it),
            Token::CutTag(range) => html.cut_tag(range),
            Token::End => break,
        }
        if !tokenizer.errors().is_empty() {
            html.syntax(tokenizer.errors());
        }
    }
    nesting.end(&mut html);
    facts.html = Room { tokenizer: tokenizer.into_room(), nesting };
}

/// A text that is judged.
struct Html<'a, 'o> {
    text: Decoded<'a>,
    out: &'o mut Findings,
    base: address::Base,
    /// What has been said of this text: a rule, and what about. Each is said once.
    said: Vec<(&'static str, &'a str)>,
}

impl<'a> Html<'a, '_> {
    /// Bytes of the text.
    fn part(&self, range: &Range<usize>) -> &'a str {
        &self.text.text[range.clone()]
    }

    /// Where bytes of the text stand in the document.
    fn span(&self, range: &Range<usize>) -> Span {
        self.text.span_of(range.start, range.end)
    }

    /// Whether this is the first time that a rule is broken by `what` in this text.
    fn is_news(&mut self, rule: &'static crate::diagnostic::Rule, what: &'a str) -> bool {
        let key = (rule.name, what);
        let known = |it: &(&str, &str)| it.0 == key.0 && it.1.eq_ignore_ascii_case(what);
        if self.said.len() >= MOST_KINDS || self.said.iter().any(known) {
            return false;
        }
        self.said.push(key);
        true
    }

    fn tag(&mut self, tag: &Tag, attributes: &[Attribute]) {
        match tag.element {
            Some(element) if element.risk == Risk::None => {}
            Some(element) if !tag.is_end => self.risky(element, tag),
            Some(_) => {}
            None => self.unknown(tag),
        }
        if !tag.is_end {
            for attribute in attributes {
                self.attribute(tag, attribute);
            }
        }
    }

    /// Whether a tag is the end tag of the very element that the text is in, as it stands in a CDATA section that was not closed.
    #[inline]
    fn is_swallowed(&mut self, name: &str, tag: &Tag) -> bool {
        tag.is_end && tag.element.is_none() && self.swallowed(name, tag)
    }

    #[cold]
    fn swallowed(&mut self, name: &str, tag: &Tag) -> bool {
        let is_it = self.part(&tag.name) == name
            && self.text.written_from(tag.range.start).starts_with("</");
        if is_it {
            self.out
                .report(
                    &rules::CDATA_SWALLOWS_MARKUP,
                    self.text.span_of(tag.range.start, tag.range.end),
                    format_args!("the end tag of {} stands in a CDATA section", Quoted(name)),
                )
                .note("all that follows is text up to the next `]]>`: readers miss the items in it")
                .help("close the CDATA section with ]]> before");
        }
        is_it
    }

    #[cold]
    fn unknown(&mut self, tag: &Tag) {
        let name = self.part(&tag.name);
        if tag.is_foreign {
            if foreign::is_risky(name) && !tag.is_end {
                self.runs_code(tag);
            }
            if foreign::is_svg(name) || foreign::is_math(name) {
                return;
            }
        } else if is_custom(name) {
            return;
        }
        if !self.is_news(&rules::UNKNOWN_HTML_ELEMENT, name) {
            return;
        }
        let report = self
            .out
            .report(
                &rules::UNKNOWN_HTML_ELEMENT,
                self.text.span_of(tag.name.start, tag.name.end),
                format_args!("HTML has no element {}", Quoted(name)),
            )
            .note("readers drop the tag; if it was meant as text, that is lost");
        let report = if tag.is_foreign { report } else { report };
        match similar(name) {
            Some(similar) => report.help(format_args!("did you mean {}?", Quoted(similar))),
            None if name.contains(':') => {
                report.help("it comes from a word processor: paste the text without its formatting")
            }
            None => report.help("write &lt; for a `<` that is text"),
        };
    }

    fn references(&mut self, range: Range<usize>) {
        let text = self.part(&range);
        for found in references(text, Place::Text) {
            if let Some(fault) = found.fault {
                let at = range.start + found.range.start..range.start + found.range.end;
                self.reference(fault, found.means, &at);
            }
        }
    }
}
