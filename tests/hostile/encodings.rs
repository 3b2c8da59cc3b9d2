//! Encodings: the actual encoding, the declared encoding, and bytes that are not valid in any.

use super::{Accepted, Expected, Flagged, Rejected, RejectedAs, Row, TITLE, row, run, titled};

/// A feed with this declared encoding and title, in the bytes of a WHATWG encoder.
fn encoded(declared: &str, label: &str, title: &str) -> Vec<u8> {
    let text = titled(title).replace("&#8220;", "").replacen("UTF-8", declared, 1);
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("it is a label");
    encoding.encode(&text).0.into_owned()
}

/// A feed in UTF-16 or UTF-32, with or without a byte order mark and a declaration.
fn wide(mark: bool, declared: Option<&str>, unit: impl Fn(char) -> Vec<u8>) -> Vec<u8> {
    let text = match declared {
        Some(name) => titled("caf\u{e9} \u{1f600}").replacen("UTF-8", name, 1),
        None => {
            titled("caf\u{e9} \u{1f600}").split_once("?>\n").expect("it is declared").1.to_owned()
        }
    };
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").chars().flat_map(unit).collect()
}

fn le16(it: char) -> Vec<u8> {
    it.encode_utf16(&mut [0; 2]).iter().flat_map(|it| it.to_le_bytes()).collect()
}

fn be16(it: char) -> Vec<u8> {
    it.encode_utf16(&mut [0; 2]).iter().flat_map(|it| it.to_be_bytes()).collect()
}

fn le32(it: char) -> Vec<u8> {
    u32::from(it).to_le_bytes().to_vec()
}

fn be32(it: char) -> Vec<u8> {
    u32::from(it).to_be_bytes().to_vec()
}

/// A feed that contains these bytes, with its declaration unchanged.
fn bytes(place: &str, raw: &[u8]) -> Vec<u8> {
    let text = titled("@@");
    let text =
        if place == "title" { text } else { text.replace("@@", "x").replacen(place, "@@", 1) };
    let (before, behind) = text.split_once("@@").expect("the place is there");
    [before.as_bytes(), raw, behind.as_bytes()].concat()
}

fn read() -> Vec<Row> {
    let mut rows = vec![
        row("UTF-8 with a mark", Accepted, || format!("\u{feff}{}", titled("caf\u{e9}"))),
        row("no declaration", Accepted, || {
            titled("caf\u{e9}").split_once("?>\n").expect("it is declared").1.to_owned()
        }),
        row("a name in lower case", Accepted, || titled("caf\u{e9}").replacen("UTF-8", "utf-8", 1)),
        row("UTF-16LE", Accepted, || wide(true, Some("UTF-16"), le16)),
        row("UTF-16BE", Accepted, || wide(true, Some("UTF-16"), be16)),
        row("UTF-16LE, undeclared", Accepted, || wide(true, None, le16)),
        row("UTF-16BE, undeclared", Accepted, || wide(true, None, be16)),
        row("UTF-16LE without a mark", Accepted, || wide(false, Some("UTF-16LE"), le16)),
        row("UTF-16LE without anything", RejectedAs("xml-encoding-mismatch", 1), || {
            wide(false, None, le16)
        }),
        row("UTF-16BE without anything", RejectedAs("xml-encoding-mismatch", 1), || {
            wide(false, None, be16)
        }),
        row("UTF-32LE", Flagged("xml-obscure-encoding", 1), || wide(true, Some("UTF-32"), le32)),
        row("UTF-32BE", Flagged("xml-obscure-encoding", 1), || wide(true, Some("UTF-32"), be32)),
    ];
    #[rustfmt::skip]
    let known = [
        ("ISO-8859-1", "latin1", "caf\u{e9}"),          ("windows-1252", "windows-1252", "caf\u{e9} \u{20ac}"),
        ("Shift_JIS", "sjis", "\u{6e2f}\u{30cb}\u{30e5}\u{30fc}\u{30b9}"), ("EUC-JP", "euc-jp", "\u{6e2f}"),
        ("ISO-2022-JP", "iso-2022-jp", "\u{6e2f}"),     ("GB18030", "gb18030", "\u{6e2f}"),
        ("Big5", "big5", "\u{6e2f}"),                   ("KOI8-R", "koi8-r", "\u{43f}\u{43e}\u{440}\u{442}"),
        ("EUC-KR", "euc-kr", "\u{d56d}"),               ("windows-1251", "windows-1251", "\u{43f}\u{43e}\u{440}\u{442}"),
        ("ISO-8859-15", "iso-8859-15", "\u{20ac}5"),
    ];
    for (name, label, title) in known {
        rows.push(row(name, Accepted, move || encoded(name, label, title)));
        rows.push(row(format!("{name}, undeclared"), undeclared(label, title), move || {
            encoded("UTF-8", label, title)
        }));
    }
    rows
}

