//! Finds the extent of an element from the name in its start tag, for fixes that rename, repeat or remove the element.

use crate::diagnostic::Edit;
use crate::text::span::Span;

/// How far to search for an end tag, in bytes. A fix is not worth a longer search.
const MAX_DISTANCE: usize = 1 << 16;

/// The spans of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate) struct Extent {
    /// From the `<` of its start tag to the `>` at its end.
    pub(in crate::validate) whole: Span,
    /// The name in its end tag, or `None` for `<element/>`.
    pub(in crate::validate) end_name: Option<Span>,
}

/// The extent of the element whose name is at `name` in its start tag. `None` if its end tag is missing, is far away, or could
/// belong to another element of the same name inside it.
pub(in crate::validate) fn extent(source: &str, name: Span) -> Option<Extent> {
    let start = (name.start as usize).checked_sub(1)?;
    let bytes = source.as_bytes();
    let bytes = &bytes[..bytes.len().min(start + MAX_DISTANCE)];
    let written = &bytes[name.range().start..name.range().end.min(bytes.len())];
    let mut at = tag_end(bytes, name.end as usize)?;
    if bytes[at - 2] == b'/' {
        return Some(Extent { whole: Span::new(start, at), end_name: None });
    }
    loop {
        at += memchr::memchr(b'<', bytes.get(at..)?)?;
        let rest = &bytes[at + 1..];
        let is_it = |rest: &[u8]| {
            rest.strip_prefix(written).is_some_and(|rest| {
                rest.first().is_none_or(|it| it.is_ascii_whitespace() || b"/>".contains(it))
            })
        };
        if let Some(closing) = rest.strip_prefix(b"/") {
            if is_it(closing) {
                let end_name = Span::new(at + 2, at + 2 + written.len());
                let end = at + memchr::memchr(b'>', rest)? + 2;
                return Some(Extent { whole: Span::new(start, end), end_name: Some(end_name) });
            }
        } else if is_it(rest) {
            return None;
        }
        let skipped = [(&b"![CDATA["[..], &b"]]>"[..]), (b"!--", b"-->"), (b"?", b"?>")];
        at = match skipped.iter().find(|it| rest.starts_with(it.0)) {
            Some((_, end)) => at + 1 + memchr::memmem::find(rest, end)? + end.len(),
            None => at + 1,
        };
    }
}

/// What is between the tags of the element whose name is at `name` in its start tag.
pub(in crate::validate) fn content(source: &str, name: Span) -> Option<Span> {
    let end = extent(source, name)?.end_name?.start as usize - 2;
    let start = tag_end(source.as_bytes(), name.end as usize)?;
    source.get(start..end).map(|_| Span::new(start, end))
}

/// The text of the element whose name is at `name` in its start tag, as written. `None` if it contains elements or CDATA.
pub(in crate::validate) fn text_of(source: &str, name: Span) -> Option<&str> {
    let text = source[content(source, name)?.range()].trim();
    (!text.is_empty() && !text.contains('<')).then_some(text)
}

/// The text of the first element `child` without a prefix in the element whose name is at `parent`.
pub(in crate::validate) fn text_of_child<'s>(
    source: &'s str,
    parent: Span,
    child: &str,
) -> Option<&'s str> {
    let whole = extent(source, parent)?.whole;
    let tag = format!("<{child}>");
    let at = whole.range().start + source[whole.range()].find(&tag)?;
    text_of(source, Span::new(at + 1, at + 1 + child.len()))
}

/// The offset after the `>` of the tag that contains `at`.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        if bytes[at] == b'>' {
            return Some(at + 1);
        }
        at += memchr::memchr(bytes[at], &bytes[at + 1..])? + 2;
    }
}

/// If a span is alone on its line, extends it by the white space before it. Removing the result does not leave an empty line.
pub(in crate::validate) fn with_line(source: &str, span: Span) -> Span {
    let before = source[..span.range().start].trim_end_matches([' ', '\t']);
    let ends_line =
        source[span.range().end..].trim_start_matches([' ', '\t']).starts_with(['\r', '\n']);
    match before.strip_suffix('\n') {
        Some(it) if ends_line => {
            Span::new(it.strip_suffix('\r').unwrap_or(it).len(), span.range().end)
        }
        _ => span,
    }
}

