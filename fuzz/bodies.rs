//! Checks that must hold for any input. The fuzz targets and `tests/smoke.rs` share them.

use chrono::DateTime;
use chrono::Utc;
use feedwright::ContentMode;
use feedwright::Diagnostic;
use feedwright::Limits;
use feedwright::Lines;
use feedwright::Options;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Site;
use feedwright::Source;
use feedwright::Span;
use feedwright::Totals;
use feedwright::internals;
use feedwright::internals::diagnostics::Diagnostics;
use feedwright::internals::markup::Event;
use feedwright::internals::markup::json::Json;
use feedwright::internals::markup::xml::Xml;
use feedwright::internals::publish::article::Dated;
use feedwright::internals::publish::assemble::assemble;
use feedwright::internals::publish::build;
use feedwright::internals::publish::content;
use feedwright::internals::publish::dialect;
use feedwright::internals::publish::load;
use feedwright::internals::publish::plan::Addresses;
use feedwright::internals::rules;
use feedwright::internals::rules::RULES;
use feedwright::internals::value;
use feedwright::internals::value::date;
use feedwright::internals::value::html::reference;
use feedwright::internals::value::html::srcset;
use feedwright::internals::value::html::style;
use feedwright::internals::value::html::tokenizer;
use feedwright::internals::value::problem::Problem;
use feedwright::internals::value::timezone::Timezone;
use feedwright::is_hidden;
use feedwright::validate;

/// A check of some input. It panics if a property does not hold.
pub(crate) type Body = fn(&[u8]);

/// All checks, by the names of their fuzz targets.
pub(crate) const BODIES: &[(&str, Body)] = &[
    ("xml", xml),
    ("json", json),
    ("dates", dates),
    ("values", values),
    ("html", html),
    ("validate", validation),
    ("article", article),
    ("report", report),
];

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_735_689_600, 0).expect("it is a time")
}

/// Checks that a span is in the text and starts and ends at character boundaries.
fn is_in_text(text: &str, span: Span, what: &str) {
    assert!(text.get(span.range()).is_some(), "{what}: {span:?} of {} bytes", text.len());
}

/// Checks the XML parser: events are balanced, positions are in the document, and another parser accepts every
/// document without problems.
pub(crate) fn xml(data: &[u8]) {
    let source = Source::from_bytes("-", data, None);
    let text = source.text.as_str();
    let mut out = Diagnostics::new(50);
    let mut xml = Xml::new(text, &Limits::default());
    let mut open = Vec::new();
    let mut decoded = String::new();
    loop {
        match xml.next(&mut out) {
            Event::Open(it) => {
                open.push(it.name);
                is_in_text(text, it.span, "a tag");
                is_in_text(text, it.name_span, "a name");
                for it in xml.attributes() {
                    is_in_text(text, it.name_span, "an attribute's name");
                    is_in_text(text, it.value_span, "an attribute's value");
                    xml.locate_in_value(it, it.value.len());
                }
            }
            Event::Text(piece) => {
                is_in_text(text, piece.span, "a text");
                decoded.clear();
                xml.decode(&piece, &mut decoded);
                let mut last = piece.span.start;
                for (at, _) in decoded.char_indices() {
                    let place = xml.locate(&piece, at);
                    assert!(place >= last && place <= piece.span.end, "{place} in {piece:?}");
                    last = place;
                }
            }
            Event::Close(it) => {
                assert_eq!(
                    open.pop(),
                    Some(it.name),
                    "the element that is closed is the one opened last"
                );
                is_in_text(text, it.span, "an end tag");
            }
            Event::Comment(it) | Event::Instruction(it) | Event::Doctype(it) => {
                is_in_text(text, it, "markup");
            }
            Event::End => break,
        }
    }
    assert!(open.is_empty(), "every element is closed");
    let found = out.finish();
    for it in &found {
        sound(text, it);
    }
    let is_fine = !found.iter().any(Diagnostic::is_error) && !source.is_lossy();
    if is_fine && !text.contains("<!DOCTYPE") {
        let other = roxmltree::Document::parse(text);
        assert!(other.is_ok(), "{:?}\n{text}", other.err());
    }
}

