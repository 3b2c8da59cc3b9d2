//! The feeds of a subscription list in OPML: the `xmlUrl` of its outlines.

use crate::batch::input::Input;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Attribute;
use crate::validate::markup::Event;
use crate::validate::markup::xml::Xml;
use crate::validate::options::Limits;

/// Returns the URLs of the feeds, in order. They are URLs and never paths, because the list may be from somebody else.
///
/// # Errors
///
/// If the document is not OPML, or not well-formed: the line and the problem.
pub(in crate::batch) fn feeds(name: &str, bytes: &[u8]) -> Result<Vec<Input>, String> {
    let source = Source::from_bytes(name, bytes, None);
    let mut out = Diagnostics::new(1);
    let mut xml = Xml::new(&source.text, &Limits::default());
    let mut root = None;
    let mut feeds = Vec::new();
    loop {
        match xml.next(&mut out) {
            Event::Open(open) => {
                let element = xml.name(open.name).local;
                if root.is_none() {
                    root = Some(element.to_owned());
                }
                let attributes = xml.attributes().iter();
                let is_url = |it: &&Attribute<'_>| xml.name(it.name).written() == "xmlUrl";
                let url = attributes.filter(|_| element == "outline").find(is_url);
                feeds.extend(url.map(|it| it.value.trim().to_owned()).filter(|it| !it.is_empty()));
            }
            Event::End => break,
            _ => {}
        }
    }
    if root.as_deref() != Some("opml") {
        return Err(format!("{name} is not OPML: its root element is not `opml`"));
    }
    if let Some(first) = out.finish().iter().find(|it| it.is_error()) {
        let line = Lines::new(&source.text).position(first.span.start).line;
        return Err(format!("{name} is not well-formed: line {line}: {}", first.message));
    }
    Ok(feeds.into_iter().map(Input::of_url).collect())
}

#[cfg(test)]
mod tests {
    use super::feeds;

    #[test]
    fn finds_nested_feeds_and_rejects_other_documents() {
        let opml = r#"<opml version="2.0"><head><title>x</title></head><body>
            <outline text="a"><outline type="rss" text="b" xmlUrl=" https://a.example/?a=1&amp;b=2 "/><outline text="c"/></outline>
            <outline text="d" xmlUrl="/etc/passwd"/><outline xmlUrl=""/></body></opml>"#;
        let found = feeds("list.opml", opml.as_bytes()).expect("it is OPML");
        let urls: Vec<&str> = found.iter().map(|it| it.label.source.as_str()).collect();
        assert_eq!(urls, ["https://a.example/?a=1&b=2", "/etc/passwd"]);
        for (text, message) in [
            ("<rss/>", "list.opml is not OPML: its root element is not `opml`"),
            ("", "list.opml is not OPML: its root element is not `opml`"),
            ("<opml>\n<body>", "list.opml is not well-formed: line 2: "),
        ] {
            let error = feeds("list.opml", text.as_bytes()).expect_err(text);
            assert!(error.starts_with(message), "{error}");
        }
    }
}
