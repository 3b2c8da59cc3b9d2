//! URLs that are invalid or harmful. The validator cannot fetch anything because it has no sockets
//! (`tests/layers.rs`).

use super::sample::{atom, rss};
use super::{Accepted, Bounded, Flagged, MORE, Noticed, Rejected, Row, row, run, with};

#[test]
fn urls() {
    let mut rows: Vec<Row> = Vec::new();
    #[rustfmt::skip]
    let bad = [
        "http://", "https:///x", "http://a b.example/", "http://harbor.example/a b", "http://harbor.example/%zz", "http://harbor.example:99999/",
        "http://harbor.example:port/", "http://[::1/", "http://[::g]/", "http://[1:2]/", "//harbor.example/x", "/x", "x",
        "http:/harbor.example", "harbor.example/x", "www.harbor.example", "http://harbor.example/\\x", "http://harbor.example/^`{}|", "http:// harbor.example/",
        "htp//harbor", "://x", "http://.../", "?a=b",
    ];
    for url in bad {
        rows.push(row(format!("the URL {url}"), Rejected(MORE), move || {
            with(&format!("<comments>{url}</comments>"))
        }));
    }
    #[rustfmt::skip]
    let good = [
        "https://harbor.example/", "http://[::1]/", "https://[2001:db8::1]:8080/a", "https://xn--hfen-loa.example/",
        "https://harbor.example/a%20b?c=d&amp;e=f#g", "https://harbor.example?x=1", "https://user@harbor.example:443/", "http://localhost:8080/",
    ];
    for url in good {
        rows.push(row(format!("the URL {url}"), Accepted, move || {
            with(&format!("<comments>{url}</comments>"))
        }));
    }
    #[rustfmt::skip]
    let private = [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://0/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.0.1/", "http://172.16.0.1/", "http://100.64.0.1/", "http://[fe80::1]/",
        "http://[fc00::1]/", "http://localhost/", "http://metadata.google.internal/", "http://127.0.0.1.nip.io/",
    ];
    for url in private {
        rows.push(row(format!("the URL {url}"), Bounded, move || {
            with(&format!("<comments>{url}</comments>"))
        }));
    }
    rows.push(row("a base of javascript", Bounded, || {
        atom(1).replacen("<feed ", "<feed xml:base='javascript:alert(1)//' ", 1)
    }));
    rows.push(row("a relative URL", Flagged("relative-url", MORE), || {
        with("<comments>/x</comments>")
    }));
    rows.push(row("a script as a link", Flagged("relative-url", 0), || {
        rss(1).replacen("<link>https://harbor.example/ferry/1?a=1&amp;b=2", "<link>../x", 1)
    }));
    run(rows);
}

/// HTML in content that does harm where it is displayed, on line 17.
#[rustfmt::skip]
const RISKY: &[&str] = &[
    "<script>alert(1)</script>",                    "<SCRIPT SRC=https://harbor.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",        "<a href=\" java&#x0A;script:alert(1)\">x</a>",  "<a href=\"vbscript:x\">x</a>",
    "<iframe src=\"https://harbor.example/\"></iframe>", "<object data=\"x.swf\"></object>",          "<embed src=\"x.swf\">",
    "<form action=\"https://harbor.example/\"><input></form>", "<meta http-equiv=\"refresh\" content=\"0\">", "<link rel=\"stylesheet\" href=\"x.css\">",
    "<style>p { display: none }</style>",           "<p style=\"position: fixed; top: 0\">x</p>",     "<p style=\"width: expression(alert(1))\">x</p>",
    "<svg onload=alert(1)></svg>",                  "<svg><script>alert(1)</script></svg>",           "<math><a href=\"javascript:alert(1)\">x</a></math>",
    "<base href=\"https://evil.example/\">",        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>", "<img src=\"/relative.png\">",
    "<video poster=\"x.png\" onplay=alert(1)></video>", "<body onload=alert(1)>",                     "<p onclick='alert(1)'>x",
];

#[test]
fn html() {
    let rows = RISKY.iter().map(|fragment| {
        row(*fragment, Noticed(17), || {
            rss(1).replacen("&lt;b&gt;rain&lt;/b&gt;", &escaped(fragment), 1)
        })
    });
    run(rows.collect());
}

