//! Turns one document into its line: reads it, takes the response apart, and validates it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::batch::budget::Budget;
use crate::batch::input::Body;
use crate::batch::input::Data;
use crate::batch::input::Label;
use crate::batch::input::Message;
use crate::batch::line::Outcome;
use crate::batch::message;
use crate::batch::status::BatchStatus;
use crate::diagnostic::Diagnostic;
use crate::fetch::FetchError;
use crate::fetch::Fetched;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::Format;
use crate::validate::Options;
use crate::validate::Report;
use crate::validate::Selection;
use crate::validate::response::Response;
use crate::validate::rules;
use crate::validate::validate;
use crate::value::media_type::http_charset;

/// What a worker gets.
#[derive(Debug)]
pub(in crate::batch) enum Work {
    File(std::path::PathBuf),
    Body(Body),
    Message(Message),
    Fetched(Result<Fetched, FetchError>),
    Fault(BatchStatus, String),
}

/// How documents are validated.
#[derive(Debug)]
pub(in crate::batch) struct Checker {
    pub(in crate::batch) options: Options,
    pub(in crate::batch) selection: Selection,
    pub(in crate::batch) max_size: u64,
    pub(in crate::batch) budget: Budget,
}

/// A document that is ready to be validated.
struct Document {
    data: Data,
    response: Option<Response>,
    /// The encoding that the server declares.
    charset: Option<String>,
}

impl Checker {
    /// Validates a document. `begin` is called when the deadline of the document begins.
    pub(in crate::batch) fn outcome(
        &self,
        label: &Label,
        work: Work,
        begin: impl Fn(),
    ) -> Outcome {
        let ready = match work {
            Work::File(path) => self.file(&path, label),
            Work::Body(body) => self.body(body, label),
            Work::Message(message) => self.message(&message, label),
            Work::Fetched(Ok(fetched)) => Ok(Document {
                charset: charset(fetched.response.head.headers.get("content-type")),
                data: Data::Bytes(fetched.body),
                response: Some(fetched.response),
            }),
            Work::Fetched(Err(error)) => Err(self.not_fetched(error, label)),
            Work::Fault(status, reason) => Err(fault(label, status, reason)),
        };
        match ready {
            Ok(document) => self.validated(label, document, begin),
            Err(outcome) => *outcome,
        }
    }

