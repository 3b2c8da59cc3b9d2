//! Finds HTML elements that are not closed, closed twice or closed in the wrong order.

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
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
use crate::value::html::tokenizer::Token;
use crate::value::html::tokenizer::Tokenizer;

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
            self.has_self_closed = true;
            return;
        }
        if element.name == "a" {
            if self.links > 0 {
                self.nested_link(tag, html);
            }
            self.links += 1;
        }
        if self.open.len() < MAX_OPEN {
            self.open.push(OpenTag { element, name: tag.name.clone(), closed_by: 0..0 });
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
            for mut it in self.open.drain(index..).skip(1) {
                self.links -= usize::from(it.element.name == "a");
                it.closed_by = tag.range.clone();
                if self.left.len() < MAX_OPEN {
                    self.left.push(it);
                }
            }
            self.links -= usize::from(element.name == "a");
        } else if let Some(index) = self.left.iter().rposition(is_it) {
            let inner = self.left.remove(index);
            crossed(&inner, tag, html);
        } else {
            stray(element, tag, html, self.has_self_closed);
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
        self.has_self_closed = false;
    }

    #[cold]
    fn left_open(&mut self, html: &mut Html<'_, '_>) {
        let edits = self.end_tags(html);
        let at_end = self.open.drain(..).map(|it| (it, true));
        for (it, at_end) in at_end.chain(self.left.drain(..).map(|it| (it, false))) {
            unclosed(&it, at_end, edits.clone().filter(|_| at_end), html);
        }
        (self.deeper, self.links) = (0, 0);
    }
}

impl Nesting {
    /// The edits that close all open elements: at the end of the last paragraph those that begin in it, and at the end of the text the
    /// others. HTML parsers do the same, so readers show no difference.
    fn end_tags(&self, html: &Html<'_, '_>) -> Option<Vec<Edit>> {
        let is_closed_there = |it: &OpenTag| it.element.content == Content::Normal;
        let formats = self.open.iter().any(|it| it.element.flow == Flow::Formatting);
        if self.deeper > 0
            || self.has_self_closed
            || html.is_cut
            || !self.open.iter().all(is_closed_there)
            || formats && has_block_in_inline(html.text.text)
        {
            return None;
        }
        let text = html.text.text.trim_ascii_end();
        let paragraph = text.strip_suffix("</p>").and_then(|it| Some((it.rfind("<p")?, it)));
        let (start, inside) = paragraph.unwrap_or((text.len(), text));
        let outer = self.open.partition_point(|it| it.name.start < start);
        let parts = [(inside.trim_ascii_end(), &self.open[outer..]), (text, &self.open[..outer])];
        let parts = parts.iter().filter(|it| !it.1.is_empty());
        parts
            .map(|(before, open)| {
                let tags = open.iter().rev().map(|it| format!("</{}>", it.element.name));
                html.edit(&(before.len()..before.len()), &tags.collect::<String>())
            })
            .collect()
    }
}

/// Whether a block begins in an inline element such as `span`. HTML parsers ignore `</span>` there, and the end tag of a formatting element
/// then moves text out of the `span`.
fn has_block_in_inline(text: &str) -> bool {
    let mut tokenizer = Tokenizer::new(text);
    let mut open: Vec<&str> = Vec::new();
    loop {
        let tag = match tokenizer.read() {
            Token::End => return false,
            Token::Tag(tag) => tag,
            _ => continue,
        };
        let Some(element) = tag.element.filter(|it| it.content == Content::Normal) else {
            continue;
        };
        let is_block = element.end_is_optional || element.flow == Flow::Block;
        if is_block && !tag.is_end && !open.is_empty() || open.len() > MAX_OPEN {
            return true;
        } else if element.flow == Flow::Other && !is_block {
            match open.iter().rposition(|it| *it == element.name) {
                Some(at) if tag.is_end => open.truncate(at),
                None if tag.is_end => {}
                _ => open.push(element.name),
            }
        }
    }
}

fn unclosed(it: &OpenTag, at_end: bool, edits: Option<Vec<Edit>>, html: &mut Html<'_, '_>) {
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
        .help(format_args!("add `</{name}>`"))
        .fix_all_if(Safety::Safe, "close the open elements at the end of the text", edits);
}

#[cold]
fn self_closed(element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>) {
    let name = element.name;
    let end = html.part(&tag.range).strip_suffix("/>").map(|it| tag.range.start + it.len());
    let edit = end.and_then(|it| html.edit(&(it..tag.range.end), &format!("></{name}>")));
    let words = format_args!("`/>` does not close {} in HTML", Quoted(name));
    let Some(report) = html.report(&rules::UNCLOSED_HTML_ELEMENT, name, &tag.range, words) else {
        return;
    };
    let report = report
        .note("browsers treat it as a start tag, so the following text becomes part of the element")
        .help(format_args!("add `</{name}>` after it"))
        // Readers then show the text after it outside of the element, so this fix is unsafe.
        .fix_with(Safety::Unsafe, format_args!("add `</{name}>`"), edit);
    if element.flow != Flow::Formatting && element.content == Content::Normal {
        report.severity(Severity::Info);
    }
}

fn crossed(inner: &OpenTag, tag: &Tag, html: &mut Html<'_, '_>) {
    let name = inner.element.name;
    let edits = in_order(inner, tag, html);
    let words = format_args!("{} is closed after its parent element", Quoted(name));
    let Some(report) = html.report(&rules::MISNESTED_HTML, name, &tag.range, words) else { return };
    report
        .severity(Severity::Info)
        .note("browsers repair this in different ways, depending on the element, and strict parsers reject it")
        .help("close elements in the reverse of the order in which they were opened")
        .fix_all_if(Safety::Safe, "close it before its parent element", edits);
}

/// The edits that move the end tag of an inline element before the end tag of its parent. `None` if there is something between the two
/// end tags, because browsers apply the element to it, too.
fn in_order(inner: &OpenTag, tag: &Tag, html: &Html<'_, '_>) -> Option<Vec<Edit>> {
    let closed = &inner.closed_by;
    let between = html.text.text.get(closed.end..tag.range.start)?;
    if inner.element.flow != Flow::Formatting || !between.trim_ascii().is_empty() {
        return None;
    }
    let end_tag = html.part(&tag.range);
    let before = html.edit(&(closed.start..closed.start), end_tag)?;
    Some(vec![before, html.edit(&tag.range, "")?])
}

fn stray(element: &'static Element, tag: &Tag, html: &mut Html<'_, '_>, has_self_closed: bool) {
    // The end tag of another heading closes a heading, and `</b>` closes `<b/>`. All other end tags without a start tag are ignored, so
    // the fix is safe.
    let may_close = has_self_closed || matches!(element.name.as_bytes(), [b'h', b'1'..=b'6']);
    let edit = Some(tag).filter(|_| !may_close).and_then(|it| html.edit(&it.range, ""));
    let name = element.name;
    let words = format_args!("`</{name}>` has no matching start tag");
    let Some(report) = html.report(&rules::STRAY_HTML_END_TAG, name, &tag.range, words) else {
        return;
    };
    report
        .note("in some readers, it closes an element of the page around the content")
        .help("remove the end tag, or add the missing start tag")
        .fix_with(Safety::Safe, "remove the end tag", edit);
}
