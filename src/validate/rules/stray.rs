//! Elements that have no row in their place: unknown elements, with a suggestion, and known elements in the wrong place.

use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::nearest::nearest_within;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Stray;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::Kind;
use crate::validate::markup::name::Ns;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::outside_channel;
use crate::validate::rules::replacement;
use crate::validate::rules::unescaped;
use crate::validate::schema;
use crate::validate::vocabulary::Vocabulary;

/// Reports an element that is unknown, or not allowed in this place.
pub(in crate::validate) fn report(it: &Stray<'_, '_>, facts: &Facts<'_>, out: &mut Diagnostics) {
    let core = it.vocabularies.first().map(|it| it.ns);
    let vocabulary = schema::vocabulary_of(it.vocabularies, it.name.ns);
    if let Some(holder) = it.parent
        && !holds_elements(holder)
    {
        let is_known = vocabulary.is_some_and(|it| !it.lenient) || it.name.ns == Ns::NONE;
        if !is_description(it, holder, facts.format) && (is_known || holder.value != Value::Empty) {
            among_text(it, holder, out);
        }
        return;
    }
    if is_extension_outside_feeds(it, facts.format) {
        return;
    }
    // Atom content may contain any other vocabulary, and the rules for XHTML check markup in text.
    let holds_markup = |row: &Row| matches!(row.value, Value::AtomContent | Value::AtomText);
    if core != Some(it.name.ns) && it.parent.is_some_and(holds_markup) {
        return;
    }
    if it.name.ns == Ns::XHTML && core != Some(Ns::XHTML) {
        outside_of_content(it, out);
    } else if let Some(row) = it.elsewhere {
        if it.name.ns == Ns::ATOM && it.parent.is_some_and(|parent| is_foreign(it, parent)) {
            questionable(it, row, out);
        } else {
            misplaced(it, row, vocabulary, facts, out);
        }
    } else if it.name.ns == Ns::JSON && it.name.local.starts_with('_') {
        extension_is_named(it, out); // An extension may contain anything.
    } else if it.name.ns == Ns::NONE && core.is_some_and(|it| it != Ns::NONE) {
        without_namespace(it, out);
    } else if let Some(vocabulary) = vocabulary {
        unknown(it, vocabulary, facts, out);
    }
    // Elements of an unknown extension are not checked.
}

/// Whether it is a description in RDF. An element that contains text in other formats may contain such a description in
/// RDF, for example a `foaf:Person` in `dc:creator`.
fn is_description(it: &Stray<'_, '_>, holder: &Row, format: Format) -> bool {
    let core = it.vocabularies.first().map(|it| it.ns);
    matches!(format, Format::Rss10 | Format::Rss11 | Format::Rss090)
        && holder.name.contains(':')
        && !matches!(it.name.ns, Ns::NONE | Ns::ATOM | Ns::XHTML)
        && core != Some(it.name.ns)
}

/// Reports an element inside an element that must contain only text or must be empty.
fn among_text(it: &Stray<'_, '_>, holder: &Row, out: &mut Diagnostics) {
    let written = &it.source[it.name_span.range()];
    let (holder_name, name) = (Quoted(holder.name), Quoted(written));
    if holder.value == Value::Empty {
        let words = format_args!("{holder_name} must be empty, but contains the element {name}");
        out.report(&rules::ELEMENT_IN_TEXT, it.name_span, words)
            .note("readers do not look inside it")
            .help("move it to an element that can contain it, or remove it");
        return;
    }
    let words =
        format_args!("{holder_name} must contain only text, but contains the element {name}");
    let report = out.report(&rules::ELEMENT_IN_TEXT, it.name_span, words);
    let parent = it.parent_span.filter(|_| report.is_kept() && it.name.prefix.is_empty());
    // Readers that lost the markup show it then, so both fixes are unsafe.
    let (title, edits) = match parent {
        Some(parent) if holder.value == Value::Html => {
            ("wrap the HTML in CDATA", unescaped::into_cdata(it.source, parent))
        }
        Some(parent) if holder.name == "title" => {
            ("remove the markup", unescaped::without_tags(it.source, parent))
        }
        _ => ("", None),
    };
    report
        .fix_all_if(Safety::Unsafe, title, edits)
        .note("many readers lose part of the text")
        .help(
            "remove the markup; if HTML is allowed here, you can also escape it (`&lt;b&gt;`) or wrap it in CDATA",
        );
}

/// The parent of an element, as messages name it.
fn parent_of(it: &Stray<'_, '_>) -> String {
    it.parent.map_or_else(|| "the document".to_owned(), |it| Quoted(it.name).to_string())
}

