//! The permanent id of an entry: the one that its author gave, the one that readers already have, or a new one in the site's
//! format.

use crate::publish::dialect::IdForm;
use crate::text::nearest::nearest;
use crate::value::uri;

/// The format of new ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EntryId {
    /// `tag:HOST,DAY:SLUG`
    #[default]
    Tag,
    /// The URL of the article's page.
    Permalink,
    /// A pattern with [`PLACEHOLDERS`], such as `urn:example:{slug}`.
    Pattern(String),
}

/// The placeholders that a pattern may contain, in braces.
///
/// - `date`: `{year}-{month}-{day}`
/// - `url_path`: the path of the page's URL, with the slash at its start
/// - `url_stem`: the URL without a slash or `.html` at its end
/// - `page_id`: Jekyll's `page.id` as jekyll-feed writes it: the folder of the URL, and the slug or the file name, verbatim
/// - `path`: the path of the article's file, without the extension
/// - `id`: the `id` that the author gave, else the slug
pub static PLACEHOLDERS: &[&str] = &[
    "slug", "year", "month", "day", "date", "path", "url", "url_path", "url_stem", "page_id",
    "host", "id",
];

/// The placeholders whose values differ between articles.
static DISTINCT: &[&str] = &["slug", "path", "url", "url_path", "url_stem", "page_id", "id"];

impl From<IdForm> for EntryId {
    fn from(form: IdForm) -> EntryId {
        match form {
            IdForm::Tag => EntryId::Tag,
            IdForm::Permalink => EntryId::Permalink,
            IdForm::Pattern(pattern) => EntryId::Pattern(pattern.to_owned()),
        }
    }
}

impl EntryId {
    /// Reads `tag`, `permalink` or a pattern.
    ///
    /// # Errors
    ///
    /// A description of what is wrong, and what to write instead.
    pub fn read(text: &str) -> Result<EntryId, (String, String)> {
        match text {
            "tag" => return Ok(EntryId::Tag),
            "permalink" => return Ok(EntryId::Permalink),
            _ => {}
        }
        if !text.contains('{') {
            let near = nearest(text, ["tag", "permalink"].into_iter());
            let help = near.map_or_else(
                || {
                    "write `\"tag\"`, `\"permalink\"` or a pattern such as `\"urn:example:{slug}\"`"
                        .into()
                },
                |it| format!("did you mean `{it}`?"),
            );
            return Err((format!("`id` cannot be `{text}`"), help));
        }
        for part in text.split('{').skip(1) {
            let (name, closed) = part.split_once('}').map_or((part, false), |it| (it.0, true));
            if closed && PLACEHOLDERS.contains(&name) {
                continue;
            }
            let end = if closed { "}" } else { "" };
            let help = match nearest(name, PLACEHOLDERS.iter().copied()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None => format!("allowed placeholders: {{{}}}", PLACEHOLDERS.join("} {")),
            };
            return Err((format!("the id has an unknown placeholder: `{{{name}{end}`"), help));
        }
        if !DISTINCT.iter().any(|it| text.contains(&format!("{{{it}}}"))) {
            let why = "all entries would have the same id".to_owned();
            return Err((why, "add `{slug}`, `{path}` or `{url}`".to_owned()));
        }
        let example = filled(text, |name| match name {
            "url" | "url_stem" | "page_id" => "https://example.org/a".to_owned(),
            "url_path" => "/a/".to_owned(),
            "host" => "example.org".to_owned(),
            "date" => "2024-05-01".to_owned(),
            "year" => "2024".to_owned(),
            "month" | "day" => "05".to_owned(),
            _ => "a".to_owned(),
        });
        if !uri::split(&example).is_absolute() || example.contains(char::is_whitespace) {
            // Atom allows only URIs: <https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6>
            let why = format!("the id would not be a URI: `{example}`");
            let help = "start it with a scheme, for example `\"urn:example:{slug}\"`".to_owned();
            return Err((why, help));
        }
        Ok(EntryId::Pattern(text.to_owned()))
    }
}

/// The pattern with each `{name}` replaced in one pass, so that braces in a value are not replaced.
pub(super) fn filled(pattern: &str, value: impl Fn(&str) -> String) -> String {
    let mut text = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        text.push_str(before);
        text.push_str(&value(name));
        rest = tail;
    }
    text + rest
}
