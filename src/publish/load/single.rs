//! Reads one article: its text, and what its path, its folders and the sidecar file add.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::publish::article::Article;
use crate::publish::article::Confidence;
use crate::publish::article::Location;
use crate::publish::article::Origin;
use crate::publish::load::Form;
use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::Reading;
use crate::publish::load::Sidecar;
use crate::publish::load::author_value;
use crate::publish::load::date_path;
use crate::publish::load::decode;
use crate::publish::load::enclosure;
use crate::publish::load::file::at_start;
use crate::publish::load::file_name;
use crate::publish::load::front_matter;
use crate::publish::load::front_matter::Accept;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::html;
use crate::publish::load::location;
use crate::publish::load::markdown;
use crate::publish::load::merge;
use crate::publish::load::normalize;
use crate::publish::load::normalize::Context;
use crate::publish::load::plain_text;
use crate::publish::permalink::Pattern;
use crate::publish::rules::ARTICLE_TOO_LARGE;
use crate::publish::rules::EMPTY_ARTICLE;
use crate::publish::rules::ENCLOSURE_NOT_MEASURED;
use crate::publish::rules::MISLABELED_ENCLOSURE;
use crate::publish::rules::MISSING_BODY;
use crate::publish::rules::MISSING_TITLE;
use crate::publish::rules::UNREADABLE_ARTICLE;
use crate::publish::rules::UNSUPPORTED_PERMALINK;
use crate::publish::template;
use crate::publish::template::code::Markup;
use crate::text::fingerprint::fnv1a;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::text::span::Span;

/// The longest title, in characters. This is ten times as long as the longest headlines.
const MAX_TITLE_LENGTH: usize = 2000;

/// A function that reads the bytes of a file below a root.
type Bytes = fn(&Path, &Path) -> Result<Vec<u8>, Box<Diagnostic>>;

/// The files of a folder of articles.
#[derive(Clone, Copy)]
pub(super) struct Files<'d> {
    /// The folder.
    pub(super) dir: &'d Path,
    /// The folder with links resolved.
    pub(super) root: &'d Path,
    /// Reads their bytes.
    pub(super) bytes: Bytes,
    /// Whether any article may have a sidecar file.
    pub(super) may_have_sidecars: bool,
}

/// Reads the article at `path` (relative to the folder, with `/`).
pub(super) fn article(files: Files<'_>, path: &str, options: &Options) -> Loaded {
    let is_article = Form::of(path).is_some();
    let file = files.dir.join(path);
    match if is_article { (files.bytes)(&file, files.root) } else { Ok(Vec::new()) } {
        Ok(read) => article_of(files, path, read, options),
        Err(fault) => Loaded::unreadable(files.dir, path, *fault),
    }
}

/// Like [`article`], with the bytes of the article.
pub(super) fn article_of(files: Files<'_>, path: &str, read: Vec<u8>, options: &Options) -> Loaded {
    let Files { dir, root, .. } = files;
    let file = dir.join(path);
    let name = file.to_string_lossy().into_owned();
    let Some(form) = Form::of(path) else {
        let mut fault =
            at_start(&UNREADABLE_ARTICLE, "the file does not have the extension of an article");
        fault.help("use the extension `.md`, `.html` or `.txt`");
        return Loaded::unreadable(dir, path, *fault);
    };
    let (source, fault) = decode::text(&name, read, form);
    let mut reading = match &fault {
        Some(_) => Reading::default(),
        None => read_text(&source, form, options),
    };
    reading.diagnostics.extend(fault);
    path.clone_into(&mut reading.article.path);
    let unreadable = reading.has_error() && reading.article.html.is_empty();
    let fingerprint = fnv1a(source.text.bytes());
    let mut loaded = Loaded { source, reading, fingerprint, ..Loaded::default() };
    if unreadable {
        return loaded;
    }
    let file_name = dated(path, file_name::read(&stem(path), options.zone()), options);
    loaded.reading.article.location = location::read(path, options.dialect);
    located(&mut loaded.reading.article.location, &file_name, options);
    named(&mut loaded.reading.article, &file_name, path, options);
    if files.may_have_sidecars {
        beside(&mut loaded, &file, files, options);
    }
    categorized(&mut loaded.reading.article, options);
    finish(&mut loaded, &file_name.slug, root, options);
    loaded
}

