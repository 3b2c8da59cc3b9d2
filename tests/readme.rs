//! Every console block of the README is run, and prints what the README says.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The blocks of the README in this language, each as its lines.
fn blocks(language: &str) -> Vec<Vec<String>> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is a README");
    let mut blocks = Vec::new();
    let mut open: Option<Vec<String>> = None;
    for line in readme.lines() {
        match &mut open {
            None if line == format!("```{language}") => open = Some(Vec::new()),
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(block) => block.push(line.to_owned()),
            None => {}
        }
    }
    blocks
}

/// A folder with what somebody has who has just cloned the project.
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
fn the_console_blocks_print_what_the_readme_says() {
    let folder = clone();
    let program = Path::new(env!("CARGO_BIN_EXE_feedwright"));
    let path =
        format!("{}:/usr/bin:/bin", program.parent().expect("it lies in a folder").display());
    let blocks = blocks("console");
    assert!(blocks.len() > 5, "the README has lost its console blocks");
    for block in blocks {
        let mut lines = block.iter().peekable();
        while let Some(line) = lines.next() {
            let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {line}"));
            let mut wanted = String::new();
            while let Some(line) = lines.next_if(|it| !it.starts_with("$ ")) {
                wanted.push_str(line);
                wanted.push('\n');
            }
            if command == "cargo test" {
                continue; // This is it.
            }
            let command = command.replace("cargo run --release --", "feedwright");
            let output = Command::new("sh")
                .args(["-c", &format!("{{ {command} ; }} 2>&1")])
                .current_dir(folder.path())
                .env_clear()
                .env("PATH", &path)
                .output()
                .expect("a shell runs");
            assert_eq!(String::from_utf8_lossy(&output.stdout), wanted, "$ {command}");
        }
    }
}

/// The settings of the README publish the articles that it says, at the URLs that it says.
#[test]
fn the_settings_of_the_readme_are_settings() {
    let settings = blocks("toml");
    assert_eq!(settings.len(), 1, "the README has other settings");
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

/// The library's example is the README's: `src/lib.rs` runs it as a documentation test.
#[test]
fn the_example_of_the_library_is_run() {
    let example = blocks("rust").concat();
    let essay = std::fs::read_to_string(root().join("src/lib.rs")).expect("there is an essay");
    for line in example.iter().filter(|it| !it.is_empty()) {
        assert!(essay.contains(line), "src/lib.rs does not run `{line}`");
    }
}
