//! Atom feeds and entries as a whole. RFC 4287 §4.1, <https://www.rfc-editor.org/rfc/rfc4287#section-4.1>

use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::facts::EntryFacts;
use crate::validate::facts::Facts;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::text_type;
use crate::value::person;

/// "atom:entry elements that contain no child atom:content element MUST contain at least one atom:link element
/// with a rel attribute value of "alternate"" (§4.1.2).
pub fn entry_has_content_or_alternate(entry: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if entry.has("content")
        || entry.has_instead("content")
        || !context.facts.entry.alternates.is_empty()
    {
        return;
    }
    context
        .out
        .report(
            &rules::MISSING_CONTENT_OR_ALTERNATE,
            entry.name_span,
            "this entry has neither `content` nor a link to its page",
        )
        .note("readers have nothing to show and no page to open")
        .help("add `<content>…</content>` or `<link rel=\"alternate\" href=\"…\"/>`");
}

/// "atom:entry elements MUST contain one or more atom:author elements, unless the atom:entry contains an
/// atom:source element that contains an atom:author element or, in an Atom Feed Document, the atom:feed element
/// contains an atom:author element itself" (§4.1.2). The feed's author may come after its entries.
pub fn entry_has_author(entry: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let alone = entry.parent.is_none();
    if entry.has("author")
        || entry.has_instead("author")
        || context.facts.entry.source_has_author
        || (!alone && context.facts.feed.has_author)
    {
        return;
    }
    if alone {
        missing_author(entry.name_span, context.out);
    } else {
        context.facts.feed.authorless.push(entry.name_span);
    }
}

/// Reports the entries that [`entry_has_author`] recorded, if the feed has no author either.
pub fn entries_have_authors(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if feed.has("author") {
        return;
    }
    for span in std::mem::take(&mut context.facts.feed.authorless) {
        missing_author(span, context.out);
    }
}

/// Records that a feed, or the source of an entry, specifies an author.
pub fn record_author(author: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    match author.parent.and_then(|it| it.role) {
        Some(Place::Feed) => context.facts.feed.has_author = true,
        Some(Place::Source) => context.facts.entry.source_has_author = true,
        _ => {}
    }
}

fn missing_author(span: crate::text::span::Span, out: &mut Diagnostics) {
    out.report(&rules::MISSING_AUTHOR, span, "neither this entry nor the feed has an `author`")
        .note("readers cannot show who wrote the entry, and some reject the feed")
        .help("add `<author><name>…</name></author>` to the entry, or to the feed for all entries");
}

/// Checks that involve several elements of an entry.
pub fn entry_is_complete(entry: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let recorded = std::mem::take(&mut context.facts.entry);
    if let Some(span) = recorded.needs_summary
        && !entry.has("summary")
    {
        context
            .out
            .report(
                &rules::MISSING_SUMMARY,
                span,
                "this entry has external or non-text content, but no `summary`",
            )
            .note("readers have no text to show for this entry")
            .help("add `<summary>…</summary>`");
    }
    if let Some(updated) = recorded.updated
        && context.facts.feed.newest.is_none_or(|it| it.0 < updated.0)
    {
        context.facts.feed.newest = Some(updated);
    }
    published_before_updated(&recorded, context.out);
    version_is_unique(&recorded, context.facts, context.out);
    // The checks of extensions run after this one.
    context.facts.entry = recorded;
}

/// "If multiple atom:entry elements with the same atom:id value appear in an Atom Feed Document, they represent the same
/// entry. Their atom:updated timestamps SHOULD be different." (§4.1.1)
fn version_is_unique(recorded: &EntryFacts, facts: &mut Facts<'_>, out: &mut Diagnostics) {
    let Some((id, span)) = recorded.id.clone() else { return };
    if let Some((_, feed)) = facts.feed.id.as_ref().filter(|it| it.0 == id) {
        out.report(
            &rules::ENTRY_WITH_ID_OF_FEED,
            span,
            format_args!("this entry has the same id as the feed: {}", Quoted(&id)),
        )
        .label(*feed, "the feed's id")
        .note("programs that store feeds and entries by id overwrite one with the other")
        .help("give the entry its own id, and never change it");
    }
    facts.feed.entries += 1;
    let first_of_id = *facts.ids.entry(id.clone()).or_insert(span);
    let version = (id, recorded.updated_text.clone());
    if let Some(first) = facts.versions.get(&version) {
        out.report(
            &rules::DUPLICATE_ID,
            span,
            format_args!("two entries have the id {} and the same `updated`", Quoted(&version.0)),
        )
        .severity(Severity::Warning)
        .label(*first, "the first one is here")
        .note("readers treat both as the same entry and show only one of them")
        .help("give each entry its own id, and never change it");
        return;
    }
    if first_of_id != span {
        out.report(
            &rules::DUPLICATE_ID,
            span,
            format_args!("two entries are versions of the same entry: {}", Quoted(&version.0)),
        )
        .severity(Severity::Info)
        .label(first_of_id, "the first one is here")
        .note("this is allowed, but many readers show only one of the versions")
        .help("remove the older version, or give the entry its own id");
    }
    facts.versions.insert(version, span);
}

