//! Articles to feeds: load, select, build, check, write.

pub mod article;
pub mod build;
pub mod content;
pub mod feed;
pub mod load;
pub mod lock;
pub mod rules;
mod srcset;
pub mod state;
pub mod write;
