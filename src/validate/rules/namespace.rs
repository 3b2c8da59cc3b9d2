//! Namespace declarations: names that are nearly those that readers know, and prefixes that mislead.
//! <https://www.w3.org/TR/xml-names/>

use crate::text::quoted::Quoted;
use crate::validate::detect::Format;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::name::NAMESPACES;
use crate::validate::markup::name::Namespace;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Declaration;
use crate::validate::rules;
use crate::validate::schema;

/// Other names that a known namespace goes by, each with whether it is out of date.
const ALIASES: &[(&str, Ns, bool)] = &[
    (
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        Ns::PODCAST,
        false,
    ),
    ("http://schema.org/", Ns::SCHEMA_ORG, false),
    // The text of its specification has it without the mark at the end, and its example with it.
    ("http://purl.org/rss/1.0/modules/company/", Ns::COMPANY, false),
    ("http://www.usemod.com/cgi-bin/mb.pl?ModWiki", Ns::WIKI, true),
    // Feeds of RSS 0.90 have either: <https://www.rssboard.org/rss-0-9-0>
    ("http://channel.netscape.com/rdf/simple/0.9/", Ns::RSS090, false),
    ("http://purl.org/rss/1.0/modules/prism/", Ns::PRISM, false),
    ("http://prismstandard.org/namespaces/1.2/basic/", Ns::PRISM, false),
];

/// How many unusual declarations of a document are judged: who has more than these makes them by a program.
const MOST_JUDGED: usize = 10;

/// The known namespace that a name stands for: one of its other names, or a near miss.
pub(in crate::validate) fn meant(uri: &str) -> Option<Ns> {
    if let Some((_, ns, _)) = ALIASES.iter().find(|it| it.0 == uri) {
        return Some(*ns);
    }
    let essence = essence(uri);
    if essence.is_empty() || essence.eq_ignore_ascii_case("schema.org") {
        return None;
    }
    let same = |it: &&Namespace| self::essence(it.uri).eq_ignore_ascii_case(essence);
    NAMESPACES.iter().skip(1).find(same).map(|it| it.ns)
}

/// What is left of the name of a namespace without what people get wrong: the scheme, the mark at the end. Capitals, too, are to
/// be passed over.
fn essence(uri: &str) -> &str {
    let begins = |text: &str, start: &str| {
        text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
    };
    let mut bare = uri.trim();
    for start in ["https://", "http://", "www."] {
        if begins(bare, start) {
            bare = &bare[start.len()..];
        }
    }
    bare.trim_end_matches(|it: char| !it.is_ascii_alphanumeric())
}

/// Judges the namespace declarations of the tag read last, each prefix and name once.
pub(in crate::validate) fn declarations(
    reader: &Reader<'_>,
    source: &str,
    facts: &mut Facts<'_>,
    out: &mut Findings,
) {
    let Reader::Xml(xml) = reader else { return };
    for declaration in xml.declarations() {
        let written = &source[declaration.value_span.range()];
        if declaration.ns == Ns::NONE {
            continue;
        }
        let entry = declaration.ns.entry();
        let usual = entry.is_some_and(|it| {
            it.uri == written && (declaration.prefix.is_empty() || it.prefix == declaration.prefix)
        });
        let in_atom = is_atom(facts.format);
        if usual && !(in_atom && matches!(declaration.ns, Ns::ATOM | Ns::XHTML)) {
            continue;
        }
        let key = format!("{} {}", declaration.prefix, declaration.ns.0);
        let judged = &mut facts.extension.declared;
        if judged.len() < MOST_JUDGED && judged.insert(key) {
            judge(declaration, written, facts.format, out);
        }
    }
}

