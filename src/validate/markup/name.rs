//! Names: namespaces as small numbers, and the names of one document, each stored once.

/// A namespace: one of [`NAMESPACES`], or one that only this document knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ns(pub u16);

/// A name of one document, resolved: an index into what its reader has interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// A name as it stands in a document, and the namespace that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// The namespace that the prefix is bound to.
    pub ns: Ns,
    /// The prefix as written; empty without one.
    pub prefix: &'s str,
    /// The part behind the colon.
    pub local: &'s str,
}

/// A namespace that feeds use.
#[derive(Debug)]
pub struct Namespace {
    /// Its number.
    pub ns: Ns,
    /// The prefix that everybody uses for it, and that names in the schema tables carry.
    pub prefix: &'static str,
    /// Its name, exactly.
    pub uri: &'static str,
}

macro_rules! namespaces {
    ($($name:ident = $number:literal, $prefix:literal, $uri:literal;)*) => {
        impl Ns {
            $(#[doc = concat!("`", $uri, "`")] pub const $name: Ns = Ns($number);)*
        }
        /// Every namespace that feedwright knows, by number.
        pub static NAMESPACES: &[Namespace] = &[$(Namespace { ns: Ns($number), prefix: $prefix, uri: $uri }),*];
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
}

impl Ns {
    /// The known namespace of this exact name.
    pub fn known(uri: &str) -> Option<Ns> {
        NAMESPACES.iter().find(|it| it.uri == uri).map(|it| it.ns)
    }

    /// The entry of a known namespace.
    pub fn entry(self) -> Option<&'static Namespace> {
        NAMESPACES.get(self.0 as usize)
    }
}
