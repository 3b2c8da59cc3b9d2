//! The fast way and the slow way give the same result.

use proptest::prelude::*;
use url::Url;

use super::publishable;
use super::text_of;
use crate::publish::content::sanitized;
use crate::publish::content::text_of_tree;
use crate::publish::dialect;
use crate::publish::links::SCHEME;
use crate::publish::links::Target;
use crate::publish::load::Options;
use crate::publish::load::markdown;
use crate::text::source::Source;
use crate::value::timezone::Timezone;

/// A page whose URL has a query, for relative URLs.
fn page() -> Url {
    Url::parse("https://site.example/2024/post/?a=1&b").expect("it is a URL")
}

/// Leads some links elsewhere, like the links between articles.
fn lead(reference: &str) -> Target {
    match reference {
        it if it.starts_with(SCHEME) => Target::Nowhere(None),
        it if it.starts_with('@') => Target::Nowhere(None),
        it if it.ends_with("b.md") => Target::Other("https://site.example/b/\"&<>".to_owned()),
        it if it.ends_with("c.md") => Target::Nowhere(Some("/c/".to_owned())),
        it if it.ends_with("d.md") => Target::Other(String::new()),
        it if it.ends_with("e.md") => Target::Other("javascript:x".to_owned()),
        _ => Target::Same,
    }
}

/// Compares the two ways. Returns whether the HTML is simple.
fn compare(html: &str) -> Result<bool, TestCaseError> {
    let slow = || sanitized(html, &page(), "post-", &mut lead);
    let fast = publishable(html, &page(), "post-", &mut lead);
    if let Some(fast) = &fast {
        prop_assert_eq!(fast, &slow(), "{}", html);
        prop_assert_eq!(
            publishable(fast, &page(), "", &mut |_| Target::Same).is_some(),
            true,
            "its result is simple: {}",
            fast
        );
    }
    if let Some(text) = text_of(html) {
        prop_assert_eq!(text, text_of_tree(html), "{}", html);
    }
    Ok(fast.is_some())
}

/// Chooses by the bytes of a test case.
struct Choices<'c> {
    bytes: std::slice::Iter<'c, u8>,
    out: String,
}

impl Choices<'_> {
    fn number(&mut self) -> usize {
        self.bytes.next().copied().map_or(0, usize::from)
    }

    fn rarely(&mut self) -> bool {
        self.number() > 252
    }

    fn one_of<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.number() % of.len()]
    }

    fn write(&mut self, of: &[&str]) {
        let piece = self.one_of(of);
        self.out.push_str(piece);
    }
}

#[rustfmt::skip]
const TEXT: &[&str] = &[
    "word ", "a b", "\n", " ", "é—東京", "&amp;", "&lt;p&gt;", "&quot;'\"", "&#39;", "&nbsp;", "\u{a0}", "a > b", "\u{c2}\u{b7}", "\u{ff0c}", "\t", "&amp;amp;", "<!-- note -->", "x&#x27;",
    "\u{2003}", "🙂",
];

#[rustfmt::skip]
const ODD_TEXT: &[&str] = &[
    "a & b", "&copy;", "&copy", "<", "</", "&#1;", "\u{1}", "\u{85}", "\u{fffd}", "\r\n", "<!---->", "<!-->", "<!-- -- -->", "<!doctype html>", "<?x?>", "<![CDATA[x]]>", "&#x9b;", "\u{c}", "\u{7f}", "\u{0}",
];

const INLINE: &[&str] = &[
    "em", "strong", "a", "code", "del", "span", "sup", "b", "i", "kbd", "abbr", "q", "time", "u",
    "mark", "ins", "small",
];
const BLOCKS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "table",
    "dl",
    "div",
    "section",
    "figure",
    "details",
    "figcaption",
    "summary",
    "article",
    "h1",
    "aside",
];
const ODD: &[&str] = &[
    "button", "svg", "math", "script", "style", "table", "tr", "td", "li", "p", "a", "object",
    "iframe", "template", "noscript", "ruby", "rt", "caption", "col", "form", "select", "x-y",
    "nobr", "center", "video", "dd", "P", "textarea", "main", "font", "h2", "input", "pre",
];

