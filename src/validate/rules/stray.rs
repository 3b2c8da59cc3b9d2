//! Elements that have no row in their place: unknown ones, with what was meant, and known ones that stand somewhere else.

use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::detect::Format;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::Kind;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::schema;
use crate::validate::schema::Place;
use crate::validate::schema::Row;
use crate::validate::schema::Value;
use crate::validate::schema::Vocabulary;

/// An element without a row in its place.
pub(in crate::validate) struct Stray<'a, 's> {
    pub(in crate::validate) name: Name<'s>,
    pub(in crate::validate) name_span: Span,
    pub(in crate::validate) parent: Option<&'static Row>,
    /// A row of the same name for another place.
    pub(in crate::validate) elsewhere: Option<&'static Row>,
    pub(in crate::validate) vocabularies: &'a [&'static Vocabulary],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
    pub(in crate::validate) kind: Kind,
}

/// Reports an element that is unknown, or known but not here.
pub(in crate::validate) fn report(it: &Stray<'_, '_>, facts: &Facts<'_>, out: &mut Findings) {
    let core = it.vocabularies.first().map(|it| it.ns);
    let vocabulary = schema::vocabulary_of(it.vocabularies, it.name.ns);
    if let Some(holder) = it.parent
        && !holds_elements(holder)
    {
        let is_known = vocabulary.is_some() || it.name.ns == Ns::NONE;
        if !is_description(it, holder, facts.format) && (is_known || holder.value != Value::Empty) {
            among_text(it, holder, out);
        }
        return;
    }
    if is_extension_of_no_feed(it, facts.format) {
        return;
    }
    // What Atom's content may hold is another document's affair, and markup between the elements of a feed is XHTML's.
    let holds_markup = |row: &Row| matches!(row.value, Value::AtomContent | Value::AtomText);
    if core != Some(it.name.ns) && it.parent.is_some_and(holds_markup) {
        return;
    }
    let parent = it.parent.map_or("the document", |it| it.name);
    if it.name.ns == Ns::XHTML && core != Some(Ns::XHTML) {
        outside_of_content(it, out);
    } else if let Some(row) = it.elsewhere {
        if it.name.ns == Ns::ATOM && it.parent.is_some_and(|parent| is_foreign(it, parent)) {
            questionable(it, row, parent, out);
        } else {
            misplaced(it, row, parent, out);
        }
    } else if it.name.ns == Ns::JSON && it.name.local.starts_with('_') {
        extension_is_named(it, out); // They may hold anything.
    } else if it.name.ns == Ns::NONE && core.is_some_and(|it| it != Ns::NONE) {
        without_namespace(it, out);
    } else if let Some(vocabulary) = vocabulary {
        unknown(it, vocabulary, parent, out);
    }
    // What an extension that nobody here knows puts into a feed is its own affair.
}

/// Whether it is a description in RDF, which puts whole ones into elements that hold text elsewhere: a `foaf:Person` into
/// `dc:creator`.
fn is_description(it: &Stray<'_, '_>, holder: &Row, format: Format) -> bool {
    let core = it.vocabularies.first().map(|it| it.ns);
    matches!(format, Format::Rss10 | Format::Rss11 | Format::Rss090)
        && holder.name.contains(':')
        && !matches!(it.name.ns, Ns::NONE | Ns::ATOM | Ns::XHTML)
        && core != Some(it.name.ns)
}

/// An element in one that holds text, or nothing.
fn among_text(it: &Stray<'_, '_>, holder: &Row, out: &mut Findings) {
    let (holder_name, name) = (Quoted(holder.name), Quoted(it.name.local));
    if holder.value == Value::Empty {
        let words = format_args!("{holder_name} is empty, and holds no elements such as {name}");
        out.report(&rules::UNEXPECTED_ELEMENT, it.name_span, words)
            .note("readers do not look into it")
            .help("move it out, to an element that may hold it, or leave it out");
        return;
    }
    let words = format_args!("{holder_name} holds text, and not elements such as {name}");
    out.report(&rules::UNEXPECTED_ELEMENT, it.name_span, words)
        .note("readers show only a part of such a text, or none")
        .help(
            "escape the markup (`&lt;b&gt;`), or put it in a CDATA section where HTML is allowed",
        );
}

