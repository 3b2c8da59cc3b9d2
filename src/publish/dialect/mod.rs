//! What differs between site generators: one file per generator, with one [`Dialect`] each. The rest of the publisher asks the
//! dialect, and never compares its name. `docs/dialects.md` shows the same facts to users.

mod astro;
mod docusaurus;
mod eleventy;
mod hexo;
mod hugo;
mod jekyll;
mod pelican;
mod plain;
mod zola;

use crate::publish::permalink::Value;

pub use astro::ASTRO;
pub use docusaurus::DOCUSAURUS;
pub use eleventy::ELEVENTY;
pub use hexo::HEXO;
pub use hugo::HUGO;
pub use jekyll::JEKYLL;
pub use pelican::PELICAN;
pub use plain::PLAIN;
pub use zola::ZOLA;

/// The rules of one generator, each with a source in its file.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about a generator")]
pub struct Dialect {
    /// The name in `feedwright.toml`, in lower case.
    pub name: &'static str,
    /// What a slug is made from if the front matter has none.
    pub slug_from: SlugFrom,
    /// How a file name, a category or the author's slug becomes a segment of a URL.
    pub slug: SlugRules,
    /// How the name of a folder becomes a segment of a URL.
    pub folder: SlugRules,
    /// How a title becomes a slug.
    pub title_slug: SlugRules,
    /// Whether the date at the start of a file name is removed from the slug and the path.
    pub cuts_date: bool,
    /// Whether the date is kept in `{path}` anyway.
    pub path_keeps_date: bool,
    /// The default permalink.
    pub permalink: &'static str,
    /// Placeholders with a colon that differ from other generators.
    pub(super) placeholders: &'static [(&'static str, Value)],
    /// The time zone of the date in a URL.
    pub permalink_zone: Zone,
    /// Whether the date in a URL is only that of the file's path, and disappears if the path has none.
    pub permalink_by_file_date: bool,
    /// Whether the author's slug replaces everything from the first placeholder on.
    pub slug_is_address: bool,
    /// How the end of the author's URL is changed.
    pub url_end: UrlEnd,
    /// Where the pages are that are not articles.
    pub other_pages: OtherPages,
    /// Whether a URL that begins with a slash is relative to the home page of the site, not to the host.
    pub urls_below_site: bool,
    /// Whether the first folder of a path may be a language: `fr/post.md`.
    pub language_folders: bool,
    /// Whether such a folder is that of a language, and stays a part of the path.
    pub language_folders_in_path: bool,
    /// Whether the URL of an article in another language than the site's ends with that language: `walk-fr.html`.
    pub language_suffix: bool,
    /// Whether other Markdown files in the folder of a dated `index.md` belong to that article.
    pub bundles: bool,
    /// Whether `{section}` is the first folder, not the category in the front matter.
    pub section_is_folder: bool,
    /// The template language of the content.
    pub templates: Templates,
    /// Whether the build creates new image files, so that the source in a tag is not their URL.
    pub builds_pictures: bool,
    /// The flavor of Markdown.
    pub markdown: Markdown,
    /// Whether a file without a date is a page, not a post.
    pub undated_is_page: bool,
    /// Globs of files that are not posts, beyond those of every dialect.
    pub exclude: &'static [&'static str],
    /// The files with the authors of the site, relative to its folder.
    pub authors: &'static [&'static str],
    /// Whether articles with a date in the future are published before they are due.
    pub shows_future: bool,
    /// Whether the name of a file can end with a language: `post.fr.md`.
    pub name_has_language: bool,
    /// Whether `p/index.md` has the address of `p.md`.
    pub folds_index: bool,
    /// Whether a slug that the author gives counts.
    pub own_slug: bool,
    /// How the name of a category or an author becomes a segment of an address.
    pub category: SlugRules,
    /// The category of articles that name none, in addresses; empty where there is none.
    pub default_category: &'static str,
    /// Whether one text of categories or tags is a list with spaces between its items.
    pub spaced_names: bool,
    /// Whether a title that is made from a file's name has a capital in every word.
    pub title_words: bool,
    /// Whether the author's slug may have slashes, and is a path then.
    pub slug_is_path: bool,
    /// Which dates without a time zone are in UTC, not in that of the site.
    pub naive_is_utc: NaiveUtc,
    /// Whether the folder of an article is its category if the front matter has none.
    pub folder_is_category: bool,
    /// What the generator uses as the id of an entry.
    pub id: IdForm,
}

/// Which dates without a time zone are in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NaiveUtc {
    /// None: they are in the time zone of the site.
    Never,
    /// Those with seconds, which are time stamps in YAML 1.1: <https://yaml.org/type/timestamp.html>
    WithSeconds,
    /// All.
    Always,
}

/// How the end of the author's URL is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlEnd {
    /// Not at all.
    Kept,
    /// `index.html` is removed.
    WithoutIndex,
    /// As `WithoutIndex`, and a URL without a dot gets a slash.
    SlashUnlessDot,
    /// Every URL gets a slash.
    Slash,
}

/// Where the pages of files that are not articles are, by the path of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherPages {
    /// Not known.
    Unknown,
    /// `docs/setup.md` is `/docs/setup/`.
    Folders,
    /// It is `/docs/setup`.
    Names,
    /// It is `/docs/setup.html`, or `/docs/setup/` if addresses of articles end with a slash.
    Files,
    /// Only `pages/setup.md` is known, which is `/pages/setup.html`.
    PagesFolder,
}

/// The zones that a date can be shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// That of the date, as the author wrote it.
    Author,
    /// That of the site.
    Site,
    /// UTC.
    Utc,
}

