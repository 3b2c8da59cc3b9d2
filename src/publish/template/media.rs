//! What a tag means by its name and its arguments, whatever the language: a picture, a film, a post elsewhere, a note, a quotation.
//! Themes and plugins call the same thing by many names, so names are compared by their parts.

use std::fmt::Write as _;

use pulldown_cmark::Parser;
use pulldown_cmark::html;

use crate::publish::template::arguments::Arguments;

/// What a tag means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It stands for this HTML, which may be in a line.
    Html(String),
    /// What is between it and its end is in this HTML, if both have lines of their own.
    Around(String, &'static str),
    /// What is between it and its end is a link to this address.
    Link(String),
    /// What is between it and its end is shown as it is, as code.
    Code,
    /// What is between it and its end is for programs.
    Dropped,
    /// It is not known.
    Unknown,
}

/// Names of where an address is, by how likely it is the address of a picture.
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

/// Sites whose things are known by an id: a part of the tag's name, the names of the id, and the address with it.
#[rustfmt::skip]
static SITES: &[(&str, &[&str], &str)] = &[
    ("youtube",     &["id", "videoid", "video", "v", "code"], "https://www.youtube.com/watch?v={}"),
    ("vimeo",       &["id", "videoid", "video", "code"],      "https://vimeo.com/{}"),
    ("streamable",  &["id"],                                  "https://streamable.com/{}"),
    ("dailymotion", &["id", "video"],                         "https://www.dailymotion.com/video/{}"),
    ("bilibili",    &["id", "bvid", "bv"],                    "https://www.bilibili.com/video/{}"),
    ("loom",        &["id", "video"],                         "https://www.loom.com/share/{}"),
    ("instagram",   &["id", "post"],                          "https://www.instagram.com/p/{}/"),
    ("jsfiddle",    &["id", "shorttag"],                      "https://jsfiddle.net/{}/"),
    ("codesandbox", &["id"],                                  "https://codesandbox.io/s/{}"),
    ("stackblitz",  &["id"],                                  "https://stackblitz.com/edit/{}"),
    ("asciinema",   &["id", "key"],                           "https://asciinema.org/a/{}"),
    ("glitch",      &["id"],                                  "https://glitch.com/~{}"),
    ("github",      &["repo", "repository", "id"],            "https://github.com/{}"),
];

/// Names of notes that stand apart from the text.
#[rustfmt::skip]
static NOTES: &[&str] = &[
    "note", "notice", "tip", "hint", "info", "alert", "warn", "danger", "caution", "important", "attention", "admonition", "callout",
    "aside", "success", "error", "question", "example", "message", "disclaimer", "highlightbox", "infobox",
];

/// Names of quotations.
static QUOTES: &[&str] = &["quote", "blockquote", "pullquote", "epigraph", "testimonial"];

/// Names of what is shown when it is clicked on.
static DETAILS: &[&str] = &[
    "details",
    "detail",
    "collapse",
    "collapsible",
    "expand",
    "expander",
    "spoiler",
    "accordion",
    "fold",
    "accordionitem",
    "toggle",
];

/// Names of languages of drawings: what is written in them is shown as code.
static DRAWINGS: &[&str] =
    &["mermaid", "plantuml", "graphviz", "goat", "tikz", "abc", "flowchart", "pikchr"];

/// Names of what is for browsers and programs.
#[rustfmt::skip]
static PROGRAMS: &[&str] = &[
    "js", "css", "script", "style", "javascript", "stylesheet", "schema", "chart", "echarts", "plotly", "macro", "jsonld", "comment",
    "hidden",
];

