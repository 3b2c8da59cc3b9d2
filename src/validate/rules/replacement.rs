//! Elements that authors use in the wrong place or the wrong format, and the element that fits there. Most come from another
//! format, or from an extension whose prefix is missing.

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Stray;
use crate::validate::extent::extent;
use crate::validate::extent::text_of;
use crate::validate::extent::text_of_child;
use crate::validate::format::Format;
use crate::validate::markup::name::Ns;
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, Feed};
use crate::validate::row::Value;
use crate::value::date::lenient;

/// What to do with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instead {
    /// Rename it. The content is the same, but a date may need another form.
    Name(&'static str),
    /// Write its text as the value of an attribute of this element: `<element attribute="…"/>`. The text after it is for other
    /// attributes.
    Attribute(&'static str, &'static str, &'static str),
    /// Follow this advice.
    Advice(&'static str),
}

use Instead::{Advice, Attribute, Name};

/// Whether the table is for RSS or for Atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Rss,
    Atom,
}

use Family::{Atom, Rss};

#[rustfmt::skip]
static REPLACEMENTS: &[(Family, Place, &[&str], Instead)] = &[
    // in       the elements                                        what fits there
    (Rss, Entry, &["image", "thumbnail", "thumb", "img", "picture", "photo", "featuredImage", "featured_image"],
                                                                    Attribute("media:thumbnail", "url", "")),
    (Rss, Entry, &["video", "audio"],                               Attribute("media:content", "url", "")),
    (Rss, Entry, &["language", "lang"],                             Name("dc:language")),
    (Rss, Entry, &["copyright", "rights"],                          Name("dc:rights")),
    (Rss, Entry, &["creator", "byline", "authors"],                 Name("dc:creator")),
    (Rss, Entry, &["publisher"],                                    Name("dc:publisher")),
    (Rss, Entry, &["managingEditor", "editor"],                     Name("author")),
    (Rss, Entry, &["updated", "published", "date", "lastBuildDate", "issued", "created", "modified", "pub_date", "publishDate",
                   "publicationDate", "published_at", "datePublished", "date_published"],
                                                                    Name("pubDate")),
    (Rss, Entry, &["summary", "abstract", "excerpt", "teaser"],     Name("description")),
    (Rss, Entry, &["content", "body", "fulltext", "full-text", "content_html", "encoded"],
                                                                    Name("content:encoded")),
    (Rss, Entry, &["id", "uuid"],                                   Name("guid")),
    (Rss, Entry, &["url", "uri", "permalink", "href"],              Name("link")),
    (Rss, Entry, &["name", "headline"],                             Name("title")),
    (Rss, Entry, &["tag", "tags", "keywords", "keyword", "subject", "categories", "section"],
                                                                    Name("category")),
    (Rss, Entry, &["duration"],                                     Name("itunes:duration")),
    (Rss, Entry, &["episode"],                                      Name("itunes:episode")),
    (Rss, Entry, &["season"],                                       Name("itunes:season")),
    (Rss, Entry, &["episodeType"],                                  Name("itunes:episodeType")),
    (Rss, Entry, &["explicit"],                                     Name("itunes:explicit")),
    (Rss, Entry, &["subtitle"],                                     Name("itunes:subtitle")),
    (Rss, Entry, &["webMaster", "generator", "ttl", "docs", "cloud", "rating", "skipHours", "skipDays", "textInput"],
                                                                    Advice("move it to `channel`, because it describes the whole feed")),
    (Rss, Feed,  &["author", "creator"],                            Name("managingEditor")),
    (Rss, Feed,  &["editor"],                                       Name("managingEditor")),
    (Rss, Feed,  &["rights"],                                       Name("copyright")),
    (Rss, Feed,  &["updated", "modified", "lastBuild", "lastUpdated", "last_updated", "lastModified", "dateModified"],
                                                                    Name("lastBuildDate")),
    (Rss, Feed,  &["published", "date", "issued", "created", "pub_date", "publishDate", "publicationDate"],
                                                                    Name("pubDate")),
    (Rss, Feed,  &["summary", "abstract"],                          Name("description")),
    (Rss, Feed,  &["subtitle", "tagline"],                          Name("itunes:subtitle")),
    (Rss, Feed,  &["name"],                                         Name("title")),
    (Rss, Feed,  &["url", "uri", "homepage", "site"],               Name("link")),
    (Rss, Feed,  &["lang"],                                         Name("language")),
    (Rss, Feed,  &["icon", "logo", "thumbnail", "favicon", "img"],  Advice("use `image` with `url`, `title` and `link`")),
    (Rss, Feed,  &["guid", "id"],                                   Advice("move it to the `item` that it describes, or remove it, because a channel has no id (a podcast can have a `podcast:guid`)")),
    (Rss, Feed,  &["enclosure", "comments", "source"],              Advice("move it to the `item` that it describes")),
    (Rss, Feed,  &["entry"],                                        Name("item")),
    (Rss, Feed,  &["explicit"],                                     Name("itunes:explicit")),
    (Rss, Feed,  &["owner"],                                        Name("itunes:owner")),
    (Rss, Feed,  &["keywords", "tags", "tag"],                      Name("category")),

    (Atom, Entry, &["guid", "uuid", "identifier"],                  Name("id")),
    (Atom, Entry, &["pubDate", "issued", "created", "date", "datePublished", "publishDate"],
                                                                    Name("published")),
    (Atom, Entry, &["lastBuildDate", "modified", "dateModified", "lastUpdated", "lastModified"],
                                                                    Name("updated")),
    (Atom, Entry, &["description", "abstract", "excerpt", "subtitle", "teaser"],
                                                                    Name("summary")),
    (Atom, Entry, &["body", "encoded", "content_html"],             Name("content")),
    (Atom, Entry, &["copyright"],                                   Name("rights")),
    (Atom, Entry, &["url", "uri", "permalink"],                     Attribute("link", "href", "")),
    (Atom, Entry, &["comments"],                                    Attribute("link", "href", " rel=\"replies\"")),
    (Atom, Entry, &["tag", "tags", "keyword", "keywords", "subject"], Attribute("category", "term", "")),
    (Atom, Entry, &["creator"],                                     Advice("use `<author><name>…</name></author>`")),
    (Atom, Entry, &["enclosure"],                                   Advice("use `<link rel=\"enclosure\" href=\"…\"/>`")),
    (Atom, Entry, &["image", "thumbnail", "img", "picture"],        Attribute("media:thumbnail", "url", "")),
    (Atom, Entry, &["language", "lang"],                            Advice("add `xml:lang` to `entry`")),
    (Atom, Feed,  &["item"],                                        Name("entry")),
    (Atom, Feed,  &["guid"],                                        Name("id")),
    (Atom, Feed,  &["pubDate", "lastBuildDate", "modified", "published", "date", "issued", "lastUpdated"],
                                                                    Name("updated")),
    (Atom, Feed,  &["description", "tagline", "summary"],           Name("subtitle")),
    (Atom, Feed,  &["copyright"],                                   Name("rights")),
    (Atom, Feed,  &["image", "thumbnail"],                          Name("logo")),
    (Atom, Feed,  &["favicon"],                                     Name("icon")),
    (Atom, Feed,  &["url", "uri"],                                  Attribute("link", "href", "")),
    (Atom, Feed,  &["managingEditor", "webMaster", "creator"],      Advice("use `<author><name>…</name></author>`")),
    (Atom, Feed,  &["language", "lang"],                            Advice("add `xml:lang` to `feed`")),
    (Atom, Feed,  &["ttl", "docs", "cloud", "skipHours", "skipDays"], Advice("remove it, because Atom has no such element")),
];

/// What fits in the place of an element.
pub(super) fn replacement(it: &Stray<'_, '_>, format: Format, is_podcast: bool) -> Option<Instead> {
    let core = it.vocabularies.first()?.ns;
    let family = match format {
        Format::Atom10 if core == Ns::ATOM => Atom,
        _ if format.is_rss() && core == Ns::NONE => Rss,
        _ => return None,
    };
    let role = it.parent?.role?;
    if it.name.ns != core && it.name.ns != Ns::NONE {
        return None;
    }
    let found = REPLACEMENTS.iter().find(|(of, place, names, _)| {
        *of == family
            && *place == role
            && names.iter().any(|name| name.eq_ignore_ascii_case(it.name.local))
    })?;
    Some(match found.3 {
        Name("managingEditor")
            if !is_podcast
                && text_of(it.source, it.name_span).is_some_and(|it| !it.contains('@')) =>
        {
            Advice("use `managingEditor` with an e-mail address, or `dc:creator` with a name")
        }
        Name("managingEditor") if is_podcast && it.name.local.eq_ignore_ascii_case("author") => {
            Name("itunes:author")
        }
        other => other,
    })
}

/// Adds the replacement to a report, with the value at hand.
pub(super) fn suggest<'f>(
    report: NewDiagnostic<'f>,
    it: &Stray<'_, '_>,
    instead: Instead,
) -> NewDiagnostic<'f> {
    if !report.is_kept() {
        return report;
    }
    match instead {
        Advice(advice) => report.help(advice),
        Name(name) => named(report, it, name),
        Attribute(name, attribute, rest) => as_attribute(report, it, name, attribute, rest),
    }
}

