//! The hooks for pre-commit, in a repository with feeds and articles. `.ci/run` installs pre-commit.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::PROGRAM;
use crate::copy_feeds;
use crate::folder;
use crate::root;
use crate::run;
use crate::succeed;
use crate::text;
use crate::wheel;

fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=Harbor", "-c", "user.email=harbor@harbor.example"];
    let mut git = Command::new("git");
    succeed(git.args(identity).args(arguments).current_dir(folder)).trim().to_owned()
}

/// A repository with all files of the folder.
fn commit(folder: &Path) -> String {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "Add files"]);
    git(folder, &["rev-parse", "HEAD"])
}

/// Runs the hooks of a configuration on all files, and returns whether they pass and what they print.
fn hooks(site: &Path, config: &str) -> (bool, String) {
    fs::write(site.join(".pre-commit-config.yaml"), config).expect("it can be written");
    git(site, &["add", "--all"]);
    let program = std::env::var_os("FEEDWRIGHT_PRE_COMMIT").expect("it is the path of pre-commit");
    let bin = Path::new(PROGRAM).parent().expect("it is in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let output = run(Command::new(program)
        .args(["run", "--all-files", "--color", "never"])
        .current_dir(site)
        .env("PATH", format!("{}:{path}", bin.display()))
        .env("PRE_COMMIT_HOME", site.join(".git/pre-commit"))
        .env("PIP_NO_INDEX", "1")
        .env("PIP_FIND_LINKS", wheel().parent().expect("it is in a folder")));
    (output.status.success(), text(&output))
}

/// A site with published feeds, a file that is not a feed, and an article that is not yet in the feeds.
fn site(folder: &Path) {
    copy_feeds(folder);
    fs::write(folder.join("package.json"), "{}").expect("it can be written");
    fs::write(folder.join("sitemap.xml"), "<urlset/>").expect("it can be written");
    commit(folder);
}

#[test]
#[ignore = "it needs pre-commit and a wheel; .ci/run installs them"]
fn the_hooks_check_and_build_feeds() {
    let hooks_folder = folder();
    let name = ".pre-commit-hooks.yaml";
    fs::copy(root().join(name), hooks_folder.path().join(name)).expect("it can be copied");
    let revision = commit(hooks_folder.path());
    let config = format!(
        "repos:\n- repo: {}\n  rev: {revision}\n  hooks:\n  - id: feedwright-build-system\n  - id: feedwright-check-system\n",
        hooks_folder.path().display()
    );
    let folder = folder();
    let here = folder.path();
    fs::write(
        here.join("feedwright.toml"),
        "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n",
    )
    .expect("it can be written");
    fs::create_dir(here.join("articles")).expect("it can be created");
    fs::write(here.join("articles/walk.md"), "---\ntitle: A walk\ndate: 2024-05-01\n---\nText.\n")
        .expect("it can be written");
    // As docs/ci.md says: all files but the state are only useful on this machine.
    fs::write(here.join(".gitignore"), ".feedwright/*\n!.feedwright/state.json\n")
        .expect("it can be written");
    site(here);
    // The first run writes the feeds, which is a change that must be committed.
    let (passed, printed) = hooks(here, &config);
    assert!(!passed && printed.contains("files were modified by this hook"), "{printed}");
    let (passed, printed) = hooks(here, &config);
    assert!(passed && printed.matches("Passed").count() == 2, "{printed}");
    // A broken feed is reported with its place.
    fs::copy(root().join("rules/invalid-rfc822-date/bad.xml"), here.join("rss.xml"))
        .expect("it can be copied");
    let (passed, printed) = hooks(here, &config);
    assert!(!passed && printed.contains("error[invalid-rfc822-date]"), "{printed}");
    assert!(!printed.contains("package.json") && !printed.contains("sitemap.xml"), "{printed}");
}

/// The configuration in `docs/ci.md` that installs the Python package.
#[test]
#[ignore = "it needs pre-commit and a wheel; .ci/run installs them"]
fn a_local_hook_can_install_the_python_package() {
    let documentation = crate::read("docs/ci.md");
    let config = documentation.split("```yaml\n").find(|it| it.contains("language: python"));
    let config = config.and_then(|it| it.split("```").next()).expect("it is documented");
    let folder = folder();
    site(folder.path());
    let (passed, printed) = hooks(folder.path(), config);
    assert!(passed && printed.contains("Passed"), "{printed}");
    let broken = root().join("rules/invalid-rfc822-date/bad.xml");
    fs::copy(broken, folder.path().join("feeds/broken.xml")).expect("it can be copied");
    let (passed, printed) = hooks(folder.path(), config);
    assert!(!passed && printed.contains("error[invalid-rfc822-date]"), "{printed}");
}
