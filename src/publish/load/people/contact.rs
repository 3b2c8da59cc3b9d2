//! Contact details of people: e-mail addresses, links and handles, separated from the words around them.

use std::collections::BTreeSet;

use crate::publish::article::Person;
use crate::publish::load::people::pieces::Piece;
use crate::publish::load::people::words;

/// The words of a piece without contact details, and the contact details.
pub(super) struct Contact {
    pub(super) words: String,
    email: Option<String>,
    url: Option<String>,
    handle: Option<String>,
    pub(super) employer: Option<String>,
}

impl Contact {
    /// Reads the e-mail addresses, links and handles in a piece and in its brackets.
    pub(super) fn read(piece: &Piece) -> Contact {
        let employer = piece.employer.clone();
        let mut out =
            Contact { words: String::new(), email: None, url: None, handle: None, employer };
        out.words = out.rest_of(&piece.words);
        for aside in &piece.asides {
            let rest = out.rest_of(aside);
            // `jane@example.org (Jane Doe)`: the name is in brackets if there are no other words.
            if out.words.is_empty() {
                out.words = rest;
            } else if !rest.is_empty() {
                out.employer = Some(rest);
            }
        }
        out
    }

    /// Extracts e-mail addresses, links and handles from a string, and returns the other words.
    fn rest_of(&mut self, text: &str) -> String {
        let mut kept = Vec::new();
        for word in text.split_whitespace() {
            if !self.takes(word) {
                kept.push(word);
            }
        }
        kept.join(" ")
    }

    /// Extracts a word if it is an e-mail address, a link or a handle.
    fn takes(&mut self, word: &str) -> bool {
        let bare = word.trim_matches(|it: char| "<>()[],;:".contains(it)).trim_end_matches('.');
        let bare = words::after(bare, "mailto:").unwrap_or(bare);
        if bare.starts_with("http://") || bare.starts_with("https://") {
            self.url.get_or_insert_with(|| bare.to_owned());
            return true;
        }
        if let Some(handle) = bare.strip_prefix('@').filter(|it| !it.is_empty()) {
            self.handle.get_or_insert_with(|| handle.to_owned());
            return true;
        }
        if is_email(bare) {
            self.email.get_or_insert_with(|| bare.to_owned());
            return true;
        }
        false
    }

    /// Adds the missing details to a person.
    pub(super) fn add_to(&self, person: &mut Person) {
        if person.email.is_none() {
            person.email.clone_from(&self.email);
        }
        if person.url.is_none() {
            person.url.clone_from(&self.url);
        }
    }

    /// The person with the name `name`, or else named by the e-mail address or the handle. `None` for a person in `seen`.
    pub(super) fn person(&self, name: String, seen: &mut BTreeSet<String>) -> Option<Person> {
        let stand_in =
            || self.email.clone().or_else(|| self.handle.as_ref().map(|it| format!("@{it}")));
        let name = if name.is_empty() { stand_in()? } else { name };
        let new = seen.insert(name.clone());
        new.then(|| Person { name, email: self.email.clone(), url: self.url.clone() })
    }
}

/// Whether a word has the form of an e-mail address.
pub(super) fn is_email(word: &str) -> bool {
    let Some((local, host)) = word.split_once('@') else { return false };
    let plain = |it: char| it.is_alphanumeric() || ".-_+%'".contains(it);
    !local.is_empty()
        && local.chars().all(plain)
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|it| it.is_alphanumeric() || it == '.' || it == '-')
}
