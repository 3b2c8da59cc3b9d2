//! The least work that a validator of XML must do, as a bound for benchmarks.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// Reads a document as a validator must, without validating it. The sum keeps the compiler from removing the work.
pub(crate) fn bare_pass(bytes: &[u8]) -> u64 {
    let text = std::str::from_utf8(bytes).expect("the corpus is UTF-8");
    let mut reader = NsReader::from_str(text);
    let mut value = String::new();
    let mut sum = 0;
    loop {
        let event = reader.read_event().expect("the corpus is well-formed");
        let at = reader.buffer_position();
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let resolver = reader.resolver();
                if let ResolveResult::Bound(namespace) = resolver.resolve_element(tag.name()).0 {
                    sum += namespace.0.len() as u64;
                }
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("the corpus is well-formed");
                    let (_, local) = resolver.resolve_attribute(attribute.key);
                    let value = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .expect("the corpus is well-formed");
                    sum += (local.as_ref().len() + value.len()) as u64;
                }
                value.clear();
            }
            Event::End(_) => {
                sum += at + divan::black_box(&value).len() as u64;
                value.clear();
            }
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::CData(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().expect("the corpus is well-formed");
                match character {
                    Some(character) => value.push(character),
                    None => value.push_str(
                        resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default(),
                    ),
                }
            }
            Event::Eof => return sum,
            _ => {}
        }
    }
}
