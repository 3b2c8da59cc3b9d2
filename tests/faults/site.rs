//! A site in a temporary folder, and what is true of it after each fault.

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::os::unix::fs::FileTypeExt;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use tempfile::TempDir;

use feedwright::Options;
use feedwright::Source;
use feedwright::validate;

/// The time of the builds.
pub(crate) const NOW: &str = "2026-11-01T12:00:00Z";
pub(crate) const LATER: &str = "2026-11-01T13:00:00Z";

/// The pause after which the clocks of file systems have moved on.
pub(crate) const TICK: Duration = Duration::from_millis(60);

const CONFIGURATION: &str = "\
[site]
title = \"Harbor\"
url = \"https://harbor.example/\"
language = \"en\"

[[feed]]
name = \"news\"

[[feed]]
name = \"tags\"
each = \"tag\"
formats = [\"rss\"]
";

/// The published files and the state, by their path in the site.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) struct Site {
    folder: TempDir,
    root: PathBuf,
}

impl Site {
    /// A site without articles.
    pub(crate) fn empty() -> Site {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let root = folder.path().canonicalize().expect("it exists").join("site");
        let site = Site { folder, root };
        site.write("feedwright.toml", CONFIGURATION);
        fs::create_dir_all(site.path("articles/trip")).expect("it is created");
        site
    }

    /// A site with articles of each kind, and without feeds.
    pub(crate) fn new() -> Site {
        let site = Site::empty();
        site.write("articles/one.md", &article("One", "date: 2026-10-01\ntags: [sea]\n"));
        site.write("articles/two.md", &article("Two", "date: 2026-10-02\ntags: [sea]\n"));
        site.write("articles/trip/first-seen.md", &article("First seen", ""));
        site.write("articles/page.html", "<title>A page</title><p>It is a page.</p>");
        site
    }

    /// A site that was built, and whose articles were changed since then.
    pub(crate) fn changed() -> Site {
        Site::changed_with(CONFIGURATION)
    }

    /// The same, with another configuration.
    pub(crate) fn changed_with(configuration: &str) -> Site {
        let site = Site::new();
        site.write("feedwright.toml", configuration);
        site.build().succeeds();
        // A new file always gets a time that is later than that of the old one, whatever the second.
        let ahead = SystemTime::now() + Duration::from_secs(3600);
        for path in site.files().keys() {
            set_modified(&site.path(path), ahead);
        }
        site.change();
        site
    }

    /// Changes, adds, renames and deletes articles.
    pub(crate) fn change(&self) {
        self.write("articles/one.md", &article("One is longer", "date: 2026-10-01\ntags: [sea]\n"));
        self.write("articles/new.md", &article("New", "tags: [land]\n"));
        fs::rename(self.path("articles/trip/first-seen.md"), self.path("articles/moved.md"))
            .expect("it is renamed");
        fs::remove_file(self.path("articles/two.md")).expect("it is removed");
    }

    /// A copy in another folder.
    pub(crate) fn copy(&self) -> Site {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let root = folder.path().canonicalize().expect("it exists").join("site");
        copy(&self.root, &root);
        Site { folder, root }
    }

    pub(crate) fn copy_without_cache(&self) -> Site {
        let site = self.copy();
        for name in ["cache", "heads"] {
            let _ = fs::remove_file(site.path(".feedwright").join(name));
        }
        site
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A place for files that are not part of the site.
    pub(crate) fn outside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
        fs::write(path, text).expect("it is written");
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|it| panic!("{path}: {it}"))
    }

    /// The command that builds the site. Its messages do not contain the path of the site, which is different in copies.
    pub(crate) fn command(&self, options: &[&str]) -> Command {
        self.command_at(NOW, options)
    }

    pub(crate) fn command_at(&self, now: &str, options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.args(["build", "--now", now]).args(options).current_dir(&self.root);
        command.env_clear().stdin(Stdio::null());
        command.envs(std::env::var_os("PATH").map(|it| ("PATH", it)));
        command
    }

    pub(crate) fn build(&self) -> Ran {
        Ran::of(&mut self.command(&[]))
    }

    pub(crate) fn build_at(&self, now: &str) -> Ran {
        Ran::of(&mut self.command_at(now, &[]))
    }

    /// The feeds and the state.
    pub(crate) fn files(&self) -> Files {
        let mut files = self.feeds();
        if let Ok(state) = fs::read(self.path(STATE)) {
            files.insert(STATE.to_owned(), state);
        }
        files
    }

    pub(crate) fn feeds(&self) -> Files {
        let mut files = Files::new();
        for path in paths(&self.root, "feeds") {
            if !path.rsplit('/').next().unwrap_or_default().starts_with('.') {
                files.insert(path.clone(), self.read(&path));
            }
        }
        files
    }

    /// The unfinished files that were left.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        paths(&self.root, "").into_iter().filter(|it| it.contains("/.feedwright-")).collect()
    }
}

/// The file of the state.
pub(crate) const STATE: &str = ".feedwright/state.json";

