//! Tables of the words that mark lines of press releases, in English, German, French, Spanish, Italian and Dutch.

/// Names of sections, in lower case.
#[rustfmt::skip]
pub(super) static SECTIONS: &[&str] = &[
    "news", "opinion", "sport", "sports", "business", "culture", "world", "politics", "local", "national", "international",
    "technology", "tech", "science", "health", "arts", "arts & culture", "arts and culture", "lifestyle", "life", "travel", "food",
    "economy", "education", "environment", "climate", "entertainment", "books", "music", "film", "movies", "theater", "theatre",
    "style", "fashion", "money", "finance", "markets", "media", "feature", "features", "analysis", "editorial", "commentary",
    "column", "comment", "letters", "review", "reviews", "obituary", "obituaries", "interview", "profile", "community", "crime",
    "weather", "metro", "region", "regional", "breaking news", "top stories", "us news", "u.s. news", "world news", "local news",
    "uk news", "real estate", "society", "special report", "investigation", "longread", "video", "photos", "podcast", "history",
    "nachrichten", "meinung", "wirtschaft", "kultur", "welt", "politik", "lokales", "inland", "ausland", "wissenschaft", "wissen",
    "gesundheit", "gesellschaft", "panorama", "reise", "bildung", "umwelt", "klima", "feuilleton", "kommentar", "vermischtes",
    "technik", "digital", "leben", "stadt", "aus aller welt", "lokalsport", "finanzen", "medien", "reportage", "porträt",
    "actualité", "actualités", "monde", "politique", "économie", "société", "santé", "sciences", "planète", "idées", "débats",
    "opinions", "tribune", "éditorial", "faits divers", "france", "europe", "régions", "livres", "cinéma", "musique", "enquête",
    "noticias", "actualidad", "opinión", "deportes", "cultura", "mundo", "política", "economía", "sociedad", "ciencia", "salud",
    "tecnología", "internacional", "nacional", "sucesos", "negocios", "españa", "américa", "medio ambiente", "reportaje",
    "entrevista", "notizie", "cronaca", "opinioni", "mondo", "politica", "economia", "società", "scienza", "salute", "tecnologia",
    "esteri", "interni", "ambiente", "spettacoli", "viaggi", "commenti", "attualità", "nieuws", "opinie", "cultuur", "wereld",
    "politiek", "economie", "wetenschap", "gezondheid", "binnenland", "buitenland", "samenleving", "media & cultuur", "milieu",
];

/// Sections that appear next to the author's name.
#[rustfmt::skip]
pub(super) static COLUMNS: &[&str] = &[
    "opinion", "column", "commentary", "comment", "editorial", "review", "analysis", "meinung", "kommentar", "tribune", "opinions",
    "opinión", "opinioni", "opinie", "letters",
];

/// A field of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Headline,
    Deck,
    Byline,
    Section,
    Tags,
    Published,
    Updated,
    Caption,
    Image,
    Source,
    Language,
    Contact,
}

