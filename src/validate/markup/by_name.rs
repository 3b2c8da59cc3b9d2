//! Namespaces that feeds use and feedwright knows only by name. Their elements are not checked, because their owners do not document them, or
//! document them outside feeds.

use crate::validate::markup::name::essence;

/// A namespace that is known by name.
#[derive(Debug)]
pub(in crate::validate) struct NamedNamespace {
    /// The usual prefix.
    pub(in crate::validate) prefix: &'static str,
    /// Its exact URI.
    pub(in crate::validate) uri: &'static str,
}

/// The namespace with this exact URI.
pub(in crate::validate) fn known(uri: &str) -> Option<&'static NamedNamespace> {
    BY_NAME.iter().find(|it| it.uri == uri)
}

/// The namespace that usually has this prefix. Short prefixes could mean anything.
pub(in crate::validate) fn of_prefix(prefix: &str) -> Option<&'static NamedNamespace> {
    BY_NAME.iter().find(|it| it.prefix.len() > 3 && it.prefix == prefix)
}

/// The namespace whose URI differs from this one only in the scheme, `www.`, case or the punctuation at the end.
pub(in crate::validate) fn meant(uri: &str) -> Option<&'static NamedNamespace> {
    let written = essence(uri);
    BY_NAME.iter().find(|it| !written.is_empty() && essence(it.uri).eq_ignore_ascii_case(written))
}

const fn named(prefix: &'static str, uri: &'static str) -> NamedNamespace {
    NamedNamespace { prefix, uri }
}

