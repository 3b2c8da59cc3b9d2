//! The head of a press release: section, headline, deck, byline, credit and dates, in the orders that newsrooms use.
//!
//! Marked lines (see [`mark`]) are recognized anywhere. Plain lines are recognized by their position. A line that is not clear
//! stays in the body, so that no text is lost.

use crate::value::timezone::Timezone;

use crate::publish::article::Confidence;
use crate::publish::load::people;
use crate::publish::load::people::name::{is_capitals, is_name, words_in};
use crate::publish::load::people::words::has;
use crate::publish::load::plain_text::body::is_bullet;
use crate::publish::load::plain_text::credit;
use crate::publish::load::plain_text::dateline;
use crate::publish::load::plain_text::fields::Head;
use crate::publish::load::plain_text::lines::Line;
use crate::publish::load::plain_text::mark;
use crate::publish::load::plain_text::mark::Mark;
use crate::publish::load::plain_text::words::{ARTICLES, COLUMNS, SECTIONS};
use crate::publish::load::plain_text::wrap;

/// The maximum number of lines in the head, without blank lines.
const MAX_LENGTH: usize = 28;

/// Reads the head of a press release.
pub(super) fn read(lines: &[Line], timezone: Timezone) -> Head {
    let window = window(lines);
    let marks = lines[..window]
        .iter()
        .map(|it| if it.is_blank() { Vec::new() } else { mark::of(&it.text, timezone) })
        .collect();
    let mut reader = Reader { lines, marks, head: Head::default(), signed: None };
    reader.run();
    reader.head
}

/// The index after the last line that may belong to the head.
fn window(lines: &[Line]) -> usize {
    let filled = lines.iter().enumerate().filter(|(_, it)| !it.is_blank());
    filled.map(|(at, _)| at + 1).take(MAX_LENGTH).last().unwrap_or(0)
}

