//! The elements, attributes and members that contain URLs of files and other documents.

use crate::text::span::Span;
use crate::validate::inventory::written::Written;
use crate::validate::markup::name::Ns;
use crate::validate::row::Place;

/// A URL that a document refers to.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Resource {
    /// What the URL is for.
    pub kind: ResourceKind,
    /// The absolute URL. If the document does not allow to resolve it, the reference as written.
    pub url: String,
    /// The place of the URL.
    pub span: Span,
    /// The path of its element.
    pub path: String,
    /// The name of its element or member.
    pub name: String,
    /// The media type that the document specifies.
    pub media_type: Option<Written>,
    /// The size in bytes that the document specifies.
    pub length: Option<Written>,
    /// The width in pixels that the document specifies.
    pub width: Option<Written>,
    /// The height in pixels that the document specifies.
    pub height: Option<Written>,
    /// The index of its entry. `None` if it belongs to the feed.
    pub entry: Option<usize>,
}

/// What a URL in a feed is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ResourceKind {
    /// The file of an entry, such as an episode.
    #[default]
    Enclosure,
    /// Another version of the file of an entry.
    AlternateEnclosure,
    /// A file in Media RSS.
    Media,
    /// The content of an Atom entry.
    Content,
    /// The trailer of a podcast.
    Trailer,
    /// The cover of a podcast or an episode.
    Artwork,
    /// Another image.
    Image,
    /// A preview image.
    Thumbnail,
    /// A small square image of the feed.
    Icon,
    /// The logo of an Atom feed.
    Logo,
    /// A transcript.
    Transcript,
    /// The chapters of an episode.
    Chapters,
    /// A `WebSub` hub.
    Hub,
    /// A stylesheet for browsers.
    Stylesheet,
    /// The document itself.
    Itself,
    /// The next page of the feed.
    Next,
    /// The previous page of the feed.
    Previous,
    /// The first page of the feed.
    First,
    /// The last page of the feed.
    Last,
    /// The next older archive of the feed.
    PreviousArchive,
    /// The next newer archive of the feed.
    NextArchive,
    /// The feed that an archive belongs to.
    Current,
    /// Another feed.
    Feed,
}

impl ResourceKind {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            ResourceKind::Enclosure => "enclosure",
            ResourceKind::AlternateEnclosure => "alternate enclosure",
            ResourceKind::Media => "media file",
            ResourceKind::Content => "content",
            ResourceKind::Trailer => "trailer",
            ResourceKind::Artwork => "artwork",
            ResourceKind::Image => "image",
            ResourceKind::Thumbnail => "thumbnail",
            ResourceKind::Icon => "icon",
            ResourceKind::Logo => "logo",
            ResourceKind::Transcript => "transcript",
            ResourceKind::Chapters => "chapters file",
            ResourceKind::Hub => "hub",
            ResourceKind::Stylesheet => "stylesheet",
            ResourceKind::Itself => "self link",
            ResourceKind::Next => "next page",
            ResourceKind::Previous => "previous page",
            ResourceKind::First => "first page",
            ResourceKind::Last => "last page",
            ResourceKind::PreviousArchive => "previous archive",
            ResourceKind::NextArchive => "next archive",
            ResourceKind::Current => "current feed",
            ResourceKind::Feed => "feed",
        }
    }
}

