//! The table of rules for articles and configuration files.

crate::diagnostic::rules! {
    "articles and configuration":
    AMBIGUOUS_DATE = "ambiguous-date", Error;
    IMPOSSIBLE_DATE = "impossible-date", Error;
    UNREADABLE_DATE = "unreadable-date", Error;
    FRONT_MATTER_SYNTAX = "front-matter-syntax", Error;
    FRONT_MATTER_UNCLOSED = "front-matter-unclosed", Error;
    FRONT_MATTER_TOO_LARGE = "front-matter-too-large", Error;
    DUPLICATE_FRONT_MATTER_KEY = "duplicate-front-matter-key", Error;
    UNKNOWN_FRONT_MATTER_KEY = "unknown-front-matter-key", Warning;
    WRONG_FRONT_MATTER_TYPE = "wrong-front-matter-type", Error;
    MISSING_TITLE = "missing-title", Error;
    MISSING_BODY = "missing-body", Warning;
    UNREADABLE_ARTICLE = "unreadable-article", Error;
    ARTICLE_TOO_LARGE = "article-too-large", Error;
    ARTICLE_OUTSIDE_FOLDER = "article-outside-folder", Error;
    INVALID_SLUG = "invalid-slug", Error;
    INVALID_ARTICLE_URL = "invalid-article-url", Warning;
    UNSUPPORTED_PERMALINK = "unsupported-permalink", Warning;
    INVALID_ARTICLE_LANGUAGE = "invalid-article-language", Warning;
    ENCLOSURE_NOT_MEASURED = "enclosure-not-measured", Warning;
    MISLABELED_ENCLOSURE = "mislabeled-enclosure", Warning;
    INVALID_EPISODE_VALUE = "invalid-episode-value", Warning;
    DUPLICATE_ARTICLE_ID = "duplicate-article-id", Error;
    DUPLICATE_ARTICLE_URL = "duplicate-article-url", Error;
    DEAD_ARTICLE_LINK = "dead-article-link", Warning;
    BROKEN_JSON_LD = "broken-json-ld", Warning;
    PAGE_TOO_COMPLEX = "page-too-complex", Error;
    PAGE_WITHOUT_ARTICLE = "page-without-article", Error;
    EMPTY_ARTICLE = "empty-article", Error;
    NOT_AN_ARTICLE = "not-an-article", Error;
    INVALID_CONFIGURATION = "invalid-configuration", Error;
}
