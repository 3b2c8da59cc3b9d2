//! The values of Apple's podcast elements. <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::value::words;

/// "separated by commas".
pub fn keywords_have_commas(keywords: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = keywords.text.trim();
    if text.text.contains(',') || !text.text.contains(' ') {
        return;
    }
    let words: Vec<&str> = text.text.split_ascii_whitespace().collect();
    let separated = words.join(", ");
    let escaped = crate::text::escape::content(&separated).into_owned();
    context
        .out
        .report(
            &rules::KEYWORDS_WITHOUT_COMMAS,
            text.span(),
            format_args!("the keywords are not separated by commas: {}", Quoted(text.text)),
        )
        .note("readers treat all the words as a single keyword")
        .help(format_args!("separate them with commas, for example `{separated}`"))
        // Some of the words may belong together, so this fix is unsafe.
        .unsafe_fix("separate all words with commas", text.span(), escaped);
}

/// "true" or "false". For years, the values were "yes", "no" and "clean", and Apple still accepts them.
pub fn explicit_is_true_or_false(explicit: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = explicit.text.trim();
    let lower = text.text.to_ascii_lowercase();
    let meant = match lower.as_str() {
        "true" | "false" => return,
        "yes" | "explicit" => Some("true"),
        "no" | "clean" | "not explicit" => Some("false"),
        _ => None,
    };
    if let Some(meant) = meant {
        context
            .out
            .once(
                &rules::INVALID_EXPLICIT,
                "older value",
                text.span(),
                format_args!("{} is an older value of `itunes:explicit`", Quoted(text.text)),
            )
            .severity(Severity::Warning)
            .note("Apple Podcasts has accepted the older values for years, but its current documentation lists only `true` and `false`")
            .help(format_args!("change it to `{meant}`"))
            .fix("replace the older values with `true` and `false`", text.span(), meant);
        return;
    }
    let span = if text.text.is_empty() { explicit.name_span } else { text.span() };
    context
        .out
        .report(
            &rules::INVALID_EXPLICIT,
            span,
            format_args!("`itunes:explicit` is neither `true` nor `false`: {}", Quoted(text.text)),
        )
        .note("Apple Podcasts rejects the podcast or labels it wrongly")
        .help("write `true` if the content is not suitable for children, and `false` if it is");
}

/// "Specifying any value other than Yes has no effect."
pub fn is_yes_or_no(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = element.text.trim();
    let lower = text.text.to_ascii_lowercase();
    let is_yes = lower == "yes";
    if element.row.name == "itunes:block"
        && element.parent.is_some_and(|it| it.role == Some(Place::Feed))
    {
        context.facts.extension.podcast.is_blocked |= is_yes;
    }
    // "clean" was a value of `itunes:block` in an early version, where it had no effect either.
    if is_yes || matches!(lower.as_str(), "no" | "clean") || text.text.is_empty() {
        return;
    }
    let reason = format!("{} {lower}", element.row.name);
    let report = context
        .out
        .once(
            &rules::UNKNOWN_VALUE,
            &reason,
            text.span(),
            format_args!(
                "{} is not an allowed value of {}",
                Quoted(text.text),
                Quoted(element.row.name)
            ),
        )
        .severity(Severity::Warning)
        .note("only `Yes` has an effect in Apple Podcasts; it ignores every other value");
    match lower.as_str() {
        "true" | "1" => {
            report.help("write `Yes` if you want the effect, otherwise remove the element")
        }
        _ => report.help("remove the element, or write `Yes`"),
    };
}

/// The words of Apple's documentation, which are in lower case. Programs also write them with a capital letter.
pub fn type_is_known(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = element.text.trim();
    let allowed: &'static [&'static str] =
        if element.row.name == "itunes:type" { TYPES } else { EPISODE_TYPES };
    let folded = allowed.iter().find(|it| it.eq_ignore_ascii_case(text.text)).copied();
    match folded {
        Some("serial") => context.facts.extension.podcast.is_serial = true,
        Some("trailer" | "bonus") => context.facts.entry.is_extra_episode = true,
        _ => {}
    }
    if allowed.contains(&text.text) || text.text.is_empty() {
        return;
    }
    let Some(word) = folded else {
        words::one_of_these(element.row.name, text, allowed, context.out);
        return;
    };
    let reason = format!("{} {word}", element.row.name);
    context
        .out
        .once(
            &rules::UNKNOWN_VALUE,
            &reason,
            text.span(),
            format_args!(
                "{} has the wrong capitalization: {}",
                Quoted(element.row.name),
                Quoted(text.text)
            ),
        )
        .severity(Severity::Warning)
        .note("apps that compare the value letter by letter use the default instead")
        .help(format_args!("change it to `{word}`"))
        .fix("use lowercase letters", text.span(), word);
}

const TYPES: &[&str] = &["episodic", "serial"];
const EPISODE_TYPES: &[&str] = &["full", "trailer", "bonus"];

/// "a non-zero integer". Hosts write `0` if there is no number.
pub fn number_is_not_zero(number: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = number.text.trim();
    if text.text.is_empty() || !text.text.bytes().all(|it| it == b'0') {
        return;
    }
    context
        .out
        .once(
            &rules::INVALID_INTEGER,
            number.row.name,
            text.span(),
            format_args!("{} is not a whole number of 1 or more: `0`", Quoted(number.row.name)),
        )
        .severity(Severity::Warning)
        .note("Apple Podcasts ignores the number")
        .help("number the episodes and seasons from 1, or remove the element");
}
