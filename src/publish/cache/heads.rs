//! Remembers the heads of articles, so that a build reads only the files that changed. Like the rest of the cache, the file may be lost.
//!
//! It is one flat file that is read in one piece: a build needs all heads anyway, and 100,000 of them take about 30 MB. An embedded database
//! would only help if a build could do without most of them.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;

use crate::publish::cache::record::Head;
use crate::publish::cache::stamp::ByDigest;
use crate::publish::cache::stamp::digest_of;
use crate::publish::cache::stamp::hex;
use crate::publish::cache::survey::Survey;
use crate::publish::load::HeadCache;
use crate::publish::load::Loaded;
use crate::publish::write;

/// The file name in the folder of the state.
pub(super) const HEADS_FILE: &str = "heads";

/// The first word of the file, with the version of its format.
const HEADER: &str = "feedwright-heads-1";

/// The largest file that is written or read, in bytes.
const MAX_SIZE: u64 = 512 << 20;

/// One out of so many heads may be outdated before the file is written again.
const OUTDATED: usize = 100;

/// The heads of the articles of a site.
pub(crate) struct Heads<'s> {
    path: PathBuf,
    /// The folder of articles.
    dir: &'s Path,
    /// The stamps of the files at the start of the build, see [`Survey::stamps`].
    stamps: ByDigest<Option<u128>>,
    /// Whether files that add fields to articles may be among them.
    has_sidecars: bool,
    /// A digest of everything besides the file of an article on which its head depends.
    context: String,
    bytes: Vec<u8>,
    /// The stamp of each known file, and the place of its head in `bytes`, by the key of its path.
    rows: ByDigest<(u128, Range<usize>)>,
}

impl<'s> Heads<'s> {
    /// Reads the heads from the folder of the state, if they are those of this `context`.
    pub(super) fn read(
        memory: &Path,
        dir: &'s Path,
        survey: &Survey<'_>,
        context: String,
    ) -> Heads<'s> {
        let path = memory.join(HEADS_FILE);
        let bytes = contents(&path, &context).unwrap_or_default();
        let rows = rows(&bytes).unwrap_or_default();
        let (stamps, has_sidecars) = (survey.stamps(), survey.has_sidecars());
        Heads { path, dir, stamps, has_sidecars, context, bytes, rows }
    }

    /// The head of the file at `path` as it is in the cache, if the file is still the same.
    fn row(&self, path: &str) -> Option<&[u8]> {
        let key = Survey::key(path);
        let (stamp, place) = self.rows.get(&key)?;
        let is_same = self.stamps.get(&key)?.as_ref() == Some(stamp);
        // A file that adds fields may be new.
        let beside = || path.rsplit_once('.').map_or(path, |it| it.0);
        let has_sidecar = self.has_sidecars
            && self.stamps.contains_key(&Survey::key(&format!("{}.toml", beside())));
        (is_same && !has_sidecar).then(|| &self.bytes[place.clone()])
    }
}

impl HeadCache for Heads<'_> {
    fn head(&self, path: &str) -> Option<Loaded> {
        let head: Head = postcard::from_bytes(self.row(path)?).ok()?;
        Some(head.loaded(self.dir, path))
    }

    fn keep(&self, articles: &[Loaded]) {
        let mut new = Vec::new();
        let (mut count, mut changed) = (0, 0);
        for loaded in articles {
            let path = &loaded.reading.article.path;
            let key = Survey::key(path);
            // A file that may still change without another stamp is read again by the next build.
            let Some(Some(stamp)) = self.stamps.get(&key) else { continue };
            let encoded;
            let head = if let Some(head) = self.row(path) {
                head
            } else if let Some(head) = Head::of(loaded) {
                changed += 1;
                let Ok(bytes) = postcard::to_allocvec(&head) else { continue };
                encoded = bytes;
                &encoded
            } else {
                continue;
            };
            let Ok(length) = u32::try_from(head.len()) else { continue };
            count += 1;
            new.extend(key.to_le_bytes());
            new.extend(stamp.to_le_bytes());
            new.extend(length.to_le_bytes());
            new.extend(head);
        }
        let outdated = changed + self.rows.len().saturating_sub(count - changed);
        if outdated <= count / OUTDATED && !self.rows.is_empty() || new.len() as u64 > MAX_SIZE {
            return;
        }
        let mut bytes = head_line(&self.context, &new).into_bytes();
        bytes.append(&mut new);
        // If this fails, the next build reads the articles again.
        let _ = write::replace_file(&self.path, bytes);
    }
}

/// The first line of the file: the header, the context and the digest of the rest.
fn head_line(context: &str, rest: &[u8]) -> String {
    format!("{HEADER} {context} {}\n", hex(digest_of(rest)))
}

/// The rows in the file. `None` if there is no such file, or if it is not whole or was written in another context.
fn contents(path: &Path, context: &str) -> Option<Vec<u8>> {
    // Reading a pipe would never end.
    path.metadata().ok().filter(|it| it.is_file() && it.len() <= MAX_SIZE)?;
    let mut bytes = fs::read(path).ok()?;
    let end = memchr::memchr(b'\n', &bytes)? + 1;
    let is_whole = bytes[..end] == *head_line(context, &bytes[end..]).as_bytes();
    is_whole.then(|| {
        bytes.drain(..end);
        bytes
    })
}

