//! General entities: what a document declares, and what a reference to one makes. An entity is judged when it is
//! referred to first; nothing is expanded that a reference does not need, nor beyond the limit, and nothing recurses.

use std::collections::{HashMap, HashSet};

use crate::validate::findings::Findings;
use crate::validate::markup::xml::characters::SPECIAL;
use crate::validate::markup::xml::characters::is;
use crate::validate::markup::xml::reference::{Part, parts};
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::markup::{Event, Form};

const MARKUP_IN_VALUE: &str = "contains `<`, which may not stand in an attribute value";

/// The general entities of a document.
#[derive(Default)]
pub(super) struct Entities {
    declared: HashMap<String, Entity>,
    /// How much the references so far have made.
    expanded: usize,
    exhausted: bool,
    /// In the content of an entity: the entities that it refers to.
    pub(super) reached: Vec<String>,
}

/// What an entity is declared as.
pub(super) enum Definition {
    /// The text itself, its character references replaced.
    Internal(String),
    /// A file or a URL, parsed or not.
    External,
}

struct Entity {
    definition: Definition,
    judgement: Option<Judgement>,
    /// What a reference makes, and the same in an attribute value.
    expansion: Option<[String; 2]>,
}

struct Judgement {
    parts: Vec<Part>,
    /// Bytes that a reference makes, all that it refers to included.
    size: usize,
    /// It contains `<`, itself or through another.
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
    /// It would be wrong, but that was said before.
    Silent,
    Malformed(String),
}

impl Entities {
    /// Declares an entity; the first declaration counts.
    pub(super) fn declare(&mut self, name: &str, definition: Definition) {
        self.declared.entry(name.to_owned()).or_insert(Entity {
            definition,
            judgement: None,
            expansion: None,
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// What a reference makes, in text or in an attribute value; `None` for an entity that is not declared.
    pub(super) fn expansion(&self, name: &str, value: bool) -> Option<&str> {
        let entity = self.declared.get(name)?;
        Some(entity.expansion.as_ref().map_or("", |it| &it[usize::from(value)]))
    }

    /// Whether what a reference makes has elements in it.
    pub(super) fn has_markup(&self, name: &str) -> bool {
        self.judgement(name).is_some_and(|it| it.markup)
    }

    fn judgement(&self, name: &str) -> Option<&Judgement> {
        self.declared.get(name)?.judgement.as_ref()
    }

    /// Puts together what a reference makes.
    fn expand(&self, name: &str) -> String {
        let mut text = String::new();
        let parts = |name: &str| self.judgement(name).map_or(&[][..], |it| &it.parts);
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
    /// What is wrong with a reference to an entity, in text or in an attribute value. Counts what it makes.
    pub(super) fn entity_trouble(&mut self, name: &str, content: bool) -> Option<Trouble> {
        if !self.entities.declared.contains_key(name) {
            return Some(Trouble::Undefined);
        }
        if self.entities.judgement(name).is_none() {
            self.judge(name);
        }
        let judgement = self.entities.judgement(name)?;
        if let Some(trouble) = &judgement.trouble {
            return Some(trouble.clone());
        }
        if judgement.markup && !content {
            return Some(Trouble::Malformed(MARKUP_IN_VALUE.to_owned()));
        }
        let size = judgement.size;
        self.entities.expanded = self.entities.expanded.saturating_add(size);
        if self.entities.expanded > self.limits.expansion {
            let said = std::mem::replace(&mut self.entities.exhausted, true);
            if let Some(entity) = self.entities.declared.get_mut(name) {
                entity.expansion = None;
            }
            return Some(if said { Trouble::Silent } else { Trouble::Expansion });
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

    /// Judges an entity and all that it refers to, the innermost first.
    fn judge(&mut self, name: &str) {
        let mut stack = vec![(name.to_owned(), self.content_of(name), 0)];
        let mut open = HashSet::from([name.to_owned()]);
        while let Some((name, judgement, next)) = stack.last_mut() {
            let referred = judgement.parts[*next..].iter().find_map(|it| match it {
                Part::Text(_) => None,
                Part::Entity(name) => Some((name.clone(), true)),
                Part::Elsewhere(name) => Some((name.clone(), false)),
            });
            let Some((inner, content)) = referred else {
                let (name, judgement) =
                    (std::mem::take(name), std::mem::replace(judgement, Judgement::broken(None)));
                stack.pop();
                open.remove(&name);
                if let Some(entity) = self.entities.declared.get_mut(&name) {
                    entity.judgement = Some(judgement);
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
            let Some(known) = &entity.judgement else {
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
            if let Some((_, judgement, next)) = stack.last_mut() {
                judgement.size = judgement.size.saturating_add(known.size);
                judgement.markup |= known.markup;
                let skip =
                    judgement.parts[*next..].iter().position(|it| !matches!(it, Part::Text(_)));
                *next += skip.map_or(0, |it| it + 1);
            }
        }
    }

    /// All entities that are being judged have this trouble.
    fn settle(&mut self, stack: &mut Vec<(String, Judgement, usize)>, trouble: &Trouble) {
        for (name, ..) in stack.drain(..) {
            if let Some(entity) = self.entities.declared.get_mut(&name) {
                entity.judgement = Some(Judgement::broken(Some(trouble.clone())));
            }
        }
    }

    /// Reads an entity's own text as content, whose elements have to begin and end in it.
    fn content_of(&self, name: &str) -> Judgement {
        let definition = self.entities.declared.get(name).map(|it| &it.definition);
        let Some(Definition::Internal(text)) = definition else {
            return Judgement::broken(Some(Trouble::External));
        };
        let mut xml = Xml::new(text, &self.limits);
        xml.fragment = true;
        let (mut out, mut found): (Findings, Vec<Part>) = (Findings::new(1), Vec::new());
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
        // References in attribute values make no text, but have to be right.
        found.extend(xml.entities.reached.drain(..).map(Part::Elsewhere));
        let mut trouble =
            out.first().map(|it| Trouble::Malformed(format!("is malformed: {}", it.message)));
        let foreign = xml.foreign.iter().find(|it| self.scope.namespace(it).is_none());
        if let Some(prefix) = foreign {
            let why = format!("uses the prefix `{}`, which is not declared", clip(prefix));
            trouble = trouble.or(Some(Trouble::Malformed(why)));
        }
        if trouble.is_some() {
            return Judgement::broken(trouble);
        }
        let size = found.iter().map(|it| if let Part::Text(it) = it { it.len() } else { 0 }).sum();
        Judgement { parts: found, size, markup: text.contains('<'), trouble: None }
    }
}

impl Judgement {
    fn broken(trouble: Option<Trouble>) -> Judgement {
        Judgement { parts: Vec::new(), size: 0, markup: false, trouble }
    }
}
