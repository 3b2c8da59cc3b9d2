//! A folder of articles, read. Nothing in it can stop the others, hang the run or lead out of the folder: what cannot be
//! read is reported, what is passed over by a rule is listed.

use std::fs;
use std::io;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::diagnostic::Diagnostic;
use crate::publish::article::{Article, Confidence, Location, Origin};
use crate::publish::load::address;
use crate::publish::load::date_path;
use crate::publish::load::decode;
use crate::publish::load::duplicates;
use crate::publish::load::enclosure;
use crate::publish::load::file::{at_start, bytes, bytes_met, resolved, unreadable};
use crate::publish::load::file_name;
use crate::publish::load::front_matter;
use crate::publish::load::front_matter::Accept;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::location;
use crate::publish::load::merge;
use crate::publish::load::normalize;
use crate::publish::load::normalize::Context;
use crate::publish::load::selection;
use crate::publish::load::sift;
use crate::publish::load::{Form, Options, Reading, html, markdown, plain_text};
use crate::publish::permalink::Pattern;
use crate::publish::rules::{
    ARTICLE_TOO_LARGE, EMPTY_ARTICLE, ENCLOSURE_NOT_MEASURED, MISSING_BODY, MISSING_TITLE,
    PERMALINK_PATTERN, UNREADABLE_ARTICLE,
};
use crate::publish::template;
use crate::publish::template::code::Markup;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::text::span::Span;

/// The longest title, in characters: ten times what the longest headlines have.
const LONGEST_TITLE: usize = 2000;

/// A folder of articles.
#[derive(Debug, Default)]
pub struct Folder {
    /// What was read, sorted by path.
    pub articles: Vec<Loaded>,
    /// What was not, and why, sorted by path.
    pub passed_over: Vec<PassedOver>,
}

/// A file that is an article, or should be one.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Its text; empty when it could not be read.
    pub source: Source,
    /// What was understood. With an error among the diagnostics, the article is left out.
    pub reading: Reading,
    /// The file beside it that says more of it.
    pub sidecar: Option<Sidecar>,
}

/// A file `NAME.toml` beside an article.
#[derive(Clone, Debug, Default)]
pub struct Sidecar {
    /// Its text.
    pub source: Source,
    /// What is wrong with it; with an error, the article is left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file or folder that is no article by a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Why, in a few words.
    pub why: &'static str,
    /// Whether somebody may take it for an article.
    pub is_text: bool,
}

impl Loaded {
    /// Whether the article is to be left out.
    pub fn has_error(&self) -> bool {
        let sidecar = self.sidecar.iter().flat_map(|it| &it.diagnostics);
        self.reading.has_error() || sidecar.into_iter().any(Diagnostic::is_error)
    }
}

/// Reads the articles below `dir`, in the order of their paths.
///
/// # Errors
///
/// When `dir` itself cannot be read. What is wrong below it is reported with the articles.
pub fn read(dir: &Path, options: &Options) -> io::Result<Folder> {
    let root = dir.canonicalize()?;
    let mut walk = Walk { dir, root, options, folder: Folder::default(), files: Vec::new() };
    walk.list(String::new())?;
    let Walk { mut folder, mut files, root, .. } = walk;
    files.sort();
    folder.articles.extend(articles(dir, &root, &files, options));
    folder.articles.sort_by(|a, b| a.reading.article.path.cmp(&b.reading.article.path));
    html::siblings::settle(&mut folder);
    sift::sift(&mut folder, options);
    folder.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
    duplicates::report(&mut folder.articles);
    Ok(folder)
}

/// From how many articles on only their heads are read at first.
const MANY: usize = 100;

/// How many articles are read by one thread before it takes others.
const AT_ONCE: usize = 32;

