//! The list of feeds as OPML 2.0, which feed readers import. <http://opml.org/spec2.opml>

use std::borrow::Cow;

use crate::publish::feed_format::FeedFormat;
use crate::publish::pages::listed::Group;
use crate::publish::pages::listed::Listed;
use crate::publish::pages::listed::heading;
use crate::publish::settings::Settings;
use crate::text::escape;
use crate::text::scrub::one_line;
use crate::value::html::plain::is_same_as_html;
use crate::value::person;

/// The list. Each feed is in it once, in the format that most readers support. It contains no date, so it changes only when a feed is
/// added, removed or renamed.
pub(super) fn list(groups: &[Group<'_>], settings: &Settings) -> String {
    let site = &settings.plan.site;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Written by feedwright -->\n<opml version=\"2.0\">\n  <head>\n",
    );
    let mut element = |name: &str, text: &str| {
        let text = one_line(text);
        if !text.is_empty() {
            out.push_str(&format!("    <{name}>{}</{name}>\n", escape::content(&as_html(&text))));
        }
    };
    element("title", &site.title);
    if let Some(owner) = site.authors.first() {
        element("ownerName", &owner.name);
        let email = owner.email.as_deref().filter(|it| person::address_problem(it).is_none());
        element("ownerEmail", email.unwrap_or_default());
    }
    element("docs", "http://opml.org/spec2.opml");
    out.push_str("  </head>\n  <body>\n");
    for group in groups {
        let (indent, folder) = match group.each {
            Some(each) => ("      ", Some(heading(each))),
            None => ("    ", None),
        };
        if let Some(text) = folder {
            out.push_str(&format!("    <outline text=\"{text}\">\n"));
        }
        for feed in &group.feeds {
            out.push_str(&format!("{indent}{}\n", outline(feed)));
        }
        if folder.is_some() {
            out.push_str("    </outline>\n");
        }
    }
    if groups.is_empty() {
        // OPML requires an outline.
        let title = one_line(&site.title);
        let title = as_html(&title);
        out.push_str(&format!("    <outline text=\"{}\"/>\n", escape::attribute(&title)));
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn outline(listed: &Listed<'_>) -> String {
    let feed = &listed.planned.feed;
    let mut outline = String::from("<outline type=\"rss\"");
    let mut attribute = |name: &str, value: &str| {
        outline.push_str(&format!(" {name}=\"{}\"", escape::attribute(value)));
    };
    let title = as_html(&feed.title);
    attribute("text", &title);
    attribute("title", &title);
    if let Some(description) = listed.description() {
        attribute("description", &as_html(description));
    }
    attribute("htmlUrl", &feed.home);
    // The formats are sorted: RSS comes first.
    if let Some((format, url)) = listed.urls.first() {
        attribute("xmlUrl", url);
        // The specification names no version of other formats.
        if *format == FeedFormat::Rss {
            attribute("version", "RSS2");
        }
    }
    if let Some(language) = &feed.language {
        attribute("language", language);
    }
    outline + "/>"
}

/// Plain text for an attribute that may contain HTML. "The text attribute … may contain encoded HTML markup", says the
/// specification.
fn as_html(text: &str) -> Cow<'_, str> {
    if is_same_as_html(text) { text.into() } else { escape::content(text) }
}
