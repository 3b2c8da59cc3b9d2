//! Joins hard-wrapped lines to paragraphs, and keeps intentional line breaks.

use crate::publish::load::plain_text::lines::Line;

/// How the lines of a text are wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Not wrapped: each line is a paragraph.
    Long,
    /// Wrapped at this number of characters.
    At(usize),
}

/// The meaning of the line break between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// A space: the paragraph continues.
    Space,
    /// A line break inside a paragraph, for example in verse and postal addresses.
    Break,
    /// A new paragraph.
    Paragraph,
}

/// Characters at the end of a sentence.
const ENDS: [char; 8] = ['.', '!', '?', '”', '"', '»', '…', '“'];

/// The greatest width at which lines are usually wrapped, in characters.
const WIDEST: usize = 100;

impl Wrapping {
    /// Determines the wrapping from lines that are next to another line.
    pub(super) fn of(lines: &[Line]) -> Wrapping {
        let mut widths = Vec::new();
        let (mut wide, mut whole) = (0, 0);
        for pair in lines.windows(2) {
            if !pair[0].is_blank() && !pair[1].is_blank() {
                widths.push(pair[0].width());
                if pair[0].width() > WIDEST {
                    wide += 1;
                    whole += usize::from(pair[0].text.ends_with(ENDS));
                }
            }
        }
        if wide * 5 <= widths.len() {
            return Wrapping::At(widths.into_iter().filter(|it| *it <= WIDEST).max().unwrap_or(0));
        }
        // Lines that are whole paragraphs end with a sentence, but lines that an editor wrapped end anywhere.
        match widths.into_iter().max() {
            Some(widest) if whole * 2 < wide && widest <= WIDEST * 2 => Wrapping::At(widest),
            _ => Wrapping::Long,
        }
    }

    /// Whether each line is a paragraph.
    pub(super) fn is_long(self) -> bool {
        self == Wrapping::Long
    }

    /// The meaning of the line break between `line` and `next`. `base` is the indentation of their block.
    pub(super) fn joint(self, line: &Line, next: &Line, base: usize) -> Joint {
        let Wrapping::At(width) = self else {
            let short = line.width() < 60 && next.width() < 60;
            return if short { Joint::Break } else { Joint::Paragraph };
        };
        if next.indent >= base + 2 && line.indent < next.indent {
            return Joint::Paragraph;
        }
        let first = next.text.split(' ').next().unwrap_or("").chars().count();
        let fits = line.width() + 1 + first + 10 <= width;
        if width < 40 {
            return Joint::Break;
        }
        if !fits {
            return Joint::Space;
        }
        if line.text.ends_with(ENDS) {
            return Joint::Paragraph;
        }
        let small = next.text.starts_with(char::is_lowercase);
        if small { Joint::Space } else { Joint::Break }
    }
}

/// Appends a line to a paragraph. A hyphen at the end of a line is kept, and no space follows it if the word continues.
pub(super) fn join(text: &mut String, next: &str) {
    let split = text.ends_with('-')
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && next.starts_with(char::is_lowercase)
        && !HANGING.contains(&next.split(' ').next().unwrap_or(""));
    if !split {
        text.push(' ');
    }
    text.push_str(next);
}

/// Words after a hyphen that replaces the end of a word: `Ein- und Ausgang`.
static HANGING: &[&str] =
    &["und", "oder", "bis", "sowie", "and", "or", "to", "en", "of", "et", "ou", "y", "o", "e"];
