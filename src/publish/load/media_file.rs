//! Reads the format and the duration of a recording. It reads the headers in the file, not the sound, so the size of the file does not
//! matter.

use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::path::Path;

use lofty::config::ParseOptions;
use lofty::file::AudioFile;
use lofty::probe::Probe;

use crate::value::recording;
use crate::value::recording::FileFormat;

/// What the contents of a file say.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Its format. `None` if it is not a known one.
    pub(crate) format: Option<&'static FileFormat>,
    /// Its duration in seconds.
    pub(crate) seconds: Option<u64>,
    /// Whether it is only a pointer of Git LFS to the real file.
    pub(crate) is_pointer: bool,
}

/// The number of bytes that show the format.
const HEAD: usize = 1024;

/// Reads the contents of a regular file.
pub(crate) fn read(path: &Path) -> io::Result<Contents> {
    let mut file = File::open(path)?;
    let head = head(&mut file)?;
    if recording::is_lfs_pointer(&head) {
        return Ok(Contents { is_pointer: true, ..Contents::default() });
    }
    let mut format = recording::read(&head);
    if let Some(length) = recording::tag_length(&head) {
        file.seek(SeekFrom::Start(length))?;
        // A tag may be followed by padding, so an unknown format is likely the one that such a tag was made for.
        format =
            recording::read(&head_without_padding(&mut file)?).or_else(|| recording::read(MP3));
    }
    let seconds = match format {
        Some(format) if format.is_playable() => {
            file.seek(SeekFrom::Start(0))?;
            seconds(file)
        }
        _ => None,
    };
    Ok(Contents { format, seconds, is_pointer: false })
}

/// The start of an MP3 file.
const MP3: &[u8] = b"\xff\xfb\x90\x64";

fn head(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn head_without_padding(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = head(file)?;
    let padding = head.iter().take_while(|it| **it == 0).count();
    head.drain(..padding);
    Ok(head)
}

/// The duration, rounded to whole seconds. `None` if it cannot be determined.
fn seconds(file: File) -> Option<u64> {
    let reader = BufReader::new(Bounded { file, left: MAX_READS });
    let options = ParseOptions::new().read_tags(false).read_cover_art(false);
    let parsed = Probe::new(reader).options(options).guess_file_type().ok()?.read().ok()?;
    let duration = parsed.properties().duration();
    let seconds = (duration + std::time::Duration::from_millis(500)).as_secs();
    (!duration.is_zero()).then_some(seconds.max(1))
}

/// A damaged file could be searched to its end, so the number of reads is limited.
const MAX_READS: u32 = 20_000;

struct Bounded {
    file: File,
    left: u32,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(1).ok_or_else(|| io::Error::other("too many reads"))?;
        self.file.read(into)
    }
}

impl Seek for Bounded {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
