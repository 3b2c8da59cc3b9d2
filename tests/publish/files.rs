//! How files are written: only if something changed, atomically, for web servers, and never outside their folder. What happens
//! if something fails is tested in `tests/faults/`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::SystemTime;

use feedwright::IfLocked;
use feedwright::internals::publish::lock::lock;

use super::FEEDS;
use super::Said;
use super::article;
use super::two;

#[test]
fn prints_and_writes_nothing_if_nothing_has_changed() {
    let site = two();
    site.build(&[]).is_silent();
    let first = site.feeds();
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let names: Vec<String> = FEEDS.iter().map(|it| format!("feeds/{it}")).collect();
    let names = || names.iter().map(String::as_str).chain([".feedwright/state.json"]);
    for name in names() {
        let file = fs::File::options().write(true).open(site.path(name)).expect("it opens");
        file.set_modified(past).expect("it is set");
    }
    site.build(&[]).is_silent();
    assert_eq!(site.feeds(), first);
    for name in names() {
        let metadata = fs::metadata(site.path(name)).expect("it is there");
        assert_eq!(metadata.modified().expect("it is known"), past, "{name}");
    }
    site.build(&["--force"]).is_silent();
    let metadata = fs::metadata(site.path("feeds/rss.xml")).expect("it is there");
    assert_ne!(metadata.modified().expect("it is known"), past);
}

/// Web servers only see the second in which a feed was written.
#[test]
fn a_changed_feed_is_dated_in_a_later_second() {
    let site = two();
    site.build(&[]).is_silent();
    let path = site.path("feeds/rss.xml");
    let modified = || fs::metadata(&path).and_then(|it| it.modified()).expect("it is known");
    // The old feed was written at the end of a second, or by a machine whose clock is ahead.
    for ahead in [Duration::ZERO, Duration::from_secs(3600)] {
        let since_epoch =
            |it: SystemTime| it.duration_since(SystemTime::UNIX_EPOCH).expect("it is after 1970");
        let old = since_epoch(SystemTime::now() + ahead).as_secs();
        let file = fs::File::options().write(true).open(&path).expect("it opens");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::new(old, 999_999_999))
            .expect("it is set");
        site.build(&["--force"]).is_silent();
        assert!(since_epoch(modified()).as_secs() > old);
        assert!(since_epoch(modified()).as_secs() <= old + 2);
    }
}

#[test]
fn writes_nothing_in_a_dry_run() {
    let site = two();
    site.build(&["--dry-run", "-v"]).fails(0, "rss.xml: would be created, 2 entries");
    assert!(!site.path("feeds").exists() && !site.path(".feedwright").exists());
}

#[test]
fn waits_skips_or_fails_if_another_build_is_running() {
    let site = two();
    fs::create_dir(site.path(".feedwright")).expect("it is created");
    let held = lock(&site.path(".feedwright/lock"), IfLocked::Fail).expect("it is free");
    let holder = format!("locked by process {}, since 2", std::process::id());
    site.build(&["--if-locked", "fail"]).fails(75, &holder);
    site.build(&["--if-locked", "skip"]).is_silent();
    assert!(!site.path("feeds").exists());
    let waiting = site.command(&[]).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(held);
    Said::of(&waiting.wait_with_output().expect("it ends")).is_silent();
    assert_eq!(site.names(), ["atom.xml", "feed.json", "rss.xml"]);
}

#[test]
fn removes_temporary_files_of_a_killed_build() {
    let site = two();
    for folder in ["feeds", ".feedwright"] {
        fs::create_dir(site.path(folder)).expect("it is created");
        site.write(&format!("{folder}/.feedwright-0123.tmp"), "half");
    }
    site.write("feeds/.htaccess", "mine");
    site.build(&[]).is_silent();
    assert_eq!(site.names(), [".htaccess", "atom.xml", "feed.json", "rss.xml"]);
    assert!(!site.path(".feedwright/.feedwright-0123.tmp").exists());
}

#[test]
fn keeps_the_mode_of_a_file_and_makes_new_ones_readable() {
    let site = two();
    let mode = |name: &str| {
        fs::metadata(site.path(name)).expect("it is there").permissions().mode() & 0o7777
    };
    let mut command = Command::new("sh");
    let binary = env!("CARGO_BIN_EXE_feedwright");
    command.args(["-c", "umask 077 && exec \"$0\" build \"$1\"", binary]).arg(site.0.path());
    Said::of(&command.output().expect("the program runs")).is_silent();
    assert_eq!(mode("feeds/rss.xml"), 0o644);
    let private = fs::Permissions::from_mode(0o640);
    fs::set_permissions(site.path("feeds/rss.xml"), private).expect("it is set");
    site.write("articles/one.md", &article("Other", "2026-10-01"));
    site.build(&[]).is_silent();
    assert_eq!(mode("feeds/rss.xml"), 0o640);
    assert_eq!(mode("feeds/atom.xml"), 0o644);
}

#[test]
fn web_servers_can_read_feeds_with_any_umask() {
    let site = two();
    let mut command = Command::new("sh");
    command.args(["-c", "umask 077; exec \"$0\" build \"$1\" --out \"$1/www/feeds\""]);
    let output = command.arg(env!("CARGO_BIN_EXE_feedwright")).arg(site.0.path()).output();
    Said::of(&output.expect("the shell runs")).is_silent();
    for (name, mode) in [("www", 0o755), ("www/feeds", 0o755), ("www/feeds/rss.xml", 0o644)] {
        let metadata = fs::metadata(site.path(name)).expect("it is there");
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{name}");
    }
}

#[test]
fn does_not_wait_for_a_pipe() {
    for name in [".feedwright/state.json", ".feedwright/lock", "feeds/atom.xml"] {
        let site = two();
        for folder in [".feedwright", "feeds"] {
            fs::create_dir(site.path(folder)).expect("it is created");
        }
        let made = Command::new("mkfifo").arg(site.path(name)).status().expect("mkfifo runs");
        assert!(made.success(), "{name}");
        site.build(&[]).fails(3, "it is a folder, pipe, socket or device, not a file");
        site.build(&[]).fails(3, name);
    }
}

#[test]
fn follows_links_only_inside_the_folder() {
    let site = two();
    site.build(&[]).is_silent();
    fs::rename(site.path("feeds/rss.xml"), site.path("feeds/real.xml")).expect("it is renamed");
    std::os::unix::fs::symlink("real.xml", site.path("feeds/rss.xml")).expect("it is linked");
    site.write("articles/one.md", &article("Other", "2026-10-01"));
    site.build(&[]).is_silent();
    assert!(site.path("feeds/rss.xml").is_symlink());
    assert!(site.read("feeds/real.xml").contains("<title>Other</title>"));
    site.write("secret", "mine");
    fs::remove_file(site.path("feeds/rss.xml")).expect("it is removed");
    std::os::unix::fs::symlink("../secret", site.path("feeds/rss.xml")).expect("it is linked");
    site.build(&[]).fails(3, "is a link to a place outside its folder");
    assert_eq!(site.read("secret"), "mine");
}
