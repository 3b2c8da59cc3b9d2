//! How often each rule, format, generator, host and status occurs in a batch.

use std::collections::HashMap;
use std::io;
use std::io::Write;

use url::Url;

use crate::batch::line::Facts;
use crate::batch::status::BatchStatus;
use crate::report::Terminal;
use crate::text::counted::counted;

/// The maximum number of values in a table. Further ones are counted together.
const MAX_VALUES: usize = 10_000;
/// The maximum number of values that are printed for each table.
const SHOWN: usize = 20;

/// The numbers of a batch.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct BatchStatistics {
    /// The number of documents.
    pub documents: u64,
    /// The number of documents that were validated and have errors.
    pub invalid: u64,
    /// The number of documents with a status other than `ok`.
    pub failed: u64,
    statuses: Table,
    formats: Table,
    generators: Table,
    hosts: Table,
    rules: Table,
    /// In how many documents each rule occurs.
    rule_documents: Table,
}

/// The number of each value.
#[derive(Clone, Debug, Default)]
struct Table {
    counts: HashMap<String, u64>,
    others: u64,
}

impl Table {
    fn add(&mut self, value: &str, count: u64) {
        if let Some(known) = self.counts.get_mut(value) {
            *known += count;
        } else if self.counts.len() < MAX_VALUES {
            self.counts.insert(value.to_owned(), count);
        } else {
            self.others += count;
        }
    }

    /// The most frequent values, and the number of all others.
    fn most(&self, shown: usize) -> (Vec<(&str, u64)>, u64) {
        let mut sorted: Vec<(&str, u64)> =
            self.counts.iter().map(|it| (it.0.as_str(), *it.1)).collect();
        sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let rest = sorted.iter().skip(shown).map(|it| it.1).sum::<u64>() + self.others;
        sorted.truncate(shown);
        (sorted, rest)
    }
}

impl BatchStatistics {
    pub(in crate::batch) fn add(&mut self, facts: &Facts) {
        self.documents += 1;
        let status = facts.status.unwrap_or(BatchStatus::Ok);
        let is_ok = status == BatchStatus::Ok;
        self.failed += u64::from(!is_ok);
        self.invalid += u64::from(is_ok && facts.errors > 0);
        self.statuses.add(status.name(), 1);
        if is_ok {
            self.formats.add(&facts.format, 1);
            let generator = facts.generator.as_deref().map_or("none", product);
            self.generators.add(generator, 1);
        }
        let host = facts.url.as_deref().and_then(|it| Url::parse(it).ok());
        if let Some(host) = host.as_ref().and_then(Url::host_str) {
            self.hosts.add(host, 1);
        }
        for (index, it) in facts.diagnostics.iter().enumerate() {
            self.rules.add(&it.rule, it.count as u64);
            let is_first = !facts.diagnostics[..index].iter().any(|one| one.rule == it.rule);
            self.rule_documents.add(&it.rule, u64::from(is_first));
        }
    }

    /// Prints the tables.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let documents = usize::try_from(self.documents).unwrap_or(usize::MAX);
        writeln!(out, "{}", counted(documents, "document", "documents"))?;
        for (title, table) in [
            ("Status", &self.statuses),
            ("Format", &self.formats),
            ("Generator", &self.generators),
            ("Host", &self.hosts),
        ] {
            let (most, rest) = table.most(SHOWN);
            if most.is_empty() {
                continue;
            }
            writeln!(out, "\n{title}")?;
            for (value, count) in most {
                writeln!(out, "{count:>9}  {}", Terminal(value))?;
            }
            if rest > 0 {
                writeln!(out, "{rest:>9}  (others)")?;
            }
        }
        let (most, _) = self.rules.most(usize::MAX);
        if !most.is_empty() {
            writeln!(out, "\nRule: number of problems, of documents")?;
        }
        for (rule, count) in most {
            let documents = self.rule_documents.counts.get(rule).copied().unwrap_or_default();
            writeln!(out, "{count:>9} {documents:>9}  {}", Terminal(rule))?;
        }
        Ok(())
    }
}

/// The program in the name of a generator, without its version, so that all versions are counted together: `Hugo` in `Hugo 0.111.3`,
/// `https://wordpress.org/` in `https://wordpress.org/?v=6.4`.
fn product(generator: &str) -> &str {
    if generator.contains("://") {
        return generator.split(['?', '#']).next().unwrap_or(generator);
    }
    let is_version = |word: &str| {
        word.trim_start_matches(['v', 'V', '(']).starts_with(|it: char| it.is_ascii_digit())
    };
    let mut starts = generator.match_indices(' ').map(|it| it.0 + 1);
    let end = starts.find(|at| is_version(&generator[*at..])).unwrap_or(generator.len());
    let name = generator[..end].trim();
    if name.is_empty() { generator } else { name }
}

#[cfg(test)]
mod tests {
    use super::MAX_VALUES;
    use super::Table;
    use super::product;

    #[test]
    fn counts_versions_of_a_program_together() {
        for (generator, expected) in [
            ("Hugo 0.111.3", "Hugo"),
            ("Hugo -- gohugo.io", "Hugo -- gohugo.io"),
            ("Jekyll v4.2.1", "Jekyll"),
            ("https://wordpress.org/?v=6.4.2", "https://wordpress.org/"),
            ("Site Kit (2.1) by x", "Site Kit"),
            ("3000", "3000"),
        ] {
            assert_eq!(product(generator), expected);
        }
    }

    #[test]
    fn memory_is_limited() {
        let mut table = Table::default();
        for number in 0..MAX_VALUES + 5 {
            table.add(&number.to_string(), 1);
        }
        table.add("7", 1);
        assert_eq!(table.most(1), (vec![("7", 2)], (MAX_VALUES + 4) as u64));
    }
}
