//! The outline of a document: the entries of a feed with their titles.

use gen_lsp_types as lsp;

use crate::server::answer::Snapshot;
use crate::server::check;
use crate::server::document::Kind;
use crate::server::position::Positions;
use crate::text::span::Span;
use crate::validate::Inventory;
use crate::validate::InventoryEntry;
use crate::validate::Part;
use crate::validate::Written;

/// The longest title in an outline, in characters.
const MAX_TITLE: usize = 120;

/// The symbols of a document: its feed, which contains its entries.
pub(super) fn symbols(it: &Snapshot) -> Vec<lsp::DocumentSymbol> {
    let Kind::Feed { .. } = it.document.kind else { return Vec::new() };
    let source = check::source(&it.document).source;
    let checks = check::checks(&it.document, &it.configurations);
    let inventory = Inventory::of(&source, &checks.options);
    let shift = it.document.body().1;
    let outline =
        Outline { positions: Positions::new(&it.document.text, it.client.encoding), shift };
    let entries: Vec<lsp::DocumentSymbol> =
        inventory.entries.iter().enumerate().map(|(at, it)| outline.entry(at, it)).collect();
    if inventory.root.is_empty() {
        return entries;
    }
    let last = inventory.head.iter().chain(inventory.entries.iter().flat_map(|it| &it.parts));
    let end = last.map(|it| it.extent.end).max().unwrap_or_default().max(inventory.root.end);
    let extent = Span { start: inventory.root.start, end };
    let title = shown(inventory.title.as_ref()).unwrap_or_else(|| "feed".to_owned());
    let feed = outline.symbol(title, lsp::SymbolKind::Module, extent, inventory.root);
    let detail = Some(inventory.format.name().to_owned());
    vec![lsp::DocumentSymbol { detail, children: Some(entries), ..feed }]
}

/// The same symbols for an editor that shows a list.
pub(super) fn flat(it: &Snapshot) -> Vec<lsp::SymbolInformation> {
    let mut list = Vec::new();
    for symbol in symbols(it) {
        list.push(information(it, &symbol, None));
        for child in symbol.children.iter().flatten() {
            list.push(information(it, child, Some(&symbol.name)));
        }
    }
    list
}

fn information(
    it: &Snapshot,
    symbol: &lsp::DocumentSymbol,
    container: Option<&String>,
) -> lsp::SymbolInformation {
    let location = lsp::Location { uri: it.document.uri.clone(), range: symbol.range };
    let about = lsp::BaseSymbolInformation {
        name: symbol.name.clone(),
        kind: symbol.kind,
        tags: None,
        container_name: container.cloned(),
    };
    lsp::SymbolInformation::new(None, location, about)
}

struct Outline<'t> {
    positions: Positions<'t>,
    /// The length of the byte order mark.
    shift: usize,
}

impl Outline<'_> {
    fn entry(&self, index: usize, entry: &InventoryEntry) -> lsp::DocumentSymbol {
        let number = || format!("entry {}", index + 1);
        let title = shown(entry.title.as_ref())
            .or_else(|| shown(entry.link.as_ref()))
            .or_else(|| shown(entry.id.as_ref()));
        let end = |it: &Part| it.extent.end;
        let end = entry.parts.iter().map(end).max().unwrap_or_default().max(entry.span.end);
        let extent = Span { start: entry.span.start, end };
        let name = title.unwrap_or_else(number);
        let symbol = self.symbol(name, lsp::SymbolKind::Object, extent, entry.span);
        let detail = entry.date().map(|it| it.format("%Y-%m-%d").to_string());
        lsp::DocumentSymbol { detail, ..symbol }
    }

    /// A symbol. The protocol requires that `name_span` is in `extent`, and that the name is not blank.
    fn symbol(
        &self,
        name: String,
        kind: lsp::SymbolKind,
        extent: Span,
        name_span: Span,
    ) -> lsp::DocumentSymbol {
        let range = |it: Span| self.positions.range(it.part(self.shift, self.shift + it.len()));
        #[allow(deprecated, reason = "the type has a field that was replaced by another one")]
        lsp::DocumentSymbol {
            name,
            detail: None,
            kind,
            tags: None,
            deprecated: None,
            range: range(extent),
            selection_range: range(name_span),
            children: None,
        }
    }
}

/// A text on one line. `None` if it is blank.
fn shown(written: Option<&Written>) -> Option<String> {
    let words: Vec<&str> = written?.text.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(MAX_TITLE).collect();
    Some(text).filter(|it| !it.is_empty())
}
