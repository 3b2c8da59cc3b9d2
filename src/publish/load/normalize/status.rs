//! Whether an article is published: drafts, statuses, and keys that keep it out of feeds.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::hiding;
use crate::publish::load::normalize::hiding::KeyMeaning;
use crate::publish::load::normalize::values::truth;
use crate::publish::rules::WRONG_FRONT_MATTER_TYPE;

impl Reader<'_, '_> {
    pub(super) fn draft(&mut self, found: &Found) {
        if let Some(draft) = self.truth(found) {
            self.out.article.draft |= draft;
            self.origin("draft", found);
        }
    }

    /// The statuses of Pelican and `WordPress`. An unknown one gives a warning, but the article is published.
    pub(super) fn status(&mut self, found: &Found) {
        let Some(text) = self.scalar(found, "a string") else { return };
        match text.to_lowercase().as_str() {
            "draft" | "pending" | "private" | "review" | "idea" | "wip" | "in progress"
            | "in-progress" | "unpublished" => {
                self.out.article.draft = true;
                self.origin("draft", found);
            }
            "hidden" | "skip" | "unlisted" => {
                self.out.article.unlisted = true;
                self.origin("unlisted", found);
            }
            "published" | "publish" | "public" | "live" | "future" | "scheduled" | "final"
            | "featured" => {
                self.origin("draft", found);
            }
            _ => {
                let message = format!("unknown status: `{text}`");
                let diagnostic =
                    Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.node.span, message);
                let diagnostic = self.report(diagnostic);
                diagnostic.severity = Severity::Warning;
                diagnostic.help("write `published`, `draft`, `hidden` or `skip`");
            }
        }
    }

    /// A key that may keep the article out of feeds. Lists may have other meanings: `hide: [toc]`.
    pub(super) fn unlisted(&mut self, found: &Found) {
        if let Value::List(items) = &found.node.value {
            let meaning = hiding::meaning(&found.path);
            let feeds = items.iter().filter_map(|it| it.text()).any(hiding::is_feed);
            if feeds && matches!(meaning, Some(KeyMeaning::Hide | KeyMeaning::Feeds)) {
                self.out.article.unlisted = true;
                self.origin("unlisted", found);
            }
            return;
        }
        let Some(text) = found.node.text() else { return };
        let hidden = match hiding::meaning(&found.path) {
            Some(KeyMeaning::Hide) => truth(text).unwrap_or_else(|| {
                let message = format!("`{}` is neither true nor false: `{text}`", found.key);
                let diagnostic =
                    Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.node.span, message);
                let diagnostic = self.report(diagnostic);
                diagnostic.severity = Severity::Warning;
                diagnostic.note(
                    "feedwright does not publish the article, because it may be meant to be hidden",
                );
                diagnostic.help(format!("write `{0}: true` or `{0}: false`", found.key));
                true
            }),
            Some(KeyMeaning::Show) => {
                truth(text) == Some(false) || hiding::hides(&found.path, text)
            }
            Some(KeyMeaning::Word) => hiding::hides(&found.path, text),
            Some(KeyMeaning::Feeds) => text.split([',', ' ']).any(hiding::is_feed),
            Some(KeyMeaning::Secret) => truth(text) != Some(false),
            Some(KeyMeaning::Robots) => {
                let text = text.to_lowercase();
                text.split([',', ' ']).any(|it| it == "noindex" || it == "none")
            }
            Some(KeyMeaning::Layout) => {
                let layout = text.rsplit('/').next().unwrap_or(text).to_lowercase();
                matches!(layout.split('.').next(), Some("redirect" | "redirected" | "redirection"))
            }
            None => false,
        };
        if hidden {
            self.out.article.unlisted = true;
            self.origin("unlisted", found);
        }
    }

    fn truth(&mut self, found: &Found) -> Option<bool> {
        let text = self.scalar(found, "true or false")?;
        let truth = truth(text);
        if truth.is_none() {
            let message = format!("`{}` is neither true nor false: `{text}`", found.key);
            self.report(Diagnostic::new(&WRONG_FRONT_MATTER_TYPE, found.node.span, message))
                .note("feedwright does not publish the article, because it may be a draft")
                .help(format!("write `{}: true` or `{}: false`", found.key, found.key));
        }
        truth
    }
}
