//! The fields in the head of a press release with their lines, and the problems of its dates.

use crate::diagnostic::Diagnostic;
use crate::publish::article::{Article, Confidence, Image, Origin, Person};
use crate::publish::load::author_value;
use crate::publish::load::date::DateProblem;
use crate::publish::load::people;
use crate::publish::load::plain_text::lines::Line;
use crate::publish::load::plain_text::stamp::Stamp;
use crate::publish::load::plain_text::words::Field;
use crate::publish::rules::{AMBIGUOUS_DATE, IMPOSSIBLE_DATE};

/// The fields in the head, and the remaining lines.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The article with the fields.
    pub(super) article: Article,
    /// The problems in the head.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Lines that belong at the top of the body but not in a summary: captions and notes.
    pub(super) opening: Vec<String>,
    /// Lines that belong after the body: press contacts.
    pub(super) closing: Vec<String>,
    /// The index of the first line of the body.
    pub(super) body: usize,
}

impl Head {
    pub(super) fn origin(
        &mut self,
        field: &'static str,
        what: &str,
        line: u32,
        confidence: Confidence,
    ) {
        self.article.origin.entry(field).or_insert_with(|| Origin::guessed(what, line, confidence));
    }

    pub(super) fn section(&mut self, name: &str, line: u32, confidence: Confidence) {
        if self.article.section.is_none() {
            self.article.section = Some(name.to_owned());
            self.origin("section", "section line", line, confidence);
        } else if self.article.section.as_deref() != Some(name)
            && !self.article.tags.iter().any(|it| it == name)
        {
            self.article.tags.push(name.to_owned());
            self.origin("tags", "section line", line, confidence);
        }
    }

    pub(super) fn credit(&mut self, text: &str, line: u32, confidence: Confidence) {
        match &mut self.article.credit {
            Some(credit) if credit.len() < 1000 => {
                credit.push_str("; ");
                credit.push_str(text);
            }
            Some(_) => self.closing.push(text.to_owned()),
            none => {
                *none = Some(text.to_owned());
                self.origin("credit", "photo credit", line, confidence);
            }
        }
    }

    pub(super) fn authors(&mut self, people: Vec<Person>, line: u32, confidence: Confidence) {
        for person in people {
            if !self.article.authors.iter().any(|it| it.name == person.name) {
                self.article.authors.push(person);
            }
        }
        self.origin("authors", "byline", line, confidence);
    }

    pub(super) fn date(&mut self, stamp: &Stamp, line: &Line, what: &str) {
        let (field, slot) = if stamp.updated {
            ("updated", &mut self.article.updated)
        } else {
            ("published", &mut self.article.published)
        };
        match &stamp.when {
            Ok(written) if slot.is_none() => {
                *slot = Some(written.when);
                let confidence = if stamp.marked || what == "release line" {
                    Confidence::Stated
                } else {
                    Confidence::Likely
                };
                self.origin(field, what, line.number, confidence);
            }
            // If there is a second date of the same kind, the first one is used, and the line is kept.
            Ok(written) if *slot != Some(written.when) => self.opening.push(line.text.clone()),
            Ok(_) => {}
            Err(problem) => self.diagnostics.extend(complaint(problem, stamp, line)),
        }
    }

    pub(super) fn field(&mut self, field: Field, value: String, line: &Line) {
        let article = &mut self.article;
        let stated = |head: &mut Head, name: &'static str, what: &str| {
            head.article.origin.insert(name, Origin::stated(what, line.number));
        };
        match field {
            Field::Headline if article.title.is_none() => {
                article.title = Some(value);
                stated(self, "title", "headline");
            }
            Field::Deck if article.summary.is_none() => {
                article.summary = Some(value);
                stated(self, "summary", "deck");
            }
            Field::Byline => self.authors(people::read(&value), line.number, Confidence::Stated),
            Field::Section => self.section(&value, line.number, Confidence::Stated),
            Field::Tags => {
                for tag in value.split([',', ';', '|']).map(str::trim).filter(|it| !it.is_empty()) {
                    if !article.tags.iter().any(|it| it == tag) {
                        article.tags.push(tag.to_owned());
                    }
                }
                stated(self, "tags", "tags line");
            }
            Field::Image if article.image.is_none() => {
                article.image = Some(Image { url: value, ..Image::default() });
                stated(self, "image", "image line");
            }
            Field::Source if article.source.is_none() => {
                article.source = Some(value.trim_matches(['<', '>']).to_owned());
                stated(self, "source", "source line");
            }
            Field::Language if article.language.is_none() => {
                article.language = author_value::language(&value);
                stated(self, "language", "language line");
            }
            Field::Caption => self.opening.push(value),
            _ => self.closing.push(line.text.clone()),
        }
    }
}

/// The diagnostic for an invalid date line.
fn complaint(problem: &DateProblem, stamp: &Stamp, line: &Line) -> Option<Diagnostic> {
    let field = if stamp.updated { "modification date" } else { "publication date" };
    match problem {
        DateProblem::NotADate => None,
        DateProblem::Ambiguous(one, other) => {
            let message = format!("the {field} is ambiguous: `{}`", stamp.text);
            let mut found = Diagnostic::new(&AMBIGUOUS_DATE, line.span, message);
            found.note("the order of day and month differs between countries");
            found.help(format!("write `{one}` or `{other}`"));
            Some(found)
        }
        DateProblem::Impossible(why) => {
            let mut found = Diagnostic::new(
                &IMPOSSIBLE_DATE,
                line.span,
                format!("the {field} is not a real date: `{}`", stamp.text),
            );
            found.note(why.clone());
            found.help(
                "write it as `YYYY-MM-DD`, for example `2024-04-03` or `2024-04-03T10:00:00+02:00`",
            );
            Some(found)
        }
    }
}
