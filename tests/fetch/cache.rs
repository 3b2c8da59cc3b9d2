//! Earlier responses in a folder, and the second request with the validators of the first.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use feedwright::Fetched;
use feedwright::Fetcher;
use feedwright::Network;
use feedwright::Request;
use feedwright::again;

use crate::row::ok;
use crate::server;
use crate::settings;

/// What a server has, and how it answers.
#[derive(Clone, Debug, Default)]
struct Site {
    etag: String,
    body: String,
    /// The requests: `new` or `304`, by whether they are answered with the document.
    log: Vec<String>,
    /// The `ETag` of answers with status 304, if it is another.
    other_etag: Option<String>,
    requests: Vec<String>,
}

type Shared = Arc<Mutex<Site>>;

/// A server that knows `If-None-Match`. `/old` redirects to `/feed.xml`.
fn site() -> (u16, Shared) {
    let site = Arc::new(Mutex::new(Site {
        etag: "\"1\"".to_owned(),
        body: "one".to_owned(),
        ..Site::default()
    }));
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let port = listener.local_addr().expect("it is bound").port();
    let shared = Arc::clone(&site);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let Ok(head) = server::head(&mut stream) else { continue };
            let answer = answer(&mut shared.lock().expect("no test panics with it"), &head);
            let _ = stream.write_all(&answer);
        }
    });
    (port, site)
}

fn answer(site: &mut Site, head: &str) -> Vec<u8> {
    site.requests.push(head.to_owned());
    if head.starts_with("GET /old ") {
        site.log.push("301".to_owned());
        return b"HTTP/1.1 301 Moved\r\nLocation: /feed.xml\r\n\r\n".to_vec();
    }
    let condition = head.lines().find_map(|it| it.strip_prefix("If-None-Match: "));
    if condition == Some(site.etag.as_str()) {
        site.log.push("304".to_owned());
        let etag = site.other_etag.clone().unwrap_or_else(|| site.etag.clone());
        return format!("HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\nX-New: yes\r\n\r\n")
            .into_bytes();
    }
    site.log.push("new".to_owned());
    ok(&format!("ETag: {}\r\nContent-Type: text/xml\r\n", site.etag), &site.body)
}

fn fetcher(port: u16, folder: &Path, header: Option<&str>) -> Fetcher {
    let mut settings = settings(port);
    settings.timeout = Duration::from_secs(10);
    settings.cache = Some(folder.to_owned());
    settings.headers =
        header.map(|it| ("Authorization".to_owned(), it.to_owned())).into_iter().collect();
    Fetcher::new(settings).expect("the settings are good")
}

fn get(fetcher: &Fetcher, port: u16, path: &str) -> Fetched {
    fetcher
        .send(&Request::get(format!("http://127.0.0.1:{port}{path}")))
        .expect("the server is good")
}

fn log(site: &Shared) -> Vec<String> {
    std::mem::take(&mut site.lock().expect("no test panics with it").log)
}

#[test]
fn only_changes_are_received() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let (port, site) = site();
    let fetcher = fetcher(port, folder.path(), None);
    let first = get(&fetcher, port, "/feed.xml");
    let second = get(&fetcher, port, "/feed.xml");
    assert_eq!(log(&site), ["new", "304"]);
    assert_eq!(second.body, b"one");
    assert_eq!((second.response.head.status, second.response.received), (200, Some(3)));
    let headers = &second.response.head.headers;
    assert_eq!(
        (headers.get("content-type"), headers.get("x-new"), headers.get("content-length")),
        (Some("text/xml"), Some("yes"), Some("3"))
    );
    assert_eq!(first.response.head.headers.get("x-new"), None);

    "two".clone_into(&mut site.lock().expect("no test panics with it").body);
    "\"2\"".clone_into(&mut site.lock().expect("no test panics with it").etag);
    assert_eq!(get(&fetcher, port, "/feed.xml").body, b"two");
    assert_eq!(get(&fetcher, port, "/feed.xml").body, b"two");
    assert_eq!(log(&site), ["new", "304"]);

    // Behind a redirect, only the last URL is asked whether it has changed.
    assert_eq!(get(&fetcher, port, "/old").body, b"two");
    let again = get(&fetcher, port, "/old");
    assert_eq!((again.body.as_slice(), again.response.redirects.len()), (&b"two"[..], 1));
    assert_eq!(log(&site), ["301", "new", "301", "304"]);
    let requests = site.lock().expect("no test panics with it").requests.clone();
    assert!(
        requests
            .iter()
            .filter(|it| it.starts_with("GET /old"))
            .all(|it| !it.contains("If-None-Match"))
    );
}

