//! Markdown of each dialect, and the articles that are read from it.

use super::read;
use crate::publish::load::{Options, Reading};
use crate::text::source::Source;

fn reading(text: &str) -> Reading {
    let options = Options::new(crate::value::timezone::Timezone::UTC);
    read(&Source::from_text("a.md", text), &options)
}

#[test]
fn renders_the_usual_extensions() {
    #[rustfmt::skip]
    let cases = [
        ("| a |\n|---|\n| b |",        "<table>"),
        ("Text[^1].\n\n[^1]: Note.",   "<li id=\"fn:1\">"),
        ("~~gone~~",                   "<del>gone</del>"),
        ("- [x] done",                 "☑ done"),
        ("## Part {#part}",            "<h2 id=\"part\">Part</h2>"),
        ("> [!NOTE]\n> Mind.",         "<strong>Note</strong>"),
        ("\"as it is\" -- here",       "\"as it is\" -- here"),
        ("<video src=x></video>",      "<video src=x></video>"),
    ];
    for (text, expected) in cases {
        let html = reading(text).article.html;
        assert!(html.contains(expected), "{text}: {html}");
    }
}

#[test]
fn the_first_heading_is_the_title_and_is_removed_from_the_body() {
    let article = reading("# A *walk* `x` & more\n\nText.\n\n# Second\n").article;
    assert_eq!(article.title.as_deref(), Some("A walk x & more"));
    assert_eq!(article.html, "<p>Text.</p>\n<h1>Second</h1>\n");
    assert_eq!(article.origin["title"].to_string(), "first heading, line 1");
    let article = reading("---\ntitle: T\n---\n# A\n").article;
    assert_eq!((article.title.as_deref(), article.html.as_str()), (Some("T"), "<h1>A</h1>\n"));
}

#[test]
fn finds_the_summary_by_divider_front_matter_or_first_paragraph() {
    let long = format!("{} {}", "One sentence here.".repeat(12), "and on ".repeat(60));
    #[rustfmt::skip]
    let cases = [
        ("---\nsummary: S\n---\nOne *two*.\n\nThree.\n\n<!-- MORE -->\n\nFour.", "One two. Three.", "text before the divider, line 8"),
        ("One.<!--more--> Two.",                         "One.",     "text before the divider, line 1"),
        ("---\nexcerpt_separator: <!--cut-->\n---\nA\n\n<!--cut-->\n\nB", "A", "text before the divider, line 6"),
        ("---\ndescription: S\n---\nOne.",               "S",        "front matter `description`, line 2"),
        ("Title: T\nSummary: *S*\n\nOne.",               "S",        "front matter `Summary`, line 2"),
        ("![pic](x.jpg)\n\n> Quote\n\n- item\n\nOne\ntwo &amp; <b>three</b>[^1].\n\n[^1]: n", "One two & three.", "first paragraph, line 7 (likely)"),
    ];
    let html = "<p class=x>One <b>two</b> &amp; three.</p>\n\n<p>Four.</p>";
    assert_eq!(reading(html).article.summary.as_deref(), Some("One two & three."));
    let html = "<p>One <b>two</b></p>\n\n<!--more-->\n\n<p>Three.</p>";
    assert_eq!(reading(html).article.summary.as_deref(), Some("One two"));
    for (text, summary, origin) in cases {
        let article = reading(text).article;
        assert_eq!(article.summary.as_deref(), Some(summary), "{text}");
        assert_eq!(article.origin["summary"].to_string(), origin, "{text}");
        assert!(!article.html.to_lowercase().contains("<!--"), "{text}");
    }
    let cut = reading(&long).article.summary.unwrap_or_default();
    assert!((100..=301).contains(&cut.chars().count()), "{cut}");
}

#[test]
fn removes_template_tags_and_keeps_positions() {
    let text = "---\ntitle: \"{{ x }} T\"\n---\n{% include\n  y.html %}\n\nA {{ site.z }}*b*.\n";
    let reading = reading(text);
    assert_eq!(reading.article.title.as_deref(), Some("T"));
    assert_eq!(reading.article.summary.as_deref(), Some("A b."));
    assert_eq!(reading.article.origin["summary"].to_string(), "first paragraph, line 7 (likely)");
    let removed: Vec<_> = reading.removed.iter().map(|it| &text[it.span.range()]).collect();
    assert_eq!(removed, ["{% include\n  y.html %}", "{{ site.z }}"]);
    assert_eq!(reading.removed[0].tag, "{% include %}");
}