/// The edits that move elements before another one, in this order. All of them are given by the name in their start tags. `None` if an
/// element contains an entry, or if its end is not certain.
pub(in crate::validate) fn moved(source: &str, names: &[Span], before: Span) -> Option<Vec<Edit>> {
    let target = (before.start as usize).checked_sub(1)?;
    let line = source[..target].trim_end_matches([' ', '\t']);
    let indentation = if line.ends_with('\n') { &source[line.len()..target] } else { "" };
    let line_break = match line.strip_suffix('\n') {
        Some(it) if it.ends_with('\r') => "\r\n",
        Some(_) => "\n",
        None => "",
    };
    let mut text = String::new();
    let mut edits = Vec::new();
    for name in names {
        let whole = extent(source, *name)?.whole;
        let written = &source[whole.range()];
        if whole.range().start < target || ["<item", "<entry"].iter().any(|it| written.contains(it))
        {
            return None;
        }
        text.extend([written, line_break, indentation]);
        edits.push(Edit { span: with_line(source, whole), text: String::new() });
    }
    edits.push(Edit { span: Span::at(target), text });
    edits.sort_by_key(|it| it.span);
    Some(edits)
}

/// The white space after a start tag: the line break and the indentation of its content. Empty if there is none.
pub(in crate::validate) fn indent(source: &str, tag: Span) -> &str {
    let rest = &source[tag.range().end..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    let blank = &rest[..blank];
    // If there are empty lines, only the last line break is used.
    let last =
        blank.rfind('\n').map_or(0, |it| if blank[..it].ends_with('\r') { it - 1 } else { it });
    &blank[last..]
}

#[cfg(test)]
mod tests {
    use super::extent;
    use super::indent;
    use super::moved;
    use super::with_line;
    use crate::text::span::Span;

    #[test]
    fn finds_the_end_of_an_element() {
        #[rustfmt::skip]
        let cases = [
            ("<a>x</a>y",                           Some("<a>x</a>")),
            ("<a b='>'/>y",                         Some("<a b='>'/>")),
            ("<a ><b></b ></a\n>y",                 Some("<a ><b></b ></a\n>")),
            ("<a><ab></ab></a>",                    Some("<a><ab></ab></a>")),
            ("<a><![CDATA[</a>]]><!--</a>--></a>y", Some("<a><![CDATA[</a>]]><!--</a>--></a>")),
            ("<a><a></a></a>",                      None),
            ("<a>",                                 None),
            ("<a",                                  None),
            ("<a b='",                              None),
        ];
        for (source, whole) in cases {
            let found = extent(source, Span::new(1, 2)).map(|it| &source[it.whole.range()]);
            assert_eq!(found, whole, "{source}");
        }
        let end_name = extent("<a>x</a>", Span::new(1, 2)).and_then(|it| it.end_name);
        assert_eq!(end_name, Some(Span::new(6, 7)));
        let far = format!("<a>{}</a>", "x".repeat(1 << 17));
        assert_eq!(extent(&far, Span::new(1, 2)), None);
    }

    #[test]
    fn includes_the_whole_line() {
        let taken = |source: &str| {
            let start = source.find('<').unwrap_or(0);
            let span = with_line(source, Span::new(start, start + 4));
            format!("{}{}", &source[..span.range().start], &source[span.range().end..])
        };
        assert_eq!(taken("a\r\n  <b/>\r\nc"), "a\r\nc");
        assert_eq!(taken("a\n  <b/> c"), "a\n   c");
        assert_eq!(taken("a <b/>\n"), "a \n");
    }

    #[test]
    fn moves_elements_with_their_lines() {
        let name = |source: &str, tag: &str| {
            let at = source.find(tag).expect("there is one") + 1;
            Span::new(at, at + tag.len() - 1)
        };
        let cases = [
            ("<item/><a>x</a>y", Some("<a>x</a><item/>y")),
            (
                "<r>\r\n  <item/>\r\n  <a>x</a>\r\n</r>",
                Some("<r>\r\n  <a>x</a>\r\n  <item/>\r\n</r>"),
            ),
            ("<r>\n\t<item/>\n<a>\n</a></r>", Some("<r>\n\t<a>\n</a>\n\t<item/>\n</r>")),
            ("<item/><a><item/></a>", None),
            ("<a/><item/>", None),
        ];
        for (source, expected) in cases {
            let edits = moved(source, &[name(source, "<a")], name(source, "<item"));
            let text = edits.map(|edits| {
                edits.iter().rev().fold(source.to_owned(), |mut text, it| {
                    text.replace_range(it.span.range(), &it.text);
                    text
                })
            });
            assert_eq!(text.as_deref(), expected, "{source}");
        }
    }

    #[test]
    fn finds_the_indentation_of_the_content() {
        assert_eq!(indent("<a>\r\n\r\n  <b/>", Span::new(0, 3)), "\r\n  ");
        assert_eq!(indent("<a><b/>", Span::new(0, 3)), "");
    }
}
