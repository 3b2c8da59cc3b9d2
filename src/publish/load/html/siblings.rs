//! Compares the HTML pages of a folder. A title or a date that is on every page is not the article's, and a page without a date
//! among dated pages is not a post.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::publish::article::Confidence;
use crate::publish::content::text_of;
use crate::publish::load::Folder;
use crate::publish::load::Loaded;
use crate::publish::load::PassedOver;
use crate::publish::load::Undecided;
use crate::publish::load::html::title::SEPARATORS;
use crate::publish::load::html::title::folded;

/// The minimum number of pages for a comparison.
const FEW: usize = 3;

/// Why a page without a date is skipped.
const UNDATED: &str = "it has no date, unlike the article pages";

/// Compares the HTML pages of a folder, and skips those that are not articles.
pub(crate) fn settle(folder: &mut Folder) {
    let Folder { articles, passed_over } = folder;
    let others = articles.extract_if(.., |it| it.reading.no_article.is_some());
    passed_over.extend(others.map(|it| {
        let why = it.reading.no_article.unwrap_or_default();
        skipped(it, why)
    }));
    let mut pages = Vec::new();
    for (at, loaded) in articles.iter_mut().enumerate() {
        if let Some(undecided) = loaded.reading.undecided.take()
            && !loaded.has_error()
        {
            pages.push((at, undecided));
        }
    }
    if pages.is_empty() {
        return;
    }
    without_common_part(&mut folder.articles, &mut pages);
    // The second title may be on several pages too.
    for _ in 0..3 {
        if !distinguish_titles(&mut folder.articles, &pages) {
            break;
        }
    }
    drop_common_date(&mut folder.articles, &pages);
    skip_undated(folder, &pages);
}

/// Pages by their index among the articles, with their undecided values.
type Pages = Vec<(usize, Undecided)>;

/// Splits a title into the part at one end and the rest.
type End = fn(&str) -> Option<(&str, &str)>;

fn skipped(loaded: Loaded, why: &'static str) -> PassedOver {
    PassedOver { path: loaded.reading.article.path, why, is_text: true }
}

/// Removes the site's name, with which most titles start or end.
fn without_common_part(articles: &mut [Loaded], pages: &mut Pages) {
    let ends: [End; 2] = [
        |it| SEPARATORS.iter().find_map(|mark| it.rsplit_once(mark)).map(|it| (it.1, it.0)),
        |it| SEPARATORS.iter().find_map(|mark| it.split_once(mark)),
    ];
    for end in ends {
        let mut counts = HashMap::<String, usize>::new();
        let titles = pages.iter().filter_map(|it| it.1.titles.first());
        for (part, _) in titles.filter_map(|it| end(&it.0)) {
            *counts.entry(part.to_owned()).or_default() += 1;
        }
        let Some((part, _)) =
            counts.into_iter().find(|it| it.1 >= FEW && it.1 * 3 > pages.len() * 2)
        else {
            continue;
        };
        for (index, undecided) in pages.iter_mut() {
            let article = &mut articles[*index].reading.article;
            for (position, (title, _)) in undecided.titles.iter_mut().enumerate() {
                let Some((_, bare)) =
                    end(title).filter(|it| it.0 == part && !it.1.trim().is_empty())
                else {
                    continue;
                };
                let bare = bare.trim().to_owned();
                if position == 0 && article.title.as_ref() == Some(title) {
                    article.title = Some(bare.clone());
                }
                *title = bare;
            }
        }
    }
}

/// If several pages have the same title, gives them their next possible titles if these differ. Returns whether a title changed.
fn distinguish_titles(articles: &mut [Loaded], pages: &Pages) -> bool {
    let mut groups = HashMap::<String, Vec<&(usize, Undecided)>>::new();
    for page in pages {
        let title = articles[page.0].reading.article.title.as_deref();
        let own = title.filter(|it| page.1.titles.iter().any(|known| known.0 == **it));
        if let Some(title) = own {
            groups.entry(folded(title)).or_default().push(page);
        }
    }
    let mut changed = false;
    for (title, group) in groups.into_iter().filter(|it| it.1.len() > 1) {
        // If three of ten pages have the title, it may be the title of a series.
        let dominant = group.len() >= FEW && group.len() * 2 > pages.len();
        let next = |page: &(usize, Undecided)| {
            let chosen = articles[page.0].reading.article.title.clone()?;
            let after = page.1.titles.iter().skip_while(|it| it.0 != chosen).skip(1);
            // The first heading of the text is only used as a title if most pages share all other titles.
            let is_known = |confidence| {
                dominant || group.len() == pages.len() || confidence != Confidence::Unsure
            };
            let mut after = after.filter(|it| folded(&it.0) != title && is_known(it.1.confidence));
            after.next().cloned()
        };
        let nexts: Vec<_> = group.iter().map(|it| next(it)).collect();
        let known = nexts.iter().flatten().map(|it| folded(&it.0));
        let distinct = known.collect::<HashSet<_>>().len();
        let all = nexts.iter().all(Option::is_some) && distinct == group.len();
        if !(all || dominant && distinct > 1) {
            continue;
        }
        for (page, next) in group.iter().zip(nexts) {
            let Some((next, origin)) = next else { continue };
            let article = &mut articles[page.0].reading.article;
            if let Some(rest) = after_heading(&article.html, &next) {
                article.html = rest;
            }
            article.title = Some(next);
            article.origin.insert("title", origin);
            changed = true;
        }
    }
    changed
}

