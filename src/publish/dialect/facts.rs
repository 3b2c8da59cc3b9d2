//! The properties in which site generators differ.

/// The rules of one generator, each with a source in its file.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about a generator")]
pub struct Dialect {
    /// The name in `feedwright.toml`, in lower case.
    pub name: &'static str,
    /// What a slug is derived from if the front matter has none.
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
    pub(in crate::publish) placeholders: &'static [(&'static str, Placeholder)],
    /// The time zone of the date in a URL.
    pub permalink_zone: Zone,
    /// Whether a URL contains a date only if the path of the file does.
    pub permalink_by_file_date: bool,
    /// Whether the author's slug replaces everything from the first placeholder on.
    pub slug_is_address: bool,
    /// How the end of the author's URL is changed.
    pub url_end: UrlEnd,
    /// Where the pages are that are not articles.
    pub other_pages: OtherPages,
    /// Whether a URL that starts with a slash is relative to the home page of the site, not to the host.
    pub urls_below_site: bool,
    /// Whether the first folder of a path may be a language: `fr/post.md`.
    pub language_folders: bool,
    /// Whether such a folder specifies the language and stays part of the path.
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
    /// Whether articles with a future date are published before that date.
    pub shows_future: bool,
    /// Whether the name of a file can end with a language: `post.fr.md`.
    pub name_has_language: bool,
    /// Whether `p/index.md` has the same URL as `p.md`.
    pub folds_index: bool,
    /// Whether the author's slug is used.
    pub own_slug: bool,
    /// How the name of a category or an author becomes a segment of a URL.
    pub category: SlugRules,
    /// The category that URLs contain for articles without one. Empty if there is none.
    pub default_category: &'static str,
    /// Whether a string of categories or tags is a list separated by spaces.
    pub spaced_names: bool,
    /// Whether every word of a title from a file name starts with a capital letter.
    pub title_words: bool,
    /// Whether the author's slug may contain slashes and is then a path.
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
    /// Like `WithoutIndex`, and a slash is added to a URL without a dot.
    SlashUnlessDot,
    /// A slash is added to every URL.
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
    /// It is `/docs/setup.html`, or `/docs/setup/` if the URLs of articles end with a slash.
    Files,
    /// Only `pages/setup.md` is known, which is `/pages/setup.html`.
    PagesFolder,
}

/// The zones that a date can be shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The zone of the date, as the author wrote it.
    Author,
    /// The zone of the site.
    Site,
    /// UTC.
    Utc,
}

/// What a slug is derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugFrom {
    /// The file name.
    FileName,
    /// The article's title.
    Title,
}

/// How a slug is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugRules {
    /// What happens to capital letters.
    pub case: Case,
    /// Whether letters of other scripts, and accents, become ASCII letters.
    pub ascii: Ascii,
    /// The characters that are treated as white space.
    pub spaces: &'static str,
    /// Which characters are kept besides letters, marks and digits.
    pub keeps: &'static str,
    /// What happens to other characters. White space becomes a hyphen, unless they are kept.
    pub other: Other,
    /// Which hyphens the slug contains.
    pub hyphens: Hyphens,
}

/// What happens to capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// They are kept.
    Kept,
    /// They become lower case.
    Lower,
    /// Like [`Case::Lower`], but one letter never becomes two: `İ` becomes `i`.
    LowerSingle,
}

/// Whether a slug contains only ASCII letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ascii {
    /// No.
    No,
    /// Yes. Emoji are removed.
    Letters,
    /// Yes. Emoji are replaced with their names.
    LettersAndPictures,
}

/// Which hyphens a slug contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    /// One for each hyphen and each white space character.
    Each,
    /// Never two in a row, and none at the ends. A dot at the end is removed too.
    Trimmed,
    /// Never two in a row. White space at the ends is removed.
    Joined,
    /// Those in the name, and one for white space between other characters.
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
    /// Unchanged names, except for characters with a special meaning in a URL.
    pub const NAMES: SlugRules = SlugRules {
        case: Case::Kept,
        ascii: Ascii::No,
        spaces: "",
        keeps: "._~!$&'()+,;=@",
        other: Other::Hyphen,
        hyphens: Hyphens::Trimmed,
    };
    /// Names in lower case without symbols, like Jekyll's `slugify` filter.
    pub const WORDS: SlugRules = SlugRules { case: Case::Lower, keeps: "", ..SlugRules::NAMES };
    /// Like [`SlugRules::ASCII`], with the names of emoji.
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

/// What happens to a character that is not allowed in a slug.
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
    /// Unknown: tags that mean the same in all languages become HTML, and the others are removed.
    Any,
    /// Liquid: `{% post_url x %}`, `{{ site.url }}`.
    Liquid,
    /// Nunjucks, and Liquid as in Eleventy.
    Nunjucks,
    /// Hugo's shortcodes: `{{< figure src="x" >}}`, `{{% note %}}`.
    Hugo,
    /// Zola's shortcodes: `{{ youtube(id="x") }}`, `{% quote() %}`.
    Zola,
    /// Only `{% tags %}`, as in plugins of Pelican. `{{ x }}` is text.
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
    /// Definition lists: a line that starts with `: `.
    Definitions,
    /// The first line of a code block may be its language: `:::python`, `#!python`.
    CodeHilite,
    /// The contents of a block element are raw up to its end tag, even across blank lines, and Markdown continues after it.
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

/// A value of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::publish) enum Placeholder {
    /// A part of the date, as a `strftime` format.
    Date(&'static str),
    /// The slug: the author's, else one from the file name or the title, as configured.
    Slug,
    /// Like [`Placeholder::Slug`], but in lower case and without symbols.
    LowerSlug,
    /// The file name with its date, in lower case and without symbols.
    SlugifiedName,
    /// The author's slug, else one from the title.
    SlugOrTitle,
    /// The author's slug, else one from the file name.
    SlugOrFileName,
    Title,
    FileName,
    /// The path of the file in the folder of articles, without extension, date and `index`.
    Path,
    /// Like [`Placeholder::Path`], but with the date at the start of the file name.
    Stem,
    /// The folders of [`Placeholder::Path`].
    Sections,
    /// The first folder of [`Placeholder::Path`], or the section that the author specifies.
    Section,
    Category,
    /// All categories, one below the other.
    CategoryPath,
    /// All categories in lower case, but not as slugs.
    Categories,
    SlugifiedCategories,
    Author,
    Language,
    Id,
    /// `.html`
    Extension,
    /// `posts`
    Collection,
}
