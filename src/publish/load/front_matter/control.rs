//! Removes characters that no front matter syntax allows, such as a stray backspace, before parsing. Afterwards, all positions
//! are mapped back to the file.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::load::front_matter::parsed::Parsed;
use crate::publish::rules::FRONT_MATTER_SYNTAX;
use crate::text::span::Span;

/// Front matter without its control characters.
pub(super) struct Cleaned {
    /// The remaining text.
    pub(super) text: String,
    /// The position of its start in the file.
    start: usize,
    /// The removed characters: their positions in `text`, and the number of bytes that are missing from there on.
    removed: Vec<(usize, usize)>,
    /// The first removed character, and its position in the file.
    first: (char, Span),
}

/// The front matter at `place` without control characters. `None` if it contains none.
pub(super) fn clean(text: &str, place: Span) -> Option<Cleaned> {
    let source = &text[place.range()];
    let (at, first) = source.char_indices().find(|it| is_control(it.1))?;
    let start = place.start as usize;
    let first = (first, Span::new(start + at, start + at + first.len_utf8()));
    let mut out =
        Cleaned { text: String::with_capacity(source.len()), start, removed: Vec::new(), first };
    let mut missing = 0;
    for character in source.chars() {
        if is_control(character) {
            missing += character.len_utf8();
            out.removed.push((out.text.len(), missing));
        } else {
            out.text.push(character);
        }
    }
    Some(out)
}

impl Cleaned {
    /// Maps the positions of the parsed front matter back to the file, and adds a warning.
    pub(super) fn restore(&self, parsed: &mut Parsed) {
        parsed.move_spans(&|it| self.place(it));
        let (character, span) = self.first;
        let message = format!(
            "the front matter contains the control character U+{:04X}",
            u32::from(character)
        );
        let mut warning = Diagnostic::new(&FRONT_MATTER_SYNTAX, span, message);
        warning.severity = Severity::Warning;
        warning.note(
            "it is invisible, and YAML, TOML and JSON do not allow it; feedwright removes it",
        );
        warning.help("delete it");
        parsed.diagnostics.insert(0, warning);
    }

    /// Maps a position in the cleaned text to the file.
    fn place(&self, at: usize) -> usize {
        let before = self.removed.partition_point(|it| it.0 <= at);
        let missing = before.checked_sub(1).map_or(0, |it| self.removed[it].1);
        self.start + at + missing
    }
}

fn is_control(it: char) -> bool {
    it.is_control() && !matches!(it, '\t' | '\n' | '\r' | '\u{85}')
        || matches!(it, '\u{fffe}' | '\u{ffff}')
}
