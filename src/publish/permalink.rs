//! URL patterns. All notations are parsed into one list of parts: `/{year}/{slug}/`, and those of the generators, such as
//! `/:year/:title/`, `pretty`, `posts/{date:%Y}/{slug}/` and `/{{ page.fileSlug }}/`.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::dialect::Dialect;
use crate::publish::dialect::Placeholder;
use crate::publish::dialect::UrlEnd;
use crate::publish::slug;
use crate::text::nearest::nearest;

/// A pattern from which the URL of an article is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Placeholder(Placeholder),
}

/// Why a string is not a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The unknown placeholder, with its delimiters.
    pub part: String,
    /// The placeholder that was probably meant, with its delimiters.
    pub near: Option<String>,
}

/// The placeholders of `feedwright.toml`, written in braces.
#[rustfmt::skip]
static OURS: &[(&str, Placeholder)] = &[
    ("year", Placeholder::Date("%Y")), ("month", Placeholder::Date("%m")), ("day", Placeholder::Date("%d")), ("i_month", Placeholder::Date("%-m")),
    ("i_day", Placeholder::Date("%-d")), ("slug", Placeholder::Slug), ("title", Placeholder::Title), ("filename", Placeholder::FileName),
    ("path", Placeholder::Path), ("stem", Placeholder::Stem), ("section", Placeholder::Section), ("sections", Placeholder::Sections), ("language", Placeholder::Language),
    ("id", Placeholder::Id),
    // Pelican's: <https://docs.getpelican.com/en/latest/settings.html#url-settings>
    ("category", Placeholder::Category), ("author", Placeholder::Author), ("lang", Placeholder::Language),
];

/// Placeholders that start with a colon. They have the same meaning in all generators that support them.
#[rustfmt::skip]
static COLON: &[(&str, Placeholder)] = &[
    ("year", Placeholder::Date("%Y")), ("short_year", Placeholder::Date("%y")), ("month", Placeholder::Date("%m")), ("i_month", Placeholder::Date("%-m")),
    ("short_month", Placeholder::Date("%b")), ("long_month", Placeholder::Date("%B")), ("monthname", Placeholder::Date("%B")), ("day", Placeholder::Date("%d")),
    ("i_day", Placeholder::Date("%-d")), ("y_day", Placeholder::Date("%j")), ("yearday", Placeholder::Date("%-j")), ("hour", Placeholder::Date("%H")),
    ("minute", Placeholder::Date("%M")), ("second", Placeholder::Date("%S")), ("week", Placeholder::Date("%V")), ("w_year", Placeholder::Date("%G")),
    ("w_day", Placeholder::Date("%u")), ("weekday", Placeholder::Date("%w")), ("weekdayname", Placeholder::Date("%A")), ("short_day", Placeholder::Date("%a")),
    ("long_day", Placeholder::Date("%A")), ("title", Placeholder::Slug), ("slug", Placeholder::LowerSlug), ("name", Placeholder::FileName),
    ("filename", Placeholder::FileName), ("path", Placeholder::Path), ("section", Placeholder::Section), ("sections", Placeholder::Sections),
    ("category", Placeholder::Category), ("categories", Placeholder::Categories), ("slugified_categories", Placeholder::SlugifiedCategories), ("id", Placeholder::Id),
    ("lang", Placeholder::Language), ("language", Placeholder::Language), ("output_ext", Placeholder::Extension), ("collection", Placeholder::Collection),
    ("post_title", Placeholder::Title), ("slugorfilename", Placeholder::SlugOrFileName), ("contentbasename", Placeholder::FileName),
    ("slugorcontentbasename", Placeholder::SlugOrFileName),
];

/// Named patterns of Jekyll: <https://jekyllrb.com/docs/permalinks/#built-in-formats>.
#[rustfmt::skip]
static STYLES: &[(&str, &str)] = &[
    ("date",     "/:categories/:year/:month/:day/:title:output_ext"),
    ("pretty",   "/:categories/:year/:month/:day/:title/"),
    ("ordinal",  "/:categories/:year/:y_day/:title:output_ext"),
    ("weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext"),
    ("none",     "/:categories/:title:output_ext"),
];