/// The keys of `Key: value` lines in a head.
#[rustfmt::skip]
pub(super) static FIELDS: &[(&str, Field)] = &[
    ("headline", Field::Headline), ("title", Field::Headline), ("titel", Field::Headline), ("überschrift", Field::Headline),
    ("schlagzeile", Field::Headline), ("titre", Field::Headline), ("título", Field::Headline), ("titular", Field::Headline),
    ("titulo", Field::Headline), ("titolo", Field::Headline), ("kop", Field::Headline), ("hed", Field::Headline),
    ("deck", Field::Deck), ("dek", Field::Deck), ("standfirst", Field::Deck), ("subhead", Field::Deck), ("subtitle", Field::Deck),
    ("subheadline", Field::Deck), ("summary", Field::Deck), ("abstract", Field::Deck), ("teaser", Field::Deck),
    ("unterzeile", Field::Deck), ("untertitel", Field::Deck), ("vorspann", Field::Deck), ("zusammenfassung", Field::Deck),
    ("chapô", Field::Deck), ("chapeau", Field::Deck), ("sous-titre", Field::Deck), ("résumé", Field::Deck),
    ("subtítulo", Field::Deck), ("entradilla", Field::Deck), ("bajada", Field::Deck), ("resumen", Field::Deck),
    ("sottotitolo", Field::Deck), ("occhiello", Field::Deck), ("sommario", Field::Deck), ("ondertitel", Field::Deck),
    ("samenvatting", Field::Deck), ("description", Field::Deck),
    ("byline", Field::Byline), ("author", Field::Byline), ("authors", Field::Byline), ("autor", Field::Byline),
    ("autorin", Field::Byline), ("autoren", Field::Byline), ("auteur", Field::Byline), ("auteurs", Field::Byline),
    ("autora", Field::Byline), ("autores", Field::Byline), ("autore", Field::Byline), ("autori", Field::Byline),
    ("writer", Field::Byline), ("作者", Field::Byline), ("記者", Field::Byline), ("记者", Field::Byline), ("автор", Field::Byline), ("reporter", Field::Byline), ("par", Field::Byline), ("by", Field::Byline),
    ("section", Field::Section), ("category", Field::Section), ("rubrik", Field::Section), ("ressort", Field::Section),
    ("rubrique", Field::Section), ("sección", Field::Section), ("categoría", Field::Section), ("sezione", Field::Section),
    ("rubrica", Field::Section), ("rubriek", Field::Section), ("kategorie", Field::Section), ("catégorie", Field::Section),
    ("categoria", Field::Section), ("categorie", Field::Section), ("desk", Field::Section),
    ("tags", Field::Tags), ("keywords", Field::Tags), ("topics", Field::Tags), ("schlagwörter", Field::Tags),
    ("stichwörter", Field::Tags), ("mots-clés", Field::Tags), ("étiquettes", Field::Tags), ("etiquetas", Field::Tags),
    ("palabras clave", Field::Tags), ("parole chiave", Field::Tags), ("trefwoorden", Field::Tags),
    ("date", Field::Published), ("datum", Field::Published), ("fecha", Field::Published), ("data", Field::Published),
    ("pubdate", Field::Published), ("publication date", Field::Published), ("release date", Field::Published),
    ("erscheinungsdatum", Field::Published), ("lastmod", Field::Updated),
    ("caption", Field::Caption), ("photo caption", Field::Caption), ("bildunterschrift", Field::Caption),
    ("légende", Field::Caption), ("pie de foto", Field::Caption), ("didascalia", Field::Caption),
    ("bijschrift", Field::Caption), ("bildtext", Field::Caption), ("cutline", Field::Caption),
    ("source", Field::Source), ("quelle", Field::Source), ("fuente", Field::Source), ("fonte", Field::Source), ("bron", Field::Source),
    ("url", Field::Source), ("link", Field::Source), ("original", Field::Source),
    ("language", Field::Language), ("lang", Field::Language), ("sprache", Field::Language), ("langue", Field::Language),
    ("idioma", Field::Language), ("lingua", Field::Language), ("taal", Field::Language),
    ("contact", Field::Contact), ("contacts", Field::Contact), ("media contact", Field::Contact),
    ("press contact", Field::Contact), ("kontakt", Field::Contact), ("pressekontakt", Field::Contact),
    ("contact presse", Field::Contact), ("contacto", Field::Contact), ("contatti", Field::Contact), ("contatto", Field::Contact),
    ("perscontact", Field::Contact), ("phone", Field::Contact), ("tel", Field::Contact), ("tel.", Field::Contact),
    ("telefon", Field::Contact), ("téléphone", Field::Contact), ("teléfono", Field::Contact), ("telefono", Field::Contact),
    ("telefoon", Field::Contact), ("email", Field::Contact), ("e-mail", Field::Contact), ("fax", Field::Contact),
    ("website", Field::Contact), ("web", Field::Contact),
];

/// Words before a publication date, longer phrases first.
#[rustfmt::skip]
pub(super) static PUBLISHED: &[&str] = &[
    "first published", "originally published", "date published", "published online", "published", "posted", "released", "publication date",
    "veröffentlicht", "erschienen", "erstellt", "publié", "publiée", "mis en ligne", "publicado", "publicada", "pubblicato",
    "pubblicata", "gepubliceerd", "geplaatst", "date", "datum", "fecha", "data",
];

/// Words before a modification date, longer phrases first.
#[rustfmt::skip]
pub(super) static UPDATED: &[&str] = &[
    "last updated", "last modified", "last changed", "last edited", "updated", "modified", "stand", "zuletzt aktualisiert", "zuletzt geändert", "aktualisiert",
    "aktualisierung", "geändert", "mis à jour", "mise à jour", "dernière mise à jour", "dernière modification", "actualisé",
    "modifié", "actualizado", "actualizada", "última actualización", "modificado", "aggiornato", "aggiornata",
    "ultimo aggiornamento", "modificato", "laatst bijgewerkt", "bijgewerkt", "gewijzigd", "laatst gewijzigd",
];

/// Prepositions between such a word and its date.
#[rustfmt::skip]
pub(super) static ON: &[&str] = &[
    "on", "at", "am", "vom", "le", "el", "il", "op", "du", "em", "the", "den",
];

