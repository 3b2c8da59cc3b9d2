//! Folders of articles, with all kinds of files that can be in them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use feedwright::Loaded;
use feedwright::internals::publish::load::Folder;
use feedwright::internals::publish::load::Options;
use feedwright::internals::publish::load::folder;
use tempfile::TempDir;

/// A folder with these files.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        write(dir.path(), path, text.as_bytes());
    }
    dir
}

fn write(dir: &Path, path: &str, bytes: &[u8]) {
    let file = dir.join(path);
    fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
    fs::write(file, bytes).expect("a file");
}

fn read(dir: &Path) -> Folder {
    let options = Options::new(feedwright::internals::value::timezone::Timezone::UTC);
    folder::read(dir, &options).expect("the folder can be read")
}

fn paths(folder: &Folder) -> Vec<&str> {
    folder.articles.iter().map(|it| it.reading.article.path.as_str()).collect()
}

/// The rules that report a problem in an article.
fn rules(loaded: &Loaded) -> Vec<&str> {
    let sidecar = loaded.sidecar.iter().flat_map(|it| &it.diagnostics);
    loaded.reading.diagnostics.iter().chain(sidecar).map(|it| it.rule.name).collect()
}

fn of<'f>(folder: &'f Folder, path: &str) -> &'f Loaded {
    let found = folder.articles.iter().find(|it| it.reading.article.path == path);
    found.unwrap_or_else(|| panic!("{path} is not among {:?}", paths(folder)))
}

#[test]
fn reads_files_in_order_and_lists_skipped_files() {
    let dir = tree(&[
        ("b.md", "# B\n\nText."),
        ("a/z.markdown", "# Z\n\nText."),
        ("a/walk/index.md", "Text."),
        ("a/walk/index.fr.md", "Texte."),
        ("a/_index.md", "# Section"),
        ("index.md", "# Home"),
        ("_drafts/later.md", "# Later\n\nText."),
        (".git/x.md", "# No"),
        ("_layouts/post.html", "<p>"),
        ("photo.jpg", "x"),
        ("ab.md", "# AB\n\nText."),
    ]);
    let folder = read(dir.path());
    let expected = [
        "_drafts/later.md",
        "a/walk/index.fr.md",
        "a/walk/index.md",
        "a/z.markdown",
        "ab.md",
        "b.md",
    ];
    assert_eq!(paths(&folder), expected);
    let passed: Vec<_> = folder.passed_over.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(passed, [".git", "_layouts", "a/_index.md", "index.md", "photo.jpg"]);
    assert!(of(&folder, "_drafts/later.md").reading.article.draft);
    let bundle = &of(&folder, "a/walk/index.fr.md").reading.article;
    assert_eq!((bundle.slug.as_deref(), bundle.language.as_deref()), (Some("walk"), Some("fr")));
    assert_eq!(bundle.title.as_deref(), Some("Walk"));
    assert_eq!(bundle.origin["title"].to_string(), "file name (unsure)");
    for loaded in &folder.articles {
        assert_eq!(loaded.reading.diagnostics, [], "{}", loaded.reading.article.path);
    }
}

#[test]
fn pages_that_list_articles_are_not_articles() {
    let dir = tree(&[
        ("all.md", "# All\n\n{% for it in collections.posts %}\n* {{ it.title }}\n{% endfor %}"),
        ("more.md", "# More\n\n{{range newest}}\n* {{.title}}\n{{end}}"),
        ("2024-05-01-tides.md", "# Tides\n\n{% for it in tides %}{{ it }}{% endfor %}High water."),
        ("loops.md", "# Loops\n\n`{% for x in y %}` is a loop."),
    ]);
    let folder = read(dir.path());
    assert_eq!(paths(&folder), ["2024-05-01-tides.md", "loops.md"]);
    let passed: Vec<_> = folder.passed_over.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(passed, ["all.md", "more.md"]);
}

