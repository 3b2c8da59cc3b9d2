//! Literals of Python and JavaScript, from the tokens that both have in common. Nothing is evaluated: what is more than a literal
//! or a name is [`Value::Code`].

use super::tree::Entry;
use super::tree::Node;
use super::tree::Value;

/// How deep lists and maps may be nested; what is deeper is not read.
const DEEPEST: usize = 32;

/// A token and where it begins.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) at: usize,
    /// Whether it is the first one of its line.
    pub(super) first: bool,
    pub(super) what: What,
}

/// The kinds of token that matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A string, without its quotation marks.
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
    /// `;`, and the end of a line that ends a statement of Python.
    End,
    /// Whatever else.
    Other,
}

/// Reads tokens one after the other; each is passed once.
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

    /// The kind of the token that is `ahead` tokens after the next one.
    pub(super) fn peek(&self, ahead: usize) -> Option<&'t What> {
        self.tokens.get(self.next + ahead).map(|it| &it.what)
    }

    /// The next token, which stays the next one.
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
            // A statement of JavaScript needs no semicolon.
            What::Word(_) | What::Text(_) => self.depth == 0 && token.first,
            _ => false,
        }
    }

    /// A value up to the comma, the bracket or the end of the statement after it.
    pub(super) fn value(&mut self) -> Node {
        let mut node = self.primary();
        if !self.is_at_end() {
            // TypeScript's `as const` and `satisfies Config` change nothing.
            let is_typed =
                matches!(self.peek(0), Some(What::Word(it)) if it == "as" || it == "satisfies");
            if !is_typed {
                node.value = Value::Code;
            }
            self.skip();
        }
        node
    }

    /// A literal or a name, whatever is after it.
    pub(super) fn primary(&mut self) -> Node {
        let at = self.token().map_or(0, |it| it.at);
        let value = match self.peek(0) {
            Some(What::Text(text)) => {
                self.next += 1;
                let mut text = text.clone();
                // Python joins strings that follow each other.
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
                if self.depth == DEEPEST {
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

    /// The rest of a list, a tuple or a value in parentheses.
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

    /// The rest of a map.
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
                // A method, something spread out, a computed key.
                _ => {
                    let before = self.next;
                    self.skip();
                    self.next += usize::from(self.next == before);
                }
            }
        }
        Value::Map(entries)
    }

    /// Goes to the end of a value.
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

    /// Goes past the bracket that closes the one that was just passed.
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
