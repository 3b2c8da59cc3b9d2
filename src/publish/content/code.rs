//! Removes line numbers from code. Highlighters put them in a table next to the code, or before each line.
//!
//! Chroma, Rouge, Pygments, Hexo, highlight.js, Prism, Shiki, `SyntaxHighlighter` and others mark the parts with classes. Without
//! classes, numbers next to code that increase by one are line numbers.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::ElementRef;
use scraper::Html;
use scraper::Node;

use crate::publish::content::edit;
use crate::publish::content::edit::has_class;

/// Classes of elements that contain only line numbers.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "blob-num", "code-line-number", "codeLineNumber", "crayon-nums", "gl", "gutter", "hljs-ln-n", "hljs-ln-numbers", "js-line-number",
    "line-number", "line-numbers-rows", "line-numbers-wrapper", "lineNumber", "lineno", "linenodiv", "linenos", "linenumber",
    "linenumbers", "ln", "ln-num", "lnlinks", "lnt", "react-syntax-highlighter-line-number", "rouge-gutter",
];

/// Classes of a table that contains code, and of the cell with the code.
#[rustfmt::skip]
const CODE: &[&str] = &[
    "blob-code", "code", "codehilitetable", "crayon-code", "crayon-table", "highlighttable", "hljs-ln", "hljs-ln-code",
    "js-file-line", "js-file-line-container", "lntable", "rouge-code", "rouge-table", "syntaxhighlighter",
];

/// The maximum length of a gutter in bytes. No listing has more lines.
const MAX_GUTTER_LENGTH: usize = 100_000;

/// Removes line numbers from a tree, and replaces each code table with a single code block.
pub(super) fn clean(tree: &mut Html) {
    let tables: Vec<NodeId> =
        edit::elements(tree).filter(|it| it.value().name() == "table").map(|it| it.id()).collect();
    for table in tables {
        unfold(tree, table);
    }
    let mut out = Vec::new();
    let mut breaks = Vec::new();
    let mut open_pres = 0_usize;
    for edge in tree.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let Some(element) = ElementRef::wrap(node) else { continue };
        let opens = matches!(edge, Edge::Open(_));
        match (element.value().name(), opens) {
            ("pre", true) => open_pres += 1,
            ("pre", false) => open_pres -= 1,
            ("br", true) if open_pres > 0 => breaks.push(element.id()),
            _ => {}
        }
        if opens && is_number(element, open_pres > 0) {
            out.push(element.id());
        }
    }
    for id in out {
        edit::detach(tree, id);
    }
    for id in breaks {
        edit::replace_with_text(tree, id, "\n");
    }
}

/// Whether a class marks code or line numbers.
pub(super) fn depends_on(class: &str) -> bool {
    NUMBERS.contains(&class) || CODE.contains(&class) || class == "lntd"
}

/// Whether an element outside a table contains line numbers.
fn is_number(element: ElementRef<'_>, in_code: bool) -> bool {
    if matches!(element.value().name(), "table" | "tr" | "code") {
        return false;
    }
    let named = element.value().attr("class").is_some()
        && has_class(element, NUMBERS)
        && (element.value().name() != "pre" || has_class(element, &["lineno"]));
    // Chroma without classes, which Hugo uses by default.
    let unselectable = || {
        let style = element.value().attr("style").unwrap_or_default();
        in_code && style.len() < 500 && style.replace(' ', "").contains("user-select:none")
    };
    if !named && !unselectable() {
        return false;
    }
    let Some(numbers) = numbers(element) else { return false };
    (named || !numbers.is_empty())
        && (in_code || is_beside_code(element))
        && !edit::has_media(element)
}

/// Whether there is code in the same box, before or after an element.
fn is_beside_code(element: ElementRef<'_>) -> bool {
    let holds_code = |it: ElementRef<'_>| matches!(it.value().name(), "pre" | "code" | "table");
    let mut siblings = element
        .prev_siblings()
        .take(3)
        .chain(element.next_siblings().take(3))
        .filter_map(ElementRef::wrap);
    siblings.any(|it| it.descendent_elements().take(5).any(holds_code))
}

