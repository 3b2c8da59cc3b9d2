//! Media RSS: how its attributes and values relate to each other. <https://www.rssboard.org/media-rss>

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Element;
use crate::validate::extent::extent;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::validate::rules::html;
use crate::validate::rules::plain;
use crate::validate::rules::url_in_text;
use crate::value::country;
use crate::value::currency;
use crate::value::problem::Instead;
use crate::value::uri;

/// "It allows grouping of <media:content> elements that are effectively the same content, yet different representations."
pub fn group_has_alternatives(group: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let count = group.count("media:content");
    if count >= 2 {
        return;
    }
    let what = if count == 0 { "no medium" } else { "only one medium" };
    context
        .out
        .report(
            &rules::MEDIA_GROUP_OF_ONE,
            group.name_span,
            format_args!("`media:group` contains {what}"),
        )
        .note("a group is for several versions of the same medium, such as one file in different sizes")
        .help("put `media:content` into the item itself, or add the other versions");
}

/// "url should specify the direct URL to the media object. If not included, a <media:player> element must be specified."
pub fn content_has_a_url(content: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if content.attribute("url").is_some()
        || content.has("media:player")
        || content.has("media:embed")
        || url_in_text::has_url_in_text(content)
    {
        return;
    }
    context
        .out
        .report(
            &rules::MEDIA_WITHOUT_URL,
            content.name_span,
            "`media:content` has neither a `url` nor a `media:player`",
        )
        .note("readers have nothing to show or play")
        .help("add `url=\"…\"` with the URL of the file, or `<media:player url=\"…\"/>`");
}

/// "type specifies the type of text embedded. Possible values are either "plain" or "html"."
pub fn text_is_of_its_type(text: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if text.attr("type") == Some("html") {
        html::check(text.row.name, text.text, context.facts, context.out);
    } else {
        plain::check(text.row.name, text.text.trim(), usize::MAX, context.out);
    }
}

/// "This has been deprecated, use <media:rating>."
pub fn adult_is_a_rating(adult: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = adult.text.trim();
    let is_adult = text.text.eq_ignore_ascii_case("true");
    let instead = if is_adult { "adult" } else { "nonadult" };
    let report = context
        .out
        .report(
            &rules::DEPRECATED_MEDIA_ADULT,
            adult.name_span,
            "`media:adult` is deprecated in favor of `media:rating`",
        )
        .note("readers that support only `media:rating` find no rating")
        .help(format_args!("change it to `<media:rating>{instead}</media:rating>`"));
    let says_false = text.text.eq_ignore_ascii_case("false");
    if let Some(extent) = extent(adult.source, adult.name_span)
        && let Some(end_name) = extent.end_name
        && (is_adult || says_false)
    {
        let written = &adult.source[adult.name_span.range()];
        let name = written.replace("adult", "rating");
        let edits = vec![
            Edit { span: adult.name_span, text: name.clone() },
            Edit { span: text.span(), text: instead.to_owned() },
            Edit { span: end_name, text: name },
        ];
        report.fix_all(Safety::Safe, "replace it with `media:rating`", edits);
    }
}

const MPAA: &[&str] = &["g", "m", "nc-17", "pg", "pg-13", "r", "x"];

#[rustfmt::skip]
const V_CHIP: &[&str] = &[
    "14+", "18+", "c", "c8", "g", "pg", "tv-14", "tv-g", "tv-ma", "tv-pg", "tv-y", "tv-y7", "tv-y7-fv",
];

/// "scheme is the URI that identifies the rating scheme. It is an optional attribute. If this attribute is not included, the
/// default scheme is urn:simple (adult | nonadult)."
pub fn rating_is_of_its_scheme(rating: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = rating.text.trim();
    let scheme = rating.attr("scheme").map(str::trim).filter(|it| !it.is_empty());
    let scheme = scheme.unwrap_or("urn:simple");
    let words: &[&str] = match scheme {
        "urn:simple" => &["adult", "nonadult"],
        "urn:mpaa" => MPAA,
        "urn:v-chip" => V_CHIP,
        "urn:icra" if is_icra_label(text.text) => return,
        "urn:icra" => &[],
        _ => return,
    };
    if words.contains(&text.text) {
        return;
    }
    let folded = words.iter().find(|it| it.eq_ignore_ascii_case(text.text));
    let report = context
        .out
        .report(
            &rules::INVALID_MEDIA_RATING,
            text.span(),
            format_args!("{} is not a rating in the scheme {}", Quoted(text.text), Quoted(scheme)),
        )
        .note("readers that hide content by rating cannot tell whether to show the medium");
    match folded {
        Some(word) => report
            .severity(Severity::Warning)
            .help("write it in lowercase, like all values in this scheme")
            .fix(format_args!("change it to `{word}`"), text.span(), word),
        None if words.is_empty() => {
            report.help("write an ICRA label, for example `r (cz 1 lz 1 nz 1 oz 1 vz 1)`")
        }
        None => report.help(format_args!("write one of `{}`", words.join("`, `"))),
    };
}

