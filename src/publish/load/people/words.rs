//! Tables of the words in bylines, in English, German, French, Spanish, Italian, Dutch and a few related languages.

/// The language of a byline's first word. For example, `en` joins names in Dutch and precedes a place in Spanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish or Portuguese.
    Spanish,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Danish, Norwegian or Swedish.
    Nordic,
}

/// How reliably a word at the start of a line marks a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// It always does: `by`, `written by`.
    Plain,
    /// It may be part of a name (`von`, `de`, `di`), so at least two more words must follow.
    Particle,
    /// Only before a colon: `Author: …`.
    Colon,
}

/// Phrases before the names, longer ones first.
#[rustfmt::skip]
pub(crate) static BY: &[(&str, Tongue, Trust)] = &[
    ("with additional reporting by", Tongue::English, Trust::Plain),
    ("additional reporting by",      Tongue::English, Trust::Plain),
    ("words and pictures by",        Tongue::English, Trust::Plain),
    ("words and photos by",          Tongue::English, Trust::Plain),
    ("text and photos by",           Tongue::English, Trust::Plain),
    ("story and photos by",          Tongue::English, Trust::Plain),
    ("with reporting by",            Tongue::English, Trust::Plain),
    ("as told to",                   Tongue::English, Trust::Plain),
    ("reporting by",                 Tongue::English, Trust::Plain),
    ("reported by",                  Tongue::English, Trust::Plain),
    ("written by",                   Tongue::English, Trust::Plain),
    ("article by",                   Tongue::English, Trust::Plain),
    ("posted by",                    Tongue::English, Trust::Plain),
    ("review by",                    Tongue::English, Trust::Plain),
    ("report by",                    Tongue::English, Trust::Plain),
    ("words by",                     Tongue::English, Trust::Plain),
    ("story by",                     Tongue::English, Trust::Plain),
    ("text by",                      Tongue::English, Trust::Plain),
    ("essay by",                     Tongue::English, Trust::Plain),
    ("by",                           Tongue::English, Trust::Plain),
    ("authors",                      Tongue::English, Trust::Colon),
    ("author",                       Tongue::English, Trust::Colon),
    ("byline",                       Tongue::English, Trust::Colon),
    ("words",                        Tongue::English, Trust::Colon),
    ("reporter",                     Tongue::English, Trust::Colon),
    ("writer",                       Tongue::English, Trust::Colon),
    ("geschrieben von",              Tongue::German,  Trust::Plain),
    ("ein bericht von",              Tongue::German,  Trust::Plain),
    ("ein gastbeitrag von",          Tongue::German,  Trust::Plain),
    ("gastbeitrag von",              Tongue::German,  Trust::Plain),
    ("eine analyse von",             Tongue::German,  Trust::Plain),
    ("ein kommentar von",            Tongue::German,  Trust::Plain),
    ("kommentar von",                Tongue::German,  Trust::Plain),
    ("bericht von",                  Tongue::German,  Trust::Plain),
    ("text von",                     Tongue::German,  Trust::Plain),
    ("von",                          Tongue::German,  Trust::Particle),
    ("autorinnen",                   Tongue::German,  Trust::Colon),
    ("autorin",                      Tongue::German,  Trust::Colon),
    ("autoren",                      Tongue::German,  Trust::Colon),
    ("autor",                        Tongue::German,  Trust::Colon),
    ("verfasser",                    Tongue::German,  Trust::Colon),
    ("text",                         Tongue::German,  Trust::Colon),
    ("propos recueillis par",        Tongue::French,  Trust::Plain),
    ("un reportage de",              Tongue::French,  Trust::Plain),
    ("écrit par",                    Tongue::French,  Trust::Plain),
    ("rédigé par",                   Tongue::French,  Trust::Plain),
    ("publié par",                   Tongue::French,  Trust::Plain),
    ("texte de",                     Tongue::French,  Trust::Plain),
    ("texte par",                    Tongue::French,  Trust::Plain),
    ("par",                          Tongue::French,  Trust::Plain),
    ("auteurs",                      Tongue::French,  Trust::Colon),
    ("auteure",                      Tongue::French,  Trust::Colon),
    ("auteur",                       Tongue::French,  Trust::Colon),
    ("autrice",                      Tongue::French,  Trust::Colon),
    ("texte",                        Tongue::French,  Trust::Colon),
    ("escrito por",                  Tongue::Spanish, Trust::Plain),
    ("redactado por",                Tongue::Spanish, Trust::Plain),
    ("publicado por",                Tongue::Spanish, Trust::Plain),
    ("un reportaje de",              Tongue::Spanish, Trust::Plain),
    ("texto de",                     Tongue::Spanish, Trust::Plain),
    ("texto por",                    Tongue::Spanish, Trust::Plain),
    ("por",                          Tongue::Spanish, Trust::Plain),
    ("de",                           Tongue::Spanish, Trust::Particle),
    ("autores",                      Tongue::Spanish, Trust::Colon),
    ("autora",                       Tongue::Spanish, Trust::Colon),
    ("texto",                        Tongue::Spanish, Trust::Colon),
    ("scritto da",                   Tongue::Italian, Trust::Plain),
    ("a cura di",                    Tongue::Italian, Trust::Plain),
    ("articolo di",                  Tongue::Italian, Trust::Plain),
    ("testo di",                     Tongue::Italian, Trust::Plain),
    ("di",                           Tongue::Italian, Trust::Particle),
    ("autori",                       Tongue::Italian, Trust::Colon),
    ("autore",                       Tongue::Italian, Trust::Colon),
    ("testo",                        Tongue::Italian, Trust::Colon),
    ("geschreven door",              Tongue::Dutch,   Trust::Plain),
    ("een verslag van",              Tongue::Dutch,   Trust::Plain),
    ("tekst van",                    Tongue::Dutch,   Trust::Plain),
    ("tekst door",                   Tongue::Dutch,   Trust::Plain),
    ("door",                         Tongue::Dutch,   Trust::Plain),
    ("tekst",                        Tongue::Dutch,   Trust::Colon),
    ("av",                           Tongue::Nordic,  Trust::Plain),
    ("af",                           Tongue::Nordic,  Trust::Plain),
];

