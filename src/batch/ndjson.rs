//! Documents as lines of JSON: `{"id", "url", "body" or "body_base64", "status", "headers"}`.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;

use crate::batch::input::Body;
use crate::batch::input::Content;
use crate::batch::input::Data;
use crate::batch::input::Id;
use crate::batch::input::Input;
use crate::batch::input::InputError;
use crate::batch::input::Label;
use crate::batch::lines::Line;
use crate::batch::lines::Lines;
use crate::batch::status::BatchStatus;
use crate::validate::response::Head;
use crate::value::base64;

/// Lines that are being read.
pub(in crate::batch) struct Ndjson<R> {
    lines: Lines<R>,
    /// The number of the current line.
    number: u64,
}

/// The object of a line.
#[derive(Deserialize)]
struct Object {
    id: Option<Id>,
    url: Option<String>,
    body: Option<String>,
    body_base64: Option<String>,
    status: Option<u16>,
    headers: Option<BTreeMap<String, Value>>,
}

/// What identifies the document of a line that is otherwise wrong.
#[derive(Default, Deserialize)]
struct Identity {
    id: Option<serde_json::Value>,
    url: Option<serde_json::Value>,
}

/// The value of a header, or its values if the header is repeated.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a header is not a string, a number or an array of strings")]
enum Value {
    Text(String),
    Number(serde_json::Number),
    Several(Vec<String>),
}

impl<R: Read> Ndjson<R> {
    /// Lines of the file that is called `file` in messages. In JSON, a document of `max_size` bytes may be longer.
    pub(in crate::batch) fn new(file: String, reader: R, max_size: u64) -> Ndjson<R> {
        let most = usize::try_from(max_size).unwrap_or(usize::MAX).saturating_mul(2);
        Ndjson { lines: Lines::new(file, reader, most.saturating_add(1 << 20)), number: 0 }
    }

    fn document(&self) -> Input {
        let line = &self.lines.line;
        // serde would read an array as the fields of the object.
        if !line.trim_ascii_start().starts_with(b"{") {
            let reason = "the line is not a JSON object".to_owned();
            return self.input(None, None, Content::Fault(BatchStatus::Unreadable, reason));
        }
        match serde_json::from_slice(line) {
            Ok(object) => self.of_object(object),
            Err(error) => {
                let fault = Content::Fault(BatchStatus::Unreadable, json_error(&error));
                let identity: Identity = serde_json::from_slice(line).unwrap_or_default();
                let id = identity.id.and_then(|it| serde_json::from_value(it).ok());
                let url = identity.url.as_ref().and_then(serde_json::Value::as_str);
                self.input(id, url, fault)
            }
        }
    }

    fn of_object(&self, object: Object) -> Input {
        let unreadable = |reason: &str| Content::Fault(BatchStatus::Unreadable, reason.to_owned());
        let is_ok = object.status.is_none_or(|it| (200..300).contains(&it));
        let data = match (object.body, object.body_base64) {
            (Some(_), Some(_)) => Err(unreadable("the line has both `body` and `body_base64`")),
            (Some(text), None) => Ok(Data::Text(text)),
            (None, Some(text)) => match base64::problem(&text) {
                None => Ok(Data::Bytes(base64::decode(&text))),
                Some(_) => Err(unreadable("`body_base64` is not base64")),
            },
            (None, None) if is_ok => Err(unreadable("the line has no `body` or `body_base64`")),
            (None, None) => Ok(Data::Bytes(Vec::new())),
        };
        let head =
            (object.headers.is_some() || !is_ok).then(|| head(object.status, object.headers));
        let content = match data {
            Ok(data) => Content::Body(Body { data, head, media_type: None }),
            Err(fault) => fault,
        };
        self.input(object.id, object.url.as_deref(), content)
    }

    /// The document of the current line. Its source is its URL, or else its place.
    fn input(&self, id: Option<Id>, url: Option<&str>, content: Content) -> Input {
        let place = || format!("{}:{}", self.lines.file, self.number);
        let source = url.map_or_else(place, str::to_owned);
        Input { label: Label::new(id, &source, url), content }
    }
}

fn head(status: Option<u16>, headers: Option<BTreeMap<String, Value>>) -> Head {
    let mut head = Head { version: "HTTP/1.1".to_owned(), ..Head::default() };
    head.status = status.unwrap_or(200);
    for (name, value) in headers.into_iter().flatten() {
        match value {
            Value::Text(text) => head.headers.push(name, text),
            Value::Number(number) => head.headers.push(name, number.to_string()),
            Value::Several(values) => {
                for value in values {
                    head.headers.push(name.clone(), value);
                }
            }
        }
    }
    head
}

