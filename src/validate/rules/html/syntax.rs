//! Malformed HTML, which programs do not read as intended.

use std::ops::Range;

use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::rules;
use crate::validate::rules::html::text::Html;
use crate::value::html::reference::Fault;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Comment;
use crate::value::html::tokenizer::Error;

/// A parse error, its severity, its message and its note.
#[rustfmt::skip]
static ERRORS: &[(Error, Severity, &str, &str)] = &[
    (Error::DuplicateAttribute,                          Severity::Warning, "a tag has the same attribute twice",        "programs use the first one and ignore the others"),
    (Error::MissingAttributeValue,                       Severity::Warning, "an attribute has `=` but no value",         "programs treat the value as empty"),
    (Error::UnexpectedCharacterInAttributeName,          Severity::Warning, "an attribute name contains a quotation mark or `<`", "the tag gets the wrong attributes; often a quotation mark is missing before it"),
    (Error::UnexpectedCharacterInUnquotedAttributeValue, Severity::Warning, "an unquoted value contains a quotation mark, `<`, `=` or `` ` ``", "the attribute gets the wrong value"),
    (Error::UnexpectedEqualsSignBeforeAttributeName,     Severity::Warning, "an attribute begins with `=`",              "the tag gets the wrong attributes"),
    (Error::CdataInHtmlContent,                          Severity::Warning, "this HTML contains a CDATA section",             "programs treat it as a comment that ends at the first `>`, and do not show its text"),
    (Error::NestedComment,                               Severity::Info,    "a comment begins inside another comment",   "the first `-->` closes both"),
    (Error::EndTagWithAttributes,                        Severity::Info,    "an end tag has attributes",                 "programs ignore them"),
    (Error::MissingWhitespaceBetweenAttributes,          Severity::Info,    "there is no space between two attributes",  "some programs do not find the second one"),
    (Error::IncorrectlyClosedComment,                    Severity::Info,    "a comment is closed with `--!>`",           "some programs only recognize `-->`"),
];

impl Html<'_, '_> {
    /// Reports the parse errors that matter. The attributes are those of the last tag.
    #[cold]
    pub(super) fn syntax(&mut self, errors: &[(Error, usize)], attributes: &[Attribute]) {
        for (error, at) in errors {
            let Some((_, severity, words, note)) = ERRORS.iter().find(|it| it.0 == *error) else {
                continue;
            };
            let edit = match error {
                Error::MissingWhitespaceBetweenAttributes => Some(*at)
                    .filter(|it| self.begins_attribute(*it))
                    .and_then(|it| self.edit(&(it..it), " ")),
                Error::DuplicateAttribute => {
                    let second =
                        attributes.iter().find(|it| it.is_duplicate && it.name.start == *at);
                    second.and_then(|it| self.without_attribute(it))
                }
                Error::IncorrectlyClosedComment => self.edit(&(*at..*at + 3), "--"),
                _ => None,
            };
            let length = self.text.text[*at..].chars().next().map_or(0, char::len_utf8);
            let range = *at..*at + length;
            let Some(report) = self.report(&rules::HTML_SYNTAX, words, &range, words) else {
                continue;
            };
            let (help, title) = match error {
                Error::CdataInHtmlContent => {
                    ("remove `<![CDATA[` and `]]>`, which are only allowed in XML", "")
                }
                Error::MissingWhitespaceBetweenAttributes => {
                    ("add a space between the attributes", "add the space")
                }
                Error::DuplicateAttribute => ("remove the second one", "remove the second one"),
                Error::IncorrectlyClosedComment => ("close it with `-->`", "close it with `-->`"),
                _ => ("fix the tag, or write `&lt;` if the `<` is text", ""),
            };
            // HTML parsers read the same, so these fixes are safe.
            report.severity(*severity).note(note).help(help).fix_with(Safety::Safe, title, edit);
        }
    }

    /// Whether an attribute begins here, and not the rest of a value that contains quotation marks.
    fn begins_attribute(&self, at: usize) -> bool {
        let rest = &self.text.text[at..];
        let name = rest.trim_start_matches(|it: char| it.is_ascii_alphanumeric() || it == '-');
        let value = name.strip_prefix('=').unwrap_or_default();
        name.len() < rest.len() && value.starts_with(['"', '\''])
    }

