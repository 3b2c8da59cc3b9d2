//! The site and the page that a template can refer to.

use url::Url;

use crate::publish::dialect::Templates;
use crate::publish::load::Options;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::template::code::Markup;

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
