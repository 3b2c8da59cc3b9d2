//! Episodes of podcasts in front matter. An invalid value is reported if the article has a recording, and ignored.

use crate::diagnostic::Diagnostic;
use crate::publish::load::episode_keys::EpisodeKey;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::episode_part::chapters;
use crate::publish::load::normalize::episode_part::image;
use crate::publish::load::normalize::episode_part::soundbite;
use crate::publish::load::normalize::episode_part::transcript;
use crate::publish::load::normalize::episode_part::venue;
use crate::publish::load::normalize::episode_value::Unusable;
use crate::publish::load::normalize::episode_value::all;
use crate::publish::load::normalize::episode_value::episode_number;
use crate::publish::load::normalize::episode_value::explicit;
use crate::publish::load::normalize::episode_value::first;
use crate::publish::load::normalize::episode_value::is_key;
use crate::publish::load::normalize::episode_value::items;
use crate::publish::load::normalize::episode_value::kind;
use crate::publish::load::normalize::episode_value::map;
use crate::publish::load::normalize::episode_value::named;
use crate::publish::load::normalize::episode_value::of;
use crate::publish::load::normalize::episode_value::term;
use crate::publish::load::normalize::episode_value::unusable;
use crate::publish::load::normalize::episode_value::whole_number;
use crate::publish::load::normalize::episode_value::yes;
use crate::publish::load::normalize::people;
use crate::publish::load::normalize::values::one_line;
use crate::publish::load::normalize::values::shown;
use crate::publish::load::normalize::values::truth;
use crate::publish::podcast::Credit;
use crate::publish::podcast::episode::Episode;
use crate::publish::rules::INVALID_EPISODE_VALUE;
use crate::value::podcast::terms;

impl Reader<'_, '_> {
    /// Reads a value of an episode.
    pub(super) fn episode(&mut self, found: &Found, key: EpisodeKey) {
        if matches!(found.node.value, Value::Empty) {
            return;
        }
        let mut episode = self.out.article.episode.take().map(|it| *it).unwrap_or_default();
        match self.read_episode(found, key, &mut episode) {
            Ok(true) => self.origin(origin_of(key), found),
            Ok(false) => {}
            Err(Unusable { what, help }) => {
                let message = match found.node.text() {
                    Some(text) => format!("`{}` {what}: `{}`", found.key, shown(text)),
                    None => format!("`{}` {what}", found.key),
                };
                let mut fault = Diagnostic::new(&INVALID_EPISODE_VALUE, found.node.span, message);
                fault.note("feedwright ignores this value");
                fault.help(help);
                self.episode_faults.push(fault);
            }
        }
        if episode != Episode::default() {
            self.out.article.episode = Some(Box::new(episode));
        }
    }

    /// Returns whether a value was set.
    fn read_episode(
        &self,
        found: &Found,
        key: EpisodeKey,
        episode: &mut Episode,
    ) -> Result<bool, Unusable> {
        let node = first(found.node);
        let text = node.text();
        match key {
            EpisodeKey::Number => {
                let (number, season) = episode_number(text)?;
                episode.season = episode.season.or(season);
                Ok(set(&mut episode.number, number))
            }
            EpisodeKey::Season => {
                let entries = map(node).unwrap_or_default();
                let number = text.or_else(|| of(entries, &["number", "no", "season"]));
                if let Some(name) = of(entries, &["name", "title"]) {
                    set(&mut episode.season_name, one_line(name));
                }
                Ok(set(&mut episode.season, whole_number(number)?))
            }
            EpisodeKey::SeasonName => Ok(set(&mut episode.season_name, named(text)?)),
            EpisodeKey::Kind => Ok(set(&mut episode.kind, kind(text)?)),
            EpisodeKey::Explicit => Ok(set(&mut episode.explicit, explicit(text)?)),
            EpisodeKey::Title => Ok(set(&mut episode.title, named(text)?)),
            EpisodeKey::Subtitle => Ok(set(&mut episode.subtitle, named(text)?)),
            EpisodeKey::Image => Ok(set(&mut episode.image, image(node)?)),
            EpisodeKey::Block => {
                episode.block = yes(text)?;
                Ok(episode.block)
            }
            EpisodeKey::Transcript if episode.transcripts.is_empty() => {
                // `transcript: true` is a switch of a theme.
                if text.and_then(truth).is_some() {
                    return Ok(false);
                }
                episode.transcripts = all(found.node, transcript)?;
                Ok(true)
            }
            EpisodeKey::Chapters if text.and_then(truth).is_some() => Ok(false),
            EpisodeKey::Chapters => Ok(set(&mut episode.chapters, chapters(found.node)?)),
            EpisodeKey::Soundbite if episode.soundbites.is_empty() => {
                episode.soundbites = all(found.node, soundbite)?;
                Ok(true)
            }
            EpisodeKey::Location => Ok(set(&mut episode.location, venue(node)?)),
            EpisodeKey::Host => self.credits(found, Some("host"), episode),
            EpisodeKey::CoHost => self.credits(found, Some("co-host"), episode),
            EpisodeKey::Guest => self.credits(found, Some("guest"), episode),
            EpisodeKey::Person => self.credits(found, None, episode),
            EpisodeKey::Transcript | EpisodeKey::Soundbite => Ok(false),
        }
    }

