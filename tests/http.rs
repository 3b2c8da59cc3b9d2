//! Tests what a response says about a feed with tables of headers: the headers, and the rules whose problems are reported.

use feedwright::{Again, FetchSettings, Options, Response, Source};
use feedwright::{http_charset, saved_response, validate};

const RSS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\
    <title>Harbor</title><link>https://harbor.example/</link><description>News</description><language>en</language>\
    <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://harbor.example/feed\"/><item><title>Ferry</title>\
    <link>https://harbor.example/1</link><guid>https://harbor.example/1</guid><description>It runs.</description>\
    <pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate></item></channel></rss>";
const ATOM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><id>https://harbor.example/</id>\
    <title>Harbor</title><updated>2024-05-01T10:00:00Z</updated><author><name>Kim</name></author><link href=\"https://harbor.example/\"/>\
    <link rel=\"self\" href=\"https://harbor.example/feed\"/><entry><id>https://harbor.example/1</id><title>Ferry</title>\
    <updated>2024-05-01T10:00:00Z</updated><link href=\"https://harbor.example/1\"/><content>It runs.</content></entry></feed>";
const RDF: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
    xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"https://harbor.example/feed\"><title>Harbor</title><link>https://harbor.example/</link>\
    <description>News</description><items><rdf:Seq><rdf:li rdf:resource=\"https://harbor.example/1\"/></rdf:Seq></items></channel>\
    <item rdf:about=\"https://harbor.example/1\"><title>Ferry</title><link>https://harbor.example/1</link><description>It runs.</description>\
    </item></rdf:RDF>";
const JSON: &str = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Harbor\", \"home_page_url\": \"https://harbor.example/\", \
    \"feed_url\": \"https://harbor.example/feed\", \"language\": \"en\", \"items\": [{\"id\": \"1\", \"url\": \"https://harbor.example/1\", \
    \"content_text\": \"It runs.\", \"date_published\": \"2024-05-01T10:00:00Z\"}]}";

/// Headers without a problem for any of the feeds, except for the type.
const CLEAN: &str = "Date: Tue, 31 Dec 2024 12:00:00 GMT\nETag: \"a\"\nCache-Control: max-age=3600\nAccess-Control-Allow-Origin: *\n";

const URL: &str = "https://harbor.example/feed";

/// Validates a saved response after a change, and returns its problems: the severity and the name of each rule.
fn problems_of(file: &str, url: Option<&str>, change: &dyn Fn(&mut Response)) -> Vec<String> {
    let fetched = saved_response(file.as_bytes(), url, &FetchSettings::default());
    let mut fetched = fetched.unwrap_or_else(|error| panic!("{error}: {file}"));
    change(&mut fetched.response);
    let content_type = fetched.response.head.headers.get("Content-Type").unwrap_or_default();
    let charset = http_charset(content_type).ok().flatten();
    let source = Source::from_vec("-", fetched.body, charset.as_deref());
    let mut options = Options::default();
    options.now = "2025-01-01T00:00:00Z".parse().ok();
    options.response = Some(fetched.response);
    let report = validate(&source, &options);
    for it in &report.diagnostics {
        let is_of_response = it.rule.name.starts_with("http-");
        assert_eq!(it.response.is_some(), is_of_response, "{it}");
        assert!(!is_of_response || (it.span.start, it.span.end) == (0, 0), "{it}");
    }
    let infos = |it: &&feedwright::Diagnostic| it.rule.name.starts_with("http-") || it.is_error();
    report
        .diagnostics
        .iter()
        .filter(infos)
        .map(|it| format!("{} {}", it.severity, it.rule))
        .collect()
}

fn problems(headers: &str, body: &str) -> Vec<String> {
    problems_of(&format!("HTTP/1.1 200 OK\n{headers}\n{body}"), Some(URL), &|_| {})
}

