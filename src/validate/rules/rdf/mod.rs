//! The stripes of RDF: an element that stands for a thing holds properties, a property holds a text or one thing.
//! <https://www.w3.org/TR/rdf-syntax-grammar/#section-Infoset-Grammar>

mod syntax;

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::Attribute;
use crate::validate::markup::Open;
use crate::validate::markup::Piece;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::schema::Row;
use crate::validate::schema::Value;

/// The open elements of a document of RDF.
#[derive(Debug, Default)]
pub(in crate::validate) struct Stripes {
    open: Vec<Stripe>,
}

/// What the schema says of an element.
#[derive(Clone, Copy, Debug)]
pub(in crate::validate) enum Judged {
    /// It has a row.
    As(&'static Row),
    /// It does not belong there, and that is reported.
    Strange,
    /// Nothing: it is an extension's, or stands in one.
    Not,
}

#[derive(Debug)]
struct Stripe {
    kind: Kind,
    name_span: Span,
    /// Whether the schema judges its content.
    judged: bool,
    /// The attribute that says which thing a property holds, so that nothing may stand in it.
    resource: Option<Span>,
    content: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A thing: it holds properties.
    Node,
    /// A property: it holds text or one thing.
    Property,
    /// A property with a list of things, or the document.
    Collection,
    /// Anything, as it stands.
    Literal,
}

/// What an element has held so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Nothing,
    Text,
    Elements,
    /// What it may not hold, and that is reported.
    Wrong,
}

