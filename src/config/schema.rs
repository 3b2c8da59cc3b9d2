//! The JSON Schema of `feedwright.toml`, for editors. It is made from the keys that the reader uses.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::config::keys::Form;
use crate::config::keys::Key;
use crate::config::keys::KeyTable;
use crate::config::keys::TABLES;
use crate::config::keys::rule_names;
use crate::validate::rules::RULES;

/// The JSON Schema of `feedwright.toml` (draft 7, which editors support), as text.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&feedwright::config_schema())?;
/// assert_eq!(schema["properties"]["check"]["properties"]["ignore"]["items"]["$ref"], "#/definitions/rule");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn config_schema() -> String {
    let schema = serde_json::to_string_pretty(&schema()).expect("its keys are strings");
    schema + "\n"
}

fn schema() -> Value {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "feedwright.toml",
        "description": "Settings for feedwright",
    });
    let rule = json!({ "anyOf": [{ "enum": rule_names() }, { "type": "string" }] });
    let definitions = json!({ "rule": rule, "severities": severities() });
    if let (Value::Object(schema), Value::Object(root)) = (&mut schema, of_table("")) {
        schema.extend(root);
        schema.insert("definitions".to_owned(), definitions);
    }
    schema
}

/// The schema of the table with this name.
fn of_table(name: &str) -> Value {
    let Some(table) = TABLES.iter().find(|it| it.name == name) else { return json!({}) };
    match table.any {
        _ if table.name == "check.severity" => json!({ "$ref": "#/definitions/severities" }),
        Some(form) => json!({ "type": "object", "additionalProperties": of_form(form) }),
        None => json!({
            "type": "object",
            "properties": properties(table),
            "additionalProperties": false,
        }),
    }
}

fn properties(table: &KeyTable) -> Map<String, Value> {
    table.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect()
}

fn property(key: &Key) -> Value {
    let mut schema = of_form(key.form);
    if schema.get("$ref").is_some() {
        // Draft 7 ignores everything next to a reference.
        schema = json!({ "allOf": [schema] });
    }
    schema["description"] = json!(key.about);
    schema
}

fn of_form(form: Form) -> Value {
    match form {
        // TOML has dates of its own, which editors treat as strings.
        Form::Text | Form::Date => json!({ "type": "string" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Number(least, i64::MAX) => json!({ "type": "integer", "minimum": least }),
        Form::Number(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Form::Choice(words) => json!({ "enum": words() }),
        Form::Rule => json!({ "$ref": "#/definitions/rule" }),
        Form::List(form) => json!({ "type": "array", "items": of_form(*form) }),
        Form::OneOrMore(form) => {
            let one = of_form(*form);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Form::Table(name) => of_table(name),
        Form::Either(one, other) => json!({ "anyOf": [of_form(*one), of_form(*other)] }),
    }
}

/// The schema of `[check.severity]`, with all rules, so that editors suggest them.
fn severities() -> Value {
    let values = TABLES.iter().find(|it| it.name == "check.severity").and_then(|it| it.any);
    let values = values.map_or_else(|| json!({}), of_form);
    let rule = |it: &&'static crate::diagnostic::Rule| {
        let mut schema = values.clone();
        schema["description"] = json!(it.summary());
        (it.name.to_owned(), schema)
    };
    let rules: Map<String, Value> = RULES.iter().map(rule).collect();
    json!({ "type": "object", "properties": rules, "additionalProperties": values })
}
