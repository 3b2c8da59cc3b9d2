//! Elements and attributes that run code, act on the page around them, or are taken out by readers.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::quoted::Quoted;
use crate::validate::rules;
use crate::validate::rules::html::address;
use crate::validate::rules::html::text::Base;
use crate::validate::rules::html::text::Html;
use crate::value::html::address::runs_code;
use crate::value::html::attribute;
use crate::value::html::attribute::Urls;
use crate::value::html::attribute::is_event_handler;
use crate::value::html::element::Element;
use crate::value::html::element::Risk;
use crate::value::html::reference::Place;
use crate::value::html::reference::decode;
use crate::value::html::style;
use crate::value::html::style::Class;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Tag;
use crate::value::uri;

impl Html<'_, '_> {
    /// Judges an element that can do something to the page or the person that it is shown to.
    #[cold]
    pub(super) fn risky(&mut self, element: &'static Element, tag: &Tag) {
        match element.risk {
            Risk::None | Risk::Document => {}
            Risk::Code => self.runs_code(tag),
            Risk::Page => self.unsafe_element(tag, "acts on the whole page that shows it"),
            Risk::Frame => self.frame(tag),
            Risk::Form => self.form(tag),
        }
    }

    #[cold]
    pub(super) fn runs_code(&mut self, tag: &Tag) {
        self.unsafe_element(tag, "runs code");
    }

    fn unsafe_element(&mut self, tag: &Tag, what: &str) {
        let name = self.part(&tag.name);
        if !self.is_news(&rules::UNSAFE_ELEMENT, name) {
            return;
        }
        self.out
            .report(
                &rules::UNSAFE_ELEMENT,
                self.text.span_of(tag.range.start, tag.range.end),
                format_args!("{} {what}", Quoted(name)),
            )
            .note("some readers take it out, and others leave it to what shows the text")
            .help("leave it out; link to a page that has it");
    }

    fn frame(&mut self, tag: &Tag) {
        let name = self.part(&tag.name);
        if !self.is_news(&rules::EMBEDDED_FRAME, name) {
            return;
        }
        self.out
            .report(
                &rules::EMBEDDED_FRAME,
                self.text.span_of(tag.range.start, tag.range.end),
                format_args!("{} shows another page in this one", Quoted(name)),
            )
            .note("readers show it for the sites that they trust, without scripts, or take it out")
            .help("add a link to the same, for readers without it");
    }

    fn form(&mut self, tag: &Tag) {
        // A form has many of them: one is enough.
        if !self.is_news(&rules::FORM_IN_CONTENT, "") {
            return;
        }
        let name = self.part(&tag.name);
        self.out
            .report(
                &rules::FORM_IN_CONTENT,
                self.text.span_of(tag.range.start, tag.range.end),
                format_args!("{} belongs to a form", Quoted(name)),
            )
            .note("readers take forms out, so that no feed asks for passwords in their name")
            .help("link to the page with the form");
    }

    /// Judges an attribute.
    #[inline]
    pub(super) fn attribute(&mut self, tag: &Tag, attribute: &Attribute) {
        let name = self.part(&attribute.name);
        // What nearly all of them are: nothing to look at, or a URL of the web.
        let urls = match name.as_bytes() {
            b"href" | b"src" if address::is_usual(self.part(&attribute.value)) => return,
            b"href" | b"src" => Some(Urls::One),
            b"class" | b"alt" | b"title" | b"width" | b"height" | b"id" | b"rel" | b"target"
            | b"loading" | b"lang" | b"dir" | b"align" | b"sizes" | b"type" => return,
            _ => attribute::urls(name),
        };
        if let Some(urls) = urls {
            self.urls(tag, attribute, urls);
        } else {
            self.other_attribute(tag, attribute);
        }
    }

    fn other_attribute(&mut self, tag: &Tag, attribute: &Attribute) {
        let name = self.part(&attribute.name);
        if name.eq_ignore_ascii_case("style") {
            self.style(attribute);
        } else if is_event_handler(name) {
            self.event_handler(tag, attribute);
        } else if tag.is_foreign && ["to", "from", "values", "by"].contains(&name) {
            // An animation of SVG writes its values into other attributes.
            let value = decode(self.part(&attribute.value), Place::Attribute);
            if let Some(code) = value.split(';').find_map(runs_code) {
                self.code(tag, attribute, &attribute.value, code);
            }
        }
    }

    #[cold]
    fn event_handler(&mut self, tag: &Tag, attribute: &Attribute) {
        let (element, name) = (self.part(&tag.name), self.part(&attribute.name));
        if !self.is_news(&rules::EVENT_HANDLER, element) {
            return;
        }
        let end = attribute.value.end.max(attribute.name.end);
        self.out
            .report(
                &rules::EVENT_HANDLER,
                self.text.span_of(attribute.name.start, end),
                format_args!("{} of {} runs code", Quoted(name), Quoted(element)),
            )
            .note("some readers take it out, and others leave it to what shows the text")
            .help("leave it out");
    }

    fn style(&mut self, attribute: &Attribute) {
        let written = self.part(&attribute.value);
        let value = decode(written, Place::Attribute);
        // Of a text with references, only the whole can be pointed at.
        let at = |part: &Range<usize>| match value {
            Cow::Borrowed(_) => {
                attribute.value.start + part.start..attribute.value.start + part.end
            }
            Cow::Owned(_) => attribute.value.clone(),
        };
        for problem in style::problems(&value) {
            let range = at(&problem.at);
            let (rule, help) = match problem.class {
                Class::NoEffect => (&rules::STYLE_WITHOUT_EFFECT, "leave it out"),
                Class::RunsCode => (&rules::DANGEROUS_STYLE, "leave it out"),
                Class::LeavesBox => (
                    &rules::DANGEROUS_STYLE,
                    "leave it out, so that the text flows as that around it",
                ),
                Class::Absurd => (&rules::DANGEROUS_STYLE, "write a size that fits a screen"),
            };
            if !self.is_news(rule, "") {
                continue;
            }
            let declaration = &value[problem.at.clone()];
            let words = match rule.name {
                "dangerous-style" => {
                    format!("a style that readers take out: {}", Quoted(declaration))
                }
                _ => format!("a style without effect: {}", Quoted(declaration)),
            };
            let span = self.text.span_of(range.start, range.end);
            self.out.report(rule, span, words).note(&problem.what).help(help);
        }
        if self.base != Base::Known {
            for url in style::urls(&value) {
                let text = &value[url.clone()];
                if !uri::split(text).is_absolute() && !text.starts_with('#') {
                    self.relative(None, attribute, &at(&url), text);
                }
            }
        }
    }
}
