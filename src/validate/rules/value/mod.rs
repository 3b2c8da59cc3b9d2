//! The value of an element or attribute, judged by what its row says that it holds.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::diagnostic::Rule;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::findings::Finding;
use crate::validate::findings::Findings;
use crate::validate::markup::Kind;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Ns;
use crate::validate::rules;
use crate::validate::rules::geography;
use crate::validate::rules::html;
use crate::validate::rules::plain;
use crate::validate::rules::structure::Tag;
use crate::validate::rules::url;
use crate::validate::schema::Row;
use crate::validate::schema::Value;
use crate::value::country;
use crate::value::date;
use crate::value::duration;
use crate::value::number;
use crate::value::person;
use crate::value::problem::Problem;

pub(in crate::validate) mod attribute;
mod dates;
mod numbers;
pub(in crate::validate) mod words;

/// Judges the text of an element that has ended.
pub(in crate::validate) fn element(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let row = element.row;
    let text = element.text.trim();
    if matches!(row.value, Value::Children | Value::Empty) {
        if !text.text.is_empty() && row.kinds.is_empty() {
            unexpected_text(row, text, context.out);
        }
        return;
    }
    if text.text.is_empty() && element.attribute_in(Ns::RDF, "resource").is_some() {
        return; // In RDF, the value of a property may be a resource.
    }
    if text.text.is_empty() && matches!(row.value, Value::Id) {
        context.out.report(&rules::RELATIVE_URL, element.name_span, format_args!("{} is blank", Quoted(row.name)))
            .note("readers tell entries and feeds apart by their ids")
            .help("write an absolute IRI that is never used for anything else, such as tag:example.org,2024:1");
        return;
    }
    if text.text.is_empty() && (row.nonblank || matches!(row.value, Value::Nonblank)) {
        let is_number = matches!(row.value, Value::Integer(..));
        let words = format_args!("{} is blank", Quoted(row.name));
        let report = context.out.report(&rules::BLANK_ELEMENT, element.name_span, words);
        if !is_number {
            report.note("readers show an empty line, or leave it out").help("give it a text");
            return;
        }
        // Nothing is a short text, but it is no number, which is told, too.
        report.note("it says nothing").help("write a number into it, or leave it out");
    }
    if row.exact {
        stands_alone(row.name, Some(element.text), context.out);
    }
    html::element(element, context);
    if let Some(when) = judge(
        &Subject { name: row.name, value: row.value, text, attribute: None },
        context.facts,
        context.out,
    ) {
        dates::note(element, when, text, context.facts);
    }
}

/// Judges whether white space stands around a value that programs compare as it is; one that is blank has no such value.
pub(in crate::validate) fn stands_alone(name: &str, text: Option<Decoded<'_>>, out: &mut Findings) {
    let Some(whole) = text else { return };
    let text = whole.trim().text;
    if text.is_empty() || text.len() == whole.text.len() {
        return;
    }
    out.report(
        &rules::SURROUNDING_SPACE,
        whole.span(),
        format_args!("white space stands around the value of {}", Quoted(name)),
    )
    .note("programs compare such values byte by byte")
    .help("remove the white space")
    .fix("remove the white space", whole.span(), escaped(text));
}

fn unexpected_text(row: &Row, text: Decoded<'_>, out: &mut Findings) {
    let end = text.text.find('\n').unwrap_or(text.text.len());
    out.report(
        &rules::UNEXPECTED_TEXT,
        text.span_of(0, end),
        format_args!(
            "{} holds elements, and not text such as {}",
            Quoted(row.name),
            Quoted(text.text)
        ),
    )
    .note("readers pass over it")
    .help("put it into an element, or take it out");
}

/// Judges of what kind a JSON value is.
pub(in crate::validate) fn kind(it: &Tag<'_, '_>, out: &mut Findings) {
    if it.row.kinds.is_empty() || it.row.kinds.contains(&it.kind) {
        return;
    }
    let word = |kind: Kind| match kind {
        Kind::Element => "an element",
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "true or false",
        Kind::Null => "null",
    };
    let wanted: Vec<&str> = it.row.kinds.iter().map(|it| word(*it)).collect();
    out.report(
        &rules::WRONG_JSON_TYPE,
        it.span,
        format_args!(
            "{} is {}, and should be {}",
            Quoted(it.row.name),
            word(it.kind),
            wanted.join(" or ")
        ),
    )
    .note("typed readers refuse the whole feed over it")
    .help(if it.kind == Kind::Null {
        "leave it out when there is nothing to say"
    } else {
        "write a value of that type"
    });
}

/// A text to be judged, and what it is called.
pub(in crate::validate::rules) struct Subject<'a> {
    pub(in crate::validate::rules) name: &'a str,
    pub(in crate::validate::rules) value: Value,
    pub(in crate::validate::rules) text: Decoded<'a>,
    /// The element whose attribute it is.
    pub(in crate::validate::rules) attribute: Option<&'static Row>,
}

impl<'a> Subject<'a> {
    /// A text that a check of its own judges.
    fn new(name: &'a str, value: Value, text: Decoded<'a>) -> Subject<'a> {
        Subject { name, value, text, attribute: None }
    }
}

