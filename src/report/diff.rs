//! The changes of all fixes, as a unified diff that `patch` can apply.

use std::io;
use std::io::Write;

use imara_diff::Algorithm;
use imara_diff::Diff;
use imara_diff::Hunk;
use imara_diff::InternedInput;

use crate::report::escape::Terminal;
use crate::text::source::Source;

/// The number of unchanged lines around a change.
const CONTEXT: usize = 3;

/// The number of characters that are escaped for a terminal at a time.
const PIECE: usize = 256;

/// Writes the difference between a document before and after the fixes. If there is none, nothing is written. For a
/// terminal, hidden characters are made visible.
///
/// ```
/// use feedwright::{Options, Source, fix, write_diff};
///
/// let before = Source::from_text("feed.xml", "<rss version=\"2.0\"><channel><title>Sun & sea</title></channel></rss>");
/// let after = fix(before.clone(), &Options::default(), &|it| it.rule.name == "xml-bare-ampersand").source;
///
/// let mut diff = Vec::new();
/// write_diff(&before, &after, false, &mut diff)?;
/// assert!(String::from_utf8_lossy(&diff).contains("+<rss version=\"2.0\"><channel><title>Sun &amp; sea"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_diff(
    before: &Source,
    after: &Source,
    terminal: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let input = InternedInput::new(Lines(&before.text), Lines(&after.text));
    let hunks: Vec<Hunk> = Diff::compute(Algorithm::Histogram, &input).hunks().collect();
    if hunks.is_empty() {
        return Ok(());
    }
    let old: Vec<&str> = input.before.iter().map(|it| input.interner[*it]).collect();
    let new: Vec<&str> = input.after.iter().map(|it| input.interner[*it]).collect();
    let name = Terminal(&before.name);
    writeln!(out, "--- {name}\n+++ {name}")?;
    let mut put = |sign: char, lines: &[&str]| -> io::Result<()> {
        for line in lines {
            let text = line.strip_suffix('\n').unwrap_or(line);
            write!(out, "{sign}")?;
            if terminal {
                shown(text.trim_end_matches('\r'), out)?;
            } else {
                write!(out, "{text}")?;
            }
            writeln!(out)?;
            if text.len() == line.len() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
        Ok(())
    };
    for group in hunks.chunk_by(|a, b| start(&b.before) - end(&a.before) <= 2 * CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let before = CONTEXT.min(start(&first.before));
        let after = CONTEXT.min(old.len() - end(&last.before));
        let from = start(&first.before) - before..end(&last.before) + after;
        let to = start(&first.after) - before..end(&last.after) + after;
        let head = format!("@ -{} +{} @@\n", place(&from), place(&to));
        put('@', &[head.as_str()])?;
        let mut at = from.start;
        for hunk in group {
            put(' ', &old[at..start(&hunk.before)])?;
            put('-', &old[start(&hunk.before)..end(&hunk.before)])?;
            put('+', &new[start(&hunk.after)..end(&hunk.after)])?;
            at = end(&hunk.before);
        }
        put(' ', &old[at..from.end])?;
    }
    Ok(())
}

/// Writes a whole line in pieces, because a single long piece would be shortened.
fn shown(line: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = line;
    while !rest.is_empty() {
        let piece = rest.char_indices().nth(PIECE).map_or(rest.len(), |it| it.0);
        write!(out, "{}", Terminal(&rest[..piece]))?;
        rest = &rest[piece..];
    }
    Ok(())
}

/// Splits text into lines. Each line includes its line end.
struct Lines<'t>(&'t str);

impl<'t> imara_diff::TokenSource for Lines<'t> {
    type Token = &'t str;
    type Tokenizer = std::str::SplitInclusive<'t, char>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.split_inclusive('\n')
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len() / 64).unwrap_or(u32::MAX)
    }
}

fn start(lines: &std::ops::Range<u32>) -> usize {
    lines.start as usize
}

fn end(lines: &std::ops::Range<u32>) -> usize {
    lines.end as usize
}

/// The range of lines in the header of a hunk: lines count from 1, and an empty range is given by the line before it.
fn place(lines: &std::ops::Range<usize>) -> String {
    let first = if lines.is_empty() { lines.start } else { lines.start + 1 };
    if lines.len() == 1 { first.to_string() } else { format!("{first},{}", lines.len()) }
}

#[cfg(test)]
mod tests {
    use super::write_diff;
    use crate::text::source::Source;

    fn diff(before: &str, after: &str, terminal: bool) -> String {
        let mut out = Vec::new();
        let source = |text: &str| Source::from_text("a.xml", text);
        write_diff(&source(before), &source(after), terminal, &mut out)
            .expect("writing to a vector cannot fail");
        String::from_utf8(out).expect("it is text")
    }

    fn numbers(changed: &[usize]) -> String {
        let line = |it| if changed.contains(&it) { format!("{it}!\n") } else { format!("{it}\n") };
        (1..=20).map(line).collect()
    }

    #[test]
    fn shows_what_changed_with_three_lines_around() {
        assert_eq!(diff("a\n", "a\n", false), "");
        assert_eq!(
            diff(&numbers(&[]), &numbers(&[5, 12, 20]), false),
            "--- a.xml\n+++ a.xml\n@@ -2,14 +2,14 @@\n 2\n 3\n 4\n-5\n+5!\n 6\n 7\n 8\n 9\n 10\n 11\n-12\n+12!\n 13\n 14\n 15\n\
             @@ -17,4 +17,4 @@\n 17\n 18\n 19\n-20\n+20!\n"
        );
        assert_eq!(
            diff("\n\n<?xml?>\n", "<?xml?>\n", false),
            "--- a.xml\n+++ a.xml\n@@ -1,3 +1 @@\n-\n-\n <?xml?>\n"
        );
    }

    #[test]
    fn marks_a_last_line_without_a_line_end() {
        assert_eq!(
            diff("a\nb", "a!\nb", false),
            "--- a.xml\n+++ a.xml\n@@ -1,2 +1,2 @@\n-a\n+a!\n b\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn keeps_bytes_for_programs_and_shows_them_to_people() {
        assert!(diff("a\u{1b}\r\n", "b\u{1b}\r\n", false).contains("+b\u{1b}\r\n"));
        assert!(diff("a\u{1b}\r\n", "b\u{1b}\r\n", true).contains("+b\\u{1b}\n"));
        let long = "x".repeat(2000);
        assert!(diff("a\n", &format!("{long}!\n"), true).contains(&format!("+{long}!\n")));
    }
}
