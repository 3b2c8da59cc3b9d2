//! The main picture and the recording of a page.

use scraper::ElementRef;
use serde_json::Value;

use crate::publish::article::{Confidence, Enclosure, Image};
use crate::publish::content::pictures;
use crate::publish::load::html::json_ld::strings;
use crate::publish::load::html::places::PageKey::{Item, Json, Meta};
use crate::publish::load::html::places::{Found, PageKey, Places, text};
use crate::publish::load::html::plain::plain;

static IMAGES: &[PageKey] = &[
    Meta("feedwright:image"),
    Meta("og:image:secure_url"),
    Meta("og:image:url"),
    Meta("og:image"),
    Json("image"),
    Json("thumbnailUrl"),
    Meta("twitter:image"),
    Meta("twitter:image:src"),
    Item("image"),
];

/// The minimum width of a picture in the text to be used as the main picture. A picture without a width is used too.
const WIDE: u32 = 200;

/// The main picture of the article, and where it was found.
pub(super) fn image(places: &Places<'_>, bodies: &[ElementRef<'_>]) -> Option<(Image, Found)> {
    let shown = bodies.iter().flat_map(ElementRef::descendent_elements);
    let shown = shown.filter(|it| it.value().name() == "img").collect::<Vec<_>>();
    let first = || {
        let wide = |it: &&ElementRef<'_>| {
            let width = it.attr("width").and_then(|it| it.parse::<u32>().ok());
            width.is_none_or(|it| it >= WIDE) && !source(**it).is_empty()
        };
        let element = shown.iter().find(wide)?;
        let mut found = places.stated(*element, source(*element), "first image".to_owned());
        found.origin.confidence = Confidence::Likely;
        Some(found)
    };
    let stated = IMAGES.iter().find_map(|it| match it {
        Json(key) => in_json(places, key),
        other => places.first(&[*other]).map(|found| (Image::default(), found)),
    });
    let (mut image, found) = stated.or_else(|| Some((Image::default(), first()?)))?;
    image.url.clone_from(&found.value);
    if let Some((json_image, _)) =
        in_json(places, "image").filter(|it| same(&it.1.value, &image.url))
    {
        image.caption = image.caption.or(json_image.caption);
        image.credit = image.credit.or(json_image.credit);
    }
    let alt = [Meta("feedwright:image_alt"), Meta("og:image:alt"), Meta("twitter:image:alt")];
    image.alt = places.first(&alt).map(|it| it.value);
    if let Some(element) = shown.iter().find(|it| same(source(**it), &image.url)) {
        let alt = element.attr("alt").map(plain).filter(|it| !it.is_empty());
        image.alt = image.alt.or(alt);
        describe(&mut image, *element);
    }
    Some((image, found))
}

/// Adds what the figure around an image says about it.
fn describe(image: &mut Image, element: ElementRef<'_>) {
    let figure = element.ancestors().filter_map(ElementRef::wrap).take(4);
    let Some(figure) = figure.into_iter().find(|it| it.value().name() == "figure") else { return };
    let caption = figure.descendent_elements().find(|it| it.value().name() == "figcaption");
    let credit = figure.descendent_elements().find(|it| {
        let class = it.attr("class").unwrap_or_default().to_lowercase();
        class.contains("credit") || class.contains("copyright")
    });
    let credit = credit.map(text).filter(|it| !it.is_empty());
    let caption = caption.map(text).map(|it| match &credit {
        Some(credit) => it.trim_end_matches(credit.as_str()).trim().to_owned(),
        None => it,
    });
    image.caption = image.caption.take().or(caption.filter(|it| !it.is_empty()));
    image.credit = image.credit.take().or(credit);
}

fn in_json(places: &Places<'_>, key: &'static str) -> Option<(Image, Found)> {
    let value = places.json.get(key)?;
    let value = value.as_array().map_or(Some(value), |it| it.first())?;
    let value = places.json.resolved(value);
    let fields = strings(value);
    let url = match value {
        Value::String(url) => url,
        _ => *["url", "contentUrl", "@id"].iter().find_map(|it| fields.get(it))?,
    };
    let field = |key: &str| fields.get(key).map(|it| plain(it)).filter(|it| !it.is_empty());
    let creator = value.get("creator").or_else(|| value.get("author"));
    let creator = creator.map(|it| places.json.texts(it).join(", ")).filter(|it| !it.is_empty());
    let image = Image {
        caption: field("caption"),
        credit: field("creditText").or(creator),
        ..Image::default()
    };
    let url = url.trim().to_owned();
    let span = places.json.span(places.page, key, None);
    Some((image, places.json_found(key, url.clone(), span))).filter(|_| !url.is_empty())
}

