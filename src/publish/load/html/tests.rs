//! Pages as common systems write them, and the articles that are read from them.

use proptest::prelude::*;

use crate::diagnostic::Severity;
use chrono::DateTime;

use crate::publish::article::Article;
use crate::publish::load::html::read;
use crate::publish::load::html::read_content;
use crate::publish::load::{Options, Reading};
use crate::text::source::Source;

fn reading(text: &str) -> Reading {
    let options = Options::new(crate::value::timezone::Timezone::UTC);
    read(&Source::from_text("page.html", text), &options)
}

fn article(text: &str) -> Article {
    let reading = reading(text);
    assert_eq!(reading.diagnostics, [], "{text}");
    reading.article
}

/// A page with `head`, and with `body` around a paragraph that is long enough to be the text of an article.
fn page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html>\n<html>\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n")
}

/// A page whose JSON-LD is an `Article` with `fields`.
fn json(fields: &str) -> String {
    page(
        &format!(
            "<title>t</title>\n<script type=\"application/ld+json\">\n{{\"@type\": \"Article\",\n{fields}}}\n</script>"
        ),
        "<p>Text</p>",
    )
}

/// A field of an article as a string.
fn field(article: &Article, name: &str) -> String {
    let date = |it: Option<DateTime<chrono::FixedOffset>>| it.map(|it| it.to_rfc3339());
    match name {
        "title" => article.title.clone(),
        "authors" => {
            let names = article.authors.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
            Some(names.join(" + "))
        }
        "published" => date(article.published),
        "updated" => date(article.updated),
        "expires" => date(article.expires),
        "summary" => article.summary.clone(),
        "url" => article.url.clone(),
        "language" => article.language.clone(),
        "section" => article.section.clone(),
        "tags" => Some(article.tags.join(" + ")),
        "image" => article.image.as_ref().map(|it| it.url.clone()),
        "html" => Some(article.html.clone()),
        "slug" => article.slug.clone(),
        "id" => article.id.clone(),
        other => panic!("no field {other}"),
    }
    .unwrap_or_default()
}