/// Eleventy's values in double braces, without their filters.
#[rustfmt::skip]
static TEMPLATE: &[(&str, Placeholder)] = &[
    ("page.fileslug", Placeholder::FileName), ("page.filepathstem", Placeholder::Stem), ("slug", Placeholder::Slug), ("title", Placeholder::Title),
    ("page.slug", Placeholder::Slug), ("page.title", Placeholder::Title), ("lang", Placeholder::Language), ("locale", Placeholder::Language),
];

/// The names of the placeholders of `feedwright.toml`.
pub fn names() -> impl Iterator<Item = &'static str> {
    OURS.iter().map(|it| it.0)
}

impl Pattern {
    /// Parses a pattern in any of the notations.
    ///
    /// # Errors
    ///
    /// If it contains a placeholder that no generator supports.
    pub fn parse(text: &str, dialect: &Dialect) -> Result<Pattern, Unknown> {
        let text = text.trim();
        if let Some((_, style)) = STYLES.iter().find(|it| it.0 == text) {
            return Pattern::parse(style, dialect);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, length) = match rest.find(['{', ':']) {
                Some(0) if rest.starts_with("{{") => template(rest)?,
                Some(0) if rest.starts_with('{') => braces(rest)?,
                Some(0) => colon(rest, dialect)?,
                Some(at) => (Part::Text(rest[..at].to_owned()), at),
                None => (Part::Text(rest.to_owned()), rest.len()),
            };
            parts.push(part);
            rest = &rest[length..];
        }
        Ok(Pattern(parts))
    }

    /// Whether two articles of the same day can get different URLs.
    pub fn distinguishes_articles(&self) -> bool {
        self.0.iter().any(|it| {
            matches!(
                it,
                Part::Placeholder(
                    Placeholder::Slug
                        | Placeholder::LowerSlug
                        | Placeholder::SlugOrTitle
                        | Placeholder::SlugOrFileName
                        | Placeholder::Title
                        | Placeholder::FileName
                        | Placeholder::SlugifiedName
                        | Placeholder::Path
                        | Placeholder::Stem
                        | Placeholder::Id
                )
            )
        })
    }

    /// Whether URLs end with a slash.
    pub(super) fn ends_with_slash(&self) -> bool {
        matches!(self.0.last(), Some(Part::Text(text)) if text.ends_with('/'))
    }

    /// Whether the pattern contains the language of the article.
    pub(super) fn has_language(&self) -> bool {
        self.0.contains(&Part::Placeholder(Placeholder::Language))
    }

    /// Whether a slash is added to its URLs because the generator adds one to all URLs. Not if the pattern ends with an
    /// extension.
    pub(super) fn needs_slash(&self, end: UrlEnd) -> bool {
        let is_file = match self.0.last() {
            Some(Part::Text(text)) => text.rsplit('/').next().is_some_and(|it| it.contains('.')),
            Some(Part::Placeholder(value)) => *value == Placeholder::Extension,
            None => false,
        };
        matches!(end, UrlEnd::Slash | UrlEnd::SlashUnlessDot) && !is_file
    }

    /// Whether the pattern contains the folders of the article.
    pub(super) fn has_folders(&self) -> bool {
        let values = [Placeholder::Path, Placeholder::Sections, Placeholder::Section];
        self.0.iter().any(|it| matches!(it, Part::Placeholder(value) if values.contains(value)))
    }

    /// The part before the first placeholder, without a slash at its end.
    pub(super) fn beginning(&self) -> String {
        let mut path = String::from("/");
        if let Some(Part::Text(text)) = self.0.first() {
            path.push_str(text.trim_start_matches('/'));
        }
        path.trim_end_matches('/').to_owned()
    }

    /// The percent-encoded path that the pattern gives for an article. `of` returns the encoded text of a value. A part without a
    /// value is removed together with the slash next to it.
    pub(super) fn fill(
        &self,
        date: Option<DateTime<FixedOffset>>,
        mut of: impl FnMut(Placeholder) -> String,
    ) -> String {
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Placeholder(Placeholder::Date(form)) => {
                    let text = date.map(|it| it.format(form).to_string()).unwrap_or_default();
                    let parts = text.split('/').map(slug::encoded);
                    filled.push_str(&parts.collect::<Vec<_>>().join("/"));
                }
                Part::Placeholder(value) => filled.push_str(&of(*value)),
            }
        }
        let mut path = String::with_capacity(filled.len() + 1);
        for it in std::iter::once('/').chain(filled.chars()) {
            if it != '/' || !path.ends_with('/') {
                path.push(it);
            }
        }
        path
    }
}

