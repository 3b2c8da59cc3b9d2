//! Reports as people and programs read them.

pub mod concise;
pub mod escape;
mod excerpt;
pub mod json;
pub mod pretty;
