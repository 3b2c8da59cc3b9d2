//! A run can be stopped or killed at any time, and continued.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::run::GOOD;
use crate::run::WARNED;
use crate::run::batch;
use crate::run::command;
use crate::run::folder;
use crate::run::line_count;
use crate::run::many;
use crate::run::stderr;

#[test]
fn continues_after_a_torn_line_and_counts_equal_ids() {
    let folder = folder(&[
        ("a.xml", GOOD.as_bytes()),
        ("b.xml", WARNED.as_bytes()),
        ("list", b"a.xml\nb.xml\na.xml\na.xml\nb.xml\nmissing\n"),
    ]);
    let arguments = ["--files-from", "list", "-o", "out", "--resume"];
    let path = folder.path().join("out");
    let run = || {
        assert_eq!(batch(&folder, &arguments).status.code(), Some(0));
        fs::read(&path).expect("it is there")
    };
    let whole = run();
    assert_eq!(run(), whole, "nothing is left to do");
    let step = whole.len() / 60;
    for end in (0..whole.len()).step_by(step) {
        fs::write(&path, &whole[..end]).expect("it can be written");
        assert_eq!(run(), whole, "cut at {end}");
    }
    // A system that fails may leave zeros at the end.
    fs::write(&path, [&whole[..whole.len() - 40], &[0; 100], b"\n"].concat())
        .expect("it can be written");
    assert_eq!(run(), whole);
    let sorted = |bytes: &[u8]| {
        let mut lines: Vec<Vec<u8>> = bytes.split(|it| *it == b'\n').map(<[u8]>::to_vec).collect();
        lines.sort();
        lines
    };
    // Lines of an unordered run are in any order.
    let third: Vec<u8> =
        whole.split_inclusive(|it| *it == b'\n').skip(2).flatten().copied().collect();
    fs::write(&path, third).expect("it can be written");
    assert_eq!(sorted(&run()), sorted(&whole));
    // Without --resume, the file begins anew.
    assert_eq!(batch(&folder, &arguments[..4]).status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("it is there"), whole);
}

/// Waits until a run has written a line.
fn wait_for_a_line(output: &Path) {
    let since = Instant::now();
    while fs::metadata(output).map_or(0, |it| it.len()) == 0 {
        assert!(since.elapsed() < Duration::from_secs(60), "it has not written a line");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_output_is_locked() {
    let folder = folder(&[("a.xml", GOOD.as_bytes())]);
    let arguments = ["--files-from", "-", "-o", "out"];
    let mut first = command(&folder, &arguments).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut list = first.stdin.take().expect("it is piped");
    list.write_all(b"a.xml\n").expect("it reads");
    let path = folder.path().join("out");
    wait_for_a_line(&path);
    for more in [&[][..], &["--resume"]] {
        let second = batch(&folder, &[&arguments[..], more].concat());
        assert_eq!(second.status.code(), Some(2));
        assert_eq!(stderr(&second), "feedwright: another process is writing to out\n");
    }
    drop(list);
    assert!(first.wait().expect("it ends").success());
    assert_eq!(fs::read_to_string(path).expect("it is there").lines().count(), 1);
}

#[test]
fn a_killed_run_continues_without_a_document_twice_or_missing() {
    const COUNT: usize = 5000;
    const KILLS: u64 = 20;
    let folder = folder(&[("docs.ndjson", many(COUNT).as_bytes())]);
    let arguments =
        ["--ndjson", "docs.ndjson", "-o", "out", "--resume", "--select", "missing-guid,xml"];
    let path = folder.path().join("out");
    let sorted = |bytes: &[u8]| {
        let mut lines: Vec<Vec<u8>> =
            bytes.split_inclusive(|it| *it == b'\n').map(<[u8]>::to_vec).collect();
        lines.sort();
        lines
    };
    let began = Instant::now();
    assert!(batch(&folder, &arguments).status.success());
    let time = began.elapsed();
    let whole = fs::read(&path).expect("it is there");
    assert_eq!(line_count(&whole), COUNT);
    // The seed is fixed. The moments are random anyway.
    let mut state = 11_u64;
    for unordered in [false, true] {
        fs::remove_file(&path).expect("it is there");
        let mut arguments = arguments.to_vec();
        if unordered {
            arguments.push("--unordered");
        }
        for _ in 0..KILLS / 2 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let part = u32::try_from(state >> 40).expect("it has 24 bits") % 250;
            let mut child: Child =
                command(&folder, &arguments).spawn().expect("the program starts");
            thread::sleep(time * part / 1000);
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
        assert!(batch(&folder, &arguments).status.success());
        let found = fs::read(&path).expect("it is there");
        if unordered {
            assert_eq!(sorted(&found), sorted(&whole));
        } else {
            assert!(found == whole, "the lines are not those of an undisturbed run");
        }
    }
}

#[test]
fn ends_cleanly_when_it_is_stopped() {
    let folder = folder(&[]);
    let arguments = ["--ndjson", "-", "-o", "out"];
    let path = folder.path().join("out");
    let mut child = command(&folder, &arguments).stdin(Stdio::piped()).spawn().expect("it starts");
    // The input does not end before the signal.
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(many(30).as_bytes()).expect("it reads");
    wait_for_a_line(&path);
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stopped.is_ok_and(|it| it.success()));
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(stderr(&output), "feedwright: stopped; to continue, use --resume\n");
    assert!(fs::read(&path).expect("it is there").ends_with(b"\n"));
}