/// Reports a known element in the wrong place.
fn misplaced(
    it: &Stray<'_, '_>,
    row: &'static Row,
    vocabulary: Option<&Vocabulary>,
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    if vocabulary.is_some_and(|it| it.lenient) {
        undocumented_place(it, row, out);
        return;
    }
    let words = format_args!("{} is not allowed in {}", Quoted(row.name), parent_of(it));
    let report = out
        .report(&rules::MISPLACED_ELEMENT, it.name_span, words)
        .note("readers look for it elsewhere, and ignore it here");
    if let Some(instead) = fitting_here(it, facts) {
        replacement::suggest(report, it, instead);
        return;
    }
    // Readers that ignored these items show them then, so the fix is unsafe.
    let edits = if report.is_kept() { outside_channel::edits(it) } else { None };
    let report = report.fix_all_if(Safety::Unsafe, "move `</channel>` after the last item", edits);
    let homes: Vec<String> =
        row.places.iter().filter_map(|place| home(*place, it.vocabularies)).collect();
    if !homes.is_empty() {
        report.help(format_args!("move it to {}", homes.join(" or ")));
    }
}

/// Reports an element in a place that the documentation of its vocabulary does not mention, once for each place.
fn undocumented_place(it: &Stray<'_, '_>, row: &'static Row, out: &mut Diagnostics) {
    let (name, parent) = (Quoted(row.name), parent_of(it));
    let homes: Vec<String> =
        row.places.iter().filter_map(|place| home(*place, it.vocabularies)).collect();
    let reason = format!("{} in {parent}", row.name);
    out.once(
        &rules::UNRECOGNIZED_NAME,
        &reason,
        it.name_span,
        format_args!("{name} in {parent} is not known to feedwright"),
    )
    .note("the documentation of the namespace describes the element in another place")
    .help_if(
        (!homes.is_empty()).then(|| format!("the documented place is {}", homes.join(" or "))),
    );
}

/// Reports an element that its vocabulary does not define.
fn unknown(it: &Stray<'_, '_>, vocabulary: &Vocabulary, facts: &Facts<'_>, out: &mut Diagnostics) {
    let rule =
        if it.kind == Kind::Element { &rules::UNKNOWN_ELEMENT } else { &rules::UNKNOWN_MEMBER };
    let what = if it.kind == Kind::Element { "element" } else { "member" };
    // If the namespace still grows, an unknown name may be a new element. It is reported only if it looks like a typo.
    let grows = vocabulary.grows;
    if !out.has_room(rule) {
        // It is only counted, so there is no need to find a suggestion.
        if !grows {
            out.report(rule, it.name_span, "");
        }
        return;
    }
    let fits = |row: &&Row| {
        it.parent.is_some_and(|parent| row.places.iter().any(|place| place.is_inside(parent)))
    };
    let here = vocabulary.rows.iter().filter(fits).map(Row::local);
    // A new element may be similar to another one: `podcast:tracker` is not `podcast:trailer`.
    let length = it.name.local.chars().count();
    let most = if grows { (length / 6).clamp(1, 2) } else { (length / 3).clamp(1, 3) };
    let near = nearest_within(it.name.local, here, most)
        .or_else(|| nearest_within(it.name.local, vocabulary.rows.iter().map(Row::local), most));
    if vocabulary.lenient || grows && !near.is_some_and(|near| is_typo(it.name.local, near)) {
        perhaps_newer(it, near, vocabulary, out);
        return;
    }
    let written = &it.name;
    let shown = if written.prefix.is_empty() {
        written.local.to_owned()
    } else {
        format!("{}:{}", written.prefix, written.local)
    };
    let words = format_args!("unknown {what} {} in {}", Quoted(&shown), name_of(vocabulary, it));
    let mut report =
        out.report(rule, it.name_span, words).note(format_args!("readers ignore unknown {what}s"));
    if grows {
        report = report.severity(Severity::Warning);
    }
    let is_other_case = near.is_some_and(|near| near.eq_ignore_ascii_case(it.name.local));
    if let Some(instead) = fitting_here(it, facts).filter(|_| !is_other_case) {
        replacement::suggest(report, it, instead);
        return;
    }
    // If only the case differs, the suggestion is certain.
    if let Some(near) = near.filter(|near| near.eq_ignore_ascii_case(it.name.local)) {
        report = if it.kind == Kind::Element {
            let colon = if written.prefix.is_empty() { "" } else { ":" };
            report.rename(it.source, it.name_span, &format!("{}{colon}{near}", written.prefix))
        } else {
            report.fix(format_args!("rename it to `{near}`"), it.name_span, near)
        };
    } else if let Some(near) = near.filter(|_| it.kind == Kind::Element) {
        let colon = if written.prefix.is_empty() { "" } else { ":" };
        let to = format!("{}{colon}{near}", written.prefix);
        report = report.rename_if_meant(it.source, it.name_span, &to);
    }
    report.help(instead(it, near, vocabulary));
}

