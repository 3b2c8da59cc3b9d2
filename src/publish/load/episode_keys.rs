//! The keys of podcast episodes in front matter, in the spellings of the generators and themes that publish podcasts: those of feedwright,
//! Castanet and other Hugo themes, jekyll-octopod, jekyll-podcast, Eleventy Podcaster. They are normalized like those in
//! [`crate::publish::load::aliases`].

use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;

/// What a key says about an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EpisodeKey {
    Number,
    Season,
    SeasonName,
    Kind,
    Explicit,
    Title,
    Subtitle,
    Image,
    Transcript,
    Chapters,
    Person,
    Host,
    CoHost,
    Guest,
    Soundbite,
    Location,
    Block,
}

use EpisodeKey::{
    Block, Chapters, CoHost, Explicit, Guest, Host, Image, Kind, Location, Number, Person, Season,
    SeasonName, Soundbite, Subtitle, Title, Transcript,
};

/// Names that mean an episode wherever they are.
#[rustfmt::skip]
static ANYWHERE: &[(EpisodeKey, &[&str])] = &[
    (Season,     &["season", "season.number", "seasonnumber", "seasonno"]),
    (SeasonName, &["seasonname", "season.name", "seasontitle", "season.title"]),
    (Explicit,   &["explicit", "isexplicit"]),
    (Transcript, &["transcript", "transcripts", "transcripturl", "transcriptfile"]),
    (Chapters,   &["chapters", "chaptersurl", "chaptersfile", "chapterfile"]),
    (Person,     &["person", "persons", "contributors"]),
    (Host,       &["host", "hosts"]),
    (CoHost,     &["cohost", "cohosts"]),
    (Guest,      &["guest", "guests"]),
    (Soundbite,  &["soundbite", "soundbites"]),
    (Location,   &["location"]),
];

/// Names that mean an episode after `itunes`, `podcast` or `episode`, as in `itunes_title` and `podcast: {image: …}`.
#[rustfmt::skip]
static PREFIXED: &[(EpisodeKey, &[&str])] = &[
    (Number,     &["number", "no", "num", "nr"]),
    (Kind,       &["type", "kind"]),
    (Title,      &["title"]),
    (Subtitle,   &["subtitle"]),
    (Image,      &["image", "imageurl", "cover", "coverimage", "coverart", "artwork", "art", "poster"]),
    (Block,      &["block"]),
    (Person,     &["people"]),
];

/// The names in front of those in [`PREFIXED`]. `episode` alone is also a number.
static PREFIXES: &[&str] = &["itunes", "podcast", "episode"];

/// Names of which a misspelled form is reported. Similar names of the others may be keys of other tools.
pub(crate) static DISTINCT: &[&str] = &[
    "explicit",
    "transcript",
    "transcripts",
    "soundbite",
    "soundbites",
    "episodetype",
    "seasonnumber",
];

/// Whether a name means an episode wherever it is.
#[cfg(all(test, feature = "server"))]
pub(crate) fn is_of_episodes(name: &str) -> bool {
    ANYWHERE.iter().any(|it| it.1.contains(&name))
}

/// What a normalized key with this value says about an episode, and its rank among the names for the same: 0 is preferred.
pub(crate) fn key(path: &str, node: &Node) -> Option<(EpisodeKey, usize)> {
    let (prefix, name) = unprefixed(path);
    let of = |table: &[(EpisodeKey, &[&str])]| {
        let row = table.iter().find(|it| it.1.contains(&name))?;
        row.1.iter().position(|it| *it == name).map(|rank| (row.0, rank))
    };
    let text = node.text().unwrap_or_default();
    let Some(prefix) = prefix else {
        let found = of(ANYWHERE);
        return found.or_else(|| (name == "block" && is_truth(text)).then_some((Block, 0)));
    };
    match (prefix, name) {
        // `episode: 12`, but also `episode: walk.mp3` and `episode: {title: …}`.
        ("episode", "") => is_number(node).then_some((Number, 0)),
        // `podcast: walk.mp3`, and the title of the show.
        ("itunes" | "podcast", "") | ("podcast", "title" | "subtitle") => None,
        // The media type of the recording.
        (_, "type") if text.contains('/') => None,
        _ => of(PREFIXED).or_else(|| of(ANYWHERE)),
    }
}

/// Whether a value is true or false. Themes have other values for `block`.
fn is_truth(text: &str) -> bool {
    ["true", "false", "yes", "no"].iter().any(|it| it.eq_ignore_ascii_case(text))
}

/// The last prefix of a key, and what follows it: `podcast.episodeNumber` gives `episode` and `number`.
fn unprefixed(path: &str) -> (Option<&'static str>, &str) {
    let (mut prefix, mut name) = (None, path);
    // `itunes.episode.number` has two, and no key has more.
    for _ in 0..2 {
        let found = PREFIXES.iter().find_map(|it| Some((*it, name.strip_prefix(it)?)));
        let Some((found, rest)) = found else { break };
        (prefix, name) = (Some(found), rest.strip_prefix('.').unwrap_or(rest));
    }
    (prefix, name)
}

/// Whether a value can be the number of an episode, and not its file.
fn is_number(node: &Node) -> bool {
    let Value::Scalar { text, .. } = &node.value else { return false };
    let text = text.trim();
    !text.is_empty() && (text.parse::<f64>().is_ok() || !text.contains(['.', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::load::aliases::folded;
    use crate::text::span::Span;

    fn scalar(text: &str) -> Node {
        let value = Value::Scalar { text: text.to_owned(), quoted: false };
        Node { span: Span::default(), value }
    }

    #[test]
    fn reads_the_spellings_of_all_tools() {
        #[rustfmt::skip]
        let cases = [
            ("episode", "12", Some(Number)), ("episode", "12.5", Some(Number)), ("episode", "walk.mp3", None), ("episodeNumber", "1", Some(Number)),
            ("podcast_episode", "1", Some(Number)), ("episode.seasonNumber", "1", Some(Season)), ("itunes:season", "1", None),
            ("itunes.season", "1", Some(Season)), ("season", "1", Some(Season)), ("episodeType", "full", Some(Kind)), ("episode.type", "full", Some(Kind)),
            ("episode_type", "audio/mpeg", None), ("itunes_episodeType", "bonus", Some(Kind)), ("podcast_explicit", "no", Some(Explicit)),
            ("episode_image", "a.png", Some(Image)), ("episode-cover", "a.png", Some(Image)), ("itunes_title", "x", Some(Title)),
            ("podcast.title", "x", None), ("episode.title", "x", Some(Title)), ("podcast.transcript", "a.vtt", Some(Transcript)),
            ("block", "yes", Some(Block)), ("block", "hero", None), ("itunes_block", "x", Some(Block)), ("podcast.guests", "Ann", Some(Guest)),
            ("podcast_file", "a.mp3", None), ("podcast_duration", "1", None), ("episode.duration", "1", None), ("title", "x", None),
        ];
        for (name, value, wanted) in cases {
            assert_eq!(
                key(&folded(name), &scalar(value)).map(|it| it.0),
                wanted,
                "{name}: {value}"
            );
        }
    }
}
