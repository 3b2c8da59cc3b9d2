//! The podcast namespace, "Podcasting 2.0": values from its lists, and how its elements relate to each other.
//! <https://github.com/Podcastindex-org/podcast-namespace/tree/main/docs/tags>

pub mod live;
pub mod payment;

use crate::diagnostic::Severity;
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
use crate::validate::facts::FeedFacts;
use crate::validate::facts::PodcastIdentity;
use crate::validate::markup::decoded::Decoded;
use crate::validate::options::Options;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::value::subject::escaped;
use crate::value::country;
use crate::value::media_type;
use crate::value::person;
use crate::value::podcast;
use crate::value::podcast::guid;
use crate::value::podcast::guid::GuidFault;
use crate::value::podcast::media;
use crate::value::podcast::schedule;
use crate::value::podcast::terms;
use crate::value::problem::Problem;
use crate::value::uri;

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
    let why = "apps that group people by role show this one without a role, or not at all";
    let (what, severity) = ("a role", Severity::Warning);
    let text = role.text.trim();
    // The taxonomy has hyphens in some roles, and people write spaces or nothing.
    let plain = |it: &str| it.replace(['-', ' ', '_'], "").to_ascii_lowercase();
    let wanted = plain(text.text);
    if terms::roles().any(|it| plain(it) == wanted) {
        return;
    }
    term("role", text, &List { what, terms: terms::roles(), why, severity }, out);
}

/// "a reference to an official group within the Podcast Taxonomy Project list"
pub(in crate::validate) fn group_is_known(group: &Slot<'_>, out: &mut Diagnostics) {
    let why = "apps that group people show this one in the default group `cast`, or not at all";
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

/// Records the id of the podcast. The URL of the feed, from which it is computed, may come later.
pub fn record_guid(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    if !text.text.is_empty() && guid::problem(text.text).is_some() {
        context.facts.extension.identity.guid = Some((text.text.to_owned(), text.span()));
    }
}

/// The id of another podcast.
pub(in crate::validate) fn is_guid(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    let Some(problem) = guid::problem(text.text) else { return };
    if problem.class == GuidFault::NotUuid {
        let words = format_args!("{} is not a UUID: {}", Quoted(slot.attr.name), Quoted(text.text));
        let report = out
            .report(&rules::INVALID_PODCAST_GUID, text.span(), words)
            .note("apps find the other podcast by its id");
        guid_help(report, &problem, text.span(), None);
    }
}

fn guid_help(
    report: crate::validate::diagnostics::NewDiagnostic<'_>,
    problem: &Problem<GuidFault>,
    span: Span,
    url: Option<&str>,
) {
    match (&problem.instead, url) {
        (Some(it), _) => report.help(format_args!("change it to `{}`", it.text)).fix(
            format_args!("change it to `{}`", it.text),
            span,
            &it.text,
        ),
        (None, Some(url)) => {
            let right = guid::of_feed(url);
            let help = format!("if the podcast has no id yet, use the one for the feed URL {url}: `{right}`");
            report.help(help).unsafe_fix(format_args!("change it to `{right}`"), span, &right)
        }
        (None, None) => report.help("write the `podcast:guid` of the podcast, which has the form `917393e3-1b1e-5cef-ace4-edaa54e1f810`"),
    };
}

/// Checks that need the whole feed.
pub fn feed_is_in_order(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let identity = std::mem::take(&mut context.facts.extension.identity);
    let PodcastIdentity { guid, list, new_url } = identity;
    if let Some((text, span)) = guid {
        let url = feed_url(&context.facts.feed, new_url.as_deref(), context.facts.options);
        check_guid(&text, span, url, context.out);
    }
    if let Some((medium, span)) = list
        && let Some(item) = feed.children.iter().find(|it| it.row.role == Some(Place::Entry))
    {
        context
            .out
            .report(
                &rules::LIST_WITH_ITEMS,
                span,
                format_args!("a feed with the medium {} has items", Quoted(&medium)),
            )
            .label(item.first, "the items begin here")
            .note("a list only contains `podcast:remoteItem` elements, and apps ignore its items")
            .help(match medium.strip_suffix('L') {
                Some(single) => {
                    format!("change the medium to `{single}`, or move the items to another feed")
                }
                None => {
                    "write the medium of the items, or move the items to another feed".to_owned()
                }
            });
    }
}

fn feed_url<'u>(
    feed: &'u FeedFacts,
    new_url: Option<&'u str>,
    options: &'u Options,
) -> Option<&'u str> {
    let known = new_url.or(feed.self_url.as_deref()).or(options.base_url.as_deref());
    known.filter(|it| uri::split(it).is_web())
}

