//! All profiles, with one file for each.

use std::fmt;

use crate::text::nearest::nearest;
use crate::validate::profile::Profile;

mod apple;
mod google_merchant;
mod google_news;
mod podcasting20;
mod psp1;
mod rss_profile;
mod spotify;
mod strict;
mod w3c;

/// All profiles.
static PROFILES: &[&Profile] = &[
    &apple::PROFILE,
    &spotify::PROFILE,
    &podcasting20::PROFILE,
    &psp1::PROFILE,
    &google_merchant::PROFILE,
    &google_news::PROFILE,
    &rss_profile::PROFILE,
    &w3c::PROFILE,
    &strict::PROFILE,
];

/// All profiles.
///
/// ```
/// let names: Vec<&str> = feedwright::profiles().map(|it| it.name).collect();
/// assert!(names.contains(&"apple"));
/// ```
pub fn profiles() -> impl Iterator<Item = &'static Profile> {
    PROFILES.iter().copied()
}

/// A name that is not a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownProfile {
    /// The name.
    pub name: String,
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "unknown profile `{}`", self.name)?;
        if let Some(near) = nearest(&self.name, profiles().map(|it| it.name)) {
            write!(out, "; did you mean `{near}`?")
        } else {
            let names: Vec<&str> = profiles().map(|it| it.name).collect();
            write!(out, "; the profiles are {}", names.join(", "))
        }
    }
}

impl std::error::Error for UnknownProfile {}

/// Finds a profile by its name.
///
/// ```
/// use feedwright::{Options, Severity, Source, profile, validate};
///
/// let mut options = Options::default();
/// options.profiles.push(profile("apple")?);
/// let source = Source::from_text("feed.xml", "<rss version=\"2.0\"><channel><title>Notes</title></channel></rss>");
/// let report = validate(&source, &options);
/// assert!(report.diagnostics.iter().any(|it| it.message == "`channel` has no `itunes:image`"));
///
/// assert_eq!(profile("aple").unwrap_err().to_string(), "unknown profile `aple`; did you mean `apple`?");
/// # Ok::<(), feedwright::UnknownProfile>(())
/// ```
pub fn profile(name: &str) -> Result<&'static Profile, UnknownProfile> {
    profiles().find(|it| it.name == name).ok_or_else(|| UnknownProfile { name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::profiles;
    use crate::validate::schema;

    #[test]
    fn every_profile_refers_to_elements_of_the_schema() {
        let vocabularies = [schema::RSS, schema::ATOM, schema::EXTENSIONS];
        let rows = vocabularies.into_iter().flatten().flat_map(|it| it.rows);
        let known: Vec<&str> = rows.map(|it| it.name).collect();
        for profile in profiles() {
            let is_own = profile.name == "strict";
            assert!(is_own || profile.source.starts_with("https://"), "{}", profile.name);
            let required = profile.required.iter().flat_map(|it| it.names);
            for name in required.chain(profile.limits.iter().flat_map(|it| it.names)) {
                assert!(known.contains(name), "{}: there is no `{name}`", profile.name);
            }
        }
    }
}
