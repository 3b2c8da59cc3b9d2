//! Jekyll. <https://jekyllrb.com/docs/permalinks/>

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

/// Jekyll. <https://jekyllrb.com/docs/permalinks/>
pub static JEKYLL: Dialect = Dialect {
    name: "jekyll",
    slug_from: SlugFrom::FileName,
    slug: SlugRules::NAMES,
    folder: SlugRules::NAMES,
    title_slug: SlugRules::NAMES,
    cuts_date: true,
    path_keeps_date: false,
    permalink: "date",
    placeholders: &[("name", Placeholder::SlugifiedName)],
    permalink_zone: Zone::Site,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::Kept,
    other_pages: OtherPages::Files,
    urls_below_site: true,
    language_folders: false,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: false,
    section_is_folder: false,
    templates: Templates::Liquid,
    builds_pictures: false,
    markdown: Markdown {
        smart: true,
        kramdown: true,
        breaks: false,
        extras: &[
            Extra::Definitions,
            Extra::RawHtmlBlocks,
            Extra::Abbreviations,
            Extra::Emoji,
            Extra::WikiLinks,
        ],
    },
    undated_is_page: false,
    exclude: &["_includes/**", "_layouts/**", "_data/**", "_sass/**", "_site/**"],
    authors: &["_data/authors.yml", "_data/authors.yaml", "_data/authors.json"],
    shows_future: false,
    name_has_language: false,
    folds_index: true,
    own_slug: true,
    category: SlugRules::NAMES,
    default_category: "",
    spaced_names: true,
    title_words: true,
    slug_is_path: false,
    naive_is_utc: NaiveUtc::WithSeconds,
    folder_is_category: false,
    id: IdForm::Permalink,
};
