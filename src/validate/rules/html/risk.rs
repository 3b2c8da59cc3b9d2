//! Elements and attributes that run code, affect the page around them or are removed by readers.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
use crate::text::quoted::Quoted;
use crate::validate::rules;
use crate::validate::rules::html::address;
use crate::validate::rules::html::edit::REMOVE_ATTRIBUTE;
use crate::validate::rules::html::text::Base;
use crate::validate::rules::html::text::Html;
use crate::value::html::attribute;
use crate::value::html::attribute::Urls;
use crate::value::html::attribute::is_event_handler;
use crate::value::html::element::Element;
use crate::value::html::element::Risk;
use crate::value::html::reference::ReferenceContext;
use crate::value::html::reference::decode;
use crate::value::html::script_url::runs_code;
use crate::value::html::style;
use crate::value::html::style::StyleEffect;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Tag;
use crate::value::media_type;
use crate::value::uri;

impl Html<'_, '_> {
    /// Checks an element that can harm the page or the person that it is shown to.
    #[cold]
    pub(super) fn risky(&mut self, element: &'static Element, tag: &Tag, attributes: &[Attribute]) {
        match element.risk {
            Risk::None | Risk::Document => {}
            Risk::Code if self.is_data(tag, attributes) => {}
            // What it contains may be shown, such as a formula, and would be lost.
            Risk::Code if self.is_of_another_language(tag, attributes) => {
                self.unsafe_element(tag, "runs code", None);
            }
            Risk::Code => self.runs_code(tag),
            Risk::Page => {
                let edit = self.without_element(tag);
                self.unsafe_element(tag, "affects the whole page that shows it", edit);
            }
            Risk::Frame => self.frame(tag),
            Risk::Form => self.form(tag),
        }
    }

    /// Whether a `script` contains data, which browsers never run: "Setting the attribute to any other value means that the script is a
    /// data block". <https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type>
    fn is_data(&self, tag: &Tag, attributes: &[Attribute]) -> bool {
        let is_json = |value: &str| {
            let essence = media_type::essence(value.trim());
            essence.eq_ignore_ascii_case("application/json")
                || essence.to_ascii_lowercase().ends_with("+json")
        };
        self.part(&tag.name).eq_ignore_ascii_case("script")
            && attributes.iter().any(|it| {
                self.part(&it.name).eq_ignore_ascii_case("type") && is_json(self.part(&it.value))
            })
    }

    /// Whether a `script` has a type that browsers do not run, such as `math/tex`. Programs on the page may show it.
    fn is_of_another_language(&self, tag: &Tag, attributes: &[Attribute]) -> bool {
        let is_code = |value: &str| {
            let value = value.trim().to_ascii_lowercase();
            let languages = ["javascript", "ecmascript", "jscript", "livescript"];
            value.is_empty() || value == "module" || languages.iter().any(|it| value.contains(it))
        };
        self.part(&tag.name).eq_ignore_ascii_case("script")
            && attributes.iter().any(|it| {
                self.part(&it.name).eq_ignore_ascii_case("type") && !is_code(self.part(&it.value))
            })
    }

    #[cold]
    pub(super) fn runs_code(&mut self, tag: &Tag) {
        let edit = self.without_element(tag);
        self.unsafe_element(tag, "runs code", edit);
    }

    fn unsafe_element(&mut self, tag: &Tag, what: &str, edit: Option<Edit>) {
        let name = self.part(&tag.name);
        let words = format_args!("{} {what}", Quoted(name));
        let Some(report) = self.report(&rules::UNSAFE_ELEMENT, name, &tag.range, words) else {
            return;
        };
        report
            .note(
                "some readers remove it, and others pass it to the program that shows the content",
            )
            .help("remove it, or replace it with a link to a page that contains it")
            .fix_with(Safety::Unsafe, "remove the element", edit);
    }

