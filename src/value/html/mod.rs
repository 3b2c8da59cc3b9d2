//! HTML by the rules of the WHATWG, with no knowledge of feeds: <https://html.spec.whatwg.org/>.
//!
//! - [`tokenizer::Tokenizer`]: tags with their attributes, text, comments and parse errors, each with its bytes
//! - [`reference`](mod@reference): character references in text and in attribute values
//! - [`element::element`]: what is known of an element by its name; [`foreign`] and [`foreign_attribute`] for SVG and `MathML`
//! - [`attribute::urls`]: which attributes hold URLs, and [`attribute::is_event_handler`]
//! - [`style::problems`]: what is wrong with the declarations of a `style` attribute; [`style::urls`]
//! - [`address::runs_code`]: `javascript:` URLs and their like, however they are disguised
//! - [`srcset::candidates`]: the URLs in a `srcset`
//! - [`plain::markup`]: markup in what should be plain text
//!
//! Nothing here recurses or looks at a byte more than a few times, and nothing allocates for a text without faults.

pub mod address;
pub mod attribute;
pub mod element;
pub mod foreign;
pub mod foreign_attribute;
pub mod plain;
pub mod reference;
pub mod srcset;
pub mod style;
mod style_property;
pub mod tokenizer;

#[cfg(test)]
mod tests;
