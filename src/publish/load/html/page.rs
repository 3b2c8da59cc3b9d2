//! Parses a page into a tree with the position of each tag in the file, and with limits for every input.
//!
//! The parser gets one tag at a time, so each element can be linked to the bytes of its tag. Elements deeper than [`MAX_DEPTH`] are
//! left out but their text is kept, because the parser searches all open elements for each tag.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use ego_tree::NodeId;
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tokenizer;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use scraper::{ElementRef, Html, HtmlTreeSink};

use crate::publish::load::html::tags;
use crate::publish::load::html::tags::Inside;
use crate::publish::tree_bounds;
use crate::publish::tree_bounds::LeftOut;
use crate::text::lines::Lines;
use crate::text::span::Span;

/// The maximum nesting depth of elements. Browsers stop at 512.
const MAX_DEPTH: u32 = 256;
/// The maximum number of attributes of a tag.
const MAX_ATTRIBUTES: usize = 1_000;

/// A parsed page.
pub(super) struct Page<'t> {
    /// The decoded text of the file.
    pub(super) text: &'t str,
    /// Its tree.
    pub(super) tree: Html,
    lines: Lines<'t>,
    tags: HashMap<NodeId, Span>,
}

/// Why a page cannot be read, and the position.
#[derive(Debug)]
pub(super) struct TooComplex {
    pub(super) span: Span,
    pub(super) message: String,
}

impl<'t> Page<'t> {
    /// Parses `text` like a browser without scripting.
    pub(super) fn parse(text: &'t str) -> Result<Page<'t>, TooComplex> {
        let sink = HtmlTreeSink::new(Html::new_document());
        let gate =
            Gate::new(TreeBuilder::new(sink, tree_bounds::options()), tree_bounds::max_nodes(text));
        let tokenizer = Tokenizer::new(gate, html5ever::tokenizer::TokenizerOpts::default());
        let whole = StrTendril::from_slice(text);
        let queue = BufferQueue::default();
        let mut raw = "";
        let mut at = 0;
        while let Some(piece) = tags::next(text, at, tokenizer.sink.inside(raw)) {
            at = piece.end;
            let span = Span::new(piece.start, piece.end);
            if piece.attributes > MAX_ATTRIBUTES {
                let message = format!("a tag has too many attributes: {}", piece.attributes);
                return Err(TooComplex { span: span.part(0, 1), message });
            }
            if !piece.name.is_empty() {
                raw = piece.name;
                let name = whole.subtendril(span.start + 1, narrow(piece.name.len()));
                tokenizer.sink.here.replace(Some((span, name)));
            }
            queue.push_back(whole.subtendril(span.start, narrow(span.len())));
            // A script or a declared encoding only interrupts the parser, which continues when it is called again.
            while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
            tokenizer.sink.here.take();
            if tokenizer.sink.full.get() {
                let message =
                    "repairing the markup of the page creates too many elements".to_owned();
                return Err(TooComplex { span, message });
            }
        }
        tokenizer.end();
        let Gate { builder, tags, .. } = tokenizer.sink;
        let tags = tags.into_inner().into_iter().filter_map(|(id, it)| Some((id, it.span?)));
        Ok(Page {
            text,
            tree: builder.sink.0.into_inner(),
            lines: Lines::new(text),
            tags: tags.collect(),
        })
    }

    /// All elements, in document order.
    pub(super) fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.tree.tree.root().descendants().filter_map(ElementRef::wrap)
    }

    /// The position of the start tag of `element`, if it is in the file.
    pub(super) fn tag(&self, element: ElementRef<'_>) -> Option<Span> {
        self.tags.get(&element.id()).copied()
    }

    /// The line of the start tag of `element`, if it is in the file.
    pub(super) fn line(&self, element: ElementRef<'_>) -> Option<u32> {
        self.tag(element).map(|it| self.line_at(it.start))
    }

    /// The line of a byte offset.
    pub(super) fn line_at(&self, offset: u32) -> u32 {
        self.lines.line(offset)
    }