struct Reader<'t> {
    lines: &'t [Line],
    /// The meaning of each line that may belong to the head.
    marks: Vec<Vec<Mark>>,
    head: Head,
    /// The index after the byline. The next line may continue it.
    signed: Option<usize>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.marks.len() {
            self.head.body = at;
            if self.lines[at].is_blank() {
                at += 1;
            } else if self.is_accepted(at) {
                at = self.take(at);
            } else if let Some(next) = self.plain(at) {
                at = next;
            } else {
                return;
            }
        }
        self.head.body = at;
    }

    /// Whether the marks of a line are valid at its position.
    fn is_accepted(&self, at: usize) -> bool {
        let Some(marks) = self.marks.get(at) else { return false };
        let article = &self.head.article;
        let untitled = article.title.is_none();
        !marks.is_empty()
            && marks.iter().all(|it| match it {
                // `By Land and Sea` before the headline is the headline.
                Mark::Byline(byline) if untitled && marks.len() == 1 => {
                    byline
                        .people
                        .iter()
                        .any(|it| words_in(&it.name) > 1 || people::words::is_agency(&it.name))
                        && self.has_headline_after(at)
                }
                Mark::Byline(_) => article.authors.is_empty() || marks.len() > 1,
                Mark::Credit(credit) if untitled => credit.certain,
                Mark::Credit(credit) => {
                    credit.marked
                        || credit.certain
                        || !article.authors.is_empty()
                        || article.credit.is_some()
                }
                Mark::Section(_) | Mark::Affiliation => marks.len() > 1,
                _ => true,
            })
    }

    /// Whether a line follows that may be a headline.
    fn has_headline_after(&self, at: usize) -> bool {
        let next = (at + 1..self.marks.len()).find(|it| !self.lines[*it].is_blank());
        next.is_some_and(|it| {
            self.marks[it].is_empty()
                && self.lines[it].words() <= 30
                && !self.lines[it].text.ends_with('.')
        })
    }

    /// Applies the marks of a line, and returns the index after it.
    fn take(&mut self, at: usize) -> usize {
        let marks = std::mem::take(&mut self.marks[at]);
        let line = self.lines[at].clone();
        let mut next = at + 1;
        let mut others = 0;
        for mark in marks.iter().cloned() {
            match mark {
                Mark::Field(field, value) => self.head.field(field, value, &line),
                Mark::Byline(byline) => {
                    next = self.byline(byline, at);
                    others += 1;
                }
                Mark::Credit(credit) => {
                    let confidence =
                        if credit.marked { Confidence::Stated } else { Confidence::Likely };
                    self.head.credit(&credit.text, line.number, confidence);
                }
                Mark::Date(stamp) => self.head.date(&stamp, &line, "date line"),
                Mark::Release(stamp) => {
                    if let Some(stamp) = stamp {
                        self.head.date(&stamp, &line, "release line");
                    }
                }
                // A note may be wrapped, so all lines of its block belong to it.
                Mark::Note => {
                    next = self.plain_end(at).min(self.marks.len());
                    let mut note = line.text.clone();
                    self.lines[at + 1..next].iter().for_each(|it| wrap::join(&mut note, &it.text));
                    self.head.opening.push(note);
                }
                Mark::Kept => self.head.opening.push(line.text.clone()),
                Mark::Link(url) => {
                    self.head.article.source.get_or_insert(url);
                    self.head.origin("source", "address line", line.number, Confidence::Likely);
                }
                Mark::Section(name) => self.head.section(&name, line.number, Confidence::Likely),
                Mark::Affiliation | Mark::Furniture => {}
            }
        }
        if others > 0 {
            self.signed = Some(next);
        }
        next
    }

    /// Reads a byline. A list of names may continue on the next line.
    fn byline(&mut self, byline: people::Byline, at: usize) -> usize {
        let mut end = at + 1;
        let mut text = self.lines[at].text.clone();
        let mut byline = byline;
        while end < self.marks.len()
            && self.marks[end].is_empty()
            && (goes_on(&text) || begins_with_and(&self.lines[end].text))
            && !self.lines[end].is_blank()
        {
            let joined = format!("{text} {}", self.lines[end].text);
            let Some(longer) = mark::byline(&joined) else { break };
            byline = longer;
            text = joined;
            end += 1;
        }
        let confidence = if byline.marked { Confidence::Stated } else { Confidence::Likely };
        self.head.authors(byline.people, self.lines[at].number, confidence);
        end
    }

    /// Reads a plain line by its position. `None` if the body starts here.
    fn plain(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        if self.head.article.title.is_none() {
            return self.section_line(at).or_else(|| self.headline(at));
        }
        if self.signed == Some(at) {
            let under =
                credit::under_byline(&line.text).filter(|_| self.head.article.credit.is_none());
            if let Some((text, confidence)) = under {
                self.head.credit(&text, line.number, confidence);
                return Some(at + 1);
            }
            if self.is_more_of_byline(at) {
                self.signed = Some(at + 1);
                return Some(at + 1);
            }
        }
        if dateline::of(&line.text).is_some() {
            return None;
        }
        if let Some((caption, found)) = credit::after_caption(&line.text)
            .filter(|_| line.words() <= 45 && self.head.article.credit.is_none())
        {
            let caption = caption.to_owned();
            self.head.credit(&found.text, line.number, Confidence::Likely);
            self.head.opening.push(caption);
            return Some(at + 1);
        }
        if self.head.article.authors.is_empty()
            && let Some(next) = self.bare_byline(at)
        {
            return Some(next);
        }
        self.deck_or_caption(at)
    }

    /// The line above the headline: `News`, `Sport | Football`, `Harbor Life`.
    fn section_line(&mut self, at: usize) -> Option<usize> {
        if self.head.article.section.is_some() {
            return None;
        }
        let line = &self.lines[at];
        let text = line.text.trim_matches(['*', '_', '#', ' ', ':', '[', ']', '–', '—']);
        let next = (at + 1..self.lines.len()).find(|it| !self.lines[*it].is_blank())?;
        let parts = text
            .split(['|', '>', '/', '»', '·', '•', '›'])
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>();
        if parts.iter().any(|it| has(SECTIONS, it)) && parts.iter().all(|it| words_in(it) <= 4) {
            let column = has(COLUMNS, parts[0]);
            for part in parts {
                // `OPINION | ANN LEE`: the name of a column is followed by the author.
                if column && words_in(part) > 1 && is_name(part) && !has(SECTIONS, part) {
                    self.head.authors(people::read(part), line.number, Confidence::Unsure);
                } else {
                    self.head.section(part, line.number, Confidence::Likely);
                }
            }
            return Some(at + 1);
        }
        let short = words_in(text) <= 3
            && line.width() <= 30
            && !text.ends_with(['.', '?', '!', ',', ';'])
            && next > at + 1;
        let headline = &self.lines[next];
        let marked = self.marks.get(next).is_none_or(|it| !it.is_empty());
        let holds = short
            && !marked
            && !text.contains(['"', '“', '”', '„', '«', '»'])
            && (!text.chars().any(char::is_numeric) || self.is_dossier(text, next))
            && headline.words() >= 4
            && headline.words() <= 30
            && !headline.text.ends_with(['.', ':', '”', '"'])
            && dateline::of(&headline.text).is_none()
            && self.ends_head_line(next);
        if !holds {
            return None;
        }
        self.head.section(text, line.number, Confidence::Unsure);
        Some(at + 1)
    }

    /// Whether a name with a number, such as `Election 2026`, is a section: a headline twice as long must follow it, and then a
    /// byline.
    fn is_dossier(&self, text: &str, headline: usize) -> bool {
        let end = self.plain_end(headline);
        let signed = (end..self.marks.len()).find(|it| !self.lines[*it].is_blank());
        let signed = signed.and_then(|it| self.marks[it].first());
        text.starts_with(char::is_alphabetic)
            && self.lines[headline].words() >= 2 * words_in(text)
            && matches!(signed, Some(Mark::Byline(_)))
    }

    /// Whether the block that starts at `at` is as short as a headline: at most three lines.
    fn ends_head_line(&self, at: usize) -> bool {
        self.plain_end(at) - at <= 3
    }

    /// The index after the plain lines from `at` on.
    fn plain_end(&self, at: usize) -> usize {
        let plain = |it: &usize| {
            !self.lines[*it].is_blank() && self.marks.get(*it).is_none_or(Vec::is_empty)
        };
        at + 1 + (at + 1..self.lines.len().min(at + 40)).take_while(plain).count()
    }

    /// The mark of the next marked line, if only blank lines and at most `plain` short blocks precede it.
    ///
    /// Text must follow it: a byline at the end of an article does not turn the text before it into a head.
    fn ahead(&self, at: usize, plain: usize) -> Option<&Mark> {
        let mut blocks = 0;
        let mut at = at;
        while at < self.marks.len() {
            if self.lines[at].is_blank() {
                at += 1;
            } else if self.is_accepted(at) {
                let text = |it: usize| {
                    !self.lines[it].is_blank() && self.marks.get(it).is_none_or(Vec::is_empty)
                };
                let mark = self.marks[at].first();
                let near = blocks == 0 || !matches!(mark, Some(Mark::Credit(_)));
                return mark.filter(|_| near && (at + 1..self.lines.len()).any(text));
            } else {
                let end = self.plain_end(at);
                let words: usize = self.lines[at..end].iter().map(Line::words).sum();
                if blocks == plain || words > 45 || dateline::of(&self.lines[at].text).is_some() {
                    return None;
                }
                blocks += 1;
                at = end;
            }
        }
        None
    }

    /// Reads the headline, which has at most three lines.
    fn headline(&mut self, at: usize) -> Option<usize> {
        let lines = self.lines;
        let first = &lines[at];
        let mut end = at + 1;
        let limit = self.plain_end(at);
        while end < limit && continues(&lines[end - 1], &lines[end], end + 1 == limit) {
            end += 1;
        }
        let joined = lines[at..end].iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
        if joined.len() > 1200 {
            return None;
        }
        let text = joined.trim_start_matches(['#', ' ']).trim_matches(['*', '_', ' ']);
        let words = words_in(text);
        let stop = text.ends_with('.') && !text.ends_with("..");
        // A full stop marks a sentence, unless the next line certainly belongs to a head.
        let signed = || matches!(self.ahead(end, 0), Some(Mark::Byline(_) | Mark::Date(_)));
        let sentence = stop && !(words <= 20 && signed());
        let long = words > 30
            || (words > 25 && self.ahead(end, 0).is_none())
            || joined.chars().count() > 260;
        let several = text
            .match_indices(". ")
            .any(|(it, _)| words_in(&text[..it]) > 4 && words_in(&text[it..]) > 2);
        let alone = (end..lines.len()).all(|it| lines[it].is_blank());
        let prose =
            sentence || long || (several && !signed()) || end - at > 3 || (alone && words > 12);
        if prose || is_bullet(&first.text) || text.is_empty() || dateline::of(text).is_some() {
            return None;
        }
        let title = text.to_owned();
        self.head.article.title = Some(title);
        self.head.origin("title", "headline", first.number, Confidence::Likely);
        Some(end)
    }

    /// Whether a line continues a byline: `Staff Writer`, `Reuters`, `ann@example.org`.
    fn is_more_of_byline(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let text = line.text.trim_matches(['(', ')', '*', '_', '|']);
        let address = line.words() <= 4 && line.text.contains('@') && !line.text.ends_with('.');
        let short =
            line.words() <= 8 && line.width() <= 70 && !line.text.ends_with(['.', '?', '!']);
        address || (short && people::is_affiliation(text))
    }

    /// Reads a name without `by` below the headline: `Ann Lee` or `The Associated Press`.
    fn bare_byline(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let first = line.text.split_whitespace().next().unwrap_or("");
        let agency = people::words::is_agency(&line.text);
        let alone = self.plain_end(at) == at + 1
            || (self.plain_end(at) == at + 2 && self.is_more_of_byline(at + 1));
        let follows = (at + 1..self.lines.len()).any(|it| !self.lines[it].is_blank());
        if !alone
            || !follows
            || line.width() > 70
            || (has(ARTICLES, first) && !agency)
            || has(SECTIONS, &line.text)
        {
            return None;
        }
        let byline = people::byline(line.text.trim_matches(['*', '_']));
        let named = byline.people.iter().all(|it| {
            let count = words_in(&it.name);
            let cased = it.name.chars().any(char::is_lowercase) || is_capitals(&it.name);
            is_name(&it.name) && ((2..=4).contains(&count) || !cased)
        });
        if !agency && (!named || byline.people.is_empty()) {
            return None;
        }
        let supported = !byline.affiliations.is_empty()
            || matches!(self.ahead(at + 1, 0), Some(Mark::Date(_) | Mark::Credit(_)));
        let confidence = if supported || agency { Confidence::Likely } else { Confidence::Unsure };
        self.head.authors(byline.people, line.number, confidence);
        self.signed = Some(at + 1);
        Some(at + 1)
    }

    /// Reads a plain block between the headline and a line that certainly belongs to the head.
    fn deck_or_caption(&mut self, at: usize) -> Option<usize> {
        let end = self.plain_end(at).min(self.marks.len());
        let block = &self.lines[at..end];
        let words: usize = block.iter().map(Line::words).sum();
        let blank = self.lines.get(end).is_none_or(Line::is_blank);
        let first = block.first()?;
        let text = block.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
        let unsigned = self.head.article.authors.is_empty();
        let next = self.ahead(end, usize::from(unsigned && words <= 45))?;
        let credited = matches!(next, Mark::Credit(_));
        let tight = credited && !blank;
        let deck = self.head.article.summary.is_none()
            && !tight
            && (2..=60).contains(&words)
            && !is_bullet(&text);
        // After a byline, only a date or a credit shows that the text has not started yet. A long block is the text.
        let early = match next {
            Mark::Byline(_) | Mark::Date(_) | Mark::Release(_) => unsigned || words <= 30,
            Mark::Credit(_) => (unsigned && words <= 30) || tight || words <= 20,
            _ => return None,
        };
        if !early || words > 60 {
            return None;
        }
        if deck && (unsigned || !credited) {
            self.head.article.summary = Some(text);
            self.head.origin("summary", "deck", first.number, Confidence::Likely);
        } else {
            self.head.opening.push(text);
        }
        Some(end)
    }
}

