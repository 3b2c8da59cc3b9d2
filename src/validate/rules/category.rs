//! The categories of podcasts. Apple compares them letter by letter with its list.
//! <https://podcasters.apple.com/support/1691-apple-podcasts-categories>

use crate::text::escape;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Element;
use crate::validate::extent::extent;
use crate::validate::rules;
use crate::value::podcast_category;
use crate::value::podcast_category::Meant;
use crate::value::podcast_category::Status;

/// The maximum number of recorded subcategories.
const MAX_RECORDED: usize = 1000;

const LIST: &str = "https://podcasters.apple.com/support/1691-apple-podcasts-categories";

/// Records a subcategory. Which ones are valid depends on the category around it, which ends later.
pub fn record_subcategory(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let recorded = &mut context.facts.extension.podcast.subcategories;
    if let Some(text) = category.attribute("text")
        && recorded.len() < MAX_RECORDED
    {
        recorded.push((text.text.to_owned(), text.span()));
    }
}

/// Checks a category and its subcategories.
pub fn category_is_known(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let subcategories = std::mem::take(&mut context.facts.extension.podcast.subcategories);
    let Some(main) = category.attribute("text") else { return };
    match podcast_category::status(main.text, None) {
        Status::Current => {}
        Status::Retired => retired(category, main.text, main.span(), context.out),
        Status::Unknown => unknown(category, main.text, main.span(), context.out),
    }
    let within = main.text;
    for (name, span) in subcategories {
        match podcast_category::status(&name, Some(within)) {
            Status::Current => {}
            Status::Retired => {
                obsolete(&name, span, context.out);
            }
            Status::Unknown => unknown_subcategory(&name, within, span, context.out),
        }
    }
}

fn obsolete<'f>(name: &str, span: Span, out: &'f mut Diagnostics) -> NewDiagnostic<'f> {
    out.report(
        &rules::OBSOLETE_PODCAST_CATEGORY,
        span,
        format_args!("Apple Podcasts removed the category {} in 2019", Quoted(name)),
    )
    .note("Apple Podcasts cannot list a podcast under a category that no longer exists")
    .help(format_args!("choose a category from the current list: {LIST}"))
}

fn retired(category: &Element<'_, '_>, name: &str, span: Span, out: &mut Diagnostics) {
    let report = obsolete(name, span, out);
    // A former category may be a subcategory today.
    if let Some(main) = podcast_category::main_of(name) {
        let written = Written::new(category);
        report.help(format_args!("nest it in {}: `{}`", Quoted(main), written.nested(main, name)));
    }
}

/// A category that is not in Apple's list, now or before.
fn unknown(category: &Element<'_, '_>, name: &str, span: Span, out: &mut Diagnostics) {
    let words = format_args!("Apple Podcasts has no category {}", Quoted(name));
    let report = out.report(&rules::UNKNOWN_PODCAST_CATEGORY, span, words).note(
        "Apple Podcasts compares names letter by letter, and rejects a podcast without a category from its list",
    );
    let written = Written::new(category);
    let elements = match podcast_category::meant(name) {
        Some(Meant::Name(main)) => {
            report.help(format_args!("change it to `{main}`")).fix(
                format_args!("change it to `{main}`"),
                span,
                escape::attribute(main),
            );
            return;
        }
        Some(Meant::Sub(main, sub)) => {
            let nested = written.nested(main, sub);
            written.replace(report.help(format_args!("nest the subcategory: `{nested}`")), &nested);
            return;
        }
        Some(Meant::Moved(sub, main)) => {
            let single = written.single(main);
            written.replace(
                report.help(format_args!(
                    "{} is a category today, no longer a subcategory of {}: `{single}`",
                    Quoted(main),
                    Quoted(sub)
                )),
                &single,
            );
            return;
        }
        Some(Meant::Several(names)) => names,
        None => {
            match nearest(name, podcast_category::choices(None).into_iter()) {
                Some(near) => report.help(format_args!("did you mean {}?", Quoted(near))),
                None => report.help(format_args!("choose a category from its list: {LIST}")),
            };
            return;
        }
    };
    let several: Vec<String> = elements.iter().map(|it| written.single(it)).collect();
    let several = several.join("");
    written.replace(report.help(format_args!("write one element for each: `{several}`")), &several);
}

/// A subcategory that is not in its category.
fn unknown_subcategory(name: &str, within: &str, span: Span, out: &mut Diagnostics) {
    if podcast_category::status(within, None) == Status::Unknown {
        return; // The category around it is reported.
    }
    let choices = podcast_category::choices(Some(within));
    let folded = choices.iter().find(|it| it.eq_ignore_ascii_case(name)).copied();
    let words =
        format_args!("Apple Podcasts has no category {} in {}", Quoted(name), Quoted(within));
    let report = out
        .report(&rules::UNKNOWN_PODCAST_CATEGORY, span, words)
        .note("Apple Podcasts compares names letter by letter, and does not list the podcast under a subcategory that is not in its list");
    if let Some(word) = folded {
        report.help(format_args!("change it to `{word}`")).fix(
            format_args!("change it to `{word}`"),
            span,
            escape::attribute(word),
        );
    } else if let Some(near) = nearest(name, choices.iter().copied()) {
        report.help(format_args!("did you mean {}?", Quoted(near)));
    } else if podcast_category::status(name, None) == Status::Current {
        report.help(format_args!(
            "{} is a category, not a subcategory: move it out of {}",
            Quoted(name),
            Quoted(within)
        ));
    } else if let Some(main) = podcast_category::main_of(name) {
        report.help(format_args!(
            "{} is a subcategory of {}: move it there",
            Quoted(name),
            Quoted(main)
        ));
    } else if choices.is_empty() {
        report.help(format_args!("remove it: {} has no subcategories", Quoted(within)));
    } else {
        report.help(format_args!("choose one of `{}`", choices.join("`, `")));
    }
}

/// How a document writes a category, to write others in the same way.
struct Written<'a> {
    name: &'a str,
    quote: char,
    /// Its place, if it has no content.
    whole: Option<Span>,
}

impl<'a> Written<'a> {
    fn new(category: &'a Element<'_, '_>) -> Written<'a> {
        let source = category.source;
        let is_empty = source[category.content_span.range()].trim().is_empty();
        let has_only_text = category.attributes.len() == 1;
        let extent = extent(source, category.name_span).filter(|_| is_empty && has_only_text);
        let tag = &source[category.tag_span.range()];
        let quote = if tag.contains('"') { '"' } else { '\'' };
        let name = &source[category.name_span.range()];
        Written { name, quote, whole: extent.map(|it| it.whole) }
    }

    fn single(&self, name: &str) -> String {
        let Written { name: element, quote, .. } = self;
        format!("<{element} text={quote}{}{quote}/>", escape::attribute(name))
    }

    fn nested(&self, main: &str, sub: &str) -> String {
        let Written { name: element, quote, .. } = self;
        let start = format!("<{element} text={quote}{}{quote}>", escape::attribute(main));
        format!("{start}{}</{element}>", self.single(sub))
    }

    /// Offers to replace the element. One with content is not replaced.
    fn replace(&self, report: NewDiagnostic<'_>, with: &str) {
        if let Some(whole) = self.whole {
            report.fix(format_args!("replace it with `{with}`"), whole, with);
        }
    }
}
