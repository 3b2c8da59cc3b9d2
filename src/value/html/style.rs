//! The declarations of a `style` attribute: finds those that run code, leave their box, or are removed by readers
//! (<https://drafts.csswg.org/css-style-attr/>).

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2;

use crate::value::html::script_url::runs_code;
use crate::value::html::style_property;
use crate::value::problem::Problem;

/// The effect of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleEffect {
    /// It runs code in browsers that supported it.
    RunsCode,
    /// It places something outside the box that the reader reserves for the content.
    LeavesBox,
    /// It specifies a size that is larger than any screen.
    Absurd,
    /// It has no effect in a reader, because no browser supports it or because readers remove it.
    NoEffect,
}

/// The problems with the declarations of a `style` attribute, at most one per declaration. References in the value must be
/// resolved.
pub fn problems(style: &str) -> impl Iterator<Item = Problem<StyleEffect>> + '_ {
    declarations(style).filter_map(|range| {
        let (class, what) = problem(&style[range.clone()])?;
        Some(Problem::new(class, range, what))
    })
}

/// The ranges of the URLs in `url(…)`.
pub fn urls(style: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = style.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += memchr2(b'u', b'U', &bytes[at..])?;
            if !bytes[at..].get(..4).is_some_and(|it| it.eq_ignore_ascii_case(b"url(")) {
                at += 1;
                continue;
            }
            let from = at + 4;
            let (start, end) = url(style, from);
            at = end;
            return Some(start..end);
        }
    })
}

/// The range of the URL in the parentheses that open before byte `from`.
fn url(style: &str, from: usize) -> (usize, usize) {
    let bytes = style.as_bytes();
    let rest = &style[from..];
    let start = from + rest.len() - rest.trim_ascii_start().len();
    let (start, ends): (usize, &[u8]) = match bytes.get(start) {
        Some(b'"') => (start + 1, b"\""),
        Some(b'\'') => (start + 1, b"'"),
        _ => (start, b") \t\n\r\x0c"),
    };
    let length = bytes[start..].iter().position(|it| ends.contains(it));
    (start, length.map_or(style.len(), |it| start + it))
}

/// The ranges of the declarations, without white space around them.
fn declarations(style: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            if at >= style.len() {
                return None;
            }
            let end = declaration_end(style.as_bytes(), at);
            let text = &style[at..end];
            let start = at + text.len() - text.trim_start().len();
            let range = start..start + text.trim().len();
            at = end + 1;
            if !range.is_empty() {
                return Some(range);
            }
        }
    })
}

/// The end of the declaration that begins at `at`: the next semicolon outside strings, comments and parentheses.
fn declaration_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    let mut quote = None;
    while let Some(&byte) = bytes.get(at) {
        match (quote, byte) {
            (_, b'\\') => at += 1,
            (Some(open), _) if byte == open || byte == b'\n' => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b'/') if bytes.get(at + 1) == Some(&b'*') => {
                let rest = &bytes[at + 2..];
                at = memchr::memmem::find(rest, b"*/").map_or(bytes.len(), |it| at + 2 + it + 1);
            }
            (None, b';') if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn problem(declaration: &str) -> Option<(StyleEffect, Cow<'static, str>)> {
    let plain = without_disguise(declaration);
    let Some((name, value)) = plain.split_once(':') else {
        let is_comment = plain.trim().is_empty();
        return (!is_comment).then(|| {
            (
                StyleEffect::NoEffect,
                "it is not a declaration with a property, a colon and a value".into(),
            )
        });
    };
    let (name, value) = (name.trim(), value.trim());
    let name = name.trim_start_matches('*').trim_start_matches('_'); // Hacks for old browsers.
    if runs_code_in(name, value) {
        return Some((StyleEffect::RunsCode, "it runs code in browsers that support it".into()));
    }
    let is = |it: &&str| it.eq_ignore_ascii_case(name);
    if is(&"position") {
        let stays = ["static", "relative", "initial", "inherit", "unset"];
        return (!stays.iter().any(|it| starts_with(value, it)))
            .then(|| (StyleEffect::LeavesBox, "it takes the element out of the flow of the text, so it can cover other text and buttons".into()));
    }
    let is_default =
        ["auto", "none", "initial", "inherit", "unset"].iter().any(|it| starts_with(value, it));
    if style_property::MOVES.iter().any(is) && !is_default {
        return Some((
            StyleEffect::LeavesBox,
            "it moves the element over other text and buttons".into(),
        ));
    }
    let has_size = style_property::HAS_SIZE.iter().any(|it| starts_with(name, it));
    if has_size && let Some(problem) = size_problem(name, value) {
        return Some(problem);
    }
    let without_effect = effect_problem(name).or_else(|| value_problem(name, value));
    without_effect.map(|what| (StyleEffect::NoEffect, what.into()))
}

/// Why a value has no effect in a reader.
fn value_problem(name: &str, value: &str) -> Option<&'static str> {
    if urls(value).next().is_some() {
        return Some("it loads an image, and readers do not load images in styles");
    }
    let holds_lengths = starts_with(name, "margin") || starts_with(name, "padding");
    let is_word = |it: &str| it.bytes().all(|it| it.is_ascii_alphabetic());
    let means_nothing =
        |it: &str| is_word(it) && !LENGTH_WORDS.iter().any(|known| known.eq_ignore_ascii_case(it));
    (holds_lengths && !value.contains('(') && value.split_ascii_whitespace().any(means_nothing))
        .then_some("the property does not have this value")
}

