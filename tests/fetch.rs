//! Fetches documents from servers on loopback that misbehave in every way that is known. The rows of the tables in `tests/fetch/` say what each
//! server does and what comes of it. For every row: no request lasts longer than its deadline, nothing is contacted that must not be,
//! there is exactly one problem, and its texts contain no control characters and no secrets.

#[path = "fetch/cache.rs"]
mod cache;
#[path = "fetch/many.rs"]
mod many;
#[path = "fetch/names.rs"]
mod names;
#[path = "fetch/requests.rs"]
mod requests;
#[path = "fetch/row.rs"]
mod row;
#[path = "fetch/rows_encoding.rs"]
mod rows_encoding;
#[path = "fetch/rows_framing.rs"]
mod rows_framing;
#[path = "fetch/rows_redirects.rs"]
mod rows_redirects;
#[path = "fetch/server.rs"]
mod server;
#[path = "fetch/tls.rs"]
mod tls;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use feedwright::FetchError;
use feedwright::FetchSettings;
use feedwright::Fetched;
use feedwright::Fetcher;
use feedwright::Method;
use feedwright::Network;
use feedwright::Request;

use crate::names::Names;
use crate::names::Rebinding;
use crate::row::Expected;
use crate::row::Row;
use crate::server::Server;

/// The deadline of requests that reach it.
const TIMEOUT: Duration = Duration::from_millis(500);

/// The deadline of all other requests. They end much earlier, unless the machine has much to do.
const LONG_TIMEOUT: Duration = Duration::from_secs(20);

/// How late a request may end on a machine with much to do.
const GRACE: Duration = Duration::from_secs(4);

/// How many rows are tried at once. Most of them wait.
const THREADS: usize = 24;

fn settings(port: u16) -> FetchSettings {
    let mut settings = FetchSettings::default();
    settings.timeout = TIMEOUT;
    settings.redirects = 5;
    settings.received = 1 << 20;
    settings.unpacked = 4 << 20;
    settings.head = 16 << 10;
    let hosts = ["127.0.0.1", "allowed.example", "second.example"];
    settings.allowed_hosts = hosts.iter().map(|it| format!("{it}:{port}")).collect();
    settings
}

/// Everything that is shown of a problem.
fn shown(error: &FetchError) -> String {
    let problem = &error.diagnostic;
    let mut parts = vec![problem.message.clone()];
    parts.extend(problem.notes.iter().cloned());
    parts.extend(problem.help.clone());
    parts.extend(error.redirects.iter().map(|it| it.target.clone()));
    parts.join("\n")
}

fn check(row: &Row) -> Result<(), String> {
    let server = Server::start(&row.script);
    let mut settings = settings(server.port);
    if !row.ends_with_deadline() {
        settings.timeout = LONG_TIMEOUT;
    }
    let longest = settings.timeout + GRACE;
    let fetcher = Fetcher::with_resolver(settings, Arc::new(Names));
    let fetcher = fetcher.expect("the settings are good");
    let host = row.how.host.unwrap_or("127.0.0.1");
    let mut request = Request::get(format!("http://{host}:{}{}", server.port, row.path));
    if row.how.is_head {
        request.method = Method::Head;
    }
    request.first_bytes = row.how.first_bytes;
    for (name, value) in &row.how.headers {
        request.headers.push(((*name).to_owned(), (*value).to_owned()));
    }
    let start = Instant::now();
    let result = fetcher.send(&request);
    let elapsed = start.elapsed();
    if elapsed > longest {
        return Err(format!("it lasted {elapsed:?}"));
    }
    let seen = server.seen();
    if seen.requests.len() != row.requests {
        return Err(format!("{} requests were sent: {result:?}", seen.requests.len()));
    }
    if let Some(what) = seen.requests.iter().find_map(|it| requests::problem(it)) {
        return Err(format!("a request is wrong: {what}"));
    }
    compare(&row.expected, &result)
}

fn compare(expected: &Expected, result: &Result<Fetched, FetchError>) -> Result<(), String> {
    match (expected, result) {
        (Expected::Response(status, body), Ok(fetched)) => {
            let real = fetched.response.head.status;
            if real != *status || fetched.body != *body {
                let body = String::from_utf8_lossy(&fetched.body[..fetched.body.len().min(200)]);
                return Err(format!(
                    "the status is {real}, the body of {} bytes is {body:?}",
                    fetched.body.len()
                ));
            }
        }
        (Expected::Fault(rule, words), Err(error)) => {
            let shown = shown(error);
            if error.diagnostic.rule.name != *rule || !shown.contains(words) {
                return Err(format!("the problem is {}\n{shown}", error.diagnostic));
            }
            if shown.chars().any(|it| it.is_control() && it != '\n') || shown.contains("secret") {
                return Err(format!("it shows what it must not: {shown:?}"));
            }
        }
        (_, Ok(fetched)) => return Err(format!("the response is {}", fetched.response.head)),
        (_, Err(error)) => {
            return Err(format!("the problem is {}\n{}", error.diagnostic, shown(error)));
        }
    }
    Ok(())
}

/// Checks all rows of a table, many at once.
fn check_all(rows: Vec<Row>) {
    let rows = Mutex::new(rows.into_iter());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let next = rows.lock().expect("no row panics with it").next();
                    let Some(row) = next else { return };
                    if let Err(what) = check(&row) {
                        wrong
                            .lock()
                            .expect("no row panics with it")
                            .push(format!("{}: {what}", row.name));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no row panics with it");
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn responses_are_framed_as_they_should_be() {
    check_all(rows_framing::rows());
}

#[test]
fn bodies_are_unpacked_within_the_limit() {
    check_all(rows_encoding::rows());
}

#[test]
fn redirects_are_followed_only_to_public_servers() {
    check_all(rows_redirects::rows());
    assert_eq!(rows_redirects::FORBIDDEN.seen().connections, 0);
}

#[test]
fn wrong_urls_are_explained() {
    let fetcher =
        Fetcher::with_resolver(settings(1), Arc::new(Names)).expect("the settings are good");
    for (url, words) in rows_redirects::BAD_URLS {
        let result = fetcher.send(&Request::get(*url));
        let compared = compare(&Expected::Fault("invalid-fetch-url", words), &result);
        assert_eq!(compared, Ok(()), "{url:?}");
    }
}

#[test]
fn servers_that_do_not_listen_are_reported() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        listener.local_addr().expect("it is bound").port()
    };
    let fetcher = Fetcher::new(settings(port)).expect("the settings are good");
    let result = fetcher.send(&Request::get(format!("http://127.0.0.1:{port}/")));
    assert_eq!(
        compare(&Expected::Fault("unreachable-server", "Connection refused"), &result),
        Ok(())
    );
}

/// The address that is checked is the address that is contacted.
#[test]
fn a_host_is_looked_up_once() {
    let server = Server::start(|_| vec![("*", vec![row::send(row::ok("", row::FEED))])]);
    let names = Arc::new(Rebinding::default());
    let fetcher = Fetcher::with_resolver(
        settings(server.port),
        Arc::clone(&names) as Arc<dyn feedwright::Resolve>,
    );
    let fetcher = fetcher.expect("the settings are good");
    let result = fetcher.send(&Request::get(format!("http://allowed.example:{}/", server.port)));
    assert_eq!(compare(&row::feed(), &result), Ok(()));
    assert_eq!(names.lookups.load(Ordering::Relaxed), 1);
}
