//! General entities: the declarations in a document, and the text that a reference expands to. An entity is checked at the
//! first reference to it. Only entities with references are expanded, only up to the limit, and without recursion.

use std::collections::{HashMap, HashSet};

use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::characters::SPECIAL;
use crate::validate::markup::xml::characters::is;
use crate::validate::markup::xml::reference::{Part, parts};
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::markup::{Event, Form};

const MARKUP_IN_VALUE: &str = "contains `<`, which is not allowed in an attribute value";

/// The general entities of a document.
#[derive(Default)]
pub(super) struct Entities {
    declared: HashMap<String, Entity>,
    /// How many bytes the references have expanded to so far.
    expanded: usize,
    exhausted: bool,
    /// The entities that the content of an entity refers to in attribute values.
    pub(super) reached: Vec<String>,
}

/// The definition of an entity.
pub(super) enum Definition {
    /// Its text, with character references replaced.
    Internal(String),
    /// A file or a URL, parsed or unparsed.
    External,
}

struct Entity {
    definition: Definition,
    verdict: Option<Verdict>,
    /// The expansion in text, and the expansion in an attribute value.
    expansion: Option<[String; 2]>,
}

struct Verdict {
    parts: Vec<Part>,
    /// The size of the expansion in bytes, including the entities that it refers to.
    size: usize,
    /// Whether it contains `<`, directly or through another entity.
    markup: bool,
    trouble: Option<Trouble>,
}

/// Why a reference is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Undefined,
    External,
    Recursive,
    Expansion,
    /// It is wrong, but this has already been reported.
    Silent,
    Malformed(String),
}