/// Describes an error of the JSON parser, which always sees one line.
fn json_error(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    format!("the line is not valid: {}, at byte {}", &text[..end], error.column())
}

impl<R: Read> Iterator for Ndjson<R> {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            match self.lines.next(b'\n')? {
                Ok(Line::Whole) if self.lines.line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => return Some(Ok(self.document())),
                Ok(Line::TooLong) => {
                    let reason = format!("the line is longer than {} bytes", self.lines.most);
                    let fault = Content::Fault(BatchStatus::TooLarge, reason);
                    // The next lines are probably shorter.
                    self.lines.line = Vec::new();
                    return Some(Ok(self.input(None, None, fault)));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ndjson;
    use crate::batch::input::Content;
    use crate::batch::input::Data;
    use crate::batch::input::Input;

    fn documents(text: &str) -> Vec<Input> {
        let lines = Ndjson::new("docs.ndjson".to_owned(), text.as_bytes(), 0);
        lines.map(|it| it.expect("it is in memory")).collect()
    }

    fn id(input: &Input) -> String {
        serde_json::to_string(&input.label.id).expect("it can be written")
    }

    #[test]
    fn reads_both_kinds_of_bodies() {
        let found = documents(concat!(
            "{\"id\": 17, \"url\": \"http://a.example/\", \"body\": \"<rss/>\"}\n\n",
            "{\"url\": \"http://b.example/\", \"body_base64\": \"PHJzcy8+\", \"status\": 200, ",
            "\"headers\": {\"Content-Type\": \"text/xml\", \"Age\": 3, \"Link\": [\"a\", \"b\"]}}"
        ));
        let [first, second] = &found[..] else { panic!("{found:?}") };
        assert_eq!((id(first), id(second)), ("17".to_owned(), "\"http://b.example/\"".to_owned()));
        let Content::Body(body) = &first.content else { panic!("{first:?}") };
        assert!(matches!(&body.data, Data::Text(it) if it == "<rss/>") && body.head.is_none());
        let Content::Body(body) = &second.content else { panic!("{second:?}") };
        assert!(matches!(&body.data, Data::Bytes(it) if it == b"<rss/>"));
        let head = body.head.as_ref().expect("it has headers");
        assert_eq!((head.status, head.headers.get("age")), (200, Some("3")));
        assert_eq!(head.headers.all("link").count(), 2);
    }

    #[test]
    fn a_wrong_line_is_one_document() {
        for (line, expected_id, expected) in [
            (
                "{",
                "\"docs.ndjson:1\"",
                "the line is not valid: EOF while parsing an object, at byte 1",
            ),
            ("[]", "\"docs.ndjson:1\"", "the line is not a JSON object"),
            (
                "[1, \"u\", \"\", null, 200, {}]",
                "\"docs.ndjson:1\"",
                "the line is not a JSON object",
            ),
            (
                "{\"id\": true, \"body\": \"\"}",
                "\"docs.ndjson:1\"",
                "the line is not valid: an id is not a string or a number, at byte ",
            ),
            (
                "{\"headers\": {\"Age\": true}, \"body\": \"\"}",
                "\"docs.ndjson:1\"",
                "the line is not valid: a header is not a string, a number or an array of strings, at byte ",
            ),
            ("{\"id\": \"a\", \"url\": \"u\"}", "\"a\"", "the line has no `body` or `body_base64`"),
            ("{\"id\": \"a\", \"body\": 3}", "\"a\"", "the line is not valid: invalid type: "),
            ("{\"url\": \"u\", \"body_base64\": \"a\"}", "\"u\"", "`body_base64` is not base64"),
            ("{\"body\": \"\", \"body_base64\": \"\"}", "\"docs.ndjson:1\"", "the line has both"),
            (&"x".repeat(3 << 20), "\"docs.ndjson:1\"", "the line is longer than 1048576 bytes"),
        ] {
            let found = documents(&format!("{line}\n{{\"body\": \"\"}}"));
            assert_eq!(found.len(), 2, "{line:.20}");
            let Content::Fault(_, reason) = &found[0].content else { panic!("{line:.20}") };
            assert!(reason.starts_with(expected), "{reason}");
            assert_eq!(id(&found[0]), expected_id);
            assert_eq!(id(&found[1]), "\"docs.ndjson:2\"");
        }
    }
}
