//! The blog of Docusaurus. <https://docusaurus.io/docs/blog>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// The blog of Docusaurus. <https://docusaurus.io/docs/blog>
pub static DOCUSAURUS: Dialect = Dialect {
    name: "docusaurus",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: false, ascii: false, keeps: "._~!$&'()+,;=@", other: Other::Hyphen },
    cuts_date: true,
    permalink: "/blog/{year}/{month}/{day}/{slug}",
    templates: Templates::None,
    markdown: Markdown { smart: false, kramdown: false, breaks: false },
    exclude: &[],
    authors: &["authors.yml", "blog/authors.yml"],
    shows_future: true,
    slug_is_path: true,
    naive_is_utc: true,
    id: IdForm::Permalink,
};
