//! What the schema says about a place in a document, for editors: the elements around it, and what is allowed there.

use crate::text::span::Span;
use crate::validate::detect;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Attribute;
use crate::validate::markup::Event;
use crate::validate::markup::Open;
use crate::validate::markup::json::Json;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Namespace;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Xml;
use crate::validate::options::Limits;
use crate::validate::row::Attr;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rows::Rows;
use crate::validate::schema;
use crate::validate::vocabulary::Vocabulary;

/// The place after the end of a text, where the next element or member begins.
pub(crate) struct Cursor {
    vocabularies: &'static [&'static Vocabulary],
    /// The elements around the place, the outermost first.
    around: Vec<Enclosing>,
    /// The row of the element that begins, if it has a name.
    pub(crate) row: Option<&'static Row>,
    /// The prefixes in scope, the outermost first.
    declared: Vec<(String, Ns)>,
    /// The place at which a namespace can be declared: after the name of the root element.
    pub(crate) root_name_end: Option<usize>,
}

/// An element around a place.
pub(crate) struct Enclosing {
    /// `None` if the schema does not have it.
    pub(crate) row: Option<&'static Row>,
    /// Its name as written.
    pub(crate) name: String,
    /// The rows of its children so far.
    children: Vec<&'static Row>,
    /// The number of prefixes in scope around it.
    declared: usize,
}

/// An element, a member or an attribute that is allowed at a place.
pub(crate) struct Allowed {
    pub(crate) row: &'static Row,
    pub(crate) vocabulary: &'static Vocabulary,
    /// The name as it must be written.
    pub(crate) name: String,
    /// The namespace that must be declared first.
    pub(crate) undeclared: Option<&'static Namespace>,
}

/// What a name in a document means.
pub(crate) enum Meaning {
    Element(&'static Row, Option<&'static Vocabulary>, Span),
    Attribute(&'static Row, &'static Attr, Span),
}

impl Cursor {
    /// The place after `text`, where an element with this name begins, or a member of an object in JSON. `None` if it is inside of a
    /// comment, a CDATA section or something else that contains no elements.
    pub(crate) fn after(text: &str, name: &str) -> Option<Cursor> {
        let is_json = detect::is_json(text);
        let marked =
            if is_json { format!("{text}\"{name}\":0") } else { format!("{text}<{name}/>") };
        let mut walk = Walk::new(&marked);
        loop {
            match walk.next() {
                Step::Open(open) if open.span.start as usize >= text.len() => break,
                Step::End => return None,
                Step::Open(_) | Step::Other => {}
            }
        }
        let row = walk.frames.pop().and_then(|it| it.row);
        let Walk { rows, frames: around, declared, root_name_end, .. } = walk;
        Some(Cursor { vocabularies: rows.vocabularies, around, row, declared, root_name_end })
    }

    /// The innermost element around the place.
    pub(crate) fn parent(&self) -> Option<&Enclosing> {
        self.around.last()
    }

    /// What is allowed in the innermost element. What may appear once and already does is left out.
    pub(crate) fn allowed(&self) -> Vec<Allowed> {
        let Some(parent) = self.parent() else { return Vec::new() };
        let Some(parent_row) = parent.row else { return Vec::new() };
        let mut allowed = Vec::new();
        let is_json = self.vocabularies.iter().any(|it| it.ns == Ns::JSON);
        let known = self.vocabularies.iter().chain(schema::EXTENSIONS.iter().filter(|_| !is_json));
        for vocabulary in known {
            // Of the elements that are allowed everywhere, only those of declared namespaces are useful.
            let is_used = matches!(parent_row.role, Some(Place::Feed | Place::Entry))
                || self.declared.iter().any(|it| it.1 == vocabulary.ns);
            let is_here =
                |it: &Place| it.is_inside(parent_row) && (is_used || *it != Place::Anywhere);
            let fits = |it: &&'static Row| it.places.iter().any(is_here);
            for row in vocabulary.rows.iter().filter(fits) {
                let is_there = || parent.children.iter().any(|it| std::ptr::eq(*it, row));
                if row.repeats() || !is_there() {
                    allowed.push(self.spelled(row, vocabulary));
                }
            }
        }
        allowed
    }

