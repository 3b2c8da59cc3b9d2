//! Words that come from a list or a grammar: languages, media types, contacts, encodings, and keywords of a specification.

use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::plain;
use crate::validate::rules::value::subject::Found;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::at;
use crate::validate::rules::value::subject::escaped;
use crate::validate::rules::value::subject::problem;
use crate::validate::rules::value::subject::suggest;
use crate::value::language;
use crate::value::media_type;
use crate::value::person;
use crate::value::problem::Problem;
use std::fmt::Display;

/// Checks that a value is one of these words, for use in other checks.
pub(in crate::validate) fn one_of_these(
    name: &str,
    text: Decoded<'_>,
    words: &'static [&'static str],
    out: &mut Diagnostics,
) {
    one_of(&Subject::new(name, Value::OneOf(words), text), words, out);
}

/// Checks a language tag, for use in other checks.
pub(in crate::validate) fn language_tag(name: &str, text: Decoded<'_>, out: &mut Diagnostics) {
    language(&Subject::new(name, Value::Language, text), out);
}

/// Checks a media type, for use in other checks.
pub(in crate::validate) fn a_media_type(name: &str, text: Decoded<'_>, out: &mut Diagnostics) {
    media_type(&Subject::new(name, Value::MediaType, text), out);
}

pub(super) fn language(it: &Subject<'_>, out: &mut Diagnostics) {
    let Some(found) = language::problem(it.text.text) else { return };
    if found.class == language::LanguageFault::Deprecated {
        let what = "a deprecated language tag";
        has_another_name(it, &rules::DEPRECATED_LANGUAGE, what, &found, out);
        return;
    }
    let before = out.len();
    let is_warning = found.class == language::LanguageFault::TooLong;
    problem(it, &rules::INVALID_LANGUAGE, "a valid language tag", Some(found), out);
    if is_warning {
        // ISO 639-2 has such codes, and many readers recognize them.
        for diagnostic in out.since(before) {
            diagnostic.severity = Severity::Warning;
        }
    }
}

pub(super) fn media_type(it: &Subject<'_>, out: &mut Diagnostics) {
    let Some(found) = media_type::problem(it.text.text) else { return };
    if found.class != media_type::MediaTypeFault::Invalid {
        let what = "an unregistered media type";
        let found = match found.class {
            media_type::MediaTypeFault::Misspelled => Problem {
                what: "programs that compare media types by name do not recognize it".into(),
                ..found
            },
            _ => found,
        };
        has_another_name(it, &rules::UNREGISTERED_MEDIA_TYPE, what, &found, out);
        return;
    }
    problem(it, &rules::INVALID_MEDIA_TYPE, "a media type", Some(found), out);
}

/// Reports a well-formed word that should be replaced by another one.
fn has_another_name<Class>(
    it: &Subject<'_>,
    rule: &'static Rule,
    what: &str,
    found: &Problem<Class>,
    out: &mut Diagnostics,
) {
    let words = format_args!("{} is {what}: {}", Quoted(it.name), Quoted(it.text.text));
    suggest(out.report(rule, at(it, found), words).note(&found.what), it, found);
}

pub(super) fn contact(it: &Subject<'_>, out: &mut Diagnostics) {
    plain::only_markup(it.name, it.text, out);
    let Some(found) = person::contact(it.text.text).1 else { return };
    let (name, value) = (Quoted(it.name), Found(it.text.text));
    let (rule, words): (_, &dyn Display) = match found.class {
        person::PersonFault::Invalid => {
            (&rules::INVALID_CONTACT, &format_args!("{name} has no e-mail address{value}"))
        }
        person::PersonFault::Format => (
            &rules::MALFORMED_CONTACT,
            &format_args!("{name} is not in the form `address (name)`{value}"),
        ),
        person::PersonFault::NoName => (
            &rules::CONTACT_WITHOUT_NAME,
            &format_args!("{name} is an e-mail address without a name{value}"),
        ),
    };
    let why = match found.class {
        person::PersonFault::NoName => "readers show the e-mail address in place of a name",
        _ => &found.what,
    };
    let report = suggest(out.report(rule, at(it, &found), words).note(why), it, &found);
    if it.text.text.is_empty() {
        report.help(format_args!("remove {}, or write `address (name)` in it", Quoted(it.name)));
    } else if found.class == person::PersonFault::Invalid && found.instead.is_none() {
        report.help("write it in the form `jane@example.org (Jane Doe)`, or use `dc:creator` if you only have a name");
    }
}

