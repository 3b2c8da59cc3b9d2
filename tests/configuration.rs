//! The JSON Schema of `feedwright.toml`, and the reference that is made from it. All configurations in this repository are checked against
//! the schema.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test configuration` writes `feedwright.schema.json` and the reference in `docs/configuration.md`.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use feedwright::config_schema;
use jsonschema::Validator;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_blessed() -> bool {
    std::env::var_os("FEEDWRIGHT_BLESS").is_some()
}

/// Compares a committed file with what it should be, or writes it.
fn compare(name: &str, wanted: &str) {
    let path = root().join(name);
    if is_blessed() {
        fs::write(&path, wanted).expect("it can be written");
    }
    let why = "run FEEDWRIGHT_BLESS=1 cargo test --test configuration";
    assert!(read(&path) == wanted, "{name} is out of date: {why}");
}

#[test]
fn the_schema_is_committed() {
    compare("feedwright.schema.json", &config_schema());
}

fn schema() -> Value {
    serde_json::from_str(&config_schema()).expect("it is JSON")
}

/// The lines of the reference begin and end here.
const START: &str = "<!-- The rest of this section is made from feedwright.schema.json by tests/configuration.rs. -->\n";
const END: &str = "<!-- End of the generated section. -->\n";

#[test]
fn the_reference_is_made_from_the_schema() {
    let path = root().join("docs/configuration.md");
    let text = read(&path);
    let (head, rest) = text.split_once(START).expect("it has a start");
    let (_, tail) = rest.split_once(END).expect("it has an end");
    let mut reference = String::new();
    table("", "", &schema(), &mut reference);
    compare("docs/configuration.md", &format!("{head}{START}{reference}{END}{tail}"));
}

/// Appends the keys of a table, and then the tables in it.
fn table(name: &str, about: &str, schema: &Value, out: &mut String) {
    let Some(properties) = schema["properties"].as_object() else { return };
    if !name.is_empty() {
        writeln!(out, "\n### {name}\n\n{about}.\n").expect("strings take anything");
        writeln!(out, "| Key | Value | Meaning |\n|---|---|---|").expect("strings take anything");
        for (key, it) in properties {
            let about = it["description"].as_str().expect("every key has a description");
            writeln!(out, "| `{key}` | {} | {about} |", form(it)).expect("strings take anything");
        }
    }
    for (key, it) in properties {
        let about = it["description"].as_str().expect("every key has a description");
        let inner = if name.is_empty() {
            key.clone()
        } else {
            format!("{}.{key}", name.trim_matches(['[', ']']))
        };
        for schema in all_of(it) {
            if schema["properties"].is_object() {
                table(&format!("[{inner}]"), about, schema, out);
            } else if schema["additionalProperties"]["properties"].is_object() {
                table(&format!("[{inner}.\"GLOB\"]"), about, &schema["additionalProperties"], out);
            }
        }
    }
}

/// A schema, or its alternatives, without lists of the same.
fn all_of(schema: &Value) -> Vec<&Value> {
    match schema["anyOf"].as_array() {
        Some(schemas) => schemas.iter().flat_map(all_of).collect(),
        None => vec![schema],
    }
}

/// The form of a value in words.
fn form(schema: &Value) -> String {
    if let Some(schemas) = schema["anyOf"].as_array() {
        let words: Vec<String> = schemas.iter().map(form).collect();
        return words.join(" or ");
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
        return words.join(", ");
    }
    let reference = &schema["allOf"][0]["$ref"];
    match schema["type"].as_str() {
        _ if schema["$ref"] == "#/definitions/rule" => "rule".to_owned(),
        _ if reference == "#/definitions/severities" => "table of rules".to_owned(),
        Some("array") if schema["items"]["$ref"] == "#/definitions/rule" => {
            "list of rules".to_owned()
        }
        Some("array") if schema["items"]["enum"].is_array() => {
            format!("list of {}", form(&schema["items"]))
        }
        Some("array") if schema["items"]["type"] == "string" => "list of strings".to_owned(),
        Some("array") => "list".to_owned(),
        Some("object") => "table".to_owned(),
        Some("boolean") => "`true`, `false`".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some(other) => other.to_owned(),
        None => panic!("this form has no name: {schema}"),
    }
}

