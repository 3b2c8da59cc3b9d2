//! The dates of publication, of the last change, and of expiry.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::article::Article;
use crate::publish::load::aliases::Field;
use crate::publish::load::date;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::SECONDARY;
use crate::publish::load::normalize::values::date_fault;
use crate::publish::load::normalize::values::truth;
use crate::publish::rules::UNREADABLE_DATE;

impl Reader<'_, '_> {
    pub(super) fn published(&mut self, found: &Found) {
        if let Value::Map(entries) = &found.node.value {
            return self.first_date(found, entries);
        }
        let key = &found.path;
        let flag = key.ends_with("published") || key.ends_with("publish");
        match found.node.text().and_then(truth).filter(|_| flag) {
            Some(published) => {
                self.out.article.draft |= !published;
                self.origin("draft", found);
            }
            None => self.date(found, "published", |it| &mut it.published),
        }
    }

    /// Reads a map of dates with unusual keys. The first date in it is used.
    fn first_date(&mut self, found: &Found, entries: &[Entry]) {
        if self.out.article.published.is_some() {
            return;
        }
        let zone = self.context.options.zone();
        let mut dates = entries.iter().filter_map(|it| it.node.text());
        let first = dates.find_map(|it| date::read(it, zone).ok());
        match first {
            Some(written) => {
                self.out.article.published = Some(written.when);
                self.origin("published", found);
            }
            None => self.wrong(found, "a date"),
        }
    }

    pub(super) fn date(
        &mut self,
        found: &Found,
        name: &'static str,
        slot: impl Fn(&mut Article) -> &mut Option<DateTime<FixedOffset>>,
    ) {
        if slot(&mut self.out.article).is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a date") else { return };
        // Eleventy's keywords for the times in the file system and in git. Both change with every copy of the files.
        let words = text.to_lowercase();
        if ["created", "last modified", "git created", "git last modified"]
            .contains(&words.as_str())
        {
            let message = format!("`{}` is not a date: `{text}`", found.key);
            let diagnostic = Diagnostic::new(&UNREADABLE_DATE, found.node.span, message);
            let diagnostic = self.report(diagnostic);
            diagnostic.severity = Severity::Warning;
            diagnostic.note("Eleventy takes this date from the file system or from git");
            diagnostic.help("write the date itself, for example `2024-04-03`");
            return;
        }
        // In YAML, a quoted date is a string.
        let quoted = matches!(found.node.value, Value::Scalar { quoted: true, .. });
        let options = self.context.options;
        let zone = if quoted { options.zone() } else { options.zone_of(text) };
        match date::read(text, zone) {
            Ok(written) => {
                // A date that YAML treats as UTC is shown in the time zone of the site.
                let is_converted = zone != options.zone() && !written.has_zone;
                let shown = |it: DateTime<FixedOffset>| options.timezone.shown(it.to_utc());
                let when = if is_converted { shown(written.when) } else { written.when };
                *slot(&mut self.out.article) = Some(when);
                self.origin(name, found);
            }
            Err(problem) => {
                let mut fault = date_fault(&problem, &found.key, text, found.node.span);
                let secondary = found.field == Field::Published && found.rank >= SECONDARY;
                if found.field != Field::Published || secondary {
                    fault.severity = Severity::Warning;
                    if problem == date::DateProblem::NotADate {
                        fault.notes.clear();
                    }
                    fault.note("feedwright ignores this value");
                }
                self.report(fault);
            }
        }
    }
}
