//! Podcasts: `[podcast]` in the configuration, the keys of episodes, and recordings that are measured.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

const SITE: &str = "[site]\ntitle = \"The Harbor\"\nurl = \"https://harbor.example/\"\nlanguage = \"en\"\n\
                    description = \"News of the harbor\"\nauthors = [\"The editors\"]\n";
const SHOW: &str = "[podcast]\nimage = \"cover.png\"\ncategories = [\"Society & Culture > Documentary\", \"News\"]\n\
                    owner = { name = \"Jane Roe\", email = \"jane@harbor.example\" }\n";

struct Site(tempfile::TempDir);

impl Site {
    /// A site with these tables after `[site]`, the artwork and one episode of three seconds.
    fn new(tables: &str) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.configure(tables);
        site.write("cover.png", &png(1400, 1400));
        site.write("articles/pier.mp3", &mp3(115));
        site.episode("pier", "audio: pier.mp3");
        site
    }

    fn configure(&self, tables: &str) {
        self.write("feedwright.toml", format!("{SITE}{tables}").as_bytes());
    }

    fn episode(&self, name: &str, keys: &str) {
        let text = format!(
            "---\ntitle: The {name}\ndate: 2024-05-01\n{keys}\n---\nNotes on the {name}.\n"
        );
        self.write(&format!("articles/{name}.md"), text.as_bytes());
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
        fs::write(path, bytes).expect("it is written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.args(arguments).current_dir(self.0.path()).output().expect("the program runs")
    }

    /// Builds with this exit code, and returns the messages.
    #[track_caller]
    fn build(&self, code: i32) -> String {
        let output = self.run(&["build", "--now", "2024-06-01T00:00:00Z"]);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{err}");
        err
    }

    /// Builds without a message, and returns the RSS feed.
    #[track_caller]
    fn rss(&self) -> String {
        assert_eq!(self.build(0), "");
        self.feed("rss.xml")
    }

    fn feed(&self, name: &str) -> String {
        fs::read_to_string(self.path(&format!("feeds/{name}"))).expect("it is there")
    }

    /// Checks the feed for Apple and PSP-1: no error and no warning.
    #[track_caller]
    fn passes(&self, name: &str) {
        let file = format!("feeds/{name}");
        let checked =
            self.run(&["check", "--profile", "apple,psp1", "--fail-level", "warning", &file]);
        let text = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert_eq!(checked.status.code(), Some(0), "{text}");
        // Without a profile, there is not even a remark.
        let checked = self.run(&["check", "--fail-level", "info", &file]);
        let text = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert_eq!(checked.status.code(), Some(0), "{text}");
    }
}

/// The start of a PNG image of this size. Nothing reads more.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0");
    bytes
}

/// Silence, with 1000 samples a second of one byte each.
fn wav(seconds: u32) -> Vec<u8> {
    let size = seconds * 1000;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(1000_u32.to_le_bytes());
    bytes.extend(1000_u32.to_le_bytes());
    bytes.extend(b"\x01\0\x08\0data");
    bytes.extend(size.to_le_bytes());
    bytes.resize(44 + size as usize, 0x80);
    bytes
}

/// An MP3 file of silent frames with 128 kbit/s, behind a tag with padding.
fn mp3(frames: usize) -> Vec<u8> {
    let mut bytes = b"ID3\x04\0\0\0\0\x08\0".to_vec();
    bytes.resize(10 + 1024, 0);
    for _ in 0..frames {
        let end = bytes.len() + 417;
        bytes.extend(b"\xff\xfb\x90\x64");
        bytes.resize(end, 0);
    }
    bytes
}

fn atom(name: &str, contents: &[u8]) -> Vec<u8> {
    let size = u32::try_from(contents.len() + 8).expect("it is small");
    [&size.to_be_bytes()[..], name.as_bytes(), contents].concat()
}