/// What the tag `name` with these arguments means; `written` are the arguments as they were written.
pub(crate) fn meaning(name: &str, arguments: &Arguments, written: &str) -> Meaning {
    let mut name = folded(name);
    // `{% include video id="x" provider="youtube" %}`
    if let Some(site) = arguments.get(&["provider", "service", "platform", "host"])
        && ["video", "embed", "media", "player"].iter().any(|it| name.contains(it))
    {
        name = folded(site);
    }
    let is = |names: &[&str]| names.contains(&name.as_str());
    if is(PROGRAMS) {
        return Meaning::Dropped;
    }
    if is(DRAWINGS) {
        return Meaning::Code;
    }
    let known = elsewhere(&name, arguments)
        .or_else(|| picture(&name, arguments, written))
        .or_else(|| recording(&name, arguments));
    if let Some(html) = known {
        return Meaning::Html(html);
    }
    let quotes = is(QUOTES);
    let noted = |it: &&str| name.starts_with(*it) || name.ends_with(*it);
    if quotes || !is_word(&name) && NOTES.iter().any(|it| noted(&it)) {
        let told = arguments.get(&["content", "text", "body", "message", "quote"]);
        return match told {
            Some(text) => Meaning::Html(format!("<blockquote>{}</blockquote>", marked_down(text))),
            None => note(quotes, arguments, written),
        };
    }
    if is(DETAILS) {
        let summary = ["summary", "title", "label", "header", "name"];
        let free = arguments.positional.first().filter(|it| it.text != "open").map(|first| {
            if first.quoted || !arguments.named.is_empty() { &first.text } else { written }
        });
        return match arguments.get(&summary).or(free) {
            Some(it) => {
                let opening = format!("<details><summary>{}</summary>", marked_down(it));
                Meaning::Around(opening, "</details>")
            }
            None => Meaning::Unknown,
        };
    }
    if let Some(html) = headed(&name, arguments) {
        return Meaning::Around(html, "");
    }
    let texts = ["content", "body", "message", "text"];
    link(arguments).unwrap_or_else(|| match arguments.get(&texts) {
        Some(text) if is_web(text) => Meaning::Html(anchor(text, text)),
        Some(text) => Meaning::Html(marked_down(text)),
        None => Meaning::Unknown,
    })
}

/// Whether a text is the number of a gist: decimal in old ones, hexadecimal in others.
fn is_gist(text: &str) -> bool {
    let is_decimal = text.len() >= 3 && text.bytes().all(|it| it.is_ascii_digit());
    is_decimal || text.len() >= 16 && text.bytes().all(|it| it.is_ascii_hexdigit())
}

/// Whether a picture is one that the build of the site makes other files of: its address is relative, and leads nowhere.
pub(crate) fn is_unbuilt(meaning: &Meaning) -> bool {
    let Meaning::Html(html) = meaning else { return false };
    let source = html.split_once("<img src=\"").and_then(|it| it.1.split_once('"'));
    source.is_some_and(|(source, _)| !source.starts_with('/') && !source.contains(':'))
}

/// Whether a name is that of words in a line which explain themselves: a tooltip is no tip.
fn is_word(name: &str) -> bool {
    ["tooltip", "footnote", "glossary", "abbr"].iter().any(|it| name.contains(it))
}

/// A name without what differs between themes: its folder, its extension, case, `-` and `_`.
pub(crate) fn folded(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.split_once('.').filter(|it| !it.0.is_empty()).map_or(name, |it| it.0);
    name.chars().filter(|it| !"-_".contains(*it)).flat_map(char::to_lowercase).collect()
}

fn note(quotes: bool, arguments: &Arguments, written: &str) -> Meaning {
    let mut opening = "<blockquote>".to_owned();
    let title = if quotes {
        let first = arguments.positional.first();
        // `{% blockquote Jane Doe, The Log https://example.org/ %}`, as Hexo has it.
        let free = first.filter(|it| !it.quoted).map(|_| {
            let words = written.split_once("http").map_or(written, |it| it.0);
            words.trim().trim_end_matches(',')
        });
        let free = free.filter(|it| !it.is_empty()).or(arguments.at(0));
        arguments.get(&["author", "cite", "by", "attribution"]).or(free)
    } else {
        // `note "Title"` after the kind of note: `admonition warning "Title"`.
        let second = arguments.positional.get(1).filter(|it| it.quoted).map(|it| it.text.as_str());
        arguments.get(&["title", "heading", "header", "label"]).or(second)
    };
    if let Some(title) = title {
        let tag = if quotes { "cite" } else { "strong" };
        let _ = write!(opening, "<p><{tag}>{}</{tag}></p>", marked_down(title));
    }
    Meaning::Around(opening, "</blockquote>")
}

