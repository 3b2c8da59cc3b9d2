//! Values that make careless checks quadratic or worse.

use super::sample::{atom, item, rss};
use super::{Bounded, RejectedAs, Row, many, row, run, titled, with};

fn dated(date: &str) -> String {
    let clean = item(1);
    let (start, end) = (
        clean.find("<pubDate>").expect("it has a date") + 9,
        clean.find("</pubDate>").expect("it has a date"),
    );
    rss(1).replacen(&clean, &format!("{}{date}{}", &clean[..start], &clean[end..]), 1)
}

fn updated(date: &str) -> String {
    atom(1).replacen("2024-10-02T11:00:01Z", date, 1)
}

#[test]
fn algorithmic() {
    let bad = RejectedAs("invalid-rfc822-date", 0);
    let rows: Vec<Row> = vec![
        row("a date of 200,000 spaces", bad.clone(), || {
            dated(&format!("Mon,{}x", " ".repeat(200_000)))
        }),
        row("a date of open comments", bad.clone(), || dated(&"(".repeat(200_000))),
        row("a date of nested comments", Bounded, || {
            dated(&format!(
                "Wed, 02 Oct 2024 10:00:00 GMT {}{}",
                "(".repeat(200_000),
                ")".repeat(200_000)
            ))
        }),
        row("a date of digits", bad.clone(), || dated(&"1".repeat(200_000))),
        row("a date of signs", bad, || dated(&"+".repeat(200_000))),
        row("a fraction of 200,000 digits", Bounded, || {
            updated(&format!("2024-10-02T11:00:00.{}Z", "1".repeat(200_000)))
        }),
        row("an e-mail address of at signs", Bounded, || {
            with(&format!("<author>{}</author>", "@".repeat(200_000)))
        }),
        row("an e-mail address of quotes", Bounded, || {
            with(&format!("<author>{}</author>", "\"\\".repeat(100_000)))
        }),
        row("an e-mail address of parentheses", Bounded, || {
            with(&format!("<author>a@b.example {}</author>", "(".repeat(200_000)))
        }),
        row("a media type of parameters", Bounded, || {
            with(&format!(
                "<enclosure url='https://harbor.example/a' length='1' type='a/b{}'/>",
                ";a=\"".repeat(100_000)
            ))
        }),
        row("a line of 400,000 points", Bounded, || {
            with(&format!(
                "<g:line xmlns:g='http://www.georss.org/georss'>{}</g:line>",
                "1 2 ".repeat(400_000)
            ))
        }),
        row("a URL of ../", Bounded, || {
            with(&format!("<comments>https://harbor.example/{}</comments>", "../".repeat(100_000)))
        }),
        row("a URL of %2", Bounded, || {
            with(&format!("<comments>https://harbor.example/{}</comments>", "%2".repeat(100_000)))
        }),
        row("a URL of labels", Bounded, || {
            with(&format!("<comments>https://{}example/</comments>", "a.".repeat(100_000)))
        }),
        row("a URL of punycode", Bounded, || {
            with(&format!("<comments>https://{}example/</comments>", "xn--a-ecp.".repeat(50_000)))
        }),
        row("a URL of one long punycode label", Bounded, || {
            with(&format!("<comments>https://xn--{}.example/</comments>", "a".repeat(200_000)))
        }),
        row("a URL of letters beyond ASCII", Bounded, || {
            with(&format!("<comments>https://{}.example/</comments>", "\u{e9}".repeat(100_000)))
        }),
        row("a URL of colons in brackets", RejectedAs("invalid-url", 0), || {
            with(&format!("<comments>https://[{}]/</comments>", ":".repeat(200_000)))
        }),
        row("a language of subtags", RejectedAs("invalid-language", 0), || {
            rss(1).replacen("<language>en", &format!("<language>en{}", "-a".repeat(100_000)), 1)
        }),
        row("5,000 bases", Bounded, || {
            let count = many(5_000);
            with(&format!(
                "<x:a xmlns:x='u'>{}{}</x:a>",
                "<x:b xml:base='a/'>".repeat(count),
                "</x:b>".repeat(count)
            ))
        }),
        row("200 nested bases of 10 KB", Bounded, || {
            let base = "a/".repeat(5_000);
            atom(1).replacen("<p>", &format!("<p xml:base='{base}'>").repeat(200), 1).replacen(
                "</p>",
                &"</p>".repeat(200),
                1,
            )
        }),
        row("5,000 bases around links", Bounded, || {
            let links = "<link rel='related' href='x' xml:base='a/b/c/'/>".repeat(many(5_000) * 4);
            atom(1).replacen("<feed ", "<feed xml:base='https://harbor.example/' ", 1).replacen(
                "    <id>",
                &format!("{links}<id>"),
                1,
            )
        }),
        row("30,000 lists in HTML", Bounded, || {
            titled("x").replacen(
                "&lt;b&gt;rain&lt;/b&gt;",
                &"&lt;ul&gt;&lt;li&gt;".repeat(30_000),
                1,
            )
        }),
        row("keywords", Bounded, || {
            with(&format!(
                "<itunes:keywords xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>{}</itunes:keywords>",
                "a ,".repeat(100_000)
            ))
        }),
    ];
    run(rows);
}
