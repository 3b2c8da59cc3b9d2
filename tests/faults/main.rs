//! Whatever happens during a build, nothing is lost: each published file is whole, old or new, ids and dates of first sight stay the same,
//! and the next build repairs the rest. The tests run the real program, end it at each operation, let the disk fail, and change files
//! behind its back.
#![cfg(unix)]

mod articles;
mod clock;
mod edits;
mod errors;
mod killed;
mod memory;
mod places;
mod progress;
mod shim;
mod site;
mod together;