/// Finds the rows: a key of 16 bytes, a stamp of 16 bytes, the length of the head in 4 bytes, and the head.
fn rows(bytes: &[u8]) -> Option<ByDigest<(u128, Range<usize>)>> {
    let mut rows = ByDigest::default();
    let mut at = 0;
    while at < bytes.len() {
        let (key, rest) = bytes[at..].split_first_chunk()?;
        let (stamp, rest) = rest.split_first_chunk()?;
        let (length, _) = rest.split_first_chunk()?;
        let start = at + 36;
        let end = start + usize::try_from(u32::from_le_bytes(*length)).ok()?;
        bytes.get(start..end)?;
        rows.insert(u128::from_le_bytes(*key), (u128::from_le_bytes(*stamp), start..end));
        at = end;
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::Heads;
    use crate::publish::cache::stamp::TICK;
    use crate::publish::cache::survey::Survey;
    use crate::publish::cache::survey::survey;
    use crate::publish::load::HeadCache;
    use crate::publish::load::Loaded;
    use crate::publish::load::Options;
    use crate::publish::load::folder;
    use crate::publish::load::selection::Selection;
    use crate::value::timezone::Timezone;

    /// The article in the middle of a folder.
    const ONE: &str = "trip/60.md";

    struct Site {
        dir: tempfile::TempDir,
        memory: tempfile::TempDir,
        selection: Selection,
    }

    impl Site {
        fn new() -> Site {
            let folder = || tempfile::tempdir().expect("there is a folder for temporary files");
            let site = Site { dir: folder(), memory: folder(), selection: Selection::default() };
            fs::create_dir(site.dir.path().join("trip")).expect("it is created");
            for number in 0..120 {
                site.write(
                    &format!("trip/{number}.md"),
                    &format!(
                        "---\ntitle: Walk {number}\ndate: 2024-05-01T10:00:00.5+02:00\ntags: [sea, land]\nauthor: Kim\nslug: w-{number}\n\
                         id: urn:x:{number}\nlang: de\naliases: /old/{number}\nexpires: 2030-01-01\ncategory: Trips\n---\nQuiet.\n"
                    ),
                );
            }
            thread::sleep(TICK * 2);
            site
        }

        fn write(&self, path: &str, text: &str) {
            fs::write(self.dir.path().join(path), text).expect("it is written");
        }

        fn survey(&self) -> Survey<'_> {
            let dir = self.dir.path();
            survey(dir, dir, self.memory.path(), &self.selection, &[]).expect("it is a folder")
        }

        fn heads<'s>(&'s self, survey: &'s Survey<'s>, context: &str) -> Heads<'s> {
            Heads::read(self.memory.path(), self.dir.path(), survey, context.to_owned())
        }

        /// All articles as a build reads them.
        fn read(&self) -> Vec<Loaded> {
            let options = Options { heads_only: true, ..Options::new(Timezone::UTC) };
            folder::read(self.dir.path(), &options).expect("it is a folder").articles
        }

        /// Stores the heads and returns whether the head of [`ONE`] is known after `change`.
        fn is_known_after(&self, context: &str, change: impl Fn(&Site)) -> bool {
            let survey = self.survey();
            self.heads(&survey, "a").keep(&self.read());
            change(self);
            self.heads(&self.survey(), context).head(ONE).is_some()
        }
    }

    #[test]
    fn knows_the_heads_of_files_that_have_not_changed() {
        let site = Site::new();
        let survey = site.survey();
        let articles = site.read();
        site.heads(&survey, "a").keep(&articles);
        let heads = site.heads(&survey, "a");
        for read in &articles {
            let known = heads.head(&read.reading.article.path).expect("it is known");
            let (mut read, mut known) = (read.clone(), known);
            assert_eq!(known.source.name, read.source.name);
            assert_eq!(known.fingerprint, read.fingerprint);
            for it in [&mut read, &mut known] {
                it.reading.article.origin.retain(|field, _| ["slug", "id"].contains(field));
                it.reading.article.html.clear();
                it.reading.article.summary = None;
                it.reading.article.is_head = true;
            }
            assert_eq!(known.reading.article, read.reading.article);
        }
    }

    #[test]
    fn forgets_what_changed() {
        assert!(Site::new().is_known_after("a", |_| {}));
        assert!(!Site::new().is_known_after("b", |_| {}), "another configuration");
        assert!(!Site::new().is_known_after("a", |it| it.write(ONE, "Windy.\n")));
        assert!(!Site::new().is_known_after("a", |it| it.write("trip/60.toml", "title = 'x'\n")));
        assert!(!Site::new().is_known_after("a", |it| {
            let heads = it.memory.path().join(super::HEADS_FILE);
            let bytes = fs::read(&heads).expect("it was written");
            fs::write(&heads, &bytes[..bytes.len() - 1]).expect("it is written");
        }));
    }
}
