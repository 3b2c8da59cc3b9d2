//! Remembers what was computed for a string. The articles of a site have the same few keys and authors.

use std::cell::RefCell;
use std::collections::HashMap;

/// The maximum number of strings. A site with more of them gains nothing.
const MAX_COUNT: usize = 1000;

/// The longest string that is remembered, in bytes.
const MAX_LENGTH: usize = 200;

/// The values that a function gave, by its argument. Each thread has its own.
pub(super) struct Memo<V>(RefCell<HashMap<String, V>>);

impl<V: Clone> Memo<V> {
    pub(super) fn new() -> Memo<V> {
        Memo(RefCell::new(HashMap::new()))
    }

    /// The value of `make` for `key`, which must not depend on anything else.
    pub(super) fn get(&self, key: &str, make: impl FnOnce(&str) -> V) -> V {
        if let Some(known) = self.0.borrow().get(key) {
            return known.clone();
        }
        let made = make(key);
        let mut values = self.0.borrow_mut();
        if values.len() < MAX_COUNT && key.len() <= MAX_LENGTH {
            values.insert(key.to_owned(), made.clone());
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::MAX_COUNT;
    use super::MAX_LENGTH;
    use super::Memo;

    #[test]
    fn computes_each_value_once_within_bounds() {
        let memo = Memo::new();
        assert_eq!(memo.get("a", str::len), 1);
        assert_eq!(memo.get("a", |_| 2), 1);
        let long = "a".repeat(MAX_LENGTH + 1);
        assert_eq!(memo.get(&long, str::len), long.len());
        assert_eq!(memo.get(&long, |_| 2), 2);
        for it in 0..MAX_COUNT {
            memo.get(&format!("b{it}"), str::len);
        }
        assert_eq!(memo.get("c", |_| 1), 1);
        assert_eq!(memo.get("c", |_| 2), 2);
        assert_eq!(memo.get("a", |_| 2), 1);
    }
}
