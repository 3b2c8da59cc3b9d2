//! No generator that is known: a folder of articles, and the usual forms of all.

use crate::publish::dialect::Dialect;
use crate::publish::dialect::Extra;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
use crate::publish::dialect::NaiveUtc;
use crate::publish::dialect::Other;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::Templates;
use crate::publish::dialect::UrlEnd;
use crate::publish::dialect::Zone;

/// No generator that is known: a folder of articles, and the usual forms of all.
pub static PLAIN: Dialect = Dialect {
    name: "plain",
    slug_from: SlugFrom::FileName,
    slug: SlugRules {
        lower: true,
        ascii: false,
        keeps: "_~.",
        other: Other::Hyphen,
        collapses: true,
    },
    folder: SlugRules {
        lower: true,
        ascii: false,
        keeps: "_~.",
        other: Other::Hyphen,
        collapses: true,
    },
    title_slug: SlugRules {
        lower: true,
        ascii: false,
        keeps: "_~.",
        other: Other::Hyphen,
        collapses: true,
    },
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/{slug}/",
    placeholders: &[],
    permalink_zone: Zone::Author,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::Kept,
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
    slug_is_path: false,
    naive_is_utc: NaiveUtc::Never,
    folder_is_category: false,
    id: IdForm::Tag,
};