/// Whether this is an ICRA label in PICS notation: `r (cz 1 lz 1 nz 1 oz 1 vz 1)`.
fn is_icra_label(text: &str) -> bool {
    let inside = text.strip_prefix("r (").and_then(|it| it.strip_suffix(')'));
    let Some(inside) = inside else { return false };
    let parts: Vec<&str> = inside.split(' ').collect();
    parts.len().is_multiple_of(2)
        && parts.chunks(2).all(|it| match (it[0].as_bytes(), it[1]) {
            ([kind, b'z'], "0" | "1") => b"nsvlocx".contains(kind),
            ([kind, letter], "1") => {
                let last = match kind {
                    b'n' | b'l' => b'c',
                    b's' => b'f',
                    b'v' => b'j',
                    b'o' => b'h',
                    b'c' => b'b',
                    b'x' => b'e',
                    _ => return false,
                };
                (b'a'..=last).contains(letter)
            }
            _ => false,
        })
}

/// A scheme is a URI, but the specification itself uses short names such as `urn:simple`, which are not valid URNs.
pub fn scheme_is_a_uri(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(scheme) = element.attribute("scheme") else { return };
    let short =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    let is_short = scheme.text.strip_prefix("urn:").is_some_and(short);
    if scheme.text.is_empty() || is_short {
        return;
    }
    if let Err(problem) = uri::check_absolute(scheme.text) {
        let words = format_args!(
            "the `scheme` of {} is not a valid URI: {}",
            Quoted(element.row.name),
            Quoted(scheme.text)
        );
        context
            .out
            .report(&rules::INVALID_URL, scheme.span(), words)
            .note(&problem.what)
            .help("write the URI that identifies the list of values, or remove the attribute");
    }
}

/// "This is the hash of the binary media file. [...] algo indicates the algorithm used to create the hash. Possible values are
/// "md5" and "sha-1". Default value is "md5"."
pub fn hash_is_complete(hash: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = hash.text.trim();
    let algorithm = hash.attr("algo").unwrap_or("md5");
    let digits = match algorithm {
        "md5" => 32,
        "sha-1" => 40,
        _ => return, // The attribute itself is reported.
    };
    let right = text.text.len() == digits && text.text.bytes().all(|it| it.is_ascii_hexdigit());
    if !right {
        context
            .out
            .report(
                &rules::INVALID_MEDIA_HASH,
                text.span(),
                format_args!(
                    "`media:hash` is not a valid `{algorithm}` hash: {}",
                    Quoted(text.text)
                ),
            )
            .note("programs that verify the file with this hash discard the file")
            .help(format_args!("write the {digits} hexadecimal digits of the hash"));
    }
}

/// "Country codes [...] URI [...] If the type is not specified, all or none."
pub fn restriction_is_of_its_type(restriction: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = restriction.text.trim();
    match restriction.attr("type").unwrap_or_default() {
        "country" if text.text.is_empty() => {
            context
                .out
                .report(
                    &rules::INVALID_COUNTRY,
                    restriction.name_span,
                    "this country restriction does not list a country",
                )
                .note("readers apply the restriction to everybody or to nobody")
                .help("write ISO 3166-1 codes separated by spaces, for example `de fr gb`");
        }
        "country" => {
            let mut from = 0;
            for part in text.text.split([' ', '\t', '\r', '\n', ',']) {
                let at = from..from + part.len();
                from = at.end + 1;
                if part.is_empty() || country::is_code(part) {
                    continue;
                }
                let span = text.span_of(at.start, at.end);
                let report = context
                    .out
                    .report(
                        &rules::INVALID_COUNTRY,
                        span,
                        format_args!("{} is not a country code", Quoted(part)),
                    )
                    .note("readers apply the restriction to everybody or to nobody");
                let meant = country::problem(part).and_then(|it| it.instead);
                match &meant {
                    Some(it) => report.help(format_args!("change it to `{}`", it.text)).fix(
                        format_args!("change it to `{}`", it.text),
                        span,
                        &it.text,
                    ),
                    None => report
                        .help("write ISO 3166-1 codes separated by spaces, for example `de fr gb`"),
                };
            }
        }
        "uri" => {
            for part in text.text.split_ascii_whitespace() {
                let Err(problem) = uri::check_absolute(part) else { continue };
                context
                    .out
                    .report(
                        &rules::INVALID_URL,
                        text.span(),
                        format_args!("`media:restriction` lists an invalid URL: {}", Quoted(part)),
                    )
                    .note(&problem.what)
                    .help("write an absolute URL, beginning with `https://`");
            }
        }
        "" if !matches!(text.text, "" | "all" | "none") => {
            context
                .out
                .report(
                    &rules::INVALID_MEDIA_RESTRICTION,
                    text.span(),
                    format_args!(
                        "{} is not allowed in a `media:restriction` without a `type`",
                        Quoted(text.text)
                    ),
                )
                .note("readers apply the restriction to everybody or to nobody")
                .help("add `type=\"country\"` or `type=\"uri\"`, or write `all` or `none`");
        }
        _ => {}
    }
}

