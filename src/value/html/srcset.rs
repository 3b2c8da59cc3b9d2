//! The attribute `srcset`, whose candidates consist of a URL and a descriptor: <https://html.spec.whatwg.org/multipage/images.html#srcset-attributes>

use std::ops::Range;

/// A candidate in a `srcset`, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its URL.
    pub url: Range<usize>,
    /// The screens that it is intended for, such as `2x`. Empty if this is not specified.
    pub descriptor: Range<usize>,
}

/// The candidates in a `srcset`.
pub fn candidates(srcset: &str) -> impl Iterator<Item = Candidate> + '_ {
    let bytes = srcset.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(|it| it.is_ascii_whitespace() || *it == b',') {
            at += 1;
        }
        if at == bytes.len() {
            return None;
        }
        // A comma belongs to the URL unless it is at the end.
        let from = at;
        while bytes.get(at).is_some_and(|it| !it.is_ascii_whitespace()) {
            at += 1;
        }
        let url = from..from + srcset[from..at].trim_end_matches(',').len();
        let mut descriptor = at..at;
        if url.end == at {
            let end = at + descriptor_end(&srcset[at..]);
            let text = &srcset[at..end];
            let start = end - text.trim_start().len();
            descriptor = start..start + text.trim().len();
            at = end;
        }
        Some(Candidate { url, descriptor })
    })
}

/// The end of the descriptor: the first comma outside parentheses.
fn descriptor_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, it) in text.bytes().enumerate() {
        match it {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn finds_each_candidate() {
        let found = |text: &'static str| -> Vec<(&str, &str)> {
            candidates(text).map(|it| (&text[it.url], &text[it.descriptor])).collect()
        };
        assert_eq!(found("a.jpg"), [("a.jpg", "")]);
        assert_eq!(found("a.jpg, b.jpg 2x"), [("a.jpg", ""), ("b.jpg", "2x")]);
        assert_eq!(found(" a 640w,\n b,c 1280w ,"), [("a", "640w"), ("b,c", "1280w")]);
        assert_eq!(found("a (x,y) , b"), [("a", "(x,y)"), ("b", "")]);
        assert_eq!(found("data:a,b"), [("data:a,b", "")]);
        assert_eq!(found(" , "), []);
    }
}
