//! Validation continues after an error and does not report consequential errors: one error in a feed of twenty items
//! is reported once, and a second error after it is still reported.

mod sample;

use feedwright::internals::rules::RULES;
use sample::{RSS_HEAD_LINES, RSS_ITEM_LINES, atom, item, json, report, reported, rss};

/// The item that gets the error, and the item that gets a bad date.
const PLANTED: usize = 7;
const LATER: usize = 14;

/// The line of the document for line `line` (from 1) of an item.
fn line_of(number: usize, line: usize) -> usize {
    RSS_HEAD_LINES + (number - 1) * RSS_ITEM_LINES + line
}

/// The feed with one item changed and a bad date in a later item.
fn planted(from: &str, to: &str) -> String {
    let clean = item(PLANTED);
    assert!(clean.contains(from), "nothing to change: {from}");
    let later = item(LATER);
    let bad = later.replace(" Oct ", " Okt ");
    rss(20).replacen(&clean, &clean.replacen(from, to, 1), 1).replacen(&later, &bad, 1)
}

fn severity(name: &str) -> &'static str {
    let rule = RULES.iter().find(|it| it.name == name);
    rule.unwrap_or_else(|| panic!("there is no rule {name}")).severity.name()
}

#[test]
fn the_samples_have_no_problems() {
    for text in [rss(20), atom(20), json(20), rss(1), atom(1), json(1)] {
        let (source, found) = report(text.as_bytes());
        assert_eq!(reported(&source, &found.diagnostics), [""; 0], "{text}");
    }
}

/// The text in the item, its replacement, and the expected rule and line of the item.
type Case = (&'static str, &'static str, &'static [(&'static str, usize)]);

