//! The tables `[feed]` and `[[feed]]` of `feedwright.toml`: the feeds of a site.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use url::Url;

use crate::config::Overrides;
use crate::config::articles::globs;
use crate::config::feed_archive;
use crate::config::feed_files;
use crate::config::feed_files::placeholders;
use crate::config::hub;
use crate::config::output::Output;
use crate::config::parsed_base_url;
use crate::config::table::Table;
use crate::publish::archives::INFIX;
use crate::publish::entry_id::EntryId;
use crate::publish::feed_format::FeedFormat;
use crate::publish::feed_plan::ContentMode;
use crate::publish::feed_plan::FeedPlan;
use crate::publish::feed_plan::Filter;
use crate::publish::feed_plan::Property;
use crate::publish::feed_plan::Sort;
use crate::publish::feed_plan::folded;
use crate::publish::load::detect::Detected;
use crate::publish::podcast::show::Show;
use crate::publish::stylesheet;
use crate::publish::stylesheet::Stylesheet;

pub(super) static CONTENT: &[(&str, ContentMode)] =
    &[("full", ContentMode::Full), ("summary", ContentMode::Summary), ("both", ContentMode::Both)];
pub(super) static SORT: &[(&str, Sort)] =
    &[("published", Sort::Published), ("updated", Sort::Updated)];
pub(super) static PROPERTIES: &[(&str, Property)] = &[
    ("tag", Property::Tag),
    ("section", Property::Section),
    ("author", Property::Author),
    ("language", Property::Language),
];

/// The feeds of a site.
pub(super) struct Feeds<'d> {
    pub(super) plans: Vec<FeedPlan>,
    /// The table of the only feed. It has no values if there are several.
    only: Table<'d>,
    /// The tables of all feeds.
    tables: Vec<Table<'d>>,
}

/// Reads the feeds. Without any table, a site has one feed.
pub(super) fn read<'d>(root: &Table<'d>, overrides: &Overrides) -> Feeds<'d> {
    let is_list = root.is_list("feed");
    let mut tables = Vec::new();
    if is_list {
        for item in root.items("feed") {
            match item.as_table("[feed]") {
                Some(table) => tables.push(table),
                None => item.fault(
                    "a feed must be a table",
                    "write [[feed]], with its keys on the lines below",
                ),
            }
        }
        if root.items("feed").is_empty() {
            root.fault(
                "feed",
                "`feed` is empty",
                "write [[feed]], with its keys on the lines below, or remove `feed`",
            );
        }
    } else {
        tables.push(root.table("feed"));
    }
    let output = root.table("output");
    let stylesheet = stylesheet_of(&output);
    let hubs = hub::read(&output).unwrap_or_default();
    let plan = |it| {
        let mut plan = plan(it, stylesheet.as_ref(), overrides);
        plan.hubs = hub::read(it).unwrap_or_else(|| hubs.clone());
        plan
    };
    let plans = tables.iter().map(plan).collect();
    let only = if is_list { root.none("feed") } else { root.table("feed") };
    let feeds = Feeds { plans, only, tables };
    feeds.check_names();
    feeds.check_files();
    feeds
}

