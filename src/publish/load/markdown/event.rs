//! The events of a Markdown text with their places, and the extensions of its parser.

use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Options as Extensions;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;

/// An event, and where in the prepared text it is from.
pub(super) type SpannedEvent<'t> = (Event<'t>, Range<usize>);

/// The extensions that `pulldown_cmark` has itself.
pub(super) fn extensions(markdown: &Markdown) -> Extensions {
    let mut extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_GFM;
    extensions.set(Extensions::ENABLE_DEFINITION_LIST, markdown.has(Extra::Definitions));
    extensions.set(Extensions::ENABLE_SMART_PUNCTUATION, markdown.smart);
    extensions
}
