//! JSON that is deeply nested, very wide, or invalid.

use super::each;
use super::sample::json as feed;
use super::{Accepted, Bounded, Flagged, Rejected, RejectedAs, Row, many, row, run};

/// A feed with additional text before its title, on line [`HERE`].
fn with(more: &str) -> String {
    feed(1).replacen("  \"title\"", &format!("{more}  \"title\""), 1)
}

const HERE: u32 = 3;

#[test]
fn json() {
    let syntax = |line: u32| RejectedAs("json-syntax", line);
    let rows: Vec<Row> = vec![
        row("a million arrays", RejectedAs("json-too-deep", 1), || "[".repeat(many(1_000_000))),
        row("a million arrays, closed", RejectedAs("json-too-deep", 1), || {
            "[".repeat(many(1_000_000)) + &"]".repeat(many(1_000_000))
        }),
        row("an extension 200,000 deep", RejectedAs("json-too-deep", HERE), || {
            let count = many(200_000);
            with(&format!("\"_x\": {}1{},", "{\"a\":".repeat(count), "}".repeat(count)))
        }),
        row("500,000 keys", Bounded, || {
            let all: String = each(0..many(500_000), |it| format!("\"_k{it}\": {it},"));
            with(&all)
        }),
        row("500,000 unknown keys", Bounded, || {
            let all: String = each(0..many(500_000), |it| format!("\"k{it}\": {it},"));
            with(&all)
        }),
        row("a key twice", Flagged("json-duplicate-key", HERE), || with("\"title\": \"x\",")),
        row("a number of a million digits", Accepted, || {
            with(&format!("\"_x\": {},", "9".repeat(1_000_000)))
        }),
        row("1e999999999", Accepted, || with("\"_x\": 1e999999999,")),
        row("a string of 8 MB", Accepted, || {
            with(&format!("\"_x\": \"{}\",", "a".repeat(many(8 << 20))))
        }),
        row("8 MB of escapes", Accepted, || {
            with(&format!("\"_x\": \"{}\",", "\\n".repeat(many(4 << 20))))
        }),
        row("8 MB of commas", syntax(HERE), || with(&",".repeat(many(8 << 20)))),
        row("8 MB of comments", syntax(HERE), || with(&"/**/".repeat(many(2 << 20)))),
        row("8 MB of open comments", syntax(HERE), || with(&"/*".repeat(many(4 << 20)))),
        row("a comma before the end", syntax(0), || feed(1).replacen("  ]\n", "  ,]\n", 1)),
        row("a comma too many", syntax(HERE), || with(",")),
        row("a comma missing", syntax(HERE), || with("\"_x\": 1")),
        row("a comment", syntax(HERE), || with("// a comment\n")),
        row("NaN", syntax(HERE), || with("\"_x\": NaN,")),
        row("infinity", syntax(HERE), || with("\"_x\": -Infinity,")),
        row("a leading zero", syntax(HERE), || with("\"_x\": 012,")),
        row("a leading plus", syntax(HERE), || with("\"_x\": +1,")),
        row("single quotes", syntax(HERE), || with("\"_x\": 'x',")),
        row("a key without quotes", syntax(HERE), || with("_x: 1,")),
        row("cut", syntax(0), || feed(1)[..feed(1).len() / 2].to_owned()),
        row("more after the end", syntax(12), || feed(1) + "{}"),
        row("a control character", syntax(HERE), || with("\"_x\": \"a\u{1}b\",")),
        row("a line break in a string", syntax(HERE), || with("\"_x\": \"a\nb\",")),
        row("an invalid escape", syntax(HERE), || with("\"_x\": \"\\x41\",")),
        row("a lone surrogate", Flagged("json-syntax", HERE), || with("\"_x\": \"\\ud800\",")),
        row("NUL", Rejected(HERE), || with("\0")),
        row("an array", Rejected(1), || "[]".to_owned()),
        row("of wrong types", RejectedAs("wrong-json-type", 0), || {
            feed(1).replacen("\"Harbor news\"", "[1]", 1)
        }),
        row("null", RejectedAs("wrong-json-type", 0), || {
            feed(1).replacen("\"Harbor news\"", "null", 1)
        }),
        row("items that are not objects", Rejected(0), || {
            feed(0).replacen("\"items\": [", "\"items\": [1, [], null", 1)
        }),
        row("a byte order mark", Accepted, || format!("\u{feff}{}", feed(1))),
        row("UTF-16", Bounded, || {
            format!("\u{feff}{}", feed(1))
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        }),
        row("UTF-16 without a mark", Rejected(0), || {
            feed(1).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        }),
        row("Latin-1", Rejected(HERE), || {
            [&with("\"_x\": \"caf")[..0], ""]
                .concat()
                .into_bytes()
                .into_iter()
                .chain({
                    let text = with("\"_x\": \"caf@\",");
                    let (a, b) = text.split_once('@').expect("it is there");
                    [a.as_bytes(), b"\xe9", b.as_bytes()].concat()
                })
                .collect::<Vec<u8>>()
        }),
    ];
    run(rows);
}