#[test]
fn one_error_is_reported_once_and_the_next_is_still_reported() {
    #[rustfmt::skip]
    let cases: &[Case] = &[
        // text in the item           replacement                            rule, line of the item
        ("is back</title>",           "is back",                             &[("xml-not-closed", 2)]),
        ("</description>",            "",                                    &[("xml-not-closed", 8)]),
        ("</guid>",                   "</gid>",                              &[("xml-mismatched-tag", 4)]),
        ("</pubDate>",                "</pubdate>",                          &[("xml-mismatched-tag", 5)]),
        ("    </item>\n",             "\n",                                  &[("xml-not-closed", 1)]),
        ("    <item>\n",              "    <item>\n<item>",                  &[("xml-not-closed", 1)]),
        ("</title>",                  "</title></b>",                        &[("xml-stray-end-tag", 2)]),
        ("</title>",                  "</b></title>",                        &[("xml-stray-end-tag", 2)]),
        ("a=1&amp;b=2",               "a=1&b=2",                             &[("xml-bare-ampersand", 3)]),
        ("is back",                   "& its crew",                          &[("xml-bare-ampersand", 2)]),
        ("is back",                   "&nbsp;is back",                       &[("xml-undefined-entity", 2)]),
        ("is back",                   "&wibble; is back",                    &[("xml-undefined-entity", 2)]),
        ("&#8220;",                   "&#0;",                                &[("xml-bad-character-reference", 2)]),
        ("is back",                   "is < back",                           &[("xml-bare-less-than", 2)]),
        ("is back",                   "is \u{8}back",                        &[("xml-bad-character", 2)]),
        ("isPermaLink=\"true\"",      "isPermaLink=true",                    &[("xml-unquoted-attribute", 4)]),
        ("isPermaLink=\"true\"",      "isPermaLink",                         &[("xml-attribute-without-value", 4)]),
        ("isPermaLink=\"true\"",      "isPermaLink=\"true",                  &[("xml-attribute-not-closed", 4)]),
        ("isPermaLink=\"true\"",      "isPermaLink=true\"",                  &[("xml-unquoted-attribute", 4)]),
        ("isPermaLink=\"true\"",      "isPermaLink=\"true\" isPermaLink=\"true\"", &[("xml-duplicate-attribute", 4)]),
        ("isPermaLink=\"true\">",     "isPermaLink=\"true\"",                &[("xml-tag-not-closed", 4)]),
        ("isPermaLink=\"true\"",      "=\"true\"",                           &[("xml-bad-attribute", 4)]),
        ("<guid ",                    "<guid",                               &[("missing-guid", 1), ("unknown-element", 4), ("xml-bad-attribute", 4), ("xml-mismatched-tag", 4)]),
        ("<title>",                   "<title",                              &[("xml-tag-not-closed", 2)]),
        ("<title>",                   "title>",                              &[("unexpected-text", 2), ("xml-stray-end-tag", 2)]),
        ("</title>",                  "</title",                             &[("xml-bad-end-tag", 2)]),
        ("</title>",                  "<title>",                             &[("xml-not-closed", 2)]),
        ("]]></content:encoded>",     "</content:encoded>",                  &[("cdata-swallows-markup", 9)]),
        ("<![CDATA[",                 "",                                    &[("element-in-text", 9), ("xml-not-closed", 9), ("xml-cdata-end-in-text", 9)]),
        ("<dc:creator>",              "<dd:creator>",                        &[("xml-undeclared-prefix", 6), ("xml-mismatched-tag", 6)]),
        ("<dc:creator>Maren Holt</dc:creator>", "<dd:creator>Maren Holt</dd:creator>", &[("xml-undeclared-prefix", 6)]),
        ("<title>",                   "<!-- a -- b --><title>",              &[("xml-bad-comment", 2)]),
        ("<title>",                   "<?xml version=\"1.0\"?><title>",      &[("xml-bad-instruction", 2)]),
        ("<title>",                   "<!DOCTYPE rss><title>",               &[("xml-bad-doctype", 2)]),
        // well-formed, so no end tag is missing
        ("<title>",                   "<ttl>5</ttl><title>",                 &[("misplaced-element", 2)]),
        ("is back",                   "is <author>a@harbor.example (A)</author> back", &[("element-in-text", 2)]),
        ("is back",                   "is ]]> back",                         &[("xml-cdata-end-in-text", 2)]),
    ];
    let mut wrong = Vec::new();
    for (from, to, expected) in cases {
        let text = planted(from, to);
        let (source, found) = report(text.as_bytes());
        let reported = reported(&source, &found.diagnostics);
        let shift = to.matches('\n').count() - from.matches('\n').count();
        let mut wanted: Vec<String> = expected
            .iter()
            .map(|(rule, line)| format!("{} {rule} {}", severity(rule), line_of(PLANTED, *line)))
            .collect();
        wanted.push(format!("error invalid-rfc822-date {}", line_of(LATER, 5) + shift));
        if reported != wanted {
            wrong.push(format!("{from} -> {to}\n  wanted {wanted:?}\n  found  {reported:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn atom_recovers_too() {
    #[rustfmt::skip]
    let cases: &[Case] = &[
        ("</title>",      "",             &[("xml-not-closed", 2)]),
        ("</title>",      "<title>",      &[("xml-not-closed", 2)]),
        ("</id>",         "",             &[("xml-not-closed", 4)]),
        ("</summary>",    "",             &[("xml-not-closed", 7)]),
        ("</p></div>",    "</div>",       &[("xml-not-closed", 8)]),
        ("</div>",        "",             &[("xml-not-closed", 8)]),
        ("</content>",    "",             &[("xml-not-closed", 8)]),
        ("  </entry>\n",  "\n",           &[("xml-not-closed", 1)]),
        ("</em>",         "</EM>",        &[("xml-mismatched-tag", 8)]),
        ("type=\"xhtml\"", "type=xhtml",  &[("xml-unquoted-attribute", 8)]),
    ];
    let clean = atom(20);
    let entry = |number: usize| {
        let all: Vec<&str> = clean.split_inclusive("  </entry>\n").collect();
        let text = all[number - 1];
        &text[text.find("  <entry>").expect("there is an entry")..]
    };
    let line = |number: usize, line: usize| 8 + (number - 1) * 9 + line;
    let mut wrong = Vec::new();
    for (from, to, expected) in cases {
        let (planted, later) = (entry(PLANTED), entry(LATER));
        assert!(planted.contains(from), "nothing to change: {from}");
        let text = clean.replacen(planted, &planted.replacen(from, to, 1), 1).replacen(
            later,
            &later.replace("2024-10-", "2024-13-"),
            1,
        );
        let (source, found) = report(text.as_bytes());
        let reported = reported(&source, &found.diagnostics);
        let mut wanted: Vec<String> = expected
            .iter()
            .map(|(rule, at)| format!("{} {rule} {}", severity(rule), line(PLANTED, *at)))
            .collect();
        wanted.push(format!("error invalid-rfc3339-date {}", line(LATER, 5)));
        wanted.push(format!("error invalid-rfc3339-date {}", line(LATER, 6)));
        if reported != wanted {
            wrong.push(format!("{from} -> {to}\n  wanted {wanted:?}\n  found  {reported:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Changes to a whole document, and the problems before the bad date.
#[test]
fn errors_around_the_feed_do_not_hide_errors_in_it() {
    let later = item(LATER);
    let base = rss(20).replacen(&later, &later.replace(" Oct ", " Okt "), 1);
    let line = line_of(LATER, 5);
    let cut = base.rfind("  </channel>").expect("it is there");
    #[rustfmt::skip]
    let cases: Vec<(String, usize, Vec<String>)> = vec![
        (format!("\n{base}"),                        1, vec!["error xml-before-declaration 1".into()]),
        (format!("Warning: in a.php on line 3\n{base}"), 1, vec!["error xml-before-declaration 1".into()]),
        (format!("<!-- made by hand -->{base}"),     0, vec!["error xml-before-declaration 1".into()]),
        (base.replace(" encoding=", "encoding="),    0, vec!["error xml-bad-declaration 1".into()]),
        (base.replace("?>\n<rss", ">\n<rss"),       0, vec!["error xml-bad-declaration 1".into()]),
        (base.replace("UTF-8", "x-nobody"),          0, vec!["error xml-unknown-encoding 1".into()]),
        (base.replace("\"2.0\"", "2.0"),             0, vec!["error xml-unquoted-attribute 2".into()]),
        (base.replace(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", ""), 0, vec![format!("error xml-undeclared-prefix {}", line_of(1, 6))]),
        (base.replace("<rss ", "<!DOCTYPE rss [<!ENTITY e 'x'>\n<rss "), 1, vec!["warning unneeded-doctype 2".into(), "error xml-bad-doctype 3".into()]),
    ];
    let mut wrong = Vec::new();
    for (text, shift, mut wanted) in cases {
        wanted.push(format!("error invalid-rfc822-date {}", line + shift));
        let (source, found) = report(text.as_bytes());
        let reported = reported(&source, &found.diagnostics);
        if reported != wanted {
            wrong.push(format!("{}\n  wanted {wanted:?}\n  found  {reported:?}", &text[..200]));
        }
    }
    let behind: [(String, &str); 5] = [
        (base[..cut].to_owned(), "error xml-truncated 209"),
        (base[..cut - 20].to_owned(), "error xml-truncated 208"),
        (base.replace("  </channel>\n", ""), "error xml-not-closed 3"),
        (format!("{base}done"), "error xml-text-outside-root 212"),
        (format!("{base}<rss/>"), "error xml-second-root 212"),
    ];
    for (text, fault) in behind {
        let mut wanted = vec![format!("error invalid-rfc822-date {line}"), fault.to_owned()];
        let (source, found) = report(text.as_bytes());
        let mut reported = reported(&source, &found.diagnostics);
        wanted.sort();
        reported.sort();
        if reported != wanted {
            wrong.push(format!(
                "{}\n  wanted {wanted:?}\n  found  {reported:?}",
                &text[text.len() - 100..]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// If every item has an error, every item is one place of a problem.
#[test]
fn each_of_many_errors_is_reported_once() {
    #[rustfmt::skip]
    let cases = [
        ("</title>", "",                          "xml-not-closed"),
        ("</guid>", "</gid>",                     "xml-mismatched-tag"),
        ("&amp;b", "&b",                          "xml-bare-ampersand"),
        ("<title>", "<title",                     "xml-tag-not-closed"),
        ("isPermaLink=\"true\"", "isPermaLink=true", "xml-unquoted-attribute"),
        (" Oct ", " Okt ",                        "invalid-rfc822-date"),
    ];
    for (from, to, rule) in cases {
        let clean = rss(20);
        let (source, found) = report(clean.replace(from, to).as_bytes());
        let reported = reported(&source, &found.diagnostics);
        let places: usize = found.diagnostics.iter().map(|it| it.places.len().max(1)).sum();
        assert!(
            places == clean.matches(from).count() && reported.iter().all(|it| it.contains(rule)),
            "{from}: {reported:?}"
        );
    }
}
