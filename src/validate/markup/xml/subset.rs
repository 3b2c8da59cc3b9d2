//! The declarations of an internal subset (XML 1.0, §3.2, §3.3, §4.2, §4.7), one at a time.

use std::ops::Range;

use crate::validate::markup::xml::characters::{bad_name_character, is_char, name_end, space_end};
use crate::validate::markup::xml::entity::Definition;
use crate::validate::markup::xml::reference::{literal_problem, replace_numbers};
use crate::validate::markup::xml::scope::split;

/// An error in a declaration, and its place.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(at: usize, length: usize, message: &str) -> Fault {
        Fault { at, length, message: message.to_owned() }
    }
}

type Result<T> = std::result::Result<T, Fault>;

/// The result of reading one declaration.
pub(super) enum Step {
    /// The end of the text, or the bracket that closes the subset.
    End,
    /// A declaration that has no effect here.
    Nothing,
    /// A reference to a parameter entity between declarations: its name, and the length of the reference.
    Parameter(String, usize),
    /// The declaration of a parameter entity.
    ParameterEntity(String, Definition),
    /// The declaration of a general entity.
    Entity(String, Definition),
    /// The default values of an element's attributes, and the prefixes of its namespace declarations that have a token type.
    Attributes(String, Vec<AttributeDefault>, Vec<String>),
}

/// The default value of an attribute.
pub(super) struct AttributeDefault {
    pub(super) at: usize,
    pub(super) length: usize,
    /// The entities that it refers to.
    pub(super) entities: Vec<String>,
    /// The prefix if this is a namespace declaration. It is empty for the default namespace.
    pub(super) prefix: Option<String>,
    pub(super) value: String,
}

/// Reads one declaration of `text` at `at`, and moves `at` after it. In the document itself, a `]` ends the subset.
pub(super) fn step(text: &str, at: &mut usize, document: bool) -> Result<Step> {
    let mut cursor = Cursor { text, at: *at };
    cursor.space();
    let step = declaration(&mut cursor, document)?;
    *at = cursor.at;
    Ok(step)
}

fn declaration(cursor: &mut Cursor<'_>, document: bool) -> Result<Step> {
    if cursor.rest().is_empty() && !document || document && cursor.eat("]") {
        return Ok(Step::End);
    }
    if cursor.looks_at("%") {
        let start = cursor.at;
        cursor.at += 1;
        let name = cursor.name(false)?.to_owned();
        cursor.need(";")?;
        return Ok(Step::Parameter(name, cursor.at - start));
    }
    if cursor.eat("<!--") {
        return comment(cursor);
    }
    if cursor.eat("<?") {
        return instruction(cursor);
    }
    let step = if cursor.eat("<!ELEMENT") {
        element(cursor)?
    } else if cursor.eat("<!ATTLIST") {
        attributes(cursor)?
    } else if cursor.eat("<!ENTITY") {
        entity(cursor)?
    } else if cursor.eat("<!NOTATION") {
        notation(cursor)?
    } else if cursor.looks_at("<![") {
        return Err(cursor.fault(3, "conditional sections are not allowed in a document"));
    } else {
        return Err(cursor.fault(1, "this is not a declaration"));
    };
    cursor.space();
    cursor.need(">")?;
    Ok(step)
}

fn comment(cursor: &mut Cursor<'_>) -> Result<Step> {
    let Some(dashes) = cursor.rest().find("--") else { return Err(cursor.end("a comment")) };
    cursor.at += dashes;
    if !cursor.eat("-->") {
        return Err(cursor.fault(2, "`--` is not allowed in a comment"));
    }
    Ok(Step::Nothing)
}

fn instruction(cursor: &mut Cursor<'_>) -> Result<Step> {
    let start = cursor.at;
    let target = cursor.name(false)?;
    if target.eq_ignore_ascii_case("xml") {
        return Err(Fault::new(
            start,
            target.len(),
            "the target `xml` is reserved for the XML declaration",
        ));
    }
    let spaced = cursor.space();
    let Some(end) = cursor.rest().find("?>") else {
        return Err(cursor.end("a processing instruction"));
    };
    if !spaced && end > 0 {
        return Err(cursor.fault(1, "expected white space"));
    }
    cursor.at += end + 2;
    Ok(Step::Nothing)
}

fn element(cursor: &mut Cursor<'_>) -> Result<Step> {
    cursor.need_space()?;
    cursor.name(true)?;
    cursor.need_space()?;
    if !cursor.eat("EMPTY") && !cursor.eat("ANY") {
        content_model(cursor)?;
    }
    Ok(Step::Nothing)
}

