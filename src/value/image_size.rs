//! The format and the dimensions of an image, from its first bytes. Only the formats whose dimensions feeds depend on.

/// What the first bytes of an image show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ImageHead {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// Its width and height in pixels. `None` if the bytes do not contain them.
    pub(crate) size: Option<(u32, u32)>,
}

/// Reads the first bytes of an image. `None` if the format is not known.
pub(crate) fn read(bytes: &[u8]) -> Option<ImageHead> {
    let (media_type, size) = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', rest @ ..] => ("image/png", png(rest)),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", jpeg(&bytes[2..])),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', rest @ ..] => ("image/gif", gif(rest)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', rest @ ..] => {
            ("image/webp", webp(rest))
        }
        [b'B', b'M', ..] => ("image/bmp", None),
        [0, 0, 1, 0, ..] => ("image/vnd.microsoft.icon", None),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => {
            ("image/avif", None)
        }
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', b'i', b'c' | b'x', ..] => {
            ("image/heic", None)
        }
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => ("image/tiff", None),
        _ if is_svg(bytes) => ("image/svg+xml", None),
        _ => return None,
    };
    Some(ImageHead { media_type, size: size.filter(|it| it.0 > 0 && it.1 > 0) })
}

/// The `IHDR` chunk comes first: <https://www.w3.org/TR/png-3/#11IHDR>.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(4..16)?;
    (header.starts_with(b"IHDR")).then_some((big(&header[4..8])?, big(&header[8..12])?))
}

/// The logical screen: <https://www.w3.org/Graphics/GIF/spec-gif89a.txt>.
fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((little(bytes.get(..2)?)?, little(bytes.get(2..4)?)?))
}

/// The first start of a frame: ITU-T T.81, section B.1 (<https://www.w3.org/Graphics/JPEG/itu-t81.pdf>).
fn jpeg(mut bytes: &[u8]) -> Option<(u32, u32)> {
    loop {
        // Each marker may have any number of fill bytes before it.
        let skipped = bytes.iter().take_while(|it| **it == 0xff).count();
        if skipped == 0 {
            return None;
        }
        let marker = *bytes.get(skipped)?;
        bytes = &bytes[skipped + 1..];
        match marker {
            0x01 | 0xd0..=0xd8 => {}
            // The image data begins before any frame.
            0xd9 | 0xda => return None,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big(bytes.get(5..7)?)?, big(bytes.get(3..5)?)?));
            }
            _ => {
                let length = big(bytes.get(..2)?)? as usize;
                bytes = bytes.get(length.max(2)..)?;
            }
        }
    }
}

/// The first chunk, in one of three forms: <https://developers.google.com/speed/webp/docs/riff_container>.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let data = bytes.get(8..)?;
    match bytes.get(..4)? {
        b"VP8X" => Some((little(data.get(4..7)?)? + 1, little(data.get(7..10)?)? + 1)),
        b"VP8L" => {
            let bits = little(data.get(1..5)?)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => Some((little(data.get(6..8)?)? & 0x3fff, little(data.get(8..10)?)? & 0x3fff)),
        _ => None,
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let start = head.iter().position(|it| !it.is_ascii_whitespace()).unwrap_or_default();
    let is_markup = head[start..].starts_with(b"<") || head.starts_with(b"\xef\xbb\xbf<");
    is_markup && memchr::memmem::find(head, b"<svg").is_some()
}

/// A number of up to four bytes, the most significant first.
fn big(bytes: &[u8]) -> Option<u32> {
    (bytes.len() <= 4).then(|| bytes.iter().fold(0, |sum, it| sum << 8 | u32::from(*it)))
}

/// A number of up to four bytes, the least significant first.
fn little(bytes: &[u8]) -> Option<u32> {
    (bytes.len() <= 4).then(|| bytes.iter().rev().fold(0, |sum, it| sum << 8 | u32::from(*it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first bytes of an image, its media type and its size.
    type Case = (&'static [u8], &'static str, Option<(u32, u32)>);

    #[rustfmt::skip]
    const CASES: &[Case] = &[
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\x78\0\0\x0b\xb8\x08\x02\0\0\0",                     "image/png",  Some((1400, 3000))),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xff\xc0\0\x11\x08\x0b\xb8\x05\x78\x03", "image/jpeg", Some((1400, 3000))),
        (b"\xff\xd8\xff\xdb\0\x03\0\xff\xc4\0\x02\xff\xc2\0\x11\x08\0\x02\0\x03",                       "image/jpeg", Some((3, 2))),
        (b"\xff\xd8\xff\xda\0\x02\0\0",                                                                 "image/jpeg", None),
        (b"GIF89a\x10\0\x20\0",                                                                         "image/gif",  Some((16, 32))),
        (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x77\x05\0\xb7\x0b\0",                                  "image/webp", Some((1400, 3000))),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x78\x05\xb8\x0b",                            "image/webp", Some((1400, 3000))),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x0f\xc0\x07\0",                                             "image/webp", Some((16, 32))),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>",                           "image/svg+xml", None),
        (b"\0\0\0\x1cftypavif",                                                                         "image/avif", None),
    ];

    #[test]
    fn reads_the_dimensions() {
        for (bytes, media_type, size) in CASES {
            let head = read(bytes).unwrap_or_else(|| panic!("{media_type}"));
            assert_eq!((head.media_type, head.size), (*media_type, *size));
        }
        assert_eq!(read(b"<html>"), None);
        assert_eq!(read(b""), None);
    }

    #[test]
    fn survives_damaged_images() {
        for (bytes, ..) in CASES {
            for end in 0..bytes.len() {
                let _ = read(&bytes[..end]);
            }
            for at in 0..bytes.len() {
                for value in [0, 1, 0xff] {
                    let mut damaged = bytes.to_vec();
                    damaged[at] = value;
                    let _ = read(&damaged);
                }
            }
        }
    }
}
