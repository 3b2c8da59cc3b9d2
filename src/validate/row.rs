//! A row of a schema table defines where an element is allowed, how often it may appear, what it contains, and
//! which checks it needs.

use crate::diagnostic::Rule;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::element::Tag;
use crate::validate::facts::Facts;
use crate::validate::markup::Kind;

/// The definition of an element in the places where it is allowed.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a column of the tables")]
pub struct Row {
    /// The element's name. In extensions, with the usual prefix, even if a document uses a different one.
    pub name: &'static str,
    /// Where the element is allowed.
    pub places: &'static [Place],
    /// How often it may appear in its parent.
    pub count: Count,
    /// What it contains.
    pub value: Value,
    /// Its role as a parent, such as [`Place::Entry`]. Rows use the role to define where an element is allowed.
    pub role: Option<Place>,
    /// The attributes that are defined for it.
    pub attributes: &'static [Attr],
    /// Whether other attributes are also allowed.
    pub open_attributes: bool,
    /// Whether its vocabulary adds attributes over time. An unknown attribute is then not an error.
    pub attributes_grow: bool,
    /// Its own checks, which run when the element ends.
    pub checks: &'static [Check],
    /// The rule that reports a missing element. `None` for the general rule.
    pub absent: Option<&'static Rule>,
    /// The RSS element that contains the same information.
    pub same_as: Option<&'static str>,
    /// The other children of its parent that usually have the same value.
    pub taken_from: &'static [&'static str],
    /// The elements of the format that are not required if the parent has this element.
    pub stands_for: &'static [&'static str],
    /// Whether the element alone is not enough to treat the feed as one that uses the namespace.
    pub aside: bool,
    /// Whether it only has attributes. If there are names here, this only applies to an element with one of these attributes.
    pub void: Option<&'static [&'static str]>,
    /// Whether white space around the value is a problem.
    pub exact: bool,
    /// Whether a blank value is a problem.
    pub nonblank: bool,
    /// Whether programs treat a blank value like a missing element.
    pub blank_is_missing: bool,
    /// The allowed types of the JSON value. Empty for XML.
    pub kinds: &'static [Kind],
    /// Whether readers convert a JSON value with another type.
    pub is_converted: bool,
}

/// A check of an element that has ended.
pub(crate) type Check = fn(&Element<'_, '_>, &mut Context<'_, '_>);

/// A place where an element is allowed, by the name or the role of its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are self-explanatory")]
pub enum Place {
    /// The root of the document.
    Root,
    /// In the element with this row name.
    In(&'static str),
    Feed,
    Entry,
    Source,
    Person,
    Content,
    /// In any element that contains elements.
    Anywhere,
}

impl Place {
    /// Whether the children of `row` are in this place.
    pub fn is_inside(&self, row: &Row) -> bool {
        match self {
            Place::In(name) => row.name == *name || row.role == Some(*self),
            Place::Anywhere => matches!(row.value, Value::Children),
            role => row.role == Some(*role),
        }
    }
}

/// How often an element may appear in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are self-explanatory")]
pub enum Count {
    One,
    ZeroOrOne,
    OneOrMore,
    Any,
    /// At most once, and it is recommended.
    Recommended,
}

/// What an element or attribute contains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Elements, and no text.
    Children,
    /// Neither elements nor text.
    Empty,
    /// Any text.
    Text,
    /// Text that must not be blank.
    Nonblank,
    /// Any content, which is not checked.
    Anything,
    /// Escaped HTML.
    Html,
    /// XHTML elements.
    Markup,
    /// An Atom text construct, whose content depends on its `type`.
    AtomText,
    /// The content of an Atom entry, which depends on its `type` and `src`.
    AtomContent,
    /// An absolute URL or IRI.
    Url,
    /// An absolute `http:` or `https:` URL.
    WebUrl,
    /// An absolute IRI that is an identifier.
    Id,
    /// A URL or IRI, which may be relative.
    Reference,
    /// An RFC 822 date as in RSS.
    Rfc822,
    /// An RFC 3339 date as in Atom.
    Rfc3339,
    /// An RFC 3339 date as in JSON Feed, where the letters may be lowercase.
    Rfc3339Any,
    /// A date in W3CDTF, the W3C's profile of ISO 8601 (<https://www.w3.org/TR/NOTE-datetime>).
    W3cdtf,
    /// A BCP 47 language tag.
    Language,
    /// A media type.
    MediaType,
    /// An e-mail address with a name, as in RSS.
    Contact,
    /// An e-mail address.
    Email,
    /// An e-mail address. Many programs also accept one with a name.
    Mailbox,
    /// An integer from the first to the second number, inclusive.
    Integer(i64, i64),
    /// A decimal number that is not negative.
    Number,
    /// `true` or `false`.
    Bool,
    /// A duration as in the iTunes extension.
    Duration,
    /// A position in an audio or video file, as in Media RSS.
    PlayTime,
    /// The start of a chapter: normal play time according to RFC 2326.
    NormalPlayTime,
    /// An ISO 8601 date or time.
    Iso8601,
    /// An ISO 8601 date or time of an event, which may be in the future.
    Planned,
    /// An ISO 8601 date or time as in Google product data, where the time zone may be `-0800`. It may be in the future.
    ProductDate,
    /// Degrees north of the equator.
    Latitude,
    /// Degrees east of Greenwich.
    Longitude,
    /// At least this many points, each a latitude followed by a longitude.
    Points(u8),
    /// A two-letter ISO 3166-1 country code.
    Country,
    /// A decimal number, which may be negative.
    Decimal,
    /// One of these words, in exactly this case.
    OneOf(&'static [&'static str]),
    /// Text without markup, with at most this many characters.
    Plain(usize),
    /// The name of a character encoding.
    Charset,
    /// One of these words, in any case.
    AnyCase(&'static [&'static str]),
}

