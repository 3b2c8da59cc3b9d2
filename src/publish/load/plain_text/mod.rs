//! Reads plain-text press releases: section, headline, deck, byline, credit, dates and body, recognized by their form.
//!
//! Every value has its line and its confidence. What is not certainly part of the head stays in the body.

use crate::diagnostic::Diagnostic;
use crate::publish::article::{Article, Confidence, Origin};

use crate::publish::load::plain_text::body::{Block, BlockKind};
use crate::publish::load::plain_text::fields::Head;
use crate::publish::load::{Options, Reading};
use crate::publish::rules::{EMPTY_ARTICLE, NOT_AN_ARTICLE};
use crate::text::source::Source;
use crate::text::span::Span;

mod body;
mod credit;
mod dateline;
mod fields;
mod head;
mod inline;
mod kind;
mod lines;
mod mark;
mod stamp;
mod summary;
mod words;
mod wrap;

/// Reads a press release.
///
/// If there is no headline, the first sentence becomes the title. A file that is empty, has no body, or is something else (a file
/// for a program, markup) gets an error.
pub fn read(source: &Source, options: &Options) -> Reading {
    if let Some((span, what)) = kind::other_kind(&source.text) {
        let mut found =
            Diagnostic::new(&NOT_AN_ARTICLE, span, format!("this is {what}, not an article"));
        found.note("readers would see text that is meant for programs");
        found.help("move it out of the folder of articles, or give it the correct extension");
        return Reading { diagnostics: vec![found], ..Reading::default() };
    }
    let lines = lines::of(&source.text);
    let head = head::read(&lines, options.timezone);
    let blocks = body::read(lines.get(head.body..).unwrap_or(&[]));
    let Head { mut article, mut diagnostics, opening, closing, .. } = head;
    from_body(&mut article, &blocks, options);
    let mut whole = opening.iter().map(|it| Block::paragraph(it)).collect::<Vec<_>>();
    if blocks.is_empty() && opening.is_empty() {
        diagnostics.push(empty(&article, &source.text));
    }
    whole.extend(blocks.iter().cloned());
    if !closing.is_empty() {
        whole.push(Block::rule());
        whole.extend(closing.iter().map(|it| Block::paragraph(it)));
    }
    if let Some(first) = blocks.first() {
        let origin = Origin::guessed("the text below the head", first.number, Confidence::Likely);
        article.origin.insert("html", origin);
    }
    article.html = body::html(&whole);
    if let Some(image) = &mut article.image {
        image.credit.clone_from(&article.credit);
        image.caption = opening.iter().find(|it| !mark::is_note(it)).cloned();
    }
    Reading { article, diagnostics, ..Reading::default() }
}

/// Fills fields that the head does not contain from the body. The body is not changed.
fn from_body(article: &mut Article, blocks: &[Block], options: &Options) {
    let text = || blocks.iter().take_while(|it| it.kind != BlockKind::End);
    let first = text()
        .find(|it| it.kind == BlockKind::Paragraph && credit::of(&it.text).is_none())
        .or(blocks.first());
    let Some(first) = first else { return };
    let paragraph = first.text.replace('\n', " ");
    let origin = &mut article.origin;
    if article.title.is_none() {
        article.title = Some(summary::title(&paragraph));
        origin.insert("title", Origin::guessed("first sentence", first.number, Confidence::Unsure));
    }
    if article.summary.is_none() {
        article.summary = Some(summary::summary(&paragraph));
        origin.insert(
            "summary",
            Origin::guessed("first paragraph", first.number, Confidence::Likely),
        );
    }
    if article.published.is_none() {
        let dates = dateline::of(&paragraph).map(|it| it.dates).unwrap_or_default();
        let written = dates.into_iter().find_map(|it| stamp::of(it, options.timezone)?.when.ok());
        if let Some(written) = written {
            article.published = Some(written.when);
            origin
                .insert("published", Origin::guessed("dateline", first.number, Confidence::Unsure));
        }
    }
    if article.credit.is_none() {
        let lone = text()
            .filter(|it| it.kind == BlockKind::Paragraph)
            .find_map(|it| Some((credit::of(&it.text).filter(|it| it.marked)?, it.number)));
        if let Some((credit, number)) = lone {
            article.credit = Some(credit.text);
            origin.insert("credit", Origin::guessed("photo line", number, Confidence::Unsure));
        }
    }
    if article.authors.is_empty() {
        // `Reporting by Ann Lee` after the text.
        let byline = text()
            .filter(|it| it.kind == BlockKind::Paragraph)
            .last()
            .and_then(|it| Some((mark::byline(&it.text)?, it.number)));
        if let Some((byline, number)) = byline {
            article.authors = byline.people;
            origin.insert("authors", Origin::guessed("last line", number, Confidence::Likely));
        }
    }
}

/// The diagnostic for a file without a body.
fn empty(article: &Article, text: &str) -> Diagnostic {
    let message = match &article.title {
        Some(title) => format!("the article has a headline but no text: `{title}`"),
        None => "the article is empty".to_owned(),
    };
    let mut found = Diagnostic::new(
        &EMPTY_ARTICLE,
        Span::new(0, text.chars().next().map_or(0, char::len_utf8)),
        message,
    );
    found.note("readers show an empty entry");
    found.help("write a headline, a blank line and the paragraphs, or delete the file");
    found
}
