//! Removes what a page contains for its own visitors: labels for screen readers, permalinks of headings, and buttons that copy
//! code.

use ego_tree::NodeId;
use scraper::ElementRef;
use scraper::Html;

use crate::publish::content::edit;
use crate::publish::content::edit::has_class;
use crate::publish::content::edit::text;

/// Classes of text that is not visible on a page.
#[rustfmt::skip]
pub(crate) const UNSEEN: &[&str] = &[
    "a11y-hidden", "cdk-visually-hidden", "govuk-visually-hidden", "screen-reader", "screen-reader-only", "screen-reader-text",
    "screenreader", "screenreader-only", "screenreader-text", "show-for-sr", "sr-only", "sr-only-focusable", "sronly", "u-visually-hidden",
    "usa-sr-only", "visually-hidden", "visually-hidden-focusable", "visuallyhidden", "visuallyHidden",
];

/// Classes of links next to a heading that lead to this heading.
#[rustfmt::skip]
const PERMALINKS: &[&str] = &[
    "anchor", "anchor-heading", "anchor-link", "anchorjs-link", "anchorlink", "autolink", "direct-link", "hanchor", "hash-link",
    "header-anchor", "header-link", "header__anchor", "heading-anchor", "heading-anchor-link", "heading-link", "heading__anchor",
    "headerlink", "headinglink", "headline-hash", "link-anchor", "markdownIt-Anchor", "octicon-link", "permalink", "section-link",
    "sl-anchor-link", "toc-anchor", "toclink", "zola-anchor",
];

/// The labels of such links, in lower case.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "anchor", "copy link", "direct link", "link", "link to heading", "link to section", "link to this heading", "link to this section",
    "permalink", "permanent link", "section link",
];

/// The start of a link's label that repeats the heading, in lower case.
const LABELS_WITH_HEADING: &[&str] =
    &["direct link to ", "permalink to ", "link to ", "section titled "];

/// Classes of elements that copy code.
#[rustfmt::skip]
const COPIES: &[&str] = &[
    "btn-copy", "code-copy", "code-copy-btn", "code-copy-button", "copy", "copy-btn", "copy-button", "copy-code", "copy-code-btn",
    "copy-code-button", "copy-icon", "copy-to-clipboard", "copybtn", "copycode",
];

/// The maximum length of the text in an element that copies code, in bytes.
const MAX_COPY_LENGTH: usize = 40;

/// Removes these elements from a tree.
pub(super) fn clean(tree: &mut Html) {
    let mut out = Vec::new();
    let mut unwrapped = Vec::new();
    for element in edit::elements(tree) {
        let name = element.value().name();
        if name == "button" {
            match button(element) {
                Fate::Goes => out.push(element.id()),
                Fate::LosesItsTag => unwrapped.push(element.id()),
                Fate::Stays => {}
            }
        } else if name == "clipboard-copy" || is_unseen(element) || copies(element) {
            out.push(element.id());
        }
    }
    apply(tree, &out, &unwrapped);
    permalinks(tree);
}

/// Whether a class marks something that is not for readers.
pub(super) fn depends_on(class: &str) -> bool {
    UNSEEN.contains(&class) || PERMALINKS.contains(&class) || is_copier(class)
}

/// Whether only screen readers read an element.
pub(crate) fn is_unseen(element: ElementRef<'_>) -> bool {
    element.value().attr("class").is_some() && has_class(element, UNSEEN)
}

/// Whether an element is a link from a heading to itself.
pub(crate) fn leads_to_itself(link: ElementRef<'_>) -> bool {
    permalink(link, heading_of(link)) == Fate::Goes
}

/// What happens to an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    LosesItsTag,
}

/// Buttons do nothing in a reader. Their contents are removed too, except for pictures and the text of a heading.
fn button(button: ElementRef<'_>) -> Fate {
    if copies(button) {
        return Fate::Goes;
    }
    let in_heading = heading_of(button)
        .is_some_and(|it| matches!(it.value().name(), "summary") || is_heading(it));
    let whole = in_heading && heading_of(button).is_some_and(|it| seen(it) == seen(button));
    if whole || edit::has_media(button) { Fate::LosesItsTag } else { Fate::Goes }
}

/// Whether an element copies code: `.copy-btn`, `.btn-clipboard`.
fn copies(element: ElementRef<'_>) -> bool {
    let Some(classes) = element.value().attr("class") else { return false };
    let named = classes.split_ascii_whitespace().any(is_copier);
    let holds_text =
        |it: ElementRef<'_>| matches!(it.value().name(), "pre" | "code" | "p" | "img" | "picture");
    named && is_short(element, MAX_COPY_LENGTH) && !element.descendent_elements().any(holds_text)
}

