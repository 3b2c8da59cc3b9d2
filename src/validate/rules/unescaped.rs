//! Markup that is written between the tags of a feed, where only text is allowed.

use crate::diagnostic::Edit;
use crate::text::span::Span;
use crate::validate::extent::content;
use crate::value::html::element::Content;
use crate::value::html::element::Flow;
use crate::value::html::tokenizer::Tag;
use crate::value::html::tokenizer::Token;
use crate::value::html::tokenizer::Tokenizer;

/// References that mean the same in XML and in HTML.
const REFERENCES: &[&str] = &["&amp;", "&gt;", "&quot;", "&apos;", "&#"];

/// The edits that put the content of the element whose name is at `name` into a CDATA section. `None` if it would then mean something
/// else.
pub(super) fn into_cdata(source: &str, name: Span) -> Option<Vec<Edit>> {
    let content = content(source, name)?;
    let written = &source[content.range()];
    let is_reference = |at: usize| REFERENCES.iter().any(|it| written[at..].starts_with(it));
    let mut references = written.match_indices('&').map(|it| it.0);
    // HTML ignores the `/` of `<b/>`.
    let is_known =
        |tag: &Tag| tag.element.is_some_and(|it| !tag.self_closing || it.content == Content::Void);
    let tags = tags(written)?;
    if written.contains("]]>") || !references.all(is_reference) || !tags.iter().all(is_known) {
        return None;
    }
    let edit =
        |at: u32, text: &str| Edit { span: Span { start: at, end: at }, text: text.to_owned() };
    Some(vec![edit(content.start, "<![CDATA["), edit(content.end, "]]>")])
}

/// The edits that remove the tags in the element whose name is at `name`. `None` if some of them do more than format the text.
pub(super) fn without_tags(source: &str, name: Span) -> Option<Vec<Edit>> {
    let content = content(source, name)?;
    let tags = tags(&source[content.range()])?;
    let formats = |it: &Tag| it.element.is_some_and(|it| it.flow == Flow::Formatting);
    if !tags.iter().all(formats) {
        return None;
    }
    let start = content.range().start;
    let edit = |it: Tag| Edit {
        span: Span::new(start + it.range.start, start + it.range.end),
        text: String::new(),
    };
    Some(tags.into_iter().map(edit).collect())
}

/// The tags in a text. `None` if there is other markup, such as a CDATA section or a comment.
fn tags(text: &str) -> Option<Vec<Tag>> {
    let mut tokenizer = Tokenizer::new(text);
    let mut tags = Vec::new();
    loop {
        match tokenizer.read() {
            Token::Tag(tag) => tags.push(tag),
            Token::Text(_) => {}
            Token::End => return Some(tags).filter(|it| !it.is_empty()),
            _ => return None,
        }
    }
}
