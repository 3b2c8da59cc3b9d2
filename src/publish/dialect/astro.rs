//! Astro, with its content collections. <https://docs.astro.build/en/guides/content-collections/>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Astro, with its content collections. <https://docs.astro.build/en/guides/content-collections/>
pub static ASTRO: Dialect = Dialect {
    name: "astro",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: true, ascii: false, keeps: "_", other: Other::Dropped },
    cuts_date: false,
    permalink: "/{path}/",
    templates: Templates::None,
    markdown: Markdown { smart: true, kramdown: false, breaks: false },
    exclude: &[],
    authors: &["src/data/authors.json"],
    shows_future: true,
    slug_is_path: true,
    naive_is_utc: true,
    id: IdForm::Permalink,
};
