//! A value with its place.

use crate::text::span::Span;

/// A value of an element, a member or an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The decoded value, without white space around it.
    pub text: String,
    /// Its place.
    pub span: Span,
}
