//! Locations: degrees, and the shapes of `GeoRSS` and GML. <https://docs.ogc.org/cs/17-002r1/17-002r1.html>

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::rules;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::problem;
use crate::value::number;
use crate::value::problem::Problem;

/// "A polygon contains a space separated list of at least four pairs of coordinates … with the last pair identical to the
/// first." Text that is not a list of coordinates is reported elsewhere.
pub fn polygon_is_closed(polygon: &Element<'_, '_>, context: &mut Context<'_, '_>) {
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
    context
        .out
        .report(
            &rules::OPEN_POLYGON,
            text.span(),
            format_args!("{} does not end at its starting point", Quoted(polygon.row.name)),
        )
        .note("some readers find no area in a polygon that is not closed")
        .help("repeat the first pair of coordinates at the end");
}

/// "A circle contains the coordinates of its center point, and a radius in metres."
pub fn circle_has_a_radius(circle: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = circle.text.trim();
    let mut parts = text.text.split_ascii_whitespace().map(number::decimal);
    let mut next = |least: f64, most: f64| {
        parts.next().and_then(Result::ok).is_some_and(|it| (least..=most).contains(&it))
    };
    let is_right = next(-90.0, 90.0) && next(-180.0, 180.0) && next(0.0, f64::MAX);
    if is_right && parts.next().is_none() {
        return;
    }
    context
        .out
        .report(
            &rules::INVALID_COORDINATES,
            text.span(),
            format_args!("{} is not a circle: {}", Quoted(circle.row.name), Quoted(text.text)),
        )
        .note("a circle consists of a latitude, a longitude and a radius in meters")
        .help("write three numbers separated by spaces, for example `42.943 -71.032 500`");
}

/// A latitude or longitude in decimal degrees.
pub(in crate::validate::rules) fn degrees(it: &Subject<'_>, most: f64, out: &mut Diagnostics) {
    let (rule, wanted) = if most < 100.0 {
        (&rules::INVALID_LATITUDE, "a latitude from -90 to 90 degrees")
    } else {
        (&rules::INVALID_LONGITUDE, "a longitude from -180 to 180 degrees")
    };
    let whole = 0..it.text.text.len();
    let found = match number::decimal(it.text.text) {
        Ok(value) if value.abs() > most => {
            Some(Problem::new(number::NumberFault::Range, whole, "there is no such place on Earth"))
        }
        other => other.err(),
    };
    problem(it, rule, wanted, found, out);
}

/// What separates two coordinates: white space, or a comma, which is reported.
const BETWEEN: [char; 5] = [' ', '\t', '\n', '\r', ','];

/// Points of `GeoRSS` or GML: "latitude and longitude separated by whitespace".
/// <https://www.ogc.org/standards/georss/>
pub(in crate::validate::rules) fn points(it: &Subject<'_>, least: usize, out: &mut Diagnostics) {
    let text = it.text.text;
    let parts = || text.split(BETWEEN).filter(|it| !it.is_empty());
    let count = parts().count();
    // GML coordinates may belong to another reference system and be in metres.
    let in_degrees = it.name.starts_with("georss:");
    let fault = parts()
        .enumerate()
        .find_map(|(index, part)| coordinate_problem(part, index.is_multiple_of(2), in_degrees));
    let has_comma = text.contains(',');
    let single = least == 1;
    let (what, only_comma) = match fault {
        Some(what) => (what, false),
        None if !count.is_multiple_of(2) => ("coordinates come in pairs, latitude first", false),
        None if single && count != 2 => {
            ("a point consists of one latitude and one longitude", false)
        }
        None if count / 2 < least => ("there are too few points", false),
        // Readers split `45.2, -71.9` at the space, and the comma stays in the first number.
        None if has_comma => {
            let is_split = single && text.contains([' ', '\t', '\n', '\r']);
            ("coordinates are separated by spaces, not by commas", !is_split)
        }
        None => return,
    };
    let words = format_args!("{} has invalid coordinates: {}", Quoted(it.name), Quoted(text));
    let report = out.report(&rules::INVALID_COORDINATES, it.text.span(), words).note(what).help(
        "write latitude and longitude in decimal degrees, separated by a space, for example `45.256 -71.92`",
    );
    if only_comma {
        let spaced: Vec<&str> = parts().collect();
        report.severity(Severity::Warning).fix(
            "separate them with spaces",
            it.text.span(),
            spaced.join(" "),
        );
    }
}

/// What is wrong with one coordinate of a point.
fn coordinate_problem(part: &str, is_latitude: bool, in_degrees: bool) -> Option<&'static str> {
    let Ok(value) = number::decimal(part) else { return Some("a coordinate is a decimal number") };
    let (most, what) = if is_latitude {
        (90.0, "a latitude must be from -90 to 90")
    } else {
        (180.0, "a longitude must be from -180 to 180")
    };
    (in_degrees && value.abs() > most).then_some(what)
}