#[test]
fn reads_each_field_from_the_best_place() {
    let h1 = "<article><h1>Heading</h1><p>Text</p></article>";
    let time = "<article><p>Posted <time class=\"updated\" datetime=\"2024-06-01\">x</time> <time datetime=\"2024-05-01T10:00:00Z\">May</time></p><p>Text</p></article>";
    #[rustfmt::skip]
    let cases = [
        // title
        (json("\"headline\": \"Data\""), "title", "Data", "JSON-LD `headline`, line 7"),
        (page("<meta name=\"feedwright:title\" content=\"Mine\">\n<meta property=\"og:title\" content=\"Graph\">", h1), "title", "Mine", "`feedwright:title`, line 4"),
        (page("<title>Tab</title>\n<meta property=\"og:title\" content=\"Graph\">", h1), "title", "Graph", "`og:title`, line 5"),
        (page("<meta property=\"og:site_name\" content=\"Daily\"><meta property=\"og:title\" content=\"Graph | Daily\">", h1), "title", "Graph", "`og:title`, line 4"),
        (page("<title>Tab - Daily</title>", h1), "title", "Heading", "`<h1>`, line 7"),
        (page("<title>Tab</title>", "<h1 class=\"site-title\">Daily</h1><article><h1>Heading</h1><p>Text</p></article>"), "title", "Heading", "`<h1>`, line 7"),
        (page("<title>A boat came home - Daily</title>", "<p>Text</p>"), "title", "A boat came home", "`<title>` without the site's name, line 4 (likely)"),
        (page("<title>Boats - Daily</title>", "<p>Text</p>"), "title", "Boats - Daily", "`<title>`, line 4"),
        (page("<title>Daily \u{2014} Boats</title><meta name=\"application-name\" content=\"Daily\">", "<p>Text</p>"), "title", "Boats", "`<title>` without the site's name, line 4 (likely)"),
        (page("<title>Tea &amp;amp; toast</title>", "<p>Text</p>"), "title", "Tea & toast", "`<title>`, line 4"),
        (page("<title>Daily - Boats</title>", "<header><h1><a href=\"/\">Daily</a></h1></header><section><header><h2>Boats</h2></header><footer class=\"post-info\"></footer><div class=\"entry-content\"><h1>Part</h1><p>Text</p></div></section>"), "title", "Boats", "`<h2>`, line 7"),
        (page("<title>Boats</title>", "<article><h1>Boats <a class=\"anchor\" href=\"#b\">#</a><span class=\"sr-only\">(post)</span></h1><p>Text</p></article>"), "title", "Boats", "`<h1>`, line 7"),
        (page("<title>My Site</title>", "<h1>My Site</h1><h2 class=\"post-title\">Boats</h2><p>Text</p>"), "title", "My Site", "`<h1>`, line 7"),
        // authors
        (json("\"author\": {\"@type\": \"Person\", \"name\": \"Ann Lee\"}"), "authors", "Ann Lee", "JSON-LD `author`, line 7"),
        (json("\"author\": [\"Ann Lee\", {\"name\": \"Bob Ray\"}]"), "authors", "Ann Lee + Bob Ray", "JSON-LD `author`, line 7"),
        (json("\"author\": {\"@type\": \"Organization\", \"name\": \"Lee, Ray and Sons\"}"), "authors", "Lee, Ray and Sons", "JSON-LD `author`, line 7"),
        (page("<meta name=\"author\" content=\"Ann Lee, Bob Ray\">", h1), "authors", "Ann Lee + Bob Ray", "meta `author`, line 4"),
        (page("<meta property=\"article:author\" content=\"https://www.facebook.com/annlee\">", "<article><p class=\"byline\">By Ann Lee</p><p>Text</p></article>"), "authors", "Ann Lee", "byline, line 7 (likely)"),
        (page("<meta property=\"article:author\" content=\"Ann Lee\">", h1), "authors", "Ann Lee", "`article:author`, line 4"),
        (page("", "<article><p>by <a rel=\"author\" href=\"/ann\">Ann Lee</a></p><p>Text</p></article>"), "authors", "Ann Lee", "`rel=author`, line 7"),
        (page("", "<article><span itemprop=\"author\" itemscope><a href=\"/ann\"><b itemprop=\"name\">Ann Lee</b></a></span><p>Text</p></article>"), "authors", "Ann Lee", "itemprop `author`, line 7"),
        (page("", "<article><h1>Boats</h1>\n<p>By Ann Lee and Bob Ray</p>\n<p>Text</p></article>"), "authors", "Ann Lee + Bob Ray", "byline, line 8 (likely)"),
        // dates
        (json("\"datePublished\": \"2024-05-01T10:00:00+02:00\""), "published", "2024-05-01T10:00:00+02:00", "JSON-LD `datePublished`, line 7"),
        (json("\"dateModified\":\n \"2024-05-02T10:00:00Z\""), "updated", "2024-05-02T10:00:00+00:00", "JSON-LD `dateModified`, line 8"),
        (page("<meta property=\"article:published_time\" content=\"2024-05-01\">", time), "published", "2024-05-01T00:00:00+00:00", "`article:published_time`, line 4"),
        (page("<meta property=\"og:updated_time\" content=\"2024-05-03T00:00:00Z\">", h1), "updated", "2024-05-03T00:00:00+00:00", "`og:updated_time`, line 4"),
        (page("", time), "published", "2024-05-01T10:00:00+00:00", "`<time>`, line 7 (likely)"),
        (page("", time), "updated", "2024-06-01T00:00:00+00:00", "`<time>`, line 7"),
        (page("<meta name=\"date\" content=\"2024-05-01 10:00\">", h1), "published", "2024-05-01T10:00:00+00:00", "meta `date`, line 4"),
        (page("", "<div class=\"post-date\">Published on: 3 May 2024</div><article><p>Text</p></article>"), "published", "2024-05-03T00:00:00+00:00", "visible date, line 7 (likely)"),
        (page("<link rel=\"canonical\" href=\"https://example.com/2024/05/01/boats/\">", h1), "published", "2024-05-01T00:00:00+00:00", "the page's URL, line 4 (likely)"),
        (page("", "<article><time datetime=\"PT5M\">5 minutes</time><p>In <time datetime=\"1912-04-15\">1912</time>, a ship sank that nobody had thought could sink. It was on its way to America, and of the people on it, many were never found again by those who searched.</p></article>"), "published", "", ""),
        (page("", "<section><h1>Boats</h1><footer class=\"post-info\"><time datetime=\"2024-05-01T10:00:00Z\">May</time></footer><p>Text</p></section><footer><time datetime=\"2024-12-31\">2024</time></footer>"), "published", "2024-05-01T10:00:00+00:00", "`<time>`, line 7 (likely)"),
        (page("", "<h1>Boats</h1><p>Published: 3 May 2024</p><p>Text</p>"), "published", "2024-05-03T00:00:00+00:00", "visible date, line 7 (likely)"),
        (page("", "<h1>Boats</h1><p><em>May 3, 2024</em></p><p>Text</p>"), "published", "2024-05-03T00:00:00+00:00", "visible date, line 7 (likely)"),
        (page("", "<h1>Boats</h1><p>By Ann Lee on May 3, 2024</p><p>Text</p>"), "published", "2024-05-03T00:00:00+00:00", "visible date, line 7 (likely)"),
        (page("", "<h1>Boats</h1><abbr class=\"published\" title=\"2024-05-01T10:00:00+02:00\">Wed</abbr><p>Text</p>"), "published", "2024-05-01T10:00:00+02:00", "visible date, line 7 (likely)"),
        (page("", "<h1>Boats</h1><p>Last updated: 3 May 2024</p><p>Text</p><p>\u{a9} 3 May 2024</p>"), "published", "", ""),
        // summary
        (page("<meta name=\"description\" content=\"Plain\"><meta property=\"og:description\" content=\"Graph\">", h1), "summary", "Graph", "`og:description`, line 4"),
        (json("\"description\": \"It&#8217;s data\""), "summary", "It\u{2019}s data", "JSON-LD `description`, line 7"),
        // url, language
        (page("<link rel=\"canonical\" href=\"https://example.com/\"><meta property=\"og:url\" content=\"http://localhost:4000/b/\">", h1), "url", "/b/", "`og:url`, line 4"),
        (page("<meta property=\"og:url\" content=\"https://example.com/b\">\n<link rel=\"canonical\" href=\"https://example.com/a\">", h1), "url", "https://example.com/a", "`<link rel=canonical>`, line 5"),
        (json("\"mainEntityOfPage\": {\"@type\": \"WebPage\", \"@id\": \"https://example.com/a\"}"), "url", "https://example.com/a", "JSON-LD `mainEntityOfPage`, line 7"),
        (page("<meta property=\"og:locale\" content=\"pt_BR\">", h1), "language", "pt-BR", "`og:locale`, line 4"),
        ("<html lang=\"de\"><meta property=\"og:locale\" content=\"en_US\"><p>Text</p>".into(), "language", "de", "`<html lang>`, line 1"),
        // section and tags
        (page("<meta property=\"article:section\" content=\"Sea\">", h1), "section", "Sea", "`article:section`, line 4"),
        (page("<meta property=\"article:tag\" content=\"Boats, big\"><meta property=\"article:tag\" content=\"Sea\"><meta name=\"keywords\" content=\"sea, Ports\">", h1), "tags", "Boats, big + Sea + Ports", "`article:tag`, line 4"),
        (json("\"articleSection\": [\"Sea\", \"Trade\"], \"keywords\": [\"a\", \"b\"]"), "section", "Sea", "JSON-LD `articleSection`, line 7"),
        (json("\"articleSection\": [\"Sea\", \"Trade\"], \"keywords\": \"a, b\""), "tags", "a + b + Trade", "JSON-LD `keywords`, line 7"),
        (page("", "<article><p>Text</p><a rel=\"tag\" href=\"/t/sea\">#Sea</a></article>"), "tags", "Sea", "`rel=tag`, line 7"),
        (page("<script type=\"application/ld+json\">{\"@type\": \"BreadcrumbList\", \"itemListElement\": [{\"name\": \"Home\"}, {\"item\": {\"name\": \"Sea\"}}, {\"name\": \"Boats\"}]}</script>", h1), "section", "Sea", "JSON-LD `BreadcrumbList` (likely)"),
        // image
        (page("<meta property=\"og:image\" content=\"/b.jpg\"><meta name=\"twitter:image\" content=\"/c.jpg\">", h1), "image", "/b.jpg", "`og:image`, line 4"),
        (json("\"image\": [{\"@type\": \"ImageObject\", \"url\": \"/b.jpg\"}]"), "image", "/b.jpg", "JSON-LD `image`, line 7"),
        (page("", "<article><img src=\"/icon.png\" width=\"16\"><img src=\"/wide.jpg\" width=\"640\"><p>Text</p></article>"), "image", "/wide.jpg", "first image, line 7 (likely)"),
        // Our own metadata, and Pelican's
        (page("<meta name=\"slug\" content=\"boats\"><meta name=\"feedwright:id\" content=\"tag:x\">", h1), "slug", "boats", "meta `slug`, line 4"),
    ];
    for (text, name, value, origin) in cases {
        let article = article(&text);
        assert_eq!(field(&article, name), value, "{text}");
        let found = article.origin.get(name).map(ToString::to_string).unwrap_or_default();
        assert_eq!(found, origin, "{text}");
    }
}

