//! Raw plain-text press articles.

use crate::publish::load::{Options, Reading};
use crate::text::source::Source;

/// Reads a press article.
pub fn read(_source: &Source, _options: &Options) -> Reading {
    Reading::default()
}
