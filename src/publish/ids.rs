//! The permanent id of each entry: the one that its author gave, the one that readers already have, or a new one in the site's
//! format.

use std::collections::HashSet;

use chrono::Datelike;
use chrono::Duration;

use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::entry_id::EntryId;
use crate::publish::entry_id::filled;
use crate::publish::identity::path_segment;
use crate::publish::identity::slug_of;
use crate::publish::page::page_of;
use crate::publish::plan::Plan;
use crate::publish::slug::encoded;
use crate::publish::translations::is_foreign;
use crate::text::scrub::one_line;
use crate::value::uri;

/// The id of each article: the one that the author gave, the one from an earlier run or from the site's old feeds, or a new one.
/// All ids are different. If an author's `id` is not a URI (a number, a slug), it becomes part of the new id.
pub(super) fn ids(articles: &[&Dated], plan: &Plan) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut ids = vec![None; articles.len()];
    // An article comes before its translations, so that its id does not depend on them.
    let (foreign, own): (Vec<usize>, Vec<usize>) =
        (0..articles.len()).partition(|at| is_foreign(&articles[*at].article, plan));
    let order = || own.iter().chain(&foreign);
    // Ids that readers already have come first, so that a new article never gets the id of an old one.
    for at in order() {
        ids[*at] = kept_id(articles[*at]).filter(|id| taken.insert(id.clone()));
    }
    for at in order() {
        if ids[*at].is_none() {
            ids[*at] = candidates(articles[*at], plan).find(|it| taken.insert(it.clone()));
        }
    }
    ids.into_iter().map(|it| it.expect("one of endless candidates is free")).collect()
}

fn kept_id(dated: &Dated) -> Option<String> {
    own_uri(&dated.article).or_else(|| dated.id.clone())
}

/// The id that the author gave, if it is a URI.
pub(super) fn own_uri(article: &Article) -> Option<String> {
    article.id.as_deref().map(one_line).filter(|it| uri::check_absolute(it).is_ok())
}

fn own_name(article: &Article) -> Option<String> {
    article.id.as_deref().map(one_line).filter(|it| !it.is_empty())
}

/// The ids that a new article can get, the preferred one first: in the format of the site, then `tag:` URIs with its name, with
/// its path, and with its path and a number.
fn candidates<'d>(dated: &'d Dated, plan: &'d Plan) -> impl Iterator<Item = String> + 'd {
    let article = &dated.article;
    let stem = stem_of(article);
    let names = [own_name(article).unwrap_or_else(|| slug_of(article)), stem.to_owned()];
    let numbered = (2..).map(move |it: usize| format!("{stem}-{it}"));
    let host = plan.site.url.host_str().unwrap_or("localhost");
    let tag = move |name: String| format!("tag:{host},{}:{}", tag_day(dated), path_segment(&name));
    formed(dated, plan).into_iter().chain(names.into_iter().chain(numbered).map(tag))
}

/// The author's slug, or the file name without its date, unchanged.
fn written_name(article: &Article) -> String {
    let made = article.origin.get("slug").is_some_and(|it| it.what == "file name");
    let name = &article.location.undated_name;
    if name.is_empty() || article.slug.is_some() && !made { slug_of(article) } else { name.clone() }
}

fn stem_of(article: &Article) -> &str {
    article.path.rsplit_once('.').map_or(article.path.as_str(), |it| it.0)
}

/// The year in a `tag:` URI without a day: the year of RFC 4151, the same for all articles.
const NO_DAY: &str = "2005";

/// A `tag:` URI for any string.
pub(super) fn undated_tag(host: &str, text: &str) -> String {
    format!("tag:{host},{NO_DAY}:{}", in_ascii(text))
}

/// The day in a `tag:` URI (RFC 4151, <https://www.rfc-editor.org/rfc/rfc4151>). Whoever owned the host on that day assigned the
/// id.
///
/// For an undated article, it is [`NO_DAY`]. The day when the article was first seen changes if the state is lost, and readers
/// would show the article as new. The page's URL cannot be used either, because it may contain that day.
fn tag_day(dated: &Dated) -> String {
    if dated.article.published.is_none() {
        return NO_DAY.to_owned();
    }
    dated.published.format("%Y-%m-%d").to_string()
}

/// The id in the format of the site. `None` if it would contain the day when an undated article was first seen.
fn formed(dated: &Dated, plan: &Plan) -> Option<String> {
    let pattern = match &plan.id {
        EntryId::Tag => return None,
        EntryId::Permalink => "{url}",
        EntryId::Pattern(pattern) => pattern,
    };
    let id = from_pattern(pattern, dated, plan);
    if dated.article.published.is_none() {
        let mut later = dated.clone();
        later.published = later.published.checked_add_signed(Duration::days(400))?;
        if from_pattern(pattern, &later, plan) != id {
            return None;
        }
    }
    Some(id)
}

fn from_pattern(pattern: &str, dated: &Dated, plan: &Plan) -> String {
    let article = &dated.article;
    let day = dated.published;
    let page = page_of(dated, plan);
    filled(pattern, |name| match name {
        "slug" => path_segment(&slug_of(article)),
        "year" => format!("{:04}", day.year()),
        "month" => format!("{:02}", day.month()),
        "day" => format!("{:02}", day.day()),
        "date" => day.format("%Y-%m-%d").to_string(),
        "path" => stem_of(article).split('/').map(path_segment).collect::<Vec<_>>().join("/"),
        "url" => page.to_string(),
        "url_path" => page.path().to_owned(),
        "url_stem" => {
            let stem = page.as_str().trim_end_matches('/');
            stem.strip_suffix(".html").unwrap_or(stem).to_owned()
        }
        "page_id" => {
            let mut id = page.clone();
            let path = page.path().trim_end_matches('/');
            let folder = path.rsplit_once('/').map_or("", |it| it.0);
            id.set_path(&format!("{folder}/{}", encoded(&written_name(article))));
            id.to_string()
        }
        "host" => page.host_str().unwrap_or("localhost").to_owned(),
        "id" => {
            own_name(article).map_or_else(|| path_segment(&slug_of(article)), |it| in_ascii(&it))
        }
        _ => String::new(),
    })
}

