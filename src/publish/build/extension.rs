//! Elements of other namespaces, as the `rss` crate models them.

use std::collections::BTreeMap;

use rss::extension::Extension;
use rss::extension::ExtensionMap;

/// An element with attributes and text.
pub(super) fn extension(name: &str, attrs: &[(&str, &str)], value: Option<String>) -> Extension {
    let attrs =
        attrs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Extension { name: name.to_owned(), value, attrs, children: BTreeMap::new() }
}

/// Adds an element. Its name has a prefix.
pub(super) fn add(map: &mut ExtensionMap, extension: Extension) {
    let (prefix, local) = extension.name.split_once(':').unwrap_or(("", &extension.name));
    let (prefix, local) = (prefix.to_owned(), local.to_owned());
    map.entry(prefix).or_default().entry(local).or_default().push(extension);
}
