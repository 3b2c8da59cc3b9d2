//! Text and end tags: checks the value of an element, its missing children, and what else its row defines.

use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::facts::EntryFacts;
use crate::validate::markup::Close;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::decoded::Placed;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules::profile;
use crate::validate::rules::structure;
use crate::validate::rules::value;
use crate::validate::walk::Walker;

impl<'s> Walker<'s, '_> {
    pub(super) fn text(&mut self, piece: Piece<'s>, out: &mut Diagnostics) {
        if let (Some(construct), Some(depth)) =
            (&mut self.construct, self.frames.len().checked_sub(1))
        {
            construct.text(&piece, depth, out);
        }
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(row) = frame.row else { return };
        let blank = |it: &Piece<'_>| it.raw.bytes().all(|it| it.is_ascii_whitespace());
        if matches!(row.value, Value::Anything)
            || (matches!(row.value, Value::Children) && blank(&piece))
        {
            return;
        }
        if frame.only.is_none() && self.pieces.len() == frame.pieces {
            frame.only = Some(piece);
            return;
        }
        if let Some(only) = frame.only.take() {
            self.pieces.push(Placed { at: 0, piece: only });
            self.reader.decode(&only, &mut self.buffer);
        }
        self.pieces.push(Placed { at: self.buffer.len() - frame.buffer, piece });
        self.reader.decode(&piece, &mut self.buffer);
    }

    pub(super) fn close(&mut self, close: &Close, before: usize, out: &mut Diagnostics) {
        self.place(before, out);
        let before = out.len();
        let Some(frame) = self.frames.last() else { return };
        if let Some(row) = frame.row {
            let candidate = frame.candidate;
            self.check(row, close, out);
            self.soften(candidate, before, out);
            self.place(before, out);
        }
        if let Some(stripes) = &mut self.stripes {
            stripes.close();
        }
        if let Some(frame) = self.frames.pop() {
            if self.facts.bases.last().is_some_and(|it| it.0 == self.frames.len()) {
                self.facts.bases.pop();
            }
            self.attributes.truncate(frame.attributes);
            self.buffer.truncate(frame.buffer);
            self.pieces.truncate(frame.pieces);
            self.seen.truncate(frame.seen);
        }
    }

    fn check(&mut self, row: &'static Row, close: &Close, out: &mut Diagnostics) {
        let Some(frame) = self.frames.last() else { return };
        let depth = self.frames.len() - 1;
        self.facts.entries += usize::from(row.role == Some(Place::Entry) || row.name == "outline");
        if close.forced {
            // Its content is incomplete, so it is not checked.
            self.construct.take_if(|it| it.is_at(depth));
            if row.role == Some(Place::Entry) {
                self.facts.entry = EntryFacts::default();
            }
            return;
        }
        if let Some(only) = frame.only
            && !self.reader.is_verbatim(&only)
        {
            self.reader.decode(&only, &mut self.buffer);
        }
        let content_span =
            Span { start: frame.tag_span.end, end: close.span.start.max(frame.tag_span.end) };
        let text = match frame.only {
            Some(only) if self.reader.is_verbatim(&only) => {
                Decoded::plain(only.raw, only.span.start as usize)
            }
            Some(only) => Decoded::one(&self.buffer[frame.buffer..], only, &self.reader),
            None if self.pieces.len() > frame.pieces => Decoded::many(
                &self.buffer[frame.buffer..],
                &self.pieces[frame.pieces..],
                &self.reader,
            ),
            None => Decoded::plain("", content_span.start as usize),
        };
        let parent = self.frames.len().checked_sub(2).map(|it| &self.frames[it]);
        let element = Element {
            row,
            name_span: frame.name_span,
            tag_span: frame.tag_span,
            content_span,
            text,
            attributes: &self.attributes[frame.attributes..],
            parent: parent.and_then(|it| it.row),
            index: frame.index,
            parent_index: parent.map_or(0, |it| it.index),
            children: &self.seen[frame.seen..],
            reader: &self.reader,
            source: self.source,
        };
        if let Some(construct) = self.construct.take_if(|it| it.is_at(depth)) {
            construct.close(&element, &mut self.facts, out);
        } else if !frame.structured {
            value::element(&element, &mut Context { facts: &mut self.facts, out });
        }
        for needed in self.rows.needs(frame.candidate) {
            if !element.children.iter().any(|it| it.row.name == needed.name) {
                structure::missing(&element, needed, &self.facts, out);
            }
        }
        structure::repeated_rss_elements(&element, &self.facts, out);
        let context = &mut Context { facts: &mut self.facts, out };
        for check in row.checks {
            check(&element, context);
        }
        if let Some(role) = row.role {
            for (_, check) in self.rows.checks.iter().filter(|it| it.0 == role) {
                check(&element, context);
            }
        }
        if !context.facts.options.profiles.is_empty() {
            profile::check(&element, context);
        }
        if row.role == Some(Place::Entry) {
            self.facts.entry = EntryFacts::default();
        }
    }
}