    /// An element with the prefix that its namespace has in the document.
    fn spelled(&self, row: &'static Row, vocabulary: &'static Vocabulary) -> Allowed {
        let allowed = |name, undeclared| Allowed { row, vocabulary, name, undeclared };
        if matches!(vocabulary.ns, Ns::NONE | Ns::JSON) {
            return allowed(row.name.to_owned(), None);
        }
        let in_scope = self.declared.iter().rev().find(|it| it.1 == vocabulary.ns);
        match (in_scope, vocabulary.ns.entry()) {
            (Some((prefix, _)), _) if prefix.is_empty() => allowed(row.local().to_owned(), None),
            (Some((prefix, _)), _) => allowed(format!("{prefix}:{}", row.local()), None),
            (None, Some(entry)) => {
                allowed(format!("{}:{}", entry.prefix, row.local()), Some(entry))
            }
            (None, None) => allowed(row.name.to_owned(), None),
        }
    }
}

/// The meaning of the name at a place in a document. `None` if the schema does not know the name.
pub(crate) fn meaning(text: &str, offset: u32) -> Option<Meaning> {
    let is_in = |span: Span| (span.start..=span.end).contains(&offset);
    let mut walk = Walk::new(text);
    loop {
        match walk.next() {
            Step::Open(open) if open.span.start > offset => return None,
            Step::Open(open) if is_in(open.name_span) => {
                let row = walk.frames.last()?.row?;
                return Some(Meaning::Element(row, walk.vocabulary(row), open.name_span));
            }
            Step::Open(open) if is_in(open.span) => {
                let row = walk.frames.last()?.row?;
                let attribute = walk
                    .attributes()
                    .iter()
                    .find(|it| is_in(it.name_span) || is_in(it.value_span))?;
                let name = walk.reader.name(attribute.name);
                let attr = row.attributes.iter().find(|it| is_named(it, &name))?;
                return Some(Meaning::Attribute(row, attr, attribute.name_span));
            }
            Step::End => return None,
            Step::Open(_) | Step::Other => {}
        }
    }
}

/// Whether an attribute of the schema, which may have the usual prefix of its namespace, has this name.
fn is_named(attr: &Attr, name: &Name<'_>) -> bool {
    match attr.name.split_once(':') {
        Some((prefix, local)) => {
            local == name.local && name.ns.entry().is_some_and(|it| it.prefix == prefix)
        }
        None => attr.name == name.local && name.ns == Ns::NONE,
    }
}

/// A walk through a document that finds the row of each element.
struct Walk<'s> {
    text: &'s str,
    reader: Reader<'s>,
    rows: Rows,
    frames: Vec<Enclosing>,
    declared: Vec<(String, Ns)>,
    root_name_end: Option<usize>,
    out: Diagnostics,
}

/// What comes next in a document.
enum Step {
    /// An element, which is the last frame.
    Open(Open),
    Other,
    End,
}

