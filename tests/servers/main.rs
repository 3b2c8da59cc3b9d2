//! nginx, Apache and Caddy serve the sample site with the settings from the README, and feedwright finds no problem in their responses.
//!
//! These tests need the servers, so they are ignored by default. `.ci/run` installs the servers and runs the tests with
//! `cargo test --test servers -- --ignored`.

mod exchange;
mod server;

use std::fs;
use std::process::Command;
use std::time::Duration;
use std::time::SystemTime;

use crate::exchange::Answer;
use crate::server::Kind;
use crate::server::Server;

/// The media types that the README sets.
const FEEDS: &[(&str, &str)] = &[
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("atom.xml", "application/atom+xml; charset=utf-8"),
    ("feed.json", "application/feed+json"),
];

/// Builds the articles into the folder that a server serves, with the URL of that server.
fn build(server: &Server) {
    build_with(server, "");
}

/// The same, with these tables in the configuration.
fn build_with(server: &Server, tables: &str) {
    let settings = format!(
        "[site]\ntitle = \"Harbor Notes\"\nurl = \"{}\"\nlanguage = \"en\"\n{tables}",
        server.url("/")
    );
    fs::write(server.root().join("feedwright.toml"), settings).expect("it can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .arg("build")
        .arg(server.root())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Starts a server with a folder of articles, and builds their feeds.
fn serve(kind: Kind) -> Server {
    let server = Server::start(kind);
    let articles = server.root().join("articles");
    fs::create_dir(&articles).expect("the folder can be created");
    for number in 1..=30 {
        let text = format!(
            "---\ntitle: Walk {number}\ndate: 2024-05-{number:02}\n---\nThe harbor was *quiet* on day {number}.\n"
        );
        fs::write(articles.join(format!("walk-{number}.md")), text).expect("it can be written");
    }
    build(&server);
    server
}

/// Everything that is tested for each server.
fn serves_the_feeds_well(kind: Kind) {
    let server = serve(kind);
    for (name, media_type) in FEEDS {
        let path = format!("/feeds/{name}");
        let get = |headers: &[(&str, &str)]| server.request("GET", &path, headers);
        let plain = get(&[]);
        assert_eq!(
            (plain.status, plain.header("Content-Type")),
            (200, Some(*media_type)),
            "{plain:?}"
        );
        assert_eq!(
            plain.body,
            fs::read(server.root().join("feeds").join(name)).expect("it is a file")
        );
        assert_eq!(plain.header("Cache-Control"), Some("max-age=600"));
        assert_eq!(plain.header("Access-Control-Allow-Origin"), Some("*"));

        let head = server.request("HEAD", &path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("Content-Length"), Some(plain.body.len().to_string().as_str()));

        let part = get(&[("Range", "bytes=0-99")]);
        assert!(part.status == 206 && part.body == plain.body[..100], "{part:?}");

        let packed = get(&[("Accept-Encoding", "gzip")]);
        assert_eq!(packed.header("Content-Encoding"), Some("gzip"), "{packed:?}");
        assert!(packed.body.len() < plain.body.len() / 2);
        assert!(
            packed
                .header("Vary")
                .is_some_and(|it| it.to_ascii_lowercase().contains("accept-encoding"))
        );

        for headers in [vec![], vec![("Accept-Encoding", "gzip")]] {
            assert_eq!(
                unchanged(&server, &path, &headers),
                (304, 0),
                "{kind:?} {path} {headers:?}"
            );
        }
        has_no_problem(&server, &path);
    }
    answers_after_builds(&server);
}

/// The status and size of the response to a conditional request, with the validators of a first one.
fn unchanged(server: &Server, path: &str, headers: &[(&str, &str)]) -> (u16, usize) {
    let first = server.request("GET", path, headers);
    let again = ask_again(server, path, headers, &first);
    (again.status, again.body.len())
}

fn ask_again(server: &Server, path: &str, headers: &[(&str, &str)], first: &Answer) -> Answer {
    let etag = first.header("ETag").expect("there is an ETag");
    let modified = first.header("Last-Modified").expect("there is a Last-Modified");
    let mut headers = headers.to_vec();
    headers.extend([("If-None-Match", etag), ("If-Modified-Since", modified)]);
    server.request("GET", path, &headers)
}

/// After an unchanged build, a conditional request has the answer 304. After a changed one of the same size in the same second, it is 200.
fn answers_after_builds(server: &Server) {
    let path = "/feeds/rss.xml";
    let file = server.root().join("feeds/rss.xml");
    let size = || fs::metadata(&file).expect("it is a file").len();
    let first = server.request("GET", path, &[]);
    build(server);
    assert_eq!(ask_again(server, path, &[], &first).status, 304);

    // The feed was written at the start of this second.
    let second = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("it is after 1970")
        .as_secs();
    let opened = fs::File::options().write(true).open(&file).expect("it can be opened");
    opened
        .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(second))
        .expect("the time can be set");
    let first = server.request("GET", path, &[]);
    let old = size();
    let article = server.root().join("articles/walk-30.md");
    let text = fs::read_to_string(&article).expect("it can be read").replace("quiet", "noisy");
    fs::write(&article, text).expect("it can be written");
    build(server);
    assert_eq!(size(), old);
    let again = ask_again(server, path, &[], &first);
    assert_eq!(again.status, 200, "{again:?}");
    assert!(String::from_utf8_lossy(&again.body).contains("noisy"));
    assert_ne!(again.header("ETag"), first.header("ETag"));
    // A reader that only keeps the date gets the new feed too, when the second of the new file has begun: Apache sends no date in the future.
    std::thread::sleep(Duration::from_millis(1100));
    let modified = first.header("Last-Modified").expect("there is a Last-Modified");
    assert_eq!(server.request("GET", path, &[("If-Modified-Since", modified)]).status, 200);
}

/// feedwright itself finds nothing to say about the response.
fn has_no_problem(server: &Server, path: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "info", "--allow-host", "127.0.0.1"])
        .arg(server.url(path))
        .output()
        .expect("the program runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{path}: {printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(printed, "");
}

