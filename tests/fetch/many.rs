//! Many requests at once.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use feedwright::FetchSettings;
use feedwright::Fetcher;
use feedwright::Network;
use feedwright::Request;
use feedwright::Resolve;

use crate::row::FEED;
use crate::row::ok;
use crate::row::pause;
use crate::row::send;
use crate::server;
use crate::server::Server;
use crate::server::Step;

/// All hosts are this machine.
#[derive(Debug)]
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(vec![Ipv4Addr::LOCALHOST.into()])
    }
}

/// A fetcher for the hosts `h0.example` and so on.
fn fetcher(hosts: usize, change: impl Fn(&mut FetchSettings)) -> Fetcher {
    let mut settings = FetchSettings::default();
    settings.allowed_hosts = (0..hosts).map(|it| format!("h{it}.example")).collect();
    change(&mut settings);
    Fetcher::with_resolver(settings, Arc::new(Loopback)).expect("the settings are good")
}

fn url(host: usize, port: u16, path: &str) -> Request {
    Request::get(format!("http://h{host}.example:{port}/{path}"))
}

/// A server that answers no request before this number of them is there.
fn all_or_nothing(number: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        let mut streams = Vec::new();
        while streams.len() < number {
            let Ok((mut stream, _)) = listener.accept() else { return };
            if server::head(&mut stream).is_ok() {
                streams.push(stream);
            }
        }
        for mut stream in streams {
            let _ = stream.write_all(&ok("", FEED));
        }
    });
    port
}

#[test]
fn a_thousand_connections_are_open_at_once() {
    const NUMBER: usize = 1000;
    // The server is in this process too, so there are two open files for each connection.
    if rlimit::increase_nofile_limit(3000).is_ok_and(|it| it < 2500) {
        return;
    }
    let port = all_or_nothing(NUMBER);
    let fetcher = fetcher(NUMBER, |it| it.timeout = Duration::from_secs(60));
    let arrivals = fetcher
        .many((0..NUMBER).map(move |it| (it, url(it, port, ""))), NUMBER)
        .expect("threads start");
    assert_eq!(arrivals.connections(), NUMBER);
    let mut keys: Vec<usize> = arrivals
        .map(|(key, arrival)| {
            let fetched =
                arrival.and_then(feedwright::Arrival::unpack).expect("the server is good");
            assert_eq!(fetched.body, FEED.as_bytes());
            key
        })
        .collect();
    keys.sort_unstable();
    assert!(keys.into_iter().eq(0..NUMBER));
}

/// Counts the requests of each host that are answered at once.
#[derive(Debug, Default)]
struct Counts {
    now: BTreeMap<String, usize>,
    most: usize,
    ends: BTreeMap<String, Vec<(Instant, Instant)>>,
}

/// A server that takes some time for each request.
fn counting(time: Duration) -> (u16, Arc<Mutex<Counts>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let port = listener.local_addr().expect("it is bound").port();
    let counts = Arc::new(Mutex::new(Counts::default()));
    let counted = Arc::clone(&counts);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let counts = Arc::clone(&counted);
            thread::spawn(move || {
                let Ok(mut stream) = stream else { return };
                let Ok(head) = server::head(&mut stream) else { return };
                let host = head
                    .split("Host: ")
                    .nth(1)
                    .unwrap_or_default()
                    .split("\r\n")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let start = Instant::now();
                {
                    let mut counts = counts.lock().expect("no test panics with it");
                    let now = counts.now.entry(host.clone()).or_default();
                    *now += 1;
                    let now = *now;
                    counts.most = counts.most.max(now);
                }
                thread::sleep(time);
                {
                    let mut counts = counts.lock().expect("no test panics with it");
                    *counts.now.entry(host.clone()).or_default() -= 1;
                    counts.ends.entry(host).or_default().push((start, Instant::now()));
                }
                let _ = stream.write_all(&ok("", FEED));
            });
        }
    });
    (port, counts)
}

#[test]
fn each_host_gets_one_request_at_a_time() {
    let (port, counts) = counting(Duration::from_millis(30));
    let fetcher = fetcher(4, |it| it.host_interval = Duration::from_millis(50));
    let requests: Vec<_> = (0..16).map(|it| (it, url(it % 4, port, ""))).collect();
    let start = Instant::now();
    let number =
        fetcher.many(requests, 100).expect("threads start").filter(|it| it.1.is_ok()).count();
    assert_eq!(number, 16);
    assert!(start.elapsed() < Duration::from_secs(5), "the hosts do not wait for each other");
    let counts = counts.lock().expect("no test panics with it");
    assert_eq!(counts.most, 1);
    for times in counts.ends.values() {
        assert!(
            times.windows(2).all(|it| it[1].0 - it[0].1 >= Duration::from_millis(45)),
            "{times:?}"
        );
    }
}

/// The same holds for requests of several threads.
#[test]
fn threads_wait_for_each_other() {
    let (port, counts) = counting(Duration::from_millis(30));
    let fetcher = fetcher(1, |it| it.host_interval = Duration::from_millis(50));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| fetcher.send(&url(0, port, "")).expect("the server is good"));
        }
    });
    let counts = counts.lock().expect("no test panics with it");
    assert_eq!((counts.most, counts.ends.values().map(Vec::len).sum::<usize>()), (1, 4));
}