#[test]
fn media_types_fit_formats() {
    const GOOD: &str = "";
    const OTHER: &str = "warning http-wrong-media-type";
    const FATAL: &str = "error http-wrong-media-type";
    const BROKEN: &str = "error http-invalid-media-type";
    #[rustfmt::skip]
    let cases = [
        // type                                  RSS     RSS 1.0 Atom    JSON
        ("application/rss+xml",                  [GOOD,   GOOD,   OTHER,  OTHER]),
        ("application/rss+xml; charset=UTF-8",   [GOOD,   GOOD,   OTHER,  OTHER]),
        ("Application/RSS+XML",                  [GOOD,   GOOD,   OTHER,  OTHER]),
        ("application/x-rss+xml",                [GOOD,   GOOD,   OTHER,  OTHER]),
        ("application/atom+xml",                 [OTHER,  OTHER,  GOOD,   OTHER]),
        ("application/atom+xml; type=feed",      [OTHER,  OTHER,  GOOD,   OTHER]),
        ("application/rdf+xml",                  [OTHER,  GOOD,   OTHER,  OTHER]),
        ("application/xml",                      [GOOD,   GOOD,   GOOD,   OTHER]),
        ("text/xml",                             [GOOD,   GOOD,   GOOD,   OTHER]),
        ("text/xml;charset=utf-8",               [GOOD,   GOOD,   GOOD,   OTHER]),
        ("text/html",                            [OTHER,  OTHER,  OTHER,  OTHER]),
        ("text/plain",                           [FATAL,  FATAL,  FATAL,  OTHER]),
        ("application/octet-stream",             [FATAL,  FATAL,  FATAL,  OTHER]),
        ("application/xhtml+xml",                [FATAL,  FATAL,  FATAL,  OTHER]),
        ("application/json",                     [FATAL,  FATAL,  FATAL,  GOOD]),
        ("application/feed+json",                [FATAL,  FATAL,  FATAL,  GOOD]),
        ("application/feed+json; charset=utf-8", [FATAL,  FATAL,  FATAL,  GOOD]),
        ("rss",                                  [BROKEN, BROKEN, BROKEN, BROKEN]),
        ("text/",                                [BROKEN, BROKEN, BROKEN, BROKEN]),
    ];
    for (kind, wanted) in cases {
        for (feed, wanted) in [RSS, RDF, ATOM, JSON].into_iter().zip(wanted) {
            let found = problems(&format!("{CLEAN}Content-Type: {kind}\n"), feed);
            assert_eq!(found.join(", "), wanted, "{kind}: {feed}");
        }
    }
    for feed in [RSS, RDF, ATOM, JSON] {
        assert_eq!(problems(CLEAN, feed), ["error http-missing-media-type"]);
    }
}

#[test]
fn etags_have_one_form() {
    #[rustfmt::skip]
    let cases = [
        ("\"a\"", ""),            ("W/\"a\"", ""),           ("\"\"", ""),            ("\"a:/_-!~\"", ""),
        ("a", "x"),               ("'a'", "x"),              ("\"a", "x"),            ("\"", "x"),
        ("w/\"a\"", "x"),         ("W/a", "x"),              ("\"W/a\"", ""),          ("\"a\"b\"", "x"),
        ("\"a b\"", "x"),         ("\"\u{e9}\"", ""),         ("\"a-gzip\"", ""),       ("W \"a\"", "x"),
    ];
    for (etag, wanted) in cases {
        let headers = CLEAN.replace("\"a\"", etag) + "Content-Type: application/rss+xml\n";
        let wanted: &[&str] = if wanted.is_empty() { &[] } else { &["warning http-invalid-etag"] };
        assert_eq!(problems(&headers, RSS), wanted, "{etag}");
    }
    let packed =
        "Content-Encoding: gzip\nVary: Accept-Encoding\nContent-Type: application/rss+xml\n";
    for (etag, is_marked) in
        [("\"a-gzip\"", true), ("W/\"a-gzip\"", true), ("\"a--gzip\"", false), ("\"agzip\"", false)]
    {
        let wanted: &[&str] = if is_marked { &["warning http-compression-etag"] } else { &[] };
        assert_eq!(problems(&(CLEAN.replace("\"a\"", etag) + packed), RSS), wanted, "{etag}");
    }
}