/// An element that is known, and stands elsewhere.
fn misplaced(it: &Stray<'_, '_>, row: &'static Row, parent: &str, out: &mut Findings) {
    let words = format_args!("{} does not belong in {}", Quoted(row.name), Quoted(parent));
    let report = out
        .report(&rules::MISPLACED_ELEMENT, it.name_span, words)
        .note("readers look for it elsewhere, and do not see it here");
    let homes: Vec<String> =
        row.places.iter().filter_map(|place| home(*place, it.vocabularies)).collect();
    if !homes.is_empty() {
        report.help(format_args!("it belongs in {}", homes.join(" or ")));
    }
}

/// An element that its vocabulary does not have.
fn unknown(it: &Stray<'_, '_>, vocabulary: &Vocabulary, parent: &str, out: &mut Findings) {
    let rule =
        if it.kind == Kind::Element { &rules::UNKNOWN_ELEMENT } else { &rules::UNKNOWN_MEMBER };
    // What a namespace that still grows has got since is no fault, unless it looks like a slip of the pen.
    let grows = vocabulary.grows;
    if !out.has_room(rule) {
        // It is counted; what would be said of it need not be found out.
        if !grows {
            out.report(rule, it.name_span, "");
        }
        return;
    }
    let near = nearest(it.name.local, vocabulary.rows.iter().map(Row::local));
    if grows && near.is_none() {
        return;
    }
    let written = &it.name;
    let shown = if written.prefix.is_empty() {
        written.local.to_owned()
    } else {
        format!("{}:{}", written.prefix, written.local)
    };
    let words = format_args!("there is no {} in {}", Quoted(&shown), name_of(vocabulary, it));
    let mut report =
        out.report(rule, it.name_span, words).note("readers pass over what they do not know");
    if grows {
        report = report.severity(Severity::Warning);
    }
    // Names that differ in case alone are surely meant.
    if let Some(near) = near.filter(|near| near.eq_ignore_ascii_case(it.name.local)) {
        report = if it.kind == Kind::Element {
            let colon = if written.prefix.is_empty() { "" } else { ":" };
            report.rename(it.source, it.name_span, &format!("{}{colon}{near}", written.prefix))
        } else {
            report.fix(format_args!("write `{near}`"), it.name_span, near)
        };
    }
    report.help(instead(it, near, vocabulary, parent));
}

/// What to do about an element that does not exist.
fn instead(
    it: &Stray<'_, '_>,
    near: Option<&'static str>,
    vocabulary: &Vocabulary,
    parent: &str,
) -> String {
    let is_core = it.vocabularies.first().is_some_and(|core| core.ns == it.name.ns);
    if let Some((name, uri)) = extension_of_the_name(it, near) {
        let prefix = name.split(':').next().unwrap_or_default();
        return format!("did you mean `{name}`, with xmlns:{prefix}=\"{uri}\"?");
    }
    if let Some(near) = near {
        return format!("did you mean {}?", Quoted(near));
    }
    if is_core {
        let what = if it.kind == Kind::Element {
            "declare a namespace for an extension of your own"
        } else {
            "begin its name with `_` if it is an extension of your own"
        };
        return format!("leave it out, or {what}");
    }
    let choices = it.parent.map(|it| fitting(vocabulary, it)).unwrap_or_default();
    if (1..=MOST_CHOICES).contains(&choices.len()) {
        return format!("of this namespace, {} may hold {}", Quoted(parent), choices.join(", "));
    }
    "leave it out, or look up the names that its specification has".to_owned()
}

/// How many names are offered instead of one that does not exist.
pub(in crate::validate::rules) const MOST_CHOICES: usize = 8;

/// The elements of a vocabulary that may stand in `parent`.
fn fitting(vocabulary: &Vocabulary, parent: &Row) -> Vec<&'static str> {
    let fits = |it: &&Row| it.places.iter().any(|place| place.holds(parent));
    vocabulary.rows.iter().filter(fits).map(|it| it.name).collect()
}

/// The element of an extension, with its namespace, that an element of RSS is meant to be: its prefix has been left out.
fn extension_of_the_name(
    it: &Stray<'_, '_>,
    near: Option<&'static str>,
) -> Option<(&'static str, &'static str)> {
    if it.name.ns != Ns::NONE || near.is_some_and(|it_is| it_is.eq_ignore_ascii_case(it.name.local))
    {
        return None;
    }
    schema::EXTENSIONS.iter().find_map(|vocabulary| {
        let row = vocabulary.rows.iter().find(|row| {
            row.is_named(it.name.local)
                && it
                    .parent
                    .is_some_and(|parent| row.places.iter().any(|place| place.holds(parent)))
        })?;
        Some((row.name, vocabulary.ns.entry()?.uri))
    })
}