/// The text after the heading at its start, if this heading is the title.
fn after_heading(html: &str, title: &str) -> Option<String> {
    let html = html.trim_start();
    let name =
        ["h1", "h2"].into_iter().find(|it| html.get(1..3) == Some(it) && html.starts_with('<'))?;
    let end = format!("</{name}>");
    let at = html.find(&end)? + end.len();
    (text_of(&html[..at]) == title).then(|| html[at..].trim_start().to_owned())
}

/// Removes a date that all pages show, because it belongs to the site.
fn drop_common_date(articles: &mut [Loaded], pages: &Pages) {
    let guessed = |page: &(usize, Undecided)| {
        let article = &articles[page.0].reading.article;
        let first = page.1.dates.first()?;
        let likely =
            article.origin.get("published").is_some_and(|it| it.confidence != Confidence::Stated);
        (article.published == Some(first.0) && likely).then_some(first.0)
    };
    let mut first = None;
    let mut count = 0_usize;
    for page in pages {
        let Some(date) = guessed(page) else { continue };
        if *first.get_or_insert(date) != date {
            return;
        }
        count += 1;
    }
    let Some(common) = first.filter(|_| count >= FEW && count * 3 > pages.len() * 2) else {
        return;
    };
    for (index, undecided) in pages {
        let article = &mut articles[*index].reading.article;
        if article.published != Some(common) {
            continue;
        }
        article.origin.remove("published");
        article.published = None;
        if let Some((when, origin)) = undecided.dates.iter().find(|it| it.0 != common) {
            article.published = Some(*when);
            article.origin.insert("published", origin.clone());
        }
    }
}

/// Skips undated pages in folders without any dated page, if most other pages are dated: `about`, `pages/privacy`.
fn skip_undated(folder: &mut Folder, pages: &Pages) {
    let is_dated = |it: &usize| folder.articles[*it].reading.article.published.is_some();
    let dated = pages.iter().filter(|it| is_dated(&it.0)).count();
    if dated < FEW || dated * 2 < pages.len() {
        return;
    }
    let with_dated: HashSet<&str> = folder
        .articles
        .iter()
        .filter(|it| it.reading.article.published.is_some())
        .map(|it| section(&it.reading.article.path))
        .collect();
    let undated: HashSet<usize> = pages
        .iter()
        .map(|it| it.0)
        .filter(|it| {
            !is_dated(it)
                && !with_dated.contains(section(&folder.articles[*it].reading.article.path))
        })
        .collect();
    if undated.is_empty() {
        return;
    }
    let mut at = 0..;
    let others =
        folder.articles.extract_if(.., |_| at.next().is_some_and(|it| undated.contains(&it)));
    folder.passed_over.extend(others.map(|it| skipped(it, UNDATED)));
}

/// The part of a path that distinguishes kinds of pages: its first folder, unless it is the page's own.
fn section(path: &str) -> &str {
    let parts = path.matches('/').count();
    let own = path.ends_with("/index.html") || path.ends_with("/index.htm");
    if parts < 1 + usize::from(own) { "" } else { path.split('/').next().unwrap_or_default() }
}

#[cfg(test)]
mod tests {

    use super::settle;
    use crate::publish::load::Folder;
    use crate::publish::load::Loaded;
    use crate::publish::load::Options;
    use crate::publish::load::html;
    use crate::text::source::Source;
    use crate::value::timezone::Timezone;

