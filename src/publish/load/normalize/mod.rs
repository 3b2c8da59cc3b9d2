//! What front matter or a sidecar file says, as fields of an article. Which key means what is in
//! [`crate::publish::load::aliases`]; here is how each value is read.

use chrono::{DateTime, FixedOffset};

use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::article::{Article, Enclosure, Image, Origin, Person};
use crate::publish::load::address;
use crate::publish::load::aliases;
use crate::publish::load::aliases::{Field, HOLDERS};
use crate::publish::load::date;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::load::normalize::values::{
    clipped, date_fault, image, one_line, person, seconds, truth,
};
use crate::publish::load::people;
use crate::publish::rules::{
    INVALID_ARTICLE_LANGUAGE, INVALID_ARTICLE_URL, INVALID_SLUG, PERMALINK_PATTERN,
    UNKNOWN_FRONT_MATTER_KEY, UNREADABLE_DATE, WRONG_FRONT_MATTER_TYPE,
};
use crate::text::lines::Lines;
use crate::text::span::Span;

mod values;

/// Where the values are from.
pub(crate) struct Context<'c> {
    /// The lines of the text that they stand in.
    pub(crate) lines: &'c Lines<'c>,
    /// The zone of dates that name none.
    pub(crate) timezone: crate::value::timezone::Timezone,
    /// The name of the sidecar file that they stand in; `None` for the front matter of the article itself.
    pub(crate) sidecar: Option<&'c str>,
    /// Whether tags in one string are separated by spaces, as Jekyll has them.
    pub(crate) spaced_tags: bool,
}

/// What was understood.
#[derive(Default)]
pub(crate) struct Normalized {
    /// The fields that were set, with their origins.
    pub(crate) article: Article,
    /// What is wrong with the values.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The mark between summary and rest, if Jekyll's `excerpt_separator` names one.
    pub(crate) separator: Option<String>,
}

/// Reads keys and values into an article.
pub(crate) fn read(entries: &[Entry], context: &Context) -> Normalized {
    let mut reader = Reader {
        context,
        found: Vec::new(),
        pictured: None,
        pictures: Vec::new(),
        out: Normalized::default(),
    };
    reader.collect(entries, "", false);
    // The author's own keys count before those in `extra`, and the upper alias before the lower.
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

/// The fields whose loss would publish something else than was meant.
static DECISIVE: &[Field] = &[
    Field::Title,
    Field::Published,
    Field::Updated,
    Field::Expires,
    Field::Draft,
    Field::Status,
    Field::Unlisted,
    Field::Id,
    Field::Url,
    Field::Slug,
];

/// A key that means a field.
struct Found<'n> {
    field: Field,
    held: bool,
    rank: usize,
    /// As it was written, with the names of the maps that it stands in.
    key: String,
    span: Span,
    node: &'n Node,
}

impl Found<'_> {
    /// The name before a part, `cover` in `cover.alt`, by its place among the aliases.
    fn name(&self) -> usize {
        self.rank % aliases::PART
    }
}

struct Reader<'n, 'c> {
    context: &'c Context<'c>,
    found: Vec<Found<'n>>,
    /// The name of the key that gave the picture, by its place among the aliases.
    pictured: Option<usize>,
    /// The names of all keys that give the address of a picture, likewise.
    pictures: Vec<usize>,
    out: Normalized,
}

