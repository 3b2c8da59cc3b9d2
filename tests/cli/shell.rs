//! Completion scripts, run by the shells that are installed, and man pages.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use crate::code;
use crate::feedwright;
use crate::folder;
use crate::stderr;
use crate::stdout;

/// What a user has typed, and what the last word becomes, or may become.
const TYPED: &[(&str, &[&str])] = &[
    ("feedwright expl", &["explain"]),
    ("feedwright explain missing-gu", &["missing-guid"]),
    ("feedwright explain html-", &["html-fragment", "html-like-text", "html-syntax"]),
    ("feedwright explain not-an-art", &["not-an-article"]),
    ("feedwright explain --profile ap", &["apple"]),
    ("feedwright check --select missing-gu", &["missing-guid"]),
    ("feedwright check --extend-select AL", &["ALL"]),
    ("feedwright check --ignore missing-gu", &["missing-guid"]),
    ("feedwright check --ignore opensea", &["opensearch"]),
    ("feedwright check --profile psp", &["psp1"]),
    ("feedwright check --format sar", &["sarif"]),
    ("feedwright batch --profile google-n", &["google-news"]),
    ("feedwright build --if-lo", &["--if-locked"]),
    ("feedwright completions elv", &["elvish"]),
];

/// Whether the shell can be run. If not, its test prints a line.
#[allow(clippy::print_stdout, reason = "a test that did not run must be visible")]
fn has(shell: &str) -> bool {
    let run = Command::new(shell).arg("--version").stdout(Stdio::null()).status();
    let has = run.is_ok_and(|it| it.success());
    if !has {
        println!("skipped: {shell} is not installed");
    }
    has
}

/// A folder with the script for this shell.
fn script(shell: &str, name: &str) -> tempfile::TempDir {
    let folder = folder(&[]);
    let output = feedwright(&folder, &["completions", shell]);
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
    fs::write(folder.path().join(name), &output.stdout).expect("it can be written");
    folder
}

/// Runs a command of a shell, and returns what it prints.
fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().expect("the shell runs");
    assert_eq!(stderr(&output), "", "{command:?}");
    stdout(&output)
}

#[test]
fn completes_in_bash() {
    if !has("bash") {
        return;
    }
    let folder = script("bash", "feedwright.bash");
    for (typed, words) in TYPED {
        // This is how bash calls the function that the script registers.
        let complete = "source ./feedwright.bash
            COMP_WORDS=($0) COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            [[ $(complete -p feedwright) =~ -F\\ ([^ ]+) ]]
            ${BASH_REMATCH[1]} feedwright \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"
            printf '%s\\n' \"${COMPREPLY[@]}\"";
        let mut bash = Command::new("bash");
        let arguments = ["--norc", "--noprofile", "-c", complete, typed];
        let reply = run(bash.args(arguments).current_dir(folder.path()));
        assert_eq!(reply.lines().collect::<Vec<_>>(), *words, "{typed}");
    }
}

#[test]
fn completes_in_fish() {
    if !has("fish") {
        return;
    }
    let folder = script("fish", "feedwright.fish");
    let home = folder.path().join("home");
    for (typed, words) in TYPED {
        let complete = format!("source ./feedwright.fish; complete -C '{typed}'");
        let mut fish = Command::new("fish");
        let fish = fish.args(["--no-config", "-c", &complete]).current_dir(folder.path());
        let reply = run(fish.env("HOME", &home).env("TERM", "dumb"));
        let mut found: Vec<&str> = reply.lines().filter_map(|it| it.split('\t').next()).collect();
        // fish also lists names that contain the letters in the same order.
        let begin = typed.rsplit(' ').next().unwrap_or_default();
        found.retain(|it| it.starts_with(begin));
        assert_eq!(found, *words, "{typed}");
    }
}

