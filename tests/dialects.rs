//! Compares the tables in `docs/dialects.md` with `src/publish/dialect/`, and the URLs in the README with the URLs of a build.
//! `FEEDWRIGHT_BLESS=1 cargo test --test dialects` writes the tables into the page.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use feedwright::internals::publish::dialect;
use feedwright::internals::publish::dialect::Dialect;
use feedwright::internals::publish::dialect::Extra;
use feedwright::internals::publish::dialect::IdForm;
use feedwright::internals::publish::dialect::NaiveUtc;
use feedwright::internals::publish::dialect::SlugFrom;
use feedwright::internals::publish::dialect::Templates;
use feedwright::internals::publish::dialect::UrlEnd;
use feedwright::internals::publish::dialect::Zone;
use feedwright::internals::publish::permalink;

/// Returns the content of a cell.
type Cell = fn(&Dialect) -> String;

/// The tables by their names on the page, each with the headings and the cells of its columns.
#[rustfmt::skip]
static TABLES: &[(&str, &[(&str, Cell)])] = &[
    ("urls", &[
        ("default permalink",       |it| code(&[it.permalink])),
        ("the slug comes from",               |it| slug(it).to_owned()),
        ("date in the file name",   |it| file_date(it).to_owned()),
        ("date in the URL",         |it| url_date(it).to_owned()),
        ("end of a URL from the front matter", |it| end(it).to_owned()),
        ("language in the path",           |it| language(it).to_owned()),
    ]),
    ("dates", &[
        ("date without a time zone", |it| naive(it).to_owned()),
        ("post in the future",       |it| if it.shows_future { "published immediately" } else { "published when it is due" }.to_owned()),
        ("file without a date",      |it| if it.undated_is_page { "not a post" } else { "a post" }.to_owned()),
    ]),
    ("content", &[
        ("template tags",        |it| templates(it).to_owned()),
        ("Markdown",             markdown),
        ("author files",     |it| code(it.authors)),
        ("category",             |it| if it.folder_is_category { "the front matter, or else the folder" } else { "the front matter" }.to_owned()),
    ]),
    ("ids", &[("id of a new entry", |it| match it.id {
        IdForm::Permalink => "`permalink`".to_owned(),
        IdForm::Tag => "`tag`".to_owned(),
        IdForm::Pattern(pattern) => code(&[pattern]),
    })]),
    ("files", &[
        ("not posts",                          |it| code(it.exclude)),
        ("Markdown files that belong to another article", |it| if it.bundles { "files next to a dated `index.md`" } else { "" }.to_owned()),
    ]),
];

fn slug(it: &Dialect) -> &'static str {
    match it.slug_from {
        SlugFrom::FileName => "file name",
        SlugFrom::Title => "title",
    }
}

fn file_date(it: &Dialect) -> &'static str {
    match (it.cuts_date, it.path_keeps_date) {
        (true, false) => "removed",
        (true, true) => "removed, but kept in `{path}`",
        (false, _) => "kept",
    }
}

fn url_date(it: &Dialect) -> &'static str {
    match (it.permalink_by_file_date, it.permalink_zone) {
        (true, _) => "only the date in the path",
        (false, Zone::Author) => "as the author wrote it",
        (false, Zone::Site) => "in the site's time zone",
        (false, Zone::Utc) => "in UTC",
    }
}

fn end(it: &Dialect) -> &'static str {
    match it.url_end {
        UrlEnd::Kept => "unchanged",
        UrlEnd::WithoutIndex => "`index.html` is removed",
        UrlEnd::SlashUnlessDot => "a slash is added if it has no dot",
        UrlEnd::Slash => "a slash is added",
    }
}

fn language(it: &Dialect) -> &'static str {
    match (it.language_folders, it.language_suffix) {
        (true, _) => "the first folder",
        (false, true) => "a suffix, as in `walk-fr.html`",
        (false, false) => "",
    }
}

fn naive(it: &Dialect) -> &'static str {
    match it.naive_is_utc {
        NaiveUtc::Never => "in the site's time zone",
        NaiveUtc::WithSeconds => "in UTC if it has seconds, otherwise in the site's time zone",
        NaiveUtc::Always => "in UTC",
    }
}

fn templates(it: &Dialect) -> &'static str {
    match it.templates {
        Templates::Any => "those of all generators",
        Templates::Liquid => "Liquid",
        Templates::Nunjucks => "Nunjucks",
        Templates::Hugo => "Hugo's shortcodes",
        Templates::Zola => "Zola's shortcodes",
        Templates::Tags => "`{% … %}` only",
        Templates::Mdx => "MDX",
        Templates::None => "none",
    }
}

