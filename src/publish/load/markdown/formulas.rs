//! TeX in the text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{x}…\end{x}`. Scripts on the site's pages read it verbatim, so
//! Markdown must not change it. Therefore it is masked while the text is parsed, and so are URLs that contain emphasis
//! characters.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;

use crate::publish::load::markdown::code;
use crate::publish::load::markdown::code::Code;
use crate::publish::load::markdown::event::SpannedEvent;
use crate::publish::load::markdown::signs::Signs;

/// The mask: a character that does not occur in texts and has no meaning in Markdown.
pub(super) const MASK: u8 = 0x1a;

/// Masks everything that Markdown must not change. The result has the same length. `None` if nothing is masked.
pub(super) fn mask(text: &str, signs: &Signs<'_>) -> Option<String> {
    let bytes = text.as_bytes();
    let has = |sign: &str| signs.has(sign);
    let tex = has("$") || has("\\(") || has("\\[") || has("\\begin{");
    let bare = || {
        memmem::find_iter(bytes, "://")
            .any(|it| bare_scheme(text, it).is_some() && has_emphasis(&bytes[it..]))
    };
    let masks = tex || has("://") && bare();
    if !masks {
        return None;
    }
    let mut finder = Finder { text, ..Finder::default() };
    let mut code = Code::default();
    let mut start = 0;
    for (at, line) in code::lines(text) {
        // Each paragraph is searched separately, because a formula cannot contain a blank line.
        if code.has(line) || line.trim().is_empty() {
            finder.paragraph(start..at);
            start = at + line.len();
        }
    }
    finder.paragraph(start..text.len());
    if finder.found.is_empty() {
        return None;
    }
    let mut masked = bytes.to_vec();
    for range in finder.found {
        let mut line_start = false;
        for byte in &mut masked[range] {
            match *byte {
                b'\n' | b'\r' => line_start = true,
                // The marks of a block quote that contains the formula.
                b' ' | b'\t' | b'>' if line_start => {}
                _ => {
                    line_start = false;
                    *byte = MASK;
                }
            }
        }
    }
    String::from_utf8(masked).ok()
}

/// Finds the ranges that are masked.
#[derive(Default)]
struct Finder<'t> {
    text: &'t str,
    found: Vec<Range<usize>>,
    /// The last `\(`, `\[`, `$` and `$$` that may start a formula, and the first `\begin{x}` with its name.
    round: Option<usize>,
    square: Option<usize>,
    single: Option<usize>,
    double: Option<usize>,
    begin: Option<(usize, &'t str)>,
}