/// Words that join two names. `en` is Dutch. In other languages it precedes a place.
#[rustfmt::skip]
pub(crate) static AND: &[&str] = &[
    "and", "&", "+", "und", "sowie", "et", "y", "e", "en", "och", "og", "with", "mit", "avec", "con", "met", "и",
];

/// Words in names that are written in lower case.
#[rustfmt::skip]
pub(crate) static PARTICLES: &[&str] = &[
    "de", "del", "della", "dello", "dei", "degli", "da", "das", "do", "dos", "di", "du", "des", "d'", "la", "le", "las", "los",
    "van", "von", "vom", "zu", "zum", "zur", "der", "den", "ter", "ten", "te", "het", "'t", "’t", "op", "af", "av", "al", "el",
    "bin", "ibn", "bint", "ben", "abu", "y", "e", "i", "ap", "st.", "san", "santa",
];

/// Letters after a name.
#[rustfmt::skip]
pub(crate) static SUFFIXES: &[&str] = &[
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d", "ph.d.", "md", "m.d", "m.d.", "esq", "esq.", "mp", "mbe", "obe",
    "rn", "dds", "jd", "j.d.", "mba", "msc", "m.sc.", "ma", "m.a.", "mph", "dphil", "d.phil", "edd", "ed.d", "psyd", "dvm", "pharmd", "bsc",
    "b.sc", "ba", "b.a", "frs", "dsc", "llm", "ll.m", "cpa", "cfa", "facp", "faia", "pe", "p.e",
];