/// Checks the JSON parser in the same way as the XML parser.
pub(crate) fn json(data: &[u8]) {
    let source = Source::from_bytes("-", data, None);
    let text = source.text.as_str();
    let mut out = Diagnostics::new(50);
    let mut json = Json::new(text, &Limits::default());
    let mut open = Vec::new();
    let mut decoded = String::new();
    loop {
        match json.next(&mut out) {
            Event::Open(it) => {
                open.push(it.name);
                is_in_text(text, it.span, "a value");
                is_in_text(text, it.name_span, "a key");
            }
            Event::Text(piece) => {
                decoded.clear();
                json.decode(&piece, &mut decoded);
                for (at, _) in decoded.char_indices() {
                    let place = json.locate(&piece, at);
                    assert!(text.is_char_boundary(place), "{place} in {piece:?}");
                }
            }
            Event::Close(it) => {
                assert_eq!(open.pop(), Some(it.name), "what is closed is what was opened last");
            }
            Event::End => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "every value is closed");
    let found = out.finish();
    for it in &found {
        sound(text, it);
    }
    if !found.iter().any(Diagnostic::is_error) {
        let other: Result<serde::de::IgnoredAny, _> = serde_json::from_str(text);
        assert!(other.is_ok(), "{:?}\n{text}", other.err());
    }
}

/// Checks a problem with a value.
fn problem<Class>(text: &str, problem: Option<&Problem<Class>>) {
    let Some(it) = problem else { return };
    assert!(
        text.get(it.at.clone()).is_some(),
        "{:?} is not a place in `{text}`: {}",
        it.at,
        it.what
    );
}

/// A function that parses dates.
type Reader = fn(&str) -> date::Reading;

/// Checks every date parser: a suggested date is valid and has the same meaning.
pub(crate) fn dates(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let readers: [(&str, Reader); 4] = [
        ("RFC 822", date::rfc822::read),
        ("RFC 3339", date::rfc3339::read),
        ("W3CDTF", date::w3cdtf::read),
        ("ISO 8601", date::w3cdtf::read_iso8601),
    ];
    for (name, read) in readers {
        let found = read(&text);
        problem(&text, found.problem.as_ref());
        assert!(
            found.when.is_some() || found.problem.is_some(),
            "{name} reports nothing for `{text}`"
        );
        let Some(proposal) = found.problem.as_ref().and_then(Problem::proposal) else { continue };
        let again = read(proposal);
        let still = again.problem.as_ref().map(|it| it.class);
        assert!(
            still != Some(date::DateFault::Invalid),
            "{name}: `{text}` -> `{proposal}`: {:?}",
            again.problem
        );
        if found.when.is_some() {
            let same = again.when.map(|it| it.timestamp()) == found.when.map(|it| it.timestamp());
            assert!(same, "{name}: `{text}` -> `{proposal}`");
        }
    }
    let _ = date::lenient::read(&text);
    let _ = load::date::read(&text, Timezone::UTC);
}

/// Checks URLs, languages, media types, people, numbers and the other types of values.
pub(crate) fn values(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let text = text.as_ref();
    problem(text, value::uri::check(text).err().as_ref());
    problem(text, value::uri::check_absolute(text).err().as_ref());
    if let Some(canonical) = value::uri::canonical::differs(text) {
        let again = value::uri::canonical::differs(&canonical);
        assert_eq!(again, None, "`{text}` -> `{canonical}`");
    }
    let _ = value::uri::canonical::to_uri(text);
    let (base, reference) =
        text.split_once(' ').unwrap_or(("https://harbor.example/a/b?c#d", text));
    let _ = value::uri::resolve::resolve(base, reference);
    let language = value::language::problem(text);
    problem(text, language.as_ref());
    let canonical = value::language::canonical(text);
    assert_eq!(value::language::canonical(&canonical), canonical, "{text}");
    problem(text, value::media_type::problem(text).as_ref());
    let _ = value::media_type::by_extension(text);
    problem(text, value::link_relation::problem(text).as_ref());
    problem(text, value::person::contact(text).1.as_ref());
    problem(text, value::person::address_problem(text).as_ref());
    problem(text, value::number::integer(text, -5, 5).err().as_ref());
    problem(text, value::number::decimal(text).err().as_ref());
    problem(text, value::duration::itunes(text).err().as_ref());
    problem(text, value::duration::play_time(text).err().as_ref());
    problem(text, value::country::problem(text).as_ref());
    problem(text, value::currency::problem(text).as_ref());
    problem(text, value::base64::problem(text).as_ref());
    let _ = load::people::read(text);
}

/// Checks the HTML tokenizer: every token and attribute has a place, in order.
pub(crate) fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let text = text.as_ref();
    let mut tokens = tokenizer::Tokenizer::new(text);
    let mut last = 0;
    // Each token consumes at least one byte, except the end token.
    for _ in 0..=text.len() + 1 {
        let token = tokens.read();
        for it in tokens.attributes() {
            assert!(
                text.get(it.name.clone()).is_some() && text.get(it.value.clone()).is_some(),
                "{it:?} in `{text}`"
            );
        }
        for (error, at) in tokens.errors() {
            assert!(*at <= text.len(), "{error:?} at {at}");
        }
        let range = match &token {
            tokenizer::Token::Text(it) => it.range.clone(),
            tokenizer::Token::Tag(it) => it.range.clone(),
            tokenizer::Token::Comment(it) => it.range.clone(),
            tokenizer::Token::Doctype(it) | tokenizer::Token::CutTag(it) => it.clone(),
            tokenizer::Token::End => {
                last = usize::MAX;
                break;
            }
        };
        let is_section = text[..range.start].ends_with("<![CDATA[");
        let is_next = range.start >= last && (range.end > range.start || is_section);
        assert!(is_next && text.get(range.clone()).is_some(), "{token:?} in `{text}`");
        last = range.end;
    }
    assert_eq!(last, usize::MAX, "the end of `{text}` is never reached");
    for place in [reference::ReferenceContext::Text, reference::ReferenceContext::Attribute] {
        for it in reference::references(text, place) {
            assert!(text.get(it.range.clone()).is_some(), "{it:?}");
        }
        let _ = reference::decode(text, place);
    }
    for it in srcset::candidates(text) {
        assert!(
            text.get(it.url.clone()).is_some() && text.get(it.descriptor.clone()).is_some(),
            "{it:?}"
        );
    }
    style::problems(text).for_each(|it| problem(text, Some(&it)));
    for it in style::urls(text) {
        assert!(text.get(it.clone()).is_some(), "{it:?}");
    }
    for it in value::html::plain::markup(text) {
        assert!(text.get(it.clone()).is_some(), "{it:?}");
    }
    let _ = value::html::script_url::runs_code(text);
    let page = url::Url::parse("https://harbor.example/a").expect("it is a URL");
    let clean = content::publishable(text, &page, "x");
    assert!(!clean.to_ascii_lowercase().contains("<script"), "{clean}");
    let _ = content::text_of(text);
}

