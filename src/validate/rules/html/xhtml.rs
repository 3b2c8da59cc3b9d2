//! XHTML among the elements of a feed. Each tag is checked like an HTML tag, at its place in the document.

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::facts::Facts;
use crate::validate::markup;
use crate::validate::markup::Open;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::rules::html::address;
use crate::validate::rules::html::text::Html;
use crate::validate::rules::html::text::Reported;
use crate::value::html::element::element;
use crate::value::html::foreign_attribute;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Quotes;
use crate::value::html::tokenizer::Tag;

/// Whether an element is one that HTML never closes. Authors forget the namespace of XHTML, but `link` and `source` have
/// another meaning without it. <https://html.spec.whatwg.org/multipage/syntax.html#void-elements>
pub(in crate::validate) fn is_void(name: &Name<'_>) -> bool {
    match name.local {
        "br" | "hr" | "img" | "wbr" | "input" | "embed" => {
            name.prefix.is_empty() || name.ns == Ns::XHTML
        }
        "area" | "base" | "col" | "link" | "meta" | "param" | "source" | "track" => {
            name.ns == Ns::XHTML
        }
        _ => false,
    }
}

/// The problems that were reported for a piece of XHTML, and a buffer for the attributes of its tags.
#[derive(Debug, Default)]
pub(in crate::validate) struct Xhtml<'s> {
    reported: Vec<Reported<'s>>,
    attributes: Vec<Attribute>,
}

/// A start tag in XHTML.
pub(in crate::validate) struct StartTag<'a, 's> {
    pub(in crate::validate) name: Name<'s>,
    pub(in crate::validate) open: &'a Open,
    pub(in crate::validate) attributes: &'a [markup::Attribute<'s>],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
}

impl<'s> Xhtml<'s> {
    /// Checks a start tag of XHTML, SVG or `MathML`.
    pub(in crate::validate) fn tag(
        &mut self,
        it: &StartTag<'_, 's>,
        facts: &Facts<'_>,
        out: &mut Diagnostics,
    ) {
        let is_foreign = matches!(it.name.ns, Ns::XHTML_SVG | Ns::MATHML);
        let end = it.open.name_span.end as usize;
        let tag = Tag {
            range: it.open.span.range(),
            name: end - it.name.local.len().min(end)..end,
            is_end: false,
            self_closing: false,
            element: if is_foreign { None } else { element(it.name.local) },
            is_foreign,
        };
        self.attributes.clear();
        // Browsers ignore the attributes of XML and of namespaces that HTML does not support.
        let of_html = it
            .attributes
            .iter()
            .filter(|attribute| matches!(it.reader.name(attribute.name).ns, Ns::NONE | Ns::XLINK));
        self.attributes.extend(of_html.map(|attribute| Attribute {
            name: attribute.name_span.range(),
            value: attribute.value_span.range(),
            quotes: Quotes::Double,
            is_duplicate: false,
        }));
        let mut html = Html {
            text: Decoded::plain(it.source, 0),
            out,
            base: address::base(facts),
            base_url: facts.base(),
            is_xhtml: true,
            is_cut: false,
            reported: std::mem::take(&mut self.reported),
        };
        html.tag(&tag, &self.attributes);
        if is_foreign {
            for attribute in &self.attributes {
                html.attribute_of(it.name.ns, it.name.local, attribute);
            }
        }
        self.reported = html.reported;
    }
}

impl Html<'_, '_> {
    /// Checks that SVG or `MathML` defines an attribute.
    fn attribute_of(&mut self, ns: Ns, element: &str, attribute: &Attribute) {
        let name = self.part(&attribute.name);
        let (is_known, language) = match ns {
            Ns::MATHML => (foreign_attribute::is_of_math(name), "MathML"),
            _ => (foreign_attribute::is_of_svg(name), "SVG"),
        };
        let is_handler = crate::value::html::attribute::is_event_handler(name);
        if is_known || is_handler || !self.is_new(&rules::UNKNOWN_DRAWING_ATTRIBUTE, name) {
            return;
        }
        let span = self.span(&attribute.name);
        self.out
            .report(
                &rules::UNKNOWN_DRAWING_ATTRIBUTE,
                span,
                format_args!(
                    "{language} does not define the attribute {} of {}",
                    Quoted(name),
                    Quoted(element)
                ),
            )
            .note("unknown attributes have no effect, and some readers remove them or the whole drawing")
            .help("remove the attribute, or begin its name with `data-`");
    }
}
