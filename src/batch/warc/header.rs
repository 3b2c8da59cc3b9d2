//! The head of a WARC record. <https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/>

/// The fields of a record that matter for documents.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) kind: String,
    pub(super) id: Option<String>,
    pub(super) target: Option<String>,
    pub(super) length: u64,
    pub(super) content_type: String,
    /// `WARC-Truncated`: why the end of the content is missing.
    pub(super) truncated: Option<String>,
    /// `WARC-Payload-Digest`: the same for the same document.
    pub(super) digest: Option<String>,
    /// `WARC-Refers-To`: the id of the record with the same document.
    pub(super) refers_to: Option<String>,
    /// Whether the content continues in other records (`WARC-Segment-Number`).
    pub(super) is_segment: bool,
}

impl Header {
    /// Reads the lines between the version and the blank line.
    pub(super) fn parse(lines: &[u8]) -> Result<Header, String> {
        let mut header = Header::default();
        let mut length = None;
        for (name, value) in fields(lines) {
            let text = value.trim();
            // "field-name = token", "named field names are case-insensitive" (§4).
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = text.to_ascii_lowercase(),
                "warc-record-id" => header.id = Some(text.to_owned()),
                // Some crawlers write the URL between angle brackets, as the grammar of WARC 1.0 has it.
                "warc-target-uri" => header.target = Some(without_brackets(text).to_owned()),
                "content-length" => length = Some(text.to_owned()),
                "content-type" => text.clone_into(&mut header.content_type),
                "warc-truncated" => header.truncated = Some(text.to_ascii_lowercase()),
                "warc-payload-digest" => header.digest = Some(text.to_owned()),
                "warc-refers-to" => header.refers_to = Some(text.to_owned()),
                "warc-segment-number" => header.is_segment = true,
                _ => {}
            }
        }
        let length = length.ok_or("it has no Content-Length")?;
        header.length =
            length.parse().map_err(|_| format!("its Content-Length is not a number: {length}"))?;
        if header.kind.is_empty() {
            return Err("it has no WARC-Type".to_owned());
        }
        Ok(header)
    }

    /// Whether the content is a response of HTTP.
    pub(super) fn is_http(&self) -> bool {
        self.content_type.to_ascii_lowercase().starts_with("application/http")
    }
}

fn without_brackets(url: &str) -> &str {
    url.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or(url)
}

/// The names and values. A line that begins with white space continues the value before it.
fn fields(lines: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in String::from_utf8_lossy(lines).lines() {
        if let Some(last) = fields.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            last.1.push(' ');
            last.1.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
    fields
}
