//! What is sent: nothing more than needed, and secrets only where they belong.

use std::process::Command;
use std::sync::Arc;

use feedwright::Fetcher;
use feedwright::Network;
use feedwright::Request;

use crate::names::Names;
use crate::row::FEED;
use crate::row::ok;
use crate::row::send;
use crate::server::Server;
use crate::settings;

/// What is wrong with the head of a request, as a strict server sees it.
pub(crate) fn problem(request: &str) -> Option<String> {
    let mut lines = request.split("\r\n");
    let line: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let is_good = matches!(line[..], ["GET" | "HEAD", path, "HTTP/1.1"] if path.starts_with('/') && !path.contains('#'));
    if !is_good {
        return Some(format!("the request line is {line:?}"));
    }
    let headers: Vec<(&str, &str)> = lines.filter_map(|it| it.split_once(": ")).collect();
    let values = |name: &str| {
        headers
            .iter()
            .filter(|it| it.0.eq_ignore_ascii_case(name))
            .map(|it| it.1)
            .collect::<Vec<_>>()
    };
    for forbidden in [
        "cookie",
        "referer",
        "origin",
        "content-length",
        "transfer-encoding",
        "expect",
        "upgrade",
        "from",
        "te",
    ] {
        if !values(forbidden).is_empty() {
            return Some(format!("it has the header {forbidden}"));
        }
    }
    let once = ["host", "user-agent", "accept", "accept-encoding", "connection"];
    once.iter().find(|it| values(it).len() != 1).map(|it| format!("it has not one header {it}"))
}

fn lines(request: &str) -> Vec<&str> {
    request.trim_end().split("\r\n").collect()
}