#[test]
fn dates_come_from_the_front_matter_then_the_file_name_then_the_sidecar() {
    let dir = tree(&[
        ("2024-05-01-a.md", "---\ndate: 2024-06-01\n---\nText."),
        ("2024-05-01-b.md", "Text."),
        (
            "2024-05-01-b.toml",
            "date = 2024-07-01\ntitle = 'From beside'\nslug = 'bee'\ntags = ['x']",
        ),
        ("c.md", "Text."),
        ("c.toml", "date = 2024-07-01T10:00:00Z\nsummary = 'Beside.'"),
        ("d.md", "Text."),
        ("e.md", "Text."),
        ("e.toml", "date = 03/04\n"),
        ("f.toml", "title = 'Nobody'"),
    ]);
    let folder = read(dir.path());
    let date = |path| of(&folder, path).reading.article.published.map(|it| it.to_rfc3339());
    assert_eq!(date("2024-05-01-a.md").as_deref(), Some("2024-06-01T00:00:00+00:00"));
    assert_eq!(date("2024-05-01-b.md").as_deref(), Some("2024-05-01T00:00:00+00:00"));
    assert_eq!(date("c.md").as_deref(), Some("2024-07-01T10:00:00+00:00"));
    assert_eq!(date("d.md"), None);
    let b = &of(&folder, "2024-05-01-b.md").reading.article;
    assert_eq!((b.title.as_deref(), b.slug.as_deref()), (Some("From beside"), Some("bee")));
    assert_eq!(b.origin["title"].to_string(), "sidecar `2024-05-01-b.toml`, `title`, line 2");
    assert_eq!(of(&folder, "c.md").reading.article.summary.as_deref(), Some("Beside."));
    let e = of(&folder, "e.md");
    assert_eq!(rules(e), ["front-matter-syntax"]);
    assert!(
        e.has_error() && e.sidecar.as_ref().is_some_and(|it| it.source.name.ends_with("e.toml"))
    );
    assert!(folder.passed_over.iter().any(|it| it.path == "f.toml"));
}

#[test]
fn one_bad_article_does_not_stop_the_others() {
    let dir = tree(&[
        ("good.md", "# Good\n\nText."),
        ("open.md", "---\ntitle: A\n\nText."),
        ("empty.md", ""),
        ("only.md", "---\ntitle: A\n---\n"),
    ]);
    write(dir.path(), "latin.md", b"---\ntitle: caf\xe9\n---\nText.");
    write(dir.path(), "nul.md", b"---\ntitle: a\x00\x1b\n---\nText.");
    write(dir.path(), "image.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    write(dir.path(), "crlf.md", b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nText.\r\n");
    write(dir.path(), "huge.md", &vec![b'a'; 16 * 1024 * 1024 + 1]);
    write(dir.path(), "title.md", format!("# {}\n\nText.", "a".repeat(10_000_000)).as_bytes());
    let folder = read(dir.path());
    #[rustfmt::skip]
    let expected: [(&str, &[&str]); 10] = [
        ("crlf.md",  &[]),
        ("empty.md", &["empty-article"]),
        ("good.md",  &[]),
        ("huge.md",  &["article-too-large"]),
        ("image.md", &["unreadable-article"]),
        ("latin.md", &["unreadable-article"]),
        ("nul.md",   &["front-matter-syntax"]),
        ("only.md",  &["missing-body"]),
        ("open.md",  &["front-matter-unclosed"]),
        ("title.md", &["article-too-large"]),
    ];
    let found: Vec<_> =
        folder.articles.iter().map(|it| (it.reading.article.path.as_str(), rules(it))).collect();
    for ((path, found), (name, expected)) in found.iter().zip(expected) {
        assert_eq!((*path, &found[..]), (name, expected));
    }
    assert_eq!(found.len(), 10);
}

