//! The RDF attributes that an element may have: those for a thing, or those for a property.
//! <https://www.w3.org/TR/rdf-syntax-grammar/#nodeElement>, <https://www.w3.org/TR/rdf-syntax-grammar/#propertyElt>

use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::facts::Facts;
use crate::validate::markup::Attribute;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;

/// The attributes that the grammar defines, and properties that may be written as attributes.
const KNOWN: &[&str] = &[
    "about",
    "ID",
    "nodeID",
    "resource",
    "parseType",
    "datatype",
    "type",
    "value",
    "subject",
    "predicate",
    "object",
    "first",
    "rest",
];

/// "oldTerms": "withdrawn from the language".
const WITHDRAWN: &[&str] = &["aboutEach", "aboutEachPrefix", "bagID"];

/// What an element is in RDF, and the attributes that identify it.
struct NodeTerms {
    what: &'static str,
    /// The attributes of which it may have only one.
    one_of: &'static [&'static str],
    /// The attributes that are not allowed on it.
    never: &'static [&'static str],
}

const NODE: NodeTerms = NodeTerms {
    what: "a thing",
    one_of: &["about", "ID", "nodeID"],
    never: &["resource", "parseType", "datatype"],
};
const PROPERTY: NodeTerms = NodeTerms {
    what: "a property",
    one_of: &["resource", "nodeID", "parseType", "datatype"],
    never: &["about"],
};

/// What the attributes of an element specify.
#[derive(Default)]
pub(super) struct Attributes {
    /// The attribute that names the thing in a property.
    pub(super) resource: Option<Span>,
    /// Whether a property is written like a thing. Its content is then probably not meant as RDF.
    pub(super) is_thing: bool,
}

/// Checks the RDF attributes of an element.
pub(super) fn attributes_fit(
    is_property: bool,
    element: &Name<'_>,
    attributes: &[Attribute<'_>],
    reader: &Reader<'_>,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) -> Attributes {
    let place = if is_property { &PROPERTY } else { &NODE };
    let mut naming: Option<(&str, Span)> = None;
    let mut found = Attributes::default();
    for attribute in attributes {
        let name = reader.name(attribute.name);
        if name.ns != Ns::RDF {
            continue;
        }
        let (local, span) = (name.local, attribute.name_span);
        if place.never.contains(&local) {
            let words = format!("`rdf:{local}` is not allowed on {}", place.what);
            invalid(span, &words, out).help(match (is_property, local) {
                (true, _) => {
                    "write `rdf:resource=\"…\"` to name the thing that the property refers to"
                }
                (false, "resource") => "write `rdf:about=\"…\"` to identify the thing itself",
                (false, _) => "move it to the property",
            });
        } else if WITHDRAWN.contains(&local) {
            let words = format!("`rdf:{local}` is no longer part of RDF");
            invalid(span, &words, out).help("remove it");
        } else if place.one_of.contains(&local) {
            if let Some((other, first)) = naming {
                let words = format!("`rdf:{local}` and `rdf:{other}` cannot be used together");
                invalid(span, &words, out)
                    .label(first, "the other attribute")
                    .help("keep one of them");
            }
            naming = Some((local, span));
        } else if !KNOWN.contains(&local) && !local.starts_with('_') {
            unknown(local, element, span, out);
        }
        found.is_thing |= is_property && local == "about";
        match local {
            "ID" | "nodeID" => is_a_name(local, attribute, facts, out),
            _ => {}
        }
        if is_property && matches!(local, "resource" | "nodeID") {
            found.resource = Some(span);
        }
    }
    found
}

fn unknown(local: &str, element: &Name<'_>, span: Span, out: &mut Diagnostics) {
    let colon = if element.prefix.is_empty() { "" } else { ":" };
    let holder = format!("{}{colon}{}", element.prefix, element.local);
    let words = format_args!("unknown attribute `rdf:{local}` on {}", Quoted(&holder));
    let near = nearest(local, KNOWN.iter().copied());
    let report = out
        .report(&rules::UNKNOWN_ATTRIBUTE, span, words)
        .note("RDF parsers treat it as a property, and other readers ignore it");
    match near {
        Some(near) => report.help(format_args!("did you mean `rdf:{near}`?")),
        None => report.help("remove it"),
    };
}

/// "any string that matches the token `NCName`", and an `rdf:ID` may appear only once in a document.
fn is_a_name(local: &str, attribute: &Attribute<'_>, facts: &mut Facts<'_>, out: &mut Diagnostics) {
    let value = attribute.value.trim();
    let begins = value.starts_with(|it: char| it.is_alphabetic() || it == '_');
    let is_in_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | '\u{b7}');
    if !begins || !value.chars().all(is_in_name) {
        let words = format!("`rdf:{local}` is not a valid name: {}", Quoted(value));
        invalid(attribute.value_span, &words, out)
            .help("start it with a letter, and use only letters, digits, `-`, `_` and `.` (a URL belongs in `rdf:about`)");
        return;
    }
    if local != "ID" {
        return;
    }
    let key = format!("#{value}");
    let Some(first) = facts.rdf.abouts.get(&key) else {
        facts.rdf.abouts.insert(key, attribute.value_span);
        return;
    };
    let first = *first;
    let words = format!("two elements have the same `rdf:ID`: {}", Quoted(value));
    invalid(attribute.value_span, &words, out)
        .label(first, "the first one is here")
        .help("give each element its own ID");
}

/// Reports RDF that is not valid.
pub(super) fn invalid<'f>(span: Span, what: &str, out: &'f mut Diagnostics) -> NewDiagnostic<'f> {
    out.report(&rules::INVALID_RDF, span, what)
        .note("RDF parsers reject the document, and some readers show only part of the value")
}
