//! What a document contains and what it refers to: the feed's title, its entries with their ids and dates, and the URLs of files and
//! other documents. Everything has its place in the document, so that checks over several documents can report problems there.
//!
//! This is a second walk over the document, which only runs on demand. It reports no problems.

mod contents;
mod date;
mod resource;
mod stylesheet;
mod walk;
mod written;

pub use crate::validate::inventory::contents::{Inventory, InventoryEntry, Part};
pub use crate::validate::inventory::resource::{Resource, ResourceKind};
pub use crate::validate::inventory::written::Written;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Source;
    use crate::validate::options::Options;

    fn inventory(text: &str) -> Inventory {
        let options = Options {
            base_url: Some("https://harbor.example/feeds/rss.xml".to_owned()),
            ..Options::default()
        };
        Inventory::of(&Source::from_text("feed.xml", text), &options)
    }

    /// The resources as lines: kind, URL, path, type and length.
    fn resources(text: &str) -> Vec<String> {
        let found = inventory(text).resources;
        let line = |it: &Resource| {
            let shown =
                |it: &Option<Written>| it.as_ref().map_or("-".to_owned(), |it| it.text.clone());
            let (kind, length) = (shown(&it.media_type), shown(&it.length));
            format!("{:?} {} {} {kind} {length}", it.kind, it.url, it.path)
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn lists_the_resources_of_every_format() {
        let ns = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:a='http://www.w3.org/2005/Atom' \
            xmlns:podcast='https://podcastindex.org/namespace/1.0' xmlns:m='http://search.yahoo.com/mrss/'";
        let rss =
            |content: &str| format!("<rss version='2.0' {ns}><channel>{content}</channel></rss>");
        let item =
            |content: &str| rss(&format!("<item><title>1</title></item><item>{content}</item>"));
        #[rustfmt::skip]
        let cases: &[(String, &[&str])] = &[
            (item("<enclosure url=' https://harbor.example/a.mp3?a=1&amp;b=2 ' length='12' type='audio/mpeg'/>"),
                &["Enclosure https://harbor.example/a.mp3?a=1&b=2 /rss/channel/item[2]/enclosure[1] audio/mpeg 12"]),
            (rss("<image><url>logo.png</url></image><itunes:image href='/art.jpg'/>"),
                &["Image https://harbor.example/feeds/logo.png /rss/channel/image/url - -",
                  "Artwork https://harbor.example/art.jpg /rss/channel/itunes:image - -"]),
            (rss("<a:link rel='hub' href='https://hub.example/'/><a:link rel='NEXT' href='?page=2' xml:base='https://other.example/'/>\
                  <a:link rel='self' type='application/rss+xml' href='rss.xml'/><a:link href='page'/>"),
                &["Hub https://hub.example/ /rss/channel/atom:link[1] - -",
                  "Next https://other.example/?page=2 /rss/channel/atom:link[2] - -",
                  "Itself https://harbor.example/feeds/rss.xml /rss/channel/atom:link[3] application/rss+xml -"]),
            (item("<podcast:transcript url='a.vtt' type='text/vtt'/><podcast:chapters url='a.json' type='application/json+chapters'/>\
                   <podcast:alternateEnclosure type='audio/opus' length='9'><podcast:source uri='a.opus'/>\
                   <podcast:source uri='b.ogg' contentType='audio/ogg'/></podcast:alternateEnclosure>"),
                &["Transcript https://harbor.example/feeds/a.vtt /rss/channel/item[2]/podcast:transcript[1] text/vtt -",
                  "Chapters https://harbor.example/feeds/a.json /rss/channel/item[2]/podcast:chapters application/json+chapters -",
                  "AlternateEnclosure https://harbor.example/feeds/a.opus /rss/channel/item[2]/podcast:alternateEnclosure[1]/podcast:source[1] audio/opus 9",
                  "AlternateEnclosure https://harbor.example/feeds/b.ogg /rss/channel/item[2]/podcast:alternateEnclosure[1]/podcast:source[2] audio/ogg 9"]),
            (item("<m:group><m:content url='a.mp4' type='video/mp4' fileSize='7'/><m:thumbnail url='a.png'/></m:group>"),
                &["Media https://harbor.example/feeds/a.mp4 /rss/channel/item[2]/media:group[1]/media:content[1] video/mp4 7",
                  "Thumbnail https://harbor.example/feeds/a.png /rss/channel/item[2]/media:group[1]/media:thumbnail[1] - -"]),
            ("<?xml-stylesheet type=\"text/xsl\" href='style.xsl'?><rss version='2.0'/>".to_owned(),
                &["Stylesheet https://harbor.example/feeds/style.xsl / text/xsl -"]),
            ("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/x/'><logo> logo.png </logo><icon>i.ico</icon>\
              <entry><link rel='enclosure' href='a.mp3' type='audio/mpeg' length='3'/><content src='b.pdf' type='application/pdf'/>\
              <source><link rel='self' href='other'/></source></entry></feed>".to_owned(),
                &["Logo https://a.example/x/logo.png /feed/logo - -",
                  "Icon https://a.example/x/i.ico /feed/icon - -",
                  "Enclosure https://a.example/x/a.mp3 /feed/entry[1]/link[1] audio/mpeg 3",
                  "Content https://a.example/x/b.pdf /feed/entry[1]/content application/pdf -"]),
            ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"icon\":\"i.png\",\"next_url\":\"2.json\",\"feed_url\":\"f.json\",\
              \"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/\"}],\
              \"items\":[{\"id\":\"1\",\"image\":\"c.png\",\"attachments\":[{\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":5,\"url\":\"a.mp3\"}]}]}".to_owned(),
                &["Icon https://harbor.example/feeds/i.png /icon - -",
                  "Next https://harbor.example/feeds/2.json /next_url - -",
                  "Itself https://harbor.example/feeds/f.json /feed_url - -",
                  "Hub https://hub.example/ /hubs[1]/url - -",
                  "Image https://harbor.example/feeds/c.png /items[1]/image - -",
                  "Enclosure https://harbor.example/feeds/a.mp3 /items[1]/attachments[1]/url audio/mpeg 5"]),
            ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
              <channel rdf:about='x'><title>T</title></channel><image rdf:about='i'><url>https://a.example/i.gif</url></image></rdf:RDF>".to_owned(),
                &["Image https://a.example/i.gif /rdf:RDF/image/url - -"]),
            ("<opml version='2.0'><body><outline text='a'><outline type='rss' text='b' xmlUrl='https://a.example/feed'/></outline></body></opml>".to_owned(),
                &["Feed https://a.example/feed /opml/body/outline[1]/outline[1] - -"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(resources(text), *wanted, "{text}");
        }
    }

    #[test]
    fn lists_the_entries_of_every_format() {
        #[rustfmt::skip]
        let cases = [
            "<rss version='2.0'><channel><title> Notes </title><item><guid>1</guid><title>A</title><link>https://a.example/1</link>\
             <pubDate>Wed, 01 May 2024 08:00:00 GMT</pubDate></item></channel></rss>",
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Notes</title><entry><id>1</id><title>A</title>\
             <link href='https://a.example/1'/><updated>2024-05-01T08:00:00Z</updated></entry></feed>",
            "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"Notes\",\"items\":[{\"id\":1,\"title\":\"A\",\
             \"url\":\"https://a.example/1\",\"date_published\":\"2024-05-01T08:00:00Z\"}]}",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' \
             xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Notes</title></channel><item rdf:about='1'><title>A</title>\
             <link>https://a.example/1</link><dc:date>2024-05-01T08:00:00Z</dc:date></item></rdf:RDF>",
        ];
        for text in cases {
            let inventory = inventory(text);
            let shown =
                |it: &Option<Written>| it.as_ref().map(|it| it.text.clone()).unwrap_or_default();
            assert_eq!(shown(&inventory.title), "Notes", "{text}");
            assert_eq!(inventory.entries.len(), 1, "{text}");
            let entry = &inventory.entries[0];
            assert_eq!(shown(&entry.id), "1", "{text}");
            assert_eq!(shown(&entry.title), "A", "{text}");
            assert_eq!(shown(&entry.link), "https://a.example/1", "{text}");
            assert_eq!(inventory.newest().map(|it| it.timestamp()), Some(1_714_550_400), "{text}");
            assert!(entry.parts.len() >= 3, "{text}");
            let title = entry.parts.iter().find(|it| it.name.ends_with("title"));
            let extent = title.map(|it| &text[it.extent.range()]);
            assert!(matches!(extent, Some("<title>A</title>" | "\"title\":\"A\"")), "{extent:?}");
        }
    }

    #[test]
    fn reads_broken_documents() {
        for text in [
            "",
            "<",
            "<rss><channel><item><enclosure url='a",
            "{\"items\":[{\"id\":",
            "[[[",
            "<html><head>",
            "<?xml-stylesheet href",
        ] {
            let _ = inventory(text);
        }
        assert!(inventory("<html><link href='x'/></html>").resources.is_empty());
    }
}