/// The keywords that are allowed instead of a length in a margin or padding, and those allowed after any value.
const LENGTH_WORDS: [&str; 7] =
    ["auto", "inherit", "initial", "unset", "revert", "stretch", "important"];

/// Why a property has no effect in a reader.
fn effect_problem(name: &str) -> Option<&'static str> {
    if name.starts_with("--") {
        return None;
    }
    if starts_with(name, "mso-") {
        return Some("only Microsoft Word supports it");
    }
    if name.starts_with('-') {
        return Some("only the browsers of one vendor support it");
    }
    if style_property::OF_BACKGROUND_IMAGE.iter().any(|it| it.eq_ignore_ascii_case(name)) {
        return Some("it applies to a background image, which readers do not load");
    }
    (!style_property::is_known(name)).then_some("CSS does not have this property")
}

/// Whether a declaration runs code. All of these did in some browser.
fn runs_code_in(name: &str, value: &str) -> bool {
    let is = |it: &&str| it.eq_ignore_ascii_case(name);
    ["behavior", "-ms-behavior", "-moz-binding", "-o-link", "-o-link-source"].iter().any(is)
        || ["expression(", "progid:", "-moz-element("].iter().any(|it| contains(value, it))
        || urls(value).any(|it| runs_code(&value[it]).is_some())
        || ["javascript:", "vbscript:"].iter().any(|it| contains(value, it))
}

/// The problem with a size that moves the box over other content, or that is larger than any screen.
fn size_problem(name: &str, value: &str) -> Option<(StyleEffect, Cow<'static, str>)> {
    for part in
        value.split(|it: char| it.is_ascii_whitespace() || matches!(it, ',' | '/' | '(' | ')'))
    {
        let Some(pixels) = pixels(part) else { continue };
        if pixels.abs() > MAX_SIZE {
            return Some((
                StyleEffect::Absurd,
                "it is larger than any screen, so it pushes everything else away".into(),
            ));
        }
        if pixels < 0.0 && starts_with(name, "margin") {
            return Some((
                StyleEffect::LeavesBox,
                "a negative margin moves the element over other text and buttons".into(),
            ));
        }
    }
    None
}

/// More CSS pixels than the width of any screen.
const MAX_SIZE: f64 = 8000.0;