fn markdown(it: &Dialect) -> String {
    let flags = [
        (it.markdown.smart, "typographic quotes"),
        (it.markdown.kramdown, "kramdown attributes"),
        (it.markdown.breaks, "line breaks"),
    ];
    let flags = flags.into_iter().filter(|it| it.0).map(|it| it.1);
    let extras = it.markdown.extras.iter().map(|it| match it {
        Extra::Definitions => "definition lists",
        Extra::CodeHilite => "`:::python`",
        Extra::RawHtmlBlocks => "raw HTML blocks",
        Extra::Abbreviations => "abbreviations",
        Extra::Marks => "`==marks==`",
        Extra::Emoji => "emoji codes",
        Extra::WikiLinks => "`[[links]]`",
        Extra::InlineNotes => "inline footnotes",
    });
    flags.chain(extras).collect::<Vec<_>>().join(", ")
}

/// Formats each value as code.
fn code(values: &[&str]) -> String {
    values.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" ")
}

/// The rows of a table.
fn table(columns: &[(&str, Cell)]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | ")).replace("  ", " ");
    let heads = std::iter::once("dialect").chain(columns.iter().map(|it| it.0));
    let mut lines = line(heads.map(str::to_owned).collect());
    lines.push_str(&"|---".repeat(columns.len() + 1));
    lines.push_str("|\n");
    for dialect in dialect::ALL {
        let cells = columns.iter().map(|it| it.1(dialect));
        lines.push_str(&line(std::iter::once(dialect.name.to_owned()).chain(cells).collect()));
    }
    lines
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_page_describes_all_dialects() {
    let path = root().join("docs/dialects.md");
    let page = fs::read_to_string(&path).expect("there is a page");
    let mut right = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        right.push_str(line);
        right.push('\n');
        let name = line.strip_prefix("<!-- table: ").and_then(|it| it.strip_suffix(" -->"));
        let Some(name) = name else { continue };
        let (_, columns) = TABLES.iter().find(|it| it.0 == name).expect("it is a table");
        right.push_str(&format!("\n{}", table(columns)));
        lines.next_if(|it| it.is_empty());
        while lines.next_if(|it| it.starts_with('|')).is_some() {}
    }
    for name in permalink::names() {
        assert!(page.contains(&format!("`{{{name}}}`")), "the page does not name `{{{name}}}`");
    }
    for (name, _) in TABLES {
        assert!(page.contains(&format!("<!-- table: {name} -->")), "the page has lost {name}");
    }
    if std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
        fs::write(&path, right).expect("it can be written");
    } else {
        for (line, right) in page.lines().zip(right.lines()) {
            assert_eq!(
                line, right,
                "FEEDWRIGHT_BLESS=1 cargo test --test dialects writes the page"
            );
        }
        assert_eq!(page.len(), right.len());
    }
}

/// The cells of the table of generators in the README.
fn generators() -> Vec<Vec<String>> {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let rows = readme.lines().skip_while(|it| !it.starts_with("| generator |")).skip(2);
    rows.take_while(|it| it.starts_with('|'))
        .map(|it| it.trim_matches('|').split('|').map(|it| it.trim().replace('`', "")).collect())
        .collect()
}

/// Writes a post to `path` in a new site and builds the site. Returns the URL and the id of the entry.
fn published(dialect: &Dialect, path: &str, folder: &Path) -> (String, String) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it is created");
    let post = "---\ntitle: Title of the walk\ndate: 2024-05-01\n---\nText.\n";
    fs::write(&file, post).expect("it is written");
    let outer = ["_posts", "content", "blog", "src/content", "source/_posts"];
    let dir =
        outer.into_iter().find(|it| path.starts_with(&format!("{it}/"))).expect("it is below");
    let dir = if dialect.name == "eleventy" { "." } else { dir };
    let settings = format!(
        "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n\
         [articles]\ndialect = \"{}\"\ndir = \"{dir}\"\n",
        dialect.name
    );
    fs::write(folder.join("feedwright.toml"), settings).expect("it is written");
    let mut program = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = program.arg("build").arg(folder).output().expect("the program runs");
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    let feed = fs::read(folder.join("feeds/feed.json")).expect("there is a feed");
    let feed: serde_json::Value = serde_json::from_slice(&feed).expect("it is JSON");
    let text = |key: &str| feed["items"][0][key].as_str().unwrap_or_default().to_owned();
    (text("url"), text("id"))
}

#[test]
fn posts_get_the_urls_and_ids_of_the_readme() {
    let generators = generators();
    assert_eq!(generators.len(), dialect::ALL.len() - 1, "a generator is missing: {generators:?}");
    for row in generators {
        let [name, path, url, id] = row.as_slice() else { panic!("a cell is missing: {row:?}") };
        let dialect = dialect::named(&name.to_lowercase()).expect("it is a dialect");
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let (its_url, its_id) = published(dialect, path, folder.path());
        assert_eq!(its_url, format!("https://harbor.example{url}"), "{name}");
        match id.as_str() {
            "permalink" => {
                assert!(its_url.starts_with(its_id.trim_end_matches('/')), "{name}: {its_id}");
            }
            tag => {
                assert!(tag.starts_with("tag:") && its_id.starts_with("tag:"), "{name}: {its_id}");
            }
        }
    }
}
