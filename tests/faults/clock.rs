//! Clocks that go back, stand still or are ahead.

use std::fs;
use std::fs::File;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

use crate::site::LATER;
use crate::site::STATE;
use crate::site::Site;
use crate::site::TICK;
use crate::site::article;
use crate::site::difference;
use crate::site::problem;

const EARLIER: &str = "2026-10-15T12:00:00Z";

#[test]
fn a_clock_that_goes_back_changes_no_id_and_no_date() {
    let site = Site::new();
    site.build_at(LATER).succeeds();
    let before = site.files();
    // The articles are still due.
    for now in [EARLIER, LATER, EARLIER] {
        site.build_at(now).succeeds();
        assert_eq!(difference(&site.files(), &before), None, "{now}");
    }
    // A new article gets the time of the wrong clock, and keeps it.
    site.write("articles/new.md", &article("New", ""));
    site.build_at(EARLIER).succeeds();
    let state = String::from_utf8(site.read(STATE)).expect("it is text");
    assert_eq!(state.matches("\"first_seen\": \"2026-10-15T12:00:00Z\"").count(), 1, "{state}");
    let before = site.files();
    site.build_at(LATER).succeeds();
    assert_eq!(difference(&site.files(), &before), None);
}

#[test]
fn an_article_that_is_due_again_later_keeps_its_id() {
    let site = Site::new();
    site.write("articles/soon.md", &article("Soon", "date: 2026-11-01T12:30:00Z\n"));
    site.build_at(LATER).succeeds();
    let before = site.files();
    site.build_at(EARLIER).succeeds();
    let rss = String::from_utf8(site.read("feeds/news.rss.xml")).expect("it is text");
    assert!(!rss.contains("Soon"), "{rss}");
    site.build_at(LATER).succeeds();
    assert_eq!(difference(&site.files(), &before), None);
}

#[test]
fn files_from_the_future_are_read_and_replaced() {
    let site = Site::new();
    site.build().succeeds();
    let future = SystemTime::now() + Duration::from_secs(400 * 24 * 3600);
    let paths =
        ["articles/one.md", "feeds/news.rss.xml", STATE, ".feedwright/cache", ".feedwright/lock"];
    for path in paths {
        let file = File::options().append(true).open(site.path(path)).expect("it opens");
        file.set_modified(future).expect("it is set");
    }
    thread::sleep(TICK);
    site.build().succeeds();
    for title in ["Again", "Anew!"] {
        site.write("articles/one.md", &article(title, "date: 2026-10-01\n"));
        site.build().succeeds();
        let bytes = site.read("feeds/news.rss.xml");
        assert_eq!(problem("news.rss.xml", &bytes), None);
        assert!(String::from_utf8_lossy(&bytes).contains(title), "{title} is missing");
    }
}

/// The size, the time of the last change and even the inode of a file may be the same after a change.
#[test]
fn a_change_in_the_same_second_and_of_the_same_size_is_seen() {
    let site = Site::new();
    let path = site.path("articles/one.md");
    let second = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    for round in 0..12 {
        let title = format!("Round {round:02}");
        site.write("articles/one.md", &article(&title, "date: 2026-10-01\ntags: [sea]\n"));
        let file = File::options().append(true).open(&path).expect("it opens");
        file.set_modified(second).expect("it is set");
        drop(file);
        if round % 3 == 0 {
            // The cache is only stored if the files are older than a tick of the clock.
            thread::sleep(TICK);
        }
        site.build().succeeds();
        let rss = String::from_utf8(site.read("feeds/news.rss.xml")).expect("it is text");
        assert!(rss.contains(&title), "{title}: {rss}");
        let size = fs::metadata(&path).expect("it is there").len();
        assert_eq!(size, article(&title, "date: 2026-10-01\ntags: [sea]\n").len() as u64);
    }
}