fn named<'f>(
    report: NewDiagnostic<'f>,
    it: &Stray<'_, '_>,
    name: &'static str,
) -> NewDiagnostic<'f> {
    let (declared, declaration) = declaration(it, name);
    let exists = exists(it, name);
    let is_repeated = exists == Some(true) && name != "category";
    let report = if is_repeated {
        let parent = it.parent.map_or("", |it| it.name);
        report.help(format_args!(
            "remove it, because {} already has {}",
            Quoted(parent),
            Quoted(name)
        ))
    } else {
        report.help(format_args!("use {}{declaration}", Quoted(name)))
    };
    let Some(whole) = extent(it.source, it.name_span).filter(|it| it.end_name.is_some()) else {
        return report;
    };
    // Without its namespace, the new name would be an error. Another element of the same name may follow.
    if is_repeated || exists.is_none() || !declared {
        return report;
    }
    let rename = |span: Span| crate::diagnostic::Edit { span, text: name.to_owned() };
    let mut edits: Vec<_> =
        std::iter::once(it.name_span).chain(whole.end_name).map(rename).collect();
    if let Some((span, text)) = date_in(it, name) {
        edits.insert(1, crate::diagnostic::Edit { span, text });
    }
    report.fix_all(crate::diagnostic::Safety::Unsafe, format_args!("rename it to `{name}`"), edits)
}