/// Checks the validator as a whole.
pub(crate) fn validation(data: &[u8]) {
    let (source, found) = validated(data);
    let (_, again) = validated(data);
    assert_eq!(found, again, "the same bytes give the same report");
    let key = |it: &Diagnostic| (it.span, it.rule.name);
    assert!(found.diagnostics.is_sorted_by_key(key), "problems are in order");
    let lines = Lines::new(&source.text);
    for it in &found.diagnostics {
        sound(&source.text, it);
        assert!(
            RULES.iter().any(|rule| rule.name == it.rule.name),
            "{} is in the table",
            it.rule.name
        );
        let (start, end) = (lines.position(it.span.start), lines.position(it.span.end));
        assert!(start <= end, "{it:?}");
    }
    written(&source, &found);
}

fn validated(data: &[u8]) -> (Source, Report) {
    let source = Source::from_bytes("feed", data, None);
    let mut options = Options::default();
    options.now = Some(now());
    options.base_url = Some("https://harbor.example/feed".to_owned());
    options.problems_per_rule = 20;
    let report = validate(&source, &options);
    (source, report)
}

/// Checks one diagnostic.
fn sound(text: &str, it: &Diagnostic) {
    is_in_text(text, it.span, it.rule.name);
    it.labels.iter().for_each(|label| is_in_text(text, label.0, it.rule.name));
    it.fix
        .iter()
        .flat_map(|it| &it.edits)
        .for_each(|edit| is_in_text(text, edit.span, it.rule.name));
    assert!(!it.message.is_empty() && it.message.len() < 4000, "{}", it.message);
}

