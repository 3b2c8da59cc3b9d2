//! feedwright validates RSS, Atom and JSON feeds, fixes them, and publishes feeds from a folder of articles.
//!
//! # Validate a feed
//!
//! [`validate`] checks a document and returns a [`Report`]. It needs no files, network or clock, and it cannot fail: if the
//! text is not a feed, the report says so.
//!
//! ```
//! use feedwright::{Options, Source, validate};
//!
//! let source = Source::from_text("feed.xml", "<rss version=\"2.0\"></rss>");
//! let report = validate(&source, &Options::default());
//!
//! assert!(!report.is_valid());
//! let first = &report.diagnostics[0];
//! assert_eq!(first.rule.name, "missing-element");
//! assert_eq!(first.to_string(), "error[missing-element]: `rss` has no `channel`");
//! assert_eq!(&source.text[first.span.range()], "rss");
//! ```
//!
//! [`Source::from_bytes`] decodes bytes as feed readers do. [`Options`] contains the current time, the URL of the document, and [`Limits`]. A
//! [`Selection`] ignores rules and changes their severities, [`CheckSettings`] reads both from `feedwright.toml`, and [`Lines`] turns a
//! [`Span`] into a line and a column. [`rules`] lists all rules with their pages.
//!
//! # Print the report
//!
//! A [`Diagnostic`] is displayed as one line. With the feature `report`, [`ReportFormat`] prints excerpts for terminals, and JSON, SARIF and
//! other formats for programs. All types of a report implement `serde::Serialize`.
//!
//! ```
//! # use feedwright::{Options, Source, validate};
//! # let source = Source::from_text("feed.xml", "<rss version=\"2.0\"></rss>");
//! # let report = validate(&source, &Options::default());
//! for diagnostic in &report.diagnostics {
//!     println!("{diagnostic}");
//! }
//! # #[cfg(feature = "report")]
//! print!("{}", feedwright::ReportFormat::Pretty { color: true }.render(&source, &report));
//! ```
//!
//! # Fix a feed
//!
//! [`fix`] applies the fixes that you select, and repeats validation until there is nothing left to fix.
//!
//! ```
//! use feedwright::{Options, Safety, Source, fix};
//!
//! let source = Source::from_text("feed.xml", "<rss version=\"2.0\"><channel><title>Sun & sea</title></channel></rss>");
//! let is_safe = |it: &feedwright::Diagnostic| it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
//! let fixed = fix(source, &Options::default(), &is_safe);
//! assert!(fixed.source.text.contains("Sun &amp; sea"));
//! ```
//!
//! # Publish feeds
//!
//! With the feature `publish`, [`publish`] reads a folder of articles and writes feeds. Its [`Settings`] come from a `feedwright.toml` or
//! from your program.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # #[cfg(feature = "publish")] {
//! use feedwright::{FeedFormat, Settings, base_url, publish};
//!
//! # let site = tempfile::tempdir()?;
//! # let site = site.path();
//! let articles = site.join("articles");
//! std::fs::create_dir(&articles)?;
//! std::fs::write(articles.join("walk.md"), "---\ntitle: A walk\ndate: 2024-05-01\n---\nThe harbor was *quiet*.\n")?;
//!
//! let url = base_url("https://harbor.example/feeds/")?;
//! let mut settings = Settings::new(&articles, &site.join("feeds"), &site.join("state"), &url);
//! settings.plan.site.title = "Harbor".to_owned();
//! settings.plan.feeds[0].limit = Some(50);
//!
//! let now = chrono::DateTime::parse_from_rfc3339("2024-06-01T00:00:00Z")?.to_utc();
//! let outcome = publish(&settings, now)?;
//! assert_eq!(outcome.feeds.len(), FeedFormat::ALL.len());
//! assert!(std::fs::read_to_string(site.join("feeds/rss.xml"))?.contains("<title>A walk</title>"));
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! [`inspect`] shows how articles are read, [`adopt`] keeps the ids of feeds that another program published, and [`compare`] shows which
//! entries of a feed readers would show as new.
//!
//! # Features
//!
//! | feature   | what it adds |
//! |-----------|--------------|
//! | (none)    | [`validate`], [`fix`] and their types; this part also runs in browsers (`wasm32-unknown-unknown`) |
//! | `report`  | [`ReportFormat`], [`Totals`], [`Baseline`], [`write_diff`] |
//! | `publish` | [`publish`], [`publish_changes`], [`inspect`], [`adopt`], [`compare`], [`Generator`], [`CheckSettings`] |
//! | `fetch`   | [`Fetcher`], [`Network`], [`Request`], [`Fetched`]: documents from URLs |
//! | `batch`   | many documents in one run; with `fetch` and `report` |
//! | `server`  | [`serve_editor`]: the language server |
//! | `cli`     | the program `feedwright`, with all of the above; this is the default |
//!
//! Dates are types of chrono 0.4, and URLs are types of url 2.
//!
//! # Code map
//!
//! Each module imports only from modules below it in this list, which `tests/layers.rs` checks.
//!
//! - `cli`: the program; it parses arguments, prints results, and uses only the public library
//! - `server`: the language server for editors
//! - `batch`: many documents in one run
//! - `report`, `config`, `fetch`: reports, `feedwright.toml`, and documents from the network
//! - `publish`: publishes articles as feeds, and validates the feeds that it writes
//! - `validate`: validates a document and returns a report; it does not use files, sockets, clocks or the publisher
//! - `text`, `value`, `diagnostic`: used by all
//!
//! A build starts in [`publish`]. `publish::load` reads the folder: which files are articles, their front matter, and their Markdown, MDX,
//! HTML or plain text with template tags. `publish::settle` gives each article its URL (`publish::page`), its date and its id
//! (`publish::entry_id`). It uses the data that `publish::state` stores or that `publish::old_feed` recovers. `publish::assemble` selects
//! the entries and resolves links between them, and `publish::content` cleans up their HTML. `publish::build` creates RSS, Atom and JSON
//! feeds, `publish::pages` lists them, and `publish::write` replaces the old files if the new ones are valid. `publish::cache` notices that nothing changed since the
//! last build. The differences between site generators are in `publish::dialect`, with one file per generator. All other code uses the
//! facts in these files and never compares names.
//!
//! # Invariants
//!
//! 1. [`validate`] does no I/O, does not read the clock (the current time is an option), never panics and never fails. The same bytes and
//!    options give the same report, byte for byte.
//! 2. The validator is independent of the publisher: it does not use `rss`, `atom_syndication` or `publish`.
//! 3. Names are matched by namespace, never by prefix. Every diagnostic has a span inside the source and a rule in the table.
//! 4. The feeds that `build` writes have no errors or warnings in `validate`, and an independent parser can read them. Otherwise, the old
//!    feeds are kept.
//! 5. The same articles, configuration and state give the same bytes. Feeds do not depend on the locale or the time zone of the machine,
//!    on the order of hash maps, or on the version of feedwright. The clock only decides which articles are due, expired or first seen.
//! 6. A fix never loses or moves an entry.
//! 7. Only the modules that `tests/layers.rs` lists use files, the clock or other processes. Only `fetch` opens sockets.
//! 8. Generated files are only committed if a test compares them.
//!
//! [`validate`]: fn@validate
//! [`fix`]: fn@fix
//! [`publish`]: fn@publish
//! [`inspect`]: fn@inspect
//! [`adopt`]: fn@adopt
//! [`compare`]: fn@compare

