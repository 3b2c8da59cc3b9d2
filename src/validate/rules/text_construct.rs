//! Atom text constructs and content: checks that they contain what their `type` declares.
//! RFC 4287 §3.1 and §4.1.3, <https://www.rfc-editor.org/rfc/rfc4287#section-3.1>

use crate::diagnostic::Rule;
use crate::diagnostic::Safety;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Tag;
use crate::validate::facts::Facts;
use crate::validate::markup::Form;
use crate::validate::markup::Open;
use crate::validate::markup::Piece;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::base64_content;
use crate::validate::rules::html::xhtml::StartTag;
use crate::validate::rules::html::xhtml::Xhtml;
use crate::validate::rules::plain;
use crate::validate::rules::text_type::Contents;
use crate::validate::rules::text_type::contents;
use crate::validate::rules::unescaped;
use crate::validate::rules::value;

/// A construct that is open.
#[derive(Debug)]
pub(in crate::validate) struct Construct<'s> {
    /// The number of open elements around it.
    depth: usize,
    row: &'static Row,
    name_span: Span,
    contents: Contents,
    /// The first text in it, and the first element.
    text: Option<Span>,
    child: Option<Span>,
    /// Text after an element.
    after: Option<Span>,
    /// Whether it contains only a single `div` so far.
    is_one_div: bool,
    /// Escaped markup in its `div`, and whether it also contains elements.
    escaped: Option<Span>,
    is_mixed: bool,
    /// Whether it is declared as escaped with the `mode` of Atom 0.3.
    declared_escaped: bool,
    xhtml: Xhtml<'s>,
    /// The depth of an open element of another vocabulary inside XHTML. Its content is not checked.
    foreign: Option<usize>,
}

