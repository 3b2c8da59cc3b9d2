//! Converts the body of a press release to HTML: paragraphs (hard-wrapped or not), lists, subheads, notes, and the text after the
//! end mark.

use crate::publish::load::people::name::{is_capitals, words_in};
use crate::publish::load::plain_text::inline;
use crate::publish::load::plain_text::lines::Line;
use crate::publish::load::plain_text::mark;
use crate::publish::load::plain_text::words::ENDS;
use crate::publish::load::plain_text::wrap;
use crate::publish::load::plain_text::wrap::{Joint, Wrapping};

/// A block of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its kind.
    pub(super) kind: BlockKind,
    /// Its text. Line breaks that are kept are written as LF.
    pub(super) text: String,
    /// The line where it starts.
    pub(super) number: u32,
    /// Whether it is a single line between blank lines.
    lone: bool,
}

/// The kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A subhead.
    Heading,
    /// A list item, with its bullet.
    Item(char),
    /// An item of a numbered list.
    Numbered(u32),
    /// An editor's note.
    Note,
    /// A divider.
    Rule,
    /// The end mark. Notes to editors follow it.
    End,
}

impl Block {
    /// A paragraph that does not come from the lines of the body.
    pub(super) fn paragraph(text: &str) -> Block {
        let kind = if mark::is_note(text) { BlockKind::Note } else { BlockKind::Paragraph };
        Block { kind, text: text.to_owned(), number: 0, lone: false }
    }

    /// A divider.
    pub(super) fn rule() -> Block {
        Block { kind: BlockKind::Rule, text: String::new(), number: 0, lone: false }
    }
}

/// Reads the body.
pub(super) fn read(lines: &[Line]) -> Vec<Block> {
    let wrapping = Wrapping::of(lines);
    let mut blocks = Vec::new();
    for group in lines.split(Line::is_blank).filter(|it| !it.is_empty()) {
        read_group(group, &wrapping, &mut blocks);
    }
    lists_of_one(&mut blocks);
    headings(&mut blocks, lines.iter().any(Line::is_blank) || wrapping.is_long());
    while matches!(blocks.last(), Some(Block { kind: BlockKind::Rule | BlockKind::End, .. })) {
        blocks.pop();
    }
    blocks
}

/// Converts a body to HTML.
pub(super) fn html(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut list = None;
    for block in blocks {
        let wanted = match block.kind {
            BlockKind::Item(_) => Some("ul"),
            BlockKind::Numbered(_) => Some("ol"),
            _ => None,
        };
        if list != wanted {
            if let Some(open) = list {
                out.push_str("</");
                out.push_str(open);
                out.push_str(">\n");
            }
            match block.kind {
                BlockKind::Item(_) => out.push_str("<ul>\n"),
                BlockKind::Numbered(1) => out.push_str("<ol>\n"),
                BlockKind::Numbered(first) => {
                    out.push_str("<ol start=\"");
                    out.push_str(&first.to_string());
                    out.push_str("\">\n");
                }
                _ => {}
            }
            list = wanted;
        }
        let text = block.text.split('\n').map(inline::html).collect::<Vec<_>>().join("<br>\n");
        let (open, close) = match block.kind {
            BlockKind::Paragraph => ("<p>", "</p>"),
            BlockKind::Heading => ("<h2>", "</h2>"),
            BlockKind::Item(_) | BlockKind::Numbered(_) => ("<li>", "</li>"),
            BlockKind::Note => ("<p><em>", "</em></p>"),
            BlockKind::Rule | BlockKind::End => ("<hr>", ""),
        };
        out.push_str(open);
        out.push_str(&text);
        out.push_str(close);
        out.push('\n');
    }
    if let Some(open) = list {
        out.push_str("</");
        out.push_str(open);
        out.push_str(">\n");
    }
    out.pop();
    out
}

/// Reads a group of lines without blank lines between them.
fn read_group(group: &[Line], wrapping: &Wrapping, blocks: &mut Vec<Block>) {
    let base = group.iter().map(|it| it.indent).min().unwrap_or(0);
    let mut last: Option<&Line> = None;
    for line in group {
        let lone = group.len() == 1;
        let fresh =
            |kind, text: &str| Block { kind, text: text.to_owned(), number: line.number, lone };
        if let Some(kind) = divider(&line.text, lone) {
            blocks.push(fresh(kind, ""));
            last = None;
            continue;
        }
        if let Some((sign, text)) = bullet(&line.text) {
            blocks.push(fresh(BlockKind::Item(sign), text));
            last = Some(line);
            continue;
        }
        if let Some((number, text)) = numbered(&line.text) {
            let follows = matches!(blocks.last(), Some(Block { kind: BlockKind::Numbered(it), .. }) if it.checked_add(1) == Some(number));
            if number == 1 || follows {
                blocks.push(fresh(BlockKind::Numbered(number), text));
                last = Some(line);
                continue;
            }
        }
        let joint = last.map_or(Joint::Paragraph, |it| wrapping.joint(it, line, base));
        last = Some(line);
        match (joint, blocks.last_mut()) {
            (Joint::Space, Some(block)) => wrap::join(&mut block.text, &line.text),
            // A list item continues in the lines below it.
            (Joint::Break, Some(block))
                if matches!(block.kind, BlockKind::Item(_) | BlockKind::Numbered(_))
                    && line.indent > base =>
            {
                wrap::join(&mut block.text, &line.text);
            }
            (Joint::Break, Some(block)) if block.kind == BlockKind::Paragraph => {
                block.text.push('\n');
                block.text.push_str(&line.text);
            }
            _ => {
                let kind =
                    if mark::is_note(&line.text) { BlockKind::Note } else { BlockKind::Paragraph };
                let mut block = fresh(kind, &line.text);
                block.lone = lone || wrapping.is_long();
                blocks.push(block);
            }
        }
    }
}

