//! The namespaces in scope and the names of the document, each stored once.
//! A small cache maps the bytes of a name to its number, so most names only cost a few comparisons.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::validate::markup::name::meant;
use crate::validate::markup::name::{NAMESPACES, Name, NameId, Ns};

/// The namespace of names with an undeclared and unknown prefix, and of all namespaces after the numbers run out.
pub(super) const UNBOUND: Ns = Ns(u16::MAX);

/// The generation for attributes without a prefix: they are in no namespace, regardless of the default namespace.
const NO_DEFAULT: u32 = u32::MAX;
const SLOTS: usize = 256;
/// Most documents do not have more names than this.
const USUAL_NAMES: usize = 56;

/// The names and namespaces of one document.
pub(super) struct Scope<'s> {
    names: Vec<Entry<'s>>,
    ids: HashMap<(Ns, &'s str), NameId>,
    cache: Vec<CacheSlot>,
    prefixes: HashMap<Cow<'s, str>, usize>,
    bound: Vec<Option<Ns>>,
    undo: Vec<(usize, Option<Ns>)>,
    levels: Vec<Level>,
    /// A number for the current bindings. The same bindings made in the same order have the same number.
    generation: u32,
    generations: HashMap<(u32, usize, Ns), u32>,
    uris: Vec<Cow<'s, str>>,
    known: HashMap<Cow<'s, str>, Ns>,
}

struct Entry<'s> {
    raw: &'s str,
    name: Name<'s>,
}

/// An element that declares namespaces.
struct Level {
    depth: usize,
    undo: usize,
    generation: u32,
}

/// One name of the cache. For names of up to 16 bytes, the head and the tail are the whole name.
#[derive(Clone, Copy, Default)]
struct CacheSlot {
    head: u64,
    tail: u64,
    length: u32,
    generation: u32,
    id: u32,
}

/// The bytes of a name in two words, for hashing and comparing.
#[derive(Clone, Copy)]
struct Key {
    head: u64,
    tail: u64,
    length: u32,
    generation: u32,
}

impl Key {
    #[inline]
    fn of(raw: &[u8], generation: u32) -> Key {
        let length = raw.len();
        let (head, tail) = if length >= 8 {
            (word(&raw[..8]), word(&raw[length - 8..]))
        } else {
            let mut head = 0;
            for &byte in raw {
                head = head << 8 | u64::from(byte);
            }
            (head, 0)
        };
        Key { head, tail, length: u32::try_from(length).unwrap_or(u32::MAX), generation }
    }

    #[inline]
    fn slot(self) -> usize {
        let mixed = self.head
            ^ self.tail.rotate_left(29)
            ^ u64::from(self.length) << 32
            ^ u64::from(self.generation);
        let mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 48) as usize % SLOTS
    }
}

#[inline]
fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// The result of looking up a name.
pub(super) struct Found {
    pub(super) id: NameId,
    /// The name has not appeared before.
    pub(super) new: bool,
    /// Its prefix is not declared.
    pub(super) undeclared: bool,
}

