//! The arguments of a tag, in every notation: `"a" b`, `src=x`, `alt: "y"`, `{ id: 'z' }`, `(w="v")`.

/// The arguments of a tag.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// The arguments without a name, in order.
    pub(crate) positional: Vec<Argument>,
    /// The arguments with a name.
    pub(crate) named: Vec<(String, Argument)>,
}

/// The value of an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Argument {
    /// The string, without quotes.
    pub(crate) text: String,
    /// Whether it was in quotes. Then it is not the name of a variable.
    pub(crate) quoted: bool,
}

impl Arguments {
    /// Parses the text of a tag after its name.
    pub(crate) fn read(text: &str) -> Arguments {
        let mut arguments = Arguments::default();
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|it: char| it.is_whitespace() || ",{}()".contains(it));
            if rest.is_empty() {
                return arguments;
            }
            let (value, after) = if rest.starts_with(['"', '\'', '`']) {
                value(rest)
            } else {
                let end = rest.find(ends_word(rest)).unwrap_or(rest.len()).max(1);
                let end = ceil(rest, end);
                (Argument { text: rest[..end].to_owned(), quoted: false }, &rest[end..])
            };
            rest = after;
            let separated = after.trim_start();
            let separator = separated.chars().next();
            let names = match separator {
                Some('=') => !separated.starts_with("=="),
                Some(':') => !separated.starts_with("://") && separated.len() > 1,
                _ => false,
            };
            if !names || !is_name(&value.text) {
                // Skip a separator that separates nothing, so that the loop ends.
                arguments.positional.push(value);
                continue;
            }
            let (given, after) = self::value(separated[1..].trim_start());
            arguments.named.push((value.text, given));
            rest = after;
        }
    }

    /// The first argument with one of these names, in the order of `names`. Case, `_` and `-` are ignored.
    pub(crate) fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self.named.iter().find(|it| same(&it.0, name))?;
            Some(found.1.text.trim()).filter(|it| !it.is_empty())
        })
    }

    /// The argument without a name at `index`.
    pub(crate) fn at(&self, index: usize) -> Option<&str> {
        self.positional.get(index).map(|it| it.text.as_str())
    }
}

fn same(name: &str, other: &str) -> bool {
    let letters = |it: &str| {
        it.chars().filter(|it| !"-_".contains(*it)).flat_map(char::to_lowercase).collect::<String>()
    };
    name.len() < 40 && letters(name) == letters(other)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && text.len() < 60
        && text.chars().all(|it| it.is_alphanumeric() || "_-.".contains(it))
}

/// Whether a character ends a word without quotes. `:` only ends a name, as in `id: 1`, but not `https://x`.
fn ends_word(word: &str) -> impl Fn(char) -> bool {
    let letters = word.find(|it: char| !it.is_alphanumeric() && !"_-.".contains(it));
    let colon_ends = letters.is_some_and(|it| {
        word[it..].starts_with(':')
            && !word[it..].starts_with(":/")
            && !word[it..].starts_with("::")
    });
    let equals_ends = letters.is_some_and(|it| word[it..].starts_with('='));
    move |it: char| {
        it.is_whitespace()
            || matches!(it, ',' | '}' | ')')
            || it == '=' && equals_ends
            || it == ':' && colon_ends
    }
}

/// The value at the start of a string, and the rest.
fn value(text: &str) -> (Argument, &str) {
    let Some(first) = text.chars().next() else { return (Argument::default(), text) };
    if matches!(first, '"' | '\'' | '`') {
        let mut value = String::new();
        let mut characters = text.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' if first != '`' => match characters.next() {
                    Some((_, 'n')) => value.push('\n'),
                    Some((_, escaped)) if escaped == first || escaped == '\\' => {
                        value.push(escaped);
                    }
                    Some((_, other)) => value.extend(['\\', other]),
                    None => break,
                },
                _ if character == first => {
                    return (Argument { text: value, quoted: true }, &text[at + 1..]);
                }
                _ => value.push(character),
            }
        }
        // An unclosed quote is an apostrophe.
    }
    if matches!(first, '[' | '{') {
        let close = if first == '[' { ']' } else { '}' };
        if let Some(end) = text.find(close) {
            let text_inside = text[1..end].trim().to_owned();
            return (Argument { text: text_inside, quoted: false }, &text[end + 1..]);
        }
    }
    let end = text.find(|it: char| it.is_whitespace() || matches!(it, ',' | '}' | ')'));
    let end = ceil(text, end.unwrap_or(text.len()).max(1));
    (Argument { text: text[..end].to_owned(), quoted: false }, &text[end..])
}

/// The first character boundary at or after `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn reads_every_notation() {
        #[rustfmt::skip]
        let cases = [
            ("src=\"a b\", alt='c', width=80",     "", "src=a b alt=c width=80"),
            ("{ user: 'x', id: \"y\", height: 5 }", "", "user=x id=y height=5"),
            ("(id=\"x\", autoplay=true)",           "", "id=x autoplay=true"),
            ("'warning', 'title here'",             "warning|title here", ""),
            ("a.html src = 'x' alt=y",              "a.html", "src=x alt=y"),
            ("https://x.example/a?b=c d",           "https://x.example/a?b=c|d", ""),
            ("lang:ruby title here",                "title|here", "lang=ruby"),
            ("href:https://x.example/ b",           "b", "href=https://x.example/"),
            ("src=`a \"b\"`",                       "", "src=a \"b\""),
            ("it's fine",                           "it's|fine", ""),
            ("'open",                               "'open", ""),
            ("\"a \\\"b\\\" c\"",                   "a \"b\" c", ""),
            ("{\"id\": \"x\"}",                     "", "id=x"),
            ("= : , é",                             "=|:|é", ""),
            ("tags=[1, 2] x",                       "x", "tags=1, 2"),
        ];
        for (text, positional, named) in cases {
            let read = Arguments::read(text);
            let given: Vec<_> = read.positional.iter().map(|it| it.text.as_str()).collect();
            assert_eq!(given.join("|"), positional, "{text}");
            let given: Vec<_> =
                read.named.iter().map(|it| format!("{}={}", it.0, it.1.text)).collect();
            assert_eq!(given.join(" "), named, "{text}");
        }
    }

    #[test]
    fn finds_names_in_any_case() {
        let read = Arguments::read("image_path=x Alt=y");
        assert_eq!((read.get(&["imagePath"]), read.get(&["title", "alt"])), (Some("x"), Some("y")));
    }
}
