//! Detects the format of a document.

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::format::Format;
use crate::validate::markup::Attribute;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml;
use crate::validate::rules;
use crate::validate::schema;
use crate::validate::vocabulary::Vocabulary;

/// Whether a text is JSON instead of XML, according to its first character. An array is also JSON, although it is not a feed.
pub(in crate::validate) fn is_json(text: &str) -> bool {
    let mut rest = text.trim_start();
    // JSON does not allow comments, but people write them.
    while let Some(comment) = rest.strip_prefix('/') {
        let end = match comment.chars().next() {
            Some('/') => comment.find('\n').map(|it| it + 1),
            Some('*') => comment.find("*/").map(|it| it + 2),
            _ => None,
        };
        let Some(end) = end else { return false };
        rest = comment[end..].trim_start();
    }
    rest.starts_with(['{', '['])
}

/// The root element of a document.
pub(in crate::validate) struct Root<'a, 's> {
    pub(in crate::validate) name: Name<'s>,
    pub(in crate::validate) attributes: &'a [Attribute<'s>],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
    pub(in crate::validate) name_span: Span,
}

/// The RSS versions that an `rss` element may declare.
#[rustfmt::skip]
const RSS_VERSIONS: &[(&str, Format)] = &[
    ("2.0",  Format::Rss20),  ("0.91", Format::Rss091), ("0.92", Format::Rss092),
    ("0.93", Format::Rss093), ("0.94", Format::Rss094),
];

/// A root element and its format. If the format has several versions, an attribute specifies the version.
struct RootKind {
    ns: Ns,
    local: &'static str,
    format: Format,
    vocabularies: &'static [&'static Vocabulary],
    /// Whether the name alone identifies the format if the namespace is wrong or missing.
    by_name: bool,
}

#[rustfmt::skip]
static ROOTS: &[RootKind] = &[
    RootKind { ns: Ns::NONE,       local: "rss",                   format: Format::Rss20,          vocabularies: schema::RSS,        by_name: true },
    RootKind { ns: Ns::ATOM,       local: "feed",                  format: Format::Atom10,         vocabularies: schema::ATOM,       by_name: true },
    RootKind { ns: Ns::ATOM,       local: "entry",                 format: Format::AtomEntry,      vocabularies: schema::ATOM,       by_name: false },
    RootKind { ns: Ns::ATOM03,     local: "feed",                  format: Format::Atom03,         vocabularies: schema::ATOM03,     by_name: false },
    RootKind { ns: Ns::ATOM03,     local: "entry",                 format: Format::Atom03,         vocabularies: schema::ATOM03,     by_name: false },
    RootKind { ns: Ns::RDF,        local: "RDF",                   format: Format::Rss10,          vocabularies: schema::RSS1,       by_name: false },
    RootKind { ns: Ns::RSS11,      local: "Channel",               format: Format::Rss11,          vocabularies: schema::RSS11,      by_name: false },
    RootKind { ns: Ns::NONE,       local: "opml",                  format: Format::Opml20,         vocabularies: schema::OPML,       by_name: false },
    RootKind { ns: Ns::NONE,       local: "outlineDocument",       format: Format::Opml10,         vocabularies: schema::OPML,       by_name: false },
    RootKind { ns: Ns::OPENSEARCH, local: "OpenSearchDescription", format: Format::OpenSearch,     vocabularies: schema::OPENSEARCH, by_name: true },
    RootKind { ns: Ns::APP,        local: "service",               format: Format::AtomService,    vocabularies: schema::APP,        by_name: false },
    RootKind { ns: Ns::APP,        local: "categories",            format: Format::AtomCategories, vocabularies: schema::APP,        by_name: false },
];

/// The format of a document, and the vocabularies that it is checked with.
pub(in crate::validate) struct Detected {
    pub(in crate::validate) format: Format,
    /// Empty if the document is not a feed.
    pub(in crate::validate) vocabularies: &'static [&'static Vocabulary],
    /// A wrong namespace, and the right one that is meant.
    pub(in crate::validate) corrected_namespace: Option<(Ns, Ns)>,
}

