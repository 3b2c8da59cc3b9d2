//! The `xml-stylesheet` instruction. <https://www.w3.org/TR/xml-stylesheet/>

use crate::text::span::Span;
use crate::validate::inventory::written::Written;
use crate::value::html::reference;
use crate::value::html::reference::ReferenceContext;

/// The pseudo-attribute `name` of an instruction such as `<?xml-stylesheet href="style.xsl"?>`. `None` for other instructions.
pub(super) fn attribute(source: &str, instruction: Span, name: &str) -> Option<Written> {
    let text = source.get(instruction.range())?;
    let content = text.strip_prefix("<?xml-stylesheet")?;
    content.starts_with(|it: char| it.is_ascii_whitespace()).then_some(())?;
    let mut at = text.len() - content.len();
    loop {
        let equals = at + text[at..].find('=')?;
        let found = text[at..equals].trim();
        let after = equals + 1;
        let open = after + text[after..].find(['"', '\''])?;
        let quote = char::from(text.as_bytes()[open]);
        let start = open + 1;
        let end = start + text[start..].find(quote)?;
        if found == name {
            let value = reference::decode(text[start..end].trim(), ReferenceContext::Attribute);
            return Some(Written { text: value.into_owned(), span: instruction.part(start, end) });
        }
        at = end + 1;
    }
}
