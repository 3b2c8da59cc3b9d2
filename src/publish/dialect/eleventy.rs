//! Eleventy. <https://www.11ty.dev/docs/permalinks/>

use crate::publish::dialect::facts::Dialect;
use crate::publish::dialect::facts::Extra;
use crate::publish::dialect::facts::IdForm;
use crate::publish::dialect::facts::Markdown;
use crate::publish::dialect::facts::NaiveUtc;
use crate::publish::dialect::facts::OtherPages;
use crate::publish::dialect::facts::SlugFrom;
use crate::publish::dialect::facts::SlugRules;
use crate::publish::dialect::facts::Templates;
use crate::publish::dialect::facts::UrlEnd;
use crate::publish::dialect::facts::Zone;

/// Eleventy. <https://www.11ty.dev/docs/permalinks/>
pub static ELEVENTY: Dialect = Dialect {
    name: "eleventy",
    slug_from: SlugFrom::FileName,
    slug: SlugRules::KEPT,
    folder: SlugRules::KEPT,
    title_slug: SlugRules::ASCII,
    cuts_date: true,
    path_keeps_date: true,
    permalink: "/{path}/",
    placeholders: &[],
    permalink_zone: Zone::Utc,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::WithoutIndex,
    other_pages: OtherPages::Folders,
    urls_below_site: true,
    language_folders: false,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: false,
    section_is_folder: false,
    templates: Templates::Nunjucks,
    builds_pictures: true,
    markdown: Markdown {
        smart: false,
        kramdown: false,
        breaks: false,
        extras: &[
            Extra::Definitions,
            Extra::Abbreviations,
            Extra::Marks,
            Extra::Emoji,
            Extra::WikiLinks,
            Extra::InlineNotes,
        ],
    },
    undated_is_page: false,
    exclude: &["_includes/**", "_layouts/**", "_data/**", "_site/**"],
    authors: &["_data/authors.json", "_data/authors.yml"],
    shows_future: true,
    name_has_language: false,
    folds_index: true,
    own_slug: true,
    category: SlugRules::KEPT,
    default_category: "",
    spaced_names: false,
    title_words: false,
    slug_is_path: true,
    naive_is_utc: NaiveUtc::Always,
    folder_is_category: false,
    id: IdForm::Permalink,
};
