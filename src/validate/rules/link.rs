//! Links: to itself, to alternatives. RFC 4287 §4.2.7, <https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::extent::indent;
use crate::validate::facts::Facts;
use crate::validate::findings::Finding;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::extension;
use crate::validate::rules::history;
use crate::validate::rules::value::attribute::Slot;
use crate::validate::schema::Place;
use crate::value::link_relation;
use crate::value::media_type;
use crate::value::uri;

/// The relation of a link: IANA's short form, also where the long one is written (RFC 4287 §4.2.7.2).
fn relation<'a>(link: &'a Element<'_, '_>) -> &'a str {
    let rel = link.attr("rel").unwrap_or("alternate");
    rel.strip_prefix("http://www.iana.org/assignments/relation/").unwrap_or(rel)
}

/// Notes what a link of a feed or an entry says, and what two of them may not both say.
pub fn link_is_in_order(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let role = link.parent.and_then(|it| it.role);
    let inside = &link.source[link.content_span.range()];
    if !inside.trim().is_empty() {
        context
            .out
            .report(&rules::LINK_NOT_EMPTY, link.content_span, "this link has something inside it")
            .note("readers take no notice of it: a link says everything in its attributes")
            .help("write <link …/>");
    }
    relation_is_registered(link, context.out);
    same_document(link, context.facts, context.out);
    history::link(link, context);
    extension::counts_are_of_replies(link, context.out);
    match relation(link) {
        "self" => {
            self_leads_to_a_feed(link, context.out);
            if role == Some(Place::Feed) {
                self_link(link, context);
            }
        }
        "enclosure" => enclosure_is_described(link, context.out),
        "alternate" => alternate(link, role, context.facts, context.out),
        _ => {}
    }
}

/// A title is shown where the link is chosen.
pub(in crate::validate) fn title_is_not_blank(title: &Slot<'_>, out: &mut Findings) {
    if !title.text.trim().text.is_empty() {
        return;
    }
    out.report(&rules::BLANK_ATTRIBUTE, title.text.span(), "the title of this link is blank")
        .note("programs that list the links have nothing to show")
        .help("give it a value, or leave it out");
}

/// A relation is a name that is registered with IANA, or a URI (RFC 8288 §2.1).
fn relation_is_registered(link: &Element<'_, '_>, out: &mut Findings) {
    let Some(rel) = link.attribute("rel") else { return };
    let Some(problem) = link_relation::problem(rel.text).filter(|_| !rel.text.trim().is_empty())
    else {
        return;
    };
    let report = out
        .report(
            &rules::UNREGISTERED_RELATION,
            rel.span(),
            format_args!("{} is not a registered relation of links", Quoted(rel.text)),
        )
        .note(&problem.what);
    match &problem.instead {
        Some(it) if it.sure => report.help(format_args!("write {}", it.text)).fix(
            format_args!("write `{}`", it.text),
            rel.span(),
            &it.text,
        ),
        // What is only near may be a relation of somebody's own.
        Some(it) => report.help(format_args!("write {}", it.text)).unsafe_fix(
            format_args!("write `{}`", it.text),
            rel.span(),
            &it.text,
        ),
        None => report.help("use a registered name (https://www.iana.org/assignments/link-relations), or a URI of your own"),
    };
}

/// A link that leads to the base itself is resolved to the document, wherever that is (RFC 3986 §4.4).
fn same_document(link: &Element<'_, '_>, facts: &Facts<'_>, out: &mut Findings) {
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
            format_args!("{} leads to the base {} itself", Quoted(href.text), Quoted(base)),
        )
        .note("programs take such a reference for the feed itself, not for the base")
        .help("write the whole address");
    }
}

/// "self" "signifies that the IRI in the value of the href attribute identifies a resource equivalent to the containing
/// element" (RFC 4287 §4.2.7.2): a feed or an entry, and no page.
fn self_leads_to_a_feed(link: &Element<'_, '_>, out: &mut Findings) {
    let Some(kind) = link.attribute("type") else { return };
    let essence = media_type::essence(kind.text.trim()).to_ascii_lowercase();
    let is_feed = essence.ends_with("xml") || essence.ends_with("json") || !essence.contains('/');
    if !is_feed || essence == "application/xhtml+xml" {
        out.report(
            &rules::SELF_LINK_NOT_A_FEED,
            kind.span(),
            format_args!("this link should lead to the feed itself, and leads to something of the type {}", Quoted(kind.text)),
        )
        .note("readers that follow it to find the feed again get a page")
        .help("write rel=\"alternate\" for the page, and type=\"application/atom+xml\" or type=\"application/rss+xml\" for the feed");
    }
}

/// The length of an enclosure "is a hint" (RFC 4287 §4.2.7.6), and players show it before they fetch anything.
fn enclosure_is_described(link: &Element<'_, '_>, out: &mut Findings) {
    for name in ["type", "length"] {
        if link.attribute(name).is_none() {
            out.report(
                &rules::ENCLOSURE_NOT_DESCRIBED,
                link.name_span,
                format_args!("this enclosure has no {}", Quoted(name)),
            )
            .note("players choose by the media type what they can play, and by the length when they fetch it")
            .help(if name == "type" { "add type=\"audio/mpeg\", or what it is" } else { "add length=\"…\" with its size in bytes" });
        }
    }
}

