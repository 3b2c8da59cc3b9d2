//! The warnings of a build, one line each: what was left out, skipped or removed without an error. They are not repeated if the
//! last build had the same warnings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::publish::outcome::Outcome;
use crate::publish::outcome::RemovedTag;
use crate::text::lines::Lines;

/// How many kinds a line names. The others are only counted.
const NAMED: usize = 5;

impl Outcome {
    /// The warnings about the whole site, one line each. If nothing was published, they cover the build so far.
    pub fn site_warnings(&self) -> Vec<String> {
        of_the_site(self)
    }
}

/// The warnings about the whole site, in the order in which they are printed.
pub(crate) fn of_the_site(outcome: &Outcome) -> Vec<String> {
    let left_out = undated_left_out(&outcome.undated_left_out);
    let git = outcome.without_git.as_ref();
    let git = git.map(|why| format!("cannot date undated articles from git: {why}"));
    // If there are files but none is an article, the build fails, unless the user allows it.
    let has_files = outcome.articles > 0 || outcome.passed_over.iter().any(|it| !it.is_hidden());
    let empty = (!has_files).then(|| "there are no articles; the feeds have no entries".to_owned());
    let lines = [
        empty,
        undated(&outcome.undated),
        left_out,
        git,
        skipped(outcome),
        removed(&outcome.removed),
        shortened(&outcome.shortened),
        too_large(&outcome.too_large),
        without_recording(&outcome.without_recording),
        without_number(&outcome.without_number),
        former(&outcome.former),
    ];
    // A site without articles has a warning already.
    let without_feeds = outcome.without_feeds.iter().filter(|_| has_files).cloned();
    lines.into_iter().flatten().chain(without_feeds).collect()
}

/// All warnings of the build, for the comparison with the last build.
pub(super) fn all(outcome: &Outcome) -> Vec<String> {
    let mut lines = of_the_site(outcome);
    for loaded in &outcome.remarked {
        let sidecar = loaded.sidecar.iter().map(|it| (&it.source, &it.diagnostics));
        let own = std::iter::once((&loaded.source, &loaded.reading.diagnostics));
        for (source, diagnostics) in own.chain(sidecar) {
            let positions = Lines::new(&source.text);
            for it in diagnostics.iter().filter(|it| !it.is_error()) {
                let line = positions.position(it.span.start).line;
                let path = &loaded.reading.article.path;
                lines.push(format!("{path}:{line}: {}: {}", it.rule.name, it.message));
            }
        }
    }
    lines
}

fn undated(paths: &[String]) -> Option<String> {
    let (has, were) = match paths.len() {
        0 => return None,
        1 => ("1 article has".to_owned(), "it was"),
        many => (format!("{} articles have", grouped(many)), "they were"),
    };
    Some(format!("{has} no date; using the time when {were} first seen: {}", examples(paths)))
}

fn undated_left_out(paths: &[String]) -> Option<String> {
    let text = match paths.len() {
        0 => return None,
        1 => "1 article has no date and is left out".to_owned(),
        many => format!("{} articles have no date and are left out", grouped(many)),
    };
    Some(format!("{text}: {}", examples(paths)))
}

fn shortened(paths: &[PathBuf]) -> Option<String> {
    let feeds = match paths.len() {
        0 => return None,
        1 => "1 feed".to_owned(),
        many => format!("{} feeds", grouped(many)),
    };
    let examples = examples(&shown(paths));
    Some(format!(
        "left the oldest entries out of {feeds} because of `max_bytes`: {examples} (-v counts them)"
    ))
}

fn too_large(paths: &[PathBuf]) -> Option<String> {
    let text = match paths.len() {
        0 => return None,
        1 => "1 feed is larger than `max_bytes` with only its newest entry".to_owned(),
        many => {
            let feeds = grouped(many);
            format!("{feeds} feeds are larger than `max_bytes` with only their newest entry")
        }
    };
    Some(format!("{text}: {}", examples(&shown(paths))))
}

fn without_recording(paths: &[String]) -> Option<String> {
    let text = match paths.len() {
        0 => return None,
        1 => "1 article has no recording, so it is not in the podcast".to_owned(),
        many => {
            let articles = grouped(many);
            format!("{articles} articles have no recording, so they are not in the podcast")
        }
    };
    Some(format!("{text}: {} (a [[feed]] without `podcast` contains them)", examples(paths)))
}

fn without_number(paths: &[String]) -> Option<String> {
    let text = match paths.len() {
        0 => return None,
        1 => "1 episode of a serial podcast has no `episode` number".to_owned(),
        many => format!("{} episodes of a serial podcast have no `episode` number", grouped(many)),
    };
    Some(format!("{text}: {}", examples(paths)))
}

fn former(paths: &[PathBuf]) -> Option<String> {
    let (text, them) = match paths.len() {
        0 => return None,
        1 => ("1 file from an earlier build does not belong to a feed".to_owned(), "it"),
        many => {
            let files = grouped(many);
            (format!("{files} files from earlier builds do not belong to a feed"), "them")
        }
    };
    Some(format!("{text}: {} (--prune deletes {them})", examples(&shown(paths))))
}

