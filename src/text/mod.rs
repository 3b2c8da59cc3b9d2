//! Text and places in it: what bytes say once decoded, and where.

mod encode;
mod encoding;
pub(crate) mod lines;
pub(crate) mod nearest;
pub(crate) mod quoted;
#[cfg(feature = "publish")]
pub(crate) mod scrub;
pub(crate) mod source;
pub(crate) mod span;
