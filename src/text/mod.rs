//! Text and positions: how bytes are decoded, and where something is.

mod encode;
mod encoding;
pub mod lines;
pub mod nearest;
pub mod quoted;
pub mod scrub;
pub mod source;
pub mod span;