#[test]
fn uses_the_first_paragraph_as_the_summary() {
    let text = page(
        "<title>t</title>",
        "<article><blockquote><p>Quote</p></blockquote>\n<p> </p><p>One <i>two</i>.</p></article>",
    );
    let article = article(&text);
    assert_eq!(article.summary.as_deref(), Some("One two."));
    assert_eq!(article.origin["summary"].to_string(), "first paragraph, line 8 (likely)");
}

#[test]
fn reads_json_ld_in_all_its_forms() {
    let shapes = [
        r#"{"@context": "http://schema.org", "@type": "NewsArticle", "headline": "Data"}"#,
        r#"[{"@type": "WebSite", "name": "Daily"}, {"@type": ["Article", "X"], "headline": "Data"}]"#,
        r#"{"@context": "https://schema.org/", "@graph": [{"@type": "Person", "name": "Ann"}, {"@type": "https://schema.org/BlogPosting", "headline": "Data"}]}"#,
        r#"{"@type": "WebPage", "mainEntity": {"@type": "schema:Article", "headline": "Data"}}"#,
        "<!--\n{\"@type\": \"Article\", \"headline\": \"Data\"}\n-->",
        "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"Data\"}\n//]]>",
        "/*<![CDATA[*/{\"@type\": \"Article\", \"headline\": \"Data\"}/*]]>*/",
        "<![CDATA[{\"@type\": \"Article\", \"headline\": \"Data\"}]]>",
        "{\"@type\": \"Article\", \"description\": \"one\ntwo\tthree\u{1}\", \"headline\": \"Data\"};",
        r#"{"@type": "PodcastEpisode", "name": "Data"}"#,
        "{\"@type\": \"Article\",\r\n\"headline\": \"D\\u0061ta\"}",
    ];
    for shape in shapes {
        let head = format!("<title>t</title>\n<script type='application/ld+json'>{shape}</script>");
        let article = article(&page(&head, "<p>Text</p>"));
        assert_eq!(article.title.as_deref(), Some("Data"), "{shape}");
        assert!(article.origin["title"].line.is_some(), "{shape}");
    }
}

