//! Which finding is the same one as in an earlier report, wherever its line has moved to.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::text::fingerprint::fnv1a;
use crate::text::source::Source;

/// A fingerprint for each finding of a document, in their order: 16 hexadecimal digits of the document's name, the rule, the
/// element's place and the message. Where all that is the same, the findings are numbered, so that no two are taken for one.
pub(in crate::report) fn fingerprints(source: &Source, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let mut prints = Vec::with_capacity(diagnostics.len());
    for it in diagnostics {
        let parts = [&source.name, it.rule.name, &it.path, &it.message];
        let print = fnv1a(parts.iter().flat_map(|it| it.bytes().chain([0])));
        let earlier = seen.entry(print).or_default();
        let number = earlier.to_le_bytes().into_iter().take(if *earlier == 0 { 0 } else { 8 });
        prints.push(format!("{:016x}", fnv1a(print.to_le_bytes().into_iter().chain(number))));
        *earlier += 1;
    }
    prints
}
