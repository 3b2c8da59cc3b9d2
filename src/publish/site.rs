//! The site that feeds belong to.

use url::Url;

use crate::publish::article::Person;

/// The site that a feed belongs to.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its title.
    pub title: String,
    /// Its home page.
    pub url: Url,
    /// The description.
    pub description: String,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its authors.
    pub authors: Vec<Person>,
    /// The copyright notice.
    pub copyright: Option<String>,
    /// Its logo: a URL, absolute or relative to the site.
    pub image: Option<String>,
}
