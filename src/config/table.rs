//! TOML tables whose values know their place in the file. They collect the problems of the configuration.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use crate::config::keys::Key;
use crate::config::keys::KeyTable;
use crate::diagnostic::Diagnostic;
use crate::publish::rules::INVALID_CONFIGURATION;
use crate::text::lines::Lines;
use crate::text::nearest::nearest;
use crate::text::span::Span;

/// The keys of all tables.
pub(super) type Keys = &'static [KeyTable];

/// A configuration, and the problems found in it so far.
pub(super) struct Document<'t> {
    table: Spanned<DeTable<'t>>,
    keys: Keys,
    faults: Faults,
}

/// The problems that were found.
#[derive(Default)]
struct Faults {
    list: RefCell<Vec<Diagnostic>>,
    /// The keys that misspelled or misplaced keys are meant to be, each with its table. They are not reported as missing.
    meant: RefCell<Vec<(String, &'static str)>>,
}

/// A table. A table that does not exist has no values.
pub(super) struct Table<'d> {
    name: String,
    span: Span,
    values: Option<&'d DeTable<'d>>,
    /// Whether its value is not a table. This problem is reported, and missing keys are not.
    has_wrong_type: bool,
    keys: Keys,
    faults: &'d Faults,
}

/// A value in a list.
pub(super) struct Item<'d> {
    value: &'d Spanned<DeValue<'d>>,
    keys: Keys,
    faults: &'d Faults,
}

impl<'t> Document<'t> {
    /// Parses TOML.
    ///
    /// # Errors
    ///
    /// A syntax error, with its place.
    pub(super) fn parse(text: &'t str, keys: Keys) -> Result<Document<'t>, Vec<Diagnostic>> {
        match DeTable::parse(text) {
            Ok(table) => Ok(Document { table, keys, faults: Faults::default() }),
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let span = Span::new(range.start.min(text.len()), range.end.min(text.len()));
                // The message of the parser is one line, or one line for each token that it expected.
                let words: Vec<&str> = error.message().lines().map(str::trim).collect();
                let message = format!("invalid TOML: {}", words.join(", "));
                let mut fault = Diagnostic::new(&INVALID_CONFIGURATION, span, message);
                fault.help("strings must be in quotation marks, for example `title = \"…\"`");
                Err(vec![fault])
            }
        }
    }

