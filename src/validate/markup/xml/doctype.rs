//! The document type declaration (XML 1.0, §2.8): its name, its identifiers, and the declarations in its internal subset.
//! The files that it refers to are never fetched.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use memchr::memchr;

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Event;
use crate::validate::markup::xml::characters::space_end;
use crate::validate::markup::xml::entity::{Definition, Trouble};
use crate::validate::markup::xml::subset::{Cursor, Fault, Step, step};
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::rules::{XML_BAD_DOCTYPE, XML_EXTERNAL_ENTITY};

/// The contents of a document type declaration.
#[derive(Clone, Debug, Default)]
pub struct Doctype<'s> {
    /// The whole declaration, with its delimiters.
    pub span: Span,
    /// The name that it specifies for the root element.
    pub name: &'s str,
    /// The span of that name.
    pub name_span: Span,
    /// The public identifier, without its quotes.
    pub public_id: Option<(&'s str, Span)>,
    /// The system identifier, without its quotes.
    pub system_id: Option<(&'s str, Span)>,
    /// Whether there is an internal subset, in brackets.
    pub subset: bool,
    /// Whether it declares general entities.
    pub entities: bool,
    /// Whether it declares entities outside the document.
    pub external_entities: bool,
    /// What kind of parameter entities it refers to.
    pub parameters: Parameters,
    /// The default namespace declarations per element name: prefix and URI.
    pub(super) defaults: HashMap<String, Vec<(String, String)>>,
    /// The namespace declarations that have a token type: the element's name and the prefix.
    pub(super) tokens: HashSet<(String, String)>,
}

/// The parameter entities that a document type declaration refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Parameters {
    /// None.
    #[default]
    None,
    /// Only ones that the document itself declares.
    Read,
    /// At least one that is stored outside the document or not declared.
    Unread,
}

impl Doctype<'_> {
    /// Whether it refers to a DTD that declares entities for the Latin-1 characters. Feeds from 1999 use these entities.
    pub(super) fn defines_latin1(&self) -> bool {
        self.public_id.is_some_and(|it| {
            it.0.eq_ignore_ascii_case("-//Netscape Communications//DTD RSS 0.91//EN")
        })
    }
}

impl Fault {
    /// The same fault as seen in the document: a fault inside a parameter entity is reported at the reference to the entity.
    fn seen_from(self, entity: Option<&str>, reference: Span) -> Fault {
        let Some(entity) = entity else { return self };
        let message = format!("in `%{};`: {}", clip(entity), self.message);
        Fault { at: reference.start as usize, length: reference.len(), message }
    }
}

/// A parameter entity, or `None` if it is stored outside the document.
type Parameter = Option<Rc<str>>;

impl<'s> Xml<'s> {
    /// Reads the document type declaration at the current position.
    pub(super) fn doctype_declaration(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let start = self.pos;
        let misplaced = match (&self.doctype, self.root) {
            (_, Some(_)) => Some("the document type declaration is not before the root element"),
            (Some(_), _) => Some("this is a second document type declaration"),
            _ => None,
        };
        if let Some(why) = misplaced {
            self.bad_doctype(out, Span::new(start, start + 9), why);
        }
        let mut doctype = Doctype::default();
        let mut end = match self.external_id(&mut doctype) {
            Ok(end) => end,
            Err(fault) => return self.abandon(out, start, doctype, &fault, misplaced.is_some()),
        };
        if self.text.as_bytes().get(end) == Some(&b'[') {
            doctype.subset = true;
            end = match self.internal_subset(out, &mut doctype, end + 1) {
                Ok(end) => end,
                Err(fault) => {
                    return self.abandon(out, start, doctype, &fault, misplaced.is_some());
                }
            };
            end = space_end(self.text.as_bytes(), end);
        }
        if self.text.as_bytes().get(end) != Some(&b'>') {
            let fault = Fault::new(end, 1, "expected `>`");
            return self.abandon(out, start, doctype, &fault, misplaced.is_some());
        }
        self.finish(doctype, start, end + 1, misplaced.is_some())
    }

