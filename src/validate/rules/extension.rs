//! Checks of small extensions that their tables of elements cannot express.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::format::Format;
use crate::validate::markup::name::Ns;
use crate::validate::rules;
use crate::validate::rules::guid;
use crate::validate::rules::value;
use crate::validate::rules::value::words;
use crate::value::uri;

/// Modules of RSS 1.0 link with `rdf:resource`. Outside RDF, the URL may also be the element's text.
pub fn names_its_resource(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if element.attribute_in(Ns::RDF, "resource").is_some() {
        return; // The row of the attribute checks it.
    }
    if is_rdf(context.facts.format) {
        missing_resource(element, context.out);
        return;
    }
    let text = element.text.trim();
    if let Err(problem) = uri::check(text.text) {
        let words =
            format_args!("{} is not a valid URL: {}", Quoted(element.row.name), Quoted(text.text));
        context
            .out
            .report(&rules::INVALID_URL, text.span(), words)
            .severity(Severity::Warning)
            .note(&problem.what)
            .help("write the URL as the text of the element, or in `rdf:resource=\"…\"`");
    }
}

/// In RDF, a relation of Dublin Core refers to a resource by its URI. In other formats, it may contain a title.
pub fn names_its_resource_in_rdf(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if is_rdf(context.facts.format) && element.attribute_in(Ns::RDF, "resource").is_none() {
        missing_resource(element, context.out);
    }
}

fn is_rdf(format: Format) -> bool {
    matches!(format, Format::Rss10 | Format::Rss11 | Format::Rss090)
}

/// "The URI of the object's type, or its media type" (`mod_link`).
pub fn type_is_of_a_link(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(kind) = link.attribute_in(Ns::LINK, "type") else { return };
    if kind.text.contains(':') {
        value::url("l:type", kind, context.facts, context.out);
    } else {
        words::a_media_type("l:type", kind, context.out);
    }
}

/// The module is for RSS 1.0, and lists the replies in RDF.
pub fn replies_are_listed_in_rdf(children: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if is_rdf(context.facts.format) {
        return;
    }
    context
        .out
        .report(
            &rules::MISPLACED_ELEMENT,
            children.name_span,
            "`thr:children` is only allowed in RSS 1.0",
        )
        .note("in other formats, readers look for replies elsewhere and do not find these")
        .help("replace it with a link to the replies: `<atom:link rel=\"replies\" href=\"…\"/>`");
}

/// "In RSS 2.0, the address is the text; in RSS 1.0, it is in rdf:resource." <https://www.rssboard.org/trackback>
pub fn trackback_names_its_url(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let resource = element.attribute_in(Ns::RDF, "resource");
    if is_rdf(context.facts.format) {
        if resource.is_none() {
            missing_resource(element, context.out);
        }
        return;
    }
    if resource.is_some() {
        let found = element.attributes.iter().find(|it| {
            let name = element.reader.name(it.name);
            name.ns == Ns::RDF && name.local == "resource"
        });
        let span = found.map_or(element.name_span, |it| it.name_span);
        let words = format_args!(
            "`rdf:resource` is only allowed on {} in RSS 1.0",
            Quoted(element.row.name)
        );
        context
            .out
            .report(&rules::UNKNOWN_ATTRIBUTE, span, words)
            .note("in other formats, readers use the text of the element as the URL")
            .help("write the URL as the text of the element");
    }
    value::url(element.row.name, element.text.trim(), context.facts, context.out);
}

fn missing_resource(element: &Element<'_, '_>, out: &mut Diagnostics) {
    out.report(
        &rules::MISSING_ATTRIBUTE,
        element.name_span,
        format_args!("{} has no `rdf:resource` attribute", Quoted(element.row.name)),
    )
    .note("in RSS 1.0, programs look for the URL in this attribute")
    .help("add `rdf:resource=\"…\"`");
}

/// "`slash:hit_parade`: comma separated integers".
pub fn hit_parade_is_numbers(parade: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = parade.text.trim();
    let is_number = |it: &str| {
        let it = it.trim();
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit())
    };
    if text.text.split(',').all(is_number) {
        return;
    }
    context
        .out
        .report(
            &rules::INVALID_INTEGER,
            text.span(),
            format_args!(
                "{} is not a list of whole numbers: {}",
                Quoted(parade.row.name),
                Quoted(text.text)
            ),
        )
        .note("programs cannot show how many comments of each rank there are")
        .help("separate the numbers with commas, for example `12,11,9,3,0,0,0`");
}

