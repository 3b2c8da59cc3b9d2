//! THE table of the judge's rules, and the checks by topic.

pub mod atom;
pub mod guid;
pub mod item;
pub mod json_feed;
pub mod link;
pub mod structure;
pub mod value;

#[rustfmt::skip]
mod table {
crate::rules! {
    // the document
    NOT_A_FEED                        = "not-a-feed",                        Error,   "UndefinedElement";
    UNKNOWN_RSS_VERSION               = "unknown-rss-version",               Error,   "InvalidRSSVersion";
    UNKNOWN_JSON_FEED_VERSION         = "unknown-json-feed-version",         Error;
    // elements and attributes
    UNKNOWN_ELEMENT                   = "unknown-element",                   Error,   "UndefinedElement";
    UNKNOWN_MEMBER                    = "unknown-member",                    Warning;
    MISPLACED_ELEMENT                 = "misplaced-element",                 Error,   "UndefinedElement";
    UNEXPECTED_ELEMENT                = "unexpected-element",                Error,   "UndefinedElement";
    DUPLICATE_ELEMENT                 = "duplicate-element",                 Error,   "DuplicateElement";
    MISSING_ELEMENT                   = "missing-element",                   Error,   "MissingElement";
    MISSING_MEMBER                    = "missing-member",                    Error;
    UNKNOWN_ATTRIBUTE                 = "unknown-attribute",                 Error,   "UnexpectedAttribute";
    MISSING_ATTRIBUTE                 = "missing-attribute",                 Error,   "MissingAttribute";
    UNEXPECTED_TEXT                   = "unexpected-text",                   Error,   "UnexpectedText";
    BLANK_ELEMENT                     = "blank-element",                     Warning, "NotBlank";
    BLANK_ATTRIBUTE                   = "blank-attribute",                   Warning, "AttrNotBlank";
    WRONG_JSON_TYPE                   = "wrong-json-type",                   Error;
    // values
    INVALID_RFC822_DATE               = "invalid-rfc822-date",               Error,   "InvalidRFC2822Date";
    OBSOLETE_RFC822_DATE              = "obsolete-rfc822-date",              Warning, "ProblematicalRFC822Date";
    WRONG_WEEKDAY                     = "wrong-weekday",                     Error,   "IncorrectDOW";
    INVALID_RFC3339_DATE              = "invalid-rfc3339-date",              Error,   "InvalidRFC3339Date";
    INVALID_W3CDTF_DATE               = "invalid-w3cdtf-date",               Error,   "InvalidW3CDTFDate";
    DATE_IN_FUTURE                    = "date-in-future",                    Warning, "ImplausibleDate";
    INVALID_URL                       = "invalid-url",                       Error,   "InvalidLink";
    RELATIVE_URL                      = "relative-url",                      Error,   "InvalidFullLink";
    INVALID_LANGUAGE                  = "invalid-language",                  Error,   "InvalidLanguage";
    INVALID_MEDIA_TYPE                = "invalid-media-type",                Error,   "InvalidMIMEType";
    DEPRECATED_LANGUAGE               = "deprecated-language",               Info;
    UNREGISTERED_MEDIA_TYPE           = "unregistered-media-type",           Warning;
    INVALID_CONTACT                   = "invalid-contact",                   Error,   "InvalidContact";
    CONTACT_WITHOUT_NAME              = "contact-without-name",              Info,    "MissingRealName";
    CONTACT_FORM                      = "contact-form",                      Warning, "EmailFormat";
    INVALID_EMAIL                     = "invalid-email",                     Error,   "InvalidAddrSpec";
    INVALID_INTEGER                   = "invalid-integer",                   Error,   "InvalidInteger";
    INVALID_NUMBER                    = "invalid-number",                    Error,   "InvalidFloat";
    INVALID_BOOLEAN                   = "invalid-boolean",                   Error,   "InvalidBooleanAttribute";
    UNKNOWN_VALUE                     = "unknown-value",                     Error;
    SURROUNDING_SPACE                 = "surrounding-space",                 Error,   "UnexpectedWhitespace";
    // links and ids
    MISSING_GUID                      = "missing-guid",                      Warning, "MissingGuid";
    GUID_NOT_PERMALINK                = "guid-not-permalink",                Error,   "InvalidHttpGUID";
    DUPLICATE_GUID                    = "duplicate-guid",                    Error,   "DuplicateValue";
    DUPLICATE_ID                      = "duplicate-id",                      Error,   "DuplicateEntries";
    MISSING_SELF_LINK                 = "missing-self-link",                 Warning, "MissingSelf";
    SELF_LINK_ELSEWHERE               = "self-link-elsewhere",               Warning, "SelfDoesntMatchLocation";
    DUPLICATE_ALTERNATE_LINK          = "duplicate-alternate-link",          Error,   "DuplicateAtomLink";
    // entries
    ITEM_WITHOUT_TITLE_OR_DESCRIPTION = "item-without-title-or-description", Error,   "ItemMustContainTitleOrDescription";
    MISSING_CONTENT_OR_ALTERNATE      = "missing-content-or-alternate",      Error,   "MissingContentOrAlternate";
    MISSING_AUTHOR                    = "missing-author",                    Error,   "MissingElement";
    MISSING_SUMMARY                   = "missing-summary",                   Error,   "MissingSummary";
    UPDATED_BEFORE_PUBLISHED          = "updated-before-published",          Warning;
    INCOMPLETE_SOURCE                 = "incomplete-source",                 Warning, "MissingSourceElement";
    // JSON
    JSON_SYNTAX                       = "json-syntax",                       Error;
    JSON_DUPLICATE_KEY                = "json-duplicate-key",                Error;
    JSON_TOO_DEEP                     = "json-too-deep",                     Error;
    // JSON Feed
    MISSING_HOME_PAGE_URL             = "missing-home-page-url",             Warning;
    MISSING_FEED_URL                  = "missing-feed-url",                  Warning;
    ITEM_WITHOUT_CONTENT              = "item-without-content",              Error;
    DEPRECATED_JSON_AUTHOR            = "deprecated-json-author",            Info;
    EMPTY_JSON_AUTHOR                 = "empty-json-author",                 Warning;
}
}
pub use table::*;
