//! What a template knows of the site and the page.

use url::Url;

use crate::publish::dialect::Templates;
use crate::publish::load::Options;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::template::code::Markup;

/// What a template knows of the site and the page.
#[derive(Clone, Debug)]
pub(crate) struct Context<'c> {
    /// The language of the tags.
    pub(crate) templates: Templates,
    /// What the tags are in.
    pub(crate) markup: Markup,
    /// Whether the source that a tag for a picture names is not its address, unless it is whole.
    pub(crate) builds_pictures: bool,
    /// The home page of the site.
    pub(crate) site_url: Option<&'c Url>,
    /// The title of the site, or nothing.
    pub(crate) site_title: &'c str,
    /// The language of the site.
    pub(crate) language: Option<&'c str>,
    /// The front matter of the page.
    pub(crate) page: &'c [Entry],
}

impl<'c> Context<'c> {
    /// What is known for the file `name` with this front matter.
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
