//! Values of the podcast namespace: URLs, places, schedules, and the lengths of texts.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::value::subject::escaped;
use crate::value::country;
use crate::value::podcast;
use crate::value::podcast::schedule;
use crate::value::problem::Problem;
use crate::value::uri;

/// "Anywhere the url of a hyper-text based resource is specified, it must be given as `https:`"
pub(in crate::validate) fn is_secure(url: &Slot<'_>, out: &mut Diagnostics) {
    let text = url.text.trim();
    let scheme = text.text.get(..7).filter(|it| it.eq_ignore_ascii_case("http://"));
    // Onion services are encrypted without TLS.
    let top_level = uri::split(text.text).host().rsplit('.').next().unwrap_or_default();
    if scheme.is_none() || top_level.eq_ignore_ascii_case("onion") {
        return;
    }
    out.once(
        &rules::INSECURE_PODCAST_URL,
        "",
        text.span(),
        format_args!(
            "{} does not start with `https:`: {}",
            Quoted(url.attr.name),
            Quoted(text.text)
        ),
    )
    .note("the podcast namespace requires `https:`, and apps block or warn about other URLs")
    .help("change it to `https://` if the server supports it");
}

/// "the uri where the media file resides", which may have any scheme, such as `ipfs:`.
pub(in crate::validate) fn is_location(location: &Slot<'_>, out: &mut Diagnostics) {
    let text = location.text.trim();
    if uri::split(text.text).is_absolute() {
        is_secure(location, out);
        return;
    }
    out.report(
        &rules::RELATIVE_URL,
        text.span(),
        format_args!("{} is a relative URL: {}", Quoted(location.attr.name), Quoted(text.text)),
    )
    .note("apps cannot find the file")
    .help("write the absolute URL, beginning with a scheme such as `https:`");
}

/// `true` or `false`. Programs also write other words.
pub(in crate::validate) fn is_boolean(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    let meant = match text.text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some("true"),
        "false" | "no" | "0" => Some("false"),
        _ => None,
    };
    if matches!(text.text, "true" | "false") {
        return;
    }
    let report = out
        .report(
            &rules::INVALID_BOOLEAN,
            text.span(),
            format_args!(
                "{} is not an allowed value of {}",
                Quoted(text.text),
                Quoted(slot.attr.name)
            ),
        )
        .severity(Severity::Warning)
        .note("apps that expect `true` or `false` use the default");
    match meant {
        Some(word) => {
            let title = format!("change it to `{word}`");
            report.help(&title).fix(&title, text.span(), word)
        }
        None => report.help("write `true` or `false`"),
    };
}

/// Reports what is wrong with a value that apps ignore then.
pub(super) fn problem(
    name: &str,
    text: Decoded<'_>,
    wanted: &str,
    problem: Option<Problem<()>>,
    why: &str,
    help: &str,
    out: &mut Diagnostics,
) {
    let Some(problem) = problem else { return };
    let span = if problem.at.is_empty() {
        text.span()
    } else {
        text.span_of(problem.at.start, problem.at.end)
    };
    let words = format_args!("{} is not {wanted}: {}", Quoted(name), Quoted(text.text));
    let report = out
        .report(&rules::INVALID_PODCAST_VALUE, span, words)
        .note(format_args!("{}; {why}", problem.what));
    match problem.instead {
        Some(it) => {
            let title = format!("change it to `{}`", it.text);
            report.help(&title).fix(&title, text.span(), escaped(&it.text))
        }
        None => report.help(help),
    };
}

/// "a latitude and longitude given in geo notation"
pub(in crate::validate) fn is_geo(geo: &Slot<'_>, out: &mut Diagnostics) {
    let text = geo.text.trim();
    let why = "apps cannot show the place on a map";
    let help = "write a `geo:` URI such as `geo:53.5438,9.9668`, with the latitude first";
    problem("geo", text, "a `geo:` URI", podcast::geo(text.text), why, help, out);
}

