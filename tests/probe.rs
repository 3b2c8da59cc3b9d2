//! Tests what is requested beyond a document: its files (`--probe`), its other pages (`--follow`), the document again (`--twice`), and the
//! feeds of a site (`discover`). Saved conversations answer the requests, and servers on loopback count them.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use feedwright::DiscoverSettings;
use feedwright::FetchSettings;
use feedwright::Fetcher;
use feedwright::FollowSettings;
use feedwright::Network;
use feedwright::Options;
use feedwright::ProbeSettings;
use feedwright::Replay;
use feedwright::Request;
use feedwright::Source;
use feedwright::discover;
use feedwright::follow;
use feedwright::probe;
use feedwright::twice;

const FEED: &str = "https://harbor.example/feed";

fn replay(conversation: &str) -> Replay {
    Replay::read(conversation.as_bytes(), &FetchSettings::default())
        .unwrap_or_else(|error| panic!("{error}: {conversation}"))
}

fn options() -> Options {
    let mut options = Options::default();
    options.base_url = Some(FEED.to_owned());
    options
}

fn rss(content: &str) -> Source {
    let names = "xmlns:podcast='https://podcastindex.org/namespace/1.0' xmlns:atom='http://www.w3.org/2005/Atom' \
        xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/'";
    Source::from_text(
        FEED,
        format!("<rss version='2.0' {names}><channel>{content}</channel></rss>"),
    )
}

/// The problems of a feed that `probe` finds, as `rule@path`.
fn probed(content: &str, network: &dyn Network) -> Vec<String> {
    let problems = probe(&rss(content), &options(), network, &ProbeSettings::default());
    problems.iter().map(|it| format!("{}@{}", it.rule, it.path)).collect()
}

/// The exchanges of a file that is served well.
fn file(url: &str, media_type: &str) -> String {
    format!(
        ">>> HEAD {url}\nHTTP/1.1 200 OK\nContent-Type: {media_type}\nContent-Length: 9\n\n\
         >>> GET {url}\nHTTP/1.1 206 Partial Content\nContent-Type: {media_type}\nContent-Range: bytes 0-1/9\n\nID\n"
    )
}

const MP3: &str = "https://harbor.example/a.mp3";

#[test]
fn files_that_are_served_well_have_no_problems() {
    #[rustfmt::skip]
    let cases = [
        ("<enclosure url='https://harbor.example/a.mp3' type='audio/mpeg' length='9'/>",       "audio/mpeg"),
        ("<enclosure url='https://harbor.example/a.mp3' type='audio/mp3' length='9'/>",        "audio/mpeg"),
        ("<enclosure url='https://harbor.example/a.mp3' type='audio/x-m4a' length='9'/>",      "audio/mp4; codecs=mp4a"),
        ("<enclosure url='https://harbor.example/a.mp3' type='AUDIO/MPEG' length='many'/>",    "audio/mpeg"),
        ("<media:content url='https://harbor.example/a.mp3' fileSize='9'/>",                   "audio/mpeg"),
        ("<atom:link rel='enclosure' href='https://harbor.example/a.mp3' length='9'/>",        "audio/mpeg"),
        ("<podcast:alternateEnclosure type='audio/opus' length='9'><podcast:source uri='https://harbor.example/a.mp3'/></podcast:alternateEnclosure>", "audio/ogg"),
        ("<enclosure url='urn:x' type='audio/mpeg' length='9'/>",                              "audio/mpeg"),
        ("<enclosure url='mailto:a@harbor.example' type='audio/mpeg' length='9'/>",            "audio/mpeg"),
    ];
    for (element, media_type) in cases {
        let network = replay(&file(MP3, media_type));
        let item = format!("<item><title>A</title>{element}</item>");
        assert_eq!(probed(&item, &network), Vec::<String>::new(), "{element}");
    }
}

