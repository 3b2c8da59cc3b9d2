//! Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>
pub static PELICAN: Dialect = Dialect {
    name: "pelican",
    slug_from: SlugFrom::Title,
    slug: SlugRules { lower: true, ascii: true, keeps: "_", other: Other::Dropped },
    cuts_date: true,
    permalink: "/{slug}.html",
    templates: Templates::None,
    markdown: Markdown { smart: false, kramdown: false, breaks: false },
    exclude: &[],
    authors: &[],
    shows_future: true,
    slug_is_path: false,
    naive_is_utc: false,
    id: IdForm::Tag,
};
