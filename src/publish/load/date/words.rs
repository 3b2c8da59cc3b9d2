//! The words in dates: months, days of the week and time zones in the languages of newsrooms from Lisbon to Moscow and from Oslo
//! to Ankara. East Asian characters are in `cjk`. [`crate::publish::load::date`] combines the words.

use crate::value::timezone::Timezone;
use chrono::Weekday;

/// The month (1 to 12) with the name `word`, in lower case and without a full stop.
pub(crate) fn month(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(index + 1).ok()
}

/// The day of the week with the name `word`, in lower case and without a full stop.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(_, names)| names.contains(&word)).map(|(day, _)| *day)
}

/// The zone with the abbreviation `word`, in lower case.
pub(crate) fn zone(word: &str) -> Option<Zone> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, zone)| *zone)
}

/// Whether `word` can be part of a date without changing its meaning: "at", "um", "Uhr", "à".
pub(crate) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Whether `word` after a number makes it an ordinal: "1st", "1er", "1º".
pub(crate) fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th", "er", "e", "de", "ste", "º", "ª"].contains(&word)
}

/// The meaning of a zone's abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// An offset in minutes east of UTC.
    Minutes(i32),
    /// Standard or summer time, depending on the date ("ET").
    Region(Timezone),
    /// Different places use it for different times ("IST").
    Unclear,
}

#[rustfmt::skip]
static MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "jänner", "janvier", "janv", "ene", "enero", "gen", "gennaio", "januari", "janeiro", "ledna", "leden",
      "januára", "január", "stycznia", "styczeń", "sty", "января", "январь", "янв", "січня", "ocak", "tammikuuta", "tammikuu",
      "ianuarie", "ιανουαρίου", "gener"],
    &["feb", "february", "februar", "feber", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "februari", "fev", "fevereiro",
      "února", "unora", "únor", "februára", "február", "lutego", "luty", "lut", "февраля", "февраль", "фев", "лютого", "şubat",
      "helmikuuta", "helmikuu", "februarie", "φεβρουαρίου", "febrer"],
    &["mar", "march", "märz", "maerz", "mär", "mrz", "mars", "marzo", "maart", "mrt", "março", "marco", "marts", "března", "brezna",
      "březen", "marca", "marec", "március", "marzec", "марта", "март", "мар", "березня", "mart", "maaliskuuta", "maaliskuu",
      "martie", "maret", "μαρτίου", "març"],
    &["apr", "april", "avr", "avril", "abr", "abril", "aprile", "dubna", "duben", "apríla", "apríl", "április", "kwietnia",
      "kwiecień", "kwi", "апреля", "апрель", "апр", "квітня", "nisan", "huhtikuuta", "huhtikuu", "aprilie", "απριλίου"],
    &["may", "mai", "mayo", "mag", "maggio", "mei", "maio", "maj", "května", "kvetna", "květen", "mája", "máj", "május", "maja", "мая",
      "май", "травня", "mayıs", "toukokuuta", "toukokuu", "μαΐου", "maig"],
    &["jun", "june", "juni", "juin", "junio", "giu", "giugno", "junho", "června", "cervna", "červen", "júna", "jún", "június",
      "czerwca", "czerwiec", "cze", "июня", "июнь", "июн", "червня", "haziran", "kesäkuuta", "kesäkuu", "iunie", "ιουνίου", "juny"],
    &["jul", "july", "juli", "juil", "juillet", "julio", "lug", "luglio", "julho", "července", "cervence", "červenec", "júla", "júl",
      "július", "lipca", "lipiec", "lip", "июля", "июль", "июл", "липня", "temmuz", "heinäkuuta", "heinäkuu", "iulie", "ιουλίου",
      "juliol"],
    &["aug", "august", "août", "aout", "ago", "agosto", "augustus", "augusti", "srpna", "srpen", "augusta", "augusztus", "sierpnia",
      "sierpień", "sie", "августа", "август", "авг", "серпня", "ağustos", "elokuuta", "elokuu", "αυγούστου", "agost", "agustus"],
    &["sep", "sept", "september", "septembre", "septiembre", "setiembre", "set", "settembre", "setembro", "září", "zari", "septembra",
      "szeptember", "września", "wrzesień", "wrz", "сентября", "сентябрь", "сен", "сент", "вересня", "eylül", "syyskuuta",
      "syyskuu", "septembrie", "σεπτεμβρίου", "setembre"],
    &["oct", "october", "okt", "oktober", "octobre", "octubre", "ott", "ottobre", "out", "outubro", "října", "rijna", "říjen",
      "októbra", "október", "października", "październik", "paź", "октября", "октябрь", "окт", "жовтня", "ekim", "lokakuuta",
      "lokakuu", "octombrie", "οκτωβρίου"],
    &["nov", "november", "novembre", "noviembre", "novembro", "listopadu", "listopad", "listopada", "lis", "novembra", "ноября",
      "ноябрь", "ноя", "нояб", "kasım", "marraskuuta", "marraskuu", "noiembrie", "νοεμβρίου"],
    &["dec", "december", "dez", "dezember", "déc", "décembre", "decembre", "dic", "diciembre", "dicembre", "dezembro", "desember",
      "des", "prosince", "prosinec", "decembra", "grudnia", "grudzień", "gru", "декабря", "декабрь", "дек", "грудня", "aralık",
      "joulukuuta", "joulukuu", "decembrie", "δεκεμβρίου", "desembre"],
];

