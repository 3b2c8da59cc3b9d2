//! Parses RSS and Atom with the events of the validator's XML parser: in linear time, without recursion, and without external
//! entities.

use crate::diagnostic::Diagnostic;
use crate::publish::old_feed::entry::Broken;
use crate::publish::old_feed::entry::OldEntry;
use crate::publish::old_feed::entry::OldFeed;
use crate::publish::old_feed::entry::date;
use crate::text::escape;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Event;
use crate::validate::markup::Open;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::xml::Xml;
use crate::validate::options::Limits;

/// The field that an element sets in its parent, and its rank. The first value with the highest rank is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Link(u8),
    Title,
    Published(u8),
    Updated(u8),
    Html(u8),
}

/// The elements of an entry that a reader uses. RSS elements are in no namespace, or in the namespace of RSS.
#[rustfmt::skip]
static FIELDS: &[(Option<Ns>, &str, Field)] = &[
    (None,                 "title",       Field::Title),
    (None,                 "link",        Field::Link(2)),
    (None,                 "guid",        Field::Id),
    (None,                 "pubDate",     Field::Published(2)),
    (None,                 "description", Field::Html(1)),
    (Some(Ns::CONTENT),    "encoded",     Field::Html(3)),
    (Some(Ns::XHTML),      "body",        Field::Html(3)),
    (Some(Ns::DC),         "date",        Field::Published(1)),
    (Some(Ns::DC),         "identifier",  Field::Link(1)),
    (Some(Ns::DCTERMS),    "issued",      Field::Published(1)),
    (Some(Ns::DCTERMS),    "created",     Field::Published(1)),
    (Some(Ns::DCTERMS),    "modified",    Field::Updated(1)),
    (Some(Ns::FEEDBURNER), "origLink",    Field::Link(4)),
    (Some(Ns::ATOM),       "id",          Field::Id),
    (Some(Ns::ATOM),       "title",       Field::Title),
    (Some(Ns::ATOM),       "link",        Field::Link(3)),
    (Some(Ns::ATOM),       "published",   Field::Published(2)),
    (Some(Ns::ATOM),       "updated",     Field::Updated(2)),
    (Some(Ns::ATOM),       "summary",     Field::Html(1)),
    (Some(Ns::ATOM),       "content",     Field::Html(2)),
    (Some(Ns::ATOM03),     "id",          Field::Id),
    (Some(Ns::ATOM03),     "title",       Field::Title),
    (Some(Ns::ATOM03),     "link",        Field::Link(3)),
    (Some(Ns::ATOM03),     "issued",      Field::Published(2)),
    (Some(Ns::ATOM03),     "created",     Field::Published(1)),
    (Some(Ns::ATOM03),     "modified",    Field::Updated(2)),
    (Some(Ns::ATOM03),     "summary",     Field::Html(1)),
    (Some(Ns::ATOM03),     "content",     Field::Html(2)),
];

/// Parses RSS or Atom.
pub(super) fn read(text: &str) -> Result<OldFeed, Broken> {
    let mut reading = Reading { text, ..Reading::default() };
    let mut out = Diagnostics::new(1);
    let mut xml = Xml::new(text, &Limits::default());
    loop {
        match xml.next(&mut out) {
            Event::Open(open) => reading.open(&open, &xml),
            Event::Close(close) => reading.close(close.span.start as usize),
            Event::Text(piece) => {
                if let Some(taken) = &mut reading.taken {
                    xml.decode(&piece, &mut taken.text);
                }
            }
            Event::End => break,
            _ => {}
        }
    }
    let root_at = reading.root_at;
    if reading.is_feed {
        // In the order of the text, because the first problem is the cause of the others.
        let mut faults = out.finish();
        faults.retain(Diagnostic::is_error);
        faults.sort_by_key(|it| it.span.start);
        return match faults.into_iter().next() {
            None => Ok(reading.feed),
            Some(fault) => Err(Broken { at: fault.span.start, what: fault.message }),
        };
    }
    let what = match reading.root {
        None if text.trim().is_empty() => "not a feed: the file is empty".to_owned(),
        None => "not a feed: it is neither XML nor JSON".to_owned(),
        Some(root) => format!("not a feed: its first element is `{root}`"),
    };
    Err(Broken { at: root_at, what })
}