fn judge(it: &Declaration<'_>, written: &str, format: Format, out: &mut Findings) {
    let in_atom = is_atom(format);
    if written.contains(char::is_whitespace) {
        out.report(
            &rules::INVALID_NAMESPACE,
            it.value_span,
            format_args!(
                "the name of a namespace is a URI, and has no blanks: {}",
                Quoted(written)
            ),
        )
        .note("some parsers refuse the document")
        .help("write the name as its specification has it");
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
            format_args!("this namespace has got another name since: {}", Quoted(written)),
        )
        .note("readers of today know the new name only")
        .help(format_args!("write {}", entry.uri))
        .fix(format_args!("write `{}`", entry.uri), it.value_span, entry.uri);
    } else if written != entry.uri && !written.contains('&') && !is_alias(written) {
        misspelled(it, written, entry.uri, out);
    }
    if it.prefix.is_empty() {
        return;
    }
    if in_atom && matches!(it.ns, Ns::ATOM | Ns::XHTML) {
        out.report(
            &rules::PREFIX_IN_ATOM,
            it.name_span,
            format_args!("this Atom feed uses the prefix {} for {}", Quoted(it.prefix), entry.uri),
        )
        .note("it is right, but some readers look at names without regard to namespaces, and see nothing")
        .help("declare it as the default namespace, on the element that needs it");
    } else if it.prefix != entry.prefix && usual_namespace(it.prefix).is_none() {
        // Blogger and FeedBurner write `openSearch`, and so does everybody.
        if usual_namespace(entry.prefix).is_none() || it.ns == Ns::OPENSEARCH10 {
            return;
        }
        out.report(
            &rules::UNUSUAL_PREFIX,
            it.name_span,
            format_args!("the usual prefix for this namespace is {}", Quoted(entry.prefix)),
        )
        .note("it is right, but some readers look for the usual prefix, and not for the namespace")
        .help(format_args!("declare it as xmlns:{}", entry.prefix));
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

/// The name of the namespace of which a prefix is the usual one, among those that are judged.
fn usual_namespace(prefix: &str) -> Option<&'static str> {
    let known = NAMESPACES.iter().filter(|it| !prefix.is_empty() && it.prefix == prefix);
    known
        .clone()
        .find(|it| it.ns == Ns::ATOM || schema::EXTENSIONS.iter().any(|other| other.ns == it.ns))
        .map(|it| it.uri)
}

fn unknown(it: &Declaration<'_>, written: &str, out: &mut Findings) {
    if usual_namespace(it.prefix).is_some() {
        reserved(it, out);
        return;
    }
    out.report(
        &rules::UNKNOWN_NAMESPACE,
        it.value_span,
        format_args!("this namespace is not one that feeds are known to use: {}", Quoted(written)),
    )
    .note("most readers pass over its elements, and so does this judge")
    .help("check the name; nothing needs to be done for an extension of your own");
}

fn reserved(it: &Declaration<'_>, out: &mut Findings) {
    let Some(usual) = usual_namespace(it.prefix) else { return };
    out.report(
        &rules::RESERVED_PREFIX,
        it.name_span,
        format_args!("the prefix {} usually stands for {usual}", Quoted(it.prefix)),
    )
    .note("readers that go by the prefix take its elements for others")
    .help("use another prefix, or correct the name of the namespace");
}

fn misspelled(it: &Declaration<'_>, written: &str, right: &str, out: &mut Findings) {
    // Without these, readers find no feed at all, or nothing to play.
    let is_needed =
        matches!(it.ns, Ns::MEDIA | Ns::ATOM | Ns::RSS10 | Ns::RDF | Ns::RSS11 | Ns::OPENSEARCH);
    let report = out
        .report(
            &rules::MISSPELLED_NAMESPACE,
            it.value_span,
            format_args!("the name of this namespace is not quite right: {}", Quoted(written)),
        )
        .note("names of namespaces are compared byte by byte: readers do not know any of its elements")
        .help(format_args!("write {right}"))
        .fix(format_args!("write `{right}`"), it.value_span, right);
    if !is_needed {
        report.severity(crate::diagnostic::Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use super::meant;
    use crate::validate::markup::name::Ns;

    #[test]
    fn knows_what_a_near_miss_means() {
        let cases = [
            ("https://www.w3.org/2005/Atom", Some(Ns::ATOM)),
            ("http://search.yahoo.com/mrss", Some(Ns::MEDIA)),
            ("http://www.itunes.com/DTDs/Podcast-1.0.dtd", Some(Ns::ITUNES)),
            ("https://podcastindex.org/namespace/1.0/", Some(Ns::PODCAST)),
            ("http://purl.org/dc/elements/1.0/", None),
            ("http://example.org/mine", None),
            ("http://schema.org/", Some(Ns::SCHEMA_ORG)),
        ];
        for (uri, expected) in cases {
            assert_eq!(meant(uri), expected, "{uri}");
        }
    }
}
