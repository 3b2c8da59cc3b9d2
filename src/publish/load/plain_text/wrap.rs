//! Hard-wrapped lines back to paragraphs: which line ends were written on purpose.

use crate::publish::load::plain_text::lines::Line;

/// How the lines of a text were broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Not at all: each line is a paragraph.
    Long,
    /// At this many characters.
    At(usize),
}

/// What a line end between two lines stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// A space: the paragraph goes on.
    Space,
    /// A line of its own in the same paragraph: verse, addresses.
    Break,
    /// A new paragraph.
    Paragraph,
}

/// What a sentence ends with.
const ENDS: [char; 8] = ['.', '!', '?', '”', '"', '»', '…', '“'];

/// The widest that lines are usually wrapped at, in characters.
const WIDEST: usize = 100;

impl Wrapping {
    /// Judges by the lines that have a neighbour.
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
        // Lines that are paragraphs end with a sentence; lines that an editor broke, wherever it had to.
        match widths.into_iter().max() {
            Some(widest) if whole * 2 < wide && widest <= WIDEST * 2 => Wrapping::At(widest),
            _ => Wrapping::Long,
        }
    }

    /// Whether each line is a paragraph.
    pub(super) fn is_long(self) -> bool {
        self == Wrapping::Long
    }

    /// What the line end between `line` and `next` stands for; `base` is how far their block is indented.
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

/// Adds a line to a paragraph. A hyphen at the end of a line is left alone, and without a space when a word goes on.
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

/// Words after a hyphen that stands for a word to come: `Ein- und Ausgang`.
static HANGING: &[&str] =
    &["und", "oder", "bis", "sowie", "and", "or", "to", "en", "of", "et", "ou", "y", "o", "e"];