#[test]
fn reports_what_is_wrong_at_its_place() {
    let enclosure =
        "<item><enclosure url='https://harbor.example/a.mp3' type='audio/mpeg' length='9'/></item>";
    let at = "/rss/channel/item[1]/enclosure[1]";
    let part = "HTTP/1.1 206 Partial Content\nContent-Type: audio/mpeg\nContent-Range: bytes 0-1/9\n\nID\n";
    let head =
        format!(">>> HEAD {MP3}\nHTTP/1.1 200 OK\nContent-Type: audio/mpeg\nContent-Length: 9\n\n");
    #[rustfmt::skip]
    let cases: &[(&str, String, &[&str])] = &[
        (enclosure, ">>> GET https://other.example/\nHTTP/1.1 200 OK\n".to_owned(),            &["unreachable-resource"]),
        (enclosure, format!(">>> GET {MP3}\nHTTP/1.1 503 Busy\n"),                             &["unreachable-resource"]),
        (enclosure, format!("{head}>>> GET {MP3}\nHTTP/1.1 403 Forbidden\n"),                  &["unreachable-resource"]),
        (enclosure, format!("{head}>>> GET {MP3}\nno response: timeout\n"),                    &["unreachable-resource"]),
        (enclosure, format!(">>> HEAD {MP3}\nno response: timeout\n>>> GET {MP3}\n{part}"),    &["resource-head-refused"]),
        (enclosure, format!(">>> HEAD {MP3}\nHTTP/1.1 501 No\n>>> GET {MP3}\n{part}"),         &["resource-head-refused"]),
        (enclosure, format!("{head}>>> GET {MP3}\nHTTP/1.1 200 OK\n\nID3\n"),                  &["resource-without-ranges"]),
        (enclosure, format!(">>> GET {MP3}\nHTTP/1.1 301 Moved\nLocation: {MP3}\n"),           &["unreachable-resource"]),
    ];
    for (content, conversation, rules) in cases {
        let wanted: Vec<String> = rules.iter().map(|it| format!("{it}@{at}")).collect();
        assert_eq!(probed(content, &replay(conversation)), wanted, "{conversation}");
    }
}

#[test]
fn a_hub_answers_even_if_it_expects_another_method() {
    let hub = "<atom:link rel='hub' href='https://hub.example/'/>";
    #[rustfmt::skip]
    let cases = [
        ("200 OK", 0), ("202 Accepted", 0), ("400 Bad Request", 0), ("405 Method Not Allowed", 0), ("404 Not Found", 1), ("502 Bad Gateway", 1),
    ];
    for (status, problems) in cases {
        let network = replay(&format!(">>> GET https://hub.example/\nHTTP/1.1 {status}\n"));
        assert_eq!(probed(hub, &network).len(), problems, "{status}");
    }
}

#[test]
fn the_number_of_requests_is_limited() {
    let item = |it: usize| {
        format!(
            "<item><enclosure url='https://harbor.example/{it}.mp3' type='audio/mpeg' length='9'/></item>"
        )
    };
    let source = rss(&(0..10).map(item).collect::<String>());
    let files = (0..10).map(|it| file(&format!("https://harbor.example/{it}.mp3"), "audio/mpeg"));
    let network = replay(&files.collect::<String>());
    let mut settings = ProbeSettings::default();
    settings.urls = 7;
    let problems = probe(&source, &options(), &network, &settings);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].rule.name, "unprobed-resource");
    assert!(problems[0].message.contains("3 URLs were not checked"), "{}", problems[0].message);
    assert!(source.text[problems[0].span.range()].contains("7.mp3"));
    settings.urls = 10;
    assert!(probe(&source, &options(), &network, &settings).is_empty());
}

#[test]
fn the_number_of_pages_is_limited() {
    let page = |it: usize| {
        format!(
            "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><atom:link rel='next' href='https://harbor.example/{}'/>\
             <item><guid isPermaLink='false'>{it}</guid></item></channel></rss>",
            it + 1
        )
    };
    let exchange =
        |it| format!(">>> GET https://harbor.example/{it}\nHTTP/1.1 200 OK\n\n{}\n", page(it));
    let pages = (1..20).map(exchange).collect::<Vec<_>>().concat();
    let mut settings = FollowSettings::default();
    settings.pages = 5;
    let followed =
        follow(&Source::from_text(FEED, page(0)), &options(), &replay(&pages), &settings);
    assert_eq!(followed.pages.len(), 5);
    let last = &followed.pages[4].report.diagnostics;
    assert!(last.iter().any(|it| it.rule.name == "unfollowed-page"), "{last:?}");
    assert!(followed.diagnostics.is_empty(), "{:?}", followed.diagnostics);
}

