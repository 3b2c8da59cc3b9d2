use crate::diagnostic::Severity;
use crate::publish::article::Article;
use crate::publish::load::{Options, Reading, markdown};
use crate::text::lines::Lines;
use crate::text::source::Source;

fn reading(text: &str) -> Reading {
    reading_of("post.md", text)
}

fn reading_of(name: &str, text: &str) -> Reading {
    let timezone = crate::value::timezone::Timezone::named("Europe/Berlin").expect("it is a zone");
    let options = Options::new(timezone);
    markdown::read(&Source::from_text(name, text), &options)
}

/// A short description of an article.
fn shown(it: &Article) -> String {
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let date = |it: &Option<chrono::DateTime<chrono::FixedOffset>>| {
        it.map_or(String::new(), |it| it.to_rfc3339())
    };
    let names: Vec<_> = it.authors.iter().map(|it| it.name.as_str()).collect();
    format!(
        "{} | {} | {} | {} | {} | {} | {} | {}",
        text(&it.title),
        date(&it.published),
        date(&it.updated),
        text(&it.summary),
        names.join(", "),
        text(&it.section),
        it.tags.join(", "),
        it.draft
    )
}

#[test]
fn articles_of_six_tools_give_the_same_result() {
    #[rustfmt::skip]
    let dialects = [
        ("jekyll",   "2024-05-01-walk.md", "---\nlayout: post\ntitle: \"A walk\"\ndate: 2024-05-01 10:00:00 +0200\nlast_modified_at: 2024-05-02\ndescription: By the lake.\nauthor: Ann Lee\ncategories: news\ntags: web feeds\n---\nText.\n"),
        ("hugo",     "walk.md", "+++\ntitle = 'A walk'\ndate = 2024-05-01T10:00:00+02:00\nlastmod = 2024-05-02\ndescription = 'By the lake.'\ncategories = ['news']\ntags = ['web', 'feeds']\n[params]\nauthor = 'Ann Lee'\n+++\nText.\n"),
        ("hugo yaml", "walk.md", "---\nTitle: A walk\npubDate: 2024-05-01T10:00:00+02:00\nmodified: 2024-05-02\nsummary: By the lake.\nauthors: [Ann Lee]\ncategory: news\ntags:\n  - web\n  - feeds\n---\nText.\n"),
        ("hugo json", "walk.md", "{\n  \"title\": \"A walk\", \"date\": \"2024-05-01T10:00:00+02:00\", \"lastmod\": \"2024-05-02\",\n  \"description\": \"By the lake.\", \"author\": {\"name\": \"Ann Lee\"}, \"section\": \"news\", \"tags\": [\"web\", \"feeds\"]\n}\n\nText.\n"),
        ("zola",     "walk.md", "+++\ntitle = 'A walk'\ndate = 2024-05-01T10:00:00+02:00\nupdated = 2024-05-02\ndescription = 'By the lake.'\nauthors = ['Ann Lee']\n[taxonomies]\ncategories = ['news']\ntags = ['web', 'feeds']\n+++\nText.\n"),
        ("eleventy", "walk.md", "---json\n{ \"title\": \"A walk\", \"date\": \"2024-05-01T10:00:00+02:00\", \"updated\": \"2024-05-02\", \"description\": \"By the lake.\", \"author\": \"Ann Lee\", \"category\": \"news\", \"tags\": [\"web\", \"feeds\"] }\n---\nText.\n"),
        ("astro",    "walk.md", "---\ntitle: 'A walk'\npubDate: 'May 01 2024 10:00'\nupdatedDate: 'May 02 2024'\ndescription: 'By the lake.'\nauthor: Ann Lee\ncategories: ['news']\ntags: ['web', 'feeds']\n---\nText.\n"),
        ("pelican",  "walk.md", "Title: A walk\nDate: 2024-05-01 10:00\nModified: 2024-05-02\nSummary: By\n    the lake.\nAuthors: Ann Lee\nCategory: news\nTags: web, feeds\nStatus: published\n\nText.\n"),
        ("docusaurus", "walk.md", "---\ntitle: A walk\ndate: 2024-05-01 10:00\nlast_update:\n  date: 2024-05-02\n  author: Bob\ndescription: By the lake.\nauthors:\n  - name: Ann Lee\n    url: https://example.org/ann\nkicker: news\nkeywords: web, feeds\n---\nText.\n"),
    ];
    let expected = "A walk | 2024-05-01T10:00:00+02:00 | 2024-05-02T00:00:00+02:00 | By the lake. | Ann Lee | news | web, feeds | false";
    for (dialect, name, text) in dialects {
        let reading = reading_of(name, text);
        assert_eq!(reading.diagnostics, [], "{dialect}");
        assert_eq!(shown(&reading.article), expected, "{dialect}");
        assert_eq!(reading.article.html, "<p>Text.</p>\n", "{dialect}");
    }
}

