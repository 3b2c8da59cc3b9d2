//! The alias table: which key of which tool sets which field. Keys are compared in lower case and without `-`, `_` and spaces, so
//! `lastMod`, `last-mod` and `last_mod` are the same key. A dot separates the key of a map from a key inside it.

use crate::publish::load::episode_keys;
use crate::publish::load::episode_keys::EpisodeKey;

/// A field of an article that a key can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    /// A publication date, or `false` if the article must not be published.
    Published,
    Updated,
    Expires,
    Summary,
    Authors,
    AuthorEmail,
    AuthorUrl,
    Tags,
    Section,
    Category,
    Id,
    /// A URL, or `false` if the article must not be listed.
    Url,
    /// A URL, or a pattern for it.
    Permalink,
    /// The URL that search engines should treat as the page's.
    Canonical,
    /// A page on another site.
    External,
    /// Former URLs.
    Aliases,
    Slug,
    Draft,
    Status,
    /// Whether it is excluded from feeds. The keys are in `normalize::hiding`.
    Unlisted,
    Image,
    ImageAlt,
    ImageCaption,
    ImageCredit,
    Credit,
    Enclosure,
    EnclosureLength,
    EnclosureType,
    EnclosureDuration,
    Language,
    Rights,
    Source,
    /// Jekyll's separator between the excerpt and the rest.
    ExcerptSeparator,
    /// A value of a podcast episode. The keys are in [`episode_keys`].
    Episode(EpisodeKey),
}

/// The aliases of each field, the most specific first. If an article has two keys for a field, the one that is first here wins.
#[rustfmt::skip]
pub(crate) static ALIASES: &[(Field, &[&str])] = &[
    (Field::Title,     &["title", "headline", "name", "posttitle", "articletitle", "newstitle", "blogtitle", "entrytitle", "heading", "pagetitle"]),
    // Hugo holds an article back until its `publishDate`, even if its `date` is earlier.
    (Field::Published, &["publishdate", "pubdate", "date", "published", "publishedat", "publisheddate", "datepublished", "publishedon", "posted",
                         "postedon", "postdate", "dateposted", "publishtime", "publishedtime", "released", "releasedate", "firstpublished",
                         "firstpublishedat", "created", "createdat", "createdon", "createddate", "createdate", "createdtime", "datecreated",
                         "creationdate", "publishing", "publish", "ispublished", "shouldpublish"]),
    (Field::Updated,   &["updated", "lastmod", "modified", "lastmodified", "lastmodifiedat", "updateddate", "dateupdated", "updatedat", "datemodified",
                         "modifieddate", "lastupdate.date", "lastupdated", "lastupdatedat", "lastupdatedon", "updatedon", "updatedtime", "modifiedat",
                         "modifiedon", "modifiedtime", "lastmodifieddate", "lastmodifiedon", "edited", "editedat", "lastedited", "revised",
                         "revisiondate", "updatedate", "changed"]),
    (Field::Expires,   &["expirydate", "expires", "expiry", "unpublishdate", "expirationdate", "expiredate", "expiresat", "expireson"]),
    (Field::Summary,   &["summary", "description", "excerpt", "abstract", "subtitle", "deck", "dek", "lede", "standfirst", "teasertext"]),
    (Field::Authors,   &["authors", "author", "byline", "by", "creator"]),
    (Field::AuthorEmail, &["authoremail", "authormail"]),
    (Field::AuthorUrl, &["authorurl", "authoruri", "authorlink", "authorwebsite", "authorpage"]),
    (Field::Tags,      &["tags", "tag", "keywords", "topics", "labels", "hashtags"]),
    (Field::Section,   &["section", "kicker"]),
    (Field::Category,  &["category", "categories"]),
    (Field::Id,        &["id", "guid", "uuid"]),
    (Field::Url,       &["url", "path"]),
    (Field::Permalink, &["permalink"]),
    (Field::Canonical, &["canonicalurl", "canonical", "canonicallink", "canonicaluri"]),
    (Field::External,  &["externalurl", "externallink", "external", "link", "linkurl", "linkto", "linkout", "linkedurl", "outlink", "redirectto",
                         "redirecturl", "redirectlink", "redirect", "targeturl"]),
    (Field::Aliases,   &["aliases", "alias", "redirectfrom", "redirectsfrom", "oldurl", "oldurls"]),
    (Field::Slug,      &["slug"]),
    (Field::Draft,     &["draft", "isdraft", "wip", "unpublished"]),
    (Field::Status,    &["status", "poststatus"]),
    (Field::Credit,    &["photocredit", "imagecredits", "photographer", "credit"]),
    (Field::Image,     &["image", "images", "cover", "coverimage", "heroimage", "hero", "featuredimage", "featureimage", "featured", "feature", "leadimage", "mainimage",
                         "postimage", "cardimage", "headerimage", "header", "banner", "bannerimage", "bannerimg", "coverimg", "coverphoto", "headerimg",
                         "indeximg", "topimg", "titleimage", "splash", "splashimage", "previewimage", "preview", "poster", "photo", "picture", "teaser",
                         "thumbnail", "thumbnailimage", "thumbnailimg", "thumb", "img", "imageurl", "shareimage", "shareimg", "socialimage", "socialcard",
                         "ogimage", "opengraph", "og", "twitterimage", "metaimage", "seoimage", "listimage"]),
    (Field::Enclosure, &["enclosure", "enclosures", "audio", "podcast", "episode", "mp3", "audiofile", "mediafile", "recording", "file", "media", "asset", "attachment", "attachments", "video", "videofile"]),
    (Field::EnclosureDuration, &["itunesduration", "itunes.duration", "duration", "runtime", "playtime"]),
    (Field::Language,  &["lang", "language", "locale"]),
    (Field::Rights,    &["copyright", "rights", "license", "licence"]),
    (Field::Source,    &["source", "via", "originalurl"]),
    (Field::ExcerptSeparator, &["excerptseparator"]),
];