/// Reads the text of an article and its front matter, without its path and the files around it.
pub fn read_text(source: &Source, form: Form, options: &Options) -> Reading {
    let read = match form {
        Form::Markdown => return markdown::read(source, options),
        Form::Html => html::read,
        Form::Text => plain_text::read,
    };
    // HTML pages and press releases may also have front matter, which takes precedence over their own fields.
    let front = front_matter::read(&source.text, Accept::Fenced);
    if front.syntax.is_none() {
        return read(source, options);
    }
    let lines = Lines::new(&source.text);
    let spaced_tags = options.dialect.spaced_names && file_name::is_dated(&source.name);
    let context = Context { lines: &lines, options, sidecar: None, spaced_tags };
    let stated = normalize::read(&front.entries, &context);
    let template = template::Context::new(&source.name, Markup::Html, &front.entries, options);
    let expanded = template::expand(&source.text[front.body..], front.body, &template);
    let blank = front_matter::blanked(&source.text[..front.body], front.body);
    let rest = Source { text: blank + &expanded.text, ..source.clone() };
    let read = if form == Form::Html { html::read_content } else { read };
    let mut reading = read(&rest, options);
    expanded.restore(&mut reading, front.body, &rest.text, &lines);
    reading.removed = expanded.removed;
    let found = std::mem::replace(&mut reading.article, stated.article);
    template::clean(&mut reading.article, &template);
    merge::fill(&mut reading.article, found);
    reading.diagnostics.splice(0..0, front.diagnostics.into_iter().chain(stated.diagnostics));
    reading
}

/// Adds the date of the folders to a file name that has no date.
fn dated(path: &str, mut name: file_name::FileName, options: &Options) -> file_name::FileName {
    // A page bundle has the name of its folder.
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let bundle = !folder.is_empty() && last.split('.').next() == Some("index");
    let own = if bundle { folder } else { path };
    if name.date.is_none()
        && let Some((date, used)) = date_path::read(own, options.zone())
    {
        name.date = Some(date);
        name.in_folders = true;
        // `06-04-walk` in `2025/06-04-walk.md`
        let last = own.rsplit('/').next().unwrap_or(own);
        if let Some(rest) = last.get(..used).and_then(|it| name.slug.strip_prefix(it)) {
            name.slug = rest.to_owned();
        }
    }
    name
}

/// Adds the folders that are categories: those above `_posts`, and the innermost folder if the generator uses it.
fn categorized(article: &mut Article, options: &Options) {
    let mut names = article.location.above_posts.clone();
    if options.dialect.folder_is_category && article.categories.is_empty() {
        names.extend(article.location.folders.last().cloned());
    }
    for name in names {
        let own = article.section.iter().chain(&article.categories).chain(&article.tags);
        if own.into_iter().any(|it| it.eq_ignore_ascii_case(&name)) {
            continue;
        }
        if article.section.is_none() {
            article.section = Some(name);
            article.origin.insert("section", Origin::outside("folders of the file"));
        } else {
            article.tags.push(name);
            article.origin.entry("tags").or_insert_with(|| Origin::outside("folders of the file"));
        }
    }
}

/// Records the date in the folders, which URLs can contain.
fn located(location: &mut Location, name: &file_name::FileName, options: &Options) {
    if !name.in_folders {
        return;
    }
    location.day = name.date.map(|it| it.when.date_naive());
    name.slug.clone_into(&mut location.undated_name);
    if options.dialect.permalink_by_file_date {
        let is_number = |it: &String| it.len() <= 4 && it.bytes().all(|it| it.is_ascii_digit());
        while location.folders.last().is_some_and(is_number) {
            location.folders.pop();
        }
    }
}

