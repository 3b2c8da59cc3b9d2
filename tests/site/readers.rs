//! The table of what each feed reader does, from the tables on the pages of the rules.

use std::collections::BTreeMap;

use crate::page::Page;
use crate::page::escape;
use crate::rules::filter;
use crate::rules::inline;

/// A row of the table.
pub(crate) struct Row {
    /// Empty if the text names them.
    pub(crate) readers: &'static str,
    pub(crate) what: String,
    pub(crate) rule: &'static str,
}

/// The rows of the tables with the head `| Reader | What it does |`. For a rule without such a table, the row is the section "Why it
/// matters" of its page.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for rule in feedwright::rules() {
        let why = why(rule.page);
        let cells = |it: &'static str| it.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ");
        let table: Vec<(&str, &str)> =
            why.lines().filter_map(cells).skip_while(|it| it.0 != "Reader").skip(1).collect();
        for (readers, what) in table.iter().filter(|it| !it.0.starts_with("---")) {
            rows.push(Row { readers, what: (*what).to_owned(), rule: rule.name });
        }
        if table.is_empty() {
            let is_text = |it: &&str| !it.starts_with(['|', ' ', '`']);
            let paragraphs: Vec<&str> = why.trim().split("\n\n").filter(is_text).collect();
            rows.push(Row {
                readers: "",
                what: paragraphs.join(" ").replace('\n', " "),
                rule: rule.name,
            });
        }
    }
    rows
}

/// The section "Why it matters".
fn why(page: &'static str) -> &'static str {
    let (_, why) = page.split_once("\n## Why it matters\n").expect("each page has this section");
    why.split("\n## ").next().unwrap_or_default()
}

/// The names of the readers without their versions and remarks.
pub(crate) fn names(readers: &str) -> Vec<&str> {
    let name = |it: &'_ str| it.find(" (").unwrap_or(it.len());
    let names = readers.split(", ").map(|it| &it[..name(it)]);
    names
        .map(|it| it.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.').trim())
        .collect()
}

pub(crate) fn table() -> Page {
    let rows = rows();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in rows.iter().flat_map(|it| names(it.readers)) {
        *counts.entry(name).or_default() += 1;
    }
    let options = counts
        .keys()
        .filter(|it| !it.is_empty() && !it.starts_with("The ") && !it.starts_with("Other "));
    let options: String = options.map(|it| format!("<option>{}</option>", escape(it))).collect();
    let mut text = format!(
        "What feed readers do with problems in feeds: {} rows from the pages of the rules. [How readers were tested](docs/readers.md) \
         lists the versions. The page of a rule contains the document that was tested.\n\n{}\
         <p><label>Reader: <select class=\"filter\" id=\"reader\"><option value=\"\">all</option>{options}</select></label></p>\n\n\
         <div class=\"table\"><table class=\"filtered\"><thead><tr><th>Rule</th><th>Reader</th><th>What it does</th></tr></thead><tbody>\n",
        rows.len(),
        filter("readers", "Filter the table, for example: guid drops"),
    );
    for row in rows {
        let readers = if row.readers.is_empty() {
            String::new()
        } else {
            format!("<td>{}</td>", inline(row.readers))
        };
        let columns = if row.readers.is_empty() { " colspan=\"2\"" } else { "" };
        text.push_str(&format!(
            "<tr><td><a href=\"rules/{0}.html\">{0}</a></td>{readers}<td{columns}>{1}</td></tr>\n",
            row.rule,
            inline(&row.what)
        ));
    }
    text.push_str("</tbody></table></div>\n");
    Page {
        url: "which-reader-does-what.html".to_owned(),
        title: "Which reader does what".to_owned(),
        section: Some("Reference"),
        sources: vec!["README.md".to_owned()],
        text,
    }
}
