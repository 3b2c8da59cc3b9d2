//! Determines which lines of Markdown are code or raw, using only the lines. This is needed before the text is parsed.

/// The state after some lines.
#[derive(Default)]
pub(super) struct Code {
    /// The open fence: its character, and the number of characters.
    fence: Option<(u8, usize)>,
    /// The end of the open raw element or comment.
    raw: Option<&'static str>,
    /// Whether the previous line was blank, or there was none.
    after_text: bool,
    /// Whether the previous lines were indented code.
    indented: bool,
    /// Whether indented lines may belong to a list.
    in_list: bool,
}

/// The starts of raw content, and their ends.
const RAW: &[(&str, &str)] = &[
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<!--", "-->"),
];

impl Code {
    /// Whether the next line is code. Fences are included.
    pub(super) fn has(&mut self, line: &str) -> bool {
        let inner = line.trim_start_matches([' ', '\t', '>']);
        if let Some((mark, count)) = self.fence {
            let run = inner.bytes().take_while(|it| *it == mark).count();
            if run >= count && inner[run..].trim().is_empty() {
                self.fence = None;
            }
            return true;
        }
        if let Some(end) = self.raw {
            if memchr::memmem::find(line.as_bytes(), end.as_bytes()).is_some() {
                self.raw = None;
            }
            return true;
        }
        if inner.trim().is_empty() {
            self.after_text = false;
            return false;
        }
        let indent = indent(line);
        if indent >= 4 && !self.in_list && (self.indented || !self.after_text) {
            self.indented = true;
            return true;
        }
        self.indented = false;
        let marker = marker(inner);
        if marker > 0 {
            self.in_list = true;
        } else if indent == 0 && !self.after_text {
            self.in_list = false;
        }
        self.after_text = true;
        let inner = inner[marker..].trim_start();
        if let Some(mark @ (b'`' | b'~')) = inner.bytes().next() {
            let run = inner.bytes().take_while(|it| *it == mark).count();
            if run >= 3 && (mark == b'~' || !inner[run..].contains('`')) {
                self.fence = Some((mark, run));
                self.after_text = false;
                return true;
            }
        }
        if inner.starts_with('<')
            && let Some((start, end)) = RAW.iter().find(|it| {
                inner.get(..it.0.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(it.0))
            })
        {
            if memchr::memmem::find(&inner.as_bytes()[start.len()..], end.as_bytes()).is_none() {
                self.raw = Some(end);
            }
            return true;
        }
        false
    }
}

/// The indentation of a line in columns.
pub(super) fn indent(line: &str) -> usize {
    let blanks = line.bytes().take_while(|it| matches!(it, b' ' | b'\t'));
    blanks.fold(0, |at, it| if it == b'\t' { at + 4 - at % 4 } else { at + 1 })
}

/// The length of the list marker at the start of a line, including the space after it.
fn marker(line: &str) -> usize {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take(10).take_while(|it| it.is_ascii_digit()).count();
    let length = match bytes.get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..10).contains(&digits) => digits + 1,
        _ => return 0,
    };
    if matches!(bytes.get(length), Some(b' ' | b'\t')) { length + 1 } else { 0 }
}

/// The lines of the text without their endings, with their positions.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}
