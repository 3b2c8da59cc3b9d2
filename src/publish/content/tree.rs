//! Parses the HTML of an article into a tree of limited size, whatever the article contains.
//!
//! At each tag, the parsing algorithm of browsers searches all open elements, so 200,000 open elements would take minutes. Tags
//! deeper than [`MAX_DEPTH`] are left out, and so are tags in trees that grow through repairs. Their text is kept. Elements that
//! are not possible in a feed are replaced: a frame with a link to its contents, a lazy-loaded picture with the picture.

use std::cell::Cell;
use std::cell::RefCell;

use html5ever::Attribute;
use html5ever::LocalName;
use html5ever::QualName;
use html5ever::TokenizerResult;
use html5ever::interface::Tracer;
use html5ever::interface::TreeSink;
use html5ever::interface::create_element;
use html5ever::local_name;
use html5ever::ns;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::BufferQueue;
use html5ever::tokenizer::Tag;
use html5ever::tokenizer::TagKind;
use html5ever::tokenizer::Token;
use html5ever::tokenizer::TokenSink;
use html5ever::tokenizer::TokenSinkResult;
use html5ever::tokenizer::Tokenizer;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tokenizer::states::RawKind;
use html5ever::tree_builder::TreeBuilder;
use scraper::Html;
use scraper::HtmlTreeSink;

use crate::publish::content::math::TEX;
use crate::publish::content::pictures;
use crate::publish::tree_bounds;
use crate::publish::tree_bounds::LeftOut;

/// The maximum number of elements that are open or will be reopened. Browsers stop at 512.
const MAX_DEPTH: usize = 200;
/// The maximum length of a formula in a script, in bytes.
const MAX_FORMULA_LENGTH: usize = 10_000;

