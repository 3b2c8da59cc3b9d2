//! Generates feeds for benchmarks. They resemble the feeds of blogs, with full HTML in two of three entries, and have
//! the same bytes on every run.

use std::fmt::Display;
use std::fmt::Formatter;
use std::fmt::Result;

/// A feed to generate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feed {
    /// Its name in the results.
    pub(crate) name: &'static str,
    /// Whether the format is Atom instead of RSS.
    pub(crate) atom: bool,
    /// The number of entries.
    pub(crate) entries: usize,
    /// The number of problems per entry, at most three: the date, the link, and the `guid` or the author.
    pub(crate) faults: usize,
}

impl Display for Feed {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(self.name)
    }
}

const WORDS: &[&str] = &[
    "the",
    "of",
    "and",
    "garden",
    "kitchen",
    "river",
    "mountain",
    "compiler",
    "release",
    "parser",
    "memory",
    "letter",
    "railway",
    "museum",
    "library",
    "market",
    "weather",
    "naïve",
    "Zürich",
    "東京",
    "новости",
    "winter",
    "history",
];

/// Pseudo-random numbers that are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or_default()
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn html(&mut self) -> String {
        let mut html = String::new();
        for _ in 0..4 + self.below(8) {
            let count = 20 + self.below(60);
            let text = self.words(count);
            html += &match self.below(6) {
                0 => format!("<ul>\n<li>{}</li>\n<li>{text}</li>\n</ul>\n", self.words(6)),
                1 => format!(
                    "<p><img src=\"https://cdn.example.org/i/{}.jpg\" alt=\"{}\" width=\"640\" /></p>\n",
                    self.below(9999),
                    self.words(3)
                ),
                2 => format!(
                    "<pre><code>if n &lt; 64 &amp;&amp; n &gt; 1 {{ {text} }}</code></pre>\n"
                ),
                _ => format!(
                    "<p>{text} <a href=\"https://example.org/{}?a=1&amp;b=2\" rel=\"noopener\">{}</a>. <em>{}</em></p>\n",
                    self.below(9999),
                    self.words(3),
                    self.words(2)
                ),
            };
        }
        html
    }
}

/// Returns the document.
pub(crate) fn text(feed: &Feed) -> String {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut text = if feed.atom { ATOM_HEAD.to_owned() } else { RSS_HEAD.to_owned() };
    for index in 0..feed.entries {
        let entry = if feed.atom { atom_entry } else { rss_item };
        text += &entry(&mut numbers, index, feed.faults);
    }
    text + if feed.atom { "</feed>\n" } else { "</channel>\n</rss>\n" }
}

const RSS_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>A river of letters</title>
<link>https://letters.example/</link>
<description>What the river brings</description>
<language>en</language>
<atom:link href="https://letters.example/feed.xml" rel="self" type="application/rss+xml"/>
"#;

const ATOM_HEAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>A river of letters</title>
<id>https://letters.example/</id>
<link rel="alternate" type="text/html" href="https://letters.example/"/>
<link rel="self" type="application/atom+xml" href="https://letters.example/feed.xml"/>
<updated>2024-09-30T10:00:00Z</updated>
<author><name>The river</name></author>
"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The day and time of an entry. Later entries are older.
fn day_and_time(index: usize) -> (usize, usize, usize) {
    (1 + index % 28, index / 28 % 24, index / 672 % 60)
}

fn rss_item(numbers: &mut Numbers, index: usize, faults: usize) -> String {
    let (day, hour, minute) = day_and_time(index);
    let weekday = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"][day % 7];
    let date = if faults > 0 {
        "last week".to_owned()
    } else {
        format!("{weekday}, {day:02} Sep 2024 {hour:02}:{minute:02}:00 +0200")
    };
    let link = if faults > 1 { "" } else { "https://letters.example" };
    let guid = if faults > 2 {
        format!("<guid>letter {index}</guid>")
    } else {
        format!("<guid isPermaLink=\"false\">tag:letters.example,2024:{index}</guid>")
    };
    let html = numbers.html();
    let body = match index % 3 {
        0 => format!("<description>{}</description>", escaped(&html)),
        1 => format!(
            "<description>{}</description>\n<content:encoded><![CDATA[{html}]]></content:encoded>",
            numbers.words(30)
        ),
        _ => format!(
            "<description><![CDATA[<p>{}</p>]]></description>\n<content:encoded>{}</content:encoded>",
            numbers.words(30),
            escaped(&html)
        ),
    };
    format!(
        "<item>\n<title>{}</title>\n<link>{link}/{index}/?utm_source=feed&amp;n={index}</link>\n{guid}\n<pubDate>{date}</pubDate>\n<dc:creator>The river</dc:creator>\n<category>{}</category>\n{body}\n<media:content url=\"https://cdn.example.org/m/{index}.jpg\" medium=\"image\" width=\"1200\" height=\"630\"/>\n</item>\n",
        numbers.words(5),
        numbers.words(1),
    )
}

fn atom_entry(numbers: &mut Numbers, index: usize, faults: usize) -> String {
    let (day, hour, minute) = day_and_time(index);
    let date = if faults > 0 {
        "last week".to_owned()
    } else {
        format!("2024-09-{day:02}T{hour:02}:{minute:02}:00Z")
    };
    let link = if faults > 1 { "https:///" } else { "https://letters.example/" };
    let author = if faults > 2 { "<author/>" } else { "<author><name>The river</name></author>" };
    let html = numbers.html();
    let body = match index % 3 {
        0 => format!("<content type=\"html\">{}</content>", escaped(&html)),
        1 => format!("<content type=\"html\"><![CDATA[{html}]]></content>"),
        _ => format!(
            "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{html}</div></content>"
        ),
    };
    format!(
        "<entry>\n<title type=\"html\">{}</title>\n<id>tag:letters.example,2024:{index}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{link}{index}/?n={index}&amp;a=b\"/>\n<published>{date}</published>\n<updated>{date}</updated>\n{author}\n<category term=\"{}\"/>\n{body}\n</entry>\n",
        numbers.words(5),
        numbers.words(1),
    )
}
