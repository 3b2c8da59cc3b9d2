//! Everything that feedwright knows, one level higher.

use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;

pub(super) static PROFILE: Profile = Profile {
    name: "strict",
    title: "The strict profile",
    about: "Warnings are errors, and infos are warnings.",
    source: "",
    others: OtherRules::Raised,
    rules: &[],
    required: &[],
    limits: &[],
    max_size: None,
};
