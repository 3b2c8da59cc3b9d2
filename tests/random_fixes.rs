//! Tests that fixing any document never makes it worse, and that fixing it again changes nothing.

mod sample;

use feedwright::Diagnostic;
use feedwright::Options;
use feedwright::Report;
use feedwright::Safety;
use feedwright::Source;
use feedwright::fix;
use feedwright::validate;

/// The number of damaged documents.
const RUNS: usize = 600;

/// Pseudo-random numbers that are the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

/// A document with pieces removed, duplicated, or replaced by pieces of other documents.
fn damaged(documents: &[String], numbers: &mut Numbers) -> String {
    let mut text = documents[numbers.below(documents.len())].clone();
    for _ in 0..=numbers.below(3) {
        let piece = |text: &str, numbers: &mut Numbers| {
            let mut start = numbers.below(text.len());
            let mut end = (start + numbers.below(40)).min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            while !text.is_char_boundary(end) {
                end += 1;
            }
            start..end
        };
        let place = piece(&text, numbers);
        let other = &documents[numbers.below(documents.len())];
        let from = piece(other, numbers);
        match numbers.below(4) {
            0 => text.replace_range(place, ""),
            1 => text.insert_str(place.end, &other[from]),
            2 => text.replace_range(place, &other[from]),
            _ => {
                let again = text[place.clone()].to_owned();
                text.insert_str(place.end, &again);
            }
        }
    }
    text
}

/// Whether it is not a feed, which hides all errors, the number of markup errors, which can hide other errors, and the number of
/// all errors.
fn badness(report: &Report) -> (bool, usize, usize) {
    let errors = report.diagnostics.iter().filter(|it| it.is_error());
    let markup = |it: &&Diagnostic| ["xml-", "json-"].iter().any(|of| it.rule.name.starts_with(of));
    (report.format.name() == "unknown", errors.clone().filter(markup).count(), errors.count())
}

#[test]
fn a_fixed_document_is_never_worse_and_does_not_change_again() {
    let mut options = Options::default();
    options.base_url = Some("https://harbor.example/feed".to_owned());
    options.problems_per_rule = usize::MAX;
    let documents = sample::documents(3000);
    assert!(documents.len() > 300, "the documents were not found");
    let mut numbers = Numbers(1);
    let mut total = 0;
    for _ in 0..RUNS {
        let source = Source::from_text("-", damaged(&documents, &mut numbers));
        for safe in [true, false] {
            let wanted = |it: &Diagnostic| {
                it.fix.as_ref().is_some_and(|it| !safe || it.safety == Safety::Safe)
            };
            let fixed = fix(source.clone(), &options, &wanted);
            total += fixed.count;
            let (before, after) = (validate(&source, &options), validate(&fixed.source, &options));
            assert!(badness(&after) <= badness(&before), "{}\n{}", source.text, fixed.source.text);
            let again = fix(fixed.source.clone(), &options, &wanted);
            assert_eq!(again.source.text, fixed.source.text, "{}", source.text);
        }
    }
    assert!(total > RUNS, "too few documents were fixed");
}