/// Judges an absolute URL, for a check of its own.
pub(in crate::validate) fn url(
    name: &str,
    text: Decoded<'_>,
    facts: &Facts<'_>,
    out: &mut Findings,
) {
    url::judge(&Subject::new(name, Value::Url, text), facts, out);
}

/// Judges a text by its kind; gives the instant of a date.
fn judge(
    it: &Subject<'_>,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) -> Option<DateTime<FixedOffset>> {
    let text = it.text.text;
    match it.value {
        Value::Rfc822 => {
            return dates::judge(
                it,
                &date::rfc822::read(text),
                &rules::INVALID_RFC822_DATE,
                facts,
                out,
            );
        }
        Value::Rfc3339 | Value::Rfc3339Any => {
            return dates::judge(
                it,
                &date::rfc3339::read(text),
                &rules::INVALID_RFC3339_DATE,
                facts,
                out,
            );
        }
        Value::W3cdtf => {
            return dates::judge(
                it,
                &date::w3cdtf::read(text),
                &rules::INVALID_W3CDTF_DATE,
                facts,
                out,
            );
        }
        Value::Url | Value::WebUrl | Value::Id | Value::Reference => url::judge(it, facts, out),
        Value::Language => words::language(it, out),
        Value::MediaType => words::media_type(it, out),
        Value::Contact => words::contact(it, out),
        Value::Email => problem(
            it,
            &rules::INVALID_EMAIL,
            "an e-mail address",
            person::address_problem(text),
            out,
        ),
        Value::Mailbox => words::mailbox(it, out),
        Value::Integer(least, most) => numbers::integer(it, least, most, out),
        Value::Number => numbers::number_is_not_negative(it, out),
        Value::OneOf(words) => words::one_of(it, words, out),
        Value::Plain(most) => plain::judge(it.name, it.text, most, out),
        Value::Charset => words::charset(it, out),
        Value::AnyCase(words) => {
            if !words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
                words::one_of(it, words, out);
            }
        }
        Value::Duration => {
            let rule = &rules::INVALID_DURATION;
            problem(it, rule, "a duration", duration::itunes(text).err(), out);
        }
        Value::PlayTime => {
            let rule = &rules::INVALID_PLAY_TIME;
            problem(it, rule, "a play time", duration::play_time(text).err(), out);
        }
        Value::Iso8601 | Value::Planned | Value::ProductDate => {
            let reading = if matches!(it.value, Value::ProductDate) {
                date::w3cdtf::read_of_product(text)
            } else {
                date::w3cdtf::read_iso8601(text)
            };
            return dates::judge(it, &reading, &rules::INVALID_ISO8601_DATE, facts, out);
        }
        Value::Country => {
            problem(it, &rules::INVALID_COUNTRY, "a country", country::problem(text), out);
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

/// Reports what is wrong with a value, with what to write instead where that is known.
pub(in crate::validate::rules) fn problem<Class>(
    it: &Subject<'_>,
    rule: &'static Rule,
    wanted: &str,
    problem: Option<Problem<Class>>,
    out: &mut Findings,
) {
    let Some(problem) = problem else { return };
    let words = format_args!("{} is not {wanted}: {}", Quoted(it.name), Quoted(it.text.text));
    let report =
        out.report(rule, at(it, &problem), words).note(&problem.what).help_if(example(it.value));
    suggest(report, it, &problem);
}

/// What a value of this kind looks like, for when nobody can tell what was meant.
fn example(value: Value) -> Option<&'static str> {
    Some(match value {
        Value::Email | Value::Mailbox => "write the address alone, such as name@example.org",
        Value::Integer(..) => "write digits alone, without sign, separators or unit",
        Value::Number | Value::Decimal => "write digits, with a point for decimals, such as 12.5",
        Value::Latitude | Value::Longitude => "write decimal degrees with a point, such as 53.5438",
        Value::Language => "write a tag such as en, pt-BR or zh-Hant",
        Value::MediaType => "write type and subtype, such as audio/mpeg",
        Value::Country => "write the code of ISO 3166-1, such as DE",
        Value::Duration => "write seconds, or h:mm:ss, such as 5025 or 1:23:45",
        _ => return None,
    })
}

/// Where a problem of a value stands: the part at fault, or the whole when it is a place between two characters.
pub(in crate::validate::rules) fn at<Class>(
    it: &Subject<'_>,
    problem: &Problem<Class>,
) -> crate::text::span::Span {
    if problem.at.is_empty() {
        it.text.span()
    } else {
        it.text.span_of(problem.at.start, problem.at.end)
    }
}

pub(in crate::validate::rules) fn suggest<'f, Class>(
    report: Finding<'f>,
    it: &Subject<'_>,
    problem: &Problem<Class>,
) -> Finding<'f> {
    let Some(instead) = &problem.instead else { return report };
    let report = report.help(format_args!("write it as {}", instead.text));
    let title = format!("write `{}`", instead.text);
    if instead.sure {
        report.fix(title, it.text.span(), escaped(&instead.text))
    } else {
        report.unsafe_fix(title, it.text.span(), escaped(&instead.text))
    }
}

/// A text as it may stand in an element or between the quotes of an attribute.
pub(in crate::validate::rules) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
