//! Builds that end in the middle.

use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::shim;
use crate::shim::Fault;
use crate::shim::Operation;
use crate::site::Files;
use crate::site::LATER;
use crate::site::NOW;
use crate::site::Ran;
use crate::site::STATE;
use crate::site::Site;
use crate::site::TICK;
use crate::site::check_all;
use crate::site::difference;
use crate::site::mixed;

/// A site before a build, and its files before and after it.
struct Scenario {
    site: Site,
    options: &'static [&'static str],
    old: Files,
    new: Files,
    operations: Vec<Operation>,
}

impl Scenario {
    fn new(site: Site, options: &'static [&'static str]) -> Scenario {
        let (old, built) = (site.files(), site.copy());
        thread::sleep(TICK);
        let operations = shim::operations(&built, options);
        Scenario { old, new: built.files(), site, options, operations }
    }

    /// The moments at which a build can end: before each change of a file, in the middle of each write, and after the last change.
    fn moments(&self) -> Vec<Fault> {
        let mut moments = Vec::new();
        for (number, operation) in self.operations.iter().enumerate().filter(|it| it.1.changes()) {
            moments.push(Fault::at(number, "kill"));
            if operation.name == "write" {
                moments.push(Fault::at(number, "half"));
            }
        }
        let last = self.operations.iter().rposition(Operation::changes).unwrap_or_default();
        moments.push(Fault::at(last + 1, "kill"));
        moments
    }

    /// A compressed copy that is still the old one although its file is new: web servers would send it.
    fn stale_copy<'f>(&self, found: &'f Files) -> Option<&'f String> {
        found.iter().find_map(|(name, bytes)| {
            let file = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".br"))?;
            let is_new =
                found.get(file) == self.new.get(file) && found.get(file) != self.old.get(file);
            (is_new && self.new.get(name) != Some(bytes)).then_some(name)
        })
    }

    /// Checks a copy of the site in which a build has ended.
    fn check(&self, site: &Site) -> Result<(), String> {
        let found = site.files();
        let mut old = self.old.clone();
        let mut whole = found.clone();
        if !self.options.is_empty() {
            // Until the files of former feeds are deleted, the state remembers both them and the new ones.
            old.remove(STATE);
            whole.remove(STATE);
        }
        if let Some(problem) = mixed(&whole, &old, &self.new) {
            return Err(problem);
        }
        if let Some(name) = self.stale_copy(&found) {
            return Err(format!("{name} is older than its file"));
        }
        // Once the state is there, the next build must not see the articles for the first time again.
        let is_known = found.get(STATE) == self.new.get(STATE);
        let now = if is_known { LATER } else { NOW };
        // The lock of the killed build does not block this one.
        let options = [&["--if-locked", "fail"], self.options].concat();
        let again = Ran::of(&mut site.command_at(now, &options));
        if again.code != Some(0) {
            return Err(format!("the next build: {again:?}"));
        }
        if let Some(problem) = difference(&site.files(), &self.new) {
            return Err(problem);
        }
        let leftovers = site.leftovers();
        if leftovers.is_empty() { Ok(()) } else { Err(format!("left: {leftovers:?}")) }
    }
}

