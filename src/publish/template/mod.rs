//! Template tags in the text of articles: Liquid, Nunjucks, and the shortcodes of Hugo and Zola. They are expanded before
//! Markdown is parsed, as in the generators.
//!
//! [`code`] finds code, in which braces are text. [`token`] finds the tags, and [`render`] handles them in order. Each language
//! has a module for its own tags. Tags that mean the same in all languages are in [`media`], [`picture`] and [`embed`]. Tags
//! without a meaning are removed.

use std::borrow::Cow;

use crate::publish::article::Article;
use crate::publish::dialect::Templates;
use crate::publish::template::output::Expanded;
use crate::publish::template::render::Render;

pub(crate) mod arguments;
pub(crate) mod code;
mod context;
mod embed;
mod ends;
pub(crate) mod html;
mod hugo;
mod liquid;
mod marks;
mod mdx;
pub(crate) mod media;
pub(crate) mod output;
mod pairs;
mod picture;
mod render;
mod shown_code;
pub(crate) mod target;
#[cfg(test)]
mod tests;
mod token;
pub(crate) mod value;
mod words;
mod zola;

pub(crate) use context::Context;

/// Expands the tags in `text`, which starts at byte `base` of its file.
pub(crate) fn expand<'t>(text: &'t str, base: usize, context: &Context) -> Expanded<'t> {
    if context.templates == Templates::Mdx {
        return mdx::expand(text, base, context);
    }
    if context.templates == Templates::None || !has_marks(text) {
        return Expanded::unchanged(text, base);
    }
    let code = code::find(text, context.markup);
    let tokens = token::find(text, context.templates, &code);
    if tokens.is_empty() {
        return Expanded::unchanged(text, base);
    }
    Render::new(text, base, context, &code, tokens).finish()
}

/// Removes the tags from the title and the summary of an article's front matter.
pub(crate) fn clean(article: &mut Article, context: &Context) {
    for text in [&mut article.title, &mut article.summary].into_iter().flatten() {
        if let Cow::Owned(plain) = plain(text, context) {
            *text = plain;
        }
    }
    let address = |text: &str| addressed(text, context);
    if let Some(image) = &mut article.image {
        match address(&image.url) {
            Some(url) => image.url = url,
            None => article.image = None,
        }
    }
    if let Some(enclosure) = &mut article.enclosure {
        match address(&enclosure.url) {
            Some(url) => enclosure.url = url,
            None => article.enclosure = None,
        }
    }
}

/// A URL in the front matter with its tags replaced by their values. `None` if a value is not known.
fn addressed(text: &str, context: &Context) -> Option<String> {
    if context.templates == Templates::Mdx || !has_marks(text) {
        return Some(text.to_owned());
    }
    let expanded = expand(text, 0, context).text;
    let address = expanded.trim();
    (!address.is_empty() && !has_marks(address)).then(|| address.to_owned())
}

/// A title or summary of the front matter without tags. A string that is only a tag is not changed.
pub(crate) fn plain<'t>(text: &'t str, context: &Context) -> Cow<'t, str> {
    if context.templates == Templates::Mdx || !has_marks(text) {
        return Cow::Borrowed(text);
    }
    let expanded = expand(text, 0, context).text;
    let joined = expanded.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(joined) }
}

fn has_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes)
        .any(|at| bytes.get(at + 1).is_some_and(|it| matches!(it, b'{' | b'%' | b'#' | b'/')))
}
