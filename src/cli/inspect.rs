//! `feedwright inspect`: what is understood of an article, and from which line.

use std::io;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::DateTime;
use chrono::FixedOffset;
use chrono::Utc;
use serde_json::Value;
use serde_json::json;

use feedwright::config::Overrides;
use feedwright::diagnostic::Diagnostic;
use feedwright::publish::article::Article;
use feedwright::publish::article::Person;
use feedwright::publish::load::Loaded;
use feedwright::publish::load::Options;
use feedwright::publish::load::detect;
use feedwright::publish::load::detect::Detected;
use feedwright::publish::load::folder;
use feedwright::publish::load::folder::read_below;
use feedwright::publish::load::folder::read_file;
use feedwright::report::escape::Terminal;
use feedwright::report::escape::visible_json;
use feedwright::report::json;
use feedwright::report::pretty;

use crate::cli::args::Global;
use crate::cli::args::Inspect;
use crate::cli::args::Print;
use crate::cli::site;

pub(super) fn run(inspect: &Inspect, global: &Global) -> Result<u8> {
    // A name that was mistyped is said before anything is printed.
    for file in &inspect.files {
        if let Err(error) = file.symlink_metadata() {
            bail!("{}: cannot be read: {error}", Terminal(&file.to_string_lossy()));
        }
    }
    let (mut has_error, mut is_first) = (false, true);
    for file in &inspect.files {
        let Some((articles, dialect)) = articles(file, global)? else {
            return Ok(super::USAGE);
        };
        for loaded in &articles {
            has_error |= loaded.has_error();
            let mut out = io::stdout().lock();
            match inspect.format {
                Print::Json => {
                    writeln!(
                        out,
                        "{}",
                        visible_json(&object(loaded, &dialect, global)?.to_string())
                    )?;
                }
                Print::Text if global.quiet => {}
                Print::Text => {
                    if !std::mem::take(&mut is_first) {
                        writeln!(out)?;
                    }
                    text(&loaded.reading.article, &dialect, &mut out)?;
                }
            }
            out.flush()?;
            drop(out);
            remarks(loaded, global)?;
        }
    }
    Ok(u8::from(has_error))
}

/// The article at `file`, or those in the folder `file`, read as a build reads them, each called as the user called it.
/// `None` when the configuration of its site has faults, which are printed.
fn articles(file: &Path, global: &Global) -> Result<Option<(Vec<Loaded>, Detected)>> {
    let mut options = Options::new(feedwright::value::timezone::Timezone::UTC, Utc::now());
    let mut folder = None;
    let parent = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = if file.is_dir() { file } else { parent };
    let mut dialect = detect::dialect(place, place);
    options.dialect = dialect.dialect;
    if let Some(config) = global.config.clone().or_else(|| site::above(file)) {
        let Some(settings) = site::settings(&config, &Overrides::default(), global)? else {
            return Ok(None);
        };
        options = settings.load_options(options.now);
        dialect = settings.dialect.clone();
        folder = settings.articles.canonicalize().ok();
    }
    let mut articles = if file.is_dir() {
        let shown = file.display();
        let folder = folder::read(file, &options);
        folder.with_context(|| format!("cannot read {shown}"))?.articles
    } else {
        // What the folders of an article say of it, they say below the folder of articles.
        let below = folder.as_deref().and_then(|folder| path_below(folder, file));
        let mut loaded = match folder.zip(below) {
            Some((folder, path)) => read_below(&folder, &path, &options),
            None => read_file(file, &options),
        };
        loaded.source.name = file.to_string_lossy().into_owned();
        if let Some(sidecar) = &mut loaded.sidecar {
            sidecar.source.name = file.with_extension("toml").to_string_lossy().into_owned();
        }
        vec![loaded]
    };
    for loaded in &mut articles {
        loaded.reading.article.path.clone_from(&loaded.source.name);
    }
    Ok(Some((articles, dialect)))
}

/// The path of `file` relative to `folder`, with `/`. A link is where it stands, not what it leads to.
fn path_below(folder: &Path, file: &Path) -> Option<String> {
    let parent = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = parent.canonicalize().ok()?.join(file.file_name()?);
    let parts: Option<Vec<&str>> =
        real.strip_prefix(folder).ok()?.iter().map(|it| it.to_str()).collect();
    parts.map(|it| it.join("/"))
}

/// The problems that are printed: with `-q`, only errors.
fn shown(diagnostics: &[Diagnostic], global: &Global) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|it| !global.quiet || it.is_error()).cloned().collect()
}

fn remarks(loaded: &Loaded, global: &Global) -> io::Result<()> {
    let color = global.color_on(&io::stderr());
    let mut out = io::stderr().lock();
    pretty::write(&loaded.source, &shown(&loaded.reading.diagnostics, global), color, &mut out)?;
    if let Some(sidecar) = &loaded.sidecar {
        pretty::write(&sidecar.source, &shown(&sidecar.diagnostics, global), color, &mut out)?;
    }
    out.flush()
}

