//! The value of an element or attribute, judged by what its row says that it holds.

use std::fmt::Display;

use chrono::DateTime;
use chrono::Datelike;
use chrono::FixedOffset;

use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::element::Element;
use crate::validate::element::decoded_attribute;
use crate::validate::facts::Facts;
use crate::validate::findings::Finding;
use crate::validate::findings::Findings;
use crate::validate::markup::Attribute;
use crate::validate::markup::Kind;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::rules::geography;
use crate::validate::rules::html;
use crate::validate::rules::plain;
use crate::validate::rules::structure::Tag;
use crate::validate::rules::url;
use crate::validate::schema::Attr;
use crate::validate::schema::Place;
use crate::validate::schema::Row;
use crate::validate::schema::Subject as About;
use crate::validate::schema::Value;
use crate::value::country;
use crate::value::date;
use crate::value::duration;
use crate::value::language;
use crate::value::media_type;
use crate::value::number;
use crate::value::person;
use crate::value::problem::Problem;

/// Judges the text of an element that has ended.
pub(in crate::validate) fn element(
    element: &Element<'_, '_>,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) {
    let row = element.row;
    let text = element.text.trim();
    if matches!(row.value, Value::Children | Value::Empty) {
        if !text.text.is_empty() && row.kinds.is_empty() {
            unexpected_text(row, text, out);
        }
        return;
    }
    if text.text.is_empty() && element.attribute_in(Ns::RDF, "resource").is_some() {
        return; // In RDF, the value of a property may be a resource.
    }
    if text.text.is_empty() && matches!(row.value, Value::Id) {
        out.report(&rules::RELATIVE_URL, element.name_span, format_args!("{} is blank", Quoted(row.name)))
            .note("readers tell entries and feeds apart by their ids")
            .help("write an absolute IRI that is never used for anything else, such as tag:example.org,2024:1");
        return;
    }
    if text.text.is_empty() && (row.nonblank || matches!(row.value, Value::Nonblank)) {
        out.report(
            &rules::BLANK_ELEMENT,
            element.name_span,
            format_args!("{} is blank", Quoted(row.name)),
        )
        .note("readers show an empty line, or leave it out")
        .help("give it a text");
        // Nothing is a short text, but it is no number.
        if !matches!(row.value, Value::Integer(..)) {
            return;
        }
    }
    if row.exact {
        let w3c = row.value_w3c.unwrap_or("UnexpectedWhitespace");
        stands_alone(row.name, Some(element.text), w3c, out);
    }
    html::element(element, facts, out);
    let before = out.len();
    if let Some(when) =
        judge(&Subject { name: row.name, value: row.value, text, attribute: None }, facts, out)
    {
        note_date(element, when, text, facts);
    }
    name_of_w3c(row.value_w3c, before, out);
}

/// Judges whether white space stands around a value that programs compare as it is; one that is blank has no such value.
pub(in crate::validate) fn stands_alone(
    name: &str,
    text: Option<Decoded<'_>>,
    w3c: &'static str,
    out: &mut Findings,
) {
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
    .w3c(Some(w3c))
    .note("programs compare such values byte by byte")
    .help("remove the white space")
    .fix("remove the white space", whole.span(), escaped(text));
}

/// Faults of a URL that the W3C validator calls by their own names, wherever the URL stands.
const OF_ANY_URL: &[&str] = &[
    "InvalidUriChar",
    "UriNotIri",
    "InvalidURN",
    "InvalidUUID",
    "InvalidTAG",
    "UseZeroForUnknown",
];

/// Gives the errors since `before` the W3C validator's own name for them.
fn name_of_w3c(name: Option<&'static str>, before: usize, out: &mut Findings) {
    let Some(name) = name else { return };
    if out.len() == before {
        return;
    }
    for diagnostic in out.since(before).iter_mut().filter(|it| it.severity == Severity::Error) {
        let is_its_own = diagnostic.w3c.is_some_and(|it| OF_ANY_URL.contains(&it));
        if name == "InvalidURLAttribute" || !is_its_own {
            diagnostic.w3c = Some(name);
        }
    }
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

/// Keeps the dates of an entry for the checks that compare them.
fn note_date(
    element: &Element<'_, '_>,
    when: DateTime<FixedOffset>,
    text: Decoded<'_>,
    facts: &mut Facts<'_>,
) {
    let role = element.parent.and_then(|it| it.role);
    if role == Some(Place::Feed) && element.row.name == "updated" {
        facts.feed.updated = Some((when, text.span()));
    }
    if role != Some(Place::Entry) {
        return;
    }
    match element.row.name {
        "published" | "date_published" => facts.entry.published = Some((when, text.span())),
        "date_modified" => facts.entry.updated = Some((when, text.span())),
        "updated" => {
            facts.entry.updated = Some((when, text.span()));
            text.text.clone_into(&mut facts.entry.updated_text);
        }
        _ => {}
    }
}

/// An attribute with its row.
pub(in crate::validate) struct Slot<'a> {
    pub(in crate::validate) row: &'static Row,
    pub(in crate::validate) attr: &'static Attr,
    pub(in crate::validate) text: Decoded<'a>,
    pub(in crate::validate) parent: &'a str,
    pub(in crate::validate) reader: &'a Reader<'a>,
}

