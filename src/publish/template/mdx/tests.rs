use crate::publish::dialect::Templates;
use crate::publish::load::front_matter;
use crate::publish::load::front_matter::Accept;
use crate::publish::template::Context;
use crate::publish::template::code::Markup;
use crate::publish::template::mdx::expand;

fn expanded(text: &str) -> (String, Vec<String>) {
    let page = front_matter::read("---\ntitle: The page\n---\n", Accept::All);
    let context = Context {
        builds_pictures: false,
        templates: Templates::Mdx,
        markup: Markup::Mdx,
        site_url: None,
        site_title: "",
        language: None,
        page: &page.entries,
    };
    let expanded = expand(text, 0, &context);
    let removed = expanded.removed.iter().map(|it| it.tag.clone()).collect();
    (expanded.text.into_owned(), removed)
}

#[test]
fn keeps_markdown_and_html() {
    #[rustfmt::skip]
    let cases: &[(&str, &str, &[&str])] = &[
        ("import A from 'a';\nimport {\n  B,\n} from \"b\"\n\nText.",      "\nText.", &[]),
        ("import 'a.css'\n\nText.",                                        "\nText.", &[]),
        ("import is a word.\n",                                            "import is a word.\n", &[]),
        ("export const a = {\n  b: [1],\n\n  c: `}`,\n};\n\nText.",        "\nText.", &[]),
        ("export const A = () => (\n  <b>x</b>\n);\n\nText.",              "\nText.", &[]),
        ("export default ({children}) => <div>{children}</div>\n\nText.",  "\nText.", &[]),
        ("export controls are a topic.\n",                                 "export controls are a topic.\n", &[]),
        ("```js\nimport a from 'b';\n<A x={1} />\n```\n",                  "```js\nimport a from 'b';\n<A x={1} />\n```\n", &[]),
        ("`{x}` and `<X>`",                                                "`{x}` and `<X>`", &[]),
        ("a {x + 1}b",                                                     "a b", &["{…}"]),
        ("a {props.x}b",                                                   "a b", &["{props.x}"]),
        ("a{' '}b {'c'} {\"d\"} {`e`} {3} {'<'}",                          "a b c d e 3 &lt;", &[]),
        ("{frontMatter.title}",                                            "The page", &[]),
        ("a\n\n{/* hidden */}\n\nb",                                       "a\n\n\n\nb", &[]),
        ("a\n\n{/* truncate */}\n\nb",                                     "a\n\n<!-- truncate -->\n\nb", &[]),
        ("a <!-- {x} <Y/> --> b",                                          "a <!-- {x} <Y/> --> b", &[]),
        ("## A {#b}",                                                      "## A {#b}", &[]),
        (r"a \{b} \<C>",                                                   r"a \{b} \<C>", &[]),
        ("<https://x.example/> 1 < 2 <a@b.example>",                       "<https://x.example/> 1 < 2 <a@b.example>", &[]),
        ("<Callout type=\"info\">\nInside *text*.\n</Callout>\nb",         "<blockquote>\n\nInside *text*.\n</blockquote>\n\nb", &[]),
        ("<Grid>\n*a*\n</Grid>",                                           "\n*a*\n", &["<Grid>"]),
        ("a <Tooltip tip=\"x\">*b*</Tooltip> c",                           "a *b* c", &["<Tooltip>"]),
        ("<><b>a</b></>",                                                  "<b>a</b>", &[]),
        ("<YouTube id=\"abc\" />",                                         "<a href=\"https://www.youtube.com/watch?v=abc\">https://www.youtube.com/watch?v=abc</a>", &[]),
        ("<Image src={require('./a.png').default} alt=\"b\" />",           "<img src=\"./a.png\" alt=\"b\">", &[]),
        ("<Chart data={[1, 2]} />\n",                                      "\n", &["<Chart>"]),
        ("<img src={useBaseUrl('/a.png')} style={{ b: 1 }} className=\"c\" width={3} />", "<img src=\"/a.png\" class=\"c\" width=\"3\">", &[]),
        ("<a id=\"b\" />",                                                 "<a id=\"b\"></a>", &[]),
        ("<hr style={{clear: 'both'}} />",                                 "<hr>", &[]),
        ("<div onClick={() => { a > b }}>x</div>",                         "<div>x</div>", &[]),
        ("See <Link to=\"/x\">*x*</Link>.",                                "See <a href=\"/x\">*x*</a>.", &[]),
        ("<Tabs>\n  <TabItem value=\"a\" label=\"A\">\n\n    ```sh\n    b\n    ```\n\n  </TabItem>\n</Tabs>\n", "\n<p><strong>A</strong></p>\n\n\n```sh\nb\n```\n\n\n\n", &["<Tabs>"]),
        ("<details>\n<summary>a</summary>\n```js\nb\n```\n</details>", "<details>\n\n<summary>a</summary>\n\n```js\nb\n```\n</details>\n", &[]),
        ("<div className=\"b\">![a](b.png)</div>\n<div>*c*</div>", "\n<div class=\"b\">\n\n![a](b.png)\n\n</div>\n\n\n<div>\n\n*c*\n\n</div>\n", &[]),
        ("<p align=\"center\">a **b**</p>\nc", "\n\n\na **b**\n\n\n\nc", &[]),
        ("<div>a b</div>\n<div>a <b>*c*</b></div>", "<div>a b</div>\n\n<div>a <b>*c*</b></div>", &[]),
        ("<div>\n  *a*\n\n  1. b\n     c\n</div>\nd",                      "<div>\n\n*a*\n\n1. b\n   c\n</div>\n\nd", &[]),
        ("```mdx-code-block\n<Tabs>x</Tabs>\n```\n",                       "x\n", &["<Tabs>"]),
        ("a {b",                                                           "a {b", &[]),
        ("a <B c={d",                                                      "a <B c={d", &[]),
        ("1. a\n\n   <B>\n   *c*\n   </B>\n",                              "1. a\n\n\n   *c*\n\n", &["<B>"]),
    ];
    for (text, expected, removed) in cases {
        let (got, tags) = expanded(text);
        assert_eq!(
            (got.as_str(), tags),
            (*expected, removed.iter().map(|it| (*it).to_owned()).collect()),
            "{text}"
        );
    }
}

