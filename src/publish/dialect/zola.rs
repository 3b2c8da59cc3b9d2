//! Zola. <https://www.getzola.org/documentation/content/page/>

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

/// Zola. <https://www.getzola.org/documentation/content/page/>
pub static ZOLA: Dialect = Dialect {
    name: "zola",
    slug_from: SlugFrom::FileName,
    slug: SlugRules::ASCII_NAMES,
    folder: SlugRules::KEPT,
    title_slug: SlugRules::ASCII_NAMES,
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/{path}/",
    placeholders: &[],
    permalink_zone: Zone::Author,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::Slash,
    other_pages: OtherPages::Folders,
    urls_below_site: true,
    language_folders: false,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: true,
    section_is_folder: true,
    templates: Templates::Zola,
    builds_pictures: false,
    markdown: Markdown {
        smart: false,
        kramdown: false,
        breaks: false,
        extras: &[Extra::Definitions, Extra::Emoji],
    },
    // "Only pages with a date will be available": <https://www.getzola.org/documentation/templates/feeds/>
    undated_is_page: true,
    exclude: &[],
    authors: &[],
    shows_future: true,
    name_has_language: true,
    folds_index: true,
    own_slug: true,
    category: SlugRules::ASCII_NAMES,
    default_category: "",
    spaced_names: false,
    title_words: false,
    slug_is_path: false,
    naive_is_utc: NaiveUtc::Always,
    folder_is_category: false,
    id: IdForm::Permalink,
};