    /// The root table.
    pub(super) fn root(&self) -> Table<'_> {
        Table::new(
            String::new(),
            Span::default(),
            Some(self.table.get_ref()),
            self.keys,
            &self.faults,
        )
    }

    /// Ends reading.
    ///
    /// # Errors
    ///
    /// All problems that were found, in the order of the text.
    pub(super) fn finish(self) -> Result<(), Vec<Diagnostic>> {
        let mut faults = self.faults.list.into_inner();
        faults.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        faults.dedup();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

impl<'d> Table<'d> {
    fn new(
        name: String,
        span: Span,
        table: Option<&'d DeTable<'d>>,
        keys: Keys,
        faults: &'d Faults,
    ) -> Table<'d> {
        let table = Table { name, span, values: table, has_wrong_type: false, keys, faults };
        table.report_unknown();
        table
    }

    /// Reports unknown keys, and suggests a similar key or the right table.
    fn report_unknown(&self) {
        let known = match self.keys.iter().find(|it| it.name == self.name) {
            Some(KeyTable { any: Some(_), .. }) => return,
            Some(table) => table.keys,
            None => &[],
        };
        for (key, _) in self.values.into_iter().flatten() {
            let name = key.get_ref().as_ref();
            if known.iter().any(|it| it.name == name) {
                continue;
            }
            let place =
                if self.name.is_empty() { String::new() } else { format!(" in [{}]", self.name) };
            let others = || self.keys.iter().filter(|it| !matches!(it.name, "" | "authors"));
            let home = others().find_map(|home| {
                Some((home.name, home.keys.iter().find(|it| it.name == name)?.name))
            });
            let similar = |keys: &'static [Key]| nearest(name, keys.iter().map(|it| it.name));
            // A key before the first table may be a misspelled one of any table.
            let elsewhere = || match self.name.as_str() {
                "" => others().find_map(|home| Some((home.name, similar(home.keys)?))),
                _ => None,
            };
            let help = if let Some(near) = similar(known) {
                self.faults.meant.borrow_mut().push((self.name.clone(), near));
                format!("did you mean `{near}`?")
            } else if let Some((home, key)) = home {
                self.faults.meant.borrow_mut().push((home.to_owned(), key));
                format!("it belongs in [{home}]")
            } else if let Some((home, near)) = elsewhere() {
                self.faults.meant.borrow_mut().push((home.to_owned(), near));
                format!("did you mean `{near}` in [{home}]?")
            } else {
                let names: Vec<&str> = known.iter().map(|it| it.name).collect();
                format!("the valid keys are {}", listed(&names))
            };
            let span = key.span();
            report(
                self.faults,
                Span::new(span.start, span.end),
                format!("unknown key `{name}`{place}"),
                help,
            );
        }
    }

    fn value(&self, key: &str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.values?.get(key)
    }

    /// Whether the key has a value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Reports a problem with the value of `key`, or with the table if there is no value.
    pub(super) fn fault(&self, key: &str, why: impl Into<String>, help: impl Into<String>) {
        let span = self.value(key).map_or(self.span, span_of);
        report(self.faults, span, why.into(), help);
    }

    /// Reports that a key has no value.
    pub(super) fn missing(&self, key: &str, help: impl Into<String>) {
        let is_meant = |it: &(String, &str)| {
            (it.0 == self.name && it.1 == key) || (it.0.is_empty() && it.1 == self.name)
        };
        if self.has_wrong_type || self.faults.meant.borrow().iter().any(is_meant) {
            return;
        }
        let place = if self.values.is_none() { " (the table does not exist)" } else { "" };
        let why = match self.name.as_str() {
            "authors" => format!("an author has no `{key}`"),
            name => format!("`{key}` is missing in [{name}]{place}"),
        };
        report(self.faults, self.span, why, help);
    }

    /// Like [`Table::fault`], but the place is the key.
    pub(super) fn fault_at_key(&self, key: &str, why: impl Into<String>, help: impl Into<String>) {
        let found = self.values.and_then(|it| it.get_key_value(key));
        let span = found.map_or(self.span, |it| Span::new(it.0.span().start, it.0.span().end));
        report(self.faults, span, why.into(), help);
    }

    /// The names of all values and their lines, in the order of the text.
    pub(super) fn lines(&self, lines: &Lines<'_>) -> Vec<(String, u32)> {
        let line = |key: &str| {
            let key = self.values?.get_key_value(key)?.0;
            Some(lines.line(Span::new(key.span().start, key.span().end).start))
        };
        let names = self.entries().into_iter().map(|it| it.0);
        names.filter_map(|it| line(&it).map(|line| (it, line))).collect()
    }

    /// All values and their names, in the order of the text.
    pub(super) fn entries(&self) -> Vec<(String, Item<'d>)> {
        let mut values: Vec<_> = self.values.into_iter().flatten().collect();
        values.sort_by_key(|it| it.0.span().start);
        let item = |value| Item { value, keys: self.keys, faults: self.faults };
        values.into_iter().map(|it| (it.0.get_ref().to_string(), item(it.1))).collect()
    }

    /// The names of all values, in alphabetical order.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.values.into_iter().flatten().map(|it| it.0.get_ref().to_string());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Returns a string.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.wrong_type(key, value, "a string", format!("write `{key} = \"…\"`"));
        }
        text
    }

    /// Returns a string. `None` if the value has another type, which is not reported.
    pub(super) fn text_or_none(&self, key: &str) -> Option<&'d str> {
        self.value(key)?.get_ref().as_str()
    }

    /// Returns `true` or `false`.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "true or false", format!("write `{key} = true`"));
        }
        flag
    }

    /// Returns the text of a date, which may be a string.
    pub(super) fn date(&self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Datetime(date) => Some(date.to_string()),
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_type(key, value, "a date", format!("write `{key} = 2024-05-01`"));
                None
            }
        }
    }

    /// Returns a whole number.
    pub(super) fn number(&self, key: &str) -> Option<i64> {
        let value = self.value(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|it| i64::from_str_radix(it.as_str(), it.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "a whole number", format!("write `{key} = 20`"));
        }
        number
    }

    /// Returns a whole number from 1 to `most`.
    pub(super) fn positive(&self, key: &str, most: u64) -> Option<u64> {
        let number = self.number(key)?;
        let positive = u64::try_from(number).ok().filter(|it| (1..=most).contains(it));
        if positive.is_none() {
            let why = format!("`{key}` must be from 1 to {most}, not {number}");
            self.fault(key, why, format!("remove `{key}` to use the default"));
        }
        positive
    }

    /// Returns one of several choices.
    pub(super) fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let value = self.value(key)?;
        chosen(value, key, &format!("`{key}`"), words, self.faults)
    }

    /// Returns the values of a list. Returns no values if there is no list.
    pub(super) fn items(&self, key: &str) -> Vec<Item<'d>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list", format!("write `{key} = [\"…\", \"…\"]`"));
            return Vec::new();
        };
        items.iter().map(|value| Item { value, keys: self.keys, faults: self.faults }).collect()
    }

    /// Returns the values of a list, or a single value.
    pub(super) fn one_or_more(&self, key: &str) -> Vec<Item<'d>> {
        match self.value(key) {
            Some(value) if value.get_ref().as_array().is_none() => {
                vec![Item { value, keys: self.keys, faults: self.faults }]
            }
            _ => self.items(key),
        }
    }

    /// Returns a value of any type.
    pub(super) fn one(&self, key: &str) -> Option<Item<'d>> {
        self.value(key).map(|value| Item { value, keys: self.keys, faults: self.faults })
    }

    /// A table in this table that has no values, whatever the value of the key is.
    pub(super) fn none(&self, key: &str) -> Table<'d> {
        Table::new(key.to_owned(), self.span, None, self.keys, self.faults)
    }

    /// Whether the value of a key is a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.value(key).is_some_and(|it| it.get_ref().as_array().is_some())
    }

    /// Returns a table in this table.
    pub(super) fn table(&self, key: &str) -> Table<'d> {
        // In TOML, a table below [[feed]] is called [feed.files].
        let parent = self.name.trim_matches(['[', ']']);
        let name = if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") };
        let value = self.value(key);
        let table = value.and_then(|it| it.get_ref().as_table());
        if let (Some(value), None) = (value, table) {
            self.wrong_type(
                key,
                value,
                "a table",
                format!("write [{name}], with its keys on the lines below"),
            );
        }
        let span = value.map_or(self.span, span_of);
        let has_wrong_type = value.is_some() && table.is_none();
        Table { has_wrong_type, ..Table::new(name, span, table, self.keys, self.faults) }
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, help: String) {
        let why = format!("`{key}` must be {wanted}, not {}", type_of(value));
        report(self.faults, span_of(value), why, help);
    }
}

