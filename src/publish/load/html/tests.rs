//! Pages as common systems write them, and what is read from them.

use chrono::DateTime;

use crate::publish::article::Article;
use crate::publish::load::html::read;
use crate::publish::load::{Options, Reading};
use crate::text::source::Source;

fn reading(text: &str) -> Reading {
    let options = Options { timezone: chrono_tz::Tz::UTC, now: DateTime::UNIX_EPOCH };
    read(&Source::from_text("page.html", text), &options)
}

fn article(text: &str) -> Article {
    let reading = reading(text);
    assert_eq!(reading.diagnostics, [], "{text}");
    reading.article
}

/// A page with `head`, and `body` around a paragraph that is long enough to be a text.
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

/// A field of an article as text.
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
fn takes_each_field_from_the_best_place() {
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
        (page("<link rel=\"canonical\" href=\"https://example.com/2024/05/01/boats/\">", h1), "published", "2024-05-01T00:00:00+00:00", "the page's address, line 4 (likely)"),
        (page("", "<article><time datetime=\"PT5M\">5 minutes</time><p>In <time datetime=\"1912-04-15\">1912</time>, a ship sank that nobody had thought could sink. It was on its way to America, and of the people on it, many were never found again by those who searched.</p></article>"), "published", "", ""),
        // summary
        (page("<meta name=\"description\" content=\"Plain\"><meta property=\"og:description\" content=\"Graph\">", h1), "summary", "Graph", "`og:description`, line 4"),
        (json("\"description\": \"It&#8217;s data\""), "summary", "It\u{2019}s data", "JSON-LD `description`, line 7"),
        // url, language
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
        // what is for us alone, and Pelican's
        (page("<meta name=\"slug\" content=\"boats\"><meta name=\"feedwright:id\" content=\"tag:x\">", h1), "slug", "boats", "meta `slug`, line 4"),
    ];
    for (text, name, value, origin) in cases {
        let article = article(&text);
        assert_eq!(field(&article, name), value, "{text}");
        let found = article.origin.get(name).map(ToString::to_string).unwrap_or_default();
        assert_eq!(found, origin, "{text}");
    }
}