#[test]
#[ignore = "needs nginx"]
fn nginx_serves_the_feeds_well() {
    serves_the_feeds_well(Kind::Nginx);
}

#[test]
#[ignore = "needs Apache"]
fn apache_serves_the_feeds_well() {
    serves_the_feeds_well(Kind::Apache);
}

#[test]
#[ignore = "needs Caddy"]
fn caddy_serves_the_feeds_well() {
    serves_the_feeds_well(Kind::Caddy);
}

#[test]
#[ignore = "needs nginx"]
fn nginx_serves_compressed_siblings() {
    serves_a_sibling(Kind::Nginx, "gz", "gzip");
}

#[test]
#[ignore = "needs Caddy"]
fn caddy_serves_compressed_siblings() {
    serves_a_sibling(Kind::Caddy, "br", "br");
}

/// The compressed copies that a build writes are sent as they are, with the date of the feed. After each build they are the new ones.
fn serves_a_sibling(kind: Kind, extension: &str, coding: &str) {
    let server = serve(kind);
    let path = "/feeds/rss.xml";
    let accepting = [("Accept-Encoding", coding)];
    let compressed = "[output]\ncompress = [\"gz\", \"br\"]\n";
    build_with(&server, compressed);
    let sibling = server.root().join(format!("feeds/rss.xml.{extension}"));
    let answer = server.request("GET", path, &accepting);
    assert_eq!(answer.header("Content-Encoding"), Some(coding));
    assert!(answer.body == fs::read(&sibling).expect("it is a file"));
    assert_eq!(answer.header("Content-Type"), Some("application/rss+xml; charset=utf-8"));
    assert_eq!(unchanged(&server, path, &accepting), (304, 0));
    has_no_problem(&server, path);
    let plain = server.request("GET", path, &[]);
    assert_eq!(plain.header("Content-Encoding"), None);
    assert_eq!(plain.header("Last-Modified"), answer.header("Last-Modified"));

    let article = server.root().join("articles/walk-30.md");
    let text = fs::read_to_string(&article).expect("it can be read").replace("quiet", "noisy");
    fs::write(&article, text).expect("it can be written");
    build_with(&server, compressed);
    let again = ask_again(&server, path, &accepting, &answer);
    assert_eq!(again.status, 200, "{again:?}");
    assert!(again.body == fs::read(&sibling).expect("it is a file") && again.body != answer.body);

    // Copies that are not configured any more are still those of the feed.
    fs::write(&article, "---\ntitle: Last walk\ndate: 2024-05-30\n---\nIt rained.\n")
        .expect("it can be written");
    build(&server);
    let last = ask_again(&server, path, &accepting, &again);
    assert_eq!((last.status, last.header("Content-Encoding")), (200, Some(coding)));
    assert!(last.body != again.body);
}