    /// The position of `value` in the start tag of `element`, or else of the tag, or else the start of the file.
    pub(super) fn value_span(&self, element: ElementRef<'_>, value: &str) -> Span {
        let Some(tag) = self.tag(element) else { return Span::at(0) };
        let found = self.text[tag.range()].find(value).filter(|_| !value.is_empty());
        found.map_or(tag, |start| tag.part(start, start + value.len()))
    }
}

/// The start tag and the depth of an element.
struct Made {
    span: Option<Span>,
    depth: u32,
}

/// Sits between the tokenizer and the tree builder. It links elements to their tags and enforces the limits.
struct Gate {
    builder: TreeBuilder<NodeId, HtmlTreeSink>,
    /// The start tag that is being parsed, and its name.
    here: RefCell<Option<(Span, StrTendril)>>,
    tags: RefCell<HashMap<NodeId, Made>>,
    /// The number of open elements that were left out because of their depth.
    left_out: LeftOut,
    /// The number of open `template` elements, whose contents are not shown.
    templates: Cell<usize>,
    max_nodes: usize,
    full: Cell<bool>,
    /// The depth of the last new element, minus the number of end tags since then. It may be too low, but by at most that number.
    depth: Cell<u32>,
    /// Whether the input is text up to an end tag.
    raw: Cell<bool>,
}

impl Gate {
    fn new(builder: TreeBuilder<NodeId, HtmlTreeSink>, max_nodes: usize) -> Gate {
        Gate {
            builder,
            here: RefCell::default(),
            tags: RefCell::default(),
            left_out: LeftOut::default(),
            templates: Cell::default(),
            max_nodes,
            full: Cell::default(),
            depth: Cell::default(),
            raw: Cell::default(),
        }
    }

