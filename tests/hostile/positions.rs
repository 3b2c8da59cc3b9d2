//! Lines are exact, whatever the line ends are.

use super::{RejectedAs, Row, TITLE, row, run, titled};

/// A feed with an `&` after this many lines of text, with these line ends.
fn after(text: &str, end: &str) -> String {
    titled(&format!("{text}&")).replace('\n', end)
}

#[test]
fn positions() {
    let at = |line: u32| RejectedAs("xml-bare-ampersand", line);
    let rows: Vec<Row> = vec![
        row("LF", at(TITLE + 5), || after("\n\n\n\n\n", "\n")),
        row("CRLF", at(TITLE + 5), || after("\n\n\n\n\n", "\r\n")),
        row("CR", at(TITLE + 5), || after("\n\n\n\n\n", "\r")),
        row("mixed", at(TITLE + 4), || titled("\r\n\n\r\r\n&")),
        row("LF CR", at(TITLE + 2), || titled("\n\r&")),
        row("NEL and U+2028, which do not end a line", at(TITLE), || {
            titled("\u{85}\u{2028}\u{2029}\u{b}&").replace('\u{b}', " ")
        }),
        row("&#13; and &#10;, which do not end a line", at(TITLE), || titled("&#13;&#10;&")),
        row("a tag of many lines", at(TITLE + 3), || {
            titled("x").replacen("<title>x", "<title\n\n\n>&", 1)
        }),
        row("an attribute of many lines", at(TITLE + 3), || {
            titled("x").replacen("<title>x", "<title a='\n\n\n&'>x", 1)
        }),
        row("CDATA of a thousand lines", at(TITLE + 1000), || {
            titled(&format!("<![CDATA[{}]]>&", "\n".repeat(1000)))
        }),
        row("a comment of a thousand lines", at(TITLE + 1000), || {
            titled(&format!("<!--{}-->&", "\r\n".repeat(1000)))
        }),
        row("wide characters", at(TITLE + 1), || {
            titled("\u{6e2f}\u{1f600}e\u{301}\n\u{1f468}\u{200d}\u{1f469}&")
        }),
        row("UTF-16", at(TITLE + 1), || {
            let text = titled("\u{6e2f}\u{1f600}\n&").replacen("UTF-8", "UTF-16", 1);
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()
        }),
    ];
    run(rows);
}

/// Columns are counted in characters.
#[test]
fn columns() {
    for (text, column) in
        [("\u{6e2f}\u{1f600}e\u{301}&", 18), ("\t\t&", 16), ("a&#13;&", 20), ("&", 14)]
    {
        let (source, report) = super::sample::report(titled(text).as_bytes());
        let lines = feedwright::Lines::new(&source.text);
        let found = report.diagnostics.iter().find(|it| it.rule.name == "xml-bare-ampersand");
        let found = found.expect("it is found");
        assert_eq!(lines.position(found.span.start).column, column, "{text}");
    }
}
