//! Markdown articles: front matter, then `CommonMark` with the usual extensions, to HTML.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options as Extensions, Parser, Tag, TagEnd, html};

use crate::diagnostic::Severity;
use crate::publish::article::{Confidence, Origin};
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

/// Reads a Markdown article.
pub fn read(source: &Source, options: &Options) -> Reading {
    let text = &source.text;
    let lines = Lines::new(text);
    let front = front_matter::read(text, Accept::All);
    let spaced_tags = front.syntax == Some(Syntax::Yaml) && file_name::is_dated(&source.name);
    let context = Context { lines: &lines, timezone: options.timezone, sidecar: None, spaced_tags };
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
        // Pelican formats the summary of its header as it does the text.
        let events: Vec<Event> = Parser::new_ext(text, extensions()).collect();
        *text = summary::plain(events.iter());
    }
    if reading.diagnostics.iter().any(|it| it.severity == Severity::Error) {
        // A broken fence would make the whole file a body.
        if front.body >= text.len() {
            return reading;
        }
    }
    let separator = normalized.separator.as_deref();
    let context = template::Context::new(&source.name, Markup::Markdown, &front.entries, options);
    template::clean(&mut reading.article, &context);
    let expanded = template::expand(&text[front.body..], front.body, &context);
    body(&expanded, separator, &lines, &mut reading);
    reading.removed = expanded.removed;
    reading
}

/// Renders the text behind the front matter, and takes from it what the front matter left open.
fn body(expanded: &Expanded, separator: Option<&str>, lines: &Lines, reading: &mut Reading) {
    let markdown: &str = &expanded.text;
    let mut events: Vec<(Event, Range<usize>)> =
        Parser::new_ext(markdown, extensions()).into_offset_iter().collect();
    let line = |range: &Range<usize>| lines.position(offset(expanded.source(range.start))).line;
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
        let before = summary::plain(events[..divider].iter().map(|it| &it.0));
        if !before.is_empty() {
            let at = line(&events[divider].1);
            article.origin.insert("summary", Origin::stated("text before the divider", at));
            article.summary = Some(before);
        }
        events.retain(|it| !is_divider(&it.0, separator));
    } else if article.summary.is_none()
        && let Some((paragraph, range)) = first_paragraph(&events)
    {
        let origin = Origin::guessed("first paragraph", line(&range), Confidence::Likely);
        article.origin.insert("summary", origin);
        article.summary = Some(summary::cut(&paragraph));
    }
    if let Some((_, range)) = events.first() {
        article.origin.insert("html", Origin::stated("Markdown", line(range)));
    }
    html::push_html(&mut article.html, events.into_iter().map(|it| it.0));
}

fn extensions() -> Extensions {
    Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_DEFINITION_LIST
        | Extensions::ENABLE_GFM
}