/// Bytes in an undeclared encoding: its escape sequences are ASCII, plus a character that XML forbids.
fn undeclared(label: &str, _title: &str) -> Expected {
    if label == "iso-2022-jp" {
        RejectedAs("xml-bad-character", TITLE)
    } else {
        RejectedAs("xml-undecodable", TITLE)
    }
}

fn contradictory() -> Vec<Row> {
    vec![
        row("UTF-7", RejectedAs("xml-unknown-encoding", 1), || {
            titled("+ADw-script+AD4-").replacen("UTF-8", "UTF-7", 1)
        }),
        row("a mark of UTF-8, Latin-1 declared", RejectedAs("xml-encoding-mismatch", 1), || {
            format!("\u{feff}{}", titled("x").replacen("UTF-8", "ISO-8859-1", 1))
        }),
        row("UTF-16 with a mark, UTF-8 declared", RejectedAs("xml-encoding-mismatch", 1), || {
            wide(true, Some("UTF-8"), le16)
        }),
        row("UTF-8, UTF-16 declared", RejectedAs("xml-encoding-mismatch", 1), || {
            titled("x").replacen("UTF-8", "UTF-16", 1)
        }),
        row("UTF-8 in what is declared Latin-1", Flagged("xml-mojibake", TITLE), || {
            titled("caf\u{e9}").replacen("UTF-8", "ISO-8859-1", 1)
        }),
        row("ASCII with more", RejectedAs("xml-undecodable", TITLE), || {
            titled("caf\u{e9}").replacen("UTF-8", "US-ASCII", 1)
        }),
        row("UTF-16 of an odd length", Rejected(0), || {
            wide(true, Some("UTF-16"), le16).into_iter().chain([b'<']).collect::<Vec<u8>>()
        }),
        row("UTF-16 with a lone surrogate", RejectedAs("xml-undecodable", 0), || {
            let mut it = wide(true, Some("UTF-16"), le16);
            let at = it.len() - 40;
            it[at..at + 2].copy_from_slice(&[0, 0xd8]);
            it
        }),
        row("a mark of the other order", Rejected(0), || {
            let mut it = wide(true, Some("UTF-16"), le16);
            it.swap(0, 1);
            it
        }),
        row("EBCDIC", Rejected(0), || {
            [&b"\x4c\x6f\xa7\x94\x93\x40\xa5\x85\x99\xa2\x89\x96\x95\x7e\x7f\xf1\x4b\xf0\x7f\x6f\x6e"[..], b"\x4c\x81\x61\x6e"].concat()
        }),
        row("an unknown name", RejectedAs("xml-unknown-encoding", 1), || {
            titled("caf\u{e9}").replacen("UTF-8", "x-harbor", 1)
        }),
        row("an invalid name", Rejected(1), || titled("x").replacen("UTF-8", "UTF 8", 1)),
        row("an empty name", Rejected(1), || titled("x").replacen("UTF-8", "", 1)),
        row("a name of 1 MB", Rejected(1), || {
            titled("x").replacen("UTF-8", &"x".repeat(1 << 20), 1)
        }),
    ]
}

