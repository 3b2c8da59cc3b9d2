//! Pictures and recordings that are files of the site.

use std::fmt::Write as _;

use crate::publish::template::arguments::Arguments;
use crate::publish::template::html::anchor;
use crate::publish::template::html::escaped;
use crate::publish::template::html::marked_down;
use crate::publish::template::html::plain;
use crate::publish::template::words::is_address;
use crate::publish::template::words::is_number;
use crate::publish::template::words::is_picture;
use crate::publish::template::words::is_recording;
use crate::publish::template::words::is_size;
use crate::publish::template::words::is_web;
use crate::publish::template::words::path;

/// Names of arguments with a URL. The first ones are most likely the URL of a picture.
static SOURCES: &[&str] = &[
    "src",
    "source",
    "url",
    "file",
    "path",
    "image",
    "img",
    "image_path",
    "image_url",
    "filename",
    "light",
    "1",
];

pub(super) fn picture(name: &str, arguments: &Arguments, written: &str) -> Option<String> {
    let named = matches!(name, "fig" | "pic" | "illus" | "screenshot" | "responsive" | "figure")
        || ["img", "image", "photo", "picture", "figure", "illustration"]
            .iter()
            .any(|it| name.contains(it));
    if let Some(source) = arguments.get(SOURCES).filter(|it| named || is_picture(it)) {
        if !is_address(source) || is_recording(source) {
            return None;
        }
        return Some(figure(source, arguments));
    }
    // Hexo, Octopress and Pelican: `{% img [class] path [width [height]] ["title"] ["alt"] %}`.
    let place = arguments.positional.iter().position(|it| {
        is_picture(&it.text)
            || named && (it.text.contains('/') || it.quoted && is_address(&it.text))
    })?;
    if !named && place > 0 {
        return None;
    }
    let source = &arguments.positional[place];
    let after = &arguments.positional[place + 1..];
    let words: Vec<_> = after.iter().skip_while(|it| is_size(&it.text)).collect();
    // A title followed by an alternative text, or words without quotes.
    let text = if let Some(quoted) = words.iter().rfind(|it| it.quoted && !is_sizes(&it.text)) {
        quoted.text.clone()
    } else {
        let rest = written.split_once(source.text.as_str()).map_or("", |it| it.1);
        // The quotation mark after the URL.
        let rest = if source.quoted { rest.get(1..).unwrap_or_default() } else { rest }.trim();
        // `picture x.jpg --alt A walk --link /y`
        let rest = if rest.starts_with("--") {
            let alt = rest.split_once("--alt ").map_or("", |it| it.1);
            alt.split("--").next().unwrap_or_default()
        } else {
            rest
        };
        rest.split_whitespace().skip_while(|it| is_size(it)).collect::<Vec<_>>().join(" ")
    };
    let named = arguments.get(&["alt", "caption", "title"]).map(str::to_owned);
    Some(image(&source.text, &named.unwrap_or(text), None, arguments))
}

/// Whether a string is a list of display widths: `(min-width: 30em) 50vw, 100vw`.
fn is_sizes(text: &str) -> bool {
    let last = text.rsplit([' ', ',']).next().unwrap_or_default();
    ["vw", "px", "em"]
        .iter()
        .any(|it| last.strip_suffix(it).is_some_and(|it| it.bytes().any(|it| it.is_ascii_digit())))
        || is_size(text)
}

fn figure(source: &str, arguments: &Arguments) -> String {
    let text = |names| arguments.get(names).map(marked_down);
    let alt =
        arguments.get(&["alt", "alttext", "description", "caption", "title"]).unwrap_or_default();
    let image =
        image(source, &plain(alt), arguments.get(&["link", "href", "target_url"]), arguments);
    let title = text(&["title"]).filter(|_| arguments.get(&["caption"]).is_some());
    let mut caption = title.map(|it| format!("<strong>{it}</strong> ")).unwrap_or_default();
    caption += &text(&["caption", "figcaption", "legend", "description"]).unwrap_or_default();
    if let Some(credit) = text(&["attr", "credit", "attribution"]) {
        let credit = match arguments.get(&["attrlink", "creditlink"]) {
            Some(url) => format!("<a href=\"{}\">{credit}</a>", escaped(url)),
            None => credit,
        };
        if !caption.is_empty() {
            caption.push(' ');
        }
        caption += &credit;
    }
    if caption.trim().is_empty() {
        return image;
    }
    format!("<figure>{image}<figcaption>{}</figcaption></figure>", caption.trim())
}

fn image(source: &str, alt: &str, link: Option<&str>, arguments: &Arguments) -> String {
    let mut html = format!("<img src=\"{}\" alt=\"{}\"", escaped(source), escaped(alt));
    for name in ["width", "height"] {
        if let Some(value) = arguments.get(&[name]).filter(|it| is_number(it)) {
            let _ = write!(html, " {name}=\"{value}\"");
        }
    }
    html.push('>');
    match link.filter(|it| is_address(it)) {
        Some(link) => format!("<a href=\"{}\">{html}</a>", escaped(link)),
        None => html,
    }
}

/// A video or audio file.
pub(super) fn recording(name: &str, arguments: &Arguments) -> Option<String> {
    let named =
        ["video", "audio", "mp4", "mp3", "webm", "podcast"].iter().any(|it| name.contains(it));
    let sources = ["src", "url", "mp4", "file", "webm", "path", "source", "mp3", "href"];
    let positional = || {
        arguments
            .positional
            .iter()
            .map(|it| it.text.as_str())
            .find(|it| is_recording(it) || is_web(it))
    };
    let source =
        arguments.get(&sources).or_else(positional).filter(|it| named || is_recording(it))?;
    if !is_address(source) || !(named || is_recording(source)) {
        return None;
    }
    if is_web(source) && !is_recording(source) {
        return Some(anchor(source, arguments.get(&["title", "caption"]).unwrap_or(source)));
    }
    let sound = name.contains("audio")
        || name.contains("podcast")
        || [".mp3", ".ogg", ".m4a", ".wav", ".opus"].iter().any(|it| path(source).ends_with(it));
    let tag = if sound { "audio" } else { "video" };
    let mut html = format!("<{tag} src=\"{}\" controls", escaped(source));
    if let Some(poster) = arguments.get(&["poster", "thumbnail"]).filter(|it| is_address(it)) {
        let _ = write!(html, " poster=\"{}\"", escaped(poster));
    }
    let _ = write!(html, "></{tag}>");
    match arguments.get(&["caption"]) {
        Some(it) => {
            Some(format!("<figure>{html}<figcaption>{}</figcaption></figure>", marked_down(it)))
        }
        None => Some(html),
    }
}
