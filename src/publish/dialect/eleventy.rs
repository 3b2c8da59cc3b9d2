//! Eleventy. <https://www.11ty.dev/docs/permalinks/>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Eleventy. <https://www.11ty.dev/docs/permalinks/>
pub static ELEVENTY: Dialect = Dialect {
    name: "eleventy",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: false, ascii: false, keeps: "._~!$&'()+,;=@", other: Other::Hyphen },
    cuts_date: true,
    permalink: "/{path}/",
    templates: Templates::Nunjucks,
    markdown: Markdown { smart: false, kramdown: false, breaks: false },
    exclude: &["_includes/**", "_layouts/**", "_data/**", "_site/**"],
    authors: &["_data/authors.json", "_data/authors.yml"],
    shows_future: true,
    slug_is_path: true,
    naive_is_utc: true,
    id: IdForm::Permalink,
};
