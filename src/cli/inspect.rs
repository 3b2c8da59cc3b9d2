//! `feedwright inspect`: shows the fields of an article and where each value comes from.

use std::io;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::DateTime;
use chrono::FixedOffset;
use serde_json::Value;
use serde_json::json;

use feedwright::Article;
use feedwright::Chapters;
use feedwright::Diagnostic;
use feedwright::Inspection;
use feedwright::Loaded;
use feedwright::Overrides;
use feedwright::Person;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Source;
use feedwright::Terminal;
use feedwright::inspect;
use feedwright::json_diagnostics;
use feedwright::nearest_config;
use feedwright::visible_json;

use crate::cli::args::Global;
use crate::cli::args::Inspect;
use crate::cli::args::Print;
use crate::cli::counted::counted;
use crate::cli::site;

pub(super) fn run(arguments: &Inspect, global: &Global) -> Result<u8> {
    // A misspelled file name is reported before any output is printed.
    for file in &arguments.files {
        if let Err(error) = file.symlink_metadata() {
            bail!("{}: cannot be read: {error}", Terminal(&file.to_string_lossy()));
        }
    }
    let (mut has_error, mut is_first) = (false, true);
    for file in &arguments.files {
        let Some(inspection) = articles(file, global)? else {
            return Ok(super::USAGE);
        };
        if inspection.articles.is_empty() && !global.quiet {
            let folder = file.to_string_lossy();
            writeln!(io::stderr(), "warning: {}: there are no articles", Terminal(&folder))?;
        }
        for loaded in &inspection.articles {
            has_error |= loaded.has_error();
            let mut out = io::stdout().lock();
            match arguments.format {
                Print::Json => {
                    writeln!(
                        out,
                        "{}",
                        visible_json(&object(loaded, &inspection, global)?.to_string())
                    )?;
                }
                Print::Text if global.quiet => {}
                Print::Text => {
                    if !std::mem::take(&mut is_first) {
                        writeln!(out)?;
                    }
                    text(&loaded.reading.article, &inspection, &mut out)?;
                }
            }
            out.flush()?;
            drop(out);
            remarks(loaded, global)?;
        }
    }
    Ok(u8::from(has_error))
}

/// Reads the article `file`, or the articles in the folder `file`, in the same way as a build. Each article keeps the
/// name that the user passed. Returns `None` if the configuration of the site has problems, which are printed.
fn articles(file: &Path, global: &Global) -> Result<Option<Inspection>> {
    let mut settings = None;
    if let Some(config) = global.config.clone().or_else(|| nearest_config(file)) {
        settings = site::settings(&config, &Overrides::default(), global)?;
        if settings.is_none() {
            return Ok(None);
        }
    }
    let inspection = inspect(file, settings.as_ref());
    inspection.with_context(|| format!("cannot read {}", file.display())).map(Some)
}

/// Returns the problems to print: with `-q`, only errors.
fn shown(diagnostics: &[Diagnostic], global: &Global) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|it| !global.quiet || it.is_error()).cloned().collect()
}

fn remarks(loaded: &Loaded, global: &Global) -> io::Result<()> {
    let format = ReportFormat::Pretty { color: global.color_on(&io::stderr()) };
    let mut out = io::stderr().lock();
    let mut write = |source: &Source, diagnostics: &[Diagnostic]| {
        format.document(source, &Report::from(shown(diagnostics, global)), &mut out)
    };
    write(&loaded.source, &loaded.reading.diagnostics)?;
    if let Some(sidecar) = &loaded.sidecar {
        write(&sidecar.source, &sidecar.diagnostics)?;
    }
    out.flush()
}

/// Prints one line per field: its name, its value, and where the value comes from.
fn text(article: &Article, inspection: &Inspection, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", Terminal(&article.path))?;
    if inspection.dialect != "plain" {
        let why = inspection.dialect_reason.as_deref().unwrap_or("feedwright.toml");
        writeln!(out, "  dialect    {}   ({})", inspection.dialect, Terminal(why))?;
    }
    for (name, value) in fields(article).into_iter().chain(of_episode(article)) {
        let origin = article.origin.get(name).map(|it| format!("   ({it})")).unwrap_or_default();
        let value = value.filter(|it| !it.is_empty()).unwrap_or_else(|| "-".to_owned());
        writeln!(out, "  {name:9}  {}{}", Terminal(&value), Terminal(&origin))?;
    }
    Ok(())
}

/// Returns every field in a human-readable form.
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

/// Returns the fields of an episode of a podcast that have a value.
fn of_episode(article: &Article) -> Vec<(&'static str, Option<String>)> {
    let Some(episode) = &article.episode else { return Vec::new() };
    let persons = episode.persons.iter().map(|it| match &it.role {
        Some(role) => format!("{} ({role})", it.name),
        None => it.name.clone(),
    });
    let transcripts = episode.transcripts.iter().map(|it| format!("{} ({})", it.url, it.r#type));
    let chapters = episode.chapters.as_ref().map(|it| match it {
        Chapters::File(url) => url.clone(),
        Chapters::List(list) => counted(list.len(), "chapter", "chapters"),
        _ => String::new(),
    });
    let soundbites = episode.soundbites.iter();
    let soundbites = soundbites.map(|it| format!("{} s from {} s", it.duration, it.start));
    let yes = |it: bool| if it { "yes" } else { "no" }.to_owned();
    let listed = |items: Vec<String>| (!items.is_empty()).then(|| items.join("; "));
    let fields = vec![
        ("episode", episode.number.clone()),
        ("season", episode.season.map(|it| it.to_string())),
        ("season_name", episode.season_name.clone()),
        ("episode_type", episode.kind.map(|it| it.name().to_owned())),
        ("explicit", episode.explicit.map(yes)),
        ("itunes_title", episode.title.clone()),
        ("itunes_subtitle", episode.subtitle.clone()),
        ("episode_image", episode.image.clone()),
        ("transcript", listed(transcripts.collect())),
        ("chapters", chapters),
        ("persons", listed(persons.collect())),
        ("soundbite", listed(soundbites.collect())),
        ("location", episode.location.as_ref().map(|it| it.name.clone())),
        ("block", episode.block.then(|| yes(true))),
    ];
    fields.into_iter().filter(|it| it.1.is_some()).collect()
}

fn person(person: &Person) -> String {
    let email = person.email.iter().map(|it| format!(" <{it}>"));
    let url = person.url.iter().map(|it| format!(" {it}"));
    email.chain(url).fold(person.name.clone(), |text, it| text + &it)
}

fn date(date: DateTime<FixedOffset>) -> String {
    date.to_rfc3339()
}

/// Returns the article as JSON. Unknown values are null.
fn object(loaded: &Loaded, inspection: &Inspection, global: &Global) -> Result<Value> {
    let article = &loaded.reading.article;
    let problems = shown(&loaded.reading.diagnostics, global);
    let mut diagnostics = serde_json::to_value(json_diagnostics(&loaded.source, &problems))?;
    if let Some(sidecar) = &loaded.sidecar {
        let problems = shown(&sidecar.diagnostics, global);
        let more = serde_json::to_value(json_diagnostics(&sidecar.source, &problems))?;
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
        "dialect": inspection.dialect,
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
        "episode": article.episode,
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
