//! Checks the value of an element or attribute against the kind of value that its row defines.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::extent::extent;
use crate::validate::extent::with_line;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Ns;
use crate::validate::row::Count;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::geography;
use crate::validate::rules::html;
use crate::validate::rules::merchant;
use crate::validate::rules::plain;
use crate::validate::rules::url;
use crate::validate::rules::url_in_text;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::escaped;
use crate::validate::rules::value::subject::problem;
use crate::value::country;
use crate::value::date;
use crate::value::duration;
use crate::value::duration::DurationFault;
use crate::value::number;
use crate::value::person;

pub(in crate::validate) mod attribute;
mod dates;
pub(in crate::validate) mod json_type;
mod numbers;
pub(in crate::validate::rules) mod subject;
pub(in crate::validate) mod words;

/// Checks the text of an element that has ended.
pub(in crate::validate) fn element(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let row = element.row;
    let text = element.text.trim();
    if matches!(row.value, Value::Children | Value::Empty) {
        if !text.text.is_empty() && row.kinds.is_empty() && !url_in_text::has_url_in_text(element) {
            unexpected_text(row, text, context.out);
        }
        return;
    }
    if text.text.is_empty() && element.attribute_in(Ns::RDF, "resource").is_some() {
        return; // In RDF, the value of a property may be a resource.
    }
    if text.text.is_empty() && matches!(row.value, Value::Id) {
        context
            .out
            .report(
                &rules::BLANK_ELEMENT,
                element.name_span,
                format_args!("{} is blank", Quoted(row.name)),
            )
            .severity(Severity::Error)
            .note("readers use ids to tell entries and feeds apart")
            .help("write a unique absolute URL, or a `tag:` URI such as `tag:example.org,2024:1`");
        return;
    }
    if text.text.is_empty() && is_unneeded_if_blank(element) {
        blank(element, context.out);
        return;
    }
    if text.text.is_empty() && (row.nonblank || matches!(row.value, Value::Nonblank)) {
        let is_number = matches!(row.value, Value::Integer(..));
        let words = format_args!("{} is blank", Quoted(row.name));
        let report = context.out.report(&rules::BLANK_ELEMENT, element.name_span, words);
        if !is_number {
            report
                .note("readers show an empty line, or ignore the element")
                .help("give it a value");
            return;
        }
        // A blank value is not a number either, and that is reported below.
        report.note("readers ignore the element").help("write a number, or remove the element");
    }
    if row.exact {
        has_no_surrounding_space(row.name, Some(element.text), context.out);
    }
    html::element(element, context);
    if let Some(when) = check(
        &Subject {
            name: row.name,
            value: row.value,
            text,
            attribute: None,
            is_required: matches!(row.count, Count::One | Count::OneOrMore),
        },
        context.facts,
        context.out,
    ) {
        dates::note(element, when, text, context.facts);
    }
}

/// Whether an element without a value is only unneeded. An element that the feed or the entry requires has to have a valid value.
fn is_unneeded_if_blank(element: &Element<'_, '_>) -> bool {
    let is_needed = matches!(element.row.count, Count::One | Count::OneOrMore)
        && !element.parent.is_some_and(is_optional);
    !is_needed && (element.row.value.is_missing_if_blank() || element.row.blank_is_missing)
}

/// Whether a parent is itself unneeded if a part of it is blank.
fn is_optional(parent: &Row) -> bool {
    matches!(parent.name, "image" | "textInput") || parent.role == Some(Place::Person)
}

/// Reports an element without a value.
fn blank(element: &Element<'_, '_>, out: &mut Diagnostics) {
    let row = element.row;
    let is_required = matches!(row.count, Count::One | Count::OneOrMore);
    let report = out.report(
        &rules::BLANK_ELEMENT,
        element.name_span,
        format_args!("{} is blank", Quoted(row.name)),
    );
    let report = report
        .note("readers ignore an element without a value, and some treat it as an invalid one")
        .help(match element.parent {
            Some(parent) if is_required => {
                format!("give it a value, or remove {}", Quoted(parent.name))
            }
            _ => "remove it, or give it a value".to_owned(),
        });
    let can_go = !is_required && row.kinds.is_empty() && element.attributes.is_empty();
    if can_go
        && report.is_kept()
        && let Some(extent) = extent(element.source, element.name_span)
    {
        report.fix("remove it", with_line(element.source, extent.whole), "");
    }
}

/// Reports white space around a value that programs compare byte by byte. A blank value is not reported here.
pub(in crate::validate) fn has_no_surrounding_space(
    name: &str,
    text: Option<Decoded<'_>>,
    out: &mut Diagnostics,
) {
    let Some(whole) = text else { return };
    let text = whole.trim().text;
    if text.is_empty() || text.len() == whole.text.len() {
        return;
    }
    out.report(
        &rules::SURROUNDING_SPACE,
        whole.span(),
        format_args!("the value of {} has white space around it", Quoted(name)),
    )
    .note("programs that compare values byte by byte treat this one as a different value")
    .help("remove the white space")
    .fix("remove the white space", whole.span(), escaped(text));
}

