//! Any sequence of edits, builds, lost caches and killed builds leads to the feeds that one build of the final site gives.
//!
//! `tests/incremental.rs` compares builds with and without a cache after many more kinds of changes. Here, builds are killed, too, so that
//! the state of both sites must be the same at first.

use std::fs;
use std::thread;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use proptest::collection::vec;
use proptest::prelude::Just;
use proptest::prelude::any;
use proptest::prelude::prop_oneof;
use proptest::strategy::Strategy;
use proptest::test_runner::Config;
use proptest::test_runner::TestCaseError;
use proptest::test_runner::TestRunner;

use crate::shim;
use crate::shim::Fault;
use crate::site::NOW;
use crate::site::Ran;
use crate::site::Site;
use crate::site::TICK;
use crate::site::article;
use crate::site::broken;
use crate::site::difference;

const NAMES: [&str; 5] = ["one.md", "two.md", "trip/three.md", "four.md", "five.html"];

const FEEDS: [&str; 4] = ["news.rss.xml", "news.atom.xml", "news.json", "tags/sea.xml"];

#[derive(Clone, Debug)]
enum Step {
    /// Writes an article of some kind.
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
    /// Changes a byte of an article, and neither its size nor the time of its last change.
    ChangeInPlace(usize),
    /// Changes which feeds there are.
    Configure(usize),
    LoseCache,
    /// Loses or damages a feed.
    Damage(usize, bool),
    /// Time passes, so that another entry is due.
    Wait(i64),
    Build,
    /// Forces a build.
    Force,
    /// A build that is killed before this operation.
    Kill(usize),
    /// A build in which this operation and those after it fail.
    Fail(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let name = 0..NAMES.len();
    prop_oneof![
        6 => (name.clone(), 0..8_usize).prop_map(|it| Step::Write(it.0, it.1)),
        1 => name.clone().prop_map(Step::Delete),
        2 => (name.clone(), name.clone()).prop_map(|it| Step::Rename(it.0, it.1)),
        2 => name.prop_map(Step::ChangeInPlace),
        2 => (0..3_usize).prop_map(Step::Configure),
        1 => Just(Step::LoseCache),
        1 => (0..FEEDS.len(), any::<bool>()).prop_map(|it| Step::Damage(it.0, it.1)),
        2 => (0..50_i64).prop_map(Step::Wait),
        6 => Just(Step::Build),
        1 => Just(Step::Force),
        3 => (60..280_usize).prop_map(Step::Kill),
        2 => (60..280_usize).prop_map(Step::Fail),
    ]
}

#[test]
fn any_history_gives_what_one_build_gives() {
    let config =
        Config { cases: 16, failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
    let outcome = TestRunner::new(config).run(&vec(step(), 4..16), |steps| follow(&steps));
    outcome.unwrap_or_else(|it| panic!("{it}"));
}

fn follow(steps: &[Step]) -> Result<(), TestCaseError> {
    let site = Site::new();
    let mut now: DateTime<Utc> = NOW.parse().expect("it is a date");
    for step in steps.iter().chain([&Step::Build]) {
        take(step, &site, &mut now)?;
        if let Some(problem) = broken(&site.feeds()).filter(|_| !is_damage(step)) {
            return Err(TestCaseError::fail(format!("{step:?}: {problem}")));
        }
        if is_damage(step) {
            // The next build repairs the feed, and it is not compared before.
            compare(&site, now, &[])?;
        }
    }
    Ok(())
}

fn is_damage(step: &Step) -> bool {
    matches!(step, Step::Damage(..))
}

fn take(step: &Step, site: &Site, now: &mut DateTime<Utc>) -> Result<(), TestCaseError> {
    let path = |number: &usize| site.path("articles").join(NAMES[*number]);
    match step {
        Step::Write(number, kind) => {
            let path = format!("articles/{}", NAMES[*number]);
            site.write(&path, &text(NAMES[*number], *kind, *now));
        }
        Step::Delete(number) => drop(fs::remove_file(path(number))),
        Step::Rename(from, to) => drop(fs::rename(path(from), path(to))),
        Step::ChangeInPlace(number) => {
            if let Ok(mut bytes) = fs::read(path(number)) {
                let modified = path(number).metadata().and_then(|it| it.modified());
                let last = bytes.iter_mut().rev().find(|it| it.is_ascii_lowercase());
                if let Some(last) = last {
                    *last = if *last == b'x' { b'y' } else { b'x' };
                }
                fs::write(path(number), bytes).expect("it is written");
                let file = fs::File::options().append(true).open(path(number)).expect("it opens");
                file.set_modified(modified.expect("it is known")).expect("it is set");
            }
        }
        Step::Configure(number) => {
            let base = "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n";
            let news = "[[feed]]\nname = \"news\"\n";
            let tags = "[[feed]]\nname = \"tags\"\neach = \"tag\"\nformats = [\"rss\"]\n";
            let text = [&[base, news, tags][..], &[base, news], &[base, news, "limit = 2\n"]];
            site.write("feedwright.toml", &text[*number].concat());
        }
        Step::LoseCache => drop(fs::remove_file(site.path(".feedwright/cache"))),
        Step::Damage(number, is_lost) => {
            let path = site.path("feeds").join(FEEDS[*number]);
            if *is_lost {
                let _ = fs::remove_file(path);
            } else if path.is_file() {
                fs::write(path, "<rss>").expect("it is written");
            }
        }
        Step::Wait(hours) => *now += TimeDelta::hours(*hours),
        Step::Build => {
            thread::sleep(TICK);
            compare(site, *now, &[])?;
        }
        Step::Force => compare(site, *now, &["--force"])?,
        Step::Kill(number) => fault(site, *now, &Fault::at(*number, "kill")),
        Step::Fail(number) => {
            fault(site, *now, &Fault { to: usize::MAX >> 2, ..Fault::at(*number, "5") });
        }
    }
    Ok(())
}

fn fault(site: &Site, now: DateTime<Utc>, fault: &Fault) {
    if shim::is_available() {
        let mut command = site.command_at(&now.to_rfc3339(), &[]);
        shim::preload(&mut command, site, Some(fault));
        Ran::of(&mut command);
    }
}

fn text(name: &str, kind: usize, now: DateTime<Utc>) -> String {
    let day = |hours: i64| (now + TimeDelta::hours(hours)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    match kind {
        0 => String::new(),
        1 => article(name, ""),
        2 => article("The same title", "tags: [land]\n"),
        3 => article("Soon", &format!("date: {}\n", day(20))),
        4 => article("A draft", "draft: true\n"),
        5 => article("Expires", &format!("date: {}\nexpires: {}\n", day(-9), day(9))),
        _ => article(name, &format!("date: {}\ntags: [sea]\n", day(-30))),
    }
}

/// Builds the site, a copy without its cache, and a copy without its feeds, too.
fn compare(site: &Site, now: DateTime<Utc>, options: &[&str]) -> Result<(), TestCaseError> {
    let (cold, bare) = (site.copy_without_cache(), site.copy_without_cache());
    let _ = fs::remove_dir_all(bare.path("feeds"));
    let now = now.to_rfc3339();
    let build = |site: &Site| Ran::of(&mut site.command_at(&now, options));
    let (ran, cold_ran, bare_ran) = thread::scope(|scope| {
        let cold = scope.spawn(|| build(&cold));
        let bare = scope.spawn(|| build(&bare));
        let join = |it: thread::ScopedJoinHandle<'_, Ran>| it.join().expect("it does not panic");
        (build(site), join(cold), join(bare))
    });
    let failed =
        |it: &str| Err(TestCaseError::fail(format!("{it}\n{ran:?}\n{cold_ran:?}\n{bare_ran:?}")));
    if let Some(problem) = difference(&site.files(), &cold.files()) {
        return failed(&format!("without a cache, {problem}"));
    }
    if ran.code != cold_ran.code || ran.err != cold_ran.err {
        return failed("without a cache, the messages are different");
    }
    if !matches!(ran.code, Some(0 | 1 | 4)) {
        return failed("the exit code is wrong");
    }
    let feeds = site.feeds();
    // The other site has no feeds of earlier builds.
    if let Some((path, _)) = bare.feeds().iter().find(|it| feeds.get(it.0) != Some(it.1)) {
        return failed(&format!("without earlier feeds, {path} is different"));
    }
    let leftovers = site.leftovers();
    if leftovers.is_empty() { Ok(()) } else { failed(&format!("left: {leftovers:?}")) }
}
