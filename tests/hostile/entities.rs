//! Entities and document types: expansion attacks, loops, and references outside the document.

use super::each;
use super::{
    Accepted, Bounded, Flagged, Rejected, RejectedAs, Row, TITLE, declared, many, row, run, titled,
};

/// Declarations `<!ENTITY {from}1 "{from}0 {from}0 …">` and so on. Each entity refers ten times to the one before it.
fn laughs(levels: usize, kind: &str, reference: char) -> String {
    let mut text = format!("<!ENTITY {kind}l0 'ha'>");
    for level in 1..=levels {
        let inner = format!("{reference}l{};", level - 1).repeat(10);
        text += &format!("<!ENTITY {kind}l{level} '{inner}'>");
    }
    text
}

/// An item title after a document type with this internal subset, on one line.
fn subset(declarations: &str, title: &str) -> String {
    declared(&format!("<!DOCTYPE rss [{declarations}]>"), title)
}

/// The line of the title after a document type on one line.
const AFTER: u32 = TITLE + 1;

fn bombs() -> Vec<Row> {
    vec![
        row("laughs in text", RejectedAs("xml-entity-expansion", AFTER), || {
            subset(&laughs(12, "", '&'), "&l12;")
        }),
        row("laughs in an attribute", RejectedAs("xml-entity-expansion", AFTER), || {
            subset(&laughs(12, "", '&'), "x")
                .replacen("isPermaLink=\"true\"", "isPermaLink=\"&l12;\"", 1)
                .replacen("<title>x</title>", "<title a='&l12;'>x</title>", 1)
        }),
        row("laughs declared only", Bounded, || subset(&laughs(12, "", '&'), "x")),
        row("laughs of parameter entities", Rejected(2), || {
            let inner = format!("{} %l12;", laughs(12, "% ", '%').replace("'%", "'&#37;"));
            subset(&inner, "x")
        }),
        row("3000 references to 3000 bytes", RejectedAs("xml-entity-expansion", AFTER), || {
            subset(&format!("<!ENTITY e '{}'>", "x".repeat(3000)), &"&e;".repeat(3000))
        }),
        row("quadratic, 2 GB", RejectedAs("xml-entity-expansion", AFTER), || {
            subset(&format!("<!ENTITY e '{}'>", "x".repeat(50_000)), &"&e;".repeat(40_000))
        }),
        row("just under the limit", Accepted, || {
            subset(&format!("<!ENTITY e '{}'>", "x ".repeat(500)), &"&e;".repeat(8000))
        }),
        row("refers to itself", RejectedAs("xml-recursive-entity", AFTER), || {
            subset("<!ENTITY e 'a&e;b'>", "&e;")
        }),
        row("refer to each other", RejectedAs("xml-recursive-entity", AFTER), || {
            subset("<!ENTITY e '&f;'><!ENTITY f '&e;'>", "&e;")
        }),
        row("a chain of 50,000", Accepted, || {
            let links: Vec<String> =
                (1..50_000).map(|it| format!("<!ENTITY e{it} '&e{};'>", it - 1)).collect();
            subset(&format!("<!ENTITY e0 'x'>{}", links.concat()), "&e49999;")
        }),
        row("200,000 declarations", Accepted, || {
            let all: String = each(0..many(200_000), |it| format!("<!ENTITY e{it} 'x'>"));
            subset(&all, "&e1;")
        }),
        row("opens a tag", RejectedAs("xml-bad-entity", AFTER), || {
            subset("<!ENTITY e '<b>'>", "&e;</b>")
        }),
        row("lt declared anew", Rejected(2), || subset("<!ENTITY lt 'x'>", "&lt;")),
        row("lt declared with its own value", Accepted, || {
            subset("<!ENTITY lt '&#38;#60;'>", "&lt;")
        }),
    ]
}

