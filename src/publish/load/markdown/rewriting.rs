//! Text that is being converted. Positions in the result are mapped back to the text.

/// The parts of a converted text: their start in the result, and their start in the text.
#[derive(Default)]
pub(super) struct Map(Vec<(usize, usize)>);

impl Map {
    pub(super) fn offset(&self, at: usize) -> usize {
        let next = self.0.partition_point(|it| it.0 <= at);
        let Some((out, source)) = next.checked_sub(1).map(|it| self.0[it]) else { return 0 };
        let moved = source + (at - out);
        self.0.get(next).map_or(moved, |it| moved.min(it.1))
    }
}

/// Text that is converted from start to end.
pub(super) struct Rewriting<'t> {
    pub(super) source: &'t str,
    out: String,
    map: Map,
    taken: usize,
}

impl<'t> Rewriting<'t> {
    pub(super) fn new(source: &'t str) -> Rewriting<'t> {
        let out = String::with_capacity(source.len() + source.len() / 16);
        Rewriting { source, out, map: Map::default(), taken: 0 }
    }

    /// Keeps the text up to `at`.
    pub(super) fn keep(&mut self, at: usize) {
        if at > self.taken {
            self.map.0.push((self.out.len(), self.taken));
            self.out.push_str(&self.source[self.taken..at]);
            self.taken = at;
        }
    }

    /// Removes the text up to `at`.
    pub(super) fn skip(&mut self, at: usize) {
        self.taken = self.taken.max(at);
    }

    /// Adds text.
    pub(super) fn add(&mut self, text: &str) {
        self.map.0.push((self.out.len(), self.taken));
        self.out.push_str(text);
    }

    /// The result. `None` if nothing was changed.
    pub(super) fn done(mut self) -> Option<(String, Map)> {
        if self.out.is_empty() && self.taken == 0 {
            return None;
        }
        self.keep(self.source.len());
        Some((self.out, self.map))
    }
}
