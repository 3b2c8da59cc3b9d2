//! Reads the text of an article again that was dropped to save memory.

use std::path::Path;

use crate::publish::load::Form;
use crate::publish::load::Loaded;
use crate::publish::load::decode;
use crate::publish::load::file;
use crate::text::fingerprint::fnv1a;

/// Reads the text of an article again if it was dropped, because a problem refers to a place in it. `root` is the folder of articles with
/// links resolved.
pub(in crate::publish) fn restore_text(loaded: &mut Loaded, root: &Path) {
    let path = &loaded.reading.article.path;
    let Some(form) = Form::of(path).filter(|_| loaded.is_dropped) else { return };
    let Ok(bytes) = file::bytes(&root.join(path), root) else { return };
    let (source, _) = decode::text(&loaded.source.name, bytes, form);
    // If the file has changed since, the places would be wrong.
    if fnv1a(source.text.bytes()) == loaded.fingerprint {
        loaded.source = source;
        loaded.is_dropped = false;
    }
}
