//! Items of RSS 2.0 after the end of the channel, where RSS 1.0 has them.

use crate::diagnostic::Edit;
use crate::text::span::Span;
use crate::validate::element::Stray;
use crate::validate::extent::with_line;
use crate::validate::markup::Kind;

const END: &str = "</channel>";

/// The edits that move the end tag of the channel after the items. `None` if this is not the first item after the channel, or if it is not
/// certain that the document ends with `</rss>`.
pub(super) fn edits(it: &Stray<'_, '_>) -> Option<Vec<Edit>> {
    let parent = it.parent.filter(|parent| parent.name == "rss")?;
    let is_item = it.kind == Kind::Element && it.name.local == "item" && it.name.prefix.is_empty();
    let is_after_channel =
        matches!(it.siblings, [only] if only.row.name == "channel" && only.count == 1);
    if !is_item || !is_after_channel {
        return None;
    }
    let before = it.source[..it.name_span.range().start - 1].trim_ascii_end();
    let start = before.strip_suffix(END)?.len();
    let whole = it.source.trim_ascii_end();
    let end = whole.strip_suffix(&format!("</{}>", parent.name))?.len();
    let old = with_line(it.source, Span::new(start, start + END.len()));
    // The white space before the end tag moves with it.
    let written = &it.source[old.range()];
    let at = whole[..end].trim_ascii_end().len();
    Some(vec![
        Edit { span: old, text: String::new() },
        Edit { span: Span::at(at), text: written.to_owned() },
    ])
}