#[test]
fn a_build_that_is_killed_at_any_operation_is_repaired() {
    if !shim::is_available() {
        return;
    }
    let removed = Site::changed();
    let text = String::from_utf8(removed.read("feedwright.toml")).expect("it is text");
    removed.write(
        "feedwright.toml",
        text.split("\n[[feed]]\nname = \"tags\"").next().expect("it has a start"),
    );
    let site = "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n[feed]\nformats = [\"rss\"]\n";
    let output = "[output]\ncompress = [\"gz\", \"br\"]\nindex = [\"html\"]\n";
    let compressed = Site::changed_with(&format!("{site}{output}"));
    let uncompressed = compressed.copy();
    uncompressed.write("feedwright.toml", site);
    let scenarios = [
        Scenario::new(compressed, &[]),
        Scenario::new(uncompressed, &["--prune"]),
        Scenario::new(Site::new(), &[]),
        Scenario::new(Site::changed(), &[]),
        Scenario::new(removed, &["--prune"]),
    ];
    let cases: Vec<(&Scenario, Fault)> = scenarios
        .iter()
        .flat_map(|scenario| scenario.moments().into_iter().map(move |it| (scenario, it)))
        .collect();
    check_all(&cases, |(scenario, fault)| {
        let site = scenario.site.copy();
        thread::sleep(TICK);
        let mut command = site.command(scenario.options);
        shim::preload(&mut command, &site, Some(fault));
        let ran = Ran::of(&mut command);
        let at = &scenario.operations.get(fault.from);
        let told = |it: String| format!("{:?} {} at {at:?}: {it}", scenario.options, fault.action);
        if ran.signal != Some(9) {
            return Err(told(format!("{ran:?}")));
        }
        scenario.check(&site).map_err(told)
    });
}

#[test]
fn a_build_that_is_ended_at_a_random_time_is_repaired() {
    let site = Site::changed();
    let (old, built) = (site.files(), site.copy());
    let started = Instant::now();
    built.build().succeeds();
    let time = started.elapsed();
    let new = built.files();
    let scenario = Scenario { site, options: &[], old, new, operations: Vec::new() };
    let signals = ["KILL", "TERM", "INT", "HUP"];
    let cases: Vec<u32> = (0..24).collect();
    check_all(&cases, |number| {
        let site = scenario.site.copy();
        let mut child = site.command(&[]).stderr(Stdio::null()).spawn().expect("the program runs");
        thread::sleep(time * *number / 24 + Duration::from_micros(u64::from(number * 37 % 100)));
        let signal = signals[*number as usize % signals.len()];
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).output();
        sent.expect("kill runs");
        child.wait().expect("it can be waited for");
        scenario.check(&site).map_err(|it| format!("{signal}, {number}/24 of {time:?}: {it}"))
    });
}

/// A system that stops, unlike a process that is killed, only keeps what was synced.
#[test]
fn files_are_on_the_disk_before_they_replace_others() {
    if !shim::is_available() {
        return;
    }
    for site in [Site::new(), Site::changed()] {
        thread::sleep(TICK);
        let operations = shim::operations(&site, &[]);
        let position = |name: &str, path: &str, from: usize| {
            let found = operations[from..].iter().position(|it| it.name == name && it.path == path);
            found.map(|it| it + from)
        };
        let named = |name: &str| -> Vec<(usize, &str)> {
            let all = operations.iter().enumerate().filter(|it| it.1.name == name);
            all.map(|(number, it)| (number, it.path.as_str())).collect()
        };
        let is_unfinished = |it: &str| it.contains("/.feedwright-");
        let first_feed =
            named("rename").iter().find(|it| it.1.starts_with("feeds/")).map(|it| it.0);
        let first_feed = first_feed.expect("a feed is replaced");
        // Of the state and of all feeds: the cache is written later.
        for (number, path) in named("write").into_iter().filter(|it| is_unfinished(it.1)) {
            let synced = position("fsync", path, number).expect("it is synced");
            assert!(position("write", path, synced).is_none(), "{path} is changed again");
            if number < first_feed {
                assert!(synced < first_feed, "{path} is not synced before feeds are replaced");
            }
        }
        for (number, path) in named("rename") {
            let folder = path.rsplit_once('/').expect("it is in a folder").0;
            assert!(position("fsync", folder, number).is_some(), "{folder} is not synced");
        }
        let state = position("rename", STATE, 0).expect("the state is replaced");
        let synced = position("fsync", ".feedwright", state).expect("its folder is synced");
        assert!(synced < first_feed, "the state is not on the disk before the feeds");
    }
}