/// Checks that no part of a document can inject markup or control characters into a report.
fn written(source: &Source, report: &Report) {
    let mut totals = Totals::default();
    totals.add(&Totals::of(&report.diagnostics));
    for format in ReportFormat::ALL {
        let mut out = Vec::new();
        format.head(&mut out).expect("writing to a vector cannot fail");
        format.document(source, report, &mut out).expect("writing to a vector cannot fail");
        format.tail(&totals, &mut out).expect("writing to a vector cannot fail");
        let text = String::from_utf8(out).expect("reports are UTF-8");
        let hidden = text.chars().find(|it| *it != '\n' && is_hidden(*it));
        assert_eq!(hidden, None, "{format:?}: {text:?}");
        let lines = text.lines().count();
        match format {
            ReportFormat::Concise | ReportFormat::Github => {
                assert_eq!(lines, report.diagnostics.len(), "{text}");
            }
            ReportFormat::Ndjson => assert_eq!(lines, 1, "{text}"),
            ReportFormat::Junit => {
                let read = roxmltree::Document::parse(&text);
                assert!(read.is_ok(), "{:?}\n{text}", read.err());
            }
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => {
                let read: Result<serde_json::Value, _> = serde_json::from_str(&text);
                assert!(read.is_ok(), "{:?}\n{text}", read.err());
            }
            // A tag injected by the document would increase the count.
            ReportFormat::Html => {
                let wanted = report.diagnostics.len().min(500);
                assert_eq!(text.matches("<article").count(), wanted, "{text}");
            }
            _ => {}
        }
    }
}

/// Checks reports whose document name and messages all consist of the input.
pub(crate) fn report(data: &[u8]) {
    let words = String::from_utf8_lossy(data).into_owned();
    let source = Source::from_text(words.clone(), format!("a\n{words}\nb"));
    let middle = Span::new(2, 2 + words.len());
    let mut first = Diagnostic::new(&rules::MISSING_GUID, middle, words.clone());
    first.note(words.clone()).help(words.clone()).label(Span::new(0, 1), words.clone());
    first.fix(words.clone(), middle, words.clone());
    first.path.clone_from(&words);
    let second = Diagnostic::new(&rules::UNKNOWN_ELEMENT, Span::at(source.text.len()), words);
    let report = Report::from(vec![first, second]);
    written(&source, &report);
}

/// File names for all kinds of articles.
const NAMES: [&str; 4] = ["2024-05-01-a.md", "a.html", "a.txt", "a.mdx"];

/// Checks that any article, read with the rules of any generator, produces well-formed feeds without errors. The
/// first byte selects the kind of article and the generator.
pub(crate) fn article(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let (form, dialect) = (usize::from(*first) % NAMES.len(), usize::from(*first) / NAMES.len());
    let dialect = dialect::ALL[dialect % dialect::ALL.len()];
    let source = Source::from_text(NAMES[form], String::from_utf8_lossy(rest));
    let mut options = load::Options::new(Timezone::UTC);
    options.dialect = dialect;
    "Harbor".clone_into(&mut options.site_title);
    options.site_url = url::Url::parse("https://harbor.example/notes/").ok();
    let kind = load::Form::of(NAMES[form]).expect("it is an article");
    let reading = load::single::read_text(&source, kind, &options);
    for it in &reading.diagnostics {
        sound(&source.text, it);
    }
    for it in internals::publish::removed(&reading) {
        is_in_text(&source.text, it.span, &it.tag);
    }
    if reading.has_error() {
        return;
    }
    let published = now().fixed_offset();
    let articles = [Dated { article: reading.article, published, id: None, first_seen: false }];
    let site = Site {
        title: "Harbor".to_owned(),
        url: url::Url::parse("https://harbor.example/").expect("it is a URL"),
        description: "What happens there".to_owned(),
        language: Some("en".to_owned()),
        authors: Vec::new(),
        copyright: None,
        image: None,
    };
    let mut plan = internals::publish::plan(site, Addresses::of(dialect, Timezone::UTC));
    plan.feeds[0].content = ContentMode::Both;
    let mut feed = assemble(&articles, &plan, now()).feeds.remove(0).feed;
    "https://harbor.example/feed".clone_into(&mut feed.address);
    for format in feedwright::FeedFormat::ALL {
        let bytes = build::build(&feed, format, None).expect("it can be built");
        let (source, found) = validated(&bytes);
        let errors: Vec<&str> = found
            .diagnostics
            .iter()
            .filter(|it| it.is_error())
            .map(|it| it.message.as_str())
            .collect();
        assert!(errors.is_empty(), "{format:?} {errors:?}\n{}", source.text);
        if format != feedwright::FeedFormat::Json {
            let read = roxmltree::Document::parse(&source.text);
            assert!(read.is_ok(), "{:?}\n{}", read.err(), source.text);
        }
    }
}
