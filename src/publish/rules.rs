//! THE table of the rules for articles: what the loader says of one.

crate::rules! {
    AMBIGUOUS_DATE = "ambiguous-date", Error;
    EMPTY_ARTICLE = "empty-article", Error;
    IMPOSSIBLE_DATE = "impossible-date", Error;
    NOT_AN_ARTICLE = "not-an-article", Error;
}
