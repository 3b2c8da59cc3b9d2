//! A build after any change gives the same files, messages and exit code, with the cache of the last build and without it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use tempfile::TempDir;

const CONFIG: &str = "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n";

/// The files that may be lost.
const CACHE: &[&str] = &[".feedwright/cache", ".feedwright/heads"];

/// The pause after which the clocks of file systems have moved on.
const TICK: Duration = Duration::from_millis(60);

/// What a build gave.
#[derive(Debug, PartialEq)]
struct Given {
    exit_code: Option<i32>,
    output: String,
    messages: String,
    /// The feeds and the state, by path.
    files: BTreeMap<String, Vec<u8>>,
}

fn build(site: &Path, now: DateTime<Utc>, options: &[&str]) -> Given {
    let done = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["build", "--now", &now.to_rfc3339()])
        .args(options)
        .current_dir(site)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|it| ("PATH", it)))
        .output()
        .expect("the program starts");
    let mut files = BTreeMap::new();
    for folder in ["feeds", "feeds/tags", ".feedwright"] {
        let Ok(entries) = fs::read_dir(site.join(folder)) else { continue };
        for entry in entries.flatten().filter(|it| it.path().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !["lock", "cache", "heads"].contains(&name.as_str()) {
                files
                    .insert(format!("{folder}/{name}"), fs::read(entry.path()).unwrap_or_default());
            }
        }
    }
    Given {
        exit_code: done.status.code(),
        output: String::from_utf8_lossy(&done.stdout).into_owned(),
        messages: String::from_utf8_lossy(&done.stderr).into_owned(),
        files,
    }
}

/// The time of the build that the cache is from.
fn cached_since(site: &Path) -> Option<String> {
    let text = fs::read_to_string(site.join(".feedwright/cache")).ok()?;
    let at = text.find("\"since\":\"")? + 9;
    Some(text[at..].split('"').next()?.to_owned())
}

fn write(site: &Path, path: &str, text: &str) {
    let path = site.join(path);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
    fs::write(path, text).expect("it is written");
}

/// Numbers that are the same in every run: xorshift64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("it is small")
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Two copies of a site. The cache of the second is deleted before each build.
struct Twins {
    warm: TempDir,
    cold: TempDir,
    now: DateTime<Utc>,
    log: String,
    hits: usize,
}

impl Twins {
    fn new() -> Twins {
        let folder = || tempfile::tempdir().expect("there is a folder for temporary files");
        let now = "2024-06-01T00:00:00Z".parse().expect("it is a date");
        Twins { warm: folder(), cold: folder(), now, log: String::new(), hits: 0 }
    }

    fn both(&self, change: impl Fn(&Path)) {
        change(self.warm.path());
        change(self.cold.path());
    }

    fn compare(&mut self, options: &[&str]) {
        self.now += TimeDelta::minutes(15);
        for file in CACHE {
            let _ = fs::remove_file(self.cold.path().join(file));
        }
        let before = cached_since(self.warm.path());
        let (now, cold) = (self.now, self.cold.path());
        let (warm, cold) = thread::scope(|scope| {
            let cold = scope.spawn(move || build(cold, now, options));
            (build(self.warm.path(), now, options), cold.join().expect("it does not panic"))
        });
        let after = cached_since(self.warm.path());
        // A build that does not store its result deletes the cache, unless it fails.
        let is_done =
            matches!(warm.exit_code, Some(0 | 1)) && !warm.messages.contains("feedwright:");
        let is_hit = is_done && before.is_some() && before == after;
        self.hits += usize::from(is_hit);
        writeln!(self.log, "  build {options:?} at {now}: {:?}, hit: {is_hit}", warm.exit_code)
            .expect("it is a string");
        assert!(warm == cold, "{}\nwith a cache: {warm:#?}\nwithout: {cold:#?}", self.log);
    }
}

const NAMES: &[&str] =
    &["articles/a.md", "articles/b.md", "articles/trip/c.md", "articles/d.md", "articles/e.html"];

