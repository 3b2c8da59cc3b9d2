//! URLs, URIs and IRIs as values of elements and attributes.

use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::value::subject::Found;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::at;
use crate::validate::rules::value::subject::escaped;
use crate::validate::rules::value::subject::suggest;
use crate::value::html::script_url;
use crate::value::uri;

/// Checks a URL.
pub(in crate::validate::rules) fn check(
    it: &Subject<'_>,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    let text = it.text.text;
    if text.trim().is_empty() {
        blank(it, out);
        return;
    }
    // Ids are not opened, and a URL that must be a web URL is reported for its scheme below.
    if !matches!(it.value, Value::Id | Value::WebUrl) && runs_code(it, out) {
        return;
    }
    let checked = match it.value {
        Value::Reference => uri::check(text),
        _ => uri::check_absolute(text),
    };
    let found = match checked {
        Ok(uri) if it.value == Value::WebUrl && !uri.is_web() => {
            let report = out
                .report(
                    &rules::INVALID_URL,
                    it.text.span(),
                    format_args!("{} is not a web URL: {}", Quoted(it.name), Quoted(text)),
                )
                .note("readers fetch only `http:` and `https:` URLs");
            let report = match uri::repair::meant(text) {
                Some(meant) => {
                    report.help(format_args!("change it to `{}`", meant.text)).unsafe_fix(
                        format_args!("change it to `{}`", meant.text),
                        it.text.span(),
                        escaped(&meant.text),
                    )
                }
                None => report.help("start it with `https://`"),
            };
            if it.attribute.is_none() && is_of_rss(it, facts) {
                // "must begin with an IANA-registered URI scheme, such as http://, https://, news://, mailto:, and ftp://"
                report.severity(Severity::Warning);
            }
            return;
        }
        Ok(uri) => {
            if !uri.is_web() && uri.is_absolute() {
                scheme_is_registered(it, uri.scheme(), out);
                leads_to_a_page(it, &uri, facts, out);
            }
            has_no_password(it, &uri, out);
            if uri.is_iri() && is_of_rss(it, facts) {
                iri_in_rss(it, out);
            }
            if it.value == Value::Id {
                is_canonical(it, out);
            } else if !uri.is_absolute() {
                has_base(it, facts, out);
            }
            return;
        }
        Err(found) => found,
    };
    let relative = found.class == uri::UriFault::Relative;
    let (rule, words) = if relative {
        (&rules::RELATIVE_URL, "is a relative URL")
    } else {
        (&rules::INVALID_URL, "is not a valid URL")
    };
    let report = out.report(
        rule,
        at(it, &found),
        format_args!("{} {words}{}", Quoted(it.name), Found(text)),
    );
    let report = if relative && it.value != Value::Id {
        report.note(format_args!(
            "{}, so readers resolve it against different base URLs, or not at all",
            found.what
        ))
    } else {
        report.note(&found.what)
    };
    if relative && found.instead.is_none() {
        absolute(report, it, facts);
    } else {
        suggest(report, it, &found);
    }
}

/// Reports a required URL without a value.
fn blank(it: &Subject<'_>, out: &mut Diagnostics) {
    let words = format_args!("{} is blank", Quoted(it.name));
    out.report(&rules::INVALID_URL, it.text.span(), words)
        .note("readers have nothing to open, because the URL is required here")
        .help("write the absolute URL, beginning with `https://`");
}

/// RFC 4287 §2 allows relative references, which `xml:base` makes absolute. Without it, the base is the URL "used to retrieve the document"
/// (RFC 3986 §5.1.3), which readers that store the entry no longer know. JSON Feed and RSS do not define a base at all.
fn has_base(it: &Subject<'_>, facts: &Facts<'_>, out: &mut Diagnostics) {
    let owner = it.attribute.map_or(it.name, |it| it.name);
    let is_core = match facts.format {
        Format::Atom10 | Format::AtomEntry | Format::JsonFeed10 | Format::JsonFeed11 => {
            !owner.contains(':') && !it.name.contains(':')
        }
        _ => owner.starts_with("atom:"),
    };
    // The relation of a link matters, so its own check reports it.
    if is_core && !matches!(owner, "link" | "atom:link") {
        without_base(it.name, it.text, facts, out);
    }
}

