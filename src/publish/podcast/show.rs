//! A show: the values of the table `[podcast]` in `feedwright.toml`. All URLs are absolute.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::podcast::Credit;
use crate::publish::podcast::Venue;

/// A podcast.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an element of its own")]
pub(crate) struct Show {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) author: String,
    pub(crate) owner: Option<Owner>,
    /// Whether the episodes are listened to in the order of their numbers.
    pub(crate) is_serial: bool,
    /// Whether the type, `episodic` or `serial`, is written.
    pub(crate) has_type: bool,
    pub(crate) explicit: bool,
    pub(crate) categories: Vec<Category>,
    pub(crate) image: Option<String>,
    pub(crate) copyright: Option<String>,
    /// Whether directories must not list it.
    pub(crate) block: bool,
    /// Whether there will be no more episodes.
    pub(crate) complete: bool,
    pub(crate) new_feed_url: Option<String>,
    pub(crate) funding: Vec<Link>,
    /// Whether other hosts must not import it.
    pub(crate) locked: bool,
    pub(crate) guid: Option<String>,
    pub(crate) medium: Option<&'static str>,
    pub(crate) license: Option<Link>,
    pub(crate) persons: Vec<Credit>,
    pub(crate) trailers: Vec<Trailer>,
    pub(crate) location: Option<Venue>,
    pub(crate) update_frequency: Option<Schedule>,
    pub(crate) txt: Vec<Txt>,
}

/// Who publishes the podcast.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) name: Option<String>,
    pub(crate) email: String,
}

/// A category in Apple's list, with a subcategory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Category {
    pub(crate) main: &'static str,
    pub(crate) sub: Option<&'static str>,
}

/// A text with a URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) text: String,
    pub(crate) url: Option<String>,
}

/// A file that presents the podcast or a season of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trailer {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) published: DateTime<FixedOffset>,
    pub(crate) media_type: Option<String>,
    pub(crate) length: Option<u64>,
    pub(crate) season: Option<u64>,
}

/// When new episodes come out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Schedule {
    pub(crate) text: String,
    /// A recurrence rule of iCalendar.
    pub(crate) rrule: Option<String>,
    pub(crate) start: Option<String>,
}

/// A text for a service, for example a code that proves who owns the feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Txt {
    pub(crate) text: String,
    pub(crate) purpose: Option<String>,
}