/// What a slug is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugFrom {
    /// The file name.
    FileName,
    /// The article's title.
    Title,
}

/// How a slug is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugRules {
    /// What becomes of capitals.
    pub case: Case,
    /// Whether letters of other scripts, and accents, become ASCII letters.
    pub ascii: Ascii,
    /// What counts as white space.
    pub spaces: &'static str,
    /// Which characters are kept besides letters, marks and digits.
    pub keeps: &'static str,
    /// What other characters become. White space becomes a hyphen, unless they are kept.
    pub other: Other,
    /// Which hyphens there are.
    pub hyphens: Hyphens,
}

/// What becomes of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// They stay.
    Kept,
    /// They become small letters.
    Lower,
    /// As [`Case::Lower`], but one letter never becomes two: `İ` is `i`.
    LowerSingle,
}

/// Whether a slug has ASCII letters only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ascii {
    /// No.
    No,
    /// Yes. Pictures disappear.
    Letters,
    /// Yes. Pictures become their names.
    LettersAndPictures,
}

/// Which hyphens a slug has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    /// One for each hyphen and each white space.
    Each,
    /// Never two in a row, and none at the ends; no dot at the end either.
    Trimmed,
    /// Never two in a row. White space at the ends disappears.
    Joined,
    /// Those that are there, and one for white space between other characters.
    AsWritten,
}

impl SlugRules {
    /// Unchanged names, percent-encoded.
    pub const KEPT: SlugRules = SlugRules {
        case: Case::Kept,
        ascii: Ascii::No,
        spaces: "",
        keeps: "",
        other: Other::Kept,
        hyphens: Hyphens::Each,
    };
    /// Unchanged names, except for characters with a meaning in a URL.
    pub const NAMES: SlugRules = SlugRules {
        case: Case::Kept,
        ascii: Ascii::No,
        spaces: "",
        keeps: "._~!$&'()+,;=@",
        other: Other::Hyphen,
        hyphens: Hyphens::Trimmed,
    };
    /// Names in small letters, without signs: the filter `slugify` of Jekyll.
    pub const WORDS: SlugRules = SlugRules { case: Case::Lower, keeps: "", ..SlugRules::NAMES };
    /// As [`SlugRules::ASCII`], with the names of pictures.
    pub const ASCII_NAMES: SlugRules =
        SlugRules { ascii: Ascii::LettersAndPictures, ..SlugRules::ASCII };
    /// Lower-case ASCII, as most `slugify` filters write it.
    pub const ASCII: SlugRules = SlugRules {
        case: Case::Lower,
        ascii: Ascii::Letters,
        spaces: "",
        keeps: "",
        other: Other::Hyphen,
        hyphens: Hyphens::Trimmed,
    };
}

/// What a character becomes that is not allowed in a slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// It becomes a hyphen.
    Hyphen,
    /// It is removed.
    Dropped,
    /// It is kept.
    Kept,
}

/// The template languages of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Templates {
    /// Unknown: tags with the same meaning in all languages become HTML, the others are removed.
    Any,
    /// Liquid: `{% post_url x %}`, `{{ site.url }}`.
    Liquid,
    /// Nunjucks, and Liquid as Eleventy has it.
    Nunjucks,
    /// Hugo's shortcodes: `{{< figure src="x" >}}`, `{{% note %}}`.
    Hugo,
    /// Zola's shortcodes: `{{ youtube(id="x") }}`, `{% quote() %}`.
    Zola,
    /// `{% tags %}` only, as plugins of Pelican have them; `{{ x }}` is text.
    Tags,
    /// MDX: components and expressions.
    Mdx,
    /// None: braces are text.
    None,
}

/// The flavors of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// Whether straight quotes, `--` and `...` become typographic.
    pub smart: bool,
    /// Whether `{: .class #id}` and `{:toc}` are kramdown's attribute lists.
    pub kramdown: bool,
    /// Whether a line break in a paragraph is a `<br>`.
    pub breaks: bool,
    /// Its extensions beyond `CommonMark` and GFM.
    pub extras: &'static [Extra],
}

impl Markdown {
    /// Whether it has this extension.
    pub fn has(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }
}

/// Extensions of Markdown that only some generators have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// Definition lists: a line that begins with `: `.
    Definitions,
    /// The first line of a code block may be its language: `:::python`, `#!python`.
    CodeHilite,
    /// The content of a block element is raw up to its end tag, across blank lines too, and Markdown continues after it.
    RawHtmlBlocks,
    /// `*[HTML]: HyperText Markup Language`.
    Abbreviations,
    /// `==marked==`.
    Marks,
    /// `:rocket:`.
    Emoji,
    /// `[[Page]]`, `[[page|Text]]`.
    WikiLinks,
    /// Inline footnotes: `^[a note]`.
    InlineNotes,
}

/// What a generator uses as the id of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdForm {
    /// The URL of its page.
    Permalink,
    /// A `tag:` URI with the host, the day and a name.
    Tag,
    /// A pattern of [`crate::publish::entry_id`].
    Pattern(&'static str),
}

/// All dialects; `plain` is the last one.
pub static ALL: [&Dialect; 9] =
    [&JEKYLL, &HUGO, &ZOLA, &ELEVENTY, &ASTRO, &DOCUSAURUS, &PELICAN, &HEXO, &PLAIN];

/// The names of all dialects, as `feedwright.toml` has them; `plain` is the last one.
pub fn dialect_names() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(|it| it.name)
}

/// The dialect with this name.
#[cfg(any(test, feature = "internals"))]
pub fn named(name: &str) -> Option<&'static Dialect> {
    ALL.into_iter().find(|it| it.name == name)
}
