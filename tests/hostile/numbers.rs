//! Numbers that are invalid or too large.

use super::{Accepted, MORE, Rejected, Row, row, run, titled, with};

#[test]
fn numbers() {
    let mut rows: Vec<Row> = Vec::new();
    let enclosure = |length: &str| {
        format!(
            "<enclosure url='https://harbor.example/a.mp3' type='audio/mpeg' length='{length}'/>"
        )
    };
    for bad in [
        "-1",
        "1e9",
        "NaN",
        "1,234",
        "1.5",
        "0x10",
        "\u{ff11}\u{ff12}",
        "3 MB",
        "twelve",
        " ",
        "+ 5",
        "\u{661}",
        "99999999999999999999999999",
    ] {
        rows.push(row(format!("the length {bad}"), Rejected(MORE), move || with(&enclosure(bad))));
    }
    for good in ["0", "24986239", "4294967296"] {
        rows.push(row(format!("the length {good}"), Accepted, move || with(&enclosure(good))));
    }
    let channel =
        |more: &str| titled("x").replacen("    <item>", &format!("{more}\n    <item>"), 1);
    #[rustfmt::skip]
    let bad = [
        "<skipHours><hour>25</hour></skipHours>", "<skipHours><hour>-1</hour></skipHours>", "<skipHours><hour>x</hour></skipHours>",
        "<skipDays><day>Moonday</day></skipDays>", "<ttl>-5</ttl>", "<ttl>1.5</ttl>", "<ttl>x</ttl>",
        "<cloud domain='a.example' port='0' path='/' registerProcedure='' protocol='xml-rpc'/>",
        "<cloud domain='a.example' port='x' path='/' registerProcedure='' protocol='xml-rpc'/>",
        "<image><url>https://harbor.example/a.png</url><title>t</title><link>https://harbor.example/</link><width>0</width></image>",
        "<image><url>https://harbor.example/a.png</url><title>t</title><link>https://harbor.example/</link><width>145</width></image>",
        "<image><url>https://harbor.example/a.png</url><title>t</title><link>https://harbor.example/</link><height>x</height></image>",
        "<itunes:season xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>x</itunes:season>",
    ];
    for more in bad {
        rows.push(row(more, Rejected(10), move || channel(more)));
    }
    for good in ["<ttl>60</ttl>", "<skipHours><hour>0</hour><hour>23</hour></skipHours>"] {
        rows.push(row(good, Accepted, move || channel(good)));
    }
    rows.push(row("a ttl of 10,000 digits", super::Bounded, move || {
        channel(&format!("<ttl>{}</ttl>", "9".repeat(10_000)))
    }));
    run(rows);
}
