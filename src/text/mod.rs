//! Text and positions: how bytes are decoded, and where something is.

pub mod counted;
mod encode;
mod encoding;
pub mod escape;
pub mod fingerprint;
pub mod lines;
pub mod nearest;
pub mod quoted;
pub mod scrub;
pub mod shorten;
pub mod source;
pub mod span;
