//! Time and memory are limited.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use crate::run::GOOD;
use crate::run::command;
use crate::run::folder;
use crate::run::line_count;
use crate::run::lines;
use crate::run::small;
use crate::run::statuses;
use crate::server::respond;
use crate::server::server;

#[test]
fn a_document_that_needs_too_much_does_not_stop_the_others() {
    let many = format!(
        "<rss version=\"2.0\"><channel>{}",
        "<item><title>x</title></item>".repeat(200_000)
    );
    let folder = folder(&[
        ("a.xml", GOOD.as_bytes()),
        ("b.xml", many.as_bytes()),
        ("list", b"a.xml\nb.xml\na.xml\n"),
    ]);
    let expected = |status: &str| {
        [("a.xml", "ok"), ("b.xml", status), ("a.xml", "ok")]
            .map(|it| (it.0.to_owned(), it.1.to_owned()))
    };
    let found = lines(&folder, &["--files-from", "list", "--max-time", "0.3"]);
    assert_eq!(statuses(&found), expected("timeout"));
    let found = lines(&folder, &["--files-from", "list", "--max-memory", "4000000"]);
    assert_eq!(statuses(&found), expected("memory"));
    assert!(found[1]["reason"].as_str().is_some_and(|it| it.contains("--max-memory")));
}

#[test]
fn a_slow_document_does_not_let_memory_grow() {
    // The first document waits for its server until all others could have been read.
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let opened = Arc::clone(&gate);
    let port = server(move |_, stream| {
        let (open, changed) = &*opened;
        let open = open.lock().expect("it is not poisoned");
        drop(changed.wait_timeout_while(open, Duration::from_secs(10), |it| !*it));
        respond(stream, "200 OK", GOOD.as_bytes());
    });
    let line = serde_json::json!({"body": small(1)}).to_string();
    let folder = folder(&[("list", format!("http://127.0.0.1:{port}/").as_bytes())]);
    let host = format!("127.0.0.1:{port}");
    let mut child =
        command(&folder, &["--files-from", "list", "--ndjson", "-", "--allow-host", &host])
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program starts");
    let mut input = child.stdin.take().expect("it is piped");
    let count = 3000;
    let writer = thread::spawn(move || {
        (0..count)
            .all(|_| input.write_all(line.as_bytes()).and_then(|()| input.write_all(b"\n")).is_ok())
    });
    thread::sleep(Duration::from_secs(3));
    assert!(!writer.is_finished(), "everything was read although the first line is missing");
    let memory = peak(child.id());
    *gate.0.lock().expect("it is not poisoned") = true;
    gate.1.notify_all();
    let output = child.wait_with_output().expect("it ends");
    assert!(writer.join().expect("it does not panic"));
    assert_eq!(line_count(&output.stdout), count + 1);
    assert!(memory.is_none_or(|it| it < 96 << 10), "{memory:?} KiB");
}

/// The peak memory of a process in KiB. `None` if the system does not tell.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
