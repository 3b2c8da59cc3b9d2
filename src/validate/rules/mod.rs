//! THE table of the judge's rules.

crate::rules! {}
