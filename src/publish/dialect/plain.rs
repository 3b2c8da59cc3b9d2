//! No generator that is known: a folder of articles, and the usual forms of all.

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// No generator that is known: a folder of articles, and the usual forms of all.
pub static PLAIN: Dialect = Dialect {
    name: "plain",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: true, ascii: false, keeps: "_~.", other: Other::Hyphen },
    cuts_date: true,
    permalink: "/{slug}/",
    templates: Templates::Any,
    markdown: Markdown { smart: false, kramdown: true, breaks: false },
    exclude: &[],
    authors: &[],
    shows_future: false,
    slug_is_path: false,
    naive_is_utc: false,
    id: IdForm::Tag,
};
