//! MDX: Markdown with JavaScript components and expressions. Markdown and HTML are kept, and the rest is removed.
//! <https://mdxjs.com/docs/what-is-mdx/>

use std::ops::Range;

use crate::publish::template::code;
use crate::publish::template::context::Context;
use crate::publish::template::mdx::walk::Walk;
use crate::publish::template::output::Expanded;
use crate::publish::template::output::Output;
use crate::publish::template::value::Scope;

mod expression;
mod jsx;
mod tags;
#[cfg(test)]
mod tests;
mod walk;

/// Converts MDX, which starts at byte `base` of its file, to Markdown.
pub(crate) fn expand<'t>(text: &'t str, base: usize, context: &Context) -> Expanded<'t> {
    let code = code::find(text, code::Markup::Mdx);
    let mut verbatim: Vec<(Range<usize>, bool)> =
        code.ranges.into_iter().map(|it| (it, true)).collect();
    verbatim.extend(code.wrappers.into_iter().map(|it| (it, false)));
    verbatim.sort_by_key(|it| it.0.start);
    let walk = Walk {
        text,
        scope: Scope::new(context),
        output: Output::new(text, base),
        verbatim,
        at: 0,
        open: Vec::new(),
        comments_end: false,
    };
    walk.finish()
}