/// An article of some kind. Some have errors or warnings, and some dates are in the future.
fn article(chance: &mut Chance, now: DateTime<Utc>) -> String {
    let day = |days: i64| (now + TimeDelta::days(days)).format("%Y-%m-%d").to_string();
    let word = chance.one(&["quiet", "windy", "empty"]);
    let tag = chance.one(&["sea", "land"]);
    let extra = match chance.below(12) {
        0 => format!("date: {}\n", day(3)),
        1 => format!("date: {}\nexpires: {}\n", day(-9), day(2)),
        2 => format!("date: {}\nupdated: {}\n", day(-9), day(4)),
        3 => "draft: true\n".to_owned(),
        4 => String::new(),
        5 => format!("date: {}\nenclosure: public/sound.mp3\n", day(-4)),
        6 => format!("date: {}\nenclosure: trip/sound.mp3\n", day(-4)),
        7 => format!("date: {}\nurl: /one/\n", day(-5)),
        8 => format!("date: {}\nauthor: ann\n", day(-5)),
        9 => "date: [\n".to_owned(),
        _ => format!("date: {}\n", day(-1 - i64::try_from(chance.below(40)).unwrap_or(0))),
    };
    match chance.below(12) {
        0 => String::new(),
        1 => format!("---\ntitle: \"A walk\n{extra}---\nThe harbor is {word}.\n"),
        2 => format!("---\ntitle: A link\n{extra}---\n[gone](gone.md) {{% x %}}\n"),
        _ => format!("---\ntitle: A {word} walk\ntags: [{tag}]\n{extra}---\nIt is {word}.\n"),
    }
}

/// Changes a file without changing its size and its modification time.
fn change_in_place(path: &Path) {
    let (Ok(mut bytes), Ok(metadata)) = (fs::read(path), path.metadata()) else { return };
    let Some(byte) = bytes.iter_mut().rev().find(|it| it.is_ascii_lowercase()) else { return };
    *byte = if *byte == b'q' { b'w' } else { b'q' };
    fs::write(path, bytes).expect("it is written");
    let file = fs::File::options().append(true).open(path).expect("it is opened");
    file.set_modified(metadata.modified().expect("it has one")).expect("it is set");
}

/// Applies some change to both sites, or to the clock.
fn change(twins: &mut Twins, chance: &mut Chance) -> String {
    let name = *chance.one(NAMES);
    let number = chance.below(3);
    let what = chance.below(20);
    let text = article(chance, twins.now);
    match what {
        0..=2 => {}
        3..=5 => twins.both(|site| write(site, name, &text)),
        6 => twins.both(|site| change_in_place(&site.join(name))),
        7 => twins.both(|site| {
            if let Ok(file) = fs::File::options().append(true).open(site.join(name)) {
                file.set_modified(std::time::SystemTime::now()).expect("it is set");
            }
        }),
        8 => twins.both(|site| drop(fs::rename(site.join(name), site.join("articles/f.md")))),
        9 => twins.both(|site| drop(fs::remove_file(site.join(name)))),
        10 => twins.both(|site| {
            let sidecar = site.join(name).with_extension("toml");
            match number {
                0 => drop(fs::remove_file(sidecar)),
                1 => write(site, &sidecar.to_string_lossy(), "title = \"Beside\"\n"),
                _ => write(site, &sidecar.to_string_lossy(), "title = \n"),
            }
        }),
        11 | 12 => {
            let feed = *chance.one(&[
                "",
                "[feed]\nlimit = 2\n",
                "[feed]\nmax_age = \"5d\"\n",
                "[articles]\nundated = \"leave-out\"\n",
                "[articles]\ndialect = \"docusaurus\"\n",
                "[[feed]]\nname = \"all\"\n\n[[feed]]\nname = \"tags\"\neach = \"tag\"\n",
                "[output]\ncompress = [\"gz\", \"br\"]\nindex = [\"html\", \"opml\"]\nstylesheet = \"css\"\n",
                "[output]\ncompress = [\"gz\"]\n[[feed]]\neach = \"tag\"\nfile = \"tags/{slug}.{ext}\"\n",
                "[feed]\nwrong = 1\n",
            ]);
            twins.both(|site| write(site, "feedwright.toml", &format!("{CONFIG}{feed}")));
        }
        13 => {
            let feed = *chance.one(&[
                "feeds/rss.xml",
                "feeds/atom.xml",
                "feeds/feed.json",
                "feeds/rss.xml.gz",
                "feeds/atom.xml.br",
            ]);
            twins.both(|site| {
                let path = site.join(feed);
                match number {
                    0 => drop(fs::remove_file(path)),
                    1 => change_in_place(&path),
                    _ => write(site, feed, "damaged"),
                }
            });
        }
        14 => {
            let path = twins.warm.path().join(".feedwright/cache");
            let Ok(mut bytes) = fs::read(&path) else { return "no cache".to_owned() };
            match number {
                0 => bytes.truncate(chance.below(bytes.len() + 1)),
                1 => {
                    let at = chance.below(bytes.len());
                    bytes[at] ^= 1 << chance.below(8);
                }
                _ => bytes = String::from_utf8_lossy(&bytes).replace("cache-1", "cache-9").into(),
            }
            fs::write(path, bytes).expect("it is written");
        }
        15 => twins.now += TimeDelta::days(1 + i64::try_from(number).unwrap_or(0)),
        16 => twins.now -= TimeDelta::days(1),
        17 => {
            let path = *chance.one(&[
                "articles/public/sound.mp3",
                "articles/trip/sound.mp3",
                "hugo.toml",
                "articles/authors.yml",
            ]);
            let text = ["", "ann: {name: Ann}\n", "ann: {name: Ann Lee}\n"][number];
            twins.both(|site| match number {
                0 => drop(fs::remove_file(site.join(path))),
                _ => write(site, path, text),
            });
        }
        18 => linked(twins, number),
        _ => twins.both(|site| {
            let state = site.join(".feedwright/state.json");
            match number {
                0 => drop(fs::remove_file(state)),
                1 => change_in_place(&state),
                _ => {}
            }
        }),
    }
    format!("{what}, {number}: {name}")
}

