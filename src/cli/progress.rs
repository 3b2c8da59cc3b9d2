//! The progress of a command on a terminal. It is removed at the end, and never written to a pipe or a file.

use std::io;
use std::io::IsTerminal;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use feedwright::Progress;
use feedwright::Stage;

use crate::cli::args::Global;
use crate::cli::counted::counted;

/// The resolution of the progress bar.
pub(super) const STEPS: u64 = 10_000;

/// The time after which a build shows its progress. Most builds take less.
const DELAY: Duration = Duration::from_secs(1);

/// The time between two updates.
const PAUSE: Duration = Duration::from_millis(200);

/// The progress bar, which is hidden unless standard error is a terminal.
pub(super) fn bar(global: &Global) -> ProgressBar {
    if global.quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::stderr_with_hz(5));
    let template = "{msg}, {elapsed} so far{prefix}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Does some work of a build, and shows its progress if it takes longer than a second.
pub(super) fn shown<T>(progress: &Progress, global: &Global, work: impl FnOnce() -> T) -> T {
    let bar = bar(global);
    if bar.is_hidden() {
        return work();
    }
    let end = End::default();
    thread::scope(|scope| {
        scope.spawn(|| show(&bar, progress, &end));
        // Also if the work panics: the scope waits for the other thread.
        let _guard = AtEnd(&end);
        work()
    })
}

/// Updates the bar until the end, and removes it.
fn show(bar: &ProgressBar, progress: &Progress, end: &End) {
    let mut pause = DELAY;
    while !end.comes_within(pause) {
        pause = PAUSE;
        bar.set_message(message(progress));
    }
    if pause == PAUSE {
        bar.finish_and_clear();
    }
}

fn message(progress: &Progress) -> String {
    let (read, articles) = (progress.read(), progress.articles());
    let count = counted(articles, "article", "articles");
    match progress.stage() {
        Stage::Waiting => "waiting for another build".to_owned(),
        Stage::Reading if articles > 0 => format!("read {read} of {count}"),
        Stage::Reading => "looking for articles".to_owned(),
        Stage::Building => format!("building feeds from {count}"),
        Stage::Validating => format!("validating feeds from {count}"),
        Stage::Writing => "writing feeds".to_owned(),
        // Looking, and whatever a newer library does.
        _ => "looking for changes".to_owned(),
    }
}

/// Whether the work is at its end.
#[derive(Default)]
struct End {
    is_reached: Mutex<bool>,
    changed: Condvar,
}

impl End {
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_reached.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end, but not longer than `time`.
    fn comes_within(&self, time: Duration) -> bool {
        let wait = self.changed.wait_timeout_while(self.lock(), time, |is_reached| !*is_reached);
        *wait.unwrap_or_else(PoisonError::into_inner).0
    }
}

struct AtEnd<'e>(&'e End);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        *self.0.lock() = true;
        self.0.changed.notify_all();
    }
}