#![warn(missing_docs)]
#![cfg_attr(
    not(feature = "internals"),
    allow(
        unreachable_pub,
        reason = "which items are public is checked with the feature on that tests need"
    )
)]

#[cfg(feature = "batch")]
mod batch;
#[cfg(feature = "publish")]
mod config;
mod diagnostic;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "publish")]
mod publish;
#[cfg(feature = "report")]
mod report;
#[cfg(feature = "server")]
mod server;
mod text;
mod validate;
mod value;

pub use crate::diagnostic::Diagnostic;
pub use crate::diagnostic::Edit;
pub use crate::diagnostic::Fix;
pub use crate::diagnostic::Occurrence;
pub use crate::diagnostic::Rule;
pub use crate::diagnostic::Safety;
pub use crate::diagnostic::Severity;
pub use crate::text::lines::Lines;
pub use crate::text::lines::Position;
pub use crate::text::source::Source;
pub use crate::text::span::Span;
pub use crate::validate::Format;
pub use crate::validate::Limits;
pub use crate::validate::Options;
pub use crate::validate::Report;
pub use crate::validate::Selection;
pub use crate::validate::UnknownRule;
pub use crate::validate::fix::Fixed;
pub use crate::validate::fix::fix;
pub use crate::validate::groups::{Group, groups};
pub use crate::validate::is_not_a_feed;
pub use crate::validate::profile::{
    LengthLimit, LengthUnit, OtherRules, Profile, RequiredElement, RuleSeverity,
};
pub use crate::validate::profiles::{UnknownProfile, profile, profiles};
pub use crate::validate::validate;
pub use crate::validate::{Again, Head, Headers, Redirect, Response};
pub use crate::validate::{Inventory, InventoryEntry, Part, Resource, ResourceKind, Written};
pub use crate::value::InvalidValue;
pub use crate::value::media_type::http_charset;

