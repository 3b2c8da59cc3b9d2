//! The date, slug and language in a file name, as Jekyll, Hugo, Zola, Docusaurus and Pelican write them. Dates that are spread
//! over several folders are in `date_path`.

use crate::publish::load::author_value;
use crate::publish::load::date;
use crate::publish::load::date::WrittenDate;

/// The parts of a file name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileName {
    /// The date at the start.
    pub(crate) date: Option<WrittenDate>,
    /// The rest, which becomes the last part of the URL. Empty if the name is only a date.
    pub(crate) slug: String,
    /// The language at the end, as in `about.fr.md`.
    pub(crate) language: Option<String>,
    /// Whether the date comes from the folders that contain the file.
    pub(crate) in_folders: bool,
}

/// Parses a file name without its extension, or the name of a page bundle's folder.
pub(crate) fn read(stem: &str, timezone: crate::value::timezone::Timezone) -> FileName {
    let mut name = FileName::default();
    let mut rest = stem;
    if let Some((before, language)) = stem.rsplit_once('.')
        && !before.is_empty()
        && author_value::is_common_language(language)
    {
        name.language = author_value::language(language);
        rest = before;
    }
    match dated(rest, timezone) {
        Some((date, slug)) => {
            name.date = Some(date);
            slug.clone_into(&mut name.slug);
        }
        None => rest.clone_into(&mut name.slug),
    }
    name
}

/// Whether the file at `path` is named like a Jekyll post: `2024-05-01-walk.md`, or any file below `_posts`.
pub(crate) fn is_dated(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.split('/').any(|it| it == "_posts") || day(name).is_some()
}

/// The date at the start of a name, and the rest after the separator: `2024-05-01-walk`, `2024-05-01-10-30-00-walk`,
/// `2024-05-01_walk`, `2024-05-01T10:30:00Z-walk`, `20240501-walk`. A date that does not exist is part of the name.
pub(crate) fn dated(
    stem: &str,
    timezone: crate::value::timezone::Timezone,
) -> Option<(WrittenDate, &str)> {
    let day = day(stem).or_else(|| compact_day(stem))?;
    let rest = &stem[day.len()..];
    let (time, rest) = clock(rest).unwrap_or((String::new(), rest));
    let separated = rest.is_empty() || rest.starts_with([' ', '-', '_']);
    let written = date::read(&format!("{day}{time}"), timezone).ok()?;
    separated.then(|| (written, rest.trim_start_matches([' ', '-', '_'])))
}

/// The date `2024-05-01` or `2024-5-1` at the start of `name`.
fn day(name: &str) -> Option<&str> {
    let mut end = 0;
    for (index, most) in [4, 2, 2].into_iter().enumerate() {
        if index > 0 {
            name[end..].strip_prefix('-')?;
            end += 1;
        }
        let digits = name[end..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most || index == 0 && digits != 4 {
            return None;
        }
        end += digits;
    }
    Some(&name[..end])
}

/// The date `20240501` at the start of `name`. Only the years 1900 to 2099 are accepted, because other numbers of eight digits
/// are rarely dates.
fn compact_day(name: &str) -> Option<&str> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let recent = name.starts_with("19") || name.starts_with("20");
    (digits == 8 && recent).then(|| &name[..8])
}

/// The time after a date, in a form that the date parser reads, and the rest.
fn clock(rest: &str) -> Option<(String, &str)> {
    if rest.starts_with(['T', 't']) {
        let within =
            |it: char| it.is_ascii_digit() || matches!(it, 'T' | 't' | ':' | '.' | 'Z' | 'z' | '+');
        let mut end = rest.find(|it| !within(it)).unwrap_or(rest.len());
        // An offset west of Greenwich starts like a separator.
        let west =
            rest.as_bytes().get(end..end + 6).is_some_and(|it| it[0] == b'-' && it[3] == b':');
        end += if west { 6 } else { 0 };
        return rest.is_char_boundary(end).then(|| (rest[..end].to_owned(), &rest[end..]));
    }
    // Hugo: `-10-30-00`.
    let bytes = rest.as_bytes().get(..9)?;
    let hyphens = [0, 3, 6].iter().all(|it| bytes[*it] == b'-');
    let digits = [1, 2, 4, 5, 7, 8].iter().all(|it| bytes[*it].is_ascii_digit());
    if !hyphens || !digits {
        return None;
    }
    // All nine bytes are ASCII.
    let after = &rest[9..];
    if !after.is_empty() && !after.starts_with([' ', '-', '_']) {
        return None;
    }
    let (hour, minute, second) = (&rest[1..3], &rest[4..6], &rest[7..9]);
    let real = hour < "24" && minute < "60" && second < "60";
    real.then(|| (format!("T{hour}:{minute}:{second}"), after))
}