impl Feeds<'_> {
    /// Decides which feeds are the podcast: the only one, or those that say so.
    pub(super) fn publish(&mut self, show: Option<Show>, root: &Table<'_>, overrides: &Overrides) {
        let is_only = !root.is_list("feed");
        let example = "[podcast] describes it; write `podcast = true` in the table of its feed";
        let flags: Vec<Option<bool>> = self.tables.iter().map(|it| it.flag("podcast")).collect();
        let Some(show) = show else {
            for (table, flag) in self.tables.iter().zip(flags) {
                if flag == Some(true) && !root.has("podcast") {
                    let help = "add the table [podcast], which describes it";
                    table.fault(
                        "podcast",
                        "the feed is a podcast, but there is no [podcast]",
                        help,
                    );
                }
            }
            return;
        };
        let has_guid = show.guid.is_some();
        let show = Arc::new(show);
        for ((table, plan), flag) in self.tables.iter().zip(&mut self.plans).zip(flags) {
            if !flag.unwrap_or(is_only) {
                continue;
            }
            plan.podcast = Some(Arc::clone(&show));
            // Apps only show the episodes that are in the feed.
            if !table.has("limit") && overrides.limit.is_none() {
                plan.limit = None;
            }
            let has_rss = plan.files.iter().any(|it| it.0 == FeedFormat::Rss);
            if !has_rss && overrides.formats.is_empty() {
                let key = if table.has("files") { "files" } else { "formats" };
                table.fault(key, "a podcast needs the format `rss`", "add `\"rss\"`");
            }
        }
        let podcasts = || self.plans.iter().filter(|it| it.podcast.is_some());
        if podcasts().next().is_none() {
            root.fault("podcast", "no feed is a podcast", example);
        }
        if has_guid && (podcasts().count() > 1 || podcasts().any(|it| it.each.is_some())) {
            let podcast = root.table("podcast");
            podcast.fault(
                "guid",
                "several feeds have the same `guid`",
                "remove it: feedwright computes one for each feed",
            );
        }
    }

    /// The folder of feeds.
    pub(super) fn out(&self, output: &Table<'_>) -> Option<String> {
        let own = self.only.text("out");
        match (output.text("dir"), own) {
            (Some(_), Some(own)) => {
                self.only.fault(
                    "out",
                    "`dir` in [output] also sets the folder",
                    "remove one of the two",
                );
                Some(own)
            }
            (dir, own) => dir.or(own),
        }
    }

    /// The URL of the folder of feeds, which may be relative to the URL of the site.
    pub(super) fn address(&self, output: &Table<'_>, site: &Url) -> Url {
        let table = if output.has("url") { output } else { &self.only };
        if output.has("url") && self.only.has("url") {
            self.only.fault("url", "`url` in [output] also sets the URL", "remove one of the two");
        }
        let text = table.text("url").unwrap_or_else(|| "feeds/".to_owned());
        let joined = site.join(&text).map_err(|_| format!("`{text}` is not a valid URL"));
        match joined.and_then(|it| parsed_base_url(it.as_str())) {
            Ok(url) => url,
            Err(why) => {
                table.fault(
                    "url",
                    why,
                    "use the URL of the folder of feeds, for example `\"https://example.org/feeds/\"`",
                );
                site.clone()
            }
        }
    }

    /// The form of ids: `id` of a feed, or else the form of the generator if the configuration names it. A generator that is only detected
    /// is not used here, because the detection may change, but ids must not. An article has the same id in all feeds.
    pub(super) fn entry_id(&self, dialect: &Detected) -> EntryId {
        let mut stated: Option<(String, EntryId)> = None;
        for table in &self.tables {
            let Some(text) = table.text("id") else { continue };
            if let Some((first, _)) = &stated {
                if *first != text {
                    table.fault(
                        "id",
                        format!("another feed has a different `id`: `{first}`"),
                        "an article has the same id in all feeds, so use the same `id` in all tables",
                    );
                }
                continue;
            }
            let id = EntryId::read(&text).unwrap_or_else(|(why, help)| {
                table.fault("id", why, help);
                EntryId::Tag
            });
            stated = Some((text, id));
        }
        let named = dialect.why.is_none().then_some(dialect.dialect.id);
        stated.map_or_else(|| named.map(EntryId::from).unwrap_or_default(), |it| it.1)
    }

    /// A stylesheet that is a file must exist in the folder of feeds `out`. `output` is the table that sets it for all feeds.
    pub(super) fn check_stylesheets(&self, output: &Table<'_>, out: &Path) {
        for (table, plan) in self.tables.iter().zip(&self.plans) {
            let Some(needed) = plan.stylesheet.as_ref().and_then(Stylesheet::needed_file) else {
                continue;
            };
            let path = out.join(&needed);
            if !path.is_file() {
                let table = if table.has("stylesheet") { table } else { output };
                let help = format!(
                    "save it as `{}`, or use `\"css\"` for a stylesheet that feedwright writes, or the URL of a stylesheet",
                    path.display()
                );
                table.fault(
                    "stylesheet",
                    format!("the file `{needed}` does not exist in the folder of feeds"),
                    help,
                );
            }
        }
    }

    /// Pages and compressed copies must not have the names of feeds.
    pub(super) fn check_reserved(&self, output: &Output) {
        let css = self.plans.iter().any(|it| it.stylesheet == Some(Stylesheet::Css));
        let css = css.then_some((stylesheet::FILE_NAME, "the stylesheet"));
        let pages = output.index.iter().map(|it| (it.file_name(), "a list of the feeds"));
        let reserved: Vec<(&str, &str)> = pages.chain(css).collect();
        for (table, plan) in self.tables.iter().zip(&self.plans) {
            for (_, name) in &plan.files {
                let key = if table.has("files") { "files" } else { "file" };
                let is_same = |reserved: &str| {
                    let stem = reserved.split('.').next().unwrap_or_default();
                    name.replace("{slug}", stem).eq_ignore_ascii_case(reserved)
                };
                if let Some((reserved, what)) = reserved.iter().find(|it| is_same(it.0)) {
                    let why = format!("`{reserved}` is the name of {what}");
                    table.fault(key, why, "give the feed another file name");
                }
                if let Some(it) = output.compress.iter().find(|it| name.ends_with(it.suffix())) {
                    let why =
                        format!("`{name}` has the ending of compressed copies, `{}`", it.suffix());
                    table.fault(key, why, "give the feed another file name");
                }
            }
        }
    }

    /// Each feed needs its own name. Only one may have none.
    fn check_names(&self) {
        let mut seen = HashSet::new();
        let mut has_unnamed = false;
        for (table, plan) in self.tables.iter().zip(&self.plans) {
            match &plan.name {
                Some(name) if !seen.insert(name.to_lowercase()) => {
                    table.fault(
                        "name",
                        format!("another feed has the name `{name}`"),
                        "give each feed its own name",
                    );
                }
                Some(_) => {}
                None if plan.each.is_some()
                    && seen.insert(plan.each.map_or("", Property::name).to_owned()) => {}
                None if has_unnamed || plan.each.is_some() => {
                    table.missing(
                        "name",
                        "give each feed its own name, for example `name = \"news\"`",
                    );
                }
                None => has_unnamed = true,
            }
        }
    }

    /// Each feed needs its own files.
    fn check_files(&self) {
        let mut seen: HashSet<String> = HashSet::new();
        let has_archives = self.plans.iter().any(|it| it.archive.is_some());
        for (table, plan) in self.tables.iter().zip(&self.plans) {
            for (_, name) in &plan.files {
                if has_archives && name.contains(INFIX) {
                    let key = if table.has("file") { "file" } else { "files" };
                    let why = format!("`{name}` looks like the file of an archive");
                    table.fault(key, why, format!("use a name without `{INFIX}`"));
                }
                if !seen.insert(name.to_lowercase()) {
                    let key = if table.has("file") { "file" } else { "files" };
                    table.fault(
                        key,
                        format!("two feeds have the same file name, `{name}`"),
                        "give each feed its own file name",
                    );
                }
            }
        }
    }
}