/// zsh completes only in a terminal. Another zsh provides it, presses the keys, and the function `feedwright` writes the
/// arguments to a file.
#[test]
fn completes_in_zsh() {
    if !has("zsh") {
        return;
    }
    let folder = script("zsh", "_feedwright");
    let home = folder.path();
    fs::write(
        home.join(".zshrc"),
        "PS1= fpath=($HOME $fpath)
        autoload -Uz compinit && compinit -u -D
        feedwright() { print -r -- feedwright $* >>$HOME/ran }
        print ready >$HOME/ready\n",
    )
    .expect("it can be written");
    let unique = TYPED.iter().filter(|it| it.1.len() == 1);
    let keys = unique.clone().map(|it| format!("zpty -w z $'{}\\t'\n", it.0));
    let press = format!(
        "zmodload zsh/zpty; zpty z zsh -i
        while [[ ! -e ready ]]; do sleep 0.05; done
        {}
        while [[ ! -e done ]]; do zpty -r -t z >/dev/null || sleep 0.05; done",
        keys.collect::<String>()
    );
    let mut zsh = Command::new("zsh");
    zsh.args(["-f", "-c", &press]).current_dir(home).env_clear();
    zsh.env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", home).env("TERM", "xterm");
    let mut child = zsh.stdin(Stdio::null()).spawn().expect("zsh starts");
    let wanted: Vec<String> = unique.map(|(typed, words)| completed(typed, words[0])).collect();
    let ran = wait_for_lines(&home.join("ran"), wanted.len());
    fs::write(home.join("done"), "").expect("it can be written");
    child.wait().expect("zsh ends");
    assert_eq!(ran, wanted);
}

/// The typed line with its last word completed.
fn completed(typed: &str, word: &str) -> String {
    let (line, _) = typed.rsplit_once(' ').expect("there are two words");
    format!("{line} {word}")
}

/// The lines of a file, once there are so many, or after a minute.
fn wait_for_lines(path: &Path, count: usize) -> Vec<String> {
    let start = Instant::now();
    loop {
        let text = fs::read_to_string(path).unwrap_or_default();
        let lines: Vec<String> = text.lines().map(|it| it.trim_end().to_owned()).collect();
        if lines.len() >= count || start.elapsed() > Duration::from_secs(60) {
            return lines;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn writes_completion_scripts_for_the_other_shells() {
    let folder = folder(&[]);
    for (shell, begin) in [("powershell", "\nusing namespace"), ("elvish", "\nuse builtin;")] {
        let output = feedwright(&folder, &["completions", shell]);
        assert!(stdout(&output).starts_with(begin), "{shell}");
        assert!(stdout(&output).contains("'feedwright;check'"), "{shell}");
    }
    let unknown = feedwright(&folder, &["completions", "bsh"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("a similar value exists: 'bash'"), "{unknown:?}");
}

#[test]
fn writes_a_man_page_for_each_command() {
    let folder = folder(&[]);
    let output = feedwright(&folder, &["man", "share/man1"]);
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
    let help = stdout(&feedwright(&folder, &["--help"]));
    let (_, commands) = help.split_once("Commands:\n").expect("it lists the commands");
    let commands = commands.lines().take_while(|it| !it.is_empty());
    let commands: Vec<&str> =
        commands.filter_map(|it| it.strip_prefix("  ")?.split(' ').next()).collect();
    let commands: Vec<&str> =
        commands.into_iter().filter(|it| !["", "help"].contains(it)).collect();
    assert!(commands.contains(&"check"), "{commands:?}");
    let pages = fs::read_dir(folder.path().join("share/man1")).expect("it was created");
    assert_eq!(pages.count(), commands.len() + 1);
    for command in commands {
        let path = folder.path().join(format!("share/man1/feedwright-{command}.1"));
        let page = fs::read_to_string(&path).expect("the command has a page");
        let help = stdout(&feedwright(&folder, &[command, "--help"]));
        let options =
            help.lines().filter_map(|it| it.trim_start().split_once("--")?.1.split(' ').next());
        for option in options.filter(|it| it.chars().all(|it| it.is_ascii_lowercase() || it == '-'))
        {
            let option = format!("\\-\\-{}", option.replace('-', "\\-"));
            assert!(page.contains(&option), "{command}: {option}");
        }
        assert!(page.contains("\n.SH \"EXIT CODES\"\n"), "{command}");
    }
}

#[test]
fn man_pages_need_a_folder() {
    let folder = folder(&[("file", "")]);
    let output = feedwright(&folder, &["man", "file"]);
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).starts_with("feedwright: file: "), "{output:?}");
}
