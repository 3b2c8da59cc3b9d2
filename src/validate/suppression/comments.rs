//! Suppressions in XML: `<!-- feedwright: allow RULE[, RULE] reason -->` before an element, or before the root element.

use std::cell::Cell;

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Event;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Xml;
use crate::validate::options::Options;
use crate::validate::rules;
use crate::validate::select::Named;
use crate::validate::suppression::found::Allowed;
use crate::validate::suppression::found::MAX;
use crate::validate::suppression::found::STILL_REPORTED;
use crate::validate::suppression::found::Scope;
use crate::validate::suppression::found::Suppression;
use crate::validate::suppression::found::Suppressions;
use crate::validate::suppression::found::report_too_many;
use crate::validate::suppression::found::report_unknown;

const EXAMPLE: &str =
    "for example, `<!-- feedwright: allow missing-guid the ids follow in May -->`";

/// Finds the suppressions of an XML document.
pub(super) fn find<'s>(text: &'s str, options: &Options, found: &mut Suppressions<'s>) {
    let mut reader = Reader::Xml(Box::new(Xml::new(text, &options.limits)));
    let mut markup = Diagnostics::new(0);
    let mut depth = 0_usize;
    let mut has_root = false;
    // The comments whose next node has not begun, and those whose next element has not ended, with their depths.
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    loop {
        match reader.next(&mut markup) {
            Event::Comment(span) => {
                let Some(mut it) = read(text, span, found) else { continue };
                if depth == 0 && !has_root {
                    it.scope = Scope::Document;
                } else {
                    waiting.push((found.list.len(), depth));
                }
                found.list.push(it);
            }
            Event::Open(it) => {
                for (index, depth) in waiting.drain(..) {
                    let rest = Span::new(it.span.start as usize, text.len());
                    found.list[index].scope = Scope::Part(rest);
                    open.push((index, depth));
                }
                depth += 1;
                has_root = true;
            }
            Event::Text(piece) if !piece.raw.trim().is_empty() => {
                for (index, _) in waiting.drain(..) {
                    found.list[index].scope = Scope::Part(piece.span);
                }
            }
            Event::Close(it) => {
                depth = depth.saturating_sub(1);
                waiting.clear();
                while let Some((index, _)) = open.pop_if(|it| it.1 == depth) {
                    if let Scope::Part(part) = &mut found.list[index].scope {
                        part.end = it.span.end.max(part.start);
                    }
                }
            }
            Event::End => break,
            _ => {}
        }
    }
}

/// Reads a comment. `None` if it is not a suppression.
fn read<'s>(text: &'s str, comment: Span, found: &mut Suppressions<'s>) -> Option<Suppression<'s>> {
    let inner = text.get(comment.range())?.strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->").unwrap_or(inner);
    let content = inner.trim_start().strip_prefix("feedwright:")?.trim();
    let out = &mut found.faults;
    if found.names >= MAX {
        report_too_many(comment, out);
        return None;
    }
    let at = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let span_of = |part: &str| Span::new(at(part), at(part) + part.len());
    let word = content.split(char::is_whitespace).next().unwrap_or_default();
    if word != "allow" {
        let span = if word.is_empty() { comment } else { span_of(word) };
        out.report(
            &rules::INVALID_SUPPRESSION,
            span,
            format_args!("{} is not an instruction for feedwright", Quoted(word)),
        )
        .note(STILL_REPORTED)
        .help(format_args!("write `allow` and the name of a rule, {EXAMPLE}"));
        return None;
    }
    let names = names(&content[word.len()..]);
    if names.is_empty() {
        out.report(
            &rules::INVALID_SUPPRESSION,
            span_of(word),
            "`allow` is not followed by the name of a rule",
        )
        .note(STILL_REPORTED)
        .help(format_args!("write the name of a rule, {EXAMPLE}"));
        return None;
    }
    found.names += names.len();
    let whole = whole(text, comment);
    let mut allowed = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let span = span_of(name);
        let removed = match (names.get(index + 1), index.checked_sub(1)) {
            (Some(next), _) => Span::new(at(name), at(next)),
            (None, Some(before)) => {
                Span::new(at(names[before]) + names[before].len(), span.end as usize)
            }
            (None, None) => whole,
        };
        match Named::known(name) {
            Some(rules) => {
                allowed.push(Allowed { name, rules, span, removed, is_used: Cell::new(false) });
            }
            None => report_unknown(name, span, removed, out),
        }
    }
    // The fix of an unknown name removes it.
    let whole = (allowed.len() == names.len()).then_some(whole);
    Some(Suppression { scope: Scope::Nothing, allowed, whole })
}

/// The names at the start of a text, which are separated by commas.
fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let end = rest.find(|it: char| it.is_whitespace() || it == ',').unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(':');
        if name.is_empty() {
            return names;
        }
        names.push(name);
        if names.len() > MAX {
            return names;
        }
        match rest[end..].trim_start().strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None => return names,
        }
    }
}

/// A comment, with its line if there is nothing else on it.
fn whole(text: &str, comment: Span) -> Span {
    let range = comment.range();
    let before = text[..range.start].trim_end_matches([' ', '\t']);
    let after = text[range.end..].trim_start_matches([' ', '\t']);
    let after = after.strip_prefix('\r').unwrap_or(after);
    match (before.is_empty() || before.ends_with('\n'), after.strip_prefix('\n')) {
        (true, Some(rest)) => Span::new(before.len(), text.len() - rest.len()),
        _ => comment,
    }
}