    #[cold]
    pub(super) fn cut_tag(&mut self, range: Range<usize>) {
        self.is_cut = true;
        let text = self.part(&range);
        self.out
            .report(
                &rules::HTML_SYNTAX,
                self.text.span_of(range.start, range.end),
                format_args!("a tag is not closed: {}", Quoted(text)),
            )
            .note("programs ignore it and everything after it")
            .help("close it with `>`, or write `&lt;` if the `<` is text");
    }

    #[cold]
    fn cut_comment(&mut self, range: &Range<usize>) {
        self.is_cut = true;
        self.out
            .report(
                &rules::HTML_SYNTAX,
                self.text.span_of(range.start, range.end),
                format_args!("a comment is not closed: {}", Quoted(self.part(range))),
            )
            .note("the rest of the text is part of the comment and is not shown")
            .help("close it with `-->`");
    }

    /// Checks a comment, or markup that is treated as a comment.
    pub(super) fn comment(&mut self, comment: &Comment) {
        if comment.is_proper {
            let is_closed = comment.text.end < comment.range.end
                && self.text.text.as_bytes()[comment.range.end - 1] == b'>';
            if !is_closed {
                self.cut_comment(&comment.range);
            }
            return;
        }
        let text = self.part(&comment.text);
        let word = text.split(|it: char| it.is_ascii_whitespace()).next().unwrap_or_default();
        let imports = word.eq_ignore_ascii_case("?import");
        // `<![endif]>` is left over from conditional comments, and `</>` has no effect. Both are harmless.
        if !word.starts_with('?') || !self.is_new(&rules::HTML_SYNTAX, word) {
            return;
        }
        let span = self.text.span_of(comment.range.start, comment.range.end);
        self.out
            .report(
                &rules::HTML_SYNTAX,
                span,
                format_args!(
                    "HTML has no processing instructions: {}",
                    Quoted(&self.text.text[comment.range.clone()])
                ),
            )
            .note("programs treat it as a comment that ends at the next `>`")
            .help("remove it, or write `&lt;` if the `<` is text");
        if imports && self.is_new(&rules::UNSAFE_ELEMENT, word) {
            self.out
                .report(
                    &rules::UNSAFE_ELEMENT,
                    span,
                    "`<?import` runs code in browsers that support it",
                )
                .note("some readers remove it, and others pass it to the program that shows the content")
                .help("remove it");
        }
    }

    /// Reports a character reference that refers to no character or to the wrong one.
    #[cold]
    pub(super) fn reference(
        &mut self,
        fault: Fault,
        means: Option<(char, Option<char>)>,
        range: &Range<usize>,
    ) {
        let note = match fault {
            // All programs read these as intended.
            Fault::MissingSemicolon | Fault::AbsenceOfDigits => return,
            Fault::UnknownNamedCharacterReference => "programs show it unchanged",
            Fault::ControlCharacterReference if means.is_some_and(|it| !it.0.is_control()) => {
                "the number is from windows-1252: browsers recognize it, but other programs drop it or show a control character"
            }
            _ => "programs drop it or show a replacement character",
        };
        let text = self.part(range);
        let meant = means
            .map(|it| it.0)
            .filter(|it| fault == Fault::ControlCharacterReference && !it.is_control());
        let edit = meant.and_then(|it| self.edit(range, it.encode_utf8(&mut [0; 4])));
        let words = format_args!("invalid character reference: {}", Quoted(text));
        let Some(report) = self.report(&rules::BAD_HTML_REFERENCE, note, range, words) else {
            return;
        };
        let report = report.note(note);
        match meant {
            // Browsers already show this character, so the fix is safe.
            Some(character) => report
                .help(format_args!("write `{character}` or `&#{};`", u32::from(character)))
                .fix_with(Safety::Safe, "write the character", edit),
            None if fault == Fault::UnknownNamedCharacterReference => {
                report.help("write `&amp;` if the `&` is text")
            }
            None => report.help("write the character itself"),
        };
    }
}
