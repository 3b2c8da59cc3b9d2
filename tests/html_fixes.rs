//! Safe fixes of HTML do not change what readers show: for a browser's parser, each word is in the same elements before and after.

use std::collections::BTreeSet;

use feedwright::Diagnostic;
use feedwright::Options;
use feedwright::Safety;
use feedwright::Source;
use feedwright::fix;
use scraper::Html;

/// The number of texts, and how many of them are in one feed.
const TEXTS: usize = 2000;
const IN_ONE_FEED: usize = 100;

/// Pieces of HTML that people and programs put together in any order.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<b>", "</b>", "<b>", "</b>", "<i>", "</i>", "<em class=\"a\"id=\"b\">", "</em>", "<p>", "</p>", "<p>", "</p>\n", "<div>", "</div>",
    "<span>", "</span>", "<a href=\"https://harbor.example/\">", "</a>", "<h2>", "</h2>", "</h3>", "<ul>", "<li>", "</li>", "</ul>",
    "<br/>", "<span/>", "<table><tr><td>", "</td></tr></table>", "<blockquote>", "</blockquote>", "&#146;", "<!-- a --!>",
    "<p style=\"mso-ansi-language: NL; color: red\">", " ", "<sub>", "</sub>", "<pre>", "</pre>", "<font>", "</font>", "<p class=\"a\" class=\"b\" id=\"c\">", "<script>a()</script>",
];

/// Pseudo-random numbers that are the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

/// HTML with words between the pieces.
fn html(numbers: &mut Numbers) -> String {
    let length = numbers.below(10) + 2;
    let piece = |at: usize, numbers: &mut Numbers| {
        let piece = PIECES[numbers.below(PIECES.len())];
        if numbers.below(3) == 0 { piece.to_owned() } else { format!("{piece}word{at}") }
    };
    (0..length).map(|at| piece(at, numbers)).collect()
}

/// The words of a text, each with the names of the elements around it.
fn shown(html: &str) -> Vec<(String, BTreeSet<String>)> {
    let parsed = Html::parse_fragment(html);
    let texts = parsed.tree.nodes().filter_map(|node| Some((node, node.value().as_text()?)));
    let mut shown: Vec<(String, BTreeSet<String>)> = Vec::new();
    for (node, text) in texts.filter(|it| !it.1.trim().is_empty()) {
        let elements =
            node.ancestors().filter_map(|it| Some(it.value().as_element()?.name().to_owned()));
        shown.push((text.trim().to_owned(), elements.collect()));
    }
    shown.sort();
    shown
}

/// A feed with an item for each text.
fn feed(texts: &[String]) -> String {
    let items: Vec<String> = texts
        .iter()
        .map(|it| {
            format!("<item><title>a</title><description><![CDATA[{it}]]></description></item>\n")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>a</title>\
         <link>https://harbor.example/</link><description>a</description>\n{}</channel></rss>",
        items.concat()
    )
}

#[test]
fn safe_fixes_of_html_do_not_change_what_readers_show() {
    let mut numbers = Numbers(7);
    let (mut changed, mut wrong) = (0, Vec::new());
    for _ in 0..TEXTS / IN_ONE_FEED {
        let texts: Vec<String> = (0..IN_ONE_FEED).map(|_| html(&mut numbers)).collect();
        let is_safe = |it: &Diagnostic| it.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe);
        let fixed = fix(Source::from_text("-", feed(&texts)), &Options::default(), &is_safe);
        let fixed = fixed.source.text;
        let after =
            fixed.split("<description><![CDATA[").skip(1).filter_map(|it| it.split_once("]]>"));
        let after: Vec<&str> = after.map(|it| it.0).collect();
        assert_eq!(after.len(), texts.len(), "{fixed}");
        for (before, after) in texts.iter().zip(after) {
            changed += usize::from(before != after);
            if shown(before) != shown(after) {
                wrong.push(format!("{before}\n{after}\n{:?}\n{:?}", shown(before), shown(after)));
            }
        }
    }
    assert!(changed > TEXTS / 10, "only {changed} texts were fixed");
    let some: Vec<&str> = wrong.iter().take(10).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {changed}:\n{}", wrong.len(), some.join("\n\n"));
}
