//! Descriptions of search engines. <https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md>

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::findings::Findings;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::value::attribute::Slot;
use crate::validate::rules::value::words;
use crate::value::uri;

/// The parameters that a template may name without a prefix.
#[rustfmt::skip]
const PARAMETERS: &[&str] = &[
    "searchTerms", "count", "startIndex", "startPage", "language", "inputEncoding", "outputEncoding",
];

/// The roles that a query may have without a prefix.
const ROLES: &[&str] = &["request", "example", "related", "correction", "subset", "superset"];

/// What says that there may be such content, and what says that there is none.
const ADULT: &[&str] =
    &["false", "FALSE", "0", "no", "NO", "true", "TRUE", "1", "yes", "YES", "False", "True"];

/// A template is a URL with `{name}`, `{name?}` and `{prefix:name}` in it.
pub(in crate::validate) fn template(slot: &Slot<'_>, out: &mut Findings) {
    let text = slot.text.trim();
    let mut filled = String::with_capacity(text.text.len());
    let mut at = 0;
    while let Some(found) = text.text[at..].find(['{', '}']) {
        let open = at + found;
        let inside = &text.text[open + 1..];
        let end = inside.find(['{', '}']).filter(|it| inside.as_bytes()[*it] == b'}');
        let (true, Some(length)) = (text.text.as_bytes()[open] == b'{', end) else {
            return unpaired(slot, text, open, out);
        };
        filled.push_str(&text.text[at..open]);
        at = open + length + 2;
        let name = text.part(open + 1, open + 1 + length);
        if !parameter(slot, name, out) {
            return;
        }
        filled.push('x');
    }
    filled.push_str(&text.text[at..]);
    // Whether it is a URL shows when the parameters are filled in.
    let Err(found) = uri::check_absolute(&filled) else { return };
    let (rule, words) = match found.class {
        uri::Class::Relative => (&rules::RELATIVE_URL, "is relative, and should be absolute"),
        _ => (&rules::INVALID_URL, "is not a URL"),
    };
    out.report(rule, text.span(), format_args!("`template` {words}: {}", Quoted(text.text)))
        .note(&found.what)
        .help("write it as https://example.org/?q={searchTerms}");
}

fn unpaired(slot: &Slot<'_>, text: Decoded<'_>, at: usize, out: &mut Findings) {
    out.report(
        &rules::INVALID_SEARCH_TEMPLATE,
        text.span_of(at, at + 1),
        format_args!("a brace of {} stands alone: {}", Quoted(slot.attr.name), Quoted(text.text)),
    )
    .note("browsers cannot tell where to put the words that are searched for")
    .help("write each parameter as {searchTerms}, or {startPage?} where it is optional");
}

/// Judges what is between braces; says whether it is a name at all.
fn parameter(slot: &Slot<'_>, name: Decoded<'_>, out: &mut Findings) -> bool {
    let bare = name.text.strip_suffix('?').unwrap_or(name.text);
    let fits = |it: char| it.is_ascii_alphanumeric() || "-._~%:!$&'()*+,;=@".contains(it);
    if bare.is_empty() || !bare.chars().all(fits) {
        out.report(
            &rules::INVALID_SEARCH_TEMPLATE,
            name.span(),
            format_args!("{} is not the name of a parameter", Quoted(name.text)),
        )
        .note("browsers cannot tell where to put the words that are searched for")
        .help("write each parameter as {searchTerms}, or {startPage?} where it is optional");
        return false;
    }
    match bare.split_once(':') {
        Some((prefix, _)) => prefix_is_declared(slot, name, prefix, out),
        None if !PARAMETERS.contains(&bare) => {
            let near = nearest(bare, PARAMETERS.iter().copied());
            let report = out
                .report(
                    &rules::UNKNOWN_SEARCH_PARAMETER,
                    name.span_of(0, bare.len()),
                    format_args!("there is no search parameter {}", Quoted(bare)),
                )
                .note("browsers leave it as it is, and the search fails");
            match near {
                Some(near) => report.help(format_args!("did you mean {}?", Quoted(near))),
                None => report.help(
                    "use one of OpenSearch's own, or declare a namespace and write {prefix:name}",
                ),
            };
        }
        None => {}
    }
    true
}

