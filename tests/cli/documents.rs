//! Which documents are checked, in which order, and as what: files, folders and standard input.

use std::fs;

use super::BROKEN;
use super::CLEAN;
use super::GOOD;
use super::code;
use super::fed;
use super::feedwright;
use super::folder;
use super::sources;
use super::stderr;
use super::stdout;

#[test]
fn standard_input_is_checked_like_a_file() {
    let folder = folder(&[("good.xml", GOOD)]);
    let output =
        fed(&folder, &[&["check", "--format", "concise", "-"], CLEAN].concat(), BROKEN.as_bytes());
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).starts_with("-:"), "{}", stdout(&output));
    let arguments = ["check", "--format", "concise", "--stdin-filename", "upload.xml", "-"];
    let output = fed(&folder, &arguments, BROKEN.as_bytes());
    assert!(stdout(&output).contains("upload.xml:"), "{}", stdout(&output));
    let output = fed(
        &folder,
        &["check", "--format", "ndjson", "--files-from", "-"],
        b"good.xml\r\n\ngood.xml\n",
    );
    assert_eq!(sources(&output), ["good.xml", "good.xml"]);
    let output = fed(&folder, &["check", "--format", "ndjson", "--files-from", "-"], b"good.xml\0");
    assert_eq!(sources(&output), ["good.xml"]);
}

#[test]
fn the_charset_of_http_overrides_the_declaration() {
    let folder = folder(&[]);
    let latin: Vec<u8> = GOOD
        .replace(" encoding=\"UTF-8\"", "")
        .replacen("<title>", "<title>Caf\u{e9} ", 1)
        .chars()
        .map(|it| u8::try_from(it).expect("it is Latin-1"))
        .collect();
    let check = |arguments: &[&str], input: &[u8]| {
        let output = fed(&folder, &[&["check", "--format", "concise"], arguments].concat(), input);
        (code(&output), stdout(&output))
    };
    let (failed, text) = check(&["-"], &latin);
    assert!(failed == 1 && text.contains("[xml-undecodable]"), "{text}");
    let served = "--content-type=text/xml; charset=ISO-8859-1";
    let (failed, text) = check(&[served, "-"], &latin);
    assert!(failed == 0 && !text.contains("[xml-undecodable]"), "{text}");
    let (_, text) = check(&[served, "-"], GOOD.as_bytes());
    assert!(
        text.contains("[xml-encoding-mismatch]: the XML declaration specifies `UTF-8`"),
        "{text}"
    );
    let fixed = fed(&folder, &["check", served, "--fix", "-"], &latin);
    assert_eq!(fixed.stdout, latin, "it is written as it was read");
    assert_eq!(check(&["--content-type", "text", "-"], GOOD.as_bytes()).0, 2);
}

#[test]
fn a_folder_is_validated_in_the_order_of_its_paths() {
    let names = ["b/2.rss", "b/10.RSS", "a.xml", "c.json", "b.atom", "b-1.opml", "deep/er/x.rdf"];
    let mut files: Vec<(&str, &str)> = names.iter().map(|it| (*it, GOOD)).collect();
    files.extend([("notes.txt", "not a feed"), ("xml", "not a feed"), ("odd.page", GOOD)]);
    let folder = folder(&files);
    let output = feedwright(&folder, &["check", "--format", "ndjson", "."]);
    assert_eq!(
        sources(&output),
        [
            "./a.xml",
            "./b/10.RSS",
            "./b/2.rss",
            "./b-1.opml",
            "./b.atom",
            "./c.json",
            "./deep/er/x.rdf"
        ]
    );
    // A file that is passed by name is validated whatever its extension is.
    let output = feedwright(&folder, &["check", "--format", "ndjson", "odd.page", "b"]);
    assert_eq!(sources(&output), ["odd.page", "b/10.RSS", "b/2.rss"]);
}

/// Files that are found next to feeds in the folders of sites.
const OTHERS: &[(&str, &str)] = &[
    (
        "sitemap.xml",
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
    ),
    ("page.xml", "<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head/></html>"),
    (
        "feed.xsl.xml",
        "<xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform' version='1.0'/>",
    ),
    ("browserconfig.xml", "<browserconfig><msapplication/></browserconfig>"),
    ("manifest.json", "{\"name\": \"x\", \"icons\": []}"),
    ("package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}"),
    (".feedwright/state.json", "{\"version\": 1, \"articles\": {}, \"feeds\": {}}"),
];

