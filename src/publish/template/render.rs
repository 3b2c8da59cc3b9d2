//! Handles the tags of the text in order: which tags belong together, and what replaces each tag.

use std::ops::Range;

use crate::publish::dialect::Templates;
use crate::publish::template::arguments::Arguments;
use crate::publish::template::code::Code;
use crate::publish::template::context::Context;
use crate::publish::template::html;
use crate::publish::template::hugo;
use crate::publish::template::liquid;
use crate::publish::template::media;
use crate::publish::template::media::Meaning;
use crate::publish::template::output;
use crate::publish::template::output::Expanded;
use crate::publish::template::output::Output;
use crate::publish::template::pairs::pairs;
use crate::publish::template::shown_code::is_data;
use crate::publish::template::shown_code::shown_code;
use crate::publish::template::target;
use crate::publish::template::token;
use crate::publish::template::token::Token;
use crate::publish::template::token::TokenKind;
use crate::publish::template::value::Scope;
use crate::publish::template::zola;

/// What happens at the end of a tag.
#[derive(Clone, Debug)]
pub(super) enum Closer {
    /// The end is removed.
    Nothing,
    /// The end is replaced with HTML on a separate line.
    Block(&'static str),
    /// The end is replaced with HTML inside the line.
    Inline(String),
    /// The output from this length on becomes the value of a name.
    Capture(String, usize),
}

/// The state while the tags are handled.
pub(super) struct Render<'t, 'c> {
    pub(super) text: &'t str,
    pub(super) context: &'c Context<'c>,
    pub(super) tokens: Vec<Token<'t>>,
    /// The end tag of each tag, and the tag of each end tag.
    pub(super) pairs: Vec<Option<usize>>,
    /// The tag that each `else` or `when` belongs to.
    pub(super) branches: Vec<Option<usize>>,
    pub(super) closers: Vec<Option<Closer>>,
    pub(super) scope: Scope<'c>,
    pub(super) output: Output<'t>,
    /// The position up to which the source was read.
    pub(super) at: usize,
    /// The number of names whose value is being captured.
    pub(super) captures: usize,
    code: &'c Code,
    /// The URLs of the site, the longest first.
    own: Vec<String>,
}

impl<'t, 'c> Render<'t, 'c> {
    /// Prepares to handle the tags of `text`, which starts at byte `base` of its file.
    pub(super) fn new(
        text: &'t str,
        base: usize,
        context: &'c Context<'c>,
        code: &'c Code,
        tokens: Vec<Token<'t>>,
    ) -> Render<'t, 'c> {
        let (pairs, branches) = pairs(&tokens);
        let scope = Scope::new(context);
        let mut own = vec![scope.address("", true), scope.address("", false)];
        own.extend(own.clone().iter().map(|it| it.trim_end_matches('/').to_owned()));
        own.retain(|it| !it.is_empty());
        own.sort_by_key(|it| std::cmp::Reverse(it.len()));
        let closers = vec![None; tokens.len()];
        let output = Output::new(text, base);
        Render {
            text,
            context,
            tokens,
            pairs,
            branches,
            closers,
            scope,
            output,
            at: 0,
            captures: 0,
            code,
            own,
        }
    }

    /// Handles all tags, and returns the resulting text.
    pub(super) fn finish(mut self) -> Expanded<'t> {
        for index in 0..self.tokens.len() {
            let span = self.tokens[index].span.clone();
            if span.start < self.at {
                continue;
            }
            self.output.copy(self.at..span.start);
            self.at = span.end;
            if self.is_shown(index) {
                self.in_code(index);
                continue;
            }
            let (before, after) = self.tokens[index].trims;
            if before {
                self.output.trim_end();
            }
            self.token(index);
            if after && self.at == span.end {
                let rest = &self.text[self.at..];
                self.at += rest.len() - rest.trim_start().len();
            }
        }
        self.output.copy(self.at.min(self.text.len())..self.text.len());
        self.output.finish()
    }

    fn token(&mut self, index: usize) {
        let token = self.tokens[index].clone();
        match token.kind {
            TokenKind::Comment => self.at = self.output.leave_out(&token.span),
            TokenKind::Literal(..) => self.literal(&token),
            TokenKind::Value => self.value(index, &token),
            TokenKind::Call => zola::call(self, index),
            _ if token.is_end() => self.close(index),
            TokenKind::Tag => liquid::tag(self, index),
            TokenKind::Shortcode(_) => hugo::shortcode(self, index),
        }
    }

    /// Whether a tag is in code that displays it. Indented code that starts with a tag is a tag in a list item.
    fn is_shown(&self, index: usize) -> bool {
        let Some(code) = self.tokens[index].code else { return false };
        if self.context.templates == Templates::Any {
            return true;
        }
        let shown = &self.text.as_bytes()[self.code.ranges[code].clone()];
        let indent = shown.iter().take(100).take_while(|it| it.is_ascii_whitespace()).count();
        let is_tag = shown[indent..].starts_with(b"{%") || shown[indent..].starts_with(b"{{<");
        !(matches!(shown.first(), Some(b' ' | b'\t')) && is_tag)
    }

