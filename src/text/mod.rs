//! Text and places in it: what bytes say once decoded, and where.

mod encoding;
pub mod lines;
pub mod source;
pub mod span;