/// The numbers in an element, if it contains only numbers and each is one greater than the previous.
fn numbers(element: ElementRef<'_>) -> Option<Vec<u32>> {
    let mut size = 0;
    let mut whole = String::new();
    for piece in element.text() {
        size += piece.len();
        if size > MAX_GUTTER_LENGTH || piece.chars().any(char::is_alphabetic) {
            return None;
        }
        whole.push_str(piece);
        whole.push(if piece.ends_with(|it: char| it.is_ascii_digit()) { ' ' } else { '\n' });
    }
    let marks = |it: char| it.is_whitespace() || matches!(it, '.' | ':' | '|' | '\u{2502}');
    let mut numbers: Vec<u32> = Vec::new();
    for word in whole.split(marks).filter(|it| !it.is_empty()) {
        let number = word.parse().ok()?;
        if numbers.last().is_some_and(|it| it.checked_add(1) != Some(number)) {
            return None;
        }
        numbers.push(number);
    }
    Some(numbers)
}

/// Replaces a table with its code, if it contains line numbers and code.
fn unfold(tree: &mut Html, id: NodeId) {
    let Some(table) = edit::element(tree, id) else { return };
    let Some(listing) = listing(table) else { return };
    let class = language(table);
    if is_in_code(table) {
        edit::replace_with_text(tree, id, &listing);
    } else {
        edit::replace_with_code(tree, id, &listing, class.as_deref());
    }
}

/// The code in a table, if all its rows contain numbers and code.
fn listing(table: ElementRef<'_>) -> Option<String> {
    let named = has_class(table, CODE) || is_in_code(table);
    let mut code = String::new();
    let mut last: Option<u32> = None;
    for (index, row) in rows_of(table).enumerate() {
        let cells = row.child_elements().filter(|it| matches!(it.value().name(), "td" | "th"));
        let cells: Vec<ElementRef<'_>> = cells.collect();
        let (body, gutter) = cells.split_last()?;
        let is_gutter = |it: &ElementRef<'_>| has_class(*it, NUMBERS) || has_class(*it, &["lntd"]);
        let labelled = has_class(*body, CODE) || gutter.iter().any(is_gutter);
        // A row with, for example, the file name is not code.
        if gutter.is_empty() && !(named && labelled) {
            return None;
        }
        let mut counted = 0;
        for cell in gutter {
            let numbers = numbers(*cell)?;
            counted = numbers.len();
            // A gutter with two columns contains the line numbers of two files.
            if let ([_], Some(last), Some(first)) = (gutter, last, numbers.first())
                && last.checked_add(1) != Some(*first)
            {
                return None;
            }
            last = numbers.last().copied().or(last);
        }
        let own = code_of(*body);
        if !named && !labelled {
            // Without classes, the table has one row with two code blocks, and the first contains the line numbers of the second.
            let lines = own.trim_end().lines().count();
            let gutter_is_code = gutter.iter().all(|it| holds_pre(*it));
            if index > 0
                || !gutter_is_code
                || !holds_pre(*body)
                || counted == 0
                || lines.abs_diff(counted) > 1
            {
                return None;
            }
        }
        code.push_str(&own);
        if !code.ends_with('\n') {
            code.push('\n');
        }
    }
    (!code.is_empty()).then(|| code.trim_end().trim_start_matches('\n').to_owned())
}

fn is_in_code(element: ElementRef<'_>) -> bool {
    let mut above = element.ancestors().filter_map(ElementRef::wrap).take(8);
    above.any(|it| matches!(it.value().name(), "pre" | "code"))
}

fn holds_pre(cell: ElementRef<'_>) -> bool {
    cell.descendent_elements().take(8).any(|it| it.value().name() == "pre")
}

/// The rows of a table, without those of nested tables.
fn rows_of(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    table.child_elements().flat_map(|it| {
        let own = (it.value().name() == "tr").then_some(it);
        let part = matches!(it.value().name(), "tbody" | "thead" | "tfoot");
        let inner = part.then(|| it.child_elements().filter(|it| it.value().name() == "tr"));
        own.into_iter().chain(inner.into_iter().flatten())
    })
}

