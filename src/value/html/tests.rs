//! Compares the tokenizer with html5ever, and tests by hand what html5ever does not report.

use html5ever::tokenizer as theirs;
use html5ever::tokenizer::BufferQueue;
use html5ever::tokenizer::TokenSink;
use html5ever::tokenizer::TokenSinkResult;
use html5ever::tokenizer::states::RawKind;
use proptest::prelude::*;
use std::cell::Cell;
use std::cell::RefCell;

use crate::value::html::reference::ReferenceContext;
use crate::value::html::reference::decode;
use crate::value::html::tokenizer::*;

/// A token with everything that is needed to build a tree, with references resolved.
#[derive(Debug, PartialEq)]
enum Read {
    Text(String),
    Start(String, Vec<(String, String)>, bool),
    End(String),
    Comment(String),
    Doctype,
}

fn push(read: &mut Vec<Read>, text: &str) {
    match read.last_mut() {
        Some(Read::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => read.push(Read::Text(text.to_owned())),
    }
}

/// The tokens of our tokenizer. Every range is also checked.
fn ours(text: &str) -> Vec<Read> {
    let mut read = Vec::new();
    let mut tokenizer = Tokenizer::new(text);
    let mut end = 0;
    loop {
        let token = tokenizer.read();
        for (_, at) in tokenizer.errors() {
            assert!(*at <= text.len());
        }
        let range = match token {
            Token::Text(it) => {
                let piece = &text[it.range.clone()];
                let piece = if it.has_references {
                    decode(piece, ReferenceContext::Text)
                } else {
                    piece.into()
                };
                push(&mut read, &piece);
                it.range
            }
            Token::Tag(it) => {
                let name = text[it.name.clone()].to_ascii_lowercase();
                let attributes =
                    tokenizer.attributes().iter().filter(|it| !it.is_duplicate).map(|it| {
                        let value = decode(&text[it.value.clone()], ReferenceContext::Attribute)
                            .into_owned();
                        (text[it.name.clone()].to_ascii_lowercase(), value)
                    });
                read.push(if it.is_end {
                    Read::End(name)
                } else {
                    Read::Start(name, attributes.collect(), it.self_closing)
                });
                it.range
            }
            Token::Comment(it) => {
                let is_dropped = &text[it.range.clone()] == "</>";
                if !is_dropped {
                    read.push(Read::Comment(text[it.text].to_owned()));
                }
                it.range
            }
            Token::Doctype(range) => {
                read.push(Read::Doctype);
                range
            }
            Token::CutTag(range) => range,
            Token::End => break,
        };
        assert!(range.start >= end && range.end > range.start, "{range:?} after {end}");
        end = range.end;
    }
    assert_eq!(tokenizer.read(), Token::End);
    read
}

/// The tokens of html5ever, with the states that a tree builder would set.
#[derive(Default)]
struct Sink(RefCell<Vec<Read>>, Cell<usize>);

impl TokenSink for &Sink {
    type Handle = ();

    fn process_token(&self, token: theirs::Token, _: u64) -> TokenSinkResult<()> {
        let mut read = self.0.borrow_mut();
        match token {
            theirs::Token::CharacterTokens(text) => push(&mut read, &text),
            theirs::Token::CommentToken(text) => read.push(Read::Comment(text.to_string())),
            theirs::Token::DoctypeToken(_) => read.push(Read::Doctype),
            theirs::Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == theirs::TagKind::EndTag {
                    read.push(Read::End(name));
                    return TokenSinkResult::Continue;
                }
                let attributes =
                    tag.attrs.iter().map(|it| (it.name.local.to_string(), it.value.to_string()));
                read.push(Read::Start(name.clone(), attributes.collect(), tag.self_closing));
                return match name.as_str() {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                        TokenSinkResult::RawData(RawKind::Rawtext)
                    }
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            theirs::Token::ParseError(_) => self.1.set(self.1.get() + 1),
            theirs::Token::NullCharacterToken | theirs::Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

fn of_html5ever(text: &str) -> (Vec<Read>, usize) {
    let sink = Sink::default();
    let options =
        theirs::TokenizerOpts { exact_errors: true, discard_bom: false, ..Default::default() };
    let tokenizer = theirs::Tokenizer::new(&sink, options);
    let input = BufferQueue::default();
    input.push_back(text.into());
    while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    (sink.0.take(), sink.1.get())
}

/// Pieces that make a tokenizer enter and leave its states.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<", ">", "</", "/>", "/", "!", "?", "-", "--", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!", "<!DOCTYPE html>", "<!doctype",
    "<![CDATA[", "]]>", "<?php ", "?>", "&", "&amp;", "&lt", "&copy", "&copy=", "&notit;", "&#", "&#x", "&#147;", "&#65", ";", "=",
    "'", "\"", "`", " ", "\n", "\t", "\u{c}", "a", "b", "A", "<a", "<a ", "<A HREF=", "</a", "</a>", "<p>", "</p>", "<br/>",
    "<img src=x onerror=y>", "href", "href=", "='x'", "=\"y\"", "x=1 x=2", "<script>", "</script>", "</script ", "<script ",
    "<style>", "</style>", "<title>", "</title>", "</TITLE/>", "<textarea>", "</textarea>", "<xmp>", "</xmp>", "<iframe>",
    "</iframe>", "<plaintext>", "\u{e9}", "\u{1f600}", "1", "<3", "</3>", "<b", "c", "</>", "<!x>", "x",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn reads_the_same_tokens_as_html5ever(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        let text = pieces.concat();
        prop_assert_eq!(ours(&text), of_html5ever(&text).0, "{:?}", text);
    }

    #[test]
    fn reads_any_text(text in "[ -~\n\u{e9}]{0,60}") {
        prop_assert_eq!(ours(&text), of_html5ever(&text).0);
    }
}

/// The tags and comments in `text`, without those that may be skipped.
fn unusual(text: &str, skip: bool) -> Vec<Token> {
    let mut tokenizer = Tokenizer::new(text);
    let mut tokens = Vec::new();
    loop {
        if skip {
            tokenizer.skip_usual();
        }
        let token = tokenizer.read();
        match &token {
            Token::End => return tokens,
            Token::Text(_) => {}
            Token::Tag(it) if ["p", "li", "br"].contains(&&text[it.name.clone()]) => {}
            _ => tokens.push(token),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn skips_only_usual_markup(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        let text = pieces.concat();
        prop_assert_eq!(unusual(&text, true), unusual(&text, false), "{:?}", text);
    }
}

#[test]
fn skips_usual_markup() {
    let text = "<p>It runs &amp; runs<br/>every<br />hour<br></p><li>a&nbsp;b</li>&lt;&gt;&quot; <p class=a>";
    let mut tokenizer = Tokenizer::new(text);
    tokenizer.skip_usual();
    assert!(matches!(tokenizer.read(), Token::Tag(it) if &text[it.range.clone()] == "<p class=a>"));
    for text in ["&bogus;", "<b>", "</b>", "<p ", "<br\n>", "<lt;>", "<amp;>", "&li>", "<", "&"] {
        let mut tokenizer = Tokenizer::new(text);
        tokenizer.skip_usual();
        assert_ne!(tokenizer.read(), Token::End, "{text}");
    }
}

fn errors(text: &str) -> Vec<(Error, usize)> {
    let mut tokenizer = Tokenizer::new(text);
    let mut errors = Vec::new();
    loop {
        let token = tokenizer.read();
        errors.extend_from_slice(tokenizer.errors());
        if token == Token::End {
            return errors;
        }
    }
}

#[test]
fn reports_parse_errors_with_their_places() {
    #[rustfmt::skip]
    let cases = [
        ("<!-->",                Error::AbruptClosingOfEmptyComment, 4),
        ("<!--->",               Error::AbruptClosingOfEmptyComment, 5),
        ("<![CDATA[x]]>",        Error::CdataInHtmlContent, 0),
        ("<a x=1 X=2>",          Error::DuplicateAttribute, 7),
        ("</a x=1>",             Error::EndTagWithAttributes, 4),
        ("</a/>",                Error::EndTagWithTrailingSolidus, 3),
        ("a <",                  Error::EofBeforeTagName, 2),
        ("a </",                 Error::EofBeforeTagName, 2),
        ("<svg><![CDATA[x",      Error::EofInCdata, 15),
        ("<!-- a",               Error::EofInComment, 6),
        ("<!doctype html",       Error::EofInDoctype, 14),
        ("<script><!-- a",       Error::EofInScriptHtmlCommentLikeText, 14),
        ("<a href",              Error::EofInTag, 7),
        ("<!-- a --!>",          Error::IncorrectlyClosedComment, 7),
        ("<!a>",                 Error::IncorrectlyOpenedComment, 0),
        ("a < b",                Error::InvalidFirstCharacterOfTagName, 2),
        ("</ a>",                Error::InvalidFirstCharacterOfTagName, 2),
        ("<a b=>",               Error::MissingAttributeValue, 5),
        ("</>",                  Error::MissingEndTagName, 2),
        ("<a b=\"c\"d>",         Error::MissingWhitespaceBetweenAttributes, 8),
        ("<!-- a <!-- b -->",    Error::NestedComment, 7),
        ("<a b\"c>",             Error::UnexpectedCharacterInAttributeName, 4),
        ("<a b=c=d>",            Error::UnexpectedCharacterInUnquotedAttributeValue, 6),
        ("<a =b>",               Error::UnexpectedEqualsSignBeforeAttributeName, 3),
        ("<?xml x>",             Error::UnexpectedQuestionMarkInsteadOfTagName, 1),
        ("<a/b>",                Error::UnexpectedSolidusInTag, 2),
    ];
    for (text, error, at) in cases {
        assert_eq!(errors(text), [(error, at)], "{text}");
    }
    assert_eq!(errors("<p class='x'>a &amp; b</p><br/><!-- c --><!DOCTYPE html>"), []);
}

fn tags(text: &str) -> Vec<(String, bool)> {
    let mut tokenizer = Tokenizer::new(text);
    let mut tags = Vec::new();
    loop {
        match tokenizer.read() {
            Token::Tag(it) => tags.push((text[it.name.clone()].to_owned(), it.is_foreign)),
            Token::End => return tags,
            _ => {}
        }
    }
}

#[test]
fn recognizes_svg_and_mathml() {
    let foreign =
        |text| -> Vec<String> { tags(text).into_iter().filter(|it| it.1).map(|it| it.0).collect() };
    assert_eq!(foreign("<p><svg><path/></svg></p>"), ["svg", "path", "svg"]);
    assert_eq!(
        foreign("<svg><style>a</style></svg><style><b></style>"),
        ["svg", "style", "style", "svg"]
    );
    assert_eq!(
        foreign("<svg><foreignObject><p>x</p></foreignObject></svg>"),
        ["svg", "foreignObject", "foreignObject", "svg"]
    );
    assert_eq!(foreign("<math><mi>x<b>y</b></mi></math><i>z</i>"), ["math", "mi", "mi", "math"]);
    // A paragraph ends all open SVG elements.
    assert_eq!(foreign("<svg><g><p>x</p><g>"), ["svg", "g"]);
    assert_eq!(foreign("<svg><font>x</font><font size=1><circle>"), ["svg", "font", "font"]);
    assert_eq!(foreign("<svg/><circle>"), ["svg"]);
    assert_eq!(ours("<svg><![CDATA[<p>]]></svg>")[1], Read::Text("<p>".to_owned()));
}

#[test]
fn reads_long_texts_in_linear_time() {
    #[rustfmt::skip]
    let parts = [
        "<b>", "<a ", "<!--", "&", "<", "</", "x=1 ", "<a b='", "<svg>", "</svg>", "<script><!--", "<title>", "-->", "<!", "<a><svg><p>",
        "<script>", "</script", "<plaintext>", "&#", "&ampx",
    ];
    for part in parts {
        let text = part.repeat(100_000);
        let mut tokenizer = Tokenizer::new(&text);
        let tokens = std::iter::from_fn(|| Some(tokenizer.read()).filter(|it| *it != Token::End));
        assert!(tokens.count() <= 300_000, "{part}");
    }
    let attributes: Vec<String> = (0..100_000).map(|it| format!(" a{it}=x")).collect();
    let attributes = attributes.concat();
    let text = format!("<a{attributes} a7=y>");
    let mut tokenizer = Tokenizer::new(&text);
    assert!(matches!(tokenizer.read(), Token::Tag(_)));
    assert_eq!(tokenizer.attributes().iter().filter(|it| it.is_duplicate).count(), 1);
}