/// Percent-encodes the characters that are not allowed in a URI.
fn in_ascii(text: &str) -> String {
    text.split('/').map(encoded).collect::<Vec<String>>().join("/")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::ids;
    use crate::publish::article::Article;
    use crate::publish::article::Dated;
    use crate::publish::assemble::tests::plan;
    use crate::publish::dialect;
    use crate::publish::entry_id::EntryId;

    fn dated(path: &str, date: Option<&str>) -> Dated {
        let date = date.map(|it| DateTime::parse_from_rfc3339(it).expect("it is a date"));
        let first_seen = DateTime::parse_from_rfc3339("2024-06-07T08:09:10Z").expect("a date");
        Dated {
            article: Article { path: path.to_owned(), published: date, ..Article::default() },
            published: date.unwrap_or(first_seen),
            first_seen: date.is_none(),
            id: None,
        }
    }

    #[test]
    fn makes_ids_in_the_format_of_the_site() {
        const PELICAN: &str = "tag:{host},{date}:{url_path}";
        let may = Some("2024-05-01T23:30:00-02:00");
        for (form, path, date, id, wanted) in [
            ("tag", "a/Boats.md", may, "", "tag:harbor.example,2024-05-01:boats"),
            ("tag", "boats.md", None, "", "tag:harbor.example,2005:boats"),
            ("tag", "boats.md", may, "7 b", "tag:harbor.example,2024-05-01:7-b"),
            ("permalink", "boats.md", may, "", "https://harbor.example/2024/boats/"),
            ("permalink", "boats.md", may, "7", "https://harbor.example/2024/boats/"),
            // The permalink of this plan contains the year, which an undated article does not have.
            ("permalink", "boats.md", None, "", "tag:harbor.example,2005:boats"),
            ("{url_stem}", "boats.md", may, "", "https://harbor.example/2024/boats"),
            ("{page_id}", "My boats.md", may, "", "https://harbor.example/2024/My%20boats"),
            (PELICAN, "boats.md", may, "", "tag:harbor.example,2024-05-01:/2024/boats/"),
            (PELICAN, "boats.md", None, "", "tag:harbor.example,2005:boats"),
            ("urn:example:{slug}", "boats.md", None, "", "urn:example:boats"),
            ("urn:example:{path}", "a/Boats.md", may, "", "urn:example:a/boats"),
            ("urn:example:{id}", "boats.md", may, "Å {slug}", "urn:example:%C3%85%20%7Bslug%7D"),
            ("urn:example:{id}", "boats.md", may, "", "urn:example:boats"),
            (
                "{url}#{year}{month}{day}",
                "b.md",
                may,
                "urn:isbn:9783161484100",
                "urn:isbn:9783161484100",
            ),
        ] {
            let plan = crate::publish::plan::Plan {
                id: EntryId::read(form).expect("it is a form"),
                ..plan()
            };
            let mut article = dated(path, date);
            article.article.id = Some(id.to_owned()).filter(|it| !it.is_empty());
            assert_eq!(ids(&[&article], &plan), [wanted], "{form} {path}");
        }
    }

    #[test]
    fn never_gives_the_same_id_twice() {
        let plan = crate::publish::plan::Plan {
            id: EntryId::read("urn:example:{slug}").expect("it is a pattern"),
            ..plan()
        };
        let (a, b) = (dated("x/a.md", None), dated("y/a.md", None));
        let mut kept = dated("z/b.md", None);
        kept.id = Some("urn:example:a".to_owned());
        assert_eq!(
            ids(&[&a, &b, &kept], &plan),
            ["tag:harbor.example,2005:a", "tag:harbor.example,2005:y-a", "urn:example:a"]
        );
    }

    #[test]
    fn explains_invalid_patterns() {
        for (text, why, help) in [
            ("permalnk", "`id` cannot be `permalnk`", "did you mean `permalink`?"),
            (
                "urn:x:{slgu}",
                "the id has an unknown placeholder: `{slgu}`",
                "did you mean `{slug}`?",
            ),
            ("urn:x:{slug", "the id has an unknown placeholder: `{slug`", "did you mean `{slug}`?"),
            ("urn:example:{year}", "all entries would have the same id", "add `{slug}`"),
            ("{slug}", "the id would not be a URI: `a`", "start it with a scheme"),
            ("urn: {slug}", "the id would not be a URI: `urn: a`", "start it with a scheme"),
        ] {
            let (found, advice) = EntryId::read(text).expect_err(text);
            assert_eq!(found, why);
            assert!(advice.starts_with(help), "{text}: {advice}");
        }
    }

    #[test]
    fn every_dialect_has_a_configurable_id_format() {
        for dialect in dialect::ALL {
            if let EntryId::Pattern(pattern) = EntryId::from(dialect.id) {
                assert!(EntryId::read(&pattern).is_ok(), "{}", dialect.name);
            }
        }
    }
}
