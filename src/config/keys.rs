//! The keys of `feedwright.toml`: their names, the form of their values, and what they are for. The reader, the JSON Schema and the reference
//! in `docs/configuration.md` use them.

use crate::config::articles;
use crate::config::check;
use crate::config::feed_files;
use crate::config::feeds;
use crate::config::output;
use crate::config::podcast;
use crate::publish::dialect;
use crate::text::source::Source;
use crate::validate::groups::groups;
use crate::validate::profiles::profiles;
use crate::validate::rules::RULES;

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    /// What it is for, as a noun or a sentence without a full stop.
    pub(crate) about: &'static str,
}

/// A table and its keys. The name of the root table is empty, and that of a table in a list is in brackets.
#[derive(Debug)]
pub(crate) struct KeyTable {
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [Key],
    /// The form of the values if the table may have any keys.
    pub(crate) any: Option<Form>,
}

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    Text,
    Flag,
    Date,
    /// A whole number from the first to the second one.
    Number(u64, u64),
    /// One of these words.
    Choice(fn() -> Vec<&'static str>),
    /// The name of a rule, of a group, or the beginning of the name of a rule.
    Rule,
    List(&'static Form),
    /// A value, or a list of values.
    OneOrMore(&'static Form),
    /// The table with this name.
    Table(&'static str),
    Either(&'static Form, &'static Form),
}

impl Form {
    /// The words that the value may be, or those in a list of values. Empty for values that are not from a list.
    #[cfg(feature = "server")]
    pub(crate) fn words(self) -> Vec<&'static str> {
        match self {
            Form::Choice(words) => words(),
            Form::Rule => rule_names(),
            Form::List(form) | Form::OneOrMore(form) => form.words(),
            Form::Either(one, other) => one.words().into_iter().chain(other.words()).collect(),
            Form::Text | Form::Flag | Form::Date | Form::Number(..) | Form::Table(_) => Vec::new(),
        }
    }
}

const fn key(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { name, form, about }
}

const fn table(name: &'static str, keys: &'static [Key]) -> KeyTable {
    KeyTable { name, keys, any: None }
}

/// A table that may have any keys. All values have the same form.
const fn map(name: &'static str, form: Form) -> KeyTable {
    KeyTable { name, keys: &[], any: Some(form) }
}

/// The words of a table of choices.
fn words<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|it| it.0).collect()
}

const TEXTS: Form = Form::List(&Form::Text);
const ONE_OR_MORE_TEXTS: Form = Form::OneOrMore(&Form::Text);
const POSITIVE: Form = Form::Number(1, u64::MAX);
const MANY: u64 = u32::MAX as u64;

