//! The pages of the rules: the text of the page, an example, and a picture of the output for it.

use std::fs;
use std::path::PathBuf;

use feedwright::Rule;
use feedwright::Severity;
use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::markdown::events;
use crate::markdown::slug;
use crate::page::Page;
use crate::page::escape;
use crate::pages::titled;
use crate::root;

pub(crate) fn pages() -> Vec<Page> {
    feedwright::rules().map(page).collect()
}

fn page(rule: &Rule) -> Page {
    let (summary, rest) = summary_and_rest(rule);
    let badge = badge(rule.severity);
    let mut text = format!(
        "<p>{badge} <a href=\"../rules.html#{}\">{}</a></p>\n\n{summary}\n\n",
        slug(rule.group),
        rule.group
    );
    text.push_str(&example(rule));
    text.push_str(rest);
    if !rule.w3c.is_empty() {
        let messages: Vec<String> = rule.w3c.iter().map(|it| format!("`{it}`")).collect();
        text.push_str(&format!("\n## In the W3C feed validator\n\n{}\n", messages.join(", ")));
    }
    text.push_str(&format!(
        "\n## On the command line\n\n```sh\nfeedwright check --ignore {0} feed.xml\nfeedwright explain {0}\n```\n",
        rule.name
    ));
    Page {
        url: format!("rules/{}.html", rule.name),
        title: rule.name.to_owned(),
        section: None,
        sources: vec![format!("rules/{}/README.md", rule.name)],
        text,
    }
}

/// The text of the page before its first section, and the sections.
fn summary_and_rest(rule: &Rule) -> (&'static str, &'static str) {
    let (_, text) = titled(rule.page);
    let at = text.find("\n## ").expect("the page has sections");
    (text[..at].trim(), &text[at..])
}

/// The smallest document that has the problem, and what feedwright prints for it. A rule about files that are too large, or about servers
/// that do not answer, has no such document.
fn example(rule: &Rule) -> String {
    let folder = root().join("rules").join(rule.name);
    let Ok(output) = fs::read_to_string(folder.join("bad.txt")) else { return String::new() };
    let mut html = format!("<pre class=\"terminal\">{}</pre>\n", picture(output.trim_end()));
    let files =
        fs::read_dir(&folder).expect("it is a folder").map(|it| it.expect("it can be read").path());
    let is_document = |it: &PathBuf| {
        it.file_stem().is_some_and(|it| it == "bad") && it.extension().is_some_and(|it| it != "txt")
    };
    if let Some(document) = files.filter(is_document).min() {
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&document).expect("it can be read");
        let text = escape(String::from_utf8_lossy(&bytes).trim_end());
        html.push_str(&format!("<details><summary>The document <code>{name}</code></summary><pre><code>{text}</code></pre></details>\n"));
    }
    // In Markdown, HTML ends at an empty line.
    html.replace("\n\n", "\n&#10;") + "\n"
}

/// The output with the colors of a terminal.
fn picture(output: &str) -> String {
    let line = |line: &str| {
        let escaped = escape(line);
        let severity =
            ["error", "warning", "info"].into_iter().find(|it| line.starts_with(&format!("{it}[")));
        if let Some(severity) = severity {
            let (head, message) = escaped.split_once("]: ").unwrap_or((&escaped, ""));
            return format!("<b class=\"{severity}\">{head}]</b>: <b>{message}</b>");
        }
        let trimmed = escaped.trim_start();
        for word in ["= note:", "= help:", "= fix:", "= response:"] {
            if let Some(rest) = trimmed.strip_prefix(word) {
                let indent = &escaped[..escaped.len() - trimmed.len()];
                return format!("{indent}<b class=\"word\">{word}</b>{rest}");
            }
        }
        if let Some((bar, carets)) =
            escaped.split_once('|').filter(|it| it.1.trim_start().starts_with('^'))
        {
            return format!("{bar}|<span class=\"caret\">{carets}</span>");
        }
        if trimmed.starts_with("--&gt;") {
            return format!("<span class=\"place\">{escaped}</span>");
        }
        escaped
    };
    output.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn badge(severity: Severity) -> String {
    format!("<span class=\"badge {severity}\">{severity}</span>")
}

/// The list of all rules, in groups.
pub(crate) fn list() -> Page {
    let all: Vec<&Rule> = feedwright::rules().collect();
    let mut text = format!(
        "feedwright has {} rules. The page of a rule says which feed readers are affected, and how to fix the problem. If a small document can have the problem, the page also shows the document and the report.\n\n{}",
        all.len(),
        filter("rules", "Filter the rules, for example: date")
    );
    for group in all.chunk_by(|a, b| a.group == b.group) {
        let mut group = group.to_vec();
        group.sort_by_key(|it| it.name);
        text.push_str(&format!("\n## {}\n\n<table class=\"filtered\"><tbody>\n", group[0].group));
        for rule in group {
            text.push_str(&format!(
                "<tr><td><a href=\"rules/{0}.html\">{0}</a></td><td>{1}</td><td>{2}</td></tr>\n",
                rule.name,
                badge(rule.severity),
                inline(rule.summary())
            ));
        }
        text.push_str("</tbody></table>\n");
    }
    Page {
        url: "rules.html".to_owned(),
        title: "Rules".to_owned(),
        section: Some("Reference"),
        sources: vec!["rules".to_owned()],
        text,
    }
}

/// An input that hides the rows of tables that do not contain its words.
pub(crate) fn filter(name: &str, label: &str) -> String {
    format!(
        "<p><input type=\"search\" class=\"filter\" id=\"filter-{name}\" aria-label=\"{label}\" placeholder=\"{label}\"></p>\n"
    )
}

/// One line of Markdown as HTML, without links, which start from another page.
pub(crate) fn inline(markdown: &str) -> String {
    let is_link =
        |it: &Event| matches!(it, Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link));
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events(markdown).filter(|it| !is_link(it)));
    html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
}
