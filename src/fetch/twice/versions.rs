//! The two versions of a document: what differs in an entry, in the head of the feed, and between them.

use std::collections::HashMap;
use std::collections::VecDeque;

use crate::diagnostic::Rule;
use crate::fetch::client::received::Received;
use crate::text::quoted::Quoted;
use crate::text::shorten::clipped;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::inventory::InventoryEntry;
use crate::validate::inventory::Part;
use crate::validate::rules;

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

/// The two versions of a document.
pub(super) struct Versions<'v> {
    pub(super) old: &'v Received,
    pub(super) new: &'v Received,
}

impl Versions<'_> {
    /// Reports what differs in an entry. Returns whether there is a reason for the feed to change, such as a new comment.
    pub(super) fn entry(
        &self,
        one: &InventoryEntry,
        other: &InventoryEntry,
        out: &mut Diagnostics,
    ) -> bool {
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
        for differing in self.differing(&one.parts, &other.parts) {
            let part = differing.part;
            if is_id(&part.name) {
                continue;
            }
            if COUNTERS.contains(&part.name.as_str()) {
                has_reason = true;
                continue;
            }
            let message =
                format!("`{}` of this entry is different in the next response", part.name);
            if is_date(&part.name) {
                differing
                    .report(&rules::UNSTABLE_DATE, message, out)
                    .note("readers that sort by date show the entry at the top again, or as changed")
                    .help("write the time at which the entry was published or edited, not the time of the request");
            } else {
                differing
                    .report(&rules::UNSTABLE_CONTENT, message, out)
                    .note("readers show the entry as changed, and caches cannot answer any request")
                    .help("remove what is generated for each request, such as random numbers and tokens in URLs");
            }
        }
        only_in_one(one, other, out);
        has_reason
    }

    /// Reports what differs in the head of the feed.
    pub(super) fn head(&self, entries_changed: bool, out: &mut Diagnostics) {
        for differing in self.differing(&self.old.inventory.head, &self.new.inventory.head) {
            let name = differing.part.name.as_str();
            // In JSON, the list of entries is also a part of the feed.
            if name == "items" || COUNTERS.contains(&name) || (is_date(name) && entries_changed) {
                continue;
            }
            let (rule, message, help) = if is_date(name) {
                (
                    &rules::UNSTABLE_BUILD_DATE,
                    format!("`{name}` changes with each request, although nothing else does"),
                    "write the time of the last change of an entry",
                )
            } else {
                (
                    &rules::UNSTABLE_CONTENT,
                    format!("`{name}` of the feed is different in the next response"),
                    "remove what is generated for each request",
                )
            };
            differing.report(rule, message, out).note(NEVER_UNCHANGED).help(help);
        }
    }

    /// Reports a difference outside of all elements, such as a comment with the time.
    pub(super) fn between(&self, out: &mut Diagnostics) {
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
        .note(NEVER_UNCHANGED)
        .help("remove what is generated for each request");
    }

    /// The children that are in both versions, but differ. Those with the same name are compared in their order.
    fn differing<'p>(&'p self, old: &'p [Part], new: &'p [Part]) -> Vec<Differing<'p>> {
        let mut by_name: HashMap<&str, VecDeque<&Part>> = HashMap::new();
        for it in new {
            by_name.entry(&it.name).or_default().push_back(it);
        }
        let counterpart = |part: &'p Part| {
            let other = by_name.get_mut(part.name.as_str())?.pop_front()?;
            let (before, after) = (text(&self.old.source, part), text(&self.new.source, other));
            let is_same = before == after || without_views(before) == without_views(after);
            (!is_same).then_some(Differing { part, before, after })
        };
        old.iter().filter_map(counterpart).collect()
    }
}

const NEVER_UNCHANGED: &str =
    "every reader downloads the whole feed each time, because it is never unchanged";

/// A child that is in both versions, but differs.
struct Differing<'p> {
    /// The child in the old version.
    part: &'p Part,
    before: &'p str,
    after: &'p str,
}

impl Differing<'_> {
    fn report<'o>(
        &self,
        rule: &'static Rule,
        message: String,
        out: &'o mut Diagnostics,
    ) -> NewDiagnostic<'o> {
        out.report_at(rule, self.part.span, &self.part.path, message)
            .note(difference(self.before, self.after))
    }
}

/// The text of a child.
fn text<'s>(source: &'s Source, part: &Part) -> &'s str {
    source.text.get(part.extent.range()).unwrap_or_default()
}

/// Reports a child of an entry that is only in one of the versions.
fn only_in_one(one: &InventoryEntry, other: &InventoryEntry, out: &mut Diagnostics) {
    let mut counts: HashMap<&str, [usize; 2]> = HashMap::new();
    for (version, parts) in [&one.parts, &other.parts].into_iter().enumerate() {
        for it in parts {
            counts.entry(&it.name).or_default()[version] += 1;
        }
    }
    let parts = one.parts.iter().chain(&other.parts);
    let differing = parts.map(|it| (it, counts[it.name.as_str()])).find(|(_, [a, b])| a != b);
    let Some((part, [before, after])) = differing else { return };
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

fn is_date(name: &str) -> bool {
    DATES.contains(&local(name))
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The length of the common start of two texts.
fn common(one: &str, other: &str) -> usize {
    let mut pairs = one.char_indices().zip(other.chars());
    let differing = pairs.find(|((_, a), b)| a != b).map(|it| it.0.0);
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