/// The kind of a divider: `###`, `-30-`, `ENDS`, `* * *`.
fn divider(line: &str, alone: bool) -> Option<BlockKind> {
    if mark::is_rule(line) {
        return Some(if line.starts_with('#') { BlockKind::End } else { BlockKind::Rule });
    }
    let word = line.trim_matches(|it: char| it.is_whitespace() || "-–—()[]<>*#=~./_".contains(it));
    let framed = word.len() + 1 < line.len() && !line.starts_with(|it: char| it.is_alphanumeric());
    let small = word.to_lowercase();
    let (end, always) = ENDS.iter().find(|(it, _)| *it == small)?;
    let loud = alone && is_capitals(line) && !matches!(*end, "more" | "mehr");
    (framed || *always || loud)
        .then_some(if matches!(*end, "more" | "mehr") { BlockKind::Rule } else { BlockKind::End })
        .filter(|_| !matches!(small.as_str(), "30") || framed)
}

/// Whether a line is a list item.
pub(super) fn is_bullet(line: &str) -> bool {
    bullet(line).is_some()
}

/// The bullet and the text of a list item.
fn bullet(line: &str) -> Option<(char, &str)> {
    let sign = line.chars().next().filter(|it| "*-–•·▪◦‣●■".contains(*it))?;
    let text = line[sign.len_utf8()..].strip_prefix([' ', '\u{a0}'])?.trim_start();
    (!text.is_empty()).then_some((sign, text))
}

/// The number and the text of an item in a numbered list: `1. …`, `2) …`.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let digits = line.find(|it: char| !it.is_ascii_digit()).filter(|it| (1..=3).contains(it))?;
    let text = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((line[..digits].parse().ok()?, text))
}

/// Turns lists of one item with a dash or a number back into paragraphs. A single dash may start a line of dialogue.
fn lists_of_one(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let same = |it: Option<&Block>| {
            it.is_some_and(|it| {
                std::mem::discriminant(&it.kind) == std::mem::discriminant(&blocks[at].kind)
            })
        };
        let alone =
            !same(at.checked_sub(1).and_then(|it| blocks.get(it))) && !same(blocks.get(at + 1));
        let lead = match blocks[at].kind {
            BlockKind::Item(sign @ '-') if alone => format!("{sign} "),
            // A dash between blank lines starts dialogue.
            BlockKind::Item(sign @ '–') if alone || blocks[at].lone => format!("{sign} "),
            BlockKind::Numbered(number) if alone => format!("{number}. "),
            _ => continue,
        };
        blocks[at].text.insert_str(0, &lead);
        blocks[at].kind = BlockKind::Paragraph;
    }
}

/// Turns short lines before a paragraph into subheads.
fn headings(blocks: &mut [Block], parted: bool) {
    for at in 0..blocks.len() {
        let Some(next) = blocks.get(at + 1) else { return };
        let text_follows =
            matches!(next.kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Numbered(_))
                && (words_in(&next.text) >= 8 || next.kind != BlockKind::Paragraph);
        let block = &blocks[at];
        if block.kind != BlockKind::Paragraph || !block.lone || !parted || !text_follows {
            continue;
        }
        let marked = block.text.trim_start_matches('#');
        if marked.len() < block.text.len() && marked.starts_with(' ') {
            let text = marked.trim().trim_end_matches(['#', ' ']).to_owned();
            blocks[at].text = text;
            blocks[at].kind = BlockKind::Heading;
        } else if is_subhead(&block.text) {
            blocks[at].kind = BlockKind::Heading;
        }
    }
}

/// Whether a line has the form of a subhead: short, with a capital letter, and without a sentence's punctuation.
fn is_subhead(text: &str) -> bool {
    let words = words_in(text);
    let loud = is_capitals(text);
    let ends = text.ends_with(['.', '!', ':', ';', ',', '…', '”', '"', '»', '“', ')', '’'])
        || (text.ends_with('?') && !loud);
    let begins = text.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    let plain = !text.contains(['@', '\n', '“', '"', '«'])
        && !text.contains("http")
        && !text.contains("www.")
        && text.chars().any(char::is_alphabetic);
    begins && plain && !ends && words <= if loud { 12 } else { 9 } && text.chars().count() <= 80
}