/// A line a field: its name, its value, and where that comes from.
fn text(article: &Article, dialect: &Detected, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", Terminal(&article.path))?;
    if dialect.dialect.name != feedwright::publish::dialect::PLAIN.name {
        let why = dialect.why.as_deref().unwrap_or("feedwright.toml");
        writeln!(out, "  dialect    {}   ({})", dialect.dialect.name, Terminal(why))?;
    }
    for (name, value) in fields(article) {
        let origin = article.origin.get(name).map(|it| format!("   ({it})")).unwrap_or_default();
        let value = value.filter(|it| !it.is_empty()).unwrap_or_else(|| "-".to_owned());
        writeln!(out, "  {name:9}  {}{}", Terminal(&value), Terminal(&origin))?;
    }
    Ok(())
}

/// Every field as people read it.
fn fields(article: &Article) -> Vec<(&'static str, Option<String>)> {
    let yes = |it: bool| Some(if it { "yes" } else { "no" }.to_owned());
    let authors: Vec<String> = article.authors.iter().map(person).collect();
    let image = article.image.as_ref().map(|it| match &it.alt {
        Some(alt) => format!("{} ({alt})", it.url),
        None => it.url.clone(),
    });
    let enclosure = article.enclosure.as_ref().map(|it| {
        let kind = it.r#type.iter().cloned();
        let length = it.length.iter().map(|it| format!("{it} bytes"));
        let duration = it.duration.iter().map(|it| format!("{it} s"));
        let more: Vec<String> = kind.chain(length).chain(duration).collect();
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
        format!("{}{more}", it.url)
    });
    let html = (!article.html.is_empty())
        .then(|| format!("{} characters of HTML", article.html.chars().count()));
    vec![
        ("title", article.title.clone()),
        ("authors", Some(authors.join("; "))),
        ("section", article.section.clone()),
        ("tags", Some(article.tags.join(", "))),
        ("published", article.published.map(date)),
        ("updated", article.updated.map(date)),
        ("expires", article.expires.map(date)),
        ("summary", article.summary.clone()),
        ("image", image),
        ("credit", article.credit.clone()),
        ("enclosure", enclosure),
        ("language", article.language.clone()),
        ("url", article.url.clone()),
        ("slug", article.slug.clone()),
        ("id", article.id.clone()),
        ("rights", article.rights.clone()),
        ("source", article.source.clone()),
        ("draft", yes(article.draft)),
        ("unlisted", yes(article.unlisted)),
        ("html", html),
    ]
}

fn person(person: &Person) -> String {
    let email = person.email.iter().map(|it| format!(" <{it}>"));
    let url = person.url.iter().map(|it| format!(" {it}"));
    email.chain(url).fold(person.name.clone(), |text, it| text + &it)
}

fn date(date: DateTime<FixedOffset>) -> String {
    date.to_rfc3339()
}

/// Every field as programs read it; what is not known is null.
fn object(loaded: &Loaded, dialect: &Detected, global: &Global) -> Result<Value> {
    let article = &loaded.reading.article;
    let problems = shown(&loaded.reading.diagnostics, global);
    let mut diagnostics = serde_json::to_value(json::diagnostics(&loaded.source, &problems))?;
    if let Some(sidecar) = &loaded.sidecar {
        let problems = shown(&sidecar.diagnostics, global);
        let more = serde_json::to_value(json::diagnostics(&sidecar.source, &problems))?;
        if let (Some(list), Value::Array(more)) = (diagnostics.as_array_mut(), more) {
            list.extend(more);
        }
    }
    let origin: serde_json::Map<String, Value> = article
        .origin
        .iter()
        .map(|(field, it)| ((*field).to_owned(), it.to_string().into()))
        .collect();
    let enclosure = article.enclosure.as_ref().map(|it| {
        json!({ "url": it.url, "type": it.r#type, "length": it.length, "duration": it.duration })
    });
    Ok(json!({
        "path": article.path,
        "dialect": dialect.dialect.name,
        "title": article.title,
        "authors": article.authors,
        "section": article.section,
        "tags": article.tags,
        "published": article.published.map(date),
        "updated": article.updated.map(date),
        "expires": article.expires.map(date),
        "summary": article.summary,
        "html": (!article.html.is_empty()).then_some(&article.html),
        "image": article.image,
        "credit": article.credit,
        "enclosure": enclosure,
        "language": article.language,
        "url": article.url,
        "slug": article.slug,
        "id": article.id,
        "rights": article.rights,
        "source": article.source,
        "draft": article.draft,
        "unlisted": article.unlisted,
        "origin": origin,
        "diagnostics": diagnostics,
    }))
}
