//! The list of feeds as a page for people. It needs no scripts and no other files.

use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::feed_links;
use crate::publish::index_format::IndexFormat;
use crate::publish::pages::listed::Group;
use crate::publish::pages::listed::Listed;
use crate::publish::pages::listed::foreign;
use crate::publish::pages::listed::heading;
use crate::publish::settings::Settings;
use crate::text::escape::attribute;
use crate::text::escape::content;
use crate::text::scrub::one_line;

const CSS: &str = include_str!("index.css");

/// The numbers of entries that are shown: of feeds that are configured one by one, and of the others.
const NEWEST: (usize, usize) = (5, 3);

/// The page.
pub(super) fn page(groups: &[Group<'_>], settings: &Settings) -> String {
    let site = &settings.plan.site;
    let title = one_line(&site.title);
    let mut out = head(groups, settings);
    out.push_str("<body>\n<header>\n");
    out.push_str(&format!(
        "<p><a href=\"{}\"{}>{}</a></p>\n<h1>Feeds</h1>\n",
        attribute(site.url.as_str()),
        language(site.language.as_ref()),
        content(&title)
    ));
    out.push_str(
        "<p>A feed lists the newest articles of this site. Copy its URL into a feed reader, a program that shows you what is new on \
         all the sites that you follow.</p>\n",
    );
    if settings.index.contains(&IndexFormat::Opml) {
        out.push_str(&format!(
            "<p>To follow all feeds, import the <a href=\"{}\" type=\"text/x-opml\">list of feeds (OPML)</a> into your reader.</p>\n",
            IndexFormat::Opml.file_name()
        ));
    }
    out.push_str("</header>\n<main>\n");
    if groups.is_empty() {
        out.push_str("<p>No feeds yet.</p>\n");
    }
    for (at, group) in groups.iter().enumerate() {
        let Some(each) = group.each else {
            for (number, feed) in group.feeds.iter().enumerate() {
                section(feed, &format!("feed-{}-{}", at + 1, number + 1), &mut out);
            }
            continue;
        };
        let id = each.name();
        out.push_str(&format!(
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n",
            heading(each)
        ));
        for feed in &group.feeds {
            out.push_str(&format!(
                "<details>\n<summary><h3{}>{}</h3></summary>\n",
                language(feed.planned.feed.language.as_ref()),
                content(&feed.planned.feed.title)
            ));
            details(feed, 4, NEWEST.1, &mut out);
            out.push_str("</details>\n");
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(groups: &[Group<'_>], settings: &Settings) -> String {
    let title = one_line(&settings.plan.site.title);
    let title = content(&title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"generator\" content=\"feedwright\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Feeds of {title}</title>\n"
    );
    // Programs that look for feeds offer these to the reader, so a site with a feed for each tag offers only the others.
    let main = groups.iter().filter(|it| it.each.is_none() || groups.len() == 1);
    for feed in main.flat_map(|it| &it.feeds) {
        for link in feed_links::of_feed(&feed.planned.feed.title, &feed.urls) {
            out.push_str(&format!("{link}\n"));
        }
    }
    if settings.index.contains(&IndexFormat::Opml) {
        out.push_str(&format!(
            "<link rel=\"alternate\" type=\"text/x-opml\" title=\"All feeds\" href=\"{}\">\n",
            IndexFormat::Opml.file_name()
        ));
    }
    out.push_str(&format!("<style>\n{CSS}</style>\n</head>\n"));
    out
}

/// A feed that is configured by itself.
fn section(feed: &Listed<'_>, id: &str, out: &mut String) {
    out.push_str(&format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\"{}>{}</h2>\n",
        language(feed.planned.feed.language.as_ref()),
        content(&feed.planned.feed.title)
    ));
    details(feed, 3, NEWEST.0, out);
    out.push_str("</section>\n");
}

/// The description, the URLs and the newest entries of a feed. `level` is that of the heading of the entries.
fn details(listed: &Listed<'_>, level: usize, newest: usize, out: &mut String) {
    let feed = &listed.planned.feed;
    if let Some(description) = listed.description() {
        let language = language(feed.language.as_ref());
        out.push_str(&format!("<p{language}>{}</p>\n", content(description)));
    }
    out.push_str("<dl>\n");
    for (format, url) in &listed.urls {
        out.push_str(&format!(
            "<div><dt><a href=\"{}\" type=\"{}\">{}</a></dt><dd><code>{}</code></dd></div>\n",
            attribute(url),
            format.media_type(),
            format.title(),
            content(url)
        ));
    }
    out.push_str("</dl>\n");
    if feed.entries.is_empty() {
        out.push_str("<p>No entries yet.</p>\n");
        return;
    }
    out.push_str(&format!("<h{level}>Newest entries</h{level}>\n<ul>\n"));
    for it in feed.entries.iter().take(newest) {
        out.push_str(&entry(it, feed));
    }
    out.push_str("</ul>\n");
}

fn entry(entry: &Entry, feed: &Feed) -> String {
    let date = entry.published.format("%Y-%m-%d");
    format!(
        "<li><a href=\"{}\"{} dir=\"auto\">{}</a> <time datetime=\"{date}\">{date}</time></li>\n",
        attribute(&entry.url),
        language(entry.language.as_ref().or(feed.language.as_ref())),
        content(&entry.title)
    )
}

/// The attribute for the language of a text.
fn language(language: Option<&String>) -> String {
    foreign(language).map(|it| format!(" lang=\"{}\"", attribute(it))).unwrap_or_default()
}
