//! The configuration files of a generator as trees of literals, independent of their language. Every value has its
//! place in the file.

use crate::publish::load::front_matter::json;
use crate::publish::load::front_matter::toml;
use crate::publish::load::front_matter::tree;
use crate::publish::load::front_matter::yaml;
use crate::text::span::Span;

use super::javascript;
use super::python;

/// The maximum number of names that are followed to find a value.
const MAX_NAMES: usize = 8;

/// A value and its start.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// YAML's `~`, Python's `None`, or `null`.
    Nothing,
    /// A string, a number, `true` or `false`.
    Scalar(String),
    /// The name of a constant, with the keys of the value in it: `SITE.title`.
    Name(String),
    /// A list or a tuple.
    List(Vec<Node>),
    /// A map of keys and values.
    Map(Vec<Entry>),
    /// Code that only the generator can evaluate.
    Code,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) at: usize,
    pub(super) node: Node,
}

/// A file of the generator.
#[derive(Debug)]
pub(super) struct File {
    /// The path relative to the folder of the site.
    pub(super) name: String,
    text: String,
    /// The maps in which keys are looked up, in this order.
    maps: Vec<Node>,
}

/// The files of the generator. If several files contain a key, the first one is used.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) files: Vec<File>,
    /// The files that could not be read, with the reasons.
    pub(super) unread: Vec<String>,
}

/// A value and the file that contains it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'s> {
    pub(super) value: &'s Value,
    file: &'s File,
    at: usize,
}

impl<'s> Found<'s> {
    /// Returns a value inside this value.
    pub(super) fn of(&self, node: &'s Node) -> Found<'s> {
        Found { value: &node.value, file: self.file, at: node.at }
    }

    /// Returns the place of the value: `_config.yml, line 3`.
    pub(super) fn place(&self) -> String {
        format!("{}, line {}", self.file.name, line(&self.file.text, self.at))
    }

    /// Returns the text of a scalar. Returns `None` for an empty scalar and for all other values.
    pub(super) fn text(&self) -> Option<&'s str> {
        match self.value {
            Value::Scalar(text) => Some(text.trim()).filter(|it| !it.is_empty()),
            _ => None,
        }
    }

    /// Whether only the generator can evaluate it.
    pub(super) fn is_computed(&self) -> bool {
        matches!(self.value, Value::Code | Value::Name(_))
    }

    /// Whether it is `false` or null.
    pub(super) fn is_off(&self) -> bool {
        matches!(self.value, Value::Nothing) || self.text() == Some("false")
    }
}

fn line(text: &str, at: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count() + 1
}

impl Sources {
    /// Reads a file. `below` is the key of its values, or empty.
    pub(super) fn add(&mut self, name: &str, text: &str, below: &str) {
        let extension = name.rsplit_once('.').map_or("", |it| it.1);
        let whole = Span::new(0, text.len());
        let maps = match extension {
            "yml" | "yaml" => yaml::read(text, whole).map(|it| vec![converted(it)]),
            "toml" => toml::read(text, whole).map(|it| vec![converted(it)]),
            "json" => json::read(text, whole).map(|it| vec![converted(it.0)]),
            "py" => Ok(vec![python::read(text)]),
            _ => Ok(javascript::read(text)),
        };
        match maps {
            Ok(maps) => {
                let maps = maps.into_iter().map(|it| wrapped(it, below)).collect();
                self.files.push(File { name: name.to_owned(), text: text.to_owned(), maps });
            }
            // This message is made for front matter. Here, the place is enough.
            Err(fault) => {
                let line = line(text, fault.span.start as usize);
                self.unread.push(format!("{name}, line {line}: the file cannot be parsed"));
            }
        }
    }