/// Checks an e-mail address. If there is a name next to it, most programs find the address, but some do not.
pub(super) fn mailbox(it: &Subject<'_>, out: &mut Diagnostics) {
    let (found, fault) = person::contact(it.text.text);
    let is_readable = fault.is_none_or(|it| it.class != person::PersonFault::Invalid);
    if found.address.is_empty() || !is_readable {
        let fault = person::address_problem(it.text.text);
        problem(it, &rules::INVALID_EMAIL, "a valid e-mail address", fault, out);
    } else if found.address != it.text.text {
        let (name, value) = (Quoted(it.name), Quoted(it.text.text));
        let words = format_args!("{name} contains more than an e-mail address: {value}");
        out.report(&rules::MALFORMED_CONTACT, it.text.span(), words)
            .note("some programs use the whole text as the e-mail address")
            .help(format_args!("write only `{}`", found.address))
            .fix(
                format_args!("change it to `{}`", found.address),
                it.text.span(),
                escaped(found.address),
            );
    }
}

pub(super) fn one_of(it: &Subject<'_>, words: &'static [&'static str], out: &mut Diagnostics) {
    let text = it.text.text;
    if words.contains(&text) {
        return;
    }
    let is_bool = words == ["true", "false"];
    let rule = if is_bool { &rules::INVALID_BOOLEAN } else { &rules::UNKNOWN_VALUE };
    let report = out.report(
        rule,
        it.text.span(),
        format_args!("{} is not an allowed value of {}", Quoted(text), Quoted(it.name)),
    );
    let report = report
        .note("readers compare values letter by letter, and use the default for any other value");
    let folded = words.iter().find(|it| it.eq_ignore_ascii_case(text)).copied();
    match folded {
        Some(word) => report.help(format_args!("change it to `{word}`")).fix(
            format_args!("change it to `{word}`"),
            it.text.span(),
            word,
        ),
        None => {
            match synonym(text, words).or_else(|| nearest(text, words.iter().copied())) {
                Some(word) => report
                    .help(format_args!("did you mean {}?", Quoted(word)))
                    .unsafe_fix(format_args!("change it to `{word}`"), it.text.span(), word),
                None => report.help(format_args!("write one of `{}`", words.join("`, `"))),
            }
        }
    };
}

/// The allowed word that means the same as `text`, which programs write in its place.
fn synonym(text: &str, words: &'static [&'static str]) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    let bare = text.rsplit('/').next().unwrap_or_default();
    let same = SYNONYMS.iter().filter(|it| it.1.contains(&bare)).map(|it| it.0);
    same.into_iter().find(|it| words.contains(it))
}