/// Productions 46 to 51. A stack with one separator per open group tracks the nesting.
fn content_model(cursor: &mut Cursor<'_>) -> Result<()> {
    cursor.need("(")?;
    cursor.space();
    if cursor.eat("#PCDATA") {
        return mixed(cursor);
    }
    let mut separators = vec![0u8];
    loop {
        cursor.space();
        if cursor.eat("(") {
            separators.push(0);
            continue;
        }
        cursor.name(true)?;
        cursor.occurrence();
        loop {
            cursor.space();
            if !cursor.eat(")") {
                break;
            }
            cursor.occurrence();
            separators.pop();
            if separators.is_empty() {
                return Ok(());
            }
        }
        let found = cursor.rest().bytes().next().unwrap_or_default();
        let Some(separator) = separators.last_mut() else { return Ok(()) };
        if !matches!(found, b',' | b'|') || *separator != 0 && *separator != found {
            return Err(cursor
                .fault(1, "expected `|`, `,` or `)`, and only one kind of separator in a group"));
        }
        *separator = found;
        cursor.at += 1;
    }
}

fn mixed(cursor: &mut Cursor<'_>) -> Result<()> {
    let mut names = false;
    loop {
        cursor.space();
        if cursor.eat(")") {
            break;
        }
        cursor.need("|")?;
        cursor.space();
        cursor.name(true)?;
        names = true;
    }
    if !cursor.eat("*") && names {
        return Err(cursor.fault(1, "expected `*` after a group of text and elements"));
    }
    Ok(())
}

fn attributes(cursor: &mut Cursor<'_>) -> Result<Step> {
    cursor.need_space()?;
    let element = cursor.name(true)?.to_owned();
    let (mut defaults, mut tokens) = (Vec::new(), Vec::new());
    loop {
        let spaced = cursor.space();
        if cursor.looks_at(">") {
            return Ok(Step::Attributes(element, defaults, tokens));
        }
        if !spaced {
            return Err(cursor.fault(1, "expected white space"));
        }
        let name = cursor.name(true)?;
        cursor.need_space()?;
        let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
        if !attribute_type(cursor)? {
            tokens.extend(prefix.map(str::to_owned));
        }
        cursor.need_space()?;
        if cursor.eat("#REQUIRED") || cursor.eat("#IMPLIED") {
            continue;
        }
        if cursor.eat("#FIXED") {
            cursor.need_space()?;
        }
        let at = cursor.at;
        let value = cursor.quoted()?;
        let raw = &cursor.text[value.clone()];
        let mut entities = Vec::new();
        if let Some(less) = raw.find('<') {
            return Err(Fault::new(
                value.start + less,
                1,
                "`<` is not allowed in an attribute value",
            ));
        }
        if let Some((offset, problem)) = literal_problem(raw, &mut entities) {
            return Err(Fault::new(value.start + offset, 1, problem));
        }
        let value = replace_numbers(raw);
        defaults.push(AttributeDefault {
            at,
            length: cursor.at - at,
            entities,
            prefix: prefix.map(str::to_owned),
            value,
        });
    }
}

/// Productions 54 to 59. Returns whether the type is `CDATA`.
fn attribute_type(cursor: &mut Cursor<'_>) -> Result<bool> {
    if cursor.eat("CDATA") {
        return Ok(true);
    }
    if cursor.looks_at("(") {
        return group(cursor, false);
    }
    if cursor.eat("NOTATION") {
        cursor.need_space()?;
        return group(cursor, true);
    }
    // Longer names come first because some names begin with a shorter one.
    let types = ["IDREFS", "IDREF", "ID", "ENTITY", "ENTITIES", "NMTOKENS", "NMTOKEN"];
    if types.iter().any(|it| cursor.eat(it)) {
        return Ok(false);
    }
    Err(cursor.fault(1, "this is not an attribute type"))
}

fn group(cursor: &mut Cursor<'_>, names: bool) -> Result<bool> {
    cursor.need("(")?;
    loop {
        cursor.space();
        if names {
            cursor.name(false)?;
        } else {
            cursor.token()?;
        }
        cursor.space();
        if cursor.eat(")") {
            return Ok(false);
        }
        cursor.need("|")?;
    }
}

fn entity(cursor: &mut Cursor<'_>) -> Result<Step> {
    cursor.need_space()?;
    let parameter = cursor.eat("%");
    if parameter {
        cursor.need_space()?;
    }
    let name_start = cursor.at;
    let name = cursor.name(false)?.to_owned();
    cursor.need_space()?;
    let definition = if cursor.looks_at("\"") || cursor.looks_at("'") {
        let value = cursor.quoted()?;
        let raw = &cursor.text[value.clone()];
        if let Some(percent) = raw.find('%') {
            let why = "`%` is not allowed in the value of an entity in the document itself";
            return Err(Fault::new(value.start + percent, 1, why));
        }
        if let Some((offset, problem)) = literal_problem(raw, &mut Vec::new()) {
            return Err(Fault::new(value.start + offset, 1, problem));
        }
        Definition::Internal(replace_numbers(raw))
    } else {
        cursor.external_id(false)?;
        let before = cursor.at;
        if cursor.space() && cursor.looks_at("NDATA") {
            if parameter {
                return Err(cursor.fault(5, "a parameter entity cannot have a notation"));
            }
            cursor.at += "NDATA".len();
            cursor.need_space()?;
            cursor.name(false)?;
        } else {
            cursor.at = before;
        }
        Definition::External
    };
    if parameter {
        return Ok(Step::ParameterEntity(name, definition));
    }
    let predefined = match name.as_str() {
        "lt" => &["&#60;", "&#x3c;", "&#x3C;"][..],
        "amp" => &["&#38;", "&#x26;"],
        "gt" => &[">", "&#62;", "&#x3e;", "&#x3E;"],
        "apos" => &["'", "&#39;", "&#x27;"],
        "quot" => &["\"", "&#34;", "&#x22;"],
        _ => return Ok(Step::Entity(name, definition)),
    };
    match definition {
        Definition::Internal(text) if predefined.contains(&text.as_str()) => Ok(Step::Nothing),
        _ => Err(Fault::new(
            name_start,
            name.len(),
            "an entity that XML predefines cannot be declared differently",
        )),
    }
}