/// Reads articles on all processors, in the order of `paths`.
fn articles(dir: &Path, root: &Path, paths: &[String], options: &Options) -> Vec<Loaded> {
    // Where few of many are published, the texts of the others need not be rendered.
    let options =
        &Options { heads_only: options.heads_only && paths.len() > MANY, ..options.clone() };
    let read = |paths: &[String]| -> Vec<Loaded> {
        paths.iter().map(|it| article(dir, root, it, bytes_met, options)).collect()
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(paths.len() / AT_ONCE);
    if threads < 2 {
        return read(paths);
    }
    let parts: Vec<&[String]> = paths.chunks(AT_ONCE).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, part)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            parts.get(index).map(|it| (index, it))
        } {
            done.push((index, read(part)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|it| it.0);
    done.into_iter().flat_map(|it| it.1).collect()
}

/// Reads the article at `file` alone, as if its folder were that of the articles.
pub fn read_file(file: &Path, options: &Options) -> Loaded {
    let dir = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    match dir.canonicalize() {
        Ok(root) => article(dir, &root, &name, bytes, options),
        Err(error) => refused(dir, &name, unreadable(&error)),
    }
}

/// Reads the article at `path` (relative to `dir`, with `/`) alone, just as it is read with all of `dir`.
pub fn read_below(dir: &Path, path: &str, options: &Options) -> Loaded {
    match dir.canonicalize() {
        Ok(root) => article(dir, &root, path, bytes, options),
        Err(error) => refused(dir, path, unreadable(&error)),
    }
}

struct Walk<'d> {
    dir: &'d Path,
    /// `dir` without links, which links inside of it must stay below.
    root: PathBuf,
    options: &'d Options,
    folder: Folder,
    /// The articles, relative to `dir`.
    files: Vec<String>,
}

impl Walk<'_> {
    /// Lists `first` and all folders below it. Only `first` may fail.
    fn list(&mut self, first: String) -> io::Result<()> {
        let mut folders = vec![first];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(self.dir.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if folder.is_empty() => return Err(error),
                Err(error) => {
                    self.refuse(&folder, unreadable(&error));
                    continue;
                }
            };
            for entry in entries {
                match entry {
                    Ok(entry) => self.entry(&folder, &entry, &mut folders),
                    Err(error) => self.refuse(&folder, unreadable(&error)),
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, folder: &str, entry: &fs::DirEntry, folders: &mut Vec<String>) {
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}{shown}");
        if shown.starts_with('.') {
            return self.pass_over(path, "its name begins with a dot");
        }
        let selection = &self.options.selection;
        let is_article = Form::of(&shown).is_some();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return self.refuse(&path, unreadable(&error)),
        };
        if kind.is_dir() && name.to_str().is_some() {
            if selection::is_left_to_generators(&shown) {
                return self.pass_over(path, "it holds what a site's generator works with");
            }
            if selection.excludes_folder(&path) {
                return self.pass_over(path, EXCLUDED);
            }
            if selection.enters(&path) {
                folders.push(path);
            }
            return;
        }
        if !selection.holds(&path) {
            return;
        }
        if selection.excludes(&path) {
            return self.pass_over(path, EXCLUDED);
        }
        if is_article && selection.is_page(&path) {
            return self.pass_over_text(path, "its generator does not treat it as a post");
        }
        if kind.is_symlink() {
            match self.linked(&path) {
                Ok(true) => {
                    return self.pass_over(path, "it links to a folder that is read itself");
                }
                Ok(false) => {}
                // A picture that links elsewhere is no article, and nothing of it is read.
                Err(_) if !is_article && !leads_to_folder(&self.dir.join(&path)) => {}
                Err(fault) => return self.refuse(&path, fault),
            }
        }
        if name.to_str().is_none() {
            if is_article || kind.is_dir() {
                let mut fault = at_start(&UNREADABLE_ARTICLE, "the name is not UTF-8");
                fault.note("no address can be formed from it");
                fault.help("rename the file");
                self.refuse(&path, fault);
            } else {
                self.pass_over(path, NO_ARTICLE);
            }
            return;
        }
        if !is_article {
            let extension = path.rsplit('.').next().unwrap_or_default();
            if selection::is_unread(extension) {
                return self.pass_over_text(path, "articles of this format are not read");
            }
            let why = if extension == "toml" { SIDECAR } else { NO_ARTICLE };
            return self.pass_over(path, why);
        }
        let stem = shown.split('.').next().unwrap_or_default();
        match stem {
            "_index" => self.pass_over(path, "it is the page of a section"),
            "index" if folder.is_empty() => self.pass_over(path, "it is the folder's own page"),
            _ => self.files.push(path),
        }
    }

    /// Whether the link at `path` leads to a folder.
    ///
    /// # Errors
    ///
    /// When it leads out of the folder of articles, nowhere or in a circle.
    fn linked(&self, path: &str) -> Result<bool, Box<Diagnostic>> {
        resolved(&self.dir.join(path), &self.root).map(|it| it.is_dir())
    }

    fn pass_over(&mut self, path: String, why: &'static str) {
        self.folder.passed_over.push(PassedOver { path, why, is_text: false });
    }

    fn pass_over_text(&mut self, path: String, why: &'static str) {
        self.folder.passed_over.push(PassedOver { path, why, is_text: true });
    }

    fn refuse(&mut self, path: &str, fault: Box<Diagnostic>) {
        self.folder.articles.push(refused(self.dir, path, fault));
    }
}

