//! Names: namespaces as small numbers, and the names of one document, each stored once.

use std::borrow::Cow;

/// A namespace: one of [`NAMESPACES`], or one that only this document uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ns(pub u16);

/// A resolved name of one document: an index into the names that its reader has interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// A name as written in a document, and its namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// The namespace that the prefix is bound to.
    pub ns: Ns,
    /// The prefix as written, which is empty if there is none.
    pub prefix: &'s str,
    /// The part after the colon.
    pub local: &'s str,
}

impl<'s> Name<'s> {
    /// The whole name as written in the document.
    pub fn written(&self) -> Cow<'s, str> {
        match self.prefix {
            "" => Cow::Borrowed(self.local),
            prefix => Cow::Owned(format!("{prefix}:{}", self.local)),
        }
    }
}

/// A namespace that feeds use.
#[derive(Debug)]
pub struct Namespace {
    /// Its number.
    pub ns: Ns,
    /// The usual prefix, which names in the schema tables also use.
    pub prefix: &'static str,
    /// Its exact URI.
    pub uri: &'static str,
}

macro_rules! namespaces {
    ($($(#[$only:meta])? $name:ident = $number:literal, $prefix:literal, $uri:literal;)*) => {
        #[allow(dead_code, reason = "not every namespace is named in code")]
        impl Ns {
            $($(#[$only])? #[doc = concat!("`", $uri, "`")] pub const $name: Ns = Ns($number);)*
        }
        /// All known namespaces, by number.
        pub static NAMESPACES: &[Namespace] = &[$($(#[$only])? Namespace { ns: Ns($number), prefix: $prefix, uri: $uri }),*];
    };
}

#[rustfmt::skip]
namespaces! {
    NONE           =  0, "",               "";
    XML            =  1, "xml",            "http://www.w3.org/XML/1998/namespace";
    XMLNS          =  2, "xmlns",          "http://www.w3.org/2000/xmlns/";
    ATOM           =  3, "atom",           "http://www.w3.org/2005/Atom";
    XHTML          =  4, "xhtml",          "http://www.w3.org/1999/xhtml";
    DC             =  5, "dc",             "http://purl.org/dc/elements/1.1/";
    CONTENT        =  6, "content",        "http://purl.org/rss/1.0/modules/content/";
    MEDIA          =  7, "media",          "http://search.yahoo.com/mrss/";
    ITUNES         =  8, "itunes",         "http://www.itunes.com/dtds/podcast-1.0.dtd";
    RSS10          =  9, "rss1",           "http://purl.org/rss/1.0/";
    RDF            = 10, "rdf",            "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    SY             = 11, "sy",             "http://purl.org/rss/1.0/modules/syndication/";
    SLASH          = 12, "slash",          "http://purl.org/rss/1.0/modules/slash/";
    DCTERMS        = 13, "dcterms",        "http://purl.org/dc/terms/";
    JSON           = 14, "",               "https://jsonfeed.org/";
    RSS090         = 15, "rss090",         "http://my.netscape.com/rdf/simple/0.9/";
    RSS11          = 16, "rss11",          "http://purl.org/net/rss1.1#";
    RDFS           = 17, "rdfs",           "http://www.w3.org/2000/01/rdf-schema#";
    APP            = 18, "app",            "http://www.w3.org/2007/app";
    OPENSEARCH     = 19, "opensearch",     "http://a9.com/-/spec/opensearch/1.1/";
    THREAD         = 20, "thr",            "http://purl.org/syndication/thread/1.0";
    HISTORY        = 21, "fh",             "http://purl.org/syndication/history/1.0";
    GEORSS         = 22, "georss",         "http://www.georss.org/georss";
    GML            = 23, "gml",            "http://www.opengis.net/gml";
    GEO            = 24, "geo",            "http://www.w3.org/2003/01/geo/wgs84_pos#";
    ICBM           = 25, "icbm",           "http://postneo.com/icbm";
    WFW            = 26, "wfw",            "http://wellformedweb.org/CommentAPI/";
    TRACKBACK      = 27, "trackback",      "http://madskills.com/public/xml/rss/module/trackback/";
    CREATIVE       = 28, "creativeCommons", "http://backend.userland.com/creativeCommonsRssModule";
    CC             = 29, "cc",             "http://web.resource.org/cc/";
    FEEDBURNER     = 30, "feedburner",     "http://rssnamespace.org/feedburner/ext/1.0";
    FEEDSYNC       = 31, "sx",             "http://feedsync.org/2007/feedsync";
    FOAF           = 32, "foaf",           "http://xmlns.com/foaf/0.1/";
    ADMIN          = 33, "admin",          "http://webns.net/mvcb/";
    BLOGCHANNEL    = 34, "blogChannel",    "http://backend.userland.com/blogChannelModule";
    ACCESS         = 35, "access",         "http://www.bloglines.com/about/specs/fac-1.0";
    CONVERSATIONS  = 36, "conversationsNetwork", "http://conversationsnetwork.org/rssNamespace-1.0/";
    EVENT          = 37, "ev",             "http://purl.org/rss/1.0/modules/event/";
    TAXO           = 38, "taxo",           "http://purl.org/rss/1.0/modules/taxonomy/";
    ANNOTATE       = 39, "annotate",       "http://purl.org/rss/1.0/modules/annotate/";
    WIKI           = 40, "wiki",           "http://purl.org/rss/1.0/modules/wiki/";
    CF             = 41, "cf",             "http://www.microsoft.com/schemas/rss/core/2005";
    PODCAST        = 42, "podcast",        "https://podcastindex.org/namespace/1.0";
    GOOGLEPLAY     = 43, "googleplay",     "http://www.google.com/schemas/play-podcasts/1.0";
    MERCHANT       = 44, "g",              "http://base.google.com/ns/1.0";
    PSC            = 45, "psc",            "http://podlove.org/simple-chapters";
    TOMBSTONE      = 46, "at",             "http://purl.org/atompub/tombstones/1.0";
    SOURCE         = 47, "source",         "http://source.scripting.com/";
    WEBFEEDS       = 48, "webfeeds",       "http://webfeeds.org/rss/1.0";
    RAWVOICE       = 49, "rawvoice",       "http://www.rawvoice.com/rawvoiceRssModule/";
    AGGREGATION    = 50, "ag",             "http://purl.org/rss/1.0/modules/aggregation/";
    LINK           = 51, "l",              "http://purl.org/rss/1.0/modules/link/";
    XHTML_SVG      = 52, "svg",            "http://www.w3.org/2000/svg";
    MATHML         = 53, "math",           "http://www.w3.org/1998/Math/MathML";
    ATOM03         = 54, "atom03",         "http://purl.org/atom/ns#";
    GEOURL         = 55, "geourl",         "http://geourl.org/rss/module/";
    OPENSEARCH10   = 56, "opensearch10",   "http://a9.com/-/spec/opensearchrss/1.0/";
    OPML           = 57, "opml",           "http://www.opml.org/spec2";
    AUDIO          = 58, "audio",          "http://media.tangent.org/rss/1.0/";
    COMPANY        = 59, "company",        "http://purl.org/rss/1.0/modules/company";
    CHANGED        = 60, "cp",             "http://my.theinfo.org/changed/1.0/rss/";
    EMAIL          = 61, "email",          "http://purl.org/rss/1.0/modules/email/";
    IMAGE          = 62, "image",          "http://purl.org/rss/1.0/modules/image/";
    INDEXING       = 63, "indexing",       "urn:atom-extension:indexing";
    REFERENCE      = 64, "ref",            "http://purl.org/rss/1.0/modules/reference/";
    RICHEQUIV      = 65, "reqv",           "http://purl.org/rss/1.0/modules/richequiv/";
    RSS091         = 66, "rss091",         "http://purl.org/rss/1.0/modules/rss091#";
    SEARCH         = 67, "search",         "http://purl.org/rss/1.0/modules/search/";
    SERVICESTATUS  = 68, "ss",             "http://purl.org/rss/1.0/modules/servicestatus/";
    STREAMING      = 69, "str",            "http://hacks.benhammersley.com/rss/streaming/";
    SUBSCRIPTION   = 70, "sub",            "http://purl.org/rss/1.0/modules/subscription/";
    THREADING      = 71, "thr",            "http://purl.org/rss/1.0/modules/threading/";
    SOAP           = 72, "soap",           "http://schemas.xmlsoap.org/soap/envelope/";
    OPENID         = 73, "openid",         "http://openid.net/xmlns/1.0";
    XLINK          = 74, "xlink",          "http://www.w3.org/1999/xlink";
    GDATA          = 75, "gd",             "http://schemas.google.com/g/2005";
    SCHEMA_ORG     = 76, "schema",         "https://schema.org/";
    YOUTUBE        = 77, "yt",             "http://www.youtube.com/xml/schemas/2015";
    WORDPRESS      = 78, "wp",             "http://wordpress.org/export/1.2/";
    SPOTIFY        = 79, "spotify",        "http://www.spotify.com/ns/rss";
    SMARTNEWS      = 80, "snf",            "http://www.smartnews.be/snf";
    BLOGGER        = 81, "blogger",        "http://schemas.google.com/blogger/2008";
    XSI            = 82, "xsi",            "http://www.w3.org/2001/XMLSchema-instance";
    ACAST          = 83, "acast",          "https://schema.acast.com/1.0/";
    SIOC           = 84, "sioc",           "http://rdfs.org/sioc/ns#";
    PRISM          = 85, "prism",          "http://prismstandard.org/namespaces/basic/2.0/";
    JETPACK        = 86, "feedadditions",  "com-wordpress:feed-additions:1";
    ATOM_BATCH     = 87, "batch",          "http://schemas.google.com/gdata/batch";
    SPARKLE        = 88, "sparkle",        "http://www.andymatuschak.org/xml-namespaces/sparkle";
    YANDEX         = 89, "yandex",         "http://news.yandex.ru";
    TURBO          = 90, "turbo",          "http://turbo.yandex.ru";
    FEEDPRESS      = 91, "feedpress",      "https://feed.press/xmlns";
    OMNY           = 92, "omny",           "https://omny.fm/rss-extensions";
    MSN            = 93, "mi",             "http://schemas.ingestion.microsoft.com/common/";
    CAP            = 94, "cap",            "urn:oasis:names:tc:emergency:cap:1.2";
    ARXIV          = 95, "arxiv",          "http://arxiv.org/schemas/atom";
    ACTIVITY       = 96, "activity",       "http://activitystrea.ms/spec/1.0/";
    #[cfg(test)]
    EXAMPLE        = 97, "example",        "https://harbor.example/namespace";
}

impl Ns {
    /// The known namespace with this exact URI.
    pub fn known(uri: &str) -> Option<Ns> {
        NAMESPACES.iter().find(|it| it.uri == uri).map(|it| it.ns)
    }

    /// The entry of a known namespace.
    pub fn entry(self) -> Option<&'static Namespace> {
        NAMESPACES.get(self.0 as usize)
    }
}

/// Other URIs of known namespaces, and whether each of them is obsolete.
pub(in crate::validate) const ALIASES: &[(&str, Ns, bool)] = &[
    (
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        Ns::PODCAST,
        false,
    ),
    ("http://schema.org/", Ns::SCHEMA_ORG, false),
    // Blubrry's plugin and its documentation.
    ("https://blubrry.com/developer/rawvoice-rss/", Ns::RAWVOICE, false),
    ("https://blubrry.com/developer/rawvoice-rss", Ns::RAWVOICE, false),
    ("http://blubrry.com/developer/rawvoice-rss/", Ns::RAWVOICE, false),
    // The page that describes it moved there, and Flickr and other services moved the namespace with it.
    ("http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html", Ns::CREATIVE, false),
    // The text of its specification uses it without the slash at the end, but its example uses it with the slash.
    ("http://purl.org/rss/1.0/modules/company/", Ns::COMPANY, false),
    ("http://www.usemod.com/cgi-bin/mb.pl?ModWiki", Ns::WIKI, true),
    // RSS 0.90 feeds use both: <https://www.rssboard.org/rss-0-9-0>
    ("http://channel.netscape.com/rdf/simple/0.9/", Ns::RSS090, false),
    ("http://purl.org/rss/1.0/modules/prism/", Ns::PRISM, false),
    ("http://prismstandard.org/namespaces/1.2/basic/", Ns::PRISM, false),
    ("http://prismstandard.org/namespaces/basic/2.1/", Ns::PRISM, false),
    ("http://prismstandard.org/namespaces/basic/3.0/", Ns::PRISM, false),
    ("http://feedpress.it/xmlns", Ns::FEEDPRESS, false),
    // Older versions of the protocol, which feeds of warnings still use.
    ("urn:oasis:names:tc:emergency:cap:1.1", Ns::CAP, false),
    ("http://www.incident.com/cap/1.0", Ns::CAP, false),
];

/// URIs that generators use in place of a known namespace, without the parts that [`essence`] removes. Only some readers support them.
const MISTAKEN: &[(&str, Ns)] = &[
    // The page of the specification, which Squarespace uses.
    ("rssboard.org/media-rss", Ns::MEDIA),
    ("video.search.yahoo.com/mrss", Ns::MEDIA),
    ("podlove.org/simple-chapters/1.0", Ns::PSC),
];

/// Whether a URI is one that generators use in place of a known namespace.
pub(in crate::validate) fn is_mistaken(uri: &str) -> bool {
    let essence = essence(uri);
    MISTAKEN.iter().any(|it| it.0.eq_ignore_ascii_case(essence))
}

/// The known namespace that a URI is meant to be. The URI is an alias or almost the same.
pub(in crate::validate) fn meant(uri: &str) -> Option<Ns> {
    if let Some((_, ns, _)) = ALIASES.iter().find(|it| it.0 == uri) {
        return Some(*ns);
    }
    let essence = essence(uri);
    if let Some((_, ns)) = MISTAKEN.iter().find(|it| it.0.eq_ignore_ascii_case(essence)) {
        return Some(*ns);
    }
    if essence.is_empty() || essence.eq_ignore_ascii_case("schema.org") {
        return None;
    }
    let same = |it: &&Namespace| self::essence(it.uri).eq_ignore_ascii_case(essence);
    NAMESPACES.iter().skip(1).find(same).map(|it| it.ns)
}

/// The URI of a namespace without the parts that are often wrong: the scheme and the punctuation at the end. The caller must
/// also ignore case.
pub(in crate::validate) fn essence(uri: &str) -> &str {
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

#[cfg(test)]
mod tests {
    use super::Ns;
    use super::meant;

    #[test]
    fn recognizes_misspelled_namespaces() {
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
