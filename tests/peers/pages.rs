//! Checks what the rule pages say about readers. feedparser reads the bad documents, and its output is compared.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The version of feedparser that the pages describe.
const VERSION: &str = "6.0";

/// The readers as the pages name them, with their versions, and the start of their entry in `docs/readers.md`.
#[rustfmt::skip]
const READERS: &[(&str, &str, &str)] = &[
    ("feedparser",       VERSION, "| feedparser | 6.0."),
    ("SimplePie",        "1.5",   "| SimplePie | 1.5."),
    ("Tiny Tiny RSS",    "21",    "| Tiny Tiny RSS | 21 "),
    ("Ruby's rss",       "0.2",   "| rss | 0.2."),
    ("rss-parser",       "3.13",  "| rss-parser | 3.13."),
    ("node-feedparser",  "2.6",   "| node-feedparser | 2.6."),
    ("feedsmith",        "3.0",   "| feedsmith | 3.0."),
    ("gofeed",           "1.1",   "| gofeed | 1.1."),
    ("feed-rs",          "3.0",   "| feed-rs | 3.0."),
    ("the crate rss",    "2.1",   "| rss and atom_syndication | 2.1."),
    ("atom_syndication", "0.12",  ", 0.12."),
    ("newsboat",         "2.21",  "| newsboat | 2.21 |"),
    ("podcastparser",    "0.6",   "| podcastparser | 0.6."),
    ("Thunderbird",      "153",   "Thunderbird 153."),
    ("listparser",       "0.20",  "listparser 0.20"),
    ("rdflib",           "7.6",   "rdflib 7.6"),
];

/// Other authorities for why something matters: platforms with their documentation, and specifications.
const AUTHORITIES: &[&str] = &[
    "tested readers",
    "readers that were tested",
    "Apple",
    "Google",
    "Miniflux",
    "Spotify",
    "OpenSearch",
    "FeedSync",
    "RFC ",
];

/// The groups of rules about responses, whose examples cannot be run through a parser of feeds. They need a specification instead.
const OF_REQUESTS: &[&str] =
    &["http", "files of a feed", "pages of a feed", "changes between requests"];

/// The publishers of these specifications. The limits of this program are its own.
const SPECIFIED: &[&str] = &[
    "https://www.rfc-editor.org/rfc/",
    "https://www.rssboard.org/",
    "https://www.w3.org/TR/",
    ".spec.whatwg.org/",
    "A limit of this program.",
];