/// Makes an article a link to a file that the walk does not enter, or changes that file.
#[cfg(unix)]
fn linked(twins: &Twins, number: usize) {
    twins.both(|site| {
        let target = site.join("articles/.hidden/target.md");
        if target.exists() && number > 0 {
            return change_in_place(&target);
        }
        write(site, "articles/.hidden/target.md", "---\ndate: 2024-05-03\ntitle: Far\n---\nFar.\n");
        let _ = std::os::unix::fs::symlink(".hidden/target.md", site.join("articles/link.md"));
    });
}

#[cfg(not(unix))]
fn linked(_twins: &Twins, _number: usize) {}

/// Makes changes to a site that also has `old` articles, and compares the builds. Returns how many builds did nothing.
fn changes(seed: u64, steps: usize, old: usize) -> usize {
    let mut chance = Chance(seed);
    let mut twins = Twins::new();
    twins.both(|site| write(site, "feedwright.toml", CONFIG));
    twins.both(|site| write(site, NAMES[0], "---\ndate: 2024-05-01\n---\nThe harbor is quiet.\n"));
    for number in 0..old {
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
        let text = format!(
            "---\ntitle: Old {number}\ndate: 2020-{month:02}-{day:02}\n---\nStill quiet.\n"
        );
        twins.both(|site| write(site, &format!("articles/old/{number}.md"), &text));
    }
    for _ in 0..steps {
        let changes = chance.below(3);
        for _ in 0..changes {
            let what = change(&mut twins, &mut chance);
            writeln!(twins.log, "{what}").expect("it is a string");
        }
        if chance.below(4) > 0 {
            thread::sleep(TICK);
        }
        let options: &[&str] = match chance.below(24) {
            0 => &["--limit", "1"],
            1 => &["--allow-empty"],
            2 => &["-v"],
            3 => &["--format", "json"],
            4 => &["--prune"],
            5 => &["--quiet"],
            _ => &[],
        };
        twins.compare(options);
    }
    twins.hits
}

#[test]
fn a_cache_changes_nothing_but_the_time() {
    let hits: Vec<usize> = thread::scope(|scope| {
        let seeds = [0x1234_5678, 0x9abc_def1, 0x0bad_cafe, 0x5eed_0004];
        let all = seeds.map(|seed| scope.spawn(move || changes(seed, STEPS, 0)));
        all.into_iter().map(|it| it.join().expect("the builds are equal")).collect()
    });
    // Otherwise, the test does not test anything.
    assert!(hits.iter().sum::<usize>() > STEPS / 4, "the cache was hardly ever used: {hits:?}");
}

#[test]
fn the_heads_of_a_large_site_change_nothing_but_the_time() {
    thread::scope(|scope| {
        for seed in [0x0dd_ba11, 0x0fee_1bad] {
            scope.spawn(move || changes(seed, STEPS / 3, 110));
        }
    });
}

