//! THE table of the rules for articles: what the loader says of one.

crate::rules! {}