/// Whether a class marks an element that copies code.
fn is_copier(class: &str) -> bool {
    COPIES.contains(&class)
        || class.contains("clipboard")
        || class.contains("Clipboard")
        || class.starts_with("copyButton")
}

/// Whether the text of an element is at most `longest` bytes long. The search stops there.
fn is_short(element: ElementRef<'_>, longest: usize) -> bool {
    let mut size = 0;
    element.text().all(|it| {
        size += it.trim().len();
        size <= longest
    })
}

/// Removes the links from a heading to itself.
fn permalinks(tree: &mut Html) {
    let mut out = Vec::new();
    let mut unwrapped = Vec::new();
    let mut ids: Vec<(NodeId, String)> = Vec::new();
    for element in edit::elements(tree) {
        let is_link = element.value().name() == "a";
        let hidden = element.value().attr("aria-hidden") == Some("true");
        if !is_link && !hidden {
            continue;
        }
        let heading = heading_of(element);
        if !is_link {
            if heading.is_some()
                && is_short(element, 20)
                && is_sign(&text(element))
                && !edit::has_media(element)
            {
                out.push(element.id());
            }
            continue;
        }
        match permalink(element, heading) {
            Fate::Stays => continue,
            Fate::Goes => out.push(element.id()),
            Fate::LosesItsTag => unwrapped.push(element.id()),
        }
        // Other links may lead to the id of the permalink.
        if let Some(heading) = heading
            && heading.value().attr("id").is_none()
            && let Some(id) = element.value().attr("id").or(element.value().attr("name"))
        {
            ids.push((heading.id(), id.to_owned()));
        }
    }
    apply(tree, &out, &unwrapped);
    for (heading, id) in ids {
        edit::set(tree, heading, "id", &id);
    }
}

fn permalink(link: ElementRef<'_>, heading: Option<ElementRef<'_>>) -> Fate {
    let Some(href) = link.value().attr("href").map(str::trim) else { return Fate::Stays };
    let named = has_class(link, PERMALINKS);
    let is_fragment = href.starts_with('#');
    // The page's full URL may precede the id of the heading.
    let to_own_id = || {
        let id = heading.and_then(|it| it.value().attr("id"));
        id.is_some_and(|id| href.rsplit_once('#').is_some_and(|it| it.1 == id))
    };
    let is_fragment = is_fragment || href.contains('#') && is_short(link, 8) && to_own_id();
    if !named && !(is_fragment && (heading.is_some() || is_in_code(link))) {
        return Fate::Stays;
    }
    if !is_short(link, 1_000) {
        return Fate::Stays;
    }
    let own = seen(link);
    if is_sign(&own) {
        return if named || !edit::has_media(link) { Fate::Goes } else { Fate::Stays };
    }
    if !named || !href.contains('#') {
        return Fate::Stays;
    }
    let label = own.to_lowercase();
    if LABELS.contains(&label.as_str()) && heading.is_none_or(|it| seen(it) != own) {
        return Fate::Goes;
    }
    if LABELS_WITH_HEADING.iter().any(|it| label.starts_with(it))
        && heading.is_some_and(|it| seen(it) != own)
    {
        return Fate::Goes;
    }
    if heading.is_some() { Fate::LosesItsTag } else { Fate::Stays }
}

/// The heading that contains an element, or that is its only sibling.
fn heading_of(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut above = element.ancestors().filter_map(ElementRef::wrap).take(5);
    above.find(|it| {
        is_heading(*it) || matches!(it.value().name(), "dt" | "summary" | "figcaption" | "caption")
    })
}

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
        || element.value().attr("role") == Some("heading")
}

fn is_in_code(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).take(6).any(|it| it.value().name() == "pre")
}

