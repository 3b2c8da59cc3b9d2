//! Text and positions: how bytes are decoded, and where something is.

#[cfg(feature = "report")]
pub(crate) mod counted;
mod encode;
mod encoding;
pub(crate) mod escape;
#[cfg(feature = "report")]
pub(crate) mod file_offsets;
#[cfg(any(feature = "report", feature = "publish", feature = "fetch"))]
pub(crate) mod fingerprint;
#[cfg(any(feature = "report", feature = "fetch"))]
pub(crate) mod hidden;
pub(crate) mod lines;
pub(crate) mod nearest;
pub(crate) mod quoted;
#[cfg(feature = "publish")]
pub(crate) mod scrub;
pub(crate) mod shorten;
pub(crate) mod source;
pub(crate) mod span;
