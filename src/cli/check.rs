//! `feedwright check`: documents in, findings out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::thread;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use crate::cli::args::Check;
use crate::cli::args::Format;
use crate::cli::args::Global;
use crate::cli::args::Level;
use crate::cli::complain;
use feedwright::diagnostic::Severity;
use feedwright::report::concise;
use feedwright::report::escape::Terminal;
use feedwright::report::json;
use feedwright::report::pretty;
use feedwright::text::source::Source;
use feedwright::validate::Options;
use feedwright::validate::Report;
use feedwright::validate::select::Selection;
use feedwright::validate::validate;

/// The extensions that a folder is walked for.
const EXTENSIONS: &[&str] = &["xml", "rss", "atom", "rdf", "opml", "json"];

/// A document to be judged.
struct Input {
    /// `None` is standard input.
    path: Option<PathBuf>,
    /// Its name in the findings.
    name: String,
    /// Where it is served.
    base_url: Option<String>,
}

/// A document that was judged, or the reason why it could not be read.
type Judged = Result<Verdict, String>;

/// What is left of a document once it is judged: its findings, printed, and their numbers.
struct Verdict {
    printed: Vec<u8>,
    errors: usize,
    warnings: usize,
    infos: usize,
    rules: BTreeMap<&'static str, usize>,
}

/// The numbers over all documents.
#[derive(Default)]
struct Totals {
    documents: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    unreadable: usize,
    rules: BTreeMap<&'static str, usize>,
}

pub(super) fn run(check: &Check, global: &Global) -> Result<u8> {
    let selection = match Selection::new(&check.select, &check.extend_select, &check.ignore) {
        Ok(selection) => selection,
        Err(unknown) => match unknown.nearest {
            Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", unknown.name),
            None => bail!("there is no rule `{}`; `feedwright explain` lists them", unknown.name),
        },
    };
    if let Some(url) = &check.base_url
        && url::Url::parse(url).is_err()
    {
        bail!("--base-url has to be an absolute URL, and is `{url}`");
    }
    let mut totals = Totals::default();
    let inputs = inputs(check, &mut totals)?;
    let stdout = io::stdout();
    let color = check.output.is_none() && global.color_on(&stdout);
    let mut out: Box<dyn Write> = match &check.output {
        Some(path) => {
            let file =
                File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(stdout.lock())),
    };
    let judge = |input: &Input| judge(input, check, &selection, color);
    if check.format == Format::Json && !check.statistics {
        write!(out, "{{\"version\": 1, \"documents\": [")?;
    }
    let mut first = true;
    in_order(&inputs, judge, |input, judged| {
        match judged {
            Ok(verdict) => {
                if check.format == Format::Json && !check.statistics {
                    writeln!(out, "{}", if std::mem::take(&mut first) { "" } else { "," })?;
                }
                out.write_all(&verdict.printed)?;
                totals.add(verdict);
            }
            Err(reason) => {
                totals.unreadable += 1;
                complain(&format!("{}: {reason}", Terminal(&input.name)));
            }
        }
        Ok(())
    })?;
    finish(check, global, &totals, &mut out)?;
    out.flush()?;
    Ok(exit_code(check, &totals))
}

fn finish(check: &Check, global: &Global, totals: &Totals, out: &mut dyn Write) -> Result<()> {
    if check.statistics {
        let mut rules: Vec<(&usize, &&str)> =
            totals.rules.iter().map(|(rule, count)| (count, rule)).collect();
        rules.sort_by(|a, b| b.0.cmp(a.0).then(a.1.cmp(b.1)));
        for (count, rule) in rules {
            writeln!(out, "{count:7}  {rule}")?;
        }
        return Ok(());
    }
    if check.format == Format::Json {
        writeln!(
            out,
            "\n], \"summary\": {{\"documents\": {}, \"errors\": {}, \"warnings\": {}, \"infos\": {}, \"unreadable\": {}}}}}",
            totals.documents, totals.errors, totals.warnings, totals.infos, totals.unreadable
        )?;
    }
    if check.format == Format::Pretty && !global.quiet {
        out.flush()?;
        let found = totals.errors + totals.warnings + totals.infos;
        if found > 0 || global.verbose {
            complain(&totals.in_words());
        }
    }
    Ok(())
}

impl Totals {
    fn add(&mut self, verdict: Verdict) {
        self.documents += 1;
        self.errors += verdict.errors;
        self.warnings += verdict.warnings;
        self.infos += verdict.infos;
        for (rule, count) in verdict.rules {
            *self.rules.entry(rule).or_default() += count;
        }
    }