/// The visible text of an element: white space is collapsed, and zero-width characters are left out.
fn seen(element: ElementRef<'_>) -> String {
    let text: String = text(element).chars().filter(|it| !is_without_width(*it)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_without_width(it: char) -> bool {
    matches!(
        it,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{ad}'
    )
}

/// Whether a string is empty or only a symbol for a link: `#`, `¶`, `§`, a chain, an anchor.
fn is_sign(text: &str) -> bool {
    let sign =
        |it: char| it.is_whitespace() || is_without_width(it) || "#¶§🔗⛓⚓∞⌗☍🖇↪°".contains(it);
    text.chars().count() <= 8 && text.chars().all(sign)
}

fn apply(tree: &mut Html, out: &[NodeId], unwrapped: &[NodeId]) {
    for id in out {
        edit::detach(tree, *id);
    }
    for id in unwrapped {
        edit::unwrap(tree, *id);
    }
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::publish::content::tree;

    fn cleaned(html: &str) -> String {
        tree::cleaned(html, clean)
    }

    #[rustfmt::skip]
    const HEADINGS: &[(&str, &str)] = &[
        ("<h2 id=x>Head <a class=anchor href=#x aria-hidden=true>#</a></h2>",        "<h2 id=\"x\">Head </h2>"),
        ("<h2>Head<a class=headerlink href=#x title='Permalink'>¶</a></h2>",         "<h2>Head</h2>"),
        ("<h2 id=x>Head <a href=https://a.example/b/#x>¶</a></h2>",                  "<h2 id=\"x\">Head </h2>"),
        ("<h2 id=x>Head <a href=/b/#y>¶</a></h2>",                                   "<h2 id=\"x\">Head <a href=\"/b/#y\">¶</a></h2>"),
        ("<h2 id=x>Head <a href=#x>§</a></h2>",                                       "<h2 id=\"x\">Head </h2>"),
        ("<h2 id=x>Head<a href=#x class=hash-link aria-label='Direct link'>\u{200b}</a></h2>", "<h2 id=\"x\">Head</h2>"),
        ("<h2><a id=x class=anchor href=#x><svg><path></path></svg></a>Head</h2>",    "<h2 id=\"x\">Head</h2>"),
        ("<h2 id=x><a class=header-anchor href=#x>Head</a></h2>",                     "<h2 id=\"x\">Head</h2>"),
        ("<h2 id=x>Head <a class=anchor href=#x><span class=sr-only>Link to</span>🔗</a></h2>", "<h2 id=\"x\">Head </h2>"),
        ("<h2 id=x><a class=zola-anchor href=#x>Permalink</a>Head</h2>",              "<h2 id=\"x\">Head</h2>"),
        ("<div><h2 id=x>Head</h2><a class=sl-anchor-link href=#x><span aria-hidden=true>#</span></a></div>", "<div><h2 id=\"x\">Head</h2></div>"),
        ("<h2><span aria-hidden=true>#</span> Head</h2>",                             "<h2> Head</h2>"),
        ("<dl><dt id=x>f()<a class=headerlink href=#x>¶</a></dt></dl>",               "<dl><dt id=\"x\">f()</dt></dl>"),
        ("<pre><span id=cb1-1><a href=#cb1-1 aria-hidden=true></a>x</span></pre>",    "<pre><span id=\"cb1-1\">x</span></pre>"),
        // These are kept.
        ("<h2><a href=/other>Head</a> <a href=#note>1</a></h2>",                      "<h2><a href=\"/other\">Head</a> <a href=\"#note\">1</a></h2>"),
        ("<p><a href=#top>#</a> <a class=footnote-backref href=#r>↩</a></p>",          "<p><a href=\"#top\">#</a> <a class=\"footnote-backref\" href=\"#r\">↩</a></p>"),
        ("<h2><a name=x></a>C# and F#</h2>",                                          "<h2><a id=\"x\" name=\"x\"></a>C# and F#</h2>"),
        ("<p><a class=permalink href=/2024/x/>A post</a></p>",                        "<p><a class=\"permalink\" href=\"/2024/x/\">A post</a></p>"),
    ];

    #[test]
    fn removes_permalinks_of_headings() {
        for (html, wanted) in HEADINGS {
            assert_eq!(cleaned(html), *wanted, "{html}");
        }
    }

    #[rustfmt::skip]
    const BUTTONS: &[(&str, &str)] = &[
        ("a<button class=copy-btn>Copy</button>b",                    "ab"),
        ("a<button>Share</button>b",                                  "ab"),
        ("a<div class='btn-clipboard'><span>Copied!</span></div>b",   "ab"),
        ("a<clipboard-copy value=x>Copy</clipboard-copy>b",           "ab"),
        ("<button><img src=/a.png></button>",                         "<img src=\"/a.png\">"),
        ("<h2><button>Can I pay later?</button></h2>",                "<h2>Can I pay later?</h2>"),
        ("<p class=copy>The text of an advertisement</p>",            "<p class=\"copy\">The text of an advertisement</p>"),
        ("<div class=copy><p>Text</p></div>",                         "<div class=\"copy\"><p>Text</p></div>"),
        ("a <span class='visually-hidden'>(opens a window)</span>b",  "a b"),
    ];

    #[test]
    fn removes_buttons_and_hidden_labels() {
        for (html, wanted) in BUTTONS {
            assert_eq!(cleaned(html), *wanted, "{html}");
        }
    }
}
