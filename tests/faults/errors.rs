//! Systems that report errors: full disks, disks that fail, limits and missing rights.

use std::thread;

use crate::shim;
use crate::shim::Fault;
use crate::shim::Operation;
use crate::site::Files;
use crate::site::Ran;
use crate::site::Site;
use crate::site::TICK;
use crate::site::broken;
use crate::site::check_all;
use crate::site::difference;
use crate::site::mixed;

// The numbers of errors, which are the same on each Linux.
const EIO: (&str, i32) = ("EIO", 5);
const ENOMEM: (&str, i32) = ("ENOMEM", 12);
const EACCES: (&str, i32) = ("EACCES", 13);
const EMFILE: (&str, i32) = ("EMFILE", 24);
const ENOSPC: (&str, i32) = ("ENOSPC", 28);
const EROFS: (&str, i32) = ("EROFS", 30);
const EDQUOT: (&str, i32) = ("EDQUOT", 122);

/// The errors that an operation may report.
#[rustfmt::skip]
const ERRORS: &[(&str, &[(&str, i32)])] = &[
    ("stat",     &[EIO, EACCES, ENOMEM]),
    ("opendir",  &[EIO, EACCES, EMFILE]),
    ("readdir",  &[EIO]),
    ("open",     &[EIO, EACCES, EMFILE]),
    ("read",     &[EIO]),
    ("create",   &[ENOSPC, EDQUOT, EACCES, EMFILE, EROFS, EIO]),
    ("write",    &[ENOSPC, EDQUOT, EIO]),
    ("truncate", &[EIO]),
    ("chmod",    &[EIO, EROFS]),
    ("utime",    &[EIO]),
    ("fsync",    &[EIO, ENOSPC, EDQUOT]),
    ("rename",   &[ENOSPC, EIO, EACCES]),
    ("mkdir",    &[ENOSPC, EDQUOT, EACCES, EROFS]),
    ("rmdir",    &[EIO]),
    ("unlink",   &[EIO, EACCES]),
    ("lock",     &[EIO]),
];

/// A site before a build, and its files before and after it.
struct Scenario {
    name: &'static str,
    site: Site,
    old: Files,
    new: Files,
    operations: Vec<Operation>,
}

impl Scenario {
    fn new(name: &'static str, site: Site) -> Scenario {
        let (old, built) = (site.files(), site.copy());
        thread::sleep(TICK);
        let operations = shim::operations(&built, &[]);
        Scenario { name, old, new: built.files(), site, operations }
    }

    /// Builds a copy with a fault, checks the result, and lets the next build repair it.
    fn check(&self, fault: &Fault) -> Result<(), String> {
        let site = self.site.copy();
        thread::sleep(TICK);
        let ran = shim::build(&site, fault);
        let told = |it: String| {
            let at = self.operations.get(fault.from);
            format!("{}: {fault:?} at {at:?}: {it}\n{ran:?}", self.name)
        };
        self.result(&ran, &site).map_err(told)?;
        let again = site.build();
        if again.code != Some(0) || !again.err.is_empty() && !again.err.starts_with("warning: ") {
            return Err(told(format!("the next build: {again:?}")));
        }
        if let Some(problem) = difference(&site.files(), &self.new) {
            return Err(told(format!("the next build repairs nothing: {problem}")));
        }
        let leftovers = site.leftovers();
        if !leftovers.is_empty() {
            return Err(told(format!("left: {leftovers:?}")));
        }
        Ok(())
    }

    fn result(&self, ran: &Ran, site: &Site) -> Result<(), String> {
        let found = site.files();
        let problem = match ran.code {
            Some(0) => difference(&found, &self.new),
            // An article cannot be read. The others are published.
            Some(1) if ran.err.contains("articles/") => broken(&found),
            Some(2 | 3) => {
                let places = ["feeds", ".feedwright", "articles", "feedwright.toml"];
                let has_place = places.iter().any(|it| ran.err.contains(it));
                // The error of an article contains all that is known.
                let has_help = ran.err.contains("  help: ") || ran.err.contains("in an old feed");
                let is_clear = has_place && (has_help || ran.code == Some(2));
                let problem = (!is_clear).then(|| "the message is not clear".to_owned());
                problem.or_else(|| mixed(&found, &self.old, &self.new))
            }
            _ => Some("the exit code is wrong".to_owned()),
        };
        problem.map_or(Ok(()), Err)
    }
}

