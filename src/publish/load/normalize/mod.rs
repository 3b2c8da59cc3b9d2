//! Turns front matter and sidecar files into the fields of an article. The meaning of each key is defined in
//! [`crate::publish::load::aliases`], and this module reads the values.

use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::article::{Article, Origin, Person};
use crate::publish::load::Options;
use crate::publish::load::aliases;
use crate::publish::load::aliases::{Field, HOLDERS};
use crate::publish::load::author_value;
use crate::publish::load::episode_keys;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::load::memo::Memo;
use crate::publish::load::normalize::values::{one_line, shown};
use crate::publish::rules::{
    INVALID_ARTICLE_LANGUAGE, UNKNOWN_FRONT_MATTER_KEY, WRONG_FRONT_MATTER_TYPE,
};
use crate::text::lines::Lines;
use crate::text::span::Span;

mod dates;
mod episode;
mod episode_part;
mod episode_value;
mod hiding;
mod links;
mod names;
mod people;
mod pictures;
mod plain;
mod recording;
mod status;
pub(crate) mod values;

/// The context of the values.
pub(crate) struct Context<'c> {
    /// The lines of the text that contains the values.
    pub(crate) lines: &'c Lines<'c>,
    /// The options for reading articles: the default time zone, the site, the dialect, the known authors.
    pub(crate) options: &'c Options,
    /// The name of the sidecar file that contains the values. `None` for the article's own front matter.
    pub(crate) sidecar: Option<&'c str>,
    /// Whether tags in one string are separated by spaces, as in Jekyll.
    pub(crate) spaced_tags: bool,
}

/// The result of reading keys and values.
#[derive(Default)]
pub(crate) struct Normalized {
    /// The article with the fields that were set, and their origins.
    pub(crate) article: Article,
    /// The problems in the values.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The separator between summary and rest, if Jekyll's `excerpt_separator` specifies one.
    pub(crate) separator: Option<String>,
}

/// Reads keys and values into an article.
pub(crate) fn read(entries: &[Entry], context: &Context) -> Normalized {
    let mut reader = Reader {
        context,
        found: Vec::new(),
        pictured: None,
        pictures: Vec::new(),
        episode_faults: Vec::new(),
        out: Normalized::default(),
    };
    reader.collect(entries, "", false);
    // The author's own keys take precedence over those in `extra`, and earlier aliases over later ones.
    reader.found.sort_by_key(|it| (it.field, it.held, it.rank));
    let found = std::mem::take(&mut reader.found);
    let addressed =
        |it: &&Found| it.field == Field::Image && !matches!(it.node.value, Value::Map(_));
    reader.pictures = found.iter().filter(addressed).map(Found::name).collect();
    for one in &found {
        reader.take(one);
    }
    reader.finish();
    reader.out
}

/// Fields that decide what is published. An invalid value in one of them is an error.
static DECISIVE: &[Field] =
    &[Field::Title, Field::Published, Field::Draft, Field::Status, Field::Unlisted, Field::Id];

/// From this rank on, an alias for a date may also have another meaning: `created`, `time`.
const SECONDARY: usize = 6;

/// A key that sets a field.
struct Found<'n> {
    field: Field,
    held: bool,
    rank: usize,
    /// The key as written, with the keys of the maps that contain it.
    key: String,
    /// The normalized key, without the names of holders.
    path: String,
    span: Span,
    node: &'n Node,
}

impl Found<'_> {
    /// The rank of the name before a suffix among the aliases, for example of `cover` in `cover.alt`.
    fn name(&self) -> usize {
        self.rank % aliases::PART
    }
}

struct Reader<'n, 'c> {
    context: &'c Context<'c>,
    found: Vec<Found<'n>>,
    /// The rank of the key that set the picture, among the aliases.
    pictured: Option<usize>,
    /// The ranks of all keys that contain the URL of a picture.
    pictures: Vec<usize>,
    /// The problems with values of an episode, which only matter with a recording.
    episode_faults: Vec<Diagnostic>,
    out: Normalized,
}

