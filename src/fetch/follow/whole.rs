//! All pages of a feed together: their entries, their order, and what kind of document each is.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::FixedOffset;

use crate::fetch::follow::chain::Document;
use crate::text::quoted::Quoted;
use crate::validate::inventory::InventoryEntry;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::rules;

/// Reports entries that are on several pages. In archives, an entry may appear again after a change (RFC 5005, section 4).
pub(super) fn entries_are_on_one_page(documents: &mut [Document], chain: &[usize]) {
    let names: Vec<String> = documents.iter().map(|it| it.name().to_owned()).collect();
    let mut known: HashMap<String, usize> = HashMap::new();
    for page in chain {
        let Document { received, out } = &mut documents[*page];
        if received.inventory.archive.is_some() {
            continue;
        }
        for entry in &received.inventory.entries {
            let Some(id) = &entry.id else { continue };
            match known.get(&id.text) {
                Some(other) if other != page => {
                    out.report_at(
                        &rules::ENTRY_ON_SEVERAL_PAGES,
                        id.span,
                        &entry.path,
                        format!(
                            "the entry with the id {} is also on the page {}",
                            Quoted(&id.text),
                            Quoted(&names[*other])
                        ),
                    )
                    .note("readers that collect all pages show one of the two, and may miss the entry that should be in its place")
                    .help("put each entry on one page, for example by numbering the pages from the oldest entry on");
                }
                Some(_) => {} // The validator reports ids that are repeated on a page.
                None => drop(known.insert(id.text.clone(), *page)),
            }
        }
    }
}

/// Reports a link to the last page that does not lead to the end.
pub(super) fn last_is_the_end(documents: &mut [Document], end: usize) {
    let Some(link) = documents[0].link(ResourceKind::Last) else { return };
    if documents[end].has_url(&link.url) {
        return;
    }
    let name = documents[end].name().to_owned();
    documents[0]
        .report(
            &rules::PAGE_LINKS_DISAGREE,
            &link,
            format!("the link to the last page leads to {}, but the last of the `next` links leads to {}", Quoted(&link.url), Quoted(&name)),
        )
        .note("readers that start with the last page miss entries, or get a page that does not exist")
        .help(format_args!("link to {}", Quoted(&name)));
}

/// Reports archives without the mark of one.
pub(super) fn archives_are_marked(documents: &mut [Document], chain: &[usize]) {
    for page in chain.iter().skip(1) {
        let document = &mut documents[*page];
        if document.received.inventory.archive.is_some() {
            continue;
        }
        let root = document.received.inventory.root;
        document
            .out
            .report_at(
                &rules::UNMARKED_ARCHIVE,
                root,
                "/",
                "this document is linked as an archive, but is not marked as one",
            )
            .note("readers fetch it again and again, because only archives never change")
            .help("add `<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/>` to the feed");
    }
}

/// Reports a link to the current feed that leads to an archive.
pub(super) fn current_is_no_archive(
    documents: &mut [Document],
    at: usize,
    current: usize,
    link: &Resource,
) {
    if documents[current].received.inventory.archive.is_none() {
        return;
    }
    documents[at]
        .report(
            &rules::CURRENT_IS_ARCHIVE,
            link,
            "the link to the current feed leads to an archive".to_owned(),
        )
        .note("readers that subscribe to an archive never get a new entry")
        .help("link to the feed with the newest entries, or remove `fh:archive` from it");
}

/// Reports a page whose newest entry is newer than all entries of the page before. An old entry that was changed is still old, but in
/// archives, it may appear again at its new place.
pub(super) fn pages_are_in_order(documents: &mut [Document], chain: &[usize], kind: ResourceKind) {
    for pair in chain.windows(2) {
        let is_changed_again = kind == ResourceKind::PreviousArchive;
        let last_change = |it: &InventoryEntry| it.updated.filter(|_| is_changed_again);
        let latest = |it: &InventoryEntry| published(it).max(last_change(it));
        let [one, other] = [pair[0], pair[1]].map(|it| &documents[it].received.inventory.entries);
        let Some(before) = one.iter().filter_map(latest).max() else { continue };
        let Some(newest) = other.iter().max_by_key(|it| published(it)) else { continue };
        if published(newest).is_none_or(|it| it <= before) {
            continue;
        }
        let (span, path) = (newest.span, newest.path.clone());
        let what = if kind == ResourceKind::Next { "page" } else { "newer document" };
        let name = documents[pair[0]].name().to_owned();
        documents[pair[1]]
            .out
            .report_at(
                &rules::PAGES_OUT_OF_ORDER,
                span,
                &path,
                format!("this entry is newer than all entries of the {what} {}", Quoted(&name)),
            )
            .note("readers that only fetch the first page miss the newest entries")
            .help("put the newest entries on the first page, and the oldest ones on the last page");
    }
}

fn published(entry: &InventoryEntry) -> Option<DateTime<FixedOffset>> {
    entry.published.or(entry.updated)
}
