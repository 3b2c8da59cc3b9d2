//! The checks that apply to every row: repeated elements, missing elements and attributes.

use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::element::Tag;
use crate::validate::element::decoded_attribute;
use crate::validate::extent::extent;
use crate::validate::extent::indent;
use crate::validate::extent::text_of;
use crate::validate::extent::with_line;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::Attribute;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::row::Count;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::json_feed;
use crate::validate::rules::stray::MAX_CHOICES;
use crate::validate::rules::url_as_text;
use crate::validate::rules::value;
use crate::validate::schema;
use crate::value::date;

/// Reports a repeated child that is allowed only once.
pub(in crate::validate) fn duplicate(
    row: &'static Row,
    parent: Option<&'static Row>,
    open: &Open,
    first: Span,
    source: &str,
    out: &mut Diagnostics,
) {
    let holder = parent.map_or_else(|| "the document".to_owned(), |it| Quoted(it.name).to_string());
    let report = out
        .report(
            &rules::DUPLICATE_ELEMENT,
            open.name_span,
            format_args!("{holder} has more than one {}", Quoted(row.name)),
        )
        .label(first, "the first one is here")
        .note("some readers use the first, and some use the last")
        .help("keep the correct one, and remove the other");
    let whole = |name| extent(source, name).map(|it| it.whole);
    if report.is_kept()
        && let (Some(one), Some(other)) = (whole(first), whole(open.name_span))
        && source[one.range()] == source[other.range()]
    {
        report.help("remove the second one, which is identical").fix(
            "remove the second one",
            with_line(source, other),
            "",
        );
    }
}

/// Whether an element is newer than the format of the feed: `guid` was added in RSS 2.0.
fn is_newer(row: &Row, format: Format) -> bool {
    row.name == "guid" && format != Format::Rss20
}

/// The parent of a missing child, as messages name it. Objects of JSON have no name of their own.
fn holder(row: &Row) -> String {
    match row.role {
        _ if row.kinds.is_empty() => Quoted(row.name).to_string(),
        Some(Place::Feed) => "this feed".to_owned(),
        Some(Place::Entry) => "this item".to_owned(),
        Some(Place::In(name)) => format!("this {name}"),
        _ => Quoted(row.name).to_string(),
    }
}

/// Reports a child that is missing.
pub(in crate::validate) fn missing(
    element: &Element<'_, '_>,
    needed: &'static Row,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    let has_version = needed.name == "guid" && facts.extension.is_appcast;
    if needed.count == Count::Recommended && (has_version || is_newer(needed, facts.format))
        || element.has_instead(needed.name)
    {
        return;
    }
    let general =
        if needed.kinds.is_empty() { &rules::MISSING_ELEMENT } else { &rules::MISSING_MEMBER };
    let rule = needed.absent.unwrap_or(general);
    let report = out
        .report(
            rule,
            element.name_span,
            format_args!("{} has no {}", holder(element.row), Quoted(needed.name)),
        )
        .note_with(|| rule.why());
    let report = report.help(match needed.value {
        _ if !needed.kinds.is_empty() => format!("add {}", Quoted(needed.name)),
        Value::Empty => format!("add `<{} …/>`", needed.name),
        _ => format!("add `<{0}>…</{0}>`", needed.name),
    });
    if rule == &rules::MISSING_FEED_URL {
        json_feed::add_own_url(element, facts, report);
    } else if report.is_kept() {
        value_at_hand(element, needed, facts, report);
    }
}