/// The events of the first heading of level one, from its start to its end.
fn first_heading(events: &[(Event, Range<usize>)]) -> Option<Range<usize>> {
    let level =
        |it: &Event| matches!(it, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    let start = events.iter().position(|it| level(&it.0))?;
    let end = |it: &Event| matches!(it, Event::End(TagEnd::Heading(_)));
    let length = events[start..].iter().position(|it| end(&it.0))?;
    Some(start..start + length + 1)
}

/// The words of comments that part the summary from the rest: of Hugo, Zola, Hexo and `WordPress`; Docusaurus; Eleventy;
/// Nikola; Pelican's plugin.
static DIVIDERS: &[&str] = &["more", "truncate", "excerpt", "teaser_end", "pelican_end_summary"];

/// `<!-- more -->` and its like, in any case; `WordPress`'s `<!--more Read on-->`; or the mark that the author chose.
fn is_divider(event: &Event, separator: Option<&str>) -> bool {
    let (Event::Html(html) | Event::InlineHtml(html)) = event else { return false };
    let html = html.trim();
    let inside = html.strip_prefix("<!--").and_then(|it| it.strip_suffix("-->"));
    inside.is_some_and(|it| {
        it.starts_with("more ") || DIVIDERS.iter().any(|word| it.trim().eq_ignore_ascii_case(word))
    }) || separator.is_some_and(|it| it.trim() == html)
}

/// The text and place of the first paragraph that has any, outside of lists and quotations.
fn first_paragraph(events: &[(Event, Range<usize>)]) -> Option<(String, Range<usize>)> {
    let mut depth = 0_usize;
    let mut start = None;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
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
                if !text.is_empty() {
                    return Some((text, range.clone()));
                }
            }
            _ => {}
        }
    }
    None
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::publish::load::{Options, Reading};
    use crate::text::source::Source;

    fn reading(text: &str) -> Reading {
        let options =
            Options::new(crate::value::timezone::Timezone::UTC, chrono::DateTime::UNIX_EPOCH);
        read(&Source::from_text("a.md", text), &options)
    }

    #[test]
    fn renders_the_usual_extensions() {
        #[rustfmt::skip]
        let cases = [
            ("| a |\n|---|\n| b |",        "<table>"),
            ("Text[^1].\n\n[^1]: Note.",   "footnote-definition"),
            ("~~gone~~",                   "<del>gone</del>"),
            ("- [x] done",                 "type=\"checkbox\""),
            ("## Part {#part}",            "<h2 id=\"part\">Part</h2>"),
            ("> [!NOTE]\n> Mind.",         "markdown-alert-note"),
            ("\"as it is\" -- here",       "\"as it is\" -- here"),
            ("<video src=x></video>",      "<video src=x></video>"),
        ];
        for (text, expected) in cases {
            let html = reading(text).article.html;
            assert!(html.contains(expected), "{text}: {html}");
        }
    }

    #[test]
    fn the_first_heading_is_the_title_and_leaves_the_body() {
        let article = reading("# A *walk* `x` & more\n\nText.\n\n# Second\n").article;
        assert_eq!(article.title.as_deref(), Some("A walk x & more"));
        assert_eq!(article.html, "<p>Text.</p>\n<h1>Second</h1>\n");
        assert_eq!(article.origin["title"].to_string(), "first heading, line 1");
        let article = reading("---\ntitle: T\n---\n# A\n").article;
        assert_eq!((article.title.as_deref(), article.html.as_str()), (Some("T"), "<h1>A</h1>\n"));
    }

    #[test]
    fn the_summary_is_divider_then_front_matter_then_first_paragraph() {
        let long = format!("{} {}", "One sentence here.".repeat(12), "and on ".repeat(60));
        #[rustfmt::skip]
        let cases = [
            ("---\nsummary: S\n---\nOne *two*.\n\nThree.\n\n<!-- MORE -->\n\nFour.", "One two. Three.", "text before the divider, line 8"),
            ("One.<!--more--> Two.",                         "One.",     "text before the divider, line 1"),
            ("---\nexcerpt_separator: <!--cut-->\n---\nA\n\n<!--cut-->\n\nB", "A", "text before the divider, line 6"),
            ("---\ndescription: S\n---\nOne.",               "S",        "front matter `description`, line 2"),
            ("Title: T\nSummary: *S*\n\nOne.",               "S",        "front matter `Summary`, line 2"),
            ("![pic](x.jpg)\n\n> Quote\n\n- item\n\nOne\ntwo &amp; <b>three</b>[^1].\n\n[^1]: n", "One two & three.", "first paragraph, line 7 (likely)"),
        ];
        for (text, summary, origin) in cases {
            let article = reading(text).article;
            assert_eq!(article.summary.as_deref(), Some(summary), "{text}");
            assert_eq!(article.origin["summary"].to_string(), origin, "{text}");
            assert!(!article.html.to_lowercase().contains("<!--"), "{text}");
        }
        let cut = reading(&long).article.summary.unwrap_or_default();
        assert!((100..=301).contains(&cut.chars().count()), "{cut}");
    }

    #[test]
    fn tags_of_templates_are_removed_and_places_stay() {
        let text =
            "---\ntitle: \"{{ x }} T\"\n---\n{% include\n  y.html %}\n\nA {{ site.z }}*b*.\n";
        let reading = reading(text);
        assert_eq!(reading.article.title.as_deref(), Some("T"));
        assert_eq!(reading.article.summary.as_deref(), Some("A b."));
        assert_eq!(
            reading.article.origin["summary"].to_string(),
            "first paragraph, line 7 (likely)"
        );
        let removed: Vec<_> = reading.removed.iter().map(|it| &text[it.span.range()]).collect();
        assert_eq!(removed, ["{% include\n  y.html %}", "{{ site.z }}"]);
        assert_eq!(reading.removed[0].tag, "{% include %}");
    }

    #[test]
    fn pathological_texts_are_read_at_once() {
        let many = |it: &str, count: usize| it.repeat(count);
        let table = format!("{}\n{}\n{}", many("|a", 2000), many("|-", 2000), many("|\n", 2000));
        let definitions = format!("[a]: {}\n{}", many("x", 50_000), many("[a]", 50_000));
        #[rustfmt::skip]
        let cases = [
            many(">", 50_000), many("> ", 50_000), many("[", 50_000), many("![", 50_000), many("[a](", 50_000), many("*a ", 50_000), many("**a *b ", 20_000), many("_", 50_000),
            many("`", 50_000), (1..300).map(|it| many("`", it) + " ").collect(), many("<", 50_000), many("<!--", 20_000), many("<![CDATA[", 20_000), many("&", 50_000),
            many("- ", 20_000), many("1. ", 20_000), (0..300).map(|it| many(" ", it) + "- a\n").collect(), many("\\", 50_000), many("a\n===\n", 10_000), table, definitions,
            many("[^1]: ", 10_000), many("{{ ", 50_000), many("{% ", 50_000), many("~", 50_000), many("(", 50_000), many("# ", 50_000), many(": a\n", 10_000),
        ];
        for text in cases {
            let html = reading(&text).article.html;
            assert!(html.len() < 40_000_000, "{}", &text[..20]);
        }
    }
}