/// "Its element children consist of one or more metadata elements followed by zero or more atom:entry child elements"
/// (§4.1.1).
pub fn metadata_comes_first(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(entry) = feed.first("entry") else { return };
    let own =
        feed.children.iter().filter(|it| !it.row.name.contains(':') && it.row.name != "entry");
    for late in own.filter(|it| it.last.start > entry.start) {
        let report = context.out.report(
            &rules::METADATA_AFTER_ENTRIES,
            late.last,
            format_args!("{} appears after the first entry", Quoted(late.row.name)),
        );
        let edits = if report.is_kept() { late.moved_before(entry, feed.source) } else { None };
        report
            .label(entry, "the entries begin here")
            .note("readers that process a feed as it arrives miss it")
            .help("move it before the first entry")
            .fix_all_if(
                Safety::Safe,
                format_args!("move `{}` before the first entry", late.row.name),
                edits,
            );
    }
}

/// A feed changes when one of its entries does.
pub fn feed_is_as_new_as_its_entries(_feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let (Some(updated), Some(newest)) = (context.facts.feed.updated, context.facts.feed.newest)
    else {
        return;
    };
    if updated.0 < newest.0 {
        context
            .out
            .report(
                &rules::FEED_OLDER_THAN_ENTRY,
                updated.1,
                "the feed's `updated` is earlier than that of one of its entries",
            )
            .label(newest.1, "this entry was updated later")
            .note("programs that compare the feed's `updated` may miss the new entry")
            .help("set the feed's `updated` to the time of the newest entry");
    }
}

/// Ten entries with the same id are not versions of one entry: the id belongs to the feed, or does not identify anything.
pub fn ids_are_not_all_the_same(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.entries >= 10 && context.facts.ids.len() == 1 {
        context
            .out
            .report(
                &rules::DUPLICATE_ID,
                feed.name_span,
                format_args!("all {} entries have the same id", context.facts.feed.entries),
            )
            .note("readers treat them as the same entry and show only one of them")
            .help("give each entry its own id, and never change it");
    }
}

/// A name is for people to read. The e-mail address has its own element.
pub fn name_is_not_an_address(name: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = name.text.trim();
    if text.text.split_whitespace().any(|it| {
        let word = it.trim_matches(['<', '>', '(', ')', ',', ';']);
        word.contains('@') && !word.starts_with('@') && person::address_problem(word).is_none()
    }) {
        context
            .out
            .report(
                &rules::EMAIL_IN_NAME,
                text.span(),
                format_args!("this name contains an e-mail address: {}", Quoted(text.text)),
            )
            .note("readers show the address as part of the name")
            .help("move the address to `<email>`");
    }
}

/// An entry cannot change before it is published.
pub(in crate::validate) fn published_before_updated(recorded: &EntryFacts, out: &mut Diagnostics) {
    let (Some(published), Some(updated)) = (recorded.published, recorded.updated) else { return };
    if updated.0 < published.0 {
        out.report(
            &rules::UPDATED_BEFORE_PUBLISHED,
            updated.1,
            "this entry was updated before it was published",
        )
        .label(published.1, "the publication date is later")
        .note("readers sort by different dates, so the entry appears in different places")
        .help("correct or remove the wrong date");
    }
}

/// "The atom:entry element MUST contain an atom:summary element" if its content is external or in base64 (§4.1.2).
pub fn record_content(content: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let in_base64 = content.attr("type").is_some_and(text_type::is_in_base64);
    if content.attribute("src").is_some() || in_base64 {
        context.facts.entry.needs_summary = Some(content.name_span);
    }
}

/// Records an id. The id of an entry is checked at the end of the entry, together with its date.
pub fn record_id(id: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = id.text.trim();
    if text.text.is_empty() {
        return;
    }
    match id.parent.and_then(|it| it.role) {
        Some(Place::Entry) => context.facts.entry.id = Some((text.text.to_owned(), text.span())),
        Some(Place::Feed) => context.facts.feed.id = Some((text.text.to_owned(), text.span())),
        _ => {}
    }
}