/// Judges the value of an attribute.
pub(in crate::validate) fn attribute(slot: &Slot<'_>, facts: &mut Facts<'_>, out: &mut Findings) {
    // White space in an attribute is part of a URL; elsewhere people mean the value without it.
    let is_url =
        matches!(slot.attr.value, Value::Reference | Value::Id | Value::Url | Value::WebUrl);
    let text = if is_url { slot.text } else { slot.text.trim() };
    let before = out.len();
    match slot.attr.value {
        Value::MediaType => stands_alone(slot.attr.name, Some(slot.text), "InvalidMIMEType", out),
        Value::Language => stands_alone(slot.attr.name, Some(slot.text), "InvalidLanguage", out),
        _ => {}
    }
    if slot.attr.nonblank && text.text.is_empty() {
        let (holder, name) = (Quoted(slot.row.name), Quoted(slot.attr.name));
        let words = format_args!("{holder} has a blank attribute {name}");
        out.report(&rules::BLANK_ATTRIBUTE, slot.text.span(), words)
            .severity(Severity::Error)
            .w3c(Some("MissingAttribute"))
            .note("the specification requires it, and an empty one says as little as none")
            .help("give it a value")
            .element(slot.row.name, slot.parent);
    } else if text.text.is_empty() && matches!(slot.attr.value, Value::Nonblank) {
        out.report(
            &rules::BLANK_ATTRIBUTE,
            slot.text.span(),
            format_args!(
                "{} has a blank attribute {}",
                Quoted(slot.row.name),
                Quoted(slot.attr.name)
            ),
        )
        .note("readers have nothing to go by")
        .help("give it a value, or leave it out where it is optional")
        .w3c(Some(slot.attr.value_w3c.unwrap_or("AttrNotBlank")));
    } else {
        let subject = Subject {
            name: slot.attr.name,
            value: slot.attr.value,
            text,
            attribute: Some(slot.row),
        };
        judge(&subject, facts, out);
        // A number below zero is a number all the same.
        let is_below =
            matches!(slot.attr.value, Value::Integer(0, _)) && text.text.parse::<i64>().is_ok();
        name_of_w3c(slot.attr.value_w3c.filter(|_| !is_below), before, out);
        if let Some(check) = slot.attr.check {
            check(slot, out);
        }
    }
    for diagnostic in out.since(before) {
        if diagnostic.element.is_empty() {
            let (element, parent) = match slot.attr.subject {
                About::Element => (slot.row.name, slot.parent.to_owned()),
                About::Attribute => (slot.attr.name, slot.row.name.replace(':', "_")),
                About::Sibling => (slot.attr.name, slot.parent.to_owned()),
            };
            element.clone_into(&mut diagnostic.element);
            diagnostic.parent = parent;
        }
    }
}

/// Judges `xml:lang` and `xml:base`, which any element may have.
pub(in crate::validate) fn xml_attribute(
    local: &str,
    attribute: &Attribute<'_>,
    tag: &Tag<'_, '_>,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) {
    // White space is part of both values (XML 1.0 §2.12, XML Base §4.1).
    let text = decoded_attribute(attribute, tag.reader, tag.source);
    let (name, value) = match local {
        // An empty `xml:lang` says that the language is not known.
        "lang" if !text.text.is_empty() => ("xml:lang", Value::Language),
        "base" => ("xml:base", Value::Reference),
        _ => return,
    };
    let is_of_all = tag.parent.is_none() || tag.row.role == Some(Place::Feed);
    facts.feed.has_language |= name == "xml:lang" && is_of_all;
    let subject = Subject { name, value, text, attribute: Some(tag.row) };
    let before = out.len();
    judge(&subject, facts, out);
    for diagnostic in out.since(before) {
        name.clone_into(&mut diagnostic.element);
        tag.row.name.clone_into(&mut diagnostic.parent);
    }
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

/// Judges a text that has to be one of these words, for a check of its own.
pub(in crate::validate) fn one_of_these(
    name: &str,
    text: Decoded<'_>,
    words: &'static [&'static str],
    w3c: &'static str,
    out: &mut Findings,
) {
    let before = out.len();
    one_of(&Subject::new(name, Value::OneOf(words), text), words, out);
    name_of_w3c(Some(w3c), before, out);
}