impl Stripes {
    /// An element begins; `schema` is what the schema says of it.
    pub(in crate::validate) fn open(
        &mut self,
        open: &Open,
        attributes: &[Attribute<'_>],
        schema: Judged,
        reader: &Reader<'_>,
        facts: &mut Facts<'_>,
        out: &mut Findings,
    ) {
        let row = if let Judged::As(row) = schema { Some(row) } else { None };
        let judged = row.is_some();
        let name = reader.name(open.name);
        let fits = self.fits_parent(open, out);
        let parent = self.open.last().map(|it| it.kind);
        let kind = match parent {
            // It was hardly meant as RDF, unless it is of a feed.
            _ if !fits => {
                if judged {
                    Kind::Node
                } else {
                    Kind::Literal
                }
            }
            None if name.ns == Ns::RDF => Kind::Collection,
            None | Some(Kind::Property | Kind::Collection) => Kind::Node,
            Some(Kind::Literal) => Kind::Literal,
            Some(Kind::Node) => property(attributes, reader),
        };
        let is_property = fits && parent == Some(Kind::Node);
        let found = if is_property || kind == Kind::Node {
            syntax::attributes_fit(is_property, attributes, reader, facts, out)
        } else {
            syntax::Attributes::default()
        };
        let is_strange = matches!(schema, Judged::Strange);
        let kind = if found.is_thing || is_strange { Kind::Literal } else { kind };
        if kind != Kind::Literal {
            if name.ns == Ns::RSS11 && !judged {
                foreign_element(open.name_span, name.local, out);
            }
            for attribute in attributes {
                let found = reader.name(attribute.name);
                if found.ns == Ns::RDF && found.local == "about" && !describes(name) {
                    about_is_unique(attribute, facts, out);
                }
                if found.ns == Ns::RSS11 && !judged {
                    foreign_attribute(attribute, found.local, name.local, out);
                }
            }
        }
        // What may hold nothing by its row is judged by that.
        let is_empty = row.is_some_and(|it| matches!(it.value, Value::Empty | Value::Children));
        let resource = found.resource.filter(|_| !is_empty);
        self.open.push(Stripe {
            kind,
            name_span: open.name_span,
            judged,
            resource,
            content: Content::Nothing,
        });
    }

    /// Says whether the parent of an element that begins may hold it, by what it holds already.
    fn fits_parent(&mut self, open: &Open, out: &mut Findings) -> bool {
        let Some(parent) = self.open.last_mut() else { return true };
        if parent.kind != Kind::Property {
            return true;
        }
        if let Some(resource) = parent.resource.take() {
            parent.content = Content::Wrong;
            said_already(open.name_span, resource, out);
            return false;
        }
        match parent.content {
            Content::Nothing => {
                parent.content = Content::Elements;
                return true;
            }
            Content::Text => mixed(open.name_span, parent.name_span, out),
            Content::Elements => {
                invalid(open.name_span, "a property of RDF holds one thing, and this is a second", out)
                    .label(parent.name_span, "the property")
                    .help("repeat the property, or write rdf:parseType on it: \"Collection\" for a list of things, \"Resource\" if these are properties themselves");
            }
            Content::Wrong => {}
        }
        parent.content = Content::Wrong;
        false
    }

    /// Text stands in the element that was opened last.
    pub(in crate::validate) fn text(&mut self, piece: &Piece<'_>, out: &mut Findings) {
        let Some(stripe) = self.open.last_mut() else { return };
        if stripe.kind == Kind::Literal || piece.raw.bytes().all(|it| it.is_ascii_whitespace()) {
            return;
        }
        if let Some(resource) = stripe.resource.take() {
            stripe.content = Content::Wrong;
            said_already(piece.span, resource, out);
            return;
        }
        match (stripe.kind, stripe.content) {
            (_, Content::Wrong) => {}
            (Kind::Property, Content::Elements) => {
                stripe.content = Content::Wrong;
                mixed(piece.span, stripe.name_span, out);
            }
            (Kind::Property, _) => stripe.content = Content::Text,
            // What the schema knows, it judges itself.
            _ if stripe.judged => {}
            _ => {
                stripe.content = Content::Wrong;
                invalid(piece.span, "text stands in an element that holds properties in RDF", out)
                    .label(stripe.name_span, "it stands for a thing, by its place")
                    .help("put the text into a property of its own");
            }
        }
    }

    /// The element that was opened last ends.
    pub(in crate::validate) fn close(&mut self) {
        self.open.pop();
    }

    /// Whether what the open element holds is no business of RDF.
    pub(in crate::validate) fn in_literal(&self) -> bool {
        self.open.last().is_some_and(|it| it.kind == Kind::Literal)
    }
}

/// What a property holds, by its `rdf:parseType`; "any other value is taken for Literal" (§7.2.20).
fn property(attributes: &[Attribute<'_>], reader: &Reader<'_>) -> Kind {
    let found = attributes.iter().find(|it| {
        let name = reader.name(it.name);
        name.ns == Ns::RDF && name.local == "parseType"
    });
    match found.map(|it| it.value.as_ref()) {
        None => Kind::Property,
        Some("Resource") => Kind::Node,
        Some("Collection") => Kind::Collection,
        Some(_) => Kind::Literal,
    }
}

/// `rdf:Description` says more of a thing that may have been described before.
fn describes(name: Name<'_>) -> bool {
    name.ns == Ns::RDF && name.local == "Description"
}

/// "The value of the rdf:about attribute must be unique with respect to any other rdf:about attributes in the RSS
/// document" (RSS 1.0 §5.3).
fn about_is_unique(attribute: &Attribute<'_>, facts: &mut Facts<'_>, out: &mut Findings) {
    let uri = attribute.value.trim();
    let Some(first) = facts.rdf.abouts.get(uri) else {
        facts.rdf.abouts.insert(uri.to_owned(), attribute.value_span);
        return;
    };
    out.report(
        &rules::DUPLICATE_RDF_ABOUT,
        attribute.value_span,
        format_args!("two elements are about {}", Quoted(uri)),
    )
    .label(*first, "the first one is here")
    .note("in RDF both describe the same thing, so readers merge them or show one of them")
    .help("give each element a URI of its own, such as the address of its page");
}

/// "Any = element * - ( rss:* )": RSS 1.1 keeps its own names out of extensions. <https://inamidst.com/rss1.1/>
fn foreign_element(span: Span, local: &str, out: &mut Findings) {
    out.report(
        &rules::MISPLACED_ELEMENT,
        span,
        format_args!("{} of RSS 1.1 does not belong in an extension", Quoted(local)),
    )
    .note("readers look for it in the channel and its items only")
    .help("move it there, or use an element of the extension");
}

/// The same of attributes.
fn foreign_attribute(attribute: &Attribute<'_>, local: &str, name: &str, out: &mut Findings) {
    out.report(
        &rules::UNKNOWN_ATTRIBUTE,
        attribute.name_span,
        format_args!("{} of RSS 1.1 is no attribute of {}", Quoted(local), Quoted(name)),
    )
    .note("readers pass over it")
    .help("leave it out, or use an attribute of the extension");
}

fn mixed(span: Span, property: Span, out: &mut Findings) {
    invalid(span, "a property of RDF holds either text or an element, and not both", out)
        .label(property, "the property")
        .help("escape the markup, or write rdf:parseType=\"Literal\" on the property");
}

/// "emptyPropertyElt": a property with `rdf:resource` or `rdf:nodeID` is empty.
fn said_already(span: Span, resource: Span, out: &mut Findings) {
    invalid(span, "this property holds something, and names a thing by an attribute too", out)
        .label(resource, "the thing that it names")
        .help("keep one of the two: leave the element empty, or the attribute out");
}

fn invalid<'f>(
    span: Span,
    what: &str,
    out: &'f mut Findings,
) -> crate::validate::findings::Finding<'f> {
    out.report(&rules::INVALID_RDF, span, what)
        .note("RDF parsers refuse the document, and other readers show a part of it")
}