/// Reports a relative URL without a base.
pub(in crate::validate::rules) fn without_base(
    name: &str,
    text: Decoded<'_>,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    if !facts.bases.is_empty() {
        return;
    }
    let words = format_args!("{} is a relative URL: {}", Quoted(name), Quoted(text.text));
    let report = out.report(&rules::RELATIVE_URL, text.span(), words).severity(Severity::Warning);
    let report = match facts.format {
        format if is_atom(format) => report
            .note("the feed has no `xml:base`: some readers use the feed's URL or the site's, and others do not resolve it"),
        _ => report.note("the format defines no base URL: some readers use the feed's URL or the site's, and others do not resolve it"),
    };
    let it = Subject::new(name, Value::Reference, text);
    absolute(report, &it, facts);
}

fn is_atom(format: Format) -> bool {
    matches!(format, Format::Atom10 | Format::AtomEntry)
}

/// Suggests the absolute form of a relative URL, if the base URL is known.
fn absolute(report: NewDiagnostic<'_>, it: &Subject<'_>, facts: &Facts<'_>) {
    let Some(base) = facts.base() else {
        report.help(match it.value {
            Value::Id => {
                "write a unique absolute URL, or a `tag:` URI such as `tag:example.org,2024:1`"
            }
            Value::Reference if is_atom(facts.format) => {
                "write the absolute URL, or add `xml:base` to the feed"
            }
            _ => "write the absolute URL, beginning with `https://`",
        });
        return;
    };
    let whole = uri::resolve::resolve(base, it.text.text);
    if uri::check_absolute(&whole).is_err() {
        return;
    }
    report
        .help(format_args!("change it to `{whole}` if you mean that URL"))
        // Some readers resolve it against the site's URL and some against the feed's, so this fix is unsafe.
        .unsafe_fix(format_args!("change it to `{whole}`"), it.text.span(), escaped(&whole));
}

/// Whether a value is part of RSS itself. Each extension defines for itself what a URL is.
fn is_of_rss(it: &Subject<'_>, facts: &Facts<'_>) -> bool {
    let owner = it.attribute.map_or(it.name, |it| it.name);
    facts.format.is_rss() && !owner.contains(':') && !it.name.contains(':')
}

/// RSS requires URLs, which contain only ASCII characters (RFC 3986 §2). Atom uses IRIs.
fn iri_in_rss(it: &Subject<'_>, out: &mut Diagnostics) {
    let report = out
        .report(
            &rules::IRI_NOT_URI,
            it.text.span(),
            format_args!("{} contains non-ASCII characters: {}", Quoted(it.name), Quoted(it.text.text)),
        )
        .note(
            "browsers encode them, but programs that pass the URL unchanged to an HTTP library get an error",
        );
    if let Some(uri) = uri::canonical::to_uri(it.text.text) {
        report.help(format_args!("change it to `{uri}`")).fix(
            format_args!("change it to `{uri}`"),
            it.text.span(),
            escaped(&uri),
        );
    }
}

/// Reports a URL that runs code. Readers open the URLs of a feed with one click, inside their own program.
fn runs_code(it: &Subject<'_>, out: &mut Diagnostics) -> bool {
    let what = match script_url::runs_code(it.text.text) {
        Some(script_url::Code::Script(scheme)) => format!("a `{scheme}:` URL"),
        Some(script_url::Code::Document) => "a `data:` URL that may contain scripts".to_owned(),
        Some(script_url::Code::Svg) | None => return false,
    };
    out.report(&rules::SCRIPT_URL, it.text.span(), format_args!("{} is {what}", Quoted(it.name)))
        .note("readers that do not remove the URL may run its code")
        .help("replace it with the URL of a web page");
    true
}

