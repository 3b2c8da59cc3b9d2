//! The checks that come with every row: repeated and missing elements, and their attributes.

use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::element::decoded_attribute;
use crate::validate::extent::extent;
use crate::validate::extent::with_line;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::Attribute;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::rules::stray::MOST_CHOICES;
use crate::validate::rules::value;
use crate::validate::schema;
use crate::validate::schema::Count;
use crate::validate::schema::Row;
use crate::validate::schema::Value;

/// Reports a child that may be there only once.
pub(in crate::validate) fn duplicate(
    row: &'static Row,
    parent: Option<&'static Row>,
    open: &Open,
    first: Span,
    source: &str,
    out: &mut Findings,
) {
    let holder = parent.map_or("the document", |it| it.name);
    let report = out
        .report(
            &rules::DUPLICATE_ELEMENT,
            open.name_span,
            format_args!("{} has {} more than once", Quoted(holder), Quoted(row.name)),
        )
        .label(first, "the first one is here")
        .note("some readers take the first, some the last")
        .help("keep one");
    let whole = |name| extent(source, name).map(|it| it.whole);
    if report.is_kept()
        && let (Some(one), Some(other)) = (whole(first), whole(open.name_span))
        && source[one.range()] == source[other.range()]
    {
        report.help("remove the second, which says the same").fix(
            "remove the second",
            with_line(source, other),
            "",
        );
    }
}

/// Whether an element came after a format: `guid` is of RSS 2.0.
fn is_newer(row: &Row, format: Format) -> bool {
    row.name == "guid" && format != Format::Rss20
}

/// Reports a child that should be there and is not.
pub(in crate::validate) fn missing(
    element: &Element<'_, '_>,
    needed: &'static Row,
    facts: &Facts<'_>,
    out: &mut Findings,
) {
    if needed.count == Count::Recommended && is_newer(needed, facts.format) {
        return;
    }
    let general =
        if needed.kinds.is_empty() { &rules::MISSING_ELEMENT } else { &rules::MISSING_MEMBER };
    let rule = needed.absent.unwrap_or(general);
    out.report(
        rule,
        element.name_span,
        format_args!("{} has no {}", Quoted(element.row.name), Quoted(needed.name)),
    )
    .note_with(|| rule.why())
    .help(format_args!("add {}", Quoted(needed.name)));
}

/// Reports children that say what a child of the core says too. RSS alone is judged so: the names are its own.
pub(in crate::validate) fn said_twice(
    element: &Element<'_, '_>,
    facts: &Facts<'_>,
    out: &mut Findings,
) {
    for child in element.children {
        let Some(core) = child.row.same_as else { continue };
        let Some(first) = element.first(core) else { continue };
        if !facts.format.is_rss() {
            continue;
        }
        out.report(
            &rules::SAID_TWICE,
            child.first,
            format_args!("{} says what {} says already", Quoted(child.row.name), Quoted(core)),
        )
        .label(first, "it is said here")
        .note("readers choose one of the two, and not all of them the same")
        .help(format_args!("keep {}, which every reader of RSS knows", Quoted(core)));
    }
}

/// A start tag with its row.
pub(in crate::validate) struct Tag<'a, 's> {
    pub(in crate::validate) row: &'static Row,
    pub(in crate::validate) parent: Option<&'static Row>,
    pub(in crate::validate) attributes: &'a [Attribute<'s>],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
    pub(in crate::validate) span: Span,
    pub(in crate::validate) name_span: Span,
    pub(in crate::validate) kind: Kind,
}

impl Tag<'_, '_> {
    /// The attribute `name` in no namespace, decoded.
    pub(in crate::validate) fn attribute(&self, name: &str) -> Option<Decoded<'_>> {
        let wanted = |it: &&Attribute<'_>| {
            let found = self.reader.name(it.name);
            found.ns == Ns::NONE && found.local == name
        };
        self.attributes
            .iter()
            .find(wanted)
            .map(|it| decoded_attribute(it, self.reader, self.source))
    }
}

/// The attributes that XML itself defines.
const OF_XML: &[&str] = &["base", "id", "lang", "space"];

/// Whether an attribute is in a namespace that is known, and that has no attribute for this element. In RDF, each property
/// may be an attribute.
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
    out: &mut Findings,
) {
    let prefix = name.ns.entry().map_or(name.prefix, |it| it.prefix);
    out.report(
        &rules::UNKNOWN_ATTRIBUTE,
        attribute.name_span,
        format_args!("{} has no attribute `{prefix}:{}`", Quoted(it.row.name), name.local),
    )
    .note("readers pass over what they do not know")
    .help("leave it out, or look up what its namespace has: most have elements, and no attributes");
}

/// RSS allows extensions "only if those elements and attributes are defined in a namespace".
pub(in crate::validate) fn nameless(
    name: &Name<'_>,
    name_span: Span,
    holder: &Name<'_>,
    out: &mut Findings,
) {
    out.report(
        &rules::ELEMENT_WITHOUT_NAMESPACE,
        name_span,
        format_args!("{} stands in an extension, and is in no namespace", Quoted(name.local)),
    )
    .severity(Severity::Error)
    .note("programs cannot tell it from an element of RSS")
    .help(format_args!("write <{}:{}>, or declare a namespace for it", holder.prefix, name.local));
}

/// Judges the attributes of an element, or the kind of a JSON value.
pub(in crate::validate) fn attributes(it: &Tag<'_, '_>, facts: &mut Facts<'_>, out: &mut Findings) {
    if it.kind != Kind::Element {
        value::kind(it, out);
        return;
    }
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
            value::attribute::judge(
                &value::attribute::Slot { row: it.row, attr: known, text, reader: it.reader },
                facts,
                out,
            );
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
        let near = folded.map(|it| it.name).or_else(found);
        let report = out
            .report(
                &rules::UNKNOWN_ATTRIBUTE,
                attribute.name_span,
                format_args!("{} has no attribute {}", Quoted(it.row.name), Quoted(name.local)),
            )
            .note("readers pass over what they do not know");
        match (folded, near) {
            (Some(_), Some(near)) => report
                .help(format_args!("names are case-sensitive: write {}", Quoted(near)))
                .fix(format_args!("write `{near}`"), attribute.name_span, near),
            (_, Some(near)) => report.help(format_args!("did you mean {}?", Quoted(near))),
            (_, None) if has_room && (1..=MOST_CHOICES).contains(&it.row.attributes.len()) => {
                let choices: Vec<&str> = it.row.attributes.iter().map(|it| it.name).collect();
                report.help(format_args!("leave it out; it may have {}", choices.join(", ")))
            }
            (_, None) => report.help("leave it out"),
        };
    }
    for needed in it.row.attributes.iter().filter(|it| it.required) {
        let there = it.attributes.iter().any(|attribute| {
            let name = it.reader.name(attribute.name);
            name.local == needed.name.rsplit(':').next().unwrap_or(needed.name)
        });
        if !there {
            out.report(
                &rules::MISSING_ATTRIBUTE,
                it.name_span,
                format_args!("{} has no attribute {}", Quoted(it.row.name), Quoted(needed.name)),
            )
            .note("the specification requires it, and readers pass over what says too little")
            .help(format_args!("add {}=\"…\"", needed.name));
        }
    }
}