#[test]
fn reads_pathological_texts_quickly() {
    let many = |it: &str, count: usize| it.repeat(count);
    let table = format!("{}\n{}\n{}", many("|a", 2000), many("|-", 2000), many("|\n", 2000));
    let definitions = format!("[a]: {}\n{}", many("x", 50_000), many("[a]", 50_000));
    #[rustfmt::skip]
    let cases = [
        many(">", 50_000), many("> ", 50_000), many("[", 50_000), many("![", 50_000), many("[a](", 50_000), many("*a ", 50_000), many("**a *b ", 20_000), many("_", 50_000),
        many("`", 50_000), (1..300).map(|it| many("`", it) + " ").collect(), many("<", 50_000), many("<!--", 20_000), many("<![CDATA[", 20_000), many("&", 50_000),
        many("- ", 20_000), many("1. ", 20_000), (0..300).map(|it| many(" ", it) + "- a\n").collect(), many("\\", 50_000), many("a\n===\n", 10_000), table, definitions,
        many("[^1]: ", 10_000), many("{{ ", 50_000), many("{% ", 50_000), many("~", 50_000), many("(", 50_000), many("# ", 50_000), many(": a\n", 10_000),
    ];
    for text in cases {
        let html = reading(&text).article.html;
        assert!(html.len() < 40_000_000, "{}", &text[..20]);
    }
}

fn html(dialect: &str, text: &str) -> String {
    let mut options = Options::new(crate::value::timezone::Timezone::UTC);
    options.dialect = crate::publish::dialect::named(dialect).expect("it is a dialect");
    let text = format!("---\ntitle: T\n---\n{text}");
    read(&Source::from_text("a.md", &text), &options).article.html
}