#[test]
fn follows_pages_without_false_alarms() {
    let atom_of = |links: &str, entries: &str| {
        format!("<feed xmlns='http://www.w3.org/2005/Atom'>{links}{entries}</feed>")
    };
    let archive_of = |links: &str, entries: &str| {
        let mark = "<archive xmlns='http://purl.org/syndication/history/1.0'/>";
        atom_of(&format!("{mark}{links}"), entries)
    };
    let entries = |ids: &[&str]| {
        let entry = |it: &&str| format!("<entry><id>{it}</id><title>{it}</title></entry>");
        ids.iter().map(entry).collect::<Vec<_>>().concat()
    };
    let atom = |links: &str, ids: &[&str]| atom_of(links, &entries(ids));
    let archive = |links: &str, ids: &[&str]| archive_of(links, &entries(ids));
    let json = |next: &str, id: &str| {
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"N\",{next}\"items\":[{{\"id\":\"{id}\",\"content_text\":\"x\"}}]}}"
        )
    };
    let get = |url: &str, body: &str| format!(">>> GET {url}\nHTTP/1.1 200 OK\n\n{body}\n");
    #[rustfmt::skip]
    let cases = [
        // The archive contains the entry of the current feed, and links to it again as the current feed.
        (atom("<link rel='prev-archive' href='/old'/><link rel='next' href='?page=2'/>", &["b"]),
            get("https://harbor.example/old", &archive("<link rel='current' href='/feed'/>", &["b"]))
                + &get("https://harbor.example/feed?page=2", &atom("", &["a"])), 2),
        // An entry is in the current feed and in both archives after changes.
        (atom("<link rel='prev-archive' href='/2'/>", &["c", "a"]),
            get("https://harbor.example/2", &archive("<link rel='current' href='/feed'/><link rel='prev-archive' href='/1'/>", &["a", "b"]))
                + &get("https://harbor.example/1", &archive("<link rel='current' href='/feed'/><link rel='next-archive' href='/2'/>", &["a"])), 2),
        // A page is also an archive.
        (atom("<link rel='prev-archive' href='/1'/><link rel='next' href='/1'/>", &["b", "a"]),
            get("https://harbor.example/1", &archive("<link rel='current' href='/feed'/>", &["a"])), 1),
        // The only entry of the current feed is an old one that was changed.
        (atom_of("<link rel='prev-archive' href='/1'/>",
            "<entry><id>a</id><published>2020-01-01T00:00:00Z</published><updated>2024-01-01T00:00:00Z</updated></entry>"),
            get("https://harbor.example/1", &archive_of("<link rel='current' href='/feed'/>",
                "<entry><id>b</id><updated>2023-01-01T00:00:00Z</updated></entry>")), 1),
        // The first page has a second URL.
        (atom("<link rel='next' href='?page=2'/>", &["a"]),
            get("https://harbor.example/feed?page=2", &atom("<link rel='previous' href='?page=1'/>", &["b"])), 1),
        // The last page is empty.
        (atom("<link rel='next' href='?page=2'/>", &["a"]), get("https://harbor.example/feed?page=2", &atom("", &[])), 1),
        // JSON Feed.
        (json("\"next_url\":\"https://harbor.example/2\",", "a"), get("https://harbor.example/2", &json("", "b")), 1),
        // No other page.
        (atom("<link rel='prev' href='/0'/>", &["a"]), get("https://harbor.example/x", ""), 0),
    ];
    for (first, conversation, pages) in cases {
        let source = Source::from_text(FEED, first);
        let followed =
            follow(&source, &options(), &replay(&conversation), &FollowSettings::default());
        assert_eq!(followed.pages.len(), pages, "{conversation}");
        let rules = feedwright::rules().filter(|it| it.group == "pages of a feed");
        let rules: Vec<&str> = rules.map(|it| it.name).collect();
        let all = followed.pages.iter().flat_map(|it| &it.report.diagnostics);
        for it in all.chain(&followed.diagnostics) {
            assert!(!rules.contains(&it.rule.name), "{it}: {conversation}");
        }
    }
}