#[test]
fn many_requests_use_the_cache_too() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let (port, site) = site();
    let fetcher = fetcher(port, folder.path(), None);
    for _ in 0..2 {
        let requests = vec![((), Request::get(format!("http://127.0.0.1:{port}/feed.xml")))];
        let bodies = fetcher.many(requests, 1).expect("threads start");
        let bodies: Vec<Vec<u8>> =
            bodies.filter_map(|it| it.1.ok()?.unpack().ok()).map(|it| it.body).collect();
        assert_eq!(bodies, [b"one"]);
    }
    assert_eq!(log(&site), ["new", "304"]);
}

/// Damage costs a request and nothing else.
#[test]
fn damaged_responses_are_requested_again() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let (port, site) = site();
    let fetcher = fetcher(port, folder.path(), None);
    get(&fetcher, port, "/feed.xml");
    for damage in [&b""[..], b"feedwright response 1\n0000000000000000\n", &[0; 100]] {
        for entry in std::fs::read_dir(folder.path()).expect("it can be read") {
            std::fs::write(entry.expect("it can be read").path(), damage)
                .expect("it can be written");
        }
        assert_eq!(get(&fetcher, port, "/feed.xml").body, b"one");
        assert_eq!(get(&fetcher, port, "/feed.xml").body, b"one");
    }
    assert_eq!(log(&site), ["new", "new", "304", "new", "304", "new", "304"]);
    // The server says that something else has not changed.
    site.lock().expect("no test panics with it").other_etag = Some("\"x\"".to_owned());
    assert_eq!(get(&fetcher, port, "/feed.xml").body, b"one");
    assert_eq!(log(&site), ["304", "new"]);
}

/// A response for one user is not shown to another.
#[test]
fn users_do_not_share_responses() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let (port, site) = site();
    let (none, me, other) = (None, Some("Bearer me"), Some("Bearer other"));
    for header in [me, me, other, none, none] {
        get(&fetcher(port, folder.path(), header), port, "/feed.xml");
    }
    let with_password = fetcher(port, folder.path(), None);
    with_password
        .send(&Request::get(format!("http://u:p@127.0.0.1:{port}/feed.xml")))
        .expect("the server is good");
    assert_eq!(log(&site), ["new", "304", "new", "new", "304", "new"]);
    for entry in std::fs::read_dir(folder.path()).expect("it can be read") {
        let entry = entry.expect("it can be read");
        let text = std::fs::read_to_string(entry.path()).expect("it is text");
        assert!(!text.contains("Bearer") && !text.contains("u:p"), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(entry.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn conditional_requests_of_the_caller_pass_by_the_cache() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let (port, site) = site();
    let fetcher = fetcher(port, folder.path(), None);
    let request = Request::get(format!("http://127.0.0.1:{port}/feed.xml"));
    let first = fetcher.send(&request).expect("the server is good");
    let second = again(&fetcher, &request, &first).expect("there is an ETag");
    assert_eq!((second.head.status, second.is_same, second.received), (304, None, 0));
    "\"2\"".clone_into(&mut site.lock().expect("no test panics with it").etag);
    let second = again(&fetcher, &request, &first).expect("there is an ETag");
    assert_eq!((second.head.status, second.is_same), (200, Some(true)));
    assert_eq!(log(&site), ["new", "304", "new"]);
}
