//! Template tags in the text of articles: Liquid, Nunjucks, and the shortcodes of Hugo and Zola. They are expanded before
//! Markdown is parsed, as in the generators.
//!
//! [`code`] finds code, in which braces are text. [`token`] finds the tags, and [`render`] handles them in order. Each language
//! has a module for its own tags. Tags that mean the same in all languages are in [`media`], [`picture`] and [`embed`]. Tags
//! without a meaning are removed.

use std::borrow::Cow;

use url::Url;

use crate::publish::article::Article;
use crate::publish::dialect::Templates;
use crate::publish::load::Options;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::mdx;
use crate::publish::template::code::Markup;
use crate::publish::template::output::Expanded;
use crate::publish::template::render::Render;

pub(crate) mod arguments;
pub(crate) mod code;
mod embed;
pub(crate) mod html;
mod hugo;
mod liquid;
pub(crate) mod media;
pub(crate) mod output;
mod picture;
mod render;
pub(crate) mod target;
#[cfg(test)]
mod tests;
mod token;
pub(crate) mod value;
mod words;
mod zola;

/// The site and the page that a template can refer to.
#[derive(Clone, Debug)]
pub(crate) struct Context<'c> {
    /// The language of the tags.
    pub(crate) templates: Templates,
    /// The language around the tags.
    pub(crate) markup: Markup,
    /// Whether the source in a picture tag is not its URL, unless it is absolute.
    pub(crate) builds_pictures: bool,
    /// The URL of the site's home page.
    pub(crate) site_url: Option<&'c Url>,
    /// The title of the site. May be empty.
    pub(crate) site_title: &'c str,
    /// The language of the site.
    pub(crate) language: Option<&'c str>,
    /// The front matter of the page.
    pub(crate) page: &'c [Entry],
}

impl<'c> Context<'c> {
    /// The context for the file `name` with this front matter.
    pub(crate) fn new(name: &str, markup: Markup, page: &'c [Entry], options: &'c Options) -> Self {
        let is_mdx = name.rsplit_once('.').is_some_and(|it| it.1.eq_ignore_ascii_case("mdx"));
        let templates = match options.dialect.templates {
            _ if is_mdx => Templates::Mdx,
            Templates::Mdx if markup == Markup::Html => Templates::None,
            templates => templates,
        };
        Context {
            templates,
            markup: if templates == Templates::Mdx { Markup::Mdx } else { markup },
            builds_pictures: options.dialect.builds_pictures,
            site_url: options.site_url.as_ref(),
            site_title: &options.site_title,
            language: options.language.as_deref(),
            page,
        }
    }
}

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