/// All tables.
#[rustfmt::skip]
pub(crate) static TABLES: &[KeyTable] = &[
    table("", &[
        key("site",     Form::Table("site"),     "The site"),
        key("articles", Form::Table("articles"), "The articles, and the URLs of their pages"),
        key("output",   Form::Table("output"),   "What is written besides the feeds, and where"),
        key("feed",     Form::Either(&Form::Table("feed"), &Form::List(&Form::Table("[feed]"))), "The feed, or, as `[[feed]]`, one of several feeds"),
        key("podcast",  Form::Table("podcast"),  "The show, if the feed is a podcast"),
        key("check",    Form::Table("check"),    "How `feedwright check` and the language server check documents"),
    ]),
    table("site", &[
        key("title",       Form::Text, "The name of the site"),
        key("url",         Form::Text, "The URL of the site, for example `https://example.org/`"),
        key("description", Form::Text, "What the site is about"),
        key("language",    Form::Text, "The language of the site, for example `en` or `pt-BR`"),
        key("authors",     Form::List(&Form::Either(&Form::Text, &Form::Table("authors"))), "The authors of articles that name none"),
        key("copyright",   Form::Text, "The copyright notice of the feeds"),
        key("timezone",    Form::Text, "The time zone of dates that do not specify one, for example `Europe/Berlin`"),
        key("image",       Form::Text, "The URL of the image of the feeds"),
    ]),
    table("authors", &[
        key("name",  Form::Text, "The name"),
        key("email", Form::Text, "The e-mail address"),
        key("url",   Form::Text, "The URL of a page about the author"),
    ]),
    table("articles", &[
        key("dir",        Form::Text, "The folder of articles"),
        key("dirs",       TEXTS,      "The folders of articles, if there are several"),
        key("include",    TEXTS,      "Globs of the files that are articles"),
        key("exclude",    TEXTS,      "Globs of files and folders that are skipped"),
        key("dialect",    Form::Choice(|| dialect::ALL.into_iter().map(|it| it.name).collect()), "The generator that the articles were written for"),
        key("slug_from",  Form::Choice(|| words(articles::SLUG_FROM)), "What the slug of an article is made from"),
        key("permalink",  Form::Text, "The URL of an article, for example `/{year}/{slug}/`"),
        key("permalinks", Form::Table("articles.permalinks"), "The URLs of the articles that a glob matches"),
        key("undated",    Form::Choice(|| words(articles::UNDATED)), "What happens to articles without a date"),
    ]),
    map("articles.permalinks", Form::Text),
    table("output", &[
        key("dir",        Form::Text, "The folder that the feeds are written to"),
        key("url",        Form::Text, "The URL of this folder"),
        key("compress",   Form::List(&Form::Choice(|| words(output::CODINGS))), "Compressed copies of all files"),
        key("index",      Form::List(&Form::Choice(|| words(output::INDEXES))), "Lists of the feeds, for browsers and for feed readers"),
        key("stylesheet", Form::Text, "How browsers display the feeds: `css`, or the URL of a stylesheet"),
        key("hub",        ONE_OR_MORE_TEXTS, "The WebSub hubs that are notified of changes"),
        key("state",      Form::Text, "The folder of the state, which is kept between builds"),
    ]),
    table("feed",   &FEED),
    table("[feed]", FEED.split_at(2).1),
    table("feed.files", &[
        key("rss",  Form::Text, "The file of the RSS feed"),
        key("atom", Form::Text, "The file of the Atom feed"),
        key("json", Form::Text, "The file of the JSON feed"),
    ]),
    table("feed.include", CONDITIONS),
    table("feed.exclude", CONDITIONS),
    table("podcast", &[
        key("title",            Form::Text, "The title of the show"),
        key("description",      Form::Text, "What the show is about"),
        key("author",           Form::Text, "Who makes the show"),
        key("owner",            Form::Either(&Form::Text, &Form::Table("podcast.owner")), "Whom directories contact"),
        key("type",             Form::Choice(|| words(podcast::TYPES)), "Whether episodes are independent of each other"),
        key("explicit",         Form::Flag, "Whether the show has explicit content"),
        key("categories",       ONE_OR_MORE_TEXTS, "Categories of Apple Podcasts, for example `Arts > Design`"),
        key("image",            Form::Text, "The artwork: a file, or a URL"),
        key("copyright",        Form::Text, "The copyright notice"),
        key("block",            Form::Flag, "Whether directories should not list the show"),
        key("complete",         Form::Flag, "Whether there will be no more episodes"),
        key("new_feed_url",     Form::Text, "The new URL of the feed"),
        key("funding",          Form::OneOrMore(&Form::Table("podcast.funding")), "Pages where listeners can support the show"),
        key("locked",           Form::Flag, "Whether other hosts may import the feed"),
        key("guid",             Form::Text, "The id of the show, if it has one already"),
        key("medium",           Form::Choice(podcast::media), "What the episodes are"),
        key("license",          Form::Either(&Form::Text, &Form::Table("podcast.license")), "The license of the show"),
        key("person",           Form::OneOrMore(&Form::Either(&Form::Text, &Form::Table("podcast.person"))), "People in the show"),
        key("trailer",          Form::OneOrMore(&Form::Table("podcast.trailer")), "Trailers"),
        key("location",         Form::OneOrMore(&Form::Either(&Form::Text, &Form::Table("podcast.location"))), "The place that the show is about"),
        key("update_frequency", Form::OneOrMore(&Form::Either(&Form::Text, &Form::Table("podcast.update_frequency"))), "How often episodes are published"),
        key("txt",              Form::OneOrMore(&Form::Either(&Form::Text, &Form::Table("podcast.txt"))), "Text for other services, for example to prove who owns the show"),
    ]),
    table("podcast.owner",   &[key("name", Form::Text, "The name"), key("email", Form::Text, "The e-mail address")]),
    table("podcast.funding", &[key("url", Form::Text, "The URL of the page"), key("text", Form::Text, "The text of the link")]),
    table("podcast.license", &[key("name", Form::Text, "The name"), key("url", Form::Text, "The URL of the text")]),
    table("podcast.person", &[
        key("name",  Form::Text, "The name"),
        key("role",  Form::Text, "What the person does, as a term of the Podcast Taxonomy"),
        key("group", Form::Text, "The group of the role"),
        key("img",   Form::Text, "The URL of a picture"),
        key("href",  Form::Text, "The URL of a page about the person"),
    ]),
    table("podcast.trailer", &[
        key("title",   Form::Text, "The title"),
        key("url",     Form::Text, "The URL of the recording"),
        key("pubdate", Form::Date, "When it was published"),
        key("length",  POSITIVE,   "Its size in bytes"),
        key("type",    Form::Text, "Its media type"),
        key("season",  POSITIVE,   "The season that it is for"),
    ]),
    table("podcast.location", &[
        key("name",    Form::Text, "The name"),
        key("geo",     Form::Text, "The coordinates, for example `geo:53.5438,9.9668`"),
        key("osm",     Form::Text, "The OpenStreetMap id, for example `R113314`"),
        key("country", Form::Text, "The ISO 3166-1 code of the country"),
        key("rel",     Form::Choice(|| words(podcast::part::RELATIONS)), "Whether the show is about the place, or made there"),
    ]),
    table("podcast.update_frequency", &[
        key("text",    Form::Text, "The description"),
        key("rrule",   Form::Text, "The rule of RFC 5545, for example `FREQ=WEEKLY`"),
        key("dtstart", Form::Date, "The date of the first episode"),
    ]),
    table("podcast.txt", &[key("text", Form::Text, "The text"), key("purpose", Form::Text, "What it is for, for example `verify`")]),
    table("check",            &CHECK),
    map("check.severity",     SEVERITY),
    map("check.per-file",     Form::Table("check.per-file.*")),
    table("check.per-file.*", CHECK.split_at(1).1),
    map("check.per-file.*.severity", SEVERITY),
];

