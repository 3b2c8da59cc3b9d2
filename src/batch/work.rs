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
use crate::batch::status::BatchStatus;
use crate::fetch::FetchError;
use crate::fetch::Fetched;
use crate::fetch::client::arrival::Arrival;
use crate::fetch::saved::SavedError;
use crate::fetch::saved::raw_body;
use crate::fetch::saved::raw_head;
use crate::fetch::saved::raw_response;
use crate::fetch::settings::FetchSettings;
use crate::text::source::Source;
use crate::validate::Format;
use crate::validate::Options;
use crate::validate::Report;
use crate::validate::Selection;
use crate::validate::response::Response;
use crate::validate::validate;
use crate::value::media_type::http_charset;

/// What a worker gets.
#[derive(Debug)]
pub(in crate::batch) enum Work {
    File(std::path::PathBuf),
    Body(Body),
    Message(Message),
    Arrived(Box<Result<Arrival, FetchError>>),
    Fault(BatchStatus, String),
}

/// How documents are validated.
#[derive(Debug)]
pub(in crate::batch) struct Checker {
    pub(in crate::batch) options: Options,
    pub(in crate::batch) selection: Selection,
    /// The limits for responses. The one for unpacked bodies also applies to files.
    pub(in crate::batch) settings: FetchSettings,
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
    pub(in crate::batch) fn outcome(&self, label: &Label, work: Work, begin: impl Fn()) -> Outcome {
        let ready = match work {
            Work::File(path) => self.file(&path, label),
            Work::Body(body) => self.body(body, label),
            Work::Message(message) => self.message(&message, label),
            Work::Arrived(arrival) => match arrival.and_then(Arrival::unpack) {
                Ok(fetched) => Ok(self.fetched(fetched)),
                Err(error) => {
                    let report = Report::from(vec![*error.diagnostic]);
                    Err(self.not_read(label, error.kind.into(), report))
                }
            },
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
        if metadata.len() > self.settings.unpacked {
            return Err(self.too_large(label));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        let file = File::open(path).map_err(failed)?;
        file.take(self.settings.unpacked + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > self.settings.unpacked {
            return Err(self.too_large(label));
        }
        Ok(Document { data: Data::Bytes(bytes), response: None, charset: None })
    }

    fn body(&self, body: Body, label: &Label) -> Result<Document, Box<Outcome>> {
        let Body { data, head, media_type } = body;
        let response = head.map(|head| {
            let mut response = Response::default();
            response.url.clone_from(&label.url);
            response.head = head;
            response
        });
        let (data, response) = match (data, response) {
            (Data::Bytes(bytes), Some(response)) => {
                let fetched = raw_body(response.clone(), &bytes, &self.settings)
                    .map_err(|it| self.broken(&it, label, Some(response)))?;
                (Data::Bytes(fetched.body), Some(fetched.response))
            }
            other => other,
        };
        if data.len() as u64 > self.settings.unpacked {
            return Err(self.too_large(label));
        }
        let media_type = response
            .as_ref()
            .and_then(|it| it.head.headers.get("content-type"))
            .or(media_type.as_deref());
        let charset = charset(media_type);
        Ok(Document { data, response, charset })
    }

    fn message(&self, it: &Message, label: &Label) -> Result<Document, Box<Outcome>> {
        let url = label.url.as_deref();
        let settings = &self.settings;
        let own = raw_head(&it.bytes, url, settings);
        let fetched = if let Some(reason) = &it.truncated {
            let mut outcome = fault(label, BatchStatus::Truncated, reason.clone());
            outcome.response = own.ok().map(|it| it.0);
            return Err(outcome);
        } else if let Some(original) = &it.original {
            let mut fetched = raw_response(original, url, settings)
                .map_err(|it| self.broken(&it, label, None))?;
            // A record that refers to an earlier response may have its own head. One with 304 says that the earlier one still applies.
            if let Ok((response, _)) = own
                && response.head.status != 304
            {
                fetched.response = response;
            }
            fetched
        } else {
            let (response, body) = own.map_err(|it| self.broken(&it, label, None))?;
            raw_body(response.clone(), body, settings)
                .map_err(|it| self.broken(&it, label, Some(response)))?
        };
        Ok(self.fetched(fetched))
    }

    fn fetched(&self, fetched: Fetched) -> Document {
        Document {
            charset: charset(fetched.response.head.headers.get("content-type")),
            data: Data::Bytes(fetched.body),
            response: Some(fetched.response),
        }
    }

    /// The outcome for a saved response that cannot be read.
    fn broken(
        &self,
        error: &SavedError,
        label: &Label,
        response: Option<Response>,
    ) -> Box<Outcome> {
        // Without a head, it is not a response.
        let status = match response {
            None => BatchStatus::Unreadable,
            Some(_) => error.kind.into(),
        };
        let mut outcome = match status {
            BatchStatus::TooLarge => self.too_large(label),
            _ => fault(label, status, error.to_string()),
        };
        outcome.response = response;
        outcome
    }

    fn too_large(&self, label: &Label) -> Box<Outcome> {
        let report = Report::too_large(self.settings.unpacked);
        self.not_read(label, BatchStatus::TooLarge, report)
    }

    /// The outcome for a document that could not be read. The report has one problem, which says why.
    fn not_read(&self, label: &Label, status: BatchStatus, mut report: Report) -> Box<Outcome> {
        let why = report.diagnostics.first().map(|it| it.message.clone()).unwrap_or_default();
        report.allowed = self.selection.apply(&mut report.diagnostics);
        let mut outcome = fault(label, status, why);
        outcome.report = report;
        outcome
    }

    fn validated(&self, label: &Label, document: Document, begin: impl Fn()) -> Outcome {
        let Document { data, response, charset } = document;
        let size = data.len();
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

fn charset(content_type: Option<&str>) -> Option<String> {
    content_type.and_then(|it| http_charset(it).ok().flatten())
}
