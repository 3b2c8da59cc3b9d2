//! The authors of a site by key, which generators keep in a separate file: `authors.yml`, `_data/authors.yml`,
//! `data/authors.toml` or `data/authors/ann.json`. Articles refer to them by key.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::publish::article::Person;
use crate::publish::dialect::Dialect;
use crate::publish::load::aliases;
use crate::publish::load::file;
use crate::publish::load::front_matter;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::values;

/// The number of folders below the articles that are searched. Blogs with several sections have one file in each.
const MAX_FOLDERS: usize = 200;

/// The maximum number of files in a folder of authors.
const MAX_FILES: usize = 2000;

/// Authors by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authors {
    people: BTreeMap<String, Person>,
}

impl Authors {
    /// The author with the key `key`. The case is ignored if no key matches exactly.
    pub fn get(&self, key: &str) -> Option<&Person> {
        let key = key.trim();
        self.people.get(key).or_else(|| self.people.get(&key.to_lowercase()))
    }

    /// Adds an author, unless the key is already used.
    pub fn add(&mut self, key: &str, person: Person) {
        let key = key.trim();
        // A key in the exact case takes precedence over a key that differs only in case.
        self.people.entry(key.to_lowercase()).or_insert_with(|| person.clone());
        self.people.entry(key.to_owned()).or_insert(person);
    }

    /// Adds the authors in a file, whose format is determined by the extension in `name`. Invalid entries are skipped.
    fn read_text(&mut self, name: &str, text: &str) {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let Some(node) = front_matter::document(text, extension) else { return };
        let whole = !matches!(stem, "authors" | "author" | "people" | "team");
        self.take(&node, stem, whole);
    }

