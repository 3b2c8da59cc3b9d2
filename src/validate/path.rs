//! The path of an element in a document, such as `/rss/channel/item[2]/pubDate`.

use std::borrow::Cow;
use std::fmt::Write;

use crate::validate::markup::Kind;

/// The maximum number of steps in a path. The middle of a longer path is left out.
const MAX_STEPS: usize = 32;

/// An element on the way to another one, or a value of JSON.
pub(super) struct Step<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) kind: Kind,
    /// The position among its siblings, from 1.
    pub(super) index: u32,
    /// Whether there may be several siblings with this name.
    pub(super) repeats: bool,
}

/// The path of the last element, from the root.
pub(super) fn path<'s>(steps: impl ExactSizeIterator<Item = Step<'s>>) -> String {
    let mut path = String::new();
    let count = steps.len();
    let mut parent = None;
    for (depth, step) in steps.enumerate() {
        let in_array = parent.replace(step.kind) == Some(Kind::Array);
        if count > MAX_STEPS && (MAX_STEPS / 2..count - MAX_STEPS / 2).contains(&depth) {
            if depth == MAX_STEPS / 2 {
                path.push_str("/…");
            }
            continue;
        }
        let is_json_root = depth == 0 && step.kind == Kind::Object;
        if !in_array && !is_json_root {
            path.push('/');
            path.push_str(&step.name);
        }
        if in_array || step.repeats {
            let _ = write!(path, "[{}]", step.index);
        }
    }
    if path.is_empty() { "/".to_owned() } else { path }
}