/// "Custom objects … must have a key beginning with an underscore … followed by a letter. No `.` characters are allowed."
/// <https://www.jsonfeed.org/version/1.1/#extensions>
fn extension_is_named(it: &Stray<'_, '_>, out: &mut Findings) {
    let name = &it.name.local[1..];
    if name.starts_with(|it: char| it.is_alphabetic()) && !name.contains('.') {
        return;
    }
    out.report(
        &rules::INVALID_EXTENSION_NAME,
        it.name_span,
        format_args!("{} is not the name of an extension", Quoted(it.name.local)),
    )
    .note("programs that turn keys into names of variables cannot read it")
    .help("begin it with an underscore and a letter, and use no full stop");
}

/// Whether it is an extension in a document that is no feed: there it says nothing of a feed or an entry.
fn is_extension_of_no_feed(it: &Stray<'_, '_>, format: Format) -> bool {
    let no_feed = matches!(
        format,
        Format::AtomService
            | Format::AtomCategories
            | Format::OpenSearch
            | Format::Opml10
            | Format::Opml11
            | Format::Opml20
    );
    no_feed && it.name.ns != Ns::NONE && it.vocabularies.iter().all(|core| core.ns != it.name.ns)
}

/// Markup that no reader shows, because it stands between the elements of the feed.
fn outside_of_content(it: &Stray<'_, '_>, out: &mut Findings) {
    out.report(
        &rules::XHTML_OUTSIDE_CONTENT,
        it.name_span,
        format_args!("{} of XHTML stands outside of a text", Quoted(it.name.local)),
    )
    .note("readers show what stands in the content and in the summary, and not this")
    .help("move it into the content");
}

/// In a format that has a namespace, an element without one belongs to nobody.
fn without_namespace(it: &Stray<'_, '_>, out: &mut Findings) {
    let core = it.vocabularies.iter().find(|core| {
        core.ns != Ns::NONE && core.rows.iter().any(|row| row.is_named(it.name.local))
    });
    let report = out
        .report(
            &rules::ELEMENT_WITHOUT_NAMESPACE,
            it.name_span,
            format_args!("{} is in no namespace", Quoted(it.name.local)),
        )
        .note("readers cannot tell what it means, and pass over it");
    match core.and_then(|it| it.ns.entry()) {
        Some(known) => report.help(format_args!("write xmlns=\"{}\"", known.uri)),
        None => report.help("declare a namespace for an extension of your own"),
    };
}

/// Whether `parent` is in another namespace than Atom's.
fn is_foreign(it: &Stray<'_, '_>, parent: &'static Row) -> bool {
    let atom = it.vocabularies.iter().filter(|it| it.ns == Ns::ATOM);
    !atom.flat_map(|it| it.rows).any(|row| std::ptr::eq(row, parent))
}

/// RFC 4287 §6.3 lets elements of Atom stand in extensions: nothing is wrong, but nothing comes of it.
fn questionable(it: &Stray<'_, '_>, row: &'static Row, parent: &str, out: &mut Findings) {
    let name = row.local();
    out.report(
        &rules::QUESTIONABLE_ELEMENT,
        it.name_span,
        format_args!("{} says nothing in {}", Quoted(name), Quoted(parent)),
    )
    .note("clients do not look for it there")
    .help("move it to the feed or the entry that it is about, or leave it out");
}

fn holds_elements(row: &Row) -> bool {
    matches!(
        row.value,
        Value::Children | Value::Anything | Value::Markup | Value::AtomContent | Value::AtomText
    )
}

/// What messages call a vocabulary.
fn name_of(vocabulary: &Vocabulary, it: &Stray<'_, '_>) -> String {
    match vocabulary.ns.entry() {
        _ if !vocabulary.name.is_empty() => vocabulary.name.to_owned(),
        Some(known) => format!("the namespace `{}` ({})", known.prefix, known.uri),
        None => format!("the namespace {}", it.reader.namespace_uri(vocabulary.ns)),
    }
}

/// The element that a place stands for, in words.
fn home(place: Place, vocabularies: &[&'static Vocabulary]) -> Option<String> {
    match place {
        Place::Root => Some("the root of the document".to_owned()),
        Place::In(name) => Some(format!("`{name}`")),
        Place::Anywhere => None,
        role => {
            let core = vocabularies.first()?;
            core.rows.iter().find(|it| it.role == Some(role)).map(|it| format!("`{}`", it.name))
        }
    }
}
