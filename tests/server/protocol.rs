//! The life of a session, and messages that are not valid.

use serde_json::Value;
use serde_json::json;

use crate::client::Client;
use crate::client::editor;

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("it is not an error: {answer}"))
}

#[test]
fn a_session_begins_and_ends() {
    let mut client = Client::start();
    assert_eq!(code(&client.answer("textDocument/hover", json!({}))), NOT_INITIALIZED);
    let params = json!({ "processId": null, "rootUri": null, "capabilities": editor() });
    let result = client.ask("initialize", params.clone());
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
    client.tell("initialized", json!({}));
    assert_eq!(code(&client.answer("initialize", params)), INVALID_REQUEST);
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(code(&client.answer("shutdown", Value::Null)), INVALID_REQUEST);
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn an_end_without_shutdown_is_an_error() {
    let mut client = Client::new();
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    assert_eq!(Client::new().exit_code(), 1, "the input was closed");
    assert_eq!(Client::start().exit_code(), 1);
    let mut client = Client::start();
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn uses_utf_8_if_the_editor_offers_it() {
    let mut client = Client::start();
    let mut capabilities = editor();
    capabilities["general"] = json!({ "positionEncodings": ["utf-32", "utf-16", "utf-8"] });
    let result = client.ask("initialize", json!({ "capabilities": capabilities }));
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-8");
    client.end();
}

#[test]
fn goes_on_after_messages_that_are_not_valid() {
    let mut client = Client::new();
    #[rustfmt::skip]
    let cases = [
        ("not JSON",                                       PARSE_ERROR),
        ("{\"jsonrpc\": \"2.0\", \"id\"",                  PARSE_ERROR),
        ("\u{0}",                                          PARSE_ERROR),
        ("[]",                                             INVALID_REQUEST),
        ("{\"id\": [1], \"method\": \"shutdown\"}",        INVALID_REQUEST),
        ("{\"jsonrpc\": \"2.0\", \"id\": 7}",              INVALID_REQUEST),
    ];
    for (text, expected) in cases {
        client.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
        let answer = client.wait(|it| it["id"].is_null() && it.get("error").is_some());
        assert_eq!(code(&answer), expected, "{text}");
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    client.send_raw(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    assert_eq!(code(&client.wait(|it| it["id"].is_null())), PARSE_ERROR);

    assert_eq!(code(&client.answer("textDocument/formatting", json!({}))), METHOD_NOT_FOUND);
    client.end();
}

#[test]
fn goes_on_after_parameters_that_are_not_valid() {
    let mut client = Client::new();
    for (method, params) in [
        ("textDocument/didOpen", json!(null)),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": 1 } })),
        ("textDocument/didChange", json!([])),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///none.xml", "version": 1 }, "contentChanges": [] }),
        ),
        ("$/cancelRequest", json!({ "id": {} })),
    ] {
        client.tell(method, params);
        let log = client.wait(|it| it["method"] == "window/logMessage");
        assert_eq!(log["params"]["type"], 1, "{log}");
    }
    // These concern nothing that we do.
    client.tell("$/unknown", json!({}));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "file:///none.xml" } }));
    client.send(&json!({ "jsonrpc": "2.0", "id": 99, "result": null }));
    client.end();
}

#[test]
fn reads_capabilities_that_are_not_valid() {
    let mut client = Client::start();
    client.ask("initialize", json!({ "capabilities": { "textDocument": 1 } }));
    client.end();
    let mut client = Client::start();
    client.ask("initialize", Value::Null);
    client.end();
}

#[test]
fn a_header_without_a_length_ends_the_session() {
    let mut client = Client::new();
    client.send_raw(b"GET / HTTP/1.1\r\n\r\n");
    assert_eq!(client.exit_code(), 1);
}
