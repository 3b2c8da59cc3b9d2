//! The documentation of elements, members and attributes, made from the tables of the schema.

use std::borrow::Cow;
use std::fmt::Write;

use crate::server::descriptions::description;
use crate::text::quoted::Quoted;
use crate::validate::row::Attr;
use crate::validate::row::Count;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::vocabulary::Vocabulary;

/// The documentation of an element or a member, in Markdown.
pub(super) fn element(row: &Row, vocabulary: Option<&Vocabulary>) -> String {
    let is_json = !row.kinds.is_empty();
    let mut text =
        if is_json { format!("**`{}`**", row.name) } else { format!("**`<{}>`**", row.name) };
    let uri = vocabulary.and_then(|it| it.ns.entry()).map(|it| it.uri).unwrap_or_default();
    if !uri.is_empty() {
        let _ = write!(text, " ({uri})");
    }
    if let Some(about) = vocabulary.and_then(|it| description(it.ns, row.name)) {
        let _ = write!(text, "\n\n{about}");
    }
    let _ = write!(text, "\n\nContains {}. {}{}.", kind(row.value), often(row.count), places(row));
    let attributes: Vec<Cow<'_, str>> = row.attributes.iter().map(with_need).collect();
    if !attributes.is_empty() {
        let more = if row.open_attributes { ", and others" } else { "" };
        let _ = write!(text, "\n\nAttributes: {}{more}.", attributes.join(", "));
    }
    text
}

fn with_need(attr: &Attr) -> Cow<'_, str> {
    if attr.required {
        format!("`{}` (required)", attr.name).into()
    } else {
        format!("`{}`", attr.name).into()
    }
}

/// The documentation of an attribute, in Markdown.
pub(super) fn attribute(row: &Row, attr: &Attr) -> String {
    let need = if attr.required { "Required" } else { "Optional" };
    format!("**`{}`** of `<{}>`\n\nContains {}. {need}.", attr.name, row.name, kind(attr.value))
}

/// The words that a value must be one of. Empty for all other values.
pub(super) fn words(value: Value) -> &'static [&'static str] {
    match value {
        Value::OneOf(words) | Value::AnyCase(words) => words,
        Value::Bool => &["true", "false"],
        _ => &[],
    }
}

/// What a value is.
fn kind(value: Value) -> Cow<'static, str> {
    Cow::Borrowed(match value {
        Value::Children => "elements",
        Value::Empty => "nothing: only the attributes count",
        Value::Text => "text",
        Value::Nonblank => "text, which must not be blank",
        Value::Anything => "any content",
        Value::Html => "escaped HTML, or HTML in a CDATA section",
        Value::Markup => "XHTML elements",
        Value::AtomText => "text, or HTML or XHTML if `type` says so",
        Value::AtomContent => "content of the kind that `type` names",
        Value::Url => "an absolute URL",
        Value::WebUrl => "an absolute URL that begins with `http:` or `https:`",
        Value::Id => "an absolute IRI, which is an identifier",
        Value::Reference => "a URL, which may be relative",
        Value::Rfc822 => "a date such as `Wed, 01 May 2024 08:00:00 GMT`",
        Value::Rfc3339 | Value::Rfc3339Any => "a date such as `2024-05-01T08:00:00Z`",
        Value::W3cdtf | Value::Iso8601 | Value::Planned | Value::ProductDate => {
            "a date such as `2024-05-01` or `2024-05-01T08:00:00Z`"
        }
        Value::Language => "a language tag such as `en` or `pt-BR`",
        Value::MediaType => "a media type such as `audio/mpeg`",
        Value::Contact => "an e-mail address with a name: `name@example.org (Name)`",
        Value::Email | Value::Mailbox => "an e-mail address",
        Value::Integer(i64::MIN, i64::MAX) => "a whole number",
        Value::Integer(least, i64::MAX) => {
            return format!("a whole number of at least {least}").into();
        }
        Value::Integer(least, most) => {
            return format!("a whole number from {least} to {most}").into();
        }
        Value::Number => "a number that is not negative",
        Value::Decimal => "a number",
        Value::Bool => "`true` or `false`",
        Value::Duration => "a duration in seconds, or as `h:mm:ss`",
        Value::PlayTime => "a position in a recording, such as `1:23:45`",
        Value::NormalPlayTime => "a position in a recording, such as `00:12:05.350`",
        Value::Latitude => "degrees north of the equator, such as `53.5438`",
        Value::Longitude => "degrees east of Greenwich, such as `9.9660`",
        Value::Points(_) => "points, each a latitude and a longitude",
        Value::Country => "a country code such as `DE`",
        Value::Charset => "the name of an encoding, such as `UTF-8`",
        Value::Plain(usize::MAX) => "text without markup",
        Value::Plain(most) => {
            return format!("text without markup, of at most {most} characters").into();
        }
        Value::OneOf(words) | Value::AnyCase(words) => {
            let words: Vec<String> = words.iter().map(|it| Quoted(it).to_string()).collect();
            return match words.split_last() {
                Some((last, [])) => last.clone().into(),
                Some((last, others)) => format!("{} or {last}", others.join(", ")).into(),
                None => "nothing".into(),
            };
        }
    })
}

