//! Without a known generator: a folder of articles, with the notations common to all generators.

use crate::publish::dialect::facts::Ascii;
use crate::publish::dialect::facts::Case;
use crate::publish::dialect::facts::Dialect;
use crate::publish::dialect::facts::Extra;
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
    keeps: "_~.",
    other: Other::Hyphen,
    hyphens: Hyphens::Trimmed,
};

/// Without a known generator: a folder of articles, with the notations common to all generators.
pub static PLAIN: Dialect = Dialect {
    name: "plain",
    slug_from: SlugFrom::FileName,
    slug: NAMES,
    folder: NAMES,
    title_slug: NAMES,
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/{slug}/",
    placeholders: &[],
    permalink_zone: Zone::Author,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::Kept,
    other_pages: OtherPages::Unknown,
    urls_below_site: false,
    language_folders: false,
    language_folders_in_path: true,
    language_suffix: false,
    bundles: false,
    section_is_folder: false,
    templates: Templates::Any,
    builds_pictures: false,
    markdown: Markdown {
        smart: false,
        kramdown: true,
        breaks: false,
        extras: &[
            Extra::Definitions,
            Extra::CodeHilite,
            Extra::Abbreviations,
            Extra::Marks,
            Extra::Emoji,
            Extra::WikiLinks,
            Extra::InlineNotes,
        ],
    },
    undated_is_page: false,
    exclude: &[],
    authors: &[],
    shows_future: false,
    name_has_language: true,
    folds_index: true,
    own_slug: true,
    category: NAMES,
    default_category: "",
    spaced_names: true,
    title_words: false,
    slug_is_path: false,
    naive_is_utc: NaiveUtc::Never,
    folder_is_category: false,
    id: IdForm::Tag,
};
