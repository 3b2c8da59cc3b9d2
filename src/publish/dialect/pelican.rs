//! Pelican. <https://docs.getpelican.com/en/latest/settings.html#url-settings>

use crate::publish::dialect::Dialect;
use crate::publish::dialect::IdForm;
use crate::publish::dialect::Markdown;
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
    language_suffix: true,
    bundles: false,
    section_is_folder: false,
    templates: Templates::None,
    markdown: Markdown { smart: false, kramdown: false, breaks: false },
    undated_is_page: true,
    exclude: &["pages/**"],
    authors: &[],
    shows_future: true,
    naive_is_utc: false,
    id: IdForm::Tag,
};