/// Suggests the value of a missing child that another element has.
fn value_at_hand(
    element: &Element<'_, '_>,
    needed: &'static Row,
    facts: &Facts<'_>,
    report: NewDiagnostic<'_>,
) {
    let is_feed = element.row.role == Some(Place::Feed);
    let written = &element.source[element.name_span.range()];
    let prefix = written.strip_suffix(element.row.local()).unwrap_or_default();
    let found = needed.taken_from.iter().find_map(|name| {
        let span = element.first(name)?;
        Some((*name, span, text_of(element.source, span)?))
    });
    let name = needed.name;
    if needed.value != Value::Rfc3339 {
        if let Some((from, _, text)) = found {
            report.help(format_args!(
                "add `<{prefix}{name}>{text}</{prefix}{name}>` if no other one has this {}",
                Quoted(from)
            ));
        }
        return;
    }
    let mut is_sure = true;
    let (value, from, after) = match (found, &facts.feed.newest) {
        (Some((from, span, text)), _) => {
            let read = date::rfc3339::read(text);
            let value = match read.problem.and_then(|it| it.instead) {
                None if read.when.is_some() => text.to_owned(),
                None => return,
                Some(instead) => {
                    is_sure = instead.sure;
                    instead.text
                }
            };
            let Some(extent) = extent(element.source, span) else { return };
            (value, format!("the value of {}", Quoted(from)), extent.whole)
        }
        (None, Some((newest, _))) if is_feed => (
            date::rfc3339_at_offset(*newest),
            "the date of the newest entry".to_owned(),
            element.tag_span,
        ),
        _ => return,
    };
    let line = if is_feed && found.is_none() {
        indent(element.source, after)
    } else {
        let before = &element.source[..after.range().start];
        let blank = before.len() - before.trim_end_matches([' ', '\t', '\r', '\n']).len();
        let blank = &before[before.len() - blank..];
        &blank[blank
            .rfind('\n')
            .map_or(0, |it| if blank[..it].ends_with('\r') { it - 1 } else { it })..]
    };
    let new = format!("<{prefix}{name}>{value}</{prefix}{name}>");
    let title = format_args!("add `{new}`");
    let text = format_args!("{line}{new}");
    if is_sure {
        report.help(format_args!("add `{new}`, {from}")).fix(title, after.after(), text);
    } else {
        report.help(format_args!("for example, add `{new}`, {from}")).unsafe_fix(
            title,
            after.after(),
            text,
        );
    }
}

/// Reports extension elements that repeat an RSS element. Only RSS is checked, because the rows contain names of RSS elements.
pub(in crate::validate) fn repeated_rss_elements(
    element: &Element<'_, '_>,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    for child in element.children {
        let Some(core) = child.row.same_as else { continue };
        let Some(first) = element.first(core) else { continue };
        // `dc:date.Taken` is more specific than `dc:date`, so it does not repeat `pubDate`.
        let is_qualified = element.source[child.first.range()].contains('.');
        if !facts.format.is_rss() || is_qualified || is_of_no_use(core, first, element.source) {
            continue;
        }
        out.report(
            &rules::SAID_TWICE,
            child.first,
            format_args!("{} repeats {}", Quoted(child.row.name), Quoted(core)),
        )
        .label(first, "the RSS element is here")
        .note("readers use only one of the two, and not all use the same one")
        .help(format_args!("keep {}, because every RSS reader supports it", Quoted(core)));
    }
}

/// Whether an RSS element has no value, or a name in place of an e-mail address. That has been reported, and the element in the
/// extension is the right one.
fn is_of_no_use(core: &str, name: Span, source: &str) -> bool {
    let Some(extent) = extent(source, name) else { return false };
    let whole = &source[extent.whole.range()];
    let inside = whole.split_once('>').map_or("", |it| it.1);
    let inside = inside.rsplit_once("</").map_or("", |it| it.0).trim();
    let is_contact = matches!(core, "author" | "managingEditor" | "webMaster");
    inside.is_empty() || is_contact && !inside.contains('@')
}

/// The attributes that XML itself defines.
const OF_XML: &[&str] = &["base", "id", "lang", "space"];