    /// Handles a tag in code. It is kept, unless it only protects other tags or has a known value.
    fn in_code(&mut self, index: usize) {
        let token = self.tokens[index].clone();
        match token.kind {
            TokenKind::Literal(..) => return self.literal(&token),
            TokenKind::Tag if liquid::is_raw(token.name) => {
                if let Some(end) = self.pairs[index]
                    && self.tokens[end].code == token.code
                {
                    let body = self.between(index, end);
                    self.output.copy(body);
                    self.at = self.tokens[end].span.end;
                    return;
                }
            }
            TokenKind::Value if self.context.templates != Templates::Any => {
                let expression = token.arguments;
                let is_own = ["site.", "page."].iter().any(|it| expression.starts_with(it));
                let is_assigned = self.scope.is_assigned(expression);
                if (is_own || is_assigned) && !self.is_full() {
                    match self.scope.value(expression) {
                        Some(value) => return self.output.put(token.span.start, &value),
                        None if is_assigned => {
                            return self.output.removed(token.shown(), &token.span);
                        }
                        None => {}
                    }
                }
            }
            TokenKind::Shortcode(_) if self.context.templates == Templates::Hugo => {
                return hugo::in_code(self, &token);
            }
            _ => {}
        }
        self.output.copy(token.span);
    }

    fn literal(&mut self, token: &Token) {
        if let TokenKind::Literal(open, inside, close) = token.kind {
            self.output.put(token.span.start, &format!("{open}{inside}{close}"));
        }
    }

    /// Replaces a tag with the value of its expression.
    pub(super) fn value(&mut self, index: usize, token: &Token) {
        match self.scope.value(token.arguments) {
            Some(_) if self.is_full() => self.remove(token),
            // A string in the front matter that contains tags itself.
            Some(value)
                if (value.contains("{{") || value.contains("{%"))
                    && !token.arguments.starts_with(['"', '\'']) =>
            {
                self.remove(token);
            }
            Some(value) if value.starts_with("article:") => self.put_target(token, &value),
            Some(value) => self.output.put(token.span.start, &value),
            None => match token::action(token.arguments) {
                Some((name, arguments)) if self.context.templates == Templates::Any => {
                    self.mean(index, name, arguments);
                }
                _ => self.remove(token),
            },
        }
    }

    /// Whether the output is so long that no more values are shown. Values that are shown repeatedly must not fill the memory.
    fn is_full(&self) -> bool {
        self.output.text.len() > 4 * self.text.len() + 1_000_000
    }

    /// Appends the URL of another article. If the site's own URL precedes it, this is removed.
    pub(super) fn put_target(&mut self, token: &Token, address: &str) {
        let text = &self.output.text;
        let own = self.own.iter().map(String::as_str).find(|own| {
            text.strip_suffix(own)
                .is_some_and(|it| it.ends_with(['(', '"', '\'', '<', '=', ' ', '\n']))
        });
        if let Some(own) = own {
            let length = text.len() - own.len();
            self.output.truncate(length);
        }
        let address = address.trim().replace(' ', "%20");
        let is_text = self.captures == 0 && !target::is_address(&self.output.text);
        match address.strip_prefix("article:").filter(|_| is_text) {
            Some(name) => self.output.put(token.span.start, &html::anchor(&address, name)),
            None => self.output.put(token.span.start, &address),
        }
    }

    /// Removes a tag without a meaning, and records it.
    pub(super) fn remove(&mut self, token: &Token) {
        self.output.removed(token.shown(), &token.span);
        self.leave_out(token);
    }

    /// Removes a tag that had an effect.
    pub(super) fn leave_out(&mut self, token: &Token) {
        let end = target::after_removal(&mut self.output, token.span.end, &self.own);
        self.at = if end == token.span.end { self.output.leave_out(&token.span) } else { end };
    }

    /// Removes a tag, its end, and the text between them.
    pub(super) fn drop_inside(&mut self, index: usize) {
        let span = self.tokens[index].span.clone();
        let end = self.pairs[index].map_or(span.end, |it| self.tokens[it].span.end);
        self.at = self.output.leave_out(&(span.start..end));
    }

    /// The range of the source between a tag and its end.
    pub(super) fn between(&self, index: usize, end: usize) -> Range<usize> {
        self.tokens[index].span.end..self.tokens[end].span.start
    }

    fn close(&mut self, index: usize) {
        let token = self.tokens[index].clone();
        match self.closers[index].take() {
            Some(Closer::Nothing) => self.leave_out(&token),
            Some(Closer::Inline(html)) => self.output.put(token.span.start, &html),
            Some(Closer::Capture(name, length)) => {
                let length = length.min(self.output.text.len());
                self.captures = self.captures.saturating_sub(1);
                let value = self.output.text[length..].trim().to_owned();
                self.output.truncate(length);
                self.scope.assign(&name, Some(value));
                self.leave_out(&token);
            }
            Some(Closer::Block(html)) => {
                let gap = if self.output.begins_line() { "" } else { "\n\n" };
                self.output.put(token.span.start, &format!("{gap}{html}\n"));
            }
            None => self.remove(&token),
        }
    }

