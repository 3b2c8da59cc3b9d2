//! JSON as events (RFC 8259, <https://www.rfc-editor.org/rfc/rfc8259>). The reader is strict and does not recurse, and reports the
//! exact place of each error.

use std::cell::Cell;
use std::collections::HashMap;
use std::collections::HashSet;
use std::collections::VecDeque;

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Close;
use crate::validate::markup::Event;
use crate::validate::markup::Form;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::Piece;
use crate::validate::markup::json_repair;
use crate::validate::markup::json_repair::Habits;
use crate::validate::markup::json_repair::fault;
use crate::validate::markup::json_text;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::NameId;
use crate::validate::markup::name::Ns;
use crate::validate::options::Limits;
use crate::validate::rules;

/// A reader of a JSON document.
pub struct Json<'s> {
    text: &'s str,
    /// How deeply arrays and objects may be nested.
    deepest: usize,
    at: usize,
    levels: Vec<Level<'s>>,
    names: Vec<&'s str>,
    ids: HashMap<&'s str, NameId>,
    ready: VecDeque<Event<'s>>,
    started: bool,
    /// Whether the rest of the text cannot be read.
    stopped: bool,
    /// Where the last value ends.
    value_end: usize,
    habits: Habits,
    /// The last result of [`Json::locate`]: the piece, a byte of it, and the offset of this byte in the decoded text.
    located: Cell<(Span, (usize, usize))>,
}

/// An object or an array that is open.
struct Level<'s> {
    name: NameId,
    is_object: bool,
    /// The keys so far, to find duplicates.
    keys: HashSet<&'s str>,
    /// Whether a value has just been read. A comma or the end must follow.
    after_value: bool,
}

impl<'s> Json<'s> {
    /// A reader of `text`. The name of the top-level value is `feed`.
    pub fn new(text: &'s str, limits: &Limits) -> Json<'s> {
        Json {
            text,
            deepest: limits.depth,
            at: 0,
            levels: Vec::new(),
            names: Vec::new(),
            ids: HashMap::new(),
            ready: VecDeque::new(),
            started: false,
            stopped: false,
            value_end: 0,
            habits: Habits::default(),
            located: Cell::default(),
        }
    }

    /// The name with this number.
    pub fn name(&self, id: NameId) -> Name<'s> {
        Name {
            ns: Ns::JSON,
            prefix: "",
            local: self.names.get(id.0 as usize).copied().unwrap_or_default(),
        }
    }

    /// Appends the decoded text of a piece.
    pub fn decode(&self, piece: &Piece<'s>, into: &mut String) {
        json_text::decode(piece.raw, into);
    }

    /// Maps an offset in the decoded piece to an offset in the document.
    pub fn locate(&self, piece: &Piece<'_>, offset: usize) -> usize {
        match piece.form {
            Form::Json => {
                // If the last offset was in the same piece and not after this one, the search continues from there.
                let (known, place) = self.located.get();
                let from = if known == piece.span && place.1 <= offset { place } else { (0, 0) };
                let (found, place) = json_text::raw_offset(piece.raw, from, offset);
                self.located.set((piece.span, place));
                piece.span.start as usize + found
            }
            _ => piece.span.start as usize + offset,
        }
    }

