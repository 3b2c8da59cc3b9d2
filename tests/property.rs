//! Whatever an article contains, its feeds are well-formed for an independent parser, have no problems, and are the
//! same every time.

use chrono::DateTime;
use chrono::Utc;
use feedwright::Article;
use feedwright::ContentMode;
use feedwright::FeedFormat;
use feedwright::Options;
use feedwright::Person;
use feedwright::Plan;
use feedwright::Site;
use feedwright::Source;
use feedwright::internals;
use feedwright::internals::publish::article::Dated;
use feedwright::internals::publish::assemble::assemble;
use feedwright::internals::publish::build::build;
use feedwright::internals::publish::dialect::PLAIN;
use feedwright::internals::publish::plan::Addresses;
use feedwright::internals::value::timezone::Timezone;
use feedwright::validate;
use proptest::prelude::*;

fn date(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("it is a date").to_utc()
}

fn plan(content: ContentMode) -> Plan {
    let site = Site {
        title: "Harbor".to_owned(),
        url: url::Url::parse("https://harbor.example/").expect("it is a URL"),
        description: "What happens there".to_owned(),
        language: Some("en".to_owned()),
        authors: Vec::new(),
        copyright: None,
        image: None,
    };
    let mut plan = internals::publish::plan(site, Addresses::of(&PLAIN, Timezone::UTC));
    plan.feeds[0].content = content;
    plan
}

/// Text that breaks what was not made for it: characters that XML forbids, ends of sections, markup, every script and direction.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[a-zA-Z <>&;'\"/=!\\[\\]-]{0,30}",
        Just("]]>".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("&#0;&nbsp;&bogus;&".to_owned()),
        Just("<p><b>open".to_owned()),
        Just("</div></p>".to_owned()),
        Just(
            "<a href=\"javascript:x()\" onclick=\"y\">l</a><img src=a.png srcset='b 2x'>"
                .to_owned()
        ),
        Just(
            "<script>alert(1)</script><style>p{}</style><iframe src='//v.example'></iframe>"
                .to_owned()
        ),
        Just("\u{0}\u{8}\u{1b}\u{7f}\u{85}\u{9b}\u{fffe}\u{ffff}".to_owned()),
        Just("\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{1f468}\u{200d}\u{1f469}".to_owned()),
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|it| it.concat())
}

fn article() -> impl Strategy<Value = Article> {
    let people = proptest::collection::vec((text(), proptest::option::of(text())), 0..3);
    let fields = (
        text(),
        text(),
        text(),
        text(),
        people,
        proptest::collection::vec(text(), 0..3),
        proptest::option::of(text()),
    );
    fields.prop_map(|(title, html, summary, slug, people, tags, url)| {
        let mut article = Article::default();
        "a.md".clone_into(&mut article.path);
        article.title = Some(title);
        article.html = html;
        article.summary = Some(summary);
        article.slug = Some(slug);
        let person = |(name, email)| Person { name, email, url: None };
        article.authors = people.into_iter().map(person).collect();
        article.tags = tags;
        article.url = url;
        article
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_article_produces_valid_feeds(article in article(), mode in 0..3) {
        let plan = plan([ContentMode::Full, ContentMode::Summary, ContentMode::Both][usize::try_from(mode).expect("it is small")]);
        let now = date("2024-06-01T00:00:00Z");
        let published = date("2024-05-01T10:00:00Z").fixed_offset();
        let articles = [Dated { article, published, id: None, first_seen: false }];
        let mut feed = assemble(&articles, &plan, now).feeds.remove(0).feed;
        feed.address = "https://harbor.example/feed".to_owned();
        for format in FeedFormat::ALL {
            let bytes = build(&feed, format, None).expect("it can be built");
            let again = assemble(&articles, &plan, now).feeds.remove(0).feed;
            prop_assert_eq!(again.entries.first(), feed.entries.first());
            if format == FeedFormat::Json {
                let read: Result<serde_json::Value, _> = serde_json::from_slice(&bytes);
                prop_assert!(read.is_ok());
            } else {
                let text = std::str::from_utf8(&bytes).expect("it is UTF-8");
                let document = roxmltree::Document::parse(text);
                prop_assert!(document.is_ok(), "{:?}\n{text}", document.err());
            }
            let mut options = Options::default();
            options.now = Some(now);
            options.base_url = Some(feed.address.clone());
            let source = Source::from_bytes("feed", &bytes, None);
            let found: Vec<String> = validate(&source, &options)
                .diagnostics
                .iter()
                // An author may intend text that looks as if it was encoded twice. It is published unchanged.
                .filter(|it| it.rule.name != "xml-mojibake")
                // A title may be about HTML, and JSON Feed has no way to mark it as plain text.
                .filter(|it| format != FeedFormat::Json || it.rule.name != "markup-in-plain-text")
                .filter(|it| format != FeedFormat::Json || it.rule.name != "html-like-text")
                .map(|it| format!("{} {}: {}", it.severity.name(), it.rule.name, it.message))
                .collect();
            prop_assert!(found.is_empty(), "{format:?} {found:#?}\n{}", source.text);
        }
    }
}
