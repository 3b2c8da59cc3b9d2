//! A section per site generator: its facts from the tables of `docs/dialects.md`, and an example from `tests/init/`.

use std::fs;

use crate::read;
use crate::root;

/// The generators with their dialects.
const GENERATORS: &[(&str, &str)] = &[
    ("Jekyll", "jekyll"),
    ("Hugo", "hugo"),
    ("Zola", "zola"),
    ("Eleventy", "eleventy"),
    ("Astro", "astro"),
    ("Docusaurus", "docusaurus"),
    ("Pelican", "pelican"),
    ("Hexo", "hexo"),
];

pub(crate) fn sections() -> String {
    GENERATORS.iter().map(|(name, dialect)| section(name, dialect)).collect()
}

fn section(name: &str, dialect: &str) -> String {
    let mut text = format!(
        "\n## {name}\n\n`feedwright init --from {dialect}` reads the configuration of {name}. [All dialects](docs/dialects.md) has more details.\n\n"
    );
    text.push_str("| | |\n|---|---|\n");
    for (question, answer) in facts(dialect) {
        text.push_str(&format!("| {question} | {answer} |\n"));
    }
    let folder = root().join("tests/init").join(dialect);
    let mut files: Vec<String> = fs::read_dir(&folder)
        .expect("there is an example")
        .map(|it| it.expect("it can be read"))
        .filter(|it| it.path().is_file())
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    text.push_str("\nFor a site with this configuration:\n\n");
    for file in files {
        let language = file.rsplit('.').next().unwrap_or_default();
        text.push_str(&format!(
            "`{file}`:\n\n```{language}\n{}\n```\n\n",
            read(&format!("tests/init/{dialect}/{file}")).trim_end()
        ));
    }
    let created = read(&format!("tests/init/{dialect}.toml"));
    text.push_str(&format!(
        "it writes this `feedwright.toml`:\n\n```toml\n{}\n```\n",
        created.trim_end()
    ));
    text
}

/// The cells of the rows for this dialect, with the heads of their columns.
fn facts(dialect: &str) -> Vec<(String, String)> {
    let dialects = read("docs/dialects.md");
    let mut facts = Vec::new();
    let mut head: Vec<&str> = Vec::new();
    for line in dialects.lines() {
        let Some(cells) = line.strip_prefix('|').and_then(|it| it.strip_suffix('|')) else {
            continue;
        };
        let cells: Vec<&str> = cells.split(" |").map(str::trim).collect();
        if cells[0] == "dialect" {
            head = cells;
        } else if cells[0] == dialect {
            let pairs = head.iter().zip(&cells).skip(1).filter(|it| !it.1.is_empty());
            facts.extend(
                pairs.map(|(question, answer)| ((*question).to_owned(), (*answer).to_owned())),
            );
        }
    }
    assert!(facts.len() > 10, "{dialect}: only {} facts", facts.len());
    facts
}
