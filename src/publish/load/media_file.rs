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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_damaged_files() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("recording");
        let frame = [&b"\xff\xfb\x90\x64"[..], &[0; 413]].concat();
        let mut xing = frame.clone();
        xing[36..48].copy_from_slice(b"Xing\0\0\0\x03\0\0\0\x09");
        xing[51] = 9;
        let samples = [
            [&b"ID3\x04\0\0\0\0\0\x0a"[..], &[0; 10], &frame, &frame, &frame].concat(),
            [&xing[..], &frame, &frame].concat(),
            b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\xe8\x03\0\0\xe8\x03\0\0\x01\0\x08\0data\x08\0\0\0\x80\x80\x80\x80\x80\x80\x80\x80".to_vec(),
            b"\0\0\0\x14ftypM4A \0\0\0\0M4A \0\0\0\x24moov\0\0\0\x1cmvhd\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x05".to_vec(),
            b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0".to_vec(),
            [&b"fLaC\x80\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0a\xc4\x42\xf0\0\0\x01\0"[..], &[0; 16]].concat(),
        ];
        for sample in &samples {
            let check = |bytes: &[u8]| {
                std::fs::write(&path, bytes).expect("it is written");
                let _ = read(&path);
            };
            for end in 0..sample.len().min(80) {
                check(&sample[..end]);
            }
            for at in 0..sample.len().min(80) {
                for value in [0, 1, 0x7f, 0xff] {
                    let mut damaged = sample.clone();
                    damaged[at] = value;
                    check(&damaged);
                }
            }
        }
    }
}
