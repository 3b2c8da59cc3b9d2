//! Cleans the tree of an article: removes what a page contains only for its own visitors and scripts. It handles Markdown with
//! raw HTML and whole pages. Each step is linear in the size of the tree, which is limited.

use scraper::Html;

use crate::publish::content::code;
use crate::publish::content::extras;
use crate::publish::content::math;
use crate::publish::content::pictures;
use crate::publish::content::tree;

/// Parses the HTML of an article into a tree, and cleans it.
pub(super) fn read(html: &str) -> Html {
    let mut tree = tree::read(html);
    math::clean(&mut tree);
    code::clean(&mut tree);
    pictures::clean(&mut tree);
    extras::clean(&mut tree);
    tree
}

/// Whether a step depends on one of the classes in a `class` attribute.
pub(super) fn depends_on(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|it| {
        math::depends_on(it)
            || code::depends_on(it)
            || pictures::depends_on(it)
            || extras::depends_on(it)
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    fn clean(html: &str) -> String {
        read(html).root_element().inner_html()
    }

    // Each step examines elements that may be nested.
    #[test]
    fn is_limited() {
        for unit in [
            "<h2><a class=anchor href=#x>",
            "<h2><a class=anchor href=#x>#</a></h2>",
            "<span class=lineno>1",
            "<pre><span class=ln>1</span>x",
            "<table class=lntable><tr><td class=lntd>1<td class=lntd>",
            "<table><tr><td>1</td><td><pre>x</pre></td></tr></table>",
            "<noscript><img src=a>",
            "<img src=data:x><noscript><img src=a></noscript>",
            "<picture><source data-srcset='a 1x'>",
            "<span class=katex><span class=katex-html>",
            "<math><semantics><annotation encoding=application/x-tex>",
            "<math><mtext><b>",
            "<script type=math/tex>x",
            "<span class=MathJax>x</span><script type=math/tex>x</script>",
            "<mjx-container><math>",
            "<button>",
            "<span class=sr-only>",
            "<div class=copy-btn>Copy",
            "<template>",
            "<template></template>",
        ] {
            let text = format!("begin {}", unit.repeat(40_000 / unit.len()));
            let html = clean(&text);
            assert!(html.contains("begin"), "{unit}");
            assert!(html.len() < text.len() * 20, "{unit}: {}", html.len());
        }
    }
}
