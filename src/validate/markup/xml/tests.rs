//! Tests of the whole reader: the problems it reports, the events it returns, and properties of every input.

use std::fmt::Write;

use proptest::prelude::*;

use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::{Limits, Xml, problems};
use crate::validate::markup::{Event, Form, Kind, Open};

const FEED: &str = include_str!("../../../../rules/xml-undeclared-prefix/good.xml");

/// The rule and the exact characters of every problem, except for custom entities, which are valid XML.
fn found(text: &str) -> Vec<(&'static str, &str)> {
    let faults = problems(text).into_iter().filter(|it| it.rule.name != "xml-custom-entity");
    faults.map(|it| (it.rule.name, &text[it.span.range()])).collect()
}

#[test]
fn reports_custom_entities() {
    let messages = |text: &str| -> Vec<String> {
        problems(text).iter().map(|it| format!("{}: {}", it.rule.name, it.message)).collect()
    };
    assert_eq!(
        messages("<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY f '<b/>&e;'>]><a b='&e;'>&f;</a>"),
        [
            "xml-custom-entity: the entity `&e;` is defined by the document itself",
            "xml-custom-entity: the entity `&f;` contains elements, which feedwright does not check",
        ]
    );
}

fn check(cases: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "{text}");
    }
}

/// The events of a document in a short notation.
fn events(text: &str, limits: &Limits) -> String {
    let mut xml = Xml::new(text, limits);
    let (mut out, mut events) = (Diagnostics::new(1000), String::new());
    loop {
        match xml.next(&mut out) {
            Event::Open(Open { name, kind, .. }) => {
                assert_eq!(kind, Kind::Element);
                write!(events, "<{}", label(&xml, name)).expect("writing to a string cannot fail");
                for it in xml.attributes() {
                    write!(events, " {}={:?}", label(&xml, it.name), it.value)
                        .expect("writing to a string cannot fail");
                }
                events.push('>');
            }
            Event::Text(piece) => xml.decode(&piece, &mut events),
            Event::Close(close) => {
                write!(events, "</{}>", xml.name(close.name).local)
                    .expect("writing to a string cannot fail");
            }
            Event::Comment(_) => events += "#",
            Event::Instruction(_) => events += "?",
            Event::Doctype(_) => events += "!",
            Event::End => return events,
        }
    }
}

fn label(xml: &Xml<'_>, name: crate::validate::markup::name::NameId) -> String {
    let name = xml.name(name);
    match xml.namespace_uri(name.ns) {
        "" => name.local.to_owned(),
        uri => format!("{{{uri}}}{}", name.local),
    }
}