#[test]
fn a_new_entry_is_a_reason_to_change() {
    let item = |id: &str, rest: &str| {
        format!("<item><title>{id}</title><guid isPermaLink='false'>{id}</guid>{rest}</item>")
    };
    let comments = |it: usize| {
        format!(
            "<slash:comments xmlns:slash='http://purl.org/rss/1.0/modules/slash/'>{it}</slash:comments>"
        )
    };
    let date =
        |it: usize| format!("<lastBuildDate>Wed, 01 May 2024 10:00:0{it} GMT</lastBuildDate>");
    #[rustfmt::skip]
    let cases: &[(String, String, &[&str])] = &[
        (item("a", ""),                              item("a", ""),                                   &[]),
        (date(0) + &item("a", ""),                   date(1) + &item("b", "") + &item("a", ""),       &[]),
        (item("a", "") + &item("b", ""),             item("a", ""),                                   &[]),
        (item("a", "<category>x</category>"),        item("a", ""),                                   &["unstable-content"]),
        (item("a", &comments(1)),                    item("a", &comments(2)),                         &[]),
        (item("a", "<media:group><media:title>x</media:title><media:community>1</media:community></media:group>"),
         item("a", "<media:group><media:title>x</media:title><media:community>2</media:community></media:group>"), &[]),
        (date(0) + &item("a", ""),                   date(1) + &item("a", ""),                        &["unstable-build-date"]),
        (item("a", "<link>https://harbor.example/1</link>").replace("a</guid>", "1</guid>"),
         item("a", "<link>https://harbor.example/1</link>").replace("a</guid>", "2</guid>"),          &["unstable-id"]),
        (item("a", "<pubDate>1</pubDate>"),          item("a", "<pubDate>2</pubDate>"),               &["unstable-date"]),
        (item("a", "<description>1</description>"),  item("a", "<description>2</description>"),       &["unstable-content"]),
        (item("a", "") + &item("b", ""),             item("b", "") + &item("a", ""),                  &["unstable-order"]),
    ];
    for (one, other, wanted) in cases {
        let other = rss(other);
        let network = replay(&format!(">>> GET {FEED}\nHTTP/1.1 200 OK\n\n{}\n", other.text));
        let request = Request::get(FEED);
        let problems = twice(&rss(one), &options(), &request, &network, Duration::ZERO);
        let rules: Vec<&str> = problems.iter().map(|it| it.rule.name).collect();
        assert_eq!(rules, *wanted, "{one}\n{}", other.text);
    }
}

/// A server on loopback that records the requests (`METHOD path`) and the largest number of requests at the same time.
struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    most: Arc<Mutex<(usize, usize)>>,
}

/// Starts a server with an answer for each request, which consists of lines such as `GET /feed HTTP/1.1`.
fn serve(answer: impl Fn(&[String]) -> String + Send + Sync + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let port = listener.local_addr().expect("it is bound").port();
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let most: Arc<Mutex<(usize, usize)>> = Arc::default();
    let server = Server { port, requests: Arc::clone(&requests), most: Arc::clone(&most) };
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let (requests, most) = (Arc::clone(&requests), Arc::clone(&most));
            let answer = Arc::clone(&answer);
            thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().expect("it can be cloned"));
                let mut lines: Vec<String> = Vec::new();
                loop {
                    let mut line = String::new();
                    match reader.read_line(&mut line) {
                        Ok(0) | Err(_) => return,
                        Ok(_) if line.trim().is_empty() => break,
                        Ok(_) => lines.push(line.trim().to_owned()),
                    }
                }
                let request = lines[0].rsplit_once(' ').map_or("", |it| it.0).to_owned();
                requests.lock().expect("no test panics here").push(request);
                {
                    let mut most = most.lock().expect("no test panics here");
                    most.0 += 1;
                    most.1 = most.1.max(most.0);
                }
                thread::sleep(Duration::from_millis(20));
                let answer = answer(&lines);
                most.lock().expect("no test panics here").0 -= 1;
                let _ = stream.write_all(answer.as_bytes());
            });
        }
    });
    server
}

/// A server with one large MP3 file at each URL.
fn media_server() -> Server {
    serve(|lines| {
        let is_range = lines.iter().any(|it| it.eq_ignore_ascii_case("range: bytes=0-1"));
        let answer = if lines[0].starts_with("HEAD ") {
            "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 9000000\r\n\r\n"
        } else if is_range {
            "HTTP/1.1 206 Partial Content\r\nContent-Type: audio/mpeg\r\nContent-Length: 2\r\nContent-Range: bytes 0-1/9000000\r\n\r\nID"
        } else {
            "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
        };
        answer.to_owned()
    })
}