/// Words that end a name, because a place or an employer follows.
#[rustfmt::skip]
pub(crate) static TAILS: &[&str] = &[
    "in", "at", "from", "for", "on", "near", "aboard", "aus", "bei", "für", "à", "a", "en", "pour", "per", "para", "voor", "is",
    "has", "desde", "depuis",
];

/// Words after a name that describe a contribution and are not another name.
#[rustfmt::skip]
pub(crate) static CONTRIBUTED: &[&str] = &[
    "contributed", "contributing", "contributes", "reported", "reports", "reporting", "writes", "berichtet", "informa",
    "riferisce",
];

/// Phrases before people who are not authors: editors and photographers.
#[rustfmt::skip]
pub(crate) static NOT_AUTHORS: &[&str] = &[
    "edited by", "editing by", "photographs by", "photography by", "photos by", "photo by", "pictures by", "illustrations by",
    "illustration by", "graphics by", "graphic by", "video by", "translated by", "translation by", "fotos von", "foto von",
    "fotos:", "foto:", "photos:", "photo:", "fotos de", "foto de", "foto di", "photos de", "photo de", "übersetzt von",
    "traduit par", "traducido por",
];

/// Words that show that a phrase is a role and not a name.
#[rustfmt::skip]
pub(crate) static ROLES: &[&str] = &[
    "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "editors", "columnist",
    "contributor", "contributors", "journalist", "journalists", "producer", "photographer", "photojournalist", "critic",
    "analyst", "intern", "fellow", "bureau", "newsroom", "staff", "freelancer", "anchor", "publisher", "director", "spokesperson",
    "professor", "korrespondent", "korrespondentin", "korrespondenten", "redakteur", "redakteurin", "redakteurs", "redaktion",
    "reporterin", "journalistin", "volontär", "volontärin", "autorin", "mitarbeiter", "mitarbeiterin", "chefredakteur",
    "chefredakteurin", "auslandskorrespondent", "auslandskorrespondentin", "hauptstadtkorrespondent", "hauptstadtkorrespondentin",
    "journaliste", "journalistes", "correspondant", "correspondante", "correspondants", "rédacteur", "rédactrice", "rédaction",
    "envoyé", "envoyée", "envoyés", "chroniqueur", "chroniqueuse", "reportrice", "periodista", "periodistas", "corresponsal",
    "corresponsales", "redactor", "redactora", "redacción", "enviado", "enviada", "columnista", "reportero", "reportera",
    "giornalista", "giornalisti", "corrispondente", "inviato", "inviata", "redattore", "redattrice", "redazione", "cronista",
    "redacteur", "redactie", "verslaggever", "verslaggeefster", "correspondente", "journaliste", "columniste",
];

/// Words before a role that belong to it.
#[rustfmt::skip]
pub(crate) static ROLE_MODIFIERS: &[&str] = &[
    "senior", "junior", "staff", "chief", "deputy", "associate", "assistant", "contributing", "special", "political", "politics",
    "business", "sports", "sport", "science", "health", "technology", "tech", "culture", "arts", "music", "film", "food",
    "travel", "education", "environment", "climate", "crime", "court", "city", "metro", "state", "national", "foreign",
    "international", "world", "investigative", "data", "economics", "economic", "financial", "white", "house", "national", "news",
    "features", "freelance", "managing", "executive", "general", "assignment", "diplomatic", "local", "our", "the", "unser",
    "unserem", "unserer", "unseren", "notre", "nos", "nuestro", "nuestra", "nostro", "nostra", "onze", "grand", "spécial",
    "spéciale", "especial", "speciale",
];