    fn frame(&mut self, tag: &Tag) {
        let name = self.part(&tag.name);
        if !self.is_new(&rules::EMBEDDED_FRAME, name) {
            return;
        }
        self.out
            .report(
                &rules::EMBEDDED_FRAME,
                self.text.span_of(tag.range.start, tag.range.end),
                format_args!("{} shows another page inside the content", Quoted(name)),
            )
            .note("readers remove it, or show it without scripts for sites that they trust")
            .help("add a link to the same page for readers that remove it");
    }

    fn form(&mut self, tag: &Tag) {
        // A form has many controls, so only the first is reported.
        if !self.is_new(&rules::FORM_IN_CONTENT, "") {
            return;
        }
        let name = self.part(&tag.name);
        self.out
            .report(
                &rules::FORM_IN_CONTENT,
                self.text.span_of(tag.range.start, tag.range.end),
                format_args!("the content contains a form element: {}", Quoted(name)),
            )
            .note("some readers remove forms, because a form could ask for a password and look like part of the reader")
            .help("link to the page that has the form");
    }

    /// Checks an attribute.
    #[inline]
    pub(super) fn attribute(&mut self, tag: &Tag, attribute: &Attribute) {
        let name = self.part(&attribute.name);
        // Nearly all attributes either need no check or contain a web URL.
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
            // An SVG animation writes its values into other attributes.
            let value = decode(self.part(&attribute.value), ReferenceContext::Attribute);
            if let Some(code) = value.split(';').find_map(runs_code) {
                self.code(tag, attribute, &attribute.value, code);
            }
        }
    }

    #[cold]
    fn event_handler(&mut self, tag: &Tag, attribute: &Attribute) {
        let (element, name) = (self.part(&tag.name), self.part(&attribute.name));
        let edit = self.without_attribute(attribute);
        let end = attribute.value.end.max(attribute.name.end);
        let range = attribute.name.start..end;
        let words = format_args!("{} of {} runs code", Quoted(name), Quoted(element));
        let Some(report) = self.report(&rules::EVENT_HANDLER, element, &range, words) else {
            return;
        };
        report
            .note(
                "some readers remove it, and others pass it to the program that shows the content",
            )
            .help(REMOVE_ATTRIBUTE)
            .fix_with(Safety::Unsafe, REMOVE_ATTRIBUTE, edit);
    }

    fn style(&mut self, attribute: &Attribute) {
        let written = self.part(&attribute.value);
        let value = decode(written, ReferenceContext::Attribute);
        // If the value contains character references, the span covers the whole value.
        let at = |part: &Range<usize>| match value {
            Cow::Borrowed(_) => {
                attribute.value.start + part.start..attribute.value.start + part.end
            }
            Cow::Owned(_) => attribute.value.clone(),
        };
        for problem in style::problems(&value) {
            let range = at(&problem.at);
            let (rule, help) = match problem.class {
                StyleEffect::NoEffect => (&rules::STYLE_WITHOUT_EFFECT, "remove the declaration"),
                StyleEffect::RunsCode => (&rules::DANGEROUS_STYLE, "remove the declaration"),
                StyleEffect::LeavesBox => (
                    &rules::DANGEROUS_STYLE,
                    "remove the declaration, so the element stays in the flow of the text",
                ),
                StyleEffect::Absurd => {
                    (&rules::DANGEROUS_STYLE, "write a size that fits on a screen")
                }
            };
            // If the value contains character references, the place of the declaration is not known.
            let edit = match value {
                Cow::Borrowed(_) => self.without_declaration(attribute, &range),
                Cow::Owned(_) => None,
            };
            let declaration = &value[problem.at.clone()];
            let words = match rule.name {
                "dangerous-style" => {
                    format!("this style is dangerous: {}", Quoted(declaration))
                }
                _ => format!("this style has no effect: {}", Quoted(declaration)),
            };
            let Some(report) = self.report(rule, "", &range, words) else { continue };
            // No browser supports these. Some readers may support others.
            let is_ignored =
                declaration.trim_start().starts_with("mso-") || !declaration.contains(':');
            let safety = if is_ignored { Safety::Safe } else { Safety::Unsafe };
            report.note(&problem.what).help(help).fix_with(safety, "remove the declaration", edit);
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
