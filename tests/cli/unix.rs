//! What only Unix systems have: links, pipes, permissions, and file names that are not text.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use super::BROKEN;
use super::GOOD;
use super::code;
use super::fed;
use super::feedwright;
use super::folder;
use super::sources;
use super::stderr;
use super::stdout;

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let names: Vec<String> = (0..400).map(|it| format!("{it}.xml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|it| (it.as_str(), BROKEN)).collect();
    let folder = folder(&files);
    for arguments in [&["check", "."][..], &["check", "--format", "json", "."], &["explain"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let mut said = String::new();
        let mut stderr = child.stderr.take().expect("it is piped");
        stderr.read_to_string(&mut said).expect("messages are UTF-8");
        let code = child.wait().expect("it ends").code();
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?}");
        assert_eq!(said, "", "{arguments:?}");
    }
}

#[test]
fn files_with_names_that_are_not_text_are_checked_and_shown_safely() {
    let folder = folder(&[]);
    for name in [&b"latin-\xe9.xml"[..], b"\x1b[2J\n::error::x.xml", b"-rf.xml"] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), BROKEN).expect("it can be written");
    }
    let output = feedwright(&folder, &["check", "--format", "concise", "."]);
    assert_eq!(code(&output), 1);
    let text = stdout(&output);
    assert!(text.contains("./latin-\u{fffd}.xml:"), "{text}");
    assert!(text.contains(r"./\u{1b}[2J\u{a}::error::x.xml:"), "{text}");
    let output = feedwright(&folder, &["check", "--format", "ndjson", "./-rf.xml"]);
    assert_eq!(sources(&output), ["./-rf.xml"]);
    let list: &[u8] = b"latin-\xe9.xml\n";
    let output = fed(&folder, &["check", "--format", "ndjson", "--files-from", "-"], list);
    assert_eq!(sources(&output), ["latin-\u{fffd}.xml"]);
}

#[test]
fn devices_and_named_pipes_are_not_opened() {
    let folder = folder(&[("feeds/good.xml", GOOD)]);
    make_pipe(&folder.path().join("feeds/pipe.xml"));
    fs::create_dir(folder.path().join("feeds/folder.xml")).expect("it can be made");
    let start = Instant::now();
    for input in ["feeds/pipe.xml", "/dev/zero", "/dev/tty"] {
        let output = feedwright(&folder, &["check", input]);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{input}");
        let said = stderr(&output);
        assert!(
            said.contains("is not a regular file") || said.contains("cannot be read"),
            "{said}"
        );
    }
    let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds"]);
    assert_eq!(sources(&output), ["feeds/good.xml"]);
    assert_eq!(stderr(&output), "feedwright: skipped feeds/pipe.xml: it is not a regular file\n");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn files_without_read_permission_are_named() {
    let folder =
        folder(&[("feeds/good.xml", GOOD), ("feeds/locked.xml", GOOD), ("feeds/z/x.xml", GOOD)]);
    let shut = |name: &str| {
        let path = folder.path().join(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
        path
    };
    let (locked, inner) = (shut("feeds/locked.xml"), shut("feeds/z"));
    // The superuser can read everything, so there is nothing to test.
    let superuser = fs::File::open(&locked).is_ok();
    let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds"]);
    let said = stderr(&output);
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o700)).expect("it is ours");
    if superuser {
        assert_eq!((sources(&output).len(), said.as_str()), (3, ""));
    } else {
        assert_eq!((code(&output), sources(&output)), (2, vec!["feeds/good.xml".to_owned()]));
        assert!(said.contains("feeds/locked.xml: cannot be read: "), "{said}");
        assert!(said.contains("feeds/z: cannot be read: "), "{said}");
    }
}

#[test]
fn links_out_of_a_folder_and_in_circles_are_not_followed() {
    let folder = folder(&[("feeds/good.xml", GOOD), ("secret.xml", GOOD), ("outside/x.xml", GOOD)]);
    let feeds = folder.path().join("feeds");
    for (target, link) in [
        ("../secret.xml", "secret.xml"),
        ("../outside", "outside"),
        ("../feeds", "again"),
        (".", "self.xml"),
        ("nowhere", "dangling.xml"),
        ("round.xml", "round.xml"),
        ("/dev/zero", "zero.xml"),
        ("good.xml", "same.xml"),
    ] {
        symlink(target, feeds.join(link)).expect("a link can be made");
    }
    let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds"]);
    assert_eq!(sources(&output), ["feeds/good.xml", "feeds/same.xml"]);
    let said = stderr(&output);
    for name in ["secret", "self", "dangling", "round", "zero"] {
        assert!(said.contains(&format!("skipped feeds/{name}.xml: ")), "{said}");
    }
    // The user chose this file by name.
    let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds/secret.xml"]);
    assert_eq!(sources(&output), ["feeds/secret.xml"]);
}

#[test]
fn reads_a_pipe_from_the_shell() {
    let folder = folder(&[("broken.xml", BROKEN)]);
    let output = Command::new("sh")
        .args(["-c", "cat broken.xml | \"$0\" check --format ndjson /dev/stdin"])
        .arg(env!("CARGO_BIN_EXE_feedwright"))
        .current_dir(folder.path())
        .output()
        .expect("a shell runs");
    assert_eq!((code(&output), sources(&output)), (1, vec!["/dev/stdin".to_owned()]));
}

#[test]
fn arguments_are_shown_safely() {
    let folder = folder(&[]);
    for arguments in
        [["check", "\u{1b}[2J.xml"], ["check", "--\u{9b}2J"], ["explain", "\u{1b}]0;x\u{7}"]]
    {
        let output = feedwright(&folder, &arguments);
        assert_eq!(code(&output), 2);
        assert!(!stderr(&output).contains(['\u{1b}', '\u{9b}', '\u{7}']), "{output:?}");
    }
}