/// The keys of `[feed]`. The first two are only for a single feed.
#[rustfmt::skip]
static FEED: [Key; 23] = [
    key("out",         Form::Text, "The folder that the feed is written to, like `dir` in [output]"),
    key("url",         Form::Text, "The URL of this folder, like `url` in [output]"),
    key("name",        Form::Text, "The name of the feed, from which the names of its files are made"),
    key("title",       Form::Text, "The title, in which `{site}`, `{name}` and `{value}` are placeholders"),
    key("description", Form::Text, "What the feed is about, with the same placeholders"),
    key("formats",     Form::List(&Form::Choice(|| words(feed_files::FORMATS))), "The formats of the feed"),
    key("file",        Form::Text, "The name of the files, for example `{name}.{ext}`"),
    key("files",       Form::Table("feed.files"), "The names of the files of each format"),
    key("limit",       Form::Number(0, u64::MAX), "The maximum number of entries; 0 means all"),
    key("max_age",     Form::Text, "The maximum age of entries, for example `90d`"),
    key("max_bytes",   POSITIVE,   "The maximum size of the feed; a larger feed is written without its oldest entries"),
    key("archive",     Form::Either(&POSITIVE, &Form::Choice(|| vec!["month", "year"])), "How older entries are archived: a number of entries per archive, or a period"),
    key("complete",    Form::Flag, "Whether the feed has all entries that ever existed"),
    key("content",     Form::Choice(|| words(feeds::CONTENT)), "What of an article is in the feed"),
    key("sort",        Form::Choice(|| words(feeds::SORT)), "The date by which entries are sorted"),
    key("stylesheet",  Form::Text, "How browsers display the feed, instead of `stylesheet` in [output]"),
    key("hub",         ONE_OR_MORE_TEXTS, "The WebSub hubs of the feed, instead of `hub` in [output]"),
    key("include",     Form::Table("feed.include"), "Conditions that an article must meet"),
    key("exclude",     Form::Table("feed.exclude"), "Conditions that an article must not meet"),
    key("each",        Form::Choice(|| words(feeds::PROPERTIES)), "Write one feed for each value"),
    key("min_entries", POSITIVE,   "How many entries a value of `each` needs for a feed"),
    key("id",          Form::Text, "The ids of new entries: `tag`, `permalink`, or a pattern"),
    key("podcast",     Form::Flag, "Whether the feed is the podcast"),
];

