//! The content of an entry: HTML that is safe in any reader and contains only absolute URLs.
//!
//! Readers do not know the page of an article, and many ignore `xml:base`. Therefore relative URLs are made absolute.

use std::borrow::Cow;
use std::collections::HashSet;

use html5ever::ns;
use scraper::Html;
use scraper::Node;
use url::Url;

use crate::publish::content::entry_page::EntryPage;
use crate::publish::content::entry_page::IN_LINE;
use crate::publish::content::entry_page::URLS;
use crate::publish::content::entry_page::has_own_links;
use crate::publish::content::entry_page::is_note;
use crate::publish::content::entry_page::led;
use crate::publish::links::Target;
use crate::text::scrub::one_line;
use crate::text::scrub::scrub;

mod clean;
mod code;
pub(crate) mod edit;
mod entry_page;
pub(in crate::publish) mod extras;
mod long_text;
mod math;
pub(in crate::publish) mod pictures;
mod sanitizer;
mod simple;
mod srcset;
mod tree;

/// Cleans the HTML of an article whose page is `page`. Ids in it get `prefix`, because a reader may show several entries on one
/// page, where ids must be unique. A link to `#x` becomes a link to this place on the article's page, but links between a
/// footnote and its reference stay inside the content.
#[cfg(any(test, feature = "internals"))]
pub fn publishable(html: &str, page: &Url, prefix: &str) -> String {
    publishable_with(html, page, prefix, &mut |_| Target::Same)
}

/// Like [`publishable`], but first applies `lead` to each link.
pub(super) fn publishable_with(
    html: &str,
    page: &Url,
    prefix: &str,
    lead: &mut dyn FnMut(&str) -> Target,
) -> String {
    if let Some(clean) = simple::publishable(html, page, prefix, lead) {
        return clean;
    }
    sanitized(html, page, prefix, lead)
}

/// Like [`publishable_with`], for any HTML.
fn sanitized(html: &str, page: &Url, prefix: &str, lead: &mut dyn FnMut(&str) -> Target) -> String {
    let mut tree = clean::read(&scrub(html));
    lead_links(&mut tree, lead);
    let place = EntryPage::new(page, prefix, ids(html, &tree));
    let is_long = long_text::mark(&mut tree);
    let clean = sanitizer::clean(&tree.root_element().inner_html(), place);
    let clean = if is_long { long_text::without(&clean) } else { clean };
    // A reference such as `&#1;` has been decoded to a character by now.
    scrub(&clean).trim().to_owned()
}

/// Changes each link in a tree to the target that `lead` returns.
fn lead_links(tree: &mut Html, lead: &mut dyn FnMut(&str) -> Target) {
    let mut changes = Vec::new();
    for element in edit::elements(tree) {
        for name in URLS {
            let Some(reference) = element.attr(name) else { continue };
            match led(reference, lead) {
                Some(Cow::Borrowed(_)) => {}
                Some(Cow::Owned(url)) => changes.push((element.id(), *name, Some(url))),
                None => changes.push((element.id(), *name, None)),
            }
        }
    }
    for (id, name, url) in changes {
        match url {
            Some(url) => edit::set(tree, id, name, &url),
            None => edit::remove(tree, id, name),
        }
    }
}

/// The ids of footnotes and their references, if the content links to its own parts.
fn ids(html: &str, tree: &Html) -> HashSet<String> {
    if !has_own_links(html) {
        return HashSet::new();
    }
    let elements = tree.tree.nodes().filter_map(|it| it.value().as_element());
    let ids = elements.filter_map(|it| it.id()).map(str::trim);
    ids.filter(|it| is_note(it)).map(str::to_owned).collect()
}

/// The text of HTML on one line, as people read it. Scripts, styles and similar elements are left out. A formula is written as
/// TeX if it is known.
pub fn text_of(html: &str) -> String {
    simple::text_of(html).unwrap_or_else(|| text_of_tree(html))
}