fn self_link(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let first = *context.facts.feed.self_link.get_or_insert(link.tag_span);
    if first != link.tag_span {
        context
            .out
            .report(&rules::SEVERAL_SELF_LINKS, link.tag_span, "this feed has two links to itself")
            .label(first, "the first one is here")
            .note("a feed has one address: readers and hubs take either of the two")
            .help("keep the one that readers should subscribe to");
    }
    let Some(href) = link.attribute("href") else { return };
    let text = href.text.trim();
    if !uri::split(text).is_absolute() && context.facts.bases.is_empty() {
        let report = context
            .out
            .report(
                &rules::RELATIVE_SELF_LINK,
                href.span(),
                format_args!("the feed's address is relative: {}", Quoted(text)),
            )
            .note("a reader that was given a copy cannot tell what it is relative to");
        match context.facts.options.base_url.as_deref().map(|it| uri::resolve::resolve(it, text)) {
            Some(whole) => report.help(format_args!("write {whole}")).fix(
                format_args!("write `{whole}`"),
                href.span(),
                attribute(&whole),
            ),
            None => report.help("write the whole address, with https://"),
        };
        return;
    }
    let Some(address) = context.facts.options.base_url.as_deref() else { return };
    let named = context
        .facts
        .base()
        .map_or_else(|| text.to_owned(), |base| uri::resolve::resolve(base, text));
    if !same_address(&named, address) {
        context.out.report(
            &rules::SELF_LINK_ELSEWHERE,
            href.span(),
            format_args!(
                "the feed says that it is {}, but it is {}",
                Quoted(href.text),
                Quoted(address)
            ),
        )
        .note("readers subscribe to the address that the feed names, and hubs notify for that one")
        .help(format_args!("write href=\"{address}\""))
        // Readers that take it over subscribe to another address.
        .unsafe_fix(format_args!("write `{address}`"), href.span(), attribute(address));
    }
}

/// Whether two URLs name the same resource after normalization (RFC 3986 §6.2.2).
/// Whether two addresses lead to the same document (RFC 3986 §6).
fn same_address(one: &str, other: &str) -> bool {
    let (one, other) = (document(one), document(other));
    match (url::Url::parse(&one), url::Url::parse(&other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// The address of a document, without the part of it that is meant, in its canonical form.
fn document(address: &str) -> String {
    let whole = address.split('#').next().unwrap_or_default();
    // FeedBurner serves programs the same document by both addresses, and people a page by the shorter one.
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
    out: &mut Findings,
) {
    if !matches!(facts.format, Format::Atom10 | Format::AtomEntry) {
        return;
    }
    let (seen, what) = match role {
        Some(Place::Feed) => (&mut facts.feed.alternates, "feed"),
        Some(Place::Entry) => (&mut facts.entry.alternates, "entry"),
        // A source holds "metadata of the source feed" (§4.2.11): what a feed may not say twice, it may not either.
        Some(Place::Source) => (&mut facts.entry.source_alternates, "source"),
        _ => return,
    };
    let part = |name| link.attr(name).unwrap_or_default().trim().to_ascii_lowercase();
    let key = format!("{} {}", part("type"), part("hreflang"));
    if let Some((_, first)) = seen.iter().find(|it| it.0 == key) {
        out.report(
            &rules::DUPLICATE_ALTERNATE_LINK,
            link.tag_span,
            format_args!("this {what} has two alternate links of the same type and language"),
        )
        .label(*first, "the first one is here")
        .note("readers cannot tell which page to open")
        .help("keep one, or give them different types or languages");
    } else if seen.len() < 1000 {
        seen.push((key, link.tag_span));
    }
}

/// A feed should say where it is served.
pub fn atom_has_self_link(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.self_link.is_some() {
        return;
    }
    let report = context
        .out
        .report(
            &rules::MISSING_SELF_LINK,
            feed.name_span,
            "the feed does not say where it is served",
        )
        .note("readers that were given a copy or a redirected address cannot find the feed again");
    match context.facts.options.base_url.as_deref() {
        Some(address) => {
            let prefix = feed.source[feed.name_span.range()].split_once(':').map_or("", |it| it.0);
            let colon = if prefix.is_empty() { "" } else { ":" };
            let link =
                format!("<{prefix}{colon}link rel=\"self\" href=\"{}\"/>", attribute(address));
            put_first(report.help(format_args!("add {link}")), feed, &link)
        }
        None => report.help("add <link rel=\"self\" href=\"…\"/> with the feed's own address"),
    };
}

/// Offers to put an element first into a feed, indented like what stands there.
fn put_first<'f>(report: Finding<'f>, feed: &Element<'_, '_>, element: &str) -> Finding<'f> {
    if feed.source[feed.tag_span.range()].ends_with("/>") {
        return report;
    }
    let indent = indent(feed.source, feed.tag_span);
    report.fix("add the link", feed.tag_span.after(), format_args!("{indent}{element}"))
}

/// The same for RSS 2.0, by the element of Atom.
pub fn rss_has_self_link(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.self_link.is_some() || context.facts.format != Format::Rss20 {
        return;
    }
    let report = context
        .out
        .report(
            &rules::MISSING_SELF_LINK,
            channel.name_span,
            "the feed does not say where it is served",
        )
        .note("readers that were given a copy or a redirected address cannot find the feed again");
    match context.facts.options.base_url.as_deref() {
        Some(address) => {
            // It brings its namespace along: who declared the prefix on `rss` for what, is not known here.
            let link = format!(
                "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>",
                attribute(address)
            );
            put_first(report.help(format_args!("add {link}")), channel, &link)
        }
        None => report.help("add <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"…\"/> with the feed's own address, and xmlns:atom=\"http://www.w3.org/2005/Atom\" to `rss`"),
    };
}

/// A text for between the quotes of an attribute.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
