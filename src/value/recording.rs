//! The formats of audio and video files, and of other files that podcasts offer, which their first bytes show.

/// A format of files.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileFormat {
    /// Its name, as in `an MP3 file`.
    pub(crate) name: &'static str,
    /// The media type to write.
    pub(crate) media_type: &'static str,
    /// The usual file extension.
    pub(crate) extension: &'static str,
    /// Other media types that files in this format have, in lowercase.
    also: &'static [&'static str],
}

impl FileFormat {
    /// Whether a media type fits the format.
    pub(crate) fn fits(&self, essence: &str) -> bool {
        let fits = |it: &str| it.eq_ignore_ascii_case(essence);
        fits(self.media_type) || self.also.iter().any(|it| fits(it))
    }

    /// Whether a player can play it.
    pub(crate) fn is_playable(&self) -> bool {
        self.media_type.starts_with("audio/") || self.media_type.starts_with("video/")
    }
}

const fn format(
    name: &'static str,
    media_type: &'static str,
    extension: &'static str,
    also: &'static [&'static str],
) -> FileFormat {
    FileFormat { name, media_type, extension, also }
}

#[rustfmt::skip]
static MP3: FileFormat = format("MP3", "audio/mpeg", "mp3", &["audio/mp3", "audio/mpeg3", "audio/x-mp3", "audio/x-mpeg", "audio/x-mpeg-3", "x-audio/mp3"]);
static AAC: FileFormat = format("AAC", "audio/aac", "aac", &["audio/aacp", "audio/x-aac"]);
/// Apple requires `audio/x-m4a` (<https://podcasters.apple.com/support/823>).
#[rustfmt::skip]
static M4A: FileFormat = format("MPEG-4 audio", "audio/x-m4a", "m4a", &["audio/aac", "audio/m4a", "audio/m4b", "audio/mp4", "audio/x-aac", "audio/x-m4b", "video/mp4"]);
#[rustfmt::skip]
static MP4: FileFormat = format("MPEG-4", "video/mp4", "mp4", &[
    "audio/aac", "audio/m4a", "audio/m4b", "audio/mp4", "audio/x-aac", "audio/x-m4a", "audio/x-m4b", "video/3gpp", "video/m4v", "video/quicktime", "video/x-m4v",
]);
static MOV: FileFormat = format("QuickTime", "video/quicktime", "mov", &["video/mp4"]);
#[rustfmt::skip]
static OGG: FileFormat = format("Ogg", "audio/ogg", "ogg", &["application/ogg", "audio/opus", "audio/vorbis", "audio/x-ogg", "video/ogg"]);
static FLAC: FileFormat = format("FLAC", "audio/flac", "flac", &["audio/x-flac"]);
#[rustfmt::skip]
static WAV: FileFormat = format("WAV", "audio/wav", "wav", &["audio/vnd.wave", "audio/wave", "audio/x-wav"]);
static AIFF: FileFormat = format("AIFF", "audio/aiff", "aiff", &["audio/x-aiff"]);
#[rustfmt::skip]
static WEBM: FileFormat = format("WebM", "video/webm", "webm", &["audio/webm", "audio/x-matroska", "video/matroska", "video/x-matroska"]);
static PDF: FileFormat = format("PDF", "application/pdf", "pdf", &[]);
static ZIP: FileFormat = format("ZIP", "application/zip", "zip", &["application/epub+zip"]);
static HTML: FileFormat = format("HTML", "text/html", "html", &["application/xhtml+xml"]);

/// The format of a file that starts with these bytes. An MP3 file may have a tag before its first frame, whose length [`tag_length`]
/// reads.
pub(crate) fn read(bytes: &[u8]) -> Option<&'static FileFormat> {
    let format = match bytes {
        [b'f', b't', b'y', b'p', ..] => return None,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"M4A " | b"M4B " | b"M4P " => &M4A,
            b"qt  " => &MOV,
            b"avif" | b"avis" | b"heic" | b"heix" | b"mif1" => return None,
            _ => &MP4,
        },
        [b'O', b'g', b'g', b'S', ..] => &OGG,
        [b'f', b'L', b'a', b'C', ..] => &FLAC,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => &WAV,
        [b'F', b'O', b'R', b'M', _, _, _, _, b'A', b'I', b'F', b'F' | b'C', ..] => &AIFF,
        [0x1a, 0x45, 0xdf, 0xa3, ..] => &WEBM,
        [b'%', b'P', b'D', b'F', b'-', ..] => &PDF,
        [b'P', b'K', 3, 4, ..] => &ZIP,
        [0xff, second, ..] if second & 0xf6 == 0xf0 => &AAC,
        [0xff, second, third, ..] if is_mpeg_frame(*second, *third) => &MP3,
        _ if is_html(bytes) => &HTML,
        _ => return None,
    };
    Some(format)
}