fn unexpected_text(row: &Row, text: Decoded<'_>, out: &mut Diagnostics) {
    let end = text.text.find('\n').unwrap_or(text.text.len());
    out.report(
        &rules::UNEXPECTED_TEXT,
        text.span_of(0, end),
        format_args!("{} cannot contain text: {}", Quoted(row.name), Quoted(text.text)),
    )
    .note("readers ignore this text")
    .help(
        merchant::parts(row.name, text.text)
            .unwrap_or_else(|| "move it into an element, or remove it".to_owned()),
    );
}

/// Checks an absolute URL, for use in other checks.
pub(in crate::validate) fn url(
    name: &str,
    text: Decoded<'_>,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    url::check(&Subject::new(name, Value::Url, text), facts, out);
}

/// Checks a value by its kind, and returns the point in time of a date.
fn check(
    it: &Subject<'_>,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) -> Option<DateTime<FixedOffset>> {
    let text = it.text.text;
    match it.value {
        Value::Rfc822 => {
            return dates::check(
                it,
                &date::rfc822::read(text),
                &rules::INVALID_RFC822_DATE,
                facts,
                out,
            );
        }
        Value::Rfc3339 | Value::Rfc3339Any => {
            return dates::check(
                it,
                &date::rfc3339::read(text),
                &rules::INVALID_RFC3339_DATE,
                facts,
                out,
            );
        }
        Value::W3cdtf => {
            return dates::check(
                it,
                &date::w3cdtf::read(text),
                &rules::INVALID_W3CDTF_DATE,
                facts,
                out,
            );
        }
        Value::Url | Value::WebUrl | Value::Id | Value::Reference => url::check(it, facts, out),
        Value::Language => words::language(it, out),
        Value::MediaType => words::media_type(it, out),
        Value::Contact => words::contact(it, out),
        Value::Email => problem(
            it,
            &rules::INVALID_EMAIL,
            "a valid e-mail address",
            person::address_problem(text),
            out,
        ),
        Value::Mailbox => words::mailbox(it, out),
        Value::Integer(least, most) => numbers::integer(it, least, most, out),
        Value::Number => numbers::number_is_not_negative(it, out),
        Value::OneOf(words) => words::one_of(it, words, out),
        Value::Plain(most) => {
            let before = out.len();
            plain::check(it.name, it.text, most, out);
            if facts.format == Format::OpenSearch {
                // "The value must contain 16 or fewer characters", and so on.
                let too_long =
                    out.since(before).iter_mut().filter(|it| it.rule == &rules::TOO_LONG);
                too_long.for_each(|it| it.severity = Severity::Error);
            }
        }
        Value::Charset => words::charset(it, out),
        Value::AnyCase(words) => {
            if !words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
                words::one_of(it, words, out);
            }
        }
        Value::Duration => {
            let found = duration::itunes(text).err();
            let is_readable = found.as_ref().is_some_and(|it| it.class == DurationFault::Readable);
            let before = out.len();
            problem(it, &rules::INVALID_DURATION, "a valid duration", found, out);
            if is_readable {
                for diagnostic in out.since(before) {
                    diagnostic.severity = Severity::Warning;
                }
            }
        }
        Value::NormalPlayTime => {
            let rule = &rules::INVALID_PLAY_TIME;
            let found = duration::normal_play_time(text).err();
            problem(it, rule, "a valid start time", found, out);
        }
        Value::PlayTime => {
            let rule = &rules::INVALID_PLAY_TIME;
            problem(it, rule, "a valid play time", duration::play_time(text).err(), out);
        }
        Value::Iso8601 | Value::Planned | Value::ProductDate => {
            let reading = if matches!(it.value, Value::ProductDate) {
                date::w3cdtf::read_of_product(text)
            } else {
                date::w3cdtf::read_iso8601(text)
            };
            return dates::check(it, &reading, &rules::INVALID_ISO8601_DATE, facts, out);
        }
        Value::Country => {
            problem(it, &rules::INVALID_COUNTRY, "a country code", country::problem(text), out);
        }
        Value::Decimal => {
            let found = number::decimal(text).err();
            problem(it, &rules::INVALID_NUMBER, "a decimal number", found, out);
        }
        Value::Latitude => geography::degrees(it, 90.0, out),
        Value::Longitude => geography::degrees(it, 180.0, out),
        Value::Points(least) => geography::points(it, usize::from(least), out),
        Value::Bool => words::one_of(it, &["true", "false"], out),
        Value::Children
        | Value::Empty
        | Value::Text
        | Value::Nonblank
        | Value::Anything
        | Value::Html
        | Value::Markup
        | Value::AtomText
        | Value::AtomContent => {}
    }
    None
}
