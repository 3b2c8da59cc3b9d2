//! Checks HTML in content: for code, for markup that readers remove, and for markup that they do not show as intended.

mod address;
mod edit;
mod nesting;
mod risk;
mod syntax;
mod text;
pub(in crate::validate) mod xhtml;

use std::ops::Range;

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::facts::HtmlBuffers;
use crate::validate::format::Format;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::html::text::Html;
use crate::validate::rules::plain;
use crate::value::html::element::Risk;
use crate::value::html::element::is_custom;
use crate::value::html::element::similar;
use crate::value::html::foreign;
use crate::value::html::reference::ReferenceContext;
use crate::value::html::reference::references;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Tag;
use crate::value::html::tokenizer::Token;
use crate::value::html::tokenizer::Tokenizer;
use crate::value::media_type;

/// Checks the text of an element that is HTML according to its row or its `type`.
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
        check(it.row.name, it.text, context.facts, context.out);
    }
}

/// Checks the HTML in `text`, which the element `name` contains.
pub(in crate::validate) fn check(
    name: &str,
    text: Decoded<'_>,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) {
    if memchr::memchr2(b'<', b'&', text.text.as_bytes()).is_none() {
        return;
    }
    let base = address::base(facts);
    let buffers = std::mem::take(&mut facts.html);
    let base_url = facts.base();
    let mut html =
        Html { text, out, base, base_url, is_xhtml: false, is_cut: false, reported: Vec::new() };
    let mut nesting = buffers.nesting;
    let mut tokenizer = Tokenizer::with_buffers(text.text, buffers.tokenizer);
    loop {
        tokenizer.skip_usual();
        match tokenizer.read() {
            Token::Tag(tag) if html.is_swallowed(name, &tag) => {
                html.is_cut = true;
                break;
            }
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
            html.syntax(tokenizer.errors(), tokenizer.attributes());
        }
    }
    nesting.end(&mut html);
    facts.html = HtmlBuffers { tokenizer: tokenizer.into_buffers(), nesting };
}

impl Html<'_, '_> {
    fn tag(&mut self, tag: &Tag, attributes: &[Attribute]) {
        match tag.element {
            Some(element) if element.risk == Risk::None => {}
            Some(element) if !tag.is_end => self.risky(element, tag, attributes),
            Some(_) => {}
            None => self.unknown(tag),
        }
        if !tag.is_end {
            for attribute in attributes {
                self.attribute(tag, attribute);
            }
        }
    }

    /// Whether a tag is the end tag of the element that contains the text. This happens if a CDATA section is not closed.
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
                    format_args!("the end tag of {} is inside a CDATA section", Quoted(name)),
                )
                .note("everything up to the next `]]>` is text, so readers miss the items in it")
                .help("close the CDATA section with `]]>` before the end tag");
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
        if !self.is_new(&rules::UNKNOWN_HTML_ELEMENT, name) {
            return;
        }
        let report = self
            .out
            .report(
                &rules::UNKNOWN_HTML_ELEMENT,
                self.text.span_of(tag.name.start, tag.name.end),
                format_args!("HTML has no element {}", Quoted(name)),
            )
            .note("if the tag was meant as text, readers do not show it");
        match similar(name) {
            Some(similar) => report.help(format_args!("did you mean {}?", Quoted(similar))),
            None if name.contains(':') => {
                report.help("paste text from a word processor without its formatting")
            }
            None => report.help("write `&lt;` if the `<` is text"),
        };
    }

    fn references(&mut self, range: Range<usize>) {
        let text = self.part(&range);
        for found in references(text, ReferenceContext::Text) {
            if let Some(fault) = found.fault {
                let at = range.start + found.range.start..range.start + found.range.end;
                self.reference(fault, found.means, &at);
            }
        }
    }
}
