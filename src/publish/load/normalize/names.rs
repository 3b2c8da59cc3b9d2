//! Tags and categories in all their forms: lists, nested lists, maps, and several names in one string.

use crate::publish::load::aliases;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::plain::plain;
use crate::publish::load::normalize::values::truth;

/// The keys for the name in a tag's map. The first existing one is used.
static NAMES: &[&str] =
    &["label", "name", "title", "tag", "category", "term", "value", "slug", "id", "permalink"];

impl Reader<'_, '_> {
    pub(super) fn tags(&mut self, found: &Found) {
        let tags = self.names(found);
        self.add_tags(tags, found);
    }

    /// The first category becomes the section, unless another key set it. The others become tags.
    pub(super) fn categories(&mut self, found: &Found) {
        let mut names = self.names(found);
        for name in &names {
            if !self.out.article.categories.contains(name) {
                self.out.article.categories.push(name.clone());
            }
        }
        if self.out.article.section.is_none() && !names.is_empty() {
            self.out.article.section = Some(names.remove(0));
            self.origin("section", found);
        }
        let section = self.out.article.section.clone();
        names.retain(|it| Some(it) != section.as_ref());
        self.add_tags(names, found);
    }

    fn add_tags(&mut self, names: Vec<String>, found: &Found) {
        let tags = &mut self.out.article.tags;
        let before = tags.len();
        let mut seen: std::collections::HashSet<String> = tags.iter().cloned().collect();
        tags.extend(names.into_iter().filter(|it| seen.insert(it.clone())));
        if tags.len() > before && !self.out.article.origin.contains_key("tags") {
            self.origin("tags", found);
        }
    }

    /// A list of names, or one string that contains several. They are separated by `;` if there is one, else by `,`, else by
    /// spaces as in Jekyll.
    fn names(&mut self, found: &Found) -> Vec<String> {
        // In Jekyll, `category` contains one name, and `categories` several.
        let is_one = matches!(aliases::folded(&found.key).as_str(), "category" | "tag");
        let names: Vec<String> = if let Value::Scalar { text, .. } = &found.node.value {
            let text = plain(text);
            let mark = [';', ','].into_iter().find(|it| text.contains(*it));
            let parts: Vec<&str> = match mark {
                Some(mark) => text.split(mark).collect(),
                None if self.context.spaced_tags && !is_one => text.split_whitespace().collect(),
                None => vec![text.as_str()],
            };
            parts.into_iter().map(str::to_owned).collect()
        } else {
            let mut names = Vec::new();
            listed(found.node, &mut names);
            names
        };
        names.iter().map(|it| plain(it)).filter(|it| !it.is_empty()).collect()
    }
}

/// The names below a node, in the order of the source. The parsers limit the depth.
fn listed(node: &Node, names: &mut Vec<String>) {
    match &node.value {
        Value::Empty => {}
        Value::Scalar { .. } => names.extend(node.text().map(str::to_owned)),
        Value::List(items) => items.iter().for_each(|it| listed(it, names)),
        Value::Map(entries) => match label(entries) {
            Some(label) => names.push(label.to_owned()),
            None if entries.len() == 1 && with_colon(&entries[0]).is_some() => {
                names.extend(with_colon(&entries[0]));
            }
            None => entries.iter().for_each(|it| keyed(it, names)),
        },
    }
}

/// Names as keys: `rust: true`, `rust: {label: Rust}`, and a hierarchy: `news: [local, world]`.
fn keyed(entry: &Entry, names: &mut Vec<String>) {
    match &entry.node.value {
        Value::Map(inner) if label(inner).is_some() => listed(&entry.node, names),
        Value::Scalar { .. } if entry.node.text().and_then(truth) == Some(false) => {}
        Value::List(_) | Value::Map(_) => {
            names.push(entry.key.clone());
            listed(&entry.node, names);
        }
        _ => names.push(entry.key.clone()),
    }
}

/// `Rust: the basics` in a list, which YAML reads as a map.
fn with_colon(entry: &Entry) -> Option<String> {
    let text = entry.node.text().filter(|it| truth(it).is_none())?;
    Some(format!("{}: {text}", entry.key))
}

/// The name in a tag's own map.
fn label(entries: &[Entry]) -> Option<&str> {
    let named = |name: &&str| entries.iter().find(|it| aliases::folded(&it.key) == **name);
    NAMES.iter().filter_map(named).find_map(|it| it.node.text()).filter(|it| truth(it).is_none())
}
