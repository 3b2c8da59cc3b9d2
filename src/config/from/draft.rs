//! A new feedwright.toml. Each line has a comment that shows where its value comes from. Settings that could not be
//! read are collected.

use url::Url;

use crate::config::base_url;
use crate::publish::build::FeedFormat;
use crate::publish::dialect::IdForm;

use super::Generator;
use super::tree::Found;
use super::tree::Sources;
use super::value::ValueKind;
use super::value::converted;
use super::value::example;
use super::value::list;
use super::value::plain;
use super::value::quoted;

/// The column of the comments.
const COMMENTS: usize = 44;

/// The keys that have a fixed order. All other keys follow in the order in which they were found.
const ORDER: &[&str] = &["title", "url"];

/// The tables of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Site,
    Articles,
    Permalinks,
    Feed,
}

/// A key of feedwright.toml, and the keys of a generator with the same meaning. The first one that has a value is
/// used.
pub(super) struct Key {
    pub(super) part: Part,
    pub(super) ours: &'static str,
    pub(super) kind: ValueKind,
    pub(super) theirs: &'static [&'static str],
}

/// Creates a row of a table of keys.
pub(super) const fn key(
    part: Part,
    ours: &'static str,
    kind: ValueKind,
    theirs: &'static [&'static str],
) -> Key {
    Key { part, ours, kind, theirs }
}

/// A feed that the generator publishes, by its path on the site.
pub(super) struct Served {
    pub(super) format: FeedFormat,
    pub(super) path: String,
    pub(super) from: String,
}

/// The content of the file.
#[derive(Default)]
pub(super) struct Draft {
    lines: Vec<(Part, String, String)>,
    /// The URL of the site, if it is known.
    pub(super) url: Option<Url>,
    pub(super) unread: Vec<String>,
    /// The form of ids and the program that uses it, if it differs from the default of the generator.
    pub(super) id: Option<(&'static str, &'static str)>,
}

impl Draft {
    /// Adds `ours = value`.
    pub(super) fn line(&mut self, part: Part, ours: &str, value: &str, from: impl Into<String>) {
        self.lines.push((part, format!("{ours} = {value}"), from.into()));
    }

    /// Adds a comment in place of a value.
    pub(super) fn without(&mut self, part: Part, example: &str, why: impl Into<String>) {
        self.lines.push((part, format!("# {example}"), why.into()));
    }

    /// Reports that a value could not be read, and adds a line to be completed.
    pub(super) fn unread(&mut self, part: Part, example: &str, found: Found<'_>, why: &str) {
        let place = found.place();
        self.without(part, example, format!("{place}: {why}"));
        let key = key_of(example);
        self.unread.push(format!("{place}: {why}; set `{key}` in feedwright.toml"));
    }

    /// Adds the values for a table of keys.
    pub(super) fn keys(&mut self, keys: &[Key], sources: &Sources) {
        for key in keys {
            let mut fault = None;
            let found = key.theirs.iter().filter_map(|it| sources.find(it));
            let value = found.filter(|it| !it.is_off()).find_map(|found| {
                match converted(key.kind, found, sources) {
                    Ok(value) => value.map(|it| (it, found)),
                    Err(why) => {
                        fault.get_or_insert((found, why));
                        None
                    }
                }
            });
            match (value, fault) {
                (Some((value, found)), _) => {
                    self.line(key.part, key.ours, &value, found.place());
                }
                (None, Some((found, why))) => {
                    let example = format!("{} = {}", key.ours, example(key.kind));
                    self.unread(key.part, &example, found, &why);
                }
                (None, None) => {}
            }
        }
    }

    /// Reports a missing title, which every feed needs.
    pub(super) fn needs_title(&mut self, generator: &Generator) {
        if self.lines.iter().any(|it| it.0 == Part::Site && key_of(&it.1) == "title") {
            return;
        }
        let why = format!("{} does not specify the title", generator.name);
        self.without(Part::Site, "title = \"…\"", why.clone());
        self.unread.push(format!(
            "{why}; set `title` in feedwright.toml, because `feedwright build` requires it"
        ));
    }

