//! The blog of Docusaurus. <https://docusaurus.io/docs/blog>

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

/// The blog of Docusaurus. <https://docusaurus.io/docs/blog>
pub static DOCUSAURUS: Dialect = Dialect {
    name: "docusaurus",
    slug_from: SlugFrom::FileName,
    slug: SlugRules::KEPT,
    folder: SlugRules::KEPT,
    title_slug: SlugRules::NAMES,
    cuts_date: true,
    path_keeps_date: false,
    permalink: "/blog/{year}/{month}/{day}/{path}",
    placeholders: &[],
    permalink_zone: Zone::Utc,
    permalink_by_file_date: true,
    slug_is_address: true,
    url_end: UrlEnd::Kept,
    other_pages: OtherPages::Names,
    urls_below_site: true,
    language_folders: true,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: false,
    section_is_folder: false,
    templates: Templates::Mdx,
    builds_pictures: false,
    markdown: Markdown { smart: false, kramdown: false, breaks: false, extras: &[Extra::Emoji] },
    undated_is_page: false,
    exclude: &["**/_*"],
    authors: &["authors.yml", "blog/authors.yml"],
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
