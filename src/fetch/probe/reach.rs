//! Whether a file can be fetched, and how: the status, the redirects, `HEAD` and `https`.

use std::fmt::Write;

use crate::diagnostic::Severity;
use crate::fetch::probe::ask::Answers;
use crate::fetch::probe::ask::Target;
use crate::fetch::probe::ask::is_image;
use crate::fetch::probe::ask::is_media;
use crate::fetch::{FetchError, FetchErrorKind, Fetched};
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::response::Head;
use crate::validate::response::Redirect;
use crate::validate::rules;

/// More redirects than this are reported.
const FEW_REDIRECTS: usize = 3;

/// With more redirects than this, some podcast apps do not load the file.
const MOST_REDIRECTS: usize = 5;

/// Reports a resource that cannot be fetched.
pub(super) fn unreachable(resource: &Resource, answers: &Answers, out: &mut Diagnostics) {
    let Some(last) = answers.get.as_ref().or(answers.head.as_ref()) else { return };
    let name = resource.kind.name();
    let (reason, is_gone) = match last {
        Ok(fetched) => {
            let head = &fetched.response.head;
            // A hub expects another method, or parameters.
            let is_answer = !matches!(head.status, 404 | 410 | 500..);
            if resource.kind == ResourceKind::Hub && is_answer {
                return;
            }
            (format!("the server responds with {}", status(head)), matches!(head.status, 404 | 410))
        }
        Err(error) => (error.diagnostic.message.clone(), matches!(error.kind, FetchErrorKind::Dns)),
    };
    let is_image = is_image(resource.kind) && resource.kind != ResourceKind::Artwork;
    let is_essential = !is_image && resource.kind != ResourceKind::Feed;
    let severity = if is_gone && is_essential { Severity::Error } else { Severity::Warning };
    let problem = out
        .report(
            &rules::UNREACHABLE_RESOURCE,
            resource.span,
            format_args!("the {name} cannot be fetched: {reason}"),
        )
        .severity(severity)
        .note(consequence(resource.kind));
    match last {
        Ok(fetched) => problem.help(help(resource, fetched, answers)),
        Err(error) => problem.help(help_without_response(error)),
    };
}

fn status(head: &Head) -> String {
    Quoted(format!("{} {}", head.status, head.reason).trim()).to_string()
}

fn help(resource: &Resource, fetched: &Fetched, answers: &Answers) -> String {
    let name = resource.kind.name();
    let works_with_head = answers.head.as_ref().and_then(|it| it.as_ref().ok());
    let works_with_head = works_with_head.is_some_and(|it| it.response.head.status < 300);
    match fetched.response.head.status {
        _ if works_with_head => {
            "correct the configuration of the server, which accepts `HEAD` but not `GET`".to_owned()
        }
        401 | 403 => format!("allow requests for the {name} without a password, and from programs"),
        404 | 410 => format!("correct the URL, or publish the {name} there"),
        429 => "allow more requests: apps of many listeners share an address".to_owned(),
        _ => "check the log of the server".to_owned(),
    }
}

fn help_without_response(error: &FetchError) -> String {
    error.diagnostic.help.clone().unwrap_or_else(|| "check the URL and the server".to_owned())
}

/// What readers do without the resource.
fn consequence(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Artwork => "directories and apps show no cover",
        ResourceKind::Image | ResourceKind::Thumbnail | ResourceKind::Icon | ResourceKind::Logo => {
            "readers show a broken image, or none"
        }
        ResourceKind::Transcript => "apps show no transcript",
        ResourceKind::Chapters => "apps show no chapters",
        ResourceKind::Hub => "subscribers of the hub are not notified of new entries",
        ResourceKind::Stylesheet => "browsers show an empty page or an error instead of the feed",
        ResourceKind::Feed => "readers that subscribe to this feed get nothing",
        _ => "apps cannot play or download the file",
    }
}

