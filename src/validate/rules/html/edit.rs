//! Edits of HTML, written as the document writes the text around them.

use std::ops::Range;

use crate::diagnostic::Edit;
use crate::text::escape;
use crate::validate::extent::extent;
use crate::validate::markup::Form;
use crate::validate::rules::html::text::Base;
use crate::validate::rules::html::text::Html;
use crate::value::html::element::Content;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Quotes;
use crate::value::html::tokenizer::Tag;

/// The titles of fixes that several problems share.
pub(super) const REMOVE_ATTRIBUTE: &str = "remove the attribute";

impl Html<'_, '_> {
    /// The edit that replaces a range of the text with other HTML. `None` if the range consists of several pieces of the document, or if
    /// the new text cannot be written there.
    pub(super) fn edit(&self, range: &Range<usize>, new: &str) -> Option<Edit> {
        let form = self.text.form_of(range.start, range.end)?;
        let text = match form {
            _ if self.is_xhtml => new.to_owned(),
            _ if self.base == Base::OfJson => json(new)?,
            Form::Json => json(new)?,
            Form::CData => new.to_owned(),
            // The text may be the value of an attribute, in quotes of either kind.
            Form::Plain | Form::Escaped if new.contains('\'') => return None,
            Form::Plain | Form::Escaped => escape::attribute(new).into_owned(),
        };
        Some(Edit { span: self.span(range), text })
    }

    /// The edit that removes an attribute, with the white space before it.
    pub(super) fn without_attribute(&self, attribute: &Attribute) -> Option<Edit> {
        let text = self.text.text.as_bytes();
        let end = match attribute.quotes {
            Quotes::Double | Quotes::Single => attribute.value.end + 1,
            Quotes::Unquoted => attribute.value.end,
            // There may be a `=` without a value.
            Quotes::None if attribute.value.start > attribute.name.end => return None,
            Quotes::None => attribute.name.end,
        };
        let before = &text[..attribute.name.start];
        let start = before.trim_ascii_end().len();
        let is_apart =
            text.get(end).is_some_and(|it| it.is_ascii_whitespace() || b"/>".contains(it));
        if start == before.len() || !is_apart {
            return None;
        }
        self.edit(&(start..end), "")
    }

    /// The edit that removes an element which readers never show: `script` or `style` with its content, or `meta` or `link`.
    pub(super) fn without_element(&self, tag: &Tag) -> Option<Edit> {
        let element =
            tag.element.filter(|it| matches!(it.name, "script" | "style" | "meta" | "link"))?;
        if element.content == Content::Void && !self.is_xhtml {
            return self.edit(&tag.range, "");
        }
        if self.is_xhtml {
            let whole = extent(self.text.text, self.span(&tag.name))?.whole;
            return self.edit(&whole.range(), "");
        }
        let rest = &self.text.text[tag.range.end..];
        let end_tag = format!("</{}", element.name);
        let at = rest
            .as_bytes()
            .windows(end_tag.len())
            .position(|it| it.eq_ignore_ascii_case(end_tag.as_bytes()))?;
        let end = at + rest[at..].find('>')? + 1;
        self.edit(&(tag.range.start..tag.range.end + end), "")
    }

    /// The edit that removes a declaration of a `style` attribute with the `;` after it, or the attribute if there is nothing else in it.
    pub(super) fn without_declaration(
        &self,
        attribute: &Attribute,
        declaration: &Range<usize>,
    ) -> Option<Edit> {
        let value = self.part(&attribute.value);
        let at = declaration.start - attribute.value.start..declaration.end - attribute.value.start;
        let rest = value[at.end..].trim_ascii_start();
        let rest = rest.strip_prefix(';').unwrap_or(rest).trim_ascii_start();
        if value[..at.start].trim_ascii().is_empty() && rest.is_empty() {
            return self.without_attribute(attribute);
        }
        let end = attribute.value.end - rest.len();
        self.edit(&(declaration.start..end), "")
    }
}

/// A text for use in a JSON string.
fn json(text: &str) -> Option<String> {
    if text.contains(char::is_control) {
        return None;
    }
    Some(text.replace('\\', "\\\\").replace('"', "\\\""))
}