impl<'s> Construct<'s> {
    /// The construct that a tag starts, if it starts one.
    pub(in crate::validate) fn begin(
        tag: &Tag<'_, '_>,
        depth: usize,
        out: &mut Diagnostics,
    ) -> Option<Construct<'s>> {
        let is_content = tag.row.value == Value::AtomContent;
        let contents = match tag.row.value {
            Value::Markup => Contents::Markup,
            Value::AtomText | Value::AtomContent => contents(tag, is_content, out),
            _ => return None,
        };
        Some(Construct {
            depth,
            row: tag.row,
            name_span: tag.name_span,
            contents,
            text: None,
            child: None,
            after: None,
            is_one_div: false,
            escaped: None,
            is_mixed: false,
            declared_escaped: tag.attribute("mode").is_some_and(|it| it.text == "escaped"),
            xhtml: Xhtml::default(),
            foreign: None,
        })
    }

    /// Whether it is the element at this depth.
    pub(in crate::validate) fn is_at(&self, depth: usize) -> bool {
        self.depth == depth
    }

    /// Checks an element inside it.
    pub(in crate::validate) fn open(
        &mut self,
        tag: &StartTag<'_, 's>,
        depth: usize,
        facts: &Facts<'_>,
        out: &mut Diagnostics,
    ) {
        let (name, open) = (&tag.name, tag.open);
        self.foreign = self.foreign.filter(|around| depth > *around);
        if self.foreign.is_some() {
            return;
        }
        let is_whole = matches!(self.contents, Contents::XhtmlDocument | Contents::Xml);
        if (is_whole || matches!(self.contents, Contents::Xhtml | Contents::Markup))
            && matches!(name.ns, Ns::XHTML | Ns::XHTML_SVG | Ns::MATHML)
        {
            let before = out.len();
            self.xhtml.tag(tag, facts, out);
            if is_whole && out.len() > before {
                // A whole document may have a head with a `base` and a `style`, but code runs there too.
                out.keep_since(before, |it| RUN_CODE.contains(&it.rule) && !is_of_head(name));
            }
        }
        if depth > self.depth + 1 {
            self.is_mixed = true;
            if matches!(self.contents, Contents::Xhtml | Contents::Markup)
                && foreign(name, open, out)
            {
                self.foreign = Some(depth);
            }
            return;
        }
        let first = self.child.is_none();
        self.child.get_or_insert(open.name_span);
        if first && self.declared_escaped {
            self.not_escaped(open.name_span, out);
        }
        match self.contents {
            Contents::Xml => {}
            Contents::Markup => {
                if foreign(name, open, out) {
                    self.foreign = Some(depth);
                }
            }
            Contents::Xhtml => {
                let is_div = name.ns == Ns::XHTML && name.local == "div";
                if !is_div && first && self.text.is_none() {
                    if name.local == "div" {
                        self.div_without_xhtml(name, open.name_span, out);
                    } else {
                        self.no_div(open.name_span, out);
                    }
                }
                if !is_div && !matches!(name.ns, Ns::XHTML | Ns::XHTML_SVG | Ns::MATHML) {
                    // It is already reported, or it follows an element that is already reported.
                    self.foreign = Some(depth);
                }
                if first {
                    self.is_one_div = is_div && self.text.is_none();
                } else if std::mem::take(&mut self.is_one_div) {
                    self.outside_the_div(open.name_span, out);
                }
                self.is_mixed |= !is_div;
            }
            Contents::XhtmlDocument => {
                if name.local != "html" {
                    self.fragment(open.name_span, out);
                }
            }
            Contents::Text
            | Contents::Html
            | Contents::HtmlDocument
            | Contents::Bytes
            | Contents::Nothing => {
                self.unexpected(tag, out);
            }
        }
    }

    /// Checks a piece of text inside it.
    pub(in crate::validate) fn text(
        &mut self,
        piece: &Piece<'_>,
        depth: usize,
        out: &mut Diagnostics,
    ) {
        if depth == self.depth + 1 && self.contents == Contents::Xhtml {
            self.note_escaped(piece);
            return;
        }
        if depth != self.depth || piece.raw.bytes().all(|it| it.is_ascii_whitespace()) {
            return;
        }
        if self.contents == Contents::Markup {
            return;
        }
        if self.child.is_some() || self.contents == Contents::Nothing {
            self.text_after(piece, out);
        } else if self.contents == Contents::Xhtml && self.text.is_none() {
            self.no_div(first_line(piece), out);
        }
        if self.contents == Contents::Xhtml {
            self.note_escaped(piece);
        }
        self.text.get_or_insert(piece.span);
    }

    /// Checks the construct as a whole when it ends. The checks of its row run separately.
    pub(in crate::validate) fn close(
        &self,
        element: &Element<'_, '_>,
        facts: &mut Facts<'_>,
        out: &mut Diagnostics,
    ) {
        match self.contents {
            Contents::Markup => return,
            Contents::Xhtml if !self.is_mixed => {
                if let Some(span) = self.escaped {
                    self.not_inline(span, out);
                }
            }
            Contents::Text if self.child.is_none() => self.is_not_html(element, out),
            Contents::Bytes if self.child.is_none() => {
                let text = element.text.trim();
                let name = self.row.name;
                if base64_content::is_base64(name, text, out)
                    && element.attr("type").is_some_and(base64_content::is_html)
                {
                    base64_content::html(name, text, facts, out);
                }
            }
            Contents::HtmlDocument if self.child.is_none() => {
                let text = element.text.trim();
                let is_document = text.text.as_bytes().windows(5).any(|it| {
                    it.eq_ignore_ascii_case(b"<html") || it.eq_ignore_ascii_case(b"<!doc")
                });
                // Blank content is a separate problem.
                if !is_document && !text.text.is_empty() {
                    self.fragment(element.name_span, out);
                }
            }
            _ => {}
        }
        if self.child.is_none() && self.contents != Contents::Nothing {
            value::element(element, &mut Context { facts, out });
        }
    }

    /// "The content of the Text construct MUST be a single XHTML div element" (§3.1.1.3).
    fn no_div(&self, span: Span, out: &mut Diagnostics) {
        out.report(
            &rules::XHTML_WITHOUT_DIV,
            span,
            format_args!(
                "{} is of type `xhtml`, but does not start with an XHTML `div`",
                Quoted(self.row.name)
            ),
        )
        .note("without the `div`, some readers lose part of the text or reject the whole feed")
        .help("put the whole text into `<div xmlns=\"http://www.w3.org/1999/xhtml\">…</div>`");
    }

    /// "The content … MUST be a single XHTML div element": an element next to it is not allowed.
    fn outside_the_div(&self, span: Span, out: &mut Diagnostics) {
        out.report(
            &rules::XHTML_WITHOUT_DIV,
            span,
            format_args!("{} has an element outside its `div`", Quoted(self.row.name)),
        )
        .note("readers show only the content of the `div`")
        .help("put the whole text into a single `div`");
    }

    /// A `div` of another vocabulary, because its `xmlns` is missing or wrong.
    fn div_without_xhtml(&self, name: &Name<'_>, span: Span, out: &mut Diagnostics) {
        let whose = match name.ns {
            Ns::NONE => "in no namespace".to_owned(),
            Ns::ATOM => "in the Atom namespace".to_owned(),
            _ => "in another namespace".to_owned(),
        };
        out.report(
            &rules::XHTML_WITHOUT_DIV,
            span,
            format_args!(
                "the `div` of {} is {whose}, but must be in the XHTML namespace",
                Quoted(self.row.name)
            ),
        )
        .note("programs that read XML do not recognize it as XHTML, and show nothing")
        .help("change it to `<div xmlns=\"http://www.w3.org/1999/xhtml\">`");
    }

    /// "A type of "text" … the content is intended to be presented to humans in a readable fashion": every character is shown literally (§3.1.1.1).
    fn is_not_html(&self, element: &Element<'_, '_>, out: &mut Diagnostics) {
        let text = element.text;
        let Some(markup) = plain::markup(text) else { return };
        let kind = element.attribute("type");
        let report = out
            .report(
                &rules::UNDECLARED_HTML,
                text.span_of(markup.start, markup.end),
                format_args!(
                    "{} is declared as plain text, but looks like HTML",
                    Quoted(self.row.name)
                ),
            )
            .note("some readers show the tags and character references as text");
        match kind {
            Some(kind) => report.help("if it is HTML, write `type=\"html\"`").unsafe_fix(
                "declare it as HTML",
                kind.span(),
                "html",
            ),
            None => report.help("if it is HTML, add `type=\"html\"`").unsafe_fix(
                "declare it as HTML",
                element.name_span.after(),
                " type=\"html\"",
            ),
        };
    }

    /// Reports a fragment that is declared as a whole document.
    fn fragment(&self, span: Span, out: &mut Diagnostics) {
        out.report(
            &rules::HTML_FRAGMENT,
            span,
            format_args!("{} is declared as a whole document, but is only part of one", Quoted(self.row.name)),
        )
        .note("this media type is for documents whose root is `html`, and some readers show a fragment as text or not at all")
        .help(if self.contents == Contents::XhtmlDocument { "write `type=\"xhtml\"`, and put the text into a `div`" } else { "write `type=\"html\"`" });
    }

    /// "If the value is "html", the content MUST NOT contain child elements" (§3.1.1.2), and likewise for text.
    fn unexpected(&self, tag: &StartTag<'_, '_>, out: &mut Diagnostics) {
        let (name, span) = (&tag.name, tag.open.name_span);
        let what = if self.contents == Contents::Nothing {
            "must be empty"
        } else {
            "must contain only text"
        };
        let report = out.report(
            &rules::ELEMENT_IN_TEXT,
            span,
            format_args!(
                "{} {what}, but contains the element {}",
                Quoted(self.row.name),
                Quoted(&name.written())
            ),
        );
        let is_html = self.contents == Contents::Html && name.prefix.is_empty();
        let edits = if is_html && report.is_kept() {
            unescaped::into_cdata(tag.source, self.name_span)
        } else {
            None
        };
        report
        // Readers that lost the markup show it then, so the fix is unsafe.
        .fix_all_if(Safety::Unsafe, "wrap the HTML in CDATA", edits)
        .note("many readers lose part of the text")
        .help("escape the markup (`&lt;b&gt;`) and write `type=\"html\"`, or put it into an XHTML `div` and write `type=\"xhtml\"`");
    }

    /// Reports elements in content that is declared as escaped markup.
    fn not_escaped(&self, span: Span, out: &mut Diagnostics) {
        let is_xml =
            matches!(self.contents, Contents::Xhtml | Contents::Xml | Contents::XhtmlDocument);
        out.report(
            &rules::MARKUP_NOT_ESCAPED,
            span,
            format_args!(
                "{} is declared as escaped markup, but contains elements",
                Quoted(self.row.name)
            ),
        )
        .note("`mode` comes from Atom 0.3, and Atom 1.0 readers use only `type`")
        .help(if is_xml {
            "remove `mode`"
        } else {
            "remove `mode`, escape the markup (`&lt;b&gt;`), and write `type=\"html\"`"
        });
    }

    fn text_after(&mut self, piece: &Piece<'_>, out: &mut Diagnostics) {
        if self.after.replace(piece.span).is_some() {
            return;
        }
        let words = match self.contents {
            Contents::Nothing => "has `src`, but also contains text",
            Contents::Xhtml => "has text outside its `div`",
            _ => "has text after an element",
        };
        out.report(
            &rules::UNEXPECTED_TEXT,
            first_line(piece),
            format_args!("{} {words}", Quoted(self.row.name)),
        )
        .note("readers ignore this text")
        .help(match self.contents {
            Contents::Nothing => "remove either the text or `src`",
            Contents::Xhtml => "put the whole text into a single `div`",
            _ => "escape the markup, so that all of the content is text",
        });
    }

    fn note_escaped(&mut self, piece: &Piece<'_>) {
        let has_markup = match piece.form {
            Form::Escaped => piece.raw.contains("&lt;/") || piece.raw.contains("&amp;"),
            Form::CData => piece.raw.contains("</"),
            _ => false,
        };
        if has_markup {
            self.escaped.get_or_insert(first_line(piece));
        }
    }

    fn not_inline(&self, span: Span, out: &mut Diagnostics) {
        out.report(
            &rules::MARKUP_NOT_INLINE,
            span,
            format_args!("{} is of type `xhtml`, but its markup is escaped", Quoted(self.row.name)),
        )
        .note("many readers show the tags as text")
        .help("write `type=\"html\"`, or write the elements without escaping them");
    }
}