fn scheme_is_registered(it: &Subject<'_>, scheme: &str, out: &mut Diagnostics) {
    let words = format_args!("{} has an unregistered scheme: {}", Quoted(it.name), Quoted(scheme));
    // A generator gives all ids the same scheme, and nothing opens them.
    if it.value == Value::Id && out.has(&rules::UNREGISTERED_SCHEME, &words.to_string()) {
        return;
    }
    let severity = match uri::registration(scheme) {
        None => Severity::Warning,
        // The program that opens the URL may not support it. An id is never opened.
        Some(uri::Registration::Provisional) if it.value != Value::Id => Severity::Info,
        Some(_) => return,
    };
    if severity == Severity::Info {
        out.report(
            &rules::UNREGISTERED_SCHEME,
            it.text.span_of(0, scheme.len()),
            format_args!("{} has a scheme that few programs support: {}", Quoted(it.name), Quoted(scheme)),
        )
        .severity(severity)
        .note("its registration with IANA is provisional, and programs cannot open a URL whose scheme they do not support")
        .help("use an `https:` URL if there is one");
        return;
    }
    let report = out
        .report(&rules::UNREGISTERED_SCHEME, it.text.span_of(0, scheme.len()), words)
        .note(if it.value == Value::Id {
            "only a registered scheme rules out that someone else uses the same ids"
        } else {
            "programs cannot open a URL whose scheme they do not support"
        });
    let meant = uri::repair::meant(it.text.text).filter(|_| it.value != Value::Id);
    if let Some(meant) = meant.filter(|_| report.is_kept()) {
        let title = format_args!("change it to `{}`", meant.text);
        report.help(title).unsafe_fix(title, it.text.span(), escaped(&meant.text));
        return;
    }
    report.help(match nearest(scheme, ["http", "https", "mailto", "urn", "tag"].into_iter()) {
        Some(it) => format!("did you mean `{it}:`?"),
        None if it.value == Value::Id => {
            "for a new feed, use a `tag:` or `https:` URI; do not change an id that is already in use".to_owned()
        }
        None => "use an `https:` URL if there is one".to_owned(),
    });
}

/// Schemes whose URLs do not open a page.
const NO_PAGES: &[&str] =
    &["mailto", "tel", "sms", "urn", "tag", "cid", "mid", "data", "blob", "javascript", "vbscript"];

/// The RSS elements whose value is the URL of a page.
const PAGES: &[&str] = &["link", "comments", "docs"];

/// "The URL to the HTML website corresponding to the channel": readers open it in a browser, like the URL of an item.
fn leads_to_a_page(it: &Subject<'_>, uri: &uri::Uri<'_>, facts: &Facts<'_>, out: &mut Diagnostics) {
    if it.attribute.is_some()
        || !facts.format.is_rss()
        || !PAGES.contains(&it.name)
        || !NO_PAGES.iter().any(|scheme| uri.is_scheme(scheme))
    {
        return;
    }
    out.report(
        &rules::LINK_NOT_A_PAGE,
        it.text.span(),
        format_args!("{} does not lead to a web page: {}", Quoted(it.name), Quoted(it.text.text)),
    )
    .note("readers open this link in a browser when someone clicks the title")
    .help("write the `https://` URL of the page");
}

/// "Use of the format "user:password" in the userinfo field is deprecated" (RFC 3986 §3.2.1): a feed is public.
fn has_no_password(it: &Subject<'_>, uri: &uri::Uri<'_>, out: &mut Diagnostics) {
    let Some(userinfo) = uri.userinfo.clone() else { return };
    let Some(colon) = uri.text[userinfo.clone()].find(':') else { return };
    if userinfo.start + colon + 1 == userinfo.end {
        return;
    }
    out.report(
        &rules::PASSWORD_IN_URL,
        it.text.span_of(userinfo.start, userinfo.end),
        format_args!("{} contains a password", Quoted(it.name)),
    )
    .note(
        "anyone who can read the feed can read the password, which also ends up in caches and logs",
    )
    .help("remove the user name, the password and the `@`, and change the password");
}

/// "IRIs that are identical, character by character, are the same; to lessen the risk of false negatives, normalize" (RFC 4287
/// §4.2.6.1, <https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6.1>).
fn is_canonical(it: &Subject<'_>, out: &mut Diagnostics) {
    let Some(canonical) = uri::canonical::differs(it.text.text) else { return };
    out.report(
        &rules::URI_NOT_CANONICAL,
        it.text.span(),
        format_args!("{} is not in its canonical form: {}", Quoted(it.name), Quoted(it.text.text)),
    )
    .note(
        "ids are compared byte by byte, so a program that normalizes this one gets a different id",
    )
    // Readers treat a changed id as a new entry, so this fix is unsafe.
    .help(format_args!(
        "for a new feed, write `{canonical}`; do not change an id that is already in use"
    ))
    .unsafe_fix(
        format_args!("change it to `{canonical}`"),
        it.text.span(),
        escaped(&canonical),
    );
}