    /// Reads a map of authors by key, a list of authors, or one author if the file is named after a key.
    fn take(&mut self, node: &Node, stem: &str, whole: bool) {
        match &node.value {
            Value::Map(entries) if whole => {
                if let Some(person) = one(node) {
                    self.named(stem, entries, person);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    // Jekyll's data files may contain the map inside another map.
                    if matches!(&entry.node.value, Value::List(_))
                        && aliases::folded(&entry.key) == "authors"
                    {
                        self.take(&entry.node, stem, false);
                    } else if let Some(person) = one(&entry.node) {
                        self.add(&entry.key, person);
                    } else if let Value::Map(_) = &entry.node.value {
                        self.add(
                            &entry.key,
                            Person { name: entry.key.clone(), ..Person::default() },
                        );
                    }
                }
            }
            Value::List(items) => {
                for item in items {
                    let Value::Map(entries) = &item.value else { continue };
                    if let Some(person) = one(item) {
                        let name = person.name.clone();
                        self.named(&name, entries, person);
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds an author under `name`, and under the key in the author's own map.
    fn named(&mut self, name: &str, entries: &[Entry], person: Person) {
        for entry in entries {
            let is_key = KEYS.contains(&aliases::folded(&entry.key).as_str());
            if let Some(key) = entry.node.text().filter(|_| is_key) {
                self.add(key, person.clone());
            }
        }
        self.add(name, person);
    }
}

/// The names for the key inside an author's map.
static KEYS: &[&str] =
    &["key", "id", "slug", "username", "handle", "nick", "nickname", "shortname", "login"];

/// The author in a map, or with a name.
fn one(node: &Node) -> Option<Person> {
    values::person(node).into_iter().next()
}

/// Reads the files in which the dialect keeps authors. They may be in the site's folder, in the folder of articles, and in all
/// folders between and below them.
pub fn read(site_dir: &Path, articles_dir: &Path, dialect: &Dialect) -> Authors {
    let mut authors = Authors::default();
    if dialect.authors.is_empty() {
        return authors;
    }
    for folder in folders(site_dir, articles_dir) {
        for path in dialect.authors {
            let file = folder.join(path);
            read_file(&file, &folder, &mut authors);
            read_folder(&file.with_extension(""), &mut authors);
        }
    }
    authors
}

/// The folders that may contain such files, the nearest to the articles first.
fn folders(site_dir: &Path, articles_dir: &Path) -> Vec<PathBuf> {
    let here = |it: &Path| it.as_os_str().is_empty();
    let site_dir = if here(site_dir) { Path::new(".") } else { site_dir };
    let mut folders = vec![articles_dir.to_path_buf()];
    let above = articles_dir.ancestors().skip(1).take_while(|it| it.starts_with(site_dir));
    folders.extend(above.filter(|it| !here(it)).map(Path::to_path_buf));
    if !folders.iter().any(|it| it == site_dir) {
        folders.push(site_dir.to_path_buf());
    }
    let mut below = vec![articles_dir.to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = below.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let mut inner: Vec<PathBuf> = entries
            .flatten()
            .filter(|it| it.file_type().is_ok_and(|it| it.is_dir()))
            .filter(|it| !it.file_name().to_string_lossy().starts_with('.'))
            .map(|it| it.path())
            .collect();
        inner.sort();
        seen += inner.len();
        if seen > MAX_FOLDERS {
            break;
        }
        folders.extend(inner.iter().cloned());
        below.extend(inner);
    }
    folders
}

fn read_file(file: &Path, root: &Path, authors: &mut Authors) {
    if !file.is_file() {
        return;
    }
    let Ok(root) = root.canonicalize() else { return };
    let Ok(bytes) = file::bytes(file, &root) else { return };
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    authors.read_text(&name, &String::from_utf8_lossy(&bytes));
}

/// Reads a folder with one file per author: `data/authors/ann.toml`.
fn read_folder(folder: &Path, authors: &mut Authors) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files: Vec<PathBuf> = entries.flatten().take(MAX_FILES).map(|it| it.path()).collect();
    files.sort();
    for file in files {
        read_file(&file, folder, authors);
    }
}

#[cfg(test)]
mod tests {
    use super::Authors;
    use super::read;
    use crate::publish::dialect;

    fn people(name: &str, text: &str) -> Vec<(String, String)> {
        let mut authors = Authors::default();
        authors.read_text(name, text);
        authors.people.into_iter().map(|(key, it)| (key, it.name)).collect()
    }

    #[test]
    fn reads_the_formats_of_common_tools() {
        let ann = [("ann".to_owned(), "Ann Lee".to_owned())];
        #[rustfmt::skip]
        let cases = [
            ("authors.yml",  "ann:\n  name: Ann Lee\n  title: Writer\n  url: https://ann.example\n  socials:\n    github: ann\n"),
            ("authors.yml",  "ann: Ann Lee\n"),
            ("authors.toml", "[ann]\nname = 'Ann Lee'\nemail = 'ann@example.org'\n"),
            ("authors.json", "{\"ann\": {\"name\": \"Ann Lee\"}}"),
            ("ann.json",     "{\"name\": \"Ann Lee\", \"bio\": \"Writes.\"}"),
            ("ann.yaml",     "name: Ann Lee\n"),
        ];
        for (name, text) in cases {
            assert_eq!(people(name, text), ann, "{text}");
        }
        let listed = people("authors.json", "[{\"id\": \"ann\", \"name\": \"Ann Lee\"}]");
        assert!(listed.contains(&ann[0]), "{listed:?}");
        for text in ["", "- a\n", "a: [", "just words", "ann: 1\n? [a]\n: b\n"] {
            people("authors.yml", text);
        }
    }

    #[test]
    fn finds_the_author_files_of_a_site() {
        let site = tempfile::tempdir().expect("a temporary folder");
        let blog = site.path().join("website/blog");
        std::fs::create_dir_all(&blog).expect("a folder");
        std::fs::write(blog.join("authors.yml"), "ann:\n  name: Ann Lee\n").expect("a file");
        let found =
            |dialect| read(site.path(), &blog, dialect).get("Ann").map(|it| it.name.clone());
        assert_eq!(found(&dialect::DOCUSAURUS).as_deref(), Some("Ann Lee"));
        assert_eq!(found(&dialect::JEKYLL), None);
    }
}
