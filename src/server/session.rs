//! The main loop: the life of a session, the open documents, and which checks are running.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;

use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use lsp_server::Message;
use lsp_server::Notification;
use lsp_server::Request;
use lsp_server::RequestId;
use lsp_server::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::config::CONFIG_FILE;
use crate::server::answer;
use crate::server::answer::Snapshot;
use crate::server::capabilities;
use crate::server::check::Checked;
use crate::server::check::caught;
use crate::server::check::check;
use crate::server::client::Client;
use crate::server::configuration::Configurations;
use crate::server::diagnostics;
use crate::server::document::Document;
use crate::server::document::Kind;
use crate::server::pending::Pending;
use crate::server::pool::Pool;
use crate::server::position::Positions;
use crate::server::transport::Received;
use crate::server::transport::Sent;

/// What the main loop waits for.
pub(super) enum Event {
    Received(Received),
    Checked(Checked),
}

/// How far the session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The editor has not introduced itself.
    New,
    Running,
    /// The editor has announced the end.
    ShutDown,
}

/// A session with an editor.
pub(super) struct Session {
    outgoing: mpsc::Sender<Sent>,
    events: mpsc::Sender<Event>,
    stage: Stage,
    client: Client,
    documents: HashMap<lsp::Uri, Open>,
    configurations: Configurations,
    pool: Pool,
    /// The requests that are not answered yet.
    pending: Pending,
    /// The number of documents that were opened.
    opened: u64,
}

/// An open document.
struct Open {
    document: Document,
    /// Whether a check of it is running.
    is_checking: bool,
    /// Whether it has changed since the check began.
    has_changed: bool,
    /// The result of the last check.
    checked: Option<Arc<Checked>>,
}

/// What happens after a message.
enum Next {
    Go,
    /// The editor has ended the session.
    Exit,
}

impl Session {
    pub(super) fn new(
        outgoing: mpsc::Sender<Sent>,
        events: mpsc::Sender<Event>,
        configuration: Option<PathBuf>,
    ) -> Session {
        Session {
            outgoing,
            events,
            stage: Stage::New,
            client: Client::default(),
            documents: HashMap::new(),
            configurations: Configurations { fixed: configuration, ..Configurations::default() },
            pool: Pool::new(),
            pending: Pending::default(),
            opened: 0,
        }
    }

    /// Runs until the end of the session. Returns whether the editor has announced it.
    pub(super) fn run(&mut self, events: &mpsc::Receiver<Event>) -> bool {
        for event in events {
            match event {
                Event::Checked(checked) => self.publish(checked),
                Event::Received(Received::Malformed(it)) => self.send(Sent::Malformed(it)),
                Event::Received(Received::End) => break,
                Event::Received(Received::Message(message)) => {
                    let result = caught(|| self.message(message));
                    match result {
                        Ok(Next::Go) => {}
                        Ok(Next::Exit) => break,
                        Err(why) => self.log(
                            lsp::MessageType::Error,
                            format!("feedwright failed to handle a message: {why}"),
                        ),
                    }
                }
            }
        }
        self.send(Sent::End);
        self.stage == Stage::ShutDown
    }

