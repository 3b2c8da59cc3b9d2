//! Terms from the lists of the podcast namespace: roles, services, protocols, media and licenses.

use crate::diagnostic::Severity;
use crate::text::escape;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::value::podcast::terms;

/// A list of the namespace, as messages name it.
struct List<'a, Terms> {
    /// What its terms are.
    what: &'a str,
    terms: Terms,
    /// What apps do with a term that is not in it.
    why: &'a str,
    severity: Severity,
}

/// Reports a term that is not in a list, once for each term.
fn term<Terms: Iterator<Item = &'static str> + Clone>(
    name: &str,
    text: Decoded<'_>,
    list: &List<'_, Terms>,
    out: &mut Diagnostics,
) {
    if list.terms.clone().any(|it| it.eq_ignore_ascii_case(text.text)) || text.text.is_empty() {
        return;
    }
    let reason = format!("{name} {}", text.text.to_lowercase());
    let words = format_args!("{} is not {} of the podcast namespace", Quoted(text.text), list.what);
    let report = out
        .once(&rules::UNKNOWN_PODCAST_TERM, &reason, text.span(), words)
        .severity(list.severity)
        .note(list.why);
    if let Some(near) = nearest(text.text, list.terms.clone()) {
        let title = format!("change it to `{near}`");
        report.help(format_args!("did you mean {}?", Quoted(near))).unsafe_fix(
            title,
            text.span(),
            escape::attribute(near),
        );
        return;
    }
    let terms: Vec<&str> = list.terms.clone().take(MAX_TERMS + 1).collect();
    if terms.len() <= MAX_TERMS {
        report.help(format_args!("use one of `{}`", terms.join("`, `")));
    } else {
        let examples = terms[..3].join("`, `");
        report.help(format_args!("use a term from its list, for example `{examples}`"));
    }
}

/// The most terms that a message lists.
const MAX_TERMS: usize = 20;

/// "a reference to an official role within the Podcast Taxonomy Project list"
pub(in crate::validate) fn role_is_known(role: &Slot<'_>, out: &mut Diagnostics) {
    let why = "some readers reject the whole feed, and apps show the person without a role";
    let (what, severity) = ("a role", Severity::Warning);
    let text = role.text.trim();
    term("role", text, &List { what, terms: terms::roles(), why, severity }, out);
}

/// "a reference to an official group within the Podcast Taxonomy Project list"
pub(in crate::validate) fn group_is_known(group: &Slot<'_>, out: &mut Diagnostics) {
    let why = "some readers reject the whole feed, and apps show the person in the group `cast`";
    let (what, severity) = ("a group", Severity::Warning);
    let text = group.text.trim();
    if text.text.eq_ignore_ascii_case("misc") {
        return; // The taxonomy writes it with a point.
    }
    term("group", text, &List { what, terms: terms::groups(), why, severity }, out);
}

/// "a single entry from the service slug list". The list grows.
pub(in crate::validate) fn service_is_known(id: &Slot<'_>, out: &mut Diagnostics) {
    let why = "a service only recognizes the name that the list has for it";
    let terms = terms::SERVICES.iter().copied();
    let (what, severity) = ("a service", Severity::Info);
    term("service", id.text.trim(), &List { what, terms, why, severity }, out);
}

/// The protocol of a social network.
pub(in crate::validate) fn social_protocol_is_known(protocol: &Slot<'_>, out: &mut Diagnostics) {
    let why = "apps cannot load the comments over a protocol that they do not recognize";
    let terms = terms::SOCIAL_PROTOCOLS.iter().copied();
    let (what, severity) = ("a social protocol", Severity::Warning);
    term("social", protocol.text.trim(), &List { what, terms, why, severity }, out);
}

/// The protocol of a chat.
pub(in crate::validate) fn chat_protocol_is_known(protocol: &Slot<'_>, out: &mut Diagnostics) {
    let why = "apps cannot join a chat over a protocol that they do not recognize";
    let terms = terms::CHAT_PROTOCOLS.iter().copied();
    let (what, severity) = ("a chat protocol", Severity::Warning);
    term("chat", protocol.text.trim(), &List { what, terms, why, severity }, out);
}

/// "subject" or "creator".
pub(in crate::validate) fn relation_is_known(rel: &Slot<'_>, out: &mut Diagnostics) {
    let why = "apps treat the place as the subject of the podcast";
    let terms = ["subject", "creator"].into_iter();
    let (what, severity) = ("a relation", Severity::Warning);
    term("location", rel.text.trim(), &List { what, terms, why, severity }, out);
}

/// `rel="captions"` is the only relation of a transcript.
pub(in crate::validate) fn captions_are_named(rel: &Slot<'_>, out: &mut Diagnostics) {
    let why = "apps do not treat the transcript as captions";
    let terms = ["captions"].into_iter();
    let (what, severity) = ("a relation", Severity::Info);
    term("transcript", rel.text.trim(), &List { what, terms, why, severity }, out);
}

/// The medium of another feed.
pub(in crate::validate) fn medium_of_other_feed(medium: &Slot<'_>, out: &mut Diagnostics) {
    medium_is_known(medium.text.trim(), out);
}

fn medium_is_known(text: Decoded<'_>, out: &mut Diagnostics) {
    if terms::MEDIA.contains(&text.text) || text.text.is_empty() {
        return;
    }
    if let Some(word) = terms::MEDIA.iter().find(|it| it.eq_ignore_ascii_case(text.text)) {
        out.once(
            &rules::UNKNOWN_PODCAST_TERM,
            "medium",
            text.span(),
            format_args!("the medium has the wrong capitalization: {}", Quoted(text.text)),
        )
        .note("apps that compare the medium letter by letter treat the feed as a podcast")
        .help(format_args!("change it to `{word}`"))
        .fix(format_args!("change it to `{word}`"), text.span(), word);
        return;
    }
    let why = "apps treat the feed as a podcast";
    let terms = terms::MEDIA.iter().copied();
    term("medium", text, &List { what: "a medium", terms, why, severity: Severity::Warning }, out);
}

/// Records the medium of the feed.
pub fn record_medium(medium: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = medium.text.trim();
    medium_is_known(text, context.out);
    if terms::MEDIA.contains(&text.text) && terms::is_list(text.text) {
        context.facts.extension.identity.list = Some((text.text.to_owned(), text.span()));
    }
}

/// "Custom licenses must always include a url attribute."
pub fn license_is_known(license: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = license.text.trim();
    if text.text.is_empty() || license.attribute("url").is_some() || terms::is_license(text.text) {
        return;
    }
    context
        .out
        .once(
            &rules::UNKNOWN_PODCAST_TERM,
            &format!("license {}", text.text),
            text.span(),
            format_args!("{} is not a known license, and the element has no `url`", Quoted(text.text)),
        )
        .note("listeners cannot find out what the license allows")
        .help("write an SPDX identifier such as `cc-by-4.0`, or add `url=\"…\"` with the text of the license");
}
