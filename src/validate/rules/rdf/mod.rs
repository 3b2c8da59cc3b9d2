//! The "stripes" of RDF: an element that represents a thing contains properties, and a property contains text or one thing.
//! <https://www.w3.org/TR/rdf-syntax-grammar/#section-Infoset-Grammar>

mod syntax;

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::facts::Facts;
use crate::validate::markup::Attribute;
use crate::validate::markup::Open;
use crate::validate::markup::Piece;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::rdf::syntax::invalid;

/// The open elements of an RDF document.
#[derive(Debug, Default)]
pub(in crate::validate) struct Stripes {
    open: Vec<Stripe>,
}

/// What the schema defines for an element.
#[derive(Clone, Copy, Debug)]
pub(in crate::validate) enum Definition {
    /// It has a row.
    Row(&'static Row),
    /// It is not allowed there, and that is already reported.
    NotAllowed,
    /// Nothing, because it is part of an extension.
    Extension,
}

#[derive(Debug)]
struct Stripe {
    kind: StripeKind,
    name_span: Span,
    /// Whether the schema checks its content.
    has_row: bool,
    /// The attribute that names the thing in a property. The property must then be empty.
    resource: Option<Span>,
    content: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StripeKind {
    /// A thing, which contains properties.
    Node,
    /// A property, which contains text or one thing.
    Property,
    /// A property with a list of things, or the document.
    Collection,
    /// A literal, whose content is not RDF.
    Literal,
}

/// What an element contains so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Nothing,
    Text,
    Elements,
    /// Something that is not allowed in it, and is already reported.
    Wrong,
}

impl Stripes {
    /// Handles the start of an element. `schema` is what the schema defines for the element.
    pub(in crate::validate) fn open(
        &mut self,
        open: &Open,
        attributes: &[Attribute<'_>],
        schema: Definition,
        reader: &Reader<'_>,
        facts: &mut Facts<'_>,
        out: &mut Diagnostics,
    ) {
        let row = if let Definition::Row(row) = schema { Some(row) } else { None };
        let has_row = row.is_some();
        let name = reader.name(open.name);
        let fits = self.fits_parent(open, out);
        let parent = self.open.last().map(|it| it.kind);
        let kind = match parent {
            // It is probably not meant as RDF, unless it is an element of a feed.
            _ if !fits => {
                if has_row {
                    StripeKind::Node
                } else {
                    StripeKind::Literal
                }
            }
            None if name.ns == Ns::RDF => StripeKind::Collection,
            None | Some(StripeKind::Property | StripeKind::Collection) => StripeKind::Node,
            Some(StripeKind::Literal) => StripeKind::Literal,
            Some(StripeKind::Node) => property(attributes, reader),
        };
        let is_property = fits && parent == Some(StripeKind::Node);
        let found = if is_property || kind == StripeKind::Node {
            syntax::attributes_fit(is_property, &name, attributes, reader, facts, out)
        } else {
            syntax::Attributes::default()
        };
        let is_not_allowed = matches!(schema, Definition::NotAllowed);
        let kind = if found.is_thing || is_not_allowed { StripeKind::Literal } else { kind };
        if kind != StripeKind::Literal {
            if name.ns == Ns::RSS11 && !has_row {
                foreign_element(open.name_span, name.local, out);
            }
            for attribute in attributes {
                let found = reader.name(attribute.name);
                if found.ns == Ns::RDF && found.local == "about" && !describes(name) {
                    about_is_unique(attribute, facts, out);
                }
                if found.ns == Ns::RSS11 && !has_row {
                    foreign_attribute(attribute, found.local, name.local, out);
                }
            }
        }
        // If its row does not allow content, the check of the row reports it.
        let is_empty = row.is_some_and(|it| matches!(it.value, Value::Empty | Value::Children));
        let resource = found.resource.filter(|_| !is_empty);
        self.open.push(Stripe {
            kind,
            name_span: open.name_span,
            has_row,
            resource,
            content: Content::Nothing,
        });
    }

    /// Returns whether an element is allowed in its parent, given what the parent already contains.
    fn fits_parent(&mut self, open: &Open, out: &mut Diagnostics) -> bool {
        let Some(parent) = self.open.last_mut() else { return true };
        if parent.kind != StripeKind::Property {
            return true;
        }
        if let Some(resource) = parent.resource.take() {
            parent.content = Content::Wrong;
            named_twice(open.name_span, resource, out);
            return false;
        }
        match parent.content {
            Content::Nothing => {
                parent.content = Content::Elements;
                return true;
            }
            Content::Text => mixed(open.name_span, parent.name_span, out),
            Content::Elements => {
                invalid(open.name_span, "an RDF property can contain only one thing, and this is the second", out)
                    .label(parent.name_span, "the property")
                    .help("repeat the property, or add `rdf:parseType=\"Collection\"` to it for a list of things, or `rdf:parseType=\"Resource\"` if these are properties themselves");
            }
            Content::Wrong => {}
        }
        parent.content = Content::Wrong;
        false
    }

    /// Handles text in the element that was opened last.
    pub(in crate::validate) fn text(&mut self, piece: &Piece<'_>, out: &mut Diagnostics) {
        let Some(stripe) = self.open.last_mut() else { return };
        if stripe.kind == StripeKind::Literal
            || piece.raw.bytes().all(|it| it.is_ascii_whitespace())
        {
            return;
        }
        if let Some(resource) = stripe.resource.take() {
            stripe.content = Content::Wrong;
            named_twice(piece.span, resource, out);
            return;
        }
        match (stripe.kind, stripe.content) {
            (_, Content::Wrong) => {}
            (StripeKind::Property, Content::Elements) => {
                stripe.content = Content::Wrong;
                mixed(piece.span, stripe.name_span, out);
            }
            (StripeKind::Property, _) => stripe.content = Content::Text,
            // The schema checks the elements that have a row.
            _ if stripe.has_row => {}
            _ => {
                stripe.content = Content::Wrong;
                invalid(
                    piece.span,
                    "text is not allowed in an RDF element that contains properties",
                    out,
                )
                .label(
                    stripe.name_span,
                    "its position makes this element a thing, which contains properties",
                )
                .help("put the text into a property");
            }
        }
    }

    /// Handles the end of the element that was opened last.
    pub(in crate::validate) fn close(&mut self) {
        self.open.pop();
    }

    /// Whether the content of the open element is not RDF.
    pub(in crate::validate) fn in_literal(&self) -> bool {
        self.open.last().is_some_and(|it| it.kind == StripeKind::Literal)
    }
}

/// What a property contains, by its `rdf:parseType`. Any other value is treated as `Literal` (§7.2.20).
fn property(attributes: &[Attribute<'_>], reader: &Reader<'_>) -> StripeKind {
    let found = attributes.iter().find(|it| {
        let name = reader.name(it.name);
        name.ns == Ns::RDF && name.local == "parseType"
    });
    match found.map(|it| it.value.as_ref()) {
        None => StripeKind::Property,
        Some("Resource") => StripeKind::Node,
        Some("Collection") => StripeKind::Collection,
        Some(_) => StripeKind::Literal,
    }
}

/// Whether it is an `rdf:Description`, which may add to the description of a thing.
fn describes(name: Name<'_>) -> bool {
    name.ns == Ns::RDF && name.local == "Description"
}

/// "The value of the rdf:about attribute must be unique with respect to any other rdf:about attributes in the RSS
/// document" (RSS 1.0 §5.3).
fn about_is_unique(attribute: &Attribute<'_>, facts: &mut Facts<'_>, out: &mut Diagnostics) {
    let uri = attribute.value.trim();
    let Some(first) = facts.rdf.abouts.get(uri) else {
        facts.rdf.abouts.insert(uri.to_owned(), attribute.value_span);
        return;
    };
    out.report(
        &rules::DUPLICATE_RDF_ABOUT,
        attribute.value_span,
        format_args!("two elements have the same `rdf:about`: {}", Quoted(uri)),
    )
    .label(*first, "the first one is here")
    .note("in RDF, both describe the same thing, so readers merge them or show only one")
    .help("give each element its own URI, such as the URL of its page");
}

/// "Any = element * - ( rss:* )": RSS 1.1 keeps its own names out of extensions. <https://inamidst.com/rss1.1/>
fn foreign_element(span: Span, local: &str, out: &mut Diagnostics) {
    out.report(
        &rules::MISPLACED_ELEMENT,
        span,
        format_args!("{} of RSS 1.1 is not allowed in an extension", Quoted(local)),
    )
    .note("readers look for it only in the channel and its items")
    .help("move it to the channel or an item, or use an element of the extension");
}

/// Like [`foreign_element`], for an attribute.
fn foreign_attribute(attribute: &Attribute<'_>, local: &str, name: &str, out: &mut Diagnostics) {
    out.report(
        &rules::UNKNOWN_ATTRIBUTE,
        attribute.name_span,
        format_args!("{} of RSS 1.1 is not allowed on {}", Quoted(local), Quoted(name)),
    )
    .note("readers ignore unknown attributes")
    .help("remove it, or use an attribute of the extension");
}

fn mixed(span: Span, property: Span, out: &mut Diagnostics) {
    invalid(span, "an RDF property can contain either text or an element, but not both", out)
        .label(property, "the property")
        .help("escape the markup, or add `rdf:parseType=\"Literal\"` to the property");
}

/// "emptyPropertyElt": a property with `rdf:resource` or `rdf:nodeID` is empty.
fn named_twice(span: Span, resource: Span, out: &mut Diagnostics) {
    invalid(span, "this property has both content and an attribute that names a thing", out)
        .label(resource, "the attribute that names a thing")
        .help("keep only one of the two: empty the element, or remove the attribute");
}
