//! The values that `{{ x | filter }}` shows: values of the site and the page, quoted strings, and assigned names.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::format::Item;
use chrono::format::StrftimeItems;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::percent_encode;

use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::template::context::Context;
use crate::publish::template::html::marked_down;

/// The maximum length of a value in bytes: repeatedly appending a value to itself must not fill the memory.
const MAX_LENGTH: usize = 4096;

/// The maximum number of filters for one value.
const MAX_FILTERS: usize = 20;

/// The values that are known at a position in a template.
pub(crate) struct Scope<'c> {
    context: &'c Context<'c>,
    assigned: HashMap<String, Option<String>>,
}

impl<'c> Scope<'c> {
    /// A scope with only the values of the site and the page.
    pub(crate) fn new(context: &'c Context<'c>) -> Scope<'c> {
        Scope { context, assigned: HashMap::new() }
    }

    /// Assigns a value to a name. `None` if the value is not known.
    pub(crate) fn assign(&mut self, name: &str, value: Option<String>) {
        let value = value.filter(|it| it.len() <= MAX_LENGTH);
        if self.assigned.len() < 1000 {
            self.assigned.insert(name.to_owned(), value);
        }
    }

    /// Whether the first name in an expression was assigned, even if its value is not known.
    pub(crate) fn is_assigned(&self, expression: &str) -> bool {
        let first =
            expression.split(|it: char| !(it.is_alphanumeric() || "_-".contains(it))).next();
        first.is_some_and(|it| self.assigned.contains_key(it))
    }

    /// The value of an expression after its filters. `None` if it is not known.
    pub(crate) fn value(&self, expression: &str) -> Option<String> {
        let mut parts = split(expression, '|').into_iter();
        let mut value = self.operand(parts.next()?.trim());
        for filter in parts.take(MAX_FILTERS) {
            value = self.filtered(value, filter.trim());
        }
        value.filter(|it| it.len() <= MAX_LENGTH)
    }

    fn operand(&self, text: &str) -> Option<String> {
        if let Some(quoted) = unquoted(text) {
            return Some(quoted.to_owned());
        }
        if text.parse::<f64>().is_ok() {
            return Some(text.to_owned());
        }
        if let Some(value) = self.assigned.get(text) {
            return value.clone();
        }
        let (first, rest) = text.split_once('.').unwrap_or(("", text));
        match first {
            "site" | "config" | "metadata" | "meta" => self.of_site(rest),
            "page" | "post" | "frontMatter" | "frontmatter" => self.of_page(rest),
            _ => self.of_page(text),
        }
    }

    fn of_site(&self, name: &str) -> Option<String> {
        let Context { site_url, site_title, language, .. } = self.context;
        match name {
            "url" | "absoluteurl" => Some(site_url.map(origin).unwrap_or_default()),
            "baseurl" | "base_url" | "basepath" | "pathPrefix" => Some(self.base()),
            "root" => Some(self.base() + "/"),
            "title" | "name" | "Title" if !site_title.is_empty() => Some((*site_title).to_owned()),
            "lang" | "language" | "locale" => language.map(str::to_owned),
            _ => None,
        }
    }

    /// The path of the site, without a slash at its end.
    fn base(&self) -> String {
        self.context
            .site_url
            .map(|it| it.path().trim_end_matches('/').to_owned())
            .unwrap_or_default()
    }

    /// A scalar in the front matter, by name or by path.
    pub(crate) fn of_page(&self, path: &str) -> Option<String> {
        let mut entries: &[Entry] = self.context.page;
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            let entry = entries.iter().find(|it| it.key.eq_ignore_ascii_case(name))?;
            if names.peek().is_none() {
                return entry.node.text().map(str::to_owned);
            }
            let Value::Map(inner) = &entry.node.value else { return None };
            entries = inner;
        }
        None
    }

    /// A URL on the site: absolute, or relative to the root.
    pub(crate) fn address(&self, path: &str, absolute: bool) -> String {
        if path.contains("://") || path.starts_with("article:") || path.starts_with("//") {
            return path.to_owned();
        }
        let base = self.base();
        let inside =
            path.strip_prefix(base.as_str()).filter(|it| !base.is_empty() && it.starts_with('/'));
        let path = inside.unwrap_or(path).trim_start_matches('/');
        let origin = if absolute {
            self.context.site_url.map(origin).unwrap_or_default()
        } else {
            String::new()
        };
        format!("{origin}{base}/{path}")
    }

    fn filtered(&self, value: Option<String>, filter: &str) -> Option<String> {
        let end =
            filter.find(|it: char| !(it.is_alphanumeric() || it == '_')).unwrap_or(filter.len());
        let (name, arguments) = filter.split_at(end);
        let arguments = arguments.trim().trim_start_matches(':').trim();
        let arguments =
            arguments.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(arguments);
        let given: Vec<Option<String>> =
            split(arguments, ',').into_iter().map(|it| self.operand(it.trim())).collect();
        let first = given.first().cloned().flatten();
        if name == "default" {
            return value.filter(|it| !it.is_empty()).or(first);
        }
        let value = value?;
        Some(match name {
            "absolute_url" | "absoluteUrl" | "full_url_for" => self.address(&value, true),
            "relative_url" | "url" | "url_for" | "relativeUrl" | "prepend_baseurl" => {
                self.address(&value, false)
            }
            "prepend" => first? + &value,
            "append" => value + &first?,
            "downcase" | "lower" => value.to_lowercase(),
            "upcase" | "upper" => value.to_uppercase(),
            "capitalize" => {
                let mut letters = value.chars();
                letters
                    .next()
                    .map(|it| it.to_uppercase().collect::<String>() + letters.as_str())
                    .unwrap_or_default()
            }
            "strip" | "trim" | "lstrip" | "rstrip" | "strip_newlines" => value.trim().to_owned(),
            "replace" | "remove" | "replace_first" | "remove_first" => {
                let (from, to) = (first?, given.get(1).cloned().flatten().unwrap_or_default());
                let times = if name.ends_with("first") { 1 } else { usize::MAX };
                if from.is_empty() || value.len().saturating_mul(to.len() + 1) > MAX_LENGTH * 16 {
                    return None;
                }
                value.replacen(&from, &to, times)
            }
            "markdownify" | "markdown" => marked_down(&value),
            "strip_html" | "striptags" => crate::publish::content::text_of(&value),
            "date" | "date_to_string" | "date_to_long_string" | "date_to_xmlschema" => {
                let format = match name {
                    "date_to_string" => "%d %b %Y".to_owned(),
                    "date_to_long_string" => "%d %B %Y".to_owned(),
                    "date_to_xmlschema" => return Some(value),
                    _ => first?,
                };
                dated(&value, &format)?
            }
            "urlencode" | "url_encode" | "cgi_escape" | "encodeURIComponent" => {
                percent_encode(value.as_bytes(), NON_ALPHANUMERIC).to_string()
            }
            "safe" | "escape" | "e" | "xml_escape" | "escape_once" | "smartify" | "uri_escape"
            | "raw" | "string" => value,
            // A custom filter of the site. It may decorate a URL, which leads to the same place without the filter.
            _ if value.starts_with("https://") || value.starts_with("http://") => value,
            _ => return None,
        })
    }
}

