//! Large documents: no check is quadratic or recursive, and the size of a report is limited.

use super::each;
use super::sample::{atom, item, rss};
use super::{
    Accepted, Bounded, Flagged, MORE, Rejected, RejectedAs, Row, TITLE, many, row, run, titled,
    with,
};

const MB: usize = 1 << 20;

fn content(html: &str) -> String {
    titled("x").replacen("&lt;b&gt;rain&lt;/b&gt;", html, 1)
}

fn xml() -> Vec<Row> {
    let deep = RejectedAs("xml-too-deep", 0);
    vec![
        row("a million nested elements", deep.clone(), || {
            let count = many(1_000_000);
            with(&format!(
                "{}{}",
                "<x:a xmlns:x='u'>".to_owned() + &"<x:b>".repeat(count),
                "</x:b>".repeat(count) + "</x:a>"
            ))
        }),
        row("a million open elements", deep.clone(), || {
            format!("<rss>{}", "<a>".repeat(many(1_000_000)))
        }),
        row("200,000 divs of XHTML", deep, || {
            let count = many(200_000);
            atom(1).replacen("<p>", &("<div>".repeat(count) + "<p>"), 1).replacen(
                "</p>",
                &("</p>".to_owned() + &"</div>".repeat(count)),
                1,
            )
        }),
        row("20,000 nested declarations", Bounded, || {
            let open: String = each(0..20_000, |it| format!("<a{it}:b xmlns:a{it}='u{it}'>"));
            let close: String = each((0..20_000).rev(), |it| format!("</a{it}:b>"));
            with(&(open + &close))
        }),
        row("an attribute of 32 MB", Bounded, || {
            with(&format!("<x:a xmlns:x='u' b='{}'/>", "x".repeat(many(32 * MB))))
        }),
        row("an open attribute of 32 MB", Rejected(0), || {
            with(&format!("<x:a xmlns:x='u' b='{}/>", "x".repeat(many(32 * MB))))
        }),
        row("a URL of a million brackets", Flagged("invalid-url", MORE), || {
            with(&format!("<comments>http://e/{}</comments>", "[".repeat(many(MB))))
        }),
        row("text of 32 MB", Bounded, || titled(&"x ".repeat(many(16 * MB)))),
        row("a comment of 32 MB", Accepted, || {
            titled(&format!("<!--{}-->x", "x".repeat(many(32 * MB))))
        }),
        row("a comment of 32 MB dashes", RejectedAs("xml-bad-comment", TITLE), || {
            titled(&format!("<!--{}-->x", "-".repeat(many(32 * MB))))
        }),
        row("an instruction of 32 MB", Accepted, || {
            titled(&format!("<?x {}?>x", "?".repeat(many(32 * MB))))
        }),
        row("CDATA of brackets", Bounded, || {
            titled(&format!("<![CDATA[{}]]>", "]".repeat(many(32 * MB))))
        }),
        row("32 MB of spaces", Bounded, || titled(&" ".repeat(many(32 * MB)))),
        row("32 MB of spaces in a tag", Accepted, || {
            titled("x").replacen("<title>x", &format!("<title{}>x", " ".repeat(many(32 * MB))), 1)
        }),
        row("a name of 16 MB", RejectedAs("xml-name-too-long", 0), || {
            with(&format!("<x:{} xmlns:x='u'/>", "a".repeat(many(16 * MB))))
        }),
        row(
            "16 million lines, then a fault",
            RejectedAs(
                "xml-bare-ampersand",
                u32::try_from(many(16 * MB)).expect("it fits") + TITLE,
            ),
            || titled(&format!("{}&", "\n".repeat(many(16 * MB)))),
        ),
        row("16 MB of <", Rejected(TITLE), || titled(&"<".repeat(many(16 * MB)))),
        row("8 MB of &", RejectedAs("xml-bare-ampersand", TITLE), || {
            titled(&"&".repeat(many(8 * MB)))
        }),
        row("8 MB of &a", RejectedAs("xml-bare-ampersand", TITLE), || {
            titled(&"&a".repeat(many(4 * MB)))
        }),
        row("8 MB of </a>", Rejected(TITLE), || titled(&"</a>".repeat(many(2 * MB)))),
        row("8 MB of <a b='", Rejected(TITLE), || titled(&"<a b='".repeat(many(MB)))),
        row("8 MB of <![CDATA[ without an end", Rejected(0), || {
            titled(&"<![CDATA[".repeat(many(MB)))
        }),
        row("8 MB of unclosed items", Rejected(0), || {
            format!(
                "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>{}</channel></rss>",
                "<item>".repeat(many(MB))
            )
        }),
        row("8 MB of unclosed titles", Rejected(0), || {
            format!(
                "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>{}</channel></rss>",
                "<item><title>".repeat(many(MB / 2))
            )
        }),
    ]
}