#[test]
fn skips_files_in_a_folder_that_are_not_feeds() {
    let folder = folder(OTHERS);
    let output = feedwright(&folder, &["check", "."]);
    assert_eq!((code(&output), stdout(&output)), (2, String::new()));
    assert_eq!(
        stderr(&output),
        "feedwright: skipped 7 files that are not feeds\nfeedwright: .: no feed in this folder\n"
    );
    fs::write(folder.path().join("rss.xml"), GOOD).expect("it can be written");
    let now = &["check", "--now", "2025-01-01"];
    let check = |arguments: &[&str]| feedwright(&folder, &[now, arguments].concat());
    let output = check(&["."]);
    assert_eq!((code(&output), stdout(&output)), (0, String::new()));
    assert_eq!(stderr(&output), "feedwright: skipped 7 files that are not feeds\n");
    let verbose = stderr(&check(&["-v", "."]));
    assert!(verbose.contains("feedwright: skipped ./package.json: not a feed\n"), "{verbose}");
    assert_eq!(stderr(&check(&["-q", "."])), "");
    // They are validated if they are passed by name.
    let output = check(&["--format", "concise", "sitemap.xml"]);
    assert!(code(&output) == 1 && stdout(&output).contains("[not-a-feed]"), "{output:?}");
}

#[test]
fn broken_feeds_in_a_folder_are_not_skipped() {
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, text) in [
        ("cut.xml", &b"<?xml version='1.0'?><rss"[..]),
        ("namespace.xml", b"<feed xmlns='http://www.w3.org/2005/atom'/>"),
        ("empty.xml", b""),
        ("error.xml", b"Warning: mysql_connect() failed"),
        ("cut.json", b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x"),
        ("versionless.json", b"{\"title\": \"x\", \"items\": []}"),
        ("utf16.xml", &utf16),
        // An unknown document, an error page in place of a feed, and a file whose extension says that it is a feed.
        ("unknown.xml", b"<rsss version='2.0'><channel/></rsss>"),
        ("page.xml", b"<!doctype html><html lang='en'><title>Not found</title></html>"),
        ("sitemap.rss", b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>"),
    ] {
        let folder = folder(&[]);
        fs::write(folder.path().join(name), text).expect("it can be written");
        let output = feedwright(&folder, &["check", "--format", "ndjson", "."]);
        assert_eq!((code(&output), sources(&output)), (1, vec![format!("./{name}")]), "{output:?}");
    }
}

#[test]
fn many_documents_are_reported_in_the_same_order_each_time() {
    let names: Vec<String> = (0..300).map(|it| format!("{it:03}.xml")).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .enumerate()
        .map(|(index, name)| (name.as_str(), if index % 3 == 0 { BROKEN } else { GOOD }))
        .collect();
    let folder = folder(&files);
    let arguments = ["check", "--format", "ndjson", "--now", "2025-01-01T00:00:00Z", "."];
    let first = feedwright(&folder, &arguments);
    let wanted: Vec<String> = names.iter().map(|it| format!("./{it}")).collect();
    assert_eq!(sources(&first), wanted);
    assert_eq!(stdout(&feedwright(&folder, &arguments)), stdout(&first));
}

#[test]
fn each_document_of_a_folder_has_its_own_url() {
    let folder = folder(&[("feeds/a b.xml", GOOD)]);
    let at = |base: &str| {
        let arguments = [
            "check",
            "--select",
            "self-link-elsewhere",
            "--format",
            "concise",
            "--base-url",
            base,
            "feeds",
        ];
        stdout(&feedwright(&folder, &arguments))
    };
    assert!(
        at("https://harbor.example/").contains("https://harbor.example/a%20b.xml"),
        "{}",
        at("https://harbor.example/")
    );
    assert_eq!(at("https://harbor.example/x"), at("https://harbor.example/x/"));
}

#[test]
fn urls_with_other_schemes_are_not_taken_for_files() {
    let folder = folder(&[("good.xml", GOOD)]);
    for (url, scheme) in [("ftp://harbor.example/feed.xml", "ftp"), ("file:///feed.xml", "file")] {
        let output = feedwright(&folder, &["check", "--format", "ndjson", url, "good.xml"]);
        assert_eq!(
            (code(&output), sources(&output)),
            (2, vec![url.to_owned(), "good.xml".to_owned()])
        );
        let why = format!("the scheme is `{scheme}`, but only `http` and `https` are supported");
        assert!(stdout(&output).contains(&why), "{output:?}");
    }
}

#[test]
fn unreadable_files_are_named_and_the_others_are_checked() {
    let folder = folder(&[("broken.xml", BROKEN), ("sub/x", "")]);
    let output = feedwright(
        &folder,
        &["check", "--format", "ndjson", "missing.xml", "sub/x/y.xml", "broken.xml"],
    );
    assert_eq!(code(&output), 2);
    assert_eq!(sources(&output), ["broken.xml"]);
    let complaints = stderr(&output);
    let lines: Vec<&str> = complaints.lines().collect();
    assert_eq!(lines.len(), 2, "{complaints}");
    assert!(lines[0].starts_with("feedwright: missing.xml: cannot be read: "), "{complaints}");
    assert!(lines[1].starts_with("feedwright: sub/x/y.xml: cannot be read: "), "{complaints}");
}
