//! Recognizes a problem in a later report even if its line has moved.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::text::fingerprint::fnv1a;
use crate::text::source::Source;
use crate::validate::fingerprint::Fingerprints;

/// Returns a fingerprint of 16 hexadecimal digits for each problem of a document, in order. It is a hash of the document's name, the rule,
/// the entry, the path in the entry, and the message without its values. Problems with the same hash are numbered to make the fingerprints
/// unique.
pub(in crate::report) fn fingerprints(source: &Source, diagnostics: &[Diagnostic]) -> Vec<String> {
    let places = Fingerprints::new(source);
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let mut prints = Vec::with_capacity(diagnostics.len());
    for it in diagnostics {
        let place = places.of(it).first().map_or(0, |it| it.hash);
        let print = fnv1a(source.name.bytes().chain([0]).chain(place.to_le_bytes()));
        let earlier = seen.entry(print).or_default();
        let number = earlier.to_le_bytes().into_iter().take(if *earlier == 0 { 0 } else { 8 });
        prints.push(format!("{:016x}", fnv1a(print.to_le_bytes().into_iter().chain(number))));
        *earlier += 1;
    }
    prints
}
