//! URLs, URIs and IRIs as values of elements and attributes.

use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::facts::Facts;
use crate::validate::findings::Finding;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::value::Subject;
use crate::validate::rules::value::at;
use crate::validate::rules::value::escaped;
use crate::validate::rules::value::suggest;
use crate::validate::schema::Value;
use crate::value::html::address;
use crate::value::uri;

/// Checks a URL.
pub(in crate::validate::rules) fn judge(it: &Subject<'_>, facts: &Facts<'_>, out: &mut Findings) {
    let text = it.text.text;
    // Ids are not opened, and what has to be of the web is reported for not being that.
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
                    format_args!(
                        "{} is not an address on the web: {}",
                        Quoted(it.name),
                        Quoted(text)
                    ),
                )
                .note("readers fetch only `http:` and `https:`")
                .help("begin it with https://");
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
            password_is_not_told(it, &uri, out);
            if uri.is_iri() && is_of_rss(it, facts) {
                iri_in_rss(it, out);
            }
            if it.value == Value::Id {
                is_canonical(it, out);
            }
            return;
        }
        Err(found) => found,
    };
    let relative = found.class == uri::Class::Relative;
    let (rule, words) = if relative {
        (&rules::RELATIVE_URL, "is relative, and should be absolute")
    } else {
        (&rules::INVALID_URL, "is not a URL")
    };
    let report = out
        .report(rule, at(it, &found), format_args!("{} {words}: {}", Quoted(it.name), Quoted(text)))
        .note(&found.what);
    if relative && found.instead.is_none() {
        absolute(report, it, facts);
    } else {
        suggest(report, it, &found);
    }
}

/// Says what a relative reference is, where it is known what it is relative to.
fn absolute(report: Finding<'_>, it: &Subject<'_>, facts: &Facts<'_>) {
    let Some(base) = facts.base() else {
        report.help("write the whole address, with https:// and the name of the site");
        return;
    };
    let whole = uri::resolve::resolve(base, it.text.text);
    if uri::check_absolute(&whole).is_err() {
        return;
    }
    report
        .help(format_args!("write {whole} if that is what is meant"))
        // Some readers resolve it against the site, some against the feed.
        .unsafe_fix(format_args!("write `{whole}`"), it.text.span(), escaped(&whole));
}

/// Whether a value is one of RSS itself: of its extensions, each says what a URL is.
fn is_of_rss(it: &Subject<'_>, facts: &Facts<'_>) -> bool {
    let owner = it.attribute.map_or(it.name, |it| it.name);
    facts.format.is_rss() && !owner.contains(':') && !it.name.contains(':')
}

/// RSS asks for URLs, and those are of ASCII (RFC 3986 §2); Atom asks for IRIs.
fn iri_in_rss(it: &Subject<'_>, out: &mut Findings) {
    let report = out
        .report(
            &rules::IRI_NOT_URI,
            it.text.span(),
            format_args!("{} is not written in ASCII: {}", Quoted(it.name), Quoted(it.text.text)),
        )
        .note(
            "browsers convert such an address; a program that fetches it as it stands gets nothing",
        );
    if let Some(uri) = uri::canonical::to_uri(it.text.text) {
        report.help(format_args!("write {uri}")).fix(
            format_args!("write `{uri}`"),
            it.text.span(),
            escaped(&uri),
        );
    }
}

/// Readers open the addresses of a feed with one click, in a program of their own: those that run code are for nobody.
fn runs_code(it: &Subject<'_>, out: &mut Findings) -> bool {
    let what = match address::runs_code(it.text.text) {
        Some(address::Code::Script(_)) => "is a script",
        Some(address::Code::Document) => "is a document that may contain scripts",
        Some(address::Code::Svg) | None => return false,
    };
    out.report(
        &rules::SCRIPT_URL,
        it.text.span(),
        format_args!("{} {what}: {}", Quoted(it.name), Quoted(it.text.text)),
    )
    .note("it runs code in a reader that does not take it out")
    .help("write the address of a page");
    true
}

fn scheme_is_registered(it: &Subject<'_>, scheme: &str, out: &mut Findings) {
    let severity = match uri::registration(scheme) {
        None => Severity::Warning,
        // Who has to open it may not know it; an id is not opened.
        Some(uri::Registration::Provisional) if it.value != Value::Id => Severity::Info,
        Some(_) => return,
    };
    if severity == Severity::Info {
        out.report(
            &rules::UNREGISTERED_SCHEME,
            it.text.span_of(0, scheme.len()),
            format_args!("{} has a scheme that few programs know: {}", Quoted(it.name), Quoted(scheme)),
        )
        .severity(severity)
        .note("its registration with IANA is provisional; programs that do not know it do nothing with the address")
        .help("use https: where there is such an address");
        return;
    }
    out.report(
        &rules::UNREGISTERED_SCHEME,
        it.text.span_of(0, scheme.len()),
        format_args!("{} has a scheme that is not registered: {}", Quoted(it.name), Quoted(scheme)),
    )
    .note("programs that do not know the scheme do nothing with the address")
    .help_if(
        nearest(scheme, ["http", "https", "mailto", "urn", "tag"].into_iter())
            .map(|it| format!("did you mean {it}:?")),
    );
}

/// Schemes of which an address opens no page.
const NO_PAGES: &[&str] =
    &["mailto", "tel", "sms", "urn", "tag", "cid", "mid", "data", "blob", "javascript", "vbscript"];

/// The elements of RSS of which the value is a page.
const PAGES: &[&str] = &["link", "comments", "docs"];

/// "The URL to the HTML website corresponding to the channel", and of the item: readers open it.
fn leads_to_a_page(it: &Subject<'_>, uri: &uri::Uri<'_>, facts: &Facts<'_>, out: &mut Findings) {
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
        format_args!("{} does not lead to a page: {}", Quoted(it.name), Quoted(it.text.text)),
    )
    .note("readers open it in a browser when the title is clicked")
    .help("write the address of the page, with https://");
}

/// "Use of the format "user:password" in the userinfo field is deprecated" (RFC 3986 §3.2.1): a feed is public.
fn password_is_not_told(it: &Subject<'_>, uri: &uri::Uri<'_>, out: &mut Findings) {
    let Some(userinfo) = uri.userinfo.clone() else { return };
    let Some(colon) = uri.text[userinfo.clone()].find(':') else { return };
    if userinfo.start + colon + 1 == userinfo.end {
        return;
    }
    out.report(
        &rules::PASSWORD_IN_URL,
        it.text.span_of(userinfo.start, userinfo.end),
        format_args!("{} has a password in it", Quoted(it.name)),
    )
    .note("everybody who has the feed can read it, and so can the programs on the way")
    .help("leave out what stands before the `@`, and change the password");
}

/// "IRIs that are identical, character by character, are the same; to lessen the risk of false negatives, normalize" (RFC 4287
/// §4.2.6.1, <https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6.1>).
fn is_canonical(it: &Subject<'_>, out: &mut Findings) {
    let Some(canonical) = uri::canonical::differs(it.text.text) else { return };
    out.report(
        &rules::URI_NOT_CANONICAL,
        it.text.span(),
        format_args!(
            "{} can be written in several ways: {}",
            Quoted(it.name),
            Quoted(it.text.text)
        ),
    )
    .note("ids are compared byte by byte, and a program that normalizes it makes another id of it")
    // Readers treat a changed id as a new entry, so this fix is unsafe.
    .help(format_args!("for a new feed, write {canonical}; keep an id that is in use"))
    .unsafe_fix(format_args!("write `{canonical}`"), it.text.span(), escaped(&canonical));
}