// "mar" is missing: it is March in English, and Tuesday in French, Spanish and Italian. The parser decides.
#[rustfmt::skip]
static WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["mon", "monday", "mo", "montag", "lun", "lundi", "lunes", "lunedì", "lunedi", "ma", "maandag", "måndag", "mandag", "mån", "man", "segunda", "poniedziałek",
        "pondělí", "понедельник", "пн", "pazartesi", "maanantai", "maanantaina"]),
    (Weekday::Tue, &["tue", "tues", "tuesday", "di", "dienstag", "mardi", "martes", "martedì", "martedi", "dinsdag", "tisdag", "tirsdag", "tis", "tir", "terça", "wtorek", "úterý",
        "вторник", "вт", "salı", "tiistai", "tiistaina"]),
    (Weekday::Wed, &["wed", "weds", "wednesday", "mi", "mittwoch", "mer", "mercredi", "mié", "miércoles", "miercoles", "mercoledì", "mercoledi", "wo", "woensdag", "onsdag", "ons",
        "quarta", "środa", "středa", "среда", "ср", "çarşamba", "keskiviikko", "keskiviikkona"]),
    (Weekday::Thu, &["thu", "thur", "thurs", "thursday", "do", "donnerstag", "jeu", "jeudi", "jue", "jueves", "gio", "giovedì", "giovedi", "donderdag", "torsdag",
        "tors", "tor", "quinta", "czwartek", "čtvrtek", "четверг", "чт", "perşembe", "torstai", "torstaina"]),
    (Weekday::Fri, &["fri", "friday", "fr", "freitag", "ven", "vendredi", "vie", "viernes", "venerdì", "venerdi", "vr", "vrijdag", "fredag", "fre", "sexta",
        "piątek", "pátek", "пятница", "пт", "cuma", "perjantai", "perjantaina"]),
    (Weekday::Sat, &["sat", "saturday", "sa", "samstag", "sonnabend", "sam", "samedi", "sáb", "sab", "sábado", "sabado", "sabato", "za", "zaterdag",
        "lördag", "lørdag", "lör", "lør", "sobota", "суббота", "сб", "cumartesi", "lauantai", "lauantaina"]),
    (Weekday::Sun, &["sun", "sunday", "so", "sonntag", "dim", "dimanche", "dom", "domingo", "domenica", "zo", "zondag", "söndag", "søndag", "sön",
        "søn", "niedziela", "neděle", "воскресенье", "вс", "pazar", "sunnuntai", "sunnuntaina"]),
];