#[test]
fn survives_damaged_heads() {
    let mut twins = Twins::new();
    twins.both(|site| write(site, "feedwright.toml", CONFIG));
    for number in 0..110 {
        let text = format!("---\ntitle: Walk {number}\ndate: 2024-05-01\n---\nQuiet.\n");
        twins.both(|site| write(site, &format!("articles/{number}.md"), &text));
    }
    thread::sleep(TICK);
    twins.compare(&[]);
    let path = twins.warm.path().join(".feedwright/heads");
    let whole = fs::read(&path).expect("the heads of many articles are stored");
    for at in [0, 20, 60, 110, whole.len() / 2, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x41;
        fs::write(&path, &damaged).expect("it is written");
        let text = format!("---\ntitle: New {at}\ndate: 2024-05-02\n---\nWindy.\n");
        twins.both(|site| write(site, "articles/new.md", &text));
        thread::sleep(TICK);
        twins.compare(&[]);
        fs::write(&path, &whole[..at]).expect("it is written");
        twins.both(|site| write(site, "articles/new.md", &format!("{text}Again.\n")));
        thread::sleep(TICK);
        twins.compare(&[]);
    }
}

/// The number of builds of each of the four sites.
const STEPS: usize = 75;

#[test]
fn names_articles_with_errors_again_without_reading_them() {
    let mut twins = Twins::new();
    twins.both(|site| write(site, "feedwright.toml", CONFIG));
    twins.both(|site| write(site, "articles/a.md", "---\ndate: 2024-05-01\n---\nQuiet.\n"));
    twins.both(|site| write(site, "articles/empty.md", ""));
    thread::sleep(TICK);
    twins.compare(&[]);
    let since = cached_since(twins.warm.path());
    assert!(since.is_some(), "the first build stores its result");
    twins.compare(&[]);
    assert_eq!(cached_since(twins.warm.path()), since, "the second build does nothing");
    let again = build(twins.warm.path(), twins.now, &[]);
    assert_eq!(again.exit_code, Some(1));
    assert!(again.messages.contains("articles/empty.md"), "{}", again.messages);
}

#[test]
fn notices_recordings_in_folders_that_are_not_read() {
    let mut twins = Twins::new();
    twins.both(|site| write(site, "feedwright.toml", CONFIG));
    let text = "---\ndate: 2024-05-01\nenclosure: public/sound.mp3\n---\nQuiet.\n";
    twins.both(|site| write(site, "articles/a.md", text));
    for sound in ["", "sound", "longer sound"] {
        if !sound.is_empty() {
            twins.both(|site| write(site, "articles/public/sound.mp3", sound));
        }
        thread::sleep(TICK);
        for _ in 0..3 {
            twins.compare(&[]);
        }
        let rss = fs::read_to_string(twins.warm.path().join("feeds/rss.xml")).expect("it is read");
        assert!(rss.contains(&format!("length=\"{}\"", sound.len())), "{rss}");
    }
    assert!(twins.hits >= 5, "{}", twins.log);
}

#[test]
fn notices_another_commit() {
    let mut twins = Twins::new();
    let config = format!("{CONFIG}[articles]\nundated = \"git\"\n");
    twins.both(|site| write(site, "feedwright.toml", &config));
    twins.both(|site| write(site, "articles/a.md", "Quiet.\n"));
    twins.both(|site| write(site, ".gitignore", ".feedwright\nfeeds\n"));
    let git = |site: &Path, arguments: &[&str]| {
        let done = Command::new("git")
            .arg("-C")
            .arg(site)
            .args(["-c", "user.name=a", "-c", "user.email=a@b.example"])
            .args(arguments)
            .env("GIT_COMMITTER_DATE", "2024-01-02T03:04:05Z")
            .output();
        done.is_ok_and(|it| it.status.success())
    };
    twins.both(|site| {
        let _ = git(site, &["init", "-q"]) && git(site, &["add", "."]);
    });
    if !git(twins.warm.path(), &["status"]) {
        return; // Git is not installed.
    }
    thread::sleep(TICK);
    for _ in 0..2 {
        twins.compare(&[]);
    }
    assert_eq!(twins.hits, 0, "there is no commit yet: {}", twins.log);
    twins.both(|site| assert!(git(site, &["commit", "-qm", "a"]), "it is committed"));
    for _ in 0..3 {
        twins.compare(&[]);
    }
    assert!(twins.hits > 0, "{}", twins.log);
    let rss = fs::read_to_string(twins.warm.path().join("feeds/rss.xml")).expect("it is read");
    assert!(rss.contains("02 Jan 2024"), "{rss}");
}
