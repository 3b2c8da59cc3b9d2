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
            ["articles", "examples", "feeds", "feedwright.toml", "rules"].map(|it| root().join(it)),
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

/// The library's example is the README's: `src/lib.rs` runs it as a documentation test.
#[test]
fn the_example_of_the_library_is_run() {
    let example = blocks("rust").concat();
    let essay = std::fs::read_to_string(root().join("src/lib.rs")).expect("there is an essay");
    for line in example.iter().filter(|it| !it.is_empty()) {
        assert!(essay.contains(line), "src/lib.rs does not run `{line}`");
    }
}