#[cfg(unix)]
#[test]
fn does_not_leave_the_folder_or_hang() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let outside = tree(&[("secret.md", "# Secret"), ("sub/x.md", "# X")]);
    let dir = tree(&[
        ("a.md", "# A\n\nText."),
        ("x.md/inside.md", "# Inside\n\nText."),
        ("sub/b.md", "# B\n\nText."),
    ]);
    let at = |name: &str| dir.path().join(name);
    symlink(outside.path().join("secret.md"), at("secret.md")).expect("a link");
    symlink(outside.path().join("sub"), at("elsewhere")).expect("a link");
    symlink("../../etc/passwd", at("passwd.txt")).expect("a link");
    symlink("nowhere.md", at("dangling.md")).expect("a link");
    symlink("loop.md", at("loop.md")).expect("a link");
    symlink(dir.path(), at("sub/circle")).expect("a link");
    symlink("/dev/zero", at("zero.md")).expect("a link");
    symlink("a.md", at("inside.md")).expect("a link");
    symlink(outside.path().join("secret.md"), at("secret.toml")).expect("a link");
    symlink(outside.path().join("secret.md"), at("a.toml")).expect("a link");
    let _socket = UnixListener::bind(at("socket.md")).expect("a socket");
    let made = std::process::Command::new("mkfifo").arg(at("pipe.md")).status();
    fs::write(dir.path().join(OsStr::from_bytes(b"caf\xe9.md")), "# X").expect("a file");
    write(dir.path(), "new\nline\u{1b}.md", b"# X\n\nText.");
    write(dir.path(), "-rf.md", b"# X\n\nText.");

    let began = Instant::now();
    let folder = read(dir.path());
    assert!(began.elapsed() < Duration::from_secs(5));
    #[rustfmt::skip]
    let expected: [(&str, &[&str]); 14] = [
        ("-rf.md",              &[]),
        ("a.md",                &["article-outside-folder"]),
        ("caf\u{fffd}.md",      &["unreadable-article"]),
        ("dangling.md",         &["article-outside-folder"]),
        ("elsewhere",           &["article-outside-folder"]),
        ("inside.md",           &[]),
        ("loop.md",             &["article-outside-folder"]),
        ("new\nline\u{1b}.md",  &[]),
        ("passwd.txt",          &["article-outside-folder"]),
        ("secret.md",           &["article-outside-folder"]),
        ("socket.md",           &["unreadable-article"]),
        ("sub/b.md",            &[]),
        ("x.md/inside.md",      &[]),
        ("zero.md",             &["article-outside-folder"]),
    ];
    for (path, expected) in expected {
        let loaded = of(&folder, path);
        assert_eq!(rules(loaded), expected, "{path}");
        assert!(!loaded.reading.article.html.contains("Secret"), "{path}");
    }
    if made.is_ok_and(|it| it.success()) {
        assert_eq!(rules(of(&folder, "pipe.md")), ["unreadable-article"]);
    }
    assert!(folder.passed_over.iter().any(|it| it.path == "sub/circle"));
}

#[test]
fn duplicates_are_reported_on_the_later_article() {
    let dir = tree(&[
        ("a.md", "---\nid: one\n---\nText."),
        ("b.md", "---\ntitle: B\nid: one\n---\nText."),
        ("c.md", "---\nurl: /Walk/\n---\nText."),
        ("d.md", "---\ntitle: D\nurl: /walk\n---\nText."),
        ("e.md", "Text."),
        ("e.markdown", "Text."),
        ("e.fr.md", "Texte."),
        ("f/e.md", "Text."),
        ("2024-05-01-links.md", "Text."),
        ("2024-05-08-links.md", "Text."),
        ("g.md", "---\nid: one\ndraft: true\n---\nText."),
    ]);
    let folder = read(dir.path());
    let found: Vec<_> = folder.articles.iter().filter(|it| it.has_error()).collect();
    let found: Vec<_> = found
        .iter()
        .map(|it| {
            (
                it.reading.article.path.as_str(),
                rules(it),
                it.reading.diagnostics[0].message.as_str(),
            )
        })
        .collect();
    assert_eq!(found, [("b.md", vec!["duplicate-article-id"], "`a.md` has the same id: `one`"),]);
    let b = of(&folder, "b.md");
    assert_eq!(&b.source.text[b.reading.diagnostics[0].span.range()], "id: one");
}