/// An MPEG-4 file with one sound track of this duration, and its `moov` at the end.
fn m4a(seconds: u32) -> Vec<u8> {
    let number = |it: u32| it.to_be_bytes().to_vec();
    let zeros = |count: usize| vec![0; count];
    let header = [number(0), zeros(8), number(1000), number(seconds * 1000), zeros(80)].concat();
    let media = [number(0), zeros(8), number(1000), number(seconds * 1000), zeros(4)].concat();
    let handler = [zeros(8), b"soun".to_vec(), zeros(13)].concat();
    let sample = [zeros(16), b"\0\x02\0\x10\0\0\0\0\xac\x44\0\0".to_vec()].concat();
    let table = [number(0), number(1), atom("mp4a", &sample)].concat();
    let table = atom("stbl", &atom("stsd", &table));
    let track = [atom("mdhd", &media), atom("hdlr", &handler), atom("minf", &table)].concat();
    let movie = [atom("mvhd", &header), atom("trak", &atom("mdia", &track))].concat();
    [atom("ftyp", b"M4A \0\0\0\0M4A "), atom("mdat", &zeros(400)), atom("moov", &movie)].concat()
}

/// The text of an element, or its attributes if it has none.
#[track_caller]
fn value<'f>(feed: &'f str, name: &str) -> &'f str {
    let at = feed.find(&format!("<{name}")).unwrap_or_else(|| panic!("no {name}:\n{feed}"));
    let line = feed[at + 1 + name.len()..].lines().next().unwrap_or_default();
    match line.split_once("</") {
        Some((text, _)) => text.trim_start_matches('>').trim(),
        None => line.trim_end_matches(['/', '>']).trim(),
    }
}

#[test]
fn a_podcast_passes_the_checks_of_directories() {
    let site = Site::new(SHOW);
    let feed = site.rss();
    site.passes("rss.xml");
    for (name, wanted) in [
        ("title", "The Harbor"),
        ("description", "News of the harbor"),
        ("itunes:author", "The editors"),
        ("itunes:email", "jane@harbor.example"),
        ("itunes:explicit", "false"),
        ("itunes:image", "href=\"https://harbor.example/cover.png\""),
        ("podcast:locked", "owner=\"jane@harbor.example\">no"),
        ("itunes:duration", "3"),
        (
            "enclosure",
            "url=\"https://harbor.example/pier.mp3\" length=\"48989\" type=\"audio/mpeg\"",
        ),
    ] {
        assert_eq!(value(&feed, name), wanted, "{name}");
    }
    assert!(feed.contains(
        "<itunes:category text=\"Society &amp; Culture\">\n      <itunes:category text=\"Documentary\"/>\n    </itunes:category>\n    \
         <itunes:category text=\"News\"/>"
    ));
    // The scheme and a slash at the end are not part of the name.
    let name = "harbor.example/feeds/rss.xml";
    let space = uuid::Uuid::from_u128(0xead4_c236_bf58_58c6_a2c6_a6b2_8d12_8cb6);
    let guid = uuid::Uuid::new_v5(&space, name.as_bytes()).to_string();
    assert_eq!(value(&feed, "podcast:guid"), guid);
    // The other formats have the recording.
    assert!(site.feed("atom.xml").contains("rel=\"enclosure\""));
    let json = site.feed("feed.json");
    assert!(json.contains("\"duration_in_seconds\": 3") && !json.contains("itunes"), "{json}");
}