#[derive(Default)]
struct Reading<'s> {
    text: &'s str,
    feed: OldFeed,
    is_feed: bool,
    root: Option<&'s str>,
    root_at: u32,
    depth: usize,
    /// The open entry, the depth of its element, and the ranks of its values.
    entry: Option<(OldEntry, usize)>,
    ranks: Ranks,
    taken: Option<Taken>,
}

/// The ranks of the values that an entry already has.
#[derive(Default)]
struct Ranks {
    link: u8,
    published: u8,
    updated: u8,
    html: u8,
}

/// The element whose text is collected.
struct Taken {
    what: What,
    depth: usize,
    text: String,
    /// The start of its contents, if they are elements and not text.
    markup_from: Option<usize>,
    /// Whether the text is plain text and not HTML.
    is_plain: bool,
}

#[derive(Clone, Copy)]
enum What {
    Entry(Field),
    Home,
    FeedUpdated,
}

impl<'s> Reading<'s> {
    fn open(&mut self, open: &Open, xml: &Xml<'s>) {
        self.depth += 1;
        let name = xml.name(open.name);
        if self.depth == 1 {
            self.root = Some(name.local);
            self.root_at = open.name_span.start;
            self.is_feed = matches!(name.local, "rss" | "RDF" | "feed" | "Channel" | "entry");
            if name.local != "entry" {
                return;
            }
        }
        if self.taken.is_some() {
            return;
        }
        let is_rss = is_rss(name.ns);
        let is_atom = matches!(name.ns, Ns::ATOM | Ns::ATOM03);
        match &mut self.entry {
            None if (is_rss && name.local == "item" || is_atom && name.local == "entry")
                && self.feed.entries.len() < u32::MAX as usize =>
            {
                // RSS 1.0 has no `guid`. The URI of the resource identifies the item.
                let about = attribute(xml, Ns::RDF, "about");
                let entry = OldEntry { id: about, ..OldEntry::default() };
                self.entry = Some((entry, self.depth));
                self.ranks = Ranks::default();
            }
            None => self.open_in_feed(open, name, xml),
            Some((_, depth)) if self.depth == *depth + 1 => self.open_in_entry(open, name, xml),
            Some(_) => {}
        }
    }

    fn open_in_feed(&mut self, open: &Open, name: Name<'s>, xml: &Xml<'s>) {
        // Only the feed's own elements, not those of its image or text input.
        if self.depth > 3 {
            return;
        }
        let what = match name.local {
            "link" if is_rss(name.ns) => What::Home,
            "link" if matches!(name.ns, Ns::ATOM | Ns::ATOM03) => {
                let rel = attribute(xml, Ns::NONE, "rel");
                if self.depth == 2 && rel.is_none_or(|it| it == "alternate") {
                    self.feed.home = self.feed.home.take().or(attribute(xml, Ns::NONE, "href"));
                }
                return;
            }
            "updated" | "modified" | "lastBuildDate" => What::FeedUpdated,
            _ => return,
        };
        self.take(what, open, true);
    }