impl<'s> Scope<'s> {
    pub(super) fn new() -> Scope<'s> {
        Scope {
            names: Vec::new(),
            ids: HashMap::with_capacity(USUAL_NAMES),
            cache: vec![CacheSlot { length: u32::MAX, ..CacheSlot::default() }; SLOTS],
            prefixes: HashMap::from([("".into(), 0), ("xml".into(), 1), ("xmlns".into(), 2)]),
            bound: vec![Some(Ns::NONE), Some(Ns::XML), Some(Ns::XMLNS)],
            undo: Vec::new(),
            levels: Vec::new(),
            generation: 0,
            generations: HashMap::new(),
            uris: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// The number of the name of an element, or of an attribute with a prefix, if the name is in the cache.
    #[inline]
    pub(super) fn cached(&self, raw: &str) -> Option<NameId> {
        self.lookup(raw, self.generation)
    }

    /// The number of the name of an attribute without a prefix, if the name is in the cache.
    #[inline]
    pub(super) fn cached_attribute(&self, raw: &str) -> Option<NameId> {
        self.lookup(raw, NO_DEFAULT)
    }

    #[inline]
    fn lookup(&self, raw: &str, generation: u32) -> Option<NameId> {
        let key = Key::of(raw.as_bytes(), generation);
        let slot = &self.cache[key.slot()];
        let same = slot.head == key.head
            && slot.tail == key.tail
            && slot.length == key.length
            && slot.generation == generation;
        if same && (key.length <= 16 || self.names[slot.id as usize].raw == raw) {
            return Some(NameId(slot.id));
        }
        None
    }

    /// The number of the name of an element or attribute. An attribute without a prefix is in no namespace.
    #[cold]
    pub(super) fn intern(&mut self, raw: &'s str, attribute: bool) -> Found {
        let (prefix, local) = split(raw);
        let bare = attribute && prefix.is_empty();
        let bound = if bare { Some(Ns::NONE) } else { self.namespace(prefix) };
        let ns = bound.unwrap_or(UNBOUND);
        let next = NameId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        let id = *self.ids.entry((ns, raw)).or_insert(next);
        if id == next {
            self.names.push(Entry { raw, name: Name { ns, prefix, local } });
        }
        let Key { head, tail, length, generation } =
            Key::of(raw.as_bytes(), if bare { NO_DEFAULT } else { self.generation });
        if bound.is_some() {
            let slot = Key { head, tail, length, generation }.slot();
            self.cache[slot] = CacheSlot { head, tail, length, generation, id: id.0 };
        }
        Found { id, new: id == next, undeclared: bound.is_none() }
    }

    /// The namespace that a prefix is bound to here.
    pub(super) fn namespace(&self, prefix: &str) -> Option<Ns> {
        self.prefixes.get(prefix).and_then(|it| self.bound[*it])
    }

    /// Binds a prefix on the element that is being opened at depth `depth`. `None` removes the binding.
    pub(super) fn bind(&mut self, depth: usize, prefix: Cow<'s, str>, ns: Option<Ns>) {
        if self.levels.last().is_none_or(|it| it.depth != depth) {
            let (undo, generation) = (self.undo.len(), self.generation);
            self.levels.push(Level { depth, undo, generation });
        }
        let prefix = self.prefix(prefix);
        self.undo.push((prefix, self.bound[prefix]));
        self.bound[prefix] = ns;
        let next = u32::try_from(self.generations.len()).unwrap_or(u32::MAX - 2) + 1;
        let step = (self.generation, prefix, ns.unwrap_or(UNBOUND));
        self.generation = *self.generations.entry(step).or_insert(next);
    }

    /// Binds an undeclared prefix for the rest of the document, so that it is reported only once.
    pub(super) fn assume(&mut self, prefix: &'s str, ns: Ns) {
        let prefix = self.prefix(prefix.into());
        self.bound[prefix] = Some(ns);
    }

    fn prefix(&mut self, prefix: Cow<'s, str>) -> usize {
        let next = self.bound.len();
        let index = *self.prefixes.entry(prefix).or_insert(next);
        if index == next {
            self.bound.push(None);
        }
        index
    }

    /// Removes the declarations of the element at this depth.
    #[inline]
    pub(super) fn leave(&mut self, depth: usize) {
        if self.levels.last().is_some_and(|it| it.depth == depth) {
            self.unwind();
        }
    }

    /// Whether an open element at this depth or deeper declares a namespace.
    pub(super) fn declares_since(&self, depth: usize) -> bool {
        self.levels.last().is_some_and(|it| it.depth >= depth)
    }

    fn unwind(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        for (prefix, before) in self.undo.drain(level.undo..).rev() {
            self.bound[prefix] = before;
        }
        self.generation = level.generation;
    }

    /// The number of a namespace, which may be a known one or one that only this document uses.
    pub(super) fn number(&mut self, uri: Cow<'s, str>) -> Ns {
        if let Some(ns) = self.known.get(&uri) {
            return *ns;
        }
        // Elements in a misspelled namespace are checked as if it were spelled right. The misspelling is reported once.
        let known = Ns::known(&uri).or_else(|| meant(&uri));
        let ns = known.unwrap_or_else(|| {
            let number = u16::try_from(NAMESPACES.len() + self.uris.len()).unwrap_or(u16::MAX);
            if number == u16::MAX {
                return UNBOUND;
            }
            self.uris.push(uri.clone());
            Ns(number)
        });
        self.known.insert(uri, ns);
        ns
    }

    /// The URI of a namespace, which is empty for no namespace.
    pub(super) fn uri(&self, ns: Ns) -> &str {
        let number = ns.0 as usize;
        match NAMESPACES.get(number) {
            Some(known) => known.uri,
            None => self.uris.get(number - NAMESPACES.len()).map_or("", |it| it),
        }
    }

    /// The name with this number.
    #[inline]
    pub(super) fn name(&self, id: NameId) -> Name<'s> {
        self.names[id.0 as usize].name
    }

    /// The name with this number as written.
    #[inline]
    pub(super) fn raw(&self, id: NameId) -> &'s str {
        self.names[id.0 as usize].raw
    }
}

/// The prefix of a name and the rest. The prefix is empty if there is none or if the colons are misplaced.
pub(super) fn split(raw: &str) -> (&str, &str) {
    match raw.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.is_empty() => (prefix, local),
        _ => ("", raw),
    }
}
