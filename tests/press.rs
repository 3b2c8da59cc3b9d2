//! Press texts as newsrooms send them. Each file in `tests/press` contains the expected fields, a line `~~~~`, and
//! the text.

use std::collections::BTreeMap;
use std::path::Path;

use feedwright::Article;
use feedwright::Source;
use feedwright::internals::publish::load::plain_text;
use feedwright::internals::publish::load::{Options, Reading};
use proptest::prelude::*;

fn read(text: &str) -> Reading {
    let options = Options::new(feedwright::internals::value::timezone::Timezone::UTC);
    plain_text::read(&Source::from_text("article.txt", text), &options)
}

/// The fields that a file can list, with the actual values. Fields that it does not list are not compared, except for
/// [`ALWAYS`].
fn found(article: &Article) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    };
    let list = |it: Vec<&str>| Some(it.join(" | ")).filter(|it| !it.is_empty());
    put("title", article.title.clone());
    put("section", article.section.clone());
    put("authors", list(article.authors.iter().map(|it| it.name.as_str()).collect()));
    put("tags", list(article.tags.iter().map(String::as_str).collect()));
    put("credit", article.credit.clone());
    put("published", article.published.map(|it| it.to_rfc3339()));
    put("updated", article.updated.map(|it| it.to_rfc3339()));
    put("summary", article.summary.clone());
    put("language", article.language.clone());
    let counts = ["p", "h2", "li", "hr", "em"]
        .map(|it| (it, article.html.matches(&format!("<{it}>")).count()));
    let counts =
        counts.iter().filter(|(_, count)| *count > 0).map(|(it, count)| format!("{it}={count}"));
    put("blocks", Some(counts.collect::<Vec<_>>().join(" ")));
    for (field, origin) in &article.origin {
        put(&format!("origin {field}"), Some(origin.to_string()));
    }
    out
}

/// Fields that must be empty unless the file lists them.
static ALWAYS: &[&str] = &["title", "section", "authors", "tags", "credit", "published", "updated"];

#[test]
fn reads_the_press_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/press");
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in std::fs::read_dir(folder).expect("the folder is there") {
        let path = file.expect("it is readable").path();
        let case = std::fs::read_to_string(&path).expect("it is text");
        let (expected, text) = case.split_once("\n~~~~\n").expect("a line of ~~~~");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let reading = read(text);
        let found = found(&reading.article);
        let wanted: BTreeMap<&str, &str> =
            expected.lines().filter_map(|it| it.split_once(": ")).collect();
        for key in wanted.keys().chain(ALWAYS) {
            let (is, should) = (found.get(*key).map(String::as_str), wanted.get(key).copied());
            let holds = match *key {
                "body" | "holds" => should.is_some_and(|it| reading.article.html.contains(it)),
                _ => is == should,
            };
            if !holds {
                wrong.push(format!("{name}: {key}\n    is     {is:?}\n    should {should:?}"));
            }
        }
        if !reading.diagnostics.is_empty() {
            wrong.push(format!("{name}: {:?}", reading.diagnostics));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30, "only {count} texts");
}

#[test]
fn rejects_text_that_is_not_an_article() {
    for (text, rule) in [
        ("", "empty-article"),
        (" \n\n\u{feff}\n", "empty-article"),
        ("Harbor Council Opens the New Ferry Landing\n", "empty-article"),
        ("User-agent: *\nDisallow: /drafts/\n", "not-an-article"),
        ("\u{0}\u{1}\u{2}\u{fffd}\u{fffd}PK\u{3}\u{4}", "not-an-article"),
        ("<!DOCTYPE html>\n<p>Hello", "not-an-article"),
        ("{\"title\": \"Hello\"}", "not-an-article"),
    ] {
        let rules = read(text).diagnostics.iter().map(|it| it.rule.name).collect::<Vec<_>>();
        assert_eq!(rules, [rule], "{text:?}");
    }
}

