//! OPML. <http://opml.org/spec2.opml>

use crate::text::escape;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::element::Tag;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::rules;
use crate::validate::rules::html;
use crate::validate::rules::value;

/// "expansionState is a comma-separated list of line numbers that are expanded."
pub fn expansion_state(state: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = state.text.trim();
    let is_number = |it: &str| {
        let it = it.trim();
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit())
    };
    if text.text.is_empty() || text.text.split(',').all(is_number) {
        return;
    }
    context
        .out
        .report(
            &rules::INVALID_EXPANSION_STATE,
            text.span(),
            format_args!("`expansionState` is not a list of line numbers: {}", Quoted(text.text)),
        )
        .note("outliners expand either all lines or no lines")
        .help("write whole numbers separated by commas, for example `1, 6, 13`, or leave the element empty");
}

/// The attributes that only a subscription has. Readers also write `title` and `description` on folders.
const OF_A_SUBSCRIPTION: &[&str] = &["xmlUrl", "htmlUrl", "language", "version"];

/// "The value of version is RSS1 for RSS 1.0; RSS for 0.91, 0.92 or 2.0; scriptingNews for scriptingNews format."
/// W3C's validator and many programs write `RSS2`.
const VERSIONS: &[&str] = &["RSS", "RSS1", "RSS2", "scriptingNews"];

/// "The text attribute … may contain encoded HTML markup". Programs show it as HTML, so it must not run code.
pub fn text_is_safe(outline: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    for name in ["text", "title", "description"] {
        if let Some(text) = outline.attribute(name) {
            html::check(name, text, context.facts, context.out);
        }
    }
}

/// Finds the missing `text` of an outline in its `title`, which many programs write in its place.
pub(in crate::validate) fn text_from_title(outline: &Tag<'_, '_>, _: &Facts<'_>) -> Option<String> {
    let names = ["title", "Title", "TITLE", "description", "name"];
    let named = names.iter().find_map(|it| outline.attribute(it))?;
    let text = named.text.trim();
    (!text.is_empty()).then(|| escape::attribute(text).into_owned())
}

/// "language is the value of the top-level language element". For a feed without one, the example in the specification has `unknown`.
pub(in crate::validate) fn language_is_known(language: &Slot<'_>, out: &mut Diagnostics) {
    let text = language.text.trim();
    if text.text.is_empty() {
        value::attribute::blank(language, out);
    } else if text.text != "unknown" {
        value::words::language_tag(language.attr.name, text, out);
    }
}

/// Programs show the title and the author of an outline in the same way as its items.
pub fn name_is_safe(name: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    html::check(name.row.name, name.text, context.facts, context.out);
}

/// Checks that an outline has the attributes that its type requires.
pub fn outline_has_the_attributes_of_its_type(
    outline: &Element<'_, '_>,
    context: &mut Context<'_, '_>,
) {
    misspelled_attributes(outline, context.out);
    if let Some(version) = outline.attribute("version")
        && !VERSIONS.contains(&version.text)
        && !version.text.eq_ignore_ascii_case("atom")
    {
        context
            .out
            .report(
                &rules::UNKNOWN_OUTLINE_VERSION,
                version.span(),
                format_args!("{} is not a feed version that OPML defines", Quoted(version.text)),
            )
            .note("programs that rely on `version` cannot tell which format the feed has")
            .help("write `RSS1`, `RSS2`, `RSS` or `scriptingNews`, or remove the attribute");
    }
    let Some(kind) = outline.attribute("type") else {
        return without_type(outline, context.out);
    };
    match kind.text.trim().to_ascii_lowercase().as_str() {
        "rss" | "atom" => subscription(outline, context.out),
        "link" | "include" if outline.attribute("url").is_none() => {
            context
                .out
                .report(
                    &rules::OUTLINE_WITHOUT_URL,
                    outline.name_span,
                    format_args!("this outline of type {} has no `url`", Quoted(kind.text)),
                )
                .note("programs have nothing to open or include")
                .help("add `url=\"https://…\"`");
        }
        "link" | "include" => {}
        _ if matches!(context.facts.format, Format::Opml10 | Format::Opml11) => {
            context.out.report(
                &rules::UNKNOWN_OUTLINE_TYPE,
                kind.span(),
                format_args!("OPML 1 does not define the outline type {}", Quoted(kind.text)),
            )
            .note("feed readers skip the outline, and outliners show only its text")
            .help("use `rss` or `link`, or write `version=\"2.0\"` on `opml`, which allows other types");
        }
        _ => {}
    }
}

fn subscription(outline: &Element<'_, '_>, out: &mut Diagnostics) {
    // A misspelled attribute is reported as such.
    let has = |name: &str| outline.plain_attributes().any(|it| it.0.eq_ignore_ascii_case(name));
    if !has("xmlUrl") {
        out.report(
            &rules::OUTLINE_WITHOUT_FEED,
            outline.name_span,
            "this subscription has no `xmlUrl`",
        )
        .note("feed readers cannot import a subscription without `xmlUrl`, and skip it")
        .help("add `xmlUrl=\"https://…\"` with the URL of the feed");
    }
    if !has("title") {
        let report = out
            .report(
                &rules::OUTLINE_WITHOUT_TITLE,
                outline.name_span,
                "this subscription has no `title`",
            )
            .note("some programs show the `title` of a subscription instead of its `text`")
            .help("add `title=\"…\"` with the same value as `text`");
        if let Some(text) = outline.attribute("text").filter(|it| !it.text.trim().is_empty()) {
            let attribute = format!("title=\"{}\"", escape::attribute(text.text));
            report.help(format_args!("add `{attribute}`")).fix(
                format_args!("add `{attribute}`"),
                Span::at(text.span().end as usize + 1),
                format_args!(" {attribute}"),
            );
        }
    }
}

fn without_type(outline: &Element<'_, '_>, out: &mut Diagnostics) {
    let has = |name: &&&str| outline.attr(name).is_some_and(|it| !it.trim().is_empty());
    let Some(name) = OF_A_SUBSCRIPTION.iter().find(has) else { return };
    out.report(
        &rules::OUTLINE_WITHOUT_TYPE,
        outline.name_span,
        format_args!("this outline has {}, but no `type`", Quoted(name)),
    )
    .note("some readers import only outlines of type `rss`")
    .help("add `type=\"rss\"` if the outline is a subscription");
}

/// OPML allows any attribute, but a name that is almost the same as a defined one is probably a typo.
fn misspelled_attributes(outline: &Element<'_, '_>, out: &mut Diagnostics) {
    let known = || outline.row.attributes.iter().map(|it| it.name);
    for (local, span) in outline.plain_attributes() {
        if known().any(|it| it == local) {
            continue;
        }
        let folded = known().find(|it| it.eq_ignore_ascii_case(local));
        let Some(near) = folded.or_else(|| nearest(local, known())) else { continue };
        let report = out
            .report(
                &rules::UNKNOWN_ATTRIBUTE,
                span,
                format_args!("unknown attribute {} on `outline`", Quoted(local)),
            )
            .note("readers ignore unknown attributes")
            .help(format_args!("did you mean {}?", Quoted(near)));
        if folded.is_some() {
            report.fix(format_args!("rename it to `{near}`"), span, near);
        }
    }
}