/// The stylesheet that a table names: `"css"`, a file or a URL.
fn stylesheet_of(table: &Table<'_>) -> Option<Stylesheet> {
    let text = table.text("stylesheet")?;
    if text.trim().is_empty() {
        table.fault("stylesheet", "`stylesheet` is empty", "write `\"css\"`, or remove it");
        return None;
    }
    Some(Stylesheet::named(text.trim()))
}

fn plan(feed: &Table<'_>, by_default: Option<&Stylesheet>, overrides: &Overrides) -> FeedPlan {
    let mut plan = FeedPlan::new();
    plan.name = name(feed);
    plan.title = template(feed, "title");
    plan.description = template(feed, "description");
    plan.each = feed.choice("each", PROPERTIES);
    plan.limit = limit(feed, plan.limit);
    if let Some(limit) = overrides.limit {
        plan.limit = Some(limit).filter(|it| *it > 0);
    }
    plan.max_age = max_age(feed);
    plan.max_bytes = positive(feed, "max_bytes", 500_000);
    plan.archive = feed_archive::read(feed);
    plan.complete = feed_archive::is_complete(feed);
    plan.content = feed.choice("content", CONTENT).unwrap_or_default();
    plan.sort = feed.choice("sort", SORT).unwrap_or_default();
    plan.stylesheet = stylesheet_of(feed).or_else(|| by_default.cloned());
    plan.include = filter(&feed.table("include"));
    plan.exclude = filter(&feed.table("exclude"));
    plan.min_entries = positive(feed, "min_entries", 2).unwrap_or(1);
    if plan.each.is_none() && feed.has("min_entries") {
        feed.fault(
            "min_entries",
            "`min_entries` needs `each`",
            "`each = \"tag\"` makes one feed for each tag",
        );
    }
    plan.files = feed_files::read(feed, &plan, overrides);
    plan
}