/// Judges a language tag, for a check of its own.
pub(in crate::validate) fn language_tag(name: &str, text: Decoded<'_>, out: &mut Findings) {
    language(&Subject::new(name, Value::Language, text), out);
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

/// Judges a media type, for a check of its own.
pub(in crate::validate) fn a_media_type(name: &str, text: Decoded<'_>, out: &mut Findings) {
    media_type(&Subject::new(name, Value::MediaType, text), out);
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
            return date(it, &date::rfc822::read(text), &rules::INVALID_RFC822_DATE, facts, out);
        }
        Value::Rfc3339 | Value::Rfc3339Any => {
            return date(it, &date::rfc3339::read(text), &rules::INVALID_RFC3339_DATE, facts, out);
        }
        Value::W3cdtf => {
            return date(it, &date::w3cdtf::read(text), &rules::INVALID_W3CDTF_DATE, facts, out);
        }
        Value::Url | Value::WebUrl | Value::Id | Value::Reference => url::judge(it, facts, out),
        Value::Language => language(it, out),
        Value::MediaType => media_type(it, out),
        Value::Contact => contact(it, out),
        Value::Email => problem(
            it,
            &rules::INVALID_EMAIL,
            "an e-mail address",
            person::address_problem(text),
            out,
        ),
        Value::Mailbox => mailbox(it, out),
        Value::Integer(least, most) => integer(it, least, most, out),
        Value::Number => number_is_not_negative(it, out),
        Value::OneOf(words) => one_of(it, words, out),
        Value::Plain(most) => plain::judge(it.name, it.text, most, out),
        Value::Charset => charset(it, out),
        Value::AnyCase(words) => {
            if !words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
                one_of(it, words, out);
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
            return date(it, &reading, &rules::INVALID_ISO8601_DATE, facts, out);
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
        Value::Bool => one_of(it, &["true", "false"], out),
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
        Value::Email | Value::Mailbox => "write the address alone, such as jane@example.org",
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

fn date(
    it: &Subject<'_>,
    reading: &date::Reading,
    invalid: &'static Rule,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) -> Option<DateTime<FixedOffset>> {
    if let Some(found) = &reading.problem {
        let rule = match (found.class, it.value) {
            // RFC 4287 §3.3: "an uppercase "T" character MUST be used", and "Z" likewise.
            // W3CDTF: "The "T" appears literally in the string", and ISO 8601 has capitals, too.
            (date::Class::Invalid, _)
            | (date::Class::Problematical, Value::Rfc3339 | Value::W3cdtf | Value::Iso8601) => {
                invalid
            }
            (date::Class::WrongWeekday, _) => &rules::WRONG_WEEKDAY,
            (date::Class::Problematical, Value::Rfc822) => &rules::OBSOLETE_RFC822_DATE,
            (date::Class::Problematical, _) => return reading.when,
        };
        let form = match it.value {
            Value::Rfc822 => "an RFC 822 date",
            Value::W3cdtf => "a date of W3CDTF",
            Value::Iso8601 | Value::Planned | Value::ProductDate => "a date of ISO 8601",
            _ => "an RFC 3339 date",
        };
        let name = Quoted(it.name);
        let value = Quoted(it.text.text);
        let words: &dyn Display = match found.class {
            date::Class::Invalid => &format_args!("{name} is not {form}: {value}"),
            date::Class::WrongWeekday => {
                &format_args!("{name} names the wrong day of the week: {value}")
            }
            date::Class::Problematical => {
                &format_args!("{name} is a date in a form that many readers do not know: {value}")
            }
        };
        let span = if found.class == date::Class::Invalid { it.text.span() } else { at(it, found) };
        let report = suggest(out.report(rule, span, words).note(&found.what), it, found);
        if found.class == date::Class::Invalid && found.instead.is_none() {
            report.help(match it.value {
                Value::Rfc822 => "write it as Wed, 02 Oct 2002 13:00:00 GMT",
                _ => "write it as 2002-10-02T13:00:00Z",
            });
        }
    }
    let is_bound = !matches!(it.value, Value::Planned | Value::ProductDate);
    if let Some(when) = reading.when.filter(|_| is_bound) {
        plausible(it, when, facts.options.now, out);
    }
    reading.when
}

/// The year before which nothing was published on the web.
const OLDEST: i32 = 1990;

/// Clocks differ by some minutes; a feed that is ahead by more shows its items on top for as long.
const CLOCKS_DIFFER: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

fn plausible(
    it: &Subject<'_>,
    when: DateTime<FixedOffset>,
    now: Option<DateTime<chrono::Utc>>,
    out: &mut Findings,
) {
    if when.year() < OLDEST {
        out.report(
            &rules::IMPLAUSIBLE_DATE,
            it.text.span(),
            format_args!("{} is older than the web: {}", Quoted(it.name), Quoted(it.text.text)),
        )
        .note("readers sort the item behind everything else, or drop it as expired")
        .help("check the year; a clock that was never set gives 1970");
    }
    if now.is_some_and(|now| when.to_utc() > now + CLOCKS_DIFFER) {
        out.report(
            &rules::IMPLAUSIBLE_DATE,
            it.text.span(),
            format_args!("{} is in the future: {}", Quoted(it.name), Quoted(it.text.text)),
        )
        .note("readers keep such an item on top, or hide it until then")
        .help("check the year, the zone and the clock");
    }
}

fn integer(it: &Subject<'_>, least: i64, most: i64, out: &mut Findings) {
    if least == 0 && it.text.text == "-1" && it.attribute.is_some_and(|it| it.name == "enclosure") {
        out.report(&rules::INVALID_INTEGER, it.text.span(), "there is no length below zero: `-1`")
            .w3c(Some("UseZeroForUnknown"))
            .note("players that trust it cannot show how long the download takes")
            .help("write 0 for a length that is not known")
            .fix("write `0`", it.text.span(), "0")
            .element("length", it.attribute.map_or("", |it| it.name));
        return;
    }
    let class = match least {
        0 => "InvalidNonNegativeInteger",
        1 => "InvalidPositiveInteger",
        _ => "InvalidInteger",
    };
    let before = out.len();
    let wanted = if most == i64::MAX {
        format!("a whole number from {least} on")
    } else {
        format!("a whole number from {least} to {most}")
    };
    problem(
        it,
        &rules::INVALID_INTEGER,
        &wanted,
        number::integer(it.text.text, least, most).err(),
        out,
    );
    // Of numbers that have to fit into 31 bits, the W3C validator says so.
    let too_large =
        most == i64::from(i32::MAX) && number::integer(it.text.text, least, i64::MAX).is_ok();
    for diagnostic in out.since(before) {
        diagnostic.w3c = Some(if too_large { "IntegerOverflow" } else { class });
    }
}

fn number_is_not_negative(it: &Subject<'_>, out: &mut Findings) {
    let found = match number::decimal(it.text.text) {
        Ok(value) if value < 0.0 => {
            Some(Problem::new(number::Class::Range, 0..it.text.text.len(), "it is below zero"))
        }
        other => other.err(),
    };
    problem(it, &rules::INVALID_NUMBER, "a number from 0 on", found, out);
}

fn language(it: &Subject<'_>, out: &mut Findings) {
    let Some(found) = language::problem(it.text.text) else { return };
    if found.class == language::Class::Deprecated {
        let words = format_args!(
            "{} is a language tag that has given way to another: {}",
            Quoted(it.name),
            Quoted(it.text.text)
        );
        suggest(
            out.report(&rules::DEPRECATED_LANGUAGE, at(it, &found), words).note(&found.what),
            it,
            &found,
        );
        return;
    }
    let before = out.len();
    let is_warning = found.class == language::Class::TooLong;
    problem(it, &rules::INVALID_LANGUAGE, "a language tag", Some(found), out);
    if is_warning {
        // ISO 639-2 has such codes, and many readers know them.
        for diagnostic in out.since(before) {
            diagnostic.severity = Severity::Warning;
        }
    }
}

fn media_type(it: &Subject<'_>, out: &mut Findings) {
    let Some(found) = media_type::problem(it.text.text) else { return };
    if found.class != media_type::Class::Invalid {
        let words = format_args!(
            "{} is a media type that is not registered: {}",
            Quoted(it.name),
            Quoted(it.text.text)
        );
        suggest(
            out.report(&rules::UNREGISTERED_MEDIA_TYPE, at(it, &found), words).note(&found.what),
            it,
            &found,
        );
        return;
    }
    problem(it, &rules::INVALID_MEDIA_TYPE, "a media type", Some(found), out);
}

fn contact(it: &Subject<'_>, out: &mut Findings) {
    plain::only_markup(it.name, it.text, out);
    let Some(found) = person::contact(it.text.text).1 else { return };
    let (name, value) = (Quoted(it.name), Quoted(it.text.text));
    let (rule, words): (_, &dyn Display) = match found.class {
        person::Class::Invalid => {
            (&rules::INVALID_CONTACT, &format_args!("{name} has no e-mail address: {value}"))
        }
        person::Class::Format => (
            &rules::CONTACT_FORM,
            &format_args!("{name} is not written as address (name): {value}"),
        ),
        person::Class::NoName => (
            &rules::CONTACT_WITHOUT_NAME,
            &format_args!("{name} has an address without a name: {value}"),
        ),
    };
    let report = suggest(out.report(rule, at(it, &found), words).note(&found.what), it, &found);
    if found.class == person::Class::Invalid && found.instead.is_none() {
        report.help("write jane@example.org (Jane Doe), or use `dc:creator` for a name alone");
    }
}

/// An e-mail address; with a name beside it, most programs find it, and some do not.
fn mailbox(it: &Subject<'_>, out: &mut Findings) {
    let (found, fault) = person::contact(it.text.text);
    let is_readable = fault.is_none_or(|it| it.class != person::Class::Invalid);
    if found.address.is_empty() || !is_readable {
        let fault = person::address_problem(it.text.text);
        problem(it, &rules::INVALID_EMAIL, "an e-mail address", fault, out);
    } else if found.address != it.text.text {
        let (name, value) = (Quoted(it.name), Quoted(it.text.text));
        let words = format_args!("{name} is an e-mail address with something beside it: {value}");
        out.report(&rules::CONTACT_FORM, it.text.span(), words)
            .w3c(None)
            .note("programs that write to it take the whole text for the address")
            .help(format_args!("write {} alone", found.address))
            .fix(format_args!("write `{}`", found.address), it.text.span(), escaped(found.address));
    }
}

fn one_of(it: &Subject<'_>, words: &'static [&'static str], out: &mut Findings) {
    let text = it.text.text;
    if words.contains(&text) {
        return;
    }
    let is_bool = words == ["true", "false"];
    let rule = if is_bool { &rules::INVALID_BOOLEAN } else { &rules::UNKNOWN_VALUE };
    let report = out.report(
        rule,
        it.text.span(),
        format_args!("{} is none of the values that {} may have", Quoted(text), Quoted(it.name)),
    );
    let report =
        report.note("readers compare it letter by letter, and take anything else for the default");
    let folded = words.iter().find(|it| it.eq_ignore_ascii_case(text)).copied();
    match folded {
        Some(word) => report.help(format_args!("write {word}")).fix(
            format_args!("write `{word}`"),
            it.text.span(),
            word,
        ),
        None => {
            match nearest(text, words.iter().copied()) {
                Some(word) => report
                    .help(format_args!("did you mean {}?", Quoted(word)))
                    .unsafe_fix(format_args!("write `{word}`"), it.text.span(), word),
                None => report.help(format_args!("write one of {}", words.join(", "))),
            }
        }
    };
}

/// Judges the name of a character encoding: one of IANA's that programs have a decoder for.
fn charset(it: &Subject<'_>, out: &mut Findings) {
    if encoding_rs::Encoding::for_label(it.text.text.as_bytes()).is_some()
        || OTHER_CHARSETS.iter().any(|name| name.eq_ignore_ascii_case(it.text.text))
    {
        return;
    }
    out.report(
        &rules::UNKNOWN_CHARSET,
        it.text.span(),
        format_args!(
            "{} is not the name of an encoding: {}",
            Quoted(it.name),
            Quoted(it.text.text)
        ),
    )
    .note("clients do not know how to write or read such a text")
    .help("write UTF-8, or another name of IANA's list of character sets");
}

/// Registered encodings that browsers do not know. <https://www.iana.org/assignments/character-sets>
#[rustfmt::skip]
const OTHER_CHARSETS: &[&str] = &[
    "UTF-7", "UTF-16", "UTF-32", "UTF-32BE", "UTF-32LE", "UTF-16BE", "UTF-16LE", "ISO-10646-UCS-2", "ISO-10646-UCS-4",
    "CESU-8", "SCSU", "BOCU-1", "ISO-2022-KR", "ISO-2022-CN", "ISO-2022-JP-2", "HZ-GB-2312", "TIS-620", "VISCII",
    "IBM437", "IBM850", "IBM852", "IBM855", "IBM857", "IBM860", "IBM861", "IBM862", "IBM863", "IBM864", "IBM865",
    "IBM869", "cp437", "cp850", "cp852", "IBM037", "IBM500", "IBM1047", "EUC-TW", "GB_2312-80", "JIS_X0201",
];

/// A text as it may stand in an element or between the quotes of an attribute.
pub(in crate::validate::rules) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