    fn file(&self, path: &Path, label: &Label) -> Result<Document, Box<Outcome>> {
        let unreadable = |reason: String| fault(label, BatchStatus::Unreadable, reason);
        let failed = |it: std::io::Error| unreadable(format!("cannot be read: {it}"));
        let metadata = std::fs::metadata(path).map_err(failed)?;
        // Reading a device or a pipe may never end.
        if !metadata.is_file() {
            return Err(unreadable("is not a regular file".to_owned()));
        }
        if metadata.len() > self.max_size {
            return Err(self.too_large(label));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        let file = File::open(path).map_err(failed)?;
        file.take(self.max_size + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > self.max_size {
            return Err(self.too_large(label));
        }
        Ok(Document { data: Data::Bytes(bytes), response: None, charset: None })
    }

    fn body(&self, body: Body, label: &Label) -> Result<Document, Box<Outcome>> {
        let Body { mut data, head, media_type } = body;
        if let (Some(head), Data::Bytes(bytes)) = (&head, &data) {
            match message::unpacked(head, bytes, self.max_size) {
                Ok(unpacked) => data = Data::Bytes(unpacked),
                Err((status, reason)) => return Err(fault(label, status, reason)),
            }
        }
        let size = match &data {
            Data::Bytes(bytes) => bytes.len(),
            Data::Text(text) => text.len(),
        };
        if size as u64 > self.max_size {
            return Err(self.too_large(label));
        }
        let media_type = head.as_ref().map_or(media_type, |it| {
            it.headers.get("content-type").map(str::to_owned)
        });
        let response = head.map(|head| response(label, head));
        Ok(Document { data, response, charset: charset(media_type.as_deref()) })
    }

    fn message(&self, it: &Message, label: &Label) -> Result<Document, Box<Outcome>> {
        let unreadable = |(status, reason)| fault(label, status, reason);
        // A record that refers to an earlier response may have only its head, or none. A head with 304 says that the earlier one is right.
        let (head, body) = match (message::split(&it.bytes), &it.original) {
            (Ok((head, _)), Some(original)) if head.status != 304 => {
                (head, message::split(original).map_err(unreadable)?)
            }
            (_, Some(original)) => {
                let (head, body) = message::split(original).map_err(unreadable)?;
                (head.clone(), (head, body))
            }
            (own, None) => {
                let (head, body) = own.map_err(unreadable)?;
                (head.clone(), (head, body))
            }
        };
        let (packed, body) = body;
        let response = response(label, head);
        let failed = |status, reason| {
            let mut outcome = fault(label, status, reason);
            outcome.response = Some(response.clone());
            outcome
        };
        if let Some(reason) = &it.truncated {
            return Err(failed(BatchStatus::Truncated, reason.clone()));
        }
        let bytes = message::unpacked(&packed, body, self.max_size)
            .map_err(|(status, reason)| failed(status, reason))?;
        let charset = charset(response.head.headers.get("content-type"));
        Ok(Document { data: Data::Bytes(bytes), response: Some(response), charset })
    }

    fn not_fetched(&self, error: FetchError, label: &Label) -> Box<Outcome> {
        let mut outcome = fault(label, error.kind.into(), error.diagnostic.message.clone());
        let mut report = Report::from(vec![*error.diagnostic]);
        report.allowed = self.selection.apply(&mut report.diagnostics);
        outcome.report = report;
        outcome
    }

    fn too_large(&self, label: &Label) -> Box<Outcome> {
        let most = self.max_size;
        let message = format!("the document is larger than {most} bytes and was not checked");
        let mut diagnostic =
            Diagnostic::new(&rules::DOCUMENT_TOO_LARGE, Span::default(), message.clone());
        diagnostic.note("feed readers give up on much smaller feeds");
        diagnostic.help("remove old entries; to check the document anyway, use `--max-size BYTES`");
        let mut outcome = fault(label, BatchStatus::TooLarge, message);
        outcome.report = Report::from(vec![diagnostic]);
        outcome.report.allowed = self.selection.apply(&mut outcome.report.diagnostics);
        outcome
    }

    fn validated(&self, label: &Label, document: Document, begin: impl Fn()) -> Outcome {
        let Document { data, response, charset } = document;
        let size = match &data {
            Data::Bytes(bytes) => bytes.len(),
            Data::Text(text) => text.len(),
        };
        let Some(_reserved) = self.budget.reserve(size) else {
            let reason = format!("its {size} bytes need more memory than --max-memory allows");
            let mut outcome = fault(label, BatchStatus::Memory, reason);
            outcome.response = response;
            return *outcome;
        };
        begin();
        let source = match data {
            Data::Bytes(bytes) => Source::from_vec(&label.source, bytes, charset.as_deref()),
            Data::Text(text) => Source::from_text(&label.source, text),
        };
        let mut options = self.options.clone();
        let url = response.as_ref().and_then(Response::final_url).or(label.url.as_deref());
        options.base_url = url.map(str::to_owned);
        options.response.clone_from(&response);
        let is_error = response.as_ref().is_some_and(|it| !(200..300).contains(&it.head.status));
        let mut report = validate(&source, &options);
        report.allowed = self.selection.apply(&mut report.diagnostics);
        let status = match report.format {
            _ if is_error => BatchStatus::HttpError,
            Format::Unknown => BatchStatus::NotAFeed,
            _ => BatchStatus::Ok,
        };
        Outcome { status: Some(status), reason: None, response, source, report }
    }
}

/// The outcome for something that is not validated.
pub(in crate::batch) fn fault(label: &Label, status: BatchStatus, reason: String) -> Box<Outcome> {
    let source = Source::from_text(&label.source, "");
    Box::new(Outcome { status: Some(status), reason: Some(reason), source, ..Outcome::default() })
}

fn response(label: &Label, head: crate::validate::response::Head) -> Response {
    let mut response = Response::default();
    response.url.clone_from(&label.url);
    response.head = head;
    response
}

fn charset(content_type: Option<&str>) -> Option<String> {
    content_type.and_then(|it| http_charset(it).ok().flatten())
}
