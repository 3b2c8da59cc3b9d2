//! Documents on servers.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use crate::run::GOOD;
use crate::run::PAGE;
use crate::run::folder;
use crate::run::lines;
use crate::run::small;
use crate::run::statuses;
use crate::run::stderr;
use crate::server::respond;
use crate::server::server;

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
        ("ftp://a.example/".to_owned(),        "unreadable"),
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
    let script = "ulimit -n $(ulimit -Hn); exec \"$0\" --ignored --exact --nocapture network::answers_when_all_are_there";
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
