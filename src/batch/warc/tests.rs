use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::CompressionLevel;
use ruzstd::encoding::compress_to_vec;

use super::Warc;
use super::raw::Origin;
use crate::batch::input::Content;
use crate::batch::input::Id;
use crate::batch::input::Input;

/// A record. `fields` are more lines of its head.
fn record(kind: &str, id: &str, fields: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\nWARC-Target-URI: https://{id}.example/\r\n\
         {fields}Content-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(content);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(id: &str) -> Vec<u8> {
    let content = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss version=\"2.0\"><!-- {id} --></rss>"
    );
    record(
        "response",
        id,
        "Content-Type: application/http; msgtype=response\r\n",
        content.as_bytes(),
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("it is in memory");
    encoder.finish().expect("it is in memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn plain(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

type Pack = fn(&[u8]) -> Vec<u8>;

const PACKS: [(Pack, &str); 3] = [(plain, "plain"), (gzip, "gzip"), (zstd, "zstd")];

/// The documents of a file on disk, or of a pipe.
fn documents(bytes: &[u8], is_file: bool) -> Vec<Input> {
    let mut file = tempfile::NamedTempFile::new().expect("there is room for a file");
    let (path, origin) = if is_file {
        file.write_all(bytes).expect("it can be written");
        (Some(file.path().to_owned()), Origin::File(file.reopen().expect("it is there")))
    } else {
        (None, Origin::Pipe(Box::new(Cursor::new(bytes.to_vec()))))
    };
    let warc = Warc::new("x.warc".to_owned(), path, origin, 1 << 16, Arc::default());
    warc.take(1000).map(|it| it.expect("it can be read")).collect()
}

/// The id of a document, and its content or why it has none.
fn shown(input: &Input) -> (String, String) {
    let Id::Text(id) = &input.label.id else { panic!("{input:?}") };
    let content = match &input.content {
        Content::Message(it) => String::from_utf8_lossy(&it.bytes).into_owned(),
        Content::Fault(_, reason) => reason.clone(),
        other => format!("{other:?}"),
    };
    (id.clone(), content)
}

#[test]
fn reads_the_same_documents_in_every_compression() {
    // More than is unpacked at once.
    let numbers = (0..20_000).map(|it| it.to_string()).collect::<Vec<_>>().join(" ");
    let large = format!("HTTP/1.1 200 OK\r\n\r\n{numbers}");
    let records = [
        record("warcinfo", "info", "Content-Type: application/warc-fields\r\n", b"software: x"),
        response("a"),
        record(
            "request",
            "a-request",
            "Content-Type: application/http\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        record("metadata", "a-metadata", "", b""),
        record("response", "large", "Content-Type: application/http\r\n", large.as_bytes()),
        record("request", "large-request", "Content-Type: application/http\r\n", large.as_bytes()),
        response("b"),
    ];
    let whole = records.concat();
    let each =
        |pack: fn(&[u8]) -> Vec<u8>| records.iter().flat_map(|it| pack(it)).collect::<Vec<u8>>();
    let chunks = |pack: fn(&[u8]) -> Vec<u8>| whole.chunks(100).flat_map(pack).collect::<Vec<u8>>();
    let without_line_ends =
        records.iter().flat_map(|it| gzip(&it[..it.len() - 4])).collect::<Vec<u8>>();
    let skippable = [b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), each(zstd)].concat();
    for (bytes, name) in [
        (whole.clone(), "plain"),
        (each(gzip), "gzip members"),
        (each(zstd), "zstd frames"),
        (gzip(&whole), "one member"),
        (zstd(&whole), "one frame"),
        (chunks(gzip), "members of 100 bytes"),
        (chunks(zstd), "frames of 100 bytes"),
        (without_line_ends, "no line ends"),
        (skippable, "a skippable frame"),
        ([b"\r\n\r\n".to_vec(), whole.clone(), b"\r\n\n".to_vec()].concat(), "blank lines"),
    ] {
        for is_file in [true, false] {
            let found: Vec<_> = documents(&bytes, is_file).iter().map(shown).collect();
            let ids: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
            assert_eq!(ids, ["<a>", "<large>", "<b>"], "{name}");
            assert!(found[1].1 == large, "{name}: {}", found[1].1);
            assert!(found[2].1.ends_with("<!-- b --></rss>"), "{name}: {}", found[2].1);
        }
    }
}

#[test]
fn damage_affects_only_the_damaged_record() {
    let records: Vec<Vec<u8>> = ["a", "b", "c"].map(response).to_vec();

    for (pack, name) in PACKS {
        let packed: Vec<Vec<u8>> = records.iter().map(|it| pack(it)).collect();
        let whole = packed.concat();
        let right: Vec<_> = documents(&whole, true).iter().map(shown).collect();
        assert_eq!(right.len(), records.len());
        let mut start = 0;
        for (index, record) in packed.iter().enumerate() {
            for at in start..start + record.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0xff;
                // What a pipe has passed cannot be read again.
                let is_file = at % 4 > 0;
                let found: Vec<_> = documents(&damaged, is_file).iter().map(shown).collect();
                assert!(found.len() <= records.len() + 2, "{name}, byte {at}: {found:?}");
                for (other, document) in right.iter().enumerate() {
                    let may_lose = other == index || !is_file && other > index;
                    assert!(may_lose || found.contains(document), "{name}, byte {at}: {found:?}");
                }
                let cut: Vec<_> = documents(&whole[..at], at % 2 == 0).iter().map(shown).collect();
                assert_eq!(cut[..index], right[..index], "{name}, cut at {at}");
                assert!(cut.len() <= index + 1, "{name}, cut at {at}: {cut:?}");
            }
            start += record.len();
        }
    }
}

#[test]
fn says_where_and_why_a_record_is_damaged() {
    let good = response("good");
    let wrong = |from: &str, to: &str| {
        String::from_utf8_lossy(&response("bad")).replace(from, to).into_bytes()
    };
    for (pack, _) in PACKS {
        let after = pack(&good).len();
        for (bad, reason) in [
            (wrong("Content-Length: ", "Content-Size: "), "it has no Content-Length"),
            (
                wrong("Content-Length: 80", "Content-Length: x"),
                "its Content-Length is not a number: x",
            ),
            (
                wrong("Content-Length: 80", "Content-Length: 10"),
                "it does not end after its Content-Length of 10 bytes",
            ),
            (wrong("WARC-Type: response\r\n", ""), "it has no WARC-Type"),
            (wrong("WARC/1.1", "HTML/1.1"), "it does not begin with `WARC/`"),
        ] {
            let found = documents(&[pack(&good), pack(&bad), pack(&good)].concat(), true);
            assert_eq!(found.len(), 3, "{reason}: {found:?}");
            let text = shown(&found[1]).1;
            let place = format!("the record at byte {after} of x.warc is damaged: ");
            assert_eq!(text.strip_prefix(&place), Some(reason), "{text}");
            assert_eq!(shown(&found[0]), shown(&found[2]));
        }
        let long = wrong("Content-Length: 80", "Content-Length: 990");
        let found = documents(&[pack(&good), pack(&long), pack(&good)].concat(), true);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(shown(&found[1]).1.contains(" ends before the record"), "{:?}", found[1]);
        assert_eq!(shown(&found[1]).0, "<bad>");
    }
    let found = documents(b"<rss version='2.0'/>", true);
    assert_eq!(
        shown(&found[0]).1,
        "the record at byte 0 of x.warc is damaged: there is no record here"
    );
    assert_eq!(found.len(), 1);
    assert!(documents(b"", true).is_empty());
}

#[test]
fn finds_the_response_that_a_record_refers_to() {
    let http = "Content-Type: application/http; msgtype=response\r\n";
    let head = b"HTTP/1.1 200 OK\r\nX-Mine: 1\r\n\r\n";
    let by_digest = format!("{http}WARC-Payload-Digest: sha1:X\r\n");
    let by_id = format!("{http}WARC-Refers-To: <b>\r\n");
    let original = [&head[..], b"<rss/>"].concat();
    for (pack, _) in PACKS {
        let bytes: Vec<u8> = [
            record("response", "a", &by_digest, &original),
            response("b"),
            record("revisit", "c", &by_digest, head),
            record("revisit", "d", &by_id, b""),
            record("revisit", "e", &by_digest.replace('X', "Y"), head),
        ]
        .iter()
        .flat_map(|it| pack(it))
        .collect();
        let found = documents(&bytes, true);
        let originals: Vec<_> = found
            .iter()
            .map(|it| match &it.content {
                Content::Message(it) => it.original.as_ref().map(|it| it.ends_with(b"</rss>")),
                _ => None,
            })
            .collect();
        assert_eq!(originals, [None, None, Some(false), Some(true), None]);
        let which = |why| format!("the record refers to an earlier response, which {why}");
        assert_eq!(shown(&found[4]).1, which("was not found in this file"));
        let piped = documents(&bytes, false);
        assert_eq!(shown(&piped[2]).1, which("cannot be read again from a pipe"));
        assert_eq!(shown(&piped[4]).1, which("was not found in this file"));
    }
}

#[test]
fn reports_what_the_crawler_did_not_save() {
    let http = "Content-Type: application/http\r\n";
    let bytes = [
        record(
            "response",
            "a",
            &format!("{http}WARC-Truncated: time\r\n"),
            b"HTTP/1.1 200 OK\r\n\r\n<rss",
        ),
        record(
            "response",
            "b",
            &format!("{http}WARC-Segment-Number: 1\r\n"),
            b"HTTP/1.1 200 OK\r\n\r\n<rss",
        ),
        record("response", "c", "Content-Type: text/dns\r\n", b"20200101 a.example 1 IN A 1.2.3.4"),
        record("continuation", "b2", "WARC-Segment-Number: 2\r\n", b" version"),
        record("response", "large", http, &b"x".repeat(1 << 18)),
        record("resource", "feed", "Content-Type: text/xml\r\n", b"<rss/>"),
        response("last"),
    ]
    .concat();
    let found = documents(&bytes, true);
    let ids: Vec<String> = found.iter().map(|it| shown(it).0).collect();
    assert_eq!(ids, ["<a>", "<b>", "<large>", "<feed>", "<last>"]);
    let truncated = |it: &Input| match &it.content {
        Content::Message(it) => it.truncated.clone(),
        _ => None,
    };
    let reasons: Vec<_> = found.iter().filter_map(truncated).collect();
    assert_eq!(
        reasons,
        [
            "the response took longer than the limit of the crawler",
            "the document continues in other records of the crawl"
        ]
    );
    assert_eq!(shown(&found[2]).1, "the record has 262144 bytes, more than 131072");
}

#[test]
fn random_bytes_end() {
    // The seed is fixed, so that a failure can be repeated.
    let mut state = 7_u64;
    let mut random = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let pieces: [&[u8]; 8] = [
        b"WARC/1.0\r\n",
        b"Content-Length: 7\r\n",
        b"WARC-Type: response\r\n",
        b"\r\n",
        b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
        b"\x28\xb5\x2f\xfd",
        b"\x5d\x2a\x4d\x18\x04\0\0\0",
        b"\x01\x00\x00",
    ];
    for _ in 0..3000 {
        let mut bytes = Vec::new();
        for _ in 0..random() % 20 {
            bytes.extend_from_slice(pieces[(random() % 8) as usize]);
        }
        assert!(documents(&bytes, random() % 2 == 0).len() < 100);
    }
}

#[test]
fn reads_frames_with_a_dictionary() {
    let dictionary = include_bytes!("testdata/dictionary.zst");
    let mut found = Vec::new();
    let warc = Warc::new(
        "x.warc.zst".to_owned(),
        None,
        Origin::Pipe(Box::new(dictionary.chain(std::io::empty()))),
        1 << 16,
        Arc::default(),
    );
    for it in warc {
        found.push(shown(&it.expect("it can be read")).0);
    }
    assert_eq!(found, ["<a>", "<b>", "<c>"]);
}