/// A price has a currency, which is an ISO 4217 code.
pub fn price_is_in_a_currency(price: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(code) = price.attribute("currency") else { return };
    let Some(problem) = currency::problem(code.text.trim()) else { return };
    context
        .out
        .report(
            &rules::INVALID_CURRENCY,
            code.span(),
            format_args!("`currency` is not an ISO 4217 code: {}", Quoted(code.text)),
        )
        .note(match problem.class {
            currency::CurrencyFault::Unknown => {
                "readers and shops that look up the currency cannot show the price"
            }
            currency::CurrencyFault::Withdrawn => &problem.what,
        })
        .meant(code, problem.instead.as_ref());
}

impl NewDiagnostic<'_> {
    /// Suggests the currency that was probably meant.
    fn meant(self, code: Decoded<'_>, meant: Option<&Instead>) {
        match meant {
            Some(it) if it.sure => self.help(format_args!("change it to `{}`", it.text)).fix(
                format_args!("change it to `{}`", it.text),
                code.span(),
                &it.text,
            ),
            Some(it) => self.help(format_args!("change it to `{}`", it.text)),
            None => self.help("write an ISO 4217 code, for example `EUR`"),
        };
    }
}

/// "If the scheme is not specified, it is urn:ebu": the role is then one of the European Broadcasting Union, in lowercase.
pub fn credit_role_is_known(credit: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(role) = credit.attribute("role") else { return };
    let scheme = credit.attr("scheme").map(str::trim).filter(|it| !it.is_empty());
    let text = role.text.trim();
    let lower = text.to_ascii_lowercase();
    let is_ebu = scheme.is_none_or(|it| it == "urn:ebu");
    let known = !is_ebu || EBU_ROLES.contains(&lower.as_str());
    if text.is_empty() || (known && lower == text) {
        return;
    }
    let report = context.out.report(
        &rules::UNKNOWN_CREDIT_ROLE,
        role.span(),
        format_args!("`media:credit` has an unknown role: {}", Quoted(text)),
    );
    if known {
        report
            .note("programs compare roles letter by letter")
            .help("write it in lowercase, like all roles")
            .fix(
                "write it in lowercase",
                role.span(),
                crate::text::escape::content(&lower).into_owned(),
            );
        return;
    }
    let near = nearest(&lower, EBU_ROLES.iter().copied());
    let report = report
        .note("without a `scheme`, roles come from the list of the European Broadcasting Union");
    match near {
        Some(near) => report.help(format_args!("did you mean {}?", Quoted(near))),
        None => report.help("use a role from that list, or specify another list in `scheme=\"…\"`"),
    };
}

/// The roles of the European Broadcasting Union, and the two parts of each combined role.
/// <http://www.ebu.ch/en/technical/metadata/specifications/role_codes.php>
#[rustfmt::skip]
const EBU_ROLES: &[&str] = &[
    "actor", "adaptor", "anchor person", "animal trainer", "animator", "announcer", "armourer", "art director",
    "artist", "artist/performer", "assistant camera", "assistant chief lighting technician",
    "assistant director", "assistant producer", "assistant visual editor", "author", "broadcast assistant",
    "broadcast journalist", "camera operator", "carpenter", "casting", "causeur", "chief lighting technician",
    "choir", "choreographer", "clapper loader", "commentary or commentator", "commissioning broadcaster",
    "composer", "computer programmer", "conductor", "consultant", "continuity checker", "correspondent",
    "costume designer", "dancer", "dialogue coach", "director", "director of photography",
    "distribution company", "draughtsman", "dresser", "dubber", "editor", "editor/producer", "ensemble",
    "executive producer", "expert", "fight director", "floor manager", "focus puller", "foley artist",
    "foley editor", "foley mixer", "graphic assistant", "graphic designer", "greensman", "grip", "hairdresser",
    "illustrator", "interviewed guest", "interviewer", "key character", "key grip", "key talents", "leadman",
    "librettist", "lighting director", "lighting technician", "location manager", "lyricist", "make up artist",
    "manufacturer", "matte artist", "music arranger", "music group", "musician", "news reader", "orchestra",
    "participant", "performer", "photographer", "post", "producer", "production assistant",
    "production company", "production department", "production manager", "production secretary",
    "programme production researcher", "programme proposal", "property manager", "publishing company",
    "puppeteer", "pyrotechnician", "reporter", "rigger", "runner", "scenario", "scenic operative",
    "script supervisor", "second assistant camera", "second assistant director", "second unit director",
    "set designer", "set dresser", "sign language", "singer", "sound designer", "sound mixer",
    "sound recordist", "special effects", "stunts", "subtitles", "technical director", "term", "translation",
    "transportation manager", "treatment", "treatment proposal", "treatment/programme proposal", "vision mixer",
    "visual editor", "visual effects", "wardrobe", "witness",
];
