//! Hugo. <https://gohugo.io/content-management/urls/>

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
use crate::publish::dialect::facts::Placeholder;
use crate::publish::dialect::facts::SlugFrom;
use crate::publish::dialect::facts::SlugRules;
use crate::publish::dialect::facts::Templates;
use crate::publish::dialect::facts::UrlEnd;
use crate::publish::dialect::facts::Zone;

/// How names become segments of a URL.
const NAMES: SlugRules = SlugRules {
    case: Case::LowerSingle,
    ascii: Ascii::No,
    spaces: "",
    keeps: "._#+~@",
    other: Other::Dropped,
    hyphens: Hyphens::Each,
};

/// Hugo. <https://gohugo.io/content-management/urls/>
pub static HUGO: Dialect = Dialect {
    name: "hugo",
    slug_from: SlugFrom::FileName,
    slug: NAMES,
    folder: NAMES,
    title_slug: SlugRules {
        case: Case::LowerSingle,
        ascii: Ascii::No,
        spaces: "+/",
        keeps: "._#~@",
        other: Other::Dropped,
        hyphens: Hyphens::AsWritten,
    },
    cuts_date: false,
    path_keeps_date: false,
    permalink: "/{path}/",
    placeholders: &[("title", Placeholder::Title), ("slug", Placeholder::SlugOrTitle)],
    permalink_zone: Zone::Author,
    permalink_by_file_date: false,
    slug_is_address: false,
    url_end: UrlEnd::SlashUnlessDot,
    other_pages: OtherPages::Folders,
    urls_below_site: true,
    language_folders: true,
    language_folders_in_path: false,
    language_suffix: false,
    bundles: true,
    section_is_folder: true,
    templates: Templates::Hugo,
    builds_pictures: false,
    markdown: Markdown {
        smart: true,
        kramdown: false,
        breaks: false,
        extras: &[Extra::Definitions, Extra::Marks, Extra::Emoji],
    },
    undated_is_page: false,
    exclude: &[],
    authors: &["data/authors.yml", "data/authors.yaml", "data/authors.toml", "data/authors.json"],
    shows_future: false,
    name_has_language: true,
    folds_index: true,
    own_slug: true,
    category: NAMES,
    default_category: "",
    spaced_names: false,
    title_words: false,
    slug_is_path: true,
    // Hugo uses its `timeZone`: <https://gohugo.io/configuration/all/#timezone>
    naive_is_utc: NaiveUtc::Never,
    folder_is_category: false,
    id: IdForm::Permalink,
};
