//! `action.yml`, run as GitHub does, with a release in a local folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use crate::PROGRAM;
use crate::VERSION;
use crate::copy_feeds;
use crate::extras;
use crate::folder;
use crate::root;
use crate::run;
use crate::script;
use crate::succeed;
use crate::text;
use crate::yaml;

/// The expression of the default URL of the releases.
const RELEASES: &str =
    "inputs.releases || format('{0}/{1}/releases', github.server_url, github.action_repository)";

/// A folder with the releases, in the form of the URLs of GitHub: this version, which is also the newest one.
fn releases(folder: &Path) -> PathBuf {
    let machine = succeed(Command::new("uname").arg("-m"));
    let target = format!("{}-unknown-linux-musl", machine.trim());
    let releases = folder.join("releases");
    let version = releases.join(format!("download/v{VERSION}"));
    succeed(script("archive.sh").arg(PROGRAM).arg(target).arg(extras(folder)).arg(&version));
    let latest = releases.join("latest");
    fs::create_dir(&latest).expect("it can be created");
    std::os::unix::fs::symlink(&version, latest.join("download")).expect("it can be linked");
    releases
}

/// A job of a workflow that uses the action.
struct Job<'a> {
    folder: &'a Path,
    releases: &'a Path,
    inputs: &'a [(&'a str, &'a str)],
    action_ref: &'a str,
}

impl Job<'_> {
    /// Runs the steps that are scripts, until one of them fails. Returns the last one, and the outputs.
    fn run(&self) -> (Output, String) {
        let action = yaml("action.yml");
        let steps = action["runs"]["steps"].as_array().expect("it has steps");
        let temp = self.folder.join("temp");
        let _ = fs::remove_dir_all(&temp);
        fs::create_dir(&temp).expect("it can be created");
        let mut last = None;
        for step in steps.iter().filter(|it| it["run"].is_string()) {
            assert_eq!(step["shell"], "bash");
            let paths = fs::read_to_string(temp.join("path")).unwrap_or_default();
            let path = paths.lines().chain(["/usr/local/bin", "/usr/bin", "/bin"]);
            let env = step["env"].as_object().expect("it has variables").iter();
            let env = env.map(|(name, value)| (name, self.value(value, &action)));
            // This is how GitHub runs bash: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
            let output = run(Command::new("bash")
                .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"])
                .arg(step["run"].as_str().expect("it is text"))
                .current_dir(self.folder)
                .env_clear()
                .envs(env)
                .env("PATH", path.collect::<Vec<_>>().join(":"))
                .env("GITHUB_ACTION_PATH", root())
                .env("GITHUB_PATH", temp.join("path"))
                .env("GITHUB_OUTPUT", temp.join("output"))
                .env("RUNNER_TEMP", &temp));
            let ok = output.status.success();
            last = Some(output);
            if !ok {
                break;
            }
        }
        let outputs = fs::read_to_string(temp.join("output")).unwrap_or_default();
        (last.expect("a step ran"), outputs)
    }

    /// The value of a variable. Only the expressions that the action contains are known.
    fn value(&self, value: &serde_json::Value, action: &serde_json::Value) -> String {
        let value = value.as_str().expect("it is text");
        let expression = value.strip_prefix("${{ ").and_then(|it| it.strip_suffix(" }}"));
        match expression.unwrap_or_else(|| panic!("not an expression: {value}")) {
            RELEASES => format!("file://{}", self.releases.display()),
            "github.action_ref" => self.action_ref.to_owned(),
            other => {
                let name = other.strip_prefix("inputs.").expect("it is an input");
                let given: BTreeMap<&str, &str> = self.inputs.iter().copied().collect();
                let default = action["inputs"][name]["default"].as_str();
                let default = default.unwrap_or_else(|| panic!("no default: {name}"));
                given.get(name).copied().unwrap_or(default).to_owned()
            }
        }
    }
}

#[test]
fn the_action_installs_the_program_and_annotates_problems() {
    if !cfg!(target_os = "linux") || Command::new("curl").arg("--version").output().is_err() {
        crate::skipped("the action is tested on Linux with curl");
        return;
    }
    let folder = folder();
    let folder = folder.path();
    let releases = releases(folder);
    copy_feeds(folder);
    fs::copy(root().join("rules/invalid-rfc822-date/bad.xml"), folder.join("broken.xml"))
        .expect("it can be copied");
    let job = |inputs: &[(&str, &str)], action_ref: &str| {
        Job { folder, releases: &releases, inputs, action_ref }.run()
    };

    // Good feeds, with the version of the action, and with the newest one.
    for action_ref in [format!("v{VERSION}"), "main".to_owned(), String::new()] {
        let (output, outputs) = job(&[("paths", "feeds")], &action_ref);
        assert_eq!((output.status.code(), text(&output).as_str()), (Some(0), ""), "{action_ref}");
        assert_eq!(outputs, "");
    }

    // A problem is annotated, and the report contains it.
    let inputs = [("paths", "feeds\nbroken.xml\n"), ("sarif", "report.sarif")];
    let (output, outputs) = job(&inputs, "v1");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    let annotation = "::error title=invalid-rfc822-date,file=broken.xml,line=";
    assert!(String::from_utf8_lossy(&output.stdout).starts_with(annotation), "{}", text(&output));
    let report = outputs.trim_end().strip_prefix("sarif=").expect("it is an output");
    let report = fs::read(report).expect("there is a report");
    let report: serde_json::Value = serde_json::from_slice(&report).expect("it is JSON");
    assert_eq!(report["runs"][0]["results"][0]["ruleId"], "invalid-rfc822-date");

    // Options, and another working directory.
    let ignored = [
        ("paths", "../broken.xml"),
        ("working-directory", "feeds"),
        ("args", "--ignore\n invalid-rfc822-date"),
    ];
    let (output, _) = job(&ignored, "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));

    // A version that does not exist, and an archive that somebody has changed.
    let (output, _) = job(&[("version", "9.9.9")], "");
    assert!(
        !output.status.success() && text(&output).contains("cannot download"),
        "{}",
        text(&output)
    );
    let version = releases.join(format!("download/v{VERSION}"));
    let files =
        fs::read_dir(version).expect("it is a folder").map(|it| it.expect("it can be read").path());
    let archive = files
        .into_iter()
        .find(|it| it.extension().is_some_and(|it| it == "gz"))
        .expect("there is an archive");
    fs::write(archive, "changed").expect("it can be written");
    let (output, _) = job(&[], "");
    assert!(
        !output.status.success() && text(&output).contains("the checksum of "),
        "{}",
        text(&output)
    );
}
