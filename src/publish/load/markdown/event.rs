//! The events of Markdown text with their ranges, and the extensions of its parser.

use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Options as Extensions;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;

/// An event, and its range in the prepared text.
pub(super) type SpannedEvent<'t> = (Event<'t>, Range<usize>);

/// The extensions of `pulldown_cmark` that are enabled.
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
