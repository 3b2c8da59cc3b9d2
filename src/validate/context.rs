//! The context of a check: facts about the document so far, and the list of problems.

use crate::validate::diagnostics::Diagnostics;
use crate::validate::facts::Facts;

/// The document around the element that is being checked.
#[derive(Debug)]
pub struct Context<'c, 'o> {
    /// Facts about the document so far.
    pub facts: &'c mut Facts<'o>,
    /// Where problems are reported.
    pub out: &'c mut Diagnostics,
}