fn check_guid(text: &str, span: Span, url: Option<&str>, out: &mut Diagnostics) {
    let Some(problem) = guid::problem(text) else { return };
    if problem.class == GuidFault::OtherVersion {
        out.report(
            &rules::INVALID_PODCAST_GUID,
            span,
            format_args!("the `podcast:guid` {} is not a UUID of version 5", Quoted(text)),
        )
        .severity(Severity::Warning)
        .note(format_args!("{}, so it was not computed from a feed URL", problem.what))
        .help(match url {
            Some(url) => format!(
                "keep it if directories already use it; the id for the feed URL {url} is `{}`",
                guid::of_feed(url)
            ),
            None => "keep it if directories already use it, otherwise compute it from the feed URL"
                .to_owned(),
        });
        return;
    }
    let report = out
        .report(
            &rules::INVALID_PODCAST_GUID,
            span,
            format_args!("the `podcast:guid` is not a UUID: {}", Quoted(text)),
        )
        .note("apps and directories identify the podcast by this id, and ignore or reject other values");
    guid_help(report, &problem, span, url);
}

/// Records where the feed has moved.
pub fn record_new_url(url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.extension.identity.new_url = Some(url.text.trim().text.to_owned());
}

/// "Anywhere the url of a hyper-text based resource is specified, it must be given as `https:`"
pub(in crate::validate) fn is_secure(url: &Slot<'_>, out: &mut Diagnostics) {
    let text = url.text.trim();
    let scheme = text.text.get(..7).filter(|it| it.eq_ignore_ascii_case("http://"));
    // Onion services are encrypted without TLS.
    let top_level = uri::split(text.text).host().rsplit('.').next().unwrap_or_default();
    if scheme.is_none() || top_level.eq_ignore_ascii_case("onion") {
        return;
    }
    out.once(
        &rules::INSECURE_PODCAST_URL,
        "",
        text.span(),
        format_args!(
            "{} does not start with `https:`: {}",
            Quoted(url.attr.name),
            Quoted(text.text)
        ),
    )
    .note("the podcast namespace requires `https:`, and apps block or warn about other URLs")
    .help("change it to `https://` if the server supports it");
}

/// "the uri where the media file resides", which may have any scheme, such as `ipfs:`.
pub(in crate::validate) fn is_location(location: &Slot<'_>, out: &mut Diagnostics) {
    let text = location.text.trim();
    if uri::split(text.text).is_absolute() {
        is_secure(location, out);
        return;
    }
    out.report(
        &rules::RELATIVE_URL,
        text.span(),
        format_args!("{} is a relative URL: {}", Quoted(location.attr.name), Quoted(text.text)),
    )
    .note("apps cannot find the file")
    .help("write the absolute URL, beginning with a scheme such as `https:`");
}

/// `true` or `false`. Programs also write other words.
pub(in crate::validate) fn is_boolean(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    let meant = match text.text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some("true"),
        "false" | "no" | "0" => Some("false"),
        _ => None,
    };
    if matches!(text.text, "true" | "false") {
        return;
    }
    let report = out
        .report(
            &rules::INVALID_BOOLEAN,
            text.span(),
            format_args!(
                "{} is not an allowed value of {}",
                Quoted(text.text),
                Quoted(slot.attr.name)
            ),
        )
        .severity(Severity::Warning)
        .note("apps that expect `true` or `false` use the default");
    match meant {
        Some(word) => {
            let title = format!("change it to `{word}`");
            report.help(&title).fix(&title, text.span(), word)
        }
        None => report.help("write `true` or `false`"),
    };
}

/// Reports what is wrong with a value that apps ignore then.
fn problem(
    name: &str,
    text: Decoded<'_>,
    wanted: &str,
    problem: Option<Problem<()>>,
    why: &str,
    help: &str,
    out: &mut Diagnostics,
) {
    let Some(problem) = problem else { return };
    let span = if problem.at.is_empty() {
        text.span()
    } else {
        text.span_of(problem.at.start, problem.at.end)
    };
    let words = format_args!("{} is not {wanted}: {}", Quoted(name), Quoted(text.text));
    let report = out
        .report(&rules::INVALID_PODCAST_VALUE, span, words)
        .note(format_args!("{}; {why}", problem.what));
    match problem.instead {
        Some(it) => {
            let title = format!("change it to `{}`", it.text);
            report.help(&title).fix(&title, text.span(), escaped(&it.text))
        }
        None => report.help(help),
    };
}

