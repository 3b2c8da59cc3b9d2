use url::Url;

use crate::publish::dialect::Templates;
use crate::publish::load::front_matter;
use crate::publish::load::front_matter::Accept;
use crate::publish::template::Context;
use crate::publish::template::code::Markup;
use crate::publish::template::expand;
use crate::publish::template::plain;

/// The output of a template, and the names of the removed tags.
fn expanded(text: &str, templates: Templates, markup: Markup) -> (String, Vec<String>) {
    let url = Url::parse("https://site.example/base/").expect("it is a URL");
    let page = front_matter::read("---\ntitle: The page\nparams:\n  one: 1\n---\n", Accept::All);
    let context = Context {
        builds_pictures: false,
        templates,
        markup,
        site_url: Some(&url),
        site_title: "The site",
        language: Some("en"),
        page: &page.entries,
    };
    let expanded = expand(text, 0, &context);
    let removed = expanded.removed.iter().map(|it| it.tag.clone()).collect();
    (expanded.text.into_owned(), removed)
}

fn holds(templates: Templates, cases: &[(&str, &str, &[&str])]) {
    for (text, expected, removed) in cases {
        let (got, tags) = expanded(text, templates, Markup::Markdown);
        assert_eq!(
            (got.as_str(), tags),
            (*expected, removed.iter().map(|it| (*it).to_owned()).collect()),
            "{text}"
        );
    }
}

