//! The folders, name, date and language in the path of an article, as all generators write them.

use chrono::NaiveDate;

use crate::publish::article::Location;
use crate::publish::dialect::Dialect;
use crate::publish::load::author_value;
use crate::publish::load::file_name;
use crate::value::timezone::Timezone;

/// Folders in which generators keep posts, and which are not part of URLs.
static UNSEEN: &[&str] = &["_posts", "_drafts"];

/// Docusaurus keeps translations in `i18n/fr/docusaurus-plugin-content-blog`.
const TRANSLATIONS: &str = "i18n";

/// Languages whose tag is unambiguous as a folder name. Others, such as `it`, `ml` and `ts`, may be topics.
static CLEAR: &str = "ar bg ca da de el en es et eu fa fi fr gl he hi hr hu ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk zh";

/// Parses the path of an article, relative to the folder of articles, with `/`.
pub(crate) fn read(path: &str, dialect: &Dialect) -> Location {
    let mut location = Location::default();
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut folders: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    if let Some(posts) = folders.iter().position(|it| *it == "_posts") {
        location.above_posts = folders[..posts].iter().map(|it| (*it).to_owned()).collect();
    }
    folders.retain(|it| !UNSEEN.contains(it));
    let stem = file.rsplit_once('.').map_or(file, |it| it.0);
    let mut name = stem;
    if dialect.name_has_language
        && let Some((before, language)) = stem.rsplit_once('.')
        && !before.is_empty()
        && author_value::is_common_language(language)
    {
        location.language = Some(language.to_owned());
        name = before;
    }
    if name == "index" && dialect.folds_index && !folders.is_empty() {
        name = folders.pop().unwrap_or(name);
    }
    if let [TRANSLATIONS, language, ..] = folders[..]
        && author_value::is_common_language(language)
    {
        location.language.get_or_insert_with(|| language.to_owned());
        let plugin = folders.get(2).is_some_and(|it| it.starts_with("docusaurus-plugin"));
        folders.drain(..if plugin { 3 } else { 2 });
    } else if let [language, ..] = folders[..]
        && dialect.language_folders
        && author_value::is_common_language(language)
    {
        location.language.get_or_insert_with(|| language.to_owned());
        folders.remove(0);
    } else if let [language, ..] = folders[..]
        && dialect.language_folders_in_path
        && author_value::is_common_language(language)
        && (language.len() > 2 || CLEAR.split(' ').any(|it| it == language))
    {
        location.language.get_or_insert_with(|| language.to_owned());
    }
    let dated = file_name::dated(name, Timezone::UTC);
    location.day = dated.map(|it| it.0.when.date_naive());
    if dialect.permalink_by_file_date
        && location.day.is_none()
        && let [.., year, month, day] = folders[..]
        && let Some(date) = day_of(year, month, day)
    {
        location.day = Some(date);
        folders.truncate(folders.len() - 3);
    }
    name.clone_into(&mut location.name);
    dated.map_or(name, |it| it.1).clone_into(&mut location.undated_name);
    location.folders = folders.into_iter().map(str::to_owned).collect();
    location
}

/// The date in the folders `2024/05/01`.
fn day_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let number = |text: &str, most: usize| {
        let is_one = text.bytes().all(|it| it.is_ascii_digit()) && text.len() <= most;
        text.parse().ok().filter(|_| is_one)
    };
    let year = number(year, 4).filter(|it| *it >= 1000)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(month, 2)?, number(day, 2)?)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::publish::dialect;

    #[test]
    fn reads_the_paths_of_all_generators() {
        #[rustfmt::skip]
        let cases = [
            // dialect, path                                        folders        name               undated   day           language
            ("plain",      "a.md",                                  "",            "a",               "a",      "-",          "-"),
            ("plain",      "posts/my-post/index.md",                "posts",       "my-post",         "my-post", "-",         "-"),
            ("plain",      "posts/2024-05-01-x/index.fr.md",        "posts",       "2024-05-01-x",    "x",      "2024-05-01", "fr"),
            ("plain",      "fr/x.md",                               "fr",          "x",               "x",      "-",          "fr"),
            ("plain",      "ts/x.md",                               "ts",          "x",               "x",      "-",          "-"),
            ("jekyll",     "news/_posts/2024-05-01-x.md",           "news",        "2024-05-01-x",    "x",      "2024-05-01", "-"),
            ("jekyll",     "2024-05-01-asp.is.md",                  "",            "2024-05-01-asp.is", "asp.is", "2024-05-01", "-"),
            ("hexo",       "x/index.md",                            "x",           "index",           "index",  "-",          "-"),
            ("jekyll",     "_drafts/x.md",                          "",            "x",               "x",      "-",          "-"),
            ("hugo",       "fr/posts/x.md",                         "posts",       "x",               "x",      "-",          "fr"),
            ("hugo",       "posts/x.pt-br.md",                      "posts",       "x",               "x",      "-",          "pt-br"),
            ("docusaurus", "i18n/de/docusaurus-plugin-content-blog/2024-05-01-x.md", "", "2024-05-01-x", "x", "2024-05-01", "de"),
            ("docusaurus", "ships/2024/05/04/x.md",                 "ships",       "x",               "x",      "2024-05-04", "-"),
            ("hugo",       "posts/2024/05/04/x.md",                 "posts/2024/05/04", "x",          "x",      "-",          "-"),
            ("zola",       "2024-05-01.md",                         "",            "2024-05-01",      "",       "2024-05-01", "-"),
        ];
        for (dialect, path, folders, name, undated, day, language) in cases {
            let dialect = dialect::named(dialect).expect("it is a dialect");
            let is = read(path, dialect);
            let is = (
                is.folders.join("/"),
                is.name,
                is.undated_name,
                is.day.map_or("-".to_owned(), |it| it.to_string()),
                is.language.unwrap_or_else(|| "-".to_owned()),
            );
            let wanted = (folders, name, undated, day, language);
            assert_eq!((&*is.0, &*is.1, &*is.2, &*is.3, &*is.4), wanted, "{path}");
        }
    }
}
