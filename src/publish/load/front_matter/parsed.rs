//! What a parser makes of front matter.

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::tree::Node;
use crate::text::span::Span;

/// The largest front matter, in bytes: a hundred times what a long one has.
pub(crate) const LARGEST: usize = 1024 * 1024;

/// The syntaxes of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Jekyll, Hugo, Eleventy, Astro, Obsidian …
    Yaml,
    /// Zola, Hugo.
    Toml,
    /// Hugo, Eleventy.
    Json,
    /// Pelican: `Key: value` lines.
    Header,
    /// Nikola: `.. key: value` lines.
    Nikola,
}

/// What a parser made of front matter.
pub(super) struct Parsed {
    pub(super) node: Result<Node, Box<Diagnostic>>,
    /// What is wrong with single values.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl From<Result<Node, Box<Diagnostic>>> for Parsed {
    fn from(node: Result<Node, Box<Diagnostic>>) -> Parsed {
        Parsed { node, diagnostics: Vec::new() }
    }
}

impl Parsed {
    /// Moves all places, those of a text that was made from the file's to those of the file.
    pub(super) fn move_spans(&mut self, place: &dyn Fn(usize) -> usize) {
        let moved = |it: Span| Span::new(place(it.start as usize), place(it.end as usize));
        match &mut self.node {
            Ok(node) => node.move_spans(&moved),
            Err(fault) => fault.span = moved(fault.span),
        }
        for diagnostic in &mut self.diagnostics {
            diagnostic.span = moved(diagnostic.span);
        }
    }
}
