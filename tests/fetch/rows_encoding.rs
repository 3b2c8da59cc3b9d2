//! Packed bodies: good ones, broken ones, and those that unpack to much more than they are.

use std::io::Write;

use flate2::Compression;
use flate2::FlushCompress;
use flate2::write::DeflateEncoder;
use flate2::write::GzEncoder;
use flate2::write::ZlibEncoder;
use ruzstd::encoding::CompressionLevel;

use crate::row::*;

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(good());
    rows.extend(broken());
    rows.extend(lies());
    rows.extend(bombs());
    rows
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes.as_ref()).and_then(|()| encoder.finish()).expect("memory is enough")
}

fn zlib(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes.as_ref()).and_then(|()| encoder.finish()).expect("memory is enough")
}

fn deflate(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes.as_ref()).and_then(|()| encoder.finish()).expect("memory is enough")
}

fn zstd(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes.as_ref(), CompressionLevel::Fastest)
}

/// One block that is not compressed, and an empty last block (RFC 7932, section 9.2).
fn brotli(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let bytes = bytes.as_ref();
    let length = u32::try_from(bytes.len() - 1).expect("a small body");
    let head = (length << 4 | 1 << 20).to_le_bytes();
    [&head[..3], bytes, &[3]].concat()
}

fn packed(coding: &str, bytes: impl AsRef<[u8]>) -> Vec<u8> {
    ok(&format!("Content-Encoding: {coding}\r\n"), bytes)
}

fn good() -> Vec<Row> {
    let (start, end) = FEED.split_at(20);
    let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3][..], &zstd(FEED)].concat();
    let mut named = gzip("");
    named = {
        drop(named);
        let mut encoder = flate2::GzBuilder::new()
            .filename("feed.xml")
            .comment("c")
            .extra([1, 2, 3])
            .write(Vec::new(), Compression::best());
        encoder
            .write_all(FEED.as_bytes())
            .and_then(|()| encoder.finish())
            .expect("memory is enough")
    };
    vec![
        sends("gzip", packed("gzip", gzip(FEED)), feed()),
        sends("gzip with name and comment", packed("gzip", named), feed()),
        sends("GZip", packed("GZip", gzip(FEED)), feed()),
        sends("x-gzip", packed("x-gzip", gzip(FEED)), feed()),
        sends("gzip of two members", packed("gzip", [gzip(start), gzip(end)].concat()), feed()),
        sends(
            "gzip with an empty member",
            packed("gzip", [gzip(""), gzip(FEED), gzip("")].concat()),
            feed(),
        ),
        sends("deflate", packed("deflate", zlib(FEED)), feed()),
        sends("deflate without header", packed("deflate", deflate(FEED)), feed()),
        sends("br", packed("br", brotli(FEED)), feed()),
        sends("zstd", packed("zstd", zstd(FEED)), feed()),
        sends("zstd of two frames", packed("zstd", [zstd(start), zstd(end)].concat()), feed()),
        sends("zstd with a frame to skip", packed("zstd", skipped), feed()),
        sends("identity", packed("identity", FEED), feed()),
        sends("empty coding", packed("", FEED), feed()),
        sends("gzip of gzip", packed("gzip, gzip", gzip(gzip(FEED))), feed()),
        sends("gzip in br", packed("gzip, br", brotli(gzip(FEED))), feed()),
        sends(
            "two headers",
            ok("Content-Encoding: deflate\r\nContent-Encoding: gzip\r\n", gzip(zlib(FEED))),
            feed(),
        ),
        sends("gzip of nothing", packed("gzip", gzip("")), response(200, "")),
        sends("gzip without a body", packed("gzip", ""), response(200, "")),
        sends(
            "HEAD with gzip",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n",
            response(200, ""),
        )
        .head(),
        sends("first bytes of gzip", packed("gzip", gzip(FEED)), feed()).first_bytes(1000),
        sends("gzip that does not say so", ok("", gzip(FEED)), Expected::Response(200, gzip(FEED))),
        sends(
            "x-www-gzip on a 404 page",
            "HTTP/1.1 404 Not Found\r\nContent-Encoding: x-www-gzip\r\n\r\nnope",
            response(404, "nope"),
        ),
    ]
}