#[test]
fn follows_references_to_authors_and_images() {
    let text = page(
        r##"<script type="application/ld+json">{"@graph": [
{"@type": "Article", "headline": "Boats", "author": {"@id": "#ann"}, "image": {"@id": "#boat"}},
{"@type": "Person", "@id": "#ann", "name": "Ann Lee", "url": "https://example.com/ann", "email": "mailto:ann@example.com"},
{"@type": "ImageObject", "@id": "#boat", "url": "/boat.jpg", "caption": "A boat", "creditText": "Bob Ray"},
{"@type": "Person", "@id": "#loop", "author": {"@id": "#loop"}}]}</script>"##,
        "<p>Text</p>",
    );
    let article = article(&text);
    let [ann] = article.authors.as_slice() else { panic!("{:?}", article.authors) };
    assert_eq!(ann.name, "Ann Lee");
    assert_eq!(ann.url.as_deref(), Some("https://example.com/ann"));
    assert_eq!(ann.email.as_deref(), Some("ann@example.com"));
    let image = article.image.expect("there is an image");
    assert_eq!((image.url.as_str(), image.caption.as_deref()), ("/boat.jpg", Some("A boat")));
    assert_eq!(image.credit.as_deref(), Some("Bob Ray"));
}

#[test]
fn chooses_the_object_that_describes_the_page() {
    let text = page(
        r#"<title>Boats come home - Daily</title><link rel="canonical" href="https://example.com/boats/">
<script type="application/ld+json">[{"@type": "Article", "headline": "Trains", "author": "Bob Ray", "url": "https://example.com/trains"},
{"@type": "Article", "headline": "Boats come home", "author": "Ann Lee", "url": "https://example.com/boats"}]</script>"#,
        "<p>Text</p>",
    );
    let article = article(&text);
    assert_eq!(article.title.as_deref(), Some("Boats come home"));
    assert_eq!(article.authors[0].name, "Ann Lee");
}

