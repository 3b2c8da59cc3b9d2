//! Parses literals of Python and JavaScript from the tokens that both languages share. Nothing is evaluated:
//! everything except literals and names becomes [`Value::Code`].

use super::tree::Entry;
use super::tree::Node;
use super::tree::Value;

/// The maximum nesting depth of lists and maps. Deeper values are not read.
const MAX_DEPTH: usize = 32;

/// A token and its start.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) at: usize,
    /// Whether the token is the first one on its line.
    pub(super) first: bool,
    pub(super) what: What,
}

/// The kinds of token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A string without its quotation marks.
    Text(String),
    /// A name or a number.
    Word(String),
    /// `(`, `[` or `{`.
    Open(char),
    /// `)`, `]` or `}`.
    Close,
    Comma,
    Colon,
    Dot,
    /// `=`.
    Assign,
    /// `=>`.
    Arrow,
    /// `;`, or the end of a line that ends a Python statement.
    End,
    /// Any other token.
    Other,
}

/// Reads tokens one after the other. Each token is read only once.
pub(super) struct Reader<'t> {
    tokens: &'t [Token],
    /// The index of the next token.
    pub(super) next: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tokens: &'t [Token]) -> Reader<'t> {
        Reader { tokens, next: 0, depth: 0 }
    }

    /// Returns the kind of the token `ahead` tokens after the next one.
    pub(super) fn peek(&self, ahead: usize) -> Option<&'t What> {
        self.tokens.get(self.next + ahead).map(|it| &it.what)
    }

    /// Returns the next token without consuming it.
    pub(super) fn token(&self) -> Option<&'t Token> {
        self.tokens.get(self.next)
    }

    fn takes(&mut self, what: &What) -> bool {
        let is_it = self.peek(0) == Some(what);
        self.next += usize::from(is_it);
        is_it
    }

    /// Whether a value ends here.
    pub(super) fn is_at_end(&self) -> bool {
        let Some(token) = self.token() else { return true };
        match &token.what {
            What::Comma | What::Close | What::End => true,
            // A JavaScript statement does not need a semicolon.
            What::Word(_) | What::Text(_) => self.depth == 0 && token.first,
            _ => false,
        }
    }

    /// Reads a value up to the comma, the bracket or the end of the statement after it.
    pub(super) fn value(&mut self) -> Node {
        let mut node = self.primary();
        if !self.is_at_end() {
            // TypeScript's `as const` and `satisfies Config` do not change the value.
            let is_typed =
                matches!(self.peek(0), Some(What::Word(it)) if it == "as" || it == "satisfies");
            if !is_typed {
                node.value = Value::Code;
            }
            self.skip();
        }
        node
    }

    /// Reads a literal or a name.
    pub(super) fn primary(&mut self) -> Node {
        let at = self.token().map_or(0, |it| it.at);
        let value = match self.peek(0) {
            Some(What::Text(text)) => {
                self.next += 1;
                let mut text = text.clone();
                // Python joins adjacent strings.
                while let Some(What::Text(more)) = self.peek(0)
                    && !self.is_at_end()
                {
                    text.push_str(more);
                    self.next += 1;
                }
                Value::Scalar(text)
            }
            Some(What::Word(word)) => {
                self.next += 1;
                self.word(word)
            }
            Some(What::Open(open)) => {
                self.next += 1;
                if self.depth == MAX_DEPTH {
                    self.skip_all();
                    Value::Code
                } else {
                    self.depth += 1;
                    let value = if *open == '{' { self.map() } else { self.list(*open) };
                    self.depth -= 1;
                    value
                }
            }
            _ => Value::Code,
        };
        Node { at, value }
    }

    fn word(&mut self, word: &str) -> Value {
        match word {
            "true" | "True" => return Value::Scalar("true".to_owned()),
            "false" | "False" => return Value::Scalar("false".to_owned()),
            "null" | "None" | "undefined" => return Value::Nothing,
            _ if word.starts_with(|it: char| it.is_ascii_digit()) => {
                return Value::Scalar(word.to_owned());
            }
            _ => {}
        }
        let mut name = word.to_owned();
        while let (Some(What::Dot), Some(What::Word(part))) = (self.peek(0), self.peek(1)) {
            name.push('.');
            name.push_str(part);
            self.next += 2;
        }
        Value::Name(name)
    }

    /// Reads the rest of a list, a tuple or a value in parentheses.
    fn list(&mut self, open: char) -> Value {
        let mut items = Vec::new();
        let mut commas = 0;
        loop {
            if self.takes(&What::Close) || self.token().is_none() {
                break;
            }
            if self.takes(&What::Comma) {
                commas += 1;
                continue;
            }
            let before = self.next;
            items.push(self.value());
            self.next += usize::from(self.next == before);
        }
        match items.pop() {
            Some(only) if open == '(' && commas == 0 && items.is_empty() => only.value,
            last => {
                items.extend(last);
                Value::List(items)
            }
        }
    }

    /// Reads the rest of a map.
    fn map(&mut self) -> Value {
        let mut entries = Vec::new();
        loop {
            if self.takes(&What::Close) || self.token().is_none() {
                break;
            }
            if self.takes(&What::Comma) || self.takes(&What::End) {
                continue;
            }
            let at = self.token().map_or(0, |it| it.at);
            let key = match self.peek(0) {
                Some(What::Text(key) | What::Word(key)) => Some(key.clone()),
                _ => None,
            };
            match (key, self.peek(1)) {
                (Some(key), Some(What::Colon)) => {
                    self.next += 2;
                    let node = self.value();
                    entries.push(Entry { key, at, node });
                }
                // `{ title }` is short for `{ title: title }`.
                (Some(key), Some(What::Comma | What::Close)) => {
                    self.next += 1;
                    let node = Node { at, value: Value::Name(key.clone()) };
                    entries.push(Entry { key, at, node });
                }
                // A method, a spread, or a computed key.
                _ => {
                    let before = self.next;
                    self.skip();
                    self.next += usize::from(self.next == before);
                }
            }
        }
        Value::Map(entries)
    }

    /// Skips to the end of a value.
    pub(super) fn skip(&mut self) {
        while let Some(what) = self.peek(0) {
            if self.is_at_end() {
                break;
            }
            self.next += 1;
            if let What::Open(_) = what {
                self.skip_all();
            }
        }
    }

    /// Skips to the closing bracket of the bracket that was just read.
    fn skip_all(&mut self) {
        let mut open = 1_usize;
        while let Some(what) = self.peek(0)
            && open > 0
        {
            self.next += 1;
            match what {
                What::Open(_) => open += 1,
                What::Close => open -= 1,
                _ => {}
            }
        }
    }
}
