//! Parses the names of people in bylines and front matter: into people, roles and agencies.

use std::collections::BTreeSet;

use crate::publish::article::Person;
use crate::publish::load::memo::Memo;
use crate::publish::load::people::by::after_by;
use crate::publish::load::people::contact::Contact;
use crate::publish::load::people::name::{is_name, printed, words_in};
use crate::publish::load::people::pieces::{Joint, Piece};
use crate::publish::load::people::words::is_agency;

pub(crate) mod by;
mod company;
mod contact;
pub(crate) mod name;
mod pieces;
pub(crate) mod words;

/// Reads the people in a byline or in a front matter string: `Ann Lee, Bob Ray and C. D. Fox`.
///
/// Roles, employers and places are left out. If there is only an agency or a role, this is returned as the author.
pub fn read(text: &str) -> Vec<Person> {
    byline(text).people
}

/// Reads the people in a front matter string. Unlike a byline, it may be the name of a company.
pub(crate) fn stated(text: &str) -> Vec<Person> {
    thread_local!(static KNOWN: Memo<Vec<Person>> = Memo::new());
    KNOWN.with(|it| {
        it.get(text, |text| match company::whole(text) {
            Some(name) => vec![Person { name, ..Person::default() }],
            None => read(text),
        })
    })
}

/// A name that is longer than this, in bytes, is not extended by the words after it.
const MAX_NAME_LENGTH: usize = 300;

/// A parsed byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// The authors, in order and without duplicates.
    pub(crate) people: Vec<Person>,
    /// Their roles and employers.
    pub(crate) affiliations: Vec<String>,
    /// Whether it starts with a word such as `by`.
    pub(crate) marked: bool,
}

/// Reads a byline, including roles and employers.
pub(crate) fn byline(text: &str) -> Byline {
    let text = text.trim();
    let lead = after_by(text);
    let (rest, tongue) = lead.map_or((text, None), |(rest, tongue)| (rest, Some(tongue)));
    let mut out = Byline { marked: lead.is_some(), ..Byline::default() };
    let pieces = pieces::split(rest, tongue);
    let inverted = tongue.is_none() && is_inverted(&pieces);
    let last = pieces.len().saturating_sub(1);
    let whole_names = pieces.iter().filter(|it| words_in(&it.words) > 1).count();
    let mut seen = BTreeSet::new();
    for (index, piece) in pieces.iter().enumerate() {
        let contact = Contact::read(piece);
        let name = printed(&contact.words);
        let after_comma = matches!(piece.joint, Joint::Comma | Joint::Bar | Joint::Slash);
        let Some(previous) = out.people.last_mut().filter(|_| after_comma || name.is_empty())
        else {
            // If there is no word such as `by`, a name after "and" is an author too.
            let author = index == 0 || tongue.is_none() && piece.joint == Joint::And;
            match name_and_role(&name, author) {
                NameOrRole::Name(name, role) => {
                    out.affiliations.extend(role.into_iter().chain(contact.employer.clone()));
                    out.people.extend(contact.person(name, &mut seen));
                }
                NameOrRole::Affiliation(words) => out.affiliations.push(words),
                NameOrRole::Nothing => out.people.extend(contact.person(String::new(), &mut seen)),
            }
            continue;
        };
        if name.is_empty() {
            contact.add_to(previous);
            continue;
        }
        let grows = previous.name.len() < MAX_NAME_LENGTH;
        let suffix = words::has(words::SUFFIXES, name.trim_end_matches('.'))
            || company::is_form(&name) && !company::is_word(&name);
        if piece.joint == Joint::Comma && suffix && grows {
            seen.remove(&previous.name);
            previous.name = format!("{}, {}", previous.name, contact.words.trim());
            seen.insert(previous.name.clone());
            contact.add_to(previous);
            continue;
        }
        if inverted && piece.joint == Joint::Comma && grows {
            seen.remove(&previous.name);
            previous.name = format!("{name} {}", previous.name);
            seen.insert(previous.name.clone());
            contact.add_to(previous);
            continue;
        }
        // `Von Max Muster, Berlin`: a single word after full names is a place, not a person.
        let place =
            tongue.is_some() && index == last && words_in(&name) == 1 && whole_names == index;
        match name_and_role(&name, false) {
            NameOrRole::Name(name, role) if !place => {
                out.affiliations.extend(role.into_iter().chain(contact.employer.clone()));
                out.people.extend(contact.person(name, &mut seen));
            }
            NameOrRole::Name(words, _) | NameOrRole::Affiliation(words) => {
                out.affiliations.push(words);
                contact.add_to(previous);
            }
            NameOrRole::Nothing => contact.add_to(previous),
        }
    }
    if out.people.is_empty() {
        let agencies =
            out.affiliations.iter().filter(|it| is_agency(it)).cloned().collect::<Vec<_>>();
        let stand_in = if agencies.is_empty() {
            out.affiliations.first().cloned().into_iter().collect()
        } else {
            agencies
        };
        out.people =
            stand_in.into_iter().map(|name| Person { name, ..Person::default() }).collect();
    }
    if out.people.is_empty() && rest.chars().any(char::is_alphanumeric) {
        // Nothing is silently dropped: a text that cannot be split is kept whole.
        out.people.push(Person {
            name: rest.split_whitespace().collect::<Vec<_>>().join(" "),
            ..Person::default()
        });
    }
    out
}

