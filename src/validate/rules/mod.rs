//! THE table of the judge's rules.

pub mod encoding;

crate::rules! {
    // The XML layer: characters, encoding, well-formedness, namespaces.
    XML_BAD_CHARACTER             = "xml-bad-character",              Error,   "SAXError";
    XML_BAD_NAME                  = "xml-bad-name",                   Error,   "SAXError";
    XML_MISPLACED_COLON           = "xml-misplaced-colon",            Error,   "SAXError";
    XML_NAME_TOO_LONG             = "xml-name-too-long",              Error,   "SAXError";
    XML_BARE_AMPERSAND            = "xml-bare-ampersand",             Error,   "SAXError";
    XML_BAD_CHARACTER_REFERENCE   = "xml-bad-character-reference",    Error,   "SAXError";
    XML_UNDEFINED_ENTITY          = "xml-undefined-entity",           Error,   "UndefinedNamedEntity";
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
    XML_UNDECLARED_PREFIX         = "xml-undeclared-prefix",          Error,   "MissingNamespace", "SAXError";
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
    XML_SUSPICIOUS_CHARACTER      = "xml-suspicious-character",       Warning, "BadCharacters";
    XML_MOJIBAKE                  = "xml-mojibake",                   Warning, "BadCharacters";
}
