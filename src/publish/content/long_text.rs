//! Speeds up the serialization of long text with many references. For each `&` and each byte 0xC2, `html5ever` searches the rest
//! of the text for the next `<` or `>`, which takes quadratic time. So markers are inserted, which this search soon finds, and
//! removed from the output.

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use scraper::Html;
use scraper::Node;

/// The marker. Its control characters do not occur in texts.
const MARK: &str = "\u{1}>\u{1}";

/// The marker in the output.
const WRITTEN: &str = "\u{1}&gt;\u{1}";

/// The number of bytes between two markers.
const EVERY: usize = 1024;

/// The maximum length of text that is fast to write without markers.
const SHORT: usize = 16 * 1024;

/// Inserts markers into the text of a tree if it is long. Returns whether it did.
pub(super) fn mark(tree: &mut Html) -> bool {
    let texts = tree
        .tree
        .root()
        .descendants()
        .filter_map(|it| Some((it.id(), it.value().as_text()?.len())));
    let texts: Vec<(NodeId, usize)> = texts.collect();
    if texts.iter().map(|it| it.1).sum::<usize>() < SHORT {
        return false;
    }
    // Elements may be unwrapped when the tree is written, so their borders do not separate texts.
    let mut since = 0;
    for (id, length) in texts {
        if since + length < EVERY {
            since += length;
        } else if let Some(mut node) = tree.tree.get_mut(id)
            && let Node::Text(text) = node.value()
            // White space between the rows of a table must not become text.
            && !text.bytes().all(|it| it.is_ascii_whitespace())
        {
            text.text = StrTendril::from(marked(text, &mut since));
        }
    }
    true
}

/// Text with markers. `since` is the number of bytes since the last marker before it.
fn marked(text: &str, since: &mut usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 256);
    for letter in text.chars() {
        out.push(letter);
        *since += letter.len_utf8();
        if *since >= EVERY {
            out.push_str(MARK);
            *since = 0;
        }
    }
    out
}

/// The output for a tree with markers, with the markers removed.
pub(super) fn without(html: &str) -> String {
    html.replace(WRITTEN, "")
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::publish::content::publishable;

    #[test]
    fn does_not_change_long_text() {
        let page = Url::parse("https://site.example/").expect("it is a URL");
        let clean = |html: &str| publishable(html, &page, "x");
        for (unit, written) in [
            ("&&", "&amp;&amp;"),
            ("\u{a0}", "&nbsp;"),
            ("a&gt;\u{b7}", "a&gt;\u{b7}"),
            ("<x>\u{b7}</x>", "\u{b7}"),
        ] {
            let html = clean(&unit.repeat(9_000));
            assert!(html == written.repeat(9_000), "{unit}");
        }
        let row = format!("<tr>\n<td>{}</td>\n</tr>\n", "a &amp; b ".repeat(60));
        let table = format!("<table><tbody>{}</tbody></table>", row.repeat(60));
        assert!(clean(&table) == table);
    }
}