#[cfg(feature = "batch")]
pub use crate::batch::{
    Batch, BatchError, BatchInputError, BatchInputs, BatchOutput, BatchOutputError, BatchProgress,
    BatchStatistics, BatchStatus, BatchSummary, BatchTarget, is_url, listed,
};
#[cfg(feature = "fetch")]
pub use crate::fetch::again::again;
#[cfg(feature = "fetch")]
pub use crate::fetch::client::credentials::without_credentials;
#[cfg(feature = "fetch")]
pub use crate::fetch::client::fetcher::{Fetcher, UnusableSettings};
#[cfg(feature = "fetch")]
pub use crate::fetch::client::{arrival::Arrival, many::Arrivals, resolve::Resolve};
#[cfg(feature = "fetch")]
pub use crate::fetch::discover::{
    BrokenLink, DiscoverSettings, Discovered, DiscoveredFeed, FoundBy, discover, discover_in_page,
};
#[cfg(feature = "fetch")]
pub use crate::fetch::follow::{FollowSettings, Followed, Page, follow};
#[cfg(feature = "fetch")]
pub use crate::fetch::hub::{PingError, ping};
#[cfg(feature = "fetch")]
pub use crate::fetch::probe::{ProbeSettings, probe};
#[cfg(feature = "fetch")]
pub use crate::fetch::replay::Replay;
#[cfg(feature = "fetch")]
pub use crate::fetch::saved::{SavedError, raw_response, saved_response};
#[cfg(feature = "fetch")]
pub use crate::fetch::settings::{FetchSettings, IpVersion, Proxies};
#[cfg(feature = "fetch")]
pub use crate::fetch::twice::twice;
#[cfg(feature = "fetch")]
pub use crate::fetch::{FetchError, FetchErrorKind, Fetched, Method, Network, Request};

#[cfg(all(feature = "report", feature = "publish"))]
pub use crate::report::write_outcome;
#[cfg(feature = "report")]
pub use crate::report::{
    Baseline, BaselineError, Baselined, DocumentTotals, KnownProblem, ReportFormat, Terminal,
    Totals, json_diagnostics, json_document, limit_problems, visible_json, write_diff,
};
#[cfg(feature = "report")]
pub use crate::text::hidden::is_hidden;

