//! The progress of builds that take longer than a second: on a terminal only, and removed at the end.

use std::fs;
use std::process::Command;

use crate::shim;
use crate::shim::Fault;
use crate::site::Ran;
use crate::site::Site;
use crate::site::article;
use crate::site::skip;

/// A build of this site takes about two seconds, because each file takes 30 ms to open.
fn slow() -> (Site, Fault) {
    let site = Site::new();
    for number in 0..40 {
        site.write(&format!("articles/{number}.md"), &article("Many", "date: 2026-10-01\n"));
    }
    let fault = Fault { to: usize::MAX >> 2, ops: &["open"], ..Fault::at(0, "sleep") };
    (site, fault)
}

/// What a terminal receives from a build with these options. `None`, with a message, if there is no program that provides a terminal.
fn on_a_terminal(site: &Site, fault: &Fault, options: &str) -> Option<String> {
    if !shim::is_available() {
        return None;
    }
    let screen = site.outside("screen");
    let program = env!("CARGO_BIN_EXE_feedwright");
    let build =
        format!("{program} build {} --now 2026-11-01T12:00:00Z {options}", site.root().display());
    let mut command = Command::new("script");
    command
        .args(["-q", "-e", "-c", &build])
        .arg(&screen)
        .env("TERM", "xterm")
        .env("SHELL", "/bin/sh");
    if Command::new("script").arg("--version").output().is_err() {
        skip("`script` is not installed");
        return None;
    }
    shim::preload(&mut command, site, Some(fault));
    Ran::of(&mut command).succeeds();
    Some(fs::read_to_string(screen).expect("it is written"))
}

#[test]
fn a_long_build_shows_its_progress_and_removes_it() {
    let (site, fault) = slow();
    let Some(screen) = on_a_terminal(&site, &fault, "") else { return };
    assert!(
        screen.contains("read 1") || screen.contains("read 2") || screen.contains("read 3"),
        "{screen}"
    );
    assert!(screen.contains(" of 44 articles, 1s so far"), "{screen}");
    // The line is erased, and the warnings follow on it.
    let (_, rest) = screen.rsplit_once("\u{1b}[2K").expect("the line is erased");
    assert!(!rest.contains("so far") && rest.starts_with("warning: "), "{rest:?}");
    assert!(!screen.contains("\u{1b}[?25l"), "the cursor is hidden");
}

#[test]
fn a_quiet_build_shows_no_progress() {
    let (site, fault) = slow();
    let Some(screen) = on_a_terminal(&site, &fault, "--quiet") else { return };
    assert!(!screen.contains("so far") && !screen.contains('\u{1b}'), "{screen:?}");
}

#[test]
fn a_build_in_a_pipe_shows_no_progress() {
    if !shim::is_available() {
        return;
    }
    let (site, fault) = slow();
    let ran = shim::build(&site, &fault);
    ran.succeeds();
    assert!(ran.err.starts_with("warning: ") && ran.err.lines().count() == 1, "{ran:?}");
}
