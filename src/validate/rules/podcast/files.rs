//! Files that belong to an episode: their integrity, transcripts and chapters.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::element::Tag;
use crate::validate::facts::Facts;
use crate::validate::rules;
use crate::validate::rules::podcast::values::problem;
use crate::value::media_type;
use crate::value::podcast;
use crate::value::podcast::media;
use crate::value::problem::Problem;

/// "sri" or "pgp-signature".
pub fn integrity_is_valid(integrity: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(value) = integrity.attribute("value") else { return };
    let text = value.trim();
    if integrity.attr("type").is_some_and(|it| it.eq_ignore_ascii_case("sri"))
        && !podcast::is_sri(text.text)
    {
        let what = "a hash starts with `sha256-`, `sha384-` or `sha512-`, followed by base64";
        let found = Problem::new((), 0..text.text.len(), what);
        let why = "apps cannot verify the file";
        let help = "write the hash of the file as for `integrity` in HTML";
        problem("value", text, "an SRI hash", Some(found), why, help, context.out);
    }
}

/// Transcripts: the types that apps recognize.
pub(in crate::validate) fn is_transcript_type(kind: &Slot<'_>, out: &mut Diagnostics) {
    let text = kind.text.trim();
    let essence = media_type::essence(text.text);
    if media::TRANSCRIPTS.iter().any(|it| it.eq_ignore_ascii_case(essence)) {
        return;
    }
    let report = out
        .once(
            &rules::UNSUPPORTED_TRANSCRIPT_TYPE,
            &essence.to_ascii_lowercase(),
            text.span(),
            format_args!("transcripts do not have the type {}", Quoted(text.text)),
        )
        .note("apps that choose a transcript by its type ignore this one");
    match media::transcript_of_other_name(essence) {
        Some(right) => report.help(format_args!("change it to `{right}`")).fix(
            format_args!("change it to `{right}`"),
            text.span(),
            right,
        ),
        None => report.help(format_args!("use one of `{}`", media::TRANSCRIPTS.join("`, `"))),
    };
}

/// The type of a transcript that does not specify one, by the extension of its file.
pub(in crate::validate) fn transcript_type(tag: &Tag<'_, '_>, _: &Facts<'_>) -> Option<String> {
    if tag.source[tag.span.range()].contains(" type") {
        return None; // A broken attribute is repaired first.
    }
    let kind = media_type::by_extension(tag.attribute("url")?.text)?;
    media::TRANSCRIPTS.contains(&kind).then(|| kind.to_owned())
}

/// Chapters: "JSON preferred, application/json+chapters".
pub(in crate::validate) fn is_chapters_type(kind: &Slot<'_>, out: &mut Diagnostics) {
    let text = kind.text.trim();
    let essence = media_type::essence(text.text).to_ascii_lowercase();
    if essence == media::CHAPTERS {
        return;
    }
    let right = media::CHAPTERS;
    let report = out
        .once(
            &rules::UNSUPPORTED_TRANSCRIPT_TYPE,
            &format!("chapters {essence}"),
            text.span(),
            format_args!("chapters do not have the type {}", Quoted(text.text)),
        )
        .note("apps look for chapters of the type `application/json+chapters`")
        .help(format_args!("change it to `{right}` if the file contains JSON chapters"));
    if essence == "application/json" {
        // Many hosts write it, and apps accept it.
        report.severity(Severity::Info).fix(
            format_args!("change it to `{right}`"),
            text.span(),
            right,
        );
    } else if essence.contains("json") {
        report.fix(format_args!("change it to `{right}`"), text.span(), right);
    }
}

/// Podlove Simple Chapters: a list without chapters has no effect. <https://podlove.org/simple-chapters/>
pub fn chapters_are_listed(chapters: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if chapters.has("psc:chapter") {
        return;
    }
    context
        .out
        .once(
            &rules::MISSING_ELEMENT,
            "psc:chapter",
            chapters.name_span,
            "`psc:chapters` has no `psc:chapter`",
        )
        .severity(Severity::Warning)
        .note("players show no chapters")
        .help("add `<psc:chapter start=\"…\" title=\"…\"/>` for each chapter, or remove the list");
}
