//! Links: to itself, to alternatives. RFC 4287 §4.2.7, <https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::extent::indent;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::response::Response;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::apple::enclosure;
use crate::validate::rules::extension;
use crate::validate::rules::history;
use crate::validate::rules::media_link;
use crate::validate::rules::url;
use crate::validate::rules::url_as_text;
use crate::value::link_relation;
use crate::value::link_relation::LinkRelationFault;
use crate::value::media_type;
use crate::value::uri;

/// The relation of a link in IANA's short form, even if the link has the long form (RFC 4287 §4.2.7.2).
fn relation<'a>(link: &'a Element<'_, '_>) -> &'a str {
    let rel = link.attr("rel").unwrap_or("alternate");
    rel.strip_prefix("http://www.iana.org/assignments/relation/").unwrap_or(rel)
}

/// Checks a link of a feed or an entry, and records what other links must not repeat.
pub fn link_is_in_order(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let role = link.parent.and_then(|it| it.role);
    let inside = &link.source[link.content_span.range()];
    if !inside.trim().is_empty() && !url_as_text::has_url_in_text(link) {
        context
            .out
            .report(&rules::LINK_NOT_EMPTY, link.content_span, "this link contains text or elements")
            .note("readers ignore everything inside a link, because all its information is in attributes")
            .help("write it as an empty element: `<link …/>`");
    }
    relation_is_registered(link, context.out);
    same_document(link, context.facts, context.out);
    href_has_base(link, role, context.facts, context.out);
    history::link(link, context);
    extension::counts_are_of_replies(link, context.out);
    match relation(link) {
        "self" => {
            self_leads_to_a_feed(link, context.out);
            if role == Some(Place::Feed) {
                self_link(link, context);
            }
        }
        "hub" if role == Some(Place::Feed) => hub(link, context.facts),
        "enclosure" => {
            enclosure_is_described(link, context.out);
            enclosure::record_link(link, context);
        }
        "alternate" => {
            alternate(link, role, context.facts, context.out);
            media_link::record_alternate(link, context);
        }
        _ => {}
    }
}

/// Programs that list links show their titles.
pub(in crate::validate) fn title_is_not_blank(title: &Slot<'_>, out: &mut Diagnostics) {
    if !title.text.trim().text.is_empty() {
        return;
    }
    let (element, name) = (Quoted(title.row.name), Quoted(title.attr.name));
    let words = format_args!("{element} has a blank {name} attribute");
    out.report(&rules::BLANK_ATTRIBUTE, title.text.span(), words)
        .note("programs that list links have nothing to show")
        .help("give it a value, or remove the attribute");
}

/// A relation is either a name registered with IANA or a URI (RFC 8288 §2.1).
fn relation_is_registered(link: &Element<'_, '_>, out: &mut Diagnostics) {
    let Some(rel) = link.attribute("rel") else { return };
    let Some(problem) = link_relation::problem(rel.text).filter(|_| !rel.text.trim().is_empty())
    else {
        return;
    };
    let report = out
        .report(
            &rules::UNREGISTERED_RELATION,
            rel.span(),
            format_args!("{} is not a registered link relation", Quoted(rel.text)),
        )
        .note(match problem.class {
            LinkRelationFault::Unregistered => {
                "readers ignore a link if they do not recognize its relation"
            }
            LinkRelationFault::Invalid => &problem.what,
        });
    match &problem.instead {
        Some(it) if it.sure => report.help(format_args!("change it to `{}`", it.text)).fix(
            format_args!("change it to `{}`", it.text),
            rel.span(),
            &it.text,
        ),
        // A relation that is only similar may be intended, so this fix is unsafe.
        Some(it) => report.help(format_args!("change it to `{}`", it.text)).unsafe_fix(
            format_args!("change it to `{}`", it.text),
            rel.span(),
            &it.text,
        ),
        None => report.help("use a registered name (https://www.iana.org/assignments/link-relations) or your own URI"),
    };
}

/// A link that resolves to the base URL itself refers to the document, whatever its URL is (RFC 3986 §4.4).
fn same_document(link: &Element<'_, '_>, facts: &Facts<'_>, out: &mut Diagnostics) {
    let (Some(href), Some((_, base))) = (link.attribute("href"), facts.bases.last()) else {
        return;
    };
    if facts.options.base_url.as_deref() == Some(base.as_str())
        || uri::split(href.text).is_absolute()
    {
        return;
    }
    // "aside from its fragment component (if any), identical to the base URI"
    let whole = uri::resolve::resolve(base, href.text);
    if whole.split('#').next() == base.split('#').next() {
        out.report(
            &rules::SAME_DOCUMENT_REFERENCE,
            href.span(),
            format_args!("{} resolves to the base URL itself: {}", Quoted(href.text), Quoted(base)),
        )
        .note("according to RFC 3986, it refers to the feed itself, but readers open the base URL or no page")
        .help("write the absolute URL of the page");
    }
}

