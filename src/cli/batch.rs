//! `feedwright batch`: validates many documents and writes one line per document.

use std::io;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::Utc;
use indicatif::ProgressBar;

use crate::cli::args;
use crate::cli::args::Global;
use crate::cli::chain;
use crate::cli::complain;
use crate::cli::configs::Configs;
use crate::cli::counted::counted;
use crate::cli::progress;
use feedwright::Batch;
use feedwright::BatchError;
use feedwright::BatchInputs;
use feedwright::BatchOutput;
use feedwright::BatchOutputError;
use feedwright::BatchProgress;
use feedwright::BatchSummary;
use feedwright::BatchTarget;
use feedwright::DocumentChecks;
use feedwright::Fetcher;

/// The disk failed, or an input cannot be read to its end.
const FAILED: u8 = 3;
/// Stopped with Ctrl-C: 128 and the number of the signal, as shells have it.
const STOPPED: u8 = 130;

pub(super) fn run(batch: &args::batch::Batch, global: &Global) -> Result<u8> {
    let Some(checks) = checks(batch, global)? else { return Ok(super::USAGE) };
    let inputs = inputs(batch, checks.max_size)?;
    let work = work(batch, checks)?;
    if let Some(output) = &batch.output
        && is_input(batch, output)
    {
        bail!("{} is an input, so it cannot be the output", output.display());
    }
    let stop = Arc::new(AtomicBool::new(false));
    stop_on_signals(&stop)?;
    let mut output = match &batch.output {
        Some(path) => match output(path, batch.resume) {
            Ok(output) => Some(output),
            Err(error) => {
                complain(&chain(&error));
                let is_system = matches!(error, BatchOutputError::System(..));
                return Ok(if is_system { FAILED } else { super::USAGE });
            }
        },
        None => None,
    };
    let bar = progress::bar(global);
    let mut show = |it: &BatchProgress| show(&bar, it);
    let mut stdout = io::stdout().lock();
    let target = match &mut output {
        Some(output) => BatchTarget::File(output),
        None => BatchTarget::Stream(&mut stdout),
    };
    let result = work.run(inputs, target, &stop, &mut show);
    bar.finish_and_clear();
    let code = match result {
        Ok(summary) => {
            // A system that fails now may lose lines that were written.
            if let Some(output) = &output
                && let Err(error) = output.sync()
            {
                complain(&chain(&BatchError::Output(error)));
                return Ok(FAILED);
            }
            report(batch, global, &summary, &mut stdout)?
        }
        Err(BatchError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            complain(&chain(&error));
            if batch.output.is_some() {
                complain("to continue, run the same command with --resume");
            }
            FAILED
        }
    };
    Ok(code)
}

/// How the documents are checked. `None` if the configuration has problems, which are printed.
fn checks(batch: &args::batch::Batch, global: &Global) -> Result<Option<DocumentChecks>> {
    let Some(configs) = Configs::of(&batch.selection, &batch.limits, &[], global)? else {
        return Ok(None);
    };
    if configs.is_per_file() && !global.quiet {
        complain("a batch checks all documents in the same way, so [check.per-file] is not used");
    }
    Ok(Some(configs.general()))
}

/// What is done with each document.
fn work(batch: &args::batch::Batch, checks: DocumentChecks) -> Result<Batch> {
    let DocumentChecks { mut options, selection, max_size, .. } = checks;
    options.now = Some(batch.now.unwrap_or_else(Utc::now));
    // The documents of a batch are usually those of other people, whose problems are counted.
    options.ignore_suppressions = true;
    let settings = batch.network.settings(max_size);
    let has_urls = batch.files_from.is_some() || batch.opml.is_some();
    let network = has_urls.then(|| Fetcher::new(settings.clone())).transpose()?;
    let processors = || thread::available_parallelism().map_or(1, usize::from);
    Ok(Batch {
        options,
        selection,
        settings,
        max_time: Duration::from_secs_f64(batch.max_time),
        max_memory: batch.max_memory,
        jobs: batch.jobs.map_or_else(processors, usize::from),
        connections: usize::from(batch.connections),
        unordered: batch.unordered,
        network,
    })
}