/// Whether the parent has a child `name`. `None` if that is not known.
fn exists(it: &Stray<'_, '_>, name: &str) -> Option<bool> {
    if it.siblings.iter().any(|it| it.row.name == name) {
        return Some(true);
    }
    let parent = it.parent_span?;
    let rest = match extent(it.source, parent) {
        Some(parent) => it.source.get(it.name_span.range().end..parent.whole.range().end)?,
        None => return None,
    };
    // The entries have children of the same name.
    let ends = ["<item", "<entry"].iter().filter_map(|it| rest.find(it)).min();
    let rest = &rest[..ends.unwrap_or(rest.len())];
    Some([">", " ", "/"].iter().any(|end| rest.contains(&format!("<{name}{end}"))))
}

/// The date in the element in the form that the new element needs, if it has another form.
fn date_in(it: &Stray<'_, '_>, name: &str) -> Option<(Span, String)> {
    let is_date = |value: Value| matches!(value, Value::Rfc822 | Value::Rfc3339);
    let rows = it.vocabularies.iter().flat_map(|it| it.rows);
    let value = rows.into_iter().find(|it| it.name == name)?.value;
    let text = text_of(it.source, it.name_span).filter(|_| is_date(value))?;
    let meant = lenient::read(text)?;
    let instead = if value == Value::Rfc822 { meant.rfc822() } else { meant.rfc3339() };
    let start = text.as_ptr() as usize - it.source.as_ptr() as usize;
    (instead.sure && instead.text != text)
        .then(|| (Span::new(start, start + text.len()), instead.text))
}

/// Whether the prefix of a name is declared in the document, and how to declare it.
fn declaration(it: &Stray<'_, '_>, name: &str) -> (bool, String) {
    let Some((prefix, _)) = name.split_once(':') else { return (true, String::new()) };
    let uri = crate::validate::markup::name::NAMESPACES
        .iter()
        .find(|it| it.prefix == prefix)
        .map(|it| it.uri);
    let Some(uri) = uri else { return (false, String::new()) };
    let is_declared = it.source.contains(&format!("xmlns:{prefix}="));
    let words =
        if is_declared { String::new() } else { format!(" (with `xmlns:{prefix}=\"{uri}\"`)") };
    (is_declared, words)
}

fn as_attribute<'f>(
    report: NewDiagnostic<'f>,
    it: &Stray<'_, '_>,
    name: &'static str,
    attribute: &str,
    rest: &str,
) -> NewDiagnostic<'f> {
    let (declared, declaration) = declaration(it, name);
    let whole = extent(it.source, it.name_span);
    let tag = whole.map(|it_is| {
        let text = &it.source[it_is.whole.range()];
        text.split('>').next().unwrap_or_default()
    });
    let of_attribute = |names: &[&str]| {
        names.iter().find_map(|name| {
            let start = tag?.split_once(&format!(" {name}=\""))?.1;
            start.split('"').next().filter(|it| !it.is_empty())
        })
    };
    let value = text_of(it.source, it.name_span)
        .or_else(|| of_attribute(&["url", "href", "src"]))
        .or_else(|| text_of_child(it.source, it.name_span, "url"))
        .filter(|it| !it.contains('"'));
    let instead = format!("<{name}{rest} {attribute}=\"{}\"/>", value.unwrap_or("…"));
    let other = match name {
        "media:thumbnail" => " or `media:content`",
        _ => "",
    };
    let report = report.help(format_args!("use `{instead}`{other}{declaration}"));
    match (value, whole) {
        (Some(_), Some(whole)) if declared => {
            report.unsafe_fix(format_args!("replace it with `{name}`"), whole.whole, &instead)
        }
        _ => report,
    }
}