/// The keys of `include` and `exclude`.
#[rustfmt::skip]
static CONDITIONS: &[Key] = &[
    key("tag",      ONE_OR_MORE_TEXTS, "Tags"),
    key("section",  ONE_OR_MORE_TEXTS, "Sections"),
    key("author",   ONE_OR_MORE_TEXTS, "Authors"),
    key("language", ONE_OR_MORE_TEXTS, "Languages"),
    key("path",     ONE_OR_MORE_TEXTS, "Globs of the paths of articles"),
];

const RULES_LIST: Form = Form::List(&Form::Rule);
const SEVERITY: Form = Form::Choice(|| words(check::read::SEVERITIES));

/// The keys of `[check]`. The first one is only for all documents.
#[rustfmt::skip]
static CHECK: [Key; 14] = [
    key("per-file",       Form::Table("check.per-file"), "Settings for the documents that a glob matches, which take precedence. Globs are relative to the folder of feedwright.toml"),
    key("select",         RULES_LIST, "The rules to check: names, prefixes such as `invalid`, groups such as `podcast`, or `all`"),
    key("extend-select",  RULES_LIST, "Rules to check in addition"),
    key("ignore",         RULES_LIST, "Rules that are not checked"),
    key("severity",       Form::Table("check.severity"), "The severities of rules"),
    key("profile",        Form::List(&Form::Choice(|| profiles().map(|it| it.name).collect())), "Profiles whose requirements are also checked"),
    key("base-url",       Form::Text, "The URL that the folder of feedwright.toml is served from. In `per-file`, the URL of the folder of the glob, or of the document"),
    key("max-size",       Form::Number(1, Source::MAX_SIZE as u64), "The maximum size of a document in bytes"),
    key("max-depth",      Form::Number(1, MANY), "The maximum nesting depth of elements, JSON arrays and JSON objects"),
    key("max-attributes", Form::Number(1, MANY), "The maximum number of attributes per element"),
    key("max-namespaces", Form::Number(1, MANY), "The maximum number of namespace declarations per element"),
    key("max-name",       Form::Number(1, MANY), "The maximum length of a name in characters"),
    key("max-expansion",  Form::Number(1, MANY), "The maximum size in bytes of the expanded entities of a document"),
    key("max-findings",   Form::Number(1, MANY), "The maximum number of problems to list per rule"),
];

/// The names of rules and groups that are suggested. Prefixes are also allowed.
pub(crate) fn rule_names() -> Vec<&'static str> {
    let names = groups().map(|it| it.name).chain(RULES.iter().map(|it| it.name));
    std::iter::once("all").chain(names).collect()
}