#[test]
fn cache_control_allows_or_forbids_to_store() {
    const NOT_CACHEABLE: &str = "warning http-not-cacheable";
    const PRIVATE: &str = "info http-not-cacheable";
    const INVALID: &str = "warning http-invalid-cache-control";
    const LONG: &str = "warning http-long-max-age";
    const MISSING: &str = "info http-missing-freshness";
    #[rustfmt::skip]
    let cases = [
        ("Cache-Control: max-age=600", ""),
        ("Cache-Control: public, max-age=0, must-revalidate", ""),
        ("Cache-Control: no-cache", ""),
        ("Cache-Control: max-age=\"600\"", ""),
        ("Cache-Control: s-maxage=60", ""),
        ("Cache-Control: max-age=604800", ""),
        ("Expires: Tue, 31 Dec 2024 13:00:00 GMT", ""),
        ("Expires: 0", ""),
        ("Cache-Control: no-store", NOT_CACHEABLE),
        ("Cache-Control: no-store, no-cache, must-revalidate\nPragma: no-cache\nExpires: Thu, 19 Nov 1981 08:52:00 GMT", NOT_CACHEABLE),
        ("Cache-Control: private, max-age=600", PRIVATE),
        ("Cache-Control: public; max-age=600", INVALID),
        ("Cache-Control: max-age=1h", INVALID),
        ("Cache-Control: max-age", INVALID),
        ("Cache-Control: max-age 600", INVALID),
        ("Cache-Control: max-age=-1", INVALID),
        ("Cache-Control: max-age=31536000", LONG),
        ("Cache-Control: max-age=99999999999999999999999", LONG),
        ("Expires: Thu, 31 Dec 2037 23:55:55 GMT", LONG),
        ("Cache-Control: max-age=60\nExpires: Thu, 31 Dec 2037 23:55:55 GMT", ""),
        ("Cache-Control: public", MISSING),
        ("X-Nothing: 1", MISSING),
    ];
    for (line, wanted) in cases {
        let headers = CLEAN.replace("Cache-Control: max-age=3600", line);
        let headers = headers + "Content-Type: application/rss+xml\n";
        assert_eq!(problems(&headers, RSS).join(", "), wanted, "{line}");
    }
}

#[test]
fn a_second_request_is_answered_without_a_body() {
    type Change<'c> = &'c dyn Fn(&mut Again);
    let found = |change: Change<'_>| {
        let file = format!("HTTP/1.1 200 OK\n{CLEAN}Content-Type: application/rss+xml\n\n{RSS}");
        problems_of(&file, Some(URL), &|response| {
            let mut again = Again::default();
            again.head.status = 200;
            again.head.headers.push("ETag", "\"a\"");
            again.is_same = Some(true);
            again.received = 9;
            change(&mut again);
            response.again = Some(Box::new(again));
        })
    };
    #[rustfmt::skip]
    let cases: [(Change<'_>, &[&str]); 5] = [
        (&|it| (it.head.status, it.received, it.is_same) = (304, 0, None), &[]),
        (&|it| (it.head.status, it.is_same) = (304, None), &["error http-not-modified-with-body"]),
        (&|_| {}, &["warning http-validator-ignored"]),
        (&|it| it.is_same = Some(false), &[]),
        (&|it| {
            it.head.headers = feedwright::Headers::default();
            it.head.headers.push("etag", "\"b\"");
        }, &["warning http-unstable-etag"]),
    ];
    for (change, wanted) in cases {
        assert_eq!(found(change), wanted);
    }
}

#[test]
fn compression_is_only_expected_if_it_was_requested() {
    let large = RSS.replace("It runs.", &"It runs. ".repeat(600));
    let file = format!("HTTP/1.1 200 OK\n{CLEAN}Content-Type: application/rss+xml\n\n{large}");
    let found = |asked: bool, file: &str| {
        problems_of(file, Some(URL), &|it| it.asked_for_compression = asked)
    };
    assert_eq!(found(true, &file), ["info http-not-compressed"]);
    assert!(found(false, &file).is_empty());
    let packed = file.replace("\n\n", "\nContent-Encoding: br\nVary: accept-encoding\n\n");
    assert!(found(true, &packed).is_empty());
    assert!(found(true, &file.replace(&large, RSS)).is_empty());
}

