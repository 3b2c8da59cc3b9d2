//! The values of attributes: those that a row defines, and those of XML itself.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Slot;
use crate::validate::element::Tag;
use crate::validate::element::decoded_attribute;
use crate::validate::facts::Facts;
use crate::validate::markup::Attribute;
use crate::validate::row::Place;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::value;
use crate::validate::rules::value::has_no_surrounding_space;
use crate::validate::rules::value::subject::Subject;

/// Checks the value of an attribute.
pub(in crate::validate) fn check(slot: &Slot<'_>, facts: &mut Facts<'_>, out: &mut Diagnostics) {
    // White space is part of a URL in an attribute. Other values are meant without it.
    let is_url =
        matches!(slot.attr.value, Value::Reference | Value::Id | Value::Url | Value::WebUrl);
    let text = if is_url { slot.text } else { slot.text.trim() };
    match slot.attr.value {
        Value::MediaType | Value::Language => {
            has_no_surrounding_space(slot.attr.name, Some(slot.text), out);
        }
        _ => {}
    }
    if slot.attr.nonblank && text.text.is_empty() {
        let (holder, name) = (Quoted(slot.row.name), Quoted(slot.attr.name));
        let words = format_args!("{holder} has a blank {name} attribute");
        out.report(&rules::BLANK_ATTRIBUTE, slot.text.span(), words)
            .severity(Severity::Error)
            .note("the specification requires the attribute, and without a value it tells readers nothing")
            .help("give it a value");
    } else if text.trim().text.is_empty() && tells_nothing_if_blank(slot) {
        blank(slot, out);
    } else {
        let subject = Subject {
            name: slot.attr.name,
            value: slot.attr.value,
            text,
            attribute: Some(slot.row),
            is_required: slot.attr.required,
        };
        value::check(&subject, facts, out);
        if let Some(check) = slot.attr.check {
            check(slot, out);
        }
    }
}

/// Whether an attribute without a value is only unneeded. A required attribute has to have a valid value.
fn tells_nothing_if_blank(slot: &Slot<'_>) -> bool {
    match slot.attr.value {
        // A link without a URL refers to the feed itself (RFC 3986 §4.4), which is never what is meant.
        Value::Nonblank | Value::Reference => true,
        // Readers that ignore `<media:thumbnail url=""/>` lose nothing, unlike with an enclosure.
        Value::Url | Value::WebUrl if slot.row.name.contains(':') => true,
        it => !slot.attr.required && it.is_missing_if_blank(),
    }
}

/// Reports an attribute without a value.
pub(in crate::validate::rules) fn blank(slot: &Slot<'_>, out: &mut Diagnostics) {
    let (element, name) = (Quoted(slot.row.name), Quoted(slot.attr.name));
    let words = format_args!("{element} has a blank {name} attribute");
    out.report(&rules::BLANK_ATTRIBUTE, slot.text.span(), words)
        .note("an attribute without a value tells readers nothing")
        .help(if slot.attr.required {
            format!("give it a value, or remove {element}")
        } else {
            "remove it, or give it a value".to_owned()
        });
}

/// Checks `xml:lang` and `xml:base`, which are allowed on any element.
pub(in crate::validate) fn of_xml(
    local: &str,
    attribute: &Attribute<'_>,
    tag: &Tag<'_, '_>,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) {
    // White space is part of both values (XML 1.0 §2.12, XML Base §4.1).
    let text = decoded_attribute(attribute, tag.reader, tag.source);
    let (name, value) = match local {
        // An empty `xml:lang` means that the language is unknown.
        "lang" if !text.text.is_empty() => ("xml:lang", Value::Language),
        "base" => ("xml:base", Value::Reference),
        _ => return,
    };
    let is_of_all = tag.parent.is_none() || tag.row.role == Some(Place::Feed);
    facts.feed.has_language |= name == "xml:lang" && is_of_all;
    let subject = Subject { name, value, text, attribute: Some(tag.row), is_required: false };
    value::check(&subject, facts, out);
}
