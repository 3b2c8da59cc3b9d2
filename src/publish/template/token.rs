//! Finds the tags in the text: their positions, names and contents.

use std::ops::Range;

use crate::publish::dialect::Templates;
use crate::publish::template::code::Code;
use crate::publish::template::ends::Ends;
use crate::publish::template::marks::Marks;
use crate::publish::template::marks::marks;

/// The maximum length of a tag in bytes. A longer one is text that contains braces.
const MAX_LENGTH: usize = 8192;

/// A tag.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    /// Its range.
    pub(crate) span: Range<usize>,
    /// Its kind.
    pub(crate) kind: TokenKind<'t>,
    /// Its name. For `{{ x }}`, the value that it shows.
    pub(crate) name: &'t str,
    /// The text after the name.
    pub(crate) arguments: &'t str,
    /// Whether it removes the white space before it and after it.
    pub(crate) trims: (bool, bool),
    /// The index of the code that contains it.
    pub(crate) code: Option<usize>,
}

/// The kinds of tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind<'t> {
    /// `{% name … %}` in Liquid and Nunjucks.
    Tag,
    /// `{% name(…) %}` and `{{ name(…) }}` in Zola and Nunjucks.
    Call,
    /// `{{ x }}`.
    Value,
    /// `{{< name … >}}`, or `{{% name … %}}` if `true`.
    Shortcode(bool),
    /// Tags that are displayed: the opening mark, the text, and the closing mark.
    Literal(&'static str, &'t str, &'static str),
    /// `{# … #}`.
    Comment,
}

impl Token<'_> {
    /// Whether it ends another tag.
    pub(crate) fn is_end(&self) -> bool {
        match self.kind {
            TokenKind::Tag => {
                self.name.len() > 3 && self.name.starts_with("end")
                    || self.name.starts_with('/')
                    || self.name == "end"
            }
            TokenKind::Shortcode(_) => self.name.starts_with('/'),
            _ => false,
        }
    }

    /// The name with its delimiters.
    pub(crate) fn shown(&self) -> String {
        let name: String = self.name.chars().take(60).collect();
        match self.kind {
            TokenKind::Tag => format!("{{% {name} %}}"),
            TokenKind::Call if self.arguments.ends_with('%') => format!("{{% {name} %}}"),
            TokenKind::Shortcode(false) => format!("{{{{< {name} >}}}}"),
            TokenKind::Shortcode(true) => format!("{{{{% {name} %}}}}"),
            _ => format!("{{{{ {name} }}}}"),
        }
    }
}

/// Finds the tags in `text`.
pub(crate) fn find<'t>(text: &'t str, templates: Templates, code: &Code) -> Vec<Token<'t>> {
    let mut finder = Search {
        text,
        marks: marks(templates),
        values: Ends::new(text, "}}"),
        tags: Ends::new(text, "%}"),
        comments: Ends::new(text, "#}"),
        remarks: Ends::new(text, "*/}"),
        angles: Ends::new(text, ">}}"),
        percents: Ends::new(text, "%}}"),
        verbatim: VERBATIM.map(|it| Ends::new(text, it)),
    };
    let mut found: Vec<Token> = Vec::new();
    let mut end = 0;
    let mut codes = code.ranges.iter().enumerate().peekable();
    let mut current: Option<(usize, usize)> = None;
    for at in memchr::memchr_iter(b'{', text.as_bytes()) {
        if at < end {
            continue;
        }
        while let Some((index, range)) = codes.next_if(|it| it.1.start <= at) {
            if current.is_none_or(|it| it.1 < range.end) {
                current = Some((index, range.end));
            }
        }
        let Some(mut token) = finder.at(at) else { continue };
        token.code = current.filter(|it| at < it.1).map(|it| it.0);
        end = token.span.end;
        // The contents of these tags are not parsed.
        let within = token.code.map_or(text.len(), |it| code.ranges[it].end);
        if token.kind == TokenKind::Tag
            && let Some(closing) = finder.end_of(token.name, end).filter(|it| *it < within)
        {
            end = closing;
        }
        found.push(token);
    }
    found
}

struct Search<'t> {
    text: &'t str,
    marks: Marks,
    values: Ends<'t>,
    tags: Ends<'t>,
    comments: Ends<'t>,
    remarks: Ends<'t>,
    angles: Ends<'t>,
    percents: Ends<'t>,
    verbatim: [Ends<'t>; 5],
}

/// The end tags of tags whose contents are not a template, or must not be parsed as one.
static VERBATIM: [&str; 5] =
    ["endraw", "endverbatim", "endcomment", "endhighlight", "endcodeblock"];

