//! Reads and writes the messages of the protocol: a header with the length, an empty line, and JSON.
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol>
//!
//! The reader of `lsp-server` ends the session at the first message that is not valid, and reserves the memory that a header names. This one
//! skips such a message.

use std::io;
use std::io::BufRead;
use std::io::Read;
use std::io::Write;

use lsp_server::ErrorCode;
use lsp_server::Message;
use serde_json::Value;
use serde_json::json;

/// The longest message in bytes. Editors do not open larger documents either.
const MAX_LENGTH: u64 = 512 << 20;

/// The longest line of a header.
const MAX_HEADER: u64 = 4096;

/// What was read.
#[derive(Debug)]
pub(super) enum Received {
    /// A message.
    Message(Message),
    /// Something that is not a message. The next message can be read.
    Malformed(Malformed),
    /// The end of the input, or a header after which no message can be found.
    End,
}

/// The reason why something is not a message.
#[derive(Debug)]
pub(super) struct Malformed {
    code: ErrorCode,
    why: String,
}

/// Reads the next message.
pub(super) fn read(input: &mut dyn BufRead) -> Received {
    let Some(length) = length(input) else { return Received::End };
    if length > MAX_LENGTH {
        let why = format!("the message has {length} bytes; at most {MAX_LENGTH} are read");
        return match io::copy(&mut input.take(length), &mut io::sink()) {
            Ok(skipped) if skipped == length => malformed(ErrorCode::InvalidRequest, why),
            _ => Received::End,
        };
    }
    let mut bytes = Vec::new();
    match input.take(length).read_to_end(&mut bytes) {
        Ok(read) if read as u64 == length => parsed(&bytes),
        _ => Received::End,
    }
}

/// The length of the next message, according to its header. `None` without a valid header.
fn length(input: &mut dyn BufRead) -> Option<u64> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.take(MAX_HEADER).read_until(b'\n', &mut line).ok()?;
        let line = std::str::from_utf8(&line).ok()?.strip_suffix('\n')?.trim_end();
        if line.is_empty() {
            return length;
        }
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("Content-Length") {
            length = Some(value.trim().parse().ok()?);
        }
    }
}

fn parsed(bytes: &[u8]) -> Received {
    let value = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => value,
        Err(error) => {
            let why = format!("the message is not JSON: {error}");
            return malformed(ErrorCode::ParseError, why);
        }
    };
    let has_id = value.get("id").is_some();
    match serde_json::from_value(value) {
        // A request whose id is not valid would be read as a notification.
        Ok(message) if !has_id || !matches!(message, Message::Notification(_)) => {
            Received::Message(message)
        }
        _ => malformed(
            ErrorCode::InvalidRequest,
            "this is neither a request, a notification nor a response".to_owned(),
        ),
    }
}

fn malformed(code: ErrorCode, why: String) -> Received {
    Received::Malformed(Malformed { code, why })
}

/// What is written.
#[derive(Debug)]
pub(super) enum Sent {
    Message(Message),
    /// The answer to something that is not a message, and has no id.
    Malformed(Malformed),
    /// Nothing more is sent. Answers that are not finished are not waited for.
    End,
}

impl<M: Into<Message>> From<M> for Sent {
    fn from(message: M) -> Sent {
        Sent::Message(message.into())
    }
}

impl Sent {
    /// Writes the message.
    pub(super) fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        match self {
            Sent::Message(message) => message.write(&mut &mut *output),
            Sent::Malformed(it) => {
                let error = json!({ "code": it.code as i32, "message": it.why });
                let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
                write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
                output.flush()
            }
            Sent::End => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Received;
    use super::read;

    /// The kinds of what is read from `text`, until its end.
    fn kinds(text: &str) -> Vec<&'static str> {
        let mut input = text.as_bytes();
        let mut kinds = Vec::new();
        loop {
            match read(&mut input) {
                Received::Message(_) => kinds.push("message"),
                Received::Malformed(it) => kinds.push(match it.code {
                    lsp_server::ErrorCode::ParseError => "no JSON",
                    _ => "no message",
                }),
                Received::End => return kinds,
            }
        }
    }

    fn framed(text: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    }

    #[test]
    fn skips_what_is_not_a_message() {
        let exit = framed(r#"{"jsonrpc":"2.0","method":"exit"}"#);
        for (text, kind) in
            [("", "no JSON"), ("{", "no JSON"), ("[]", "no message"), ("{\"id\":{}}", "no message")]
        {
            assert_eq!(kinds(&format!("{}{exit}", framed(text))), [kind, "message"], "{text}");
        }
        let typed = exit.replacen("\r\n", "\r\nContent-Type: application/vscode-jsonrpc\r\n", 1);
        assert_eq!(kinds(&typed), ["message"]);
        assert_eq!(kinds(&exit.replace("\r\n", "\n")), ["message"]);
    }

    #[test]
    fn ends_where_no_message_can_be_found() {
        for text in [
            "",
            "\r\n",
            "Content-Length: 5\r\n\r\n{",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Content-Length: 18446744073709551615\r\n\r\n{}",
            "GET / HTTP/1.1\r\n\r\n",
            "no header",
            &"a".repeat(10_000),
        ] {
            assert_eq!(kinds(text), Vec::<&str>::new(), "{text}");
        }
    }
}