#[test]
fn reads_the_recording_of_an_episode() {
    let article = article(&json(
        r#""associatedMedia": {"contentUrl": "/ep1.mp3", "encodingFormat": "audio/mpeg", "contentSize": "1234"}, "duration": "PT1M1S""#,
    ));
    let enclosure = article.enclosure.expect("there is one");
    assert_eq!(enclosure.url, "/ep1.mp3");
    assert_eq!(enclosure.r#type.as_deref(), Some("audio/mpeg"));
    assert_eq!((enclosure.length, enclosure.duration), (Some(1234), Some(61)));
}

#[test]
fn reports_problems_with_their_position() {
    #[rustfmt::skip]
    let cases = [
        ("<title>A</title><p>Text</p><script type=\"application/ld+json\">{\"é".to_owned(), "broken-json-ld", Severity::Warning, "é", "this JSON-LD block is not valid JSON: EOF while parsing a string"),
        (json("\"headline\": \"Data\",,"), "broken-json-ld", Severity::Warning, ",", "this JSON-LD block is not valid JSON: key must be a string"),
        (json("\"datePublished\": \"03/04/2024\""), "ambiguous-date", Severity::Error, "\"03/04/2024\"", "JSON-LD `datePublished` is ambiguous: `03/04/2024`"),
        (page("<meta name=\"date\" content=\"2024-02-30\">", "<p>Text</p>"), "impossible-date", Severity::Error, "2024-02-30", "meta `date` is not a real date: `2024-02-30`"),
        (page("<meta name=\"date\" content=\"soon\">", "<p>Text</p>"), "unreadable-date", Severity::Error, "soon", "meta `date` is not a date: `soon`"),
        (page("<meta name=\"date\" content=\"2024-05-01\"><meta property=\"article:published_time\" content=\"soon\">", "<p>Text</p>"), "unreadable-date", Severity::Warning, "soon", "`article:published_time` is not a date: `soon`"),
        (page("", ""), "page-without-article", Severity::Error, "", "the page has neither a title nor any text"),
        (String::new(), "page-without-article", Severity::Error, "", "the page has neither a title nor any text"),
        (page("<title>News</title>", &"<article><h2><a href=\"/a\">A</a></h2><p>Teaser</p></article>".repeat(3)), "page-without-article", Severity::Error, "", "the page lists articles but is not one itself"),
    ];
    for (text, rule, severity, at, message) in cases {
        let found = reading(&text).diagnostics;
        let [fault] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((fault.rule.name, fault.severity), (rule, severity), "{text}");
        assert_eq!((&text[fault.span.range()], fault.message.as_str()), (at, message), "{text}");
    }
}

#[test]
fn distinguishes_lists_from_articles() {
    let teaser = "<article><h2><a href=\"/a/b.html\">A boat</a></h2><p>A teaser that is quite long, as they are.</p></article>";
    #[rustfmt::skip]
    let cases = [
        // A category with one article, in full or as a teaser.
        (page("<title>Sea</title>", &format!("<h1>Posts in Sea</h1>{teaser}")), true),
        (page("<title>Sea</title>", &format!("<main><ul><li>{teaser}</li></ul></main>")), true),
        // The title of an article may link to the page itself or to its subject, and other links may follow.
        (page("<title>A boat</title>", teaser), false),
        (page("<title>x</title>", &teaser.replace("/a/b", "/a/page")), false),
        (page("<title>x</title>", &teaser.replace("/a/b", "https://other.example/b")), false),
        (page("<title>Sea</title>", &format!("<article><h1>Sea</h1><p>{}</p></article>{teaser}", "Text, and more of it. ".repeat(20))), false),
        // Rows of links.
        (page("<title>Archive</title>", "<h1>Archive</h1><dl><dt>1 May 2024</dt><dd><a href=\"/b.html\">A boat</a></dd></dl>"), true),
        (page("<title>Tags</title>", "<h1>Tags of the site</h1><ul><li><a href=\"/tag/sea.html\">Sea and all that</a> (5)</li></ul>"), true),
        (page("<title>Links</title>", "<ul><li><a href=\"https://other.example/\">Other</a></li></ul>"), false),
        (page("<title>Week</title>", "<h1>Week</h1><time datetime=\"2024-05-01\">May</time><ul><li><a href=\"/b.html\">A boat</a></li></ul>"), false),
        // Pages that are marked as lists, and redirects.
        ("<html class=\"blog-list-page\"><title>Blog</title><article><h1>A boat</h1><p>Text</p></article>".to_owned(), true),
        (page("<meta http-equiv=\"refresh\" content=\"0; url=/b/\"><title>b</title>", ""), true),
        (page("<meta http-equiv=\"refresh\" content=\"600\"><title>b</title>", "<p>Text</p>"), false),
    ];
    for (text, is_list) in cases {
        assert_eq!(reading(&text).no_article.is_some(), is_list, "{text}");
    }
}

#[test]
fn reads_all_text_after_front_matter() {
    let options = Options::new(crate::value::timezone::Timezone::UTC);
    let read = |text: &str| {
        let reading = read_content(&Source::from_text("page.html", text), &options);
        assert_eq!(reading.diagnostics, [], "{text}");
        reading.article
    };
    let text = "\n<header>One</header>\n<blockquote>Two</blockquote><div class=\"share\"><time>2020-01-01</time></div>\n<footer>Three</footer>";
    let article = read(text);
    assert_eq!(article.html, text.trim());
    assert_eq!((article.published, article.title), (None, None));
    let page = read(&page(
        "<title>Boats</title><meta name=\"date\" content=\"2024-05-01\">",
        "<nav>Menu</nav><p>Text</p>",
    ));
    assert_eq!(
        (page.title.as_deref(), page.html.as_str()),
        (Some("Boats"), "<nav>Menu</nav><p>Text</p>")
    );
    assert!(page.published.is_some());
}

#[test]
fn leaves_out_pages_that_request_it() {
    #[rustfmt::skip]
    let cases = [
        ("<meta name=\"robots\" content=\"NOINDEX, follow\">", true, false),
        ("<meta name=\"feedwright\" content=\"noindex\">", true, false),
        ("<meta name=\"robots\" content=\"index, follow\">", false, false),
        ("<meta name=\"status\" content=\"hidden\">", true, false),
        ("<meta name=\"status\" contents=\"Draft\">", false, true),
        ("<meta name=\"feedwright:draft\" content=\"true\">", false, true),
    ];
    for (head, unlisted, draft) in cases {
        let article = article(&page(head, "<p>Text</p>"));
        assert_eq!((article.unlisted, article.draft), (unlisted, draft), "{head}");
    }
}

#[test]
fn keeps_the_text_and_removes_the_page() {
    let long = "Text, and more text, and what else there is to say about it, at length. ".repeat(4);
    #[rustfmt::skip]
    let cases = [
        // The element with the text
        ("<nav>Menu</nav><main><div itemprop=\"articleBody\"><p>One</p></div><div itemprop=\"articleBody\"><p>Two</p></div><p>Else</p></main>".to_owned(), "<p>One</p>\n<p>Two</p>".to_owned()),
        ("<article><p>Short</p></article><article><p>The longer one</p></article>".into(), "<p>The longer one</p>".into()),
        ("<main><h1>Not the title</h1><p>Text</p></main>".into(), "<p>Text</p>".into()),
        ("<article><header><h1>Boats</h1><p>A deck</p></header><div class=\"entry-content\"><p>Text that is long</p></div><div>Tail</div></article>".into(), "<p>Text that is long</p>".into()),
        (format!("<div id=\"menu\"><a href=\"/\">Home, and others, and others</a></div><div id=\"x\"><p>{long}</p><p>{long}</p></div><div><p>{long}</p></div>"), format!("<p>{long}</p><p>{long}</p>")),
        ("Only text".into(), "Only text".into()),
        // What is removed
        ("<article><nav>x</nav><aside>x</aside><script>x</script><style>x</style><form>x</form><!-- x --><template><p>x</p></template><p>Text that is long enough</p><div class=\"share\">x</div><section id=\"comments\">x</section><p data-feed=\"exclude\">x</p><p hidden>x</p><footer>x</footer></article>".into(), "<p>Text that is long enough</p>".into()),
        ("<article><h1>Boats</h1><p class=\"byline\">By Ann Lee</p><p><time datetime=\"2024-05-01\" pubdate>May 1</time> in Sea</p><p>Text</p></article>".into(), "<p>Text</p>".into()),
        ("<article><div><h1>Boats</h1></div><p>Text by <a rel=\"author\" href=\"/a\">Ann Lee</a>, who went to sea in a boat that leaked, and came back</p></article>".into(), "<div></div><p>Text by <a href=\"/a\" rel=\"author\">Ann Lee</a>, who went to sea in a boat that leaked, and came back</p>".into()),
        // What is kept
        ("<article><figure><picture><source srcset=\"/a.webp\"><img alt=\"A\" src=\"/a.jpg\"></picture><figcaption>A</figcaption></figure><table><tbody><tr><td>1</td></tr></tbody></table><pre>a\n b</pre><video src=\"/v.mp4\"></video></article>".into(),
         "<figure><picture><source srcset=\"/a.webp\"><img alt=\"A\" src=\"/a.jpg\"></picture><figcaption>A</figcaption></figure><table><tbody><tr><td>1</td></tr></tbody></table><pre>a\n b</pre><video src=\"/v.mp4\"></video>".into()),
        ("<article><header><h1>Boats</h1><img src=\"/a.jpg\"></header><blockquote>Q<footer>Ann</footer></blockquote></article>".into(), "<img src=\"/a.jpg\"><blockquote>Q<footer>Ann</footer></blockquote>".into()),
        ("<article><p class=\"share\">A text of which the class says something else</p></article>".into(), "<p class=\"share\">A text of which the class says something else</p>".into()),
        // Images that are loaded by scripts
        ("<article><p><img class=\"lazy\" src=\"data:image/gif;base64,R0\" data-src=\"/a.jpg\" data-srcset=\"/a.jpg 1x, /b.jpg 2x\"><noscript><img src=\"/a.jpg\"></noscript>Text</p></article>".into(), "<p><img class=\"lazy\" data-srcset=\"/a.jpg 1x, /b.jpg 2x\" src=\"/a.jpg\" srcset=\"/a.jpg 1x, /b.jpg 2x\"><noscript><img src=\"/a.jpg\"></noscript>Text</p>".into()),
        ("<article><p>Text</p><noscript><img src=\"/a.jpg\"></noscript></article>".into(), "<p>Text</p><noscript><img src=\"/a.jpg\"></noscript>".into()),
        // A quotation is not the whole text, and text in two boxes is joined.
        (format!("<div><p>Short</p><blockquote><p>{long}</p><p>{long}</p></blockquote><p>More</p></div>"), format!("<p>Short</p><blockquote><p>{long}</p><p>{long}</p></blockquote><p>More</p>")),
        (format!("<div><div><p>{long}</p></div><div><p>{long}</p></div></div>"), format!("<div><p>{long}</p></div><div><p>{long}</p></div>")),
        (format!("<header><h1>Daily</h1></header><div id=content><h2>Boats</h2><p>{long}</p></div><footer>\u{a9} 2024</footer>"), format!("<p>{long}</p>")),
    ];
    for (body, html) in cases {
        let read = reading(&page("<title>Boats</title>", &body)).article;
        let first_title = read.title.as_deref().unwrap_or_default();
        assert!(!first_title.is_empty(), "{body}");
        assert_eq!(read.html, html, "{body}");
    }
}

#[test]
fn resolves_urls_against_a_base() {
    let body = "<article><p><a href=\"b\">b</a> <a href=\"#c\">c</a> <a href=\"mailto:a@example.com\">m</a></p><img src=\"i.jpg\" srcset=\"i.jpg 1x, j.jpg 2x\"></article>";
    let head = "<title>t</title><link rel=\"canonical\" href=\"https://example.com/news/a.html\">";
    let with = article(&page(&format!("{head}<base href=\"/\">"), body));
    assert_eq!(
        with.html,
        "<p><a href=\"https://example.com/b\">b</a> <a href=\"#c\">c</a> <a href=\"mailto:a@example.com\">m</a></p><img src=\"https://example.com/i.jpg\" srcset=\"https://example.com/i.jpg 1x, https://example.com/j.jpg 2x\">"
    );
    assert_eq!(with.image.map(|it| it.url).as_deref(), Some("https://example.com/i.jpg"));
    let same = format!("{head}<base href=\"https://example.com/news/a.html\">");
    assert!(article(&page(&same, body)).html.contains("href=\"b\""));
    assert!(article(&page("<title>t</title>", body)).html.contains("href=\"b\""));
}

/// A `WordPress` post with an SEO plugin.
const WORDPRESS: &str = r#"<!DOCTYPE html>
<html lang="en-GB">
<head>
<title>The lighthouse keeper&#8217;s last log - Harbour Notes</title>
<link rel="canonical" href="https://harbour.example/keeper/" />
<meta property="og:title" content="The lighthouse keeper&#039;s last log - Harbour Notes" />
<meta property="og:site_name" content="Harbour Notes" />
<meta property="article:published_time" content="2024-05-01T08:30:00+00:00" />
<meta property="og:image" content="https://harbour.example/up/lamp.jpg" />
<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
{"@type":"Article","@id":"https://harbour.example/keeper/#article","author":{"name":"Ann Lee","@id":"https://harbour.example/#person"},"headline":"The lighthouse keeper&#8217;s last log","datePublished":"2024-05-01T08:30:00+00:00","dateModified":"2024-05-02T09:00:00+00:00","mainEntityOfPage":{"@id":"https://harbour.example/keeper/"},"keywords":["Lighthouses","History"],"articleSection":["Stories"],"inLanguage":"en-GB"},
{"@type":"WebPage","@id":"https://harbour.example/keeper/","name":"The lighthouse keeper's last log - Harbour Notes","description":"A page from 1912."}]}</script>
</head>
<body class="post-template-default single comments-open">
<header><h1 class="site-title">Harbour Notes</h1><nav>Home</nav></header>
<main><article class="post"><header class="entry-header"><h1 class="entry-title">The lighthouse keeper&#8217;s last log</h1>
<div class="entry-meta">Posted on <time class="entry-date published" datetime="2024-05-01T08:30:00+00:00">1 May 2024</time> by <a rel="author" href="/author/ann">Ann Lee</a></div></header>
<div class="entry-content"><p>The last page is dated in June.</p><figure class="wp-block-image"><img src="https://harbour.example/up/lamp-1024x683.jpg" alt="The lamp"><figcaption>The lamp in its room.</figcaption></figure><div class="sharedaddy">Share</div></div>
<footer class="entry-footer">Filed under Stories</footer></article>
<div id="comments"><article class="comment-body"><p>A comment that is quite a lot longer than the text of the article above it, as they are.</p></article></div></main>
</body></html>"#;