/// A server with documents: their paths, media types and texts.
fn document_server(documents: Vec<(&'static str, &'static str, String)>) -> Server {
    serve(move |lines| {
        let path = lines[0].split(' ').nth(1).unwrap_or_default();
        match documents.iter().find(|it| it.0 == path) {
            Some((_, "redirect", target)) => {
                format!("HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n")
            }
            Some((_, media_type, text)) => format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{text}",
                text.len()
            ),
            None => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
        }
    })
}

impl Server {
    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The requests (`METHOD path`) so far, sorted.
    fn sorted_requests(&self) -> Vec<String> {
        let mut requests = self.requests.lock().expect("the server does not panic").clone();
        requests.sort();
        requests
    }
}

#[test]
fn each_file_is_requested_once_and_one_at_a_time_per_host() {
    let server = media_server();
    let item = |it: usize| {
        let path = it / 2; // Each URL is in two items.
        format!(
            "<item><enclosure url='http://127.0.0.1:{}/{path}.mp3#{it}' type='audio/mpeg' length='9000000'/></item>",
            server.port
        )
    };
    let source = rss(&(0..12).map(item).collect::<String>());
    let mut settings = FetchSettings::default();
    settings.allowed_hosts = vec!["127.0.0.1".to_owned()];
    settings.timeout = Duration::from_secs(5);
    let network = Fetcher::new(settings).expect("the settings are fine");
    let problems = probe(&source, &options(), &network, &ProbeSettings::default());
    let rules: Vec<&str> = problems.iter().map(|it| it.rule.name).collect();
    assert_eq!(rules, ["insecure-resource"], "{problems:?}");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for it in server.requests.lock().expect("the server does not panic").iter() {
        *counts.entry(it.clone()).or_default() += 1;
    }
    assert_eq!(counts.len(), 12, "{counts:?}");
    assert!(counts.values().all(|it| *it == 1), "{counts:?}");
    assert_eq!(server.most.lock().expect("the server does not panic").1, 1);
}

#[test]
fn private_addresses_in_a_feed_are_not_requested() {
    let server = media_server();
    let content = format!(
        "<item><enclosure url='http://127.0.0.1:{}/a.mp3' type='audio/mpeg' length='9'/></item>",
        server.port
    );
    let network = Fetcher::new(FetchSettings::default()).expect("the settings are fine");
    assert_eq!(
        probed(&content, &network),
        ["unreachable-resource@/rss/channel/item[1]/enclosure[1]"]
    );
    assert!(server.requests.lock().expect("the server does not panic").is_empty());
}

const PAGE: &str = "https://harbor.example/";

/// The feeds of a site, as `url found-by`.
fn discovered(page: &str, others: &str) -> Vec<String> {
    let network = replay(&format!(">>> GET {PAGE}\n{page}\n{others}"));
    let found = discover(PAGE, &Options::default(), &network, &DiscoverSettings::default());
    let found = found.unwrap_or_else(|error| panic!("{}", error.diagnostic));
    let name = |it: &feedwright::FoundBy| it.name();
    let feeds = found.feeds.iter().map(|it| {
        format!("{} {}", it.url, it.found.iter().map(name).collect::<Vec<_>>().join("+"))
    });
    feeds.chain(found.broken.iter().map(|it| format!("broken {}", it.url))).collect()
}