#[test]
fn expands_liquid() {
    #[rustfmt::skip]
    holds(Templates::Liquid, &[
        ("a {{ site.title }} {{page.title}} b",           "a The site The page b", &[]),
        ("![]({{ site.url }}{{ site.baseurl }}/a.jpg)",    "![](https://site.example/base/a.jpg)", &[]),
        ("![]({{ '/a.jpg' | relative_url }})",             "![](/base/a.jpg)", &[]),
        ("![]({{ \"a.jpg\" | prepend: '/x/' | absolute_url }})", "![](https://site.example/base/x/a.jpg)", &[]),
        ("a {{ unknown }}b",                               "a b", &["{{ unknown }}"]),
        ("a {{ page.foo | upcase }}b",                     "a b", &["{{ page.foo }}"]),
        ("{{ nothing | default: 'x' }}",                   "x", &[]),
        ("![a]({{ site.foo }}/x.png) b",                   "![a](/x.png) b", &["{{ site.foo }}"]),
        ("![a]({{ site.foo }}) b",                         " b", &["{{ site.foo }}"]),
        ("[a *b*]({{ site.foo }} \"t\") c",                "a *b* c", &["{{ site.foo }}"]),
        ("<a href=\"{{ x }}\" id=y>a</a>",                 "<a id=y>a</a>", &["{{ x }}"]),
        ("a <img alt=x src='{{ x }}'> b",                  "a  b", &["{{ x }}"]),
        ("* <{{ x.y }}>\n* b",                             "* \n* b", &["{{ x.y }}"]),
        ("[1]: {{ x }}\n",                                 "\n", &["{{ x }}"]),
        ("[b]({% post_url 2024-01-02-b %}#c)",             "[b](article:2024-01-02-b#c)", &[]),
        ("[b]({{ site.baseurl }}{% post_url 2024-01-02-b %})", "[b](article:2024-01-02-b)", &[]),
        ("see {% post_url 2024-01-02-b %} c",              "see <a href=\"article:2024-01-02-b\">2024-01-02-b</a> c", &[]),
        ("[b]: {% post_url 2024-01-02-b %}",               "[b]: article:2024-01-02-b", &[]),
        ("{% capture x %}{% post_url b %}{% endcapture %}[a]({{ x }})", "[a](article:b)", &[]),
        ("a [{% mark \"https://x.example/\" %}b](/c) d",   "a [b](/c) d", &["{% mark %}"]),
        ("[a]({{ 'https://x.example/' | shorter }})",      "[a](https://x.example/)", &[]),
        ("<https://y.example/{{ 'https://x.example/' | urlencode }}>", "<https://y.example/https%3A%2F%2Fx%2Eexample%2F>", &[]),
        ("[b]({% link _posts/2024-01-02-b.md %})",         "[b](article:/_posts/2024-01-02-b.md)", &[]),
        ("[b]({%link /en/b.md %})",                        "[b](article:/en/b.md)", &[]),
        ("[b]({% link assets/b.pdf %})",                   "[b](/base/assets/b.pdf)", &[]),
        ("{% assign x = 'y' %}a {{ x }}",                  "a y", &[]),
        ("{% assign x = site.data.x | first %}a {{ x.z }}b", "a b", &["{{ x.z }}"]),
        ("{% capture x %}c {{ page.title }}{% endcapture %}a {{ x }}", "a c The page", &[]),
        ("a {% comment %}{% hidden %}{% endcomment %}b",   "a b", &[]),
        ("a {% # hidden %}b",                              "a b", &[]),
        ("{% raw %}{{ x }} {% y %}{% endraw %}",           "{{ x }} {% y %}", &[]),
        ("`{% raw %}{{ x }}{% endraw %}`",                 "`{{ x }}`", &[]),
        ("`{{ x }}` `{% y %}` ``{% raw %}``",              "`{{ x }}` `{% y %}` ``{% raw %}``", &[]),
        ("```\n{{ x }} {% include y %}\n```\n",            "```\n{{ x }} {% include y %}\n```\n", &[]),
        ("```\n{{ site.title }}\n```\n",                   "```\nThe site\n```\n", &[]),
        ("{% if x %}a{% else %}b{% endif %}c",             "ac", &["{% if %}"]),
        ("{% if x %}a{% if y %}b{% else %}c{% endif %}{% elsif z %}d{% else %}e{% endif %}f", "abf", &["{% if %}", "{% if %}"]),
        ("{% case x %} a {% when 1 %}b{% when 2 %}c{% endcase %}d", "bd", &["{% case %}"]),
        ("{% for x in y %}a {{ x }}{% endfor %}b",         "b", &["{% for %}"]),
        ("a\n{%- if x -%}\n b {%- endif %}\nc",            "ab\nc", &["{% if %}"]),
        ("{% highlight ruby linenos %}\na < b\n\n  c\n{% endhighlight %}\nd", "<pre><code class=\"language-ruby\">a &lt; b&#10;&#10;  c</code></pre>\n\nd", &[]),
        ("- a\n\n  {% highlight sh %}\n  b\n  {% endhighlight %}\n", "- a\n\n  <pre><code class=\"language-sh\">b</code></pre>\n", &[]),
        ("{% highlight html %}{% raw %}{{ x }}{% endraw %}{% endhighlight %}", "<pre><code class=\"language-html\">{{ x }}</code></pre>", &[]),
        ("{% include figure.html src=\"/x.png\" caption='A' %}", "<figure><img src=\"/x.png\" alt=\"A\"><figcaption>A</figcaption></figure>", &[]),
        ("{% include figure src=page.none %}",             "", &["{% include %}"]),
        ("{% include toc.html %}\ntext",                   "\ntext", &["{% include %}"]),
        ("{% include youtube.html id='x' %}",              "<a href=\"https://www.youtube.com/watch?v=x\">https://www.youtube.com/watch?v=x</a>", &[]),
        ("{% note %}\nMind.\n{% endnote %}\nb",            "<blockquote>\n\nMind.\n</blockquote>\n\nb", &[]),
        ("{% foo a %}*b*{% endfoo %}",                     "*b*", &["{% foo %}"]),
        ("a {% endfoo %}b {% open",                        "a b {% open", &["{% endfoo %}"]),
        ("<div>\n{% include x %}\n    <p>a</p>\n</div>",   "<div>\n    <p>a</p>\n</div>", &["{% include %}"]),
        ("{% img a.png it's %} and {% img b.png 'c' %}",   "<img src=\"a.png\" alt=\"it's\"> and <img src=\"b.png\" alt=\"c\">", &[]),
        ("{# not a comment #} {",                          "{# not a comment #} {", &[]),
    ]);
}