fn outside() -> Vec<Row> {
    let external = RejectedAs("xml-external-entity", AFTER);
    vec![
        row("a file next to it", external.clone(), || {
            subset("<!ENTITY e SYSTEM 'secret.txt'>", "&e;")
        }),
        row("a file of the system", external.clone(), || {
            subset("<!ENTITY e SYSTEM 'file:///etc/passwd'>", "&e;")
        }),
        row("a server", external.clone(), || {
            subset("<!ENTITY e SYSTEM 'http://127.0.0.1/'>", "&e;")
        }),
        row("a public one", external, || {
            subset("<!ENTITY e PUBLIC '-//x' 'http://127.0.0.1/'>", "&e;")
        }),
        row("one in an attribute", RejectedAs("xml-external-entity", 13), || {
            subset("<!ENTITY e SYSTEM 'http://127.0.0.1/'>", "x").replacen(
                "<link>https://harbor.example/ferry",
                "<link a='&e;'>https://harbor.example/ferry",
                1,
            )
        }),
        row("a parameter entity", RejectedAs("xml-external-entity", 2), || {
            subset("<!ENTITY % e SYSTEM 'http://127.0.0.1/e.dtd'> %e;", "x")
        }),
        row("declared, not used", Accepted, || {
            subset("<!ENTITY e SYSTEM 'file:///etc/passwd'>", "x")
        }),
        row("an external subset", Flagged("external-dtd", 2), || {
            declared("<!DOCTYPE rss SYSTEM 'http://127.0.0.1/rss.dtd'>", "x")
        }),
        row("the document type of RSS 0.91", Flagged("obsolete-doctype", 2), || {
            declared("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">", "x")
                .replacen("version=\"2.0\"", "version=\"0.91\"", 1)
        }),
        row("a stylesheet", Accepted, || {
            declared("<?xml-stylesheet type='text/xsl' href='http://127.0.0.1/x.xsl'?>", "x")
        }),
        row("XInclude", Bounded, || {
            titled("x").replacen("    <item>", "    <xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>\n    <item>", 1)
        }),
        row("schemaLocation", Accepted, || {
            titled("x").replacen("<rss ", "<rss xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='u http://127.0.0.1/x.xsd' ", 1)
        }),
    ]
}

fn references() -> Vec<Row> {
    #[rustfmt::skip]
    let bad = [
        "&nbsp;", "&eacute;", "a & b", "&", "&;", "&#;", "&#x;", "&#xZZ;", "&#12a;", "&#0;", "&#x0;", "&#x1b;", "&#27;",
        "&#xD800;", "&#xDFFF;", "&#xFFFE;", "&#xFFFF;", "&#x110000;", "&#4294967361;", "&#x100000041;",
        "&#99999999999999999999999999;", "&#-65;", "&# 65;", "&#X41;", "&amp", "&lt", "& amp;",
    ];
    let mut rows: Vec<Row> = bad
        .into_iter()
        .map(|it| row(format!("the reference {it}"), Rejected(TITLE), move || titled(it)))
        .collect();
    for good in
        ["&lt;b&gt; &amp; &quot;&apos;", "&#9;x&#10;&#13;", "&#x1F600;&#128512;", "&#xFFFD;x"]
    {
        rows.push(row(format!("the reference {good}"), Accepted, move || titled(good)));
    }
    rows.push(row("100,000 zeros", Accepted, || titled(&format!("&#{}65;", "0".repeat(100_000)))));
    rows
}

fn declarations() -> Vec<Row> {
    vec![
        row("left open", Rejected(0), || {
            titled("x").replacen("<rss ", "<!DOCTYPE rss [\n<rss ", 1)
        }),
        row("left open without brackets", Rejected(0), || {
            titled("x").replacen("<rss ", "<!DOCTYPE rss \n<rss ", 1)
        }),
        row("after the start of the root", RejectedAs("xml-bad-doctype", TITLE), || {
            titled("<!DOCTYPE rss>")
        }),
        row("after the root", Rejected(22), || titled("x") + "<!DOCTYPE rss>"),
        row("twice", RejectedAs("xml-bad-doctype", 3), || {
            declared("<!DOCTYPE rss>\n<!DOCTYPE rss>", "x")
        }),
        row("]> in quotes", Accepted, || subset("<!ENTITY e ']>'><!-- ]> -->", "&e;")),
        row("100,000 brackets", Rejected(2), || subset(&"[".repeat(100_000), "x")),
        row("100,000 open entities", Rejected(0), || subset(&"<!ENTITY e '".repeat(100_000), "x")),
        row("lower case", RejectedAs("xml-bad-doctype", 2), || declared("<!doctype rss>", "x")),
    ]
}

#[test]
fn entities() {
    run([bombs(), outside(), references(), declarations()].into_iter().flatten().collect());
}
