//! Text and positions: how bytes are decoded, and where something is.

pub mod counted;
mod encode;
mod encoding;
pub(crate) mod escape;
pub mod fingerprint;
pub mod lines;
pub(crate) mod nearest;
pub(crate) mod quoted;
#[cfg(feature = "publish")]
pub(crate) mod scrub;
pub(crate) mod shorten;
pub mod source;
pub(crate) mod span;