/// The length of the ID3 tag at the start of a file, with its header: <https://id3.org/id3v2.4.0-structure>, section 3.1.
pub(crate) fn tag_length(bytes: &[u8]) -> Option<u64> {
    let [b'I', b'D', b'3', _, _, flags, size @ ..] = bytes else { return None };
    let size = size.get(..4)?.iter().fold(0, |sum, it| sum << 7 | u64::from(it & 0x7f));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    Some(10 + size + footer)
}

/// Whether a file is only a pointer to the real one, which `git lfs pull` fetches:
/// <https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>.
pub(crate) fn is_lfs_pointer(bytes: &[u8]) -> bool {
    bytes.starts_with(b"version https://git-lfs.github.com/spec/")
}

/// Whether two bytes after `0xff` are the header of an MPEG audio frame, with a valid version, layer, bit rate and sample rate.
fn is_mpeg_frame(second: u8, third: u8) -> bool {
    second & 0xe0 == 0xe0
        && second >> 3 & 3 != 1
        && second >> 1 & 3 != 0
        && third >> 4 != 0xf
        && third >> 2 & 3 != 3
}

fn is_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts =
        |it: &[u8]| bytes.get(..it.len()).is_some_and(|found| found.eq_ignore_ascii_case(it));
    starts(b"<!doctype html") || starts(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    const CASES: &[(&[u8], Option<&str>)] = &[
        (b"\xff\xfb\x90\x64\0\0", Some("audio/mpeg")),
        (b"\xff\xf3\x40\xc4\0\0", Some("audio/mpeg")),
        (b"\xff\xf1\x50\x80\0\0", Some("audio/aac")),
        (b"\0\0\0\x20ftypM4A \0\0", Some("audio/x-m4a")),
        (b"\0\0\0\x20ftypisom\0\0", Some("video/mp4")),
        (b"\0\0\0\x14ftypqt  \0\0", Some("video/quicktime")),
        (b"\0\0\0\x1cftypavif", None),
        (b"\0\0\0\x1cftyp", None),
        (b"OggS\0\x02", Some("audio/ogg")),
        (b"RIFF\x24\0\0\0WAVEfmt ", Some("audio/wav")),
        (b"RIFF\x24\0\0\0WEBPVP8 ", None),
        (b"\n<!DOCTYPE html><title>404", Some("text/html")),
        (b"%PDF-1.7", Some("application/pdf")),
        (b"12345", None),
        (b"\xff", None),
        (b"", None),
    ];

    #[test]
    fn recognizes_formats_by_their_first_bytes() {
        for (bytes, wanted) in CASES {
            assert_eq!(read(bytes).map(|it| it.media_type), *wanted, "{bytes:?}");
            for end in 0..bytes.len() {
                let _ = (read(&bytes[..end]), tag_length(&bytes[..end]));
            }
        }
    }

    #[test]
    fn reads_the_length_of_tags() {
        assert_eq!(tag_length(b"ID3\x04\0\0\0\0\x02\x01..."), Some(10 + 257));
        assert_eq!(tag_length(b"ID3\x04\0\x10\0\0\0\x01..."), Some(21));
        assert_eq!(tag_length(b"ID3\x04\0\0\0"), None);
        assert_eq!(tag_length(b"\xff\xfb\x90\x64\0\0\0\0\0\0"), None);
    }

    #[test]
    fn accepts_the_other_names_of_a_type() {
        assert!(M4A.fits("audio/mp4") && MP4.fits("Audio/X-M4A") && OGG.fits("audio/opus"));
        assert!(!MP3.fits("audio/x-m4a") && !M4A.fits("audio/mpeg"));
        assert!(MP3.is_playable() && !HTML.is_playable());
    }
}
