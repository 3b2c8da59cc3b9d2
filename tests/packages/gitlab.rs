//! `templates/check.yml`, the component for GitLab, run with the wheel that `.ci/run` builds.

use std::fs;
use std::process::Command;

use crate::copy_feeds;
use crate::folder;
use crate::read;
use crate::root;
use crate::run;
use crate::text;
use crate::wheel;

/// The job of the component, with these inputs.
fn job(inputs: &[(&str, &str)]) -> serde_json::Value {
    let template = read("templates/check.yml");
    let (head, body) = template.split_once("\n---\n").expect("it has two documents");
    let head: serde_json::Value = serde_saphyr::from_str(head).expect("it is YAML");
    let mut body = body.to_owned();
    for (name, input) in head["spec"]["inputs"].as_object().expect("it has inputs") {
        let default = input["default"].as_str().expect("it has a default");
        let given = inputs.iter().find(|it| it.0 == name).map_or(default, |it| it.1);
        body = body.replace(&format!("$[[ inputs.{name} ]]"), given);
    }
    assert!(!body.contains("$[["), "an input is not declared: {body}");
    let jobs: serde_json::Value = serde_saphyr::from_str(&body).expect("it is YAML");
    jobs["feedwright"].clone()
}

#[test]
#[ignore = "it needs a wheel; .ci/run builds it"]
fn the_component_for_gitlab_reports_problems() {
    let folder = folder();
    copy_feeds(folder.path());
    fs::copy(root().join("rules/invalid-rfc822-date/bad.xml"), folder.path().join("broken.xml"))
        .expect("it can be copied");
    let version = format!("=={}", crate::VERSION);
    for (paths, args, code) in [("feeds", "", 0), ("feeds broken.xml", "--ignore missing-guid", 1)]
    {
        let job = job(&[("paths", paths), ("args", args), ("version", &version)]);
        let lines = job["script"].as_array().expect("it has a script");
        let lines: Vec<&str> = lines.iter().map(|it| it.as_str().expect("it is text")).collect();
        let output = run(Command::new("bash")
            .args(["-e", "-c", &lines.join("\n")])
            .current_dir(folder.path())
            .env("CI_BUILDS_DIR", folder.path().join("builds"))
            .env("PIP_NO_INDEX", "1")
            .env("PIP_FIND_LINKS", wheel().parent().expect("it is in a folder")));
        assert_eq!(output.status.code(), Some(code), "{}", text(&output));
        let report = job["artifacts"]["reports"]["codequality"].as_str().expect("it is a file");
        let report = fs::read(folder.path().join(report)).expect("there is a report");
        let report: serde_json::Value = serde_json::from_slice(&report).expect("it is JSON");
        let problems = report.as_array().expect("it is a list");
        assert_eq!(problems.is_empty(), code == 0, "{report}");
        if code == 1 {
            assert_eq!(problems[0]["check_name"], "invalid-rfc822-date");
            assert!(text(&output).contains("broken.xml:"), "{}", text(&output));
        }
    }
}
