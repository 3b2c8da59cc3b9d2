//! Stops feeds that must not be published: feeds with errors, and feeds that would lose all their entries.

use chrono::DateTime;
use chrono::Utc;

use crate::diagnostic::Diagnostic;
use crate::publish::build::FeedFormat;
use crate::publish::outcome::Refusal;
use crate::publish::settings::Settings;
use crate::publish::state::State;
use crate::publish::write::Target;
use crate::text::source::Source;
use crate::validate;

/// Why the documents must not be published. `None` if they may be.
pub(super) fn refusal(
    documents: &[Target],
    entries: usize,
    state: &State,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Option<Refusal> {
    if entries == 0 && !settings.allow_empty {
        let had_entries = |(target, (format, name)): &(&Target, &(FeedFormat, String))| {
            state.feeds.get(name).is_some_and(|it| it.entries > 0) || has_entries(target, *format)
        };
        if let Some((target, _)) = documents.iter().zip(&settings.files).find(had_entries) {
            return Some(Refusal::Empty(target.path.clone()));
        }
    }
    let mut invalid = Vec::new();
    for (target, (_, name)) in documents.iter().zip(&settings.files) {
        let text = String::from_utf8_lossy(&target.bytes);
        let source = Source::from_text(target.path.to_string_lossy(), text);
        let options = validate::Options {
            now: Some(now),
            base_url: Some(settings.address_of(name)),
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
