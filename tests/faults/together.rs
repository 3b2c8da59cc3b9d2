//! Several builds at once, and a reader that polls the feeds all the time, as a web server does.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

use crate::site::Ran;
use crate::site::Site;
use crate::site::TICK;
use crate::site::article;
use crate::site::problem;

/// The number of builds at once.
const BUILDS: usize = 8;

/// The number of rounds. The articles change before each.
const ROUNDS: usize = 4;

#[test]
fn eight_builds_and_a_reader_only_see_whole_files() {
    let site = Site::new();
    let options =
        [&["--if-locked", "wait"][..], &["--if-locked", "skip"], &["--if-locked", "fail"], &[]];
    let is_done = AtomicBool::new(false);
    let seen = thread::scope(|scope| {
        let reader = scope.spawn(|| poll(&site, &is_done));
        for round in 0..ROUNDS {
            let title = format!("Round {round}");
            site.write("articles/one.md", &article(&title, "date: 2026-10-01\ntags: [sea]\n"));
            let builds: Vec<_> = (0..BUILDS)
                .map(|number| {
                    let options = options[number % options.len()];
                    let site = &site;
                    scope.spawn(move || {
                        let force = if number % 3 == 0 { &["--force"][..] } else { &[] };
                        (options, Ran::of(&mut site.command(&[options, force].concat())))
                    })
                })
                .collect();
            for build in builds {
                let (options, ran) = build.join().expect("it does not panic");
                let may_fail = options == ["--if-locked", "fail"];
                let is_expected = ran.code == Some(0) || may_fail && ran.code == Some(75);
                assert!(is_expected && ran.out.is_empty(), "{options:?}: {ran:?}");
            }
            let rss = String::from_utf8(site.read("feeds/news.rss.xml")).expect("it is text");
            assert!(rss.contains(&title), "{rss}");
        }
        is_done.store(true, Ordering::Relaxed);
        reader.join().expect("it does not panic")
    });
    assert!(site.leftovers().is_empty(), "{:?}", site.leftovers());
    for (path, versions) in &seen {
        for bytes in versions {
            assert_eq!(problem(path, bytes), None);
        }
    }
    assert!(seen.len() >= 4, "the reader saw only {:?}", seen.keys());
}

/// Reads all feeds again and again. Returns each version of each.
fn poll(site: &Site, is_done: &AtomicBool) -> BTreeMap<String, BTreeSet<Vec<u8>>> {
    let mut seen: BTreeMap<String, BTreeSet<Vec<u8>>> = BTreeMap::new();
    while !is_done.load(Ordering::Relaxed) {
        for folder in ["feeds", "feeds/tags"] {
            let Ok(entries) = site.path(folder).read_dir() else { continue };
            for entry in entries.flatten().filter(|it| it.path().is_file()) {
                let name = entry.file_name().to_string_lossy().into_owned();
                if !name.starts_with('.') {
                    let bytes = fs::read(entry.path()).expect("a feed that is replaced is there");
                    seen.entry(format!("{folder}/{name}")).or_default().insert(bytes);
                }
            }
        }
        thread::yield_now();
    }
    seen
}

/// A build that waits for another one does not do its work again.
#[test]
fn a_build_that_waited_sees_what_the_other_one_did() {
    let site = Site::changed();
    thread::sleep(TICK);
    let builds: Vec<Ran> = thread::scope(|scope| {
        let all: Vec<_> = (0..3).map(|_| scope.spawn(|| site.build())).collect();
        all.into_iter().map(|it| it.join().expect("it does not panic")).collect()
    });
    builds.iter().for_each(Ran::succeeds);
    let modified = || fs::metadata(site.path("feeds/news.rss.xml")).and_then(|it| it.modified());
    let before = modified().expect("it is known");
    site.build().succeeds();
    assert_eq!(modified().expect("it is known"), before);
}
