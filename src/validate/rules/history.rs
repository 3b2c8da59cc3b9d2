//! Feeds in several documents. RFC 5005, <https://www.rfc-editor.org/rfc/rfc5005>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::facts::HistoryLink;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::value::link_relation;

/// The relations of RFC 5005, which links of the feed may have.
#[rustfmt::skip]
const RELATIONS: &[&str] = &["current", "first", "last", "next", "next-archive", "prev-archive", "previous"];

/// The relations that have no meaning in an entry. `next` and `previous` may lead from one article to another.
const OF_FEEDS: &[&str] = &["current", "first", "last", "next-archive", "prev-archive"];

/// Records that the feed is an archive, or complete.
pub fn record_kind(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if element.parent.and_then(|it| it.role) != Some(Place::Feed) {
        return;
    }
    let history = &mut context.facts.extension.history;
    let place = if element.row.local() == "complete" {
        &mut history.complete
    } else {
        &mut history.archive
    };
    *place = Some(element.name_span);
}

/// Records a link of the feed, or checks a link of an entry.
pub fn link(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(rel) = link.attribute("rel") else { return };
    let name = link_relation::name(rel.text.trim());
    match link.parent.and_then(|it| it.role) {
        Some(Place::Feed) => {
            let known = RELATIONS.iter().chain(&["self"]).find(|it| it.eq_ignore_ascii_case(name));
            let history = &mut context.facts.extension.history;
            if let Some(relation) = known
                && history.links.len() < 100
            {
                let href = link.attr("href").unwrap_or_default().trim().to_owned();
                history.links.push(HistoryLink { relation, href, span: rel.span() });
            }
        }
        Some(Place::Entry) if OF_FEEDS.contains(&name) => {
            context
                .out
                .report(
                    &rules::FEED_RELATION_IN_ENTRY,
                    rel.span(),
                    format_args!(
                        "the relation {} applies only to feeds, not to entries",
                        Quoted(name)
                    ),
                )
                .note("readers that follow the pages of a feed look only at the links of the feed")
                .help("move the link to the feed, before its entries");
        }
        Some(Place::Entry) if matches!(name, "next" | "previous") => {
            context.out.report(
                &rules::FEED_RELATION_IN_ENTRY,
                rel.span(),
                format_args!("the relation {} of an entry does not apply to the pages of the feed", Quoted(name)),
            )
            .severity(crate::diagnostic::Severity::Info)
            .note("it leads from one article to another; readers that follow the pages of a feed look only at the links of the feed")
            .help("move the link to the feed if it leads to another page of the feed");
        }
        _ => {}
    }
}

/// Checks at the end of a feed that its links fit its kind.
pub fn links_fit(_feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let history = std::mem::take(&mut context.facts.extension.history);
    let linked = |wanted: &str| history.links.iter().find(|it| it.relation == wanted);
    let own = linked("self").map(|it| it.href.as_str());
    if let Some(complete) = history.complete {
        for it in history.links.iter().filter(|it| it.relation != "self") {
            if it.relation != "current" {
                // §2: "A complete feed […] contains the entire set of entries".
                context
                    .out
                    .report(
                        &rules::COMPLETE_FEED_WITH_PAGES,
                        it.span,
                        format_args!(
                            "this feed is marked as complete, but has a {} link",
                            Quoted(it.relation)
                        ),
                    )
                    .label(complete, "it is marked as complete here")
                    .note("readers may delete the entries that are on other pages")
                    .help("remove either the link or `fh:complete`");
            } else if own.is_some_and(|own| own != it.href) {
                context
                    .out
                    .report(
                        &rules::COMPLETE_FEED_ELSEWHERE,
                        it.span,
                        format_args!(
                            "this feed is marked as complete, but links to another feed as the current one: {}",
                            Quoted(&it.href)
                        ),
                    )
                    .label(complete, "it is marked as complete here")
                    .note("readers cannot tell which of the two feeds contains all entries")
                    .help("remove either the link or `fh:complete`");
            }
        }
    }
    if let Some(archive) = history.archive {
        // §4: "Archive documents SHOULD also contain an atom:link element with a link relation of current".
        if linked("current").is_none() {
            context
                .out
                .report(
                    &rules::ARCHIVE_WITHOUT_CURRENT,
                    archive,
                    "this archive does not link to the current feed",
                )
                .note("readers that open an archive cannot find the feed to subscribe to")
                .help("add `<link rel=\"current\" href=\"…\"/>` with the URL of the feed");
        }
        if linked("prev-archive").is_none()
            && linked("next-archive").is_none()
            && history.complete.is_none()
        {
            context
                .out
                .report(
                    &rules::ARCHIVE_WITHOUT_CHAIN,
                    archive,
                    "this archive links neither to an earlier archive nor to a later one",
                )
                .note("readers that collect the whole history of the feed stop here")
                .help(
                    "add `<link rel=\"prev-archive\" href=\"…\"/>` if there is an earlier archive",
                );
        }
    }
    for (end, beyond) in [("first", "previous"), ("last", "next")] {
        let (Some(end), Some(beyond), Some(own)) = (linked(end), linked(beyond), own) else {
            continue;
        };
        if end.href == own {
            context
                .out
                .report(
                    &rules::LINK_PAST_END,
                    beyond.span,
                    format_args!(
                        "this is the {} page, but it has a {} link",
                        end.relation,
                        Quoted(beyond.relation)
                    ),
                )
                .label(end.span, "this link leads to the page itself")
                .note("readers that follow the links from page to page end in a loop or an error")
                .help("remove whichever of the two links is wrong");
        }
    }
}