fn inputs(batch: &args::batch::Batch, max_size: u64) -> Result<BatchInputs> {
    let mut inputs = BatchInputs::new(max_size);
    if let Some(list) = &batch.files_from {
        inputs.files_from(list)?;
    }
    if let Some(opml) = &batch.opml {
        inputs.opml(opml)?;
    }
    if let Some(ndjson) = &batch.ndjson {
        inputs.ndjson(ndjson)?;
    }
    for warc in &batch.warc {
        inputs.warc(warc)?;
    }
    Ok(inputs)
}

/// Whether a file is also one of the inputs, which writing to it would destroy.
fn is_input(batch: &args::batch::Batch, output: &Path) -> bool {
    let Ok(output) = output.canonicalize() else { return false };
    let lists = [&batch.files_from, &batch.opml, &batch.ndjson].into_iter().flatten();
    let mut inputs = lists.chain(&batch.warc);
    output.is_file() && inputs.any(|it| it.canonicalize().is_ok_and(|it| it == output))
}

fn output(path: &Path, resume: bool) -> Result<BatchOutput, BatchOutputError> {
    if resume { BatchOutput::resume(path) } else { BatchOutput::create(path) }
}

/// The first signal ends the batch after the line that is being written, and the second one ends the process.
fn stop_on_signals(stop: &Arc<AtomicBool>) -> Result<()> {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(
            signal,
            i32::from(STOPPED),
            Arc::clone(stop),
        )
        .and_then(|_| signal_hook::flag::register(signal, Arc::clone(stop)))
        .context("cannot wait for signals")?;
    }
    Ok(())
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "it is only shown"
)]
fn show(bar: &ProgressBar, progress: &BatchProgress) {
    if bar.is_hidden() {
        return;
    }
    let seconds = bar.elapsed().as_secs_f64().max(0.001);
    let rate = progress.documents as f64 / seconds;
    bar.set_message(format!(
        "{} ({rate:.0} per second), {} not valid, {} failed",
        counted(progress.documents as usize, "document", "documents"),
        progress.invalid,
        progress.failed
    ));
    if let Some(part) = progress.part.filter(|it| *it > 0.0) {
        let left = Duration::from_secs_f64(seconds * (1.0 - part) / part);
        bar.set_prefix(format!(", {} left", indicatif::HumanDuration(left)));
        bar.set_position((part * progress::STEPS as f64) as u64);
    }
}

/// Prints what is asked for after the last line, and returns the exit code.
fn report(
    batch: &args::batch::Batch,
    global: &Global,
    summary: &BatchSummary,
    stdout: &mut dyn Write,
) -> Result<u8> {
    let numbers = &summary.statistics;
    if batch.statistics {
        let mut stderr = io::stderr();
        let out: &mut dyn Write = if batch.output.is_some() { stdout } else { &mut stderr };
        numbers.write(out)?;
    }
    if summary.stopped {
        let hint = if batch.output.is_some() { "; to continue, use --resume" } else { "" };
        complain(&format!("stopped{hint}"));
        return Ok(STOPPED);
    }
    let wanted = usize::from(batch.connections);
    if let Some(fewer) = summary.connections.filter(|it| *it < wanted) {
        complain(&format!(
            "{fewer} instead of {wanted} connections, because the system does not allow more open files"
        ));
    }
    if global.verbose {
        let documents = usize::try_from(numbers.documents).unwrap_or(usize::MAX);
        let documents = counted(documents, "document", "documents");
        let (invalid, failed) = (numbers.invalid, numbers.failed);
        complain(&format!("{documents}, {invalid} not valid, {failed} failed"));
    }
    Ok(0)
}
