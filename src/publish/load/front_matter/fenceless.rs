//! Front matter that only has a fence after it, as in Hexo and Python-Markdown: YAML before `---`, or the members of a JSON
//! object before `;;;`. <https://hexo.io/docs/front-matter>

use crate::publish::load::front_matter::parsed::MAX_SIZE;
use crate::publish::load::front_matter::parsed::Syntax;
use crate::text::span::Span;

/// The position of front matter, the start of the text after it, and its syntax.
pub(super) struct Found {
    /// Its position, without the fence.
    pub(super) place: Span,
    /// The start of the article's text.
    pub(super) body: usize,
    /// YAML, or JSON without its outer braces.
    pub(super) syntax: Syntax,
}

/// Common keys. At least one is required, so that a line with a colon above a horizontal rule is not read as front matter.
#[rustfmt::skip]
static USUAL: &[&str] = &["title", "date", "layout", "tags", "categories", "category", "permalink", "author", "slug"];

/// Finds such front matter at `start`. It consists only of keys, their lists and comments, up to the fence.
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
        if offset - start > MAX_SIZE {
            return None;
        }
    }
    None
}

/// Whether a line consists of three or more `mark` characters.
pub(super) fn is_fence(line: &str, mark: char) -> bool {
    line.len() >= 3 && line.chars().all(|it| it == mark)
}

/// The key at the start of a line.
fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let key = key.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(key);
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    let separate = rest.is_empty() || rest.starts_with([' ', '\t']);
    (!key.is_empty() && key.chars().all(plain) && separate).then_some(key)
}
