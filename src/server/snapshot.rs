//! What a request is about.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::server::check;
use crate::server::check::Checked;
use crate::server::client::Client;
use crate::server::configuration::Configurations;
use crate::server::document::Document;

/// What a request is about, as it was when the request arrived.
pub(super) struct Snapshot {
    pub(super) document: Document,
    /// The last check, which may be one of an older version.
    pub(super) checked: Option<Arc<Checked>>,
    pub(super) configurations: Configurations,
    pub(super) client: Client,
}

impl Snapshot {
    /// The problems of the document.
    pub(super) fn problems(&self) -> Cow<'_, [Diagnostic]> {
        match self.checked.as_deref() {
            Some(Checked { version, outcome: Ok(problems), .. })
                if *version == self.document.version =>
            {
                Cow::Borrowed(problems)
            }
            _ => Cow::Owned(check::problems(&self.document, &self.configurations)),
        }
    }
}
