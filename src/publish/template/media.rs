//! The meaning of a tag by its name and arguments, in every template language: a picture, a video, a post on another site, a
//! note, a quotation. Themes and plugins use many names for the same thing, so this compares parts of names.

use std::fmt::Write as _;

use crate::publish::template::arguments::Arguments;
use crate::publish::template::embed::elsewhere;
use crate::publish::template::html::anchor;
use crate::publish::template::html::marked_down;
use crate::publish::template::picture::picture;
use crate::publish::template::picture::recording;
use crate::publish::template::words::is_address;
use crate::publish::template::words::is_web;

/// The meaning of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The tag is replaced with this HTML, which may be inside a line.
    Html(String),
    /// This HTML is put around the text between the tag and its end, if both are on separate lines.
    Around(String, &'static str),
    /// The text between the tag and its end becomes a link to this URL.
    Link(String),
    /// The text between the tag and its end is shown verbatim, as code.
    Code,
    /// The text between the tag and its end is for programs and is removed.
    Dropped,
    /// The tag is unknown.
    Unknown,
}

/// Names of notes that are separate from the text.
#[rustfmt::skip]
static NOTES: &[&str] = &[
    "note", "notice", "tip", "hint", "info", "alert", "warn", "danger", "caution", "important", "attention", "admonition", "callout",
    "aside", "success", "error", "question", "example", "message", "disclaimer", "highlightbox", "infobox",
];

/// Names of quotations.
static QUOTES: &[&str] = &["quote", "blockquote", "pullquote", "epigraph", "testimonial"];

/// Names of content that appears after a click.
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

/// Names of diagram languages, whose source is shown as code.
static DRAWINGS: &[&str] =
    &["mermaid", "plantuml", "graphviz", "goat", "tikz", "abc", "flowchart", "pikchr"];

/// Names of content for browsers and programs.
#[rustfmt::skip]
static PROGRAMS: &[&str] = &[
    "js", "css", "script", "style", "javascript", "stylesheet", "schema", "chart", "echarts", "plotly", "macro", "jsonld", "comment",
    "hidden",
];

/// The meaning of the tag `name` with these arguments. `written` is the text of the arguments.
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
    if quotes || !is_word(&name) && NOTES.iter().any(noted) {
        let quoted = arguments.get(&["content", "text", "body", "message", "quote"]);
        return match quoted {
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

/// Whether a picture has a relative URL that does not exist, because the site's build creates other files from it.
pub(crate) fn is_unbuilt(meaning: &Meaning) -> bool {
    let Meaning::Html(html) = meaning else { return false };
    let source = html.split_once("<img src=\"").and_then(|it| it.1.split_once('"'));
    source.is_some_and(|(source, _)| !source.starts_with('/') && !source.contains(':'))
}

/// Whether a name is that of an inline explanation. A tooltip is not a tip.
fn is_word(name: &str) -> bool {
    ["tooltip", "footnote", "glossary", "abbr"].iter().any(|it| name.contains(it))
}

/// A name without differences between themes: the folder, the extension, case, `-` and `_` are removed.
pub(crate) fn folded(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.split_once('.').filter(|it| !it.0.is_empty()).map_or(name, |it| it.0);
    name.chars().filter(|it| !"-_".contains(*it)).flat_map(char::to_lowercase).collect()
}

fn note(quotes: bool, arguments: &Arguments, written: &str) -> Meaning {
    let mut opening = "<blockquote>".to_owned();
    let title = if quotes {
        let first = arguments.positional.first();
        // Hexo: `{% blockquote Jane Doe, The Log https://example.org/ %}`.
        let free = first.filter(|it| !it.quoted).map(|_| {
            let words = written.split_once("http").map_or(written, |it| it.0);
            words.trim().trim_end_matches(',')
        });
        let free = free.filter(|it| !it.is_empty()).or(arguments.at(0));
        arguments.get(&["author", "cite", "by", "attribution"]).or(free)
    } else {
        // The title may follow the kind of note: `admonition warning "Title"`.
        let second = arguments.positional.get(1).filter(|it| it.quoted).map(|it| it.text.as_str());
        arguments.get(&["title", "heading", "header", "label"]).or(second)
    };
    if let Some(title) = title {
        let tag = if quotes { "cite" } else { "strong" };
        let _ = write!(opening, "<p><{tag}>{}</{tag}></p>", marked_down(title));
    }
    Meaning::Around(opening, "</blockquote>")
}

/// The heading of one of several parts: a tab, a card, a step.
fn headed(name: &str, arguments: &Arguments) -> Option<String> {
    let parts = ["tab", "tabitem", "card", "step", "tabpanel", "panel", "box", "item"];
    let leads = arguments.get(&["href", "link", "url", "to"]).is_some();
    (parts.contains(&name) && !leads).then_some(())?;
    let title = arguments.get(&["label", "title", "name", "header", "heading"]).or_else(|| {
        arguments.positional.first().filter(|it| it.quoted).map(|it| it.text.as_str())
    })?;
    Some(format!("<p><strong>{}</strong></p>", marked_down(title)))
}

/// A button, a card or a bookmark with a link.
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

#[cfg(test)]
mod tests {
    use super::Meaning;
    use super::meaning;
    use crate::publish::template::arguments::Arguments;

    #[test]
    fn recognizes_the_meaning_of_tags() {
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