/// The approximate number of pixels of a length. `None` if the value is not a length.
fn pixels(length: &str) -> Option<f64> {
    let number = length.trim_end_matches(|it: char| it.is_ascii_alphabetic() || it == '%');
    let scale = match length[number.len()..].to_ascii_lowercase().as_str() {
        "" | "px" => 1.0,
        "em" | "rem" | "lh" | "rlh" | "pc" | "ic" => 16.0,
        "ex" | "ch" | "%" | "vw" | "vh" | "vmin" | "vmax" => 8.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        "pt" => 1.33,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|it| it * scale)
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

fn contains(text: &str, wanted: &str) -> bool {
    text.as_bytes().windows(wanted.len()).any(|it| it.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// A declaration as CSS interprets it, without comments and with escapes resolved.
fn without_disguise(declaration: &str) -> Cow<'_, str> {
    if memchr2(b'\\', b'*', declaration.as_bytes()).is_none() {
        return Cow::Borrowed(declaration);
    }
    let mut plain = String::with_capacity(declaration.len());
    let mut rest = declaration;
    while let Some(found) = rest.find(['\\', '/']) {
        plain.push_str(&rest[..found]);
        let after = &rest[found + 1..];
        if rest[found..].starts_with("/*") {
            rest = rest[found + 2..].split_once("*/").map_or("", |it| it.1);
        } else if rest[found..].starts_with('/') {
            plain.push('/');
            rest = after;
        } else {
            rest = escape(after, &mut plain);
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Reads the escape after a backslash, and returns the rest.
fn escape<'t>(text: &'t str, plain: &mut String) -> &'t str {
    let digits = text.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if digits == 0 {
        let mut characters = text.chars();
        plain.extend(characters.next());
        return characters.as_str();
    }
    let code = u32::from_str_radix(&text[..digits], 16).ok();
    plain.push(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
    let rest = &text[digits..];
    rest.strip_prefix([' ', '\t', '\n']).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_dangerous_declarations() {
        #[rustfmt::skip]
        let cases = [
            ("behavior: url(x.htc)",                     StyleEffect::RunsCode),
            ("-moz-binding:url(http://a/b.xml#c)",       StyleEffect::RunsCode),
            ("width: expression(alert(1))",              StyleEffect::RunsCode),
            ("width: expr/**/ession(alert(1))",          StyleEffect::RunsCode),
            ("width: \\65xpression(alert(1))",           StyleEffect::RunsCode),
            ("background: url(javascript:alert(1))",     StyleEffect::RunsCode),
            ("background: URL( \"java\tscript:alert(1)\" )", StyleEffect::RunsCode),
            ("filter: progid:DXImageTransform.x()",      StyleEffect::RunsCode),
            ("position: fixed",                          StyleEffect::LeavesBox),
            ("POSITION:absolute",                        StyleEffect::LeavesBox),
            ("top: 0",                                   StyleEffect::LeavesBox),
            ("z-index: 9999",                            StyleEffect::LeavesBox),
            ("margin-left: -500px",                      StyleEffect::LeavesBox),
            ("margin: 0 -1em",                           StyleEffect::LeavesBox),
            ("transform: translate(-50%)",               StyleEffect::LeavesBox),
            ("margin: 99999em",                          StyleEffect::Absurd),
            ("padding: 99999em",                         StyleEffect::Absurd),
            ("font-size: 9000px",                        StyleEffect::Absurd),
            ("text-indent: -9999px",                     StyleEffect::Absurd),
            ("mso-ansi-language: NL",                    StyleEffect::NoEffect),
            ("any: thing",                               StyleEffect::NoEffect),
            ("-webkit-text-stroke-width: 0px",           StyleEffect::NoEffect),
            ("background-repeat: repeat-x",              StyleEffect::NoEffect),
            ("background: url(https://a/b.png) no-repeat", StyleEffect::NoEffect),
            ("list-style: square url('b.png')",          StyleEffect::NoEffect),
            ("margin: any",                              StyleEffect::NoEffect),
            ("padding: 0 foo",                           StyleEffect::NoEffect),
            ("content",                                  StyleEffect::NoEffect),
        ];
        for (style, class) in cases {
            let found: Vec<_> = problems(style).map(|it| (it.class, it.at)).collect();
            assert_eq!(found, [(class, 0..style.len())], "{style}");
        }
    }

    #[test]
    fn accepts_harmless_declarations() {
        #[rustfmt::skip]
        let cases = [
            "", ";;", "color: red", "max-width: 100%; height: auto", "display:flex;gap:1rem", "aspect-ratio: 16 / 9",
            "width: calc(100% - 2em)", "color: var(--accent, #fff)", "--accent: 1", "border: 3px solid #ccc", "margin: 0 auto", "margin: 0 AUTO !important",
            "margin: var(--gap) auto", "padding: env(safe-area-inset-top)",
            "padding-bottom: 56.25%", "font-family: 'A; position: fixed', serif", "/* position: fixed */ color: red",
            "text-indent: -1em; padding-left: 1em", "position: relative", "border-radius: 9999px", "TEXT-INDENT: 0.5in",
            "text-transform: uppercase", "white-space: top", "clear: both", "color: rgb(0, 128, 0)", "grid-template-columns: 1fr 1fr",
            "background: none repeat scroll 0% 0% yellow", "background-color: #fff;", "text-decoration-thickness: initial",
        ];
        for style in cases {
            assert_eq!(problems(style).next(), None, "{style}");
        }
    }

    #[test]
    fn reports_the_range_of_the_declaration() {
        let style = "color: red; position: fixed; top: 0";
        let found: Vec<_> = problems(style).map(|it| &style[it.at]).collect();
        assert_eq!(found, ["position: fixed", "top: 0"]);
    }

    #[test]
    fn finds_urls() {
        let found =
            |style: &'static str| -> Vec<&str> { urls(style).map(|it| &style[it]).collect() };
        assert_eq!(
            found("background: url(/a.png) no-repeat, URL( 'b c.png' )"),
            ["/a.png", "b c.png"]
        );
        assert_eq!(found("color: purple; cursor: url(\"x"), ["x"]);
        for part in ["url(", "(", "\\", "/*", "'", "a:", "u"] {
            let long = part.repeat(100_000);
            assert!(urls(&long).count() + problems(&long).count() <= 100_001);
        }
    }
}
