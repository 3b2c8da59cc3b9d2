//! Long text with many references, which `html5ever` writes in quadratic time: for each `&` and each byte 0xC2 it searches all that is
//! left for the next `<` or `>`. Marks that are found soon are put into the text, and taken out of what was written.

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use scraper::Html;
use scraper::Node;

/// A mark; no text has its control characters.
const MARK: &str = "\u{1}>\u{1}";

/// A mark as it is written.
const WRITTEN: &str = "\u{1}&gt;\u{1}";

/// How many bytes are between two marks.
const EVERY: usize = 1024;

/// The length of a text that is written at once anyway.
const SHORT: usize = 16 * 1024;

/// Puts marks into the text of a tree if it is long, which is said.
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
    // Elements may be unwrapped when the tree is written, so that they do not part a text.
    let mut since = 0;
    for (id, length) in texts {
        if since + length < EVERY {
            since += length;
        } else if let Some(mut node) = tree.tree.get_mut(id)
            && let Node::Text(text) = node.value()
            // White space between the rows of a table must stay that.
            && !text.bytes().all(|it| it.is_ascii_whitespace())
        {
            text.text = StrTendril::from(marked(text, &mut since));
        }
    }
    true
}

/// A text with marks; `since` is how many bytes were before it since the last one.
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

/// What was written of a tree with marks, without them.
pub(super) fn without(html: &str) -> String {
    html.replace(WRITTEN, "")
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::publish::content::publishable;

    #[test]
    fn long_text_stays_the_same() {
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
