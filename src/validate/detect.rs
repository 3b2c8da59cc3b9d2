//! Which format a document is in.

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::findings::Findings;
use crate::validate::markup::Attribute;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::schema;
use crate::validate::schema::Vocabulary;

/// A format, and its version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[rustfmt::skip]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Format {
    Rss090, Rss091, Rss092, Rss093, Rss094, Rss10, Rss11, Rss20,
    Atom03, Atom10, AtomEntry, JsonFeed10, JsonFeed11,
    Opml10, Opml11, Opml20, OpenSearch, AtomService, AtomCategories,
    #[default] Unknown,
}

impl Format {
    /// Whether it is RSS of any version, with or without RDF.
    #[rustfmt::skip]
    pub fn is_rss(self) -> bool {
        matches!(self, Format::Rss090 | Format::Rss091 | Format::Rss092 | Format::Rss093 | Format::Rss094
            | Format::Rss10 | Format::Rss11 | Format::Rss20)
    }

    /// Its name in reports.
    #[rustfmt::skip]
    pub fn name(self) -> &'static str {
        match self {
            Format::Rss090 => "rss-0.90", Format::Rss091 => "rss-0.91", Format::Rss092 => "rss-0.92",
            Format::Rss093 => "rss-0.93", Format::Rss094 => "rss-0.94", Format::Rss10 => "rss-1.0",
            Format::Rss11 => "rss-1.1", Format::Rss20 => "rss-2.0", Format::Atom03 => "atom-0.3",
            Format::Atom10 => "atom-1.0", Format::AtomEntry => "atom-entry", Format::JsonFeed10 => "json-feed-1.0",
            Format::JsonFeed11 => "json-feed-1.1", Format::Opml10 => "opml-1.0", Format::Opml11 => "opml-1.1",
            Format::Opml20 => "opml-2.0", Format::OpenSearch => "opensearch", Format::AtomService => "atom-service",
            Format::AtomCategories => "atom-categories", Format::Unknown => "unknown",
        }
    }
}

/// Whether a text is JSON rather than XML, by its first character; an array is JSON too, if not a feed.
pub(in crate::validate) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// The root element of a document.
pub(in crate::validate) struct Root<'a, 's> {
    pub(in crate::validate) name: Name<'s>,
    pub(in crate::validate) attributes: &'a [Attribute<'s>],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
    pub(in crate::validate) name_span: Span,
}

/// The versions of RSS that `rss` may name.
#[rustfmt::skip]
const RSS_VERSIONS: &[(&str, Format)] = &[
    ("2.0",  Format::Rss20),  ("0.91", Format::Rss091), ("0.92", Format::Rss092),
    ("0.93", Format::Rss093), ("0.94", Format::Rss094),
];

/// Says which format a document is in, and by which vocabularies it is judged; none when it is no feed.
pub(in crate::validate) fn format(
    root: &Root<'_, '_>,
    out: &mut Findings,
) -> (Format, &'static [&'static Vocabulary]) {
    match (root.name.ns, root.name.local) {
        (Ns::NONE, "rss") => (rss_version(root, out), schema::RSS),
        (Ns::ATOM, "feed") => (Format::Atom10, schema::ATOM),
        (Ns::ATOM, "entry") => (Format::AtomEntry, schema::ATOM),
        (Ns::JSON, _) => (Format::JsonFeed11, schema::JSON_FEED),
        _ => {
            not_a_feed(root.source, Some(root), out);
            (Format::Unknown, &[])
        }
    }
}

fn rss_version(root: &Root<'_, '_>, out: &mut Findings) -> Format {
    let version = root.attributes.iter().find(|it| {
        let name = root.reader.name(it.name);
        name.ns == Ns::NONE && name.local == "version"
    });
    // A missing version is reported with the other attributes.
    let Some(version) = version else { return Format::Rss20 };
    if let Some((_, format)) = RSS_VERSIONS.iter().find(|it| it.0 == version.value.trim()) {
        return *format;
    }
    out.report(
        &rules::UNKNOWN_RSS_VERSION,
        version.value_span,
        format_args!("there is no RSS {}", Quoted(&version.value)),
    )
    .note("readers fall back to what they think is nearest")
    .help("RSS has the versions 0.91, 0.92, 0.93, 0.94 and 2.0; write version=\"2.0\"");
    Format::Rss20
}

/// What a document is that is no feed, by its root element or by its first characters.
#[rustfmt::skip]
const OTHERS: &[(&str, &str)] = &[
    ("html",         "an HTML page"),       ("svg",          "an SVG image"),
    ("urlset",       "a sitemap"),          ("sitemapindex", "an index of sitemaps"),
    ("kml",          "a KML map"),          ("stylesheet",   "an XSLT stylesheet"),
    ("Envelope",     "a SOAP message"),     ("plist",        "a property list"),
];

/// Reports that a document is no feed, and what it is instead where that can be told.
pub(in crate::validate) fn not_a_feed(
    source: &str,
    root: Option<&Root<'_, '_>>,
    out: &mut Findings,
) {
    let span = root.map_or(Span::new(0, source.len().min(1)), |it| it.name_span);
    let what = match root {
        Some(root) => {
            OTHERS.iter().find(|it| it.0.eq_ignore_ascii_case(root.name.local)).map_or_else(
                || format!("its root element is {}", Quoted(root.name.local)),
                |it| format!("it is {}", it.1),
            )
        }
        None if source.trim().is_empty() => "it is empty".to_owned(),
        None => "it has no root element".to_owned(),
    };
    out.report(&rules::NOT_A_FEED, span, format_args!("this is not a feed: {what}"))
        .note("readers look for `rss`, `feed` or `rdf:RDF` as the root element, or for a JSON object with `version`")
        .help("check the address or the file; a page usually names its feed in <link rel=\"alternate\">");
}