#[test]
fn recordings_are_only_read_inside_the_folder() {
    let dir = tree(&[
        ("audio/a.mp3", "12345"),
        ("a.md", "---\naudio: /audio/a.mp3\n---\nText."),
        ("sub/b.md", "---\naudio: b.m4a\n---\nText."),
        ("sub/b.m4a", "123"),
        ("c.md", "---\naudio: https://media.example.org/c.mp3?x=1\n---\nText."),
        ("d.md", "---\naudio: missing.mp3\n---\nText."),
        ("e.md", "---\naudio: ../../etc/passwd\n---\nText."),
    ]);
    let folder = read(dir.path());
    let found = |path| {
        let enclosure = of(&folder, path).reading.article.enclosure.clone().unwrap_or_default();
        (enclosure.length, enclosure.r#type.unwrap_or_default(), enclosure.file.is_some())
    };
    assert_eq!(found("a.md"), (Some(5), "audio/mpeg".to_owned(), true));
    assert_eq!(found("sub/b.md"), (Some(3), "audio/x-m4a".to_owned(), true));
    assert_eq!(found("c.md"), (None, "audio/mpeg".to_owned(), false));
    assert_eq!(rules(of(&folder, "d.md")), ["enclosure-not-measured"]);
    assert_eq!(rules(of(&folder, "e.md")), ["invalid-article-url"]);
}

#[test]
fn press_texts_can_have_front_matter_and_sidecars() {
    let press = "News\n\nThe Town Council Approves the Long-Promised Bridge\n\nby Ann Lee\n\nThe council voted on Tuesday night.\n\nWork begins in spring.\n";
    let dir = tree(&[
        ("a.txt", press),
        ("a.toml", "date = 2024-05-01"),
        ("b.txt", &format!("---\ntitle: The bridge\ndate: 2024-05-02\n---\n{press}")),
    ]);
    let folder = read(dir.path());
    let a = &of(&folder, "a.txt").reading.article;
    let b = &of(&folder, "b.txt").reading.article;
    assert_eq!(a.published.map(|it| it.date_naive().to_string()).as_deref(), Some("2024-05-01"));
    assert_eq!(a.title.as_deref(), Some("The Town Council Approves the Long-Promised Bridge"));
    assert_eq!(b.title.as_deref(), Some("The bridge"));
    assert_eq!(b.published.map(|it| it.date_naive().to_string()).as_deref(), Some("2024-05-02"));
    assert_eq!(b.origin["authors"].to_string(), "byline, line 9");
    assert!(b.html.contains("Work begins in spring."));
}

#[test]
fn the_cases_of_each_rule_have_only_this_problem() {
    let rules_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut shown = 0;
    for rule in feedwright::internals::publish::rules::RULES {
        let cases = [
            ("bad.md", vec![rule.name]),
            ("good.md", vec![]),
            ("bad.html", vec![rule.name]),
            ("good.html", vec![]),
        ];
        for (case, expected) in cases {
            let Ok(text) = fs::read_to_string(rules_folder.join(rule.name).join(case)) else {
                continue;
            };
            let folder =
                read(tree(&[(&case.replace("bad", "walk").replace("good", "walk"), &text)]).path());
            assert_eq!(rules(&folder.articles[0]), expected, "{}/{case}", rule.name);
            shown += 1;
        }
    }
    assert!(shown >= 30, "{shown}");
}

#[test]
fn reads_thousands_of_articles_quickly() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for number in 0..3000 {
        let text = format!(
            "---\ntitle: Article {number}\ndate: 2024-05-01\nid: n{number}\n---\n{}",
            "Text and *more*. ".repeat(30)
        );
        write(dir.path(), &format!("{}/a{number}.md", number % 7), text.as_bytes());
    }
    let began = Instant::now();
    let folder = read(dir.path());
    assert_eq!(folder.articles.iter().filter(|it| !it.has_error()).count(), 3000);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
