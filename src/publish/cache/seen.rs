//! What a build saw besides the files of the folder: the dates on which its result depends, recordings in other folders, and the files that
//! it wrote.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::load::Options;
use crate::publish::load::enclosure;

/// What a build saw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    now: DateTime<Utc>,
    /// The maximum ages of entries.
    ages: Vec<TimeDelta>,
    /// The next moment at which an article becomes due, expires or becomes too old.
    pub(super) until: Option<DateTime<Utc>>,
    /// Whether a file could not be read. The next build must try again.
    pub(crate) is_unsure: bool,
    /// The places where recordings were looked for, and whether there is a file.
    pub(super) recordings: BTreeMap<PathBuf, bool>,
    /// The files that the build wrote or left as they were, each with the digest of its contents.
    pub(crate) files: Vec<(PathBuf, u128)>,
    /// Files that are not feeds any more.
    pub(crate) former: Vec<PathBuf>,
}

impl Seen {
    pub(crate) fn new(now: DateTime<Utc>, ages: Vec<TimeDelta>) -> Seen {
        Seen { now, ages, ..Seen::default() }
    }

    /// An article as it was read with `options`. `root` is the real path of the folder of articles.
    pub(crate) fn article(&mut self, article: &Article, root: &Path, options: &Options) {
        let dates = [article.published, article.updated, article.expires];
        for date in dates.into_iter().flatten() {
            self.date(date.to_utc());
        }
        if let Some(enclosure) = &article.enclosure {
            self.recordings.extend(enclosure::looked_for(enclosure, &article.path, root, options));
        }
    }

    /// An article with the dates that the state knows.
    pub(crate) fn dated(&mut self, dated: &Dated) {
        self.date(dated.published.to_utc());
        if let Some(updated) = dated.article.updated {
            self.date(updated.to_utc());
        }
    }

    /// A moment at which the feeds may be divided differently.
    pub(crate) fn ends(&mut self, moment: Option<DateTime<Utc>>) {
        self.until = self.until.into_iter().chain(moment).min();
    }

    /// A date from which on the feeds may be different, or that makes an entry too old some time later.
    fn date(&mut self, date: DateTime<Utc>) {
        let ends = self.ages.iter().filter_map(|it| date.checked_add_signed(*it));
        for moment in ends.chain([date]).filter(|it| *it >= self.now) {
            self.until = Some(self.until.map_or(moment, |it| it.min(moment)));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono::TimeDelta;
    use chrono::Utc;

    use super::Seen;

    #[test]
    fn knows_when_the_next_entry_is_due_or_too_old() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("it is a date");
        let mut seen = Seen::new(at("2024-06-01T00:00:00Z"), vec![TimeDelta::days(30)]);
        seen.date(at("2024-01-01T00:00:00Z"));
        assert_eq!(seen.until, None);
        seen.date(at("2024-07-01T00:00:00Z"));
        assert_eq!(seen.until, Some(at("2024-07-01T00:00:00Z")));
        seen.date(at("2024-05-10T00:00:00Z"));
        assert_eq!(seen.until, Some(at("2024-06-09T00:00:00Z")));
    }
}