/// Where the URL of a resource is written.
#[derive(Clone, Copy)]
pub(super) enum Where {
    /// In this attribute.
    Attribute(&'static str),
    /// In the text of the element.
    Text,
}

/// An element that refers to a resource.
pub(super) struct Reference {
    pub(super) ns: Ns,
    pub(super) local: &'static str,
    /// The name or role of its parent. `None` if it does not matter.
    pub(super) parent: Option<Place>,
    pub(super) kind: ResourceKind,
    pub(super) url: Where,
    /// The names of the attributes with the media type and the length.
    pub(super) media_type: &'static str,
    pub(super) length: &'static str,
}

const fn attribute(
    ns: Ns,
    local: &'static str,
    kind: ResourceKind,
    url: &'static str,
    media_type: &'static str,
    length: &'static str,
) -> Reference {
    let url = Where::Attribute(url);
    Reference { ns, local, parent: None, kind, url, media_type, length }
}

const fn text(ns: Ns, local: &'static str, parent: Place, kind: ResourceKind) -> Reference {
    let parent = Some(parent);
    Reference { ns, local, parent, kind, url: Where::Text, media_type: "", length: "" }
}

/// The elements with URLs, except Atom links and the members of JSON objects.
#[rustfmt::skip]
pub(super) static REFERENCES: &[Reference] = &[
    //        namespace     element               kind                               URL        type           length
    attribute(Ns::NONE,     "enclosure",          ResourceKind::Enclosure,           "url",     "type",        "length"),
    attribute(Ns::NONE,     "outline",            ResourceKind::Feed,                "xmlUrl",  "",            ""),
    attribute(Ns::ATOM,     "content",            ResourceKind::Content,             "src",     "type",        ""),
    attribute(Ns::ITUNES,   "image",              ResourceKind::Artwork,             "href",    "",            ""),
    attribute(Ns::PODCAST,  "image",              ResourceKind::Image,               "href",    "type",        ""),
    attribute(Ns::PODCAST,  "transcript",         ResourceKind::Transcript,          "url",     "type",        ""),
    attribute(Ns::PODCAST,  "chapters",           ResourceKind::Chapters,            "url",     "type",        ""),
    attribute(Ns::PODCAST,  "trailer",            ResourceKind::Trailer,             "url",     "type",        "length"),
    attribute(Ns::PODCAST,  "source",             ResourceKind::AlternateEnclosure,  "uri",     "contentType", ""),
    attribute(Ns::PODCAST,  "remoteItem",         ResourceKind::Feed,                "feedUrl", "",            ""),
    attribute(Ns::MEDIA,    "content",            ResourceKind::Media,               "url",     "type",        "fileSize"),
    attribute(Ns::MEDIA,    "thumbnail",          ResourceKind::Thumbnail,           "url",     "",            ""),
    attribute(Ns::MEDIA,    "subTitle",           ResourceKind::Transcript,          "href",    "type",        ""),
    attribute(Ns::GOOGLEPLAY, "image",            ResourceKind::Artwork,             "href",    "",            ""),
    text(Ns::NONE,   "url",          Place::In("image"),         ResourceKind::Image),
    text(Ns::RSS10,  "url",          Place::In("rdf:RDF/image"), ResourceKind::Image),
    text(Ns::RSS090, "url",          Place::In("rdf:RDF/image"), ResourceKind::Image),
    text(Ns::RSS11,  "url",          Place::In("image"),         ResourceKind::Image),
    text(Ns::ATOM,   "icon",         Place::Feed,                ResourceKind::Icon),
    text(Ns::ATOM,   "logo",         Place::Feed,                ResourceKind::Logo),
    text(Ns::WFW,    "commentRss",   Place::Entry,               ResourceKind::Feed),
    text(Ns::JSON,   "icon",         Place::Feed,                ResourceKind::Icon),
    text(Ns::JSON,   "favicon",      Place::Feed,                ResourceKind::Icon),
    text(Ns::JSON,   "feed_url",     Place::Feed,                ResourceKind::Itself),
    text(Ns::JSON,   "next_url",     Place::Feed,                ResourceKind::Next),
    text(Ns::JSON,   "image",        Place::Entry,               ResourceKind::Image),
    text(Ns::JSON,   "banner_image", Place::Entry,               ResourceKind::Image),
];

/// The relations of Atom links to resources. RFC 5005 defines those of pages and archives, and "prev" is registered as another name of
/// "previous".
#[rustfmt::skip]
pub(super) static RELATIONS: &[(&str, ResourceKind)] = &[
    ("enclosure",    ResourceKind::Enclosure),       ("self",         ResourceKind::Itself),
    ("hub",          ResourceKind::Hub),             ("next",         ResourceKind::Next),
    ("previous",     ResourceKind::Previous),        ("prev",         ResourceKind::Previous),
    ("first",        ResourceKind::First),           ("last",         ResourceKind::Last),
    ("prev-archive", ResourceKind::PreviousArchive), ("next-archive", ResourceKind::NextArchive),
    ("current",      ResourceKind::Current),         ("replies",      ResourceKind::Feed),
];
