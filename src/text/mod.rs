//! Text and places in it: what bytes say once decoded, and where.

pub mod lines;
pub mod source;
pub mod span;
