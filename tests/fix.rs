//! `check --fix` and `--diff` as transcripts: what is written, what is printed, and that nothing else changes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use tempfile::TempDir;

/// One problem with a safe fix, one with an unsafe fix, and one without a fix.
const THREE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r
<rss version=\"2.0\">\r
<channel><title>Salt & Sea</title><link>https://harbor.example/</link><description>d</description>\r
<ttl>1 hour</ttl>\r
<item><title>t</title><guid>https://harbor.example/1</guid><pubDate>2024-05-01</pubDate></item>\r
</channel>\r
</rss>";

/// Exit code, standard output, standard error.
type Said = (Option<i32>, String, String);

fn check(folder: &TempDir, arguments: &[&str], input: &[u8]) -> (Option<i32>, Vec<u8>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .arg("check")
        .args(["--now", "2025-01-01T00:00:00Z", "--format", "concise", "--select"])
        .arg("xml,invalid-rfc822-date,invalid-integer,unknown-attribute")
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The program may exit before it has read all of its input.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    let errors = String::from_utf8(output.stderr).expect("messages are UTF-8");
    (output.status.code(), output.stdout, errors)
}

fn run(folder: &TempDir, arguments: &[&str]) -> Said {
    let (code, out, errors) = check(folder, arguments, b"");
    (code, String::from_utf8(out).expect("reports are UTF-8"), errors)
}

fn said(code: i32, out: &str, errors: &str) -> Said {
    (Some(code), out.to_owned(), errors.to_owned())
}

fn folder(name: &str, bytes: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join(name), bytes).expect("it can be written");
    folder
}

fn read(folder: &TempDir, name: &str) -> Vec<u8> {
    fs::read(folder.path().join(name)).expect("it can be read")
}

const TTL: &str =
    "a.xml:4:6: error[invalid-integer]: `ttl` is not a whole number of 1 or more: `1 hour`\n";
const DATE: &str =
    "a.xml:5:69: error[invalid-rfc822-date]: `pubDate` is not an RFC 822 date: `2024-05-01`\n";

#[test]
fn applies_safe_fixes_and_reports_the_rest() {
    let folder = folder("a.xml", THREE.as_bytes());
    assert_eq!(
        run(&folder, &["--fix", "a.xml"]),
        said(
            1,
            &format!("{TTL}{DATE}"),
            "feedwright: fixed 1 problem, 2 remaining: 2 errors in 1 document\n\
             feedwright: 1 can be fixed with --fix --unsafe-fixes\n"
        )
    );
    let fixed = THREE.replace("Salt & Sea", "Salt &amp; Sea");
    assert_eq!(read(&folder, "a.xml"), fixed.as_bytes());
    assert_eq!(
        run(&folder, &["--fix", "--unsafe-fixes", "a.xml"]),
        said(1, TTL, "feedwright: fixed 1 problem, 1 remaining: 1 error in 1 document\n")
    );
    let fixed = fixed.replace("2024-05-01", "Wed, 01 May 2024 00:00:00 GMT");
    assert_eq!(read(&folder, "a.xml"), fixed.as_bytes());
    // Running it again changes nothing.
    assert_eq!(
        run(&folder, &["--fix", "--unsafe-fixes", "a.xml"]),
        said(1, TTL, "feedwright: fixed 0 problems, 1 remaining: 1 error in 1 document\n")
    );
    assert_eq!(read(&folder, "a.xml"), fixed.as_bytes());
}

#[test]
fn fixes_only_selected_rules() {
    let folder = folder("a.xml", THREE.as_bytes());
    let (code, ..) = run(&folder, &["--fix", "--ignore", "xml", "a.xml"]);
    assert_eq!((code, read(&folder, "a.xml")), (Some(1), THREE.as_bytes().to_vec()));
}

#[test]
fn counts_the_remaining_problems() {
    let folder = folder("a.xml", THREE.as_bytes());
    assert_eq!(
        run(&folder, &["--fix", "--statistics", "--unsafe-fixes", "a.xml"]),
        said(
            1,
            "      1  invalid-integer\n",
            "feedwright: fixed 2 problems, 1 remaining: 1 error in 1 document\n"
        )
    );
    let (code, out, _) = run_plain(
        &folder,
        &["--fix", "--format", "json", "--select", "xml,invalid-integer", "--exit-zero", "a.xml"],
    );
    assert_eq!(code, Some(0));
    assert!(
        out.contains(
            "\"errors\": 1, \"warnings\": 0, \"infos\": 0, \"unreadable\": 0, \"fixed\": 0"
        ),
        "{out}"
    );
}

