//! The names of months and days in some thirty languages, as words of a date. East Asian characters are in `cjk`.

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

/// Whether `word` can be part of a date without changing its meaning: "at", "um", "Uhr", "à".
pub(crate) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Whether `word` after a number makes it an ordinal: "1st", "1er", "1º".
pub(crate) fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th", "er", "e", "de", "ste", "º", "ª"].contains(&word)
}

#[rustfmt::skip]
static MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "jänner", "janvier", "janv", "ene", "enero", "gen", "gennaio", "januari", "janeiro", "ledna",
      "leden", "januára", "január", "stycznia", "styczeń", "sty", "января", "январь", "янв", "січня", "ocak", "tammikuuta",
      "tammikuu", "ianuarie", "ιανουαρίου", "gener", "jän", "led", "oca", "ιαν", "ιανουάριος", "ian", "січ", "січень", "яну",
      "януари", "tammi", "jaan", "jaanuar", "saus", "sausio", "sij", "siječnja", "janvāris", "januarja", "يناير", "ינואר"],
    &["feb", "february", "februar", "feber", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "februari", "fev",
      "fevereiro", "února", "unora", "únor", "februára", "február", "lutego", "luty", "lut", "февраля", "февраль", "фев",
      "лютого", "şubat", "helmikuuta", "helmikuu", "februarie", "φεβρουαρίου", "febrer", "febr", "úno", "şub", "φεβ",
      "φεβρουάριος", "лют", "лютий", "февр", "февруари", "helmi", "veebr", "veebruar", "velj", "veljače", "vas", "vasario",
      "februāris", "فبراير", "פברואר"],
    &["mar", "march", "märz", "maerz", "mär", "mrz", "mars", "marzo", "maart", "mrt", "março", "marco", "marts", "března",
      "brezna", "březen", "marca", "marec", "március", "marzec", "марта", "март", "мар", "березня", "mart", "maaliskuuta",
      "maaliskuu", "martie", "maret", "μαρτίου", "març", "márc", "bře", "μαρ", "μάρ", "μάρτιος", "maalis", "ožu", "ožujka",
      "märts", "kov", "kovo", "бер", "берез", "березень", "مارس", "מרץ"],
    &["apr", "april", "avr", "avril", "abr", "abril", "aprile", "dubna", "duben", "apríla", "apríl", "április", "kwietnia",
      "kwiecień", "kwi", "апреля", "апрель", "апр", "квітня", "nisan", "huhtikuuta", "huhtikuu", "aprilie", "απριλίου", "ápr",
      "dub", "nis", "απρ", "απρίλιος", "huhti", "кві", "квіт", "квітень", "април", "travnja", "bal", "balandžio", "aprill",
      "aprīlis", "أبريل", "אפריל"],
    &["may", "mai", "mayo", "mag", "maggio", "mei", "maio", "maj", "května", "kvetna", "květen", "mája", "máj", "május", "maja",
      "мая", "май", "травня", "mayıs", "toukokuuta", "toukokuu", "μαΐου", "maig", "kvě", "μαΐ", "μάι", "μαι", "μάιος", "μαΐος",
      "touko", "тра", "трав", "травень", "svi", "svibnja", "geg", "gegužės", "maijs", "مايو", "מאי"],
    &["jun", "june", "juni", "juin", "junio", "giu", "giugno", "junho", "června", "cervna", "červen", "júna", "jún", "június",
      "czerwca", "czerwiec", "cze", "июня", "июнь", "июн", "червня", "haziran", "kesäkuuta", "kesäkuu", "iunie", "ιουνίου",
      "juny", "čvn", "haz", "ιουν", "ιούν", "ιούνιος", "kesä", "чер", "черв", "червень", "юни", "lipnja", "birž", "birželio",
      "juuni", "jūn", "jūnijs", "junija", "iun", "يونيو", "יוני"],
    &["jul", "july", "juli", "juil", "juillet", "julio", "lug", "luglio", "julho", "července", "cervence", "červenec", "júla",
      "júl", "július", "lipca", "lipiec", "lip", "июля", "июль", "июл", "липня", "temmuz", "heinäkuuta", "heinäkuu", "iulie",
      "ιουλίου", "juliol", "čvc", "tem", "ιουλ", "ιούλ", "ιούλιος", "heinä", "лип", "липень", "юли", "srpnja", "liep", "liepos",
      "juuli", "jūl", "jūlijs", "julija", "iul", "يوليو", "יולי"],
    &["aug", "august", "août", "aout", "ago", "agosto", "augustus", "augusti", "srpna", "srpen", "augusta", "augusztus",
      "sierpnia", "sierpień", "sie", "августа", "август", "авг", "серпня", "ağustos", "elokuuta", "elokuu", "αυγούστου", "agost",
      "agustus", "ağu", "αυγ", "αύγ", "αύγουστος", "elo", "сер", "серп", "серпень", "avg", "avgust", "avgusta", "kolovoza", "kol",
      "rugp", "rugpj", "rugpjūčio", "augusts", "agt", "agu", "ag", "أغسطس", "אוגוסט"],
    &["sep", "sept", "september", "septembre", "septiembre", "setiembre", "set", "settembre", "setembro", "září", "zari",
      "septembra", "szeptember", "września", "wrzesień", "wrz", "сентября", "сентябрь", "сен", "сент", "вересня", "eylül",
      "syyskuuta", "syyskuu", "septembrie", "σεπτεμβρίου", "setembre", "szept", "zář", "eyl", "σεπ", "σεπτ", "σεπτέμβριος",
      "syys", "вер", "верес", "вересень", "септ", "септември", "rujna", "ruj", "rugs", "rugsėjo", "septembris", "سبتمبر",
      "ספטמבר"],
    &["oct", "october", "okt", "oktober", "octobre", "octubre", "ott", "ottobre", "out", "outubro", "října", "rijna", "říjen",
      "októbra", "október", "października", "październik", "paź", "октября", "октябрь", "окт", "жовтня", "ekim", "lokakuuta",
      "lokakuu", "octombrie", "οκτωβρίου", "říj", "eki", "οκτ", "οκτώβριος", "loka", "lok", "жов", "жовт", "жовтень", "октомври",
      "spal", "spalio", "oktoober", "oktobris", "oktobra", "أكتوبر", "אוקטובר"],
    &["nov", "november", "novembre", "noviembre", "novembro", "listopadu", "listopad", "listopada", "lis", "novembra", "ноября",
      "ноябрь", "ноя", "нояб", "kasım", "marraskuuta", "marraskuu", "noiembrie", "νοεμβρίου", "kas", "νοε", "νοέ", "νοέμβριος",
      "marras", "лис", "листоп", "листопад", "листопада", "ное", "ноември", "studenoga", "studenog", "stu", "lapkr", "lapkričio",
      "noi", "novembris", "نوفمبر", "נובמבר"],
    &["dec", "december", "dez", "dezember", "déc", "décembre", "decembre", "dic", "diciembre", "dicembre", "dezembro", "desember",
      "des", "prosince", "prosinec", "decembra", "grudnia", "grudzień", "gru", "декабря", "декабрь", "дек", "грудня", "aralık",
      "joulukuuta", "joulukuu", "decembrie", "δεκεμβρίου", "desembre", "pro", "ara", "δεκ", "δεκέμβριος", "joulu", "гру", "груд",
      "грудень", "декември", "prosinca", "gruod", "gruodžio", "dets", "detsember", "decembris", "ديسمبر", "דצמבר"],
];