fn often(count: Count) -> &'static str {
    match count {
        Count::One => "Required, once",
        Count::OneOrMore => "Required, and may be repeated",
        Count::Recommended => "Recommended, at most once",
        Count::ZeroOrOne => "Optional, at most once",
        Count::Any => "Optional, and may be repeated",
    }
}

/// The places where a row is allowed, as the end of a sentence.
fn places(row: &Row) -> String {
    let names: Vec<Cow<'_, str>> = row.places.iter().filter_map(place).collect();
    match names.split_last() {
        Some((last, [])) => format!(" in {last}"),
        Some((last, others)) => format!(" in {} and in {last}", others.join(", in ")),
        None => String::new(),
    }
}

fn place(place: &Place) -> Option<Cow<'static, str>> {
    Some(match place {
        Place::Root => return None,
        Place::In(name) => format!("`{name}`").into(),
        Place::Feed => "the feed".into(),
        Place::Entry => "each entry".into(),
        Place::Source => "the source of an entry".into(),
        Place::Person => "each person".into(),
        Place::Content => "the content of an entry".into(),
        Place::Anywhere => "any element".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::element;
    use crate::validate::schema;
    use crate::validate::vocabulary::Vocabulary;

    /// The documentation of the first row with this name.
    fn of(vocabulary: &Vocabulary, name: &str) -> String {
        let row = vocabulary.rows.iter().find(|it| it.name == name).expect("there is a row");
        element(row, Some(vocabulary))
    }

    #[test]
    fn describes_elements() {
        let guid = of(&schema::rss::RSS, "guid");
        assert!(guid.starts_with("**`<guid>`**\n\n"), "{guid}");
        assert!(guid.ends_with("Contains text. Recommended, at most once in each entry.\n\nAttributes: `isPermaLink`."), "{guid}");
        let duration = of(&schema::itunes::ITUNES, "itunes:duration");
        assert!(duration.contains("(http://www.itunes.com/dtds/podcast-1.0.dtd)"), "{duration}");
        let day = of(&schema::rss::RSS, "day");
        assert!(
            day.contains("`Saturday` or `Sunday`. Required, and may be repeated in `skipDays`."),
            "{day}"
        );
    }

    #[test]
    fn describes_every_row() {
        let all = [
            schema::RSS,
            schema::RSS1,
            schema::RSS11,
            schema::ATOM,
            schema::JSON_FEED,
            schema::OPML,
            schema::EXTENSIONS,
        ];
        for vocabulary in all.into_iter().flatten() {
            for row in vocabulary.rows {
                let text = element(row, Some(vocabulary));
                assert!(text.len() > 40 && !text.contains("  "), "{text}");
            }
        }
    }
}
