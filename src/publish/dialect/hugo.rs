//! Hugo. <https://gohugo.io/content-management/urls/>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Hugo. <https://gohugo.io/content-management/urls/>
pub static HUGO: Dialect = Dialect {
    name: "hugo",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: true, ascii: false, keeps: "._#+~@", other: Other::Dropped },
    cuts_date: false,
    permalink: "/{path}/",
    templates: Templates::Hugo,
    markdown: Markdown { smart: true, kramdown: false, breaks: false },
    exclude: &[],
    authors: &["data/authors.yml", "data/authors.yaml", "data/authors.toml", "data/authors.json"],
    shows_future: false,
    slug_is_path: true,
    naive_is_utc: true,
    id: IdForm::Permalink,
};