/// Escapes HTML for the text of an element.
fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A feed whose first item has this description, on line [`DESCRIPTION`].
fn described(html: &str) -> String {
    rss(1).replacen("It runs every 1 minutes, &lt;b&gt;rain&lt;/b&gt; or shine.", html, 1)
}

const DESCRIPTION: u32 = 17;

/// The same HTML, obfuscated in ways that browsers decode, and the rule that reports it.
#[rustfmt::skip]
const DISGUISED: &[(&str, &str)] = &[
    ("<script>alert(1)</script>",                                    "unsafe-element"),
    ("<ScRiPt src=//x.example></ScRiPt>",                            "unsafe-element"),
    ("<svg><script>alert(1)</script></svg>",                         "unsafe-element"),
    ("<object data='javascript:alert(1)'></object>",                 "unsafe-element"),
    ("<embed src='https://x.example/x.swf'>",                        "unsafe-element"),
    ("<applet code=x></applet>",                                     "unsafe-element"),
    ("<meta http-equiv=refresh content='0;url=https://x.example'>",  "unsafe-element"),
    ("<base href='https://x.example/'>",                             "unsafe-element"),
    ("<link rel=stylesheet href='https://x.example/x.css'>",         "unsafe-element"),
    ("<style>@import url(https://x.example)</style>",                "unsafe-element"),
    ("<?import namespace='x' implementation='https://x.example'>",   "unsafe-element"),
    ("<img src=x onerror=alert(1)>",                                 "event-handler"),
    ("<svg/onload=alert(1)></svg>",                                  "event-handler"),
    ("<details open ontoggle='alert(1)'>x</details>",                "event-handler"),
    ("<p title='>' OnClick = alert(1)>x</p>",                        "event-handler"),
    ("<a href='javascript:alert(1)'>x</a>",                          "script-url"),
    ("<a href=' JaVaScRiPt:alert(1)'>x</a>",                         "script-url"),
    ("<a href='java&#9;scr&NewLine;ipt&colon;alert(1)'>x</a>",       "script-url"),
    ("<a href=&#106;&#x61;vascript:alert(1)>x</a>",                  "script-url"),
    ("<a href='vbscript:x'>x</a>",                                   "script-url"),
    ("<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",           "script-url"),
    ("<a href='data:image/svg+xml,<svg onload=alert(1)>'>x</a>",     "script-url"),
    ("<a ping='https://x.example javascript:alert(1)' href='https://x.example'>x</a>", "script-url"),
    ("<iframe src='javascript:alert(1)'></iframe>",                  "script-url"),
    ("<iframe srcdoc='<script>alert(1)</script>'></iframe>",         "embedded-frame"),
    ("<form action='javascript:alert(1)'></form>",                   "script-url"),
    ("<button formaction='javascript:alert(1)'>x</button>",          "script-url"),
    ("<img srcset='javascript:alert(1) 1x'>",                        "script-url"),
    ("<video poster='javascript:alert(1)'></video>",                 "script-url"),
    ("<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",     "script-url"),
    ("<svg><animate attributeName=href values='x;javascript:alert(1)'/></svg>", "script-url"),
    ("<p style='background: url(javascript:alert(1))'>x</p>",        "dangerous-style"),
    ("<p style='width: e\\78pression(alert(1))'>x</p>",               "dangerous-style"),
    ("<p style='-moz-binding: url(https://x.example/x.xml#x)'>x</p>", "dangerous-style"),
    ("<p style='position: fixed; inset: 0'>x</p>",                   "dangerous-style"),
    ("<p style='margin: -9999px'>x</p>",                             "dangerous-style"),
];

#[test]
fn disguised_html() {
    let mut rows: Vec<Row> = Vec::new();
    for (html, rule) in DISGUISED {
        rows.push(row(format!("{html} escaped"), Flagged(rule, DESCRIPTION), move || {
            described(&escaped(html))
        }));
        rows.push(row(format!("{html} in CDATA"), Flagged(rule, DESCRIPTION), move || {
            described(&format!("<![CDATA[{html}]]>"))
        }));
    }
    run(rows);
}
