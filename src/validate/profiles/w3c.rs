//! The severities of the W3C feed validator.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::Severity::Info;
use crate::diagnostic::Severity::Warning;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "w3c",
    title: "The W3C feed validator",
    about: "The rules of the W3C feed validator with its severities, without the rules that it does not have.",
    source: "https://validator.w3.org/feed/docs/",
    others: OtherRules::OfW3c,
    rules: &[
        rule(&rules::OBSOLETE_RSS, Error),
        rule(&rules::EXTERNAL_DTD, Info),
        rule(&rules::UNKNOWN_NAMESPACE, Warning),
        rule(&rules::MISLEADING_PREFIX, Warning),
        rule(&rules::PREFIX_IN_ATOM, Warning),
        rule(&rules::PODCAST_WITHOUT_EMAIL, Warning),
        rule(&rules::ARCHIVE_WITHOUT_CHAIN, Warning),
        rule(&rules::MEDIA_GROUP_OF_ONE, Error),
        rule(&rules::IRI_NOT_URI, Error),
        rule(&rules::CONTACT_WITHOUT_NAME, Warning),
        rule(&rules::HTML_LIKE_TEXT, Warning),
        rule(&rules::EMBEDDED_FRAME, Warning),
        rule(&rules::STYLE_WITHOUT_EFFECT, Warning),
        rule(&rules::FRAGMENT_URL, Warning),
        rule(&rules::UNKNOWN_DRAWING_ATTRIBUTE, Warning),
        rule(&rules::UNSUPPORTED_TEXT_INPUT, Warning),
        rule(&rules::IMAGE_UNLIKE_CHANNEL, Warning),
        rule(&rules::COMMENTS_WITHOUT_DATE, Warning),
        rule(&rules::ELEMENT_AFTER_ITEMS, Warning),
        rule(&rules::CONTENT_BEFORE_DESCRIPTION, Warning),
        rule(&rules::OUTLINE_WITHOUT_TITLE, Warning),
        rule(&rules::XML_EXTERNAL_ENTITY, Info),
        rule(&rules::KEYWORDS_WITHOUT_COMMAS, Warning),
        rule(&rules::MISSING_SELF_LINK, Warning),
        rule(&rules::TOO_LONG, Error),
        rule(&rules::INVALID_EXPLICIT, Error),
    ],
    required: &[],
    limits: &[],
    max_size: None,
};
