//! Runs the checks of the fuzz targets on the stable toolchain, with seeded mutations of feeds, articles and values.
//!
//! `FEEDWRIGHT_MUTATIONS` sets the number of mutations over all checks. The default is small in a debug build and
//! 200,000 in a release build. `FEEDWRIGHT_SEED` sets the seed. Input that fails a check is written to
//! `target/smoke-*`, and `FEEDWRIGHT_INPUT=FILE cargo test --test smoke CHECK` runs that input again.

#[path = "../fuzz/bodies.rs"]
mod bodies;
mod sample;

use std::path::Path;

use bodies::BODIES;

/// Pseudo-random numbers that are the same on every machine: `SplitMix64`, <https://prng.di.unimi.it/splitmix64.c>.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ it >> 31
    }

    /// Returns a number below `end`, which must not be 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a usize")
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

/// The words in `fuzz/feed.dict`.
fn dictionary() -> Vec<Vec<u8>> {
    let text = include_str!("../fuzz/feed.dict");
    let quoted = text.lines().filter_map(|it| it.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'x') => {
                let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                let digits = std::str::from_utf8(&digits).expect("digits are ASCII");
                bytes.push(u8::from_str_radix(digits, 16).expect("two digits follow"));
            }
            other => bytes.extend(other),
        }
    }
    bytes
}

/// The documents to mutate: small feeds, the examples of every rule, and the words of the dictionary.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    if matches!(target, "dates" | "values" | "report") {
        return dictionary();
    }
    let mut seeds: Vec<Vec<u8>> =
        [sample::rss(2), sample::atom(2), sample::json(2)].map(String::into_bytes).to_vec();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut paths: Vec<_> = std::fs::read_dir(rules)
        .expect("there is a folder of rules")
        .map(|it| it.expect("it can be read").path())
        .filter(|it| it.is_dir())
        .flat_map(|it| std::fs::read_dir(it).expect("it can be read"))
        .map(|it| it.expect("it can be read").path())
        .collect();
    paths.sort();
    let wanted: &[&str] = match target {
        "xml" => &["xml"],
        "json" => &["json"],
        "html" => &["html", "xml"],
        "article" => &["md", "html", "text"],
        _ => &["xml", "json"],
    };
    for path in paths {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if wanted.contains(&extension) {
            let bytes = std::fs::read(&path).expect("it can be read");
            if bytes.len() <= 6000 {
                seeds.push(bytes);
            }
        }
    }
    if target == "article" {
        for name in ["md", "mdx", "html"] {
            seeds.extend(sites(name));
        }
        for (index, seed) in seeds.iter_mut().enumerate() {
            let form = match seed {
                _ if seed.starts_with(b"<!DOCTYPE html") => 1,
                _ if memchr::memmem::find(seed, b"\nimport ").is_some() => 3,
                _ => 0,
            };
            // Each seed is read with the rules of a different generator.
            seed.insert(0, form + 4 * u8::try_from(index % 9).expect("it is small"));
        }
    }
    seeds
}

/// The articles with this extension in the sites of all generators.
fn sites(extension: &str) -> Vec<Vec<u8>> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("it is a folder") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|it| std::fs::read(it).expect("it can be read")).collect()
}

/// Changes some bytes in one of the ways in which documents break.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random, words: &[Vec<u8>], seeds: &[Vec<u8>]) {
    let length = bytes.len();
    let at = random.below(length + 1);
    let some = random.below(32).min(length - at);
    match random.below(9) {
        0 if at < length => bytes[at] ^= 1 << random.below(8),
        1 if at < length => bytes[at] = random.next().to_le_bytes()[0],
        2 => drop(bytes.drain(at..at + some)),
        3 => {
            let piece = bytes[at..at + some].to_vec();
            let to = random.below(length + 1);
            bytes.splice(to..to, piece);
        }
        4 => {
            let other = random.of(seeds);
            let from = random.below(other.len() + 1);
            let piece = &other[from..(from + random.below(200)).min(other.len())];
            bytes.splice(at..at + some, piece.iter().copied());
        }
        5 => bytes.truncate(at),
        6 => {
            let word = random.of(words).repeat(1 + random.below(40));
            bytes.splice(at..at, word);
        }
        _ => {
            let word = random.of(words);
            let end = if random.below(2) == 0 { at } else { at + some };
            bytes.splice(at..end, word.iter().copied());
        }
    }
    bytes.truncate(1 << 14);
}

/// The number of mutations per check.
fn count() -> usize {
    let all = match std::env::var("FEEDWRIGHT_MUTATIONS") {
        Ok(number) => number.parse().expect("FEEDWRIGHT_MUTATIONS is a number"),
        Err(_) if cfg!(debug_assertions) => 4000,
        Err(_) => 200_000,
    };
    all / BODIES.len()
}

fn run(target: &str) {
    let body = BODIES.iter().find(|it| it.0 == target).expect("there is such a body").1;
    if let Ok(path) = std::env::var("FEEDWRIGHT_INPUT") {
        return body(&std::fs::read(path).expect("it can be read"));
    }
    let (seeds, words) = (seeds(target), dictionary());
    assert!(seeds.len() > 10 && words.len() > 100, "the seeds were not found");
    let start: u64 =
        std::env::var("FEEDWRIGHT_SEED").map_or(0, |it| it.parse().expect("it is a number"));
    let mut failed = Vec::new();
    for seed in &seeds {
        attempt(target, body, seed, &mut failed);
    }
    for number in 0..count() as u64 {
        let mut random = Random(start.wrapping_add(number).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let mut bytes = random.of(&seeds).clone();
        for _ in 0..=random.below(6) {
            mutate(&mut bytes, &mut random, &words, &seeds);
        }
        attempt(target, body, &bytes, &mut failed);
        if failed.len() >= 5 {
            break;
        }
    }
    assert!(failed.is_empty(), "{target} failed on {}", failed.join(", "));
}

/// Runs a check on some bytes, and saves the bytes if the check fails.
fn attempt(target: &str, body: bodies::Body, bytes: &[u8], failed: &mut Vec<String>) {
    if std::panic::catch_unwind(|| body(bytes)).is_err() {
        let name = format!("target/smoke-{target}-{}", failed.len());
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(&name), bytes)
            .expect("it can be written");
        failed.push(name);
    }
}

macro_rules! smoke {
    ($($target:ident)*) => {
        $(#[test] fn $target() { run(stringify!($target)); })*

        #[test]
        fn every_check_is_run_and_is_a_fuzz_target() {
            let names: Vec<&str> = BODIES.iter().map(|it| it.0).collect();
            assert_eq!(names, [$(stringify!($target)),*]);
            let manifest = include_str!("../fuzz/Cargo.toml");
            for name in names {
                assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
            }
        }
    };
}

smoke! { xml json dates values html validate article report }