#[test]
fn discovers_the_feeds_of_a_site() {
    let feed = |url: &str, title: &str| {
        format!(
            ">>> GET {url}\nHTTP/1.1 200 OK\n\n<rss version='2.0'><channel><title>{title}</title></channel></rss>\n"
        )
    };
    let html = |head: &str| {
        format!("HTTP/1.1 200 OK\nContent-Type: text/html\n\n<!DOCTYPE html><html>{head}</html>")
    };
    let rss = "<link rel=alternate type=application/rss+xml href=";
    let (a, b) = ("https://harbor.example/a", "https://harbor.example/b");
    #[rustfmt::skip]
    let cases: &[(String, String, &[&str])] = &[
        (html(&format!("{rss}/a>{rss}/b>")), feed(a, "A") + &feed(b, "B"),
            &["https://harbor.example/a link-element", "https://harbor.example/b link-element"]),
        // Two URLs, one feed.
        (html(&format!("{rss}/a>{rss}/b>")), format!("{}>>> GET {b}\nHTTP/1.1 301 Moved\nLocation: /a\n", feed(a, "A")),
            &["https://harbor.example/a link-element"]),
        (html(&format!("{rss}/a><a href=/feed>RSS</a>")), feed(a, "A") + &feed("https://harbor.example/feed", "A"),
            &["https://harbor.example/a link-element+anchor"]),
        // A feed in a header, and one with a wrong type.
        ("HTTP/1.1 200 OK\nLink: </a>; rel=\"alternate\"; type=\"application/atom+xml\"\n\n<!DOCTYPE html><p>Hi".to_owned(), feed(a, "A"),
            &["https://harbor.example/a link-header"]),
        (html("<link rel=alternate type=text/xml href=/a>"), feed(a, "A"), &["https://harbor.example/a other-link-element"]),
        // Links that lead nowhere.
        (html(&format!("{rss}/a>{rss}/b>")), feed(a, "A"), &["https://harbor.example/a link-element", "broken https://harbor.example/b"]),
        (html(&format!("{rss}/a>")), format!(">>> GET {a}\nHTTP/1.1 200 OK\n\n<!DOCTYPE html><p>Hi\n"), &["broken https://harbor.example/a"]),
        // Usual places are only used without a link.
        (html(""), feed("https://harbor.example/feed.xml", "A"), &["https://harbor.example/feed.xml usual-place"]),
        (html(&format!("{rss}/a>")), feed(a, "A") + &feed("https://harbor.example/feed.xml", "B"), &["https://harbor.example/a link-element"]),
        // The URL is a feed, or a list of feeds.
        ("HTTP/1.1 200 OK\n\n<rss version='2.0'><channel><title>A</title></channel></rss>".to_owned(), String::new(), &["https://harbor.example/ url"]),
        (html("<link rel=blogroll type=text/xml href=/blogroll.opml>"),
            ">>> GET https://harbor.example/blogroll.opml\nHTTP/1.1 200 OK\n\n<opml version='2.0'><head/><body><outline text='x' xmlUrl='https://a.example/'/></body></opml>\n".to_owned(),
            &["https://harbor.example/blogroll.opml blogroll"]),
        (html(""), String::new(), &[]),
    ];
    for (page, others, wanted) in cases {
        assert_eq!(discovered(page, others), *wanted, "{page}\n{others}");
    }
}

#[test]
fn the_number_of_requests_for_discovery_is_limited() {
    let link = |it| format!("<a href='/{it}.rss'>x</a>");
    let links = (0..50).map(link).collect::<Vec<_>>().concat();
    let network = replay(&format!(">>> GET {PAGE}\nHTTP/1.1 200 OK\n\n<!DOCTYPE html>{links}\n"));
    let mut settings = DiscoverSettings::default();
    settings.requests = 10;
    let found = discover(PAGE, &Options::default(), &network, &settings);
    let found = found.unwrap_or_else(|error| panic!("{}", error.diagnostic));
    assert!(found.left_out >= 41, "{}", found.left_out);
}

