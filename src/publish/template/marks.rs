//! The marks that start a tag in each template language.

use crate::publish::dialect::Templates;

/// The marks that are tags.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "one for each kind of mark, in a table")]
pub(super) struct Marks {
    pub(super) tags: bool,
    pub(super) values: bool,
    pub(super) calls: bool,
    pub(super) shortcodes: bool,
    pub(super) comments: bool,
    /// Whether `{{ x }}` is only a tag if `x` can be an expression.
    pub(super) careful: bool,
}

#[rustfmt::skip]
pub(super) fn marks(templates: Templates) -> Marks {
    let [tags, values, calls, shortcodes, comments, careful] = match templates {
        //                       tags   values calls  short. comments careful
        Templates::Any      => [true,  true,  true,  true,  true,  true],
        Templates::Liquid   => [true,  true,  false, false, false, false],
        Templates::Nunjucks => [true,  true,  true,  false, true,  false],
        Templates::Tags     => [true,  false, false, false, false, true],
        Templates::Hugo     => [false, false, false, true,  false, false],
        Templates::Zola     => [false, false, true,  false, false, false],
        Templates::Mdx | Templates::None => [false; 6],
    };
    Marks { tags, values, calls, shortcodes, comments, careful }
}
