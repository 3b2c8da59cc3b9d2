//! What a check of a row may read and change beside its element: what is known of the document so far, and its problems.

use crate::validate::facts::Facts;
use crate::validate::findings::Findings;

/// The document around the element that a check looks at.
#[derive(Debug)]
pub struct Context<'c, 'o> {
    /// What has been read of the document so far.
    pub facts: &'c mut Facts<'o>,
    /// Where problems are reported.
    pub out: &'c mut Findings,
}
