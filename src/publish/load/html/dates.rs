//! The dates of a page. The first place that has one decides. Invalid dates are reported.

use crate::value::timezone::Timezone;
use chrono::{DateTime, FixedOffset};
use scraper::ElementRef;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::article::{Confidence, Origin};
use crate::publish::load::date;
use crate::publish::load::date::DateProblem;
use crate::publish::load::html::places::PageKey::{Item, Json, Meta};
use crate::publish::load::html::places::{Found, PageKey, Places, is_furniture, short_text, text};
use crate::publish::rules::{AMBIGUOUS_DATE, IMPOSSIBLE_DATE, UNREADABLE_DATE};

/// A place that may contain a date.
enum Source {
    In(PageKey),
    /// The `time` elements for publication or for a change.
    Time(DateKind),
    /// A date that the page shows near its title, in an element with a typical class.
    Visible,
    /// A line above the text that is a date or contains a publication date.
    Line,
    /// The URL of the page: `/2024/05/01/title`.
    Address,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DateKind {
    Published,
    Updated,
}

use Source::{Address, In, Line, Time, Visible};

#[rustfmt::skip]
static PUBLISHED: &[Source] = &[
    In(Meta("feedwright:published")), In(Meta("feedwright:date")),
    In(Json("datePublished")), In(Json("dateCreated")), In(Json("uploadDate")),
    In(Meta("article:published_time")), In(Meta("og:article:published_time")), In(Meta("og:published_time")),
    In(Item("datePublished")), In(Item("dateCreated")),
    Time(DateKind::Published),
    In(Meta("date")), In(Meta("pubdate")), In(Meta("publishdate")), In(Meta("publish-date")), In(Meta("publish_date")),
    In(Meta("published")), In(Meta("published-date")), In(Meta("parsely-pub-date")), In(Meta("sailthru.date")),
    In(Meta("dc.date.issued")), In(Meta("dc.date")), In(Meta("dcterms.issued")), In(Meta("dcterms.date")),
    In(Meta("dcterms.created")), In(Meta("dc.date.created")), In(Meta("citation_publication_date")),
    In(Meta("citation_date")), In(Meta("created")),
    Visible, Line, Address,
];

#[rustfmt::skip]
static UPDATED: &[Source] = &[
    In(Meta("feedwright:updated")),
    In(Json("dateModified")),
    In(Meta("article:modified_time")), In(Meta("og:article:modified_time")), In(Meta("og:updated_time")),
    In(Item("dateModified")),
    Time(DateKind::Updated),
    In(Meta("modified")), In(Meta("lastmod")), In(Meta("last-modified")), In(Meta("updated")),
    In(Meta("dcterms.modified")), In(Meta("dc.date.modified")),
];

static EXPIRES: &[Source] =
    &[In(Meta("feedwright:expires")), In(Meta("article:expiration_time")), In(Json("expires"))];

/// A date and the place where it was found.
pub(super) type Dated = (DateTime<FixedOffset>, Found);

/// The dates of a page.
pub(super) struct Dates {
    pub(super) published: Option<Dated>,
    pub(super) updated: Option<Dated>,
    pub(super) expires: Option<Dated>,
}

/// Reads the dates of a page with the given `url`.
pub(super) fn read(
    places: &Places<'_>,
    url: Option<&Found>,
    timezone: Timezone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Dates {
    let mut first = |sources| {
        let candidates = |it: &Source| match it {
            In(place) => places.at(*place),
            Time(kind) => times(places, *kind),
            Visible => visible(places, timezone),
            Line => line(places, timezone),
            Address => url.and_then(in_address).into_iter().collect(),
        };
        decide(sources, candidates, timezone, diagnostics)
    };
    Dates { published: first(PUBLISHED), updated: first(UPDATED), expires: first(EXPIRES) }
}

/// The dates that the page shows, the best first. A comparison with other pages of the site may show which one is the article's.
pub(super) fn shown(places: &Places<'_>, timezone: Timezone) -> Vec<Dated> {
    let all =
        [times(places, DateKind::Published), visible(places, timezone), line(places, timezone)];
    let all = all.into_iter().flatten();
    all.filter_map(|it| Some((date::read(&it.value, timezone).ok()?.when, it))).collect()
}

fn decide(
    sources: &[Source],
    candidates: impl Fn(&Source) -> Vec<Found>,
    timezone: Timezone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Dated> {
    let mut unreadable: Option<Diagnostic> = None;
    let mut decided = None;
    for source in sources {
        let Some(found) = candidates(source).into_iter().next() else { continue };
        match date::read(&found.value, timezone) {
            Ok(written) => {
                decided = Some((written.when, found));
                break;
            }
            Err(DateProblem::NotADate) => {
                unreadable.get_or_insert_with(|| fault(&DateProblem::NotADate, &found));
            }
            Err(problem) => {
                diagnostics.push(fault(&problem, &found));
                return None;
            }
        }
    }
    if let Some(mut fault) = unreadable {
        if let Some((_, found)) = &decided {
            fault.severity = Severity::Warning;
            fault.note(format!("feedwright uses the date from {} instead", found.origin));
        }
        diagnostics.push(fault);
    }
    decided
}

fn fault(problem: &DateProblem, found: &Found) -> Diagnostic {
    let Found { value, origin: Origin { what, .. }, span, .. } = found;
    match problem {
        DateProblem::Ambiguous(one, other) => {
            let message = format!("{what} is ambiguous: `{value}`");
            let mut fault = Diagnostic::new(&AMBIGUOUS_DATE, *span, message);
            fault
                .note("the order of day and month differs between countries")
                .help(format!("write `{one}` or `{other}`"));
            fault
        }
        DateProblem::Impossible(why) => {
            let message = format!("{what} is not a real date: `{value}`");
            let mut fault = Diagnostic::new(&IMPOSSIBLE_DATE, *span, message);
            fault.note(why.as_str()).help(
                "write it as `YYYY-MM-DD`, for example `2024-04-03` or `2024-04-03T10:00:00+02:00`",
            );
            fault
        }
        DateProblem::NotADate => {
            let message = format!("{what} is not a date: `{value}`");
            let mut fault = Diagnostic::new(&UNREADABLE_DATE, *span, message);
            fault.help(
                "write it as `YYYY-MM-DD`, for example `2024-04-03` or `2024-04-03T10:00:00+02:00`",
            );
            fault
        }
    }
}

/// The maximum number of elements that are searched for a visible date.
const MAX_LOOKED_AT: usize = 50;

/// The values of `time` elements, the best first.
fn times(places: &Places<'_>, kind: DateKind) -> Vec<Found> {
    let all = places.elements.iter().filter(|it| it.value().name() == "time");
    let mut rated = Vec::new();
    for element in all.take(MAX_LOOKED_AT).copied() {
        let value = element.attr("datetime").map_or_else(|| text(element), str::to_owned);
        // `PT5M` is the reading time.
        if value.is_empty() || value.starts_with('P') || is_furniture(element) {
            continue;
        }
        let class = element.attr("class").unwrap_or_default().to_lowercase();
        let updated = ["updated", "modified", "dt-updated"].iter().any(|it| class.contains(it));
        let published = ["publish", "entry-date", "post-date", "posted", "dt-published"];
        let published = published.iter().any(|it| class.contains(it));
        let rank = match kind {
            DateKind::Published if element.attr("pubdate").is_some() => 0,
            DateKind::Published if published => 1,
            DateKind::Published if !updated => 2,
            DateKind::Updated if updated && !published => 0,
            _ => continue,
        };
        // A `time` element in the running text is not necessarily the publication date.
        let in_text = element.ancestors().filter_map(ElementRef::wrap);
        let in_text =
            in_text.take(3).any(|it| it.value().name() == "p" && short_text(it, 150).is_none());
        let shows =
            element.attr("datetime").is_some() && date::read(&value, Timezone::UTC).is_err();
        if rank == 2 && (in_text || shows || is_copyright(element)) {
            continue;
        }
        let mut found = places.stated(element, &value, "`<time>`".to_owned());
        found.element = Some(element.id());
        found.origin.confidence = if rank < 2 { Confidence::Stated } else { Confidence::Likely };
        rated.push((rank, found));
    }
    rated.sort_by_key(|it| it.0);
    rated.into_iter().map(|it| it.1).collect()
}

/// The dates in elements with a typical class.
fn visible(places: &Places<'_>, timezone: Timezone) -> Vec<Found> {
    let dated = |it: &&ElementRef<'_>| {
        let class = it.attr("class").unwrap_or_default().to_lowercase();
        ["date", "publish", "posted", "timestamp", "byline", "meta"]
            .iter()
            .any(|it| class.contains(it))
            && !class.contains("update")
            && !class.contains("modified")
    };
    let mut all = Vec::new();
    for element in places.elements.iter().filter(dated).take(MAX_LOOKED_AT) {
        if short_text(*element, 120).is_none() || is_furniture(*element) {
            continue;
        }
        let mut found = places.shown(*element, "visible date".to_owned(), Confidence::Likely);
        // The hAtom microformat keeps the machine-readable date in `title`.
        let title = element.attr("title").filter(|_| element.value().name() == "abbr");
        if let Some(title) = title.filter(|it| date::read(it, timezone).is_ok()) {
            title.trim().clone_into(&mut found.value);
            all.push(found);
            continue;
        }
        let mut parts = found.value.split(['|', '\u{b7}', '\u{2022}']).map(without_label);
        let date = parts.find(|it| {
            it.len() > 5 && !matches!(date::read(it, timezone), Err(DateProblem::NotADate))
        });
        if let Some(date) = date.map(str::to_owned) {
            found.value = date;
            all.push(found);
        }
    }
    all
}

/// The maximum number of elements that are searched for a line with a date.
const MAX_SEEN: usize = 500;

/// The maximum number of short lines above the text.
const MAX_LINES: usize = 12;

/// The first date in the short lines above the text: `3 May 2024`, `Published: 3 May 2024`, `By Ann Lee on 3 May 2024`.
fn line(places: &Places<'_>, timezone: Timezone) -> Vec<Found> {
    let lines = places.elements.iter().copied().filter(|it| {
        matches!(
            it.value().name(),
            "p" | "div"
                | "span"
                | "small"
                | "em"
                | "i"
                | "strong"
                | "address"
                | "dd"
                | "li"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "center"
                | "font"
                | "td"
        )
    });
    let mut looked_at = 0;
    for element in lines.take(MAX_SEEN) {
        if is_furniture(element) {
            continue;
        }
        let Some(whole) = short_text(element, 150) else {
            // A box is long because of its contents, but a long paragraph is the start of the text.
            if element.value().name() == "p" {
                break;
            }
            continue;
        };
        if !whole.bytes().any(|it| it.is_ascii_digit()) || is_copyright(element) {
            continue;
        }
        looked_at += 1;
        if looked_at > MAX_LINES {
            break;
        }
        let mut parts = whole.split(['|', '\u{b7}', '\u{2022}', '\u{2014}']).filter_map(dated_part);
        let date = parts.find(|it| it.len() > 5 && date::read(it, timezone).is_ok());
        if let Some(date) = date.map(str::to_owned) {
            let mut found = places.shown(element, "visible date".to_owned(), Confidence::Likely);
            found.value = date;
            return vec![found];
        }
    }
    Vec::new()
}

/// The part of a line that may be a date: the line without its label, or the part after the name in a byline.
fn dated_part(part: &str) -> Option<&str> {
    let part = part.trim();
    let lower = part.to_lowercase();
    // The date of a change is not the publication date.
    if ["update", "modified", "changed", "revised"]
        .iter()
        .any(|it| lower.starts_with(it) || lower.starts_with(&format!("last {it}")))
    {
        return None;
    }
    if lower.len() == part.len()
        && ["by ", "written by ", "posted by "].iter().any(|it| lower.starts_with(it))
    {
        let at =
            lower.rfind(" on ").map(|it| it + 4).or_else(|| lower.find(", ").map(|it| it + 2))?;
        return part.get(at..);
    }
    Some(without_label(part))
}

/// Whether an element, or the line that contains it, is a copyright notice.
fn is_copyright(element: ElementRef<'_>) -> bool {
    let around = element.ancestors().filter_map(ElementRef::wrap).take(2);
    let around = around.take_while(|it| {
        matches!(it.value().name(), "p" | "small" | "span" | "li" | "center" | "font" | "i" | "em")
    });
    let mut lines = std::iter::once(element).chain(around).filter_map(|it| short_text(it, 200));
    lines.any(|it| it.contains('\u{a9}') || it.to_lowercase().contains("copyright"))
}

/// A visible date without the words before it: `Published on: 3 May 2024`.
fn without_label(text: &str) -> &str {
    #[rustfmt::skip]
    const LABELS: &[&str] = &[
        "published", "posted", "written", "created", "on", "date", "veröffentlicht", "publié", "publicado", "gepubliceerd", "am", "vom",
        "le", "el", "op",
    ];
    let mut text = text.trim();
    while let Some((word, rest)) = text.split_once([' ', ':']) {
        if !LABELS.contains(&word.to_lowercase().as_str()) {
            break;
        }
        text = rest.trim_start_matches([' ', ':']);
    }
    text.split(" by ").next().unwrap_or(text).trim_end_matches([',', ' '])
}

/// The date in a URL such as `https://example.com/2024/05/01/title`.
fn in_address(url: &Found) -> Option<Found> {
    let parts = url.value.split('/').collect::<Vec<_>>();
    let day = parts.windows(3).find(|it| {
        let digits = |text: &str, most| {
            (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
        };
        it[0].len() == 4 && digits(it[0], 4) && digits(it[1], 2) && digits(it[2], 2)
    })?;
    let value = format!("{}-{:0>2}-{:0>2}", day[0], day[1], day[2]);
    // The four digits may be a page number.
    date::read(&value, Timezone::UTC).ok()?;
    let origin = Origin {
        what: "the page's URL".to_owned(),
        confidence: Confidence::Likely,
        ..url.origin.clone()
    };
    Some(Found { value, origin, span: url.span, element: None })
}