fn ill_formed() -> Vec<Row> {
    #[rustfmt::skip]
    let sequences: [(&str, &[u8]); 12] = [
        ("a truncated sequence of two",  b"\xc3"),         ("a truncated sequence of three", b"\xe2\x82"),
        ("an overlong slash",            b"\xc0\xaf"),     ("an overlong NUL",               b"\xc0\x80"),
        ("E0 80 80",                     b"\xe0\x80\x80"), ("a surrogate",                   b"\xed\xa0\x80"),
        ("CESU-8",                       b"\xed\xa0\xbd\xed\xb8\x80"), ("beyond Unicode",    b"\xf4\x90\x80\x80"),
        ("F8",                           b"\xf8\x88\x80\x80\x80"), ("a lone continuation",   b"\x80"),
        ("FF",                           b"\xff"),         ("FE FF",                         b"\xfe\xff"),
    ];
    let mut rows: Vec<Row> = sequences
        .into_iter()
        .map(|(name, raw)| {
            row(name, RejectedAs("xml-undecodable", TITLE), move || bytes("title", raw))
        })
        .collect();
    rows.extend([
        row("a truncated sequence at the end", RejectedAs("xml-undecodable", 22), || {
            [titled("x").as_bytes(), b"\xe2\x82"].concat()
        }),
        row("a byte in a name", RejectedAs("xml-undecodable", 12), || {
            bytes("link>https://harbor.example/ferry", b"li\xffnk>https://harbor.example/ferry")
        }),
        row("a byte in a comment", RejectedAs("xml-undecodable", TITLE), || {
            bytes("title", b"<!-- \xff -->")
        }),
        row("a byte in an attribute", RejectedAs("xml-undecodable", 2), || {
            bytes(
                "http://purl.org/rss/1.0/modules/content/",
                b"http://purl.org/rss/1.0/modules/content/\xe9",
            )
        }),
        row("NUL after the end", RejectedAs("xml-bad-character", 0), || titled("x") + "\0\0\0"),
        row("only NUL", Rejected(1), || vec![0u8; 1000]),
        row("NUL in CDATA", RejectedAs("xml-bad-character", TITLE), || titled("<![CDATA[a\0b]]>")),
    ]);
    for it in [
        '\0', '\u{1}', '\u{7}', '\u{8}', '\u{b}', '\u{c}', '\u{1b}', '\u{1f}', '\u{fffe}',
        '\u{ffff}',
    ] {
        rows.push(row(
            format!("U+{:04X}", u32::from(it)),
            RejectedAs("xml-bad-character", TITLE),
            move || titled(&format!("a{it}b")),
        ));
    }
    for it in ['\u{7f}', '\u{85}', '\u{2028}', '\u{a0}', '\u{1f600}', '\u{10ffff}'] {
        rows.push(row(format!("U+{:04X}", u32::from(it)), Accepted, move || {
            titled(&format!("a{it}b"))
        }));
    }
    rows
}

fn declarations() -> Vec<Row> {
    let with = |text: &'static str| {
        move || titled("x").replacen("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", text, 1)
    };
    #[rustfmt::skip]
    let rejected = [
        "<?xml version=\"1.1\" encoding=\"UTF-8\"?>", "<?xml version=\"2.0\"?>", "<?xml encoding=\"UTF-8\"?>",
        "<?xml version=\"1.0\" encoding=UTF-8?>", "<?xml version=\"1.0\" encoding=\"UTF-8\">", "<?xml version=\"1.0\"encoding=\"UTF-8\"?>",
        "<?xml encoding=\"UTF-8\" version=\"1.0\"?>", "<?xml version=\"1.0\" version=\"1.0\"?>", "<?xml version=\"1.0\" standalone=\"maybe\"?>",
        "<?xml version=\"1.0\" charset=\"UTF-8\"?>", "<?xml?>", "<?XML version=\"1.0\"?>", "<?xml version=\"\"?>",
    ];
    let mut rows: Vec<Row> =
        rejected.into_iter().map(|it| row(it, Rejected(1), with(it))).collect();
    for good in [
        "<?xml version='1.0'?>",
        "<?xml version = '1.0' encoding = 'utf-8' standalone = 'yes' ?>",
        "<?xml version=\"1.0\"\tencoding='UTF-8' standalone='no'?>",
    ] {
        rows.push(row(good, Accepted, with(good)));
    }
    rows
}

#[test]
fn encodings() {
    run([read(), contradictory(), ill_formed(), declarations()].into_iter().flatten().collect());
}
