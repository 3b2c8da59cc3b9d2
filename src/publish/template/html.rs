//! The HTML that replaces tags. It is on one line, so that Markdown does not split it.

use crate::text::escape;
use pulldown_cmark::Parser;
use pulldown_cmark::html;

/// A link as HTML. `text` is Markdown.
pub(crate) fn anchor(address: &str, text: &str) -> String {
    let text = if text == address { escaped(text) } else { marked_down(text) };
    format!("<a href=\"{}\">{text}</a>", escaped(address))
}

/// Code as HTML on one line, so that Markdown does not split it in lists, in block quotes and between tags.
pub(crate) fn code_block(language: &str, code: &str) -> String {
    let letters = |it: char| it.is_ascii_alphanumeric() || "+-_#.".contains(it);
    let language: String = language.chars().take_while(|it| letters(*it)).collect();
    let code = escape::content(code).replace("\r\n", "\n").replace('\n', "&#10;");
    match language.as_str() {
        "" => format!("<pre><code>{code}</code></pre>"),
        _ => format!("<pre><code class=\"language-{language}\">{code}</code></pre>"),
    }
}

/// Converts Markdown in an argument to HTML on one line, without a paragraph around it.
pub(crate) fn marked_down(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new(text.trim()));
    let out = out.trim();
    let inner = out.strip_prefix("<p>").and_then(|it| it.strip_suffix("</p>"));
    let inner = inner.filter(|it| !it.contains("<p>")).unwrap_or(out);
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes HTML tags from a string.
pub(super) fn plain(text: &str) -> String {
    if text.contains('<') { crate::publish::content::text_of(text) } else { text.to_owned() }
}

/// Escapes a string for an attribute or an element, on one line. Character references are kept, because authors write `&nbsp;` in
/// arguments.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for (at, character) in word.char_indices() {
            match character {
                '&' if is_reference(&word[at + 1..]) => out.push('&'),
                _ => match escape::reference(character) {
                    Some(reference) => out.push_str(reference),
                    None => out.push(character),
                },
            }
        }
    }
    out
}

fn is_reference(text: &str) -> bool {
    text.bytes().take(12).position(|it| it == b';').is_some_and(|end| {
        end > 1 && text.bytes().take(end).all(|it| it.is_ascii_alphanumeric() || it == b'#')
    })
}