    fn message(&mut self, message: Message) -> Next {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(it) if it.method == "exit" => return Next::Exit,
            Message::Notification(it) if self.stage == Stage::Running => self.notification(it),
            // Notifications at other times have no effect, and we send no requests whose answers matter.
            Message::Notification(_) | Message::Response(_) => {}
        }
        Next::Go
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match (self.stage, method.as_str()) {
            (Stage::New, "initialize") => self.initialize(id, params),
            (Stage::New, _) => {
                self.fail(id, ErrorCode::ServerNotInitialized, "expected `initialize` first");
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                self.send(Response::new_ok(id, Value::Null));
            }
            (Stage::Running, "initialize") => {
                self.fail(id, ErrorCode::InvalidRequest, "`initialize` was already sent");
            }
            (Stage::Running, _) => self.ask(id, &method, params),
            (Stage::ShutDown, _) => {
                self.fail(id, ErrorCode::InvalidRequest, "the server is shutting down");
            }
        }
    }

    fn initialize(&mut self, id: RequestId, mut params: Value) {
        match serde_json::from_value(params["capabilities"].take()) {
            Ok(capabilities) => self.client = Client::of(&capabilities),
            // The server is useful even to an editor that describes itself in a wrong way.
            Err(error) => self.log(
                lsp::MessageType::Warning,
                format!("the capabilities of the editor are not valid: {error}"),
            ),
        }
        self.stage = Stage::Running;
        self.send(Response::new_ok(id, capabilities::result(&self.client)));
    }

    /// Answers a request about a document, in another thread.
    fn ask(&mut self, id: RequestId, method: &str, params: Value) {
        let Some(answer) = answer::to(method) else {
            let why = format!("there is no method `{method}`");
            return self.fail(id, ErrorCode::MethodNotFound, why);
        };
        let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
        let Some(open) = self.documents.get(&lsp::Uri::from(uri)) else {
            let why = format!("the document is not open: `{uri}`");
            return self.fail(id, ErrorCode::InvalidParams, why);
        };
        let snapshot = Snapshot {
            document: open.document.clone(),
            checked: open.checked.clone(),
            configurations: self.configurations.clone(),
            client: self.client,
        };
        let (outgoing, pending) = (self.outgoing.clone(), self.pending.clone());
        pending.add(id.clone());
        self.pool.add(move || {
            let response = if pending.is_cancelled(&id) {
                cancelled(id.clone())
            } else {
                match caught(|| answer(&snapshot, params)) {
                    _ if pending.is_cancelled(&id) => cancelled(id.clone()),
                    Ok(Ok(result)) => Response::new_ok(id.clone(), result),
                    Ok(Err(why)) => {
                        Response::new_err(id.clone(), ErrorCode::InvalidParams as i32, why)
                    }
                    Err(why) => Response::new_err(id.clone(), ErrorCode::InternalError as i32, why),
                }
            };
            pending.remove(&id);
            let _ = outgoing.send(response.into());
        });
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => self.watch(),
            "textDocument/didOpen" => self.with(params, &method, Session::open),
            "textDocument/didChange" => self.with(params, &method, Session::change),
            "textDocument/didSave" => self.with(params, &method, Session::save),
            "textDocument/didClose" => self.with(params, &method, Session::close),
            "workspace/didChangeWatchedFiles" => self.recheck_all(),
            "$/cancelRequest" => self.with(params, &method, Session::cancel),
            // Other notifications do not concern us.
            _ => {}
        }
    }

    /// Calls a method with the parameters of a notification, which has no answer that could say that they are not valid.
    fn with<P: DeserializeOwned>(
        &mut self,
        params: Value,
        method: &str,
        then: fn(&mut Session, P),
    ) {
        match serde_json::from_value(params) {
            Ok(params) => then(self, params),
            Err(error) => self.log(
                lsp::MessageType::Error,
                format!("the parameters of `{method}` are not valid: {error}"),
            ),
        }
    }

    /// Asks the editor to say when a configuration changes on the disk.
    fn watch(&mut self) {
        if self.client.watches_files {
            let request = capabilities::watch(CONFIG_FILE);
            self.send(request);
        }
    }

    fn open(&mut self, params: lsp::DidOpenTextDocumentParams) {
        self.opened += 1;
        let document = Document::open(params.text_document, self.opened);
        let uri = document.uri.clone();
        let open = Open { document, is_checking: false, has_changed: false, checked: None };
        self.documents.insert(uri.clone(), open);
        self.changed(&uri);
    }

    fn change(&mut self, params: lsp::DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri;
        let Some(open) = self.documents.get_mut(&uri) else {
            let why = format!("a document was changed that is not open: `{}`", uri.0);
            return self.log(lsp::MessageType::Error, why);
        };
        let (version, encoding) = (params.text_document.version, self.client.encoding);
        open.document.change(version, params.content_changes, encoding);
        self.changed(&uri);
    }

    /// Files next to the document may have changed, such as the recording of an article.
    fn save(&mut self, params: lsp::DidSaveTextDocumentParams) {
        self.check(&params.text_document.uri);
    }

    fn close(&mut self, params: lsp::DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let Some(Open { document, .. }) = self.documents.remove(&uri) else { return };
        if let (Kind::Configuration, Some(path)) = (document.kind, &document.path) {
            // From now on, the saved file counts.
            self.configurations.open.remove(path);
            self.recheck_all();
        }
        self.send_problems(&uri, None, Vec::new());
    }

    fn cancel(&mut self, params: lsp::CancelParams) {
        let id = match params.id {
            lsp::Id::Int(id) => RequestId::from(id),
            lsp::Id::String(id) => RequestId::from(id),
        };
        self.pending.cancel(&id);
    }

    /// The text of a document has changed. If it is a configuration, it affects the others.
    fn changed(&mut self, uri: &lsp::Uri) {
        let Some(Open { document, .. }) = self.documents.get(uri) else { return };
        if let (Kind::Configuration, Some(path)) = (document.kind, &document.path) {
            self.configurations.open.insert(path.clone(), Arc::clone(&document.text));
            self.recheck_all();
        } else {
            self.check(uri);
        }
    }

    fn recheck_all(&mut self) {
        let uris: Vec<lsp::Uri> = self.documents.keys().cloned().collect();
        for uri in uris {
            self.check(&uri);
        }
    }

    /// Checks the current text of a document, now or after the check that is running.
    fn check(&mut self, uri: &lsp::Uri) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.has_changed = true;
        if std::mem::replace(&mut open.is_checking, true) {
            return;
        }
        open.has_changed = false;
        let (document, configurations) = (open.document.clone(), self.configurations.clone());
        let events = self.events.clone();
        self.pool.add(move || {
            let _ = events.send(Event::Checked(check(&document, &configurations)));
        });
    }

    /// Sends the result of a check, unless the document has changed since the check began.
    fn publish(&mut self, checked: Checked) {
        let Some(open) = self.documents.get_mut(&checked.uri) else { return };
        if open.document.serial != checked.serial {
            return;
        }
        open.is_checking = false;
        if open.has_changed {
            let uri = checked.uri;
            return self.check(&uri);
        }
        let document = &open.document;
        let problems = match &checked.outcome {
            Ok(problems) => {
                let positions = Positions::new(&document.text, self.client.encoding);
                let has_related = self.client.has_related_information;
                diagnostics::converted(document, &positions, problems, has_related)
            }
            Err(why) => vec![diagnostics::failed(why)],
        };
        let uri = checked.uri.clone();
        let version = checked.version;
        open.checked = Some(Arc::new(checked));
        self.send_problems(&uri, Some(version), problems);
    }

    fn send_problems(
        &self,
        uri: &lsp::Uri,
        version: Option<i32>,
        diagnostics: Vec<lsp::Diagnostic>,
    ) {
        let params = lsp::PublishDiagnosticsParams { uri: uri.clone(), version, diagnostics };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Writes a line to the log of the editor.
    fn log(&self, kind: lsp::MessageType, message: String) {
        self.notify("window/logMessage", lsp::LogMessageParams { kind, message });
    }

    fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    fn fail(&self, id: RequestId, code: ErrorCode, why: impl Into<String>) {
        self.send(Response::new_err(id, code as i32, why.into()));
    }

    /// Sends a message. If the editor no longer reads, the end of the input follows.
    fn send(&self, message: impl Into<Sent>) {
        let _ = self.outgoing.send(message.into());
    }
}

fn cancelled(id: RequestId) -> Response {
    let why = "the editor cancelled the request".to_owned();
    Response::new_err(id, ErrorCode::RequestCanceled as i32, why)
}