impl<'n> Reader<'n, '_> {
    /// Finds the keys that mean something, also in `extra` and one map down (`cover.image`).
    fn collect(&mut self, entries: &'n [Entry], prefix: &str, held: bool) {
        for entry in entries {
            let key = format!("{prefix}{}", entry.key);
            let path = aliases::folded(&key);
            let path = HOLDERS
                .iter()
                .find_map(|it| path.strip_prefix(it)?.strip_prefix('.'))
                .unwrap_or(&path);
            let field = aliases::field(path);
            if let Some((field, rank)) = field {
                let (span, node) = (entry.span, &entry.node);
                self.found.push(Found { field, held, rank, key: key.clone(), span, node });
            } else if prefix.is_empty() && !matches!(entry.node.value, Value::Map(_)) {
                self.slip(entry, path);
            }
            let Value::Map(inner) = &entry.node.value else { continue };
            let holder = HOLDERS.contains(&path);
            // A map of people has names and links of its own.
            let people = matches!(field, Some((Field::Authors | Field::Section | Field::Tags, _)));
            let depth = key.matches('.').count();
            if holder && prefix.is_empty() || !people && depth <= usize::from(held) {
                self.collect(inner, &format!("{key}."), held || holder);
            }
        }
    }

    fn slip(&mut self, entry: &Entry, path: &str) {
        let Some(known) = aliases::near(path) else { return };
        let message = format!("unknown key `{}` in the front matter", entry.key);
        self.report(Diagnostic::new(&UNKNOWN_FRONT_MATTER_KEY, entry.span, message))
            .note("it is passed over, as it may be meant for another tool")
            .help(format!("did you mean `{known}`?"));
    }

    fn take(&mut self, found: &Found) {
        match found.field {
            Field::Title => self.text(found, "title", |it| &mut it.title),
            Field::Published => self.published(found),
            Field::Updated => self.date(found, "updated", |it| &mut it.updated),
            Field::Expires => self.date(found, "expires", |it| &mut it.expires),
            Field::Summary => self.text(found, "summary", |it| &mut it.summary),
            Field::Authors => self.authors(found),
            Field::AuthorEmail => self.contact(found, |it| &mut it.email),
            Field::AuthorUrl => self.contact(found, |it| &mut it.url),
            Field::Section => self.text(found, "section", |it| &mut it.section),
            Field::Tags => self.tags(found),
            Field::Category => self.categories(found),
            Field::Id => self.text(found, "id", |it| &mut it.id),
            Field::Url => self.url(found),
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
            Field::Source => self.text(found, "source", |it| &mut it.source),
            Field::ExcerptSeparator => self.out.separator = found.node.text().map(str::to_owned),
        }
    }

    /// Parts of an image or a recording without its address say nothing.
    fn finish(&mut self) {
        self.out.article.image.take_if(|it| it.url.is_empty());
        self.out.article.enclosure.take_if(|it| it.url.is_empty());
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
        let Some(text) = self.scalar(found, "a text") else { return };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        *slot(&mut self.out.article) = Some(text);
        self.origin(name, found);
    }

    fn date(
        &mut self,
        found: &Found,
        name: &'static str,
        slot: impl Fn(&mut Article) -> &mut Option<DateTime<FixedOffset>>,
    ) {
        if slot(&mut self.out.article).is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a date") else { return };
        // Eleventy's words for what the file system and git know; both change with every copy of the files.
        let words = text.to_lowercase();
        if ["created", "last modified", "git created", "git last modified"]
            .contains(&words.as_str())
        {
            let message = format!("`{}` takes its date from elsewhere: `{text}`", found.key);
            let diagnostic = Diagnostic::new(&UNREADABLE_DATE, found.node.span, message);
            let diagnostic = self.report(diagnostic);
            diagnostic.severity = Severity::Warning;
            diagnostic.help("write the date out, such as 2024-04-03");
            return;
        }
        match date::read(text, self.context.timezone) {
            Ok(written) => {
                *slot(&mut self.out.article) = Some(written.when);
                self.origin(name, found);
            }
            Err(problem) => {
                let fault = date_fault(&problem, &found.key, text, found.node.span);
                self.report(fault);
            }
        }
    }

    fn published(&mut self, found: &Found) {
        let flag = aliases::folded(&found.key).ends_with("published");
        match found.node.text().and_then(truth).filter(|_| flag) {
            Some(published) => {
                self.out.article.draft |= !published;
                self.origin("draft", found);
            }
            None => self.date(found, "published", |it| &mut it.published),
        }
    }

    fn draft(&mut self, found: &Found) {
        if let Some(draft) = self.truth(found) {
            self.out.article.draft |= draft;
            self.origin("draft", found);
        }
    }

    fn unlisted(&mut self, found: &Found) {
        if let Some(unlisted) = self.truth(found) {
            self.out.article.unlisted |= unlisted;
            self.origin("unlisted", found);
        }
    }

    /// The words of Pelican and `WordPress`. An unknown one is no reason to hold an article back, but worth a word.
    fn status(&mut self, found: &Found) {
        let Some(text) = self.scalar(found, "a text") else { return };
        match text.to_lowercase().as_str() {
            "draft" | "pending" | "private" | "review" | "idea" | "wip" => {
                self.out.article.draft = true;
                self.origin("draft", found);
            }
            "hidden" | "skip" | "unlisted" => {
                self.out.article.unlisted = true;
                self.origin("unlisted", found);
            }
            "published" | "publish" | "public" | "live" | "future" | "scheduled" | "final" => {
                self.origin("draft", found);
            }
            _ => {
                let message = format!("unknown status: `{text}`");
                let diagnostic =
                    Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.node.span, message);
                let diagnostic = self.report(diagnostic);
                diagnostic.severity = Severity::Warning;
                diagnostic.help("write published, draft, hidden or skip");
            }
        }
    }

    fn truth(&mut self, found: &Found) -> Option<bool> {
        let text = self.scalar(found, "true or false")?;
        let truth = truth(text);
        if truth.is_none() {
            let message = format!("`{}` is neither true nor false: `{text}`", found.key);
            self.report(Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.node.span, message))
                .note("an article that may be a draft is not published")
                .help(format!("write `{}: true` or `{}: false`", found.key, found.key));
        }
        truth
    }

    fn authors(&mut self, found: &Found) {
        if !self.out.article.authors.is_empty() {
            return;
        }
        let people = match &found.node.value {
            Value::List(items) => items.iter().flat_map(person).collect(),
            Value::Scalar { text, .. } => listed(text),
            Value::Map(_) => person(found.node),
            Value::Empty => return,
        };
        if people.is_empty() {
            return;
        }
        self.out.article.authors = people;
        self.origin("authors", found);
    }

    /// `author_email` and `author_url` belong to a single author.
    fn contact(&mut self, found: &Found, slot: impl Fn(&mut Person) -> &mut Option<String>) {
        let Some(text) = found.node.text() else { return };
        if let [author] = &mut self.out.article.authors[..] {
            slot(author).get_or_insert_with(|| text.to_owned());
        }
    }

    fn tags(&mut self, found: &Found) {
        let tags = self.names(found);
        self.add_tags(tags, found);
    }

    /// The first category is the section, unless one was stated; the others are tags.
    fn categories(&mut self, found: &Found) {
        let mut names = self.names(found);
        if self.out.article.section.is_none() && !names.is_empty() {
            self.out.article.section = Some(names.remove(0));
            self.origin("section", found);
        }
        self.add_tags(names, found);
    }

    fn add_tags(&mut self, names: Vec<String>, found: &Found) {
        let tags = &mut self.out.article.tags;
        let before = tags.len();
        let mut seen: std::collections::HashSet<String> = tags.iter().cloned().collect();
        tags.extend(names.into_iter().filter(|it| seen.insert(it.clone())));
        if tags.len() > before && !self.out.article.origin.contains_key("tags") {
            self.origin("tags", found);
        }
    }

    /// A list of names, or one string of them: separated by `;` if there is one, else by `,`, else as Jekyll does by
    /// spaces.
    fn names(&mut self, found: &Found) -> Vec<String> {
        match &found.node.value {
            Value::List(items) => items.iter().filter_map(|it| it.text().map(one_line)).collect(),
            Value::Scalar { text, .. } => {
                let mark = match text {
                    _ if text.contains(';') => Some(';'),
                    _ if text.contains(',') => Some(','),
                    _ => None,
                };
                let parts: Vec<&str> = match mark {
                    Some(mark) => text.split(mark).collect(),
                    None if self.context.spaced_tags => text.split_whitespace().collect(),
                    None => vec![text],
                };
                parts.into_iter().map(one_line).filter(|it| !it.is_empty()).collect()
            }
            Value::Map(_) => {
                self.wrong(found, "a list of texts");
                Vec::new()
            }
            Value::Empty => Vec::new(),
        }
    }

    fn url(&mut self, found: &Found) {
        if self.out.article.url.is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a URL") else { return };
        if truth(text) == Some(false) {
            self.out.article.unlisted = true;
            self.origin("unlisted", found);
            return;
        }
        if address::is_pattern(text) {
            let message = format!("`{}` is a pattern: `{text}`", found.key);
            self.report(Diagnostic::new(&PERMALINK_PATTERN, found.node.span, message))
                .note("it is passed over")
                .help("write the address out, such as /2024/my-article/");
            return;
        }
        if let Some(why) = address::url_problem(text) {
            let message =
                format!("`{}` is not the address of a page: `{}`", found.key, clipped(text));
            self.report(Diagnostic::new(&INVALID_ARTICLE_URL, found.node.span, message))
                .note(why)
                .help("write an https:// URL, or a path on the site such as /2024/my-article/");
            return;
        }
        self.out.article.url = Some(text.to_owned());
        self.origin("url", found);
    }

    fn slug(&mut self, found: &Found) {
        let Some(text) = self.scalar(found, "a text") else { return };
        if let Some(why) = address::slug_problem(text) {
            let message = format!("the slug is not one part of a path: `{}`", clipped(text));
            self.report(Diagnostic::new(&INVALID_SLUG, found.node.span, message))
                .note(why)
                .help("use letters, digits and hyphens, such as my-first-article");
            return;
        }
        self.out.article.slug = Some(text.to_owned());
        self.origin("slug", found);
    }

    fn image(&mut self, found: &Found) {
        if self.out.article.image.as_ref().is_some_and(|it| !it.url.is_empty()) {
            return;
        }
        let image = match &found.node.value {
            Value::List(items) => items.first().and_then(image),
            // The parts of a map were found as `image.url` and so on.
            Value::Map(_) | Value::Empty => return,
            Value::Scalar { .. } => image(found.node),
        };
        if let Some(image) = image.filter(|it| truth(&it.url).is_none()) {
            self.out.article.image = Some(image);
            self.pictured = Some(found.name());
            self.origin("image", found);
        }
    }

    fn picture(&mut self, found: &Found, slot: impl Fn(&mut Image) -> &mut Option<String>) {
        // The words of another picture: `images` was taken, and this is `cover.alt`.
        if self.pictured.is_some_and(|it| it != found.name())
            && self.pictures.contains(&found.name())
        {
            return;
        }
        let Some(text) = found.node.text() else { return };
        let image = self.out.article.image.get_or_insert_default();
        slot(image).get_or_insert_with(|| one_line(text));
    }

    fn enclosure(&mut self, found: &Found) {
        if self.out.article.enclosure.as_ref().is_some_and(|it| !it.url.is_empty()) {
            return;
        }
        let Some(text) = found.node.text() else { return };
        // `episode: 12` and `podcast: true` are no addresses.
        if !text.contains(['.', '/']) || text.parse::<f64>().is_ok() {
            return;
        }
        if let Some(why) = address::url_problem(text) {
            let message =
                format!("`{}` is not the address of a file: `{}`", found.key, clipped(text));
            self.report(Diagnostic::new(&INVALID_ARTICLE_URL, found.node.span, message))
                .note(why)
                .help("write an https:// URL, or the path of a file in the folder of articles");
            return;
        }
        text.clone_into(&mut self.out.article.enclosure.get_or_insert_default().url);
        self.origin("enclosure", found);
    }

    fn enclosure_part(&mut self, found: &Found) {
        let Some(text) = found.node.text() else { return };
        let enclosure: &mut Enclosure = self.out.article.enclosure.get_or_insert_default();
        match found.field {
            Field::EnclosureType => enclosure.r#type = Some(text.to_owned()),
            Field::EnclosureDuration => enclosure.duration = seconds(text),
            _ => {
                if let Ok(length) = text.parse() {
                    enclosure.length = Some(length);
                } else {
                    let message = format!("`{}` is not a number of bytes: `{text}`", found.key);
                    let span = found.node.span;
                    self.report(Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, span, message))
                        .help("write the size in bytes, in digits alone, or leave it out");
                }
            }
        }
    }

    fn language(&mut self, found: &Found) {
        if self.out.article.language.is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a language tag") else { return };
        if let Some(tag) = address::language(text) {
            self.out.article.language = Some(tag);
            self.origin("language", found);
        } else {
            let message = format!("`{}` is not a language tag: `{}`", found.key, clipped(text));
            self.report(Diagnostic::new(&INVALID_ARTICLE_LANGUAGE, found.node.span, message))
                .note("it is left out")
                .help("write a tag such as en, de-AT or pt-BR");
        }
    }

    /// The text of a scalar; a list or a map in its place is an error, nothing is nothing.
    fn scalar<'f>(&mut self, found: &Found<'f>, wanted: &str) -> Option<&'f str> {
        if matches!(found.node.value, Value::List(_) | Value::Map(_)) {
            self.wrong(found, wanted);
        }
        found.node.text()
    }

    /// A value of the wrong kind. Where the field decides whether, when or where the article is published, it is left out.
    fn wrong(&mut self, found: &Found, wanted: &str) {
        let message = format!("`{}` is {}, not {wanted}", found.key, found.node.kind());
        let mut diagnostic = Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.span, message);
        diagnostic.help(format!("write {wanted}"));
        if !DECISIVE.contains(&found.field) {
            diagnostic.severity = Severity::Warning;
            diagnostic.note("it is passed over");
        }
        self.report(diagnostic);
    }

    fn report(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.out.diagnostics.push(diagnostic);
        self.out.diagnostics.last_mut().expect("one was pushed just now")
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

/// The people of a text. What stands between semicolons, as Pelican has it, is a person, and never the role of the one before.
fn listed(text: &str) -> Vec<Person> {
    let people = people::read(text);
    let parts = text.split(';').filter(|it| !it.trim().is_empty());
    if people.len() < parts.clone().count() {
        return parts.flat_map(people::read).collect();
    }
    people
}

#[cfg(test)]
mod tests;