/// Words of specifications, and what programs write for them, in lowercase.
#[rustfmt::skip]
static SYNONYMS: &[(&str, &[&str])] = &[
    ("true",         &["yes", "1", "y", "on", "ja", "oui", "si", "sí", "sim", "да"]),
    ("false",        &["no", "0", "n", "off", "nein", "non", "não", "nao", "нет", "clean"]),
    ("yes",          &["true", "1", "y", "on", "ja", "oui", "si", "sí", "sim", "да"]),
    ("no",           &["false", "0", "n", "off", "nein", "non", "não", "nao", "нет"]),
    ("in_stock",     &["instock", "in-stock", "available", "yes", "true", "1", "disponible", "disponível", "disponibile", "en stock", "em estoque",
                       "em stock", "auf lager", "verfügbar", "lieferbar", "op voorraad", "i lager", "på lager", "dostępny", "skladem", "в наличии", "stokta",
                       "limitedavailability", "onlineonly"]),
    ("out_of_stock", &["outofstock", "out-of-stock", "unavailable", "sold out", "soldout", "no", "false", "0", "agotado", "esgotado", "indisponível",
                       "épuisé", "rupture de stock", "nicht verfügbar", "nicht auf lager", "ausverkauft", "esaurito", "non disponibile", "uitverkocht",
                       "niedostępny", "нет в наличии", "discontinued", "slutsåld", "utsolgt"]),
    ("preorder",     &["pre-order", "pre order", "presale", "vorbestellung", "précommande", "preventa", "pré-venda"]),
    ("backorder",    &["back-order", "back order"]),
    ("new",          &["neu", "neuf", "nuevo", "nuovo", "novo", "nieuw", "ny", "nowy", "nový", "новый", "newcondition", "brand new"]),
    ("used",         &["gebraucht", "occasion", "usado", "usato", "gebruikt", "begagnad", "brugt", "używany", "second hand", "usedcondition", "pre-owned"]),
    ("refurbished",  &["refurb", "renewed", "reconditionné", "generalüberholt", "reacondicionado", "recondicionado", "ricondizionato", "refurbishedcondition"]),
    ("male",         &["man", "men", "mens", "men's", "herren", "homme", "hombre", "uomo", "masculino", "boys", "m"]),
    ("female",       &["woman", "women", "womens", "women's", "damen", "femme", "mujer", "donna", "feminino", "girls", "f"]),
    ("unisex",       &["unisexe", "all", "both", "universal", "male/female"]),
    ("adult",        &["adults", "erwachsene", "adulte", "adulto", "18+"]),
    ("kids",         &["kid", "child", "children", "kinder", "enfant", "niños", "bambini"]),
    ("infant",       &["baby", "infants", "babies"]),
    ("toddler",      &["toddlers"]),
    ("newborn",      &["newborns"]),
];

/// Checks the name of a character encoding. It must be one of IANA's for which programs have a decoder.
pub(super) fn charset(it: &Subject<'_>, out: &mut Diagnostics) {
    if encoding_rs::Encoding::for_label(it.text.text.as_bytes()).is_some()
        || OTHER_CHARSETS.iter().any(|name| name.eq_ignore_ascii_case(it.text.text))
    {
        return;
    }
    out.report(
        &rules::UNKNOWN_CHARSET,
        it.text.span(),
        format_args!(
            "{} is not the name of a character encoding: {}",
            Quoted(it.name),
            Quoted(it.text.text)
        ),
    )
    .note("clients cannot encode the search terms or decode the response")
    .help("write `UTF-8`, or another name from the IANA registry of character sets");
}

/// Registered encodings that browsers do not support. <https://www.iana.org/assignments/character-sets>
#[rustfmt::skip]
const OTHER_CHARSETS: &[&str] = &[
    "UTF-7", "UTF-16", "UTF-32", "UTF-32BE", "UTF-32LE", "UTF-16BE", "UTF-16LE", "ISO-10646-UCS-2", "ISO-10646-UCS-4",
    "CESU-8", "SCSU", "BOCU-1", "ISO-2022-KR", "ISO-2022-CN", "ISO-2022-JP-2", "HZ-GB-2312", "TIS-620", "VISCII",
    "IBM437", "IBM850", "IBM852", "IBM855", "IBM857", "IBM860", "IBM861", "IBM862", "IBM863", "IBM864", "IBM865",
    "IBM869", "cp437", "cp850", "cp852", "IBM037", "IBM500", "IBM1047", "EUC-TW", "GB_2312-80", "JIS_X0201",
];
