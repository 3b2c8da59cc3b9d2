//! Converts Markdown articles to HTML: front matter, then `CommonMark` with common extensions.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};

use crate::diagnostic::Severity;
use crate::publish::article::{Confidence, Origin};
use crate::publish::content;
use crate::publish::load::file_name;
use crate::publish::load::front_matter::{self, Accept, Syntax};
use crate::publish::load::normalize::{self, Context};
use crate::publish::load::summary;
use crate::publish::load::{Options, Reading};
use crate::publish::template;
use crate::publish::template::code::Markup;
use crate::publish::template::output::Expanded;
use crate::text::lines::Lines;
use crate::text::source::Source;

mod alerts;
mod attributes;
mod autolink;
mod blocks;
mod code;
mod container;
mod contents;
mod event;
mod finish;
mod formulas;
mod headings;
mod html_blocks;
mod inline;
mod merge;
mod notes;
mod parse;
mod prepare;
mod rewriting;
mod signs;
#[cfg(test)]
mod tests;

use prepare::Prepared;

/// Reads a Markdown article.
pub fn read(source: &Source, options: &Options) -> Reading {
    let text = &source.text;
    let lines = Lines::new(text);
    let front = front_matter::read(text, Accept::All);
    let spaced_tags = options.dialect.spaced_names
        && front.syntax == Some(Syntax::Yaml)
        && file_name::is_dated(&source.name);
    let context = Context { lines: &lines, options, sidecar: None, spaced_tags };
    let normalized = normalize::read(&front.entries, &context);
    let mut reading = Reading {
        article: normalized.article,
        diagnostics: front.diagnostics,
        ..Reading::default()
    };
    reading.diagnostics.extend(normalized.diagnostics);
    if front.syntax == Some(Syntax::Header)
        && let Some(text) = &mut reading.article.summary
    {
        // Pelican also renders the summary in its header as Markdown.
        let events: Vec<Event> =
            Parser::new_ext(text, event::extensions(&options.dialect.markdown)).collect();
        *text = summary::plain(events.iter());
    }
    if reading.diagnostics.iter().any(|it| it.severity == Severity::Error) {
        // If a fence is not closed, the whole file would be the body.
        if front.body >= text.len() {
            return reading;
        }
    }
    let separator = normalized.separator.as_deref();
    let context = template::Context::new(&source.name, Markup::Markdown, &front.entries, options);
    template::clean(&mut reading.article, &context);
    let rest = &text[front.body..];
    // If there is no title, the text must be rendered to find one.
    let may_be_head = options.heads_only && reading.article.title.is_some() && !reading.has_error();
    reading.article.is_head = may_be_head && !rest.trim_start().is_empty();
    // The tags of a page without a date may show that it is a list of articles.
    if reading.article.is_head && reading.article.published.is_some() {
        return reading;
    }
    let expanded = template::expand(rest, front.body, &context);
    reading.article.is_head = may_be_head && !expanded.text.trim().is_empty();
    if !reading.article.is_head {
        body(&expanded, separator, &lines, options, &mut reading);
    }
    reading.removed = expanded.removed;
    reading
}

/// Renders the text after the front matter, and uses it to fill fields that are missing in the front matter.
fn body(
    expanded: &Expanded,
    separator: Option<&str>,
    lines: &Lines,
    options: &Options,
    reading: &mut Reading,
) {
    let markdown: &str = &expanded.text;
    let prepared = Prepared::new(markdown, &options.dialect.markdown);
    let mut events = parse::events(&prepared, &options.dialect.markdown);
    let line = |range: &Range<usize>| {
        lines.position(offset(expanded.source(prepared.offset(range.start)))).line
    };
    let article = &mut reading.article;
    if article.title.is_none()
        && let Some(heading) = first_heading(&events)
    {
        let title = summary::plain(events[heading.clone()].iter().map(|it| &it.0));
        if !title.is_empty() {
            let at = line(&events[heading.start].1);
            article.origin.insert("title", Origin::stated("first heading", at));
            article.title = Some(title);
            events.drain(heading);
        }
    }
    if let Some(divider) = events.iter().position(|it| is_divider(&it.0, separator)) {
        let mut before = summary::plain(events[..divider].iter().map(|it| &it.0));
        if before.is_empty() {
            before = content::text_of(&blocks_of_html(&events[..divider]));
        }
        if !before.is_empty() {
            let at = line(&events[divider].1);
            article.origin.insert("summary", Origin::stated("text before the divider", at));
            article.summary = Some(before);
        }
        events.retain(|it| !is_divider(&it.0, separator));
    } else if article.summary.is_none()
        && let Some((paragraph, range)) =
            first_paragraph(&events).or_else(|| first_paragraph_of_html(&events))
    {
        let origin = Origin::guessed("first paragraph", line(&range), Confidence::Likely);
        article.origin.insert("summary", origin);
        article.summary = Some(summary::cut(&paragraph));
    }
    if let Some((_, range)) = events.first() {
        article.origin.insert("html", Origin::stated("Markdown", line(range)));
    }
    let aligned = events.iter().any(|it| finish::is_aligned(&it.0));
    article.html.reserve(markdown.len() + markdown.len() / 8);
    html::push_html(&mut article.html, events.into_iter().map(|it| it.0));
    if aligned {
        article.html = finish::aligned(&article.html);
    }
}