/// Parses `{slug}` or Pelican's `{date:%Y}` at the start of `rest`, and returns its length.
fn braces(rest: &str) -> Result<(Part, usize), Unknown> {
    let Some(end) = rest.find('}') else {
        return Err(Unknown { part: rest.to_owned(), near: None });
    };
    let name = &rest[1..end];
    if let Some(form) = name.strip_prefix("date:") {
        let known = DATE_FORMS.iter().find(|it| **it == form);
        let unknown = || Unknown { part: rest[..=end].to_owned(), near: None };
        return Ok((Part::Placeholder(Placeholder::Date(known.ok_or_else(unknown)?)), end + 1));
    }
    if let Some((_, value)) = OURS.iter().find(|it| it.0 == name) {
        return Ok((Part::Placeholder(*value), end + 1));
    }
    let near = nearest(name, OURS.iter().map(|it| it.0));
    let near = near.map(|it| format!("{{{it}}}"));
    Err(Unknown { part: rest[..=end].to_owned(), near })
}

/// The date formats in Pelican's patterns.
#[rustfmt::skip]
static DATE_FORMS: &[&str] = &[
    "%Y", "%y", "%m", "%-m", "%d", "%-d", "%b", "%B", "%H", "%M", "%S", "%j", "%-j", "%a", "%A", "%V", "%G", "%u", "%w",
    "%Y-%m-%d", "%Y/%m/%d", "%Y/%m", "%Y%m%d", "%Y-%m",
];

/// Parses `:year` at the start of `rest`, and returns its length.
fn colon(rest: &str, dialect: &Dialect) -> Result<(Part, usize), Unknown> {
    let name_end = |it: char| !it.is_ascii_alphabetic() && it != '_';
    let name = &rest[1..rest[1..].find(name_end).map_or(rest.len(), |it| it + 1)];
    if name.is_empty() {
        return Ok((Part::Text(":".to_owned()), 1));
    }
    // `:title_x` is `:title` followed by text, so the longest known name wins.
    for end in (1..=name.len()).rev() {
        let own = dialect.placeholders.iter().chain(COLON).find(|it| it.0 == &name[..end]);
        if let Some((_, value)) = own {
            // Hugo's `:sections[1:]` is treated as `:sections`.
            let rest = &rest[1 + end..];
            let slice = rest.strip_prefix('[').and_then(|it| it.find(']')).map_or(0, |it| it + 2);
            return Ok((Part::Placeholder(*value), 1 + end + slice));
        }
    }
    let near = nearest(name, COLON.iter().map(|it| it.0)).map(|it| format!(":{it}"));
    Err(Unknown { part: format!(":{name}"), near })
}

