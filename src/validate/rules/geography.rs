//! Where on Earth: degrees, and the shapes of `GeoRSS` and GML. <https://docs.ogc.org/cs/17-002r1/17-002r1.html>

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::value::Subject;
use crate::validate::rules::value::problem;
use crate::value::number;
use crate::value::problem::Problem;

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

/// A latitude or longitude in decimal degrees.
pub(in crate::validate::rules) fn degrees(it: &Subject<'_>, most: f64, out: &mut Findings) {
    let (rule, wanted) = if most < 100.0 {
        (&rules::INVALID_LATITUDE, "a latitude in degrees, from -90 to 90")
    } else {
        (&rules::INVALID_LONGITUDE, "a longitude in degrees, from -180 to 180")
    };
    let whole = 0..it.text.text.len();
    let found = match number::decimal(it.text.text) {
        Ok(value) if value.abs() > most => {
            Some(Problem::new(number::Class::Range, whole, "there is no such place on Earth"))
        }
        other => other.err(),
    };
    problem(it, rule, wanted, found, out);
}

/// Points of `GeoRSS` or GML: "latitude and longitude separated by whitespace".
/// <https://www.ogc.org/standards/georss/>
pub(in crate::validate::rules) fn points(it: &Subject<'_>, least: usize, out: &mut Findings) {
    let mut count = 0_usize;
    let mut fault = None;
    let mut has_comma = false;
    // The coordinates of GML may be of another system, and in metres.
    let in_degrees = it.name.starts_with("georss:");
    for part in it.text.text.split([' ', '\t', '\n', '\r', ',']).filter(|it| !it.is_empty()) {
        let most = if count.is_multiple_of(2) { 90.0 } else { 180.0 };
        match number::decimal(part) {
            Ok(value) if value.abs() <= most || !in_degrees => {}
            Ok(_) if count.is_multiple_of(2) => {
                fault = fault.or(Some((part, "a latitude goes from -90 to 90")));
            }
            Ok(_) => fault = fault.or(Some((part, "a longitude goes from -180 to 180"))),
            Err(_) => fault = fault.or(Some((part, "a coordinate is a decimal number"))),
        }
        count += 1;
        has_comma |= it.text.text.contains(',');
    }
    let single = least == 1;
    let what = match fault {
        Some((_, what)) => what,
        None if !count.is_multiple_of(2) => "coordinates come in pairs, latitude first",
        None if single && count != 2 => "a point is one latitude and one longitude",
        None if count / 2 < least => "these are too few points",
        None if has_comma => "coordinates are separated by blanks, not by commas",
        None => return,
    };
    // `45.2, -71.9` is torn apart at the blank, with a comma left in the first number.
    let is_torn = single && it.text.text.contains([' ', '\t', '\n', '\r']);
    let only_comma =
        fault.is_none() && count.is_multiple_of(2) && has_comma && count / 2 >= least && !is_torn;
    let name = match (only_comma, single) {
        (true, _) => "CoordComma",
        (_, true) => "InvalidCoord",
        (_, false) => "InvalidCoordList",
    };
    let words =
        format_args!("{} has no such coordinates: {}", Quoted(it.name), Quoted(it.text.text));
    let mut report = out
        .report(&rules::INVALID_COORDINATES, it.text.span(), words)
        .note(what)
        .help("write latitude and longitude in decimal degrees with a blank between them: 45.256 -71.92")
        .w3c(Some(name));
    if only_comma {
        let spaced: Vec<&str> =
            it.text.text.split([' ', '\t', '\n', '\r', ',']).filter(|it| !it.is_empty()).collect();
        report = report.severity(Severity::Warning).fix(
            "separate them by blanks",
            it.text.span(),
            spaced.join(" "),
        );
    }
    let _ = report;
}