impl Finder<'_> {
    fn paragraph(&mut self, range: Range<usize>) {
        let bytes = self.text.as_bytes();
        let end = range.end;
        let mut at = range.start;
        self.forget(at);
        // Runs of this many backticks are not closed in this paragraph.
        let mut unclosed = 0_u64;
        while let Some(next) = bytes[at..end].iter().position(|it| b"`$\\:".contains(it)) {
            at += next;
            at = match bytes[at] {
                b'`' => self.code(at, end, &mut unclosed),
                b'$' => self.dollar(at, range.start, end),
                b':' => self.address(at, range.start, end),
                _ => self.backslash(at, end),
            };
        }
    }

    /// Forgets the starts of formulas before `at`.
    fn forget(&mut self, at: usize) {
        let keep = |it: &usize| *it < at;
        self.round = self.round.filter(keep);
        self.square = self.square.filter(keep);
        self.single = self.single.filter(keep);
        self.double = self.double.filter(keep);
    }

    fn none(&mut self) {
        (self.round, self.square, self.single, self.double, self.begin) =
            (None, None, None, None, None);
    }

    fn take(&mut self, range: Range<usize>) -> usize {
        self.forget(range.start);
        let end = range.end;
        // A formula contains the formulas inside it.
        while self.found.last().is_some_and(|it| it.start >= range.start) {
            self.found.pop();
        }
        self.found.push(range);
        end
    }

    /// Skips a code span at `at`.
    fn code(&mut self, at: usize, end: usize, unclosed: &mut u64) -> usize {
        let bytes = self.text.as_bytes();
        let run = bytes[at..end].iter().take_while(|it| **it == b'`').count();
        let bit = 1_u64 << run.min(63);
        let mut next = at + run;
        if *unclosed & bit == 0 {
            while let Some(found) = memchr::memchr(b'`', &bytes[next..end]) {
                let close = next + found;
                let length = bytes[close..end].iter().take_while(|it| **it == b'`').count();
                next = close + length;
                if length == run {
                    self.none();
                    return next;
                }
            }
            *unclosed |= bit;
        }
        at + run
    }

    fn dollar(&mut self, at: usize, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let inside = |index: usize| (index < end).then(|| bytes[index]);
        if inside(at + 1) == Some(b'$') {
            match self.double.take() {
                Some(open) if !self.text[open + 2..at].trim().is_empty() => {
                    return self.take(open..at + 2);
                }
                _ => self.double = Some(at),
            }
            self.single = None;
            return at + 2;
        }
        let before = at.checked_sub(1).filter(|it| *it >= start).map(|it| bytes[it]);
        let after = inside(at + 1);
        let is_blank = |it: Option<u8>| it.is_none_or(|it| it.is_ascii_whitespace());
        if let Some(open) = self.single
            && !is_blank(before)
            && !after.is_some_and(|it| it.is_ascii_alphanumeric())
            && is_inline(&self.text[open + 1..at])
        {
            self.single = None;
            return self.take(open..at + 1);
        }
        let opens = !is_blank(after) && !before.is_some_and(|it| it.is_ascii_alphanumeric());
        self.single = opens.then_some(at);
        at + 1
    }

    fn backslash(&mut self, at: usize, end: usize) -> usize {
        let text = self.text;
        let rest = &text[at..end];
        match rest.as_bytes().get(1) {
            Some(b'(') => self.round = Some(at),
            Some(b'[') => self.square = Some(at),
            Some(b')') => {
                if let Some(open) = self.round.take()
                    && !text[..open].ends_with(|it: char| it.is_ascii_alphanumeric())
                    && is_tex(&text[open + 2..at])
                {
                    return self.take(open..at + 2);
                }
            }
            Some(b']') => {
                if let Some(open) = self.square.take()
                    && is_tex(&text[open + 2..at])
                {
                    return self.take(open..at + 2);
                }
            }
            _ => {
                let name = |mark| {
                    let inner = rest.strip_prefix(mark)?;
                    let close = inner.bytes().take(40).position(|it| it == b'}')?;
                    Some(&inner[..close])
                };
                if let Some(name) = name("\\begin{") {
                    self.begin = self.begin.or(Some((at, name)));
                } else if let Some(name) = name("\\end{")
                    && let Some((open, _)) = self.begin.take_if(|it| it.1 == name)
                {
                    return self.take(open..at + "\\end{}".len() + name.len());
                }
            }
        }
        at + text[at + 1..end].chars().next().map_or(1, |it| 1 + it.len_utf8())
    }

    /// Masks a URL with emphasis characters whose `://` is at `at`.
    fn address(&mut self, at: usize, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        if !bytes[at..end].starts_with(b"://") {
            return at + 1;
        }
        let first = bare_scheme(self.text, at).unwrap_or(at).max(start);
        // Markdown does not change URLs in links and link definitions.
        let before = self.text[start..first].trim_end();
        let is_bare = first < at && !before.ends_with("]:") && !before.ends_with(['(', '<', '=']);
        let stop = |it: &u8| {
            it.is_ascii_whitespace()
                || matches!(it, b'<' | b'`' | b'|' | b')' | b'(' | b'[' | b']' | b'*' | b'"')
        };
        let length = bytes[at..end].iter().position(stop).unwrap_or(end - at);
        if is_bare && !bytes[at..at + length].contains(&b'\\') {
            let mut last = at + length;
            while last > at + 3 && matches!(bytes[last - 1], b'_' | b'~' | b'.' | b'\'' | b'-') {
                last -= 1;
            }
            for index in at + 3..last {
                let dashes = bytes[index] == b'-' && b"-".contains(&bytes[index - 1]);
                if dashes || matches!(bytes[index], b'_' | b'~' | b'\'') {
                    self.found.push(index..index + 1);
                }
            }
        }
        at + length.max(3)
    }
}

/// Whether the word at the start of the text contains emphasis characters or punctuation that becomes typographic.
fn has_emphasis(text: &[u8]) -> bool {
    let word = text.iter().take_while(|it| !it.is_ascii_whitespace());
    word.into_iter().any(|it| matches!(it, b'_' | b'~' | b'\'' | b'-'))
}