#[cfg(test)]
mod tests {
    use super::Form;
    use super::KeyTable;
    use super::TABLES;
    use crate::config::Overrides;
    use crate::config::check::limits::check_limits;
    use crate::publish::Settings;
    use crate::text::source::Source;

    /// A value that no key accepts.
    const WRONG: &str = "[[1979]]";

    /// Keys that others need, with values for them.
    const NEEDED: &[(&str, &str)] = &[
        ("name", "\"a\""),
        ("text", "\"a\""),
        ("email", "\"a\""),
        ("title", "\"a\""),
        ("url", "\"https://harbor.example/a.mp3\""),
        ("pubdate", "2024-05-01"),
    ];

    /// A configuration in which the key of a table has a wrong value.
    fn wrong(table: &KeyTable, key: &str) -> String {
        let name = match table.name {
            "authors" => return format!("[site]\nauthors = [{{ {key} = {WRONG} }}]\n"),
            "[feed]" => "[[feed]]".to_owned(),
            "check.per-file.*" => "[check.per-file.\"*.xml\"]".to_owned(),
            "check.per-file.*.severity" => "[check.per-file.\"*.xml\".severity]".to_owned(),
            "" => return format!("{key} = {WRONG}\n"),
            name => format!("[{name}]"),
        };
        // Some keys of a podcast are only read if others exist.
        let is_other = |it: &&(&str, &str)| {
            let is_key = table.keys.iter().any(|key| key.name == it.0);
            table.name.starts_with("podcast.") && is_key && it.0 != key
        };
        let others = NEEDED.iter().filter(is_other).map(|it| format!("{} = {}\n", it.0, it.1));
        let others: Vec<String> = others.collect();
        format!("{name}\n{}{key} = {WRONG}\n", others.concat())
    }

    #[test]
    fn the_reader_knows_every_key() {
        for table in TABLES {
            let any = table.any.map(|_| "missing-guid");
            for key in table.keys.iter().map(|it| it.name).chain(any) {
                let text = wrong(table, key);
                let source = Source::from_text("feedwright.toml", text.as_str());
                let faults = Settings::from_toml(&source, "/srv".as_ref(), &Overrides::default())
                    .expect_err("the value is wrong");
                let at = text.find(WRONG).expect("it is in the text");
                let value = at..at + WRONG.len();
                let is_read = faults.iter().any(|it| value.contains(&it.span.range().start));
                let messages: Vec<&str> = faults.iter().map(|it| it.message.as_str()).collect();
                assert!(is_read, "[{}] {key}: {messages:?}", table.name);
            }
        }
    }

    #[test]
    fn every_table_is_in_another_one() {
        fn tables(form: Form, names: &mut Vec<&'static str>) {
            match form {
                Form::Table(name) => names.push(name),
                Form::List(form) | Form::OneOrMore(form) => tables(*form, names),
                Form::Either(one, other) => {
                    tables(*one, names);
                    tables(*other, names);
                }
                _ => {}
            }
        }
        let mut names = vec![""];
        for table in TABLES {
            table.keys.iter().for_each(|it| tables(it.form, &mut names));
            table.any.into_iter().for_each(|it| tables(it, &mut names));
        }
        for table in TABLES {
            let is_in_per_file = table.name == "check.per-file.*.severity";
            assert!(names.contains(&table.name) || is_in_per_file, "{}", table.name);
        }
    }

    #[test]
    fn the_limits_are_keys() {
        let check = TABLES.iter().find(|it| it.name == "check").expect("it is a table");
        for limit in check_limits() {
            let key = check.keys.iter().find(|it| it.name == limit.name).expect("it is a key");
            assert!(limit.about.starts_with(key.about), "{}", key.name);
            let is_same = matches!(key.form, Form::Number(1, most) if most == limit.most);
            assert!(is_same, "{}", key.name);
        }
    }
}
