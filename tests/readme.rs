//! Runs every console block of the README and compares the output with what the README shows.
//! `FEEDWRIGHT_BLESS=1 cargo test --test readme` writes the output into the README.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn is_blessed() -> bool {
    std::env::var_os("FEEDWRIGHT_BLESS").is_some()
}

/// The code blocks of the README in this language, each as a list of lines.
fn blocks(language: &str) -> Vec<Vec<String>> {
    blocks_of(&read("README.md"), language)
}

fn blocks_of(document: &str, language: &str) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<String>> = None;
    for line in document.lines() {
        match &mut open {
            None if line == format!("```{language}") => open = Some(Vec::new()),
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(block) => block.push(line.to_owned()),
            None => {}
        }
    }
    blocks
}

/// A folder with the files of a fresh clone that the README uses.
fn clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let copied = Command::new("cp")
        .arg("-r")
        .args(
            ["articles", "examples", "feeds", "feedwright.toml", "rules", "tests"]
                .map(|it| root().join(it)),
        )
        .arg(folder.path())
        .status();
    assert!(copied.expect("cp runs").success());
    folder
}

#[test]
fn the_console_blocks_print_what_the_readme_shows() {
    assert!(run_console_blocks("README.md") > 5, "the README has lost its console blocks");
}

#[test]
fn the_console_blocks_print_what_docs_configuration_md_shows() {
    assert!(run_console_blocks("docs/configuration.md") > 1, "it has lost its console blocks");
}

/// Runs the console blocks of a document in one folder, and returns their number.
fn run_console_blocks(name: &str) -> usize {
    let folder = clone();
    let program = Path::new(env!("CARGO_BIN_EXE_feedwright"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("it is in a folder").display());
    let mut actual = read(name);
    let blocks = blocks_of(&actual, "console");
    let number = blocks.len();
    for block in blocks {
        let mut printed = String::new();
        for line in &block {
            let Some(command) = line.strip_prefix("$ ") else { continue };
            printed.push_str(&format!("{line}\n"));
            if command == "cargo test" {
                continue; // This test is part of it.
            }
            let command = command.replace("cargo run --release --", "feedwright");
            let output = Command::new("sh")
                .args(["-c", &format!("{{ {command} ; }} 2>&1")])
                .current_dir(folder.path())
                .env_clear()
                .env("PATH", &path)
                .output()
                .expect("a shell runs");
            printed.push_str(&String::from_utf8_lossy(&output.stdout));
        }
        let shown = block.join("\n") + "\n";
        if is_blessed() {
            let shown = format!("```console\n{shown}```\n");
            actual = actual.replace(&shown, &format!("```console\n{printed}```\n"));
        } else {
            assert_eq!(printed, shown, "FEEDWRIGHT_BLESS=1 cargo test --test readme writes it");
        }
    }
    if is_blessed() {
        std::fs::write(root().join(name), actual).expect("it can be written");
    }
    number
}

/// The configuration in the README publishes the expected articles at the expected URLs.
#[test]
fn the_configuration_in_the_readme_works() {
    let settings = blocks("toml");
    assert!(settings.len() >= 2, "the README has lost its TOML blocks");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
        std::fs::write(path, text).expect("it is written");
    };
    write("feedwright.toml", &settings[0].join("\n"));
    let dated = "---\ntitle: A long walk\ndate: 2024-05-01\n---\nText.\n";
    for path in ["posts/walk.md", "posts/page.html", "posts/old/walk.md", "notes/tide.md", "x.md"] {
        write(&format!("content/{path}"), dated);
    }
    write("content/posts/undated.md", "---\ntitle: Some day\n---\nText.\n");
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .arg("build")
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "warning: 1 article has no date and is left out: posts/undated.md\n"
    );
    assert_eq!(output.status.code(), Some(0));
    let feed = std::fs::read(folder.path().join("feeds/feed.json")).expect("there is a feed");
    let feed: serde_json::Value = serde_json::from_slice(&feed).expect("it is JSON");
    let items = feed["items"].as_array().expect("there are items");
    let mut urls: Vec<&str> = items.iter().filter_map(|it| it["url"].as_str()).collect();
    urls.sort_unstable();
    let urls_wanted =
        ["https://harbor.example/2024/05/a-long-walk/", "https://harbor.example/n/2024/tide/"];
    assert_eq!(urls, urls_wanted);
    assert!(items.iter().all(|it| it["id"] == it["url"]), "{items:?}");
}

/// The other settings in the README can be added to those of any site.
#[test]
fn the_settings_in_the_readme_can_be_added_to_a_site() {
    for block in blocks("toml").into_iter().skip(2) {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let site = "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n";
        let settings = format!("{site}{}\n", block.join("\n"));
        std::fs::write(folder.path().join("feedwright.toml"), &settings).expect("it is written");
        std::fs::create_dir(folder.path().join("articles")).expect("it is created");
        let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .args(["build", "--quiet", "--no-ping"])
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""), "{settings}");
    }
}

/// The Rust example in the README is the one in `src/lib.rs`, which runs as a documentation test.
#[test]
fn the_rust_example_in_the_readme_is_run() {
    let example = blocks("rust").concat();
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("there is a library");
    for line in example.iter().filter(|it| !it.is_empty()) {
        assert!(lib.contains(line), "src/lib.rs does not run `{line}`");
    }
}

/// The configuration of several feeds in the README writes the files that its comments name.
#[test]
fn the_configuration_of_several_feeds_in_the_readme_works() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let settings = blocks("toml").remove(1).join("\n");
    std::fs::write(folder.path().join("feedwright.toml"), settings).expect("it can be written");
    let articles = folder.path().join("articles");
    std::fs::create_dir(&articles).expect("it is created");
    for (name, tags, section) in
        [("a", "Rust", "News"), ("b", "rust, draft", "news"), ("c", "sea", "Walks")]
    {
        let text = format!(
            "---\ntitle: {name}\ndate: 2024-05-01\ntags: [{tags}]\nsection: {section}\n---\nText.\n"
        );
        std::fs::write(articles.join(format!("{name}.md")), text).expect("it can be written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["build", "--now", "2024-06-01"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let count = |name: &str| {
        let text = std::fs::read(folder.path().join("public/feeds").join(name));
        let feed: serde_json::Value =
            serde_json::from_slice(&text.expect("there is a feed")).expect("it is JSON");
        feed["items"].as_array().expect("there are items").len()
    };
    assert_eq!(["feed.json", "news.json", "tags/rust.json"].map(count), [3, 1, 2]);
    let is_file = |name: &&str| folder.path().join("public/feeds").join(name).is_file();
    let names = ["rss.xml", "atom.xml", "news.rss.xml", "news.atom.xml", "tags/rust.xml"];
    assert!(names.iter().all(is_file));
    assert!(!is_file(&"tags/sea.json"));
}
