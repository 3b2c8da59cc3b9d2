//! Front matter with a fence only after it, as Hexo's and Python-Markdown's may have: YAML before `---`, or the members of a
//! JSON object before `;;;`. <https://hexo.io/docs/front-matter>

use crate::publish::load::front_matter::parsed::LARGEST;
use crate::publish::load::front_matter::parsed::Syntax;
use crate::text::span::Span;

/// Front matter, the text after it, and its syntax.
pub(super) struct Found {
    /// Where it is, without the fence.
    pub(super) place: Span,
    /// Where the text of the article begins.
    pub(super) body: usize,
    /// YAML, or JSON without the braces around it.
    pub(super) syntax: Syntax,
}

/// Keys of which one has to be there, so that a line with a colon above a rule stays a text.
#[rustfmt::skip]
static USUAL: &[&str] = &["title", "date", "layout", "tags", "categories", "category", "permalink", "author", "slug"];

/// Looks for such front matter at `start`: nothing but keys, their lists and comments, up to the fence.
pub(super) fn find(text: &str, start: usize) -> Option<Found> {
    let json = text[start..].starts_with('"');
    let mut named = 0;
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        let content = line.trim_end();
        if offset > start && is_fence(content, if json { ';' } else { '-' }) {
            let syntax = if json { Syntax::Json } else { Syntax::Yaml };
            let found =
                Found { place: Span::new(start, offset), body: offset + line.len(), syntax };
            return (named > 0).then_some(found);
        }
        let inner =
            content.starts_with([' ', '\t', '#']) || content == "-" || content.starts_with("- ");
        let members = json && content.starts_with(['"', '{', '}', '[', ']', ' ', '\t']);
        match key_of(content) {
            Some(key) => named += usize::from(USUAL.iter().any(|it| key.eq_ignore_ascii_case(it))),
            None if members || inner && offset > start => {}
            None => return None,
        }
        offset += line.len();
        if offset - start > LARGEST {
            return None;
        }
    }
    None
}

/// Whether a line is three or more of `mark`.
pub(super) fn is_fence(line: &str, mark: char) -> bool {
    line.len() >= 3 && line.chars().all(|it| it == mark)
}

/// The key that a line begins with.
fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let key = key.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(key);
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    let separate = rest.is_empty() || rest.starts_with([' ', '\t']);
    (!key.is_empty() && key.chars().all(plain) && separate).then_some(key)
}