fn broken() -> Vec<Row> {
    let wrong = |words| fault("undecodable-body", words);
    let (mut crc, mut size) = (gzip(FEED), gzip(FEED));
    let end = crc.len();
    crc[end - 6] ^= 1;
    size[end - 2] ^= 1;
    let (mut adler, zlib_end) = (zlib(FEED), zlib(FEED).len());
    adler[zlib_end - 1] ^= 1;
    let mut checksum = zstd(FEED);
    let last = checksum.len() - 1;
    checksum[last] ^= 1;
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let mut zeros = gzip(FEED);
    zeros.extend([0; 20]);
    let mut huge_window = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0xf8];
    huge_window.extend(&zstd(FEED)[6..]);
    vec![
        sends("gzip with a wrong checksum", packed("gzip", crc), wrong("broken")),
        sends("gzip with a wrong size", packed("gzip", size), wrong("broken")),
        sends("gzip cut off", packed("gzip", cut(gzip(FEED))), wrong("ends early")),
        sends("gzip without its end", packed("gzip", &gzip(FEED)[..end - 8]), wrong("ends early")),
        sends("gzip with only its start", packed("gzip", [0x1f, 0x8b]), wrong("ends early")),
        sends(
            "gzip with a cut second member",
            packed("gzip", [gzip(FEED), cut(gzip(FEED))].concat()),
            wrong("ends early"),
        ),
        sends(
            "gzip with other bytes after it",
            packed("gzip", [gzip(FEED), b"<!-- cached -->".to_vec()].concat()),
            wrong("follow the end"),
        ),
        sends("gzip with zeros after it", packed("gzip", zeros), wrong("follow the end")),
        sends("deflate cut off", packed("deflate", cut(zlib(FEED))), wrong("`deflate`")),
        sends("deflate with a wrong checksum", packed("deflate", adler), wrong("`deflate`")),
        sends("br cut off", packed("br", cut(brotli(FEED))), wrong("`br`")),
        sends("zstd cut off", packed("zstd", cut(zstd(FEED))), wrong("`zstd`")),
        sends("zstd with a wrong checksum", packed("zstd", checksum), wrong("checksum")),
        sends("zstd with a huge window", packed("zstd", huge_window), wrong("`zstd`")),
        sends("gzip of cut gzip", packed("gzip, gzip", gzip(cut(gzip(FEED)))), wrong("ends early")),
    ]
}

fn lies() -> Vec<Row> {
    let wrong = |words| fault("undecodable-body", words);
    let compress = [0x1f, 0x9d, 0x90, 1, 2, 3];
    vec![
        sends("gzip that is text", packed("gzip", FEED), wrong("the body is text")),
        sends("deflate that is text", packed("deflate", FEED), wrong("the body is text")),
        sends(
            "gzip of deflate that is text",
            packed("deflate, gzip", FEED),
            wrong("the body is text"),
        ),
        sends("br that is text", packed("br", FEED), wrong("the body is text")),
        sends("zstd that is text", packed("zstd", FEED), wrong("the body is text")),
        sends("gzip that is br", packed("gzip", brotli(FEED)), wrong("something else")),
        sends("gzip that is zlib", packed("gzip", zlib(FEED)), wrong("something else")),
        sends("gzip twice, packed once", packed("gzip, gzip", gzip(FEED)), wrong("gzip, gzip")),
        sends(
            "compress",
            packed("compress", compress),
            wrong("the coding `compress` is not supported"),
        ),
        sends(
            "unknown coding",
            packed("rot13", FEED),
            wrong("the coding `rot13` is not supported"),
        ),
        sends(
            "utf-8 as coding",
            packed("utf-8", FEED),
            wrong("the coding `utf-8` is not supported"),
        ),
        sends("ESC in the coding", packed("gz\u{9b}31m", FEED), wrong("\\u{9b}")),
        sends("five codings", packed("gzip,gzip,gzip,gzip,gzip", gzip(FEED)), wrong("5 times")),
    ]
}