#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "href=\"https://a.example/x y?a=1&amp;b#c\"", "href=\"/top\"", "href=\"#fn:1\"", "href=\"#part\"", "href=\"b.md\"", "href=\"@/x.md\"", "href=\"c.md\"",
    "href=\"javascript:x()\"", "href=\"http://[\"", "href=\"e.md\"", "href=\" d.md\"", "href=\"article:x\"", "href=\"mailto:a@b.example\"", "href=\"\"", "href=\"data:text/html,x\"",
    "src=\"a.png\"", "src=\"data:image/png;base64,AA\"", "src=\"\"", "src=\"loading.gif\"", "alt=\"A &quot;b&quot; &lt;&gt; \u{a0}\"", "title=\"T\n&amp;\"", "title=\"<b>\"",
    "id=\"fn:1\"", "id=\"fnref:1\"", "id=\" part \"", "id=\"\"", "class=\"language-rust\"", "class=\"x\"", "class=\"lineno y\"", "class=\"language-a language-b\"", "class=\"copy\"",
    "class=\"katex-html\"", "class=\"code\"", "class=\"anchor\"", "class=\"sr-only\"", "class=\"lazy\"", "style=\"user-select: none\"", "style=\"color: red\"",
    "role=\"doc-noteref\"", "role=\"heading\"", "rel=\"nofollow\"", "target=\"_blank\"", "lang=\"de\"", "dir=\"rtl\"", "width=\"10\"", "height=\"x\"", "loading=\"lazy\"", "start=\"3\"",
    "value=\"4\"", "align=\"left\"", "colspan=\"2\"", "cite=\"/c\"", "cite=\"javascript:x\"", "datetime=\"2024\"", "open=\"\"", "name=\"n\"", "aria-hidden=\"true\"", "onclick=\"x\"",
    "href='x'", "href=x", "open", "data-src=\"x\"", "scope=\"row\"", "hreflang=\"de\"", "title=\"\u{1}\"", "title=\"a & b\"", "srcset=\"a 1x\"", "href=\"../#x\"", "href=\"../post#part\"",
];

impl Choices<'_> {
    fn attributes(&mut self, name: &str) {
        let likely: &[&str] = match name {
            "a" => &ATTRIBUTES[..15],
            "img" => &ATTRIBUTES[15..22],
            "code" => &ATTRIBUTES[26..28],
            _ if self.number() > 60 => return,
            _ => ATTRIBUTES,
        };
        loop {
            let all = if self.number() < 30 { ATTRIBUTES } else { likely };
            self.out.push(' ');
            self.write(all);
            if self.number() < 160 {
                break;
            }
        }
    }

    fn element(&mut self, name: &str, depth: usize) {
        let name = if self.rarely() { self.one_of(ODD) } else { name };
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(name);
        self.out.push('>');
        let groups = ["thead", "tbody"];
        match name {
            "ul" | "ol" => self.children(&["li"], depth),
            "dl" => self.children(&["dt", "dd"], depth),
            "table" => self.children(&groups, depth),
            "thead" | "tbody" => self.children(&["tr"], depth),
            "tr" => self.children(&["td", "th"], depth),
            "p" | "h1" | "h2" | "h3" | "pre" | "td" | "th" | "dt" | "summary" => self.inline(depth),
            it if INLINE.contains(&it) => self.inline(depth),
            _ => self.flow(depth),
        }
        if !self.rarely() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    fn children(&mut self, of: &[&str], depth: usize) {
        for _ in 0..self.number() % 3 {
            self.write(&["\n", "", "", " "]);
            let name = self.one_of(of);
            if depth > 0 {
                self.element(name, depth - 1);
            }
            if self.rarely() {
                self.out.push('x');
            }
        }
    }

    fn inline(&mut self, depth: usize) {
        for _ in 0..self.number() % 4 {
            match self.number() % 8 {
                0..3 => self.write(TEXT),
                3 if self.number() > 240 => self.write(ODD_TEXT),
                4 => {
                    self.write(&["<br />\n", "<br>", "<wbr>"]);
                }
                5 => {
                    self.out.push_str("<img");
                    self.attributes("img");
                    self.write(&[" />", ">", "/>"]);
                }
                _ if depth > 0 => {
                    let name = self.one_of(INLINE);
                    self.element(name, depth - 1);
                }
                _ => self.write(TEXT),
            }
        }
    }

    fn flow(&mut self, depth: usize) {
        for _ in 0..=self.number() % 4 {
            match self.number() % 6 {
                0 => self.inline(depth),
                1 => self.write(&["\n", "<hr />\n", ""]),
                _ if depth > 0 => {
                    let name = self.one_of(BLOCKS);
                    self.element(name, depth - 1);
                }
                _ => self.write(TEXT),
            }
        }
    }
}

/// HTML of elements that are nearly always simple.
fn html(bytes: &[u8]) -> String {
    let mut choices = Choices { bytes: bytes.iter(), out: String::new() };
    choices.flow(6);
    choices.out
}