#[test]
fn says_how_many_problems_can_be_fixed() {
    let folder = folder("a.xml", THREE.as_bytes());
    let hint = |arguments: &[&str]| {
        run_plain(&folder, &[arguments, &["a.xml"]].concat())
            .2
            .lines()
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(
        hint(&["--select", "xml,invalid"]),
        "feedwright: 1 can be fixed with --fix, and 1 more with --fix --unsafe-fixes"
    );
    assert_eq!(hint(&["--select", "xml"]), "feedwright: 1 can be fixed with --fix");
    assert_eq!(hint(&["--select", "invalid-integer"]), "");
}

/// Runs the program without the options of the other tests.
fn run_plain(folder: &TempDir, arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .arg("check")
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let text = |it| String::from_utf8(it).expect("what is printed is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn shows_a_diff_that_patch_can_apply_and_changes_nothing() {
    let folder = folder("a.xml", THREE.as_bytes());
    let (code, diff, errors) = run(&folder, &["--diff", "--unsafe-fixes", "a.xml"]);
    assert_eq!((code, errors.as_str()), (Some(1), "feedwright: would fix 2 problems\n"));
    assert!(diff.starts_with("--- a.xml\n+++ a.xml\n@@ -1,7 +1,7 @@\n <?xml"), "{diff}");
    assert!(diff.ends_with(" </channel>\r\n </rss>\n\\ No newline at end of file\n"), "{diff}");
    assert_eq!(read(&folder, "a.xml"), THREE.as_bytes());
    fs::write(folder.path().join("a.diff"), &diff).expect("it can be written");
    if let Ok(patched) =
        Command::new("patch").args(["--binary", "-i", "a.diff"]).current_dir(folder.path()).output()
    {
        assert!(patched.status.success(), "{patched:?}");
        let by_patch = read(&folder, "a.xml");
        fs::write(folder.path().join("a.xml"), THREE).expect("it can be written");
        run(&folder, &["--fix", "--unsafe-fixes", "a.xml"]);
        assert_eq!(read(&folder, "a.xml"), by_patch);
    }
    assert_eq!(run(&folder, &["--diff", "--ignore", "xml", "a.xml"]), said(0, "", ""));
    assert_eq!(run(&folder, &["--diff", "--exit-zero", "a.xml"]).0, Some(0));
}

#[test]
fn a_fixed_document_from_standard_input_goes_to_standard_output() {
    let folder = folder("unused", b"");
    let (code, out, errors) = check(&folder, &["--fix", "-"], THREE.as_bytes());
    assert_eq!(code, Some(1));
    assert_eq!(out, THREE.replace("Salt & Sea", "Salt &amp; Sea").as_bytes());
    let report = format!("{TTL}{DATE}").replace("a.xml", "-");
    assert!(errors.starts_with(&report), "{errors}");
    let (_, out, errors) = check(&folder, &["--fix", "-q", "-o", "r", "-"], THREE.as_bytes());
    assert_eq!(out, THREE.replace("Salt & Sea", "Salt &amp; Sea").as_bytes());
    assert_eq!((errors.as_str(), String::from_utf8(read(&folder, "r"))), ("", Ok(report)));
    // A document without problems is not changed.
    let clean =
        b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel/></rss>\r";
    assert_eq!(check(&folder, &["--fix", "-"], clean).1, clean);
}

#[test]
fn keeps_the_encoding_and_the_byte_order_mark() {
    let feed = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\r\n<rss version=\"2.0\"><channel><title>\u{e9} & s</title></channel></rss>"
        )
    };
    let wide = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|it| it as u8).collect() };
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let fix = |bytes: &[u8]| {
        let folder = folder("a.xml", bytes);
        run(&folder, &["--fix", "--ignore", "xml-legacy-encoding", "a.xml"]);
        read(&folder, "a.xml")
    };
    for (encoding, bytes) in [
        ("UTF-16", &wide as &dyn Fn(&str) -> Vec<u8>),
        ("ISO-8859-1", &latin),
        ("windows-1252", &latin),
        ("UTF-8", &marked),
    ] {
        let text = feed(encoding);
        assert_eq!(fix(&bytes(&text)), bytes(&text.replace('&', "&amp;")), "{encoding}");
    }
}

