//! Hexo. <https://hexo.io/docs/permalinks>

use crate::publish::dialect::facts::Dialect;
use crate::publish::dialect::facts::Extra;
use crate::publish::dialect::facts::IdForm;
use crate::publish::dialect::facts::Markdown;
use crate::publish::dialect::facts::NaiveUtc;
use crate::publish::dialect::facts::OtherPages;
use crate::publish::dialect::facts::Placeholder;
use crate::publish::dialect::facts::SlugFrom;
use crate::publish::dialect::facts::SlugRules;
use crate::publish::dialect::facts::Templates;
use crate::publish::dialect::facts::UrlEnd;
use crate::publish::dialect::facts::Zone;

/// Hexo. <https://hexo.io/docs/permalinks>
pub static HEXO: Dialect = Dialect {
    name: "hexo",
    slug_from: SlugFrom::FileName,
    slug: SlugRules::KEPT,
    folder: SlugRules::KEPT,
    title_slug: SlugRules::NAMES,
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/{year}/{month}/{day}/{path}/",
    // In Hexo, `:title` is the path of the file: <https://hexo.io/docs/permalinks#Variables>
    placeholders: &[("title", Placeholder::Path), ("category", Placeholder::CategoryPath)],
    permalink_zone: Zone::Site,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::WithoutIndex,
    other_pages: OtherPages::Unknown,
    urls_below_site: true,
    language_folders: false,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: false,
    section_is_folder: false,
    templates: Templates::Nunjucks,
    builds_pictures: false,
    markdown: Markdown { smart: true, kramdown: false, breaks: true, extras: &[Extra::Emoji] },
    undated_is_page: false,
    exclude: &["_drafts/**"],
    authors: &[],
    shows_future: true,
    name_has_language: false,
    folds_index: false,
    own_slug: false,
    category: SlugRules::NAMES,
    default_category: "uncategorized",
    spaced_names: false,
    title_words: false,
    slug_is_path: false,
    naive_is_utc: NaiveUtc::Never,
    folder_is_category: false,
    id: IdForm::Permalink,
};
