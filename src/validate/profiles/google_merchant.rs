//! The product data specification of Google Merchant Center.

use crate::diagnostic::Severity::Error;
use crate::validate::profile::LengthUnit;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::entry;
use crate::validate::profile::entry_limit;
use crate::validate::profile::off;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "google-merchant",
    title: "Google Merchant Center",
    about: "What Google Merchant Center requires of every product.",
    source: "https://support.google.com/merchants/answer/7052112",
    others: OtherRules::Unchanged,
    rules: &[
        rule(&rules::INVALID_PRICE, Error),
        rule(&rules::INVALID_GTIN, Error),
        rule(&rules::TOO_MANY_IMAGES, Error),
        rule(&rules::PREORDER_WITHOUT_DATE, Error),
        // Google fetches the feed from a known URL, and knows a product by its `g:id`.
        // The required attributes below are reported for each product.
        off(&rules::INCOMPLETE_PRODUCT),
        off(&rules::MISSING_GUID),
        off(&rules::MISSING_SELF_LINK),
        off(&rules::MISSING_LANGUAGE),
    ],
    required: &[
        entry(&["g:id", "guid", "id"], Error),
        entry(&["g:title", "title"], Error),
        entry(&["g:description", "description", "summary", "content"], Error),
        entry(&["g:link", "link"], Error),
        entry(&["g:image_link"], Error),
        entry(&["g:availability"], Error),
        entry(&["g:price"], Error),
    ],
    limits: &[
        entry_limit(&["g:title", "title"], 150, LengthUnit::Characters),
        entry_limit(&["g:description", "description"], 5000, LengthUnit::Characters),
    ],
    max_size: None,
};
