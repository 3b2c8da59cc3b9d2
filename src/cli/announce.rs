//! Tells hubs about the feeds that have changed, after the feeds are in place.

use std::collections::BTreeMap;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::time::Duration;

use feedwright::Announcement;
use feedwright::Announcements;
use feedwright::FetchSettings;
use feedwright::Fetcher;
use feedwright::Terminal;
use feedwright::ping;

use crate::cli::args::Build as Options;
use crate::cli::args::Global;
use crate::cli::counted::counted;

/// The deadline of a request. A hub only has to accept it.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Announces the feeds that their hubs do not know yet. A failure is a warning, and the next build tries again.
pub(super) fn announce(announcements: &mut Announcements, build: &Options, global: &Global) {
    let pending = announcements.pending();
    if build.no_ping || build.dry_run || pending.is_empty() {
        return;
    }
    let (mut accepted, mut lines) = (Vec::new(), Vec::new());
    let mut settings = FetchSettings::default();
    settings.timeout = TIMEOUT;
    settings.allowed_hosts.clone_from(&build.allow_host);
    match Fetcher::new(settings) {
        Ok(fetcher) => {
            let mut failed: BTreeMap<String, Failed> = BTreeMap::new();
            for it in pending {
                if is_accepted(&it, &fetcher, &mut failed) {
                    if global.verbose {
                        let (feed, hub) = (Terminal(&it.feed), Terminal(&it.hub));
                        let _ = writeln!(io::stderr(), "announced {feed} to {hub}");
                    }
                    accepted.push(it);
                }
            }
            lines.extend(failed.into_iter().map(|(hub, failed)| failed.warning(&hub)));
        }
        Err(error) => lines.push(format!("cannot announce feeds: {error}")),
    }
    let is_known = announcements.remember(&accepted, &lines);
    if !global.quiet && (!is_known || global.verbose || io::stderr().is_terminal()) {
        for it in &lines {
            // If that fails, it cannot be reported anywhere else.
            let _ = writeln!(io::stderr(), "warning: {}", Terminal(it));
        }
    }
}

/// The announcements that a hub did not accept.
struct Failed {
    count: usize,
    /// Why the first one was not accepted.
    why: String,
    /// Whether the hub is not asked again.
    is_over: bool,
}

impl Failed {
    fn warning(&self, hub: &str) -> String {
        let feeds = counted(self.count, "feed", "feeds");
        let why = &self.why;
        format!("cannot announce {feeds} to the hub {hub}: {why}; the next build tries again")
    }
}

/// Announces a feed to its hub, unless the hub is not available.
fn is_accepted(
    announcement: &Announcement,
    fetcher: &Fetcher,
    failed: &mut BTreeMap<String, Failed>,
) -> bool {
    let Announcement { hub, feed, .. } = announcement;
    if let Some(failed) = failed.get_mut(hub).filter(|it| it.is_over) {
        failed.count += 1;
        return false;
    }
    let Err(error) = ping(fetcher, hub, feed) else { return true };
    let new = || Failed { count: 0, why: error.to_string(), is_over: false };
    let failed = failed.entry(hub.clone()).or_insert_with(new);
    failed.count += 1;
    failed.is_over = error.is_about_the_hub();
    false
}