#[test]
fn requests_have_exactly_these_headers() {
    let server = Server::start(|_| vec![("*", vec![send(ok("Set-Cookie: a=b\r\n", FEED))])]);
    let fetcher = Fetcher::new(settings(server.port)).expect("the settings are good");
    for _ in 0..2 {
        let url = format!("http://127.0.0.1:{}/a b?c=d#e", server.port);
        fetcher.send(&Request::get(url)).expect("the server is good");
    }
    let host = format!("Host: 127.0.0.1:{}", server.port);
    let agent = format!(
        "User-Agent: feedwright/{} (+https://crates.io/crates/feedwright)",
        env!("CARGO_PKG_VERSION")
    );
    for request in server.seen().requests {
        let expected = [
            "GET /a%20b?c=d HTTP/1.1",
            &host,
            &agent,
            "Accept: application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
             application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.8, */*;q=0.1",
            "Accept-Encoding: gzip, deflate, br, zstd",
            "Connection: close",
        ];
        assert_eq!(lines(&request), expected);
    }
}

/// The user's headers and the credentials of the URL go to the first host only.
#[test]
fn secrets_are_not_sent_to_other_hosts() {
    let other = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let port = other.port;
    let location = move |_| {
        let to = |url: String| vec![send(format!("HTTP/1.1 302 Found\r\nLocation: {url}\r\n\r\n"))];
        vec![("/a", to("/b".to_owned())), ("*", to(format!("http://127.0.0.1:{port}/c")))]
    };
    let first = Server::start(location);
    let mut settings = settings(first.port);
    settings.allowed_hosts.push(format!("127.0.0.1:{port}"));
    settings.headers = vec![
        ("Authorization".to_owned(), "Bearer secret".to_owned()),
        ("X-Key".to_owned(), "secret".to_owned()),
        ("Accept".to_owned(), "text/xml".to_owned()),
    ];
    let fetcher = Fetcher::new(settings).expect("the settings are good");
    let fetched =
        fetcher.send(&Request::get(format!("http://us%40er:secret@127.0.0.1:{}/a", first.port)));
    let fetched = fetched.expect("the servers are good");
    assert!(!format!("{fetched:?}{fetcher:?}").contains("secret"), "{fetched:?}");
    let seen = first.seen().requests;
    assert_eq!(seen.len(), 2);
    for request in seen {
        assert!(lines(&request).contains(&"Authorization: Basic dXNAZXI6c2VjcmV0"), "{request}");
        assert!(
            lines(&request).contains(&"X-Key: secret")
                && lines(&request).contains(&"Accept: text/xml"),
            "{request}"
        );
    }
    let request = &other.seen().requests[0];
    assert!(!request.contains("secret") && !request.contains("Authorization"), "{request}");
    assert!(request.contains("Accept: application/atom+xml"), "{request}");
}

#[test]
fn the_host_header_is_right() {
    let server = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let mut settings = settings(server.port);
    settings.allowed_hosts.push("allowed.example".to_owned());
    let fetcher = Fetcher::with_resolver(settings, Arc::new(Names)).expect("the settings are good");
    fetcher
        .send(&Request::get(format!("http://ALLOWED.example:{}", server.port)))
        .expect("the server is good");
    let request = server.seen().requests[0].clone();
    assert!(
        request
            .starts_with(&format!("GET / HTTP/1.1\r\nHost: allowed.example:{}\r\n", server.port)),
        "{request}"
    );
}

/// A proxy gets `http` requests with the whole URL, and the secrets of the proxy.
#[test]
fn a_proxy_gets_the_whole_url() {
    let proxy = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let mut settings = settings(1);
    settings.proxies.http = Some(format!("http://me:secret@127.0.0.1:{}", proxy.port));
    let fetcher = Fetcher::with_resolver(settings, Arc::new(Names)).expect("the settings are good");
    fetcher.send(&Request::get("http://public.example/feed.xml?a#b")).expect("the proxy is good");
    let request = proxy.seen().requests[0].clone();
    let lines = lines(&request);
    assert_eq!(
        lines[..2],
        ["GET http://public.example/feed.xml?a HTTP/1.1", "Host: public.example"]
    );
    assert!(lines.contains(&"Proxy-Authorization: Basic bWU6c2VjcmV0"), "{request}");

    let proxy = Server::start(|_| {
        vec![("*", vec![send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")])]
    });
    let mut settings = crate::settings(1);
    settings.proxies.https = Some(format!("me:secret@127.0.0.1:{}", proxy.port));
    let fetcher = Fetcher::with_resolver(settings, Arc::new(Names)).expect("the settings are good");
    let error = fetcher
        .send(&Request::get("https://public.example/feed.xml"))
        .expect_err("the proxy says no");
    let shown = crate::shown(&error);
    assert_eq!(error.diagnostic.rule.name, "unreachable-server");
    assert!(shown.contains("407") && !shown.contains("secret"), "{shown}");
    assert_eq!(
        lines_of(&proxy)[..2],
        ["CONNECT public.example:443 HTTP/1.1", "Host: public.example:443"]
    );
}

/// After a redirect, the proxy is that of the new URL. A host in the list of the exceptions is contacted directly, if its address is allowed.
#[test]
fn each_hop_has_its_own_proxy() {
    let proxy = Server::start(|_| {
        let to = |url: &str| vec![send(format!("HTTP/1.1 302 Found\r\nLocation: {url}\r\n\r\n"))];
        vec![
            ("http://public.example/a", to("https://public.example/b")),
            ("http://public.example/c", to("http://private.example/d")),
        ]
    });
    let tunnel = Server::start(|_| vec![("*", vec![send("HTTP/1.1 403 Forbidden\r\n\r\n")])]);
    let mut settings = settings(1);
    settings.proxies.http = Some(format!("127.0.0.1:{}", proxy.port));
    settings.proxies.https = Some(format!("127.0.0.1:{}", tunnel.port));
    settings.proxies.direct = vec!["private.example".to_owned()];
    let fetcher = Fetcher::with_resolver(settings, Arc::new(Names)).expect("the settings are good");
    let problem = |url: &str| {
        let error = fetcher.send(&Request::get(url)).expect_err("no document is sent");
        error.diagnostic.rule.name
    };
    assert_eq!(problem("http://public.example/a"), "unreachable-server");
    assert_eq!(lines_of(&tunnel)[0], "CONNECT public.example:443 HTTP/1.1");
    assert_eq!(problem("http://public.example/c"), "refused-address");
    assert_eq!((proxy.seen().requests.len(), tunnel.seen().requests.len()), (2, 1));
}

/// The exit code of `feedwright check`, and everything that it prints. `variables` are the only proxies in its environment.
fn check(variables: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    command.env_clear().envs(variables.iter().copied()).arg("check").args(arguments);
    let output = command.output().expect("the program runs");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).expect("the output is UTF-8"))
}

#[test]
fn the_program_uses_the_proxies_of_its_environment() {
    let proxy = Server::start(|_| vec![("*", vec![send(ok("", FEED))])]);
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let urls = ["http://public.example/feed.xml", "http://127.0.0.2:1/feed.xml"];
    let variables = [("http_proxy", address.as_str()), ("no_proxy", "127.0.0.0/8")];
    let (_, printed) = check(&variables, &["--env-proxy", urls[0], urls[1]]);
    assert!(printed.contains("refused-address"), "{printed}");
    let requests = proxy.seen().requests;
    assert_eq!(requests.len(), 1, "{printed}");
    assert!(requests[0].starts_with("GET http://public.example/feed.xml HTTP/1.1"), "{requests:?}");
    let (_, printed) = check(&variables, &[urls[1]]);
    assert!(printed.contains("refused-address"), "{printed}");
    assert_eq!(proxy.seen().requests.len(), 1, "only --env-proxy uses proxies");
}

#[test]
fn the_program_hides_passwords_in_wrong_urls() {
    for url in ["https://me:secret@harbor.example:99999/", "http://me:secret@harbor example/"] {
        for format in ["pretty", "json", "sarif", "html"] {
            let (code, printed) = check(&[], &["--format", format, url]);
            assert_eq!(code, Some(2), "{printed}");
            assert!(printed.contains("harbor") && !printed.contains("secret"), "{printed}");
        }
    }
}

fn lines_of(server: &Server) -> Vec<String> {
    server.seen().requests[0].split("\r\n").map(str::to_owned).collect()
}

#[test]
fn unusable_settings_are_errors() {
    let error = |change: &dyn Fn(&mut feedwright::FetchSettings)| {
        let mut settings = settings(1);
        change(&mut settings);
        Fetcher::new(settings).expect_err("the settings are bad").to_string()
    };
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    for (text, words) in [
        (error(&|it| it.headers = vec![header("X A", "b")]), "not the name of a header"),
        (error(&|it| it.headers = vec![header("Content-Length", "5")]), "cannot be set"),
        (
            error(&|it| it.headers = vec![header("Authorization", "secret\r\nX-A: b")]),
            "control character",
        ),
        (error(&|it| "a\nb".clone_into(&mut it.user_agent)), "control character"),
        (error(&|it| it.allowed_hosts = vec!["http://a.example/".to_owned()]), "not a host"),
        (
            error(&|it| it.proxies.http = Some("socks5://u:secret@a.example".to_owned())),
            "not the URL of an HTTP proxy",
        ),
        (
            error(&|it| it.proxies.http = Some("https://a.example".to_owned())),
            "only `http` is supported",
        ),
        (error(&|it| it.certificates = Some("/missing.pem".into())), "/missing.pem"),
    ] {
        assert!(text.contains(words) && !text.contains("secret"), "{text}");
    }
}

/// A body after the status 304 is not allowed. It is not received, but its beginning is counted.
#[test]
fn bytes_after_a_304_are_counted() {
    let server =
        Server::start(|_| vec![("*", vec![send("HTTP/1.1 304 Not Modified\r\n\r\nfeed")])]);
    let fetcher = Fetcher::new(settings(server.port)).expect("the settings are good");
    let mut request = Request::get(format!("http://127.0.0.1:{}/", server.port));
    request.headers.push(("If-None-Match".to_owned(), "\"a\"".to_owned()));
    let fetched = fetcher.send(&request).expect("the server answers");
    assert_eq!((fetched.response.received, fetched.body.len()), (Some(4), 0));
}