    fn open_in_entry(&mut self, open: &Open, name: Name<'s>, xml: &Xml<'s>) {
        let ns = if is_rss(name.ns) { None } else { Some(name.ns) };
        let row = FIELDS.iter().find(|it| it.0 == ns && it.1 == name.local);
        let Some((_, _, field)) = row else { return };
        let given = |local: &str| attribute(xml, Ns::NONE, local);
        if name.local == "link"
            && ns.is_some()
            && let Some((entry, _)) = &mut self.entry
        {
            let is_page = given("rel").is_none_or(|it| it == "alternate");
            if let (Some(href), true, Field::Link(rank)) = (given("href"), is_page, *field)
                && rank > self.ranks.link
            {
                self.ranks.link = rank;
                entry.link = Some(href);
            }
            return;
        }
        if let (Field::Id, None, Some((entry, _))) = (field, ns, &mut self.entry) {
            entry.is_permalink = given("isPermaLink").is_none_or(|it| it != "false");
        }
        // Atom text constructs are plain text unless they specify another type, but RSS elements contain HTML.
        let kind = given("type").unwrap_or_default();
        let is_plain = matches!(name.ns, Ns::ATOM | Ns::ATOM03)
            && !kind.contains("html")
            && given("mode").is_none_or(|it| it != "escaped");
        self.take(What::Entry(*field), open, is_plain);
        if (kind.contains("xhtml") || name.ns == Ns::XHTML)
            && let Some(taken) = &mut self.taken
        {
            taken.markup_from = Some(open.span.end as usize);
        }
    }

    fn take(&mut self, what: What, _open: &Open, is_plain: bool) {
        let (text, depth) = (String::new(), self.depth);
        self.taken = Some(Taken { what, depth, text, markup_from: None, is_plain });
    }

    fn close(&mut self, end: usize) {
        if let Some(taken) = self.taken.take_if(|it| it.depth == self.depth) {
            self.keep(taken, end);
        }
        if let Some((entry, _)) = self.entry.take_if(|it| it.1 == self.depth) {
            self.feed.entries.push(entry);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn keep(&mut self, taken: Taken, end: usize) {
        let markup = taken.markup_from.and_then(|start| self.text.get(start..end));
        let text = markup.map_or(taken.text, ToOwned::to_owned);
        if text.trim().is_empty() {
            return;
        }
        let html =
            |text: String| if taken.is_plain { escape::content(&text).into_owned() } else { text };
        let field = match taken.what {
            What::Home => {
                self.feed.home.get_or_insert(text);
                return;
            }
            What::FeedUpdated => {
                self.feed.updated = self.feed.updated.or_else(|| date(&text));
                return;
            }
            What::Entry(field) => field,
        };
        let Some((entry, _)) = &mut self.entry else { return };
        let ranks = &mut self.ranks;
        let mut outranks = |rank: u8, held: fn(&mut Ranks) -> &mut u8| {
            let held = held(ranks);
            let is_higher = rank > *held;
            *held = rank.max(*held);
            is_higher
        };
        match field {
            Field::Id => entry.id = Some(text),
            Field::Title => {
                entry.title.get_or_insert_with(|| html(text));
            }
            Field::Link(rank) if outranks(rank, |it| &mut it.link) => entry.link = Some(text),
            Field::Html(rank) if outranks(rank, |it| &mut it.html) => {
                entry.html = Some(html(text));
            }
            Field::Published(rank) if outranks(rank, |it| &mut it.published) => {
                entry.published = date(&text).or(entry.published);
            }
            Field::Updated(rank) if outranks(rank, |it| &mut it.updated) => {
                entry.updated = date(&text).or(entry.updated);
            }
            _ => {}
        }
    }
}

/// Whether a namespace belongs to RSS: none, one of its versions, or an unknown one that contains the whole feed.
fn is_rss(ns: Ns) -> bool {
    matches!(ns, Ns::NONE | Ns::RSS10 | Ns::RSS090 | Ns::RSS091 | Ns::RSS11) || ns.entry().is_none()
}

fn attribute(xml: &Xml<'_>, ns: Ns, local: &str) -> Option<String> {
    let found = xml.attributes().iter().find(|it| {
        let name = xml.name(it.name);
        name.local == local && name.ns == ns
    });
    found.map(|it| it.value.trim().to_owned()).filter(|it| !it.is_empty())
}