impl<'t> Search<'t> {
    /// The tag that starts at byte `at`, where there is a `{`.
    fn at(&mut self, at: usize) -> Option<Token<'t>> {
        let bytes = self.text.as_bytes();
        match (bytes.get(at + 1)?, bytes.get(at + 2)?) {
            (b'{', b'<' | b'%') if self.marks.shortcodes => self.shortcode(at),
            (b'{', _) if self.marks.values || self.marks.calls => self.value(at),
            (b'%', _) if self.marks.tags || self.marks.calls => self.tag(at),
            (b'#', _) if self.marks.comments => self.comment(at),
            (b'/', b'*') if self.marks.comments && self.marks.careful => self.remark(at),
            _ => None,
        }
    }

    fn token(&self, span: Range<usize>, kind: TokenKind<'t>, inside: &'t str) -> Token<'t> {
        let (name, arguments) = named(inside);
        Token { span, kind, name, arguments, trims: (false, false), code: None }
    }

    /// The start of the end tag for the tag `name`, if its contents are verbatim.
    fn end_of(&mut self, name: &str, from: usize) -> Option<usize> {
        let index = VERBATIM.iter().position(|it| it.strip_prefix("end") == Some(name))?;
        let mut from = from;
        loop {
            let end = self.verbatim[index].after(from)?;
            let before = &self.text[from..end - VERBATIM[index].len()];
            let before = before.trim_end().trim_end_matches(['-', '+']);
            if let Some(before) = before.strip_suffix("{%") {
                return Some(from + before.len());
            }
            from = end;
        }
    }

    fn comment(&mut self, at: usize) -> Option<Token<'t>> {
        let end = self.comments.after(at + 2).filter(|it| it - at <= MAX_LENGTH)?;
        // `{#id}` is a heading id.
        let spaced = self.text[at + 2..].starts_with(char::is_whitespace)
            && self.text[..end - 2].ends_with(char::is_whitespace);
        if self.marks.careful && !spaced {
            return None;
        }
        if self.text[at + 2..end - 2].contains("{#") {
            return None;
        }
        Some(self.token(at..end, TokenKind::Comment, ""))
    }

    /// MDX comments: `{/* … */}`.
    fn remark(&mut self, at: usize) -> Option<Token<'t>> {
        let end = self.remarks.after(at + 3).filter(|it| it - at <= MAX_LENGTH)?;
        Some(self.token(at..end, TokenKind::Comment, ""))
    }

    fn shortcode(&mut self, at: usize) -> Option<Token<'t>> {
        let marked = self.text.as_bytes()[at + 2] == b'%';
        let close = if marked { "%}}" } else { ">}}" };
        let ends = if marked { &mut self.percents } else { &mut self.angles };
        let first = ends.after(at + 3).filter(|it| it - at <= MAX_LENGTH)?;
        if has_another(&self.text[at + 3..first], if marked { b"{{%" } else { b"{{<" }) {
            return None;
        }
        let end = self.closing(at + 3, first, close);
        let inside = self.text[at + 3..end - 3].trim();
        if let Some(shown) = inside.strip_prefix("/*").and_then(|it| it.strip_suffix("*/")) {
            let marks = if marked { ("{{%", "%}}") } else { ("{{<", ">}}") };
            return Some(self.token(at..end, TokenKind::Literal(marks.0, shown, marks.1), ""));
        }
        let mut token = self.token(at..end, TokenKind::Shortcode(marked), inside);
        if let Some(name) = inside.strip_prefix('/') {
            let name = name.trim_start();
            let length = name.find(char::is_whitespace).unwrap_or(name.len());
            // `/ name` is `/name`.
            let start = inside.len() - name.len();
            token.name = if start == 1 { &inside[..=length] } else { inside };
            token.arguments = "";
        }
        (!token.name.is_empty()).then_some(token)
    }

    fn value(&mut self, at: usize) -> Option<Token<'t>> {
        let first = self.values.after(at + 2).filter(|it| it - at <= MAX_LENGTH)?;
        if has_another(&self.text[at + 2..first], b"{{") {
            return None;
        }
        let end = self.closing(at + 2, first, "}}");
        let inside = &self.text[at + 2..end - 2];
        let bare = inside.trim();
        if self.marks.calls
            && let Some(shown) = bare.strip_prefix("/*").and_then(|it| it.strip_suffix("*/"))
        {
            return Some(self.token(at..end, TokenKind::Literal("{{", shown, "}}"), ""));
        }
        let trims = (inside.starts_with('-'), inside.ends_with('-'));
        let bare = bare.strip_prefix('-').unwrap_or(bare);
        let bare = bare.strip_suffix('-').unwrap_or(bare).trim();
        if self.marks.calls
            && let Some((name, arguments)) = call(bare)
        {
            let kind = TokenKind::Call;
            return Some(Token { span: at..end, kind, name, arguments, trims, code: None });
        }
        // GitHub's `${{ x }}` is not a tag, and `{{{ x }}}` is text in most languages.
        let dollar = at > 0 && self.text.as_bytes()[at - 1] == b'$';
        if !self.marks.values || self.marks.careful && (dollar || !is_expression(bare)) {
            return None;
        }
        let kind = TokenKind::Value;
        Some(Token { span: at..end, kind, name: shown(bare), arguments: bare, trims, code: None })
    }

    fn tag(&mut self, at: usize) -> Option<Token<'t>> {
        let first = self.tags.after(at + 2).filter(|it| it - at <= MAX_LENGTH)?;
        if has_another(&self.text[at + 2..first], b"{%") {
            return None;
        }
        let end = self.closing(at + 2, first, "%}");
        let inside = &self.text[at + 2..end - 2];
        let bare = inside.trim();
        if self.marks.calls
            && let Some(shown) = bare.strip_prefix("/*").and_then(|it| it.strip_suffix("*/"))
        {
            return Some(self.token(at..end, TokenKind::Literal("{%", shown, "%}"), ""));
        }
        let trims = (inside.starts_with('-'), inside.ends_with('-'));
        let bare = bare.trim_start_matches(['-', '+']);
        let bare = bare.strip_suffix('-').unwrap_or(bare).trim();
        let mut token = self.token(at..end, TokenKind::Tag, bare);
        token.trims = trims;
        if bare.starts_with('#') {
            token.kind = TokenKind::Comment;
            return self.marks.tags.then_some(token);
        }
        let word = token.name.trim_start_matches('/');
        if !word.starts_with(|it: char| it.is_alphabetic() || it == '_') {
            return None;
        }
        // Zola only has calls and their end tags.
        let is_call = call(bare).is_some();
        (self.marks.tags || is_call || token.name == "end").then_some(token)
    }

    /// The end of a tag whose contents start at `from`: the first `close` outside quotes. If a quote is not closed, it is
    /// `first`, the first `close` anywhere.
    fn closing(&self, from: usize, first: usize, close: &str) -> usize {
        let bytes = &self.text.as_bytes()[..self.text.len().min(first + 2048)];
        let mut quote = None;
        let mut at = from;
        while at < bytes.len() {
            match (quote, bytes[at]) {
                (Some(open), it) if open == it => quote = None,
                (Some(_), b'\\') => at += 1,
                (None, it @ (b'"' | b'\'' | b'`')) => {
                    let opens = |it: u8| it.is_ascii_whitespace() || b"=:(,[{|".contains(&it);
                    quote = opens(bytes[at - 1]).then_some(it);
                }
                (None, _) if bytes[at..].starts_with(close.as_bytes()) => {
                    return at + close.len();
                }
                _ => {}
            }
            at += 1;
        }
        first
    }
}

