//! Small changes to the tree of an article, and queries about its elements.

use ego_tree::NodeId;
use html5ever::LocalName;
use html5ever::QualName;
use html5ever::ns;
use html5ever::tendril::StrTendril;
use scraper::ElementRef;
use scraper::Html;
use scraper::Node;
use scraper::node::Element;
use scraper::node::Text;

/// The elements of a tree, in document order.
pub(super) fn elements(tree: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    tree.tree.root().descendants().filter_map(ElementRef::wrap)
}

/// The element with this id, if it is still in the tree.
pub(super) fn element(tree: &Html, id: NodeId) -> Option<ElementRef<'_>> {
    let node = tree.tree.get(id)?;
    node.parent()?;
    ElementRef::wrap(node)
}

/// Whether an element has one of these classes.
pub(super) fn has_class(element: ElementRef<'_>, classes: &[&str]) -> bool {
    let own = element.attr("class").unwrap_or_default();
    own.split_ascii_whitespace().any(|it| classes.contains(&it))
}

/// The text in an element, verbatim.
pub(super) fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Whether an element is or contains a picture, a video or an audio recording.
pub(super) fn has_media(element: ElementRef<'_>) -> bool {
    let media = ["img", "picture", "video", "audio", "iframe", "object", "embed"];
    element.descendent_elements().any(|it| media.contains(&it.value().name()))
}

/// Removes a node and its contents from the tree.
pub(super) fn detach(tree: &mut Html, id: NodeId) {
    if let Some(mut node) = tree.tree.get_mut(id) {
        node.detach();
    }
}

/// Replaces an element with its children.
pub(crate) fn unwrap(tree: &mut Html, id: NodeId) {
    let Some(mut node) = tree.tree.get_mut(id) else { return };
    if node.parent().is_none() {
        return;
    }
    while let Some(child) = node.first_child().map(|it| it.id()) {
        node.insert_id_before(child);
    }
    node.detach();
}

/// Replaces a node with another node of the tree.
pub(super) fn replace(tree: &mut Html, id: NodeId, with: NodeId) {
    let Some(mut node) = tree.tree.get_mut(id) else { return };
    if node.parent().is_some() {
        node.insert_id_before(with);
        node.detach();
    }
}

/// Replaces a node with text.
pub(super) fn replace_with_text(tree: &mut Html, id: NodeId, text: &str) {
    let Some(mut node) = tree.tree.get_mut(id) else { return };
    if node.parent().is_some() {
        node.insert_before(Node::Text(Text { text: StrTendril::from(text) }));
        node.detach();
    }
}

/// Replaces a node with `<pre><code>` that contains this text and has this class.
pub(super) fn replace_with_code(tree: &mut Html, id: NodeId, text: &str, class: Option<&str>) {
    let Some(mut node) = tree.tree.get_mut(id) else { return };
    if node.parent().is_none() {
        return;
    }
    let mut pre = node.insert_before(Node::Element(Element::new(name("pre"), Vec::new())));
    let mut code = pre.append(Node::Element(Element::new(name("code"), Vec::new())));
    code.append(Node::Text(Text { text: StrTendril::from(text) }));
    let code = code.id();
    detach(tree, id);
    if let Some(class) = class {
        set(tree, code, "class", class);
    }
}

/// Sets an attribute of an element.
pub(super) fn set(tree: &mut Html, id: NodeId, attribute: &str, value: &str) {
    let Some(mut node) = tree.tree.get_mut(id) else { return };
    let Node::Element(element) = node.value() else { return };
    element.attrs.retain(|(it, _)| &*it.local != attribute);
    let name = QualName::new(None, ns!(), LocalName::from(attribute));
    // The attributes must stay sorted, because they are looked up by binary search.
    let at = element.attrs.partition_point(|(it, _)| *it < name);
    element.attrs.insert(at, (name, StrTendril::from(value)));
}

/// Removes an attribute from an element.
pub(super) fn remove(tree: &mut Html, id: NodeId, attribute: &str) {
    let Some(mut node) = tree.tree.get_mut(id) else { return };
    if let Node::Element(element) = node.value() {
        element.attrs.retain(|(it, _)| &*it.local != attribute);
    }
}

fn name(local: &str) -> QualName {
    QualName::new(None, ns!(html), LocalName::from(local))
}
