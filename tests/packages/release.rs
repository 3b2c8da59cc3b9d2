//! What a release needs: `packages/check-release.sh` refuses a tag without it.

use std::fs;

use crate::folder;
use crate::read;
use crate::run;
use crate::script;
use crate::text;

const MANIFEST: &str = "[package]\nname = \"x\"\nversion = \"1.2.0\"\nrepository = \"https://forge.example/x\"\n\n[dependencies]\ny = \"1.3.0\"\n";
const CHANGES: &str = "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## 1.2.0 - 2026-01-05\n\n- Much.\n\n## 1.1.0\n\n- Little.\n";

/// Whether the script accepts the tag, and what it prints.
fn check(tag: &str, manifest: &str, changes: &str) -> (bool, String) {
    let folder = folder();
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("it can be written");
    fs::write(folder.path().join("CHANGELOG.md"), changes).expect("it can be written");
    let output = run(script("check-release.sh").arg(tag).env("FEEDWRIGHT_ROOT", folder.path()));
    (output.status.success(), text(&output))
}

#[test]
fn prints_the_section_of_the_changelog() {
    assert_eq!(check("v1.2.0", MANIFEST, CHANGES), (true, "\n- Much.\n".to_owned()));
    let linked = CHANGES.replace("## 1.2.0", "## [1.2.0]");
    assert_eq!(check("v1.2.0", MANIFEST, &linked), (true, "\n- Much.\n".to_owned()));
}

#[test]
fn refuses_a_tag_without_a_section_in_the_changelog() {
    for changes in [
        CHANGES.replace("## 1.2.0", "## 1.2.1"),
        CHANGES.replace("- Much.", ""),
        "# Changelog\n".to_owned(),
    ] {
        let (accepted, text) = check("v1.2.0", MANIFEST, &changes);
        assert!(!accepted && text.contains("has no section for 1.2.0"), "{text}");
    }
}

#[test]
fn refuses_a_tag_that_is_not_the_version() {
    for tag in ["v1.3.0", "1.2.0", "v1.2"] {
        let (accepted, text) = check(tag, MANIFEST, CHANGES);
        assert!(
            !accepted && text.contains("is not the version in Cargo.toml, which is 1.2.0"),
            "{text}"
        );
    }
}

#[test]
fn refuses_a_release_without_a_repository() {
    let (accepted, text) = check("v1.2.0", &MANIFEST.replace("repository", "homepage"), CHANGES);
    assert!(!accepted && text.contains("has no `repository`"), "{text}");
}

/// The workflow runs only scripts that exist, and asks for the section of the changelog first.
#[test]
fn the_workflow_uses_scripts_that_exist() {
    let workflow = read(".github/workflows/release.yml");
    let words = workflow.split([' ', '\n', '"', '\'']);
    let scripts: Vec<&str> = words.filter(|it| it.starts_with("packages/")).collect();
    assert!(scripts.len() > 3, "{scripts:?}");
    assert_eq!(scripts[0], "packages/check-release.sh");
    for script in scripts {
        assert!(crate::root().join(script).exists(), "{script}");
    }
    let parsed = crate::yaml(".github/workflows/release.yml");
    assert!(parsed["jobs"].as_object().is_some_and(|it| it.len() > 3));
}
