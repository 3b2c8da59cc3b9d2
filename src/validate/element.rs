//! What a check sees: an element that has just ended.

use crate::text::span::Span;
use crate::validate::markup::Attribute;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::schema::Row;

/// An element that has ended.
pub struct Element<'a, 's> {
    /// Its row.
    pub row: &'static Row,
    /// Its name as written.
    pub name_span: Span,
    /// Its start tag.
    pub tag_span: Span,
    /// From the end of its start tag to the start of its end tag.
    pub content_span: Span,
    /// The text directly in it, decoded.
    pub text: Decoded<'a>,
    /// Its attributes.
    pub attributes: &'a [Attribute<'s>],
    /// The row of its parent; `None` for the root.
    pub parent: Option<&'static Row>,
    /// Its children that the schema knows, counted.
    pub(in crate::validate) children: &'a [Seen],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
}

/// How often a child has been seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// The child's row.
    pub row: &'static Row,
    /// How often.
    pub count: u32,
    /// The name in the first one's start tag.
    pub first: Span,
    /// The name in the last one's start tag.
    pub last: Span,
}

impl<'s> Element<'_, 's> {
    /// How many children of this row name it has.
    pub fn count(&self, name: &str) -> u32 {
        self.children.iter().filter(|it| it.row.name == name).map(|it| it.count).sum()
    }

    /// Whether it has a child of this row name.
    pub fn has(&self, name: &str) -> bool {
        self.children.iter().any(|it| it.row.name == name)
    }

    /// Where the first child of this row name has its name.
    pub fn first(&self, name: &str) -> Option<Span> {
        self.children.iter().find(|it| it.row.name == name).map(|it| it.first)
    }

    /// The attribute `name` in no namespace, decoded.
    pub fn attribute(&self, name: &str) -> Option<Decoded<'_>> {
        self.attribute_in(Ns::NONE, name)
    }

    /// The attribute `name` in the namespace `ns`, decoded.
    pub fn attribute_in(&self, ns: Ns, name: &str) -> Option<Decoded<'_>> {
        let wanted = |it: &&Attribute<'s>| {
            let found = self.reader.name(it.name);
            found.ns == ns && found.local == name
        };
        self.attributes
            .iter()
            .find(wanted)
            .map(|it| decoded_attribute(it, self.reader, self.source))
    }

    /// The attributes in no namespace: their names, and where these stand.
    pub fn plain_attributes(&self) -> impl Iterator<Item = (&str, Span)> {
        self.attributes.iter().filter_map(|it| {
            let name = self.reader.name(it.name);
            (name.ns == Ns::NONE).then_some((name.local, it.name_span))
        })
    }

    /// The value of the attribute `name` in no namespace.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|it| it.text)
    }
}

/// The value of an attribute with the way back to the document.
pub(in crate::validate) fn decoded_attribute<'a>(
    attribute: &'a Attribute<'_>,
    reader: &'a Reader<'_>,
    source: &'a str,
) -> Decoded<'a> {
    use crate::validate::markup::Form;
    match &attribute.value {
        std::borrow::Cow::Borrowed(value) => {
            Decoded::plain(value, attribute.value_span.start as usize)
        }
        std::borrow::Cow::Owned(value) => {
            let raw = &source[attribute.value_span.range()];
            let piece = Piece { raw, span: attribute.value_span, form: Form::Escaped };
            Decoded::one(value, piece, reader)
        }
    }
}
