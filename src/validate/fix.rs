//! Applies fixes: makes edits that do not overlap, checks the document again, and repeats this until there is nothing left to
//! fix. A fix never makes a document worse. A fix that would add an error is withdrawn.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Edit;
use crate::diagnostic::Fix;
use crate::diagnostic::Severity;
use crate::text::source::Source;
use crate::validate::Report;
use crate::validate::format::Format;
use crate::validate::options::Options;
use crate::validate::rules::XML_UNDECODABLE;
use crate::validate::validate_each;

/// How many problems of a rule are fixed at once. Each of them takes some memory.
const MAX_PROBLEMS: usize = 200_000;

/// How many rounds of edits are made. One fix may reveal the next problem.
const MAX_ROUNDS: usize = 64;

/// How often a document is checked again. Subsets of the fixes are tried to find the one that makes the document worse.
const MAX_TRIALS: usize = 200;

/// A document with its fixes applied.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// The fixed document. Every byte outside the edits is unchanged.
    pub source: Source,
    /// How many problems were fixed.
    pub count: usize,
}

/// Applies the fixes of the problems that are `wanted`. Fixing the result again changes nothing, unless there were too many
/// fixes to try one by one.
///
/// A document with undecodable bytes only changes if one of the fixes decodes all of them, because the other bytes would be lost.
///
/// ```
/// use feedwright::{Options, Safety, Source, fix};
///
/// let source = Source::from_text("feed.xml", "<rss version=\"2.0\"><channel><title>Sun & sea</title></channel></rss>");
/// let is_safe = |it: &feedwright::Diagnostic| it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
/// let fixed = fix(source, &Options::default(), &is_safe);
/// assert!(fixed.source.text.contains("Sun &amp; sea"));
/// ```
pub fn fix(source: Source, options: &Options, wanted: &dyn Fn(&Diagnostic) -> bool) -> Fixed {
    // Problems beyond the usual cap must also be fixed.
    let options = Options { problems_per_rule: MAX_PROBLEMS, ..options.clone() };
    let mut fixed = Fixed { source, count: 0 };
    let mut report = validate_each(&fixed.source, &options).0;
    let mut withdrawn = HashSet::new();
    let mut trials = MAX_TRIALS;
    // Whether something was fixed since fixes were withdrawn. A fix that did not help then may help now.
    let mut changed = false;
    for _ in 0..MAX_ROUNDS {
        let is_lossy = fixed.source.is_lossy();
        let usable = |it: &Diagnostic| wanted(it) && (!is_lossy || it.rule == &XML_UNDECODABLE);
        let steps = steps(&report.diagnostics, &usable, &withdrawn);
        let round = Round {
            source: &fixed.source,
            before: badness(&report),
            fixable: names(&report),
            options: &options,
        };
        let before = withdrawn.len();
        if let Some(better) = round.run(&steps, &mut withdrawn, &mut trials) {
            fixed = Fixed { source: better.source, count: fixed.count + better.fixed };
            report = better.report;
            changed = true;
        } else if withdrawn.len() > before && trials > 0 {
            // Others may have been left out because they touch the same place.
        } else if changed && trials > 0 {
            withdrawn.clear();
            changed = false;
        } else {
            break;
        }
    }
    fixed
}

/// A fix, and how many problems it fixes.
struct Step<'d> {
    name: Name,
    edits: &'d [Edit],
    /// Whether the document becomes UTF-8.
    to_utf8: bool,
    problems: usize,
}

/// Identifies a fix while the document changes: its rule, the path of the element, and the title of the fix.
type Name = (&'static str, String, String);

fn name_of(it: &Diagnostic, fix: &Fix) -> Name {
    (it.rule.name, it.path.clone(), fix.title.clone())
}

/// The fixes in a report, and how often each of them appears.
fn names(report: &Report) -> HashMap<Name, usize> {
    let mut names = HashMap::new();
    for it in &report.diagnostics {
        if let Some(fix) = &it.fix {
            *names.entry(name_of(it, fix)).or_insert(0) += 1;
        }
    }
    names
}

/// The fixes that can be applied at once. If two of them touch the same place, the first one is chosen.
fn steps<'d>(
    diagnostics: &'d [Diagnostic],
    wanted: &dyn Fn(&Diagnostic) -> bool,
    withdrawn: &HashSet<Name>,
) -> Vec<Step<'d>> {
    let mut steps: Vec<Step<'d>> = Vec::new();
    let mut taken: BTreeMap<u32, (&Edit, usize)> = BTreeMap::new();
    for it in diagnostics {
        let Some(fix) = it.fix.as_ref().filter(|fix| !fix.edits.is_empty() && wanted(it)) else {
            continue;
        };
        let name = name_of(it, fix);
        if withdrawn.contains(&name) {
            continue;
        }
        // Several problems may have the same cause, such as an undeclared prefix, and therefore the same edit.
        if let [edit] = fix.edits.as_slice()
            && let Some((same, step)) = taken.get(&edit.span.start)
            && *same == edit
        {
            steps[*step].problems += 1;
            continue;
        }
        if fix.edits.iter().any(|edit| is_taken(edit, &taken)) {
            continue;
        }
        for edit in &fix.edits {
            taken.insert(edit.span.start, (edit, steps.len()));
        }
        steps.push(Step { name, edits: &fix.edits, to_utf8: fix.encoding.is_some(), problems: 1 });
    }
    steps
}