#[rustfmt::skip]
const MARKDOWN: &[&str] = &[
    "Text with *emphasis*, **strong**, `code <b> & x` and [a link](https://a.example/?a=1&b=2 \"Title\").\n\n", "## A heading & more\n\n", "### Part {#part .cls}\n\n", "- one\n- two\n  - three\n\n",
    "1. one\n2. two\n\n   more\n\n", "5. five\n\n", "> quote\n> > more\n\n", "```rust\nfn main() { a < b && c > \"d\"; }\n```\n\n", "    indented\n    code\n\n", "~~~\n\nstarts empty\n~~~\n\n", "| a | b |\n|---|:-:|\n| 1 | `x` |\n| 2 | [l](x) |\n\n",
    "![alt *text*](pic.png \"T\")\n\n", "Line  \nbreak\\\nhere\n\n", "---\n\n", "Note[^1] and[^b].\n\n[^1]: The note.\n\n[^b]: Another\n\n    with *two* paragraphs.\n\n", "- [x] done\n- [ ] open\n\n", "~~gone~~ AT&T &copy; &lt; \"quotes\" -- dash...\n\n",
    "<https://auto.example/> and https://bare.example/a_b and a@b.example\n\n", "Term\n: Definition\n: Another\n\n", "> [!NOTE]\n> Mind the gap.\n\n", "See [part](#part) and [b](b.md) and [x](@/x.md).\n\n", "## [Link](/x) and `code`\n\n", "## [Link](#part)\n\n",
    "Raw <b>bold</b> and <kbd>Ctrl</kbd><br>x <span class=\"x\">y</span>\n\n", "<div class=\"note\">\n\nInside *it*.\n\n</div>\n\n", "<!-- a comment -->\n\n", "<script>alert(1)</script>\n\n", "<p>raw\n\n", "$a < b$ and $$x^2$$\n\n", ":rocket: :smile:\n\n", "{{< figure src=\"x.png\" title=\"T\" >}}\n\n",
    "{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n", ":::note\nMind.\n:::\n\n", "!!! warning\n    Mind.\n\n", "Text\u{a0}with\u{2003}odd\u{b7}spaces\u{ad}\n\n", "* * *\n\n", "Setext\n======\n\n", "a\n: b\n\n", "H~2~O ==mark== ++ins++ x^2^\n\n", "<details>\n<summary>S</summary>\n\nText\n\n</details>\n\n", "[ref]: https://r.example/ 'R'\n\n[ref] and ![ref]\n\n",
];

/// The article that Markdown is in a dialect.
fn rendered(text: &str, dialect: &'static dialect::Dialect) -> String {
    let options = Options { dialect, ..Options::new(Timezone::UTC) };
    let text = format!("---\ntitle: T\n---\n{text}");
    markdown::read(&Source::from_text("a.md", &text), &options).article.html
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 100 } else { 5_000 }))]

    #[test]
    fn html_is_cleaned_the_same_way(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        compare(&html(&bytes))?;
    }

    #[test]
    fn changed_html_is_cleaned_the_same_way(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        from in any::<prop::sample::Index>(),
        length in 0_usize..6,
        with in prop::sample::select([TEXT, ODD_TEXT, &["", "<p>", "</p>", "</a>", "<a>", "<li>", "</li>", "\"", ">", "/", "<b>", "</b>"]].concat()),
    ) {
        let html: Vec<char> = html(&bytes).chars().collect();
        let at = if html.is_empty() { 0 } else { from.index(html.len()) };
        let end = (at + length).min(html.len());
        let changed: String = html[..at].iter().copied().chain(with.chars()).chain(html[end..].iter().copied()).collect();
        compare(&changed)?;
    }

    #[test]
    fn markdown_is_cleaned_the_same_way(
        pieces in prop::collection::vec(prop::sample::select(MARKDOWN), 0..8),
        dialect in prop::sample::select(dialect::ALL.as_slice()),
    ) {
        compare(&rendered(&pieces.concat(), dialect))?;
    }
}

#[test]
fn every_construct_is_cleaned_the_same_way() {
    for dialect in dialect::ALL {
        for piece in MARKDOWN {
            compare(&rendered(piece, dialect)).expect("both ways give the same result");
        }
    }
    for element in INLINE[..5].iter().chain(BLOCKS).chain(ODD) {
        for attribute in ATTRIBUTES {
            for html in [
                format!("<{element} {attribute}>a</{element}>"),
                format!("<h2 id=\"part\"><{element} {attribute}>#</{element}></h2>"),
                format!("<pre><{element} {attribute}>1</{element}></pre><img {attribute}>"),
            ] {
                compare(&html).expect("both ways give the same result");
            }
        }
    }
}

#[test]
fn ordinary_markdown_is_simple() {
    // Those that follow contain raw HTML that is changed, or a link to a heading inside a heading.
    let ordinary = MARKDOWN[..20].iter().chain([&MARKDOWN[20], &MARKDOWN[21], &MARKDOWN[23]]);
    for piece in ordinary {
        for dialect in dialect::ALL {
            let html = rendered(piece, dialect);
            let is_simple = compare(&html).expect("both ways give the same result");
            assert!(is_simple, "{piece} {html}");
        }
    }
}

#[test]
fn most_random_html_is_simple() {
    let mut simple = 0;
    for seed in 0..300_u32 {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(60)
        .collect();
        simple += usize::from(compare(&html(&bytes)).expect("both ways give the same result"));
    }
    assert!(simple > 60, "{simple}");
}
