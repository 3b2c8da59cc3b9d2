//! Articles that other programs change while a build reads them.

use std::fs;

use crate::shim;
use crate::shim::Fault;
use crate::site::Ran;
use crate::site::Site;
use crate::site::broken;
use crate::site::check_all;
use crate::site::difference;
use crate::site::problem;

const ACTIONS: &[&str] = &["delete", "rename", "truncate", "folder", "pipe", "loop", "outside"];

/// The article that changes.
const ARTICLE: &str = "articles/one.md";

/// The number of operations on an article in a build is lower than this.
const MOST: usize = 20;

#[test]
fn an_article_may_change_at_any_operation() {
    if !shim::is_available() {
        return;
    }
    let site = Site::changed();
    let operations = shim::operations(&site.copy(), &[]);
    let count = operations.iter().filter(|it| it.path == ARTICLE).count();
    assert!(count < MOST, "there are {count} operations on an article");
    let mut cases = Vec::new();
    for action in ACTIONS {
        cases.extend((0..count).map(|it| Fault { file: Some(ARTICLE), ..Fault::at(it, action) }));
    }
    check_all(&cases, |fault| {
        let site = site.copy();
        let ran = shim::build(&site, fault);
        check(&ran, &site).map_err(|it| format!("{fault:?}: {it}\n{ran:?}"))
    });
}

/// Checks a site whose article changed while it was built.
fn check(ran: &Ran, site: &Site) -> Result<(), String> {
    let is_known = ran.code == Some(0) || ran.code == Some(1) && ran.err.contains(ARTICLE);
    if !is_known {
        return Err("the exit code is wrong".to_owned());
    }
    let feeds = site.feeds();
    if let Some(problem) = broken(&feeds) {
        return Err(problem);
    }
    if feeds.values().any(|it| String::from_utf8_lossy(it).contains("root:")) {
        return Err("a file from outside is published".to_owned());
    }
    // The next build sees the change, whatever this one has seen.
    let cold = site.copy_without_cache();
    let (cold_ran, again) = (cold.build(), site.build());
    if again.code != cold_ran.code {
        return Err(format!("the next build: {again:?}\ninstead of: {cold_ran:?}"));
    }
    difference(&site.files(), &cold.files()).map_or(Ok(()), Err)
}

/// Without the shim, and with many articles that several threads read.
#[test]
fn articles_may_come_and_go_during_builds() {
    let site = Site::new();
    let names: Vec<String> = (0..120).map(|it| format!("articles/many/{it}.md")).collect();
    let text = "---\ndate: 2026-10-01\ntitle: Many\n---\nWords.\n";
    for name in &names {
        site.write(name, text);
    }
    site.build().succeeds();
    std::thread::scope(|scope| {
        let build = scope.spawn(|| {
            for _ in 0..6 {
                let ran = Ran::of(&mut site.command(&["--force"]));
                assert!(matches!(ran.code, Some(0 | 1)), "{ran:?}");
                for (path, bytes) in site.feeds() {
                    assert_eq!(problem(&path, &bytes), None);
                }
            }
        });
        let mut round = 0;
        while !build.is_finished() {
            round += 1;
            for (number, name) in names.iter().enumerate() {
                let path = site.path(name);
                match (number + round) % 5 {
                    0 => drop(fs::remove_file(&path)),
                    1 => drop(fs::rename(&path, site.path(&format!("{name}.md")))),
                    2 => drop(fs::rename(site.path(&format!("{name}.md")), &path)),
                    3 => drop(fs::write(&path, &text[..number % text.len()])),
                    _ => drop(fs::write(&path, text)),
                }
            }
        }
        build.join().expect("it does not panic");
    });
    let cold = site.copy_without_cache();
    let (cold_ran, again) = (cold.build(), site.build());
    assert_eq!(again.code, cold_ran.code, "{again:?}");
    assert_eq!(difference(&site.files(), &cold.files()), None);
}