/// Reports a relative `href` without a base. The feed's link to itself has its own rule.
fn href_has_base(
    link: &Element<'_, '_>,
    role: Option<Place>,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    let Some(href) = link.attribute("href") else { return };
    let is_own = role == Some(Place::Feed) && relation(link) == "self";
    if !is_own && !href.text.is_empty() && is_relative(href.text) {
        url::without_base("href", href, facts, out);
    }
}

/// Whether a URL is valid but relative.
fn is_relative(text: &str) -> bool {
    !uri::split(text).is_absolute() && uri::check(text).is_ok()
}

/// "self" "signifies that the IRI in the value of the href attribute identifies a resource equivalent to the containing
/// element" (RFC 4287 §4.2.7.2). This is a feed or an entry, not a web page.
fn self_leads_to_a_feed(link: &Element<'_, '_>, out: &mut Diagnostics) {
    let Some(kind) = link.attribute("type") else { return };
    let essence = media_type::essence(kind.text.trim()).to_ascii_lowercase();
    let is_feed = essence.ends_with("xml") || essence.ends_with("json") || !essence.contains('/');
    if !is_feed || essence == "application/xhtml+xml" {
        out.report(
            &rules::SELF_LINK_NOT_A_FEED,
            kind.span(),
            format_args!("the media type of this `self` link is not a feed format: {}", Quoted(kind.text)),
        )
        .note("readers that follow the link to subscribe get a web page instead of the feed")
        .help("write `rel=\"alternate\"` for the web page, and `type=\"application/atom+xml\"` or `type=\"application/rss+xml\"` for the feed");
    }
}

/// The length of an enclosure "is a hint" (RFC 4287 §4.2.7.6). Players show it before they fetch the file.
fn enclosure_is_described(link: &Element<'_, '_>, out: &mut Diagnostics) {
    for name in ["type", "length"] {
        if link.attribute(name).is_none() {
            out.report(
                &rules::ENCLOSURE_NOT_DESCRIBED,
                link.name_span,
                format_args!("this enclosure has no {}", Quoted(name)),
            )
            .note(if name == "type" {
                "players use the type to choose a file that they can play"
            } else {
                "players use the length to decide whether to download the file over a slow connection"
            })
            .help(if name == "type" {
                "add the media type, for example `type=\"audio/mpeg\"`"
            } else {
                "add `length=\"…\"` with the size in bytes"
            });
        }
    }
}

fn self_link(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let first = *context.facts.feed.self_link.get_or_insert(link.tag_span);
    if first != link.tag_span {
        context
            .out
            .report(&rules::SEVERAL_SELF_LINKS, link.tag_span, "this feed has two `self` links")
            .label(first, "the first one is here")
            .note("readers and hubs disagree about which URL to subscribe to")
            .help("keep the link with the URL that readers should subscribe to");
    }
    let Some(href) = link.attribute("href") else { return };
    let text = href.text.trim();
    if text.is_empty() {
        return; // It has been reported as blank.
    }
    context.facts.feed.self_url.get_or_insert_with(|| text.to_owned());
    if !uri::split(text).is_absolute() && context.facts.bases.is_empty() {
        let report = context
            .out
            .report(
                &rules::RELATIVE_SELF_LINK,
                href.span(),
                format_args!("the feed's `self` link is a relative URL: {}", Quoted(text)),
            )
            .note("readers that open a copy of the feed cannot resolve the link");
        match context.facts.options.base_url.as_deref().map(|it| uri::resolve::resolve(it, text)) {
            Some(whole) => report.help(format_args!("change it to `{whole}`")).fix(
                format_args!("change it to `{whole}`"),
                href.span(),
                attribute(&whole),
            ),
            None => report.help("write the absolute URL of the feed, beginning with `https://`"),
        };
        return;
    }
    let Some(address) = context.facts.options.base_url.as_deref() else { return };
    let named = context
        .facts
        .base()
        .map_or_else(|| text.to_owned(), |base| uri::resolve::resolve(base, text));
    // After a temporary redirect, readers keep the URL that redirects.
    let lasting = context.facts.options.response.as_ref().and_then(Response::lasting_url);
    if !leads_to_same_document(&named, address)
        && !lasting.is_some_and(|it| leads_to_same_document(&named, it))
    {
        context.out.report(
            &rules::SELF_LINK_ELSEWHERE,
            href.span(),
            format_args!(
                "the feed's `self` link is {}, but the URL of the feed is {}",
                Quoted(href.text),
                Quoted(address)
            ),
        )
        .note("readers subscribe to the URL in the `self` link, and hubs send notifications for that URL")
        .help(format_args!("change it to `{address}`"))
        // Readers that use the link subscribe to another URL, so this fix is unsafe.
        .unsafe_fix(format_args!("change it to `{address}`"), href.span(), attribute(address));
    }
}