    /// Returns the next event.
    pub fn next(&mut self, out: &mut Diagnostics) -> Event<'s> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return event;
            }
            if self.stopped {
                self.habits.report(out);
                return self.close_all();
            }
            self.value_end = self.at;
            self.space(out);
            if !self.started {
                self.started = true;
                let name = self.intern("feed");
                self.value(name, Span::at(self.at), Span::at(self.at), out);
            } else if self.levels.is_empty() {
                self.after_the_end(out);
            } else {
                self.within(out);
            }
        }
    }

    /// Closes the open values one by one, and then ends the document.
    fn close_all(&mut self) -> Event<'s> {
        match self.levels.pop() {
            Some(level) => {
                Event::Close(Close { name: level.name, span: Span::at(self.at), forced: true })
            }
            None => Event::End,
        }
    }

    fn after_the_end(&mut self, out: &mut Diagnostics) {
        if self.at < self.text.len() {
            fault(out, self.rest_of_line(), "there is text after the end of the JSON value");
        }
        self.stopped = true;
    }

    /// Reads the next token inside an object or array.
    fn within(&mut self, out: &mut Diagnostics) {
        let Some(level) = self.levels.last() else { return };
        let (is_object, after_value, name) = (level.is_object, level.after_value, level.name);
        let end = if is_object { b'}' } else { b']' };
        match self.peek() {
            None => {
                let what = if is_object { "object" } else { "array" };
                fault(
                    out,
                    Span::at(self.text.len()),
                    format_args!("the document ends inside an {what}"),
                );
                self.stopped = true;
            }
            Some(byte) if byte == end => {
                let span = Span::new(self.at, self.at + 1);
                self.at += 1;
                self.levels.pop();
                self.ready.push_back(Event::Close(Close { name, span, forced: false }));
            }
            Some(b',') if after_value => {
                let comma = Span::new(self.at, self.at + 1);
                self.at += 1;
                if let Some(level) = self.levels.last_mut() {
                    level.after_value = false;
                }
                self.space(out);
                if self.peek() == Some(end) {
                    out.report(&rules::JSON_SYNTAX, comma, "trailing comma")
                        .note("readers reject the whole feed if it is not valid JSON")
                        .help("remove the comma")
                        .fix("remove the comma", comma, "");
                }
            }
            Some(b',') => {
                fault(out, Span::new(self.at, self.at + 1), "this comma has no value before it");
                self.at += 1;
            }
            Some(_) => {
                if after_value {
                    let end = Span::at(self.value_end);
                    fault(out, Span::at(self.at), "a comma is missing here")
                        .help("add a comma after the value")
                        .fix("add a comma after the value", end, ",");
                }
                if is_object { self.member(out) } else { self.element(name, out) }
            }
        }
    }

    fn element(&mut self, name: NameId, out: &mut Diagnostics) {
        if let Some(level) = self.levels.last_mut() {
            level.after_value = true;
        }
        let here = Span::at(self.at);
        self.value(name, here, here, out);
    }

    fn member(&mut self, out: &mut Diagnostics) {
        let Some((piece, key_span)) = self.key(out) else { return };
        if let Some(level) = self.levels.last_mut() {
            level.after_value = true;
            if !level.keys.insert(piece.raw) {
                out.report(
                    &rules::JSON_DUPLICATE_KEY,
                    key_span,
                    format_args!(
                        "the key {} appears more than once in this object",
                        Quoted(piece.raw)
                    ),
                )
                .note("readers lose one of the two values, or reject the feed")
                .help("keep the key with the right value, and remove the other one");
            }
        }
        self.space(out);
        if self.peek() != Some(b':') {
            fault(out, key_span, "a colon is missing after this key");
            self.stopped = true;
            return;
        }
        self.at += 1;
        self.space(out);
        let name = self.intern(piece.raw);
        self.value(name, key_span, piece.span, out);
    }

    /// Reads a key, and returns it with its quotes.
    fn key(&mut self, out: &mut Diagnostics) -> Option<(Piece<'s>, Span)> {
        if matches!(self.peek(), Some(b'"' | b'\'')) {
            let piece = self.string(out, true)?;
            let span = Span::new(piece.span.start as usize - 1, piece.span.end as usize + 1);
            return Some((piece, span));
        }
        let Some(end) = json_repair::key_end(self.text.as_bytes(), self.at) else {
            fault(out, self.word(), "expected a key in double quotes");
            self.stopped = true;
            return None;
        };
        let span = Span::new(self.at, end);
        self.habits.bare_key(span);
        self.at = end;
        Some((Piece { raw: &self.text[span.range()], span, form: Form::Plain }, span))
    }

    /// Reads a scalar value, or the start of an object or array. `open` is the span to report for its start.
    fn value(&mut self, name: NameId, open: Span, name_span: Span, out: &mut Diagnostics) {
        let start = self.at;
        let whole =
            |open: Span, end: usize| if open.is_empty() { Span::new(start, end) } else { open };
        match self.peek() {
            Some(byte @ (b'{' | b'[')) => {
                if self.levels.len() >= self.deepest {
                    out.report(
                        &rules::JSON_TOO_DEEP,
                        Span::new(start, start + 1),
                        format_args!("values are nested more than {} levels deep", self.deepest),
                    )
                    .note("readers reject such a document or find an empty feed in it (feedwright does not check deeper values)")
                    .help("remove the nested values");
                    self.stopped = true;
                    return;
                }
                let is_object = byte == b'{';
                self.at += 1;
                let kind = if is_object { Kind::Object } else { Kind::Array };
                let span = whole(open, self.at);
                let name_span = if name_span.is_empty() { span } else { name_span };
                self.ready.push_back(Event::Open(Open { name, kind, span, name_span }));
                self.levels.push(Level {
                    name,
                    is_object,
                    keys: HashSet::new(),
                    after_value: false,
                });
            }
            Some(b'"' | b'\'') => {
                let Some(piece) = self.string(out, false) else { return };
                self.scalar(name, Kind::String, whole(open, self.at), name_span, piece);
            }
            Some(_) => self.literal(name, open, name_span, out),
            None => {
                fault(out, Span::at(self.at), "the document ends where a value is expected");
                self.stopped = true;
            }
        }
    }

    fn literal(&mut self, name: NameId, open: Span, name_span: Span, out: &mut Diagnostics) {
        let span = self.word();
        let mut raw = &self.text[span.range()];
        if let Some(meant) = json_repair::meant(raw) {
            let help = format!("change it to `{meant}`");
            fault(out, span, format_args!("{} is not a JSON value", Quoted(raw)))
                .help(&help)
                .fix(&help, span, meant);
            raw = meant;
        }
        let kind = match raw {
            "true" | "false" => Kind::Bool,
            "null" => Kind::Null,
            _ if json_text::is_number(raw) => Kind::Number,
            _ => {
                fault(out, span, format_args!("{} is not a JSON value", Quoted(raw)));
                self.stopped = true;
                return;
            }
        };
        self.at = span.end as usize;
        let piece = Piece { raw, span, form: Form::Plain };
        let open = if open.is_empty() { span } else { open };
        self.scalar(name, kind, open, name_span, piece);
    }

    fn scalar(&mut self, name: NameId, kind: Kind, span: Span, name_span: Span, piece: Piece<'s>) {
        let name_span = if name_span.is_empty() { span } else { name_span };
        self.ready.push_back(Event::Open(Open { name, kind, span, name_span }));
        self.ready.push_back(Event::Text(piece));
        self.ready.push_back(Event::Close(Close { name, span: Span::at(self.at), forced: false }));
    }

    /// Reads a string. The piece is its content without the quotes.
    fn string(&mut self, out: &mut Diagnostics, is_key: bool) -> Option<Piece<'s>> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let quote = bytes[self.at];
        let mut ends_at = 0;
        let mut is_mixed = false;
        let mut at = start;
        let mut escaped = false;
        loop {
            match bytes.get(at) {
                None => {
                    fault(out, Span::new(start - 1, start), "this string is never closed");
                    self.at = bytes.len();
                    self.stopped = true;
                    return None;
                }
                Some(byte)
                    if at >= ends_at
                        && (*byte == quote && !json_repair::ends(bytes, at + 1, is_key)
                            || matches!(byte, b'\n' | b'\r'))
                        && json_repair::mixed_end(self.text, start - 1, at, is_key).is_some() =>
                {
                    at = json_repair::mixed_end(self.text, start - 1, at, is_key).unwrap_or(at);
                    let wrong = if quote == b'"' { at } else { start - 1 };
                    let wrong = Span::new(wrong, wrong + 1);
                    fault(out, wrong, "this string begins and ends with different quotes")
                        .help("change it to `\"`")
                        .fix("change it to `\"`", wrong, "\"");
                    is_mixed = true;
                    break;
                }
                Some(byte) if *byte == quote => {
                    if at >= ends_at {
                        if let Some((quotes, end)) =
                            json_repair::inner_quotes(self.text, at, is_key)
                        {
                            ends_at = end;
                            json_repair::quotes_in_string(out, &quotes, quote);
                            at += 1;
                            continue;
                        }
                        break;
                    }
                    at += 1;
                }
                Some(b'\\') => {
                    escaped = true;
                    let length = json_text::escape_length(&self.text[at..]);
                    if length == 0 && bytes.get(at + 1) == Some(&b'\'') {
                        if quote == b'"' {
                            let span = Span::new(at, at + 2);
                            fault(out, span, "`\\'` is not a JSON escape sequence")
                                .help("change it to `'`")
                                .fix("change it to `'`", span, "'");
                        }
                        at += 2;
                    } else if length == 0 {
                        let end = (at + 2).min(bytes.len());
                        let end = (end..=bytes.len())
                            .find(|it| self.text.is_char_boundary(*it))
                            .unwrap_or(end);
                        let shown = &self.text[at..end];
                        fault(
                            out,
                            Span::new(at, end),
                            format_args!("{} is not a JSON escape sequence", Quoted(shown)),
                        );
                        at = end;
                    } else {
                        if json_text::is_lone_surrogate(&self.text[at..]) {
                            lone_surrogate(out, Span::new(at, at + length));
                        }
                        at += length;
                    }
                }
                Some(byte) if *byte < 0x20 => {
                    let escape = match byte {
                        b'\n' => "\\n".to_owned(),
                        b'\r' => "\\r".to_owned(),
                        b'\t' => "\\t".to_owned(),
                        _ => format!("\\u{byte:04x}"),
                    };
                    let span = Span::new(at, at + 1);
                    let message =
                        format_args!("the character U+{byte:04X} must be escaped in a string");
                    let help = format!("change it to `{escape}`");
                    fault(out, span, message).help(&help).fix(&help, span, escape);
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        if quote == b'\'' && !is_mixed {
            self.habits.single_quoted(self.text, start - 1, at + 1);
        }
        let form = if escaped { Form::Json } else { Form::Plain };
        Some(Piece { raw: &self.text[start..at], span: Span::new(start, at), form })
    }

    /// Skips white space and comments, and reports the comments.
    fn space(&mut self, out: &mut Diagnostics) {
        let bytes = self.text.as_bytes();
        loop {
            while matches!(bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                self.at += 1;
            }
            let rest = &self.text[self.at..];
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |it| it + 2)
            } else {
                return;
            };
            let comment = Span::new(self.at, self.at + length);
            fault(out, comment, "comments are not allowed in JSON").help("remove the comment").fix(
                "remove the comment",
                comment,
                "",
            );
            self.at += length;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// From here to the next character that certainly ends a value.
    fn word(&self) -> Span {
        let rest = &self.text[self.at..];
        let end = rest
            .find([',', ']', '}', ':', ' ', '\t', '\n', '\r', '"', '{', '['])
            .unwrap_or(rest.len());
        let end = if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end };
        Span::new(self.at, self.at + end)
    }

    fn rest_of_line(&self) -> Span {
        let rest = &self.text[self.at..];
        Span::new(self.at, self.at + rest.find('\n').unwrap_or(rest.len()))
    }

    fn intern(&mut self, name: &'s str) -> NameId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = NameId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name);
        self.ids.insert(name, id);
        id
    }
}

/// According to RFC 8259, §8.2, the behavior of programs that receive a lone surrogate is unpredictable.
fn lone_surrogate(out: &mut Diagnostics, span: Span) {
    out.report(
        &rules::JSON_SYNTAX,
        span,
        "this is only half of a surrogate pair, which is not a character",
    )
    .note("some programs reject the feed, and others replace or drop the character")
    .help("write the intended character")
    .severity(Severity::Warning);
}