/// The scheme and host of a URL.
fn origin(url: &url::Url) -> String {
    url.origin().ascii_serialization()
}

/// A string without the quotes around it.
pub(crate) fn unquoted(text: &str) -> Option<&str> {
    ['"', '\''].into_iter().find_map(|quote| {
        let inside = text.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(quote)).then_some(inside)
    })
}

/// Splits a string at a character outside quotes.
fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, it) in text.char_indices() {
        match quote {
            Some(open) if open == it => quote = None,
            None if it == '"' || it == '\'' => quote = Some(it),
            None if it == mark => {
                parts.push(&text[start..at]);
                start = at + it.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// A date in the front matter in the format that a template requests.
fn dated(value: &str, format: &str) -> Option<String> {
    let date = NaiveDate::parse_from_str(value.get(..10)?, "%Y-%m-%d").ok()?;
    let time = value.get(11..19).and_then(|it| it.parse().ok()).unwrap_or_default();
    let items: Vec<Item> = StrftimeItems::new(format).collect();
    // A format with a time zone or with an unknown directive cannot be used, because the zone is not known here.
    let mut text = String::new();
    if items.contains(&Item::Error) || format.len() > 100 {
        return None;
    }
    std::fmt::write(
        &mut text,
        format_args!("{}", NaiveDateTime::new(date, time).format_with_items(items.iter())),
    )
    .ok()?;
    Some(text)
}
