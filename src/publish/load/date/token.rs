//! The tokens of a date: numbers, words and punctuation.

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CharKind {
    Number,
    Word,
    Mark,
}

/// A run of digits, a run of letters, or one other character.
#[derive(Clone, Copy)]
pub(crate) struct Token<'t> {
    pub(crate) kind: CharKind,
    pub(crate) text: &'t str,
    pub(crate) start: usize,
    /// Whether there is white space before it.
    pub(crate) spaced: bool,
    /// Whether it is the `1000` or `100000` of `20240501T100000`.
    pub(crate) compact_time: bool,
}

impl Token<'_> {
    pub(crate) fn is(&self, mark: char) -> bool {
        self.kind == CharKind::Mark && self.text.starts_with(mark)
    }

    pub(crate) fn is_word(&self, test: impl Fn(&str) -> bool) -> bool {
        self.kind == CharKind::Word && test(&self.text.to_lowercase())
    }

    pub(crate) fn number(&self) -> u32 {
        number(self.text)
    }
}

/// The tokens that are not parsed yet.
pub(crate) struct Tokens<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token<'t>],
}

impl<'t> Tokens<'t> {
    pub(crate) fn at(&self, index: usize) -> Option<Token<'t>> {
        self.tokens.get(index).copied()
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.tokens = &self.tokens[count.min(self.tokens.len())..];
    }

    /// Skips the tokens that start within the next `bytes` bytes.
    pub(crate) fn skip_to(&mut self, bytes: usize) {
        let Some(first) = self.at(0) else { return };
        let count = self.tokens.iter().take_while(|it| it.start < first.start + bytes).count();
        self.skip(count);
    }

    /// The text up to the next white space, if it has the form of an IANA time zone: `Europe/Berlin`.
    pub(crate) fn zone_name(&self) -> Option<&'t str> {
        let rest = &self.text[self.at(0)?.start..];
        let end = rest.find(|it: char| it.is_whitespace() || it == ']').unwrap_or(rest.len());
        rest[..end].contains('/').then_some(&rest[..end])
    }

    /// `a.m.`, `am`, `p.m.` or `pm` at `index`: whether it is p.m., and the number of its tokens.
    pub(crate) fn half_of_day(&self, index: usize) -> Option<(bool, usize)> {
        let word = self.at(index).filter(|it| it.kind == CharKind::Word)?.text.to_lowercase();
        let stop = |at: usize| self.at(at).is_some_and(|it| it.is('.') && !it.spaced);
        match word.as_str() {
            "am" | "pm" => Some((word == "pm", 1 + usize::from(stop(index + 1)))),
            "a" | "p" if stop(index + 1) => {
                self.at(index + 2).filter(|it| it.is_word(|it| it == "m"))?;
                Some((word == "p", 3 + usize::from(stop(index + 3))))
            }
            _ => None,
        }
    }
}

/// Splits a date into tokens. Comments in parentheses (RFC 822 §3.4.3) and white space are removed.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = false;
    let mut depth = 0_usize;
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        if first == '(' || first == ')' || depth > 0 || first.is_whitespace() || first == '_' {
            depth = match first {
                '(' => depth + 1,
                ')' => depth.saturating_sub(1),
                _ => depth,
            };
            spaced = true;
            start = end;
            continue;
        }
        if kind != CharKind::Mark {
            let more = text[end..].find(|it| kind_of(it) != kind).unwrap_or(text.len() - end);
            end += more;
        }
        let text = &text[start..end];
        let after_t = tokens.last().is_some_and(|it| it.is_word(|it| it == "t"));
        let compact_time = kind == CharKind::Number && after_t && matches!(text.len(), 4 | 6);
        tokens.push(Token { kind, text, start, spaced, compact_time });
        spaced = false;
        start = end;
    }
    tokens
}

fn kind_of(character: char) -> CharKind {
    if character.is_ascii_digit() {
        CharKind::Number
    } else if character.is_alphabetic() {
        CharKind::Word
    } else {
        CharKind::Mark
    }
}

/// The value of a run of digits. If the run is too long, the result is larger than any part of a date.
pub(crate) fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}