/// The element is called `commentRss`. Some feeds write `commentRSS` because of a typo in its description.
pub fn comment_rss_has_its_usual_case(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let written = &element.source[element.name_span.range()];
    let right = written.replace("commentRSS", "commentRss");
    context
        .out
        .report(
            &rules::COMMENT_RSS_CASE,
            element.name_span,
            format_args!("{} has the wrong capitalization", Quoted(written)),
        )
        .note("XML names are case-sensitive, so programs that look for `commentRss` do not find the comments")
        .help(format_args!("rename it to `{right}` in the start tag and in the end tag"))
        .rename(element.source, element.name_span, &right);
}

/// RFC 4685 §3: "in-reply-to elements MUST contain a "ref" attribute".
pub fn reply_names_what_it_replies_to(reply: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if reply.attribute("ref").is_none() {
        context
            .out
            .report(
                &rules::REPLY_WITHOUT_REF,
                reply.name_span,
                "this `thr:in-reply-to` does not specify which entry it replies to",
            )
            .note("readers that show threads cannot place this reply")
            .help("add `ref=\"…\"` with the id of the entry that is being replied to");
    }
}

/// `FeedBurner` resolves URLs in Atom against the base URL. RSS has no base URL.
pub fn flare_url_is_absolute(flare: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if !context.facts.format.is_rss() {
        return;
    }
    for name in ["href", "src"] {
        let Some(address) = flare.attribute(name) else { continue };
        if !uri::check(address.text).is_ok_and(|it| !it.is_absolute()) {
            continue;
        }
        context
            .out
            .report(
                &rules::RELATIVE_URL,
                address.span(),
                format_args!("{} is a relative URL: {}", Quoted(name), Quoted(address.text)),
            )
            .severity(Severity::Warning)
            .note("RSS cannot define a base URL, so the URL leads elsewhere in the copy of the feed at FeedBurner")
            .help("write the absolute URL, beginning with `https://`");
    }
}

/// An id identifies one entry, whatever the format of the feed is.
pub fn atom_id_is_unique(id: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = id.text.trim();
    if text.text.is_empty() {
        return;
    }
    let key = format!("atom:id {}", text.text);
    let ids = &mut context.facts.extension.ids;
    guid::is_unique(&rules::DUPLICATE_ID, "id", key, text, ids, context.out);
}

/// In RSS, readers show `description` and `content:encoded`.
pub fn content_is_where_readers_look(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if !context.facts.format.is_rss()
        || matches!(context.facts.format, Format::Rss10 | Format::Rss11)
    {
        return;
    }
    context
        .out
        .report(
            &rules::CONTENT_WHERE_FEW_LOOK,
            element.name_span,
            format_args!("most readers ignore {} in an RSS feed", Quoted(element.row.name)),
        )
        .note(match element.row.name {
            "atom:title" => "they show `title` instead",
            "atom:subtitle" => "they show `description` instead",
            "atom:rights" => "they show `copyright`, if anything",
            _ => "they show `description`, and `content:encoded` if there is one",
        })
        .help(match element.row.name {
            "atom:title" => "put it into `title`",
            "atom:subtitle" => "put it into `description`",
            "atom:rights" => "put it into `copyright`",
            _ => "put the content into `content:encoded`, as escaped HTML",
        });
}

/// RFC 4685 §4: `count` and `updated` are only for links with the relation "replies". In a draft, `updated` was called `when`.
pub fn counts_are_of_replies(link: &Element<'_, '_>, out: &mut Diagnostics) {
    let is_replies = link.attr("rel").is_some_and(|it| it.trim().eq_ignore_ascii_case("replies"));
    for attribute in link.attributes {
        let name = link.reader.name(attribute.name);
        if name.ns != Ns::THREAD {
            continue;
        }
        match name.local {
            "when" => {
                let written = &link.source[attribute.name_span.range()];
                let right = written.replace(":when", ":updated");
                let report = out
                    .report(
                        &rules::OBSOLETE_THREAD_WHEN,
                        attribute.name_span,
                        "`thr:when` was renamed to `thr:updated`",
                    )
                    .note("some readers only support the new name")
                    .help("rename it to `thr:updated`, with an RFC 3339 date as its value");
                if link.attribute_in(Ns::THREAD, "updated").is_none() {
                    report.fix(format_args!("rename it to `{right}`"), attribute.name_span, &right);
                }
            }
            "count" | "updated" if !is_replies => {
                out.report(
                    &rules::UNKNOWN_ATTRIBUTE,
                    attribute.name_span,
                    format_args!(
                        "`thr:{}` is only allowed on a link with `rel=\"replies\"`",
                        name.local
                    ),
                )
                .note("readers that show threads do not look for it on other links")
                .help("write `rel=\"replies\"`, or remove the attribute");
            }
            _ => {}
        }
    }
}
