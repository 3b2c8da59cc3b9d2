//! Combines the problems that appear in most entries of a feed for the same reason. A generator that writes every date in the wrong
//! format causes one problem, not one per entry.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;
use std::mem;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Fix;
use crate::diagnostic::Occurrence;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;

/// A problem in fewer entries than this is reported for each of them.
const MIN_ENTRIES: usize = 5;

/// The longest name in a message. Two problems with different names have different reasons.
const MAX_NAME: usize = 32;

/// Values up to this length in bytes are compared by their form.
const MAX_FORM: usize = 20;

/// What the same problems have in common: the rule, the severity, the path within the entry, the shape of the message, and whether the
/// fix is safe.
type Reason = (&'static str, Severity, String, String, Option<bool>);

/// Combines the problems that have the same reason and appear in most of the `entries` of the document. `list` is sorted by span. The
/// combined problem takes the place of the first one.
pub(in crate::validate) fn combine(list: &mut Vec<Diagnostic>, entries: usize) {
    if list.len() < MIN_ENTRIES || entries < MIN_ENTRIES {
        return;
    }
    let groups = groups(list, entries);
    if groups.is_empty() {
        return;
    }
    let mut old: Vec<Option<Diagnostic>> = mem::take(list).into_iter().map(Some).collect();
    for group in groups {
        let members: Vec<Diagnostic> = group.iter().filter_map(|it| old[*it].take()).collect();
        old[group[0]] = combined(members);
    }
    list.extend(old.into_iter().flatten());
}

/// The indices of the problems that are combined.
fn groups(list: &[Diagnostic], entries: usize) -> Vec<Vec<usize>> {
    let mut by_reason: BTreeMap<Reason, Vec<usize>> = BTreeMap::new();
    // For a rule with too many problems, only the entries before the first unlisted problem are known.
    let mut ends: HashMap<&str, (usize, usize)> = HashMap::new();
    for (index, it) in list.iter().enumerate() {
        if it.count > 1 && !it.is_rest() {
            continue; // It was combined when it was reported.
        }
        if it.is_rest() {
            let known = entry_of(&it.path).and_then(|it| number_of(it.0));
            ends.insert(it.rule.name, (index, known.unwrap_or(entries)));
        } else if let Some((_, inside)) = entry_of(&it.path) {
            let safety = it.fix.as_ref().map(|it| it.safety == Safety::Safe);
            let message = shape(&it.message, it.rule.name.split('-').any(|it| it == "date"));
            let reason = (it.rule.name, it.severity, without_numbers(inside), message, safety);
            by_reason.entry(reason).or_default().push(index);
        }
    }
    let mut rules: HashMap<&str, usize> = HashMap::new();
    for (reason, group) in &by_reason {
        *rules.entry(reason.0).or_default() += group.len();
    }
    let mut groups = Vec::new();
    for (reason, mut group) in by_reason {
        let within: HashSet<&str> =
            group.iter().filter_map(|it| entry_of(&list[*it].path)).map(|it| it.0).collect();
        let end = ends.get(reason.0);
        let of = end.map_or(entries, |it| it.1.min(entries));
        if within.len() < MIN_ENTRIES || within.len() * 2 <= of {
            continue;
        }
        // If this is the only reason for which the rule is broken, the unlisted problems have the same one.
        if let Some((rest, _)) = end
            && rules.get(reason.0) == Some(&group.len())
        {
            group.push(*rest);
        }
        groups.push(group);
    }
    groups
}

/// One problem for several. Its fix contains all their edits.
fn combined(members: Vec<Diagnostic>) -> Option<Diagnostic> {
    let mut members = members.into_iter();
    let mut first = members.next()?;
    first.places = vec![Occurrence { span: first.span, path: first.path.clone() }];
    let mut fixed: HashSet<(u32, u32)> = HashSet::new();
    for it in first.fix.iter().flat_map(|it| &it.edits) {
        fixed.insert((it.span.start, it.span.end));
    }
    for it in members {
        first.count += it.count;
        if it.places.is_empty() {
            first.places.push(Occurrence { span: it.span, path: it.path });
        } else {
            first.places.extend(it.places);
        }
        if let (Some(Fix { edits, .. }), Some(more)) = (&mut first.fix, it.fix) {
            // Several problems may have the same edit, such as the declaration of a prefix.
            let is_new = |it: &crate::diagnostic::Edit| fixed.insert((it.span.start, it.span.end));
            edits.extend(more.edits.into_iter().filter(is_new));
        }
    }
    if let Some(fix) = &mut first.fix {
        fix.edits.sort_by_key(|it| it.span);
    }
    Some(first)
}

/// The path of the entry that contains an element, and the path within the entry. An outline of OPML counts as an entry.
pub(in crate::validate) fn entry_of(path: &str) -> Option<(&str, &str)> {
    const ENTRIES: &[&str] = &["/item", "/entry", "/items", "/outline"];
    let mut end = None;
    let mut at = 0;
    for step in path.split_inclusive(']') {
        let before = at;
        at += step.len();
        let name = step.rsplit_once('[').map_or(step, |it| it.0);
        if ENTRIES.iter().any(|it| name.ends_with(it)) {
            end = Some(at);
        } else if end.is_some() {
            end = end.filter(|it| *it <= before);
        }
    }
    end.map(|it| path.split_at(it))
}

/// The number at the end of the path of an entry.
fn number_of(entry: &str) -> Option<usize> {
    entry.strip_suffix(']')?.rsplit_once('[')?.1.parse().ok()
}

/// A path without the positions of elements.
pub(in crate::validate) fn without_numbers(path: &str) -> String {
    path.split('[').map(|it| it.split_once(']').map_or(it, |it| it.1)).collect()
}

/// A message without its numbers and with the form of its values, so that `47,00 EUR` and `EUR 47.00` remain different. Long values and URLs
/// are left out, unless `is_date` is true, because dates have slashes, too.
pub(in crate::validate) fn shape(message: &str, is_date: bool) -> String {
    let mut shape = String::with_capacity(message.len());
    for (index, part) in message.split('`').enumerate() {
        if index % 2 == 0 {
            form(part, false, &mut shape);
        } else if is_name(part) {
            shape.push_str(part);
        } else if is_date || (part.len() <= MAX_FORM && !part.contains('/')) {
            form(part, true, &mut shape);
        } else {
            shape.push('…');
        }
    }
    shape
}

/// Whether a quoted value is a name, such as `pubDate` or `</i>`.
fn is_name(text: &str) -> bool {
    let name = text.trim_start_matches("</").trim_start_matches('<').trim_end_matches('>');
    text.len() <= MAX_NAME
        && name.bytes().all(|it| it.is_ascii_alphabetic() || b":@-_.=".contains(&it))
}

/// Appends a text with one digit for each number and, if `letters` is true, one letter for each word.
fn form(text: &str, letters: bool, shape: &mut String) {
    let mut last = None;
    for it in text.chars() {
        let it = match it {
            it if it.is_numeric() => '0',
            it if letters && it.is_alphabetic() => 'a',
            it => it,
        };
        if !matches!(it, '0' | 'a') || last != Some(it) || (it == 'a' && !letters) {
            shape.push(it);
        }
        last = Some(it);
    }
}

#[cfg(test)]
mod tests {
    use super::entry_of;
    use super::shape;
    use super::without_numbers;
    use crate::text::source::Source;
    use crate::validate::Options;
    use crate::validate::validate;

    fn rss(items: usize, item: impl Fn(usize) -> String) -> Source {
        let items: String = (1..=items).map(item).collect();
        let head = "<title>Notes</title><link>https://harbor.example/</link><description>Notes</description>";
        Source::from_text(
            "feed.xml",
            format!("<rss version=\"2.0\"><channel>{head}{items}</channel></rss>"),
        )
    }

    fn item(number: usize, date: &str) -> String {
        format!(
            "<item><title>Note {number}</title><guid>https://harbor.example/{number}</guid><pubDate>{date}</pubDate></item>"
        )
    }

    /// The messages about dates, each with its count and the number of its places.
    fn dates(source: &Source, most: usize) -> Vec<(String, usize, usize)> {
        let options = Options { problems_per_rule: most, ..Options::default() };
        let report = validate(source, &options);
        let dates =
            report.diagnostics.into_iter().filter(|it| it.rule.name == "invalid-rfc822-date");
        dates.map(|it| (it.message, it.count, it.places.len())).collect()
    }

    #[test]
    fn a_problem_in_most_entries_is_reported_once() {
        let source = rss(12, |it| item(it, &format!("2024-05-{it:02}")));
        let [(message, count, places)] = &dates(&source, 100)[..] else {
            panic!("it is one problem")
        };
        assert!(message.contains("2024-05-01"), "{message}");
        assert_eq!((*count, *places), (12, 12));
    }

    #[test]
    fn a_problem_in_few_entries_is_reported_for_each() {
        let good = "Wed, 01 May 2024 08:00:00 GMT";
        let source = rss(12, |it| item(it, if it % 2 == 0 { "2024-05-01" } else { good }));
        assert_eq!(dates(&source, 100).len(), 6);
        let source = rss(4, |it| item(it, "2024-05-01"));
        assert_eq!(dates(&source, 100).len(), 4);
    }

    #[test]
    fn problems_for_different_reasons_are_not_combined() {
        let source = rss(12, |it| item(it, ["2024-05-01", "1.5.2024", "soon"][it % 3]));
        assert_eq!(dates(&source, 100).len(), 12);
    }

    #[test]
    fn problems_beyond_the_limit_are_counted() {
        let source = rss(300, |it| item(it, "2024-05-01"));
        assert_eq!(dates(&source, 100).iter().map(|it| it.1).collect::<Vec<usize>>(), [300]);
        assert_eq!(dates(&source, 100)[0].2, 300);
        let source = rss(300, |it| item(it, if it % 9 < 5 { "2024-05-01" } else { "soon" }));
        let counts: Vec<usize> = dates(&source, 100).iter().map(|it| it.1).collect();
        assert_eq!(counts.iter().sum::<usize>(), 300);
    }

    #[test]
    fn a_combined_fix_has_all_edits() {
        let source = rss(8, |it| item(it, "2024-05-01T08:00:00Z"));
        let report = validate(&source, &Options::default());
        let fix = report.diagnostics.iter().find_map(|it| it.fix.as_ref()).expect("there is a fix");
        assert_eq!(fix.edits.len(), 8);
    }

    #[test]
    fn finds_the_entry_in_a_path() {
        assert_eq!(
            entry_of("/rss/channel/item[2]/media:group/media:content[3]"),
            Some(("/rss/channel/item[2]", "/media:group/media:content[3]"))
        );
        assert_eq!(
            entry_of("/items[1]/attachments[2]/url").map(|it| it.1),
            Some("/attachments[2]/url")
        );
        assert_eq!(
            entry_of("/opml/body/outline[2]/outline[7]/@xmlUrl").map(|it| it.0),
            Some("/opml/body/outline[2]/outline[7]")
        );
        assert_eq!(entry_of("/feed/entry[1]"), Some(("/feed/entry[1]", "")));
        assert_eq!(entry_of("/rss/channel/title"), None);
        assert_eq!(
            without_numbers("/media:group/media:content[3]/a[1]"),
            "/media:group/media:content/a"
        );
    }

    #[test]
    fn compares_messages_without_their_values() {
        assert_eq!(shape("`a` is 12 long: `b c/d`", false), "a is 0 long: …");
        assert_ne!(shape("`47,00 EUR`", false), shape("`EUR 47.00`", false));
        assert_eq!(shape("`<b>` and `http://a/1`", false), "<b> and …");
        assert_ne!(shape("`1.5.2024`", true), shape("`2024-05-01`", true));
        assert_eq!(shape("`Mi, 4 Mai`", true), shape("`Do, 15 Juni`", true));
    }
}