    /// Replaces a tag according to the meaning of its name and arguments.
    pub(super) fn mean(&mut self, index: usize, name: &str, written: &str) {
        if self.is_full() {
            return self.apply(index, name, Meaning::Unknown);
        }
        let written = self.resolved(written);
        let mut arguments = Arguments::read(&written);
        let named = arguments.named.iter_mut().map(|it| &mut it.1);
        for argument in named.chain(&mut arguments.positional) {
            let text = argument.text.as_str();
            let is_variable = !argument.quoted
                && (self.scope.is_assigned(text)
                    || ["page.", "site.", "include.", "post."]
                        .iter()
                        .any(|it| text.starts_with(it)));
            if is_variable {
                argument.text = self.scope.value(text).unwrap_or_default();
            }
        }
        let mut meaning = media::meaning(name, &arguments, &written);
        if self.context.builds_pictures && media::is_unbuilt(&meaning) {
            meaning = Meaning::Unknown;
        }
        self.apply(index, name, meaning);
    }

    /// Arguments with values inserted: `src="{{ site.url }}/x.png"`.
    fn resolved(&self, written: &str) -> String {
        let mut out = String::with_capacity(written.len());
        let mut rest = written;
        while let Some((before, value)) = rest.split_once("{{") {
            let Some((value, after)) = value.split_once("}}") else { break };
            out += before;
            out += &self.scope.value(value.trim_matches(['-', ' '])).unwrap_or_default();
            rest = after;
        }
        out + rest
    }

    fn apply(&mut self, index: usize, name: &str, meaning: Meaning) {
        let token = self.tokens[index].clone();
        let end = self.pairs[index];
        let close = |closers: &mut Vec<Option<Closer>>, closer| {
            if let Some(end) = end {
                closers[end] = Some(closer);
            }
        };
        let is_link = match &meaning {
            Meaning::Html(html) => html.starts_with("<a "),
            Meaning::Link(_) => true,
            _ => false,
        };
        if is_link && end.is_none() && target::is_in_link(&self.output, token.span.end) {
            return self.remove(&token);
        }
        match (meaning, end) {
            (Meaning::Html(html), _) => {
                close(&mut self.closers, Closer::Nothing);
                self.output.html(&token.span, &html);
            }
            (Meaning::Around(opening, closing), Some(end))
                if self.are_on_separate_lines(index, end) =>
            {
                let mut html = opening + "\n";
                if !self.output.is_alone(token.span.end) {
                    html.push('\n');
                    let rest = &self.text[self.at..];
                    self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
                }
                self.output.put(token.span.start, &html);
                let closer =
                    if closing.is_empty() { Closer::Nothing } else { Closer::Block(closing) };
                self.closers[end] = Some(closer);
            }
            (Meaning::Link(address), Some(end)) if !self.has_blank_line(index, end) => {
                let opening = format!("<a href=\"{}\">", html::escaped(&address));
                self.output.put(token.span.start, &opening);
                self.closers[end] = Some(Closer::Inline("</a>".to_owned()));
            }
            (Meaning::Link(address), _) if address.contains("://") => {
                close(&mut self.closers, Closer::Nothing);
                self.output.html(&token.span, &html::anchor(&address, &address));
            }
            (Meaning::Code, Some(end)) => self.code_block(index, end, name),
            (Meaning::Dropped, Some(_)) => {
                self.output.removed(token.shown(), &token.span);
                self.drop_inside(index);
            }
            (_, Some(end)) if is_data(&self.text[self.between(index, end)]) => {
                self.output.removed(token.shown(), &token.span);
                self.drop_inside(index);
            }
            _ => {
                close(&mut self.closers, Closer::Nothing);
                self.remove(&token);
            }
        }
    }

    /// Whether HTML can be put around the text between a tag and its end: both are on separate lines, or they start and end lines
    /// without indentation.
    fn are_on_separate_lines(&self, index: usize, end: usize) -> bool {
        let (open, close) = (&self.tokens[index].span, &self.tokens[end].span);
        let begins = self.output.begins_line();
        let whole =
            output::begins_line(&self.text[..close.start]) && self.output.is_alone(open.end);
        let ends_line = output::ends_line(&self.text[close.end..]);
        begins && ends_line && (whole || !self.output.text.ends_with([' ', '\t']))
    }

    fn has_blank_line(&self, index: usize, end: usize) -> bool {
        let inside = &self.text[self.between(index, end)];
        inside.len() > 4096 || inside.trim().contains("\n\n")
    }

    /// Shows the text between a tag and its end as code.
    pub(super) fn code_block(&mut self, index: usize, end: usize, language: &str) {
        let body = self.between(index, end);
        let line = output::line_before(self.text, self.tokens[index].span.start);
        let code = shown_code(&self.text[body], line);
        let span = self.tokens[index].span.start..self.tokens[end].span.end;
        let html = html::code_block(language, &code);
        self.at = span.end;
        self.output.html(&span, &html);
    }
}
