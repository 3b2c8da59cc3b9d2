//! Authors of front matter: names, maps, keys of the site's file of authors, and texts that name several.

use crate::publish::article::Person;
use crate::publish::load::aliases;
use crate::publish::load::authors::Authors;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::plain;
use crate::publish::load::normalize::values;
use crate::publish::load::people;

/// The people of an item of a list, or of a map.
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
        // `authors: {ann: true}` and `author: {key: ann}` of an unknown file say the key only.
        if people.is_empty() {
            let name = key.and_then(|it| it.node.text());
            people.extend(name.map(|it| Person { name: it.to_owned(), ..Person::default() }));
        }
        return people;
    };
    // What the article says of them counts before the file.
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

/// Whether a value says that there is an author, or none, and names nobody: `author: true` shows one in some themes.
fn is_word(text: &str) -> bool {
    matches!(text, "true" | "false" | "True" | "False" | "null")
}

/// The people of a text. What is between semicolons, as Pelican has it, is a person, and never the role of the one before.
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