/// "a latitude and longitude given in geo notation"
pub(in crate::validate) fn is_geo(geo: &Slot<'_>, out: &mut Diagnostics) {
    let text = geo.text.trim();
    let why = "apps cannot show the place on a map";
    let help = "write a `geo:` URI such as `geo:53.5438,9.9668`, with the latitude first";
    problem("geo", text, "a `geo:` URI", podcast::geo(text.text), why, help, out);
}

/// "The Open Street Map identifier of this place, given using the OSM notation"
pub(in crate::validate) fn is_osm(osm: &Slot<'_>, out: &mut Diagnostics) {
    let text = osm.text.trim();
    let found = (!podcast::is_osm(text.text)).then(|| {
        let what = "it is `N`, `W` or `R` and the number of the node, way or relation";
        Problem::new((), 0..text.text.len(), what)
    });
    let why = "apps cannot look up the place";
    let help = "write the kind and the number from the URL of the place at OpenStreetMap, for example `R113314`";
    problem("osm", text, "an OpenStreetMap id", found, why, help, out);
}

/// A country code, in any case.
pub(in crate::validate) fn is_country(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    let found = country::problem(text.text).map(|it| Problem {
        class: (),
        at: it.at,
        what: it.what,
        instead: it.instead,
    });
    let why = "apps ignore the country";
    let help = "write an ISO 3166-1 code, for example `DE`";
    problem("country", text, "a country code", found, why, help, out);
}

/// "A recurrence rule as defined in iCalendar RFC 5545"
pub(in crate::validate) fn is_recurrence_rule(rule: &Slot<'_>, out: &mut Diagnostics) {
    let text = rule.text.trim();
    let why = "apps cannot tell when the next episode comes out";
    let help = "write a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`";
    problem("rrule", text, "a recurrence rule", schedule::problem(text.text), why, help, out);
}

/// "If the rrule contains a value for COUNT, then this attribute is required."
pub fn schedule_has_start(frequency: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(rule) = frequency.attribute("rrule").filter(|it| schedule::has_count(it.text)) else {
        return;
    };
    if frequency.attribute("dtstart").is_none() {
        context
            .out
            .report(
                &rules::MISSING_ATTRIBUTE,
                rule.span(),
                "a `podcast:updateFrequency` with `COUNT` has no `dtstart` attribute",
            )
            .severity(Severity::Warning)
            .note("apps cannot count the episodes without a first day")
            .help("add `dtstart=\"…\"` with the date of the first episode");
    }
}

/// "A ratio value such as 1/1, 16/9, 4/1 following the equivalent CSS syntax"
pub(in crate::validate) fn is_ratio(ratio: &Slot<'_>, out: &mut Diagnostics) {
    let text = ratio.text.trim();
    if podcast::is_ratio(text.text) {
        return;
    }
    let found = Problem::new((), 0..text.text.len(), "a ratio is written as in CSS");
    let slashed = text.text.replacen([':', 'x'], "/", 1);
    let found = if podcast::is_ratio(&slashed) { found.instead(slashed) } else { found };
    let why = "apps treat the image as square";
    problem("aspect-ratio", text, "a ratio", Some(found), why, "write a ratio such as `16/9`", out);
}

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
            format_args!("{} is not a known license, and there is no URL", Quoted(text.text)),
        )
        .note("listeners cannot find out what the license allows")
        .help("write an SPDX identifier such as `cc-by-4.0`, or add `url=\"…\"` with the text of the license");
}

/// "For this purpose a protocol value of "disabled" can be specified, with no other attributes"
pub fn comments_have_url(social: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_disabled = social.attr("protocol").is_some_and(|it| it.eq_ignore_ascii_case("disabled"));
    if is_disabled || social.attribute("uri").is_some() || social.attribute("protocol").is_none() {
        return;
    }
    let text = social.text.trim();
    let report = context
        .out
        .report(
            &rules::MISSING_ATTRIBUTE,
            social.name_span,
            "`podcast:socialInteract` has no `uri` attribute",
        )
        .severity(Severity::Warning)
        .note("apps cannot load the comments without the URL of the first post");
    if uri::split(text.text).is_absolute() {
        report.help(format_args!("write `uri=\"{}\"`", escape::attribute(text.text)));
    } else {
        report.help("add `uri=\"…\"` with the URL of the first post");
    }
}