/// Detects the format of a document and the vocabularies that it is checked with.
pub(in crate::validate) fn format(root: &Root<'_, '_>, out: &mut Diagnostics) -> Detected {
    if root.name.ns == Ns::JSON {
        return Detected {
            format: Format::JsonFeed11,
            vocabularies: schema::JSON_FEED,
            corrected_namespace: None,
        };
    }
    let same = |it: &&RootKind| it.ns == root.name.ns && it.local == root.name.local;
    if let Some(kind) = ROOTS.iter().find(same) {
        let format = version(kind, root, out);
        return Detected { format, vocabularies: kind.vocabularies, corrected_namespace: None };
    }
    let none = Detected { format: Format::Unknown, vocabularies: &[], corrected_namespace: None };
    let meant = |it: &&RootKind| it.local == root.name.local && (it.by_name || it.ns != Ns::NONE);
    let Some(kind) = ROOTS.iter().find(meant) else {
        not_a_feed(root.source, Some(root), out);
        return none;
    };
    let written = root.reader.namespace_uri(root.name.ns);
    let right = kind.ns.entry().map_or("", |it| it.uri);
    if kind.by_name || !written.is_empty() {
        wrong_namespace(root, written, right, out);
    }
    if !kind.by_name {
        not_a_feed(root.source, Some(root), out);
        return none;
    }
    let format = version(kind, root, out);
    let corrected_namespace = Some((root.name.ns, kind.ns));
    Detected { format, vocabularies: kind.vocabularies, corrected_namespace }
}

fn wrong_namespace(root: &Root<'_, '_>, written: &str, right: &str, out: &mut Diagnostics) {
    let name = root.name.local;
    let report = if written.is_empty() {
        out.report(
            &rules::MISSING_NAMESPACE,
            root.name_span,
            format_args!("{} has no namespace", Quoted(name)),
        )
        .note("many readers do not recognize a document without a namespace as a feed")
    } else {
        out.report(
            &rules::WRONG_NAMESPACE,
            root.name_span,
            format_args!(
                "{} is in the wrong namespace, {}",
                Quoted(name),
                Quoted(written)
            ),
        )
        .note("programs compare namespaces letter by letter, so many of them do not recognize the document")
    };
    if right.is_empty() {
        report.help("remove the namespace declaration");
        return;
    }
    let colon = if root.name.prefix.is_empty() { "" } else { ":" };
    let declaration = format!("xmlns{colon}{}=\"{right}\"", root.name.prefix);
    let verb = if written.is_empty() { "add" } else { "change the declaration to" };
    let report = report.help(format_args!("{verb} `{declaration}`"));
    if written.is_empty() && root.name.prefix.is_empty() {
        report.fix("declare the namespace", root.name_span.after(), format_args!(" {declaration}"));
    }
}

/// Distinguishes the versions of a format.
fn version(kind: &RootKind, root: &Root<'_, '_>, out: &mut Diagnostics) -> Format {
    match kind.format {
        Format::Rss20 => rss_version(root, out),
        Format::Opml20 => opml_version(root, out),
        Format::Opml10 => {
            out.report(
                &rules::OBSOLETE_OPML,
                root.name_span,
                "`outlineDocument` is the name of `opml` in drafts before OPML 1.0",
            )
            .note("some programs cannot import a list with this root element")
            .help("change it to `<opml version=\"2.0\">`");
            Format::Opml10
        }
        Format::Atom03 => {
            out.report(
                &rules::OBSOLETE_ATOM,
                root.name_span,
                "this feed is in Atom 0.3, a draft that Atom 1.0 replaced in 2005",
            )
            .note("many readers reject an Atom 0.3 feed or lose parts of it")
            .help("change the namespace to `xmlns=\"http://www.w3.org/2005/Atom\"`, and rename `modified` to `updated`, `issued` to `published`, `tagline` to `subtitle` and `copyright` to `rights`");
            Format::Atom03
        }
        format => format,
    }
}

/// The versions of OPML.
const OPML_VERSIONS: &[(&str, Format)] =
    &[("1.0", Format::Opml10), ("1.1", Format::Opml11), ("2.0", Format::Opml20)];

