//! JSON front matter: an object, with or without a fence.

use serde::de::IgnoredAny;

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::yaml;
use crate::publish::rules::FRONT_MATTER_SYNTAX;
use crate::text::lines::offset_at_byte_column;
use crate::text::span::Span;

/// Reads the JSON object that starts at `place` of `text`, and returns the position of its end.
///
/// # Errors
///
/// If it is not JSON or contains a key twice, with the position.
pub(crate) fn read(text: &str, place: Span) -> Result<(Node, usize), Box<Diagnostic>> {
    let source = &text[place.range()];
    let mut values = serde_json::Deserializer::from_str(source).into_iter::<IgnoredAny>();
    let fault = match values.next() {
        Some(Ok(_)) => {
            let end = place.start as usize + values.byte_offset();
            // JSON is YAML (https://yaml.org/spec/1.2.2/#12-relation-to-json). The YAML parser reports positions and keeps
            // numbers as written.
            let object = Span::new(place.start as usize, end);
            return yaml::read(text, object).map(|node| (node, end));
        }
        Some(Err(error)) => error,
        None => {
            let empty = Diagnostic::new(&FRONT_MATTER_SYNTAX, place, "the front matter is empty");
            return Err(Box::new(empty));
        }
    };
    let narrow = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let offset = offset_at_byte_column(source, narrow(fault.line()), narrow(fault.column()));
    let words = fault.to_string();
    let words = words.rfind(" at line ").map_or(words.as_str(), |end| &words[..end]);
    let message = format!("the front matter is not valid JSON: {words}");
    let mut diagnostic = Diagnostic::new(&FRONT_MATTER_SYNTAX, place.part(offset, offset), message);
    diagnostic.help(
        "put keys and strings in double quotation marks, and remove the comma after the last entry",
    );
    Err(Box::new(diagnostic))
}
