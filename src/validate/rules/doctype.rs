//! Checks the document type declaration. No reader fetches the file that it points to.

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::extent::with_line;
use crate::validate::format::Format;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::doctype::Doctype;
use crate::validate::rules;

/// The identifiers of the RSS 0.91 DTDs: the public identifier and the former URLs of the files.
const RSS_091: &[&str] = &[
    "-//Netscape Communications//DTD RSS 0.91//EN",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    "http://www.scripting.com/dtd/rss-0_91.dtd",
];

/// Reports a document type declaration that points to an external file.
pub(in crate::validate) fn external(reader: &Reader<'_>, out: &mut Diagnostics) {
    let Some(doctype) = of(reader) else { return };
    let Some((system, span)) = doctype.system_id else { return };
    if is_rss_091(doctype) {
        out.report(
            &rules::OBSOLETE_DOCTYPE,
            doctype.span,
            "this document type declaration is for RSS 0.91, and the file that it refers to no longer exists",
        )
        .note(
            "SimplePie 1.5, and therefore WordPress 6.1, rejects the document; other readers do not fetch the file, so they \
             do not recognize its entities, such as `&eacute;`",
        )
        .help("remove the declaration, and convert the feed to RSS 2.0");
        return;
    }
    out.report(
        &rules::EXTERNAL_DTD,
        span,
        format_args!("the document type declaration points to an external file: {}", Quoted(system)),
    )
    .note(
        "SimplePie 1.5, and therefore WordPress 6.1, rejects the document; other readers do not fetch the file, for \
         security reasons",
    )
    .help("remove the document type declaration");
}

/// Reports a feed with its own document type declaration, or with the declaration of another version.
pub(in crate::validate) fn fits(
    reader: &Reader<'_>,
    source: &str,
    format: Format,
    root: Span,
    out: &mut Diagnostics,
) {
    let Some(doctype) = of(reader) else { return };
    if doctype.system_id.is_none() && !doctype.name.is_empty() && format != Format::Unknown {
        let message = "a feed does not need a document type declaration";
        let report = out
            .report(&rules::UNNEEDED_DOCTYPE, doctype.span, message)
            .note("SimplePie 1.5, and therefore WordPress 6.1, rejects every document with one")
            .help("remove the declaration");
        if !doctype.subset {
            report.fix("remove the declaration", with_line(source, doctype.span), "");
        }
    }
    if !is_rss_091(doctype) || matches!(format, Format::Rss091 | Format::Unknown) {
        return;
    }
    out.report(
        &rules::DOCTYPE_OF_OTHER_VERSION,
        root,
        "the document type declaration is for RSS 0.91, but the document uses another version",
    )
    .label(doctype.span, "declared here")
    .note("validating parsers reject the document")
    .help("remove the document type declaration");
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