/// Applies the path: a date, a language, whether it is a draft. The slug is set after the sidecar file was read.
fn named(article: &mut Article, name: &file_name::FileName, path: &str, options: &Options) {
    if let (None, Some(date)) = (article.published, name.date) {
        article.published = Some(date.when);
        let what = if name.in_folders { "folders of the file" } else { "file name" };
        article.origin.insert("published", Origin::outside(what));
    }
    if article.published.is_none() {
        let own =
            [("url", &article.url), ("permalink", &article.permalink), ("slug", &article.slug)];
        let found = own.into_iter().find_map(|(name, address)| {
            let (date, _) = date_path::read(address.as_deref()?, options.zone())?;
            Some((date, article.origin.get(name).cloned()))
        });
        if let Some((date, origin)) = found {
            article.published = Some(date.when);
            let origin = origin.unwrap_or_else(|| Origin::outside("address"));
            article.origin.insert("published", origin);
        }
    }
    if let (None, Some(language)) = (&article.language, &name.language) {
        article.language = Some(language.clone());
        article.origin.insert("language", Origin::outside("file name"));
    } else if let (None, Some(language)) = (&article.language, &article.location.language) {
        article.language = author_value::language(language);
        article.origin.insert("language", Origin::outside("folder"));
    }
    if path.split('/').rev().skip(1).any(|it| it == "_drafts") {
        article.draft = true;
        article.origin.insert("draft", Origin::outside("folder `_drafts`"));
    }
}

/// Reads the file `NAME.toml` next to the article, if it exists.
fn beside(loaded: &mut Loaded, file: &Path, files: Files<'_>, options: &Options) {
    let beside = file.with_extension("toml");
    if beside.symlink_metadata().is_err() {
        return;
    }
    let name = beside.to_string_lossy().into_owned();
    let short = beside.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sidecar =
        Sidecar { source: Source::from_text(name.as_str(), ""), diagnostics: Vec::new() };
    match (files.bytes)(&beside, files.root) {
        Err(fault) => sidecar.diagnostics.push(*fault),
        Ok(bytes) => {
            let (source, fault) = decode::text(&name, bytes, Form::Markdown);
            let lines = Lines::new(&source.text);
            let place = Span::new(0, source.text.len());
            match fault.map_or_else(
                || front_matter::toml::read(&source.text, place),
                |it| Err(Box::new(it)),
            ) {
                Err(fault) => sidecar.diagnostics.push(*fault),
                Ok(node) => {
                    let Value::Map(entries) = node.value else { return };
                    let context = Context {
                        lines: &lines,
                        options,
                        sidecar: Some(&short),
                        spaced_tags: false,
                    };
                    let normalized = normalize::read(&entries, &context);
                    merge::fill(&mut loaded.reading.article, normalized.article);
                    sidecar.diagnostics = normalized.diagnostics;
                }
            }
            sidecar.source = source;
        }
    }
    loaded.sidecar = Some(sidecar);
}