#[rustfmt::skip]
static BY_NAME: &[NamedNamespace] = &[
    // Shops and forums
    named("s",               "http://jadedpixel.com/-/spec/shopify"),
    named("c",               "http://base.google.com/cns/1.0"),
    named("discourse",       "http://www.discourse.org/"),
    named("re",              "http://purl.org/atompub/rank/1.0"),
    named("lj",              "http://www.livejournal.org/rss/lj/1.0/"),
    // Open Graph, whose prefixes come with Drupal's feeds. <https://ogp.me/>
    named("og",              "https://ogp.me/ns#"),
    named("og",              "http://ogp.me/ns#"),
    named("article",         "https://ogp.me/ns/article#"),
    named("article",         "http://ogp.me/ns/article#"),
    named("book",            "https://ogp.me/ns/book#"),
    named("book",            "http://ogp.me/ns/book#"),
    named("profile",         "https://ogp.me/ns/profile#"),
    named("profile",         "http://ogp.me/ns/profile#"),
    named("video",           "https://ogp.me/ns/video#"),
    named("video",           "http://ogp.me/ns/video#"),
    named("music",           "https://ogp.me/ns/music#"),
    named("music",           "http://ogp.me/ns/music#"),
    named("website",         "https://ogp.me/ns/website#"),
    named("website",         "http://ogp.me/ns/website#"),
    named("product",         "http://ogp.me/ns/product#"),
    named("fb",              "https://ogp.me/ns/fb#"),
    named("fb",              "http://ogp.me/ns/fb#"),
    named("fb",              "http://www.facebook.com/2008/fbml"),
    named("og",              "http://opengraphprotocol.org/schema/"),
    // News services and portals
    named("ya",              "http://blogs.yandex.ru/yarss/"),
    named("rambler",         "http://news.rambler.ru"),
    named("news",            "http://www.google.com/schemas/sitemap-news/0.9"),
    named("npr",             "https://www.npr.org/rss/"),
    named("npr",             "http://www.npr.org/rss/"),
    named("nprml",           "https://api.npr.org/nprml"),
    named("nprml",           "http://api.npr.org/nprml"),
    named("nyt",             "http://www.nytimes.com/namespaces/rss/2.0"),
    named("pheedo",          "http://www.pheedo.com/namespace/pheedo"),
    named("ppg",             "http://bbc.co.uk/2009/01/ppgRss"),
    named("orfon",           "http://rss.orf.at/1.0/"),
    named("dwsyn",           "http://rss.dw.com/syndication/dwsyn/"),
    named("nhknews",         "http://www.nhk.or.jp/rss/rss2.0/modules/nhknews/"),
    named("apcm",            "http://ap.org/schemas/03/2005/apcm"),
    named("apnm",            "http://ap.org/schemas/03/2005/apnm"),
    named("ynews",           "http://news.yahoo.com/rss/"),
    named("nitf",            "http://iptc.org/std/NITF/2006-10-18/"),
    named("hatena",          "http://www.hatena.ne.jp/info/xmlns#"),
    // Hosts of feeds and of podcasts
    named("art19",           "https://art19.com/xmlns/rss-extensions/1.0"),
    named("megaphone",       "https://developers.megaphone.fm"),
    named("podaccess",       "https://access.acast.com/schema/1.0/"),
    named("fireside",        "http://fireside.fm/modules/rss/fireside"),
    named("anchor",          "https://anchor.fm/xmlns"),
    named("fyyd",            "https://fyyd.de/fyyd-ns/"),
    named("bitlove",         "http://bitlove.org"),
    named("pa",              "http://podcastaddict.com"),
    named("podcastRF",       "http://radiofrance.fr/Lancelot/Podcast#"),
    named("itunesu",         "http://www.itunesu.com/feed"),
    named("peertube",        "https://joinpeertube.org/ns#"),
    named("jwplayer",        "http://rss.jwpcdn.com/"),
    named("bc",              "http://www.brightcove.tv/link"),
    named("enc",             "http://purl.oclc.org/net/rss_2.0/enc#"),
    named("blip",            "http://blip.tv/dtd/blip/1.0"),
    named("dm",              "http://www.dailymotion.com/dmrss"),
    // Activities and social networks
    named("activity",        "http://activitystrea.ms/schema/1.0/"),
    named("as",              "https://www.w3.org/ns/activitystreams#"),
    named("poco",            "http://portablecontacts.net/spec/1.0"),
    named("ostatus",         "http://ostatus.org/schema/1.0"),
    named("statusnet",       "http://status.net/schema/api/1/"),
    named("mastodon",        "http://mastodon.social/schema/1.0"),
    named("friends",         "wordpress-plugin-friends:feed-additions:1"),
    named("flickr",          "urn:flickr:user"),
    named("flickr",          "urn:flickr:"),
    named("letterboxd",      "https://letterboxd.com"),
    named("tmdb",            "https://themoviedb.org"),
    // Google's data formats
    named("gr",              "http://www.google.com/schemas/reader/atom/"),
    named("yt",              "http://gdata.youtube.com/schemas/2007"),
    named("gphoto",          "http://schemas.google.com/photos/2007"),
    named("exif",            "http://schemas.google.com/photos/exif/2007"),
    named("gCal",            "http://schemas.google.com/gCal/2005"),
    named("gAcl",            "http://schemas.google.com/acl/2007"),
    named("gContact",        "http://schemas.google.com/contact/2008"),
    named("gs",              "http://schemas.google.com/spreadsheets/2006"),
    named("gsx",             "http://schemas.google.com/spreadsheets/2006/extended"),
    named("docs",            "http://schemas.google.com/docs/2007"),
    // Exports of WordPress
    named("excerpt",         "http://wordpress.org/export/1.2/excerpt/"),
    named("wp",              "http://wordpress.org/export/1.1/"),
    named("wp",              "http://wordpress.org/export/1.0/"),
    named("pingback",        "http://madskills.com/public/xml/rss/module/pingback/"),
    // Lists of subscriptions
    named("frss",            "https://freshrss.org/opml"),
    named("fz",              "urn:forumzilla:"),
    // Warnings and weather
    named("ha",              "http://www.alerting.net/namespace/index_1.0"),
    named("fema",            "http://fema.gov"),
    named("gdacs",           "http://www.gdacs.org"),
    named("yweather",        "http://xml.weather.yahoo.com/ns/rss/1.0"),
    named("woe",             "http://where.yahooapis.com/v1/schema.rng"),
    // Research, libraries and broadcasters
    named("pur",             "http://prismstandard.org/namespaces/prismusagerights/2.1/"),
    named("pcv",             "http://prismstandard.org/namespaces/pcv/2.0/"),
    named("datacite",        "http://datacite.org/schema/kernel-4"),
    named("datacite",        "http://datacite.org/schema/kernel-3"),
    named("bibo",            "http://purl.org/ontology/bibo/"),
    named("ebucore",         "urn:ebu:metadata-schema:ebucore"),
    named("ebucore",         "http://www.ebu.ch/metadata/ontologies/ebucore/ebucore#"),
    named("dcmitype",        "http://purl.org/dc/dcmitype/"),
    // Vocabularies of RDF, whose prefixes come with the feeds of content management systems
    named("sioct",           "http://rdfs.org/sioc/types#"),
    named("skos",            "http://www.w3.org/2004/02/skos/core#"),
    named("xsd",             "http://www.w3.org/2001/XMLSchema#"),
    named("xsd",             "http://www.w3.org/2001/XMLSchema"),
    named("owl",             "http://www.w3.org/2002/07/owl#"),
    named("cc",              "http://creativecommons.org/ns#"),
    named("dcat",            "http://www.w3.org/ns/dcat#"),
    named("prov",            "http://www.w3.org/ns/prov#"),
    named("vcard",           "http://www.w3.org/2006/vcard/ns#"),
    named("vCard",           "http://www.w3.org/2001/vcard-rdf/3.0#"),
    named("ical",            "http://www.w3.org/2002/12/cal/ical#"),
    named("xcal",            "urn:ietf:params:xml:ns:xcal"),
    named("gn",              "http://www.geonames.org/ontology#"),
    named("gr",              "http://purl.org/goodrelations/v1#"),
    named("xspf",            "http://xspf.org/ns/0/"),
];

#[cfg(test)]
mod tests {
    use super::BY_NAME;
    use super::known;
    use super::meant;
    use crate::validate::markup::name::Ns;

    #[test]
    fn recognizes_misspelled_namespaces() {
        let uri = |it: &str| meant(it).map(|it| it.uri);
        assert_eq!(uri("https://www.npr.org/rss"), Some("https://www.npr.org/rss/"));
        assert_eq!(
            uri("https://jadedpixel.com/-/spec/Shopify/"),
            Some("http://jadedpixel.com/-/spec/shopify")
        );
        assert_eq!(uri("https://harbor.example/"), None);
        assert!(known("http://ogp.me/ns#").is_some() && known("http://ogp.me/ns").is_none());
    }

    #[test]
    fn lists_only_namespaces_that_are_not_checked() {
        assert!(BY_NAME.iter().all(|it| Ns::known(it.uri).is_none()));
    }
}
