//! The URLs in front matter: the article's page, its former URLs, and pages on other sites.

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::load::aliases;
use crate::publish::load::author_value;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::values::shown;
use crate::publish::load::normalize::values::truth;
use crate::publish::rules::INVALID_ARTICLE_URL;
use crate::publish::rules::INVALID_SLUG;
use crate::publish::rules::UNSUPPORTED_PERMALINK;

/// Jekyll's named patterns: <https://jekyllrb.com/docs/permalinks/#built-in-formats>.
static STYLES: &[&str] = &["date", "pretty", "ordinal", "weekdate", "none"];

impl Reader<'_, '_> {
    /// The URL of the page, or a pattern for it.
    pub(super) fn url(&mut self, found: &Found) {
        if self.out.article.url.is_some() {
            return;
        }
        let Some(text) = self.scalar(found, "a URL") else { return };
        match truth(text) {
            Some(false) => {
                self.out.article.unlisted = true;
                self.origin("unlisted", found);
                return;
            }
            Some(true) => return,
            None => {}
        }
        let style = aliases::folded(&found.key).ends_with("permalink") && STYLES.contains(&text);
        if style || author_value::is_pattern(text) {
            if text.contains("{%") {
                let message = format!("`{}` is a template: `{}`", found.key, shown(text));
                self.report(Diagnostic::new(&UNSUPPORTED_PERMALINK, found.node.span, message))
                    .note(
                        "only the site's generator can expand it, so feedwright ignores this value",
                    )
                    .help("write the full path, for example `/2024/my-article/`");
            } else if self.out.article.permalink.is_none() {
                self.out.article.permalink = Some(text.to_owned());
                self.origin("permalink", found);
            }
            return;
        }
        if self.is_page(found, text) {
            self.out.article.url = Some(text.to_owned());
            self.origin("url", found);
        }
    }

    /// The URL that search engines should use for the page. If it is on another site, the article is a copy.
    pub(super) fn canonical(&mut self, found: &Found) {
        let Some(text) = self.scalar(found, "a URL") else { return };
        if !self.is_elsewhere(text) {
            return self.url(found);
        }
        if self.out.article.source.is_none() && self.is_page(found, text) {
            self.out.article.source = Some(text.to_owned());
            self.origin("source", found);
        }
    }

    /// The page that a link post is about, or the target of a redirect. If a `link` is on the same site, it is the article's own
    /// page.
    pub(super) fn external(&mut self, found: &Found) {
        let key = aliases::folded(&found.key);
        let text = match &found.node.value {
            Value::List(items) => items.first().and_then(|it| it.text()),
            _ => found.node.text(),
        };
        let Some(text) = text.filter(|it| truth(it).is_none()) else { return };
        if key.contains("redirect") {
            self.origin("redirect", found);
        }
        if self.is_elsewhere(text) {
            if self.out.article.external_url.is_none() && self.is_page(found, text) {
                self.out.article.external_url = Some(text.to_owned());
                self.origin("external_url", found);
            }
        } else if found.path == "link" && !text.contains(char::is_whitespace) && text.contains('/')
        {
            self.url(found);
        }
    }

    /// The former URLs of the page. Obsidian also uses the key for other names of a note, which contain spaces and are skipped.
    pub(super) fn old_addresses(&mut self, found: &Found) {
        let texts: Vec<&str> = match &found.node.value {
            Value::List(items) => items.iter().filter_map(|it| it.text()).collect(),
            _ => found.node.text().into_iter().collect(),
        };
        for text in texts {
            let known = self.out.article.aliases.iter().any(|it| it == text);
            if !known
                && !text.contains(char::is_whitespace)
                && author_value::url_problem(text).is_none()
            {
                self.out.article.aliases.push(text.to_owned());
            }
        }
        if !self.out.article.aliases.is_empty() {
            self.origin("aliases", found);
        }
    }

    pub(super) fn slug(&mut self, found: &Found) {
        let Some(text) = self.scalar(found, "a string") else { return };
        // Docusaurus and Hugo treat a slug with slashes as a path. A slug `/` is the front page of the blog.
        let parts = text.trim_matches('/').split('/');
        let is_path = self.context.options.dialect.slug_is_path && text.contains('/');
        let problem = if is_path {
            parts.map(author_value::slug_problem).find(Option::is_some).flatten()
        } else {
            author_value::slug_problem(text)
        };
        if let Some(why) = problem {
            let message = format!("the slug is not a single path segment: `{}`", shown(text));
            let diagnostic = self.report(Diagnostic::new(&INVALID_SLUG, found.node.span, message));
            diagnostic.severity = Severity::Warning;
            diagnostic.note(why).note("feedwright ignores this value");
            diagnostic.help("use letters, digits and hyphens, for example `my-first-article`");
            return;
        }
        self.out.article.slug = Some(text.to_owned());
        self.origin("slug", found);
    }

    /// Whether `text` is the URL of a page. If not, reports it.
    fn is_page(&mut self, found: &Found, text: &str) -> bool {
        let Some(why) = author_value::url_problem(text) else { return true };
        let message = format!("`{}` is not the URL of a page: `{}`", found.key, shown(text));
        let diagnostic =
            self.report(Diagnostic::new(&INVALID_ARTICLE_URL, found.node.span, message));
        diagnostic.severity = Severity::Warning;
        diagnostic.note(why).note("feedwright ignores this value");
        diagnostic.help(
            "write an `https://` URL, or a path on the site, for example `/2024/my-article/`",
        );
        false
    }

    /// Whether a URL is on another site. If the site is not known, only a link or a redirect can show this.
    fn is_elsewhere(&self, text: &str) -> bool {
        let Ok(url) = Url::parse(text) else { return false };
        let Some(host) = url.host_str() else { return false };
        let bare = |it: &str| it.strip_prefix("www.").unwrap_or(it).to_owned();
        let own = self.context.options.site_url.as_ref().and_then(Url::host_str);
        matches!(url.scheme(), "http" | "https") && own.is_none_or(|it| bare(it) != bare(host))
    }
}