/// Whether a string is a role or an employer, not a name.
pub(crate) fn is_affiliation(text: &str) -> bool {
    matches!(name_and_role(&printed(text), false), NameOrRole::Affiliation(_))
}

/// The meaning of a piece of a byline.
enum NameOrRole {
    Name(String, Option<String>),
    Affiliation(String),
    Nothing,
}

/// Separates name and role in `Business Reporter Ann Lee` or `Ann Lee Staff Writer`.
fn name_and_role(text: &str, first: bool) -> NameOrRole {
    if text.is_empty() {
        return NameOrRole::Nothing;
    }
    if is_agency(text) {
        return NameOrRole::Affiliation(text.to_owned());
    }
    let words = text.split(' ').collect::<Vec<_>>();
    let is_role = |it: &&str| words::has(words::ROLES, it.trim_matches(['.', ',', '-']));
    if let Some(end) = words.iter().rposition(is_role) {
        let start = words.iter().position(is_role).unwrap_or(end);
        let after = words[end + 1..].join(" ");
        if words_in(&after) >= 2 && is_name(&after) && !is_agency(&after) {
            return NameOrRole::Name(after, Some(words[..=end].join(" ")));
        }
        let leads = |it: &&&str| words::has(words::ROLE_MODIFIERS, it) || is_agency(it);
        let modifiers = words[..start].iter().rev().take_while(leads).count();
        let before = words[..start - modifiers].join(" ");
        if words_in(&before) >= 2 && is_name(&before) {
            return NameOrRole::Name(before, Some(words[start - modifiers..].join(" ")));
        }
        return NameOrRole::Affiliation(text.to_owned());
    }
    let organisation = words.len() > 1
        && (words.iter().any(|it| words::has(words::ORGANISATIONS, it))
            || words::after_word(text, "the").is_some());
    // The first piece is the author, even if it is an organization.
    if organisation && !first {
        return NameOrRole::Affiliation(text.to_owned());
    }
    if organisation {
        return NameOrRole::Name(text.to_owned(), None);
    }
    // `Ann Lee AP`, `Ann Lee Reuters`.
    if words.len() > 2 && words.last().is_some_and(|it| is_agency(it)) {
        return NameOrRole::Name(
            words[..words.len() - 1].join(" "),
            words.last().map(|it| (*it).to_owned()),
        );
    }
    NameOrRole::Name(text.to_owned(), None)
}

/// Whether the names in a list are inverted: `Doe, Jane; Roe, Richard` has semicolons between people and one comma in each name.
fn is_inverted(pieces: &[Piece]) -> bool {
    if !pieces.iter().any(|it| it.joint == Joint::Semicolon) {
        return false;
    }
    let filled = || pieces.iter().filter(|it| !it.words.trim().is_empty());
    let plain = filled().all(|it| {
        words_in(&it.words) <= 3 && !is_affiliation(&it.words) && !it.words.contains('@')
    });
    let commas = filled().filter(|it| it.joint == Joint::Comma).count();
    let firsts = filled().filter(|it| matches!(it.joint, Joint::Start | Joint::Semicolon)).count();
    let suffix =
        filled().any(|it| it.joint == Joint::Comma && words::has(words::SUFFIXES, it.words.trim()));
    plain && !suffix && commas == firsts && commas + firsts == filled().count()
}

#[cfg(test)]
mod tests;