/// Suffixes of a field's name, with or without a dot: `cover.alt`, `image_caption`, `published.at`.
#[rustfmt::skip]
static PARTS: &[(Field, Field, &[&str])] = &[
    (Field::Published, Field::Published,         &["date", "at", "on", "time"]),
    (Field::Updated,   Field::Updated,           &["date", "at", "on", "time"]),
    (Field::External,  Field::External,          &["url", "href", "link", "to"]),
    (Field::Source,    Field::Source,            &["url", "href", "link"]),
    (Field::Permalink, Field::Permalink,         &["build"]),
    (Field::Image,     Field::Image,             &["image", "path", "url", "src", "file", "href", "img", "images", "teaser", "overlayimage", "filename"]),
    (Field::Image,     Field::Image,             &["feature", "featured", "cover", "main", "large", "hero", "thumbnail", "thumb", "header"]),
    (Field::Image,     Field::ImageAlt,          &["alt", "alttext"]),
    (Field::Image,     Field::ImageCaption,      &["caption", "title"]),
    (Field::Image,     Field::ImageCredit,       &["credit", "credits", "copyright"]),
    (Field::Enclosure, Field::Enclosure,         &["url", "src", "file", "href", "link", "audio", "mp3", "path", "audiourl", "audiofile", "filename", "filepath", "uri"]),
    (Field::Enclosure, Field::EnclosureLength,   &["length", "size", "bytes", "filesize", "filelength", "bytelength", "sizebytes", "lengthbytes", "filebytes", "sizeinbytes"]),
    (Field::Enclosure, Field::EnclosureType,     &["type", "mimetype", "mime", "contenttype", "mediatype"]),
    (Field::Enclosure, Field::EnclosureDuration, &["duration", "playtime", "runtime", "seconds", "durationseconds", "durationinseconds"]),
];

