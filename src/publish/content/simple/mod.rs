//! Cleans simple HTML in a single pass, without a parser: the HTML that Markdown without unusual raw HTML becomes.
//!
//! HTML is simple if the parser would build exactly the written elements, the sanitizer would keep all of them, and no step of
//! [`clean`](super::clean) would change anything. For such HTML, the functions return what the slow way returns, and for all
//! other HTML they return `None`. What is not known to be simple is not simple.

use std::borrow::Cow;
use std::collections::HashSet;

use url::ParseError;
use url::Url;

use crate::publish::absolute_url::is_ordinary;
use crate::publish::content::clean;
use crate::publish::content::entry_page::EntryPage;
use crate::publish::content::entry_page::IN_LINE;
use crate::publish::content::entry_page::SCHEMES;
use crate::publish::content::entry_page::has_own_links;
use crate::publish::content::entry_page::is_note;
use crate::publish::content::entry_page::led;
use crate::publish::links::Target;
use crate::text::scrub::one_line;
use crate::text::scrub::scrub;

mod elements;
mod scanner;
#[cfg(test)]
mod tests;

use elements::Element;
use scanner::NotSimple;
use scanner::Piece;
use scanner::Scanner;

/// What [`publishable_with`](super::publishable_with) returns, if the HTML is simple.
pub(super) fn publishable(
    html: &str,
    page: &Url,
    prefix: &str,
    lead: &mut dyn FnMut(&str) -> Target,
) -> Option<String> {
    // The prefix is in the output, which is scrubbed.
    if let Cow::Owned(_) = scrub(prefix) {
        return None;
    }
    let ids = if has_own_links(html) { notes(html).ok()? } else { HashSet::new() };
    let place = EntryPage::new(page, prefix, ids);
    let mut writer = Writer { place, lead, out: String::with_capacity(html.len() + 64) };
    writer.write(html).ok()?;
    let mut out = writer.out;
    out.truncate(out.trim_end().len());
    let blank = out.len() - out.trim_start().len();
    out.drain(..blank);
    Some(out)
}

/// What [`text_of`](super::text_of) returns, if the HTML is simple.
pub(super) fn text_of(html: &str) -> Option<String> {
    let mut scanner = Scanner::new(html);
    let mut text = String::with_capacity(html.len());
    while let Some(piece) = scanner.next().ok()? {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Character(character) => text.push(character),
            Piece::Start(element) => {
                check(element, &scanner).ok()?;
                if !IN_LINE.contains(&element.name) {
                    text.push(' ');
                }
            }
            Piece::End(element) if !IN_LINE.contains(&element.name) => text.push(' '),
            Piece::End(_) => {}
        }
    }
    Some(one_line(&text))
}

/// The ids of footnotes and their references.
fn notes(html: &str) -> Result<HashSet<String>, NotSimple> {
    let mut scanner = Scanner::new(html);
    let mut ids = HashSet::new();
    while let Some(piece) = scanner.next()? {
        if let Piece::Start(_) = piece {
            let id = scanner.attributes.iter().find(|it| it.0 == "id").map(|it| it.1.trim());
            ids.extend(id.filter(|it| is_note(it)).map(str::to_owned));
        }
    }
    Ok(ids)
}

/// What happens to an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    /// Its URL is made absolute.
    Resolved,
    /// Its value is changed or removed, whatever the element is.
    Filtered,
}

/// What happens to an attribute. Other attributes are not simple.
fn fate(element: &str, attribute: &str) -> Option<Fate> {
    Some(match (attribute, element) {
        ("href", "a") | ("src", "img") | ("cite", "blockquote" | "q" | "del" | "ins") => {
            Fate::Resolved
        }
        ("id", _) | ("class", "code" | "pre") => Fate::Filtered,
        ("class" | "style", _) | ("rel" | "role" | "target", "a") => Fate::Goes,
        ("title" | "lang" | "dir", _)
        | ("hreflang", "a")
        | ("alt" | "width" | "height" | "align" | "loading" | "decoding", "img")
        | ("start" | "type", "ol")
        | ("value", "li")
        | ("align" | "colspan" | "rowspan", "td" | "th")
        | ("scope", "th")
        | ("datetime", "time" | "del" | "ins")
        | ("open", "details") => Fate::Stays,
        _ => return None,
    })
}