fn program(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = command.args(arguments).output().expect("the program runs");
    let text = |it: Vec<u8>| String::from_utf8(it).expect("the output is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_program_lists_feeds() {
    let folder = tempfile::tempdir().expect("there is a place for files");
    let saved = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("it can be written");
        path.to_string_lossy().into_owned()
    };
    let site = saved(
        "site",
        ">>> GET https://harbor.example/\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n\
        <!DOCTYPE html><link rel=alternate type=application/rss+xml href=/feed.xml>\n\
        >>> GET https://harbor.example/feed.xml\nHTTP/1.1 200 OK\n\n<rss version='2.0'><channel><title>Sun &amp;amp; &lt;b>sea&lt;/b></title>\
        <link>https://harbor.example/</link><description>x</description><item><title>A</title><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate></item></channel></rss>\n",
    );
    let (code, table, complaints) = program(&["discover", "--response", &site]);
    assert_eq!(code, Some(0), "{complaints}");
    let row = table.lines().nth(1).unwrap_or_default();
    for part in ["rss-2.0", " 1  ", "2024-05-01", "Sun & sea", "https://harbor.example/feed.xml"] {
        assert!(row.contains(part), "{part}: {table}");
    }
    let (code, json, _) = program(&["discover", "--format", "json", "--response", &site]);
    assert_eq!(code, Some(0));
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let feed = &json["feeds"][0];
    assert_eq!(feed["newest"], "2024-05-01T10:00:00Z");
    assert_eq!(feed["entries"], 1);
    assert_eq!(feed["found_by"][0], "link-element");
    assert_eq!(feed["valid"], true);

    let none =
        saved("none", ">>> GET https://harbor.example/\nHTTP/1.1 200 OK\n\n<!DOCTYPE html><p>Hi\n");
    let (code, table, complaints) = program(&["discover", "--response", &none]);
    assert_eq!((code, table.as_str()), (Some(1), ""));
    assert!(complaints.contains("no feed found"), "{complaints}");

    let gone = saved("gone", ">>> GET https://harbor.example/\nHTTP/1.1 404 Not Found\n");
    assert_eq!(program(&["discover", "--response", &gone]).0, Some(2));
    let down = saved("down", ">>> GET https://harbor.example/\nno response: timeout\n");
    assert_eq!(program(&["discover", "--response", &down]).0, Some(2));
    for wrong in [
        &["discover"][..],
        &["discover", "a b"],
        &["discover", "-"],
        &["discover", "--response", "/none"],
    ] {
        assert_eq!(program(wrong).0, Some(2), "{wrong:?}");
    }
}

#[test]
fn saved_conversations_answer_the_requests_of_check() {
    let root = env!("CARGO_MANIFEST_DIR");
    let bad = format!("{root}/rules/unreachable-resource/bad.http");
    let now = ["--now", "2025-01-01T00:00:00Z", "--format", "concise"];
    let run = |more: &[&str]| {
        let mut arguments = vec!["check", "--response", &bad];
        arguments.extend_from_slice(&now);
        arguments.extend_from_slice(more);
        program(&arguments)
    };
    assert_eq!(run(&[]).0, Some(0));
    let (code, report, _) = run(&["--probe"]);
    assert_eq!(code, Some(1));
    assert!(report.contains("[unreachable-resource]"), "{report}");
    assert_eq!(run(&["--probe", "--ignore", "unreachable-resource"]).0, Some(0));
}

const ALLOW: [&str; 2] = ["--allow-host", "127.0.0.1"];

#[test]
fn discover_fetches_the_feeds_of_a_site() {
    let rss = "<rss version='2.0'><channel><title>Harbor</title><link>https://harbor.example/</link>\
        <description>x</description><item><title>A</title></item></channel></rss>";
    let server = document_server(vec![
        ("/start", "redirect", "/site/".to_owned()),
        (
            "/site/",
            "text/html",
            "<!DOCTYPE html><link rel=alternate type=application/rss+xml href=feed.xml>\
             <link rel=alternate type=application/atom+xml href=/gone.atom>"
                .to_owned(),
        ),
        ("/site/feed.xml", "application/rss+xml", rss.to_owned()),
    ]);
    let start = server.url("/start");

    let (code, table, complaints) = program(&["discover", &start]);
    assert_eq!((code, table.as_str()), (Some(2), ""));
    assert!(complaints.contains("--allow-host 127.0.0.1"), "{complaints}");
    assert!(server.sorted_requests().is_empty());

    let (code, json, complaints) =
        program(&[&["discover", "--format", "json"], &ALLOW[..], &[&start]].concat());
    assert_eq!(code, Some(0), "{complaints}");
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let feeds = json["feeds"].as_array().expect("it is a list");
    assert_eq!(feeds.len(), 1, "{json}");
    assert_eq!(feeds[0]["url"], server.url("/site/feed.xml").as_str());
    assert_eq!(feeds[0]["title"], "Harbor");
    assert_eq!(feeds[0]["entries"], 1);
    let requests = ["GET /gone.atom", "GET /site/", "GET /site/feed.xml", "GET /start"];
    assert_eq!(server.sorted_requests(), requests);
}

