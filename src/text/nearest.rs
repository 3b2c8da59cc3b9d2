//! Finds similar names for "did you mean" messages.

/// Returns the candidate that is most similar to `word`, if at most a third of its characters differ. Two differences
/// are always allowed.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    nearest_within(word, candidates, (word.chars().count() / 3).clamp(1, 3))
}

/// Like [`nearest`], but at most `most` characters may differ.
pub(crate) fn nearest_within<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
    most: usize,
) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    candidates
        // Every missing or additional character is a difference.
        .filter(|it| it.chars().count().abs_diff(word.len()) <= most)
        .map(|it| {
            (distance(&word, &it.chars().flat_map(char::to_lowercase).collect::<Vec<char>>()), it)
        })
        .filter(|(distance, it)| *distance <= most && word.len() > *distance && it.len() > 1)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, it)| it)
}

/// The number of characters that must be inserted, removed, replaced or swapped with their neighbor.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let mut cost = (last[column] + usize::from(a != b))
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                cost = cost.min(before[column - 1] + 1);
            }
            current.push(cost);
        }
        before = std::mem::replace(&mut last, current);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_intended_word() {
        let words = || ["pubDate", "title", "link", "guid"].into_iter();
        assert_eq!(nearest("pubdate", words()), Some("pubDate"));
        assert_eq!(nearest("titel", words()), Some("title"));
        assert_eq!(nearest("lnk", words()), Some("link"));
        assert_eq!(nearest("enclosure", words()), None);
        assert_eq!(nearest("", words()), None);
    }
}
