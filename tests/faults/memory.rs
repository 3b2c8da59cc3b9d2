//! A cache or a state that is damaged, from another version or from another site.

use std::fs;
use std::thread;

use crate::site::Ran;
use crate::site::STATE;
use crate::site::Site;
use crate::site::TICK;
use crate::site::article;
use crate::site::broken;
use crate::site::check_all;
use crate::site::difference;

const CACHE: &str = ".feedwright/cache";
const HEADS: &str = ".feedwright/heads";

/// A site with a cache that a build would use, and with an article that is named in each build.
fn with_cache() -> Site {
    let site = Site::new();
    site.write("articles/empty.md", "");
    site.build();
    thread::sleep(TICK);
    site.build();
    assert!(site.path(CACHE).exists(), "the build stores its result");
    site
}

/// Damages of a file, each with its name.
fn damages(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut damages = vec![("empty".to_owned(), Vec::new())];
    let positions = |count: usize| (0..count).map(move |it| bytes.len() * it / count);
    for at in positions(30).chain(0..16) {
        for bit in [1, 0x20] {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= bit;
            damages.push((format!("byte {at} ^ {bit}"), damaged));
        }
    }
    damages.extend(positions(12).map(|it| (format!("cut at {it}"), bytes[..it].to_vec())));
    damages.push(("longer".to_owned(), [bytes, b"\0"].concat()));
    damages.push(("twice".to_owned(), [bytes, bytes].concat()));
    damages
}

#[test]
fn a_damaged_cache_changes_nothing() {
    let sites: Vec<Site> = (0..4).map(|_| with_cache()).collect();
    let numbers: Vec<usize> = (0..sites.len()).collect();
    check_all(&numbers, |number| {
        let site = &sites[*number];
        let (expected, files) = (site.build(), site.files());
        let others = damages(&site.read(CACHE)).into_iter().enumerate();
        for (_, (name, bytes)) in others.filter(|it| it.0 % sites.len() == *number) {
            fs::write(site.path(CACHE), bytes).expect("it is written");
            let ran = site.build();
            if (ran.code, &ran.err) != (expected.code, &expected.err) {
                return Err(format!("{name}: {ran:?}\ninstead of: {expected:?}"));
            }
            if let Some(problem) = difference(&site.files(), &files) {
                return Err(format!("{name}: {problem}"));
            }
        }
        Ok(())
    });
}

/// The heads of articles are only remembered on sites with many articles.
#[test]
fn damaged_heads_change_nothing() {
    let site = Site::new();
    for number in 0..110 {
        site.write(&format!("articles/{number}.md"), &article("Many", "date: 2026-09-01\n"));
    }
    site.build();
    thread::sleep(TICK);
    site.write("articles/new.md", &article("New", ""));
    thread::sleep(TICK);
    site.build();
    let bytes = site.read(HEADS);
    let cut = |part: usize| bytes[..bytes.len() * part / 8].to_vec();
    let flipped = |part: usize| {
        let mut damaged = bytes.clone();
        damaged[(bytes.len() - 1) * part / 8] ^= 0x10;
        damaged
    };
    let other = String::from_utf8_lossy(&bytes).replacen("-heads-1", "-heads-9", 1).into_bytes();
    let damages = (0..8).map(cut).chain((0..=8).map(flipped)).chain([other, Vec::new()]);
    for (number, damaged) in damages.enumerate() {
        site.write(
            "articles/7.md",
            &article("Many", &format!("date: 2026-10-{:02}\n", number + 1)),
        );
        fs::write(site.path(HEADS), damaged).expect("it is written");
        let cold = site.copy_without_cache();
        let (ran, cold_ran) = (site.build(), cold.build());
        assert_eq!((ran.code, &ran.err), (cold_ran.code, &cold_ran.err), "{number}");
        assert_eq!(difference(&site.files(), &cold.files()), None, "{number}");
    }
}