#[test]
fn reports_dates_that_cannot_be_read() {
    let text = |date: &str| {
        format!(
            "Herons Delay the Harbor Bridge\n\n{date}\n\nThe council of Port Ellis voted on Tuesday.\n"
        )
    };
    for (date, rule) in [
        ("Published: 03/04/2024", "ambiguous-date"),
        ("Published: February 30, 2024", "impossible-date"),
        ("Monday, March 5, 2024", "impossible-date"),
    ] {
        let reading = read(&text(date));
        let rules = reading.diagnostics.iter().map(|it| it.rule.name).collect::<Vec<_>>();
        assert_eq!(rules, [rule], "{date}");
        assert_eq!(reading.article.published, None);
    }
    // Dots, and words of languages that write the day first, make the date unambiguous.
    for date in ["Stand: 03.04.2024", "Publié le 03/04/2024", "03.04.2024"] {
        let article = read(&text(date)).article;
        let when = article.published.or(article.updated).map(|it| it.to_rfc3339());
        assert_eq!(when.as_deref(), Some("2024-04-03T00:00:00+00:00"), "{date}");
    }
}

#[test]
fn escapes_and_links_the_text() {
    let html = read("Herons Delay the Bridge\n\nBy Mara Quill\n\nFish & <b>chips</b> at https://harbor.example/a?b=1&c=2.\n").article.html;
    let link =
        "<a href=\"https://harbor.example/a?b=1&amp;c=2\">https://harbor.example/a?b=1&amp;c=2</a>";
    assert_eq!(html, format!("<p>Fish &amp; &lt;b&gt;chips&lt;/b&gt; at {link}.</p>"));
}

/// The words of all fields of an article, as text.
fn words_of(article: &Article) -> String {
    let mut out = vec![article.html.replace("<br>", " ")];
    for entity in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        out[0] = out[0].replace(entity.0, entity.1);
    }
    out.extend(article.title.clone());
    out.extend(article.section.clone());
    out.extend(article.summary.clone());
    out.extend(article.credit.clone());
    out.extend(article.tags.clone());
    out.extend(article.authors.iter().map(|it| it.name.clone()));
    out.join("\n")
}

/// Lines that a press text may consist of.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => "[A-Z][a-z]{2,8}( [a-z]{2,9}){3,30}\\.",
        1 => "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,9}){1,8}",
        1 => "(- |\\* |• )[a-z]{3,9}( [a-z]{2,9}){2,5}",
        1 => "[A-Z]{3,9} \\(AP\\) — [A-Z][a-z]{2,8}( [a-z]{2,9}){3,30}\\.",
        1 => "(“|\"|„)[A-Z][a-z]{2,8}( [a-z]{2,9}){0,9},(”|\"|“) [a-z]{2,9} [A-Z][a-z]{3,8}\\.",
        1 => " {0,4}[a-z<>&\"]{1,9}( [a-z]{2,9}){0,7}",
    ]
}

proptest! {
    #[test]
    fn loses_no_word(lines in prop::collection::vec(line(), 0..30), signed: bool, end in prop::sample::select(&["\n", "\r\n"][..])) {
        let head = if signed { "Herons Delay the Harbor Bridge\n\nby Mara Quill\nJon Vale/Reuters\n\n" } else { "" };
        let text = format!("{head}{}", lines.join(end));
        let all = words_of(&read(&text).article);
        for word in lines.iter().flat_map(|it| it.split_whitespace()).filter(|it| !["-", "*", "•"].contains(it)) {
            prop_assert!(all.contains(word), "{word:?} of {text:?} is not in {all:?}");
        }
    }

    #[test]
    fn keeps_the_whole_body_after_a_byline(lines in prop::collection::vec("[A-Z][a-z]{2,8}( [a-z]{2,9}){12,30}\\.", 1..9)) {
        let text = format!("Herons Delay the Harbor Bridge\n\nby Mara Quill\n\n{}", lines.join("\n\n"));
        let html = read(&text).article.html;
        let expected = lines.iter().map(|it| format!("<p>{it}</p>")).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(html, expected);
    }

    #[test]
    fn reads_anything(text in "(?s).{0,400}") {
        read(&text);
    }

    #[test]
    fn reads_any_mixture_of_lines(parts in prop::collection::vec(prop::sample::select(&[
        "News", "By", "by ", "Von ", "Ann Lee", "\n", "\n\n", "\r", "Photo: ", "(AP Photo/", ")", "/", ";", "March 3, 2024", "Updated ", "###", "-30-",
        "1. ", "- ", "Headline: ", "BERLIN (dpa) — ", "—", "“", "https://", "@", ".", "|", "\u{a0}", "\u{c}", "é", "漢字", "\u{202e}", "(", "Contact: "]), 0..40)) {
        read(&parts.concat());
    }
}
