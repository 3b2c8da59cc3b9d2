//! Summaries: the plain text of Markdown, and where to cut it.

use pulldown_cmark::{Event, Tag, TagEnd};

/// How long a summary that nobody wrote may be, in characters: what readers show in a list.
const LONGEST: usize = 300;

/// A sentence that ends before this is too short to stand for the article, in characters.
const SHORTEST: usize = 100;

/// The plain text of some events: no markup, no pictures, no code blocks, no marks of footnotes; white space collapsed.
pub(crate) fn plain<'e, 'm: 'e>(events: impl Iterator<Item = &'e Event<'m>>) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    let mut script = false;
    for event in events {
        match event {
            Event::Start(tag) if is_hidden(tag) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::FootnoteDefinition) => {
                hidden = hidden.saturating_sub(1);
            }
            // An element in the line whose inside is not for people.
            Event::InlineHtml(html) if is_script(html.strip_prefix('<')) => script = true,
            Event::InlineHtml(html) if is_script(html.strip_prefix("</")) => script = false,
            Event::End(TagEnd::Paragraph) => {
                script = false;
                text.push(' ');
            }
            Event::Text(it) | Event::Code(it) if hidden == 0 && !script => text.push_str(it),
            Event::SoftBreak | Event::HardBreak | Event::Rule => text.push(' '),
            // Words of two blocks do not belong together.
            Event::End(end) if !is_inline(*end) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a text behind the last sentence that fits, else behind the last word, with an ellipsis.
pub(crate) fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
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
    let word = kept.rfind(char::is_whitespace).filter(|it| *it >= least).unwrap_or(end);
    format!("{}…", kept[..word].trim_end_matches([' ', ',', ';', ':', '–', '-']))
}

fn is_hidden(tag: &Tag) -> bool {
    matches!(tag, Tag::Image { .. } | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_))
}

fn is_script(tag: Option<&str>) -> bool {
    let names = ["style", "script", "iframe", "svg", "noembed", "textarea"];
    tag.is_some_and(|it| {
        let end = it.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(it.len());
        names.iter().any(|name| it[..end].eq_ignore_ascii_case(name))
    })
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