/// The recording of the article, and where it was found.
pub(super) fn enclosure(places: &Places<'_>) -> Option<(Enclosure, Found)> {
    for key in ["associatedMedia", "audio", "encoding"] {
        let Some(value) = places.json.get(key) else { continue };
        let Some(value) = value.as_array().map_or(Some(value), |it| it.first()) else { continue };
        let value = places.json.resolved(value);
        let fields = strings(value);
        let url =
            value.as_str().or_else(|| fields.get("contentUrl").or(fields.get("url")).copied());
        let Some(url) = url.map(str::trim).filter(|it| !it.is_empty()) else { continue };
        let duration = fields.get("duration").copied();
        let duration = duration.or_else(|| places.json.get("duration").and_then(Value::as_str));
        let length = value.get("contentSize");
        let length = length.and_then(|it| it.as_u64().or_else(|| it.as_str()?.trim().parse().ok()));
        let kind = fields.get("encodingFormat").or(fields.get("fileFormat"));
        let enclosure = Enclosure {
            url: url.to_owned(),
            r#type: kind.filter(|it| it.contains('/')).map(|it| plain(it)),
            length,
            duration: duration.and_then(seconds),
            file: None,
        };
        let span = places.json.span(places.page, key, None);
        return Some((enclosure, places.json_found(key, url.to_owned(), span)));
    }
    let audio = [
        Meta("feedwright:audio"),
        Meta("og:audio:secure_url"),
        Meta("og:audio:url"),
        Meta("og:audio"),
    ];
    let found = places.first(&audio)?;
    let kind = places.first(&[Meta("og:audio:type")]).map(|it| it.value);
    Some((Enclosure { url: found.value.clone(), r#type: kind, ..Enclosure::default() }, found))
}

/// The URL of an image. For lazy loading, it may be in another attribute.
pub(super) fn source(element: ElementRef<'_>) -> &str {
    let source = pictures::source(|it| element.attr(it));
    if source.starts_with("data:") { "" } else { source }
}

/// Whether two URLs refer to the same picture, ignoring sizes that a system adds (`boat-1024x683.jpg`).
fn same(one: &str, other: &str) -> bool {
    let stem = |it: &str| {
        let path = it.split(['?', '#']).next().unwrap_or(it);
        let name = path.rsplit('/').next().unwrap_or(path);
        let (name, end) = name.rsplit_once('.').unwrap_or((name, ""));
        let bare = name.rsplit_once('-').filter(|(_, size)| {
            size.split_once('x').is_some_and(|(width, height)| {
                [width, height]
                    .iter()
                    .all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
            })
        });
        (bare.map_or(name, |it| it.0).to_owned(), end.to_owned())
    };
    let (one, other) = (stem(one), stem(other));
    !one.0.is_empty() && one == other
}

/// The seconds in a duration such as `PT1H2M3S` (ISO 8601), `01:02:03` or `3723`.
fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    let Some(parts) = text.strip_prefix('P') else {
        let parts = text.split(':').map(str::parse::<u64>).collect::<Result<Vec<_>, _>>().ok()?;
        return parts.into_iter().try_fold(0_u64, |sum, it| sum.checked_mul(60)?.checked_add(it));
    };
    let mut sum = 0_u64;
    let mut number = String::new();
    let mut time = false;
    for it in parts.chars() {
        let unit = match it {
            'T' => {
                time = true;
                continue;
            }
            '0'..='9' | '.' => {
                number.push(it);
                continue;
            }
            'D' => 86_400,
            'H' => 3_600,
            'M' if time => 60,
            'S' => 1,
            _ => return None,
        };
        let whole = number.split('.').next().unwrap_or_default().parse::<u64>().ok()?;
        sum = sum.checked_add(whole.checked_mul(unit)?)?;
        number.clear();
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::{same, seconds};

    #[test]
    fn reads_durations() {
        let cases = [
            ("PT1H2M3S", Some(3723)),
            ("PT90M", Some(5400)),
            ("P1DT1S", Some(86_401)),
            ("PT3.5S", Some(3)),
            ("01:02:03", Some(3723)),
            ("3723", Some(3723)),
            ("P1M", None),
            ("an hour", None),
            ("PT99999999999999999999S", None),
        ];
        for (text, expected) in cases {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn recognizes_a_picture_in_two_sizes() {
        assert!(same("https://example.com/a/boat.jpg", "/b/boat-1024x683.jpg?w=2"));
        assert!(!same("/a/boat.jpg", "/a/boat-2.jpg"));
        assert!(!same("/a/", "/b/"));
    }
}