    /// The kind of the following text. `raw` is the name of the last start tag.
    fn inside<'n>(&self, raw: &'n str) -> Inside<'n> {
        if self.raw.get() {
            Inside::Raw(raw)
        } else if self.adjusted_current_node_present_but_not_in_html_namespace() {
            Inside::Foreign
        } else {
            Inside::Markup
        }
    }

    /// Whether a tag is left out because it is in a template or too deep.
    fn leaves_out(&self, tag: &Tag) -> bool {
        let template = &*tag.name == "template";
        if self.templates.get() > 0 || template {
            let open = self.templates.get();
            match tag.kind {
                TagKind::StartTag if template => self.templates.set(open + 1),
                TagKind::EndTag if template => self.templates.set(open.saturating_sub(1)),
                _ => {}
            }
            return true;
        }
        if tree_bounds::is_void(&tag.name) || raw_kind(&tag.name).is_some() {
            return false;
        }
        match tag.kind {
            TagKind::StartTag => self.left_out.start(|| self.depth.get() >= MAX_DEPTH),
            TagKind::EndTag => self.left_out.end(),
        }
    }

    /// Records the element that a start tag created, which is the last of the new ones.
    fn note(&self, nodes_before: usize, span: Option<Span>) {
        let sink = self.builder.sink.0.borrow();
        let mut tags = self.tags.borrow_mut();
        let count = sink.tree.values().len();
        let mut new = sink.tree.nodes().rev().take(count - nodes_before).collect::<Vec<_>>();
        let own = new.iter().find(|it| it.value().is_element()).map(ego_tree::NodeRef::id);
        // Oldest first, because the parent of each element must be known.
        new.reverse();
        for node in new.into_iter().filter(|it| it.value().is_element()) {
            let above = node.parent().and_then(|it| tags.get(&it.id()).map(|it| it.depth));
            let depth = above.unwrap_or(0) + 1;
            let void = node.value().as_element().is_some_and(|it| tree_bounds::is_void(it.name()));
            self.depth.set(depth - u32::from(void));
            let span = span.filter(|_| Some(node.id()) == own);
            tags.insert(node.id(), Made { span, depth });
        }
    }
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        let nodes = || self.builder.sink.0.borrow().tree.values().len();
        let mut start = None;
        match &token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::EOFToken => {}
            _ if self.full.get() => return TokenSinkResult::Continue,
            Token::TagToken(tag) => {
                let here = self.here.take();
                self.raw.set(false);
                if self.leaves_out(tag) {
                    let raw = raw_kind(&tag.name).filter(|_| tag.kind == TagKind::StartTag);
                    self.raw.set(raw.is_some());
                    return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
                }
                match tag.kind {
                    TagKind::StartTag => {
                        let own = here.filter(|it| it.1.eq_ignore_ascii_case(&tag.name));
                        start = Some((nodes(), own.map(|it| it.0)));
                    }
                    TagKind::EndTag => self.depth.set(self.depth.get().saturating_sub(1)),
                }
            }
            _ if self.templates.get() > 0 => return TokenSinkResult::Continue,
            _ => {}
        }
        let result = self.builder.process_token(token, line_number);
        if let Some((before, span)) = start {
            self.note(before, span);
        }
        if matches!(result, TokenSinkResult::RawData(_)) {
            self.raw.set(true);
        }
        self.full.set(nodes() > self.max_nodes);
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tokenizer state for an element whose text contains no markup.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "textarea" | "title" => Some(RawKind::Rcdata),
        "iframe" | "noembed" | "noframes" | "style" | "xmp" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Lengths are less than 4 GiB, see [`Source::MAX_SIZE`](crate::Source::MAX_SIZE).
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Page;

    fn tags(text: &str) -> Vec<String> {
        let page = Page::parse(text).expect("it is simple");
        page.elements()
            .map(|it| match page.tag(it) {
                Some(tag) => page.text[tag.range()].to_owned(),
                None => format!("({})", it.value().name()),
            })
            .collect()
    }

    #[test]
    fn finds_the_tag_of_each_element() {
        assert_eq!(
            tags(
                "<!-- <p a> --><TITLE>a <b> c</TITLE>\n<p\nid=x>a<i>b<p c>d<img>e<svg><title><g/>"
            ),
            [
                "(html)",
                "(head)",
                "<TITLE>",
                "(body)",
                "<p\nid=x>",
                "<i>",
                "<p c>",
                "(i)",
                "<img>",
                "<svg>",
                "<title>",
                "<g/>"
            ]
        );
    }

    #[test]
    fn is_not_confused_by_scripts_templates_and_attributes() {
        assert_eq!(
            tags(
                "<script>'<p>' <!--<script></script><p>--></script><template><p><script><template></script></template><p a='<b>'>"
            ),
            ["(html)", "(head)", "<script>", "(body)", "<p a='<b>'>"]
        );
    }

    #[test]
    fn limits_depth_but_keeps_the_text() {
        let deep = "<div>".repeat(200_000) + "x" + &"</div>".repeat(200_000) + "<p>y";
        let page = Page::parse(&deep).expect("depth is bounded");
        let texts = page.tree.root_element().text().collect::<Vec<_>>();
        assert_eq!(texts, ["x", "y"]);
        let last = page.elements().last().expect("there is a paragraph");
        assert_eq!(
            last.parent().and_then(scraper::ElementRef::wrap).map(|it| it.value().name()),
            Some("body")
        );
        let unbalanced = "<div></x><i>".repeat(20_000);
        assert!(Page::parse(&unbalanced).expect("depth is bounded").elements().count() > 256);
    }

    #[test]
    fn rejects_pages_that_would_take_too_long() {
        let formatting = (0..200).map(|it| format!("<b id={it}>")).collect::<Vec<_>>().concat();
        let cases = [
            format!("<p>{formatting}</p>") + &"<p>x</p>".repeat(100_000),
            format!(
                "<p>\n<a{}>",
                (0..1_100).map(|it| format!(" a{it}")).collect::<Vec<_>>().concat()
            ),
        ];
        for text in cases {
            assert!(Page::parse(&text).is_err());
        }
    }
}