/// Whether an edit touches one that is already chosen. Two insertions at the same place also touch because their order matters.
fn is_taken(edit: &Edit, taken: &BTreeMap<u32, (&Edit, usize)>) -> bool {
    let before = taken.range(..=edit.span.start).next_back();
    before
        .is_some_and(|(start, (it, _))| *start == edit.span.start || it.span.end > edit.span.start)
        || taken.range(edit.span.start..).next().is_some_and(|(start, _)| *start < edit.span.end)
}

/// How bad a document is, for comparison. Markup errors come first because they hide other errors, so fixing one may reveal more
/// errors of other kinds.
fn badness(report: &Report) -> (bool, usize, usize) {
    let errors = report.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let is_markup = |name: &str| name.starts_with("xml-") || name.starts_with("json-");
    let markup = errors.clone().filter(|it| is_markup(it.rule.name)).count();
    (report.format == Format::Unknown, markup, errors.count())
}

/// One round of fixing: a document, how bad it is, and the options for checking it.
struct Round<'r> {
    source: &'r Source,
    before: (bool, usize, usize),
    fixable: HashMap<Name, usize>,
    options: &'r Options,
}

/// The result of a round that improved the document.
struct Better {
    source: Source,
    report: Report,
    fixed: usize,
}

impl Round<'_> {
    /// Applies as many steps as possible without making the document worse. `None` if there are none. The other steps are added
    /// to `withdrawn`.
    fn run(
        &self,
        steps: &[Step<'_>],
        withdrawn: &mut HashSet<Name>,
        trials: &mut usize,
    ) -> Option<Better> {
        let mut accepted: Vec<&Step<'_>> = Vec::new();
        let mut best = None;
        let mut parts = vec![steps];
        while let Some(part) = parts.pop().filter(|it| !it.is_empty()) {
            let together: Vec<&Step<'_>> = accepted.iter().copied().chain(part).collect();
            let attempt = if *trials > 0 { self.attempt(&together) } else { None };
            *trials = trials.saturating_sub(1);
            if let Some(better) = attempt {
                accepted = together;
                best = Some(better);
            } else if part.len() > 1 && *trials > 0 {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
            } else {
                withdrawn.extend(part.iter().map(|it| it.name.clone()));
            }
        }
        best
    }

    /// Applies these steps. `None` if the document is then worse, or if the same fix still appears as often as before. Such a fix
    /// does not help, and would be applied again and again.
    fn attempt(&self, steps: &[&Step<'_>]) -> Option<Better> {
        let text = edited(&self.source.text, steps.iter().flat_map(|it| it.edits))?;
        let source = if steps.iter().any(|it| it.to_utf8) {
            self.source.with_text_in_utf8(text)
        } else {
            self.source.with_text(text)?
        };
        let report = validate_each(&source, self.options).0;
        let left = names(&report);
        let helps = |it: &&Step<'_>| left.get(&it.name) < self.fixable.get(&it.name);
        let fixed = steps.iter().map(|it| it.problems).sum();
        (badness(&report) <= self.before && steps.iter().all(helps)).then_some(Better {
            source,
            report,
            fixed,
        })
    }
}

/// Applies edits that do not overlap. `None` if one of them is outside the text.
fn edited<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.collect();
    edits.sort_by_key(|it| it.span);
    let mut result = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        result.push_str(text.get(at..edit.span.range().start)?);
        result.push_str(&edit.text);
        at = edit.span.range().end;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::fix;
    use crate::diagnostic::Diagnostic;
    use crate::diagnostic::Safety;
    use crate::text::source::Source;
    use crate::validate::options::Options;

    fn safe(it: &Diagnostic) -> bool {
        it.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe)
    }

    fn fixed(text: &str) -> (String, usize) {
        let it = fix(Source::from_text("-", text), &Options::default(), &safe);
        (it.source.text, it.count)
    }

    fn feed(item: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<rss version=\"2.0\"><channel><title>A</title><link>https://a.example/</link>\
             <description>B</description><item>{item}</item></channel></rss>\r\n"
        )
    }

    #[test]
    fn fixes_problems_that_a_fix_reveals() {
        let (text, count) =
            fixed(&feed("<title>A & B</title><guid isPermalink=\"False\">a</guid>"));
        assert_eq!(text, feed("<title>A &amp; B</title><guid isPermaLink=\"false\">a</guid>"));
        assert_eq!(count, 3, "the ampersand, the name of the attribute, and then its value");
    }

    #[test]
    fn fixes_every_problem_beyond_the_cap() {
        let many = feed(&"<title>A & B</title></item><item>".repeat(300));
        let (text, count) = fixed(&many);
        assert_eq!((text.matches("A &amp; B").count(), count), (300, 300));
    }

    #[test]
    fn does_not_apply_unwanted_fixes() {
        let bad = feed("<title>A & B</title>");
        let it = fix(Source::from_text("-", bad.clone()), &Options::default(), &|_| false);
        assert_eq!((it.source.text, it.count), (bad, 0));
    }

    #[test]
    fn one_edit_fixes_all_problems_that_share_it() {
        let item = "<title>A</title><dc:creator>B</dc:creator><dc:subject>C</dc:subject>";
        let (text, count) = fixed(&feed(item));
        assert_eq!(text.matches("xmlns:dc").count(), 1);
        assert!(count >= 1, "{text}");
    }
}
