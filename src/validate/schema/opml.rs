//! OPML: outlines, and lists of feeds. <http://opml.org/spec2.opml>, 1.0: <http://opml.org/spec1.opml>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, One, OneOrMore, ZeroOrOne};
use crate::validate::row::Place::{In, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{Bool, Children, Integer, Mailbox, Rfc822, Text, Url, WebUrl};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::opml;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// OPML, whose elements are in no namespace.
pub static OPML: Vocabulary = vocabulary(Ns::NONE, ROWS).called("OPML");

const ANY_INTEGER: crate::validate::row::Value = Integer(i64::MIN, i64::MAX);

// "All the sub-elements of <head> may be ignored by the processor"; the specification only says that
// <windowTop> and similar elements are numbers of pixels. They may be negative, because a window can be left of the first screen.
#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element             in                             how often     value
    row("opml",             &[Root],                       One,          Children)
        .attributes(&[attr("version", Text).required()]),
    // "Before the 1.0 format was frozen the top-level element of the format was called outlineDocument."
    row("outlineDocument",  &[Root],                       One,          Children)
        .attributes(&[attr("version", Text)]).is(In("opml")),
    row("head",             &[In("opml")],                 One,          Children),
    row("body",             &[In("opml")],                 One,          Children),

    row("title",            &[In("head")],                 ZeroOrOne,    Text).checks(&[opml::name_is_safe]),
    row("dateCreated",      &[In("head")],                 ZeroOrOne,    Rfc822),
    row("dateModified",     &[In("head")],                 ZeroOrOne,    Rfc822),
    row("ownerName",        &[In("head")],                 ZeroOrOne,    Text).checks(&[opml::name_is_safe]),
    row("ownerEmail",       &[In("head")],                 ZeroOrOne,    Mailbox),
    row("ownerId",          &[In("head")],                 ZeroOrOne,    WebUrl),
    row("docs",             &[In("head")],                 ZeroOrOne,    Url),
    row("expansionState",   &[In("head")],                 ZeroOrOne,    Text).checks(&[opml::expansion_state]),
    row("vertScrollState",  &[In("head")],                 ZeroOrOne,    ANY_INTEGER).nonblank(),
    row("windowTop",        &[In("head")],                 ZeroOrOne,    ANY_INTEGER).nonblank(),
    row("windowLeft",       &[In("head")],                 ZeroOrOne,    ANY_INTEGER).nonblank(),
    row("windowBottom",     &[In("head")],                 ZeroOrOne,    ANY_INTEGER).nonblank(),
    row("windowRight",      &[In("head")],                 ZeroOrOne,    ANY_INTEGER).nonblank(),

    row("outline",          &[In("body")],                 OneOrMore,    Children).is(In("outline")).void_with(LEAF)
        .attributes(OUTLINE).open_attributes().checks(CHECKS),
    row("outline",          &[In("outline")],              Any,          Children).void_with(LEAF)
        .attributes(OUTLINE).open_attributes().checks(CHECKS),
];

/// An outline with one of these attributes is a feed or a link, which does not contain other outlines.
const LEAF: &[&str] = &["xmlUrl", "url"];

const CHECKS: &[crate::validate::row::Check] =
    &[opml::outline_has_the_attributes_of_its_type, opml::text_is_safe];

// "An outline element is an XML element containing at least one required attribute, text, and zero or more
// additional attributes."
#[rustfmt::skip]
const OUTLINE: &[crate::validate::row::Attr] = &[
    attr("text",         Text).required().found_by(opml::text_from_title),
    attr("type",         Text),
    attr("isComment",    Bool),
    attr("isBreakpoint", Bool),
    attr("created",      Rfc822),
    attr("category",     Text),
    attr("description",  Text),
    attr("htmlUrl",      Url),
    attr("xmlUrl",       Url),
    attr("url",          Url),
    attr("language",     Text).check(opml::language_is_known),
    attr("title",        Text),
    attr("version",      Text),
];
