//! Renders the entries that some feed publishes: on all processors, and each of them once although several feeds may contain it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::feed::Entry;
use crate::publish::feed_plan::ContentMode;
use crate::publish::load::Loaded;
use crate::publish::parallel;

/// Reads the whole article at a path, of which only the head was read.
pub(super) type Whole<'w> = dyn Fn(&str) -> Loaded + Sync + 'w;

/// Builds the entry of an article with an id. Also returns the references in it that have no target.
pub(super) type Build<'b> = dyn Fn(&Dated, &str, ContentMode) -> (Entry, Vec<String>) + Sync + 'b;

/// The entries of the articles in `due`, each with its id.
pub(super) struct Rendering<'r> {
    due: &'r [(&'r Dated, String)],
    whole: &'r Whole<'r>,
    build: &'r Build<'r>,
    done: BTreeMap<(usize, ContentMode), Rendered>,
}

struct Rendered {
    /// The entry. `None` if the article turned out to have an error when all of it was read.
    entry: Option<Arc<Entry>>,
    dead: Vec<String>,
    /// The whole article, without its text.
    read: Option<Box<Loaded>>,
}

impl<'r> Rendering<'r> {
    pub(super) fn new(
        due: &'r [(&'r Dated, String)],
        whole: &'r Whole<'r>,
        build: &'r Build<'r>,
    ) -> Rendering<'r> {
        Rendering { due, whole, build, done: BTreeMap::new() }
    }

    /// Renders articles that will be needed.
    pub(super) fn prepare(&mut self, wanted: impl Iterator<Item = (usize, ContentMode)>) {
        let wanted: BTreeSet<_> = wanted.filter(|it| !self.done.contains_key(it)).collect();
        let wanted: Vec<_> = wanted.into_iter().collect();
        let rendered = parallel::map(&wanted, |(at, content)| self.rendered(*at, *content));
        self.done.extend(wanted.into_iter().zip(rendered));
    }

    /// The entry of the article with this index. `None` if the article has an error.
    pub(super) fn entry(&mut self, at: usize, content: ContentMode) -> Option<Arc<Entry>> {
        if !self.done.contains_key(&(at, content)) {
            let rendered = self.rendered(at, content);
            self.done.insert((at, content), rendered);
        }
        self.done[&(at, content)].entry.clone()
    }

    fn rendered(&self, at: usize, content: ContentMode) -> Rendered {
        let (head, id) = &self.due[at];
        if !head.article.is_head {
            let (entry, dead) = (self.build)(head, id, content);
            return Rendered { entry: Some(Arc::new(entry)), dead, read: None };
        }
        let mut read = Box::new((self.whole)(&head.article.path));
        if read.has_error() {
            return Rendered { entry: None, dead: Vec::new(), read: Some(read) };
        }
        // The title was compared with those of other pages, an earlier run may know when the article was changed, and a translation may have
        // been given its own URL.
        let article = Article {
            title: head.article.title.clone(),
            updated: head.article.updated,
            url: head.article.url.clone(),
            ..std::mem::take(&mut read.reading.article)
        };
        let dated = Dated { article, ..(*head).clone() };
        let (entry, dead) = (self.build)(&dated, id, content);
        read.reading.article = Article { html: String::new(), ..dated.article };
        if dead.is_empty() {
            read.drop_text();
        }
        Rendered { entry: Some(Arc::new(entry)), dead, read: Some(read) }
    }

    /// The references without a target, each with the path of its article, and the articles that were read, sorted by path.
    pub(super) fn finish(self) -> (Vec<(String, String)>, Vec<Loaded>) {
        let mut dead = BTreeSet::new();
        let mut read = BTreeMap::new();
        for ((at, _), rendered) in self.done {
            let path = &self.due[at].0.article.path;
            dead.extend(rendered.dead.into_iter().map(|it| (path.clone(), it)));
            if let Some(loaded) = rendered.read {
                read.insert(path.clone(), *loaded);
            }
        }
        (dead.into_iter().collect(), read.into_values().collect())
    }
}