impl Value {
    /// Whether a blank text is not a valid value of this kind, but only means that there is no value. A date must be a date.
    pub(in crate::validate) fn is_missing_if_blank(self) -> bool {
        !matches!(
            self,
            Value::Children
                | Value::Empty
                | Value::Text
                | Value::Anything
                | Value::Html
                | Value::Markup
                | Value::AtomText
                | Value::AtomContent
                | Value::Plain(_)
                | Value::Rfc822
                | Value::Rfc3339
                | Value::Rfc3339Any
                | Value::W3cdtf
                | Value::Iso8601
                | Value::Planned
                | Value::ProductDate
        )
    }
}

/// Text without markup, of any length.
pub(crate) const PLAIN: Value = Value::Plain(usize::MAX);

/// The definition of an attribute.
#[derive(Debug)]
pub struct Attr {
    /// The attribute's name. If it is in a namespace, with the usual prefix.
    pub name: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// What it contains.
    pub value: Value,
    /// Whether a blank value is a problem.
    pub nonblank: bool,
    /// Its own check, which runs when the start tag is read, because the prefixes in scope are known then.
    pub(in crate::validate) check: Option<AttributeCheck>,
    /// Finds the value in the rest of the document if the attribute is missing.
    pub(in crate::validate) finder: Option<Finder>,
}

