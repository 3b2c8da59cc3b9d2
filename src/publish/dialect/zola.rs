//! Zola. <https://www.getzola.org/documentation/content/page/>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Zola. <https://www.getzola.org/documentation/content/page/>
pub static ZOLA: Dialect = Dialect {
    name: "zola",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: true, ascii: true, keeps: "", other: Other::Hyphen },
    cuts_date: true,
    permalink: "/{path}/",
    templates: Templates::Zola,
    markdown: Markdown { smart: false, kramdown: false, breaks: false },
    exclude: &[],
    authors: &[],
    shows_future: true,
    slug_is_path: false,
    naive_is_utc: true,
    id: IdForm::Permalink,
};