impl<'s> Walk<'s> {
    fn new(text: &'s str) -> Walk<'s> {
        let limits = Limits::default();
        let reader = if detect::is_json(text) {
            Reader::Json(Box::new(Json::new(text, &limits)))
        } else {
            Reader::Xml(Box::new(Xml::new(text, &limits)))
        };
        Walk {
            text,
            reader,
            rows: Rows::default(),
            frames: Vec::new(),
            declared: Vec::new(),
            root_name_end: None,
            out: Diagnostics::new(0),
        }
    }

    fn next(&mut self) -> Step {
        match self.reader.next(&mut self.out) {
            Event::Open(open) => {
                self.open(&open);
                return Step::Open(open);
            }
            Event::Close(_) => {
                if let Some(frame) = self.frames.pop() {
                    self.declared.truncate(frame.declared);
                }
            }
            Event::Text(_) | Event::Comment(_) | Event::Instruction(_) | Event::Doctype(_) => {}
            Event::End => return Step::End,
        }
        Step::Other
    }

    fn open(&mut self, open: &Open) {
        let name = self.reader.name(open.name);
        if self.frames.is_empty() && self.root_name_end.is_none() {
            self.detect(open, name);
        }
        let declared = self.declared.len();
        if let Reader::Xml(xml) = &self.reader {
            let new = xml.declarations().iter().map(|it| (it.prefix.to_owned(), it.ns));
            self.declared.extend(new);
        }
        let row = match self.frames.last().map(|it| it.row) {
            // The schema does not know what is in it.
            Some(None) => None,
            Some(Some(row)) if matches!(row.value, Value::Anything) => None,
            parent => self.rows.find(open.name, name, parent.flatten()).map(|it| it.1),
        };
        if let (Some(row), Some(parent)) = (row, self.frames.last_mut())
            && !parent.children.iter().any(|it| std::ptr::eq(*it, row))
        {
            parent.children.push(row);
        }
        let name = name.written().into_owned();
        self.frames.push(Enclosing { row, name, children: Vec::new(), declared });
    }

    /// Finds out the format from the root element.
    fn detect(&mut self, open: &Open, name: Name<'s>) {
        self.root_name_end = Some(open.name_span.end as usize);
        let attributes = self.attributes().to_vec();
        let root = detect::Root {
            name,
            attributes: &attributes,
            reader: &self.reader,
            source: self.text,
            name_span: open.name_span,
        };
        let detected = detect::format(&root, &mut self.out);
        self.rows = Rows::new(detected.vocabularies, detected.corrected_namespace);
    }

    fn attributes(&self) -> &[Attribute<'s>] {
        self.reader.attributes()
    }

    /// The vocabulary that has this row.
    fn vocabulary(&self, row: &'static Row) -> Option<&'static Vocabulary> {
        let known = self.rows.vocabularies.iter().chain(schema::EXTENSIONS);
        known.copied().find(|it| it.rows.iter().any(|it| std::ptr::eq(it, row)))
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use super::Meaning;
    use super::meaning;

    const RSS: &str =
        "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>T</title>";

    fn names(text: &str) -> Vec<String> {
        let cursor = Cursor::after(text, "x").expect("elements are allowed here");
        cursor.allowed().into_iter().map(|it| it.name).collect()
    }

    #[test]
    fn lists_what_is_allowed_with_the_prefixes_of_the_document() {
        let in_channel = names(RSS);
        for name in ["link", "item", "a:link", "itunes:author", "podcast:guid"] {
            assert!(in_channel.iter().any(|it| it == name), "{name}");
        }
        for name in ["title", "guid", "atom:link", "entry"] {
            assert!(!in_channel.iter().any(|it| it == name), "{name}");
        }
        let in_item = names(&format!("{RSS}<item>"));
        assert!(in_item.iter().any(|it| it == "guid") && in_item.iter().any(|it| it == "title"));
        assert_eq!(names(&format!("{RSS}<skipDays>")), ["day"]);

        let atom = names("<feed xmlns='http://www.w3.org/2005/Atom'><entry>");
        assert!(atom.iter().any(|it| it == "updated"), "{atom:?}");
        let atom = names("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry>");
        assert!(atom.iter().any(|it| it == "a:updated"), "{atom:?}");

        let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",";
        let json = names(json);
        assert!(json.iter().any(|it| it == "content_html"), "{json:?}");
        assert!(!json.iter().any(|it| it == "id" || it == "feed_url"), "{json:?}");
    }

    #[test]
    fn names_the_namespace_that_is_not_declared() {
        let cursor = Cursor::after(RSS, "x").expect("elements are allowed here");
        let allowed = cursor.allowed();
        let find = |name: &str| allowed.iter().find(|it| it.name == name).expect("it is allowed");
        let uri = |name: &str| find(name).undeclared.map(|it| it.uri);
        assert_eq!(uri("a:link"), None);
        assert_eq!(uri("itunes:author"), Some("http://www.itunes.com/dtds/podcast-1.0.dtd"));
        assert_eq!(cursor.root_name_end, Some("<rss".len()));
    }

    #[test]
    fn knows_where_no_element_can_be() {
        #[rustfmt::skip]
        let places = [
            "<!-- ", "<rss><![CDATA[", "<?xml ", "{\"a\":\"b", "", "<", "<a><b>", "]]>", "[{\"a\":",
            "<rss version='2.0'><channel><title>",
        ];
        for text in places {
            assert!(Cursor::after(text, "x").is_none_or(|it| it.allowed().is_empty()), "{text}");
        }
        // Any object may become a JSON feed.
        let object = Cursor::after("{", "x").expect("a member can begin here");
        assert!(object.allowed().iter().any(|it| it.name == "version"));
    }

    #[test]
    fn finds_the_meaning_of_names() {
        let text =
            format!("{RSS}<item><guid isPermaLink='true'>1</guid><dc:x/></item></channel></rss>");
        let at = |part: &str| {
            let offset = text.find(part).expect("it is there") + 1;
            match meaning(&text, u32::try_from(offset).expect("it is small"))? {
                Meaning::Element(row, _, _) => Some(row.name.to_owned()),
                Meaning::Attribute(row, attr, _) => Some(format!("{}/{}", row.name, attr.name)),
            }
        };
        assert_eq!(at("guid").as_deref(), Some("guid"));
        assert_eq!(at("isPermaLink").as_deref(), Some("guid/isPermaLink"));
        assert_eq!(at("true").as_deref(), Some("guid/isPermaLink"));
        assert_eq!(at("version").as_deref(), Some("rss/version"));
        assert_eq!(at("dc:x"), None);
        assert_eq!(at(">1<"), None);
    }
}
