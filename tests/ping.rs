//! Hubs that are told about changed feeds (WebSub). Hubs on loopback count what they are told.

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

/// A hub, and what it was told.
struct Hub {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
    /// The status of its responses. With 0, it says nothing.
    status: Arc<Mutex<u16>>,
}

impl Hub {
    fn new(status: u16) -> Hub {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let url = format!("http://{}/hub", listener.local_addr().expect("it is bound"));
        let hub = Hub { url, requests: Arc::default(), status: Arc::new(Mutex::new(status)) };
        let (requests, status) = (Arc::clone(&hub.requests), Arc::clone(&hub.status));
        thread::spawn(move || {
            for stream in listener.incoming().take(1000) {
                let Ok(stream) = stream else { return };
                let (requests, status) = (Arc::clone(&requests), Arc::clone(&status));
                thread::spawn(move || answer(stream, &requests, &status));
            }
        });
        hub
    }

    fn says(&self, status: u16) {
        *self.status.lock().expect("no thread panics") = status;
    }

    /// The feeds that were announced since the last call, sorted.
    fn told(&self) -> Vec<String> {
        let mut told = std::mem::take(&mut *self.requests.lock().expect("no thread panics"));
        told.sort();
        told
    }
}

fn answer(mut stream: TcpStream, requests: &Mutex<Vec<String>>, status: &Mutex<u16>) {
    let mut reader = BufReader::new(stream.try_clone().expect("it can be cloned"));
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|it| it > 0) {}
    let lower = head.to_lowercase();
    let length = lower.lines().find_map(|it| it.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).expect("the body is whole");
    let is_form = lower.contains("content-type: application/x-www-form-urlencoded\r\n");
    let body = String::from_utf8(body).expect("it is ASCII");
    let told = match body.strip_prefix("hub.mode=publish&hub.url=") {
        Some(url) if is_form && head.starts_with("POST /hub HTTP/1.1\r\n") => {
            url.rsplit("%2F").next().unwrap_or_default().to_owned()
        }
        _ => format!("{head}{body}"),
    };
    requests.lock().expect("no thread panics").push(told);
    let status = *status.lock().expect("no thread panics");
    if status == 0 {
        // The end of the test closes the connection.
        thread::sleep(Duration::from_secs(60));
    }
    let location = if status == 302 { "Location: /elsewhere\r\n" } else { "" };
    let response =
        format!("HTTP/1.1 {status} \r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(response.as_bytes());
}

struct Site(tempfile::TempDir);

impl Site {
    fn new(tables: &str) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.configure(tables);
        site.article("ferry", "The ferry");
        site
    }

    fn configure(&self, tables: &str) {
        let text = format!(
            "[site]\ntitle = \"The Harbor\"\nurl = \"https://harbor.example/\"\nlanguage = \"en\"\n{tables}"
        );
        fs::write(self.0.path().join("feedwright.toml"), text).expect("it is written");
    }

    fn article(&self, name: &str, text: &str) {
        let folder = self.0.path().join("articles");
        fs::create_dir_all(&folder).expect("it is created");
        let text = format!("---\ntitle: {name}\ndate: 2024-05-01\nsection: {name}\n---\n{text}\n");
        fs::write(folder.join(format!("{name}.md")), text).expect("it is written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.arg("build").arg(self.0.path()).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Builds with the hub allowed, and returns what is printed.
    #[track_caller]
    fn build(&self, arguments: &[&str]) -> String {
        let output = self.run(&[arguments, &["--allow-host", "127.0.0.1"]].concat());
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{err}");
        err
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join("feeds").join(name)).expect("it is there")
    }
}

const ALL: [&str; 3] = ["atom.xml", "feed.json", "rss.xml"];

#[test]
fn a_hub_is_told_about_changed_feeds() {
    let hub = Hub::new(202);
    let site = Site::new(&format!("[output]\nhub = \"{}\"\n", hub.url));
    assert_eq!(site.build(&["--dry-run"]), "");
    assert_eq!(hub.told(), [""; 0]);
    assert_eq!(site.build(&[]), "");
    assert_eq!(hub.told(), ALL);
    // Nothing has changed, whether the articles are read or not.
    for arguments in [&[][..], &["-v"], &["--force"], &["--format", "json"]] {
        site.build(arguments);
        assert_eq!(hub.told(), [""; 0], "{arguments:?}");
    }
    site.article("pier", "The pier");
    let err = site.build(&["-v"]);
    assert_eq!(hub.told(), ALL);
    let line = format!("announced https://harbor.example/feeds/rss.xml to {}\n", hub.url);
    assert!(err.contains(&line), "{err}");
    // A build that must not tell the hub leaves it to the next one.
    site.article("pier", "The old pier");
    assert_eq!(site.build(&["--no-ping"]), "");
    assert_eq!(site.build(&["--no-ping"]), "");
    assert_eq!(hub.told(), [""; 0]);
    assert_eq!(site.build(&[]), "");
    assert_eq!(hub.told(), ALL);
}

#[test]
fn only_feeds_that_changed_are_announced() {
    let hub = Hub::new(204);
    let tables = format!(
        "[output]\nhub = [\"{}\"]\n[[feed]]\neach = \"section\"\nformats = [\"json\"]\n\
         [[feed]]\nname = \"quiet\"\nformats = [\"json\"]\nhub = []\n",
        hub.url
    );
    let site = Site::new(&tables);
    site.article("pier", "The pier");
    site.build(&[]);
    assert_eq!(hub.told(), ["ferry.json", "pier.json"]);
    site.article("pier", "The new pier");
    site.build(&[]);
    assert_eq!(hub.told(), ["pier.json"]);
    assert!(!site.text("quiet.json").contains("hubs"));
}

