//! The result of a build as JSON.

use std::io;
use std::io::Write;
use std::path::Path;

use serde_json::Value;
use serde_json::json;

use crate::publish::Outcome;
use crate::publish::Refusal;
use crate::publish::load::Loaded;
use crate::report::escape::visible_json;
use crate::report::json::json_diagnostics;
use crate::report::json::json_document;

/// Writes the result of a build. `refusal` is the reason if the new feeds did not replace the old ones.
pub fn write_outcome(
    outcome: &Outcome,
    refusal: Option<&Refusal>,
    dry_run: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let value = value(outcome, refusal, dry_run)?;
    writeln!(out, "{}", visible_json(&serde_json::to_string_pretty(&value)?))
}

fn value(outcome: &Outcome, refusal: Option<&Refusal>, dry_run: bool) -> serde_json::Result<Value> {
    let left_out = outcome.left_out().map(article).collect::<Result<Vec<Value>, _>>()?;
    let warned = outcome.remarked.iter().filter(|it| !it.has_error());
    let warned = warned.map(article).collect::<Result<Vec<Value>, _>>()?;
    let held = outcome.held.iter();
    let held = held.map(|(path, until)| json!({ "path": path, "until": until.to_rfc3339() }));
    let removed = outcome.removed.iter();
    let removed = removed.map(|it| json!({ "path": it.path, "line": it.line, "tag": it.tag }));
    let passed_over = outcome.passed_over.iter();
    let passed_over = passed_over.map(|it| json!({ "path": it.path, "why": it.why }));
    let feeds = outcome.feeds.iter().map(|it| {
        json!({
            "path": shown(&it.path),
            "url": it.url,
            "title": it.title,
            "format": it.format,
            "entries": it.entries,
            "omitted": it.omitted,
            "archive": it.is_archive,
            "change": it.change,
        })
    });
    let files = outcome.files.iter();
    let files = files.map(|(path, change)| json!({ "path": shown(path), "change": change }));
    Ok(json!({
        "version": 1,
        "dry_run": dry_run,
        "articles": outcome.articles,
        "left_out": left_out,
        "warned": warned,
        "held": held.collect::<Vec<Value>>(),
        "drafts": outcome.drafts,
        "expired": outcome.expired,
        "unlisted": outcome.unlisted,
        "undated": outcome.undated,
        "removed": removed.collect::<Vec<Value>>(),
        "undated_left_out": outcome.undated_left_out,
        "warnings": outcome.warnings,
        "passed_over": passed_over.collect::<Vec<Value>>(),
        "feeds": feeds.collect::<Vec<Value>>(),
        "files": files.collect::<Vec<Value>>(),
        "former": outcome.former.iter().map(|it| shown(it)).collect::<Vec<String>>(),
        "deleted": outcome.deleted.iter().map(|it| shown(it)).collect::<Vec<String>>(),
        "refused": refusal.map(reason).transpose()?,
    }))
}

/// Returns an article with its diagnostics, including those of its sidecar file.
fn article(loaded: &Loaded) -> serde_json::Result<Value> {
    let own = (&loaded.source, &loaded.reading.diagnostics);
    let sidecar = loaded.sidecar.iter().map(|it| (&it.source, &it.diagnostics));
    let mut list = Vec::new();
    for (source, diagnostics) in std::iter::once(own).chain(sidecar) {
        if let Value::Array(more) = serde_json::to_value(json_diagnostics(source, diagnostics))? {
            list.extend(more);
        }
    }
    let (path, source) = (&loaded.reading.article.path, &loaded.source.name);
    Ok(json!({ "path": path, "source": source, "diagnostics": list }))
}

/// Returns the reason why the new feeds did not replace the old ones.
fn reason(refusal: &Refusal) -> serde_json::Result<Value> {
    Ok(match refusal {
        Refusal::NoArticles(path) => json!({ "reason": "no-articles", "path": shown(path) }),
        Refusal::OtherFile(path) => json!({ "reason": "other-file", "path": shown(path) }),
        Refusal::Empty(path) => json!({ "reason": "empty", "path": shown(path) }),
        Refusal::Invalid(documents) => {
            let documents = documents.iter();
            let documents = documents.map(|it| serde_json::to_value(json_document(&it.0, &it.1)));
            let documents = documents.collect::<Result<Vec<Value>, _>>()?;
            json!({ "reason": "invalid", "documents": documents })
        }
    })
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