// RFC 822 §5.1 defines the American abbreviations (https://www.rfc-editor.org/rfc/rfc822#section-5.1). Each of the others has
// only one meaning.
#[rustfmt::skip]
static ZONES: [(&str, Zone); 44] = [
    ("z", Zone::Minutes(0)), ("utc", Zone::Minutes(0)), ("gmt", Zone::Minutes(0)), ("ut", Zone::Minutes(0)),
    ("est", Zone::Minutes(-300)), ("edt", Zone::Minutes(-240)), ("cst", Zone::Minutes(-360)), ("cdt", Zone::Minutes(-300)),
    ("mst", Zone::Minutes(-420)), ("mdt", Zone::Minutes(-360)), ("pst", Zone::Minutes(-480)), ("pdt", Zone::Minutes(-420)),
    ("akst", Zone::Minutes(-540)), ("akdt", Zone::Minutes(-480)), ("hst", Zone::Minutes(-600)),
    ("wet", Zone::Minutes(0)), ("west", Zone::Minutes(60)), ("bst", Zone::Minutes(60)),
    ("cet", Zone::Minutes(60)), ("cest", Zone::Minutes(120)), ("mez", Zone::Minutes(60)), ("mesz", Zone::Minutes(120)),
    ("eet", Zone::Minutes(120)), ("eest", Zone::Minutes(180)), ("msk", Zone::Minutes(180)), ("sast", Zone::Minutes(120)),
    ("jst", Zone::Minutes(540)), ("kst", Zone::Minutes(540)), ("hkt", Zone::Minutes(480)), ("sgt", Zone::Minutes(480)),
    ("awst", Zone::Minutes(480)), ("acst", Zone::Minutes(570)), ("acdt", Zone::Minutes(630)), ("aest", Zone::Minutes(600)),
    ("aedt", Zone::Minutes(660)), ("nzst", Zone::Minutes(720)), ("nzdt", Zone::Minutes(780)),
    ("et", Zone::Region(Timezone::NEW_YORK)), ("ct", Zone::Region(Timezone::CHICAGO)),
    ("mt", Zone::Region(Timezone::DENVER)), ("pt", Zone::Region(Timezone::LOS_ANGELES)),
    ("ist", Zone::Unclear), ("ast", Zone::Unclear), ("gst", Zone::Unclear),
];

#[rustfmt::skip]
static FILLERS: &[&str] = &[
    "at", "on", "of", "the", "am", "um", "den", "der", "uhr", "le", "à", "la", "el", "de", "del", "a", "las", "il", "alle", "ore",
    "op", "om", "h", "hs", "hrs", "hours", "uur", "t", "às", "as", "feira", "kl", "klockan", "klokken", "d", "г", "года", "в", "roku", "r",
    "godz", "saat", "klo", "ora",
];

#[cfg(test)]
mod tests {
    use super::{MONTHS, WEEKDAYS, month, weekday};

    #[test]
    fn no_word_has_two_meanings() {
        let months = MONTHS.iter().flat_map(|it| it.iter());
        let days = WEEKDAYS.iter().flat_map(|it| it.1.iter());
        let mut seen = std::collections::BTreeSet::new();
        for word in months.chain(days) {
            assert!(seen.insert(word), "{word} is listed twice");
        }
    }

    #[test]
    fn recognizes_words_in_many_languages() {
        for word in [
            "october",
            "oktober",
            "octobre",
            "octubre",
            "ottobre",
            "outubro",
            "října",
            "października",
            "октября",
            "ekim",
            "lokakuuta",
            "octombrie",
        ] {
            assert_eq!(month(word), Some(10), "{word}");
        }
        for word in ["sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag"] {
            assert_eq!(weekday(word), Some(chrono::Weekday::Sun), "{word}");
        }
    }
}
