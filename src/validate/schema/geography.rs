//! Where on Earth: `GeoRSS` in both its forms <https://docs.ogc.org/cs/17-002r1/17-002r1.html>, W3C's geo vocabulary
//! <http://www.w3.org/2003/01/geo/>, and two older ones.

use crate::validate::markup::name::Ns;
use crate::validate::rules::geography;
use crate::validate::schema::Count::{Any, One, ZeroOrOne};
use crate::validate::schema::Place::{Anywhere, In};
use crate::validate::schema::Row;
use crate::validate::schema::Value::{
    Anything, Children, Decimal, Integer, Latitude, Longitude, Points, Text,
};
use crate::validate::schema::Vocabulary;
use crate::validate::schema::row;

/// `GeoRSS`.
pub static GEORSS: Vocabulary = Vocabulary { ns: Ns::GEORSS, rows: GEORSS_ROWS };
/// The part of GML that `GeoRSS` uses.
pub static GML: Vocabulary = Vocabulary { ns: Ns::GML, rows: GML_ROWS };
/// W3C's vocabulary.
pub static GEO: Vocabulary = Vocabulary { ns: Ns::GEO, rows: GEO_ROWS };
/// Latitude and longitude as tags of web pages have them.
pub static ICBM: Vocabulary = Vocabulary { ns: Ns::ICBM, rows: ICBM_ROWS };
/// The same, of `GeoURL`.
pub static GEOURL: Vocabulary = Vocabulary { ns: Ns::GEOURL, rows: GEOURL_ROWS };

#[rustfmt::skip]
static GEORSS_ROWS: &[Row] = &[
    //  element                       in             how often   value
    row("georss:point",               &[Anywhere],   Any,        Points(1)).open_attributes(),
    row("georss:line",                &[Anywhere],   Any,        Points(2)).open_attributes(),
    row("georss:polygon",             &[Anywhere],   Any,        Points(3)).open_attributes().checks(&[geography::polygon_is_closed]),
    row("georss:box",                 &[Anywhere],   Any,        Points(2)).open_attributes(),
    row("georss:circle",              &[Anywhere],   Any,        Text).open_attributes().checks(&[geography::circle_has_a_radius]),
    row("georss:where",               &[Anywhere],   Any,        Children).open_attributes(),
    row("georss:featureTypeTag",      &[Anywhere],   Any,        Text),
    row("georss:featuretypetag",      &[Anywhere],   Any,        Text),
    row("georss:relationshipTag",     &[Anywhere],   Any,        Text),
    row("georss:relationshiptag",     &[Anywhere],   Any,        Text),
    row("georss:featureName",         &[Anywhere],   Any,        Text),
    row("georss:featurename",         &[Anywhere],   Any,        Text),
    row("georss:elev",                &[Anywhere],   Any,        Decimal).value_w3c("InvalidFloatUnit"),
    row("georss:floor",               &[Anywhere],   Any,        Integer(i64::MIN, i64::MAX)).value_w3c("InvalidInteger"),
    row("georss:radius",              &[Anywhere],   Any,        Decimal),
];

#[rustfmt::skip]
static GML_ROWS: &[Row] = &[
    row("gml:Point",                  &[In("georss:where")],    ZeroOrOne, Children).open_attributes(),
    row("gml:LineString",             &[In("georss:where")],    ZeroOrOne, Children).open_attributes(),
    row("gml:Polygon",                &[In("georss:where")],    ZeroOrOne, Children).open_attributes(),
    row("gml:Envelope",               &[In("georss:where")],    ZeroOrOne, Children).open_attributes(),
    row("gml:CircleByCenterPoint",    &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:pos",                    &[In("gml:Point")],       One,       Points(1)).open_attributes(),
    row("gml:posList",                &[In("gml:LineString")],  One,       Points(2)).open_attributes(),
    row("gml:exterior",               &[In("gml:Polygon")],     One,       Children).open_attributes(),
    row("gml:interior",               &[In("gml:Polygon")],     Any,       Children).open_attributes(),
    row("gml:LinearRing",             &[In("gml:exterior"), In("gml:interior")], One, Children).open_attributes(),
    row("gml:posList",                &[In("gml:LinearRing")],  One,       Points(3)).open_attributes().checks(&[geography::polygon_is_closed]),
    row("gml:lowerCorner",            &[In("gml:Envelope")],    One,       Points(1)).open_attributes(),
    row("gml:upperCorner",            &[In("gml:Envelope")],    One,       Points(1)).open_attributes(),
];

#[rustfmt::skip]
static GEO_ROWS: &[Row] = &[
    row("geo:Point",                  &[Anywhere],          Any,  Children).open_attributes(),
    row("geo:lat",                    &[In("geo:Point")],   One,  Latitude),
    row("geo:long",                   &[In("geo:Point")],   One,  Longitude),
    row("geo:lat",                    &[Anywhere],          Any,  Latitude),
    row("geo:long",                   &[Anywhere],          Any,  Longitude),
    row("geo:alt",                    &[Anywhere],          Any,  Decimal).value_w3c("InvalidFloatUnit"),
    row("geo:lat_long",               &[Anywhere],          Any,  Text),
    row("geo:location",               &[Anywhere],          Any,  Anything).open_attributes(),
];

#[rustfmt::skip]
static ICBM_ROWS: &[Row] = &[
    row("icbm:latitude",              &[Anywhere],   Any,        Latitude),
    row("icbm:longitude",             &[Anywhere],   Any,        Longitude),
];

#[rustfmt::skip]
static GEOURL_ROWS: &[Row] = &[
    row("geourl:latitude",            &[Anywhere],   Any,        Latitude),
    row("geourl:longitude",           &[Anywhere],   Any,        Longitude),
];