/// "an email address that can be used to verify ownership of this feed during move and import operations"
pub(in crate::validate) fn owner_is_email(owner: &Slot<'_>, out: &mut Diagnostics) {
    let text = owner.text.trim();
    let Some(problem) = person::address_problem(text.text) else { return };
    let report = out
        .report(
            &rules::INVALID_EMAIL,
            text.span(),
            format_args!("`owner` is not a valid e-mail address: {}", Quoted(text.text)),
        )
        .severity(Severity::Warning)
        .note("hosts send a message to this address before they import the podcast");
    match problem.instead {
        Some(it) => report.help(format_args!("change it to `{}`", it.text)),
        None => report.help("write only the address, or remove the attribute"),
    };
}

/// `podcast:image` replaced it.
pub fn images_are_deprecated(images: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context
        .out
        .once(
            &rules::DEPRECATED_PODCAST_IMAGES,
            "",
            images.name_span,
            "`podcast:images` is deprecated",
        )
        .note("the podcast namespace replaced it with `podcast:image`")
        .help("write one `<podcast:image href=\"…\" width=\"…\"/>` for each image");
}

/// "This element must contain exactly one remoteItem" that points to the publisher's feed.
pub fn publisher_is_named(publisher: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let count = publisher.count("podcast:remoteItem");
    if count > 1 {
        context
            .out
            .report(
                &rules::INVALID_PODCAST_VALUE,
                publisher.name_span,
                format_args!("`podcast:publisher` contains {count} `podcast:remoteItem` elements"),
            )
            .note("apps use one of them, and not all use the same one")
            .help("keep the one that points to the feed of the publisher");
    }
}

/// A feed is found by its id, or by its URL as a fallback.
pub fn remote_item_has_id(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_publisher = item.parent.is_some_and(|it| it.name == "podcast:publisher");
    if is_publisher && item.attr("medium") != Some("publisher") {
        context
            .out
            .report(
                &rules::INVALID_PODCAST_VALUE,
                item.name_span,
                "the `podcast:remoteItem` of a publisher does not have `medium=\"publisher\"`",
            )
            .note("apps look for a publisher feed")
            .help("write `medium=\"publisher\"`");
    }
    if item.attribute("feedGuid").is_some() {
        return;
    }
    let url = item.attr("feedUrl");
    let report = context
        .out
        .report(
            &rules::MISSING_ATTRIBUTE,
            item.name_span,
            "`podcast:remoteItem` has no `feedGuid` attribute",
        )
        .note("apps find the other podcast by its id");
    match url {
        Some(url) => report
            .severity(Severity::Warning)
            .help(format_args!("add `feedGuid=\"…\"` with the `podcast:guid` in {url}")),
        None => report.help("add `feedGuid=\"…\"` with the `podcast:guid` of the other podcast"),
    };
}

/// The text is a name: apps cut off longer ones.
pub(in crate::validate) fn has_128_characters(slot: &Slot<'_>, out: &mut Diagnostics) {
    is_short(slot.attr.name, slot.text, 128, out);
}

/// Titles of enclosures: "Should be limited to 32 characters for UX."
pub(in crate::validate) fn has_32_characters(slot: &Slot<'_>, out: &mut Diagnostics) {
    is_short(slot.attr.name, slot.text, 32, out);
}

/// "Please do not exceed 128 characters for the node value or it may be truncated by aggregators."
pub fn text_has_128_characters(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_short(element.row.name, element.text.trim(), 128, context.out);
}

/// "Please do not exceed 4000 characters".
pub fn text_has_4000_characters(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_short(element.row.name, element.text.trim(), 4000, context.out);
}

fn is_short(name: &str, text: Decoded<'_>, most: usize, out: &mut Diagnostics) {
    if text.text.len() <= most {
        return;
    }
    let Some((first, _)) = text.text.char_indices().nth(most) else { return };
    let length = text.text.chars().count();
    out.once(
        &rules::TOO_LONG,
        name,
        text.span_of(first, text.text.len()),
        format_args!(
            "{} has {length} characters, but the podcast namespace allows {most}",
            Quoted(name)
        ),
    )
    .severity(Severity::Info)
    .note("apps may cut off the end")
    .help("shorten the text");
}
