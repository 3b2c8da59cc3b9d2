//! Values in the podcast namespace: places, schedules, checksums. <https://podcasting2.org/docs/podcast-namespace>

pub(crate) mod guid;
pub(crate) mod media;
pub(crate) mod schedule;
pub(crate) mod terms;

use crate::value::number;
use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The problem with a place on a map: a `geo:` URI of RFC 5870 (<https://www.rfc-editor.org/rfc/rfc5870#section-3.3>).
pub(crate) fn geo(text: &str) -> Option<Problem<()>> {
    let whole = 0..text.len();
    let fault = |what: String| Problem::new((), whole.clone(), what);
    let scheme = text.get(..4).filter(|it| it.eq_ignore_ascii_case("geo:"));
    let Some(scheme) = scheme else {
        let problem = fault(format!("{} does not start with `geo:`", quoted(text)));
        return Some(match coordinates(text) {
            Some(right) => problem.instead(right),
            None => problem,
        });
    };
    let numbers = text[scheme.len()..].split(';').next().unwrap_or_default();
    let mut parts = numbers.split(',');
    let (latitude, longitude) = (parts.next().unwrap_or_default(), parts.next());
    let is_number = |it: &str| number::decimal(it).is_ok() && !it.starts_with('+');
    let altitude = parts.next().unwrap_or("0");
    if !is_number(latitude)
        || !longitude.is_some_and(is_number)
        || !is_number(altitude)
        || parts.next().is_some()
    {
        let what = "a `geo:` URI contains a latitude and a longitude, separated by a comma";
        let problem = fault(what.to_owned());
        return Some(match coordinates(&text[scheme.len()..]) {
            Some(right) => problem.instead(right),
            None => problem,
        });
    }
    let degrees = |it: &str| number::decimal(it).unwrap_or_default().abs();
    if degrees(latitude) > 90.0 {
        return Some(fault(format!("the latitude {} is not between -90 and 90", quoted(latitude))));
    }
    let longitude = longitude.unwrap_or_default();
    (degrees(longitude) > 180.0)
        .then(|| fault(format!("the longitude {} is not between -180 and 180", quoted(longitude))))
}

/// The `geo:` URI for two numbers with other punctuation, such as `30.26, -97.74`.
fn coordinates(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('(').trim_end_matches(')');
    let mut parts = text.split([',', ' ', ';']).filter(|it| !it.is_empty());
    let (latitude, longitude) = (parts.next()?, parts.next()?);
    let right = format!("geo:{latitude},{longitude}");
    let is_plain = |it: &str| it.starts_with(|it: char| it.is_ascii_digit() || it == '-');
    let is_right = parts.next().is_none() && is_plain(latitude) && is_plain(longitude);
    let is_within = |it: &str, most: f64| number::decimal(it).is_ok_and(|it| it.abs() <= most);
    (is_right && is_within(latitude, 90.0) && is_within(longitude, 180.0)).then_some(right)
}

/// Whether a value is the id of a node, a way or a relation in OpenStreetMap, with or without a revision: `R113314`, `W43678282#2`.
pub(crate) fn is_osm(text: &str) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let Some(id) = text.strip_prefix(['N', 'W', 'R', 'n', 'w', 'r']) else { return false };
    match id.split_once('#') {
        Some((id, revision)) => is_number(id) && is_number(revision),
        None => is_number(id),
    }
}

/// Whether a value is one or more hashes of Subresource Integrity: `sha384-…` (<https://www.w3.org/TR/SRI/#the-integrity-attribute>).
pub(crate) fn is_sri(text: &str) -> bool {
    let mut hashes = text.split_ascii_whitespace().peekable();
    hashes.peek().is_some()
        && hashes.all(|it| {
            let hash = it.split('?').next().unwrap_or_default();
            hash.split_once('-').is_some_and(|(name, value)| {
                let length = match name {
                    "sha256" => 44,
                    "sha384" => 64,
                    "sha512" => 88,
                    _ => return false,
                };
                let is_digit = |it: u8| it.is_ascii_alphanumeric() || b"+/-_=".contains(&it);
                value.len() == length && value.bytes().all(is_digit)
            })
        })
}

/// Whether a value is a ratio as in CSS: `16/9`, `1 / 1`, `1.5`.
pub(crate) fn is_ratio(text: &str) -> bool {
    let is_positive = |it: &str| number::decimal(it.trim()).is_ok_and(|it| it > 0.0);
    match text.split_once('/') {
        Some((width, height)) => is_positive(width) && is_positive(height),
        None => is_positive(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_places() {
        let described = |text: &str| {
            let problem = geo(text)?;
            Some(problem.instead.map_or_else(|| problem.what.to_string(), |it| it.text))
        };
        #[rustfmt::skip]
        let cases = [
            ("geo:30.2672,97.7431", None),
            ("geo:-27.86159,153.3169", None),
            ("GEO:48.2,16.37,183;crs=wgs84;u=40", None),
            ("30.26,-97.74", Some("geo:30.26,-97.74")),
            ("(30.26, -97.74)", Some("geo:30.26,-97.74")),
            ("geo:30.26, -97.74", Some("geo:30.26,-97.74")),
            ("geo:95,0", Some("the latitude `95` is not between -90 and 90")),
            ("geo:5,181", Some("the longitude `181` is not between -180 and 180")),
            ("geo:5", Some("a `geo:` URI contains a latitude and a longitude, separated by a comma")),
            ("geo:1x,2", Some("a `geo:` URI contains a latitude and a longitude, separated by a comma")),
            ("geo:1,-", Some("a `geo:` URI contains a latitude and a longitude, separated by a comma")),
            ("1x,2", Some("`1x,2` does not start with `geo:`")),
            ("Austin", Some("`Austin` does not start with `geo:`")),
            ("é", Some("`é` does not start with `geo:`")),
        ];
        for (text, wanted) in cases {
            assert_eq!(described(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn recognizes_ids_hashes_and_ratios() {
        for (text, wanted) in [("R113314", true), ("W43678282#2", true), ("113314", false)] {
            assert_eq!(is_osm(text), wanted, "{text}");
        }
        for (text, wanted) in [
            ("sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo", true),
            ("sha256-abc", false),
            ("", false),
        ] {
            assert_eq!(is_sri(text), wanted, "{text}");
        }
        for (text, wanted) in [("16/9", true), ("1 / 1", true), ("1.5", true), ("16:9", false)] {
            assert_eq!(is_ratio(text), wanted, "{text}");
        }
    }
}
