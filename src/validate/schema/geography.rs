//! Places on Earth: `GeoRSS` in both its forms <https://docs.ogc.org/cs/17-002r1/17-002r1.html>, W3C's geo vocabulary
//! <http://www.w3.org/2003/01/geo/>, and two older ones.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, ZeroOrOne};
use crate::validate::row::Place::{Anywhere, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Anything, Children, Decimal, Integer, Latitude, Longitude, Number, Points, Text,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::geography;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// `GeoRSS`.
pub static GEORSS: Vocabulary = vocabulary(Ns::GEORSS, GEORSS_ROWS);
/// The part of GML that `GeoRSS` uses.
pub static GML: Vocabulary = vocabulary(Ns::GML, GML_ROWS);
/// W3C's vocabulary.
pub static GEO: Vocabulary = vocabulary(Ns::GEO, GEO_ROWS);
/// Latitude and longitude, named like the `ICBM` meta tag of web pages.
pub static ICBM: Vocabulary = vocabulary(Ns::ICBM, ICBM_ROWS);
/// Latitude and longitude, from `GeoURL`.
pub static GEOURL: Vocabulary = vocabulary(Ns::GEOURL, GEOURL_ROWS);

/// "Attributes … of the geometry": the schema of `GeoRSS` writes them in lowercase.
#[rustfmt::skip]
const FEATURE: &[Attr] = &[
    attr("featuretypetag", Text), attr("relationshiptag", Text), attr("featurename", Text),
    attr("elev", Decimal),        attr("floor", Text),           attr("radius", Number),
];

/// The GML attributes that specify the reference system of the coordinates.
#[rustfmt::skip]
const GML_ATTRIBUTES: &[Attr] = &[
    attr("srsName", Text), attr("srsDimension", Text), attr("axisLabels", Text), attr("uomLabels", Text), attr("count", Text),
    attr("dimension", Text),     attr("gml:id", Text),
];

#[rustfmt::skip]
static GEORSS_ROWS: &[Row] = &[
    //  element                       in             how often   value
    row("georss:point",               &[Anywhere],   Any,        Points(1)).attributes(FEATURE),
    row("georss:line",                &[Anywhere],   Any,        Points(2)).attributes(FEATURE),
    row("georss:polygon",             &[Anywhere],   Any,        Points(3)).attributes(FEATURE).checks(&[geography::polygon_is_closed]),
    row("georss:box",                 &[Anywhere],   Any,        Points(2)).attributes(FEATURE),
    row("georss:circle",              &[Anywhere],   Any,        Text).attributes(FEATURE).checks(&[geography::circle_has_a_radius]),
    row("georss:where",               &[Anywhere],   Any,        Children).attributes(FEATURE),
    row("georss:featureTypeTag",      &[Anywhere],   Any,        Text),
    row("georss:featuretypetag",      &[Anywhere],   Any,        Text),
    row("georss:relationshipTag",     &[Anywhere],   Any,        Text),
    row("georss:relationshiptag",     &[Anywhere],   Any,        Text),
    row("georss:featureName",         &[Anywhere],   Any,        Text),
    row("georss:featurename",         &[Anywhere],   Any,        Text),
    row("georss:elev",                &[Anywhere],   Any,        Decimal),
    row("georss:floor",               &[Anywhere],   Any,        Integer(i64::MIN, i64::MAX)),
    row("georss:radius",              &[Anywhere],   Any,        Number),
];

#[rustfmt::skip]
static GML_ROWS: &[Row] = &[
    row("gml:Point",                  &[In("georss:where")],    ZeroOrOne, Children).attributes(GML_ATTRIBUTES),
    row("gml:LineString",             &[In("georss:where")],    ZeroOrOne, Children).attributes(GML_ATTRIBUTES),
    row("gml:Polygon",                &[In("georss:where")],    ZeroOrOne, Children).attributes(GML_ATTRIBUTES),
    row("gml:Envelope",               &[In("georss:where")],    ZeroOrOne, Children).attributes(GML_ATTRIBUTES),
    row("gml:CircleByCenterPoint",    &[In("georss:where")],    ZeroOrOne, Anything).attributes(GML_ATTRIBUTES),
    row("gml:MultiPoint",             &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:MultiCurve",             &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:MultiLineString",        &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:MultiSurface",           &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:MultiPolygon",           &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:MultiGeometry",          &[In("georss:where")],    ZeroOrOne, Anything).open_attributes(),
    row("gml:pos",                    &[In("gml:Point")],       One,       Points(1)).attributes(GML_ATTRIBUTES),
    row("gml:posList",                &[In("gml:LineString")],  One,       Points(2)).attributes(GML_ATTRIBUTES),
    row("gml:exterior",               &[In("gml:Polygon")],     One,       Children),
    row("gml:interior",               &[In("gml:Polygon")],     Any,       Children),
    row("gml:LinearRing",             &[In("gml:exterior"), In("gml:interior")], One, Children).attributes(GML_ATTRIBUTES),
    row("gml:posList",                &[In("gml:LinearRing")],  One,       Points(3)).attributes(GML_ATTRIBUTES).checks(&[geography::polygon_is_closed]),
    row("gml:lowerCorner",            &[In("gml:Envelope")],    One,       Points(1)).attributes(GML_ATTRIBUTES),
    row("gml:upperCorner",            &[In("gml:Envelope")],    One,       Points(1)).attributes(GML_ATTRIBUTES),
];

#[rustfmt::skip]
static GEO_ROWS: &[Row] = &[
    row("geo:Point",                  &[Anywhere],          Any,  Children).open_attributes(),
    row("geo:lat",                    &[In("geo:Point")],   One,  Latitude),
    row("geo:long",                   &[In("geo:Point")],   One,  Longitude),
    row("geo:lat",                    &[Anywhere],          Any,  Latitude),
    row("geo:long",                   &[Anywhere],          Any,  Longitude),
    row("geo:alt",                    &[Anywhere],          Any,  Decimal),
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