/// The rules about code that runs in a reader.
const RUN_CODE: &[&Rule] = &[&rules::UNSAFE_ELEMENT, &rules::EVENT_HANDLER, &rules::SCRIPT_URL];

/// Whether an element belongs in the head of a document.
fn is_of_head(name: &Name<'_>) -> bool {
    matches!(name.local, "meta" | "link" | "base" | "style" | "title")
}

/// Checks an element inside XHTML, and returns whether it belongs to another vocabulary.
fn foreign(name: &Name<'_>, open: &Open, out: &mut Diagnostics) -> bool {
    match name.ns {
        Ns::XHTML | Ns::XHTML_SVG | Ns::MATHML => return false,
        Ns::RDF | Ns::CC => {}
        Ns::NONE => {
            out.report(
                &rules::ELEMENT_WITHOUT_NAMESPACE,
                open.name_span,
                format_args!("{} in XHTML has no namespace", Quoted(&name.written())),
            )
            .severity(crate::diagnostic::Severity::Error)
            .note("programs that read XML do not recognize it as XHTML")
            .help("add `xmlns=\"http://www.w3.org/1999/xhtml\"` to the `div`");
        }
        ns => {
            let Some(entry) = ns.entry() else { return true };
            out.report(
                &rules::MISPLACED_ELEMENT,
                open.name_span,
                format_args!("`{}:{}` is not allowed in XHTML", entry.prefix, name.local),
            )
            .note("readers look for it outside the text, and browsers do not show it")
            .help("move it to the feed or the entry that it describes");
        }
    }
    true
}

/// The first line of a piece of text that is not blank.
fn first_line(piece: &Piece<'_>) -> Span {
    let start = piece.raw.len() - piece.raw.trim_start().len();
    let rest = &piece.raw[start..];
    let end = rest.find('\n').unwrap_or(rest.len());
    let end = start + rest[..end].trim_end().len();
    let at = piece.span.start as usize;
    Span::new(at + start, at + end)
}