fn scenarios() -> Vec<Scenario> {
    let lost = Site::changed();
    std::fs::remove_dir_all(lost.path(".feedwright")).expect("it is removed");
    vec![
        Scenario::new("first build", Site::new()),
        Scenario::new("changed articles", Site::changed()),
        Scenario::new("lost state", lost),
    ]
}

#[test]
fn an_error_of_any_operation_loses_nothing() {
    if !shim::is_available() {
        return;
    }
    let scenarios = scenarios();
    let mut cases = Vec::new();
    for (turn, scenario) in scenarios.iter().enumerate() {
        for (number, operation) in scenario.operations.iter().enumerate() {
            let errors = ERRORS.iter().find(|it| it.0 == operation.name);
            let errors = errors.unwrap_or_else(|| panic!("unknown: {operation:?}")).1;
            // There are many operations, so those that only read take turns, and the errors, too.
            if !operation.changes() && number % 2 != turn % 2 {
                continue;
            }
            let error = errors[number % errors.len()];
            cases.push((scenario, Fault::at(number, &error.1.to_string())));
        }
    }
    check_all(&cases, |(scenario, fault)| scenario.check(fault));
}

#[test]
fn a_full_disk_is_reported_and_repaired() {
    if !shim::is_available() {
        return;
    }
    let scenario = Scenario::new("changed articles", Site::changed());
    let ops = &["create", "write", "mkdir", "fsync", "rename"];
    let affected =
        scenario.operations.iter().enumerate().filter(|it| ops.contains(&it.1.name.as_str()));
    let errors = [ENOSPC, EDQUOT];
    let cases: Vec<(&Operation, Fault)> = affected
        .map(|(number, operation)| {
            let error = errors[number % errors.len()].1.to_string();
            // From now on, nothing can be written.
            (operation, Fault { to: usize::MAX >> 2, ops, ..Fault::at(number, &error) })
        })
        .collect();
    let is_cache = |it: &Operation| it.path == ".feedwright/cache";
    let cache = scenario.operations.iter().rposition(is_cache).expect("the cache is written");
    let stat = scenario.operations[..cache].iter().rposition(is_cache);
    let cache = stat.expect("the old cache is looked for");
    check_all(&cases, |(operation, fault)| {
        let site = scenario.site.copy();
        thread::sleep(TICK);
        let ran = shim::build(&site, fault);
        let is_lock = operation.path == ".feedwright/lock" && operation.name == "write";
        // A failing cache costs nothing but time. The name of the process in the lock is only for people.
        let expected = if fault.from >= cache { 0 } else { 3 };
        let is_clear = expected == 0 || is_lock || ran.err.contains("help: free some space");
        if ran.code != Some(expected) || !is_clear || !site.leftovers().is_empty() {
            return Err(format!("{operation:?} {fault:?}: {:?} {ran:?}", site.leftovers()));
        }
        scenario.check(fault)
    });
}

#[test]
fn interrupted_and_short_calls_change_nothing() {
    if !shim::is_available() {
        return;
    }
    let scenario = Scenario::new("changed articles", Site::changed());
    let all = |action: &str, ops: &'static [&'static str]| Fault {
        to: usize::MAX >> 2,
        ops,
        ..Fault::at(0, action)
    };
    let cases = [
        all("interrupt", &["open", "create", "read", "write", "fsync", "truncate", "chmod"]),
        all("short", &["read", "write"]),
    ];
    check_all(&cases, |fault| {
        let site = scenario.site.copy();
        let ran = shim::build(&site, fault);
        if ran.code != Some(0) {
            return Err(format!("{fault:?}: {ran:?}"));
        }
        difference(&site.files(), &scenario.new)
            .map_or(Ok(()), |it| Err(format!("{fault:?}: {it}")))
    });
}

/// A disk that fails for good: even unfinished files cannot be removed.
#[test]
fn a_disk_that_fails_for_good_loses_nothing() {
    if !shim::is_available() {
        return;
    }
    let scenario = Scenario::new("changed articles", Site::changed());
    let count = scenario.operations.len();
    let cases: Vec<Fault> = (0..count)
        .step_by(6)
        .map(|it| Fault { to: usize::MAX >> 2, ..Fault::at(it, "5") })
        .collect();
    check_all(&cases, |fault| scenario.check(fault));
}