#[cfg(test)]
mod tests {
    use super::{is_dated, read};

    #[test]
    fn reads_the_file_names_of_common_tools() {
        #[rustfmt::skip]
        let cases = [
            ("walk",                                "-",                         "walk",               "-"),
            ("2024-05-01-my-walk",                  "2024-05-01T00:00:00+02:00", "my-walk",            "-"),
            ("2024-5-1-walk",                       "2024-05-01T00:00:00+02:00", "walk",               "-"),
            ("2024-05-01_walk",                     "2024-05-01T00:00:00+02:00", "walk",               "-"),
            ("2024-05-01 walk",                     "2024-05-01T00:00:00+02:00", "walk",               "-"),
            ("2024-05-01",                          "2024-05-01T00:00:00+02:00", "",                   "-"),
            ("2024-05-01-10-30-00-walk",            "2024-05-01T10:30:00+02:00", "walk",               "-"),
            ("2024-05-01-10-ways",                  "2024-05-01T00:00:00+02:00", "10-ways",            "-"),
            ("2024-05-01-99-99-99-red",             "2024-05-01T00:00:00+02:00", "99-99-99-red",       "-"),
            ("2024-05-01T10:30:00Z-walk",           "2024-05-01T10:30:00+00:00", "walk",               "-"),
            ("2024-05-01T10:30:00-05:00_walk",      "2024-05-01T10:30:00-05:00", "walk",               "-"),
            ("2024-13-01-walk",                     "-",                         "2024-13-01-walk",    "-"),
            ("2024-05-01walk",                      "-",                         "2024-05-01walk",     "-"),
            ("20240501-walk",                       "2024-05-01T00:00:00+02:00", "walk",               "-"),
            ("20240501",                            "2024-05-01T00:00:00+02:00", "",                   "-"),
            ("20241301-walk",                       "-",                         "20241301-walk",      "-"),
            ("12345678-walk",                       "-",                         "12345678-walk",      "-"),
            ("24-05-01-walk",                       "-",                         "24-05-01-walk",      "-"),
            ("walk.fr",                             "-",                         "walk",               "fr"),
            ("2024-05-01-walk.pt-br",               "2024-05-01T00:00:00+02:00", "walk",               "pt-br"),
            ("notes.old",                           "-",                         "notes.old",          "-"),
            (".fr",                                 "-",                         ".fr",                "-"),
            ("2024-05-01-\u{928}\u{93e}\u{935}",     "2024-05-01T00:00:00+02:00", "\u{928}\u{93e}\u{935}", "-"),
            ("2024-05-01T\u{e9}",                   "-",                         "2024-05-01T\u{e9}",  "-"),
        ];
        for (stem, date, slug, language) in cases {
            let name = read(
                stem,
                crate::value::timezone::Timezone::named("Europe/Berlin").expect("it is a zone"),
            );
            let when = name.date.map_or("-".to_owned(), |it| it.when.to_rfc3339());
            let is = (when.as_str(), name.slug.as_str(), name.language.as_deref().unwrap_or("-"));
            assert_eq!(is, (date, slug, language), "{stem}");
        }
    }

    #[test]
    fn recognizes_jekyll_posts() {
        assert!(is_dated("site/_posts/walk.md") && is_dated("2024-05-01-walk.md"));
        assert!(!is_dated("posts/walk.md"));
    }
}