#[test]
fn keeps_values_as_written() {
    #[rustfmt::skip]
    let cases = [("no", "no"), ("1984", "1984"), ("012", "012"), ("2024-05-01", "2024-05-01"), ("1.10", "1.10"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("'yes'", "yes"), ("Null", "Text")];
    for (written, expected) in cases {
        let article = reading(&format!("---\ntitle: {written}\n---\n# Text\n")).article;
        assert_eq!(article.title.as_deref(), Some(expected), "{written}");
    }
}

#[test]
fn recognizes_every_word_for_drafts() {
    #[rustfmt::skip]
    let cases = [
        ("draft: true", true, false), ("isDraft: true", true, false), ("publish: false", true, false), ("draft: yes", true, false), ("draft: 'true'", true, false), ("draft: false", false, false), ("published: false", true, false),
        ("published: no", true, false), ("published: true", false, false), ("published: 2024-05-01", false, false), ("status: draft", true, false), ("Status: Hidden", false, true),
        ("status: skip", false, true), ("permalink: false", false, true), ("unlisted: true", false, true), ("extra: {draft: true}", true, false), ("eleventyExcludeFromCollections: true", false, true),
        ("feed: false", false, true), ("rss: false", false, true), ("feed: true", false, false), ("rss_ignore: true", false, true), ("exclude_from_feed: yes", false, true),
        ("nofeed: true", false, true), ("feed: {exclude: true}", false, true), ("build: {list: never}", false, true), ("_build: {render: never}", false, true),
        ("build: {list: always, render: link}", false, false), ("headless: true", false, true), ("render: false", false, true), ("visible: false", false, true),
        ("visibility: hidden", false, true), ("visibility: public", false, false), ("listed: false", false, true), ("password: abc", false, true),
        ("password: false", false, false), ("private: true", false, true), ("robots: 'noindex, follow'", false, true), ("robots: index", false, false),
        ("extra: {hide_from_feed: true}", false, true), ("params: {feed: {exclude: true}}", false, true), ("sitemap: false", false, false),
        ("sitemap_exclude: true", false, false), ("hide: [toc]", false, false), ("layout: redirect", false, true), ("layout: post", false, false),
        ("redirect_to: https://other.example/", false, false), ("hiddenInHomeList: false", false, false),
    ];
    for (line, draft, unlisted) in cases {
        let reading = reading(&format!("---\ntitle: T\n{line}\n---\nText\n"));
        assert_eq!(reading.diagnostics, [], "{line}");
        assert_eq!((reading.article.draft, reading.article.unlisted), (draft, unlisted), "{line}");
    }
}

#[test]
fn reads_images_and_recordings_in_all_forms() {
    #[rustfmt::skip]
    let images = [
        ("image: a.jpg", "a.jpg", "", ""),
        ("image:\n  path: a.jpg\n  alt: A lake", "a.jpg", "A lake", ""),
        ("cover:\n  image: a.jpg\n  alt: A lake\n  caption: At dawn", "a.jpg", "A lake", "At dawn"),
        ("images: [a.jpg, b.jpg]", "a.jpg", "", ""),
        ("images:\n  - url: a.jpg\n    alt: A lake", "a.jpg", "A lake", ""),
        ("heroImage: a.jpg\nheroImageAlt: A lake", "a.jpg", "A lake", ""),
        ("cover.image: a.jpg\ncover.alt: A lake", "a.jpg", "A lake", ""),
        ("extra:\n  cover:\n    src: a.jpg\n    alt: A lake", "a.jpg", "A lake", ""),
        ("feature_image: a.jpg", "a.jpg", "", ""),
        ("previewimage: a.jpg", "a.jpg", "", ""),
        ("header: {overlay_image: a.jpg}", "a.jpg", "", ""),
        ("teaser: Two words.\ntop_img: '#49B1F5'\ncover: a.jpg", "a.jpg", "", ""),
        ("image: a.jpg\nimage_alt: A lake\nimage_caption: At dawn\nimage_credit: Bob Ray", "a.jpg", "A lake", "At dawn"),
    ];
    for (lines, url, alt, caption) in images {
        let reading = reading(&format!("---\ntitle: T\n{lines}\n---\nText\n"));
        assert_eq!(reading.diagnostics, [], "{lines}");
        let image = reading.article.image.unwrap_or_default();
        let is =
            (image.url.as_str(), image.alt.unwrap_or_default(), image.caption.unwrap_or_default());
        assert_eq!(is, (url, alt.to_owned(), caption.to_owned()), "{lines}");
    }
    #[rustfmt::skip]
    let recordings = [
        ("audio: /a.mp3", None, None, None),
        ("enclosure: {url: /a.mp3, length: 12, type: audio/mpeg}", Some(12), Some("audio/mpeg"), None),
        ("podcast:\n  file: /a.mp3\n  duration: 1:02:03", None, None, Some(3723)),
        ("episode:\n  audio: /a.mp3\n  size: 12", Some(12), None, None),
        ("audio: /a.mp3\naudio_length: 12\naudioDuration: 90", Some(12), None, Some(90)),
        ("enclosure: /a.mp3 12 audio/mpeg", Some(12), Some("audio/mpeg"), None),
        ("enclosure:\n  - /a.mp3 12 audio/mpeg", Some(12), Some("audio/mpeg"), None),
        ("enclosure:\n  - url: /a.mp3\n    length: 1,234\n    duration: PT20M31S", Some(1234), None, Some(1231)),
        ("enclosure: |\n  /a.mp3\n  1 234\n", Some(1234), None, None),
        ("podcast_file: /a.mp3\npodcast_bytes: '12'\npodcast_duration: 1h 17m", Some(12), None, Some(4620)),
        ("file: /a.mp3\nfile_size: 12", Some(12), None, None),
        ("audio_url: /a.mp3\nduration: '20:31'", None, None, Some(1231)),
    ];
    for (lines, length, kind, duration) in recordings {
        let reading = reading(&format!("---\ntitle: T\n{lines}\n---\nText\n"));
        assert_eq!(reading.diagnostics, [], "{lines}");
        let found = reading.article.enclosure.unwrap_or_default();
        assert_eq!(
            (found.url.as_str(), found.length, found.r#type.as_deref(), found.duration),
            ("/a.mp3", length, kind, duration),
            "{lines}"
        );
    }
    assert_eq!(
        reading(
            "---\ntitle: T\nepisode: 12\npodcast: true\nfile: notes.md\nmedia: a.jpg\n---\nText\n"
        )
        .article
        .enclosure,
        None
    );
}

#[test]
fn reads_authors_in_all_forms() {
    #[rustfmt::skip]
    let cases = [
        ("author: Ann Lee",                                              "Ann Lee//"),
        ("authors: [Ann Lee, 'Doe, Jane']",                              "Ann Lee// Doe, Jane//"),
        ("author: {name: Ann Lee, email: ann@example.org, uri: https://example.org}", "Ann Lee/ann@example.org/https://example.org"),
        ("authors:\n  - name: Ann Lee\n  - name: Bob Ray\n    link: /bob", "Ann Lee// Bob Ray///bob"),
        ("authors:\n  ann:\n    name: Ann Lee",                          "Ann Lee//"),
        ("author: Acme, LLC",                                            "Acme, LLC//"),
        ("author: Smith & Sons, Inc.",                                   "Smith & Sons, Inc.//"),
        ("author: Johann von Neumann, Jr.",                              "Johann von Neumann, Jr.//"),
        ("author: Department of Health and Human Services",              "Department of Health and Human Services//"),
        ("author: Jane Doe and John Roe",                                "Jane Doe// John Roe//"),
        ("author: Doe, Jane; Roe, John",                                 "Jane Doe// John Roe//"),
        ("authors: [{title: Writer, name: Ann Lee}]",                    "Ann Lee//"),
        ("author: {name: {given: Ann, family: Lee}}",                    "Ann Lee//"),
        ("author: Ann Lee\nauthor_title: Writer\nauthorURL: /ann",       "Ann Lee///ann"),
        ("author: Ann Lee\nauthor_email: ann@example.org",               "Ann Lee/ann@example.org/"),
    ];
    for (lines, expected) in cases {
        let reading = reading(&format!("---\ntitle: T\n{lines}\n---\nText\n"));
        assert_eq!(reading.diagnostics, [], "{lines}");
        let person = |it: &crate::publish::article::Person| {
            format!(
                "{}/{}/{}",
                it.name,
                it.email.clone().unwrap_or_default(),
                it.url.clone().unwrap_or_default()
            )
        };
        let people: Vec<_> = reading.article.authors.iter().map(person).collect();
        assert_eq!(people.join(" "), expected, "{lines}");
    }
}

#[test]
fn separates_tags_like_the_dialect() {
    #[rustfmt::skip]
    let cases = [
        ("walk.md",            "tags: [a b, c, a b]",   "a b, c"),
        ("walk.md",            "tags: a b",             "a b"),
        ("2024-05-01-walk.md", "tags: a b",             "a, b"),
        ("walk.md",            "tags: a b, c",          "a b, c"),
        ("walk.md",            "tags: a, b; c",         "a, b, c"),
        ("walk.md",            "tags: [1984, no]",      "1984, no"),
        ("walk.md",            "section: s\ncategories: [x, y]\ntags: z", "z, x, y"),
        ("walk.md",            "categories: [[Diary, Games], [Diary, Life], Fun]", "Games, Life, Fun"),
        ("walk.md",            "tags: [{label: Rust, permalink: /rust}, Go]", "Rust, Go"),
        ("walk.md",            "tags: {rust: true, go: false, web: {name: The web}}", "rust, The web"),
        ("walk.md",            "tags: R &amp; D, x",    "R & D, x"),
    ];
    for (name, lines, expected) in cases {
        let article = reading_of(name, &format!("---\ntitle: T\n{lines}\n---\nText\n")).article;
        assert_eq!(article.tags.join(", "), expected, "{lines}");
    }
}

#[test]
fn distinguishes_kinds_of_urls() {
    #[rustfmt::skip]
    let cases = [
        ("url: /a/",                                    "url /a/"),
        ("permalink: /a/b.html",                        "url /a/b.html"),
        ("permalink: /:year/:title/",                   "permalink /:year/:title/"),
        ("permalink: pretty",                           "permalink pretty"),
        ("permalink: '/x/{{ page.fileSlug }}/'",        "permalink /x/{{ page.fileSlug }}/"),
        ("external-url: https://other.example/a",       "external https://other.example/a"),
        ("link: https://other.example/a",               "external https://other.example/a"),
        ("link: https://www.blog.example/a",            "url https://www.blog.example/a"),
        ("link: /a/",                                   "url /a/"),
        ("redirect_to: [https://other.example/a]",      "external https://other.example/a"),
        ("redirect_to: /a/",                            ""),
        ("canonical_url: https://other.example/a",      "source https://other.example/a"),
        ("canonicalURL: https://blog.example/a",        "url https://blog.example/a"),
        ("aliases: [/old/, /older/]",                   "alias /old/ alias /older/"),
        ("redirect_from: /old/",                        "alias /old/"),
        ("aliases: [Another name]",                     ""),
        ("source: The Harbor Times",                    ""),
        ("source: https://other.example/a",             "source https://other.example/a"),
    ];
    let mut options = Options::new(crate::value::timezone::Timezone::UTC);
    options.site_url = url::Url::parse("https://blog.example/").ok();
    for (line, expected) in cases {
        let text = format!("---\ntitle: T\n{line}\n---\nText\n");
        let reading = markdown::read(&Source::from_text("post.md", text), &options);
        assert_eq!(reading.diagnostics, [], "{line}");
        let it = reading.article;
        let one = |name: &str, value: Option<String>| value.map(|it| format!("{name} {it}"));
        let found = [
            one("url", it.url),
            one("permalink", it.permalink),
            one("external", it.external_url),
            one("source", it.source),
        ];
        let aliases = it.aliases.into_iter().map(|it| format!("alias {it}"));
        let found: Vec<String> = found.into_iter().flatten().chain(aliases).collect();
        assert_eq!(found.join(" "), expected, "{line}");
    }
}

#[test]
fn reads_dates_in_maps_and_in_the_zone_of_the_dialect() {
    #[rustfmt::skip]
    let cases = [
        ("date: {created: 2024-05-01, updated: 2024-05-02}", "2024-05-01T00:00:00+02:00", "2024-05-02T00:00:00+02:00"),
        ("date:\n  published: 2024-05-01\n  modified: 2024-05-02", "2024-05-01T00:00:00+02:00", "2024-05-02T00:00:00+02:00"),
        ("date: {start: 2024-05-01, end: 2024-05-03}",       "2024-05-01T00:00:00+02:00", ""),
        ("published: {date: 2024-05-01}",                    "2024-05-01T00:00:00+02:00", ""),
        ("dates: {created: 2024-05-01}",                     "2024-05-01T00:00:00+02:00", ""),
        ("extra: {date: {created: 2024-05-01}}",             "2024-05-01T00:00:00+02:00", ""),
        ("last_update: {date: 2024-05-02, author: x}",       "",                          "2024-05-02T00:00:00+02:00"),
    ];
    let date = |it: Option<chrono::DateTime<chrono::FixedOffset>>| {
        it.map_or(String::new(), |it| it.to_rfc3339())
    };
    for (line, published, updated) in cases {
        let reading = reading(&format!("---\ntitle: T\n{line}\n---\nText\n"));
        assert_eq!(reading.diagnostics, [], "{line}");
        assert_eq!(
            (date(reading.article.published), date(reading.article.updated)),
            (published.to_owned(), updated.to_owned()),
            "{line}"
        );
    }
    let timezone = crate::value::timezone::Timezone::named("Europe/Berlin").expect("it is a zone");
    let mut options = Options::new(timezone);
    options.dialect = &crate::publish::dialect::ZOLA;
    for (stated, expected) in
        [(false, "2024-05-01T10:00:00+02:00"), (true, "2024-05-01T10:00:00+00:00")]
    {
        options.dialect_is_stated = stated;
        let source = Source::from_text("post.md", "---\ndate: 2024-05-01 10:00\n---\nText\n");
        assert_eq!(date(markdown::read(&source, &options).article.published), expected);
    }
}

#[test]
fn looks_up_authors_by_key() {
    let mut options = Options::new(crate::value::timezone::Timezone::UTC);
    let person = |name: &str, url: &str| crate::publish::article::Person {
        name: name.to_owned(),
        url: Some(url.to_owned()),
        email: None,
    };
    options.authors.add("ann", person("Ann Lee", "/ann"));
    options.authors.add("bob", person("Bob Ray", "/bob"));
    for (line, expected) in [
        ("author: ann", "Ann Lee /ann"),
        ("authors: [Ann, bob]", "Ann Lee /ann, Bob Ray /bob"),
        ("authors: ann, bob", "Ann Lee /ann, Bob Ray /bob"),
        ("authors: [{key: ann, title: Guest, url: /x}]", "Ann Lee /x"),
        ("authors: [ann, Cy Fox]", "Ann Lee /ann, Cy Fox "),
    ] {
        let text = format!("---\ntitle: T\n{line}\n---\nText\n");
        let article = markdown::read(&Source::from_text("post.md", text), &options).article;
        let shown = article
            .authors
            .into_iter()
            .map(|it| format!("{} {}", it.name, it.url.unwrap_or_default()));
        assert_eq!(shown.collect::<Vec<_>>().join(", "), expected, "{line}");
    }
}

#[test]
fn records_the_origin_of_each_field() {
    let article = reading("---\ntitle: T\nextra:\n  LastMod: 2024-05-02\n---\nText\n").article;
    assert_eq!(article.origin["updated"].to_string(), "front matter `extra.LastMod`, line 4");
    assert_eq!(article.origin["title"].to_string(), "front matter `title`, line 2");
    assert_eq!(article.origin["html"].to_string(), "Markdown, line 6");
}

#[test]
fn diagnostics_contain_the_value_its_position_and_help() {
    #[rustfmt::skip]
    let cases = [
        ("date: 03/04/2024",         "ambiguous-date",            Severity::Error,   "`date` is ambiguous: `03/04/2024`", 7),
        ("date: 2024-13-01",         "impossible-date",           Severity::Error,   "`date` is not a real date: `2024-13-01`", 7),
        ("lastmod: soon",            "unreadable-date",           Severity::Warning,   "`lastmod` is not a date: `soon`", 10),
        ("date: Last Modified",      "unreadable-date",           Severity::Warning, "`date` is not a date: `Last Modified`", 7),
        ("date: [[2024]]",           "wrong-front-matter-type",   Severity::Error,   "`date` is a list, not a date", 1),
        ("draft: maybe",             "wrong-front-matter-type",   Severity::Error,   "`draft` is neither true nor false: `maybe`", 8),
        ("expires: 2024-13-01",      "impossible-date",           Severity::Warning, "`expires` is not a real date: `2024-13-01`", 10),
        ("created: soon",            "unreadable-date",           Severity::Warning, "`created` is not a date: `soon`", 10),
        ("hidden: maybe",            "wrong-front-matter-type",   Severity::Warning, "`hidden` is neither true nor false: `maybe`", 9),
        ("enclosure: {url: a.mp3, length: 12.3 MB}", "wrong-front-matter-type", Severity::Warning, "`enclosure.length` is not a number of bytes: `12.3 MB`", 33),
        ("slug: ../../etc",          "invalid-slug",              Severity::Warning,   "the slug is not a single path segment: `../../etc`", 7),
        ("url: 'javascript:x'",      "invalid-article-url",       Severity::Warning,   "`url` is not the URL of a page: `javascript:x`", 6),
        ("permalink: '/{% x %}/'",   "permalink-pattern",         Severity::Warning, "`permalink` is a template: `/{% x %}/`", 12),
        ("lang: English",            "invalid-article-language",  Severity::Warning, "`lang` is not a language tag: `English`", 7),
        ("rights: {a: b}",           "wrong-front-matter-type",   Severity::Warning, "`rights` is a map, not a string", 1),
        ("tilte: x",                 "unknown-front-matter-key",  Severity::Warning, "unknown key `tilte` in the front matter", 1),
        ("status: odd",              "wrong-front-matter-type",   Severity::Warning, "unknown status: `odd`", 9),
        ("audio: ../../x.mp3",       "invalid-article-url",       Severity::Warning,   "`audio` is not the URL of a file: `../../x.mp3`", 8),
    ];
    for (line, rule, severity, message, column) in cases {
        let text = format!("---\ntitle: T\n{line}\n---\nText\n");
        let found = reading(&text).diagnostics;
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        let at = Lines::new(&text).position(found[0].span.start);
        let is =
            (found[0].rule.name, found[0].severity, found[0].message.as_str(), at.line, at.column);
        assert_eq!(is, (rule, severity, message, 3, column), "{line}");
        assert!(found[0].help.is_some(), "{line}");
    }
    let found = reading("---\ntitle: {a: b}\ndate: 03/04/2024\n---\n").diagnostics;
    assert_eq!(found.len(), 2, "one fault does not hide the next");
}

#[test]
fn joins_the_lines_of_a_title() {
    let article = reading("---\ntitle: >\n  A long\n  walk\n---\nText\n").article;
    assert_eq!(article.title.as_deref(), Some("A long walk"));
}

#[test]
fn does_not_mix_the_captions_of_pictures() {
    let image = |front: &str| {
        let image = reading(&format!("---\ntitle: A\n{front}---\nText.\n")).article.image;
        image.map(|it| format!("{} {}", it.url, it.alt.unwrap_or_default()))
    };
    let two = image("images: [a.jpg]\ncover:\n  image: b.jpg\n  alt: A boat\n");
    assert_eq!(two.as_deref(), Some("a.jpg "));
    let parts = image("featured_image: a.jpg\nimage_alt: A boat\n");
    assert_eq!(parts.as_deref(), Some("a.jpg A boat"));
    let cover = image("cover:\n  alt: A boat\n  image: b.jpg\n");
    assert_eq!(cover.as_deref(), Some("b.jpg A boat"));
}

#[test]
fn ends_a_summary_at_the_separator_of_any_tool() {
    for divider in [
        "<!--more-->",
        "<!-- More -->",
        "<!-- truncate -->",
        "<!-- excerpt -->",
        "<!-- TEASER_END -->",
        "<!-- PELICAN_END_SUMMARY -->",
        "<!--more Read on-->",
    ] {
        let article = reading(&format!("# A\n\nOne.\n\nTwo.\n\n{divider}\n\nThree.\n")).article;
        assert_eq!(article.summary.as_deref(), Some("One. Two."), "{divider}");
        assert!(!article.html.contains("<!--"), "{divider}");
    }
    let article = reading("# A\n\nOne.\n\n<!-- more on this later -->\n\nTwo.\n").article;
    assert_eq!(article.origin["summary"].what, "first paragraph");
}

#[test]
fn continues_a_header_in_slightly_indented_lines() {
    let article =
        reading("Title: A\nSummary: Short\n  and more\nStatus: hidden\n\nText.\n").article;
    assert_eq!(article.summary.as_deref(), Some("Short and more"));
    assert!(article.unlisted && article.html == "<p>Text.</p>\n");
}

#[test]
fn separates_authors_at_semicolons() {
    for (written, names) in [
        ("The Builder; The Judge", "The Builder, The Judge"),
        ("Lee, Ann; Ray, Bob", "Ann Lee, Bob Ray"),
        ("Ann Lee;", "Ann Lee"),
    ] {
        let article = reading(&format!("Title: A\nAuthors: {written}\n\nText.\n")).article;
        let found: Vec<_> = article.authors.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(found.join(", "), names, "{written}");
    }
}
