//! Checks namespace declarations: namespaces that differ slightly from known ones, and misleading prefixes.
//! <https://www.w3.org/TR/xml-names/>

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::by_name;
use crate::validate::markup::name::ALIASES;
use crate::validate::markup::name::NAMESPACES;
use crate::validate::markup::name::Ns;
use crate::validate::markup::name::is_mistaken;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Declaration;
use crate::validate::rules;
use crate::validate::schema;

/// How many unusual declarations per document are checked. If there are more, a program generates them.
const MAX_CHECKED: usize = 10;

/// Checks the namespace declarations of the last tag. Each combination of prefix and namespace is checked once.
pub(in crate::validate) fn declarations(
    reader: &Reader<'_>,
    source: &str,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) {
    let Reader::Xml(xml) = reader else { return };
    for declaration in xml.declarations() {
        let written = &source[declaration.value_span.range()];
        if declaration.ns == Ns::NONE {
            continue;
        }
        facts.extension.is_appcast |= declaration.ns == Ns::SPARKLE;
        let entry = declaration.ns.entry();
        let usual = entry.is_some_and(|it| {
            it.uri == written && (declaration.prefix.is_empty() || it.prefix == declaration.prefix)
        });
        let in_atom = is_atom(facts.format);
        if usual && !(in_atom && matches!(declaration.ns, Ns::ATOM | Ns::XHTML)) {
            continue;
        }
        if entry.is_none() && by_name::known(written).is_some() {
            continue;
        }
        // For a namespace that is not known, the prefix does not matter.
        let prefix = if entry.is_none() { "" } else { declaration.prefix };
        let key = format!("{prefix} {}", declaration.ns.0);
        let checked = &mut facts.extension.declared;
        if checked.len() < MAX_CHECKED && checked.insert(key) {
            check(declaration, written, facts.format, out);
        }
    }
}

fn check(it: &Declaration<'_>, written: &str, format: Format, out: &mut Diagnostics) {
    let in_atom = is_atom(format);
    if written.contains(char::is_whitespace) {
        out.report(
            &rules::INVALID_NAMESPACE,
            it.value_span,
            format_args!("the namespace {} contains spaces", Quoted(written)),
        )
        .note("some readers reject the feed because a URI cannot contain spaces")
        .help("write the namespace exactly as it appears in its specification");
        return;
    }
    let Some(entry) = it.ns.entry() else {
        if format.is_rss() || is_atom(format) {
            unknown(it, written, out);
        }
        return;
    };
    if let Some((_, _, true)) = ALIASES.iter().find(|it| it.0 == written) {
        out.report(
            &rules::OBSOLETE_NAMESPACE,
            it.value_span,
            format_args!("the namespace {} has been replaced", Quoted(written)),
        )
        .note("readers that look for the new namespace ignore elements in the old one")
        .help(format_args!("change it to `{}`", entry.uri))
        .fix(format_args!("change it to `{}`", entry.uri), it.value_span, entry.uri);
    } else if written != entry.uri && !written.contains('&') && !is_alias(written) {
        // If one of these is misspelled, readers do not find a feed or media files.
        let is_needed =
            matches!(it.ns, Ns::MEDIA | Ns::RSS10 | Ns::RDF | Ns::RSS11 | Ns::OPENSEARCH)
                && !is_mistaken(written)
                || (it.ns == Ns::ATOM && !format.is_rss());
        misspelled(it, written, entry.uri, is_needed, out);
    }
    if it.prefix.is_empty() {
        return;
    }
    if in_atom && matches!(it.ns, Ns::ATOM | Ns::XHTML) {
        out.report(
            &rules::PREFIX_IN_ATOM,
            it.name_span,
            format_args!("this Atom feed uses the prefix {} for `{}`", Quoted(it.prefix), entry.uri),
        )
        .note("the prefix is valid, but some readers ignore namespaces and do not recognize elements with a prefix")
        .help("declare the namespace as the default namespace on the element that needs it");
    } else if it.prefix != entry.prefix && usual_namespace(it.prefix).is_none() {
        // Blogger and FeedBurner write `openSearch`, so this is the usual prefix.
        if usual_namespace(entry.prefix).is_none() || it.ns == Ns::OPENSEARCH10 {
            return;
        }
        out.report(
            &rules::UNUSUAL_PREFIX,
            it.name_span,
            format_args!("the usual prefix of this namespace is {}", Quoted(entry.prefix)),
        )
        .note("the feed is valid, but some readers look for the usual prefix instead of the namespace")
        .help(format_args!("declare it as `xmlns:{}`", entry.prefix));
    } else if it.prefix != entry.prefix {
        reserved(it, out);
    }
}

fn is_atom(format: Format) -> bool {
    matches!(format, Format::Atom10 | Format::AtomEntry)
}

fn is_alias(written: &str) -> bool {
    ALIASES.iter().any(|it| it.0 == written)
}

/// The URI of the checked namespace whose usual prefix is `prefix`.
fn usual_namespace(prefix: &str) -> Option<&'static str> {
    let known = NAMESPACES.iter().filter(|it| !prefix.is_empty() && it.prefix == prefix);
    known.clone().find(|it| it.ns == Ns::ATOM || is_used_by_readers(it.ns)).map(|it| it.uri)
}

/// Whether feed readers look for the elements of a namespace.
fn is_used_by_readers(ns: Ns) -> bool {
    schema::EXTENSIONS.iter().any(|it| it.ns == ns && !it.lenient)
}

fn unknown(it: &Declaration<'_>, written: &str, out: &mut Diagnostics) {
    if let Some(near) = by_name::meant(written) {
        misspelled(it, written, near.uri, false, out);
        return;
    }
    if usual_namespace(it.prefix).is_some() {
        reserved(it, out);
        return;
    }
    out.report(
        &rules::UNKNOWN_NAMESPACE,
        it.value_span,
        format_args!("the namespace {} is not known to feedwright", Quoted(written)),
    )
    .note(
        "feedwright does not check its elements, and readers ignore those that they do not support",
    )
    .help("if it is the namespace that you mean, you do not need to change anything");
}

fn reserved(it: &Declaration<'_>, out: &mut Diagnostics) {
    let Some(usual) = usual_namespace(it.prefix) else { return };
    out.report(
        &rules::MISLEADING_PREFIX,
        it.name_span,
        format_args!("{} is the usual prefix of another namespace, `{usual}`", Quoted(it.prefix)),
    )
    .note("readers that only check the prefix misinterpret the elements")
    .help("use another prefix, or correct the namespace");
}

fn misspelled(
    it: &Declaration<'_>,
    written: &str,
    right: &str,
    is_needed: bool,
    out: &mut Diagnostics,
) {
    let report = out
        .report(
            &rules::MISSPELLED_NAMESPACE,
            it.value_span,
            format_args!(
                "the namespace {} is {}",
                Quoted(written),
                if is_mistaken(written) {
                    "not the one that readers support"
                } else {
                    "misspelled"
                }
            ),
        )
        .note("many readers compare namespaces byte by byte and ignore all elements in this one")
        .help(format_args!("change it to `{right}`"))
        .fix(format_args!("change it to `{right}`"), it.value_span, right);
    if !is_needed {
        report.severity(crate::diagnostic::Severity::Warning);
    }
}