/// Parses `{{ page.fileSlug }}` at the start of `rest`, and returns its length.
fn template(rest: &str) -> Result<(Part, usize), Unknown> {
    let Some(end) = rest.find("}}") else {
        return Err(Unknown { part: rest.to_owned(), near: None });
    };
    let inside = rest[2..end].trim_matches(|it: char| it == '-' || it.is_whitespace());
    let mut pieces = inside.split('|').map(str::trim);
    let name = pieces.next().unwrap_or_default().to_ascii_lowercase();
    // The URL of the site is put before each pattern anyway.
    if matches!(name.as_str(), "site.baseurl" | "baseurl" | "pathprefix")
        && pieces.clone().count() == 0
    {
        return Ok((Part::Text(String::new()), end + 2));
    }
    if matches!(name.as_str(), "page.date" | "date")
        && let Some(form) = pieces.clone().next().and_then(|it| it.strip_prefix("date"))
    {
        let marks = |it: char| it.is_whitespace() || ":()'\"".contains(it);
        let form = form.trim_matches(marks);
        if let Some(known) = DATE_FORMS.iter().find(|it| **it == form) {
            return Ok((Part::Placeholder(Placeholder::Date(known)), end + 2));
        }
    }
    let filters_are_slugs =
        pieces.all(|it| ["slugify", "slug", "url", "lower", "downcase", "safe"].contains(&it));
    match TEMPLATE.iter().find(|it| it.0 == name).filter(|_| filters_are_slugs) {
        Some((_, value)) => Ok((Part::Placeholder(*value), end + 2)),
        None => Err(Unknown { part: rest[..end + 2].to_owned(), near: None }),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::Pattern;
    use super::Placeholder;
    use crate::publish::dialect;

    fn filled(dialect: &str, pattern: &str) -> String {
        let dialect = dialect::named(dialect).expect("it is a dialect");
        let date = DateTime::parse_from_rfc3339("2024-05-01T08:03:00+02:00").expect("it is a date");
        match Pattern::parse(pattern, dialect) {
            Ok(pattern) => pattern.fill(Some(date), |it| match it {
                Placeholder::Slug | Placeholder::LowerSlug | Placeholder::SlugOrFileName => {
                    "slug".to_owned()
                }
                Placeholder::SlugOrTitle | Placeholder::Title => "title".to_owned(),
                Placeholder::FileName => "file".to_owned(),
                Placeholder::Path => "posts/file".to_owned(),
                Placeholder::Section | Placeholder::Sections | Placeholder::Collection => {
                    "posts".to_owned()
                }
                Placeholder::Extension => ".html".to_owned(),
                _ => String::new(),
            }),
            Err(unknown) => format!("{} {:?}", unknown.part, unknown.near),
        }
    }

    #[test]
    fn fills_the_notations_of_all_generators() {
        #[rustfmt::skip]
        let cases = [
            ("plain",    "/{year}/{month}/{slug}/",                   "/2024/05/slug/"),
            ("plain",    "{i_month}-{i_day}/{title}",                 "/5-1/title"),
            ("plain",    "/{section}/{author}/{slug}/",               "/posts/slug/"),
            ("plain",    "/{slgu}/",                                  "{slgu} Some(\"{slug}\")"),
            ("plain",    "/{slug",                                    "{slug None"),
            ("jekyll",   "pretty",                                    "/2024/05/01/slug/"),
            ("jekyll",   "date",                                      "/2024/05/01/slug.html"),
            ("jekyll",   "/:collection/:y_day/:title:output_ext",     "/posts/122/slug.html"),
            ("jekyll",   "/blog/:short_month-:title",                 "/blog/May-slug"),
            ("jekyll",   "/:yeer/:title/",                            ":yeer Some(\":year\")"),
            ("hugo",     "/:year/:title/",                            "/2024/title/"),
            ("hugo",     "/:sections[1:]/:slug/",                     "/posts/title/"),
            ("hugo",     "/:sections/:slugorfilename/",               "/posts/slug/"),
            ("hexo",     ":year/:name.html",                          "/2024/file.html"),
            ("pelican",  "posts/{date:%Y}/{date:%b}/{slug}/",         "/posts/2024/May/slug/"),
            ("pelican",  "{category}/{slug}.html",                    "/slug.html"),
            ("eleventy", "/blog/{{ page.fileSlug }}/",                "/blog/file/"),
            ("eleventy", "/{{ title | slugify }}/index.html",         "/title/index.html"),
            ("eleventy", "{{ site.baseurl }}/{{ page.date | date: '%Y/%m' }}/{{ slug }}/", "/2024/05/slug/"),
            ("eleventy", "/{{ page.date | year }}/x/",                "{{ page.date | year }} None"),
        ];
        for (dialect, pattern, wanted) in cases {
            assert_eq!(filled(dialect, pattern), wanted, "{dialect}: {pattern}");
        }
    }
}