/// A deflate stream that unpacks to many megabytes of spaces.
fn deflated_spaces(megabytes: usize) -> Vec<u8> {
    let mut compress = flate2::Compress::new(Compression::best(), false);
    let mut piece = Vec::with_capacity(64 << 10);
    compress
        .compress_vec(&vec![b' '; 1 << 20], &mut piece, FlushCompress::Full)
        .expect("memory is enough");
    [piece.repeat(megabytes), vec![3, 0]].concat()
}

fn bombs() -> Vec<Row> {
    let large = |words| fault("response-too-large", words);
    let member = gzip(vec![b' '; 1 << 20]);
    let many = member.repeat(200);
    let zlib = [&[0x78, 0x9c][..], &deflated_spaces(500)].concat();
    let gzip_head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let one = [&gzip_head[..], &deflated_spaces(500)].concat();
    // 64 MiB of zeros.
    let br: [u8; 106] = [
        0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x8f, 0xff,
        0xff, 0x7f, 0xf0, 0x4f, 0x00, 0xc4, 0x61, 0x11, 0x80, 0xee, 0xfd, 0x1f, 0xff, 0xff, 0xff,
        0xe0, 0x9f, 0x00, 0x88, 0xc3, 0x02, 0x00, 0xdd, 0xfb, 0x3f, 0xfe, 0xff, 0xff, 0xc1, 0x3f,
        0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0x7f, 0xfc, 0xff, 0xff, 0x83, 0x7f, 0x02, 0x20,
        0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff, 0xf8, 0xff, 0xff, 0x07, 0xff, 0x04, 0x40, 0x1c, 0x16,
        0x00, 0xe8, 0xde, 0xff, 0xf1, 0xff, 0xff, 0x0e, 0xfe, 0x09, 0x80, 0x38, 0x2c, 0x00, 0xd0,
        0xbd, 0xff, 0xcb, 0xff, 0xff, 0x3f, 0xfc, 0x13, 0x00, 0x71, 0x58, 0x00, 0xa0, 0x7b, 0xff,
        0x07,
    ];
    let small = zstd(vec![b' '; 1 << 20]).repeat(100);
    vec![
        sends("gzip bomb", packed("gzip", one.clone()), large("--max-size")),
        sends("gzip bomb of 200 members", packed("gzip", many), large("4194304 bytes")),
        sends("gzip bomb in gzip", packed("gzip, gzip", gzip(&one)), large("`gzip, gzip`")),
        sends(
            "gzip bomb in gzip, packed once",
            packed("gzip", gzip(gzip(vec![0; 8 << 20]))),
            Expected::Response(200, gzip(vec![0; 8 << 20])),
        ),
        sends("deflate bomb", packed("deflate", zlib), large("--max-size")),
        sends(
            "deflate bomb without header",
            packed("deflate", deflated_spaces(500)),
            large("--max-size"),
        ),
        sends("br bomb", packed("br", br), large("--max-size")),
        sends("zstd bomb", packed("zstd", small), large("--max-size")),
        sends(
            "gzip bomb on a 404 page",
            [
                b"HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\n\r\n".to_vec(),
                gzip(vec![b'a'; 8 << 20]),
            ]
            .concat(),
            Expected::Response(404, vec![b'a'; 4 << 20]),
        ),
        sends(
            "gzip of a little less than the limit",
            packed("gzip", gzip(vec![b'a'; (4 << 20) - 1])),
            Expected::Response(200, vec![b'a'; (4 << 20) - 1]),
        ),
    ]
}