// "mar" is missing: it is March in English, and Tuesday in French, Spanish and Italian. The parser decides.
#[rustfmt::skip]
static WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["mon", "monday", "mo", "montag", "lun", "lundi", "lunes", "lunedì", "lunedi", "ma", "maandag", "måndag",
      "mandag", "mån", "man", "segunda", "poniedziałek", "pondělí", "понедельник", "пн", "pazartesi", "maanantai", "maanantaina",
      "seg", "pon", "пон", "δευ", "pzt", "pts", "пнд", "luni", "hétfő", "понеділок"]),
    (Weekday::Tue, &["tue", "tues", "tuesday", "di", "dienstag", "mardi", "martes", "martedì", "martedi", "dinsdag", "tisdag",
      "tirsdag", "tis", "tir", "terça", "wtorek", "úterý", "вторник", "вт", "salı", "tiistai", "tiistaina", "ter", "wt", "wto",
      "út", "uto", "τρι", "τρί", "sal", "втр", "marți", "kedd", "вівторок"]),
    (Weekday::Wed, &["wed", "weds", "wednesday", "mi", "mittwoch", "mer", "mercredi", "mié", "miércoles", "miercoles",
      "mercoledì", "mercoledi", "wo", "woensdag", "onsdag", "ons", "quarta", "środa", "středa", "среда", "ср", "çarşamba",
      "keskiviikko", "keskiviikkona", "qua", "śr", "śro", "sri", "τετ", "çar", "срд", "miercuri", "ke", "szerda", "середа"]),
    (Weekday::Thu, &["thu", "thur", "thurs", "thursday", "do", "donnerstag", "jeu", "jeudi", "jue", "jueves", "gio", "giovedì",
      "giovedi", "donderdag", "torsdag", "tors", "tor", "quinta", "czwartek", "čtvrtek", "четверг", "чт", "perşembe", "torstai",
      "torstaina", "qui", "czw", "čt", "čet", "πεμ", "πέμ", "per", "чтв", "joi", "csütörtök", "четвер"]),
    (Weekday::Fri, &["fri", "friday", "fr", "freitag", "ven", "vendredi", "vie", "viernes", "venerdì", "venerdi", "vr", "vrijdag",
      "fredag", "fre", "sexta", "piątek", "pátek", "пятница", "пт", "cuma", "perjantai", "perjantaina", "sex", "pią", "pá", "παρ",
      "cum", "птн", "vineri", "pe", "péntek", "пет"]),
    (Weekday::Sat, &["sat", "saturday", "sa", "samstag", "sonnabend", "sam", "samedi", "sáb", "sab", "sábado", "sabado", "sabato",
      "za", "zaterdag", "lördag", "lørdag", "lör", "lør", "sobota", "суббота", "сб", "cumartesi", "lauantai", "lauantaina", "sob",
      "σαβ", "σάβ", "cmt", "cts", "сбт", "съб", "szombat", "субота"]),
    (Weekday::Sun, &["sun", "sunday", "so", "sonntag", "dim", "dimanche", "dom", "domingo", "domenica", "zo", "zondag", "söndag",
      "søndag", "sön", "søn", "niedziela", "neděle", "воскресенье", "вс", "pazar", "sunnuntai", "sunnuntaina", "ned", "niedz",
      "κυρ", "paz", "вск", "нд", "нед", "duminică", "su", "vasárnap", "неділя"]),
];

#[rustfmt::skip]
static FILLERS: &[&str] = &[
    "at", "on", "of", "the", "am", "um", "den", "der", "uhr", "le", "à", "la", "el", "de", "del", "a", "las", "il", "alle", "ore",
    "op", "om", "h", "hs", "hrs", "hours", "uur", "t", "às", "as", "feira", "kl", "klockan", "klokken", "d", "г", "года", "в", "roku", "r",
    "godz", "saat", "klo", "ora", "року", "год", "gada", "m", "ob", "kello", "ura",
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
