//! `feedwright check --fix` and `--diff`: fixes a document and writes it back. Only the edited bytes change.

use std::path::Path;

use feedwright::Diagnostic;
use feedwright::Options;
use feedwright::Safety;
use feedwright::Selection;
use feedwright::Source;
use feedwright::fix;
use feedwright::replace_file;

/// Which fixes are applied.
pub(super) struct Fixing {
    /// Whether fixes that may change what readers show are included.
    pub(super) unsafe_too: bool,
    /// Whether the changes are only shown.
    pub(super) show: bool,
}

/// A document after all possible fixes.
pub(super) struct Fixed {
    /// The document before the fixes.
    pub(super) before: Source,
    pub(super) after: Source,
    /// The bytes of `after`.
    pub(super) bytes: Vec<u8>,
    /// The number of problems that were fixed.
    pub(super) count: usize,
    /// Why the document was not changed although it has fixes.
    pub(super) unchanged_because: Option<String>,
}

impl Fixing {
    /// Fixes a document. A document that cannot be written back byte for byte is not changed.
    pub(super) fn apply(
        &self,
        name: &str,
        bytes: Vec<u8>,
        charset: Option<&str>,
        options: &Options,
        selection: &Selection,
    ) -> Fixed {
        let before = Source::from_bytes(name, &bytes, charset);
        if before.to_bytes().as_ref() != Some(&bytes) {
            let why = if before.is_lossy() {
                "are not valid"
            } else {
                "would change if the document were written back as"
            };
            let unchanged_because = format!("not fixed: some bytes {why} {}", before.encoding);
            let after = before.clone();
            return Fixed {
                before,
                after,
                bytes,
                count: 0,
                unchanged_because: Some(unchanged_because),
            };
        }
        let wanted = |it: &Diagnostic| {
            let safe = it.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe);
            selection.includes(it.rule) && (safe || self.unsafe_too)
        };
        let fixed = fix(before.clone(), options, &wanted);
        let bytes = fixed.source.to_bytes().unwrap_or(bytes);
        Fixed { before, after: fixed.source, bytes, count: fixed.count, unchanged_because: None }
    }
}

impl Fixed {
    /// Replaces the document atomically. A link is followed because the user named it.
    pub(super) fn save(&self, path: &Path) -> Result<(), String> {
        if self.before.text == self.after.text {
            return Ok(());
        }
        let real = path.canonicalize().map_err(|it| format!("no longer exists: {it}"))?;
        replace_file(&real, self.bytes.clone()).map_err(|it| format!("{}: {}", it.what, it.cause))
    }
}
