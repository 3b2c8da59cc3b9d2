//! The closing marks of tags.

use memchr::memmem::Finder;

/// The positions of closing marks. They are queried in rising order, so each byte is searched once.
pub(super) struct Ends<'t> {
    text: &'t str,
    finder: Finder<'static>,
    next: Option<usize>,
    searched: usize,
}

impl<'t> Ends<'t> {
    pub(super) fn new(text: &'t str, mark: &'static str) -> Ends<'t> {
        Ends { text, finder: Finder::new(mark), next: None, searched: 0 }
    }

    /// The end of the first closing mark at or after `from`.
    pub(super) fn after(&mut self, from: usize) -> Option<usize> {
        while self.next.is_none_or(|it| it < from) {
            let begin = self.searched.max(from);
            let rest = self.text.as_bytes().get(begin..)?;
            let Some(found) = self.finder.find(rest) else {
                self.searched = self.text.len();
                self.next = None;
                return None;
            };
            self.next = Some(begin + found);
            self.searched = begin + found + 1;
        }
        self.next.map(|it| it + self.finder.needle().len())
    }
}