/// A bad document, a path in the output of `readers/read_feedparser.py`, and the value there.
#[rustfmt::skip]
const SEEN: &[(&str, &str, &str)] = &[
    // Documents that are not well-formed. feedparser continues with a lenient parser.
    ("xml-attribute-not-closed/bad.xml",         "/entries/0/enclosures/0/1", r#""\"audio/mpeg/""#),
    ("xml-attribute-without-value/bad.xml",      "/entries/0/enclosures/0/1", r#""type""#),
    ("xml-bad-attribute/bad.xml",                "/entries/0/enclosures/0/1", "null"),
    ("xml-bad-character/bad.xml",                "/bozo",                     "true"),
    ("xml-bad-comment/bad.xml",                  "/bozo",                     "true"),
    ("xml-bad-declaration/bad.xml",              "/bozo",                     "false"),
    ("xml-bad-doctype/bad.xml",                  "/bozo",                     "false"),
    ("xml-bad-instruction/bad.xml",              "/bozo",                     "true"),
    ("xml-bad-namespace-declaration/bad.xml",    "/bozo",                     "true"),
    ("xml-bare-ampersand/bad.xml",               "/title",                    r#""Harbour & Sea""#),
    ("xml-bare-less-than/bad.xml",               "/entries/0/summary",        r#""It runs if wind < 8""#),
    ("xml-before-declaration/bad.xml",           "/bozo",                     "true"),
    ("xml-duplicate-attribute/bad.xml",          "/entries/0/enclosures/0/2", r#""1300""#),
    ("xml-less-than-in-attribute/bad.xml",       "/bozo",                     "true"),
    ("xml-mismatched-tag/bad.xml",               "/entries/0/date",           r#""2024-01-01T00:00:00Z""#),
    ("xml-misplaced-colon/bad.xml",              "/entries/0/author",         "null"),
    ("xml-mojibake/bad.xml",                     "/title",                    r#""Café am Hafen""#),
    ("xml-not-closed/bad.xml",                   "/entries/0/summary",        "null"),
    ("xml-obscure-encoding/bad.xml",             "/bozo",                     "true"),
    ("xml-stray-end-tag/bad.xml",                "/entries/0/summary",        r#""It runs every hour</p>""#),
    ("xml-suspicious-character/bad.xml",         "/title",                    r#""The harbour’s news""#),
    ("xml-text-outside-root/bad.xml",            "/bozo",                     "true"),
    ("xml-truncated/bad.xml",                    "/entries/0/title",          r#""The ferry is back""#),
    ("xml-undeclared-prefix/bad.xml",            "/entries/0/author",         r#""Ada Moreno""#),
    ("xml-undecodable/bad.xml",                  "/title",                    r#""Café am Hafen""#),
    ("xml-undefined-entity/bad.xml",             "/entries/0/summary",        r#""It runs\u00a0every hour""#),
    ("xml-unquoted-attribute/bad.xml",           "/entries/0/enclosures/0/2", r#""1200""#),
    ("not-a-feed/bad.xml",                       "/accepted",                 "false"),
    ("xml-cdata-end-in-cdata/bad-double.xml",    "/entries/0/summary",        r#""""#),
    ("xml-cdata-end-in-cdata/bad.xml",           "/entries/0/summary",        r#""&lt;script&gt;//&lt;![CDATA[ tide() //&gt;""#),
    ("xml-quote-in-attribute/bad-rss.xml",       "/entries/0/title",          r#""The ferry is back""#),
    // Duplicate or missing elements.
    ("content-before-description/bad.xml",       "/entries/0/content",        r#""It runs every hour, all day long.""#),
    ("content-where-few-look/bad.xml",           "/entries/0/content",        r#""<p>It runs every hour, and twice on Sundays.</p>""#),
    ("duplicate-alternate-link/bad.xml",         "/entries/0/link",           r#""https://harbor.example/ferry.html""#),
    ("duplicate-guid/bad.xml",                   "/entries/1/id",             r#""https://harbor.example/ferry""#),
    ("duplicate-rdf-about/bad.xml",              "/entries/0/id",             r#""https://harbor.example/feed""#),
    ("enclosure-not-described/bad.xml",          "/entries/0/enclosures/0/1", r#""text/html""#),
    ("missing-content-or-alternate/bad.xml",     "/entries/0/link",           r#""tag:harbor.example,2024-05-01:ferry""#),
    ("missing-guid/bad.xml",                     "/entries/0/id",             "null"),
    ("missing-namespace/bad.xml",                "/accepted",                 "true"),
    ("several-enclosures/bad.xml",               "/entries/0/enclosures/1/1", r#""audio/ogg""#),
    ("duplicate-product-id/bad.xml",             "/entries/1/title",          "null"),
    ("media-link-without-enclosure/bad.xml",     "/entries/0/link",           r#""https://harbor.example/ferry.mp3""#),
    // Values.
    ("malformed-contact/bad.xml",                     "/entries/0/author",         r#""Ada Lind <ada@harbor.example>""#),
    ("deprecated-language/bad.xml",              "/language",                 r#""iw""#),
    ("implausible-date/bad.xml",                 "/entries/0/date",           r#""2034-05-01T10:00:00Z""#),
    ("invalid-integer/bad-minus-one.xml",        "/entries/0/enclosures/0/2", r#""-1""#),
    ("invalid-language/bad.xml",                 "/language",                 r#""en_US""#),
    ("invalid-media-type/bad.xml",               "/entries/0/enclosures/0/1", r#""mp3""#),
    ("invalid-rdf/bad.xml",                      "/entries/0/author",         r#""Nele""#),
    ("invalid-rfc3339-date/bad.xml",             "/entries/0/date",           r#""2024-05-01T10:00:00Z""#),
    ("invalid-rfc822-date/bad.xml",              "/entries/0/date",           r#""2025-01-01T00:00:00Z""#),
    ("invalid-url/bad.xml",                      "/entries/0/link",           r#""https://harbor.example/the ferry""#),
    ("invalid-w3cdtf-date/bad.xml",              "/entries/0/date",           r#""2024-05-01T00:00:00Z""#),
    ("iri-not-uri/bad.xml",                      "/entries/0/link",           r#""https://harbor.example/fähre""#),
    ("relative-url/bad.xml",                     "/entries/0/link",           r#""/ferry""#),
    ("surrounding-space/bad.xml",                "/entries/0/id",             r#""tag:harbor.example,2024-05-01:ferry""#),
    ("unknown-element/bad.xml",                  "/entries/0/date",           r#""2024-05-01T10:00:00Z""#),
    ("unregistered-media-type/bad.xml",          "/entries/0/enclosures/0/1", r#""audio/mp3""#),
    ("wrong-weekday/bad.xml",                    "/entries/0/date",           r#""2024-05-01T10:00:00Z""#),
    // Text, and HTML in text.
    ("bad-html-reference/bad.xml",               "/entries/0/summary",        r#""<p>It isn&#x2019;t late &amp;bogus &#0;</p>""#),
    ("dangerous-style/bad.xml",                  "/entries/0/summary",        r#""<p style=\"color: #008;\">It runs again.</p>""#),
    ("embedded-frame/bad.xml",                   "/entries/0/summary",        r#""<p>See it run:</p>""#),
    ("event-handler/bad.xml",                    "/entries/0/summary",        r#""<img alt=\"The ferry\" src=\"https://harbor.example/ferry.jpg\" />""#),
    ("fragment-url/bad.xml",                     "/entries/0/summary",        r##""<p>It runs again.<a href=\"#note\">1</a></p><p id=\"note\">In summer.</p>""##),
    ("markup-not-escaped/bad.xml",               "/entries/0/summary",        r#""<p>It runs every hour.</p>""#),
    ("markup-not-inline/bad.xml",                "/entries/0/summary",        r#""It runs &lt;b&gt;every&lt;/b&gt; hour.""#),
    ("not-base64/bad.xml",                       "/entries/0/content",        r#""{\"every\": \"hour\"}""#),
    ("script-url/bad.xml",                       "/entries/0/summary",        r#""<a href=\"\">Tickets</a>""#),
    ("element-in-text/bad.xml",               "/entries/0/title",          r#""The <b>ferry</b> is back""#),
    ("unknown-html-element/bad.xml",             "/entries/0/summary",        r#""<p>A  and a ferry</p>""#),
    ("unsafe-element/bad.xml",                   "/entries/0/summary",        r#""<p>It runs again.</p>""#),
    ("xhtml-without-div/bad.xml",                "/entries/0/summary",        r#""It runs <b>every</b> hour.""#),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn why(rule: &str) -> String {
    let page = std::fs::read_to_string(root().join("rules").join(rule).join("README.md"));
    let page = page.expect("there is a page");
    let (_, why) = page.split_once("## Why it matters").expect("it says why");
    why.split("\n## ").next().unwrap_or_default().to_owned()
}

/// Rules about what documents say to feedwright, which readers ignore.
const OWN: &[&str] = &["unused-suppression", "invalid-suppression"];

#[test]
fn every_page_names_a_reader() {
    let mut wrong = Vec::new();
    for rule in feedwright::internals::rules::RULES.iter().filter(|it| !OWN.contains(&it.name)) {
        let why = why(rule.name);
        let is_named = |name: &str| why.contains(name);
        let is_specified =
            OF_REQUESTS.contains(&rule.group) && SPECIFIED.iter().any(|it| rule.page.contains(it));
        let is_named =
            READERS.iter().any(|it| is_named(it.0)) || AUTHORITIES.iter().any(|it| is_named(it));
        if !is_named && !is_specified {
            wrong.push(format!("{}: which readers do what?", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reader_has_its_version() {
    let mut wrong = Vec::new();
    let documented = std::fs::read_to_string(root().join("docs/readers.md")).expect("it is there");
    for (name, _, begins) in READERS {
        if !documented.contains(begins) {
            wrong.push(format!("docs/readers.md does not list {name} with this version"));
        }
    }
    for rule in feedwright::rules() {
        let why = why(rule.name);
        for (name, version, _) in READERS {
            let end = |at: usize| at + name.len();
            // `feedparser` is a part of the name `node-feedparser`.
            let is_whole =
                |at: usize| !why[..at].ends_with(|it: char| it == '-' || it.is_alphanumeric());
            for at in why.match_indices(name).map(|it| it.0).filter(|at| is_whole(*at)) {
                let after = why[end(at)..].strip_prefix(&format!(" {version}"));
                if after.is_none_or(|it| it.starts_with(|it: char| it.is_ascii_digit())) {
                    wrong.push(format!("{}: {name} without its version, {version}", rule.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs Python with feedparser; FEEDWRIGHT_PYTHON names the interpreter"]
fn feedparser_reads_bad_documents_as_the_pages_say() {
    let python = std::env::var("FEEDWRIGHT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let version = Command::new(&python)
        .args(["-c", "import feedparser; print(feedparser.__version__)"])
        .output()
        .expect("Python is installed");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    assert!(version.starts_with(VERSION), "the pages are about {VERSION}, not {version}");

    let output = Command::new(&python)
        .current_dir(root().join("rules"))
        .arg(root().join("tests/peers/readers/read_feedparser.py"))
        .args(SEEN.iter().map(|(document, ..)| document))
        .output()
        .expect("Python is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: BTreeMap<String, Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("it prints JSON"))
        .map(|answer| (answer["file"].as_str().unwrap_or_default().to_owned(), answer))
        .collect();

    let mut wrong = Vec::new();
    for (document, place, wanted) in SEEN {
        let wanted: Value = serde_json::from_str(wanted).expect("the table has JSON");
        let found = answers[*document].pointer(place).unwrap_or(&Value::Null);
        if *found != wanted {
            wrong.push(format!("{document} {place}: {found}, not {wanted}"));
        }
        let rule = document.split('/').next().unwrap_or_default();
        if !why(rule).contains(&format!("feedparser {VERSION}")) {
            wrong.push(format!("{document}: the page does not mention feedparser"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