/// Whether a list of names continues on the next line.
fn goes_on(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    text.ends_with([',', '&', '/', ';'])
        || matches!(
            last.to_lowercase().as_str(),
            "and" | "und" | "et" | "y" | "e" | "en" | "by" | "von" | "par" | "por" | "di" | "door"
        )
}

/// Whether a line starts with a word that joins names.
fn begins_with_and(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("");
    matches!(first, "and" | "und" | "et" | "y" | "e" | "en" | "&" | "AND" | "UND")
}

/// Whether a wrapped headline continues in `next`, which is the last line of its block if `last`.
fn continues(line: &Line, next: &Line, last: bool) -> bool {
    if line.text.ends_with(['.', '?', '!', ':', '”', '"', '»']) || is_bullet(&next.text) {
        return false;
    }
    let small = next
        .text
        .chars()
        .find(|it| it.is_alphanumeric())
        .is_some_and(|it| !it.is_uppercase() && it.is_alphabetic() && it.is_lowercase());
    let alike = (is_title(&line.text) && is_title(&next.text))
        || (is_capitals(&line.text) && is_capitals(&next.text));
    let room = next.width() <= line.width() + 20 && !next.text.ends_with('.');
    // A wrapped line is nearly full.
    (small && line.width() >= 20)
        || (room && line.width() >= 25 && alike && next.words() <= 14)
        || (room && last && line.width() >= 45 && next.words() <= 10)
}

/// Whether a line is in title case: most words have capitals, apart from small words.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().filter(|it| it.chars().count() > 3).collect::<Vec<_>>();
    let raised = words
        .iter()
        .filter(|it| {
            it.chars().find(|it| it.is_alphanumeric()).is_some_and(|it| !it.is_lowercase())
        })
        .count();
    !words.is_empty() && raised * 4 >= words.len() * 3
}