/// Whether an attribute is in a known namespace that does not define it for this element. In RDF, any property may be
/// written as an attribute.
fn is_unknown_to_its_namespace(name: &Name<'_>, row: &Row, format: Format) -> bool {
    if name.ns == Ns::NONE || row.open_attributes || row.value == Value::Anything {
        return false;
    }
    if matches!(format, Format::Rss10 | Format::Rss11 | Format::Rss090) {
        return false;
    }
    match name.ns {
        Ns::XML => !OF_XML.contains(&name.local),
        ns => schema::vocabulary_of(&[], ns).is_some_and(|it| !it.open_attributes),
    }
}

fn unknown_to_its_namespace(
    name: &Name<'_>,
    attribute: &Attribute<'_>,
    it: &Tag<'_, '_>,
    out: &mut Diagnostics,
) {
    let prefix = name.ns.entry().map_or(name.prefix, |it| it.prefix);
    out.report(
        &rules::UNKNOWN_ATTRIBUTE,
        attribute.name_span,
        format_args!("unknown attribute `{prefix}:{}` on {}", name.local, Quoted(it.row.name)),
    )
    .note("readers ignore unknown attributes")
    .help("remove it, or use a name from the specification of its namespace (most namespaces define only elements)");
}

/// Reports an attribute that its growing vocabulary did not have when the table was written. Another capitalization of a known name is
/// surely a mistake.
fn perhaps_newer(local: &str, attribute: &Attribute<'_>, it: &Tag<'_, '_>, out: &mut Diagnostics) {
    let known = it.row.attributes.iter().map(|it| it.name);
    let folded = known.clone().find(|it| it.eq_ignore_ascii_case(local));
    let element = Quoted(it.row.name);
    if let Some(right) = folded {
        let words = format_args!("unknown attribute {} on {element}", Quoted(local));
        out.report(&rules::UNKNOWN_ATTRIBUTE, attribute.name_span, words)
            .severity(Severity::Warning)
            .note("readers ignore unknown attributes")
            .help(format_args!("rename it to {}, because names are case-sensitive", Quoted(right)))
            .fix(format_args!("rename it to `{right}`"), attribute.name_span, right);
        return;
    }
    let words =
        format_args!("the attribute {} on {element} is not known to feedwright", Quoted(local));
    let report = out
        .once(
            &rules::UNRECOGNIZED_NAME,
            &format!("{} {local}", it.row.name),
            attribute.name_span,
            words,
        )
        .note("the specification of the namespace still grows, so the attribute may be new");
    match nearest(local, known) {
        Some(near) => report.help(format_args!("if it is not new, did you mean {}?", Quoted(near))),
        None => report.help("check the name in the current specification"),
    };
}

/// Reports an element without a namespace in an extension. RSS allows extensions "only if those elements and attributes are defined in a namespace".
pub(in crate::validate) fn nameless(
    name: &Name<'_>,
    name_span: Span,
    holder: &Name<'_>,
    out: &mut Diagnostics,
) {
    out.report(
        &rules::ELEMENT_WITHOUT_NAMESPACE,
        name_span,
        format_args!("{} in an extension has no namespace", Quoted(&name.written())),
    )
    .severity(Severity::Error)
    .note("programs cannot distinguish it from an RSS element")
    .help(format_args!(
        "change it to `<{}:{}>`, or declare a namespace for it",
        holder.prefix, name.local
    ));
}

