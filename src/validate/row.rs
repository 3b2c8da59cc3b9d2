//! The words that schema tables are written in: a row says where an element is allowed, how often, what it contains, and which
//! checks it has.

use crate::diagnostic::Rule;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::findings::Findings;
use crate::validate::markup::Kind;
use crate::validate::markup::name::Ns;

/// All that is true of one namespace.
#[derive(Debug)]
pub struct Vocabulary {
    /// The namespace of every row.
    pub ns: Ns,
    /// What messages call it; empty for an extension, which is called by its prefix and its URI.
    pub name: &'static str,
    /// Its elements.
    pub rows: &'static [Row],
    /// Whether it gets new elements from time to time, so that an element without a row may be right.
    pub grows: bool,
    /// Whether its attributes are allowed on every element.
    pub open_attributes: bool,
    /// What it checks of feeds and entries when they end, whether these use it or not.
    pub checks: &'static [(Place, Check)],
}

/// The vocabulary of a namespace with these elements.
pub(crate) const fn vocabulary(ns: Ns, rows: &'static [Row]) -> Vocabulary {
    Vocabulary { ns, name: "", rows, grows: false, open_attributes: false, checks: &[] }
}

impl Vocabulary {
    /// Messages call it this.
    pub const fn called(mut self, name: &'static str) -> Vocabulary {
        self.name = name;
        self
    }

    /// It gets new elements from time to time.
    pub const fn grows(mut self) -> Vocabulary {
        self.grows = true;
        self
    }

    /// Its attributes are allowed on every element.
    pub const fn open_attributes(mut self) -> Vocabulary {
        self.open_attributes = true;
        self
    }

    /// It has these checks of feeds and entries.
    pub const fn checks(mut self, checks: &'static [(Place, Check)]) -> Vocabulary {
        self.checks = checks;
        self
    }
}

/// What there is to know of an element in one place.
#[derive(Debug)]
pub struct Row {
    /// Its name; with the usual prefix in extensions, whatever prefix a document uses.
    pub name: &'static str,
    /// Where it may stand.
    pub places: &'static [Place],
    /// How often.
    pub count: Count,
    /// What it holds.
    pub value: Value,
    /// What it is to its children and to extensions.
    pub role: Option<Place>,
    /// The attributes that it may have.
    pub attributes: &'static [Attr],
    /// Whether other attributes are fine too.
    pub open_attributes: bool,
    /// The checks that are its own, made when it ends.
    pub checks: &'static [Check],
    /// The rule that its absence breaks, where that is not the general one.
    pub absent: Option<&'static Rule>,
    /// The element of the core that says the same.
    pub same_as: Option<&'static str>,
    /// Whether its use says nothing about the feed, so that the feed does not count as one that uses its vocabulary.
    pub aside: bool,
    /// Whether white space around the value is a fault.
    pub exact: bool,
    /// Whether an empty element is a fault.
    pub nonblank: bool,
    /// What kinds of JSON value it may be; empty for XML.
    pub kinds: &'static [Kind],
}

/// A check of one row: it sees an element when it ends.
pub(crate) type Check = fn(&Element<'_, '_>, &mut Context<'_, '_>);

/// Where an element may stand: by its parent's role, or by its parent's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Place {
    /// It is the document's root.
    Root,
    /// Its parent is the element of this name (as in its row).
    In(&'static str),
    Feed,
    Entry,
    Source,
    Person,
    Content,
    /// Its parent is any element that holds elements.
    Anywhere,
}

impl Place {
    /// Whether the children of `row` stand in this place.
    pub fn holds(&self, row: &Row) -> bool {
        match self {
            Place::In(name) => row.name == *name || row.role == Some(*self),
            Place::Anywhere => matches!(row.value, Value::Children),
            role => row.role == Some(*role),
        }
    }
}

/// How often an element may stand in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Count {
    One,
    ZeroOrOne,
    OneOrMore,
    Any,
    /// At most once, and better there.
    Recommended,
}