/// The range of events of the first level-one heading.
fn first_heading(events: &[(Event, Range<usize>)]) -> Option<Range<usize>> {
    let level =
        |it: &Event| matches!(it, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    let start = events.iter().position(|it| level(&it.0))?;
    let end = |it: &Event| matches!(it, Event::End(TagEnd::Heading(_)));
    let length = events[start..].iter().position(|it| end(&it.0))?;
    Some(start..start + length + 1)
}

/// Comments that separate the summary from the rest: in Hugo, Zola, Hexo and `WordPress`; Docusaurus; Eleventy; Nikola; Pelican's
/// plugin.
static DIVIDERS: &[&str] = &["more", "truncate", "excerpt", "teaser_end", "pelican_end_summary"];

/// Whether an event is a divider: `<!-- more -->` and similar comments in any case, `WordPress`'s `<!--more Read on-->`, or the
/// author's separator.
fn is_divider(event: &Event, separator: Option<&str>) -> bool {
    let (Event::Html(html) | Event::InlineHtml(html)) = event else { return false };
    let html = html.trim();
    let inside = html.strip_prefix("<!--").and_then(|it| it.strip_suffix("-->"));
    inside.is_some_and(|it| {
        it.starts_with("more ") || DIVIDERS.iter().any(|word| it.trim().eq_ignore_ascii_case(word))
    }) || separator.is_some_and(|it| it.trim() == html)
}

/// The number of paragraphs that are searched for a suitable summary.
const SEARCHED: usize = 5;

/// The text and range of the first paragraph with text, outside lists and block quotes. Paragraphs about template tags are hard
/// to read without a code font, so another paragraph near the start is preferred.
fn first_paragraph(events: &[(Event, Range<usize>)]) -> Option<(String, Range<usize>)> {
    let mut depth = 0_usize;
    let mut start = None;
    let mut first = None;
    let mut searched = 0_usize;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            // Notes and warnings next to the text.
            Event::Html(html) if html.starts_with("<aside") => depth += 1,
            Event::Html(html) if html.starts_with("</aside") => depth = depth.saturating_sub(1),
            Event::Start(tag) => {
                if depth == 0 && *tag == Tag::Paragraph {
                    start = Some(index);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                let Some(start) = start.take_if(|_| depth == 0) else { continue };
                let text = summary::plain(events[start..index].iter().map(|it| &it.0));
                if text.is_empty() {
                    continue;
                }
                let shows_tags = events[start..index].iter().any(|(event, _)| {
                    let Event::Code(code) = event else { return false };
                    ["{{", "{%", "/>", "</"].iter().any(|it| code.contains(it))
                });
                if !shows_tags {
                    return Some((text, range.clone()));
                }
                first.get_or_insert((text, range.clone()));
                searched += 1;
                if searched == SEARCHED {
                    break;
                }
            }
            _ => {}
        }
    }
    first
}

/// The HTML of all HTML blocks.
fn blocks_of_html(events: &[(Event, Range<usize>)]) -> String {
    let blocks = events.iter().filter_map(|(event, _)| match event {
        Event::Html(html) => Some(&**html),
        _ => None,
    });
    blocks.collect()
}

/// The text and range of the first paragraph that is written in HTML. Only the first few are examined.
fn first_paragraph_of_html(events: &[(Event, Range<usize>)]) -> Option<(String, Range<usize>)> {
    let range = events.iter().find(|it| matches!(it.0, Event::Html(_)))?.1.clone();
    let html = blocks_of_html(events);
    let paragraphs = html.match_indices("<p").filter(|(at, it)| {
        html[at + it.len()..].starts_with(|it: char| it == '>' || it.is_whitespace())
    });
    for (at, _) in paragraphs.take(10) {
        let rest = &html[at..];
        let end = rest.find("</p>").filter(|it| *it < 20_000);
        let text = end.map(|it| content::text_of(&rest[..it])).unwrap_or_default();
        if !text.is_empty() {
            return Some((text, range));
        }
    }
    None
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
