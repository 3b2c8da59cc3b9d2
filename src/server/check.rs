//! Checks a document: a feed with the validator, a configuration with its reader, an article with the loader.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use chrono::Utc;
use gen_lsp_types as lsp;

use crate::config::check::DocumentChecks;
use crate::diagnostic::Diagnostic;
use crate::publish::Loaded;
use crate::publish::inspect_text;
use crate::server::configuration;
use crate::server::configuration::Configurations;
use crate::server::document::Document;
use crate::server::document::Kind;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::Format;
use crate::validate::Report;
use crate::validate::is_not_a_feed;
use crate::validate::rules;
use crate::validate::validate;

/// The result of a check.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) uri: lsp::Uri,
    pub(super) version: i32,
    pub(super) serial: u64,
    /// The problems, or the reason why the check failed. Their spans are in the text of the editor.
    pub(super) outcome: Result<Vec<Diagnostic>, String>,
}

/// Checks a document. A panic is reported instead of ending the server.
pub(super) fn check(document: &Document, configurations: &Configurations) -> Checked {
    Checked {
        uri: document.uri.clone(),
        version: document.version,
        serial: document.serial,
        outcome: caught(|| problems(document, configurations)),
    }
}

/// The result of `work`, or the message with which it panicked.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words(&*panic))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// The problems of a document, in the order of the text.
pub(super) fn problems(document: &Document, configurations: &Configurations) -> Vec<Diagnostic> {
    let (body, shift) = document.body();
    let mut found = match document.kind {
        Kind::Feed { is_shared } if is_shared && is_other(body) => Vec::new(),
        Kind::Feed { is_shared } => of_feed(document, is_shared, configurations),
        Kind::Configuration => {
            let source = Source::from_text(document.name(), body);
            configuration::problems(&source, document.path.as_deref())
        }
        Kind::Text => of_article(document, configurations).unwrap_or_default(),
        Kind::Other => Vec::new(),
    };
    for it in &mut found {
        shift_by(it, shift);
    }
    found.sort_by_key(|it| it.span);
    found
}

/// The start of elements that only feeds have. In JSON, a document without the structure of a feed is never one.
const OF_FEEDS: &[&str] = &["<rss", "<channel", "<item", "<feed", "<entry", "<opml"];

/// Whether a document is certainly not a feed, or has no content yet.
fn is_other(body: &str) -> bool {
    body.trim().is_empty() || is_not_a_feed(body)
}

fn of_feed(
    document: &Document,
    is_shared: bool,
    configurations: &Configurations,
) -> Vec<Diagnostic> {
    let source = source(document);
    let checks = checks(document, configurations);
    if source.source.text.len() as u64 > checks.max_size {
        return Report::too_large(checks.max_size).diagnostics;
    }
    let mut report = validate(&source.source, &checks.options);
    let is_like_a_feed = || OF_FEEDS.iter().any(|it| source.source.text.contains(it));
    if is_shared && report.format == Format::Unknown && !is_like_a_feed() {
        return Vec::new();
    }
    if source.is_converted {
        report.diagnostics.retain(|it| it.rule != &rules::XML_ENCODING_MISMATCH);
    }
    checks.selection.apply(&mut report.diagnostics);
    report.diagnostics
}

/// A feed as the validator reads it.
pub(super) struct FeedSource {
    pub(super) source: Source,
    /// Whether the editor converted the document from the encoding that it declares to UTF-8.
    is_converted: bool,
}

/// The source of a document. Editors send text, so a document is in the encoding that it declares, even if that is not UTF-8.
pub(super) fn source(document: &Document) -> FeedSource {
    let (body, _) = document.body();
    let source = Source::from_bytes(document.name(), body.as_bytes(), None);
    if source.text == body {
        return FeedSource { source, is_converted: false };
    }
    let source = Source::from_bytes(document.name(), body.as_bytes(), Some("utf-8"));
    FeedSource { source, is_converted: true }
}

/// How a document is checked, according to its configuration.
pub(super) fn checks(document: &Document, configurations: &Configurations) -> DocumentChecks {
    let path = document.path.as_deref();
    let settings = path.and_then(|it| configurations.nearest(it)?.check_settings());
    let mut checks = settings.unwrap_or_default().for_document(path);
    checks.options.now = Some(Utc::now());
    checks
}

/// The problems of an article. `None` if the document is not an article of a site.
fn of_article(document: &Document, configurations: &Configurations) -> Option<Vec<Diagnostic>> {
    let path = document.path.as_deref()?;
    let settings = configurations.nearest(path)?.settings()?;
    let Loaded { reading, sidecar, .. } = inspect_text(path, document.body().0, &settings)?;
    let mut found = reading.diagnostics;
    if let Some(sidecar) = sidecar {
        let lines = Lines::new(&sidecar.source.text);
        let name = sidecar.source.name.rsplit(['/', '\\']).next().unwrap_or_default();
        found.extend(sidecar.diagnostics.into_iter().map(|it| {
            let message = format!("{name}, line {}: {}", lines.line(it.span.start), it.message);
            Diagnostic { span: Span::default(), message, labels: Vec::new(), fix: None, ..it }
        }));
    }
    Some(found)
}

/// Moves all places of a problem.
fn shift_by(diagnostic: &mut Diagnostic, bytes: usize) {
    let Ok(bytes @ 1..) = u32::try_from(bytes) else { return };
    let shift = |it: &mut Span| {
        it.start = it.start.saturating_add(bytes);
        it.end = it.end.saturating_add(bytes);
    };
    shift(&mut diagnostic.span);
    diagnostic.labels.iter_mut().for_each(|it| shift(&mut it.0));
    diagnostic.places.iter_mut().for_each(|it| shift(&mut it.span));
    if let Some(fix) = &mut diagnostic.fix {
        fix.edits.iter_mut().for_each(|it| shift(&mut it.span));
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types as lsp;

    use super::caught;
    use crate::server::diagnostics::failed;

    #[test]
    fn a_panic_becomes_a_problem_of_the_document() {
        let number = "12 rows".len();
        let outcomes = [caught(|| panic!("no rows")), caught(|| panic!("{number} rows"))];
        assert_eq!(outcomes, [Err::<(), _>("no rows".to_owned()), Err("7 rows".to_owned())]);
        let problem = failed("no rows");
        assert_eq!(problem.severity, Some(lsp::DiagnosticSeverity::Error));
        let lsp::Message::String(message) = problem.message else { panic!("it is a string") };
        assert!(message.starts_with("feedwright failed to check this document: no rows\nhelp: "));
    }
}
