//! What differs between site generators: one file per generator, with one [`Dialect`] each. Everything else of the publisher
//! asks the dialect, and never for a generator by its name.

mod astro;
mod docusaurus;
mod eleventy;
mod hexo;
mod hugo;
mod jekyll;
mod pelican;
mod plain;
mod zola;

pub use astro::ASTRO;
pub use docusaurus::DOCUSAURUS;
pub use eleventy::ELEVENTY;
pub use hexo::HEXO;
pub use hugo::HUGO;
pub use jekyll::JEKYLL;
pub use pelican::PELICAN;
pub use plain::PLAIN;
pub use zola::ZOLA;

/// How the sites of one generator are made.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about a generator")]
pub struct Dialect {
    /// The name in `feedwright.toml`, in lower case.
    pub name: &'static str,
    /// What a slug is made from if the author gave none.
    pub slug_from: SlugFrom,
    /// How a slug is made from a name or a title.
    pub slug: SlugRules,
    /// Whether a date that a file's name begins with is left out of its slug and its path.
    pub cuts_date: bool,
    /// Where articles are if the configuration does not say it.
    pub permalink: &'static str,
    /// The language of tags in content.
    pub templates: Templates,
    /// The flavor of Markdown.
    pub markdown: Markdown,
    /// Globs of files that are not articles, beyond those of every dialect.
    pub exclude: &'static [&'static str],
    /// Files with the authors of the site, relative to its folder.
    pub authors: &'static [&'static str],
    /// Whether articles of the future are shown before they are due.
    pub shows_future: bool,
    /// Whether a slug of the front matter may have slashes, and is a path then.
    pub slug_is_path: bool,
    /// Whether a date without a zone is in UTC, whatever the zone of the site is.
    pub naive_is_utc: bool,
    /// What the generator uses as the id of an entry.
    pub id: IdForm,
}

/// What a slug is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugFrom {
    /// The file's name.
    FileName,
    /// The article's title.
    Title,
}

/// How a slug is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugRules {
    /// Whether capitals become small letters.
    pub lower: bool,
    /// Whether letters of other scripts, and accents, become ASCII letters.
    pub ascii: bool,
    /// What stays beside letters, marks and digits.
    pub keeps: &'static str,
    /// What becomes of other characters; white space always becomes a hyphen.
    pub other: Other,
}

/// What becomes of a character that a slug does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// It becomes a hyphen.
    Hyphen,
    /// It disappears.
    Dropped,
}

/// The languages of tags in content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Templates {
    /// Not known: the tags of all are removed, those that mean the same in all are followed.
    Any,
    /// Liquid: `{% post_url x %}`, `{{ site.url }}`.
    Liquid,
    /// Nunjucks, and Liquid as Eleventy has it.
    Nunjucks,
    /// Hugo's shortcodes: `{{< figure src="x" >}}`, `{{% note %}}`.
    Hugo,
    /// Zola's shortcodes: `{{ youtube(id="x") }}`, `{% quote() %}`.
    Zola,
    /// None: braces are text.
    None,
}

/// The flavors of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart: bool,
    /// Whether `{: .class #id}` and `{:toc}` are kramdown's attribute lists.
    pub kramdown: bool,
    /// Whether a line break in a paragraph is one in the output.
    pub breaks: bool,
}

impl Markdown {
    /// `CommonMark` with the usual extensions.
    pub const PLAIN: Markdown = Markdown { smart: false, kramdown: true, breaks: false };
}

/// What a generator uses as the id of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdForm {
    /// The address of its page.
    Permalink,
    /// A `tag:` URI with the host, the day and a name.
    Tag,
}

/// All dialects; `plain` is the last one.
pub static ALL: [&Dialect; 9] =
    [&JEKYLL, &HUGO, &ZOLA, &ELEVENTY, &ASTRO, &DOCUSAURUS, &PELICAN, &HEXO, &PLAIN];

/// The dialect with this name.
pub fn named(name: &str) -> Option<&'static Dialect> {
    ALL.into_iter().find(|it| it.name == name)
}