#[test]
fn a_host_with_many_requests_does_not_hold_up_others() {
    let slow = Server::start(|_| vec![("*", vec![pause(50), send(ok("", FEED))])]);
    let quick = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let fetcher = fetcher(30, |_| {});
    let (slow, quick) = (slow.port, quick.port);
    let requests = (0..40).map(move |it| (0, url(0, slow, &it.to_string())));
    let requests = requests.chain((1..21).map(move |it| (it, url(it, quick, ""))));
    let keys: Vec<usize> =
        fetcher.many(requests, 4).expect("threads start").map(|it| it.0).collect();
    assert_eq!(keys.len(), 60);
    let last_quick = keys.iter().rposition(|it| *it > 0).expect("they are there");
    assert!(last_quick < 45, "{keys:?}");
}

/// If nobody takes results, no more requests are sent, and if nobody waits for them, they are given up.
#[test]
fn requests_wait_for_the_caller_and_end_with_it() {
    let server = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let fetcher = fetcher(1000, |_| {});
    let port = server.port;
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    let requests = (0..).map(move |it: usize| {
        counter.fetch_add(1, Ordering::Relaxed);
        (it, url(it % 1000, port, ""))
    });
    let mut arrivals = fetcher.many(requests, 8).expect("threads start");
    assert!(arrivals.next().is_some_and(|it| it.1.is_ok()));
    thread::sleep(Duration::from_millis(500));
    let sent = server.seen().requests.len();
    assert!(sent <= 1 + 8 + 16 + 1, "{sent} requests were sent");
    drop(arrivals);
    thread::sleep(Duration::from_millis(100));
    let taken_then = taken.load(Ordering::Relaxed);
    thread::sleep(Duration::from_millis(200));
    assert_eq!(taken.load(Ordering::Relaxed), taken_then, "the iterator is not used any more");
}

#[test]
fn dropping_the_results_closes_the_connections() {
    let closed = Arc::new((Mutex::new(0), Condvar::new()));
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let port = listener.local_addr().expect("it is bound").port();
    let ended = Arc::clone(&closed);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let ended = Arc::clone(&ended);
            thread::spawn(move || {
                let Ok(mut stream) = stream else { return };
                while server::head(&mut stream).is_ok() {}
                *ended.0.lock().expect("no test panics with it") += 1;
                ended.1.notify_all();
            });
        }
    });
    let fetcher = fetcher(5, |_| {});
    let arrivals =
        fetcher.many((0..5).map(move |it| (it, url(it, port, ""))), 5).expect("threads start");
    thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    drop(arrivals);
    let (number, changed) = &*closed;
    let number = number.lock().expect("no test panics with it");
    let limit = Duration::from_secs(5);
    let (number, _) =
        changed.wait_timeout_while(number, limit, |it| *it < 5).expect("no test panics with it");
    assert_eq!(*number, 5);
    assert!(start.elapsed() < Duration::from_secs(2));
}

/// Every request has a result, also if its URL is wrong or its host does not answer.
#[test]
fn every_request_has_a_result() {
    let good = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let silent = Server::start(|_| vec![("*", vec![Step::Hold])]);
    let fetcher = fetcher(3, |it| it.timeout = Duration::from_millis(500));
    let requests = vec![
        ("good", url(0, good.port, "")),
        ("wrong", Request::get("nothing")),
        ("wrong too", Request::get("file:///")),
        ("silent", url(1, silent.port, "")),
        ("private", Request::get("http://private.example/")),
        ("good too", url(2, good.port, "")),
    ];
    let results: BTreeMap<&str, &str> = fetcher
        .many(requests, 3)
        .expect("threads start")
        .map(|(key, arrival)| (key, arrival.map_or_else(|it| it.diagnostic.rule.name, |_| "ok")))
        .collect();
    let expected = [
        ("good", "ok"),
        ("good too", "ok"),
        ("private", "refused-address"),
        ("silent", "fetch-timeout"),
        ("wrong", "invalid-fetch-url"),
        ("wrong too", "invalid-fetch-url"),
    ];
    assert_eq!(results, BTreeMap::from(expected));
    let nothing: Vec<((), Request)> = Vec::new();
    assert_eq!(fetcher.many(nothing, 3).expect("threads start").count(), 0);
}

/// A server that is busy is asked again at the time that it names, if there is time for that.
#[test]
fn retry_after_is_honoured() {
    let busy = |seconds: &'static str| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let port = listener.local_addr().expect("it is bound").port();
        thread::spawn(move || {
            for number in 0..2 {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let _ = server::head(&mut stream);
                let busy = format!(
                    "HTTP/1.1 503 Busy\r\nRetry-After: {seconds}\r\nContent-Length: 0\r\n\r\n"
                );
                let _ =
                    stream.write_all(&if number == 0 { busy.into_bytes() } else { ok("", FEED) });
            }
        });
        port
    };
    let fetcher = fetcher(1, |it| it.timeout = Duration::from_secs(5));
    let start = Instant::now();
    let fetched = fetcher.send(&url(0, busy("1"), "")).expect("the server answers");
    assert_eq!((fetched.response.head.status, fetched.body.len()), (200, FEED.len()));
    assert!(start.elapsed() >= Duration::from_secs(1));
    let start = Instant::now();
    let fetched = fetcher.send(&url(0, busy("3600"), "")).expect("the server answers");
    assert_eq!(fetched.response.head.status, 503);
    assert!(start.elapsed() < Duration::from_secs(3));
}
