//! Text and places in it: what bytes say once decoded, and where.

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