/// Whether a name is surely a misspelling of another one: it differs only in case, or in a single letter of a long name.
fn is_typo(name: &str, near: &str) -> bool {
    if name.eq_ignore_ascii_case(near) {
        return true;
    }
    let length = name.len().abs_diff(near.len());
    let same_start = name.bytes().zip(near.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b));
    let same_end =
        name.bytes().rev().zip(near.bytes().rev()).take_while(|(a, b)| a.eq_ignore_ascii_case(b));
    name.len() >= 5
        && length <= 1
        && same_start.count() + same_end.count() + 2 >= name.len().max(near.len())
}

/// Reports an element that its growing vocabulary did not have when the table was written, once for each name.
fn perhaps_newer(
    it: &Stray<'_, '_>,
    near: Option<&'static str>,
    vocabulary: &Vocabulary,
    out: &mut Diagnostics,
) {
    let prefix = vocabulary.ns.entry().map_or(it.name.prefix, |it| it.prefix);
    let name = format!("{prefix}:{}", it.name.local);
    let words = format_args!("the element {} is not known to feedwright", Quoted(&name));
    let report = out.once(&rules::UNRECOGNIZED_NAME, &name, it.name_span, words).note(
        if vocabulary.lenient {
            "the documentation of the namespace does not have it, so it may be new or misspelled"
        } else {
            "the specification of the namespace still grows, so the element may be new"
        },
    );
    match near {
        Some(near) => {
            report.help(format_args!("if it is not new, did you mean `{prefix}:{near}`?"))
        }
        None => report.help("check the name in the current specification"),
    };
}

/// What fits in the place of the element.
fn fitting_here(it: &Stray<'_, '_>, facts: &Facts<'_>) -> Option<replacement::Instead> {
    let is_podcast = facts.extension.uses(Ns::ITUNES);
    replacement::replacement(it, facts.format, is_podcast).filter(|_| it.kind == Kind::Element)
}

/// The row of the parent's child that the element is meant to be, if only its name is wrong. The parent does not need to be
/// reported as incomplete then.
pub(in crate::validate) fn meant(it: &Stray<'_, '_>, facts: &Facts<'_>) -> Option<&'static Row> {
    let core = it.vocabularies.first().filter(|core| core.ns == it.name.ns)?;
    let parent = it.parent?;
    let fits = |row: &&'static Row| row.places.iter().any(|place| place.is_inside(parent));
    let mut rows = core.rows.iter().filter(fits);
    match fitting_here(it, facts) {
        Some(replacement::Instead::Name(name)) => rows.find(|it| it.name == name),
        Some(_) => None,
        None if it.elsewhere.is_some() => None,
        None => {
            let near = nearest(it.name.local, core.rows.iter().filter(fits).map(Row::local))?;
            rows.find(|it| it.local() == near)
        }
    }
}

/// What to do about an unknown element.
fn instead(it: &Stray<'_, '_>, near: Option<&'static str>, vocabulary: &Vocabulary) -> String {
    let is_core = it.vocabularies.first().is_some_and(|core| core.ns == it.name.ns);
    if let Some((name, uri)) = extension_of_the_name(it, near) {
        let prefix = name.split(':').next().unwrap_or_default();
        return format!("did you mean `{name}` (with `xmlns:{prefix}=\"{uri}\"`)?");
    }
    if let Some(near) = near {
        let prefix = it.name.prefix;
        let colon = if prefix.is_empty() { "" } else { ":" };
        return format!("did you mean `{prefix}{colon}{near}`?");
    }
    if is_core {
        let what = if it.kind == Kind::Element {
            "declare a namespace if it is your own extension"
        } else {
            "begin its name with `_` if it is your own extension"
        };
        return format!("remove it, or {what}");
    }
    let choices = it.parent.map(|it| fitting(vocabulary, it)).unwrap_or_default();
    if (1..=MAX_CHOICES).contains(&choices.len()) {
        return format!(
            "use an element that is allowed in {}: `{}`",
            parent_of(it),
            choices.join("`, `")
        );
    }
    "remove it, or use a name from the specification of its namespace".to_owned()
}

/// The maximum number of names that a message lists in place of an unknown one.
pub(in crate::validate::rules) const MAX_CHOICES: usize = 8;

/// The elements of a vocabulary that are allowed in `parent`.
fn fitting(vocabulary: &Vocabulary, parent: &Row) -> Vec<&'static str> {
    let fits = |it: &&Row| it.places.iter().any(|place| place.is_inside(parent));
    vocabulary.rows.iter().filter(fits).map(|it| it.name).collect()
}