#[test]
fn check_follows_the_pages_of_a_feed_on_a_server() {
    let page = |ids: &[&str], links: &str| {
        let entry = |it: &&str| {
            format!(
                "<entry><id>urn:harbor:{it}</id><title>x</title><updated>2024-01-01T00:00:00Z</updated><content>x</content></entry>"
            )
        };
        let entries = ids.iter().map(entry).collect::<Vec<_>>().concat();
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:harbor:feed</id><title>x</title><updated>2024-01-01T00:00:00Z</updated>\
             <author><name>x</name></author>{links}{entries}</feed>"
        )
    };
    let atom = "application/atom+xml";
    let server = document_server(vec![
        ("/feed", atom, page(&["a"], "<link rel='next' href='2'/>")),
        ("/2", atom, page(&["b"], "<link rel='previous' href='feed'/><link rel='next' href='3'/>")),
        (
            "/3",
            atom,
            page(&["b", "c"], "<link rel='previous' href='2'/><link rel='next' href='4'/>"),
        ),
        ("/4", atom, page(&["d"], "<link rel='next' href='http://[::1]:9/5'/>")),
    ]);
    let feed = server.url("/feed");
    let options = ["check", "--follow", "--format", "concise"];
    let (code, report, complaints) = program(&[&options, &ALLOW[..], &[&feed]].concat());
    assert_eq!(code, Some(1), "{report}{complaints}");
    let rules = feedwright::rules().filter(|it| it.group == "pages of a feed");
    let marks: Vec<String> = rules.map(|it| format!("[{}]", it.name)).collect();
    let of_pages = |it: &&str| marks.iter().any(|mark| it.contains(mark.as_str()));
    let found: Vec<&str> = report.lines().filter(of_pages).collect();
    assert_eq!(found.len(), 2, "{report}");
    assert!(found[0].starts_with(&server.url("/3:1:")), "{}", found[0]);
    assert!(found[0].contains("[entry-on-several-pages]"), "{}", found[0]);
    // The feed may not lead to other hosts in the private network.
    assert!(found[1].starts_with(&server.url("/4:1:")), "{}", found[1]);
    assert!(found[1].contains("[unreachable-page]"), "{}", found[1]);
    assert!(report.contains(&server.url("/2: info[http-missing-validator]")), "{report}");
    assert_eq!(server.sorted_requests(), ["GET /2", "GET /3", "GET /4", "GET /feed"]);
}

#[test]
fn the_second_request_has_the_credentials_of_the_url() {
    let server = serve(|lines| {
        let is_allowed = lines.iter().any(|it| it.ends_with("Basic c2FpbG9yOnNlY3JldA=="));
        if !is_allowed {
            return "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".to_owned();
        }
        let feed = "<rss version='2.0'><channel><title>x</title></channel></rss>";
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{feed}", feed.len())
    });
    let url = format!("http://sailor:secret@127.0.0.1:{}/feed", server.port);
    let options = ["check", "--twice", "--format", "concise"];
    let (_, report, complaints) = program(&[&options, &ALLOW[..], &[&url]].concat());
    assert_eq!(server.sorted_requests(), ["GET /feed", "GET /feed"]);
    assert!(report.contains("missing-element"), "{report}{complaints}");
    assert!(!report.contains("unstable-content"), "{report}");
    assert!(!report.contains("secret") && !complaints.contains("secret"), "{report}{complaints}");
}

#[test]
fn what_is_fixed_is_not_requested() {
    for option in ["--probe", "--follow", "--twice"] {
        for other in ["--fix", "--diff"] {
            let (code, _, complaints) = program(&["check", option, other, "feed.xml"]);
            assert_eq!(code, Some(2), "{option} {other}");
            assert!(complaints.contains("cannot be used with"), "{complaints}");
        }
    }
}

#[test]
fn relative_urls_in_a_file_are_reported() {
    let folder = tempfile::tempdir().expect("there is a place for files");
    let path = folder.path().join("feed.xml");
    let feed = "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><atom:link rel='next' href='2.xml'/>\
        <item><enclosure url='a.mp3' type='audio/mpeg' length='9'/></item></channel></rss>";
    std::fs::write(&path, feed).expect("it can be written");
    let path = path.to_string_lossy();
    let (_, report, _) = program(&["check", "--probe", "--follow", "--format", "concise", &path]);
    for rule in ["unprobed-resource", "unfollowed-page"] {
        assert_eq!(report.matches(rule).count(), 1, "{report}");
    }
}
