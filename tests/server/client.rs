//! A client of the language server, for tests.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;

/// How long an answer may take. A slow machine needs a few seconds at most.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: mpsc::Receiver<Value>,
    /// Messages that were received while another one was waited for.
    waiting: Vec<Value>,
    requests: i64,
    versions: i64,
}

impl Client {
    /// Starts the program, without a session.
    pub(crate) fn start() -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .args(["server", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program starts");
        let (sender, messages) = mpsc::channel();
        let output = child.stdout.take().expect("it is piped");
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = receive(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Client { child, input, messages, waiting: Vec::new(), requests: 0, versions: 0 }
    }

    /// Starts a session with an editor that supports everything, and columns in UTF-16.
    pub(crate) fn new() -> Client {
        Client::with(&editor())
    }

    /// Starts a session with an editor that has these capabilities.
    pub(crate) fn with(capabilities: &Value) -> Client {
        let mut client = Client::start();
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let result = client.ask("initialize", params);
        assert_eq!(result["serverInfo"]["name"], "feedwright");
        client.tell("initialized", json!({}));
        client
    }

    /// Sends bytes.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and returns its id.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a request, and returns the whole answer.
    pub(crate) fn answer(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.wait(|it| it["id"] == id && it.get("method").is_none())
    }

    /// Sends a request, and returns the result.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        answer.get("result").unwrap_or_else(|| panic!("{method} failed: {answer}")).clone()
    }

    /// Waits for a message.
    pub(crate) fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(found) = self.waiting.iter().position(&is_wanted) {
            return self.waiting.remove(found);
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE);
            let message = message.unwrap_or_else(|_| panic!("no answer: {:?}", self.waiting));
            if is_wanted(&message) {
                return message;
            }
            self.waiting.push(message);
        }
    }

    /// Opens a document, and returns its problems.
    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        self.versions += 1;
        let document = json!({
            "uri": uri, "languageId": language, "version": self.versions, "text": text
        });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.problems(uri)
    }

    /// Changes a document, without waiting for its problems.
    pub(crate) fn edit(&mut self, uri: &str, changes: Value) {
        self.versions += 1;
        let document = json!({ "uri": uri, "version": self.versions });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// Changes a document, and returns its problems.
    pub(crate) fn change(&mut self, uri: &str, changes: Value) -> Vec<Value> {
        self.edit(uri, changes);
        self.problems(uri)
    }

    /// Waits for the problems of the current version of a document.
    pub(crate) fn problems(&mut self, uri: &str) -> Vec<Value> {
        let version = self.versions;
        let message = self.wait(|it| {
            it["method"] == "textDocument/publishDiagnostics"
                && it["params"]["uri"] == uri
                && it["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().expect("it is a list").clone()
    }

    /// Ends the session as the protocol says.
    pub(crate) fn end(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        assert_eq!(self.exit_code(), 0);
    }

    /// Closes the input, and waits for the end of the server.
    pub(crate) fn exit_code(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().expect("it ends").code().expect("it is not killed")
    }
}

/// Reads a message with its header.
fn receive(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.strip_suffix("\r\n").expect("a header ends with CRLF");
        if line.is_empty() {
            break;
        }
        length = line.strip_prefix("Content-Length: ").and_then(|it| it.parse().ok());
    }
    let mut bytes = vec![0; length.expect("each message has its length")];
    output.read_exact(&mut bytes).ok()?;
    let message: Value = serde_json::from_slice(&bytes).expect("it is JSON");
    assert_eq!(message["jsonrpc"], "2.0");
    Some(message)
}

/// The capabilities of a modern editor, as far as they concern the server.
pub(crate) fn editor() -> Value {
    json!({
        "workspace": { "workspaceEdit": { "documentChanges": true } },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } }
            },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
        },
    })
}

/// The names of the rules of these problems.
pub(crate) fn codes(problems: &[Value]) -> Vec<&str> {
    problems.iter().map(|it| it["code"].as_str().unwrap_or_default()).collect()
}

/// A range in the form of the protocol.
pub(crate) fn range(start: (usize, usize), end: (usize, usize)) -> Value {
    json!({
        "start": { "line": start.0, "character": start.1 },
        "end": { "line": end.0, "character": end.1 },
    })
}