#[test]
fn all_values_of_a_show_are_written() {
    let site = Site::new(
        r#"
[podcast]
title = "Harbor Talk"
description = "Stories & <sounds>"
author = "Jane & John"
owner = "Jane Roe <jane@harbor.example>"
type = "serial"
explicit = true
categories = ["News"]
image = "https://harbor.example/img/cover.jpg"
copyright = "CC BY 4.0"
complete = true
new_feed_url = "https://new.example/feed.xml"
funding = [{ url = "https://harbor.example/donate", text = "Support us" }, { url = "/shop", text = "Shop" }]
locked = true
guid = "917393E3-1b1e-5cef-ace4-edaa54e1f810"
medium = "podcast"
license = "cc-by-4.0"
person = ["Jane Roe", { name = "John Doe", role = "Editor", group = "writing", img = "/john.png", href = "https://john.example/" }]
trailer = { title = "Season 2", url = "/t.mp3", pubdate = 2024-05-01, length = 12, season = 2 }
location = { name = "Hamburg", geo = "geo:53.5,9.9", osm = "R62782", country = "DE" }
update_frequency = { text = "Weekly", rrule = "FREQ=WEEKLY" }
txt = { text = "abc", purpose = "verify" }
"#,
    );
    site.episode("pier", "audio: pier.mp3\nepisode: 1");
    let feed = site.rss();
    site.passes("rss.xml");
    for (name, wanted) in [
        ("title", "Harbor Talk"),
        ("description", "Stories &#x26; &#x3C;sounds&gt;"),
        ("copyright", "CC BY 4.0"),
        ("itunes:author", "Jane &amp; John"),
        ("itunes:type", "serial"),
        ("itunes:explicit", "true"),
        ("itunes:complete", "Yes"),
        ("itunes:new-feed-url", "https://new.example/feed.xml"),
        ("podcast:locked", "owner=\"jane@harbor.example\">yes"),
        ("podcast:guid", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("podcast:medium", "podcast"),
        ("podcast:license", "cc-by-4.0"),
        ("podcast:funding", "url=\"https://harbor.example/donate\">Support us"),
        ("podcast:person", "Jane Roe"),
        ("podcast:updateFrequency", "complete=\"true\" rrule=\"FREQ=WEEKLY\">Weekly"),
        ("podcast:txt", "purpose=\"verify\">abc"),
    ] {
        assert_eq!(value(&feed, name), wanted, "{name}");
    }
    for part in [
        "<podcast:funding url=\"https://harbor.example/shop\">Shop<",
        "group=\"writing\"",
        "role=\"editor\"",
        "pubdate=\"Wed, 01 May 2024 00:00:00 GMT\"",
        "type=\"audio/mpeg\"",
        "osm=\"R62782\"",
    ] {
        assert!(feed.contains(part), "{part}\n{feed}");
    }
}

#[test]
fn all_values_of_an_episode_are_written() {
    let site = Site::new(SHOW);
    site.episode(
        "pier",
        "audio: pier.mp3\nepisode: 12\nseason: 2\nseason_name: Boats\nepisode_type: bonus\nexplicit: yes\nitunes_title: Pier\n\
         itunes_subtitle: On wood\nepisode_image: /pier.png\ntranscript:\n  - /pier.vtt\n  - {url: /pier.srt, rel: captions, language: de}\n\
         chapters: /pier.json\nhosts: Jane Roe, John Doe\nguests:\n  - {name: Ann Lee, role: narrator, img: /ann.png, url: https://ann.example/}\n\
         soundbite: {start: 73, duration: '1:00', title: The gulls}\nlocation: {name: Pier 3, geo: '53.5, 9.9'}\nitunes_block: true\n\
         itunes_duration: '0:05'",
    );
    let feed = site.rss();
    site.passes("rss.xml");
    let item = &feed[feed.find("<item>").expect("there is an item")..];
    for (name, wanted) in [
        ("title", "The pier"),
        ("itunes:title", "Pier"),
        ("itunes:subtitle", "On wood"),
        ("itunes:episode", "12"),
        ("itunes:season", "2"),
        ("itunes:episodeType", "bonus"),
        ("itunes:explicit", "true"),
        ("itunes:block", "Yes"),
        ("itunes:duration", "5"),
        ("itunes:image", "href=\"https://harbor.example/pier.png\""),
        ("podcast:episode", "12"),
        ("podcast:season", "name=\"Boats\">2"),
        ("podcast:transcript", "type=\"text/vtt\" url=\"https://harbor.example/pier.vtt\""),
        (
            "podcast:chapters",
            "type=\"application/json+chapters\" url=\"https://harbor.example/pier.json\"",
        ),
        ("podcast:person", "role=\"host\">Jane Roe"),
        ("podcast:soundbite", "duration=\"60\" startTime=\"73\">The gulls"),
        ("podcast:location", "geo=\"geo:53.5,9.9\">Pier 3"),
    ] {
        assert_eq!(value(item, name), wanted, "{name}");
    }
    for part in [
        "language=\"de\" rel=\"captions\" type=\"application/x-subrip\" url=\"https://harbor.example/pier.srt\"",
        "role=\"host\">John Doe<",
        "href=\"https://ann.example/\" img=\"https://harbor.example/ann.png\" role=\"narrator\">Ann Lee<",
    ] {
        assert!(item.contains(part), "{part}\n{item}");
    }
}

#[test]
fn keys_of_other_tools_are_read() {
    let site = Site::new(SHOW);
    for (keys, wanted) in [
        // Castanet (Hugo)
        (
            "podcast_file: https://m.example/a.mp3\npodcast_duration: '1:00'\npodcast_bytes: 9\nepisode: '7'\nexplicit: 'no'\nepisode_image: img/a.jpg",
            &[
                "url=\"https://m.example/a.mp3\"",
                "<itunes:duration>60<",
                "length=\"9\"",
                "<itunes:episode>7<",
                "<itunes:explicit>false<",
                "harbor.example/img/a.jpg",
            ][..],
        ),
        // Eleventy Podcaster
        (
            "episode:\n  filename: https://m.example/a.mp3\n  seasonNumber: 3\n  episodeNumber: 4\n  size: 9\n  duration: 3283\n  explicit: yes\n  episodeType: trailer",
            &[
                "<itunes:season>3<",
                "<itunes:episode>4<",
                "length=\"9\"",
                "<itunes:duration>3283<",
                "<itunes:explicit>true<",
                "<itunes:episodeType>trailer<",
            ],
        ),
        // jekyll-octopod
        (
            "audio:\n  mp3: https://m.example/a.mp3\n  length: 9\nduration: '0:03:13'\nchapters:\n  - '00:00:00.000 Intro.'\n  - '00:00:30.000 Boats'\n\
             contributors:\n  - {name: Ann Lee, uri: 'https://ann.example/'}",
            &[
                "<itunes:duration>193<",
                "<psc:chapter start=\"00:00:30.000\" title=\"Boats\"/>",
                "href=\"https://ann.example/\">Ann Lee<",
            ],
        ),
        // A theme with one map
        (
            "podcast:\n  url: https://m.example/a.mp3\n  length: 9\n  episode: 2\n  season: {number: 1, name: Boats}\n  transcript: {url: /a.html}",
            &["<itunes:episode>2<", "name=\"Boats\">1<", "type=\"text/html\""],
        ),
    ] {
        site.episode("pier", keys);
        let feed = site.rss();
        for part in wanted {
            assert!(feed.contains(part), "{part}\n{feed}");
        }
    }
}

#[test]
fn recordings_are_measured() {
    let site = Site::new(SHOW);
    for (file, bytes, wanted) in [
        ("a.wav", wav(7), ("audio/wav", "7")),
        ("a.mp3", mp3(230), ("audio/mpeg", "6")),
        ("a.m4a", m4a(65), ("audio/x-m4a", "65")),
    ] {
        site.write(&format!("articles/{file}"), &bytes);
        site.episode("pier", &format!("audio: {file}"));
        let feed = site.rss();
        let (media_type, duration) = wanted;
        assert_eq!(value(&feed, "itunes:duration"), duration, "{file}");
        let length = bytes.len();
        let wanted = format!(
            "url=\"https://harbor.example/{file}\" length=\"{length}\" type=\"{media_type}\""
        );
        assert_eq!(value(&feed, "enclosure"), wanted, "{file}");
    }
    // In the folders of the site, and at an absolute URL below it.
    site.write("static/audio/a b.mp3", &mp3(115));
    for url in ["/audio/a b.mp3", "audio/a%20b.mp3", "https://harbor.example/audio/a%20b.mp3"] {
        site.episode("pier", &format!("audio: {url}"));
        let feed = site.rss();
        assert!(value(&feed, "enclosure").contains("audio/a%20b.mp3\" length=\"48989\""), "{feed}");
        assert_eq!(value(&feed, "itunes:duration"), "3", "{url}");
    }
}

#[test]
fn a_recording_that_is_something_else_is_reported() {
    let site = Site::new(SHOW);
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 12\n";
    for (keys, bytes, wanted) in [
        ("audio: a.mp3", m4a(5), "the recording is a file in the format MPEG-4 audio: `a.mp3`"),
        (
            "audio: {url: a.m4a, type: audio/mpeg}",
            m4a(5),
            "is given as `audio/mpeg`, but its format is MPEG-4 audio",
        ),
        (
            "audio: {url: a.mp3, length: 12}",
            mp3(9),
            "the size of the recording is given as 12, but the file has 4787 bytes",
        ),
        (
            "audio: a.mp3",
            pointer.to_vec(),
            "the recording is a Git LFS pointer, not the file itself: `a.mp3`",
        ),
        (
            "audio: a.mp3",
            b"<!doctype html><title>404".to_vec(),
            "the recording is a file in the format HTML: `a.mp3`",
        ),
        ("audio: a.mp3", Vec::new(), "the recording is empty: `a.mp3`"),
    ] {
        let _ = fs::remove_file(site.path("articles/a.mp3"));
        let file = if keys.contains("m4a") { "a.m4a" } else { "a.mp3" };
        site.write(&format!("articles/{file}"), &bytes);
        site.episode("pier", keys);
        let err = site.build(0);
        assert!(err.contains("mislabeled-enclosure") && err.contains(wanted), "{keys}\n{err}");
    }
    // The feed has what the file is.
    site.write("articles/a.m4a", &m4a(5));
    site.episode("pier", "audio: {url: a.m4a, type: audio/mpeg, length: 12}");
    site.build(0);
    let feed = site.feed("rss.xml");
    assert!(value(&feed, "enclosure").contains("type=\"audio/x-m4a\""), "{feed}");
    // A damaged file has no duration, and does no harm.
    for length in [0, 1, 10, 11, 50, 300, 4000] {
        for bytes in [mp3(20), m4a(5), wav(4)] {
            site.write("articles/a.mp3", &bytes[..length.min(bytes.len())]);
            site.episode("pier", "audio: a.mp3");
            site.build(0);
        }
    }
}

#[test]
fn a_recording_that_changes_is_measured_again() {
    let site = Site::new(SHOW);
    site.write("static/a.mp3", &mp3(115));
    site.episode("pier", "audio: /a.mp3");
    assert_eq!(value(&site.rss(), "itunes:duration"), "3");
    std::thread::sleep(std::time::Duration::from_millis(60));
    assert_eq!(value(&site.rss(), "itunes:duration"), "3");
    std::thread::sleep(std::time::Duration::from_millis(60));
    site.write("static/a.mp3", &mp3(230));
    assert_eq!(value(&site.rss(), "itunes:duration"), "6");
    // Also if it appears in a folder that is searched first.
    std::thread::sleep(std::time::Duration::from_millis(60));
    site.write("a.mp3", &mp3(345));
    assert_eq!(value(&site.rss(), "itunes:duration"), "9");
}

#[test]
fn the_id_of_a_podcast_is_kept_if_its_url_changes() {
    let site = Site::new(SHOW);
    let first = site.rss();
    let guid = value(&first, "podcast:guid");
    site.configure(&format!("[output]\nurl = \"https://cdn.example/\"\n{SHOW}"));
    let feed = site.rss();
    assert!(feed.contains("https://cdn.example/rss.xml"));
    assert_eq!(value(&feed, "podcast:guid"), guid);
}

#[test]
fn the_feeds_of_a_podcast_are_chosen() {
    let feeds = "[[feed]]\n[[feed]]\nname = \"talk\"\npodcast = true\nformats = [\"rss\"]\n";
    let site = Site::new(&format!("{feeds}{SHOW}title = \"Harbor Talk\"\n"));
    site.episode("quay", "tags: [boats]");
    assert_eq!(site.build(0), "");
    // Only the podcast has its elements, and only episodes are in it.
    let blog = site.feed("rss.xml");
    assert!(!blog.contains("itunes:author") && !blog.contains("podcast:"), "{blog}");
    assert!(blog.contains("<title>The quay</title>") && blog.contains("<title>The Harbor</title>"));
    let podcast = site.feed("talk.xml");
    site.passes("talk.xml");
    assert!(!podcast.contains("The quay"), "{podcast}");
    assert_eq!(value(&podcast, "title"), "Harbor Talk");
    // Without another feed, an article without a recording is named.
    site.configure(SHOW);
    let err = site.build(0);
    let wanted = "1 article has no recording, so it is not in the podcast: quay.md";
    assert!(err.contains(wanted), "{err}");
}

#[test]
fn all_episodes_are_in_the_feed() {
    let site = Site::new(SHOW);
    for number in 0..25 {
        site.episode(&format!("e{number}"), "audio: pier.mp3");
    }
    assert_eq!(site.rss().matches("<item>").count(), 26);
    site.configure(&format!("[feed]\nlimit = 3\n{SHOW}"));
    assert_eq!(site.rss().matches("<item>").count(), 3);
}

#[test]
fn an_episode_of_a_serial_podcast_needs_a_number() {
    let site = Site::new(&format!("{SHOW}type = \"serial\"\n"));
    let err = site.build(0);
    assert!(
        err.contains("1 episode of a serial podcast has no `episode` number: pier.md"),
        "{err}"
    );
    site.episode("pier", "audio: pier.mp3\nepisode_type: trailer");
    assert_eq!(site.build(0), "");
}

#[test]
fn long_notes_are_shortened_in_the_description() {
    let site = Site::new(SHOW);
    let notes = "Gulls & <b>boats</b>. ".repeat(400);
    let text = format!("---\ntitle: The pier\ndate: 2024-05-01\naudio: pier.mp3\n---\n{notes}\n");
    site.write("articles/pier.md", text.as_bytes());
    let feed = site.rss();
    site.passes("rss.xml");
    assert!(feed.contains("<content:encoded>&lt;p&gt;Gulls"), "{feed}");
}

#[test]
fn invalid_values_of_a_show_are_explained() {
    let site = Site::new("");
    site.write("small.png", &png(600, 600));
    site.write("wide.png", &png(3000, 1400));
    site.write("large.png", &png(4000, 4000));
    site.write("cover.gif", b"GIF89a\x10\0\x10\0");
    site.write("page.png", b"<html>");
    let plain = "image = \"cover.png\"\ncategories = [\"News\"]\n";
    #[rustfmt::skip]
    let cases = [
        ("titel = \"x\"", "unknown key `titel` in [podcast]", "did you mean `title`?"),
        ("type = \"serail\"", "`serail` is not a valid value for `type`", "did you mean `serial`?"),
        ("explicit = \"clean\"", "`explicit` must be true or false", "write `explicit = false`"),
        ("explicit = 1", "`explicit` must be true or false, not an integer", "write `explicit = true`"),
        ("categories = [\"technology\"]", "Apple Podcasts has no category `technology`", "did you mean `Technology`?"),
        ("categories = [\"Tecnology\"]", "Apple Podcasts has no category `Tecnology`", "did you mean `Technology`?"),
        ("categories = [\"Video Games\"]", "Apple Podcasts has no category `Video Games`", "did you mean `Leisure > Video Games`?"),
        ("categories = [\"Arts > Desing\"]", "Apple Podcasts has no category `Desing` in `Arts`", "did you mean `Arts > Design`?"),
        ("categories = [\"Arts > Poems\"]", "Apple Podcasts has no category `Poems` in `Arts`", "the categories in `Arts` are `Books`"),
        ("categories = [\"History > Rome\"]", "Apple Podcasts has no category `Rome` in `History`", "`History` has no subcategories"),
        ("categories = [\"News, Comedy\"]", "Apple Podcasts has no category `News, Comedy`", "`\"News\", \"Comedy\"`"),
        ("categories = [\"Games & Hobbies\"]", "Apple Podcasts removed the category `Games & Hobbies` in 2019", "choose one from"),
        ("categories = []", "`categories` is empty", "name at least one"),
        ("image = \"none.png\"", "the file `none.png` does not exist in the folder of the site", "write its URL"),
        ("image = \"small.png\"", "the artwork is too small: 600 by 600 pixels", "at least 1400 by 1400"),
        ("image = \"wide.png\"", "the artwork is not square: 3000 by 1400 pixels", "crop it"),
        ("image = \"large.png\"", "the artwork is too large: 4000 by 4000 pixels", "reduce it"),
        ("image = \"cover.gif\"", "the artwork has the type `image/gif`", "JPEG or PNG"),
        ("image = \"page.png\"", "the artwork is not an image", "JPEG or PNG"),
        ("owner = \"Jane\"", "`Jane` is not a valid e-mail address", "write `owner = { name"),
        ("owner = { name = \"Jane\" }", "`email` is missing", "write `owner = { name"),
        ("guid = \"12\"", "`12` cannot be the id of a podcast: it is not a UUID", "remove it"),
        ("guid = \"e32b4890-983b-4ce5-8b46-f2d6bc1d8819\"", "a UUID of version 4, not 5", "remove it"),
        ("medium = \"podcats\"", "`podcats` is not a valid value for `medium`", "did you mean `podcast`?"),
        ("license = \"my license\"", "`my license` is not a known license", "cc-by-4.0"),
        ("person = { name = \"Ann\", role = \"gest\" }", "`gest` is not a valid value for `role`", "did you mean `guest`?"),
        ("person = { role = \"guest\" }", "`name` is missing in [podcast.person]", "write `{ name ="),
        ("funding = \"https://harbor.example/\"", "`funding` must be a table", "write `funding = { url"),
        ("funding = { url = \"http://harbor.example/\", text = \"x\" }", "`url` does not start with `https:`", "requires `https://`"),
        ("trailer = { title = \"x\", url = \"/t.mp3\", pubdate = \"soon\" }", "`soon` is not a date", "2024-05-01"),
        ("location = { name = \"x\", geo = \"53.5, 9.9\" }", "does not start with `geo:`", "write `geo:53.5,9.9`"),
        ("update_frequency = { text = \"x\", rrule = \"weekly\" }", "not a part of the form `NAME=value`", "FREQ=WEEKLY"),
        ("title = \"\"", "`title` is empty", "write a value"),
    ];
    for (line, message, help) in cases {
        let key = line.split(' ').next().unwrap_or_default();
        let others: Vec<&str> = plain.lines().filter(|it| !it.starts_with(key)).collect();
        let others = others.join("\n");
        site.configure(&format!("[podcast]\n{line}\n{others}\n"));
        let err = site.build(2);
        assert!(err.contains(message) && err.contains(help), "{line}\n{err}");
        assert_eq!(err.matches("error[").count(), 1, "{err}");
    }
    for (tables, message) in [
        ("[podcast]\nimage = \"cover.png\"\n", "`categories` is missing in [podcast]"),
        ("[podcast]\ncategories = [\"News\"]\n", "`image` is missing in [podcast]"),
        ("[feed]\npodcast = true\n", "the feed is a podcast, but there is no [podcast]"),
        (&format!("[[feed]]\n{SHOW}"), "no feed is a podcast"),
        (&format!("[feed]\nformats = [\"json\"]\n{SHOW}"), "a podcast needs the format `rss`"),
        (
            &format!(
                "[[feed]]\neach = \"tag\"\npodcast = true\n{SHOW}guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"\n"
            ),
            "several feeds have the same `guid`",
        ),
    ] {
        site.configure(tables);
        let err = site.build(2);
        assert!(err.contains(message), "{tables}\n{err}");
    }
    // A podcast that directories do not list needs nothing.
    site.configure("[podcast]\nblock = true\n");
    let feed = site.rss();
    assert_eq!(value(&feed, "itunes:block"), "Yes");
}

#[test]
fn invalid_values_of_an_episode_are_explained() {
    let site = Site::new(SHOW);
    #[rustfmt::skip]
    let cases = [
        ("episode_type: trialer", "`episode_type` is not a type of episode: `trialer`", "did you mean `trailer`?"),
        ("episode: twelve", "`episode` is not a number: `twelve`", "for example `12`"),
        ("episode: 0", "`episode` is not a number of 1 or more: `0`", "number the episodes from 1"),
        ("season: two", "`season` is not a whole number of 1 or more: `two`", "for example `2`"),
        ("explicit: maybe", "`explicit` is neither `true` nor `false`: `maybe`", "not suitable for children"),
        ("transcript: pier.docx", "`transcript` has no type: `pier.docx`", "add `type` with one of"),
        ("transcript: {url: a.vtt, type: text/x}", "`transcript` has a type that apps do not recognize: `text/x`", "add `type`"),
        ("transcript: {url: a.vtt, rel: caption}", "`transcript` has an unknown `rel`: `caption`", "`captions`"),
        ("transcript: http://harbor.example/a.vtt", "`transcript` does not start with `https:`", "requires `https://`"),
        ("chapters: pier.xml", "`chapters` is not a file with chapters in JSON: `pier.xml`", "`.json`"),
        ("chapters: ['soon Boats']", "`chapters` contains a start that is not a time: `soon`", "00:12:05"),
        ("guests: [ann-lee]", "`guests` contains the key of a person, not a name: `ann-lee`", "write the names"),
        ("person: {name: Ann, role: gest}", "`person` has an unknown `role`: `gest`", "did you mean `guest`?"),
        ("soundbite: the start", "`soundbite` has no start and duration in seconds: `the start`", "{start: 73"),
        ("location: {name: x, geo: north}", "`location` has an invalid `geo`: `north` does not start with `geo:`", "geo:53.5438"),
        ("episode_image: pier.webp", "`episode_image` has the type `image/webp`, which Apple Podcasts does not show: `pier.webp`", "JPEG or PNG"),
        ("transcipt: pier.vtt", "unknown key `transcipt` in the front matter", "did you mean `transcript`?"),
    ];
    for (line, message, help) in cases {
        site.episode("pier", &format!("audio: pier.mp3\n{line}"));
        let err = site.build(0);
        assert!(err.contains(message) && err.contains(help), "{line}\n{err}");
        site.passes("rss.xml");
        // The keys may be those of another tool if there is no recording.
        if !line.starts_with("transcipt") {
            site.episode("pier", line);
            let inspected = site.run(&["inspect", "articles/pier.md"]);
            assert_eq!(String::from_utf8_lossy(&inspected.stderr), "", "{line}");
        }
    }
}

#[test]
fn inspect_shows_the_episode() {
    let site = Site::new(SHOW);
    site.episode("pier", "audio: pier.mp3\nepisode: 12.5\nguests: [Ann Lee]\ntranscript: /pier.vtt\nchapters: ['0:00 Intro', '0:30 Boats']");
    let text =
        String::from_utf8(site.run(&["inspect", "articles/pier.md"]).stdout).expect("it is UTF-8");
    for line in [
        "  enclosure  pier.mp3 (audio/mpeg, 48989 bytes, 3 s)   (front matter `audio`, line 4)",
        "  episode    12.5   (front matter `episode`, line 5)",
        "  persons    Ann Lee (guest)   (front matter `guests`, line 6)",
        "  transcript  /pier.vtt (text/vtt)   (front matter `transcript`, line 7)",
        "  chapters   2 chapters   (front matter `chapters`, line 8)",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let json = site.run(&["inspect", "--format", "json", "articles/pier.md"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["episode"]["persons"][0]["role"], "guest");
    assert_eq!(json["episode"]["type"], serde_json::Value::Null);
}
