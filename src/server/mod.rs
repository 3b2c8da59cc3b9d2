//! The language server: editors send it the documents that a person edits, and it answers with problems, fixes, documentation and
//! completions. <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>
//!
//! One thread reads messages, and one writes them. The main loop ([`session`]) keeps the open documents and never waits: checks and answers
//! are made by a few other threads, each with its own copy of the document. A check that is finished after the document has changed again is
//! dropped, and the newest text is checked instead. So there is at most one check of a document at a time, however fast someone types.

use std::io::BufRead;
use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

mod actions;
mod answer;
mod capabilities;
mod check;
mod client;
mod completion;
mod configuration;
mod descriptions;
mod diagnostics;
mod document;
mod documentation;
mod edits;
mod hover;
mod pending;
mod pool;
mod position;
mod session;
mod snapshot;
mod symbols;
mod transport;

use crate::server::session::Event;
use crate::server::session::Session;
use crate::server::transport::Received;
use crate::server::transport::Sent;

/// Runs a language server until the editor ends the session or closes the input. Problems, fixes, documentation and completions for feeds,
/// for `feedwright.toml` and for articles are sent in the Language Server Protocol.
///
/// `configuration` is used for all documents, in place of the `feedwright.toml` in the nearest folder above each document.
///
/// Returns whether the editor ended the session as the protocol says, with a request before the end. Otherwise, the exit code should be 1.
///
/// ```
/// let input = "Content-Length: 33\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";
/// assert!(!feedwright::serve_editor(input.as_bytes(), std::io::sink(), None));
/// ```
pub fn serve_editor(
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
    configuration: Option<PathBuf>,
) -> bool {
    let (events, received) = mpsc::channel();
    let (sent, outgoing) = mpsc::channel::<Sent>();
    let writer = thread::spawn(move || write_all(output, &outgoing));
    let reader = events.clone();
    // The thread ends with the input, which may be after the session.
    thread::spawn(move || read_all(input, &reader));
    let mut session = Session::new(sent, events, configuration);
    let is_orderly = session.run(&received);
    drop(session);
    let _ = writer.join();
    is_orderly
}

fn read_all(mut input: impl BufRead, events: &mpsc::Sender<Event>) {
    loop {
        let received = transport::read(&mut input);
        let is_end = matches!(received, Received::End);
        if events.send(Event::Received(received)).is_err() || is_end {
            return;
        }
    }
}

/// Writes messages until the queue is closed, or until the editor stops reading.
fn write_all(mut output: impl Write, outgoing: &mpsc::Receiver<Sent>) {
    for message in outgoing {
        if matches!(message, Sent::End) || message.write(&mut output).is_err() {
            return;
        }
    }
}
