//! How a feed was found.

/// How a feed was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FoundBy {
    /// It is the URL itself.
    Itself,
    /// A `link` element with the relation `alternate` and the type of a feed.
    LinkElement,
    /// A `link` element with another relation or type.
    OtherLinkElement,
    /// A `Link` header.
    LinkHeader,
    /// A link to a list of feeds (`rel="blogroll"`).
    Blogroll,
    /// The pattern of a platform.
    Platform,
    /// A link in the text of the page.
    Anchor,
    /// A place where sites usually have their feeds.
    UsualPlace,
}

impl FoundBy {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            FoundBy::Itself => "url",
            FoundBy::LinkElement => "link-element",
            FoundBy::OtherLinkElement => "other-link-element",
            FoundBy::LinkHeader => "link-header",
            FoundBy::Blogroll => "blogroll",
            FoundBy::Platform => "platform",
            FoundBy::Anchor => "anchor",
            FoundBy::UsualPlace => "usual-place",
        }
    }

    /// Whether the site declares that it is a feed. Otherwise, it is only a guess.
    pub fn is_declared(self) -> bool {
        matches!(self, FoundBy::LinkElement | FoundBy::LinkHeader | FoundBy::Blogroll)
    }
}
