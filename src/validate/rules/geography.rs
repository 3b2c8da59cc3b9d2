//! Where on Earth: degrees, and the shapes of `GeoRSS` and GML. <https://docs.ogc.org/cs/17-002r1/17-002r1.html>

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::value::Subject;
use crate::validate::rules::value::problem;
use crate::value::number;
use crate::value::problem::Problem;

/// "A polygon contains a space separated list of at least four pairs of coordinates … with the last pair identical to the
/// first." What is no list of coordinates has been reported as such.
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
            format_args!("{} does not end where it begins", Quoted(polygon.row.name)),
        )
        .note("some maps close it, some show nothing of it")
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

/// What may stand between two coordinates: white space, and commas, which are told.
const BETWEEN: [char; 5] = [' ', '\t', '\n', '\r', ','];

/// Points of `GeoRSS` or GML: "latitude and longitude separated by whitespace".
/// <https://www.ogc.org/standards/georss/>
pub(in crate::validate::rules) fn points(it: &Subject<'_>, least: usize, out: &mut Findings) {
    let text = it.text.text;
    let parts = || text.split(BETWEEN).filter(|it| !it.is_empty());
    let count = parts().count();
    // The coordinates of GML may be of another system, and in metres.
    let in_degrees = it.name.starts_with("georss:");
    let fault = parts()
        .enumerate()
        .find_map(|(index, part)| coordinate_problem(part, index.is_multiple_of(2), in_degrees));
    let has_comma = text.contains(',');
    let single = least == 1;
    let (what, only_comma) = match fault {
        Some(what) => (what, false),
        None if !count.is_multiple_of(2) => ("coordinates come in pairs, latitude first", false),
        None if single && count != 2 => ("a point is one latitude and one longitude", false),
        None if count / 2 < least => ("these are too few points", false),
        // `45.2, -71.9` is torn apart at the blank, with a comma left in the first number.
        None if has_comma => {
            let is_torn = single && text.contains([' ', '\t', '\n', '\r']);
            ("coordinates are separated by blanks, not by commas", !is_torn)
        }
        None => return,
    };
    let words = format_args!("{} has no such coordinates: {}", Quoted(it.name), Quoted(text));
    let report = out.report(&rules::INVALID_COORDINATES, it.text.span(), words).note(what).help(
        "write latitude and longitude in decimal degrees with a blank between them: 45.256 -71.92",
    );
    if only_comma {
        let spaced: Vec<&str> = parts().collect();
        report.severity(Severity::Warning).fix(
            "separate them by blanks",
            it.text.span(),
            spaced.join(" "),
        );
    }
}

/// What is wrong with one coordinate of a point.
fn coordinate_problem(part: &str, is_latitude: bool, in_degrees: bool) -> Option<&'static str> {
    let Ok(value) = number::decimal(part) else { return Some("a coordinate is a decimal number") };
    let (most, what) = if is_latitude {
        (90.0, "a latitude goes from -90 to 90")
    } else {
        (180.0, "a longitude goes from -180 to 180")
    };
    (in_degrees && value.abs() > most).then_some(what)
}
