//! What Apple requires of a podcast as a whole. <https://podcasters.apple.com/support/823-podcast-requirements>

pub mod artwork;
pub mod enclosure;

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::facts::Podcast;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::media_link;

/// What Apple requires of a podcast. A feed is a podcast if it has an audio or video file, or Apple's elements and no entries yet. A
/// blog that only declares the namespace, or that sets it up for later, is not one.
pub fn podcast_is_complete(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let podcast = std::mem::take(&mut context.facts.extension.podcast);
    let has_entries = feed.children.iter().any(|it| it.row.role == Some(Place::Entry));
    let is_podcast = podcast.has_media || !has_entries;
    if !is_podcast || !context.facts.extension.uses(Ns::ITUNES) {
        return;
    }
    enclosure::report(&podcast, context.out);
    artwork::report(&podcast, context.out);
    episodes(&podcast, context.out);
    if !podcast.is_blocked {
        has_required_elements(feed, context.out);
    }
    is_utf8(feed, context.out);
}

/// Checks and records an entry that has ended: whether it links to a file without an enclosure, and what a podcast needs of it.
pub fn record_entry(entry: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let facts = &mut *context.facts;
    let is_podcast = facts.extension.uses(Ns::ITUNES);
    if !is_podcast && facts.entry.media_link.is_none() {
        return;
    }
    let has_enclosure = facts.entry.has_enclosure
        || entry.has("enclosure")
        || entry.has("podcast:alternateEnclosure");
    let media = ["media:content", "media:group", "attachments"];
    if let Some((url, span, name_span)) = facts.entry.media_link.take()
        && !has_enclosure
        && !media.iter().any(|it| entry.has(it))
    {
        media_link::report(entry, &url, span, name_span, facts.format, context.out);
    }
    if !is_podcast {
        return;
    }
    let podcast = &mut facts.extension.podcast;
    if !has_enclosure && podcast.without_enclosure.len() < Podcast::MAX_RECORDED {
        podcast.without_enclosure.push((entry.name_span, entry.row.name, entry.index));
    }
    let has_number = entry.has("itunes:episode") || entry.has("podcast:episode");
    if !has_number
        && !facts.entry.is_extra_episode
        && podcast.without_number.len() < Podcast::MAX_RECORDED
    {
        podcast.without_number.push((entry.name_span, entry.row.name, entry.index));
    }
}

fn episodes(podcast: &Podcast, out: &mut Diagnostics) {
    if podcast.has_media {
        for (span, name, index) in &podcast.without_enclosure {
            out.once(
                &rules::EPISODE_WITHOUT_ENCLOSURE,
                "",
                *span,
                "this entry of a podcast has no enclosure",
            )
            .note("podcast apps do not show it, because there is nothing to play")
            .help(
                "add the audio or video file as an enclosure, or publish articles in another feed",
            )
            .inside(&format!("./{name}[{index}]"));
        }
    }
    if podcast.is_serial {
        for (span, name, index) in &podcast.without_number {
            out.once(
                &rules::SERIAL_WITHOUT_EPISODE_NUMBER,
                "",
                *span,
                "this episode of a serial podcast has no `itunes:episode`",
            )
            .note("Apple Podcasts orders the episodes of a serial podcast by their numbers, and cannot place this one")
            .help("add `<itunes:episode>…</itunes:episode>` with its number, or use the type `episodic` for the podcast")
            .inside(&format!("./{name}[{index}]"));
        }
    }
}

fn has_required_elements(feed: &Element<'_, '_>, out: &mut Diagnostics) {
    let has_language = feed.has("language")
        || feed.has("dc:language")
        || feed.attribute_in(Ns::XML, "lang").is_some();
    for (name, there) in [
        ("language", has_language),
        ("itunes:category", feed.has("itunes:category")),
        ("itunes:explicit", feed.has("itunes:explicit")),
        ("itunes:image", feed.has("itunes:image")),
    ] {
        if !there {
            incomplete(feed, name, out);
        }
    }
    if !feed.has("itunes:owner") {
        out.report(
            &rules::PODCAST_WITHOUT_EMAIL,
            feed.name_span,
            "this podcast has no `itunes:owner` with an `itunes:email`",
        )
        .note("Spotify and other directories send a verification code to this address (Apple no longer uses it)")
        .help("if a directory requires the address, add `<itunes:owner><itunes:email>…</itunes:email></itunes:owner>`");
    }
}