#[cfg(feature = "publish")]
pub use crate::config::check::in_force::{CheckOrigin, CheckValue, SettingValue};
#[cfg(feature = "publish")]
pub use crate::config::check::limits::{CheckLimit, check_limits};
#[cfg(feature = "publish")]
pub use crate::config::check::{CheckSettings, CheckValues, DocumentChecks};
#[cfg(feature = "publish")]
pub use crate::config::files::{ConfigError, nearest_config, read_config};
#[cfg(feature = "publish")]
pub use crate::config::schema::config_schema;
#[cfg(feature = "publish")]
pub use crate::config::{
    CONFIG_FILE, Overrides, STATE_FOLDER, base_url, from::Generator, from::SiteFiles,
    from::Translation,
};
#[cfg(feature = "publish")]
pub use crate::publish::{
    Adopted, Adoption, Announcement, Announcements, Archive, Article, Build, BuildError, Change,
    Changed, Chapter, Chapters, Coding, Comparison, Confidence, ContentMode, Credit, Difference,
    Enclosure, Episode, EpisodeKind, Failure, FeedFormat, FeedLink, FeedPlan, IfLocked, Image,
    IndexFormat, Inspection, Loaded, LockError, MatchedBy, Named, OldEntry, OldFeed, OldFeedError,
    Origin, Outcome, PassedOver, Person, Plan, Progress, Published, Reading, Record, Refusal,
    RemovedTag, STATE_FILE, Said, Settings, Sidecar, Site, Sort, Soundbite, Stage, StateError,
    Stylesheet, Transcript, Undated, Venue, WriteError, adopt, article_path, compare,
    dialect_names, feed_links, inspect, publish, publish_changes, replace_file,
};

#[cfg(feature = "server")]
pub use crate::server::serve_editor;

/// All rules: those of the validator, group by group, and, with the feature `publish`, those for articles and configurations.
///
/// ```
/// for rule in feedwright::rules().filter(|it| it.group == "podcasts") {
///     println!("{rule}: {}", rule.summary());
/// }
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let rules = validate::rules::RULES.iter().copied();
    #[cfg(feature = "publish")]
    let rules = rules.chain(publish::rules::RULES.iter().copied());
    rules
}

/// The rule with this name.
///
/// # Errors
///
/// If there is none. The error has the most similar name.
///
/// ```
/// let rule = feedwright::rule("missing-guid")?;
/// println!("{}", rule.page);
///
/// let unknown = feedwright::rule("mising-guid").unwrap_err();
/// assert_eq!(unknown.to_string(), "there is no rule `mising-guid`; did you mean `missing-guid`?");
/// # Ok::<(), feedwright::UnknownRule>(())
/// ```
pub fn rule(name: &str) -> Result<&'static Rule, UnknownRule> {
    rules()
        .find(|it| it.name == name)
        .ok_or_else(|| UnknownRule::new(name, rules().map(|it| it.name)))
}

/// The internals of the library, for its own tests, benchmarks and fuzz targets. They may change at any time.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    pub use crate::validate::diagnostics;
    pub use crate::validate::markup;
    pub use crate::validate::rules;
    pub use crate::validate::schema;

    pub mod value {
        pub use crate::value::base64;
        pub use crate::value::country;
        pub use crate::value::currency;
        pub use crate::value::date;
        pub use crate::value::duration;
        pub use crate::value::html;
        pub use crate::value::language;
        pub use crate::value::link_relation;
        pub use crate::value::media_type;
        pub use crate::value::number;
        pub use crate::value::person;
        pub use crate::value::problem;
        #[cfg(feature = "publish")]
        pub use crate::value::timezone;
        pub use crate::value::uri;
    }

    #[cfg(feature = "publish")]
    pub mod publish {
        pub use crate::publish::article;
        pub use crate::publish::assemble;
        pub use crate::publish::build;
        pub use crate::publish::content;
        pub use crate::publish::dialect;
        pub use crate::publish::entry_id;
        pub use crate::publish::feed;
        pub use crate::publish::load;
        pub use crate::publish::lock;
        pub use crate::publish::permalink;
        pub use crate::publish::plan;
        pub use crate::publish::rules;

        use crate::publish::Plan;
        use crate::publish::Reading;
        use crate::publish::Site;

        /// A plan with the default settings.
        pub fn plan(site: Site, addresses: plan::Addresses) -> Plan {
            Plan {
                site,
                feeds: vec![crate::FeedPlan::new()],
                addresses,
                shows_future: false,
                id: entry_id::EntryId::Tag,
            }
        }

        /// The template tags that were removed from an article.
        pub fn removed(reading: &Reading) -> &[load::Removed] {
            &reading.removed
        }
    }
}