/// A newspaper page with only microdata.
const NEWSPAPER: &str = r#"<html lang="de"><head><title>Hafen bekommt neue Kräne | Küstenbote</title></head><body>
<div itemscope itemtype="http://schema.org/NewsArticle">
<h1 itemprop="headline">Hafen bekommt neue Kräne</h1>
<p>Von <span itemprop="author">Max Muster</span>, <time itemprop="datePublished" datetime="2024-05-01T06:00:00+02:00">1.5.2024</time></p>
<div itemprop="articleBody"><p>Drei Kräne kommen im Herbst.</p><aside>Mehr dazu</aside><p>Sie kommen mit dem Schiff.</p></div>
</div></body></html>"#;

#[test]
fn reads_the_pages_of_common_systems() {
    let post = article(WORDPRESS);
    #[rustfmt::skip]
    let fields = [
        ("title", "The lighthouse keeper\u{2019}s last log"), ("authors", "Ann Lee"), ("language", "en-GB"),
        ("published", "2024-05-01T08:30:00+00:00"), ("updated", "2024-05-02T09:00:00+00:00"),
        ("url", "https://harbour.example/keeper/"), ("section", "Stories"), ("tags", "Lighthouses + History"),
        ("summary", "The last page is dated in June."), ("image", "https://harbour.example/up/lamp.jpg"),
        ("html", "<p>The last page is dated in June.</p><figure class=\"wp-block-image\"><img alt=\"The lamp\" src=\"https://harbour.example/up/lamp-1024x683.jpg\"><figcaption>The lamp in its room.</figcaption></figure>"),
    ];
    for (name, value) in fields {
        assert_eq!(field(&post, name), value);
    }
    let image = post.image.expect("there is an image");
    assert_eq!(image.alt.as_deref(), Some("The lamp"));
    assert_eq!(image.caption.as_deref(), Some("The lamp in its room."));

    let news = article(NEWSPAPER);
    let fields = [
        ("title", "Hafen bekommt neue Kräne"),
        ("authors", "Max Muster"),
        ("published", "2024-05-01T06:00:00+02:00"),
        ("html", "<p>Drei Kräne kommen im Herbst.</p><p>Sie kommen mit dem Schiff.</p>"),
        ("language", "de"),
    ];
    for (name, value) in fields {
        assert_eq!(field(&news, name), value);
    }
}

