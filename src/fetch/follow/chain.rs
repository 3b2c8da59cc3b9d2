//! Two neighboring pages of a feed: whether the second one is another page, and whether their links agree.

use crate::diagnostic::Rule;
use crate::fetch::client::received::Received;
use crate::fetch::client::received::normal;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::options::Options;
use crate::validate::rules;

/// A page or an archive, and the problems that the other ones reveal.
pub(super) struct Document {
    pub(super) received: Received,
    pub(super) out: Diagnostics,
}

impl Document {
    pub(super) fn new(received: Received, options: &Options) -> Document {
        Document { received, out: Diagnostics::new(options.problems_per_rule) }
    }

    /// Its first link of this kind.
    pub(super) fn link(&self, kind: ResourceKind) -> Option<Resource> {
        self.received.inventory.resources_of(kind).next().cloned()
    }

    /// Its name in messages.
    pub(super) fn name(&self) -> &str {
        self.received.urls.first().map_or(self.received.source.name.as_str(), String::as_str)
    }

    /// Whether a URL is one of the document, according to its requests or its own link.
    pub(super) fn has_url(&self, url: &str) -> bool {
        let url = normal(url);
        self.received.urls.contains(&url)
            || self.link(ResourceKind::Itself).is_some_and(|it| normal(&it.url) == url)
    }

    /// Reports a problem at a link.
    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        link: &Resource,
        message: String,
    ) -> NewDiagnostic<'_> {
        self.out.report_at(rule, link.span, &link.path, message)
    }
}

/// Reports a link that leads back to a page.
pub(super) fn is_circle(documents: &mut [Document], at: usize, known: usize, link: &Resource) {
    let what = if known == at { "the same page" } else { "an earlier page" };
    let name = link.kind.name();
    documents[at]
        .report(&rules::PAGE_LOOP, link, format!("the link to the {name} leads back to {what}"))
        .note("readers that follow the pages of the feed never reach the end")
        .help("link to the page that follows, and remove the link from the last page");
}

/// Reports a page with the same entries as the one that links to it. A server that ignores the number of the page would go on forever.
pub(super) fn is_the_same_again(
    documents: &mut [Document],
    at: usize,
    next: usize,
    link: &Resource,
) -> bool {
    let ids = |it: &Document| -> Vec<String> {
        let entries = it.received.inventory.entries.iter();
        entries.filter_map(|it| it.id.as_ref()).map(|it| it.text.clone()).collect()
    };
    // The newest archive may contain the same entries as the current feed (RFC 5005, section 4).
    let is_archive = |it: usize| documents[it].received.inventory.archive.is_some();
    if is_archive(next) && !is_archive(at) {
        return false;
    }
    let (one, other) = (ids(&documents[at]), ids(&documents[next]));
    if one.is_empty() || one != other {
        return false;
    }
    let name = link.kind.name();
    documents[at]
        .report(
            &rules::PAGE_LOOP,
            link,
            format!("the {name} contains the same entries as this page"),
        )
        .note("readers that follow the pages of the feed get the same entries again and again")
        .help("check whether the server ignores the number of the page in the URL");
    true
}

/// Reports a page whose link back leads elsewhere.
pub(super) fn links_agree(documents: &mut [Document], at: usize, next: usize, kind: ResourceKind) {
    let (back, forward) = match kind {
        ResourceKind::Next => (ResourceKind::Previous, "next"),
        _ => (ResourceKind::NextArchive, "prev-archive"),
    };
    let Some(link) = documents[next].link(back) else { return };
    // The first page often has a second URL, such as `?page=1`.
    let is_fine = documents[at].has_url(&link.url) || at == 0;
    if is_fine && !documents[next].has_url(&link.url) {
        return;
    }
    let neighbor = documents[at].name().to_owned();
    documents[next]
        .report(
            &rules::PAGE_LINKS_DISAGREE,
            &link,
            format!(
                "the link to the {} leads to {}, but the page with the `{forward}` link to this one is {}",
                back.name(),
                Quoted(&link.url),
                Quoted(&neighbor)
            ),
        )
        .note("readers that go back and forth between the pages lose entries")
        .help(format_args!("link to {}", Quoted(&neighbor)));
}
