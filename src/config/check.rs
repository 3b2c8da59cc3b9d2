//! The table `[check]` of `feedwright.toml`: how documents are checked.

use crate::config::KEYS;
use crate::config::table::Document;
use crate::config::table::Table;
use crate::diagnostic::Diagnostic;
use crate::text::source::Source;
use crate::validate::profile::Profile;
use crate::validate::profiles::profile;

/// How documents are checked.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckSettings {
    /// The profiles whose requirements are also checked.
    pub profiles: Vec<&'static Profile>,
}

impl CheckSettings {
    /// Reads the table `[check]` of a `feedwright.toml`. The other tables are not checked.
    ///
    /// # Errors
    ///
    /// All problems in the table, with their places.
    ///
    /// ```
    /// use feedwright::{CheckSettings, Source};
    ///
    /// let source = Source::from_text("feedwright.toml", "[check]\nprofile = [\"apple\"]\n");
    /// let settings = CheckSettings::from_toml(&source).expect("it is valid");
    /// assert_eq!(settings.profiles[0].title, "Apple Podcasts");
    /// ```
    pub fn from_toml(source: &Source) -> Result<CheckSettings, Vec<Diagnostic>> {
        let document = Document::parse(&source.text, KEYS)?;
        let settings = read(&document.root().table("check"));
        document.finish()?;
        Ok(settings)
    }
}

/// Reads the table, and reports its problems.
pub(super) fn read(check: &Table<'_>) -> CheckSettings {
    let mut settings = CheckSettings::default();
    for item in check.items("profile") {
        match item.as_text().map(profile) {
            Some(Ok(profile)) => settings.profiles.push(profile),
            Some(Err(unknown)) => {
                item.fault(
                    unknown.to_string(),
                    "`feedwright explain --profile NAME` describes a profile",
                );
            }
            None => item.fault(
                "each value in `profile` must be a string",
                "write, for example, `profile = [\"apple\"]`",
            ),
        }
    }
    settings
}
