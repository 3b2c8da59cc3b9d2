//! Serializes elements as HTML (<https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments>) in one pass for
//! any text. The parser's own serializer searches for the next `<` again after each `&`.

use ego_tree::iter::Edge;
use html5ever::ns;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::publish::tree_bounds;
use crate::text::escape::reference;

/// Elements whose text contains no entities.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "plaintext", "script", "style", "xmp"];

/// The HTML inside `root`.
pub(super) fn inner(root: ElementRef<'_>) -> String {
    let mut out = String::new();
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) | Edge::Close(node) if node.id() == root.id() => {}
            Edge::Open(node) => match node.value() {
                Node::Element(element) => open(element, &mut out),
                Node::Text(text) => {
                    let parent = node.parent().and_then(ElementRef::wrap);
                    let raw = parent.is_some_and(|it| {
                        it.value().name.ns == ns!(html) && RAW.contains(&it.value().name())
                    });
                    if raw { out.push_str(text) } else { escape(text, false, &mut out) }
                }
                Node::Comment(comment) => {
                    out.push_str("<!--");
                    out.push_str(comment);
                    out.push_str("-->");
                }
                _ => {}
            },
            Edge::Close(node) => {
                let Some(element) = node.value().as_element() else { continue };
                if !is_void(element) {
                    out.push_str("</");
                    out.push_str(element.name());
                    out.push('>');
                }
            }
        }
    }
    out
}

fn open(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.name());
    for (name, value) in &element.attrs {
        out.push(' ');
        let prefix = match &name.ns {
            it if *it == ns!(xml) => "xml:",
            it if *it == ns!(xlink) => "xlink:",
            it if *it == ns!(xmlns) && &*name.local != "xmlns" => "xmlns:",
            _ => "",
        };
        out.push_str(prefix);
        out.push_str(&name.local);
        out.push_str("=\"");
        escape(value, true, out);
        out.push('"');
    }
    out.push('>');
}

fn is_void(element: &Element) -> bool {
    element.name.ns == ns!(html) && tree_bounds::is_void(element.name())
}

fn escape(text: &str, attribute: bool, out: &mut String) {
    for it in text.chars() {
        match it {
            '\u{a0}' => out.push_str("&nbsp;"),
            '"' if !attribute => out.push(it),
            it => match reference(it) {
                Some(reference) => out.push_str(reference),
                None => out.push(it),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::inner;
    use scraper::Html;

    #[test]
    fn output_parses_to_the_same_tree() {
        let cases = [
            "<p title=\"a &quot;b&quot; &lt;&amp;\">a &amp; b &lt; c&nbsp;d</p>",
            "<br><img alt=\"\" src=\"/a\"><svg><path d=\"M0\"></path><a xlink:href=\"#x\"></a></svg>",
            "<script>a < b && c</script><!-- note --><pre>a\n b</pre>",
        ];
        for html in cases {
            assert_eq!(inner(Html::parse_fragment(html).root_element()), html);
        }
    }
}
