//! The result of parsing front matter.

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::tree::Node;
use crate::text::span::Span;

/// The maximum size of front matter in bytes: a hundred times the size of long front matter.
pub(crate) const MAX_SIZE: usize = 1024 * 1024;

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

/// The result of parsing front matter.
pub(super) struct Parsed {
    pub(super) node: Result<Node, Box<Diagnostic>>,
    /// The problems in single values.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl From<Result<Node, Box<Diagnostic>>> for Parsed {
    fn from(node: Result<Node, Box<Diagnostic>>) -> Parsed {
        Parsed { node, diagnostics: Vec::new() }
    }
}

impl Parsed {
    /// Maps all positions, from those in a derived text to those in the file.
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