/// Lines that release or embargo a press release, longer phrases first.
#[rustfmt::skip]
pub(super) static RELEASE: &[&str] = &[
    "for immediate release", "for immediate publication", "for immediate distribution", "immediate release", "not for release until",
    "not for publication before", "embargoed until", "embargoed for release until", "embargoed for release", "embargoed for",
    "embargoed", "embargo until", "under embargo until", "strictly embargoed until", "embargo", "for release on", "for release at",
    "for release", "hold for release until", "hold for release", "sperrfrist bis", "sperrfrist", "frei ab", "zur sofortigen veröffentlichung",
    "sofort zur veröffentlichung frei", "sous embargo jusqu'au", "pour diffusion immédiate", "pour publication immédiate",
    "communiqué de presse", "embargado hasta", "para publicación inmediata", "para su publicación inmediata", "para difusión inmediata",
    "nota de prensa", "comunicado de prensa", "per pubblicazione immediata", "per diffusione immediata", "comunicato stampa",
    "voor onmiddellijke publicatie", "voor directe publicatie", "onder embargo tot", "persbericht", "pressemitteilung",
    "pressemeldung", "presseinformation", "medienmitteilung", "press release", "news release", "media release", "press statement",
];

/// Words before a photographer's name, longer phrases first. They must be followed by a colon, `by`, or a name.
#[rustfmt::skip]
pub(super) static CREDITS: &[&str] = &[
    "photographs courtesy of", "photographs by", "photograph courtesy of", "photograph by", "photography by", "photography", "photographs", "photograph",
    "photos courtesy of", "photo courtesy of", "image courtesy of", "images courtesy of", "picture courtesy of", "courtesy of",
    "photos by", "photo by", "photo credits", "photo credit", "photo via", "photos via", "image via", "photo illustration by", "photo illustration",
    "pictures by", "picture by", "picture credit", "pictures", "picture", "image credits", "image credit", "image by", "images by",
    "images", "image", "illustration by", "illustrations by", "illustration", "credits", "credit", "courtesy", "photos", "photo",
    "bildnachweis", "bildquelle", "bildrechte", "bilder von", "bild von", "bilder", "bild", "fotos von", "foto von", "fotonachweis",
    "fotocredit", "fotoquelle", "crédits photos", "crédits photo", "crédit photos", "crédit photo", "crédit", "crédits", "photos de",
    "photo de", "photos par", "photo par", "crédito de la foto", "crédito de foto", "créditos", "crédito", "fotos de", "foto de",
    "fotografía de", "fotografía", "imagen de", "imagen", "fotografie di", "fotografia di", "fotografie", "fotografia", "foto di", "crediti foto", "credito foto",
    "immagine", "fotografie van", "foto's van", "foto van", "foto's", "beeld", "fotograaf", "foto door", "fotos", "foto", "titelbild", "symbolbild", "symbolfoto", "archivfoto", "archivbild", "file photo",
    "handout photo", "handout", "screenshot", "graphic", "grafik", "infographie", "video still", "cover photo", "lead image",
];

/// Words before an editor's note, longer phrases first. They must be followed by a colon or a dash.
#[rustfmt::skip]
pub(super) static NOTES: &[&str] = &[
    "editor's note", "editors' note", "editors note", "editor note", "editorial note", "note to editors", "note to readers", "correction", "corrections", "clarification",
    "anmerkung der redaktion", "anm. d. red.", "anm. d. red", "hinweis der redaktion", "korrektur", "berichtigung",
    "richtigstellung", "note de la rédaction", "ndlr", "ndlr.", "rectificatif", "correctif", "erratum", "nota del editor",
    "nota de la redacción", "nota de redacción", "corrección", "fe de errores", "rectificación", "nota della redazione", "n.d.r.", "ndr", "rettifica",
    "errata corrige", "noot van de redactie", "correctie", "rectificatie", "naschrift redactie",
];

/// End marks in lower case, without the dashes and brackets around them. The second value is whether they need none.
#[rustfmt::skip]
pub(super) static ENDS: &[(&str, bool)] = &[
    ("30", false), ("end", false), ("ends", false), ("ende", false), ("fin", false), ("fine", false), ("einde", false), ("more", false),
    ("end of release", true), ("end of story", true), ("xxx", false), ("xx", false), ("the end", false), ("ends here", true), ("mehr", false),
    ("end of text", true), ("ende der mitteilung", true), ("fin du communiqué", true),
];

/// Picture agencies that do not publish texts. On a separate line, their name is a credit, but `Reuters` would be the author.
#[rustfmt::skip]
pub(super) static PICTURE_AGENCIES: &[&str] = &[
    "getty images", "getty", "alamy", "shutterstock", "istock", "unsplash", "pixabay", "wikimedia commons", "picture alliance",
    "picture-alliance", "imago", "nurphoto", "zuma press", "epa images", "icon sportswire", "magnum photos", "adobe stock",
];

/// The first words of lines that are not names: articles and similar words.
#[rustfmt::skip]
pub(super) static ARTICLES: &[&str] = &[
    "the", "a", "an", "how", "why", "what", "who", "when", "where", "this", "that", "these", "our", "my", "your", "in", "on", "at", "no",
    "der", "die", "das", "ein", "eine", "wie", "warum", "was", "wer", "les", "un", "une", "des", "comment", "pourquoi", "los", "las",
    "una", "cómo", "por", "il", "lo", "gli", "come", "perché", "het", "een", "hoe", "waarom", "about", "key", "more", "new",
];
