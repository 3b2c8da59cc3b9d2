//! Describes a problem that appears more than once.

use crate::diagnostic::Diagnostic;
use crate::text::lines::Lines;

/// How many lines are named.
const MAX_LINES: usize = 5;

/// The text after the message, such as ` (in 20 places)`. Empty for a problem that appears once.
pub(super) fn suffix(it: &Diagnostic) -> String {
    if it.count < 2 || it.is_rest() { String::new() } else { format!(" (in {} places)", it.count) }
}

/// The lines of the other places, such as `also on lines 31, 50, 69, 88, 107 and 14 more`. `None` for a problem that appears once.
pub(super) fn lines(it: &Diagnostic, lines: &Lines<'_>) -> Option<String> {
    let mut numbers: Vec<u32> = Vec::new();
    let others = it.places.iter().skip(1).map(|it| lines.position(it.span.start).line);
    for line in others.take(MAX_LINES) {
        if numbers.last() != Some(&line) {
            numbers.push(line);
        }
    }
    let named = it.places.len().saturating_sub(1).min(MAX_LINES);
    let more = it.count.saturating_sub(named + 1);
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    Some(match (numbers.as_slice(), more) {
        ([], _) => return None,
        ([one], 0) => format!("also on line {one}"),
        ([most @ .., last], 0) => format!("also on lines {} and {last}", most.join(", ")),
        (all, more) => format!("also on lines {} and {more} more", all.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::lines;
    use super::suffix;
    use crate::diagnostic::Diagnostic;
    use crate::diagnostic::Occurrence;
    use crate::text::lines::Lines;
    use crate::text::span::Span;
    use crate::validate::rules::MISSING_GUID;

    fn problem(places: usize, count: usize) -> Diagnostic {
        let mut it = Diagnostic::new(&MISSING_GUID, Span::at(0), "no guid");
        let place = |at| Occurrence { span: Span::at(at * 2), path: String::new() };
        it.places = (0..places).map(place).collect();
        it.count = count;
        it
    }

    #[test]
    fn names_the_first_lines_and_counts_the_others() {
        let text = "a\n".repeat(20);
        let text = Lines::new(&text);
        assert_eq!((suffix(&problem(0, 1)), lines(&problem(0, 1), &text)), (String::new(), None));
        assert_eq!(suffix(&problem(12, 12)), " (in 12 places)");
        assert_eq!(lines(&problem(2, 2), &text).as_deref(), Some("also on line 2"));
        assert_eq!(lines(&problem(4, 4), &text).as_deref(), Some("also on lines 2, 3 and 4"));
        let many = lines(&problem(12, 40), &text);
        assert_eq!(many.as_deref(), Some("also on lines 2, 3, 4, 5, 6 and 34 more"));
    }
}