fn shown(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|it| it.display().to_string()).collect()
}

/// The first three items of a list, and the number of further items.
fn examples(paths: &[String]) -> String {
    const SHOWN: usize = 3;
    let text = paths.iter().take(SHOWN).cloned().collect::<Vec<String>>().join(", ");
    match paths.len().saturating_sub(SHOWN) {
        0 => text,
        more => format!("{text} and {} more", grouped(more)),
    }
}

/// `47 files were skipped: 40 .rst, 7 .ipynb`
fn skipped(outcome: &Outcome) -> Option<String> {
    let texts = outcome.passed_over.iter().filter(|it| it.is_text);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = 0;
    for it in texts {
        let name = it.path.rsplit('/').next().unwrap_or(&it.path);
        let extension = name.rfind('.').map_or(name, |at| &name[at..]);
        *kinds.entry(extension).or_default() += 1;
        count += 1;
    }
    match count {
        0 => None,
        1 => {
            let only = outcome.passed_over.iter().find(|it| it.is_text)?;
            Some(format!("1 file was skipped: {} ({})", only.path, only.why))
        }
        _ => {
            let kinds = kinds.into_iter().map(|(kind, count)| (format!("{count} {kind}"), count));
            let listed = listed(kinds.collect());
            Some(format!("{} files were skipped: {listed} (-v lists them)", grouped(count)))
        }
    }
}

/// `removed tags from 761 articles: {% Img %} 3,102 times`
fn removed(tags: &[RemovedTag]) -> Option<String> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut articles = std::collections::BTreeSet::new();
    for it in tags {
        *kinds.entry(&it.tag).or_default() += 1;
        articles.insert(&it.path);
    }
    let times = |count| match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{} times", grouped(many)),
    };
    let kinds = kinds.into_iter().map(|(tag, count)| (format!("{tag} {}", times(count)), count));
    let listed = listed(kinds.collect());
    match articles.len() {
        0 => None,
        1 => {
            let only = &tags.first()?.path;
            Some(format!("removed tags from 1 article ({only}): {listed} (-v lists them)"))
        }
        many => {
            Some(format!("removed tags from {} articles: {listed} (-v lists them)", grouped(many)))
        }
    }
}

/// The most frequent kinds, and the number of other kinds.
fn listed(mut kinds: Vec<(String, usize)>) -> String {
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let others = kinds.len().saturating_sub(NAMED);
    let mut names: Vec<String> = kinds.into_iter().take(NAMED).map(|it| it.0).collect();
    if others > 0 {
        names.push(format!("{others} more"));
    }
    names.join(", ")
}

/// A number with commas: `3,102`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use super::of_the_site;
    use crate::publish::load::PassedOver;
    use crate::publish::outcome::Outcome;
    use crate::publish::outcome::RemovedTag;

    #[test]
    fn writes_one_line_per_warning() {
        let file = |path: &str, is_text| PassedOver { path: path.to_owned(), why: "why", is_text };
        let tag = |path: &str, tag: &str| RemovedTag {
            path: path.to_owned(),
            line: 1,
            tag: tag.to_owned(),
        };
        let one = Outcome {
            articles: 1,
            undated: vec!["a.md".to_owned()],
            passed_over: vec![file("x/b.rst", true), file("c.png", false)],
            removed: vec![tag("a.md", "{% x %}")],
            ..Outcome::default()
        };
        assert_eq!(
            of_the_site(&one),
            [
                "1 article has no date; using the time when it was first seen: a.md",
                "1 file was skipped: x/b.rst (why)",
                "removed tags from 1 article (a.md): {% x %} once (-v lists them)",
            ]
        );
        let mut many = one;
        many.undated.push("b.md".to_owned());
        many.passed_over.extend([file("c.rst", true), file("LICENSE", true)]);
        many.removed.extend((0..1200).map(|_| tag("b.md", "{% y %}")));
        many.removed.extend((0..6).map(|it| tag("b.md", &format!("{{% z{it} %}}"))));
        assert_eq!(
            of_the_site(&many),
            [
                "2 articles have no date; using the time when they were first seen: a.md, b.md",
                "3 files were skipped: 2 .rst, 1 LICENSE (-v lists them)",
                "removed tags from 2 articles: {% y %} 1,200 times, {% x %} once, {% z0 %} once, {% z1 %} once, {% z2 %} once, 3 more (-v lists them)",
            ]
        );
        assert_eq!(of_the_site(&Outcome { articles: 1, ..Outcome::default() }), [""; 0]);
        let none = Outcome { passed_over: vec![file(".keep", false)], ..Outcome::default() };
        assert_eq!(of_the_site(&none), ["there are no articles; the feeds have no entries"]);
        let unread = Outcome { passed_over: vec![file("a.rst", true)], ..Outcome::default() };
        assert_eq!(of_the_site(&unread), ["1 file was skipped: a.rst (why)"]);
    }

    #[test]
    fn groups_digits() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
