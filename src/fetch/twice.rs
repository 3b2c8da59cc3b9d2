//! Fetches a document a second time, and reports what changes without a reason: ids, dates, content and order.

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::fetch::client::received::Received;
use crate::text::quoted::Quoted;
use crate::text::shorten::clipped;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::Inventory;
use crate::validate::inventory::InventoryEntry;
use crate::validate::inventory::Part;
use crate::validate::options::Options;
use crate::validate::{finish, rules};

/// The names of dates.
#[rustfmt::skip]
const DATES: &[&str] = &[
    "pubDate", "lastBuildDate", "updated", "published", "modified", "issued", "created", "date", "date_published", "date_modified",
];

/// Numbers that visitors change.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "slash:comments", "slash:hit_parade", "thr:total", "media:community", "media:statistics",
];

/// Fetches a document again after `wait`, and returns what has changed although there is no reason for it. `source` is the document as
/// received the first time, and the options contain its URL. An entry that is new is a reason.
///
/// ```
/// use std::time::Duration;
/// use feedwright::{FetchSettings, Options, Replay, Source, twice};
///
/// let feed = |guid: u32| format!("<rss version='2.0'><channel><item><title>Ferry</title><link>https://harbor.example/ferry</link>\
///     <guid isPermaLink='false'>{guid}</guid></item></channel></rss>");
/// let conversation = format!(">>> GET https://harbor.example/feed\nHTTP/1.1 200 OK\n\n{}\n", feed(2));
/// let network = Replay::read(conversation.as_bytes(), &FetchSettings::default())?;
///
/// let mut options = Options::default();
/// options.base_url = Some("https://harbor.example/feed".to_owned());
/// let problems = twice(&Source::from_text("feed", feed(1)), &options, &network, Duration::ZERO);
/// assert_eq!(problems[0].rule.name, "unstable-id");
/// # Ok::<(), feedwright::SavedError>(())
/// ```
pub fn twice(
    source: &Source,
    options: &Options,
    network: &dyn Network,
    wait: Duration,
) -> Vec<Diagnostic> {
    let response = options.response.as_ref();
    let url = response.and_then(|it| it.url.as_deref()).or(options.base_url.as_deref());
    let Some(url) = url else { return Vec::new() };
    thread::sleep(wait);
    let mut out = Diagnostics::new(options.problems_per_rule);
    let first = Received::of(source, options);
    let entries = first.inventory.entries.len();
    match network.send(&Request::get(url)) {
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

/// The two versions of a document.
struct Versions<'v> {
    old: &'v Received,
    new: &'v Received,
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
    type Key = fn(&InventoryEntry) -> Option<String>;
    let keys: [Key; 3] = [
        |it| it.id.as_ref().map(|it| it.text.clone()),
        |it| it.link.as_ref().map(|it| it.text.clone()),
        |it| it.title.as_ref().map(|it| it.text.clone()),
    ];
    let mut found: Vec<Option<usize>> = vec![None; old.entries.len()];
    let mut taken = vec![false; new.entries.len()];
    for key in keys {
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for (index, it) in new.entries.iter().enumerate().filter(|it| !taken[it.0]) {
            if let Some(key) = key(it) {
                by_key.entry(key).or_insert(index);
            }
        }
        for (index, it) in old.entries.iter().enumerate() {
            if found[index].is_none()
                && let Some(at) = key(it).and_then(|it| by_key.remove(&it))
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

impl Versions<'_> {
    /// Reports what differs in an entry. Returns whether there is a reason for the feed to change, such as a new comment.
    fn entry(&self, one: &InventoryEntry, other: &InventoryEntry, out: &mut Diagnostics) -> bool {
        let mut has_reason = false;
        if let (Some(old), Some(new)) = (&one.id, &other.id)
            && old.text != new.text
        {
            out.report_at(
                &rules::UNSTABLE_ID,
                old.span,
                &one.path,
                format!("the id of this entry is {} in the next response", Quoted(&new.text)),
            )
            .note("readers show all entries as new each time they fetch the feed")
            .help("derive the id from something that never changes, such as the first URL of the entry");
        }
        for (old, new) in self.differing(&one.parts, &other.parts) {
            if is_id(&old.name) {
                continue;
            }
            let (before, after) = self.texts(old, new);
            if DATES.contains(&local(&old.name)) {
                out.report_at(
                    &rules::UNSTABLE_DATE,
                    old.span,
                    &old.path,
                    format!("`{}` of this entry is different in the next response", old.name),
                )
                .note(difference(before, after))
                .note("readers that sort by date show the entry at the top again, or as changed")
                .help("write the time at which the entry was published or edited, not the time of the request");
            } else if COUNTERS.contains(&old.name.as_str()) {
                has_reason = true;
            } else {
                out.report_at(
                    &rules::UNSTABLE_CONTENT,
                    old.span,
                    &old.path,
                    format!("`{}` of this entry is different in the next response", old.name),
                )
                .note(difference(before, after))
                .note("readers show the entry as changed, and caches cannot answer any request")
                .help("remove what is generated for each request, such as random numbers and tokens in URLs");
            }
        }
        only_in_one(one, other, out);
        has_reason
    }

    /// Reports what differs in the head of the feed.
    fn head(&self, entries_changed: bool, out: &mut Diagnostics) {
        for (old, new) in self.differing(&self.old.inventory.head, &self.new.inventory.head) {
            let (before, after) = self.texts(old, new);
            if DATES.contains(&local(&old.name)) {
                if !entries_changed {
                    out.report_at(
                        &rules::UNSTABLE_BUILD_DATE,
                        old.span,
                        &old.path,
                        format!("`{}` changes with each request, although nothing else does", old.name),
                    )
                    .note(difference(before, after))
                    .note("every reader downloads the whole feed each time, because it is never unchanged")
                    .help("write the time of the last change of an entry");
                }
                continue;
            }
            // In JSON, the list of entries is also a part of the feed.
            if old.name != "items" && !COUNTERS.contains(&old.name.as_str()) {
                out.report_at(
                    &rules::UNSTABLE_CONTENT,
                    old.span,
                    &old.path,
                    format!("`{}` of the feed is different in the next response", old.name),
                )
                .note(difference(before, after))
                .note("every reader downloads the whole feed each time, because it is never unchanged")
                .help("remove what is generated for each request");
            }
        }
    }

    /// Reports a difference outside of all elements, such as a comment with the time.
    fn between(&self, out: &mut Diagnostics) {
        let (old, new) = (self.old.source.text.as_str(), self.new.source.text.as_str());
        let at = common(old, new);
        let end = old[at..].char_indices().nth(1).map_or(old.len(), |it| at + it.0);
        out.report_at(
            &rules::UNSTABLE_CONTENT,
            Span::new(at, end),
            "/",
            "a comment or white space is different in the next response".to_owned(),
        )
        .note(difference(old, new))
        .note("every reader downloads the whole feed each time, because it is never unchanged")
        .help("remove what is generated for each request");
    }

    /// The children that are in both versions, but differ.
    fn differing<'p>(&self, old: &'p [Part], new: &'p [Part]) -> Vec<(&'p Part, &'p Part)> {
        let mut used = vec![false; new.len()];
        let mut found = Vec::new();
        for one in old {
            let same = new.iter().enumerate().find(|it| !used[it.0] && it.1.name == one.name);
            let Some((index, other)) = same else { continue };
            used[index] = true;
            let (before, after) = self.texts(one, other);
            if before != after && without_views(before) != without_views(after) {
                found.push((one, other));
            }
        }
        found
    }

    fn texts(&self, old: &Part, new: &Part) -> (&str, &str) {
        let of = |source: &'_ Source, part: &Part| -> Option<std::ops::Range<usize>> {
            source.text.get(part.extent.range()).map(|_| part.extent.range())
        };
        let before = of(&self.old.source, old).map_or("", |it| &self.old.source.text[it]);
        let after = of(&self.new.source, new).map_or("", |it| &self.new.source.text[it]);
        (before, after)
    }
}

/// Reports a child of an entry that is only in one of the versions.
fn only_in_one(one: &InventoryEntry, other: &InventoryEntry, out: &mut Diagnostics) {
    let count = |parts: &[Part], name: &str| parts.iter().filter(|it| it.name == name).count();
    let differs = |it: &&Part| count(&one.parts, &it.name) != count(&other.parts, &it.name);
    let Some(part) = one.parts.iter().chain(&other.parts).find(differs) else { return };
    let (before, after) = (count(&one.parts, &part.name), count(&other.parts, &part.name));
    out.report_at(
        &rules::UNSTABLE_CONTENT,
        one.span,
        &one.path,
        format!("this entry has {before} × `{}`, and {after} × in the next response", part.name),
    )
    .note("readers show the entry as changed, and caches cannot answer any request")
    .help("check why the program that generates the feed leaves out a part of the entry");
}

/// A group of Media RSS without the numbers of its views and ratings.
fn without_views(text: &str) -> String {
    const END: &str = "</media:community>";
    let start = text.find("<media:community");
    let end = text.find(END).map(|it| it + END.len());
    match (start, end) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &text[..start], &text[end..]),
        _ => text.to_owned(),
    }
}

fn is_id(name: &str) -> bool {
    matches!(local(name), "guid" | "id")
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The length of the common start of two texts.
fn common(one: &str, other: &str) -> usize {
    let pairs = one.char_indices().zip(other.chars());
    let differing = pairs.clone().find(|((_, a), b)| a != b).map(|it| it.0.0);
    differing.unwrap_or_else(|| one.len().min(other.len()))
}

/// Shows where two texts differ, with a few characters before.
fn difference(before: &str, after: &str) -> String {
    let at = common(before, after);
    let start = before[..at].char_indices().rev().nth(15).map_or(0, |it| it.0);
    let shown =
        |text: &str| Quoted(&clipped(text.get(start..).unwrap_or_default(), 50)).to_string();
    format!("{} has become {}", shown(before), shown(after))
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