/// The headers that widely used servers and hosts send with a feed, without special configuration.
#[test]
fn usual_servers_have_no_errors_and_warnings() {
    #[rustfmt::skip]
    let servers: [(&str, &str, &[&str]); 16] = [
        ("nginx", "Server: nginx\nDate: Tue, 31 Dec 2024 12:00:00 GMT\nContent-Type: text/xml\nContent-Length: 720\nLast-Modified: Tue, 31 Dec 2024 10:00:00 GMT\n\
            Connection: keep-alive\nETag: \"6634a1b0-2d0\"\nAccept-Ranges: bytes", &["info http-missing-freshness"]),
        ("Apache", "Date: Tue, 31 Dec 2024 12:00:00 GMT\nServer: Apache/2.4.62 (Debian)\nLast-Modified: Tue, 31 Dec 2024 10:00:00 GMT\nETag: \"2d0-62a8c\"\n\
            Accept-Ranges: bytes\nVary: Accept-Encoding\nContent-Type: application/rss+xml", &["info http-missing-freshness"]),
        ("Caddy", "Alt-Svc: h3=\":443\"; ma=2592000\nContent-Type: text/xml; charset=utf-8\nEtag: \"d5f1a2b3c4d5e6f7-2d0\"\nLast-Modified: Tue, 31 Dec 2024 10:00:00 GMT\n\
            Server: Caddy\nVary: Accept-Encoding\nDate: Tue, 31 Dec 2024 12:00:00 GMT", &["info http-missing-freshness"]),
        ("GitHub Pages", "server: GitHub.com\ncontent-type: application/xml\nlast-modified: Tue, 31 Dec 2024 10:00:00 GMT\naccess-control-allow-origin: *\n\
            etag: \"6634a1b0-2d0\"\nexpires: Tue, 31 Dec 2024 12:10:00 GMT\ncache-control: max-age=600\nx-proxy-cache: MISS\nage: 0\nvia: 1.1 varnish\nvary: Accept-Encoding", &[]),
        ("Netlify", "accept-ranges: bytes\nage: 0\ncache-control: public,max-age=0,must-revalidate\ncache-status: \"Netlify Edge\"; fwd=miss\ncontent-type: application/xml\n\
            date: Tue, 31 Dec 2024 12:00:00 GMT\netag: \"9a0364b9e99bb480dd25e1f0284c8555-ssl\"\nserver: Netlify\nstrict-transport-security: max-age=31536000", &[]),
        ("Vercel", "age: 0\ncache-control: public, max-age=0, must-revalidate\ncontent-disposition: inline; filename=\"feed.xml\"\ncontent-type: application/xml; charset=utf-8\n\
            etag: W/\"c4ca4238\"\nserver: Vercel", &[]),
        ("Cloudflare Pages", "date: Tue, 31 Dec 2024 12:00:00 GMT\ncontent-type: application/xml\naccess-control-allow-origin: *\ncache-control: public, max-age=0, must-revalidate\n\
            etag: W/\"a1b2c3\"\nx-content-type-options: nosniff\nvary: accept-encoding\ncf-cache-status: DYNAMIC\nserver: cloudflare\ncf-ray: 8fa\nset-cookie: __cf_bm=a; path=/", &[]),
        ("Amazon S3", "x-amz-id-2: a\nDate: Tue, 31 Dec 2024 12:00:00 GMT\nLast-Modified: Tue, 31 Dec 2024 10:00:00 GMT\nETag: \"9a0364b9e99bb480dd25e1f0284c8555\"\n\
            Accept-Ranges: bytes\nContent-Type: text/xml\nServer: AmazonS3", &["info http-missing-freshness"]),
        ("WordPress", "Server: nginx\nDate: Tue, 31 Dec 2024 12:00:00 GMT\nContent-Type: application/rss+xml; charset=UTF-8\nConnection: keep-alive\n\
            Last-Modified: Tue, 31 Dec 2024 10:00:00 GMT\nETag: \"a1b2c3\"\nLink: <https://harbor.example/wp-json/>; rel=\"https://api.w.org/\"\nVary: Accept-Encoding", &["info http-missing-freshness"]),
        ("WordPress.com", "server: nginx\ncontent-type: application/rss+xml; charset=UTF-8\nvary: Accept-Encoding\nlast-modified: Tue, 31 Dec 2024 10:00:00 GMT\netag: \"a1b2\"\n\
            link: <https://wp.me/1>; rel=shortlink\ncache-control: max-age=300, must-revalidate\nx-ac: 2.ams _dca MISS", &[]),
        ("Feedburner", "Content-Type: text/xml; charset=UTF-8\nX-Robots-Tag: noindex\nCache-Control: no-cache\nLast-Modified: Tue, 31 Dec 2024 10:00:00 GMT\nETag: W/\"a1\"\n\
            Server: ESF\nX-Content-Type-Options: nosniff", &[]),
        ("Blogger", "Content-Type: application/rss+xml; charset=UTF-8\nExpires: Tue, 31 Dec 2024 12:00:00 GMT\nDate: Tue, 31 Dec 2024 12:00:00 GMT\nCache-Control: private, max-age=0\n\
            Last-Modified: Tue, 31 Dec 2024 10:00:00 GMT\nETag: W/\"a1b2\"\nX-Content-Type-Options: nosniff\nServer: GSE", &["info http-not-cacheable"]),
        ("Substack", "content-type: application/xml; charset=utf-8\ncache-control: public, max-age=600\netag: W/\"1a2b-x\"\nvary: Accept-Encoding\nx-powered-by: Express\nserver: cloudflare", &[]),
        ("Libsyn", "Content-Type: text/xml; charset=utf-8\nLast-Modified: Tue, 31 Dec 2024 10:00:00 GMT\nETag: \"66a1-b2c3\"\nCache-Control: max-age=300\nVary: Accept-Encoding", &[]),
        ("Megaphone", "content-type: application/xml; charset=utf-8\netag: W/\"a1b2c3\"\ncache-control: max-age=60, public\nvary: Accept-Encoding\naccess-control-allow-origin: *", &[]),
        ("Ghost", "content-type: application/rss+xml; charset=UTF-8\ncache-control: public, max-age=0\netag: W/\"2d0-abc\"\nvary: Accept-Encoding\nx-powered-by: Express", &[]),
    ];
    for (server, headers, wanted) in servers {
        let headers =
            headers.replace("Content-Length: 720", &format!("Content-Length: {}", RSS.len()));
        assert_eq!(problems(&format!("{headers}\n"), RSS), wanted, "{server}");
    }
}

