//! Escapes text for XML and HTML: characters with a meaning in markup become references. Also reverts this.

use std::borrow::Cow;

/// Returns the reference for a character that has a meaning in an element or in a quoted attribute value, and `None`
/// for all other characters.
pub(crate) fn reference(it: char) -> Option<&'static str> {
    match it {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        // XML requires this escape after `]]`: <https://www.w3.org/TR/xml/#syntax>
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// Escapes `text` for the content of an element.
pub(crate) fn content(text: &str) -> Cow<'_, str> {
    escaped(text, |it| it != '"')
}

/// Escapes `text` for a quoted attribute value. The result is also correct in an element.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, |_| true)
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    let reference = |it| reference(it).filter(|_| is_escaped(it));
    let Some(first) = text.find(|it| reference(it).is_some()) else { return text.into() };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for it in text[first..].chars() {
        match reference(it) {
            Some(reference) => out.push_str(reference),
            None => out.push(it),
        }
    }
    out.into()
}

/// A text with the references to the characters of markup resolved once.
pub(crate) fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = REFERENCES.iter().find(|it| rest.starts_with(it.0));
        let (length, meant) = known.map_or((1, "&"), |it| (it.0.len(), it.1));
        result.push_str(meant);
        rest = &rest[length..];
    }
    result.push_str(rest);
    result
}

#[rustfmt::skip]
const REFERENCES: &[(&str, &str)] = &[
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&#039;", "'"), ("&#34;", "\""), ("&amp;", "&"),
];

#[cfg(test)]
mod tests {
    use super::attribute;
    use super::content;
    use super::unescaped;

    #[test]
    fn escapes_characters_with_a_meaning() {
        assert_eq!(content("a \"b\" <c> & ]]>"), "a \"b\" &lt;c&gt; &amp; ]]&gt;");
        assert_eq!(attribute("a \"b\" <c> & ]]>"), "a &quot;b&quot; &lt;c&gt; &amp; ]]&gt;");
        assert_eq!(content("é"), "é");
    }

    #[test]
    fn resolves_references_once() {
        assert_eq!(
            unescaped("&lt;a b=&#39;&quot;&#039;&gt; &amp;lt; & &eacute;"),
            "<a b='\"'> &lt; & &eacute;"
        );
    }
}