/// The start of the scheme before `://`, if there is white space before it.
fn bare_scheme(text: &str, at: usize) -> Option<usize> {
    let before = &text.as_bytes()[..at];
    let length = before.iter().rev().take(6).take_while(|it| it.is_ascii_alphabetic()).count();
    let start = at - length;
    let bare =
        start.checked_sub(1).is_none_or(|it| matches!(before[it], b' ' | b'\n' | b'\t' | b'|'));
    (length > 0 && bare).then_some(start)
}

/// Whether the contents of `$…$` are a formula that Markdown would change, and not text between two amounts of money.
fn is_inline(inner: &str) -> bool {
    let harmed = inner.contains(|it: char| {
        !it.is_alphanumeric() && !matches!(it, ' ' | '+' | ',' | '.' | '=' | '(' | ')' | '/')
    });
    let signs = inner.contains(['\\', '_', '^', '{', '=', '*', '<', '>', '\'', '|', '&']);
    harmed && signs && inner.len() < 2000 && !inner.contains("](") && words(inner) < 3
}

/// Whether the contents of `\(…\)` or `\[…\]` are TeX, and not text between escaped brackets.
fn is_tex(inner: &str) -> bool {
    if inner.len() > 20_000 || inner.contains("](") || inner.trim().is_empty() {
        return false;
    }
    let bytes = inner.as_bytes();
    let command = bytes
        .windows(2)
        .any(|it| it[0] == b'\\' && (it[1].is_ascii_alphabetic() || b"\\{,;:!".contains(&it[1])));
    if command {
        return true;
    }
    // Other escapes belong to Markdown, so the brackets are escaped too.
    if inner.contains('\\') {
        return false;
    }
    let short = words(inner) == 0;
    let operator = inner.contains(['_', '^', '=', '+', '<', '>', '*', '/', '|']);
    // A single letter or the name of a variable.
    let letter = inner.trim().len() == 1 && bytes.iter().any(u8::is_ascii_alphabetic);
    short && (operator || letter)
}

/// The number of words in a formula: three letters or more, not a command and not in braces.
fn words(text: &str) -> usize {
    let mut count = 0;
    let mut depth = 0_usize;
    let mut run = 0;
    let mut command = false;
    for letter in text.chars().chain([' ']) {
        if letter.is_alphabetic() {
            run += 1;
            continue;
        }
        count += usize::from(run >= 3 && !command && depth == 0);
        run = 0;
        command = letter == '\\';
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    count
}

/// Removes the masks. `source` is the text without masks. Returns false if a mask is at a place where it cannot be removed.
pub(super) fn restore(events: &mut [SpannedEvent<'_>], source: &str) -> bool {
    let is_masked = |it: &str| memchr::memchr(MASK, it.as_bytes()).is_some();
    let mut all = true;
    for (event, range) in events {
        let is_text = matches!(event, Event::Text(_));
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => {
                if !is_masked(text) {
                    continue;
                }
                let Some(original) = source.get(range.clone()).filter(|it| it.len() == text.len())
                else {
                    all = false;
                    continue;
                };
                *text = CowStr::from(unmasked(original, is_text));
            }
            Event::Start(tag) => all &= !tag_is(tag, is_masked),
            Event::FootnoteReference(label) => all &= !is_masked(label),
            _ => {}
        }
    }
    all
}

/// The text without fillers, which look like masks. Character references, which authors write in formulas, are decoded.
fn unmasked(text: &str, is_text: bool) -> String {
    let mut text: String = text.chars().filter(|it| u32::from(*it) != u32::from(MASK)).collect();
    if is_text && text.contains('&') {
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
    text
}

fn tag_is(tag: &pulldown_cmark::Tag, is_masked: impl Fn(&str) -> bool) -> bool {
    use pulldown_cmark::CodeBlockKind::Fenced;
    use pulldown_cmark::Tag::CodeBlock;
    use pulldown_cmark::Tag::Heading;
    use pulldown_cmark::Tag::Image;
    use pulldown_cmark::Tag::Link;
    match tag {
        Link { dest_url, title, .. } | Image { dest_url, title, .. } => {
            is_masked(dest_url) || is_masked(title)
        }
        CodeBlock(Fenced(info)) => is_masked(info),
        Heading { id, .. } => id.as_deref().is_some_and(is_masked),
        _ => false,
    }
}