/// The heading of a part that is one of several: a tab, a card, a step.
fn headed(name: &str, arguments: &Arguments) -> Option<String> {
    let parts = ["tab", "tabitem", "card", "step", "tabpanel", "panel", "box", "item"];
    let leads = arguments.get(&["href", "link", "url", "to"]).is_some();
    (parts.contains(&name) && !leads).then_some(())?;
    let title = arguments.get(&["label", "title", "name", "header", "heading"]).or_else(|| {
        arguments.positional.first().filter(|it| it.quoted).map(|it| it.text.as_str())
    })?;
    Some(format!("<p><strong>{}</strong></p>", marked_down(title)))
}

/// A link to a thing on another site.
fn elsewhere(name: &str, arguments: &Arguments) -> Option<String> {
    let first = arguments.at(0).map(str::trim).filter(|it| !it.is_empty());
    let title = || arguments.get(&["title", "caption", "alt", "label"]);
    let url = ["url", "href", "src", "link"];
    let is_tweet =
        matches!(name, "tweet" | "twitter" | "x" | "twittersimple" | "xsimple" | "xembed");
    let address = match name {
        _ if is_tweet => {
            let id = arguments.get(&["id", "tweet", "tweetid", "url"]).or_else(|| {
                // Old Hugo: `{{< tweet ID >}}`; the handle may come first elsewhere.
                arguments
                    .positional
                    .iter()
                    .map(|it| it.text.as_str())
                    .find(|it| is_web(it) || is_number(it))
            })?;
            let user = arguments.get(&["user", "username"]).unwrap_or("i");
            if is_web(id) {
                id.to_owned()
            } else {
                format!("https://twitter.com/{user}/status/{id}")
            }
        }
        "gist" => {
            let id = arguments.get(&["id", "gist", "url", "src"]);
            let user = arguments.get(&["user", "username"]);
            let id = match (id, user, first, arguments.at(1)) {
                (Some(id), Some(user), ..) => format!("{user}/{id}"),
                (Some(id), ..) => id.to_owned(),
                (_, _, Some(user), Some(id)) if is_gist(id) && !is_gist(user) => {
                    format!("{user}/{id}")
                }
                (_, _, Some(id), _) => id.to_owned(),
                _ => return None,
            };
            if is_web(&id) { id } else { format!("https://gist.github.com/{id}") }
        }
        "codepen" => {
            if let Some(url) = arguments.get(&url).or(first).filter(|it| is_web(it)) {
                url.to_owned()
            } else {
                let id =
                    arguments.get(&["id", "hash", "slug", "pen"]).or(arguments.at(1)).or(first)?;
                let user = arguments.get(&["user", "author"]).or(first).unwrap_or("anon");
                format!("https://codepen.io/{user}/pen/{id}")
            }
        }
        "spotify" => {
            let id = arguments.get(&["id", "src", "url"]).or(first)?;
            let kind = arguments.get(&["type", "kind"]).unwrap_or("track");
            if is_web(id) { id.to_owned() } else { format!("https://open.spotify.com/{kind}/{id}") }
        }
        _ => {
            let yt = name == "yt";
            let is = |part: &str| name.contains(part) || yt && part == "youtube";
            let (_, ids, pattern) = SITES.iter().find(|it| is(it.0))?;
            let given = arguments.get(ids).or_else(|| arguments.get(&url)).or(first)?;
            if is_web(given) {
                given.to_owned()
            } else {
                pattern.replace("{}", given.trim_matches('/'))
            }
        }
    };
    // Free text is not an id.
    (!address.contains(char::is_whitespace)).then(|| anchor(&address, title().unwrap_or(&address)))
}