/// What is written with a prefix is a name in the namespace that the prefix stands for.
fn prefix_is_declared(slot: &Slot<'_>, name: Decoded<'_>, prefix: &str, out: &mut Findings) {
    // An empty prefix stands for OpenSearch itself: `{:searchTerms}`.
    if prefix.is_empty() || slot.reader.is_declared(prefix) {
        return;
    }
    out.report(
        &rules::UNDECLARED_PREFIX_IN_VALUE,
        name.span_of(0, prefix.len()),
        format_args!(
            "the prefix of {} in {} is not declared",
            Quoted(name.text),
            Quoted(slot.attr.name)
        ),
    )
    .note("programs cannot tell which namespace is meant, and pass over it")
    .help(format_args!("add xmlns:{prefix}=\"…\""));
}

/// The role of a query is one of six, or one of somebody's own, with a prefix.
pub(in crate::validate) fn role(slot: &Slot<'_>, out: &mut Findings) {
    let text = slot.text.trim();
    match text.text.split_once(':') {
        Some((prefix, _)) => prefix_is_declared(slot, text, prefix, out),
        None => words::one_of_these(slot.attr.name, text, ROLES, out),
    }
}

/// "The value must be URL-encoded"; spaces between words are common, and nobody stumbles over them.
pub(in crate::validate) fn search_terms(slot: &Slot<'_>, out: &mut Findings) {
    let text = slot.text.trim();
    let bytes = text.text.as_bytes();
    let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let fits = |(at, byte): (usize, &u8)| match byte {
        b'%' => hex(at + 1) && hex(at + 2),
        b' ' | b'\t' | b'\n' | b'\r' | b'+' | b'/' | b'-' | b'.' | b'_' | b'~' => true,
        _ => byte.is_ascii_alphanumeric(),
    };
    let Some(first) = bytes.iter().enumerate().position(|it| !fits(it)) else { return };
    let length = text.text[first..].chars().next().map_or(1, char::len_utf8);
    let odd =
        text.text.char_indices().filter(|(at, it)| !it.is_ascii() || !fits((*at, &bytes[*at])));
    let edits = odd
        .map(|(at, it)| at..at + it.len_utf8())
        .map(|it| Edit { span: text.span_of(it.start, it.end), text: encoded(&text.text[it]) });
    out.report(
        &rules::SEARCH_TERMS_NOT_ENCODED,
        text.span_of(first, first + length),
        format_args!("`searchTerms` is not URL-encoded: {}", Quoted(text.text)),
    )
    .note("a client that puts it into the template as it is asks for something else")
    .help(format_args!("write {} instead", encoded(&text.text[first..first + length])))
    .fix_all(Safety::Safe, "encode it", edits.collect());
}

fn encoded(part: &str) -> String {
    use std::fmt::Write as _;
    part.bytes().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

/// Notes that there is a query to try the engine with.
pub fn example_is_noted(query: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if query.attr("role").is_some_and(|it| it.trim() == "example") {
        context.facts.has_search_example = true;
    }
}

/// "Search clients may use it to test the engine": it should say with which words something is found.
pub fn description_has_example(description: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.has_search_example {
        return;
    }
    context
        .out
        .report(
            &rules::MISSING_SEARCH_EXAMPLE,
            description.name_span,
            "the description has no example of a search",
        )
        .note("directories and clients try an engine with it, and cannot test this one")
        .help("add <Query role=\"example\" searchTerms=\"…\"/> with words that find something");
}

/// "Any other string is considered to be true": so nothing breaks, but it may not be what was meant.
pub fn adult_content(adult: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = adult.text.trim();
    if ADULT.contains(&text.text) {
        return;
    }
    context
        .out
        .report(
            &rules::UNKNOWN_VALUE,
            text.span(),
            format_args!(
                "{} is none of the values that `AdultContent` may have",
                Quoted(text.text)
            ),
        )
        .severity(Severity::Warning)
        .note("clients take it for true, and hide the engine from children")
        .help("write true or false");
}

/// A language, or `*` for all of them.
pub fn language(language: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = language.text.trim();
    if text.text != "*" {
        words::language_tag(language.row.name, text, context.out);
    }
}
