//! Requests the files that a document refers to, and reports what readers will find: whether they are there, their type and size, and how
//! their servers respond to players.

use std::collections::HashMap;

use url::{ParseError, Url};

use crate::diagnostic::Diagnostic;
use crate::fetch::Network;
use crate::fetch::probe::ask::Answers;
use crate::fetch::probe::ask::Target;
use crate::text::source::Source;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::inventory::Inventory;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::options::Options;
use crate::validate::{finish, rules};

pub(in crate::fetch) mod ask;
mod image;
mod media;
mod reach;
mod served;

/// How the files of a document are requested.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProbeSettings {
    /// The maximum number of URLs that are requested (`--max-probes`).
    pub urls: usize,
    /// The maximum number of hosts that are contacted at once. Each host gets one request at a time.
    pub hosts: usize,
}

impl Default for ProbeSettings {
    fn default() -> ProbeSettings {
        ProbeSettings { urls: 500, hosts: 8 }
    }
}

/// Requests the files that a document refers to, such as enclosures, images, transcripts and stylesheets, and returns the problems. Each
/// URL is requested once, at first with `HEAD`. Other pages of the feed are not requested.
///
/// The diagnostics belong to the document, like those of [`validate`](fn@crate::validate): see
/// [`Report::add`](crate::Report::add).
///
/// ```
/// use feedwright::{FetchSettings, Options, ProbeSettings, Replay, Source, probe};
///
/// let feed = "<rss version='2.0'><channel><item><title>Ferry</title>\
///     <enclosure url='https://harbor.example/ferry.mp3' type='audio/mpeg' length='9000000'/></item></channel></rss>";
/// let conversation = b">>> GET https://harbor.example/ferry.mp3\nHTTP/1.1 404 Not Found\n";
/// let network = Replay::read(conversation, &FetchSettings::default())?;
///
/// let source = Source::from_text("feed.xml", feed);
/// let problems = probe(&source, &Options::default(), &network, &ProbeSettings::default());
/// assert_eq!(problems[0].rule.name, "unreachable-resource");
/// assert_eq!(&source.text[problems[0].span.range()], "https://harbor.example/ferry.mp3");
/// # Ok::<(), feedwright::SavedError>(())
/// ```
pub fn probe(
    source: &Source,
    options: &Options,
    network: &dyn Network,
    settings: &ProbeSettings,
) -> Vec<Diagnostic> {
    let inventory = Inventory::of(source, options);
    let mut targets = targets(&inventory);
    let left_out = targets.split_off(settings.urls.min(targets.len()));
    let answers = ask::all(&targets, network, settings.hosts);
    let mut out = Diagnostics::new(options.problems_per_rule);
    for (target, answers) in targets.iter().zip(&answers) {
        for resource in &target.uses {
            let before = out.len();
            check(resource, target, answers, &mut out);
            for it in out.since(before) {
                it.path.clone_from(&resource.path);
            }
        }
    }
    if let Some(first) = left_out.first().and_then(|it| it.uses.first()) {
        over_limit(first, targets.len(), left_out.len(), &mut out);
    }
    relative(&inventory, &mut out);
    finish(out, options, inventory.entries.len())
}

/// The URLs to request, in the order of the document.
fn targets(inventory: &Inventory) -> Vec<Target<'_>> {
    let mut targets: Vec<Target<'_>> = Vec::new();
    let mut known = HashMap::new();
    for resource in inventory.resources.iter().filter(|it| is_probed(it.kind)) {
        let Ok(mut url) = Url::parse(&resource.url) else { continue };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            continue;
        }
        url.set_fragment(None);
        let index = *known.entry(url.as_str().to_owned()).or_insert(targets.len());
        match targets.get_mut(index) {
            Some(target) => target.uses.push(resource),
            None => targets.push(Target { url, uses: vec![resource] }),
        }
    }
    targets
}

/// Whether resources of this kind are requested. The pages of the feed are documents, which `follow` requests.
fn is_probed(kind: ResourceKind) -> bool {
    !matches!(
        kind,
        ResourceKind::Itself
            | ResourceKind::Next
            | ResourceKind::Previous
            | ResourceKind::First
            | ResourceKind::Last
            | ResourceKind::PreviousArchive
            | ResourceKind::NextArchive
            | ResourceKind::Current
    )
}

/// Reports what is wrong with the answers for a resource. If it cannot be fetched, this is its only problem.
fn check(resource: &Resource, target: &Target<'_>, answers: &Answers, out: &mut Diagnostics) {
    reach::transport(resource, target, answers, out);
    let Some(fetched) = answers.best() else {
        return reach::unreachable(resource, answers, out);
    };
    if resource.kind == ResourceKind::Hub {
        return;
    }
    reach::head_is_refused(resource, answers, out);
    served::media_type(resource, fetched, answers, out);
    served::cors(resource, fetched, out);
    media::length(resource, answers, out);
    media::ranges(resource, answers, out);
    image::image(resource, answers, out);
}

/// Reports that there are more URLs than the limit.
fn over_limit(first: &Resource, requested: usize, left_out: usize, out: &mut Diagnostics) {
    let why = format!("the limit is {requested} (see `--max-probes`)");
    not_requested(first, left_out, &why, out)
        .note("problems with the files after this place are not reported")
        .help(format_args!("to check all files, use `--max-probes {}`", requested + left_out));
}

/// Reports the relative URLs in a document whose URL is not known.
fn relative(inventory: &Inventory, out: &mut Diagnostics) {
    let is_relative = |it: &&Resource| {
        is_probed(it.kind) && Url::parse(&it.url) == Err(ParseError::RelativeUrlWithoutBase)
    };
    let relative: Vec<&Resource> = inventory.resources.iter().filter(is_relative).collect();
    let Some(first) = relative.first() else { return };
    let why = "the document contains relative URLs, and its own URL is not known";
    not_requested(first, relative.len(), why, out)
        .note("problems with these files are not reported")
        .help("to resolve relative URLs, use `--base-url` with the URL of the feed");
}

fn not_requested<'o>(
    first: &Resource,
    count: usize,
    why: &str,
    out: &'o mut Diagnostics,
) -> NewDiagnostic<'o> {
    let what = if count == 1 { "URL was" } else { "URLs were" };
    let message = format!("{count} {what} not checked: {why}");
    out.report_at(&rules::UNPROBED_RESOURCE, first.span, &first.path, message)
}