    fn finish(
        &mut self,
        mut doctype: Doctype<'s>,
        start: usize,
        end: usize,
        misplaced: bool,
    ) -> Option<Event<'s>> {
        self.pos = end;
        doctype.span = Span::new(start, end);
        doctype.entities = !self.entities.is_empty();
        if !misplaced {
            self.doctype = Some(doctype);
        }
        (!misplaced && self.frames.is_empty()).then_some(Event::Doctype(Span::new(start, end)))
    }

    fn bad_doctype(&mut self, out: &mut Diagnostics, span: Span, why: &str) {
        if let Some(it) = out.add(&XML_BAD_DOCTYPE, span, format_args!("{why}")) {
            it.note(
                "many readers reject the whole feed if its document type declaration is malformed",
            )
            .help("remove the document type declaration, because a feed does not need one");
        }
    }

    /// Reports the fault, and continues where the declaration seems to end.
    fn abandon(
        &mut self,
        out: &mut Diagnostics,
        start: usize,
        doctype: Doctype<'s>,
        fault: &Fault,
        misplaced: bool,
    ) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let at = fault.at.min(bytes.len());
        if at == bytes.len() {
            self.truncated(out, start, 9, "the document type declaration");
            return None;
        }
        if !misplaced {
            let next = self.text[at..].chars().next().map_or(0, char::len_utf8);
            let length =
                if self.text.is_char_boundary(at + fault.length) { fault.length } else { next };
            let why = format!("the document type declaration is malformed: {}", fault.message);
            self.bad_doctype(out, Span::new(at, (at + length).min(bytes.len())), &why);
        }
        let mut end = None;
        if doctype.subset {
            let brackets =
                memchr::memchr_iter(b']', &bytes[at..]).map(|it| space_end(bytes, at + it + 1));
            end = brackets.into_iter().find(|it| bytes.get(*it) == Some(&b'>'));
        }
        let end = end.or_else(|| memchr(b'>', &bytes[at..]).map(|it| at + it));
        let end = end.map_or(bytes.len(), |it| it + 1);
        // A subset that is never closed ends where the root element begins.
        let root = format!("<{}", doctype.name);
        let is_tag = |it: &usize| {
            let after = bytes.get(it + root.len());
            after.is_none_or(|it| it.is_ascii_whitespace() || matches!(it, b'>' | b'/'))
        };
        let roots = memchr::memmem::find_iter(&bytes[at..end], root.as_bytes()).map(|it| at + it);
        let root = if doctype.subset { roots.into_iter().find(is_tag) } else { None };
        self.finish(doctype, start, root.unwrap_or(end), misplaced)
    }

    /// Reads the name and the identifiers, and returns the offset of `[` or `>`.
    fn external_id(&self, doctype: &mut Doctype<'s>) -> Result<usize, Fault> {
        let mut cursor = Cursor { text: self.text, at: self.pos };
        if !cursor.eat("<!DOCTYPE") {
            return Err(cursor.fault(9, "`<!DOCTYPE` must be in capitals"));
        }
        cursor.need_space()?;
        let start = cursor.at;
        doctype.name = cursor.name(true)?;
        doctype.name_span = Span::new(start, cursor.at);
        let spaced = cursor.space();
        if spaced && cursor.looks_at("PUBLIC") || cursor.looks_at("SYSTEM") {
            let (public, system) = cursor.external_id(false)?;
            let part =
                |it: std::ops::Range<usize>| (&self.text[it.clone()], Span::new(it.start, it.end));
            doctype.public_id = public.map(part);
            doctype.system_id = system.map(part);
            cursor.space();
        }
        Ok(cursor.at)
    }

    /// Reads the internal subset, starting after its `[`. Returns the offset after its `]`.
    fn internal_subset(
        &mut self,
        out: &mut Diagnostics,
        doctype: &mut Doctype<'s>,
        start: usize,
    ) -> Result<usize, Fault> {
        let mut at = start;
        let mut parameters: HashMap<String, Parameter> = HashMap::new();
        // The parameter entities that are being read: text, offset, name.
        let mut inner: Vec<(Rc<str>, usize, String)> = Vec::new();
        let mut open: HashSet<String> = HashSet::new();
        let mut reference = Span::default();
        let mut budget = self.limits.expansion;
        loop {
            let result = match inner.last_mut() {
                None => step(self.text, &mut at, true),
                Some((text, at, _)) => step(&text.clone(), at, false),
            };
            let within = inner.first().map(|it| it.2.clone());
            match result.map_err(|it| it.seen_from(within.as_deref(), reference))? {
                Step::End => match inner.pop() {
                    None => return Ok(at),
                    Some((_, _, name)) => {
                        open.remove(&name);
                    }
                },
                Step::Nothing => {}
                Step::Parameter(name, length) => {
                    doctype.parameters = doctype.parameters.max(Parameters::Read);
                    if inner.is_empty() {
                        reference = Span::new(at - length, at);
                    }
                    match parameters.get(&name) {
                        Some(Some(text)) => {
                            if !open.insert(name.clone()) {
                                let why = format!(
                                    "the parameter entity `%{};` refers to itself",
                                    clip(&name)
                                );
                                return Err(Fault::new(
                                    reference.start as usize,
                                    reference.len(),
                                    &why,
                                ));
                            }
                            budget = budget.checked_sub(text.len() + 1).ok_or_else(|| {
                                let why = "the parameter entities expand to too much text";
                                Fault::new(reference.start as usize, reference.len(), why)
                            })?;
                            inner.push((text.clone(), 0, name));
                        }
                        Some(None) => {
                            doctype.parameters = Parameters::Unread;
                            self.unread_parameter(out, &name, reference);
                        }
                        None => {
                            doctype.parameters = Parameters::Unread;
                        }
                    }
                }
                Step::ParameterEntity(name, definition) => {
                    doctype.external_entities |= matches!(definition, Definition::External);
                    let text = match definition {
                        Definition::Internal(text) => Some(Rc::from(text)),
                        Definition::External => None,
                    };
                    parameters.entry(name).or_insert(text);
                }
                Step::Entity(name, definition) => {
                    doctype.external_entities |= matches!(definition, Definition::External);
                    self.entities.declare(&name, definition);
                }
                Step::Attributes(element, defaults, tokens) => {
                    doctype.tokens.extend(tokens.into_iter().map(|it| (element.clone(), it)));
                    for default in defaults {
                        self.check_default(doctype, &default.entities).map_err(|why| {
                            Fault::new(default.at, default.length, &why)
                                .seen_from(within.as_deref(), reference)
                        })?;
                        if let Some(prefix) = default.prefix {
                            let list = doctype.defaults.entry(element.clone()).or_default();
                            if list.iter().all(|it| it.0 != prefix) {
                                list.push((prefix, default.value));
                            }
                        }
                    }
                }
            }
        }
    }

    fn unread_parameter(&mut self, out: &mut Diagnostics, name: &str, span: Span) {
        let message = format_args!("the entity `%{};` is stored outside the document", clip(name));
        if let Some(it) = out.add(&XML_EXTERNAL_ENTITY, span, message) {
            it.note("readers do not fetch such an entity, for security reasons")
                .help("remove the reference");
        }
    }

    /// Checks the references in an attribute's default value.
    fn check_default(&mut self, doctype: &Doctype<'_>, entities: &[String]) -> Result<(), String> {
        for name in entities {
            let why = match self.entity_trouble(name, false) {
                None | Some(Trouble::Silent) => continue,
                Some(Trouble::Undefined)
                    if doctype.parameters == Parameters::Unread || doctype.system_id.is_some() =>
                {
                    continue;
                }
                Some(Trouble::Undefined) => "is not defined",
                Some(Trouble::External) => "is stored outside the document",
                Some(Trouble::Recursive) => "refers to itself",
                Some(Trouble::Expansion) => "expands to too much text",
                Some(Trouble::Malformed(why)) => {
                    return Err(format!("the entity `&{};` {why}", clip(name)));
                }
            };
            return Err(format!("the entity `&{};` {why}", clip(name)));
        }
        Ok(())
    }
}