fn notation(cursor: &mut Cursor<'_>) -> Result<Step> {
    cursor.need_space()?;
    cursor.name(false)?;
    cursor.need_space()?;
    cursor.external_id(true)?;
    Ok(Step::Nothing)
}

/// A position in a text, with methods that move it forward.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn fault(&self, length: usize, message: &str) -> Fault {
        Fault::new(self.at, length.min(self.rest().len()), message)
    }

    fn end(&self, what: &str) -> Fault {
        Fault::new(self.text.len(), 0, &format!("the text ends inside {what}"))
    }

    pub(super) fn looks_at(&self, what: &str) -> bool {
        self.rest().starts_with(what)
    }

    pub(super) fn eat(&mut self, what: &str) -> bool {
        let found = self.looks_at(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn need(&mut self, what: &str) -> Result<()> {
        if self.eat(what) { Ok(()) } else { Err(self.fault(1, &format!("expected `{what}`"))) }
    }

    pub(super) fn space(&mut self) -> bool {
        let start = self.at;
        self.at = space_end(self.text.as_bytes(), start);
        self.at > start
    }

    pub(super) fn need_space(&mut self) -> Result<()> {
        if self.space() { Ok(()) } else { Err(self.fault(1, "expected white space")) }
    }

    fn occurrence(&mut self) {
        if self.rest().starts_with(['?', '*', '+']) {
            self.at += 1;
        }
    }

    /// Reads a name. With `prefix`, as for elements and attributes, the name may contain a colon.
    pub(super) fn name(&mut self, prefix: bool) -> Result<&'a str> {
        let start = self.at;
        let name = self.token_or_nothing();
        let (before, local) = split(name);
        let colon = local.contains(':') || !prefix && !before.is_empty();
        let bad = bad_name_character(name).or_else(|| bad_name_character(local));
        if name.is_empty() || colon || bad.is_some() {
            return Err(Fault::new(start, name.len().max(1), "expected a name"));
        }
        Ok(name)
    }

    fn token_or_nothing(&mut self) -> &'a str {
        let start = self.at;
        self.at = name_end(self.text.as_bytes(), start);
        &self.text[start..self.at]
    }

    /// Production 7, Nmtoken: name characters in any order.
    fn token(&mut self) -> Result<()> {
        let start = self.at;
        let token = self.token_or_nothing();
        let fits = |it| super::characters::is_name_char(it) || !is_char(it);
        if token.is_empty() || !token.chars().all(fits) {
            return Err(Fault::new(start, token.len().max(1), "expected a name token"));
        }
        Ok(())
    }

    /// Reads a literal. The range is its content without the quotes.
    fn quoted(&mut self) -> Result<Range<usize>> {
        let Some(quote @ ('"' | '\'')) = self.rest().chars().next() else {
            return Err(self.fault(1, "expected a value in quotes"));
        };
        let start = self.at + 1;
        let Some(length) = self.text[start..].find(quote) else {
            return Err(self.end("a value in quotes"));
        };
        self.at = start + length + 1;
        Ok(start..start + length)
    }

    /// Productions 75 and 83: the public identifier, and the system identifier.
    #[allow(
        clippy::type_complexity,
        reason = "a separate type would not make two optional ranges clearer"
    )]
    pub(super) fn external_id(
        &mut self,
        notation: bool,
    ) -> Result<(Option<Range<usize>>, Option<Range<usize>>)> {
        if self.eat("SYSTEM") {
            self.need_space()?;
            return Ok((None, Some(self.quoted()?)));
        }
        if !self.eat("PUBLIC") {
            return Err(self.fault(1, "expected `SYSTEM`, `PUBLIC` or a value in quotes"));
        }
        self.need_space()?;
        let public = self.quoted()?;
        let allowed =
            |it: u8| it.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(&it);
        if let Some(bad) = self.text[public.clone()].bytes().position(|it| !allowed(it)) {
            return Err(Fault::new(
                public.start + bad,
                1,
                "this character is not allowed in a public identifier",
            ));
        }
        let before = self.at;
        let spaced = self.space();
        if notation && self.looks_at(">") {
            self.at = before;
            return Ok((Some(public), None));
        }
        if !spaced {
            return Err(self.fault(1, "expected white space"));
        }
        Ok((Some(public), Some(self.quoted()?)))
    }
}
