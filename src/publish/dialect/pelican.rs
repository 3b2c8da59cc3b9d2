//! Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>

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

/// Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>
pub static PELICAN: Dialect = Dialect {
    name: "pelican",
    slug_from: SlugFrom::Title,
    // <https://docs.getpelican.com/en/latest/content.html>: the author's slug is used verbatim.
    slug: SlugRules::KEPT,
    folder: SlugRules::NAMES,
    title_slug: SlugRules {
        case: Case::Lower,
        ascii: Ascii::Letters,
        spaces: "",
        keeps: "_",
        other: Other::Dropped,
        hyphens: Hyphens::Joined,
    },
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/{slug}.html",
    placeholders: &[],
    permalink_zone: Zone::Author,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::WithoutIndex,
    other_pages: OtherPages::PagesFolder,
    urls_below_site: true,
    language_folders: false,
    language_folders_in_path: false,
    language_suffix: true,
    bundles: false,
    section_is_folder: false,
    templates: Templates::Tags,
    builds_pictures: false,
    markdown: Markdown {
        smart: false,
        kramdown: false,
        breaks: false,
        extras: &[
            Extra::Definitions,
            Extra::CodeHilite,
            Extra::RawHtmlBlocks,
            Extra::Abbreviations,
        ],
    },
    undated_is_page: true,
    exclude: &["pages/**"],
    authors: &[],
    shows_future: true,
    name_has_language: false,
    folds_index: true,
    own_slug: true,
    category: SlugRules {
        case: Case::Lower,
        ascii: Ascii::Letters,
        spaces: "",
        keeps: "_",
        other: Other::Dropped,
        hyphens: Hyphens::Joined,
    },
    default_category: "misc",
    spaced_names: false,
    title_words: false,
    slug_is_path: true,
    naive_is_utc: NaiveUtc::Never,
    folder_is_category: true,
    // `get_tag_uri` of <https://github.com/getpelican/feedgenerator>. Versions before 2.0 added a slash at the end.
    id: IdForm::Pattern("tag:{host},{date}:{url_path}"),
};
