//! HTML pages as articles.

use crate::publish::load::{Options, Reading};
use crate::text::source::Source;

/// Reads an HTML page.
pub fn read(_source: &Source, _options: &Options) -> Reading {
    Reading::default()
}
