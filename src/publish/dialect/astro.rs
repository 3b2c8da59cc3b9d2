//! Astro, with its content collections. <https://docs.astro.build/en/guides/content-collections/>

use crate::publish::dialect::facts::Ascii;
use crate::publish::dialect::facts::Case;
use crate::publish::dialect::facts::Dialect;
use crate::publish::dialect::facts::Hyphens;
use crate::publish::dialect::facts::IdForm;
use crate::publish::dialect::facts::Markdown;
use crate::publish::dialect::facts::NaiveUtc;
use crate::publish::dialect::facts::Other;
use crate::publish::dialect::facts::OtherPages;
use crate::publish::dialect::facts::SlugFrom;
use crate::publish::dialect::facts::SlugRules;
use crate::publish::dialect::facts::Templates;
use crate::publish::dialect::facts::UrlEnd;
use crate::publish::dialect::facts::Zone;

/// How names become segments of a URL.
const NAMES: SlugRules = SlugRules {
    case: Case::Lower,
    ascii: Ascii::No,
    spaces: "",
    keeps: "_",
    other: Other::Dropped,
    hyphens: Hyphens::Each,
};

/// Astro, with its content collections. <https://docs.astro.build/en/guides/content-collections/>
pub static ASTRO: Dialect = Dialect {
    name: "astro",
    slug_from: SlugFrom::FileName,
    slug: NAMES,
    folder: NAMES,
    title_slug: NAMES,
    cuts_date: false,
    path_keeps_date: false,
    permalink: "/{path}/",
    placeholders: &[],
    permalink_zone: Zone::Utc,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::WithoutIndex,
    other_pages: OtherPages::Unknown,
    urls_below_site: true,
    language_folders: true,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: false,
    section_is_folder: true,
    templates: Templates::None,
    builds_pictures: false,
    markdown: Markdown { smart: true, kramdown: false, breaks: false, extras: &[] },
    undated_is_page: false,
    exclude: &["**/_*"],
    authors: &["src/data/authors.json"],
    shows_future: true,
    name_has_language: false,
    folds_index: true,
    own_slug: true,
    category: NAMES,
    default_category: "",
    spaced_names: false,
    title_words: false,
    slug_is_path: true,
    naive_is_utc: NaiveUtc::Always,
    folder_is_category: false,
    id: IdForm::Permalink,
};