pub(crate) static EXCLUDED: &str = "the configuration excludes it";

static SIDECAR: &str = "it is there for what the article of the same name does not say";

static NO_ARTICLE: &str = "its extension is not that of an article";

/// How the bytes of a file below a root are come by.
type Bytes = fn(&Path, &Path) -> Result<Vec<u8>, Box<Diagnostic>>;

/// Reads the article at `path` (relative to `dir`, with `/`).
fn article(dir: &Path, root: &Path, path: &str, bytes: Bytes, options: &Options) -> Loaded {
    let file = dir.join(path);
    let name = file.to_string_lossy().into_owned();
    let Some(form) = Form::of(path) else {
        let mut fault = at_start(&UNREADABLE_ARTICLE, "the extension is not that of an article");
        fault.help("name it .md, .html or .txt");
        return refused(dir, path, fault);
    };
    let read = match bytes(&file, root) {
        Ok(read) => read,
        Err(fault) => return refused(dir, path, fault),
    };
    let (source, fault) = decode::text(&name, read, form);
    let mut reading = match &fault {
        Some(_) => Reading::default(),
        None => read_text(&source, form, options),
    };
    reading.diagnostics.extend(fault);
    path.clone_into(&mut reading.article.path);
    let unreadable = reading.has_error() && reading.article.html.is_empty();
    let mut loaded = Loaded { source, reading, sidecar: None };
    if unreadable {
        return loaded;
    }
    let file_name = dated(path, file_name::read(&stem(path), options.zone()), options);
    loaded.reading.article.location = location::read(path, options.dialect);
    located(&mut loaded.reading.article.location, &file_name, options);
    named(&mut loaded.reading.article, &file_name, path, options);
    beside(&mut loaded, &file, root, bytes, options);
    categorized(&mut loaded.reading.article, options);
    finish(&mut loaded, &file_name.slug, root, options);
    loaded
}

/// Reads the text of an article, with its front matter; without what its path and the files around it say.
pub fn read_text(source: &Source, form: Form, options: &Options) -> Reading {
    let read = match form {
        Form::Markdown => return markdown::read(source, options),
        Form::Html => html::read,
        Form::Text => plain_text::read,
    };
    // Pages and press texts may have front matter as well; it counts before what they say themselves.
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
    let said = std::mem::replace(&mut reading.article, stated.article);
    template::clean(&mut reading.article, &template);
    merge::fill(&mut reading.article, said);
    reading.diagnostics.splice(0..0, front.diagnostics.into_iter().chain(stated.diagnostics));
    reading
}

/// A name with the date of its folders, if it has none of its own.
fn dated(path: &str, mut name: file_name::FileName, options: &Options) -> file_name::FileName {
    // The name of a page bundle is that of its folder.
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let bundle = !folder.is_empty() && last.split('.').next() == Some("index");
    let own = if bundle { folder } else { path };
    if name.date.is_none()
        && let Some((date, used)) = date_path::read(own, options.zone())
    {
        name.date = Some(date);
        name.in_folders = true;
        // `06-04-walk` of `2025/06-04-walk.md`
        let last = own.rsplit('/').next().unwrap_or(own);
        if let Some(rest) = last.get(..used).and_then(|it| name.slug.strip_prefix(it)) {
            name.slug = rest.to_owned();
        }
    }
    name
}

/// The categories that the folders of an article are: those above `_posts`, and where the generator has it so, the innermost one.
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

/// What folders say of the date, for the address.
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