/// What an element or an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Other elements, and no text.
    Children,
    /// Nothing at all.
    Empty,
    /// Any text.
    Text,
    /// Text that must not be blank.
    Nonblank,
    /// Anything: its content is not judged.
    Anything,
    /// HTML, escaped.
    Html,
    /// Elements of XHTML.
    Markup,
    /// A text construct of Atom: what it holds depends on its `type`.
    AtomText,
    /// The content of an Atom entry: what it holds depends on its `type` and `src`.
    AtomContent,
    /// An absolute URL or IRI.
    Url,
    /// An absolute `http:` or `https:` URL.
    WebUrl,
    /// An absolute IRI that serves as an identifier.
    Id,
    /// A reference to a URL or IRI; it may be relative.
    Reference,
    /// A date of RFC 822 as RSS uses it.
    Rfc822,
    /// A date of RFC 3339 as Atom uses it.
    Rfc3339,
    /// A date of RFC 3339 as JSON Feed uses it: the letters may be small.
    Rfc3339Any,
    /// A date of W3C's profile of ISO 8601.
    W3cdtf,
    /// A language tag of BCP 47.
    Language,
    /// A media type.
    MediaType,
    /// An address with a name, as RSS writes it.
    Contact,
    /// An e-mail address.
    Email,
    /// An e-mail address, which many programs read with a name beside it too.
    Mailbox,
    /// A whole number of this range.
    Integer(i64, i64),
    /// A decimal number that is not negative.
    Number,
    /// `true` or `false`.
    Bool,
    /// A duration as iTunes writes it.
    Duration,
    /// A time in a medium, as Media RSS writes it.
    PlayTime,
    /// A date and time of ISO 8601.
    Iso8601,
    /// The same of what takes place at any time, in the future too.
    Planned,
    /// The same as Google writes it: the zone may be `-0800`.
    ProductDate,
    /// Degrees north of the equator.
    Latitude,
    /// Degrees east of Greenwich.
    Longitude,
    /// This many points, or more: latitude and longitude in turn.
    Points(u8),
    /// A code of ISO 3166-1, two letters.
    Country,
    /// A decimal number, which may be below zero.
    Decimal,
    /// One of these words, exactly.
    OneOf(&'static [&'static str]),
    /// Text without markup, of at most so many characters.
    Plain(usize),
    /// The name of a character encoding.
    Charset,
    /// One of these words, in capitals or not.
    AnyCase(&'static [&'static str]),
}

/// Text without markup, of any length.
pub(crate) const PLAIN: Value = Value::Plain(usize::MAX);

/// An attribute.
#[derive(Debug)]
pub struct Attr {
    /// Its name; with the usual prefix if it is in a namespace.
    pub name: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// What it holds.
    pub value: Value,
    /// Whether an empty one says as little as none.
    pub nonblank: bool,
    /// A check of its own, made when the tag is read, while its prefixes are known.
    pub(in crate::validate) check: Option<AttributeCheck>,
}

/// A check of one attribute.
pub(in crate::validate) type AttributeCheck = fn(&Slot<'_>, &mut Findings);

/// An element of `name` that may stand in `places`, `count` times, and holds `value`.
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
        checks: &[],
        absent: None,
        same_as: None,
        aside: false,
        exact: false,
        nonblank: false,
        kinds: &[],
    }
}

impl Row {
    /// Its children, and extensions, see it as `role`.
    pub const fn is(mut self, role: Place) -> Row {
        self.role = Some(role);
        self
    }

    /// It may have these attributes.
    pub const fn attributes(mut self, attributes: &'static [Attr]) -> Row {
        self.attributes = attributes;
        self
    }

    /// It may have any attribute.
    pub const fn open_attributes(mut self) -> Row {
        self.open_attributes = true;
        self
    }

    /// It has checks of its own.
    pub const fn checks(mut self, checks: &'static [Check]) -> Row {
        self.checks = checks;
        self
    }

    /// Its absence breaks this rule, not the general one.
    pub const fn absent(mut self, rule: &'static Rule) -> Row {
        self.absent = Some(rule);
        self
    }

    /// The core has this element for the same.
    pub const fn same_as(mut self, name: &'static str) -> Row {
        self.same_as = Some(name);
        self
    }

    /// A feed that has it does not count as one that uses its vocabulary.
    pub const fn aside(mut self) -> Row {
        self.aside = true;
        self
    }

    /// White space around its value is a fault.
    pub const fn exact(mut self) -> Row {
        self.exact = true;
        self
    }

    /// It must not be blank.
    pub const fn nonblank(mut self) -> Row {
        self.nonblank = true;
        self
    }

    /// In JSON it is one of these kinds of value.
    pub const fn kinds(mut self, kinds: &'static [Kind]) -> Row {
        self.kinds = kinds;
        self
    }

    /// The name without the prefix.
    pub fn local(&self) -> &'static str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// Whether this is its name without the prefix: what [`Row::local`] tells, for the many rows that are passed over.
    pub fn is_named(&self, local: &str) -> bool {
        let prefix = self.name.strip_suffix(local);
        prefix.is_some_and(|it| it.is_empty() || it.ends_with(':'))
    }

    /// Whether there may be several beside each other.
    pub fn repeats(&self) -> bool {
        matches!(self.count, Count::Any | Count::OneOrMore)
    }
}

/// An attribute that may be there.
pub(crate) const fn attr(name: &'static str, value: Value) -> Attr {
    Attr { name, required: false, value, nonblank: false, check: None }
}

impl Attr {
    /// It has to be there.
    pub const fn required(mut self) -> Attr {
        self.required = true;
        self
    }

    /// An empty one says as little as none.
    pub const fn nonblank(mut self) -> Attr {
        self.nonblank = true;
        self
    }

    /// It has a check of its own.
    pub(in crate::validate) const fn check(mut self, check: AttributeCheck) -> Attr {
        self.check = Some(check);
        self
    }
}
