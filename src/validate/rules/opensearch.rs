//! Descriptions of search engines. <https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md>

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::value::words;
use crate::value::uri;

/// The parameters that need no prefix in a template.
#[rustfmt::skip]
const PARAMETERS: &[&str] = &[
    "searchTerms", "count", "startIndex", "startPage", "language", "inputEncoding", "outputEncoding",
];

/// The roles of a query that need no prefix.
const ROLES: &[&str] = &["request", "example", "related", "correction", "subset", "superset"];

/// The allowed values of `AdultContent`: first those that mean no, then those that mean yes.
const ADULT: &[&str] =
    &["false", "FALSE", "0", "no", "NO", "true", "TRUE", "1", "yes", "YES", "False", "True"];

/// A template is a URL with `{name}`, `{name?}` and `{prefix:name}` in it.
pub(in crate::validate) fn template(slot: &Slot<'_>, out: &mut Diagnostics) {
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
    // A template is a URL only after its parameters are replaced.
    let Err(found) = uri::check_absolute(&filled) else { return };
    let (rule, words) = match found.class {
        uri::UriFault::Relative => (&rules::RELATIVE_URL, "is a relative URL"),
        _ => (&rules::INVALID_URL, "is not a valid URL"),
    };
    out.report(rule, text.span(), format_args!("`template` {words}: {}", Quoted(text.text)))
        .note(&found.what)
        .help("write an absolute URL, for example `https://example.org/?q={searchTerms}`");
}

fn unpaired(slot: &Slot<'_>, text: Decoded<'_>, at: usize, out: &mut Diagnostics) {
    out.report(
        &rules::INVALID_SEARCH_TEMPLATE,
        text.span_of(at, at + 1),
        format_args!("{} has an unmatched brace: {}", Quoted(slot.attr.name), Quoted(text.text)),
    )
    .note("browsers cannot tell where to insert the search words")
    .help("write each parameter in the form `{searchTerms}`, or `{startPage?}` if it is optional");
}

/// Checks the text between two braces, and returns whether it has the form of a name.
fn parameter(slot: &Slot<'_>, name: Decoded<'_>, out: &mut Diagnostics) -> bool {
    let bare = name.text.strip_suffix('?').unwrap_or(name.text);
    let fits = |it: char| it.is_ascii_alphanumeric() || "-._~%:!$&'()*+,;=@".contains(it);
    if bare.is_empty() || !bare.chars().all(fits) {
        out.report(
            &rules::INVALID_SEARCH_TEMPLATE,
            name.span(),
            format_args!("{} is not a valid parameter name", Quoted(name.text)),
        )
        .note("browsers cannot tell where to insert the search words")
        .help(
            "write each parameter in the form `{searchTerms}`, or `{startPage?}` if it is optional",
        );
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
                    format_args!("unknown search parameter {}", Quoted(bare)),
                )
                .note("browsers leave it in the URL unchanged, so the search fails");
            match near {
                Some(near) => report.help(format_args!("did you mean {}?", Quoted(near))),
                None => report.help(
                    "use a parameter that OpenSearch defines, or declare a namespace and write `{prefix:name}`",
                ),
            };
        }
        None => {}
    }
    true
}

/// A name with a prefix belongs to the namespace that is declared for the prefix.
fn prefix_is_declared(slot: &Slot<'_>, name: Decoded<'_>, prefix: &str, out: &mut Diagnostics) {
    // An empty prefix means OpenSearch itself: `{:searchTerms}`.
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
    .note("programs cannot tell which namespace is meant, and ignore the name")
    .help(format_args!("add `xmlns:{prefix}=\"…\"`"));
}

/// The role of a query is one of six, or a custom role with a prefix.
pub(in crate::validate) fn role(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    match text.text.split_once(':') {
        Some((prefix, _)) => prefix_is_declared(slot, text, prefix, out),
        None => words::one_of_these(slot.attr.name, text, ROLES, out),
    }
}

/// "The value must be URL-encoded". Unencoded spaces between words are common and cause no problems, so they are not reported.
pub(in crate::validate) fn search_terms(slot: &Slot<'_>, out: &mut Diagnostics) {
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
    .note("clients that insert the terms into the template unchanged search for something else")
    .help(format_args!(
        "write `{}` for {}",
        encoded(&text.text[first..first + length]),
        Quoted(&text.text[first..first + length])
    ))
    .fix_all(Safety::Safe, "URL-encode the search terms", edits.collect());
}

fn encoded(part: &str) -> String {
    use std::fmt::Write as _;
    part.bytes().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

/// Records that the description has an example search.
pub fn record_example(query: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if query.attr("role").is_some_and(|it| it.trim() == "example") {
        context.facts.has_search_example = true;
    }
}

/// "Search clients may use it to test the engine": a description should have a search that returns results.
pub fn description_has_example(description: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.has_search_example {
        return;
    }
    context
        .out
        .report(
            &rules::MISSING_SEARCH_EXAMPLE,
            description.name_span,
            "this search description has no example search",
        )
        .note("clients and directories cannot test whether the search works")
        .help("add `<Query role=\"example\" searchTerms=\"…\"/>` with search words that return results");
}

/// "Any other string is considered to be true": nothing breaks, but the author may have meant something else.
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
            format_args!("{} is not an allowed value of `AdultContent`", Quoted(text.text)),
        )
        .severity(Severity::Warning)
        .note("clients treat it as `true`, and hide the search engine from children")
        .help("write `true` or `false`");
}

/// A language tag, or `*` for all languages.
pub fn language(language: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = language.text.trim();
    if text.text != "*" {
        words::language_tag(language.row.name, text, context.out);
    }
}