#[test]
fn converts_documents_to_utf8() {
    let feed = |declaration: &str, title: &str| {
        format!(
            "<?xml version=\"1.0\"{declaration}?>\r\n<rss version=\"2.0\"><channel><title>{title}</title></channel></rss>"
        )
    };
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|it| it as u8).collect() };
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (start, end) = (feed(" encoding=\"Shift_JIS\"", ""), "</title></channel></rss>");
    let start = start.strip_suffix(end).expect("the title is empty").as_bytes();
    let kana = [start, b"\x82\xa0\x82\xa0", end.as_bytes()].concat();
    let json =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"\u{e9}\", \"items\": []}";
    let utf8 = " encoding=\"UTF-8\"";
    let cases = [
        (latin(&feed(" encoding=\"ISO-8859-1\"", "\u{e9} & s")), feed(utf8, "\u{e9} &amp; s")),
        (kana, feed(utf8, "\u{3042}\u{3042}")),
        (wide(&feed("", "\u{e9}")), feed(utf8, "\u{e9}")),
        (wide(&format!("\u{feff}{}", feed(utf8, "\u{e9}"))), feed(utf8, "\u{e9}")),
        (wide(json), json.to_owned()),
        (format!("\u{feff}{json}").into_bytes(), json.to_owned()),
    ];
    for (bytes, expected) in cases {
        let folder = folder("a.xml", &bytes);
        let (_, _, errors) = run_plain(&folder, &["--fix", "--select", "xml,json", "a.xml"]);
        assert_eq!(String::from_utf8(read(&folder, "a.xml")), Ok(expected), "{errors}");
        let written = read(&folder, "a.xml");
        run_plain(&folder, &["--fix", "--select", "xml,json", "a.xml"]);
        assert_eq!(read(&folder, "a.xml"), written, "it is not changed again");
    }
}

#[test]
fn decodes_invalid_bytes_only_with_unsafe_fixes() {
    let text = feed_in_windows_1252();
    let folder = folder("a.xml", &text);
    let (_, _, errors) = run(&folder, &["--fix", "a.xml"]);
    assert!(errors.contains("1 can be fixed with --fix --unsafe-fixes"), "{errors}");
    assert_eq!(read(&folder, "a.xml"), text);
    run(&folder, &["--fix", "--unsafe-fixes", "a.xml"]);
    let fixed = String::from_utf8(read(&folder, "a.xml")).expect("it is UTF-8 now");
    assert!(fixed.contains("<title>caf\u{e9} \u{201c}&amp;\u{201d}</title>"), "{fixed}");
}

/// A document that declares UTF-8, with an ampersand that must be escaped.
fn feed_in_windows_1252() -> Vec<u8> {
    let start = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>caf\xe9 \x93&\x94";
    [start.as_slice(), b"</title></channel></rss>"].concat()
}

#[test]
fn does_not_change_a_document_that_it_cannot_write_back() {
    let bytes = THREE.replace("Salt", "S\u{e4}lt").chars().map(|it| it as u8).collect::<Vec<u8>>();
    let folder = folder("a.xml", &bytes);
    let (code, out, errors) = run(&folder, &["--fix", "a.xml"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("xml-bare-ampersand"), "{out}");
    assert!(
        errors.starts_with("feedwright: a.xml: not fixed: some bytes are not valid UTF-8\n"),
        "{errors}"
    );
    assert_eq!(read(&folder, "a.xml"), bytes);
}

#[cfg(unix)]
#[test]
fn keeps_the_file_mode_and_follows_a_link() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder("a.xml", THREE.as_bytes());
    let path = folder.path().join("a.xml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
    fs::create_dir(folder.path().join("links")).expect("it can be made");
    let link = folder.path().join("links/b.xml");
    std::os::unix::fs::symlink("../a.xml", &link).expect("it can be made");
    let (code, _, errors) = run(&folder, &["--fix", "links/b.xml"]);
    assert_eq!(code, Some(1), "{errors}");
    assert!(String::from_utf8_lossy(&read(&folder, "a.xml")).contains("&amp;"));
    assert!(link.symlink_metadata().expect("it is there").is_symlink());
    let mode = fs::metadata(&path).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(names(folder.path()), ["a.xml", "links"], "no temporary file is left");
}

#[cfg(unix)]
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("it can be read")
        .map(|it| it.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn does_not_write_a_file_without_problems() {
    let folder = folder(
        "a.xml",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel/></rss>",
    );
    let time = || fs::metadata(folder.path().join("a.xml")).and_then(|it| it.modified()).ok();
    let before = time();
    run(&folder, &["--fix", "a.xml"]);
    assert_eq!(time(), before);
}
