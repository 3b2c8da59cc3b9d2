//! The checks that come with every row: unknown, misplaced, repeated and missing elements and attributes.

use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::element::decoded_attribute;
use crate::validate::extent::extent;
use crate::validate::extent::with_line;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::markup::Attribute;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::validate::rules::value;
use crate::validate::schema;
use crate::validate::schema::Count;
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

/// Namespaces that get new elements from time to time.
const GROWING: &[Ns] = &[Ns::PODCAST, Ns::MERCHANT, Ns::GOOGLEPLAY, Ns::WEBFEEDS, Ns::SOURCE];

/// Reports an element that is unknown, or known but not here.
pub(in crate::validate) fn stray(it: &Stray<'_, '_>, facts: &Facts<'_>, out: &mut Findings) {
    let core = it.vocabularies.first().map(|it| it.ns);
    let vocabulary = schema::vocabulary(it.vocabularies, it.name.ns);
    let parent = it.parent.map_or("the document", |it| it.name);
    // RDF puts whole descriptions into elements that hold text elsewhere: a `foaf:Person` into `dc:creator`.
    let describes = |holder: &Row| {
        holder.name.contains(':') && !matches!(it.name.ns, Ns::NONE | Ns::ATOM | Ns::XHTML)
    };
    if let Some(holder) = it.parent
        && !holds_elements(holder)
    {
        let is_rdf = matches!(facts.format, Format::Rss10 | Format::Rss11 | Format::Rss090);
        if is_rdf && describes(holder) && core != Some(it.name.ns) {
            return;
        }
        // An extension that nobody here knows may extend what is empty otherwise.
        if holder.value == Value::Empty && vocabulary.is_none() && it.name.ns != Ns::NONE {
            return;
        }
        let (holder_name, name) = (Quoted(parent), Quoted(it.name.local));
        if holder.value == Value::Empty {
            let words =
                format_args!("{holder_name} is empty, and holds no elements such as {name}");
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
            )
            .element(it.name.local, parent.replace(':', "_"));
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
    if it.name.ns == Ns::XHTML && core != Some(Ns::XHTML) {
        outside_of_content(it, parent, out);
        return;
    }
    if let Some(row) = it.elsewhere {
        if it.name.ns == Ns::ATOM && it.parent.is_some_and(|parent| is_foreign(it, parent)) {
            questionable(it, row, parent, out);
            return;
        }
        let report = out
            .report(
                &rules::MISPLACED_ELEMENT,
                it.name_span,
                format_args!("{} does not belong in {}", Quoted(row.name), Quoted(parent)),
            )
            .note("readers look for it elsewhere, and do not see it here")
            .element(row.name, parent);
        let homes: Vec<String> =
            row.places.iter().filter_map(|place| home(*place, it.vocabularies)).collect();
        if !homes.is_empty() {
            report.help(format_args!("it belongs in {}", homes.join(" or ")));
        }
        return;
    }
    if it.name.ns == Ns::JSON && it.name.local.starts_with('_') {
        extension_is_named(it, out);
        return; // They may hold anything.
    }
    if it.name.ns == Ns::NONE && core.is_some_and(|it| it != Ns::NONE) {
        without_namespace(it, parent, out);
        return;
    }
    // What an extension that nobody here knows puts into a feed is its own affair.
    let Some(vocabulary) = vocabulary else { return };
    let rule =
        if it.kind == Kind::Element { &rules::UNKNOWN_ELEMENT } else { &rules::UNKNOWN_MEMBER };
    if !out.has_room(rule) {
        // It is counted; what would be said of it need not be found out.
        if !GROWING.contains(&it.name.ns) {
            out.report(rule, it.name_span, "");
        }
        return;
    }
    let near = nearest(it.name.local, vocabulary.rows.iter().map(Row::local));
    // Nor is what a namespace that still grows has got since, unless it looks like a slip of the pen.
    let grows = GROWING.contains(&it.name.ns);
    if grows && near.is_none() {
        return;
    }
    let written = &it.name;
    let shown = if written.prefix.is_empty() {
        written.local.to_owned()
    } else {
        format!("{}:{}", written.prefix, written.local)
    };
    let mut report = out.report(
        rule,
        it.name_span,
        format_args!("there is no {} in {}", Quoted(&shown), format_name(it)),
    );
    let extension = extension_of_the_name(it, near);
    if it.name.ns == Ns::NONE && it.name.local == "blink" {
        report = report.w3c(Some("NoBlink"));
    }
    if grows {
        report = report.severity(Severity::Warning).w3c(None);
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
    report = match (near, core == Some(it.name.ns)) {
        _ if extension.is_some() => report.help_if(extension.map(|(name, uri)| {
            format!(
                "did you mean `{name}`, with xmlns:{}=\"{uri}\"?",
                name.split(':').next().unwrap_or_default()
            )
        })),
        (Some(near), _) => report.help(format_args!("did you mean {}?", Quoted(near))),
        (None, true) if it.kind == Kind::Element => {
            report.help("leave it out, or declare a namespace for an extension of your own")
        }
        (None, true) => report
            .help("leave it out, or begin its name with `_` if it is an extension of your own"),
        (None, false) => {
            let choices = it.parent.map(|it| fitting(vocabulary, it)).unwrap_or_default();
            match choices.len() {
                1..=MOST_CHOICES => report.help(format_args!(
                    "of this namespace, {} may hold {}",
                    Quoted(parent),
                    choices.join(", ")
                )),
                _ => report.help("leave it out, or look up the names that its specification has"),
            }
        }
    };
    report.note("readers pass over what they do not know").element(&shown, parent);
}

/// How many names are offered instead of one that does not exist.
const MOST_CHOICES: usize = 8;

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
fn outside_of_content(it: &Stray<'_, '_>, parent: &str, out: &mut Findings) {
    out.report(
        &rules::XHTML_OUTSIDE_CONTENT,
        it.name_span,
        format_args!("{} of XHTML stands outside of a text", Quoted(it.name.local)),
    )
    .note("readers show what stands in the content and in the summary, and not this")
    .help("move it into the content")
    .element(format_args!("xhtml:{}", it.name.local), parent.replace(':', "_"));
}

/// In a format that has a namespace, an element without one belongs to nobody.
fn without_namespace(it: &Stray<'_, '_>, parent: &str, out: &mut Findings) {
    let core = it.vocabularies.iter().find(|core| {
        core.ns != Ns::NONE && core.rows.iter().any(|row| row.is_named(it.name.local))
    });
    let report = out
        .report(
            &rules::ELEMENT_WITHOUT_NAMESPACE,
            it.name_span,
            format_args!("{} is in no namespace", Quoted(it.name.local)),
        )
        .note("readers cannot tell what it means, and pass over it")
        .element(it.name.local, parent.replace(':', "_"));
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
    .help("move it to the feed or the entry that it is about, or leave it out")
    .element(format_args!("atom:{name}"), parent);
}

fn holds_elements(row: &Row) -> bool {
    matches!(
        row.value,
        Value::Children | Value::Anything | Value::Markup | Value::AtomContent | Value::AtomText
    )
}

/// What a vocabulary is called in messages.
fn format_name(it: &Stray<'_, '_>) -> String {
    match it.name.ns {
        Ns::NONE if it.vocabularies.iter().any(|it| it.rows.iter().any(|it| it.name == "opml")) => {
            "OPML".to_owned()
        }
        Ns::NONE => "RSS".to_owned(),
        Ns::RSS10 => "RSS 1.0".to_owned(),
        Ns::RSS090 => "RSS 0.90".to_owned(),
        Ns::RSS11 => "RSS 1.1".to_owned(),
        Ns::ATOM03 => "Atom 0.3".to_owned(),
        Ns::OPENSEARCH => "OpenSearch".to_owned(),
        Ns::APP => "AtomPub".to_owned(),
        Ns::ATOM => "Atom".to_owned(),
        Ns::JSON => "JSON Feed".to_owned(),
        ns => match ns.entry() {
            Some(known) => format!("the namespace `{}` ({})", known.prefix, known.uri),
            None => format!("the namespace {}", it.reader.namespace_uri(ns)),
        },
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

/// Reports a child that may be there only once.
pub(in crate::validate) fn duplicate(
    row: &'static Row,
    parent: Option<&'static Row>,
    open: &Open,
    first: Span,
    source: &str,
    out: &mut Findings,
) {
    let holder = parent.map_or("the document", |it| it.name);
    let report = out
        .report(
            &rules::DUPLICATE_ELEMENT,
            open.name_span,
            format_args!("{} has {} more than once", Quoted(holder), Quoted(row.name)),
        )
        .label(first, "the first one is here")
        .note("some readers take the first, some the last")
        .help("keep one")
        .element(row.name, parent.map_or("root".to_owned(), |it| it.name.replace(':', "_")));
    let whole = |name| extent(source, name).map(|it| it.whole);
    if report.is_kept()
        && let (Some(one), Some(other)) = (whole(first), whole(open.name_span))
        && source[one.range()] == source[other.range()]
    {
        report.help("remove the second, which says the same").fix(
            "remove the second",
            with_line(source, other),
            "",
        );
    }
}

/// Whether an element came after a format: `guid` is of RSS 2.0.
fn is_newer(row: &Row, format: Format) -> bool {
    row.name == "guid" && format != Format::Rss20
}

/// Reports a child that should be there and is not.
pub(in crate::validate) fn missing(
    element: &Element<'_, '_>,
    needed: &'static Row,
    facts: &Facts<'_>,
    out: &mut Findings,
) {
    if needed.count == Count::Recommended && is_newer(needed, facts.format) {
        return;
    }
    let general =
        if needed.kinds.is_empty() { &rules::MISSING_ELEMENT } else { &rules::MISSING_MEMBER };
    let rule = needed.absent.unwrap_or(general);
    let report = out
        .report(
            rule,
            element.name_span,
            format_args!("{} has no {}", Quoted(element.row.name), Quoted(needed.name)),
        )
        .note_with(|| rule.why())
        .help(format_args!("add {}", Quoted(needed.name)));
    let report = match needed.absent_w3c {
        Some(name) => report.w3c(Some(name)),
        None => report,
    };
    let holder = element.row.name;
    if PRINTED_AS_WRITTEN.contains(&holder) {
        report.element(needed.name, holder);
    } else {
        report.element(needed.name, holder.replace(':', "_"));
    }
}

/// The W3C validator prints the prefix of a parent with an underscore behind it, but for these, of which it prints the name.
const PRINTED_AS_WRITTEN: &[&str] = &["itunes:owner", "geo:Point"];

/// Reports children that say what a child of the core says too. RSS alone is judged so: the names are its own.
pub(in crate::validate) fn said_twice(
    element: &Element<'_, '_>,
    facts: &Facts<'_>,
    out: &mut Findings,
) {
    for child in element.children {
        let Some(core) = child.row.same_as else { continue };
        let Some(first) = element.first(core) else { continue };
        if !facts.format.is_rss() {
            continue;
        }
        let is_entry = element.row.role == Some(Place::Entry);
        out.report(
            &rules::SAID_TWICE,
            child.first,
            format_args!("{} says what {} says already", Quoted(child.row.name), Quoted(core)),
        )
        .w3c(Some(if is_entry { "DuplicateItemSemantics" } else { "DuplicateSemantics" }))
        .label(first, "it is said here")
        .note("readers choose one of the two, and not all of them the same")
        .help(format_args!("keep {}, which every reader of RSS knows", Quoted(core)))
        .element(element.row.name, element.parent.map_or("", |it| it.name));
    }
}

/// A start tag with its row.
pub(in crate::validate) struct Tag<'a, 's> {
    pub(in crate::validate) row: &'static Row,
    pub(in crate::validate) parent: Option<&'static Row>,
    pub(in crate::validate) attributes: &'a [Attribute<'s>],
    pub(in crate::validate) reader: &'a Reader<'s>,
    pub(in crate::validate) source: &'s str,
    pub(in crate::validate) span: Span,
    pub(in crate::validate) name_span: Span,
    pub(in crate::validate) kind: Kind,
}

impl Tag<'_, '_> {
    /// The attribute `name` in no namespace, decoded.
    pub(in crate::validate) fn attribute(&self, name: &str) -> Option<Decoded<'_>> {
        let wanted = |it: &&Attribute<'_>| {
            let found = self.reader.name(it.name);
            found.ns == Ns::NONE && found.local == name
        };
        self.attributes
            .iter()
            .find(wanted)
            .map(|it| decoded_attribute(it, self.reader, self.source))
    }
}

/// The attributes that XML itself defines.
const OF_XML: &[&str] = &["base", "id", "lang", "space"];

/// Whether an attribute is in a namespace that is known, and that has no attribute for this element. In RDF, each property
/// may be an attribute.
fn is_unknown_to_its_namespace(name: &Name<'_>, row: &Row, format: Format) -> bool {
    if name.ns == Ns::NONE || row.open_attributes || row.value == Value::Anything {
        return false;
    }
    if matches!(format, Format::Rss10 | Format::Rss11 | Format::Rss090) {
        return false;
    }
    match name.ns {
        Ns::XML => !OF_XML.contains(&name.local),
        // These belong on any element, or grow.
        Ns::XHTML | Ns::RDF | Ns::RDFS | Ns::FOAF | Ns::PODCAST | Ns::CC | Ns::THREAD => false,
        ns => schema::vocabulary(&[], ns).is_some(),
    }
}

fn unknown_to_its_namespace(
    name: &Name<'_>,
    attribute: &Attribute<'_>,
    it: &Tag<'_, '_>,
    out: &mut Findings,
) {
    let prefix = name.ns.entry().map_or(name.prefix, |it| it.prefix);
    out.report(
        &rules::UNKNOWN_ATTRIBUTE,
        attribute.name_span,
        format_args!("{} has no attribute `{prefix}:{}`", Quoted(it.row.name), name.local),
    )
    .note("readers pass over what they do not know")
    .help("leave it out, or look up what its namespace has: most have elements, and no attributes")
    .element(it.row.local(), it.row.local());
}

/// RSS allows extensions "only if those elements and attributes are defined in a namespace".
pub(in crate::validate) fn nameless(
    name: &Name<'_>,
    name_span: Span,
    holder: &Name<'_>,
    out: &mut Findings,
) {
    out.report(
        &rules::ELEMENT_WITHOUT_NAMESPACE,
        name_span,
        format_args!("{} stands in an extension, and is in no namespace", Quoted(name.local)),
    )
    .severity(Severity::Error)
    .w3c(Some("NotInANamespace"))
    .note("programs cannot tell it from an element of RSS")
    .help(format_args!("write <{}:{}>, or declare a namespace for it", holder.prefix, name.local))
    .element(name.local, holder.local);
}

/// Judges the attributes of an element, or the kind of a JSON value.
pub(in crate::validate) fn attributes(it: &Tag<'_, '_>, facts: &mut Facts<'_>, out: &mut Findings) {
    if it.kind != Kind::Element {
        value::kind(it, out);
        return;
    }
    let parent = it.parent.map_or("root".to_owned(), |it| it.name.replace(':', "_"));
    for attribute in it.attributes {
        let name = it.reader.name(attribute.name);
        let known = it.row.attributes.iter().find(|attr| match attr.name.split_once(':') {
            None => name.ns == Ns::NONE && attr.name == name.local,
            Some((prefix, local)) => {
                local == name.local && name.ns.entry().is_some_and(|entry| entry.prefix == prefix)
            }
        });
        if let Some(known) = known {
            let text = decoded_attribute(attribute, it.reader, it.source);
            value::attribute(
                &value::Slot { row: it.row, attr: known, text, parent: &parent, reader: it.reader },
                facts,
                out,
            );
            continue;
        }
        if name.ns != Ns::NONE || it.row.open_attributes {
            if name.ns == Ns::XML {
                value::xml_attribute(name.local, attribute, it, facts, out);
            }
            if is_unknown_to_its_namespace(&name, it.row, facts.format) {
                unknown_to_its_namespace(&name, attribute, it, out);
            }
            continue;
        }
        let names = it.row.attributes.iter().map(|it| it.name);
        let folded =
            it.row.attributes.iter().find(|attr| attr.name.eq_ignore_ascii_case(name.local));
        let has_room = out.has_room(&rules::UNKNOWN_ATTRIBUTE);
        let found = || if has_room { nearest(name.local, names) } else { None };
        let near = folded.map(|it| it.name).or_else(found);
        let report = out
            .report(
                &rules::UNKNOWN_ATTRIBUTE,
                attribute.name_span,
                format_args!("{} has no attribute {}", Quoted(it.row.name), Quoted(name.local)),
            )
            .note("readers pass over what they do not know")
            .element(it.row.local(), it.row.local());
        match (folded, near) {
            (Some(_), Some(near)) => report
                .help(format_args!("names are case-sensitive: write {}", Quoted(near)))
                .fix(format_args!("write `{near}`"), attribute.name_span, near),
            (_, Some(near)) => report.help(format_args!("did you mean {}?", Quoted(near))),
            (_, None) if has_room && (1..=MOST_CHOICES).contains(&it.row.attributes.len()) => {
                let choices: Vec<&str> = it.row.attributes.iter().map(|it| it.name).collect();
                report.help(format_args!("leave it out; it may have {}", choices.join(", ")))
            }
            (_, None) => report.help("leave it out"),
        };
    }
    for needed in it.row.attributes.iter().filter(|it| it.required) {
        let there = it.attributes.iter().any(|attribute| {
            let name = it.reader.name(attribute.name);
            name.local == needed.name.rsplit(':').next().unwrap_or(needed.name)
        });
        if !there {
            let report = out
                .report(
                    &rules::MISSING_ATTRIBUTE,
                    it.name_span,
                    format_args!(
                        "{} has no attribute {}",
                        Quoted(it.row.name),
                        Quoted(needed.name)
                    ),
                )
                .note("the specification requires it, and readers pass over what says too little")
                .help(format_args!("add {}=\"…\"", needed.name))
                .element(it.row.name, &parent);
            if let Some(name) = needed.absent_w3c {
                report.w3c(Some(name));
            }
        }
    }
}
