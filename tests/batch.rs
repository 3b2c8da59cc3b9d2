//! `feedwright batch` as users and scripts see it: its inputs, statuses and order, and that a run can be killed at any time.

use std::fs;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

const GOOD: &str = include_str!("../rules/missing-guid/good.xml");
const WARNED: &str = include_str!("../rules/missing-guid/bad.xml");
const PAGE: &str = "<!doctype html><title>x</title><p>Hello";

/// A small feed.
fn small(number: usize) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>{number}</title><link>https://a.example/</link><description>x</description>\
         <generator>Hugo 0.{}</generator></channel></rss>",
        number % 7
    )
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    command.arg("batch").args(arguments).args(["--now", "2025-01-01"]).current_dir(folder.path());
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn batch(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

/// The lines of a run that must succeed.
fn lines(folder: &TempDir, arguments: &[&str]) -> Vec<Value> {
    let output = batch(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    String::from_utf8(output.stdout)
        .expect("results are UTF-8")
        .lines()
        .map(|it| serde_json::from_str(it).expect("each line is JSON"))
        .collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// Arguments, and the ids and statuses of the lines that they give.
type Case<'c> = (&'c [&'c str], Vec<(&'c str, &'c str)>);

/// The ids and statuses of lines.
fn statuses(lines: &[Value]) -> Vec<(String, String)> {
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    lines.iter().map(|it| (text(&it["id"]), text(&it["status"]))).collect()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

/// A WARC record with a response.
fn record(id: &str, url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {id}\r\nWARC-Target-URI: {url}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    )
    .into_bytes();
    record.extend(http);
    record.extend(b"\r\n\r\n");
    record
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("it is in memory");
    encoder.finish().expect("it is in memory")
}

/// A server on loopback that answers each path with its own fault.
fn server(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("0.0.0.0:0").expect("there is a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let answer = Arc::clone(&answer);
            thread::spawn(move || {
                let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
                    head.push(byte[0]);
                    // A handshake of TLS, which this server does not know.
                    if head == [22] {
                        break;
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                answer(head.split(' ').nth(1).unwrap_or_default(), &mut stream);
            });
        }
    });
    port
}

/// A response with a head and a body.
fn respond(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(&[head.as_bytes(), body].concat());
}

#[test]
fn each_input_gives_one_line_per_document_in_order() {
    let feed = GOOD.as_bytes();
    let chunked = [b"5\r\n".as_slice(), &feed[..5], b"\r\nfff\r\n"].concat();
    assert!(feed.len() > 5 && chunked.len() > 5);
    let packed = gzip(feed);
    let warc = [
        record("<urn:1>", "https://a.example/1", "Content-Type: text/xml\r\n", feed),
        record("<urn:2>", "https://a.example/2", "Content-Encoding: gzip\r\n", &packed),
        record(
            "<urn:3>",
            "https://a.example/3",
            "Transfer-Encoding: chunked\r\n",
            &[format!("{:x}\r\n", feed.len()).as_bytes(), feed, b"\r\n0\r\n\r\n"].concat(),
        ),
        record("<urn:4>", "https://a.example/4", "Transfer-Encoding: chunked\r\n", &chunked),
    ];
    let ndjson = format!(
        "{}\n{{broken\n{}\n",
        serde_json::json!({"id": 7, "url": "https://b.example/", "body": GOOD}),
        serde_json::json!({"url": "https://c.example/", "body": "x", "status": 404, "headers": {}}),
    );
    let opml = "<opml version='2.0'><body><outline text='x'><outline text='y' xmlUrl='http://127.0.0.1:1/feed'/></outline></body></opml>";
    let folder = folder(&[
        ("good.xml", feed),
        ("page.html", PAGE.as_bytes()),
        ("list", b"good.xml\nmissing.xml\npage.html\ngood.xml\n"),
        ("nul", b"page.html\0good.xml\0"),
        ("docs.ndjson", ndjson.as_bytes()),
        ("feeds.opml", opml.as_bytes()),
        ("a.warc", &warc.concat()),
        ("b.warc.gz", &warc.iter().flat_map(|it| gzip(it)).collect::<Vec<u8>>()),
    ]);
    let from_list = [
        ("good.xml", "ok"),
        ("missing.xml", "unreadable"),
        ("page.html", "not_a_feed"),
        ("good.xml", "ok"),
    ];
    let from_warc =
        [("<urn:1>", "ok"), ("<urn:2>", "ok"), ("<urn:3>", "ok"), ("<urn:4>", "truncated")];
    let from_ndjson =
        [("7", "ok"), ("docs.ndjson:2", "unreadable"), ("https://c.example/", "http_error")];
    let from_opml = [("http://127.0.0.1:1/feed", "refused")];
    let cases: [Case<'_>; 6] = [
        (&["--files-from", "list"], from_list.to_vec()),
        (&["--files-from", "nul"], vec![("page.html", "not_a_feed"), ("good.xml", "ok")]),
        (&["--ndjson", "docs.ndjson"], from_ndjson.to_vec()),
        (&["--opml", "feeds.opml"], from_opml.to_vec()),
        (&["--warc", "a.warc", "b.warc.gz"], [from_warc, from_warc].concat()),
        (
            &[
                "--warc",
                "a.warc",
                "--opml",
                "feeds.opml",
                "--ndjson",
                "docs.ndjson",
                "--files-from",
                "list",
            ],
            [&from_list[..], &from_opml, &from_ndjson, &from_warc].concat(),
        ),
    ];
    for (arguments, expected) in cases {
        let expected: Vec<_> =
            expected.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        assert_eq!(statuses(&lines(&folder, arguments)), expected, "{arguments:?}");
        let mut unordered = statuses(&lines(&folder, &[arguments, &["--unordered"]].concat()));
        let mut sorted = expected.clone();
        unordered.sort();
        sorted.sort();
        assert_eq!(unordered, sorted, "{arguments:?}");
    }
    let found = lines(&folder, &["--warc", "a.warc"]);
    assert_eq!(found[0]["http"]["content_type"], "text/xml");
    assert_eq!(found[0]["url"], "https://a.example/1");
    let found = lines(&folder, &["--files-from", "list"]);
    assert_eq!((&found[1]["valid"], &found[1]["url"]), (&Value::Bool(false), &Value::Null));
    assert!(found[1]["reason"].as_str().is_some_and(|it| it.starts_with("cannot be read: ")));
}

#[test]
fn a_line_is_the_object_of_check_and_more() {
    let folder = folder(&[("bad.xml", WARNED.as_bytes()), ("list", b"bad.xml")]);
    let mut line = lines(&folder, &["--files-from", "list"]).remove(0);
    let checked = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--format", "ndjson", "--now", "2025-01-01", "bad.xml"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let checked: Value = serde_json::from_slice(&checked.stdout).expect("it is JSON");
    let object = line.as_object_mut().expect("it is an object");
    for (name, value) in [("id", "bad.xml".into()), ("url", Value::Null), ("status", "ok".into())] {
        assert_eq!(object.remove(name), Some(value));
    }
    assert_eq!(line, checked);
}

#[test]
fn each_fault_has_its_status() {
    let port = server(|path, stream| match path {
        "/ok" => respond(stream, "200 OK\r\nContent-Type: application/rss+xml", GOOD.as_bytes()),
        "/page" => respond(stream, "200 OK\r\nContent-Type: text/html", PAGE.as_bytes()),
        "/missing" => respond(stream, "404 Not Found", b""),
        "/cut" => drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss")),
        "/large" => respond(stream, "200 OK", &b" ".repeat(40_000)),
        "/moved" => respond(stream, "301 Moved\r\nLocation: /ok", b""),
        "/away" => respond(stream, "302 Found\r\nLocation: http://169.254.169.254/", b""),
        "/silent" => thread::sleep(Duration::from_secs(10)),
        _ => drop(stream.write_all(b"nonsense\r\n\r\n")),
    });
    let host = format!("127.0.0.1:{port}");
    let http = |path: &str| format!("http://{host}{path}");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
    let closed = closed.expect("there is a free port").port();
    #[rustfmt::skip]
    let rows = [
        (http("/ok"),                          "ok"),
        (http("/page"),                        "not_a_feed"),
        (http("/missing"),                     "http_error"),
        (http("/cut"),                         "truncated"),
        (http("/large"),                       "too_large"),
        (http("/moved"),                       "ok"),
        (http("/away"),                        "refused"),
        (http("/silent"),                      "timeout"),
        (http("/nonsense"),                    "http_error"),
        (format!("https://{host}/tls"),        "tls"),
        (format!("http://localhost:{closed}"), "refused"),
        ("http://127.0.0.2/".to_owned(),       "refused"),
        ("http://a b/".to_owned(),             "unreadable"),
        ("http://nowhere.invalid/".to_owned(), "dns"),
        ("large.xml".to_owned(),               "too_large"),
        (".".to_owned(),                       "unreadable"),
    ];
    let list: Vec<&str> = rows.iter().map(|it| it.0.as_str()).collect();
    let large = vec![b' '; 40_000];
    let folder = folder(&[("list", list.join("\n").as_bytes()), ("large.xml", &large)]);
    let closed = format!("localhost:{closed}");
    let arguments = [
        "--files-from",
        "list",
        "--allow-host",
        &host,
        "--allow-host",
        &closed,
        "--max-size",
        "30000",
        "--timeout",
        "2",
    ];
    let found = lines(&folder, &arguments);
    let expected: Vec<_> = rows.iter().map(|it| (it.0.clone(), it.1.to_owned())).collect();
    assert_eq!(statuses(&found), expected);
    for line in &found {
        let is_said = line["reason"].is_string() || line["diagnostics"] != Value::Array(Vec::new());
        assert!(line["status"] == "ok" || is_said, "{line}");
        assert_eq!(line["valid"] == true, line["status"] == "ok" && line["errors"] == 0, "{line}");
    }
    let moved = &found[5]["http"];
    assert_eq!(moved["final_url"], http("/ok"));
    assert_eq!(moved["redirects"], serde_json::json!([{"status": 301, "url": http("/ok")}]));
}

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
fn wrong_usage_and_failures_have_their_exit_codes() {
    let folder = folder(&[
        ("list", b"a.xml\n"),
        ("a.xml", GOOD.as_bytes()),
        ("bad.opml", b"<opml><body>"),
        ("notes.txt", b"some\nnotes\n"),
    ]);
    #[rustfmt::skip]
    let cases: [(&[&str], i32, &str); 10] = [
        (&[],                                                         2, "--files-from"),
        (&["--files-from", "list", "--resume"],                       2, "--output"),
        (&["--files-from", "missing"],                                2, "cannot read missing"),
        (&["--files-from", "."],                                      2, "cannot read ."),
        (&["--opml", "bad.opml"],                                     2, "bad.opml is not well-formed: line 1: "),
        (&["--opml", "a.xml"],                                        2, "a.xml is not OPML"),
        (&["--files-from", "-", "--ndjson", "-"],                     2, "can only be used for one input"),
        (&["--files-from", "list", "-o", "notes.txt", "--resume"],    2, "line 1 of notes.txt is not from `feedwright batch`"),
        (&["--files-from", "list", "-o", "/dev/null", "--resume"],    2, "/dev/null is not a regular file"),
        (&["--files-from", "list", "-o", "missing/out"],              3, "cannot write missing/out"),
    ];
    for (arguments, code, message) in cases {
        let output = batch(&folder, arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
    assert_eq!(fs::read(folder.path().join("notes.txt")).expect("it is there"), b"some\nnotes\n");
    if Path::new("/dev/full").exists() {
        let output = batch(&folder, &["--files-from", "list", "-o", "/dev/full"]);
        assert_eq!(output.status.code(), Some(3));
        assert!(stderr(&output).contains("No space left on device"), "{}", stderr(&output));
    }
}

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

#[test]
fn the_output_is_locked() {
    let folder = folder(&[("a.xml", GOOD.as_bytes())]);
    let arguments = ["--files-from", "-", "-o", "out"];
    let mut first = command(&folder, &arguments).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut list = first.stdin.take().expect("it is piped");
    list.write_all(b"a.xml\n").expect("it reads");
    let path = folder.path().join("out");
    let since = Instant::now();
    while fs::metadata(&path).map_or(0, |it| it.len()) == 0
        && since.elapsed() < Duration::from_secs(20)
    {
        thread::sleep(Duration::from_millis(10));
    }
    for more in [&[][..], &["--resume"]] {
        let second = batch(&folder, &[&arguments[..], more].concat());
        assert_eq!(second.status.code(), Some(2));
        assert_eq!(stderr(&second), "feedwright: another process is writing to out\n");
    }
    drop(list);
    assert!(first.wait().expect("it ends").success());
    assert_eq!(fs::read_to_string(path).expect("it is there").lines().count(), 1);
}

/// The number of lines.
fn line_count(text: &[u8]) -> usize {
    text.split_inclusive(|it| *it == b'\n').count()
}

/// Documents as NDJSON, with every tenth id repeated.
fn many(count: usize) -> String {
    let line = |it: usize| {
        let id = if it.is_multiple_of(10) { 0 } else { it };
        format!(
            "{}\n",
            serde_json::json!({"id": id, "url": "https://a.example/", "body": small(it)})
        )
    };
    (0..count).map(line).collect()
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
    let folder = folder(&[("docs.ndjson", many(3000).as_bytes())]);
    let arguments = ["--ndjson", "docs.ndjson", "-o", "out"];
    let path = folder.path().join("out");
    let child = command(&folder, &arguments).spawn().expect("the program starts");
    let since = Instant::now();
    while fs::metadata(&path).map_or(0, |it| it.len()) == 0
        && since.elapsed() < Duration::from_secs(20)
    {
        thread::sleep(Duration::from_millis(2));
    }
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stopped.is_ok_and(|it| it.success()));
    let output = child.wait_with_output().expect("it ends");
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.ends_with('\n'));
    // It may have been faster than the signal.
    if output.status.code() != Some(0) {
        assert_eq!(output.status.code(), Some(130));
        assert_eq!(stderr(&output), "feedwright: stopped; to continue, use --resume\n");
    }
}

#[test]
fn prints_statistics() {
    let folder = folder(&[("docs.ndjson", many(30).as_bytes())]);
    let output = batch(&folder, &["--ndjson", "docs.ndjson", "-o", "out", "--statistics"]);
    let text = String::from_utf8(output.stdout.clone()).expect("it is UTF-8");
    assert_eq!(stderr(&output), "");
    for part in [
        "30 documents\n\nStatus\n       30  ok\n\nFormat\n       30  rss-2.0\n\nGenerator\n       30  Hugo\n\n",
        "Host\n       30  a.example\n",
        "Rule: number of problems, of documents\n",
    ] {
        assert!(text.contains(part), "{part}\nin\n{text}");
    }
    // The numbers of a run that was continued are those of all lines.
    let resumed =
        batch(&folder, &["--ndjson", "docs.ndjson", "-o", "out", "--resume", "--statistics"]);
    assert_eq!(String::from_utf8(resumed.stdout).expect("it is UTF-8"), text);
    let piped = batch(&folder, &["--ndjson", "docs.ndjson", "--statistics"]);
    assert_eq!(stderr(&piped), text);
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

/// How many URLs are fetched at once in the test below.
const AT_ONCE: usize = 1000;
/// How long its server waits for them.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that answers when it has as many connections at once. It runs in another process, which has more files.
#[test]
#[allow(clippy::print_stdout, reason = "the other test reads it")]
#[ignore = "`fetches_a_thousand_urls_at_once` starts it"]
fn answers_when_all_are_there() {
    let there = Arc::new((Mutex::new(0), Condvar::new()));
    let all = Arc::clone(&there);
    let port = server(move |_, stream| {
        let (count, changed) = &*all;
        let mut count = count.lock().expect("it is not poisoned");
        *count += 1;
        let enough = AT_ONCE * 9 / 10;
        if *count >= enough {
            changed.notify_all();
        }
        drop(changed.wait_timeout_while(count, PATIENCE, |it| *it < enough));
        respond(stream, "200 OK\r\nContent-Type: application/rss+xml", small(1).as_bytes());
    });
    println!("\nport {port}");
    // Until the other process closes its end.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    println!("together {}", there.0.lock().expect("it is not poisoned"));
}

#[test]
#[cfg(target_os = "linux")]
fn fetches_a_thousand_urls_at_once() {
    let this = std::env::current_exe().expect("it has a name");
    let script = "ulimit -n $(ulimit -Hn); exec \"$0\" --ignored --exact --nocapture answers_when_all_are_there";
    let mut server = Command::new("sh")
        .args(["-c", script, &this.to_string_lossy()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("there is a shell");
    let mut text = String::new();
    let mut out = server.stdout.take().expect("it is piped");
    let mut byte = [0];
    while !text.trim_start_matches(|it| it != 'p').contains(' ')
        || !text.ends_with('\n')
        || !text.contains("\nport ")
    {
        assert_eq!(out.read(&mut byte).expect("it says its port"), 1, "{text}");
        text.push(byte[0].into());
    }
    let port = text.trim().rsplit(' ').next().expect("it is the last word").to_owned();
    // All these addresses are loopback. There is at most one request at a time for each.
    let hosts: Vec<String> =
        (0..AT_ONCE).map(|it| format!("127.0.{}.{}:{port}", 1 + it / 250, 1 + it % 250)).collect();
    let list: Vec<String> = hosts.iter().map(|it| format!("http://{it}/feed")).collect();
    let folder = folder(&[("list", list.join("\n").as_bytes())]);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -Sn 1024; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_feedwright")]);
    command.args(["batch", "--files-from", "list", "--connections", "1000", "--now", "2025-01-01"]);
    command.args(hosts.iter().flat_map(|it| ["--allow-host", it]));
    let began = Instant::now();
    let output = command.current_dir(folder.path()).output().expect("there is a shell");
    drop(server.stdin.take());
    server.wait().expect("it ends");
    let text = String::from_utf8(output.stdout.clone()).expect("it is UTF-8");
    let ok = text.lines().filter(|it| it.contains("\"status\":\"ok\"")).count();
    assert_eq!(ok, AT_ONCE, "{}\n{:.2000}", stderr(&output), text);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // If fewer than nine of ten connections were open at once, the server would have waited.
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}
