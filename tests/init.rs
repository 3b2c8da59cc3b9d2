//! Runs `feedwright init` on a small site of each generator. `tests/init/NAME` is the site, and
//! `tests/init/NAME.toml` is the expected configuration. Its first lines are the messages about settings that could
//! not be read. `FEEDWRIGHT_BLESS=1` writes the expected configurations.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/init")
}

/// The names of the sites, in alphabetical order.
fn sites() -> Vec<String> {
    let entries = fs::read_dir(root()).expect("there are sites");
    let paths = entries.map(|it| it.expect("it can be read").path()).filter(|it| it.is_dir());
    let name =
        |it: PathBuf| it.file_name().and_then(|it| it.to_str()).expect("it is plain").to_owned();
    let mut names: Vec<String> = paths.map(name).collect();
    names.sort();
    names
}

/// A copy of a site.
fn site(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let status =
        Command::new("cp").arg("-r").arg(root().join(name).join(".")).arg(folder.path()).status();
    assert!(status.expect("cp runs").success());
    folder
}

fn feedwright(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

#[test]
fn reads_the_configuration_of_every_generator() {
    let sites = sites();
    assert!(sites.len() >= 8, "a generator is missing: {sites:?}");
    for name in sites {
        let folder = site(&name);
        let output = feedwright(&folder, &["init"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {output:?}");
        let dialect = name.split('-').next().expect("there is a first part");
        assert!(
            stdout(&output).to_lowercase().starts_with(&format!(
                "created feedwright.toml from the configuration of {dialect}\n"
            )),
            "{name}: {output:?}"
        );
        let text =
            fs::read_to_string(folder.path().join("feedwright.toml")).expect("it was written");
        let said: Vec<String> = stderr(&output).lines().map(|it| format!("#! {it}\n")).collect();
        let found = format!("{}{text}", said.concat());
        let path = root().join(format!("{name}.toml"));
        if std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
            fs::write(&path, &found).expect("it can be written");
        }
        let wanted = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, wanted, "{name}");
        assert!(text.parse::<toml::Table>().is_ok(), "{name}: {text}");
        assert!(!folder.path().join("articles").exists(), "{name}: there are articles already");
    }
}

#[test]

fn the_new_configuration_can_be_built() {
    for name in sites() {
        let folder = site(&name);
        feedwright(&folder, &["init", "-q"]);
        let output = feedwright(&folder, &["build"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {output:?}");
    }
}

#[test]
fn from_selects_the_generator() {
    let folder = site("jekyll");
    write(&folder, "hugo.toml", "title = 'Hugo'\n");
    let output = feedwright(&folder, &["init", "--from", "hugo", "-q"]);
    assert_eq!(
        (output.status.code(), stdout(&output), stderr(&output)),
        (Some(0), String::new(), String::new())
    );
    let text = fs::read_to_string(folder.path().join("feedwright.toml")).expect("it was written");
    assert!(text.contains("title = \"Hugo\" ") && text.contains("dialect = \"hugo\""), "{text}");
}

#[test]
fn existing_files_are_not_overwritten() {
    let folder = site("zola");
    write(&folder, "feedwright.toml", "mine");
    let output = feedwright(&folder, &["init"]);
    assert_eq!(stdout(&output), "kept feedwright.toml, which already exists\n");
    let text = fs::read_to_string(folder.path().join("feedwright.toml")).expect("it is there");
    assert_eq!(text, "mine");
}

#[test]
fn wrong_usage_is_reported() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (arguments, words) in [
        (&["init", "--from", "jekyl"][..], "jekyll"),
        (
            &["init", "--from", "hugo"],
            "there is no Hugo configuration in . (looked for `hugo.toml`",
        ),
        (&["init", "--from", "zola", "missing"], "missing is not a folder"),
    ] {
        let output = feedwright(&folder, arguments);
        assert_eq!(
            (output.status.code(), stdout(&output)),
            (Some(2), String::new()),
            "{arguments:?}"
        );
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
}

#[test]
fn a_folder_without_a_generator_gets_a_first_article() {
    for arguments in [&["init"][..], &["init", "--from", "plain"]] {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let output = feedwright(&folder, arguments);
        assert!(stdout(&output).contains("created articles/first-article.md\n"), "{output:?}");
        assert_eq!(feedwright(&folder, &["build"]).status.code(), Some(0));
    }
}

/// Invalid or hostile configurations.
#[test]
fn survives_any_configuration() {
    let deep = "[".repeat(100_000);
    let maps = "const a = {b: ".repeat(50_000);
    let calls = "const a = f(".repeat(50_000);
    let templates = "`${".repeat(100_000);
    let quoted = format!("const x = '{}", "\\'".repeat(100_000));
    for text in [
        &deep,
        &maps,
        &calls,
        &templates,
        &quoted,
        "",
        "\u{0}",
        "{",
        "}",
        "'",
        "\\",
        "/*",
        "a = '\u{1b}[2J\\u",
    ] {
        for name in [
            "_config.yml",
            "hugo.toml",
            "zola.toml",
            "pelicanconf.py",
            "docusaurus.config.js",
            "astro.config.ts",
            ".eleventy.js",
        ] {
            let folder = tempfile::tempdir().expect("there is room for a folder");
            write(&folder, name, text);
            let output = feedwright(&folder, &["init"]);
            assert_eq!(output.status.code(), Some(0), "{name}: {output:?}");
            assert!(!stderr(&output).contains('\u{1b}'), "{name}");
            let text =
                fs::read_to_string(folder.path().join("feedwright.toml")).expect("it was written");
            assert!(text.parse::<toml::Table>().is_ok(), "{name}: {text}");
        }
    }
}