    /// The paths, titles and days of the remaining pages, and the paths of the skipped ones.
    fn settled(pages: &[(&str, String)]) -> (Vec<String>, Vec<String>) {
        let options = Options::new(Timezone::UTC);
        let mut folder = Folder::default();
        for (path, text) in pages {
            let source = Source::from_text(*path, text.as_str());
            let mut reading = html::read(&source, &options);
            (*path).clone_into(&mut reading.article.path);
            folder.articles.push(Loaded { source, reading, ..Loaded::default() });
        }
        settle(&mut folder);
        let shown = |it: &Loaded| {
            let article = &it.reading.article;
            let day = article.published.map(|it| it.date_naive().to_string()).unwrap_or_default();
            format!("{}: {} {day}", article.path, article.title.as_deref().unwrap_or("-"))
        };
        let left = folder.articles.iter().map(shown).collect();
        (left, folder.passed_over.into_iter().map(|it| it.path).collect())
    }

    fn page(title: &str, body: &str) -> String {
        format!("<html><title>{title}</title><body>{body}<p>Text of some length.</p></body></html>")
    }

    #[test]
    fn distinguishes_the_titles_of_pages() {
        let site = |title: &str| {
            page(
                "My Site",
                &format!("<h1>My Site</h1><article><header><h2>{title}</h2></header></article>"),
            )
        };
        let (left, _) = settled(&[("a.html", site("One")), ("b.html", site("Two"))]);
        assert_eq!(left, ["a.html: One ", "b.html: Two "]);
        let tab = |title: &str| page(&format!("{title} | My Site"), "");
        let (left, _) =
            settled(&[("a.html", tab("One")), ("b.html", tab("Two")), ("c.html", tab("Three"))]);
        assert_eq!(left, ["a.html: One ", "b.html: Two ", "c.html: Three "]);
        let hand =
            |title: &str| page("Bob's page", &format!("<h1>Bob's page</h1><h2>{title}</h2>"));
        let (left, _) = settled(&[("a.html", hand("One")), ("b.html", hand("Two"))]);
        assert_eq!(left, ["a.html: One ", "b.html: Two "]);
        let notes = |part: &str| page("Notes", &format!("<h1>Notes</h1><h2>{part}</h2>"));
        let (left, _) = settled(&[
            ("a.html", notes("Part")),
            ("b.html", notes("Other")),
            ("c.html", tab("One")),
        ]);
        assert_eq!(left, ["a.html: Notes ", "b.html: Notes ", "c.html: One | My Site "]);
        // Two posts may have the same title.
        let same = || page("Notes", "<h1>Notes</h1><h2>Part</h2>");
        let (left, _) = settled(&[("a.html", same()), ("b.html", same())]);
        assert_eq!(left, ["a.html: Notes ", "b.html: Notes "]);
    }

    #[test]
    fn drops_a_date_that_is_on_all_pages() {
        let built = |title: &str, own: &str| {
            page(title, &format!("<time datetime=2024-12-31>Built</time><h1>{title}</h1>{own}"))
        };
        let own = |day: u8| format!("<time datetime=2024-05-0{day}>May</time>");
        let pages = [
            ("a.html", built("One", &own(1))),
            ("b.html", built("Two", &own(2))),
            ("c.html", built("Three", "")),
        ];
        assert_eq!(
            settled(&pages).0,
            ["a.html: One 2024-05-01", "b.html: Two 2024-05-02", "c.html: Three "]
        );
    }

    #[test]
    fn skips_pages_that_are_not_posts() {
        let post = |day: u8| {
            page(
                &format!("Post {day}"),
                &format!("<h1>Post {day}</h1><time datetime=2024-05-0{day}>May</time>"),
            )
        };
        let mut pages = vec![
            ("about/index.html", page("About", "<h1>About</h1>")),
            ("blog/a/index.html", post(1)),
            ("blog/b/index.html", post(2)),
            ("blog/c/index.html", post(3)),
            ("blog/d/index.html", page("No date", "<h1>No date</h1>")),
            (
                "tags/index.html",
                page("Tags", "<ul><li><a href=/tags/sea/>Sea</a></li></ul>")
                    .replace("<p>Text of some length.</p>", ""),
            ),
        ];
        let (left, out) = settled(&pages);
        assert_eq!(
            (left.len(), out),
            (4, vec!["tags/index.html".to_owned(), "about/index.html".to_owned()])
        );
        // If only a few pages are dated, a comparison shows nothing.
        pages.drain(2..4);
        assert_eq!(settled(&pages).1, ["tags/index.html"]);
    }
}
