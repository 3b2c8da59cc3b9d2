//! The table `[output]` of `feedwright.toml`: what is written besides the feeds.

use crate::config::table::Table;
use crate::publish::Coding;
use crate::publish::IndexFormat;

pub(super) static CODINGS: &[(&str, Coding)] = &[("gz", Coding::Gzip), ("br", Coding::Brotli)];
pub(super) static INDEXES: &[(&str, IndexFormat)] =
    &[("html", IndexFormat::Html), ("opml", IndexFormat::Opml)];

/// What is written besides the feeds.
pub(super) struct Output {
    /// The codings of compressed copies.
    pub(super) compress: Vec<Coding>,
    /// The pages that list the feeds.
    pub(super) index: Vec<IndexFormat>,
}

pub(super) fn read(output: &Table<'_>) -> Output {
    Output {
        compress: choices(output, "compress", CODINGS),
        index: choices(output, "index", INDEXES),
    }
}

/// The values of a list, sorted and without duplicates.
fn choices<T: Copy + Ord>(output: &Table<'_>, key: &str, words: &[(&str, T)]) -> Vec<T> {
    let items = output.items(key);
    let mut chosen: Vec<T> = items.iter().filter_map(|it| it.as_choice(key, words)).collect();
    chosen.sort();
    chosen.dedup();
    chosen
}