fn incomplete(feed: &Element<'_, '_>, name: &str, out: &mut Diagnostics) {
    out.report(
        &rules::INCOMPLETE_PODCAST,
        feed.name_span,
        format_args!("this podcast has no {}", Quoted(name)),
    )
    .note("Apple Podcasts does not accept a podcast without it")
    .help(match name {
        "language" => "add the language, for example `<language>en</language>`",
        "itunes:explicit" => "add `<itunes:explicit>false</itunes:explicit>`, or `true` if the content is not suitable for children",
        "itunes:category" => "add `<itunes:category text=\"…\"/>` with a category from Apple's list",
        _ => "add `<itunes:image href=\"…\"/>` with a square image of 1400 to 3000 pixels",
    });
}

fn is_utf8(feed: &Element<'_, '_>, out: &mut Diagnostics) {
    let declared = match feed.reader {
        Reader::Xml(it) => it.xml_declaration().and_then(|it| it.encoding.as_ref()),
        Reader::Json(_) => None,
    };
    if let Some((encoding, span)) = declared
        && !matches!(encoding.to_ascii_lowercase().as_str(), "utf-8" | "utf8")
    {
        out.report(
            &rules::PODCAST_NOT_UTF8,
            *span,
            format_args!("this podcast is encoded in {}, not in UTF-8", Quoted(encoding)),
        )
        .note("Apple Podcasts requires UTF-8; with other encodings, some apps show wrong letters or reject the feed")
        .help("save the feed in UTF-8, and declare that encoding");
    }
}

#[cfg(test)]
mod tests {
    use crate::text::source::Source;
    use crate::validate::options::Options;
    use crate::validate::validate;

    #[test]
    fn what_only_the_end_of_a_podcast_shows_has_the_path_of_its_element() {
        let item = |number: usize, rest: &str| {
            format!(
                "<item><title>{number}</title><guid>https://harbor.example/{number}</guid>{rest}</item>"
            )
        };
        let song = "<itunes:image href=\"https://harbor.example/a.gif\"/>\
             <enclosure url=\"https://harbor.example/a.mp3\" type=\"audio/mpeg\" length=\"9\"/>";
        let sheet =
            "<enclosure url=\"https://harbor.example/a.html\" type=\"text/html\" length=\"9\"/>";
        let items = [item(1, song), item(2, sheet), item(3, sheet), item(4, ""), item(5, "")];
        let text = format!(
            "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel>\
             <itunes:type>serial</itunes:type>{}</channel></rss>",
            items.concat()
        );
        let report = validate(&Source::from_text("", text), &Options::default());
        let paths = |rule: &str| -> Vec<String> {
            let it = report.diagnostics.iter().find(|it| it.rule.name == rule).expect(rule);
            std::iter::once(&it.path).chain(it.places.iter().map(|it| &it.path)).cloned().collect()
        };
        assert_eq!(paths("unsupported-artwork"), ["/rss/channel/item[1]/itunes:image"]);
        let item = |number: usize| format!("/rss/channel/item[{number}]");
        let sheet = |number: usize| format!("/rss/channel/item[{number}]/enclosure[1]");
        assert_eq!(paths("unsupported-podcast-format"), [sheet(2), sheet(2), sheet(3)]);
        assert_eq!(paths("episode-without-enclosure"), [item(4), item(4), item(5)]);
        let numbers = [1, 1, 2, 3, 4, 5].map(item);
        assert_eq!(paths("serial-without-episode-number"), numbers);
    }
}
