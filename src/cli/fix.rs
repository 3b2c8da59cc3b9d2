//! `feedwright check --fix` and `--diff`: a document mended, and written back as it was but for the edits.

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
    /// Whether those as well that may change what readers see.
    pub(super) unsafe_too: bool,
    /// Whether the document is only shown as it would be.
    pub(super) show: bool,
}

/// A document that has been mended, as far as it could be.
pub(super) struct Mended {
    /// As it was.
    pub(super) before: Source,
    pub(super) after: Source,
    /// The bytes of `after`.
    pub(super) bytes: Vec<u8>,
    /// How many findings were mended.
    pub(super) count: usize,
    /// Why it was not touched, if so.
    pub(super) refused: Option<String>,
}

impl Fixing {
    /// Mends a document. One that could not be written back byte for byte is left alone.
    pub(super) fn mend(
        &self,
        name: &str,
        bytes: Vec<u8>,
        charset: Option<&str>,
        options: &Options,
        selection: &Selection,
    ) -> Mended {
        let before = Source::from_bytes(name, &bytes, charset);
        if before.to_bytes().as_ref() != Some(&bytes) {
            let why = if before.is_lossy() {
                "are no characters of"
            } else {
                "would come back as others in"
            };
            let refused = format!("not fixed: some of its bytes {why} {}", before.encoding);
            let after = before.clone();
            return Mended { before, after, bytes, count: 0, refused: Some(refused) };
        }
        let wanted = |it: &Diagnostic| {
            let safe = it.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe);
            selection.includes(it.rule) && (safe || self.unsafe_too)
        };
        let fixed = fix(before.clone(), options, &wanted);
        let bytes = fixed.source.to_bytes().unwrap_or(bytes);
        Mended { before, after: fixed.source, bytes, count: fixed.count, refused: None }
    }
}

impl Mended {
    /// Puts the document into the place of the old one, in one step. A link is followed: the user named it.
    pub(super) fn save(&self, path: &Path) -> Result<(), String> {
        if self.before.text == self.after.text {
            return Ok(());
        }
        let real = path.canonicalize().map_err(|it| format!("cannot be found again: {it}"))?;
        replace_file(&real, self.bytes.clone()).map_err(|it| format!("{}: {}", it.what, it.cause))
    }
}