/// News agencies and distributors, as named in bylines, credits and datelines.
#[rustfmt::skip]
pub(crate) static AGENCIES: &[&str] = &[
    "ap", "the associated press", "associated press", "ap news", "reuters", "thomson reuters", "afp", "agence france-presse",
    "agence france presse", "dpa", "dpa-afx", "dpa-infocom", "deutsche presse-agentur", "efe", "agencia efe", "ansa",
    "agenzia ansa", "anp", "pa", "pa media", "pa wire", "press association", "bloomberg", "bloomberg news", "upi",
    "united press international", "xinhua", "tass", "kyodo", "kyodo news", "apa", "sda", "keystone-sda", "keystone", "belga",
    "epd", "kna", "sid", "afx", "ats", "ntb", "tt", "ritzau", "europa press", "adnkronos", "agi", "lapresse", "la presse",
    "getty", "getty images", "alamy", "shutterstock", "imago", "picture alliance", "picture-alliance", "zuma press", "zuma",
    "sipa", "sipa usa", "the canadian press", "canadian press", "cp", "aap", "anadolu", "anadolu agency", "anadolu ajansı",
    "yonhap", "pti", "ians", "cna", "nurphoto", "wire services", "wire service", "news wires", "agencies", "agenturen", "agences",
    "agencias", "agenzie", "istock", "unsplash", "pixabay", "wikimedia commons", "epa", "epa-efe", "epa images",
    "hollandse hoogte", "handout", "prnewswire", "pr newswire", "business wire", "globe newswire", "globenewswire", "ots", "dapd",
    "ddp", "rtr", "magnum photos", "contour", "icon sportswire", "usa today sports", "usa today network",
];

/// Words that show that a phrase is the name of an organization.
#[rustfmt::skip]
pub(crate) static ORGANISATIONS: &[&str] = &[
    "news", "times", "gazette", "herald", "tribune", "chronicle", "observer", "guardian", "journal", "newspaper", "magazine",
    "radio", "tv", "television", "network", "service", "services", "agency", "agence", "agentur", "agencia", "agenzia",
    "persbureau", "nachrichtenagentur", "zeitung", "tageblatt", "rundschau", "anzeiger", "university", "université",
    "universität", "universidad", "institute", "institut", "foundation", "stiftung", "ministry", "ministerium", "ministère",
    "ministerio", "ministero", "department", "inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "ag", "corp", "corp.", "company",
    "media", "group", "association", "council", "committee", "images", "wire", "newswire", "team", "society", "initiative",
    "project", "partnership", "bulletin", "courier", "dispatch", "sentinel", "examiner", "inquirer", "review", "weekly", "daily",
    "krant", "dagblad", "diario", "periódico", "giornale", "corriere", "quotidien", "library", "museum", "archive", "archives",
];

/// Whether `table` contains `word`, in any case.
pub(crate) fn has(table: &[&str], word: &str) -> bool {
    if word.is_ascii() {
        return table.iter().any(|it| it.eq_ignore_ascii_case(word));
    }
    let word = word.to_lowercase();
    table.contains(&word.as_str())
}

/// The text after `phrase` (in lower case) at the start of `text`, in any case. `None` if `text` does not start with it.
pub(crate) fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    // Most phrases start with another letter.
    let (first, own) = (phrase.as_bytes().first()?, text.as_bytes().first()?);
    if first.is_ascii() && own.is_ascii() && !first.eq_ignore_ascii_case(own) {
        return None;
    }
    let mut rest = text.chars();
    for wanted in phrase.chars() {
        let found = rest.next()?;
        let same = if found.is_ascii() && wanted.is_ascii() {
            found.eq_ignore_ascii_case(&wanted)
        } else {
            found.to_lowercase().eq(wanted.to_lowercase())
        };
        // A straight apostrophe also matches a curly one.
        let apostrophe = wanted == '\'' && found == '’';
        if !(same || apostrophe) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The text after `phrase` at the start of `text`, if it ends at the end of a word.
pub(crate) fn after_word<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    after(text, phrase).filter(|it| !it.starts_with(char::is_alphanumeric))
}

/// Whether a string is the name of an agency: `AP`, `The Associated Press`, `Getty Images`.
pub(crate) fn is_agency(text: &str) -> bool {
    has(AGENCIES, text.trim().trim_matches(['.', '(', ')']))
}