/// Whether another tag starts inside a possible tag. Then the first one is text.
fn has_another(inside: &str, mark: &[u8]) -> bool {
    memchr::memmem::find(inside.as_bytes(), mark).is_some()
}

/// The first word of a tag, and the rest.
fn named(inside: &str) -> (&str, &str) {
    let end = inside
        .find(|it: char| !(it.is_alphanumeric() || "_-./:".contains(it)))
        .unwrap_or(inside.len());
    let name = inside[..end].trim_end_matches(':');
    (name, inside[end..].trim())
}

/// The name and the arguments in `name(…)`.
fn call(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('(')?;
    let name = name.trim_end();
    let arguments = rest.trim_end().strip_suffix(')')?;
    let is_name = name.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || "_:.".contains(it));
    is_name.then_some((name, arguments))
}

/// The part of an expression that names the value.
fn shown(expression: &str) -> &str {
    expression.split(['|', '(']).next().unwrap_or_default().trim()
}

/// Whether a string can be an expression: a path of names or a quoted string, followed by filters.
fn is_expression(text: &str) -> bool {
    let first = shown(text);
    let quoted = ['"', '\'']
        .iter()
        .any(|it| first.len() > 1 && first.starts_with(*it) && first.ends_with(*it));
    let number = text.contains('|') && first.parse::<f64>().is_ok();
    quoted
        || number
        || action(text).is_some()
        || first.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
            && first.chars().all(|it| it.is_alphanumeric() || "_-.[]'\" ~+".contains(it))
            && !first.contains("  ")
}

/// The name and the arguments of an action in Go templates: `image "a.png" 450`.
pub(super) fn action(text: &str) -> Option<(&str, &str)> {
    let (name, arguments) = text.split_once([' ', '\t'])?;
    let arguments = arguments.trim_start();
    let is_name = name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.chars().all(|it| it.is_alphanumeric() || it == '_');
    (is_name && arguments.starts_with(['"', '`'])).then_some((name, arguments))
}
