//! Packages that are built and installed in an empty environment.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::PROGRAM;
use crate::VERSION;
use crate::extras;
use crate::folder;
use crate::read;
use crate::root;
use crate::run;
use crate::script;
use crate::succeed;
use crate::text;
use crate::wheel;
use crate::yaml;

/// Checks that this is the program, and that it passes arguments, output and exit codes on.
fn works(program: &Path, arguments: &[&str]) {
    let command = |more: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).args(more).current_dir(root());
        command
    };
    assert_eq!(succeed(&mut command(&["--version"])), format!("feedwright {VERSION}\n"));
    let checked = ["check", "--format", "concise", "examples/broken.xml"];
    let output = run(&mut command(&checked));
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(output.stdout.starts_with(b"examples/broken.xml:13:16: error["), "{}", text(&output));
}

#[test]
#[ignore = "it needs a wheel; .ci/run builds it"]
fn the_python_package_installs_the_program() {
    let folder = folder();
    let venv = folder.path().join("venv");
    succeed(Command::new("python3").args(["-m", "venv"]).arg(&venv));
    let mut pip = Command::new(venv.join("bin/pip"));
    succeed(pip.args(["install", "--quiet", "--no-index"]).arg(wheel()));
    works(&venv.join("bin/feedwright"), &[]);
    for path in [
        "share/man/man1/feedwright-check.1",
        "share/bash-completion/completions/feedwright",
        "share/zsh/site-functions/_feedwright",
        "share/fish/vendor_completions.d/feedwright.fish",
    ] {
        assert!(venv.join(path).exists(), "{path}");
    }
}

#[test]
#[ignore = "it needs npm; .ci/run installs it"]
fn the_npm_package_installs_the_program() {
    let folder = folder();
    let (dist, empty) = (folder.path().join("dist"), folder.path().join("empty"));
    fs::create_dir(&empty).expect("it can be created");
    let platform =
        succeed(Command::new("node").args(["-p", "`${process.platform}-${process.arch}`"]));
    let platform = platform.trim();
    let mut pack = Command::new("node");
    pack.arg(root().join("packages/npm/pack.mjs")).arg(&dist).arg(format!("{platform}={PROGRAM}"));
    let packed = succeed(&mut pack);
    let packed: Vec<&str> = packed.lines().collect();
    assert_eq!(packed.len(), 2, "{packed:?}");
    let npm = |arguments: &[&str]| {
        let mut npm = Command::new("npm");
        npm.args(arguments)
            .current_dir(&empty)
            .env("npm_config_cache", folder.path().join("cache"));
        npm
    };
    let install = ["install", "--offline", "--no-audit", "--no-fund", "--silent"];
    succeed(npm(&install).args(&packed));
    works(&empty.join("node_modules/.bin/feedwright"), &[]);
    works(
        Path::new("npx"),
        &["--offline", "--prefix", empty.to_str().expect("it is UTF-8"), "feedwright"],
    );
    // Without the package of the platform, a message says what to do.
    fs::remove_dir_all(empty.join("node_modules/@feedwright")).expect("it was installed");
    let output = run(Command::new(empty.join("node_modules/.bin/feedwright")).arg("--version"));
    assert_eq!(output.status.code(), Some(2));
    let message = format!("feedwright: the package @feedwright/{platform} is not installed\n");
    assert!(text(&output).starts_with(&message), "{}", text(&output));
}

#[test]
#[ignore = "it needs cargo-deb; .ci/run installs it"]
fn the_debian_package_installs_the_program() {
    let folder = folder();
    let archive = extras(folder.path());
    fs::copy(PROGRAM, archive.join("feedwright")).expect("it can be copied");
    let architecture = succeed(Command::new("dpkg").arg("--print-architecture"));
    let dist = folder.path().join("dist");
    succeed(script("debian.sh").arg(&archive).arg(architecture.trim()).arg(&dist));
    let package = fs::read_dir(&dist).expect("it is a folder").next().expect("there is a package");
    let package = package.expect("it can be read").path();
    let fields = succeed(Command::new("dpkg").arg("--info").arg(&package));
    assert!(
        fields.contains("Package: feedwright\n") && fields.contains(&format!("Version: {VERSION}")),
        "{fields}"
    );
    let installed = folder.path().join("root");
    succeed(Command::new("dpkg").arg("--extract").arg(&package).arg(&installed));
    works(&installed.join("usr/bin/feedwright"), &[]);
    for path in [
        "usr/share/man/man1/feedwright.1.gz",
        "usr/share/man/man1/feedwright-build.1.gz",
        "usr/share/bash-completion/completions/feedwright",
        "usr/share/zsh/vendor-completions/_feedwright",
        "usr/share/fish/vendor_completions.d/feedwright.fish",
    ] {
        assert!(installed.join(path).exists(), "{path}");
    }
}

/// The names of the targets in the release workflow.
fn targets() -> BTreeSet<String> {
    let workflow = yaml(".github/workflows/release.yml");
    let rows = workflow["jobs"]["program"]["strategy"]["matrix"]["include"].as_array().cloned();
    let targets = rows.into_iter().flatten();
    targets.map(|it| it["target"].as_str().expect("it is text").to_owned()).collect()
}

/// The formula contains the checksum of each archive. Ruby checks its syntax.
#[test]
fn the_formula_for_homebrew_has_the_checksums() {
    let folder = folder();
    let extras = extras(folder.path());
    let dist = folder.path().join("dist");
    let url = "https://forge.example/releases/download/v1";
    let program = folder.path().join("feedwright");
    let unix: Vec<String> = targets().into_iter().filter(|it| !it.contains("windows")).collect();
    for target in &unix {
        fs::write(&program, &target).expect("it can be written");
        succeed(script("archive.sh").arg(&program).args([target]).args([&extras, &dist]));
    }
    let formula = succeed(script("homebrew.sh").arg(&dist).arg(url));
    for target in unix {
        let checksum = fs::read_to_string(dist.join(format!("feedwright-{target}.tar.gz.sha256")));
        let checksum = checksum.expect("it was written");
        let checksum = checksum.split(' ').next().expect("it has a checksum");
        let lines =
            format!("url \"{url}/feedwright-{target}.tar.gz\"\n      sha256 \"{checksum}\"\n");
        assert!(formula.contains(&lines), "{target}: {formula}");
    }
    let path = folder.path().join("feedwright.rb");
    fs::write(&path, formula).expect("it can be written");
    match Command::new("ruby").arg("-c").arg(&path).output() {
        Ok(output) => assert!(output.status.success(), "{}", text(&output)),
        Err(_) => crate::skipped("ruby is not installed"),
    }
}

/// `cargo binstall` and `install.sh` look for the archives that the workflow builds.
#[test]
fn the_metadata_for_binstall_names_the_archives() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("it is TOML");
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let installer = read("packages/install.sh");
    for target in targets() {
        let windows = target.contains("windows");
        let table = if windows { &binstall["overrides"][&target] } else { binstall };
        let url = table["pkg-url"].as_str().expect("it is text");
        let suffix = if windows { ".zip" } else { ".tar.gz" };
        assert!(
            url.ends_with(&format!("/v{{ version }}/feedwright-{{ target }}{suffix}")),
            "{url}"
        );
        let (_, system) = target.split_once('-').expect("it names a system");
        assert!(installer.contains(system), "{target}");
    }
    assert_eq!(binstall["bin-dir"].as_str(), Some("feedwright-{ target }/{ bin }{ binary-ext }"));
}
