//! The authors in front matter: names, maps, keys of the site's author file, and strings with several names.

use crate::publish::article::Person;
use crate::publish::load::aliases;
use crate::publish::load::authors::Authors;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::plain;
use crate::publish::load::normalize::values;
use crate::publish::load::people;

/// The authors in a list item or in a map.
pub(super) fn of_node(node: &Node, known: &Authors) -> Vec<Person> {
    let Value::Map(entries) = &node.value else {
        let Some(text) = node.text().filter(|it| !is_word(it)) else { return Vec::new() };
        let text = &*plain::plain(text);
        return known.get(text).map_or_else(|| values::list_item(text), |it| vec![it.clone()]);
    };
    let key = entries
        .iter()
        .find(|it| ["key", "id", "slug"].contains(&aliases::folded(&it.key).as_str()));
    let Some(person) = key.and_then(|it| known.get(it.node.text()?)) else {
        let mut people = values::person(node);
        // With an unknown author file, `authors: {ann: true}` and `author: {key: ann}` only contain the key.
        if people.is_empty() {
            let name = key.and_then(|it| it.node.text());
            people.extend(name.map(|it| Person { name: it.to_owned(), ..Person::default() }));
        }
        return people;
    };
    // The article's own values take precedence over the author file.
    let mut person = person.clone();
    if let [own] = &values::person(node)[..] {
        if entries.iter().any(|it| aliases::folded(&it.key) == "name") {
            person.name.clone_from(&own.name);
        }
        person.email = own.email.clone().or(person.email);
        person.url = own.url.clone().or(person.url);
    }
    vec![person]
}

/// Whether a value does not name anyone, but only shows or hides the author: `author: true` shows one in some themes.
fn is_word(text: &str) -> bool {
    matches!(text, "true" | "false" | "True" | "False" | "null")
}

/// The authors in a string. A part between semicolons, as in Pelican, is always a person, never the role of the person before.
pub(super) fn of_text(text: &str, known: &Authors) -> Vec<Person> {
    if let Some(person) = known.get(text) {
        return vec![person.clone()];
    }
    if is_word(text) {
        return Vec::new();
    }
    let text = &*plain::plain(text);
    let keys: Option<Vec<Person>> =
        text.split([',', ';']).map(|it| known.get(it).cloned()).collect();
    if let Some(people) = keys {
        return people;
    }
    let people = people::stated(text);
    let parts = text.split(';').filter(|it| !it.trim().is_empty());
    if people.len() < parts.clone().count() {
        return parts.flat_map(people::stated).collect();
    }
    people
}
