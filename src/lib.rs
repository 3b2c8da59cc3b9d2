//! feedwright publishes RSS, Atom and JSON feeds from a folder of articles, and validates any feed.
//!
//! # Code map
//!
//! Floors from the ground up; each imports only from the floors below it, which `tests/layers.rs` checks.
//!
//! - program: `src/cli`, arguments in and results out; it uses the public library only
//! - surfaces: [`report`], [`config`]
//! - [`publish`]: articles to feeds; it uses the validator to check what it wrote
//! - [`validate`]: a document to a report; it knows nothing of publishing, files, sockets or clocks
//! - ground: [`text`], [`value`], [`diagnostic`]
//!
//! A build goes through [`publish::publish`]. [`publish::load`] reads the folder: which files are articles, their front matter, and their
//! Markdown, MDX, HTML or plain text with its template tags. `publish::settle` gives each article its URL ([`publish::page`]), its
//! date and its id ([`publish::entry_id`]), with what [`publish::state`] remembers or [`publish::old_feed`] recovers. [`publish::feed`]
//! selects the entries and resolves links between them, [`publish::content`] cleans them, [`publish::build`] writes them as RSS, Atom and
//! JSON, and [`publish::write`] replaces the old feeds if the new ones are valid. What differs between site generators is in
//! [`publish::dialect`], one file per generator; all other code asks it for facts, and never for a name.
//!
//! # Invariants
//!
//! 1. [`validate::validate`] does no I/O, has no clock ("now" is an option), never panics and never fails.
//!    The same bytes and options give the same report, byte for byte.
//! 2. The validator uses neither `rss`, `atom_syndication` nor [`publish`]: it is independent of the builder.
//! 3. Names are matched by namespace, never by prefix. Every diagnostic has a span inside the source and a rule in the table.
//! 4. What `build` writes passes `validate` without an error or warning of ours, and an independent parser reads it; otherwise the
//!    old feed is kept.
//! 5. The same articles, configuration and state give the same bytes. No clock, locale, time zone of the machine,
//!    hash order or version string reaches a feed.
//! 6. A fix never loses or moves an entry.
//! 7. Only the modules that `tests/layers.rs` lists touch files, the clock or other processes, and none opens a socket.
//! 8. Nothing generated is committed except files that a test compares.
//!
//! # Example
//!
//! ```
//! use feedwright::text::source::Source;
//! use feedwright::validate::{Options, validate};
//!
//! let source = Source::from_text("feed.xml", "<rss version=\"2.0\"></rss>");
//! let report = validate(&source, &Options::default());
//! assert_eq!(report.diagnostics[0].rule.name, "missing-element");
//! ```

#![cfg_attr(
    not(feature = "internals"),
    allow(
        unreachable_pub,
        reason = "which items are public is checked with the feature on that tests need"
    )
)]

#[cfg(feature = "publish")]
mod config;
mod diagnostic;
#[cfg(feature = "publish")]
mod publish;
#[cfg(feature = "report")]
mod report;
mod text;
mod validate;
mod value;

pub use crate::diagnostic::Diagnostic;
pub use crate::diagnostic::Edit;
pub use crate::diagnostic::Fix;
pub use crate::diagnostic::Rule;
pub use crate::diagnostic::Safety;
pub use crate::diagnostic::Severity;
pub use crate::text::lines::Lines;
pub use crate::text::lines::Position;
pub use crate::text::source::Source;
pub use crate::text::span::Span;
pub use crate::validate::Fixed;
pub use crate::validate::Format;
pub use crate::validate::Limits;
pub use crate::validate::Options;
pub use crate::validate::Report;
pub use crate::validate::Selection;
pub use crate::validate::UnknownRule;
pub use crate::validate::fix;
pub use crate::validate::is_not_a_feed;
pub use crate::validate::validate;
pub use crate::value::InvalidValue;
pub use crate::value::media_type::http_charset;

#[cfg(feature = "report")]
pub use crate::report::{
    OutputFormat, Terminal, Totals, is_hidden, json_diagnostics, json_document, visible_json,
    write_diff,
};

#[cfg(feature = "publish")]
pub use crate::config::{
    CONFIG_FILE, Overrides, STATE_FOLDER, base_url, from::Generator, from::SiteFiles,
    from::Translation,
};
#[cfg(feature = "publish")]
pub use crate::publish::{
    Adopted, Adoption, Article, BuildError, Change, Changed, Comparison, Confidence, ContentMode,
    Difference, Enclosure, Failure, FeedFormat, IfLocked, Image, Inspection, Loaded, LockError,
    MatchedBy, Named, OldEntry, OldFeed, OldFeedError, Origin, Outcome, PassedOver, Person, Plan,
    Published, Reading, Refusal, RemovedTag, STATE_FILE, Settings, Sidecar, Site, Sort, StateError,
    Undated, WriteError, adopt, compare, dialect_names, inspect, publish, replace_file,
};

/// All rules: those of the validator, group by group, and those for articles and configurations if the feature `publish` is on.
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

/// The inside of the library, for its own tests, benchmarks and fuzz targets. It may change at any time.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    pub use crate::validate::findings;
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
                limit: 20,
                content: crate::ContentMode::default(),
                sort: crate::Sort::default(),
                addresses,
                shows_future: false,
                id: entry_id::EntryId::Tag,
                stylesheet: None,
            }
        }

        /// The template tags that were removed from an article.
        pub fn removed(reading: &Reading) -> &[load::Removed] {
            &reading.removed
        }
    }
}