fn parts() -> Vec<Row> {
    let attributes = |count: usize| each(0..count, |it| format!(" a{it}='v'"));
    vec![
        row("a million attributes", RejectedAs("xml-too-many-attributes", 0), move || {
            with(&format!("<x:a xmlns:x='u'{}/>", attributes(many(1_000_000))))
        }),
        row(
            "100,000 attributes, the first again",
            RejectedAs("xml-too-many-attributes", 0),
            move || with(&format!("<x:a xmlns:x='u'{} a0='w'/>", attributes(100_000))),
        ),
        row(
            "1,000 attributes, the first again",
            RejectedAs("xml-duplicate-attribute", 0),
            move || with(&format!("<x:a xmlns:x='u'{} a0='w'/>", attributes(900))),
        ),
        row("a million declarations", RejectedAs("xml-too-many-namespaces", 0), || {
            let all: String = each(0..many(1_000_000), |it| format!(" xmlns:n{it}='u'"));
            with(&format!("<x:a xmlns:x='u'{all}/>"))
        }),
        row("1,000 elements of 200 long declarations", Bounded, || {
            let all: String = each(0..200, |it| format!(" xmlns:n{it}='{}'", "u".repeat(100)));
            with(&format!("<x:a xmlns:x='u'{all}/>").repeat(many(1000)))
        }),
        row("names with 60 bytes in common", Bounded, || {
            let all: String = each(0..many(100_000), |it| format!("<x:{}{it}/>", "a".repeat(60)));
            with(&format!("<x:a xmlns:x='u'>{all}</x:a>"))
        }),
        row("200,000 items", Accepted, || rss(many(200_000))),
        row("50,000 equal guids", Flagged("duplicate-guid", 0), || {
            rss(0).replacen("  </channel>", &(item(1).repeat(many(50_000)) + "  </channel>"), 1)
        }),
        row("300,000 categories", Bounded, || {
            with(&"<category>x</category>".repeat(many(300_000)))
        }),
        row("100,000 bad dates", RejectedAs("invalid-rfc822-date", 0), || {
            rss(many(100_000)).replace(" Oct ", " Okt ")
        }),
        row("10 MB on one line, faults all over", RejectedAs("xml-bare-ampersand", TITLE), || {
            titled(&"x & y ".repeat(many(2 * MB)))
        }),
        row("100,000 faults of every kind", Rejected(0), || {
            rss(many(20_000))
                .replace("</title>", "")
                .replace("&amp;b", "&b")
                .replace(" Oct ", " Okt ")
                .replace("\"true\"", "true")
        }),
    ]
}

fn html() -> Vec<Row> {
    #[rustfmt::skip]
    let pieces = [
        "&lt;b&gt;", "&lt;a&gt;&lt;b&gt;&lt;p&gt;", "&lt;a ", "&lt;!--", "&lt;a b=", "&lt;a b=\"", "&amp;amp;", "&amp;", "&lt;",
        "&lt;/p&gt;", "&lt;table&gt;", "&lt;svg&gt;&lt;p&gt;", "&lt;script&gt;", "&lt;select&gt;&lt;option&gt;", "&lt;p&gt;&lt;i&gt;&lt;/p&gt;",
    ];
    let mut rows: Vec<Row> = pieces
        .into_iter()
        .map(|it| {
            row(format!("100,000 times {it} in HTML"), Bounded, move || {
                content(&it.repeat(many(100_000)))
            })
        })
        .collect();
    for it in [
        "&lt;a ",
        "&#x3C;b&gt;",
        "&#x26;amp;",
        "&amp;copy ",
        "&lt;!--",
        "x&lt;a&gt;",
        "&lt;b c&gt;",
    ] {
        rows.push(row(format!("100,000 times {it} in a title"), Bounded, move || {
            titled(&it.repeat(many(100_000)))
        }));
    }
    rows.push(row("100,000 attributes in HTML", Bounded, || {
        let all: String = each(0..100_000, |it| format!(" a{it}=b"));
        content(&format!("&lt;p{all}&gt;"))
    }));
    rows
}

#[test]
fn size() {
    run([xml(), parts(), html()].into_iter().flatten().collect());
}
