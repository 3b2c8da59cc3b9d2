//! Fetches a document a second time, and reports what changes without a reason: ids, dates, content and order.

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::fetch::client::received::Received;
use crate::fetch::twice::versions::Versions;
use crate::text::quoted::Quoted;
use crate::text::source::Source;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::Inventory;
use crate::validate::inventory::InventoryEntry;
use crate::validate::inventory::Written;
use crate::validate::options::Options;
use crate::validate::{finish, rules};

mod versions;

/// Sends the request for a document again after `wait`, and returns what has changed without a reason. `source` is the
/// document as received the first time. An entry that is new is a reason.
///
/// ```
/// use std::time::Duration;
/// use feedwright::{FetchSettings, Options, Replay, Request, Source, twice};
///
/// let feed = |guid: u32| format!("<rss version='2.0'><channel><item><title>Ferry</title><link>https://harbor.example/ferry</link>\
///     <guid isPermaLink='false'>{guid}</guid></item></channel></rss>");
/// let conversation = format!(">>> GET https://harbor.example/feed\nHTTP/1.1 200 OK\n\n{}\n", feed(2));
/// let network = Replay::read(conversation.as_bytes(), &FetchSettings::default())?;
///
/// let source = Source::from_text("feed", feed(1));
/// let request = Request::get("https://harbor.example/feed");
/// let problems = twice(&source, &Options::default(), &request, &network, Duration::ZERO);
/// assert_eq!(problems[0].rule.name, "unstable-id");
/// # Ok::<(), feedwright::SavedError>(())
/// ```
pub fn twice(
    source: &Source,
    options: &Options,
    request: &Request,
    network: &dyn Network,
    wait: Duration,
) -> Vec<Diagnostic> {
    thread::sleep(wait);
    let mut out = Diagnostics::new(options.problems_per_rule);
    let first = Received::of(source, options);
    let entries = first.inventory.entries.len();
    match network.send(request) {
        Err(error) => out.take(*error.diagnostic),
        Ok(fetched) if !matches!(fetched.response.head.status, 200..=299) => {
            let head = &fetched.response.head;
            let status = format!("{} {}", head.status, head.reason);
            out.report(
                &rules::UNSTABLE_CONTENT,
                first.inventory.root,
                format_args!("a second request for the document gets {}", Quoted(status.trim())),
            )
            .note("readers that fetch the feed at that moment get nothing")
            .help("check the log of the server, and whether it limits the number of requests");
        }
        Ok(fetched) => compare(&first, &Received::new(fetched, options), &mut out),
    }
    finish(out, options, entries)
}

fn compare(old: &Received, new: &Received, out: &mut Diagnostics) {
    if old.source.text == new.source.text {
        return;
    }
    let versions = Versions { old, new };
    let before = out.len();
    let (pairs, has_new) = pairs(&old.inventory, &new.inventory);
    // An entry that was added or removed is a reason for the feed to change.
    let mut has_reason = has_new || pairs.len() < old.inventory.entries.len();
    for (one, other) in &pairs {
        has_reason |= versions.entry(one, other, out);
    }
    order(&pairs, out);
    if !has_reason {
        let entries_changed = out.len() > before;
        versions.head(entries_changed, out);
        let has_views = old.source.text.contains("<media:community");
        if out.len() == before && !has_views {
            versions.between(out);
        }
    }
    etag(old, new, out);
}

/// The entries of the old version with their counterparts in the new one, and whether there are new entries.
fn pairs<'v>(
    old: &'v Inventory,
    new: &'v Inventory,
) -> (Vec<(&'v InventoryEntry, &'v InventoryEntry)>, bool) {
    let keys: [fn(&InventoryEntry) -> Option<&Written>; 3] =
        [|it| it.id.as_ref(), |it| it.link.as_ref(), |it| it.title.as_ref()];
    let mut found: Vec<Option<usize>> = vec![None; old.entries.len()];
    let mut taken = vec![false; new.entries.len()];
    for key in keys {
        let mut by_key: HashMap<&str, usize> = HashMap::new();
        for (index, it) in new.entries.iter().enumerate().filter(|it| !taken[it.0]) {
            if let Some(key) = key(it) {
                by_key.entry(&key.text).or_insert(index);
            }
        }
        for (index, it) in old.entries.iter().enumerate() {
            if found[index].is_none()
                && let Some(at) = key(it).and_then(|it| by_key.remove(it.text.as_str()))
            {
                found[index] = Some(at);
                taken[at] = true;
            }
        }
    }
    let pairs = old.entries.iter().zip(&found);
    let pairs = pairs.filter_map(|(it, at)| Some((it, &new.entries[(*at)?]))).collect();
    (pairs, taken.contains(&false))
}

/// Reports entries that are in another order.
fn order(pairs: &[(&InventoryEntry, &InventoryEntry)], out: &mut Diagnostics) {
    let moved = pairs.windows(2).find(|it| it[0].1.span.start > it[1].1.span.start);
    let Some(moved) = moved else { return };
    let entry = moved[1].0;
    out.report_at(
        &rules::UNSTABLE_ORDER,
        entry.span,
        &entry.path,
        "the entries are in another order in the next response".to_owned(),
    )
    .note("readers that keep the order of the feed show the entries in a different order each time")
    .help("sort the entries by date, and those with the same date by id");
}

/// Reports two different documents with the same `ETag`.
fn etag(old: &Received, new: &Received, out: &mut Diagnostics) {
    let of = |it: &'_ Received| {
        let response = it.options.response.as_ref()?;
        response.head.headers.get("ETag").map(str::to_owned)
    };
    let (Some(one), Some(other)) = (of(old), of(new)) else { return };
    if one != other {
        return;
    }
    out.report_at(
        &rules::REUSED_ETAG,
        old.inventory.root,
        "/",
        format!("the next response has the same `ETag` {}, but another body", Quoted(&one)),
    )
    .note("readers that send the `ETag` are told that nothing has changed, and miss new entries")
    .help("derive the `ETag` from the whole document, for example from its hash");
}