/// A list of documents may contain only some parts of the responses.
#[test]
fn absent_information_is_not_a_problem() {
    let with = |change: &dyn Fn(&mut Response)| {
        let mut response = Response::default();
        change(&mut response);
        let mut options = Options::default();
        options.response = Some(response);
        let report = validate(&Source::from_text("-", RSS), &options);
        report.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(with(&|_| {}).is_empty());
    assert!(with(&|it| it.head.status = 200).is_empty());
    assert!(with(&|it| it.url = Some(URL.to_owned())).is_empty());
    let missing = with(&|it| it.head.status = 404);
    assert_eq!(
        missing,
        [
            "error[http-unexpected-status]: the server returns status 404 `Not Found` instead of the feed"
        ]
    );
}

/// Every header with every value, and with several values: each problem is about the response, and nothing panics.
#[test]
fn hostile_headers_are_reported_or_ignored() {
    #[rustfmt::skip]
    let names = [
        "Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition", "ETag", "Last-Modified", "Date", "Expires", "Cache-Control",
        "Vary", "Set-Cookie", "Link", "Location", "Retry-After", "X-Content-Type-Options", "Transfer-Encoding", "cf-mitigated",
    ];
    let long = "a, ;=\"<>".repeat(2000);
    #[rustfmt::skip]
    let values = [
        "", "\"", "\"\"", "W/", "w/\"", "W/\"\"\"", "=", ";", ",", ";=", "=;=", "a=", "=a", "/", "a/", "/a", "a/b;charset", "a/b;charset=\"", "a/b;charset=\"\\",
        "text/xml", "TEXT/XML;", "<", ">", "<>", "<>;rel=hub", "<a>;rel=\"self", "<http://>; rel=\"hub self\"", "max-age", "max-age=", "max-age=\"", "private=\"a",
        "-1", "0", "18446744073709551616", "Fri, 31 Dec +262142 23:59:59 GMT", "Thu, 01 Jan -262143 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "\u{fffd}\u{202e}\u{1b}[2J", "é", "日本",
        "gzip", "identity", "*", "challenge", &long,
    ];
    for status in [0, 1, 99, 100, 200, 201, 226, 299, 300, 304, 399, 418, 599, 999, u16::MAX] {
        for name in names {
            for (at, value) in values.iter().enumerate() {
                let mut response = Response::default();
                response.head.status = status;
                response.head.headers.push(name, *value);
                response.head.headers.push(name, values[(at * 7 + 3) % values.len()]);
                response.received = Some(1);
                response.asked_for_compression = true;
                response.url = Some((*value).to_owned());
                let mut again = Again::default();
                again.head = response.head.clone();
                again.is_same = Some(true);
                response.again = Some(Box::new(again));
                let mut options = Options::default();
                options.response = Some(response);
                let report = validate(&Source::from_text("-", RSS), &options);
                assert!(report.diagnostics.len() < 12, "{name}: {value}");
            }
        }
    }
}

#[test]
fn an_error_page_is_one_problem() {
    let page = "<!DOCTYPE html><html><head><title>Error</title></head><body><p>&nbsp;<br></html>";
    for status in [
        "401 No", "403 No", "404 No", "410 No", "429 No", "451 No", "500 No", "502 No", "503 No",
        "521 No", "206 Part",
    ] {
        let file = format!("HTTP/1.1 {status}\nContent-Type: text/html\n\n{page}");
        assert_eq!(
            problems_of(&file, Some(URL), &|_| {}),
            ["error http-unexpected-status"],
            "{status}"
        );
    }
    let found = problems("Content-Type: text/html\n", page);
    assert_eq!(found, ["error not-a-feed"]);
}

#[test]
fn bot_checks_are_recognized() {
    #[rustfmt::skip]
    let checks = [
        ("403", "cf-mitigated: challenge", "<!DOCTYPE html><html><title>Just a moment...</title>"),
        ("403", "Server: cloudflare", "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title>"),
        ("200", "Server: a", "<html><script>window._cf_chl_opt={}</script></html>"),
        ("202", "x-amzn-waf-action: challenge", ""),
        ("405", "X-Amzn-Waf-Action: captcha", ""),
        ("403", "X-DataDome: protected", "<html><head><title>harbor.example</title></head></html>"),
        ("200", "Server: a", "<html><script src=\"https://ct.captcha-delivery.com/c.js\"></script></html>"),
        ("200", "X-Iinfo: 1", "<html><head><script src=\"/_Incapsula_Resource?a=1\"></script></head></html>"),
        ("200", "Server: Sucuri/Cloudproxy", "<html><title>You are being redirected...</title><script>sucuri_cloudproxy_js=''</script></html>"),
        ("403", "Server: AkamaiGHost", "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;1</BODY></HTML>"),
        ("200", "Server: a", "<!doctype html><html><script id=\"anubis_challenge\" type=\"application/json\">{}</script></html>"),
        ("429", "x-vercel-mitigated: challenge", "<!DOCTYPE html><html></html>"),
    ];
    for (status, header, page) in checks {
        let file = format!("HTTP/1.1 {status}\nContent-Type: text/html\n{header}\n\n{page}");
        assert_eq!(
            problems_of(&file, Some(URL), &|_| {}),
            ["error http-bot-check"],
            "{header}: {page}"
        );
    }
    // A feed behind such a service, and a feed that is about such pages, are not checks.
    let feed =
        RSS.replace("It runs.", "sucuri_cloudproxy_js &lt;title>Just a moment...&lt;/title>");
    let headers = format!(
        "{CLEAN}Content-Type: application/rss+xml\nX-DataDome: protected\nX-Sucuri-ID: 1\ncf-ray: 1\n"
    );
    assert!(problems(&headers, &feed).is_empty());
}

#[test]
fn a_self_link_may_name_the_url_that_readers_keep() {
    let served = |hops: &str| {
        let head = format!("HTTP/1.1 200 OK\n{CLEAN}Content-Type: application/rss+xml\n\n");
        let file = format!("{hops}{head}{RSS}");
        let fetched = saved_response(file.as_bytes(), Some(URL), &FetchSettings::default());
        let mut options = Options::default();
        options.response = fetched.ok().map(|it| it.response);
        let report = validate(&Source::from_text("-", RSS), &options);
        report.diagnostics.iter().map(|it| it.rule.name).collect::<Vec<_>>()
    };
    let hop = |status: u16, to: &str| format!("HTTP/1.1 {status} Moved\nLocation: {to}\n\n");
    assert!(served("").is_empty());
    assert_eq!(served(&hop(302, "/b")), ["http-temporary-redirect"]);
    let moved = served(&hop(301, "/b"));
    assert_eq!(moved, ["http-permanent-redirect", "self-link-elsewhere"]);
}