/// Checks the attributes of an element, or the type of a JSON value.
pub(in crate::validate) fn attributes(
    it: &Tag<'_, '_>,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) {
    if it.kind != Kind::Element {
        value::json_type::check(it, out);
        return;
    }
    let mut misspelled: Vec<&'static str> = Vec::new();
    for attribute in it.attributes {
        let name = it.reader.name(attribute.name);
        let known = it.row.attributes.iter().find(|attr| match attr.name.split_once(':') {
            None => name.ns == Ns::NONE && attr.name == name.local,
            Some((prefix, local)) => {
                local == name.local && name.ns.entry().is_some_and(|entry| entry.prefix == prefix)
            }
        });
        if let Some(known) = known {
            let text = decoded_attribute(attribute, it.reader, it.source);
            value::attribute::check(
                &Slot { row: it.row, attr: known, text, reader: it.reader },
                facts,
                out,
            );
            continue;
        }
        if name.ns == Ns::NONE && it.row.attributes_grow && !it.row.open_attributes {
            perhaps_newer(name.local, attribute, it, out);
            continue;
        }
        if name.ns != Ns::NONE || it.row.open_attributes {
            if name.ns == Ns::XML {
                value::attribute::of_xml(name.local, attribute, it, facts, out);
            }
            if is_unknown_to_its_namespace(&name, it.row, facts.format) {
                unknown_to_its_namespace(&name, attribute, it, out);
            }
            continue;
        }
        let names = it.row.attributes.iter().map(|it| it.name);
        let folded =
            it.row.attributes.iter().find(|attr| attr.name.eq_ignore_ascii_case(name.local));
        let has_room = out.has_room(&rules::UNKNOWN_ATTRIBUTE);
        let found = || if has_room { nearest(name.local, names) } else { None };
        let near = folded.map(|it| it.name).or_else(found).filter(|near| !it.has(near));
        misspelled.extend(near);
        let is_required = near
            .is_some_and(|near| it.row.attributes.iter().any(|it| it.name == near && it.required));
        let report = out
            .report(
                &rules::UNKNOWN_ATTRIBUTE,
                attribute.name_span,
                format_args!("unknown attribute {} on {}", Quoted(name.local), Quoted(it.row.name)),
            )
            .note("readers ignore unknown attributes");
        // RSS allows only the attributes of its own elements to be extended in a namespace. Extensions add to their own elements.
        let report = match near {
            None if it.row.name.contains(':') => report.severity(Severity::Warning),
            _ => report,
        };
        match (folded, near) {
            (Some(_), Some(near)) => report
                .help(format_args!(
                    "rename it to {}, because names are case-sensitive",
                    Quoted(near)
                ))
                .fix(format_args!("rename it to `{near}`"), attribute.name_span, near),
            (_, Some(near)) => {
                let report = report.help(format_args!("did you mean {}?", Quoted(near)));
                let title = format_args!("rename it to `{near}`");
                if is_required {
                    report.fix(title, attribute.name_span, near)
                } else {
                    report.unsafe_fix(title, attribute.name_span, near)
                }
            }
            (_, None) if has_room && (1..=MAX_CHOICES).contains(&it.row.attributes.len()) => {
                let choices: Vec<&str> = it.row.attributes.iter().map(|it| it.name).collect();
                report
                    .help(format_args!("remove it; allowed attributes: `{}`", choices.join("`, `")))
            }
            (_, None) => report.help("remove it"),
        };
    }
    if url_as_text::url_is_an_attribute(it, out) {
        return;
    }
    for needed in it.row.attributes.iter().filter(|it| it.required) {
        // A misspelled name is one problem. If other attributes are allowed, another check reports it.
        let is_in_other_case = it.row.open_attributes && it.has_in_any_case(needed.name);
        if it.has(needed.name) || is_in_other_case || misspelled.contains(&needed.name) {
            continue;
        }
        let report = out
            .report(
                &rules::MISSING_ATTRIBUTE,
                it.name_span,
                format_args!("{} has no {} attribute", Quoted(it.row.name), Quoted(needed.name)),
            )
            .note(
                "readers ignore the element or reject the feed if a required attribute is missing",
            )
            .help(format_args!("add `{}=\"…\"`", needed.name));
        let found = needed.finder.filter(|_| report.is_kept()).and_then(|find| find(it, facts));
        if let Some(value) = found {
            let attribute = format!("{}=\"{value}\"", needed.name);
            report.help(format_args!("add `{attribute}`")).fix(
                format_args!("add `{attribute}`"),
                it.name_span.after(),
                format_args!(" {attribute}"),
            );
        }
    }
}