#[test]
fn expands_nunjucks_and_hexo() {
    #[rustfmt::skip]
    holds(Templates::Nunjucks, &[
        ("{% Img src=\"a/b.png\", alt=\"c\" %}",           "<img src=\"a/b.png\" alt=\"c\">", &[]),
        ("{% Img\n  src=\"a/b.png\",\n  alt=\"c\n  d\" %}\n", "<img src=\"a/b.png\" alt=\"c d\">\n", &[]),
        ("{% Aside 'warning' %}\nMind.\n{% endAside %}\n", "<blockquote>\n\nMind.\n</blockquote>\n\n", &[]),
        ("{% Aside %} Mind.\n{% endAside %}\nb",           "<blockquote>\n\nMind.\n</blockquote>\n\nb", &[]),
        ("   {% Aside %} Mind.\n   {% endAside %}\nb",     "    Mind.\n\nb", &["{% Aside %}"]),
        ("{% Partial 'x/banner.md' %}\n\na",               "\n\na", &["{% Partial %}"]),
        ("{% import 'x' as y %}{% set z = 1 %}{{ z }}",    "1", &[]),
        ("{% set z %}a{% endset %}b {{ z }}",              "b ", &["{{ z }}"]),
        ("{% macro x() %}a {{ b }}{% endmacro %}c",        "c", &[]),
        ("a {# hidden {{ x }} #}b {#id}",                  "a b {#id}", &[]),
        ("{{ title }} {{ macro(1) }}",                     "The page ", &["{{ macro }}"]),
        ("[a]({{ '/b/' | url }})",                         "[a](/base/b/)", &[]),
        ("{% codeblock Title lang:js %}\na\n{% endcodeblock %}", "<pre><code class=\"language-js\">a</code></pre>", &[]),
        ("{% asset_img big a.png A walk %}",               "<img src=\"a.png\" alt=\"A walk\">", &[]),
        ("{% post_link my-post 'My post' %}",              "<a href=\"article:my-post\">My post</a>", &[]),
        ("see {% post_path my-post %}.",                   "see <a href=\"article:my-post\">my-post</a>.", &[]),
        ("{% post_link my-post %}",                        "<a href=\"article:my-post\">my post</a>", &[]),
        ("{% link Text here https://x.example/ %}",        "<a href=\"https://x.example/\">Text here</a>", &[]),
        ("{% blockquote Me %}\na\n{% endblockquote %}",    "<blockquote><p><cite>Me</cite></p>\n\na\n</blockquote>\n", &[]),
        ("{% blockquote Me You, It https://x.example/ %}\na\n{% endblockquote %}", "<blockquote><p><cite>Me You, It</cite></p>\n\na\n</blockquote>\n", &[]),
        ("{% css %}.a {}{% endcss %}b",                    "b", &["{% css %}"]),
        ("{% renderTemplate 'md' %}a{% endrenderTemplate %}", "a", &["{% renderTemplate %}"]),
    ]);
}

