//! Hexo. <https://hexo.io/docs/permalinks>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;

/// Hexo. <https://hexo.io/docs/permalinks>
pub static HEXO: Dialect = Dialect {
    name: "hexo",
    slug_from: SlugFrom::FileName,
    slug: SlugRules { lower: false, ascii: false, keeps: "._~!$&'()+,;=@", other: Other::Hyphen },
    cuts_date: true,
    permalink: "/{year}/{month}/{day}/{slug}/",
    templates: Templates::Nunjucks,
    markdown: Markdown { smart: true, kramdown: false, breaks: true },
    exclude: &["_drafts/**"],
    authors: &[],
    shows_future: true,
    slug_is_path: false,
    naive_is_utc: false,
    id: IdForm::Permalink,
};