/// The name of a feed, which is part of its id and its file names.
fn name(feed: &Table<'_>) -> Option<String> {
    let name = feed.text("name")?;
    let is_plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(is_plain) {
        let why = format!("`{name}` cannot be the name of a feed");
        feed.fault(
            "name",
            why,
            "use letters, digits, hyphens and underscores; `title` is what readers show",
        );
    }
    Some(name)
}

/// A text with the placeholders `{site}`, `{name}` and `{value}`.
fn template(feed: &Table<'_>, key: &str) -> Option<String> {
    let text = feed.text(key)?;
    if let Some(unknown) = placeholders(&text).find(|it| !matches!(*it, "site" | "name" | "value"))
    {
        let why = format!("`{{{unknown}}}` is not a placeholder of `{key}`");
        feed.fault(key, why, "the placeholders are `{site}`, `{name}` and `{value}`");
    }
    if text.contains("{value}") && !feed.has("each") {
        feed.fault(key, "`{value}` needs `each`", "use `{name}`, or write the text itself");
    }
    Some(text)
}

fn limit(feed: &Table<'_>, by_default: Option<usize>) -> Option<usize> {
    let Some(limit) = feed.number("limit") else { return by_default };
    if let Ok(limit) = usize::try_from(limit) {
        return Some(limit).filter(|it| *it > 0);
    }
    let why = format!("`limit` must not be negative: {limit}");
    let help =
        "`limit` is the maximum number of entries per feed, for example `limit = 20`; 0 means all";
    feed.fault("limit", why, help);
    by_default
}

/// A whole number that is at least 1.
pub(super) fn positive(feed: &Table<'_>, key: &str, example: usize) -> Option<usize> {
    let number = feed.number(key)?;
    match usize::try_from(number) {
        Ok(number) if number > 0 => Some(number),
        _ => {
            let why = format!("`{key}` must be at least 1, not {number}");
            feed.fault(key, why, format!("for example, write `{key} = {example}`"));
            None
        }
    }
}

/// An age such as `90d`, `12w`, `36h` or `2y`.
fn max_age(feed: &Table<'_>) -> Option<TimeDelta> {
    let text = feed.text("max_age")?;
    let age = text.find(|it: char| !it.is_ascii_digit()).and_then(|at| {
        let number: i64 = text[..at].parse().ok().filter(|it| *it > 0)?;
        match text[at..].trim() {
            "h" => TimeDelta::try_hours(number),
            "d" => TimeDelta::try_days(number),
            "w" => TimeDelta::try_weeks(number),
            "y" => TimeDelta::try_days(number.checked_mul(365)?),
            _ => None,
        }
    });
    if age.is_none() {
        let why = format!("`{text}` is not an age");
        feed.fault(
            "max_age",
            why,
            "use a number of hours, days, weeks or years, for example `\"90d\"`",
        );
    }
    age
}

fn filter(conditions: &Table<'_>) -> Filter {
    let mut filter = Filter::default();
    for (key, property) in PROPERTIES {
        let values: Vec<String> = texts(conditions, key).into_iter().map(folded).collect();
        if conditions.has(key) {
            filter.values.push((*property, values));
        }
    }
    if conditions.has("path") {
        filter.paths = Some(globs(conditions.one_or_more("path"), "path"));
    }
    filter
}

/// The strings of a key that is a string or a list of strings.
fn texts<'d>(table: &Table<'d>, key: &str) -> Vec<&'d str> {
    let items = table.one_or_more(key);
    if table.is_list(key) && items.is_empty() {
        let why = format!("`{key}` is empty, so no article is selected");
        table.fault(key, why, "name at least one value, or remove it");
    }
    let mut texts = Vec::new();
    for item in items {
        match item.as_text() {
            Some(text) => texts.push(text),
            None => item.fault(
                format!("each value in `{key}` must be a string"),
                format!("write, for example, `{key} = [\"…\", \"…\"]`"),
            ),
        }
    }
    texts
}