fn opml_version(root: &Root<'_, '_>, out: &mut Diagnostics) -> Format {
    let Some(version) = version_attribute(root) else { return Format::Opml20 };
    if let Some((_, format)) = OPML_VERSIONS.iter().find(|it| it.0 == version.value.trim()) {
        return *format;
    }
    out.report(
        &rules::UNKNOWN_OPML_VERSION,
        version.value_span,
        format_args!("{} is not a version of OPML", Quoted(&version.value)),
    )
    .note("programs that check the version may not support this document")
    .help("change it to `2.0` (OPML has the versions 1.0, 1.1 and 2.0)")
    .version(version, &["1.0", "1.1", "2.0"]);
    Format::Opml20
}

fn version_attribute<'a, 's>(root: &Root<'a, 's>) -> Option<&'a Attribute<'s>> {
    root.attributes.iter().find(|it| {
        let name = root.reader.name(it.name);
        name.ns == Ns::NONE && name.local == "version"
    })
}

fn rss_version(root: &Root<'_, '_>, out: &mut Diagnostics) -> Format {
    // A missing version is reported by the check for required attributes.
    let Some(version) = version_attribute(root) else { return Format::Rss20 };
    if let Some((name, format)) = RSS_VERSIONS.iter().find(|it| it.0 == version.value.trim()) {
        if matches!(format, Format::Rss093 | Format::Rss094) {
            out.report(
                &rules::OBSOLETE_RSS,
                version.value_span,
                format_args!("RSS {name} is a draft that was never finished"),
            )
            .note("some readers reject RSS 0.93 and 0.94")
            .help(
                "change it to `2.0`, in which everything that is valid in the draft is also valid",
            );
        }
        return *format;
    }
    out.report(
        &rules::UNKNOWN_RSS_VERSION,
        version.value_span,
        format_args!("{} is not a version of RSS", Quoted(&version.value)),
    )
    .note("some readers reject the whole feed if they do not recognize its version")
    .help("change it to `2.0` (RSS has the versions 0.91, 0.92, 0.93, 0.94 and 2.0)")
    .version(version, &["0.91", "0.92", "2.0"]);
    Format::Rss20
}

impl NewDiagnostic<'_> {
    /// Adds a fix that corrects the version. If the version is one of `known` in another form, such as `2` or `2.00`, the fix is
    /// safe. Otherwise, it uses the newest version, which may change how readers interpret the document.
    fn version(self, written: &Attribute<'_>, known: &[&'static str]) -> Self {
        let text = written.value.trim().trim_start_matches(['v', 'V']);
        let number: Option<f64> = text.parse().ok();
        // "2.0.1" is the name of a revision of RSS 2.0, but its documents declare "2.0".
        let same = |it: &&&str| text == "2.0.1" && **it == "2.0" || number == it.parse().ok();
        match (known.iter().find(same), known.last()) {
            (Some(it), _) => self.fix(format_args!("change it to `{it}`"), written.value_span, it),
            (None, Some(it)) => {
                self.unsafe_fix(format_args!("change it to `{it}`"), written.value_span, it)
            }
            (None, None) => self,
        }
    }
}

/// Root elements of documents that are not feeds, and what these documents are.
#[rustfmt::skip]
const OTHERS: &[(&str, &str)] = &[
    ("html",         "an HTML page"),       ("svg",          "an SVG image"),
    ("urlset",       "a sitemap"),          ("sitemapindex", "a sitemap index"),
    ("kml",          "a KML map"),          ("stylesheet",   "an XSLT stylesheet"),
    ("Envelope",     "a SOAP message"),     ("plist",        "a property list"),
];

/// Reports that a document is not a feed, and what it is instead if that can be determined.
pub(in crate::validate) fn not_a_feed(
    source: &str,
    root: Option<&Root<'_, '_>>,
    out: &mut Diagnostics,
) {
    let first = source.chars().next().map_or(0, char::len_utf8);
    let span = root.map_or(Span::new(0, first), |it| it.name_span);
    let what = match root {
        Some(root) => {
            OTHERS.iter().find(|it| it.0.eq_ignore_ascii_case(root.name.local)).map_or_else(
                || format!("its root element is {}", Quoted(&root.name.written())),
                |it| format!("it is {}", it.1),
            )
        }
        None if source.trim().is_empty() => "it is empty".to_owned(),
        None => "it has no root element".to_owned(),
    };
    out.report(&rules::NOT_A_FEED, span, format_args!("this is not a feed: {what}"))
        .note("readers look for a root element `rss`, `feed` or `rdf:RDF`, or for a JSON object with `version`")
        .help("check the URL or the file (a web page usually links to its feed with `<link rel=\"alternate\">`)");
}