/// The paths of all files below a folder of a site.
fn paths(root: &Path, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = root.join(folder).read_dir() else { return found };
    for entry in entries.flatten() {
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|it| it.is_dir()) {
            found.extend(paths(root, &path));
        } else {
            found.push(path);
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it is created");
    for entry in from.read_dir().expect("it is a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().is_ok_and(|it| it.is_dir()) {
            copy(&entry.path(), &target);
        } else if entry.file_type().is_ok_and(|it| it.is_symlink()) {
            let to = fs::read_link(entry.path()).expect("it is a link");
            symlink(to, target).expect("it is linked");
        } else if entry.file_type().is_ok_and(|it| it.is_fifo()) {
            let made = Command::new("mkfifo").arg(target).status().expect("mkfifo runs");
            assert!(made.success(), "the pipe is made");
        } else {
            fs::copy(entry.path(), &target).expect("it is copied");
            let modified = entry.metadata().and_then(|it| it.modified());
            set_modified(&target, modified.expect("it is known"));
        }
    }
}

pub(crate) fn set_modified(path: &Path, time: SystemTime) {
    let file = File::options().append(true).open(path).expect("it opens");
    file.set_modified(time).expect("it is set");
}

pub(crate) fn article(title: &str, fields: &str) -> String {
    format!("---\ntitle: {title}\n{fields}---\n\nThese are the words of {title}.\n")
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(command: &mut Command) -> Ran {
        let file = || tempfile::tempfile().expect("there is a folder for temporary files");
        let (mut out, mut err) = (file(), file());
        let copy = |it: &File| it.try_clone().expect("it is open");
        let mut child =
            command.stdout(copy(&out)).stderr(copy(&err)).spawn().expect("the program runs");
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("it can be waited for") {
                break status;
            }
            if started.elapsed() > PATIENCE {
                let _ = child.kill();
                let _ = child.wait();
                panic!("the program does not end: {command:?}");
            }
            thread::sleep(Duration::from_millis(3));
        };
        Ran {
            code: status.code(),
            signal: status.signal(),
            out: text(&mut out),
            err: text(&mut err),
        }
    }

    #[track_caller]
    pub(crate) fn succeeds(&self) {
        assert_eq!(self.code, Some(0), "{self:?}");
    }

    #[track_caller]
    pub(crate) fn fails(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for it in words {
            assert!(self.err.contains(it), "{it}: {self:?}");
        }
    }
}

/// How long a build may take.
const PATIENCE: Duration = Duration::from_secs(30);

fn text(file: &mut File) -> String {
    let mut text = String::new();
    file.rewind().and_then(|()| file.read_to_string(&mut text)).expect("it is UTF-8");
    text
}

/// A file that is not whole. `None` if all published files are feeds without errors.
pub(crate) fn broken(files: &Files) -> Option<String> {
    for (path, bytes) in files.iter().filter(|it| it.0 != STATE) {
        let problem = problem(path, bytes);
        if problem.is_some() {
            return problem;
        }
    }
    None
}

pub(crate) fn problem(path: &str, bytes: &[u8]) -> Option<String> {
    let is_whole = bytes.ends_with(b"}\n") || bytes.ends_with(b">\n");
    if !is_whole {
        return Some(format!("{path} is not whole: {} bytes", bytes.len()));
    }
    let report = validate(&Source::from_bytes(path, bytes, None), &Options::default());
    let error = report.diagnostics.iter().find(|it| it.is_error())?;
    Some(format!("{path} is not valid: {}", error.message))
}

/// A published file that is neither the old nor the new one, or a missing one.
pub(crate) fn mixed(found: &Files, old: &Files, new: &Files) -> Option<String> {
    let is_one = |path: &String, bytes: &Vec<u8>| {
        old.get(path).is_some_and(|it| it == bytes) || new.get(path).is_some_and(|it| it == bytes)
    };
    if let Some((path, _)) = found.iter().find(|it| !is_one(it.0, it.1)) {
        return Some(format!("{path} is neither the old nor the new file"));
    }
    let missing = old.keys().find(|it| !found.contains_key(*it) && new.contains_key(*it));
    missing.map(|it| format!("{it} is gone"))
}

/// The first difference between the files of two sites.
pub(crate) fn difference(found: &Files, expected: &Files) -> Option<String> {
    let path =
        found.keys().chain(expected.keys()).find(|it| found.get(*it) != expected.get(*it))?;
    let (Some(found), Some(expected)) = (found.get(path), expected.get(path)) else {
        let what = if found.contains_key(path) { "too much" } else { "missing" };
        return Some(format!("{path} is {what}"));
    };
    let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
    let lines = found.lines().map(Some).chain([None]).zip(expected.lines().map(Some).chain([None]));
    let line = lines.into_iter().find(|it| it.0 != it.1);
    Some(format!("{path} is different: {line:?}"))
}

/// Checks all cases, several at once because most of their time is spent waiting.
#[track_caller]
pub(crate) fn check_all<T: Sync>(cases: &[T], check: impl Fn(&T) -> Result<(), String> + Sync) {
    let next = Mutex::new(cases.iter());
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let case = next.lock().expect("no thread panics").next();
                    let Some(case) = case else { break };
                    if let Err(problem) = check(case) {
                        wrong.lock().expect("no thread panics").push(problem);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no thread panics");
    let first: Vec<&str> = wrong.iter().take(5).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), cases.len(), first.join("\n\n"));
}

const AT_ONCE: usize = 6;

/// Says that a test cannot run here, also if the output of tests is not shown.
pub(crate) fn skip(why: &str) {
    let _ = writeln!(io::stderr(), "skipped: {why}");
}
