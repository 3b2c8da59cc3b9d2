//! Text that programs which show the report might interpret. The important checks are those for every report (see
//! `unsound`).

use super::sample::{json, rss};
use super::{Accepted, Bounded, Flagged, Rejected, Row, TITLE, row, run, titled, with};

/// Text that a terminal, a log or an HTML page would interpret.
#[rustfmt::skip]
const HARMFUL: &[(&str, &str)] = &[
    ("CSI of C1",                 "\u{9b}31m\u{9b}2J"),
    ("OSC of C1",                 "\u{9d}0;owned\u{9c}"),
    ("ESC",                       "\u{1b}[31m\u{1b}]52;c;b3duZWQ=\u{7}"),
    ("DEL",                       "a\u{7f}\u{7f}b"),
    ("bidirectional marks",       "abc\u{202e}fdp.exe\u{2066}x\u{2069}"),
    ("a carriage return",         "real\rforged"),
    ("a carriage return by number", "real&#13;forged"),
    ("an annotation",             "\n::error file=a.xml,line=1::forged\n"),
    ("an annotation by number",   "&#10;::error file=a.xml,line=1::forged&#10;"),
    ("a command of Azure",        "\n##[error]forged\n##vso[task.setvariable variable=a]b\n"),
    ("a command of TeamCity",     "\n##teamcity[testFailed name='forged']\n"),
    ("a line of a log",           "\nfeeds/a.xml:1:1: error[missing-guid]: forged\n"),
    ("markup",                    "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"),
    ("the end of CDATA",          "]]&gt;&lt;/failure&gt;"),
    ("a formula",                 "=cmd|' /C calc'!A0"),
    ("a pile of accents",         "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}"),
    ("format strings",            "%s%n%x {0} {name} ${jndi:ldap://a} `id` $(id) %0A::error::x"),
    ("separators of lines",       "a\u{2028}::error::b\u{2029}c\u{85}d"),
    ("what cannot be seen",       "a\u{200b}\u{200d}\u{feff}\u{ad}\u{e0041}b"),
];

#[test]
fn injection() {
    let mut rows: Vec<Row> = Vec::new();
    for (name, text) in HARMFUL {
        let open = rss(1).replacen("<title>", "<wibble>", 1);
        rows.push(row(format!("{name} in a title"), Bounded, move || titled(text)));
        rows.push(row(format!("{name} in a date"), Rejected(0), move || {
            rss(1).replacen("Wed, 02 Oct 2024 10:00:00 GMT", text, 1)
        }));
        rows.push(row(format!("{name} in a URL"), Rejected(0), move || {
            with(&format!("<comments>{text}</comments>"))
        }));
        rows.push(row(format!("{name} in an attribute"), Rejected(0), move || {
            with(&format!("<guid isPermaLink=\"{}\">x</guid>", text.replace('"', "")))
        }));
        rows.push(row(format!("{name} in a language"), Rejected(0), move || {
            rss(1).replacen("<language>en", &format!("<language>{text}"), 1)
        }));
        rows.push(row(format!("{name} in an element's name"), Rejected(0), move || {
            with(&format!("<{0}></{0}>", text.trim()))
        }));
        rows.push(row(format!("{name} in an attribute's name"), Rejected(0), move || {
            with(&format!("<title {}='x'/>", text.trim()))
        }));
        rows.push(row(format!("{name} in an entity's name"), Rejected(0), move || {
            titled(&format!("&{};", text.trim()))
        }));
        rows.push(row(format!("{name} in an encoding's name"), Rejected(0), move || {
            rss(1).replacen("UTF-8", &text.replace('"', ""), 1)
        }));
        rows.push(row(format!("{name} in a namespace"), Bounded, move || {
            rss(1).replacen("http://purl.org/dc/elements/1.1/", &text.replace(['"', '<'], ""), 1)
        }));
        rows.push(row(format!("{name} before the feed"), Rejected(0), move || {
            format!("{text}{}", rss(1))
        }));
        rows.push(row(format!("{name} as an unknown element's text"), Bounded, move || {
            open.replacen("</title>", &format!("{text}</wibble>"), 1)
        }));
        rows.push(row(format!("{name} in a value of JSON"), Bounded, move || {
            let value = serde_json::to_string(text).expect("text is JSON");
            json(1).replacen("\"2024-10-01T10:00:00Z\"", &value, 1)
        }));
        rows.push(row(format!("{name} in a key of JSON"), Bounded, move || {
            let key = serde_json::to_string(text).expect("text is JSON");
            json(1).replacen("\"title\"", &format!("{key}: 1, \"title\""), 1)
        }));
        rows.push(row(format!("{name} raw in JSON"), Bounded, move || {
            json(1).replacen("2024-10-01T10:00:00Z", text, 1)
        }));
    }
    rows.push(row("C1 in a title", Flagged("xml-suspicious-character", TITLE), || {
        titled("a\u{9b}b")
    }));
    rows.push(row("escapes of JSON", Bounded, || {
        json(1).replacen("2024-10-01T10:00:00Z", "\\u001b[2J\\u009b\\u202e\\ud800", 1)
    }));
    rows.push(row("a date of 1 MB", Rejected(0), || {
        rss(1).replacen("Wed, 02 Oct 2024 10:00:00 GMT", &"9".repeat(1 << 20), 1)
    }));
    rows.push(row("a name of 100 KB", Rejected(0), || {
        with(&format!("<{0}></{0}>", "a".repeat(100_000)))
    }));
    rows.push(row("emoji and scripts", Accepted, || titled("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{645}\u{631}\u{62d}\u{628}\u{627} \u{e2a}\u{e27}\u{e31}")));
    run(rows);
}

/// The name of a document is also shown, in every format.
#[test]
fn the_name_of_a_document_cannot_inject_anything() {
    let rows: Vec<Row> = HARMFUL
        .iter()
        .map(|(_, text)| row(*text, Rejected(0), || rss(1).replace(" Oct ", " Okt ")))
        .collect();
    run(rows);
}
