//! What a text may be, to check it and to write it: dates, URLs, languages, media types, people.
//!
//! Every module takes a text and gives a value or a [`problem::Problem`]: what is wrong, where, and what to write instead.
//! None of them allocates for a value that is right. Which rule a problem breaks is for the caller to say.

pub mod date;
pub mod duration;
pub mod language;
pub mod link_relation;
pub mod media_type;
pub mod number;
pub mod person;
pub mod problem;
pub mod uri;

/// Compares a name in lower case with one in whatever case, for searching a sorted table.
fn compare_in_lower_case(name: &str, text: &str) -> std::cmp::Ordering {
    name.bytes().cmp(text.bytes().map(|it| it.to_ascii_lowercase()))
}
