//! The number of problems over all documents.

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::counted::counted;

/// The number of problems and documents.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Totals {
    /// Documents that were validated.
    pub documents: usize,
    /// Problems that are errors.
    pub errors: usize,
    /// Problems that are warnings.
    pub warnings: usize,
    /// Problems that are infos.
    pub infos: usize,
    /// Problems that documents allow. They are not included in the numbers above.
    pub suppressed: usize,
    /// Problems that are in a [`Baseline`](crate::Baseline). They are not included in the numbers above.
    pub baselined: usize,
    /// Inputs that could not be read.
    pub unreadable: usize,
    /// Problems that were fixed, or that would be fixed. They are not included in the numbers above.
    pub fixed: usize,
    /// Problems with a fix that does not change what readers show.
    pub fixable: usize,
    /// Problems with a fix that may change what readers show.
    pub unsafely_fixable: usize,
    /// The number of problems per rule, by the name of the rule.
    pub rules: BTreeMap<&'static str, (&'static Rule, usize)>,
    /// The documents with problems. Only the HTML report has them, see [`ReportFormat::totals`](crate::ReportFormat::totals).
    pub by_document: Vec<DocumentTotals>,
}

/// The number of problems in one document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DocumentTotals {
    /// The name of the document in the report.
    pub name: String,
    /// Problems that are errors.
    pub errors: usize,
    /// Problems that are warnings.
    pub warnings: usize,
    /// Problems that are infos.
    pub infos: usize,
}

impl Totals {
    /// The numbers of one document.
    pub fn of(diagnostics: &[Diagnostic]) -> Totals {
        let mut totals = Totals { documents: 1, ..Totals::default() };
        for it in diagnostics {
            match it.severity {
                Severity::Error => totals.errors += it.count,
                Severity::Warning => totals.warnings += it.count,
                Severity::Info => totals.infos += it.count,
            }
            match it.fix.as_ref().map(|it| it.safety) {
                Some(Safety::Safe) => totals.fixable += it.count,
                Some(Safety::Unsafe) => totals.unsafely_fixable += it.count,
                None => {}
            }
            totals.rules.entry(it.rule.name).or_insert((it.rule, 0)).1 += it.count;
        }
        totals
    }

    /// Adds the numbers of further documents.
    pub fn add(&mut self, other: &Totals) {
        self.documents += other.documents;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.suppressed += other.suppressed;
        self.baselined += other.baselined;
        self.unreadable += other.unreadable;
        self.fixed += other.fixed;
        self.fixable += other.fixable;
        self.unsafely_fixable += other.unsafely_fixable;
        self.by_document.extend_from_slice(&other.by_document);
        for (name, (rule, count)) in &other.rules {
            self.rules.entry(name).or_insert((rule, 0)).1 += count;
        }
    }

    /// The number of all problems.
    pub fn problems(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// For example, `3 errors and 1 warning in 2 documents`.
    pub fn in_words(&self) -> String {
        let found = self.found_in_words();
        let hidden = self.hidden_in_words().map(|it| format!(" ({it})")).unwrap_or_default();
        format!("{found} in {}{hidden}", counted(self.documents, "document", "documents"))
    }

    /// How many problems are not reported because someone accepted them: for example, `2 suppressed, 5 in the baseline`. `None` if there
    /// are no such problems.
    pub fn hidden_in_words(&self) -> Option<String> {
        let kinds = [(self.suppressed, "suppressed"), (self.baselined, "in the baseline")];
        let words: Vec<String> =
            kinds.iter().filter(|it| it.0 > 0).map(|it| format!("{} {}", it.0, it.1)).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// For example, `3 errors and 1 warning`.
    pub(in crate::report) fn found_in_words(&self) -> String {
        let kinds = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.infos, "info", "infos"),
        ];
        let found: Vec<String> =
            kinds.iter().filter(|it| it.0 > 0).map(|it| counted(it.0, it.1, it.2)).collect();
        match found.as_slice() {
            [] => "no problems".to_owned(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    /// How many problems `--fix` could fix, for example `2 can be fixed with --fix`. `None` if there are no such
    /// problems.
    pub fn hint(&self) -> Option<String> {
        let (safe, all) = (self.fixable, self.fixable + self.unsafely_fixable);
        match (safe, self.unsafely_fixable) {
            (0, 0) => None,
            (0, _) => Some(format!("{all} can be fixed with --fix --unsafe-fixes")),
            (_, 0) => Some(format!("{safe} can be fixed with --fix")),
            (_, more) => Some(format!(
                "{safe} can be fixed with --fix, and {more} more with --fix --unsafe-fixes"
            )),
        }
    }

    /// The rules with problems and the number of their problems, the most frequent rule first.
    pub(in crate::report) fn most_frequent(&self) -> Vec<&(&'static Rule, usize)> {
        let mut rules: Vec<&(&Rule, usize)> = self.rules.values().collect();
        rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.name.cmp(b.0.name)));
        rules
    }

    /// Writes the number of problems per rule, the most frequent rule first.
    pub fn write_statistics(&self, out: &mut dyn Write) -> io::Result<()> {
        for (rule, count) in self.most_frequent() {
            writeln!(out, "{count:7}  {}", rule.name)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Totals;

    #[test]
    fn counts_in_words() {
        let totals = |errors, warnings, infos, documents| {
            Totals { documents, errors, warnings, infos, ..Totals::default() }.in_words()
        };
        assert_eq!(totals(3, 1, 0, 2), "3 errors and 1 warning in 2 documents");
        assert_eq!(totals(1, 2, 3, 1), "1 error, 2 warnings and 3 infos in 1 document");
        assert_eq!(totals(0, 0, 0, 0), "no problems in 0 documents");
        let totals = Totals { documents: 1, suppressed: 2, baselined: 1, ..Totals::default() };
        assert_eq!(
            totals.in_words(),
            "no problems in 1 document (2 suppressed, 1 in the baseline)"
        );
    }
}