/// Parses the body of an article into a tree. Its first child is an `html` element with all contents. This never fails.
pub(super) fn read(html: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let body = create_element(&sink, body, Vec::new());
    let gate = Gate {
        builder: TreeBuilder::new_for_fragment(sink, body, None, tree_bounds::options()),
        max_nodes: tree_bounds::max_nodes(html),
        left_out: LeftOut::default(),
        dropped: RefCell::default(),
        formula: RefCell::default(),
        template_ends: Cell::new(ends_of_templates(html)),
        templates: Cell::default(),
    };
    let tokenizer = Tokenizer::new(gate, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    // A script or a declared encoding only interrupts the parser, which continues when it is called again.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.0.into_inner()
}

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// Sits between the tokenizer and the tree builder, and enforces the limits of the tree.
struct Gate {
    builder: TreeBuilder<Handle, HtmlTreeSink>,
    max_nodes: usize,
    /// The open elements that were left out.
    left_out: LeftOut,
    /// The open element that is removed with its contents.
    dropped: RefCell<Option<LocalName>>,
    /// The formula in the open script: whether it is on a separate line, and its TeX.
    formula: RefCell<Option<(bool, String)>>,
    /// The number of template end tags that follow. An unclosed template is not removed, or the text after it would be removed
    /// too.
    template_ends: Cell<usize>,
    /// The number of open templates, whose contents are not shown.
    templates: Cell<usize>,
}

impl TokenSink for Gate {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let tag = match token {
            Token::TagToken(tag) => tag,
            Token::EOFToken => return self.builder.process_token(token, line),
            Token::CharacterTokens(text) if self.dropped.borrow().is_some() => {
                if let Some((_, tex)) = &mut *self.formula.borrow_mut() {
                    tex.push_str(&text);
                }
                return TokenSinkResult::Continue;
            }
            Token::CharacterTokens(_) if self.templates.get() == 0 => {
                return self.builder.process_token(token, line);
            }
            _ => return TokenSinkResult::Continue,
        };
        if self.dropped.borrow().is_some() {
            let is_its_end =
                tag.kind == TagKind::EndTag && self.dropped.borrow().as_ref() == Some(&tag.name);
            if is_its_end {
                self.dropped.take();
                self.show_formula(line);
            }
            return TokenSinkResult::Continue;
        }
        if &*tag.name == "template" {
            self.template(tag.kind);
            return TokenSinkResult::Continue;
        }
        match tag.kind {
            TagKind::StartTag => self.start(tag, line),
            TagKind::EndTag => self.end_tag(tag, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Gate {
    fn start(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        if self.templates.get() > 0 {
            let raw = dropped_with_its_text(&tag.name);
            return raw.map_or(TokenSinkResult::Continue, |raw| {
                self.dropped.replace(Some(tag.name));
                TokenSinkResult::RawData(raw)
            });
        }
        match &*tag.name {
            "iframe" => self.link_to(&tag, "src", line),
            "embed" => {
                self.link_to(&tag, "src", line);
                return TokenSinkResult::Continue;
            }
            "object" => self.link_to(&tag, "data", line),
            "img" => load(&mut tag, true),
            "source" => {
                let has_source = value(&tag, "src").or_else(|| value(&tag, "data-src")).is_some();
                load(&mut tag, has_source);
            }
            "video" | "audio" => load_media(&mut tag),
            // An older way to set an id.
            "a" if value(&tag, "id").is_none() => {
                if let Some(id) = value(&tag, "name") {
                    let name = QualName::new(None, ns!(), local_name!("id"));
                    tag.attrs.push(Attribute { name, value: id.into() });
                }
            }
            "script" => {
                let kind = value(&tag, "type").unwrap_or_default().to_ascii_lowercase();
                if kind.starts_with("math/tex") {
                    self.formula.replace(Some((kind.contains("display"), String::new())));
                }
            }
            _ => {}
        }
        if let Some(raw) = dropped_with_its_text(&tag.name) {
            self.dropped.replace(Some(tag.name));
            return TokenSinkResult::RawData(raw);
        }
        if is_dropped(&tag.name) {
            return TokenSinkResult::Continue;
        }
        let raw = matches!(&*tag.name, "textarea" | "title");
        if !tree_bounds::is_void(&tag.name)
            && !raw
            && !tag.self_closing
            && self.left_out.start(|| self.is_full())
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(Token::TagToken(tag), line)
    }

    fn end_tag(&self, tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        if is_dropped(&tag.name) || self.templates.get() > 0 {
            return TokenSinkResult::Continue;
        }
        if !matches!(&*tag.name, "textarea" | "title" | "br") && self.left_out.end() {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(Token::TagToken(tag), line)
    }

    /// Records the start or the end of a template.
    fn template(&self, kind: TagKind) {
        let (open, ends) = (self.templates.get(), self.template_ends.get());
        match kind {
            TagKind::StartTag if ends > open => self.templates.set(open + 1),
            TagKind::StartTag => {}
            TagKind::EndTag => {
                self.templates.set(open.saturating_sub(1));
                self.template_ends.set(ends.saturating_sub(1));
            }
        }
    }

    /// Writes the formula of a script as text, with the delimiters used in pages.
    fn show_formula(&self, line: u64) {
        let Some((display, tex)) = self.formula.take() else { return };
        let tex = tex.trim();
        if tex.is_empty() || tex.len() > MAX_FORMULA_LENGTH {
            return;
        }
        let text = if display { format!("\\[{tex}\\]") } else { format!("\\({tex}\\)") };
        let name = QualName::new(None, ns!(), LocalName::from(TEX));
        let mark = Attribute { name, value: StrTendril::new() };
        for token in [
            made(TagKind::StartTag, local_name!("span"), vec![mark]),
            Token::CharacterTokens(text.into()),
            made(TagKind::EndTag, local_name!("span"), Vec::new()),
        ] {
            let _ = self.builder.process_token(token, line);
        }
    }

    /// Whether the tree has the maximum number of open elements or of nodes.
    fn is_full(&self) -> bool {
        let count = Count::default();
        self.builder.trace_handles(&count);
        count.0.get() > MAX_DEPTH
            || self.builder.sink.0.borrow().tree.values().len() > self.max_nodes
    }

    /// Replaces a frame with a link to its contents.
    fn link_to(&self, frame: &Tag, attribute: &str, line: u64) {
        let own = value(frame, attribute).filter(|it| it != "about:blank");
        let Some(url) = own.or_else(|| value(frame, "data-src")) else { return };
        let title = value(frame, "title").unwrap_or_else(|| url.clone());
        let name = QualName::new(None, ns!(), local_name!("href"));
        let href = Attribute { name, value: url.into() };
        for token in [
            made(TagKind::StartTag, local_name!("a"), vec![href]),
            Token::CharacterTokens(title.into()),
            made(TagKind::EndTag, local_name!("a"), Vec::new()),
        ] {
            let _ = self.builder.process_token(token, line);
        }
    }
}

/// Counts the elements that a tree builder keeps: the open ones, and those that it will reopen.
#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _node: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

/// The value of an attribute, unless it is blank.
fn value(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|it| &*it.name.local == name)?;
    Some(found.value.trim().to_owned()).filter(|it| !it.is_empty())
}

/// A tag that is not in the text.
fn made(kind: TagKind, name: LocalName, attrs: Vec<Attribute>) -> Token {
    Token::TagToken(Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false })
}

/// The number of template end tags in the HTML.
fn ends_of_templates(html: &str) -> usize {
    let ends = memchr::memmem::find_iter(html.as_bytes(), b"</");
    let name = |at: &usize| {
        html.as_bytes().get(at + 2..at + 10).is_some_and(|it| it.eq_ignore_ascii_case(b"template"))
    };
    ends.filter(name).count()
}

/// Replaces a placeholder with the picture that a script would load. See [`pictures`].
fn load(picture: &mut Tag, has_source: bool) {
    let attribute = |name: &str| {
        let found = picture.attrs.iter().find(|it| &*it.name.local == name)?;
        Some(&*found.value)
    };
    let source = Some(pictures::source(attribute)).filter(|it| has_source && !it.is_empty());
    let set = pictures::source_set(attribute);
    let [source, set] = [("src", source), ("srcset", set)].map(|(name, late)| {
        let late = late.filter(|it| attribute(name).map(str::trim) != Some(it.trim()));
        late.map(|it| (name, it.to_owned()))
    });
    for (name, late) in source.into_iter().chain(set) {
        picture.attrs.retain(|it| &*it.name.local != name);
        let name = QualName::new(None, ns!(), LocalName::from(name));
        picture.attrs.push(Attribute { name, value: late.into() });
    }
}

/// Like [`load`], for video and audio.
fn load_media(media: &mut Tag) {
    for (name, late) in [("src", "data-src"), ("poster", "data-poster")] {
        if value(media, name).is_none()
            && let Some(late) = value(media, late)
        {
            media.attrs.retain(|it| &*it.name.local != name);
            let name = QualName::new(None, ns!(), LocalName::from(name));
            media.attrs.push(Attribute { name, value: late.into() });
        }
    }
}

/// Elements that are removed with their text, which is not for people.
fn dropped_with_its_text(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Elements whose tags are removed, but whose text is kept.
fn is_dropped(name: &str) -> bool {
    matches!(name, "object" | "plaintext" | "xmp" | "listing" | "frameset")
}

/// The HTML that results if `clean` is applied to `html`.
#[cfg(test)]
pub(super) fn cleaned(html: &str, clean: impl FnOnce(&mut Html)) -> String {
    let mut tree = read(html);
    clean(&mut tree);
    tree.root_element().inner_html()
}

#[cfg(test)]
mod tests {
    use super::read;

    fn html(text: &str) -> String {
        read(text).root_element().inner_html()
    }

    #[rustfmt::skip]
    const REWRITTEN: &[(&str, &str)] = &[
        ("<p>a<iframe src=/v title='A film'>no</iframe>b</p>", "<p>a<a href=\"/v\">A film</a>b</p>"),
        ("<iframe data-src=/v></iframe>",                      "<a href=\"/v\">/v</a>"),
        ("<iframe srcdoc=x></iframe>a",                        "a"),
        ("<object data=/o.pdf>Read it</object>",               "<a href=\"/o.pdf\">/o.pdf</a>Read it"),
        ("<embed src=/e.swf>a",                                "<a href=\"/e.swf\">/e.swf</a>a"),
        ("<img data-src=/a.png src='data:image/gif;base64,R0'>", "<img data-src=\"/a.png\" src=\"/a.png\">"),
        ("<img src=/a.png data-src=/b.png>",                   "<img data-src=\"/b.png\" src=\"/a.png\">"),
        ("<noscript><img src=/a.png></noscript>",              "<noscript><img src=\"/a.png\"></noscript>"),
        ("a<template>b<template>c</template><script>'</template>'</script></template>d", "ad"),
        ("a<template>b",                                       "ab"),
        ("a<script>if (a < b) '</p>'</script>b<style>i{}</style>c", "abc"),
        ("<p title='<iframe src=x>'>a",                        "<p title=\"&lt;iframe src=x&gt;\">a</p>"),
        ("<!-- <iframe src=x> -->a",                           "a"),
        ("<b>a<i>b</b>c</i>",                                  "<b>a<i>b</i></b><i>c</i>"),
        ("<body><p>a</body>",                                  "<p>a</p>"),
    ];

    #[test]
    fn replaces_elements_that_are_not_possible_in_a_feed() {
        for (text, wanted) in REWRITTEN {
            assert_eq!(html(text), *wanted, "{text}");
        }
    }

    // Without limits, each of these takes minutes, gigabytes or the whole stack.
    #[test]
    fn is_limited_and_keeps_the_text() {
        let many = 200_000;
        for unit in [
            "<b>",
            "<div>",
            "<p><b>",
            "<ul><li>",
            "<table><tr><td>",
            "<a href=x><p>",
            "<span></x>",
            "<svg><g>",
            "<div><table></div>",
            "<td><div>",
            "<template>",
            "<font></p>",
            "<b><div></b>",
            "<select><option>",
            "<ruby><rt>",
            "<math><mi>",
            "<object>",
            "<textarea></textarea>",
        ] {
            let text = format!("begin {} end", unit.repeat(many / unit.len()));
            let html = html(&text);
            assert!(html.contains("begin") && html.contains("end"), "{unit}");
            assert!(html.len() < text.len() * 20, "{unit}: {}", html.len());
        }
        let tags: Vec<String> = (0..20_000).map(|it| format!("<b id={it}><p>")).collect();
        let distinct = tags.concat();
        assert!(html(&distinct).len() < distinct.len() * 20);
    }

    #[test]
    fn reopens_elements_when_there_is_room() {
        let deep = format!("{}{}<a href=x>a</a>", "<div>".repeat(1000), "</div>".repeat(1000));
        assert!(html(&deep).ends_with("</div><a href=\"x\">a</a>"));
    }
}
