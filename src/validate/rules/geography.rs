//! Shapes of `GeoRSS` and GML. <https://docs.ogc.org/cs/17-002r1/17-002r1.html>

use crate::text::quoted::Quoted;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::value::number;

/// "A polygon contains a space separated list of at least four pairs of coordinates … with the last pair identical to the
/// first." What is no list of coordinates has been reported as such.
pub fn polygon_is_closed(polygon: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    let text = polygon.text.trim();
    let mut numbers = text.text.split([' ', '\t', '\n', '\r', ',']).filter(|it| !it.is_empty());
    let pair = |one: Option<&str>, other: Option<&str>| {
        Some((number::decimal(one?).ok()?, number::decimal(other?).ok()?))
    };
    let Some(first) = pair(numbers.next(), numbers.next()) else { return };
    let (other, one) = (numbers.next_back(), numbers.next_back());
    let Some(last) = pair(one, other) else { return };
    let same = (first.0 - last.0).abs() < f64::EPSILON && (first.1 - last.1).abs() < f64::EPSILON;
    if same {
        return;
    }
    out.report(
        &rules::OPEN_POLYGON,
        text.span(),
        format_args!("{} does not end where it begins", Quoted(polygon.row.name)),
    )
    .note("some maps close it, some show nothing of it")
    .help("repeat the first pair of coordinates at the end");
}

/// "A circle contains the coordinates of its center point, and a radius in metres."
pub fn circle_has_a_radius(circle: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    let text = circle.text.trim();
    let mut parts = text.text.split_ascii_whitespace().map(number::decimal);
    let mut next = |least: f64, most: f64| {
        parts.next().and_then(Result::ok).is_some_and(|it| (least..=most).contains(&it))
    };
    let is_right = next(-90.0, 90.0) && next(-180.0, 180.0) && next(0.0, f64::MAX);
    if is_right && parts.next().is_none() {
        return;
    }
    out.report(
        &rules::INVALID_COORDINATES,
        text.span(),
        format_args!("{} is not a circle: {}", Quoted(circle.row.name), Quoted(text.text)),
    )
    .note("a circle is a latitude, a longitude, and a radius in metres")
    .help("write it as 42.943 -71.032 500");
}
