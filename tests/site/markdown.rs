//! Markdown to HTML, with the links of the site.

use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::HeadingLevel;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use pulldown_cmark::html;

use crate::links::Places;
use crate::page::Page;
use crate::page::escape;

/// A page in HTML.
pub(crate) struct Rendered {
    pub(crate) html: String,
    /// The headings: level, id and text.
    pub(crate) headings: Vec<(HeadingLevel, String, String)>,
    /// The text after each heading, and before the first one.
    pub(crate) texts: Vec<String>,
    /// Links to pages or files that do not exist.
    pub(crate) dead: Vec<String>,
}

pub(crate) fn events(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// The sections of a text with these headings, with their subsections.
pub(crate) fn sections(text: &str, headings: &[&str]) -> String {
    let found = headings.iter().map(|it| section(text, it));
    found.collect::<Vec<_>>().join("\n")
}

/// The section with this heading.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let mut start = None;
    let mut level = HeadingLevel::H1;
    let mut name = String::new();
    let mut is_heading = false;
    for (event, range) in events(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: this, .. }) => {
                if let Some(start) = start.filter(|_| this <= level) {
                    return &text[start..range.start];
                }
                name.clear();
                is_heading = start.is_none();
                if is_heading {
                    level = this;
                }
            }
            Event::Text(it) | Event::Code(it) if is_heading => name.push_str(&it),
            Event::End(TagEnd::Heading(_)) if is_heading => {
                is_heading = false;
                if name == heading {
                    start = Some(range.start);
                }
            }
            _ => {}
        }
    }
    &text[start.unwrap_or_else(|| panic!("there is no section {heading}"))..]
}

pub(crate) fn render(page: &Page, places: &Places) -> Rendered {
    let mut rendered = Rendered {
        html: String::new(),
        headings: Vec::new(),
        texts: vec![String::new()],
        dead: Vec::new(),
    };
    let mut events: Vec<Event> = events(&page.text).collect();
    let ids = heading_ids(&events);
    let mut next = ids.iter();
    let mut heading = None;
    let mut link = None;
    for at in 0..events.len() {
        match &mut events[at] {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let (slug, text) = next.next().expect("each heading has an id").clone();
                *id = Some(CowStr::from(slug.clone()));
                heading = Some(*level);
                rendered.headings.push((*level, slug, text));
                rendered.texts.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => heading = None,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let resolved = places.resolve(page, dest_url);
                link = Some((resolved.paths, resolved.title));
                match resolved.url {
                    Some(url) => *dest_url = CowStr::from(url),
                    None => rendered.dead.push(dest_url.to_string()),
                }
            }
            Event::End(TagEnd::Link) => link = None,
            Event::Text(text) | Event::Code(text) => {
                // A link to a page that is shown as a path gets the title of the page.
                if let Some((paths, Some(title))) = &link
                    && paths.iter().any(|it| **it == **text)
                {
                    *text = CowStr::from(title.clone());
                }
                if heading.is_none() {
                    let last = rendered.texts.last_mut().expect("there is at least one");
                    last.push_str(text);
                    last.push(' ');
                }
            }
            _ => {}
        }
    }
    html::push_html(&mut rendered.html, with_frames(events).into_iter());
    rendered
}

/// The id and the text of each heading. The ids are those of GitHub, so that links work there too.
fn heading_ids(events: &[Event]) -> Vec<(String, String)> {
    let mut ids: Vec<(String, String)> = Vec::new();
    let mut text: Option<String> = None;
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => text = Some(String::new()),
            Event::Text(it) | Event::Code(it) => {
                if let Some(text) = &mut text {
                    text.push_str(it);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = text.take().unwrap_or_default();
                let slug = slug(&text);
                let again = ids
                    .iter()
                    .filter(|it| it.0 == slug || it.0.starts_with(&format!("{slug}-")))
                    .count();
                let id = if ids.iter().any(|it| it.0 == slug) {
                    format!("{slug}-{again}")
                } else {
                    slug
                };
                ids.push((id, text));
            }
            _ => {}
        }
    }
    ids
}

/// The id of a heading: lowercase letters, digits, and hyphens for spaces.
pub(crate) fn slug(text: &str) -> String {
    let kept = text.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    kept.flat_map(char::to_lowercase).map(|it| if it == ' ' { '-' } else { it }).collect()
}

/// Wide tables and code can be scrolled on small screens, and differences have colors.
fn with_frames(events: Vec<Event>) -> Vec<Event> {
    let mut framed = Vec::with_capacity(events.len());
    let mut code: Option<String> = None;
    for event in events {
        match event {
            Event::Start(Tag::Table(_)) => {
                framed.push(Event::Html("<div class=\"table\">".into()));
                framed.push(event);
            }
            Event::End(TagEnd::Table) => {
                framed.push(event);
                framed.push(Event::Html("</div>".into()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => code = Some(String::new()),
            Event::Text(text) if code.is_some() => {
                code.as_mut().expect("it is some").push_str(&text)
            }
            Event::End(TagEnd::CodeBlock) if code.is_some() => {
                let code = code.take().unwrap_or_default();
                framed.push(Event::Html(difference(&code).into()));
            }
            _ => framed.push(event),
        }
    }
    framed
}

/// A code block in which removed and added lines have colors.
fn difference(code: &str) -> String {
    let line = |it: &str| match it.as_bytes() {
        [b'-', b' ', ..] => format!("<del>{}</del>", escape(it)),
        [b'+', b' ', ..] => format!("<ins>{}</ins>", escape(it)),
        _ => escape(it),
    };
    let lines: Vec<String> = code.lines().map(line).collect();
    format!("<pre><code>{}</code></pre>\n", lines.join("\n"))
}
