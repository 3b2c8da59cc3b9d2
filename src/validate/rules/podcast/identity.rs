//! How a podcast is identified: its id, the URL of its feed, its owner, and references to other podcasts.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::facts::FeedFacts;
use crate::validate::facts::PodcastIdentity;
use crate::validate::options::Options;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::value::person;
use crate::value::podcast::guid;
use crate::value::podcast::guid::GuidFault;
use crate::value::problem::Problem;
use crate::value::uri;

/// Records the id of the podcast. The URL of the feed, from which it is computed, may come later.
pub fn record_guid(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    if !text.text.is_empty() && guid::problem(text.text).is_some() {
        context.facts.extension.identity.guid = Some((text.text.to_owned(), text.span()));
    }
}

/// The id of another podcast.
pub(in crate::validate) fn is_guid(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    let Some(problem) = guid::problem(text.text) else { return };
    if problem.class == GuidFault::NotUuid {
        let words = format_args!("{} is not a UUID: {}", Quoted(slot.attr.name), Quoted(text.text));
        let report = out
            .report(&rules::INVALID_PODCAST_GUID, text.span(), words)
            .note("apps find the other podcast by its id");
        guid_help(report, &problem, text.span(), None);
    }
}

fn guid_help(
    report: crate::validate::diagnostics::NewDiagnostic<'_>,
    problem: &Problem<GuidFault>,
    span: Span,
    url: Option<&str>,
) {
    match (&problem.instead, url) {
        (Some(it), _) => report.help(format_args!("change it to `{}`", it.text)).fix(
            format_args!("change it to `{}`", it.text),
            span,
            &it.text,
        ),
        (None, Some(url)) => {
            let right = guid::of_feed(url);
            let help = format!("if the podcast has no id yet, use the one for the feed URL {url}: `{right}`");
            report.help(help).unsafe_fix(format_args!("change it to `{right}`"), span, &right)
        }
        (None, None) => report.help("write the `podcast:guid` of the podcast, which has the form `917393e3-1b1e-5cef-ace4-edaa54e1f810`"),
    };
}

/// Checks that need the whole feed.
pub fn feed_is_in_order(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let identity = std::mem::take(&mut context.facts.extension.identity);
    let PodcastIdentity { guid, list, new_url } = identity;
    if let Some((text, span)) = guid {
        let url = feed_url(&context.facts.feed, new_url.as_deref(), context.facts.options);
        check_guid(&text, span, url, context.out);
    }
    if let Some((medium, span)) = list
        && let Some(item) = feed.children.iter().find(|it| it.row.role == Some(Place::Entry))
    {
        context
            .out
            .report(
                &rules::LIST_WITH_ITEMS,
                span,
                format_args!("a feed with the medium {} has items", Quoted(&medium)),
            )
            .label(item.first, "the items begin here")
            .note("a list only contains `podcast:remoteItem` elements, and apps ignore its items")
            .help(match medium.strip_suffix('L') {
                Some(single) => {
                    format!("change the medium to `{single}`, or move the items to another feed")
                }
                None => {
                    "write the medium of the items, or move the items to another feed".to_owned()
                }
            });
    }
}

fn feed_url<'u>(
    feed: &'u FeedFacts,
    new_url: Option<&'u str>,
    options: &'u Options,
) -> Option<&'u str> {
    let known = new_url.or(feed.self_url.as_deref()).or(options.base_url.as_deref());
    known.filter(|it| uri::split(it).is_web())
}

fn check_guid(text: &str, span: Span, url: Option<&str>, out: &mut Diagnostics) {
    let Some(problem) = guid::problem(text) else { return };
    if problem.class == GuidFault::OtherVersion {
        out.report(
            &rules::INVALID_PODCAST_GUID,
            span,
            format_args!("the `podcast:guid` {} is not a UUID of version 5", Quoted(text)),
        )
        .severity(Severity::Warning)
        .note(format_args!("{}, so it was not computed from a feed URL", problem.what))
        .help(match url {
            Some(url) => format!(
                "keep it if directories already use it; the id for the feed URL {url} is `{}`",
                guid::of_feed(url)
            ),
            None => "keep it if directories already use it, otherwise compute it from the feed URL"
                .to_owned(),
        });
        return;
    }
    let report = out
        .report(
            &rules::INVALID_PODCAST_GUID,
            span,
            format_args!("the `podcast:guid` is not a UUID: {}", Quoted(text)),
        )
        .note("apps and directories identify the podcast by this id, and ignore or reject other values");
    guid_help(report, &problem, span, url);
}

/// Records where the feed has moved.
pub fn record_new_url(url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.extension.identity.new_url = Some(url.text.trim().text.to_owned());
}

/// "an email address that can be used to verify ownership of this feed during move and import operations"
pub(in crate::validate) fn owner_is_email(owner: &Slot<'_>, out: &mut Diagnostics) {
    let text = owner.text.trim();
    let Some(problem) = person::address_problem(text.text) else { return };
    let report = out
        .report(
            &rules::INVALID_EMAIL,
            text.span(),
            format_args!("`owner` is not a valid e-mail address: {}", Quoted(text.text)),
        )
        .severity(Severity::Warning)
        .note("hosts send a message to this address before they import the podcast");
    match problem.instead {
        Some(it) => report.help(format_args!("change it to `{}`", it.text)),
        None => report.help("write only the address, or remove the attribute"),
    };
}

/// "This element must contain exactly one remoteItem" that points to the publisher's feed.
pub fn publisher_is_named(publisher: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let count = publisher.count("podcast:remoteItem");
    if count > 1 {
        context
            .out
            .report(
                &rules::INVALID_PODCAST_VALUE,
                publisher.name_span,
                format_args!("`podcast:publisher` contains {count} `podcast:remoteItem` elements"),
            )
            .note("apps use one of them, and not all use the same one")
            .help("keep the one that points to the feed of the publisher");
    }
}

/// A feed is found by its id, or by its URL as a fallback.
pub fn remote_item_has_id(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_publisher = item.parent.is_some_and(|it| it.name == "podcast:publisher");
    if is_publisher && item.attr("medium") != Some("publisher") {
        context
            .out
            .report(
                &rules::INVALID_PODCAST_VALUE,
                item.name_span,
                "the `podcast:remoteItem` of a publisher does not have `medium=\"publisher\"`",
            )
            .note("apps look for a publisher feed")
            .help("write `medium=\"publisher\"`");
    }
    if item.attribute("feedGuid").is_some() {
        return;
    }
    let url = item.attr("feedUrl");
    let report = context
        .out
        .report(
            &rules::MISSING_ATTRIBUTE,
            item.name_span,
            "`podcast:remoteItem` has no `feedGuid` attribute",
        )
        .note("apps find the other podcast by its id");
    match url {
        Some(url) => report
            .severity(Severity::Warning)
            .help(format_args!("add `feedGuid=\"…\"` with the `podcast:guid` in {url}")),
        None => report.help("add `feedGuid=\"…\"` with the `podcast:guid` of the other podcast"),
    };
}