fn picture(name: &str, arguments: &Arguments, written: &str) -> Option<String> {
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
    // `{% img [class] path [width [height]] ["title"] ["alt"] %}`, as Hexo, Octopress and Pelican have it.
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
    // A title, then an alternative text; or words without quotes.
    let text = if let Some(quoted) = words.iter().rfind(|it| it.quoted && !is_sizes(&it.text)) {
        quoted.text.clone()
    } else {
        let rest = written.split_once(source.text.as_str()).map_or("", |it| it.1);
        // The quotation mark behind the address.
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

/// Whether a text says how wide a picture is shown: `(min-width: 30em) 50vw, 100vw`.
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

/// A film or a sound in a file.
fn recording(name: &str, arguments: &Arguments) -> Option<String> {
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

/// A button, a card or a bookmark that leads somewhere.
fn link(arguments: &Arguments) -> Option<Meaning> {
    let text = arguments.get(&["text", "title", "label", "name", "content"]);
    let named = arguments.get(&["href", "url", "link", "to", "src"]).filter(|it| is_address(it));
    let positional = || {
        let mut words = arguments.positional.iter().map(|it| it.text.as_str());
        words.find(|it| is_web(it))
    };
    let article = arguments.get(&["relref", "ref"]).map(|it| format!("article:{it}"));
    let address = article.or_else(|| named.or_else(positional).map(str::to_owned))?;
    match text {
        Some(text) => Some(Meaning::Html(anchor(&address, text))),
        None => Some(Meaning::Link(address)),
    }
}

/// A link as HTML; `text` is Markdown.
pub(crate) fn anchor(address: &str, text: &str) -> String {
    let text = if text == address { escaped(text) } else { marked_down(text) };
    format!("<a href=\"{}\">{text}</a>", escaped(address))
}

/// A piece of code as HTML on one line, so that it stays whole in lists, in quotations and between tags.
pub(crate) fn code_block(language: &str, code: &str) -> String {
    let letters = |it: char| it.is_ascii_alphanumeric() || "+-_#.".contains(it);
    let language: String = language.chars().take_while(|it| letters(*it)).collect();
    let code = code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let code = code.replace("\r\n", "\n").replace('\n', "&#10;");
    match language.as_str() {
        "" => format!("<pre><code>{code}</code></pre>"),
        _ => format!("<pre><code class=\"language-{language}\">{code}</code></pre>"),
    }
}

/// Markdown in an argument as HTML without a paragraph around it, on one line.
pub(crate) fn marked_down(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new(text.trim()));
    let out = out.trim();
    let inner = out.strip_prefix("<p>").and_then(|it| it.strip_suffix("</p>"));
    let inner = inner.filter(|it| !it.contains("<p>")).unwrap_or(out);
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without tags of HTML.
fn plain(text: &str) -> String {
    if text.contains('<') { crate::publish::content::text_of(text) } else { text.to_owned() }
}

/// A text as the value of an attribute or in an element, on one line. References stay: authors write `&nbsp;` in arguments.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for (at, character) in word.char_indices() {
            match character {
                '"' => out.push_str("&quot;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' if !is_reference(&word[at + 1..]) => out.push_str("&amp;"),
                _ => out.push(character),
            }
        }
    }
    out
}

fn is_reference(text: &str) -> bool {
    text.bytes().take(12).position(|it| it == b';').is_some_and(|end| {
        end > 1 && text.bytes().take(end).all(|it| it.is_ascii_alphanumeric() || it == b'#')
    })
}

fn path(address: &str) -> String {
    address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}

fn is_picture(address: &str) -> bool {
    let path = path(address);
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"]
        .iter()
        .any(|it| path.ends_with(it) && path.len() > it.len())
}

fn is_recording(address: &str) -> bool {
    let path = path(address);
    [".mp4", ".webm", ".mov", ".mp3", ".ogg", ".m4a", ".wav", ".opus", ".m4v", ".ogv"]
        .iter()
        .any(|it| path.ends_with(it))
}

/// Whether a text can be an address; that of a variable or a template cannot.
fn is_address(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['{', '}', '<', '>', '\n'])
        && (is_web(text)
            || text.contains(['/', '.'])
            || text.starts_with('#')
            || text.contains('-'))
}

fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

fn is_size(text: &str) -> bool {
    let digits = text.trim_end_matches("px").trim_end_matches('%');
    is_number(digits) || text == "auto"
}

#[cfg(test)]
mod tests {
    use super::Meaning;
    use super::meaning;
    use crate::publish::template::arguments::Arguments;