/// Maps that contain more fields: Zola's `[extra]` and `[taxonomies]`, Hugo's `params`, and a `date` with `created` and
/// `updated`.
pub(crate) static HOLDERS: &[&str] =
    &["extra", "params", "taxonomies", "meta", "metadata", "seo", "date", "dates"];

/// Keys of common tools that mean nothing here but look like keys that do.
static OTHERS: &[&str] = &[
    "data",
    "layout",
    "type",
    "sort",
    "file",
    "sections",
    "unlist",
    "menus",
    "dates",
    "linktitle",
    "update",
    "ids",
    "urls",
];

/// The normalized form of a key, which is compared.
pub(crate) fn folded(key: &str) -> String {
    let kept = key.chars().filter(|it| !matches!(it, '-' | '_' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}

/// The number that is added to the rank of a name if a suffix follows it.
pub(crate) const PART: usize = 100;

/// The field that a normalized key sets, and its rank among the field's aliases (0 is preferred).
pub(crate) fn field(key: &str) -> Option<(Field, usize)> {
    for (field, names) in ALIASES {
        if let Some(rank) = names.iter().position(|it| *it == key) {
            return Some((*field, rank));
        }
    }
    for (whole, part, suffixes) in PARTS {
        let names = ALIASES.iter().find(|it| it.0 == *whole).map_or(&[][..], |it| it.1);
        for (rank, name) in names.iter().enumerate() {
            let Some(rest) = key.strip_prefix(name) else { continue };
            if suffixes.contains(&rest.strip_prefix('.').unwrap_or(rest)) {
                return Some((*part, PART + rank));
            }
        }
    }
    None
}

/// The known key that differs from `key` (normalized) by one typo.
pub(crate) fn near(key: &str) -> Option<&'static str> {
    if key.len() < 4 || OTHERS.contains(&key) {
        return None;
    }
    let names = ALIASES.iter().flat_map(|it| it.1.iter().copied());
    let mut names = names.chain(episode_keys::DISTINCT.iter().copied());
    names.find(|it| it.len() >= 4 && one_typo(key, it))
}

/// Whether two words differ by one missing, extra, different or swapped letter.
fn one_typo(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[head..], &other[head..]);
    match (one, other) {
        ([a, b, one @ ..], [c, d, other @ ..]) if a == d && b == c => one == other,
        _ if one.len() == other.len() => one.get(1..) == other.get(1..),
        _ => one.get(1..) == Some(other) || Some(one) == other.get(1..),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, field, folded, near};

    #[test]
    fn each_key_sets_one_field() {
        let mut seen = std::collections::BTreeSet::new();
        for name in super::ALIASES.iter().flat_map(|it| it.1) {
            assert_eq!(folded(name), *name);
            assert!(seen.insert(name), "{name} is listed twice");
        }
    }

    #[test]
    fn normalizes_the_spellings_of_all_tools() {
        for key in ["lastMod", "last_mod", "Last-Mod", "LASTMOD", "last mod"] {
            assert_eq!(field(&folded(key)).map(|it| it.0), Some(Field::Updated), "{key}");
        }
        #[rustfmt::skip]
        let parts = [
            ("cover.image", Field::Image), ("image_alt", Field::ImageAlt), ("heroImageCaption", Field::ImageCaption), ("image.path", Field::Image),
            ("enclosure.length", Field::EnclosureLength), ("audioType", Field::EnclosureType), ("last_update.date", Field::Updated),
        ];
        for (key, expected) in parts {
            assert_eq!(field(&folded(key)).map(|it| it.0), Some(expected), "{key}");
        }
        assert_eq!(field("mood"), None);
    }

    #[test]
    fn finds_typos() {
        let cases = [
            ("tilte", Some("title")),
            ("pubishdate", Some("publishdate")),
            ("titel", Some("title")),
        ];
        for (key, expected) in
            cases.into_iter().chain([("data", None), ("mood", None), ("dat", None)])
        {
            assert_eq!(near(key), expected, "{key}");
        }
    }
}
