//! The values of attributes: by their rows, and those of XML itself.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::element::decoded_attribute;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::Attribute;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::rules::structure::Tag;
use crate::validate::rules::value;
use crate::validate::rules::value::Subject;
use crate::validate::rules::value::stands_alone;
use crate::validate::schema::Attr;
use crate::validate::schema::Place;
use crate::validate::schema::Row;
use crate::validate::schema::Value;

/// An attribute with its row.
pub(in crate::validate) struct Slot<'a> {
    pub(in crate::validate) row: &'static Row,
    pub(in crate::validate) attr: &'static Attr,
    pub(in crate::validate) text: Decoded<'a>,
    pub(in crate::validate) reader: &'a Reader<'a>,
}

/// Judges the value of an attribute.
pub(in crate::validate) fn judge(slot: &Slot<'_>, facts: &mut Facts<'_>, out: &mut Findings) {
    // White space in an attribute is part of a URL; elsewhere people mean the value without it.
    let is_url =
        matches!(slot.attr.value, Value::Reference | Value::Id | Value::Url | Value::WebUrl);
    let text = if is_url { slot.text } else { slot.text.trim() };
    match slot.attr.value {
        Value::MediaType | Value::Language => {
            stands_alone(slot.attr.name, Some(slot.text), out);
        }
        _ => {}
    }
    if slot.attr.nonblank && text.text.is_empty() {
        let (holder, name) = (Quoted(slot.row.name), Quoted(slot.attr.name));
        let words = format_args!("{holder} has a blank attribute {name}");
        out.report(&rules::BLANK_ATTRIBUTE, slot.text.span(), words)
            .severity(Severity::Error)
            .note("the specification requires it, and an empty one says as little as none")
            .help("give it a value");
    } else if text.text.is_empty() && matches!(slot.attr.value, Value::Nonblank) {
        out.report(
            &rules::BLANK_ATTRIBUTE,
            slot.text.span(),
            format_args!(
                "{} has a blank attribute {}",
                Quoted(slot.row.name),
                Quoted(slot.attr.name)
            ),
        )
        .note("readers have nothing to go by")
        .help("give it a value, or leave it out where it is optional");
    } else {
        let subject = Subject {
            name: slot.attr.name,
            value: slot.attr.value,
            text,
            attribute: Some(slot.row),
        };
        value::judge(&subject, facts, out);
        if let Some(check) = slot.attr.check {
            check(slot, out);
        }
    }
}

/// Judges `xml:lang` and `xml:base`, which any element may have.
pub(in crate::validate) fn of_xml(
    local: &str,
    attribute: &Attribute<'_>,
    tag: &Tag<'_, '_>,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) {
    // White space is part of both values (XML 1.0 §2.12, XML Base §4.1).
    let text = decoded_attribute(attribute, tag.reader, tag.source);
    let (name, value) = match local {
        // An empty `xml:lang` says that the language is not known.
        "lang" if !text.text.is_empty() => ("xml:lang", Value::Language),
        "base" => ("xml:base", Value::Reference),
        _ => return,
    };
    let is_of_all = tag.parent.is_none() || tag.row.role == Some(Place::Feed);
    facts.feed.has_language |= name == "xml:lang" && is_of_all;
    let subject = Subject { name, value, text, attribute: Some(tag.row) };
    value::judge(&subject, facts, out);
}