#[test]
fn expands_hugo() {
    #[rustfmt::skip]
    holds(Templates::Hugo, &[
        ("{{< figure src=\"a.png\" alt=`b \"c\"` >}}",     "<img src=\"a.png\" alt=\"b &quot;c&quot;\">", &[]),
        ("{{< figure\n  src=\"a.png\"\n  caption=\"b\"\n/>}}", "<figure><img src=\"a.png\" alt=\"b\"><figcaption>b</figcaption></figure>", &[]),
        ("{{< youtube w7Ft2ymGmfc >}}",                    "<a href=\"https://www.youtube.com/watch?v=w7Ft2ymGmfc\">https://www.youtube.com/watch?v=w7Ft2ymGmfc</a>", &[]),
        ("[a]({{< ref \"b.md#c\" >}}) [d]({{% relref path=\"/e\" %}})", "[a](article:b.md#c) [d](article:/e)", &[]),
        ("[a]({{< ref \"#c\" >}})",                        "[a](#c)", &[]),
        ("{{< highlight go \"linenos=table\" >}}\na < b\n{{< /highlight >}}", "<pre><code class=\"language-go\">a &lt; b</code></pre>", &[]),
        ("{{% notice tip %}}\n*a*\n{{% /notice %}}\nb",    "<blockquote>\n\n*a*\n</blockquote>\n\nb", &[]),
        ("{{< unknown x=1 >}}*a*{{< /unknown >}}",         "*a*", &["{{< unknown >}}"]),
        ("a {{% toc %}} b",                                "a  b", &["{{% toc %}}"]),
        ("{{</* figure src=\"x\" */>}} {{%/* y */%}}",     "{{< figure src=\"x\" >}} {{% y %}}", &[]),
        ("```\n{{</* a */>}} {{< param one >}} {{< b >}}\n```", "```\n{{< a >}} 1 \n```", &["{{< b >}}"]),
        ("{{< param \"one\" >}} {{< param none >}}",       "1 ", &["{{< param >}}"]),
        ("{{< details summary=\"a\" >}}\nb\n{{< /details >}}", "<details><summary>a</summary>\n\nb\n</details>\n", &[]),
        ("{{< chart >}}\n{ \"a\": [1] }\n{{< /chart >}}b", "b", &["{{< chart >}}"]),
        ("{{< map >}}{ \"a\": [1] }{{< /map >}}b",         "b", &["{{< map >}}"]),
        ("{{< mermaid >}}\na --> b\n{{< /mermaid >}}",     "<pre><code class=\"language-mermaid\">a --&gt; b</code></pre>", &[]),
        ("{{< x.inline >}}{{ now }}{{< /x.inline >}}a",    "a", &["{{< x.inline >}}"]),
        ("{{< button href=\"/x\" >}}a{{< /button >}}",     "<a href=\"/x\">a</a>", &[]),
        ("{{ not a shortcode }} {% nor this %}",           "{{ not a shortcode }} {% nor this %}", &[]),
        ("{{< tabs >}}{{< tab \"One\" >}}\na\n{{< /tab >}}{{< /tabs >}}", "\na\n", &["{{< tabs >}}", "{{< tab >}}"]),
    ]);
}

#[test]
fn expands_zola() {
    #[rustfmt::skip]
    holds(Templates::Zola, &[
        ("{{ youtube(id=\"x\") }}",                        "<a href=\"https://www.youtube.com/watch?v=x\">https://www.youtube.com/watch?v=x</a>", &[]),
        ("{{ image(src=\"a.png\", alt=\"b\") }}",          "<img src=\"a.png\" alt=\"b\">", &[]),
        ("{% quote(author=\"Me\") %}\na\n{% end %}",       "<blockquote><p><cite>Me</cite></p>\n\na\n</blockquote>\n", &[]),
        ("{% unknown() %}a{% end %}b",                     "ab", &["{% unknown %}"]),
        ("[a]({{ get_url(path=\"@/b.md\") }})",            "[a](@/b.md)", &[]),
        ("[a]({{ get_url(path=\"b.png\") }})",             "[a](https://site.example/base/b.png)", &[]),
        ("{{/* x() */}} {%/* y() */%}",                    "{{ x() }} {% y() %}", &[]),
        ("{{closure}} {{ a.b }} {% if x %}",               "{{closure}} {{ a.b }} {% if x %}", &[]),
        ("`{{ x() }}` {{ gallery() }}",                    "`{{ x() }}` ", &["{{ gallery }}"]),
    ]);
}