/// Finds the value of a missing attribute, as it is written in an attribute.
pub(in crate::validate) type Finder = fn(&Tag<'_, '_>, &Facts<'_>) -> Option<String>;

/// A check of one attribute.
pub(in crate::validate) type AttributeCheck = fn(&Slot<'_>, &mut Diagnostics);

/// A row for the element `name`, which is allowed in `places`, `count` times, and contains `value`. The methods of [`Row`] set
/// the other properties.
pub(crate) const fn row(
    name: &'static str,
    places: &'static [Place],
    count: Count,
    value: Value,
) -> Row {
    Row {
        name,
        places,
        count,
        value,
        role: None,
        attributes: &[],
        open_attributes: false,
        attributes_grow: false,
        checks: &[],
        absent: None,
        same_as: None,
        stands_for: &[],
        taken_from: &[],
        aside: false,
        void: None,
        exact: false,
        nonblank: false,
        blank_is_missing: false,
        kinds: &[],
        is_converted: false,
    }
}

/// A row of a lenient vocabulary, whose documentation may not have all attributes.
pub(crate) const fn documented(
    name: &'static str,
    places: &'static [Place],
    count: Count,
    value: Value,
) -> Row {
    row(name, places, count, value).attributes_grow()
}

impl Row {
    /// Sets its role as a parent.
    pub const fn is(mut self, role: Place) -> Row {
        self.role = Some(role);
        self
    }

    /// Sets the attributes that are defined for it.
    pub const fn attributes(mut self, attributes: &'static [Attr]) -> Row {
        self.attributes = attributes;
        self
    }

    /// Also allows other attributes.
    pub const fn open_attributes(mut self) -> Row {
        self.open_attributes = true;
        self
    }

    /// Its vocabulary adds attributes over time.
    pub const fn attributes_grow(mut self) -> Row {
        self.attributes_grow = true;
        self
    }

    /// Reports a blank value, because it has no effect.
    pub const fn blank_is_missing(mut self) -> Row {
        self.blank_is_missing = true;
        self
    }

    /// Sets its own checks.
    pub const fn checks(mut self, checks: &'static [Check]) -> Row {
        self.checks = checks;
        self
    }

    /// Sets the rule that reports a missing element, in place of the general rule.
    pub const fn absent(mut self, rule: &'static Rule) -> Row {
        self.absent = Some(rule);
        self
    }

    /// Sets the RSS element that contains the same information.
    pub const fn same_as(mut self, name: &'static str) -> Row {
        self.same_as = Some(name);
        self
    }

    /// Sets the elements of the format that it replaces.
    pub const fn stands_for(mut self, names: &'static [&'static str]) -> Row {
        self.stands_for = names;
        self
    }

    /// Sets the other children of its parent that usually have the same value.
    pub const fn taken_from(mut self, names: &'static [&'static str]) -> Row {
        self.taken_from = names;
        self
    }

    /// A feed with only this element does not use the namespace.
    pub const fn aside(mut self) -> Row {
        self.aside = true;
        self
    }

    /// It only has attributes, although its specification allows content.
    pub const fn void(mut self) -> Row {
        self.void = Some(&[]);
        self
    }

    /// It only has attributes if it has one of these.
    pub const fn void_with(mut self, attributes: &'static [&'static str]) -> Row {
        self.void = Some(attributes);
        self
    }

    /// Reports white space around its value.
    pub const fn exact(mut self) -> Row {
        self.exact = true;
        self
    }

    /// Reports a blank value.
    pub const fn nonblank(mut self) -> Row {
        self.nonblank = true;
        self
    }

    /// Sets the allowed types of the JSON value.
    pub const fn kinds(mut self, kinds: &'static [Kind]) -> Row {
        self.kinds = kinds;
        self
    }

    /// Readers convert a JSON value with another type.
    pub const fn converted(mut self) -> Row {
        self.is_converted = true;
        self
    }

    /// The name without the prefix.
    pub fn local(&self) -> &'static str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// Whether its name without the prefix is `local`. This is faster than comparing [`Row::local`].
    pub fn is_named(&self, local: &str) -> bool {
        let prefix = self.name.strip_suffix(local);
        prefix.is_some_and(|it| it.is_empty() || it.ends_with(':'))
    }

    /// Whether its parent may contain several of it.
    pub fn repeats(&self) -> bool {
        matches!(self.count, Count::Any | Count::OneOrMore)
    }
}

/// An optional attribute.
pub(crate) const fn attr(name: &'static str, value: Value) -> Attr {
    Attr { name, required: false, value, nonblank: false, check: None, finder: None }
}

impl Attr {
    /// Makes it required.
    pub const fn required(mut self) -> Attr {
        self.required = true;
        self
    }

    /// Reports a blank value.
    pub const fn nonblank(mut self) -> Attr {
        self.nonblank = true;
        self
    }

    /// Sets the function that finds its value if it is missing.
    pub(in crate::validate) const fn found_by(mut self, finder: Finder) -> Attr {
        self.finder = Some(finder);
        self
    }

    /// Sets its own check.
    pub(in crate::validate) const fn check(mut self, check: AttributeCheck) -> Attr {
        self.check = Some(check);
        self
    }
}
