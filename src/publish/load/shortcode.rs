//! Shortcodes and template tags that are left in a text: those of Hugo (`{{< >}}`, `{{% %}}`), Zola (`{{ }}`, `{% %}`)
//! and Liquid. Nobody expands them in a feed.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::diagnostic::Diagnostic;
use crate::publish::rules::SHORTCODE_LEFT;
use crate::text::span::Span;

/// How many are named; a text that is full of them is read again by its author anyway.
const MOST: usize = 20;

/// The longest one, in bytes; what is longer is text with braces in it.
const LONGEST: usize = 500;

/// Warns of each shortcode in `text`, which begins at byte `start` of the source, outside of the ranges of `code`, which
/// are sorted by their starts.
pub(crate) fn left(text: &str, start: usize, code: &[Range<usize>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut values = Ends::new(text, "}}");
    let mut tags = Ends::new(text, "%}");
    let mut code = code.iter().peekable();
    let mut skipped = 0;
    for at in memchr::memchr_iter(b'{', text.as_bytes()) {
        while let Some(range) = code.next_if(|it| it.start <= at) {
            skipped = skipped.max(range.end);
        }
        if at < skipped {
            continue;
        }
        let end = match text.as_bytes().get(at + 1) {
            Some(b'{') => values.after(at + 2),
            Some(b'%') => tags.after(at + 2),
            _ => continue,
        };
        let Some(end) = end.filter(|it| it - at <= LONGEST) else { continue };
        let written: String = text[at..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("a shortcode is left in the text: `{written}`");
        let span = Span::new(start + at, start + end);
        let mut diagnostic = Diagnostic::new(&SHORTCODE_LEFT, span, message);
        diagnostic.note("nobody expands it in a feed; readers show it as it is written");
        diagnostic
            .help("write it as HTML or Markdown, or between backticks if it is meant to be shown");
        found.push(diagnostic);
        if found.len() == MOST {
            break;
        }
        skipped = end;
    }
    found
}

/// Where the closing marks are, asked for in rising order, so that each byte is searched once.
struct Ends<'t> {
    text: &'t str,
    finder: Finder<'static>,
    next: Option<usize>,
    searched: usize,
}

impl<'t> Ends<'t> {
    fn new(text: &'t str, mark: &'static str) -> Ends<'t> {
        Ends { text, finder: Finder::new(mark), next: None, searched: 0 }
    }

    /// The end of the first closing mark at or after `from`.
    fn after(&mut self, from: usize) -> Option<usize> {
        while self.next.is_none_or(|it| it < from) {
            let begin = self.searched.max(from);
            let rest = self.text.as_bytes().get(begin..)?;
            let Some(found) = self.finder.find(rest) else {
                self.searched = self.text.len();
                self.next = None;
                return None;
            };
            self.next = Some(begin + found);
            self.searched = begin + found + 1;
        }
        self.next.map(|it| it + 2)
    }
}