/// Reports long chains of redirects, and requests without encryption.
pub(super) fn transport(
    resource: &Resource,
    target: &Target<'_>,
    answers: &Answers,
    out: &mut Diagnostics,
) {
    let redirects = [&answers.get, &answers.head];
    let redirects = redirects.into_iter().flatten().map(|it| match it {
        Ok(fetched) => &fetched.response.redirects,
        Err(error) => &error.redirects,
    });
    let Some(redirects) = redirects.max_by_key(|it| it.len()) else { return };
    if answers.best().is_some() && redirects.len() > FEW_REDIRECTS {
        long_chain(resource, target, redirects, out);
    }
    if answers.best().is_some() {
        insecure(resource, target, redirects, out);
    }
}

fn long_chain(
    resource: &Resource,
    target: &Target<'_>,
    redirects: &[Redirect],
    out: &mut Diagnostics,
) {
    let name = resource.kind.name();
    let count = redirects.len();
    let mut chain = target.url.host_str().unwrap_or_default().to_owned();
    for it in redirects {
        let parsed = url::Url::parse(&it.target).ok();
        let host = parsed.as_ref().and_then(|it| it.host_str()).unwrap_or_default();
        let _ = write!(chain, " → {host}");
    }
    let severity = if count > MOST_REDIRECTS { Severity::Warning } else { Severity::Info };
    out.report(
        &rules::LONG_RESOURCE_REDIRECT_CHAIN,
        resource.span,
        format_args!("the {name} is reached after {count} redirects"),
    )
    .severity(severity)
    .note(format_args!("the hosts are: {chain}"))
    .note("each redirect delays the start, and podcast apps follow only a limited number of them")
    .help("use fewer prefixes for statistics, or the URL to which the first redirects lead");
}

/// Reports files that are loaded over `http:`. The podcast namespace requires `https:`, which the validator checks.
fn insecure(
    resource: &Resource,
    target: &Target<'_>,
    redirects: &[Redirect],
    out: &mut Diagnostics,
) {
    let is_onion = target.url.host_str().and_then(|it| it.rsplit('.').next()) == Some("onion");
    let is_checked = resource.name.starts_with("podcast:")
        || matches!(resource.kind, ResourceKind::Feed | ResourceKind::Hub);
    if target.url.scheme() != "http" || is_onion || is_checked {
        return;
    }
    let name = resource.kind.name();
    let secure = redirects.iter().find(|it| it.target.starts_with("https:"));
    let help = match secure {
        Some(it) => format!("use the URL that it redirects to: {}", Quoted(&it.target)),
        None => "publish the file over `https:`, and change the URL".to_owned(),
    };
    out.report(
        &rules::INSECURE_RESOURCE,
        resource.span,
        format_args!("the URL of the {name} starts with `http:`"),
    )
    .note("apps on iOS and Android block requests over `http:` by default, and so do web pages over `https:`")
    .help(help);
}

/// Reports a server that refuses `HEAD` although `GET` works.
pub(super) fn head_is_refused(resource: &Resource, answers: &Answers, out: &mut Diagnostics) {
    let (Some(head), Some(_)) = (&answers.head, answers.part()) else { return };
    let needs_head = is_media(resource.kind) || resource.kind == ResourceKind::Artwork;
    let reason = match head {
        Ok(head) if head.response.head.status < 300 => return,
        Ok(head) => format!("the server responds with {}", status(&head.response.head)),
        Err(error) => error.diagnostic.message.clone(),
    };
    if !needs_head {
        return;
    }
    out.report(
        &rules::RESOURCE_HEAD_REFUSED,
        resource.span,
        format_args!("a `HEAD` request for the {} fails, but `GET` works: {reason}", resource.kind.name()),
    )
    .note("Apple Podcasts and other directories check files with `HEAD`, and reject those that cannot be checked")
    .help("allow the method `HEAD` in the configuration of the server or the storage service");
}
