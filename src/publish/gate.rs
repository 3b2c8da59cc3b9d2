//! Stops feeds that must not be published: feeds with errors, feeds that would lose all their entries, and pages that would replace a file
//! of the site.

use std::borrow::Cow;

use chrono::DateTime;
use chrono::Utc;

use crate::diagnostic::Diagnostic;
use crate::publish::build::FeedFormat;
use crate::publish::documents::Document;
use crate::publish::outcome::Refusal;
use crate::publish::pages;
use crate::publish::pages::Page;
use crate::publish::settings::Settings;
use crate::publish::state::State;
use crate::publish::write::Target;
use crate::text::source::Source;
use crate::validate;

/// Why the documents must not be published. `None` if they may be.
pub(super) fn refusal(
    documents: &[Document],
    pages: &[Page],
    state: &State,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Option<Refusal> {
    let becomes_empty = |it: &&Document| {
        let had_entries = || state.feeds.get(&it.name).is_some_and(|it| it.entries > 0);
        it.entries == 0 && !it.may_be_empty && (had_entries() || has_entries(&it.target, it.format))
    };
    if !settings.allow_empty
        && let Some(it) = documents.iter().find(becomes_empty)
    {
        return Some(Refusal::Empty(it.target.path.clone()));
    }
    if let Some(it) = pages.iter().find(|it| !pages::is_ours(&it.target.path)) {
        return Some(Refusal::OtherFile(it.target.path.clone()));
    }
    let mut invalid = Vec::new();
    let lists = pages.iter().filter(|it| it.is_validated).map(|it| (&it.target, &it.url));
    for (target, url) in documents.iter().map(|it| (&it.target, &it.url)).chain(lists) {
        // The check is much faster than the conversion.
        let text = std::str::from_utf8(&target.bytes)
            .map_or_else(|_| String::from_utf8_lossy(&target.bytes), Cow::Borrowed);
        let source = Source::from_text(target.path.to_string_lossy(), text);
        let options = validate::Options {
            now: Some(now),
            base_url: Some(url.clone()),
            ignore_suppressions: true,
            ..validate::Options::default()
        };
        let mut report = validate::validate(&source, &options);
        if report.diagnostics.iter().any(Diagnostic::is_error) {
            report.diagnostics.retain(Diagnostic::is_error);
            invalid.push((source, report));
        }
    }
    (!invalid.is_empty()).then_some(Refusal::Invalid(invalid))
}

/// Whether the existing file has entries. Any program may have written it, so this only looks for the start of an entry.
fn has_entries(target: &Target, format: FeedFormat) -> bool {
    // Reading a pipe would never end.
    if !target.path.is_file() {
        return false;
    }
    let Ok(old) = std::fs::read(&target.path) else { return false };
    let finds = |needle: &str| memchr::memmem::find(&old, needle.as_bytes()).is_some();
    match format {
        FeedFormat::Rss => finds("<item>") || finds("<item "),
        FeedFormat::Atom => finds("<entry>") || finds("<entry "),
        FeedFormat::Json => serde_json::from_slice::<serde_json::Value>(&old)
            .is_ok_and(|it| it["items"].as_array().is_some_and(|items| !items.is_empty())),
    }
}
