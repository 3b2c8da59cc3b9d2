//! Titles and summaries of front matter as plain text. Inline tags are removed, and character references are decoded once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::value::html::plain;
use crate::value::html::reference;
use crate::value::html::reference::ReferenceContext;

/// Longer values are not changed, in bytes. No title or summary is this long.
const MAX_LENGTH: usize = 20_000;

/// Inline elements. Other elements may be the subject of a title: `the <template> element`.
#[rustfmt::skip]
static RUNNING: &[&str] = &[
    "a", "abbr", "b", "bdi", "big", "blockquote", "br", "cite", "code", "del", "dfn", "div", "em", "font", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "nobr", "ol", "p", "q", "ruby", "rt", "rp", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "ul", "var", "wbr",
];

/// Elements that separate words.
#[rustfmt::skip]
static BLOCKS: &[&str] = &["blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "ul"];

/// Elements that have no end tag.
static VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// The plain text of a value, on one line. A tag is only removed if its end tag is there too: `a <b> in HTML` is text.
pub(crate) fn plain(text: &str) -> String {
    if text.len() > MAX_LENGTH || !text.contains(['<', '&']) {
        return folded(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut paired = BTreeMap::new();
    for range in plain::markup(text) {
        let tag = &text[range.clone()];
        let comment = tag.starts_with("<!--");
        let name = name_of(tag);
        if range.start < done {
            continue;
        }
        if let Some(end) = code_end(text, &range, &name) {
            out.push_str(&decoded(&text[done..range.start]));
            done = end;
            continue;
        }
        let known = RUNNING.contains(&name.as_str());
        let mut whole = || {
            VOID.contains(&name.as_str())
                || *paired.entry(name.clone()).or_insert_with(|| is_paired(text, &name))
        };
        if !(comment || tag.starts_with('<') && known && whole()) {
            continue;
        }
        out.push_str(&decoded(&text[done..range.start]));
        if BLOCKS.contains(&name.as_str()) {
            out.push(' ');
        }
        done = range.end;
    }
    out.push_str(&decoded(&text[done..]));
    folded(&out)
}

/// Decodes character references that end with a semicolon: `AT&T&copy=1` contains none.
fn decoded(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for found in reference::references(text, ReferenceContext::Text) {
        let Some((first, second)) = found.means else { continue };
        if !text[found.range.clone()].ends_with(';') {
            continue;
        }
        out.push_str(&text[done..found.range.start]);
        out.push(first);
        out.extend(second);
        done = found.range.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The name of a tag, in lower case.
fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// The end of a script or a style sheet whose start tag is at `range`. `None` if it is another tag, or has no end tag.
fn code_end(text: &str, range: &Range<usize>, name: &str) -> Option<usize> {
    if !["script", "style"].contains(&name) || text[range.start..].starts_with("</") {
        return None;
    }
    // The strings are short, so the search is fast.
    let rest = text[range.end..].to_ascii_lowercase();
    let end = rest.find(&format!("</{name}"))?;
    Some(range.end + end + rest[end..].find('>')? + 1)
}

/// Whether a string has a start tag and an end tag of an element.
fn is_paired(text: &str, name: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let starts = lower
        .match_indices(&format!("<{name}"))
        .any(|(at, it)| !lower[at + it.len()..].starts_with(|it: char| it.is_ascii_alphanumeric()));
    starts && lower.contains(&format!("</{name}"))
}

/// Replaces each run of white space with one space, but keeps non-breaking spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn shows_plain_text_to_readers() {
        #[rustfmt::skip]
        let cases = [
            ("Bubble Tea & Mochi: \"East\" < West &amp; it's > 3", "Bubble Tea & Mochi: \"East\" < West & it's > 3"),
            ("Using &lt;head&gt; elements",          "Using <head> elements"),
            ("Using &lt;em&gt;x&lt;/em&gt;",         "Using <em>x</em>"),
            ("The <em>Ship</em> &amp; I",            "The Ship & I"),
            ("A <strong class=\"x\">b</strong> c",   "A b c"),
            ("<p>One</p><p>Two</p>",                 "One Two"),
            ("One<br>Two",                           "One Two"),
            ("Use <code>Vec&lt;u8&gt;</code>",       "Use Vec<u8>"),
            ("Building <InputAccessoryView> views",  "Building <InputAccessoryView> views"),
            ("data URLs in SVG <use> element",       "data URLs in SVG <use> element"),
            ("How <b> differs from <i>",             "How <b> differs from <i>"),
            ("The <title> element",                  "The <title> element"),
            ("Vec<String>, a < b, AT&T, R&D;",       "Vec<String>, a < b, AT&T, R&D;"),
            ("it&rsquo;s &#8220;here&#8221;",        "it\u{2019}s \u{201c}here\u{201d}"),
            ("&amp;lt; twice",                       "&lt; twice"),
            ("a&nbsp;b",                             "a b"),
            ("`code` and *stars*",                   "`code` and *stars*"),
            ("a <script>alert(1)</script> b",        "a b"),
            ("the <script> element",                 "the <script> element"),
            ("a <!-- secret --> b",                  "a b"),
        ];
        for (text, seen) in cases {
            assert_eq!(plain(text), seen, "{text}");
        }
        let long = "<b>".repeat(6_000);
        assert_eq!(plain(&long), long);
    }
}
