//! `feedwright check --fix` and `--diff`: fixes a document and writes it back. Only the edited bytes change,
//! unless a fix converts the document to UTF-8.

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
    /// Whether the bytes of `after` differ from those of `before`.
    is_changed: bool,
    /// The bytes of `after`.
    pub(super) bytes: Vec<u8>,
    /// The number of problems that were fixed.
    pub(super) count: usize,
    /// Why the document was not changed although it has fixes.
    pub(super) unchanged_because: Option<String>,
}

impl Fixing {
    /// Fixes a document. A document that cannot be written back byte for byte only changes if it becomes UTF-8.
    pub(super) fn apply(
        &self,
        name: &str,
        bytes: Vec<u8>,
        charset: Option<&str>,
        options: &Options,
        selection: &Selection,
    ) -> Fixed {
        let before = Source::from_bytes(name, &bytes, charset);
        let wanted = |it: &Diagnostic| {
            let safe = it.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe);
            selection.includes(it.rule) && (safe || self.unsafe_too)
        };
        let fixed = fix(before.clone(), options, &wanted);
        let is_decoded = fixed.count > 0 && before.is_lossy();
        let is_converted = fixed.source.encoding != before.encoding || is_decoded;
        if !is_converted && before.to_bytes().as_ref() != Some(&bytes) {
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
                is_changed: false,
                bytes,
                count: 0,
                unchanged_because: Some(unchanged_because),
            };
        }
        let written = fixed.source.to_bytes().unwrap_or_else(|| bytes.clone());
        let is_changed = written != bytes;
        Fixed {
            before,
            after: fixed.source,
            is_changed,
            bytes: written,
            count: fixed.count,
            unchanged_because: None,
        }
    }
}

impl Fixed {
    /// Replaces the document atomically. A link is followed because the user named it.
    pub(super) fn save(&self, path: &Path) -> Result<(), String> {
        if !self.is_changed {
            return Ok(());
        }
        let real = path.canonicalize().map_err(|it| format!("no longer exists: {it}"))?;
        replace_file(&real, self.bytes.clone()).map_err(|it| format!("{}: {}", it.what, it.cause))
    }
}