    #[test]
    fn knows_what_tags_mean() {
        #[rustfmt::skip]
        let cases = [
            ("Img",          "src=\"a/b.png\", alt=\"A & <b>b</b>\", width=\"8\"",    "<img src=\"a/b.png\" alt=\"A &amp; b\" width=\"8\">"),
            ("figure.html",  "image_path=\"/x.png\" caption=\"A *b*\"",          "<figure><img src=\"/x.png\" alt=\"A *b*\"><figcaption>A <em>b</em></figcaption></figure>"),
            ("figure",       "src=x.png link=/y attr=Me attrlink=https://z.example/", "<figure><a href=\"/y\"><img src=\"x.png\" alt=\"\"></a><figcaption><a href=\"https://z.example/\">Me</a></figcaption></figure>"),
            ("img",          "left /a.jpg 300 200 A nice walk",                  "<img src=\"/a.jpg\" alt=\"A nice walk\">"),
            ("photo",        "/a/b.jpg It's a (small) walk.",                    "<img src=\"/a/b.jpg\" alt=\"It's a (small) walk.\">"),
            ("asset_img",    "a.jpg \"title\" \"alt\"",                          "<img src=\"a.jpg\" alt=\"alt\">"),
            ("YouTube",      "id=\"x-y\"",                                       "<a href=\"https://www.youtube.com/watch?v=x-y\">https://www.youtube.com/watch?v=x-y</a>"),
            ("youtube",      "x",                                                "<a href=\"https://www.youtube.com/watch?v=x\">https://www.youtube.com/watch?v=x</a>"),
            ("vimeo",        "id=1 title=Film",                                  "<a href=\"https://vimeo.com/1\">Film</a>"),
            ("tweet",        "user=\"u\" id=\"12\"",                             "<a href=\"https://twitter.com/u/status/12\">https://twitter.com/u/status/12</a>"),
            ("x",            "user=\"u\" id=\"12\"",                             "<a href=\"https://twitter.com/u/status/12\">https://twitter.com/u/status/12</a>"),
            ("gist",         "user 0123456789abcdef",                            "<a href=\"https://gist.github.com/user/0123456789abcdef\">https://gist.github.com/user/0123456789abcdef</a>"),
            ("gist",         "user 1234567",                                     "<a href=\"https://gist.github.com/user/1234567\">https://gist.github.com/user/1234567</a>"),
            ("term_tooltip", "text=\"Keel\"",                                    "Keel"),
            ("Codepen",      "{ user: 'u', id: 'i' }",                           "<a href=\"https://codepen.io/u/pen/i\">https://codepen.io/u/pen/i</a>"),
            ("Video",        "src=\"v.mp4\", autoplay=true",                     "<video src=\"v.mp4\" controls></video>"),
            ("audio.html",   "src=\"/a.mp3\"",                                   "<audio src=\"/a.mp3\" controls></audio>"),
            ("video",        "id=\"x\" provider=\"youtube\"",                 "<a href=\"https://www.youtube.com/watch?v=x\">https://www.youtube.com/watch?v=x</a>"),
            ("picture",      "blog /a.jpg --alt A walk --link /y",               "<img src=\"/a.jpg\" alt=\"A walk\">"),
            ("card",         "link=\"/x\" title=\"T\"",                          "<a href=\"/x\">T</a>"),
            ("button",       "relref=\"x.md\" text=T",                           "<a href=\"article:x.md\">T</a>"),
            ("badge",        "text=\"New\"",                                     "New"),
            ("button",       "href=\"/x\" text=\"Read *on*\"",                   "<a href=\"/x\">Read <em>on</em></a>"),
            ("note.html",    "content=\"Mind `x`.\"",                            "<blockquote>Mind <code>x</code>.</blockquote>"),
        ];
        for (name, arguments, expected) in cases {
            let found = meaning(name, &Arguments::read(arguments), arguments);
            assert_eq!(found, Meaning::Html(expected.to_owned()), "{name} {arguments}");
        }
        let found = |name, text: &str| meaning(name, &Arguments::read(text), text);
        assert_eq!(
            found("details", "\"More\""),
            Meaning::Around("<details><summary>More</summary>".into(), "</details>")
        );
        assert_eq!(
            found("Aside", "'warning'"),
            Meaning::Around("<blockquote>".into(), "</blockquote>")
        );
        assert_eq!(found("card", "href=/x"), Meaning::Link("/x".into()));
        assert_eq!(found("toc", ""), Meaning::Unknown);
        assert_eq!(
            found("image", "src=page.image"),
            Meaning::Html("<img src=\"page.image\" alt=\"\">".into())
        );
        assert_eq!(found("gallery", "/media/x\n  a.jpg One\n  b.jpg Two"), Meaning::Unknown);
    }
}