impl<'d> Item<'d> {
    /// Returns the value if it is a string.
    pub(super) fn as_text(&self) -> Option<&'d str> {
        self.value.get_ref().as_str()
    }

    /// Returns the value if it is a whole number.
    pub(super) fn as_number(&self) -> Option<i64> {
        let number = self.value.get_ref().as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// Returns the value if it is a table. `name` determines which keys are allowed.
    pub(super) fn as_table(&self, name: &str) -> Option<Table<'d>> {
        let table = self.value.get_ref().as_table()?;
        let span = span_of(self.value);
        Some(Table::new(name.to_owned(), span, Some(table), self.keys, self.faults))
    }

    /// Returns one of several choices.
    pub(super) fn as_choice<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        chosen(self.value, key, &format!("each value in `{key}`"), words, self.faults)
    }

    /// Reports a problem with the value.
    pub(super) fn fault(&self, why: impl Into<String>, help: impl Into<String>) {
        report(self.faults, span_of(self.value), why.into(), help);
    }
}

/// Returns one of several choices for the value of `key`, or for an item of it. `subject` names the value in messages.
fn chosen<T: Copy>(
    value: &Spanned<DeValue<'_>>,
    key: &str,
    subject: &str,
    words: &[(&str, T)],
    faults: &Faults,
) -> Option<T> {
    let found = value.get_ref().as_str();
    if let Some((_, choice)) = words.iter().find(|it| Some(it.0) == found) {
        return Some(*choice);
    }
    let names: Vec<&str> = words.iter().map(|it| it.0).collect();
    let why = match found {
        Some(text) => format!("`{text}` is not a valid value for `{key}`"),
        None => format!("{subject} must be a string, not {}", type_of(value)),
    };
    let help = match nearest(found.unwrap_or_default(), names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the valid values are {}", listed(&names)),
    };
    report(faults, span_of(value), why, help);
    None
}

fn report(faults: &Faults, span: Span, why: String, help: impl Into<String>) {
    let mut fault = Diagnostic::new(&INVALID_CONFIGURATION, span, why);
    fault.help(help);
    faults.list.borrow_mut().push(fault);
}

/// The type of a value, with its article.
fn type_of(value: &Spanned<DeValue<'_>>) -> String {
    let name = value.get_ref().type_str();
    let article = if name.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {name}")
}

fn span_of(value: &Spanned<DeValue<'_>>) -> Span {
    let range = value.span();
    Span::new(range.start, range.end)
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<String>>().join(", ")
}
