//! The first and last lines of boxes: `:::note[Title]`, `::: details Title`, `::: {.warning}`, `:::`, `!!! note "Title"`, `???
//! tip`.

use crate::publish::load::markdown::alerts::capitalized;
use crate::text::escape;

/// Kinds of boxes that use their name as the title if the author wrote none.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "abstract", "attention", "bug", "caution", "check", "danger", "error", "example", "failure", "faq", "fail", "help", "hint", "important",
    "info", "missing", "note", "notice", "question", "quote", "secondary", "seealso", "success", "summary", "tip", "tldr", "todo", "warning",
];

/// Kinds of boxes that are closed until they are clicked.
const FOLDED: &[&str] = &["details", "spoiler", "collapse", "collapsible", "expand"];

/// The HTML element of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Aside(&'static str),
    Details,
    Plain,
}

impl Frame {
    fn of(name: &str) -> Frame {
        let lower = name.to_ascii_lowercase();
        if FOLDED.contains(&lower.as_str()) {
            return Frame::Details;
        }
        KINDS.iter().find(|it| **it == lower).map_or(Frame::Plain, |it| Frame::Aside(it))
    }

    /// The lines that start the box. `title` is Markdown. `None` means the title of its kind.
    pub(super) fn start(self, blanks: &str, title: Option<&str>) -> String {
        let title = title
            .map(str::trim)
            .map(|it| it.strip_prefix("**").and_then(|it| it.strip_suffix("**")).unwrap_or(it));
        match (self, title) {
            (Frame::Details, title) => {
                let title = title.filter(|it| !it.is_empty()).unwrap_or("Details");
                let title = escape::content(title);
                format!("\n\n{blanks}<details>\n{blanks}<summary>{title}</summary>\n\n")
            }
            (Frame::Plain, None) => format!("\n\n{blanks}<div>\n\n"),
            (Frame::Aside(_), Some("")) => format!("\n\n{blanks}<aside>\n\n"),
            (Frame::Plain, Some(title)) => {
                format!("\n\n{blanks}<div>\n\n{blanks}<strong>{title}</strong>\n\n")
            }
            (Frame::Aside(kind), title) => {
                let title = title.map_or_else(|| capitalized(kind), str::to_owned);
                format!("\n\n{blanks}<aside>\n\n{blanks}<strong>{title}</strong>\n\n")
            }
        }
    }

    /// The line that ends the box.
    pub(super) fn end(self) -> &'static str {
        match self {
            Frame::Aside(_) => "</aside>",
            Frame::Details => "</details>",
            Frame::Plain => "</div>",
        }
    }
}

/// The meaning of a line that starts with `:::`.
pub(super) enum Fence<'l> {
    None,
    End(usize),
    Start {
        colons: usize,
        open: Frame,
        title: Option<&'l str>,
        /// The contents of the box on the same line.
        text: &'l str,
        closed: bool,
    },
}

/// Parses a line that starts with `:::`.
pub(super) fn fence(line: &str) -> Fence<'_> {
    let colons = line.bytes().take_while(|it| *it == b':').count();
    let rest = line[colons..].trim();
    if rest.is_empty() {
        return Fence::End(colons);
    }
    let closed = rest.ends_with(":::") && !rest.trim_end_matches(':').trim().is_empty();
    let rest = rest.trim_end_matches(':').trim_end();
    let (name, mut rest) = if let Some(inner) = rest.strip_prefix('{') {
        let (inner, rest) = inner.split_once('}').unwrap_or((inner, ""));
        let class = inner.split_whitespace().find_map(|it| it.strip_prefix('.'));
        (class.or_else(|| inner.split_whitespace().next()).unwrap_or_default(), rest.trim())
    } else {
        let is_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
        let end = rest.find(|it: char| !is_name(it)).unwrap_or(rest.len());
        (&rest[..end], &rest[end..])
    };
    let is_name = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let parted = rest.is_empty() || rest.starts_with([' ', '\t', '[', '{']);
    let marked = line[colons..].starts_with([' ', '{']);
    if !(marked || is_name && parted) {
        return Fence::None;
    }
    let open = Frame::of(name);
    rest = rest.trim();
    let mut title = None;
    let mut text = "";
    if let Some(end) = rest.strip_prefix('[').and_then(label) {
        title = Some(&rest[1..=end]);
        rest = rest[end + 2..].trim();
    }
    if let Some(inner) = rest.strip_prefix('{')
        && let Some((_, after)) = inner.split_once('}')
    {
        rest = after.trim();
    }
    if title.is_some() || (closed && !rest.is_empty()) {
        text = rest;
    } else if !rest.is_empty() {
        let words = rest.trim_matches(['"', '\'']);
        // In other containers, the text after the name contains settings.
        let is_title = open != Frame::Plain || rest.starts_with('"') || rest.contains(' ');
        title = is_title.then_some(words);
    }
    Fence::Start { colons, open, title, text, closed }
}

/// The position where the bracket that opened before the string is closed.
fn label(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Parses `!!! note "Title"`. Without a title, the kind's own is used. An empty title is kept empty.
pub(super) fn admonition(line: &str) -> Option<(Frame, Option<String>)> {
    let folded = line.starts_with("???");
    let rest = line[3..].strip_prefix('+').filter(|_| folded).unwrap_or(&line[3..]);
    let rest = rest.strip_prefix([' ', '\t']).unwrap_or(rest).trim();
    let (kinds, title) = match rest.split_once('"') {
        Some((kinds, title)) => (kinds.trim(), Some(title.strip_suffix('"')?)),
        None => (rest, None),
    };
    let is_kind = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | ' ');
    if !kinds.starts_with(|it: char| it.is_alphabetic()) || !kinds.chars().all(is_kind) {
        return None;
    }
    let kind = kinds.split(' ').next().unwrap_or_default();
    let title = title.map_or_else(|| capitalized(kind), str::to_owned);
    let open = if folded { Frame::Details } else { Frame::Aside("note") };
    Some((open, Some(title)))
}