    /// Returns the value at a path of keys such as `feed.path`, ignoring case. `*` matches any key, and `[x]` matches
    /// the options of the plugin `x` in a list of `[name, options]`.
    pub(super) fn find(&self, path: &str) -> Option<Found<'_>> {
        let mut computed = None;
        for file in &self.files {
            for map in &file.maps {
                let Some(found) = at(map, path) else { continue };
                let found = self.resolved(Found { value: &found.1.value, file, at: found.0 });
                if !found.is_computed() {
                    return Some(found);
                }
                computed.get_or_insert(found);
            }
            if computed.is_some() {
                break;
            }
        }
        computed
    }

    /// Returns the value at a path in one file.
    pub(super) fn in_file(&self, name: &str, path: &str) -> Option<Found<'_>> {
        let file = self.files.iter().find(|it| it.name == name)?;
        let (place, node) = file.maps.iter().find_map(|it| at(it, path))?;
        Some(self.resolved(Found { value: &node.value, file, at: place }))
    }

    /// Returns the value of the first of several paths that has one.
    pub(super) fn first(&self, paths: &[&str]) -> Option<Found<'_>> {
        paths.iter().find_map(|it| self.find(it))
    }

    /// Returns the text at a path.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        match self.find(path)?.value {
            Value::Scalar(text) => Some(text.trim()).filter(|it| !it.is_empty()),
            _ => None,
        }
    }

    /// Returns the items of a list, or the value itself if it is not a list.
    pub(super) fn items(&self, path: &str) -> Vec<Found<'_>> {
        let Some(found) = self.find(path) else { return Vec::new() };
        match found.value {
            Value::List(items) => items
                .iter()
                .map(|it| self.resolved(Found { value: &it.value, file: found.file, at: it.at }))
                .collect(),
            Value::Nothing => Vec::new(),
            _ => vec![found],
        }
    }

    /// Returns the keys and values of a map at a path.
    pub(super) fn entries(&self, path: &str) -> Vec<(&str, Found<'_>)> {
        let Some(found) = self.find(path) else { return Vec::new() };
        self.entries_of(found)
    }

    /// Returns the keys and values of a map.
    pub(super) fn entries_of<'s>(&'s self, found: Found<'s>) -> Vec<(&'s str, Found<'s>)> {
        let Value::Map(entries) = found.value else { return Vec::new() };
        let found = |it: &'s Entry| {
            self.resolved(Found { value: &it.node.value, file: found.file, at: it.at })
        };
        entries.iter().map(|it| (it.key.as_str(), found(it))).collect()
    }

    /// Returns the value of a key of a map.
    pub(super) fn inside<'s>(&'s self, found: Found<'s>, path: &str) -> Option<Found<'s>> {
        let Value::Map(entries) = found.value else { return None };
        let (at, node) = below(entries, path)?;
        Some(self.resolved(Found { value: &node.value, file: found.file, at }))
    }

    /// Resolves a name if a file defines it. The place stays that of the name.
    fn resolved<'s>(&'s self, found: Found<'s>) -> Found<'s> {
        let mut value = found.value;
        for _ in 0..MAX_NAMES {
            let Value::Name(name) = value else { break };
            let files = std::iter::once(found.file).chain(&self.files);
            // The last map contains the constants.
            let mut constants = files.filter_map(|it| it.maps.last());
            match constants.find_map(|it| at(it, name)) {
                Some((_, node)) => value = &node.value,
                None => break,
            }
        }
        Found { value, ..found }
    }
}

fn at<'n>(node: &'n Node, path: &str) -> Option<(usize, &'n Node)> {
    match &node.value {
        Value::Map(entries) => below(entries, path),
        Value::List(items) => {
            let (plugin, rest) = path.strip_prefix('[')?.split_once("].")?;
            items.iter().find_map(|item| {
                let Value::List(pair) = &item.value else { return None };
                let [name, options] = pair.as_slice() else { return None };
                let is_it = matches!(&name.value, Value::Scalar(it) if it.contains(plugin));
                if is_it { at(options, rest) } else { None }
            })
        }
        _ => None,
    }
}

fn below<'n>(entries: &'n [Entry], path: &str) -> Option<(usize, &'n Node)> {
    let (key, rest) = path.split_once('.').map_or((path, ""), |it| it);
    if key == "*" {
        return entries.iter().find_map(|it| at(&it.node, rest));
    }
    // In Python, the last assignment is used. Other languages do not allow a key twice.
    let entry = entries.iter().rev().find(|it| it.key.eq_ignore_ascii_case(key))?;
    if rest.is_empty() { Some((entry.at, &entry.node)) } else { at(&entry.node, rest) }
}

fn wrapped(node: Node, key: &str) -> Node {
    if key.is_empty() {
        return node;
    }
    let at = node.at;
    Node { at, value: Value::Map(vec![Entry { key: key.to_owned(), at, node }]) }
}

/// The parsers limit the depth.
fn converted(node: tree::Node) -> Node {
    let value = match node.value {
        tree::Value::Empty => Value::Nothing,
        tree::Value::Scalar { text, .. } => Value::Scalar(text),
        tree::Value::List(items) => Value::List(items.into_iter().map(converted).collect()),
        tree::Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|it| Entry {
                    key: it.key,
                    at: it.span.start as usize,
                    node: converted(it.node),
                })
                .collect(),
        ),
    };
    Node { at: node.span.start as usize, value }
}
