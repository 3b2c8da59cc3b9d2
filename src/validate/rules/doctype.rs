//! The document type declaration: what it points to is never fetched, by nobody.

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::extent::with_line;
use crate::validate::findings::Findings;
use crate::validate::format::Format;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::doctype::Doctype;
use crate::validate::rules;

/// The identifiers of the DTDs of RSS 0.91: the public one, and where the files lay.
const RSS_091: &[&str] = &[
    "-//Netscape Communications//DTD RSS 0.91//EN",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    "http://www.scripting.com/dtd/rss-0_91.dtd",
];

/// Says that a document type declaration points to something outside of the document.
pub(in crate::validate) fn external(reader: &Reader<'_>, out: &mut Findings) {
    let Some(doctype) = of(reader) else { return };
    let Some((system, span)) = doctype.system_id else { return };
    if is_rss_091(doctype) {
        out.report(
            &rules::OBSOLETE_DOCTYPE,
            doctype.span,
            "this document type declaration is of RSS 0.91, and what it points to is gone",
        )
        .note(
            "SimplePie 1.5, and with it WordPress 6.1, refuses the document for it; other readers do not fetch it, and so do \
             not know its entities, such as `&eacute;`",
        )
        .help("leave it out, and write RSS 2.0");
        return;
    }
    out.report(
        &rules::EXTERNAL_DTD,
        span,
        format_args!("{} stands outside the document, and is never fetched", Quoted(system)),
    )
    .note(
        "SimplePie 1.5, and with it WordPress 6.1, refuses the document for it; for their own safety, other readers do not \
         fetch it",
    )
    .help("leave the document type declaration out");
}

/// Says that a feed has a document type declaration of its own, or of another version than it is.
pub(in crate::validate) fn fits(
    reader: &Reader<'_>,
    source: &str,
    format: Format,
    root: Span,
    out: &mut Findings,
) {
    let Some(doctype) = of(reader) else { return };
    if doctype.system_id.is_none() && !doctype.name.is_empty() && format != Format::Unknown {
        let message = "a feed needs no document type declaration";
        let report = out
            .report(&rules::DOCUMENT_TYPE, doctype.span, message)
            .note("SimplePie 1.5, and with it WordPress 6.1, refuses the document for it")
            .help("leave it out");
        if !doctype.subset {
            report.fix("leave it out", with_line(source, doctype.span), "");
        }
    }
    if !is_rss_091(doctype) || matches!(format, Format::Rss091 | Format::Unknown) {
        return;
    }
    out.report(
        &rules::DOCTYPE_OF_OTHER_VERSION,
        root,
        "the document type declaration is of RSS 0.91, and the document is not",
    )
    .label(doctype.span, "it is declared here")
    .note("a parser that validates refuses the document")
    .help("leave the document type declaration out");
}

fn of<'r, 's>(reader: &'r Reader<'s>) -> Option<&'r Doctype<'s>> {
    match reader {
        Reader::Xml(it) => it.doctype(),
        Reader::Json(_) => None,
    }
}

fn is_rss_091(doctype: &Doctype<'_>) -> bool {
    let ids = [doctype.public_id, doctype.system_id];
    ids.into_iter().flatten().any(|(id, _)| RSS_091.iter().any(|it| it.eq_ignore_ascii_case(id)))
}
