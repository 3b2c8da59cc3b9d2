//! `--probe`, `--follow` and `--twice`: what is requested after a document was checked.

use std::time::Duration;

use feedwright::FollowSettings;
use feedwright::Network;
use feedwright::Options;
use feedwright::Page;
use feedwright::ProbeSettings;
use feedwright::Report;
use feedwright::Request;
use feedwright::Source;
use feedwright::follow;
use feedwright::probe;
use feedwright::twice;

use crate::cli::args::requests::RequestOptions;

/// The time between the two requests of `--twice`. Dates of the current time differ after it.
const WAIT: Duration = Duration::from_secs(2);

/// What is requested after a document was checked.
#[derive(Default)]
pub(super) struct Requests {
    probe: Option<ProbeSettings>,
    follow: Option<FollowSettings>,
    twice: bool,
}

impl Requests {
    pub(super) fn of(options: &RequestOptions) -> Requests {
        let mut probe = ProbeSettings::default();
        probe.urls = options.max_probes as usize;
        let mut follow = FollowSettings::default();
        follow.pages = options.max_pages as usize;
        Requests {
            probe: options.probe.then_some(probe),
            follow: options.follow.then_some(follow),
            twice: options.twice,
        }
    }

    /// Sends the requests, adds the problems to the report of the document, and returns the other pages of the feed. `url` is what the
    /// user wrote: that of a response has no credentials.
    pub(super) fn send(
        &self,
        source: &Source,
        options: &Options,
        url: Option<&str>,
        network: &dyn Network,
        is_saved: bool,
        report: &mut Report,
    ) -> Vec<Page> {
        let response = options.response.as_ref();
        if response.is_some_and(|it| !matches!(it.head.status, 200..=299)) {
            return Vec::new();
        }
        let url = url.or(response.and_then(|it| it.url.as_deref()));
        if let Some(url) = url.filter(|_| self.twice) {
            let wait = if is_saved { Duration::ZERO } else { WAIT };
            let problems = twice(source, options, &Request::get(url), network, wait);
            report.add(source, options, problems);
        }
        if let Some(settings) = &self.probe {
            report.add(source, options, probe(source, options, network, settings));
        }
        let Some(settings) = &self.follow else { return Vec::new() };
        let followed = follow(source, options, network, settings);
        report.add(source, options, followed.diagnostics);
        followed.pages
    }
}