    /// Such as `3 errors and 1 warning in 2 documents`.
    fn in_words(&self) -> String {
        let counted = |count: usize, word: &str| {
            format!("{count} {word}{}", if count == 1 { "" } else { "s" })
        };
        let kinds = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let found: Vec<String> =
            kinds.iter().filter(|it| it.0 > 0).map(|it| counted(it.0, it.1)).collect();
        let found = match found.as_slice() {
            [] => "no findings".to_owned(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        };
        format!("{found} in {}", counted(self.documents, "document"))
    }
}

fn exit_code(check: &Check, totals: &Totals) -> u8 {
    if totals.unreadable > 0 {
        return super::USAGE;
    }
    let counted = match check.fail_level {
        Level::Error => totals.errors,
        Level::Warning => totals.errors + totals.warnings,
        Level::Info => totals.errors + totals.warnings + totals.infos,
    };
    let too_many = check.max_warnings.is_some_and(|most| totals.warnings > most);
    u8::from(!check.exit_zero && (counted > 0 || too_many))
}

/// The documents that the arguments name, in the order in which they are reported.
fn inputs(check: &Check, totals: &mut Totals) -> Result<Vec<Input>> {
    let mut paths = check.paths.clone();
    if let Some(list) = &check.files_from {
        let text = if list.as_os_str() == "-" {
            let mut text = String::new();
            io::stdin()
                .read_to_string(&mut text)
                .context("cannot read the list from standard input")?;
            text
        } else {
            std::fs::read_to_string(list)
                .with_context(|| format!("cannot read {}", list.display()))?
        };
        paths.extend(text.lines().filter(|it| !it.trim().is_empty()).map(PathBuf::from));
    } else if paths.is_empty() {
        bail!(
            "name a file, a folder, or `-` for standard input (`feedwright check --help` has examples)"
        );
    }
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let base_url = check.base_url.clone();
            inputs.push(Input { path: None, name: check.stdin_filename.clone(), base_url });
        } else if path.is_dir() {
            walk(&path, check, totals, &mut inputs);
        } else {
            let text = path.to_string_lossy();
            if !path.exists() && (text.starts_with("http://") || text.starts_with("https://")) {
                bail!(
                    "{text} is a URL; fetch it and pipe it in: curl -s {text} | feedwright check -"
                );
            }
            let name = text.into_owned();
            inputs.push(Input { path: Some(path), name, base_url: check.base_url.clone() });
        }
    }
    Ok(inputs)
}

/// Finds the documents in a folder, in the order of their paths. Links to folders are not followed.
fn walk(folder: &Path, check: &Check, totals: &mut Totals, inputs: &mut Vec<Input>) {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                totals.unreadable += 1;
                complain(&format!(
                    "{}: cannot be read: {error}",
                    Terminal(&folder.to_string_lossy())
                ));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            let extension = path
                .extension()
                .and_then(|it| it.to_str())
                .unwrap_or_default()
                .to_ascii_lowercase();
            if EXTENSIONS.contains(&extension.as_str()) && path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    for path in found {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let base_url = check.base_url.as_ref().map(|base| {
            let parts: Vec<String> =
                below.iter().map(|it| it.to_string_lossy().into_owned()).collect();
            format!("{}/{}", base.trim_end_matches('/'), parts.join("/"))
        });
        let name = path.to_string_lossy().into_owned();
        inputs.push(Input { path: Some(path), name, base_url });
    }
}

fn judge(input: &Input, check: &Check, selection: &Selection, color: bool) -> Judged {
    let bytes = read(input, check.max_size)?;
    let source = Source::from_vec(input.name.clone(), bytes, None);
    let mut options = Options::default();
    options.now = Some(check.now.unwrap_or_else(Utc::now));
    options.base_url.clone_from(&input.base_url);
    let mut report = validate(&source, &options);
    report.allowed = selection.apply(&mut report.diagnostics);
    let count = |severity| report.diagnostics.iter().filter(|it| it.severity == severity).count();
    let mut verdict = Verdict {
        printed: Vec::new(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        rules: BTreeMap::new(),
    };
    if check.statistics {
        for it in &report.diagnostics {
            *verdict.rules.entry(it.rule.name).or_default() += 1;
        }
    } else {
        print(&source, &report, check.format, color, &mut verdict.printed)
            .map_err(|it| it.to_string())?;
    }
    Ok(verdict)
}

fn print(
    source: &Source,
    report: &Report,
    format: Format,
    color: bool,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    match format {
        Format::Pretty => pretty::write(source, &report.diagnostics, color, out),
        Format::Concise => concise::write(source, &report.diagnostics, out),
        Format::Json => write!(out, "{}", json::document(source, report)),
        Format::Ndjson => json::write_line(source, report, out),
    }
}

/// Reads a document of at most `most` bytes. What is neither a file nor a pipe that was handed over is not opened: it may never end.
fn read(input: &Input, most: u64) -> Result<Vec<u8>, String> {
    let unreadable = |error: io::Error| format!("cannot be read: {error}");
    let mut bytes = Vec::new();
    match &input.path {
        None => io::stdin().lock().take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?,
        Some(path) => {
            let metadata = std::fs::metadata(path).map_err(unreadable)?;
            let handed_over = path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd");
            if !metadata.is_file() && !handed_over && path.as_os_str() != "/dev/stdin" {
                return Err("is not a file".to_owned());
            }
            if metadata.len() > most {
                return Err(too_large(most));
            }
            bytes.reserve(usize::try_from(metadata.len()).unwrap_or(0) + 1);
            let file = File::open(path).map_err(unreadable)?;
            file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?
        }
    };
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

fn too_large(most: u64) -> String {
    format!("is larger than {most} bytes, and was not judged; --max-size sets the limit")
}

/// Judges every input, several at a time where there are several processors, and reports in order.
fn in_order(
    inputs: &[Input],
    judge: impl Fn(&Input) -> Judged + Sync,
    mut report: impl FnMut(&Input, Judged) -> Result<()>,
) -> Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(inputs.len());
    if workers < 2 {
        return inputs.iter().try_for_each(|input| report(input, judge(input)));
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        // A bounded channel: whoever runs ahead waits, so that few verdicts are held at a time.
        let (sender, receiver) = mpsc::sync_channel(workers * 4);
        for _ in 0..workers {
            let (sender, next, judge) = (sender.clone(), &next, &judge);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(input) = inputs.get(index) else { break };
                    if sender.send((index, judge(input))).is_err() {
                        break; // Nobody reads any more.
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, judged) in receiver {
            waiting.insert(index, judged);
            while let Some(judged) = waiting.remove(&due) {
                report(&inputs[due], judged)?;
                due += 1;
            }
        }
        Ok(())
    })
}