/// What the path says: a date, a language, whether it is a draft. The slug waits for the sidecar file.
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
        article.language = address::language(language);
        article.origin.insert("language", Origin::outside("folder"));
    }
    if path.split('/').rev().skip(1).any(|it| it == "_drafts") {
        article.draft = true;
        article.origin.insert("draft", Origin::outside("folder `_drafts`"));
    }
}

/// Reads the file `NAME.toml` beside the article, if there is one.
fn beside(loaded: &mut Loaded, file: &Path, root: &Path, bytes: Bytes, options: &Options) {
    let beside = file.with_extension("toml");
    if beside.symlink_metadata().is_err() {
        return;
    }
    let name = beside.to_string_lossy().into_owned();
    let short = beside.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sidecar =
        Sidecar { source: Source::from_text(name.as_str(), ""), diagnostics: Vec::new() };
    match bytes(&beside, root) {
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

/// Takes the slug from the name, the title from the slug, and measures the recording.
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
        let message = format!("the permalink has an unknown part: `{}`", unknown.part);
        let mut fault = Diagnostic::new(&PERMALINK_PATTERN, span, message);
        fault.note("the URL of the article is made from the site's pattern");
        fault.help("write the path out, such as /2024/my-article/");
        diagnostics.push(fault);
    }
    // A redirect is a signpost, and no post; a link post without words of its own is one.
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
        fault.note("readers show an empty page");
        fault.help("write its text, or mark it as a draft");
        diagnostics.push(*fault);
    }
    if article.title.is_none() {
        let title_words = options.dialect.title_words;
        article.title = article.slug.as_deref().and_then(|it| spoken(it, title_words));
        if article.title.is_some() {
            let confidence = Confidence::Unsure;
            let origin = Origin { what: "file name".to_owned(), line: None, confidence };
            article.origin.insert("title", origin);
        } else {
            let mut fault = at_start(&MISSING_TITLE, "the article has no title");
            fault.note("readers list articles by their titles");
            fault.help("put `title: …` into its front matter, or a `# heading` at its top");
            diagnostics.push(*fault);
        }
    }
    if let Some(length) = article.title.as_ref().map(|it| it.chars().count())
        && length > LONGEST_TITLE
    {
        let message = format!("the title has {length} characters; {LONGEST_TITLE} is the limit");
        let mut fault = at_start(&ARTICLE_TOO_LARGE, message);
        fault.note("readers show one line of it, or none");
        fault.help("put a blank line after the heading, or write a shorter `title`");
        diagnostics.push(*fault);
    }
    if let Some(enclosure) = &mut article.enclosure
        && enclosure::measure(enclosure, &article.path, root)
    {
        let line = article.origin.get("enclosure").and_then(|it| it.line);
        let span = line.map_or(Span::default(), |it| Lines::new(&loaded.source.text).span_of(it));
        let message = format!("the size of the recording is not known: `{}`", enclosure.url);
        let mut fault = Diagnostic::new(&ENCLOSURE_NOT_MEASURED, span, message);
        fault.note("podcast apps show the size and plan downloads by it");
        fault.help("put the file into the folder of articles, or state its `length` in bytes");
        diagnostics.push(fault);
    }
}

/// A slug as a title: `my-first-walk` is "My first walk", and "My First Walk" where every word has a capital.
fn spoken(slug: &str, title_words: bool) -> Option<String> {
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

/// A word with a capital first letter and small others.
fn capitalized(word: &str) -> Option<String> {
    let first = word.chars().next()?;
    let rest = word[first.len_utf8()..].to_lowercase();
    Some(first.to_uppercase().collect::<String>() + &rest)
}

/// The name that says something: of the file without its extension, or of the folder of a page bundle, as `walk.fr` for
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

fn leads_to_folder(link: &Path) -> bool {
    link.metadata().is_ok_and(|it| it.is_dir())
}

/// An article of which nothing is known but what is wrong.
fn refused(dir: &Path, path: &str, fault: Box<Diagnostic>) -> Loaded {
    let source = Source::from_text(dir.join(path).to_string_lossy(), "");
    let article = Article { path: path.to_owned(), ..Article::default() };
    Loaded {
        source,
        reading: Reading { article, diagnostics: vec![*fault], ..Reading::default() },
        sidecar: None,
    }
}
