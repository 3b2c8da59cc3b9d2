//! Edits in the form of the protocol.

use std::collections::HashMap;

use gen_lsp_types as lsp;
use imara_diff::Algorithm;
use imara_diff::Diff;
use imara_diff::InternedInput;

use crate::diagnostic::Edit;
use crate::server::client::Client;
use crate::server::document::Document;
use crate::server::position::Positions;
use crate::text::span::Span;

/// Converts edits of a document.
pub(super) fn converted(positions: &Positions<'_>, edits: &[Edit]) -> Vec<lsp::TextEdit> {
    let one =
        |it: &Edit| lsp::TextEdit { range: positions.range(it.span), new_text: it.text.clone() };
    edits.iter().map(one).collect()
}

/// The changes of one document. An editor that supports it only makes them in this version of the document.
pub(super) fn of_document(
    document: &Document,
    edits: Vec<lsp::TextEdit>,
    client: &Client,
) -> lsp::WorkspaceEdit {
    if !client.has_document_changes {
        let changes = HashMap::from([(document.uri.clone(), edits)]);
        return lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() };
    }
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
        version: Some(document.version),
        text_document_identifier: lsp::TextDocumentIdentifier { uri: document.uri.clone() },
    };
    let edits = edits.into_iter().map(Into::into).collect();
    let change = lsp::TextDocumentEdit { text_document, edits };
    lsp::WorkspaceEdit {
        document_changes: Some(vec![change.into()]),
        ..lsp::WorkspaceEdit::default()
    }
}

/// The edits that turn one text into another, line by line. `offset` is added to their places.
pub(super) fn between(before: &str, after: &str, offset: usize) -> Vec<Edit> {
    let input = InternedInput::new(before, after);
    let ends = |tokens: &[imara_diff::Token]| {
        let mut end = 0;
        let ends = tokens.iter().map(|it| {
            end += input.interner[*it].len();
            end
        });
        std::iter::once(0).chain(ends).collect::<Vec<usize>>()
    };
    let (old, new) = (ends(&input.before), ends(&input.after));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let edit = |it: imara_diff::Hunk| Edit {
        span: Span::new(
            offset + old[it.before.start as usize],
            offset + old[it.before.end as usize],
        ),
        text: after[new[it.after.start as usize]..new[it.after.end as usize]].to_owned(),
    };
    diff.hunks().map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn turns_one_text_into_another() {
        let texts = ["", "a", "a\n", "a\nb\nc", "x\r\nb\rc\n", "é\nb\n\n", "a\nc\nb\n"];
        for before in texts {
            for after in texts {
                let mut text = format!("..{before}");
                for edit in between(before, after, 2).into_iter().rev() {
                    text.replace_range(edit.span.range(), &edit.text);
                }
                assert_eq!(text, format!("..{after}"), "{before:?}");
            }
        }
        assert_eq!(between("a\nb\nc\n", "a\nx\nc\n", 0).len(), 1);
    }
}
