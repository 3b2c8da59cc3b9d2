//! Fixes applied: edits that do not overlap, then judged again, until nothing is left to mend. A fix never makes a document
//! worse: what would bring an error in is withdrawn.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Edit;
use crate::diagnostic::Fix;
use crate::diagnostic::Severity;
use crate::text::source::Source;
use crate::validate::Options;
use crate::validate::Report;
use crate::validate::detect::Format;
use crate::validate::validate;

/// How many findings of a rule are mended at once: each takes some memory.
const MOST_FINDINGS: usize = 200_000;

/// How many times edits are made: mending one place may show the next one behind it.
const MOST_ROUNDS: usize = 64;

/// How often a document is judged again: parts of the fixes are tried to find out which of them makes it worse.
const MOST_TRIALS: usize = 200;

/// A document with its fixes applied.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// The document as it is now. Every byte outside the edits is as it was.
    pub source: Source,
    /// How many findings were mended.
    pub count: usize,
}

/// Applies the fixes of the findings that are `wanted`. Applied again, it changes nothing, unless so many fixes had to be tried
/// one by one that the last were given up.
pub fn fix(source: Source, options: &Options, wanted: &dyn Fn(&Diagnostic) -> bool) -> Fixed {
    // What is past the usual cap has to be mended as well.
    let options = Options { findings_per_rule: MOST_FINDINGS, ..options.clone() };
    let mut fixed = Fixed { source, count: 0 };
    let mut report = validate(&fixed.source, &options);
    let mut withdrawn = HashSet::new();
    let mut trials = MOST_TRIALS;
    // Whether something was mended since fixes were withdrawn: what did not help then may help now.
    let mut changed = false;
    for _ in 0..MOST_ROUNDS {
        let steps = steps(&report.diagnostics, wanted, &withdrawn);
        let round = Round {
            source: &fixed.source,
            before: badness(&report),
            fixable: names(&report),
            options: &options,
        };
        if let Some(better) = round.run(&steps, &mut withdrawn, &mut trials) {
            fixed = Fixed { source: better.source, count: fixed.count + better.mended };
            report = better.report;
            changed = true;
        } else if changed && trials > 0 {
            withdrawn.clear();
            changed = false;
        } else {
            break;
        }
    }
    fixed
}

/// A fix, with the findings that it mends.
struct Step<'d> {
    name: Name,
    edits: &'d [Edit],
    findings: usize,
}

/// What tells a fix from others while the document changes: its rule, the path of the element, and what it does there.
type Name = (&'static str, String, String);

fn name_of(it: &Diagnostic, fix: &Fix) -> Name {
    (it.rule.name, it.path.clone(), fix.title.clone())
}

/// The fixes that a report offers, each with how often it does.
fn names(report: &Report) -> HashMap<Name, usize> {
    let mut names = HashMap::new();
    for it in &report.diagnostics {
        if let Some(fix) = &it.fix {
            *names.entry(name_of(it, fix)).or_insert(0) += 1;
        }
    }
    names
}

/// The fixes that can be applied at once: of two that touch the same place, the first.
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
        // Several findings may have one cause, such as a prefix that is not declared, and ask for the same edit.
        if let [edit] = fix.edits.as_slice()
            && let Some((same, step)) = taken.get(&edit.span.start)
            && *same == edit
        {
            steps[*step].findings += 1;
            continue;
        }
        if fix.edits.iter().any(|edit| is_taken(edit, &taken)) {
            continue;
        }
        for edit in &fix.edits {
            taken.insert(edit.span.start, (edit, steps.len()));
        }
        steps.push(Step { name, edits: &fix.edits, findings: 1 });
    }
    steps
}

/// Whether an edit touches one that is chosen already. Two insertions at one place do: their order would matter.
fn is_taken(edit: &Edit, taken: &BTreeMap<u32, (&Edit, usize)>) -> bool {
    let before = taken.range(..=edit.span.start).next_back();
    before
        .is_some_and(|(start, (it, _))| *start == edit.span.start || it.span.end > edit.span.start)
        || taken.range(edit.span.start..).next().is_some_and(|(start, _)| *start < edit.span.end)
}

/// How bad a document is, to be compared: a fault of the markup hides what is behind it, so mending one may show more.
fn badness(report: &Report) -> (bool, usize, usize) {
    let errors = report.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let is_markup = |name: &str| name.starts_with("xml-") || name.starts_with("json-");
    let markup = errors.clone().filter(|it| is_markup(it.rule.name)).count();
    (report.format == Format::Unknown, markup, errors.count())
}

/// A document, how bad it is, and what it is judged by.
struct Round<'r> {
    source: &'r Source,
    before: (bool, usize, usize),
    fixable: HashMap<Name, usize>,
    options: &'r Options,
}

/// What a round came to.
struct Better {
    source: Source,
    report: Report,
    mended: usize,
}

impl Round<'_> {
    /// Applies as many steps as make nothing worse; `None` when that is none. The others are added to `withdrawn`.
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

    /// The document with these steps made, unless it is worse then, or asks for one of them again as often as before: such
    /// a step mends nothing, and would be made again and again.
    fn attempt(&self, steps: &[&Step<'_>]) -> Option<Better> {
        let text = edited(&self.source.text, steps.iter().flat_map(|it| it.edits))?;
        let source = self.source.with_text(text)?;
        let report = validate(&source, self.options);
        let left = names(&report);
        let helps = |it: &&Step<'_>| left.get(&it.name) < self.fixable.get(&it.name);
        let mended = steps.iter().map(|it| it.findings).sum();
        (badness(&report) <= self.before && steps.iter().all(helps)).then_some(Better {
            source,
            report,
            mended,
        })
    }
}

/// A text with edits made that do not overlap; `None` if one is not inside the text.
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
    use crate::validate::Options;

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
    fn mends_what_shows_behind_what_was_mended() {
        let (text, count) =
            fixed(&feed("<title>A & B</title><guid isPermalink=\"False\">a</guid>"));
        assert_eq!(text, feed("<title>A &amp; B</title><guid isPermaLink=\"false\">a</guid>"));
        assert_eq!(count, 3, "the ampersand, the name of the attribute, and then its value");
    }

    #[test]
    fn mends_every_finding_past_the_cap() {
        let many = feed(&"<title>A & B</title></item><item>".repeat(300));
        let (text, count) = fixed(&many);
        assert_eq!((text.matches("A &amp; B").count(), count), (300, 300));
    }

    #[test]
    fn leaves_alone_what_is_not_wanted() {
        let bad = feed("<title>A & B</title>");
        let it = fix(Source::from_text("-", bad.clone()), &Options::default(), &|_| false);
        assert_eq!((it.source.text, it.count), (bad, 0));
    }

    #[test]
    fn one_edit_mends_all_that_ask_for_it() {
        let item = "<title>A</title><dc:creator>B</dc:creator><dc:subject>C</dc:subject>";
        let (text, count) = fixed(&feed(item));
        assert_eq!(text.matches("xmlns:dc").count(), 1);
        assert!(count >= 1, "{text}");
    }
}
