//! THE table of the judge's rules, and the checks by topic.

pub mod app;
pub mod atom;
pub mod channel;
pub mod doctype;
pub mod encoding;
pub mod extension;
pub mod feedsync;
pub mod guid;
pub mod history;
pub mod item;
pub mod itunes;
pub mod json_feed;
pub mod link;
pub mod media;
pub mod merchant;
pub mod namespace;
pub mod opensearch;
pub mod opml;
pub mod rdf;
pub mod rss091;
pub mod rss1;
pub mod structure;
pub mod text_construct;
pub mod value;

#[rustfmt::skip]
mod table {
crate::rules! {
    // the document
    NOT_A_FEED                        = "not-a-feed",                        Error,   "UndefinedElement";
    UNKNOWN_RSS_VERSION               = "unknown-rss-version",               Error,   "InvalidRSSVersion";
    UNKNOWN_OPML_VERSION              = "unknown-opml-version",              Error,   "InvalidOPMLVersion";
    OBSOLETE_ATOM                     = "obsolete-atom",                     Error,   "ObsoleteNamespace";
    OBSOLETE_OPML                     = "obsolete-opml",                     Warning, "ObsoleteVersion";
    WRONG_NAMESPACE                   = "wrong-namespace",                   Error,   "InvalidNamespace";
    MISSING_NAMESPACE                 = "missing-namespace",                 Error,   "MissingNamespace";
    UNKNOWN_JSON_FEED_VERSION         = "unknown-json-feed-version",         Error;
    DOCUMENT_TOO_LARGE                = "document-too-large",                Error,   "ValidatorLimit";
    OBSOLETE_DOCTYPE                  = "obsolete-doctype",                  Warning, "DeprecatedDTD";
    DOCTYPE_OF_OTHER_VERSION          = "doctype-of-other-version",          Error,   "InvalidDoctype";
    EXTERNAL_DTD                      = "external-dtd",                      Info,    "ContainsSystemEntity";
    // elements and attributes
    UNKNOWN_ELEMENT                   = "unknown-element",                   Error,   "UndefinedElement";
    UNKNOWN_MEMBER                    = "unknown-member",                    Warning;
    MISPLACED_ELEMENT                 = "misplaced-element",                 Error,   "UndefinedElement";
    UNEXPECTED_ELEMENT                = "unexpected-element",                Error,   "UndefinedElement";
    ELEMENT_WITHOUT_NAMESPACE         = "element-without-namespace",         Warning, "UndeterminableVocabulary";
    QUESTIONABLE_ELEMENT              = "questionable-element",              Warning, "QuestionableUsage";
    DUPLICATE_ELEMENT                 = "duplicate-element",                 Error,   "DuplicateElement";
    MISSING_ELEMENT                   = "missing-element",                   Error,   "MissingElement";
    MISSING_MEMBER                    = "missing-member",                    Error;
    UNKNOWN_ATTRIBUTE                 = "unknown-attribute",                 Error,   "UnexpectedAttribute";
    MISSING_ATTRIBUTE                 = "missing-attribute",                 Error,   "MissingAttribute";
    UNEXPECTED_TEXT                   = "unexpected-text",                   Error,   "UnexpectedText";
    BLANK_ELEMENT                     = "blank-element",                     Warning, "NotBlank";
    BLANK_ATTRIBUTE                   = "blank-attribute",                   Warning, "AttrNotBlank";
    WRONG_JSON_TYPE                   = "wrong-json-type",                   Error;
    SAID_TWICE                        = "said-twice",                        Warning, "DuplicateSemantics", "DuplicateItemSemantics";
    CONTENT_WHERE_FEW_LOOK            = "content-where-few-look",            Warning, "DuplicateDescriptionSemantics";
    COMMENT_RSS_CASE                  = "comment-rss-case",                  Warning, "CommentRSS";
    REPLY_WITHOUT_REF                 = "reply-without-ref",                 Error;
    THREAD_WHEN                       = "thread-when",                       Error,   "NoThrWhen";
    // namespaces
    INVALID_NAMESPACE                 = "invalid-namespace",                 Error,   "SAXError";
    MISSPELLED_NAMESPACE              = "misspelled-namespace",              Error,   "InvalidNamespace", "MediaRssNamespace", "ReservedPrefix";
    OBSOLETE_NAMESPACE                = "obsolete-namespace",                Warning, "ObsoleteWikiNamespace";
    UNKNOWN_NAMESPACE                 = "unknown-namespace",                 Info,    "UnknownNamespace";
    RESERVED_PREFIX                   = "reserved-prefix",                   Info,    "ReservedPrefix";
    UNUSUAL_PREFIX                    = "unusual-prefix",                    Info,    "NonstdPrefix";
    PREFIX_IN_ATOM                    = "prefix-in-atom",                    Info,    "AvoidNamespacePrefix";
    // podcasts
    INCOMPLETE_PODCAST                = "incomplete-podcast",                Warning, "MissingItunesElement";
    PODCAST_WITHOUT_EMAIL             = "podcast-without-email",             Info,    "MissingItunesEmail";
    PODCAST_NOT_UTF8                  = "podcast-not-utf8",                  Warning, "NotUTF8";
    PODCAST_FORMAT                    = "podcast-format",                    Warning, "UnsupportedItunesFormat";
    UNKNOWN_PODCAST_CATEGORY          = "unknown-podcast-category",          Error,   "InvalidItunesCategory";
    OBSOLETE_PODCAST_CATEGORY         = "obsolete-podcast-category",         Warning, "ObsoleteItunesCategory";
    INVALID_EXPLICIT                  = "invalid-explicit",                  Error,   "InvalidTrueFalse", "InvalidYesNoClean";
    KEYWORDS_WITHOUT_COMMAS           = "keywords-without-commas",           Warning, "InvalidKeywords";
    // pages and archives
    FEED_RELATION_IN_ENTRY            = "feed-relation-in-entry",            Warning, "FeedHistoryRelInEntry";
    COMPLETE_FEED_WITH_PAGES          = "complete-feed-with-pages",          Error,   "FeedRelInCompleteFeed";
    COMPLETE_FEED_ELSEWHERE           = "complete-feed-elsewhere",           Error,   "CurrentNotSelfInCompleteFeed";
    ARCHIVE_WITHOUT_CURRENT           = "archive-without-current",           Warning, "MissingCurrentInArchive";
    ARCHIVE_WITHOUT_CHAIN             = "archive-without-chain",             Info,    "ArchiveIncomplete";
    LINK_PAST_END                     = "link-past-end",                     Error,   "LinkPastEnd";
    // FeedSync
    SINCE_AFTER_UNTIL                 = "since-after-until",                 Error,   "SinceAfterUntil";
    DUPLICATE_SYNC_ID                 = "duplicate-sync-id",                 Error,   "DuplicateValue";
    HISTORY_WITHOUT_AUTHOR            = "history-without-author",            Error,   "MissingByAndWhenAttrs";
    INCOMPLETE_HISTORY                = "incomplete-history",                Warning, "MissingRecommendedAttribute";
    INVALID_SYNC_NAME                 = "invalid-sync-name",                 Error,   "InvalidNSS";
    // Media RSS
    DEPRECATED_MEDIA_ADULT            = "deprecated-media-adult",            Warning, "DeprecatedMediaAdult";
    MEDIA_GROUP_OF_ONE                = "media-group-of-one",                Info,    "MediaGroupWithoutAlternatives";
    MEDIA_WITHOUT_URL                 = "media-without-url",                 Warning;
    INVALID_MEDIA_HASH                = "invalid-media-hash",                Error,   "InvalidMediaHash";
    INVALID_MEDIA_RATING              = "invalid-media-rating",              Error,   "InvalidMediaRating";
    INVALID_MEDIA_RESTRICTION         = "invalid-media-restriction",         Error,   "InvalidMediaRestriction";
    UNKNOWN_CREDIT_ROLE               = "unknown-credit-role",               Error,   "InvalidCreditRole";
    // products
    INVALID_PRICE                     = "invalid-price",                     Error,   "InvalidFloatUnit";
    INVALID_GTIN                      = "invalid-gtin",                      Error;
    TOO_MANY_IMAGES                   = "too-many-images",                   Error,   "TooMany";
    // values
    INVALID_RFC822_DATE               = "invalid-rfc822-date",               Error,   "InvalidRFC2822Date";
    OBSOLETE_RFC822_DATE              = "obsolete-rfc822-date",              Warning, "ProblematicalRFC822Date";
    WRONG_WEEKDAY                     = "wrong-weekday",                     Error,   "IncorrectDOW";
    INVALID_RFC3339_DATE              = "invalid-rfc3339-date",              Error,   "InvalidRFC3339Date";
    INVALID_W3CDTF_DATE               = "invalid-w3cdtf-date",               Error,   "InvalidW3CDTFDate";
    IMPLAUSIBLE_DATE                  = "implausible-date",                  Warning, "ImplausibleDate";
    UNREGISTERED_SCHEME               = "unregistered-scheme",               Warning, "SchemeNotIANARegistered";
    IRI_NOT_URI                       = "iri-not-uri",                       Error,   "UriNotIri";
    URI_NOT_CANONICAL                 = "uri-not-canonical",                 Warning, "NonCanonicalURI";
    REPEATED_VALUE                    = "repeated-value",                    Error,   "DuplicateValue";
    TOO_MANY_SKIPPED                  = "too-many-skipped",                  Error,   "NotEnoughHoursInTheDay";
    HOUR_24                           = "hour-24",                           Warning, "UseZeroForMidnight";
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
    INVALID_ISO8601_DATE              = "invalid-iso8601-date",              Error,   "InvalidISO8601DateTime";
    INVALID_DURATION                  = "invalid-duration",                  Error,   "InvalidDuration";
    INVALID_PLAY_TIME                 = "invalid-play-time",                 Error,   "InvalidNPTTime";
    INVALID_COUNTRY                   = "invalid-country",                   Error,   "InvalidCountryCode";
    INVALID_CURRENCY                  = "invalid-currency",                  Error,   "InvalidCurrencyUnit";
    INVALID_LATITUDE                  = "invalid-latitude",                  Error,   "InvalidLatitude";
    INVALID_LONGITUDE                 = "invalid-longitude",                 Error,   "InvalidLongitude";
    INVALID_COORDINATES               = "invalid-coordinates",               Error,   "InvalidCoord", "InvalidCoordList", "CoordComma";
    INVALID_BOOLEAN                   = "invalid-boolean",                   Error,   "InvalidBooleanAttribute";
    UNKNOWN_VALUE                     = "unknown-value",                     Error;
    TOO_LONG                          = "too-long",                          Error,   "TooLong";
    MARKUP_IN_PLAIN_TEXT              = "markup-in-plain-text",              Warning, "ContainsHTML";
    UNKNOWN_CHARSET                   = "unknown-charset",                   Error,   "InvalidEncoding";
    SURROUNDING_SPACE                 = "surrounding-space",                 Error,   "UnexpectedWhitespace";
    // links and ids
    MISSING_GUID                      = "missing-guid",                      Warning, "MissingGuid";
    GUID_NOT_PERMALINK                = "guid-not-permalink",                Error,   "InvalidHttpGUID";
    DUPLICATE_GUID                    = "duplicate-guid",                    Error,   "DuplicateValue";
    DUPLICATE_ID                      = "duplicate-id",                      Error,   "DuplicateEntries", "DuplicateIds";
    MISSING_SELF_LINK                 = "missing-self-link",                 Warning, "MissingSelf";
    SELF_LINK_ELSEWHERE               = "self-link-elsewhere",               Warning, "SelfDoesntMatchLocation";
    DUPLICATE_ALTERNATE_LINK          = "duplicate-alternate-link",          Error,   "DuplicateAtomLink";
    RELATIVE_SELF_LINK                = "relative-self-link",                Warning, "RelativeSelf";
    SAME_DOCUMENT_REFERENCE           = "same-document-reference",           Warning, "SameDocumentReference";
    LINK_NOT_EMPTY                    = "link-not-empty",                    Warning, "AtomLinkNotEmpty";
    UNREGISTERED_RELATION             = "unregistered-relation",             Warning, "UnregisteredAtomLinkRel";
    SELF_LINK_NOT_A_FEED              = "self-link-not-a-feed",              Warning, "SelfNotAtom";
    SEVERAL_SELF_LINKS                = "several-self-links",                Warning;
    ENCLOSURE_NOT_DESCRIBED           = "enclosure-not-described",           Info;
    GUID_NOT_UNIQUE_ENOUGH            = "guid-not-unique-enough",            Warning, "NotSufficientlyUnique";
    // the channel
    MISSING_LANGUAGE                  = "missing-language",                  Info,    "MissingDCLanguage";
    IMAGE_FORMAT                      = "image-format",                      Warning, "ImageUrlFormat";
    TEXT_INPUT                        = "text-input",                        Info,    "AvoidTextInput";
    IMAGE_UNLIKE_CHANNEL              = "image-unlike-channel",              Info,    "ImageTitleDoesntMatch", "ImageLinkDoesntMatch";
    INVALID_FORM_NAME                 = "invalid-form-name",                 Error,   "InvalidFormComponentName";
    COMMENTS_WITHOUT_DATE             = "comments-without-date",             Info,    "SlashDate";
    FEED_WITHOUT_ENTRIES              = "feed-without-entries",              Info;
    BEYOND_RSS_091                    = "beyond-rss-091",                    Warning;
    METADATA_AFTER_ENTRIES            = "metadata-after-entries",            Error,   "MisplacedMetadata";
    FEED_OLDER_THAN_ENTRY             = "feed-older-than-entry",             Info;
    ENTRY_WITH_ID_OF_FEED             = "entry-with-id-of-feed",             Error;
    ELEMENT_AFTER_ITEMS               = "element-after-items",               Info,    "MisplacedItem";
    // entries
    SEVERAL_ENCLOSURES                = "several-enclosures",                Warning, "DuplicateEnclosure";
    CONTENT_BEFORE_DESCRIPTION        = "content-before-description",        Info,    "NeedDescriptionBeforeContent";
    EMAIL_IN_NAME                     = "email-in-name",                     Warning, "ContainsEmail";
    ITEM_WITHOUT_TITLE_OR_DESCRIPTION = "item-without-title-or-description", Error,   "ItemMustContainTitleOrDescription";
    MISSING_CONTENT_OR_ALTERNATE      = "missing-content-or-alternate",      Error,   "MissingContentOrAlternate";
    MISSING_AUTHOR                    = "missing-author",                    Error,   "MissingElement";
    MISSING_SUMMARY                   = "missing-summary",                   Error,   "MissingSummary";
    UPDATED_BEFORE_PUBLISHED          = "updated-before-published",          Warning;
    INVALID_TEXT_TYPE                 = "invalid-text-type",                 Error,   "InvalidTextType", "InvalidMIMEType";
    XHTML_WITHOUT_DIV                 = "xhtml-without-div",                 Error,   "MissingXhtmlDiv";
    XHTML_OUTSIDE_CONTENT             = "xhtml-outside-content",             Warning, "MisplacedXHTMLContent";
    MARKUP_NOT_INLINE                 = "markup-not-inline",                 Warning, "NotInline";
    MARKUP_NOT_ESCAPED                = "markup-not-escaped",                Error,   "NotEscaped";
    HTML_FRAGMENT                     = "html-fragment",                     Warning, "HtmlFragment";
    NOT_BASE64                        = "not-base64",                        Error,   "NotBase64";
    CONTENT_WITHOUT_TYPE              = "content-without-type",              Warning, "MissingTypeAttr";
    INCOMPLETE_SOURCE                 = "incomplete-source",                 Warning, "MissingSourceElement";
    // RDF, which RSS 1.0, 0.90 and 1.1 are
    INVALID_RDF                       = "invalid-rdf",                       Error,   "InvalidRDF";
    DUPLICATE_RDF_ABOUT               = "duplicate-rdf-about",               Error,   "DuplicateValue";
    DANGLING_RDF_REFERENCE            = "dangling-rdf-reference",            Warning;
    ITEM_NOT_LISTED                   = "item-not-listed",                   Warning;
    // OPML
    INVALID_EXPANSION_STATE           = "invalid-expansion-state",           Error,   "InvalidExpansionState";
    OUTLINE_WITHOUT_FEED              = "outline-without-feed",              Warning, "MissingXmlURL";
    OUTLINE_WITHOUT_TITLE             = "outline-without-title",             Info,    "MissingTitleAttr";
    OUTLINE_WITHOUT_URL               = "outline-without-url",               Warning, "MissingUrlAttr";
    OUTLINE_WITHOUT_TYPE              = "outline-without-type",              Warning, "MissingOutlineType";
    UNKNOWN_OUTLINE_TYPE              = "unknown-outline-type",              Warning, "InvalidOutlineType";
    UNKNOWN_OUTLINE_VERSION           = "unknown-outline-version",           Warning, "InvalidOutlineVersion";
    // OpenSearch
    INVALID_SEARCH_TEMPLATE           = "invalid-search-template",           Error,   "InvalidUriChar";
    UNKNOWN_SEARCH_PARAMETER          = "unknown-search-parameter",          Error,   "InvalidLocalParameter";
    UNDECLARED_PREFIX_IN_VALUE        = "undeclared-prefix-in-value",        Error,   "UndeclaredPrefix";
    SEARCH_TERMS_NOT_ENCODED          = "search-terms-not-encoded",          Error,   "NotURLEncoded";
    MISSING_SEARCH_EXAMPLE            = "missing-search-example",            Warning, "ShouldIncludeExample";
    // AtomPub
    QUALITY_IN_ACCEPT                 = "quality-in-accept",                 Warning, "UndefinedParam";
    CATEGORIES_HREF_WITH_ATTRIBUTES   = "categories-href-with-attributes",   Error,   "ConflictingCatAttr";
    CATEGORIES_HREF_WITH_CHILDREN     = "categories-href-with-children",     Error,   "ConflictingCatChildren";
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
    // The XML layer: characters, encoding, well-formedness, namespaces.
    XML_BAD_CHARACTER             = "xml-bad-character",              Error,   "SAXError";
    XML_BAD_NAME                  = "xml-bad-name",                   Error,   "SAXError";
    XML_MISPLACED_COLON           = "xml-misplaced-colon",            Error,   "SAXError";
    XML_NAME_TOO_LONG             = "xml-name-too-long",              Error,   "SAXError";
    XML_BARE_AMPERSAND            = "xml-bare-ampersand",             Error,   "SAXError";
    XML_BAD_CHARACTER_REFERENCE   = "xml-bad-character-reference",    Error,   "SAXError";
    XML_UNDEFINED_ENTITY          = "xml-undefined-entity",           Error,   "SAXError", "UndefinedNamedEntity";
    XML_BARE_LESS_THAN            = "xml-bare-less-than",             Error,   "SAXError";
    XML_CDATA_END_IN_TEXT         = "xml-cdata-end-in-text",          Error,   "SAXError";
    XML_NOT_CLOSED                = "xml-not-closed",                 Error,   "SAXError";
    XML_MISMATCHED_TAG            = "xml-mismatched-tag",             Error,   "SAXError";
    XML_STRAY_END_TAG             = "xml-stray-end-tag",              Error,   "SAXError";
    XML_BAD_END_TAG               = "xml-bad-end-tag",                Error,   "SAXError";
    XML_TAG_NOT_CLOSED            = "xml-tag-not-closed",             Error,   "SAXError";
    XML_ATTRIBUTE_WITHOUT_VALUE   = "xml-attribute-without-value",    Error,   "SAXError";
    XML_UNQUOTED_ATTRIBUTE        = "xml-unquoted-attribute",         Error,   "SAXError";
    XML_ATTRIBUTE_NOT_CLOSED      = "xml-attribute-not-closed",       Error,   "SAXError";
    XML_ATTRIBUTE_WITHOUT_SPACE   = "xml-attribute-without-space",    Error,   "SAXError";
    XML_LESS_THAN_IN_ATTRIBUTE    = "xml-less-than-in-attribute",     Error,   "SAXError";
    XML_BAD_ATTRIBUTE             = "xml-bad-attribute",              Error,   "SAXError";
    XML_DUPLICATE_ATTRIBUTE       = "xml-duplicate-attribute",        Error,   "SAXError";
    XML_TOO_MANY_ATTRIBUTES       = "xml-too-many-attributes",        Error,   "SAXError";
    XML_TOO_MANY_NAMESPACES       = "xml-too-many-namespaces",        Error,   "SAXError";
    XML_BAD_COMMENT               = "xml-bad-comment",                Error,   "SAXError";
    XML_BAD_INSTRUCTION           = "xml-bad-instruction",            Error,   "SAXError";
    XML_BAD_DECLARATION           = "xml-bad-declaration",            Error,   "SAXError";
    XML_BEFORE_DECLARATION        = "xml-before-declaration",         Error,   "SAXError", "WPBlankLine";
    XML_VERSION                   = "xml-version",                    Error,   "BadXmlVersion";
    XML_NO_ROOT                   = "xml-no-root",                    Error,   "SAXError";
    XML_TEXT_OUTSIDE_ROOT         = "xml-text-outside-root",          Error,   "SAXError";
    XML_SECOND_ROOT               = "xml-second-root",                Error,   "SAXError";
    XML_TRUNCATED                 = "xml-truncated",                  Error,   "SAXError";
    XML_UNDECLARED_PREFIX         = "xml-undeclared-prefix",          Error,   "SAXError", "MissingNamespace";
    XML_BAD_NAMESPACE_DECLARATION = "xml-bad-namespace-declaration",  Error,   "SAXError";
    XML_BAD_DOCTYPE               = "xml-bad-doctype",                Error,   "SAXError";
    XML_EXTERNAL_ENTITY           = "xml-external-entity",            Error,   "ContainsSystemEntity";
    XML_RECURSIVE_ENTITY          = "xml-recursive-entity",           Error,   "SAXError";
    XML_ENTITY_EXPANSION          = "xml-entity-expansion",           Error,   "SAXError";
    XML_BAD_ENTITY                = "xml-bad-entity",                 Error,   "SAXError";
    XML_TOO_DEEP                  = "xml-too-deep",                   Error,   "SAXError";
    XML_UNDECODABLE               = "xml-undecodable",                Error,   "UnicodeError";
    XML_UNKNOWN_ENCODING          = "xml-unknown-encoding",           Error,   "UnknownEncoding";
    XML_ENCODING_MISMATCH         = "xml-encoding-mismatch",          Error,   "UnicodeError", "EncodingMismatch";
    XML_MISSING_ENCODING          = "xml-missing-encoding",           Info,    "MissingEncoding";
    XML_LEGACY_ENCODING           = "xml-legacy-encoding",            Info,    "NonstdEncoding";
    XML_OBSCURE_ENCODING          = "xml-obscure-encoding",           Warning, "ObscureEncoding";
    XML_SUSPICIOUS_CHARACTER      = "xml-suspicious-character",       Warning, "BadCharacters";
    XML_MOJIBAKE                  = "xml-mojibake",                   Warning, "BadCharacters";
}
}
pub use table::*;