/// The code in a cell. A line break or the end of a block ends a line.
fn code_of(cell: ElementRef<'_>) -> String {
    let mut code = String::new();
    let mut left_out = 0_usize;
    for edge in cell.traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let opens = matches!(edge, Edge::Open(_));
        match node.value() {
            Node::Text(text) if opens && left_out == 0 => code.push_str(text),
            Node::Element(_) => {
                let Some(element) = ElementRef::wrap(node).filter(|it| it.id() != cell.id()) else {
                    continue;
                };
                let name = element.value().name();
                if name == "button" || has_class(element, NUMBERS) && name != "pre" {
                    left_out = if opens { left_out + 1 } else { left_out.saturating_sub(1) };
                } else {
                    let is_end = !opens
                        && matches!(name, "div" | "p" | "li" | "tr")
                        && is_line(element)
                        && !code.ends_with('\n');
                    if opens && name == "br" || is_end {
                        code.push('\n');
                    }
                }
            }
            _ => {}
        }
    }
    code
}

/// Whether a block is a single line of code, not a box around the lines.
fn is_line(element: ElementRef<'_>) -> bool {
    !element
        .child_elements()
        .any(|it| matches!(it.value().name(), "div" | "p" | "li" | "tr" | "pre"))
}

/// The class that specifies the language of a code table, on an element in it or around it.
fn language(table: ElementRef<'_>) -> Option<String> {
    let inside = table.descendent_elements().take(40);
    let around = table.ancestors().filter_map(ElementRef::wrap).take(4);
    inside.chain(around).find_map(|it| {
        let classes = it.value().attr("class").unwrap_or_default();
        let class = classes.split_ascii_whitespace().find(|it| it.starts_with("language-"));
        let stated = it.value().attr("data-lang").or(it.value().attr("data-language"));
        class
            .map(str::to_owned)
            .or_else(|| Some(format!("language-{}", stated.filter(|it| !it.trim().is_empty())?)))
    })
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::publish::content::tree;

    fn cleaned(html: &str) -> String {
        tree::cleaned(html, clean)
    }

    #[rustfmt::skip]
    const LISTINGS: &[(&str, &str)] = &[
        // Chroma, in a table and inside the lines, with and without classes.
        ("<div class=highlight><table class=lntable><tr><td class=lntd><pre><code><span class=lnt>1\n</span><span class=lnt>2\n</span></code></pre></td><td class=lntd><pre><code class=language-go data-lang=go><span class=line><span class=cl>a {\n</span></span><span class=line><span class=cl>}\n</span></span></code></pre></td></tr></table></div>",
         "<div class=\"highlight\"><pre><code class=\"language-go\">a {\n}</code></pre></div>"),
        ("<pre><code><span class=line><span class=ln>1</span><span class=cl>a\n</span></span><span class=line><span class=ln>2</span>b\n</span></code></pre>",
         "<pre><code><span class=\"line\"><span class=\"cl\">a\n</span></span><span class=\"line\">b\n</span></code></pre>"),
        ("<pre><code><span style='white-space:pre;user-select:none;color:#7f7f7f'>1</span><span>a\n</span></code></pre>", "<pre><code><span>a\n</span></code></pre>"),
        ("<table style='border:0'><tr><td><pre><code><span style='user-select:none'>1\n</span><span>2\n</span></code></pre></td><td><pre><code>a\nb\n</code></pre></td></tr></table>", "<pre><code>a\nb</code></pre>"),
        // Rouge, in a separate table and inside the code.
        ("<div class='language-ruby highlighter-rouge'><div class=highlight><pre class=highlight><code><table class=rouge-table><tbody><tr><td class='rouge-gutter gl'><pre class=lineno>1\n2\n</pre></td><td class=rouge-code><pre>a\n<span>b</span>\n</pre></td></tr></tbody></table></code></pre></div></div>",
         "<div class=\"language-ruby highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code>a\nb</code></pre></div></div>"),
        ("<figure class=highlight><pre><code class=language-ruby><table class=rouge-table><tbody><tr><td class='gutter gl'><pre class=lineno>1\n</pre></td><td class=code><pre>a\n</pre></td></tr></tbody></table></code></pre></figure>",
         "<figure class=\"highlight\"><pre><code class=\"language-ruby\">a</code></pre></figure>"),
        // Pygments.
        ("<table class=highlighttable><tr><td class=linenos><div class=linenodiv><pre><span class=normal>1</span>\n<span class=normal>2</span></pre></div></td><td class=code><div><pre><span></span>a\nb\n</pre></div></td></tr></table>", "<pre><code>a\nb</code></pre>"),
        ("<pre><span class=lineno>1 </span>a\n<span class='linenos special'>2</span>b</pre>", "<pre>a\nb</pre>"),
        // Hexo.
        ("<figure class='highlight js'><table><tr><td class=gutter><pre><span class=line>1</span><br><span class=line>2</span><br></pre></td><td class=code><pre><span class=line>a</span><br><span class=line>b</span><br></pre></td></tr></table></figure>",
         "<figure class=\"highlight js\"><pre><code>a\nb</code></pre></figure>"),
        // highlight.js, with one row per line.
        ("<pre><code class=hljs><table class=hljs-ln><tbody><tr><td class='hljs-ln-line hljs-ln-numbers' data-line-number=1><div class=hljs-ln-n data-line-number=1></div></td><td class='hljs-ln-line hljs-ln-code'>a</td></tr><tr><td class=hljs-ln-numbers></td><td class=hljs-ln-code>  b</td></tr></tbody></table></code></pre>",
         "<pre><code class=\"hljs\">a\n  b</code></pre>"),
        // Zola.
        ("<pre data-linenos><code data-lang=rust><table><tbody><tr><td>9</td><td>a\n</td></tr><tr><td>10</td><td>b\n</td></tr></tbody></table></code></pre>", "<pre data-linenos=\"\"><code data-lang=\"rust\">a\nb</code></pre>"),
        // Prism, React, VitePress, SyntaxHighlighter.
        ("<pre class=line-numbers><code>a<span aria-hidden=true class=line-numbers-rows><span></span></span></code></pre>", "<pre class=\"line-numbers\"><code>a</code></pre>"),
        ("<pre><code><span class='linenumber react-syntax-highlighter-line-number'>1\n</span>a</code></pre>", "<pre><code>a</code></pre>"),
        ("<div class=line-numbers-mode><pre><code>a</code></pre><div class=line-numbers-wrapper><span class=line-number>1</span><br><span class=line-number>2</span></div></div>", "<div class=\"line-numbers-mode\"><pre><code>a</code></pre></div>"),
        ("<div class=syntaxhighlighter><table><tr><td class=gutter><div class=line>1</div><div class=line>2</div></td><td class=code><div class=container><div class=line><code>a</code></div><div class=line><code>b</code></div></div></td></tr></table></div>",
         "<div class=\"syntaxhighlighter\"><pre><code>a\nb</code></pre></div>"),
        // A `<br>` ends a line.
        ("<pre>a<br>b</pre>",                                                         "<pre>a\nb</pre>"),
        // These are kept.
        ("<table><tbody><tr><td>1</td><td>Ann</td></tr><tr><td>2</td><td>Bob</td></tr></tbody></table>", "<table><tbody><tr><td>1</td><td>Ann</td></tr><tr><td>2</td><td>Bob</td></tr></tbody></table>"),
        ("<table><tbody><tr><td>404</td><td><code>not found</code></td></tr><tr><td>500</td><td><code>x</code></td></tr></tbody></table>", "<table><tbody><tr><td>404</td><td><code>not found</code></td></tr><tr><td>500</td><td><code>x</code></td></tr></tbody></table>"),
        ("<table><tbody><tr><td>1</td><td><code>mov</code> moves.</td></tr><tr><td>2</td><td><code>add</code> adds.</td></tr></tbody></table>", "<table><tbody><tr><td>1</td><td><code>mov</code> moves.</td></tr><tr><td>2</td><td><code>add</code> adds.</td></tr></tbody></table>"),
        ("<pre class='line-numbers linenos'><code>1\n2\n3</code></pre>",              "<pre class=\"line-numbers linenos\"><code>1\n2\n3</code></pre>"),
        ("<p><span class=gutter>5</span> apples</p>",                                 "<p><span class=\"gutter\">5</span> apples</p>"),
        ("<pre><span style='user-select:none'>$ </span>ls</pre>",                     "<pre><span style=\"user-select:none\">$ </span>ls</pre>"),
    ];

    #[test]
    fn removes_line_numbers() {
        for (html, wanted) in LISTINGS {
            assert_eq!(cleaned(html), *wanted, "{html}");
        }
    }
}
