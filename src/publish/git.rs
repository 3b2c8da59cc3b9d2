//! Asks the `git` program when files were first committed, with one call for a whole folder.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use chrono::DateTime;
use chrono::FixedOffset;

/// The maximum size of git's output in bytes. This is enough for about a million files.
const MAX_LENGTH: u64 = 128 << 20;

/// The arguments of `git`. They override the settings of the user and the repository, which could change the output or run
/// programs.
static ARGUMENTS: &[&str] = &[
    "--no-pager",
    "--no-optional-locks",
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.follow=false",
    "-c",
    "diff.renames=true",
    "log",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--relative",
    "--diff-filter=AR",
    "-M",
    "--name-status",
    "-z",
    "--format=%x01%cI",
    "--",
    ".",
];

/// The date of the first commit of each file below `folder`, by its path in the folder with `/` between the parts. A renamed file
/// has the date of its first name.
///
/// # Errors
///
/// Why the dates are not known, in words.
pub(super) fn first_commits(
    folder: &Path,
) -> Result<HashMap<String, DateTime<FixedOffset>>, String> {
    let checkout = folder
        .canonicalize()
        .ok()
        .and_then(|it| it.ancestors().find(|it| it.join(".git").exists()).map(Path::to_path_buf));
    let Some(checkout) = checkout else {
        return Err("the folder of articles is not in a git checkout".to_owned());
    };
    if !has_commits(&checkout.join(".git")) {
        return Err("the git checkout has no commits yet".to_owned());
    }
    // In a shallow checkout, every file was added by the oldest commit that is left.
    if checkout.join(".git/shallow").exists() {
        return Err("the git checkout is shallow; fetch the full history".to_owned());
    }
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(ARGUMENTS)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|it| format!("cannot run git: {it}"))?;
    let mut bytes = Vec::new();
    let read = match child.stdout.take() {
        Some(out) => out.take(MAX_LENGTH + 1).read_to_end(&mut bytes),
        None => Ok(0),
    };
    let is_whole = read.is_ok() && bytes.len() as u64 <= MAX_LENGTH;
    if !is_whole {
        // The process may have ended by itself.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|it| format!("git failed: {it}"))?;
    if !is_whole {
        return Err("the output of `git log` cannot be read or is too long".to_owned());
    }
    if !status.success() {
        return Err(format!("git failed: {status}"));
    }
    Ok(dates(&String::from_utf8_lossy(&bytes)))
}

/// The current commit of the checkout that contains `folder`, on which the dates depend, and whether older commits are missing. `None` if
/// it is not known.
pub(super) fn head(folder: &Path) -> Option<String> {
    let arguments = ["rev-parse", "--is-shallow-repository", "--verify", "HEAD"];
    let done = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    done.status.success().then(|| String::from_utf8_lossy(&done.stdout).into_owned())
}

/// Whether there is a commit: in a new checkout, the branch does not exist yet. A worktree always has commits.
fn has_commits(git: &Path) -> bool {
    let Ok(head) = std::fs::read_to_string(git.join("HEAD")) else { return true };
    let Some(branch) = head.trim().strip_prefix("ref: ") else { return true };
    let packed = std::fs::read_to_string(git.join("packed-refs")).unwrap_or_default();
    git.join(branch).exists()
        || git.join("reftable").exists()
        || packed.lines().any(|it| it.ends_with(&format!(" {branch}")))
}

/// Parses git's output: `\x01DATE`, then `A`, PATH or `RNNN`, OLD, NEW for each file. A NUL ends each part. The newest commit is
/// first.
fn dates(text: &str) -> HashMap<String, DateTime<FixedOffset>> {
    let mut changes = Vec::new();
    let mut when = None;
    let mut fields = text.split('\0');
    while let Some(field) = fields.next() {
        let field = field.trim_start_matches('\n');
        if let Some(date) = field.strip_prefix('\x01') {
            when = DateTime::parse_from_rfc3339(date.trim()).ok();
        } else if field == "A" {
            changes.extend(when.zip(fields.next()).map(|(when, path)| (when, path, None)));
        } else if field.starts_with('R') {
            let (old, new) = (fields.next(), fields.next());
            changes.extend(when.zip(new).map(|(when, new)| (when, new, old)));
        }
    }
    let mut dates: HashMap<String, DateTime<FixedOffset>> = HashMap::new();
    for (when, path, old) in changes.into_iter().rev() {
        let first = old.and_then(|it| dates.get(it).copied()).unwrap_or(when);
        dates.entry(path.to_owned()).or_insert(first);
    }
    dates
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;

    use super::dates;
    use super::first_commits;

    #[test]
    fn reads_what_git_prints() {
        let text = "\x012024-03-01T00:00:00+01:00\0\nR100\0b.md\0c/d.md\0A\0new.md\0\
                    \x012024-02-01T00:00:00Z\0\nR090\0a.md\0b.md\0\
                    \x01no date\0\nA\0lost.md\0\x012024-01-01T00:00:00Z\0\nA\0a.md\0A";
        let found = dates(text);
        let of = |path: &str| found.get(path).map(ToString::to_string).unwrap_or_default();
        assert_eq!(of("c/d.md"), "2024-01-01 00:00:00 +00:00");
        assert_eq!(of("new.md"), "2024-03-01 00:00:00 +01:00");
        assert_eq!(of("lost.md"), "");
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn reads_dates_from_git() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let git = |date: &str, arguments: &[&str]| {
            let done = Command::new("git")
                .arg("-C")
                .arg(folder.path())
                .args(["-c", "user.name=a", "-c", "user.email=a@b.example"])
                .args(arguments)
                .env("GIT_COMMITTER_DATE", date)
                .output();
            done.is_ok_and(|it| it.status.success())
        };
        let write = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("it has one")).expect("it is created");
            std::fs::write(path, "A text\nof some\nlines\n").expect("it is written");
        };
        assert!(first_commits(Path::new("/")).is_err());
        if !git("", &["init", "-q"]) {
            return; // Git is not installed.
        }
        let why = first_commits(folder.path()).expect_err("there is no commit");
        assert_eq!(why, "the git checkout has no commits yet");
        write("posts/ä b.md");
        write("other.md");
        assert!(git("", &["add", "."]));
        assert!(git("2024-01-02T03:04:05+02:00", &["commit", "-qm", "a"]));
        assert!(git("", &["mv", "posts/ä b.md", "posts/c.md"]));
        assert!(git("2024-02-02T00:00:00Z", &["commit", "-qm", "b"]));
        let found = first_commits(&folder.path().join("posts")).expect("git returns dates");
        let date = found.get("c.md").map(chrono::DateTime::to_rfc3339);
        assert_eq!(date.as_deref(), Some("2024-01-02T03:04:05+02:00"));
        assert!(!found.contains_key("other.md") && !found.contains_key("posts/c.md"));
    }
}
