//! Finds HTML elements that are not closed, closed twice or closed in the wrong order.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::facts::Nesting;
use crate::validate::facts::OpenTag;
use crate::validate::rules;
use crate::validate::rules::html::text::Html;
use crate::value::html::element::Content;
use crate::value::html::element::Element;
use crate::value::html::element::Flow;
use crate::value::html::tokenizer::Tag;

/// The most open elements that are stored. Deeper ones are only counted.
const MAX_OPEN: usize = 128;

impl Nesting {
    /// Processes a tag.
    #[inline]
    pub(super) fn tag(&mut self, tag: &Tag, html: &mut Html<'_, '_>) {
        let Some(element) = tag.element else { return };
        if element.content == Content::Void || element.end_is_optional {
            return;
        }
        if !tag.is_end {
            self.start(element, tag, html);
        } else if self.deeper > 0 {
            self.deeper -= 1;
        } else if self.open.last().is_some_and(|it| std::ptr::eq(it.element, element)) {
            self.open.pop();
            self.links -= usize::from(element.name == "a");
        } else {
            self.end_tag(element, tag, html);
        }
    }

    fn start(&mut self, element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>) {
        if tag.self_closing {
            self_closed(element, tag, html);
            return;
        }
        if element.name == "a" {
            if self.links > 0 {
                self.nested_link(tag, html);
            }
            self.links += 1;
        }
        if self.open.len() < MAX_OPEN {
            self.open.push(OpenTag { element, name: tag.name.clone() });
        } else {
            self.deeper += 1;
            self.links -= usize::from(element.name == "a");
        }
    }

    /// Processes an end tag that does not match the element opened last.
    #[cold]
    fn end_tag(&mut self, element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>) {
        let is_it = |it: &OpenTag| std::ptr::eq(it.element, element);
        if let Some(index) = self.open.iter().rposition(is_it) {
            for it in self.open.drain(index..).skip(1) {
                self.links -= usize::from(it.element.name == "a");
                if self.left.len() < MAX_OPEN {
                    self.left.push(it);
                }
            }
            self.links -= usize::from(element.name == "a");
        } else if let Some(index) = self.left.iter().rposition(is_it) {
            self.left.remove(index);
            crossed(element, tag, html);
        } else {
            stray(element, tag, html);
        }
    }

    /// "Otherwise, if the current node is an `a`": a link ends where the next begins.
    #[cold]
    fn nested_link(&mut self, tag: &Tag, html: &mut Html<'_, '_>) {
        if html.is_new(&rules::MISNESTED_HTML, "a") {
            html.out
                .report(
                    &rules::MISNESTED_HTML,
                    html.text.span_of(tag.range.start, tag.range.end),
                    "this link is inside another link",
                )
                .note("browsers close the outer link here, so the rest of it cannot be clicked")
                .help("close the outer link with `</a>` before this one");
        }
    }

    /// Reports the elements that are open at the end of the text, and forgets them.
    pub(super) fn end(&mut self, html: &mut Html<'_, '_>) {
        if !self.open.is_empty() || !self.left.is_empty() {
            self.left_open(html);
        }
    }

    #[cold]
    fn left_open(&mut self, html: &mut Html<'_, '_>) {
        let at_end = self.open.drain(..).map(|it| (it, true));
        for (it, at_end) in at_end.chain(self.left.drain(..).map(|it| (it, false))) {
            unclosed(&it, at_end, html);
        }
        (self.deeper, self.links) = (0, 0);
    }
}

fn unclosed(it: &OpenTag, at_end: bool, html: &mut Html<'_, '_>) {
    if !html.is_new(&rules::UNCLOSED_HTML_ELEMENT, it.element.name) {
        return;
    }
    let name = it.element.name;
    let (severity, note) = match it.element.content {
        Content::Normal if it.element.flow == Flow::Formatting => (
            Severity::Warning,
            "it continues to the end of the content, and in some readers to the end of the page",
        ),
        Content::Normal if at_end => (
            Severity::Warning,
            "in readers that combine several entries, the following entries become part of it",
        ),
        Content::Normal => {
            (Severity::Info, "browsers close it together with the element around it")
        }
        _ => (
            Severity::Warning,
            "the rest of the text becomes part of it, and is not shown as intended",
        ),
    };
    html.out
        .report(
            &rules::UNCLOSED_HTML_ELEMENT,
            html.text.span_of(it.name.start, it.name.end),
            format_args!("{} is not closed", Quoted(name)),
        )
        .severity(severity)
        .note(note)
        .help(format_args!("add `</{name}>`"));
}

#[cold]
fn self_closed(element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>) {
    if !html.is_new(&rules::UNCLOSED_HTML_ELEMENT, element.name) {
        return;
    }
    let name = element.name;
    let report = html
        .out
        .report(
            &rules::UNCLOSED_HTML_ELEMENT,
            html.text.span_of(tag.range.start, tag.range.end),
            format_args!("`/>` does not close {} in HTML", Quoted(name)),
        )
        .note("browsers treat it as a start tag, so the following text becomes part of the element")
        .help(format_args!("add `</{name}>` after it"));
    if element.flow != Flow::Formatting && element.content == Content::Normal {
        report.severity(Severity::Info);
    }
}

fn crossed(element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>) {
    if html.is_new(&rules::MISNESTED_HTML, element.name) {
        html.out
            .report(
                &rules::MISNESTED_HTML,
                html.text.span_of(tag.range.start, tag.range.end),
                format_args!("{} is closed after its parent element", Quoted(element.name)),
            )
            .severity(Severity::Info)
            .note("browsers repair this in different ways, depending on the element, and strict parsers reject it")
            .help("close elements in the reverse of the order in which they were opened");
    }
}

fn stray(element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>) {
    if html.is_new(&rules::STRAY_HTML_END_TAG, element.name) {
        html.out
            .report(
                &rules::STRAY_HTML_END_TAG,
                html.text.span_of(tag.range.start, tag.range.end),
                format_args!("`</{}>` has no matching start tag", element.name),
            )
            .note("in some readers, it closes an element of the page around the content")
            .help("remove the end tag, or add the missing start tag");
    }
}