    /// Adds people with a role, unless they are there already.
    fn credits(
        &self,
        found: &Found,
        role: Option<&str>,
        episode: &mut Episode,
    ) -> Result<bool, Unusable> {
        let known = &self.context.options.authors;
        let mut credits: Vec<Credit> = Vec::new();
        for node in items(found.node) {
            let entries = map(node);
            let people = match &found.node.value {
                Value::Scalar { text, .. } => people::of_text(text, known),
                _ => people::of_node(node, known),
            };
            for person in people {
                if entries.is_none() && is_key(&person.name) {
                    let what =
                        format!("contains the key of a person, not a name: `{}`", person.name);
                    return unusable(what, "write the names, for example `[Jane Roe, John Doe]`");
                }
                let mut credit = Credit { name: one_line(&person.name), ..Credit::default() };
                credit.role = role.map(str::to_owned);
                credit.url = person.url;
                if let Some(entries) = entries {
                    credit.role = of(entries, &["role"]).map(str::to_lowercase).or(credit.role);
                    credit.group = of(entries, &["group"]).map(str::to_lowercase);
                    credit.image =
                        of(entries, &["img", "image", "avatar", "photo"]).map(str::to_owned);
                }
                term(credit.role.as_deref(), terms::roles(), "role")?;
                term(credit.group.as_deref(), terms::groups(), "group")?;
                credits.push(credit);
            }
        }
        let is_new = |it: &Credit| {
            !episode.persons.iter().any(|other| other.name == it.name && other.role == it.role)
        };
        credits.retain(is_new);
        let has_any = !credits.is_empty();
        episode.persons.extend(credits);
        Ok(has_any)
    }
}

/// The field that a key sets, for the origins.
fn origin_of(key: EpisodeKey) -> &'static str {
    match key {
        EpisodeKey::Number => "episode",
        EpisodeKey::Season => "season",
        EpisodeKey::SeasonName => "season_name",
        EpisodeKey::Kind => "episode_type",
        EpisodeKey::Explicit => "explicit",
        EpisodeKey::Title => "itunes_title",
        EpisodeKey::Subtitle => "itunes_subtitle",
        EpisodeKey::Image => "episode_image",
        EpisodeKey::Transcript => "transcript",
        EpisodeKey::Chapters => "chapters",
        EpisodeKey::Person | EpisodeKey::Host | EpisodeKey::CoHost | EpisodeKey::Guest => "persons",
        EpisodeKey::Soundbite => "soundbite",
        EpisodeKey::Location => "location",
        EpisodeKey::Block => "block",
    }
}

/// Sets a field that has no value yet.
fn set<T>(slot: &mut Option<T>, value: T) -> bool {
    let is_new = slot.is_none();
    slot.get_or_insert(value);
    is_new
}