#[test]
fn expands_only_unambiguous_tags_in_unknown_languages() {
    #[rustfmt::skip]
    holds(Templates::Any, &[
        ("a {/* b */}c {# d #}e {#id} {{ 1 | plus: 2 }}",  "a c e {#id} ", &["{{ 1 }}"]),
        ("{{< figure src=\"a.png\" >}} {% img b.png %} {{ image(src=\"c.png\") }}", "<img src=\"a.png\" alt=\"\"> <img src=\"b.png\" alt=\"\"> <img src=\"c.png\" alt=\"\">", &[]),
        ("{{ page.title }} {{ \"now\" | date: \"%Y\" }}",  "The page ", &["{{ \"now\" }}"]),
        ("`{{ page.title }}`",                             "`{{ page.title }}`", &[]),
        ("{{image \"a/b.png\" 450}} {{play \"c/d.go\" `/^x/`}}e", "<img src=\"a/b.png\" alt=\"\"> e", &["{{ play \"c/d.go\" `/^x/` }}"]),
        ("cpp! {{ #include <x> }} ${{ secrets.X }}",       "cpp! {{ #include <x> }} ${{ secrets.X }}", &[]),
    ]);
    holds(
        Templates::Tags,
        &[("{{ x }} {% photo /a.jpg B c %}", "{{ x }} <img src=\"/a.jpg\" alt=\"B c\">", &[])],
    );
    holds(Templates::None, &[("{{ x }} {% y %}", "{{ x }} {% y %}", &[])]);
}

#[test]
fn recognizes_code_in_html() {
    let (text, _) = expanded(
        "<p>{{ page.title }}</p>\n\n    <b>{{ x }}</b><pre>{{ y }}</pre>",
        Templates::Liquid,
        Markup::Html,
    );
    assert_eq!(text, "<p>The page</p>\n\n    <b></b><pre>{{ y }}</pre>");
}

#[test]
fn removes_tags_from_titles() {
    let context = Context {
        builds_pictures: false,
        templates: Templates::Any,
        markup: Markup::Markdown,
        site_url: None,
        site_title: "",
        language: None,
        page: &[],
    };
    for (text, expected) in [
        ("One {{ x }} two", "One two"),
        ("{{ x }}", "{{ x }}"),
        ("About `{{ x }}`", "About `{{ x }}`"),
        ("a { b", "a { b"),
    ] {
        assert_eq!(plain(text, &context), expected);
    }
}

#[test]
fn is_linear_and_never_fails() {
    let pieces = [
        "{{",
        "{%",
        "{{ x }}",
        "{% x %}",
        "{% if %}",
        "{% endif %}",
        "{% raw %}",
        "{% endraw %}",
        "{{<",
        "{{< x >}}",
        "{{< /x >}}",
        "{{%",
        "{#",
        "{# #}",
        "{% ' %}",
        "{{ \" }}",
        "{% x(a) %}",
        "{% end %}",
        "{% highlight %}",
        "{% else %}",
        "[a]({{ x }})",
        "<a href=\"{{ x }}",
        "{{ x(",
        "{%\n",
        "{% case x %}",
        "é{%é%}",
        "{% assign a = a | append: a %}{{ a }}",
        "{{</*",
        "](",
        "`{{ x }}`",
        "{% raw %}`",
        "{%- -%}",
        "{% a {",
        "{{ /* */ }}",
        "{% for %}{% else %}",
        "<!-- {{ x }}",
        "=\"{{ x }}",
        "<a=\"{{ x }}",
        "]: {{ x }}",
        "{% if a %} ",
        "[^漢]: a\n",
        "`{{ page.title }}`",
    ];
    for templates in
        [Templates::Any, Templates::Liquid, Templates::Nunjucks, Templates::Hugo, Templates::Zola]
    {
        for piece in pieces {
            let _ = expanded(&piece.repeat(40_000 / piece.len()), templates, Markup::Markdown);
        }
    }
    let mut seed = 7_u64;
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text += pieces[usize::try_from(seed >> 33).unwrap_or(0) % pieces.len()];
            text += ["", " ", "\n", "\n\n    "][usize::try_from(seed >> 40).unwrap_or(0) % 4];
        }
        for templates in [Templates::Any, Templates::Nunjucks, Templates::Hugo, Templates::Zola] {
            let _ = expanded(&text, templates, Markup::Markdown);
        }
    }
}
