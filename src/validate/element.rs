//! What a check receives: an element that has just ended, a start tag or an attribute, each with its schema row.

use crate::diagnostic::Edit;
use crate::text::span::Span;
use crate::validate::extent::moved;
use crate::validate::markup::Attribute;
use crate::validate::markup::Kind;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::row::Attr;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::vocabulary::Vocabulary;

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
    /// The decoded text directly in it.
    pub text: Decoded<'a>,
    /// Its attributes.
    pub attributes: &'a [Attribute<'s>],
    /// The row of its parent, or `None` for the root.
    pub parent: Option<&'static Row>,
    /// Its position among siblings with the same row, starting at 1.
    pub(in crate::validate) index: u32,
    /// The position of its parent, or 0 for the root.
    pub(in crate::validate) parent_index: u32,
    /// Its children that are in the schema, with their number.
    pub(in crate::validate) children: &'a [Seen],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
}

/// How often a child appears.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// The child's row.
    pub row: &'static Row,
    /// The number of children.
    pub count: u32,
    /// The name in the first one's start tag.
    pub first: Span,
    /// The name in the last one's start tag.
    pub last: Span,
}

impl Seen {
    /// The edits that move the children after the first `entry` before it, in their order. `None` if not all of them are known.
    pub(in crate::validate) fn moved_before(&self, entry: Span, source: &str) -> Option<Vec<Edit>> {
        match self.count {
            1 => moved(source, &[self.last], entry),
            2 if self.first.start < entry.start => moved(source, &[self.last], entry),
            2 => moved(source, &[self.first, self.last], entry),
            _ => None,
        }
    }
}

impl<'s> Element<'_, 's> {
    /// Its path from the feed that contains it, for a problem that only the end of the feed shows.
    pub(in crate::validate) fn path_in_feed(&self) -> String {
        let step = |row: &Row, index: u32| {
            let position = if row.repeats() { format!("[{index}]") } else { String::new() };
            format!("/{}{position}", row.name)
        };
        let entry = self.parent.filter(|it| it.role == Some(Place::Entry));
        let entry = entry.map_or_else(String::new, |it| step(it, self.parent_index));
        format!(".{entry}{}", step(self.row, self.index))
    }

    /// The number of children with this row name.
    pub fn count(&self, name: &str) -> u32 {
        self.children.iter().filter(|it| it.row.name == name).map(|it| it.count).sum()
    }

    /// Whether it has a child with this row name.
    pub fn has(&self, name: &str) -> bool {
        self.children.iter().any(|it| it.row.name == name)
    }

    /// Whether it has a child that makes the required child with this row name unnecessary.
    pub fn has_instead(&self, name: &str) -> bool {
        self.children.iter().any(|it| it.row.stands_for.contains(&name))
    }

    /// The span of the name of the first child with this row name.
    pub fn first(&self, name: &str) -> Option<Span> {
        self.children.iter().find(|it| it.row.name == name).map(|it| it.first)
    }

    /// The decoded attribute `name` without a namespace.
    pub fn attribute(&self, name: &str) -> Option<Decoded<'_>> {
        self.attribute_in(Ns::NONE, name)
    }

    /// The decoded attribute `name` in the namespace `ns`.
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

    /// The names of the attributes without a namespace, and their spans.
    pub fn plain_attributes(&self) -> impl Iterator<Item = (&str, Span)> {
        self.attributes.iter().filter_map(|it| {
            let name = self.reader.name(it.name);
            (name.ns == Ns::NONE).then_some((name.local, it.name_span))
        })
    }

    /// The value of the attribute `name` without a namespace.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|it| it.text)
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
    /// Whether it has an attribute with this name. The prefix does not matter.
    pub(in crate::validate) fn has(&self, wanted: &str) -> bool {
        let wanted = wanted.rsplit(':').next().unwrap_or(wanted);
        self.attributes.iter().any(|it| self.reader.name(it.name).local == wanted)
    }

    /// Like [`Tag::has`], in any case.
    pub(in crate::validate) fn has_in_any_case(&self, wanted: &str) -> bool {
        self.attributes
            .iter()
            .any(|it| self.reader.name(it.name).local.eq_ignore_ascii_case(wanted))
    }

    /// The decoded attribute `name` without a namespace.
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

/// An element without a row in its place.
pub(in crate::validate) struct Stray<'a, 's> {
    pub(in crate::validate) name: Name<'s>,
    pub(in crate::validate) name_span: Span,
    pub(in crate::validate) parent: Option<&'static Row>,
    /// The name in the parent's start tag.
    pub(in crate::validate) parent_span: Option<Span>,
    /// The children of its parent before it.
    pub(in crate::validate) siblings: &'a [Seen],
    /// A row of the same name for another place.
    pub(in crate::validate) elsewhere: Option<&'static Row>,
    pub(in crate::validate) vocabularies: &'a [&'static Vocabulary],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
    pub(in crate::validate) kind: Kind,
}

/// An attribute with its row.
pub(in crate::validate) struct Slot<'a> {
    pub(in crate::validate) row: &'static Row,
    pub(in crate::validate) attr: &'static Attr,
    pub(in crate::validate) text: Decoded<'a>,
    pub(in crate::validate) reader: &'a Reader<'a>,
}

/// The decoded value of an attribute, which can be mapped back to the document.
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
