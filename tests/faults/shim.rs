//! Runs the program with `shim.c` preloaded, which numbers its operations on files and lets chosen ones fail.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::site::Ran;
use crate::site::Site;
use crate::site::skip;

/// What happens to the operations with the numbers from `from` to `to`.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The names of the operations that are affected. Empty: all.
    pub(crate) ops: &'static [&'static str],
    /// See `FAULTS_DO` in `shim.c`.
    pub(crate) action: String,
    /// See `FAULTS_FILE` in `shim.c`.
    pub(crate) file: Option<&'static str>,
}

impl Fault {
    pub(crate) fn at(number: usize, action: &str) -> Fault {
        Fault { from: number, to: number, ops: &[], action: action.to_owned(), file: None }
    }
}

/// An operation: its name, and its path relative to the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) path: String,
}

impl Operation {
    /// Whether it changes a file or folder.
    pub(crate) fn changes(&self) -> bool {
        let changing =
            ["create", "write", "chmod", "mkdir", "rename", "unlink", "rmdir", "truncate", "utime"];
        changing.contains(&self.name.as_str())
    }
}

/// The library to preload. `None`, with a message, if this system has no C compiler or loads libraries in another way.
fn library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<(TempDir, PathBuf)>> = OnceLock::new();
    let built = LIBRARY.get_or_init(|| {
        if !cfg!(all(target_os = "linux", target_env = "gnu")) {
            skip("faults can only be injected on Linux with glibc");
            return None;
        }
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("shim.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
        // The functions of the shim get null pointers, which the headers do not allow.
        let flags = ["-O0", "-fno-delete-null-pointer-checks", "-shared", "-fPIC"];
        let mut compiler = Command::new("cc");
        let compiled = compiler.args(flags).arg("-o").args([&path, &source]).arg("-ldl").output();
        match compiled {
            Ok(done) if done.status.success() => Some((folder, path)),
            Ok(done) => panic!("shim.c: {}", String::from_utf8_lossy(&done.stderr)),
            Err(error) => {
                skip(&format!("faults can only be injected with a C compiler: cc: {error}"));
                None
            }
        }
    });
    built.as_ref().map(|it| it.1.as_path())
}

/// Whether faults can be injected. If not, says so.
pub(crate) fn is_available() -> bool {
    library().is_some()
}

/// Sets the variables of the shim.
pub(crate) fn preload(command: &mut Command, site: &Site, fault: Option<&Fault>) {
    let library = library().expect("the test checks this first");
    command.env("LD_PRELOAD", library).env("FAULTS_ROOT", site.root());
    if let Some(fault) = fault {
        command.env("FAULTS_FROM", fault.from.to_string());
        command.env("FAULTS_TO", fault.to.to_string());
        command.env("FAULTS_DO", &fault.action);
        if !fault.ops.is_empty() {
            command.env("FAULTS_OPS", format!(",{},", fault.ops.join(",")));
        }
        if let Some(file) = fault.file {
            command.env("FAULTS_FILE", site.root().join(file));
        }
    }
}

/// Builds with a fault.
pub(crate) fn build(site: &Site, fault: &Fault) -> Ran {
    let mut command = site.command(&[]);
    preload(&mut command, site, Some(fault));
    Ran::of(&mut command)
}

/// Builds without a fault. Returns the operations of the build.
pub(crate) fn operations(site: &Site, options: &[&str]) -> Vec<Operation> {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let log = folder.path().join("log");
    let mut command = site.command(options);
    preload(&mut command, site, None);
    let ran = Ran::of(command.env("FAULTS_LOG", &log));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let text = std::fs::read_to_string(log).expect("the shim writes it");
    let operations = text.lines().filter_map(|it| it.split_once(' '));
    let operation = |it: (&str, &str)| Operation { name: it.0.to_owned(), path: it.1.to_owned() };
    let operations: Vec<Operation> = operations.map(operation).collect();
    assert!(operations.iter().any(|it| it.name == "rename"), "the shim is not loaded");
    operations
}