#[test]
fn a_cache_of_another_version_or_another_site_is_not_used() {
    let (site, other) = (with_cache(), with_cache());
    let (files, cache) = (site.files(), site.read(CACHE));
    let text = String::from_utf8(cache.clone()).expect("it is text");
    let foreign = other.read(CACHE);
    let version = text.replacen("feedwright-cache-", "feedwright-cache-9", 1).into_bytes();
    for (name, bytes) in [("foreign", foreign), ("version", version)] {
        fs::write(site.path(CACHE), &bytes).expect("it is written");
        thread::sleep(TICK);
        site.build().fails(1, &["articles/empty.md"]);
        assert_eq!(difference(&site.files(), &files), None, "{name}");
        assert_ne!(site.read(CACHE), bytes, "the cache is replaced: {name}");
    }
    // The cache from before a change, as from a backup.
    site.write("articles/empty.md", &article("Not empty", "date: 2026-10-03\n"));
    thread::sleep(TICK);
    site.build().succeeds();
    let files = site.files();
    fs::write(site.path(CACHE), &cache).expect("it is written");
    site.build().succeeds();
    assert_eq!(difference(&site.files(), &files), None);
}

#[test]
fn a_cache_that_cannot_be_read_or_replaced_is_ignored() {
    for make in [make_folder, make_loop, make_pipe] {
        let site = with_cache();
        let files = site.files();
        fs::remove_file(site.path(CACHE)).expect("it is removed");
        make(&site);
        for _ in 0..2 {
            site.build().fails(1, &["articles/empty.md"]);
            assert_eq!(difference(&site.files(), &files), None);
        }
    }
}

fn make_folder(site: &Site) {
    fs::create_dir(site.path(CACHE)).expect("it is created");
}

fn make_loop(site: &Site) {
    std::os::unix::fs::symlink("cache", site.path(CACHE)).expect("it is linked");
}

fn make_pipe(site: &Site) {
    let made = std::process::Command::new("mkfifo").arg(site.path(CACHE)).status();
    assert!(made.expect("mkfifo runs").success());
}

/// A damaged state is not replaced. A change that leaves it readable is like an edit: the feeds are whole, and nothing else changes.
#[test]
fn a_damaged_state_is_reported_and_kept() {
    let site = Site::new();
    site.build().succeeds();
    let (feeds, state) = (site.feeds(), site.read(STATE));
    site.write("articles/one.md", &article("Other", "date: 2026-10-01\n"));
    let cases = damages(&state);
    check_all(&cases, |(name, bytes)| {
        let site = site.copy();
        fs::write(site.path(STATE), bytes).expect("it is written");
        let ran = site.build();
        let problem = match ran.code {
            Some(0 | 1) => broken(&site.feeds()),
            Some(3) if site.read(STATE) != *bytes => Some("the state was replaced".to_owned()),
            Some(3) if is_clear(&ran) => difference(&site.feeds(), &feeds),
            _ => Some("this is not a clear error".to_owned()),
        };
        problem.map_or(Ok(()), |it| Err(format!("{name}: {it}\n{ran:?}")))
    });
    // The state from a backup is as good as new.
    fs::write(site.path(STATE), &state[..40]).expect("it is written");
    site.build().fails(3, &["state.json is damaged", "help: restore it from a backup"]);
    fs::write(site.path(STATE), &state).expect("it is written");
    site.build().succeeds();
}

fn is_clear(ran: &Ran) -> bool {
    let err = &ran.err;
    err.contains("state.json is damaged") || err.contains("state.json has version")
}

#[test]
fn never_overwrites_a_state_of_a_newer_version() {
    let site = Site::new();
    site.build().succeeds();
    for (state, words) in [("{", "is damaged"), ("{\"version\": 3}", "has version 3")] {
        site.write(STATE, state);
        site.build().fails(3, &[words]);
        assert_eq!(site.read(STATE), state.as_bytes());
    }
}
