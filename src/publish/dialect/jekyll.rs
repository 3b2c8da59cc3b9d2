//! Jekyll. <https://jekyllrb.com/docs/permalinks/>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Jekyll. <https://jekyllrb.com/docs/permalinks/>
pub static JEKYLL: Dialect = Dialect {
    name: "jekyll",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: false, ascii: false, keeps: "._~!$&'()+,;=@", other: Other::Hyphen },
    cuts_date: true,
    permalink: "date",
    templates: Templates::Liquid,
    markdown: Markdown { smart: true, kramdown: true, breaks: false },
    exclude: &["_includes/**", "_layouts/**", "_data/**", "_sass/**", "_site/**"],
    authors: &["_data/authors.yml", "_data/authors.yaml", "_data/authors.json"],
    shows_future: false,
    slug_is_path: false,
    naive_is_utc: false,
    id: IdForm::Permalink,
};
