//! HTML that is broken: what programs make of it is not what is written.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::rules;
use crate::validate::rules::html::text::Html;
use crate::value::html::reference::Fault;
use crate::value::html::tokenizer::Comment;
use crate::value::html::tokenizer::Error;

/// A parse error, who is hurt by it, and what happens.
#[rustfmt::skip]
static ERRORS: &[(Error, Severity, &str, &str)] = &[
    (Error::DuplicateAttribute,                          Severity::Warning, "a tag has an attribute twice",             "programs take the first, and drop the others"),
    (Error::MissingAttributeValue,                       Severity::Warning, "an attribute has a `=`, and no value",     "programs take the value for empty"),
    (Error::UnexpectedCharacterInAttributeName,          Severity::Warning, "a quote or `<` stands where an attribute begins", "the tag has other attributes than meant; often a quote is missing before"),
    (Error::UnexpectedCharacterInUnquotedAttributeValue, Severity::Warning, "a quote, `<`, `=` or `` ` `` stands in a value without quotes", "the value is another than meant"),
    (Error::UnexpectedEqualsSignBeforeAttributeName,     Severity::Warning, "a `=` stands where an attribute begins",   "the tag has other attributes than meant"),
    (Error::CdataInHtmlContent,                          Severity::Warning, "a CDATA section stands in HTML",            "programs take it for a comment that ends at the first `>`, and do not show what is in it"),
    (Error::NestedComment,                               Severity::Info,    "a comment begins within a comment",        "the first `-->` ends both"),
    (Error::EndTagWithAttributes,                        Severity::Info,    "an end tag has attributes",                "programs drop them"),
    (Error::MissingWhitespaceBetweenAttributes,          Severity::Info,    "no blank stands between two attributes",   "some programs do not see the second"),
    (Error::IncorrectlyClosedComment,                    Severity::Info,    "a comment is closed with `--!>`",          "some programs look for `-->`"),
];

impl Html<'_, '_> {
    /// Reports the parse errors that matter.
    #[cold]
    pub(super) fn syntax(&mut self, errors: &[(Error, usize)]) {
        for (error, at) in errors {
            let Some((_, severity, words, note)) = ERRORS.iter().find(|it| it.0 == *error) else {
                continue;
            };
            if !self.is_news(&rules::HTML_SYNTAX, words) {
                continue;
            }
            let length = self.text.text[*at..].chars().next().map_or(0, char::len_utf8);
            let span = self.text.span_of(*at, *at + length);
            self.out.report(&rules::HTML_SYNTAX, span, words).severity(*severity).note(note).help(
                match error {
                    Error::CdataInHtmlContent => "leave out `<![CDATA[` and `]]>`: they are of XML",
                    _ => "mend the tag; a `<` that is text is written &lt;",
                },
            );
        }
    }

    #[cold]
    pub(super) fn cut_tag(&mut self, range: Range<usize>) {
        let text = self.part(&range);
        self.out
            .report(
                &rules::HTML_SYNTAX,
                self.text.span_of(range.start, range.end),
                format_args!("a tag is not closed: {}", Quoted(text)),
            )
            .note("programs drop it, and all that follows")
            .help("close it with `>`; a `<` that is text is written &lt;");
    }

    #[cold]
    fn cut_comment(&mut self, range: &Range<usize>) {
        self.out
            .report(
                &rules::HTML_SYNTAX,
                self.text.span_of(range.start, range.end),
                format_args!("a comment is not closed: {}", Quoted(self.part(range))),
            )
            .note("all the rest of the text is part of it, and not shown")
            .help("close it with -->");
    }

    /// Judges a comment, or what is treated as one.
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
        // `<![endif]>` is a leftover of conditional comments, and `</>` is nothing: both do no harm.
        if !word.starts_with('?') || !self.is_news(&rules::HTML_SYNTAX, word) {
            return;
        }
        let span = self.text.span_of(comment.range.start, comment.range.end);
        self.out
            .report(
                &rules::HTML_SYNTAX,
                span,
                format_args!(
                    "HTML has no instructions such as {}",
                    Quoted(&self.text.text[comment.range.clone()])
                ),
            )
            .note("programs take it for a comment up to the next `>`")
            .help("leave it out; a `<` that is text is written &lt;");
        if imports && self.is_news(&rules::UNSAFE_ELEMENT, word) {
            self.out
                .report(
                    &rules::UNSAFE_ELEMENT,
                    span,
                    "`<?import` runs code in browsers that know it",
                )
                .note("some readers take it out, and others leave it to what shows the text")
                .help("leave it out");
        }
    }

    /// Reports a reference to no character, or to one that is not meant.
    #[cold]
    pub(super) fn reference(
        &mut self,
        fault: Fault,
        means: Option<(char, Option<char>)>,
        range: &Range<usize>,
    ) {
        let note = match fault {
            // All programs read these as meant.
            Fault::MissingSemicolon | Fault::AbsenceOfDigits => return,
            Fault::UnknownNamedCharacterReference => "programs show it as it is written",
            Fault::ControlCharacterReference if means.is_some_and(|it| !it.0.is_control()) => {
                "this is its number in windows-1252: browsers know that, and other programs show a control character, or nothing"
            }
            _ => "programs show a replacement character, or nothing",
        };
        let text = self.part(range);
        if !self.is_news(&rules::BAD_HTML_REFERENCE, note) {
            return;
        }
        let report = self
            .out
            .report(
                &rules::BAD_HTML_REFERENCE,
                self.text.span_of(range.start, range.end),
                format_args!("no character has this reference: {}", Quoted(text)),
            )
            .note(note);
        match means {
            Some((character, _))
                if fault == Fault::ControlCharacterReference && !character.is_control() =>
            {
                report.help(format_args!("write {character}, or &#{};", u32::from(character)))
            }
            _ if fault == Fault::UnknownNamedCharacterReference => {
                report.help("write &amp; for an `&` that is text")
            }
            _ => report.help("write the character itself"),
        };
    }
}