/// Like [`text_of`], for any HTML.
fn text_of_tree(html: &str) -> String {
    let fragment = clean::read(html);
    let mut text = String::with_capacity(html.len());
    let mut unread = 0_usize;
    for edge in fragment.tree.root().traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(piece) if opens && unread == 0 => text.push_str(piece),
            Node::Element(element) => {
                let tex = element.attr("alttext").filter(|_| element.name() == "math");
                if element.name() == "svg" || tex.is_some() {
                    if opens && unread == 0 {
                        text.push_str(tex.unwrap_or_default());
                    }
                    unread = if opens { unread + 1 } else { unread - 1 };
                } else if !IN_LINE.contains(&element.name()) && element.name.ns == ns!(html) {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
    one_line(&text)
}

#[cfg(test)]
mod tests {
    use super::publishable;
    use super::text_of;
    use url::Url;

    fn clean(html: &str) -> String {
        let page = Url::parse("https://site.example/2024/post/").expect("it is a URL");
        publishable(html, &page, "post-")
    }

    #[rustfmt::skip]
    const URLS: &[(&str, &str)] = &[
        ("<a href='../other/'>x</a>",          "<a href=\"https://site.example/2024/other/\">x</a>"),
        ("<a href='/top'>x</a>",               "<a href=\"https://site.example/top\">x</a>"),
        ("<a href='#note'>x</a>",              "<a href=\"https://site.example/2024/post/#note\">x</a>"),
        ("<a href='#n1'>x</a><i id='n1'>y</i>", "<a href=\"https://site.example/2024/post/#n1\">x</a><i id=\"post-n1\">y</i>"),
        ("<a href='#fn:1' id='fnref:1'>1</a><i id='fn:1'><a href='#fnref:1'>y</a></i>", "<a href=\"https://site.example/2024/post/#post-fn:1\" id=\"post-fnref:1\">1</a><i id=\"post-fn:1\"><a href=\"https://site.example/2024/post/#post-fnref:1\">y</a></i>"),
        ("<a href='#_ftn1' name='_ftnref1'>1</a><a name='_ftn1' href='#_ftnref1'>2</a>", "<a href=\"https://site.example/2024/post/#post-_ftn1\" id=\"post-_ftnref1\">1</a><a href=\"https://site.example/2024/post/#post-_ftnref1\" id=\"post-_ftn1\">2</a>"),
        ("<a href='#fn-%C3%A9'>1</a><i id='fn-é'>y</i>", "<a href=\"https://site.example/2024/post/#post-fn-%C3%A9\">1</a><i id=\"post-fn-é\">y</i>"),
        ("<a href='#fn:2'>1</a>", "<a href=\"https://site.example/2024/post/#fn:2\">1</a>"),
        ("<a href='/other/#n1'>x</a><i id=n1>y</i>", "<a href=\"https://site.example/other/#n1\">x</a><i id=\"post-n1\">y</i>"),
        ("<a href=''>x</a>",                   "<a href=\"https://site.example/2024/post/\">x</a>"),
        ("<a href='?page=2&amp;b'>x</a>",      "<a href=\"https://site.example/2024/post/?page=2&amp;b\">x</a>"),
        ("<a href='../../../../x'>x</a>",      "<a href=\"https://site.example/x\">x</a>"),
        ("<a href=' JavaScript:x'>x</a>",      "<a>x</a>"),
        ("<a href='java\nscript:x'>x</a>",     "<a>x</a>"),
        ("<a href='vbscript:x'>x</a>",         "<a>x</a>"),
        ("<a href='http://['>x</a>",           "<a>x</a>"),
        ("<img src='x y.jpg'>",                "<img src=\"https://site.example/2024/post/x%20y.jpg\">"),
        ("<source src='a.mp4'><track src='a.vtt'>", "<source src=\"https://site.example/2024/post/a.mp4\"><track src=\"https://site.example/2024/post/a.vtt\">"),
        ("<video poster='javascript:x'></video>", "<video></video>"),
        ("<q cite='javascript:x'>x</q>",       "<q>x</q>"),
        ("<object data='o.pdf'>x</object>",    "<a href=\"https://site.example/2024/post/o.pdf\">o.pdf</a>x"),
        ("<p style='background:url(x)'>x</p>", "<p>x</p>"),
        ("<a href='//cdn.example/a b'>x</a>",  "<a href=\"https://cdn.example/a%20b\">x</a>"),
        ("<a href='mailto:a@b.example'>x</a>", "<a href=\"mailto:a@b.example\">x</a>"),
        ("<a href='tel:+49123'>x</a>",         "<a href=\"tel:+49123\">x</a>"),
        ("<a href='javascript:x()'>x</a>",     "<a>x</a>"),
        ("<a href='data:text/html,x'>x</a>",   "<a>x</a>"),
        ("<img src='data:image/png;base64,AA'>", "<img src=\"data:image/png;base64,AA\">"),
        ("<img srcset='a.jpg 1x, b.jpg 2x'>",  "<img src=\"https://site.example/2024/post/b.jpg\" srcset=\"https://site.example/2024/post/a.jpg 1x, https://site.example/2024/post/b.jpg 2x\">"),
        ("<video poster='p.jpg' src='v.mp4'></video>", "<video poster=\"https://site.example/2024/post/p.jpg\" src=\"https://site.example/2024/post/v.mp4\"></video>"),
        ("<blockquote cite='/c'>q</blockquote>", "<blockquote cite=\"https://site.example/c\">q</blockquote>"),
        ("<a href='https://bücher.example/ü'>x</a>", "<a href=\"https://xn--bcher-kva.example/%C3%BC\">x</a>"),
    ];

    #[test]
    fn makes_every_url_absolute() {
        for (html, wanted) in URLS {
            assert_eq!(clean(html), *wanted, "{html}");
        }
    }

    #[rustfmt::skip]
    const CLEANED: &[(&str, &str)] = &[
        ("<p onclick='x()'>a<script>b</script></p>",  "<p>a</p>"),
        ("<p style='color:red' class='x'>a</p>",      "<p>a</p>"),
        ("<figure><img src='/a.png' alt='A'><figcaption>b</figcaption></figure>",
         "<figure><img alt=\"A\" src=\"https://site.example/a.png\"><figcaption>b</figcaption></figure>"),
        ("<h2 id='x'>a</h2>",                         "<h2 id=\"post-x\">a</h2>"),
        ("<b>a<i>b",                                  "<b>a<i>b</i></b>"),
        ("a\u{0}\u{8}b &amp; c]]>d",                  "ab &amp; c]]&gt;d"),
        ("<p>a<iframe src='https://v.example/1' title='A film'></iframe></p>",
         "<p>a<a href=\"https://v.example/1\">A film</a></p>"),
        ("a&#0;&#1;&#x9b;&#65535;b",                      "a›b"),
        ("<code class='x language-rust'>a</code>",     "<code class=\"language-rust\">a</code>"),
        ("<code class='x'>a</code>",                   "<code>a</code>"),
        ("<a id=top>a</a><svg><title>no</title></svg>b", "<a id=\"post-top\">a</a>b"),
        ("<form action=/x><input value=a>b</form>",    "b"),
        ("<!--kg-card-begin: html-->a<!-- wp:paragraph -->b", "ab"),
        ("<template><p>no</p></template>b",              "b"),
        ("<math display=block onclick=x alttext=y><mfrac><mn href=/x>1</mn><mi style=x>y</mi></mfrac></math>",
         "<math alttext=\"y\" display=\"block\"><mfrac><mn>1</mn><mi>y</mi></mfrac></math>"),
        ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'>",
         "<math><mtext></mtext></math>"),
        ("<math><semantics><maction actiontype=x><mi>b</mi></maction><annotation-xml><ci>a</ci></annotation-xml></semantics></math>",
         "<math><semantics><mi>b</mi></semantics></math>"),
        ("<p><mi>a</mi></p>",                            "<p>a</p>"),
        ("<eq><span>a</span></eq> <text>b</text> <set>c</set> <my-x>d</my-x>", "<span>a</span> b c d"),
        ("<p lang=de dir=ltr>a</p>",                   "<p dir=\"ltr\" lang=\"de\">a</p>"),
        ("<table><tr><td colspan=2>a",                 "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>"),
        ("<details open><summary>a</summary>b</details>", "<details open=\"\"><summary>a</summary>b</details>"),
    ];

    #[test]
    fn keeps_what_readers_show_and_removes_what_they_should_not() {
        for (html, wanted) in CLEANED {
            assert_eq!(clean(html), *wanted, "{html}");
        }
    }

    #[test]
    fn survives_deep_nesting() {
        let html = "<b>".repeat(100_000);
        assert!(clean(&html).starts_with("<b>"));
    }

    #[test]
    fn returns_the_text_that_people_read() {
        assert_eq!(
            text_of("<p>One &amp; two</p><p>three<script>no</script></p>"),
            "One & two three"
        );
        assert_eq!(text_of("1 < 2"), "1 < 2");
        assert_eq!(
            text_of(
                "a<iframe>b</iframe><style>c</style><template>d</template> <h2>e <a class=anchor href=#e>#</a></h2>"
            ),
            "a e"
        );
        assert_eq!(
            text_of(
                "half: <math><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation encoding=application/x-tex>1/2</annotation></semantics></math>."
            ),
            "half: 1/2."
        );
        assert_eq!(text_of("<b>H</b>ello<br>w<i>or</i>ld<svg>x<g>y</svg>"), "Hello world");
    }
}