/// The extension element of this name, with its namespace, if the author left out the prefix.
fn extension_of_the_name(
    it: &Stray<'_, '_>,
    near: Option<&'static str>,
) -> Option<(&'static str, &'static str)> {
    if it.name.ns != Ns::NONE || near.is_some_and(|it_is| it_is.eq_ignore_ascii_case(it.name.local))
    {
        return None;
    }
    schema::EXTENSIONS.iter().filter(|it| !it.lenient).find_map(|vocabulary| {
        let row = vocabulary.rows.iter().find(|row| {
            row.is_named(it.name.local)
                && it
                    .parent
                    .is_some_and(|parent| row.places.iter().any(|place| place.is_inside(parent)))
        })?;
        Some((row.name, vocabulary.ns.entry()?.uri))
    })
}

/// "Custom objects … must have a key beginning with an underscore … followed by a letter. No `.` characters are allowed."
/// <https://www.jsonfeed.org/version/1.1/#extensions>
fn extension_is_named(it: &Stray<'_, '_>, out: &mut Diagnostics) {
    let name = &it.name.local[1..];
    if name.starts_with(|it: char| it.is_alphabetic()) && !name.contains('.') {
        return;
    }
    out.report(
        &rules::INVALID_EXTENSION_NAME,
        it.name_span,
        format_args!("{} is not a valid name for an extension", Quoted(it.name.local)),
    )
    .note("programs that turn JSON keys into variable names cannot read it")
    .help("start the name with an underscore and a letter, and remove any dots");
}

/// Whether it is an extension in a document that is not a feed, where it does not describe a feed or an entry.
fn is_extension_outside_feeds(it: &Stray<'_, '_>, format: Format) -> bool {
    let is_other_format = matches!(
        format,
        Format::AtomService
            | Format::AtomCategories
            | Format::OpenSearch
            | Format::Opml10
            | Format::Opml11
            | Format::Opml20
    );
    is_other_format
        && it.name.ns != Ns::NONE
        && it.vocabularies.iter().all(|core| core.ns != it.name.ns)
}

/// Reports markup that readers do not show, because it is between the elements of the feed.
fn outside_of_content(it: &Stray<'_, '_>, out: &mut Diagnostics) {
    out.report(
        &rules::XHTML_OUTSIDE_CONTENT,
        it.name_span,
        format_args!(
            "the XHTML element {} is not inside an element that can contain XHTML",
            Quoted(&it.name.written())
        ),
    )
    .note("readers show XHTML only if it is inside `content` or `summary`")
    .help("move it into the content");
}

/// Reports an element without a namespace in a format that has one.
fn without_namespace(it: &Stray<'_, '_>, out: &mut Diagnostics) {
    let core = it.vocabularies.iter().find(|core| {
        core.ns != Ns::NONE && core.rows.iter().any(|row| row.is_named(it.name.local))
    });
    let report = out
        .report(
            &rules::ELEMENT_WITHOUT_NAMESPACE,
            it.name_span,
            format_args!("{} has no namespace", Quoted(&it.name.written())),
        )
        .note("readers cannot tell what it means, and ignore it");
    match core.and_then(|it| it.ns.entry()) {
        Some(known) => report.help(format_args!("add `xmlns=\"{}\"`", known.uri)),
        None => report.help("declare a namespace if it is your own extension"),
    };
}

/// Whether `parent` is outside Atom's namespace.
fn is_foreign(it: &Stray<'_, '_>, parent: &'static Row) -> bool {
    let atom = it.vocabularies.iter().filter(|it| it.ns == Ns::ATOM);
    !atom.flat_map(|it| it.rows).any(|row| std::ptr::eq(row, parent))
}

/// Reports an Atom element in an extension. RFC 4287 §6.3 allows it, but it has no effect.
fn questionable(it: &Stray<'_, '_>, row: &'static Row, out: &mut Diagnostics) {
    let name = row.local();
    out.report(
        &rules::QUESTIONABLE_ELEMENT,
        it.name_span,
        format_args!("{} has no meaning in {}", Quoted(name), parent_of(it)),
    )
    .note("readers ignore it, or apply it to the wrong parent")
    .help("move it to the feed or the entry that it describes, or remove it");
}

fn holds_elements(row: &Row) -> bool {
    matches!(
        row.value,
        Value::Children | Value::Anything | Value::Markup | Value::AtomContent | Value::AtomText
    )
}

/// The name of a vocabulary in messages.
fn name_of(vocabulary: &Vocabulary, it: &Stray<'_, '_>) -> String {
    match vocabulary.ns.entry() {
        _ if !vocabulary.name.is_empty() => vocabulary.name.to_owned(),
        Some(known) => format!("the namespace `{}` ({})", known.prefix, known.uri),
        None => format!("the namespace {}", it.reader.namespace_uri(vocabulary.ns)),
    }
}

/// The element that a place refers to, as messages name it.
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
