//! The warnings of a run, one line each: what its author should know although the feeds are fine. The state remembers them, so that
//! a run from cron that finds the same as the last one can stay silent.

use crate::publish::Outcome;

/// The warnings of a run, in the order in which they are shown.
pub fn lines(outcome: &Outcome) -> Vec<String> {
    let mut lines = Vec::new();
    if !outcome.undated.is_empty() {
        let (articles, many) = counted(outcome.undated.len());
        let (are, were) = if many { ("they are", "they were") } else { ("it is", "it was") };
        let examples = examples(&outcome.undated);
        lines
            .push(format!("{articles} no date; {are} dated by when {were} first seen: {examples}"));
    }
    if !outcome.undated_left_out.is_empty() {
        let (articles, many) = counted(outcome.undated_left_out.len());
        lines.push(format!(
            "{articles} no date, and {} left out: {}",
            if many { "are" } else { "is" },
            examples(&outcome.undated_left_out),
        ));
    }
    if let Some(why) = &outcome.without_git {
        lines.push(format!("the dates of undated articles are not taken from git: {why}"));
    }
    lines
}

/// `14 articles have`, and whether there are several.
fn counted(count: usize) -> (String, bool) {
    match count {
        1 => ("1 article has".to_owned(), false),
        many => (format!("{many} articles have"), true),
    }
}

/// The first three of a list, and how many more there are.
fn examples(paths: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut text = paths.iter().take(SHOWN).cloned().collect::<Vec<String>>().join(", ");
    if paths.len() > SHOWN {
        text.push_str(&format!(" and {} more", paths.len() - SHOWN));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::publish::Outcome;

    #[test]
    fn counts_articles_without_a_date() {
        let paths = |text: &str| text.split(' ').map(ToOwned::to_owned).collect::<Vec<String>>();
        assert!(lines(&Outcome::default()).is_empty());
        let outcome = Outcome { undated: paths("a.md"), ..Outcome::default() };
        assert_eq!(
            lines(&outcome),
            ["1 article has no date; it is dated by when it was first seen: a.md"]
        );
        let outcome = Outcome {
            undated: paths("a b c d e"),
            undated_left_out: paths("f g"),
            without_git: Some("git failed".to_owned()),
            ..Outcome::default()
        };
        assert_eq!(
            lines(&outcome),
            [
                "5 articles have no date; they are dated by when they were first seen: a, b, c and 2 more",
                "2 articles have no date, and are left out: f, g",
                "the dates of undated articles are not taken from git: git failed",
            ]
        );
    }
}
