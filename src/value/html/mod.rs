//! HTML according to the WHATWG standard (<https://html.spec.whatwg.org/>). This module is independent of feeds.
//!
//! - [`tokenizer::Tokenizer`]: tags with their attributes, text, comments and parse errors, each with its byte range
//! - [`reference`](mod@reference): character references in text and in attribute values
//! - [`element::element`]: the properties of an element by its name; [`foreign`] and [`foreign_attribute`] for SVG and `MathML`
//! - [`attribute::urls`]: the attributes that contain URLs, and [`attribute::is_event_handler`]
//! - [`style::problems`]: the problems with the declarations of a `style` attribute; [`style::urls`]
//! - [`script_url::runs_code`]: `javascript:` URLs and similar ones, even if they are disguised
//! - [`srcset::candidates`]: the URLs in a `srcset`
//! - [`plain::markup`]: markup in plain text
//!
//! No function here recurses, examines a byte more than a few times, or allocates for text without problems.

pub mod attribute;
pub mod element;
pub mod foreign;
pub mod foreign_attribute;
pub mod plain;
pub mod reference;
pub mod script_url;
pub mod srcset;
pub mod style;
mod style_property;
pub mod tokenizer;

#[cfg(test)]
mod tests;