#[test]
fn feeds_name_their_hubs() {
    let tables = "[feed]\nlimit = 1\narchive = 1\nhub = [\"https://hub.example\", \"https://other.example/?a=1&b=2\"]\n";
    let site = Site::new(tables);
    site.article("pier", "The pier");
    site.article("quay", "The quay");
    site.build(&["--no-ping"]);
    let links = [
        "link href=\"https://hub.example/\" rel=\"hub\"/>",
        "link href=\"https://other.example/?a=1&amp;b=2\" rel=\"hub\"/>",
    ];
    for name in ["rss.xml", "atom.xml"] {
        let text = site.text(name);
        assert!(
            links.iter().all(|it| text.contains(it)) && text.contains("rel=\"self\""),
            "{text}"
        );
    }
    let feed: Value = serde_json::from_str(&site.text("feed.json")).expect("it is JSON");
    let hub = |url: &str| serde_json::json!({"type": "WebSub", "url": url});
    assert_eq!(feed["hubs"][0], hub("https://hub.example/"));
    assert_eq!(feed["hubs"][1], hub("https://other.example/?a=1&b=2"));
    // Nobody subscribes to an archive.
    for name in ["rss.archive-1.xml", "atom.archive-1.xml", "feed.archive-1.json"] {
        assert!(!site.text(name).contains("hub"), "{name}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "info", "--base-url", "https://harbor.example/feeds/"])
        .arg(site.0.path().join("feeds"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_hub_that_does_not_accept_is_asked_again_by_the_next_build() {
    for (status, count) in [(404, 3), (302, 3), (503, 1), (429, 1)] {
        let hub = Hub::new(status);
        let site = Site::new(&format!("[output]\nhub = \"{}\"\n", hub.url));
        let warning = format!(
            "warning: cannot announce 3 feeds to the hub {}: the hub responds with `{status}`; the next build tries again\n",
            hub.url
        );
        assert_eq!(site.build(&[]), warning);
        // A hub that is not available is not asked about each feed.
        assert_eq!(hub.told().len(), count);
        // cron does not print the same warning again.
        assert_eq!(site.build(&[]), "");
        assert_eq!(hub.told().len(), count);
        assert_eq!(site.build(&["-q"]), "");
        hub.told();
        hub.says(200);
        assert_eq!(site.build(&[]), "");
        assert_eq!(hub.told(), ALL);
        assert_eq!(site.build(&[]), "");
        assert_eq!(hub.told(), [""; 0]);
    }
}

#[test]
fn a_hub_that_hangs_does_not_stop_a_build() {
    let hub = Hub::new(0);
    let good = Hub::new(200);
    let site = Site::new(&format!("[output]\nhub = [\"{}\", \"{}\"]\n", hub.url, good.url));
    let start = Instant::now();
    let err = site.build(&[]);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains("cannot announce 3 feeds") && err.contains("10 s"), "{err}");
    assert_eq!(hub.told().len(), 1);
    assert_eq!(good.told(), ALL);
}

#[test]
fn a_private_address_is_only_contacted_if_it_is_allowed() {
    let hub = Hub::new(200);
    let site = Site::new(&format!("[output]\nhub = \"{}\"\n", hub.url));
    let output = site.run(&[]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(
        err.starts_with("warning: cannot announce 3 feeds to the hub ") && err.contains("loopback"),
        "{err}"
    );
    assert_eq!(hub.told(), [""; 0]);
    assert_eq!(site.build(&[]), "");
    assert_eq!(hub.told(), ALL);
}

#[test]
fn a_build_that_is_killed_before_the_ping_is_made_up_for() {
    let hub = Hub::new(0);
    let site = Site::new(&format!("[output]\nhub = \"{}\"\n", hub.url));
    let mut build = site
        .command(&["--allow-host", "127.0.0.1"])
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let start = Instant::now();
    while hub.requests.lock().expect("no thread panics").is_empty() {
        assert!(start.elapsed() < Duration::from_secs(30), "the hub is told");
        thread::sleep(Duration::from_millis(10));
    }
    build.kill().and_then(|()| build.wait()).expect("it is killed");
    hub.told();
    hub.says(200);
    assert_eq!(site.build(&[]), "");
    assert_eq!(hub.told(), ALL);
    // If the file is lost, the hub is told once more after the next build that reads articles.
    fs::remove_file(site.0.path().join(".feedwright/announced.json")).expect("it is there");
    site.build(&["-v"]);
    assert_eq!(hub.told(), ALL);
}

#[test]
fn wrong_hubs_are_explained() {
    let cases = [
        ("hub = \"hub.example\"", "`hub.example` is not an absolute URL"),
        ("hub = \"ftp://hub.example/\"", "is not an http or https URL"),
        ("hub = \"https://hub.example/#a\"", "has a fragment"),
        ("hub = \"https://a:secret@hub.example/\"", "has a user name or a password"),
        ("hub = [\"https://hub.example\", \"https://hub.example/\"]", "is listed twice"),
        ("hub = [1]", "each value in `hub` must be a string"),
        ("hub = true", "each value in `hub` must be a string"),
        ("hubs = \"https://hub.example/\"", "did you mean `hub`?"),
    ];
    for (keys, words) in cases {
        for table in ["output", "feed"] {
            let site = Site::new(&format!("[{table}]\n{keys}\n"));
            let output = site.run(&[]);
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{keys}: {err}");
            assert!(err.contains(words), "{keys}: {err}");
        }
    }
}