    /// Adds the URL of the site, which consists of the domain and, if the site sets one, the folder on it.
    pub(super) fn address(
        &mut self,
        generator: &Generator,
        sources: &Sources,
        cname: Option<(&str, &str)>,
    ) {
        const EXAMPLE: &str = "url = \"https://example.org/\"";
        let base = sources.first(generator.base);
        let mut empty = None;
        let found = generator.url.iter().filter_map(|it| sources.find(it)).find(|it| {
            empty.get_or_insert(*it);
            it.text().is_some_and(|it| it != "/") || it.is_computed()
        });
        let named = found.map(|found| {
            let text = found.text().map(|it| match it.strip_prefix("//") {
                Some(rest) => format!("https://{rest}"),
                None => it.to_owned(),
            });
            (text, found.place())
        });
        let domain =
            cname.map(|(file, domain)| (Some(format!("https://{domain}/")), file.to_owned()));
        let readable =
            |it: &(Option<String>, String)| it.0.as_deref().is_some_and(|it| base_url(it).is_ok());
        let Some((Some(text), mut place)) =
            named.clone().filter(readable).or(domain.filter(readable))
        else {
            let message = match (named, empty) {
                (Some((Some(text), place)), _) => {
                    format!("{place}: `{text}` is not an absolute URL")
                }
                (Some((None, place)), _) => format!("{place}: the URL is computed by code"),
                (None, Some(found)) => format!("{}: the URL is empty", found.place()),
                (None, None) => format!("{} does not specify the URL", generator.name),
            };
            self.without(Part::Site, EXAMPLE, message.clone());
            self.unread.push(format!(
                "{message}; set `url` in feedwright.toml, because `feedwright build` requires it"
            ));
            return;
        };
        let Ok(mut url) = base_url(&text) else { return };
        if let Some(base) = base.filter(Found::is_computed) {
            self.unread.push(format!(
                "{}: the path of the site is computed by code; check `url` in feedwright.toml",
                base.place()
            ));
        }
        let folder = base.and_then(|it| it.text()).unwrap_or_default().trim_matches('/');
        if !folder.is_empty() && url.path() == "/" {
            url.set_path(&format!("/{folder}/"));
            if let Some(base) = base {
                place = format!("{place}, and {}", base.place());
            }
        }
        self.line(Part::Site, "url", &quoted(url.as_str()), place);
        self.url = Some(url);
    }

    /// Adds the folders of articles.
    pub(super) fn folders(&mut self, folders: &[String], from: impl Into<String>) {
        match folders {
            [] => {}
            [one] => self.line(Part::Articles, "dir", &quoted(one), from),
            many => self.line(Part::Articles, "dirs", &list(many), from),
        }
    }

    /// Adds the permalink of articles in the notation of the generator. `None` is its default.
    pub(super) fn permalink(&mut self, generator: &Generator, found: Option<Found<'_>>) {
        let default = format!("permalink = {}", quoted(generator.dialect.permalink));
        match found {
            Some(found) => match found.text() {
                Some(text) => {
                    self.line(Part::Articles, "permalink", &quoted(text), found.place());
                }
                None => self.unread(
                    Part::Articles,
                    &default,
                    found,
                    "the permalink is computed by code",
                ),
            },
            None => {
                self.without(
                    Part::Articles,
                    &default,
                    format!("the default of {}", generator.name),
                );
            }
        }
    }

    /// Adds the permalink of the articles in a folder.
    pub(super) fn permalink_of(&mut self, glob: &str, found: Found<'_>) {
        if let Some(text) = found.text() {
            self.line(Part::Permalinks, &quoted(glob), &quoted(text), found.place());
        } else {
            let example = format!("{} = \"/{{slug}}/\"", quoted(glob));
            self.unread(Part::Permalinks, &example, found, "the permalink is computed by code");
        }
    }