fn validator() -> Validator {
    jsonschema::draft7::new(&schema()).expect("it is a schema")
}

/// The problems of a configuration according to the schema.
fn problems(validator: &Validator, text: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let value = json(toml::Value::Table(table));
    validator.iter_errors(&value).map(|it| format!("{}: {it}", it.instance_path())).collect()
}

/// The JSON of a TOML value, in which dates are strings.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(it) => it.into_iter().map(|(key, it)| (key, json(it))).collect(),
        toml::Value::Array(it) => it.into_iter().map(json).collect(),
        toml::Value::Datetime(it) => Value::from(it.to_string()),
        toml::Value::String(it) => Value::from(it),
        toml::Value::Integer(it) => Value::from(it),
        toml::Value::Float(it) => Value::from(it),
        toml::Value::Boolean(it) => Value::from(it),
    }
}

/// The TOML blocks of a Markdown file that are configurations.
fn blocks(name: &str) -> Vec<String> {
    let text = read(&root().join(name));
    let blocks =
        text.split("```toml\n").skip(1).map(|it| it.split("```").next().unwrap_or_default());
    let tables = ["[site]", "[articles", "[output]", "[feed]", "[[feed]]", "[podcast]", "[check"];
    let is_configuration = |it: &&str| tables.iter().any(|table| it.contains(table));
    blocks.filter(is_configuration).map(str::to_owned).collect()
}

#[test]
fn all_configurations_match_the_schema() {
    let validator = validator();
    let mut texts = Vec::new();
    for name in [
        "README.md",
        "docs/configuration.md",
        "docs/podcasts.md",
        "docs/archives.md",
        "docs/dialects.md",
    ] {
        texts.extend(blocks(name).into_iter().map(|it| (name.to_owned(), it)));
    }
    assert!(texts.len() > 6, "the documents have lost their examples");
    for name in ["feedwright.toml", "src/cli/init.toml", "rules/invalid-configuration/good.toml"] {
        texts.push((name.to_owned(), read(&root().join(name))));
    }
    for (name, text) in texts {
        assert_eq!(problems(&validator, &text), Vec::<String>::new(), "{name}:\n{text}");
    }
    // The optional settings of a new site.
    let init = read(&root().join("src/cli/init.toml"));
    let (single, _) = init.split_once("# More feeds").expect("more feeds come last");
    let all: Vec<&str> = single
        .lines()
        .map(|it| {
            it.strip_prefix("# ")
                .filter(|it| it.contains(" = ") || it.starts_with('['))
                .unwrap_or(it)
        })
        .collect();
    assert_eq!(problems(&validator, &all.join("\n")), Vec::<String>::new());
}

#[test]
fn the_schema_rejects_what_the_reader_rejects() {
    let validator = validator();
    #[rustfmt::skip]
    let wrong = [
        "[site]\ntitel = \"Harbor\"",
        "[site]\ntitle = 1",
        "[feed]\nformats = [\"rsss\"]",
        "[feed]\nlimit = -1",
        "[[feed]]\nout = \"feeds\"",
        "[feed]\narchive = \"week\"",
        "[check]\nselect = \"xml\"",
        "[check]\nextend_select = [\"xml\"]",
        "[check]\nmax-size = 0",
        "[check]\nprofile = [\"aple\"]",
        "[check.severity]\nmissing-guid = \"eror\"",
        "[check.per-file.\"*.xml\"]\nper-file = {}",
        "[podcast]\ntype = \"weekly\"",
    ];
    for text in wrong {
        assert_ne!(problems(&validator, text), Vec::<String>::new(), "{text}");
        let source = feedwright::Source::from_text("feedwright.toml", text);
        let read = feedwright::Settings::from_toml(
            &source,
            "/srv".as_ref(),
            &feedwright::Overrides::default(),
        );
        let faults = read.expect_err("it is wrong");
        assert!(
            faults.iter().any(|it| !it.message.contains("is missing in")),
            "{text}: {faults:?}"
        );
    }
}