/// "The Open Street Map identifier of this place, given using the OSM notation"
pub(in crate::validate) fn is_osm(osm: &Slot<'_>, out: &mut Diagnostics) {
    let text = osm.text.trim();
    let found = (!podcast::is_osm(text.text)).then(|| {
        let what = "it is `N`, `W` or `R` and the number of the node, way or relation";
        Problem::new((), 0..text.text.len(), what)
    });
    let why = "apps cannot look up the place";
    let help = "write the kind and the number from the URL of the place at OpenStreetMap, for example `R113314`";
    problem("osm", text, "an OpenStreetMap id", found, why, help, out);
}

/// A country code, in any case.
pub(in crate::validate) fn is_country(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    let found = country::problem(text.text).map(|it| Problem {
        class: (),
        at: it.at,
        what: it.what,
        instead: it.instead,
    });
    let why = "apps ignore the country";
    let help = "write an ISO 3166-1 code, for example `DE`";
    problem("country", text, "a country code", found, why, help, out);
}

/// "A recurrence rule as defined in iCalendar RFC 5545"
pub(in crate::validate) fn is_recurrence_rule(rule: &Slot<'_>, out: &mut Diagnostics) {
    let text = rule.text.trim();
    let why = "apps cannot tell when the next episode comes out";
    let help = "write a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`";
    problem("rrule", text, "a recurrence rule", schedule::problem(text.text), why, help, out);
}

/// "If the rrule contains a value for COUNT, then this attribute is required."
pub fn schedule_has_start(frequency: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(rule) = frequency.attribute("rrule").filter(|it| schedule::has_count(it.text)) else {
        return;
    };
    if frequency.attribute("dtstart").is_none() {
        context
            .out
            .report(
                &rules::MISSING_ATTRIBUTE,
                rule.span(),
                "a `podcast:updateFrequency` with `COUNT` has no `dtstart` attribute",
            )
            .severity(Severity::Warning)
            .note("apps cannot count the episodes without a first day")
            .help("add `dtstart=\"…\"` with the date of the first episode");
    }
}

/// "A ratio value such as 1/1, 16/9, 4/1 following the equivalent CSS syntax"
pub(in crate::validate) fn is_ratio(ratio: &Slot<'_>, out: &mut Diagnostics) {
    let text = ratio.text.trim();
    if podcast::is_ratio(text.text) {
        return;
    }
    let found = Problem::new((), 0..text.text.len(), "a ratio is written as in CSS");
    let slashed = text.text.replacen([':', 'x'], "/", 1);
    let found = if podcast::is_ratio(&slashed) { found.instead(slashed) } else { found };
    let why = "apps treat the image as square";
    problem("aspect-ratio", text, "a ratio", Some(found), why, "write a ratio such as `16/9`", out);
}

/// The text is a name: apps cut off longer ones.
pub(in crate::validate) fn has_128_characters(slot: &Slot<'_>, out: &mut Diagnostics) {
    is_short(slot.attr.name, slot.text, 128, out);
}

/// Titles of enclosures: "Should be limited to 32 characters for UX."
pub(in crate::validate) fn has_32_characters(slot: &Slot<'_>, out: &mut Diagnostics) {
    is_short(slot.attr.name, slot.text, 32, out);
}

/// "Please do not exceed 128 characters for the node value or it may be truncated by aggregators."
pub fn text_has_128_characters(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_short(element.row.name, element.text.trim(), 128, context.out);
}

/// "Please do not exceed 4000 characters".
pub fn text_has_4000_characters(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_short(element.row.name, element.text.trim(), 4000, context.out);
}

fn is_short(name: &str, text: Decoded<'_>, most: usize, out: &mut Diagnostics) {
    if text.text.len() <= most {
        return;
    }
    let Some((first, _)) = text.text.char_indices().nth(most) else { return };
    let length = text.text.chars().count();
    out.once(
        &rules::TOO_LONG,
        name,
        text.span_of(first, text.text.len()),
        format_args!(
            "{} has {length} characters, but the podcast namespace allows {most}",
            Quoted(name)
        ),
    )
    .severity(Severity::Info)
    .note("apps may cut off the end")
    .help("shorten the text");
}