/// How many characters are examined to decide whether a document is text. If at least one in `SHARE` of them is not a text
/// character, the document is binary.
const LOOKED_AT: usize = 1024;
const SHARE: usize = 8;

/// Whether a document is not text at all. Otherwise, almost every byte of it would be reported.
pub(in crate::validate) fn is_binary(source: &str) -> bool {
    if source.trim_start().starts_with(['<', '{', '[']) {
        return false;
    }
    let odd = |it: &char| {
        it.is_control() && !matches!(it, '\t' | '\n' | '\r') || *it == char::REPLACEMENT_CHARACTER
    };
    let all = source.chars().take(LOOKED_AT).count();
    let odd = source.chars().take(LOOKED_AT).filter(odd).count();
    odd >= SHARE && odd * SHARE >= all
}

/// Reports a document that is not text.
pub(in crate::validate) fn not_text(source: &str, out: &mut Diagnostics) {
    let first = source.chars().next().map_or(0, char::len_utf8);
    let what = xml::signature(source).unwrap_or("this is binary data, not XML");
    out.report(&rules::NOT_A_FEED, Span::new(0, first), what)
        .note("a feed is text, in UTF-8 or in another encoding that it declares")
        .help(if source.starts_with('\u{1f}') {
            "decompress it (a server that sends compressed data must specify the compression in `Content-Encoding`)"
        } else {
            "check the URL or the file"
        });
}

#[cfg(test)]
mod tests {
    use crate::text::source::Source;
    use crate::validate::options::Options;
    use crate::validate::validate;

    const RDF: &str = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'";

    fn format(text: &str) -> &'static str {
        validate(&Source::from_text("", text), &Options::default()).format.name()
    }

    #[test]
    fn detects_formats_by_root_namespace_and_version() {
        #[rustfmt::skip]
        let cases = [
            ("<rss version='0.92'/>",                                                      "rss-0.92"),
            ("<feed xmlns='http://www.w3.org/2005/Atom'/>",                                "atom-1.0"),
            ("<a:entry xmlns:a='http://www.w3.org/2005/Atom'/>",                           "atom-entry"),
            ("<feed/>",                                                                    "atom-1.0"),
            ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>",                     "atom-0.3"),
            ("<Channel xmlns='http://purl.org/net/rss1.1#'/>",                             "rss-1.1"),
            ("<Channel xmlns='http://purl.org/net/rss1.1/'/>",                             "rss-1.1"),
            ("<Channel xmlns='https://harbor.example/terms'/>",                            "unknown"),
            ("<Channel/>",                                                                 "unknown"),
            ("<rss version='2.0' xmlns='http://backend.userland.com/rss2'/>",              "rss-2.0"),
            ("<opml version='1.1'/>",                                                      "opml-1.1"),
            ("<opml/>",                                                                    "opml-2.0"),
            ("<outlineDocument/>",                                                         "opml-1.0"),
            ("<OpenSearchDescription xmlns='http://a9.com/-/spec/opensearch/1.1'/>",       "opensearch"),
            ("<service xmlns='http://www.w3.org/2007/app'/>",                              "atom-service"),
            ("<categories xmlns='http://www.w3.org/2007/app'/>",                           "atom-categories"),
            ("<service/>",                                                                 "unknown"),
            ("<html><head/></html>",                                                       "unknown"),
            ("",                                                                           "unknown"),
        ];
        for (text, wanted) in cases {
            assert_eq!(format(text), wanted, "{text}");
        }
    }

    #[test]
    fn detects_rss_in_rdf_by_its_channel() {
        #[rustfmt::skip]
        let cases = [
            ("<channel xmlns='http://purl.org/rss/1.0/'/>",               "rss-1.0"),
            ("<channel xmlns='http://my.netscape.com/rdf/simple/0.9/'/>", "rss-0.90"),
            ("<item xmlns='http://purl.org/rss/1.0/'/>",                  "rss-1.0"),
            ("<Person xmlns='http://xmlns.com/foaf/0.1/'/>",              "unknown"),
        ];
        for (content, wanted) in cases {
            assert_eq!(format(&format!("<rdf:RDF {RDF}>{content}</rdf:RDF>")), wanted, "{content}");
        }
    }
}