#[test]
fn accepts_well_formed_documents() {
    let good = [
        "<a/>",
        "<?xml version=\"1.0\"?><a></a>",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\r\n<!-- c -->\n<a b = 'c'\n d=\"e\" />\n<?p q?> <!---->",
        "<a>&lt;&gt;&amp;&quot;&apos;&#9;&#x1F600;&#0000000000000065;]] ></a >",
        "<a>]]<![CDATA[ ]] > <b> & ]]]]><![CDATA[>]]></a>",
        "<a b='>' c=\"'\" d='\"'/>",
        "<a xmlns='u' xmlns:p='v' p:b='1' b='1'><p:c/><c xmlns=''/></a>",
        "<a xml:lang='en' xml:base='x' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<\u{e9}l\u{e9}ment \u{3b1}='\u{1f600}'/>",
        "<?xml-stylesheet href='a'?><a><?php echo 1 ?></a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" 'http://example.com/rss.dtd'><rss>&eacute;</rss>",
        "<!DOCTYPE a [<!ENTITY e 'x<b>y</b>'> <!ENTITY f '&e;&#38;#38;'>]><a>&e;&f;</a>",
        "<!DOCTYPE a [<!ELEMENT a (b?,(c|d)*)+><!ATTLIST a b (x|y) 'x' c ID #IMPLIED><!NOTATION n PUBLIC 'p'><!-- ]> -->]><a/>",
        "<!DOCTYPE a [<!ENTITY % p '<!ELEMENT a ANY>'> %p;]><a/>",
    ];
    for text in good {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn reports_faults_in_characters_and_references() {
    check(&[
        ("<a>x\u{1}\u{2}y</a>", &[("xml-bad-character", "\u{1}\u{2}")]),
        ("<a b='\u{0}'/>", &[("xml-bad-character", "\0")]),
        ("<a><![CDATA[\u{ffff}]]></a>", &[("xml-bad-character", "\u{ffff}")]),
        ("<a>\u{0}</a>\u{0}", &[("xml-bad-character", "\0"), ("xml-bad-character", "\0")]),
        ("<a>AT&T & co</a>", &[("xml-bare-ampersand", "&"), ("xml-bare-ampersand", "&")]),
        ("<a b='?c=1&d=2'/>", &[("xml-bare-ampersand", "&")]),
        (
            "<a>&#0;&#x110000;&#;&#xZZ;&#99999999999999;</a>",
            &[
                ("xml-bad-character-reference", "&#0;"),
                ("xml-bad-character-reference", "&#x110000;"),
                ("xml-bad-character-reference", "&#;"),
                ("xml-bad-character-reference", "&#xZZ;"),
                ("xml-bad-character-reference", "&#99999999999999;"),
            ],
        ),
        ("<a>&nbsp;</a>", &[("xml-undefined-entity", "&nbsp;")]),
        ("<a b='&eacute;'/>", &[("xml-undefined-entity", "&eacute;")]),
        ("<a>a ]]> b</a>", &[("xml-cdata-end-in-text", "]]>")]),
        ("<a>1 < 2 << 3</a>", &[("xml-bare-less-than", "<"), ("xml-bare-less-than", "<")]),
        ("<a><![cdata[x]]></a>", &[("xml-bare-less-than", "<![cdata[x]]>")]),
    ]);
}

#[test]
fn reports_faults_in_tags() {
    check(&[
        ("<a><b>x</a>", &[("xml-not-closed", "b")]),
        ("<a><b><c></b></c></a>", &[("xml-not-closed", "c")]),
        ("<a><title>x</tilte></a>", &[("xml-mismatched-tag", "tilte")]),
        ("<a><B>x</b></a>", &[("xml-mismatched-tag", "b")]),
        ("<a>x</p></a>", &[("xml-stray-end-tag", "</p>")]),
        ("<a></a></a>", &[("xml-stray-end-tag", "</a>")]),
        ("<a></a b='c'>", &[("xml-bad-end-tag", "b='c'")]),
        ("<a></></a>", &[("xml-bad-end-tag", "</")]),
        ("<a><b <c/></b></a>", &[("xml-tag-not-closed", "<b")]),
        ("<a b/>", &[("xml-attribute-without-value", "b")]),
        ("<a b=c d/>", &[("xml-unquoted-attribute", "c"), ("xml-attribute-without-value", "d")]),
        ("<a b='c'd='e'/>", &[("xml-attribute-without-space", "")]),
        ("<a b='c></a>", &[("xml-attribute-not-closed", "'")]),
        ("<a><b c=\"d>x</b><e f=\"g\"/></a>", &[("xml-attribute-not-closed", "\"")]),
        ("<a b='x<y'/>", &[("xml-less-than-in-attribute", "<")]),
        ("<a ,b='c'/>", &[("xml-bad-attribute", ",")]),
        ("<a b='1' b='2'/>", &[("xml-duplicate-attribute", "b")]),
        ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", &[("xml-duplicate-attribute", "q:b")]),
        ("<a xmlns='u' xmlns='v'/>", &[("xml-duplicate-attribute", "xmlns")]),
        ("<a\u{d7}/>", &[("xml-bad-name", "\u{d7}")]),
        ("<a -b='1'/>", &[("xml-bad-name", "-")]),
    ]);
}

#[test]
fn reports_faults_in_namespaces() {
    check(&[
        ("<a><dc:b/><dc:c/></a>", &[("xml-undeclared-prefix", "dc")]),
        ("<a p:b='1'/>", &[("xml-undeclared-prefix", "p")]),
        ("<a><b xmlns:p='u'/><p:c/></a>", &[("xml-undeclared-prefix", "p")]),
        ("<a xmlns:p=''/>", &[("xml-bad-namespace-declaration", "xmlns:p")]),
        ("<a xmlns:xml='u'/>", &[("xml-bad-namespace-declaration", "xmlns:xml")]),
        ("<a xmlns:xmlns='u'/>", &[("xml-bad-namespace-declaration", "xmlns:xmlns")]),
        (
            "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
            &[("xml-bad-namespace-declaration", "xmlns")],
        ),
        ("<:a/>", &[("xml-misplaced-colon", ":a")]),
        ("<a:b:c xmlns:a='u'/>", &[("xml-misplaced-colon", "a:b:c")]),
        ("<xmlns:a/>", &[("xml-misplaced-colon", "xmlns:a")]),
    ]);
}

#[test]
fn reports_faults_of_the_whole_document() {
    check(&[
        ("", &[("xml-no-root", "")]),
        (" \n", &[("xml-no-root", "")]),
        ("{\"a\": 1}", &[("xml-no-root", "{\"a\": 1}")]),
        ("<!-- c -->", &[("xml-no-root", "<!-- c -->")]),
        ("x<a/>y", &[("xml-text-outside-root", "x"), ("xml-text-outside-root", "y")]),
        ("<a/><b/><c/>", &[("xml-second-root", "b")]),
        ("\n<?xml version='1.0'?><a/>", &[("xml-before-declaration", "\n")]),
        ("Warning<?xml version='1.0'?><a/>", &[("xml-before-declaration", "Warning")]),
        ("<a><?xml version='1.0'?></a>", &[("xml-bad-instruction", "<?xml")]),
        ("<?XML a?><a/>", &[("xml-bad-instruction", "<?XML")]),
        ("<a><?p:q?></a>", &[("xml-bad-instruction", "<?p:q")]),
        ("<?xml version='1.1'?><a/>", &[("xml-unsupported-version", "1.1")]),
        ("<?xml encoding='UTF-8'?><a/>", &[("xml-bad-declaration", "<?xml")]),
        ("<?xml version='1.0' encoding='-8'?><a/>", &[("xml-bad-declaration", "-8")]),
        ("<?xml version='1.0'encoding='UTF-8'?><a/>", &[("xml-bad-declaration", "")]),
        ("<?xml version='1.0' standalone='YES'?><a/>", &[("xml-bad-declaration", "YES")]),
        ("<?xml version='1.0'><a/>", &[("xml-bad-declaration", "")]),
        ("<a><!-- b -- c --></a>", &[("xml-bad-comment", "--")]),
        ("<a><!-- b ---></a>", &[("xml-bad-comment", "-")]),
    ]);
}

#[test]
fn reports_faults_in_document_types_and_entities() {
    check(&[
        ("<!DOCTYPE><a/>", &[("xml-bad-doctype", ">")]),
        ("<!doctype html><a/>", &[("xml-bad-doctype", "<!doctype")]),
        ("<a><!DOCTYPE a></a>", &[("xml-bad-doctype", "<!DOCTYPE")]),
        ("<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>", &[("xml-bad-doctype", "|")]),
        ("<!DOCTYPE a [<!ENTITY lt 'x'>]><a/>", &[("xml-bad-doctype", "lt")]),
        ("<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>", &[("xml-recursive-entity", "&e;")]),
        (
            "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a b='&f;'/>",
            &[("xml-recursive-entity", "&f;")],
        ),
        (
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
            &[("xml-external-entity", "&e;")],
        ),
        ("<!DOCTYPE a [<!ENTITY % e SYSTEM 'x'> %e;]><a/>", &[("xml-external-entity", "%e;")]),
        (
            "<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>",
            &[("xml-bad-entity", "&e;"), ("xml-stray-end-tag", "</b>")],
        ),
        ("<!DOCTYPE a [<!ENTITY e '<b/>'>]><a b='&e;'/>", &[("xml-bad-entity", "&e;")]),
        ("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;&f;</a>", &[("xml-undefined-entity", "&f;")]),
    ]);
}

#[test]
fn continues_after_faults() {
    let limits = Limits::default();
    let cases = [
        ("<a><b>x</a>", "<a><b>x</b></a>"),
        ("<a>AT&T&nbsp;&foo;&#0;</a>", "<a>AT&T\u{a0}&foo;\u{fffd}</a>"),
        ("<a b=c d e='f'><g/></a>", "<a b=\"c\" e=\"f\"><g></g></a>"),
        ("x<?xml version='1.0'?><a>y</a>z", "<a>y</a>"),
        ("<a><b c=\"d>x</b><e f=\"g\"/></a>", "<a><b>x</b><e f=\"g\"></e></a>"),
        ("<a><b <c/></b></a>", "<a><b> <c></c></b></a>"),
        ("<a><b>x", "<a><b>x</b></a>"),
        ("<a><b>x</b", "<a><b>x</b></a>"),
        ("<a>x</p>y</a>", "<a>xy</a>"),
        ("<a/><b>x</b>", "<a></a>"),
        ("<a><dc:b/></a>", "<a><{http://purl.org/dc/elements/1.1/}b></b></a>"),
    ];
    for (text, expected) in cases {
        assert_eq!(events(text, &limits), expected, "{text}");
    }
}

#[test]
fn resolves_references_and_namespaces() {
    let limits = Limits::default();
    let cases = [
        (
            "<a b=' x\r\n\ty&#10;&amp;'>p\r\nq\rr&lt;<![CDATA[&lt;\r\n]]></a>",
            "<a b=\" x  y\\n&\">p\nq\nr<&lt;\n</a>",
        ),
        (
            "<a xmlns='u' b='c' xmlns:p='v' p:d='e'><p:f/><g xmlns=''/></a>",
            "<{u}a b=\"c\" {v}d=\"e\"><{v}f></f><g></g></a>",
        ),
        (
            "<!DOCTYPE a [<!ENTITY e 'x&#38;amp;y'><!ENTITY f '1&e;2<b>3</b>'>]><a c='&e;'>&f;</a>",
            "!<a c=\"x&y\">1x&y23</a>",
        ),
        ("<!--c--><?p?><a><!--c--></a>", "#?<a>#</a>"),
        ("<!DOCTYPE a [<!ATTLIST a xmlns CDATA 'u'>]><a/>", "!<{u}a></a>"),
    ];
    for (text, expected) in cases {
        assert_eq!(events(text, &limits), expected, "{text}");
    }
}

#[test]
fn locates_decoded_text() {
    let text = "<a b='1&amp;2'>x&lt;y\r\nz&#233;!</a>";
    let (mut out, mut xml) = (Diagnostics::new(1000), Xml::new(text, &Limits::default()));
    assert!(matches!(xml.next(&mut out), Event::Open(_)));
    let attribute = xml.attributes()[0].clone();
    let places: Vec<u32> = (0..4).map(|it| xml.locate_in_value(&attribute, it)).collect();
    assert_eq!(places, [6, 7, 12, 13]);
    let Event::Text(piece) = xml.next(&mut out) else { panic!("text comes next") };
    assert_eq!(piece.form, Form::Escaped);
    let mut decoded = String::new();
    xml.decode(&piece, &mut decoded);
    assert_eq!(decoded, "x<y\nz\u{e9}!");
    let places: Vec<u32> = (0..10).map(|it| xml.locate(&piece, it) - piece.span.start).collect();
    assert_eq!(places, [0, 1, 5, 6, 8, 9, 9, 15, 16, 16]);
    // The order of the calls does not matter.
    let again = (0..10).rev().map(|it| xml.locate(&piece, it) - piece.span.start);
    assert!(again.eq(places.into_iter().rev()));
}

#[test]
fn respects_its_limits() {
    let limits = Limits { depth: 2, attributes: 2, name: 4, declarations: 1, expansion: 10 };
    #[rustfmt::skip]
    let cases = [
        ("<a><b><c>x</c>y</b></a>", "<a><b>y</b></a>", "xml-too-deep"),
        ("<a b='' c='' d='' e=''/>", "<a b=\"\" c=\"\"></a>", "xml-too-many-attributes"),
        ("<abcde/>", "<abcde></abcde>", "xml-name-too-long"),
        ("<a xmlns:b='u' xmlns:c='v' xmlns:d='w'><d:e/></a>", "<a><{w}e></e></a>", "xml-too-many-namespaces"),
        ("<!DOCTYPE a [<!ENTITY e '123456'>]><a>&e;&e;&e;</a>", "!<a></a>", "xml-entity-expansion"),
    ];
    for (text, expected, rule) in cases {
        let mut out = Diagnostics::new(1000);
        let mut xml = Xml::new(text, &limits);
        while !matches!(xml.next(&mut out), Event::End) {}
        assert_eq!(
            out.finish()
                .iter()
                .map(|it| it.rule.name)
                .filter(|it| *it != "xml-custom-entity")
                .collect::<Vec<_>>(),
            [rule],
            "{text}"
        );
        assert_eq!(events(text, &limits), expected);
    }
}

#[test]
fn reports_every_truncation_of_a_feed() {
    let feed = FEED.trim_end();
    for end in 0..feed.len() {
        assert!(!problems(&feed[..end]).is_empty(), "{}", &feed[..end]);
    }
    assert!(problems(feed).is_empty());
}

#[test]
fn stays_linear_on_hostile_input() {
    let count = 100_000;
    let open = [
        "<",
        "&",
        "<a b=\"",
        "<a b='",
        "<a ",
        "<a>",
        "<!--",
        "<a><!-- -- ",
        "<![CDATA[",
        "<?x ",
        "</b>",
        "<!",
        "&#",
        "<a b=\">",
    ];
    for piece in open {
        let text = piece.repeat(count);
        assert!(!problems(&text).is_empty(), "{piece}");
        assert!(!problems(&format!("<r>{text}</r>")).is_empty(), "{piece}");
    }
    let chain: Vec<String> =
        (1..20_000).map(|it| format!("<!ENTITY e{it} '&e{};'>", it - 1)).collect();
    let chain = chain.concat();
    assert_eq!(found(&format!("<!DOCTYPE a [<!ENTITY e0 'x'>{chain}]><a>&e19999;</a>")), []);
    let laughs: Vec<String> =
        (1..60).map(|it| format!("<!ENTITY e{it} '&e{0};&e{0};'>", it - 1)).collect();
    let laughs = laughs.concat();
    let laughs = format!("<!DOCTYPE a [<!ENTITY e0 'ha'>{laughs}]><a>&e59;</a>");
    assert_eq!(found(&laughs), [("xml-entity-expansion", "&e59;")]);
}

/// Reads a whole document, and checks the properties of every document.
fn hold(text: &str) {
    let limits = Limits { depth: 5, ..Limits::default() };
    let mut xml = Xml::new(text, &limits);
    let (mut out, mut open, mut decoded) = (Diagnostics::new(1000), Vec::new(), String::new());
    let mut last = 0;
    loop {
        match xml.next(&mut out) {
            Event::Open(it) => {
                open.push(it.name);
                assert!(it.span.start >= last && text.get(it.span.range()).is_some(), "{text:?}");
                last = it.span.start;
                for it in xml.attributes() {
                    assert!(
                        text.get(it.name_span.range()).is_some()
                            && text.get(it.value_span.range()).is_some()
                    );
                    assert!(xml.locate_in_value(it, it.value.len()) <= it.value_span.end);
                }
            }
            Event::Close(it) => {
                assert_eq!(open.pop(), Some(it.name), "{text:?}");
                assert!(it.span.start >= last && text.get(it.span.range()).is_some(), "{text:?}");
            }
            Event::Text(it) => {
                assert_eq!(&text[it.span.range()], it.raw);
                decoded.clear();
                xml.decode(&it, &mut decoded);
                assert!(it.form != Form::Plain || decoded == it.raw);
                assert!(xml.locate(&it, decoded.len()) <= it.span.end);
            }
            Event::Comment(it) | Event::Instruction(it) | Event::Doctype(it) => {
                assert!(text.get(it.range()).is_some(), "{text:?}");
            }
            Event::End => break,
        }
    }
    assert!(open.is_empty(), "{text:?}");
    let out = out.finish();
    for it in &out {
        let fixes = it.fix.iter().flat_map(|it| &it.edits).map(|it| it.span);
        for span in std::iter::once(it.span).chain(it.labels.iter().map(|it| it.0)).chain(fixes) {
            assert!(text.get(span.range()).is_some(), "{text:?}: {} {span:?}", it.rule.name);
        }
    }
    // An independent parser accepts a document without errors, unless it uses features that the parser does not support.
    if out.is_empty() && !text.contains("<!") {
        assert!(roxmltree::Document::parse(text).is_ok(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn holds_for_every_string(text in any::<String>()) {
        hold(&text);
    }

    #[test]
    fn holds_for_everything_similar_to_markup(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        hold(&pieces.concat());
    }

    #[test]
    fn holds_for_damaged_feeds(at in 0..FEED.len(), length in 0..9usize, pieces in prop::collection::vec(prop::sample::select(PIECES), 0..3)) {
        let end = (at + length).min(FEED.len());
        hold(&format!("{}{}{}", &FEED[..at], pieces.concat(), &FEED[end..]));
    }
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<", ">", "/", "</", "/>", "<a", "<a>", "</a>", "<b", "</b>", "<p:c", "<x:d/>", " ", "\n", "\r\n", "=", "\"", "'", " e='1'", " e=2",
    " xmlns='u'", " xmlns:p='v'", "&", "&lt;", "&e;", "&nbsp;", "&#10;", "&#0;", ";", "#", "]]>", "<![CDATA[", "<!--", "--", "-->",
    "<?", "?>", "<?xml version='1.0'?>", "<?xml ", "<!DOCTYPE a", "<!DOCTYPE a [<!ENTITY e 'x<b/>'>]>", "[", "]", "<!ENTITY e '",
    "<!ENTITY % p '", "%p;", "<!ELEMENT a (", "|", ",", ")", "<!ATTLIST a ", "\u{0}", "\u{e9}", "\u{1f600}", "\u{ffff}", "x",
];