impl Entities {
    /// Declares an entity. If it is declared again, the first declaration is used.
    pub(super) fn declare(&mut self, name: &str, definition: Definition) {
        self.declared.entry(name.to_owned()).or_insert(Entity {
            definition,
            verdict: None,
            expansion: None,
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// The expansion of an entity in text or in an attribute value. `None` if the entity is not declared.
    pub(super) fn expansion(&self, name: &str, value: bool) -> Option<&str> {
        let entity = self.declared.get(name)?;
        Some(entity.expansion.as_ref().map_or("", |it| &it[usize::from(value)]))
    }

    /// Whether the expansion contains elements.
    pub(super) fn has_markup(&self, name: &str) -> bool {
        self.verdict(name).is_some_and(|it| it.markup)
    }

    fn verdict(&self, name: &str) -> Option<&Verdict> {
        self.declared.get(name)?.verdict.as_ref()
    }

    /// Builds the expansion of an entity.
    fn expand(&self, name: &str) -> String {
        let mut text = String::new();
        let parts = |name: &str| self.verdict(name).map_or(&[][..], |it| &it.parts);
        let mut stack = vec![parts(name).iter()];
        while let Some(top) = stack.last_mut() {
            match top.next() {
                Some(Part::Text(it)) => text.push_str(it),
                Some(Part::Entity(name)) => stack.push(parts(name).iter()),
                Some(Part::Elsewhere(_)) => {}
                None => drop(stack.pop()),
            }
        }
        text
    }
}

impl Xml<'_> {
    /// Checks a reference to an entity in text or in an attribute value, and counts its expansion.
    pub(super) fn entity_trouble(&mut self, name: &str, content: bool) -> Option<Trouble> {
        if !self.entities.declared.contains_key(name) {
            return Some(Trouble::Undefined);
        }
        if self.entities.verdict(name).is_none() {
            self.check_entity(name);
        }
        let verdict = self.entities.verdict(name)?;
        if let Some(trouble) = &verdict.trouble {
            return Some(trouble.clone());
        }
        if verdict.markup && !content {
            return Some(Trouble::Malformed(MARKUP_IN_VALUE.to_owned()));
        }
        let size = verdict.size;
        self.entities.expanded = self.entities.expanded.saturating_add(size);
        if self.entities.expanded > self.limits.expansion {
            let reported = std::mem::replace(&mut self.entities.exhausted, true);
            if let Some(entity) = self.entities.declared.get_mut(name) {
                entity.expansion = None;
            }
            return Some(if reported { Trouble::Silent } else { Trouble::Expansion });
        }
        if self.entities.declared.get(name).is_some_and(|it| it.expansion.is_none()) {
            let text = self.entities.expand(name);
            let flat = text.replace(
                |it: char| it.is_ascii() && is(it as u8, SPECIAL) && it.is_whitespace(),
                " ",
            );
            if let Some(entity) = self.entities.declared.get_mut(name) {
                entity.expansion = Some([text, flat]);
            }
        }
        None
    }

    /// Checks an entity and all entities that it refers to, the innermost first.
    fn check_entity(&mut self, name: &str) {
        let mut stack = vec![(name.to_owned(), self.content_of(name), 0)];
        let mut open = HashSet::from([name.to_owned()]);
        while let Some((name, verdict, next)) = stack.last_mut() {
            let referred = verdict.parts[*next..].iter().find_map(|it| match it {
                Part::Text(_) => None,
                Part::Entity(name) => Some((name.clone(), true)),
                Part::Elsewhere(name) => Some((name.clone(), false)),
            });
            let Some((inner, content)) = referred else {
                let (name, verdict) =
                    (std::mem::take(name), std::mem::replace(verdict, Verdict::broken(None)));
                stack.pop();
                open.remove(&name);
                if let Some(entity) = self.entities.declared.get_mut(&name) {
                    entity.verdict = Some(verdict);
                }
                continue;
            };
            if open.contains(&inner) {
                self.settle(&mut stack, &Trouble::Recursive);
                continue;
            }
            let Some(entity) = self.entities.declared.get(&inner) else {
                let why = format!("refers to `&{};`, which is not defined", clip(&inner));
                self.settle(&mut stack, &Trouble::Malformed(why));
                continue;
            };
            let Some(known) = &entity.verdict else {
                let content = self.content_of(&inner);
                open.insert(inner.clone());
                stack.push((inner, content, 0));
                continue;
            };
            let in_value =
                (known.markup && !content).then(|| Trouble::Malformed(MARKUP_IN_VALUE.to_owned()));
            if let Some(trouble) = known.trouble.clone().or(in_value) {
                self.settle(&mut stack, &trouble);
                continue;
            }
            if let Some((_, verdict, next)) = stack.last_mut() {
                verdict.size = verdict.size.saturating_add(known.size);
                verdict.markup |= known.markup;
                let skip =
                    verdict.parts[*next..].iter().position(|it| !matches!(it, Part::Text(_)));
                *next += skip.map_or(0, |it| it + 1);
            }
        }
    }

    /// Records this trouble for all entities that are being checked.
    fn settle(&mut self, stack: &mut Vec<(String, Verdict, usize)>, trouble: &Trouble) {
        for (name, ..) in stack.drain(..) {
            if let Some(entity) = self.entities.declared.get_mut(&name) {
                entity.verdict = Some(Verdict::broken(Some(trouble.clone())));
            }
        }
    }

    /// Reads an entity's own text as content. Each element must begin and end in it.
    fn content_of(&self, name: &str) -> Verdict {
        let definition = self.entities.declared.get(name).map(|it| &it.definition);
        let Some(Definition::Internal(text)) = definition else {
            return Verdict::broken(Some(Trouble::External));
        };
        let mut xml = Xml::new(text, &self.limits);
        xml.fragment = true;
        let (mut out, mut found): (Diagnostics, Vec<Part>) = (Diagnostics::new(1), Vec::new());
        loop {
            match xml.next(&mut out) {
                Event::Text(piece) if piece.form == Form::CData => {
                    found.push(Part::Text(piece.raw.to_owned()));
                }
                Event::Text(piece) => parts(piece.raw, &mut found),
                Event::End => break,
                _ => {}
            }
        }
        // References in attribute values add no text, but must be correct.
        found.extend(xml.entities.reached.drain(..).map(Part::Elsewhere));
        let mut trouble =
            out.first().map(|it| Trouble::Malformed(format!("is malformed: {}", it.message)));
        let foreign = xml.foreign.iter().find(|it| self.scope.namespace(it).is_none());
        if let Some(prefix) = foreign {
            let why = format!("uses the prefix `{}`, which is not declared", clip(prefix));
            trouble = trouble.or(Some(Trouble::Malformed(why)));
        }
        if trouble.is_some() {
            return Verdict::broken(trouble);
        }
        let size = found.iter().map(|it| if let Part::Text(it) = it { it.len() } else { 0 }).sum();
        Verdict { parts: found, size, markup: text.contains('<'), trouble: None }
    }
}

impl Verdict {
    fn broken(trouble: Option<Trouble>) -> Verdict {
        Verdict { parts: Vec::new(), size: 0, markup: false, trouble }
    }
}