/// Checks that no step of [`clean`] depends on the attributes of a start tag.
fn check(element: &Element, scanner: &Scanner<'_>) -> Result<(), NotSimple> {
    for (name, value) in &scanner.attributes {
        let is_simple = match *name {
            "class" => !clean::depends_on(value),
            "style" => scanner.open_code_blocks == 0,
            "role" => value.starts_with("doc-"),
            // A permalink leads to a part of the page.
            "href" => {
                (scanner.open_headings == 0 && scanner.open_code_blocks == 0)
                    || !value.contains('#')
            }
            "src" => !value.contains("data:"),
            _ => true,
        };
        if !is_simple || fate(element.name, name).is_none() {
            return Err(NotSimple);
        }
    }
    // A line break in code becomes a character.
    if element.name == "br" && scanner.open_code_blocks > 0 { Err(NotSimple) } else { Ok(()) }
}

/// Writes HTML in the form in which the sanitizer writes its tree.
struct Writer<'l> {
    place: EntryPage,
    lead: &'l mut dyn FnMut(&str) -> Target,
    out: String,
}

impl Writer<'_> {
    fn write(&mut self, html: &str) -> Result<(), NotSimple> {
        let mut scanner = Scanner::new(html);
        while let Some(piece) = scanner.next()? {
            match piece {
                Piece::Text(text) => self.out.push_str(text),
                Piece::Character(character) => escape(character, &mut self.out),
                Piece::Start(element) => {
                    check(element, &scanner)?;
                    self.out.push('<');
                    self.out.push_str(element.name);
                    if !scanner.attributes.is_empty() {
                        self.attributes(element, &scanner);
                    }
                    self.out.push('>');
                }
                Piece::End(element) => {
                    self.out.push_str("</");
                    self.out.push_str(element.name);
                    self.out.push('>');
                }
            }
        }
        Ok(())
    }

    fn attributes(&mut self, element: &Element, scanner: &Scanner<'_>) {
        // The sanitizer first removes attributes, then changes the others, and fills the gaps of those that it can not change
        // with the last ones.
        let mut kept: Vec<(&str, Option<Cow<'_, str>>)> = Vec::new();
        for (name, value) in &scanner.attributes {
            match fate(element.name, name).unwrap_or(Fate::Goes) {
                Fate::Stays => kept.push((name, Some(Cow::Borrowed(value)))),
                Fate::Filtered => kept.push((name, self.place.filter(element.name, name, value))),
                Fate::Resolved => {
                    let led = led(value, self.lead).filter(|it| *name == "cite" || is_allowed(it));
                    if let Some(led) = led {
                        let url = self.place.filter(element.name, name, &led);
                        kept.push((name, url.map(|it| Cow::Owned(it.into_owned()))));
                    }
                }
                Fate::Goes => {}
            }
        }
        for at in (0..kept.len()).rev() {
            if kept[at].1.is_none() {
                kept.swap_remove(at);
            }
        }
        for (name, value) in kept {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            quote(&value.unwrap_or_default(), &mut self.out);
            self.out.push('"');
        }
    }
}

/// Whether the sanitizer accepts a URL: it is relative, or has one of the allowed schemes.
fn is_allowed(url: &str) -> bool {
    if is_ordinary(url) {
        return true;
    }
    match Url::parse(url) {
        Ok(url) => SCHEMES.contains(&url.scheme()),
        Err(problem) => problem == ParseError::RelativeUrlWithoutBase,
    }
}

/// Writes a character of text.
fn escape(character: char, out: &mut String) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\u{a0}' => out.push_str("&nbsp;"),
        other => out.push(other),
    }
}

/// Writes the value of an attribute.
fn quote(value: &str, out: &mut String) {
    let mut rest = value;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\u{a0}']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('"') => out.push_str("&quot;"),
            Some(other) => escape(other, out),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}