    /// Adds the names of the feeds, and their URL.
    pub(super) fn feeds(&mut self, served: &[Served]) {
        let Some(first) = served.first() else { return };
        let folder = |it: &Served| {
            it.path.rsplit_once('/').map_or("", |it| it.0).trim_matches('/').to_owned()
        };
        let name = |it: &Served| it.path.rsplit('/').next().unwrap_or_default().to_owned();
        let home = folder(first);
        let mut together: Vec<&Served> = Vec::new();
        for it in served {
            let is_new = !together.iter().any(|other| other.format == it.format);
            if folder(it) == home && is_new {
                together.push(it);
            } else if folder(it) != home {
                self.unread.push(format!(
                    "{}: the feed `{}` is left out because it is not in the same folder as `{}`",
                    it.from, it.path, first.path
                ));
            }
        }
        let formats: Vec<String> = together.iter().map(|it| it.format.name().to_owned()).collect();
        self.line(Part::Feed, "formats", &list(&formats), first.from.clone());
        let files: Vec<String> = together
            .iter()
            .map(|it| format!("{} = {}", it.format.name(), quoted(&name(it))))
            .collect();
        self.line(
            Part::Feed,
            "files",
            &format!("{{ {} }}", files.join(", ")),
            "the current file names of the feeds",
        );
        let path = if home.is_empty() { String::new() } else { format!("{home}/") };
        let address = self.url.as_ref().and_then(|it| it.join(&path).ok());
        match address {
            Some(url) => {
                self.line(Part::Feed, "url", &quoted(url.as_str()), "the current URL of the feeds");
            }
            None => self.without(
                Part::Feed,
                &format!("url = \"https://example.org/{path}\""),
                "the current URL of the feeds",
            ),
        }
    }

    /// Returns the text of the file.
    pub(super) fn text(mut self, generator: &Generator) -> (String, Vec<String>) {
        let mut text = format!(
            "# Settings for `feedwright build`, created from the configuration of {}.\n# Each comment shows where the value comes from. Paths are relative to the folder of this file.\n",
            generator.name
        );
        self.lines.insert(
            0,
            (
                Part::Articles,
                format!("dialect = {}", quoted(generator.dialect.name)),
                String::new(),
            ),
        );
        self.lines.push((
            Part::Feed,
            "out = \"feeds\"".to_owned(),
            "feedwright writes the feeds here; serve this folder at the URL above".to_owned(),
        ));
        let form = match generator.dialect.id {
            IdForm::Permalink => "permalink",
            IdForm::Tag => "tag",
            IdForm::Pattern(pattern) => pattern,
        };
        let (id, by) = self.id.unwrap_or((form, generator.name));
        self.lines.push((
            Part::Feed,
            format!("id = {}", quoted(id)),
            format!("the same ids as in {by}, so readers do not show old entries as new"),
        ));
        for (part, heading) in [
            (Part::Site, "[site]"),
            (Part::Articles, "[articles]"),
            (Part::Permalinks, "[articles.permalinks]"),
            (Part::Feed, "[feed]"),
        ] {
            let mut lines: Vec<_> = self.lines.iter().filter(|it| it.0 == part).collect();
            lines.sort_by_key(|it| {
                let place = ORDER.iter().position(|key| *key == key_of(&it.1));
                place.filter(|_| part == Part::Site).unwrap_or(ORDER.len())
            });
            if lines.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{heading}\n"));
            for (_, line, from) in lines {
                if from.is_empty() {
                    text.push_str(&format!("{line}\n"));
                } else {
                    text.push_str(&format!("{line:COMMENTS$}  # {}\n", plain(from)));
                }
            }
        }
        (text, self.unread)
    }
}

/// Returns the key of a line, even if the line is commented out.
fn key_of(line: &str) -> &str {
    line.trim_start_matches("# ").split(" = ").next().unwrap_or_default()
}