#[test]
fn is_linear_and_never_fails() {
    let pieces = [
        "{",
        "}",
        "<X",
        "<X>",
        "</X>",
        "<X />",
        "<div>\n",
        "</div>\n",
        "{'",
        "{`${",
        "{/*",
        "import ",
        "import x from 'y'\n",
        "export const x = {\n",
        "<x y={",
        "<x y=\"",
        "é{é}",
        "  <B>\n",
        "```\n",
        "`",
        "<!--",
        "\\{",
        "{#",
        "\n",
        "<>",
        "</>",
        "export default\n\n",
        "<A\n",
        "{[(",
        "import {",
        "<X /> ",
        "</a>",
        "<!-- a -->{/* b */} ",
    ];
    for piece in pieces {
        let _ = expanded(&piece.repeat(40_000 / piece.len()));
    }
    let mut seed = 5_u64;
    for _ in 0..500 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text += pieces[usize::try_from(seed >> 33).unwrap_or(0) % pieces.len()];
            text += ["", " ", "\n", "\n\n    "][usize::try_from(seed >> 40).unwrap_or(0) % 4];
        }
        let _ = expanded(&text);
    }
}

#[test]
fn reads_long_tags_and_statements() {
    let long = "a ".repeat(40_000);
    for text in [
        format!("<p class=\"{long}\">x</p>"),
        format!("<p class=\"{long}\" id={{'{long}'}} b=\"c\">x</p>"),
        format!("<X a=\"{long}é\" {{...b}}>x</X>"),
        format!("export const a =\n{}", "\n".repeat(70_000)),
        format!("export const a = '{long}é'\n\nx"),
    ] {
        let _ = expanded(&text);
    }
    assert_eq!(expanded("export const a =\n\n  1\n\nx").0.trim(), "x");
}
