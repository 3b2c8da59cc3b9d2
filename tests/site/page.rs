//! A page of the site before its links are resolved.

/// A page in Markdown.
pub(crate) struct Page {
    /// Its path on the site, such as `rules/missing-guid.html`.
    pub(crate) url: String,
    pub(crate) title: String,
    /// The heading in the navigation. Pages without one are reached from other pages.
    pub(crate) section: Option<&'static str>,
    /// The files that the text comes from, such as `docs/http.md`. Relative links start from them.
    pub(crate) sources: Vec<String>,
    /// The Markdown, without the title.
    pub(crate) text: String,
}

impl Page {
    /// The path from this page to the root of the site.
    pub(crate) fn to_root(&self) -> String {
        "../".repeat(self.url.matches('/').count())
    }
}

/// Escapes text for HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