/// Records a hub for the comparison with the headers of the response.
fn hub(link: &Element<'_, '_>, facts: &mut Facts<'_>) {
    let Some(url) = link.attr("href").map(str::trim).filter(|it| !it.is_empty()) else { return };
    let url = facts.base().map_or_else(|| url.to_owned(), |it| uri::resolve::resolve(it, url));
    facts.feed.hubs.push(url);
}

/// Whether two URLs lead to the same document after normalization (RFC 3986 §6.2.2).
pub(super) fn leads_to_same_document(one: &str, other: &str) -> bool {
    let (one, other) = (document(one), document(other));
    match (::url::Url::parse(&one), ::url::Url::parse(&other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// The URL of a document in canonical form, without the fragment.
fn document(address: &str) -> String {
    let whole = address.split('#').next().unwrap_or_default();
    // FeedBurner serves the same document to programs at both URLs, and a web page to browsers at the shorter one.
    let is_of_feedburner = ["http://feeds.feedburner.com/", "https://feeds.feedburner.com/"]
        .iter()
        .any(|start| whole.starts_with(start));
    let whole = whole.strip_suffix("?format=xml").filter(|_| is_of_feedburner).unwrap_or(whole);
    uri::canonical::differs(whole).unwrap_or_else(|| whole.to_owned())
}

/// "atom:feed elements MUST NOT contain more than one atom:link element with a rel attribute value of "alternate"
/// that has the same combination of type and hreflang attribute values."
fn alternate(
    link: &Element<'_, '_>,
    role: Option<Place>,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) {
    if !matches!(facts.format, Format::Atom10 | Format::AtomEntry) {
        return;
    }
    let (seen, what) = match role {
        Some(Place::Feed) => (&mut facts.feed.alternates, "feed"),
        Some(Place::Entry) => (&mut facts.entry.alternates, "entry"),
        // A source contains "metadata of the source feed" (§4.2.11), so the restriction applies to it too.
        Some(Place::Source) => (&mut facts.entry.source_alternates, "source"),
        _ => return,
    };
    let part = |name| link.attr(name).unwrap_or_default().trim().to_ascii_lowercase();
    let key = format!("{} {}", part("type"), part("hreflang"));
    if let Some((_, first)) = seen.iter().find(|it| it.0 == key) {
        out.report(
            &rules::DUPLICATE_ALTERNATE_LINK,
            link.tag_span,
            format_args!("this {what} has two alternate links with the same type and language"),
        )
        .label(*first, "the first one is here")
        .note("readers differ in which of the two pages they open")
        .help("keep one of the links, or use `type` and `hreflang` to tell them apart");
    } else if seen.len() < 1000 {
        seen.push((key, link.tag_span));
    }
}

/// A feed should link to itself.
pub fn atom_has_self_link(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.self_link.is_some() {
        return;
    }
    let report = context
        .out
        .report(&rules::MISSING_SELF_LINK, feed.name_span, "the feed does not link to itself")
        .note("readers that were given a copy or a redirected URL cannot find the feed again");
    match context.facts.options.base_url.as_deref() {
        Some(address) => {
            let prefix = feed.source[feed.name_span.range()].split_once(':').map_or("", |it| it.0);
            let colon = if prefix.is_empty() { "" } else { ":" };
            let link =
                format!("<{prefix}{colon}link rel=\"self\" href=\"{}\"/>", attribute(address));
            put_first(report.help(format_args!("add `{link}`")), feed, &link)
        }
        None => report.help("add `<link rel=\"self\" href=\"…\"/>` with the URL of the feed"),
    };
}

/// Offers a fix that inserts an element at the start of a feed, with the indentation of the first child.
fn put_first<'f>(
    report: NewDiagnostic<'f>,
    feed: &Element<'_, '_>,
    element: &str,
) -> NewDiagnostic<'f> {
    if feed.source[feed.tag_span.range()].ends_with("/>") {
        return report;
    }
    let indent = indent(feed.source, feed.tag_span);
    report.fix("add the link", feed.tag_span.after(), format_args!("{indent}{element}"))
}

/// An RSS 2.0 feed should also link to itself, with the `link` element of Atom.
pub fn rss_has_self_link(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.self_link.is_some() || context.facts.format != Format::Rss20 {
        return;
    }
    let report = context
        .out
        .report(&rules::MISSING_SELF_LINK, channel.name_span, "the feed does not link to itself")
        .note("readers that were given a copy or a redirected URL cannot find the feed again");
    match context.facts.options.base_url.as_deref() {
        Some(address) => {
            // The element declares its namespace, because the prefixes declared on `rss` are not known here.
            let link = format!(
                "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>",
                attribute(address)
            );
            put_first(report.help(format_args!("add `{link}`")), channel, &link)
        }
        None => report.help("add `<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"…\"/>` with the URL of the feed, and add `xmlns:atom=\"http://www.w3.org/2005/Atom\"` to `rss`"),
    };
}

/// Text escaped for the value of an attribute.
fn attribute(text: &str) -> String {
    crate::text::escape::attribute(text).into_owned()
}
