//! Limits for the trees that `html5ever` builds. Its algorithm, which browsers share, searches all open elements at each tag, and
//! its repairs can multiply elements. Therefore the depth and the number of nodes are limited. The two parsers that use this
//! module count open elements in different ways.

use std::cell::Cell;

use html5ever::tree_builder::TreeBuilderOpts;

/// How many nodes a tree may have in addition to one node per two bytes of its text. Without repairs, no text needs more nodes.
const SPARE_NODES: usize = 10_000;

/// The maximum number of nodes in the tree of `text`.
pub(super) fn max_nodes(text: &str) -> usize {
    text.len() / 2 + SPARE_NODES
}

/// The options of browsers in which scripts are disabled.
pub(super) fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}

/// The open elements that were left out of a tree. Their end tags are left out too, and their text is kept.
#[derive(Debug, Default)]
pub(super) struct LeftOut(Cell<usize>);

impl LeftOut {
    /// Whether to leave out a start tag: the tree is full, or it is inside an element that was left out.
    pub(super) fn start(&self, is_full: impl FnOnce() -> bool) -> bool {
        let open = self.0.get();
        let leaves_out = open > 0 || is_full();
        self.0.set(open + usize::from(leaves_out));
        leaves_out
    }

    /// Whether to leave out an end tag, because it ends an element that was left out.
    pub(super) fn end(&self) -> bool {
        let open = self.0.get();
        self.0.set(open.saturating_sub(1));
        open > 0
    }
}

/// Whether an element never has content.
pub(super) fn is_void(name: &str) -> bool {
    #[rustfmt::skip]
    const VOID: &[&str] = &[
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
        "link", "meta", "param", "source", "track", "wbr",
    ];
    VOID.contains(&name)
}
