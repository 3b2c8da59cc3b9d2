//! Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>

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

/// Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>
pub static PELICAN: Dialect = Dialect {
    name: "pelican",
    slug_from: SlugFrom::Title,
    slug: SlugRules::NAMES,
    folder: SlugRules::NAMES,
    title_slug: SlugRules {
        lower: true,
        ascii: true,
        keeps: "_",
        other: Other::Dropped,
        collapses: true,
    },
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/{slug}.html",
    placeholders: &[],
    permalink_zone: Zone::Site,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::WithoutIndex,
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
    slug_is_path: false,
    naive_is_utc: NaiveUtc::Never,
    folder_is_category: true,
    // `get_tag_uri` of <https://github.com/getpelican/feedgenerator>; versions before 2.0 wrote one more slash at the end.
    id: IdForm::Pattern("tag:{host},{date}:{url_path}"),
};