impl<'n> Reader<'n, '_> {
    /// Collects the keys that set a field, also in `extra` and in one level of maps (`cover.image`).
    fn collect(&mut self, entries: &'n [Entry], prefix: &str, held: bool) {
        for entry in entries {
            let key = format!("{prefix}{}", entry.key);
            let folded = aliases::folded(&key);
            let path = without_holders(&folded);
            let of_episode = episode_keys::key(path, &entry.node);
            let meaning = meaning(path);
            let field = of_episode.map(|(key, rank)| (Field::Episode(key), rank)).or(meaning.field);
            if let Some(near) = meaning.near
                && field.is_none()
                && prefix.is_empty()
                && !matches!(entry.node.value, Value::Map(_))
            {
                self.typo(entry, near);
            }
            let before = self.found.len();
            if let Value::Map(inner) = &entry.node.value {
                let holder = HOLDERS.contains(&path);
                // A map of authors contains their own names and links.
                let people = matches!(
                    field,
                    Some((Field::Authors | Field::Section | Field::Tags | Field::Category, _))
                );
                let depth = key.matches('.').count();
                if holder && prefix.is_empty() || !people && depth <= usize::from(held) {
                    self.collect(inner, &format!("{key}."), held || holder);
                }
            }
            // A map whose parts were found has no value of its own: `date: {created: …}`.
            let in_parts = self.found.len() > before
                && !matches!(field, Some((Field::Image | Field::Enclosure, _)));
            if let Some((field, rank)) = field.filter(|_| !in_parts) {
                let (span, node, path) = (entry.span, &entry.node, path.to_owned());
                self.found.push(Found { field, held, rank, key, path, span, node });
            }
        }
    }

    fn typo(&mut self, entry: &Entry, known: &str) {
        let message = format!("unknown key `{}` in the front matter", entry.key);
        self.report(Diagnostic::new(&UNKNOWN_FRONT_MATTER_KEY, entry.span, message))
            .note("feedwright ignores this key, because it may be meant for another tool")
            .help(format!("did you mean `{known}`?"));
    }

    fn take(&mut self, found: &Found) {
        match found.field {
            Field::Title => self.words(found, "title", |it| &mut it.title),
            Field::Published => self.published(found),
            Field::Updated => self.date(found, "updated", |it| &mut it.updated),
            Field::Expires => self.date(found, "expires", |it| &mut it.expires),
            Field::Summary => self.words(found, "summary", |it| &mut it.summary),
            Field::Authors => self.authors(found),
            Field::AuthorEmail => self.contact(found, |it| &mut it.email),
            Field::AuthorUrl => self.contact(found, |it| &mut it.url),
            Field::Section => self.words(found, "section", |it| &mut it.section),
            Field::Tags => self.tags(found),
            Field::Category => self.categories(found),
            Field::Id => self.text(found, "id", |it| &mut it.id),
            Field::Url | Field::Permalink => self.url(found),
            Field::Canonical => self.canonical(found),
            Field::External => self.external(found),
            Field::Aliases => self.old_addresses(found),
            Field::Slug => self.slug(found),
            Field::Draft => self.draft(found),
            Field::Status => self.status(found),
            Field::Unlisted => self.unlisted(found),
            Field::Image => self.image(found),
            Field::ImageAlt => self.picture(found, |it| &mut it.alt),
            Field::ImageCaption => self.picture(found, |it| &mut it.caption),
            Field::ImageCredit => self.picture(found, |it| &mut it.credit),
            Field::Credit => self.text(found, "credit", |it| &mut it.credit),
            Field::Enclosure => self.enclosure(found),
            Field::EnclosureLength | Field::EnclosureType | Field::EnclosureDuration => {
                self.enclosure_part(found);
            }
            Field::Language => self.language(found),
            Field::Rights => self.text(found, "rights", |it| &mut it.rights),
            Field::Source => self.source(found),
            Field::Episode(key) => self.episode(found, key),
            Field::ExcerptSeparator => self.out.separator = found.node.text().map(str::to_owned),
        }
    }

    /// Removes an image or a recording that has no URL.
    fn finish(&mut self) {
        self.out.article.image.take_if(|it| it.url.is_empty());
        self.out.article.enclosure.take_if(|it| it.url.is_empty());
        // Without a recording, the keys of episodes may belong to other tools.
        if self.out.article.enclosure.is_some() {
            self.out.diagnostics.append(&mut self.episode_faults);
        }
    }

    fn text(
        &mut self,
        found: &Found,
        name: &'static str,
        slot: impl Fn(&mut Article) -> &mut Option<String>,
    ) {
        if slot(&mut self.out.article).is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a string") else { return };
        *slot(&mut self.out.article) = Some(one_line(text));
        self.origin(name, found);
    }

    /// A human-readable string, without its markup.
    fn words(
        &mut self,
        found: &Found,
        name: &'static str,
        slot: impl Fn(&mut Article) -> &mut Option<String>,
    ) {
        self.text(found, name, &slot);
        if let Some(text) = slot(&mut self.out.article) {
            *text = plain::plain(text);
        }
    }

    /// The source of the article, if it is a URL. `source: The Harbor Times` is not one.
    fn source(&mut self, found: &Found) {
        let absolute = |it: &str| it.starts_with("http://") || it.starts_with("https://");
        if found.node.text().is_some_and(absolute) {
            self.text(found, "source", |it| &mut it.source);
        }
    }

    fn authors(&mut self, found: &Found) {
        if !self.out.article.authors.is_empty() {
            return;
        }
        let known = &self.context.options.authors;
        let people = match &found.node.value {
            Value::List(items) => items.iter().flat_map(|it| people::of_node(it, known)).collect(),
            Value::Scalar { text, .. } => people::of_text(text, known),
            Value::Map(_) => people::of_node(found.node, known),
            Value::Empty => return,
        };
        if people.is_empty() {
            return;
        }
        self.out.article.authors = people;
        self.origin("authors", found);
    }

    /// `author_email` and `author_url` only apply to a single author.
    fn contact(&mut self, found: &Found, slot: impl Fn(&mut Person) -> &mut Option<String>) {
        let Some(text) = found.node.text() else { return };
        if let [author] = &mut self.out.article.authors[..] {
            slot(author).get_or_insert_with(|| text.to_owned());
        }
    }

    fn language(&mut self, found: &Found) {
        if self.out.article.language.is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a language tag") else { return };
        if let Some(tag) = author_value::language(text) {
            self.out.article.language = Some(tag);
            self.origin("language", found);
        } else {
            let message = format!("`{}` is not a language tag: `{}`", found.key, shown(text));
            self.report(Diagnostic::new(&INVALID_ARTICLE_LANGUAGE, found.node.span, message))
                .note("feedwright ignores this value")
                .help("write a language tag, for example `en`, `de-AT` or `pt-BR`");
        }
    }

    /// The text of a scalar. A list or a map is reported as an error, and an empty value is ignored.
    fn scalar<'f>(&mut self, found: &Found<'f>, wanted: &str) -> Option<&'f str> {
        // `title: [x]` means the same as `title: x`. If there are several dates, the first one is used.
        if let Value::List(items) = &found.node.value
            && (items.len() == 1 || wanted == "a date")
            && let Some(text) = items.first().and_then(Node::text)
        {
            return Some(text);
        }
        if matches!(found.node.value, Value::List(_) | Value::Map(_)) {
            self.wrong(found, wanted);
        }
        found.node.text()
    }

    /// Reports a value of the wrong type. It is an error if the field decides whether, when or where the article is published.
    fn wrong(&mut self, found: &Found, wanted: &str) {
        let message = format!("`{}` is {}, not {wanted}", found.key, found.node.kind());
        let mut diagnostic = Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.span, message);
        diagnostic.help(format!("write {wanted}"));
        if !DECISIVE.contains(&found.field) {
            diagnostic.severity = Severity::Warning;
            diagnostic.note("feedwright ignores this value");
        }
        self.report(diagnostic);
    }

    fn report(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.out.diagnostics.push(diagnostic);
        self.out.diagnostics.last_mut().expect("a diagnostic was just pushed")
    }

    fn origin(&mut self, name: &'static str, found: &Found) {
        let line = self.context.lines.position(found.span.start).line;
        let origin = match self.context.sidecar {
            Some(file) => {
                Origin::outside(format!("sidecar `{file}`, `{}`, line {line}", found.key))
            }
            None => Origin::stated(format!("front matter `{}`", found.key), line),
        };
        self.out.article.origin.insert(name, origin);
    }
}

/// What a normalized key means, besides those of episodes.
#[derive(Clone, Copy)]
struct Meaning {
    field: Option<(Field, usize)>,
    /// If it sets no field: the key for which it may be a typo.
    near: Option<&'static str>,
}

fn meaning(path: &str) -> Meaning {
    thread_local!(static KNOWN: Memo<Meaning> = Memo::new());
    let compute = |path: &str| {
        let hides = || hiding::meaning(path).map(|_| (Field::Unlisted, 0));
        let field = aliases::field(path).or_else(hides);
        Meaning { field, near: if field.is_none() { aliases::near(path) } else { None } }
    };
    KNOWN.with(|it| it.get(path, compute))
}

/// A path without the holders at its start: `extra.date.created` becomes `created`.
fn without_holders(path: &str) -> &str {
    let mut path = path;
    // Two are enough, because keys are not searched any deeper.
    for _ in 0..2 {
        let inner = HOLDERS.iter().find_map(|it| path.strip_prefix(it)?.strip_prefix('.'));
        path = inner.unwrap_or(path);
    }
    path
}

#[cfg(test)]
mod tests;
