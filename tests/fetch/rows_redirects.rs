//! Redirects: good ones, circles, targets that must not be requested, and hosts with private addresses.

use std::sync::LazyLock;

use crate::row::*;
use crate::server::Script;
use crate::server::Server;
use crate::server::Step;

/// A server that nobody may contact.
pub(crate) static FORBIDDEN: LazyLock<Server> =
    LazyLock::new(|| Server::start(|_| vec![("*", vec![send(ok("", FEED))])]));

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(good());
    rows.extend(circles());
    rows.extend(targets());
    rows.extend(private());
    rows
}

fn redirect(status: u16, location: &str) -> Vec<Step> {
    vec![send(format!(
        "HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    ))]
}

/// Redirects from `/feed.xml` to `location`, and sends the document at `/new`.
fn to(name: &'static str, status: u16, location: &'static str, expected: Expected) -> Row {
    let script = move |port: u16| -> Script {
        let location = location
            .replace("{port}", &port.to_string())
            .replace("{other}", &FORBIDDEN.port.to_string());
        vec![("/new", vec![send(ok("", FEED))]), ("*", redirect(status, &location))]
    };
    scripted(name, script, expected)
}

fn good() -> Vec<Row> {
    let chain = |_| -> Script {
        vec![
            ("/feed.xml", redirect(301, "/1")),
            ("/1", redirect(302, "/2")),
            ("/2", redirect(303, "/3")),
            ("/3", redirect(307, "/4")),
            ("/4", redirect(308, "/new")),
            ("/new", vec![send(ok("", FEED))]),
        ]
    };
    let endless =
        vec![send("HTTP/1.1 301 Moved\r\nLocation: /new\r\n\r\n"), repeat("a".repeat(4000))];
    let drips = vec![
        send("HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 9999\r\n\r\n"),
        drip("a"),
    ];
    let with_new =
        |steps: Vec<Step>| move |_| vec![("/new", vec![send(ok("", FEED))]), ("*", steps.clone())];
    vec![
        to("301", 301, "http://127.0.0.1:{port}/new", feed()).requests(2),
        to("302 to a path", 302, "/new", feed()).requests(2),
        to("303 to a relative path", 303, "new", feed()).requests(2),
        to("307 without scheme", 307, "//127.0.0.1:{port}/new", feed()).requests(2),
        to("308 with a fragment", 308, "/new#part", feed()).requests(2),
        to("HEAD with 301", 301, "/new", response(200, "")).head().requests(2),
        scripted("five hops", chain, feed()).requests(6),
        scripted("redirect with an endless body", with_new(endless), feed()).requests(2),
        scripted("redirect with a body that drips", with_new(drips), feed()).requests(2),
        to("305", 305, "http://127.0.0.1:{other}/", response(305, "")),
        to("306", 306, "/new", response(306, "")),
        to("300 with Location", 300, "/new", response(300, "")),
        to("201 with Location", 201, "/new", response(201, "")),
        sends("Refresh", ok("Refresh: 0; url=http://127.0.0.1:1/\r\n", FEED), feed()),
        sends("Alt-Svc", ok("Alt-Svc: h3=\":1\", h2=\"evil.example:443\"\r\n", FEED), feed()),
        sends(
            "Link and Content-Location",
            ok("Content-Location: http://127.0.0.1:1/\r\n", FEED),
            feed(),
        ),
    ]
}

fn circles() -> Vec<Row> {
    let pair = |_| -> Script {
        vec![("/feed.xml", redirect(302, "/b")), ("/b", redirect(302, "/feed.xml"))]
    };
    let later = |_| -> Script {
        vec![
            ("/feed.xml", redirect(302, "/a")),
            ("/a", redirect(302, "/b")),
            ("/b", redirect(302, "/a")),
        ]
    };
    // Each request leads to a longer path.
    let for_ever = |_| -> Script { vec![("*", redirect(302, "a/"))] };
    vec![
        to("to itself", 301, "/feed.xml", fault("redirect-loop", "lead back to")),
        to("to itself with a fragment", 301, "/feed.xml#a", fault("redirect-loop", "cookie")),
        scripted("pair", pair, fault("redirect-loop", "/feed.xml")).requests(2),
        scripted("circle of two after the first", later, fault("redirect-loop", "/a`")).requests(3),
        scripted("without end", for_ever, fault("too-many-redirects", "more than 5"))
            .at("/a/")
            .requests(6),
        scripted(
            "without end, with the option",
            for_ever,
            fault("too-many-redirects", "--max-redirects"),
        )
        .at("/a/")
        .requests(6),
    ]
}

fn targets() -> Vec<Row> {
    let bad = |name, location, words| to(name, 302, location, fault("unusable-redirect", words));
    let only = |name, headers: &'static str, words| {
        sends(
            name,
            format!("HTTP/1.1 302 Found\r\n{headers}\r\n"),
            fault("unusable-redirect", words),
        )
    };
    vec![
        bad("file", "file:///etc/passwd", "the scheme is `file`"),
        bad("ftp", "ftp://127.0.0.1:{other}/", "the scheme is `ftp`"),
        bad("gopher", "gopher://127.0.0.1:{other}/_x", "the scheme is `gopher`"),
        bad("data", "data:text/xml,<rss/>", "the scheme is `data`"),
        bad("javascript", "javascript:alert(1)", "the scheme is `javascript`"),
        bad("feed scheme", "feed://127.0.0.1:{other}/", "the scheme is `feed`"),
        bad("unix", "unix:///var/run/docker.sock", "the scheme is `unix`"),
        bad("ws", "ws://127.0.0.1:{other}/", "the scheme is `ws`"),
        bad("about", "about:blank", "the scheme is `about`"),
        bad("mailto", "mailto:a@b.example", "the scheme is `mailto`"),
        bad("credentials", "http://user:secret@127.0.0.1:{port}/new", "a user name or a password"),
        bad(
            "credentials of another host",
            "http://user:secret@127.0.0.1:{other}/",
            "a user name or a password",
        ),
        bad("port 0", "http://127.0.0.1:0/", "its port is 0"),
        bad("port 99999", "http://127.0.0.1:99999/", "not a URL"),
        bad("no host", "http://", "not a URL"),
        bad("space in the host", "http://a b/", "not a URL"),
        bad("bidirectional override", "http://a\u{202e}.example/", "\\u{202e}"),
        only("no Location", "Content-Length: 0\r\n", "without `Location`"),
        only("empty Location", "Location:\r\n", "empty"),
        only("two Locations", "Location: /a\r\nLocation: /b\r\n", "also to `/b`"),
        sends(
            "Location in Latin-1",
            b"HTTP/1.1 302 Found\r\nLocation: /sch\xf6n\r\n\r\n",
            fault("unusable-redirect", "UTF-8"),
        ),
        sends(
            "ESC in Location",
            "HTTP/1.1 302 Found\r\nLocation: /\x1b[31m\r\n\r\n",
            fault("malformed-response", "\\u{1b}"),
        ),
        sends(
            "NUL in Location",
            "HTTP/1.1 302 Found\r\nLocation: /a\0b\r\n\r\n",
            fault("malformed-response", "\\u{0}"),
        ),
        sends(
            "carriage return in Location",
            "HTTP/1.1 302 Found\r\nLocation: /a\rX-B: c\r\n\r\n",
            fault("malformed-response", "not"),
        ),
    ]
}

/// Spellings of hosts that are not public. The other server listens on this port on loopback.
const SPELLINGS: &[&str] = &[
    "127.0.0.1",
    "127.0.0.2",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0.0.0.0",
    "0",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:0:0::1]",
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[ff02::1]",
    "[fd00:ec2::254]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "ⓛocalhost",
    "%6c%6fcalhost",
    "127.0.0.1.",
    "169.254.169.254",
    "10.0.0.1",
    "100.64.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "private.example",
    "both.example",
];

fn private() -> Vec<Row> {
    let mut rows = Vec::new();
    for host in SPELLINGS {
        let script = move |_| -> Script {
            vec![("*", redirect(302, &format!("http://{host}:{}/", FORBIDDEN.port)))]
        };
        rows.push(scripted(host, script, fault("refused-address", "--allow-host")));
    }
    for host in
        ["localhost", "private.example", "both.example", "0x7f.2", "[::ffff:127.0.0.1]", "[::1]"]
    {
        rows.push(
            sends(host, ok("", FEED), fault("refused-address", "--allow-host"))
                .host(host)
                .requests(0),
        );
    }
    rows.push(
        sends("no such host", ok("", FEED), fault("unresolvable-host", "no such host"))
            .host("missing.example")
            .requests(0),
    );
    rows.push(
        sends("host without addresses", ok("", FEED), fault("unresolvable-host", "no address"))
            .host("empty.example")
            .requests(0),
    );
    rows.push(
        sends("resolver that hangs", ok("", FEED), fault("fetch-timeout", "connecting to"))
            .host("slow.example")
            .requests(0),
    );
    rows.push(sends("second address", ok("", FEED), feed()).host("second.example"));
    rows.push(sends("allowed name", ok("", FEED), feed()).host("allowed.example"));
    rows.push(
        sends("allowed address in another notation", ok("", FEED), feed()).host("0x7f.0.0.1"),
    );
    rows
}

/// URLs that cannot be requested, and words of their problems.
pub(crate) const BAD_URLS: &[(&str, &str)] = &[
    ("", "does not start with"),
    ("feed.xml", "does not start with"),
    ("/etc/passwd", "does not start with"),
    ("//harbor.example/feed.xml", "does not start with"),
    ("file:///etc/passwd", "the scheme is `file`"),
    ("ftp://harbor.example/feed.xml", "the scheme is `ftp`"),
    ("feed:https://harbor.example/feed.xml", "the scheme is `feed`"),
    ("javascript:alert(1)", "the scheme is `javascript`"),
    ("http://", "empty host"),
    ("http://harbor.example:0/", "its port is 0"),
    ("http://harbor.example:99999/", "port"),
    ("http://a b.example/", "invalid"),
    ("http://[::1", "invalid"),
    ("http://user:secret@a b.example/", "invalid"),
    ("http:\\\\user:secret@[x]/", "invalid"),
    ("http://a\u{1b}[31m.example/", "\\u{1b}"),
];