#[rustfmt::skip]
const DIALECTS: &[(&str, &str, &str)] = &[
    // Attribute lists.
    ("jekyll",     "A\n{: .x #id}\n\nB",                    "<p>A\n<a id=\"id\"></a></p>\n<p>B</p>\n"),
    ("jekyll",     "{: .x}\nA",                             "<p>A</p>\n"),
    ("jekyll",     "{:\n.x width=\"70\"}\nA",               "<p>A</p>\n"),
    ("jekyll",     "## A\n{: #b .no_toc}\n\nC",             "<h2 id=\"b\">A</h2>\n<p>C</p>\n"),
    ("jekyll",     "## A\n{:.no_toc}\n\nC",                 "<h2>A</h2>\n<p>C</p>\n"),
    ("jekyll",     "[a](b){:target=\"_blank\" rel='x'} c *d*{:.e}.", "<p><a href=\"b\">a</a> c <em>d</em>.</p>\n"),
    ("jekyll",     "![a](b.png){: width=\"50%\" .c}",       "<p><img src=\"b.png\" alt=\"a\" /></p>\n"),
    ("jekyll",     "Call `{: .x}` and {:a=>1, :b=>2}.",     "<p>Call <code>{: .x}</code> and {:a=&gt;1, :b=&gt;2}.</p>\n"),
    ("jekyll",     "```\n{: .x}\n```\n{: .y}\n",            "<pre><code>{: .x}\n</code></pre>\n"),
    ("jekyll",     "| a |\n|---|\n| b |\n{: .x}\n\nC",      "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>b</td></tr>\n</tbody></table>\n<p>C</p>\n"),
    ("jekyll",     "* TOC\n{:toc}\n\nA",                    "<p>A</p>\n"),
    ("jekyll",     "1. TOC item\n{:toc .x}\n\n* b\n",       "<ul>\n<li>b</li>\n</ul>\n"),
    ("jekyll",     "- a\n{: .x}\n- {:.y} b\n",              "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("jekyll",     "> a\n{: .x}\n\nb",                      "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n"),
    ("jekyll",     "{:ref: .x}\n\nA\n{: ref}",              "<p>A</p>\n"),
    ("pelican",    "## A {: #b .c }",                       "<h2 id=\"b\""),
    ("eleventy",   "![a](b.png){.c}\n\nA {.b}",             "<p><img src=\"b.png\" alt=\"a\" /></p>\n<p>A </p>\n"),
    // kramdown extensions.
    ("jekyll",     "a{::comment}b{:/comment}c{::nomarkdown}<i>d</i>{:/}", "<p>ac<i>d</i></p>\n"),
    ("jekyll",     "{::comment}\nb\n\nc\n{:/}\n\nd",        "<p>d</p>\n"),
    ("jekyll",     "{::options parse_block_html=\"true\" /}\n\nd", "<p>d</p>\n"),
    ("jekyll",     "`{::comment}` b\n\n    {::comment}\n",  "<p><code>{::comment}</code> b</p>\n<pre><code>{::comment}\n</code></pre>\n"),
    ("jekyll",     "HTML is *HTML*.\n\n*[HTML]: Hyper \"Text\"", "<p><abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr> is <em><abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr></em>.</p>\n"),
    // HTML that contains Markdown.
    ("jekyll",     "<div markdown=\"1\">\n*a*\n</div>\nb *c*", "<div>\n<p><em>a</em></p>\n</div>\n<p>b <em>c</em></p>\n"),
    ("jekyll",     "<div class=\"x\" markdown=\"1\">*a*</div>", "<div class=\"x\">\n<p><em>a</em></p>\n</div>\n"),
    ("pelican",    "<figcaption markdown=\"1\">*a*</figcaption>", "<figcaption><em>a</em></figcaption>"),
    ("jekyll",     "<table><tr><td markdown=\"span\">*a*</td></tr></table>", "<table><tr><td><em>a</em></td></tr></table>"),
    ("jekyll",     "<div>\n\n    <p>a</p>\n\n</div>\n## B",   "<div>\n\n    <p>a</p>\n\n</div>\n<h2>B</h2>\n"),
    ("hugo",       "<div>\n\n*a*\n\n</div>",                "<div>\n<p><em>a</em></p>\n</div>"),
    ("jekyll",     "<img src=\"a\">\n*b*",                  "<p><img src=\"a\">\n<em>b</em></p>\n"),
    ("jekyll",     "~~~ ruby\n<div>\n~~~",                  "<pre><code class=\"language-ruby\">&lt;div&gt;\n</code></pre>\n"),
    ("jekyll",     "* a\n^\n* b",                           "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
    // Tables of contents.
    ("pelican",    "[TOC]\n\nA",                            "<p>A</p>\n"),
    ("plain",      "[[_TOC_]]\n\n[toc]\n\nA",               "<p>A</p>\n"),
    ("plain",      "[toc]\nA\n\n`[TOC]`",                   "<p>A</p>\n<p><code>[TOC]</code></p>\n"),
    // Code.
    ("pelican",    "a\n\n    :::python\n    b = 1\n",       "<p>a</p>\n<pre><code class=\"language-python\">b = 1\n</code></pre>\n"),
    ("pelican",    "    #!python\n    b\n",                 "<pre><code class=\"language-python\">b\n</code></pre>\n"),
    ("pelican",    "    #!/bin/sh\n    b\n",                "<pre><code>#!/bin/sh\nb\n</code></pre>\n"),
    ("pelican",    "```{ .python hl_lines=\"1 3\" }\nb\n```", "<pre><code class=\"language-python\">b\n</code></pre>\n"),
    ("docusaurus", "```js{1,3} title=\"a.js\"\nb\n```",     "<pre><code class=\"language-js\">b\n</code></pre>\n"),
    ("zola",       "```rust,linenos\nb\n```",               "<pre><code class=\"language-rust\">b\n</code></pre>\n"),
    ("hugo",       "```go {hl_lines=[1]}\nb\n```",          "<pre><code class=\"language-go\">b\n</code></pre>\n"),
    // Boxes.
    ("docusaurus", ":::note\nA *b*\n:::\nC",                "<aside>\n<p><strong>Note</strong></p>\n<p>A <em>b</em></p>\n</aside>\n<p>C</p>\n"),
    ("docusaurus", ":::tip[A [b](c)]\n\n- d\n:::",          "<aside>\n<p><strong>A <a href=\"c\">b</a></strong></p>\n<ul>\n<li>d</li>\n</ul>\n</aside>\n"),
    ("docusaurus", "::::info Big\n:::warning\na\n:::\nb\n::::", "<aside>\n<p><strong>Big</strong></p>\n<aside>\n<p><strong>Warning</strong></p>\n<p>a</p>\n</aside>\n<p>b</p>\n</aside>\n"),
    ("eleventy",   "::: details See < it\na\n:::",          "<details>\n<summary>See &lt; it</summary>\n<p>a</p>\n</details>\n"),
    ("docusaurus", ":::note[A *b*]\nc\n:::",             "<aside>\n<p><strong>A <em>b</em></strong></p>\n<p>c</p>\n</aside>\n"),
    ("plain",      "::: {.callout}\na\n:::",                "<div>\n<p>a</p>\n</div>\n"),
    ("docusaurus", ":::note{#id}\na",                       "<aside>\n<p><strong>Note</strong></p>\n<p>a</p>\n</aside>\n"),
    ("docusaurus", "```\n:::note\n```\n\n`:::`",            "<pre><code>:::note\n</code></pre>\n<p><code>:::</code></p>\n"),
    ("docusaurus", "1. a\n\n   :::note\n   b\n   :::\n\n2. c", "<ol>\n<li>\n<p>a</p>\n<aside>\n<p><strong>Note</strong></p>\n<p>b</p>\n</aside>\n</li>\n<li>\n<p>c</p>\n</li>\n</ol>\n"),
    ("pelican",    "!!! note \"A b\"\n    c\n\n    - d\n\ne", "<aside>\n<p><strong>A b</strong></p>\n<p>c</p>\n<ul>\n<li>d</li>\n</ul>\n</aside>\n<p>e</p>\n"),
    ("pelican",    "!!! danger\n    !!! tip \"\"\n        a\n    b", "<aside>\n<p><strong>Danger</strong></p>\n<aside>\n<p>a</p>\n</aside>\n<p>b</p>\n</aside>\n"),
    ("plain",      "> [!NOTE]\n> a",                        "<blockquote>\n<p><strong>Note</strong></p>\n<p>a</p>\n</blockquote>\n"),
    ("plain",      "> [!info]- A *b*\n> c",                 "<blockquote>\n<p><strong>A <em>b</em></strong></p>\n<p>c</p>\n</blockquote>\n"),
    ("plain",      "> [!my-tip]",                           "<blockquote>\n<p><strong>My tip</strong></p>\n</blockquote>\n"),
    // GFM.
    ("plain",      "- [x] a\n- [ ] b",                      "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>\n"),
    ("plain",      "See www.x.example, https://y.example/a_b_c (http://z.example/d).", "<p>See <a href=\"http://www.x.example\">www.x.example</a>, <a href=\"https://y.example/a_b_c\">https://y.example/a_b_c</a> (<a href=\"http://z.example/d\">http://z.example/d</a>).</p>\n"),
    ("plain",      "a@b.example",                           "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n"),
    ("hexo",       "https://y.example/a--b_c_ d",           "<p><a href=\"https://y.example/a--b_c\">https://y.example/a--b_c</a>_ d</p>\n"),
    ("plain",      "[https://y.example](b) `https://y.example` <a href=\"c\">https://y.example</a> <https://y.example>", "<p><a href=\"b\">https://y.example</a> <code>https://y.example</code> <a href=\"c\">https://y.example</a> <a href=\"https://y.example\">https://y.example</a></p>\n"),
    ("plain",      "[a]\n\n[a]: https://y.example/a_b_c",   "<p><a href=\"https://y.example/a_b_c\">a</a></p>\n"),
    ("plain",      "https://y.example/a\\_b /\\[a\\_b\\]/ https://y.example/{a}", "<p>https://y.example/a_b /[a_b]/ https://y.example/{a}</p>\n"),
    ("plain",      "a | b\n:--|--:\n1 | 2",             "<table><thead><tr><th align=\"left\">a</th><th align=\"right\">b</th></tr></thead><tbody>\n<tr><td align=\"left\">1</td><td align=\"right\">2</td></tr>\n</tbody></table>\n"),
    // Footnotes.
    ("plain",      "A[^n] b[^n] c[^1].\n\n[^n]: D.\n[^1]: E[^n]", "<p>A<sup id=\"fnref:1\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> b<sup id=\"fnref:1:2\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> c<sup id=\"fnref:2\"><a href=\"#fn:2\" role=\"doc-noteref\">2</a></sup>.</p>\n<section>\n<hr>\n<ol>\n<li id=\"fn:1\">\n<p>D. <a href=\"#fnref:1\" role=\"doc-backlink\">↩</a> <a href=\"#fnref:1:2\" role=\"doc-backlink\">↩</a> <a href=\"#fnref:1:3\" role=\"doc-backlink\">↩</a></p>\n</li>\n<li id=\"fn:2\">\n<p>E<sup id=\"fnref:1:3\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> <a href=\"#fnref:2\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n</section>\n"),
    ("plain",      "A[^1] `[^2]` /[^abc]/",                 "<p>A<sup>1</sup> <code>[^2]</code> /[^abc]/</p>\n"),
    ("plain",      "A^[b *c*].",                            "<p>A<sup id=\"fnref:1\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup>.</p>\n<section>\n<hr>\n<ol>\n<li id=\"fn:1\">\n<p>b <em>c</em> <a href=\"#fnref:1\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n</section>\n"),
    // Other inline constructs.
    ("plain",      "==a== b==c d:smile: :rocket: `:tada:`", "<p><mark>a</mark> b==c d:smile: 🚀 <code>:tada:</code></p>\n"),
    ("pelican",    ":rocket: ==a==",                        "<p>:rocket: ==a==</p>\n"),
    ("plain",      "[[Page A]] [[b|C]] ![[d.png]] [[e]](f) [[#g]]", "<p><a href=\"article:Page%20A\">Page A</a> <a href=\"article:b\">C</a> <img src=\"d.png\" alt=\"\" /> <a href=\"f\">[e]</a> <a href=\"#g\">#g</a></p>\n"),
    ("hugo",       "[[nodiscard]]",                         "<p>[[nodiscard]]</p>\n"),
    ("hugo",       "\"a\" -- b",                            "<p>“a” – b</p>\n"),
    ("eleventy",   "\"a\" -- b",                            "<p>\"a\" -- b</p>\n"),
    ("hexo",       "a\nb",                                  "<p>a<br />\nb</p>\n"),
    ("hugo",       "a\n: b",                                "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"),
    ("astro",      "a\n: b",                                "<p>a\n: b</p>\n"),
    ("plain",      "## A b\n\n[c](#a-b)",                   "<h2 id=\"a-b\">A b</h2>\n<p><a href=\"#a-b\">c</a></p>\n"),
    ("plain",      "a\n\n---\n\n***\n\nb",                  "<p>a</p>\n<hr />\n<hr />\n<p>b</p>\n"),
    // TeX.
    ("plain",      "$a_1 * b_2 * c_3$ and $5 and *d* $6",   "<p>$a_1 * b_2 * c_3$ and $5 and <em>d</em> $6</p>\n"),
    ("plain",      "\\(a_b\\) and \\[c_d\\] and \\[no\\] \\(see it\\)", "<p>\\(a_b\\) and \\[c_d\\] and [no] (see it)</p>\n"),
    ("hugo",       "$$\n\\begin{aligned} x_1 &= a \\\\ y_2 &< b *c* \\end{aligned}\n$$", "<p>$$\n\\begin{aligned} x_1 &amp;= a \\\\ y_2 &amp;&lt; b *c* \\end{aligned}\n$$</p>\n"),
    ("plain",      "\\begin{align}\na_1 &= b\\\\\n- c_2\n\\end{align}", "<p>\\begin{align}\na_1 &amp;= b\\\\\n- c_2\n\\end{align}</p>\n"),
    ("plain",      "`$a_1$` $x$\n\n    $b_2$\n\n```\n$c_3$ $$\n```\n", "<p><code>$a_1$</code> $x$</p>\n<pre><code>$b_2$\n</code></pre>\n<pre><code>$c_3$ $$\n</code></pre>\n"),
    ("plain",      "> $$\n> a_1 * b * c\n> $$",             "<blockquote>\n<p>$$\na_1 * b * c\n$$</p>\n</blockquote>\n"),
    ("jekyll",     "US$5*a*, $PATH and ${B}*c*",            "<p>US$5<em>a</em>, $PATH and ${B}<em>c</em></p>\n"),
    ("plain",      "$\\|a\\|$ | b\n---|---\n$|c|$ | d",       "<table><thead><tr><th>$\\|a\\|$</th><th>b</th></tr></thead><tbody>\n<tr><td>$|c|$</td><td>d</td></tr>\n</tbody></table>\n"),
];

#[test]
fn renders_the_markdown_of_each_dialect() {
    let mut wrong = String::new();
    for (dialect, text, expected) in DIALECTS {
        let html = html(dialect, text);
        if html != *expected
            && !(expected.ends_with(['"', '>']) && html.trim_end().starts_with(expected))
        {
            wrong.push_str(&format!("{dialect}: {text:?}\n  {html:?}\n  {expected:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_summary_is_prose() {
    #[rustfmt::skip]
    let cases = [
        "[toc]\n\n[[_TOC_]]\n\nReal text.",
        ":::note[Mind]\nThe gap.\n:::\n\nReal text.",
        "!!! note\n    The gap.\n\nReal text.",
        "![a](b.png){: .c}\n\nReal text.\n{: .lead}",
        "> [!NOTE]\n> a\n\nReal text[^1].\n\n[^1]: b",
        "| a |\n|---|\n| b |\n\nReal text[^2].",
        "Real <style>p{color:red}</style>text.",
        "<span>Real</span> text.<style>p{}</style>",
        "* TOC\n{:toc}\n\n{: .x}\nReal ==text==.",
        "Use `{{ x }}`.\n\nReal text.",
        "Use `<Sail />`.\n\nReal text.",
    ];
    for text in cases {
        assert_eq!(reading(text).article.summary.as_deref(), Some("Real text."), "{text}");
    }
    // No paragraph is more suitable.
    let tags = "Use `{{ x }}`.\n\nAnd `{% y %}`.";
    assert_eq!(reading(tags).article.summary.as_deref(), Some("Use {{ x }}."));
    let title = |text| reading(text).article.title;
    assert_eq!(title("# A *b* :tada: {#c}\n").as_deref(), Some("A b 🎉"));
    assert_eq!(title("# A $b_c$[^1]\n{: .d}\n\n[^1]: e").as_deref(), Some("A $b_c$"));
}

#[test]
fn reads_characters_of_any_width() {
    let pieces = ["漢", "é", "\u{301}", "🚀", "\u{a0}", "a"];
    #[rustfmt::skip]
    let marks = [
        ":a", ":", "[^", "[^a", "]: ", "[[", "^[", "==", "@", "www.", "http://", "{:", "{#", "{.a", "$", "\\(", "*[", "!!! ", "::: ", "> [!", "<b", "| ",
    ];
    for dialect in ["jekyll", "hugo", "eleventy", "docusaurus", "hexo", "plain"] {
        for mark in marks {
            for piece in pieces {
                for text in [
                    format!("{mark}{piece}"),
                    format!("{piece}{mark}{piece}]: {piece}"),
                    format!("a\n{mark}{piece}{mark}{{{{ x }}}}{piece}\n"),
                ] {
                    let _ = html(dialect, &text);
                }
            }
        }
    }
}

#[test]
fn reads_hostile_texts_quickly_in_every_dialect() {
    #[rustfmt::skip]
    let units = [
        "{:", "{: ", "{:.a}", "{: .a\n", "{::comment}", "{:/", "{.a", "{#", ":::", ":::note\n", ":::note\n:::\n", "::::a\n:::\n", "!!! a\n    ", "$", "$$", "$a_b", "\\(", "\\(a_b\\)",
        "\\[", "\\begin{a}", "\\begin{a}\\end{a}", "[[", "[[a]]", "==", "==a ", "==a==", ":a", ":a:", "a@b.c", "@", "http://", "http://a.b/", "http://a.b/))", "www.", "www.a", "^[", "^[a]", "[^a]",
        "*[a]: b\n", "<div>\n", "<div>\n\n", "<div markdown=1>\n", "<p markdown=1>a</p>", "<div><p markdown=1>", "</div>\n", "<a>\n", "> [!a]\n", "> [!a] ", "[!", "[toc]\n", "[toc]\n\n", "`$", "``$`", "http://a.b/{", "www.a_", "<X ", "<b markdown=1>", "&", "\u{a0}",
        "# a\n", "[](#a)\n# a\n", "- {:toc}\n", "* {:toc}\n\n    ", "[^1]: [^1]\n", "[^1]", "https://a_", "\u{1a}", "\u{1a}`a`$b_c$", "|{:.a}", "*a{:.b}",
    ];
    for dialect in ["jekyll", "pelican", "eleventy", "plain"] {
        for unit in units {
            let text = unit.repeat(20_000 / unit.len());
            let start = std::time::Instant::now();
            let html = html(dialect, &text);
            assert!(html.len() < 4_000_000, "{unit}");
            assert!(start.elapsed().as_secs() < 3, "{dialect} {unit:?} {:?}", start.elapsed());
        }
    }
}
