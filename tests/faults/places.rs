//! Places where nothing can be written: full and read-only file systems, and files or folders of another kind.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::thread;

use crate::site::Ran;
use crate::site::Site;
use crate::site::TICK;
use crate::site::article;
use crate::site::broken;
use crate::site::difference;
use crate::site::skip;

/// An article that does not fit on a small disk.
fn long(title: &str) -> String {
    article(title, "date: 2026-10-03\n") + &"More words. ".repeat(8_000)
}

/// Without privileges, a limit of the size of files is the only full disk.
#[test]
fn a_feed_that_exceeds_the_limit_of_files_is_not_written() {
    let site = Site::changed();
    let old = site.files();
    site.write("articles/long.md", &long("Long"));
    let mut command = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" build \"$1\" --now 2026-11-01T12:00:00Z";
    command.args(["-c", script, env!("CARGO_BIN_EXE_feedwright")]).arg(site.root());
    Ran::of(&mut command).fails(3, &["feeds/news.rss.xml cannot be written: ", "help: "]);
    assert_eq!(difference(&site.files(), &old), None);
    assert!(site.leftovers().is_empty(), "{:?}", site.leftovers());
    site.build().succeeds();
    assert_eq!(broken(&site.feeds()), None);
}

/// Runs a script as root of its own file systems. The site is `$0`, and the program `$1`. `None`, with a message, if that is not permitted.
fn with_mounts(site: &Site, script: &str) -> Option<Ran> {
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-r", "-m", "sh", "-c", script]);
        command.arg(site.root()).arg(env!("CARGO_BIN_EXE_feedwright"));
        command
    };
    let may = unshare("mount -t tmpfs tmpfs \"$0/feeds\"").output();
    if !may.as_ref().is_ok_and(|it| it.status.success()) {
        skip(&format!("file systems cannot be mounted here: {may:?}"));
        return None;
    }
    let build =
        "site=$0 program=$1; build() { \"$program\" build \"$site\" --now 2026-11-01T12:00:00Z; }";
    Some(Ran::of(&mut unshare(&format!("set -e\n{build}\n{script}"))))
}

#[test]
fn a_full_disk_keeps_the_old_feeds() {
    let site = Site::changed();
    site.write("articles/long.md", &long("Long"));
    let script = "
        cp -r \"$0/feeds\" \"$0/old\"
        mount -t tmpfs -o size=96k tmpfs \"$0/feeds\"
        cp -r \"$0/old/.\" \"$0/feeds/\"
        code=0; build || code=$?
        [ $code = 3 ] || { echo \"the exit code is $code\"; exit 9; }
        diff -r \"$0/old\" \"$0/feeds\"
        mount -o remount,size=4m \"$0/feeds\"
        build
        cp -r \"$0/feeds\" \"$0/new\"
    ";
    let Some(ran) = with_mounts(&site, script) else { return };
    ran.fails(0, &["cannot be written: No space left on device", "help: free some space"]);
    site.build().succeeds();
    for (path, bytes) in site.feeds() {
        assert_eq!(site.read(&path.replacen("feeds", "new", 1)), bytes, "{path}");
    }
}

#[test]
fn a_read_only_disk_keeps_the_old_feeds() {
    for (folder, words) in [
        ("feeds", "feeds/news.rss.xml cannot be written: Read-only file system"),
        (".feedwright", "cannot lock "),
        (".", "cannot lock "),
    ] {
        let site = Site::changed();
        let old = site.files();
        let script = format!(
            "mount --bind \"$0/{folder}\" \"$0/{folder}\"
             mount -o remount,ro,bind \"$0/{folder}\"
             cd /; build
            "
        );
        let Some(ran) = with_mounts(&site, &script) else { return };
        ran.fails(3, &[words, "Read-only file system", "help: "]);
        assert_eq!(difference(&site.files(), &old), None);
        site.build().succeeds();
    }
}

#[test]
fn a_folder_without_rights_keeps_the_old_feeds() {
    let site = Site::changed();
    let old = site.files();
    let set = |mode: u32| {
        fs::set_permissions(site.path("feeds"), fs::Permissions::from_mode(mode))
            .expect("it is set");
    };
    set(0o555);
    if fs::write(site.path("feeds/probe"), "").is_ok() {
        skip("rights do not bind this user");
        return set(0o755);
    }
    let ran = site.build();
    set(0o755);
    ran.fails(3, &["feeds/news.rss.xml cannot be written: Permission denied", "help: "]);
    assert_eq!(difference(&site.files(), &old), None);
}

#[test]
fn a_file_in_place_of_a_folder_is_reported_and_kept() {
    for path in ["feeds", ".feedwright", "feeds/tags"] {
        let site = Site::changed();
        let _ = fs::remove_dir_all(site.path(path));
        site.write(path, "mine");
        site.build().fails(3, &[path, "cannot be created", "File exists"]);
        assert_eq!(site.read(path), b"mine");
        fs::remove_file(site.path(path)).expect("it is removed");
        site.build().succeeds();
        assert_eq!(broken(&site.feeds()), None);
    }
}

#[test]
fn a_folder_in_place_of_a_file_is_reported_and_kept() {
    for path in
        ["feeds/news.rss.xml", "feeds/news.json", ".feedwright/state.json", ".feedwright/lock"]
    {
        let site = Site::changed();
        let old = site.files();
        fs::rename(site.path(path), site.outside("old")).expect("it is renamed");
        site.write(&format!("{path}/inside"), "mine");
        site.build().fails(3, &[path, "it is a folder, pipe, socket or device, not a file"]);
        assert_eq!(site.read(&format!("{path}/inside")), b"mine");
        assert!(site.leftovers().is_empty(), "{:?}", site.leftovers());
        fs::remove_dir_all(site.path(path)).expect("it is removed");
        fs::rename(site.outside("old"), site.path(path)).expect("it is renamed");
        assert_eq!(difference(&site.files(), &old), None, "{path}");
        site.build().succeeds();
    }
}

#[test]
fn the_folder_of_feeds_may_be_a_link() {
    let site = Site::new();
    fs::create_dir(site.outside("public")).expect("it is created");
    symlink("../public", site.path("feeds")).expect("it is linked");
    site.build().succeeds();
    assert!(site.path("feeds").is_symlink() && site.outside("public/news.rss.xml").is_file());
    site.change();
    thread::sleep(TICK);
    site.build().succeeds();
    assert_eq!(broken(&site.feeds()), None);
    // The place to which it leads is gone, for example because a disk is not mounted.
    fs::remove_dir_all(site.outside("public")).expect("it is removed");
    site.build().fails(3, &["feeds cannot be created"]);
    assert!(site.path("feeds").is_symlink());
    fs::create_dir(site.outside("public")).expect("it is created");
    site.build().succeeds();
    assert_eq!(broken(&site.feeds()), None);
    assert!(site.outside("public/tags").is_dir());
}