#[test]
fn reads_a_page_of_two_megabytes() {
    let paragraph = "<p>One &amp; two, <a href=\"/x\">three</a>\u{a0}and \u{e9}.</p>";
    let text =
        page("<title>t</title>", &format!("<article>{}</article>", paragraph.repeat(40_000)));
    assert!(text.len() > 2_000_000);
    assert_eq!(article(&text).html.matches("<p>").count(), 40_000);
}

#[test]
fn survives_extreme_pages() {
    let deep = |tag: &str| format!("<article>{}Text", format!("<{tag}>").repeat(40_000));
    let cases = [
        deep("div"),
        deep("b"),
        deep("a href=x"),
        deep("table><tr><td"),
        deep("svg"),
        "<p class=byline>".repeat(30_000),
        "<article>".to_owned() + &"<p>word, word</p>".repeat(30_000),
        "<".repeat(200_000),
        "&amp".repeat(100_000),
        format!("<p title='{}", "x ".repeat(100_000)),
        "<!--".repeat(60_000),
        format!("<script type=application/ld+json>{}", "[".repeat(100_000)),
        format!("<script type=application/ld+json>{}</script>", "{\"@id\":\"a\"},".repeat(30_000)),
        "<script type=application/ld+json>{</script>".repeat(5_000),
        "<meta property=article:tag content=a><meta name=author content='Ann Lee'>".repeat(10_000),
        json(&format!("\"keywords\": [{}\"x\"]", "\"a\",".repeat(50_000))),
    ];
    for text in cases {
        // The default stack size of threads.
        let start: String = text.chars().take(40).collect();
        let read = std::thread::spawn(move || reading(&text).article.html.len());
        assert!(read.join().is_ok(), "{start}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn never_panics(parts in proptest::collection::vec(prop_oneof![
        proptest::sample::select(PARTS).prop_map(str::to_owned),
        any::<String>(),
        "[<>/=\"'a-z &;!-]{0,12}",
    ], 0..40)) {
        let text = parts.concat();
        let reading = reading(&text);
        for fault in &reading.diagnostics {
            prop_assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
        }
    }
}

const PARTS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<b>",
    "<a href=x>",
    "</a>",
    "<template>",
    "</template>",
    "<script>",
    "</script>",
    "<script type='application/ld+json'>",
    "{\"@type\":\"Article\",",
    "\"headline\":\"",
    "\"author\":[{\"@id\":\"x\"}]",
    "}",
    "\"",
    "<article>",
    "</article>",
    "<svg>",
    "<![CDATA[",
    "]]>",
    "<math>",
    "<mi>",
    "<title>",
    "</title>",
    "<meta name=date content='",
    "2024-05-01",
    "'>",
    "<time>",
    "<h1>",
    "</h1>",
    "<base href='//'>",
    "<noscript>",
    "</noscript>",
    "<img data-src=x srcset=', ,'>",
    "<header>",
    "<footer>",
    "<select>",
    "<option>",
    "<form>",
    "<frameset>",
    "<html lang=x>",
    "<body>",
    "</body>",
    "</html>",
    "<!--",
    "-->",
    "<!doctype html>",
    "<textarea>",
    "<p class=byline>By Ann",
    "<plaintext>",
    "\0",
    "\r\n",
];
