//! Summaries: the plain text of Markdown, and where to cut it.

use crate::text::shorten::at_word;
use pulldown_cmark::{Event, Tag, TagEnd};

/// The maximum length of a derived summary in characters: what readers show in a list.
const MAX_LENGTH: usize = 300;

/// A shorter sentence is not enough as a summary, in characters.
const SHORTEST: usize = 100;

/// The plain text of some events, without markup, pictures, code blocks and footnote marks. White space is collapsed.
pub(crate) fn plain<'e, 'm: 'e>(events: impl Iterator<Item = &'e Event<'m>>) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    // The open element whose text people do not read.
    let mut unread: Option<&str> = None;
    for event in events {
        if let Event::InlineHtml(html) = event {
            match unread {
                Some(name) if is_tag(html, "</", name) => unread = None,
                None => unread = UNREAD.iter().copied().find(|it| is_tag(html, "<", it)),
                _ => {}
            }
            continue;
        }
        // Such an element ends at the end of its paragraph, even if it is not closed.
        unread = unread.filter(|_| !matches!(event, Event::End(TagEnd::Paragraph)));
        match event {
            Event::Start(tag) if is_hidden(tag) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::FootnoteDefinition) => {
                hidden = hidden.saturating_sub(1);
            }
            Event::Text(it) | Event::Code(it) if hidden == 0 && unread.is_none() => {
                text.push_str(it);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => text.push(' '),
            // Separate the words of two blocks.
            Event::End(end) if !is_inline(*end) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements whose text people do not read.
const UNREAD: &[&str] =
    &["style", "script", "template", "iframe", "svg", "annotation", "noscript", "button"];

/// Whether a tag starts with `start` and has this name.
fn is_tag(html: &str, start: &str, name: &str) -> bool {
    let rest =
        html.strip_prefix(start).and_then(|it| it.get(..name.len()).zip(it.get(name.len()..)));
    rest.is_some_and(|(own, after)| {
        own.eq_ignore_ascii_case(name)
            && !after.starts_with(|it: char| it.is_alphanumeric() || it == '-')
            && !after.ends_with("/>")
    })
}

/// Cuts text after the last sentence that fits, or else after the last word, with an ellipsis.
pub(crate) fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_LENGTH) else { return text.to_owned() };
    let kept = &text[..end];
    let least = kept.char_indices().nth(SHORTEST).map_or(0, |it| it.0);
    let mut ends = kept.char_indices().filter(|(at, it)| {
        let after = at + it.len_utf8();
        let space = text[after..].starts_with(char::is_whitespace);
        *at >= least
            && (matches!(it, '.' | '!' | '?' | '…') && space || matches!(it, '。' | '！' | '？'))
    });
    if let Some((at, mark)) = ends.next_back() {
        return kept[..at + mark.len_utf8()].to_owned();
    }
    at_word(text, MAX_LENGTH)
}

fn is_hidden(tag: &Tag) -> bool {
    matches!(tag, Tag::Image { .. } | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_))
}

fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::cut;
    use super::plain;
    use pulldown_cmark::Parser;

    #[test]
    fn leaves_out_text_that_people_do_not_read() {
        let cases = [
            ("a <style>p{color:red}</style> b", "a b"),
            ("<b>a</b> <SVG x><title>t</title></SVG><iframe src=x>no</iframe> b", "a b"),
            ("a <style>b", "a"),
            ("a <style/>b <svgs>c</svgs>", "a b c"),
        ];
        for (markdown, wanted) in cases {
            let events: Vec<_> = Parser::new(markdown).collect();
            assert_eq!(plain(events.iter()), wanted, "{markdown}");
        }
    }

    #[test]
    fn cuts_at_sentences_then_at_words() {
        assert_eq!(cut("Short."), "Short.");
        let sentence = format!("{}. {}. {}", "a".repeat(120), "b".repeat(100), "c".repeat(100));
        assert_eq!(cut(&sentence).chars().count(), 120 + 1 + 1 + 100 + 1);
        let words = "word, ".repeat(100);
        assert!(cut(&words).ends_with("word…"));
        assert_eq!(cut(&"é".repeat(400)).chars().count(), 301);
    }
}