/// Sets the slug from the file name and the title from the slug, and measures the recording.
fn finish(loaded: &mut Loaded, slug: &str, root: &Path, options: &Options) {
    let Reading { article, diagnostics, .. } = &mut loaded.reading;
    if article.slug.is_none() && !slug.is_empty() {
        article.slug = Some(slug.to_owned());
        article.origin.insert("slug", Origin::outside("file name"));
    }
    if let Some(pattern) = &article.permalink
        && let Err(unknown) = Pattern::parse(pattern, options.dialect)
    {
        let line = article.origin.get("permalink").and_then(|it| it.line);
        let span = line.map_or(Span::default(), |it| Lines::new(&loaded.source.text).span_of(it));
        let message = format!("the permalink has an unknown placeholder: `{}`", unknown.part);
        let mut fault = Diagnostic::new(&UNSUPPORTED_PERMALINK, span, message);
        fault.note("feedwright builds the URL of the article from the site's pattern instead");
        fault.help("write the full path, for example `/2024/my-article/`");
        diagnostics.push(fault);
    }
    // A redirect without text is not a post, but a link post without text is.
    if article.html.trim().is_empty()
        && !article.is_head
        && let Some(origin) = article.origin.get("redirect").cloned()
    {
        article.unlisted = true;
        article.origin.insert("unlisted", origin);
    }
    let needs_text = !article.unlisted && article.external_url.is_none();
    if article.html.trim().is_empty() && needs_text && !article.is_head {
        let nothing = article.title.is_none() && article.summary.is_none();
        let rule = if nothing { &EMPTY_ARTICLE } else { &MISSING_BODY };
        let mut fault = at_start(rule, "the article has no text");
        fault.note("readers show an empty entry");
        fault.help("write the text, or mark the article as a draft");
        diagnostics.push(*fault);
    }
    if article.title.is_none() {
        let title_words = options.dialect.title_words;
        article.title = article.slug.as_deref().and_then(|it| title_from_slug(it, title_words));
        if article.title.is_some() {
            let confidence = Confidence::Unsure;
            let origin = Origin { what: "file name".to_owned(), line: None, confidence };
            article.origin.insert("title", origin);
        } else {
            let mut fault = at_start(&MISSING_TITLE, "the article has no title");
            fault.note("readers list articles by their titles");
            fault.help(
                "add `title: …` to the front matter, or a `# heading` at the top of the text",
            );
            diagnostics.push(*fault);
        }
    }
    if let Some(length) = article.title.as_ref().map(|it| it.chars().count())
        && length > MAX_TITLE_LENGTH
    {
        let message = format!(
            "the title is too long: {length} characters, but the limit is {MAX_TITLE_LENGTH}"
        );
        let mut fault = at_start(&ARTICLE_TOO_LARGE, message);
        fault.note("readers show one line of the title, or nothing");
        fault.help("put a blank line after the heading, or write a shorter `title`");
        diagnostics.push(*fault);
    }
    if let Some(enclosure) = &mut article.enclosure
        && let Some(fault) =
            enclosure::measure(enclosure, &article.path, root, options, !article.is_head)
    {
        let line = article.origin.get("enclosure").and_then(|it| it.line);
        let span = line.map_or(Span::default(), |it| Lines::new(&loaded.source.text).span_of(it));
        diagnostics.push(recording_fault(fault, &enclosure.url, span));
    }
}

/// The diagnostic for a problem with a recording.
fn recording_fault(fault: enclosure::Fault, url: &str, span: Span) -> Diagnostic {
    match fault {
        enclosure::Fault::NotMeasured => {
            let message = format!("the size of the recording is unknown: `{url}`");
            let mut fault = Diagnostic::new(&ENCLOSURE_NOT_MEASURED, span, message);
            fault.note("podcast apps show the size and use it to plan downloads");
            fault.help("put the file into the folder of articles, or set its `length` in bytes");
            fault
        }
        enclosure::Fault::Mislabeled { message, note, help } => {
            let mut fault = Diagnostic::new(&MISLABELED_ENCLOSURE, span, message);
            fault.note(note);
            fault.help(help);
            fault
        }
    }
}

/// A slug as a title: `my-first-walk` becomes "My first walk", or "My First Walk" if `title_words` is set.
fn title_from_slug(slug: &str, title_words: bool) -> Option<String> {
    if title_words {
        // <https://github.com/jekyll/jekyll/blob/v4.3.1/lib/jekyll/utils.rb#L295>
        let words: Vec<String> = slug.split('-').filter_map(capitalized).collect();
        return Some(words.join(" ")).filter(|it| !it.trim().is_empty());
    }
    let words = slug.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = words.chars().next()?;
    Some(first.to_uppercase().collect::<String>() + &words[first.len_utf8()..])
}

/// A word with a capital first letter, and the rest in lower case.
fn capitalized(word: &str) -> Option<String> {
    let first = word.chars().next()?;
    let rest = word[first.len_utf8()..].to_lowercase();
    Some(first.to_uppercase().collect::<String>() + &rest)
}

/// The meaningful name: the file name without its extension, or the folder of a page bundle, for example `walk.fr` for
/// `walk/index.fr.md`.
fn stem(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |it| it.0);
    match stem.strip_prefix("index") {
        Some(rest) if !folder.is_empty() && (rest.is_empty() || rest.starts_with('.')) => {
            format!("{}{rest}", folder.rsplit('/').next().unwrap_or(folder))
        }
        _ => stem.to_owned(),
    }
}
